//! What an amount counts.
//!
//! In: a [`Doc`] and the tokens of an amount. Out: the unit in the singular and folded, and where the expression ends.
//! Not here: ages.

use super::super::doc::{Doc, Tag};
use super::super::phrase::{NounPhrase, PhraseKind};

/// The unit of the amount `i..at`, and the token after the whole expression.
pub(super) fn unit(doc: &Doc<'_>, i: usize, at: usize, end: usize) -> (String, usize) {
    let next = if at < end { doc.lower(at) } else { "" };
    if matches!(next, "%" | "percent" | "pct") {
        return ("percent".to_owned(), at + 1);
    }
    if next == "per" && doc.lower(at + 1) == "cent" {
        return ("percent".to_owned(), at + 2);
    }
    if let Some(currency) = (i..at).find_map(|k| currency(doc.lower(k))) {
        return (currency.to_owned(), at);
    }
    // "almost 700 dead": what became of the people stands for them.
    let fate = matches!(next, "dead" | "wounded" | "injured" | "displaced" | "missing" | "killed");
    let alone = doc.tokens.get(at + 1).is_none_or(|t| !t.tag.is_noun());
    // "eight were killed and thirty wounded" has a verb that leaves out "were".
    let bare = |group: usize| doc.verb_groups.get(group).is_some_and(|g| g.start as usize == at);
    if fate && alone && doc.tokens.get(at).is_some_and(|t| t.group.get().is_none_or(bare)) {
        return (next.to_owned(), at + 1);
    }
    // "dozens of boys", "three of the five brothers", "40 of them"
    let of = next == "of";
    let mut from = at + usize::from(of);
    // "three of the five brothers": the number inside belongs to the whole.
    while from < end && of && (doc.tag(from) == Tag::DT || doc.tag(from) == Tag::CD || doc.tag(from) == Tag::PRPS) {
        from += 1;
    }
    if from >= end {
        return (String::new(), at);
    }
    let Some(phrase) = doc.tokens[from].phrase.get().and_then(|p| doc.noun_phrases.get(p).map(|n| (p, n))) else {
        return inverted(doc, i, at);
    };
    let (p, noun) = (doc.core(phrase.0), phrase.1);
    let noun = if p == phrase.0 { noun } else { doc.noun_phrases.get(p).unwrap_or(noun) };
    let same = doc.tokens.get(at.saturating_sub(1)).and_then(|t| t.phrase.get()) == Some(phrase.0);
    if !of && !same && phrase.1.start as usize != from {
        return (String::new(), at);
    }
    if matches!(
        noun.kind,
        PhraseKind::Pronoun | PhraseKind::Relative | PhraseKind::Time | PhraseKind::Number | PhraseKind::Determiner
    ) {
        return if noun.kind == PhraseKind::Time { time_unit(doc, noun, at) } else { inverted(doc, i, at) };
    }
    let head = noun.head as usize;
    if head < at || !doc.tag(head).is_noun() {
        return inverted(doc, i, at);
    }
    // "300 men Monday": the phrase never runs past its head.
    (fold(doc, head), head + 1)
}

/// "three days": durations keep their unit.
fn time_unit(doc: &Doc<'_>, noun: &NounPhrase, at: usize) -> (String, usize) {
    let head = noun.head as usize;
    if head < at { (String::new(), at) } else { (fold(doc, head), head + 1) }
}

/// "the troops number about 1,000": the subject of "number" or "total" is counted.
fn inverted(doc: &Doc<'_>, i: usize, at: usize) -> (String, usize) {
    // "the mourners came in their hundreds"
    let own = i >= 2 && doc.lower(i - 2) == "in" && matches!(doc.lower(i - 1), "their" | "the");
    let clause = i
        .checked_sub(1)
        .and_then(|b| doc.clause_of(b))
        .filter(|&c| own || matches!(doc.verb(c), "number" | "total" | "reach"));
    let subject = clause.and_then(|c| doc.clauses.get(c)).and_then(|c| c.subject.get());
    let unit = subject.and_then(|p| doc.noun_phrases.get(doc.core(p))).map(|n| fold(doc, n.head as usize));
    (unit.unwrap_or_default(), at)
}

/// The singular of a unit noun; names fold to their lower-case singular ("Damurians": "damurian").
fn fold(doc: &Doc<'_>, head: usize) -> String {
    let lemma = doc.lemma(head);
    if doc.tag(head) == Tag::NNPS {
        return lemma.strip_suffix('s').unwrap_or(lemma).to_owned();
    }
    lemma.to_owned()
}

fn currency(word: &str) -> Option<&'static str> {
    Some(match word {
        "$" | "us$" => "dollar",
        "€" => "euro",
        "£" => "pound",
        "¥" => "yen",
        "₹" => "rupee",
        "₽" => "rouble",
        "₺" => "lira",
        _ => return None,
    })
}
