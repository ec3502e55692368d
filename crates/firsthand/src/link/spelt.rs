//! Names that no folded key brings together, or that their vowels keep apart under one: joined by the score of their spelling.
//!
//! For: "Qasr al-Wadi" and "Ksar el Ouadi", "Brigade 47" and "the 47th Brigade" of two reports. In: the names of entities with the sets that they are in so far.
//! Out: which sets are one, with the score. Names meet in blocks, never all pairs; a score is not enough: the parts must fit (`alike`), no report may name the two side by
//! side, no two places or states of the public lists are one, and of two fuller forms nobody knows which is meant. Not here: the score itself.

use super::classes::Class;
use crate::annotate::names::alike::{Fit, FullName, PlaceName, Sort, of_body, of_person, of_place};
use crate::annotate::places::{Site, city};
use rayon::prelude::*;
use rustc_hash::FxHashMap;

/// Names of a block that are compared with each other.
const NAMES_PER_BLOCK: usize = 40;
/// Names of a set that another set's must fit.
const NAMES_PER_SET: usize = 8;
/// The logarithm of the odds from which full names that fit are joined (docs/evaluation/names-and-places.md).
const FULL_NAMES: f32 = 0.0;
/// The same of places by the consonants of the shorter name, up to three, four, five and more: the fewer, the more others have them.
const PLACES: [(usize, f32); 4] = [(2, f32::INFINITY), (3, 2.0), (4, 1.0), (usize::MAX, 0.0)];

/// A name that may be joined.
pub(super) struct Asked<'a> {
    /// Its entity, as the caller counts them.
    pub number: u32,
    /// The set of entities that it is in.
    pub set: u32,
    pub class: Class,
    pub written: &'a str,
}

/// Two entities that are one by their spelling.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Spelt {
    pub a: u32,
    pub b: u32,
    /// The logarithm of the odds.
    pub score: f32,
    fit: Fit,
}

impl Spelt {
    /// Why the two are one.
    pub fn because(&self, a: &str, b: &str) -> String {
        let chance = 1.0 / (1.0 + (-self.score).exp());
        let how = match self.fit {
            Fit::Spelling => "spelt alike",
            Fit::Fuller => "spelt alike but for a part more",
        };
        format!("{how}: {a} and {b}; score {:.2}", chance.min(0.99))
    }
}

/// A name ready to be compared.
enum Ready {
    Full(FullName),
    Place(PlaceName, Option<Site<'static>>),
}

impl Ready {
    fn new(asked: &Asked<'_>) -> Ready {
        match asked.class {
            Class::Place => Ready::Place(PlaceName::new(asked.written), city(asked.written)),
            Class::Person => Ready::Full(FullName::new(asked.written, Sort::Person)),
            _ => Ready::Full(FullName::new(asked.written, Sort::Body)),
        }
    }

    /// Whether the two can be one, whatever they score.
    fn fits(&self, other: &Ready) -> Option<Fit> {
        match (self, other) {
            (Ready::Full(a), Ready::Full(b)) => a.fits(b),
            (Ready::Place(a, x), Ready::Place(b, y)) => {
                let two = x.as_ref().zip(y.as_ref()).is_some_and(|(x, y)| x != y);
                a.fits(b).filter(|_| !two)
            }
            _ => None,
        }
    }

    fn score(&self, other: &Ready) -> f32 {
        match (self, other) {
            (Ready::Full(a), Ready::Full(b)) => a.score(b),
            (Ready::Place(a, _), Ready::Place(b, _)) => a.score(b),
            _ => f32::NEG_INFINITY,
        }
    }

    /// The score from which the two are joined.
    fn enough(&self, other: &Ready) -> f32 {
        match (self, other) {
            (Ready::Place(_, Some(_)), Ready::Place(_, Some(_))) => f32::NEG_INFINITY,
            (Ready::Place(a, _), Ready::Place(b, _)) => {
                let consonants = a.consonants().min(b.consonants());
                let row = PLACES.iter().find(|(most, _)| consonants <= *most);
                row.map_or(f32::INFINITY, |(_, enough)| *enough)
            }
            _ => FULL_NAMES,
        }
    }
}

/// Which sets of entities are one, likeliest first. `reports` are the reports of the sets that are asked for, sorted; `of_two` says of two entities
/// whether something else is known against it.
pub(super) fn spelt(
    asked: &[Asked<'_>],
    reports: impl FnOnce(&[u32]) -> FxHashMap<u32, Vec<u32>>,
    of_two: impl Fn(u32, u32) -> bool,
) -> Vec<Spelt> {
    let pairs = candidates(asked);
    let mut ready: FxHashMap<u32, Ready> = FxHashMap::default();
    let mut wanted: Vec<u32> = pairs.iter().flat_map(|(a, b)| [*a, *b]).collect();
    wanted.sort_unstable();
    wanted.dedup();
    let made: Vec<(u32, Ready)> =
        wanted.par_iter().filter_map(|at| Some((*at, Ready::new(asked.get(*at as usize)?)))).collect();
    ready.extend(made);
    let judged = |(a, b): &(u32, u32)| -> Option<(u32, u32, Spelt)> {
        let (x, y) = (ready.get(a)?, ready.get(b)?);
        let (one, other) = (asked.get(*a as usize)?, asked.get(*b as usize)?);
        let fit = x.fits(y)?;
        let score = x.score(y);
        (score >= x.enough(y)).then_some((*a, *b, Spelt { a: one.number, b: other.number, score, fit }))
    };
    let mut found: Vec<(u32, u32, Spelt)> = pairs.par_iter().filter_map(judged).collect();
    found.sort_by(|x, y| {
        let fuller = |of: &Spelt| of.fit == Fit::Fuller;
        let order = fuller(&x.2).cmp(&fuller(&y.2)).then(y.2.score.total_cmp(&x.2.score));
        order.then(x.0.cmp(&y.0)).then(x.1.cmp(&y.1))
    });
    let mut growing = Growing::new(asked, &found, reports);
    growing.grow(asked, &found, &ready, of_two)
}

/// Pairs of names that share a block and are not one yet.
fn candidates(asked: &[Asked<'_>]) -> Vec<(u32, u32)> {
    let of = |(at, name): (usize, &Asked<'_>)| -> Vec<(u32, u32)> {
        let (class, blocks) = match name.class {
            Class::Person => (1, of_person(name.written)),
            Class::Place => (2, of_place(name.written)),
            _ => (3, of_body(name.written)),
        };
        blocks.into_iter().map(|block| (block ^ class << 29, at as u32)).collect()
    };
    let mut blocks: Vec<(u32, u32)> = asked.par_iter().enumerate().flat_map_iter(of).collect();
    blocks.par_sort_unstable();
    let mut pairs = Vec::new();
    for block in blocks.chunk_by(|a, b| a.0 == b.0).filter(|block| block.len() > 1) {
        let names = || block.iter().take(NAMES_PER_BLOCK).filter_map(|(_, at)| Some((*at, asked.get(*at as usize)?)));
        for (i, (a, x)) in names().enumerate() {
            let others = names().skip(i + 1).filter(|(_, y)| x.set != y.set && x.class == y.class);
            pairs.extend(others.map(|(b, _)| (a, b)));
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// Sets that grow, with their names and reports.
struct Growing {
    /// Where a set went when it was joined.
    went: FxHashMap<u32, u32>,
    names: FxHashMap<u32, Vec<u32>>,
    reports: FxHashMap<u32, Vec<u32>>,
}

impl Growing {
    fn new(
        asked: &[Asked<'_>],
        found: &[(u32, u32, Spelt)],
        reports: impl FnOnce(&[u32]) -> FxHashMap<u32, Vec<u32>>,
    ) -> Growing {
        let set = |at: &u32| asked.get(*at as usize).map(|asked| asked.set);
        let mut sets: Vec<u32> = found.iter().flat_map(|(a, b, _)| [set(a), set(b)]).flatten().collect();
        sets.sort_unstable();
        sets.dedup();
        let mut names: FxHashMap<u32, Vec<u32>> = sets.iter().map(|set| (*set, Vec::new())).collect();
        for (at, asked) in asked.iter().enumerate() {
            if let Some(names) = names.get_mut(&asked.set).filter(|names| names.len() < NAMES_PER_SET) {
                names.push(at as u32);
            }
        }
        Growing { went: FxHashMap::default(), names, reports: reports(&sets) }
    }

    fn find(&self, mut set: u32) -> u32 {
        while let Some(next) = self.went.get(&set) {
            set = *next;
        }
        set
    }

    fn grow(
        &mut self,
        asked: &[Asked<'_>],
        found: &[(u32, u32, Spelt)],
        ready: &FxHashMap<u32, Ready>,
        of_two: impl Fn(u32, u32) -> bool,
    ) -> Vec<Spelt> {
        let set = |at: u32| asked.get(at as usize).map(|asked| asked.set);
        let sets = |a: u32, b: u32| Some((set(a)?, set(b)?));
        let mut joined = Vec::new();
        let spellings = found.partition_point(|(_, _, spelt)| spelt.fit == Fit::Spelling);
        let (same, fuller) = found.split_at(spellings);
        // Of each set the sets that its names are shorter or longer than; joined only where it is one.
        let mut others: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        for (number, (a, b, spelt)) in same.iter().chain(fuller).enumerate() {
            if number == spellings {
                for (x, y) in fuller.iter().filter_map(|(a, b, _)| sets(*a, *b)) {
                    let (x, y) = (self.find(x), self.find(y));
                    others.entry(x).or_default().push(y);
                    others.entry(y).or_default().push(x);
                }
            }
            let Some((x, y)) = sets(*a, *b) else { continue };
            let (x, y) = (self.find(x), self.find(y));
            let only = |of: u32| others.get(&of).is_none_or(|others| others.iter().all(|other| *other == others[0]));
            if x == y || self.apart(x, y, asked, ready, &of_two) || !only(x) || !only(y) {
                continue;
            }
            self.join(x.min(y), x.max(y));
            joined.push(*spelt);
        }
        joined
    }

    /// Whether two sets are two things: some report names both, or a name of one cannot be a name of the other.
    fn apart(
        &self,
        x: u32,
        y: u32,
        asked: &[Asked<'_>],
        ready: &FxHashMap<u32, Ready>,
        of_two: impl Fn(u32, u32) -> bool,
    ) -> bool {
        let none = Vec::new();
        let of = |map: &'_ FxHashMap<u32, Vec<u32>>, set: u32| map.get(&set).cloned().unwrap_or_default();
        let reports = self.reports.get(&y).unwrap_or(&none);
        if self.reports.get(&x).unwrap_or(&none).iter().any(|report| reports.binary_search(report).is_ok()) {
            return true;
        }
        let (left, right) = (of(&self.names, x), of(&self.names, y));
        let number = |at: u32| asked.get(at as usize).map(|asked| asked.number);
        left.iter().any(|l| {
            right.iter().any(|r| {
                let fit = match (ready.get(l), ready.get(r)) {
                    (Some(l), Some(r)) => l.fits(r),
                    _ => match (asked.get(*l as usize), asked.get(*r as usize)) {
                        (Some(l), Some(r)) => Ready::new(l).fits(&Ready::new(r)),
                        _ => None,
                    },
                };
                fit.is_none() || number(*l).zip(number(*r)).is_none_or(|(l, r)| of_two(l, r))
            })
        })
    }

    fn join(&mut self, kept: u32, gone: u32) {
        self.went.insert(gone, kept);
        let names = self.names.remove(&gone).unwrap_or_default();
        let own = self.names.entry(kept).or_default();
        own.extend(names);
        own.truncate(NAMES_PER_SET);
        let reports = self.reports.remove(&gone).unwrap_or_default();
        let own = self.reports.entry(kept).or_default();
        own.extend(reports);
        own.sort_unstable();
        own.dedup();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::{Annotated, Called, Entity, EntityKind, Few};
    use crate::held::Given;
    use crate::link::{LinkedEntity, link};
    use crate::report::Report;

    /// What linking makes of names, those of one line in one report: for each linked entity its names, and all reasons.
    fn linked(kind: EntityKind, lines: &[&[&str]]) -> (Vec<Vec<String>>, Vec<String>) {
        let entity = |name: &&str| {
            let called =
                Called { kind, name: (*name).to_owned(), aliases: Vec::new(), named: true, role: None, state: None };
            Entity { called: called.into(), affiliation: None, mentions: Few::default() }
        };
        let reports: Vec<Report> = (0..lines.len())
            .map(|number| Report { path: format!("{number}.txt"), text: lines[number].join(" "), ..Report::default() })
            .collect();
        let notes: Vec<Annotated> = lines
            .iter()
            .map(|names| Annotated { entities: names.iter().map(entity).collect(), ..Annotated::default() })
            .collect();
        let links = link(&reports, &notes);
        let names = |of: LinkedEntity<'_>| {
            let name = |at: &crate::link::At| lines[at.report as usize][at.item as usize].to_owned();
            of.members.iter().map(name).collect::<Vec<_>>()
        };
        let because = links.entities.iter().flat_map(|of| of.because.to_vec()).collect();
        assert_eq!(Given::Lent(&reports, &notes).len(), lines.len());
        (links.entities.iter().map(names).collect(), because)
    }

    fn one(kind: EntityKind, a: &str, b: &str) -> bool {
        linked(kind, &[&[a], &[b]]).0.len() == 1
    }

    #[test]
    fn names_of_two_reports_are_one_by_their_spelling_and_say_so() {
        for (a, b) in [("Tirvekhan", "Tarvikhan"), ("Velkanabad", "Vilkan Abad"), ("Wadi Qordesh", "Ouadi Kourdech")] {
            assert!(one(EntityKind::Place, a, b), "{a}, {b}");
        }
        for (a, b) in [("Zhamil Qordesh", "Jamil Ghurdash"), ("Zhamil Qordesh", "Zhamil Merkani Qordesh")] {
            assert!(one(EntityKind::Person, a, b), "{a}, {b}");
        }
        for (a, b) in [("Brigade 47", "47th Brigade"), ("Ministry of Dykes", "Dykes Ministry")] {
            assert!(one(EntityKind::ArmedGroup, a, b), "{a}, {b}");
        }
        let (_, because) = linked(EntityKind::ArmedGroup, &[&["Brigade 47"], &["47th Brigade"]]);
        assert!(because[0].starts_with("spelt alike: Brigade 47 and 47th Brigade; score 0."), "{because:?}");
    }

    #[test]
    fn two_that_one_report_names_side_by_side_are_two() {
        let together: [&[&str]; 3] =
            [&["Zhamil Merkani Qordesh"], &["Zhamil Qordesh"], &["Zhamil Qordesh", "Zhamil Merkani Qordesh"]];
        assert_eq!(linked(EntityKind::Person, &together[..2]).0.len(), 1);
        assert_eq!(linked(EntityKind::Person, &together).0.len(), 2);
        let places: [&[&str]; 2] = [&["Qasr al-Wadi", "Ksar el Ouadi"], &["Qasr al-Wadi"]];
        assert_eq!(linked(EntityKind::Place, &places).0.len(), 2);
    }

    #[test]
    fn kin_and_other_units_are_two() {
        for (a, b) in [
            ("Hassan Qordesh", "Hussein Qordesh"),
            ("Samir Qordesh", "Samira Qordesh"),
            ("Zhamil Qordesh", "Omar Zhamil Qordesh"),
            ("Zhamil Qordesh", "Zhamil Qordesh Jr"),
            ("Oren Qordesh", "Dara Qordesh"),
            ("Zhamil", "Jamil"),
        ] {
            assert!(!one(EntityKind::Person, a, b), "{a}, {b}");
        }
        for (a, b) in [
            ("Brigade 47", "74th Brigade"),
            ("47th Brigade", "47th Battalion"),
            ("Ministry of Dykes", "Mills Ministry"),
            ("Northern Command of Qordesh", "Southern Command of Qordesh"),
        ] {
            assert!(!one(EntityKind::ArmedGroup, a, b), "{a}, {b}");
        }
        for (a, b) in [("Upper Tirvekh", "Lower Tirvekh"), ("Sector 3", "Sector 4"), ("Niger", "Nigeria")] {
            assert!(!one(EntityKind::Place, a, b), "{a}, {b}");
        }
    }

    #[test]
    fn two_cities_of_the_list_are_two_and_two_names_of_one_are_one() {
        for (a, b) in [("Gorgan", "Kurgan"), ("Karaman", "Kerman")] {
            let unlisted = |name| Ready::Place(PlaceName::new(name), None);
            let (x, y) = (unlisted(a), unlisted(b));
            assert!(
                x.fits(&y).is_some() && x.score(&y) >= x.enough(&y),
                "{a}, {b}: their letters alone would join them"
            );
            assert!(!one(EntityKind::Place, a, b), "{a}, {b}");
        }
        assert!(one(EntityKind::Place, "Kharkiv", "Kharkov"));
    }

    #[test]
    fn of_two_fuller_forms_nobody_knows_which_is_meant() {
        let lines: [&[&str]; 3] = [&["Zhamil Qordesh"], &["Zhamil Merkani Qordesh"], &["Zhamil Tarik Qordesh"]];
        assert_eq!(linked(EntityKind::Person, &lines).0.len(), 3);
    }

    #[test]
    fn the_order_of_reports_does_not_matter() {
        let lines: [&[&str]; 4] =
            [&["Zhamil Qordesh"], &["Jamil Ghurdash"], &["Samira Velkanov"], &["Samir Velkanov", "Djamil Qurdesh"]];
        let mut turned = lines;
        turned.reverse();
        let sorted = |lines: &[&[&str]]| {
            let mut all = linked(EntityKind::Person, lines).0;
            all.iter_mut().for_each(|names| names.sort());
            all.sort();
            all
        };
        assert_eq!(sorted(&lines), sorted(&turned));
    }
}
