//! What follows from a happening is said by nobody: "They came from a camp of the Guard, suggesting that ...".
//!
//! For: a participle of evidence after a comma is about the whole clause before it, not about the name that happens to stand last there.
//! Whoever took that name for a source would let the Guard speak. In: drafts with a cue each. Out: the same, such cues without a source,
//! so that the claim stands as the report's own inference. So it is with what is held of somebody ("a man believed to have ...") and what
//! stands behind an "it" that is nobody ("it is not ruled out that ..."). A document or recording that shows something keeps its place as source.
//! Not here: ", adding that ...", where the one who speaks goes on.

use super::super::SourceKind;
use super::super::doc::{Doc, Tag};
use super::draft::Draft;
use super::lexicon::LEXICON;
use std::ops::Range;

/// Takes the source from inferences, and from what is only held of somebody.
pub(super) fn unsay(doc: &Doc<'_>, drafts: &mut [Draft]) {
    for draft in drafts {
        let inference =
            is_inference(doc, draft.cue.clone()) && !draft.source.as_ref().is_some_and(|source| shows(doc, source));
        let held = is_held_of(doc, draft);
        if held && let Some(source) = &draft.source {
            // "Police sought a man believed to have ...": that they sought him is no part of what is believed.
            draft.content.retain(|piece| piece.start >= draft.cue.start);
            draft.content.insert(0, source.clone());
        }
        if inference || held || is_impersonal(doc, draft) {
            draft.source = None;
            draft.hearsay = true;
        }
    }
}

/// "a man believed to have ...": who stands right before the participle is whom others hold it of.
fn is_held_of(doc: &Doc<'_>, draft: &Draft) -> bool {
    let cue = draft.cue.start;
    let opinion =
        matches!(doc.lower(cue), "believed" | "thought" | "suspected" | "reported" | "said" | "known" | "feared");
    opinion
        && draft.cue.len() == 1
        && doc.lower(cue + 1) == "to"
        && matches!(doc.lower(cue + 2), "have" | "be")
        && draft.source.as_ref().is_some_and(|source| source.end == cue && doc.tag(cue.wrapping_sub(1)) != Tag::PRP)
}

/// "it is not ruled out that ...": this "it" is nobody.
fn is_impersonal(doc: &Doc<'_>, draft: &Draft) -> bool {
    let it = draft.source.as_ref().is_some_and(|source| source.len() == 1 && doc.lower(source.start) == "it");
    let be = matches!(doc.lower(draft.cue.start), "is" | "was" | "has" | "had" | "remains");
    let mut behind = draft.cue.end..(draft.cue.end + 3).min(doc.tokens.len());
    it && be && behind.any(|i| doc.lower(i) == "that")
}

/// ", indicating", ", suggesting": a verb of evidence as a participle after a comma.
fn is_inference(doc: &Doc<'_>, cue: Range<usize>) -> bool {
    let evidence = matches!(
        doc.lower(cue.start),
        "indicating" | "suggesting" | "implying" | "meaning" | "signalling" | "signaling" | "showing" | "proving"
    );
    evidence && cue.len() == 1 && cue.start > 0 && doc.tag(cue.start - 1) == Tag::Comma
}

/// Whether a source is something that can be looked at: a letter, a video, a study.
fn shows(doc: &Doc<'_>, source: &Range<usize>) -> bool {
    source.clone().any(|i| matches!(LEXICON.kind(doc.lower(i)), Some(SourceKind::Document | SourceKind::Artefact)))
}

#[cfg(test)]
mod tests {
    use super::super::tests::at;
    use super::*;
    use crate::report::Report;

    /// The source of a cue after `unsay`.
    fn source_of(text: &str, source: &str, cue: &str) -> Option<String> {
        let report = Report::of_body(text);
        let doc = super::super::super::parse(&report);
        let mut draft = Draft::new("clause", 0, at(&doc, cue));
        draft.source = Some(at(&doc, source));
        let mut drafts = [draft];
        unsay(&doc, &mut drafts);
        drafts[0].source.clone().map(|source| doc.text(doc.span(source)).to_owned())
    }

    #[test]
    fn a_name_that_stands_last_before_an_inference_says_nothing() {
        let text = "The lorries had left a depot of the Reed Guard, suggesting that they were on loan.";
        assert_eq!(source_of(text, "the Reed Guard", "suggesting"), None);
        let text = "The Reed Guard published a letter, showing that the lorries were on loan.";
        assert_eq!(source_of(text, "a letter", "showing").as_deref(), Some("a letter"));
        let text = "The Reed Guard denied it, adding that the lorries were on loan.";
        assert_eq!(source_of(text, "The Reed Guard", "adding").as_deref(), Some("The Reed Guard"));
        let text = "Guards were looking for a ferryman believed to have rung the bell.";
        assert_eq!(source_of(text, "a ferryman", "believed"), None);
        let text = "The harbour said that it was not known whether it was thought likely that the bell had rung.";
        assert_eq!(source_of(text, "it", "was thought"), None);
    }
}
