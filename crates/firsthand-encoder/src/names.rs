//! Which words are names, and of what: a small network over states that the other heads need anyway, and over how the words are written.
//!
//! In: the states of a window, and the text's signs. Out: for each word how likely it is part of the name of a person, a body, a place or something else, and
//! the names. The network is that of `training/names-head/network.py`; change both together. Not here: what is made of a name.

use crate::chain::Chain;
use crate::folder::Folder;
use crate::matrix::{Engine, Linear, Then};
use crate::signs::SIGNS;
use crate::tensors::Tensors;
use crate::{EncoderError, Rows};
use std::ops::Range;

/// What a name is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Somebody.
    Person,
    /// An organisation of any sort.
    Body,
    /// A place, a state among them.
    Place,
    /// Anything else that has a name: a people, a document, an event, a product.
    Other,
}

/// Kinds in the order of their labels.
const KINDS: [Kind; 4] = [Kind::Person, Kind::Body, Kind::Place, Kind::Other];
/// None, and for each kind "begins" and "goes on".
const LABELS: usize = 1 + 2 * KINDS.len();
/// Rows of the output: the labels, filled up to a multiple of 16.
const OUTPUTS: usize = 16;
/// What cannot be.
const NEVER: f32 = -1e4;

/// What the words of a text are called.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Names {
    /// For each word how likely it is part of no name, of a person's, a body's, a place's, another; empty where the model has no head over names.
    pub shares: Vec<[f32; 5]>,
    /// The names, as ranges of words in text order.
    pub names: Vec<(Range<usize>, Kind)>,
}

/// The head.
pub(crate) struct NamesHead {
    hidden: usize,
    narrow: usize,
    reach: usize,
    into: Linear,
    around: Linear,
    out: Linear,
    chain: Chain,
}

const NAMES: &str = "names.safetensors";

impl NamesHead {
    /// Nothing where the model has none.
    pub(crate) fn load(folder: &mut Folder) -> Result<Option<Self>, EncoderError> {
        let Some(shape) = folder.description.names.clone() else { return Ok(None) };
        let hidden = folder.description.shape.hidden;
        let bytes = folder.take(NAMES)?;
        let file = Tensors::new(NAMES, &bytes)?;
        let near = (2 * shape.reach + 1) * (shape.narrow + SIGNS);
        Ok(Some(NamesHead {
            hidden,
            narrow: shape.narrow,
            reach: shape.reach,
            into: Linear::load(&file, "into", 3 * hidden + SIGNS, shape.narrow)?,
            around: Linear::load(&file, "around", near, shape.inner)?,
            out: Linear::load(&file, "out", shape.inner, OUTPUTS)?,
            chain: chain(),
        }))
    }

    /// Appends what the network sees of some words of a window, given by the rows of their first pieces, and their signs.
    pub(crate) fn see(
        &self,
        states: [&Rows; 3],
        words: impl Iterator<Item = usize>,
        signs: &[f32],
        seen: &mut Vec<f32>,
    ) {
        let mut rows = Vec::new();
        for (row, signs) in words.zip(signs.chunks_exact(SIGNS)) {
            let at = row * self.hidden..(row + 1) * self.hidden;
            for side in states {
                rows.extend_from_slice(side.values.get(at.clone()).unwrap_or_default());
            }
            rows.extend_from_slice(signs);
        }
        self.into.apply(&mut Engine::new(), &rows, Then::Gelu, seen);
    }

    /// Reads the names of a whole text from what was seen of its words.
    pub(crate) fn read(&self, seen: &[f32], signs: &[f32]) -> Names {
        let words = seen.len() / self.narrow;
        let (mut engine, mut names) = (Engine::new(), Names::default());
        let mut labels = Vec::with_capacity(words * LABELS);
        let all: Vec<usize> = (0..words).collect();
        for some in all.chunks(BLOCK) {
            let (mut rows, mut inner, mut scores) = (Vec::new(), Vec::new(), Vec::new());
            for &word in some {
                for place in word..=word + 2 * self.reach {
                    let near = place.checked_sub(self.reach).filter(|near| *near < words);
                    let part = |from: &[f32], width: usize, rows: &mut Vec<f32>| {
                        let values = near.and_then(|near| from.get(near * width..(near + 1) * width));
                        match values {
                            Some(values) => rows.extend_from_slice(values),
                            None => rows.resize(rows.len() + width, 0.0),
                        }
                    };
                    part(seen, self.narrow, &mut rows);
                    part(signs, SIGNS, &mut rows);
                }
            }
            self.around.apply(&mut engine, &rows, Then::Gelu, &mut inner);
            self.out.apply(&mut engine, &inner, Then::Keep, &mut scores);
            for row in scores.chunks_exact(OUTPUTS) {
                let row = row.get(..LABELS).unwrap_or_default();
                labels.extend_from_slice(row);
                names.shares.push(shares(row));
            }
        }
        names.names = runs(&self.chain.decode(&labels, 0.0));
        names
    }
}

/// Words whose neighbourhoods are laid out at once.
const BLOCK: usize = 512;

/// The labels without learnt transitions: only what cannot be is forbidden.
fn chain() -> Chain {
    let mut chain = Chain { start: vec![0.0; LABELS], transitions: vec![0.0; LABELS * LABELS], end: vec![0.0; LABELS] };
    for on in (2..LABELS).step_by(2) {
        chain.start[on] = NEVER;
        for before in (0..LABELS).filter(|before| *before != on && *before + 1 != on) {
            chain.transitions[before * LABELS + on] = NEVER;
        }
    }
    chain
}

/// Probabilities of none and of each kind, from scores of labels.
fn shares(row: &[f32]) -> [f32; 5] {
    let top = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let mut shares = [0.0; 5];
    let mut sum = 0.0;
    for (label, score) in row.iter().enumerate() {
        let part = (score - top).exp();
        sum += part;
        if let Some(share) = shares.get_mut(label.div_ceil(2)) {
            *share += part;
        }
    }
    shares.map(|share| share / sum)
}

/// Names from labels.
fn runs(labels: &[u8]) -> Vec<(Range<usize>, Kind)> {
    let mut names: Vec<(Range<usize>, Kind)> = Vec::new();
    for (word, label) in labels.iter().enumerate().filter(|(_, label)| **label > 0) {
        let Some(kind) = KINDS.get((usize::from(*label) - 1) / 2).copied() else { continue };
        match names.last_mut() {
            Some((name, of)) if label % 2 == 0 && name.end == word && *of == kind => name.end = word + 1,
            _ => names.push((word..word + 1, kind)),
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::{Kind, chain, runs, shares};

    #[test]
    fn names_go_on_only_where_one_of_their_kind_began() {
        assert_eq!(runs(&[1, 2, 1, 0, 3, 4, 4]), [(0..2, Kind::Person), (2..3, Kind::Person), (4..7, Kind::Body)]);
        // "Goes on" scores best, but nothing began.
        let mut scores = vec![0.0; 9];
        scores[6] = 5.0;
        scores[5] = 4.0;
        assert_eq!(chain().decode(&scores, 0.0), [5]);
    }

    #[test]
    fn shares_are_of_one() {
        let found = shares(&[0.0, 1.0, 2.0, -3.0, 0.5, 9.0, 1.0, 0.0, 0.0]);
        assert!((found.iter().sum::<f32>() - 1.0).abs() < 1e-6);
        assert!(found[3] > 0.9);
    }
}
