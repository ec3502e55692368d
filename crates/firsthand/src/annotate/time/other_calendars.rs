//! Dates of the Islamic and of the Persian calendar: "12 Ramadan 1444", "Ramadan 12, 1444", "Mehr 1399", "Safar 1439 AH".
//!
//! In: a [`Doc`] and a token. Out: the days by our calendar. Islamic days are those of the tabular calendar: where the month begins when the moon is seen, they are a day off. Only
//! with a year: a month alone may be a person's name. Not here: the names themselves (`data/time/other_calendars.tsv`).

use super::super::annotated::Days;
use super::super::doc::Doc;
use super::Read;
use super::calendar::{add_days, day};
use crate::report::DatePrecision;
use jiff::civil::Date;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Calendar {
    Hijri,
    Jalali,
}

static MONTHS: LazyLock<FxHashMap<&'static str, (Calendar, i32)>> = LazyLock::new(|| {
    let rows = include_str!("../../../data/time/other_calendars.tsv").lines().filter(|line| !line.starts_with('#'));
    rows.filter_map(|line| {
        let mut columns = line.split('\t');
        let (name, calendar, number) = (columns.next()?, columns.next()?, columns.next()?.parse().ok()?);
        Some((name, (if calendar == "hijri" { Calendar::Hijri } else { Calendar::Jalali }, number)))
    })
    .collect()
});

/// Years that are believed, of both calendars: 1883 to 2076 and 1871 to 2071.
const HIJRI_YEARS: std::ops::RangeInclusive<i32> = 1300..=1499;
const JALALI_YEARS: std::ops::RangeInclusive<i32> = 1250..=1450;

/// The date that begins at `i`: every one holds its year, so that most tokens fail at once.
pub(super) fn read(doc: &Doc<'_>, i: usize, end: usize) -> Option<Read> {
    if !(i + 1..end.min(i + 1 + BEFORE_YEAR)).any(|at| may_be_year(doc.lower(at))) {
        return None;
    }
    let first = doc.lower(i).chars().next()?;
    if !first.is_ascii_digit() && !super::super::grammar::is_capitalised(doc.word(i)) && doc.lower(i) != "the" {
        return None;
    }
    let start = i + usize::from(doc.lower(i) == "the");
    let number = day_at(doc, start);
    let mut at = start + usize::from(number.is_some());
    at += usize::from(number.is_some() && doc.lower(at) == "of");
    let (calendar, month, mut at) = month_at(doc, at, end)?;
    let mut number = number;
    if number.is_none()
        && let Some(later) = day_at(doc, at)
    {
        number = Some(later);
        at += 1;
    }
    at += usize::from(matches!(doc.lower(at), "," | "of"));
    let year = year_at(doc, at, end)?;
    at += 1;
    if at < end && matches!(doc.lower(at), "ah" | "a.h." | "hijri" | "sh" | "s.h." | "shamsi") {
        at += 1;
    }
    let days = match number {
        Some(number) => date(calendar, year, month, number).map(day),
        None => whole_month(calendar, year, month),
    };
    Read::fixed(Some(days?), at)
}

/// Most tokens before the year: "the", a day, "of", three words of a month, a day, a comma.
const BEFORE_YEAR: usize = 8;

/// Whether a word may be a year that is believed: most dates of our calendar fail at once.
fn may_be_year(lower: &str) -> bool {
    lower.len() == 4 && lower.parse::<i32>().is_ok_and(|y| HIJRI_YEARS.contains(&y) || JALALI_YEARS.contains(&y))
}

fn day_at(doc: &Doc<'_>, at: usize) -> Option<i32> {
    let lower = doc.lower(at);
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|end| lower.strip_suffix(end)).unwrap_or(lower);
    digits.parse::<i32>().ok().filter(|number| (1..=31).contains(number) && digits.len() <= 2)
}

fn year_at(doc: &Doc<'_>, at: usize, end: usize) -> Option<i32> {
    doc.lower(at).parse::<i32>().ok().filter(|_| at < end && doc.lower(at).len() == 4)
}

/// The month whose name begins at `at`, the longest there is, and the token after it.
fn month_at(doc: &Doc<'_>, at: usize, end: usize) -> Option<(Calendar, i32, usize)> {
    let plain = |at: usize| doc.lower(at).replace(['\'', '’', '‘', 'ʿ', '`'], "").replace('-', " ");
    (1..=3usize).rev().filter(|length| at + length <= end).find_map(|length| {
        let name = (at..at + length).map(plain).collect::<Vec<_>>().join(" ");
        MONTHS.get(name.as_str()).map(|(calendar, number)| (*calendar, *number, at + length))
    })
}

fn date(calendar: Calendar, year: i32, month: i32, number: i32) -> Option<Date> {
    if number > length(calendar, year, month) {
        return None;
    }
    let first = match calendar {
        Calendar::Hijri => hijri(year, month)?,
        Calendar::Jalali => jalali(year, month)?,
    };
    add_days(first, number - 1)
}

fn whole_month(calendar: Calendar, year: i32, month: i32) -> Option<Days> {
    let from = date(calendar, year, month, 1)?;
    let to = add_days(from, length(calendar, year, month) - 1)?;
    Some(Days { from, to, precision: DatePrecision::Month })
}

fn length(calendar: Calendar, year: i32, month: i32) -> i32 {
    match calendar {
        Calendar::Hijri if month == 12 => 29 + i32::from((11 * year + 14).rem_euclid(30) < 11),
        Calendar::Hijri => 29 + month % 2,
        Calendar::Jalali if month <= 6 => 31,
        Calendar::Jalali if month == 12 => 29 + i32::from(leap(year)),
        Calendar::Jalali => 30,
    }
}

/// The first day of an Islamic month: 11 leap years of a day in 30.
fn hijri(year: i32, month: i32) -> Option<Date> {
    let days = HIJRI_YEARS
        .contains(&year)
        .then(|| (year - 1) * 354 + (11 * year + 3).div_euclid(30) + 29 * (month - 1) + month / 2)?;
    // 1 Muharram of year 1.
    add_days(Date::new(622, 7, 19).ok()?, days)
}

/// Whether a Persian year has a day more: eight in 33, which holds for the years believed.
fn leap(year: i32) -> bool {
    (year * 8 + 29).rem_euclid(33) < 8
}

/// The first day of a Persian month, from 1 Farvardin 1400 on 21 March 2021.
fn jalali(year: i32, month: i32) -> Option<Date> {
    JALALI_YEARS.contains(&year).then_some(())?;
    let whole = |from: i32, to: i32| (from..to).map(|y| 365 + i32::from(leap(y))).sum::<i32>();
    let years = if year >= 1400 { whole(1400, year) } else { -whole(year, 1400) };
    let months = (1..month).map(|m| length(Calendar::Jalali, year, m)).sum::<i32>();
    add_days(Date::new(2021, 3, 21).ok()?, years + months)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_days_fall_where_they_should() {
        let on = |calendar, year, month, number| date(calendar, year, month, number).map(|d| d.to_string());
        // Leap years of a day more: 1395, 1399, 1403.
        assert_eq!(on(Calendar::Jalali, 1395, 12, 30).as_deref(), Some("2017-03-20"));
        assert_eq!(on(Calendar::Jalali, 1396, 12, 30), None);
        assert_eq!(on(Calendar::Jalali, 1403, 1, 1).as_deref(), Some("2024-03-20"));
        assert_eq!(on(Calendar::Jalali, 1300, 1, 1).as_deref(), Some("1921-03-21"));
        assert_eq!(on(Calendar::Hijri, 1445, 1, 1).as_deref(), Some("2023-07-19"));
        assert_eq!(on(Calendar::Hijri, 1444, 9, 1).as_deref(), Some("2023-03-23"));
        assert_eq!(on(Calendar::Hijri, 1600, 1, 1), None);
    }
}
