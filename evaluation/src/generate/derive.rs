//! What outlets do with another outlet's report.
//!
//! For: copies of every kind with a known source. In: the body of a report. Out: the paragraphs of
//! a new one. Not here: how well they are found (see `linking`).

use super::prose::{Cast, Words, capitalised};
use serde::Serialize;

/// Ways to make a report from another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Derivation {
    /// Word for word under another headline.
    Verbatim,
    /// One word in twelve replaced.
    LightEdit,
    /// The first third only.
    Cut,
    /// Four sentences inside a report of one's own.
    Embedded,
    /// All sentences in another order.
    Reordered,
    /// Every second sentence in other words, the rest lightly edited.
    HalfRewritten,
    /// One quotation inside a report of one's own.
    QuotationOnly,
    /// Own words, with the source named.
    Attributed,
}

impl Derivation {
    /// All of them.
    pub const ALL: [Derivation; 8] = [
        Derivation::Verbatim,
        Derivation::LightEdit,
        Derivation::Cut,
        Derivation::Embedded,
        Derivation::Reordered,
        Derivation::HalfRewritten,
        Derivation::QuotationOnly,
        Derivation::Attributed,
    ];

    pub(super) fn any(cast: &mut Cast) -> Self {
        let drawn = cast.below(20);
        match drawn {
            0..=4 => Derivation::Verbatim,
            5..=7 => Derivation::LightEdit,
            8..=10 => Derivation::Cut,
            11..=13 => Derivation::Embedded,
            14 => Derivation::Reordered,
            15..=16 => Derivation::HalfRewritten,
            17 => Derivation::QuotationOnly,
            _ => Derivation::Attributed,
        }
    }

    /// Whether text is taken over outside quotation marks.
    pub fn copies(self) -> bool {
        !matches!(self, Derivation::QuotationOnly | Derivation::Attributed)
    }
}

/// The headline and paragraphs of a report made from `body`.
pub(super) fn derive(body: &str, derivation: Derivation, cast: &mut Cast) -> Vec<String> {
    let sentences = sentences(body);
    let n = sentences.len();
    let own = |cast: &mut Cast, count: usize| (0..count).map(|_| cast.sentence()).collect::<Vec<_>>();
    let told: Vec<String> = match derivation {
        Derivation::Verbatim => sentences,
        Derivation::LightEdit => sentences.iter().map(|sentence| edited(sentence, 12, cast)).collect(),
        Derivation::Cut => sentences.into_iter().take((n / 3).max(2)).collect(),
        Derivation::Embedded => {
            let from = cast.below(n.saturating_sub(4));
            let mut told = own(cast, 8);
            told.extend(sentences.into_iter().skip(from).take(4));
            told.extend(own(cast, 8));
            told
        }
        Derivation::Reordered => {
            let mut left = sentences;
            let mut told = Vec::new();
            while !left.is_empty() {
                let at = cast.below(left.len());
                told.push(left.swap_remove(at));
            }
            told
        }
        Derivation::HalfRewritten => {
            let rewrite =
                |(i, sentence): (usize, &String)| if i % 2 == 0 { cast.sentence() } else { edited(sentence, 9, cast) };
            sentences.iter().enumerate().map(rewrite).collect()
        }
        Derivation::QuotationOnly => {
            let quoted = sentences.into_iter().find(|sentence| sentence.starts_with('“'));
            let quote =
                quoted.as_deref().and_then(|sentence| sentence.split('”').next()).map(|quote| format!("{quote}”"));
            let mut told = own(cast, 9);
            told.push(format!("{} It was {} who heard it.", quote.unwrap_or_default(), cast.name()));
            told.extend(own(cast, 9));
            told
        }
        Derivation::Attributed => own(cast, 18),
    };
    let headline = capitalised(&cast.clause());
    std::iter::once(headline).chain(told.chunks(3).map(|three| three.join(" "))).collect()
}

fn sentences(body: &str) -> Vec<String> {
    let mut all = Vec::new();
    for paragraph in body.split("\n\n") {
        let mut rest = paragraph;
        while let Some(at) = rest.find(". ") {
            all.push(rest.get(..=at).unwrap_or("").to_owned());
            rest = rest.get(at + 2..).unwrap_or("");
        }
        if !rest.is_empty() {
            all.push(rest.to_owned());
        }
    }
    all
}

/// A sentence with about one word in `every` replaced, by a synonym where one is known.
fn edited(sentence: &str, every: usize, cast: &mut Cast) -> String {
    let words: Vec<String> = sentence
        .split(' ')
        .map(|word| {
            let synonym = Words::load().synonyms.iter().find(|pair| pair[0] == word).map(|pair| pair[1].clone());
            if let Some(synonym) = synonym {
                return synonym;
            }
            let plain = word.chars().all(|c| c.is_ascii_lowercase());
            if plain && cast.below(every) == 0 { cast.name().to_lowercase() } else { word.to_owned() }
        })
        .collect();
    words.join(" ")
}
