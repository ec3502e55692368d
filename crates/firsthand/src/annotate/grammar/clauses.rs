//! Clauses: which words belong to which verb.
//!
//! In: a [`Doc`] with noun phrases and verb groups. Out: [`Doc::clauses`] and each token's innermost clause. One pass over
//! each sentence with a stack of open clauses, without a treebank grammar: markers and relative words open a clause, every verb
//! group fills the open clause that waits for one or opens its own. Not here: objects and agents (`complements.rs`).

use super::super::doc::{Doc, Tag};
use super::super::phrase::{Clause, ClauseKind, PhraseKind, Ref, VerbForm, VerbGroup, VerbTense};
use super::complements;
use crate::report::PartKind;
use std::ops::Range;

/// Most clauses that are open at a time, and most phrases or verbs that one look back or ahead goes through.
pub(super) const DEEPEST: usize = 64;

/// Finds the clauses of every sentence.
pub(super) fn find(doc: &mut Doc<'_>) {
    for s in 0..doc.sentence_tokens.len() {
        let sentence = doc.sentence(s);
        let first = doc.clauses.len();
        let headline = doc.is_in(s, PartKind::Headline);
        let mut reader =
            Reader { doc, sentence: sentence.clone(), stack: Vec::new(), last_group: None, reported: None, headline };
        reader.read();
        complements::find(doc, first, sentence);
    }
    // What a marker freed.
    doc.prepositions.retain(|p| p.phrase != u32::MAX);
}

/// A clause that is being read.
pub(super) struct Open {
    pub(super) clause: usize,
    /// The token at which it closes by itself.
    pub(super) until: usize,
}

pub(super) struct Reader<'d, 'r> {
    pub(super) doc: &'d mut Doc<'r>,
    pub(super) sentence: Range<usize>,
    pub(super) stack: Vec<Open>,
    /// The verb group before the current token.
    last_group: Option<usize>,
    /// The reporting clause that closed last, and where.
    pub(super) reported: Option<(usize, usize)>,
    headline: bool,
}

impl Reader<'_, '_> {
    fn read(&mut self) {
        self.open(ClauseKind::Main, self.sentence.start, Ref::NONE, Ref::NONE);
        let mut i = self.sentence.start;
        while i < self.sentence.end {
            while self.stack.len() > 1 && self.stack.last().is_some_and(|open| open.until <= i) {
                if let Some(open) = self.stack.pop() {
                    self.reported = Some((open.clause, i));
                }
            }
            let end = match self.doc.tokens[i].group.get() {
                Some(group) => {
                    self.group(group);
                    let end = self.doc.verb_groups[group].end as usize;
                    self.last_group = Some(group);
                    end.max(i + 1)
                }
                None => {
                    self.marker(i);
                    i + 1
                }
            };
            let top = Ref::to(self.top());
            for token in &mut self.doc.tokens[i..end] {
                token.clause = top;
            }
            i = end;
        }
    }

    pub(super) fn top(&self) -> usize {
        self.stack.last().map_or(0, |open| open.clause)
    }

    fn filled(&self, clause: usize) -> bool {
        self.doc.clauses[clause].group.is_some()
    }

    fn kind(&self, clause: usize) -> ClauseKind {
        self.doc.clauses[clause].kind
    }

    /// Adds a clause on top of the stack.
    pub(super) fn open(&mut self, kind: ClauseKind, start: usize, marker: Ref, parent: Ref) -> usize {
        let clause = self.doc.clauses.len();
        self.doc.clauses.push(Clause {
            start: start as u32,
            end: start as u32,
            kind,
            marker,
            group: Ref::NONE,
            subject: Ref::NONE,
            shared_subject: false,
            object: Ref::NONE,
            receiver: Ref::NONE,
            agent: Ref::NONE,
            antecedent: Ref::NONE,
            parent,
        });
        // A sentence nested this deep is no sentence; forgetting the oldest but one keeps the time linear.
        if self.stack.len() >= DEEPEST {
            self.stack.remove(1);
        }
        self.stack.push(Open { clause, until: usize::MAX });
        clause
    }

    pub(super) fn fill(&mut self, clause: usize, group: usize) {
        self.doc.clauses[clause].group = Ref::to(group);
        self.doc.verb_groups[group].clause = Ref::to(clause);
    }

    /// Gives the tokens `from..to` that belong to one of `old` to `new`.
    pub(super) fn retag(&mut self, range: Range<usize>, old: usize, new: usize) {
        for token in &mut self.doc.tokens[range] {
            if token.clause == Ref::to(old) {
                token.clause = Ref::to(new);
            }
        }
    }

    /// Places a verb group.
    fn group(&mut self, g: usize) {
        let group = self.doc.verb_groups[g];
        let start = group.start as usize;
        let bare = group.form == VerbForm::Infinitive && start == group.head as usize;
        let top = self.top();
        if group.form == VerbForm::Finite && self.reporting(g) {
            return;
        }
        if let Some(cc) = self.conjunction_before(start) {
            self.seen_too(g);
            if self.coordinate(g, cc) {
                return;
            }
        }
        if self.seen(g) {
            return;
        }
        let headline_verb =
            self.headline && !self.filled(top) && self.kind(top) == ClauseKind::Main && !self.finite_later(g);
        match group.form {
            VerbForm::Finite => self.finite(g),
            VerbForm::Infinitive if bare && !self.filled(top) => self.finite(g),
            VerbForm::Infinitive if headline_verb && self.adjacent_subject(start).is_some() => {
                self.doc.verb_groups[g].tense = VerbTense::Future;
                self.finite(g);
            }
            VerbForm::Participle if headline_verb && self.adjacent_subject(start).is_some() => self.finite(g),
            VerbForm::Infinitive => self.infinitive(g),
            VerbForm::Participle => self.participle(g),
        }
    }

    fn finite_later(&self, g: usize) -> bool {
        let groups = self.doc.verb_groups.get(g + 1..).unwrap_or(&[]);
        groups
            .iter()
            .take(DEEPEST)
            .take_while(|v| (v.start as usize) < self.sentence.end)
            .any(|v| v.form == VerbForm::Finite)
    }

    /// The conjunction right before a verb group, adverbs aside.
    fn conjunction_before(&self, start: usize) -> Option<usize> {
        let mut at = start;
        for _ in 0..4 {
            at = at.checked_sub(1).filter(|at| *at >= self.sentence.start)?;
            match self.doc.tag(at) {
                Tag::CC => return Some(at),
                tag if tag.is_adverb() => {}
                _ => return None,
            }
        }
        None
    }

    /// "and left": a verb that shares the subject of the clause before. False if there is none to share.
    fn coordinate(&mut self, g: usize, cc: usize) -> bool {
        let (form, start) = (self.doc.verb_groups[g].form, self.doc.verb_groups[g].start as usize);
        let comma = cc > self.sentence.start && self.doc.tag(cc - 1) == Tag::Comma;
        let before = self.last_group.map(|l| self.doc.verb_groups[l]);
        // "were trained and paid", "has found and freed": the auxiliary counts for both.
        let tail = before.filter(|b| {
            form == VerbForm::Participle
                && b.form == VerbForm::Finite
                && (b.passive || b.perfect || b.progressive)
                && self.doc.tag(b.head as usize) == self.doc.tag(self.doc.verb_groups[g].head as usize)
        });
        if let Some(b) = tail {
            let group = &mut self.doc.verb_groups[g];
            *group = VerbGroup {
                passive: b.passive,
                perfect: b.perfect,
                progressive: b.progressive,
                modal: b.modal,
                ..*group
            };
            (group.form, group.tense) = (VerbForm::Finite, b.tense);
        }
        let form = self.doc.verb_groups[g].form;
        let bare = form == VerbForm::Infinitive && self.doc.lower(self.doc.verb_groups[g].start as usize) != "to";
        // "will train and pay": the modal counts for both.
        let modal = before.filter(|b| bare && b.form == VerbForm::Finite && b.modal.is_some());
        if let Some(b) = modal {
            let group = &mut self.doc.verb_groups[g];
            (group.form, group.tense, group.modal) = (VerbForm::Finite, b.tense, b.modal);
        }
        let form = self.doc.verb_groups[g].form;
        let same = |kind: ClauseKind| match form {
            VerbForm::Finite => !matches!(kind, ClauseKind::Infinitive | ClauseKind::Participle),
            VerbForm::Infinitive => kind == ClauseKind::Infinitive,
            VerbForm::Participle => kind == ClauseKind::Participle,
        };
        let fits = |reader: &Self, open: &Open| {
            let kind = reader.kind(open.clause);
            let like = reader.doc.group(open.clause).is_some_and(|v| v.form == form);
            let relative = comma && kind == ClauseKind::Relative && open.clause != reader.stack[0].clause;
            (same(kind) && !relative) || (kind == ClauseKind::Coordinate && like)
        };
        let Some(level) = self.stack.iter().rposition(|open| fits(self, open)) else { return false };
        let other = self.stack[level].clause;
        self.stack.truncate(level + 1);
        if !self.filled(other) {
            self.finite(g);
            return true;
        }
        self.stack.truncate(level);
        let clause = self.open(ClauseKind::Coordinate, cc, Ref::to(cc), Ref::to(other));
        let (subject, antecedent) = (self.doc.clauses[other].subject, self.doc.clauses[other].antecedent);
        let new = &mut self.doc.clauses[clause];
        (new.subject, new.shared_subject, new.antecedent) = (subject, subject.is_some(), antecedent);
        // Only the conjunction and adverbs stand here.
        for token in &mut self.doc.tokens[cc..start] {
            token.clause = Ref::to(clause);
        }
        self.fill(clause, g);
        true
    }

    /// A finite verb: fills the clause that waits for one, or opens its own.
    fn finite(&mut self, g: usize) {
        let start = self.doc.verb_groups[g].start as usize;
        let top = self.top();
        if !self.filled(top) {
            self.fill(top, g);
            self.doc.clauses[top].subject = self.subject_in(top, start);
            return;
        }
        if self.said_of(g, top) {
            return;
        }
        let floor = self.last_group.map_or(self.sentence.start, |l| self.doc.verb_groups[l].end as usize);
        // "After rebels shelled the market and the school was hit, residents fled": the main clause has a verb of its own to come.
        let after = self.doc.verb_groups[g].end as usize;
        let own = self.kind(top) == ClauseKind::Adverbial && self.finite_ahead(after, false);
        if !self.takes_clause(top) && (own || self.stack.iter().all(|open| self.filled(open.clause))) {
            self.split_list(start, floor);
        }
        let subject = self.adjacent_subject(start).filter(|&p| self.doc.noun_phrases[p].start as usize >= floor);
        let chain = subject.map(|p| self.doc.extent(p, false).start);
        let mark = chain.and_then(|c| c.checked_sub(1)).filter(|m| *m >= self.sentence.start);
        let mark_tag = mark.map_or(Tag::Stop, |m| self.doc.tag(m));
        let marked =
            matches!(mark_tag, Tag::Comma | Tag::CC | Tag::Colon | Tag::Dash | Tag::OpenQuote | Tag::CloseQuote);
        if let (Some(subject), Some(chain), true) = (subject, chain, self.takes_clause(top) && !marked) {
            self.own(g, ClauseKind::Complement, chain, Ref::NONE, top, subject);
            return;
        }
        if let Some(level) = self.stack.iter().rposition(|open| !self.filled(open.clause)) {
            let waiting = self.stack[level].clause;
            let comma = (floor..start).rev().find(|&i| self.doc.tag(i) == Tag::Comma);
            let known = self.subject_in(waiting, start);
            let from = match comma {
                Some(comma) => Some(comma + 1),
                None if known.is_none() => chain,
                None => None,
            };
            if let Some(from) = from {
                self.retag(from..start, top, waiting);
            }
            self.stack.truncate(level + 1);
            self.fill(waiting, g);
            self.doc.clauses[waiting].subject = self.subject_in(waiting, start);
            return;
        }
        match (subject, chain) {
            (Some(subject), Some(chain)) => self.with_subject(g, subject, chain, mark.filter(|_| marked)),
            _ => self.without_subject(g, top),
        }
    }

    /// "what it said were rebels", "which the army says was made abroad": what is said to be so is told of what opens the clause around it.
    fn said_of(&mut self, g: usize, top: usize) -> bool {
        let start = self.doc.verb_groups[g].start as usize;
        let marker = self.doc.clauses[top].marker.get();
        let pronoun = marker.filter(|&m| matches!(self.doc.tag(m), Tag::WP | Tag::WDT) && self.takes_clause(top));
        let right_after = self.last_group.is_some_and(|l| self.doc.verb_groups[l].end as usize == start);
        let what = pronoun.and_then(|m| self.doc.tokens[m].phrase.get());
        let Some(what) = what.filter(|_| right_after && self.doc.verb_groups[g].form == VerbForm::Finite) else {
            return false;
        };
        let described = self.doc.clauses[top].antecedent;
        let clause = self.open(ClauseKind::Complement, start, Ref::NONE, Ref::to(top));
        self.fill(clause, g);
        self.doc.clauses[clause].subject = described.get().map_or(Ref::to(what), Ref::to);
        true
    }

    /// A finite verb with its own subject, after a complete clause.
    fn with_subject(&mut self, g: usize, subject: usize, chain: usize, mark: Option<usize>) {
        let Some(mark) = mark else {
            // "the man he met": no mark between two noun phrases.
            let before = chain.checked_sub(1).and_then(|at| self.doc.tokens[at].phrase.get());
            let top = self.top();
            let kind = if before.is_some() { ClauseKind::Relative } else { ClauseKind::Complement };
            let clause = self.own(g, kind, chain, Ref::NONE, top, subject);
            self.doc.clauses[clause].antecedent = before.map_or(Ref::NONE, Ref::to);
            return;
        };
        let tag = self.doc.tag(mark);
        let conjunction = if tag == Tag::CC { Ref::to(mark) } else { Ref::NONE };
        let comma = tag == Tag::Comma || (mark > self.sentence.start && self.doc.tag(mark - 1) == Tag::Comma);
        let strong = matches!(tag, Tag::Colon | Tag::Dash | Tag::OpenQuote | Tag::CloseQuote);
        // A full clause is coordinated with the nearest finite one; after a comma not with a relative one.
        let level = self.stack.iter().rposition(|open| match self.kind(open.clause) {
            ClauseKind::Infinitive | ClauseKind::Participle => false,
            ClauseKind::Relative | ClauseKind::Adverbial if comma || strong => false,
            _ => !strong,
        });
        let level = level.unwrap_or(0);
        let other = self.stack[level].clause;
        self.stack.truncate(level);
        self.own(g, ClauseKind::Coordinate, if tag == Tag::CC { mark } else { chain }, conjunction, other, subject);
    }

    /// A finite verb without a noun phrase right before it, after a complete clause.
    fn without_subject(&mut self, g: usize, top: usize) {
        let start = self.doc.verb_groups[g].start as usize;
        // "He said the men who fled were caught": the described phrase is the subject of a new clause.
        let described = self.doc.clauses[top].antecedent;
        if let (Some(subject), Some(host)) = (described.get(), self.doc.clauses[top].parent.get()) {
            let chain = self.doc.extent(subject, false).start;
            let kind = if self.takes_clause(host) { ClauseKind::Complement } else { ClauseKind::Coordinate };
            if let Some(level) = self.stack.iter().position(|open| open.clause == host) {
                self.stack.truncate(level + 1);
                let clause = self.own(g, kind, chain, Ref::NONE, host, subject);
                self.doc.clauses[top].parent = Ref::to(clause);
                return;
            }
        }
        // "She said her son, a student, had been taken": the subject is the first phrase after the verb of saying.
        let floor = self.last_group.map_or(start, |l| self.doc.verb_groups[l].end as usize);
        if self.takes_clause(top) && self.doc.verb_groups[g].form == VerbForm::Finite {
            let first = self.doc.phrases_in(floor..start).find(|&p| self.free(p));
            if let Some(subject) = first {
                let chain = self.doc.extent(subject, false).start;
                self.own(g, ClauseKind::Complement, chain, Ref::NONE, top, subject);
                return;
            }
        }
        // "boys recruited in Arven" with the participle read as past tense.
        let group = self.doc.verb_groups[g];
        let before = start
            .checked_sub(1)
            .filter(|at| *at >= self.sentence.start)
            .and_then(|at| self.doc.tokens[at].phrase.get());
        if group.head == group.start && group.tense == VerbTense::Past && before.is_some() {
            let group = &mut self.doc.verb_groups[g];
            (group.form, group.tense, group.passive) = (VerbForm::Participle, VerbTense::None, true);
            self.participle(g);
            return;
        }
        let clause = self.open(ClauseKind::Coordinate, start, Ref::NONE, Ref::to(top));
        let (subject, shared) = (self.doc.clauses[top].subject, true);
        (self.doc.clauses[clause].subject, self.doc.clauses[clause].shared_subject) = (subject, shared);
        self.fill(clause, g);
    }

    /// Opens a clause from `start` with its own subject.
    pub(super) fn own(
        &mut self,
        g: usize,
        kind: ClauseKind,
        start: usize,
        marker: Ref,
        parent: usize,
        subject: usize,
    ) -> usize {
        let clause = self.open(kind, start, marker, Ref::to(parent));
        let end = self.doc.verb_groups[g].start as usize;
        for token in &mut self.doc.tokens[start..end] {
            // Clauses that were opened inside keep their tokens.
            let older =
                token.clause.get().and_then(|c| self.doc.clauses.get(c)).is_none_or(|c| (c.start as usize) < start);
            if older {
                token.clause = Ref::to(clause);
            }
        }
        self.fill(clause, g);
        self.doc.clauses[clause].subject = Ref::to(subject);
        clause
    }

    /// Whether a phrase can be subject or object: no preposition, no possessor of another, no time.
    pub(super) fn free(&self, phrase: usize) -> bool {
        complements::is_free(self.doc, phrase)
    }

    /// The subject of a clause among its own phrases before `end`.
    fn subject_in(&self, clause: usize, end: usize) -> Ref {
        let c = &self.doc.clauses[clause];
        let own = |p: &usize| self.doc.tokens[self.doc.noun_phrases[*p].head as usize].clause == Ref::to(clause);
        let phrases = self.doc.phrases_in(c.start as usize..end);
        let relative = c.antecedent.is_some();
        let mut found = phrases.take(DEEPEST).filter(own).filter(|&p| self.free(p));
        let first = found.find(|&p| self.doc.noun_phrases[p].kind != PhraseKind::Relative);
        match first {
            Some(p) => Ref::to(p),
            None if relative => c.antecedent,
            None => c.marker.get().map_or(Ref::NONE, |m| self.doc.tokens[m].phrase),
        }
    }

    /// The noun phrase that ends right before a verb, adverbs and its own "of"- and "in"-phrases aside; the first of a list.
    pub(super) fn adjacent_subject(&self, start: usize) -> Option<usize> {
        let mut at = start;
        for _ in 0..8 {
            at = at.checked_sub(1).filter(|at| *at >= self.sentence.start)?;
            let tag = self.doc.tag(at);
            if let Some(p) = self.doc.tokens[at].phrase.get() {
                let phrase = &self.doc.noun_phrases[p];
                let first = phrase.first.get().unwrap_or(p);
                match self.doc.noun_phrases[first].preposition.get() {
                    None if self.free(first) => return Some(first),
                    None => at = self.doc.extent(first, false).start,
                    // Step over the preposition to the phrase before it.
                    Some(preposition) => at = preposition,
                }
            } else if !(tag.is_adverb() || matches!(tag, Tag::CloseQuote | Tag::CloseBracket)) {
                return None;
            }
        }
        None
    }
}
