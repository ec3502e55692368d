//! Hearsay adverbs and labels before a colon: "reportedly", "Minister: border closed".
//!
//! In: one sentence. Out: [`Draft`]s, hearsay without a source.

use super::super::doc::{Doc, Tag};
use super::content::{Complement, content_end};
use super::draft::Draft;
use super::lexicon::LEXICON;
use super::lists::{List, is_in};
use super::phrase::near;
use super::source::phrase_before;
use crate::report::PartKind;
use std::ops::Range;

/// Most words of a label before a colon.
const LONGEST_LABEL: usize = 6;

/// Appends the hearsay adverbs of one sentence.
pub(super) fn find(doc: &Doc<'_>, sentence: usize, drafts: &mut Vec<Draft>) {
    let whole = doc.sentence(sentence);
    for i in whole.clone() {
        let range = near(&whole, i);
        if !doc.lower_is(List::Hearsay, i) {
            continue;
        }
        // "allegedly unlawful": an adverb before an adjective inside a phrase colours a word, not a clause.
        if doc.tag(i + 1).is_adjective() && matches!(doc.tag(i.wrapping_sub(1)), Tag::DT | Tag::PRPS) {
            continue;
        }
        let mut draft = Draft::new("hearsay", sentence, i..i + 1);
        draft.hearsay = true;
        let mut verb = i;
        while verb > range.start && (doc.tag(verb - 1).is_adverb() || doc.lower_is(List::Auxiliary, verb - 1)) {
            verb -= 1;
        }
        if let Some(subject) = phrase_before(doc, verb, range.start) {
            draft.content.push(subject.start..i);
        }
        let start = if doc.tag(i + 1) == Tag::Comma { i + 2 } else { i + 1 };
        let end = content_end(doc, start, range.end, Complement::Clause);
        if end > start {
            draft.content.push(start..end);
            drafts.push(draft);
        }
    }
}

/// "Ghost ships: port closed after storm": the teaser word of a headline. Who speaks in a headline speaks in the report, too, or has a name.
fn is_kicker(doc: &Doc<'_>, sentence: usize, label: &Range<usize>) -> bool {
    // The first word of a headline has a capital in any case: the last one tells.
    if !doc.is_in(sentence, PartKind::Headline) || doc.tag(label.end - 1).is_name() {
        return false;
    }
    let last = doc.lemma(label.end - 1);
    let story = doc.sentences.len() > sentence + 1;
    story && !(doc.sentence(sentence).end..doc.tokens.len()).any(|i| doc.lemma(i) == last)
}

/// "OLUN: Nine people were killed": at the beginning of the body one or two words in capitals before a plain sentence say where it was written.
fn is_dateline(doc: &Doc<'_>, sentence: usize, label: &Range<usize>) -> bool {
    let first = sentence == 0 || !doc.is_in(sentence - 1, PartKind::Body);
    let capitals = |i: usize| doc.word(i).len() > 2 && !doc.word(i).chars().any(char::is_lowercase);
    let office = |i: usize| LEXICON.kind(doc.lower(i)).is_some();
    let plain = doc.tag(label.end + 1) != Tag::OpenQuote && !matches!(doc.lower(label.end + 1), "i" | "we" | "you");
    first
        && doc.is_in(sentence, PartKind::Body)
        && label.len() <= 3
        && label.clone().all(capitals)
        && !label.clone().any(office)
        && plain
}

/// Appends the attribution of a paragraph that begins with a speaker's label: a headline or a dialogue.
pub(super) fn label(doc: &Doc<'_>, sentence: usize, drafts: &mut Vec<Draft>) {
    let range = doc.sentence(sentence);
    let opens =
        sentence == 0 || doc.sentences.get(sentence - 1).map(|s| s.part) != doc.sentences.get(sentence).map(|s| s.part);
    if !opens {
        return;
    }
    let Some(colon) = (range.start..range.end).take(LONGEST_LABEL + 1).find(|&i| doc.word(i) == ":") else { return };
    let label = range.start..colon;
    // "Warden of the Coast Ivo Tal: “...”": before a quotation a title may be long.
    let quoted = doc.tag(colon + 1) == Tag::OpenQuote;
    let title = |i: usize| quoted && matches!(doc.lower(i), "of" | "for" | "the");
    let named = label.clone().all(|i| {
        doc.tag(i).is_name()
            || title(i)
            || matches!(doc.tag(i), Tag::NN | Tag::NNS | Tag::JJ | Tag::OpenBracket | Tag::CloseBracket)
    }) && label.clone().any(|i| doc.tag(i).is_name() || LEXICON.kind(doc.lower(i)).is_some());
    if !named || label.is_empty() || colon + 2 >= range.end {
        return;
    }
    let last = doc.lower(colon - 1);
    if is_in(List::NoLabel, last) || is_kicker(doc, sentence, &label) || is_dateline(doc, sentence, &label) {
        return;
    }
    let mut draft = Draft::new("label", sentence, colon..colon + 1);
    draft.source = Some(label);
    // A speaker's label covers the paragraph.
    let part = doc.sentences.get(sentence).map(|s| s.part);
    let mut end = range.end;
    let mut next = sentence + 1;
    while doc.sentences.get(next).map(|s| s.part) == part && part.is_some() {
        end = doc.sentence(next).end;
        next += 1;
    }
    draft.content.push(colon + 1..end);
    drafts.push(draft);
}
