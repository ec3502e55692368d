//! How well one grouping of mentions agrees with another: MUC, B-cubed, CEAF-e and their mean, the CoNLL figure.
//!
//! In: two partitions of the same mentions, a cluster's number for each. Out: precision, recall and F1 of each measure.
//! By their definitions: MUC (Vilain et al. 1995) counts the links that join a cluster's pieces, B-cubed (Bagga and Baldwin 1998) asks each mention how
//! much of its cluster is right, CEAF-e (Luo 2005) pairs clusters one to one by their overlap (phi 4). Singletons count, as given. Not here: who groups.

use crate::claims::matching::assign;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Precision, recall and F1.
#[derive(Debug, Default, Clone, Copy, PartialEq, Serialize)]
pub struct Figures {
    pub precision: f64,
    pub recall: f64,
    pub f1: f64,
}

impl Figures {
    fn new(precision: f64, recall: f64) -> Self {
        let sum = precision + recall;
        Figures { precision, recall, f1: if sum == 0.0 { 0.0 } else { 2.0 * precision * recall / sum } }
    }
}

/// All measures of one grouping.
#[derive(Debug, Default, Clone, Copy, PartialEq, Serialize)]
pub struct Scores {
    pub muc: Figures,
    pub b_cubed: Figures,
    pub ceaf_e: Figures,
    /// The mean of the three F1, as the CoNLL tasks have it.
    pub conll: f64,
    /// Clusters found.
    pub clusters: usize,
}

/// Numbers for keys: mentions of one key are one cluster.
pub fn by_key<K: Ord>(keys: impl Iterator<Item = K>) -> Vec<usize> {
    let mut known: BTreeMap<K, usize> = BTreeMap::new();
    keys.map(|key| {
        let next = known.len();
        *known.entry(key).or_insert(next)
    })
    .collect()
}

type Clusters = Vec<BTreeSet<usize>>;

/// Compares two partitions; mention `i` is in cluster `gold[i]` of the one and `found[i]` of the other.
pub fn score(gold: &[usize], found: &[usize]) -> Scores {
    let (gold, found) = (clusters(gold), clusters(found));
    let muc = Figures::new(links(&found, &gold), links(&gold, &found));
    let b_cubed = Figures::new(mentions(&found, &gold), mentions(&gold, &found));
    let pairs = paired(&gold, &found);
    let share = |of: usize| if of == 0 { 0.0 } else { pairs / of as f64 };
    let ceaf_e = Figures::new(share(found.len()), share(gold.len()));
    Scores { muc, b_cubed, ceaf_e, conll: (muc.f1 + b_cubed.f1 + ceaf_e.f1) / 3.0, clusters: found.len() }
}

fn clusters(of: &[usize]) -> Clusters {
    let mut made: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for (mention, cluster) in of.iter().enumerate() {
        made.entry(*cluster).or_default().insert(mention);
    }
    made.into_values().collect()
}

/// Gold and found clusters that share mentions.
type Group<'c> = (Vec<&'c BTreeSet<usize>>, Vec<&'c BTreeSet<usize>>);

/// The cluster that holds each mention.
fn places(clusters: &Clusters) -> BTreeMap<usize, usize> {
    clusters.iter().enumerate().flat_map(|(number, of)| of.iter().map(move |mention| (*mention, number))).collect()
}

/// The pieces that the other partition cuts each cluster into: their sizes.
fn pieces(cluster: &BTreeSet<usize>, others: &BTreeMap<usize, usize>) -> BTreeMap<Option<usize>, usize> {
    let mut sizes = BTreeMap::new();
    for mention in cluster {
        *sizes.entry(others.get(mention).copied()).or_default() += 1;
    }
    sizes
}

/// MUC: of the links that join each of these clusters, the share that the other partition keeps.
fn links(these: &Clusters, others: &Clusters) -> f64 {
    let others = places(others);
    let (mut kept, mut of) = (0, 0);
    for cluster in these {
        kept += cluster.len() - pieces(cluster, &others).len();
        of += cluster.len() - 1;
    }
    if of == 0 { 0.0 } else { kept as f64 / of as f64 }
}

/// B-cubed: of the cluster of each mention, the share that the other partition puts together with it.
fn mentions(these: &Clusters, others: &Clusters) -> f64 {
    let others = places(others);
    let (mut sum, mut count) = (0.0, 0);
    for cluster in these {
        let squares: usize = pieces(cluster, &others).values().map(|size| size * size).sum();
        sum += squares as f64 / cluster.len() as f64;
        count += cluster.len();
    }
    if count == 0 { 0.0 } else { sum / count as f64 }
}

/// CEAF-e: the greatest sum of phi 4 over pairs of clusters, each used once. Clusters that share no mention never help one another, so each
/// connected component is solved by itself.
fn paired(gold: &Clusters, found: &Clusters) -> f64 {
    let of = places(found);
    // By union: found clusters that one gold cluster meets are of one component.
    let mut component: Vec<usize> = (0..found.len()).collect();
    fn root(component: &mut [usize], mut at: usize) -> usize {
        while component[at] != at {
            component[at] = component[component[at]];
            at = component[at];
        }
        at
    }
    for cluster in gold {
        let mut met = cluster.iter().filter_map(|mention| of.get(mention).copied());
        if let Some(first) = met.next() {
            for other in met {
                let (a, b) = (root(&mut component, first), root(&mut component, other));
                component[a] = b;
            }
        }
    }
    let mut groups: BTreeMap<usize, Group<'_>> = BTreeMap::new();
    for (number, cluster) in found.iter().enumerate() {
        groups.entry(root(&mut component, number)).or_default().1.push(cluster);
    }
    for cluster in gold {
        if let Some(number) = cluster.iter().find_map(|mention| of.get(mention).copied()) {
            groups.entry(root(&mut component, number)).or_default().0.push(cluster);
        }
    }
    let phi =
        |a: &BTreeSet<usize>, b: &BTreeSet<usize>| 2.0 * a.intersection(b).count() as f64 / (a.len() + b.len()) as f64;
    let best = |(gold, found): &Group<'_>| -> f64 {
        let weights: Vec<Vec<f64>> = gold.iter().map(|a| found.iter().map(|b| phi(a, b)).collect()).collect();
        assign(&weights).into_iter().map(|(a, b)| weights[a][b]).sum()
    };
    groups.values().map(best).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(a: f64, b: f64) {
        assert!((a - b).abs() < 5e-4, "{a} is not {b}");
    }

    /// The example of Bagga and Baldwin (1998, figures 1 to 4): truth 1-5, 6-7, 8-12. Joining 6-7 with the last five is as bad to MUC as joining the
    /// two clusters of five, and less bad to B-cubed. Luo (2005, table 1) gives CEAF-e of the same two answers.
    #[test]
    fn the_two_answers_of_bagga_and_baldwin() {
        let truth = [1, 1, 1, 1, 1, 2, 2, 3, 3, 3, 3, 3];
        let small_joined = score(&truth, &[1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2]);
        let large_joined = score(&truth, &[1, 1, 1, 1, 1, 2, 2, 1, 1, 1, 1, 1]);
        for answer in [small_joined, large_joined] {
            near(answer.muc.precision, 0.9);
            near(answer.muc.recall, 1.0);
            near(answer.b_cubed.recall, 1.0);
        }
        near(small_joined.b_cubed.precision, 0.762);
        near(large_joined.b_cubed.precision, 0.583);
        // Luo's (a): 1 and 10/12 over two clusters found and three of the truth; his (b) likewise with 1 and 10/15.
        near(small_joined.ceaf_e.precision, (1.0 + 10.0 / 12.0) / 2.0);
        near(small_joined.ceaf_e.recall, (1.0 + 10.0 / 12.0) / 3.0);
        near(small_joined.ceaf_e.f1, 0.733);
        near(large_joined.ceaf_e.f1, 0.667);
    }

    /// Luo's (c) and (d): everything in one cluster, and every mention by itself.
    #[test]
    fn one_cluster_and_none() {
        let truth = [1, 1, 1, 1, 1, 2, 2, 3, 3, 3, 3, 3];
        let one = score(&truth, &[0; 12]);
        near(one.muc.f1, 0.900);
        near(one.b_cubed.f1, 0.545);
        near(one.ceaf_e.f1, 0.294);
        let apart: Vec<usize> = (0..12).collect();
        let none = score(&truth, &apart);
        near(none.muc.f1, 0.0);
        near(none.b_cubed.f1, 0.400);
        near(none.ceaf_e.f1, 0.178);
    }

    #[test]
    fn the_same_grouping_is_right_whatever_its_numbers() {
        let same = score(&[4, 4, 9, 9, 9, 2], &[0, 0, 1, 1, 1, 5]);
        near(same.conll, 1.0);
        assert_eq!(same.clusters, 3);
        assert_eq!(score(&[], &[]).conll, 0.0);
    }
}
