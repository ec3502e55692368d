//! Sources that the reports have only from another counted source: "the ministry said that it had been told by the embassy".
//!
//! For: counting rule 2, where what is known only through one organisation is that organisation's. In: a named source of an event
//! and those that are counted already. Out: the one that passes its word on in every report that has it. Not here: artefacts and
//! their suppliers (see [`super::artefacts`]), unnamed people whom a body has heard (see [`super::chains`]).

use super::collection::{Collection, Nth};
use super::origins::Reached;
use super::parties::speaker;
use super::{Basis, CountedOrigin, Origin};
use crate::annotate::{Attribution, SourceKind};

/// The counted source through which alone the reports of this event know what `known` says.
pub(super) fn through<'a>(
    all: &Collection<'_>,
    reached: &'a Reached,
    counted: &[CountedOrigin],
    known: &Origin,
    claims: &[Nth],
) -> Option<(u32, &'a Origin)> {
    let source = known.entity.filter(|_| is_body(known))?;
    let mut bodies = reached.counting(counted).filter(|(_, other)| is_body(other));
    bodies.find(|(_, other)| {
        let Some(by) = other.entity.filter(|by| *by != source) else { return false };
        !claims.is_empty() && claims.iter().all(|&nth| passes_on(all, nth, by, source))
    })
}

/// The counted person within whose words alone the reports of this event give an unnamed source: "A captain rang and told me that ...,"
/// the father said.
pub(super) fn through_a_person<'a>(
    all: &Collection<'_>,
    reached: &'a Reached,
    counted: &[CountedOrigin],
    known: &Origin,
    claims: &[Nth],
) -> Option<(u32, &'a Origin)> {
    if known.basis != Basis::Anonymous || claims.is_empty() {
        return None;
    }
    let mut people = reached
        .counting(counted)
        .filter(|(_, o)| o.basis == Basis::Stated && o.entity.is_some_and(|e| all.is_person(e)));
    people.find(|(_, o)| o.entity.is_some_and(|by| claims.iter().all(|&nth| is_told_by(all, nth, by))))
}

/// Whether a claim stands in what a person says, who is not its own sayer.
fn is_told_by(all: &Collection<'_>, nth: Nth, by: u32) -> bool {
    let Some((&at, claim)) = all.claims.get(nth).and_then(|at| Some((at, all.claim(*at)?))) else { return false };
    let said = all.said(at.report);
    let attributions = said.as_ref().map_or(&[][..], |notes| &notes.attributions);
    let behind = claim.chain.iter().rev().skip(1).any(|link| all.entity(at.report, link.entity) == Some(by));
    let content = |a: &Attribution| {
        a.says() && a.content.iter().any(|words| words.overlaps(claim.trigger) || words.contains(claim.span))
    };
    behind || attributions.iter().any(|a| content(a) && all.entity(at.report, a.source_entity) == Some(by))
}

/// A body or who speaks for it; what people of their own tell is their own.
fn is_body(origin: &Origin) -> bool {
    let kinds = [SourceKind::Official, SourceKind::PartisanOrganisation, SourceKind::Spokesperson];
    origin.basis == Basis::Stated && kinds.contains(&origin.kind)
}

/// Whether the report of a claim gives the word of `source` within the word of `by`.
fn passes_on(all: &Collection<'_>, nth: Nth, by: u32, source: u32) -> bool {
    let Some(&at) = all.claims.get(nth) else { return false };
    let is = |item: Option<u32>, wanted: u32| all.entity(at.report, item).map(|e| speaker(all, e)) == Some(wanted);
    let claim = all.claim(at);
    let chain = claim.as_ref().map_or(&[][..], |claim| &claim.chain);
    let behind = chain.iter().skip_while(|link| !is(link.entity, by)).skip(1).any(|link| is(link.entity, source));
    let notes = all.said(at.report);
    let attributions = notes.as_ref().map_or(&[][..], |notes| &notes.attributions);
    let within = || {
        attributions.iter().filter(|a| is(a.source_entity, source)).any(|a| {
            let outer = a.within.and_then(|outer| attributions.get(outer as usize));
            outer.is_some_and(|outer| is(outer.source_entity, by))
        })
    };
    behind || within()
}
