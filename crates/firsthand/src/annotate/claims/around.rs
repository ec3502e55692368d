//! What stands further off than a trigger's own subject, object and phrases, and still belongs to its happening.
//!
//! In: a [`Frame`]. Out: the time of the happening, phrases of clauses that tell of it too, who stands behind a subject that is
//! itself a happening, conditions, the place that "there" means. Not here: which role any of it fills (codebook, `arguments`).

use super::cues;
use super::frame::{Frame, Phrase};
use super::reading::Reading;
use crate::annotate::{Clause, ClauseKind, EntityKind, MentionForm, NounPhrase, PhraseKind, Tag, VerbForm, VerbTense};
use crate::codebook::{Kind, KindSet, Slot};
use std::ops::Range;

/// Named states.
const STATE: KindSet = KindSet::of(&[Kind::Of(EntityKind::State)]);
/// Named people.
const PERSON: KindSet = KindSet::of(&[Kind::Of(EntityKind::Person)]);
/// How many sentences back the place that "there" means is looked for.
const THERE_REACH: usize = 2;

impl Reading<'_> {
    /// The time of a happening: of its own clause; then of clauses inside it that do not describe somebody; then of the
    /// clauses around it that tell of the same happening. Never that of the saying.
    pub fn time_of(&self, frame: &Frame) -> Option<usize> {
        let found = self.times_in(frame.extent.clone());
        // "sentenced on Monday for the torture of prisoners in 2023": the day behind a noun, before any verb, is the noun's.
        let own = found.iter().copied().find(|number| frame.noun && self.is_right_behind(frame, *number));
        if own.is_some() {
            return own;
        }
        if self.is_dated_apart(frame) {
            // "condemned the 13 May raid", "the raid on a mill and a bridge earlier today"
            let verb = |i: usize| self.doc.tag(i).is_verb();
            let starts = |number: &usize| self.found.times.get(*number).map(|t| self.doc.tokens_in(t.span).start);
            let first = frame.modifiers.start.min(frame.words.start);
            return found
                .into_iter()
                .find(|number| starts(number).is_some_and(|at| at >= first && !(frame.words.end..at).any(verb)));
        }
        let best = found
            .into_iter()
            .filter(|number| frame.noun || !self.dates_a_noun(frame, *number))
            .filter_map(|number| Some((self.remove(frame, self.time_clause(number)?)?, number)))
            .min_by_key(|(far, number)| (*far, *number));
        best.map(|(_, number)| number).or_else(|| {
            self.same_happening(frame).into_iter().find_map(|clause| {
                let range = self.doc.clauses.get(clause)?;
                let times = self.times_in(range.start as usize..range.end as usize);
                times.into_iter().find(|number| self.time_clause(*number) == Some(Some(clause)))
            })
        })
    }

    /// "arrested a man over the killing of a nurse in 2016": whether a day stands in the phrase of a happening that a verb only refers to.
    fn dates_a_noun(&self, frame: &Frame, number: usize) -> bool {
        let doc = self.doc;
        let Some(time) = self.found.times.get(number) else { return false };
        let at = doc.tokens_in(time.span).start;
        let happening =
            |i: usize| doc.tag(i).is_noun() && doc.lower_word(i).grammar.is_nobody() && !self.headed_by(i).0.is_empty();
        let mut told = false;
        for i in (frame.words.end..at).rev() {
            if doc.tag(i).is_verb() || doc.tag(i) == Tag::Comma {
                return false;
            }
            told |= happening(i);
            if matches!(doc.lower(i), "over" | "about" | "for" | "regarding" | "concerning")
                || doc.lower(i) == "with" && matches!(doc.lower(i.saturating_sub(1)), "connection" | "relation")
            {
                return told;
            }
        }
        false
    }

    /// Whether a time stands behind a noun with neither verb nor comma between, and another one before it.
    fn is_right_behind(&self, frame: &Frame, number: usize) -> bool {
        let Some(time) = self.found.times.get(number) else { return false };
        let at = self.doc.tokens_in(time.span).start;
        let mut between = frame.head + 1..at;
        at > frame.head
            && at <= frame.head + 12
            && between.all(|i| !self.doc.tag(i).is_verb() && self.doc.tag(i).is_word() && self.doc.tag(i) != Tag::CC)
            && self.doc.clause_of(at) == frame.clause
    }

    fn times_in(&self, range: Range<usize>) -> Vec<usize> {
        let reach = self.doc.span(range);
        let times = self.found.times;
        let first = times.partition_point(|time| time.span.start < reach.start);
        let near = times.iter().enumerate().skip(first).take_while(|(_, time)| time.span.start < reach.end);
        near.filter(|(_, time)| reach.contains(time.span) && !self.is_masked(time.span)).map(|(n, _)| n).collect()
    }

    /// The innermost clause of a time.
    fn time_clause(&self, number: usize) -> Option<Option<usize>> {
        let span = self.found.times.get(number)?.span;
        Some(self.doc.clause_of(self.doc.tokens_in(span).start))
    }

    /// Whether a clause inside a trigger's own tells of something else: a finite one that gives a reason, a condition or what is said.
    pub fn is_told_apart(&self, frame: &Frame, clause: Option<usize>) -> bool {
        let doc = self.doc;
        let mut at = clause;
        for _ in 0..8 {
            let Some(number) = at.filter(|_| at != frame.clause) else { return false };
            let Some(clause) = doc.clauses.get(number) else { return false };
            let finite =
                clause.group.get().and_then(|g| doc.verb_groups.get(g)).is_some_and(|g| g.form == VerbForm::Finite);
            let apart = matches!(clause.kind, ClauseKind::Adverbial | ClauseKind::Complement);
            let after = clause.start as usize > frame.head;
            if apart && finite && after {
                return true;
            }
            at = clause.parent.get();
        }
        false
    }

    /// How far from a trigger's own clause a clause inside it is: 0 for itself; nothing where it says somebody's words, or
    /// describes somebody before the trigger ("the brigade, which was founded in 2012, attacked").
    pub fn remove(&self, frame: &Frame, clause: Option<usize>) -> Option<u8> {
        let mut at = clause;
        let mut far = 0;
        for _ in 0..8 {
            if at == frame.clause {
                return Some(far);
            }
            let clause = self.doc.clauses.get(at?)?;
            let describes =
                clause.antecedent.is_some() && matches!(clause.kind, ClauseKind::Relative | ClauseKind::Participle);
            // "freed nine of the girls it abducted in March": what befell them before is another happening.
            let other = describes && clause.kind == ClauseKind::Relative && self.befell_before(clause);
            if clause.kind == ClauseKind::Reporting || other || (describes && (clause.start as usize) < frame.head) {
                return None;
            }
            far = far.max(if describes { 2 } else { 1 });
            at = clause.parent.get();
        }
        None
    }

    /// Whether a relative clause tells by a word of the codebook's what befell people, and does not describe a happening itself.
    fn befell_before(&self, clause: &Clause) -> bool {
        let told = |token: usize| {
            let (of_lemma, of_lower) = self.headed_by(token);
            !of_lemma.is_empty() || !of_lower.is_empty()
        };
        let verb = clause.group.get().and_then(|g| self.doc.verb_groups.get(g));
        let described = clause.antecedent.get().and_then(|p| self.doc.noun_phrases.get(p)).map(|p| p.head as usize);
        let people = described.is_some_and(|head| {
            self.doc.tag(head) == Tag::NNS && (self.doc.lower_word(head).grammar.is_people() || !told(head))
        });
        people && verb.is_some_and(|g| told(g.head as usize))
    }

    /// The clauses that tell of the same happening: those that the trigger's clause accompanies ("killing four", "when gunmen
    /// attacked"), those that it is coordinated with, and those that accompany it.
    fn same_happening(&self, frame: &Frame) -> Vec<usize> {
        let mut found = Vec::new();
        let mut at = frame.clause;
        for _ in 0..3 {
            let Some(clause) = at.and_then(|c| self.doc.clauses.get(c)) else { break };
            if !self.accompanies(clause) {
                break;
            }
            at = clause.parent.get();
            found.extend(at);
        }
        let Some(own) = frame.clause else { return found };
        for (number, clause) in self.doc.clauses.iter().enumerate().skip(own + 1).take(24) {
            if clause.start as usize >= frame.sentence.end {
                break;
            }
            if clause.parent.get() == Some(own) && self.accompanies(clause) {
                found.push(number);
            }
        }
        found
    }

    /// Whether a clause tells of what its parent tells of, at the same time and place.
    fn accompanies(&self, clause: &Clause) -> bool {
        match clause.kind {
            ClauseKind::Participle => clause.antecedent.is_none() && clause.marker.is_none(),
            ClauseKind::Coordinate => clause.shared_subject,
            ClauseKind::Adverbial => {
                let happened = clause.group.get().and_then(|g| self.doc.verb_groups.get(g)).is_some_and(|group| {
                    group.form == VerbForm::Finite && group.tense == VerbTense::Past && group.modal.is_none()
                });
                let marker = clause.marker.get().map_or("", |marker| self.doc.lower(marker));
                happened && matches!(marker, "when" | "as" | "while" | "where")
            }
            _ => false,
        }
    }

    /// Phrases after the prepositions of some slots, in the clauses that tell of the same happening.
    pub fn around(&self, frame: &Frame, slots: &[Slot]) -> Vec<Phrase> {
        let wanted = |token: usize| {
            let lower = self.doc.lower(token);
            slots.iter().any(|slot| matches!(slot, Slot::After(word) if word == lower))
        };
        let mut found = Vec::new();
        for clause in self.same_happening(frame) {
            for preposition in self.doc.prepositions_of(clause).filter(|p| wanted(p.token as usize)) {
                found.extend(self.phrase(preposition.phrase as usize));
            }
        }
        found
    }

    /// Phrases after "in", "at", "to" and the like in the infinitive that depends on the trigger.
    pub fn aims(&self, frame: &Frame) -> Vec<Phrase> {
        let Some(range) = frame.infinitive.clone() else { return Vec::new() };
        let first = self.doc.prepositions.partition_point(|p| (p.token as usize) < range.start);
        let near = self.doc.prepositions.iter().skip(first).take_while(|p| (p.token as usize) < range.end);
        near.filter(|p| {
            let lower = self.doc.lower(p.token as usize);
            matches!(lower, "in" | "at" | "to" | "for" | "into" | "inside" | "across" | "near" | "on")
        })
        .filter_map(|p| self.phrase(p.phrase as usize))
        .collect()
    }

    /// Who stands behind a subject that is itself a happening: its possessor, the words before it, its phrase of "by".
    pub fn owners(&self, frame: &Frame) -> Vec<Phrase> {
        let doc = self.doc;
        let mut found = Vec::new();
        for subject in &frame.subjects {
            let Some(number) = doc.tokens.get(subject.head).and_then(|t| t.phrase.get()) else { continue };
            let Some(phrase) = doc.noun_phrases.get(number) else { continue };
            found.extend(phrase.possessor.get().and_then(|p| self.phrase(p)));
            // "Cadet Orin Dask died": the parts of a person's name are nobody else.
            if !self.is_kind(subject.head, PERSON) {
                found.extend(self.before_head(phrase.start as usize, subject.head));
            }
            found.extend(self.agent_after(phrase, frame.sentence.end).and_then(|p| self.phrase(p)));
        }
        found
    }

    /// "He was taking down names. He had written eleven.": the plural that a bare number as an object leaves out is the object of the sentence
    /// before, where a pronoun goes on with its subject.
    pub fn left_out(&self, phrase: &NounPhrase) -> Option<usize> {
        let doc = self.doc;
        let (head, alone) = (phrase.head as usize, phrase.end == phrase.start + 1 && phrase.of.is_none());
        if phrase.kind != PhraseKind::Number || !alone || phrase.preposition.is_some() {
            return None;
        }
        let clause = doc.clause_of(head).and_then(|c| doc.clauses.get(c))?;
        let number = doc.tokens.get(head)?.phrase;
        let subject = clause.subject.get().and_then(|p| doc.noun_phrases.get(p))?;
        let goes_on = subject.kind == PhraseKind::Pronoun
            && matches!(doc.lower(subject.head as usize), "he" | "she" | "they" | "it");
        let before = doc.sentence_of(head).checked_sub(1).filter(|_| goes_on && clause.object == number)?;
        let range = doc.sentence(before);
        let first = doc.clauses.partition_point(|c| (c.end as usize) <= range.start);
        let told = doc.clauses.iter().skip(first).take_while(|c| (c.start as usize) < range.end).take(8);
        let main =
            told.filter(|c| matches!(c.kind, ClauseKind::Main | ClauseKind::Coordinate | ClauseKind::Complement));
        let noun = main.filter_map(|c| doc.noun_phrases.get(c.object.get()?)).map(|p| p.head as usize);
        noun.into_iter().find(|noun| doc.tag(*noun) == Tag::NNS)
    }

    /// The nouns and names before the head of a phrase, as a phrase: "army" in "the army raid".
    pub fn before_head(&self, start: usize, head: usize) -> Option<Phrase> {
        let doc = self.doc;
        let first = (start..head).find(|i| doc.tag(*i).is_noun() || self.is_kind(*i, STATE))?;
        let last = (first..head).rfind(|i| doc.tag(*i).is_noun() || self.is_kind(*i, STATE))?;
        let span = doc.span(first..last + 1);
        Some(Phrase { span, start: first, end: last + 1, head: last, counted: last + 1, counts: None })
    }

    /// The trigger as a reader would quote it: with the words before a noun, without its article.
    pub fn trigger_words(&self, frame: &Frame) -> Range<usize> {
        let closed = |i: &usize| {
            let tag = self.doc.tag(*i);
            matches!(tag, Tag::DT | Tag::PRPS | Tag::POS | Tag::CD) || !tag.is_word()
        };
        let mut start = frame.words.start;
        if frame.noun && !frame.modifiers.is_empty() {
            start = frame.modifiers.clone().rfind(closed).map_or(frame.modifiers.start, |i| i + 1);
        }
        start.min(frame.words.start)..frame.words.end
    }

    /// A clause with "if" or "unless" on which the trigger's clause, or one above it, depends.
    pub fn condition_clause(&self, frame: &Frame) -> Option<Range<usize>> {
        let own = frame.clause?;
        let mut above = vec![own];
        let mut at = Some(own);
        for _ in 0..3 {
            at = at.and_then(|c| self.doc.clauses.get(c)).and_then(|c| c.parent.get());
            above.extend(at);
        }
        let first = self.doc.clauses.partition_point(|c| (c.end as usize) <= frame.sentence.start);
        let near = self.doc.clauses.iter().skip(first).take(40);
        let mut inside = near.take_while(|c| (c.start as usize) < frame.sentence.end);
        let found = inside.find(|clause| {
            let marked = clause.marker.get().is_some_and(|m| {
                self.cue(m, cues::CONDITION) && matches!(self.doc.lower(m), "if" | "unless" | "should" | "provided")
            });
            // "threatened with death if they fled": after a noun "if" asks nothing.
            let asks = clause.marker.get().and_then(|m| m.checked_sub(1)).is_none_or(|i| !self.doc.tag(i).is_noun());
            marked
                && (clause.kind == ClauseKind::Adverbial || clause.kind == ClauseKind::Complement && !asks)
                && clause.parent.get().is_some_and(|parent| above.contains(&parent))
                && !(clause.start as usize..clause.end as usize).contains(&frame.head)
        })?;
        Some(found.start as usize..found.end as usize)
    }

    /// The adverb "there" in a clause, and the place that was named last before it.
    pub fn there(&self, frame: &Frame) -> Option<(usize, usize)> {
        let doc = self.doc;
        let adverb = frame.extent.clone().find(|i| {
            doc.lower(*i) == "there" && doc.tag(*i) != Tag::EX && !doc.lower(*i + 1).is_empty() && {
                // "there were clashes" names no place.
                !matches!(doc.lemma(*i + 1), "be" | "'s" | "have" | "seem" | "appear" | "may" | "might")
            }
        })?;
        let sentence = doc.sentence_of(adverb);
        let from = doc.sentences.get(sentence.saturating_sub(THERE_REACH))?.span.start;
        let to = doc.tokens.get(adverb)?.span.start;
        let places = self
            .found
            .entities
            .iter()
            .enumerate()
            .filter(|(_, entity)| matches!(entity.kind, EntityKind::Place | EntityKind::State));
        let named = places.flat_map(|(number, entity)| {
            let near = entity.mentions.iter().filter(|m| m.form == MentionForm::Name);
            near.filter(|m| m.span.start >= from && m.span.end <= to).map(move |m| (m.span.start, number))
        });
        let (_, entity) = named.max()?;
        Some((adverb, entity))
    }

    /// The quantity that opens a range of tokens; an age or share is none.
    pub fn quantity_at(&self, range: Range<usize>) -> Option<usize> {
        let reach = self.doc.span(range.clone());
        let quantities = self.found.quantities;
        let first = quantities.partition_point(|quantity| quantity.span.end <= reach.start);
        let near = quantities.iter().enumerate().skip(first).take_while(|(_, q)| q.span.start < reach.end);
        near.filter(|(_, q)| !matches!(q.unit.as_str(), "year_of_age" | "year" | "percent") && !self.is_masked(q.span))
            .find(|(_, q)| {
                // Only an article may stand before it: in "the commander of 40 men" nobody counts commanders.
                let tokens = self.doc.tokens_in(q.span);
                tokens.start <= range.start + 1
            })
            .map(|(number, _)| number)
    }
}
