//! The embedded public lists: states, media, organisations, titles, head nouns, given names, cities.
//!
//! For: evidence about what a name is. In: words in lower case. Out: rows of the lists.
//! Not here: how the evidence is weighed. Every list is a data file that says its origin and licence.

use super::super::EntityKind;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

/// Grammatical or natural gender, as far as words show it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Gender {
    #[default]
    Unknown,
    Male,
    Female,
}

impl Gender {
    fn read(word: &str) -> Gender {
        match word {
            "m" => Gender::Male,
            "f" => Gender::Female,
            _ => Gender::Unknown,
        }
    }

    /// Whether both may be the same person's.
    pub fn fits(self, other: Gender) -> bool {
        self == other || self == Gender::Unknown || other == Gender::Unknown
    }

    /// The known one of two.
    pub fn or(self, other: Gender) -> Gender {
        if self == Gender::Unknown { other } else { self }
    }
}

/// What a noun that heads names and descriptions stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Head {
    /// A thing of this kind; `true` for a plural form.
    Thing(EntityKind, bool),
    /// One person: the noun is an office, rank or description.
    Person(Sort, Gender),
    /// People without a name.
    People,
    /// A happening, no entity.
    Event,
}

/// Sorts of title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// Stands only before a name ("Mr").
    Title,
    /// A military or police rank.
    Rank,
    /// An office, a role by itself ("minister").
    Office,
    /// A clerical title.
    Faith,
    /// Says what a person is ("farmer"); never a title.
    Person,
}

/// What words around or inside a name show (see `data/names/evidence.tsv`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Evidence {
    In,
    To,
    Says,
    Topic,
    Particle,
    People,
    Ruled,
    Fights,
    Before,
    Prefix,
    Organ,
    Officer,
    Rebel,
    ForcesBefore,
    Generic,
    Part,
    Enters,
    Mere,
    Leads,
    Shows,
    Women,
    Men,
}

impl Evidence {
    pub(super) fn bit(self) -> u32 {
        1 << self as u32
    }
}

const EVIDENCE: [(&str, Evidence); 22] = [
    ("in", Evidence::In),
    ("to", Evidence::To),
    ("says", Evidence::Says),
    ("topic", Evidence::Topic),
    ("particle", Evidence::Particle),
    ("people", Evidence::People),
    ("ruled", Evidence::Ruled),
    ("fights", Evidence::Fights),
    ("before", Evidence::Before),
    ("prefix", Evidence::Prefix),
    ("organ", Evidence::Organ),
    ("officer", Evidence::Officer),
    ("rebel", Evidence::Rebel),
    ("forces_before", Evidence::ForcesBefore),
    ("generic", Evidence::Generic),
    ("part", Evidence::Part),
    ("enters", Evidence::Enters),
    ("mere", Evidence::Mere),
    ("leads", Evidence::Leads),
    ("shows", Evidence::Shows),
    ("female", Evidence::Women),
    ("male", Evidence::Men),
];

/// A state or territory.
pub(super) struct State {
    pub name: &'static str,
    /// Lower-case ASCII, the form in which `Entity::state` names it.
    pub key: String,
}

/// A known organisation or medium.
pub(super) struct Known {
    /// All names, the long form first.
    pub names: Vec<&'static str>,
    pub kind: EntityKind,
    /// The state that owns or directs it, as a key.
    pub state: Option<String>,
}

/// All lists.
#[derive(Default)]
pub(super) struct Lists {
    pub states: Vec<State>,
    pub state_names: FxHashMap<String, u16>,
    pub demonyms: FxHashMap<String, u16>,
    pub capitals: FxHashMap<String, u16>,
    pub known: Vec<Known>,
    pub known_names: FxHashMap<String, u16>,
    pub heads: FxHashMap<&'static str, Head>,
    pub titles: FxHashMap<&'static str, (Sort, Gender)>,
    pub modifiers: FxHashSet<&'static str>,
    pub given: FxHashMap<&'static str, Gender>,
    pub not_names: FxHashSet<&'static str>,
    evidence: FxHashMap<&'static str, u32>,
}

static LISTS: LazyLock<Lists> = LazyLock::new(Lists::read);

/// The key of the state of which a place is the capital, by public data ("Paris": "france").
pub fn capital_of(place: &str) -> Option<&'static str> {
    let at = LISTS.capitals.get(place.to_lowercase().as_str())?;
    LISTS.states.get(usize::from(*at)).map(|state| state.key.as_str())
}

/// The lists, read once.
pub(super) fn lists() -> &'static Lists {
    &LISTS
}

fn rows(file: &'static str) -> impl Iterator<Item = (&'static str, std::str::Split<'static, char>)> {
    file.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).map(|line| {
        let mut cells = line.split('\t');
        (cells.next().unwrap_or(""), cells)
    })
}

/// Lower case without marks; apostrophes dropped and hyphens to spaces only where `spaces`.
pub(super) fn plain(name: &str, spaces: bool) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.chars() {
        match c {
            'a'..='z' | '0'..='9' | ' ' => out.push(c),
            'A'..='Z' => out.push(c.to_ascii_lowercase()),
            '-' | '\u{2010}' | '\u{2011}' if spaces => out.push(' '),
            '\'' | '’' | '‘' | 'ʼ' | 'ʻ' | '`' if spaces => {}
            c if c.is_ascii() => out.push(c),
            c => out.extend(any_ascii::any_ascii_char(c).chars().map(|c| c.to_ascii_lowercase())),
        }
    }
    out
}

impl Lists {
    fn read() -> Lists {
        let mut lists = Lists::default();
        for (name, mut cells) in rows(include_str!("../../../data/names/states.tsv")) {
            let at = lists.states.len() as u16;
            lists.states.push(State { name, key: plain(name, false) });
            lists.state_names.insert(name.to_lowercase(), at);
            let mut add = |map: &mut FxHashMap<String, u16>| {
                for form in cells.next().unwrap_or("").split('|').filter(|form| !form.is_empty()) {
                    map.entry(form.to_lowercase()).or_insert(at);
                }
            };
            add(&mut lists.demonyms);
            add(&mut lists.state_names);
            add(&mut lists.capitals);
        }
        lists.read_known(include_str!("../../../data/names/media.tsv"));
        lists.read_known(include_str!("../../../data/names/organisations.tsv"));
        for (word, mut cells) in rows(include_str!("../../../data/names/heads.tsv")) {
            let kind = cells.next().unwrap_or("");
            let plural = cells.next() == Some("p");
            let head = match kind {
                "armed_group" => Head::Thing(EntityKind::ArmedGroup, plural),
                "outlet" => Head::Thing(EntityKind::Outlet, plural),
                "document" => Head::Thing(EntityKind::Document, plural),
                "artefact" => Head::Thing(EntityKind::Artefact, plural),
                "place" => Head::Thing(EntityKind::Place, plural),
                "state" => Head::Thing(EntityKind::State, plural),
                "event" => Head::Event,
                _ => Head::Thing(EntityKind::Organisation, plural),
            };
            lists.heads.insert(word, head);
        }
        for (word, mut cells) in rows(include_str!("../../../data/names/titles.tsv")) {
            let sort = match cells.next().unwrap_or("") {
                "title" => Sort::Title,
                "rank" => Sort::Rank,
                "faith" => Sort::Faith,
                "person" => Sort::Person,
                _ => Sort::Office,
            };
            let gender = Gender::read(cells.next().unwrap_or(""));
            if sort != Sort::Person {
                lists.titles.insert(word, (sort, gender));
            }
            if sort != Sort::Title {
                lists.heads.entry(word).or_insert(Head::Person(sort, gender));
            }
        }
        for (word, _) in rows(include_str!("../../../data/names/groups.tsv")) {
            lists.heads.entry(word).or_insert(Head::People);
        }
        for (word, _) in rows(include_str!("../../../data/names/title_modifiers.tsv")) {
            lists.modifiers.insert(word);
        }
        for (word, mut cells) in rows(include_str!("../../../data/names/given.tsv")) {
            lists.given.insert(word, Gender::read(cells.next().unwrap_or("")));
        }
        for (word, mut cells) in rows(include_str!("../../../data/names/evidence.tsv")) {
            let cell = cells.next().unwrap_or("");
            if let Some((_, evidence)) = EVIDENCE.iter().find(|(name, _)| *name == cell) {
                *lists.evidence.entry(word).or_insert(0) |= evidence.bit();
            }
        }
        for (word, _) in rows(include_str!("../../../data/names/not_names.tsv")) {
            lists.not_names.insert(word);
        }
        lists
    }

    fn read_known(&mut self, file: &'static str) {
        for (names, mut cells) in rows(file) {
            let kind = match cells.next().unwrap_or("") {
                "armed_group" => EntityKind::ArmedGroup,
                "agency" | "outlet" | "platform" => EntityKind::Outlet,
                _ => EntityKind::Organisation,
            };
            let state = cells.next().filter(|state| !state.is_empty()).map(|state| plain(state, false));
            let names: Vec<&'static str> = names.split('|').collect();
            for name in &names {
                let lower = name.to_lowercase();
                let lower = lower.strip_prefix("the ").unwrap_or(&lower);
                self.known_names.entry(lower.to_string()).or_insert(self.known.len() as u16);
            }
            self.known.push(Known { names, kind, state });
        }
    }

    /// What a noun heads, in lower case; compounds by their last part ("vice-president").
    pub fn head(&self, lower: &str) -> Option<Head> {
        self.heads.get(lower).copied().or_else(|| self.head_of_last(lower))
    }

    /// What the last part of a compound heads, if that is people.
    pub fn head_of_last(&self, lower: &str) -> Option<Head> {
        let cut = lower.bytes().rposition(|byte| byte == b'-')?;
        match self.heads.get(lower.get(cut + 1..)?).copied() {
            Some(head @ (Head::Person(..) | Head::People)) => Some(head),
            _ => None,
        }
    }

    /// Whether a word is evidence of this sort.
    pub fn is(&self, lower: &str, evidence: Evidence) -> bool {
        self.evidence.get(lower).is_some_and(|bits| bits & evidence.bit() != 0)
    }

    /// What words are evidence of, as bits.
    pub fn evidence(&self) -> impl Iterator<Item = (&'static str, u32)> {
        self.evidence.iter().map(|(word, bits)| (*word, *bits))
    }

    /// The state of which a word is a name.
    pub fn state(&self, lower: &str) -> Option<&State> {
        self.state_names.get(lower).and_then(|at| self.states.get(usize::from(*at)))
    }

    /// The state of which a word is the adjective or the name of its people.
    pub fn demonym(&self, lower: &str) -> Option<&State> {
        self.demonyms.get(lower).and_then(|at| self.states.get(usize::from(*at)))
    }

    /// The organisation or medium that a name, without article, is known as.
    ///
    /// `lower` is the name in lower case; where the list writes capitals alone ("SANA"), so must `printed` ("Sana" is a given name).
    pub fn known(&self, lower: &str, printed: &str) -> Option<&Known> {
        let known = self.known_names.get(lower).and_then(|at| self.known.get(usize::from(*at)))?;
        let shouted = |name: &str| !name.contains(char::is_lowercase);
        let fits = known.names.iter().any(|name| {
            (!shouted(name) || shouted(printed)) && name.trim_start_matches("The ").eq_ignore_ascii_case(lower)
        });
        (fits || !lower.is_ascii()).then_some(known)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_is_read() {
        let lists = lists();
        assert_eq!(lists.state("chad").map(|s| s.key.as_str()), Some("chad"));
        assert_eq!(lists.demonym("chadian").map(|s| s.name), Some("Chad"));
        assert_eq!(lists.known("tass", "TASS").and_then(|k| k.state.as_deref()), Some("russia"));
        assert!(matches!(lists.head("vice-president"), Some(Head::Person(..))));
        assert_eq!(lists.head("brigade"), Some(Head::Thing(EntityKind::ArmedGroup, false)));
    }
}
