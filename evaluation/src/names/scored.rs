//! Names compared by score: which pairs are one, what the score weighs, and how often two random names score as one.
//!
//! In: labelled pairs. Out: a score each, false ones of a million random pairs, the evidence of full names as a table for `training/names/full.py`.
//! Not here: keys and linking (see `names`).

use super::Pair;
use firsthand::annotate::names::alike::{FullName, Sort, Spelling};
use std::collections::BTreeSet;
use std::fmt::Write;

/// Random pairs that are scored.
const RANDOM: usize = 2_000_000;

/// A name ready to be compared.
enum Name {
    Word(Spelling),
    Full(FullName),
}

fn name(set: &str, written: &str) -> Name {
    match set {
        "persons" => Name::Full(FullName::new(written, Sort::Person)),
        "organisations" => Name::Full(FullName::new(written, Sort::Body)),
        _ => Name::Word(Spelling::new(written)),
    }
}

fn score(a: &Name, b: &Name) -> f32 {
    match (a, b) {
        (Name::Word(a), Name::Word(b)) => a.score(b),
        (Name::Full(a), Name::Full(b)) => a.score(b),
        _ => f32::NEG_INFINITY,
    }
}

/// The score of each pair, and microseconds a pair without the folding.
pub fn scores(list: &[Pair]) -> (Vec<f32>, f64) {
    let names: Vec<(Name, Name)> = list.iter().map(|(set, _, a, b)| (name(set, a), name(set, b))).collect();
    let start = std::time::Instant::now();
    let scores = names.iter().map(|(a, b)| score(a, b)).collect();
    (scores, start.elapsed().as_secs_f64() * 1e6 / list.len().max(1) as f64)
}

/// Of a million random pairs of different names of one set, how many score as one name without being labelled so.
pub fn false_per_million(list: &[Pair]) -> f64 {
    let mut sets: Vec<(&str, Vec<(&str, Name)>)> = Vec::new();
    for set in list.iter().map(|pair| pair.0).collect::<BTreeSet<_>>() {
        let of_set = list.iter().filter(|pair| pair.0 == set);
        let names: BTreeSet<&str> = of_set.flat_map(|pair| [pair.2, pair.3]).collect();
        sets.push((set, names.into_iter().map(|written| (written, name(set, written))).collect()));
    }
    let same: BTreeSet<(&str, &str)> = list
        .iter()
        .filter(|pair| pair.1 != Some(false))
        .flat_map(|pair| [(pair.2, pair.3), (pair.3, pair.2)])
        .collect();
    let all: Vec<&(&str, Name)> = sets.iter().flat_map(|(_, names)| names).collect();
    // Knuth's generator: the same pairs in every run.
    let mut state = 1_u64;
    let mut random = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((state >> 33) as usize) % below.max(1)
    };
    let (mut asked, mut wrong) = (0_usize, 0_usize);
    if all.len() > 1 {
        for _ in 0..RANDOM {
            let (Some((a, x)), Some((b, y))) = (all.get(random(all.len())), all.get(random(all.len()))) else {
                continue;
            };
            if a != b {
                asked += 1;
                wrong += usize::from(score(x, y) > 0.0 && !same.contains(&(*a, *b)));
            }
        }
    }
    wrong as f64 * 1e6 / asked.max(1) as f64
}

/// What the scores of full names weigh: set, label, then each value with its name in the heading above; each set has its own.
pub fn evidence(list: &[Pair]) -> String {
    let mut out = String::new();
    let mut last = "";
    for (set, label, a, b) in list {
        let (Name::Full(x), Name::Full(y)) = (name(set, a), name(set, b)) else { continue };
        let shown = x.evidence(&y);
        if std::mem::replace(&mut last, *set) != *set {
            let names: Vec<&str> = shown.iter().map(|(name, _)| *name).collect();
            let _ = writeln!(out, "set\tlabel\t{}", names.join("\t"));
        }
        let label = label.map_or("alias", |label| if label { "1" } else { "0" });
        let values: Vec<String> = shown.iter().map(|(_, value)| format!("{value:.4}")).collect();
        let _ = writeln!(out, "{set}\t{label}\t{}", values.join("\t"));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_score_above_others_and_full_names_show_their_evidence() {
        let list = [
            ("token", Some(true), "Qordesh", "Kordech"),
            ("token", Some(false), "Karim", "Karimi"),
            ("persons", Some(true), "Zhamil Qordesh", "Qordesh, Jamil"),
        ];
        let (scores, _) = scores(&list);
        assert!(scores[0] > 0.0 && scores[1] < 0.0 && scores[2] > 0.0, "{scores:?}");
        let table = evidence(&list);
        assert_eq!(table.lines().count(), 2);
        assert!(table.lines().nth(1).is_some_and(|line| line.starts_with("persons\t1\t1.0000")));
    }
}
