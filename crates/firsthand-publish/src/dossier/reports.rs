//! The reports behind the dossier: where each came from, how it was read, and its words.
//!
//! In: the record. Out: the appendix that every claim links to. What was set aside is shown, not
//! deleted. Not here: archived HTML, which is never rendered.

use crate::lookup::Lookup;
use firsthand::record::{Points, Record, RecordClaim, RecordReport};
use firsthand::report::PartKind;
use maud::{Markup, html};
use std::collections::{HashMap, HashSet};

/// Above this many code points in all, texts are left out and only their facts listed, so that the page still opens on a phone.
const MOST_TEXT: usize = 4_000_000;

/// Whether the page carries the texts of this record's reports.
pub fn prints_texts(record: &Record) -> bool {
    record.reports.iter().map(|report| report.text.len()).sum::<usize>() <= MOST_TEXT
}

/// The appendix.
pub fn reports(lookup: &Lookup<'_>) -> Markup {
    let record = lookup.record;
    let with_text = prints_texts(record);
    let shown: HashSet<&str> = record.events.iter().flat_map(|event| &event.claims).map(String::as_str).collect();
    let mut claims: HashMap<&str, Vec<&RecordClaim>> = HashMap::new();
    for claim in record.claims.iter().filter(|claim| shown.contains(claim.id.as_str())) {
        claims.entry(claim.report.as_str()).or_default().push(claim);
    }
    html! {
        section aria-labelledby="h-reports" {
            h2 id="h-reports" { "Reports" }
            @for report in &record.reports {
                (one(lookup, report, with_text.then(|| claims.get(report.id.as_str()).map_or(&[][..], Vec::as_slice))))
            }
            @if !record.problems.is_empty() {
                h3 { "Files that could not be read" }
                ul { @for problem in &record.problems { li { code { (problem.path) } ": " (problem.reason) } } }
            }
        }
    }
}

fn one(lookup: &Lookup<'_>, report: &RecordReport, claims: Option<&[&RecordClaim]>) -> Markup {
    html! {
        details {
            summary {
                bdi { (lookup.outlet(&report.id)) } ", " (report.published.as_deref().unwrap_or("no date"))
                @if let Some(title) = &report.title { ": " bdi { (title) } }
            }
            // A link into a closed `details` opens it; a link to the `details` itself does not.
            dl.facts id=(report.id) {
                dt { "File" } dd { code { (report.path) } }
                dt { "SHA-256" } dd { code { (report.sha256) } }
                @if let Some(byline) = &report.byline { dt { "Byline" } dd dir="auto" { (byline) } }
                @if let Some(url) = &report.url { dt { "Address" } dd { code { (url) } } }
                @if !report.notes.is_empty() { dt { "How it was read" } dd { (report.notes.join("; ")) } }
            }
            @if let Some(claims) = claims {
                div.text lang=[report.language.as_deref()] {
                    @for part in &report.parts {
                        @if !lookup.words(&report.id, part.span).trim().is_empty() {
                            p class=(class(part.kind)) dir="auto" {
                                @if !matches!(part.kind, PartKind::Body | PartKind::Headline) { span.label { (label(part.kind)) } }
                                (words(lookup, report, part.span, claims))
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The words of a part. Each claim's clause can be linked to, and its trigger leads back to where it is counted.
fn words(lookup: &Lookup<'_>, report: &RecordReport, part: Points, claims: &[&RecordClaim]) -> Markup {
    let inside = |span: Points| part[0] <= span[0] && span[0] < part[1];
    let claims: Vec<&RecordClaim> = claims.iter().copied().filter(|claim| inside(claim.span)).collect();
    let mut cuts: Vec<u32> = claims.iter().flat_map(|claim| claim.span.into_iter().chain(claim.trigger)).collect();
    cuts.extend(part);
    // Not within what is withheld: its note would stand there twice.
    let withheld = |cut: u32| report.masks.iter().any(|mask| mask.span[0] < cut && cut < mask.span[1]);
    cuts.retain(|cut| (part[0]..=part[1]).contains(cut) && !withheld(*cut));
    cuts.sort_unstable();
    cuts.dedup();
    html! {
        @for (from, to) in cuts.iter().zip(cuts.iter().skip(1)) {
            @for claim in claims.iter().filter(|claim| claim.span[0] == *from) { span.here id=(format!("t-{}", claim.id)) {} }
            @let text = lookup.words(&report.id, [*from, *to]);
            @if let Some(claim) = claims.iter().find(|claim| claim.trigger[0] <= *from && *to <= claim.trigger[1]) {
                a href=(format!("#s-{}", claim.id)) title="where this is counted" { (text) }
            } @else if claims.iter().any(|claim| claim.span[0] <= *from && *to <= claim.span[1]) {
                span.clause { (text) }
            } @else {
                (text)
            }
        }
    }
}

fn class(kind: PartKind) -> &'static str {
    match kind {
        PartKind::Headline => "headline",
        PartKind::Dateline => "dateline",
        PartKind::Body => "body",
        PartKind::Caption => "caption",
        PartKind::Credit => "credit",
        PartKind::SetAside => "set_aside",
    }
}

fn label(kind: PartKind) -> &'static str {
    match kind {
        PartKind::SetAside => "set aside",
        other => class(other),
    }
}
