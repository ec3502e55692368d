//! What holds between claims: one happening, counted origins, relations, traps.
//!
//! In: the gold set, the run, matched claims. Out: [`Linking`], lists of what holds and what is
//! violated. Not here: single claims (see `score`).

use super::gold::{Gold, MustNot, Origins, Piece};
use super::matching::{assign, overlap};
use super::predict::{Predicted, piece};
use super::score::Figures;
use firsthand::annotate::{Claim, Modality};
use firsthand::link::At;
use firsthand::text::{CodePoints, Span};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Figures of linking and counting, over matched core claims that have an event in gold.
#[derive(Debug, Default, Serialize)]
pub struct Linking {
    /// B-cubed precision and recall.
    pub b3: (f64, f64),
    /// CEAF-e precision and recall (phi 4).
    pub ceaf_e: (f64, f64),
    /// Events of gold with a count and at least one matched claim.
    pub events_counted: u32,
    /// Of these, where low and high both are the gold's.
    pub exact: u32,
    /// Of these, where the gold lies between low and high.
    pub within: u32,
    /// Sum of |range - gold|, 0 inside the range.
    pub distance: u32,
    /// One line an event.
    pub counts: Vec<String>,
    /// One line a relation: found or not.
    pub relations: Vec<(String, bool)>,
    /// One line a violation.
    pub violations: Vec<String>,
}

/// Measures everything that holds between claims.
pub fn linking(gold: &Gold, predicted: &Predicted, figures: &Figures) -> Linking {
    let at_of = |id: &str| place_of(predicted, id);
    let matched: BTreeMap<&str, At> = figures.pairs.iter().filter_map(|(g, p)| Some((g.as_str(), at_of(p)?))).collect();
    let mut out = Linking::default();
    clusters(gold, predicted, &matched, &mut out);
    counts(gold, predicted, &matched, &mut out);
    for relation in &gold.relations {
        let name = match &relation.flag {
            Some(flag) => format!("{} ({flag}) {} {}", relation.kind, relation.a, relation.b),
            None => format!("{} {} {}", relation.kind, relation.a, relation.b),
        };
        out.relations.push((name, holds(relation, predicted, &matched)));
    }
    for trap in &gold.must_not {
        out.violations.extend(violations(gold, trap, predicted, &matched));
    }
    out
}

/// The claim with this id ("000.3" is the third claim of document 000).
fn place_of(predicted: &Predicted, id: &str) -> Option<At> {
    let (doc, number) = id.rsplit_once('.')?;
    let document = predicted.gold.documents.iter().position(|d| d.doc_id == doc)?;
    let report = predicted.report_of.get(document).copied().flatten()?;
    Some(At { report: report as u32, item: number.parse::<u32>().ok()?.checked_sub(1)? })
}

fn event_of(predicted: &Predicted, at: At) -> Option<usize> {
    predicted.run.links.events.iter().position(|e| e.claims.contains(&at))
}

fn clusters(gold: &Gold, predicted: &Predicted, matched: &BTreeMap<&str, At>, out: &mut Linking) {
    let mut key: Vec<(String, String)> = Vec::new();
    for claim in gold.documents.iter().flat_map(|d| &d.claims) {
        if let (Some(event), Some(at)) = (&claim.event, matched.get(claim.id.as_str())) {
            let mine = event_of(predicted, *at).map_or_else(|| format!("{at:?}"), |e| e.to_string());
            key.push((event.clone(), mine));
        }
    }
    let n = key.len() as f64;
    if n == 0.0 {
        return;
    }
    let (mut precision, mut recall) = (0.0, 0.0);
    let mut golds: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    let mut mines: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for (i, (g, p)) in key.iter().enumerate() {
        golds.entry(g).or_default().insert(i);
        mines.entry(p).or_default().insert(i);
    }
    for (g, p) in &key {
        let (g, p) = (&golds[g.as_str()], &mines[p.as_str()]);
        let both = g.intersection(p).count() as f64;
        precision += both / p.len() as f64;
        recall += both / g.len() as f64;
    }
    out.b3 = (precision / n, recall / n);
    let phi: Vec<Vec<f64>> = golds
        .values()
        .map(|g| {
            let similar = |p: &BTreeSet<usize>| 2.0 * g.intersection(p).count() as f64 / (g.len() + p.len()) as f64;
            mines.values().map(similar).collect()
        })
        .collect();
    let total: f64 = assign(&phi).into_iter().map(|(i, j)| phi[i][j]).sum();
    out.ceaf_e = (total / mines.len() as f64, total / golds.len() as f64);
}

fn counts(gold: &Gold, predicted: &Predicted, matched: &BTreeMap<&str, At>, out: &mut Linking) {
    for event in &gold.events {
        let Some(wanted) = event.independent_origins else { continue };
        let (low, high) = match wanted {
            Origins::Exact(n) => (n, n),
            Origins::Range { low, high } => (low, high),
        };
        let places: Vec<At> = event.claims.iter().filter_map(|id| matched.get(id.as_str()).copied()).collect();
        // The predicted event that holds most of its claims.
        let mine = predicted
            .run
            .weighed
            .events
            .iter()
            .map(|e| (e.claims.iter().filter(|at| places.contains(at)).count(), e))
            .filter(|(n, _)| *n > 0)
            .max_by_key(|(n, _)| *n);
        let Some((_, mine)) = mine else { continue };
        out.events_counted += 1;
        out.exact += u32::from((mine.low, mine.high) == (low, high));
        out.within += u32::from(mine.low <= high && low <= mine.high);
        out.distance += low.saturating_sub(mine.high).max(mine.low.saturating_sub(high));
        out.counts.push(format!("{}: gold {low}-{high}, found {}-{}", event.id, mine.low, mine.high));
    }
}

fn holds(relation: &super::gold::Relation, predicted: &Predicted, matched: &BTreeMap<&str, At>) -> bool {
    let (Some(&a), Some(&b)) = (matched.get(relation.a.as_str()), matched.get(relation.b.as_str())) else {
        return relation.kind == "same_quote" && same_quote(relation, predicted);
    };
    let weighed = &predicted.run.weighed;
    let event = || event_of(predicted, a).is_some_and(|e| Some(e) == event_of(predicted, b));
    let flagged = |flag: &str| weighed.flags.iter().any(|(at, f)| *f == flag && (*at == a || *at == b));
    match (relation.kind.as_str(), relation.flag.as_deref()) {
        (_, Some(flag)) => flagged(flag),
        ("contradicts" | "tension" | "denies", _) => weighed.events.iter().any(|e| {
            e.contradictions.iter().any(|c| c.claims.contains(&a) && c.claims.contains(&b))
                || e.denials
                    .iter()
                    .any(|d| (d.claim == a && d.answers.contains(&b)) || (d.claim == b && d.answers.contains(&a)))
        }),
        ("same_quote", _) => same_quote(relation, predicted),
        ("headline_mismatch", _) => flagged("headline_body_mismatch"),
        ("modality_upgrade", _) => weighed
            .events
            .iter()
            .any(|e| e.drift.iter().any(|d| (d.from == a && d.to == b) || (d.from == b && d.to == a))),
        _ => event(),
    }
}

fn same_quote(relation: &super::gold::Relation, predicted: &Predicted) -> bool {
    let (Some(a), Some(b)) = (&relation.span_a, &relation.span_b) else { return false };
    let doc = |id: &str| {
        let doc = id.rsplit_once('.').map_or(id, |(doc, _)| doc);
        let document = predicted.gold.documents.iter().position(|d| d.doc_id == doc)?;
        predicted.report_of.get(document).copied().flatten()
    };
    let (Some(report_a), Some(report_b)) = (doc(&relation.a), doc(&relation.b)) else { return false };
    let touches = |(report, span): (u32, Span), wanted_report: usize, wanted: &Piece| {
        report as usize == wanted_report
            && predicted
                .run
                .reports
                .get(wanted_report)
                .is_some_and(|r| overlap(&piece(&CodePoints::new(&r.text), &r.text, span), wanted) > 0)
    };
    predicted.run.links.quotations.iter().any(|q| {
        (touches(q.a, report_a, a) && touches(q.b, report_b, b))
            || (touches(q.b, report_a, a) && touches(q.a, report_b, b))
    })
}

/// What a trap's places must not yield: quantities or dates of contact numbers, asserted events of sung or negated
/// words, a recruiter who is only shown, two origins where there is one.
fn violations(gold: &Gold, trap: &MustNot, predicted: &Predicted, matched: &BTreeMap<&str, At>) -> Vec<String> {
    let mut found = Vec::new();
    let Some(report) = predicted
        .gold
        .documents
        .iter()
        .position(|d| d.doc_id == trap.doc)
        .and_then(|d| predicted.report_of.get(d).copied().flatten())
    else {
        return found;
    };
    let (text, annotated) = (&predicted.run.reports[report].text, &predicted.run.annotated[report]);
    let points = CodePoints::new(text);
    let within = |span: Span| {
        let place = piece(&points, text, span);
        trap.spans.iter().any(|s| overlap(s, &place) > 0)
    };
    let what = trap.what.to_lowercase();
    if what.contains("ascribed") {
        let ascribed = annotated.claims.iter().filter(|claim| {
            within(claim.trigger)
                && claim.argument("actor").is_some_and(|actor| !actor.implicit && !actor.span.is_some_and(within))
        });
        return ascribed.map(|claim| format!("{}: {}", trap.what, claim.kind)).collect();
    }
    if what.contains("independent") || what.contains("counted as") || what.contains("origin") {
        for event in &gold.events {
            let of_document = gold.documents.iter().filter(|d| d.doc_id == trap.doc);
            let claims = of_document.flat_map(|d| &d.claims).filter(|c| event.claims.contains(&c.id));
            let touched = claims.clone().any(|c| trap.spans.iter().any(|s| overlap(s, &c.quote) > 0));
            let high = predicted.run.weighed.events.iter().filter(|e| {
                e.low > 1
                    && event.claims.iter().filter_map(|id| matched.get(id.as_str())).any(|at| e.claims.contains(at))
            });
            if touched && high.count() > 0 && matches!(event.independent_origins, Some(Origins::Exact(1))) {
                found.push(format!("{}: {} is shown with more than one origin", trap.what, event.id));
            }
        }
        return found;
    }
    let contact = what.contains("phone") || what.contains("quantit") || what.contains("date");
    if contact {
        let times = annotated.times.iter().map(|t| t.span).filter(|s| within(*s));
        let quantities = annotated.quantities.iter().map(|q| q.span).filter(|s| within(*s));
        found.extend(times.chain(quantities).map(|s| format!("{}: {}", trap.what, s.of(text))));
    }
    let numbers = |claim: &Claim| {
        claim.arguments.iter().any(|a| matches!(a.role.as_str(), "number" | "date") && a.span.is_some_and(within))
    };
    for claim in &annotated.claims {
        let event = !["STATEMENT", "RELATION", "PROVENANCE", "CONTEXT"].iter().any(|f| claim.kind.starts_with(f));
        let asserted = matches!(claim.modality, Modality::Asserted | Modality::Alleged);
        let recruiter = what.contains("recruit")
            && claim.kind.contains("RECRUIT")
            && claim
                .arguments
                .iter()
                .any(|a| matches!(a.role.as_str(), "actor" | "recruiter" | "authority") && a.span.is_some_and(within));
        // What the gold itself codes there is no violation.
        let coded = gold.documents.iter().flat_map(|d| &d.claims).any(|g| {
            g.event_type == claim.kind
                && g.modality != "denied"
                && g.quote.end > g.quote.start
                && g.id.starts_with(&format!("{}.", trap.doc))
                && overlap(&g.quote, &piece(&points, text, claim.trigger)) > 0
        });
        if (event && asserted && !coded && within(claim.trigger) && !contact)
            || recruiter
            || (contact && numbers(claim))
        {
            found.push(format!("{}: {} {}", trap.what, claim.kind, claim.trigger.of(text)));
        }
    }
    found
}
