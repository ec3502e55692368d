//! The lists of `data/attribution/words.tsv`, as bits.
//!
//! For: asking of a word in one step whether it is in a list. In: a word in lower case. Out: [`Lists`]. Not here: what the lists
//! are for (each is named where it is asked).

use super::super::vocabulary::{Vocabulary, listed};
use super::lexicon::rows;

macro_rules! lists {
    ($($list:ident = $name:literal,)*) => {
        /// A list of `words.tsv`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        pub(in crate::annotate) enum List {
            $(#[doc = $name] $list,)*
        }

        /// All lists, by name.
        const NAMES: &[(&str, List)] = &[$(($name, List::$list),)*];
    };
}

lists! {
    Account = "account",
    Adjunct = "adjunct",
    AdjunctAlways = "adjunct-always",
    Answerer = "answerer",
    Answers = "answers",
    AnyOffice = "any-office",
    ArmedNoun = "armed-noun",
    Auxiliary = "auxiliary",
    Be = "be",
    BodyName = "body-name",
    BodyNoun = "body-noun",
    BodyVoices = "body-voices",
    Cause = "cause",
    Charged = "charged",
    Citing = "citing",
    ClassActivism = "class-activism",
    ClassArts = "class-arts",
    ClassBusiness = "class-business",
    ClassCaptive = "class-captive",
    ClassClergy = "class-clergy",
    ClassDiplomacy = "class-diplomacy",
    ClassFarming = "class-farming",
    ClassForce = "class-force",
    ClassJudge = "class-judge",
    ClassKin = "class-kin",
    ClassLaw = "class-law",
    ClassLawmaker = "class-lawmaker",
    ClassLearning = "class-learning",
    ClassMedicine = "class-medicine",
    ClassPolice = "class-police",
    ClassPress = "class-press",
    ClassProsecutor = "class-prosecutor",
    ClassRebel = "class-rebel",
    ClassTeaching = "class-teaching",
    ClassTrade = "class-trade",
    CommaGoesOn = "comma-goes-on",
    CommaStop = "comma-stop",
    CompanyName = "company-name",
    Connective = "connective",
    Disclosure = "disclosure",
    Factive = "factive",
    Felt = "felt",
    Few = "few",
    FighterNoun = "fighter-noun",
    FigureNoun = "figure-noun",
    FiguresNoun = "figures-noun",
    Former = "former",
    Fronting = "fronting",
    HeNoun = "he-noun",
    Hearsay = "hearsay",
    Hides = "hides",
    Interviewer = "interviewer",
    Light = "light",
    Means = "means",
    MediaName = "media-name",
    MediaPerson = "media-person",
    Medium = "medium",
    MediumFront = "medium-front",
    MediumName = "medium-name",
    MediumOpener = "medium-opener",
    NewsNoun = "news-noun",
    NoLabel = "no-label",
    ObjectPreposition = "object-preposition",
    Occasion = "occasion",
    Office = "office",
    OwnWork = "own-work",
    PairNoun = "pair-noun",
    PartyWord = "party-word",
    PersonNoun = "person-noun",
    PhraseStop = "phrase-stop",
    Platform = "platform",
    PollNoun = "poll-noun",
    PressOffice = "press-office",
    PressPost = "press-post",
    PublicAttorney = "public-attorney",
    Quantifier = "quantifier",
    Quoting = "quoting",
    Recording = "recording",
    Reporter = "reporter",
    Rumour = "rumour",
    Seeming = "seeming",
    Seen = "seen",
    SeenBy = "seen-by",
    SheNoun = "she-noun",
    SoSay = "so-say",
    SomebodyNoun = "somebody-noun",
    Speaking = "speaking",
    SpeechNoun = "speech-noun",
    Subordinator = "subordinator",
    Sure = "sure",
    Tally = "tally",
    Time = "time",
    TimeOpener = "time-opener",
    WePresent = "we-present",
    WeWork = "we-work",
    WhatIsSaid = "what-is-said",
    WidePerson = "wide-person",
}

/// The lists that hold a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::annotate) struct Lists(u128);

impl Lists {
    /// Whether this list does.
    #[inline]
    pub fn has(self, list: List) -> bool {
        self.0 >> list as u8 & 1 == 1
    }

    /// Adds the list of this name, if there is one.
    pub(super) fn add(&mut self, name: &str) {
        self.0 |= NAMES.iter().find(|(known, _)| *known == name).map_or(0, |(_, list)| 1 << *list as u8);
    }
}

/// Adds the words of the lists.
pub(in crate::annotate) fn list(vocabulary: &mut Vocabulary) {
    for row in rows(include_str!("../../../data/attribution/words.tsv")) {
        let [list, words] = row[..] else { continue };
        for word in words.split(' ') {
            vocabulary.word(word).attribution.add(list);
        }
    }
}

/// Whether a word in lower case is in a list.
pub(super) fn is_in(list: List, lower: &str) -> bool {
    listed(lower).attribution.has(list)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_of_the_file_is_known_and_every_known_one_has_words() {
        let file = include_str!("../../../data/attribution/words.tsv");
        let rows = file.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
        let written: Vec<&str> = rows.filter_map(|line| line.split('\t').next()).collect();
        assert!(written.iter().all(|name| NAMES.iter().any(|(known, _)| known == name)));
        assert!(NAMES.iter().all(|(known, _)| written.contains(known)) && NAMES.len() <= 128);
    }
}
