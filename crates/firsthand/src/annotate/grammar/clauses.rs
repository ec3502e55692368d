//! Clauses: which words belong to which verb.
//!
//! In: a [`Doc`] with noun phrases and verb groups. Out: [`Doc::clauses`] and each token's innermost clause. One pass over
//! each sentence with a stack of open clauses, without a treebank grammar: markers and relative words open a clause, every verb
//! group fills the open clause that waits for one or opens its own. Not here: objects and agents (`complements.rs`).

use super::super::doc::{Doc, Tag};
use super::super::phrase::{Clause, ClauseKind, PhraseKind, Ref, VerbForm, VerbGroup, VerbTense};
use super::complements;
use super::phrases::words;
use crate::report::PartKind;
use rustc_hash::FxHashSet;
use std::ops::Range;
use std::sync::LazyLock;

/// Verbs that take a clause as their object.
pub(super) static COMPLEMENT_VERBS: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| words(include_str!("../../../data/grammar/complement_verbs.txt")));
static OBJECT_CONTROL: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| words(include_str!("../../../data/grammar/object_control_verbs.txt")));

/// Words that open a clause whatever stands between them and the verb.
const SUBORDINATORS: [&str; 12] =
    ["that", "because", "if", "although", "though", "while", "whereas", "unless", "whether", "when", "once", "lest"];
/// Words that open a clause only if subject and verb follow at once; they are prepositions too.
const PREPOSITION_LIKE: [&str; 8] = ["after", "before", "since", "until", "as", "where", "how", "why"];
/// How far a marker's verb, or the end of a reporting clause, is looked for.
const LOOK_AHEAD: usize = 25;

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
}

/// A clause that is being read.
struct Open {
    clause: usize,
    /// The token at which it closes by itself.
    until: usize,
}

struct Reader<'d, 'r> {
    doc: &'d mut Doc<'r>,
    sentence: Range<usize>,
    stack: Vec<Open>,
    /// The verb group before the current token.
    last_group: Option<usize>,
    /// The reporting clause that closed last, and where.
    reported: Option<(usize, usize)>,
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

    fn top(&self) -> usize {
        self.stack.last().map_or(0, |open| open.clause)
    }

    fn filled(&self, clause: usize) -> bool {
        self.doc.clauses[clause].group.is_some()
    }

    fn kind(&self, clause: usize) -> ClauseKind {
        self.doc.clauses[clause].kind
    }

    /// Adds a clause on top of the stack.
    fn open(&mut self, kind: ClauseKind, start: usize, marker: Ref, parent: Ref) -> usize {
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
        self.stack.push(Open { clause, until: usize::MAX });
        clause
    }

    fn fill(&mut self, clause: usize, group: usize) {
        self.doc.clauses[clause].group = Ref::to(group);
        self.doc.verb_groups[group].clause = Ref::to(clause);
    }

    /// Gives the tokens `from..to` that belong to one of `old` to `new`.
    fn retag(&mut self, range: Range<usize>, old: usize, new: usize) {
        for token in &mut self.doc.tokens[range] {
            if token.clause == Ref::to(old) {
                token.clause = Ref::to(new);
            }
        }
    }

    /// Opens a clause if the token at `i` is a marker.
    fn marker(&mut self, i: usize) {
        let tag = self.doc.tag(i);
        let where_ = tag == Tag::WRB && self.doc.lower(i) == "where";
        if (where_ || matches!(tag, Tag::WDT | Tag::WP | Tag::WPS)) && self.relative(i) {
            return;
        }
        if !matches!(tag, Tag::IN | Tag::WRB | Tag::RB | Tag::WP | Tag::WDT) {
            return;
        }
        let lower = self.doc.lower(i);
        let plain = SUBORDINATORS.contains(&lower) || (tag == Tag::WP && i > self.sentence.start);
        let strict = PREPOSITION_LIKE.contains(&lower);
        if (!plain && !strict) || !self.finite_ahead(i + 1, strict) {
            return;
        }
        let top = self.top();
        let verb = self.doc.verb(top);
        let complement = matches!(lower, "that" | "whether" | "how" | "why" | "what" | "who")
            || (matches!(lower, "if" | "where") && COMPLEMENT_VERBS.contains(verb));
        let kind = if complement { ClauseKind::Complement } else { ClauseKind::Adverbial };
        // "that he left and that he stayed": two clauses of one level.
        let coordinated = i > self.sentence.start
            && self.doc.tag(i - 1) == Tag::CC
            && self.doc.clauses[top].marker.get().is_some_and(|m| self.doc.lower(m) == lower);
        let parent = if coordinated { self.doc.clauses[top].parent } else { Ref::to(top) };
        if coordinated {
            self.stack.pop();
        }
        self.open(kind, i, Ref::to(i), parent);
    }

    /// Opens a relative clause at `i` if a noun phrase stands before it.
    fn relative(&mut self, i: usize) -> bool {
        let floor = self.sentence.start;
        let mut before = i;
        let mut start = i;
        // "in which", "some of whom", ", who"
        for _ in 0..4 {
            let Some(at) = before.checked_sub(1).filter(|at| *at >= floor) else { return false };
            match self.doc.tag(at) {
                Tag::IN => start = at,
                Tag::Comma | Tag::CloseQuote | Tag::CloseBracket | Tag::Dash => {}
                Tag::DT | Tag::CD if start < i => start = at,
                _ => break,
            }
            before = at;
        }
        let Some(antecedent) =
            before.checked_sub(1).filter(|at| *at >= floor).and_then(|at| self.doc.tokens[at].phrase.get())
        else {
            return false;
        };
        if !self.finite_ahead(i + 1, false) {
            return false;
        }
        // "officials of the army who": the nearer one, unless it is a thing and "who" asks for people, which is not known here.
        let antecedent = self.doc.noun_phrases[antecedent].first.get().unwrap_or(antecedent);
        let top = self.top();
        let clause = self.open(ClauseKind::Relative, start, Ref::to(i), Ref::to(top));
        self.doc.clauses[clause].antecedent = Ref::to(antecedent);
        self.retag(start..i, top, clause);
        true
    }

    /// Whether a finite verb follows; with `strict`, before any comma.
    fn finite_ahead(&self, from: usize, strict: bool) -> bool {
        for i in from..self.sentence.end.min(from + LOOK_AHEAD) {
            if let Some(group) = self.doc.tokens[i].group.get() {
                let group = &self.doc.verb_groups[group];
                // A participle inside the subject ("boys taken in Arven fled") does not count.
                if group.form == VerbForm::Finite {
                    return true;
                }
                if strict && i == from {
                    return false;
                }
                continue;
            }
            match self.doc.tag(i) {
                Tag::Stop | Tag::Colon => return false,
                Tag::Comma if strict => return false,
                _ => {}
            }
        }
        false
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
        if let Some(cc) = self.conjunction_before(start)
            && self.coordinate(g, cc)
        {
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
        groups.iter().take_while(|v| (v.start as usize) < self.sentence.end).any(|v| v.form == VerbForm::Finite)
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
        let form = self.doc.verb_groups[g].form;
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
        self.retag(cc..self.doc.verb_groups[g].start as usize, other, clause);
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
        let floor = self.last_group.map_or(self.sentence.start, |l| self.doc.verb_groups[l].end as usize);
        let subject = self.adjacent_subject(start).filter(|&p| self.doc.noun_phrases[p].start as usize >= floor);
        let chain = subject.map(|p| self.doc.extent(p, false).start);
        let mark = chain.and_then(|c| c.checked_sub(1)).filter(|m| *m >= self.sentence.start);
        let mark_tag = mark.map_or(Tag::Stop, |m| self.doc.tag(m));
        let marked =
            matches!(mark_tag, Tag::Comma | Tag::CC | Tag::Colon | Tag::Dash | Tag::OpenQuote | Tag::CloseQuote);
        let verb = self.doc.verb(top);
        if let (Some(subject), Some(chain), true) = (subject, chain, COMPLEMENT_VERBS.contains(verb) && !marked) {
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
            let kind = if COMPLEMENT_VERBS.contains(self.doc.verb(host)) {
                ClauseKind::Complement
            } else {
                ClauseKind::Coordinate
            };
            if let Some(level) = self.stack.iter().position(|open| open.clause == host) {
                self.stack.truncate(level + 1);
                let clause = self.own(g, kind, chain, Ref::NONE, host, subject);
                self.doc.clauses[top].parent = Ref::to(clause);
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
    fn own(&mut self, g: usize, kind: ClauseKind, start: usize, marker: Ref, parent: usize, subject: usize) -> usize {
        let clause = self.open(kind, start, marker, Ref::to(parent));
        let end = self.doc.verb_groups[g].start as usize;
        for token in &mut self.doc.tokens[start..end] {
            // Clauses inside keep their tokens; those of anything older go to the new clause.
            if token.clause.get().is_none_or(|c| c <= parent) || token.clause == Ref::to(parent) {
                token.clause = Ref::to(clause);
            }
        }
        self.fill(clause, g);
        self.doc.clauses[clause].subject = Ref::to(subject);
        clause
    }

    fn infinitive(&mut self, g: usize) {
        let start = self.doc.verb_groups[g].start as usize;
        let parent = self.top();
        let clause = self.open(ClauseKind::Infinitive, start, Ref::NONE, Ref::to(parent));
        self.fill(clause, g);
        let host = self.doc.group(parent).copied();
        let from = host.map_or(start, |h| h.end as usize);
        let between = self.doc.phrases_in(from..start).rev().find(|&p| self.free(p) || self.after_for(p, start));
        let control = host.is_some_and(|h| !h.passive && OBJECT_CONTROL.contains(self.doc.lemma(h.head as usize)));
        let subject = match between {
            Some(p) if control || self.after_for(p, start) => Ref::to(p),
            _ => self.doc.clauses[parent].subject,
        };
        (self.doc.clauses[clause].subject, self.doc.clauses[clause].shared_subject) = (subject, true);
    }

    /// "for boys to fight": whether a phrase right before an infinitive is its subject.
    fn after_for(&self, phrase: usize, start: usize) -> bool {
        let p = &self.doc.noun_phrases[phrase];
        p.end as usize == start && p.preposition.get().is_some_and(|t| self.doc.lower(t) == "for")
    }

    fn participle(&mut self, g: usize) {
        let start = self.doc.verb_groups[g].start as usize;
        let before = start.checked_sub(1).filter(|at| *at >= self.sentence.start);
        let preposition = before.filter(|&at| matches!(self.doc.tag(at), Tag::IN | Tag::TO | Tag::WRB));
        let described = before
            .and_then(|at| self.doc.tokens[at].phrase.get())
            .filter(|&p| !matches!(self.doc.noun_phrases[p].kind, PhraseKind::Time | PhraseKind::Relative));
        // ", adding that": after a reporting clause it is the sayer who adds.
        let reported = self.reported.filter(|(_, at)| at + 2 >= start).map(|(clause, _)| clause);
        let parent = reported.unwrap_or(self.top());
        let from = preposition.unwrap_or(start);
        let clause = self.open(ClauseKind::Participle, from, preposition.map_or(Ref::NONE, Ref::to), Ref::to(parent));
        self.fill(clause, g);
        let (subject, shared) = match described {
            Some(p) => {
                self.doc.clauses[clause].antecedent = Ref::to(p);
                (self.doc.noun_phrases[p].first, true)
            }
            None => (self.doc.clauses[parent].subject, true),
        };
        (self.doc.clauses[clause].subject, self.doc.clauses[clause].shared_subject) = (subject, shared);
        self.retag(from..start, parent, clause);
    }

    /// Whether a phrase can be subject or object: no preposition, no possessor of another, no time.
    fn free(&self, phrase: usize) -> bool {
        complements::is_free(self.doc, phrase)
    }

    /// The subject of a clause among its own phrases before `end`.
    fn subject_in(&self, clause: usize, end: usize) -> Ref {
        let c = &self.doc.clauses[clause];
        let own = |p: &usize| self.doc.tokens[self.doc.noun_phrases[*p].head as usize].clause == Ref::to(clause);
        let phrases = self.doc.phrases_in(c.start as usize..end);
        let relative = c.antecedent.is_some();
        let mut found = phrases.filter(own).filter(|&p| self.free(p));
        let first = found.find(|&p| self.doc.noun_phrases[p].kind != PhraseKind::Relative);
        match first {
            Some(p) => Ref::to(p),
            None if relative => c.antecedent,
            None => c.marker.get().map_or(Ref::NONE, |m| self.doc.tokens[m].phrase),
        }
    }

    /// The noun phrase that ends right before a verb, adverbs and its own "of"- and "in"-phrases aside; the first of a list.
    fn adjacent_subject(&self, start: usize) -> Option<usize> {
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

    /// ", he said," and "...,” said Hamid Orsan": opens and places a reporting clause; false if this is none.
    fn reporting(&mut self, g: usize) -> bool {
        let group = self.doc.verb_groups[g];
        let (start, end) = (group.start as usize, group.end as usize);
        if !COMPLEMENT_VERBS.contains(self.doc.lemma(group.head as usize)) {
            return false;
        }
        let mark = |at: usize| matches!(self.doc.tag(at), Tag::Comma | Tag::CloseQuote | Tag::Dash);
        let left = |from: usize| from.checked_sub(1).filter(|at| *at >= self.sentence.start).filter(|&at| mark(at));
        let subject = self.adjacent_subject(start).filter(|&p| self.doc.extent(p, true).end <= start);
        let before = subject.and_then(|p| {
            let from = self.doc.extent(p, false).start;
            left(from).map(|mark| (p, from, mark))
        });
        let after = || {
            let p = self.doc.tokens.get(end).filter(|_| end < self.sentence.end)?.phrase.get()?;
            left(start).filter(|_| self.free(p)).map(|mark| (p, start, mark))
        };
        let Some((subject, from, mark)) = before.or_else(after) else { return false };
        let quoted = self.doc.tag(mark) == Tag::CloseQuote || (mark > 0 && self.doc.tag(mark - 1) == Tag::CloseQuote);
        let until = self.reporting_end(end);
        if !(quoted || until.is_some()) {
            return false;
        }
        let until = until.unwrap_or(self.sentence.end);
        let top = self.top();
        let clause = self.open(ClauseKind::Reporting, from, Ref::NONE, Ref::to(top));
        if let Some(open) = self.stack.last_mut() {
            open.until = until;
        }
        for token in &mut self.doc.tokens[from..start] {
            token.clause = Ref::to(clause);
        }
        self.fill(clause, g);
        self.doc.clauses[clause].subject = Ref::to(subject);
        true
    }

    /// Where a reporting clause ends: at the next comma, stop or quotation mark with nothing but phrases before it.
    fn reporting_end(&self, from: usize) -> Option<usize> {
        let limit = self.sentence.end.min(from + 14);
        for i in from..limit {
            let tag = self.doc.tag(i);
            match tag {
                Tag::Comma | Tag::Stop | Tag::Colon | Tag::CloseQuote | Tag::OpenQuote | Tag::Dash => return Some(i),
                _ if self.doc.tokens[i].group.is_some() => return None,
                Tag::WP | Tag::WDT | Tag::WRB | Tag::PRP if i > from => return None,
                _ if i > from && self.doc.lower(i) == "that" => return None,
                _ => {}
            }
        }
        (limit == self.sentence.end).then_some(limit)
    }
}
