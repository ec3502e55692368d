//! Whose artefact is it: the one supplier through whom a video, picture or leak is known.
//!
//! For: counting rule 2. In: a report and the artefact it ends at. Out: the supplier, as an entity
//! of the collection, with the words that show it. Not here: judging whether the artefact is real.

use super::collection::Collection;
use super::parties::speaker;
use super::words::{WORDS, class_of, plain_words};
use crate::annotate::{Annotated, Entity, EntityKind};
use crate::link::At;
use crate::text::Span;

/// Most words between a supplier and its verb ("the council, which says it has obtained").
const REACH: usize = 6;
/// Reports of an event in which a supplier is looked for.
const MOST_REPORTS: usize = 200;

/// Who handed an artefact on, and the words that say so.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Supplier {
    /// In-report entity.
    pub entity: u32,
    pub span: Span,
    /// Whether it handed the artefact on; otherwise it only put it before the public.
    pub handed_on: bool,
    /// Whether it is an outlet, which most often has from others what it prints: a supplier where nobody else is named.
    pub outlet: bool,
}

impl Supplier {
    /// What shows more of who supplied it.
    fn strength(&self) -> (bool, bool) {
        (!self.outlet, self.handed_on)
    }
}

/// The supplier that the report names in a sentence about the artefact (`mentions` of it), best evidence first.
pub(super) fn supplier(
    all: &Collection<'_>,
    report: u32,
    artefact: Option<u32>,
    named_at: Option<Span>,
) -> Option<Supplier> {
    let (notes, paper) = (all.notes(report)?, all.report(report)?);
    let mentions = artefact.and_then(|e| notes.entities.get(e as usize)).map_or(&[][..], |e| &e.mentions);
    let places = mentions.iter().map(|m| m.span).chain(named_at);
    let mut best: Option<Supplier> = None;
    for place in places {
        let n = notes.sentences.partition_point(|s| s.span.end <= place.start);
        let Some(sentence) = notes.sentences.get(n).filter(|s| s.span.overlaps(place)) else { continue };
        for found in in_sentence(&notes, &paper.text, sentence.span) {
            if best.as_ref().is_none_or(|known| found.strength() > known.strength()) {
                best = Some(found);
            }
        }
    }
    best
}

/// The one supplier, as an entity of the collection, whom the reports of an event name for an artefact of this sort.
pub(super) fn supplier_of_event(all: &Collection<'_>, event: u32, artefact: &str) -> Option<u32> {
    let sort = class_of(&WORDS.artefacts, artefact)?;
    let claims = &all.links.events.get(event as usize)?.claims;
    let mut reports: Vec<u32> = claims.iter().map(|at| at.report).collect();
    reports.sort_unstable();
    reports.dedup();
    // Who is said to have done what it shows made it, and told nobody by that.
    let doer = |at: &At| all.entity(at.report, all.claim(*at)?.argument("actor")?.entity);
    let doers: Vec<u32> = claims.iter().filter_map(doer).collect();
    let mut best: Option<((bool, bool), Option<u32>)> = None;
    for report in reports.into_iter().take(MOST_REPORTS) {
        let notes = all.notes(report)?;
        let alike = |e: &Entity| e.kind == EntityKind::Artefact && class_of(&WORDS.artefacts, &e.name) == Some(sort);
        let artefacts = notes.entities.iter().enumerate().filter(|(_, e)| alike(e));
        for by in artefacts.filter_map(|(item, _)| supplier(all, report, Some(item as u32), None)) {
            let named = all.entity(report, Some(by.entity)).filter(|e| by.handed_on || !doers.contains(e));
            let Some(entity) = named.map(|e| speaker(all, e)) else { continue };
            let strength = by.strength();
            match &mut best {
                Some((known, one)) if *known == strength => *one = one.filter(|one| *one == entity),
                Some((known, _)) if *known > strength => {}
                _ => best = Some((strength, Some(entity))),
            }
        }
    }
    best.and_then(|(_, one)| one)
}

/// Entities that stand as the agent of a verb of supplying or publishing in one sentence.
fn in_sentence<'a>(notes: &'a Annotated, text: &'a str, sentence: Span) -> impl Iterator<Item = Supplier> + 'a {
    let agents = notes.entities.iter().enumerate().filter(|(_, e)| can_supply(e)).flat_map(move |(n, entity)| {
        entity.mentions.iter().filter(move |m| sentence.contains(m.span)).map(move |m| (n as u32, m.span))
    });
    agents.filter_map(move |(entity, span)| {
        let before = Span { start: sentence.start, end: span.start }.of(text);
        let after = Span { start: span.end, end: sentence.end }.of(text);
        let handed_on = verb_by(before).or_else(|| verb_after(after))?;
        let outlet = notes.entities.get(entity as usize).is_some_and(|e| e.kind == EntityKind::Outlet);
        Some(Supplier { entity, span: sentence, handed_on, outlet })
    })
}

fn can_supply(entity: &Entity) -> bool {
    use EntityKind::{ArmedGroup, Organisation, Outlet, Person};
    matches!(entity.kind, Organisation | ArmedGroup | Person | Outlet)
}

/// "... obtained by", "... received from" at the end of what stands before a name.
fn verb_by(before: &str) -> Option<bool> {
    let words: Vec<String> = plain_words(before).collect();
    let tail = words.iter().rev().take(REACH);
    let mut tail = tail.skip_while(|w| matches!(w.as_str(), "the" | "an" | "a" | "exiled" | "opposition" | "group"));
    if !matches!(tail.next().map(String::as_str), Some("by" | "from")) {
        return None;
    }
    tail.find_map(|w| strength(w))
}

/// "has obtained", "which translated" at the beginning of what stands after a name.
fn verb_after(after: &str) -> Option<bool> {
    if after.trim_start().starts_with(['.', ';', '!', '?']) {
        return None;
    }
    plain_words(after).take(4).find_map(|w| strength(&w))
}

fn strength(word: &str) -> Option<bool> {
    if WORDS.supply_verbs.iter().any(|v| v == word) {
        Some(true)
    } else {
        WORDS.publish_verbs.iter().any(|v| v == word).then_some(false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_and_from_name_the_supplier_before_them() {
        assert_eq!(verb_by("a video obtained by the "), Some(true));
        assert_eq!(verb_by("a video posted online by "), Some(false));
        assert_eq!(verb_by("a video seen near "), None);
    }

    #[test]
    fn the_supplier_may_stand_before_its_verb() {
        assert_eq!(verb_after(", which translated the song, said"), Some(true));
        assert_eq!(verb_after(" denied it"), None);
    }
}
