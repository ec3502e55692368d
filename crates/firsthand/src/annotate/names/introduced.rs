//! Persons described first and named a sentence later: "..., the head of the clinic said. 'We had no light,' Ora Lind told the Post."
//!
//! In: the things of a report. Out: pairs of a described person who says something and the person who goes on speaking under
//! a name that the report explains nowhere, or as somebody of the same body ("a hospital official said. ... Ora Lind, who runs
//! the Olun Hospital, told"). Not here: names beside their description (see `appositions`), offices named later (see `offices`).

use super::super::{Doc, EntityKind, Tag};
use super::coreference::Thing;
use super::found::Found;
use super::lists::{Evidence, Head, lists};
use crate::report::PartKind;
use crate::text::Span;

/// Sentences from the description to the name.
const REACH: u32 = 2;

/// Described and named things that are one person.
pub(super) fn after_description(doc: &Doc<'_>, found: &[Found], things: &[Thing]) -> Vec<(u32, u32)> {
    let mut people: Vec<(Span, u32)> = Vec::new();
    for (at, thing) in things.iter().enumerate().filter(|(_, t)| t.kind == EntityKind::Person && !t.plural) {
        people.extend(thing.mentions.iter().map(|mention| (mention.span, at as u32)));
    }
    people.sort_unstable();
    let mut joins = Vec::new();
    let mut last: Option<(u32, u32)> = None;
    for Sayer { sentence, who, verb, .. } in sayers(doc, &people) {
        let before = last.replace((sentence, who));
        let Some((described_in, described)) = before.filter(|(_, described)| *described != who) else { continue };
        let (Some(first), Some(person)) = (things.get(described as usize), things.get(who as usize)) else { continue };
        let near = sentence > described_in && sentence - described_in <= REACH;
        let one = !first.named && person.named && first.gender.fits(person.gender);
        let Some(name) = new_name(doc, person, sentence) else { continue };
        let fits = near && one && !joins.iter().any(|(d, _)| *d == described);
        if fits && (is_unexplained(doc, found, person, name) || is_of_one_body(doc, first, name, verb)) {
            joins.push((described, who));
        }
    }
    joins
}

/// Somebody who says something.
struct Sayer {
    sentence: u32,
    /// The thing.
    who: u32,
    words: Span,
    /// The token of the verb.
    verb: usize,
}

/// Who says something in the body, one after the other.
fn sayers(doc: &Doc<'_>, people: &[(Span, u32)]) -> Vec<Sayer> {
    let mut found = Vec::new();
    for clause in &doc.clauses {
        let Some((group, subject)) = clause.group.get().zip(clause.subject.get()) else { continue };
        let Some(verb) = doc.verb_groups.get(group).map(|group| group.head as usize) else { continue };
        let sentence = doc.sentence_of(verb);
        if !doc.lower_word(verb).names.is(Evidence::Says) || !doc.is_in(sentence, PartKind::Body) {
            continue;
        }
        let words = doc.span(doc.extent(subject, false));
        let from = people.partition_point(|(span, _)| span.start < words.start);
        let mut inside = people.iter().skip(from).take_while(|(span, _)| span.start < words.end);
        // "Ora Lind, superintendent of the Olun Hospital, told": the subject may be read as the hospital.
        let before = || {
            let upto = doc.tokens.get(verb).map_or(0, |token| token.span.start);
            let start = doc.span(doc.sentence(sentence)).start;
            let mut near = people.iter().rev().skip_while(|(span, _)| span.start >= upto);
            let apposed = |span: Span| {
                doc.tag(doc.tokens_in(span).end) == Tag::Comma && doc.tag(verb.saturating_sub(1)) == Tag::Comma
            };
            near.by_ref().take_while(|(span, _)| span.start >= start).find(|(span, _)| apposed(*span))
        };
        if let Some(&(words, who)) = inside.find(|(span, _)| span.end <= words.end).or_else(before) {
            found.push(Sayer { sentence: sentence as u32, who, words, verb });
        }
    }
    found.sort_unstable_by_key(|sayer| sayer.words);
    found
}

/// The full name under which a person is first mentioned, if that is in this sentence.
fn new_name(doc: &Doc<'_>, person: &Thing, sentence: u32) -> Option<Span> {
    let first = person.mentions.iter().map(|mention| mention.span).min()?;
    let words = doc.tokens_in(first);
    (words.len() > 1 && doc.sentence_of(words.start) == sentence as usize).then_some(first)
}

/// Whether the report never says who a person is.
fn is_unexplained(doc: &Doc<'_>, found: &[Found], person: &Thing, here: Span) -> bool {
    let words = doc.tokens_in(here);
    // "Ora Lind, a baker, said" and "said Ora Lind, who bakes": described after all.
    let bare = !matches!(doc.tag(words.end), Tag::Comma | Tag::OpenBracket);
    let apposed = words.start > 0 && doc.tag(words.start - 1) == Tag::Comma && {
        let sentence = doc.sentence(doc.sentence_of(words.start));
        words.start - 1 > sentence.start && doc.tag(words.start - 2).is_noun()
    };
    let mut names = person.names.iter().filter_map(|n| found.get(*n as usize));
    bare && !apposed && person.role.is_none() && names.all(|f| f.owner.is_none())
}

/// Most tokens between a name and its verb that describe who it is.
const DESCRIBES: usize = 14;

/// Whether a body of the description ("a hospital official") stands again between the name and its verb.
fn is_of_one_body(doc: &Doc<'_>, described: &Thing, name: Span, verb: usize) -> bool {
    let after = doc.tokens_in(name).end;
    if verb <= after || verb - after > DESCRIBES || doc.tag(after) != Tag::Comma {
        return false;
    }
    let body = |word: &str| {
        matches!(lists().head(word), Some(Head::Thing(EntityKind::Organisation | EntityKind::ArmedGroup, false)))
            && !lists().is(word, Evidence::Generic)
    };
    let described = described.mentions.iter().map(|mention| mention.span).chain(described.role);
    let mut bodies = described.flat_map(|words| doc.tokens_in(words)).map(|i| doc.lower(i)).filter(|word| body(word));
    bodies.any(|word| (after..verb).any(|i| doc.lower(i) == word))
}
