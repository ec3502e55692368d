//! What the words of a text name: layers of its own over the lower states, beside the upper states that the cues need anyway.
//!
//! In: lower and upper states of a window. Out: a score for each event type at each word. The network is that of `training/events/network.py`; change
//! both together. Not here: which score is high enough, what a sentence is.

use crate::folder::Folder;
use crate::layer::{Layer, Scratch, Sizes};
use crate::matrix::{Engine, Linear, Then};
use crate::names::Names;
use crate::tensors::Tensors;
use crate::{EncoderError, Rows};
use std::ops::Range;

/// What the words of a text name, and which of them are names.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Named {
    /// The bytes of each word.
    pub words: Vec<Range<usize>>,
    /// For each word the log-odds of each type of [`crate::EventShape`], row after row; empty where the model has no head over events.
    pub scores: Vec<f32>,
    /// Names among the words.
    pub names: Names,
}

/// The head.
pub(crate) struct Events {
    hidden: usize,
    layers: Vec<Layer>,
    out: Linear,
}

const EVENTS: &str = "events.safetensors";

impl Events {
    /// Nothing where the model has none.
    pub(crate) fn load(folder: &mut Folder) -> Result<Option<Self>, EncoderError> {
        let Some(events) = folder.description.events.clone() else { return Ok(None) };
        let shape = folder.description.shape.clone();
        let bytes = folder.take(EVENTS)?;
        let file = Tensors::new(EVENTS, &bytes)?;
        let sizes = Sizes { width: shape.hidden, inner: events.inner, heads: shape.heads, eps: shape.eps };
        let layers = (0..events.layers).map(|index| Layer::load(&file, index, sizes)).collect::<Result<_, _>>()?;
        let out = Linear::load(&file, "out", 2 * shape.hidden, events.types.len())?;
        Ok(Some(Events { hidden: shape.hidden, layers, out }))
    }

    /// Runs the head's own layers over lower states.
    pub(crate) fn layers(&self, rows: &mut Rows) {
        let (mut engine, mut scratch) = (Engine::new(), Scratch::default());
        for layer in &self.layers {
            layer.apply(&mut engine, &mut rows.values, self.hidden, &rows.segments, &mut scratch);
        }
    }

    /// Appends the scores of some words of a window, given by the rows of their first pieces; `own` are states after the head's layers.
    pub(crate) fn score(&self, own: &Rows, upper: &Rows, words: impl Iterator<Item = usize>, out: &mut Vec<f32>) {
        let mut states = Vec::new();
        for row in words {
            let at = row * self.hidden..(row + 1) * self.hidden;
            for side in [own, upper] {
                states.extend_from_slice(side.values.get(at.clone()).unwrap_or_default());
            }
        }
        self.out.apply(&mut Engine::new(), &states, Then::Keep, out);
    }
}
