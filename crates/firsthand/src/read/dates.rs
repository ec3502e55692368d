//! Dates as pages and datelines write them.
//!
//! For: publication dates. In: a meta field, an address, a line of text. Out: calendar days.
//! Absurd days (before 1900, the computer's zero day, later than the caller allows) are no dates.
//! Not here: which of several dates is the publication date, relative times, other calendars.

use crate::report::Yearless;
use crate::text::Span;
use jiff::civil::Date;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Whether `3/5/2016` is the third of May or the fifth of March.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    DayFirst,
    MonthFirst,
}

/// A date and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) span: Span,
    pub(super) day: Date,
}

static MONTHS: LazyLock<FxHashMap<&'static str, i8>> = LazyLock::new(|| {
    let mut months = FxHashMap::default();
    for line in include_str!("../../data/read_months.tsv").lines().filter(|l| !l.starts_with('#')) {
        if let Some((number, names)) = line.split_once('\t') {
            for name in names.split(' ') {
                months.insert(name, number.parse().unwrap_or(0));
            }
        }
    }
    months
});

#[derive(Clone, Copy, Debug, PartialEq)]
enum Piece<'a> {
    Number(&'a str),
    Word(&'a str),
    Mark(char),
}

/// The day, unless absurd.
fn day(year: i32, month: i32, day: i32) -> Option<Date> {
    if !(1900..=2100).contains(&year) || (day, month) == (1, 1) && matches!(year, 1900 | 1970) {
        return None;
    }
    Date::new(year as i16, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

fn pieces(text: &str) -> Vec<(Piece<'_>, usize, usize)> {
    let mut out = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        let class = |c: char| if c.is_ascii_digit() { 1 } else { 2 * u8::from(c.is_alphabetic() || is_mark(c)) };
        if c.is_whitespace() {
            continue;
        }
        let mut end = start + c.len_utf8();
        if class(c) != 0 {
            let mut last = c;
            // A byline and its date are often parted by style alone: "Jane DoeFeb. 18, 2024".
            let glued = |last: char, d: char| last.is_lowercase() && d.is_uppercase();
            while let Some((i, d)) = chars.next_if(|(_, d)| class(*d) == class(c) && !glued(last, *d)) {
                end = i + d.len_utf8();
                last = d;
            }
        }
        let piece = match class(c) {
            1 => Piece::Number(&text[start..end]),
            2 => Piece::Word(&text[start..end]),
            _ => Piece::Mark(c),
        };
        out.push((piece, start, end));
    }
    out
}

/// Combining marks that belong to words in scripts that write vowels as marks.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036F}' | '\u{064B}'..='\u{065F}' | '\u{200C}')
}

fn month(word: &str) -> Option<i32> {
    // The longest name has 15 letters.
    let mut small = [0; 40];
    let small = small.get_mut(..word.len())?;
    let number = if word.is_ascii() {
        small.copy_from_slice(word.as_bytes());
        small.make_ascii_lowercase();
        MONTHS.get(std::str::from_utf8(small).ok()?)
    } else {
        MONTHS.get(word.to_lowercase().as_str())
    };
    number.filter(|number| **number > 0).map(|number| i32::from(*number))
}

/// Whether a lower-case word is a month's name.
pub(crate) fn is_month(word: &str) -> bool {
    month(word.trim_end_matches('.')).is_some()
}

fn number(piece: Option<&(Piece<'_>, usize, usize)>, digits: std::ops::RangeInclusive<usize>) -> Option<i32> {
    match piece {
        Some((Piece::Number(n), ..)) if digits.contains(&n.len()) => n.parse().ok(),
        _ => None,
    }
}

/// Digits of the shortest date: a day and a year of four.
const DIGITS: usize = 5;

/// Every date in `text`, in order. Linear in the text's length.
pub(super) fn find(text: &str, order: Order) -> Vec<Found> {
    if text.bytes().filter(u8::is_ascii_digit).count() < DIGITS {
        return Vec::new();
    }
    let pieces = pieces(text);
    let mut found = Vec::new();
    let mut i = 0;
    while i < pieces.len() {
        let rest = pieces.get(i..(i + 9).min(pieces.len())).unwrap_or(&[]);
        match at(rest, order) {
            Some((day, used)) => {
                let start = rest.first().map_or(0, |p| p.1);
                let end = rest.get(used - 1).map_or(start, |p| p.2);
                found.push(Found { span: Span::new(start, end), day });
                i += used;
            }
            None => i += 1,
        }
    }
    found
}

/// The month and day of a date that is written without its year ("3 May", "May 3").
pub(super) fn without_year(text: &str) -> Option<Yearless> {
    if !text.bytes().any(|b| b.is_ascii_digit()) || !find(text, Order::DayFirst).is_empty() {
        return None;
    }
    let pieces = pieces(text.get(..text.floor_char_boundary(300))?);
    (0..pieces.len()).find_map(|i| {
        let rest = pieces.get(i..)?;
        let (d, m) = match (number(rest.first(), 1..=2), rest.get(1)) {
            (Some(d), Some((Piece::Word(w), ..))) => (d, month(w)?),
            (None, _) => {
                let mut at = 0;
                let m = named_month(rest, &mut at)?;
                at += usize::from(matches!(rest.get(at), Some((Piece::Mark('.'), ..))));
                (number(rest.get(at), 1..=2)?, m)
            }
            _ => return None,
        };
        (1..=31).contains(&d).then_some(Yearless { month: i8::try_from(m).ok()?, day: i8::try_from(d).ok()? })
    })
}

/// What a report's notes say of such a date.
pub(super) fn note(Yearless { month, day }: Yearless) -> String {
    format!("the dateline gives month and day without a year: --{month:02}-{day:02}")
}

/// A date that begins with the first piece, and how many pieces it takes.
fn at(p: &[(Piece<'_>, usize, usize)], order: Order) -> Option<(Date, usize)> {
    numeric(p, order).or_else(|| day_month_year(p)).or_else(|| month_day_year(p))
}

fn numeric(p: &[(Piece<'_>, usize, usize)], order: Order) -> Option<(Date, usize)> {
    let mark = |i: usize| match p.get(i) {
        Some((Piece::Mark(c @ ('-' | '/' | '.' | '–')), ..)) => Some(*c),
        _ => None,
    };
    let glued = |i: usize| p.get(i).zip(p.get(i + 1)).is_some_and(|(a, b)| b.1 <= a.2 + 1);
    if let (Some(year), Some(a), Some(b)) = (number(p.first(), 4..=4), number(p.get(2), 1..=2), number(p.get(4), 1..=2))
    {
        let cjk = matches!(p.get(1), Some((Piece::Word("年" | "년"), ..)));
        if cjk || (mark(1).is_some() && mark(1) == mark(3) && glued(0) && glued(2)) {
            return Some((day(year, a, b)?, if cjk { 6.min(p.len()) } else { 5 }));
        }
    }
    let (a, b) = (number(p.first(), 1..=2)?, number(p.get(2), 1..=2)?);
    if mark(1).is_none() || mark(1) != mark(3) || !(glued(0) && glued(1) && glued(2) && glued(3)) {
        return None;
    }
    let year = match number(p.get(4), 4..=4) {
        Some(year) => year,
        // 03.05.16: a day with a two-digit year needs a month and a day that are written in full.
        None if mark(1) != Some('-') => {
            let full = |i: usize| number(p.get(i), 2..=2).is_some();
            let year = number(p.get(4), 2..=2)?;
            (full(0) && full(2) && year >= 5).then_some(if year < 70 { 2000 + year } else { 1900 + year })?
        }
        None => return None,
    };
    // A longer chain of numbers is a version or an address, not a date.
    if mark(5).is_some() && number(p.get(6), 1..=4).is_some() && glued(4) && glued(5) && mark(5) == mark(1) {
        return None;
    }
    let first = if order == Order::MonthFirst && mark(1) != Some('.') { day(year, a, b) } else { day(year, b, a) };
    Some((first.or_else(|| day(year, b, a)).or_else(|| day(year, a, b))?, 5))
}

fn day_month_year(p: &[(Piece<'_>, usize, usize)]) -> Option<(Date, usize)> {
    let d = number(p.first(), 1..=2)?;
    let mut i = 1;
    let skip = |i: &mut usize, words: &[&str], marks: &[char]| {
        while match p.get(*i) {
            Some((Piece::Word(w), ..)) => words.iter().any(|x| w.eq_ignore_ascii_case(x)),
            Some((Piece::Mark(c), ..)) => marks.contains(c),
            _ => false,
        } {
            *i += 1;
        }
    };
    skip(
        &mut i,
        &["st", "nd", "rd", "th", "er", "º", "ª", "of", "de", "d", "t", "ste", "e"],
        &['.', ',', '-', '/', '\'', '’', 'º', '°', '–'],
    );
    let m = named_month(p, &mut i)?;
    skip(&mut i, &["de", "del", "of", "r", "ր"], &['.', ',', '-', '/', '\'']);
    Some((day(number(p.get(i), 4..=4)?, m, d)?, i + 1))
}

fn month_day_year(p: &[(Piece<'_>, usize, usize)]) -> Option<(Date, usize)> {
    let mut i = 0;
    let m = named_month(p, &mut i)?;
    if let Some((Piece::Mark('.' | '-' | '/' | ','), ..)) = p.get(i) {
        i += 1;
    }
    let d = number(p.get(i), 1..=2)?;
    i += 1;
    while matches!(
        p.get(i),
        Some((Piece::Word("st" | "nd" | "rd" | "th"), ..)) | Some((Piece::Mark(',' | '.' | '-' | '/'), ..))
    ) {
        i += 1;
    }
    Some((day(number(p.get(i), 4..=4)?, m, d)?, i + 1))
}

/// A month's name at `i`, in one word or two ("كانون الثاني").
fn named_month(p: &[(Piece<'_>, usize, usize)], i: &mut usize) -> Option<i32> {
    let Some((Piece::Word(word), ..)) = p.get(*i) else { return None };
    // Only Arabic has such names.
    if let Some((Piece::Word(second), ..)) = p.get(*i + 1)
        && !word.is_ascii()
        && let Some(m) = MONTHS.get(format!("{word}_{second}").as_str())
    {
        *i += 2;
        return Some(i32::from(*m));
    }
    *i += 1;
    month(word)
}

/// The date that a meta field states, written out or as a time stamp.
pub(super) fn of_field(value: &str, order: Order) -> Option<Date> {
    let value = value.trim();
    let value = value.get(..value.floor_char_boundary(120)).unwrap_or_default();
    if value.len() >= 8 && value.bytes().take(8).all(|b| b.is_ascii_digit()) {
        let digits = value.bytes().take_while(u8::is_ascii_digit).count();
        if digits == 8 || digits == 14 || digits == 12 {
            return compact(value);
        }
        // Seconds or milliseconds since 1970.
        if let (10 | 13, Ok(n)) = (digits, value.get(..digits)?.parse::<i64>()) {
            let seconds = if digits == 13 { n / 1000 } else { n };
            let stamp = jiff::Timestamp::from_second(seconds).ok()?;
            let date = stamp.to_zoned(jiff::tz::TimeZone::UTC).date();
            return day(i32::from(date.year()), i32::from(date.month()), i32::from(date.day()));
        }
    }
    find(value, order).first().map(|found| found.day)
}

/// `20160503...`
fn compact(digits: &str) -> Option<Date> {
    let part = |from: usize, to: usize| digits.get(from..to).and_then(|n| n.parse::<i32>().ok());
    day(part(0, 4)?, part(4, 6)?, part(6, 8)?)
}

/// The date in the path of an address: `/2016/05/03/`, `/2016-05-03-`, `/20160503/`, `/2016/may/03/`.
pub(super) fn of_url(url: &str) -> Option<Date> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = path.get(..path.floor_char_boundary(1000))?;
    let fields: Vec<&str> = path.split(|c: char| !c.is_ascii_alphanumeric()).filter(|f| !f.is_empty()).collect();
    for (i, field) in fields.iter().enumerate() {
        let digits = field.bytes().all(|b| b.is_ascii_digit());
        if digits && field.len() == 4 {
            let m = fields.get(i + 1).and_then(|m| if m.len() <= 2 { m.parse().ok() } else { month(m) });
            let d = fields.get(i + 2).filter(|d| d.len() <= 2).and_then(|d| d.parse().ok());
            if let (Ok(year), Some(m), Some(d)) = (field.parse(), m, d)
                && let Some(day) = day(year, m, d).filter(|d| d.year() >= 1990)
            {
                return Some(day);
            }
        } else if digits
            && field.len() == 8
            && let Some(day) = compact(field).filter(|d| d.year() >= 1990)
        {
            return Some(day);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(text: &str) -> Option<String> {
        find(text, Order::DayFirst).first().map(|f| format!("{} @{}", f.day, f.span.of(text)))
    }

    #[test]
    fn dates_are_found_as_people_write_them() {
        for text in [
            "2016-05-03",
            "2016/5/3",
            "3 May 2016",
            "May 3, 2016",
            "3rd of May, 2016",
            "3. Mai 2016",
            "3 de mayo de 2016",
            "1er mai 2016",
            "03/05/2016",
            "03.05.2016",
            "03.05.16",
            "3 мая 2016",
            "3 مايو 2016",
            "2016年5月3日",
            "3-May-2016",
            "May. 3rd 2016",
        ] {
            let expected = if text.starts_with("1er") { "2016-05-01" } else { "2016-05-03" };
            assert_eq!(first(text), Some(format!("{expected} @{text}")), "{text}");
        }
    }

    #[test]
    fn a_date_in_a_line_is_found_with_its_place() {
        assert_eq!(first("Updated on May 3, 2016 at 12:04"), Some("2016-05-03 @May 3, 2016".into()));
        assert_eq!(first("By Dara VelkanMay 3, 2016"), Some("2016-05-03 @May 3, 2016".into()));
    }

    #[test]
    fn the_month_stands_first_where_the_page_is_american_or_nothing_else_fits() {
        assert_eq!(find("05/03/2016", Order::MonthFirst)[0].day.to_string(), "2016-05-03");
        assert_eq!(find("05/13/2016", Order::DayFirst)[0].day.to_string(), "2016-05-13");
    }

    #[test]
    fn a_date_without_its_year_gives_month_and_day() {
        for text in ["ARVEN, 3 May (NPA) -", "ARVEN, May 3 (NPA)", "3 May, evening", "Arven, Sept. 3"] {
            let month = if text.contains("Sept") { 9 } else { 5 };
            assert_eq!(without_year(text), Some(Yearless { month, day: 3 }), "{text}");
        }
        assert_eq!(without_year("3 May 2016"), None);
        assert_eq!(without_year("12 men came"), None);
    }

    #[test]
    fn absurd_dates_are_no_dates() {
        for text in ["2015-13-45", "31 February 2016", "1970-01-01", "0001-01-01", "May 3, 3016", "1.2.3.4"] {
            assert_eq!(first(text), None, "{text}");
        }
    }

    #[test]
    fn fields_may_hold_time_stamps() {
        for value in ["1462269600", "1462269600000", "20160503", "20160503T100000Z", "2016-05-03T23:30:00+02:00"] {
            assert_eq!(of_field(value, Order::DayFirst).map(|d| d.to_string()), Some("2016-05-03".into()), "{value}");
        }
    }

    #[test]
    fn addresses_carry_dates() {
        for url in [
            "https://npa.example/2016/05/03/camp",
            "npa.example/a/20160503/x",
            "/world/2016-05-03-camp.html",
            "/2016/may/03/x",
        ] {
            assert_eq!(of_url(url).map(|d| d.to_string()), Some("2016-05-03".into()), "{url}");
        }
        assert_eq!(of_url("https://npa.example/id/12345678/"), None);
    }
}
