//! One transformer layer of BERT, and the norm that it shares with the embeddings.

use crate::EncoderError;
use crate::matrix::{Engine, Linear, Then, must};
use crate::tensors::Tensors;
use rten_gemm::{GemmInputA, GemmInputB, GemmUninitOptions};
use rten_simd::SimdOp;
use rten_tensor::NdTensorView;
use rten_vecmath::{ExtendInit, Normalize, NormalizeOptions, Softmax, Sum, SumSquareSub};
use std::ops::Range;

/// Mean 0 and variance 1 for each row, then a scale and a bias for each column.
pub(crate) struct Norm {
    weight: Vec<f32>,
    bias: Vec<f32>,
    eps: f32,
}

impl Norm {
    pub(crate) fn load(file: &Tensors<'_>, name: &str, width: usize, eps: f32) -> Result<Self, EncoderError> {
        let weight = file.floats(&format!("{name}.weight"), &[width])?;
        Ok(Norm { weight, bias: file.floats(&format!("{name}.bias"), &[width])?, eps })
    }

    pub(crate) fn apply(&self, rows: &mut [f32]) {
        let width = self.weight.len();
        for row in rows.chunks_exact_mut(width) {
            let mean = Sum::new(row).dispatch() / width as f32;
            let variance = SumSquareSub::new(row, mean).dispatch() / width as f32;
            let options = NormalizeOptions {
                pre_scale_bias: mean,
                scale: (variance + self.eps).sqrt().recip(),
                element_scale: Some(&self.weight),
                bias: 0.0,
                element_bias: Some(&self.bias),
            };
            Normalize::new_mut(row, options).dispatch();
        }
    }
}

/// Sizes of one layer.
#[derive(Clone, Copy)]
pub(crate) struct Sizes {
    pub(crate) width: usize,
    pub(crate) inner: usize,
    pub(crate) heads: usize,
    pub(crate) eps: f32,
}

/// Attention and feed-forward, each added to its input and normalised.
pub(crate) struct Layer {
    qkv: Linear,
    out: Linear,
    norm1: Norm,
    up: Linear,
    down: Linear,
    norm2: Norm,
    heads: usize,
}

/// Buffers that layers use again.
#[derive(Default)]
pub(crate) struct Scratch {
    qkv: Vec<f32>,
    scores: Vec<f32>,
    head: Vec<f32>,
    context: Vec<f32>,
    inner: Vec<f32>,
    sum: Vec<f32>,
}

/// Rows that go through the feed-forward part at once, so that its four times wider inside stays in cache.
const BLOCK: usize = 64;

impl Layer {
    pub(crate) fn load(file: &Tensors<'_>, index: usize, sizes: Sizes) -> Result<Self, EncoderError> {
        let Sizes { width, inner, heads, eps } = sizes;
        Ok(Layer {
            qkv: Linear::load(file, &format!("{index}.qkv"), width, 3 * width)?,
            out: Linear::load(file, &format!("{index}.out"), width, width)?,
            norm1: Norm::load(file, &format!("{index}.norm1"), width, eps)?,
            up: Linear::load(file, &format!("{index}.up"), width, inner)?,
            down: Linear::load(file, &format!("{index}.down"), inner, width)?,
            norm2: Norm::load(file, &format!("{index}.norm2"), width, eps)?,
            heads,
        })
    }

    /// Replaces the rows by the layer's. Rows attend to those of their own segment only.
    pub(crate) fn apply(
        &self,
        engine: &mut Engine,
        rows: &mut [f32],
        width: usize,
        segments: &[Range<usize>],
        s: &mut Scratch,
    ) {
        s.qkv.clear();
        self.qkv.apply(engine, rows, Then::Keep, &mut s.qkv);
        s.context.clear();
        s.context.resize(rows.len(), 0.0);
        for segment in segments {
            self.attend(engine, width, segment, s);
        }
        s.sum.clear();
        self.out.apply(engine, &s.context, Then::Keep, &mut s.sum);
        add(rows, &s.sum);
        self.norm1.apply(rows);
        for block in rows.chunks_mut(BLOCK * width) {
            s.inner.clear();
            self.up.apply(engine, block, Then::Gelu, &mut s.inner);
            s.sum.clear();
            self.down.apply(engine, &s.inner, Then::Keep, &mut s.sum);
            add(block, &s.sum);
            self.norm2.apply(block);
        }
    }

    /// Each head's softmax(q k^T / sqrt(d)) v over one segment, into the columns of that head.
    fn attend(&self, engine: &Engine, width: usize, segment: &Range<usize>, s: &mut Scratch) {
        let n = segment.len();
        let size = width / self.heads;
        let Some(rows) = s.qkv.get(segment.start * 3 * width..segment.end * 3 * width) else { return };
        let all = NdTensorView::from_data([n, 3 * width], rows);
        let part = |which: usize, head: usize| {
            let start = which * width + head * size;
            all.slice((.., start..start + size))
        };
        let Some(context) = s.context.get_mut(segment.start * width..segment.end * width) else { return };
        for head in 0..self.heads {
            let (q, k, v) = (part(0, head), part(1, head), part(2, head));
            let scaled = GemmUninitOptions { alpha: (size as f32).sqrt().recip(), ..GemmUninitOptions::default() };
            product(
                engine,
                &mut s.scores,
                n * n,
                GemmInputA::Unpacked(q),
                GemmInputB::Unpacked(k.transposed()),
                &scaled,
            );
            for row in s.scores.chunks_exact_mut(n) {
                Softmax::new_mut(row).dispatch();
            }
            let weights = NdTensorView::from_data([n, n], s.scores.as_slice());
            let plain = GemmUninitOptions::default();
            product(engine, &mut s.head, n * size, GemmInputA::Unpacked(weights), GemmInputB::Unpacked(v), &plain);
            for (to, from) in context.chunks_exact_mut(width).zip(s.head.chunks_exact(size)) {
                if let Some(to) = to.get_mut(head * size..(head + 1) * size) {
                    to.copy_from_slice(from);
                }
            }
        }
    }
}

/// A product of floats into a buffer that is used again.
fn product(
    engine: &Engine,
    out: &mut Vec<f32>,
    len: usize,
    a: GemmInputA<'_, f32>,
    b: GemmInputB<'_, f32>,
    options: &GemmUninitOptions<'_, f32, f32, f32>,
) {
    out.clear();
    out.reserve(len);
    out.extend_init(|room| match engine.floats.gemm_uninit(&mut room[..len], a, b, options.clone()) {
        Ok(done) => done,
        Err(cause) => {
            must::<()>(Err(cause));
            &[]
        }
    });
}

fn add(rows: &mut [f32], more: &[f32]) {
    rows.iter_mut().zip(more).for_each(|(x, y)| *x += y);
}
