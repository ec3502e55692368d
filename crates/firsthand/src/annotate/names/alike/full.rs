//! The score of two full names.
//!
//! In: two names of persons or of bodies. Out: the logarithm of the odds that they are one's. What the parts show (of persons `parts`, of bodies
//! `bodies`) is weighed by small trees that were learnt (`data/names/full.tsv`, `training/names/full.py`). It is evidence, not proof: brothers with a
//! rare surname and a body and its branch can score above 0. Not here: the letters of a single word (see `edits`).

use super::bodies::{self, Body};
use super::edits::Word;
use super::fits::{self, Fit};
use super::letters::fold;
use super::parts::{self, Parts};
use super::rarity::Sort;
use std::sync::LazyLock;

/// The score of two bodies that have different numbers, states or compass points, at most.
const TWO: f32 = -3.0;

/// A person's or a body's name, ready to be compared.
#[derive(Clone, Debug, PartialEq)]
pub struct FullName {
    sort: Sort,
    whole: Word,
    parts: Parts,
    /// Of a body's name.
    body: Option<Body>,
}

/// A node of a tree.
#[derive(Clone, Copy, Debug)]
enum Node {
    /// Where to go on: up to the threshold, or above it. Both lie behind the node.
    Fork {
        shown: usize,
        threshold: f32,
        below: usize,
        above: usize,
    },
    Leaf(f32),
}

/// The trees of one sort of names.
#[derive(Debug, Default)]
struct Forest {
    all: f32,
    trees: Vec<Vec<Node>>,
}

static FORESTS: LazyLock<[Forest; 2]> = LazyLock::new(|| {
    let table = include_str!("../../../../data/names/full.tsv");
    [
        Forest::read(table, "persons", &parts::NAMES_OF_SHOWN),
        Forest::read(table, "organisations", &bodies::NAMES_OF_SHOWN),
    ]
});

impl Forest {
    /// Reads the rows of one sort; one that does not fit is left out.
    fn read(table: &str, sort: &str, names: &[&str]) -> Forest {
        let mut forest = Forest::default();
        for line in table.lines() {
            let columns: Vec<&str> = line.split('\t').collect();
            match columns[..] {
                [of, "all", weight] if of == sort => forest.all = weight.parse().unwrap_or(0.0),
                [of, tree, node, ref rest @ ..] if of == sort => {
                    if node == "0" && tree.parse() == Ok(forest.trees.len()) {
                        forest.trees.push(Vec::new());
                    }
                    if let (Some(tree), Some(read)) = (forest.trees.last_mut(), Node::read(rest, names)) {
                        tree.push(read);
                    }
                }
                _ => {}
            }
        }
        forest
    }

    fn weigh(&self, shown: &[f32]) -> f32 {
        self.all + self.trees.iter().map(|tree| leaf(tree, shown)).sum::<f32>()
    }
}

impl Node {
    fn read(columns: &[&str], names: &[&str]) -> Option<Node> {
        match columns {
            [weight] => Some(Node::Leaf(weight.parse().ok()?)),
            [name, threshold, below, above] => Some(Node::Fork {
                shown: names.iter().position(|known| known == name)?,
                threshold: threshold.parse().ok()?,
                below: below.parse().ok()?,
                above: above.parse().ok()?,
            }),
            _ => None,
        }
    }
}

/// The weight at the leaf to which a tree leads.
fn leaf(tree: &[Node], shown: &[f32]) -> f32 {
    let mut at = 0;
    loop {
        match tree.get(at) {
            Some(Node::Leaf(weight)) => return *weight,
            Some(Node::Fork { shown: of, threshold, below, above }) => {
                let next = if shown.get(*of).is_some_and(|value| value > threshold) { *above } else { *below };
                // Only ever onwards, whatever the table says.
                if next <= at {
                    return 0.0;
                }
                at = next;
            }
            None => return 0.0,
        }
    }
}

impl FullName {
    /// Folds a name.
    pub fn new(name: &str, sort: Sort) -> FullName {
        let body = (sort == Sort::Body).then(|| Body::new(name));
        FullName { sort, whole: Word::new(&fold(name)), parts: Parts::new(name, sort), body }
    }

    /// The logarithm of the odds that two are one's name.
    ///
    /// ```
    /// use firsthand::annotate::names::alike::{FullName, Sort};
    /// let score = |a, b| FullName::new(a, Sort::Person).score(&FullName::new(b, Sort::Person));
    /// assert!(score("Dr. Zhamil Abu Qordesh", "QURDESH, Jamil Abu") > 0.0);
    /// assert!(score("Zhamil Qordesh", "Zhamil Velkanov") < 0.0);
    /// ```
    pub fn score(&self, other: &FullName) -> f32 {
        match self.body.as_ref().zip(other.body.as_ref()) {
            Some((a, b)) => {
                let shown = a.shown(b);
                let score = FORESTS[1].weigh(&shown);
                if bodies::are_two(&shown) { score.min(TWO) } else { score }
            }
            None => FORESTS[0].weigh(&self.shown(other)),
        }
    }

    /// Whether the parts of two names allow that they are one's, whatever they score: not those of brothers or of two brigades.
    ///
    /// ```
    /// use firsthand::annotate::names::alike::{Fit, FullName, Sort};
    /// let fit = |a, b| FullName::new(a, Sort::Person).fits(&FullName::new(b, Sort::Person));
    /// assert_eq!(fit("Zhamil Qordesh", "Jamil Ghordeche"), Some(Fit::Spelling));
    /// assert_eq!(fit("Hassan Qordesh", "Hussein Qordesh"), None);
    /// ```
    pub fn fits(&self, other: &FullName) -> Option<Fit> {
        match self.sort {
            Sort::Person => fits::persons(&self.parts, &other.parts),
            Sort::Body => fits::bodies(&self.parts, &other.parts),
        }
    }

    /// What the score weighs, with names: for learning the trees.
    pub fn evidence(&self, other: &FullName) -> Vec<(&'static str, f32)> {
        match self.body.as_ref().zip(other.body.as_ref()) {
            Some((a, b)) => bodies::NAMES_OF_SHOWN.into_iter().zip(a.shown(b)).collect(),
            None => parts::NAMES_OF_SHOWN.into_iter().zip(self.shown(other)).collect(),
        }
    }

    fn shown(&self, other: &FullName) -> parts::Shown {
        self.parts.shown(&other.parts, self.whole.score(&other.whole))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn score(sort: Sort, a: &str, b: &str) -> f32 {
        FullName::new(a, sort).score(&FullName::new(b, sort))
    }

    #[test]
    fn persons_go_by_a_part_more_or_less_and_in_another_order() {
        for (a, b) in [
            ("Zhamil Abu Qordesh", "Jamil Abou Qurdesh"),
            ("Dr. Zhamil Merkani Qordesh", "Zhamil al-Merkani Qurdesh"),
            ("QORDESH, Zhamil Merkani", "Zhamil Merkani Qordesh"),
            ("Nur al-Din Velkanov", "Nuruddin Velkanov"),
        ] {
            assert!(score(Sort::Person, a, b) > 0.0, "{a} {b} {}", score(Sort::Person, a, b));
        }
        for (a, b) in [("Zhamil Qordesh", "Zhamil Velkanov"), ("Muhammad Ali Qordesh", "Muhammad Ali Velkanov")] {
            assert!(score(Sort::Person, a, b) < 0.0, "{a} {b} {}", score(Sort::Person, a, b));
        }
    }

    #[test]
    fn bodies_go_by_what_is_rare_in_their_names_and_by_numbers() {
        for (a, b) in [
            ("Brigade 47", "47th Brigade"),
            ("Qordesh General Trading Company", "Qurdesh General Trading Co. Ltd"),
            ("Velkan Steel Works", "Velkan Steel"),
            ("QRDC", "Qordesh Revolutionary Defence Corps"),
            ("Qordesh Harbour Guards", "Qurdesh Harbour Guard"),
        ] {
            assert!(score(Sort::Body, a, b) > 0.0, "{a} {b} {}", score(Sort::Body, a, b));
        }
        for (a, b) in
            [("Brigade 47", "74th Brigade"), ("Qordesh General Trading Company", "Velkan General Trading Company")]
        {
            assert!(score(Sort::Body, a, b) < 0.0, "{a} {b} {}", score(Sort::Body, a, b));
        }
    }

    #[test]
    fn any_text_has_a_score_that_is_the_same_in_either_order() {
        let long = "Qo\u{301}rdesh 7 el ".repeat(300);
        let texts = ["", "’", "(", "al", "de la", "ﷺ", "Ωμέγα", "Q", "QVT", "Qordesh Velkan Tirn", long.as_str()];
        for sort in [Sort::Person, Sort::Body] {
            for (a, b) in texts.iter().flat_map(|a| texts.iter().map(move |b| (a, b))) {
                let (one, other) = (score(sort, a, b), score(sort, b, a));
                assert!(one.is_finite() && (one - other).abs() < 0.5, "{a} {b} {one} {other}");
            }
        }
    }

    #[test]
    fn a_table_that_runs_in_circles_ends() {
        let forest =
            Forest::read("persons\t0\t0\tless\t0.5\t0\t0\npersons\tx\npersons\t1\t0\t0.25\n", "persons", &["less"]);
        assert_eq!(forest.weigh(&[1.0; 17]), 0.25);
    }
}
