//! What the embedded lists hold of single words, in one table.
//!
//! For: asking all lists about a word at once. In: the lists of every reader, each of which adds its own words. Out: [`Listed`].
//! Built once. Not here: names and phrases of several words; what letters tell of a word (see [`super::words`]).

use super::{attribution, claims, grammar, masks, names, quantity, time};
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::sync::LazyLock;

/// What the lists hold of a word.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Listed {
    pub grammar: grammar::Known,
    pub names: names::Known,
    pub attribution: attribution::Lists,
    pub time: time::Known,
    pub quantity: quantity::Known,
    pub masks: masks::Known,
    /// Its kinds as a base form.
    pub cues: claims::Kinds,
}

/// All words of all lists, in lower case.
#[derive(Default)]
pub(super) struct Vocabulary {
    places: FxHashMap<Cow<'static, str>, u32>,
    listed: Vec<Listed>,
}

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| {
    let mut all = Vocabulary::default();
    grammar::list(&mut all);
    names::list(&mut all);
    attribution::list(&mut all);
    time::list(&mut all);
    quantity::list(&mut all);
    masks::list(&mut all);
    claims::list(&mut all);
    all
});

static NOTHING: LazyLock<Listed> = LazyLock::new(Listed::default);

impl Vocabulary {
    /// What is known of a word, to add to.
    pub fn word(&mut self, word: impl Into<Cow<'static, str>>) -> &mut Listed {
        let next = self.listed.len();
        let place = *self.places.entry(word.into()).or_insert(next as u32) as usize;
        if place == next {
            self.listed.push(Listed::default());
        }
        &mut self.listed[place]
    }
}

/// What the lists hold of a word in lower case.
pub(super) fn listed(lower: &str) -> &'static Listed {
    let all = &*VOCABULARY;
    all.places.get(lower).and_then(|place| all.listed.get(*place as usize)).unwrap_or(&NOTHING)
}
