//! The parts of a run of capitals: adjective of a state, owner, title, name.
//!
//! In: a run. Out: [`Found`] mentions with titles split off and owners set. Not here: how far a run reaches (see `run`).

use super::super::{MentionForm, Tag};
use super::find::Finder;
use super::found::{Found, is_acronym};
use super::lists::{Evidence, Gender, Head, Sort};
use crate::text::Span;

impl Finder<'_, '_> {
    /// Takes a run apart: adjective of a state, owner, title, name. Returns the token after it.
    pub(super) fn names(&mut self, start: usize, end: usize, sentence: std::ops::Range<usize>) -> usize {
        let (mut from, to) = (start, end);
        if (from..to).all(|i| self.doc.lower_word(i).names.not_name && self.doc.tag(from).is_word()) {
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
        let state_first = self.is_demonym(lower) || (self.doc.lower_word(from).names.state && to - from > 1);
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
        let before_in = from > sentence.start && self.doc.lower_word(from - 1).names.is(Evidence::In);
        let title_end = if known_run { None } else { self.title_end(from, to, before_in) };
        let title_end = title_end.or_else(|| self.trade_end(from, to, from == sentence.start));
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
                    g.or(self.doc.lower_word(i).names.title.map_or(Gender::Unknown, |t| t.1))
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
        if from < end && !(genitive && self.case.capital(from)) {
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

    /// Whether a run is an owner, an office at `at`, and a person ("Front Commander Omar Tal").
    fn splits_at(&self, from: usize, at: usize, to: usize) -> bool {
        let office = |i: usize| matches!(self.doc.lower_word(i).names.title, Some((Sort::Office | Sort::Rank, _)));
        let opens = office(at) || (self.doc.lower_word(at).names.modifier && office(at + 1) && at + 1 < to);
        opens
            && self.doc.lower_word(from).names.title.is_none()
            && !self.doc.lower_word(from).names.given
            && (is_acronym(self.doc.word(from)) || (from..at).any(|i| self.is_thing(i)) || self.is_known(from, at))
            && !(at..to).any(|i| self.is_thing(i))
            && self.doc.tag(at - 1).is_word()
            && !matches!(self.doc.lower(at - 1), "of" | "for" | "and")
    }

    /// Where the title that a run begins with ends; the run's end if it is nothing but a title.
    fn title_end(&self, from: usize, to: usize, place: bool) -> Option<usize> {
        let mut end = None;
        let mut at = from;
        while at < to {
            let known = &self.doc.lower_word(at).names;
            if let Some((sort, _)) = known.title {
                // "in Sheikh Zayed": towns are named after clerics.
                if place && sort == Sort::Faith {
                    return None;
                }
                at += 1;
                let of = at + 1 + usize::from(self.doc.lower(at + 1) == "the");
                if self.doc.lower(at) == "of" && of < to && self.doc.lower_word(of).names.is(Evidence::Topic) {
                    at = of + 1;
                }
                end = Some(at);
            } else if known.modifier || self.doc.lower(at) == "and" {
                at += 1;
            } else {
                break;
            }
        }
        let end = end?;
        let thing = (end..to).any(|i| self.is_thing(i) && !self.doc.lower_word(i).names.given);
        let office_of = matches!(self.doc.lower(end), "of" | "for" | "and");
        if end < to && (thing || office_of || self.doc.lower_word(to - 1).names.modifier) { None } else { Some(end) }
    }

    /// "Farmer Omar Tal said": what a person does, which has its capital from the beginning of the sentence.
    fn trade_end(&self, from: usize, to: usize, first: bool) -> Option<usize> {
        let begins = first || matches!(self.doc.tag(from.wrapping_sub(1)), Tag::OpenQuote | Tag::Colon);
        let trade = matches!(self.doc.lower_word(from).names.head, Some(Head::Person(Sort::Person, _)))
            && !self.doc.lower_word(from).names.given;
        let named = to - from >= 3 && !(from + 1..to).any(|i| self.is_thing(i)) && !self.headline;
        (begins && trade && named).then_some(from + 1)
    }

    /// Adds a name; returns its index.
    pub(super) fn push_name(&mut self, start: usize, end: usize, adjective: bool, definite: bool) -> u32 {
        let doc = self.doc;
        // The head noun: the last word, or the one before "of" or "for" ("Council of Elders"), or "Mount", "Lake" in front.
        let joint = (start + 1..end)
            .find(|&i| matches!(doc.lower(i), "of" | "for") && doc.lower_word(i - 1).names.head.is_some());
        let number = doc.tag(end - 1) == Tag::CD && end - start > 1;
        let mut head_token = joint.unwrap_or(if number { end - 1 } else { end }) - 1;
        let mut head = if end - start > 1 || !doc.lower_word(head_token).names.given {
            doc.lower_word(head_token).names.head
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
            head = doc.lower_word(start).names.head.or(Some(Head::Thing(super::super::EntityKind::Place, false)));
        }
        if matches!(head, Some(Head::Person(..) | Head::People)) && end - start > 1 {
            head = None;
        }
        if matches!(head, Some(Head::Thing(super::super::EntityKind::State, _)))
            && joint.is_none()
            && end - start <= 2
            && !self.is_known(start, end)
        {
            // "the Federal Republic" describes a state that another name names.
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
        let head_token = (from..to).rev().find(|&i| self.doc.lower_word(i).names.title.is_some()).unwrap_or(to - 1);
        if let Some(head) = self.doc.lower_word(head_token).names.head {
            self.push_description(from, to, head_token, head, owner, definite);
        }
    }
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
