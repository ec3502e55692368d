//! What few reports have in common, of very many.
//!
//! For: [`super::neighbourhoods`]. In: keys of each report. Out: for each key that two to so many reports have, a run of entries, key above and
//! report below, sorted. A million reports have some hundred million keys, more than there is memory for: they are parted by key and put away
//! part by part, and only what is in common is kept. Not here: what the keys are.

use crate::held::Given;
use crate::held::stack::{Place, Stacking};
use rayon::prelude::*;
use std::io;

/// Parts of the keys; one is sorted at a time.
const PARTS: usize = 64;
/// Entries of a part that are put away at once.
const PIECE: usize = 1 << 15;
/// Reports that are read at a time.
const TOGETHER: usize = 1024;

/// Entries of one key that lie side by side, and how to read them.
pub(super) struct Common {
    entries: Vec<u64>,
    bits: u32,
}

impl Common {
    /// What two to `holders` reports have in common by these keys.
    pub fn new(given: Given<'_>, holders: usize, keys: &(dyn Fn(u32) -> Vec<u64> + Sync)) -> Common {
        let bits = given.len().next_power_of_two().ilog2().max(1);
        let mut parts = Parts::new(bits);
        let numbers: Vec<u32> = given.numbers().collect();
        for some in numbers.chunks(TOGETHER) {
            let of = |report: &u32| {
                let mut keys = keys(*report);
                keys.iter_mut().for_each(|key| *key = *key << bits | u64::from(*report));
                keys.sort_unstable();
                keys.dedup();
                keys
            };
            let some: Vec<u64> = some.par_iter().flat_map_iter(of).collect();
            some.into_iter().for_each(|entry| parts.add(entry));
        }
        match parts.runs(holders) {
            Ok(entries) => Common { entries, bits },
            Err(cause) => {
                if let Given::Held(held) = given {
                    held.fails(cause);
                }
                Common { entries: Vec::new(), bits }
            }
        }
    }

    /// The runs, by key.
    pub fn runs(&self) -> impl Iterator<Item = &[u64]> {
        self.entries.chunk_by(|a, b| a >> self.bits == b >> self.bits)
    }

    /// The report of an entry.
    pub fn report(&self, entry: u64) -> u32 {
        (entry & ((1 << self.bits) - 1)) as u32
    }
}

/// Entries by the topmost bits of their keys.
struct Parts {
    bits: u32,
    stacking: Stacking,
    parts: Vec<Part>,
    failed: Option<io::Error>,
}

#[derive(Default)]
struct Part {
    entries: Vec<u64>,
    away: Vec<Place>,
}

impl Parts {
    fn new(bits: u32) -> Self {
        let parts = (0..PARTS).map(|_| Part::default()).collect();
        Parts { bits, stacking: Stacking::default(), parts, failed: None }
    }

    fn add(&mut self, entry: u64) {
        // The topmost bits: parts in order are keys in order.
        let Some(part) = self.parts.get_mut((entry >> (u64::BITS - PARTS.ilog2())) as usize) else { return };
        part.entries.push(entry);
        if part.entries.len() >= PIECE {
            let bytes: Vec<u8> = part.entries.iter().flat_map(|entry| entry.to_le_bytes()).collect();
            match self.stacking.put(&bytes) {
                Ok(place) => {
                    part.away.push(place);
                    part.entries.clear();
                }
                Err(cause) => self.failed = Some(cause),
            }
        }
    }

    /// The runs of two to `holders` entries.
    fn runs(self, holders: usize) -> io::Result<Vec<u64>> {
        if let Some(cause) = self.failed {
            return Err(cause);
        }
        let (bits, stack) = (self.bits, self.stacking.close()?);
        let mut kept: Vec<u64> = Vec::new();
        for mut part in self.parts {
            for place in part.away {
                let bytes = stack.get(place)?;
                part.entries.extend(bytes.chunks_exact(8).filter_map(|b| Some(u64::from_le_bytes(b.try_into().ok()?))));
            }
            part.entries.par_sort_unstable();
            let runs = part.entries.chunk_by(|a, b| a >> bits == b >> bits);
            runs.filter(|run| (2..=holders).contains(&run.len())).for_each(|run| kept.extend_from_slice(run));
        }
        kept.shrink_to_fit();
        Ok(kept)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is kept of these keys, each in these reports, put away or not.
    fn kept(keys: &[(u64, u32)], holders: usize) -> Vec<u64> {
        let bits = 20;
        let mut parts = Parts::new(bits);
        keys.iter().for_each(|(key, report)| parts.add(key << bits | u64::from(*report)));
        parts.runs(holders).unwrap()
    }

    #[test]
    fn what_few_have_in_common_is_kept_in_order_and_what_one_or_many_have_is_not() {
        let (low, high) = (3, (1 << 43) + 7);
        let keys = [(high, 2), (low, 9), (low, 1), (5, 1), (high, 1), (9, 1), (9, 2), (9, 3), (9, 4)];
        let entry = |key: u64, report: u64| key << 20 | report;
        assert_eq!(kept(&keys, 3), [entry(low, 1), entry(low, 9), entry(high, 1), entry(high, 2)]);
    }

    #[test]
    fn what_was_put_away_comes_back() {
        // One part gets more than a piece of them, and more than lies at hand.
        let many: Vec<(u64, u32)> = (0..1_500_000).map(|i| (u64::from(i / 2), i % 2)).collect();
        let kept = kept(&many, 2);
        assert_eq!(kept.len(), many.len());
        assert!(kept.is_sorted() && kept.chunks(2).all(|pair| pair[0] >> 20 == pair[1] >> 20));
    }
}
