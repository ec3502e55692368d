//! The names of months, weekdays, seasons and units of time.
//!
//! In: a word in lower case. Out: what it names. Not here: whether "may" or "march" is a month where it stands.

use super::super::doc::Doc;
use super::super::vocabulary::{Vocabulary, listed};

/// What a word of time names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Name {
    /// 1 to 12.
    Month(i8),
    /// 1 (Monday) to 7.
    Weekday(i8),
    /// The first month of the season in the northern half of the earth.
    Season(i8),
    /// 1 day, 2 week, 3 month, 4 year, 5 decade, 6 quarter, 7 weekend.
    Unit(u8),
}

/// The words of the day before, after and at hand, and the parts of a day.
pub(super) const DEICTIC: [&str; 9] =
    ["yesterday", "today", "tonight", "tomorrow", "overnight", "morning", "afternoon", "evening", "night"];

/// What a word tells of time by itself.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::annotate) struct Known {
    /// What it names.
    pub(super) name: Option<Name>,
    /// Whether it is a word of time or may be a day, year or date: every expression of time holds one.
    pub(super) bears_time: bool,
}

/// Adds the words of time.
pub(in crate::annotate) fn list(vocabulary: &mut Vocabulary) {
    let rows = include_str!("../../../data/time/names.tsv").lines().filter(|line| !line.starts_with('#'));
    let names = rows.filter_map(|line| {
        let mut columns = line.split('\t');
        let (word, kind, number) = (columns.next()?, columns.next()?, columns.next()?.parse::<i8>().ok()?);
        let name = match kind {
            "month" => Name::Month(number),
            "weekday" => Name::Weekday(number),
            "season" => Name::Season(number),
            "unit" => Name::Unit(number.unsigned_abs()),
            _ => return None,
        };
        Some((word, name))
    });
    for (word, name) in names {
        vocabulary.word(word).time.name = Some(name);
    }
    for word in DEICTIC {
        vocabulary.word(word).time.bears_time = true;
    }
}

impl Known {
    /// Adds what a number, hyphen or stop in the word tells to what the lists hold of it.
    pub fn of(self, lower: &str) -> Known {
        let bytes = lower.as_bytes();
        let name = if lower.ends_with('.') { name(lower) } else { self.name };
        let bears_time = if bytes.iter().all(u8::is_ascii_digit) {
            matches!(bytes.len(), 1 | 2 | 4)
        } else {
            let number = bytes.iter().any(|byte| byte.is_ascii_digit() || *byte == b'-');
            number || name.is_some() || self.bears_time
        };
        Known { name, bears_time }
    }
}

/// What a token names.
pub(super) fn name_at(doc: &Doc<'_>, i: usize) -> Option<Name> {
    doc.lower_word(i).time.name
}

/// What a word names, its abbreviating stop aside.
pub(super) fn name(lower: &str) -> Option<Name> {
    listed(lower.strip_suffix('.').unwrap_or(lower)).time.name
}
