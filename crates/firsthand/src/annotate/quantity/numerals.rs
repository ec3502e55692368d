//! Numbers in words and digits.
//!
//! In: a [`Doc`] and a token. Out: the number that begins there and where it ends. For quantities and times. Not here:
//! bounds ("at least"), vague amounts, units.

use super::super::doc::{Doc, Tag};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Word to (whether it multiplies, value).
static NUMERALS: LazyLock<FxHashMap<&'static str, (bool, f64)>> = LazyLock::new(|| {
    include_str!("../../../data/quantity/numerals.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let mut columns = line.split('\t');
            let (word, kind, value) = (columns.next()?, columns.next()?, columns.next()?);
            Some((word, (kind == "scale", value.parse().ok()?)))
        })
        .collect()
});

/// The words of the table.
pub(super) fn words() -> impl Iterator<Item = &'static str> {
    NUMERALS.keys().copied()
}

/// Most tokens that one number may have ("two hundred and fifty-three thousand").
const LONGEST: usize = 8;

/// The value of one token of digits with thousands separators ("1,200", "4.7"), or of a number word ("twenty-three").
pub(crate) fn value(lower: &str) -> Option<f64> {
    if lower.starts_with(|c: char| c.is_ascii_digit()) {
        return digits(lower);
    }
    if !may_be_numeral(lower) {
        return None;
    }
    match NUMERALS.get(lower) {
        Some((false, value)) => Some(*value),
        Some(_) => None,
        None => {
            let (tens, ones) = lower.split_once('-')?;
            match (NUMERALS.get(tens)?, NUMERALS.get(ones)?) {
                ((false, tens), (false, ones)) if *tens >= 20.0 && *ones < 10.0 => Some(tens + ones),
                _ => None,
            }
        }
    }
}

/// What a word multiplies by ("thousand").
pub(crate) fn scale(lower: &str) -> Option<f64> {
    NUMERALS.get(lower).filter(|(scale, _)| *scale && lower.len() > 2).map(|(_, value)| *value)
}

/// Whether a word begins like a numeral of its length, or is made of two: a test that most words fail at once.
fn may_be_numeral(lower: &str) -> bool {
    static LENGTHS: LazyLock<[u32; 256]> = LazyLock::new(|| {
        let mut lengths = [0; 256];
        for word in NUMERALS.keys() {
            if let Some(slot) = word.bytes().next().and_then(|first| lengths.get_mut(usize::from(first))) {
                *slot |= 1u32.checked_shl(word.len() as u32).unwrap_or(0);
            }
        }
        lengths
    });
    let bytes = lower.as_bytes();
    let lengths = bytes.first().and_then(|first| LENGTHS.get(usize::from(*first))).copied().unwrap_or(0);
    lengths.checked_shr(bytes.len() as u32).is_some_and(|bits| bits & 1 == 1) || bytes.contains(&b'-')
}

fn digits(lower: &str) -> Option<f64> {
    if lower.len() > 24 || !lower.bytes().all(|b| b.is_ascii_digit() || matches!(b, b',' | b'.')) {
        return None;
    }
    // Nobody writes a count of tens of millions without separators, or with a zero before it: it is a number to call.
    let run = lower.bytes().take_while(u8::is_ascii_digit).count();
    if run >= 8 || (run >= 2 && lower.starts_with('0')) {
        return None;
    }
    let mut groups = lower.split(',');
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let thousands = rest.iter().all(|g| g.split('.').next().is_some_and(|whole| whole.len() == 3));
    if !rest.is_empty() && (!thousands || first.len() > 3) {
        return None;
    }
    let plain: String = lower.chars().filter(|c| *c != ',').collect();
    // "1.200.000" has more than one point: points are separators too.
    if plain.matches('.').count() > 1 {
        return plain.replace('.', "").parse().ok();
    }
    plain.parse().ok()
}

/// The number that begins at `i` ("2.5 million", "two hundred and fifty", "a thousand", "5k"), and the token after it.
pub(crate) fn number(doc: &Doc<'_>, i: usize, end: usize) -> Option<(f64, usize)> {
    let mut at = i;
    let mut total = 0.0;
    let mut current: Option<f64> = None;
    let article = matches!(doc.lower(i), "a" | "an") && at + 1 < end;
    if article {
        NUMERALS.get(doc.lower(i + 1)).filter(|(scale, value)| *scale && *value >= 12.0)?;
        current = Some(1.0);
        at += 1;
    }
    while at < end && at < i + LONGEST {
        let lower = doc.lower(at);
        if let Some((true, scale)) = NUMERALS.get(lower).filter(|_| current.is_some()) {
            // "m" and "k" scale only digits that they are glued to or follow.
            let letter = lower.len() <= 2;
            if letter && !doc.lower(at - 1).starts_with(|c: char| c.is_ascii_digit()) {
                break;
            }
            let value = current.unwrap_or(1.0) * scale;
            if *scale >= 1000.0 {
                total += value;
                current = Some(0.0);
            } else {
                current = Some(value);
            }
        } else if let Some(value) = value(lower) {
            match current {
                None => current = Some(value),
                Some(before)
                    if (before >= 100.0 || (before == 0.0 && total > 0.0))
                        && value < 1000.0
                        && doc.lower(at - 1) == "and" =>
                {
                    current = Some(before + value);
                }
                Some(before)
                    if !lower.starts_with(|c: char| c.is_ascii_digit()) && before % 10.0 == 0.0 && value < 100.0 =>
                {
                    current = Some(before + value);
                }
                _ => break,
            }
        } else if lower == "and" && current.is_some_and(|c| c >= 100.0 || total > 0.0) && doc.tag(at - 1) == Tag::CD {
            // "two hundred and fifty", but not "two hundred and men".
            let next = doc.lower(at + 1);
            let words = !next.starts_with(|c: char| c.is_ascii_digit());
            if at + 1 >= end
                || !words
                || value(next).is_none()
                || doc.lower(at - 1).starts_with(|c: char| c.is_ascii_digit())
            {
                break;
            }
        } else if let (None, Some(value)) = (current, glued(lower)) {
            return Some((value, at + 1));
        } else {
            break;
        }
        at += 1;
    }
    current.filter(|_| at > i + usize::from(article)).map(|c| (total + c, at))
}

/// "5m", "2.5bn", "10k".
fn glued(lower: &str) -> Option<f64> {
    let letters = lower.find(|c: char| c.is_ascii_alphabetic()).filter(|at| *at > 0)?;
    let (number, scale) = lower.split_at(letters);
    match NUMERALS.get(scale) {
        Some((true, scale)) => Some(digits(number)? * scale),
        _ => None,
    }
}
