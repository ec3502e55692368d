//! Attributions inside a phrase, which say nothing of the sentence around it: "images seen by the Post", "a finding the ministry rejects".
//!
//! In: drafts of either reader. Out: the same; the content of these is the thing that was seen or rejected. Not here: what is cut off too early
//! (`mend`).

use super::super::PhraseKind;
use super::super::doc::{Doc, Tag};
use super::draft::Draft;
use std::ops::Range;

/// Narrows all drafts.
pub(super) fn narrow(doc: &Doc<'_>, drafts: &mut [Draft]) {
    for draft in drafts {
        if let Some(thing) = thing_seen(doc, draft) {
            draft.content = vec![thing];
        }
        if let Some(start) = refuser(doc, draft) {
            draft.content = draft.source.iter().map(|source| source.start..start).collect();
            draft.source = draft.source.take().map(|source| start..source.end);
        }
    }
}

/// "but images seen by the Post show tents": what was seen, and nothing else of the sentence.
fn thing_seen(doc: &Doc<'_>, draft: &Draft) -> Option<Range<usize>> {
    let cue = draft.cue.start;
    let looked = matches!(doc.lower(cue), "seen" | "obtained" | "reviewed" | "viewed" | "examined" | "read");
    let by = doc.lower(cue + 1) == "by" && draft.source.as_ref().is_some_and(|source| source.start == cue + 2);
    // "..., papers seen by the Post show." is about all that stands before.
    let end = draft.source.as_ref().map_or(cue, |source| source.end);
    let tells = doc.tag(end).is_finite() && !matches!(doc.tag(end + 1), Tag::Stop | Tag::Comma);
    let before = cue.checked_sub(1).filter(|&before| looked && by && tells && doc.tag(before).is_noun())?;
    super::source::phrase_before(doc, before + 1, doc.sentence(draft.sentence).start)
}

/// "..., a finding the ministry rejects": where who rejects it begins, if the source begins with what is rejected.
fn refuser(doc: &Doc<'_>, draft: &Draft) -> Option<usize> {
    let source = draft.source.as_ref().filter(|source| source.end <= draft.cue.start)?;
    let comma = source.start.checked_sub(1).is_some_and(|mark| doc.tag(mark) == Tag::Comma);
    let noun = |i: usize| doc.tag(i).is_noun() || doc.tag(i) == Tag::VBG;
    let article = source.clone().skip(1).find(|&i| doc.tag(i) == Tag::DT && noun(i - 1))?;
    let time =
        doc.tokens.get(article - 1).and_then(|t| t.phrase.get()).is_some_and(|p| doc.is_kind(p, PhraseKind::Time));
    (comma && doc.tag(source.start) == Tag::DT && !time).then_some(article)
}

#[cfg(test)]
mod tests {
    use super::super::super::{AttributionReader, names, parse};
    use super::super::Rules;
    use crate::report::Report;

    /// Source and content of the last attribution of a text.
    fn last(text: &str) -> (String, String) {
        let report = Report::of_body(text);
        let doc = parse(&report);
        let found = Rules.read(&doc, &names::entities(&doc));
        let words =
            |spans: &[crate::text::Span]| spans.iter().map(|span| span.of(text)).collect::<Vec<_>>().join(" | ");
        found.last().map(|a| (words(&a.source), words(&a.content))).unwrap_or_default()
    }

    #[test]
    fn what_is_rejected_or_seen_is_a_phrase() {
        let rejected = last("The guild found that the mill had been sold, a finding the miller rejects.");
        assert_eq!(rejected, ("the miller".to_owned(), "a finding".to_owned()));
        let seen = last("The guild says the mill was sold, but deeds seen by the Sallow Post are blank.");
        assert_eq!(seen.1, "deeds");
    }

    #[test]
    fn a_day_before_a_source_is_nothing_that_it_rejects() {
        let (source, content) = last("The mill was sold in May, the guild said.");
        assert_eq!((source.as_str(), content.as_str()), ("the guild", "The mill was sold in May"));
    }
}
