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

static CLOSED_CLASS: LazyLock<FxHashMap<&'static str, Tag>> = LazyLock::new(|| {
    rows(include_str!("../../../data/grammar/closed_class.tsv"))
        .filter_map(|(word, tag)| Some((word, Tag::from_name(tag)?)))
        .collect()
});

/// Word to its classes, see `lexicon.tsv`.
static CLASSES: LazyLock<FxHashMap<&'static str, u8>> = LazyLock::new(|| {
    rows(include_str!("../../../data/grammar/lexicon.tsv"))
        .filter_map(|(word, bits)| Some((word, u8::from_str_radix(bits, 16).ok()?)))
        .collect()
});

/// Irregular form and class ("n", "v", "a") to base form.
static IRREGULAR: LazyLock<FxHashMap<(&'static str, u8), &'static str>> = LazyLock::new(|| {
    rows(include_str!("../../../data/grammar/irregular.tsv"))
        .filter_map(|(form, rest)| {
            let (class, base) = rest.split_once('\t')?;
            Some(((form, *class.as_bytes().first()?), base))
        })
        .collect()
});

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

/// The commonest tag of a closed-class word in lower case.
pub(super) fn closed_class(lower: &str) -> Option<Tag> {
    CLOSED_CLASS.get(lower).copied()
}

/// The base form of an irregular form; `class` is `b'n'`, `b'v'` or `b'a'`.
pub(super) fn irregular(lower: &str, class: u8) -> Option<&'static str> {
    // The key borrows for the look-up only.
    IRREGULAR.get(&(lower, class)).copied()
}

/// The classes that the word itself has in WordNet: two bits each for noun, verb, adjective, adverb, low to high.
pub(super) fn own_classes(lower: &str) -> u8 {
    CLASSES.get(lower).copied().unwrap_or(0)
}

/// The classes of the word (low byte) and of what it may be inflected from (high byte), as `train.py` computes them.
pub(super) fn classes(lower: &str) -> u64 {
    if lower.len() > 40 || !lower.is_ascii() {
        return 0;
    }
    let mut buffer = [0u8; 40];
    let mut stem = 0;
    stems(lower, &mut buffer, |word| stem |= own_classes(word));
    u64::from(own_classes(lower)) | u64::from(stem) << 8
}

/// Whether a word in lower case, or what it is inflected from, is a frequent noun, verb or adjective, or of a closed class.
pub(in crate::annotate) fn is_common(lower: &str) -> bool {
    let classes = classes(lower);
    closed_class(lower).is_some() || classes & (classes >> 1) & 0b0001_0101_0001_0101 != 0
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
