//! Places in a text.
//!
//! For: naming a stretch of a report's text, and translating it at every border.
//! In: byte offsets. Out: slices, code points. Not here: what the stretch means.

use rustc_hash::FxHasher;
use serde::{Deserialize, Serialize};
use std::hash::Hasher;

/// A stretch `[start, end)` of a report's text, in **bytes** of its UTF-8.
///
/// Inside the library every span counts bytes; JSON, web pages and gold sets count Unicode code
/// points ([`CodePoints`] translates).
///
/// ```
/// use firsthand::text::Span;
/// let span = Span::new(4, 9);
/// assert_eq!(span.of("the bride"), "bride");
/// assert_eq!(span.of("é"), ""); // out of range or inside a character: empty, never a panic
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// Byte after the last one.
    pub end: u32,
}

impl Span {
    /// The span `[start, end)`; offsets past 4 GiB are clamped (a report is bounded far below).
    #[inline]
    pub fn new(start: usize, end: usize) -> Self {
        let clamp = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Span { start: clamp(start), end: clamp(end.max(start)) }
    }

    /// Bytes covered.
    #[inline]
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether nothing is covered.
    #[inline]
    pub fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// The text covered, or `""` if the span does not fit `text`.
    #[inline]
    pub fn of(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize).unwrap_or("")
    }

    /// Whether `other` lies wholly inside.
    #[inline]
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    #[inline]
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that covers both.
    #[inline]
    pub fn cover(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// A number by which two words are told apart before their letters are compared.
#[inline]
pub(crate) fn word_hash(word: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(word.as_bytes());
    hasher.finish()
}

/// Translates between byte offsets and code points of one text.
///
/// ```
/// use firsthand::text::{CodePoints, Span};
/// let points = CodePoints::new("née Salim");
/// assert_eq!(points.of(Span::new(5, 10)), [4, 9]);
/// assert_eq!(points.span([4, 9]), Span::new(5, 10));
/// ```
#[derive(Debug)]
pub struct CodePoints<'a> {
    text: &'a str,
    /// Code points before byte `64 * i`; empty when the text is ASCII, where both counts agree.
    marks: Vec<u32>,
}

const STRIDE: usize = 64;

impl<'a> CodePoints<'a> {
    /// Scans the text once.
    pub fn new(text: &'a str) -> Self {
        let mut marks = Vec::new();
        if !text.is_ascii() {
            let mut points = 0u32;
            for (i, byte) in text.bytes().enumerate() {
                if i % STRIDE == 0 {
                    marks.push(points);
                }
                points += u32::from(byte & 0xC0 != 0x80);
            }
        }
        CodePoints { text, marks }
    }

    fn point(&self, byte: u32) -> u32 {
        let byte = (byte as usize).min(self.text.len());
        let Some(&before) = self.marks.get(byte / STRIDE).or(self.marks.last()) else {
            return byte as u32;
        };
        let from = if byte / STRIDE < self.marks.len() { byte / STRIDE } else { self.marks.len() - 1 } * STRIDE;
        before + self.text.as_bytes()[from..byte].iter().filter(|b| *b & 0xC0 != 0x80).count() as u32
    }

    /// `[start, end)` in code points.
    pub fn of(&self, span: Span) -> [u32; 2] {
        [self.point(span.start), self.point(span.end)]
    }

    /// The byte span of `[start, end)` code points; past the end is clamped to the text's length.
    pub fn span(&self, points: [u32; 2]) -> Span {
        Span::new(self.byte(points[0]), self.byte(points[1]))
    }

    fn byte(&self, point: u32) -> usize {
        if self.marks.is_empty() {
            return (point as usize).min(self.text.len());
        }
        let stride = self.marks.partition_point(|&m| m <= point).saturating_sub(1);
        let mut seen = self.marks[stride];
        for (i, b) in self.text.as_bytes().iter().enumerate().skip(stride * STRIDE) {
            if b & 0xC0 != 0x80 {
                if seen == point {
                    return i;
                }
                seen += 1;
            }
        }
        self.text.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_points_and_bytes_translate_both_ways_in_a_long_mixed_text() {
        let text = "aé漢🎈 ".repeat(100);
        let points = CodePoints::new(&text);
        let starts: Vec<usize> = text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
        for (n, &byte) in starts.iter().enumerate() {
            assert_eq!(points.of(Span::new(byte, byte))[0] as usize, n);
            assert_eq!(points.span([n as u32, n as u32]).start as usize, byte);
        }
    }
}
