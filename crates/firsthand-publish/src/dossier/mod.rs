//! The dossier: one HTML file, no scripts, no network, for screen, phone and paper.
//!
//! In: a [`Record`]. Out: the page. All text is escaped; archived HTML is never rendered; a content
//! policy forbids everything but the page's own style. Not here: the record's conclusions.

mod event;
mod graph;
mod quote;
mod reports;

use crate::lookup::{Lookup, count_in_words};
use firsthand::read::DOSSIER;
use firsthand::record::{Record, RecordEvent};
use firsthand::weigh::{Say, Standing};
use maud::{DOCTYPE, Markup, PreEscaped, html};

/// Makes the page, `title` at its head.
///
/// ```
/// use firsthand::record::{Record, RecordEvent};
/// let page = firsthand_publish::dossier::dossier(&Record::default(), "Tarvesh, May");
/// assert!(page.starts_with("<!DOCTYPE html>"));
/// assert!(!page.contains("<script"));
/// ```
pub fn dossier(record: &Record, title: &str) -> String {
    let lookup = Lookup::new(record);
    let (events, mentions) = lookup.events_and_mentions();
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                (PreEscaped(DOSSIER))
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'";
                meta name="referrer" content="no-referrer";
                meta name="robots" content="noindex";
                title { (title) }
                style { (PreEscaped(include_str!("style.css"))) }
            }
            body {
                header {
                    h1 dir="auto" { (title) }
                    p.lead { (opening(record, mentions.len())) }
                    (legend())
                }
                main {
                    (contents(&events, &mentions))
                    @for item in events.iter().chain(&mentions) { (event::event(&lookup, item)) }
                    (judgements(record))
                    (reports::reports(&lookup))
                    (method())
                }
                footer { p.aside { "Made by firsthand " (env!("CARGO_PKG_VERSION")) " from record " code { (record.schema) } ". What a machine found is a suggestion until a person has read the words." } }
            }
        }
    };
    page.into_string()
}

fn opening(record: &Record, mentions: usize) -> String {
    let plural = |n: usize, one: &str, many: &str| if n == 1 { format!("1 {one}") } else { format!("{n} {many}") };
    let mut words = format!(
        "{} read, {}{} found, {} reached.",
        plural(record.reports.len(), "report", "reports"),
        plural(record.events.len() - mentions, "event", "events"),
        if mentions > 0 {
            format!(" and {}", plural(mentions, "bare mention", "bare mentions"))
        } else {
            String::new()
        },
        plural(record.origins.len(), "origin", "origins")
    );
    if !record.problems.is_empty() {
        words.push_str(&format!(" {} could not be read; see the end.", plural(record.problems.len(), "file", "files")));
    }
    words
}

fn legend() -> Markup {
    html! {
        p.aside {
            "In the quotations: " mark.source { "source" } ", " mark.cue { "cue" } ", " mark.claim { "the claim" }
            " with its " b { "trigger" } ", " span.content { "the rest of what is said" } "."
        }
    }
}

fn contents(events: &[&RecordEvent], mentions: &[&RecordEvent]) -> Markup {
    html! {
        nav aria-label="Events" {
            h2 { "Events" }
            (listed(events))
            @if !mentions.is_empty() {
                details {
                    summary { "Only mentioned (" (mentions.len()) "): nobody, no place and no day is named, and no origin is shown" }
                    (listed(mentions))
                }
            }
        }
    }
}

fn listed(events: &[&RecordEvent]) -> Markup {
    html! {
        ol {
            @for event in events {
                li {
                    a href=(format!("#{}", event.id)) dir="auto" { (event.summary) }
                    span.count { (count_in_words(event)) (event::level(event.level)) }
                }
            }
        }
    }
}

/// What people have judged, whether it holds or not: nothing is lost.
fn judgements(record: &Record) -> Markup {
    let standing = |standing: Standing| match standing {
        Standing::Applied => "counted with",
        Standing::Disputed => "disputed: somebody judged otherwise, so the count is a range",
        Standing::Superseded => "no longer holds: the same person judged anew",
        Standing::Unknown => "not counted with: a claim that it names is not among these reports",
    };
    let say = |say: Say| match say {
        Say::SameOrigin => "rest on one origin",
        Say::NotSameOrigin => "do not rest on one origin",
        Say::Unsure => "may rest on one origin",
        Say::OwnWork => "is the outlet's own work",
        Say::Withdrawn => "judgement withdrawn",
    };
    html! {
        @if !record.judgements.is_empty() {
            section id="judgements" aria-labelledby="h-judgements" {
                h2 id="h-judgements" { "What people judged" }
                ul {
                    @for one in &record.judgements {
                        li {
                            b dir="auto" { (one.judgement.by) } ", " (one.judgement.at.strftime("%Y-%m-%d").to_string()) ": "
                            @for (n, claim) in one.judgement.claims.iter().enumerate() {
                                @if n > 0 { " and " }
                                @if record.events.iter().any(|event| event.claims.contains(claim)) { a href=(format!("#s-{claim}")) { (claim) } } @else { (claim) }
                            }
                            " " (say(one.judgement.say)) "; " (standing(one.standing)) "."
                            @if !one.judgement.why.is_empty() { " " q dir="auto" { (one.judgement.why) } }
                        }
                    }
                }
            }
        }
    }
}

fn method() -> Markup {
    html! {
        section id="method" aria-labelledby="h-method" {
            h2 id="h-method" { "How this was counted" }
            p { "Reports are not counted; origins are. An origin is the first sayer that the texts let us reach: a person, an organisation, a document, a recording, a source that is not named, or an outlet's own reporting where its text shows it." }
            ol {
                li { "The chain of a claim ends at the first sayer. A copied passage has the chain of the passage it was copied from." }
                li { "An origin is who spoke and which utterance. A spokesperson and the organisation are one; a recording known only through one supplier is that supplier's." }
                li { "Two voices of one party are shown as two and counted once." }
                li { "Sources that are not named are separate unless words, day or description tie them; then the count is a range." }
                li { "An explicit citation weighs more than dates. Own reporting counts only where the text shows it; otherwise the report is listed as not shown." }
                li { "Reports that only lead to one another count 0. Reactions are not corroboration." }
                li { "Denials stand beside the count, tied to the claim they answer; a denial older than the claim does not answer it." }
                li { "Numbers contradict one another only where unit, population, place and period are the same." }
                li { "What changed on the way is shown." }
            }
            p { "The levels: " b { "reported" } " (one origin, or somebody who only plans or alleges it), " b { "corroborated" } " (two or more independent origins and no standing contradiction), " b { "contested" } " (a denial or a contradiction of the same scope stands against it). None of them says that a thing is true, and no outlet is graded." }
            p { "Limits: the reading is automatic. It misses events that are worded in ways it does not know, takes some names for the wrong kind of thing, and may join or part two happenings wrongly. Contact details in texts about recruitment and names of minors are withheld; the originals are untouched." }
        }
    }
}
