//! The word lists of the attribution rules.
//!
//! In: `data/attribution/*.tsv`. Out: look-ups by base form or lower-case word, built once.
//! Not here: how words combine.

use super::super::SourceKind;
use super::frame::{Class, Frame};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// A verb that can be a cue.
#[derive(Debug)]
pub(super) struct Verb {
    pub(super) lemma: &'static str,
    /// Whether it is speech, opinion, intention or attitude.
    pub(super) class: Class,
    /// Share of its uses in each frame that are attributions, in percent; 0 where it has no such frame.
    pub(super) precision: [u8; Frame::COUNT],
    /// Whether it reports speech or writing, so that its subject may follow it ("..., said X").
    pub(super) speech: bool,
    /// Whether its object is the addressee, who stands outside the content ("told X that").
    pub(super) addressee: bool,
    /// Whether its subject belongs to the content and nobody says it ("X seems to").
    pub(super) raising: bool,
}

/// A noun that can be a cue, with the share of attributions among its uses in each frame.
#[derive(Debug)]
pub(super) struct Noun {
    /// With a that-clause, in percent.
    pub(super) that: u8,
    /// With a to-infinitive, in percent.
    pub(super) to: u8,
    /// With `of`, `for`, `about`, `against`, `over`, `on`, `by`, in percent.
    pub(super) preposition: [u8; 7],
}

/// What a noun stands for where it is a source; told by a model that has learnt from nouns of all walks of life (`training/kinds`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NounClass {
    /// Who holds a public office.
    Office,
    /// An organ of a state, a town or of states together.
    State,
    /// An organisation that speaks for itself.
    Body,
    /// Somebody in private life or at work.
    Person,
    Medium,
    Document,
    Artefact,
}

impl NounClass {
    fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "office" => NounClass::Office,
            "state" => NounClass::State,
            "body" => NounClass::Body,
            "person" => NounClass::Person,
            "medium" => NounClass::Medium,
            "document" => NounClass::Document,
            "artefact" => NounClass::Artefact,
            _ => return None,
        })
    }

    /// The kind of source.
    pub(super) fn kind(self) -> SourceKind {
        match self {
            NounClass::Office | NounClass::State => SourceKind::Official,
            NounClass::Body => SourceKind::PartisanOrganisation,
            NounClass::Person => SourceKind::Person,
            NounClass::Medium => SourceKind::Outlet,
            NounClass::Document => SourceKind::Document,
            NounClass::Artefact => SourceKind::Artefact,
        }
    }
}

/// The prepositions of [`Noun::preposition`].
pub(super) const NOUN_PREPOSITIONS: [&str; 7] = ["of", "for", "about", "against", "over", "on", "by"];

/// All lists.
#[derive(Debug)]
pub(super) struct Lexicon {
    verbs: FxHashMap<&'static str, Verb>,
    nouns: FxHashMap<&'static str, Noun>,
    kinds: FxHashMap<&'static str, SourceKind>,
    classes: FxHashMap<&'static str, NounClass>,
    credit_openers: Vec<&'static str>,
}

/// The embedded lists.
pub(super) static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::load);

pub(super) fn rows(file: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    file.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).map(|line| line.split('\t').collect())
}

impl Lexicon {
    fn load() -> Self {
        let mut lexicon = Lexicon {
            verbs: FxHashMap::default(),
            nouns: FxHashMap::default(),
            kinds: FxHashMap::default(),
            classes: FxHashMap::default(),
            credit_openers: rows(include_str!("../../../data/attribution/credits.tsv")).map(|row| row[0]).collect(),
        };
        for row in rows(include_str!("../../../data/attribution/verbs.tsv")) {
            let [lemma, flags, frames] = row[..] else { continue };
            let mut precision = [0; Frame::COUNT];
            for (name, share) in frames.split(' ').filter_map(|pair| pair.split_once(':')) {
                if let Some(frame) = Frame::from_name(name) {
                    precision[frame as usize] = share.parse().unwrap_or(0);
                }
            }
            let flag = |c| flags.contains(c);
            let (speech, addressee, raising) = (flag('s'), flag('a'), flag('r'));
            let class = match () {
                () if flag('i') => Class::Intention,
                () if flag('o') => Class::Opinion,
                () if flag('t') => Class::Attitude,
                () => Class::Speech,
            };
            lexicon.verbs.insert(lemma, Verb { lemma, class, precision, speech, addressee, raising });
        }
        for row in rows(include_str!("../../../data/attribution/nouns.tsv")) {
            let [noun, frames] = row[..] else { continue };
            let mut entry = Noun { that: 0, to: 0, preposition: [0; 7] };
            for (name, share) in frames.split(' ').filter_map(|pair| pair.split_once(':')) {
                let share = share.parse().unwrap_or(0);
                match name {
                    "that" => entry.that = share,
                    "to" => entry.to = share,
                    _ => {
                        if let Some(i) = NOUN_PREPOSITIONS.iter().position(|p| *p == name) {
                            entry.preposition[i] = share;
                        }
                    }
                }
            }
            lexicon.nouns.insert(noun, entry);
        }
        for row in rows(include_str!("../../../data/attribution/source_kinds.tsv")) {
            let [kind, words] = row[..] else { continue };
            let Some(kind) = source_kind(kind) else { continue };
            lexicon.kinds.extend(words.split(", ").map(|word| (word, kind)));
        }
        for row in rows(include_str!("../../../data/attribution/noun_kinds.tsv")) {
            let [class, nouns] = row[..] else { continue };
            let Some(class) = NounClass::from_name(class) else { continue };
            lexicon.classes.extend(nouns.split(", ").map(|noun| (noun, class)));
        }
        lexicon
    }

    /// The cue verb with this base form.
    pub(super) fn verb(&self, lemma: &str) -> Option<&Verb> {
        self.verbs.get(lemma)
    }

    /// The cue noun in this lower-case form.
    pub(super) fn noun(&self, lower: &str) -> Option<&Noun> {
        self.nouns.get(lower)
    }

    /// What opens a credit of the whole report, in lower case.
    pub(super) fn credit_openers(&self) -> &[&'static str] {
        &self.credit_openers
    }

    /// The kind of source that a head noun or a name in lower case stands for.
    pub(super) fn kind(&self, lower: &str) -> Option<SourceKind> {
        self.kinds.get(lower).copied()
    }

    /// What a noun, in lower case and singular, is told to stand for.
    pub(super) fn class(&self, noun: &str) -> Option<NounClass> {
        self.classes.get(noun).copied()
    }
}

fn source_kind(name: &str) -> Option<SourceKind> {
    Some(match name {
        "official" => SourceKind::Official,
        "partisan_organisation" => SourceKind::PartisanOrganisation,
        "spokesperson" => SourceKind::Spokesperson,
        "person" => SourceKind::Person,
        "anonymous" => SourceKind::Anonymous,
        "wire" => SourceKind::Wire,
        "outlet" => SourceKind::Outlet,
        "document" => SourceKind::Document,
        "artefact" => SourceKind::Artefact,
        "unspecified" => SourceKind::Unspecified,
        _ => return None,
    })
}
