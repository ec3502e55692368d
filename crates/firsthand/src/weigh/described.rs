//! Sources that a report describes first and names further down, and documents of which it does not say whose they are.
//!
//! For: counting rule 1: "..., a hospital official said" above "Dr Ora Lind, who heads Kessa Hospital, told the Post" is one
//! source, and so is "a rights group" above the only organisation that the report then names and cites. In: a link of a
//! chain. Out: the named thing of the same report. Not here: descriptions in other reports (see [`super::count`]), offices
//! that a name explains directly (see [`crate::annotate`]).

use super::collection::Collection;
use super::origins::description;
use super::words::{WORDS, plain_words};
use crate::annotate::{Annotated, ChainLink, Claim, Entity, EntityKind, MentionForm, Modality, SourceKind};
use crate::link::At;
use crate::report::PartKind;
use crate::text::Span;
use rustc_hash::FxHashSet;
use std::collections::BTreeSet;
use std::rc::Rc;

/// Who a described source turns out to be: the in-report entity and what kind of source it is.
pub(super) fn named_later(
    all: &Collection<'_>,
    report: u32,
    claim: &Claim,
    link: &ChainLink,
) -> Option<(u32, SourceKind)> {
    let open = all.notes(report)?;
    let notes = &*open;
    let described = link.kind == SourceKind::Anonymous || !link.name.chars().any(char::is_uppercase);
    let own = link.entity.and_then(|entity| notes.entities.get(entity as usize));
    if let Some((item, entity)) = link.entity.zip(own).filter(|(_, entity)| named_at(entity).is_some()) {
        // The description is one more mention of somebody who has a name.
        let means =
            |span: Span| entity.mentions.iter().any(|m| m.form == MentionForm::Nominal && span.overlaps(m.span));
        let person = link.kind == SourceKind::Anonymous && entity.kind == EntityKind::Person;
        return (person && link.span.is_some_and(means)).then_some((item, SourceKind::Person));
    }
    let from = link.span?.start;
    if let Some(group) = armed_group(notes, claim, link, own) {
        return Some((group, SourceKind::PartisanOrganisation));
    }
    if !described {
        return None;
    }
    if let Some(official) = in_the_lede(all, report, notes, link) {
        return Some(official);
    }
    let words = telling(&link.name);
    let document = link.kind == SourceKind::Document;
    let general = document || last_of(&link.name).is_some_and(|head| WORDS.general_bodies.contains(&head));
    let telling_body = Some(&words).filter(|words| general && !document && !words.is_empty()).and_then(|words| {
        let mut named = notes
            .entities
            .iter()
            .enumerate()
            .filter(|(_, e)| e.kind == EntityKind::Organisation && named_at(e).is_some() && is_of(notes, e, words));
        named.next().filter(|_| named.next().is_none()).map(|(at, _)| at as u32)
    });
    if let Some(body) = telling_body.filter(|body| !answers(all, report, claim, (*body, *body))) {
        return Some((body, SourceKind::PartisanOrganisation));
    }
    // "The rights group ... its spokeswoman, Ora Lind": a body that has people of its own in the report is described, not named.
    let cited = all.cited.get(report, || cited(notes));
    let own_people = |item: u32| {
        let of = |e: &Entity| e.affiliation == Some(item) && named_at(e).is_some();
        cited.iter().filter_map(|one| notes.entities.get(one.item as usize)).any(of)
    };
    if link.entity.is_some_and(own_people) {
        return None;
    }
    let mut bodies: BTreeSet<u32> = BTreeSet::new();
    let mut first = None;
    for &Cited { item, kind } in cited.iter() {
        let Some((entity, kind)) = notes.entities.get(item as usize).zip(kind) else { continue };
        // Named before: another one would not be described afresh.
        let later = named_at(entity).is_some_and(|at| at > from || document);
        let fits = match general {
            true => is_organisation(notes, entity) && !is_other_sort(notes, entity, &link.name),
            false => is_of(notes, entity, &words),
        };
        let body = entity.affiliation.unwrap_or(item);
        if later && fits && !answers(all, report, claim, (item, body)) {
            bodies.insert(body);
            first = first.or(Some((item, kind)));
        }
    }
    let (item, kind) = first.filter(|_| bodies.len() == 1)?;
    Some((item, if kind == SourceKind::Anonymous { SourceKind::Person } else { kind }))
}

/// Somebody whom a report cites.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cited {
    /// Who, by the report's entities.
    item: u32,
    /// As what, where they are cited first as something else than an outlet.
    kind: Option<SourceKind>,
}

/// Whom a report cites, each once: in the order of its text, then those who are cited as outlets only.
fn cited(notes: &Annotated) -> Rc<[Cited]> {
    let mut seen: FxHashSet<u32> = FxHashSet::default();
    let of = |outlets: bool| {
        let all = notes.attributions.iter().filter(move |one| (one.source_kind == SourceKind::Outlet) == outlets);
        all.filter_map(move |one| Some((one.source_entity?, Some(one.source_kind).filter(|_| !outlets))))
    };
    of(false).chain(of(true)).filter(|(item, _)| seen.insert(*item)).map(|(item, kind)| Cited { item, kind }).collect()
}

/// The armed group that "separatists", "the rebels", "the gang" are: the only one whose word the report gives under a name, else the
/// only one that it names at all. Forces of states are none of these.
fn armed_group(notes: &Annotated, claim: &Claim, link: &ChainLink, own: Option<&Entity>) -> Option<u32> {
    let bare = own.is_none_or(|entity| named_at(entity).is_none());
    if !bare || !last_of(&link.name).is_some_and(|head| WORDS.armed_groups.contains(&head)) {
        return None;
    }
    let group = |item: &u32| {
        let entity = notes.entities.get(*item as usize);
        entity.is_some_and(is_group)
    };
    let body = |item: u32| notes.entities.get(item as usize).and_then(|e| e.affiliation).filter(group).unwrap_or(item);
    let cited = notes.attributions.iter().filter_map(|a| a.source_entity).map(body).filter(group);
    let cited: BTreeSet<u32> = cited.collect();
    let named: BTreeSet<u32> = match cited.is_empty() {
        true => (0..notes.entities.len() as u32).filter(group).collect(),
        false => cited,
    };
    let target = |item: u32| {
        let harmed = |role: &str| matches!(role, "victim" | "target" | "adversary" | "defender");
        let argument = |a: &crate::annotate::Argument| a.entity == Some(item) && !a.implicit && harmed(&a.role);
        claim.arguments.iter().any(argument)
    };
    named.first().copied().filter(|item| named.len() == 1 && !target(*item))
}

/// A named armed group that is neither a state's nor a unit of an army.
fn is_group(entity: &Entity) -> bool {
    let unit = plain_words(&entity.name).any(|word| WORDS.army_units.contains(&word));
    entity.kind == EntityKind::ArmedGroup && entity.state.is_none() && named_at(entity).is_some() && !unit
}

/// The armed group under whose name other reports of the same event give what one ascribes to "separatists".
pub(super) fn named_elsewhere(all: &Collection<'_>, at: At, name: &str) -> Option<u32> {
    if !last_of(name).is_some_and(|head| WORDS.armed_groups.contains(&head)) {
        return None;
    }
    let event = all.event_of.get(all.nth(at)?).copied().flatten()?;
    all.armed_group.get(event, || group_of(all, event))
}

/// The one armed group that the reports of an event name where they name any.
fn group_of(all: &Collection<'_>, event: u32) -> Option<u32> {
    let claims = &all.links.events.get(event as usize)?.claims;
    let groups: BTreeSet<u32> = claims
        .iter()
        .filter_map(|at| {
            let notes = all.notes(at.report)?;
            let claim = all.claim(*at)?;
            let link = claim.chain.last()?;
            let own = link.entity.and_then(|item| notes.entities.get(item as usize));
            let item = match own {
                Some(entity) if is_group(entity) => link.entity,
                Some(entity) if entity.affiliation.is_some() => entity.affiliation,
                _ => armed_group(&notes, &claim, link, own),
            }?;
            notes.entities.get(item as usize).filter(|e| is_group(e))?;
            all.entity(at.report, Some(item))
        })
        .collect();
    groups.first().copied().filter(|_| groups.len() == 1)
}

/// How far from the top of the body a lede reaches, and the next speaker from it, in bytes.
const LEDE: u32 = 450;
const NEXT: u32 = 500;

/// "..., a senior official said. “...,” Colonel Omar Tal, who heads the office, told reporters": the lede says what, and who it was
/// comes in the paragraph below.
fn in_the_lede(all: &Collection<'_>, report: u32, notes: &Annotated, link: &ChainLink) -> Option<(u32, SourceKind)> {
    let from = link.span.filter(|_| link.kind == SourceKind::Anonymous)?.start;
    let paper = all.report(report)?;
    let body = paper.parts.iter().find(|part| part.kind == PartKind::Body)?.span.start;
    let words = description(&link.name.to_lowercase());
    let head = words.split(' ').next_back()?;
    let general = words.split(' ').all(|word| WORDS.source_heads.iter().any(|w| w == word) || word == head);
    if from > body + LEDE || !general {
        return None;
    }
    let after = |span: Span| span.start > from && span.start < from + NEXT;
    let next = notes.attributions.iter().find(|a| {
        let speaks = a.says() && !a.hearsay && a.source_entity.is_some() && a.source_entity != link.entity;
        speaks && a.source.first().is_some_and(|span| after(*span))
    })?;
    let item = next.source_entity?;
    let person = notes.entities.get(item as usize)?;
    let office = match head {
        "official" | "officer" => matches!(next.source_kind, SourceKind::Official | SourceKind::Spokesperson),
        _ => person.role.as_deref().is_some_and(|role| plain_words(role).any(|word| word == head)),
    };
    let new = named_at(person).is_some_and(|at| at > from);
    (office && new && person.kind == EntityKind::Person).then_some((item, next.source_kind))
}

/// Whether somebody does what the claim says, or denies something in the report: nobody accuses themselves.
pub(super) fn answers(all: &Collection<'_>, report: u32, claim: &Claim, (item, body): (u32, u32)) -> bool {
    let own = |entity: Option<u32>| entity == Some(item) || entity == Some(body);
    let denied = |at: &At| all.nth(*at).and_then(|nth| all.told(nth)).is_some_and(|t| t.modality == Modality::Denied);
    let mut denied = all.claims_of(report).filter(denied).filter_map(|at| all.claim(at));
    claim.arguments.iter().any(|argument| own(argument.entity))
        || denied.any(|claim| claim.chain.iter().any(|link| own(link.entity)))
}

/// Whether a word begins what says where somebody is or what they do.
pub(super) fn ends_description(word: &str) -> bool {
    matches!(word, "that" | "which" | "who" | "abroad" | "there") || WORDS.place_prepositions.iter().any(|p| p == word)
}

/// Words of a description that say of which body somebody is: "hospital" of "a senior hospital official".
pub(super) fn telling(name: &str) -> Vec<String> {
    let general = |word: &String| {
        [&WORDS.source_heads, &WORDS.offices, &WORDS.general_bodies].into_iter().any(|list| list.contains(word))
    };
    let all = description(&name.to_lowercase());
    let who = all.split(' ').take_while(|word| !ends_description(word));
    who.filter(|word| !word.is_empty()).map(str::to_owned).filter(|word| !general(word)).collect()
}

/// The last word of a description before it says where.
pub(super) fn last_of(name: &str) -> Option<String> {
    let all = description(&name.to_lowercase());
    let who = all.split(' ').take_while(|word| !ends_description(word));
    who.last().map(str::to_owned)
}

pub(super) fn named_at(entity: &Entity) -> Option<u32> {
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

/// Whether the name of a body says that it is another sort of body than a description: a union is no foundation.
fn is_other_sort(notes: &Annotated, entity: &Entity, name: &str) -> bool {
    let sort = |word: &String| WORDS.sorts_of_bodies.contains(word);
    let Some(told) = last_of(name).filter(sort) else { return false };
    let body = affiliation(notes, entity).unwrap_or(entity);
    let own: Vec<String> = plain_words(&body.name).filter(sort).collect();
    !own.is_empty() && !own.contains(&told)
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
