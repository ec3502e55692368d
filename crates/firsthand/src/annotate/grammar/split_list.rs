//! Lists that are none: "Gunmen burned the mill and the miller was shot".
//!
//! For: news, which often sets what was done beside what came of it without a comma. In: a list of noun phrases between two finite verbs. Out: the
//! same parted at its last "and", so that what stands behind it is the subject of the second verb and no object of the first. Not here: lists
//! behind a verb of saying ("said the mill and the school were hit"), which are one subject.

use super::super::doc::Tag;
use super::super::phrase::Ref;
use super::clauses::Reader;

/// Most phrases and words that are gone back over from the verb to the "and".
const REACH: usize = 16;

impl Reader<'_, '_> {
    /// Parts the list that ends right before a finite verb at `start`, if its first member stands behind the verb before, which ends at `floor`.
    pub(super) fn split_list(&mut self, start: usize, floor: usize) {
        let Some(own) = self.behind_and(start) else { return };
        let first = self.doc.noun_phrases[own].first.get().unwrap_or(own);
        let list = &self.doc.noun_phrases[first];
        // "between the army and the rebels", "both Olun and Kessa" are one.
        let pair = list.preposition.get().is_some_and(|at| self.doc.lower(at) == "between");
        let both = (list.start as usize).checked_sub(1).is_some_and(|at| self.doc.lower(at) == "both");
        if pair || both || self.doc.extent(first, false).start < floor {
            return;
        }
        let mut before = first;
        while let Some(next) = self.doc.noun_phrases[before].and.get().filter(|next| *next != own) {
            before = next;
        }
        self.doc.noun_phrases[before].and = Ref::NONE;
        let mut member = Some(own);
        for _ in 0..REACH {
            let Some(p) = member else { break };
            let phrase = &mut self.doc.noun_phrases[p];
            (phrase.first, phrase.preposition) = (Ref::to(own), Ref::NONE);
            member = phrase.and.get();
        }
    }

    /// The member of a list that stands right behind its "and" and, with what hangs on it, right before a verb.
    fn behind_and(&self, start: usize) -> Option<usize> {
        let mut at = start;
        for _ in 0..REACH {
            at = at.checked_sub(1).filter(|at| *at >= self.sentence.start)?;
            if let Some(p) = self.doc.tokens[at].phrase.get() {
                let phrase = &self.doc.noun_phrases[p];
                let chain = self.doc.extent(p, false).start;
                let mark = chain.checked_sub(1).filter(|mark| *mark >= self.sentence.start)?;
                if phrase.first != Ref::to(p) && self.doc.tag(mark) == Tag::CC {
                    return (self.doc.lower(mark) == "and").then_some(p);
                }
                at = match phrase.preposition.get() {
                    Some(preposition) if preposition < chain => preposition,
                    _ => return None,
                };
            } else if !self.doc.tag(at).is_adverb() {
                return None;
            }
        }
        None
    }
}
