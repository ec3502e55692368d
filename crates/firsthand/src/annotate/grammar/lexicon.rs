//! The embedded word lists of the grammar.
//!
//! In: data files of the crate. Out: look-ups, built once. Not here: what is done with them.

use super::super::doc::Tag;
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
static LEXICON: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/lexicon.bin"));

/// A word of [`LEXICON`].
struct Entry {
    classes: u8,
    /// Which of the base forms (of a noun, a verb, an adjective) it has.
    given: u8,
    /// Where they are.
    bases: usize,
}

/// The entry of a word, whose hash is given.
fn entry(word: &[u8], hash: u64) -> Option<Entry> {
    let four = |at: usize| LEXICON.get(at..at + 4).and_then(|b| b.try_into().ok()).map(u32::from_le_bytes);
    let slots = four(0)? as usize;
    let mut slot = hash as usize & (slots - 1);
    loop {
        let place = four(4 + 4 * slot)? as usize;
        if place == 0 {
            return None;
        }
        let at = 4 + 4 * slots + place;
        if let &[length, classes, given] = LEXICON.get(at..at + 3)?
            && usize::from(length) == word.len()
            && LEXICON.get(at + 3..at + 3 + word.len()) == Some(word)
        {
            return Some(Entry { classes, given, bases: at + 3 + word.len() });
        }
        slot = (slot + 1) & (slots - 1);
    }
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
    let entry = entry(lower.as_bytes(), fnv(lower.as_bytes())).filter(|entry| entry.given != 0)?;
    let wanted = [b'n', b'v', b'a'].iter().position(|known| *known == class)?;
    let mut at = entry.bases;
    for place in 0..=wanted {
        if entry.given >> place & 1 == 0 {
            continue;
        }
        let end = at + 1 + usize::from(*LEXICON.get(at)?);
        if place == wanted {
            return std::str::from_utf8(LEXICON.get(at + 1..end)?).ok();
        }
        at = end;
    }
    None
}

/// Which irregular forms a word is: 1 of a noun, 2 of a verb, 4 of an adjective.
pub(super) fn irregular_forms(lower: &str) -> u8 {
    entry(lower.as_bytes(), fnv(lower.as_bytes())).map_or(0, |entry| entry.given)
}

/// The classes that the word itself has in WordNet: two bits each for noun, verb, adjective, adverb, low to high.
pub(super) fn own_classes(lower: &str) -> u8 {
    entry(lower.as_bytes(), fnv(lower.as_bytes())).map_or(0, |entry| entry.classes)
}

/// The classes of the word (low byte) and of what it may be inflected from (high byte), as `train.py` computes them.
pub(super) fn classes(lower: &str) -> u16 {
    if lower.len() > 40 || !lower.is_ascii() {
        return 0;
    }
    let mut buffer = [0u8; 40];
    let mut stem = 0;
    stems(lower, &mut buffer, |word| stem |= own_classes(word));
    u16::from(own_classes(lower)) | u16::from(stem) << 8
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

/// FNV-1a with all digits read as "0", so that numbers of one length look alike.
pub(super) fn fnv(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xCBF2_9CE4_8422_2325, |hash, byte| {
        let byte = if byte.is_ascii_digit() { b'0' } else { *byte };
        (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01B3)
    })
}
