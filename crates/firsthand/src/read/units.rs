//! Plain text in paragraphs.
//!
//! For: reading text that was copied, exported or typed. In: a text. Out: [`Unit`]s, each a
//! paragraph with its place. A paragraph is a line, or the lines of a hard-wrapped paragraph.
//! Not here: what a paragraph is.

use super::lines;
use crate::text::Span;

/// A paragraph of a plain text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unit {
    /// Without white space at its ends.
    pub(super) span: Span,
    /// Empty lines before it.
    pub(super) gap: u32,
}

/// A line that reaches this share of the width is full: the next word did not fit.
const FULL: f32 = 0.7;

/// Bytes that are looked at together.
const TOGETHER: usize = 32;

/// The paragraphs of `text`.
pub(super) fn split(text: &str) -> Vec<Unit> {
    let lines = by_line(text);
    let Some(width) = wrapped_at(text, &lines) else { return lines };
    let mut units: Vec<Unit> = Vec::new();
    let mut previous = 0usize;
    for line in &lines {
        let length = line.span.of(text).chars().count();
        match units.last_mut() {
            Some(unit) if line.gap == 0 && continues(text, unit.span, previous, width, line.span) => {
                unit.span = unit.span.cover(line.span);
            }
            _ => units.push(*line),
        }
        previous = length;
    }
    units
}

/// Whether `next` goes on with the paragraph whose last line has `length` characters.
fn continues(text: &str, unit: Span, length: usize, width: usize, next: Span) -> bool {
    let words = next.of(text);
    let first = words.split_whitespace().next().map_or(0, |w| w.chars().count());
    let listed = words.starts_with(['-', '•', '*', '·'])
        || words.starts_with(|c: char| c.is_ascii_digit()) && words.contains(". ");
    // The word that begins the next line would not have fitted on this one.
    let full =
        length + first + 1 > width || length as f32 >= width as f32 * FULL && !lines::ends_sentence(unit.of(text));
    full && !listed
}

/// The non-empty lines.
fn by_line(text: &str) -> Vec<Unit> {
    let mut out = Vec::new();
    let mut gap = 0;
    let mut start = 0;
    while start < text.len() {
        let rest = text.get(start..).unwrap_or("");
        let end = line_end(rest);
        let line = rest.get(..end).unwrap_or("");
        let blank = |c: char| c.is_whitespace() || matches!(c, '\u{FEFF}' | '\u{200B}' | '\0' | '\x1A');
        let trimmed = line.trim_start_matches(blank);
        let from = start + (line.len() - trimmed.len());
        let trimmed = trimmed.trim_end_matches(blank);
        if trimmed.is_empty() {
            gap += 1;
        } else {
            out.push(Unit { span: Span::new(from, from + trimmed.len()), gap });
            gap = 0;
        }
        let tail = rest.get(end..).unwrap_or("");
        let mark = tail.chars().next().map_or(0, char::len_utf8);
        start += end + if tail.starts_with("\r\n") { 2 } else { mark };
    }
    out
}

/// Where the first line of `rest` ends.
fn line_end(rest: &str) -> usize {
    const ENDS: [char; 6] = ['\n', '\r', '\u{2028}', '\u{2029}', '\u{85}', '\x0C'];
    // Only these bytes begin one of them, and letters are passed over many at a time.
    let may_end = |byte: &u8| matches!(byte, b'\n' | b'\r' | b'\x0C' | 0xC2 | 0xE2);
    let bytes = rest.as_bytes();
    let none = |chunk: &&[u8]| !chunk.iter().fold(false, |any, byte| any | may_end(byte));
    let from = rest.floor_char_boundary(bytes.chunks_exact(TOGETHER).take_while(none).count() * TOGETHER);
    rest.get(from..).and_then(|rest| rest.find(ENDS)).map_or(rest.len(), |end| from + end)
}

/// The width that lines were wrapped at, if they were: nearly no line is longer than 100
/// characters, and many lines that have a neighbour below end inside a sentence.
fn wrapped_at(text: &str, lines: &[Unit]) -> Option<usize> {
    if lines.len() < 4 {
        return None;
    }
    let mut lengths: Vec<usize> = lines.iter().map(|l| l.span.of(text).chars().count()).collect();
    let mut followed = 0;
    let mut open = 0;
    for (line, next) in lines.iter().zip(lines.iter().skip(1)) {
        if next.gap == 0 {
            let words = line.span.of(text);
            followed += 1;
            let small = next.span.of(text).starts_with(char::is_lowercase);
            open += usize::from(!lines::ends_sentence(words) && (small || words.chars().count() >= 40));
        }
    }
    lengths.sort_unstable();
    let width = lengths.get(lengths.len() * 95 / 100).copied()?;
    ((30..=100).contains(&width) && followed >= 3 && open * 2 >= followed && followed * 3 >= lines.len())
        .then_some(width)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units(text: &str) -> Vec<&str> {
        split(text).into_iter().map(|u| u.span.of(text)).collect()
    }

    #[test]
    fn every_line_is_a_paragraph_where_lines_are_not_wrapped() {
        assert_eq!(units("  one.\r\n\r\ntwo. \n three.\u{2028}four"), ["one.", "two.", "three.", "four"]);
    }

    #[test]
    fn hard_wrapped_paragraphs_are_joined() {
        let text = "The army has opened a camp near the town of Arven, two residents who\n\
                    saw the trucks said on Monday. They said that about forty boys were\n\
                    brought there.\n\
                    \n\
                    The ministry did not answer. A spokesman had said in May that no one\n\
                    under eighteen would be taken.\n";
        let units = units(text);
        assert_eq!(units.len(), 2);
        assert!(units[0].ends_with("brought there.") && units[1].starts_with("The ministry"));
    }
}
