//! Names in running text.
//!
//! In: a [`Doc`] and which words it capitalises. Out: [`Found`] names with titles split off, in text
//! order. Method: runs of capitalised words, joined by "of", "for", particles and numbers where the
//! words before allow it; capitals that mean nothing (sentence starts, title-case headlines) are
//! checked against the rest of the report. Not here: descriptions and pronouns (see `describe`).

use super::super::grammar::is_common;
use super::super::{Doc, MentionForm, Tag};
use super::found::{Case, Found, is_acronym, is_capital, is_shouted};
use super::lists::{Evidence, Gender, Head, Lists, Sort, lists};
use crate::report::PartKind;
use crate::text::Span;

/// Longest name in tokens; longer runs of capitals are tables or shouting.
const LONGEST: usize = 22;

pub(super) struct Finder<'d, 't> {
    pub doc: &'d Doc<'t>,
    pub case: &'d Case<'d>,
    pub lists: &'static Lists,
    pub found: Vec<Found>,
    /// The sentence being read.
    pub sentence: u32,
    pub headline: bool,
    loud: bool,
}

/// Finds every mention: names, descriptions and pronouns.
pub(super) fn find<'d>(doc: &'d Doc<'_>, case: &'d Case<'d>) -> Vec<Found> {
    let mut finder = Finder {
        doc,
        case,
        lists: lists(),
        found: Vec::with_capacity(doc.tokens.len() / 6),
        sentence: 0,
        headline: false,
        loud: false,
    };
    for sentence in 0..doc.sentences.len() {
        let range = doc.sentence(sentence);
        finder.sentence = sentence as u32;
        finder.headline = doc.is_in(sentence, PartKind::Headline);
        finder.loud = case.loud.get(sentence).copied().unwrap_or(false);
        let mut at = range.start;
        while at < range.end {
            at = finder.step(at, range.clone()).max(at + 1);
        }
    }
    finder.found
}

impl Finder<'_, '_> {
    /// Reads what begins at a token; returns the token after it.
    fn step(&mut self, at: usize, sentence: std::ops::Range<usize>) -> usize {
        if self.opens_name(at, sentence.start) {
            let end = self.run(at, sentence.end, sentence.start);
            if end > at {
                return self.names(at, end, sentence);
            }
        }
        if let Some(end) = self.compound(at) {
            return end;
        }
        if let Some(end) = self.describe(at, None, sentence.end) {
            return end;
        }
        self.pronoun(at, sentence.end);
        at + 1
    }

    /// Whether a capital here means a name.
    fn opens_name(&self, at: usize, first: usize) -> bool {
        let word = self.doc.word(at);
        let lower = self.doc.lower(at);
        if !self.doc.tag(at).is_word() {
            return false;
        }
        if !is_capital(word) {
            // "12th Brigade"
            let ordinal = lower.starts_with(|c: char| c.is_ascii_digit())
                && ["st", "nd", "rd", "th"].iter().any(|end| lower.ends_with(end));
            return ordinal
                && !self.loud
                && is_capital(self.doc.word(at + 1))
                && !self.lists.not_names.contains(self.doc.lower(at + 1));
        }
        if word.len() == 1 && lower == "i" {
            return false;
        }
        if is_acronym(word) && !self.loud {
            return !is_shouted(self.doc, at) || self.is_name_elsewhere(at);
        }
        let tag = self.doc.tag(at);
        if is_closed(tag) && !self.case.upper.contains(lower) {
            return false;
        }
        if self.loud {
            return self.is_name_elsewhere(at);
        }
        let starts =
            at == first || matches!(self.doc.tag(at.wrapping_sub(1)), Tag::OpenQuote | Tag::Colon | Tag::OpenBracket);
        if !starts || self.case.upper.contains(lower) || self.is_listed(lower) {
            return !is_closed(tag);
        }
        // A capital that grammar demands: other evidence is needed.
        if self.case.lower.contains(lower) {
            return false;
        }
        let title = self.lists.titles.contains_key(lower)
            || self.lists.modifiers.contains(lower)
            || self.lists.head(lower).is_some();
        // "Prosecution of ...", "Photo: ...": a common word that nothing else shows to be a name.
        let alone = !is_capital(self.doc.word(at + 1)) || is_closed(self.doc.tag(at + 1));
        tag.is_name() && !(alone && is_common(lower))
            || (title && is_capital(self.doc.word(at + 1)))
            || (tag == Tag::NN && is_capital(self.doc.word(at + 1)))
    }

    /// Whether the public lists know a word as a name.
    fn is_listed(&self, lower: &str) -> bool {
        self.lists.state_names.contains_key(lower)
            || self.lists.demonyms.contains_key(lower)
            || self.lists.capitals.contains_key(lower)
            || self.lists.known_names.contains_key(lower)
            || self.lists.given.contains_key(lower)
    }

    /// In a headline whose capitals mean little: whether a word is a name by other evidence.
    fn is_name_elsewhere(&self, at: usize) -> bool {
        let lower = self.doc.lower(at);
        if self.case.lower.contains(lower) && !is_acronym(self.doc.word(at)) {
            return false;
        }
        self.case.upper.contains(lower)
            || self.lists.state_names.contains_key(lower)
            || self.lists.demonyms.contains_key(lower)
            || (self.is_listed(lower) && lower.len() > 3)
    }

    fn capital(&self, at: usize, end: usize) -> bool {
        at < end
            && self.doc.tag(at).is_word()
            && is_capital(self.doc.word(at))
            && !(is_closed(self.doc.tag(at))
                && !is_acronym(self.doc.word(at))
                && !self.case.upper.contains(self.doc.lower(at)))
            && (!(self.loud || is_shouted(self.doc, at)) || self.is_name_elsewhere(at))
            && self.compound_border(at).is_none()
    }

    /// Where the run of a name that begins at `at` ends.
    fn run(&self, at: usize, end: usize, _first: usize) -> usize {
        let end = end.min(at + LONGEST);
        if self.compound_border(at).is_some() {
            return at;
        }
        let lists = self.lists;
        let mut to = at + 1;
        // Whether an organisation's or place's head noun came, and whether "of" or "for" joined something to it.
        let mut head = self.is_head(at);
        let mut joined = false;
        while to < end {
            let lower = self.doc.lower(to);
            let last = self.doc.lower(to - 1);
            if self.capital(to, end) {
                head |= self.is_head(to);
                to += 1;
                continue;
            }
            let the = usize::from(self.doc.lower(to + 1) == "the" && !is_capital(self.doc.word(to + 1)));
            let next = to + 1 + the;
            let next_capital = self.capital(next, end);
            let topic_next = lists.is(self.doc.lower(next), Evidence::Topic);
            let ok = match lower {
                "of" => {
                    let title = lists.titles.contains_key(last);
                    let body = self.is_thing(to - 1)
                        || head && joined
                        || (to == at + 1
                            && !title
                            && !self.is_listed(last)
                            && !lists.not_names.contains(last)
                            && !is_acronym(self.doc.word(to - 1)));
                    // "Committee of the National Council" names two bodies.
                    let second = the == 1
                        && head
                        && (next + 1..(next + 5).min(end))
                            .take_while(|&i| self.capital(i, end))
                            .any(|i| self.is_thing(i));
                    next_capital && !second && if title { topic_next } else { body }
                }
                "for" => next_capital && head,
                "and" => next_capital && the == 0 && joined && topic_next,
                "&" => next_capital && the == 0,
                "'s" | "'" => the == 0 && next_capital && lists.is(last, Evidence::People),
                _ if lists.is(lower, Evidence::Particle) && self.doc.tag(to).is_word() => {
                    let skip = usize::from(
                        lists.is(self.doc.lower(to + 1), Evidence::Particle) && !is_capital(self.doc.word(to + 1)),
                    );
                    if self.capital(to + 1 + skip, end) && !is_closed_end(last) {
                        to += 2 + skip;
                        continue;
                    }
                    false
                }
                _ => {
                    // "Brigade 12", "Channel 4".
                    if self.doc.tag(to) == Tag::CD && lower.len() <= 4 && self.is_head(to - 1) && self.is_thing(to - 1)
                    {
                        to += 1;
                        continue;
                    }
                    false
                }
            };
            if !ok {
                break;
            }
            joined |= matches!(lower, "of" | "for");
            to = next + 1;
        }
        to
    }

    /// Whether a word is the adjective of a state, by the lists or by its form in this report.
    fn is_demonym(&self, lower: &str) -> bool {
        self.lists.demonyms.contains_key(lower) || self.case.demonyms.contains_key(lower)
    }

    fn is_state_word(&self, word: &str) -> bool {
        let lower = word.to_lowercase();
        self.is_demonym(&lower) || self.lists.state_names.contains_key(lower.as_str())
    }

    fn is_head(&self, at: usize) -> bool {
        matches!(self.lists.head(self.doc.lower(at)), Some(Head::Thing(..) | Head::Event))
    }

    fn is_thing(&self, at: usize) -> bool {
        self.is_head(at)
    }

    /// Takes a run apart: adjective of a state, owner, title, name. Returns the token after it.
    fn names(&mut self, start: usize, end: usize, sentence: std::ops::Range<usize>) -> usize {
        let (mut from, to) = (start, end);
        let lists = self.lists;
        let calendar = |lower: &str| lists.not_names.contains(lower) && self.doc.tag(from).is_word();
        if (from..to).all(|i| calendar(self.doc.lower(i))) {
            // "Kurdish fighters": no name, but it may begin a description.
            return self.describe(start, None, sentence.end).unwrap_or(end);
        }
        while from + 1 < to && is_day_or_month(self.doc.lower(from)) {
            from += 1;
        }
        let definite = from > sentence.start && self.doc.lower(from - 1) == "the";
        // "Varenian Foreign Minister Ilan Dorr", "Varenian Ilan Dorr": the adjective is a mention of its own
        // unless what follows is the name of an organ ("Varenian Defence Ministry").
        let mut owner = None;
        let lower = self.doc.lower(from);
        let known_run = to - from > 1 && self.is_known(from, to);
        let state_first = self.is_demonym(lower) || (lists.state_names.contains_key(lower) && to - from > 1);
        if state_first && to - from > 1 && !known_run && !(from..to).any(|i| self.is_thing(i)) {
            let adjective = self.is_demonym(lower);
            let title_next = self.title_end(from + 1, to, from > sentence.start).is_some();
            if adjective || title_next {
                owner = Some(self.push_name(from, from + 1, true, definite));
                from += 1;
            }
        }
        // "Front Secretary-General Omar Tal": an organisation, an office, a person.
        if owner.is_none()
            && !known_run
            && let Some(split) = (from + 1..to).find(|&i| self.splits_at(from, i, to))
        {
            owner = Some(self.push_name(from, split, false, definite));
            from = split;
        }
        let before_in = from > sentence.start && lists.is(self.doc.lower(from - 1), Evidence::In);
        let title_end = if known_run { None } else { self.title_end(from, to, before_in) };
        match title_end {
            Some(at) if at >= to => {
                // "the Prime Minister": an office alone describes a person; "of Varenia" may follow.
                self.office(from, to, owner, definite || self.headline);
                self.after(to, self.found.len().checked_sub(1), sentence.end)
            }
            Some(at) => {
                let index = self.push_name(at, to, false, definite);
                let title = self.doc.span(from..at);
                let gender = (from..at).fold(Gender::Unknown, |g, i| {
                    g.or(lists.titles.get(self.doc.lower(i)).map_or(Gender::Unknown, |t| t.1))
                });
                if let Some(found) = self.found.get_mut(index as usize) {
                    found.title = title;
                    found.gender = gender;
                    found.owner = owner;
                    found.head = Some(Head::Person(Sort::Office, gender));
                }
                to
            }
            None => {
                let adjective = to - from == 1 && self.is_demonym(self.doc.lower(from));
                let index = self.push_name(from, to, adjective, definite);
                if let Some(found) = self.found.get_mut(index as usize) {
                    found.owner = owner;
                }
                self.after(to, Some(index as usize), sentence.end)
            }
        }
    }

    /// What may follow a name directly: a genitive and a description that belongs to it.
    fn after(&mut self, at: usize, owner: Option<usize>, end: usize) -> usize {
        let genitive = matches!(self.doc.lower(at), "'s" | "'") && self.doc.tag(at) == Tag::POS;
        let from = if genitive { at + 1 } else { at };
        if from < end && !(genitive && is_capital(self.doc.word(from))) {
            if let Some(to) = self.describe(from, owner.map(|o| o as u32), end) {
                return to;
            }
        } else if genitive && owner.is_some() {
            // "Varenia's Defence Ministry": read on as a name, then hand it its owner.
            let first = self.found.len();
            if self.opens_name(from, usize::MAX) {
                let run = self.run(from, end, usize::MAX);
                if run > from {
                    let next = self.names(from, run, from..end);
                    if let Some(found) = self.found.get_mut(first)
                        && found.owner.is_none()
                    {
                        found.owner = owner.map(|o| o as u32);
                    }
                    return next;
                }
            }
        }
        from
    }

    /// Whether the lists know the words, as one name.
    fn is_known(&self, from: usize, to: usize) -> bool {
        let name = self.join(from, to);
        self.lists.known_names.contains_key(name.as_str()) || self.lists.state_names.contains_key(name.as_str())
    }

    /// The words in lower case with single spaces.
    pub fn join(&self, from: usize, to: usize) -> String {
        let mut name = String::with_capacity(32);
        for i in from..to {
            let word = self.doc.lower(i);
            if !name.is_empty() && !word.starts_with('\'') {
                name.push(' ');
            }
            name.push_str(word);
        }
        name
    }

    /// Whether a run is an owner, an office at `at`, and a person ("Front Commander Omar Tal").
    fn splits_at(&self, from: usize, at: usize, to: usize) -> bool {
        let office =
            |i: usize| matches!(self.lists.titles.get(self.doc.lower(i)), Some((Sort::Office | Sort::Rank, _)));
        let opens = office(at) || (self.lists.modifiers.contains(self.doc.lower(at)) && office(at + 1) && at + 1 < to);
        opens
            && !self.lists.titles.contains_key(self.doc.lower(from))
            && !self.lists.given.contains_key(self.doc.lower(from))
            && (is_acronym(self.doc.word(from)) || (from..at).any(|i| self.is_thing(i)) || self.is_known(from, at))
            && !(at..to).any(|i| self.is_thing(i))
            && self.doc.tag(at - 1).is_word()
            && !matches!(self.doc.lower(at - 1), "of" | "for" | "and")
    }

    /// Where the title that a run begins with ends; the run's end if it is nothing but a title.
    fn title_end(&self, from: usize, to: usize, place: bool) -> Option<usize> {
        let lists = self.lists;
        let mut end = None;
        let mut at = from;
        while at < to {
            let lower = self.doc.lower(at);
            if let Some((sort, _)) = lists.titles.get(lower) {
                // "in Sheikh Zayed": towns are named after clerics.
                if place && *sort == Sort::Faith {
                    return None;
                }
                at += 1;
                if self.doc.lower(at) == "of" && at + 1 < to && lists.is(self.doc.lower(at + 1), Evidence::Topic) {
                    at += 2;
                }
                end = Some(at);
            } else if lists.modifiers.contains(lower) || self.doc.lower(at) == "and" {
                at += 1;
            } else {
                break;
            }
        }
        let end = end?;
        let last = self.doc.lower(to - 1);
        let thing = (end..to).any(|i| self.is_thing(i) && !lists.given.contains_key(self.doc.lower(i)));
        let office_of = matches!(self.doc.lower(end), "of" | "for" | "and");
        if end < to && (thing || office_of || lists.modifiers.contains(last)) { None } else { Some(end) }
    }

    /// Adds a name; returns its index.
    fn push_name(&mut self, start: usize, end: usize, adjective: bool, definite: bool) -> u32 {
        let doc = self.doc;
        // The head noun: the last word, or the one before "of" or "for" ("Council of Elders"), or "Mount", "Lake" in front.
        let joint = (start + 1..end)
            .find(|&i| matches!(doc.lower(i), "of" | "for") && self.lists.head(doc.lower(i - 1)).is_some());
        let number = doc.tag(end - 1) == Tag::CD && end - start > 1;
        let mut head_token = joint.unwrap_or(if number { end - 1 } else { end }) - 1;
        let mut head = if end - start > 1 || !self.lists.given.contains_key(doc.lower(head_token)) {
            self.lists.head(doc.lower(head_token))
        } else {
            None
        };
        if head.is_none()
            && matches!(
                doc.lower(start),
                "mount"
                    | "lake"
                    | "camp"
                    | "fort"
                    | "port"
                    | "cape"
                    | "gulf"
                    | "radio"
                    | "brigade"
                    | "battalion"
                    | "division"
                    | "university"
            )
            && end - start > 1
        {
            head_token = start;
            head = self.lists.head(doc.lower(start)).or(Some(Head::Thing(super::super::EntityKind::Place, false)));
        }
        if matches!(head, Some(Head::Person(..) | Head::People)) && end - start > 1 {
            head = None;
        }
        if matches!(head, Some(Head::Thing(super::super::EntityKind::State, _)))
            && joint.is_none()
            && end - start <= 2
            && !self.is_known(start, end)
        {
            // "the Islamic Republic" describes a state that another name names.
            self.push_description(start, end, head_token, head.unwrap_or(Head::Event), None, true);
            return (self.found.len() - 1) as u32;
        }
        let found = Found {
            span: doc.span(start..end),
            start: start as u32,
            end: end as u32,
            form: MentionForm::Name,
            head,
            head_token: head_token as u32,
            title: Span::default(),
            owner: None,
            gender: Gender::Unknown,
            plural: matches!(head, Some(Head::Thing(_, true))),
            definite,
            adjective,
            sentence: self.sentence,
            headline: self.headline,
        };
        self.found.push(found);
        (self.found.len() - 1) as u32
    }

    /// Adds an office written with capitals and no name ("the Prime Minister").
    fn office(&mut self, from: usize, to: usize, owner: Option<u32>, definite: bool) {
        let head_token =
            (from..to).rev().find(|&i| self.lists.titles.contains_key(self.doc.lower(i))).unwrap_or(to - 1);
        if let Some(head) = self.lists.head(self.doc.lower(head_token)) {
            self.push_description(from, to, head_token, head, owner, definite);
        }
    }

    /// Where the name in a compound ends ("Varenia-backed": 7), if the word is one.
    fn compound_border(&self, at: usize) -> Option<(usize, usize)> {
        let word = self.doc.word(at);
        let (first, rest) = word.split_once(['-', '\u{2010}', '\u{2011}'])?;
        if is_capital(first) && is_capital(rest) && self.is_state_word(first) && self.is_state_word(rest) {
            return Some((0, first.len()));
        }
        let rest_at = word.len() - rest.len();
        let small = |s: &str| s.chars().next().is_some_and(char::is_lowercase);
        if is_capital(first) && small(rest) {
            let lower = self.doc.lower(at);
            let tail = lower.rsplit('-').next().unwrap_or("");
            let prefix = lower.split('-').next().unwrap_or("");
            if self.lists.is(prefix, Evidence::Prefix) || self.case.lower.contains(prefix) {
                return Some((0, 0));
            }
            if self.lists.is(tail, Evidence::Before) || self.is_listed(prefix) {
                return Some((0, first.len()));
            }
        } else if self.lists.is(&first.to_lowercase(), Evidence::Prefix) && is_capital(rest) {
            return Some((rest_at, word.len()));
        }
        None
    }

    /// Reads "Varenia-backed" and "pro-Varenian" as mentions of the name inside.
    fn compound(&mut self, at: usize) -> Option<usize> {
        let (from, to) = self.compound_border(at)?;
        if to > from {
            let base = self.doc.tokens.get(at)?.span.start as usize;
            let index = self.push_name(at, at + 1, true, false);
            let found = self.found.get_mut(index as usize)?;
            found.span = Span::new(base + from, base + to);
            found.head = None;
            // "the Varenian-Corvan border" names two.
            let word = self.doc.word(at);
            let rest = word.get(to + 1..).unwrap_or("");
            if from == 0 && is_capital(rest) && self.is_state_word(rest) {
                let index = self.push_name(at, at + 1, true, false);
                let found = self.found.get_mut(index as usize)?;
                found.span = Span::new(base + word.len() - rest.len(), base + word.len());
                found.head = None;
            }
        }
        // A description may begin with it ("Varenia-backed militia").
        None
    }
}

/// Classes of words that are no names even with a capital.
pub(super) fn is_closed(tag: Tag) -> bool {
    matches!(
        tag,
        Tag::DT
            | Tag::IN
            | Tag::PRP
            | Tag::PRPS
            | Tag::CC
            | Tag::WDT
            | Tag::WP
            | Tag::WPS
            | Tag::WRB
            | Tag::MD
            | Tag::TO
            | Tag::EX
            | Tag::PDT
            | Tag::POS
            | Tag::RB
            | Tag::UH
    )
}

fn is_closed_end(lower: &str) -> bool {
    matches!(lower, "the" | "a")
}

fn is_day_or_month(lower: &str) -> bool {
    matches!(
        lower,
        "monday"
            | "tuesday"
            | "wednesday"
            | "thursday"
            | "friday"
            | "saturday"
            | "sunday"
            | "january"
            | "february"
            | "march"
            | "april"
            | "june"
            | "july"
            | "august"
            | "september"
            | "october"
            | "november"
            | "december"
    )
}
