//! Near-copies, collapsed to one representative each.
//!
//! For: keeping a report that two hundred outlets printed whole from drowning the passage index.
//! In: winnowed shingles of every report. Out: for each report the earliest one that it nearly
//! equals. Method: min-hashes in groups (Broder) propose, the Jaccard of winnowed shingles decides;
//! every report is compared with leaders only, so families never chain. Not here: passages.

use super::shingles::{jaccard, mix};
use super::thresholds::thresholds;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

/// Leaders that are remembered per key; more only cost time.
const LEADERS: usize = 4;

/// For each report its representative, itself if it has none; `fingerprints` from earliest to latest.
pub(crate) fn representatives(fingerprints: &[Vec<u32>]) -> Vec<u32> {
    let sketch = &thresholds().near_copies;
    let groups = sketch.permutations / sketch.group.max(1);
    let shared = shared(fingerprints, groups, sketch.group);
    let mut leaders: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
    let mut representative: Vec<u32> = (0..fingerprints.len() as u32).collect();
    for of_one in shared.chunk_by(|a, b| a.0 == b.0) {
        let Some(&(report, ..)) = of_one.first() else { continue };
        let print = fingerprints.get(report as usize).map_or(&[][..], Vec::as_slice);
        let mut known = of_one.iter().filter_map(|(.., key)| leaders.get(key)).flatten().copied();
        let found = known.find(|&leader| {
            fingerprints.get(leader as usize).is_some_and(|other| jaccard(print, other) >= sketch.jaccard)
        });
        match found {
            Some(leader) => {
                if let Some(slot) = representative.get_mut(report as usize) {
                    *slot = leader;
                }
            }
            None => {
                for (.., key) in of_one {
                    let known = leaders.entry(*key).or_default();
                    if known.len() < LEADERS {
                        known.push(report);
                    }
                }
            }
        }
    }
    representative
}

/// Parts of the keys that are sorted one after the other.
const PARTS: u64 = 8;

/// The keys that a report shares with another, in their order, report by report: most reports share none.
fn shared(fingerprints: &[Vec<u32>], groups: usize, group: usize) -> Vec<(u32, u8, u64)> {
    let mut shared: Vec<(u32, u8, u64)> = Vec::new();
    // Keys of all reports at once would take more room than what is found.
    let all: Vec<Vec<u64>> = fingerprints.par_iter().map(|print| keys(print, groups, group)).collect();
    for part in 0..PARTS {
        let mut some: Vec<(u64, u32, u8)> = Vec::new();
        for (keys, report) in all.iter().zip(0u32..) {
            let own = keys.iter().zip(0u8..).filter(|(key, _)| *key % PARTS == part);
            some.extend(own.map(|(key, place)| (*key, report, place)));
        }
        some.par_sort_unstable();
        for run in some.chunk_by(|a, b| a.0 == b.0).filter(|run| run.len() > 1) {
            shared.extend(run.iter().map(|&(key, report, place)| (report, place, key)));
        }
    }
    shared.par_sort_unstable();
    shared
}

fn keys(print: &[u32], groups: usize, group: usize) -> Vec<u64> {
    if print.is_empty() {
        return Vec::new();
    }
    let smallest = |permutation: u64| {
        let factor = mix(permutation + 1) | 1;
        print.iter().map(|&hash| (u64::from(hash) + 1).wrapping_mul(factor)).min().unwrap_or(0)
    };
    (0..groups as u64).map(|g| (0..group as u64).fold(g, |key, i| mix(key ^ smallest(g * group as u64 + i)))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_near_copy_joins_the_earliest_and_an_unrelated_report_stays_alone() {
        let base: Vec<u32> = (0..160).map(|i| i * 7919).collect();
        let mut near = base.clone();
        near.truncate(150);
        let other: Vec<u32> = (0..160).map(|i| i * 104_729 + 1).collect();
        assert_eq!(representatives(&[base.clone(), other, near, base, vec![]]), [0, 1, 0, 0, 4]);
    }
}
