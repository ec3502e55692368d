//! What a phrase must be, as a pattern says it.
//!
//! For: asking for all alternatives of a pattern at once: words carry sets of classes and kinds, and so do filters. In: the filter of a
//! pattern ("@force|=person|camp", see `pattern`). Out: [`Filters`]. Not here: which words stand in a phrase (see [`crate::annotate`]).

use super::ClassSet;
use super::pattern::Lemma;
use crate::annotate::EntityKind;

/// What an entity or a word is, as filters name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An entity of this kind; states are places, too.
    Of(EntityKind),
    /// Any proper noun.
    Name,
    /// A number.
    Number,
}

/// The kinds by the names that filters have for them.
const KINDS: [(&str, Kind); 11] = [
    ("person", Kind::Of(EntityKind::Person)),
    ("organisation", Kind::Of(EntityKind::Organisation)),
    ("armed_group", Kind::Of(EntityKind::ArmedGroup)),
    ("state", Kind::Of(EntityKind::State)),
    ("outlet", Kind::Of(EntityKind::Outlet)),
    ("place", Kind::Of(EntityKind::Place)),
    ("document", Kind::Of(EntityKind::Document)),
    ("artefact", Kind::Of(EntityKind::Artefact)),
    ("group", Kind::Of(EntityKind::Group)),
    ("name", Kind::Name),
    ("number", Kind::Number),
];

/// Written like a kind: the words give an age under 18.
const MINOR: &str = "minor";

/// A set of kinds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct KindSet(u16);

impl KindSet {
    /// The set of these.
    pub const fn of(kinds: &[Kind]) -> KindSet {
        let (mut bits, mut at) = (0, 0);
        while at < kinds.len() {
            bits |= match kinds[at] {
                Kind::Of(kind) => 1 << kind as u16,
                Kind::Name => 1 << (KINDS.len() - 2),
                Kind::Number => 1 << (KINDS.len() - 1),
            };
            at += 1;
        }
        KindSet(bits)
    }

    /// The kinds of both.
    #[must_use]
    pub fn with(self, other: KindSet) -> KindSet {
        KindSet(self.0 | other.0)
    }

    /// Whether any kind is in both.
    pub fn meets(self, other: KindSet) -> bool {
        self.0 & other.0 != 0
    }

    /// Each kind by itself.
    pub fn each(self) -> impl Iterator<Item = KindSet> {
        (0..KINDS.len()).map(|place| KindSet(1 << place)).filter(move |kind| self.meets(*kind))
    }
}

/// Alternatives: a phrase passes that is any of this.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filters {
    /// Anything at all passes.
    pub anything: bool,
    /// It gives an age under 18.
    pub minor: bool,
    /// One of its words is in any of these classes.
    pub holds: ClassSet,
    /// Its head is in any of these classes.
    pub head_in: ClassSet,
    /// Its head names any of these kinds.
    pub kinds: KindSet,
    /// Any of these lemmas stands in it.
    pub words: Vec<Lemma>,
    /// All lemmas of any of these rows stand in it one after the other.
    pub rows: Vec<Vec<Lemma>>,
}

impl Filters {
    /// Reads alternatives. `class` gives the position of a class by name.
    pub(super) fn read(text: &str, class: &dyn Fn(&str) -> Option<u16>) -> Result<Filters, String> {
        let mut filters = Filters::default();
        for item in text.split('|').map(str::trim) {
            let known = |name: &str| class(name).ok_or_else(|| format!("unknown class \"{name}\""));
            match item.as_bytes().first() {
                Some(b'*') if item.len() == 1 => filters.anything = true,
                Some(b'@') => filters.holds = filters.holds.with(ClassSet::of(known(&item[1..])?)),
                Some(b'^') => filters.head_in = filters.head_in.with(ClassSet::of(known(&item[1..])?)),
                Some(b'=') if &item[1..] == MINOR => filters.minor = true,
                Some(b'=') => {
                    let Some((_, kind)) = KINDS.iter().find(|(name, _)| *name == &item[1..]) else {
                        let kinds: Vec<&str> = KINDS.iter().map(|(name, _)| *name).chain([MINOR]).collect();
                        return Err(format!("unknown kind \"{item}\"; kinds are {}", kinds.join(", ")));
                    };
                    filters.kinds = filters.kinds.with(KindSet::of(&[*kind]));
                }
                Some(_) => {
                    let mut row: Vec<Lemma> = item.split_whitespace().map(Lemma::new).collect();
                    match row.pop() {
                        Some(word) if row.is_empty() => filters.words.push(word),
                        last => {
                            row.extend(last);
                            filters.rows.push(row);
                        }
                    }
                }
                None => return Err(format!("an empty filter in \"{text}\"")),
            }
        }
        Ok(filters)
    }

    /// The classes of which a word or the head must be.
    pub fn classes(&self) -> ClassSet {
        self.holds.with(self.head_in)
    }

    /// The first word of each alternative that is made of words.
    pub fn first_words(&self) -> impl Iterator<Item = &Lemma> {
        self.words.iter().chain(self.rows.iter().filter_map(|row| row.first()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Filters, String> {
        Filters::read(text, &|name| (name == "force").then_some(7))
    }

    #[test]
    fn alternatives_of_one_sort_are_one_set() {
        let filters = read("@force|=person|=state|camp|call up").unwrap();
        assert_eq!(filters.holds, ClassSet::of(7));
        assert_eq!(filters.kinds, KindSet::of(&[Kind::Of(EntityKind::State), Kind::Of(EntityKind::Person)]));
        assert_eq!(filters.kinds.each().count(), 2);
        assert_eq!(filters.first_words().map(|word| word.text.as_str()).collect::<Vec<_>>(), ["camp", "call"]);
        assert!(!filters.anything && !filters.minor && read("=minor|*").is_ok_and(|f| f.anything && f.minor));
    }

    #[test]
    fn mistakes_are_named() {
        assert_eq!(read("@crowd"), Err("unknown class \"crowd\"".into()));
        assert!(read("=crowd").unwrap_err().ends_with("name, number, minor"));
        assert!(read("camp|").is_err());
    }
}
