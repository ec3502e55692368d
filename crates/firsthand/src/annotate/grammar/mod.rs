//! From a report's text to tokens, sentences, quotations and parts of speech.
//!
//! For: every reader of the annotate stage. In: a [`Report`]. Out: a [`Doc`]. Linear in the text.
//! Not here: names, times, quantities, attributions, claims.

mod beside_numbers;
mod capitals;
mod clauses;
mod complements;
mod headline_verb;
mod known;
mod lemma;
mod lexicon;
mod markers;
mod nonfinite;
mod only_verb;
mod phrases;
mod quotations;
mod repairs;
mod second_verb;
mod seen;
mod sentences;
mod split_list;
mod tagger;
mod tokens;
mod verb_by_place;

pub(super) use known::{Known, list};
pub use lemma::lemma;
pub(super) use lemma::lemma_of;
pub(super) use lexicon::is_word;
pub(super) use tagger::Letters;

use super::doc::{Doc, Tag, Token};
use super::words::Words;
use crate::report::{PartKind, Report};
use crate::text::Span;

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
        words: Words::for_tokens(report.text.len() / 5),
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
    let mut folded = String::new();
    for token in &mut doc.tokens {
        fold(token.span.of(&report.text), &mut folded);
        token.lower = doc.words.number(&folded);
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

/// Whether the "of"-phrase of the word names what is meant: numbers, "dozens", "group".
pub(crate) fn is_partitive(doc: &Doc<'_>, token: usize) -> bool {
    doc.tag(token) == Tag::CD || doc.lemma_word(token).grammar.partitive
}

/// Sets each token's lemma.
fn lemmatise(doc: &mut Doc<'_>) {
    for token in &mut doc.tokens {
        token.lemma = doc.words.base(token.lower, token.tag);
    }
}

/// Makes `folded` the lower-case form of a word with straight apostrophes and hyphens and no brackets.
fn fold(word: &str, folded: &mut String) {
    folded.clear();
    if word.is_ascii() && !word.as_bytes().contains(&b'[') {
        folded.push_str(word);
        folded.make_ascii_lowercase();
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
}

/// Whether a word begins with a capital letter, brackets aside.
pub(crate) fn is_capitalised(word: &str) -> bool {
    word.chars().find(|c| *c != '[').is_some_and(char::is_uppercase)
}

#[cfg(test)]
mod tests;
