//! Attributions made by a noun: "his claim that ...", "the announcement by X that ...", "calls for ...".
//!
//! In: one sentence. Out: [`Draft`]s.

use super::super::doc::{Doc, Tag};
use super::content::{Complement, content_end};
use super::draft::Draft;
use super::lexicon::{LEXICON, NOUN_PREPOSITIONS};
use super::lists::List;
use super::phrase::{long_phrase_end, near};
use super::source::phrase_before;
use std::ops::Range;

/// Least precision of a noun in a frame, in percent.
const LEAST_PRECISION: u8 = 40;
/// The same with a preposition, where content is a bare noun phrase.
const LEAST_PREPOSITION: u8 = 62;

/// Appends the attributions of one sentence.
pub(super) fn find(doc: &Doc<'_>, sentence: usize, drafts: &mut Vec<Draft>) {
    let whole = doc.sentence(sentence);
    for i in whole.clone() {
        if doc.tag(i).is_noun() {
            drafts.extend(read(doc, sentence, &near(&whole, i), i));
        }
    }
}

fn read(doc: &Doc<'_>, sentence: usize, range: &Range<usize>, head: usize) -> Option<Draft> {
    let noun = LEXICON.noun(doc.lower(head))?;
    let mut at = head + 1;
    let mut source = possessor(doc, head, range.start);
    // "the announcement by the ministry that ...", "claims from residents that ..."
    if matches!(doc.lower(at), "by" | "from") {
        let end = long_phrase_end(doc, at + 1, range.end);
        if end > at + 1 {
            source = Some(at + 1..end);
            at = end;
        }
    }
    let (rule, cue_end, start, complement) = match doc.tag(at) {
        _ if doc.lower(at) == "that" && noun.that >= LEAST_PRECISION => ("noun-that", head + 1, at, Complement::Clause),
        Tag::TO if doc.tag(at + 1) == Tag::VB && noun.to >= LEAST_PRECISION => {
            ("intention/noun-to", head + 1, at, Complement::Phrase)
        }
        Tag::IN if at == head + 1 => {
            let k = NOUN_PREPOSITIONS.iter().position(|p| *p == doc.lower(at))?;
            if noun.preposition[k] < LEAST_PREPOSITION {
                return None;
            }
            let rule = match () {
                () if doc.lower(at) == "by" => "attitude/noun-by",
                () if doc.lemma_is(List::SpeechNoun, head) => "noun-preposition",
                () => "attitude/noun-preposition",
            };
            (rule, at + 1, at + 1, Complement::Phrase)
        }
        _ => return None,
    };
    let mut draft = Draft::new(rule, sentence, head..cue_end);
    if source.is_none() && doc.tag(head.wrapping_sub(1)) == Tag::PRPS && head > range.start {
        source = Some(head - 1..head);
    }
    if source.is_none() {
        source = giver(doc, head, range.start);
    }
    draft.source = source;
    let end = content_end(doc, start, range.end, complement);
    draft.content.push(start..end);
    (end > start).then_some(draft)
}

/// "the ministry's claim", "his repeated claim".
fn possessor(doc: &Doc<'_>, head: usize, from: usize) -> Option<Range<usize>> {
    let mut i = head;
    while i > from && (doc.tag(i - 1).is_adjective() || matches!(doc.tag(i - 1), Tag::VBN | Tag::VBG | Tag::CD)) {
        i -= 1;
    }
    match doc.tag(i.checked_sub(1).filter(|&j| j >= from)?) {
        Tag::PRPS => Some(i - 1..i),
        Tag::POS => phrase_before(doc, i - 1, from),
        _ => None,
    }
}

/// "X made the claim that", "X has expressed hope that": the subject of a light verb.
fn giver(doc: &Doc<'_>, head: usize, from: usize) -> Option<Range<usize>> {
    let mut i = head;
    while i > from && (doc.tag(i - 1).is_adjective() || matches!(doc.tag(i - 1), Tag::DT | Tag::CD | Tag::VBN)) {
        i -= 1;
    }
    let verb = i.checked_sub(1).filter(|&v| v >= from && doc.lower_is(List::Light, v))?;
    let range = doc.sentence(doc.sentence_of(head));
    let group = super::phrase::verb_group(doc, verb, &range);
    super::source::subject(doc, group.tokens.start, from)
}
