//! Who is known to tell a claim that no attribution carries, because it befell or was done by whoever tells.
//!
//! In: the frame of a trigger and the report's attributions. Out: the attribution whose source tells it. Not here: what stands in the
//! content of an attribution (see `chain`).

use super::frame::Frame;
use super::reading::Reading;
use crate::annotate::{Attribution, EntityKind, SourceKind};

/// Sentences after a source's last saying in which its own deeds are still told by it.
const ACCOUNT: usize = 4;

impl Reading<'_> {
    /// "A recruit who deserted in May told the Post ...": what somebody unnamed went through is known from nobody else.
    pub(super) fn who_tells_of_itself(&self, frame: &Frame) -> Option<usize> {
        let unnamed =
            |a: &Attribution| a.source_kind == SourceKind::Anonymous && !a.hearsay && !a.whole_report && self.tells(a);
        let described = |a: &Attribution| {
            let source =
                |token: usize| self.doc.tokens.get(token).is_some_and(|t| a.source.iter().any(|s| s.contains(t.span)));
            frame.antecedent.iter().any(|phrase| source(phrase.head))
        };
        if let Some((found, _)) = self.attributions_near(frame.head).find(|(_, a)| unnamed(a) && described(a)) {
            return Some(found);
        }
        let person = |e: &usize| self.found.entities.get(*e).is_some_and(|e| e.kind == EntityKind::Person && !e.named);
        let doer = frame.subjects.first().and_then(|phrase| self.entity_of(phrase.head)).filter(person)?;
        let sentence = self.doc.sentence_of(frame.head);
        (sentence..(sentence + 3).min(self.doc.sentences.len())).find_map(|s| {
            let mut near = self.attributions_near(self.doc.sentence(s).start);
            near.find(|(_, a)| unnamed(a) && a.source_entity == Some(doer as u32)).map(|(found, _)| found)
        })
    }

    /// "The porter said that ... He deserted before the harvest": what befell or was done by somebody who has just told of it.
    pub(super) fn account(&self, frame: &Frame) -> Option<usize> {
        let taking_part = |a: &Attribution| {
            let own = frame.subjects.iter().chain(&frame.objects).filter_map(|phrase| self.entity_of(phrase.head));
            a.source_entity.is_some_and(|source| own.into_iter().any(|entity| entity as u32 == source))
        };
        let private = |a: &Attribution| {
            matches!(a.source_kind, SourceKind::Person | SourceKind::Anonymous)
                && !a.hearsay
                && !a.whole_report
                && self.tells(a)
        };
        let sentence = self.doc.sentence_of(frame.head);
        (sentence.saturating_sub(ACCOUNT)..sentence).rev().find_map(|s| {
            let mut near = self.attributions_near(self.doc.sentence(s).start).rev();
            near.find(|(_, a)| private(a) && taking_part(a)).map(|(found, _)| found)
        })
    }
}
