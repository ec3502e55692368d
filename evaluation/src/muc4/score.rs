//! The measure of MUC-4's slots as strings, by the definitions of GTT's scorer (Du et al. 2021), with which the peers' figures were made.
//!
//! In: templates of one text, found and gold. Out: counts by slot for the best pairing of templates. A found entity is right if each of its mentions is
//! one of a gold entity of the same slot in the paired template; templates pair if the found type is a part of the gold one's words; everything in a template
//! without a partner is wrong or missed, its type included. Not here: who fills the templates.

use crate::coding::Tally;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The slots, as the published form calls them, the type first.
pub const SLOTS: [&str; 6] = ["incident_type", "PerpInd", "PerpOrg", "Target", "Victim", "Weapon"];

/// One incident: entities by slot, each with the wordings that count.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Template {
    pub incident_type: String,
    #[serde(flatten)]
    pub slots: BTreeMap<String, Vec<Vec<String>>>,
}

impl Template {
    /// The entities of a slot.
    pub fn of(&self, slot: &str) -> &[Vec<String>] {
        self.slots.get(slot).map_or(&[], Vec::as_slice)
    }

    /// Its wordings without case, marks and articles.
    fn plain(&self) -> Template {
        let entity = |words: &Vec<String>| words.iter().map(|word| plain(word)).collect();
        let slots = self.slots.iter().map(|(slot, list)| (slot.clone(), list.iter().map(entity).collect()));
        Template { incident_type: self.incident_type.clone(), slots: slots.collect() }
    }
}

/// Without case, marks and articles.
pub fn plain(text: &str) -> String {
    let kept: String = text.to_lowercase().chars().filter(|c| !c.is_ascii_punctuation()).collect();
    kept.split_whitespace().filter(|word| !matches!(*word, "a" | "an" | "the")).collect::<Vec<_>>().join(" ")
}

/// Counts of one slot. A gold entity is found once however many found entities mean it, so both sides are counted apart.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    /// Found entities that are right.
    pub right: usize,
    /// Found entities.
    pub given: usize,
    /// Gold entities that some found one means.
    pub met: usize,
    /// Gold entities.
    pub gold: usize,
}

impl Count {
    /// Adds another.
    pub fn add(&mut self, other: Count) {
        self.right += other.right;
        self.given += other.given;
        self.met += other.met;
        self.gold += other.gold;
    }

    /// Precision, recall, F1.
    pub fn figures(self) -> [f64; 3] {
        let side = |right: usize, of: usize| Tally { right, given: of, gold: of }.figures()[0];
        let (p, r) = (side(self.right, self.given), side(self.met, self.gold));
        [p, r, if p + r == 0.0 { 0.0 } else { 2.0 * p * r / (p + r) }]
    }
}

/// What one pair of templates gets right, by slot: found entities that are right, gold entities that are met.
type Gain = [(usize, usize); SLOTS.len()];

fn gain(found: &Template, gold: &Template) -> Option<Gain> {
    if !gold.incident_type.contains(&found.incident_type) {
        return None;
    }
    let mut gains = Gain::default();
    gains[0] = (1, 1);
    for (slot, gain) in SLOTS.iter().zip(&mut gains).skip(1) {
        let means = |found: &Vec<String>, gold: &Vec<String>| found.iter().all(|word| gold.contains(word));
        let (found, gold) = (found.of(slot), gold.of(slot));
        gain.0 = found.iter().filter(|entity| gold.iter().any(|other| means(entity, other))).count();
        gain.1 = gold.iter().filter(|entity| found.iter().any(|other| means(other, entity))).count();
    }
    Some(gains)
}

/// Scores one text. All pairings are tried, so no more than five templates should be given.
pub fn score(found: &[Template], gold: &[Template]) -> [Count; SLOTS.len()] {
    let found: Vec<Template> = found.iter().map(Template::plain).collect();
    let gold: Vec<Template> = gold.iter().map(Template::plain).collect();
    let gains: Vec<Vec<Option<Gain>>> = found.iter().map(|f| gold.iter().map(|g| gain(f, g)).collect()).collect();
    let mut counts = [Count::default(); SLOTS.len()];
    for (slot, count) in SLOTS.iter().zip(&mut counts) {
        let size = |list: &[Template]| match *slot {
            "incident_type" => list.len(),
            slot => list.iter().map(|template| template.of(slot).len()).sum(),
        };
        (count.given, count.gold) = (size(&found), size(&gold));
    }
    let totals = |pick: fn(&Count) -> usize| counts.iter().map(pick).sum::<usize>();
    let all = Count { given: totals(|c| c.given), gold: totals(|c| c.gold), ..Count::default() };
    let mut best: Option<(f64, Gain)> = None;
    pairings(&gains, 0, &mut vec![false; gold.len()], Gain::default(), &mut |gain| {
        let (right, met) = gain.iter().fold((0, 0), |sum, slot| (sum.0 + slot.0, sum.1 + slot.1));
        let f1 = Count { right, met, ..all }.figures()[2];
        if best.as_ref().is_none_or(|(known, _)| f1 > *known) {
            best = Some((f1, gain));
        }
    });
    for (count, gain) in counts.iter_mut().zip(best.map(|(_, gain)| gain).unwrap_or_default()) {
        (count.right, count.met) = gain;
    }
    counts
}

/// Every way to give each found template a gold one of its own, or none, in the order of the published scorer.
fn pairings(gains: &[Vec<Option<Gain>>], at: usize, used: &mut Vec<bool>, sum: Gain, seen: &mut impl FnMut(Gain)) {
    let Some(row) = gains.get(at) else { return seen(sum) };
    for (gold, gain) in row.iter().enumerate() {
        if used.get(gold).copied().unwrap_or(true) {
            continue;
        }
        let mut sum = sum;
        for (sum, gain) in sum.iter_mut().zip(gain.unwrap_or_default()) {
            *sum = (sum.0 + gain.0, sum.1 + gain.1);
        }
        used[gold] = true;
        pairings(gains, at + 1, used, sum, seen);
        used[gold] = false;
    }
    pairings(gains, at + 1, used, sum, seen);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn template(kind: &str, slots: &[(&str, &[&[&str]])]) -> Template {
        let list =
            |entities: &[&[&str]]| entities.iter().map(|e| e.iter().map(|w| (*w).to_owned()).collect()).collect();
        let slots = slots.iter().map(|(slot, entities)| ((*slot).to_owned(), list(entities))).collect();
        Template { incident_type: kind.to_owned(), slots }
    }

    fn sum(counts: [Count; SLOTS.len()]) -> Count {
        let mut all = Count::default();
        counts.into_iter().for_each(|count| all.add(count));
        all
    }

    #[test]
    fn one_wording_of_a_gold_entity_is_enough_and_a_wrong_one_beside_it_is_too_much() {
        let gold = [template("bombing", &[("Target", &[&["the old mill", "mill"]]), ("PerpOrg", &[&["ulo"]])])];
        let found = [template("bombing", &[("Target", &[&["Mill"]])])];
        assert_eq!(sum(score(&found, &gold)), Count { right: 2, given: 2, met: 2, gold: 3 });
        let found = [template("bombing", &[("Target", &[&["mill", "barn"]])])];
        assert_eq!(sum(score(&found, &gold)).right, 1);
    }

    #[test]
    fn templates_of_other_types_do_not_pair_but_a_part_of_the_type_does() {
        let gold = [template("bombing / attack", &[("Victim", &[&["orla"]])])];
        assert_eq!(sum(score(&[template("attack", &[("Victim", &[&["orla"]])])], &gold)).right, 2);
        assert_eq!(sum(score(&[template("arson", &[("Victim", &[&["orla"]])])], &gold)).right, 0);
    }

    #[test]
    fn the_best_pairing_is_taken_and_each_gold_template_once() {
        let gold = [
            template("attack", &[("Weapon", &[&["rifle"]])]),
            template("attack", &[("Weapon", &[&["grenade"]]), ("Target", &[&["bridge"]])]),
        ];
        let found =
            [template("attack", &[("Weapon", &[&["grenade"]])]), template("attack", &[("Weapon", &[&["rifle"]])])];
        assert_eq!(sum(score(&found, &gold)), Count { right: 4, given: 4, met: 4, gold: 5 });
        let twice = [found[0].clone(), found[0].clone(), found[0].clone()];
        let counts = score(&twice, &gold);
        assert_eq!(counts[0], Count { right: 2, given: 3, met: 2, gold: 2 });
    }

    #[test]
    fn nothing_found_and_nothing_asked_is_nothing() {
        assert_eq!(sum(score(&[], &[])), Count::default());
        assert_eq!(Count::default().figures(), [0.0; 3]);
    }

    #[test]
    fn articles_case_and_marks_do_not_count() {
        assert_eq!(plain("\"The Extradited\", a  group"), "extradited group");
    }
}
