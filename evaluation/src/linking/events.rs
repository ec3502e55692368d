//! Events from claims that a person coded: linking measured apart from reading.
//!
//! In: a gold set of claims with their events, and its reports. Out: B-cubed over the claims that
//! belong to an event, and the pairs that were wrongly joined or kept apart. Not here: how coded claims
//! take the place of those read (see `oracle`).

use crate::claims::gold::Gold;
use crate::claims::predict::predict;
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
    let (mut precision, mut recall) = (0.0, 0.0);
    for (at, (event, id)) in &wanted {
        let own = found.get(at);
        let together = || wanted.iter().filter(|(other, _)| found.get(other) == own);
        let right = together().filter(|(_, (other, _))| other == event).count() as f64;
        let of = wanted.values().filter(|(other, _)| other == event).count() as f64;
        precision += right / together().count() as f64;
        recall += right / of;
        if faults {
            for (_, (other, with)) in together().filter(|(_, (other, with))| other != event && with > id) {
                println!("  joined: {id} ({event}) and {with} ({other})");
            }
            let apart = wanted.iter().filter(|(other, (of, with))| of == event && with > id && found.get(other) != own);
            for (_, (_, with)) in apart {
                println!("  apart: {id} and {with} ({event})");
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
    let n = wanted.len().max(1) as f64;
    let (precision, recall) = (precision / n, recall / n);
    let f1 = 2.0 * precision * recall / (precision + recall).max(f64::MIN_POSITIVE);
    println!(
        "events from coded claims: {} claims, B3 precision {precision:.3} recall {recall:.3} F1 {f1:.3}; {} refusals told",
        wanted.len(),
        links.refusals.len()
    );
    Ok(())
}
