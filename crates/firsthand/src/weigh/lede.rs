//! Bodies that a report describes before it names them, and spokesmen whose body stands in the sentence before.
//!
//! For: counting rules 1 and 2: "a church charity said on Monday. The Lamp Society, which ..., said" is one source that the lede
//! describes and the next sentence names, and "The League said ... spokesman Omar Tal added" is the League. In: a link of a chain. Out:
//! the body, an entity of the same report. Not here: persons of a lede, and descriptions that a name fits (see [`super::described`]).

use super::collection::Collection;
use super::described::{answers, last_of, named_at};
use super::words::{WORDS, plain_words};
use crate::annotate::{Annotated, Attribution, ChainLink, Claim, Entity, EntityKind, SourceKind};
use crate::report::PartKind;

/// How far from the top of the body a lede reaches, and the next speaker from it, in bytes.
const LEDE: u32 = 450;
const NEXT: u32 = 500;
/// Letters that two words share at their beginning or end where one may stand for the other ("shelter", "Shelterers").
const ALIKE: usize = 4;

/// The body that the next speaker after the lede is, where the lede describes a body and the report names this one only then.
pub(super) fn body_after(all: &Collection<'_>, report: u32, claim: &Claim, link: &ChainLink) -> Option<u32> {
    let kinds = [SourceKind::PartisanOrganisation, SourceKind::Anonymous, SourceKind::Unspecified];
    if !kinds.contains(&link.kind) || link.name.split(' ').skip(1).any(|word| word.chars().any(char::is_uppercase)) {
        return None;
    }
    let notes = all.notes(report)?;
    let own = link.entity.and_then(|item| notes.entities.get(item as usize));
    if own.is_some_and(|entity| named_at(entity).is_some() || entity.state.is_some()) {
        return None;
    }
    let body = all.report(report)?.parts.iter().find(|part| part.kind == PartKind::Body)?.span.start;
    // What a later "the organisation" means was described first in the lede.
    let mentions = own.map_or(&[][..], |entity| &entity.mentions);
    let first = mentions.iter().map(|mention| mention.span).find(|span| span.start >= body).or(link.span)?;
    let from = first.start.max(body);
    if from > body + LEDE {
        return None;
    }
    let next = next_speaker(&notes, from, link.entity)?;
    let item = next.source_entity?;
    let named = notes.entities.get(item as usize)?;
    let new = named_at(named).is_some_and(|at| at > from);
    let sort = own.is_some_and(|entity| entity.kind == EntityKind::Organisation) || is_like(&link.name, &named.name);
    let fits = new && sort && is_civil(named);
    (fits && !answers(all, report, claim, (item, item))).then_some(item)
}

/// An organisation with a name, no organ of a state; a line of capitals at the top of a wire's report names none.
fn is_civil(entity: &Entity) -> bool {
    let organ = plain_words(&entity.name).any(|word| WORDS.state_sources.contains(&word));
    entity.kind == EntityKind::Organisation && !organ && entity.name.chars().any(char::is_lowercase)
}

/// Who speaks next after a place, by themselves and not within what another says.
fn next_speaker(notes: &Annotated, from: u32, but: Option<u32>) -> Option<&Attribution> {
    let after = |a: &&Attribution| {
        let start = a.source.first().map(|span| span.start);
        start.is_some_and(|start| start > from && start < from + NEXT)
    };
    let speaks = |a: &&Attribution| {
        a.says() && !a.hearsay && a.within.is_none() && a.source_entity.is_some() && a.source_entity != but
    };
    let named = notes.attributions.iter().filter(after).filter(speaks);
    named.min_by_key(|a| a.source.first().map(|span| span.start))
}

/// Whether a description's noun says of what sort the body of a name is: any body, or a word that the name shares or nearly shares.
fn is_like(description: &str, name: &str) -> bool {
    let Some(head) = last_of(description) else { return false };
    let shares = |word: &String| {
        let (head, word) = (head.as_str(), word.as_str());
        let start = |word: &str| head.get(..ALIKE).is_some_and(|start| word.starts_with(start));
        let end = |word: &str| {
            head.len().checked_sub(ALIKE).and_then(|at| head.get(at..)).is_some_and(|end| word.ends_with(end))
        };
        head.len() >= ALIKE && word.len() > ALIKE && (start(word) || end(word))
    };
    WORDS.general_bodies.contains(&head) || plain_words(name).any(|word| shares(&word))
}

/// The body for which "spokesman Omar Tal" speaks, of whom the report says no more: the one whose word it gave just before.
pub(super) fn body_before(all: &Collection<'_>, report: u32, link: &ChainLink) -> Option<u32> {
    let (item, at) = (link.entity?, link.span?.start);
    let notes = all.notes(report)?;
    let person = notes.entities.get(item as usize)?;
    let role = person.role.as_deref()?;
    let bare = person.kind == EntityKind::Person && person.affiliation.is_none() && person.state.is_none();
    if !bare || !["spokesman", "spokeswoman", "spokesperson"].contains(&role.to_lowercase().as_str()) {
        return None;
    }
    // Another person between them may be the spokesman's colleague or nobody's.
    let body = |a: &Attribution| a.source_entity.filter(|item| notes.entities.get(*item as usize).is_some_and(is_body));
    let before = notes.attributions.iter().filter(|a| a.says() && !a.hearsay && a.within.is_none());
    let before = before.filter(|a| a.source_entity.is_some() && a.source_entity != Some(item));
    let place = |a: &Attribution| a.source.first().map(|span| span.start);
    let near = before.filter(|a| place(a).is_some_and(|start| start < at && start + NEXT > at));
    let last = near.max_by_key(|a| place(a))?;
    let body = body(last)?;
    // "... a paper by a watchdog. Spokeswoman Ilsa Tal": nobody else stands between, and no new paragraph begins.
    let from = last.cue.last().map_or(at, |cue| cue.end).min(at);
    let paper = all.report(report)?;
    let between = paper.text.get(from as usize..at as usize).unwrap_or("\n");
    let other = |entity: &Entity| {
        let here = |m: &crate::annotate::Mention| m.span.start >= from && m.span.end <= at;
        matches!(entity.kind, EntityKind::Organisation | EntityKind::ArmedGroup) && entity.mentions.iter().any(here)
    };
    let alone = !notes.entities.iter().enumerate().any(|(n, entity)| n as u32 != body && other(entity));
    (alone && !between.contains('\n')).then_some(body)
}

fn is_body(entity: &Entity) -> bool {
    matches!(entity.kind, EntityKind::Organisation | EntityKind::ArmedGroup) && named_at(entity).is_some()
}
