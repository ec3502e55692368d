//! Embeddings and layers: word pieces to rows of numbers.

use crate::folder::Folder;
use crate::layer::{Layer, Norm, Scratch, Sizes};
use crate::matrix::Engine;
use crate::tensors::{Matrix, Tensors};
use crate::{EncoderError, Shape};
use std::ops::Range;

/// Rows of `width` numbers, in segments that do not see each other.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rows {
    /// Row after row.
    pub values: Vec<f32>,
    /// The rows of each segment.
    pub segments: Vec<Range<usize>>,
}

/// The network without heads.
pub struct Encoder {
    shape: Shape,
    words: Matrix,
    places: Vec<f32>,
    norm: Norm,
    layers: Vec<Layer>,
}

impl std::fmt::Debug for Encoder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Encoder").field("shape", &self.shape).finish_non_exhaustive()
    }
}

const EMBEDDINGS: &str = "embeddings.safetensors";

impl Encoder {
    pub(crate) fn load(folder: &mut Folder, layers: &Tensors<'_>) -> Result<Self, EncoderError> {
        let shape = folder.description.shape.clone();
        let bytes = folder.take(EMBEDDINGS)?;
        let file = Tensors::new(EMBEDDINGS, &bytes)?;
        let sizes = Sizes { width: shape.hidden, inner: shape.intermediate, heads: shape.heads, eps: shape.eps };
        Ok(Encoder {
            words: file.matrix("words", shape.vocabulary, shape.hidden)?,
            places: file.floats("places.weight", &[shape.positions, shape.hidden])?,
            norm: Norm::load(&file, "norm", shape.hidden, shape.eps)?,
            layers: (0..shape.layers).map(|index| Layer::load(layers, index, sizes)).collect::<Result<_, _>>()?,
            shape,
        })
    }

    /// Sizes.
    pub fn shape(&self) -> &Shape {
        &self.shape
    }

    /// States after the layers that are run once; each window of ids is a segment.
    pub fn lower(&self, windows: &[&[u32]]) -> Rows {
        let width = self.shape.hidden;
        let mut rows = Rows::default();
        for ids in windows {
            let start = rows.values.len() / width;
            for (place, &id) in ids.iter().enumerate() {
                self.embed(id, place, &mut rows.values);
            }
            rows.segments.push(start..rows.values.len() / width);
        }
        self.norm.apply(&mut rows.values);
        let lower = self.shape.layers - self.shape.upper;
        self.run(&mut rows, self.layers.get(..lower).unwrap_or_default());
        rows
    }

    /// Runs the upper layers over lower states.
    pub fn upper(&self, rows: &mut Rows) {
        let lower = self.shape.layers - self.shape.upper;
        self.run(rows, self.layers.get(lower..).unwrap_or_default());
    }

    fn run(&self, rows: &mut Rows, layers: &[Layer]) {
        let (mut engine, mut scratch) = (Engine::new(), Scratch::default());
        for layer in layers {
            layer.apply(&mut engine, &mut rows.values, self.shape.hidden, &rows.segments, &mut scratch);
        }
    }

    /// The sum of a piece's and a place's embedding. Ids and places out of range count as the last.
    fn embed(&self, id: u32, place: usize, out: &mut Vec<f32>) {
        let width = self.shape.hidden;
        let place = place.min(self.shape.positions - 1) * width;
        let id = (id as usize).min(self.shape.vocabulary - 1);
        let places = self.places[place..place + width].iter();
        match &self.words {
            Matrix::Floats(words) => {
                out.extend(words[id * width..(id + 1) * width].iter().zip(places).map(|(w, p)| w + p))
            }
            Matrix::Bytes(words, scales) => {
                let scale = scales[id];
                let word = words[id * width..(id + 1) * width].iter();
                out.extend(word.zip(places).map(|(&w, p)| f32::from(w) * scale + p));
            }
        }
    }
}
