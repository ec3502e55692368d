//! Words, numbers and marks of a stretch of text.
//!
//! In: a text and the span to read. Out: [`Token`]s with marks tagged and words provisionally `NN`.
//! Contractions are split as in the Penn Treebank (`did|n't`, `Arven|'s`); hyphenated words, numbers with
//! separators, links, e-mail addresses, handles and telephone numbers stay whole. Every look-ahead is
//! bounded, so the time is linear in the text. Not here: which mark opens or closes a quotation.

use super::lexicon::{self, Abbreviation};
use super::{Span, Tag, Token};

/// Longest look-ahead in bytes for an e-mail address or telephone number.
const LOOK_AHEAD: usize = 64;

/// Appends the tokens of `span`.
pub(super) fn split(text: &str, span: Span, tokens: &mut Vec<Token>) {
    let Some(part) = text.get(span.start as usize..span.end as usize) else { return };
    let mut reader = Reader { text: part, base: span.start as usize, tokens, mails: part.contains('@') };
    let mut at = 0;
    while let Some(c) = reader.char(at) {
        at = if c.is_whitespace() || is_ignored(c) { at + c.len_utf8() } else { reader.token(at, c) };
    }
}

struct Reader<'t, 'o> {
    text: &'t str,
    base: usize,
    tokens: &'o mut Vec<Token>,
    /// Whether an e-mail address is possible at all.
    mails: bool,
}

/// Characters without a meaning of their own between words.
fn is_ignored(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{ad}')
        || c.is_control()
}

/// Letters, digits, and marks that belong to the letter before.
fn is_inner(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    c.is_alphanumeric()
        || matches!(c, '\u{300}'..='\u{36f}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{200c}' | '\u{200d}' | '\u{ad}')
}

pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '‘' | 'ʻ')
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

impl Reader<'_, '_> {
    fn char(&self, at: usize) -> Option<char> {
        let byte = *self.text.as_bytes().get(at)?;
        if byte < 0x80 { Some(byte as char) } else { self.text.get(at..)?.chars().next() }
    }

    fn push(&mut self, start: usize, end: usize, tag: Tag) {
        let span = Span::new(self.base + start, self.base + end);
        self.tokens.push(Token::new(span, tag));
    }

    /// Reads one token (or a contraction's two) at `at`, which begins with `c`; returns where it ends.
    fn token(&mut self, at: usize, c: char) -> usize {
        if (c.is_ascii_digit() || matches!(c, '+' | '('))
            && let Some(end) = self.phone(at)
        {
            self.push(at, end, Tag::CD);
            return end;
        }
        if self.mails
            && (c.is_ascii_alphanumeric() || c == '@')
            && let Some(end) = self.mail_or_handle(at)
        {
            self.push(at, end, Tag::NNP);
            return end;
        }
        if is_inner(c) || (c == '[' && self.inserted(at).is_some()) {
            return self.word(at, c);
        }
        if c == '#' && self.char(at + 1).is_some_and(is_inner) {
            let end = self.word_end(at + 1);
            self.push(at, end, Tag::NNP);
            return end;
        }
        // "'90s", "'em": an elided beginning.
        if is_apostrophe(c) && self.char(at + c.len_utf8()).is_some_and(|d| d.is_ascii_digit()) && self.decade(at) {
            let end = self.word_end(at + c.len_utf8());
            self.push(at, end, Tag::CD);
            return end;
        }
        self.mark(at, c)
    }

    /// Whether an apostrophe at `at` is followed by two digits and an "s" ("'90s").
    fn decade(&self, at: usize) -> bool {
        let rest = self.text.get(at..).unwrap_or("");
        let mut chars = rest.chars().skip(1);
        chars.next().is_some_and(|c| c.is_ascii_digit())
            && chars.next().is_some_and(|c| c.is_ascii_digit())
            && chars.next().is_some_and(|c| c == 's')
    }

    fn mark(&mut self, at: usize, c: char) -> usize {
        let mut end = at + c.len_utf8();
        let quote =
            matches!(c, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '‹' | '›' | '‚') || is_apostrophe(c) || c == '`';
        if quote {
            // `` and '' are the quotation marks of plain-text wires.
            if matches!(c, '`' | '\'') && self.char(end) == Some(c) {
                end += 1;
            }
            self.push(at, end, Tag::OpenQuote);
            return end;
        }
        while self.char(end) == Some(c) {
            end += c.len_utf8();
        }
        let run = (end - at) / c.len_utf8();
        let tag = match c {
            '.' if run > 1 => Tag::Colon,
            '…' => Tag::Colon,
            '.' | '!' | '?' | '؟' | '۔' | '。' | '！' | '？' | '।' | '։' | '።' | '‼' | '⁉' | '．' => {
                Tag::Stop
            }
            ',' | '،' | '、' | '，' => Tag::Comma,
            ':' | ';' | '؛' | '：' | '；' => Tag::Colon,
            '(' | '[' | '{' | '（' => Tag::OpenBracket,
            ')' | ']' | '}' | '）' => Tag::CloseBracket,
            '-' | '–' | '—' | '―' | '‒' | '−' | '\u{2010}' | '\u{2011}' => Tag::Dash,
            '$' | '€' | '£' | '¥' | '₹' | '₽' | '₺' | '%' | '‰' | '#' | '+' | '=' | '°' | '§' => Tag::SYM,
            '&' => Tag::CC,
            _ => Tag::Other,
        };
        // ". . ." is an ellipsis too.
        if tag == Tag::Stop && c == '.' && self.text.get(at..).is_some_and(|rest| rest.starts_with(". . .")) {
            self.push(at, at + 5, Tag::Colon);
            return at + 5;
        }
        self.push(at, end, tag);
        // "?!" stays one decision for the sentence splitter; each run is its own token.
        end
    }

    /// The end of an insertion glued to a word, "[t]hey" or "fight[er]s", whose bracket opens at `at`.
    fn inserted(&self, at: usize) -> Option<usize> {
        let mut i = at + 1;
        for _ in 0..12 {
            let c = self.char(i)?;
            i += c.len_utf8();
            if c == ']' {
                let glued_before = at > 0 && self.text.get(..at)?.chars().next_back().is_some_and(is_inner);
                let glued_after = self.char(i).is_some_and(char::is_alphabetic);
                return (i > at + 2 && (glued_before || glued_after)).then_some(i);
            }
            if !c.is_alphabetic() {
                return None;
            }
        }
        None
    }

    fn word(&mut self, at: usize, first: char) -> usize {
        if let Some(end) = self.link(at, first) {
            self.push(at, end, Tag::NNP);
            return end;
        }
        let mut end = self.acronym(at).unwrap_or(at);
        let dotted = end > at;
        if !dotted || self.char(end).is_some_and(is_hyphen) {
            end = self.word_end(end);
        }
        // "t.me/name": a link without a scheme.
        if self.char(end) == Some('/')
            && self.text.get(at..end).is_some_and(|w| w.contains('.') && !w.ends_with('.'))
            && let Some(c) = self.char(end + 1).filter(|c| c.is_alphanumeric())
            && first.is_alphabetic()
        {
            end = self.until_space(end + 1 + c.len_utf8());
            self.push(at, end, Tag::NNP);
            return end;
        }
        if !dotted && self.char(end) == Some('.') && self.stop_belongs(at, end) {
            self.push(at, end + 1, Tag::NN);
            return end + 1;
        }
        if let Some(border) = self.text.get(at..end).and_then(glued_border) {
            // The rest is read as the next token.
            self.contraction(at, at + border);
            return at + border;
        }
        self.contraction(at, end);
        end
    }

    /// Where the word that goes on at `at` ends.
    fn word_end(&self, at: usize) -> usize {
        let mut i = at;
        let mut before = None;
        while let Some(c) = self.char(i) {
            if is_inner(c) {
                before = Some(c);
                i += c.len_utf8();
                continue;
            }
            let next = i + c.len_utf8();
            let after = self.char(next);
            let letters = before.is_some_and(char::is_alphabetic) && after.is_some_and(char::is_alphabetic);
            let digits = before.is_some_and(|b| b.is_ascii_digit()) && after.is_some_and(|a| a.is_ascii_digit());
            let goes_on = match c {
                '.' => {
                    digits
                        || (letters && before.is_some_and(char::is_lowercase) && after.is_some_and(char::is_lowercase))
                }
                ',' | ':' | '/' => digits,
                '&' => before.is_some_and(char::is_uppercase) && after.is_some_and(char::is_uppercase),
                '_' => after.is_some_and(is_inner),
                _ if is_apostrophe(c) => letters,
                _ if is_hyphen(c) => after.is_some_and(is_inner) || self.hangs(next),
                _ => false,
            };
            if goes_on {
                before = None;
                i = next;
                if is_hyphen(c) && !self.char(i).is_some_and(is_inner) {
                    break;
                }
                continue;
            }
            match (c == '[').then(|| self.inserted(i)).flatten() {
                Some(end) => i = end,
                None => break,
            }
            before = Some('a');
        }
        i
    }

    /// Whether a hyphen before `at` hangs, as in "two- and three-day".
    fn hangs(&self, at: usize) -> bool {
        let rest = self.text.get(at..).unwrap_or("");
        rest.starts_with(" and ") || rest.starts_with(" or ") || rest.starts_with(" to ")
    }

    /// The end of "U.S.", "a.m.", "J.K.": two or more single letters, each with a stop.
    fn acronym(&self, at: usize) -> Option<usize> {
        let mut i = at;
        let mut letters = 0;
        while let Some(c) = self.char(i).filter(|c| c.is_alphabetic()) {
            let stop = i + c.len_utf8();
            if self.char(stop) != Some('.') {
                // "U.S" without the last stop.
                let ends = letters > 0 && !self.char(stop).is_some_and(is_inner);
                return ends.then_some(stop);
            }
            letters += 1;
            i = stop + 1;
            if letters > 12 {
                break;
            }
        }
        (letters >= 2 && !self.char(i).is_some_and(char::is_alphabetic)).then_some(i)
    }

    /// Whether the full stop at `end` belongs to the word `at..end`.
    fn stop_belongs(&self, at: usize, end: usize) -> bool {
        let word = self.text.get(at..end).unwrap_or("");
        let rest = self.text.get(end + 1..).unwrap_or("");
        let mut after = rest.chars();
        let glued = after.clone().next().is_some_and(char::is_alphabetic);
        let next = after.find(|c| !c.is_whitespace());
        let name = next.is_some_and(char::is_uppercase) && !rest.starts_with("\n\n");
        let mut letters = word.chars();
        if let (Some(letter), None) = (letters.next(), letters.next()) {
            // An initial before a name; "I." only after another initial or name.
            return letter.is_uppercase() && (name || next == Some(',')) && (letter != 'I' || self.after_name());
        }
        match lexicon::abbreviation(word) {
            Some(Abbreviation::Always) => !glued,
            Some(Abbreviation::BeforeName) => name && !glued && is_shape(word),
            Some(Abbreviation::BeforeDigit) => next.is_some_and(|c| c.is_ascii_digit()),
            Some(Abbreviation::Either) => {
                !glued && (next.is_some_and(|c| c.is_alphanumeric() || c == ',') || next.is_none())
            }
            None => false,
        }
    }

    fn after_name(&self) -> bool {
        self.tokens.last().is_some_and(|t| {
            let start = (t.span.start as usize).saturating_sub(self.base);
            let end = (t.span.end as usize).saturating_sub(self.base);
            self.text.get(start..end).is_some_and(super::is_capitalised)
        })
    }

    /// Splits "n't", "'s" and the like off `at..end` and pushes the pieces.
    fn contraction(&mut self, at: usize, end: usize) {
        let word = self.text.get(at..end).unwrap_or("");
        if let Some(cut) = contraction_cut(word) {
            self.push(at, at + cut, Tag::NN);
            self.push(at + cut, end, Tag::NN);
        } else {
            self.push(at, end, Tag::NN);
        }
    }

    /// The end of a link with a scheme or "www.".
    fn link(&self, at: usize, first: char) -> Option<usize> {
        if !matches!(first, 'h' | 'H' | 'w' | 'W' | 'f' | 'F') {
            return None;
        }
        let rest = self.text.as_bytes().get(at..)?;
        let opens = |s: &&&str| rest.get(..s.len()).is_some_and(|head| head.eq_ignore_ascii_case(s.as_bytes()));
        let scheme = ["https://", "http://", "ftp://", "www."].iter().find(opens)?;
        let end = self.until_space(at);
        (end > at + scheme.len()).then_some(end)
    }

    /// The end of a link that began before `at`: the next space or quotation mark, less marks that end a sentence.
    fn until_space(&self, at: usize) -> usize {
        let rest = self.text.get(at..).unwrap_or("");
        let stop = |c: char| c.is_whitespace() || matches!(c, '"' | '<' | '>' | '“' | '”' | '«' | '»');
        let link = rest.split(stop).next().unwrap_or("");
        at + link.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '\'', '’', '…']).len()
    }

    /// The end of "name@host.tld" or "@handle".
    fn mail_or_handle(&self, at: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let local = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'%' | b'+' | b'-');
        let window = bytes.get(at..(at + LOOK_AHEAD).min(bytes.len()))?;
        let sign = window.iter().position(|b| !local(b))?;
        if window.get(sign) != Some(&b'@') {
            return None;
        }
        let host = bytes.get(at + sign + 1..(at + sign + 1 + 4 * LOOK_AHEAD).min(bytes.len()))?;
        let mut length = host.iter().position(|b| !local(b)).unwrap_or(host.len());
        while length > 0 && !host[length - 1].is_ascii_alphanumeric() && host[length - 1] != b'_' {
            length -= 1;
        }
        (length > 0).then_some(at + sign + 1 + length)
    }

    /// The end of a telephone number: groups of digits with single separators, seven digits or more, and a
    /// beginning or grouping that no plain number or date has.
    fn phone(&self, at: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let window = bytes.get(at..(at + LOOK_AHEAD).min(bytes.len()))?;
        let (mut digits, mut groups, mut spaces, mut end, mut i) = (0, 0, 0, 0, 0);
        let mut in_digits = false;
        while let Some(b) = window.get(i) {
            match b {
                b'0'..=b'9' => {
                    groups += usize::from(!in_digits);
                    in_digits = true;
                    digits += 1;
                    end = i + 1;
                }
                b'+' if i == 0 => in_digits = false,
                b'(' | b')' => in_digits = false,
                b' ' | b'-' | b'.' if window.get(i + 1).is_some_and(|n| n.is_ascii_digit() || *n == b'(') => {
                    spaces += usize::from(*b == b' ');
                    in_digits = false;
                }
                _ => break,
            }
            i += 1;
        }
        let letter_after = self.char(at + end).is_some_and(char::is_alphabetic);
        let first = window.iter().find(|b| b.is_ascii_digit())?;
        let plausible = match window.first()? {
            b'+' => digits >= 7,
            b'(' => digits >= 7 && window.iter().take(end).any(|b| *b == b')') && groups >= 2,
            b'0' => digits >= 9 || (digits >= 7 && groups >= 2 && spaces == 0),
            // "5550144 0199": no count is written with so long a first group.
            _ if groups == 2 && spaces == 1 => {
                digits >= 9 && window.iter().take_while(|b| b.is_ascii_digit()).count() >= 6
            }
            _ => spaces == 0 && groups >= 3 && digits >= 9 && *first != b'0' && !window[..end].contains(&b'.'),
        };
        (plausible && digits <= 18 && !letter_after).then_some(at + end)
    }
}

/// Whether a word is capitalised, as an abbreviated title is.
fn is_shape(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

/// Where a contraction splits, in bytes.
/// Where a word ends to which copying glued the first word of the next sentence ("MarchThe", "ReliefAt").
fn glued_border(word: &str) -> Option<usize> {
    // Most words have no capital but the first.
    if word.bytes().skip(1).all(|b| b.is_ascii() && !b.is_ascii_uppercase()) {
        return None;
    }
    let mut last = ' ';
    let mut border = None;
    for (at, c) in word.char_indices() {
        if c.is_uppercase() && last.is_lowercase() {
            border = Some(at);
        }
        last = c;
    }
    let border = border.filter(|border| *border >= 3)?;
    // "LinkedIn" is a name: only words that end no name.
    let first = [
        "The", "At", "An", "As", "For", "From", "He", "She", "They", "There", "This", "These", "After", "When", "With",
    ];
    first.contains(&word.get(border..)?).then_some(border)
}

fn contraction_cut(word: &str) -> Option<usize> {
    if word.eq_ignore_ascii_case("cannot") {
        return Some(3);
    }
    let (mark, _) = word.char_indices().rev().take(4).find(|(_, c)| is_apostrophe(*c))?;
    let tail = word.get(mark..)?;
    let letters = tail.get(tail.chars().next()?.len_utf8()..)?;
    let is = |s: &str| letters.eq_ignore_ascii_case(s);
    if is("t") {
        let n = word.get(..mark)?.char_indices().next_back().filter(|(_, c)| matches!(c, 'n' | 'N'))?.0;
        return (n > 0).then_some(n);
    }
    (mark > 0 && (is("s") || is("re") || is("ve") || is("ll") || is("d") || is("m"))).then_some(mark)
}
