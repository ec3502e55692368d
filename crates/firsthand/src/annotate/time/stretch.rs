//! Stretches of time, told by where they begin and end: "between January of last year and March", "from Monday to Wednesday", "since March",
//! "the seven days to Friday", "the first three months of 2016".
//!
//! In: a [`Doc`], a token, the published date. Out: the expression that begins there. What has gone on "since" a day is told of until the
//! published day. Not here: the dates themselves (see `written`), stretches up to now ("the past two months", see `modified`).

use super::super::annotated::Days;
use super::super::doc::Doc;
use super::super::quantity::numerals;
use super::calendar::{self, month};
use super::names::{Name, name_at};
use super::{Anchor, Read, deictic, modified, shifted, weekday, written};
use crate::report::DatePrecision;
use jiff::civil::Date;

pub(super) fn read(doc: &Doc<'_>, i: usize, end: usize, anchor: &Anchor) -> Option<Read> {
    up_to(doc, i, end, anchor)
        .or_else(|| from_to(doc, i, end, anchor))
        .or_else(|| since(doc, i, end, anchor))
        .or_else(|| part_of_year(doc, i, end, anchor))
        .or_else(|| edge(doc, i, end, anchor))
}

/// An end of a stretch.
struct Point {
    read: Read,
    /// How it says in which year or week it lies.
    told: Told,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Told {
    /// "March 2016", "last March", "yesterday".
    Whole,
    /// "March", "3 May": in the year of the other end.
    WithoutYear,
    /// "Monday": in the week of the other end.
    Weekday,
}

fn point(doc: &Doc<'_>, at: usize, end: usize, anchor: &Anchor) -> Option<Point> {
    if at >= end || matches!(doc.lower(at), "between" | "from") {
        return None;
    }
    let whole = |read: Read| Point { read, told: Told::Whole };
    edge(doc, at, end, anchor)
        .map(whole)
        .or_else(|| dated(doc, at, end, anchor))
        .or_else(|| deictic(doc, at, end, anchor).map(whole))
        .or_else(|| modified::read(doc, at, end, anchor).map(whole))
        .or_else(|| weekday(doc, at, end, anchor, None).map(|read| Point { read, told: Told::Weekday }))
}

/// "3 May", "March of last year".
fn dated(doc: &Doc<'_>, at: usize, end: usize, anchor: &Anchor) -> Option<Point> {
    if matches!(doc.lower(at), "between" | "from") {
        return None;
    }
    let read = written::day_first(doc, at, end, anchor).or_else(|| written::month_first(doc, at, end, anchor))?;
    let year = |k: usize| written::year_at(doc, k, read.end).is_some() || doc.lower(k) == "year";
    let told = if (at..read.end).any(year) { Told::Whole } else { Told::WithoutYear };
    Some(Point { read, told })
}

/// "between January and April", "from 28 March to 3 April 2016", "January to April", "in March and April", "from Monday to Friday".
fn from_to(doc: &Doc<'_>, i: usize, end: usize, anchor: &Anchor) -> Option<Read> {
    let opened = matches!(doc.lower(i), "between" | "from");
    // Words that only say where a stretch begins are looked for where something opens it: this is asked at every word.
    let first = if opened { point(doc, i + 1, end, anchor) } else { dated(doc, i, end, anchor) }?;
    let at = first.read.end;
    let joined = matches!(doc.lower(at), "to" | "until" | "till" | "through" | "–" | "-" | "and");
    let last = point(doc, at + 1, end, anchor).filter(|_| joined && at + 1 < end)?;
    let months = (name_at(doc, at.checked_sub(1)?), name_at(doc, at + 1));
    let follow = matches!(months, (Some(Name::Month(a)), Some(Name::Month(b))) if b == a + 1);
    // "in March and April" is one stretch, "in March and June" are two times.
    if doc.lower(at) == "and" && !opened && !follow {
        return None;
    }
    if !opened && last.told == Told::Weekday {
        return None;
    }
    let end = last.read.end;
    let anchored = first.read.anchored || last.read.anchored;
    let days = match (first.read.days, last.read.days) {
        (Some(from), Some(to)) => Some(between((from, first.told), (to, last.told))?),
        _ => None,
    };
    Some(Read { days, anchored, end })
}

/// From the one to the other, of which one may take its year or week from the other.
fn between((first, first_told): (Days, Told), (last, last_told): (Days, Told)) -> Option<Days> {
    let in_year = |day: Date, year: i16| {
        let month = calendar::first_of(year, day.month())?;
        Date::new(year, day.month(), day.day().min(month.days_in_month())).ok()
    };
    let (mut from, mut to) = (first.from, last.to);
    match (first_told, last_told) {
        (Told::WithoutYear, _) if from > to || from.year() != to.year() => {
            let this = in_year(from, to.year())?;
            from = if this <= to { this } else { in_year(from, to.year() - 1)? };
        }
        (Told::Whole, Told::WithoutYear) => {
            let this = in_year(to, from.year())?;
            to = if this >= from { this } else { in_year(to, from.year() + 1)? };
        }
        (Told::Weekday, Told::Weekday) if from > to => from = calendar::add_days(from, -7)?,
        _ => {}
    }
    (from <= to).then_some(Days { from, to, precision: first.precision.max(last.precision) })
}

/// "since March", "since 2014", "since the start of the year": until the published day.
fn since(doc: &Doc<'_>, i: usize, end: usize, anchor: &Anchor) -> Option<Read> {
    if doc.lower(i) != "since" || i + 1 >= end {
        return None;
    }
    let at = i + 1;
    let read = match point(doc, at, end, anchor) {
        Some(point) => point.read,
        None => written::read(doc, at, end, anchor)?,
    };
    // "since a day" that nobody knows when it ends is that day.
    let (days, told) = (read.days?, anchor.day()?);
    let precision = days.precision.max(DatePrecision::Week);
    (days.from < told).then_some(())?;
    Read::relative(Some(Days { from: days.from, to: told, precision }), read.end)
}

/// "the seven days to Friday", "the month ending 12 May": so many units up to a day.
fn up_to(doc: &Doc<'_>, i: usize, end: usize, anchor: &Anchor) -> Option<Read> {
    let article = doc.lower(i) == "the";
    let number = numerals::number(doc, i + usize::from(article), end);
    let (count, at) = number.or(article.then_some((1.0, i + 1))).filter(|(count, _)| (1.0..3000.0).contains(count))?;
    let Some(Name::Unit(unit @ 1..=4)) = name_at(doc, at).filter(|_| at + 2 < end) else { return None };
    if !matches!(doc.lower(at + 1), "to" | "until" | "till" | "through" | "ending" | "ended") {
        return None;
    }
    let day = at + 2 + usize::from(matches!(doc.lower(at + 2), "on" | "last"));
    let last = written::read(doc, day, end, anchor).or_else(|| deictic(doc, day, end, anchor));
    let last = last.or_else(|| weekday(doc, day, end, anchor, None))?;
    let days = last.days.and_then(|days| {
        let back = -(count as i32);
        // From the day after, so that months are whole ones.
        let after = calendar::add_days(days.to, 1)?;
        let (from, precision) = match unit {
            1 => (calendar::add_days(after, back)?, DatePrecision::Week),
            2 => (calendar::add_days(after, back * 7)?, DatePrecision::Week),
            3 => (calendar::add_months(after, back)?, DatePrecision::Month),
            _ => (calendar::add_months(after, back * 12)?, DatePrecision::Year),
        };
        Some(Days { from, to: days.to, precision })
    });
    Some(Read { days, anchored: last.anchored, end: last.end })
}

/// "the start of the year", "the end of last month": its first or last part.
fn edge(doc: &Doc<'_>, i: usize, end: usize, anchor: &Anchor) -> Option<Read> {
    let at = i + usize::from(doc.lower(i) == "the");
    let first = match doc.lower(at) {
        "start" | "beginning" | "turn" => true,
        "end" => false,
        _ => return None,
    };
    if doc.lower(at + 1) != "of" || at + 3 >= end {
        return None;
    }
    let step = match doc.lower(at + 2) {
        "the" | "this" => 0,
        "last" => -1,
        "next" => 1,
        _ => return None,
    };
    let Some(Name::Unit(unit @ 2..=4)) = name_at(doc, at + 3) else { return None };
    let days = shifted(unit, step, anchor, false).and_then(|whole| {
        let of = if first { whole.from } else { whole.to };
        match unit {
            4 => Some(month(of)),
            // A third of a month, two days of a week.
            _ => {
                let more = if unit == 3 { 9 } else { 1 };
                let (from, to) =
                    if first { (of, calendar::add_days(of, more)?) } else { (calendar::add_days(of, -more)?, of) };
                Some(Days { from, to, precision: DatePrecision::Week })
            }
        }
    });
    Read::relative(days, at + 4)
}

/// "the first three months of 2016", "the last two months of the year", "the first half of last year".
fn part_of_year(doc: &Doc<'_>, i: usize, end: usize, anchor: &Anchor) -> Option<Read> {
    let at = i + usize::from(doc.lower(i) == "the");
    let which = doc.lower(at);
    let (first, count, after) = match (which, doc.lower(at + 1)) {
        ("first", "half") => (true, 6, at + 2),
        ("second", "half") => (false, 6, at + 2),
        ("first" | "last", _) => {
            let (count, after) = numerals::number(doc, at + 1, end).filter(|(count, _)| (2.0..12.0).contains(count))?;
            (name_at(doc, after) == Some(Name::Unit(3))).then_some(())?;
            (which == "first", count as i32, after + 1)
        }
        _ => return None,
    };
    if doc.lower(after) != "of" || after + 1 >= end {
        return None;
    }
    let of = |year: Option<i16>| {
        let year = year?;
        calendar::months(calendar::first_of(year, if first { 1 } else { 13 - count as i8 })?, count)
    };
    if let Some((year, anchored, next)) = written::year_after(doc, after + 1, end, anchor) {
        return Some(Read { days: of(year), anchored, end: next });
    }
    let this = doc.lower(after + 1) == "the" && doc.lower(after + 2) == "year" && after + 2 < end;
    if this { Read::relative(of(anchor.year()), after + 3) } else { None }
}
