//! Whether two claims are of one happening.
//!
//! For: joining claims with a reason and keeping look-alikes apart with a reason. In: two
//! [`Happening`]s. Out: points, reasons and the conflict, if any. Points and limits stand in
//! `data/link_events.toml`. Numbers that differ are no conflict: two reports may contradict each
//! other about one happening, and that is for weigh to show. Not here: which claims are compared.

use super::codes::codes;
use super::happening::{Happening, Number, Participant};
use super::links::LinkedEntity;
use crate::annotate::{Days, EntityKind};
use crate::report::DatePrecision;
use jiff::civil::Date;
use rustc_hash::FxHashSet;

/// What the comparison of two claims gave.
#[derive(Clone, Debug, Default)]
pub(crate) struct Comparison {
    /// Points for being one happening.
    pub points: f32,
    /// What agrees, in words.
    pub agrees: Vec<String>,
    /// Why they cannot be one happening.
    pub conflict: Option<String>,
    /// Whether something more than type and time agrees.
    pub anchored: bool,
}

/// What is known about entities when claims are compared.
pub(crate) struct World<'a> {
    pub entities: &'a [LinkedEntity],
    /// (inner, outer) places that some report writes one within the other ("Olun, Varenia").
    pub within: FxHashSet<(u32, u32)>,
}

impl World<'_> {
    fn name(&self, entity: u32) -> &str {
        self.entities.get(entity as usize).map_or("", |entity| &entity.name)
    }

    fn nested(&self, a: u32, b: u32) -> bool {
        self.within.contains(&(a, b)) || self.within.contains(&(b, a))
    }

    /// Whether one speaks for the other or both are of one party.
    fn related(&self, a: u32, b: u32) -> bool {
        let (Some(x), Some(y)) = (self.entities.get(a as usize), self.entities.get(b as usize)) else { return false };
        x.speaks_for == Some(b) || y.speaks_for == Some(a) || (x.party.is_some() && x.party == y.party)
    }
}

/// Compares two claims; `None` if their types cannot be of one happening.
pub(crate) fn compare(a: &Happening, b: &Happening, world: &World) -> Option<Comparison> {
    let codes = codes();
    let weights = &codes.weights;
    let statements = (codes.is_statement(&a.claim.kind), codes.is_statement(&b.claim.kind));
    let (agreement, family) = if statements == (true, true) && a.claim.kind == b.claim.kind {
        Some((1.0, "one type"))
    } else {
        let event = |kind: &&&str| !codes.is_statement(kind);
        let pairs = a.kinds.iter().filter(event).flat_map(|x| b.kinds.iter().filter(event).map(move |y| (x, y)));
        pairs
            .filter_map(|(x, y)| codes.agreement(x, y))
            .reduce(|best, other| if other.0 > best.0 { other } else { best })
    }?;
    let mut found = Comparison { points: weights.kind * agreement, ..Comparison::default() };
    found.agrees.push(if a.claim.kind == b.claim.kind {
        format!("both {}", a.claim.kind)
    } else {
        format!("{} and {} ({family})", a.claim.kind, b.claim.kind)
    });
    if a.trigger == b.trigger && a.trigger != 0 {
        found.points += weights.trigger;
    }
    doers(a, b, world, &mut found);
    sources(a, b, world, &mut found);
    affected(a, b, world, &mut found);
    places(a, b, world, &mut found);
    if !a.wars.is_empty() && !b.wars.is_empty() {
        let same = a.wars.iter().any(|stem| b.wars.contains(stem));
        found.points += if same { weights.war_same } else { weights.war_other };
    }
    let rare = numbers(a, b, &mut found);
    let shared = common(&a.content, &b.content);
    let content = (weights.content * shared.saturating_sub(2) as f32).min(weights.content_most);
    if content > 0.0 {
        found.points += content;
        found.agrees.push(format!("{shared} words of the clauses"));
    }
    // Type, trigger and time agree by chance all the time; something else must, too.
    let kind = weights.kind * agreement + if a.trigger == b.trigger && a.trigger != 0 { weights.trigger } else { 0.0 };
    found.anchored |= found.points - kind >= codes.limits.anchor;
    if a.at.report == b.at.report {
        // Neighbouring clauses of one report go on about one thing.
        let (x, y) = (a.claim.span, b.claim.span);
        let between = x.start.max(y.start).saturating_sub(x.end.min(y.end));
        if between <= codes.limits.near_bytes && a.claim.kind == b.claim.kind {
            found.points += weights.near;
            found.anchored = true;
            found.agrees.push("neighbouring clauses".to_owned());
        }
        if a.is_denied() != b.is_denied() && a.claim.kind == b.claim.kind {
            found.points += weights.denial_within;
            found.agrees.push("one denies what the other says".to_owned());
        }
    }
    time(a, b, rare, &mut found);
    if statements == (true, true) {
        // A speech act or relation is who says or belongs to what: the doer must agree, and a second thing.
        let member = |h: &Happening| h.doers.iter().chain(&h.units).filter_map(|p| p.entity).collect::<Vec<_>>();
        let (x, y) = (member(a), member(b));
        let same = x.iter().any(|entity| y.contains(entity));
        let second =
            shared > 2 || overlap(&a.affected, &b.affected).is_some() || overlap(&a.things, &b.things).is_some();
        found.anchored = same && second;
    }
    Some(found)
}

/// What two lists of participants have in common, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shared {
    /// A named entity.
    Named(u32),
    /// The same people without a name of their own.
    Group,
    /// A head noun.
    Head,
    /// Head nouns of one sort.
    Sort,
}

fn overlap(a: &[Participant], b: &[Participant]) -> Option<Shared> {
    let pairs = || a.iter().flat_map(|x| b.iter().map(move |y| (x, y)));
    let unnamed = || pairs().filter(|(x, y)| x.entity.is_none() && y.entity.is_none());
    if let Some(entity) = pairs().find(|(x, y)| x.entity.is_some() && x.entity == y.entity).and_then(|(x, _)| x.entity)
    {
        return Some(Shared::Named(entity));
    }
    if unnamed().any(|(x, y)| x.group.is_some() && x.group == y.group) {
        return Some(Shared::Group);
    }
    if unnamed().any(|(x, y)| x.head == y.head) {
        return Some(Shared::Head);
    }
    unnamed().any(|(x, y)| x.alike(y)).then_some(Shared::Sort)
}

fn named(of: &[Participant]) -> impl Iterator<Item = u32> {
    of.iter().filter(|p| !p.state).filter_map(|p| p.entity)
}

fn doers(a: &Happening, b: &Happening, world: &World, found: &mut Comparison) {
    let weights = &codes().weights;
    let all = |h: &Happening| h.doers.iter().chain(&h.units).copied().collect::<Vec<_>>();
    let (x, y) = (all(a), all(b));
    let pairs = || x.iter().flat_map(|p| y.iter().map(move |q| (p, q)));
    if let Some(same) = pairs().find(|(p, q)| p.entity.is_some() && p.entity == q.entity && !p.state).map(|(p, _)| p) {
        found.points += weights.doer_named;
        found.agrees.push(format!("the same doer, {}", world.name(same.entity.unwrap_or(u32::MAX))));
        found.anchored = true;
    } else if let Some(same) = pairs().find(|(p, q)| p.entity.is_some() && p.entity == q.entity).map(|(p, _)| p) {
        found.points += weights.doer_state;
        found.agrees.push(format!("the same state, {}", world.name(same.entity.unwrap_or(u32::MAX))));
        found.anchored = true;
    } else if let Some((p, q)) =
        pairs().find(|(p, q)| matches!((p.entity, q.entity), (Some(x), Some(y)) if world.related(x, y)))
    {
        found.points += weights.doer_party;
        let name = |p: &Participant| world.name(p.entity.unwrap_or(u32::MAX)).to_owned();
        found.agrees.push(format!("{} and {} are of one party", name(p), name(q)));
    } else if pairs().any(|(p, q)| p.entity.is_none() && q.entity.is_none() && p.head == q.head) {
        found.points += weights.affected_head;
        found.anchored = true;
    } else if pairs().any(|(p, q)| p.entity.is_some() && q.entity.is_some()) {
        found.points += weights.doer_other;
    }
    let (x, y): (Vec<u32>, Vec<u32>) = (named(&a.units).collect(), named(&b.units).collect());
    if let (Some(first), Some(second)) = (x.first(), y.first())
        && !x.iter().any(|unit| y.contains(unit))
    {
        found.conflict = Some(format!("different units: {} and {}", world.name(*first), world.name(*second)));
    }
}

/// Who both have it from, and whether the doer of one answers in the other.
fn sources(a: &Happening, b: &Happening, world: &World, found: &mut Comparison) {
    let weights = &codes().weights;
    let (x, y) = (a.source, b.source);
    if let (Some(x), Some(y)) = (x, y) {
        let state = world.entities.get(x as usize).is_some_and(|entity| entity.kind == EntityKind::State);
        if x == y && !state {
            found.points += weights.source;
            found.agrees.push(format!("both from {}", world.name(x)));
        } else if x == y || world.related(x, y) {
            found.points += weights.source_party;
        }
    }
    for (denial, told) in [(a, b), (b, a)] {
        let Some(denier) = denial.source.filter(|_| denial.is_denied() && !told.is_denied()) else { continue };
        let accused = told.doers.iter().chain(&told.units).filter_map(|p| p.entity);
        if let Some(doer) = accused.into_iter().find(|&doer| doer == denier || world.related(doer, denier)) {
            found.points += weights.denier;
            found.anchored = true;
            found.agrees.push(format!("{} answers", world.name(doer)));
        }
    }
}

fn affected(a: &Happening, b: &Happening, world: &World, found: &mut Comparison) {
    let weights = &codes().weights;
    match overlap(&a.affected, &b.affected) {
        Some(Shared::Named(entity)) => {
            found.points += weights.affected_named;
            found.agrees.push(format!("the same affected, {}", world.name(entity)));
            found.anchored = true;
        }
        Some(Shared::Group) => {
            found.points += weights.group;
            found.agrees.push("the same people affected".to_owned());
            found.anchored = true;
        }
        Some(shared) => {
            found.points += if shared == Shared::Head { weights.affected_head } else { weights.affected_sort };
            found.agrees.push("the same people affected".to_owned());
            // Not an anchor by itself: "children" are affected everywhere.
        }
        None => {
            let person =
                |entity: &u32| world.entities.get(*entity as usize).is_some_and(|e| e.kind == EntityKind::Person);
            let persons = |h: &Happening| named(&h.affected).filter(person).collect::<Vec<_>>();
            if let (Some(x), Some(y)) = (persons(a).first(), persons(b).first()) {
                found.conflict = Some(format!("different persons: {} and {}", world.name(*x), world.name(*y)));
            } else if !a.affected.is_empty() && !b.affected.is_empty() && !a.is_denied() && !b.is_denied() {
                found.points += weights.head_other;
            }
        }
    }
    let (x, y) = (a.exclusive(), b.exclusive());
    if x != 0 && y != 0 && x & y == 0 {
        found.conflict = Some("different people: nouns that exclude each other".to_owned());
    }
    match overlap(&a.things, &b.things) {
        Some(Shared::Named(entity)) => {
            found.points += weights.thing_named;
            found.agrees.push(format!("the same {}", world.name(entity)));
            found.anchored = true;
        }
        Some(shared) => {
            found.points += if shared == Shared::Sort { weights.thing_sort } else { weights.thing_head };
            found.anchored |= a.at.report == b.at.report;
        }
        None => {
            if let (Some(x), Some(y)) = (named(&a.things).next(), named(&b.things).next()) {
                found.conflict = Some(format!("different things: {} and {}", world.name(x), world.name(y)));
            }
        }
    }
}

fn places(a: &Happening, b: &Happening, world: &World, found: &mut Comparison) {
    let weights = &codes().weights;
    let share = if a.inherited || b.inherited { codes().limits.inherited } else { 1.0 };
    let of = |list: &[Participant]| list.iter().filter_map(|p| p.entity).collect::<Vec<_>>();
    let (x, y) = (of(&a.places), of(&b.places));
    let (to_x, to_y) = (of(&a.towards), of(&b.towards));
    let is_state = |entity: u32| world.entities.get(entity as usize).is_some_and(|e| e.kind == EntityKind::State);
    let shared = |p: &[u32], q: &[u32]| p.iter().copied().filter(|e| q.contains(e)).max_by_key(|e| !is_state(*e));
    if let Some(place) = shared(&x, &y) {
        let weight = if is_state(place) { weights.place_state } else { weights.place };
        found.points += weight * share;
        found.agrees.push(format!("the same place, {}", world.name(place)));
        found.anchored |= !is_state(place) && (a.days.is_some() && b.days.is_some() || a.published == b.published);
    } else if x.iter().any(|p| y.iter().any(|q| world.nested(*p, *q))) {
        found.points += weights.place_within * share;
        found.agrees.push("one place lies in the other".to_owned());
    } else if let (Some(p), Some(q)) = (x.first(), y.first()) {
        // A place may have been read as a destination in one of them; a state and a town cannot be told apart from nested ones.
        let crossed = shared(&x, &to_y).is_some() || shared(&to_x, &y).is_some();
        if !crossed && !a.inherited && !b.inherited && is_state(*p) == is_state(*q) {
            found.conflict = Some(format!("different places: {} and {}", world.name(*p), world.name(*q)));
        }
    }
    if let Some(place) = shared(&to_x, &to_y).or_else(|| shared(&x, &to_y)).or_else(|| shared(&to_x, &y)) {
        found.points += if is_state(place) { weights.towards_state } else { weights.towards };
        found.agrees.push(format!("the same way or end of it, {}", world.name(place)));
        found.anchored |= !is_state(place);
    }
}

fn gap(a: (Date, Date), b: (Date, Date)) -> i32 {
    let days = |from: Date, to: Date| from.until(to).map_or(i32::MAX, |span| span.get_days());
    days(a.1, b.0).max(days(b.1, a.0)).max(0)
}

/// Days between two dated spans that cannot be one happening; `None` if they can.
pub(crate) fn apart(a: &Days, b: &Days) -> Option<i32> {
    let gap = gap((a.from, a.to), (b.from, b.to));
    (gap > codes().limits.apart_days).then_some(gap)
}

/// Compares days; two undated claims of far reports are of one happening only with a `rare` number in common.
fn time(a: &Happening, b: &Happening, rare: bool, found: &mut Comparison) {
    let weights = &codes().weights;
    let limits = &codes().limits;
    let share = if a.inherited || b.inherited { limits.inherited } else { 1.0 };
    let same_report = a.at.report == b.at.report;
    let dateless = |h: &Happening| h.days.is_none() && h.published.is_none();
    if !same_report && !rare && (dateless(a) || dateless(b)) {
        found.points += weights.undated;
    }
    let long_ago = |h: &Happening| h.days.is_some_and(|days| days.precision >= DatePrecision::Year);
    if same_report
        && (long_ago(a) && b.days.is_none()
            || long_ago(b) && a.days.is_none()
            || a.wars.is_empty() != b.wars.is_empty())
    {
        found.points += weights.one_dated;
    }
    match (a.days, b.days) {
        (Some(x), Some(y)) => {
            if let Some(gap) = apart(&x, &y) {
                found.conflict = Some(format!("different times: {} and {}, {gap} days apart", x.from, y.from));
            } else if gap((x.from, x.to), (y.from, y.to)) == 0 {
                let weight = match x.precision.max(y.precision) {
                    DatePrecision::Day => weights.day,
                    DatePrecision::Week => weights.week,
                    DatePrecision::Month => weights.month,
                    DatePrecision::Year => weights.year,
                    DatePrecision::Decade => 0.0,
                };
                found.points += weight * share;
                found.agrees.push(format!("the same time, {}", x.from.max(y.from)));
            }
        }
        (Some(dated), None) | (None, Some(dated)) => {
            let other = if a.days.is_none() { a } else { b };
            if let Some(published) = other.published.filter(|_| !other.is_background()) {
                published_near(gap((dated.from, dated.to), (published, published)), rare, found);
            }
        }
        (None, None) => {
            if let (Some(x), Some(y)) = (a.published, b.published)
                && !a.is_background()
                && !b.is_background()
            {
                published_near(gap((x, x), (y, y)), rare, found);
            }
        }
    }
}

fn published_near(gap: i32, rare: bool, found: &mut Comparison) {
    let limits = &codes().limits;
    if gap <= limits.apart_days {
        found.points += codes().weights.published;
    } else if gap > limits.far_days && !rare {
        found.points += codes().weights.undated_far;
    }
}

/// Compares numbers; whether one that seldom agrees by chance is the same.
fn numbers(a: &Happening, b: &Happening, found: &mut Comparison) -> bool {
    let (weights, limits) = (&codes().weights, &codes().limits);
    let fits = |x: &Number, y: &Number| x.lo <= y.hi && y.lo <= x.hi;
    let pairs = || a.numbers.iter().flat_map(|x| b.numbers.iter().filter(|y| x.comparable(y)).map(move |y| (x, y)));
    let same = pairs().filter(|(x, y)| x.named() == y.named()).max_by(|x, y| x.0.named().total_cmp(&y.0.named()));
    if let Some((x, _)) = same {
        // A small number agrees by chance.
        found.points += match x.named() {
            n if n >= limits.rare => weights.number_rare,
            n if n > 3.0 => weights.number_same,
            _ => weights.number_compatible,
        };
        found.anchored |= x.named() >= limits.rare;
        found.agrees.push(format!("the same number, {}", x.named()));
        return x.named() >= limits.rare;
    } else if a.is_denied() || b.is_denied() {
        // "Not one" says nothing about how many others say.
    } else if pairs().any(|(x, y)| fits(x, y)) {
        found.points += weights.number_compatible;
    } else if pairs().next().is_some() {
        found.points += if a.at.report == b.at.report { weights.within_number } else { weights.number_other };
    }
    false
}

/// How many sorted entries both hold.
pub(crate) fn common(a: &[u32], b: &[u32]) -> usize {
    a.iter().filter(|x| b.binary_search(x).is_ok()).count()
}
