//! Whom a speaker names as its own source: "Radio Kessa said, citing army officials", "the Post, quoting a commander, reported".
//!
//! In: the drafts of a report. Out: for a draft that passes something on, the cited phrase with its cue; for "X cited a memorandum",
//! the document or recording held up. Not here: "quoted X as saying", which has a frame of its own (see [`super::verbs`]).

use super::super::doc::{Doc, Tag};
use super::super::{EntityKind, SourceKind};
use super::draft::Draft;
use super::lexicon::LEXICON;
use super::lists::{List, is_in};
use super::phrase::noun_phrase_end;
use super::source::source_after;
use super::who::{Known, Who, identify};
use std::ops::Range;

/// Somebody cited.
pub(super) struct Cited {
    pub(super) who: Who,
    pub(super) source: Range<usize>,
    pub(super) cue: usize,
}

/// Whom this draft's source cites for what it says; `drafts` are all of the report, sorted by sentence.
pub(super) fn cited(doc: &Doc<'_>, known: &Known<'_>, drafts: &[Draft], at: usize) -> Option<Cited> {
    let draft = drafts.get(at)?;
    let source = draft.source.clone()?;
    if !draft.speaks() || draft.hearsay || draft.content.is_empty() {
        return None;
    }
    if is_citing(doc, draft.cue.start) {
        return held_up(doc, known, draft);
    }
    let sentence = doc.sentence(draft.sentence);
    sentence.clone().filter(|&i| is_citing(doc, i) && doc.quotation_of(i).is_none()).find_map(|i| {
        let of_source = source.end <= i && i < draft.cue.start
            || source.contains(&i) && relative(doc, i)
            || i == source.end + 1 && relative(doc, i)
            || i == source.end + 2 && relative(doc, i);
        let participle = doc.tag(i) == Tag::VBG;
        let opens =
            participle && (i == sentence.start || i == sentence.start + 1 && doc.tag(sentence.start) == Tag::CC);
        let first = || !drafts.iter().take(at).rev().take_while(|d| d.sentence == draft.sentence).any(|d| said(doc, d));
        let after = participle && i >= draft.cue.end && i > source.end && doc.tag(i - 1) == Tag::Comma;
        let last = || {
            let later = drafts.iter().skip(at + 1).take_while(|d| d.sentence == draft.sentence);
            !later.filter(|d| said(doc, d)).any(|d| d.cue.start < i)
        };
        if !(of_source || opens && first() || after && last()) {
            return None;
        }
        let cited = source_after(doc, i + 1, sentence.end)?;
        if (cited.end..cited.end + 3).any(|j| doc.lower(j) == "as" && doc.tag(j + 1) == Tag::VBG) || cited == source {
            return None;
        }
        let who = identify(doc, known, &cited, &[]);
        // One can cite a reason, but quote only somebody.
        let quoted = doc.lemma(i) == "quote";
        (quoted || speaks(doc, known, &who, &cited)).then_some(Cited { who, source: cited, cue: i })
    })
}

/// The document or recording that a citing cue itself holds up: "She cited a poll showing ...", "citing a memorandum".
fn held_up(doc: &Doc<'_>, known: &Known<'_>, draft: &Draft) -> Option<Cited> {
    let start = draft.content.iter().map(|piece| piece.start).find(|&start| start >= draft.cue.end)?;
    let limit = doc.sentence(draft.sentence).end;
    let mut last = start;
    let mut end = noun_phrase_end(doc, start, limit);
    // "parish and mosque records": the last noun says what they are.
    while end > last && end < limit && doc.tag(end) == Tag::CC && noun_phrase_end(doc, end + 1, limit) > end + 1 {
        (last, end) = (end + 1, noun_phrase_end(doc, end + 1, limit));
    }
    let who = identify(doc, known, &(last..end.max(last + 1)), &[]);
    let written = matches!(who.kind, Some(SourceKind::Document | SourceKind::Artefact));
    let named_after = matches!(LEXICON.kind(&who.head), Some(SourceKind::Document | SourceKind::Artefact));
    // Figures are cited as reasons are.
    let figures = is_in(List::FiguresNoun, &who.head);
    (end > start && !figures && written && named_after).then_some(Cited {
        who,
        source: start..end,
        cue: draft.cue.start,
    })
}

fn is_citing(doc: &Doc<'_>, i: usize) -> bool {
    doc.tag(i).is_verb() && doc.lemma_is(List::Citing, i)
}

/// "which cited", "who quoted".
fn relative(doc: &Doc<'_>, i: usize) -> bool {
    i > 0 && matches!(doc.tag(i - 1), Tag::WP | Tag::WDT)
}

/// Whether a draft says something of its own, rather than names whom it cites.
fn said(doc: &Doc<'_>, draft: &Draft) -> bool {
    draft.speaks() && !draft.hearsay && !is_citing(doc, draft.cue.start)
}

/// Whether somebody or something that can say things is cited, and not a reason ("citing security concerns").
fn speaks(doc: &Doc<'_>, known: &Known<'_>, who: &Who, phrase: &Range<usize>) -> bool {
    let entity = known.get(who.entity).filter(|e| e.named);
    let named = entity.is_some_and(|e| !matches!(e.kind, EntityKind::Place | EntityKind::Group));
    let singular = who.head.strip_suffix('s').unwrap_or(&who.head);
    let head = LEXICON.kind(&who.head).or_else(|| LEXICON.kind(singular)).is_some();
    named || head || phrase.clone().all(|i| doc.tag(i).is_name())
}
