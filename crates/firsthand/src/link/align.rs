//! Where two reports share a passage, word by word.
//!
//! For: verifying a candidate and finding the boundaries in both texts. In: the words of two
//! reports. Out: [`Block`]s. Method: runs of equal words on a diagonal, chained over the gaps that
//! cuts, insertions and changed words leave; blocks may stand in another order in the other text.
//! A block needs one long run and enough words outside quotation marks. Not here: who copied.

use super::shingles::sequence;
use super::thresholds::thresholds;
use super::words::Word;
use std::ops::Range;

/// A shared passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Block {
    /// Words of the first text.
    pub a: Range<u32>,
    /// Words of the second.
    pub b: Range<u32>,
    /// Words in common.
    pub matched: u32,
    /// Of these, outside quotation marks in either text.
    unquoted: u32,
    /// Longest run without a change.
    longest: u32,
}

/// The seeds of one text, so that many others can be compared with it.
#[derive(Debug, Default)]
pub(crate) struct Seeds {
    /// First position of each bucket plus one; 0 is empty.
    heads: Vec<u32>,
    /// The seed at each position and the next position with the same bucket plus one.
    grams: Vec<Gram>,
    /// For each diagonal, where in the second text the last run on it ended.
    ends: Vec<u32>,
    runs: Vec<Run>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Gram {
    hash: u32,
    next: u32,
}

#[derive(Clone, Copy, Debug)]
struct Run {
    a: u32,
    b: u32,
    len: u32,
    unquoted: u32,
}

/// Occurrences of one seed that are followed; more is a refrain.
const OCCURRENCES: usize = 6;
/// Runs kept for one pair; more is degenerate input.
const RUNS: usize = 20_000;
/// Unfinished blocks a run is tried against.
const OPEN: usize = 48;

fn seed(words: &[Word]) -> Option<u32> {
    let crosses = words.iter().enumerate().any(|(i, word)| word.masked || (i > 0 && word.breaks));
    (!crosses).then(|| (sequence(words.iter().map(|word| word.hash)) >> 32) as u32)
}

/// The seed that begins at each word, where there is one, into `seeds`.
pub(crate) fn seeds(words: &[Word], seeds: &mut Vec<Option<u32>>) {
    seeds.clear();
    seeds.extend(words.windows(thresholds().align.seed.max(1)).map(seed));
}

impl Seeds {
    /// Prepares the first text.
    pub(crate) fn prepare(&mut self, a: &[Word]) {
        let size = thresholds().align.seed.max(1);
        let buckets = (2 * a.len()).next_power_of_two().max(16);
        self.heads.clear();
        self.heads.resize(buckets, 0);
        self.grams.clear();
        self.grams.resize(a.len(), Gram::default());
        // From the back, so that each chain lists positions in order.
        for (at, gram) in a.windows(size).enumerate().rev() {
            let Some(hash) = seed(gram) else { continue };
            let bucket = hash as usize & (buckets - 1);
            if let (Some(head), Some(own)) = (self.heads.get_mut(bucket), self.grams.get_mut(at)) {
                *own = Gram { hash, next: *head };
                *head = at as u32 + 1;
            }
        }
    }

    /// The passages that `b`, with its [`seeds`], shares with the prepared text `a`, in the order of `b`.
    pub(crate) fn align(&mut self, a: &[Word], b: &[Word], seeds: &[Option<u32>]) -> Vec<Block> {
        self.find_runs(a, b, seeds);
        let mut blocks = self.chain();
        let limits = &thresholds().align;
        blocks.retain(|block| {
            let length = block.a.len().max(block.b.len()) as f32;
            block.longest >= limits.run
                && block.matched >= limits.block
                && block.unquoted >= limits.unquoted
                && block.matched as f32 >= limits.density * length
        });
        // The fuller block wins a contested stretch of either text.
        blocks.sort_by_key(|block| (std::cmp::Reverse(block.matched), block.b.start, block.a.start));
        let mut kept: Vec<Block> = Vec::new();
        for block in blocks {
            let contested = |other: &Block| {
                let of = |x: &Range<u32>, y: &Range<u32>| x.end.min(y.end).saturating_sub(x.start.max(y.start));
                of(&block.a, &other.a).max(of(&block.b, &other.b)) * 3 > block.matched
            };
            if !kept.iter().any(contested) {
                kept.push(block);
            }
        }
        if kept.iter().map(|block| block.matched).sum::<u32>() < limits.total {
            kept.clear();
        }
        kept.sort_by_key(|block| (block.b.start, block.a.start));
        kept
    }

    fn find_runs(&mut self, a: &[Word], b: &[Word], seeds: &[Option<u32>]) {
        let size = thresholds().align.seed.max(1);
        self.runs.clear();
        self.ends.clear();
        self.ends.resize(a.len() + b.len() + 1, 0);
        let mask = self.heads.len().wrapping_sub(1);
        for (j, hash) in seeds.iter().enumerate() {
            let Some(hash) = *hash else { continue };
            let mut head = self.heads.get(hash as usize & mask).copied().unwrap_or(0);
            let mut followed = 0;
            while head > 0 && followed < OCCURRENCES && self.runs.len() < RUNS {
                let i = head as usize - 1;
                let gram = self.grams.get(i).copied().unwrap_or_default();
                head = gram.next;
                if gram.hash != hash {
                    continue;
                }
                followed += 1;
                let Some(end) = self.ends.get_mut(i + b.len() - j) else { continue };
                if *end as usize > j {
                    continue;
                }
                let (rest_a, rest_b) = (a.get(i..).unwrap_or(&[]), b.get(j..).unwrap_or(&[]));
                let mut len = 0;
                let mut unquoted = 0;
                for (x, y) in rest_a.iter().zip(rest_b) {
                    if x.hash != y.hash || x.masked || y.masked || (len > 0 && (x.breaks || y.breaks)) {
                        break;
                    }
                    len += 1;
                    unquoted += u32::from(!x.quoted && !y.quoted);
                }
                if len as usize >= size {
                    *end = (j + len as usize) as u32;
                    self.runs.push(Run { a: i as u32, b: j as u32, len, unquoted });
                }
            }
        }
    }

    /// Joins runs that follow one another in both texts with at most a small gap.
    fn chain(&mut self) -> Vec<Block> {
        let gap = thresholds().align.gap;
        let mut done = Vec::new();
        let mut open: Vec<Block> = Vec::new();
        self.runs.sort_unstable_by_key(|run| (run.b, run.a));
        for run in &self.runs {
            open.retain(|block| {
                let keep = block.b.end + gap >= run.b;
                if !keep {
                    done.push(block.clone());
                }
                keep
            });
            let room = open.len() < OPEN;
            let best = open
                .iter_mut()
                .filter(|block| {
                    // A run may begin inside the words that the last one already matched.
                    let follows = |end: u32, start: u32| start + 2 >= end && start <= end + gap;
                    follows(block.a.end, run.a)
                        && follows(block.b.end, run.b)
                        && run.a + run.len > block.a.end
                        && run.b + run.len > block.b.end
                })
                .min_by_key(|block| run.a.abs_diff(block.a.end) + run.b.abs_diff(block.b.end));
            match best {
                Some(block) => {
                    let twice = block.a.end.saturating_sub(run.a).max(block.b.end.saturating_sub(run.b));
                    block.a.end = run.a + run.len;
                    block.b.end = run.b + run.len;
                    block.matched += run.len - twice.min(run.len);
                    block.unquoted += run.unquoted.saturating_sub(twice);
                    block.longest = block.longest.max(run.len);
                }
                None if room => open.push(Block {
                    a: run.a..run.a + run.len,
                    b: run.b..run.b + run.len,
                    matched: run.len,
                    unquoted: run.unquoted,
                    longest: run.len,
                }),
                None => {}
            }
        }
        done.append(&mut open);
        done
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Part, PartKind, Report};
    use crate::text::Span;

    fn shared(a: &str, b: &str) -> Vec<(String, String)> {
        let words = |text: &str| {
            let part = Part { kind: PartKind::Body, span: Span::new(0, text.len()), because: String::new() };
            let report = Report { text: text.to_owned(), parts: vec![part], ..Report::default() };
            let mut words = Vec::new();
            crate::link::words::words_of(&report, &mut words);
            words
        };
        let (wa, wb) = (words(a), words(b));
        let mut seeds = Seeds::default();
        seeds.prepare(&wa);
        let place = |words: &[Word], range: &Range<u32>, text: &str| {
            words[range.start as usize].span.cover(words[range.end as usize - 1].span).of(text).to_owned()
        };
        let mut of_b = Vec::new();
        super::seeds(&wb, &mut of_b);
        seeds.align(&wa, &wb, &of_b).iter().map(|block| (place(&wa, &block.a, a), place(&wb, &block.b, b))).collect()
    }

    #[test]
    fn a_passage_with_changed_words_is_one_block_with_its_boundaries_in_both_texts() {
        let found = shared(
            "Earlier. Three buses carrying conscripts left the northern town of Olun before dawn and drove towards the border post.",
            "It is said that three buses carrying recruits left the northern town of Olun before dawn, heading towards the border post. Nothing more.",
        );
        assert_eq!(found.len(), 1);
        assert!(found[0].0.starts_with("Three buses carrying") && found[0].0.ends_with("the border post"));
        assert!(found[0].1.starts_with("three buses") && found[0].1.ends_with("border post"));
    }

    #[test]
    fn reordered_paragraphs_are_two_blocks() {
        let one = "Three buses carrying conscripts left the northern town of Olun before dawn.";
        let two = "The governor told reporters that nobody had been forced to sign the new lists.";
        assert_eq!(
            shared(
                &format!("{one} {two}"),
                &format!("{two} And later on, some hours after that had been said in the square, {one}")
            )
            .len(),
            2
        );
    }

    #[test]
    fn a_shared_quotation_alone_is_no_passage() {
        let quote = "“We will never send our children to a war that nobody in this valley has asked for”";
        assert!(
            shared(&format!("{quote}, the mayor said."), &format!("In Olun people repeat it: {quote}.")).is_empty()
        );
    }

    #[test]
    fn a_word_repeated_fifty_thousand_times_does_not_take_long() {
        let long = "drum ".repeat(50_000);
        assert!(shared(&long, &long).len() <= 1);
    }
}
