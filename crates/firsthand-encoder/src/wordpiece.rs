//! Word pieces, as the base model was trained with: BERT's basic tokeniser, uncased, then greedy longest pieces.
//!
//! In: any text. Out: [`Pieces`] with the byte range of every word. One pass, in time that grows with the text in a straight
//! line: a word is cut off in memory after [`LONGEST`] characters, since the reference calls longer ones unknown anyway.
//! The reference is Hugging Face's `BertNormalizer`, `BertPreTokenizer` and `WordPiece`; `tests/tokens.rs` compares. They differ
//! on 504 characters only (all that are assigned were compared, of the large blocks a sample): combining marks and signs that
//! Unicode got after 2015, which its tables do not know.

use crate::EncoderError;
use rustc_hash::FxHashMap;
use std::ops::Range;
use unicode_normalization::char::decompose_canonical;
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

/// Longer words are unknown (the reference's `max_input_chars_per_word`).
const LONGEST: usize = 100;

/// A text in word pieces. A *word* is what stands between spaces and marks; every mark is a word.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pieces {
    /// Index in the vocabulary of each piece.
    pub ids: Vec<u32>,
    /// The word that each piece belongs to.
    pub word: Vec<u32>,
    /// The first piece of each word.
    pub first: Vec<u32>,
    /// The bytes of each word.
    pub spans: Vec<Range<usize>>,
}

/// The pieces that the model knows, by their line in `vocab.txt`.
#[derive(Clone, Debug)]
pub struct Vocabulary {
    /// Pieces that begin a word, and pieces that continue one ("##" taken off).
    begin: FxHashMap<Box<str>, u32>,
    inside: FxHashMap<Box<str>, u32>,
    longest: usize,
    len: usize,
    unknown: u32,
    /// `[CLS]` and `[SEP]`, which stand around every window.
    pub(crate) open: u32,
    pub(crate) close: u32,
}

impl Vocabulary {
    /// One piece a line.
    ///
    /// # Errors
    /// When `[UNK]`, `[CLS]` or `[SEP]` is missing.
    pub fn new(lines: &str) -> Result<Self, EncoderError> {
        let mut begin = FxHashMap::default();
        let mut inside = FxHashMap::default();
        let (mut longest, mut len) = (0, 0);
        for (index, piece) in lines.lines().enumerate() {
            let index = u32::try_from(index).map_err(|_| EncoderError::form("vocab.txt", "too many lines"))?;
            len = index as usize + 1;
            longest = longest.max(piece.len());
            match piece.strip_prefix("##") {
                // "##" alone is two marks, never one piece.
                Some(rest) if !rest.is_empty() => inside.insert(rest.into(), index),
                _ if piece.is_empty() => None,
                _ => begin.insert(piece.into(), index),
            };
        }
        let special = |name: &str| {
            begin.get(name).copied().ok_or_else(|| EncoderError::form("vocab.txt", format!("{name} is missing")))
        };
        let (unknown, open, close) = (special("[UNK]")?, special("[CLS]")?, special("[SEP]")?);
        Ok(Vocabulary { begin, inside, longest, len, unknown, open, close })
    }

    /// How many pieces there are.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are none (never, since three are needed).
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The pieces of a text.
    pub fn pieces(&self, text: &str) -> Pieces {
        let mut split = Split { vocabulary: self, out: Pieces::default(), word: Word::default() };
        for (at, c) in text.char_indices() {
            split.take(c, at..at + c.len_utf8());
        }
        split.end();
        split.out
    }

    /// The pieces of one normalised word, appended to `ids`.
    fn spell(&self, word: &str, ids: &mut Vec<u32>) {
        let before = ids.len();
        let mut start = 0;
        while start < word.len() {
            let table = if start == 0 { &self.begin } else { &self.inside };
            let mut end = word.floor_char_boundary(word.len().min(start + self.longest));
            loop {
                let Some(piece) = word.get(start..end).filter(|piece| !piece.is_empty()) else {
                    ids.truncate(before);
                    ids.push(self.unknown);
                    return;
                };
                if let Some(&id) = table.get(piece) {
                    ids.push(id);
                    break;
                }
                end = word.floor_char_boundary(end - 1);
            }
            start = end;
        }
    }
}

/// The word that is being read: its normalised letters, and where it stands.
#[derive(Default)]
struct Word {
    letters: String,
    count: usize,
    span: Option<Range<usize>>,
}

struct Split<'v> {
    vocabulary: &'v Vocabulary,
    out: Pieces,
    word: Word,
}

impl Split<'_> {
    fn take(&mut self, c: char, at: Range<usize>) {
        if c.is_ascii_alphanumeric() {
            return self.letter(c.to_ascii_lowercase(), at);
        }
        match c {
            ' ' | '\t' | '\n' | '\r' => self.end(),
            '\0' | '\u{fffd}' => {}
            _ if c.is_ascii_punctuation() => self.mark(c, at),
            _ if is_control(c) => {}
            _ if c.is_whitespace() => self.end(),
            _ if is_ideograph(c) => {
                self.end();
                self.normalised(c, at);
                self.end();
            }
            _ => self.normalised(c, at),
        }
    }

    /// Without accents and in lower case; one character may become several, or none.
    fn normalised(&mut self, c: char, at: Range<usize>) {
        decompose_canonical(c, |part| {
            if part.general_category() != GeneralCategory::NonspacingMark {
                for lower in part.to_lowercase() {
                    match lower {
                        _ if lower.is_whitespace() => self.end(),
                        _ if is_mark(lower) => self.mark(lower, at.clone()),
                        _ => self.letter(lower, at.clone()),
                    }
                }
            }
        });
    }

    fn letter(&mut self, c: char, at: Range<usize>) {
        self.word.count += 1;
        if self.word.count <= LONGEST {
            self.word.letters.push(c);
        }
        match &mut self.word.span {
            Some(span) => span.end = at.end,
            none => *none = Some(at),
        }
    }

    fn mark(&mut self, c: char, at: Range<usize>) {
        self.end();
        self.letter(c, at);
        self.end();
    }

    fn end(&mut self) {
        let Some(span) = self.word.span.take() else { return };
        let (word, first) = (self.out.spans.len() as u32, self.out.ids.len());
        if self.word.count > LONGEST {
            self.out.ids.push(self.vocabulary.unknown);
        } else {
            self.vocabulary.spell(&self.word.letters, &mut self.out.ids);
        }
        self.out.first.push(first as u32);
        self.out.spans.push(span);
        self.out.word.resize(self.out.ids.len(), word);
        self.word.letters.clear();
        self.word.count = 0;
    }
}

/// Control, format and private characters, which the reference drops.
fn is_control(c: char) -> bool {
    use GeneralCategory::{Control, Format, PrivateUse};
    matches!(c.general_category(), Control | Format | PrivateUse)
}

/// Marks, each of which is a word.
fn is_mark(c: char) -> bool {
    use GeneralCategory as G;
    c.is_ascii_punctuation()
        || matches!(
            c.general_category(),
            G::ConnectorPunctuation
                | G::DashPunctuation
                | G::OpenPunctuation
                | G::ClosePunctuation
                | G::InitialPunctuation
                | G::FinalPunctuation
                | G::OtherPunctuation
        )
}

/// The blocks whose characters the reference sets apart.
fn is_ideograph(c: char) -> bool {
    matches!(c as u32,
        0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x2A6DF | 0x2A700..=0x2B73F | 0x2B740..=0x2B81F
        | 0x2B920..=0x2CEAF | 0x2F800..=0x2FA1F)
}
