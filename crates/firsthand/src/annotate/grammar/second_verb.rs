//! Second verbs of one subject, and verbs of what is denied, that the tagger reads as nouns.
//!
//! For: the telling style of local papers ("came round the bend and shot into the crowd"). In: a tagged sentence and a place. Out: the same
//! with a better tag. Needs a sign before the word and one after it. Not here: other repairs (`repairs`).

use super::super::doc::{Doc, Tag};
use super::repairs::{Helper, begins_object};
use std::ops::Range;

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
    } else if ing && goes_on && doc.tag(i - 1).is_verb() && is_of_denial(doc.lower(i - 1)) {
        doc.tokens[i].tag = Tag::VBG;
    }
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
    fn the_second_verb_of_a_subject_is_a_verb() {
        assert_eq!(tag_of("A grey car came round the corner and shot into the crowd.", "shot"), Tag::VBD);
        assert_eq!(tag_of("He heard a cry and shot at the door.", "shot"), Tag::VBD);
        assert_eq!(tag_of("The boys were herding goats by day and carrying rifles at night.", "carrying"), Tag::VBG);
        assert_eq!(tag_of("The group denied shooting at farmers near Arven.", "shooting"), Tag::VBG);
        assert_eq!(tag_of("There was smoke and shooting near Arven.", "shooting"), Tag::NN);
    }
}
