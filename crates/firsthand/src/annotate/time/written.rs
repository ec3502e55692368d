//! Dates that name a day, month or year: "3 May 2016", "May 3", "between 3 and 5 May", "July last year", "2016-05-03", "the 1980s".
//!
//! In: a [`Doc`] and a token. Out: the expression that begins there. Not here: words that are only relative; from one date to another (see `stretch`).

use super::super::annotated::Days;
use super::super::doc::{Doc, Tag};
use super::super::grammar::is_capitalised;
use super::calendar::{self, Direction, day, decade, month, year};
use super::names::{Name, name, name_at};
use super::{Anchor, Read};
use crate::report::DatePrecision;
use jiff::civil::Date;

/// Years that are believed.
const YEARS: std::ops::RangeInclusive<i16> = 1800..=2099;

pub(super) fn read(doc: &Doc<'_>, i: usize, end: usize, anchor: &Anchor) -> Option<Read> {
    numeric(doc, i)
        .or_else(|| with_weekday(doc, i, end, anchor))
        .or_else(|| day_first(doc, i, end, anchor))
        .or_else(|| month_first(doc, i, end, anchor))
        .or_else(|| quarter(doc, i, end, anchor))
        .or_else(|| season(doc, i, end))
        .or_else(|| years(doc, i, end))
}

/// "2016-05-03", "2016-05", "03/05/2016", "3.5.2016". Day before month where both are possible.
fn numeric(doc: &Doc<'_>, i: usize) -> Option<Read> {
    let lower = doc.lower(i);
    if !lower.starts_with(|c: char| c.is_ascii_digit()) || lower.len() > 10 || lower.len() < 6 {
        return None;
    }
    let separator = lower.chars().find(|c| matches!(c, '-' | '/' | '.'))?;
    let mut pieces = lower.split(separator);
    let (first, second, third) = (pieces.next()?, pieces.next()?, pieces.next());
    if pieces.next().is_some() {
        return None;
    }
    let number = |s: &str| s.parse::<i16>().ok();
    let small = |s: &str| number(s).and_then(|n| i8::try_from(n).ok());
    match third {
        None if separator == '-' && first.len() == 4 && second.len() == 2 => {
            let found = calendar::first_of(number(first).filter(|y| YEARS.contains(y))?, small(second)?)?;
            Read::fixed(Some(month(found)), i + 1)
        }
        Some(third) if first.len() == 4 => {
            let found = Date::new(number(first).filter(|y| YEARS.contains(y))?, small(second)?, small(third)?).ok()?;
            Read::fixed(Some(day(found)), i + 1)
        }
        Some(third) if third.len() == 4 => {
            let (year, a, b) = (number(third).filter(|y| YEARS.contains(y))?, small(first)?, small(second)?);
            let found = Date::new(year, b, a).or_else(|_| Date::new(year, a, b)).ok()?;
            Read::fixed(Some(day(found)), i + 1)
        }
        _ => None,
    }
}

/// "Monday, 3 May 2016", "Monday, May 3": the weekday belongs to the date.
fn with_weekday(doc: &Doc<'_>, i: usize, end: usize, anchor: &Anchor) -> Option<Read> {
    let Some(Name::Weekday(_)) = name_at(doc, i) else { return None };
    let mut at = i + 1;
    while at < end && at < i + 3 && matches!(doc.lower(at), "," | "the") {
        at += 1;
    }
    if at >= end {
        return None;
    }
    day_first(doc, at, end, anchor)
        .or_else(|| month_first(doc, at, end, anchor).filter(|r| r.days.is_none_or(|d| d.from == d.to)))
}

/// The day of the month in a token: "3", "3rd".
fn day_number(doc: &Doc<'_>, at: usize) -> Option<i8> {
    let lower = doc.lower(at);
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|end| lower.strip_suffix(end)).unwrap_or(lower);
    digits.parse::<i8>().ok().filter(|n| (1..=31).contains(n) && digits.len() <= 2)
}

fn month_at(doc: &Doc<'_>, at: usize, end: usize) -> Option<i8> {
    match name_at(doc, at) {
        Some(Name::Month(number)) if at < end && is_capitalised(doc.word(at)) => Some(number),
        _ => None,
    }
}

pub(super) fn year_at(doc: &Doc<'_>, at: usize, end: usize) -> Option<i16> {
    let lower = doc.lower(at);
    let four = at < end && lower.len() == 4 && lower.bytes().all(|b| b.is_ascii_digit());
    lower.parse::<i16>().ok().filter(|y| four && YEARS.contains(y))
}

/// The year after a month or day: "2016", ", 2016", "last year", "of this year"; with the token after it.
pub(super) fn year_after(doc: &Doc<'_>, at: usize, end: usize, anchor: &Anchor) -> Option<(Option<i16>, bool, usize)> {
    if let Some(year) = year_at(doc, at, end) {
        return Some((Some(year), false, at + 1));
    }
    let skipped = at + usize::from(matches!(doc.lower(at), "," | "of"));
    if skipped > at
        && let Some(year) = year_at(doc, skipped, end)
    {
        return Some((Some(year), false, skipped + 1));
    }
    if skipped + 1 < end && doc.lower(skipped + 1) == "year" {
        let step = match doc.lower(skipped) {
            "last" => -1,
            "this" => 0,
            "next" => 1,
            _ => return None,
        };
        return Some((anchor.year().map(|y| y + step), true, skipped + 2));
    }
    None
}

/// Gives a day and month their year, from the words or from the anchor.
fn dated(doc: &Doc<'_>, days: (i8, i8), month: i8, at: usize, end: usize, anchor: &Anchor) -> Option<Read> {
    let range = |from: Date, to: Date| {
        let precision = if from == to { DatePrecision::Day } else { DatePrecision::Week };
        (from <= to).then_some(Days { from, to, precision })
    };
    if let Some((year, anchored, after)) = year_after(doc, at, end, anchor) {
        let days = year.and_then(|y| range(Date::new(y, month, days.0).ok()?, Date::new(y, month, days.1).ok()?));
        return Some(Read { days, anchored, end: after });
    }
    let to = anchor.month().and_then(|now| {
        let now = anchor.day().unwrap_or(now);
        calendar::nearest_day(now, month, days.1, anchor.direction)
    });
    let found = to.and_then(|to| range(Date::new(to.year(), month, days.0).ok()?, to));
    Read::relative(found, at)
}

/// "3 May", "the 3rd of May 2016", "3-5 May", "3 to 5 May", "between 3 and 5 May".
pub(super) fn day_first(doc: &Doc<'_>, i: usize, end: usize, anchor: &Anchor) -> Option<Read> {
    let mut at = i;
    if matches!(doc.lower(at), "between" | "from" | "the") {
        at += 1;
    }
    if at >= end {
        return None;
    }
    let (first, mut last, mut at) = match doc.hyphenated(at) {
        Some((a, b)) if a.len() <= 2 && b.len() <= 2 => (a.parse::<i8>().ok()?, b.parse::<i8>().ok()?, at + 1),
        _ => {
            let first = day_number(doc, at)?;
            (first, first, at + 1)
        }
    };
    if at + 1 < end
        && matches!(doc.lower(at), "to" | "and" | "–" | "-" | "or" | "until")
        && let Some(second) = day_number(doc, at + 1).filter(|second| *second > first)
    {
        (last, at) = (second, at + 2);
    }
    at += usize::from(doc.lower(at) == "of");
    let Some(month) = month_at(doc, at, end) else { return of_month(doc, first, last, at, end, anchor) };
    dated(doc, (first, last), month, at + 1, end, anchor)
}

/// "the 3rd of this month", "the 3rd of last month".
fn of_month(doc: &Doc<'_>, first: i8, last: i8, at: usize, end: usize, anchor: &Anchor) -> Option<Read> {
    let step = match (doc.lower(at.checked_sub(1)?), doc.lower(at)) {
        ("of", "this") => 0,
        ("of", "last") => -1,
        ("of", "next") => 1,
        _ => return None,
    };
    if first != last || at + 1 >= end || doc.lower(at + 1) != "month" {
        return None;
    }
    let days = anchor.month().and_then(|now| {
        let wanted = calendar::add_months(now, step)?;
        Date::new(wanted.year(), wanted.month(), first).ok().map(day)
    });
    Read::relative(days, at + 2)
}

/// "May 3", "May 3-5, 2016", "early May", "May 2016", "July last year", "in May".
pub(super) fn month_first(doc: &Doc<'_>, i: usize, end: usize, anchor: &Anchor) -> Option<Read> {
    let mut at = i;
    match doc.lower(i) {
        "early" | "late" | "mid" => at += 1,
        "the" if matches!(doc.lower(i + 1), "beginning" | "end" | "middle" | "start") && doc.lower(i + 2) == "of" => {
            at += 3
        }
        _ => {}
    }
    let (word, month_name) = match doc.lower(at).strip_prefix("mid-") {
        Some(rest) => (rest, name(rest)),
        None => (doc.lower(at), name_at(doc, at)),
    };
    let Some(Name::Month(number)) = month_name.filter(|_| at < end) else { return None };
    if !is_capitalised(doc.word(at)) && !doc.word(at).starts_with("mid-") {
        return None;
    }
    let after = at + 1;
    if let Some((first, last, next)) = day_range(doc, after, end) {
        return dated(doc, (first, last), number, next, end, anchor);
    }
    if let Some((year, anchored, next)) = year_after(doc, after, end, anchor) {
        let days = year.and_then(|y| calendar::first_of(y, number)).map(month);
        return Some(Read { days, anchored, end: next });
    }
    // Alone, "May" and "March" need more than a capital: a word of time before them, or a tag that no verb has.
    let before = i.checked_sub(1).map_or("", |b| doc.lower(b));
    let introduced = matches!(
        before,
        "in" | "since"
            | "until"
            | "by"
            | "from"
            | "of"
            | "during"
            | "before"
            | "after"
            | "to"
            | "and"
            | "between"
            | "through"
            | "for"
    );
    let doubtful = matches!(word, "may" | "march" | "mar" | "dec" | "jan" | "sep" | "jun" | "jul" | "apr" | "august");
    if doubtful && !introduced && at == i {
        return None;
    }
    if !doc.tag(at).is_noun() && !introduced {
        return None;
    }
    // "April Dunn signed": a name of a person, unless it is introduced as a time.
    let named = after < end && doc.tag(after).is_name() && is_capitalised(doc.word(after));
    if named && !introduced && at == i && i.checked_sub(1).is_none_or(|b| doc.tag(b) != Tag::DT) {
        return None;
    }
    let days = anchor.month().and_then(|now| calendar::nearest_month(now, number, anchor.direction)).map(month);
    Read::relative(days, after)
}

/// "3", "3-5", "3 to 5" after a month.
fn day_range(doc: &Doc<'_>, at: usize, end: usize) -> Option<(i8, i8, usize)> {
    if at >= end {
        return None;
    }
    if let Some((a, b)) = doc.hyphenated(at) {
        let (a, b) = (a.parse::<i8>().ok()?, b.parse::<i8>().ok()?);
        return (a >= 1 && a < b && b <= 31).then_some((a, b, at + 1));
    }
    let first = day_number(doc, at)?;
    if at + 2 < end
        && matches!(doc.lower(at + 1), "to" | "–" | "-" | "and")
        && let Some(second) = day_number(doc, at + 2).filter(|second| *second > first)
    {
        let counted = at + 3 < end && doc.tag(at + 3) == Tag::NNS;
        if !counted {
            return Some((first, second, at + 3));
        }
    }
    Some((first, first, at + 1))
}

/// "the third quarter", "the first quarter of 2016".
fn quarter(doc: &Doc<'_>, i: usize, end: usize, anchor: &Anchor) -> Option<Read> {
    let at = i + usize::from(doc.lower(i) == "the");
    let (ordinal, length) = match doc.lower(at).strip_suffix("-quarter") {
        Some(ordinal) => (ordinal, 1),
        None => (doc.lower(at), 2),
    };
    let number = match ordinal {
        "first" => 1,
        "second" => 2,
        "third" => 3,
        "fourth" => 4,
        _ => return None,
    };
    if (length == 2 && doc.lower(at + 1) != "quarter") || at + length > end {
        return None;
    }
    let after = at + length;
    let first = number * 3 - 2;
    if let Some((year, anchored, next)) = year_after(doc, after, end, anchor) {
        let days = year.and_then(|y| calendar::first_of(y, first)).and_then(|d| calendar::months(d, 3));
        return Some(Read { days, anchored, end: next });
    }
    let found = anchor.month().and_then(|now| {
        let this = calendar::first_of(now.year(), first)?;
        let this = if this > now && anchor.direction != Direction::Future {
            calendar::first_of(now.year() - 1, first)?
        } else {
            this
        };
        calendar::months(this, 3)
    });
    Read::relative(found, after)
}

/// "summer 2015", "the summer of 2015".
fn season(doc: &Doc<'_>, i: usize, end: usize) -> Option<Read> {
    let at = i + usize::from(doc.lower(i) == "the");
    let Some(Name::Season(first)) = name_at(doc, at) else { return None };
    let next = at + 1 + usize::from(doc.lower(at + 1) == "of");
    let year = year_at(doc, next, end)?;
    Read::fixed(calendar::first_of(year, first).and_then(|d| calendar::months(d, 3)), next + 1)
}

/// "2016", "late 2015", "the end of 2015", "2015-16", "2013–2016", "the 1980s", "'90s", "the early 1990s", "between 2013 and 2016".
fn years(doc: &Doc<'_>, i: usize, end: usize) -> Option<Read> {
    let mut at = i;
    let mut opened = false;
    if matches!(doc.lower(at), "between" | "from") && year_at(doc, at + 1, end).is_some() {
        (opened, at) = (true, at + 1);
    }
    if doc.lower(at) == "the" && at + 1 < end {
        at += 1;
    }
    if matches!(doc.lower(at), "beginning" | "end" | "middle" | "start") && doc.lower(at + 1) == "of" {
        at += 2;
    }
    at += usize::from(doc.lower(at) == "the" && at > i);
    at += usize::from(matches!(doc.lower(at), "early" | "late" | "mid" | "fiscal") && at + 1 < end);
    if at >= end {
        return None;
    }
    let lower = doc.lower(at).strip_prefix("mid-").unwrap_or(doc.lower(at));
    if let Some(tens) = lower.strip_suffix('s') {
        let short = tens.strip_prefix('\'');
        let first = short.unwrap_or(tens).parse::<i16>().ok()?;
        let first = if short.is_some() && (10..=90).contains(&first) { 1900 + first } else { first };
        let fits = first % 10 == 0 && YEARS.contains(&first);
        return if fits { Read::fixed(decade(first, 10), at + 1) } else { None };
    }
    if let Some((a, b)) = lower.split_once('-').filter(|(a, _)| a.len() == 4) {
        let first = a.parse::<i16>().ok().filter(|y| YEARS.contains(y))?;
        let last = match b.len() {
            4 => b.parse::<i16>().ok()?,
            2 => first - first % 100 + b.parse::<i16>().ok()?,
            _ => return None,
        };
        return if first < last { Read::fixed(decade(first, last - first + 1), at + 1) } else { None };
    }
    let first = match lower.parse::<i16>() {
        Ok(y) if lower.len() == 4 && YEARS.contains(&y) => y,
        _ => return None,
    };
    if at + 1 < end
        && (matches!(doc.lower(at + 1), "to" | "–" | "-") || (opened && doc.lower(at + 1) == "and"))
        && let Some(last) = year_at(doc, at + 2, end).filter(|last| *last > first)
    {
        return Read::fixed(decade(first, last - first + 1), at + 3);
    }
    // "2000 people" counts; "the 2016 report" and "in 2016 people" do not.
    let before = i.checked_sub(1).map_or("", |b| doc.lower(b));
    let introduced = at > i
        || matches!(
            before,
            "in" | "since"
                | "until"
                | "by"
                | "of"
                | "during"
                | "before"
                | "after"
                | "the"
                | "from"
                | "and"
                | ","
                | "to"
        );
    let counts = at + 1 < end && matches!(doc.tag(at + 1), Tag::NNS | Tag::JJ) && !introduced;
    let measured = i > 0 && matches!(before, "than" | "about" | "some" | "least" | "nearly" | "around" | "$")
        || doc.lower(at + 1) == "%";
    if counts || measured {
        return None;
    }
    Read::fixed(year(first), at + 1)
}
