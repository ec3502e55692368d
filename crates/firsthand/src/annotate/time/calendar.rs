//! Days, weeks, months and years as ranges of days.
//!
//! In: dates. Out: [`Days`], or nothing outside the calendar. Not here: words.

use super::super::annotated::Days;
use crate::report::DatePrecision;
use jiff::ToSpan;
use jiff::civil::Date;

/// Where the nearest day or month of a name is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    /// The latest that is not after the anchor.
    Past,
    /// The latest before the anchor's own.
    StrictlyPast,
    /// In the anchor's year.
    SameYear,
    /// The first that is not before the anchor.
    Future,
}

pub(super) fn add_days(date: Date, days: i32) -> Option<Date> {
    date.checked_add(i64::from(days).days()).ok()
}

pub(super) fn add_months(date: Date, months: i32) -> Option<Date> {
    date.checked_add(i64::from(months).months()).ok()
}

pub(super) fn first_of(year: i16, month: i8) -> Option<Date> {
    Date::new(year, month, 1).ok()
}

pub(super) fn day(date: Date) -> Days {
    Days { from: date, to: date, precision: DatePrecision::Day }
}

/// The week from Monday to Sunday in which a day lies.
pub(super) fn week(date: Date) -> Days {
    let back = i32::from(date.weekday().to_monday_zero_offset());
    let from = add_days(date, -back).unwrap_or(date);
    Days { from, to: add_days(from, 6).unwrap_or(date), precision: DatePrecision::Week }
}

/// Saturday and Sunday of the week in which a day lies.
pub(super) fn weekend(date: Date) -> Option<Days> {
    let to = week(date).to;
    Some(Days { from: add_days(to, -1)?, to, precision: DatePrecision::Week })
}

/// The month in which a day lies.
pub(super) fn month(date: Date) -> Days {
    Days { from: date.first_of_month(), to: date.last_of_month(), precision: DatePrecision::Month }
}

/// `count` months from the month of `from` on.
pub(super) fn months(from: Date, count: i32) -> Option<Days> {
    let from = from.first_of_month();
    Some(Days { from, to: add_months(from, count - 1)?.last_of_month(), precision: DatePrecision::Month })
}

pub(super) fn quarter_start(date: Date) -> Date {
    let first = date.month() - (date.month() - 1) % 3;
    Date::new(date.year(), first, 1).unwrap_or(date)
}

pub(super) fn year(year: i16) -> Option<Days> {
    Some(Days { from: Date::new(year, 1, 1).ok()?, to: Date::new(year, 12, 31).ok()?, precision: DatePrecision::Year })
}

/// `years` years from `first` on.
pub(super) fn decade(first: i16, years: i16) -> Option<Days> {
    let last = first.checked_add(years - 1)?;
    Some(Days {
        from: Date::new(first, 1, 1).ok()?,
        to: Date::new(last, 12, 31).ok()?,
        precision: DatePrecision::Decade,
    })
}

/// The month with this number that is nearest to `now` in a direction.
pub(super) fn nearest_month(now: Date, number: i8, direction: Direction) -> Option<Date> {
    let year = match direction {
        Direction::Past if number > now.month() => now.year() - 1,
        Direction::StrictlyPast if number >= now.month() => now.year() - 1,
        Direction::Future if number < now.month() => now.year() + 1,
        _ => now.year(),
    };
    first_of(year, number)
}

/// The day of a month that is nearest to `now`: the past one, unless it lies less than a week ahead or the future is meant.
pub(super) fn nearest_day(now: Date, month: i8, number: i8, direction: Direction) -> Option<Date> {
    let same = Date::new(now.year(), month, number).ok();
    let ahead = same.is_some_and(|d| d > add_days(now, 7).unwrap_or(now));
    let behind = same.is_some_and(|d| d < now);
    match direction {
        Direction::Future if behind => Date::new(now.year() + 1, month, number).ok(),
        Direction::Future => same,
        _ if ahead => Date::new(now.year() - 1, month, number).ok(),
        _ => same,
    }
}
