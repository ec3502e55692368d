//! Noun phrases, verb groups and stops inside a sentence, as far as attributions need them.
//!
//! In: a [`Doc`] and token positions. Out: token ranges. Linear in the sentence. Not here: cues.

use super::super::doc::{Doc, Tag};
use super::lists::List;
use std::ops::Range;

/// Most tokens to each side that one cue can reach, so that a text without stops costs linear time.
const REACH: usize = 250;

/// The part of a sentence near a token.
pub(super) fn near(sentence: &Range<usize>, i: usize) -> Range<usize> {
    sentence.start.max(i.saturating_sub(REACH))..sentence.end.min(i + REACH)
}

/// Words of a noun phrase before its head.
fn is_modifier(tag: Tag) -> bool {
    tag.is_adjective() || matches!(tag, Tag::DT | Tag::PDT | Tag::PRPS | Tag::CD | Tag::POS)
}

/// Where the noun phrase that begins at `start` ends, without prepositional phrases; `start` if none does.
pub(super) fn noun_phrase_end(doc: &Doc<'_>, start: usize, limit: usize) -> usize {
    if doc.tag(start) == Tag::PRP || doc.tag(start) == Tag::EX {
        return start + 1;
    }
    let mut i = start;
    let mut end = start;
    while i < limit {
        let tag = doc.tag(i);
        if tag.is_noun() {
            end = i + 1;
        } else if matches!(tag, Tag::CD | Tag::POS) || (i == start && tag == Tag::DT) {
            // "two", "the party's", "some": heads too.
            end = i + 1;
        } else if is_modifier(tag) {
            // A new determiner begins a new phrase.
            if end > start && matches!(tag, Tag::DT | Tag::PRPS | Tag::PDT) && doc.tag(i - 1) != Tag::PDT {
                break;
            }
        } else if matches!(tag, Tag::VBN | Tag::VBG | Tag::RB | Tag::OpenQuote | Tag::CloseQuote | Tag::SYM) {
            // "the exiled leader", "the so-called army": only between a modifier and a head.
            let inside =
                i > start && (is_modifier(doc.tag(i - 1)) || matches!(doc.tag(i - 1), Tag::RB | Tag::OpenQuote));
            if !inside && end != start || (i == start && tag != Tag::OpenQuote) {
                break;
            }
        } else {
            break;
        }
        i += 1;
    }
    end
}

/// The same with "of ..." and other prepositional phrases, and "and" between phrases.
pub(super) fn long_phrase_end(doc: &Doc<'_>, start: usize, limit: usize) -> usize {
    let mut end = noun_phrase_end(doc, start, limit);
    while end > start && end < limit {
        // "A source familiar with the talks", "a man close to the minister".
        let like = doc.tag(end).is_adjective() && matches!(doc.tag(end + 1), Tag::IN | Tag::TO) && end + 2 < limit;
        let at = if like { end + 1 } else { end };
        let joins = like || matches!(doc.tag(at), Tag::IN | Tag::CC) && !is_subordinator(doc, at);
        let next = if joins { noun_phrase_end(doc, at + 1, limit) } else { end };
        if next <= at + 1 {
            break;
        }
        // An article has its noun behind it, whatever that was tagged as.
        let bare = next < limit && matches!(doc.lower(next - 1), "the" | "a" | "an") && doc.tag(next).is_word();
        end = next + usize::from(bare);
    }
    end
}

/// Words that open a clause: "because", "while", "that", "who".
pub(super) fn is_subordinator(doc: &Doc<'_>, i: usize) -> bool {
    matches!(doc.tag(i), Tag::WDT | Tag::WP | Tag::WPS | Tag::WRB) || doc.lower_is(List::Subordinator, i)
}

/// A verb with its auxiliaries, adverbs and negation.
#[derive(Clone, Debug)]
pub(super) struct VerbGroup {
    /// All its tokens.
    pub(super) tokens: Range<usize>,
    /// "was accused", also reduced: "accused of".
    pub(super) passive: bool,
    /// Whether it shows tense: the verb of a clause.
    pub(super) finite: bool,
}

/// The verb group whose head is the verb at `head`.
pub(super) fn verb_group(doc: &Doc<'_>, head: usize, sentence: &Range<usize>) -> VerbGroup {
    let mut start = head;
    let (mut be, mut finite, mut infinitive, mut auxiliary) = (false, false, false, false);
    while start > sentence.start {
        let i = start - 1;
        let (tag, lower) = (doc.tag(i), doc.lower(i));
        if tag == Tag::MD || (doc.lower_is(List::Auxiliary, i) && !matches!(tag, Tag::POS)) {
            be |= !auxiliary && doc.lower_is(List::Be, i);
            finite |= tag.is_finite() || tag == Tag::MD;
            auxiliary = true;
        } else if tag == Tag::TO {
            infinitive = !finite;
            start = i;
            break;
        } else if !tag.is_adverb() && tag != Tag::RP || !auxiliary && matches!(lower, "there" | "here") {
            // "who were there told": another verb's place.
            break;
        }
        start = i;
    }
    // An adverb before the whole group belongs to it unless it opens the sentence.
    while start < head && doc.tag(start).is_adverb() && (start == sentence.start || doc.tag(start - 1) == Tag::Comma) {
        start += 1;
    }
    let tag = doc.tag(head);
    // "said by telephone" names the means, not who said it.
    let means = doc.lower(head + 1) == "by" && doc.lower_is(List::Means, head + 2);
    let by = matches!(doc.lower(head + 1), "by" | "as" | "of") && !means;
    let passive = match tag {
        Tag::VBN | Tag::VBD | Tag::JJ if auxiliary => be,
        Tag::VBN => by,
        _ => false,
    };
    if !auxiliary && !infinitive {
        // "The pier is sold, people in the town say": taken for an infinitive, but nothing before it asks for one.
        let before = if head > sentence.start { doc.tag(head - 1) } else { Tag::Stop };
        let say = doc.lower(head) == "say" && tag.is_noun();
        let bare = (tag == Tag::VB || say) && (before.is_noun() || matches!(before, Tag::Comma | Tag::CloseQuote));
        finite = bare || matches!(tag, Tag::VBD | Tag::VBZ | Tag::VBP) || (tag == Tag::VBN && !passive);
    }
    VerbGroup { tokens: start..head + 1, passive, finite }
}

/// Whether a noun phrase begins here.
pub(super) fn opens_phrase(doc: &Doc<'_>, i: usize) -> bool {
    let tag = doc.tag(i);
    tag.is_noun() || is_modifier(tag) && tag != Tag::POS || matches!(tag, Tag::PRP | Tag::EX)
}

/// The first finite verb in `range`, reached without crossing a mark or a subordinator.
pub(super) fn finite_before_stop(doc: &Doc<'_>, range: Range<usize>) -> Option<usize> {
    for i in range {
        let tag = doc.tag(i);
        if tag.is_finite() {
            return Some(i);
        }
        if matches!(tag, Tag::Comma | Tag::Colon | Tag::Stop | Tag::Dash) || is_subordinator(doc, i) {
            return None;
        }
    }
    None
}

/// Skips adverbs, weekdays and other words of time, and "in a statement"-like phrases.
pub(super) fn skip_adjuncts(doc: &Doc<'_>, mut i: usize, limit: usize) -> usize {
    while i < limit {
        if doc.tag(i).is_adverb() || doc.lower_is(List::Time, i) {
            i += 1;
        } else if doc.lower_is(List::TimeOpener, i) && doc.lower_is(List::Time, i + 1) {
            i += 2;
        } else {
            break;
        }
    }
    i
}
