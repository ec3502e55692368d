//! Whose saying a passive is: "Tal was accused of fraud", "the pier is expected to close", "it appears that ...".
//!
//! In: a cue and what was taken for its source. Out: whether that one is only spoken of. Not here: "was quoted as saying", whose subject
//! speaks (see [`super::verbs`]); agents after "by".

use super::super::SourceKind;
use super::super::doc::{Doc, Tag};
use super::lexicon::LEXICON;
use super::lists::List;
use crate::report::PartKind;
use std::ops::Range;

/// Whether the subject of a cue says nothing: others accuse, expect and ask it. Of feelings it is the one who has them ("is worried").
pub(super) fn is_spoken_of(doc: &Doc<'_>, cue: &Range<usize>, source: &Range<usize>) -> bool {
    let before = source.end <= cue.start || cue.contains(&source.start);
    let spoken_of = || participle(doc, cue).is_some_and(|last| !has_it(doc, last)) || in_headline(doc, cue, source);
    before && (is_dummy(doc, cue, source) || spoken_of() || is_seeming(doc, cue, source) || is_asked(doc, cue))
}

/// "refused to comment on reports that", "did not respond to claims that": others say what somebody is asked about.
fn is_asked(doc: &Doc<'_>, cue: &Range<usize>) -> bool {
    let answers = |i: usize| matches!(doc.lemma(i), "comment" | "respond" | "react" | "reply" | "discuss");
    let told = |i: usize| doc.tag(i).is_noun() && LEXICON.noun(doc.lower(i)).is_some();
    let at = cue.clone().find(|&i| answers(i));
    at.is_some_and(|at| (at + 1..cue.end).any(told))
}

/// "Militia accused of looting", "Rebels blamed for the raid": a headline leaves out "is", and "by whom".
fn in_headline(doc: &Doc<'_>, cue: &Range<usize>, source: &Range<usize>) -> bool {
    doc.is_in(doc.sentence_of(cue.start), PartKind::Headline)
        && source.end == cue.start
        && matches!(doc.tag(cue.start), Tag::VBN | Tag::VBD)
        && doc.lower_is(List::Charged, cue.start)
        && matches!(doc.lower(cue.start + 1), "of" | "for" | "over" | "in" | "with")
}

/// "The council seems divided": so it seems to somebody else. "The film appears to show a raid": what shows things says them.
fn is_seeming(doc: &Doc<'_>, cue: &Range<usize>, source: &Range<usize>) -> bool {
    let seems = cue.clone().rev().find(|&i| doc.tag(i).is_verb()).is_some_and(|i| doc.lemma_is(List::Seeming, i));
    let shows = |i: usize| matches!(LEXICON.kind(doc.lower(i)), Some(SourceKind::Document | SourceKind::Artefact));
    seems && !source.clone().any(|i| doc.tag(i).is_noun() && shows(i))
}

/// "It has long been rumoured", "it seems", "the army is itself said to": a word that stands for nobody.
fn is_dummy(doc: &Doc<'_>, cue: &Range<usize>, source: &Range<usize>) -> bool {
    let seems = || cue.clone().any(|i| doc.lemma_is(List::Seeming, i));
    match doc.lower(source.start) {
        _ if source.len() > 1 => false,
        "it" | "there" => is_passive(doc, cue) || seems(),
        "itself" | "himself" | "herself" | "themselves" => is_passive(doc, cue),
        _ => false,
    }
}

/// Whether a cue is a form of "be" with a participle after it.
pub(super) fn is_passive(doc: &Doc<'_>, cue: &Range<usize>) -> bool {
    participle(doc, cue).is_some()
}

/// The participle of a cue in the passive.
fn participle(doc: &Doc<'_>, cue: &Range<usize>) -> Option<usize> {
    let last =
        cue.clone().rev().find(|&i| doc.tag(i).is_verb()).filter(|&i| matches!(doc.tag(i), Tag::VBN | Tag::VBD))?;
    // "He's said that": has.
    let short = |i: usize| matches!(doc.lower(i), "'s" | "’s");
    // "stands accused of"
    let stands = |i: usize| doc.lemma(i) == "stand" && doc.lower_is(List::Charged, last);
    let be = (cue.start..last).rev().find(|&i| (doc.lower_is(List::Be, i) || stands(i)) && !short(i))?;
    // "is that they have said": a noun or another clause between is no passive, "is itself said" is one.
    let itself = |i: usize| doc.lower(i).ends_with("self") || doc.lower(i).ends_with("selves");
    (be + 1..last).all(|i| doc.tag(i).is_adverb() || doc.tag(i).is_verb() || itself(i)).then_some(last)
}

/// Whether a participle tells what its subject feels, knows or is quoted with.
fn has_it(doc: &Doc<'_>, participle: usize) -> bool {
    doc.lower_is(List::Felt, participle) || doc.lemma_is(List::Quoting, participle)
}

#[cfg(test)]
mod tests {
    use super::super::tests::at;
    use super::*;
    use crate::report::{Part, Report};
    use crate::text::Span;

    #[test]
    fn who_is_accused_in_a_headline_says_nothing() {
        let text = "Toll militia accused of looting mills";
        let part = Part { kind: PartKind::Headline, span: Span::new(0, text.len()), because: String::new() };
        let report = Report { text: text.to_owned(), parts: vec![part], ..Report::default() };
        let doc = super::super::super::parse(&report);
        assert!(is_spoken_of(&doc, &at(&doc, "accused of"), &at(&doc, "Toll militia")));
    }

    fn spoken_of(text: &str, source: &str, cue: &str) -> bool {
        let report = Report::of_body(text);
        let doc = super::super::super::parse(&report);
        is_spoken_of(&doc, &at(&doc, cue), &at(&doc, source))
    }

    #[test]
    fn who_is_accused_says_nothing_and_who_is_worried_does() {
        assert!(spoken_of("Tal was accused of fraud by the guild.", "Tal", "was accused"));
        assert!(spoken_of("Tal stands accused of fraud.", "Tal", "stands accused"));
        assert!(spoken_of("The pier is widely expected to close.", "The pier", "is widely expected"));
        assert!(spoken_of("It has long been rumoured that boats are sold.", "It", "has long been rumoured"));
        assert!(spoken_of("It seems that boats are sold.", "It", "seems"));
        assert!(spoken_of("The guild seems divided over the pier.", "The guild", "seems"));
        assert!(spoken_of("Tal refused to comment on reports that it sank.", "Tal", "refused to comment on reports"));
        assert!(!spoken_of("The clip appears to show boats.", "The clip", "appears"));
        assert!(!spoken_of("Tal was worried that the pier would close.", "Tal", "was worried"));
        assert!(!spoken_of("Tal was quoted as saying that the pier was closed.", "Tal", "was quoted"));
        assert!(!spoken_of("Tal has said that the pier was closed.", "Tal", "has said"));
        assert!(!spoken_of("She's said that the pier was closed.", "She", "'s said"));
        assert!(!spoken_of("The sale was praised by the guild.", "the guild", "was praised by"));
    }
}
