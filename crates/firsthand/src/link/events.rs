//! Claims of one happening, joined over all reports.
//!
//! For: one event per happening, with a reason for every join and every refusal. In: claims,
//! linked entities, passages, quotations. Out: [`LinkedEvent`]s in which every claim is exactly
//! once, and [`Refusal`]s. Steps: block by family and participant or place, compare neighbours in
//! time, join the best agreements first, never against a conflict with what is already joined.
//! Not here: the comparison of two claims (see `same_event`).

use super::bound::Bounds;
use super::codes::codes;
use super::context::{count_alone, count_beside, numbers_told, one_time_a_sentence};
use super::grow::{Apart, Join, Refused, Why, grow};
use super::happening::{Happening, names};
use super::linked::Entities;
use super::links::{At, LinkedEvent, Membership, PassageLink, QuotationLink, Refusal};
use super::neighbours::{Later, Neighbours, WITHIN};
use super::nested::{Nested, of_report};
use super::outlets::Outlets;
use super::same_event::{Comparison, World, compare, compare_many, told};
use super::shelf::{Reader, Shelf};
use super::story::{Counted, Likenesses, Stories};
use super::ties::{Tie, ties};
use super::who::telling_names;
use crate::held::Given;
use crate::weigh::Detail;
use rayon::prelude::*;
use std::cmp::Ordering;
use std::collections::BTreeSet;

/// What is linked already.
pub(crate) struct Known<'a> {
    /// Report numbers, earliest first.
    pub order: &'a [u32],
    pub outlets: &'a Outlets,
    pub entities: &'a Entities,
    pub linked: &'a Membership,
    pub passages: &'a [PassageLink],
    pub quotations: &'a [QuotationLink],
    /// How common words are.
    pub words: &'a Counted,
}

/// Links claims into events; an outline has neither reasons nor refusals.
pub(crate) fn events(
    given: Given<'_>,
    &Known { order, outlets, entities, linked, passages, quotations, words }: &Known<'_>,
    detail: Detail,
) -> (Vec<LinkedEvent>, Vec<Refusal>) {
    let stories = Stories::read(given, words);
    let kinds = given.kinds();
    let (mut happenings, Nested { within, regions, wide }) = read(given, order, entities, linked, &kinds);
    one_time_a_sentence(&mut happenings);
    let names = telling_names(&happenings, entities, &stories);
    let world =
        World { entities, outlets, within, regions, wide, numbers: numbers_told(&happenings), stories, names, detail };
    let mut by_report: Vec<Vec<u32>> = vec![Vec::new(); given.len()];
    for (number, happening) in happenings.iter().enumerate() {
        if let Some(of) = by_report.get_mut(happening.at.report as usize) {
            of.push(number as u32);
        }
    }
    let (of_headlines, headlines) = headlines(&mut happenings, &by_report, &world);
    count_alone(&mut happenings, &by_report, &world);
    count_beside(&mut happenings);
    let ties = ties(&happenings, &by_report, passages, quotations);
    let places: Vec<At> = happenings.iter().map(|happening| happening.at).collect();
    let days = happenings.iter().map(Happening::day).collect();
    let shelf = Shelf::new(given, happenings, &kinds);
    let n = Neighbours::new(&shelf, days, &by_report, ties);
    let compared = compare_all(&n, &shelf, &world);
    drop(n);
    let (mut joins, mut refused) = (compared.joins, compared.refused);
    joins.reserve_exact(of_headlines.len());
    joins.extend(of_headlines);
    joins.par_sort_unstable_by(best_first);
    let events = grow((&shelf, &places), &joins, &headlines, &world, &mut refused);
    let refusals = tell(&refused, &shelf, &world);
    if let (Some(cause), Given::Held(held)) = (shelf.failure(), given) {
        held.fails(cause);
    }
    (events, refusals)
}

/// Best agreement first; of equals the earlier claims.
fn best_first(one: &Join, other: &Join) -> Ordering {
    other.points.total_cmp(&one.points).then((one.a, one.b).cmp(&(other.a, other.b)))
}

/// The refusals that a reader is told of, in words.
fn tell(refused: &[Refused], shelf: &Shelf<'_>, world: &World) -> Vec<Refusal> {
    let at = |number: u32| shelf.open(number).map_or(At::default(), |happening| happening.at);
    let pair = |refusal: &Refused| {
        let (a, b) = (at(refusal.a), at(refusal.b));
        (a.min(b), a.max(b))
    };
    let mut pairs: Vec<((At, At), usize)> =
        refused.iter().enumerate().map(|(number, refusal)| (pair(refusal), number)).collect();
    pairs.sort_unstable();
    pairs.dedup_by_key(|(pair, _)| *pair);
    let few = pairs.chunk_by(|x, y| x.0.0 == y.0.0).flat_map(|of_one| of_one.iter().take(codes().limits.refusals));
    let words = |&((a, b), number): &((At, At), usize)| {
        let refusal = refused.get(number)?;
        let compared = told(&*shelf.open(refusal.a)?, &*shelf.open(refusal.b)?, world);
        Some(Refusal { a, b, because: refusal.why.in_words(&compared, world) })
    };
    few.filter_map(words).collect()
}

/// Reports that are read at a time.
const TOGETHER: usize = 256;

/// Happenings, earliest report first, so that numbers do not depend on the order of the input; and which place lies in which.
fn read<'a>(
    given: Given<'_>,
    order: &[u32],
    entities: &Entities,
    linked: &Membership,
    kinds: &'a BTreeSet<String>,
) -> (Vec<Happening<'a>>, Nested) {
    let names = names(entities);
    let of = |&report: &u32| {
        let (text, known) = given.report(report).zip(given.notes(report))?;
        let linked = linked.of_report(report);
        let one = |item| Happening::read(At { report, item }, &text, &known, entities, &names, linked, kinds);
        let told: Vec<Happening> = (0..known.claims.len() as u32).filter_map(one).collect();
        Some((told, of_report(&text, &known, linked)))
    };
    let mut happenings = Vec::with_capacity(given.numbers().map(|report| given.claims(report)).sum());
    let mut nested = Nested::default();
    for some in order.chunks(TOGETHER) {
        let some: Vec<_> = some.par_iter().filter_map(of).collect();
        for (told, places) in some {
            happenings.extend(told);
            nested.add(places);
        }
    }
    (happenings, nested)
}

/// Joins each headline claim to the body claim it stands for, and lends it that claim's place and days.
fn headlines(happenings: &mut [Happening], by_report: &[Vec<u32>], world: &World) -> (Vec<Join>, Vec<String>) {
    let (mut joins, mut words) = (Vec::new(), Vec::new());
    for claims in by_report {
        for &head in claims {
            let Some(a) = happenings.get(head as usize).filter(|h| h.claim.in_headline) else { continue };
            let mut best: Option<(u32, Comparison)> = None;
            for &body in claims.iter().take(WITHIN) {
                let Some(b) = happenings.get(body as usize).filter(|h| !h.claim.in_headline) else { continue };
                let Some(found) = compare(a, b, world).filter(|c| !c.conflict) else { continue };
                if found.points >= codes().limits.headline && best.as_ref().is_none_or(|(_, c)| found.points > c.points)
                {
                    best = Some((body, found));
                }
            }
            let Some((body, found)) = best else { continue };
            let Some(b) = happenings.get(body as usize) else { continue };
            // In words before anything is lent.
            let because = match world.detail {
                Detail::Full => format!("headline and body of one report: {}", told(a, b, world).because(world)),
                Detail::Outline => String::new(),
            };
            let (places, days) = (b.places.clone(), b.days);
            if let Some(a) = happenings.get_mut(head as usize) {
                let shares = a.places.iter().any(|place| places.iter().any(|other| other.entity == place.entity));
                if !shares && !places.is_empty() {
                    a.places = places;
                    a.inherited = true;
                }
                if a.days.is_none() && days.is_some() {
                    a.days = days;
                    a.inherited = true;
                }
            }
            // Above all agreements between reports: a headline belongs to its body first.
            let why = Why::Headline(words.len() as u32);
            words.push(because);
            joins.push(Join { a: head.min(body), b: head.max(body), points: found.points + 100.0, why });
        }
    }
    (joins, words)
}

/// What the comparison of all claims gave.
#[derive(Default)]
struct Compared {
    joins: Vec<Join>,
    refused: Vec<Refused>,
}

/// Claims that one worker compares in a row.
const IN_A_ROW: usize = 1 << 12;
/// Joins of one claim with later ones that are kept, the best: ten thousand copies agree with each other hundreds of times a claim,
/// and as few lead from each to all.
const BEST: usize = 32;

fn compare_all<'a>(neighbours: &Neighbours<'_>, shelf: &Shelf<'a>, world: &World) -> Compared {
    let comparing = Comparing { neighbours, shelf, bounds: Bounds::new(shelf, world), world };
    let ranks: Vec<usize> = (0..neighbours.len()).step_by(IN_A_ROW).collect();
    let with = || (Reader::new(shelf), Likenesses::default(), Later::default());
    let one = |with: &mut (Reader<'_, 'a>, Likenesses, Later), first: &usize| {
        let mut found = Compared::default();
        for rank in *first..(first + IN_A_ROW).min(neighbours.len()) {
            comparing.one(rank, with, &mut found);
        }
        found
    };
    let parts: Vec<Compared> = ranks.par_iter().map_init(with, one).collect();
    drop(comparing);
    let mut all = Compared::default();
    all.joins.reserve_exact(parts.iter().map(|part| part.joins.len()).sum());
    for mut part in parts {
        all.joins.append(&mut part.joins);
        all.refused.append(&mut part.refused);
    }
    all
}

struct Comparing<'c, 'a> {
    neighbours: &'c Neighbours<'c>,
    shelf: &'c Shelf<'a>,
    bounds: Bounds,
    world: &'c World<'c>,
}

impl<'a> Comparing<'_, 'a> {
    /// Compares the claim at a place in time with the later ones that are worth it.
    fn one(
        &self,
        rank: usize,
        (reader, likenesses, later): &mut (Reader<'_, 'a>, Likenesses, Later),
        all: &mut Compared,
    ) -> Option<()> {
        let (codes, world) = (codes(), self.world);
        // With less, two claims without a tie are neither joined nor, where a reader is told of it, kept apart.
        let least = match world.detail {
            Detail::Full => codes.limits.looks_alike.min(codes.limits.join),
            Detail::Outline => codes.limits.join,
        };
        let number = self.neighbours.at(rank)?;
        let own = reader.get(number)?;
        let before = all.joins.len();
        self.neighbours.of(rank, own.at.report, later);
        for &(other, tie) in &later.found {
            if tie.is_none() && !self.bounds.may_earn(least, number, other) {
                debug_assert!(
                    self.shelf.open(other).is_none_or(|other| self.bounds.holds(&own, &other, least, world)),
                    "claims that may be one happening were not compared"
                );
                continue;
            }
            let Some(second) = reader.get(other) else { continue };
            let (x, y) = (number.min(other), number.max(other));
            let (a, b) = if x == number { (&*own, &*second) } else { (&*second, &*own) };
            let least = if tie.is_some() { f32::NEG_INFINITY } else { least };
            let Some(mut found) = compare_many(a, b, world, likenesses, least) else { continue };
            match tie {
                Some(Tie::Passage) => {
                    found.points += codes.weights.same_passage;
                    found.anchored = true;
                    // The same clause copied is the same happening, whatever was read into it.
                    found.conflict = false;
                }
                Some(Tie::Quotation) => {
                    found.points += codes.weights.same_quotation;
                    found.anchored = true;
                }
                None => {}
            }
            let within = a.at.report == b.at.report;
            let needed = if within && a.is_of_type(b) { codes.limits.join_within } else { codes.limits.join };
            let alike = found.points >= codes.limits.looks_alike;
            // Nobody is told of what an outline refuses.
            let tells = world.detail == Detail::Full;
            if found.conflict {
                if found.anchored && alike && tells {
                    all.refused.push(Refused { a: x, b: y, why: Apart::Conflict });
                }
            } else if found.anchored && found.points >= needed {
                all.joins.push(Join { a: x, b: y, points: found.points, why: Why::Agree(tie) });
            } else if within
                && a.is_of_type(b)
                && a.is_campaign()
                && (a.claim.tellers_own || b.claim.tellers_own)
                && !found.differs
                && found.points >= codes.limits.perhaps_within
            {
                all.joins.push(Join { a: x, b: y, points: found.points, why: Why::Perhaps });
            } else if alike && found.differs && tells {
                // Nearly enough agrees: what kept them apart is worth telling.
                all.refused.push(Refused { a: x, b: y, why: Apart::Near(tie) });
            }
        }
        if let Some(own) = all.joins.get_mut(before..).filter(|own| own.len() > BEST) {
            own.sort_unstable_by(best_first);
            all.joins.truncate(before + BEST);
        }
        Some(())
    }
}
