//! What follows from a happening is said by nobody: "They came from a camp of the Guard, suggesting that ...".
//!
//! For: a participle of evidence after a comma is about the whole clause before it, not about the name that happens to stand last there.
//! Whoever took that name for a source would let the Guard speak. In: drafts with a cue each. Out: the same, such cues without a source,
//! so that the claim stands as the report's own inference. A document or recording that shows something keeps its place as source.
//! Not here: ", adding that ...", where the one who speaks goes on.

use super::super::SourceKind;
use super::super::doc::{Doc, Tag};
use super::draft::Draft;
use super::lexicon::LEXICON;
use std::ops::Range;

/// Takes the source from inferences.
pub(super) fn unsay(doc: &Doc<'_>, drafts: &mut [Draft]) {
    for draft in drafts {
        if is_inference(doc, draft.cue.clone()) && !draft.source.as_ref().is_some_and(|source| shows(doc, source)) {
            draft.source = None;
            draft.hearsay = true;
        }
    }
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
    }
}
