//! What was only tried, and lists whose first part says whether the others happened.
//!
//! In: a [`Frame`]. Out: whether its happening is told of as an attempt; where a list of nouns begins. Not here: for which types an attempt is none
//! (the codebook's `achieved`), the rest of commitment (`modality`).

use super::frame::Frame;
use super::reading::Reading;
use crate::annotate::{ClauseKind, Tag, VerbGroup};

impl Reading<'_> {
    /// "tried to kill the mayor", "a foiled kidnapping", "the kidnap plot": whether a happening is told of as an attempt.
    pub fn is_only_tried(&self, frame: &Frame) -> bool {
        let doc = self.doc;
        if frame.noun {
            let failed = |i: usize| {
                matches!(
                    doc.lower(i),
                    "attempted" | "foiled" | "thwarted" | "averted" | "botched" | "failed" | "would-be"
                )
            };
            return frame.modifiers.clone().any(failed)
                || matches!(doc.lemma(frame.words.end), "attempt" | "bid" | "plot" | "plan" | "threat");
        }
        let mut at = frame.clause;
        for _ in 0..3 {
            let Some(clause) = at.and_then(|c| doc.clauses.get(c)) else { return false };
            let above = clause.parent.get();
            let verb = above.and_then(|c| doc.group(c));
            let tries = |g: &VerbGroup| {
                matches!(doc.lemma(g.head as usize), "try" | "attempt" | "struggle" | "endeavour")
                    && g.end <= clause.start
            };
            match clause.kind {
                ClauseKind::Infinitive if verb.is_some_and(tries) => return true,
                ClauseKind::Coordinate
                    if above.and_then(|c| doc.clauses.get(c)).is_some_and(|c| c.kind == ClauseKind::Infinitive) =>
                {
                    at = above
                }
                _ => return false,
            }
        }
        false
    }

    /// Where a list of bare nouns begins: "of arrests, beatings and even death".
    pub(super) fn list_start(&self, start: usize, first: usize) -> usize {
        let mut at = start;
        for _ in 0..8 {
            let filler = |i: &usize| {
                matches!(self.doc.tag(*i), Tag::Comma | Tag::CC)
                    || self.doc.tag(*i).is_adverb()
                    || self.doc.tag(*i).is_adjective()
            };
            let before = (first..at).rev().find(|i| !filler(i));
            let joined = before.is_some_and(|b| b + 1 < at && self.doc.tag(b).is_noun());
            let Some(noun) = before.filter(|_| joined) else { break };
            let opens =
                self.doc.tokens.get(noun).and_then(|t| t.phrase.get()).and_then(|p| self.doc.noun_phrases.get(p));
            let Some(opens) = opens.map(|p| p.start as usize).filter(|s| *s < at) else { break };
            at = opens;
            if matches!(self.doc.tag(at.saturating_sub(1)), Tag::IN) {
                return at;
            }
        }
        start
    }
}
