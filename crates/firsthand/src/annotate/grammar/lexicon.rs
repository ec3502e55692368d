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

/// The rows of a two-column file, comments skipped.
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
