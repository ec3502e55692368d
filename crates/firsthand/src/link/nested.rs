//! Which place lies in which, as the reports write it.
//!
//! For: comparing places ("Olun" with "Tamar province"). In: the places that annotate found. Out: for
//! each place those around it, which are regions rather than towns, and which are so wide that they are next to nowhere (by the gazetteer). Not here: where places lie.

use super::codes::codes;
use crate::annotate::places::is_wide;
use crate::annotate::{Annotated, EntityKind};
use crate::report::Report;
use rustc_hash::{FxHashMap, FxHashSet};

/// Bytes between a place and the one around it ("a village in the eastern province of").
const BETWEEN: usize = 48;

/// The places around each place, the places that are regions, and those that are wider than a state.
#[derive(Debug, Default)]
pub(super) struct Nested {
    pub within: FxHashMap<u32, Vec<u32>>,
    pub regions: FxHashSet<u32>,
    pub wide: FxHashSet<u32>,
}

impl Nested {
    /// Adds what one report writes.
    pub(super) fn add(&mut self, OfReport { pairs, regions, wide }: OfReport) {
        self.regions.extend(regions);
        self.wide.extend(wide);
        for (inner, outer) in pairs {
            let around = self.within.entry(inner).or_default();
            if !around.contains(&outer) {
                around.push(outer);
            }
        }
    }
}

/// What one report writes within what, what it calls a region, and what it names that is no one's: seas, long rivers, parts of the world.
#[derive(Debug, Default)]
pub(super) struct OfReport {
    pub pairs: Pairs,
    pub regions: Vec<u32>,
    pub wide: Vec<u32>,
}

/// Places, each with one around it.
type Pairs = Vec<(u32, u32)>;

/// Reads one report.
pub(super) fn of_report(report: &Report, known: &Annotated, linked: &[u32]) -> OfReport {
    let mut found = OfReport::default();
    let mut mentions: Vec<(usize, usize, u32)> = Vec::new();
    for (entity, number) in known.entities.iter().zip(linked) {
        if matches!(entity.kind, EntityKind::Place | EntityKind::State) {
            mentions.extend(entity.mentions.iter().map(|m| (m.span.start as usize, m.span.end as usize, *number)));
            let state = entity.kind == EntityKind::State;
            let text = |from: usize, to: usize| report.text.get(from..to).unwrap_or("");
            let wide = |start: usize, end: usize| {
                of_region(text(0, start)) || is_region(text(end, report.text.len())) || is_region_name(text(start, end))
            };
            if !state && entity.mentions.iter().any(|m| wide(m.span.start as usize, m.span.end as usize)) {
                found.regions.push(*number);
            }
            if !state && is_wide(&entity.name) {
                found.wide.push(*number);
            }
        }
    }
    mentions.sort_unstable();
    for pair in mentions.windows(2) {
        let (Some(&(_, end, inner)), Some(&(start, _, outer))) = (pair.first(), pair.get(1)) else { continue };
        let between = report.text.get(end..start).unwrap_or("");
        if inner != outer && holds(between) {
            found.pairs.push((inner, outer));
        }
    }
    found
}

fn noun_of_place(word: &str) -> bool {
    let word = word.to_lowercase();
    codes().regions.contains(&word)
        || matches!(
            word.as_str(),
            "town" | "village" | "city" | "eastern" | "western" | "northern" | "southern" | "central"
        )
}

/// Whether the words between two places put the first into the second: "Olun, Varenia", "Olun in the province of Tamar".
fn holds(between: &str) -> bool {
    if matches!(between, ", " | " (") {
        return true;
    }
    if between.len() > BETWEEN || between.contains(['.', ';', ':', '\n']) {
        return false;
    }
    let mut into = false;
    let closed = between.split([' ', ',', '(']).filter(|word| !word.is_empty()).all(|word| {
        into |= matches!(word, "in" | "of");
        matches!(word, "in" | "of" | "the" | "a" | "an" | "its" | "s") || noun_of_place(word)
    });
    closed && into
}

/// Whether what stands before a name calls it a region: "the province of".
fn of_region(before: &str) -> bool {
    let mut words = before.trim_end().rsplit(' ');
    words.next() == Some("of") && words.next().is_some_and(|word| codes().regions.iter().any(|region| region == word))
}

/// Whether what stands after a name calls it a region: "Tamar province".
fn is_region(after: &str) -> bool {
    let word = after.strip_prefix(' ').and_then(|rest| rest.split(|c: char| !c.is_alphabetic()).next());
    word.is_some_and(|word| {
        word.chars().next().is_some_and(char::is_lowercase) && codes().regions.iter().any(|region| region == word)
    })
}

/// Whether the name itself says so: "Tamar Province", "eastern Varenia".
fn is_region_name(name: &str) -> bool {
    let mut words = name.split(' ');
    let first = words.next().unwrap_or("");
    let last = words.next_back().unwrap_or("");
    noun_of_place(last) && !matches!(last, "town" | "Town" | "City" | "city")
        || matches!(first, "eastern" | "western" | "northern" | "southern" | "central")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::{names::entities, parse};

    #[test]
    fn a_town_lies_in_what_its_report_writes_around_it() {
        for between in [", ", " in ", " (", ", a town in the eastern province of ", " district of "] {
            assert!(holds(between), "{between}");
        }
        for between in [" and ", ". In ", " near ", " to ", " said in a letter to "] {
            assert!(!holds(between), "{between}");
        }
    }

    #[test]
    fn what_is_wider_than_a_state_is_known_to_be() {
        let report = Report::of_body("Two boats sank in the Black Sea off Orsal on Monday, officials in Varenia said.");
        let known = Annotated { entities: entities(&parse(&report)), ..Annotated::default() };
        let linked: Vec<u32> = (0..known.entities.len() as u32).collect();
        let wide = of_report(&report, &known, &linked).wide;
        let names: Vec<&str> = wide.iter().map(|at| known.entities[*at as usize].name.as_str()).collect();
        assert_eq!(names, ["Black Sea"]);
    }

    #[test]
    fn a_region_is_called_one() {
        assert!(of_region("in the province of ") && is_region(" province, where") && is_region_name("eastern Varenia"));
        assert!(!of_region("in the town of ") && !is_region(" State television") && !is_region_name("Olun"));
    }
}
