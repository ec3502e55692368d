//! How rare a word is among the reports, and how much two reports tell one story.
//!
//! For: weighing what two claims have in common: "nurse" in two of a thousand reports says more
//! than "army" in nine hundred, and two reports that share many rare words are mostly of one day's
//! news. In: the reports that hold claims. Out: [`Stories`]. Likeness of two reports never joins
//! claims by itself; it only weighs beside what the claims say. Not here: copied passages.

use super::folded::Folded;
use super::happening::stem;
use super::shingles::mix;
use super::thresholds::function_words;
use super::words::Word;
use crate::held::Given;
use crate::report::Report;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

/// Rarest words of a report by which it is compared with others.
const TELLING: usize = 40;
/// Reports that are taken to exist beside the given ones, so that three reports do not make every shared word common.
const UNSEEN: f32 = 20.0;

/// Shared words that halve the likeness.
const FEW: f32 = 3.0;

/// Reports whose words are counted at a time.
const TOGETHER: usize = 1024;

/// Most reports whose counted words are kept: some 2 kB each.
const KEPT: usize = 4096;

/// How common words are among all reports that hold claims.
#[derive(Clone, Debug, Default)]
pub(crate) struct Counted {
    /// In how many reports each word's beginning stands, for those that stand in several.
    reports_with: FxHashMap<u32, u32>,
    reports: f32,
    /// The words of each report with their numbers, where there are few reports.
    of_reports: Vec<Vec<(u32, u32)>>,
}

/// What is known about the words of all reports.
#[derive(Clone, Debug, Default)]
pub(crate) struct Stories {
    /// How rare each word is, see [`Stories::rarity`].
    rarity: FxHashMap<u32, f32>,
    /// How rare a word is that stands nowhere.
    rarest: f32,
    reports: f32,
    /// Each report's most telling words with their weight, sorted by word; their squares add up to 1.
    telling: Vec<Vec<(u32, f32)>>,
}

/// The words of a report that holds claims.
fn words(given: Given<'_>, folded: &Folded<'_>, report: u32, all: &mut Vec<Word>) -> Vec<(u32, u32)> {
    let text = if given.claims(report) > 0 { given.report(report) } else { None };
    text.map_or(Vec::new(), |of| counted(&of, folded.read(report, all)))
}

impl Counted {
    /// Reads the words of the reports.
    pub(crate) fn read(given: Given<'_>, folded: &Folded<'_>) -> Self {
        let mut reports_with: FxHashMap<u32, u32> = FxHashMap::default();
        let numbers: Vec<u32> = given.numbers().collect();
        let mut of_reports = Vec::new();
        // The words of all reports at once would be half of their texts.
        for some in numbers.chunks(TOGETHER) {
            let words = |all: &mut Vec<Word>, report: &u32| words(given, folded, *report, all);
            let words: Vec<Vec<(u32, u32)>> = some.par_iter().map_init(Vec::new, words).collect();
            for (stem, _) in words.iter().flatten() {
                *reports_with.entry(*stem).or_default() += 1;
            }
            if numbers.len() <= KEPT {
                of_reports.extend(words);
            }
        }
        let count = given.numbers().filter(|report| given.claims(*report) > 0).count();
        // A word of one report tells nothing about its likeness to others.
        reports_with.retain(|_, with| *with > 1);
        reports_with.shrink_to_fit();
        Counted { reports_with, reports: count as f32, of_reports }
    }

    /// The same for parts of the collection, whose reports are numbered anew.
    pub(crate) fn of_all(self) -> Self {
        Counted { of_reports: Vec::new(), ..self }
    }

    fn most_telling(&self, words: &[(u32, u32)]) -> Vec<(u32, f32)> {
        let weigh = |(stem, times): (u32, u32)| (stem, (1.0 + (times as f32).ln()) * self.information(stem));
        // A word of one report alone tells nothing about its likeness to others.
        let shared = |(stem, _): &(u32, u32)| self.reports_with.contains_key(stem);
        let mut words: Vec<(u32, f32)> = words.iter().copied().filter(shared).map(weigh).collect();
        words.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        words.truncate(TELLING);
        words.shrink_to_fit();
        let length = words.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt();
        words.iter_mut().for_each(|(_, weight)| *weight /= length.max(f32::MIN_POSITIVE));
        words.sort_unstable_by_key(|(stem, _)| *stem);
        words
    }

    fn information(&self, stem: u32) -> f32 {
        let with = self.reports_with.get(&stem).copied().unwrap_or(1).max(2) as f32;
        ((self.reports + UNSEEN) / (with + 1.0)).ln().max(0.0)
    }
}

impl Stories {
    /// Reads the words of the reports that hold claims, of which `all` are those of the whole collection.
    pub(crate) fn read(given: Given<'_>, all: &Counted) -> Self {
        let numbers: Vec<u32> = given.numbers().collect();
        let folded = Folded::passing(given);
        let words = |scratch: &mut Vec<Word>, report: &u32| match all.of_reports.get(*report as usize) {
            Some(words) => all.most_telling(words),
            None => all.most_telling(&words(given, &folded, *report, scratch)),
        };
        let telling = numbers.par_iter().map_init(Vec::new, words).collect();
        let rarity = |stem: u32| all.information(stem) / ((all.reports + UNSEEN) / 3.0).ln().max(f32::MIN_POSITIVE);
        // A word of one report is as rare as one of two.
        let told = all.reports_with.iter().filter(|(_, with)| **with > 2).map(|(stem, _)| *stem);
        let (rarity, rarest) = (told.map(|stem| (stem, rarity(stem))).collect(), rarity(0));
        Stories { rarity, rarest, reports: all.reports, telling }
    }

    /// How rare a word is, from 0 (in every report) to 1 (in no more than two).
    pub(crate) fn rarity(&self, stem: u32) -> f32 {
        self.rarity.get(&stem).copied().unwrap_or(self.rarest)
    }

    /// How much two reports tell one story: 0 for no telling word in common, 1 for the same ones.
    pub(crate) fn likeness(&self, a: u32, b: u32) -> f32 {
        let (Some(x), Some(y)) = (self.telling.get(a as usize), self.telling.get(b as usize)) else { return 0.0 };
        let (mut i, mut j, mut sum, mut shared) = (0, 0, 0.0, 0.0);
        while let (Some((left, weight)), Some((right, other))) = (x.get(i), y.get(j)) {
            if left == right {
                sum += weight * other;
                shared += 1.0;
            }
            i += usize::from(left <= right);
            j += usize::from(right <= left);
        }
        // Of few reports, many words are shared by chance; and a few shared words are no story.
        sum * self.reports / (self.reports + UNSEEN / 4.0) * shared / (shared + FEW)
    }
}

/// Likenesses that were computed last: the claims of two reports are compared one after the other.
#[derive(Debug, Default)]
pub(crate) struct Likenesses {
    /// Both reports and their likeness; the slot of a pair is a part of its hash.
    slots: Vec<(u64, f32)>,
}

/// Pairs whose likeness is kept.
const PAIRS: usize = 4096;

impl Likenesses {
    /// As [`Stories::likeness`].
    pub(crate) fn of(&mut self, a: u32, b: u32, stories: &Stories) -> f32 {
        if self.slots.is_empty() {
            self.slots.resize(PAIRS, (u64::MAX, 0.0));
        }
        let pair = u64::from(a.min(b)) << 32 | u64::from(a.max(b));
        match self.slots.get_mut(mix(pair) as usize % PAIRS) {
            Some((known, likeness)) if *known == pair => *likeness,
            Some(slot) => {
                *slot = (pair, stories.likeness(a, b));
                slot.1
            }
            None => stories.likeness(a, b),
        }
    }
}

/// The beginnings of a report's content words and how often each stands there.
fn counted(report: &Report, words: &[Word]) -> Vec<(u32, u32)> {
    let content = words.iter().filter(|word| !function_words().contains(&word.hash));
    let mut all: Vec<u32> = content.filter_map(|word| stem(word.span.of(&report.text))).collect();
    all.sort_unstable();
    all.chunk_by(|a, b| a == b).filter_map(|run| run.first().map(|&stem| (stem, run.len() as u32))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::{Annotated, Rules, annotate_with};
    use crate::codebook::Codebook;

    #[test]
    fn reports_of_one_story_are_liker_than_reports_of_one_war() {
        let reports = [
            Report::of_body("Two nurses were taken off the Tirnak coach by soldiers near the quarry, the army said."),
            Report::of_body("Gunmen kidnapped the nurses from a coach at the quarry of Tirnak, far from the army."),
            Report::of_body("The army said that soldiers had shelled the market of Belsk and the mill beside it."),
        ];
        let notes: Vec<Annotated> =
            reports.iter().map(|report| annotate_with(report, Codebook::builtin(), &Rules)).collect();
        let given = Given::Lent(&reports, &notes);
        let stories = Stories::read(given, &Counted::read(given, &Folded::passing(given)));
        assert!(stories.likeness(0, 1) > stories.likeness(0, 2));
        assert!(stories.likeness(1, 1) < 1.0, "three reports say little about which words are common");
        let word = |word: &str| stem(word).unwrap();
        assert!(stories.rarity(word("nurses")) > stories.rarity(word("army")));
        assert!(stories.rarity(word("nurses")) <= 1.0);
    }
}
