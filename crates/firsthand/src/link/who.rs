//! Who did it, to whom, and who says so: agreement of two claims on people and things.
//!
//! For: [`super::same_event`]. In: two happenings. Out: points, reasons, conflicts. The same named
//! doer or victim says much; the same kind of people says the more the fewer reports have such
//! people ("nurses" more than "soldiers"). Not here: how many of them (see `how_many`).

use super::codes::codes;
use super::happening::{Happening, Participant, stems};
use super::linked::Entities;
use super::same_event::{Comparison, Why, World, common};
use super::story::Stories;
use crate::annotate::EntityKind;
use rustc_hash::FxHashMap;

/// What two lists of participants have in common, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shared {
    /// A named entity.
    Named(u32),
    /// The same people without a name of their own.
    Group,
    /// A head noun, by the beginning of its word.
    Head(u32),
    /// Head nouns of one sort.
    Sort,
}

pub(super) fn overlap(a: &[Participant], b: &[Participant]) -> Option<Shared> {
    let (mut group, mut head, mut sort) = (false, None, false);
    for x in a {
        for y in b {
            match (x.entity, y.entity) {
                (Some(entity), Some(other)) if entity == other => return Some(Shared::Named(entity)),
                (None, None) => {
                    group |= x.group.is_some() && x.group == y.group;
                    if head.is_none() && x.head == y.head {
                        head = Some(x.stem);
                    }
                    sort |= x.alike(y);
                }
                _ => {}
            }
        }
    }
    if group {
        return Some(Shared::Group);
    }
    head.map(Shared::Head).or(sort.then_some(Shared::Sort))
}

fn named(of: &[Participant]) -> impl Iterator<Item = u32> {
    of.iter().filter(|p| !p.state).filter_map(|p| p.entity)
}

/// Points for the same kind of people: the more, the fewer reports have such people.
pub(super) fn same_head(stem: u32, world: &World) -> (f32, bool) {
    let codes = codes();
    let rarity = if codes.common_people.contains(&stem) { 0.0 } else { world.stories.rarity(stem) };
    (codes.weights.affected_head + codes.weights.affected_rare * rarity, rarity >= codes.limits.telling)
}

/// Whether two names share a word that few reports have: "Salt Guard" and "the Salt fighters".
fn like_names(a: u32, b: u32, world: &World) -> bool {
    let telling = |entity: u32| world.names.get(&entity).map_or(&[][..], |words| words);
    common(telling(a), telling(b)) > 0
}

/// For each named doer the words of its name that few reports have.
pub(super) fn telling_names(happenings: &[Happening], entities: &Entities, stories: &Stories) -> TellingNames {
    let mut names = TellingNames::default();
    for entity in happenings.iter().flat_map(|h| entities_of(h.acting())) {
        names.entry(entity).or_insert_with(|| {
            let name = entities.name(entity);
            let telling =
                |stem: &u32| stories.rarity(*stem) >= codes().limits.name_word && !codes().common_people.contains(stem);
            stems(name).into_iter().filter(telling).collect()
        });
    }
    names
}

/// The telling words of names, sorted, by linked entity.
pub(crate) type TellingNames = FxHashMap<u32, Box<[u32]>>;

/// The named ones.
pub(super) fn entities_of<'p>(list: impl Iterator<Item = &'p Participant>) -> impl Iterator<Item = u32> {
    list.filter_map(|participant| participant.entity)
}

pub(super) fn doers(a: &Happening, b: &Happening, world: &World, found: &mut Comparison) {
    let weights = &codes().weights;
    let pairs = || a.acting().flat_map(|p| b.acting().map(move |q| (p, q)));
    let mut same = pairs().filter(|(p, q)| p.entity.is_some() && p.entity == q.entity).map(|(p, _)| p);
    let first = same.next();
    if let Some(doer) = first.into_iter().chain(same).find(|p| !p.state) {
        found.add(weights.doer_named, Why::Of("the same doer,", doer.entity.unwrap_or(u32::MAX)));
        found.anchored = true;
    } else if let Some(state) = first {
        found.add(weights.doer_state, Why::Of("the same state,", state.entity.unwrap_or(u32::MAX)));
        found.anchored = true;
    } else if let Some((p, q)) = pairs()
        .filter_map(|(p, q)| p.entity.zip(q.entity))
        .find(|(p, q)| world.related(*p, *q) || like_names(*p, *q, world))
    {
        found.add(weights.doer_party, Why::Both("doers of one party,", p, q));
    } else if let Some((p, _)) = pairs().find(|(p, q)| p.entity.is_none() && q.entity.is_none() && p.head == q.head) {
        let (points, telling) = same_head(p.stem, world);
        found.add(points, Why::Plain("the same kind of doer"));
        found.anchored |= telling || points >= weights.affected_head;
    } else if let Some((p, q)) = pairs().find_map(|(p, q)| p.entity.zip(q.entity)) {
        let kind = |entity: u32| world.entities.kind(entity);
        let weight = if kind(p) == kind(q) { weights.doer_other } else { weights.doer_unlike };
        found.add(weight, Why::Both("other doers,", p, q));
    }
    if let (Some(first), Some(second)) = (named(&a.units).next(), named(&b.units).next())
        && !named(&a.units).any(|unit| named(&b.units).any(|other| other == unit))
    {
        found.conflicts(|| format!("different units: {} and {}", world.name(first), world.name(second)));
    }
}

/// Who both have it from, and whether the doer of one answers in the other. One source tells of happenings of several
/// types: `near` is how much it says that both have it from there.
pub(super) fn sources(a: &Happening, b: &Happening, near: f32, world: &World, found: &mut Comparison) {
    let weights = &codes().weights;
    if let (Some(x), Some(y)) = (a.source, b.source) {
        let state = world.entities.kind(x) == Some(EntityKind::State);
        if x == y && !state {
            found.add(weights.source * near, Why::Of("both from", x));
        } else if x == y || world.related(x, y) {
            found.add(weights.source_party * near, Why::Both("from one party,", x, y));
        }
    }
    for (citing, cited) in [(a, b), (b, a)] {
        let later = |(x, y)| x >= y;
        if citing.from_outlet
            && world.outlets.cites(citing.at.report, cited.at.report)
            && citing.published.zip(cited.published).is_none_or(later)
        {
            // A report that tells several such things may have been cited for another.
            found.add(
                weights.cites * citing.alone.min(cited.alone) * near,
                Why::Plain("one has it from the outlet of the other"),
            );
            found.anchored |= near >= 1.0;
        }
    }
    for (denial, told) in [(a, b), (b, a)] {
        let Some(denier) = denial.source.filter(|_| denial.is_denied() && !told.is_denied()) else { continue };
        let accused = entities_of(told.acting());
        if let Some(doer) = accused.into_iter().find(|&doer| doer == denier || world.related(doer, denier)) {
            found.add(weights.denier, Why::Of("the accused answers,", doer));
            found.anchored = true;
        }
    }
}

pub(super) fn affected(a: &Happening, b: &Happening, world: &World, found: &mut Comparison) {
    let weights = &codes().weights;
    // Who is sent in one report may be the force that is there in another.
    let crossed = || overlap(&a.affected, &b.units).or_else(|| overlap(&a.units, &b.affected));
    match overlap(&a.affected, &b.affected).or_else(crossed) {
        Some(Shared::Named(entity)) => {
            found.add(weights.affected_named, Why::Of("the same affected,", entity));
            found.anchored = true;
        }
        Some(Shared::Group) => {
            found.add(weights.group, Why::Plain("the same people affected"));
            found.anchored = true;
        }
        // Not an anchor by itself where such people are affected everywhere.
        Some(Shared::Head(stem)) => {
            let (points, telling) = same_head(stem, world);
            found.add(points, Why::Plain("the same people affected"));
            found.anchored |= telling;
        }
        Some(Shared::Sort) => found.add(weights.affected_sort, Why::Plain("people of one sort affected")),
        None => {
            let person = |entity: &u32| world.entities.kind(*entity) == Some(EntityKind::Person);
            let of = |h: &Happening| named(&h.affected).find(person);
            // "None of our soldiers died" does not answer what is said of villagers.
            let own = |h: &Happening| !h.is_denied() || named(&h.affected).any(|body| !person(&body));
            let told = !a.is_denied() && !b.is_denied() || a.is_denied() != b.is_denied() && own(a) && own(b);
            if let Some((x, y)) = of(a).zip(of(b)).filter(|(x, y)| !world.shortens(*x, *y)) {
                found.conflicts(|| format!("different persons: {} and {}", world.name(x), world.name(y)));
            } else if told && other_people(&a.affected, &b.affected) {
                found.add(weights.head_other, Why::Plain("other people affected"));
            }
        }
    }
    // The death of one whose name is told is not the death of many.
    let one = |h: &Happening| named(&h.affected).any(|e| world.is_person(e)) && h.numbers.is_empty();
    let many = |h: &Happening| named(&h.affected).next().is_none() && h.numbers.iter().any(|n| n.lo > 2.0);
    if one(a) && many(b) || one(b) && many(a) {
        found.add(weights.one_of_many, Why::Plain("one person by name, many by number"));
    }
    let (x, y) = (a.exclusive, b.exclusive);
    if x != 0 && y != 0 && x & y == 0 {
        found.conflicts(|| "different people: nouns that exclude each other".to_owned());
    }
}

/// Whether both name people, and none of one noun or sort, or of any ("members" may be "nurses").
pub(super) fn other_people(a: &[Participant], b: &[Participant]) -> bool {
    let any = |p: &Participant| codes().is_anybody(p.head);
    let unnamed = |x: &Participant, y: &Participant| x.entity.is_none() && y.entity.is_none();
    let may_be = |x: &Participant, y: &Participant| x.alike(y) || unnamed(x, y) && (any(x) || any(y));
    !a.is_empty() && !b.is_empty() && !a.iter().any(|x| b.iter().any(|y| may_be(x, y)))
}

pub(super) fn things(a: &Happening, b: &Happening, world: &World, found: &mut Comparison) {
    let weights = &codes().weights;
    match overlap(&a.things, &b.things) {
        Some(Shared::Named(entity)) => {
            found.add(weights.thing_named, Why::Of("the same thing,", entity));
            found.anchored = true;
        }
        Some(shared) => {
            let points = if shared == Shared::Sort { weights.thing_sort } else { weights.thing_head };
            found.add(points, Why::Plain("a thing of one sort"));
            found.anchored |= a.at.report == b.at.report;
        }
        None => {
            if let (Some(x), Some(y)) = (named(&a.things).next(), named(&b.things).next()) {
                found.conflicts(|| format!("different things: {} and {}", world.name(x), world.name(y)));
            }
        }
    }
}
