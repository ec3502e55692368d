//! Clauses without a finite verb, and who does what they say: "was made to carry shells", "accused the guards of beating him".
//!
//! In: a verb group that is an infinitive or a participle, and the clauses open around it. Out: its clause with its subject. Not here: finite
//! verbs and verbs that share a subject (`clauses`).

use super::super::doc::Tag;
use super::super::phrase::{ClauseKind, PhraseKind, Ref};
use super::clauses::{DEEPEST, Reader};
use super::complements;

impl Reader<'_, '_> {
    /// An infinitive opens a clause below the one around it.
    pub(super) fn infinitive(&mut self, g: usize) {
        let start = self.doc.verb_groups[g].start as usize;
        let parent = self.top();
        let clause = self.open(ClauseKind::Infinitive, start, Ref::NONE, Ref::to(parent));
        self.fill(clause, g);
        let host = self.doc.group(parent).copied();
        let from = host.map_or(start, |h| h.end as usize);
        let lemma = host.map_or("", |h| self.doc.lemma(h.head as usize));
        let led = |p: usize| complements::led_to(self.doc, p, start, lemma);
        let between = self.doc.phrases_in(from..start).rev().take(DEEPEST).find(|&p| self.free(p) || led(p));
        let control = host.is_some_and(|h| !h.passive && complements::OBJECT_CONTROL.contains(lemma));
        let subject = match between {
            Some(p) if control || led(p) => Ref::to(p),
            _ => self.doc.clauses[parent].subject,
        };
        (self.doc.clauses[clause].subject, self.doc.clauses[clause].shared_subject) = (subject, true);
    }

    /// A participle opens a clause, which describes the phrase before it or stands beside the clause around it.
    pub(super) fn participle(&mut self, g: usize) {
        let start = self.doc.verb_groups[g].start as usize;
        let before = start.checked_sub(1).filter(|at| *at >= self.sentence.start);
        let preposition = before.filter(|&at| matches!(self.doc.tag(at), Tag::IN | Tag::TO | Tag::WRB));
        let described = before
            .and_then(|at| self.doc.tokens[at].phrase.get())
            .filter(|&p| !matches!(self.doc.noun_phrases[p].kind, PhraseKind::Time | PhraseKind::Relative));
        // "Dena Orsal, 39, shot on Monday": not the age.
        let aged = before.filter(|&at| self.doc.tag(at) == Tag::Comma && at > self.sentence.start);
        let aged = aged.and_then(|at| self.before_age(self.doc.tokens[at - 1].phrase.get()?));
        let described = described.or(aged);
        // ", adding that": after a reporting clause it is the sayer who adds.
        let reported = self.reported.filter(|(_, at)| at + 2 >= start).map(|(clause, _)| clause);
        let parent = reported.unwrap_or(self.top());
        let controlled = preposition.and_then(|at| self.controlled(parent, at));
        let from = preposition.unwrap_or(start);
        let clause = self.open(ClauseKind::Participle, from, preposition.map_or(Ref::NONE, Ref::to), Ref::to(parent));
        self.fill(clause, g);
        let (subject, shared) = match described {
            Some(p) => {
                self.doc.clauses[clause].antecedent = Ref::to(p);
                (self.doc.noun_phrases[p].first, true)
            }
            None if controlled.is_some() => (controlled.map_or(Ref::NONE, Ref::to), true),
            None => (self.doc.clauses[parent].subject, true),
        };
        (self.doc.clauses[clause].subject, self.doc.clauses[clause].shared_subject) = (subject, shared);
        self.retag(from..start, parent, clause);
    }

    /// "accused the rebels of recruiting", "jailed a man on Monday for recruiting": the object before the preposition, for prepositions after
    /// which it acts.
    fn controlled(&self, parent: usize, preposition: usize) -> Option<usize> {
        let host = self.doc.group(parent).filter(|h| !h.passive)?;
        let phrase = self.doc.tokens.get(preposition.checked_sub(1)?)?.phrase.get()?;
        let object = self.doc.noun_phrases[phrase].first.get().unwrap_or(phrase);
        let lower = self.doc.lower(preposition);
        let acts = matches!(lower, "of" | "from" | "into" | "against" | "for");
        if acts && self.free(object) && self.doc.noun_phrases[object].start >= host.end {
            return Some(object);
        }
        let answers =
            matches!(lower, "of" | "for") && complements::ANSWERS_FOR.contains(self.doc.lemma(host.head as usize));
        let mut between = self.doc.phrases_in(host.end as usize..preposition).take(DEEPEST);
        between.find(|&p| answers && self.free(p))
    }
}
