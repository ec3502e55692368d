//! Coded values as the program has them.
//!
//! In: words of a gold set. Out: modality, tense, stance and days. Not here: claims (see [`super`]).

use firsthand::annotate::Days;
use firsthand::report::DatePrecision;
use jiff::civil::Date;
use serde::de::DeserializeOwned;

/// A value by the name under which it is serialised.
pub(super) fn parsed<T: DeserializeOwned>(word: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(word.to_owned())).ok()
}

/// A coded day, month, year or interval of two of them.
pub(super) fn days(norm: &str) -> Option<Days> {
    let (from, to) = norm.split_once('/').unwrap_or((norm, norm));
    let ((from, _, fine), (_, to, coarse)) = (stretch(from)?, stretch(to)?);
    let precision = match from.until(to).ok()?.get_days() {
        0 => DatePrecision::Day,
        1..=10 => DatePrecision::Week,
        11..=31 => DatePrecision::Month,
        _ => fine.max(coarse).max(DatePrecision::Month),
    };
    Some(Days { from, to, precision })
}

fn stretch(text: &str) -> Option<(Date, Date, DatePrecision)> {
    if let Ok(day) = text.parse::<Date>() {
        return Some((day, day, DatePrecision::Day));
    }
    let mut fields = text.split('-');
    let year: i16 = fields.next().filter(|y| y.len() == 4)?.parse().ok()?;
    match fields.next() {
        Some(month) => {
            let first = Date::new(year, month.parse().ok()?, 1).ok()?;
            Some((first, first.last_of_month(), DatePrecision::Month))
        }
        None => Some((Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?, DatePrecision::Year)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_coded_time_is_all_its_days() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        let of = |norm: &str| days(norm).map(|d| (d.from, d.to, d.precision));
        assert_eq!(of("2031-02-03"), Some((day("2031-02-03"), day("2031-02-03"), DatePrecision::Day)));
        assert_eq!(of("2031-02"), Some((day("2031-02-01"), day("2031-02-28"), DatePrecision::Month)));
        assert_eq!(of("2031-02/2031-06"), Some((day("2031-02-01"), day("2031-06-30"), DatePrecision::Month)));
        assert_eq!(of("2031-02/.."), None);
    }
}
