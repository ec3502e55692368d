//! Scores attribution spans against a gold set.
//!
//! In: gold and predicted [`Document`]s. Out: [`Scores`], the same measures as the reference
//! scorer `data/attribution/tools/score.py`: spans are compared as sets of **word** tokens
//! (punctuation and quotation marks do not count), predicted relations are paired one to one with
//! gold ones, best content overlap first. Not here: reading and printing.

use super::gold::{Document, Relation};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Measures on paired relations, in printing order.
pub const PAIRED: [&str; 8] = ["detect", "content50", "contentX", "source50", "sourceX", "cueX", "pair", "exact"];
const ROLES: [&str; 3] = ["source", "cue", "content"];

/// Which gold relations count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Subset {
    /// Cues that report speech ("said", "according to").
    Reportive,
    /// Content with quotation marks.
    Quoted,
}

impl Subset {
    fn keeps(self, gold: &Relation) -> bool {
        match self {
            Subset::Reportive => gold.cue_class.as_deref() == Some("reportive"),
            Subset::Quoted => matches!(gold.quote.as_deref(), Some("direct" | "mixed")),
        }
    }
}

/// Everything the scorer finds; percentages with one decimal.
#[derive(Debug, Serialize)]
pub struct Scores {
    pub docs: usize,
    pub gold: usize,
    pub pred: usize,
    /// Measure name with precision, recall and F1.
    pub measures: Vec<(String, [f64; 3])>,
    /// Recall of `detect`, `content50` and `pair` over slices of the gold set ("quote=direct").
    pub recall_by: BTreeMap<String, Slice>,
}

/// Recall on a slice of the gold set.
#[derive(Debug, Default, Serialize)]
pub struct Slice {
    pub n: usize,
    pub detect: f64,
    pub content50: f64,
    pub pair: f64,
}

/// Words of a text and their places, in code points.
struct Words(Vec<(u32, u32)>);

impl Words {
    /// `\w+(?:['’]\w+)*`
    fn of(text: &str) -> Self {
        let chars: Vec<char> = text.chars().collect();
        let word = |i: usize| chars.get(i).is_some_and(|c| c.is_alphanumeric() || *c == '_');
        let mut words = Vec::new();
        let mut i = 0;
        while i < chars.len() {
            if !word(i) {
                i += 1;
                continue;
            }
            let start = i;
            while word(i) || (matches!(chars.get(i), Some('\'' | '’')) && word(i + 1)) {
                i += 1;
            }
            words.push((start as u32, i as u32));
        }
        Words(words)
    }

    /// The words that the spans touch.
    fn set(&self, spans: &[[u32; 2]]) -> BTreeSet<u32> {
        let mut set = BTreeSet::new();
        for &[start, end] in spans {
            let from = self.0.partition_point(|&(_, word_end)| word_end <= start);
            set.extend(
                (from..).zip(&self.0[from.min(self.0.len())..]).take_while(|(_, w)| w.0 < end).map(|(i, _)| i as u32),
            );
        }
        set
    }
}

fn shared(a: &BTreeSet<u32>, b: &BTreeSet<u32>) -> usize {
    a.intersection(b).count()
}

fn iou(a: &BTreeSet<u32>, b: &BTreeSet<u32>) -> f64 {
    let both = shared(a, b);
    let either = a.len() + b.len() - both;
    if either == 0 { 1.0 } else { both as f64 / either as f64 }
}

fn percent(x: f64) -> f64 {
    (x * 1000.0).round_ties_even() / 10.0
}

fn precision_recall_f1(precision: f64, recall: f64) -> [f64; 3] {
    let f1 = if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 };
    [percent(precision), percent(recall), percent(f1)]
}

fn ratio(part: f64, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part / whole as f64 }
}

/// Scores predictions; a document without predictions counts as empty. With a subset, predictions
/// paired with a gold relation outside it are dropped too, so that precision stays fair.
pub fn score(gold: &[Document], predicted: &[Document], subset: Option<Subset>) -> Scores {
    let by_id: HashMap<&str, &Document> = predicted.iter().map(|d| (d.id.as_str(), d)).collect();
    let mut right = [0usize; 8];
    let (mut n_gold, mut n_pred) = (0, 0);
    let mut soft = [[0.0f64; 2]; 3];
    let mut tokens = [[0usize; 3]; 3];
    let mut slices: BTreeMap<String, [usize; 4]> = BTreeMap::new();
    for document in gold {
        let words = Words::of(&document.text);
        let sets =
            |relation: &Relation| [words.set(&relation.source), words.set(&relation.cue), words.set(&relation.content)];
        let golds: Vec<_> = document.attributions.iter().map(|a| (a, sets(a))).collect();
        let preds: Vec<_> = by_id
            .get(document.id.as_str())
            .map_or(&[][..], |d| &d.attributions)
            .iter()
            .map(sets)
            .filter(|s| !s[2].is_empty())
            .collect();
        for role in 0..3 {
            let all_gold: BTreeSet<u32> = golds.iter().flat_map(|(_, s)| s[role].iter().copied()).collect();
            let all_pred: BTreeSet<u32> = preds.iter().flat_map(|s| s[role].iter().copied()).collect();
            tokens[role][0] += shared(&all_gold, &all_pred);
            tokens[role][1] += all_pred.len();
            tokens[role][2] += all_gold.len();
        }
        let mut candidates = Vec::new();
        for (i, (_, g)) in golds.iter().enumerate() {
            for (j, p) in preds.iter().enumerate() {
                if shared(&g[2], &p[2]) > 0 {
                    candidates.push((iou(&g[2], &p[2]) + 0.2 * iou(&g[1], &p[1]) + 0.1 * iou(&g[0], &p[0]), i, j));
                }
            }
        }
        candidates.sort_by(|a, b| b.0.total_cmp(&a.0));
        let (mut of_gold, mut of_pred) = (vec![None; golds.len()], vec![None; preds.len()]);
        for (_, i, j) in candidates {
            if of_gold[i].is_none() && of_pred[j].is_none() {
                of_gold[i] = Some(j);
                of_pred[j] = Some(i);
            }
        }
        n_pred += preds.len();
        for (i, (relation, g)) in golds.iter().enumerate() {
            if subset.is_some_and(|subset| !subset.keeps(relation)) {
                n_pred -= usize::from(of_gold[i].is_some());
                continue;
            }
            n_gold += 1;
            let names = slice_names(relation);
            for name in &names {
                slices.entry(name.clone()).or_default()[0] += 1;
            }
            let Some(p) = of_gold[i].map(|j| &preds[j]) else { continue };
            let (content50, source50) = (iou(&g[2], &p[2]) >= 0.5, iou(&g[0], &p[0]) >= 0.5);
            let (content, source, cue) = (g[2] == p[2], g[0] == p[0], g[1] == p[1]);
            let ok = [true, content50, content, source50, source, cue, content50 && source50, content && source && cue];
            for (count, ok) in right.iter_mut().zip(ok) {
                *count += usize::from(ok);
            }
            for name in names {
                let slice = slices.entry(name).or_default();
                for (k, ok) in [true, content50, content50 && source50].into_iter().enumerate() {
                    slice[k + 1] += usize::from(ok);
                }
            }
            for role in 0..3 {
                let both = shared(&g[role], &p[role]);
                let part = |own: &BTreeSet<u32>, other: &BTreeSet<u32>| match (own.is_empty(), other.is_empty()) {
                    (false, _) => both as f64 / own.len() as f64,
                    (true, true) => 1.0,
                    (true, false) => 0.0,
                };
                soft[role][0] += part(&p[role], &g[role]);
                soft[role][1] += part(&g[role], &p[role]);
            }
        }
    }
    let mut measures = Vec::new();
    for (name, count) in PAIRED.iter().zip(right) {
        let found = precision_recall_f1(ratio(count as f64, n_pred), ratio(count as f64, n_gold));
        measures.push(((*name).to_owned(), found));
    }
    for (role, sums) in ROLES.iter().zip(soft) {
        measures.push((format!("soft-{role}"), precision_recall_f1(ratio(sums[0], n_pred), ratio(sums[1], n_gold))));
    }
    if subset.is_none() {
        for (role, [both, pred, gold]) in ROLES.iter().zip(tokens) {
            let found = precision_recall_f1(ratio(both as f64, pred), ratio(both as f64, gold));
            measures.push((format!("tok-{role}"), found));
        }
    }
    let share = |part: usize, n: usize| percent(ratio(part as f64, n));
    let recall_by = slices
        .into_iter()
        .map(|(name, [n, d, c, p])| (name, Slice { n, detect: share(d, n), content50: share(c, n), pair: share(p, n) }))
        .collect();
    Scores { docs: gold.len(), gold: n_gold, pred: n_pred, measures, recall_by }
}

fn slice_names(gold: &Relation) -> Vec<String> {
    let mut names = vec![
        format!("quote={}", gold.quote.as_deref().unwrap_or("None")),
        format!("kind={}", gold.kind.as_deref().unwrap_or("attribution")),
    ];
    for (key, value) in [("cue_class", &gold.cue_class), ("source_type", &gold.source_type), ("order", &gold.order)] {
        names.extend(value.iter().map(|value| format!("{key}={value}")));
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(source: [u32; 2], content: [u32; 2]) -> Document {
        let text = "The minister said the border was closed.".to_owned();
        let relation =
            Relation { source: vec![source], cue: vec![[13, 17]], content: vec![content], ..Relation::default() };
        Document { id: "d".to_owned(), text, attributions: vec![relation] }
    }

    fn f1(scores: &Scores, name: &str) -> f64 {
        scores.measures.iter().find(|(n, _)| n == name).unwrap().1[2]
    }

    #[test]
    fn punctuation_does_not_count_in_a_span() {
        let scores = score(&[document([0, 12], [18, 39])], &[document([0, 12], [18, 40])], None);
        assert_eq!((f1(&scores, "exact"), f1(&scores, "tok-content")), (100.0, 100.0));
    }

    #[test]
    fn half_a_source_and_most_of_the_content_make_a_pair_but_not_an_exact_triple() {
        let scores = score(&[document([0, 12], [18, 39])], &[document([4, 12], [22, 39])], None);
        assert_eq!((f1(&scores, "pair"), f1(&scores, "exact")), (100.0, 0.0));
    }
}
