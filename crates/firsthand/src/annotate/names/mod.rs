//! Who and what is named in a report.
//!
//! For: one [`Entity`] per thing, with its spellings and mentions. In: a [`Doc`].
//! Out: entities. Not here: who says what about them.
//!
//! `find`, `run`, `parts` and `describe` find mentions, `appositions` ties neighbours, `kinds` weighs what names are, `forms` unites
//! names; `coreference` makes one thing of the mentions that mean it, `described` and `pronouns` for those that are no names, `offices`,
//! `introduced`, `bodies` and `settled` with the whole report in view; `states` says whose organs and media things are, `key` folds names for comparison
//! between reports, `alike` scores two names.

pub mod alike;
mod appositions;
mod bodies;
mod coreference;
mod describe;
mod described;
mod find;
mod forms;
mod found;
mod introduced;
mod key;
mod kinds;
mod known;
mod lists;
mod offices;
mod parts;
mod pronouns;
mod run;
mod settled;
mod states;
#[cfg(test)]
mod tests;

pub use key::{key, keys};
pub(in crate::annotate) use known::{Known, list};
pub use lists::capital_of;

use super::{Doc, Entity, places};
use crate::text::Span;

/// Everybody and everything named or described in a report, in the order of their first mention.
///
/// An entity whose mentions are all [`super::MentionForm::Nominal`] has no name ("a security source"): its `name` is the
/// description, and it is not `named`. A state's own `state` is its key.
pub fn entities(doc: &Doc<'_>) -> Vec<Entity> {
    let case = found::Case::read(doc);
    let found = find::find(doc, &case);
    let bonds = appositions::Bonds::read(doc, &found);
    let forms = forms::Forms::read(doc, &case, &found, &bonds.ties, &bonds.hints);
    coreference::resolve(doc, &found, &forms, &bonds)
}

/// The key of the state that public data know by a name in lower case.
pub(crate) fn state_named(lower: &str) -> Option<&'static str> {
    lists::lists().state(lower).map(|state| state.key.as_str())
}

/// The name of the state that public data know by a name.
pub(super) fn state_name(name: &str) -> Option<&'static str> {
    lists::lists().state(&name.to_lowercase()).map(|state| state.name)
}

/// The name of the state whose people or adjective a word is: "Turkish".
pub(super) fn place_of_people(name: &str) -> Option<&'static str> {
    lists::lists().demonym(&name.to_lowercase()).map(|state| state.name)
}

/// A name in lower case without marks, hyphens as spaces, as the lists of places have it.
pub(super) fn folded(name: &str) -> String {
    lists::plain(name, true)
}

/// The folded keys of a name and its other forms, sorted.
pub(crate) fn keys_of(name: &str, aliases: &[String]) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for form in std::iter::once(name).chain(aliases.iter().map(String::as_str)) {
        if found::is_acronym(form) {
            all.push(form.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase());
        } else {
            all.extend(keys(form));
        }
    }
    all.retain(|key| !key.is_empty());
    all.sort_unstable();
    all.dedup();
    all
}

/// Whether a name or one of its other forms has a folded key at all.
fn has_key(name: &str, aliases: &[String]) -> bool {
    std::iter::once(name).chain(aliases.iter().map(String::as_str)).any(|form| {
        if found::is_acronym(form) {
            form.chars().any(char::is_alphanumeric)
        } else {
            // The first key of most is not empty; a name that is an article alone has only others.
            !key(form).is_empty() || keys(form).iter().any(|key| !key.is_empty())
        }
    })
}

/// Whether a name is a state's, by the public list.
pub(crate) fn is_state(name: &str) -> bool {
    lists::lists().state(&name.to_lowercase()).is_some()
}

/// Whether two names are of two states of the public list or of two of its cities.
pub(crate) fn are_two_places(a: &str, b: &str) -> bool {
    let state = |name: &str| lists::lists().state(&name.to_lowercase()).map(|state| state.key.as_str());
    match (state(a), state(b)) {
        (Some(a), Some(b)) => a != b,
        _ => places::city(a).zip(places::city(b)).is_some_and(|(a, b)| a != b),
    }
}

/// Whether a given name is a man's; `None` where it is not known or either's.
pub(super) fn given_gender(name: &str) -> Option<bool> {
    match lists::lists().given.get(name.to_lowercase().as_str())? {
        lists::Gender::Male => Some(true),
        lists::Gender::Female => Some(false),
        lists::Gender::Unknown => None,
    }
}

/// Looks up entities by where they are mentioned.
///
/// Built once a report; each look-up is logarithmic in the number of mentions.
#[derive(Debug)]
pub struct Mentions {
    /// Span and entity, sorted.
    sorted: Vec<(Span, u32)>,
    /// Longest mention in bytes.
    longest: u32,
}

impl Mentions {
    /// Indexes the mentions of a report's entities.
    pub fn new(entities: &[Entity]) -> Self {
        let mut sorted: Vec<(Span, u32)> = entities
            .iter()
            .enumerate()
            .flat_map(|(at, e)| e.mentions.iter().map(move |m| (m.span, at as u32)))
            .collect();
        sorted.sort_unstable();
        let longest = sorted.iter().map(|(span, _)| span.len() as u32).max().unwrap_or(0);
        Mentions { sorted, longest }
    }

    /// The mentions that lie in a span, with their entities, in text order.
    pub fn within(&self, span: Span) -> impl Iterator<Item = (Span, u32)> + '_ {
        let from = self.sorted.partition_point(|(s, _)| s.start < span.start);
        self.sorted
            .iter()
            .skip(from)
            .take_while(move |(s, _)| s.start < span.end)
            .filter(move |(s, _)| s.end <= span.end)
            .copied()
    }

    /// The entity that a span mentions: the mention with these bounds, else the longest that overlaps it.
    pub fn at(&self, span: Span) -> Option<u32> {
        let from = self.sorted.partition_point(|(s, _)| s.start.saturating_add(self.longest) < span.start);
        let mut best: Option<(u32, u32)> = None;
        for (found, entity) in self.sorted.iter().skip(from).take_while(|(s, _)| s.start < span.end) {
            if *found == span {
                return Some(*entity);
            }
            if found.overlaps(span) {
                let shared = found.end.min(span.end) - found.start.max(span.start);
                if best.is_none_or(|(b, _)| shared > b) {
                    best = Some((shared, *entity));
                }
            }
        }
        best.map(|(_, entity)| entity)
    }
}

/// The entity that a span mentions (see [`Mentions::at`]); for a single look-up.
pub fn entity_at(entities: &[Entity], span: Span) -> Option<u32> {
    Mentions::new(entities).at(span)
}
