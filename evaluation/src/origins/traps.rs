//! What must hold, and what must not, in a gold set's traps.
//!
//! In: a trap and what was found. Out: what is violated, in words; `None` for a condition that only
//! another part's measure can see. Not here: counting.

use super::Found;
use super::gold::{Gold, Trap};
use super::matching::{Matching, find_folded};
use firsthand::annotate::Modality;
use firsthand::link::At;
use firsthand::text::Span;
use firsthand::weigh::{Basis, Contradiction, WeighedEvent};
use serde_json::Value;

/// What of the trap is violated; empty when all that can be seen here holds.
pub fn violations(trap: &Trap, gold: &Gold, found: &Found, matched: &Matching) -> Vec<String> {
    trap.must.iter().filter_map(|(key, value)| violated(trap, key, value, gold, found, matched)).collect()
}

fn violated(trap: &Trap, key: &str, value: &Value, gold: &Gold, found: &Found, matched: &Matching) -> Option<String> {
    let event_named = |id: &str| matched.events.get(id).and_then(|&n| found.weighed.events.get(n));
    let event = trap.event.as_deref().and_then(event_named);
    let number = || value.as_u64().unwrap_or(0) as u32;
    let text = value.as_str().unwrap_or("");
    let strings: Vec<String> =
        value.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect();
    let holds = match key {
        "origins_low_at_least" => event?.low >= number(),
        "origins_low_at_most" => event?.low <= number(),
        "origins_high_at_least" => event?.high >= number(),
        // An event that was not found has no origin too many.
        "origins_high_at_most" => event.is_none_or(|e| e.high <= number()),
        "parties" => event?.parties == number(),
        "level" => level(event?) == text,
        "circular" => event?.high == 0,
        "not_origin" => event.is_none_or(|e| !names_origin(found, e, text)),
        "not_shown" => strings.iter().all(|d| event.is_none_or(|e| adds_nothing(found, e, d))),
        "own_reporting" => own_reporting(found, event?, text),
        "not_event" => trap.documents.iter().all(|d| no_event(found, d, text)),
        "not_type" => {
            let id = trap.must.get("claim").and_then(Value::as_str).unwrap_or("");
            let at = matched.claims.get(id).and_then(|list| list.first());
            at.and_then(|&at| found.claim(at)).is_none_or(|claim| claim.kind != text)
        }
        "events_distinct" => distinct(gold, found, matched, &strings),
        "masked" => trap.documents.iter().all(|d| masked(found, d, text)),
        "published_is_null" => trap.documents.iter().all(|d| {
            let report = found.report_of(d).and_then(|r| found.reports.get(r as usize));
            report.is_none_or(|r| r.published.is_none())
        }),
        "denial_answers" => {
            let id = trap.must.get("denial").and_then(Value::as_str).unwrap_or("");
            answers(matched, event?, id) == value.as_bool().unwrap_or(false)
        }
        "drift" => event?.drift.iter().any(|d| d.about == text),
        "contradiction" => contradiction(event, found, value).is_some() || trap.must.contains_key("same_scope"),
        "same_scope" => {
            let numbers = trap.must.get("contradiction")?;
            let wanted = value.as_bool().unwrap_or(false);
            match contradiction(event, found, numbers) {
                Some(c) => c.same_scope == wanted,
                // Kept in two events, numbers of different scope do not contradict either.
                None => !wanted,
            }
        }
        "modalities" => value.as_object().into_iter().flatten().all(|(id, wanted)| {
            let at = matched.claims.get(id).and_then(|list| list.first());
            at.and_then(|&at| found.claim(at)).is_some_and(|c| Some(modality(c.modality)) == wanted.as_str())
        }),
        "claim_found" => matched.claims.get(text).is_some_and(|list| !list.is_empty()),
        "same_origin" => share_origin(found, event?, &strings),
        "headline_stronger" | "headline_as_firm" => strings.iter().all(|d| {
            let report = found.report_of(d);
            let flagged =
                |name: &str| found.weighed.flags.iter().any(|(at, flag)| Some(at.report) == report && *flag == name);
            report.is_some() && flagged("headline_body_mismatch") == (key == "headline_stronger")
        }),
        "same_quote" => {
            let report = |id: &str| gold.claims.get(id).and_then(|c| found.report_of(&c.document));
            let pair = [strings.first().and_then(|s| report(s)), strings.get(1).and_then(|s| report(s))];
            found.links.quotations.iter().any(|q| pair.contains(&Some(q.a.0)) && pair.contains(&Some(q.b.0)))
        }
        "same_person" => {
            let has = |name: &str, e: &firsthand::link::LinkedEntity<'_>| e.forms().any(|form| form.contains(name));
            found.links.entities.iter().any(|e| strings.iter().all(|name| has(name, &e)))
        }
        _ => return None,
    };
    (!holds).then(|| format!("{key} {value}"))
}

/// The level in the words of the record.
pub fn level(event: &WeighedEvent) -> String {
    serde_json::to_value(event.level).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

/// The word of the gold for a modality.
pub fn modality(modality: Modality) -> &'static str {
    match modality {
        Modality::Denied => "denied",
        Modality::Hypothetical => "hypothetical",
        Modality::Planned => "planned",
        Modality::Alleged => "alleged",
        Modality::Asserted => "asserted",
    }
}

fn names_origin(found: &Found, event: &WeighedEvent, name: &str) -> bool {
    event
        .origins
        .iter()
        .any(|o| found.weighed.origins.get(o.origin as usize).is_some_and(|origin| origin.name.contains(name)))
}

fn adds_nothing(found: &Found, event: &WeighedEvent, document: &str) -> bool {
    let report = found.report_of(document);
    let reaches = |at: &At| {
        let of = found.weighed.origin_of.get(at.report as usize).and_then(|r| r.get(at.item as usize));
        Some(at.report) == report && of.copied().flatten().is_some()
    };
    !event.claims.iter().any(reaches)
}

fn own_reporting(found: &Found, event: &WeighedEvent, document: &str) -> bool {
    let report = found.report_of(document);
    event
        .origins
        .iter()
        .filter_map(|o| found.weighed.origins.get(o.origin as usize))
        .any(|origin| origin.basis == Basis::OwnReporting && report.is_some_and(|r| origin.reports.contains(&r)))
}

fn place(found: &Found, document: &str, text: &str) -> Option<(u32, Span)> {
    let report = found.report_of(document)?;
    Some((report, find_folded(&found.reports.get(report as usize)?.text, text)?))
}

fn no_event(found: &Found, document: &str, text: &str) -> bool {
    let Some((report, span)) = place(found, document, text) else { return true };
    let Some(notes) = found.annotated.get(report as usize) else { return true };
    let happens = |claim: &firsthand::annotate::Claim| {
        matches!(claim.modality, Modality::Asserted | Modality::Planned)
            && !["STATEMENT", "PROPAGANDA", "PROVENANCE", "CONTEXT"].iter().any(|family| claim.kind.starts_with(family))
    };
    let numbers = text.bytes().all(|b| b.is_ascii_digit() || b == b' ');
    let event = notes.claims.iter().any(|c| c.trigger.overlaps(span) && happens(c));
    let quantity = notes.quantities.iter().any(|q| q.span.overlaps(span));
    let time = notes.times.iter().any(|t| t.span.overlaps(span));
    !(event || numbers && (quantity || time))
}

fn masked(found: &Found, document: &str, text: &str) -> bool {
    let Some((report, span)) = place(found, document, text) else { return true };
    let masks = found.annotated.get(report as usize).map_or(&[][..], |notes| &notes.masks);
    masks.iter().any(|mask| mask.span.contains(span) || span.contains(mask.span))
        && !found.weighed.events.iter().any(|e| e.summary.contains(text) || e.steps.iter().any(|s| s.contains(text)))
}

fn distinct(gold: &Gold, found: &Found, matched: &Matching, events: &[String]) -> bool {
    let of = |id: &str| -> Vec<At> {
        let event = gold.events.iter().find(|e| e.id == id);
        let claims = event.into_iter().flat_map(|e| &e.claims);
        claims.filter_map(|c| matched.claims.get(c).and_then(|list| list.first()).copied()).collect()
    };
    let sets: Vec<Vec<At>> = events.iter().map(|id| of(id)).collect();
    let held = |event: &WeighedEvent, set: &Vec<At>| set.iter().any(|at| event.claims.contains(at));
    !found.weighed.events.iter().any(|event| sets.iter().filter(|set| held(event, set)).count() > 1)
}

fn answers(matched: &Matching, event: &WeighedEvent, claim: &str) -> bool {
    let at = matched.claims.get(claim).map_or(&[][..], Vec::as_slice);
    event.denials.iter().any(|d| at.contains(&d.claim) && !d.answers.is_empty())
}

fn contradiction<'a>(event: Option<&'a WeighedEvent>, found: &'a Found, numbers: &Value) -> Option<&'a Contradiction> {
    let wanted: Vec<f64> = numbers.as_array()?.iter().filter_map(Value::as_f64).collect();
    let value = |at: At| {
        let notes = found.annotated.get(at.report as usize)?;
        let number = notes.claims.get(at.item as usize)?.argument("number")?;
        notes.quantities.get(number.quantity? as usize)?.lo
    };
    let fits = |c: &&Contradiction| {
        let values: Vec<f64> = c.claims.iter().filter_map(|&at| value(at)).collect();
        wanted.iter().all(|n| values.contains(n))
    };
    event?.contradictions.iter().find(fits)
}

fn share_origin(found: &Found, event: &WeighedEvent, documents: &[String]) -> bool {
    let reports: Vec<u32> = documents.iter().filter_map(|d| found.report_of(d)).collect();
    super::origins_of_reports(found, event).values().any(|reaching| reports.iter().all(|r| reaching.contains(r)))
}
