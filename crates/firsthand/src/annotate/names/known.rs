//! What the public lists hold of a word by itself.
//!
//! In: the lists. Out: [`Known`] for each word of the vocabulary. Not here: names of several words.

use super::super::vocabulary::Vocabulary;
use super::lists::{Evidence, Gender, Head, Sort, lists};

/// A word in the lists.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::annotate) struct Known {
    /// What a noun heads, see [`super::lists::Lists::head`].
    pub(super) head: Option<Head>,
    /// The sort of title.
    pub(super) title: Option<(Sort, Gender)>,
    /// Whether it stands before a title ("deputy").
    pub(super) modifier: bool,
    /// Whether it is a given name.
    pub(super) given: bool,
    /// Whether it is capitalised and yet no name ("Monday").
    pub(super) not_name: bool,
    /// Whether it is the name of a state.
    pub(super) state: bool,
    /// Whether it is the adjective or people's name of a state.
    pub(super) demonym: bool,
    /// Whether it is a capital, a known organisation or medium.
    place_or_body: bool,
    evidence: u32,
}

/// Adds the words of the lists.
pub(in crate::annotate) fn list(vocabulary: &mut Vocabulary) {
    let lists = lists();
    for (word, head) in &lists.heads {
        vocabulary.word(*word).names.head = Some(*head);
    }
    for (word, title) in &lists.titles {
        vocabulary.word(*word).names.title = Some(*title);
    }
    for word in &lists.modifiers {
        vocabulary.word(*word).names.modifier = true;
    }
    for word in lists.given.keys() {
        vocabulary.word(*word).names.given = true;
    }
    for word in &lists.not_names {
        vocabulary.word(*word).names.not_name = true;
    }
    for (word, evidence) in lists.evidence() {
        vocabulary.word(word).names.evidence = evidence;
    }
    // No token is a name of several words.
    let single = |name: &&String| !name.contains(' ');
    for word in lists.state_names.keys().filter(single) {
        vocabulary.word(word.clone()).names.state = true;
    }
    for word in lists.demonyms.keys().filter(single) {
        vocabulary.word(word.clone()).names.demonym = true;
    }
    for word in lists.capitals.keys().chain(lists.known_names.keys()).filter(single) {
        vocabulary.word(word.clone()).names.place_or_body = true;
    }
}

impl Known {
    /// Adds what a part of a compound heads to what the lists hold of the word.
    pub fn of(self, lower: &str) -> Known {
        Known { head: self.head.or_else(|| lists().head_of_last(lower)), ..self }
    }

    /// Whether it is evidence of this sort.
    #[inline]
    pub(super) fn is(&self, evidence: Evidence) -> bool {
        self.evidence & evidence.bit() != 0
    }

    /// Whether the public lists know it as a name.
    pub(super) fn listed(&self) -> bool {
        self.state || self.demonym || self.place_or_body || self.given
    }

    /// Whether it stands only before names: "Dr", "Mrs". No rank and no office.
    pub fn opens_name(&self) -> bool {
        self.title.is_some_and(|(sort, _)| sort == Sort::Title)
    }
}
