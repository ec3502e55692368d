//! Whose voice an origin is: its party, and its interest in what it says.
//!
//! For: counting rule 3. In: an entity of the collection. Out: a folded party key ("varenia", or the
//! organisation's own name). Not here: any list of states or sides; the party is what the texts
//! and the link stage say.

use super::chains::{Ending, Shown};
use super::collection::Collection;
use super::own_side::{own_side, state_of_doer};
use super::words::{WORDS, fold, plain_words};
use crate::annotate::{Claim, Entity, EntityKind, SourceKind};
use crate::link::At;
use crate::report::Report;
use std::collections::BTreeMap;

/// Bytes from the top in which a report says whose paper it is.
const HEAD: usize = 200;
/// Words of the full names of states.
const FORMS: [&str; 8] = ["republic", "kingdom", "federal", "federation", "democratic", "islamic", "union", "people"];

/// Organisation that an entity speaks for, or the entity itself: a spokesperson and the organisation are one, and so are a committee
/// and the body whose committee it is.
pub(super) fn speaker(all: &Collection<'_>, entity: u32) -> u32 {
    let mut at = entity;
    // A spokesman of a committee of a council; more would follow guesses.
    for _ in 0..2 {
        // A person speaks for an organisation; an organisation for none but itself, unless it is a part of one.
        let speaks = all.linked(Some(at)).filter(|e| match e.kind {
            EntityKind::Person | EntityKind::Document | EntityKind::Group => true,
            EntityKind::Organisation => plain_words(e.name).any(|word| WORDS.parts.contains(&word)),
            _ => false,
        });
        let body = speaks.and_then(|e| all.speaks_in_own_paper(at).or(e.speaks_for));
        let Some(next) = body.filter(|next| *next != entity) else { break };
        at = next;
    }
    at
}

/// The state of an entity as one report has it: "the government" that some other report gives a state is not this one's.
pub(super) fn state_here(all: &Collection<'_>, report: u32, entity: u32) -> Option<String> {
    let linked = all.linked(Some(entity))?;
    if !all.is_described(entity) {
        return linked.party.map(str::to_owned);
    }
    let mut here = linked.members.iter().filter(|at| at.report == report);
    here.find_map(|at| all.notes(at.report)?.entities.get(at.item as usize)?.state.clone())
}

/// The party of an entity in one report: its state or that of whom it speaks for, else the organisation, else nobody's.
pub(super) fn party_here(all: &Collection<'_>, report: u32, entity: Option<u32>) -> Option<String> {
    let boss = speaker(all, entity?);
    let of_state = || [entity?, boss].into_iter().find_map(|one| state_here(all, report, one));
    // Without a state of its own, a body of other reports' state is only itself.
    let name = || Some(fold(all.linked(Some(boss)).filter(|linked| is_party(linked.kind))?.name));
    let unnamed = all.is_described(boss) && all.linked(Some(boss)).is_some_and(|linked| linked.party.is_some());
    of_state().or_else(|| if unnamed { name() } else { party(all, entity) })
}

fn is_party(kind: EntityKind) -> bool {
    matches!(kind, EntityKind::State | EntityKind::Organisation | EntityKind::ArmedGroup)
}

/// The party of an entity: its state, else the organisation it speaks for, else nobody's.
pub(super) fn party(all: &Collection<'_>, entity: Option<u32>) -> Option<String> {
    let linked = all.linked(entity)?;
    let boss = all.linked(Some(speaker(all, entity?)))?;
    let own = || is_party(boss.kind);
    let of_state = || linked.party.or(boss.party).map(str::to_owned).or_else(|| state_in_name(all, boss.name));
    of_state().or_else(|| own().then(|| fold(boss.name)))
}

/// The state that the name of one of its offices names: "Government of Varenia", "Varenian Interior Ministry".
pub(super) fn state_in_name(all: &Collection<'_>, name: &str) -> Option<String> {
    let words: Vec<String> = plain_words(name).collect();
    let (office, rest): (Vec<&String>, Vec<&String>) =
        words.iter().partition(|word| WORDS.office_words.contains(word) || FORMS.contains(&word.as_str()));
    let telling = |word: &&String| !matches!(word.as_str(), "of" | "the" | "and" | "for" | "a" | "s" | "general");
    let [state] = rest.as_slice() else { return None };
    all.state_of(state).filter(|_| office.iter().any(telling)).map(str::to_owned)
}

/// The state for which an unnamed source speaks: it is described as one of its own ("a military
/// source"), and the state is named with it, or a medium of that state has it.
pub(super) fn state_voice(all: &Collection<'_>, at: At, end: &Ending) -> Option<String> {
    if end.shown != Shown::Unnamed {
        return None;
    }
    let words: Vec<String> = plain_words(&end.name).collect();
    let singular = |w: &str| w.strip_suffix('s').unwrap_or(w).to_owned();
    let any = |list: &[String]| words.iter().any(|w| list.iter().any(|s| *s == *w || *s == singular(w)));
    if !any(&WORDS.state_sources) || any(&WORDS.local_offices) {
        return None;
    }
    if let Some(state) = words.iter().find_map(|w| all.state_of(w)) {
        return Some(state.to_owned());
    }
    let outlet = end.through.clone().or_else(|| all.outlet_keys.get(at.report as usize).cloned())?;
    // What it passes on of another outlet, it has not heard itself.
    all.party_of_outlet(&outlet).map(str::to_owned).or_else(|| own_side(all, at).filter(|_| end.through.is_none()))
}

/// The state for which a source speaks that is named by its office alone ("the defence ministry") or by the seat of
/// its government ("Arven said"): the state whose deeds the claim is about, else the one state that the report
/// speaks of more than of all others.
pub(super) fn office_of_state(all: &Collection<'_>, at: At, end: &Ending, entity: Option<u32>) -> Option<String> {
    let linked = all.linked(entity);
    let linked = linked.as_ref();
    let seat = linked.is_some_and(|e| e.kind == EntityKind::Place);
    // "The defence ministry", "the Ministry of Defence", "the Land Forces": every state has one.
    let is_office = |name: &str| {
        let unnamed =
            name.chars().all(|c| !c.is_uppercase()) || plain_words(name).all(|word| WORDS.office_words.contains(&word));
        // "The Land Forces": every word of the name is an office's.
        let forces = |word: &str| !name.chars().all(|c| !c.is_uppercase()) && matches!(word, "force" | "forces");
        let organ = |word: &String| WORDS.state_sources.contains(word) || WORDS.state_bodies.contains(word);
        unnamed && plain_words(name).any(|word| organ(&word) || forces(&word))
    };
    let official =
        matches!(end.kind, SourceKind::Official | SourceKind::Spokesperson | SourceKind::PartisanOrganisation);
    // Who speaks for it is known by its name.
    let office = is_office(&end.name) && official || linked.is_some_and(|e| e.party.is_none() && is_office(e.name));
    // So is the office for which somebody speaks, and an official of whom nothing else is told ("the county commissioner").
    let boss = entity.map(|entity| speaker(all, entity)).filter(|boss| Some(*boss) != entity);
    let of_office =
        boss.and_then(|boss| all.linked(Some(boss))).is_some_and(|e| e.party.is_none() && is_office(e.name));
    let person = linked.is_some_and(|e| e.kind == EntityKind::Person && e.party.is_none()) && boss.is_none();
    let minister = || entity.is_some_and(|entity| all.offices().are_called_any(entity, &WORDS.ministers));
    let local = || all.offices().are_local(&end.name, entity);
    let in_office = person && (minister() || end.kind == SourceKind::Official && !local());
    if end.shown != Shown::Named || !(seat || office || of_office || in_office) {
        return None;
    }
    let claim = all.claim(at)?;
    let outlet = all.outlet_keys.get(at.report as usize).filter(|_| !seat);
    let of_outlet = outlet.and_then(|key| all.party_of_outlet(key)).map(str::to_owned);
    let letterhead = || all.report(at.report).and_then(|report| letterhead(all, &report));
    let of_report = || of_outlet.or_else(letterhead).or_else(|| state_of_doer(all, at, &claim));
    of_report()
        .or_else(|| main_state(all, at.report))
        .or_else(|| main_state_of_event(all, at))
        .or_else(|| state_beside(all, at))
}

/// The one state that the same report names as a source of the same event: "Varenia admitted ... The defence ministry said".
fn state_beside(all: &Collection<'_>, at: At) -> Option<String> {
    let event = all.nth(at).and_then(|nth| all.event_of.get(nth).copied().flatten())?;
    let beside = all.links.events.get(event as usize)?.claims.iter().filter(|other| other.report == at.report);
    let sayers = beside.filter_map(|other| all.linked(all.entity(at.report, all.claim(*other)?.chain.last()?.entity)));
    let mut states =
        sayers.filter(|sayer| sayer.kind == EntityKind::State).filter_map(|sayer| sayer.party.map(str::to_owned));
    let first = states.next()?;
    states.all(|state| state == first).then_some(first)
}

/// The state whose office's paper a report is: "Ministry of Health / of the Republic of Varenia" at its top.
fn letterhead(all: &Collection<'_>, report: &Report) -> Option<String> {
    let top = report.text.get(..report.text.floor_char_boundary(HEAD))?;
    top.lines().find_map(|line| {
        let words: Vec<String> = plain_words(line).collect();
        let common = |word: &str| FORMS.contains(&word) || WORDS.office_words.iter().any(|known| known == word);
        let (of_office, rest): (Vec<&String>, Vec<&String>) = words.iter().partition(|word| common(word));
        let state = rest.first().and_then(|word| all.state_of(word))?;
        let one = rest.iter().all(|word| all.state_of(word) == Some(state));
        (one && of_office.iter().any(|word| !matches!(word.as_str(), "of" | "the"))).then(|| state.to_owned())
    })
}

/// The same of all reports that tell of a claim's event.
fn main_state_of_event(all: &Collection<'_>, at: At) -> Option<String> {
    let event = all.nth(at).and_then(|nth| all.event_of.get(nth).copied().flatten())?;
    all.main_state.get(event, || {
        let claims = all.links.events.get(event as usize).map_or(&[][..], |event| &event.claims);
        let mut reports: Vec<u32> = claims.iter().map(|at| at.report).collect();
        reports.sort_unstable();
        reports.dedup();
        let mut told = BTreeMap::new();
        for report in reports {
            // Not kept open: each is looked at once.
            count_states(all, report, &all.given().entity_list(report), &mut told);
        }
        foremost(&told)
    })
}

/// The key of an office, whichever way round it is written: "Ministry of Defence", "defence ministry".
pub(super) fn office_key(name: &str) -> String {
    let joint = |word: &String| !matches!(word.as_str(), "of" | "the" | "and" | "for" | "a" | "s");
    let mut words: Vec<String> =
        plain_words(name).filter(joint).map(|word| word.replace("defense", "defence")).collect();
    words.sort_unstable();
    words.join(" ")
}

/// The state that a report mentions at least twice as often as any other.
fn main_state(all: &Collection<'_>, report: u32) -> Option<String> {
    let notes = all.notes(report)?;
    let mut told = BTreeMap::new();
    count_states(all, report, &notes.entities, &mut told);
    foremost(&told)
}

/// Counts how often a report mentions each state.
fn count_states(all: &Collection<'_>, report: u32, entities: &[Entity], told: &mut BTreeMap<String, usize>) {
    // One report may take for a place or a body what others know as a state.
    let wide = |kind: EntityKind| matches!(kind, EntityKind::State | EntityKind::Place);
    for (item, entity) in entities.iter().enumerate() {
        let linked = all.linked(all.entity(report, Some(item as u32)));
        let Some(linked) = linked.filter(|linked| wide(entity.kind) || wide(linked.kind)) else { continue };
        let own = linked.party.filter(|_| linked.kind == EntityKind::State).map(str::to_owned);
        let by_name = || {
            let name = fold(linked.name);
            all.states().find(|state| **state == name).cloned()
        };
        let state = own.or_else(by_name);
        if let Some(state) = state {
            *told.entry(state).or_default() += entity.mentions.len();
        }
    }
}

/// The state that is mentioned at least twice as often as any other.
fn foremost(told: &BTreeMap<String, usize>) -> Option<String> {
    let (party, most) = told.iter().max_by_key(|(_, mentions)| **mentions)?;
    let next = told.iter().filter(|(other, _)| *other != party).map(|(_, mentions)| *mentions).max().unwrap_or(0);
    (*most >= 2 * next).then(|| party.clone())
}

/// `own` when a source speaks of its own party's deeds, `adverse` when it opposes the party it speaks of.
pub(super) fn interest(
    all: &Collection<'_>,
    at: At,
    claim: &Claim,
    entity: Option<u32>,
    kind: SourceKind,
) -> &'static str {
    let source = party(all, entity);
    let entity_in = |role: &'static str| {
        claim.arguments.iter().filter(move |a| a.role == role).filter_map(|a| all.entity(at.report, a.entity))
    };
    let actors = ["actor", "recruiter", "authority", "force"];
    if source.is_some() && actors.iter().flat_map(|role| entity_in(role)).any(|e| party(all, Some(e)) == source) {
        return "own";
    }
    let against_us = entity_in("adversary").any(|e| source.is_some() && party(all, Some(e)) == source);
    let notes = entity.filter(|_| kind == SourceKind::PartisanOrganisation).and_then(|_| all.notes(at.report));
    let entities = notes.iter().flat_map(|notes| &notes.entities).enumerate();
    let opposes = entities
        .filter(|(item, _)| all.entity(at.report, Some(*item as u32)) == entity)
        .filter_map(|(_, e)| e.role.as_deref())
        .any(|role| plain_words(role).any(|w| WORDS.adverse_roles.contains(&w)));
    if against_us || opposes { "adverse" } else { "none_known" }
}
