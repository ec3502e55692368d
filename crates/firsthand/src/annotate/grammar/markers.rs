//! Words that open a clause, and clauses of saying that stand between marks.
//!
//! In: a [`Reader`] in the middle of a sentence. Out: its stack with the clause opened. Not here: where verbs go.

use super::super::doc::Tag;
use super::super::phrase::{ClauseKind, PhraseKind, Ref, VerbForm};
use super::clauses::Reader;

/// Words that open a clause whatever stands between them and the verb.
const SUBORDINATORS: [&str; 12] =
    ["that", "because", "if", "although", "though", "while", "whereas", "unless", "whether", "when", "once", "lest"];
/// Words that open a clause only if subject and verb follow at once; they are prepositions too.
const PREPOSITION_LIKE: [&str; 8] = ["after", "before", "since", "until", "as", "where", "how", "why"];
/// How far a marker's verb, or the end of a reporting clause, is looked for.
const LOOK_AHEAD: usize = 25;

/// Nouns that stand before "of" and the name of a place.
const SETTLEMENTS: [&str; 14] = [
    "town", "city", "village", "province", "district", "region", "state", "port", "capital", "suburb", "area",
    "island", "county", "country",
];

impl Reader<'_, '_> {
    /// Whether the verb of a clause takes a clause as its object.
    pub(super) fn takes_clause(&self, clause: usize) -> bool {
        self.doc.group(clause).is_some_and(|g| self.doc.lemma_word(g.head as usize).grammar.complement_verb)
    }

    /// Opens a clause if the token at `i` is a marker.
    pub(super) fn marker(&mut self, i: usize) {
        let tag = self.doc.tag(i);
        let where_ = tag == Tag::WRB && self.doc.lower(i) == "where";
        let verb_follows = self.doc.tokens.get(i + 1).is_some_and(|t| t.group.is_some());
        let that = self.doc.lower(i) == "that";
        // "told the paper that a unit ...": taggers confuse the two kinds of "that"; a subject after it tells.
        let content_noun = i > self.sentence.start && self.doc.lemma_word(i - 1).grammar.content_noun;
        let complement = that && !verb_follows && (content_noun || self.takes_clause(self.top()));
        let relative =
            where_ || matches!(tag, Tag::WDT | Tag::WP | Tag::WPS) || (that && tag == Tag::IN && verb_follows);
        if relative && !complement && self.relative(i) {
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
        let complement = matches!(lower, "that" | "whether" | "how" | "why" | "what" | "who")
            || (matches!(lower, "if" | "where") && self.takes_clause(top));
        let kind = if complement { ClauseKind::Complement } else { ClauseKind::Adverbial };
        self.release(i);
        let parent = match self.first_of_two(i) {
            Some(level) => {
                let parent = self.doc.clauses[self.stack[level].clause].parent;
                self.stack.truncate(level);
                parent
            }
            None => Ref::to(top),
        };
        self.open(kind, i, Ref::to(i), parent);
    }

    /// "that he left and that he stayed", "he had not left and that he stayed": where the first of two clauses of one level stands open.
    fn first_of_two(&self, i: usize) -> Option<usize> {
        if i == self.sentence.start || self.doc.tag(i - 1) != Tag::CC {
            return None;
        }
        let like = |clause: usize| {
            let marker = self.doc.clauses[clause].marker.get();
            marker.is_some_and(|m| self.doc.lower(m) == self.doc.lower(i))
                || marker.is_none()
                    && self.doc.lower(i) == "that"
                    && self.doc.clauses[clause].kind == ClauseKind::Complement
        };
        self.stack.iter().rposition(|open| like(open.clause)).filter(|level| *level > 0)
    }

    /// Frees the phrase that a marker at `i` was taken to govern as a preposition ("after | their families were ...").
    fn release(&mut self, i: usize) {
        let at = self.doc.prepositions.partition_point(|p| (p.token as usize) < i);
        if let Some(wrong) =
            self.doc.prepositions.get(at).filter(|p| p.token as usize == i && p.phrase != u32::MAX).copied()
        {
            self.doc.prepositions[at].phrase = u32::MAX;
            let mut next = Ref::to(wrong.phrase as usize);
            while let Some(p) = next.get().filter(|p| self.doc.noun_phrases[*p].preposition == Ref::to(i)) {
                self.doc.noun_phrases[p].preposition = Ref::NONE;
                next = self.doc.noun_phrases[p].and;
            }
        }
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
        let antecedent = self.before_age(antecedent).unwrap_or(antecedent);
        let antecedent = self.doc.noun_phrases[antecedent].first.get().unwrap_or(antecedent);
        let antecedent = match self.doc.lower(i) {
            "that" | "which" if before == i => self.behind_name(antecedent),
            "who" | "whose" => self.before_site(antecedent),
            _ => antecedent,
        };
        let top = self.top();
        let clause = self.open(ClauseKind::Relative, start, Ref::to(i), Ref::to(top));
        self.doc.clauses[clause].antecedent = Ref::to(antecedent);
        self.retag(start..i, top, clause);
        true
    }

    /// "A blast in Olun that killed nine", "a raid on the town of Olun that failed": a name needs no clause to say which one is meant; the noun
    /// before it does.
    fn behind_name(&self, phrase: usize) -> usize {
        let doc = &self.doc;
        let noun = |p: usize| doc.noun_phrases.get(p).map_or("", |p| doc.lower(p.head as usize));
        let governor = |p: usize| {
            let at = doc.noun_phrases.get(p)?.preposition.get().filter(|at| *at > self.sentence.start)?;
            let before = doc.tokens.get(at - 1)?.phrase.get()?;
            let common =
                doc.noun_phrases.get(before).is_some_and(|p| matches!(doc.tag(p.head as usize), Tag::NN | Tag::NNS));
            common.then_some((before, doc.lower(at) == "of"))
        };
        let named = |p: usize| doc.noun_phrases.get(p).is_some_and(|p| doc.tag(p.head as usize).is_name());
        // "in Canal Street, Olun, Varenia which": the names behind the first only say where that is.
        let within = |p: usize| {
            let comma = (doc.noun_phrases.get(p)?.start as usize).checked_sub(1)?;
            let before = comma.checked_sub(1).filter(|at| *at > self.sentence.start && doc.tag(comma) == Tag::Comma)?;
            doc.tokens.get(before)?.phrase.get().filter(|p| named(*p))
        };
        let whole = (0..3).fold(phrase, |p, _| within(p).filter(|_| named(phrase)).unwrap_or(p));
        let phrase = if governor(whole).is_some() { whole } else { phrase };
        match governor(phrase).filter(|_| named(phrase)) {
            Some((before, true)) if SETTLEMENTS.contains(&noun(before)) => governor(before).map_or(before, |(p, _)| p),
            Some((before, _)) => before,
            None => phrase,
        }
    }

    /// "A painter still in Olun, who said": nobody calls a place "who"; the people before it are meant.
    fn before_site(&self, phrase: usize) -> usize {
        let doc = &self.doc;
        let people = || {
            let site = doc.noun_phrases.get(phrase).filter(|p| doc.tag(p.head as usize).is_name())?;
            let at = site
                .preposition
                .get()
                .filter(|at| matches!(doc.lower(*at), "in" | "at" | "from" | "near" | "outside"))?;
            let last = (self.sentence.start..at).rev().find(|j| !doc.tag(*j).is_adverb())?;
            let before = doc.tokens.get(last)?.phrase.get()?;
            let head = doc.noun_phrases.get(before)?.head as usize;
            (head == last && doc.lower_word(head).grammar.is_people()).then_some(before)
        };
        people().unwrap_or(phrase)
    }

    /// "Dena Orsal, 39, who was shot": what an age that is told between commas is told of.
    pub(super) fn before_age(&self, phrase: usize) -> Option<usize> {
        let age = &self.doc.noun_phrases[phrase];
        let start = age.start as usize;
        let bare = age.end as usize == start + 1 && self.doc.tag(start) == Tag::CD;
        let apart = start >= self.sentence.start + 2 && self.doc.tag(start - 1) == Tag::Comma;
        if bare && apart { self.doc.tokens[start - 2].phrase.get() } else { None }
    }

    /// Whether a finite verb follows; with `strict`, before any comma and not in a clause inside ("as false a charge that ...").
    pub(super) fn finite_ahead(&self, from: usize, strict: bool) -> bool {
        let mut inside = 0;
        let mut aside = from;
        for i in from..self.sentence.end.min(from + LOOK_AHEAD) {
            if i < aside {
                continue;
            }
            // "after its president, Orin Dask, was killed": a name between commas ends nothing.
            if let Some(end) = self.named_aside(i).filter(|_| strict) {
                aside = end;
                continue;
            }
            if let Some(group) = self.doc.tokens[i].group.get() {
                let group = &self.doc.verb_groups[group];
                // A participle inside the subject ("boys taken in Arven fled") does not count.
                if group.form == VerbForm::Finite && inside == 0 {
                    return true;
                }
                if group.form == VerbForm::Finite && i == group.head as usize {
                    inside -= 1;
                }
                if strict && i == from {
                    return false;
                }
                continue;
            }
            match self.doc.tag(i) {
                Tag::Stop | Tag::Colon => return false,
                Tag::Comma if strict => return false,
                Tag::WDT | Tag::WP | Tag::WPS if strict && i > from => inside += 1,
                Tag::IN if strict && i > from && self.doc.lower(i) == "that" => inside += 1,
                _ => {}
            }
        }
        false
    }

    /// Where the verb stands behind a name between commas that begins at the mark `i`.
    fn named_aside(&self, i: usize) -> Option<usize> {
        let comma = |at: usize| at < self.sentence.end && self.doc.tag(at) == Tag::Comma;
        let phrase = self.doc.tokens.get(i + 1).filter(|_| comma(i))?.phrase.get()?;
        let name = self.doc.noun_phrases.get(phrase).filter(|p| self.doc.tag(p.head as usize).is_name())?;
        let end = name.end as usize;
        let verb = self.doc.tokens.get(end + 1).filter(|_| comma(end))?.group.get()?;
        (self.doc.verb_groups[verb].form == VerbForm::Finite).then_some(end + 1)
    }

    /// ", he said," and "...,” said Hamid Orsan": opens and places a reporting clause; false if this is none.
    pub(super) fn reporting(&mut self, g: usize) -> bool {
        let group = self.doc.verb_groups[g];
        let (start, end) = (group.start as usize, group.end as usize);
        if !self.doc.lemma_word(group.head as usize).grammar.complement_verb {
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
        let known = before.or_else(after).filter(|(p, ..)| self.doc.noun_phrases[*p].kind != PhraseKind::Relative);
        let Some((subject, from, mark)) = known else { return false };
        let quoted = self.doc.tag(mark) == Tag::CloseQuote || (mark > 0 && self.doc.tag(mark - 1) == Tag::CloseQuote);
        let until = self.reporting_end(end);
        if !(quoted || until.is_some()) {
            return false;
        }
        let until = until.unwrap_or(self.sentence.end);
        let host = self.stack.first().map_or(0, |open| open.clause);
        let until = if until < self.sentence.end { self.apposition_end(until) } else { until };
        let clause = self.open(ClauseKind::Reporting, from, Ref::NONE, Ref::to(host));
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

    /// The end of an apposition after the comma at `until` ("said Hamid Orsan, a spokesman for the army,"); else `until`.
    fn apposition_end(&self, until: usize) -> usize {
        let first = self.doc.tag(until + 1);
        if self.doc.tag(until) != Tag::Comma || !(first == Tag::DT || first.is_noun() || first.is_adjective()) {
            return until;
        }
        for i in until + 1..self.sentence.end.min(until + LOOK_AHEAD) {
            match self.doc.tag(i) {
                Tag::Comma | Tag::Stop => return i,
                tag if !tag.is_word() || self.doc.tokens[i].group.is_some() => return until,
                _ => {}
            }
        }
        until
    }
}
