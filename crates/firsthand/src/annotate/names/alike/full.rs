//! The score of two full names.
//!
//! In: two names of persons or of bodies. Out: the logarithm of the odds that they are one's. What the parts show ([`super::parts`]) is weighed by a
//! table that was learnt (`data/names/full.tsv`, `training/names/full.py`). Not here: the letters of a single word (see `edits`).

use super::edits::Word;
use super::letters::fold;
use super::parts::{NAMES_OF_SHOWN, Parts, SHOWN, Shown};
use super::rarity::Sort;
use std::sync::LazyLock;

/// A person's or a body's name, ready to be compared.
#[derive(Clone, Debug, PartialEq)]
pub struct FullName {
    sort: Sort,
    whole: Word,
    parts: Parts,
}

/// Weights of what is shown, of persons and of bodies.
static WEIGHTS: LazyLock<[Shown; 2]> = LazyLock::new(|| read(include_str!("../../../../data/names/full.tsv")));

fn read(table: &str) -> [Shown; 2] {
    let mut all = [[0.0; SHOWN]; 2];
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let mut columns = line.split('\t');
        let place = columns.next().and_then(|name| NAMES_OF_SHOWN.iter().position(|known| *known == name));
        for (of, weight) in all.iter_mut().zip(columns) {
            if let (Some(slot), Ok(weight)) = (place.and_then(|place| of.get_mut(place)), weight.parse::<f32>()) {
                *slot = weight;
            }
        }
    }
    all
}

impl FullName {
    /// Folds a name.
    pub fn new(name: &str, sort: Sort) -> FullName {
        FullName { sort, whole: Word::new(&fold(name)), parts: Parts::new(name, sort) }
    }

    /// The logarithm of the odds that two are one's name.
    ///
    /// ```
    /// use firsthand::annotate::names::alike::{FullName, Sort};
    /// let score = |a, b| FullName::new(a, Sort::Person).score(&FullName::new(b, Sort::Person));
    /// assert!(score("Dr. Zhamil Abu Qordesh", "QURDESH, Jamil Abu") > 0.0);
    /// assert!(score("Zhamil Qordesh", "Zhamil Velkanov") < 0.0);
    /// ```
    pub fn score(&self, other: &FullName) -> f32 {
        let weights = match self.sort {
            Sort::Person => &WEIGHTS[0],
            Sort::Body => &WEIGHTS[1],
        };
        self.shown(other).iter().zip(weights).map(|(value, weight)| value * weight).sum()
    }

    /// What the score weighs, with names: for learning the weights.
    pub fn evidence(&self, other: &FullName) -> impl Iterator<Item = (&'static str, f32)> {
        NAMES_OF_SHOWN.into_iter().zip(self.shown(other))
    }

    fn shown(&self, other: &FullName) -> Shown {
        self.parts.shown(&other.parts, self.whole.score(&other.whole))
    }
}
