//! Ages: "17-year-old", "aged 12 to 17", "as young as 14", "under the age of 15", "Hamid, 17,".
//!
//! In: a [`Doc`] and a token. Out: a [`Quantity`] with the unit `year_of_age`. Not here: who is that old.

use super::super::annotated::{Quantity, QuantityKind};
use super::super::doc::{Doc, Tag};
use super::numerals;
use crate::text::Span;

/// People of whom a bare "under 18" is an age.
const PEOPLE: [&str; 24] = [
    "person",
    "people",
    "man",
    "woman",
    "boy",
    "girl",
    "child",
    "youth",
    "youngster",
    "teenager",
    "pupil",
    "student",
    "applicant",
    "recruit",
    "soldier",
    "fighter",
    "volunteer",
    "conscript",
    "minor",
    "lad",
    "kid",
    "male",
    "female",
    "member",
];

/// Oldest age that is believed.
const OLDEST: f64 = 115.0;

/// The words with which an age may begin, those with a digit or hyphen aside.
pub(super) const FIRST: [&str; 24] = [
    "as",
    "between",
    "aged",
    "age",
    "ages",
    "under",
    "below",
    "over",
    "above",
    "at",
    "from",
    "of",
    "by",
    "younger",
    "older",
    "teens",
    "twenties",
    "thirties",
    "forties",
    "fifties",
    "sixties",
    "seventies",
    "eighties",
    "nineties",
];

/// The age that begins at `i`, and the token after it.
pub(super) fn read(doc: &Doc<'_>, i: usize, end: usize) -> Option<(Quantity, usize)> {
    hyphenated(doc, i, end)
        .or_else(|| introduced(doc, i, end))
        .or_else(|| years_old(doc, i, end))
        .or_else(|| set_off(doc, i, end))
        .or_else(|| bare(doc, i, end))
        .or_else(|| or_older(doc, i, end))
        .or_else(|| decade_of_life(doc, i))
        .or_else(|| span_of_ages(doc, i, end))
}

fn age(span: Span, lo: Option<f64>, hi: Option<f64>) -> Option<Quantity> {
    let kind = match (lo, hi) {
        (Some(lo), Some(hi)) if lo == hi => QuantityKind::Exact,
        (Some(_), Some(_)) => QuantityKind::Between,
        (Some(_), None) => QuantityKind::AtLeast,
        _ => QuantityKind::AtMost,
    };
    let believable = [lo, hi].iter().flatten().all(|n| (0.0..=OLDEST).contains(n) && n.fract() == 0.0);
    let ordered = lo.zip(hi).is_none_or(|(lo, hi)| lo <= hi);
    (believable && ordered).then(|| Quantity { span, lo, hi, kind, unit: "year_of_age".to_owned() })
}

/// "17-year-old", "15- to 17-year-olds", "under-18s".
fn hyphenated(doc: &Doc<'_>, i: usize, end: usize) -> Option<(Quantity, usize)> {
    let years = |at: usize| {
        let lower = doc.lower(at);
        let number = lower.strip_suffix("-year-olds").or_else(|| lower.strip_suffix("-year-old"))?;
        numerals::value(number)
    };
    if let Some(value) = years(i) {
        return Some((age(doc.span(i..i + 1), Some(value), Some(value))?, i + 1));
    }
    let lower = doc.lower(i);
    if let Some(first) = lower.strip_suffix('-').and_then(numerals::value)
        && i + 2 < end
        && matches!(doc.lower(i + 1), "to" | "and" | "or")
    {
        let last = years(i + 2)?;
        return Some((age(doc.span(i..i + 3), Some(first), Some(last))?, i + 3));
    }
    let under = lower.strip_prefix("under-")?;
    let value = numerals::value(under.strip_suffix('s').unwrap_or(under))?;
    Some((age(doc.span(i..i + 1), None, Some(value - 1.0))?, i + 1))
}

/// "aged 12 to 17", "aged between 12 and 17", "aged under 15", "as young as 14", "under the age of 15", "at the age of 14".
fn introduced(doc: &Doc<'_>, i: usize, end: usize) -> Option<(Quantity, usize)> {
    let words = |at: usize, phrase: &[&str]| super::matches_words(doc, at, end, phrase);
    if words(i, &["as", "young", "as"]) {
        let (value, last) = numerals::number(doc, i + 3, end)?;
        return Some((age(doc.span(i..last), Some(value), None)?, last));
    }
    if let Some(found) = compared(doc, i, end) {
        return Some(found);
    }
    let mut at = i;
    let (mut under, mut over) = (false, false);
    if words(i, &["between", "the", "ages", "of"]) {
        at += 4;
    } else if matches!(doc.lower(i), "aged" | "age" | "ages") && doc.tag(i) != Tag::VB {
        at += 1;
    } else {
        let bound = doc.lower(i);
        under = matches!(bound, "under" | "below");
        over = matches!(bound, "over" | "above");
        let at_age = matches!(bound, "at" | "from" | "of" | "by");
        if !(under || over || at_age) {
            return None;
        }
        at += 1;
        if (under && bare_limit(doc, at, end)) || ((under || over) && of_people(doc, at, end)) {
            // "anyone under eighteen", "women over 60 cooked"
        } else if words(at, &["the", "age", "of"]) || words(at, &["the", "ages", "of"]) {
            at += 3;
        } else if words(at, &["age"]) {
            at += 1;
        } else {
            return None;
        }
    }
    if matches!(doc.lower(at), "between" | "from" | "just" | "only" | "about" | "around") {
        at += 1;
    }
    if matches!(doc.lower(at), "under" | "below" | "over" | "above") && !(under || over) {
        under = matches!(doc.lower(at), "under" | "below");
        over = !under;
        at += 1;
    }
    if at >= end {
        return None;
    }
    // "12-17"; "twenty-one" is one number.
    let ends = doc.lower(at).split_once('-').and_then(|(lo, hi)| numerals::value(lo).zip(numerals::value(hi)));
    if let Some((lo, hi)) = ends.filter(|(lo, hi)| lo < hi) {
        return Some((age(doc.span(i..at + 1), Some(lo), Some(hi))?, at + 1));
    }
    let (value, last) = numerals::number(doc, at, end)?;
    if matches!(doc.lower(last), "to" | "and" | "or" | "–" | "-")
        && !(under || over)
        && let Some((hi, last)) = numerals::number(doc, last + 1, end).filter(|(hi, _)| *hi > value)
    {
        return Some((age(doc.span(i..last), Some(value), Some(hi))?, last));
    }
    // "aged 20 and over", "aged 35 or younger"
    let (after, last) = match doc.lower(last + 1) {
        limit if last + 1 < end && matches!(doc.lower(last), "and" | "or") => (limit, last),
        _ => ("", last),
    };
    let (lo, hi, last) = match (under, over, after) {
        (true, ..) => (None, Some(value - 1.0), last),
        (_, true, _) => (Some(value), None, last),
        (.., "over" | "above" | "older" | "up" | "upwards") => (Some(value), None, last + 2),
        (.., "under" | "below" | "younger") => (None, Some(value), last + 2),
        _ => (Some(value), Some(value), last),
    };
    Some((age(doc.span(i..last), lo, hi)?, last))
}

/// "younger than 15", "older than fourteen", "none of them older than fourteen".
fn compared(doc: &Doc<'_>, i: usize, end: usize) -> Option<(Quantity, usize)> {
    let younger = match (doc.lower(i), doc.lower(i + 1)) {
        ("younger", "than") => true,
        ("older", "than") => false,
        _ => return None,
    };
    let (value, last) = numerals::number(doc, i + 2, end)?;
    let counted = last < end && doc.tag(last).is_noun() && !matches!(doc.lower(last), "year" | "years");
    let none = (i.saturating_sub(4)..i).any(|at| matches!(doc.lower(at), "none" | "nobody" | "no" | "not" | "n't"));
    let (lo, hi) = match (younger, none) {
        (true, false) => (None, Some(value - 1.0)),
        (false, true) => (None, Some(value)),
        _ => (Some(value), None),
    };
    if counted {
        return None;
    }
    Some((age(doc.span(i..last), lo, hi)?, last))
}

/// "anyone under eighteen", "youngsters below 16": a limit of age after people, with nothing counted after it.
fn bare_limit(doc: &Doc<'_>, at: usize, end: usize) -> bool {
    let limit = matches!(doc.lower(at), "15" | "16" | "17" | "18" | "fifteen" | "sixteen" | "seventeen" | "eighteen");
    let people = at.checked_sub(2).is_some_and(|i| {
        let person = doc.lower(i);
        person == "those" || person.ends_with("one") || person.ends_with("body") || PEOPLE.contains(&doc.lemma(i))
    });
    let counted = at + 1 < end && (doc.tag(at + 1).is_noun() || matches!(doc.lower(at + 1), "%" | "per" | "percent"));
    limit && people && !counted
}

/// "children under 15 may not", "women over 60": a limit right after people in the plural, with nothing counted after it.
fn of_people(doc: &Doc<'_>, at: usize, end: usize) -> bool {
    let people = at.checked_sub(2).is_some_and(|i| doc.tag(i) == Tag::NNS && is_people(doc.lemma(i)));
    let limit = numerals::number(doc, at, end).filter(|(limit, _)| (3.0..=99.0).contains(limit));
    people && limit.is_some_and(|(_, last)| last >= end || ends_age(doc, last))
}

/// Whether nothing is counted by a number before `at`.
fn ends_age(doc: &Doc<'_>, at: usize) -> bool {
    let tag = doc.tag(at);
    let counted = tag.is_noun() || tag.is_adjective() || tag == Tag::CD || matches!(doc.lower(at), "%" | "per" | "of");
    !counted
}

/// "21 or older", "16 and under", "35 or younger".
fn or_older(doc: &Doc<'_>, i: usize, end: usize) -> Option<(Quantity, usize)> {
    if !matches!(doc.lower(i + 1), "or" | "and") || i + 2 >= end {
        return None;
    }
    let value = doc.lower_word(i).quantity.value.filter(|value| (3.0..=99.0).contains(value))?;
    let (lo, hi) = match doc.lower(i + 2) {
        "older" => (Some(value), None),
        "younger" => (None, Some(value)),
        _ => return None,
    };
    Some((age(doc.span(i..i + 3), lo, hi)?, i + 3))
}

/// "in their twenties", "in his late teens".
fn decade_of_life(doc: &Doc<'_>, i: usize) -> Option<(Quantity, usize)> {
    let (lo, hi) = match doc.lower(i) {
        "teens" => (13.0, 19.0),
        "twenties" => (20.0, 29.0),
        "thirties" => (30.0, 39.0),
        "forties" => (40.0, 49.0),
        "fifties" => (50.0, 59.0),
        "sixties" => (60.0, 69.0),
        "seventies" => (70.0, 79.0),
        "eighties" => (80.0, 89.0),
        "nineties" => (90.0, 99.0),
        _ => return None,
    };
    let mut before = i.checked_sub(1)?;
    if matches!(doc.lower(before), "early" | "mid" | "late") {
        before = before.checked_sub(1)?;
    }
    if !matches!(doc.lower(before), "his" | "her" | "their" | "my" | "our" | "your") {
        return None;
    }
    Some((age(doc.span(i..i + 1), Some(lo), Some(hi))?, i + 1))
}

/// "14 years old", "14 years of age".
fn years_old(doc: &Doc<'_>, i: usize, end: usize) -> Option<(Quantity, usize)> {
    if doc.tag(i) != Tag::CD {
        return None;
    }
    let (value, at) = numerals::number(doc, i, end)?;
    let years = at < end && matches!(doc.lower(at), "years" | "year");
    if !years {
        return None;
    }
    let last = match (doc.lower(at + 1), doc.lower(at + 2)) {
        ("old", _) => at + 2,
        ("of", "age") => at + 3,
        _ => return None,
    };
    (last <= end).then_some(())?;
    Some((age(doc.span(i..last), Some(value), Some(value))?, last))
}

/// "He was 16 when", "she turned 15.", "the youngest of them 11,": a number alone where only an age makes sense.
fn bare(doc: &Doc<'_>, i: usize, end: usize) -> Option<(Quantity, usize)> {
    if doc.tag(i) != Tag::CD {
        return None;
    }
    let (value, last) = numerals::number(doc, i, end).filter(|(value, _)| (3.0..=99.0).contains(value))?;
    let next = if last < end { doc.tag(last) } else { Tag::Stop };
    let open = next.is_noun() || next.is_adjective() || next == Tag::CD || next == Tag::IN && doc.lower(last) == "of";
    if open || next.is_verb() {
        return None;
    }
    let mut at = i.checked_sub(1)?;
    for _ in 0..2 {
        if matches!(doc.lower(at), "only" | "just" | "barely" | "about" | "still" | "already" | "not" | "yet") {
            at = at.checked_sub(1)?;
        }
    }
    let copula = matches!(doc.lower(at), "was" | "is" | "'s" | "turned" | "am");
    let before = at.checked_sub(usize::from(copula))?;
    let he = copula && matches!(doc.lower(before), "he" | "she" | "i");
    // "the youngest of them 11", "the oldest was 17", "one of them just 11"
    let mut from = before;
    let of_them = matches!(doc.lower(from), "them" | "whom") && from >= 2 && doc.lower(from - 1) == "of";
    if of_them {
        from -= 2;
    }
    // "the oldest recruit is 67"
    if copula && !of_them && doc.tag(from).is_noun() && from > 0 {
        from -= 1;
    }
    let extreme = matches!(doc.lower(from), "youngest" | "oldest" | "eldest") && (of_them || copula);
    let one = of_them && !copula && matches!(doc.lower(from), "one" | "two" | "some") && next == Tag::Comma
        || of_them && !copula && doc.lower(from) == "one" && matches!(next, Tag::Dash | Tag::CloseBracket);
    if !(he || extreme || one) {
        return None;
    }
    Some((age(doc.span(i..last), Some(value), Some(value))?, last))
}

/// "men between 18 and 35": a range after a noun for people and before no other noun.
fn span_of_ages(doc: &Doc<'_>, i: usize, end: usize) -> Option<(Quantity, usize)> {
    let before = i.checked_sub(1)?;
    if doc.lower(i) != "between" || !is_people(doc.lemma(before)) {
        return None;
    }
    let (lo, at) = numerals::number(doc, i + 1, end)?;
    let (hi, last) = numerals::number(doc, at + 1, end).filter(|_| doc.lower(at) == "and")?;
    let next = if last < end { doc.tag(last) } else { Tag::Stop };
    let believable = (5.0..=90.0).contains(&lo) && lo < hi && !next.is_noun() && !next.is_adjective();
    believable.then_some(())?;
    Some((age(doc.span(i..last), Some(lo), Some(hi))?, last))
}

fn is_people(lemma: &str) -> bool {
    matches!(
        lemma,
        "man"
            | "woman"
            | "boy"
            | "girl"
            | "child"
            | "person"
            | "people"
            | "citizen"
            | "male"
            | "female"
            | "youth"
            | "resident"
            | "refugee"
            | "national"
            | "volunteer"
            | "recruit"
            | "student"
            | "pupil"
            | "son"
            | "daughter"
            | "brother"
            | "sister"
            | "villager"
            | "fighter"
            | "soldier"
            | "conscript"
            | "reservist"
            | "applicant"
    )
}

/// "Hamid Orsan, 17, was", "the boy, 15, was": a number between commas after a name or one person.
fn set_off(doc: &Doc<'_>, i: usize, end: usize) -> Option<(Quantity, usize)> {
    let before = i.checked_sub(2)?;
    let person = doc.tag(before).is_name() || doc.tag(before) == Tag::NN && is_people(doc.lemma(before));
    if doc.tag(before) == Tag::NNS && is_people(doc.lemma(before)) && doc.tag(i - 1) == Tag::Comma {
        return two_ages(doc, i, end);
    }
    let name = person && doc.tag(i - 1) == Tag::Comma;
    let closed = i + 1 < end && matches!(doc.tag(i + 1), Tag::Comma | Tag::CloseBracket);
    let digits = doc.word(i).len() <= 2 && doc.word(i).bytes().all(|b| b.is_ascii_digit());
    if !(name && closed && digits) {
        return None;
    }
    let value = doc.lower_word(i).quantity.value.filter(|v| *v >= 3.0)?;
    Some((age(doc.span(i..i + 1), Some(value), Some(value))?, i + 1))
}

/// "her brothers, 14 and 16, were", "three girls, 12, 13 and 15, from": the ages of several, set off.
fn two_ages(doc: &Doc<'_>, i: usize, end: usize) -> Option<(Quantity, usize)> {
    let digits = |at: usize| doc.word(at).len() <= 2 && doc.word(at).bytes().all(|b| b.is_ascii_digit());
    let mut ages: Vec<f64> = Vec::new();
    let mut at = i;
    while at < end && ages.len() < 12 && digits(at) {
        ages.push(doc.lower_word(at).quantity.value.filter(|age| *age >= 3.0)?);
        at += 1;
        let goes_on = at + 1 < end && (doc.tag(at) == Tag::Comma || doc.lower(at) == "and") && digits(at + 1);
        if !goes_on {
            break;
        }
        at += 1;
    }
    let closed = at < end && matches!(doc.tag(at), Tag::Comma | Tag::CloseBracket);
    if !closed || ages.len() < 2 || doc.lower(at - 2) != "and" {
        return None;
    }
    let (lo, hi) = ages.iter().fold((f64::MAX, f64::MIN), |(lo, hi), age| (lo.min(*age), hi.max(*age)));
    Some((age(doc.span(i..at), Some(lo), Some(hi))?, at))
}
