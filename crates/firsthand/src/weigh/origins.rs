//! From leads to origins: every claim gets the origins that it reaches.
//!
//! For: counting rules 1, 2 and 6. In: endings and leads. Out: [`Reached`]: the table of origins,
//! keyed by who and which utterance, and for each claim what it reaches. Strongly connected claims
//! are condensed first, so that a circle of reports ends in nothing instead of in itself.
//! Not here: how many of them count for one event (see [`super::count`]).

use super::artefacts::{Supplier, supplier, supplier_of_event};
use super::authors::ToldOf;
use super::chains::{Ending, Shown, in_small_letters};
use super::collection::{Collection, Nth};
use super::copied::Copied;
use super::cycles::components;
use super::judged::Verdict;
use super::leads::{Lead, Leads};
use super::likeness::Called;
use super::parties::{interest, office_key, office_of_state, party_here, speaker, state_in_name, state_voice};
use super::utterance::{Utterance, utterance};
use super::words::fold;
use super::{Basis, CountedOrigin, Counts, Origin};
use crate::annotate::{EntityKind, SourceKind};
use crate::link::At;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::RefCell;
use std::rc::Rc;

/// Where claims end.
#[derive(Debug, Default)]
pub(super) struct Reached {
    pub origins: Vec<Origin>,
    /// For each origin, the sayer's key: equal keys are one sayer's different utterances.
    pub who: Vec<String>,
    /// For each claim, the origins that it reaches, sorted.
    pub of: Vec<Vec<u32>>,
    /// Claims that lead only to one another.
    pub circular: Vec<bool>,
    /// What people say of two origins, by their numbers, the smaller first.
    pub judged: FxHashMap<(u32, u32), Verdict>,
    /// For a claim that ends at an artefact, its supplier and the words that show it.
    pub supplied: FxHashMap<Nth, (u32, String)>,
    /// What the reports say of the person who an origin is, once it has been asked for.
    pub told: RefCell<FxHashMap<u32, Rc<ToldOf>>>,
    /// What an origin is called, likewise.
    pub called: RefCell<FxHashMap<u32, Rc<Called>>>,
}

impl Reached {
    /// Those of the counted origins that count one, with their numbers, in the order in which they were counted.
    pub(super) fn counting<'a, 'b>(
        &'a self,
        counted: &'b [CountedOrigin],
    ) -> impl Iterator<Item = (u32, &'a Origin)> + Clone + use<'a, 'b> {
        let ones = counted.iter().filter(|c| c.counts == Counts::Yes);
        ones.filter_map(|c| Some((c.origin, self.origins.get(c.origin as usize)?)))
    }
}

/// Follows all leads to their ends.
pub(super) fn reach(all: &Collection<'_>, endings: &[Ending], leads: &Leads) -> Reached {
    let mut reached = Reached {
        of: vec![Vec::new(); all.claims.len()],
        circular: vec![false; all.claims.len()],
        ..Reached::default()
    };
    let mut table = Table::new(all, endings);
    let mut same = Copied::new(all.claims.len());
    for members in components(all.claims.len(), |from, edge| leads.of(from).get(edge).map(Lead::to)) {
        let mut from_others: Vec<u32> = Vec::new();
        let mut leads_out = false;
        for &member in &members {
            let (mut copied, mut taken): (Vec<u32>, Option<Nth>) = (Vec::new(), None);
            for lead in leads.of(member).iter().filter(|lead| members.binary_search(&lead.to()).is_err()) {
                leads_out = true;
                let others = reached.of.get(lead.to()).map_or(&[][..], Vec::as_slice);
                if lead.copies() {
                    copied.extend(others.iter().map(|origin| same.one(*origin)));
                    let shown = |nth: Nth| endings.get(nth).map(|end| end.shown);
                    let better = |taken: Nth| shown(lead.to()) > shown(taken);
                    taken = Some(lead.to()).filter(|_| !others.is_empty() && taken.is_none_or(better)).or(taken);
                } else {
                    from_others.extend(others);
                }
            }
            // One sentence was taken from one place: what others put into other mouths is theirs.
            from_others.extend(taken.and_then(|taken| reached.of.get(taken)).into_iter().flatten());
            same.unite(copied, &reached.origins);
        }
        from_others.iter_mut().for_each(|origin| *origin = same.one(*origin));
        from_others.sort_unstable();
        from_others.dedup();
        let circle = members.len() > 1 && !leads_out;
        let grounded = members.iter().any(|&m| endings.get(m).is_some_and(|e| e.shown >= Shown::Unnamed && !e.given));
        for &member in &members {
            let Some(end) = endings.get(member) else { continue };
            let own = match end.shown {
                Shown::Nothing => None,
                // An outlet that is given, and shows nothing or only cites back, is no origin.
                Shown::Outlet if leads_out || circle || end.common => None,
                _ if !from_others.is_empty() || (end.given && circle) => None,
                _ => Some(table.origin(all, member, end, &mut reached)),
            };
            if let Some(list) = reached.of.get_mut(member) {
                *list = own.map_or_else(|| from_others.clone(), |origin| vec![origin]);
            }
            if let Some(flag) = reached.circular.get_mut(member) {
                *flag = circle && !grounded;
            }
        }
        if circle && grounded {
            share(&members, &mut reached);
        }
    }
    same.settle(&mut reached);
    for (nth, list) in reached.of.iter().enumerate() {
        let Some(at) = all.claims.get(nth) else { continue };
        for &origin in list {
            if let Some(origin) = reached.origins.get_mut(origin as usize) {
                origin.reports.push(at.report);
            }
        }
    }
    for origin in &mut reached.origins {
        origin.reports.sort_unstable();
        origin.reports.dedup();
    }
    reached
}

/// Within a circle that some member grounds, the members that show nothing reach what the others reach.
fn share(members: &[Nth], reached: &mut Reached) {
    let mut origins: Vec<u32> =
        members.iter().flat_map(|&m| reached.of.get(m).into_iter().flatten().copied()).collect();
    origins.sort_unstable();
    origins.dedup();
    for &member in members {
        if let Some(list) = reached.of.get_mut(member).filter(|list| list.is_empty()) {
            list.clone_from(&origins);
        }
    }
}

/// Makes each origin once.
#[derive(Default)]
struct Table {
    /// Utterances of each sayer: (origin, utterance).
    known: FxHashMap<String, Vec<(u32, Utterance)>>,
    /// The supplier of each artefact, from whichever report names one; `None` where reports name several.
    suppliers: FxHashMap<u32, Option<u32>>,
    /// The supplier of what an event's artefacts show, likewise.
    of_event: FxHashMap<u32, Option<u32>>,
    /// The supplier whom other reports name, by event and report.
    dropped: FxHashMap<(u32, u32), u32>,
    found: FxHashMap<Nth, (Supplier, Option<u32>)>,
}

impl Table {
    fn new(all: &Collection<'_>, endings: &[Ending]) -> Self {
        let mut table = Table::default();
        for (nth, end) in endings.iter().enumerate().filter(|(_, e)| e.kind == SourceKind::Artefact) {
            let Some(&at) = all.claims.get(nth) else { continue };
            let in_report = all.claim(at).and_then(|c| {
                c.chain.iter().rev().find(|link| link.kind == SourceKind::Artefact).and_then(|link| link.entity)
            });
            let by = supplier(all, at.report, in_report, end.span);
            let Some(by) = by.filter(|by| !by.outlet) else { continue };
            let entity = all.entity(at.report, Some(by.entity));
            // Who is said to have made or shown it is the doer of the claim, not the one it is known through.
            let claim = all.claim(at);
            let is_doer = claim.as_ref().and_then(|c| c.argument("actor")).is_some_and(|a| {
                a.entity == Some(by.entity) || (entity.is_some() && all.entity(at.report, a.entity) == entity)
            });
            if is_doer && !by.handed_on {
                continue;
            }
            if let Some(entity) = entity.map(|e| speaker(all, e)) {
                let event = all.event_of.get(nth).copied().flatten();
                let slots = [
                    end.entity.map(|artefact| table.suppliers.entry(artefact)),
                    event.map(|event| table.of_event.entry(event)),
                ];
                for slot in slots.into_iter().flatten() {
                    let known = slot.or_insert(Some(entity));
                    if *known != Some(entity) {
                        *known = None;
                    }
                }
            }
            table.found.insert(nth, (by, entity));
        }
        // A report that names nobody else and drops the supplier shows the artefact for which other reports name one.
        let told = |nth: Nth| Some((all.event_of.get(nth).copied().flatten()?, all.claims.get(nth)?.report));
        let named = |end: &Ending| end.shown == Shown::Named && end.kind != SourceKind::Artefact;
        let others: FxHashSet<(u32, u32)> =
            endings.iter().enumerate().filter(|(_, end)| named(end)).filter_map(|(nth, _)| told(nth)).collect();
        let mut of_event: FxHashMap<u32, Option<u32>> = FxHashMap::default();
        for (nth, end) in endings.iter().enumerate().filter(|(_, e)| e.kind == SourceKind::Artefact) {
            let Some((event, report)) = told(nth).filter(|told| !others.contains(told)) else { continue };
            if table.found.contains_key(&nth) || table.of_event.contains_key(&event) {
                continue;
            }
            let supplier = of_event.entry(event).or_insert_with(|| supplier_of_event(all, event, &end.name));
            if let Some(supplier) = supplier {
                table.dropped.insert((event, report), *supplier);
            }
        }
        table
    }

    /// The origin at which this claim ends.
    fn origin(&mut self, all: &Collection<'_>, nth: Nth, end: &Ending, reached: &mut Reached) -> u32 {
        let Some(&at) = all.claims.get(nth) else { return 0 };
        let mut said = utterance(all, at, end);
        let mut entity = end.entity;
        let mut name = end.name.clone();
        let mut kind = end.kind;
        let mut words = None;
        if kind == SourceKind::Artefact && !end.own {
            let local = self.found.get(&nth).map(|(by, e)| (by.entity, *e, by.span));
            let event = all.event_of.get(nth).copied().flatten();
            let dropped = || self.dropped.get(&(event?, at.report)).copied();
            let of_event = event.and_then(|e| self.of_event.get(&e).copied().flatten()).or_else(dropped);
            let known = end.entity.and_then(|e| self.suppliers.get(&e).copied().flatten()).or(of_event);
            if let Some((item, found, span)) = local {
                words = Some(all.words(at.report, span));
                said.words.clone_from(&end.name);
                entity = found;
                let notes = all.notes(at.report);
                let in_report = notes.as_ref().and_then(|n| n.entities.get(item as usize));
                name = all
                    .linked(found)
                    .map(|e| e.name.to_owned())
                    .or_else(|| in_report.map(|e| e.name.clone()))
                    .unwrap_or_default();
                kind = SourceKind::PartisanOrganisation;
            } else if let Some(known) = known {
                words = Some(format!("{} is known only through one supplier", end.name));
                said.words.clone_from(&end.name);
                entity = Some(known);
                kind = SourceKind::PartisanOrganisation;
            }
        }
        if let Some(boss) = entity.filter(|_| end.shown == Shown::Named).map(|e| speaker(all, e)) {
            if entity != Some(boss) && kind != SourceKind::Artefact {
                said.words = if said.words.is_empty() { format!("{name} for it") } else { said.words };
            }
            if let Some(linked) = all.linked(Some(boss)) {
                // A described source may give a name of its own: "a farmer who gave only his first name, Tomas".
                if linked.named || entity != Some(boss) || !name.starts_with(char::is_uppercase) {
                    name = in_small_letters(linked.name);
                }
                // Who speaks for a body is that body's voice, not a person's.
                if kind == SourceKind::Person
                    && matches!(linked.kind, EntityKind::Organisation | EntityKind::ArmedGroup)
                {
                    kind = SourceKind::Spokesperson;
                }
            }
            entity = Some(boss);
        }
        let (mut who, basis) = key(all, nth, end, entity, &name);
        let of_state = office_of_state(all, at, end, entity);
        // The defence ministry of one state is not another's; a name that is given in full is the same in every report.
        let described = end.name.chars().all(|c| !c.is_uppercase())
            || all.linked(entity).is_some_and(|e| e.kind == EntityKind::Place);
        if let Some(state) = of_state.as_ref().filter(|_| described) {
            who = if who.starts_with("name ") { format!("office {}", office_key(&name)) } else { who };
            who = format!("{who} of {state}");
        }
        let basis = if end.kind == SourceKind::Artefact && basis == Basis::Stated { Basis::Artefact } else { basis };
        let utterances = self.known.entry(who.clone()).or_default();
        // An undated utterance is taken for the known one; a surely different one is a new origin.
        let known = utterances.iter().find(|(_, other)| !said.surely_another(other)).map(|(origin, _)| *origin);
        let origin = known.unwrap_or(reached.origins.len() as u32);
        if known.is_none() {
            utterances.push((origin, said.clone()));
            let claim = all.claim(at);
            reached.origins.push(Origin {
                party: of_state
                    .or_else(|| state_of_medium(all, at, end))
                    .or_else(|| state_in_name(all, &end.name))
                    .or_else(|| party_here(all, at.report, entity))
                    .or_else(|| state_voice(all, at, end))
                    .or_else(|| {
                        let own =
                            end.shown >= Shown::Named && !matches!(kind, SourceKind::Person | SourceKind::Artefact);
                        own.then(|| state_in_name(all, &name).unwrap_or_else(|| fold(&name)))
                            .filter(|key| !key.is_empty())
                    }),
                interest: claim.map_or("none_known", |c| interest(all, at, &c, entity, kind)),
                name,
                entity,
                kind,
                utterance: said.words.clone(),
                days: said.days,
                basis,
                reports: Vec::new(),
            });
            reached.who.push(who);
        } else if let Some(made) = reached.origins.get_mut(origin as usize) {
            // One report may not say whose minister or army it is.
            let known = made.party.as_ref().is_some_and(|party| all.states().any(|state| state == party));
            if !known && of_state.is_some() {
                made.party = of_state;
            }
            let utterance = utterances.iter_mut().find(|(o, _)| *o == origin).map(|(_, utterance)| utterance);
            if let (Some(days), Some(utterance)) = (said.days, utterance.filter(|utterance| utterance.days.is_none())) {
                utterance.days = Some(days);
                made.days = Some(days);
                made.utterance.clone_from(&said.words);
            }
        }
        if let Some(words) = words {
            reached.supplied.insert(nth, (origin, words));
        }
        origin
    }
}

/// The state whose medium did the work itself: it is one more voice of its state.
fn state_of_medium(all: &Collection<'_>, at: At, end: &Ending) -> Option<String> {
    let key = all.outlet_keys.get(at.report as usize).filter(|_| end.own && end.kind == SourceKind::Outlet)?;
    all.party_of_outlet(key).map(str::to_owned)
}

/// Who it is, as a key, and what the origin stands on.
fn key(all: &Collection<'_>, nth: Nth, end: &Ending, entity: Option<u32>, name: &str) -> (String, Basis) {
    let Some(&at) = all.claims.get(nth) else { return (String::new(), Basis::Stated) };
    let outlet = all.outlet_keys.get(at.report as usize).filter(|key| !key.is_empty());
    match end.shown {
        Shown::Named if end.kind == SourceKind::Outlet && end.own => {
            let key = outlet.map_or_else(|| format!("own report {}", at.report), |key| format!("own {key}"));
            (key, Basis::OwnReporting)
        }
        Shown::Outlet => {
            let (key, _) = all.outlet_reports(name, entity);
            let state_voice = all.linked(entity).is_some_and(|e| e.party.is_some());
            (format!("outlet {key}"), if state_voice { Basis::Stated } else { Basis::SecondHand })
        }
        Shown::Unnamed => {
            // One report's two mentions of the same description are one source; so are two reports' of one relay.
            let place = match (&end.through, outlet) {
                (Some(through), _) => through.clone(),
                (None, Some(outlet)) => outlet.clone(),
                (None, None) => format!("report {}", at.report),
            };
            let event = all.event_of.get(nth).copied().flatten();
            (format!("unnamed {place} {event:?} {}", description(&end.name)), Basis::Anonymous)
        }
        _ if end.kind == SourceKind::Artefact && entity == end.entity && !end.own => {
            // Reports that describe an artefact of one event mean one artefact, by whatever word.
            match all.event_of.get(nth).copied().flatten() {
                Some(event) => (format!("artefact of {event}"), Basis::Artefact),
                None => (format!("artefact {} {}", at.report, fold(name)), Basis::Artefact),
            }
        }
        _ => match entity {
            // Linking may keep two entities of one full name apart; as a source they are one.
            Some(entity) if !name.trim().contains(' ') && all.is_person(entity) => {
                (format!("entity {entity}"), Basis::Stated)
            }
            _ => (format!("name {}", fold(without_office(name))), Basis::Stated),
        },
    }
}

/// Who holds an office: "the prime minister" of "the prime minister's office". The holder and the office are one.
fn without_office(name: &str) -> &str {
    const OF: [&str; 2] = ["the office of ", "office of "];
    let begins = |of: &&str| name.get(..of.len()).is_some_and(|start| start.eq_ignore_ascii_case(of));
    let of = OF.iter().find(|of| begins(of)).and_then(|of| name.get(of.len()..));
    let owned = ["'s", "’s"].into_iter().find_map(|s| {
        let (who, rest) = name.rsplit_once(s)?;
        rest.trim().eq_ignore_ascii_case("office").then_some(who)
    });
    of.or(owned).unwrap_or(name)
}

/// A description of an unnamed source as a key: its words without number and determiner, in singular form.
pub(super) fn description(name: &str) -> String {
    const LOOSE: [&str; 22] = [
        "a",
        "an",
        "the",
        "one",
        "two",
        "three",
        "four",
        "five",
        "several",
        "some",
        "many",
        "other",
        "another",
        "unnamed",
        "anonymous",
        "who",
        "of",
        "same",
        "them",
        "its",
        "their",
        "his",
    ];
    let words = fold_words(name);
    words.into_iter().filter(|w| !LOOSE.contains(&w.as_str())).collect::<Vec<_>>().join(" ")
}

fn fold_words(name: &str) -> Vec<String> {
    super::words::plain_words(name)
        .map(|w| w.strip_suffix('s').filter(|s| s.len() > 2).map_or(w.clone(), str::to_owned))
        .collect()
}
