//! Where sentences begin and end.
//!
//! In: tokens with quotation marks told apart. Out: [`Doc::sentences`] and [`Doc::sentence_tokens`]. A part's border is
//! always a sentence's border, and so is an empty line. A text that has no capitals (monitored broadcasts, captions
//! made by machines) tells nothing by a small letter. Not here: clauses.

use super::super::annotated::Sentence;
use super::super::doc::{Doc, Tag};
use super::{is_capitalised, lexicon};
use lexicon::Abbreviation;
use std::ops::Range;

/// A sentence of more tokens than this is cut at the next comma, and at twice as many anywhere: later steps look at all pairs
/// of clauses of a sentence, and a text without stops must not make them slow. The longest sentence of UD English EWT has 159 words.
const MOST_TOKENS: usize = 300;
/// How many tokens after a closed quotation are searched for a verb of speech.
const LOOK_AHEAD: usize = 6;
/// Verbs after which a quotation that ended in "!" or "?" is still in the same sentence.
const SPEECH: [&str; 14] = [
    "said", "says", "asked", "asks", "told", "added", "adds", "wrote", "writes", "shouted", "cried", "replied",
    "warned", "tweeted",
];

/// A report of at least this many words of which not one in [`CAPITALS`] begins with a capital is written without them.
const WORDS_TO_TELL: usize = 40;
/// Of ordinary news one word in six begins with a capital, of what is written without them none but in what was pasted in.
const CAPITALS: usize = 200;

/// Fills the sentences.
pub(super) fn split(doc: &mut Doc<'_>, parts: &[(u32, Range<usize>)]) {
    let small = without_capitals(doc);
    for (part, tokens) in parts {
        let mut start = tokens.start;
        let mut i = tokens.start;
        while i < tokens.end {
            let found = boundary(doc, i, tokens.end, small);
            let end = found.unwrap_or(i + 1);
            if found.is_some() || end >= tokens.end {
                push(doc, *part, start..end);
                start = end;
            }
            i = end;
            let long = i.saturating_sub(start);
            let pause = matches!(doc.tag(i.saturating_sub(1)), Tag::Comma | Tag::Colon | Tag::Dash);
            if long >= 2 * MOST_TOKENS || (long >= MOST_TOKENS && pause) {
                push(doc, *part, start..i);
                start = i;
            }
        }
        if start < tokens.end {
            push(doc, *part, start..tokens.end);
        }
    }
}

fn push(doc: &mut Doc<'_>, part: u32, tokens: Range<usize>) {
    if tokens.is_empty() {
        return;
    }
    let span = doc.span(tokens.clone());
    let number = doc.sentences.len() as u32;
    doc.tokens[tokens.clone()].iter_mut().for_each(|token| token.sentence = number);
    doc.sentences.push(Sentence { span, part });
    doc.sentence_tokens.push((tokens.start as u32, tokens.end as u32));
}

/// Whether the report is written without capitals.
fn without_capitals(doc: &Doc<'_>) -> bool {
    let first = |i: usize| doc.word(i).chars().next().filter(|c| c.is_alphabetic());
    let (mut small, mut capital) = (0, 0);
    for c in (0..doc.tokens.len()).filter_map(first) {
        small += usize::from(c.is_lowercase());
        capital += usize::from(c.is_uppercase());
    }
    small >= WORDS_TO_TELL && small > CAPITALS * capital
}

/// If a sentence ends with the token `i` and its closing marks, the token after it. `small`: the report has no capitals.
fn boundary(doc: &Doc<'_>, i: usize, end: usize, small: bool) -> Option<usize> {
    let tag = doc.tag(i);
    let stop = tag == Tag::Stop;
    let ellipsis = tag == Tag::Colon && doc.word(i).starts_with(['.', '…']);
    let abbreviation = tag.is_word() && doc.word(i).ends_with('.');
    // "col. dren", "j. dren": before a name only a capital would tell.
    let shortened =
        |word: &str| word.chars().count() == 1 || lexicon::abbreviation(word) == Some(Abbreviation::BeforeName);
    if small && stop && i > 0 && doc.tag(i - 1).is_word() && shortened(doc.lower(i - 1)) && !empty_line(doc, i) {
        return None;
    }
    if !stop && !ellipsis && !abbreviation {
        return (i + 1 < end && (empty_line(doc, i) || glued(doc, i))).then_some(i + 1);
    }
    let mut next = i + 1;
    let mut closed = false;
    while next < end && matches!(doc.tag(next), Tag::Stop | Tag::CloseQuote | Tag::CloseBracket) {
        closed |= doc.tag(next) == Tag::CloseQuote;
        next += 1;
    }
    if next >= end || empty_line(doc, next - 1) {
        return Some(next);
    }
    // The first word after opening marks tells whether a sentence begins.
    let first =
        (next..end.min(next + 4)).find(|&j| !matches!(doc.tag(j), Tag::OpenQuote | Tag::OpenBracket | Tag::Dash))?;
    let word = doc.word(first);
    let begins =
        word.chars().next().is_some_and(|c| c.is_numeric() || c.is_alphabetic() && (small || !c.is_lowercase()))
            || (word.starts_with('[') && is_capitalised(word));
    let quote_opens = doc.tag(next) == Tag::OpenQuote;
    if abbreviation {
        let stem = doc.lower(i).trim_end_matches('.');
        let may_end = match lexicon::abbreviation(stem) {
            Some(kind) => kind == Abbreviation::Either,
            None => stem.contains('.'),
        };
        let closed_class = doc.lower_word(first).grammar.closed;
        let starter = if small {
            matches!(closed_class, Some(Tag::DT | Tag::PRP))
        } else {
            closed_class.is_some() && is_capitalised(word)
        };
        return (may_end && begins && (starter || quote_opens || closed)).then_some(next);
    }
    if ellipsis {
        return (begins && (closed || small || is_capitalised(word))).then_some(next);
    }
    let full_stop = doc.word(i).starts_with('.');
    if !begins {
        // ". “we": a new quotation after a full stop begins a sentence; `!" he said` does not.
        let bullet = doc.tag(first) == Tag::Other && !closed;
        return ((full_stop && quote_opens && !closed) || bullet).then_some(next);
    }
    if closed && !full_stop && said_after(doc, next, end) {
        return None;
    }
    Some(next)
}

/// Whether "Hamid said" follows a closed quotation: names and titles, then a verb of speech.
fn said_after(doc: &Doc<'_>, from: usize, end: usize) -> bool {
    (from..end.min(from + LOOK_AHEAD))
        .take_while(|&i| doc.tag(i).is_word())
        .take_while(|&i| i == from || doc.lower_word(i).grammar.closed != Some(Tag::PRP))
        .any(|i| SPEECH.contains(&doc.lower(i)))
        && doc.lower_word(from).grammar.closed.is_none_or(|tag| matches!(tag, Tag::DT | Tag::PRP))
}

/// Whether copying glued the first word of the next sentence to this one ("16 March|The front ...").
fn glued(doc: &Doc<'_>, i: usize) -> bool {
    let (Some(this), Some(next)) = (doc.tokens.get(i), doc.tokens.get(i + 1)) else { return false };
    this.span.end == next.span.start
        && doc.word(i).ends_with(char::is_lowercase)
        && is_capitalised(doc.word(i + 1))
        && doc.lower_word(i + 1).grammar.closed.is_some()
}

/// Whether an empty line, or a line that begins with a bullet, follows the token.
fn empty_line(doc: &Doc<'_>, i: usize) -> bool {
    let (Some(this), Some(next)) = (doc.tokens.get(i), doc.tokens.get(i + 1)) else { return false };
    if next.span.start <= this.span.end {
        return false;
    }
    let Some(gap) = doc.report.text.get(this.span.end as usize..next.span.start as usize) else { return false };
    let lines = gap.bytes().filter(|b| *b == b'\n').count();
    lines >= 2 || (lines == 1 && matches!(doc.word(i + 1), "•" | "*" | "·" | "▪" | "‣"))
}
