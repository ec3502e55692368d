//! From a report's text to tokens, sentences, quotations and parts of speech.
//!
//! For: every reader of the annotate stage. In: a [`Report`]. Out: a [`Doc`]. Linear in the text.
//! Not here: names, times, quantities, attributions, claims.

mod clauses;
mod complements;
mod lemma;
mod lexicon;
mod markers;
mod only_verb;
mod phrases;
mod quotations;
mod repairs;
mod second_verb;
mod seen;
mod sentences;
mod tagger;
mod tokens;

pub use lemma::lemma;
pub(super) use lexicon::is_common;

use super::doc::{Doc, Tag, Token};
use crate::report::{PartKind, Report};
use crate::text::Span;
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// Reads headline, body, caption and credit parts into tokens, sentences and quotations.
///
/// Datelines and what was set aside are skipped; a part's border is always a sentence's border.
pub fn parse(report: &Report) -> Doc<'_> {
    let mut doc = Doc {
        report,
        tokens: Vec::with_capacity(report.text.len() / 5),
        sentences: Vec::new(),
        sentence_tokens: Vec::new(),
        quotations: Vec::new(),
        noun_phrases: Vec::new(),
        verb_groups: Vec::new(),
        prepositions: Vec::new(),
        clauses: Vec::new(),
        folded: String::with_capacity(report.text.len()),
    };
    // For each part that is read: its index and its tokens.
    let mut parts: Vec<(u32, std::ops::Range<usize>)> = Vec::with_capacity(report.parts.len());
    for (index, part) in report.parts.iter().enumerate() {
        if matches!(part.kind, PartKind::Dateline | PartKind::SetAside) {
            continue;
        }
        let start = doc.tokens.len();
        tokens::split(&report.text, part.span, &mut doc.tokens);
        if doc.tokens.len() > start {
            parts.push((index as u32, start..doc.tokens.len()));
        }
    }
    for token in &mut doc.tokens {
        token.lower = fold(token.span.of(&report.text), &mut doc.folded);
    }
    quotations::mark(&mut doc, &parts);
    sentences::split(&mut doc, &parts);
    tagger::tag(&mut doc);
    repairs::mend(&mut doc);
    quotations::mark_scare(&mut doc);
    lemmatise(&mut doc);
    phrases::find(&mut doc);
    clauses::find(&mut doc);
    doc
}

static PARTITIVE: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| phrases::words(include_str!("../../../data/grammar/partitive_nouns.txt")));

/// Whether the "of"-phrase of the word names what is meant: numbers, "dozens", "group".
pub(crate) fn is_partitive(doc: &Doc<'_>, token: usize) -> bool {
    doc.tag(token) == Tag::CD || PARTITIVE.contains(doc.lemma(token))
}

/// Sets each token's lemma; one that is a beginning of the lower-case form takes no room of its own.
fn lemmatise(doc: &mut Doc<'_>) {
    let mut added = String::new();
    let base = doc.folded.len();
    for token in &mut doc.tokens {
        let lower = token.lower.of(&doc.folded);
        token.lemma = match lemma(lower, token.tag) {
            std::borrow::Cow::Borrowed(known) if lower.starts_with(known) => {
                Span::new(token.lower.start as usize, token.lower.start as usize + known.len())
            }
            other => {
                let start = base + added.len();
                added.push_str(&other);
                Span::new(start, base + added.len())
            }
        };
    }
    doc.folded.push_str(&added);
}

/// Appends the lower-case form of a word with straight apostrophes and hyphens and no brackets; returns where it is.
fn fold(word: &str, folded: &mut String) -> Span {
    let start = folded.len();
    if word.is_ascii() && !word.as_bytes().contains(&b'[') {
        folded.push_str(word);
        if let Some(new) = folded.get_mut(start..) {
            new.make_ascii_lowercase();
        }
    } else {
        let alone = word.chars().nth(1).is_none();
        for c in word.chars() {
            match c {
                '’' | 'ʼ' | '‘' | 'ʻ' => folded.push('\''),
                '\u{2010}' | '\u{2011}' => folded.push('-'),
                '\u{ad}' | '\u{200c}' | '\u{200d}' => {}
                '[' | ']' if !alone => {}
                _ => folded.extend(c.to_lowercase()),
            }
        }
    }
    Span::new(start, folded.len())
}

/// Whether a word begins with a capital letter, brackets aside.
pub(crate) fn is_capitalised(word: &str) -> bool {
    word.chars().find(|c| *c != '[').is_some_and(char::is_uppercase)
}

#[cfg(test)]
mod tests;
