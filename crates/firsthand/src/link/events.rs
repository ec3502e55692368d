//! Claims of one happening, joined over all reports.
//!
//! For: one event per happening, with a reason for every join and every refusal. In: claims,
//! linked entities, passages, quotations. Out: [`LinkedEvent`]s in which every claim is exactly
//! once, and [`Refusal`]s. Steps: block by family and participant or place, compare neighbours in
//! time, join the best agreements first, never against a conflict with what is already joined.
//! Not here: the comparison of two claims (see `same_event`).

use super::codes::codes;
use super::context::{count_alone, count_beside, numbers_told, one_time_a_sentence};
use super::grow::{Join, grow};
use super::happening::{Happening, Number, Participant, names};
use super::links::{At, LinkedEntity, LinkedEvent, PassageLink, QuotationLink, Refusal};
use super::nested::nested_places;
use super::passages::earliest_first;
use super::same_event::{Comparison, Why, World, compare};
use super::shingles::mix;
use super::story::Stories;
use super::ties::{Tie, ties};
use crate::annotate::Annotated;
use crate::report::Report;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

/// Claims of one report that are compared each with each.
pub(super) const WITHIN: usize = 80;

/// Links claims into events.
pub(crate) fn events(
    reports: &[Report],
    annotated: &[Annotated],
    entities: &[LinkedEntity],
    linked: &[Vec<u32>],
    passages: &[PassageLink],
    quotations: &[QuotationLink],
) -> (Vec<LinkedEvent>, Vec<Refusal>) {
    let with_claims: Vec<bool> = annotated.iter().map(|known| !known.claims.is_empty()).collect();
    let stories = Stories::read(reports, &with_claims);
    let (within, regions) = nested_places(reports, annotated, linked);
    let mut happenings = read(reports, annotated, entities, linked);
    one_time_a_sentence(&mut happenings, annotated);
    let world = World { entities, within, regions, numbers: numbers_told(&happenings), stories };
    let mut by_report: Vec<Vec<u32>> = vec![Vec::new(); reports.len()];
    for (number, happening) in happenings.iter().enumerate() {
        if let Some(of) = by_report.get_mut(happening.at.report as usize) {
            of.push(number as u32);
        }
    }
    let mut joins = headlines(&mut happenings, &by_report, &world);
    count_alone(&mut happenings, &by_report, &world);
    count_beside(&mut happenings);
    let ties = ties(&happenings, &by_report, passages, quotations);
    let mut pairs = blocks(&happenings, &by_report);
    pairs.extend(ties.keys());
    pairs.par_sort_unstable();
    pairs.dedup();
    let (found, mut refused) = compare_all(&pairs, &happenings, &ties, &world);
    joins.extend(found);
    // Best agreement first; of equals the earlier claims.
    joins.par_sort_by(|a, b| b.points.total_cmp(&a.points).then((a.a, a.b).cmp(&(b.a, b.b))));
    let events = grow(&happenings, &joins, &world, &mut refused);
    refused.sort_by(|a, b| (a.a, a.b, &a.because).cmp(&(b.a, b.b, &b.because)));
    refused.dedup_by(|a, b| (a.a, a.b) == (b.a, b.b));
    let mut told: FxHashMap<At, usize> = FxHashMap::default();
    refused.retain(|refusal| {
        let count = told.entry(refusal.a).or_default();
        *count += 1;
        *count <= codes().limits.refusals
    });
    (events, refused)
}

/// Happenings, earliest report first, so that numbers do not depend on the order of the input.
fn read<'a>(
    reports: &'a [Report],
    annotated: &'a [Annotated],
    entities: &[LinkedEntity],
    linked: &[Vec<u32>],
) -> Vec<Happening<'a>> {
    let order = earliest_first(reports);
    let names = names(entities);
    let of = |&report: &u32| {
        let (Some(text), Some(known)) = (reports.get(report as usize), annotated.get(report as usize)) else {
            return Vec::new();
        };
        let linked = linked.get(report as usize).map_or(&[][..], Vec::as_slice);
        (0..known.claims.len() as u32)
            .filter_map(|item| Happening::read(At { report, item }, text, known, entities, &names, linked))
            .collect()
    };
    order.par_iter().flat_map_iter(of).collect()
}

/// Joins each headline claim to the body claim it stands for, and lends it that claim's place and days.
fn headlines(happenings: &mut [Happening], by_report: &[Vec<u32>], world: &World) -> Vec<Join> {
    let mut joins = Vec::new();
    for claims in by_report {
        for &head in claims {
            let Some(a) = happenings.get(head as usize).filter(|h| h.claim.in_headline) else { continue };
            let mut best: Option<(u32, Comparison)> = None;
            for &body in claims.iter().take(WITHIN) {
                let Some(b) = happenings.get(body as usize).filter(|h| !h.claim.in_headline) else { continue };
                let Some(found) = compare(a, b, world).filter(|c| c.conflict.is_none()) else { continue };
                if found.points >= codes().limits.headline && best.as_ref().is_none_or(|(_, c)| found.points > c.points)
                {
                    best = Some((body, found));
                }
            }
            let Some((body, found)) = best else { continue };
            let Some((places, days)) = happenings.get(body as usize).map(|b| (b.places.clone(), b.days)) else {
                continue;
            };
            if let Some(a) = happenings.get_mut(head as usize) {
                if a.places.is_empty() && !places.is_empty() {
                    a.places = places;
                    a.inherited = true;
                }
                if a.days.is_none() && days.is_some() {
                    a.days = days;
                    a.inherited = true;
                }
            }
            let because = format!("headline and body of one report: {}", found.because(world));
            // Above all agreements between reports: a headline belongs to its body first.
            joins.push(Join {
                a: head.min(body),
                b: head.max(body),
                points: found.points + 100.0,
                because,
                tied: true,
            });
        }
    }
    joins
}
/// Pairs of claims worth comparing: the same family and a participant or place in common, near in time.
fn blocks(happenings: &[Happening], by_report: &[Vec<u32>]) -> Vec<(u32, u32)> {
    let codes = codes();
    let mut entries: Vec<(u64, u32)> = happenings
        .par_iter()
        .enumerate()
        .flat_map_iter(|(number, happening)| {
            let mut families: Vec<u64> = Vec::new();
            for kind in &happening.kinds {
                families.extend(codes.families(kind).iter().map(|family| u64::from(*family)));
                families.push(kind.bytes().fold(1 << 32, |hash, b| mix(hash ^ u64::from(b))));
            }
            let places = happening.places.iter().chain(&happening.towards);
            let mut keys: Vec<u64> = happening.participants().chain(places).map(Participant::key).collect();
            // The nearest in time of one family, whatever they name.
            keys.push(6 << 40);
            keys.extend(happening.source.map(|source| mix(4 << 40 | u64::from(source))));
            let rare = happening.numbers.iter().map(Number::named).filter(|number| *number >= codes.limits.rare);
            keys.extend(rare.map(|number| mix(5 << 40 | number.to_bits() >> 24)));
            if happening.trigger != 0 {
                keys.push(mix(3 << 40 | u64::from(happening.trigger)));
            }
            let mut all: Vec<u64> = families
                .iter()
                .flat_map(|family| keys.iter().map(move |key| mix(family ^ key.rotate_left(17))))
                .collect();
            all.sort_unstable();
            all.dedup();
            all.into_iter().map(move |key| (key, number as u32))
        })
        .collect();
    // Within a block by time, so that the nearest are compared however large the block is.
    let time = |number: u32| happenings.get(number as usize).map(|h| (h.day().is_none(), h.day(), number));
    entries.par_sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| time(a.1).cmp(&time(b.1))));
    let window = codes.limits.window;
    let mut pairs: Vec<(u32, u32)> = entries
        .par_chunk_by(|a, b| a.0 == b.0)
        .flat_map_iter(|block| {
            block.iter().enumerate().flat_map(move |(i, &(_, a))| {
                block.iter().skip(i + 1).take(window).map(move |&(_, b)| (a.min(b), a.max(b)))
            })
        })
        .collect();
    for claims in by_report {
        for (i, &a) in claims.iter().enumerate().take(WITHIN) {
            pairs.extend(claims.iter().take(WITHIN).skip(i + 1).map(|&b| (a.min(b), a.max(b))));
        }
    }
    pairs
}

fn compare_all(
    pairs: &[(u32, u32)],
    happenings: &[Happening],
    ties: &FxHashMap<(u32, u32), Tie>,
    world: &World,
) -> (Vec<Join>, Vec<Refusal>) {
    let codes = codes();
    let compared: Vec<(Option<Join>, Option<Refusal>)> = pairs
        .par_iter()
        .filter_map(|&(x, y)| {
            let (a, b) = (happenings.get(x as usize)?, happenings.get(y as usize)?);
            let mut found = compare(a, b, world)?;
            match ties.get(&(x, y)) {
                Some(Tie::Passage) => {
                    found.points += codes.weights.same_passage;
                    found.anchored = true;
                    found.agrees.insert(0, Why::Plain("one copied passage"));
                    // The same clause copied is the same happening, whatever was read into it.
                    found.conflict = None;
                }
                Some(Tie::Quotation) => {
                    found.points += codes.weights.same_quotation;
                    found.anchored = true;
                    found.agrees.insert(0, Why::Plain("one quotation"));
                }
                None => {}
            }
            let within = a.at.report == b.at.report;
            let needed =
                if within && a.claim.kind == b.claim.kind { codes.limits.join_within } else { codes.limits.join };
            if let Some(because) = found.conflict.take() {
                let refusal = Refusal { a: a.at.min(b.at), b: a.at.max(b.at), because };
                return (found.anchored && found.points >= codes.limits.looks_alike).then_some((None, Some(refusal)));
            }
            if found.anchored && found.points >= needed {
                let tied = ties.contains_key(&(x, y));
                return Some((
                    Some(Join { a: x, b: y, points: found.points, because: found.because(world), tied }),
                    None,
                ));
            }
            // Nearly enough agrees: what kept them apart is worth telling.
            let near = found.points >= codes.limits.looks_alike && !found.differs.is_empty();
            near.then(|| {
                let because =
                    format!("alike ({}), but not enough against: {}", found.because(world), found.against(world));
                (None, Some(Refusal { a: a.at.min(b.at), b: a.at.max(b.at), because }))
            })
        })
        .collect();
    let (mut joins, mut refusals) = (Vec::new(), Vec::new());
    for (join, refusal) in compared {
        joins.extend(join);
        refusals.extend(refusal);
    }
    (joins, refusals)
}
