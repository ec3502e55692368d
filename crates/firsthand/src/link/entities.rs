//! The same name under different spellings, over all reports.
//!
//! For: knowing that two reports name one person, organisation or place. In: the entities of every
//! report. Out: [`LinkedEntity`]s and, for each in-report entity, the number of its linked one.
//! Blocked by folded keys; full names decide, an acronym joins only what its long form allows, and a
//! surname alone joins only where one person of that name is known. Groups without a name of their
//! own ("residents") stay one per report. Not here: coreference inside a report.

use super::links::{At, LinkedEntity};
use super::naming::{Name, Names, Verdict, folded, is_acronym, is_generic, soft_key, tokens};
use super::passages::earliest_first;
use super::sets::Sets;
use super::short_names::{Body, short_names};
use crate::annotate::{Annotated, Called, Entity, EntityKind};
use crate::report::Report;
use crate::weigh::Detail;
use rustc_hash::{FxHashMap, FxHashSet};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Different names under one key that are compared each with each.
const NAMES_PER_KEY: usize = 40;
/// Reasons kept for one linked entity.
const REASONS: usize = 24;

/// Links entities; also `linked[report][entity]`. An outline has no reasons.
pub(crate) fn entities(
    reports: &[Report],
    annotated: &[Annotated],
    detail: Detail,
) -> (Vec<LinkedEntity>, Vec<Vec<u32>>) {
    let mut joining = Joining::read(&earliest_first(reports), annotated, detail);
    joining.by_full_name();
    joining.by_key();
    joining.by_short_name();
    joining.by_surname();
    joining.finish(annotated)
}

/// One in-report entity.
struct Item<'a> {
    at: At,
    entity: &'a Entity,
    class: Class,
    name: Name,
}

/// Kinds that may be one thing: a state may be named as a place, a group as an organisation.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
enum Class {
    Person,
    Body,
    Place,
    Work,
    Group,
}

fn class(kind: EntityKind) -> Class {
    match kind {
        EntityKind::Person => Class::Person,
        EntityKind::Organisation | EntityKind::ArmedGroup | EntityKind::Outlet => Class::Body,
        EntityKind::State | EntityKind::Place => Class::Place,
        EntityKind::Document | EntityKind::Artefact => Class::Work,
        EntityKind::Group => Class::Group,
    }
}

/// One report may read as an organisation what ten others read as a state: the commonest reading
/// of a whole name holds for the collection.
fn settle_classes(items: &mut [Item], names: &Names) {
    let mut votes: FxHashMap<u32, BTreeMap<Class, usize>> = FxHashMap::default();
    let votes_for = |class: Class| !matches!(class, Class::Group | Class::Work);
    for item in items.iter().filter(|item| votes_for(item.class) && !names.of(item.name.folded).is_empty()) {
        *votes.entry(item.name.folded).or_default().entry(item.class).or_default() += 1;
    }
    for item in items.iter_mut().filter(|item| votes_for(item.class)) {
        let counts = votes.get(&item.name.folded).filter(|counts| counts.len() > 1);
        if let Some((class, _)) =
            counts.and_then(|c| c.iter().max_by_key(|(class, n)| (**n, std::cmp::Reverse(**class))))
        {
            item.class = *class;
        }
    }
}

struct Joining<'a> {
    items: Vec<Item<'a>>,
    names: Names<'a>,
    sets: Sets,
    because: BTreeMap<u32, Vec<String>>,
    detail: Detail,
}

impl<'a> Joining<'a> {
    fn read(order: &[u32], annotated: &'a [Annotated], detail: Detail) -> Self {
        let mut items = Vec::new();
        let mut names = Names::default();
        for &report in order {
            let known = annotated.get(report as usize).map_or(&[][..], |known| &known.entities);
            items.extend(known.iter().enumerate().map(|(item, entity)| Item {
                at: At { report, item: item as u32 },
                entity,
                class: class(entity.kind),
                // A group is never joined by its words.
                name: if entity.kind == EntityKind::Group { Name::default() } else { names.add(entity) },
            }));
        }
        names.close();
        items.shrink_to_fit();
        settle_classes(&mut items, &names);
        let sets = Sets::new(items.len());
        Joining { items, names, sets, because: BTreeMap::new(), detail }
    }

    fn join(&mut self, a: u32, b: u32, reason: impl FnOnce(&Item, &Item) -> String) {
        if self.detail == Detail::Outline {
            self.sets.join(a, b);
        } else if let (Some(x), Some(y)) = (self.items.get(a as usize), self.items.get(b as usize)) {
            let reason = reason(x, y);
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
        for (number, item) in self.items.iter().enumerate() {
            let name = self.names.of(item.name.folded);
            let alone = item.class == Class::Person && tokens(name).count() < 2;
            if item.class == Class::Group || name.is_empty() || alone || is_generic(name, item.entity.kind) {
                continue;
            }
            let other = *first.entry((item.class, item.name.folded)).or_insert(number as u32);
            if other != number as u32 {
                joins.push((other, number as u32));
            }
        }
        for (a, b) in joins {
            self.join(a, b, |x, _| format!("same name: {}", x.entity.name));
        }
    }

    /// Items that share a folded key, if their names agree.
    fn by_key(&mut self) {
        let mut keyed: Vec<(Class, u64, u32)> = Vec::new();
        for (number, item) in self.items.iter().enumerate() {
            if item.class == Class::Group || is_generic(self.names.of(item.name.folded), item.entity.kind) {
                continue;
            }
            let keys = item.entity.keys();
            keyed.extend(keys.into_iter().map(|key| (item.class, soft_key(&key), number as u32)));
        }
        keyed.sort_unstable();
        keyed.dedup();
        let mut joins: Vec<(u32, u32)> = Vec::new();
        let mut different: Vec<u32> = Vec::new();
        let mut seen: FxHashSet<(u32, u32)> = FxHashSet::default();
        for block in keyed.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)).filter(|block| block.len() > 1) {
            // One of each set and name stands for the rest.
            different.clear();
            seen.clear();
            for &(.., member) in block {
                let set = self.sets.find(member);
                let Some(item) = self.items.get(member as usize) else { continue };
                if seen.insert((set, item.name.folded)) {
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
        drop(keyed);
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
            let name = |n: &u32| self.items.get(*n as usize).map(|item| item.name.folded);
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
                self.join(a, b, |x, y| format!("{} and {}: {reason}", x.entity.name, y.entity.name));
            }
        }
    }

    /// Why two entities under one key are one, or `None`.
    fn agree(&self, a: u32, b: u32) -> Option<Cow<'static, str>> {
        let (x, y) = (self.items.get(a as usize)?, self.items.get(b as usize)?);
        match self.names.compare((x.entity, &x.name), (y.entity, &y.name)) {
            Verdict::Same(why) => Some(why.into()),
            // An acronym that both know, and nothing against it.
            Verdict::Unknown if x.class == Class::Body => {
                let known = |form: &&String| is_acronym(form) && forms(y.entity).any(|other| other == *form);
                forms(x.entity).find(known).map(|form| format!("both are called {form}").into())
            }
            _ => None,
        }
    }

    fn clash(&self, a: u32, b: u32) -> bool {
        match (self.items.get(a as usize), self.items.get(b as usize)) {
            (Some(x), Some(y)) => {
                let both_places = x.entity.kind == EntityKind::Place && y.entity.kind == EntityKind::Place;
                let different_states = both_places && x.entity.state.is_some() && y.entity.state.is_some();
                self.names.compare((x.entity, &x.name), (y.entity, &y.name)) == Verdict::Different
                    || (different_states && x.entity.state != y.entity.state)
            }
            _ => false,
        }
    }

    /// Bodies that go by a part of another's name or by its initials.
    fn by_short_name(&mut self) {
        let is_body = |item: &&Item| item.class == Class::Body && item.entity.kind != EntityKind::Outlet;
        let bodies = self.items.iter().enumerate().filter(|(_, item)| is_body(item)).map(|(number, item)| Body {
            number: number as u32,
            written: &item.entity.name,
            folded: self.names.of(item.name.folded),
        });
        let pairs = short_names(&bodies.collect::<Vec<_>>());
        for (short, long) in pairs {
            let state = |number: u32| self.items.get(number as usize).and_then(|item| item.entity.state.clone());
            let of_two = state(short).zip(state(long)).is_some_and(|(x, y)| x != y);
            if !of_two {
                self.join(short, long, |x, y| {
                    format!("{} is the only longer name of {}", y.entity.name, x.entity.name)
                });
            }
        }
    }

    /// A surname alone, where exactly one linked person bears it and something else agrees.
    fn by_surname(&mut self) {
        // The one who bears each surname; `None` where there are several.
        let mut bearers: FxHashMap<&str, Option<u32>> = FxHashMap::default();
        for (number, item) in self.items.iter().enumerate().filter(|(_, item)| item.class == Class::Person) {
            let mut parts = tokens(self.names.of(item.name.folded));
            if let (Some(_), Some(last)) = (parts.next(), parts.last()) {
                let set = self.sets.find(number as u32);
                let bearer = bearers.entry(last).or_insert(Some(set));
                *bearer = bearer.filter(|known| *known == set);
            }
        }
        let mut joins = Vec::new();
        for (number, item) in self.items.iter().enumerate() {
            let mut parts = tokens(self.names.of(item.name.folded));
            let (Some(name), None, Class::Person) = (parts.next(), parts.next(), item.class) else { continue };
            if let Some(Some(bearer)) = bearers.get(name) {
                joins.push((number as u32, *bearer));
            }
        }
        for (single, bearer) in joins {
            let (Some(x), Some(y)) = (self.items.get(single as usize), self.items.get(bearer as usize)) else {
                continue;
            };
            if let Some(shared) = same_office(x.entity, y.entity) {
                self.join(single, bearer, |x, y| {
                    format!("{} is the only {} here, and both are {shared}", y.entity.name, x.entity.name)
                });
            }
        }
    }

    fn finish(mut self, annotated: &[Annotated]) -> (Vec<LinkedEntity>, Vec<Vec<u32>>) {
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
        let mut linked: Vec<Vec<u32>> = annotated.iter().map(|known| vec![u32::MAX; known.entities.len()]).collect();
        for (number, (_, set)) in sets.iter().enumerate() {
            for &(_, item) in *set {
                let at = at(item);
                if let Some(slot) = linked.get_mut(at.report as usize).and_then(|of| of.get_mut(at.item as usize)) {
                    *slot = number as u32;
                }
            }
        }
        let mut entities: Vec<LinkedEntity> = sets
            .into_iter()
            .map(|(_, set)| {
                let of: Vec<&Item> = set.iter().filter_map(|(_, n)| self.items.get(*n as usize)).collect();
                let mut members: Vec<At> = of.iter().map(|item| item.at).collect();
                members.sort_unstable();
                let because = set.first().and_then(|(set, _)| self.because.remove(set)).unwrap_or_default();
                describe(members, &of, annotated, &linked, because)
            })
            .collect();
        inherit_parties(&mut entities);
        (entities, linked)
    }
}

/// All forms of an entity's name.
fn forms(entity: &Entity) -> impl Iterator<Item = &String> {
    entity.aliases.iter().chain([&entity.name])
}

/// An office, affiliation or state that both share.
fn same_office(a: &Entity, b: &Entity) -> Option<String> {
    let words = |role: &Option<String>| -> Vec<String> {
        role.as_deref().map(folded).iter().flat_map(|r| tokens(r).map(str::to_owned).collect::<Vec<_>>()).collect()
    };
    let other = words(&b.role);
    if let Some(word) = words(&a.role).into_iter().find(|word| word.len() > 3 && other.contains(word)) {
        return Some(format!("described as {word}"));
    }
    match (&a.state, &b.state) {
        (Some(x), Some(y)) if x == y => Some(format!("of {x}")),
        _ => None,
    }
}

/// The commonest value, the smallest of equals.
fn commonest<T: Ord>(values: impl Iterator<Item = T>) -> Option<T> {
    let mut counts: BTreeMap<T, usize> = BTreeMap::new();
    for value in values {
        *counts.entry(value).or_default() += 1;
    }
    let most = counts.values().max().copied()?;
    counts.into_iter().find(|(_, count)| *count == most).map(|(value, _)| value)
}

/// The name that most reports use in full. An acronym or one word of several only where no report says more; a state's
/// plain name rather than its official one.
fn shown_name(items: &[&Item]) -> String {
    let mut forms: BTreeMap<&str, usize> = BTreeMap::new();
    for item in items {
        *forms.entry(item.entity.name.as_str()).or_default() += 1;
    }
    let state = items.iter().any(|item| item.entity.kind == EntityKind::State);
    let best = forms.into_iter().max_by_key(|(form, reports)| {
        let words = form.split_whitespace().count();
        let full = !is_acronym(form) && (words > 1 || state);
        let length = if state { -(form.len() as i64) } else { form.len() as i64 };
        (full, *reports, length, std::cmp::Reverse(*form))
    });
    best.map(|(form, _)| form.to_owned()).unwrap_or_default()
}

/// How several reports call one thing.
fn called(items: &[&Item], party: Option<&str>) -> Called {
    let name = shown_name(items);
    let forms = items.iter().flat_map(|item| item.entity.aliases.iter().chain([&item.entity.name]));
    let mut aliases: Vec<String> = forms.filter(|form| **form != name).cloned().collect();
    aliases.sort_unstable();
    aliases.dedup();
    let kind = if items.iter().any(|item| item.entity.kind == EntityKind::State) {
        EntityKind::State
    } else {
        commonest(items.iter().map(|item| item.entity.kind)).unwrap_or(EntityKind::Group)
    };
    // A state goes by its own name, not by the longer adjective ("Varenian").
    let noun = |form: &&String| party.is_some_and(|party| folded(form) == folded(party));
    let name = match aliases.iter().find(noun).filter(|_| kind == EntityKind::State && !noun(&&name)).cloned() {
        Some(form) => {
            aliases.retain(|alias| *alias != form);
            aliases.push(name);
            aliases.sort_unstable();
            form
        }
        None => name,
    };
    Called { kind, name, aliases, named: items.iter().any(|item| item.entity.named), role: None, state: None }
}

fn describe(
    members: Vec<At>,
    items: &[&Item],
    annotated: &[Annotated],
    linked: &[Vec<u32>],
    because: Vec<String>,
) -> LinkedEntity {
    let party = commonest(items.iter().filter_map(|item| item.entity.state.clone()));
    let called = match items {
        [one] if one.entity.kind != EntityKind::State => one.entity.called.clone(),
        _ => called(items, party.as_deref()).into(),
    };
    let kind = called.kind;
    let own_key = || items.first().and_then(|item| item.entity.keys().into_iter().next());
    let party = if party.is_none() && kind == EntityKind::State { own_key() } else { party };
    let speaks_for = |named: bool| {
        commonest(items.iter().filter_map(|item| {
            let affiliation = item.entity.affiliation? as usize;
            let body = annotated.get(item.at.report as usize)?.entities.get(affiliation)?;
            let number = linked.get(item.at.report as usize)?.get(affiliation).copied().filter(|n| *n != u32::MAX);
            number.filter(|_| body.name.chars().any(char::is_uppercase) == named)
        }))
    };
    // "Of the watchdog" says less than "of the Water Archive".
    let speaks_for = speaks_for(true).or_else(|| speaks_for(false));
    LinkedEntity { called, members: members.into(), party, speaks_for, because: because.into() }
}

/// Who speaks for an organ of a state is of that state.
fn inherit_parties(entities: &mut [LinkedEntity]) {
    for number in 0..entities.len() as u32 {
        if let Some(entity) = entities.get_mut(number as usize)
            && entity.speaks_for == Some(number)
        {
            entity.speaks_for = None;
        }
    }
    // Two rounds reach a spokesman of a branch of an army; more would follow guesses.
    for _ in 0..2 {
        let inherited = |(number, entity): (usize, &LinkedEntity)| {
            let body = entities.get(entity.speaks_for? as usize).filter(|_| entity.party.is_none())?;
            Some((number, body.party.clone()?))
        };
        let parties: Vec<(usize, String)> = entities.iter().enumerate().filter_map(inherited).collect();
        for (number, party) in parties {
            if let Some(entity) = entities.get_mut(number) {
                entity.party = Some(party);
            }
        }
    }
}
