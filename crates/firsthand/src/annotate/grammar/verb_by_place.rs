//! Verbs, and words taken for verbs, that only their place in the sentence shows.
//!
//! For: news with long subjects, whose last verb the tagger reads as a participle or noun. In: a tagged sentence and a token of it. Out: the same
//! with a better tag. Not here: the only verb of a clause (`only_verb`), the second verb of a subject (`second_verb`).

use super::super::attribution::is_speech;
use super::super::doc::{Doc, Tag};
use super::lexicon::NOUN;
use super::repairs::{Helper, begins_object, is_past_of_itself};
use std::ops::Range;

/// Farthest that a relative pronoun is looked for before its verb, in tokens.
const REACH: usize = 6;

/// Sets right the tag of one token.
pub(super) fn verb_by_place(doc: &mut Doc<'_>, sentence: &Range<usize>, i: usize) {
    if i == sentence.start {
        return;
    }
    if is_said(doc, sentence, i) || is_of_relative(doc, sentence, i) || is_past_with_object(doc, sentence, i) {
        doc.tokens[i].tag = Tag::VBD;
    } else if is_held(doc, sentence, i) {
        doc.tokens[i].tag = Tag::VBN;
        doc.tokens[i - 1].tag = Tag::NN;
    } else if matches!(doc.lower(i), "risk" | "risks") && doc.lower(i + 1) == "being" && doc.tag(i - 1).is_noun() {
        // "Herders from Olun risk being jailed."
        doc.tokens[i].tag = if doc.lower(i) == "risk" { Tag::VBP } else { Tag::VBZ };
    } else if is_modifier(doc, sentence, i) || is_subject_of_content(doc, sentence, i) {
        doc.tokens[i].tag = Tag::NN;
    } else if matches!(doc.lower(i), "ablaze" | "alight") && doc.tag(i).is_verb() {
        doc.tokens[i].tag = Tag::JJ;
    }
}

/// "a man whose son was wounded said", "a teacher who was there said": without "be" or "have" right before it, "said" is the past.
fn is_said(doc: &Doc<'_>, sentence: &Range<usize>, i: usize) -> bool {
    let told = doc.lower(i) == "told" && begins_object(doc, i + 1);
    if doc.tag(i) != Tag::VBN || !(doc.lower(i) == "said" || told) {
        return false;
    }
    let adverb = |j: usize| doc.tag(j).is_adverb() && !matches!(doc.lower(j), "there" | "here" | "home" | "away");
    let before = (sentence.start..i).rev().find(|j| !adverb(*j));
    before.is_some_and(|j| {
        let helped = !matches!(doc.lemma_of_helper(j), Helper::None) || matches!(doc.lower(j), "get" | "gets" | "got");
        let after_verb = doc.tag(j).is_verb() || matches!(doc.lower(j), "there" | "here" | "home" | "away");
        after_verb && !helped
    })
}

/// "a ferryman thought to have drowned": no noun has this infinitive behind it.
fn is_held(doc: &Doc<'_>, sentence: &Range<usize>, i: usize) -> bool {
    let person =
        doc.tag(i - 1) == Tag::NN || doc.tag(i - 1) == Tag::JJ && doc.lower_word(i - 1).grammar.own() & NOUN != 0;
    let noun = doc.tag(i) == Tag::NN && doc.lower(i) == "thought" && person;
    noun && i + 2 < sentence.end && doc.lower(i + 1) == "to" && matches!(doc.lower(i + 2), "have" | "be")
}

/// "which each side blamed on the other": after a relative pronoun and a subject of its own comes the verb.
fn is_of_relative(doc: &Doc<'_>, sentence: &Range<usize>, i: usize) -> bool {
    if doc.tag(i) != Tag::VBN || doc.lower(i).ends_with('n') || !doc.tag(i - 1).is_noun() {
        return false;
    }
    let nominal = |j: &usize| {
        doc.tag(*j).is_noun() || doc.tag(*j).is_adjective() || matches!(doc.tag(*j), Tag::DT | Tag::PRPS | Tag::CD)
    };
    let first = (sentence.start..i).rev().take(REACH).take_while(nominal).last();
    first.and_then(|first| first.checked_sub(1)).is_some_and(|pronoun| {
        pronoun > sentence.start
            && matches!(doc.tag(pronoun), Tag::WDT | Tag::WP)
            && matches!(doc.lower(pronoun), "which" | "that" | "whom")
    })
}

/// "A drone attack set a depot on fire": a past form that looks like a noun, with an object, where nothing else is the verb.
fn is_past_with_object(doc: &Doc<'_>, sentence: &Range<usize>, i: usize) -> bool {
    let noun = matches!(doc.tag(i), Tag::NN | Tag::JJ) && is_past_of_itself(doc.lower(i)) && doc.tag(i - 1).is_noun();
    if !noun || i + 1 >= sentence.end || !matches!(doc.tag(i + 1), Tag::DT | Tag::PRPS | Tag::CD) {
        return false;
    }
    let finite =
        |j: usize| (doc.tag(j).is_finite() || doc.tag(j) == Tag::MD) && !matches!(doc.lower(j), "ablaze" | "alight");
    let clause = |j: &usize| !matches!(doc.tag(*j), Tag::Comma | Tag::Stop | Tag::Colon | Tag::Dash);
    let before = (sentence.start..i).rev().take_while(clause).any(finite);
    let after = (i + 1..sentence.end).take_while(clause).any(finite);
    !before && !after
}

/// "The army said fighting there went on", "Olun, where shelling on Monday killed nine": right after a verb of saying or what opens a clause,
/// with a verb of its own behind it, "-ing" is what is told of.
fn is_subject_of_content(doc: &Doc<'_>, sentence: &Range<usize>, i: usize) -> bool {
    if doc.tag(i) != Tag::VBG || i + 2 >= sentence.end || doc.lower_word(i).grammar.own() & NOUN == 0 {
        return false;
    }
    let clause = |j: &usize| !matches!(doc.tag(*j), Tag::Comma | Tag::Stop | Tag::Colon | Tag::CC);
    if !(i + 1..sentence.end).take(REACH).take_while(clause).any(|j| doc.tag(j).is_finite()) {
        return false;
    }
    let opened = matches!(doc.lower(i - 1), "where" | "that" | "because")
        && (doc.tag(i + 1) == Tag::IN || doc.tag(i + 1).is_finite());
    opened || doc.tag(i - 1).is_finite() && is_speech(&crate::annotate::lemma(doc.lower(i - 1), doc.tag(i - 1)))
}

/// "beatings and mock executions": no base form follows "and" where the sentence has had none.
fn is_modifier(doc: &Doc<'_>, sentence: &Range<usize>, i: usize) -> bool {
    doc.tag(i) == Tag::VB
        && doc.tag(i - 1) == Tag::CC
        && i + 1 < sentence.end
        && doc.tag(i + 1) == Tag::NNS
        && doc.lower_word(i).grammar.own() & NOUN != 0
        && i > sentence.start + 1
        && doc.tag(i - 2).is_noun()
        && !(sentence.start..i).any(|j| matches!(doc.tag(j), Tag::VB | Tag::VBP | Tag::MD | Tag::TO))
}

#[cfg(test)]
mod tests {
    use super::super::repairs::tests::tag_of;
    use super::*;

    #[test]
    fn said_is_the_past_behind_a_relative_clause() {
        assert_eq!(tag_of("Two men were hurt, a woman whose son was beaten said.", "said"), Tag::VBD);
        assert_eq!(tag_of("A shell fell in the yard, a cook who was there said by phone.", "said"), Tag::VBD);
        assert_eq!(tag_of("The same was often said of the mayor.", "said"), Tag::VBN);
        assert_eq!(tag_of("He has said that two men were hurt.", "said"), Tag::VBN);
    }

    #[test]
    fn the_verb_of_a_relative_clause_with_a_subject_is_past() {
        assert_eq!(tag_of("Two men whom police arrested in May are free.", "arrested"), Tag::VBD);
        assert_eq!(tag_of("The truce was broken by shots, which each side blamed on the other.", "blamed"), Tag::VBD);
    }

    #[test]
    fn a_form_like_a_noun_with_an_object_is_the_verb() {
        assert_eq!(tag_of("A drone attack set an oil depot ablaze near Olun.", "set"), Tag::VBD);
        assert_eq!(tag_of("A drone attack set an oil depot ablaze near Olun.", "ablaze"), Tag::JJ);
        assert_eq!(tag_of("The chess set was bought by the mayor.", "set"), Tag::NN);
    }

    #[test]
    fn what_is_told_of_right_after_the_saying_is_a_noun() {
        assert_eq!(tag_of("The army says fighting there continues.", "fighting"), Tag::NN);
        assert_eq!(tag_of("They left Olun, where shelling on Monday killed nine people.", "shelling"), Tag::NN);
        assert_eq!(tag_of("The army stopped shelling the town when it fell.", "shelling"), Tag::VBG);
    }

    #[test]
    fn what_stands_before_a_plural_in_a_list_is_no_verb() {
        assert_eq!(tag_of("Inmates described beatings, shocks and mock executions at the mill.", "mock"), Tag::NN);
        assert_eq!(tag_of("The army wants to arm and train fighters.", "train"), Tag::VB);
    }
}
