//! How rare a part of a name is: "Muhammad" and "Company" say little, "Velkanabadi" much.
//!
//! In: a folded word. Out: the logarithm of how few names have it. The table (`data/names/rarity.tsv`) is made by `training/names/rarity.py`, which
//! folds as this does. Not here: words that no name is made of (articles, "of"): see `parts`.

use super::letters::{is_digit, is_soft};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Whose name it is: what is common in one is rare in the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// A person's.
    Person,
    /// An organisation's, an armed group's, an outlet's.
    Body,
}

/// Names that are counted.
const NAMES: f32 = 10_000.0;

/// For each key how many of [`NAMES`] names have it, of persons and of bodies.
static TABLE: LazyLock<FxHashMap<&'static str, [u16; 2]>> = LazyLock::new(|| {
    let rows = include_str!("../../../../data/names/rarity.tsv").lines().filter(|line| !line.starts_with('#'));
    let row = |line: &'static str| {
        let mut columns = line.split('\t');
        let (key, person, body) = (columns.next()?, columns.next()?, columns.next()?);
        Some((key, [person.parse().ok()?, body.parse().ok()?]))
    };
    rows.filter_map(row).collect()
});

/// How rare a folded word is: some 1 for the commonest, 9 for one that no table has.
pub(super) fn rarity(symbols: &[u8], sort: Sort) -> f32 {
    let known = TABLE.get(skeleton(symbols).as_str()).copied().unwrap_or_default();
    let count = match sort {
        Sort::Person => known[0],
        Sort::Body => known[1],
    };
    ((NAMES + 1.0) / (f32::from(count) + 1.0)).ln()
}

/// The consonants of a folded word in classes.
fn skeleton(symbols: &[u8]) -> String {
    let marks = b"abcdefghijklmnopqrstuvwxyzIUXGSCTDZ0123456789";
    let mut out = String::with_capacity(8);
    if symbols.first().is_some_and(|first| is_soft(*first)) {
        out.push('a');
    }
    for &symbol in symbols.iter().filter(|symbol| !is_soft(**symbol)) {
        let mark = match marks.get(usize::from(symbol)).copied().unwrap_or(b' ') {
            b'q' | b'g' | b'G' | b'x' => 'k',
            b'X' => 'h',
            b'C' | b'S' => 's',
            b'T' => 't',
            b'D' => 'd',
            b'Z' => 'z',
            b'p' => 'b',
            b'v' => 'f',
            other => char::from(other),
        };
        if is_digit(symbol) || !out.ends_with(mark) {
            out.push(mark);
        }
    }
    if out.len() > 2 && out.ends_with('h') {
        out.pop();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::letters::fold;
    use super::*;

    #[test]
    fn what_many_names_have_is_common_in_any_spelling() {
        let of = |word: &str, sort| rarity(&fold(word).symbols, sort);
        assert!(of("Muhammad", Sort::Person) < 2.5);
        assert_eq!(of("Mohamed", Sort::Person), of("Muhammad", Sort::Person));
        assert!(of("Company", Sort::Body) < 2.0);
        assert!(of("Company", Sort::Person) > 6.0);
        assert!(of("Velqordesh", Sort::Person) > 9.0);
        assert!(of("", Sort::Body) > 9.0);
    }
}
