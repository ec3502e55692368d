//! One event of the dossier.
//!
//! In: an event. Out: its article: the sentence, the count with every reason, the drawing, who
//! says what in whose words, denials beside, what is not shown. Not here: the page around it.

use super::{graph::graph, quote::in_context, reports::prints_texts};
use crate::lookup::*;
use crate::numbers::disagreements;
use firsthand::annotate::Modality;
use firsthand::record::{RecordClaim, RecordEvent, RecordSite};
use firsthand::weigh::{Counts, Level};
use maud::{Markup, html};

/// The article of one event.
pub fn event(lookup: &Lookup<'_>, event: &RecordEvent) -> Markup {
    let (against, support): (Vec<&RecordClaim>, Vec<&RecordClaim>) =
        lookup.claims_of(event).partition(|claim| stands(event, claim) == Modality::Denied);
    html! {
        article id=(event.id) aria-labelledby=(format!("h-{}", event.id)) {
            h2 id=(format!("h-{}", event.id)) dir="auto" { (event.summary) }
            p { span.count.big { (count_in_words(event)) } (level(event.level)) }
            @for words in weaker_in_words(lookup, event) { p.aside { (words) } }
            (facts(lookup, event))
            (origins(lookup, event))
            (graph(lookup, event))
            div.sides {
                section {
                    h3 { "Who says so, in their words" }
                    @for claim in &support { (said(lookup, event, claim)) }
                    @if support.is_empty() { p { "No report asserts it." } }
                }
                @if !against.is_empty() {
                    section {
                        h3 { "Denials" }
                        @for claim in &against {
                            (said(lookup, event, claim))
                            @for denial in event.denied_by.iter().filter(|denial| denial.claim == claim.id) {
                                p.aside { (denial.because) }
                            }
                        }
                    }
                }
            }
            (doubts(lookup, event))
            (steps(event))
        }
    }
}

/// The level as a badge.
pub fn level(level: Level) -> Markup {
    html! {
        span.level.contested[level == Level::Contested].corroborated[level == Level::Corroborated] { (level_in_words(level)) }
    }
}

fn facts(lookup: &Lookup<'_>, event: &RecordEvent) -> Markup {
    let rows: Vec<(&str, String)> = [
        ("Type", Some(event.kind.clone())),
        ("Who", lookup.who(event)),
        ("Where", lookup.place(event)),
        // Of a country the middle tells a reader nothing.
        ("Lies", lookup.site(event).filter(|site| site.extent != "country").map(site_in_words)),
        (
            "When",
            Some(lookup.when(event).unwrap_or_else(|| "the reports give no date that can be resolved".to_owned())),
        ),
    ]
    .into_iter()
    .filter_map(|(what, value)| value.map(|value| (what, value)))
    .collect();
    html! {
        dl.facts { @for (what, value) in rows { dt { (what) } dd dir="auto" { (value) } } }
    }
}

/// "locality in Tyrol, Austria; 47.27° N, 11.39° E": where a place lies and what told it apart.
fn site_in_words(site: &RecordSite) -> String {
    let within: Vec<&str> = [&site.region, &site.country].into_iter().flatten().map(String::as_str).collect();
    let within =
        if within.is_empty() { site.extent.clone() } else { format!("{} in {}", site.extent, within.join(", ")) };
    let north = if site.latitude < 0.0 { "S" } else { "N" };
    let east = if site.longitude < 0.0 { "W" } else { "E" };
    let (latitude, longitude) = (site.latitude.abs(), site.longitude.abs());
    format!("{within}; {latitude:.2}° {north}, {longitude:.2}° {east} by the gazetteer ({})", site.because)
}

fn origins(lookup: &Lookup<'_>, event: &RecordEvent) -> Markup {
    html! {
        h3 { "Why " (origins_only(event)) }
        @if event.origins.list.is_empty() {
            p { "No report shows where it comes from, so nothing is counted." }
        } @else {
            ol.origins {
                @for counted in &event.origins.list {
                    @if let Some(origin) = lookup.origin(&counted.origin) {
                        li id=(format!("{}-{}", event.id, origin.id)) {
                            b { bdi { (origin.name) } } " (" (kind_in_words(origin.kind)) "), " (basis_in_words(origin.basis)) ": "
                            @match counted.counts {
                                Counts::Yes => { "counts 1" }
                                Counts::No => { "counts 0" }
                                Counts::Maybe => { "counts 0 or 1" }
                            }
                            ". Reached by "
                            @for (number, report) in reached_by(lookup, event, &origin.id).into_iter().enumerate() {
                                @if number > 0 { ", " }
                                a href=(format!("#{report}")) { bdi { (lookup.outlet(report)) } }
                            }
                            "."
                            @for because in &counted.because { p.because { (because) } }
                        }
                    }
                }
            }
        }
        @if event.parties != event.origins.high && event.parties > 0 {
            p.aside { "Parties behind these origins: " (event.parties) "." }
        }
    }
}

/// The reports whose claims in this event end at the origin, each once, in their order.
fn reached_by<'a>(lookup: &Lookup<'a>, event: &'a RecordEvent, origin: &str) -> Vec<&'a str> {
    let mut reports: Vec<&str> = Vec::new();
    for claim in lookup.claims_of(event).filter(|claim| claim.origin.as_deref() == Some(origin)) {
        if !reports.contains(&claim.report.as_str()) {
            reports.push(&claim.report);
        }
    }
    reports
}

fn origins_only(event: &RecordEvent) -> String {
    count_in_words(event).split(" · ").nth(1).unwrap_or_default().to_owned()
}

fn said(lookup: &Lookup<'_>, event: &RecordEvent, claim: &RecordClaim) -> Markup {
    html! {
        div.said id=(format!("s-{}", claim.id)) {
            p.by {
                a href=(words_of(lookup, claim)) { bdi { (lookup.chain_in_words(claim)) } }
                ": " (modality_in_words(stands(event, claim)))
                @if claim.in_headline { ", in the headline" }
            }
            (in_context(lookup, claim))
            @let notes = notes_in_words(claim);
            @if !notes.is_empty() { p.flags { "Note: " (notes.join(", ")) } }
        }
    }
}

/// Where the claim's words stand in the report printed at the end, or the report where its text is left out.
fn words_of(lookup: &Lookup<'_>, claim: &RecordClaim) -> String {
    match prints_texts(lookup.record) {
        true => format!("#t-{}", claim.id),
        false => format!("#{}", claim.report),
    }
}

fn doubts(lookup: &Lookup<'_>, event: &RecordEvent) -> Markup {
    html! {
        @if !event.contradictions.is_empty() {
            h3 { "What does not fit together" }
            ul {
                @for found in disagreements(lookup, event) {
                    li {
                        (found.about) ": "
                        @for (nth, value) in found.values.iter().enumerate() {
                            @if nth > 0 { " / " }
                            bdi { (value.words) }
                            @if !value.outlets.is_empty() { " (" bdi { (value.outlets.join(", ")) } ")" }
                        }
                        @if found.same_scope { ", said of the same thing" } @else { ", but not of the same scope, so not a contradiction" }
                    }
                }
            }
        }
        @if !event.drift.is_empty() {
            h3 { "How it changed on the way" }
            ul { @for words in drift_in_words(event) { li { (words) } } }
        }
        @if !event.not_shown.is_empty() {
            h3 { "Not shown" }
            p {
                "These reports say so without showing where they have it from; they are listed and not counted: "
                @for (number, report) in event.not_shown.iter().enumerate() {
                    @if number > 0 { ", " }
                    a href=(format!("#{report}")) { bdi { (lookup.outlet(report)) } }
                }
                "."
            }
        }
    }
}

fn steps(event: &RecordEvent) -> Markup {
    html! {
        details {
            summary { "Every step" }
            ol { @for step in &event.steps { li { (step) } } }
            @if !event.because.is_empty() { p { "Why these claims are one event:" } ul { @for line in &event.because { li { (line) } } } }
            @if !event.kept_apart.is_empty() { p { "Looked alike, kept apart:" } ul { @for line in &event.kept_apart { li { (line) } } } }
        }
    }
}
