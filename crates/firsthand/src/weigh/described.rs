//! Sources that a report describes first and names further down, and documents of which it does not say whose they are.
//!
//! For: counting rule 1: "..., a hospital official said" above "Dr Ora Lind, who heads Kessa Hospital, told the Post" is one
//! source, and so is "a rights group" above the only organisation that the report then names and cites. In: a link of a
//! chain. Out: the named thing of the same report. Not here: descriptions in other reports (see [`super::count`]), offices
//! that a name explains directly (see [`crate::annotate`]).

use super::collection::Collection;
use super::origins::description;
use super::words::WORDS;
use crate::annotate::{Annotated, ChainLink, Claim, Entity, EntityKind, MentionForm, Modality, SourceKind};
use crate::text::Span;
use std::collections::BTreeSet;

/// Who a described source turns out to be: the in-report entity and what kind of source it is.
pub(super) fn named_later(
    all: &Collection<'_>,
    report: u32,
    claim: &Claim,
    link: &ChainLink,
) -> Option<(u32, SourceKind)> {
    let notes = all.annotated.get(report as usize)?;
    let described = link.kind == SourceKind::Anonymous || !link.name.chars().any(char::is_uppercase);
    let own = link.entity.and_then(|entity| notes.entities.get(entity as usize));
    if let Some((item, entity)) = link.entity.zip(own).filter(|(_, entity)| named_at(entity).is_some()) {
        // The description is one more mention of somebody who has a name.
        let means =
            |span: Span| entity.mentions.iter().any(|m| m.form == MentionForm::Nominal && span.overlaps(m.span));
        let person = link.kind == SourceKind::Anonymous && entity.kind == EntityKind::Person;
        return (person && link.span.is_some_and(means)).then_some((item, SourceKind::Person));
    }
    if !described {
        return None;
    }
    let from = link.span?.start;
    let words = telling(&link.name);
    let document = link.kind == SourceKind::Document;
    let general = document || last_of(&link.name).is_some_and(|head| WORDS.general_bodies.contains(&head));
    let mut bodies: BTreeSet<u32> = BTreeSet::new();
    let mut first = None;
    for attribution in &notes.attributions {
        let Some(item) = attribution.source_entity else { continue };
        let Some(entity) = notes.entities.get(item as usize) else { continue };
        // Named before: another one would not be described afresh.
        let later = named_at(entity).is_some_and(|at| at > from || document);
        let fits = if general { is_organisation(notes, entity) } else { is_of(notes, entity, &words) };
        let body = entity.affiliation.unwrap_or(item);
        if later && fits && !answers(notes, claim, item, body) && attribution.source_kind != SourceKind::Outlet {
            bodies.insert(body);
            first = first.or(Some((item, attribution.source_kind)));
        }
    }
    let (item, kind) = first.filter(|_| bodies.len() == 1)?;
    Some((item, if kind == SourceKind::Anonymous { SourceKind::Person } else { kind }))
}

/// Whether somebody does what the claim says, or denies something in the report: nobody accuses themselves.
fn answers(notes: &Annotated, claim: &Claim, item: u32, body: u32) -> bool {
    let own = |entity: Option<u32>| entity == Some(item) || entity == Some(body);
    let denied = notes.claims.iter().filter(|claim| claim.modality == Modality::Denied);
    claim.arguments.iter().any(|argument| own(argument.entity))
        || denied.flat_map(|claim| &claim.chain).any(|link| own(link.entity))
}

/// Words of a description that say of which body somebody is: "hospital" of "a senior hospital official".
pub(super) fn telling(name: &str) -> Vec<String> {
    let general = |word: &String| {
        [&WORDS.source_heads, &WORDS.offices, &WORDS.general_bodies].into_iter().any(|list| list.contains(word))
    };
    let all = description(&name.to_lowercase());
    let who = all.split(' ').take_while(|word| !WORDS.place_prepositions.iter().any(|p| p == word));
    who.filter(|word| !word.is_empty()).map(str::to_owned).filter(|word| !general(word)).collect()
}

/// The last word of a description before it says where.
fn last_of(name: &str) -> Option<String> {
    let all = description(&name.to_lowercase());
    let who = all.split(' ').take_while(|word| !WORDS.place_prepositions.iter().any(|p| p == word));
    who.last().map(str::to_owned)
}

fn named_at(entity: &Entity) -> Option<u32> {
    entity.mentions.iter().find(|mention| mention.form == MentionForm::Name).map(|mention| mention.span.start)
}

fn affiliation<'a>(notes: &'a Annotated, entity: &Entity) -> Option<&'a Entity> {
    entity.affiliation.and_then(|body| notes.entities.get(body as usize))
}

/// Whether an organisation, or who speaks for one: no state's organ, no armed group, no outlet.
fn is_organisation(notes: &Annotated, entity: &Entity) -> bool {
    let body = affiliation(notes, entity).unwrap_or(entity);
    let organ =
        description(&body.name.to_lowercase()).split(' ').any(|word| WORDS.state_sources.iter().any(|s| s == word));
    body.kind == EntityKind::Organisation && body.state.is_none() && !organ && named_at(body).is_some()
}

/// Whether the name or office of a person, or of the body they belong to, holds one of the words.
fn is_of(notes: &Annotated, entity: &Entity, words: &[String]) -> bool {
    let body = affiliation(notes, entity);
    let own = (entity.kind != EntityKind::Person).then_some(entity.name.as_str());
    let told = [own, entity.role.as_deref(), body.map(|body| body.name.as_str())];
    let held: Vec<String> = told
        .into_iter()
        .flatten()
        .flat_map(|text| description(&text.to_lowercase()).split(' ').map(str::to_owned).collect::<Vec<_>>())
        .collect();
    matches!(entity.kind, EntityKind::Person | EntityKind::Organisation) && words.iter().any(|word| held.contains(word))
}
