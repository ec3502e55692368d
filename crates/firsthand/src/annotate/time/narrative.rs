//! Times that hang on one told before: "the next day", "two days later", "the following week", "the same year".
//!
//! In: a [`Doc`], a token, the days told last. Out: the expression that begins there; without days where nothing near was told. Not here: times that hang on the published date.

use super::super::annotated::{Days, Time};
use super::super::doc::Doc;
use super::super::quantity::numerals;
use super::calendar::Direction;
use super::calendar::{self, day, month, week, year};
use super::names::{Name, name_at};
use super::{Anchor, Read};
use crate::report::DatePrecision;

/// How many sentences back a time is still the one meant.
const NEAR: usize = 1;

/// The time that an expression in sentence `sentence` may hang on: the last, if it has days and stands near.
pub(super) fn last_told<'a>(doc: &Doc<'_>, found: &'a [Time], sentence: usize) -> Option<&'a Time> {
    let from = doc.sentences.get(sentence.saturating_sub(NEAR))?.span.start;
    found.last().filter(|time| time.days.is_some() && time.span.start >= from)
}

/// Reads one. Looking ahead ("the next day will bring rain"), the published date counts, which other rules know.
pub(super) fn read(doc: &Doc<'_>, i: usize, end: usize, anchor: &Anchor, told: Option<&Time>) -> Option<Read> {
    let (unit, count, at) = named(doc, i, end).or_else(|| counted(doc, i, end))?;
    if anchor.direction == Direction::Future {
        return None;
    }
    let days = told.and_then(|time| time.days).and_then(|days| moved(days, unit, count));
    Some(Read { days, anchored: told.is_some_and(|time| time.anchored), end: at })
}

/// "the next day", "the following week", "that same year": the unit and how many on.
fn named(doc: &Doc<'_>, i: usize, end: usize) -> Option<(u8, i32, usize)> {
    if !matches!(doc.lower(i), "the" | "that") || i + 2 >= end {
        return None;
    }
    let count = match doc.lower(i + 1) {
        "next" | "following" => 1,
        "same" => 0,
        "previous" | "preceding" => -1,
        _ => return None,
    };
    let Some(Name::Unit(unit @ 1..=4)) = name_at(doc, i + 2) else { return None };
    (!doc.lower(i + 2).ends_with('s')).then_some((unit, count, i + 3))
}

/// "two days later", "a week earlier".
fn counted(doc: &Doc<'_>, i: usize, end: usize) -> Option<(u8, i32, usize)> {
    let (count, at) = match doc.lower(i) {
        "a" | "an" | "one" => (1.0, i + 1),
        _ => numerals::number(doc, i, end)?,
    };
    let Some(Name::Unit(unit @ 1..=4)) = name_at(doc, at).filter(|_| at + 1 < end && count < 3000.0) else {
        return None;
    };
    match doc.lower(at + 1) {
        "later" => Some((unit, count as i32, at + 2)),
        "earlier" => Some((unit, -(count as i32), at + 2)),
        _ => None,
    }
}

/// So many units from some days on; nothing finer than what was told.
fn moved(told: Days, unit: u8, count: i32) -> Option<Days> {
    match (unit, told.precision) {
        (1, DatePrecision::Day) => calendar::add_days(told.from, count).map(day),
        (2, DatePrecision::Day | DatePrecision::Week) => calendar::add_days(told.from, count.checked_mul(7)?).map(week),
        (3, DatePrecision::Day | DatePrecision::Week | DatePrecision::Month) => {
            calendar::add_months(told.from, count).map(month)
        }
        (4, DatePrecision::Decade) => None,
        (4, _) => year(i16::try_from(i32::from(told.from.year()) + count).ok()?),
        _ => None,
    }
}
