//! Shares of a whole in words: "half of the men", "two-thirds of", "a quarter of", "one in five households", "nine out of ten".
//!
//! In: a [`Doc`] and a token. Out: the share in percent and the token after its words; the whole is not part of it. Not here: "40 percent", words before it ("almost").

use super::super::doc::{Doc, Tag};
use super::numerals;

/// The words with which a share may begin, numbers and "a" aside.
pub(super) const FIRST: [&str; 1] = ["half"];

/// Largest number that shares of the kind "one in 500" are made of.
const LARGEST: f64 = 1000.0;

/// The share that begins at `i`, in percent, and the token after it.
pub(super) fn read(doc: &Doc<'_>, i: usize, end: usize) -> Option<(f64, usize)> {
    half(doc, i, end).or_else(|| fraction(doc, i, end)).or_else(|| so_many_of(doc, i, end))
}

/// Whether a whole follows: "of the men", "of 400 men".
fn of(doc: &Doc<'_>, at: usize, end: usize) -> bool {
    at + 1 < end && doc.lower(at) == "of"
}

/// "half of", "half the", "half its"; not "the first half of", which is a part in place or time.
fn half(doc: &Doc<'_>, i: usize, end: usize) -> Option<(f64, usize)> {
    if doc.lower(i) != "half" {
        return None;
    }
    let part = i.checked_sub(1).is_some_and(|b| matches!(doc.tag(b), Tag::DT | Tag::JJ | Tag::CD | Tag::PRPS));
    let whole = of(doc, i + 1, end)
        || i + 2 < end
            && matches!(doc.lower(i + 1), "the" | "its" | "their" | "his" | "her" | "our" | "those" | "these");
    (whole && !part).then_some((50.0, i + 1))
}

/// "a third of", "two-thirds of", "three quarters of".
fn fraction(doc: &Doc<'_>, i: usize, end: usize) -> Option<(f64, usize)> {
    let part = |word: &str| {
        Some(match word.strip_suffix('s').unwrap_or(word) {
            "third" => 3.0,
            "quarter" | "fourth" => 4.0,
            "fifth" => 5.0,
            "sixth" => 6.0,
            "seventh" => 7.0,
            "eighth" => 8.0,
            "ninth" => 9.0,
            "tenth" => 10.0,
            _ => return None,
        })
    };
    let (count, parts, at) = match doc.hyphenated(i) {
        Some((count, parts)) => (numerals::value(count)?, part(parts)?, i + 1),
        None if matches!(doc.lower(i), "a" | "one") => (1.0, part(doc.lower(i + 1))?, i + 2),
        None => (
            doc.lower_word(i).quantity.value?,
            part(doc.lower(i + 1)).filter(|_| doc.lower(i + 1).ends_with('s'))?,
            i + 2,
        ),
    };
    // "a quarter of 2015" is a time, which is read before.
    (at < end && of(doc, at, end) && count < parts).then_some((100.0 * count / parts, at))
}

/// "one in five households", "nine out of ten pupils"; not "one in two weeks", "one in 2016".
fn so_many_of(doc: &Doc<'_>, i: usize, end: usize) -> Option<(f64, usize)> {
    let count = doc.lower_word(i).quantity.value?;
    let next = match (doc.lower(i + 1), doc.lower(i + 2)) {
        ("in", "every") => i + 3,
        ("in", _) => i + 2,
        ("out", "of") => i + 3,
        _ => return None,
    };
    let (all, at) = numerals::number(doc, next, end)?;
    let people = at < end && (doc.tag(at) == Tag::NNS || doc.lower(at) == "people" || of(doc, at, end));
    let unit = matches!(doc.lower(at), "days" | "weeks" | "months" | "years" | "hours" | "minutes");
    (people && !unit && count >= 1.0 && count < all && all <= LARGEST).then_some((100.0 * count / all, at))
}
