//! What stands around a happening that only the trained reader of events names.
//!
//! For: believing a score of a sentence that counts somebody or is said by somebody sooner than the same score of a heading. In: a sentence, and
//! the families that triggers of the codebook tell of in it and in the report. Out: log-odds to add to the score, by
//! `data/claims/context.tsv`, which says where they come from. Not here: the scores, and what else is asked of them (`named`).

use super::meaning;
use super::reading::Reading;
use super::triggers::Candidate;
use crate::annotate::Tag;
use crate::codebook::Nature;
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;
use std::sync::LazyLock;

/// A sentence of fewer words is short.
const SHORT: usize = 7;

static ODDS: LazyLock<FxHashMap<&'static str, f32>> = LazyLock::new(|| {
    let lines = include_str!("../../../data/claims/context.tsv").lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once('\t').and_then(|(sign, odds)| Some((sign, odds.parse().ok()?)))).collect()
});

/// What a sign adds; nothing for one that the list does not have.
fn odds(sign: &str) -> f32 {
    ODDS.get(sign).copied().unwrap_or(0.0)
}

/// From which sum of score and signs on a happening is believed.
pub(super) fn enough() -> f32 {
    ODDS.get("enough").copied().unwrap_or(f32::INFINITY)
}

/// The families of which triggers tell in a report.
pub(super) fn told<'b>(reading: &Reading<'b>, known: &[Candidate]) -> FxHashSet<&'b str> {
    let events = known.iter().filter_map(|c| meaning(reading, c)).filter(|(_, kind)| kind.nature == Nature::Event);
    events.map(|(_, kind)| kind.family()).collect()
}

/// The signs of one sentence.
pub(super) struct Around<'b> {
    /// What its own words add for any family.
    own: f32,
    /// The families that triggers tell of in it, what is only said aside.
    beside: Vec<&'b str>,
}

impl<'b> Around<'b> {
    pub fn new(reading: &Reading<'b>, tokens: Range<usize>, candidates: &[&Candidate]) -> Self {
        let doc = reading.doc;
        let span = doc.span(tokens.clone());
        let words = tokens.clone().filter(|i| doc.tag(*i).is_word() || doc.tag(*i) == Tag::CD).count();
        let counts = tokens.clone().any(|i| doc.tag(i) == Tag::CD && doc.lower(i) != "one");
        let said = reading
            .attributions_near(tokens.start)
            .any(|(_, a)| !a.whole_report && a.content.iter().any(|content| content.overlaps(span)));
        let ends = doc.text(span).trim_end().ends_with(['.', '!', '?', '"', '”', '’', '\'']);
        let asked = tokens.into_iter().any(|i| doc.word(i).starts_with('?'));
        let signs =
            [("number", counts), ("said", said), ("fragment", !ends), ("short", words < SHORT), ("asked", asked)];
        let own = signs.into_iter().filter(|(_, holds)| *holds).map(|(sign, _)| odds(sign)).sum();
        let kinds = candidates.iter().filter_map(|c| meaning(reading, c)).map(|(_, kind)| kind);
        let beside = kinds.filter(|kind| kind.nature != Nature::Speech).map(|kind| kind.family()).collect();
        Around { own, beside }
    }

    /// What all signs add for a family.
    pub fn odds_of(&self, family: &str, told: &FxHashSet<&str>) -> f32 {
        let told = if told.contains(family) { odds("told") } else { 0.0 };
        let other = if self.beside.iter().any(|beside| *beside != family) { odds("other") } else { 0.0 };
        self.own + told + other
    }
}

#[cfg(test)]
mod tests {
    use super::ODDS;

    #[test]
    fn every_sign_has_its_odds() {
        let mut signs: Vec<_> = ODDS.keys().copied().collect();
        signs.sort_unstable();
        assert_eq!(signs, ["asked", "enough", "fragment", "number", "other", "said", "short", "told"]);
    }
}
