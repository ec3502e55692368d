//! Where the source of a cue stands: its subject, before or after it.
//!
//! In: a [`Doc`] and a verb group. Out: token ranges. Convention (that of PolNeAR): the whole noun
//! phrase with its appositions and relative clauses; a relative pronoun is the source of its verb.
//! Not here: who "he" is.

use super::super::doc::{Doc, Tag};
use super::frame::Class;
use super::lexicon::LEXICON;
use super::lists::List;
use super::phrase::{is_subordinator, noun_phrase_end, opens_phrase};
use std::ops::Range;

/// Longest relative clause between a subject and its verb, in tokens.
const LONGEST_RELATIVE: usize = 10;

/// The subject of the verb group that begins at `verb`, looking left, not before `from`.
pub(super) fn subject(doc: &Doc<'_>, verb: usize, from: usize) -> Option<Range<usize>> {
    let mut end = verb;
    while end > from && (doc.tag(end - 1).is_adverb() || doc.tag(end - 1) == Tag::RP) {
        end -= 1;
    }
    if end <= from {
        return None;
    }
    let last = end - 1;
    match doc.tag(last) {
        // "who said", "which has denied"
        Tag::WP | Tag::WDT => return Some(last..end),
        Tag::IN if doc.lower(last) == "that" => return Some(last..end),
        // "the school that employs them said"
        // but not "a cousin of one of them has told"
        Tag::PRP if matches!(doc.lower(last), "them" | "him" | "us" | "me") && !governed(doc, last, from) => {
            return described(doc, end, from);
        }
        // "two people who were there told"
        Tag::EX if last > from && doc.tag(last - 1).is_verb() => return described(doc, verb, from),
        Tag::PRP | Tag::EX if !governed(doc, last, from) => return Some(last..end),
        Tag::CC => return coordinated(doc, last, from),
        // "A video posted on Sunday shows": the participle hangs on the noun before it.
        Tag::VBN if doc.tag(last.wrapping_sub(1)) == Tag::VB => return described(doc, verb, from),
        // "a man whose son was wounded said"
        Tag::VBN if last > from && doc.lower_is(List::Auxiliary, last - 1) => return described(doc, verb, from),
        Tag::VBN if last > from && doc.tag(last - 1).is_noun() => return phrase_before(doc, last, from),
        Tag::Comma | Tag::Dash | Tag::CloseBracket => return interrupted(doc, last, from),
        _ => {}
    }
    // "two people who were there told", "an officer who asked not to be named said"
    let phrase = phrase_before(doc, end, from).or_else(|| described(doc, verb, from))?;
    let Some(before) = phrase.start.checked_sub(1).filter(|&b| b >= from) else { return Some(phrase) };
    let time = doc.tag(last) == Tag::CD && doc.tag(before) == Tag::IN || doc.lower_is(List::Time, last);
    let preposition = doc.tag(before) == Tag::IN && !is_subordinator(doc, before);
    // "who in 2010 said", "the bank this month announced"
    if time && (preposition || phrase.len() <= 2) {
        let rest = if preposition { before } else { phrase.start };
        if rest > from && rest < verb {
            return subject(doc, rest, from).or(Some(phrase));
        }
    }
    // "a baker who saw the fire told", "people who live near the camp said"
    if (preposition || doc.tag(before).is_finite())
        && let Some(whole) = described(doc, verb, from).filter(|whole| whole.start < phrase.start)
        && !takes_clause(doc, &whole)
    {
        return Some(whole);
    }
    // "a person close to the family told", "an official familiar with the talks said"
    if (preposition || doc.tag(before) == Tag::TO)
        && before > from + 1
        && doc.tag(before - 1).is_adjective()
        && doc.tag(before - 2).is_noun()
    {
        return phrase_before(doc, before - 1, from).map(|whole| whole.start..phrase.end).or(Some(phrase));
    }
    // "protesters marching through the streets chanted"
    if preposition && before > from && matches!(doc.tag(before - 1), Tag::VBG | Tag::VBN) {
        return phrase_before(doc, before - 1, from).or(Some(phrase));
    }
    Some(phrase)
}

/// The noun phrase that ends at `end`, with prepositional phrases on its right.
pub(super) fn phrase_before(doc: &Doc<'_>, end: usize, from: usize) -> Option<Range<usize>> {
    let mut start = end;
    let mut noun = false;
    while start > from {
        let i = start - 1;
        let tag = doc.tag(i);
        // "the first time Varenia has ...": a time before a name is not part of it.
        let time = start < end && doc.tag(start).is_name() && matches!(doc.lower(i), "time" | "day" | "week" | "year");
        // "In May the ministry put ...": nor is one before an article; "In the second half the ministry counted".
        let article = start < end && matches!(doc.tag(start), Tag::DT | Tag::PRPS);
        let time = time || article && (tag.is_noun() && !tag.is_name() || doc.lower_is(List::Time, i));
        let stays = if time {
            false
        } else if tag.is_noun() || matches!(tag, Tag::DT | Tag::PRPS | Tag::PDT) {
            noun = true;
            true
        } else if tag.is_adjective() || matches!(tag, Tag::CD | Tag::POS | Tag::OpenQuote | Tag::SYM) {
            noun |= tag == Tag::CD || start == end;
            true
        } else if tag == Tag::PRP {
            // "the man he named": a pronoun is a phrase of its own, but not in "one of them".
            noun |= governed(doc, i, from);
            start == end
        } else if tag == Tag::CloseQuote {
            doc.tag(i.wrapping_sub(1)) != Tag::Comma
        } else if tag == Tag::CC {
            joins(doc, i, from)
        } else if tag == Tag::IN && !is_subordinator(doc, i) {
            // "the head of the army", but not "On Thursday"
            noun && i > from
                && (doc.tag(i - 1).is_noun() || matches!(doc.tag(i - 1), Tag::CD | Tag::DT | Tag::CloseBracket))
        } else if matches!(tag, Tag::VBN | Tag::VBG | Tag::RB | Tag::RBS | Tag::RBR) {
            // "the exiled leader"
            noun && i > from
                && (matches!(doc.tag(i - 1), Tag::DT | Tag::PRPS | Tag::CD) || doc.tag(i - 1).is_adjective())
                && (opens_phrase(doc, i + 1))
        } else if tag == Tag::CloseBracket {
            match opening_bracket(doc, i, from) {
                Some(open) => {
                    start = open + 1;
                    true
                }
                None => false,
            }
        } else if tag == Tag::Comma {
            // "Ahmad, Karim and Salim"; "Rep. X, R-Ohio, ..." is handled by `interrupted`.
            noun && listed(doc, i, from, end)
        } else {
            false
        };
        if !stays {
            break;
        }
        start -= 1;
        if tag == Tag::PRP && !governed(doc, i, from) {
            break;
        }
    }
    while start < end && matches!(doc.tag(start), Tag::CC | Tag::IN | Tag::POS | Tag::Comma | Tag::CloseQuote) {
        start += 1;
    }
    (noun || start < end).then_some(start..end).filter(|r| !r.is_empty())
}

/// Whether a pronoun belongs to the noun before its preposition: "one of them", "a lawyer for him".
fn governed(doc: &Doc<'_>, i: usize, from: usize) -> bool {
    let object = matches!(doc.lower(i), "them" | "him" | "her" | "us" | "me" | "it");
    object
        && i > from + 1
        && doc.tag(i - 1) == Tag::IN
        && !is_subordinator(doc, i - 1)
        && (doc.tag(i - 2).is_noun() || matches!(doc.tag(i - 2), Tag::CD | Tag::DT))
}

/// Whether "and" at `i` joins two noun phrases rather than two clauses.
fn joins(doc: &Doc<'_>, i: usize, from: usize) -> bool {
    if doc.lower(i) == "but" || i <= from {
        return false;
    }
    let before = doc.tag(i - 1);
    if !(before.is_noun() || matches!(before, Tag::Comma | Tag::CD | Tag::PRP) || before.is_adjective()) {
        return false;
    }
    // A finite verb earlier in the same segment makes it a clause border.
    for j in (from..i).rev() {
        let tag = doc.tag(j);
        if tag.is_finite() {
            return false;
        }
        if is_subordinator(doc, j) || matches!(tag, Tag::Stop | Tag::Colon) {
            return true;
        }
    }
    true
}

/// Whether the comma at `i` is one of a list that ends with "and": "A, B and C said".
fn listed(doc: &Doc<'_>, i: usize, from: usize, end: usize) -> bool {
    (i + 1..end).any(|j| doc.tag(j) == Tag::CC)
        && i > from
        && doc.tag(i - 1).is_noun()
        && !(from..i).rev().take(12).any(|j| doc.tag(j).is_finite())
        && !matches!(doc.tag(from), Tag::IN)
}

fn opening_bracket(doc: &Doc<'_>, close: usize, from: usize) -> Option<usize> {
    (from..close).rev().take(30).find(|&i| doc.tag(i) == Tag::OpenBracket)
}

/// A noun phrase with a relative clause that ends at `end`, which is the subject of what follows.
fn described(doc: &Doc<'_>, end: usize, from: usize) -> Option<Range<usize>> {
    let near = end.saturating_sub(LONGEST_RELATIVE).max(from);
    let border = |i: &usize| !matches!(doc.tag(*i), Tag::Comma | Tag::Colon | Tag::OpenQuote | Tag::CloseQuote);
    let pronoun = (near..end).rev().take_while(border).find(|&i| {
        let opens = matches!(doc.tag(i), Tag::WP | Tag::WPS | Tag::WDT) || matches!(doc.lower(i), "that" | "where");
        opens && i > from && doc.tag(i - 1).is_noun()
    })?;
    let verbs = (pronoun + 1..end).filter(|&i| doc.tag(i).is_finite()).count();
    let phrase = phrase_before(doc, pronoun, from).filter(|_| verbs == 1)?;
    Some(phrase.start..end)
}

/// Whether the verb of a relative clause may have what follows it for its own clause: "the man who says the army denied it".
fn takes_clause(doc: &Doc<'_>, described: &Range<usize>) -> bool {
    let pronoun = described.clone().find(|&i| matches!(doc.tag(i), Tag::WP | Tag::WDT) || doc.lower(i) == "that");
    let verb = pronoun.and_then(|pronoun| (pronoun..described.end).rev().find(|&i| doc.tag(i).is_verb()));
    let known = verb.and_then(|verb| LEXICON.verb(doc.lemma(verb)));
    known.is_some_and(|verb| verb.speech || verb.class == Class::Opinion)
}

/// The subject of "X did this and said": that of the verb before "and".
fn coordinated(doc: &Doc<'_>, and: usize, from: usize) -> Option<Range<usize>> {
    let verb = (from..and).rev().find(|&i| doc.tag(i).is_finite() && !relative(doc, i, from))?;
    let mut start = verb;
    while start > from && (doc.tag(start - 1).is_adverb() || doc.lower_is(List::Auxiliary, start - 1)) {
        start -= 1;
    }
    if start > from && doc.tag(start - 1) == Tag::CC {
        return coordinated(doc, start - 1, from);
    }
    subject(doc, start, from)
}

/// Whether the verb at `i` is in a clause opened by a relative pronoun just before its subject.
fn relative(doc: &Doc<'_>, i: usize, from: usize) -> bool {
    let mut j = i;
    while j > from && (doc.tag(j - 1).is_adverb() || doc.lower_is(List::Auxiliary, j - 1)) {
        j -= 1;
    }
    j > from && matches!(doc.tag(j - 1), Tag::WP | Tag::WDT)
}

/// The subject of "X, the head of Y, said" and "X, who did Z, said": from X to before the last comma.
fn interrupted(doc: &Doc<'_>, close: usize, from: usize) -> Option<Range<usize>> {
    if doc.tag(close) == Tag::CloseBracket {
        let open = opening_bracket(doc, close, from)?;
        let before = phrase_before(doc, open, from)?;
        return Some(before.start..close + 1);
    }
    let mark = doc.tag(close);
    let mut inner = close;
    // Find the mark that opens the insertion: the nearest one whose left side ends a noun phrase
    // and whose right side is an apposition, a relative clause or an adjunct.
    for _ in 0..4 {
        let Some(open) = (from..inner).rev().find(|&i| doc.tag(i) == mark) else { break };
        let Some(before) = open.checked_sub(1).filter(|&b| b >= from) else { break };
        let opener = open + 1;
        let after = doc.tag(opener);
        let apposed = opens_phrase(doc, opener)
            || is_subordinator(doc, opener)
            || matches!(after, Tag::IN | Tag::VBN | Tag::VBG | Tag::RB | Tag::TO);
        if apposed && (doc.tag(before).is_noun() || matches!(doc.tag(before), Tag::PRP | Tag::CloseBracket | Tag::CD)) {
            let relative = matches!(after, Tag::WP | Tag::WDT | Tag::WPS);
            // "A clerk, speaking anonymously because he was not allowed to talk, said": a clause below the adjunct is part of it.
            let adjunct = matches!(after, Tag::VBG);
            let mut own = (opener..close).take_while(|&i| !adjunct || !is_subordinator(doc, i));
            let clause = own.any(|i| doc.tag(i).is_finite());
            if (!clause || relative || is_subordinator(doc, opener))
                && let Some(phrase) = phrase_before(doc, open, from)
            {
                {
                    let parenthesis =
                        matches!(after, Tag::IN | Tag::VBG | Tag::RB) || is_subordinator(doc, opener) && !relative;
                    return Some(if parenthesis { phrase } else { phrase.start..close });
                }
            }
        }
        inner = open;
    }
    // A stray comma: "Mira Tolan of the union, said".
    (mark == Tag::Comma)
        .then(|| phrase_before(doc, close, from))
        .flatten()
        .filter(|phrase| doc.tag(phrase.start).is_name() || matches!(doc.tag(phrase.start), Tag::DT | Tag::CD))
}

/// The source after an inverted verb, "according to" or "by": a noun phrase with its appositions, up to `limit`.
pub(super) fn source_after(doc: &Doc<'_>, start: usize, limit: usize) -> Option<Range<usize>> {
    if doc.tag(start) == Tag::PRP {
        return Some(start..start + 1);
    }
    let head = noun_phrase_end(doc, start, limit);
    if head == start {
        return None;
    }
    let mut i = head;
    // Inside "X, who served as ..." nothing but the clause's end stops.
    let mut relative = false;
    while i < limit {
        let tag = doc.tag(i);
        match tag {
            Tag::Stop | Tag::Colon | Tag::Dash | Tag::OpenQuote if i > start => {
                if tag == Tag::OpenQuote && !doc.tag(i - 1).eq(&Tag::Comma) {
                    i += 1;
                    continue;
                }
                break;
            }
            Tag::CloseBracket => break,
            Tag::OpenBracket => {
                let close = (i..limit).take(30).find(|&j| doc.tag(j) == Tag::CloseBracket);
                match close {
                    Some(close) if close < i + 12 => i = close,
                    _ => break,
                }
            }
            Tag::Comma => {
                let next = i + 1;
                let goes_on = match doc.tag(next) {
                    Tag::WP | Tag::WPS | Tag::WDT => {
                        let verb = (next + 1..limit.min(next + 4)).find(|&j| doc.tag(j).is_finite());
                        relative = !verb.is_some_and(|v| LEXICON.verb(doc.lemma(v)).is_some_and(|v| v.speech));
                        relative
                    }
                    Tag::CC => false,
                    _ => {
                        let phrase = noun_phrase_end(doc, next, limit);
                        phrase > next && !clause_follows(doc, next, limit)
                    }
                };
                if !goes_on {
                    break;
                }
            }
            Tag::IN | Tag::WRB if !relative && doc.lower_is(List::Adjunct, i) && adjunct(doc, i, limit) => break,
            Tag::CC if clause_follows(doc, i + 1, limit) => break,
            _ if doc.lower_is(List::Time, i) && !doc.tag(i + 1).is_noun() => break,
            _ if doc.lower_is(List::TimeOpener, i) && doc.lower_is(List::Time, i + 1) => break,
            _ if tag.is_adverb() && i + 1 < limit && doc.tag(i + 1) != Tag::CD => {}
            _ => {}
        }
        i += 1;
    }
    while i > head && matches!(doc.tag(i - 1), Tag::Comma | Tag::CloseQuote | Tag::OpenQuote) {
        i -= 1;
    }
    Some(start..i)
}

/// Whether "in", "during", "after" and the like at `i` open an adjunct of the saying: time, occasion, medium.
fn adjunct(doc: &Doc<'_>, i: usize, limit: usize) -> bool {
    if doc.lower_is(List::AdjunctAlways, i) {
        return true;
    }
    let end = noun_phrase_end(doc, i + 1, limit);
    (i + 1..end).any(|j| doc.lower_is(List::Occasion, j) || doc.lower_is(List::Time, j))
}

/// Whether a noun phrase and a finite verb follow: a clause of its own.
pub(super) fn clause_follows(doc: &Doc<'_>, start: usize, limit: usize) -> bool {
    clause_verb(doc, start, limit).is_some()
}

/// The finite verb after a noun phrase.
pub(super) fn clause_verb(doc: &Doc<'_>, start: usize, limit: usize) -> Option<usize> {
    let mut i = start;
    while i < limit && (doc.tag(i).is_adverb() || doc.tag(i) == Tag::CC) {
        i += 1;
    }
    let end = super::phrase::long_phrase_end(doc, i, limit);
    let mut j = end;
    while j < limit && doc.tag(j).is_adverb() {
        j += 1;
    }
    (end > i && doc.tag(j).is_finite()).then_some(j)
}
