//! Units, months, seasons and weekdays with a word before them that says which: "last year", "this week", "the past two months", "the weekend".
//!
//! In: a [`Doc`], a token, the published date. Out: the expression that begins there. Not here: "two years ago", which counts.

use super::super::annotated::Days;
use super::super::doc::Doc;
use super::super::quantity::numerals;
use super::calendar::{self, Direction, month};
use super::names::{Name, name_at};
use super::{Anchor, Read, shifted, weekday};
use crate::report::DatePrecision;

/// "last year", "this week", "next month", "earlier this month", "the past two years", "last Friday", "last March", "last summer".
pub(super) fn read(doc: &Doc<'_>, i: usize, end: usize, anchor: &Anchor) -> Option<Read> {
    let mut at = i;
    if matches!(doc.lower(at), "earlier" | "later" | "late" | "early" | "mid") && at + 1 < end {
        at += 1;
    }
    let article = doc.lower(at) == "the" && at + 1 < end;
    at += usize::from(article);
    // "over the weekend": the one just gone, or the one to come.
    if article && name_at(doc, at) == Some(Name::Unit(7)) {
        let days = anchor.day().and_then(|now| {
            let gone = anchor.direction != Direction::Future && now.weekday().to_monday_one_offset() < 7;
            calendar::weekend(calendar::add_days(now, if gone { -7 } else { 0 })?)
        });
        return Read::relative(days, at + 1);
    }
    let modifier = doc.lower(at);
    let step = match modifier {
        "last" | "past" | "previous" => -1,
        "this" | "current" => 0,
        "next" | "coming" | "upcoming" => 1,
        _ => return None,
    };
    // "in the last of the year"; "this is"
    at += 1;
    if at >= end {
        return None;
    }
    if let Some((count, after)) = numerals::number(doc, at, end) {
        return recent(doc, count, step, after, end, anchor);
    }
    match name_at(doc, at)? {
        Name::Unit(unit) => {
            // "the last week", "the past year": the stretch up to now, not the calendar one.
            if article && unit != 6 && modifier != "previous" && modifier != "next" && modifier != "current" {
                return recent(doc, 1.0, step, at, end, anchor);
            }
            if article && modifier == "previous" {
                return Read::relative(None, at + 1);
            }
            Read::relative(shifted(unit, step, anchor, false), at + 1)
        }
        Name::Weekday(_) => weekday(doc, at, end, anchor, Some(step)),
        Name::Month(number) if doc.tag(at).is_noun() || super::super::grammar::is_capitalised(doc.word(at)) => {
            let direction = match step {
                -1 => Direction::StrictlyPast,
                0 => Direction::SameYear,
                _ => Direction::Future,
            };
            Read::relative(
                anchor.month().and_then(|now| calendar::nearest_month(now, number, direction)).map(month),
                at + 1,
            )
        }
        Name::Season(first) => {
            let now = anchor.month()?;
            let mut season = calendar::first_of(now.year(), first)?;
            if step < 0 && calendar::add_months(season, 3)? > now {
                season = calendar::first_of(now.year() - 1, first)?;
            } else if step > 0 && season <= now {
                season = calendar::first_of(now.year() + 1, first)?;
            }
            Read::relative(calendar::months(season, 3), at + 1)
        }
        _ => None,
    }
}

/// "the past two months", "the last three years": from then until the published date.
fn recent(doc: &Doc<'_>, count: f64, step: i32, at: usize, end: usize, anchor: &Anchor) -> Option<Read> {
    let Some(Name::Unit(unit)) = name_at(doc, at).filter(|_| at < end) else { return None };
    if step == 0 || count > 3000.0 || unit > 5 {
        return None;
    }
    let count = count as i32 * step;
    let stretch = || {
        let now = anchor.day()?;
        let other = match unit {
            1 => calendar::add_days(now, count)?,
            2 => calendar::add_days(now, count.checked_mul(7)?)?,
            3 => calendar::add_months(now, count)?,
            4 => calendar::add_months(now, count.checked_mul(12)?)?,
            _ => calendar::add_months(now, count.checked_mul(120)?)?,
        };
        let precision = match unit {
            1 | 2 => DatePrecision::Week,
            3 => DatePrecision::Month,
            4 => DatePrecision::Year,
            _ => DatePrecision::Decade,
        };
        Some(Days { from: now.min(other), to: now.max(other), precision })
    };
    Read::relative(stretch(), at + 1)
}
