//! Events grown from joins of two claims.
//!
//! For: one event per happening. In: joins, best first. Out: [`LinkedEvent`]s and the refusals of
//! joins that would have put together what cannot be one: other days, places or people, or claims
//! that on the whole have little in common. Not here: which claims agree (see `same_event`).

use super::codes::codes;
use super::happening::{Happening, Number, Participant, Told};
use super::how_many::share_number;
use super::links::{At, LinkedEvent};
use super::recount::{Count, count, taken_anew};
use super::same_event::{Reasons, World, compare, told};
use super::sets::Sets;
use super::shelf::{Reader, Shelf};
use super::ties::Tie;
use super::when_where::{apart, days_between};
use crate::annotate::{Days, EntityKind};
use crate::weigh::Detail;
use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};

/// Dates, places and persons of one event that a join is checked against.
const FACTS: usize = 24;
/// Claims of an event that speak for it when it is compared with another.
const SPEAK: usize = 6;
/// Why claims are joined that may be of two happenings.
const PERHAPS: &str =
    "perhaps: one report tells of what is done to many over weeks and of one of the teller's own, and nothing differs";
/// Points of two claims that cannot be one happening.
const UNLIKE: f32 = -1.0;

/// Two claims that agree.
pub(super) struct Join {
    pub a: u32,
    pub b: u32,
    pub points: f32,
    pub why: Why,
}

/// Why two claims are joined; put into words only for the joins that make an event.
pub(super) enum Why {
    /// A headline and the body claim that it stands for: the place of the words for it, which were found before place and days were lent.
    Headline(u32),
    /// What they agree in, and the wording that ties them.
    Agree(Option<Tie>),
    /// One report tells of it twice, once of the teller's own people, and nothing differs.
    Perhaps,
}

impl Join {
    /// Whether wording or headline tie them.
    fn tied(&self) -> bool {
        matches!(self.why, Why::Headline(_) | Why::Agree(Some(_)))
    }

    fn in_words(&self, all: &Reader<'_, '_>, headlines: &[String], world: &World) -> String {
        let tie = match &self.why {
            Why::Headline(place) => return headlines.get(*place as usize).cloned().unwrap_or_default(),
            Why::Agree(tie) => tie,
            Why::Perhaps => return PERHAPS.to_owned(),
        };
        match (all.get(self.a), all.get(self.b)) {
            (Some(a), Some(b)) => tied_words(*tie, told(&a, &b, world).because(world)),
            _ => String::new(),
        }
    }
}

fn tied_words(tie: Option<Tie>, words: String) -> String {
    match tie {
        Some(Tie::Passage) => format!("one copied passage; {words}"),
        Some(Tie::Quotation) => format!("one quotation; {words}"),
        None => words,
    }
}

/// Two claims that look alike and are kept apart.
pub(super) struct Refused {
    pub a: u32,
    pub b: u32,
    pub why: Apart,
}

/// Why; put into words only for the few that a reader is told of.
pub(super) enum Apart {
    /// The claims conflict.
    Conflict,
    /// They agree, but not enough.
    Near(Option<Tie>),
    /// Their events are of other days.
    Dates(Date, Date, i32),
    /// One event is of all that happened in a stretch of time.
    Stretch,
    /// One event was told of before the day of the other.
    Before(Date, Date),
    /// Their numbers were counted at different times.
    Recount,
    /// Their events are of other people.
    People,
    /// Their events name others.
    Names(&'static str, u32, u32),
    /// The other claims of their events have little in common.
    Unlike,
}

impl Apart {
    /// In words; `compared` are the reasons of the two claims.
    pub(super) fn in_words(&self, compared: &Reasons, world: &World) -> String {
        match self {
            Apart::Conflict => compared.conflict(),
            Apart::Near(tie) => format!(
                "alike ({}), but not enough against: {}",
                tied_words(*tie, compared.because(world)),
                compared.against(world)
            ),
            Apart::Dates(a, b, gap) => format!("their events are dated {a} and {b}, {gap} days apart"),
            Apart::Stretch => "one event counts all of a stretch of time, the other those of one day".to_owned(),
            Apart::Before(told, day) => format!("one event was told of on {told}, the other is of {day}"),
            Apart::Recount => "one event was counted before the time of the other was over".to_owned(),
            Apart::People => "their events are of different people".to_owned(),
            Apart::Names(what, a, b) => {
                format!("their events name different {what}: {} and {}", world.name(*a), world.name(*b))
            }
            Apart::Unlike => "the other claims of the two events have little in common".to_owned(),
        }
    }
}

/// What the claims of a growing event already fix.
#[derive(Clone, Debug, Default)]
struct Facts {
    days: Vec<Days>,
    places: Vec<u32>,
    persons: Vec<u32>,
    units: Vec<u32>,
    exclusive: u32,
    /// The numbers of claims of all that happened in a stretch of time, and of claims of one day; `None` without such claims.
    in_stretch: Option<Vec<Number>>,
    on_day: Option<Vec<Number>>,
    counts: Vec<Count>,
    /// When the first claim was told that says it has happened, or has not.
    told: Option<Date>,
    /// First days of its claims; what is told as past and dated after its telling is misread.
    since: Vec<Date>,
}

impl Facts {
    fn of(happening: &Happening, world: &World) -> Self {
        let kind = |entity: u32| world.entities.kind(entity);
        let named = |list: &[Participant], wanted: EntityKind| -> Vec<u32> {
            list.iter().filter_map(|p| p.entity).filter(|entity| kind(*entity) == Some(wanted)).collect()
        };
        let own = !happening.inherited;
        let numbers = |time: Told| (happening.time == time).then(|| happening.numbers.to_vec());
        Facts {
            days: happening.days.into_iter().filter(|_| own).collect(),
            places: if own { named(&happening.places, EntityKind::Place) } else { Vec::new() },
            persons: named(&happening.affected, EntityKind::Person),
            units: happening.units.iter().filter(|unit| !unit.state).filter_map(|unit| unit.entity).collect(),
            exclusive: happening.exclusive,
            in_stretch: numbers(Told::Stretch),
            on_day: numbers(Told::Day),
            counts: count(happening, world).into_iter().collect(),
            told: happening.told_as_past(),
            since: happening
                .days
                .map(|days| days.from)
                .filter(|from| own && happening.told_as_past().is_none_or(|told| *from <= told))
                .into_iter()
                .collect(),
        }
    }

    fn conflict(&self, other: &Facts, world: &World) -> Option<Apart> {
        for x in &self.days {
            for y in &other.days {
                if let Some(gap) = apart(x, y) {
                    return Some(Apart::Dates(x.from, y.from, gap));
                }
            }
        }
        // All that happened in a week is not what happened on its Monday, unless one number is told of both.
        for (stretch, day) in [(&self.in_stretch, &other.on_day), (&other.in_stretch, &self.on_day)] {
            if let (Some(stretch), Some(day)) = (stretch, day)
                && !share_number(stretch, day)
            {
                return Some(Apart::Stretch);
            }
        }
        for (earlier, later) in [(self, other), (other, self)] {
            let after = |told: &Date, day: &Date| days_between(*told, *day) > codes().limits.apart_days;
            if let Some(told) = earlier.told
                && let Some(day) = later.since.iter().find(|day| after(&told, day))
            {
                return Some(Apart::Before(told, *day));
            }
        }
        if taken_anew(&self.counts, &other.counts) {
            return Some(Apart::Recount);
        }
        if self.exclusive != 0 && other.exclusive != 0 && self.exclusive & other.exclusive == 0 {
            return Some(Apart::People);
        }
        let disjoint = |x: &[u32], y: &[u32]| !x.is_empty() && !y.is_empty() && !x.iter().any(|e| y.contains(e));
        let wide = |place: &u32| world.regions.contains(place);
        let nested = |x: &u32, y: &u32| world.nested(*x, *y) || wide(x) != wide(y);
        let shortens = |x: &u32, y: &u32| world.is_person(*x) && world.shortens(*x, *y);
        for (x, y, what) in [
            (&self.places, &other.places, "places"),
            (&self.persons, &other.persons, "persons"),
            (&self.units, &other.units, "units"),
        ] {
            if disjoint(x, y) && !x.iter().any(|a| y.iter().any(|b| nested(a, b) || shortens(a, b))) {
                return Some(Apart::Names(what, *x.first()?, *y.first()?));
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
        for (list, more) in [(&mut self.in_stretch, other.in_stretch), (&mut self.on_day, other.on_day)] {
            if let Some(more) = more {
                let all = list.get_or_insert_default();
                all.extend(more);
                all.truncate(FACTS);
            }
        }
        self.told = self.told.into_iter().chain(other.told).min();
        self.counts.extend(other.counts);
        self.counts.truncate(FACTS);
        self.since.extend(other.since);
        self.since.truncate(FACTS);
        for days in other.days {
            if !self.days.contains(&days) && self.days.len() < FACTS {
                self.days.push(days);
            }
        }
    }
}

/// Whether the claims of two events are unlike on the whole, though one of each agree: what two claims have in common must
/// not draw two happenings into one through a third.
fn unlike(x: &[u32], y: &[u32], join: &Join, all: &Reader<'_, '_>, world: &World) -> bool {
    if join.tied() || x.len() + y.len() < 3 {
        return false;
    }
    let (one, other) = ([join.a], [join.b]);
    let of = |list: &[u32], own: [u32; 1]| -> Vec<u32> {
        let list = if list.is_empty() { own.to_vec() } else { list.to_vec() };
        list.into_iter().take(SPEAK).collect()
    };
    let (x, y) = (of(x, one), of(y, other));
    let (mut points, mut pairs) = (0.0, 0.0);
    for (a, b) in x.iter().flat_map(|a| y.iter().map(move |b| (*a, *b))) {
        let (Some(a), Some(b)) = (all.get(a), all.get(b)) else { continue };
        pairs += 1.0;
        points += match compare(&a, &b, world) {
            Some(found) if !found.conflict => found.points.min(codes().limits.join),
            Some(_) => UNLIKE,
            None => 0.0,
        };
    }
    points < codes().limits.average * pairs
}

/// Grows the events; `places` are where the claims stand.
pub(super) fn grow(
    (shelf, places): (&Shelf<'_>, &[At]),
    joins: &[Join],
    headlines: &[String],
    world: &World,
    refused: &mut Vec<Refused>,
) -> Vec<LinkedEvent> {
    let reader = Reader::new(shelf);
    let mut sets = Sets::new(shelf.len());
    // Of claims that are joined; most stay alone, and what they fix is read when it is asked for.
    let mut facts: FxHashMap<u32, Facts> = FxHashMap::default();
    let alone = |set: u32| reader.get(set).map(|happening| Facts::of(&happening, world)).unwrap_or_default();
    let at = |number: u32| places.get(number as usize).copied().unwrap_or_default();
    let mut because: FxHashMap<u32, Vec<(At, At, String)>> = FxHashMap::default();
    let mut members: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    let mut perhaps: FxHashSet<u32> = FxHashSet::default();
    // Pairs of events that were found unlike, with how many claims spoke for each: not asked again while these are the same.
    let mut unlikes: FxHashMap<(u32, u32), (usize, usize)> = FxHashMap::default();
    for join in joins {
        let (x, y) = (sets.find(join.a), sets.find(join.b));
        if x == y {
            continue;
        }
        let (one, other);
        let left = if let Some(known) = facts.get(&x) {
            known
        } else {
            one = alone(x);
            &one
        };
        let right = if let Some(known) = facts.get(&y) {
            known
        } else {
            other = alone(y);
            &other
        };
        let conflict = left.conflict(right, world).or_else(|| {
            let of = |set: u32| members.get(&set).map_or(&[][..], Vec::as_slice);
            let speak = (of(x).len().min(SPEAK), of(y).len().min(SPEAK));
            let known = !join.tied() && unlikes.get(&(x, y)) == Some(&speak);
            let unlike = known || unlike(of(x), of(y), join, &reader, world);
            if unlike {
                unlikes.insert((x, y), speak);
            }
            unlike.then_some(Apart::Unlike)
        });
        if let Some(why) = conflict {
            if world.detail == Detail::Full {
                refused.push(Refused { a: join.a, b: join.b, why });
            }
            continue;
        }
        let (kept, gone) = (x.min(y), x.max(y));
        let moved = facts.remove(&gone).unwrap_or_else(|| alone(gone));
        facts.entry(kept).or_insert_with(|| alone(kept)).absorb(moved);
        sets.join(x, y);
        let moved = members.remove(&gone).unwrap_or_else(|| vec![gone]);
        let own = members.entry(kept).or_insert_with(|| vec![kept]);
        if matches!(join.why, Why::Perhaps) {
            // The part of which more is told is sure.
            perhaps.extend(if moved.len() > own.len() { &*own } else { &moved });
        }
        own.extend(moved);
        let mut reasons = because.remove(&gone).unwrap_or_default();
        let all = because.entry(kept).or_default();
        if world.detail == Detail::Full {
            all.push((at(join.b), at(join.a), join.in_words(&reader, headlines, world)));
        }
        all.append(&mut reasons);
    }
    drop((facts, members, unlikes));
    let mut doubtful: Vec<At> = perhaps.into_iter().map(at).collect();
    doubtful.sort_unstable();
    let mut of_set: Vec<(u32, At)> = shelf.numbers().map(|number| (sets.find(number), at(number))).collect();
    of_set.sort_unstable();
    let mut events: Vec<LinkedEvent> = of_set
        .chunk_by(|a, b| a.0 == b.0)
        .map(|of_one| {
            let claims: Vec<At> = of_one.iter().map(|(_, at)| *at).collect();
            let perhaps = claims.iter().copied().filter(|at| doubtful.binary_search(at).is_ok()).collect();
            let set = of_one.first().map_or(0, |(set, _)| *set);
            let mut because = because.remove(&set).unwrap_or_default();
            because.sort_unstable();
            because.shrink_to_fit();
            LinkedEvent { claims, perhaps, because }
        })
        .collect();
    events.sort_unstable_by(|a, b| a.claims.cmp(&b.claims));
    events
}
