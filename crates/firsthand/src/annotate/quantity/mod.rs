//! Expressions of quantity: how many, how firm, of what.
//!
//! In: a [`Doc`]. Out: [`Quantity`]s in text order. "More than 20 people" is at least 21; "dozens" is 24 to 99 by the one
//! table of conventions (`data/quantity/vague.tsv`). Dates, years, clock and telephone numbers, ordinals and numbered names
//! ("Brigade 12") are never quantities. Not here: whether two quantities speak of the same thing.

mod ages;
pub(crate) mod numerals;
mod shares;
mod units;

use super::annotated::{Quantity, QuantityKind, Time};
use super::doc::{Doc, Tag};
use super::time;
use super::vocabulary::Vocabulary;
use crate::text::Span;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Rows by the first of their words; of one first word, the longest first.
type ByFirst<T> = FxHashMap<&'static str, Vec<(Vec<&'static str>, T)>>;

/// Words before a number: the words, the kind, whether the number itself is left out.
static BOUNDS: LazyLock<ByFirst<(QuantityKind, bool)>> = LazyLock::new(|| {
    by_first(
        table(include_str!("../../../data/quantity/bounds.tsv"))
            .filter_map(|c| Some((*c.first()?, (kind(c.get(1)?), *c.get(2)? == "out")))),
    )
});

/// Vague amounts: the words, lower and upper bound, kind.
static VAGUE: LazyLock<ByFirst<(f64, f64, QuantityKind)>> = LazyLock::new(|| {
    by_first(
        table(include_str!("../../../data/quantity/vague.tsv"))
            .filter_map(|c| Some((*c.first()?, (c.get(1)?.parse().ok()?, c.get(2)?.parse().ok()?, kind(c.get(3)?))))),
    )
});

/// Words after a number, or after what it counts: the words, the kind.
static BOUNDS_AFTER: LazyLock<ByFirst<QuantityKind>> = LazyLock::new(|| {
    by_first(
        table(include_str!("../../../data/quantity/bounds_after.tsv"))
            .filter_map(|c| Some((*c.first()?, kind(c.get(1)?)))),
    )
});

fn by_first<T>(rows: impl Iterator<Item = (&'static str, T)>) -> ByFirst<T> {
    let mut found = ByFirst::default();
    for (words, row) in rows {
        let words: Vec<_> = words.split(' ').collect();
        if let Some(&first) = words.first() {
            found.entry(first).or_default().push((words, row));
        }
    }
    found.values_mut().for_each(|rows| rows.sort_by_key(|(words, _)| std::cmp::Reverse(words.len())));
    found
}

/// The longest row whose words begin at `i`.
fn row_at<T>(
    rows: &'static ByFirst<T>,
    doc: &Doc<'_>,
    i: usize,
    end: usize,
) -> Option<&'static (Vec<&'static str>, T)> {
    rows.get(doc.lower(i))?.iter().find(|(words, _)| matches_words(doc, i, end, words))
}

/// The longest row of words before a number that begins at `i`.
fn bound_at(doc: &Doc<'_>, i: usize, end: usize) -> Option<&'static (Vec<&'static str>, (QuantityKind, bool))> {
    doc.lower_word(i).quantity.bounds.then(|| row_at(&BOUNDS, doc, i, end))?
}

fn table(file: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    file.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect())
}

fn kind(name: &str) -> QuantityKind {
    match name {
        "at_least" => QuantityKind::AtLeast,
        "at_most" => QuantityKind::AtMost,
        "about" => QuantityKind::About,
        "vague" => QuantityKind::Vague,
        _ => QuantityKind::Exact,
    }
}

/// Words after a number and a hyphen that count people, or things at least.
const MEMBERS: [&str; 7] = ["strong", "member", "man", "person", "men", "plus", "odd"];

/// Words that a number after them names and does not count.
const LABELS: [&str; 20] = [
    "no",
    "number",
    "numbers",
    "article",
    "unit",
    "brigade",
    "page",
    "chapter",
    "point",
    "section",
    "room",
    "highway",
    "route",
    "flight",
    "resolution",
    "floor",
    "platform",
    "gate",
    "road",
    "law",
];

/// An amount before its unit is known.
#[derive(Clone, Copy)]
struct Amount {
    lo: Option<f64>,
    hi: Option<f64>,
    kind: QuantityKind,
    /// The token after it.
    end: usize,
}

/// Finds the quantities of a report.
pub fn quantities(doc: &Doc<'_>) -> Vec<Quantity> {
    quantities_beside(doc, &time::times(doc, None))
}

/// Finds the quantities of a report whose times are known; what is part of a time is none.
pub(super) fn quantities_beside(doc: &Doc<'_>, times: &[Time]) -> Vec<Quantity> {
    let mut times = times.iter().map(|t| t.span).peekable();
    let mut found = Vec::new();
    for s in 0..doc.sentence_tokens.len() {
        let sentence = doc.sentence(s);
        let mut i = sentence.start;
        while i < sentence.end {
            let Some(token) = doc.tokens.get(i) else { break };
            while times.peek().is_some_and(|t| t.end <= token.span.start) {
                times.next();
            }
            let in_time = times.peek().is_some_and(|t| t.overlaps(token.span));
            let one = |i| ages::read(doc, i, sentence.end).or_else(|| counted(doc, i, sentence.end));
            // A rule that begins with another word must name it in `FIRST`.
            debug_assert!(may_begin(doc, i) || one(i).is_none(), "{} begins a quantity", doc.lower(i));
            let read = if in_time || !may_begin(doc, i) { None } else { one(i) };
            match read {
                Some((quantity, end)) => {
                    let clear = times.peek().is_none_or(|t| !t.overlaps(quantity.span));
                    if clear {
                        found.push(quantity);
                    }
                    i = end.max(i + 1);
                }
                None => i += 1,
            }
        }
    }
    found
}

/// What a word tells of quantities by itself.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Known {
    /// See [`numerals::value`].
    pub value: Option<f64>,
    /// See [`numerals::scale`], short letters ("m") among them.
    multiplies: Option<f64>,
    /// Whether a quantity may begin with it: a test that most words fail.
    begins: bool,
    /// Whether it opens words before a number that bound it.
    bounds: bool,
    /// Whether it opens words after a number that bound it.
    bounds_after: bool,
    /// Whether it opens a vague amount.
    vague: bool,
}

/// Adds the words of the lists.
pub(super) fn list(vocabulary: &mut Vocabulary) {
    for (word, multiplies, value) in numerals::words() {
        let known = &mut vocabulary.word(word).quantity;
        *(if multiplies { &mut known.multiplies } else { &mut known.value }) = Some(value);
        known.begins = true;
    }
    for word in BOUNDS.keys() {
        let known = &mut vocabulary.word(*word).quantity;
        (known.begins, known.bounds) = (true, true);
    }
    for word in VAGUE.keys() {
        let known = &mut vocabulary.word(*word).quantity;
        (known.begins, known.vague) = (true, true);
    }
    for word in BOUNDS_AFTER.keys() {
        vocabulary.word(*word).quantity.bounds_after = true;
    }
    // The words with which a quantity or an age may begin, those that hold a digit, a mark or a hyphen aside.
    for word in ["between", "from", "a", "an"].into_iter().chain(ages::FIRST).chain(shares::FIRST) {
        vocabulary.word(word).quantity.begins = true;
    }
}

impl Known {
    /// Adds what digits and hyphens tell to what the lists hold of the word.
    pub fn of(self, lower: &str) -> Known {
        let bytes = lower.as_bytes();
        let compound = bytes.contains(&b'-');
        let marked = !bytes.first().is_some_and(u8::is_ascii_lowercase) || compound;
        let value = if marked { numerals::value(lower) } else { self.value };
        Known { value, begins: marked || self.begins, ..self }
    }
}

/// A cheap test that most tokens fail.
fn may_begin(doc: &Doc<'_>, i: usize) -> bool {
    doc.lower_word(i).quantity.begins || doc.tag(i) == Tag::SYM
}

/// Whether the words at `i` are these.
fn matches_words(doc: &Doc<'_>, i: usize, end: usize, words: &[&str]) -> bool {
    i + words.len() <= end && words.iter().enumerate().all(|(k, word)| doc.lower(i + k) == *word)
}

/// A counted amount with its unit at `i`.
fn counted(doc: &Doc<'_>, i: usize, end: usize) -> Option<(Quantity, usize)> {
    if let Some(found) = share(doc, i, end) {
        return Some(found);
    }
    // "150-strong", "5,000-member", "60-plus", "fifty-odd"
    if doc.hyphenated(i).is_some()
        && let Some((number, rest)) = doc.lower(i).rsplit_once('-').filter(|(_, rest)| MEMBERS.contains(rest))
    {
        let value = numerals::value(number)?;
        let (hi, kind) = match rest {
            "plus" => (None, QuantityKind::AtLeast),
            "odd" => (Some(value), QuantityKind::About),
            _ => return Some((exact(doc.span(i..i + 1), value, "person"), i + 1)),
        };
        let (unit, last) = units::unit(doc, i, i + 1, end);
        let quantity = Quantity { span: doc.span(i..last), lo: Some(value), hi, kind, unit };
        return Some((quantity, last));
    }
    let mut amount = amount(doc, i, end)?;
    amount = followed(doc, amount, amount.end, end);
    let (unit, last) = units::unit(doc, i, amount.end, end);
    amount = followed(doc, amount, last, end);
    let last = last.max(amount.end);
    let quantity = Quantity { span: doc.span(i..last), lo: amount.lo, hi: amount.hi, kind: amount.kind, unit };
    Some((quantity, last))
}

/// "half of", "almost a third of", "more than two-thirds of": a share of a whole, which is not part of it.
fn share(doc: &Doc<'_>, i: usize, end: usize) -> Option<(Quantity, usize)> {
    let bound = bound_at(doc, i, end);
    let (value, last) = shares::read(doc, bound.map_or(i, |(words, ..)| i + words.len()), end)?;
    let (lo, hi, kind) = match bound.map(|(_, (kind, _))| *kind) {
        Some(QuantityKind::AtLeast) => (Some(value), None, QuantityKind::AtLeast),
        Some(QuantityKind::AtMost) => (None, Some(value), QuantityKind::AtMost),
        kind => (Some(value), Some(value), kind.unwrap_or(QuantityKind::Exact)),
    };
    Some((Quantity { span: doc.span(i..last), lo, hi, kind, unit: "percent".to_owned() }, last))
}

/// "80 or so", "300 or more", "7,000 at most", "15,000 supporters at the least": what stands after an exact number at `at`.
fn followed(doc: &Doc<'_>, amount: Amount, at: usize, end: usize) -> Amount {
    if at >= end || amount.kind != QuantityKind::Exact || !doc.lower_word(at).quantity.bounds_after {
        return amount;
    }
    let Some((words, kind)) = row_at(&BOUNDS_AFTER, doc, at, end) else { return amount };
    let after = at + words.len();
    // "killed 40 men, at least three of them boys": the words are the next number's.
    if after < end && numerals::number(doc, after, end).is_some() {
        return amount;
    }
    match kind {
        QuantityKind::AtLeast => Amount { hi: None, kind: *kind, end: after, ..amount },
        QuantityKind::AtMost => Amount { lo: None, kind: *kind, end: after, ..amount },
        _ => Amount { kind: *kind, end: after, ..amount },
    }
}

fn exact(span: Span, value: f64, unit: &str) -> Quantity {
    Quantity { span, lo: Some(value), hi: Some(value), kind: QuantityKind::Exact, unit: unit.to_owned() }
}

/// Bounds, number, range: what stands before the unit.
fn amount(doc: &Doc<'_>, i: usize, end: usize) -> Option<Amount> {
    let bound = bound_at(doc, i, end);
    let start = bound.map_or(i, |(words, ..)| i + words.len());
    let currency = usize::from(doc.tag(start) == Tag::SYM && doc.lower(start) != "%");
    let from = start + currency;
    if from >= end {
        return None;
    }
    if let Some(range) = range(doc, i, start, end) {
        return Some(range);
    }
    let plain = vague(doc, from, end).or_else(|| {
        (bound.is_some() || !unsuited(doc, from, end)).then_some(())?;
        let (value, last) = numerals::number(doc, from, end)?;
        Some(Amount { lo: Some(value), hi: Some(value), kind: QuantityKind::Exact, end: last })
    })?;
    let Some((_, (kind, out))) = bound else { return Some(plain) };
    // "more than 20" of things that can be counted is 21 at least; "more than 2.5 million" keeps its number.
    let whole = |n: f64| n.fract() == 0.0;
    let share = matches!(doc.lower(plain.end), "%" | "percent" | "pct" | "per");
    let step = |n: f64| if *out && whole(n) && currency == 0 && !share { 1.0 } else { 0.0 };
    Some(match kind {
        QuantityKind::AtLeast => Amount { lo: plain.lo.map(|n| n + step(n)), hi: None, kind: *kind, ..plain },
        QuantityKind::AtMost => Amount { lo: None, hi: plain.hi.map(|n| n - step(n)), kind: *kind, ..plain },
        _ if plain.kind == QuantityKind::Exact => Amount { kind: *kind, ..plain },
        _ => plain,
    })
}

fn vague(doc: &Doc<'_>, i: usize, end: usize) -> Option<Amount> {
    let (words, (lo, hi, kind)) = doc.lower_word(i).quantity.vague.then(|| row_at(&VAGUE, doc, i, end))??;
    let after = i + words.len();
    // "scores" and "dozens" count only before "of" or a verb; "scores a goal" does not.
    if doc.tag(i).is_verb() {
        return None;
    }
    Some(Amount { lo: Some(*lo), hi: Some(*hi), kind: *kind, end: after })
}

/// "between 12 and 17", "from 5,000 to 12,000", "3,000 to 5,000", "10,000-12,000", "two or three", "15- to 20".
fn range(doc: &Doc<'_>, i: usize, start: usize, end: usize) -> Option<Amount> {
    let between = |lo: f64, hi: f64, end: usize| {
        (lo < hi).then_some(Amount { lo: Some(lo), hi: Some(hi), kind: QuantityKind::Between, end })
    };
    let symbol = |at: usize| at + usize::from(doc.tag(at) == Tag::SYM && doc.lower(at) != "%");
    let lower = doc.lower(start);
    if let Some((lo, hi)) = doc.hyphenated(start).filter(|(lo, _)| lo.starts_with(|c: char| c.is_ascii_digit())) {
        return between(numerals::value(lo)?, numerals::value(hi)?, start + 1).map(|range| scaled(doc, range, end));
    }
    let opened = matches!(lower, "between" | "from");
    let first = symbol(if opened { start + 1 } else { start });
    if opened && first >= end {
        return None;
    }
    let (lo, at) = numerals::number(doc, first, end).or_else(|| {
        let hung = doc.lower(first).strip_suffix('-')?;
        Some((numerals::value(hung)?, first + 1))
    })?;
    // "$450 to $700", "15 percent to 20 percent"
    let at = if matches!(doc.lower(at), "%" | "percent") { at + 1 } else { at };
    let joined = match doc.lower(at) {
        "to" | "-" | "–" | "—" => true,
        "and" => lower == "between",
        "or" => !opened,
        _ => false,
    };
    let next = symbol(at + 1);
    if !joined || next >= end || (i == start && !opened && unsuited(doc, first, end)) {
        return None;
    }
    let (hi, last) = numerals::number(doc, next, end)?;
    // "12 or 13", not "3 or 600".
    if doc.lower(at) == "or" && lo >= 10.0 && hi > 2.0 * lo {
        return None;
    }
    // "two to three million": the scale counts for both.
    let lo =
        if hi >= 1000.0 * lo && hi >= 1_000_000.0 { lo * 10f64.powf((hi.log10() / 3.0).floor() * 3.0) } else { lo };
    between(lo, hi, last)
}

/// Applies a scale word after a hyphenated range: "2-3 million".
fn scaled(doc: &Doc<'_>, range: Amount, end: usize) -> Amount {
    let scale = match doc.lower(range.end) {
        "hundred" => 100.0,
        "thousand" => 1e3,
        "million" => 1e6,
        "billion" => 1e9,
        _ => return range,
    };
    if range.end >= end {
        return range;
    }
    Amount { lo: range.lo.map(|n| n * scale), hi: range.hi.map(|n| n * scale), end: range.end + 1, ..range }
}

/// Whether a number at `i` is part of a name, a clock time, a label or a pronoun rather than an amount.
fn unsuited(doc: &Doc<'_>, i: usize, end: usize) -> bool {
    let before = i.checked_sub(1);
    let next = if i + 1 < end { doc.lower(i + 1) } else { "" };
    let lower = doc.lower(i);
    let head_follows = doc.tokens.get(i).and_then(|t| t.phrase.get()).and_then(|p| doc.noun_phrases.get(p));
    let counts = head_follows.is_some_and(|p| p.head as usize > i);
    let glued = before.is_some_and(|b| doc.tokens[b].span.end == doc.tokens[i].span.start && doc.tag(b) == Tag::Other);
    // "Brigade 12", "Article 5", "No. 5": a name or label before, nothing counted after.
    let label = before.is_some_and(|b| {
        let label = doc.lower(b).trim_end_matches('.');
        // "Conscripts number 4,000" counts.
        (doc.tag(b).is_name() && !counts) || (LABELS.contains(&label) && !doc.tag(b).is_verb())
    });
    // "at 7.30"
    let at = before.is_some_and(|b| doc.lower(b) == "at");
    let minutes = lower.split_once('.').is_some_and(|(hour, minutes)| {
        hour.parse::<u8>().is_ok_and(|h| h < 24) && minutes.len() == 2 && minutes.parse::<u8>().is_ok_and(|m| m < 60)
    });
    let clock = matches!(next, "am" | "pm" | "a.m." | "p.m." | "o'clock" | "gmt")
        || at && minutes && !counts && !matches!(next, "%" | "percent" | "per" | "million" | "billion");
    // "one of them", "no one", "this one", "one another"
    let pronoun = lower == "one" && !counts;
    let list = matches!(next, ")" | ".") && before.is_none_or(|b| doc.sentence(doc.sentence_of(i)).start > b);
    glued || label || clock || pronoun || list
}

#[cfg(test)]
mod tests;
