//! The table of which claims may be of one happening, read once from `data/link_events.toml`.
//!
//! For: keeping families of types, roles and weights out of the code. In: the embedded file.
//! Out: [`codes`]. A file that does not parse is a mistake of the build; a test says so.

use super::happening::{stem, stems};
use super::shingles::mix;
use super::words::word_hash;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use std::sync::LazyLock;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Codes {
    pub family: Vec<Family>,
    pub roles: Roles,
    pub statements: Prefixes,
    /// Types of what is done to many over weeks.
    pub campaigns: Prefixes,
    pub weights: Weights,
    /// Units that measure and do not count: ages, shares, lengths of time.
    pub measures: Vec<String>,
    /// Words that make a stretch of a time.
    pub stretches: Vec<String>,
    /// Words that make a day of a time.
    pub day_words: Vec<String>,
    /// Words that do not tell one war from another.
    pub war_words: Vec<String>,
    /// Their beginnings, filled after reading.
    #[serde(skip)]
    pub common_in_wars: Vec<u32>,
    /// People that stand in most reports of a conflict and so tell no happening from another.
    pub everywhere: Vec<String>,
    /// Their beginnings, filled after reading.
    #[serde(skip)]
    pub common_people: Vec<u32>,
    /// People of any kind.
    pub anybody: Vec<String>,
    /// Their hashes, filled after reading.
    #[serde(skip)]
    anybodies: FxHashSet<u32>,
    /// Words for numbers: they name nobody.
    pub numerals: Vec<String>,
    /// Nouns for places that hold other places.
    pub regions: Vec<String>,
    pub singular: FxHashMap<String, String>,
    /// Nouns in the singular by the sort of thing they name.
    pub sort: FxHashMap<String, Vec<String>>,
    /// Sorts that exclude each other ("boys" are no "girls").
    pub exclusive: FxHashMap<String, Vec<String>>,
    pub limits: Limits,
    /// The sort that holds "minor", as a bit.
    #[serde(skip)]
    pub minors: u32,
    /// Families by type, filled after reading.
    #[serde(skip)]
    by_type: FxHashMap<String, Vec<u32>>,
    /// Sorts by hash of the noun, filled after reading.
    #[serde(skip)]
    by_noun: FxHashMap<u32, u32>,
    /// Exclusive sorts by hash of the noun, as bits.
    #[serde(skip)]
    by_exclusive: FxHashMap<u32, u32>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Family {
    pub name: String,
    pub types: Vec<String>,
    pub near: f32,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Roles {
    pub doer: Vec<String>,
    pub unit: Vec<String>,
    pub affected: Vec<String>,
    pub age: Vec<String>,
    pub war: Vec<String>,
    pub thing: Vec<String>,
    pub place: Vec<String>,
    pub towards: Vec<String>,
    pub time: Vec<String>,
    pub number: Vec<String>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Prefixes {
    pub prefixes: Vec<String>,
}

impl Prefixes {
    fn have(&self, kind: &str) -> bool {
        self.prefixes.iter().any(|prefix| kind.starts_with(prefix.as_str()))
    }
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Weights {
    #[serde(rename = "type")]
    pub kind: f32,
    pub trigger: f32,
    pub doer_named: f32,
    pub doer_state: f32,
    pub doer_party: f32,
    pub doer_unlike: f32,
    pub doer_other: f32,
    pub affected_named: f32,
    pub affected_head: f32,
    pub affected_rare: f32,
    pub affected_sort: f32,
    pub one_of_many: f32,
    pub group: f32,
    pub thing_named: f32,
    pub thing_head: f32,
    pub thing_sort: f32,
    pub place: f32,
    pub place_within: f32,
    pub place_near: f32,
    pub place_state: f32,
    pub headline_place: f32,
    pub towards: f32,
    pub towards_state: f32,
    pub war_same: f32,
    pub war_other: f32,
    pub day: f32,
    pub week: f32,
    pub month: f32,
    pub year: f32,
    pub number_rare: f32,
    pub number_round: f32,
    pub number_same: f32,
    pub number_near: f32,
    pub number_compatible: f32,
    pub number_other: f32,
    pub head_other: f32,
    pub near: f32,
    pub nearest: f32,
    pub content: f32,
    pub content_most: f32,
    pub story: f32,
    pub published: f32,
    pub within_number: f32,
    pub within_modality: f32,
    pub one_dated: f32,
    pub undated: f32,
    pub undated_far: f32,
    pub undated_one: f32,
    pub same_passage: f32,
    pub same_quotation: f32,
    pub source: f32,
    pub source_party: f32,
    pub denier: f32,
    pub denial_within: f32,
    pub answer: f32,
    pub cites: f32,
    pub older_denial: f32,
    pub own_denial: f32,
    pub few: f32,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Limits {
    pub join: f32,
    pub join_within: f32,
    pub perhaps_within: f32,
    pub average: f32,
    pub headline: f32,
    pub anchor: f32,
    pub anchor_of_day: f32,
    pub few_of_day: f32,
    pub telling_words: f32,
    pub near_bytes: u32,
    pub apart_days: i32,
    pub far_days: i32,
    pub long_ago: i32,
    pub answer_days: i32,
    pub news_days: i32,
    pub few: u32,
    pub many: u32,
    pub looks_alike: f32,
    pub refusals: usize,
    pub window: usize,
    pub inherited: f32,
    pub yearless: f32,
    pub rare: f64,
    pub rounding: f64,
    pub telling: f32,
    pub name_word: f32,
    pub words_by_chance: f32,
    pub further_type: f32,
    pub story_from: f32,
    pub story_full: f32,
}

impl Limits {
    /// How much it says that this many reports of some days tell a happening of one type, 1 to 0.
    pub(crate) fn few(&self, reports: u32) -> f32 {
        let over = reports.saturating_sub(self.few) as f32 / self.many.saturating_sub(self.few).max(1) as f32;
        (1.0 - over).max(0.0)
    }

    /// How surely two reports of this likeness tell one story, 0 to 1.
    pub(crate) fn story(&self, likeness: f32) -> f32 {
        ((likeness - self.story_from) / (self.story_full - self.story_from).max(f32::MIN_POSITIVE)).clamp(0.0, 1.0)
    }
}

/// The table.
pub(crate) fn codes() -> &'static Codes {
    static READ: LazyLock<Codes> = LazyLock::new(|| {
        let mut codes: Codes = toml::from_str(include_str!("../../data/link_events.toml")).unwrap_or_default();
        for (number, family) in codes.family.iter().enumerate() {
            for kind in &family.types {
                codes.by_type.entry(kind.clone()).or_default().push(number as u32);
            }
        }
        codes.by_noun = bits(&codes.sort);
        codes.minors = word_hash("minor").map_or(0, |noun| codes.sorts(noun));
        codes.common_in_wars = codes.war_words.iter().flat_map(|word| stems(word)).collect();
        codes.common_people = codes.everywhere.iter().filter_map(|word| stem(word)).collect();
        codes.anybodies = codes.anybody.iter().filter_map(|word| word_hash(word)).collect();
        codes.by_exclusive = bits(&codes.exclusive);
        codes
    });
    &READ
}

/// For each noun of a table the lists that hold it, one bit each.
fn bits(table: &FxHashMap<String, Vec<String>>) -> FxHashMap<u32, u32> {
    let mut lists: Vec<(&String, &Vec<String>)> = table.iter().collect();
    lists.sort_unstable();
    let mut found: FxHashMap<u32, u32> = FxHashMap::default();
    for (bit, (_, nouns)) in lists.into_iter().enumerate().take(32) {
        for noun in nouns.iter().filter_map(|noun| word_hash(noun)) {
            *found.entry(noun).or_default() |= 1 << bit;
        }
    }
    found
}

/// A type, looked up once.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Kind<'a> {
    pub name: &'a str,
    /// Hash of the name: most names that differ are told apart by it.
    hash: u64,
    /// Its families.
    pub families: &'static [u32],
    /// Whether it says who said or belongs to what rather than what happened.
    pub statement: bool,
    /// Whether it is done to many over weeks.
    pub campaign: bool,
}

impl Kind<'_> {
    /// A number that tells most types from others; that of one type is always the same.
    pub(crate) fn number(&self) -> u32 {
        (self.hash >> 32) as u32
    }

    /// Whether two are one type.
    #[inline]
    pub(crate) fn is(&self, other: &Kind<'_>) -> bool {
        // Types of the table are mostly one string.
        self.hash == other.hash && (std::ptr::eq(self.name, other.name) || self.name == other.name)
    }
}

impl Codes {
    /// A type with what is known of it; a type in no family is outside all of them.
    pub(crate) fn kind<'k>(&'static self, name: &'k str) -> Kind<'k> {
        let (name, families) = match self.by_type.get_key_value(name) {
            Some((name, families)) => (name.as_str(), families.as_slice()),
            None => (name, &[][..]),
        };
        let hash = name.bytes().fold(1 << 32, |hash, byte| mix(hash ^ u64::from(byte)));
        Kind { name, hash, families, statement: self.is_statement(name), campaign: self.campaigns.have(name) }
    }

    /// How well two types agree, 0 to 1, and the family that both are of; `None` if they cannot be
    /// of one happening.
    pub(crate) fn agreement(&self, a: &Kind<'_>, b: &Kind<'_>) -> Option<(f32, &str)> {
        if a.is(b) {
            return Some((1.0, "one type"));
        }
        let common = a.families.iter().filter(|family| b.families.contains(family));
        common
            .filter_map(|family| self.family.get(*family as usize))
            .map(|family| (family.near, family.name.as_str()))
            .reduce(|best, other| if other.0 > best.0 { other } else { best })
    }

    /// The sorts of things that a noun (its hash, in the singular) may name, one bit each; 0 for a noun of no sort.
    pub(crate) fn sorts(&self, noun: u32) -> u32 {
        self.by_noun.get(&noun).copied().unwrap_or(0)
    }

    /// Whether a noun names people of any kind.
    pub(crate) fn is_anybody(&self, noun: u32) -> bool {
        self.anybodies.contains(&noun)
    }

    /// The exclusive sorts of a noun: nouns that share none cannot name the same people.
    pub(crate) fn exclusive(&self, noun: u32) -> u32 {
        self.by_exclusive.get(&noun).copied().unwrap_or(0)
    }

    /// Whether a type says who said or belongs to what rather than what happened.
    pub(crate) fn is_statement(&self, kind: &str) -> bool {
        self.statements.have(kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_table_is_valid() {
        toml::from_str::<Codes>(include_str!("../../data/link_events.toml")).unwrap();
    }

    #[test]
    fn types_of_one_family_may_be_one_happening_and_others_may_not() {
        let agreement = |a, b| codes().agreement(&codes().kind(a), &codes().kind(b));
        assert_eq!(agreement("RECRUIT.ENLIST", "RECRUIT.ENLIST"), Some((1.0, "one type")));
        assert!(agreement("RECRUIT.ENLIST", "CHILD.RECRUIT_USE").is_some());
        assert_eq!(agreement("RECRUIT.ENLIST", "ATTACK"), None);
        assert_eq!(agreement("ELECTION.RESULT", "ELECTION.RESULT"), Some((1.0, "one type")));
    }

    #[test]
    fn boys_may_be_the_pupils_of_another_report_and_never_its_girls() {
        let noun = |word: &str| word_hash(word).unwrap();
        assert_ne!(codes().sorts(noun("boy")) & codes().sorts(noun("pupil")), 0);
        assert_eq!(codes().sorts(noun("boy")) & codes().sorts(noun("lorry")), 0);
        assert_eq!(codes().exclusive(noun("boy")) & codes().exclusive(noun("girl")), 0);
        assert_ne!(codes().exclusive(noun("girl")), 0);
        assert_eq!(codes().exclusive(noun("pupil")), 0);
    }
}
