//! Words that carry commitment, doubt, intention and distance.
//!
//! For: modality, stance and the reading of performances. In: `data/claims/cues.tsv`. Out: [`kinds`] of a lemma as a bit
//! set. Not here: event types and their words (codebooks).

use super::super::vocabulary::{Vocabulary, listed};

/// Kinds of cue word, as bits.
pub(in crate::annotate) type Kinds = u64;

macro_rules! kinds {
    ($($name:ident = $bit:expr, $text:literal;)*) => {
        $(pub(super) const $name: Kinds = 1 << $bit;)*
        const NAMES: &[(&str, Kinds)] = &[$(($text, 1 << $bit)),*];
    };
}

kinds! {
    DENY = 0, "deny";
    REFUSE = 1, "refuse";
    INTEND = 2, "intend";
    INTENTION = 3, "intention";
    IMPLICATIVE = 4, "implicative";
    HEDGE = 5, "hedge";
    INFER = 6, "infer";
    BLAME = 7, "blame";
    UNSURE = 8, "unsure";
    PERHAPS = 9, "perhaps";
    HEARSAY = 10, "hearsay";
    CONDITION = 11, "condition";
    MAY = 12, "may";
    OUGHT = 13, "ought";
    PERFORM = 14, "perform";
    PERFORMANCE = 15, "performance";
    PARTITIVE = 16, "partitive";
    NOBODY = 17, "nobody";
    DISPUTE = 18, "dispute";
    DISTANCE = 19, "distance";
    LIGHT = 20, "light";
    REPORT = 21, "report";
    SAY = 22, "say";
    INTRANSITIVE = 23, "intransitive";
    REACT = 24, "react";
    REACTION = 25, "reaction";
    NAMING = 26, "naming";
    TRANSITIVE = 27, "transitive";
    STANDS_FOR = 28, "stands_for";
    FALSE = 29, "false";
    LIE = 30, "lie";
    FALSIFY = 31, "falsify";
    TRUE = 32, "true";
    TRUTH = 33, "truth";
    INVOLVEMENT = 34, "involvement";
    FIGURE = 35, "figure";
    STATE = 36, "state";
    KNOW = 37, "know";
    MOURN = 38, "mourn";
    UNDERGO = 39, "undergo";
    LAND = 40, "land";
    WRONGDOER = 41, "wrongdoer";
    ARMS = 42, "arms";
    OMISSION = 43, "omission";
}

/// Adds the kinds of the lemmas of the list.
pub(in crate::annotate) fn list(vocabulary: &mut Vocabulary) {
    for line in include_str!("../../../data/claims/cues.tsv").lines() {
        if let Some((name, lemma)) = line.split_once('\t').filter(|_| !line.starts_with('#')) {
            vocabulary.word(lemma).cues |= NAMES.iter().find(|(n, _)| *n == name).map_or(0, |(_, bit)| *bit);
        }
    }
}

/// The kinds of a lemma; 0 for most words.
pub(super) fn kinds(lemma: &str) -> Kinds {
    listed(lemma).cues
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_the_file_is_known_and_every_known_kind_has_words() {
        for line in include_str!("../../../data/claims/cues.tsv").lines().filter(|l| !l.starts_with('#')) {
            let name = line.split('\t').next().unwrap();
            assert!(NAMES.iter().any(|(n, _)| *n == name), "{name}");
        }
        for (name, _) in NAMES {
            assert!(include_str!("../../../data/claims/cues.tsv").contains(&format!("\n{name}\t")), "{name}");
        }
    }
}
