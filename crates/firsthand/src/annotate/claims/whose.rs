//! Whether a number, or an infinitive, belongs to a happening or to another one beside it.
//!
//! For: "held since May after writing of an epidemic that killed 3,100", "accused of killing nine and abducting the mayor". In: a [`Frame`] and
//! the arguments found so far. Out: yes or no. Not here: how they are found (`arguments`, `how_many`).

use super::frame::Frame;
use super::reading::Reading;
use crate::annotate::{Argument, ClauseKind, EntityKind, Tag, VerbForm};
use std::ops::Range;

/// Singular nouns that may stand for many.
const COLLECTIVE: [&str; 24] = [
    "army",
    "band",
    "battalion",
    "brigade",
    "community",
    "company",
    "couple",
    "crew",
    "crowd",
    "delegation",
    "family",
    "force",
    "gang",
    "group",
    "militia",
    "party",
    "patrol",
    "people",
    "personnel",
    "platoon",
    "police",
    "squad",
    "team",
    "unit",
];
impl Reading<'_> {
    /// "held after writing of an epidemic that killed 3,100 people": whether a clause that tells of something by a verb of its own stands between
    /// a number and the trigger. Not "a group that included nine boys".
    pub(super) fn is_of_another(&self, frame: &Frame, clause: Option<usize>) -> bool {
        let doc = self.doc;
        let mut at = clause;
        for _ in 0..6 {
            let Some(number) = at.filter(|_| at != frame.clause) else { return false };
            let Some(clause) = doc.clauses.get(number) else { return false };
            let verb = doc.group(number).map_or("", |g| doc.lemma(g.head as usize));
            let counts = matches!(verb, "include" | "number" | "comprise" | "total" | "count" | "be" | "");
            let holds = (clause.start as usize..clause.end as usize).contains(&frame.head);
            if clause.kind == ClauseKind::Relative && !counts && !holds {
                return true;
            }
            at = clause.parent.get();
        }
        false
    }

    /// Whether an infinitive opens with "to" and hangs on the trigger, and not on another verb between ("attacks continue to occur").
    pub(super) fn is_own_aim(&self, frame: &Frame, range: &Range<usize>) -> bool {
        let doc = self.doc;
        let opens = range.clone().take(4).any(|i| doc.tag(i) == Tag::TO);
        // "attacks continue to occur"; but "the drive was launched to fill the ranks".
        let other = |i: usize| {
            self.group_headed_by(i).is_some_and(|g| {
                g.form == VerbForm::Finite && !g.passive && g.end as usize == range.start && doc.lemma(i) != "be"
            })
        };
        let between = frame.words.end.min(range.start)..range.start;
        let comma = between.clone().any(|i| doc.tag(i) == Tag::Comma);
        let apart = frame.noun && frame.words.end <= range.start && (comma || between.into_iter().any(other));
        opens && !apart
    }

    /// Whether an argument is one person, by name or by "a", "she", "him".
    pub(super) fn is_one(&self, argument: &Argument) -> bool {
        let words = argument.span.map_or(0..0, |span| self.doc.tokens_in(span));
        let person = argument.entity.and_then(|e| self.found.entities.get(e as usize));
        let named =
            person.is_some_and(|e| e.kind == EntityKind::Person) && self.doc.tag(words.end.saturating_sub(1)).is_name();
        let pronoun = words.len() == 1 && matches!(self.doc.lower(words.start), "he" | "she" | "him" | "her");
        // "abducting the mayor"; not "the family", of whom a number may tell.
        let last = words.end.saturating_sub(1);
        let first = self.doc.lower(words.start);
        let known = matches!(first, "the" | "my" | "their" | "its") && self.doc.lower_word(last).grammar.is_people();
        let single = (known || matches!(first, "a" | "an" | "his" | "her"))
            && self.doc.tag(last) == Tag::NN
            && !COLLECTIVE.contains(&self.doc.lower(last));
        !words.is_empty() && (named || pronoun || single)
    }
}
