//! What the finder hands on: mentions before they are sorted into things.
//!
//! In: nothing (plain data). Out: [`Found`] and the capital letters of a report, [`Case`].
//! Not here: how mentions are found or resolved.

use super::super::words::WordId;
use super::super::{Doc, MentionForm, Tag};
use super::lists::{Gender, Head, lists};
use crate::report::PartKind;
use crate::text::Span;
use rustc_hash::{FxHashMap, FxHashSet};

/// One mention, not yet resolved.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    /// The words, without title and article.
    pub span: Span,
    /// First token.
    pub start: u32,
    /// Token after the last one.
    pub end: u32,
    /// By what it is mentioned.
    pub form: MentionForm,
    /// What its head noun says, for names with one and for descriptions.
    pub head: Option<Head>,
    /// The token of the head noun.
    pub head_token: u32,
    /// Title words directly before a person's name; empty if none.
    pub title: Span,
    /// The mention whose it is ("Varenia's", "Varenian", "of the Front"), as an index of the same list.
    pub owner: Option<u32>,
    /// Gender shown by title or pronoun.
    pub gender: Gender,
    /// A plural form.
    pub plural: bool,
    /// "the", "this", a genitive.
    pub definite: bool,
    /// An adjective or name of a people ("Varenian"), or the first part of a compound ("Varenia-backed").
    pub adjective: bool,
    /// The sentence.
    pub sentence: u32,
    /// In a headline, where capitals mean little.
    pub headline: bool,
}

/// Which words a report writes with a capital where it need not, and which without one.
#[derive(Debug, Default)]
pub(super) struct Case<'d> {
    /// For each token, whether it begins with a capital, see [`is_capital`].
    capital: Vec<bool>,
    /// For each different word, how it is written.
    written: Vec<Written>,
    /// Adjectives of states that the lists do not know, by their form ("varenian" beside "varenia").
    pub demonyms: FxHashMap<&'d str, &'d str>,
    /// The states that these adjectives belong to.
    pub bases: FxHashSet<&'d str>,
    /// For each sentence, whether its capitals mean little (a headline in title case or capitals).
    pub loud: Vec<bool>,
}

/// How a report writes a word.
#[derive(Clone, Copy, Debug, Default)]
struct Written {
    /// Capitalised inside a sentence.
    upper: bool,
    /// Without a capital somewhere.
    lower: bool,
    /// How often with a capital.
    capitals: u32,
    /// How often of these directly before a word without one: possible adjectives.
    attributive: u32,
}

impl<'d> Case<'d> {
    /// Reads a whole report.
    pub fn read(doc: &'d Doc<'_>) -> Self {
        let written = vec![Written::default(); doc.words.count()];
        let capital = (0..doc.tokens.len()).map(|token| is_capital(doc.word(token))).collect();
        let mut case = Case { capital, written, loud: Vec::with_capacity(doc.sentences.len()), ..Case::default() };
        for sentence in 0..doc.sentences.len() {
            let range = doc.sentence(sentence);
            let headline = doc.is_in(sentence, PartKind::Headline);
            // In title case short words stay small; elsewhere only all capitals mean nothing.
            let short = if headline { 3 } else { 1 };
            let (mut words, mut capital) = (0u32, 0u32);
            for token in range.clone() {
                if doc.tag(token).is_word() && doc.lower(token).len() > short {
                    words += 1;
                    capital += u32::from(case.capital(token));
                }
            }
            let loud = words >= 3 && capital * 10 >= words * if headline { 7 } else { 9 };
            case.loud.push(loud);
            for token in range.clone() {
                if !doc.tag(token).is_word() {
                    continue;
                }
                let is_capital = case.capital(token);
                let of = doc.tokens.get(token).and_then(|of| case.written.get_mut(of.lower.index()));
                let Some(written) = of else { continue };
                if !is_capital {
                    written.lower = true;
                    continue;
                }
                written.capitals += 1;
                let next = token + 1;
                if !loud && next < range.end && (doc.tag(next).is_noun() || doc.tag(next).is_adjective()) {
                    written.attributive += 1;
                }
                // "Photo: ...": the capital of a label.
                let label = doc.lower_word(token).grammar.is_common() && doc.lower(next) == ":";
                if !loud
                    && !label
                    && !is_shouted(doc, token)
                    && token > range.start
                    && doc.tag(token - 1) != Tag::OpenQuote
                    && doc.tag(token - 1) != Tag::Colon
                {
                    written.upper = true;
                }
            }
        }
        let (mut bases, mut demonyms) = (FxHashSet::default(), FxHashMap::default());
        let mut spelled = String::new();
        for (known, written) in doc.words.all().zip(&case.written) {
            let (word, times) = (&*known.text, written.attributive);
            if times == 0 || known.names.demonym || known.names.state || word.len() < 5 || !word.is_ascii() {
                continue;
            }
            let mut base = |ending: &str, add: &[&str]| {
                let stem = word.strip_suffix(ending).filter(|stem| stem.len() >= 3)?;
                add.iter().find_map(|more| {
                    spelled.clear();
                    spelled.extend([stem, more]);
                    let known = doc.words.find(&spelled)?;
                    case.capitals(known).map(|_| &*doc.words.get(known).text)
                })
            };
            let found = base("n", &[""])
                .filter(|base| base.ends_with(['a', 'e', 'o']))
                .or_else(|| base("ian", &["", "ia", "y", "a", "e", "o"]))
                .or_else(|| base("ean", &["ea", "e", "a", "o"]))
                .or_else(|| base("an", &["", "a", "ia"]))
                .or_else(|| base("ese", &["", "a", "e"]))
                .or_else(|| base("ish", &["", "land", "ia"]))
                .or_else(|| base("i", &["", "a", "ia", "istan"]));
            // "Tarsenian" alone shows Tarsenia, if it is hardly used but before a noun.
            let found = found.or_else(|| {
                let always = written.capitals * 2 <= times * 3 && !known.names.given;
                word.strip_suffix('n').filter(|base| always && base.ends_with("ia") && base.len() > 5)
            });
            if let Some(base) = found {
                bases.insert(base);
                demonyms.insert(word, base);
            }
        }
        Case { bases, demonyms, ..case }
    }

    /// Whether a token begins with a capital.
    #[inline]
    pub fn capital(&self, token: usize) -> bool {
        self.capital.get(token).copied().unwrap_or(false)
    }

    /// How often a word stands with a capital, if it does.
    fn capitals(&self, word: WordId) -> Option<u32> {
        self.written.get(word.index()).map(|written| written.capitals).filter(|times| *times > 0)
    }

    /// Whether a token's word is capitalised inside a sentence somewhere.
    pub fn is_upper(&self, doc: &Doc<'_>, token: usize) -> bool {
        let word = doc.tokens.get(token).and_then(|of| self.written.get(of.lower.index()));
        word.is_some_and(|written| written.upper)
    }

    /// Whether a token's word occurs in lower case.
    pub fn is_lower(&self, doc: &Doc<'_>, token: usize) -> bool {
        let word = doc.tokens.get(token).and_then(|of| self.written.get(of.lower.index()));
        word.is_some_and(|written| written.lower)
    }

    /// Whether a word in lower case occurs so.
    pub fn has_lower(&self, doc: &Doc<'_>, word: &str) -> bool {
        doc.words.find(word).and_then(|word| self.written.get(word.index())).is_some_and(|written| written.lower)
    }
}

/// Whether a word begins with a capital, an article glued to it aside ("al-Tarvesh", "[General").
pub(super) fn is_capital(word: &str) -> bool {
    // Most words: no capital, nothing glued to it.
    if let [first, rest @ ..] = word.as_bytes()
        && first.is_ascii_lowercase()
        && rest.iter().all(u8::is_ascii_alphabetic)
    {
        return false;
    }
    let word = word.trim_start_matches('[');
    match word.chars().next() {
        Some(c) if c.is_uppercase() => true,
        // Scripts without capitals: a word is a candidate only through the lists, so it is not one here.
        Some(c) if c.is_lowercase() => match word.split_once(['-', '\u{2010}', '\u{2011}', '’', '\'']) {
            Some((article, rest)) => {
                article.len() <= 3
                    && rest.chars().next().is_some_and(char::is_uppercase)
                    && !lists().is(article, super::lists::Evidence::Prefix)
            }
            None => false,
        },
        _ => false,
    }
}

/// Whether a common word stands in capitals beside others in capitals ("STOLEN FROM THE CLASSROOM: ...").
pub(super) fn is_shouted(doc: &Doc<'_>, at: usize) -> bool {
    let shouted = |i: usize| {
        let word = doc.word(i);
        word.len() > 1 && word.chars().all(char::is_uppercase) && doc.lower_word(i).grammar.is_common()
    };
    shouted(at) && (shouted(at + 1) || at > 0 && shouted(at - 1))
}

/// Whether a word is written in capitals alone, as acronyms are ("NCF", "U.S.", "M23").
pub(super) fn is_acronym(word: &str) -> bool {
    let mut letters = 0;
    let mut count = 0;
    for c in word.chars() {
        count += 1;
        if c.is_uppercase() {
            letters += 1;
        } else if !(c.is_ascii_digit() || matches!(c, '.' | '-' | '&' | '/')) {
            return false;
        }
    }
    letters >= 2 && count <= 12 || letters == 1 && count >= 2 && word.ends_with(|c: char| c.is_ascii_digit())
}
