//! Parts of speech.
//!
//! In: a [`Doc`] with sentences. Out: its words' tags. Provisional: word list and endings.

use super::super::doc::{Doc, Tag};
use super::{is_capitalised, lexicon};

/// Tags every word.
pub(super) fn tag(doc: &mut Doc<'_>) {
    for s in 0..doc.sentence_tokens.len() {
        let mut before = Tag::Stop;
        let sentence = doc.sentence(s);
        for i in sentence.clone() {
            if doc.tag(i) == Tag::NN {
                let first = i == sentence.start || doc.tag(i - 1) == Tag::OpenQuote;
                doc.tokens[i].tag = guess(doc, i, first, before);
            }
            before = doc.tag(i);
        }
    }
}

fn guess(doc: &Doc<'_>, i: usize, first: bool, before: Tag) -> Tag {
    let lower = doc.lower(i);
    if let Some(tag) = lexicon::closed_class(lower) {
        let possessive = lower == "'s" && (before.is_noun() || before == Tag::CD);
        return if possessive { Tag::POS } else { tag };
    }
    if lower.starts_with(|c: char| c.is_ascii_digit()) {
        return if lower.contains(|c: char| c.is_alphabetic()) { Tag::JJ } else { Tag::CD };
    }
    if is_capitalised(doc.word(i)) && !first {
        return Tag::NNP;
    }
    let verb_slot = before == Tag::MD || before == Tag::TO;
    match lower {
        _ if verb_slot => Tag::VB,
        _ if lower.ends_with("ly") => Tag::RB,
        _ if lower.ends_with("ing") => Tag::VBG,
        _ if lower.ends_with("ed") && before.is_verb() => Tag::VBN,
        _ if lower.ends_with("ed") => Tag::VBD,
        _ if lower.ends_with('s') && !lower.ends_with("ss") && before.is_name() => Tag::VBZ,
        _ if lower.ends_with('s') && !lower.ends_with("ss") => Tag::NNS,
        _ if ["ous", "ful", "ive", "able", "ical", "less", "ish"].iter().any(|e| lower.ends_with(e)) => Tag::JJ,
        _ => Tag::NN,
    }
}
