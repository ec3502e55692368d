//! The different words of one report, each once, with what the embedded lists say of it.
//!
//! For: every reader of the annotate stage. A report says most of its words several times and every reader asks its own lists
//! about each of them, so each list is asked once for each different word. In: words in lower case. Out: [`WordId`]s and, by
//! them, [`Word`]s. Not here: the lists themselves (`grammar`, `names`, `attribution` and so on have their own).

use super::remembered::remembered;
use super::vocabulary::listed;
use super::{Tag, attribution, claims, grammar, masks, names, quantity, time};
use crate::text::word_hash;
use std::borrow::Cow;
use std::ops::Deref;
use std::sync::OnceLock;

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
    /// Its base forms as a plural and as an inflected verb, once they were asked for; `None` where it is its own.
    bases: [OnceLock<Option<Box<str>>>; 2],
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
            bases: [OnceLock::new(), OnceLock::new()],
        }
    }

    /// Its base form with a tag, where that is another word.
    pub(super) fn base(&self, tag: Tag) -> Option<Cow<'_, str>> {
        let read = || {
            let base = grammar::lemma_of(&self.text, tag, self.grammar.is_irregular());
            Some(base).filter(|base| **base != *self.text)
        };
        let kept = match tag {
            Tag::NNS => &self.bases[0],
            Tag::VBZ | Tag::VBD | Tag::VBN | Tag::VBG => &self.bases[1],
            _ => return read(),
        };
        kept.get_or_init(|| read().map(|base| base.into())).as_deref().map(Cow::Borrowed)
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

/// A place in an open table: the number of a word, or 0 if it is free, and half of its hash.
#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    number: u32,
    hash: u32,
}

impl Slot {
    fn new(number: u32, hash: u64) -> Slot {
        Slot { number, hash: (hash >> 32) as u32 }
    }
}

/// The different words of a report.
#[derive(Debug)]
pub(crate) struct Words {
    list: Vec<Held>,
    /// An open table of `list`. At least half of it is free.
    slots: Vec<Slot>,
}

impl Words {
    /// Room for the words of a text of so many tokens.
    pub fn for_tokens(tokens: usize) -> Words {
        let slots = tokens.max(16).next_power_of_two();
        let mut words = Words { list: Vec::with_capacity(slots / 2), slots: vec![Slot::default(); slots] };
        words.list.push(Held::read("", word_hash("")));
        words
    }

    /// The number of a word, which is known from now on.
    pub fn number(&mut self, text: &str) -> WordId {
        if text.is_empty() {
            return WordId(0);
        }
        let hash = word_hash(text);
        self.known(text, hash).unwrap_or_else(|| self.add(text, hash))
    }

    /// The number of the base form that a word has with a tag, which is known from now on.
    pub fn base(&mut self, of: WordId, tag: Tag) -> WordId {
        let Some(base) = self.get(of).base(tag) else { return of };
        let hash = word_hash(&base);
        if let Some(known) = self.known(&base, hash) {
            return known;
        }
        // The word that it is a part of may move.
        let base = base.into_owned();
        self.add(&base, hash)
    }

    /// The number of a word, if it is among them.
    pub fn find(&self, text: &str) -> Option<WordId> {
        self.known(text, word_hash(text))
    }

    fn known(&self, text: &str, hash: u64) -> Option<WordId> {
        let number = self.slots.get(self.slot(text, hash))?.number;
        (number != 0).then_some(WordId(number))
    }

    fn add(&mut self, text: &str, hash: u64) -> WordId {
        if 2 * self.list.len() > self.slots.len() {
            self.grow();
        }
        let (new, slot) = (self.list.len() as u32, self.slot(text, hash));
        self.list.push(Held::read(text, hash));
        if let Some(free) = self.slots.get_mut(slot) {
            *free = Slot::new(new, hash);
        }
        WordId(new)
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
        while let Some(held) = self.slots.get(slot).filter(|held| held.number != 0) {
            let same = || self.list.get(held.number as usize).is_some_and(|word| *word.text == *text);
            if held.hash == (hash >> 32) as u32 && same() {
                break;
            }
            slot = (slot + 1) & last;
        }
        slot
    }

    fn grow(&mut self) {
        self.slots = vec![Slot::default(); 2 * self.slots.len()];
        for number in 1..self.list.len() {
            let (text, hash) = (&self.list[number].text, self.list[number].hash);
            let slot = self.slot(text, hash);
            self.slots[slot] = Slot::new(number as u32, hash);
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
