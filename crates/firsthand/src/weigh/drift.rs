//! What changes on the way from one report to the next.
//!
//! For: counting rule 9. In: leads between claims, and claims that reach the same origin. Out:
//! [`Drift`]: "may" that becomes "will", applicants that become recruits, teenagers that become
//! children, numbers that grow. Not here: contradictions between different origins.

use super::Drift;
use super::collection::Collection;
use super::leads::Leads;
use super::origins::Reached;
use super::words::{WORDS, class_of, fold};
use crate::annotate::{Claim, Modality, Quantity};
use crate::link::At;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// Changes among the claims of one event, in the order of the changed claims.
pub(super) fn drift(all: &Collection<'_>, reached: &Reached, leads: &Leads, claims: &[At]) -> Vec<Drift> {
    let mut pairs: BTreeSet<(At, At)> = BTreeSet::new();
    for &at in claims {
        for lead in all.nth(at).map_or(&[][..], |nth| leads.of(nth)) {
            if let Some(&from) = all.claims.get(lead.to()) {
                pairs.insert((from, at));
            }
        }
    }
    let kind_of = |at: At| all.nth(at).and_then(|nth| Some((nth, all.kind(all.told(nth)?.kind))));
    // One origin's claims of one type are compared with the earliest report's.
    let mut earliest: FxHashMap<(u32, &str), At> = FxHashMap::default();
    let mut dated: Vec<At> = claims.to_vec();
    dated.sort_by_key(|at| (all.day(at.report).is_none(), all.day(at.report), *at));
    // A claim that shows no source is compared with the first report's that does.
    let mut first_sourced: FxHashMap<&str, At> = FxHashMap::default();
    for &at in &dated {
        let Some((nth, kind)) = kind_of(at) else { continue };
        let sourced = reached.of.get(nth).is_some_and(|origins| !origins.is_empty());
        let day = |at: At| all.day(at.report);
        match first_sourced.get(kind) {
            None if sourced => {
                first_sourced.insert(kind, at);
            }
            Some(&first) if !sourced && first.report != at.report && day(first).is_some() && day(first) < day(at) => {
                pairs.insert((first, at));
            }
            _ => {}
        }
    }
    for at in dated {
        let Some((nth, kind)) = kind_of(at) else { continue };
        for &origin in reached.of.get(nth).into_iter().flatten() {
            let first = *earliest.entry((origin, kind)).or_insert(at);
            if first.report != at.report {
                pairs.insert((first, at));
            }
        }
    }
    let mut found: Vec<Drift> = pairs.into_iter().flat_map(|(from, to)| changes(all, from, to)).collect();
    found.sort_by_key(|d| (d.to, d.about, d.from));
    found.dedup_by_key(|d| (d.to, d.about));
    found
}

fn changes(all: &Collection<'_>, from: At, to: At) -> Vec<Drift> {
    let (Some(a), Some(b)) = (all.claim(from), all.claim(to)) else { return Vec::new() };
    let (a, b) = (&*a, &*b);
    let mut found = Vec::new();
    let mut add = |about: &'static str, was: String, is: String| {
        let because = format!("{} has {was}, {} has {is}", all.outlet(from.report), all.outlet(to.report));
        found.push(Drift { from, to, about, because });
    };
    let weak = matches!(a.modality, Modality::Planned | Modality::Alleged | Modality::Hypothetical);
    if weak && b.modality == Modality::Asserted && a.kind == b.kind {
        add("modality", modality_words(a.modality).to_owned(), modality_words(b.modality).to_owned());
    }
    if let (Some(x), Some(y)) = (quantity(all, from, a), quantity(all, to, b))
        && x.unit == y.unit
        && (x.lo != y.lo || x.hi != y.hi || x.kind != y.kind)
    {
        add("quantity", quoted(all, from, x.span), quoted(all, to, y.span));
    }
    let (x, y) = (persons(all, from, a), persons(all, to, b));
    if let (Some(x), Some(y)) = (&x, &y) {
        for (about, groups) in [("age", &WORDS.ages), ("standing", &WORDS.standing)] {
            let changes = class_of(groups, x).zip(class_of(groups, y)).is_some_and(|(x, y)| x != y);
            if changes {
                add(about, format!("\"{x}\""), format!("\"{y}\""));
            }
        }
    }
    let actor = |at: At, claim: &Claim| {
        let arg = ["actor", "recruiter", "authority"].iter().find_map(|role| claim.argument(role))?;
        all.entity(at.report, arg.entity)
    };
    if let (Some(x), Some(y)) = (actor(from, a), actor(to, b))
        && x != y
        && a.kind == b.kind
    {
        let name = |e| all.links.entities.name(e);
        let (was, is) = (fold(name(x)), fold(name(y)));
        // "the Salt Guard" and "Guard" are one actor, told more or less fully.
        let one = was.contains(&is) || is.contains(&was);
        if !one && super::parties::party(all, Some(x)) != super::parties::party(all, Some(y)) {
            add("actor", format!("{} as the actor", name(x)), format!("{} as the actor", name(y)));
        }
    }
    found
}

/// The words for the persons of a claim, unless they are withheld.
fn persons(all: &Collection<'_>, at: At, claim: &Claim) -> Option<String> {
    let roles = ["victim", "target_group", "person", "age", "force"];
    let arg = roles.iter().filter_map(|role| claim.argument(role)).find(|a| a.span.is_some())?;
    Some(all.words(at.report, arg.span?))
}

fn quantity(all: &Collection<'_>, at: At, claim: &Claim) -> Option<Quantity> {
    let quantity = claim.argument("number")?.quantity?;
    all.said(at.report)?.quantities.get(quantity as usize).cloned()
}

fn quoted(all: &Collection<'_>, at: At, span: crate::text::Span) -> String {
    format!("\"{}\"", all.words(at.report, span))
}

/// A modality in words.
pub(super) fn modality_words(modality: Modality) -> &'static str {
    match modality {
        Modality::Asserted => "it as fact",
        Modality::Denied => "it denied",
        Modality::Planned => "it as planned",
        Modality::Alleged => "it as unconfirmed",
        Modality::Hypothetical => "it as possible",
    }
}
