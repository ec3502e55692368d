//! Second verbs of one subject, and verbs of what is denied, that the tagger reads as nouns.
//!
//! For: the telling style of local papers ("came round the bend and shot into the crowd"). In: a tagged sentence and a place. Out: the same
//! with a better tag. Needs a sign before the word and one after it. Not here: other repairs (`repairs`).

use super::super::doc::{Doc, Tag};
use super::super::vocabulary::listed;
use super::lexicon::VERB;
use super::only_verb::has_object;
use super::repairs::{Helper, begins_object};
use std::ops::Range;

/// "stormed the mill and later arrested and jailed its owner": a participle with an object of its own behind "and", and those in a row before
/// it, are past forms where the verb before the row is no passive.
pub(super) fn row_of_pasts(doc: &mut Doc<'_>, sentence: &Range<usize>, i: usize) {
    if doc.tag(i) != Tag::VBN || i < sentence.start + 2 || doc.lower(i).ends_with('n') || i + 1 >= sentence.end {
        return;
    }
    // "jailed Mira Tolan", "burned houses"; not "arrested Friday".
    let timed = listed(&crate::annotate::lemma(doc.lower(i + 1), Tag::NNS)).grammar.time_noun;
    let named = matches!(doc.tag(i + 1), Tag::NNP | Tag::NNPS | Tag::NNS | Tag::PRPS) && !timed;
    if !named && !has_object(doc, sentence, i) {
        return;
    }
    let mut row = vec![i];
    let mut first = i;
    loop {
        let Some(joint) = before_adverbs(doc, sentence, first)
            .filter(|&j| doc.tag(j) == Tag::CC || row.len() > 1 && doc.tag(j) == Tag::Comma)
        else {
            return;
        };
        let Some(last) = before_adverbs(doc, sentence, joint) else { return };
        let bare = doc.tag(last) == Tag::VBN
            && before_adverbs(doc, sentence, last).is_some_and(|j| matches!(doc.tag(j), Tag::CC | Tag::Comma));
        if bare && row.len() < 6 {
            row.push(last);
            first = last;
            continue;
        }
        // The verb before the row.
        let opens = |j: &usize| matches!(doc.tag(*j), Tag::Stop | Tag::Colon | Tag::OpenQuote | Tag::CloseQuote);
        let verb = (sentence.start..=last).rev().take_while(|j| !opens(j)).find(|&j| doc.tag(j).is_verb());
        let Some(verb) = verb else { return };
        let helped = before_adverbs(doc, sentence, verb).map_or(Helper::None, |j| doc.lemma_of_helper(j));
        let active = match doc.tag(verb) {
            Tag::VBN => matches!(helped, Helper::Have),
            tag => tag.is_finite() && matches!(doc.lemma_of_helper(verb), Helper::None),
        };
        if active {
            row.into_iter().for_each(|j| doc.tokens[j].tag = Tag::VBD);
        }
        return;
    }
}

/// The token before another one, adverbs left out.
fn before_adverbs(doc: &Doc<'_>, sentence: &Range<usize>, i: usize) -> Option<usize> {
    (sentence.start..i).rev().find(|&j| !doc.tag(j).is_adverb())
}

/// Second verbs of one subject that were read as nouns: "came round the bend and shot into the crowd", "were mending nets by day and
/// carrying rifles at night"; and what is denied: "denied shooting at fishermen".
pub(super) fn second_verb(doc: &mut Doc<'_>, sentence: &Range<usize>, i: usize) {
    if !matches!(doc.tag(i), Tag::NN | Tag::JJ) || i < sentence.start + 2 || i + 1 >= sentence.end {
        return;
    }
    let (lower, next) = (doc.lower(i), doc.tag(i + 1));
    let ing = lower.ends_with("ing") && lower.len() > 5;
    let goes_on = begins_object(doc, i + 1) || matches!(doc.lower(i + 1), "at" | "on" | "into" | "upon");
    if doc.tag(i - 1) == Tag::CC {
        let Some(first) = (sentence.start..i - 1).rev().find(|&j| doc.tag(j).is_verb() || doc.tag(j) == Tag::MD) else {
            return;
        };
        let past = doc.tag(first) == Tag::VBD && doc.lower_word(i).grammar.irregular_verb();
        let moving = matches!(doc.lower(i + 1), "across" | "through" | "from" | "down" | "dead" | "towards");
        if past && !ing && matches!(doc.lemma_of_helper(first), Helper::None) && (goes_on || moving) {
            doc.tokens[i].tag = Tag::VBD;
        }
        let progressive = doc.tag(first) == Tag::VBG && first > sentence.start && {
            matches!(doc.lemma_of_helper(first - 1), Helper::Be)
        };
        if ing && progressive && (goes_on || matches!(next, Tag::NNS | Tag::PRPS)) {
            doc.tokens[i].tag = Tag::VBG;
        }
        return;
    }
    let denied = goes_on && doc.tag(i - 1).is_verb() && is_of_denial(doc.lower(i - 1));
    let blamed = || {
        let acts = goes_on || next == Tag::NNS && doc.lower_word(i).grammar.stems() & VERB != 0;
        let near = sentence.start..i - 1;
        doc.lower(i - 1) == "of" && acts && near.rev().take(8).any(|j| is_of_blame(doc.lower(j)))
    };
    if ing && (denied || blamed()) {
        doc.tokens[i].tag = Tag::VBG;
    }
}

/// "accuse the army of looting shops": forms of verbs that blame with "of".
fn is_of_blame(lower: &str) -> bool {
    matches!(lower, "accuse" | "accuses" | "accused" | "accusing" | "suspected" | "convicted" | "suspects" | "guilty")
}

/// Forms of verbs that what one did follows in its -ing form.
fn is_of_denial(lower: &str) -> bool {
    matches!(
        lower,
        "deny"
            | "denies"
            | "denied"
            | "denying"
            | "admit"
            | "admits"
            | "admitted"
            | "admitting"
            | "recalled"
            | "regretted"
            | "avoid"
            | "avoided"
            | "remembered"
    )
}

#[cfg(test)]
mod tests {
    use super::super::repairs::tests::tag_of;
    use crate::annotate::Tag;

    #[test]
    fn a_row_of_verbs_before_one_object_is_past() {
        let raid = "Soldiers stormed the mill and subsequently arrested and jailed its owner.";
        assert_eq!((tag_of(raid, "arrested"), tag_of(raid, "jailed")), (Tag::VBD, Tag::VBD));
        assert_eq!(tag_of("Police stopped a bus and searched passengers.", "searched"), Tag::VBD);
        assert_eq!(tag_of("The men stormed a bank and jailed Mira Tolan.", "jailed"), Tag::VBD);
        assert_eq!(tag_of("The rebels had surrounded and burned the mill.", "burned"), Tag::VBD);
        assert_eq!(tag_of("The nurses were surrounded and beaten in the yard.", "beaten"), Tag::VBN);
        assert_eq!(tag_of("Two men were stopped and searched on Monday.", "searched"), Tag::VBN);
    }

    #[test]
    fn the_second_verb_of_a_subject_is_a_verb() {
        assert_eq!(tag_of("A grey car came round the corner and shot into the crowd.", "shot"), Tag::VBD);
        assert_eq!(tag_of("He heard a cry and shot at the door.", "shot"), Tag::VBD);
        assert_eq!(tag_of("The boys were herding goats by day and carrying rifles at night.", "carrying"), Tag::VBG);
        assert_eq!(tag_of("The group denied shooting at farmers near Arven.", "shooting"), Tag::VBG);
        assert_eq!(tag_of("Traders accused the army of looting shops and beating young men.", "looting"), Tag::VBG);
        assert_eq!(tag_of("There was smoke and shooting near Arven.", "shooting"), Tag::NN);
    }
}
