//! Two names of places.
//!
//! In: names. Out: the logarithm of the odds that they are one, and whether their words allow it: "Upper" and "Lower", "East" and "West", "Sector 3" and
//! "Sector 4" are two. Not here: where a place is (see [`super::super::city`]).

use super::Spelling;
use super::blocks::consonants;
use super::fits::{self, Fit};
use super::parts::Parts;
use super::rarity::Sort;

/// A place's name, ready to be compared.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceName {
    whole: Spelling,
    parts: Parts,
    consonants: usize,
}

impl PlaceName {
    /// Folds a name.
    pub fn new(name: &str) -> PlaceName {
        let consonants = consonants(name).into_iter().filter(|letter| *letter != b'a').count();
        PlaceName { whole: Spelling::new(name), parts: Parts::new(name, Sort::Body), consonants }
    }

    /// The logarithm of the odds that two are spellings of one name.
    pub fn score(&self, other: &PlaceName) -> f32 {
        self.whole.score(&other.whole)
    }

    /// How many consonants it has.
    pub fn consonants(&self) -> usize {
        self.consonants
    }

    /// Whether the words of the two allow that they are one, whatever they score.
    ///
    /// ```
    /// use firsthand::annotate::names::alike::PlaceName;
    /// let fit = |a, b| PlaceName::new(a).fits(&PlaceName::new(b)).is_some();
    /// assert!(fit("Qasr al-Wadi", "Ksar el Ouadi"));
    /// assert!(!fit("Upper Qordesh", "Lower Qordesh"));
    /// ```
    pub fn fits(&self, other: &PlaceName) -> Option<Fit> {
        fits::places(&self.parts, &other.parts)
    }
}
