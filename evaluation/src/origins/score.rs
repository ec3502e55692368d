//! The measures of counted origins.
//!
//! In: a gold set and what was found for each of its events. Out: whether a count is exact and how far off it is; pairs of reports
//! with one origin. Not here: which predicted event is which ([`super::matching`]), tables.

use super::Found;
use super::gold::{Event, Gold};
use std::collections::BTreeSet;

/// One event's result.
#[derive(Clone)]
pub struct Line {
    pub id: String,
    pub gold: (u32, u32),
    pub found: Option<(u32, u32)>,
    pub partial: bool,
}

impl Line {
    pub fn exact(&self) -> bool {
        self.found == Some(self.gold)
    }

    /// Distance of the two ranges' middles; an event that was not found counts as 0 origins.
    pub fn error(&self) -> f64 {
        let middle = |(low, high): (u32, u32)| f64::from(low + high) / 2.0;
        (middle(self.gold) - self.found.map_or(0.0, middle)).abs()
    }
}

/// Pairs of reports with one origin of an event: right, found, gold. `of` gives the reports of each origin that was found.
pub fn same_origin(gold: &Gold, found: &Found, of: &dyn Fn(&Event) -> Vec<BTreeSet<u32>>) -> (usize, usize, usize) {
    let mut predicted: BTreeSet<(u32, u32, &str)> = BTreeSet::new();
    for event in gold.events.iter().filter(|_| !gold.same_origin.is_empty()) {
        for reports in of(event) {
            for &a in &reports {
                predicted.extend(reports.range(a + 1..).map(|&b| (a, b, event.id.as_str())));
            }
        }
    }
    let wanted: BTreeSet<(u32, u32, &str)> = gold
        .same_origin
        .iter()
        .filter_map(|(a, b, e)| {
            let (a, b) = (found.report_of(a)?, found.report_of(b)?);
            Some((a.min(b), a.max(b), e.as_str()))
        })
        .collect();
    (predicted.intersection(&wanted).count(), predicted.len(), wanted.len())
}

/// Precision, recall and F1 of what is right, found and in the gold.
pub fn shares((right, found, gold): (usize, usize, usize)) -> (f64, f64, f64) {
    let (p, r) = (right as f64 / found.max(1) as f64, right as f64 / gold.max(1) as f64);
    (p, r, if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 })
}
