//! Winnowed word shingles: the few hashes that stand for a text.
//!
//! For: finding shared passages without comparing texts. In: [`Word`]s. Out: sorted hashes.
//! Method: 5-word shingles, of which every window of 4 keeps its smallest (Schleimer, Wilkerson,
//! Aiken 2003), so that any 8 shared words in a row are certain to share a hash. Shingles that are
//! wholly quoted are left out: a shared quotation leads to its speaker, not to the other report.

use super::thresholds::thresholds;
use super::words::Word;

/// Spreads the bits of a hash.
pub(crate) fn mix(mut h: u64) -> u64 {
    h = (h ^ (h >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    h = (h ^ (h >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    h ^ (h >> 33)
}

/// The hash of words in order.
pub(crate) fn sequence(words: impl IntoIterator<Item = u32>) -> u64 {
    mix(words
        .into_iter()
        .fold(0x9e37_79b9, |h: u64, w| (h.rotate_left(23) ^ u64::from(w)).wrapping_mul(0x9e37_79b9_7f4a_7c15)))
}

/// The hash of each shingle of `size` words, by the position of its first word; `None` where it
/// would cross a break or a masked word, or is wholly quoted.
pub(crate) fn shingles(words: &[Word], size: usize) -> impl Iterator<Item = Option<u32>> {
    words.windows(size.max(1)).map(|shingle| {
        let crosses = shingle.iter().enumerate().any(|(i, word)| word.masked || (i > 0 && word.breaks));
        if crosses || shingle.iter().all(|word| word.quoted) {
            return None;
        }
        Some((sequence(shingle.iter().map(|word| word.hash)) >> 32) as u32)
    })
}

/// The winnowed shingles of a text, sorted and distinct.
pub(crate) fn winnowed(words: &[Word]) -> Vec<u32> {
    let size = &thresholds().shingles;
    let mut kept = Vec::with_capacity(words.len() / 2);
    let mut run: Vec<u32> = Vec::with_capacity(words.len());
    let mut close = |run: &mut Vec<u32>| {
        let mut last = None;
        for (start, window) in run.windows(size.window.min(run.len()).max(1)).enumerate() {
            // The rightmost of equals, so that runs of one repeated shingle keep few of them.
            let smallest = window.iter().enumerate().rev().min_by_key(|(_, hash)| **hash);
            if let Some((i, &hash)) = smallest
                && last != Some(start + i)
            {
                last = Some(start + i);
                kept.push(hash);
            }
        }
        run.clear();
    };
    for shingle in shingles(words, size.words) {
        match shingle {
            Some(hash) => run.push(hash),
            None => close(&mut run),
        }
    }
    close(&mut run);
    kept.sort_unstable();
    kept.dedup();
    kept.shrink_to_fit();
    kept
}

/// Share of distinct hashes that two sorted lists have in common, of all that either has.
pub(crate) fn jaccard(a: &[u32], b: &[u32]) -> f32 {
    let (mut i, mut j, mut common) = (0, 0, 0usize);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        common += usize::from(x == y);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    let all = a.len() + b.len() - common;
    if all == 0 { 0.0 } else { common as f32 / all as f32 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    fn words(text: &str) -> Vec<Word> {
        let mut all = Vec::new();
        crate::link::words::fold(text, 0, |hash, span: Span| {
            all.push(Word { hash, span, quoted: false, masked: false, body: true, breaks: false });
        });
        all
    }

    #[test]
    fn any_eight_shared_words_in_a_row_share_a_hash() {
        let shared = "trucks with young men left the eastern depot";
        for (a, b) in [("one two three", "four"), ("", "x y z"), ("alpha beta", "gamma delta epsilon zeta")] {
            let a = winnowed(&words(&format!("{a} {shared} {b} {a}")));
            let b = winnowed(&words(&format!("{b} {shared} {a:?}")));
            assert!(a.iter().any(|hash| b.contains(hash)));
        }
    }

    #[test]
    fn texts_that_share_four_words_in_a_row_share_nothing() {
        let a = winnowed(&words("trucks with young men left the eastern depot at night"));
        let b = winnowed(&words("buses with young men left a western school by day"));
        assert_eq!(jaccard(&a, &b), 0.0);
    }
}
