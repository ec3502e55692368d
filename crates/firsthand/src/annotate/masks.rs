//! What every output withholds by default.
//!
//! In: a [`Doc`]. Out: [`Mask`]s in text order: ways to reach a recruiter (telephone numbers, addresses, handles, links near words of
//! joining and contact) and the names of people near signs that they are minors. Only spans are returned; the originals stay
//! as they are. It withholds too much rather than too little. Not here: how a withheld value is shown.

use super::annotated::{Mask, Quantity, QuantityKind};
use super::doc::{Doc, Tag};
use super::phrase::PhraseKind;
use super::quantity;
use rustc_hash::FxHashSet;
use std::ops::Range;
use std::sync::LazyLock;

static CONTACT: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| list(include_str!("../../data/masks/contact_words.txt")));
static MINORS: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| list(include_str!("../../data/masks/minor_words.txt")));

/// People below this age are minors (Convention on the Rights of the Child, article 1).
const ADULT: f64 = 18.0;

fn list(file: &'static str) -> FxHashSet<&'static str> {
    file.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).collect()
}

/// Finds what to withhold.
pub fn masks(doc: &Doc<'_>) -> Vec<Mask> {
    masks_beside(doc, &quantity::quantities(doc))
}

/// Finds what to withhold where the quantities are known.
pub(super) fn masks_beside(doc: &Doc<'_>, quantities: &[Quantity]) -> Vec<Mask> {
    let mut found = Vec::new();
    contacts(doc, &mut found);
    minors(doc, quantities, &mut found);
    found.sort_by_key(|m| (m.span.start, std::cmp::Reverse(m.span.end)));
    found.dedup_by(|later, earlier| earlier.span.contains(later.span));
    found
}

/// Ways to reach somebody, in sentences that speak of joining or contact and in their neighbours.
fn contacts(doc: &Doc<'_>, found: &mut Vec<Mask>) {
    let speaks: Vec<bool> =
        (0..doc.sentences.len()).map(|s| doc.sentence(s).any(|i| CONTACT.contains(doc.lemma(i)))).collect();
    for s in 0..doc.sentences.len() {
        let near = speaks[s.saturating_sub(1)..speaks.len().min(s + 2)].iter().any(|near| *near);
        if !near {
            continue;
        }
        let sentence = doc.sentence(s);
        for i in sentence.clone() {
            if let Some(what) = reach(doc, i, &sentence) {
                found.push(Mask { span: doc.span(i..i + 1), what });
            }
        }
    }
}

/// What way to reach somebody a token is.
fn reach(doc: &Doc<'_>, i: usize, sentence: &Range<usize>) -> Option<&'static str> {
    let word = doc.word(i);
    let lower = doc.lower(i);
    if !word.is_ascii() && !word.starts_with(|c: char| c.is_alphanumeric()) {
        return None;
    }
    if let Some(at) = word.find('@') {
        return Some(if at == 0 { "handle" } else { "email" });
    }
    let link = lower.contains("://") || lower.starts_with("www.");
    let domain =
        lower.find('.').is_some_and(|dot| dot > 0 && lower.get(dot + 1..).is_some_and(|rest| rest.contains('/')));
    if link || (domain && doc.tag(i) == Tag::NNP && !lower.starts_with(|c: char| c.is_ascii_digit())) {
        return Some("link");
    }
    if !word.starts_with(['+', '(', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9']) {
        return None;
    }
    let digits = word.bytes().filter(|b| b.is_ascii_digit()).count();
    let only = word.chars().all(|c| c.is_ascii_digit() || matches!(c, '+' | '(' | ')' | '-' | '.' | ' ' | '/'));
    let date = lower.len() == 10 && digits == 8 && word.matches(['-', '/', '.']).count() == 2;
    let telephone = only
        && !date
        && (7..=18).contains(&digits)
        && !word.contains(',')
        && lower.parse::<f64>().is_ok_and(|_| digits >= 8 || word.starts_with('0'));
    if telephone || (only && !date && digits >= 7 && word.contains([' ', '+', '(', '-']) && !word.contains(',')) {
        return Some("phone");
    }
    // "send 'join' to 4455", "call 114", "code 77": short numbers after words of calling.
    let from = i.saturating_sub(6).max(sentence.start);
    let called = (from..i).any(|k| {
        matches!(
            doc.lemma(k),
            "call"
                | "text"
                | "sms"
                | "dial"
                | "phone"
                | "telephone"
                | "whatsapp"
                | "ring"
                | "message"
                | "hotline"
                | "number"
                | "tel"
                | "extension"
        )
    });
    let counts = doc.tokens.get(i + 1).is_some_and(|t| t.tag.is_noun()) && i + 1 < sentence.end;
    (only && called && (3..=12).contains(&digits) && !date && !counts && !word.contains(['.', '/'])).then_some("phone")
}

/// Names of people in sentences that show they are minors.
fn minors(doc: &Doc<'_>, quantities: &[Quantity], found: &mut Vec<Mask>) {
    let young = |q: &Quantity| {
        q.hi.is_some_and(|hi| hi < ADULT) || (q.kind == QuantityKind::AtLeast && q.lo.is_some_and(|lo| lo < ADULT))
    };
    let mut next = quantities.iter().filter(|q| q.unit == "year_of_age" && young(q)).peekable();
    for s in 0..doc.sentences.len() {
        let span = doc.sentences[s].span;
        while next.peek().is_some_and(|q| q.span.end <= span.start) {
            next.next();
        }
        let aged = next.peek().is_some_and(|q| q.span.overlaps(span));
        let sentence = doc.sentence(s);
        // "the boy", "a schoolgirl": one of them, not children in general.
        let described =
            sentence.clone().any(|i| matches!(doc.tag(i), Tag::NN | Tag::JJ) && MINORS.contains(doc.lemma(i)));
        if !aged && !described {
            continue;
        }
        for p in doc.phrases_in(sentence) {
            let phrase = &doc.noun_phrases[p];
            let governed = phrase.preposition.get().is_some_and(|t| {
                !matches!(
                    doc.lower(t),
                    "of" | "by" | "for" | "with" | "as" | "like" | "including" | "from" | "to" | "against"
                )
            });
            if phrase.kind != PhraseKind::Name || governed || phrase.possessor.is_some() {
                continue;
            }
            let names = (phrase.start as usize..phrase.end as usize).rev();
            let names: Vec<usize> = names.take_while(|&i| doc.tag(i).is_name()).collect();
            // "in Arven" is a place; a single name after "the" is an organisation.
            let article =
                doc.lower(phrase.start as usize) == "the" && !MINORS.contains(doc.lemma(phrase.start as usize + 1));
            if let (Some(&last), Some(&first), false) = (names.first(), names.last(), article) {
                found.push(Mask { span: doc.span(first..last + 1), what: "name" });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::grammar::parse;
    use super::*;
    use crate::report::{Part, PartKind, Report};
    use crate::text::Span;

    fn read(text: &str) -> Vec<String> {
        let part = Part { kind: PartKind::Body, span: Span::new(0, text.len()), because: String::new() };
        let report = Report { text: text.to_owned(), parts: vec![part], ..Report::default() };
        masks(&parse(&report)).iter().map(|m| format!("{} {}", m.what, m.span.of(text))).collect()
    }

    #[test]
    fn ways_to_reach_a_recruiter_are_withheld() {
        assert_eq!(read("To register call +99 555 123 4567."), ["phone +99 555 123 4567"]);
        assert_eq!(
            read("Volunteers can join at t.me/dawn or write to desk@dawn.example."),
            ["link t.me/dawn", "email desk@dawn.example"]
        );
        assert_eq!(read("Recruits were told to contact @dawn_1."), ["handle @dawn_1"]);
        assert_eq!(read("Recruits were told to send an SMS to 4455."), ["phone 4455"]);
    }

    #[test]
    fn plain_numbers_and_dates_are_not() {
        assert_eq!(read("They recruited 1200 men on 2016-05-03 and 4000 later."), [""; 0]);
    }

    #[test]
    fn names_of_minors_are_withheld() {
        assert_eq!(read("Hamid Orsan, 15, was taken from school."), ["name Hamid Orsan"]);
        assert_eq!(read("The boy, Karim Tal, was shot."), ["name Karim Tal"]);
        assert_eq!(read("General Hamid Orsan, 51, denied it."), [""; 0]);
    }
}
