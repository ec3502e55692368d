//! Numbers in words and digits.
//!
//! In: a [`Doc`] and a token. Out: the number that begins there and where it ends. For quantities and times. Not here:
//! bounds ("at least"), vague amounts, units.

use super::super::doc::{Doc, Tag};
use super::super::vocabulary::listed;

/// Number words: the word, whether it multiplies, its value.
pub(super) fn words() -> impl Iterator<Item = (&'static str, bool, f64)> {
    let rows = include_str!("../../../data/quantity/numerals.tsv").lines().filter(|line| !line.starts_with('#'));
    rows.filter_map(|line| {
        let mut columns = line.split('\t');
        let (word, kind, value) = (columns.next()?, columns.next()?, columns.next()?);
        Some((word, kind == "scale", value.parse().ok()?))
    })
}

/// Most tokens that one number may have ("two hundred and fifty-three thousand").
const LONGEST: usize = 8;

/// The value of one token of digits with thousands separators ("1,200", "4.7"), or of a number word ("twenty-three").
pub(crate) fn value(lower: &str) -> Option<f64> {
    if lower.starts_with(|c: char| c.is_ascii_digit()) {
        return digits(lower);
    }
    let known = listed(lower).quantity;
    if known.value.is_some() || known.multiplies.is_some() {
        return known.value;
    }
    let (tens, ones) = lower.split_once('-')?;
    let (tens, ones) = (listed(tens).quantity.value?, listed(ones).quantity.value?);
    (tens >= 20.0 && ones < 10.0).then_some(tens + ones)
}

/// What a word multiplies by ("thousand").
pub(crate) fn scale(lower: &str) -> Option<f64> {
    listed(lower).quantity.multiplies.filter(|_| lower.len() > 2)
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
    if !lower.contains([',', '.']) {
        return lower.parse().ok();
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
        doc.lower_word(i + 1).quantity.multiplies.filter(|scale| *scale >= 12.0)?;
        current = Some(1.0);
        at += 1;
    }
    while at < end && at < i + LONGEST {
        let lower = doc.lower(at);
        if let Some(scale) = doc.lower_word(at).quantity.multiplies.filter(|_| current.is_some()) {
            // "m" and "k" scale only digits that they are glued to or follow.
            let letter = lower.len() <= 2;
            if letter && !doc.lower(at - 1).starts_with(|c: char| c.is_ascii_digit()) {
                break;
            }
            let value = current.unwrap_or(1.0) * scale;
            if scale >= 1000.0 {
                total += value;
                current = Some(0.0);
            } else {
                current = Some(value);
            }
        } else if let Some(value) = doc.lower_word(at).quantity.value {
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
                || doc.lower_word(at + 1).quantity.value.is_none()
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
    Some(digits(number)? * listed(scale).quantity.multiplies?)
}
