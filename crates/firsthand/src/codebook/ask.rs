//! What a condition asks of a sentence as a whole, so that most conditions fail before any phrase is looked at.
//!
//! In: a [`Condition`](super::Condition)'s slots and filters. Out: [`Ask`], and [`Holds`], which a sentence fills with its words. Not here: whether a
//! condition holds (see [`crate::annotate`]): an ask that is met says nothing yet, one that is not says no.

use super::ClassSet;
use super::filters::{Filters, KindSet};
use super::pattern::{Lemma, Slot};
use crate::text::word_hash;

/// Words, word classes and kinds of entities that stand in a stretch of text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Holds {
    classes: ClassSet,
    /// By their hashes: may hold more words than were added, never fewer.
    words: [u64; 4],
    kinds: KindSet,
}

impl Holds {
    fn place(hash: u64) -> (usize, u64) {
        ((hash >> 6 & 3) as usize, 1 << (hash & 63))
    }

    /// Adds a word by its hash.
    pub fn add_word(&mut self, hash: u64) {
        let (part, bit) = Holds::place(hash);
        self.words[part] |= bit;
    }

    /// Adds classes.
    pub fn add_classes(&mut self, classes: ClassSet) {
        self.classes = self.classes.with(classes);
    }

    /// Adds kinds.
    pub fn add_kinds(&mut self, kinds: KindSet) {
        self.kinds = self.kinds.with(kinds);
    }

    /// Adds all that another stretch holds.
    pub fn add(&mut self, other: &Holds) {
        self.add_classes(other.classes);
        self.words.iter_mut().zip(other.words).for_each(|(own, more)| *own |= more);
        self.add_kinds(other.kinds);
    }

    /// Whether a word may be among them.
    pub fn may_hold(&self, word: &Lemma) -> bool {
        self.has(word.hash)
    }

    fn has(&self, hash: u64) -> bool {
        let (part, bit) = Holds::place(hash);
        self.words[part] & bit != 0
    }

    fn meets(&self, other: &Holds) -> bool {
        self.classes.meets(other.classes)
            || self.kinds.meets(other.kinds)
            || self.words.iter().zip(other.words).any(|(own, other)| own & other != 0)
    }
}

/// What must stand somewhere for a slot to offer what passes its filters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ask {
    /// Nothing: it may hold whatever the words are.
    Nothing,
    /// Any of this in the sentence of the trigger.
    Inside(Holds),
    /// Any of this in it or in a neighbour: phrases may be found across a border.
    Near(Holds),
    /// The same, and a preposition with this hash.
    After(Holds, u64),
    /// A preposition with this hash, whatever it governs.
    Preposition(u64),
}

impl Ask {
    /// What a slot asks with its filters.
    pub fn read(slot: &Slot, filters: &Filters) -> Ask {
        let mut asked = Holds { classes: filters.classes(), kinds: filters.kinds, ..Holds::default() };
        filters.first_words().for_each(|word| asked.add_word(word.hash));
        // Whether an age makes a minor is not seen in words alone.
        let passes = filters.anything || filters.minor;
        match slot {
            Slot::After(word) => {
                let preposition = word_hash(first_word(word));
                if passes { Ask::Preposition(preposition) } else { Ask::After(asked, preposition) }
            }
            _ if passes => Ask::Nothing,
            Slot::Sentence
            | Slot::Clause
            | Slot::Modifier
            | Slot::Infinitive
            | Slot::Participle
            | Slot::Trigger
            | Slot::Condition => Ask::Inside(asked),
            Slot::Subject
            | Slot::Object
            | Slot::Predicate
            | Slot::Antecedent
            | Slot::Owner
            | Slot::Bystander
            | Slot::Possessor
            | Slot::Aim
            | Slot::Before
            | Slot::Next => Ask::Near(asked),
            Slot::There
            | Slot::Time
            | Slot::Hour
            | Slot::Lasting
            | Slot::Often
            | Slot::Nation
            | Slot::Quantity
            | Slot::Report
            | Slot::Told
            | Slot::Quoted
            | Slot::Count => Ask::Nothing,
        }
    }

    /// Whether a sentence that holds this, beside neighbours that hold this, may meet it.
    pub fn may_be_met(&self, inside: &Holds, near: &Holds) -> bool {
        match self {
            Ask::Nothing => true,
            Ask::Inside(asked) => inside.meets(asked),
            Ask::Near(asked) => near.meets(asked),
            Ask::After(asked, preposition) => near.has(*preposition) && near.meets(asked),
            Ask::Preposition(preposition) => near.has(*preposition),
        }
    }
}

/// What the alternatives of a condition ask, in one piece: most triggers are turned away by it before their conditions are opened.
#[derive(Clone, Debug, Default)]
pub(crate) struct Need {
    inside: Holds,
    near: Holds,
    /// Those that ask for a preposition.
    after: Vec<Ask>,
}

impl Need {
    /// Of all alternatives; `None` where one of them may hold whatever the words are.
    pub fn of(asks: &[Ask]) -> Option<Need> {
        let mut need = Need::default();
        for ask in asks {
            match ask {
                Ask::Nothing => return None,
                Ask::Inside(asked) => need.inside.add(asked),
                Ask::Near(asked) => need.near.add(asked),
                Ask::After(..) | Ask::Preposition(_) => need.after.push(*ask),
            }
        }
        Some(need)
    }

    /// As [`Ask::may_be_met`], of any alternative.
    pub fn may_be_met(&self, inside: &Holds, near: &Holds) -> bool {
        inside.meets(&self.inside)
            || near.meets(&self.near)
            || self.after.iter().any(|ask| ask.may_be_met(inside, near))
    }
}

/// The word by which a preposition of several counts ("out of").
pub(crate) fn first_word(words: &str) -> &str {
    words.split_once(' ').map_or(words, |(first, _)| first)
}
