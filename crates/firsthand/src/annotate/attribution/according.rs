//! "According to X", "per X", "by the account of X", "by X's count".
//!
//! In: one sentence. Out: [`Draft`]s: the content is the rest of the sentence on both sides.

use super::super::doc::{Doc, Tag};
use super::content::{self, Complement, content_end};
use super::draft::Draft;
use super::lists::List;
use super::phrase::near;
use super::source::source_after;
use std::ops::Range;

/// Appends the attributions of one sentence.
pub(super) fn find(doc: &Doc<'_>, sentence: usize, drafts: &mut Vec<Draft>) {
    let whole = doc.sentence(sentence);
    for i in whole.clone() {
        let range = near(&whole, i);
        let cue = match (doc.lower(i), doc.lower(i + 1)) {
            ("according", "to") => i..i + 2,
            ("as", "per") if !doc.lower(i + 2).is_empty() => i..i + 2,
            ("per", "the" | "a") if i > range.start && doc.tag(i - 1) == Tag::Comma => i..i + 1,
            ("by" | "in" | "on", "the") if doc.lower_is(List::Account, i + 2) && doc.lower(i + 3) == "of" => i..i + 4,
            ("by" | "in" | "on", _) => {
                drafts.extend(possessed(doc, sentence, &range, i));
                continue;
            }
            _ => continue,
        };
        drafts
            .extend(source_after(doc, cue.end, range.end).and_then(|source| read(doc, sentence, &range, cue, source)));
    }
}

/// "By the council's count", "in his words".
fn possessed(doc: &Doc<'_>, sentence: usize, range: &Range<usize>, i: usize) -> Option<Draft> {
    let limit = range.end.min(i + 9);
    let noun = (i + 1..limit).find(|&j| doc.lower_is(List::Account, j))?;
    let owned = doc.tag(noun - 1) == Tag::POS && noun > i + 2;
    let his = noun == i + 2 && doc.tag(i + 1) == Tag::PRPS;
    let between = (i + 1..noun).all(|j| noun_like(doc.tag(j)));
    if !(owned && between || his) || doc.tag(noun + 1) == Tag::IN && doc.lower(noun + 1) == "of" {
        return None;
    }
    // An adjunct of the clause, not of a phrase: "by the council's count, ..." or "..., by the council's count".
    let opens = i == range.start && doc.tag(noun + 1) == Tag::Comma;
    let set_off = i > range.start && doc.tag(i - 1) == Tag::Comma && !doc.tag(noun + 1).is_noun();
    // "By the council's count nine men were taken."
    let at_once = i == range.start && matches!(doc.tag(noun + 1), Tag::CD | Tag::DT | Tag::NNS | Tag::NNP | Tag::PRP);
    if !(opens || set_off || at_once) {
        return None;
    }
    let source = if his { i + 1..i + 2 } else { i + 1..noun - 1 };
    if at_once {
        let mut draft = Draft::new("according-to", sentence, noun..noun + 1);
        draft.source = Some(source);
        draft.content.push(noun + 1..content_end(doc, noun + 1, range.end, Complement::Clause));
        return Some(draft);
    }
    let mut draft = read(doc, sentence, range, i..noun + 1, source.clone())?;
    draft.cue = noun..noun + 1;
    draft.source = Some(source);
    Some(draft)
}

fn noun_like(tag: Tag) -> bool {
    tag.is_noun() || tag.is_adjective() || matches!(tag, Tag::DT | Tag::POS | Tag::PRPS | Tag::CD)
}

fn read(
    doc: &Doc<'_>,
    sentence: usize,
    range: &Range<usize>,
    cue: Range<usize>,
    source: Range<usize>,
) -> Option<Draft> {
    let after = cue.end.max(source.end);
    let mut draft = Draft::new("according-to", sentence, cue.clone());
    let mut before = cue.start;
    while before > range.start
        && (matches!(doc.tag(before - 1), Tag::Comma | Tag::Dash | Tag::OpenBracket) || doc.tag(before - 1).is_adverb())
    {
        before -= 1;
    }
    let opening = before == range.start
        || (before == range.start + 1 && (doc.tag(range.start) == Tag::CC || doc.tag(range.start) == Tag::OpenQuote));
    let bracket = (range.start..cue.start).rev().find(|&i| doc.tag(i) == Tag::OpenBracket);
    let closed = bracket.is_some_and(|open| !(open..cue.start).any(|i| doc.tag(i) == Tag::CloseBracket));
    let from = match bracket {
        Some(open) if closed => open + 1,
        _ => range.start,
    };
    let limit = if closed {
        (cue.end..range.end).find(|&i| doc.tag(i) == Tag::CloseBracket).unwrap_or(range.end)
    } else {
        range.end
    };
    if opening {
        // "According to X, ..."
        let mut start = (after..limit).find(|&i| matches!(doc.tag(i), Tag::Comma | Tag::Colon))? + 1;
        while doc.tag(start) == Tag::CC || doc.tag(start) == Tag::Comma {
            start += 1;
        }
        let end = (start..limit).rev().find(|&i| doc.tag(i).is_word()).map_or(limit, |i| i + 1);
        draft.content.push(start..end);
    } else {
        let stop = (from..before).rev().find(|&i| doc.lower(i) == ";" || is_other_cue(doc, i)).map_or(from, |i| i + 1);
        match content::before(doc, stop, before) {
            Some(left) => draft.content.push(left),
            None => draft.content.push(stop..before),
        }
        let next = after;
        let goes_on =
            doc.tag(next) == Tag::Comma && doc.tag(next + 1) != Tag::VBG && !doc.lower_is(List::CommaStop, next + 1);
        if goes_on {
            let end = content_end(doc, next + 1, limit, Complement::Clause);
            if end > next + 1 {
                draft.content.push(next + 1..end);
            }
        }
    }
    draft.source = Some(source);
    draft.content.retain(|piece| !piece.is_empty());
    (!draft.content.is_empty()).then_some(draft)
}

/// A cue that opens an attribution of its own further left: "X said ..., according to Y" stays whole,
/// "..., according to X, but according to Y ..." does not.
fn is_other_cue(doc: &Doc<'_>, i: usize) -> bool {
    doc.lower(i) == "but" && doc.tag(i.wrapping_sub(1)) == Tag::Comma && doc.tag(i + 1) == Tag::VBG
}
