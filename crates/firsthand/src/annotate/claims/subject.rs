//! Whose verb it is: the noun phrase that a verb group tells of.
//!
//! In: a clause and its verb group. Out: the number of a noun phrase, where the grammar's own subject is a measure, a place or missing. Not here: the rest
//! of what stands around a trigger (`frame`).

use super::reading::Reading;
use crate::annotate::{Clause, ClauseKind, PhraseKind, Ref, Tag, VerbForm, VerbGroup};
use crate::report::PartKind;

impl Reading<'_> {
    /// "Boys as young as 13 were taken": a measure is not who is told of.
    pub(super) fn behind_measure(&self, subject: usize) -> usize {
        let doc = self.doc;
        let Some(start) = doc.noun_phrases.get(subject).map(|p| p.start as usize) else { return subject };
        let as_at = if doc.lower(start) == "as" { Some(start) } else { start.checked_sub(1) };
        let measure = as_at.filter(|at| doc.lower(*at) == "as" && doc.lower(*at + 2) == "as");
        let before = measure.and_then(|at| at.checked_sub(1)).and_then(|at| doc.tokens.get(at));
        before.and_then(|token| token.phrase.get()).unwrap_or(subject)
    }

    /// "STOLEN: Warlords snatch 43 boys": after a colon the phrase before the verb is the subject.
    pub(super) fn after_colon(&self, subject: usize, group: &VerbGroup) -> usize {
        let doc = self.doc;
        let end = doc.noun_phrases.get(subject).map_or(0, |p| p.end as usize);
        let colon = (end..group.start as usize).rev().take(12).find(|i| doc.tag(*i) == Tag::Colon);
        let last = (group.start as usize).checked_sub(1).and_then(|at| doc.tokens.get(at)?.phrase.get());
        let own = |number: &usize| {
            doc.noun_phrases
                .get(*number)
                .is_some_and(|p| p.preposition.is_none() && colon.is_some_and(|colon| p.start as usize == colon + 1))
        };
        last.filter(own).unwrap_or(subject)
    }

    /// "As a result of the raid nine men were killed": the free phrase right before a finite verb is its subject.
    pub(super) fn right_before(&self, subject: usize, clause: &Clause, group: &VerbGroup) -> usize {
        let doc = self.doc;
        let (Some(last), Some(own)) = (
            (group.start as usize).checked_sub(1).and_then(|at| doc.tokens.get(at)?.phrase.get()),
            doc.noun_phrases.get(subject),
        ) else {
            return subject;
        };
        let free = doc.noun_phrases.get(last).is_some_and(|p| {
            let counted = matches!(doc.tag(p.start as usize), Tag::CD | Tag::NNS) && p.kind == PhraseKind::Noun;
            p.preposition.is_none()
                && counted
                && p.first == Ref::to(last)
                && p.possessor.is_none()
                && p.end == group.start
                && p.start >= own.end
                && p.start as usize >= doc.extent(subject, true).end
                && !self.is_object(last)
        });
        let finite = group.form == VerbForm::Finite && clause.kind != ClauseKind::Relative;
        if free && finite && last != subject { last } else { subject }
    }

    /// "A helicopter carrying nine soldiers was shot down": the phrase before the verb is the object of another one.
    fn is_object(&self, phrase: usize) -> bool {
        let Some(start) = self.doc.noun_phrases.get(phrase).map(|p| p.start as usize) else { return false };
        let clause = self.doc.clause_of(start).and_then(|c| self.doc.clauses.get(c));
        clause.is_some_and(|c| c.object == Ref::to(phrase) && (c.start as usize) < start)
    }

    /// "17 relatives and two boys who had escaped": of a list that a clause describes, its last part where that counts its own.
    pub(super) fn nearest_described(&self, subject: usize, clause: &Clause) -> usize {
        let described = matches!(clause.kind, ClauseKind::Relative | ClauseKind::Participle);
        if !described || clause.antecedent != Ref::to(subject) {
            return subject;
        }
        let last = self.doc.conjuncts(subject).take(12).last().unwrap_or(subject);
        let own = self.doc.noun_phrases.get(last).is_some_and(|p| {
            matches!(self.doc.tag(p.start as usize), Tag::CD | Tag::DT | Tag::PRPS) && p.end <= clause.start
        });
        if own { last } else { subject }
    }

    /// "Two soldiers killed near Olun": the past form of a verb that always has an object, without one, is a participle; in a headline,
    /// which tells the past in the present ("Rebel chief paraded in chains"), that of any verb that can have one.
    pub(super) fn is_reduced(&self, group: &VerbGroup, clause: &Clause) -> bool {
        let head = group.head as usize;
        let headline = self.doc.is_in(self.doc.sentence_of(head), PartKind::Headline);
        let can = headline && !self.cue(head, super::cues::INTRANSITIVE | super::cues::SAY | super::cues::INTEND);
        group.start == group.head
            && self.doc.tag(head) == Tag::VBD
            && (self.doc.lower(head).ends_with("ed") || self.doc.lower(head) == "sent")
            && (self.cue(head, super::cues::TRANSITIVE) || can)
            && clause.object.is_none()
            && clause.receiver.is_none()
            && self.right_after(group).is_none()
            // "They captured and executed six": the object is that of the second verb.
            && self.shared_object(group.clause.get(), group, self.doc.sentence(self.doc.sentence_of(head)).end).is_none()
            && (matches!(clause.kind, ClauseKind::Main | ClauseKind::Complement) || self.goes_on_passive(group, clause))
    }

    /// "Nine people were killed and dozens wounded": after a passive, a past form that needs an object and has none leaves out its "were";
    /// of other verbs one with a new number before it does.
    fn goes_on_passive(&self, group: &VerbGroup, clause: &Clause) -> bool {
        let doc = self.doc;
        let before = clause.parent.get().and_then(|p| doc.group(p));
        let counted = (clause.start as usize..group.start as usize).any(|i| doc.tag(i) == Tag::CD);
        let needs = self.cue(group.head as usize, super::cues::TRANSITIVE);
        clause.kind == ClauseKind::Coordinate && (counted || needs) && before.is_some_and(|g| g.passive)
    }

    /// Whether a name before "-ing" only says where ("rebels in Damuria using boys"): a place uses nobody.
    pub(super) fn only_where(&self, phrase: usize, group: &VerbGroup) -> bool {
        let doc = self.doc;
        let Some(found) = doc.noun_phrases.get(phrase) else { return false };
        let before = (found.start as usize).checked_sub(1).map_or("", |before| doc.lower(before));
        let head = found.head as usize;
        let named = doc.tag(head).is_name()
            && matches!(before, "in" | "inside" | "across" | "near" | "into" | "from" | "to" | "around" | "outside");
        // "camped outside the police station demanding answers"
        let site = self.cue(group.head as usize, super::cues::SAY | super::cues::INTEND)
            && doc.lower_word(head).grammar.is_site()
            && matches!(before, "in" | "inside" | "at" | "near" | "outside" | "around" | "on" | "along" | "through");
        doc.tag(group.head as usize) == Tag::VBG && (named || site)
    }

    /// "Villagers camped outside the station demanding ...": behind a place, the subject of the clause around goes on.
    pub(super) fn who_goes_there(&self, place: usize, clause: &Clause) -> Option<usize> {
        let above = clause.parent.get().and_then(|p| self.doc.clauses.get(p))?;
        let verb = above.group.get().and_then(|g| self.doc.verb_groups.get(g))?;
        let subject = above.subject.get().filter(|subject| *subject != place && !verb.passive)?;
        let site = self.doc.noun_phrases.get(place).is_some_and(|p| !self.doc.tag(p.head as usize).is_name());
        (site && (above.start as usize) < clause.start as usize).then(|| self.resolved(Some(subject), above)).flatten()
    }

    /// The subject of a clause; where the grammar gives none, the phrase before its verb.
    pub fn subject_of(&self, clause: &Clause, group: &VerbGroup) -> Option<usize> {
        if group.form == VerbForm::Participle && clause.subject.is_none() {
            return clause.antecedent.get();
        }
        let known = self.resolved(clause.subject.get(), clause);
        if known.is_some() || group.form != VerbForm::Finite {
            return known;
        }
        // Back from the verb over adverbs and prepositional phrases, never over another verb or a comma.
        let doc = self.doc;
        let mut at = (group.start as usize).checked_sub(1)?;
        // "17 June three of the boys": where what stands before "of" is no subject, its phrase is.
        let mut counted = None;
        for _ in 0..24 {
            if at < clause.start as usize {
                return counted;
            }
            let token = doc.tokens.get(at)?;
            if let Some(number) = token.phrase.get() {
                let phrase = doc.noun_phrases.get(number)?;
                let first = doc.noun_phrases.get(phrase.first.get()?)?;
                // Words that open a clause are no prepositions.
                let governed = first.preposition.get().filter(|p| {
                    !matches!(
                        doc.lower(*p),
                        "that" | "whether" | "if" | "because" | "while" | "although" | "though" | "since" | "as"
                    )
                });
                match governed {
                    Some(preposition) => {
                        counted = if doc.lower(preposition) == "of" { Some(number) } else { None };
                        at = preposition.checked_sub(1)?;
                    }
                    None if phrase.kind == PhraseKind::Time || phrase.kind == PhraseKind::Relative => return counted,
                    None => return phrase.first.get(),
                }
            } else if token.tag.is_adverb() || token.tag == Tag::CloseQuote || token.tag == Tag::OpenQuote {
                at = at.checked_sub(1)?;
            } else {
                return counted;
            }
        }
        None
    }
}
