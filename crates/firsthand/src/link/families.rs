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
    let keys: Vec<Vec<u64>> = fingerprints.par_iter().map(|print| keys(print, groups, sketch.group)).collect();
    let mut leaders: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
    let mut representative = Vec::with_capacity(fingerprints.len());
    for (report, (print, keys)) in fingerprints.iter().zip(&keys).enumerate() {
        let found = keys.iter().filter_map(|key| leaders.get(key)).flatten().copied().find(|&leader| {
            fingerprints.get(leader as usize).is_some_and(|other| jaccard(print, other) >= sketch.jaccard)
        });
        if found.is_none() {
            for &key in keys {
                let known = leaders.entry(key).or_default();
                if known.len() < LEADERS {
                    known.push(report as u32);
                }
            }
        }
        representative.push(found.unwrap_or(report as u32));
    }
    representative
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
