//! Several sources that one report names together and then one by one: "two people who were there" before "a fruit seller".
//!
//! For: counting rule 4. In: an unnamed origin of one event and the others. Out: the one of the same report that is among those whom
//! it sums up. Not here: whether two unnamed sources of different reports are one (see [`super::anonymous`]).

use super::collection::{Collection, Nth};
use super::words::{WORDS, plain_words};
use super::{Basis, Origin};
use crate::annotate::SourceKind;
use std::collections::BTreeMap;

/// One of several unnamed people ("two people who were there") whom the same report then quotes alone ("a fruit seller").
pub(super) fn among(
    all: &Collection<'_>,
    group: &Origin,
    (number, claims_of): (u32, &BTreeMap<u32, Vec<Nth>>),
    order: &[(u32, &Origin)],
) -> Option<u32> {
    if group.basis != Basis::Anonymous {
        return None;
    }
    if let Some(one) = summed_up(all, group, (number, claims_of), order) {
        return Some(one);
    }
    if group.reports.len() != 1 || !is_several(&group.name) {
        return None;
    }
    let first = |origin: u32| {
        let claims = claims_of.get(&origin).into_iter().flatten();
        claims.filter_map(|&nth| all.told(nth)).map(|told| told.span.start).min()
    };
    let since = first(number)?;
    let insider = |word: String| {
        matches!(word.as_str(), "close" | "familiar" | "official" | "officials" | "source" | "sources" | "officer")
            || WORDS.state_sources.contains(&word)
            || WORDS.circles.of(&word).is_some()
    };
    let alone = |o: &Origin| {
        let person = matches!(o.kind, SourceKind::Person | SourceKind::Anonymous);
        person && !is_several(&o.name) && !plain_words(&o.name).any(insider)
    };
    let others = order.iter().filter(|(origin, o)| *origin != number && o.reports == group.reports && alone(o));
    let mut later = others.filter(|(origin, _)| first(*origin).is_some_and(|at| at > since)).map(|(origin, _)| *origin);
    later.next()
}

/// The first of those who are cited one by one below a lede that sums them up: "a trader and the army said".
fn summed_up(
    all: &Collection<'_>,
    group: &Origin,
    (number, claims_of): (u32, &BTreeMap<u32, Vec<Nth>>),
    order: &[(u32, &Origin)],
) -> Option<u32> {
    let parts = group.name.split(" and ").filter(|part| !part.trim().is_empty()).count();
    if parts < 2 || group.name.chars().any(char::is_uppercase) {
        return None;
    }
    let places = |origin: u32| {
        let claims = claims_of.get(&origin).into_iter().flatten();
        claims.filter_map(|&nth| Some((*all.claims.get(nth)?, all.told(nth)?.span.start)))
    };
    let below = |origin: u32| {
        places(origin).any(|(at, start)| places(number).any(|(by, above)| by.report == at.report && above < start))
    };
    let mut cited = order.iter().map(|(origin, _)| *origin).filter(|origin| *origin != number && below(*origin));
    let first = cited.next()?;
    (cited.count() + 1 >= parts).then_some(first)
}

/// Whether a description is of several people of no sort of their own: "two people", "witnesses".
fn is_several(name: &str) -> bool {
    const ANY: [&str; 9] = [
        "people",
        "persons",
        "witnesses",
        "eyewitnesses",
        "residents",
        "villagers",
        "survivors",
        "locals",
        "neighbours",
    ];
    name.split_whitespace().take(3).any(|word| ANY.contains(&word.to_lowercase().as_str()))
}
