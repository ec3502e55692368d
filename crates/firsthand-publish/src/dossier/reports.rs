//! The reports behind the dossier: where each came from, how it was read, and its words.
//!
//! In: the record. Out: the appendix that every claim links to. What was set aside is shown, not
//! deleted. Not here: archived HTML, which is never rendered.

use crate::lookup::Lookup;
use firsthand::record::RecordReport;
use firsthand::report::PartKind;
use maud::{Markup, html};

/// Above this many code points in all, texts are left out and only their facts listed, so that the page still opens on a phone.
const MOST_TEXT: usize = 4_000_000;

/// The appendix.
pub fn reports(lookup: &Lookup<'_>) -> Markup {
    let record = lookup.record;
    let with_text = record.reports.iter().map(|report| report.text.len()).sum::<usize>() <= MOST_TEXT;
    html! {
        section aria-labelledby="h-reports" {
            h2 id="h-reports" { "Reports" }
            @for report in &record.reports { (one(lookup, report, with_text)) }
            @if !record.problems.is_empty() {
                h3 { "Files that could not be read" }
                ul { @for problem in &record.problems { li { code { (problem.path) } ": " (problem.reason) } } }
            }
        }
    }
}

fn one(lookup: &Lookup<'_>, report: &RecordReport, with_text: bool) -> Markup {
    html! {
        details id=(report.id) {
            summary {
                bdi { (lookup.outlet(&report.id)) } ", " (report.published.as_deref().unwrap_or("no date"))
                @if let Some(title) = &report.title { ": " bdi { (title) } }
            }
            dl.facts {
                dt { "File" } dd { code { (report.path) } }
                dt { "SHA-256" } dd { code { (report.sha256) } }
                @if let Some(byline) = &report.byline { dt { "Byline" } dd dir="auto" { (byline) } }
                @if let Some(url) = &report.url { dt { "Address" } dd { code { (url) } } }
                @if !report.notes.is_empty() { dt { "How it was read" } dd { (report.notes.join("; ")) } }
            }
            @if with_text {
                div.text lang=[report.language.as_deref()] {
                    @for part in &report.parts {
                        @let words = report.slice(part.span);
                        @if !words.trim().is_empty() {
                            p class=(class(part.kind)) dir="auto" {
                                @if !matches!(part.kind, PartKind::Body | PartKind::Headline) { span.label { (label(part.kind)) } }
                                (words)
                            }
                        }
                    }
                }
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
