//! Full names part by part: a part more or less, another order, initials, titles, acronyms.
//!
//! For: "Zhamil Abu Qordesh" and "Dr. Qurdesh, Jamil", "General Trading Velkan" and "Velkan Co. Ltd". In: a name and whose it is. Out: its parts, each
//! with its letters and how rare it is, and what two names show of each other ([`Shown`]). Not here: what that weighs (see `full`).

use super::super::lists::lists;
use super::edits::Word;
use super::letters::fold;
use super::rarity::{Sort, rarity};
use crate::annotate::grammar::is_word;

/// Parts that are looked at; the rest is ignored.
const MOST: usize = 16;
/// What an initial or a title weighs.
const LITTLE: f32 = 0.5;
/// How sure an initial or an acronym is.
const SHORT_FORM: f32 = 0.8;
/// Two parts of less than these odds are two words.
const LEAST: f32 = 0.2;
/// What the noun that heads a body's name weighs at most, and another word of the language.
const HEAD: f32 = 3.5;
const WORD: f32 = 5.5;
/// What "first" to "tenth" are in digits.
const ORDINALS: [&str; 10] =
    ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];

/// A part of a name.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Part {
    pub word: Word,
    /// How much it says.
    weight: f32,
    /// Lower-case letters.
    pub written: Box<str>,
    pub number: bool,
    /// A word of the language, which has one spelling.
    pub word_of_language: bool,
}

/// The parts of a name in their order, and each two neighbours as one word.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Parts {
    pub parts: Vec<Part>,
    /// How many parts stand before an "of" that alone links them: "Ministry of Defence" is "Defence Ministry".
    pub of: Option<usize>,
    pairs: Vec<Word>,
}

/// What two names show of each other.
pub(super) const SHOWN: usize = 17;
/// Values in the order of [`NAMES_OF_SHOWN`].
pub(super) type Shown = [f32; SHOWN];
/// What the values are called in the table of weights.
pub(super) const NAMES_OF_SHOWN: [&str; SHOWN] = [
    "all", "agree", "conflict", "excess", "less", "more", "few", "turned", "numbers", "weakest", "acronym", "whole",
    "one", "rarest", "clash", "first", "last",
];

impl Parts {
    pub fn new(name: &str, sort: Sort) -> Parts {
        let named = |word: &str| !is_small(word, sort) && (sort == Sort::Body || !is_title(word));
        let written = named_words(name, sort);
        let any = written.iter().any(|word| named(word));
        let part = |word: &String| {
            let folded = fold(word);
            let rare = rarity(&folded.symbols, sort);
            let number = word.bytes().all(|b| b.is_ascii_digit());
            let head = sort == Sort::Body && lists().heads.contains_key(word.as_str());
            let word_of_language = sort == Sort::Body && word.len() > 3 && (head || is_word(word));
            // What heads names ("brigade") and what is a word of the language says less than a name, however few have it.
            let most = match () {
                () if word.len() == 1 || (any && !named(word)) => LITTLE,
                () if head => HEAD,
                () if number || word_of_language => WORD,
                () => f32::INFINITY,
            };
            let (weight, written) = (rare.min(most), word.as_str().into());
            Part { word: Word::new(&folded), weight, written, number, word_of_language }
        };
        let parts: Vec<Part> = written.iter().map(part).take(MOST).collect();
        let joined = |two: &[Part]| match two {
            [a, b] => Word::new(&fold(&format!("{}{}", a.written, b.written))),
            _ => Word::new(&fold("")),
        };
        let pairs = parts.windows(2).map(joined).collect();
        Parts { parts, of: of(name, sort), pairs }
    }

    fn total(&self) -> f32 {
        self.parts.iter().map(|part| part.weight).sum()
    }

    /// Which parts of two names are one, each part once; the surest first.
    pub fn matched(&self, other: &Parts) -> Matched {
        let mut ways = ways(self, other);
        ways.sort_by(|x, y| y.gain.total_cmp(&x.gain).then(x.a.cmp(&y.a)).then(x.b.cmp(&y.b)));
        let (mut left, mut right) = (vec![0.0_f32; self.parts.len()], vec![0.0_f32; other.parts.len()]);
        let free =
            |of: &[f32], at: usize, many: usize| of.get(at..at + many).is_some_and(|of| of.iter().all(|x| *x == 0.0));
        let mut taken: Vec<Way> = Vec::new();
        for way in ways {
            if free(&left, way.a.0, way.a.1) && free(&right, way.b.0, way.b.1) {
                left.iter_mut().skip(way.a.0).take(way.a.1).for_each(|x| *x = way.odds);
                right.iter_mut().skip(way.b.0).take(way.b.1).for_each(|x| *x = way.odds);
                taken.push(way);
            }
        }
        Matched { taken, left, right }
    }

    /// What this and another name show of each other; the same in either order.
    pub fn shown(&self, other: &Parts, whole: f32) -> Shown {
        let (a, b) = (&self.parts, &other.parts);
        let Matched { taken, left, right } = self.matched(other);
        let sum = |parts: &[Part], odds: &[f32], of: fn(f32) -> f32| -> f32 {
            parts.iter().zip(odds).map(|(part, odds)| part.weight * of(*odds)).sum()
        };
        let (agree_a, agree_b) = (sum(a, &left, |x| x), sum(b, &right, |x| x));
        let (rest_a, rest_b) = (sum(a, &left, |x| 1.0 - x), sum(b, &right, |x| 1.0 - x));
        let (total_a, total_b) = (self.total().max(0.1), other.total().max(0.1));
        let shares = (agree_a / total_a, agree_b / total_b);
        let strong = taken.iter().filter(|way| way.odds > 0.5 && way.gain > 1.0).count();
        let number_left =
            |parts: &[Part], odds: &[f32]| parts.iter().zip(odds).any(|(part, odds)| part.number && *odds == 0.0);
        let numbers = number_left(a, &left) as u8 as f32 + number_left(b, &right) as u8 as f32;
        let weakest = taken.iter().filter(|way| way.odds > 0.3).map(|way| way.odds).fold(1.0, f32::min);
        let turned = taken.iter().filter(|x| taken.iter().any(|y| x.a.0 < y.a.0 && x.b.0 > y.b.0)).count();
        let rarest = |parts: &[Part], odds: &[f32]| {
            let most = parts.iter().map(|part| part.weight).fold(0.0, f32::max);
            let of = parts.iter().zip(odds).filter(|(part, _)| part.weight == most);
            of.map(|(_, odds)| *odds).fold(0.0, f32::max)
        };
        let clash = |parts: &[Part], odds: &[f32]| {
            parts.iter().zip(odds).map(|(part, odds)| part.weight * (1.0 - odds)).fold(0.0, f32::max)
        };
        let ends = |way: &&Way| way.a.0 + way.a.1 == a.len() && way.b.0 + way.b.1 == b.len();
        let best = |odds: Option<&Way>| odds.map_or(0.0, |way| way.odds);
        [
            1.0,
            agree_a.min(agree_b) / 10.0,
            rest_a.min(rest_b) / 10.0,
            (rest_a - rest_b).abs() / 10.0,
            shares.0.max(shares.1),
            shares.0.min(shares.1),
            f32::from(strong < 2),
            f32::from(turned > 0),
            numbers,
            weakest,
            f32::from(taken.iter().any(|way| way.acronym)),
            whole.clamp(-8.0, 8.0) / 4.0,
            f32::from(a.len().min(b.len()) < 2),
            rarest(a, &left).min(rarest(b, &right)),
            clash(a, &left).min(clash(b, &right)) / 10.0,
            best(taken.iter().find(|way| way.a.0 == 0 && way.b.0 == 0)),
            best(taken.iter().find(ends)),
        ]
    }
}

/// Which parts of two names are one.
pub(super) struct Matched {
    pub taken: Vec<Way>,
    /// How sure each part of the one name is; 0 where the other has none for it.
    pub left: Vec<f32>,
    /// The same of the other.
    pub right: Vec<f32>,
}

/// Parts of one name that may be parts of the other: where they begin and how many they are.
pub(super) struct Way {
    pub a: (usize, usize),
    pub b: (usize, usize),
    pub odds: f32,
    gain: f32,
    pub acronym: bool,
}

fn ways(x: &Parts, y: &Parts) -> Vec<Way> {
    let (a, b) = (&x.parts, &y.parts);
    let weight = |parts: &[Part], (at, many): (usize, usize)| -> f32 {
        parts.iter().skip(at).take(many).map(|part| part.weight).sum()
    };
    let way = |i: (usize, usize), j: (usize, usize), odds: f32, acronym: bool| {
        (odds >= LEAST).then(|| Way { a: i, b: j, odds, gain: odds * (weight(a, i) + weight(b, j)) / 2.0, acronym })
    };
    let mut all = Vec::with_capacity(a.len() * b.len());
    for (i, one) in a.iter().enumerate() {
        for (j, other) in b.iter().enumerate() {
            all.extend(way((i, 1), (j, 1), odds(one, other), false));
        }
    }
    // "Nur al-Din" and "Nuruddin"; two parts of which one is much like a single one are not both of it.
    let long = |pair: &Word, one: &Word| {
        let (two, one) = (pair.symbols().len(), one.symbols().len());
        two.abs_diff(one) * 4 <= two.max(one)
    };
    for (i, pair) in x.pairs.iter().enumerate() {
        for (j, other) in b.iter().enumerate().filter(|(_, other)| other.written.len() > 3 && long(pair, &other.word)) {
            all.extend(way((i, 2), (j, 1), chance(pair.score(&other.word)), false));
        }
    }
    for (j, pair) in y.pairs.iter().enumerate() {
        for (i, one) in a.iter().enumerate().filter(|(_, one)| one.written.len() > 3 && long(pair, &one.word)) {
            all.extend(way((i, 1), (j, 2), chance(pair.score(&one.word)), false));
        }
    }
    for (i, one) in a.iter().enumerate() {
        all.extend(initials(&one.written, b).and_then(|found| way((i, 1), found, SHORT_FORM, true)));
    }
    for (j, other) in b.iter().enumerate() {
        all.extend(initials(&other.written, a).and_then(|found| way(found, (j, 1), SHORT_FORM, true)));
    }
    all
}

/// Three and more parts in a row that begin with the letters of a word.
fn initials(word: &str, parts: &[Part]) -> Option<(usize, usize)> {
    let many = word.len();
    if !(3..=6).contains(&many) || parts.len() < many {
        return None;
    }
    let begins = |part: &Part, letter: u8| part.written.as_bytes().first() == Some(&letter) && part.written.len() > 1;
    let fits = |run: &[Part]| run.iter().zip(word.bytes()).all(|(part, letter)| begins(part, letter));
    parts.windows(many).position(fits).map(|at| (at, many))
}

/// How likely two parts are one.
fn odds(a: &Part, b: &Part) -> f32 {
    if a.written == b.written || (a.word.symbols() == b.word.symbols() && !a.word.symbols().is_empty()) {
        return 1.0;
    }
    if a.number || b.number {
        return 0.0;
    }
    if a.word_of_language && b.word_of_language {
        // "Northern" and "Southern" are alike and two words; "industry" and "industrial" are one.
        let shared = a.written.bytes().zip(b.written.bytes()).take_while(|(x, y)| x == y).count();
        let inflected = shared >= 5 || shared + 1 >= a.written.len().max(b.written.len());
        return if inflected { SHORT_FORM } else { 0.0 };
    }
    match (a.written.len(), b.written.len()) {
        (1, _) | (_, 1) => {
            let same = a.written.as_bytes().first() == b.written.as_bytes().first();
            if same { SHORT_FORM } else { 0.0 }
        }
        _ => chance(a.word.score(&b.word)),
    }
}

fn chance(score: f32) -> f32 {
    1.0 / (1.0 + (-score).exp())
}

/// The words of a name without articles and what links them; a name that is nothing but articles keeps them.
pub(super) fn named_words(name: &str, sort: Sort) -> Vec<String> {
    let mut words = words(name);
    let any = words.iter().any(|word| !is_small(word, sort) && (sort == Sort::Body || !is_title(word)));
    words.retain(|word| !(is_linking(word) || any && is_small(word, sort)));
    words
}

/// The words of a name in small letters, "65th" and "first" as numbers.
fn words(name: &str) -> Vec<String> {
    let mut letters = super::super::key::Letters::default();
    letters.fold(name);
    let number = |word: &str| -> Option<String> {
        let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let ordinal = matches!(word.get(digits.len()..), Some("st" | "nd" | "rd" | "th"));
        let counted = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
        let spelt = || ORDINALS.iter().position(|known| *known == word).map(|at| (at + 1).to_string());
        if ordinal && counted { Some(digits.to_owned()) } else { spelt() }
    };
    let text = |word: &[u8]| String::from_utf8_lossy(word).into_owned();
    letters.words().map(text).map(|word| number(&word).unwrap_or(word)).collect()
}

/// How many parts stand before the only word that links them, if that is "of".
fn of(name: &str, sort: Sort) -> Option<usize> {
    let words = words(name);
    let mut links = words.iter().enumerate().filter(|(_, word)| is_linking(word) && *word != "the");
    let (at, _) = links.next().filter(|(_, word)| *word == "of")?;
    let before = words.iter().take(at).filter(|word| !is_linking(word) && !is_small(word, sort)).count();
    links.next().is_none().then_some(before)
}

/// Words between parts, which no name is told by.
pub(super) fn is_linking(word: &str) -> bool {
    matches!(word, "the" | "of" | "and" | "for" | "in" | "on" | "to" | "s" | "e" | "y")
}

/// The Arabic article as it is written in Latin letters.
pub(super) fn is_article(word: &str) -> bool {
    matches!(
        word,
        "al" | "el"
            | "ul"
            | "ur"
            | "ud"
            | "ad"
            | "as"
            | "ash"
            | "ar"
            | "an"
            | "at"
            | "az"
            | "es"
            | "er"
            | "ed"
            | "en"
            | "l"
    )
}

/// Articles, "son of" and the like: written or not.
fn is_small(word: &str, sort: Sort) -> bool {
    let of = matches!(
        word,
        "de" | "del"
            | "da"
            | "di"
            | "du"
            | "des"
            | "la"
            | "le"
            | "van"
            | "von"
            | "der"
            | "den"
            | "ter"
            | "bin"
            | "ibn"
            | "ben"
            | "bint"
            | "ould"
            | "wad"
            | "ag"
            | "mc"
    );
    is_article(word) || (sort == Sort::Person && of) || matches!(word, "de" | "du" | "des" | "la" | "le")
}

fn is_title(word: &str) -> bool {
    lists().titles.contains_key(word)
}

/// Whether a word before a name is no part of it ("Dr").
pub(super) fn is_address(word: &str) -> bool {
    word.len() > 1 && is_title(word)
}
