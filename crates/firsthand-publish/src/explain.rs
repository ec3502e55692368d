//! Every step that led to a count, or to where a claim ends.
//!
//! In: a record and the id of an event or a claim. Out: text for a terminal. Not here: new reasons;
//! all of them come from the record.

use crate::lookup::*;
use crate::numbers::disagreements;
use firsthand::record::{RecordClaim, RecordEvent};
use firsthand::weigh::Counts;
use std::collections::HashSet;
use std::fmt::Write;

/// Explains an event or a claim; `None` when no such id is in the record.
pub fn explain(lookup: &Lookup<'_>, id: &str) -> Option<String> {
    if let Some(event) = lookup.record.events.iter().find(|event| event.id == id) {
        return Some(explain_event(lookup, event));
    }
    lookup.claim(id).map(|claim| explain_claim(lookup, claim))
}

fn explain_event(lookup: &Lookup<'_>, event: &RecordEvent) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "{}  {}\n{}", event.id, event.kind, event.summary);
    let _ = writeln!(out, "{}, {}\n", count_in_words(event), level_in_words(event.level));
    section(&mut out, "How the count came about", &event.steps);
    let mut origins = Vec::new();
    for counted in &event.origins.list {
        let Some(origin) = lookup.origin(&counted.origin) else { continue };
        let adds = match counted.counts {
            Counts::Yes => "counts 1",
            Counts::No => "counts 0",
            Counts::Maybe => "counts 0 or 1",
        };
        let outlets: Vec<String> = origin.reports.iter().map(|report| lookup.outlet(report)).collect();
        origins.push(format!(
            "{} ({}; {}) {adds}; reached by {}",
            origin.name,
            kind_in_words(origin.kind),
            basis_in_words(origin.basis),
            outlets.join(", ")
        ));
        origins.extend(counted.because.iter().map(|because| format!("  {because}")));
    }
    section(&mut out, "Origins", &origins);
    let claims: Vec<String> = lookup
        .claims_of(event)
        .map(|claim| {
            format!(
                "{} {}: {}\n    \"{}\"",
                claim.id,
                lookup.chain_in_words(claim),
                modality_in_words(stands(event, claim)),
                words(lookup, claim)
            )
        })
        .collect();
    section(&mut out, "Claims", &claims);
    section(&mut out, "Why names of these claims are one", &names(lookup, event));
    section(&mut out, "Why these claims are one event", &event.because);
    section(&mut out, "Kept apart", &event.kept_apart);
    let denials: Vec<String> = event
        .denied_by
        .iter()
        .map(|denial| {
            let answers = if denial.answers.is_empty() {
                "answers none of these claims".to_owned()
            } else {
                format!("answers {}", denial.answers.join(", "))
            };
            format!("{} {answers}: {}", denial.claim, denial.because)
        })
        .collect();
    section(&mut out, "Denials", &denials);
    let contradictions: Vec<String> =
        disagreements(lookup, event).iter().map(|found| found.in_words(usize::MAX)).collect();
    section(&mut out, "Numbers, dates and places that do not fit", &contradictions);
    let drift: Vec<String> =
        event.drift.iter().map(|drift| format!("{} to {}: {}", drift.from, drift.to, drift.because)).collect();
    section(&mut out, "Changes along the chain", &drift);
    let not_shown: Vec<String> = event.not_shown.iter().map(|report| lookup.outlet(report)).collect();
    section(&mut out, "Reports that show no origin", &not_shown);
    out
}

/// Why those whom the claims name under several names are one. That reports write a name letter by letter alike needs no line.
fn names(lookup: &Lookup<'_>, event: &RecordEvent) -> Vec<String> {
    let of_claims = lookup.claims_of(event).flat_map(|claim| {
        let arguments = claim.arguments.iter().filter_map(|argument| argument.entity.as_deref());
        arguments.chain(claim.chain.iter().filter_map(|link| link.entity.as_deref()))
    });
    let of_origins = event.origins.list.iter().filter_map(|counted| lookup.origin(&counted.origin)?.entity.as_deref());
    let mut seen = HashSet::new();
    let entities = of_claims.chain(of_origins).filter(|id| seen.insert(*id)).filter_map(|id| lookup.entity(id));
    let lines = entities.flat_map(|entity| &entity.because).filter(|because| !because.starts_with("same name"));
    lines.cloned().collect()
}

fn explain_claim(lookup: &Lookup<'_>, claim: &RecordClaim) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "{}  {}", claim.id, claim.kind);
    let _ = writeln!(out, "\"{}\"", words(lookup, claim));
    let _ = writeln!(out, "{}: {}\n", lookup.chain_in_words(claim), modality_in_words(claim.modality));
    let arguments: Vec<String> = claim
        .arguments
        .iter()
        .map(|argument| {
            let normal = argument.normal.as_ref().map(|normal| format!(" = {normal}")).unwrap_or_default();
            let implicit = if argument.implicit { " (from context)" } else { "" };
            format!("{}: {}{normal}{implicit}", argument.role, argument.text)
        })
        .collect();
    section(&mut out, "Arguments", &arguments);
    if let Some(attribution) = claim.attribution.as_deref().and_then(|id| lookup.attribution(id)) {
        let text = |spans: &[[u32; 2]]| -> String {
            spans.iter().map(|span| lookup.words(&attribution.report, *span)).collect::<Vec<_>>().join(" ... ")
        };
        let lines = vec![
            format!("source: {} [{}]", text(&attribution.source), attribution.source_name),
            format!("cue: {}", text(&attribution.cue)),
            format!("found by the rule {}", attribution.rule),
        ];
        section(&mut out, "Attribution", &lines);
    }
    section(&mut out, "Flags", &claim.flags);
    let events: Vec<String> = lookup
        .record
        .events
        .iter()
        .filter(|event| event.claims.contains(&claim.id))
        .map(|event| format!("{} {}: {}", event.id, event.kind, event.summary))
        .collect();
    section(&mut out, "Event", &events);
    out
}

fn words(lookup: &Lookup<'_>, claim: &RecordClaim) -> String {
    lookup.words(&claim.report, claim.span).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn section(out: &mut String, title: &str, lines: &[String]) {
    if lines.is_empty() {
        return;
    }
    let _ = writeln!(out, "{title}");
    for line in lines {
        let _ = writeln!(out, "  {line}");
    }
    out.push('\n');
}
