//! The provenance graph as edges.
//!
//! For: screens and exports that draw who told whom. In: endings, leads, reached origins, denials.
//! Out: [`Edge`]s that point to where a claim came from. Not here: counting.

use super::chains::{Ending, Shown};
use super::collection::Collection;
use super::leads::Leads;
use super::origins::Reached;
use super::parties::speaker;
use super::{Edge, EdgeKind, Node, WeighedEvent};
use crate::annotate::{ChainRole, Quoting, SourceKind};
use std::collections::BTreeMap;

/// All edges, sorted, one of a kind between two nodes.
pub(super) fn edges(
    all: &Collection<'_>,
    endings: &[Ending],
    leads: &Leads,
    reached: &Reached,
    events: &[WeighedEvent],
) -> Vec<Edge> {
    let mut found: BTreeMap<(Node, Node, u8), Edge> = BTreeMap::new();
    let mut add = |from: Node, to: Node, kind: EdgeKind, because: String| {
        if from != to {
            found.entry((from, to, kind as u8)).or_insert(Edge { from, to, kind, because });
        }
    };
    for lead in leads.iter() {
        if let (Some(&from), Some(&to)) = (all.claims.get(lead.from()), all.claims.get(lead.to())) {
            add(Node::Claim(from), Node::Claim(to), lead.kind, lead.because(all, endings));
        }
    }
    for (nth, (&at, end)) in all.claims.iter().zip(endings).enumerate() {
        let Some(claim) = all.claim(at) else { continue };
        for link in claim.chain.iter().filter(|link| link.role == ChainRole::Relay) {
            if let Some(entity) = all.entity(at.report, link.entity) {
                let words = link.span.map_or(String::new(), |span| all.words(at.report, span));
                add(
                    Node::Claim(at),
                    Node::Entity(entity),
                    EdgeKind::Cites,
                    format!("passed on by {} (\"{words}\")", link.name),
                );
            }
        }
        if let Some(entity) = end.entity
            && speaker(all, entity) != entity
        {
            let boss = speaker(all, entity);
            let name = |e| all.linked(Some(e)).map_or("", |l| l.name);
            let because = format!("{} speaks for {}", name(entity), name(boss));
            add(Node::Entity(entity), Node::Entity(boss), EdgeKind::AffiliatedWith, because);
        }
        if end.shown == Shown::Nothing {
            continue;
        }
        let attribution = all.attribution(at.report, claim.attribution, |a| (a.quote, a.rule));
        let kind = match (end.shown, attribution.map(|(quote, _)| quote)) {
            (Shown::Outlet, _) => EdgeKind::Cites,
            _ if end.own && end.kind == SourceKind::Outlet => EdgeKind::SelfCites,
            _ if end.own => EdgeKind::Interviews,
            (_, Some(Quoting::Direct)) => EdgeKind::Quotes,
            _ => EdgeKind::Attributes,
        };
        let words = end.span.map_or(String::new(), |span| all.words(at.report, span));
        for &origin in reached.of.get(nth).into_iter().flatten() {
            let because = format!("{} (\"{words}\")", attribution.map_or("chain", |(_, rule)| rule));
            add(Node::Claim(at), Node::Origin(origin), kind, because);
        }
    }
    for denial in events.iter().flat_map(|event| &event.denials) {
        for &answered in &denial.answers {
            add(Node::Claim(denial.claim), Node::Claim(answered), EdgeKind::Denies, denial.because.clone());
        }
    }
    found.into_values().collect()
}
