//! Persons described first and named a sentence later: "..., the head of the clinic said. 'We had no light,' Ora Lind told the Post."
//!
//! In: the things of a report. Out: pairs of a described person who says something and the person who goes on speaking
//! under a name that the report explains nowhere: nobody else can be meant. Not here: names beside their description
//! (see `appositions`), offices named later (see `offices`).

use super::super::{Doc, EntityKind, Tag};
use super::coreference::Thing;
use super::found::Found;
use super::lists::{Evidence, lists};
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
    for (sentence, who, mention) in sayers(doc, &people) {
        let before = last.replace((sentence, who));
        let Some((described_in, described)) = before.filter(|(_, described)| *described != who) else { continue };
        let (Some(first), Some(person)) = (things.get(described as usize), things.get(who as usize)) else { continue };
        let near = sentence > described_in && sentence - described_in <= REACH;
        let one = !first.named && person.named && first.gender.fits(person.gender);
        if near && one && is_unexplained(doc, found, person, mention) && !joins.iter().any(|(d, _)| *d == described) {
            joins.push((described, who));
        }
    }
    joins
}

/// Who says something in the body, one after the other: sentence, thing and the words.
fn sayers(doc: &Doc<'_>, people: &[(Span, u32)]) -> Vec<(u32, u32, Span)> {
    let mut found = Vec::new();
    for clause in &doc.clauses {
        let Some((group, subject)) = clause.group.get().zip(clause.subject.get()) else { continue };
        let Some(group) = doc.verb_groups.get(group) else { continue };
        let sentence = doc.sentence_of(group.head as usize);
        if !lists().is(doc.lower(group.head as usize), Evidence::Says) || !doc.is_in(sentence, PartKind::Body) {
            continue;
        }
        let words = doc.span(doc.extent(subject, false));
        let from = people.partition_point(|(span, _)| span.start < words.start);
        let inside = people.iter().skip(from).take_while(|(span, _)| span.start < words.end);
        if let Some(&(span, who)) = inside.into_iter().find(|(span, _)| span.end <= words.end) {
            found.push((sentence as u32, who, span));
        }
    }
    found.sort_unstable_by_key(|(_, _, span)| *span);
    found
}

/// Whether a person is named in full here for the first time, and the report never says who that is.
fn is_unexplained(doc: &Doc<'_>, found: &[Found], person: &Thing, here: Span) -> bool {
    let first = person.mentions.iter().map(|mention| mention.span).min() == Some(here);
    let words = doc.tokens_in(here);
    let full = words.len() > 1;
    // "Ora Lind, a baker, said" and "said Ora Lind, who bakes": described after all.
    let bare = !matches!(doc.tag(words.end), Tag::Comma | Tag::OpenBracket);
    let apposed = words.start > 0 && doc.tag(words.start - 1) == Tag::Comma && {
        let sentence = doc.sentence(doc.sentence_of(words.start));
        words.start - 1 > sentence.start && doc.tag(words.start - 2).is_noun()
    };
    let names = person.names.iter().filter_map(|n| found.get(*n as usize));
    first && full && bare && !apposed && person.role.is_none() && names.into_iter().all(|f| f.owner.is_none())
}
