//! Of what time a claim tells: its days, and whether its words name one day or a stretch.
//!
//! For: telling happenings of different days apart. In: the argument that gives the time, and its report. Out: [`Days`] and [`Told`].
//! Not here: how two claims' times compare (see `when_where`), and how words of time are read (`annotate::time`).

use super::codes::codes;
use super::naming::folded;
use crate::annotate::{Annotated, Argument, Days};
use crate::report::{DatePrecision, Report};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Of what time a claim tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Told {
    /// Its words do not show it.
    #[default]
    Open,
    /// One day.
    Day,
    /// All that happened from one day to another.
    Stretch,
}

/// The days of an argument of time: those of its expression, else those of its normal form (an ISO day, month, year or interval).
pub(super) fn days(argument: &Argument, known: &Annotated) -> Option<Days> {
    if let Some(time) = argument.time.and_then(|time| known.times.get(time as usize)) {
        return time.days;
    }
    // A normal form without a time expression behind it: one ISO day or an interval.
    let normal = argument.normal.as_deref()?;
    let (from, to) = normal.split_once('/').unwrap_or((normal, normal));
    let (from, to) = (iso(from)?.0, iso(to)?.1);
    let precision = match from.until(to).ok()?.get_days() {
        0 => DatePrecision::Day,
        1..=10 => DatePrecision::Week,
        11..=31 => DatePrecision::Month,
        32..=366 => DatePrecision::Year,
        _ => DatePrecision::Decade,
    };
    Some(Days { from, to, precision })
}

/// Whether words of time name a stretch or a day.
pub(super) fn told(time: &Argument, known: &Annotated, report: &Report) -> Told {
    let words = folded(&time.text);
    let before = time.span.and_then(|span| report.text.get(..span.start as usize));
    let before = before.and_then(|text| text.split_whitespace().next_back()).map(folded).unwrap_or_default();
    let has = |list: &[String]| words.split(' ').any(|word| list.iter().any(|known| known == word));
    let codes = codes();
    if has(&codes.stretches) || codes.stretches.contains(&before) {
        Told::Stretch
    } else if has(&codes.day_words) || days(time, known).is_some_and(|days| days.from == days.to) {
        Told::Day
    } else {
        Told::Open
    }
}

/// First and last day of an ISO day, month or year.
fn iso(text: &str) -> Option<(Date, Date)> {
    if let Ok(day) = text.parse::<Date>() {
        return Some((day, day));
    }
    let mut fields = text.split('-');
    let year: i16 = fields.next()?.parse().ok()?;
    match fields.next() {
        Some(month) => {
            let first = Date::new(year, month.parse().ok()?, 1).ok()?;
            Some((first, first.last_of_month()))
        }
        None => Some((Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_or_year_is_all_its_days() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        assert_eq!(iso("2031-02"), Some((day("2031-02-01"), day("2031-02-28"))));
        assert_eq!(iso("2031"), Some((day("2031-01-01"), day("2031-12-31"))));
        assert_eq!(iso("soon"), None);
    }
}
