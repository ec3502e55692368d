//! The working view of one report while it is annotated: tokens, sentences, quotations.
//!
//! For: what the readers of attributions, names, times and claims share. In: a [`Report`].
//! Out: [`Doc`]. Not kept after the report is annotated.

use super::annotated::Sentence;
use crate::report::Report;
use crate::text::Span;

/// One report as tokens and sentences.
#[derive(Debug)]
pub struct Doc<'a> {
    /// The report.
    pub report: &'a Report,
    /// Tokens in text order, of headline, body, caption and credit parts.
    pub tokens: Vec<Token>,
    /// Sentences in text order.
    pub sentences: Vec<Sentence>,
    /// For each sentence, its tokens `[start, end)`.
    pub sentence_tokens: Vec<(u32, u32)>,
    /// Stretches inside quotation marks, marks excluded, in text order; a quotation that runs over
    /// paragraphs is one stretch per paragraph with the same `run`.
    pub quotations: Vec<Quotation>,
}

/// A word, number or mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it is.
    pub span: Span,
    /// Its part of speech.
    pub tag: Tag,
}

/// A stretch inside quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// The words, marks excluded.
    pub span: Span,
    /// Which quotation it belongs to, over paragraphs.
    pub run: u32,
    /// Whether it is a title or a single term rather than speech (short, no verb).
    pub scare: bool,
}

/// Part of speech: the Penn Treebank tags of UD English XPOS, punctuation folded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
#[allow(missing_docs, clippy::upper_case_acronyms)]
pub enum Tag {
    CC,
    CD,
    DT,
    EX,
    FW,
    IN,
    JJ,
    JJR,
    JJS,
    LS,
    MD,
    NN,
    NNS,
    NNP,
    NNPS,
    PDT,
    POS,
    PRP,
    PRPS,
    RB,
    RBR,
    RBS,
    RP,
    SYM,
    TO,
    UH,
    VB,
    VBD,
    VBG,
    VBN,
    VBP,
    VBZ,
    WDT,
    WP,
    WPS,
    WRB,
    /// Opening quotation mark.
    OpenQuote,
    /// Closing quotation mark.
    CloseQuote,
    Comma,
    Colon,
    /// `.`, `!`, `?`
    Stop,
    /// `(`, `[`
    OpenBracket,
    /// `)`, `]`
    CloseBracket,
    /// Dash between words or phrases.
    Dash,
    /// Any other mark.
    Other,
}

impl Doc<'_> {
    /// The words of a token.
    pub fn word(&self, token: usize) -> &str {
        self.tokens.get(token).map_or("", |t| t.span.of(&self.report.text))
    }
}
