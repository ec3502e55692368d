//! Which numbers beside a trigger count whom it befalls.
//!
//! In: a frame, a quantity or the arguments filled so far. Out: whether the number is theirs, or which numbers are. Not here: numbers that another
//! sentence gives (`counted`), tolls (`numbers`).

use super::arguments::{AFFECTED, AGE, DOERS, fills};
use super::frame::{Frame, Phrase};
use super::measures::is_measure;
use super::reading::Reading;
use crate::annotate::{Argument, Clause, Quantity};
use crate::codebook::Filters;
use crate::text::Span;

impl Reading<'_> {
    /// Whether a number may count whom it befalls: not who does it ("two men took my boy"), no age, and nobody of whom another clause tells
    /// ("enlisted since he had four mouths to feed").
    pub fn may_count(&self, frame: &Frame, quantity: &Quantity, filled: &[Argument]) -> bool {
        let others = filled.iter().any(|a| AFFECTED.contains(&a.role.as_str()));
        let does = |a: &Argument| {
            others && DOERS.contains(&a.role.as_str()) && a.span.is_some_and(|span| span.overlaps(quantity.span))
        };
        let clause = self.doc.clause_of(self.doc.tokens_in(quantity.span).start);
        let one = |a: &Argument| AFFECTED.contains(&a.role.as_str()) && self.is_one(a);
        let anothers = self.is_told_apart(frame, clause)
            || self.is_of_another(frame, clause)
            || others && self.is_anothers(frame, quantity.span);
        quantity.unit != AGE && !anothers && !filled.iter().any(|a| does(a) || one(a))
    }

    /// "trained the snipers who killed 50 farmers", "was taken as she tried to reach nine soldiers": whom a clause below has as subject or object.
    fn is_anothers(&self, frame: &Frame, span: Span) -> bool {
        let phrase = self.doc.tokens_in(span).find_map(|i| self.doc.tokens.get(i)?.phrase.get());
        let Some(phrase) = phrase.and_then(|p| self.doc.noun_phrases.get(p)?.first.get()) else { return false };
        let own = |p: &Phrase| p.span.overlaps(span);
        let takes = |c: &Clause| [c.subject, c.object, c.agent].iter().any(|p| p.get() == Some(phrase));
        let below = self.doc.clauses.iter().enumerate().skip(frame.clause.map_or(0, |c| c + 1)).take(24);
        let mut below = below.take_while(|(_, c)| (c.start as usize) < frame.extent.end).filter(|(_, c)| takes(c));
        !frame.subjects.iter().chain(&frame.objects).any(own) && below.any(|(c, _)| Some(c) != frame.clause)
    }

    /// The numbers that open phrases which fill one of these roles: "five" in "five of ours"; each of "nine soldiers and four rebels".
    pub fn counts_of(&self, filled: &[Argument], roles: &Filters) -> Vec<usize> {
        let mut found = Vec::new();
        for span in filled.iter().filter(|argument| fills(argument, roles)).filter_map(|argument| argument.span) {
            let tokens = self.doc.tokens_in(span);
            // "The boys some 30 kilometres away" are not thirty.
            let counts = |number: &usize| {
                self.found.quantities.get(*number).is_some_and(|q| !is_measure(&q.unit) && q.unit != AGE)
            };
            found.extend(self.quantity_at(tokens).filter(counts).filter(|number| !found.contains(number)));
        }
        found
    }
}
