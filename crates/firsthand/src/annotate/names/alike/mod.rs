//! How likely two names are one: a score where the folded key only knows yes or no.
//!
//! For: spellings that no key brings together, and two names under one key. In: two names. Out: the logarithm of the odds, above 0 where one name
//! is likelier. Not here: what reports say of the two.
//!
//! `letters` folds a name, `edits` compares words and names of places letter by letter; `parts` finds which parts of two full names are one, `units`
//! knows what the words of a body's name are for, `bodies` compares them, `rarity` knows how much a part says, `full` weighs what they show, `fits` says which parts must agree before two are joined, `blocks` which are asked at all.

mod blocks;
mod bodies;
mod edits;
mod fits;
mod full;
mod letters;
mod parts;
mod places;
mod rarity;
mod units;

pub(crate) use blocks::{of_body, of_person, of_place};
pub use fits::Fit;
pub(crate) use fits::of_man_and_woman;
pub use full::FullName;
pub use places::PlaceName;
pub use rarity::Sort;

use edits::Word;

/// A word or the name of a place, ready to be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spelling(Word);

impl Spelling {
    /// Folds a name.
    pub fn new(name: &str) -> Spelling {
        Spelling(Word::new(&letters::fold(name)))
    }

    /// The logarithm of the odds that two are spellings of one name.
    ///
    /// ```
    /// use firsthand::annotate::names::alike::Spelling;
    /// let score = |a, b| Spelling::new(a).score(&Spelling::new(b));
    /// assert!(score("Ghordesh", "Qurdash") > 0.0);
    /// assert!(score("Karim", "Karimi") < 0.0);
    /// ```
    pub fn score(&self, other: &Spelling) -> f32 {
        self.0.score(&other.0)
    }
}
