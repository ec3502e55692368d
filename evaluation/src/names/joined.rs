//! Which names of a set's texts linking joins by their spelling, by its key or its score, for a person to judge.
//!
//! In: texts with or without labels. Out: a line a join, with its reason. Not here: whether it is right, which no set says.

use super::sets::Labelled;
use firsthand::annotate::{Annotated, Rules, annotate_with};
use firsthand::codebook::Codebook;
use firsthand::link::link;
use firsthand::report::Report;

/// Links the texts as one collection and prints what is joined by its spelling.
pub fn print(sets: &[Labelled]) -> serde_json::Value {
    let reports: Vec<Report> = sets
        .iter()
        .enumerate()
        .map(|(number, set)| Report { path: format!("{number:06}.txt"), ..set.report.clone() })
        .collect();
    let notes: Vec<Annotated> =
        reports.iter().map(|report| annotate_with(report, Codebook::builtin(), &Rules)).collect();
    let links = link(&reports, &notes);
    let mut lines: Vec<String> = links
        .entities
        .iter()
        .flat_map(|entity| {
            let spelt = entity
                .because
                .iter()
                .filter(|because| because.starts_with("spelt alike") || because.ends_with(": spellings of one name"));
            spelt.map(move |because| format!("{:?}: {because}", entity.kind)).collect::<Vec<_>>()
        })
        .collect();
    lines.sort();
    lines.iter().for_each(|line| println!("{line}"));
    println!(
        "{} joined by their spelling, of {} entities in {} texts",
        lines.len(),
        links.entities.len(),
        reports.len()
    );
    lines.into()
}
