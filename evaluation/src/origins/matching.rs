//! Which predicted claims and events are the gold ones.
//!
//! In: a gold set and what the pipeline found. Out: [`Matching`]. A predicted claim is a gold claim
//! if its trigger stands in the gold quote, or the two spans share 30 % of what they cover, and the
//! types are equal or of one family. An event is matched to the one that holds most of its claims,
//! one to one, best first. Not here: counting.

use super::Found;
use super::gold::{Claim, Gold};
use firsthand::link::At;
use firsthand::text::{CodePoints, Span};
use std::collections::BTreeMap;

/// Gold to predicted.
#[derive(Debug, Default)]
pub struct Matching {
    /// Predicted claims of each gold claim, best first.
    pub claims: BTreeMap<String, Vec<At>>,
    /// Predicted event of each gold event, by position in [`firsthand::weigh::Weighed::events`].
    pub events: BTreeMap<String, usize>,
    /// Gold claims of the event that its predicted event holds.
    pub held: BTreeMap<String, usize>,
}

/// Matches claims, then events.
pub fn matching(gold: &Gold, found: &Found) -> Matching {
    let mut out = Matching::default();
    let mut event_of: BTreeMap<At, usize> = BTreeMap::new();
    for (n, event) in found.weighed.events.iter().enumerate() {
        event_of.extend(event.claims.iter().map(|&at| (at, n)));
    }
    for (id, claim) in &gold.claims {
        out.claims.insert(id.clone(), claims(id, claim, found).into_iter().map(|(at, _)| at).collect());
    }
    let mut pairs: Vec<(u32, usize, &str, usize)> = Vec::new();
    for event in &gold.events {
        let mut weight: BTreeMap<usize, (u32, usize)> = BTreeMap::new();
        for id in &event.claims {
            let Some(claim) = gold.claims.get(id) else { continue };
            let mut best: BTreeMap<usize, u32> = BTreeMap::new();
            for (at, points) in claims(id, claim, found) {
                if let Some(&n) = event_of.get(&at) {
                    let slot = best.entry(n).or_default();
                    *slot = points.max(*slot);
                }
            }
            for (n, points) in best {
                let slot = weight.entry(n).or_default();
                *slot = (slot.0 + points, slot.1 + 1);
            }
        }
        pairs.extend(weight.into_iter().map(|(n, (points, held))| {
            let same = found.weighed.events.get(n).is_some_and(|e| e.kind == event.kind);
            (points * 2 + u32::from(same), held, event.id.as_str(), n)
        }));
    }
    // Between equals, the event that a reader is shown first.
    pairs.sort_by(|a, b| (b.0, b.1, a.3, a.2).cmp(&(a.0, a.1, b.3, b.2)));
    let mut taken = std::collections::BTreeSet::new();
    for (_, held, id, n) in pairs {
        if !out.events.contains_key(id) && taken.insert(n) {
            out.events.insert(id.to_owned(), n);
            out.held.insert(id.to_owned(), held);
        }
    }
    out
}

/// Predicted claims at the place of a gold claim, with points: 2 for the same type, 1 for the same family.
pub fn claims(id: &str, gold: &Claim, found: &Found) -> Vec<(At, u32)> {
    if let Some(coded) = &found.coded {
        return coded.get(id).map(|&at| (at, 2)).into_iter().collect();
    }
    let Some(report) = found.report_of(&gold.document) else { return Vec::new() };
    let Some(place) = place(gold, found, report) else { return Vec::new() };
    let Some(notes) = found.annotated.get(report as usize) else { return Vec::new() };
    let family = |kind: &str| kind.split('.').next().unwrap_or("").to_owned();
    let mut out = Vec::new();
    for (item, claim) in notes.claims.iter().enumerate() {
        let both = u64::from(place.end.min(claim.span.end).saturating_sub(place.start.max(claim.span.start)));
        let either = place.len() as u64 + claim.span.len() as u64 - both;
        if !place.contains(claim.trigger) && both * 10 < either * 3 {
            continue;
        }
        let points = if claim.kind == gold.kind || claim.also.contains(&gold.kind) {
            2
        } else if family(&claim.kind) == family(&gold.kind) {
            1
        } else {
            continue;
        };
        out.push((At { report, item: item as u32 }, points));
    }
    out.sort_by_key(|(at, points)| (std::cmp::Reverse(*points), *at));
    out
}

/// Where the gold quote stands in the report's text.
pub fn place(gold: &Claim, found: &Found, report: u32) -> Option<Span> {
    let text = &found.reports.get(report as usize)?.text;
    if let Some(points) = gold.place {
        let span = CodePoints::new(text).span(points);
        if span.of(text) == gold.quote {
            return Some(span);
        }
    }
    find_folded(text, &gold.quote)
}

/// Finds words in a text whatever white space stands between them.
pub fn find_folded(text: &str, words: &str) -> Option<Span> {
    let mut folded = String::with_capacity(text.len());
    let mut origin = Vec::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        if c.is_whitespace() {
            if folded.is_empty() || folded.ends_with(' ') {
                continue;
            }
            folded.push(' ');
            origin.push(at);
        } else {
            folded.push(c);
            origin.extend(std::iter::repeat_n(at, c.len_utf8()));
        }
    }
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let start = folded.find(&words).filter(|_| !words.is_empty())?;
    let (first, last) = (*origin.get(start)?, *origin.get(start + words.len() - 1)?);
    let end = last + text.get(last..)?.chars().next()?.len_utf8();
    Some(Span::new(first, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quote_is_found_across_a_line_break() {
        let text = "Men are\n  called up — in Arven.";
        assert_eq!(find_folded(text, "called up — in").map(|s| s.of(text)), Some("called up — in"));
        assert_eq!(find_folded(text, "are called").map(|s| s.of(text)), Some("are\n  called"));
        assert_eq!(find_folded(text, "not there"), None);
    }
}
