//! Events grown from joins of two claims.
//!
//! For: one event per happening. In: joins, best first. Out: [`LinkedEvent`]s and the [`Refusal`]s of
//! joins that would have put together what cannot be one: other days, places or people, or claims
//! that on the whole have little in common. Not here: which claims agree (see `same_event`).

use super::codes::codes;
use super::happening::{Happening, Participant};
use super::links::{At, LinkedEvent, Refusal};
use super::same_event::{World, compare};
use super::sets::Sets;
use super::when_where::apart;
use crate::annotate::{Days, EntityKind};
use rustc_hash::FxHashMap;

/// Dates, places and persons of one event that a join is checked against.
const FACTS: usize = 24;
/// Claims of an event that speak for it when it is compared with another.
const SPEAK: usize = 6;
/// Points of two claims that cannot be one happening.
const UNLIKE: f32 = -1.0;

/// Two claims that agree.
pub(super) struct Join {
    pub a: u32,
    pub b: u32,
    pub points: f32,
    pub because: String,
    /// Whether wording or headline tie them.
    pub tied: bool,
}

/// What the claims of a growing event already fix.
#[derive(Clone, Debug, Default)]
struct Facts {
    days: Vec<Days>,
    places: Vec<u32>,
    persons: Vec<u32>,
    units: Vec<u32>,
    exclusive: u32,
}

impl Facts {
    fn of(happening: &Happening, world: &World) -> Self {
        let kind = |entity: u32| world.entities.get(entity as usize).map(|e| e.kind);
        let named = |list: &[Participant], wanted: EntityKind| -> Vec<u32> {
            list.iter().filter_map(|p| p.entity).filter(|entity| kind(*entity) == Some(wanted)).collect()
        };
        let own = !happening.inherited;
        Facts {
            days: happening.days.into_iter().filter(|_| own).collect(),
            places: if own { named(&happening.places, EntityKind::Place) } else { Vec::new() },
            persons: named(&happening.affected, EntityKind::Person),
            units: happening.units.iter().filter(|unit| !unit.state).filter_map(|unit| unit.entity).collect(),
            exclusive: happening.exclusive(),
        }
    }

    fn conflict(&self, other: &Facts, world: &World) -> Option<String> {
        let name = |entity: &u32| world.entities.get(*entity as usize).map_or("", |e| &e.name).to_owned();
        for x in &self.days {
            for y in &other.days {
                if let Some(gap) = apart(x, y) {
                    return Some(format!("their events are dated {} and {}, {gap} days apart", x.from, y.from));
                }
            }
        }
        if self.exclusive != 0 && other.exclusive != 0 && self.exclusive & other.exclusive == 0 {
            return Some("their events are of different people".to_owned());
        }
        let disjoint = |x: &[u32], y: &[u32]| !x.is_empty() && !y.is_empty() && !x.iter().any(|e| y.contains(e));
        let wide = |place: &u32| world.regions.contains(place);
        let nested = |x: &u32, y: &u32| world.nested(*x, *y) || wide(x) != wide(y);
        for (x, y, what) in [
            (&self.places, &other.places, "places"),
            (&self.persons, &other.persons, "persons"),
            (&self.units, &other.units, "units"),
        ] {
            if disjoint(x, y) && !x.iter().any(|a| y.iter().any(|b| nested(a, b))) {
                let first = |list: &[u32]| list.first().map(name).unwrap_or_default();
                return Some(format!("their events name different {what}: {} and {}", first(x), first(y)));
            }
        }
        None
    }

    fn absorb(&mut self, other: Facts) {
        let add = |list: &mut Vec<u32>, more: Vec<u32>| {
            for entity in more {
                if !list.contains(&entity) && list.len() < FACTS {
                    list.push(entity);
                }
            }
        };
        self.exclusive |= other.exclusive;
        add(&mut self.places, other.places);
        add(&mut self.persons, other.persons);
        add(&mut self.units, other.units);
        for days in other.days {
            if !self.days.contains(&days) && self.days.len() < FACTS {
                self.days.push(days);
            }
        }
    }
}

/// Whether the claims of two events are unlike on the whole, though one of each agree: what two claims have in common must
/// not draw two happenings into one through a third.
fn unlike(x: &[u32], y: &[u32], join: &Join, happenings: &[Happening], world: &World) -> Option<String> {
    if join.tied || x.len() + y.len() < 3 {
        return None;
    }
    let (one, other) = ([join.a], [join.b]);
    let of = |list: &[u32], own: [u32; 1]| -> Vec<u32> {
        let list = if list.is_empty() { own.to_vec() } else { list.to_vec() };
        list.into_iter().take(SPEAK).collect()
    };
    let (x, y) = (of(x, one), of(y, other));
    let (mut points, mut pairs) = (0.0, 0.0);
    for (a, b) in x.iter().flat_map(|a| y.iter().map(move |b| (*a, *b))) {
        let (Some(a), Some(b)) = (happenings.get(a as usize), happenings.get(b as usize)) else { continue };
        pairs += 1.0;
        points += match compare(a, b, world) {
            Some(found) if found.conflict.is_none() => found.points.min(codes().limits.join),
            Some(_) => UNLIKE,
            None => 0.0,
        };
    }
    (points < codes().limits.average * pairs)
        .then(|| "the other claims of the two events have little in common".to_owned())
}

pub(super) fn grow(
    happenings: &[Happening],
    joins: &[Join],
    world: &World,
    refused: &mut Vec<Refusal>,
) -> Vec<LinkedEvent> {
    let mut sets = Sets::new(happenings.len());
    let mut facts: Vec<Facts> = happenings.iter().map(|happening| Facts::of(happening, world)).collect();
    let at = |number: u32| happenings.get(number as usize).map_or(At::default(), |happening| happening.at);
    let mut because: FxHashMap<u32, Vec<(At, At, String)>> = FxHashMap::default();
    let mut members: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    for join in joins {
        let (x, y) = (sets.find(join.a), sets.find(join.b));
        if x == y {
            continue;
        }
        let (Some(left), Some(right)) = (facts.get(x as usize), facts.get(y as usize)) else { continue };
        let conflict = left.conflict(right, world).or_else(|| {
            let (x, y) = (members.get(&x), members.get(&y));
            let (x, y) = (x.map_or(&[][..], Vec::as_slice), y.map_or(&[][..], Vec::as_slice));
            unlike(x, y, join, happenings, world)
        });
        if let Some(reason) = conflict {
            let (a, b) = (at(join.a), at(join.b));
            refused.push(Refusal { a: a.min(b), b: a.max(b), because: reason });
            continue;
        }
        let (kept, gone) = (x.min(y), x.max(y));
        let moved = facts.get_mut(gone as usize).map(std::mem::take).unwrap_or_default();
        if let Some(facts) = facts.get_mut(kept as usize) {
            facts.absorb(moved);
        }
        sets.join(x, y);
        let moved = members.remove(&gone).unwrap_or_else(|| vec![gone]);
        members.entry(kept).or_insert_with(|| vec![kept]).extend(moved);
        let mut reasons = because.remove(&gone).unwrap_or_default();
        let all = because.entry(kept).or_default();
        all.push((at(join.b), at(join.a), join.because.clone()));
        all.append(&mut reasons);
    }
    let mut all: FxHashMap<u32, Vec<At>> = FxHashMap::default();
    for number in 0..happenings.len() as u32 {
        all.entry(sets.find(number)).or_default().push(at(number));
    }
    let mut events: Vec<LinkedEvent> = all
        .into_iter()
        .map(|(set, mut claims)| {
            claims.sort_unstable();
            let mut because = because.remove(&set).unwrap_or_default();
            because.sort_unstable();
            LinkedEvent { claims, because }
        })
        .collect();
    events.sort_unstable_by(|a, b| a.claims.cmp(&b.claims));
    events
}
