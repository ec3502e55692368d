//! Claims in the terms of another event coding.
//!
//! In: a table (`data/plover_types.tsv`) and the claims of a text. Out: coded events: the types that a claim may be there, and the words of its source and target.
//! Not here: the gold records of a coding, and what is counted.

use crate::origins;
use firsthand::annotate::{Argument, ChainRole, Claim, Modality};
use firsthand::codebook::{Codebook, Nature};
use std::collections::{BTreeMap, BTreeSet};

/// The table of the repository.
pub const TABLE: &str = include_str!("../data/plover_types.tsv");

/// From types of ours to those of one coding.
#[derive(Debug, Default)]
pub struct Coding {
    types: BTreeMap<(String, String), Vec<String>>,
    source: Vec<String>,
    target: Vec<String>,
}

/// One event of a text in the terms of the coding.
#[derive(Debug, Clone)]
pub struct Coded {
    /// The types that it may be, the nearest first.
    pub types: Vec<String>,
    /// Who does it.
    pub source: Vec<Argument>,
    /// To whom.
    pub target: Vec<Argument>,
}

fn list(cell: &str) -> Vec<String> {
    cell.split(',').map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

impl Coding {
    /// The rows of one coding.
    pub fn read(table: &str, coding: &str) -> Self {
        let mut read = Coding::default();
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            match line.split('\t').collect::<Vec<_>>()[..] {
                ["roles", "source", _, roles] => read.source = list(roles),
                ["roles", "target", _, roles] => read.target = list(roles),
                [of, kind, modality, types] if of == coding => {
                    read.types.insert((kind.to_owned(), modality.to_owned()), list(types));
                }
                _ => {}
            }
        }
        read
    }

    /// Every type of the coding that some type of the codebook answers to.
    pub fn expressible(&self, book: &Codebook) -> BTreeSet<&str> {
        let known = self.types.iter().filter(|((kind, _), _)| book.kind(kind).is_some());
        known.flat_map(|(_, types)| types).map(String::as_str).collect()
    }

    fn types(&self, kind: &str, modality: Modality) -> Option<&Vec<String>> {
        let row = |modality: &str| self.types.get(&(kind.to_owned(), modality.to_owned()));
        row(origins::modality(modality)).or_else(|| row(""))
    }

    /// What a claim may be by its first type: the nearest type of the coding.
    pub fn first(&self, claim: &Claim) -> Option<&str> {
        self.types(&claim.kind, claim.modality)?.first().map(String::as_str)
    }

    /// Who does it.
    pub fn source(&self, claim: &Claim, book: &Codebook) -> Vec<Argument> {
        match of_roles(claim, &self.source) {
            none if none.is_empty() && book.kind(&claim.kind).is_some_and(|k| k.nature == Nature::Speech) => {
                speaker(claim)
            }
            some => some,
        }
    }

    /// To whom: the arguments of each role that may name it, the likeliest role first.
    pub fn targets<'a>(&'a self, claim: &'a Claim) -> impl Iterator<Item = Vec<Argument>> + 'a {
        self.target.iter().map(|role| of_roles(claim, std::slice::from_ref(role)))
    }

    /// The events of a text: claims that may be the same types are one, with the arguments of all.
    pub fn events(&self, claims: &[Claim], book: &Codebook) -> Vec<Coded> {
        let mut events: Vec<Coded> = Vec::new();
        for claim in claims {
            for types in
                std::iter::once(&claim.kind).chain(&claim.also).filter_map(|kind| self.types(kind, claim.modality))
            {
                let at = events.iter().position(|event| &event.types == types).unwrap_or_else(|| {
                    events.push(Coded { types: types.clone(), source: Vec::new(), target: Vec::new() });
                    events.len() - 1
                });
                // Who is the source is not the target too ("person" is one or the other).
                let source = self.source(claim, book);
                let target = of_roles(claim, &self.target);
                let target = target.into_iter().filter(|a| !source.iter().any(|b| b.span == a.span));
                add(&mut events[at].target, target);
                add(&mut events[at].source, source.clone());
            }
        }
        events
    }
}

fn add(list: &mut Vec<Argument>, more: impl IntoIterator<Item = Argument>) {
    for argument in more {
        if !list.iter().any(|known| known.span == argument.span) {
            list.push(argument);
        }
    }
}

/// The arguments of the first role of the list that the claim has words for.
fn of_roles(claim: &Claim, roles: &[String]) -> Vec<Argument> {
    let of = |role: &String| -> Vec<Argument> {
        claim.arguments.iter().filter(|a| &a.role == role && a.span.is_some()).cloned().collect()
    };
    roles.iter().map(of).find(|found| !found.is_empty()).unwrap_or_default()
}

/// Who says it, where that is what happens: the last of the claim's chain that the text names.
fn speaker(claim: &Claim) -> Vec<Argument> {
    let link = claim.chain.iter().rev().find(|link| link.role == ChainRole::Source && link.span.is_some());
    let argument = |link: &firsthand::annotate::ChainLink| Argument {
        entity: link.entity,
        ..Argument::new("speaker", link.span, &link.name, None)
    };
    link.map(argument).into_iter().collect()
}

/// Right, given and asked for.
#[derive(Debug, Default, Clone, Copy, serde::Serialize)]
pub struct Tally {
    /// Given and right.
    pub right: usize,
    /// Given.
    pub given: usize,
    /// In the gold.
    pub gold: usize,
}

impl Tally {
    /// Precision, recall, F1.
    pub fn figures(self) -> [f64; 3] {
        let share = |of: usize| if of == 0 { 0.0 } else { self.right as f64 / of as f64 };
        let (p, r) = (share(self.given), share(self.gold));
        [p, r, if p + r == 0.0 { 0.0 } else { 2.0 * p * r / (p + r) }]
    }

    /// Adds another.
    pub fn add(&mut self, other: Tally) {
        self.right += other.right;
        self.given += other.given;
        self.gold += other.gold;
    }

    /// Its figures for a file.
    pub fn json(self) -> serde_json::Value {
        let [precision, recall, f1] = self.figures();
        serde_json::json!({
            "right": self.right, "given": self.given, "gold": self.gold, "precision": precision, "recall": recall, "f1": f1,
        })
    }
}

/// A line of a table.
pub fn line(name: &str, tally: Tally) {
    let [p, r, f] = tally.figures();
    println!("{name:<34}{:>6}{:>7}{:>7} {p:>9.3} {r:>7.3} {f:>6.3}", tally.gold, tally.given, tally.right);
}

/// The heading of the lines.
pub fn heading(name: &str) {
    println!("{name:<34}{:>6}{:>7}{:>7} {:>9} {:>7} {:>6}", "gold", "given", "right", "precision", "recall", "F1");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_of_the_table_is_in_a_codebook() {
        let file = |name| std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../codebooks").join(name);
        let other = Codebook::load(&[file("cameo.toml")]).unwrap();
        for coding in ["plover", "cameo"] {
            let read = Coding::read(TABLE, coding);
            assert!(!read.types.is_empty() && !read.source.is_empty() && !read.target.is_empty());
            for (kind, _) in read.types.keys() {
                assert!(Codebook::builtin().kind(kind).or(other.kind(kind)).is_some(), "{kind}");
            }
        }
    }

    #[test]
    fn a_row_of_a_modality_goes_before_that_without() {
        let read = Coding::read("x\tA\t\tP,Q\nx\tA\tplanned\tR\n", "x");
        assert_eq!(read.types("A", Modality::Planned), Some(&vec!["R".to_owned()]));
        assert_eq!(read.types("A", Modality::Asserted).map(Vec::len), Some(2));
        assert_eq!(read.types("B", Modality::Asserted), None);
        assert_eq!(read.expressible(Codebook::builtin()).len(), 0);
    }

    #[test]
    fn figures_of_nothing_are_zero() {
        assert_eq!(Tally::default().figures(), [0.0; 3]);
        assert_eq!(Tally { right: 1, given: 2, gold: 1 }.figures()[0], 0.5);
    }
}
