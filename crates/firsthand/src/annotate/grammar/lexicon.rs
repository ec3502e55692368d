//! The embedded word lists of the grammar.
//!
//! In: data files of the crate. Out: look-ups, built once. Not here: what is done with them.

use super::super::doc::Tag;
use super::super::table::{Table, fnv};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// When the full stop after an abbreviation belongs to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Abbreviation {
    /// Always, and it never ends a sentence.
    Always,
    /// Only before a capitalised word.
    BeforeName,
    /// Only before a digit.
    BeforeDigit,
    /// Always, and it may end a sentence too.
    Either,
}

static ABBREVIATIONS: LazyLock<FxHashMap<&'static str, Abbreviation>> = LazyLock::new(|| {
    rows(include_str!("../../../data/grammar/abbreviations.tsv"))
        .map(|(word, kind)| {
            let kind = match kind {
                "always" => Abbreviation::Always,
                "name" => Abbreviation::BeforeName,
                "digit" => Abbreviation::BeforeDigit,
                _ => Abbreviation::Either,
            };
            (word, kind)
        })
        .collect()
});

/// The words of WordNet and the irregular forms, as `build.rs` lays them out.
static LEXICON: Table = Table(include_bytes!(concat!(env!("OUT_DIR"), "/lexicon.bin")));

/// A word of [`LEXICON`].
#[derive(Clone, Copy, Default)]
pub(super) struct Entry {
    /// See [`own_classes`].
    pub classes: u8,
    /// Which irregular forms it is: 1 of a noun, 2 of a verb, 4 of an adjective.
    pub irregular: u8,
    /// See [`stands_for`].
    pub stands_for: u8,
    /// Where its base forms are.
    bases: usize,
}

/// The entry of a word; one without classes if there is none.
pub(super) fn entry(lower: &str) -> Entry {
    let (word, rest) = (lower.as_bytes(), LEXICON.rest());
    let found = LEXICON.places(fnv(word)).find_map(|at| match rest.get(at..at + 3)? {
        &[length, classes, forms] if rest.get(at + 3..at + 3 + usize::from(length))? == word => {
            Some(Entry { classes, irregular: forms & 7, stands_for: forms >> 3, bases: at + 3 + word.len() })
        }
        _ => None,
    });
    found.unwrap_or_default()
}

/// Bits of a word class in what [`own_classes`] gives: it can be one.
pub(super) const NOUN: u8 = 0b11;
pub(super) const VERB: u8 = 0b1100;
pub(super) const ADJECTIVE: u8 = 0b11_0000;

/// The rows of a file as the text before and after the first tab, comments skipped.
pub(super) fn rows(file: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    file.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'))
}

/// What kind of abbreviation a word is, its stop removed, in any case.
pub(super) fn abbreviation(word: &str) -> Option<Abbreviation> {
    if word.len() > 8 || !word.is_ascii() {
        return None;
    }
    let mut lower = [0u8; 8];
    let lower = lower.get_mut(..word.len())?;
    lower.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    ABBREVIATIONS.get(std::str::from_utf8(lower).ok()?).copied()
}

/// The words of closed classes, each with its commonest tag.
pub(super) fn closed_class() -> impl Iterator<Item = (&'static str, Tag)> {
    rows(include_str!("../../../data/grammar/closed_class.tsv"))
        .filter_map(|(word, tag)| Some((word, Tag::from_name(tag)?)))
}

/// The base form of an irregular form; `class` is `b'n'`, `b'v'` or `b'a'`.
pub(super) fn irregular(lower: &str, class: u8) -> Option<&'static str> {
    let entry = entry(lower);
    let wanted = [b'n', b'v', b'a'].iter().position(|known| *known == class)?;
    if entry.irregular >> wanted & 1 == 0 {
        return None;
    }
    let (mut at, rest) = (entry.bases, LEXICON.rest());
    for _ in 0..(entry.irregular & ((1 << wanted) - 1)).count_ones() {
        at += 1 + usize::from(*rest.get(at)?);
    }
    std::str::from_utf8(rest.get(at + 1..at + 1 + usize::from(*rest.get(at)?))?).ok()
}

/// The classes that the word itself has in WordNet: two bits each for noun, verb, adjective, adverb, low to high.
pub(super) fn own_classes(lower: &str) -> u8 {
    entry(lower).classes
}

/// The classes of the word (low byte) and of what it may be inflected from (high byte), as `train.py` computes them.
pub(super) fn classes(lower: &str) -> u16 {
    classes_beside(lower, own_classes(lower))
}

/// The same, of a word whose own classes are known.
pub(super) fn classes_beside(lower: &str, own: u8) -> u16 {
    if lower.len() > 40 || !lower.is_ascii() {
        return 0;
    }
    let mut buffer = [0u8; 40];
    let mut stem = 0;
    stems(lower, &mut buffer, |word| stem |= own_classes(word));
    u16::from(own) | u16::from(stem) << 8
}

/// Bits of [`stands_for`]: a noun that stands for no people, no animal, no place and no number of anything ...
pub(super) const NOBODY: u8 = 1;
/// ... one that stands for people ...
pub(super) const PEOPLE: u8 = 2;
/// ... and one for a building, a road, a room, a body of water: where something can happen.
pub(super) const SITE: u8 = 4;

/// What a noun stands for in all its senses of running text, in the singular or plural; `own` is the entry of the word.
pub(super) fn stands_for(lower: &str, own: Entry) -> u8 {
    if own.classes & NOUN != 0 || lower.len() > 40 || !lower.is_ascii() {
        return own.stands_for;
    }
    let (mut buffer, mut all) = ([0u8; 40], None);
    stems(lower, &mut buffer, |word| {
        let stem = entry(word);
        if stem.classes & NOUN != 0 {
            all = Some(stem.stands_for & all.unwrap_or(NOBODY | PEOPLE | SITE));
        }
    });
    all.unwrap_or(0)
}

/// Whether an English noun, verb or adjective of running text is written so, inflected or not.
pub(in crate::annotate) fn is_word(lower: &str) -> bool {
    let [own, stem] = classes(lower).to_le_bytes();
    (own | stem) & 0b10_1010 != 0
}

/// Calls `each` with the forms that an ASCII word of at most 40 bytes may be inflected from.
pub(super) fn stems(word: &str, buffer: &mut [u8; 40], mut each: impl FnMut(&str)) {
    let n = word.len();
    let bytes = word.as_bytes();
    let mut less = |cut: usize, add: &str| {
        let keep = n.saturating_sub(cut);
        let end = keep + add.len();
        if let (Some(target), Some(stem)) = (buffer.get_mut(..end), bytes.get(..keep)) {
            target[..keep].copy_from_slice(stem);
            target[keep..].copy_from_slice(add.as_bytes());
            each(std::str::from_utf8(target).unwrap_or(""));
        }
    };
    let doubled = |from_end: usize| n > from_end && bytes[n - from_end] == bytes[n - from_end - 1];
    match () {
        () if n > 3 && word.ends_with("ies") => less(3, "y"),
        () if n > 3 && word.ends_with("es") => {
            less(1, "");
            less(2, "");
        }
        () if n > 2 && word.ends_with('s') && !word.ends_with("ss") => less(1, ""),
        () if n > 4 && word.ends_with("ied") => less(3, "y"),
        () if n > 3 && word.ends_with("ed") => {
            less(1, "");
            less(2, "");
            if n > 5 && doubled(3) {
                less(3, "");
            }
        }
        () if n > 4 && word.ends_with("ing") => {
            less(3, "");
            less(3, "e");
            if n > 6 && doubled(4) {
                less(4, "");
            }
        }
        () => {}
    }
}
