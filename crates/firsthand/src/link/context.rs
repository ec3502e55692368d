//! What a claim gets from its sentence, its report and the days around it.
//!
//! For: comparing claims (see `same_event`) by more than their own words. In: happenings. Out: the
//! same with days and war of the sentence, how many happenings of their type their report tells,
//! and how many reports of those days tell one. Not here: the comparison.

use super::codes::codes;
use super::happening::Happening;
use super::neighbours::WITHIN;
use super::same_event::{Comparison, World, compare};
use super::sets::Sets;
use jiff::{Span, civil::Date};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

/// Counts for each claim how many happenings of its type its report tells.
pub(super) fn count_alone(happenings: &mut [Happening], by_report: &[Vec<u32>], world: &World) {
    let known = &*happenings;
    let counted: Vec<(u32, f32)> = by_report.par_iter().flat_map_iter(|claims| alone(claims, known, world)).collect();
    for (number, alone) in counted {
        if let Some(happening) = happenings.get_mut(number as usize) {
            happening.alone = alone;
        }
    }
}

/// For each claim of one report, one over the number of happenings of its type.
fn alone(claims: &[u32], happenings: &[Happening], world: &World) -> Vec<(u32, f32)> {
    let claims: Vec<(u32, &Happening)> =
        claims.iter().take(WITHIN).filter_map(|&number| Some((number, happenings.get(number as usize)?))).collect();
    let mut sets = Sets::new(claims.len());
    for (i, (_, a)) in claims.iter().enumerate() {
        for (j, (_, b)) in claims.iter().enumerate().skip(i + 1).filter(|(_, (_, b))| a.is_of_type(b)) {
            let same = |c: Comparison| !c.conflict && c.points >= codes().limits.join_within;
            if compare(a, b, world).is_some_and(same) {
                sets.join(i as u32, j as u32);
            }
        }
    }
    let mut kinds: FxHashMap<&str, FxHashSet<u32>> = FxHashMap::default();
    for (i, (_, happening)) in claims.iter().enumerate() {
        kinds.entry(happening.claim.kind).or_default().insert(sets.find(i as u32));
    }
    let of = |happening: &Happening| kinds.get(happening.claim.kind).map_or(1, FxHashSet::len);
    claims.into_iter().map(|(number, happening)| (number, 1.0 / of(happening).max(1) as f32)).collect()
}

/// Lends the days and the war of a claim to those of its type in the same sentence that have none.
pub(super) fn one_time_a_sentence(happenings: &mut [Happening]) {
    let sentence = |h: &Happening| (h.sentence != u32::MAX).then_some((h.at.report, h.sentence));
    type OfSentence<'k> = ((u32, u32), &'k str);
    let mut told: FxHashMap<OfSentence, usize> = FxHashMap::default();
    for (n, h) in happenings.iter().enumerate().filter(|(_, h)| h.days.is_some() || !h.wars.is_empty()) {
        if let Some(place) = sentence(h) {
            told.entry((place, h.claim.kind)).or_insert(n);
        }
    }
    let without = happenings.iter().enumerate().filter(|(_, h)| h.days.is_none() && h.wars.is_empty());
    let lent: Vec<(usize, usize)> =
        without.filter_map(|(n, h)| Some((n, *told.get(&(sentence(h)?, h.claim.kind))?))).collect();
    for (n, from) in lent {
        let Some((days, wars)) = happenings.get(from).map(|h| (h.days, h.wars.clone())) else { continue };
        if let Some(h) = happenings.get_mut(n) {
            (h.days, h.wars, h.inherited) = (days, wars, true);
        }
    }
}

/// In how many reports the claims name each number.
pub(super) fn numbers_told(happenings: &[Happening]) -> FxHashMap<u64, u32> {
    let each = happenings.iter().flat_map(|h| h.numbers.iter().map(|number| (number.named().to_bits(), h.at.report)));
    let mut all: Vec<(u64, u32)> = each.collect();
    all.sort_unstable();
    all.dedup();
    let mut told = FxHashMap::default();
    all.into_iter().for_each(|(number, _)| *told.entry(number).or_default() += 1);
    told
}

/// Counts for each claim the reports of its days that tell a happening of its type.
pub(super) fn count_beside(happenings: &mut [Happening]) {
    let mut told: FxHashMap<&str, Vec<(Date, u32)>> = FxHashMap::default();
    for happening in happenings.iter() {
        if let Some(day) = happening.published {
            told.entry(happening.claim.kind).or_default().push((day, happening.at.report));
        }
    }
    for list in told.values_mut() {
        list.sort_unstable();
        list.dedup();
    }
    let days = Span::new().days(codes().limits.apart_days);
    let beside = |happening: &Happening| {
        let (day, list) = happening.published.zip(told.get(happening.claim.kind))?;
        let (from, to) = (day.checked_sub(days).ok()?, day.checked_add(days).ok()?);
        let first = list.partition_point(|(other, _)| *other < from);
        Some((list.partition_point(|(other, _)| *other <= to) - first) as u32)
    };
    let counts: Vec<u32> = happenings.iter().map(|happening| beside(happening).unwrap_or(u32::MAX)).collect();
    for (happening, count) in happenings.iter_mut().zip(counts) {
        happening.beside = count;
    }
}
