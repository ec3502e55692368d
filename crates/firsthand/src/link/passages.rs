//! Passages that one report took over from another.
//!
//! For: inheriting the chain of a copied passage. In: reports, annotations, outlets. Out:
//! [`PassageLink`]s with places in both texts, direction and reason. Steps: mask templates, shingle,
//! collapse near-copies, propose by shared shingles, verify by alignment. Every report is compared
//! only with earlier ones and at most a fixed number of them, so time and output grow with the
//! number of reports, not of pairs. Not here: clusters of reports; a passage never makes one.

use super::align::{Block, Seeds};
use super::direction::{Chains, direct};
use super::families::representatives;
use super::folded::Folded;
use super::index::PassageIndex;
use super::links::PassageLink;
use super::outlets::Outlets;
use super::sets::Sets;
use super::shingles::winnowed;
use super::thresholds::thresholds;
use super::words::Word;
use crate::annotate::Few;
use crate::held::Given;
use crate::text::Span;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Pairs of two families' members that are all compared; more are compared through representatives, and of a larger family only so many
/// members with the other's: in a story of thousands each report that stands alone would be linked with every member, hundreds of links a report.
const CROSS_PAIRS: usize = 64;

/// Pairs that are aligned at a time: a report of a large story is in hundreds.
const TOGETHER: usize = 1 << 19;

/// Members of a large family that a citing member is compared with.
const CITED_MEMBERS: usize = 4;

/// Pairs (later, earlier) of places in `order` of reports that may share a passage, sorted. A place is a report's number here: earlier
/// published first, then by content, so that the result is a function of the set of reports.
pub(crate) fn pairs(texts: &Texts<'_>, outlets: &Outlets) -> Vec<(u32, u32)> {
    let order = texts.order;
    let prints: Vec<Vec<u32>> = (0..order.len())
        .into_par_iter()
        .map_init(Vec::new, |words, rank| winnowed(texts.words(rank as u32, words)))
        .collect();
    let representative = representatives(&prints);
    let mut pairs = proposed(&prints, &representative, order, outlets);
    pairs.shrink_to_fit();
    pairs
}

/// Calls `take` with each later report of the pairs and the links to those earlier ones that it shares passages with, if there are any.
pub(crate) fn passages(
    given: Given<'_>,
    texts: &Texts<'_>,
    outlets: &Outlets,
    pairs: &[(u32, u32)],
    mut take: impl FnMut(u32, Vec<PassageLink>),
) {
    let order = texts.order;
    let chains = Chains::read(given);
    // One after the other those that are compared with the same reports, so that these are opened once.
    let places = places(pairs, order.len());
    let place = |rank: u32| places.get(rank as usize).copied().unwrap_or(0);
    let mut groups: Vec<&[(u32, u32)]> = pairs.chunk_by(|a, b| a.0 == b.0).collect();
    groups.sort_by_key(|group| group.first().map(|(later, _)| place(*later)));
    let linked = |scratch: &mut Scratch, group: &&[(u32, u32)]| {
        let &(later, _) = group.first()?;
        let mut found = Vec::new();
        let Scratch { a, seeds, recent } = scratch;
        let later_words = texts.words(later, a);
        seeds.prepare(later_words);
        for &(_, earlier) in *group {
            let Some((earlier_words, earlier_seeds)) = recent.words(texts, earlier, place(earlier)) else {
                continue;
            };
            let blocks = seeds.align(later_words, earlier_words, earlier_seeds);
            if !blocks.is_empty()
                && let (Some(&a), Some(&b)) = (order.get(later as usize), order.get(earlier as usize))
            {
                let side = |report, words, pick: fn(&Block) -> &Range<u32>| Side::new(report, words, &blocks, pick);
                let a = side(a, later_words, |block| &block.a);
                let b = side(b, earlier_words, |block| &block.b);
                found.push(direct(given, &chains, outlets, a, b));
            }
        }
        Some((*order.get(later as usize)?, found)).filter(|(_, found)| !found.is_empty())
    };
    let mut rest = groups.as_slice();
    while !rest.is_empty() {
        let mut pairs = 0;
        let few = |group: &&&[(u32, u32)]| {
            pairs += group.len();
            pairs <= TOGETHER
        };
        let (some, later) = rest.split_at(rest.iter().take_while(few).count().max(1));
        rest = later;
        let found: Vec<_> = some.par_iter().map_init(Scratch::default, linked).flatten_iter().collect();
        found.into_iter().for_each(|(later, links)| take(later, links));
    }
}

/// A place for each report, such that those that pairs lead from one to the other stand side by side.
fn places(pairs: &[(u32, u32)], count: usize) -> Vec<u32> {
    let mut sets = Sets::new(count);
    pairs.iter().for_each(|(a, b)| _ = sets.join(*a, *b));
    let mut sorted: Vec<(u32, u32)> = (0..count as u32).map(|rank| (sets.find(rank), rank)).collect();
    sorted.sort_unstable();
    let mut places = vec![0; count];
    for (place, (_, rank)) in sorted.into_iter().enumerate() {
        if let Some(slot) = places.get_mut(rank as usize) {
            *slot = place as u32;
        }
    }
    places
}

/// One report's side of a shared passage.
#[derive(Debug)]
pub(crate) struct Side {
    /// Which report.
    pub report: u32,
    /// The passage's places, in the order of the blocks.
    pub spans: Few<Span>,
    /// Share of its body words that the passage covers.
    pub containment: f32,
}

impl Side {
    fn new(report: u32, words: &[Word], blocks: &[Block], pick: fn(&Block) -> &Range<u32>) -> Self {
        let body = words.iter().filter(|word| word.body && !word.masked).count();
        let of = |block: &Block| words.get(pick(block).start as usize..pick(block).end as usize).unwrap_or(&[]);
        let covered: usize = blocks.iter().map(|b| of(b).iter().filter(|w| w.body && !w.masked).count()).sum();
        let spans =
            blocks.iter().filter_map(|block| Some(of(block).first()?.span.cover(of(block).last()?.span))).collect();
        Side { report, spans, containment: (covered as f32 / body.max(1) as f32).min(1.0) }
    }
}

#[derive(Default)]
struct Scratch {
    a: Vec<Word>,
    seeds: Seeds,
    recent: Recent,
}

/// The words of the earlier reports compared last: the members of a family are compared with the same few.
#[derive(Default)]
struct Recent {
    /// The slot of a report is the remainder of its place.
    slots: Vec<Held>,
}

/// Rank, words where they are not kept elsewhere, and their seeds.
type Held = (u32, Vec<Word>, Vec<Option<u32>>);

/// Reports whose words are kept.
const RECENT: usize = 1024;

impl Recent {
    fn words<'w>(&'w mut self, texts: &'w Texts<'_>, rank: u32, place: u32) -> Option<(&'w [Word], &'w [Option<u32>])> {
        if self.slots.is_empty() {
            self.slots.resize_with(RECENT, || (u32::MAX, Vec::new(), Vec::new()));
        }
        let slot = self.slots.get_mut(place as usize % RECENT)?;
        if slot.0 != rank {
            super::align::seeds(texts.words(rank, &mut slot.1), &mut slot.2);
            slot.0 = rank;
        }
        Some((texts.folded.words(texts.report(rank)?, &slot.1), &slot.2))
    }
}

/// The words of the reports, those masked that their outlets print on all of theirs.
pub(crate) struct Texts<'a> {
    pub folded: &'a Folded<'a>,
    /// Report numbers, earliest first.
    pub order: &'a [u32],
}

impl Texts<'_> {
    fn report(&self, rank: u32) -> Option<u32> {
        self.order.get(rank as usize).copied()
    }

    fn words<'w>(&'w self, rank: u32, scratch: &'w mut Vec<Word>) -> &'w [Word] {
        self.report(rank).map_or(&[], |report| self.folded.read(report, scratch))
    }
}

/// Report numbers, earliest published first; undated ones last; ties by content, then path.
pub(crate) fn earliest_first(given: Given<'_>) -> Vec<u32> {
    let mut order: Vec<u32> = given.numbers().collect();
    let key = |&report: &u32| {
        let day = given.published(report).map(|published| published.day);
        (day.is_none(), day, given.sha256(report), given.path(report))
    };
    order.sort_by(|a, b| key(a).cmp(&key(b)));
    order
}

/// Pairs (later, earlier) of ranks to compare, sorted.
fn proposed(prints: &[Vec<u32>], representative: &[u32], order: &[u32], outlets: &Outlets) -> Vec<(u32, u32)> {
    let limits = &thresholds().near_copies;
    let mut families: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    for (rank, leader) in representative.iter().enumerate() {
        families.entry(*leader).or_default().push(rank as u32);
    }
    let is_leader = |rank: usize| representative.get(rank) == Some(&(rank as u32));
    let index = PassageIndex::build(
        prints.par_iter().enumerate().map(|(rank, print)| is_leader(rank).then_some(print.as_slice())),
    );
    let nobody = Vec::new();
    let members = |leader: u32| families.get(&leader).unwrap_or(&nobody);
    let mut pairs: Vec<(u32, u32)> = (0..prints.len())
        .into_par_iter()
        .filter(|rank| is_leader(*rank))
        .map_init(Vec::new, |scratch, rank| {
            let leader = rank as u32;
            let mut pairs: Vec<(u32, u32)> = Vec::new();
            let family = members(leader);
            if family.len() <= limits.all_pairs_up_to {
                for (i, &a) in family.iter().enumerate() {
                    pairs.extend(family.iter().take(i).map(|&b| (a, b)));
                }
            } else {
                pairs.extend(family.iter().skip(1).map(|&a| (a, leader)));
                pairs.extend(cited_members(family, order, outlets));
            }
            let print = prints.get(rank).map_or(&[][..], Vec::as_slice);
            for candidate in index.find(print, leader, scratch) {
                let other = members(candidate.report);
                if family.len() * other.len() <= CROSS_PAIRS {
                    pairs.extend(family.iter().flat_map(|&a| other.iter().map(move |&b| (a, b))));
                } else {
                    pairs.extend(family.iter().map(|&a| (a, candidate.report)));
                    pairs.extend(other.iter().take(CROSS_PAIRS).map(|&b| (leader, b)));
                }
            }
            for pair in &mut pairs {
                *pair = (pair.0.max(pair.1), pair.0.min(pair.1));
            }
            pairs
        })
        .flatten_iter()
        .collect();
    pairs.par_sort_unstable();
    pairs.dedup();
    pairs
}

/// Members of a large family that name the outlet of another member.
fn cited_members(family: &[u32], order: &[u32], outlets: &Outlets) -> Vec<(u32, u32)> {
    let report = |rank: u32| order.get(rank as usize).copied().unwrap_or(u32::MAX);
    let mut by_outlet: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    for &rank in family {
        if let Some(Some(outlet)) = outlets.of.get(report(rank) as usize) {
            let members = by_outlet.entry(*outlet).or_default();
            if members.len() < CITED_MEMBERS {
                members.push(rank);
            }
        }
    }
    let mut pairs = Vec::new();
    for &rank in family {
        for outlet in outlets.cited.get(report(rank) as usize).into_iter().flatten() {
            let cited = by_outlet.get(outlet).into_iter().flatten();
            pairs.extend(cited.filter(|&&other| other != rank).map(|&other| (rank, other)));
        }
    }
    pairs
}
