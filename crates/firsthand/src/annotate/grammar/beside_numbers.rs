//! Tags beside numbers that the tagger gets wrong for a known reason.
//!
//! In: a tagged sentence. Out: the same with words of number, people called by their age, and verbs beside numbers as what they are.
//! Not here: other tags that are set right (`repairs`).

use super::super::doc::{Doc, Tag};
use std::ops::Range;

/// Sets right the tag of one word.
pub(super) fn mend(doc: &mut Doc<'_>, sentence: &Range<usize>, i: usize) {
    number_word(doc, i);
    year_old(doc, i);
    may(doc, sentence, i);
    number(doc, sentence, i);
}

/// "counted fourteen dead", "twenty-six rifles": words of number are numbers wherever they stand.
fn number_word(doc: &mut Doc<'_>, i: usize) {
    let wrong = matches!(doc.tag(i), Tag::JJ | Tag::NN | Tag::NNS | Tag::VBN | Tag::VBD | Tag::RB | Tag::IN);
    let lower = doc.lower(i);
    if wrong && lower.len() > 3 && doc.lower_word(i).quantity.value.is_some() {
        doc.tokens[i].tag = Tag::CD;
    }
}

/// "14-YEAR-OLDS": people named by their age, however written.
fn year_old(doc: &mut Doc<'_>, i: usize) {
    if !doc.lower_word(i).letters.hyphen {
        return;
    }
    if doc.lower(i).ends_with("-year-olds") {
        doc.tokens[i].tag = Tag::NNS;
    } else if doc.tag(i).is_verb() && doc.lower(i).ends_with("-year-old") {
        doc.tokens[i].tag = Tag::NN;
    }
}

/// "Children under 15 may not enter": behind a number the month has a capital, or, where a text has none, a year or nothing behind it.
fn may(doc: &mut Doc<'_>, sentence: &Range<usize>, i: usize) {
    if i == sentence.start || i + 1 >= sentence.end || doc.word(i) != "may" || !doc.tag(i).is_noun() {
        return;
    }
    let goes_on = doc.tag(i + 1) == Tag::VB || matches!(doc.lower(i + 1), "not" | "n't" | "be" | "have");
    if doc.tag(i - 1) == Tag::CD && goes_on {
        doc.tokens[i].tag = Tag::MD;
    }
}

/// "The guards number 400": right between a plural and a number that says how many they are. "Flights number 3 and 4" are named so.
fn number(doc: &mut Doc<'_>, sentence: &Range<usize>, i: usize) {
    if i == sentence.start || i + 1 >= sentence.end || doc.word(i) != "number" || doc.tag(i) != Tag::NN {
        return;
    }
    let amount = doc.lower_word(i + 1).quantity.value.is_some_and(|value| value >= MANY);
    if matches!(doc.tag(i - 1), Tag::NNS | Tag::NNPS) && amount {
        doc.tokens[i].tag = Tag::VBP;
    }
}

/// From here on a number says how many rather than which.
const MANY: f64 = 20.0;

#[cfg(test)]
mod tests {
    use super::super::repairs::tests::tag_of;
    use super::*;

    #[test]
    fn may_behind_a_number_is_a_month_only_where_no_verb_follows() {
        assert_eq!(tag_of("Pupils under 16 may not board the ferry.", "may"), Tag::MD);
        assert_eq!(tag_of("Nobody over 70 may be drafted.", "may"), Tag::MD);
        assert_ne!(tag_of("the ferry sank on 16 may 2019 near arven.", "may"), Tag::MD);
    }

    #[test]
    fn a_plural_numbers_as_many_as_it_is_told_to() {
        assert_eq!(tag_of("Deserters number 700, the guild said.", "number"), Tag::VBP);
        assert_eq!(tag_of("Barges number 3 and 4 sank.", "number"), Tag::NN);
        assert_eq!(tag_of("Battery number 700 fired.", "number"), Tag::NN);
    }
}
