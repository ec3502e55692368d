//! How words are written: what the encoder, whose pieces have no capitals, cannot see.
//!
//! In: a text and the bytes of its words. Out: for each word [`SIGNS`] numbers, 1 where a sign holds and 0 elsewhere. The same is done in
//! `training/names-head/signs.py`; change both together. Not here: what is made of them.

use rustc_hash::FxHashSet;
use std::ops::Range;
use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

/// How many signs there are.
pub(crate) const SIGNS: usize = 13;
/// Words on each side by which a word stands among capitals.
const AROUND: usize = 6;
/// Marks after which any word has a capital.
const STOPS: &str = ".?!:\"“”‘'([—–-•*";

/// One word as it is written.
struct Word<'t> {
    text: &'t str,
    capital: bool,
    letter: bool,
    /// First of its line, or right after a mark of [`STOPS`]: there a capital says little.
    asked: bool,
}

/// The signs of all words, row after row.
pub(crate) fn signs(text: &str, spans: &[Range<usize>]) -> Vec<f32> {
    let words = read(text, spans);
    let (mut small, mut upper) = (FxHashSet::default(), FxHashSet::default());
    let mut crowds = Vec::with_capacity(words.len());
    for (at, word) in words.iter().enumerate() {
        let crowd = crowd(&words, at);
        if word.letter && !word.capital {
            small.insert(word.text.to_lowercase());
        }
        if word.capital && !(word.asked || crowd.0) {
            upper.insert(word.text.to_lowercase());
        }
        crowds.push(crowd);
    }
    let mut rows = Vec::with_capacity(words.len() * SIGNS);
    let mut before = None;
    for ((word, span), (loud, mute)) in words.iter().zip(spans).zip(crowds) {
        let chars = || word.text.chars();
        let letters = chars().filter(|c| is_letter(*c));
        let capitals = letters.clone().count() > 1 && letters.clone().all(char::is_uppercase);
        let line = before.is_none_or(|end| text.get(end..span.start).is_some_and(|gap| gap.contains('\n')));
        let lower = word.text.to_lowercase();
        let signs: [bool; SIGNS] = [
            word.capital,
            capitals,
            word.capital && chars().count() == 1,
            chars().zip(chars().skip(1)).any(|(a, b)| a.is_lowercase() && b.is_uppercase()),
            chars().next().is_some_and(|c| c.is_ascii_digit()),
            !chars().any(|c| is_letter(c) || c.is_numeric()),
            before == Some(span.start),
            line,
            word.asked && !line,
            small.contains(&lower),
            upper.contains(&lower),
            loud,
            mute,
        ];
        rows.extend(signs.map(f32::from));
        before = Some(span.end);
    }
    rows
}

fn read<'t>(text: &'t str, spans: &[Range<usize>]) -> Vec<Word<'t>> {
    let mut words: Vec<Word<'t>> = Vec::with_capacity(spans.len());
    let mut before = 0;
    for span in spans {
        let word = text.get(span.clone()).unwrap_or_default();
        let line = words.is_empty() || text.get(before..span.start).is_some_and(|gap| gap.contains('\n'));
        let stop = words.last().is_some_and(|last| last.text.chars().count() == 1 && STOPS.contains(last.text));
        let first = word.chars().next();
        words.push(Word {
            text: word,
            capital: first.is_some_and(char::is_uppercase),
            letter: first.is_some_and(is_letter),
            asked: line || stop,
        });
        before = span.end;
    }
    words
}

/// Whether most words around begin with a capital, and whether none does.
fn crowd(words: &[Word<'_>], at: usize) -> (bool, bool) {
    let from = at.saturating_sub(AROUND);
    let near = words.iter().enumerate().skip(from).take(at + AROUND + 1 - from);
    let others = near.filter(|(i, word)| *i != at && word.letter && word.text.chars().nth(1).is_some());
    let (mut all, mut capitals) = (0, 0);
    for (_, word) in others {
        all += 1;
        capitals += usize::from(word.capital);
    }
    (3 * capitals > 2 * all && all > 3, capitals == 0)
}

fn is_letter(c: char) -> bool {
    c.general_category_group() == GeneralCategoryGroup::Letter
}

#[cfg(test)]
mod tests {
    use super::{SIGNS, signs};

    #[test]
    fn capitals_are_seen_and_where_they_are_asked_for() {
        let text = "Rivers rose. Near Tal the rivers fell";
        let spans = [0..6, 7..11, 11..12, 13..17, 18..21, 22..25, 26..32, 33..37];
        let rows = signs(text, &spans);
        let has = |word: usize, sign: usize| rows[word * SIGNS + sign] > 0.0;
        // "Rivers" begins the line and stands in small letters elsewhere; "Near" follows a stop; "Tal" asks for nothing.
        assert!(has(0, 0) && has(0, 7) && has(0, 9) && !has(0, 10));
        assert!(has(3, 8) && !has(3, 7));
        assert!(has(4, 0) && !has(4, 8) && has(4, 10));
        assert!(has(2, 5) && has(2, 6));
        assert!(signs("", &[]).is_empty());
    }
}
