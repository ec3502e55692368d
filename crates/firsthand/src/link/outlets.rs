//! Which outlets a report names as its sources.
//!
//! For: the direction of a copy; an explicit citation beats every date. In: reports, annotations.
//! Out: each report's outlet as a number, and the numbers of the outlets it cites: in a credit, a
//! dateline, or as the source of an attribution or of a claim's chain. Not here: agencies that
//! published none of the linked reports.

use super::shingles::sequence;
use super::words::{hashes, word_hash};
use crate::annotate::{Annotated, EntityKind, Few, SourceKind};
use crate::held::Given;
use crate::report::{PartKind, Report};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Longest outlet name in words that is looked for inside a longer text.
const LONGEST: usize = 6;

/// Outlets of a collection of reports.
#[derive(Debug, Default)]
pub(crate) struct Outlets {
    /// Each report's outlet.
    pub of: Vec<Option<u32>>,
    /// Outlets that each report names as a source, sorted, its own left out.
    pub cited: Vec<Few<u32>>,
}

impl Outlets {
    /// Reads outlets and citations.
    pub(crate) fn read(given: Given<'_>) -> Self {
        let mut numbers: FxHashMap<u64, u32> = FxHashMap::default();
        let mut of = Vec::with_capacity(given.len());
        for report in given.numbers() {
            let key = given.outlet(report).and_then(name_key);
            let next = numbers.len() as u32;
            of.push(key.map(|key| *numbers.entry(key).or_insert(next)));
        }
        let cited = given
            .numbers()
            .into_par_iter()
            .map(|number| {
                let (Some(report), Some(known)) = (given.report(number), given.notes(number)) else {
                    return Few::default();
                };
                let mut found = cited(&report, &known, &numbers);
                found.sort_unstable();
                found.dedup();
                found.retain(|outlet| Some(Some(*outlet)) != of.get(number as usize).copied());
                found.into()
            })
            .collect();
        Outlets { of, cited }
    }

    /// The same for some reports, in their order.
    pub(crate) fn part(&self, numbers: &[u32]) -> Self {
        let of = numbers.iter().map(|number| self.of.get(*number as usize).copied().flatten()).collect();
        let cited = numbers.iter().map(|number| self.cited.get(*number as usize).cloned().unwrap_or_default());
        Outlets { of, cited: cited.collect() }
    }

    /// Whether report `a` names the outlet of report `b` as a source.
    pub(crate) fn cites(&self, a: u32, b: u32) -> bool {
        match (self.cited.get(a as usize), self.of.get(b as usize)) {
            (Some(cited), Some(Some(outlet))) => cited.binary_search(outlet).is_ok(),
            _ => false,
        }
    }

    /// Whether both reports are of one known outlet.
    pub(crate) fn same(&self, a: u32, b: u32) -> bool {
        matches!((self.of.get(a as usize), self.of.get(b as usize)), (Some(Some(x)), Some(Some(y))) if x == y)
    }
}

fn cited(report: &Report, known: &Annotated, numbers: &FxHashMap<u64, u32>) -> Vec<u32> {
    let mut found = Vec::new();
    if numbers.is_empty() {
        return found;
    }
    for part in report.parts.iter().filter(|part| matches!(part.kind, PartKind::Credit | PartKind::Dateline)) {
        inside(part.span.of(&report.text), 1, numbers, &mut found);
    }
    let mut name = |name: &str, kind: SourceKind| {
        // A described source ("a spokesman told the Arven Post") may contain the name of an outlet
        // of two words; a name of one word must be the whole source.
        found.extend(name_key(name).and_then(|key| numbers.get(&key)));
        if matches!(kind, SourceKind::Outlet | SourceKind::Wire | SourceKind::Unspecified) {
            inside(name, 2, numbers, &mut found);
        }
    };
    for attribution in &known.attributions {
        name(&attribution.source_name, attribution.source_kind);
        for span in &attribution.source {
            name(span.of(&report.text), attribution.source_kind);
        }
        let entity = attribution.source_entity.and_then(|entity| known.entities.get(entity as usize));
        if let Some(entity) = entity.filter(|e| matches!(e.kind, EntityKind::Outlet | EntityKind::Organisation)) {
            name(&entity.name, SourceKind::Person);
            entity.aliases.iter().for_each(|alias| name(alias, SourceKind::Person));
        }
    }
    for link in known.claims.iter().flat_map(|claim| claim.chain.iter().skip(1)) {
        if matches!(link.kind, SourceKind::Outlet | SourceKind::Wire) {
            name(&link.name, link.kind);
        }
    }
    found
}

/// Every outlet of at least `shortest` words that `text` names.
fn inside(text: &str, shortest: usize, numbers: &FxHashMap<u64, u32>, found: &mut Vec<u32>) {
    let words = kept(text);
    for from in 0..words.len() {
        for length in shortest..=LONGEST {
            let Some(part) = words.get(from..from + length) else { break };
            found.extend(numbers.get(&sequence(part.iter().copied())));
        }
    }
}

/// The key of an outlet's name, without article and web ending: one for "The Arven Post" and "Arven Post Online".
pub(crate) fn name_key(name: &str) -> Option<u64> {
    let words = kept(name);
    (!words.is_empty()).then(|| sequence(words))
}

fn kept(text: &str) -> Vec<u32> {
    static LEFT_OUT: LazyLock<Vec<u32>> =
        LazyLock::new(|| ["the", "www", "com", "net", "org", "online"].iter().filter_map(|w| word_hash(w)).collect());
    let all = hashes(text);
    let kept: Vec<u32> = all.iter().copied().filter(|word| !LEFT_OUT.contains(word)).collect();
    if kept.is_empty() { all } else { kept }
}
