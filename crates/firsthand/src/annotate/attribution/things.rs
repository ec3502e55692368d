//! Another word for a thing or a medium: "the documents" for payroll records, "the pictures" for satellite images, "the station" for the
//! one that was named.
//!
//! In: a bare description that speaks and what stands before it. Out: what it means, by the nearest phrase that the word can stand for.
//! Not here: persons ([`super::again`]); bodies and media that have spoken ([`super::who`]).

use super::super::doc::Doc;
use super::super::{EntityKind, MentionForm, SourceKind};
use super::kind;
use super::lexicon::LEXICON;
use super::phrase::long_phrase_end;
use super::who::{Known, Who};
use std::ops::Range;

/// How many sentences back a thing may have been named.
const BACK: usize = 4;

/// Words for one kind of thing, singular; any of a row may stand for any other.
const ALIKE: [&[&str]; 6] = [
    &["image", "picture", "photo", "photograph", "screenshot", "snapshot"],
    &["video", "footage", "clip", "film", "recording", "tape", "audio", "broadcast"],
    &["poll", "survey", "study", "census"],
    &["report", "study", "review", "assessment", "dossier", "paper", "audit"],
    &["letter", "note", "message", "memo", "memorandum", "email", "cable", "telegram"],
    &["statement", "communique", "communiqué", "declaration", "announcement", "release"],
];
/// Words for anything written.
const WRITTEN: [&str; 5] = ["document", "paper", "file", "text", "record"];

/// What a bare description means.
pub(super) fn again(doc: &Doc<'_>, known: &Known<'_>, source: &Range<usize>, head: usize) -> Option<Who> {
    let definite = matches!(doc.lower(source.start), "the" | "this" | "that" | "these" | "those");
    let bare = source.clone().all(|i| !doc.tag(i).is_name()) && head + 1 == source.end;
    if !definite || !bare || source.len() > 3 {
        return None;
    }
    match kind_of(doc, head)? {
        SourceKind::Document | SourceKind::Artefact => thing(doc, known, source, head),
        SourceKind::Outlet if source.len() == 2 => medium(doc, known, source),
        _ => None,
    }
}

fn kind_of(doc: &Doc<'_>, head: usize) -> Option<SourceKind> {
    LEXICON.kind(doc.lower(head)).or_else(|| LEXICON.kind(doc.lemma(head)))
}

/// The nearest document or recording before, for which the word can stand.
fn thing(doc: &Doc<'_>, known: &Known<'_>, source: &Range<usize>, head: usize) -> Option<Who> {
    let here = doc.sentence_of(head);
    let part = |s: usize| doc.sentences.get(s).map(|s| s.part);
    let end = doc.noun_phrases.partition_point(|p| (p.start as usize) < source.start);
    let near = |at: usize| {
        let there = doc.sentence_of(at);
        there + BACK >= here && part(there) == part(here)
    };
    let before = doc.noun_phrases.get(..end)?.iter().rev().take_while(|p| near(p.start as usize));
    let found = before.map(|p| (p.start as usize, p.head as usize)).find(|&(start, other)| {
        let again = matches!(doc.lower(start), "the" | "this" | "that" | "these" | "those") && other <= start + 1;
        !again && !doc.tag(other).is_name() && may_be(doc, head, other)
    })?;
    let (start, other) = found;
    let phrase = start..long_phrase_end(doc, start, doc.sentence(doc.sentence_of(start)).end.min(source.start));
    let token = doc.tokens.get(other)?.span;
    let entity = known.at(token, doc.span(phrase.clone()));
    let kind = kind::of(doc, known, &phrase, other, entity);
    let kind = if matches!(kind, SourceKind::Document | SourceKind::Artefact) { kind } else { kind_of(doc, other)? };
    let name = super::who::described(doc, &phrase);
    Some(Who { entity, kind: Some(kind), name, head: doc.lower(other).to_owned(), ..Who::default() })
}

/// Whether one noun may stand for the thing that another one named.
fn may_be(doc: &Doc<'_>, head: usize, other: usize) -> bool {
    let thing = |i: usize| kind_of(doc, i).filter(|k| matches!(k, SourceKind::Document | SourceKind::Artefact));
    let (Some(kind), Some(named)) = (thing(head), thing(other)) else { return false };
    let (word, name) = (doc.lemma(head), doc.lemma(other));
    let many = |i: usize| doc.lower(i).ends_with('s');
    let mass = |i: usize| matches!(doc.lower(i), "footage" | "audio" | "payroll" | "correspondence");
    let number = many(head) == many(other) || mass(head) || mass(other);
    let alike = word == name || ALIKE.iter().any(|row| row.contains(&word) && row.contains(&name));
    let written = WRITTEN.contains(&word) && kind == SourceKind::Document && named == SourceKind::Document;
    number && (alike || written)
}

/// "... broadcast by Gulf Horizon. The station said": the last medium that was named.
fn medium(doc: &Doc<'_>, known: &Known<'_>, source: &Range<usize>) -> Option<Who> {
    let here = doc.tokens.get(source.start)?.span.start;
    let sentence = doc.sentence_of(source.start);
    let outlets = known.entities.iter().enumerate().filter(|(_, e)| e.kind == EntityKind::Outlet && e.named);
    let mentions = outlets.flat_map(|(at, e)| e.mentions.iter().map(move |m| (m, at)));
    let before = mentions.filter(|(m, _)| m.form == MentionForm::Name && m.span.end <= here);
    let (mention, at) = before.max_by_key(|(m, _)| m.span.start)?;
    let near = doc.sentence_of(doc.tokens_in(mention.span).start) + BACK >= sentence;
    let name = known.entities.get(at).filter(|_| near)?.name.clone();
    Some(Who { entity: Some(at as u32), kind: Some(SourceKind::Outlet), name, ..Who::default() })
}

#[cfg(test)]
mod tests {
    use super::super::tests::who;

    #[test]
    fn another_word_for_a_thing_means_the_nearest_of_its_kind() {
        let found = who("Drone images showed that the mill was gone. The pictures suggested that it had burned.");
        assert_eq!(found, ["Drone images", "Drone images"]);
        let found = who("Shipping invoices were left in the mill. The documents showed that it was sold.");
        assert_eq!(found, ["Shipping invoices"]);
    }

    #[test]
    fn one_letter_is_not_many_and_a_film_is_no_letter() {
        let found = who("Shipping invoices were left in the mill. The letter showed that it was sold.");
        assert_eq!(found, ["letter"]);
    }
}
