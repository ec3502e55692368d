//! Sayings whose grammatical subject says nothing: who goes on is who was cited before.
//!
//! In: the drafts of a report. Out: the same, with the source of "According to the ministry, the army raided Olun, adding that ..." (the
//! ministry) and of "stressed that the rights of all would be kept but acknowledged that ..." (who stressed). Not here: sources over
//! sentences (`who`, `again`).

use super::super::doc::{Doc, Tag};
use super::draft::Draft;
use super::lexicon::LEXICON;
use super::lists::{List, is_in};
use std::ops::Range;

/// How many drafts back the one that is gone on with may stand.
const NEAR: usize = 8;

/// Gives sayings that go on the source of the one before.
pub(super) fn mend(doc: &Doc<'_>, drafts: &mut [Draft]) {
    for at in 1..drafts.len() {
        let (before, rest) = drafts.split_at_mut(at);
        let Some(draft) = rest.first_mut() else { continue };
        let adds = adds(doc, draft);
        let Some(source) = draft.source.clone().filter(|source| adds || is_of_thing(doc, draft, source)) else {
            continue;
        };
        let holds = |d: &&Draft| {
            let cited = doc.lower(d.cue.start) == "according" || !adds;
            let inside = d.content.iter().any(|piece| piece.start <= source.start && source.end <= piece.end);
            d.sentence == draft.sentence && d.cue.end <= source.start && cited && inside && d.source.is_some()
        };
        if let Some(first) = before.iter().rev().take(NEAR).find(holds) {
            draft.source.clone_from(&first.source);
        }
    }
}

/// ", adding that": who adds has told the rest.
fn adds(doc: &Doc<'_>, draft: &Draft) -> bool {
    let cue = draft.cue.start;
    draft.cue.len() == 1 && cue > 0 && doc.tag(cue - 1) == Tag::Comma && matches!(doc.lower(cue), "adding" | "noting")
}

/// "... that the rights of all would be kept but acknowledged": a second verb of saying behind a noun that stands for nobody.
fn is_of_thing(doc: &Doc<'_>, draft: &Draft, source: &Range<usize>) -> bool {
    let noun = source.clone().find(|&i| doc.tag(i).is_noun() || doc.tag(i) == Tag::PRP);
    let head = noun.map(|first| (first..source.end).take_while(|&i| doc.tag(i).is_noun()).last().unwrap_or(first));
    let joined = (source.end..draft.cue.start).rev().find(|&i| !doc.tag(i).is_adverb());
    joined.is_some_and(|i| doc.tag(i) == Tag::CC)
        && head.is_some_and(|head| {
            let lower = doc.lower(head);
            !doc.tag(head).is_name()
                && doc.lower_word(head).grammar.is_nobody()
                && LEXICON.kind(lower).is_none()
                && ![List::Medium, List::NewsNoun, List::BodyNoun, List::Account]
                    .into_iter()
                    .any(|list| is_in(list, lower))
        })
}
