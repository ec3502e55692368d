//! Products with a layer's weights, in signed bytes or in floats.
//!
//! Bytes: each row of the input is made unsigned bytes with a scale and a zero of its own, so that a row's result depends on
//! no other row; the product is exact in 32-bit integers; zeros, scales and bias are put in afterwards, in one pass. The products
//! are `rten-gemm`'s, which has kernels for AVX2, AVX-512 VNNI, Neon and plain Rust behind a safe interface. The zeros are
//! not given to it: version 0.27 takes those of the first rows for all (`pack_a_impl`), which fits one zero for all rows only.

use crate::EncoderError;
use crate::tensors::{Matrix as Stored, Tensors};
use rten_gemm::{GemmExecutor, GemmInputA, GemmInputB, GemmOptions, PackedBMatrix};
use rten_simd::ops::{BitOps, FloatOps, NarrowSaturate, NumOps, ToFloat};
use rten_simd::{Isa, SimdOp, SimdUnaryOp};
use rten_tensor::NdTensorView;
use rten_vecmath::{Gelu, MinMax};

/// Rows that are multiplied at once: so few that their sums stay in the second-level cache.
const BLOCK: usize = 64;

/// The multipliers. Cheap to make: they only choose the kernels of this processor.
pub(crate) struct Engine {
    pub(crate) floats: GemmExecutor<f32>,
    bytes: GemmExecutor<u8, i8, i32>,
    /// The largest byte of an input row.
    peak: f32,
    acc: Vec<i32>,
    rows: Quantised,
}

impl Engine {
    pub(crate) fn new() -> Self {
        let bytes = GemmExecutor::<u8, i8, i32>::default();
        // Without VNNI pairs of products are added in 16 bits, which overflow unless the input keeps to seven bits.
        let peak = if bytes.may_saturate() { 127.0 } else { 255.0 };
        Engine { floats: GemmExecutor::default(), bytes, peak, acc: Vec::new(), rows: Quantised::default() }
    }
}

/// Rows in unsigned bytes: value = (byte - zero) * scale.
#[derive(Default)]
struct Quantised {
    values: Vec<u8>,
    zeros: Vec<u8>,
    scales: Vec<f32>,
}

impl Quantised {
    fn fill(&mut self, x: &[f32], width: usize, peak: f32) {
        self.values.resize(x.len(), 0);
        self.zeros.clear();
        self.scales.clear();
        for (row, out) in x.chunks_exact(width).zip(self.values.chunks_exact_mut(width)) {
            let (low, high) = MinMax::new(row).dispatch();
            let (low, high) = (low.min(0.0), high.max(0.0));
            let scale = if high > low { (high - low) / peak } else { 1.0 };
            let zero = (-low / scale).round_ties_even().clamp(0.0, peak) as u8;
            Round { row, inverse: scale.recip(), zero, out }.dispatch();
            self.zeros.push(zero);
            self.scales.push(scale);
        }
    }
}

/// byte = round(value * inverse) + zero. `rten-vecmath` has this too, but in version 0.27 its inner closure is not compiled for the
/// vector instructions, which costs an eighth of the whole.
struct Round<'a> {
    row: &'a [f32],
    inverse: f32,
    zero: u8,
    out: &'a mut [u8],
}

impl SimdOp for Round<'_> {
    type Output = ();

    #[inline(always)]
    fn eval<I: Isa>(self, isa: I) {
        let (floats, ints, shorts, bytes) = (isa.f32(), isa.i32(), isa.i16(), isa.u8());
        let lanes = floats.len();
        let (inverse, zero) = (floats.splat(self.inverse), ints.splat(i32::from(self.zero)));
        let mut from = self.row.chunks_exact(4 * lanes);
        let mut to = self.out.chunks_exact_mut(4 * lanes);
        for (from, to) in from.by_ref().zip(to.by_ref()) {
            let [a, b, c, d] = floats.load_many::<4>(from);
            let a = ints.add(floats.to_int_round(floats.mul(a, inverse)), zero);
            let b = ints.add(floats.to_int_round(floats.mul(b, inverse)), zero);
            let c = ints.add(floats.to_int_round(floats.mul(c, inverse)), zero);
            let d = ints.add(floats.to_int_round(floats.mul(d, inverse)), zero);
            let (low, high) = (ints.narrow_saturate(a, b), ints.narrow_saturate(c, d));
            bytes.store(shorts.narrow_saturate(low, high), to);
        }
        for (from, to) in from.remainder().iter().zip(to.into_remainder()) {
            let whole = (from * self.inverse).round_ties_even() as i32 + i32::from(self.zero);
            *to = whole.clamp(0, 255) as u8;
        }
    }
}

/// What is done with a product when its bias has been added.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Then {
    /// Nothing.
    Keep,
    /// Through the error-function GELU of BERT.
    Gelu,
}

enum Weights {
    /// `sums` are those of each row of weights, by which the zero of an input row is taken off.
    Bytes {
        packed: PackedBMatrix<i8>,
        scales: Vec<f32>,
        sums: Vec<i32>,
    },
    Floats(PackedBMatrix<f32>),
}

/// x W^T + b.
pub(crate) struct Linear {
    weights: Weights,
    bias: Vec<f32>,
    inputs: usize,
}

impl Linear {
    /// `NAME.weight` with one row an output, `NAME.scale` where it is in bytes, `NAME.bias`.
    pub(crate) fn load(file: &Tensors<'_>, name: &str, inputs: usize, outputs: usize) -> Result<Self, EncoderError> {
        let weights = match file.matrix(name, outputs, inputs)? {
            Stored::Bytes(values, scales) => {
                let view = NdTensorView::from_data([outputs, inputs], values.as_slice());
                let packed = GemmExecutor::<u8, i8, i32>::default().prepack_b(view.transposed());
                let sums = values.chunks_exact(inputs).map(|row| row.iter().map(|&w| i32::from(w)).sum()).collect();
                Weights::Bytes { packed, scales, sums }
            }
            Stored::Floats(values) => {
                let view = NdTensorView::from_data([outputs, inputs], values.as_slice());
                Weights::Floats(GemmExecutor::<f32>::default().prepack_b(view.transposed()))
            }
        };
        Ok(Linear { weights, bias: file.floats(&format!("{name}.bias"), &[outputs])?, inputs })
    }

    /// Appends a row of outputs for each row of `x` to `out`.
    pub(crate) fn apply(&self, engine: &mut Engine, x: &[f32], then: Then, out: &mut Vec<f32>) {
        let outputs = self.bias.len();
        let done = out.len();
        out.resize(done + x.len() / self.inputs * outputs, 0.0);
        let blocks = x.chunks(BLOCK * self.inputs).zip(out[done..].chunks_mut(BLOCK * outputs));
        for (x, out) in blocks {
            let rows = x.len() / self.inputs;
            match &self.weights {
                Weights::Floats(packed) => {
                    let view = NdTensorView::from_data([rows, self.inputs], x);
                    let (a, b) = (GemmInputA::Unpacked(view), GemmInputB::Packed(packed));
                    must(engine.floats.gemm(out, a, b, GemmOptions::default()));
                    for row in out.chunks_exact_mut(outputs) {
                        row.iter_mut().zip(&self.bias).for_each(|(y, b)| *y += b);
                    }
                    if then == Then::Gelu {
                        Gelu {}.map_mut(out);
                    }
                }
                Weights::Bytes { packed, scales, sums } => {
                    engine.rows.fill(x, self.inputs, engine.peak);
                    engine.acc.resize(rows * outputs, 0);
                    let view = NdTensorView::from_data([rows, self.inputs], engine.rows.values.as_slice());
                    let (a, b) = (GemmInputA::Unpacked(view), GemmInputB::Packed(packed));
                    must(engine.bytes.gemm(&mut engine.acc, a, b, GemmOptions::default()));
                    let rows = engine.rows.scales.iter().zip(&engine.rows.zeros);
                    let rows = rows.zip(engine.acc.chunks_exact(outputs)).zip(out.chunks_exact_mut(outputs));
                    for (((&scale, &zero), acc), out) in rows {
                        Finish { acc, zero, scale, sums, scales, bias: &self.bias, out, then }.dispatch();
                    }
                }
            }
        }
    }
}

/// A product can fail only by wrong sizes, which are checked when a model is opened.
pub(crate) fn must<T>(done: Result<T, rten_gemm::GemmError>) {
    debug_assert!(done.is_ok(), "sizes of a product do not fit");
}

/// Integer sums to floats. Widths are multiples of 16 (`Shape`), and no instruction set of `rten-simd` has more lanes.
struct Finish<'a> {
    acc: &'a [i32],
    zero: u8,
    scale: f32,
    sums: &'a [i32],
    scales: &'a [f32],
    bias: &'a [f32],
    out: &'a mut [f32],
    then: Then,
}

impl SimdOp for Finish<'_> {
    type Output = ();

    #[inline(always)]
    fn eval<I: Isa>(self, isa: I) {
        let (floats, ints) = (isa.f32(), isa.i32());
        let lanes = floats.len();
        let (zero, row) = (ints.splat(i32::from(self.zero)), floats.splat(self.scale));
        let columns =
            self.sums.chunks_exact(lanes).zip(self.scales.chunks_exact(lanes)).zip(self.bias.chunks_exact(lanes));
        let cells = self.acc.chunks_exact(lanes).zip(self.out.chunks_exact_mut(lanes));
        let gelu = self.then == Then::Gelu;
        for ((acc, out), ((sums, scales), bias)) in cells.zip(columns) {
            let exact = ints.sub(ints.load(acc), ints.mul(zero, ints.load(sums)));
            let scale = floats.mul(floats.load(scales), row);
            let y = floats.mul_add(ints.to_float(exact), scale, floats.load(bias));
            floats.store(if gelu { Gelu {}.eval(isa, y) } else { y }, out);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Engine, Linear, Then, Weights};
    use rten_gemm::GemmExecutor;
    use rten_tensor::NdTensorView;

    /// Numbers between -1 and 1 that look random.
    fn noise(n: usize, seed: u32) -> Vec<f32> {
        let mut state = seed;
        let next = |_| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) as f32 / (1 << 23) as f32 - 1.0
        };
        (0..n).map(next).collect()
    }

    #[test]
    fn products_of_bytes_are_exact_for_any_number_of_rows() {
        let (inputs, outputs) = (96, 32);
        let weights: Vec<i8> = noise(inputs * outputs, 1).iter().map(|w| (w * 127.0) as i8).collect();
        let view = NdTensorView::from_data([outputs, inputs], weights.as_slice());
        let packed = GemmExecutor::<u8, i8, i32>::default().prepack_b(view.transposed());
        let bias = noise(outputs, 2);
        let sums = weights.chunks(inputs).map(|row| row.iter().map(|&w| i32::from(w)).sum()).collect();
        let weights_ = Weights::Bytes { packed, scales: vec![0.01; outputs], sums };
        let linear = Linear { weights: weights_, bias: bias.clone(), inputs };
        for rows in [1, 2, 3, 63, 64, 65, 200] {
            let x: Vec<f32> = noise(rows * inputs, 3).iter().map(|x| x * 3.0 + 0.5).collect();
            let mut found = Vec::new();
            linear.apply(&mut Engine::new(), &x, Then::Keep, &mut found);
            let mut engine = Engine::new();
            engine.rows.fill(&x, inputs, engine.peak);
            for (i, (row, found)) in x.chunks(inputs).zip(found.chunks(outputs)).enumerate() {
                let (bytes, zero) = (&engine.rows.values[i * inputs..(i + 1) * inputs], engine.rows.zeros[i]);
                let scale = engine.rows.scales[i];
                for (x, byte) in row.iter().zip(bytes) {
                    let back = (f32::from(*byte) - f32::from(zero)) * scale;
                    assert!((x - back).abs() <= scale * 0.51, "{x} {back} {}", engine.peak);
                }
                for ((weights, bias), found) in weights.chunks(inputs).zip(&bias).zip(found) {
                    let sum: i32 =
                        weights.iter().zip(bytes).map(|(w, x)| i32::from(*w) * (i32::from(*x) - i32::from(zero))).sum();
                    let exact = sum as f32 * scale * 0.01 + bias;
                    assert!((exact - found).abs() < 1e-4, "{rows} rows, {i}: {exact} {found} {}", engine.peak);
                }
            }
        }
    }
}
