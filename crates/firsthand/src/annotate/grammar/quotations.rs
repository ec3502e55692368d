//! Which marks open and close quotations, and what stands between them.
//!
//! In: a [`Doc`] whose quotation marks and apostrophes are all tagged [`Tag::OpenQuote`]. Out: the right tags and
//! [`Doc::quotations`]. A mark that was lost never costs more than a paragraph, or a sentence in a long
//! paragraph. Not here: who speaks.

use super::super::doc::{Doc, Quotation, Tag};
use super::tokens::is_apostrophe;
use crate::report::PartKind;
use std::ops::Range;

/// Longest unclosed quotation, in bytes, that is taken to run to the end of its paragraph.
const LONGEST_UNCLOSED: u32 = 600;
/// How many tokens are looked through for the close of a single quotation mark.
const LOOK_AHEAD: usize = 80;
/// Most words of a quoted title or term.
const LONGEST_TERM: usize = 6;

/// What a mark looks like it does, from its shape and its neighbours.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Looks {
    Opening,
    Closing,
    Either,
}

struct Open {
    token: usize,
    single: bool,
    run: u32,
}

/// Tags the marks and fills [`Doc::quotations`].
pub(super) fn mark(doc: &mut Doc<'_>, parts: &[(u32, Range<usize>)]) {
    let mut runs = 0;
    // The run of a quotation that the paragraph before left open.
    let mut carried: Option<u32> = None;
    for (n, (part, tokens)) in parts.iter().enumerate() {
        let body = |part: u32| doc.report.parts.get(part as usize).is_some_and(|p| p.kind == PartKind::Body);
        let next = parts.get(n + 1).filter(|_| body(*part)).filter(|(part, _)| body(*part));
        let next_opens = next.is_some_and(|(_, t)| doc.tag(t.start) == Tag::OpenQuote && !is_single(doc, t.start));
        let continued = carried.filter(|_| doc.tag(tokens.start) == Tag::OpenQuote);
        carried = paragraph(doc, tokens.clone(), continued, next_opens, &mut runs);
    }
    doc.quotations.sort_by_key(|q| (q.span.start, q.depth));
}

/// Reads one paragraph; returns the run that goes on in the next.
fn paragraph(
    doc: &mut Doc<'_>,
    tokens: Range<usize>,
    continued: Option<u32>,
    next_opens: bool,
    runs: &mut u32,
) -> Option<u32> {
    let mut open: [Option<Open>; 2] = [None, None];
    let mut new_run = || {
        *runs += 1;
        *runs - 1
    };
    for i in tokens.clone() {
        if doc.tag(i) != Tag::OpenQuote {
            continue;
        }
        let single = is_single(doc, i);
        let looks = looks(doc, i, &tokens);
        let within = open.iter().rposition(|o| o.as_ref().is_some_and(|o| o.single == single));
        let closes = within.is_some() && looks != Looks::Opening;
        if closes && single && !closes_single(doc, i, &tokens) {
            doc.tokens[i].tag = Tag::POS;
            continue;
        }
        match within {
            Some(level) if closes => {
                doc.tokens[i].tag = Tag::CloseQuote;
                for level in (level..open.len()).rev() {
                    if let Some(o) = open[level].take() {
                        push(doc, &o, i, level, true);
                    }
                }
            }
            _ if single && !opens_single(doc, i, looks, &tokens) => {
                let after_word = i > tokens.start && doc.tag(i - 1) == Tag::NN && glued_before(doc, i);
                doc.tokens[i].tag = if after_word { Tag::POS } else { Tag::Other };
            }
            // A second opening mark of the same kind: the close of the first was lost.
            Some(level) => {
                for level in (level..open.len()).rev() {
                    if let Some(o) = open[level].take() {
                        let end = last_stop(doc, o.token, i);
                        push(doc, &o, end, level, false);
                    }
                }
                open[level] = Some(Open { token: i, single, run: new_run() });
            }
            None if looks == Looks::Closing && !single => doc.tokens[i].tag = Tag::CloseQuote,
            None => {
                let level = usize::from(open[0].is_some());
                let run = continued.filter(|_| i == tokens.start).unwrap_or_else(&mut new_run);
                if open[level].is_none() {
                    open[level] = Some(Open { token: i, single, run });
                }
            }
        }
    }
    let mut carried = None;
    for level in (0..open.len()).rev() {
        let Some(o) = open[level].take() else { continue };
        let goes_on = level == 0 && next_opens && !o.single;
        if goes_on {
            carried = Some(o.run);
        }
        let from = doc.tokens[o.token].span.end;
        let to = doc.tokens[tokens.end - 1].span.end;
        let end = if goes_on || to.saturating_sub(from) <= LONGEST_UNCLOSED {
            tokens.end
        } else {
            first_stop(doc, o.token, tokens.end)
        };
        push(doc, &o, end, level, false);
    }
    carried
}

/// Records the quotation from an opening mark to the token `end`, marks excluded.
fn push(doc: &mut Doc<'_>, open: &Open, end: usize, level: usize, closed: bool) {
    if end > open.token + 1 {
        let span = doc.span(open.token + 1..end);
        doc.quotations.push(Quotation { span, run: open.run, depth: level as u8, closed, scare: false });
    }
}

/// The token after the first full stop that follows `from`, at most `end`.
fn first_stop(doc: &Doc<'_>, from: usize, end: usize) -> usize {
    (from..end).find(|&i| doc.tag(i) == Tag::Stop).map_or(end, |i| i + 1)
}

/// The token after the last full stop before `end`, or `end`.
fn last_stop(doc: &Doc<'_>, from: usize, end: usize) -> usize {
    let from = from.max(end.saturating_sub(LOOK_AHEAD));
    (from..end).rev().find(|&i| doc.tag(i) == Tag::Stop).map_or(end, |i| i + 1)
}

fn is_single(doc: &Doc<'_>, i: usize) -> bool {
    let word = doc.word(i);
    let mut chars = word.chars();
    matches!((chars.next(), chars.next()), (Some(c), None) if is_apostrophe(c) || matches!(c, '‹' | '›' | '‚' | '`'))
}

fn glued_before(doc: &Doc<'_>, i: usize) -> bool {
    i > 0 && doc.tokens[i - 1].span.end == doc.tokens[i].span.start
}

fn glued_after(doc: &Doc<'_>, i: usize) -> bool {
    doc.tokens.get(i + 1).is_some_and(|next| next.span.start == doc.tokens[i].span.end)
}

fn looks(doc: &Doc<'_>, i: usize, part: &Range<usize>) -> Looks {
    let before = i > part.start && glued_before(doc, i);
    let after = i + 1 < part.end && glued_after(doc, i);
    // A mark glued to a bracket, dash or another mark tells as little as one that stands free.
    let before_word = before && !matches!(doc.tag(i - 1), Tag::OpenBracket | Tag::Dash | Tag::OpenQuote);
    let after_word = after && (doc.tag(i + 1).is_word() || doc.tag(i + 1) == Tag::OpenBracket);
    match doc.word(i).chars().next() {
        Some('“' | '‘' | '‹' | '‚' | '`' | '„' | '«') if !before || after => Looks::Opening,
        Some('”' | '»' | '›') if !after_word || before => Looks::Closing,
        Some('’') if !after_word => Looks::Closing,
        _ if i == part.start => Looks::Opening,
        _ if after_word && !before_word => Looks::Opening,
        _ if before_word && !after_word => Looks::Closing,
        _ if before && !after => Looks::Closing,
        _ if after && !before => Looks::Opening,
        _ => Looks::Either,
    }
}

/// Whether a single mark can open a quotation: it has a close nearby.
fn opens_single(doc: &Doc<'_>, i: usize, looks: Looks, part: &Range<usize>) -> bool {
    looks == Looks::Opening
        && glued_after(doc, i)
        && (i + 2..(i + LOOK_AHEAD).min(part.end))
            .any(|j| doc.tag(j) == Tag::OpenQuote && is_single(doc, j) && self::looks(doc, j, part) == Looks::Closing)
}

/// Whether a single mark closes the open quotation rather than marking a plural's possessive.
fn closes_single(doc: &Doc<'_>, i: usize, part: &Range<usize>) -> bool {
    if i == 0 || !glued_before(doc, i) || !doc.tag(i - 1).is_word() || !doc.word(i - 1).ends_with(['s', 'S', 'x', 'z'])
    {
        return true;
    }
    // After "fighters'" a better close may follow: after a mark, or after a word without "s".
    for j in i + 1..(i + LOOK_AHEAD).min(part.end) {
        if doc.tag(j) == Tag::OpenQuote && is_single(doc, j) {
            return looks(doc, j, part) != Looks::Closing;
        }
    }
    true
}

/// Marks the quotations that are titles or terms; needs parts of speech.
pub(super) fn mark_scare(doc: &mut Doc<'_>) {
    for q in 0..doc.quotations.len() {
        let tokens = doc.tokens_in(doc.quotations[q].span);
        let words = tokens.clone().filter(|&i| doc.tag(i).is_word()).count();
        let verb = tokens.clone().any(|i| doc.tag(i).is_finite());
        let speech = tokens.clone().next_back().is_some_and(|i| matches!(doc.tag(i), Tag::Comma | Tag::Stop));
        doc.quotations[q].scare = doc.quotations[q].closed && words <= LONGEST_TERM && !verb && !speech;
    }
}
