//! Where quotation marks enclose words.
//!
//! For: telling quoted words from the outlet's own. In: one paragraph. Out: stretches without
//! their marks, in order, not nested. Straight, curly, single, low and angle marks are read; a
//! double mark that is never closed runs to the end of its paragraph, as a quotation over several
//! paragraphs is printed. Not here: who speaks.

use crate::text::Span;

/// Bytes that are looked at together.
const TOGETHER: usize = 32;

/// The quoted stretches of a paragraph that begins at byte `offset` of its report.
pub(crate) fn quoted_stretches(paragraph: &str, offset: u32) -> Vec<Span> {
    let mut found = Vec::new();
    let mut open: Option<(char, usize)> = None;
    let mut next = 0;
    // From one byte that may belong to a mark to the next: most of a text has none, so many are looked at together.
    let may_mark = |byte: &u8| !byte.is_ascii() | (*byte == b'"') | (*byte == b'\'');
    let marks = |from: usize| {
        let rest = paragraph.as_bytes().get(from..)?;
        let none = |chunk: &&[u8]| !chunk.iter().fold(false, |any, byte| any | may_mark(byte));
        let from_here = rest.chunks_exact(TOGETHER).take_while(none).count() * TOGETHER;
        rest.get(from_here..)?.iter().position(may_mark).map(|at| from + from_here + at)
    };
    while let Some(at) = marks(next) {
        let Some((head, c)) = paragraph.get(..at).zip(paragraph.get(at..).and_then(|rest| rest.chars().next())) else {
            break;
        };
        next = at + c.len_utf8();
        let before = head.chars().next_back().unwrap_or(' ');
        let after = paragraph.get(next..).and_then(|rest| rest.chars().next()).unwrap_or(' ');
        match open {
            None => {
                let opens = match c {
                    '“' | '„' | '«' | '‟' => true,
                    '"' => !after.is_whitespace(),
                    '‘' | '‚' | '\'' => !before.is_alphanumeric() && after.is_alphanumeric(),
                    _ => false,
                };
                if opens {
                    open = Some((c, at + c.len_utf8()));
                }
            }
            Some((mark, start)) => {
                let closes = match mark {
                    '“' | '‟' => c == '”' || c == '"',
                    '„' => matches!(c, '“' | '”' | '"'),
                    '«' => c == '»',
                    '"' => c == '"' || c == '”',
                    '‘' | '‚' => matches!(c, '’' | '‘') && !after.is_alphanumeric(),
                    _ => c == '\'' && !after.is_alphanumeric() && !before.is_whitespace(),
                };
                if closes {
                    found.push(Span::new(offset as usize + start, offset as usize + at));
                    open = None;
                }
            }
        }
    }
    if let Some((mark, start)) = open {
        // A single mark without its partner is an apostrophe.
        if matches!(mark, '“' | '„' | '«' | '"') {
            found.push(Span::new(offset as usize + start, offset as usize + paragraph.len()));
        }
    }
    found.retain(|span| !span.is_empty());
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<&str> {
        quoted_stretches(text, 0).into_iter().map(|span| span.of(text)).collect()
    }

    #[test]
    fn straight_curly_and_single_marks_enclose_quotations() {
        assert_eq!(read("He said \"we left\" and “they stayed”."), ["we left", "they stayed"]);
        assert_eq!(read("The ‘volunteers’ don’t march; 'we do,' he said."), ["volunteers", "we do,"]);
    }

    #[test]
    fn apostrophes_are_no_quotations() {
        assert!(read("The guards' base isn't the army's.").is_empty());
    }

    #[test]
    fn a_double_mark_never_closed_runs_to_the_end_of_the_paragraph() {
        assert_eq!(read("“We left.\u{a0}We stayed."), ["We left.\u{a0}We stayed."]);
    }
}
