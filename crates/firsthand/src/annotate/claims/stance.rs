//! What the outlet thinks of a claim that it carries.
//!
//! In: a claim's place, commitment and source. Out: [`Stance`]. A claim in the outlet's own voice is endorsed, one that it gives as possible only or
//! attributes is neutral; words of distance or dispute around it, outside quotations, change that. Not here: the source's own
//! commitment.

use super::cues;
use super::frame::Frame;
use super::reading::Reading;
use crate::annotate::{Modality, Stance};

impl Reading<'_> {
    /// The outlet's stance.
    pub fn stance(&self, frame: &Frame, attributed: bool, modality: Modality) -> Stance {
        let outside = |i: usize| self.doc.quotation_of(i).is_none();
        let mut words = frame.sentence.clone();
        if words.clone().any(|i| self.cue(i, cues::DISPUTE) && outside(i)) || self.against_evidence(frame) {
            return Stance::Disputes;
        }
        let scare = self.doc.quotation_of(frame.head).and_then(|q| self.doc.quotations.get(q)).is_some_and(|q| q.scare);
        let arguments = frame.subjects.iter().chain(&frame.objects);
        let distanced = scare
            || words.any(|i| self.cue(i, cues::DISTANCE) && frame.extent.contains(&i) && outside(i))
            || arguments.into_iter().any(|phrase| {
                let quotation = self.doc.quotation_of(phrase.head).and_then(|q| self.doc.quotations.get(q));
                quotation
                    .is_some_and(|q| q.scare && self.doc.tokens_in(q.span).len() <= 3 && phrase.span.contains(q.span))
            });
        match (distanced, attributed, modality) {
            (true, true, _) => Stance::Distances,
            (_, true, _) | (_, false, Modality::Hypothetical) => Stance::Neutral,
            (true, false, _) => Stance::Distances,
            (false, false, _) => Stance::Endorses,
        }
    }

    /// "despite evidence to the contrary", "without evidence", "contrary to".
    fn against_evidence(&self, frame: &Frame) -> bool {
        frame.sentence.clone().any(|i| match self.doc.lower(i) {
            "contrary" => matches!(self.doc.lower(i + 1), "to") || self.doc.lower(i.saturating_sub(1)) == "the",
            "without" => (i + 1..i + 4).any(|k| matches!(self.doc.lemma(k), "evidence" | "proof")),
            "despite" => (i + 1..i + 5).any(|k| matches!(self.doc.lemma(k), "evidence" | "proof")),
            _ => false,
        })
    }
}
