//! Who spoke to a medium goes on speaking to it: "The clerk told the Gazette that ... She added that ...".
//!
//! In: drafts in text order and their attributions, relays among them. Out: one more relay for each saying of the same source, near
//! the one that names the medium, that says of no other occasion. Not here: the saying that names it ([`super::medium`]).

use super::super::doc::Doc;
use super::super::{Attribution, ChainRole, SourceKind};
use super::draft::Draft;
use super::lists::List;
use std::ops::Range;

/// How many sentences after its last saying through a medium a source still speaks to it.
const LASTS: usize = 3;
/// How many attributions back the last saying of the source may stand.
const BACK: usize = 12;

/// Appends the relays that go on.
pub(super) fn go_on(doc: &Doc<'_>, drafts: &[Draft], found: &mut Vec<Attribution>) {
    let place = |a: &Attribution| a.cue.first().or(a.content.first()).map_or(0, |span| span.start);
    let mut order: Vec<(u32, usize)> =
        found.iter().enumerate().filter(|(_, a)| a.rule != "relay").map(|(at, a)| (place(a), at)).collect();
    order.sort_unstable();
    for (n, &(_, at)) in order.iter().enumerate() {
        let before = order.get(n.saturating_sub(BACK)..n).unwrap_or(&[]).iter().rev().map(|&(_, at)| at);
        let Some(relay) = drafts.get(at).and_then(|draft| relay_before(doc, draft, found, at, before)) else {
            continue;
        };
        let place = found.len() as u32;
        let Some(inner) = found.get_mut(at) else { continue };
        let outer = Attribution {
            cue: inner.cue.clone(),
            content: inner.content.clone(),
            quote: inner.quote,
            within: None,
            rule: "relay",
            ..relay
        };
        inner.within = Some(place);
        found.push(outer);
    }
}

/// The relay of the source's last saying, where it still stands for this one.
fn relay_before(
    doc: &Doc<'_>,
    draft: &Draft,
    found: &[Attribution],
    at: usize,
    mut before: impl Iterator<Item = usize>,
) -> Option<Attribution> {
    let (source, this) = (draft.source.as_ref()?, found.get(at)?);
    let plain =
        draft.speaks() && !draft.hearsay && draft.relay.is_none() && draft.own.is_none() && this.within.is_none();
    if !plain || this.role == ChainRole::Relay || elsewhere(doc, draft, source) {
        return None;
    }
    let last = before.find_map(|j| found.get(j).filter(|a| a.says() && same(this, a)))?;
    let there = doc.sentence_of(doc.tokens_in(*last.cue.first()?).start);
    let part = |s: usize| doc.sentences.get(s).map(|s| s.part);
    let outer = found.get(last.within? as usize)?;
    let passes = outer.role == ChainRole::Relay && outer.says() && !same(this, outer);
    let medium = matches!(outer.source_kind, SourceKind::Outlet | SourceKind::Wire | SourceKind::PartisanOrganisation);
    let near = draft.sentence.abs_diff(there) <= LASTS && part(draft.sentence) == part(there);
    (near && passes && medium).then(|| outer.clone())
}

/// Whether two attributions have one source.
fn same(a: &Attribution, b: &Attribution) -> bool {
    match (a.source_entity, b.source_entity) {
        (Some(a), Some(b)) => a == b,
        (None, None) => !a.source_name.is_empty() && a.source_name == b.source_name,
        _ => false,
    }
}

/// Whether the sentence tells of another occasion on which it was said: "in a statement", "at a rally", but not "in the interview".
fn elsewhere(doc: &Doc<'_>, draft: &Draft, source: &Range<usize>) -> bool {
    let outside = |i: &usize| !draft.holds(*i) && !source.contains(i) && !draft.cue.contains(i);
    doc.sentence(draft.sentence).filter(outside).any(|i| {
        let again = i > 0 && matches!(doc.lower(i - 1), "the" | "same");
        doc.lower_is(List::Occasion, i) && !again
    })
}

#[cfg(test)]
mod tests {
    use super::super::super::{AttributionReader, ChainRole, names, parse};
    use super::super::Rules;
    use crate::report::Report;

    /// How often a relay of this name stands in a text.
    fn relays(text: &str, name: &str) -> usize {
        let report = Report::of_body(text);
        let doc = parse(&report);
        let entities = names::entities(&doc);
        let found = Rules.read(&doc, &entities);
        found.iter().filter(|a| a.role == ChainRole::Relay && a.source_name.contains(name)).count()
    }

    #[test]
    fn who_told_a_medium_goes_on_telling_it() {
        let told = "Mira Tolan told Radio Kessa that the mill was closed. ";
        assert_eq!(relays(&format!("{told}She said that the road was mined, too."), "Kessa"), 2);
    }

    #[test]
    fn another_occasion_or_another_source_ends_it() {
        let told = "Mira Tolan told Radio Kessa that the mill was closed. ";
        assert_eq!(relays(&format!("{told}She said in a statement that the road was mined."), "Kessa"), 1);
        assert_eq!(relays(&format!("{told}General Omar Tal said that the road was open."), "Kessa"), 1);
    }
}
