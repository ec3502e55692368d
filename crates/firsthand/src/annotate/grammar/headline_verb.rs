//! The verb of a headline that the tagger took for a noun: "Police arrest 12 activists", "Army shells border village".
//!
//! In: a tagged sentence of a headline. Out: the same with a finite verb where people or a body stand before a form that agrees with
//! them and an object behind it, and no other verb does. Not here: participles ([`super::only_verb`]), bodies of reports.

use super::super::attribution::names_agent;
use super::super::doc::{Doc, Tag};
use super::lexicon::VERB;
use std::ops::Range;

/// Words of a subject before the verb, at most.
const SUBJECT: usize = 4;

/// Finds the verb of the first clause, which ends at a comma.
pub(super) fn headline_verb(doc: &mut Doc<'_>, sentence: &Range<usize>) {
    let ends = |j: &usize| matches!(doc.tag(*j), Tag::Comma | Tag::Stop);
    let start = sentence.clone().find(|j| doc.tag(*j) == Tag::Colon).map_or(sentence.start, |colon| colon + 1);
    let end = (start..sentence.end).find(ends).unwrap_or(sentence.end);
    let verbal = |j: usize| {
        let tag = doc.tag(j);
        // "detained reporters" are who they are, and not what is done.
        tag.is_finite() || tag == Tag::MD || tag == Tag::VBN && !(j + 1 < end && doc.tag(j + 1).is_noun())
    };
    if (start..end).any(verbal) {
        return;
    }
    let nominal = |j: usize| doc.tag(j).is_noun() || doc.tag(j).is_adjective();
    let candidates = (start + 1..end.min(start + 1 + SUBJECT)).take_while(|&i| (start..i).all(nominal));
    let found = candidates.filter_map(|i| Some((i, form(doc, start, i, end)?))).next();
    if let Some((i, tag)) = found {
        doc.tokens[i].tag = tag;
    }
}

/// The verb form that a word is after this subject and before its object.
fn form(doc: &Doc<'_>, start: usize, i: usize, end: usize) -> Option<Tag> {
    let tag = doc.tag(i);
    let free = matches!(tag, Tag::NN | Tag::NNS | Tag::NNP | Tag::NNPS | Tag::JJ) && i + 1 < end;
    let subject = doc.lower(i - 1);
    if !free || !(names_agent(subject) || doc.tag(i - 1) == Tag::NNS) {
        return None;
    }
    let known = &doc.lower_word(i).grammar;
    let plural = matches!(doc.tag(i - 1), Tag::NNS | Tag::NNPS) || matches!(subject, "police" | "people" | "troops");
    let inflected = doc.lower(i).ends_with('s') && known.stems() & VERB != 0;
    let base = known.own() & VERB != 0 && !inflected;
    // "12 activists", "a bridge", "their guns"; and bare nouns after one word or a plural: "Olun army supplies" may be the army's otherwise.
    let counted = matches!(doc.tag(i + 1), Tag::CD | Tag::DT | Tag::PRPS) && (i + 2..end).any(|j| doc.tag(j).is_noun());
    let bare = || {
        let run = (i + 1..end).take_while(|&j| doc.tag(j).is_noun() || doc.tag(j).is_adjective()).count();
        let after = i + 1 + run;
        let closed = after == end || matches!(doc.tag(after), Tag::IN | Tag::TO);
        (i == start + 1 || plural) && names_agent(subject) && run > 0 && closed && doc.tag(after - 1).is_noun()
    };
    match plural {
        true if base && (counted || tag != Tag::JJ && bare()) => Some(Tag::VBP),
        false if inflected && (counted || bare()) => Some(Tag::VBZ),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::doc::Tag;
    use super::super::super::parse;
    use crate::report::{Part, PartKind, Report};
    use crate::text::Span;

    /// The tag of a word in a headline.
    fn tag_of(headline: &str, word: &str) -> Tag {
        let part = Part { kind: PartKind::Headline, span: Span::new(0, headline.len()), because: String::new() };
        let report = Report { text: headline.to_owned(), parts: vec![part], ..Report::default() };
        let doc = parse(&report);
        let at = (0..doc.tokens.len()).find(|i| doc.word(*i) == word).unwrap();
        doc.tag(at)
    }

    #[test]
    fn what_people_and_bodies_do_to_somebody_is_a_verb() {
        assert_eq!(tag_of("Police arrest 12 activists in Olun", "arrest"), Tag::VBP);
        assert_eq!(tag_of("Police Arrest 12 Activists in Olun", "Arrest"), Tag::VBP);
        assert_eq!(tag_of("Rebels free 12 soldiers after talks", "free"), Tag::VBP);
        assert_eq!(tag_of("Government troops retake Olun", "retake"), Tag::VBP);
        assert_eq!(tag_of("Army shells border village, kills five", "shells"), Tag::VBZ);
        assert_eq!(tag_of("Court jails reporter for six years", "jails"), Tag::VBZ);
    }

    #[test]
    fn a_noun_before_a_noun_stays_one() {
        assert_eq!(tag_of("Police raid on Olun market", "raid"), Tag::NN);
        assert_eq!(tag_of("Army arms depot hit by rockets", "arms"), Tag::NNS);
        assert_eq!(tag_of("Village market reopens after arrest of 12 activists", "arrest"), Tag::NN);
    }
}
