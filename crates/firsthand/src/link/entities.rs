//! The same name under different spellings, over all reports.
//!
//! For: knowing that two reports name one person, organisation or place. In: the entities of every
//! report. Out: [`Entities`] and, for each in-report entity, the number of its linked one.
//! Blocked by folded keys; full names decide, an acronym joins only what its long form allows, and a
//! surname alone joins only where one person of that name is known. Groups without a name of their
//! own ("residents") stay one per report. Not here: coreference inside a report.

use super::called::{called, commonest, forms, same_office};
use super::classes::{Class, class, settle_adjectives, settle_classes};
use super::linked::{Entities, NewEntity};
use super::links::{At, Membership};
use super::naming::{Name, Names, Verdict, is_acronym, is_generic, soft_key, tokens};
use super::packed::{Packed, packed};
use super::sets::Sets;
use super::shingles::mix;
use super::short_names::{Body, short_names};
use super::spelt::{Asked, spelt};
use crate::annotate::names::is_state;
use crate::annotate::{Called, EntityKind, Shared};
use crate::held::Given;
use crate::weigh::Detail;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Different names under one key that are compared each with each.
const NAMES_PER_KEY: usize = 40;
/// Parts of the keys that are sorted one after the other.
const PARTS: u64 = 4;
/// Reasons kept for one linked entity.
const REASONS: usize = 24;

/// Links entities; also `linked[report][entity]`. An outline has no reasons.
pub(crate) fn entities(given: Given<'_>, order: &[u32], detail: Detail) -> (Entities, Membership) {
    let mut joining = Joining::read(given, order, detail);
    joining.by_full_name();
    joining.by_key();
    joining.by_spelling();
    joining.by_short_name();
    joining.by_surname();
    joining.finish(given)
}

/// One in-report entity.
pub(super) struct Item {
    at: At,
    /// The place of its name in [`Joining::calls`].
    pub called: u32,
    /// The entity of the same report that it belongs to or speaks for.
    affiliation: Option<u32>,
    pub class: Class,
}

/// How some report calls an entity, in numbers.
pub(super) struct Call {
    pub kind: EntityKind,
    pub name: Name,
    /// Whether it is some state's.
    of_state: bool,
}

struct Joining {
    items: Vec<Item>,
    /// For each report the first of its items.
    first: Vec<u32>,
    /// Each way of calling something once, however many reports use it.
    calls: Vec<Call>,
    /// The same in words, packed.
    words: Packed,
    names: Names,
    sets: Sets,
    because: BTreeMap<u32, Vec<String>>,
    detail: Detail,
}

/// How an entity is called, the same packed, and its affiliation.
type Named = (Shared<Called>, Vec<u8>, Option<u32>);

/// Reports whose entities are read at a time.
const TOGETHER: usize = 256;

impl Joining {
    fn read(given: Given<'_>, order: &[u32], detail: Detail) -> Self {
        let mut items = Vec::with_capacity(given.numbers().map(|report| given.entities(report)).sum());
        let mut first = vec![0; given.len()];
        let mut names = Names::default();
        let mut calls = Vec::new();
        let mut words = Packed::default();
        let entities = |&report: &u32| -> (u32, Vec<Named>) {
            let known = given.entity_list(report);
            (report, known.iter().map(|of| (of.called.clone(), packed(&*of.called), of.affiliation)).collect())
        };
        for some in order.chunks(TOGETHER) {
            let some: Vec<_> = some.par_iter().map(entities).collect();
            for (report, entities) in some {
                if let Some(slot) = first.get_mut(report as usize) {
                    *slot = items.len() as u32;
                }
                for (item, (called, packed, affiliation)) in entities.into_iter().enumerate() {
                    let class = class(called.kind);
                    let (number, new) = words.put(&packed);
                    if new {
                        // A group is never joined by its words.
                        let name = if class == Class::Group { Name::default() } else { names.add(&called) };
                        calls.push(Call { kind: called.kind, name, of_state: called.state.is_some() });
                    }
                    items.push(Item { at: At { report, item: item as u32 }, called: number, affiliation, class });
                }
            }
        }
        words.close();
        names.close();
        calls.shrink_to_fit();
        settle_classes(&mut items, &calls, &names);
        settle_adjectives(&mut items, &calls, &names);
        let sets = Sets::new(items.len());
        Joining { items, first, calls, words, names, sets, because: BTreeMap::new(), detail }
    }

    /// An item with how it is called.
    fn item(&self, number: u32) -> Option<(&Item, &Call)> {
        let item = self.items.get(number as usize)?;
        Some((item, self.calls.get(item.called as usize)?))
    }

    /// How an item is called, in words.
    fn called(&self, number: u32) -> Option<Called> {
        postcard::from_bytes(self.words.get(self.items.get(number as usize)?.called)).ok()
    }

    /// Its name alone.
    fn written(&self, item: &Item) -> &str {
        postcard::from_bytes::<(EntityKind, &str)>(self.words.get(item.called)).map_or("", |(_, name)| name)
    }

    /// All items with how they are called.
    fn items(&self) -> impl Iterator<Item = (u32, &Item, &Call)> {
        let all = self.items.iter().enumerate();
        all.filter_map(|(number, item)| Some((number as u32, item, self.calls.get(item.called as usize)?)))
    }

    fn join(&mut self, a: u32, b: u32, reason: impl FnOnce(&Called, &Called) -> String) {
        if self.detail == Detail::Outline {
            self.sets.join(a, b);
        } else if let (Some(x), Some(y)) = (self.called(a), self.called(b)) {
            let reason = reason(&x, &y);
            if let Some((kept, gone)) = self.sets.join(a, b) {
                let mut reasons = self.because.remove(&gone).unwrap_or_default();
                let all = self.because.entry(kept).or_default();
                if all.len() < REASONS && !all.contains(&reason) {
                    all.push(reason);
                }
                reasons.retain(|reason| !all.contains(reason));
                all.append(&mut reasons);
                all.truncate(REASONS);
            }
        }
    }

    /// Items whose whole names fold alike.
    fn by_full_name(&mut self) {
        let mut first: FxHashMap<(Class, u32), u32> = FxHashMap::default();
        let mut joins = Vec::new();
        for (number, item, call) in self.items() {
            let name = self.names.of(call.name.folded);
            let alone = item.class == Class::Person && tokens(name).count() < 2;
            if item.class == Class::Group || name.is_empty() || alone || is_generic(name, call.kind) {
                continue;
            }
            let other = *first.entry((item.class, call.name.folded)).or_insert(number);
            if other != number {
                joins.push((other, number));
            }
        }
        // "Varenian" of a report that does not name Varenia.
        for (number, _, call) in self.items().filter(|(_, _, call)| call.kind == EntityKind::State) {
            let known = |form| first.get(&(Class::Place, form)).copied();
            joins.extend(self.names.forms_of(&call.name).filter_map(known).map(|other| (other, number)));
        }
        for (a, b) in joins {
            self.join(a, b, |x, _| format!("same name: {}", x.name));
        }
    }

    /// Items that share a folded key, if their names agree.
    fn by_key(&mut self) {
        let of = |(number, call): (usize, &Call)| -> Vec<u64> {
            let words = self.words.get(number as u32);
            let generic = call.kind == EntityKind::Group || is_generic(self.names.of(call.name.folded), call.kind);
            let called = if generic { None } else { postcard::from_bytes::<Called>(words).ok() };
            called.iter().flat_map(Called::keys).map(|key| soft_key(&key)).collect()
        };
        // The keys of each call, one call after the other, and where they end.
        let (mut keys, mut ends): (Vec<u64>, Vec<u32>) = (Vec::new(), Vec::with_capacity(self.calls.len()));
        for call in self.calls.iter().enumerate() {
            keys.extend(of(call));
            ends.push(keys.len() as u32);
        }
        let keys_of = |call: u32| {
            let from = call.checked_sub(1).and_then(|before| ends.get(before as usize)).copied().unwrap_or(0);
            ends.get(call as usize).and_then(|to| keys.get(from as usize..*to as usize)).unwrap_or(&[])
        };
        let mut joins: Vec<(u32, u32)> = Vec::new();
        let mut different: Vec<u32> = Vec::new();
        let mut seen: FxHashSet<(u32, u32)> = FxHashSet::default();
        // The keys of all items at once would take more room than the items.
        for part in 0..PARTS {
            let mut keyed: Vec<(u64, u32)> = Vec::new();
            for (number, item) in self.items.iter().enumerate().filter(|(_, item)| item.class != Class::Group) {
                let own = keys_of(item.called).iter().map(|key| mix(*key ^ (item.class as u64) << 56));
                keyed.extend(own.filter(|key| key % PARTS == part).map(|key| (key, number as u32)));
            }
            keyed.sort_unstable();
            keyed.dedup();
            for block in keyed.chunk_by(|a, b| a.0 == b.0).filter(|block| block.len() > 1) {
                // One of each set and name stands for the rest.
                different.clear();
                seen.clear();
                for &(_, member) in block {
                    let set = self.sets.find(member);
                    let Some((_, call)) = self.item(member) else { continue };
                    if seen.insert((set, call.name.folded)) {
                        different.push(member);
                    }
                }
                for (i, &a) in different.iter().enumerate().take(NAMES_PER_KEY) {
                    for &b in different.iter().skip(i + 1).take(NAMES_PER_KEY) {
                        if self.sets.find(a) != self.sets.find(b) && self.agree(a, b).is_some() {
                            joins.push((a, b));
                        }
                    }
                }
            }
        }
        drop((keys, ends));
        joins.sort_unstable();
        joins.dedup();
        // A join must suit every name that the two sets already hold.
        let mut names: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        for &(a, b) in &joins {
            names.entry(self.sets.find(a)).or_default();
            names.entry(self.sets.find(b)).or_default();
        }
        for number in 0..self.items.len() as u32 {
            let Some(held) = names.get_mut(&self.sets.find(number)) else { continue };
            let name = |n: &u32| self.item(*n).map(|(_, call)| call.name.folded);
            if held.len() < NAMES_PER_KEY && !held.iter().any(|other| name(other) == name(&number)) {
                held.push(number);
            }
        }
        for (a, b) in joins {
            let (x, y) = (self.sets.find(a), self.sets.find(b));
            if x == y {
                continue;
            }
            let (Some(left), Some(right)) = (names.get(&x), names.get(&y)) else { continue };
            let clash = left.iter().any(|l| right.iter().any(|r| self.clash(*l, *r)));
            if !clash && let Some(reason) = self.agree(a, b) {
                let mut moved = names.remove(&x.max(y)).unwrap_or_default();
                if let Some(kept) = names.get_mut(&x.min(y)) {
                    kept.append(&mut moved);
                    kept.truncate(NAMES_PER_KEY);
                }
                self.join(a, b, |x, y| format!("{} and {}: {reason}", x.name, y.name));
            }
        }
    }

    /// Why two entities under one key are one, or `None`.
    fn agree(&self, a: u32, b: u32) -> Option<Cow<'static, str>> {
        let ((item, x), (_, y)) = (self.item(a)?, self.item(b)?);
        let (one, other) = (self.called(a)?, self.called(b)?);
        match self.names.compare((&one, &x.name), (&other, &y.name)) {
            Verdict::Same(why) => Some(why.into()),
            // An acronym that both know, and nothing against it.
            Verdict::Unknown if item.class == Class::Body => {
                let known = |form: &&String| is_acronym(form) && forms(&other).any(|other| other == *form);
                forms(&one).find(known).map(|form| format!("both are called {form}").into())
            }
            _ => None,
        }
    }

    fn clash(&self, a: u32, b: u32) -> bool {
        match (self.item(a).zip(self.called(a)), self.item(b).zip(self.called(b))) {
            (Some(((_, x), one)), Some(((_, y), other))) => {
                let both_places = one.kind == EntityKind::Place && other.kind == EntityKind::Place;
                let different_states = both_places && one.state.is_some() && other.state.is_some();
                self.names.compare((&one, &x.name), (&other, &y.name)) == Verdict::Different
                    || (different_states && one.state != other.state)
            }
            _ => false,
        }
    }

    /// Names that no key brings together, by the score of their spelling.
    fn by_spelling(&mut self) {
        let mut seen: FxHashSet<(u32, Class, u32)> = FxHashSet::default();
        let mut asked: Vec<(u32, u32, Class)> = Vec::new();
        for number in 0..self.items.len() as u32 {
            let set = self.sets.find(number);
            let Some((item, call)) = self.item(number) else { continue };
            let written = self.written(item);
            let some = match item.class {
                // A surname alone is nobody's, whatever its letters.
                Class::Person => tokens(self.names.of(call.name.folded)).nth(1).is_some(),
                Class::Body => !is_acronym(written),
                Class::Place => call.kind != EntityKind::State && !is_state(written),
                Class::Work | Class::Group => false,
            };
            let class = item.class;
            if some && written.chars().any(char::is_uppercase) && seen.insert((set, class, call.name.folded)) {
                asked.push((number, set, class));
            }
        }
        drop(seen);
        let written = |number: u32| self.items.get(number as usize).map_or("", |item| self.written(item));
        let asked: Vec<Asked<'_>> = asked
            .into_iter()
            .map(|(number, set, class)| Asked { number, set, class, written: written(number) })
            .collect();
        let reports = |sets: &[u32]| {
            let mut reports: FxHashMap<u32, Vec<u32>> = sets.iter().map(|set| (*set, Vec::new())).collect();
            let mut all = self.sets.clone();
            for (number, item) in self.items.iter().enumerate() {
                reports.entry(all.find(number as u32)).and_modify(|reports| reports.push(item.at.report));
            }
            reports.values_mut().for_each(|reports| reports.sort_unstable());
            reports
        };
        let of_two = |a: u32, b: u32| {
            let state = |number: u32| self.called(number).and_then(|called| called.state);
            state(a).zip(state(b)).is_some_and(|(x, y)| x != y)
        };
        for found in spelt(&asked, reports, of_two) {
            self.join(found.a, found.b, |x, y| found.because(&x.name, &y.name));
        }
    }

    /// Bodies that go by a part of another's name or by its initials.
    fn by_short_name(&mut self) {
        let is_body = |item: &Item, call: &Call| item.class == Class::Body && call.kind != EntityKind::Outlet;
        let bodies = self.items().filter(|(_, item, call)| is_body(item, call)).map(|(number, item, call)| Body {
            number,
            written: self.written(item),
            folded: self.names.of(call.name.folded),
            of_state: call.of_state,
        });
        let pairs = short_names(&bodies.collect::<Vec<_>>());
        for (short, long) in pairs {
            let state = |number: u32| self.called(number).and_then(|called| called.state);
            let of_two = state(short).zip(state(long)).is_some_and(|(x, y)| x != y);
            if !of_two {
                self.join(short, long, |x, y| format!("{} is the only longer name of {}", y.name, x.name));
            }
        }
    }

    /// A surname alone, where exactly one linked person bears it and something else agrees.
    fn by_surname(&mut self) {
        // The one who bears each surname; `None` where there are several.
        let mut bearers: FxHashMap<&str, Option<u32>> = FxHashMap::default();
        for (number, item) in self.items.iter().enumerate().filter(|(_, item)| item.class == Class::Person) {
            let Some(call) = self.calls.get(item.called as usize) else { continue };
            let mut parts = tokens(self.names.of(call.name.folded));
            if let (Some(_), Some(last)) = (parts.next(), parts.last()) {
                let set = self.sets.find(number as u32);
                let bearer = bearers.entry(last).or_insert(Some(set));
                *bearer = bearer.filter(|known| *known == set);
            }
        }
        let mut joins = Vec::new();
        for (number, item, call) in self.items() {
            let mut parts = tokens(self.names.of(call.name.folded));
            let (Some(name), None, Class::Person) = (parts.next(), parts.next(), item.class) else { continue };
            if let Some(Some(bearer)) = bearers.get(name) {
                joins.push((number, *bearer));
            }
        }
        for (single, bearer) in joins {
            let (Some(x), Some(y)) = (self.called(single), self.called(bearer)) else { continue };
            if let Some(shared) = same_office(&x, &y) {
                self.join(single, bearer, |x, y| {
                    format!("{} is the only {} here, and both are {shared}", y.name, x.name)
                });
            }
        }
    }

    fn finish(mut self, given: Given<'_>) -> (Entities, Membership) {
        self.names = Names::default();
        let mut members: Vec<(u32, u32)> =
            (0..self.items.len() as u32).map(|number| (self.sets.find(number), number)).collect();
        members.sort_unstable();
        let at = |number: u32| self.items.get(number as usize).map_or(At::default(), |item| item.at);
        // Each set begins with its earliest report's item; entities are put in the order of their first member.
        let mut sets: Vec<(At, &[(u32, u32)])> = members
            .chunk_by(|a, b| a.0 == b.0)
            .filter_map(|set| Some((set.iter().map(|&(_, number)| at(number)).min()?, set)))
            .collect();
        sets.sort_unstable();
        let mut linked = Membership::empty(given);
        for (number, (_, set)) in sets.iter().enumerate() {
            set.iter().for_each(|&(_, item)| linked.set(at(item), number as u32));
        }
        let mut entities = Entities::default();
        for (_, set) in sets {
            let because = set.first().and_then(|(set, _)| self.because.remove(set)).unwrap_or_default();
            entities.push(self.describe(set, &linked, because));
        }
        entities.close();
        entities.inherit_parties();
        (entities, linked)
    }

    fn describe(&self, set: &[(u32, u32)], linked: &Membership, because: Vec<String>) -> NewEntity {
        let of = || set.iter().filter_map(|(_, number)| self.items.get(*number as usize));
        let mut members: Vec<At> = of().map(|item| item.at).collect();
        members.sort_unstable();
        let calls: Vec<Called> = set.iter().filter_map(|(_, number)| self.called(*number)).collect();
        let party = commonest(calls.iter().filter_map(|called| called.state.as_ref())).cloned();
        let called = match calls.as_slice() {
            [one] if one.kind != EntityKind::State => one.clone(),
            _ => called(&calls, party.as_deref()),
        };
        let own_key = || calls.first().and_then(|called| called.keys().into_iter().next());
        let party = if party.is_none() && called.kind == EntityKind::State { own_key() } else { party };
        let speaks_for = |named: bool| {
            commonest(of().filter_map(|item| {
                let affiliation = item.affiliation?;
                let body =
                    self.items.get(self.first.get(item.at.report as usize)?.checked_add(affiliation)? as usize)?;
                let number = linked.of(item.at.report, affiliation)?;
                (self.written(body).chars().any(char::is_uppercase) == named).then_some(number)
            }))
        };
        // "Of the watchdog" says less than "of the Water Archive".
        let speaks_for = speaks_for(true).or_else(|| speaks_for(false));
        NewEntity { called, members, party, speaks_for, because }
    }
}
