//! The frame that the words after a cue verb make.
//!
//! In: a [`Doc`] and a verb group. Out: [`Right`]: the frame, and where content begins. Not here: how far content
//! reaches, and content before the verb.

use super::super::doc::{Doc, Tag};
use super::frame::Frame;
use super::lexicon::Verb;
use super::lists::List;
use super::phrase::{
    VerbGroup, finite_before_stop, is_subordinator, long_phrase_end, noun_phrase_end, opens_phrase, skip_adjuncts,
};
use std::ops::Range;

/// Longest insertion between a cue and its "that", in tokens.
const INSERTION: usize = 16;

/// What the words after the cue are.
pub(super) struct Right {
    pub(super) frame: Frame,
    /// Where content begins.
    pub(super) content: usize,
    /// Where the cue ends ("called for").
    pub(super) cue_end: usize,
    /// The addressee or object between cue and content.
    pub(super) object: Option<Range<usize>>,
}

/// The frame that the words after the verb group make.
pub(super) fn right_side(doc: &Doc<'_>, verb: &Verb, group: &VerbGroup, limits: &Range<usize>) -> Option<Right> {
    let end = group.tokens.end;
    let limit = limits.end;
    let mut i = end;
    while i < limit && (doc.tag(i).is_adverb() || doc.tag(i) == Tag::RP) && doc.lower(i) != "not" {
        i += 1;
    }
    let direct = |frame, content| Some(Right { frame, content, cue_end: end, object: None });
    if group.passive {
        return passive(doc, verb, group, i, limits);
    }
    let mut at = skip_adjuncts(doc, i, limit);
    // "said, according to Radio Kessa, that"
    if doc.tag(at) == Tag::Comma && matches!(doc.lower(at + 1), "according" | "citing" | "quoting") {
        let close = (at + 2..limit.min(at + INSERTION)).find(|&j| doc.tag(j) == Tag::Comma);
        if let Some(Frame::That) = close.and_then(|close| complementiser(doc, close + 1, limit)) {
            at = close.map_or(at, |close| close + 1);
        }
    }
    // "said in a statement on Sunday that", "told the council in Arven that"
    for _ in 0..4 {
        if let Some(frame) = complementiser(doc, at, limit) {
            let content = if frame == Frame::Quote { quote_start(doc, at) } else { at };
            return direct(frame, content);
        }
        if doc.tag(at) != Tag::IN || is_subordinator(doc, at) {
            break;
        }
        let phrase = long_phrase_end(doc, at + 1, limit);
        if phrase == at + 1 {
            break;
        }
        let next = skip_adjuncts(doc, phrase, limit);
        if doc.tag(next) != Tag::IN && complementiser(doc, next, limit).is_none() {
            break;
        }
        at = next;
    }
    let (tag, lower) = (doc.tag(i), doc.lower(i));
    if tag == Tag::TO && is_base(doc, i + 1) {
        return direct(if verb.raising { Frame::Raising } else { Frame::To }, i);
    }
    if tag == Tag::VBG {
        return direct(Frame::Gerund, i);
    }
    if matches!(tag, Tag::IN | Tag::TO | Tag::RP) && !is_subordinator(doc, i) && lower != "that" {
        if verb.raising && matches!(lower, "like" | "as") {
            return direct(Frame::Raising, i);
        }
        let prep_end = i + 1;
        return Some(Right { frame: Frame::Preposition, content: prep_end, cue_end: prep_end, object: None });
    }
    if !opens_phrase(doc, i) && tag != Tag::OpenQuote {
        if verb.raising && tag.is_adjective() {
            return direct(Frame::Raising, i);
        }
        return None;
    }
    if verb.raising && (tag.is_adjective() || tag == Tag::DT) && !verb.speech {
        return direct(Frame::Raising, i);
    }
    let object = i..noun_phrase_end(doc, i, limit).max(i + 1);
    let long = long_phrase_end(doc, i, limit).max(object.end);
    // "said the border was closed"
    let long_next = skip_adverbs(doc, long);
    if doc.tag(skip_adverbs(doc, object.end)).is_finite() || doc.tag(long_next).is_finite() {
        return direct(Frame::Clause, i);
    }
    let with = |frame, content| Some(Right { frame, content, cue_end: end, object: Some(object.clone()) });
    let next = skip_adjuncts(doc, object.end, limit);
    let mut content = next;
    for _ in 0..3 {
        match complementiser(doc, content, limit) {
            Some(Frame::Quote) => return with(Frame::ObjectThat, quote_start(doc, content)),
            Some(_) if verb.addressee => return with(Frame::ObjectThat, content),
            _ => {}
        }
        if doc.tag(content) != Tag::IN || !verb.addressee {
            break;
        }
        let phrase = long_phrase_end(doc, content + 1, limit);
        content = skip_adjuncts(doc, phrase.max(content + 1), limit);
    }
    if verb.addressee && opens_phrase(doc, next) && finite_before_stop(doc, next..limit).is_some() {
        // "told reporters the border was closed"
        return with(Frame::ObjectThat, next);
    }
    match doc.tag(next) {
        Tag::TO if is_base(doc, next + 1) => with(Frame::ObjectTo, next),
        Tag::IN if doc.lower_is(List::ObjectPreposition, next) => with(Frame::ObjectPreposition, next),
        // A clause whose subject is long: "said the head of the army in the north was dead"
        _ if verb.precision[Frame::Clause as usize] >= 60
            && (finite_before_stop(doc, object.end..limit).is_some() || apposed_clause(doc, long, limit)) =>
        {
            direct(Frame::Clause, i)
        }
        _ => direct(Frame::Object, i),
    }
}

/// "Varenia, a neighbour of the kingdom, had sent ...": a finite verb after a short insertion.
fn apposed_clause(doc: &Doc<'_>, phrase_end: usize, limit: usize) -> bool {
    if doc.tag(phrase_end) != Tag::Comma {
        return false;
    }
    let close = (phrase_end + 1..limit.min(phrase_end + 25)).find(|&i| doc.tag(i) == Tag::Comma);
    close.is_some_and(|close| doc.tag(skip_adverbs(doc, close + 1)).is_finite())
}

/// Whether a verb in its base form follows, adverbs skipped; "to have come" is often tagged as present.
fn is_base(doc: &Doc<'_>, i: usize) -> bool {
    matches!(doc.tag(skip_adverbs(doc, i)), Tag::VB | Tag::VBP)
}

fn skip_adverbs(doc: &Doc<'_>, mut i: usize) -> usize {
    while doc.tag(i).is_adverb() {
        i += 1;
    }
    i
}

/// "that", "whether", an opening quotation mark, with a comma or colon before it or not.
fn complementiser(doc: &Doc<'_>, i: usize, limit: usize) -> Option<Frame> {
    if i >= limit {
        return None;
    }
    let (tag, lower) = (doc.tag(i), doc.lower(i));
    if lower == "that" && doc.tag(i + 1) != Tag::Stop && (tag != Tag::DT || doc.tag(i + 1) != Tag::NN) {
        return Some(Frame::That);
    }
    if matches!(tag, Tag::WP | Tag::WRB | Tag::WDT) || matches!(lower, "whether" | "if") {
        return Some(Frame::Question);
    }
    let quote = |i: usize| {
        doc.tag(i) == Tag::OpenQuote && {
            let q = doc.quotation_of(i + 1).and_then(|q| doc.quotations.get(q));
            q.is_some_and(|q| !q.scare)
        }
    };
    match tag {
        Tag::OpenQuote if quote(i) => Some(Frame::Quote),
        Tag::Comma | Tag::Colon if quote(i + 1) => Some(Frame::Quote),
        Tag::Colon if doc.lower(i) == ":" && (i + 3 < limit || quote(i + 1) || quote(limit)) => Some(Frame::Quote),
        _ => None,
    }
}

fn quote_start(doc: &Doc<'_>, i: usize) -> usize {
    if matches!(doc.tag(i), Tag::Comma | Tag::Colon) { i + 1 } else { i }
}

/// The frames of passives: "is said to", "it is believed that", "was accused of", "was denounced by".
fn passive(doc: &Doc<'_>, verb: &Verb, group: &VerbGroup, i: usize, limits: &Range<usize>) -> Option<Right> {
    let end = group.tokens.end;
    let (tag, lower) = (doc.tag(i), doc.lower(i));
    let right = |frame, content, cue_end| Some(Right { frame, content, cue_end, object: None });
    if lower == "by" {
        return right(Frame::PassiveBy, i + 1, end);
    }
    if tag == Tag::TO && is_base(doc, i + 1) {
        return right(Frame::Raising, i, end);
    }
    if let Some(frame) = complementiser(doc, i, limits.end) {
        let impersonal = group.tokens.start > limits.start && doc.lower(group.tokens.start - 1) == "it";
        return match frame {
            Frame::That if impersonal || !verb.addressee => right(Frame::Impersonal, i, end),
            Frame::Question | Frame::That => right(Frame::Impersonal, i, end),
            _ => None,
        };
    }
    if matches!(tag, Tag::IN | Tag::TO) && !is_subordinator(doc, i) || matches!(lower, "as") {
        return right(Frame::PassivePreposition, i + 1, i + 1);
    }
    None
}
