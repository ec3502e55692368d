//! Names in running text.
//!
//! In: a [`Doc`] and which words it capitalises. Out: [`Found`] names with titles split off, in text
//! order. Method: runs of capitalised words (see `run` and `parts`); capitals that mean nothing (sentence starts, title-case headlines) are
//! checked against the rest of the report. Not here: descriptions and pronouns (see `describe`).

use super::super::{Doc, Tag};
use super::found::{Case, Found, is_acronym, is_shouted};
use super::lists::{Head, Lists, lists};
use crate::report::PartKind;

pub(super) struct Finder<'d, 't> {
    pub doc: &'d Doc<'t>,
    pub case: &'d Case<'d>,
    pub lists: &'static Lists,
    pub found: Vec<Found>,
    /// The sentence being read.
    pub sentence: u32,
    pub headline: bool,
    pub(super) loud: bool,
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
    pub(super) fn opens_name(&self, at: usize, first: usize) -> bool {
        let word = self.doc.word(at);
        let lower = self.doc.lower(at);
        if !self.doc.tag(at).is_word() {
            return false;
        }
        if !self.case.capital(at) {
            // "12th Brigade"
            let ordinal = lower.starts_with(|c: char| c.is_ascii_digit())
                && ["st", "nd", "rd", "th"].iter().any(|end| lower.ends_with(end));
            return ordinal && !self.loud && self.case.capital(at + 1) && !self.doc.lower_word(at + 1).names.not_name;
        }
        if word.len() == 1 && lower == "i" {
            return false;
        }
        if is_acronym(word) && !self.loud {
            return !is_shouted(self.doc, at) || self.is_name_elsewhere(at);
        }
        let tag = self.doc.tag(at);
        if is_closed(tag) && !self.case.is_upper(self.doc, at) {
            return false;
        }
        if self.loud {
            return self.is_name_elsewhere(at);
        }
        let starts =
            at == first || matches!(self.doc.tag(at.wrapping_sub(1)), Tag::OpenQuote | Tag::Colon | Tag::OpenBracket);
        if !starts || self.case.is_upper(self.doc, at) || self.doc.lower_word(at).names.listed() {
            return !is_closed(tag);
        }
        // A capital that grammar demands: other evidence is needed.
        if self.case.is_lower(self.doc, at) {
            return false;
        }
        let known = self.doc.lower_word(at);
        let title = known.names.title.is_some() || known.names.modifier || known.names.head.is_some();
        // "Prosecution of ...", "Photo: ...": a common word that nothing else shows to be a name.
        let alone = !self.case.capital(at + 1) || is_closed(self.doc.tag(at + 1));
        tag.is_name() && !(alone && known.grammar.is_common())
            || (title && self.case.capital(at + 1))
            || (tag == Tag::NN && self.case.capital(at + 1))
    }

    /// Whether the public lists know a word as a name.
    pub(super) fn is_listed(&self, lower: &str) -> bool {
        self.lists.state_names.contains_key(lower)
            || self.lists.demonyms.contains_key(lower)
            || self.lists.capitals.contains_key(lower)
            || self.lists.known_names.contains_key(lower)
            || self.lists.given.contains_key(lower)
    }

    /// In a headline whose capitals mean little: whether a word is a name by other evidence.
    pub(super) fn is_name_elsewhere(&self, at: usize) -> bool {
        let (lower, known) = (self.doc.lower(at), &self.doc.lower_word(at).names);
        if self.case.is_lower(self.doc, at) && !is_acronym(self.doc.word(at)) {
            return false;
        }
        self.case.is_upper(self.doc, at) || known.state || known.demonym || (known.listed() && lower.len() > 3)
    }

    pub(super) fn capital(&self, at: usize, end: usize) -> bool {
        at < end
            && self.doc.tag(at).is_word()
            && self.case.capital(at)
            && !(is_closed(self.doc.tag(at)) && !is_acronym(self.doc.word(at)) && !self.case.is_upper(self.doc, at))
            && (!(self.loud || is_shouted(self.doc, at)) || self.is_name_elsewhere(at))
            && self.compound_border(at).is_none()
    }

    /// Whether a word is the adjective of a state, by the lists or by its form in this report.
    pub(super) fn is_demonym(&self, lower: &str) -> bool {
        self.lists.demonyms.contains_key(lower) || self.case.demonyms.contains_key(lower)
    }

    pub(super) fn is_state_word(&self, word: &str) -> bool {
        let lower = word.to_lowercase();
        self.is_demonym(&lower) || self.lists.state_names.contains_key(lower.as_str())
    }

    pub(super) fn is_head(&self, at: usize) -> bool {
        matches!(self.doc.lower_word(at).names.head, Some(Head::Thing(..) | Head::Event))
    }

    pub(super) fn is_thing(&self, at: usize) -> bool {
        self.is_head(at)
    }

    /// Whether the lists know the words, as one name.
    pub(super) fn is_known(&self, from: usize, to: usize) -> bool {
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
