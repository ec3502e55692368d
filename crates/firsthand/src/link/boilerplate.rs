//! What one outlet prints above or below all its reports.
//!
//! For: not taking a shared template for a shared passage. In: reports with an outlet. Out: for
//! each report the words to be masked. Method: shingles of the head and the tail that recur in
//! several of the outlet's reports, where versions of one report count once.

use super::folded::Folded;
use super::shingles::shingles;
use super::thresholds::thresholds;
use super::words::Word;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;

/// Recurring shingles in a row that make a template; fewer is a name or a phrase.
const IN_A_ROW: usize = 4;

/// Ranges of words to mask, by report; `outlets` are outlet numbers by report.
pub(crate) fn masks(folded: &Folded<'_>, outlets: &[Option<u32>]) -> Vec<Vec<Range<u32>>> {
    let limits = &thresholds().boilerplate;
    let mut by_outlet: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    for (report, outlet) in outlets.iter().enumerate() {
        if let Some(outlet) = outlet {
            by_outlet.entry(*outlet).or_default().push(report as u32);
        }
    }
    let mut groups: Vec<Vec<u32>> = by_outlet.into_values().filter(|group| group.len() >= limits.reports).collect();
    groups.sort_unstable();
    let found: Vec<Vec<(u32, Vec<Range<u32>>)>> = groups.par_iter().map(|group| template(folded, group)).collect();
    let mut masks = vec![Vec::new(); outlets.len()];
    for (report, ranges) in found.into_iter().flatten() {
        if let Some(mask) = masks.get_mut(report as usize) {
            *mask = ranges;
        }
    }
    masks
}

/// Marks the masked words.
pub(crate) fn apply(words: &mut [Word], mask: &[Range<u32>]) {
    for range in mask {
        for word in words.get_mut(range.start as usize..range.end as usize).unwrap_or(&mut []) {
            word.masked = true;
        }
    }
}

fn template(folded: &Folded<'_>, group: &[u32]) -> Vec<(u32, Vec<Range<u32>>)> {
    let limits = &thresholds().boilerplate;
    let size = thresholds().shingles.words;
    let mut scratch = Vec::new();
    // Each shingle of a head or tail with how many different reports hold it.
    let mut holders: FxHashMap<u32, (u32, u64)> = FxHashMap::default();
    let mut different: FxHashSet<u64> = FxHashSet::default();
    for &report in group {
        let words = folded.read(report, &mut scratch);
        let core = core(words);
        different.insert(core);
        let mut seen = FxHashSet::default();
        for (at, shingle) in shingles(words, size).enumerate() {
            if let Some(hash) = shingle.filter(|_| at_edge(at, words.len()))
                && seen.insert(hash)
            {
                let (count, last) = holders.entry(hash).or_insert((0, !core));
                *count += u32::from(*last != core);
                *last = core;
            }
        }
    }
    let needed = (limits.reports as f64).max(limits.share * different.len() as f64) as u32;
    let recurs = |hash: u32| holders.get(&hash).is_some_and(|(count, _)| *count >= needed);
    let mut found = Vec::new();
    for &report in group {
        let words = folded.read(report, &mut scratch);
        let mut ranges: Vec<Range<u32>> = Vec::new();
        let mut run = 0;
        for (at, shingle) in shingles(words, size).enumerate() {
            let in_template = at_edge(at, words.len()) && shingle.is_some_and(recurs);
            run = if in_template { run + 1 } else { 0 };
            if run >= IN_A_ROW {
                let (start, end) = ((at + 1 - run) as u32, (at + size) as u32);
                match ranges.last_mut() {
                    Some(last) if last.end >= start => last.end = end,
                    _ => ranges.push(start..end),
                }
            }
        }
        if !ranges.is_empty() {
            found.push((report, ranges));
        }
    }
    found
}

fn at_edge(at: usize, words: usize) -> bool {
    let limits = &thresholds().boilerplate;
    at < limits.head || at + limits.tail >= words
}

/// A number that versions of one report share: the smallest shingle of its middle.
fn core(words: &[Word]) -> u64 {
    let limits = &thresholds().boilerplate;
    let (from, to) = if words.len() > limits.head + limits.tail + 40 {
        (limits.head, words.len() - limits.tail)
    } else {
        (words.len() / 3, words.len() - words.len() / 3)
    };
    let middle = words.get(from..to).unwrap_or(&[]);
    shingles(middle, thresholds().shingles.words).flatten().min().map_or(0, u64::from)
}
