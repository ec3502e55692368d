//! The working view of one report while it is annotated: tokens, sentences, quotations.
//!
//! For: what the readers of attributions, names, times and claims share. In: a [`Report`], through
//! [`super::grammar::parse`]. Out: [`Doc`]. Not kept after the report is annotated.
//! Lists are flat and refer to each other by index, so that nothing is allocated per token.

use super::annotated::Sentence;
use super::attribution::List;
use super::phrase::{Clause, NounPhrase, PhraseKind, Preposition, Ref, VerbGroup};
use super::words::{Word, WordId, Words};
use crate::report::{Part, PartKind, Report};
use crate::text::Span;
use std::ops::Range;

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
    /// paragraphs is one stretch per paragraph with the same `run`. A quotation inside a quotation
    /// follows it with a greater `depth`.
    pub quotations: Vec<Quotation>,
    /// Noun phrases in text order; they do not overlap.
    pub noun_phrases: Vec<NounPhrase>,
    /// Verb groups in text order; they do not overlap.
    pub verb_groups: Vec<VerbGroup>,
    /// Prepositions with their phrases, in text order.
    pub prepositions: Vec<Preposition>,
    /// Clauses, by sentence; in a sentence in the order in which they were opened.
    pub clauses: Vec<Clause>,
    /// The different words that [`Token::lower`] and [`Token::lemma`] name.
    pub(crate) words: Words,
}

/// A word, number or mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it is.
    pub span: Span,
    /// Its part of speech.
    pub tag: Tag,
    /// Its lower-case form, see [`Doc::lower`].
    pub lower: WordId,
    /// Its base form, see [`Doc::lemma`].
    pub lemma: WordId,
    /// The sentence it stands in.
    pub sentence: u32,
    /// The noun phrase it stands in.
    pub phrase: Ref,
    /// The verb group it stands in.
    pub group: Ref,
    /// The innermost clause it stands in.
    pub clause: Ref,
}

/// A stretch inside quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// The words, marks excluded.
    pub span: Span,
    /// Which quotation it belongs to, over paragraphs.
    pub run: u32,
    /// 0 for an outer quotation, 1 for one inside another.
    pub depth: u8,
    /// Whether its closing mark was found; if not, it was cut at the end of a paragraph or sentence.
    pub closed: bool,
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
    /// `:`, `;`, `...`
    Colon,
    /// `.`, `!`, `?` and the stops of other scripts.
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

impl Token {
    /// A token that nothing is known of but its place and tag.
    pub(crate) fn new(span: Span, tag: Tag) -> Token {
        let (lower, lemma) = (WordId::default(), WordId::default());
        Token { span, tag, lower, lemma, sentence: 0, phrase: Ref::NONE, group: Ref::NONE, clause: Ref::NONE }
    }
}

impl Tag {
    /// The tag with this Penn Treebank name; `None` for marks and unknown names.
    pub fn from_name(name: &str) -> Option<Tag> {
        Some(match name {
            "CC" => Tag::CC,
            "CD" => Tag::CD,
            "DT" => Tag::DT,
            "EX" => Tag::EX,
            "FW" => Tag::FW,
            "IN" => Tag::IN,
            "JJ" => Tag::JJ,
            "JJR" => Tag::JJR,
            "JJS" => Tag::JJS,
            "LS" => Tag::LS,
            "MD" => Tag::MD,
            "NN" => Tag::NN,
            "NNS" => Tag::NNS,
            "NNP" => Tag::NNP,
            "NNPS" => Tag::NNPS,
            "PDT" => Tag::PDT,
            "POS" => Tag::POS,
            "PRP" => Tag::PRP,
            "PRP$" | "PRPS" => Tag::PRPS,
            "RB" => Tag::RB,
            "RBR" => Tag::RBR,
            "RBS" => Tag::RBS,
            "RP" => Tag::RP,
            "SYM" => Tag::SYM,
            "TO" => Tag::TO,
            "UH" => Tag::UH,
            "VB" => Tag::VB,
            "VBD" => Tag::VBD,
            "VBG" => Tag::VBG,
            "VBN" => Tag::VBN,
            "VBP" => Tag::VBP,
            "VBZ" => Tag::VBZ,
            "WDT" => Tag::WDT,
            "WP" => Tag::WP,
            "WP$" | "WPS" => Tag::WPS,
            "WRB" => Tag::WRB,
            _ => return None,
        })
    }

    /// Whether it is a word or number, not a mark.
    #[inline]
    pub fn is_word(self) -> bool {
        self < Tag::OpenQuote
    }

    /// Whether it is a noun of any kind.
    #[inline]
    pub fn is_noun(self) -> bool {
        matches!(self, Tag::NN | Tag::NNS | Tag::NNP | Tag::NNPS)
    }

    /// Whether it is a proper noun.
    #[inline]
    pub fn is_name(self) -> bool {
        matches!(self, Tag::NNP | Tag::NNPS)
    }

    /// Whether it is a verb of any form, modals excluded.
    #[inline]
    pub fn is_verb(self) -> bool {
        matches!(self, Tag::VB | Tag::VBD | Tag::VBG | Tag::VBN | Tag::VBP | Tag::VBZ)
    }

    /// Whether it is a verb form that shows tense, modals included.
    #[inline]
    pub fn is_finite(self) -> bool {
        matches!(self, Tag::VBD | Tag::VBP | Tag::VBZ | Tag::MD)
    }

    /// Whether it is an adjective.
    #[inline]
    pub fn is_adjective(self) -> bool {
        matches!(self, Tag::JJ | Tag::JJR | Tag::JJS)
    }

    /// Whether it is an adverb, question words excluded.
    #[inline]
    pub fn is_adverb(self) -> bool {
        matches!(self, Tag::RB | Tag::RBR | Tag::RBS)
    }
}

impl Doc<'_> {
    /// The words of a token as printed; `""` out of range.
    #[inline]
    pub fn word(&self, token: usize) -> &str {
        self.tokens.get(token).map_or("", |t| t.span.of(&self.report.text))
    }

    /// The token in lower case, with straight apostrophes and hyphens and without brackets inside the word
    /// (`[T]he` is `the`); `""` out of range.
    #[inline]
    pub fn lower(&self, token: usize) -> &str {
        &self.lower_word(token).text
    }

    /// What stands before and behind the first hyphen of the token in lower case; most have none.
    pub(crate) fn hyphenated(&self, token: usize) -> Option<(&str, &str)> {
        let word = self.lower_word(token);
        if word.letters.hyphen { word.text.split_once('-') } else { None }
    }

    /// What is known of the token as it stands, in lower case; of the empty word out of range.
    #[inline]
    pub(crate) fn lower_word(&self, token: usize) -> &Word {
        self.words.get(self.tokens.get(token).map_or(WordId::default(), |t| t.lower))
    }

    /// What is known of the token's base form; of the empty word out of range.
    #[inline]
    pub(crate) fn lemma_word(&self, token: usize) -> &Word {
        self.words.get(self.tokens.get(token).map_or(WordId::default(), |t| t.lemma))
    }

    /// The base form in lower case ("recruit" for "recruited", "child" for "children"; names unchanged); `""` out of range.
    #[inline]
    pub fn lemma(&self, token: usize) -> &str {
        &self.lemma_word(token).text
    }

    /// Whether a token as it stands is in a list of attribution words.
    #[inline]
    pub(super) fn lower_is(&self, list: List, token: usize) -> bool {
        self.lower_word(token).attribution.has(list)
    }

    /// Whether a token's base form is in a list of attribution words.
    #[inline]
    pub(super) fn lemma_is(&self, list: List, token: usize) -> bool {
        self.lemma_word(token).attribution.has(list)
    }

    /// The part of speech; [`Tag::Other`] out of range.
    #[inline]
    pub fn tag(&self, token: usize) -> Tag {
        self.tokens.get(token).map_or(Tag::Other, |t| t.tag)
    }

    /// Where the tokens `[start, end)` are, as one span.
    #[inline]
    pub fn span(&self, tokens: Range<usize>) -> Span {
        match (self.tokens.get(tokens.start), tokens.end.checked_sub(1).and_then(|last| self.tokens.get(last))) {
            (Some(first), Some(last)) if first.span.start <= last.span.start => first.span.cover(last.span),
            _ => Span::default(),
        }
    }

    /// The words of a span as printed.
    #[inline]
    pub fn text(&self, span: Span) -> &str {
        span.of(&self.report.text)
    }

    /// The tokens that overlap a span, `[start, end)`.
    pub fn tokens_in(&self, span: Span) -> Range<usize> {
        let start = self.tokens.partition_point(|t| t.span.end <= span.start);
        let end = self.tokens.partition_point(|t| t.span.start < span.end);
        start..end.max(start)
    }

    /// The sentence in which a token stands.
    pub fn sentence_of(&self, token: usize) -> usize {
        match self.tokens.get(token) {
            Some(token) => token.sentence as usize,
            None => self.sentence_tokens.len().saturating_sub(1),
        }
    }

    /// The tokens of a sentence, `[start, end)`; empty out of range.
    #[inline]
    pub fn sentence(&self, sentence: usize) -> Range<usize> {
        self.sentence_tokens.get(sentence).map_or(0..0, |&(start, end)| start as usize..end as usize)
    }

    /// The part in which a sentence stands.
    pub fn part(&self, sentence: usize) -> Option<&Part> {
        self.sentences.get(sentence).and_then(|s| self.report.parts.get(s.part as usize))
    }

    /// Whether a sentence stands in a part of this kind.
    pub fn is_in(&self, sentence: usize, kind: PartKind) -> bool {
        self.part(sentence).is_some_and(|part| part.kind == kind)
    }

    /// The innermost quotation in which a token stands.
    pub fn quotation_of(&self, token: usize) -> Option<usize> {
        let span = self.tokens.get(token)?.span;
        let end = self.quotations.partition_point(|q| q.span.start <= span.start);
        // An inner quotation follows the one it stands in, so few steps back suffice.
        (end.saturating_sub(8)..end).rev().find(|&i| self.quotations[i].span.contains(span))
    }

    /// The innermost clause in which a token stands.
    pub fn clause_of(&self, token: usize) -> Option<usize> {
        self.tokens.get(token)?.clause.get()
    }

    /// The base form of the verb that heads a clause; `""` if it has none.
    pub fn verb(&self, clause: usize) -> &str {
        self.group(clause).map_or("", |g| self.lemma(g.head as usize))
    }

    /// The verb group of a clause.
    pub fn group(&self, clause: usize) -> Option<&VerbGroup> {
        self.clauses.get(clause).and_then(|c| c.group.get()).and_then(|g| self.verb_groups.get(g))
    }

    /// Prepositions with their phrases that belong to a clause itself, not to clauses inside it.
    pub fn prepositions_of(&self, clause: usize) -> impl Iterator<Item = &Preposition> {
        let (start, end) = self.clauses.get(clause).map_or((0, 0), |c| (c.start, c.end));
        let from = self.prepositions.partition_point(|p| p.token < start);
        let own = move |p: &&Preposition| p.clause == Ref::to(clause);
        self.prepositions.get(from..).unwrap_or(&[]).iter().take_while(move |p| p.token < end).filter(own)
    }

    /// A phrase and the conjuncts after it: "men", "women", "children".
    pub fn conjuncts(&self, phrase: usize) -> impl Iterator<Item = usize> {
        let next = |p: &usize| self.noun_phrases.get(*p).and_then(|p| p.and.get());
        std::iter::successors(Some(phrase).filter(|p| *p < self.noun_phrases.len()), next)
    }

    /// The phrases that begin inside a range of tokens, `[start, end)`.
    pub fn phrases_in(&self, tokens: Range<usize>) -> Range<usize> {
        let start = self.noun_phrases.partition_point(|p| (p.start as usize) < tokens.start);
        let end = self.noun_phrases.partition_point(|p| (p.start as usize) < tokens.end);
        start..end.max(start)
    }

    /// The tokens of a phrase with its possessors before it ("Varenia's army") and, if `of` is set, the chain of
    /// "of"-phrases after it ("officers of the army").
    pub fn extent(&self, phrase: usize, of: bool) -> Range<usize> {
        let Some(first) = self.noun_phrases.get(phrase) else { return 0..0 };
        let (mut start, mut end) = (first.start, first.end);
        let mut owner = first.possessor;
        // Both chains are short; the bound only guards against damage.
        for _ in 0..8 {
            let Some(p) = owner.get().and_then(|p| self.noun_phrases.get(p)) else { break };
            (start, owner) = (p.start, p.possessor);
        }
        let mut next = first.of;
        for _ in 0..8 {
            let Some(p) = next.get().filter(|_| of).and_then(|p| self.noun_phrases.get(p)) else { break };
            (end, next) = (p.end, p.of);
        }
        start as usize..end as usize
    }

    /// The phrase that is really meant: the "of"-phrase after a word of quantity or kind ("dozens of boys": "boys").
    pub fn core(&self, phrase: usize) -> usize {
        let mut at = phrase;
        for _ in 0..4 {
            let Some(p) = self.noun_phrases.get(at) else { break };
            let Some(of) = p.of.get().filter(|_| super::grammar::is_partitive(self, p.head as usize)) else { break };
            at = of;
        }
        at
    }

    /// The words of a phrase as printed, with possessors and "of"-chain.
    pub fn phrase_text(&self, phrase: usize) -> &str {
        self.text(self.span(self.extent(phrase, true)))
    }

    /// Whether a phrase's head is of this kind.
    pub fn is_kind(&self, phrase: usize, kind: PhraseKind) -> bool {
        self.noun_phrases.get(phrase).is_some_and(|p| p.kind == kind)
    }
}
