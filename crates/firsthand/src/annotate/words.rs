//! The different words of one report, each once, with what the embedded lists say of it.
//!
//! For: every reader of the annotate stage. A report says most of its words several times and every reader asks its own lists
//! about each of them, so each list is asked once for each different word. In: words in lower case. Out: [`WordId`]s and, by
//! them, [`Word`]s. Not here: the lists themselves (`grammar`, `names`, `attribution` and so on have their own).

use super::remembered::remembered;
use super::vocabulary::listed;
use super::{attribution, claims, grammar, masks, names, quantity, time};
use crate::text::word_hash;
use std::ops::Deref;

/// Which of the different words of a report a token is: its place in [`Words::all`]. Equal for equal words of one report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct WordId(u32);

impl WordId {
    /// The place among the words of the report; 0 is the empty word.
    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}

/// A word in lower case and what the lists hold of it.
#[derive(Debug)]
pub(crate) struct Word {
    /// The word.
    pub text: Box<str>,
    /// See [`word_hash`].
    pub hash: u64,
    /// What the tagger sees in its letters.
    pub(super) letters: grammar::Letters,
    pub(super) grammar: grammar::Known,
    pub(super) names: names::Known,
    pub(super) attribution: attribution::Lists,
    pub(super) time: time::Known,
    pub(super) quantity: quantity::Known,
    pub(super) masks: masks::Known,
    /// Its kinds as a base form.
    pub(super) cues: claims::Kinds,
}

impl Word {
    pub(super) fn read(text: &str, hash: u64) -> Word {
        let listed = listed(text);
        let grammar = listed.grammar.of(text);
        Word {
            text: text.into(),
            hash,
            letters: grammar::Letters::read(text, grammar.classes),
            grammar,
            names: listed.names.of(text),
            attribution: listed.attribution,
            time: listed.time.of(text),
            quantity: listed.quantity.of(text),
            masks: listed.masks.of(text),
            cues: listed.cues,
        }
    }
}

/// A word that many reports have, or that this one has for itself.
#[derive(Debug)]
enum Held {
    Common(&'static Word),
    Own(Box<Word>),
}

impl Held {
    fn read(text: &str, hash: u64) -> Held {
        remembered(text, hash).map_or_else(|| Held::Own(Word::read(text, hash).into()), Held::Common)
    }
}

impl Deref for Held {
    type Target = Word;

    #[inline]
    fn deref(&self) -> &Word {
        match self {
            Held::Common(word) => word,
            Held::Own(word) => word,
        }
    }
}

/// The different words of a report.
#[derive(Debug)]
pub(crate) struct Words {
    list: Vec<Held>,
    /// An open table of places in `list`; 0 is a free slot. At least half of it is free.
    slots: Vec<u32>,
}

impl Words {
    /// Room for the words of a text of so many tokens.
    pub fn for_tokens(tokens: usize) -> Words {
        let slots = tokens.max(16).next_power_of_two();
        let mut words = Words { list: Vec::with_capacity(slots / 2), slots: vec![0; slots] };
        words.list.push(Held::read("", word_hash("")));
        words
    }

    /// The number of a word, which is known from now on.
    pub fn number(&mut self, text: &str) -> WordId {
        if text.is_empty() {
            return WordId(0);
        }
        if 2 * self.list.len() > self.slots.len() {
            self.grow();
        }
        let hash = word_hash(text);
        let slot = self.slot(text, hash);
        if let Some(&known) = self.slots.get(slot).filter(|known| **known != 0) {
            return WordId(known);
        }
        let new = self.list.len() as u32;
        self.list.push(Held::read(text, hash));
        if let Some(free) = self.slots.get_mut(slot) {
            *free = new;
        }
        WordId(new)
    }

    /// The number of a word, if it is among them.
    pub fn find(&self, text: &str) -> Option<WordId> {
        let known = *self.slots.get(self.slot(text, word_hash(text)))?;
        (known != 0).then_some(WordId(known))
    }

    /// How many there are, with the empty one.
    pub fn count(&self) -> usize {
        self.list.len()
    }

    /// All words; the first is the empty one.
    pub fn all(&self) -> impl Iterator<Item = &Word> {
        self.list.iter().map(|word| &**word)
    }

    /// A word by its number.
    #[inline]
    pub fn get(&self, number: WordId) -> &Word {
        // The numbers of a report are those of its own words.
        &self.list[number.index()]
    }

    /// The slot in which a word stands, or the free one for it.
    fn slot(&self, text: &str, hash: u64) -> usize {
        let last = self.slots.len() - 1;
        let mut slot = hash as usize & last;
        while let Some(&known) = self.slots.get(slot).filter(|known| **known != 0) {
            if self.list.get(known as usize).is_some_and(|word| word.hash == hash && *word.text == *text) {
                break;
            }
            slot = (slot + 1) & last;
        }
        slot
    }

    fn grow(&mut self) {
        self.slots = vec![0; 2 * self.slots.len()];
        for number in 1..self.list.len() {
            let slot = self.slot(&self.list[number].text, self.list[number].hash);
            self.slots[slot] = number as u32;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_words_have_one_number_however_many_there_are() {
        let mut words = Words::for_tokens(4);
        let numbers: Vec<WordId> = (0..200).map(|n| words.number(&format!("word{n}"))).collect();
        for (n, number) in numbers.iter().enumerate() {
            assert_eq!(words.number(&format!("word{n}")), *number);
            assert_eq!(*words.get(*number).text, *format!("word{n}"));
        }
        assert_eq!(words.number(""), WordId::default());
    }
}
