//! What every output withholds by default.
//!
//! In: a [`Doc`]. Out: [`Mask`]s in text order: ways to reach a recruiter (telephone numbers, addresses, handles, links near words of
//! joining and contact), the names of minors, and names in their families. Only spans are returned; the originals stay as they
//! are. Officials and speakers of organisations keep their names: withholding those would hide who says so. Not here: how a withheld value is shown.

use super::annotated::{Entity, EntityKind, Mask, MentionForm, Quantity, QuantityKind};
use super::doc::{Doc, Tag};
use super::vocabulary::Vocabulary;
use crate::text::Span;
use std::ops::Range;
use std::sync::LazyLock;

/// People below this age are minors (Convention on the Rights of the Child, article 1).
const ADULT: f64 = 18.0;

/// What a base form tells by itself.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Known {
    /// A word of joining and contact.
    contact: bool,
    /// A word for a minor.
    minor: bool,
    /// A word for kin.
    kin: bool,
    /// May be a number, an address or a link: a test that most words fail.
    may_reach: bool,
}

impl Known {
    /// Adds what marks and digits tell to what the lists hold of the word.
    pub fn of(self, lower: &str) -> Known {
        let opens = lower.starts_with(|c: char| matches!(c, '+' | '(' | '0'..='9')) || lower.starts_with("www.");
        Known { may_reach: opens || lower.bytes().any(|byte| matches!(byte, b'@' | b'/')), ..self }
    }
}

/// Adds the words of the lists.
pub(super) fn list(vocabulary: &mut Vocabulary) {
    let words = |file: &'static str| file.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    for word in words(include_str!("../../data/masks/contact_words.txt")) {
        vocabulary.word(word).masks.contact = true;
    }
    for word in words(include_str!("../../data/masks/minor_words.txt")) {
        vocabulary.word(word).masks.minor = true;
    }
    for word in words(include_str!("../../data/masks/kin_words.txt")) {
        vocabulary.word(word).masks.kin = true;
    }
}

/// Finds what to withhold.
pub(super) fn masks(doc: &Doc<'_>, quantities: &[Quantity], entities: &[Entity]) -> Vec<Mask> {
    let mut found = Vec::new();
    contacts(doc, &mut found);
    minors(doc, quantities, entities, &mut found);
    found.sort_by_key(|m| (m.span.start, std::cmp::Reverse(m.span.end)));
    found.dedup_by(|later, earlier| earlier.span.contains(later.span));
    found
}

/// Ways to reach somebody, in sentences that speak of joining or contact and in their neighbours.
fn contacts(doc: &Doc<'_>, found: &mut Vec<Mask>) {
    let speaks: Vec<bool> =
        (0..doc.sentences.len()).map(|s| doc.sentence(s).any(|i| doc.lemma_word(i).masks.contact)).collect();
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

/// Words between a word of calling and a short number.
pub(crate) const CALLED: usize = 6;

/// Base forms of words of calling, and whether the number must follow at once.
static CALLING: LazyLock<Vec<(&'static str, bool)>> = LazyLock::new(|| {
    let lines = include_str!("../../data/masks/calling_words.txt").lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.split_once('\t').map_or((line, false), |(word, _)| (word, true))).collect()
});

/// Whether a short number is one to call, by the base forms before it, last first: "text 'yes' to 150", "the number is 150"; not "the number of
/// dead at 150".
pub(crate) fn is_called<'a>(before: impl Iterator<Item = &'a str>) -> bool {
    let mut next = true;
    before.take(CALLED).any(|lemma| {
        let found = CALLING.iter().any(|(word, at_once)| *word == lemma && (next || !at_once));
        next &=
            matches!(lemma, "be" | "is" | "was" | "" | ":" | "no" | "no.") || !lemma.contains(char::is_alphanumeric);
        found
    })
}

/// What way to reach somebody a token is.
fn reach(doc: &Doc<'_>, i: usize, sentence: &Range<usize>) -> Option<&'static str> {
    if !doc.lower_word(i).masks.may_reach {
        return None;
    }
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
    let date = is_date(lower, digits) || is_years(lower);
    let telephone = only
        && !date
        && (7..=18).contains(&digits)
        && !word.contains(',')
        && lower.parse::<f64>().is_ok_and(|_| digits >= 8 || word.starts_with('0'));
    if telephone || (only && !date && digits >= 7 && word.contains([' ', '+', '(', '-']) && !word.contains(',')) {
        return Some("phone");
    }
    // "send 'join' to 4455", "call 114", "code 77": short numbers after words of calling.
    let called = || is_called((sentence.start..i).rev().map(|k| doc.lemma(k)));
    let counts = doc.tokens.get(i + 1).is_some_and(|t| t.tag.is_noun()) && i + 1 < sentence.end;
    let short = only && (3..=12).contains(&digits) && !date && !counts && !word.contains(['.', '/']);
    (short && called()).then_some("phone")
}

/// Names of minors, and of people without office in sentences about a minor's family: either leads to the child.
fn minors(doc: &Doc<'_>, quantities: &[Quantity], entities: &[Entity], found: &mut Vec<Mask>) {
    let young = |q: &&Quantity| {
        let below = q.hi.is_some_and(|hi| hi < ADULT);
        q.unit == "year_of_age" && (below || q.kind == QuantityKind::AtLeast && q.lo.is_some_and(|lo| lo < ADULT))
    };
    let ages: Vec<Span> = quantities.iter().filter(young).map(|q| q.span).collect();
    for entity in entities.iter().filter(|entity| entity.kind == EntityKind::Person) {
        let names = entity.mentions.iter().filter(|mention| mention.form == MentionForm::Name).map(|m| m.span);
        let private = entity.role.is_none() && entity.affiliation.is_none();
        let withheld = names.clone().any(|name| {
            let tokens = doc.tokens_in(name);
            is_minor(doc, &tokens, &ages) || (private && in_a_minors_family(doc, tokens.start, &ages))
        });
        if withheld {
            found.extend(names.map(|span| Mask { span, what: "name" }));
        }
    }
}

/// "24-11-2031": three parts and eight digits.
fn is_date(word: &str, digits: usize) -> bool {
    word.len() == 10 && digits == 8 && word.matches(['-', '/', '.']).count() == 2
}

/// "1961-1967", "1961–67": a year and a later one.
fn is_years(word: &str) -> bool {
    let Some((from, to)) = word.split_once(['-', '–', '/']) else { return false };
    let year = |part: &str| part.parse::<u32>().ok().filter(|year| part.len() == 4 && (1000..2200).contains(year));
    match (year(from), year(to)) {
        (Some(from), Some(to)) => from < to,
        (Some(_), None) => to.len() == 2 && to.bytes().all(|b| b.is_ascii_digit()),
        _ => false,
    }
}

/// Whether the words around a name say that its bearer is a minor: "X, 15,", "the 15-year-old X", "the boy, X", "X, a schoolgirl".
fn is_minor(doc: &Doc<'_>, name: &Range<usize>, ages: &[Span]) -> bool {
    let sentence = doc.sentence(doc.sentence_of(name.start));
    let before = name.start.saturating_sub(3).max(sentence.start)..name.start;
    let after = name.end..(name.end + 4).min(sentence.end);
    let touches = |range: Range<usize>| {
        let span = doc.span(range.clone());
        !range.is_empty() && ages.iter().any(|age| age.overlaps(span))
    };
    let links = |i: &usize| {
        matches!(doc.tag(*i), Tag::Comma | Tag::OpenBracket | Tag::DT)
            || matches!(doc.lower(*i), "named" | "called" | "aged" | "is" | "was" | "who" | "only" | "just")
    };
    let minor = |i: usize| matches!(doc.tag(i), Tag::NN | Tag::JJ) && doc.lemma_word(i).masks.minor;
    let first_after = after.clone().find(|i| !links(i));
    let last_before = before.clone().rev().find(|i| !links(i));
    let age_after = first_after.is_some_and(|i| touches(i..i + 1));
    let age_before = last_before.is_some_and(|i| touches(i..i + 1));
    let noun_after = first_after.is_some_and(|i| i > after.start && minor(i));
    age_after || age_before || noun_after || last_before.is_some_and(minor)
}

/// Whether a token's sentence speaks of one minor and of kin.
fn in_a_minors_family(doc: &Doc<'_>, token: usize, ages: &[Span]) -> bool {
    let sentence = doc.sentence(doc.sentence_of(token));
    let span = doc.span(sentence.clone());
    let kin = sentence.clone().any(|i| doc.tag(i).is_noun() && doc.lemma_word(i).masks.kin);
    let minor = sentence.clone().any(|i| doc.tag(i) == Tag::NN && doc.lemma_word(i).masks.minor);
    kin && (minor || ages.iter().any(|age| age.overlaps(span)))
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
        {
            let doc = parse(&report);
            let quantities = super::super::quantity::quantities(&doc);
            let entities = super::super::names::entities(&doc);
            masks(&doc, &quantities, &entities)
        }
        .iter()
        .map(|m| format!("{} {}", m.what, m.span.of(text)))
        .collect()
    }

    #[test]
    fn ways_to_reach_a_recruiter_are_withheld() {
        assert_eq!(read("To register call +99 555 123 4567."), ["phone +99 555 123 4567"]);
        assert!(read("Recruits of the war of 1961-1967 were told to register in 1961-62.").is_empty());
        assert_eq!(read("To register call 1967-1961."), ["phone 1967-1961"]);
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

    #[test]
    fn whoever_only_speaks_about_minors_keeps_the_name() {
        assert_eq!(read("Defence Minister Hamid Orsan denied that a boy of 14 was at the camp."), [""; 0]);
    }
}
