//! Events from claims that a person coded: linking measured apart from reading.
//!
//! In: a gold set of claims with their events, and its reports. Out: B-cubed over the claims that
//! belong to an event, and the pairs that were wrongly joined or kept apart. Not here: how coded claims
//! take the place of those read (see `oracle`).

use crate::claims::gold::Gold;
use crate::claims::predict::predict;
use crate::coreference::{Figures, by_key, score};
use crate::files::Folders;
use crate::oracle::{self, Part};
use firsthand::codebook::Codebook;
use firsthand::link::{At, link};
use std::collections::BTreeMap;
use std::path::Path;

/// Links the coded claims of a gold set and prints how well they fall into its events.
pub(super) fn coded(path: &Path, faults: bool) -> Result<(), String> {
    let failed = |cause: String| format!("{}: {cause}", path.display());
    let text = std::fs::read_to_string(path).map_err(|cause| failed(cause.to_string()))?;
    let mut gold: Gold = serde_json::from_str(&text).map_err(|cause| failed(cause.to_string()))?;
    let predicted = predict(&gold, &Folders::new(path, None), Codebook::builtin());
    let reports = &predicted.run.reports;
    gold.settle(&|file| reports.iter().find(|report| report.path == file).map(|report| report.text.clone()));
    let number = |document: &str| {
        let position = gold.documents.iter().position(|d| d.doc_id == document)?;
        predicted.report_of.get(position).copied().flatten()
    };
    let oracle =
        oracle::coded(&gold, reports, &predicted.run.annotated, &Part::ALL, &number, &|claim| claim.scope == "core");
    let mut wanted: BTreeMap<At, (&str, &str)> = BTreeMap::new();
    for coded in gold.documents.iter().flat_map(|document| &document.claims) {
        if let (Some(at), Some(event)) = (oracle.at.get(&coded.id), &coded.event) {
            wanted.insert(*at, (event, &coded.id));
        }
    }
    let links = link(reports, &oracle.annotated);
    let found: BTreeMap<At, usize> =
        links.events.iter().enumerate().flat_map(|(n, event)| event.claims.iter().map(move |at| (*at, n))).collect();
    let grouped = |at: &At| found.get(at).copied().unwrap_or(usize::MAX);
    let events = by_key(wanted.values().map(|(event, _)| *event));
    let b_cubed = score(&events, &by_key(wanted.keys().map(grouped))).b_cubed;
    if faults {
        for (at, (event, id)) in &wanted {
            let later = wanted.iter().filter(|(_, (_, with))| with > id);
            for (other, (of, with)) in later {
                match (of == event, grouped(other) == grouped(at)) {
                    (false, true) => println!("  joined: {id} ({event}) and {with} ({of})"),
                    (true, false) => println!("  apart: {id} and {with} ({event})"),
                    _ => {}
                }
            }
        }
    }
    if faults {
        for event in &links.events {
            for (a, b, because) in &event.because {
                let id = |at: &At| wanted.get(at).map_or("-", |(_, id)| id);
                println!("  {} + {}: {because}", id(a), id(b));
            }
        }
    }
    let Figures { precision, recall, f1 } = b_cubed;
    println!(
        "events from coded claims: {} claims, B3 precision {precision:.3} recall {recall:.3} F1 {f1:.3}; {} refusals told",
        wanted.len(),
        links.refusals.len()
    );
    Ok(())
}
