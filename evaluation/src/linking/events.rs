//! Events from claims that a person coded: linking measured apart from reading.
//!
//! In: a gold set of claims with their events, and its reports. Out: B-cubed over the claims that
//! belong to an event, and the pairs that were wrongly joined or kept apart. Entities are those
//! that annotate finds; only the claims are the gold's. A claim coded without arguments gets the
//! entities inside its quotation.

use crate::claims::gold::{Claim as Coded, Gold, Piece};
use crate::claims::predict::predict;
use crate::files::Folders;
use firsthand::annotate::{Annotated, Argument, Claim, EntityKind, Modality, Stance, Tense, names::entity_at};
use firsthand::codebook::Codebook;
use firsthand::link::{At, link};
use firsthand::report::{PartKind, Report};
use firsthand::text::{CodePoints, Span};
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
    let mut annotated: Vec<Annotated> = predicted.run.annotated.clone();
    annotated.iter_mut().for_each(|known| known.claims.clear());
    let mut wanted: BTreeMap<At, (&str, &str)> = BTreeMap::new();
    for (document, number) in gold.documents.iter().zip(&predicted.report_of) {
        let Some(number) = *number else { continue };
        let (Some(report), Some(known)) = (reports.get(number), annotated.get_mut(number)) else { continue };
        for coded in document.claims.iter().filter(|claim| claim.scope == "core") {
            let at = At { report: number as u32, item: known.claims.len() as u32 };
            let claim = claim(coded, report, known);
            known.claims.push(claim);
            if let Some(event) = &coded.event {
                wanted.insert(at, (event, &coded.id));
            }
        }
    }
    let links = link(reports, &annotated);
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

fn claim(coded: &Coded, report: &Report, known: &Annotated) -> Claim {
    let points = CodePoints::new(&report.text);
    let place = |piece: &Piece| points.span([piece.start, piece.end]);
    let span = place(&coded.quote);
    let mut arguments = Vec::new();
    for (role, pieces) in &coded.args {
        for piece in pieces {
            let span = (!piece.implicit).then(|| place(piece));
            let entity = span.and_then(|span| entity_at(&known.entities, span));
            arguments.push(argument(role, span, &piece.text, piece.norm.clone(), entity));
        }
    }
    if coded.args.is_empty() {
        for (number, entity) in known.entities.iter().enumerate() {
            let Some(mention) = entity.mentions.iter().find(|mention| span.contains(mention.span)) else { continue };
            let role = match entity.kind {
                EntityKind::Place => "place",
                EntityKind::Artefact | EntityKind::Document => "artefact",
                _ => "actor",
            };
            let words = mention.span.of(&report.text);
            arguments.push(argument(role, Some(mention.span), words, None, Some(number as u32)));
        }
    }
    let headline = report.parts_of(PartKind::Headline).any(|part| part.span.overlaps(span));
    Claim {
        kind: coded.event_type.clone(),
        also: coded.also.clone(),
        span,
        trigger: coded.trigger.as_ref().map_or(Span::new(span.start as usize, span.start as usize), place),
        arguments,
        modality: Modality::Asserted,
        tense: Tense::Past,
        stance: Stance::Neutral,
        attribution: None,
        chain: Vec::new(),
        in_headline: headline,
        flags: Vec::new(),
    }
}

fn argument(role: &str, span: Option<Span>, text: &str, normal: Option<String>, entity: Option<u32>) -> Argument {
    let (role, text, implicit) = (role.to_owned(), text.to_owned(), span.is_none());
    Argument { role, span, text, normal, implicit, entity, quantity: None, time: None }
}
