//! The inverted index of winnowed shingles.
//!
//! For: which reports may share a passage with this one. In: reports one by one or all at once.
//! Out: candidates with the number of shared shingles. Method: sorted segments of (shingle, report)
//! that are merged when they grow alike, so that adding a report costs little and the memory is 8
//! bytes a posting. Not here: whether a candidate really shares a passage (see `align`).

use super::shingles::winnowed;
use super::thresholds::thresholds;
use super::words::words_of;
use crate::report::Report;
use rayon::prelude::*;

/// The winnowed shingles of one report, sorted and distinct.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fingerprint(pub(crate) Vec<u32>);

impl Fingerprint {
    /// Of a report's headline, body and caption parts.
    pub fn of(report: &Report) -> Self {
        let mut words = Vec::new();
        words_of(report, &mut words);
        Fingerprint(winnowed(&words))
    }
}

/// A report that may share a passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The number under which it was added.
    pub report: u32,
    /// Shingles in common.
    pub shared: u32,
}

/// An inverted index of shingles to which reports can be added at any time.
///
/// ```
/// use firsthand::link::{Fingerprint, PassageIndex};
/// use firsthand::report::{Part, PartKind, Report};
/// use firsthand::text::Span;
/// let report = |text: &str| {
///     let body = Part { kind: PartKind::Body, span: Span::new(0, text.len()), because: String::new() };
///     Report { text: text.to_owned(), parts: vec![body], ..Report::default() }
/// };
/// let mut index = PassageIndex::default();
/// index.add(0, &Fingerprint::of(&report("Lorries full of volunteers left the port of Arven on Monday night.")));
/// let later = Fingerprint::of(&report("Officials say lorries full of volunteers left the port of Arven on Monday."));
/// assert_eq!(index.candidates(&later, u32::MAX)[0].report, 0);
/// ```
#[derive(Clone, Debug, Default)]
pub struct PassageIndex {
    /// Largest first; each sorted.
    segments: Vec<Segment>,
    /// Added since the last segment was closed.
    pending: Vec<u64>,
}

/// Parts of the shingles, by their leading bits, that are sorted one after the other.
const PARTS: u32 = 1 << (32 - PART_SHIFT);
const PART_SHIFT: u32 = 29;

/// Pending postings before they become a segment.
const PENDING: usize = 1 << 14;

impl PassageIndex {
    /// Of many reports at once, to find for each those before it; the number of a report is its position.
    pub(crate) fn build<'a>(fingerprints: impl IndexedParallelIterator<Item = Option<&'a [u32]>>) -> Self {
        let fingerprints: Vec<Option<&[u32]>> = fingerprints.collect();
        let mut postings: Vec<u64> = Vec::new();
        // A shingle of one report proposes nothing. Those of all reports at once would take more room than what is kept.
        for part in 0..PARTS {
            let of = |(report, print): (usize, &Option<&'a [u32]>)| {
                let print = print.unwrap_or(&[]);
                let from = print.partition_point(|hash| hash >> PART_SHIFT < part);
                let own = print.get(from..).unwrap_or(&[]).iter().take_while(move |hash| *hash >> PART_SHIFT == part);
                own.map(move |&hash| posting(hash, report as u32))
            };
            let mut some: Vec<u64> = fingerprints.iter().enumerate().flat_map(of).collect();
            some.par_sort_unstable();
            let shared = some.chunk_by(|a, b| shingle_of(*a) == shingle_of(*b)).filter(|run| run.len() > 1);
            postings.extend(shared.flatten());
            if part == 0 {
                // Shingles are spread evenly, so that it seldom grows: growing takes the room twice.
                postings.reserve(postings.len() * PARTS as usize);
            }
        }
        postings.shrink_to_fit();
        PassageIndex { segments: vec![Segment::new(postings)], pending: Vec::new() }
    }

    /// Adds a report under a number of its own.
    pub fn add(&mut self, report: u32, fingerprint: &Fingerprint) {
        self.pending.extend(fingerprint.0.iter().map(|&hash| posting(hash, report)));
        if self.pending.len() < PENDING {
            return;
        }
        let mut new = std::mem::take(&mut self.pending);
        while let Some(last) = self.segments.pop_if(|last| last.postings.len() <= 2 * new.len()) {
            new.extend(last.postings);
        }
        new.sort_unstable();
        self.segments.push(Segment::new(new));
    }

    /// Reports numbered below `before` that share shingles with this one, most shared first, at
    /// most `candidates.partners` of them.
    ///
    /// A shingle that very many reports hold proposes only the earliest of them, and a single
    /// shared shingle counts only if it is rare (`data/link_passages.toml`).
    pub fn candidates(&self, fingerprint: &Fingerprint, before: u32) -> Vec<Candidate> {
        self.find(&fingerprint.0, before, &mut Vec::new())
    }

    pub(crate) fn find(&self, print: &[u32], before: u32, found: &mut Vec<u64>) -> Vec<Candidate> {
        let limits = &thresholds().candidates;
        found.clear();
        let mut pending: Vec<u64> =
            self.pending.iter().filter(|p| print.binary_search(&shingle_of(**p)).is_ok()).copied().collect();
        pending.sort_unstable();
        for &hash in print {
            let late = run_of(&pending, hash);
            let holders = late.len() + self.segments.iter().map(|s| s.holders(hash).len()).sum::<usize>();
            let most = if holders > limits.frequent { limits.earliest } else { holders };
            let rare = u64::from(holders <= limits.lone_shingle);
            let all = self.segments.iter().map(|s| s.holders(hash)).chain([late]);
            for run in all {
                let wanted = run.iter().map(|p| *p as u32).take_while(|report| *report < before).take(most);
                found.extend(wanted.map(|report| u64::from(report) << 1 | rare));
            }
        }
        found.sort_unstable();
        let mut candidates = Vec::new();
        for same in found.chunk_by(|a, b| a >> 1 == b >> 1) {
            let rare = same.iter().any(|entry| entry & 1 == 1);
            if let Some(&first) = same.first()
                && (rare || same.len() >= 2)
            {
                candidates.push(Candidate { report: (first >> 1) as u32, shared: same.len() as u32 });
            }
        }
        candidates.sort_unstable_by_key(|c| (std::cmp::Reverse(c.shared), c.report));
        candidates.truncate(limits.partners);
        candidates
    }
}

fn posting(hash: u32, report: u32) -> u64 {
    u64::from(hash) << 32 | u64::from(report)
}

fn shingle_of(posting: u64) -> u32 {
    (posting >> 32) as u32
}

fn run_of(postings: &[u64], hash: u32) -> &[u64] {
    let start = postings.partition_point(|p| shingle_of(*p) < hash);
    let rest = postings.get(start..).unwrap_or(&[]);
    rest.get(..rest.partition_point(|p| shingle_of(*p) == hash)).unwrap_or(&[])
}

/// Sorted postings with a table of where each leading bit pattern begins.
#[derive(Clone, Debug, Default)]
struct Segment {
    postings: Vec<u64>,
    starts: Vec<u32>,
    shift: u32,
}

impl Segment {
    fn new(postings: Vec<u64>) -> Self {
        // Some eight postings a bucket: one cache line.
        let bits = (postings.len() / 8).max(1).ilog2().min(28);
        let shift = 64 - bits.max(1);
        let mut starts = vec![0u32; (1usize << bits.max(1)) + 1];
        for posting in &postings {
            if let Some(count) = starts.get_mut((posting >> shift) as usize + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        Segment { postings, starts, shift }
    }

    fn holders(&self, hash: u32) -> &[u64] {
        let bucket = (u64::from(hash) << 32 >> self.shift) as usize;
        match (self.starts.get(bucket), self.starts.get(bucket + 1)) {
            (Some(&from), Some(&to)) => run_of(self.postings.get(from as usize..to as usize).unwrap_or(&[]), hash),
            _ => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn added_one_by_one_or_built_at_once_the_candidates_are_the_same() {
        let prints: Vec<Vec<u32>> = (0..400u32)
            .map(|r| (0..60).map(|i| (r / 4 * 1000 + i * (1 + r % 2)).wrapping_mul(2_654_435)).collect::<Vec<_>>())
            .collect();
        let prints: Vec<Vec<u32>> = prints
            .into_iter()
            .map(|mut p| {
                p.sort_unstable();
                p.dedup();
                p
            })
            .collect();
        let built = PassageIndex::build(prints.par_iter().map(|p| Some(p.as_slice())));
        let mut grown = PassageIndex::default();
        for (report, print) in prints.iter().enumerate() {
            grown.add(report as u32, &Fingerprint(print.clone()));
        }
        for (report, print) in prints.iter().enumerate() {
            let mut a = built.candidates(&Fingerprint(print.clone()), report as u32);
            let mut b = grown.candidates(&Fingerprint(print.clone()), report as u32);
            a.sort_by_key(|c| c.report);
            b.sort_by_key(|c| c.report);
            assert_eq!(a, b);
            assert!(a.len() >= report % 4);
        }
    }
}
