//! The words of a report as linking sees them.
//!
//! For: comparing texts whatever their case, quotation marks and punctuation. In: a report's
//! headline, body and caption parts. Out: [`Word`]s, each with its place. Folded away: case,
//! apostrophes, punctuation, ellipses, combining marks, thousands separators, and whatever an
//! editor put in [brackets]. Not here: parts of speech, sentences (see [`crate::annotate`]).

use super::quoted::quoted_stretches;
use crate::report::{PartKind, Report};
use crate::text::Span;

/// A folded word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    /// Hash of the folded letters.
    pub hash: u32,
    /// Where it is.
    pub span: Span,
    /// Stands inside quotation marks.
    pub quoted: bool,
    /// Belongs to the outlet's template (see `boilerplate`).
    pub masked: bool,
    /// Stands in a body part.
    pub body: bool,
    /// Does not continue the text before it: first word of a headline, caption or of the body after one.
    pub breaks: bool,
}

/// Longest editorial insertion in bytes that counts as one; a stray `[` does not swallow the text.
const LONGEST_INSERTION: usize = 80;

/// Whether linking reads a part.
pub(crate) fn is_read(kind: PartKind) -> bool {
    matches!(kind, PartKind::Headline | PartKind::Body | PartKind::Caption)
}

/// The words of a report's headline, body and caption parts, in text order, into `words`.
pub(crate) fn words_of(report: &Report, words: &mut Vec<Word>) {
    words.clear();
    let mut before = None;
    for part in report.parts.iter().filter(|part| is_read(part.kind)) {
        let first = words.len();
        let text = part.span.of(&report.text);
        let body = part.kind == PartKind::Body;
        fold(text, part.span.start, |hash, span| {
            words.push(Word { hash, span, quoted: false, masked: false, body, breaks: false });
        });
        if let Some(word) = words.get_mut(first) {
            word.breaks = !(body && before == Some(PartKind::Body));
            before = Some(part.kind);
        }
        mark_quoted(text, part.span, words.get_mut(first..).unwrap_or(&mut []));
    }
}

fn mark_quoted(text: &str, part: Span, words: &mut [Word]) {
    let mut words = words.iter_mut().peekable();
    for stretch in quoted_stretches(text, part.start) {
        while words.next_if(|word| word.span.end <= stretch.start).is_some() {}
        while let Some(word) = words.next_if(|word| word.span.start < stretch.end) {
            word.quoted = true;
        }
    }
}

/// Calls `found` with hash and place of every word of `text`, which begins at byte `offset`.
pub(crate) fn fold(text: &str, offset: u32, mut found: impl FnMut(u32, Span)) {
    let bytes = text.as_bytes();
    let mut state = Letters::default();
    let (mut start, mut at) = (0, 0);
    let mut end_word = |state: &mut Letters, start: usize, end: usize| {
        if let Some(hash) = state.take() {
            found(hash, Span::new(offset as usize + start, offset as usize + end));
        }
    };
    // Most letters are ASCII, and this runs over every text several times: bytes first, characters where they must be.
    while let Some(&byte) = bytes.get(at) {
        if LETTERS[usize::from(byte)] != 0 {
            if state.is_empty() {
                start = at;
            }
            at += state.run(bytes.get(at..).unwrap_or(&[]));
            continue;
        }
        let next = |after: usize| text.get(after..).and_then(|rest| rest.chars().next());
        if byte.is_ascii() {
            let joins = match byte {
                b'\'' => !state.is_empty() && next(at + 1).is_some_and(char::is_alphanumeric),
                b',' => state.digits && bytes.get(at + 1).is_some_and(u8::is_ascii_digit),
                _ => false,
            };
            if !joins {
                end_word(&mut state, start, at);
            }
            if byte == b'[' {
                let rest = bytes.get(at..).unwrap_or(&[]);
                let close = rest.iter().take(LONGEST_INSERTION).position(|b| matches!(b, b']' | b'\n'));
                // What an editor put in is skipped, the closing bracket ends no word.
                at += close.filter(|&n| rest.get(n) == Some(&b']')).unwrap_or(0);
            }
            at += 1;
            continue;
        }
        let Some(c) = next(at) else { break };
        let after = at + c.len_utf8();
        if matches!(c, '\u{2019}' | '\u{2018}' | '\u{2bc}') {
            if state.is_empty() || !next(after).is_some_and(char::is_alphanumeric) {
                end_word(&mut state, start, at);
            }
        } else if is_mark(c) {
            // A combining mark belongs to the letter before it and is folded away.
        } else if stands_alone(c) {
            end_word(&mut state, start, at);
            state.push(c as u32);
            end_word(&mut state, at, after);
        } else if c.is_alphanumeric() {
            if state.is_empty() {
                start = at;
            }
            c.to_lowercase().filter(|c| !is_mark(*c)).for_each(|c| state.push(c as u32));
        } else {
            end_word(&mut state, start, at);
        }
        at = after;
    }
    end_word(&mut state, start, text.len());
}

/// The hash of one word, as [`fold`] gives it; of the first word if there are several.
pub(crate) fn word_hash(word: &str) -> Option<u32> {
    if let Some(plain) = plain_hash(word.as_bytes()) {
        return Some(plain);
    }
    let mut first = None;
    fold(word, 0, |hash, _| {
        first.get_or_insert(hash);
    });
    first
}

/// The hash of a word, as [`fold`] gives it, where it is of ASCII letters and digits alone.
#[inline]
pub(crate) fn plain_hash(word: &[u8]) -> Option<u32> {
    let mut letters = Letters::default();
    if letters.run(word) == word.len() { letters.take() } else { None }
}

/// The hashes of all words of a text.
pub(crate) fn hashes(text: &str) -> Vec<u32> {
    let mut all = Vec::new();
    fold(text, 0, |hash, _| all.push(hash));
    all
}

/// Combining marks of Latin, Arabic and Hebrew script, soft hyphen, joiners, Arabic tatweel.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5bd}' | '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{65f}'
        | '\u{670}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{feff}')
}

/// Scripts written without spaces: every character is taken as a word.
fn stands_alone(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// ASCII letters in lower case and digits, each at its own byte; 0 at every other one.
static LETTERS: [u8; 256] = {
    let mut letters = [0; 256];
    let mut byte = 0;
    while byte < 128 {
        if (byte as u8).is_ascii_alphanumeric() {
            letters[byte] = (byte as u8).to_ascii_lowercase();
        }
        byte += 1;
    }
    letters
};

/// What a letter is multiplied with.
const SPREAD: u64 = 0x517c_c1b7_2722_0a95;

/// The running hash of a word's letters.
#[derive(Default)]
struct Letters {
    hash: u64,
    len: u32,
    digits: bool,
}

impl Letters {
    #[inline]
    fn is_empty(&self) -> bool {
        self.len == 0
    }

    #[inline]
    fn push(&mut self, letter: u32) {
        self.hash = (self.hash.rotate_left(5) ^ u64::from(letter)).wrapping_mul(SPREAD);
        self.len += 1;
        self.digits = (48..58).contains(&letter);
    }

    /// Takes in the ASCII letters and digits with which `bytes` begin, as [`Letters::push`] would; how many they are.
    #[inline]
    fn run(&mut self, bytes: &[u8]) -> usize {
        let mut len = 0_usize;
        for &byte in bytes {
            let letter = LETTERS[usize::from(byte)];
            if letter == 0 {
                break;
            }
            self.hash = (self.hash.rotate_left(5) ^ u64::from(letter)).wrapping_mul(SPREAD);
            len += 1;
        }
        self.len += len as u32;
        self.digits = len.checked_sub(1).and_then(|last| bytes.get(last)).map_or(self.digits, u8::is_ascii_digit);
        len
    }

    fn take(&mut self) -> Option<u32> {
        let taken = std::mem::take(self);
        (taken.len > 0).then_some((taken.hash >> 32) as u32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_quotes_insertions_and_ellipses_do_not_make_words_differ() {
        assert_eq!(
            hashes("“We left Arven [the capital] at 1,000 … the Guards’ base,” he didn’t say"),
            hashes("we left arven at 1000 the guards base he didn't say")
        );
    }

    #[test]
    fn a_stray_bracket_swallows_nothing() {
        assert_eq!(hashes("one [two\nthree").len(), 3);
        assert_eq!(hashes(&format!("[ {}", "a ".repeat(100))).len(), 100);
    }

    #[test]
    fn places_cover_the_letters_of_each_word() {
        let text = "né, 東京's Guards'";
        let mut found = Vec::new();
        fold(text, 0, |_, span| found.push(span.of(text).to_owned()));
        assert_eq!(found, ["né", "東", "京", "s", "Guards"]);
    }
}
