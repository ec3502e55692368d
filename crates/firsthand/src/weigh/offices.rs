//! What reports call the people of the collection: "director", "of the Olun hospital".
//!
//! For: [`super::meant`], which asks it of every described source of every event. In: the entities of all reports and what they
//! were linked to. Out: [`Offices`], each way of calling a person once, however many reports use it. Not here: which description fits.

use super::origins::description;
use super::words::{WORDS, plain_words};
use crate::annotate::EntityKind;
use crate::held::Given;
use crate::link::{Entities, Membership};
use rustc_hash::{FxHashMap, FxHashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

/// Letters of the shortest word that a compound is recognised by.
const SHORTEST: usize = 6;

/// The offices of people, and who speaks for whom.
pub(super) struct Offices {
    /// For each entity of the collection the words of each office that some report gives it with its body.
    told: FxHashMap<u32, Vec<Vec<String>>>,
    /// Who speaks for each entity of the collection.
    speakers: FxHashMap<u32, Vec<u32>>,
}

impl Offices {
    /// Reads the persons of all reports.
    pub fn read(given: Given<'_>, entities: &Entities, members: &Membership) -> Self {
        let mut told: FxHashMap<u32, Vec<Vec<String>>> = FxHashMap::default();
        let mut seen: FxHashSet<(u32, u64)> = FxHashSet::default();
        for report in given.numbers() {
            let entities = given.entity_list(report);
            let persons = entities.iter().enumerate().filter(|(_, entity)| entity.kind == EntityKind::Person);
            for (item, person) in persons {
                let Some(linked) = members.of(report, item as u32) else { continue };
                let body = person.affiliation.and_then(|body| entities.get(body as usize));
                let (office, body) = (person.role.as_deref().unwrap_or(""), body.map_or("", |body| body.name.as_str()));
                if (office, body) != ("", "") && seen.insert((linked, key(office, body))) {
                    told.entry(linked).or_default().push([office, body].into_iter().flat_map(all_words).collect());
                }
            }
        }
        let mut speakers: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        for number in entities.numbers() {
            if let Some(body) = entities.speaks_for(number) {
                speakers.entry(body).or_default().push(number);
            }
        }
        Offices { told, speakers }
    }

    /// Whether some report calls a person by an office of such a body: "union secretary".
    pub fn heads(&self, entity: u32, body: &str) -> bool {
        let mut offices = self.told.get(&entity).into_iter().flatten();
        offices.any(|told| told.iter().any(|w| w == body) && told.iter().any(|w| WORDS.offices.contains(w)))
    }

    /// Whether some report calls a person by any of these words.
    pub fn are_called_any(&self, entity: u32, words: &[String]) -> bool {
        let told = self.told.get(&entity).into_iter().flatten().flatten();
        told.into_iter().any(|word| words.contains(word))
    }

    /// Whether who goes by this name holds an office in a town (a mayor, a headmistress), and so speaks for it or for themselves and for no
    /// state: by the name or by what some report calls them.
    pub fn are_local(&self, name: &str, entity: Option<u32>) -> bool {
        plain_words(name).any(|word| WORDS.local_offices.contains(&word))
            || entity.is_some_and(|entity| self.are_called_any(entity, &WORDS.local_offices))
    }

    /// Whether some report calls a person, or one of a body's people, by all of these words.
    pub fn are_called(&self, entity: Option<u32>, words: &[String]) -> bool {
        let Some(entity) = entity else { return false };
        let people = self.speakers.get(&entity).map_or(&[][..], Vec::as_slice);
        let mut offices = people.iter().chain([&entity]).filter_map(|one| self.told.get(one)).flatten();
        offices.any(|told| words.iter().all(|word| told.iter().any(|known| is_called(known, word))))
    }
}

/// The hash of an office with its body.
fn key(office: &str, body: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    (office, body).hash(&mut hasher);
    hasher.finish()
}

/// Whether a word for somebody fits what they are called: the same, a compound of it ("schoolteacher", a teacher), or the body that
/// such an office heads.
fn is_called(known: &str, word: &str) -> bool {
    let heads = || WORDS.heads_of.get(known).is_some_and(|bodies| bodies.iter().any(|body| body == word));
    known == word || known.len() >= SHORTEST && word.ends_with(known) || heads()
}

/// The words of an office or name in the singular: "director of the Olun hospital".
fn all_words(text: &str) -> Vec<String> {
    description(&text.to_lowercase()).split(' ').filter(|word| word.len() > 1).map(str::to_owned).collect()
}
