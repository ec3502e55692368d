//! Which claims are worth comparing.
//!
//! For: joining claims without comparing each with each. In: happenings. Out: for each the later
//! ones that it is compared with. Method: claims of one family that share a participant, a place,
//! a source, a rare number or the triggering word stand in one block; within a block, in the order
//! of time, each is compared with the next few, however large the block is. Not here: the
//! comparison (see `same_event`).

use super::codes::codes;
use super::happening::{Happening, Number, Participant};
use super::marks::Marks;
use super::shelf::Shelf;
use super::shingles::mix;
use super::ties::Tie;
use jiff::civil::Date;
use rayon::prelude::*;

/// Claims of one report that are compared each with each.
pub(super) const WITHIN: usize = 80;

/// The blocks of all claims, and who is compared with whom for other reasons.
pub(crate) struct Neighbours<'a> {
    /// Claims in the order of time; blocks hold positions in it.
    by_time: Vec<u32>,
    /// The position of each claim in `by_time`.
    rank: Vec<u32>,
    /// Blocks one after the other, each sorted, with a bound after each.
    blocks: Vec<u32>,
    /// For each rank where its entries begin in `places`, and the end.
    starts: Vec<u32>,
    /// Places in `blocks`.
    places: Vec<u32>,
    /// Claims by report.
    by_report: &'a [Vec<u32>],
    /// Pairs of ranks, the earlier first, that are tied by their wording; sorted.
    ties: Vec<(u32, u32, Tie)>,
}

/// Parts of the keys that are sorted one after the other: those of many claims at once would take more room than the claims.
const PARTS: u64 = 4;

/// Claims whose keys are sorted at once.
const AT_ONCE: usize = 1 << 14;

/// Ends a block.
const BOUND: u32 = u32::MAX;

impl<'a> Neighbours<'a> {
    /// Reads the blocks of all claims; `days` are those of [`Happening::day`], `ties` are pairs of claims.
    pub(super) fn new(
        shelf: &Shelf<'_>,
        days: Vec<Option<Date>>,
        by_report: &'a [Vec<u32>],
        ties: Vec<(u32, u32, Tie)>,
    ) -> Self {
        let mut by_time: Vec<u32> = shelf.numbers().collect();
        let day = |number: u32| days.get(number as usize).copied().flatten();
        by_time.par_sort_unstable_by_key(|&number| (day(number).is_none(), day(number), number));
        drop(days);
        let mut rank = vec![0; by_time.len()];
        for (position, &number) in by_time.iter().enumerate() {
            if let Some(slot) = rank.get_mut(number as usize) {
                *slot = position as u32;
            }
        }
        let mut blocks = Vec::new();
        let mut starts = vec![0u32; by_time.len() + 1];
        let parts = if by_time.len() <= AT_ONCE { 1 } else { PARTS };
        for part in 0..parts {
            let wanted = |key: u64| key % parts == part;
            for block in entries(&rank, shelf, wanted).chunk_by(|a, b| a.0 == b.0).filter(|block| block.len() > 1) {
                for &(_, rank) in block {
                    blocks.push(rank);
                    if let Some(count) = starts.get_mut(rank as usize + 1) {
                        *count += 1;
                    }
                }
                blocks.push(BOUND);
            }
        }
        blocks.shrink_to_fit();
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut next = starts.clone();
        let mut places = vec![0u32; sum as usize];
        for (place, &rank) in blocks.iter().enumerate().filter(|(_, rank)| **rank != BOUND) {
            if let Some(next) = next.get_mut(rank as usize) {
                if let Some(slot) = places.get_mut(*next as usize) {
                    *slot = place as u32;
                }
                *next += 1;
            }
        }
        let of = |number: u32| rank.get(number as usize).copied().unwrap_or(0);
        let mut ties: Vec<(u32, u32, Tie)> =
            ties.into_iter().map(|(a, b, tie)| (of(a).min(of(b)), of(a).max(of(b)), tie)).collect();
        ties.sort_unstable();
        ties.dedup_by_key(|(a, b, _)| (*a, *b));
        Neighbours { by_time, rank, blocks, starts, places, by_report, ties }
    }

    /// How many claims there are.
    pub(crate) fn len(&self) -> usize {
        self.by_time.len()
    }

    /// The claim at a place in time.
    pub(crate) fn at(&self, rank: usize) -> Option<u32> {
        self.by_time.get(rank).copied()
    }

    /// The later ones that the claim at a place in time is compared with, into `later`: each once, with its tie, the latest first.
    pub(crate) fn of(&self, rank: usize, report: u32, later: &mut Later) -> Option<()> {
        later.found.clear();
        let number = self.at(rank)?;
        let window = codes().limits.window;
        let range = *self.starts.get(rank)? as usize..*self.starts.get(rank + 1)? as usize;
        for &place in self.places.get(range).unwrap_or(&[]) {
            let after = self.blocks.get(place as usize + 1..).unwrap_or(&[]);
            after.iter().take(window).take_while(|rank| **rank != BOUND).for_each(|rank| later.marks.add(*rank));
        }
        let within = self.by_report.get(report as usize).map_or(&[][..], |claims| {
            let first = claims.get(..WITHIN).unwrap_or(claims);
            if first.contains(&number) { first } else { &[] }
        });
        let of = |number: &u32| self.rank.get(*number as usize).copied().unwrap_or(0);
        within.iter().map(of).filter(|other| *other as usize > rank).for_each(|other| later.marks.add(other));
        let from = self.ties.partition_point(|(a, ..)| (*a as usize) < rank);
        let tied = self.ties.get(from..).unwrap_or(&[]);
        let tied = tied.get(..tied.partition_point(|(a, ..)| *a as usize == rank)).unwrap_or(&[]);
        tied.iter().for_each(|(_, b, _)| later.marks.add(*b));
        let tie = |other: u32| Some(tied.get(tied.binary_search_by_key(&other, |(_, b, _)| *b).ok()?)?.2);
        later.marks.take(rank as u32, |other| {
            later.found.push((self.by_time.get(other as usize).copied().unwrap_or(0), tie(other)));
        });
        Some(())
    }
}

/// The claims that one is compared with.
#[derive(Default)]
pub(super) struct Later {
    marks: Marks,
    /// With their ties.
    pub found: Vec<(u32, Option<Tie>)>,
}

/// The claims of the wanted blocks, block by block, each in the order of time.
fn entries(ranks: &[u32], shelf: &Shelf<'_>, wanted: impl Fn(u64) -> bool + Sync) -> Vec<(u64, u32)> {
    let of = |page: usize| {
        let mut own: Vec<(u64, u32)> = Vec::new();
        shelf.page(page, |number, happening| {
            let rank = ranks.get(number as usize).copied().unwrap_or(0);
            let keys = happening.map(keys).unwrap_or_default();
            own.extend(keys.into_iter().filter(|key| wanted(*key)).map(|key| (key, rank)));
        });
        own
    };
    let mut entries: Vec<(u64, u32)> = (0..shelf.pages()).into_par_iter().flat_map_iter(of).collect();
    entries.par_sort_unstable();
    entries
}

/// The blocks in which a claim stands.
fn keys(happening: &Happening) -> Vec<u64> {
    let mut families: Vec<u64> = Vec::new();
    for kind in &happening.kinds {
        families.extend(kind.families.iter().map(|family| u64::from(*family)));
        families.push(kind.name.bytes().fold(1 << 32, |hash, b| mix(hash ^ u64::from(b))));
    }
    let places = happening.places.iter().chain(&happening.towards);
    let mut keys: Vec<u64> = happening.participants().chain(places).map(Participant::key).collect();
    // The nearest in time of one family, whatever they name.
    keys.push(6 << 40);
    keys.extend(happening.source.map(|source| mix(4 << 40 | u64::from(source))));
    let rare = happening.numbers.iter().map(Number::named).filter(|number| *number >= codes().limits.rare);
    keys.extend(rare.map(|number| mix(5 << 40 | number.to_bits() >> 24)));
    if happening.trigger != 0 {
        keys.push(mix(3 << 40 | u64::from(happening.trigger)));
    }
    let pairs = families.iter().flat_map(|family| keys.iter().map(move |key| mix(family ^ key.rotate_left(17))));
    let mut all: Vec<u64> = pairs.collect();
    all.sort_unstable();
    all.dedup();
    all
}
