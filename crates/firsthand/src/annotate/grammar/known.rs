//! What the word lists of the grammar hold of a word by itself.
//!
//! In: the lists. Out: [`Known`] for each word of the vocabulary. Not here: what a word is where it stands.

use super::super::doc::Tag;
use super::super::vocabulary::{Vocabulary, listed};
use super::lexicon::{self, NOUN};
use super::phrases::words;
use super::tagger;

/// A word by itself.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::annotate) struct Known {
    /// Its only tag, if it has but one.
    pub only: Option<Tag>,
    /// The commonest tag, if it is of a closed class.
    pub closed: Option<Tag>,
    /// Names a time and no thing ("Monday", "year").
    pub time_noun: bool,
    /// The same, abbreviating stops aside.
    pub time_name: bool,
    /// A verb that takes a clause as its object.
    pub complement_verb: bool,
    /// A noun that a "that"-clause spells out.
    pub content_noun: bool,
    /// The "of"-phrase after it names what is meant ("dozens", "group").
    pub partitive: bool,
    /// See [`lexicon::stands_for`].
    stands_for: u8,
    /// See [`lexicon::classes`].
    pub classes: u16,
    /// See [`lexicon::Entry`].
    irregular: u8,
}

/// Adds the words of the lists.
pub(in crate::annotate) fn list(vocabulary: &mut Vocabulary) {
    for (word, tag) in tagger::only_tags() {
        vocabulary.word(word).grammar.only = Some(tag);
    }
    for (word, tag) in lexicon::closed_class() {
        vocabulary.word(word).grammar.closed = Some(tag);
    }
    for word in words(include_str!("../../../data/grammar/time_nouns.txt")) {
        vocabulary.word(word).grammar.time_noun = true;
    }
    for word in words(include_str!("../../../data/grammar/complement_verbs.txt")) {
        vocabulary.word(word).grammar.complement_verb = true;
    }
    for word in words(include_str!("../../../data/grammar/content_nouns.txt")) {
        vocabulary.word(word).grammar.content_noun = true;
    }
    for word in words(include_str!("../../../data/grammar/partitive_nouns.txt")) {
        vocabulary.word(word).grammar.partitive = true;
    }
}

impl Known {
    /// Adds what the word's own letters tell to what the lists hold of it.
    pub fn of(self, lower: &str) -> Known {
        let bare = lower.trim_end_matches('.');
        let time_name = if bare.len() == lower.len() { self.time_noun } else { listed(bare).grammar.time_noun };
        let entry = lexicon::entry(lower);
        let (classes, irregular) = (lexicon::classes_beside(lower, entry.classes), entry.irregular);
        Known { time_name, stands_for: lexicon::stands_for(lower, entry), classes, irregular, ..self }
    }

    /// The classes that the word itself has, see [`lexicon::own_classes`].
    pub fn own(&self) -> u8 {
        self.classes as u8
    }

    /// The classes of what it may be inflected from.
    pub fn stems(&self) -> u8 {
        (self.classes >> 8) as u8
    }

    /// Whether it is a noun that stands for no people: "weapon", "talks".
    pub fn is_nobody(&self) -> bool {
        self.stands_for & lexicon::NOBODY != 0
    }

    /// Whether it is a noun that stands for people: "weaver".
    pub fn is_people(&self) -> bool {
        self.stands_for & lexicon::PEOPLE != 0
    }

    /// Whether it is a noun for where something can happen: "bakery".
    pub fn is_site(&self) -> bool {
        self.stands_for & lexicon::SITE != 0
    }

    /// Whether it is no noun by itself.
    pub fn no_noun(&self) -> bool {
        self.own() & NOUN == 0
    }

    /// Whether it is an irregular form of anything.
    pub fn is_irregular(&self) -> bool {
        self.irregular != 0
    }

    /// Whether it is an irregular form of a noun.
    pub fn irregular_noun(&self) -> bool {
        self.irregular & 1 != 0
    }

    /// Whether it is an irregular form of a verb.
    pub fn irregular_verb(&self) -> bool {
        self.irregular & 2 != 0
    }

    /// Whether it, or what it is inflected from, is a frequent noun, verb or adjective, or of a closed class.
    pub fn is_common(&self) -> bool {
        self.closed.is_some() || self.classes & (self.classes >> 1) & 0b0001_0101_0001_0101 != 0
    }
}
