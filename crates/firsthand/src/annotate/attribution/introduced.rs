//! Who is described first and named after: "a rights group said", and the next paragraph begins "The Reed Centre, which ...".
//!
//! In: drafts and their attributions, once every source is read. Out: the same; a headline's, lede's or earlier description has the
//! entity and name of whom the report names for it. Not here: descriptions after a name ([`super::again`]).

use super::super::doc::{Doc, Tag};
use super::super::{Attribution, Entity, EntityKind, MentionForm, SourceKind};
use super::again;
use super::draft::Draft;
use super::lists::{List, is_in};
use super::who::Known;
use crate::report::PartKind;

/// Fewest tokens of a paragraph that tells something.
const SHORTEST: usize = 6;
/// A source that is described and not named, and what it is looked up in.
struct Described<'a> {
    doc: &'a Doc<'a>,
    known: &'a Known<'a>,
    drafts: &'a [Draft],
    found: &'a [Attribution],
    /// The number of its attribution.
    at: usize,
    /// Its head noun.
    noun: &'a str,
}

/// Gives the described their names.
pub(super) fn name(doc: &Doc<'_>, known: &Known<'_>, drafts: &[Draft], found: &mut [Attribution]) {
    let parts = parts(doc);
    // The headline takes up whom the body names.
    let headline = |at: &usize| drafts.get(*at).is_some_and(|d| doc.is_in(d.sentence, PartKind::Headline));
    let (above, below): (Vec<usize>, Vec<usize>) = (0..drafts.len()).partition(headline);
    for at in below.into_iter().chain(above) {
        let Some(head) = described(doc, known, drafts, found, at) else { continue };
        let source = Described { doc, known, drafts, found, at, noun: doc.lower(head) };
        let who = source.apposed_later().or_else(|| source.next_named(&parts)).or_else(|| source.of_headline());
        let Some((entity, kind)) = who else { continue };
        let Some(name) = known.get(Some(entity)).map(|e| e.name.clone()) else { continue };
        let (old, words) = (found[at].source_entity, found[at].source_name.clone());
        let same = |a: &Attribution| match (old, a.source_entity) {
            (Some(old), Some(other)) => old == other,
            (None, None) => a.source_name == words,
            _ => false,
        };
        for a in found.iter_mut().filter(|a| same(a)) {
            (a.source_entity, a.source_kind) = (Some(entity), kind);
            a.source_name.clone_from(&name);
        }
    }
}

/// The paragraphs of the body that tell something: each with its part and first sentence.
fn parts(doc: &Doc<'_>) -> Vec<usize> {
    let mut firsts: Vec<usize> = Vec::new();
    for (number, sentence) in doc.sentences.iter().enumerate() {
        let new = firsts.last().and_then(|last| doc.sentences.get(*last)).is_none_or(|last| last.part != sentence.part);
        if new && doc.is_in(number, PartKind::Body) && doc.sentence(number).len() >= SHORTEST {
            firsts.push(number);
        }
    }
    firsts
}

/// The head noun of a source that is described and not named: one person or body.
fn described(doc: &Doc<'_>, known: &Known<'_>, drafts: &[Draft], found: &[Attribution], at: usize) -> Option<usize> {
    let (draft, a) = (drafts.get(at)?, found.get(at)?);
    let source = draft.source.clone()?;
    let named = known.get(a.source_entity).is_some_and(|e| e.named);
    let nobody = matches!(a.source_kind, SourceKind::Document | SourceKind::Artefact | SourceKind::Unspecified);
    if named || nobody || !draft.speaks() || a.source_name.is_empty() || draft.own.as_ref() == Some(&source) {
        return None;
    }
    let start = doc.lower(source.start);
    let opens = matches!(start, "a" | "an" | "the") || doc.is_in(draft.sentence, PartKind::Headline);
    let end = source.clone().find(|&i| !is_phrase(doc, i)).unwrap_or(source.end);
    let head = (source.start..end).rev().find(|&i| doc.tag(i).is_noun())?;
    let one =
        matches!(doc.tag(head), Tag::NN) || doc.tag(head).is_name() && doc.is_in(draft.sentence, PartKind::Headline);
    let plain = (source.start..=head).all(|i| !doc.tag(i).is_name() || doc.is_in(draft.sentence, PartKind::Headline));
    (opens && one && plain && (is_body(doc.lower(head)) || again::is_person_noun(doc.lower(head)))).then_some(head)
}

fn is_phrase(doc: &Doc<'_>, i: usize) -> bool {
    let tag = doc.tag(i);
    tag.is_noun() || tag.is_adjective() || matches!(tag, Tag::DT | Tag::CD)
}

fn is_body(noun: &str) -> bool {
    is_in(List::BodyNoun, noun) || matches!(noun, "charity" | "watchdog" | "organisation" | "organization" | "network")
}

/// Whether an entity can be whom a noun describes.
fn fits(doc: &Doc<'_>, known: &Known<'_>, entity: u32, noun: &str) -> bool {
    let Some(e) = known.get(Some(entity)).filter(|e| e.named) else { return false };
    if is_body(noun) {
        let party = || e.name.split(' ').any(|word| is_in(List::PartyWord, &word.to_lowercase()));
        return matches!(e.kind, EntityKind::Organisation | EntityKind::Outlet) && !party();
    }
    e.kind == EntityKind::Person && again::fits_noun(doc, known, entity, noun)
}

/// Where an entity is first named.
fn first_name(e: &Entity) -> Option<u32> {
    e.mentions.iter().filter(|m| m.form == MentionForm::Name).map(|m| m.span.start).min()
}

impl Described<'_> {
    /// "According to the chief surgeon. ... the surgeon, Omar Tal, said": the same noun with a name behind it, later.
    fn apposed_later(&self) -> Option<(u32, SourceKind)> {
        let Described { doc, known, drafts, found, at, noun } = *self;
        drafts.iter().zip(found).skip(at + 1).find_map(|(draft, a)| {
            let source = draft.source.as_ref()?;
            let entity = a.source_entity.filter(|e| known.get(Some(*e)).is_some_and(|e| e.named))?;
            let comma = source.clone().find(|&i| doc.tag(i) == Tag::Comma)?;
            let same = doc.lower(source.start) == "the" && comma > source.start + 1 && doc.lower(comma - 1) == noun;
            (same && doc.tag(comma + 1).is_name()).then_some((entity, a.source_kind))
        })
    }

    /// The lede's "a rights group", where the next paragraph begins with a name that is new, or lets one speak in its first sentence.
    fn next_named(&self, parts: &[usize]) -> Option<(u32, SourceKind)> {
        let Described { doc, known, drafts, found, at, noun } = *self;
        let draft = drafts.get(at)?;
        let part = |s: usize| doc.sentences.get(s).map(|s| s.part);
        let here = parts.iter().take(2).position(|&first| part(first) == part(draft.sentence))?;
        let next = *parts.get(here + 1)?;
        let sentence = doc.sentence(next);
        let from = doc.tokens.get(sentence.start)?.span.start;
        let fresh = |entity: u32| known.get(Some(entity)).and_then(first_name).is_some_and(|first| first >= from);
        let may = |entity: u32| fresh(entity) && fits(doc, known, entity, noun);
        let verb = sentence.clone().find(|&i| doc.tag(i).is_finite())?;
        if drafts.iter().any(|d| d.sentence == next && is_in(List::Answers, d.lemma)) {
            return None;
        }
        let spoken = drafts.iter().zip(found).filter(|(d, _)| d.sentence == next && d.speaks()).find_map(|(d, a)| {
            let entity = a.source_entity.filter(|e| may(*e))?;
            // "A hospital director said": who is described, too, is another one.
            let name = d.source.as_ref().filter(|source| (*source).clone().any(|i| doc.tag(i).is_name()));
            (name.is_some() && !is_in(List::Answers, d.lemma)).then_some((entity, a.source_kind))
        });
        if spoken.is_some() {
            return spoken;
        }
        let first = sentence.start + usize::from(doc.lower(sentence.start) == "the");
        let entity = known.at(doc.tokens.get(first)?.span, doc.span(first..verb.max(first + 1)))?;
        // "Mira Tolan, 58, runs the mill": who is introduced.
        let told = sentence.clone().take_while(|&i| i < verb).any(|i| doc.tag(i) == Tag::Comma);
        let kind = if is_body(noun) { SourceKind::PartisanOrganisation } else { SourceKind::Person };
        (may(entity) && (told || is_body(noun))).then_some((entity, kind))
    }

    /// The headline's "surgeon", "rights group": whom the report names for the same noun.
    fn of_headline(&self) -> Option<(u32, SourceKind)> {
        let Described { doc, known, drafts, found, at, noun } = *self;
        let draft = drafts.get(at)?;
        if !doc.is_in(draft.sentence, PartKind::Headline) {
            return None;
        }
        let mut later = drafts.iter().zip(found).enumerate().filter(|(i, _)| *i > at);
        later.find_map(|(_, (d, a))| {
            let source = d.source.as_ref()?;
            let entity = a.source_entity.filter(|e| known.get(Some(*e)).is_some_and(|e| e.named))?;
            let said = source.clone().any(|i| doc.lower(i) == noun && !doc.tag(i).is_name());
            let person = !is_body(noun) && known.get(Some(entity)).is_some_and(|e| e.kind == EntityKind::Person);
            let words = || {
                source.clone().filter(|&i| !doc.tag(i).is_name()).map(|i| doc.lower(i).to_owned()).collect::<Vec<_>>()
            };
            let known_as = person && (again::is_called(doc, known, entity, noun) || again::means(noun, &words()));
            (known_as || said && fits(doc, known, entity, noun)).then_some((entity, a.source_kind))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::annotate;
    use crate::report::{PartKind, Report};

    /// The names of all sources of a report with a headline; a line is a paragraph.
    fn who(text: &str) -> Vec<String> {
        let mut report = Report::of_body(text);
        report.parts.iter_mut().take(1).for_each(|part| part.kind = PartKind::Headline);
        annotate(&report).into_iter().map(|a| a.source_name).collect()
    }

    #[test]
    fn the_lede_describes_and_the_next_paragraph_names() {
        let text = "Boats sunk in Reed Bay, rights group says\n\
            Nine boats were sunk in Reed Bay, a local rights group said on Thursday.\n\
            The Pier Centre, which sent observers, said that the boats were full.\n";
        assert_eq!(who(text), ["Pier Centre", "Pier Centre", "Pier Centre"]);
        let text = "Shots at the mill\n\
            Shots were fired at the mill all night, a woman who lives across the road said.\n\
            Mira Tolan, 58, runs the laundry of the officers. \"There was smoke,\" she said.\n";
        assert_eq!(who(text), ["Mira Tolan", "Mira Tolan"]);
    }

    #[test]
    fn who_answers_is_another_one() {
        let text = "Boats sunk\n\
            Nine boats were sunk in Reed Bay, a rights group said on Thursday.\n\
            The Pier Company, which owns the bay, denied that.\n";
        assert_eq!(who(text)[0], "rights group");
    }

    #[test]
    fn a_name_behind_the_same_noun_names_it_before() {
        let text = "Mill hit, doctor says\n\
            Nine people died at the mill, according to the chief surgeon of the town hospital.\n\
            \"We have nine here,\" the surgeon, Omar Tal, told visitors.\n";
        assert_eq!(who(text)[1..], ["Omar Tal", "Omar Tal"]);
    }
}
