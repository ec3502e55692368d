//! Where the coded claims of each event went: found or not, as what, and in which event.
//!
//! In: a gold set, what was found, and the matching. Out: lines for a person who looks for the stage
//! that failed: a claim not found is reading's, one found in another event is linking's. Not here: scoring.

use super::Found;
use super::gold::Gold;
use super::matching::Matching;
use firsthand::link::At;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The coded claims of every event with what was found at their place.
pub fn trace(gold: &Gold, found: &Found, matched: &Matching) -> String {
    let mut event_of: BTreeMap<At, usize> = BTreeMap::new();
    for (n, event) in found.weighed.events.iter().enumerate() {
        event_of.extend(event.claims.iter().map(|&at| (at, n)));
    }
    let mut out = String::new();
    let (mut all, mut seen, mut joined) = (0, 0, 0);
    for event in &gold.events {
        let own = matched.events.get(&event.id);
        let _ = writeln!(out, "{} {} ({})", event.id, event.name, event.kind);
        for id in &event.claims {
            all += 1;
            let at = matched.claims.get(id).and_then(|list| list.first());
            let (Some(&at), Some(coded)) = (at, gold.claims.get(id)) else {
                let coded = gold.claims.get(id);
                let _ = writeln!(
                    out,
                    "  - {id} {}: NOT FOUND: {}",
                    coded.map_or("", |c| &c.kind),
                    coded.map_or("", |c| &c.quote)
                );
                continue;
            };
            seen += 1;
            let number = event_of.get(&at);
            joined += usize::from(number.is_some() && number == own);
            let mark = if number == own { '=' } else { '!' };
            let _ = writeln!(
                out,
                "  {mark} {id} {} in event {}: {}",
                coded.kind,
                number.map_or(0, |n| *n),
                told(found, at)
            );
            let joins = found.links.events.iter().flat_map(|e| &e.because);
            for (a, b, because) in joins.filter(|(a, b, _)| number != own && (*a == at || *b == at)) {
                let other = if *a == at { *b } else { *a };
                let _ = writeln!(out, "      joined with {}: {because}", told(found, other));
            }
            for refusal in found.links.refusals.iter().filter(|r| number != own && (r.a == at || r.b == at)) {
                let _ = writeln!(out, "      refused: {}", refusal.because);
            }
        }
    }
    let _ = writeln!(out, "  coded claims {all}, found {seen}, in their event {joined}");
    out
}

/// A found claim in one line.
fn told(found: &Found, at: At) -> String {
    let Some(claim) = found.claim(at) else { return String::new() };
    let text = found.reports.get(at.report as usize).map_or("", |r| &r.text);
    let published = found.reports.get(at.report as usize).and_then(|r| r.published.as_ref());
    let day = published.map_or("undated".to_owned(), |p| p.value.day.to_string());
    let mut line = format!("{day} {} {:?} \"{}\"", claim.kind, claim.modality, claim.trigger.of(text));
    for argument in &claim.arguments {
        let linked = argument
            .entity
            .map(|item| At { report: at.report, item })
            .and_then(|e| found.links.entities.iter().position(|linked| linked.members.contains(&e)))
            .map_or(String::new(), |e| format!(" #{e}"));
        let context = if argument.implicit { "~" } else { "" };
        let normal = argument.normal.as_deref().map_or(String::new(), |n| format!(" ({n})"));
        let _ = write!(line, "; {context}{}={}{normal}{linked}", argument.role, argument.text.replace('\n', " "));
    }
    line
}
