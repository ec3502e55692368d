//! What is known of every origin of an event before it is asked which of them are one: matter for a learnt score.
//!
//! For: `firsthand-eval origins GOLD --gold-events --pairs FILE`, from which `training/origins/` learns. In: a gold set and what
//! was found. Out: one JSON object an event: its origins as the program reaches them, each with its sayer, its claims and their chains,
//! what the reports call it, and the verdict of the rules. Not here: signs and labels, which the
//! scripts make.

use super::Found;
use super::gold::{Event, Gold};
use super::matching::Matching;
use firsthand::annotate::Claim;
use firsthand::link::At;
use firsthand::weigh::WeighedEvent;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Every event of the set that was found.
pub fn pairs(gold: &Gold, found: &Found, matched: &Matching) -> Value {
    let mut ids: BTreeMap<At, &str> = BTreeMap::new();
    for (id, at) in &matched.claims {
        ids.extend(at.first().map(|&at| (at, id.as_str())));
    }
    let event = |event: &Event| {
        let hit = found.weighed.events.get(*matched.events.get(&event.id)?)?;
        Some(told(event, hit, found, &ids))
    };
    Value::Array(gold.events.iter().filter_map(event).collect())
}

fn told(event: &Event, hit: &WeighedEvent, found: &Found, ids: &BTreeMap<At, &str>) -> Value {
    let origin_of = |at: &At| {
        let list = found.weighed.origin_of.get(at.report as usize)?;
        list.get(at.item as usize).copied().flatten()
    };
    let origins = hit.origins.iter().filter_map(|counted| {
        let origin = found.weighed.origins.get(counted.origin as usize)?;
        let entity = origin.entity.and_then(|entity| found.links.entities.get(entity as usize));
        let claims: Vec<Value> = hit
            .claims
            .iter()
            .filter(|at| origin_of(at) == Some(counted.origin))
            .map(|&at| claim(found, at, ids))
            .collect();
        Some(json!({
            "number": counted.origin, "name": origin.name, "kind": origin.kind, "basis": origin.basis,
            "utterance": origin.utterance, "party": origin.party, "interest": origin.interest,
            "entity": entity.map(|e| json!({
                "number": origin.entity, "name": e.name, "kind": e.kind, "aliases": e.aliases, "named": e.named,
                "party": e.party, "speaks_for": e.speaks_for, "roles": roles(found, e.members),
                "reports": e.members.iter().map(|at| at.report).collect::<Vec<_>>(),
            })),
            "reports": origin.reports, "claims": claims,
            "counts": counted.counts, "one_with": counted.one_with, "because": counted.because,
        }))
    });
    json!({
        "event": event.id, "kind": event.kind, "gold": [event.range.0, event.range.1], "found": [hit.low, hit.high],
        "origins": origins.collect::<Vec<_>>(),
        "claims": hit.claims.iter().map(|&at| claim(found, at, ids)).collect::<Vec<_>>(),
    })
}

/// The offices and ranks that reports give to one entity.
fn roles<'a>(found: &'a Found, members: &[At]) -> Vec<&'a str> {
    let role = |at: &At| found.annotated.get(at.report as usize)?.entities.get(at.item as usize)?.role.as_deref();
    let mut roles: Vec<&str> = members.iter().filter_map(role).collect();
    roles.sort_unstable();
    roles.dedup();
    roles
}

fn claim(found: &Found, at: At, ids: &BTreeMap<At, &str>) -> Value {
    let (Some(claim), Some(report), Some(notes)) =
        (found.claim(at), found.reports.get(at.report as usize), found.annotated.get(at.report as usize))
    else {
        return Value::Null;
    };
    let document = found.ids.iter().find(|(_, report)| **report == at.report).map(|(id, _)| id);
    let said = claim.attribution.and_then(|item| notes.attributions.get(item as usize));
    let numbers = notes.quantities.iter().filter(|q| claim.span.contains(q.span));
    json!({
        "id": ids.get(&at), "report": at.report, "document": document,
        "outlet": report.outlet.as_ref().map(|o| &o.value),
        "day": report.published.as_ref().map(|p| p.value.day.to_string()),
        "words": claim.span.of(&report.text), "start": claim.span.start, "modality": claim.modality, "type": claim.kind,
        "headline": claim.in_headline, "chain": chain(claim),
        "quoting": said.map(|a| a.quote), "own": said.and_then(|a| a.own_reporting).map(|s| s.of(&report.text)),
        "numbers": numbers.map(|q| json!([q.lo, q.hi, q.kind, q.unit])).collect::<Vec<_>>(),
        "said_by": said.map(|a| &a.source_name),
    })
}

fn chain(claim: &Claim) -> Vec<Value> {
    let links = claim.chain.iter();
    links.map(|link| json!({ "name": link.name, "kind": link.kind, "role": link.role })).collect()
}
