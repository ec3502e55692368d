//! What stands around a trigger: its subject, object and other phrases, the passive undone.
//!
//! In: a trigger's tokens. Out: [`Frame`]. Not here: which role a phrase fills (codebook, `arguments`).

use super::reading::Reading;
use crate::annotate::{Clause, ClauseKind, NounPhrase, PhraseKind, Tag, VerbForm, VerbGroup};
use crate::text::Span;
use std::ops::Range;

/// How many tokens around a trigger are looked at.
const REACH: usize = 150;

/// A phrase with what belongs to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Phrase {
    /// Place of the whole, possessors and "of" chain included.
    pub span: Span,
    /// Tokens of the phrase itself, possessor included, without the "of" chain.
    pub start: usize,
    /// Token after the last one.
    pub end: usize,
    /// The word that carries it.
    pub head: usize,
    /// The words that an "of" after a word of number adds ("dozens of children"), up to here; `end` if none.
    pub counted: usize,
    /// The noun that a bare number counts and leaves out ("He had written eleven").
    pub counts: Option<usize>,
}

/// What stands around a trigger.
#[derive(Debug, Default)]
pub(super) struct Frame {
    /// The trigger's first token, and the one after its last.
    pub words: Range<usize>,
    /// The token that carries the trigger.
    pub head: usize,
    /// The sentence.
    pub sentence: Range<usize>,
    /// The clause, with the clauses inside it.
    pub extent: Range<usize>,
    /// The clause.
    pub clause: Option<usize>,
    /// Who does it.
    pub subjects: Vec<Phrase>,
    /// To whom or what.
    pub objects: Vec<Phrase>,
    /// What "be" says of its subject.
    pub predicate: Vec<Phrase>,
    /// What the trigger is an apposition to, or what its relative clause describes.
    pub antecedent: Vec<Phrase>,
    /// Words before a noun trigger in its phrase.
    pub modifiers: Range<usize>,
    /// The infinitive that depends on it.
    pub infinitive: Option<Range<usize>>,
    /// The participle that depends on it.
    pub participle: Option<Range<usize>>,
    /// Prepositions with their phrases.
    pub prepositional: Vec<(usize, Phrase)>,
    /// The phrase that ends just before the trigger.
    pub before: Option<Phrase>,
    /// The phrase that begins just after the trigger.
    pub next: Option<Phrase>,
    /// Whether the trigger stands in quoted speech.
    pub quoted: bool,
    /// Whether the trigger is a noun that only names the event.
    pub noun: bool,
}

impl Reading<'_> {
    /// A phrase of the grammar with its extent.
    pub fn phrase(&self, index: usize) -> Option<Phrase> {
        let phrase = self.doc.noun_phrases.get(index)?;
        let whole = self.doc.extent(index, !self.acts_after_of(phrase));
        let own = self.doc.extent(index, false);
        let head = phrase.head as usize;
        let counts = self.cue(head, super::cues::PARTITIVE)
            || matches!(phrase.kind, PhraseKind::Number | PhraseKind::Determiner);
        let counted = if counts { whole.end } else { own.end };
        let counts = self.left_out(phrase);
        Some(Phrase { span: self.doc.span(whole), start: own.start, end: own.end, head, counted, counts })
    }

    /// "accused the Brigade of recruiting boys": what follows a name with "of" and an -ing form is not a part of the name.
    fn acts_after_of(&self, phrase: &NounPhrase) -> bool {
        let of = phrase.of.get().and_then(|of| self.doc.noun_phrases.get(of));
        let name = self.doc.word(phrase.head as usize).starts_with(char::is_uppercase);
        let verb = (phrase.start as usize).checked_sub(1).filter(|i| self.doc.tag(*i).is_verb());
        let accused = verb.is_some_and(|verb| self.cue(verb, super::cues::BLAME));
        (name || accused || phrase.kind == PhraseKind::Pronoun)
            && of.is_some_and(|of| self.doc.lower(of.start as usize).ends_with("ing") && of.end - of.start > 1)
    }

    pub fn list(&self, first: Option<usize>, into: &mut Vec<Phrase>) {
        if let Some(first) = first {
            into.extend(self.doc.conjuncts(first).take(12).filter_map(|p| self.phrase(p)));
            // "took the towns of Olun and Arven": each is taken.
            let of = self.doc.noun_phrases.get(first).filter(|p| self.doc.tag(p.head as usize) == Tag::NNS);
            let of = of.and_then(|p| p.of.get()).filter(|of| self.doc.is_kind(*of, PhraseKind::Name));
            let more = of.into_iter().flat_map(|of| self.doc.conjuncts(of).skip(1).take(12));
            into.extend(more.filter_map(|p| self.phrase(p)));
        }
    }

    pub fn clause(&self, index: Option<usize>) -> Option<&Clause> {
        self.doc.clauses.get(index?)
    }

    /// The verb group that a token heads.
    pub fn group_headed_by(&self, token: usize) -> Option<&VerbGroup> {
        let group = self.doc.tokens.get(token)?.group.get()?;
        self.doc.verb_groups.get(group).filter(|g| g.head as usize == token)
    }

    /// The frame of a verb that heads a verb group.
    pub fn verb_frame(&self, head: usize, words: Range<usize>) -> Option<Frame> {
        let group = self.group_headed_by(head)?;
        let number = group.clause.get();
        let clause = self.clause(number)?;
        let mut frame = self.bare_frame(head, words, number);
        let subject = self
            .subject_of(clause, group)
            .map(|subject| self.nearest_described(subject, clause))
            .map(|subject| self.behind_measure(subject))
            .map(|subject| self.after_colon(subject, group))
            .map(|subject| self.right_before(subject, clause, group))
            .and_then(|subject| match self.only_where(subject, group) {
                true => self.who_goes_there(subject, clause),
                false => Some(subject),
            });
        // "Two men died in Arven" may be read as a participle.
        let active = group.form == VerbForm::Participle && self.cue(head, super::cues::INTRANSITIVE);
        if (group.passive && !active) || self.is_reduced(group, clause) {
            self.list(subject, &mut frame.objects);
            self.list(self.shared_agent(clause, group, frame.sentence.end), &mut frame.subjects);
            // "was called a traitor": the object stays beside the undone subject.
            self.list(clause.object.get(), &mut frame.objects);
        } else {
            self.list(subject, &mut frame.subjects);
            let object = self.resolved(clause.object.get(), clause).or_else(|| self.right_after(group));
            let object = object.or_else(|| self.shared_object(number, group, frame.sentence.end));
            let into = if self.doc.lemma(head) == "be" { &mut frame.predicate } else { &mut frame.objects };
            self.list(object, into);
            self.list(clause.receiver.get(), &mut frame.objects);
        }
        let antecedent = clause.antecedent.get().filter(|&phrase| !self.only_where(phrase, group));
        self.list(antecedent, &mut frame.antecedent);
        self.dependants(number, head, &mut frame);
        self.put_somewhere(number, group, &mut frame);
        let last =
            frame.objects.iter().filter(|p| !group.passive && p.start >= head).map(|p| p.counted.max(p.end)).max();
        self.trailing(last.unwrap_or(group.end as usize), &mut frame);
        Some(frame)
    }

    /// The frame of a noun that heads a noun phrase.
    pub fn noun_frame(&self, head: usize, words: Range<usize>) -> Option<Frame> {
        let number = self.doc.tokens.get(head)?.phrase.get()?;
        let phrase = self.doc.noun_phrases.get(number).filter(|p| p.head as usize == head)?;
        let clause_number = self.doc.clause_of(head);
        let mut frame = self.bare_frame(head, words.clone(), clause_number);
        frame.noun = true;
        frame.modifiers = phrase.start as usize..words.start;
        self.list(phrase.possessor.get(), &mut frame.subjects);
        // "recruitment and use of children": the last of a list carries the phrase of all.
        let of = phrase.of.get().or_else(|| {
            self.doc.conjuncts(number).skip(1).take(6).find_map(|p| self.doc.noun_phrases.get(p)?.of.get())
        });
        self.list(of, &mut frame.objects);
        if frame.subjects.is_empty() {
            self.list(self.agent_after(phrase, frame.sentence.end), &mut frame.subjects);
        }
        if frame.subjects.is_empty() {
            self.list(self.blamed(number, clause_number), &mut frame.subjects);
        }
        if let Some(clause) = self.clause(clause_number) {
            let group = clause.group.get().and_then(|g| self.doc.verb_groups.get(g));
            let copula = group.is_some_and(|g| self.doc.lemma(g.head as usize) == "be");
            let passive = group.is_some_and(|g| g.passive);
            let mine = |p: Option<usize>| p.is_some_and(|p| self.doc.conjuncts(p).take(12).any(|c| c == number));
            let light = group.is_some_and(|g| self.cue(g.head as usize, super::cues::LIGHT));
            let subject = self.resolved(clause.subject.get(), clause);
            // "Two pilots are in the hands of the rebels": who is in it.
            let close = |g: &VerbGroup, at: usize| (g.start as usize..=g.end as usize + 1).contains(&at);
            let beside = group.zip(phrase.preposition.get()).is_some_and(|(g, at)| close(g, at));
            if (copula && beside || self.is_in_it(&frame)) && frame.subjects.is_empty() {
                self.list(subject, &mut frame.subjects);
            }
            if mine(clause.object.get()) && copula {
                self.list(subject, &mut frame.antecedent);
            } else if frame.subjects.is_empty() && light {
                if mine(clause.object.get()) && !passive {
                    self.list(subject, &mut frame.subjects);
                } else if passive && mine(clause.subject.get()) {
                    self.list(clause.agent.get(), &mut frame.subjects);
                }
            }
            if frame.subjects.is_empty() && passive && mine(clause.subject.get()) {
                self.list(self.said_agent(clause_number, number, frame.sentence.end), &mut frame.subjects);
            }
        }
        if frame.antecedent.is_empty() {
            frame.antecedent.extend(self.apposed_to(phrase).or_else(|| self.named_after(phrase)));
        }
        self.dependants(clause_number, phrase.start as usize, &mut frame);
        Some(frame)
    }

    /// The frame of any other word: what stands before and after it, and the clause's subject and object.
    pub fn word_frame(&self, head: usize, words: Range<usize>) -> Option<Frame> {
        let number = self.doc.clause_of(head);
        let mut frame = self.bare_frame(head, words.clone(), number);
        let doc = self.doc;
        let stands_alone = self.stands_for_a_noun(words.clone());
        if let Some(clause) = self.clause(number).filter(|_| !stands_alone) {
            self.list(self.resolved(clause.subject.get(), clause), &mut frame.subjects);
            self.list(clause.object.get(), &mut frame.objects);
        }
        let phrase_at = |token: usize| doc.tokens.get(token).and_then(|t| t.phrase.get()).and_then(|p| self.phrase(p));
        if words.start > frame.sentence.start {
            frame.before = phrase_at(words.start - 1).filter(|p| p.end == words.start);
            let at = words.start - 1;
            if frame.before.is_none() && stands_alone && doc.tag(at) == Tag::CD {
                let span = doc.span(at..at + 1);
                frame.before = Some(Phrase { span, start: at, end: at + 1, head: at, counted: at + 1, counts: None });
            }
        }
        if words.end < frame.sentence.end {
            frame.next = phrase_at(words.end);
        }
        // "Varenia-backed militia": the name is a part of the word.
        let word = doc.word(head);
        if let (Some(cut), Some(token)) = (word.rfind(['-', '\u{2010}', '\u{2011}']), doc.tokens.get(head))
            && words.len() == 1
            && cut > 0
        {
            let start = token.span.start as usize;
            let span = Span::new(start, start + cut);
            frame.before = Some(Phrase { span, start: head, end: head + 1, head, counted: head + 1, counts: None });
            frame.next = frame.next.or_else(|| phrase_at(head));
        }
        self.dependants(number, head, &mut frame);
        Some(frame)
    }

    /// "were killed and thirty wounded", "among wounded and dead": an adjective after a number or a preposition, with no noun of its own,
    /// stands for one, and the clause's subject is not its subject.
    fn stands_for_a_noun(&self, words: Range<usize>) -> bool {
        let doc = self.doc;
        let tag = |at: Option<usize>| at.map_or(Tag::Stop, |at| doc.tag(at));
        let free =
            words.clone().all(|i| doc.tag(i).is_adjective() && doc.tokens.get(i).is_some_and(|t| t.phrase.is_none()));
        free && matches!(tag(words.start.checked_sub(1)), Tag::CD | Tag::IN)
    }

    pub fn bare_frame(&self, head: usize, words: Range<usize>, clause: Option<usize>) -> Frame {
        let sentence = self.doc.sentence(self.doc.sentence_of(head));
        // A sentence without end is cut around the trigger, so that reading stays linear.
        let window = head.saturating_sub(REACH).max(sentence.start)..(head + REACH).min(sentence.end);
        let extent = self
            .clause(clause)
            .map_or(window.clone(), |c| (c.start as usize).max(window.start)..(c.end as usize).min(window.end));
        let sentence = window;
        let quoted = self
            .doc
            .quotation_of(head)
            .and_then(|q| self.doc.quotations.get(q))
            .is_some_and(|q| !q.scare && self.doc.tokens_in(q.span).len() > 5);
        Frame { words, head, sentence, extent, clause, quoted, ..Frame::default() }
    }

    /// Prepositional phrases right after a place, where the grammar gave them to another clause.
    fn trailing(&self, mut at: usize, frame: &mut Frame) {
        for _ in 0..3 {
            let found = self.doc.prepositions.binary_search_by_key(&at, |p| p.token as usize);
            let Some(preposition) = found.ok().and_then(|i| self.doc.prepositions.get(i)) else { return };
            let Some(phrase) = self.phrase(preposition.phrase as usize).filter(|p| frame.sentence.contains(&p.start))
            else {
                return;
            };
            if !frame.prepositional.iter().any(|(token, _)| *token == at) {
                frame.prepositional.push((at, phrase));
            }
            at = phrase.counted.max(phrase.end);
        }
    }

    /// "laid what they had on a sheet": after a verb of having, the phrase of place belongs to the verb above it.
    fn put_somewhere(&self, number: Option<usize>, group: &VerbGroup, frame: &mut Frame) {
        let clause = number.and_then(|n| self.doc.clauses.get(n));
        let Some(number) = number.filter(|_| clause.is_some_and(|c| c.object.is_none())) else { return };
        let inside = self.doc.clauses.iter().enumerate().skip(number + 1).take(4);
        let object = inside.filter(|(_, c)| c.parent.get() == Some(number) && c.start == group.end).find(|(_, c)| {
            let marker = c.marker.get().map_or("", |m| self.doc.lower(m));
            c.kind == ClauseKind::Complement && matches!(marker, "what" | "whatever")
        });
        let Some((object, verb)) = object.and_then(|(at, _)| Some((at, self.doc.group(at)?))) else { return };
        if matches!(self.doc.lemma(verb.head as usize), "have" | "hold" | "carry" | "own" | "possess" | "bring") {
            let after = self.doc.prepositions_of(object).filter(|p| p.token >= verb.end);
            let places = after.filter_map(|p| Some((p.token as usize, self.phrase(p.phrase as usize)?)));
            frame.prepositional.extend(places);
        }
    }

    /// The phrase that begins where a verb group ends.
    pub(super) fn right_after(&self, group: &VerbGroup) -> Option<usize> {
        let next = self.doc.tokens.get(group.end as usize)?.phrase.get()?;
        let phrase = self.doc.noun_phrases.get(next)?;
        (phrase.start == group.end && phrase.kind != PhraseKind::Time && self.doc.lemma(group.head as usize) != "be")
            .then_some(next)
    }

    /// A relative pronoun stands for what its clause describes.
    pub fn resolved(&self, phrase: Option<usize>, clause: &Clause) -> Option<usize> {
        let relative = self.doc.noun_phrases.get(phrase?).is_some_and(|p| p.kind == PhraseKind::Relative);
        let known = if relative && clause.antecedent.is_some() { clause.antecedent.get() } else { phrase };
        known.map(|p| self.aged(p))
    }

    /// "Orin Dask, commander of ...": the phrase before the comma, dash or bracket.
    fn apposed_to(&self, phrase: &NounPhrase) -> Option<Phrase> {
        let doc = self.doc;
        let first = doc.noun_phrases.get(doc.tokens.get(phrase.start as usize)?.phrase.get()?)?;
        // The possessor of the phrase opens it.
        let own = doc.extent(doc.tokens.get(first.start as usize)?.phrase.get()?, false);
        let mark = own.start.checked_sub(1)?;
        if !matches!(doc.tag(mark), Tag::Comma | Tag::Dash | Tag::OpenBracket) {
            return None;
        }
        let mut before = mark.checked_sub(1)?;
        // "X (XYZ), a branch": the short form in brackets is skipped.
        if doc.tag(before) == Tag::CloseBracket {
            before =
                (before.saturating_sub(6)..before).rev().find(|&i| doc.tag(i) == Tag::OpenBracket)?.checked_sub(1)?;
        }
        let last = doc.tokens.get(before)?.phrase.get()?;
        // A list is no apposition.
        if doc.noun_phrases.get(last)?.and.is_some() {
            return None;
        }
        self.phrase(last)
    }

    /// "The brigade's commander, Orin Dask,": the name after the comma.
    fn named_after(&self, phrase: &NounPhrase) -> Option<Phrase> {
        let doc = self.doc;
        let next = phrase.end as usize + 1;
        let name = doc.tokens.get(next)?.phrase.get()?;
        let apposed = doc.tag(phrase.end as usize) == Tag::Comma && doc.is_kind(name, PhraseKind::Name);
        if apposed && doc.noun_phrases.get(name)?.start as usize == next { self.phrase(name) } else { None }
    }

    /// Whether an infinitive may be what something is done for. "The raid is believed to have failed" has none, and behind "the raid proved", "after
    /// the raid she told them" it is the verb's.
    fn has_aim(&self, frame: &Frame, clause: usize, infinitive: &Clause) -> bool {
        let at = infinitive.start as usize;
        let own = infinitive.group.get().and_then(|g| self.doc.verb_groups.get(g));
        // "to have been carried out": what was done before is no aim.
        if self.doc.lower(at + 1) == "have" && own.is_some_and(|g| g.head as usize > at + 1) {
            return false;
        }
        let group = self.doc.group(clause);
        let another = |g: &VerbGroup| {
            let verb = g.head as usize;
            frame.noun && frame.words.end <= g.start as usize && !self.cue(verb, super::cues::LIGHT)
        };
        !group.is_some_and(another)
    }

    /// Prepositional phrases, infinitive and participle that depend on a trigger: those after it in its clause, and those before
    /// it that the clause itself holds.
    pub fn dependants(&self, clause: Option<usize>, from: usize, frame: &mut Frame) {
        let Some(number) = clause else { return };
        for preposition in self.doc.prepositions_of(number) {
            let token = preposition.token as usize;
            if token >= frame.sentence.end {
                break;
            }
            if frame.noun && token < from {
                // Before a noun only what opens the sentence belongs to the event.
                if token != frame.sentence.start {
                    continue;
                }
            }
            // "The deaths led to the resignation of a minister": "of" goes with the noun before it.
            let beyond = frame.words.end..token;
            if frame.noun && self.doc.lower(token) == "of" && beyond.into_iter().any(|i| self.doc.tag(i).is_verb()) {
                continue;
            }
            for phrase in self.doc.conjuncts(preposition.phrase as usize).take(12) {
                if let Some(phrase) = self.phrase(phrase) {
                    frame.prepositional.push((token, phrase));
                }
            }
        }
        for (at, child) in self.doc.clauses.iter().enumerate().skip(number + 1) {
            if child.start as usize >= frame.sentence.end || at > number + 24 {
                break;
            }
            if child.parent.get() != Some(number) || (child.start as usize) < from {
                continue;
            }
            let range = child.start as usize..child.end as usize;
            match child.kind {
                ClauseKind::Infinitive if !self.has_aim(frame, number, child) => {}
                ClauseKind::Infinitive => frame.infinitive = frame.infinitive.take().or(Some(range)),
                ClauseKind::Participle => frame.participle = frame.participle.take().or(Some(range)),
                _ => {}
            }
        }
    }
}
