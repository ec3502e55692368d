//! Offices mentioned before the name of who holds them: "The governor denied it. ... Governor Omar Tal left."
//!
//! In: the things of a report. Out: pairs of an unnamed holder of an office and the one named person who bears it in
//! this report. Not here: offices after their name, which resolve to the nearest thing that fits (see `coreference`).

use super::super::{Doc, EntityKind};
use super::coreference::Thing;
use super::found::Found;
use super::lists::{Head, Sort};
use crate::text::Span;
use rustc_hash::{FxHashMap, FxHashSet};

/// Unnamed and named things that are one person; nothing where two named persons bear the office.
pub(super) fn before_names(doc: &Doc<'_>, found: &[Found], things: &[Thing]) -> Vec<(u32, u32)> {
    let mut holders: FxHashMap<String, Option<u32>> = FxHashMap::default();
    for (at, thing) in things.iter().enumerate() {
        let Some(role) = thing.role.filter(|_| thing.named && thing.kind == EntityKind::Person) else { continue };
        for word in doc.text(role).split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
            let holder = holders.entry(word.to_lowercase()).or_insert(Some(at as u32));
            if *holder != Some(at as u32) {
                *holder = None;
            }
        }
    }
    if holders.is_empty() {
        return Vec::new();
    }
    let offices: FxHashSet<Span> = found
        .iter()
        .filter(|f| f.definite && matches!(f.head, Some(Head::Person(Sort::Office, _))))
        .map(|f| f.span)
        .collect();
    let mut joins = Vec::new();
    for (at, thing) in things.iter().enumerate() {
        let (false, EntityKind::Person, Some(head)) = (thing.named, thing.kind, thing.heads.first()) else { continue };
        let Some(Some(holder)) = holders.get(doc.lower(*head as usize)).copied() else { continue };
        let Some(person) = things.get(holder as usize) else { continue };
        let (Some(first), Some(named)) = (thing.mentions.first(), person.mentions.first()) else { continue };
        let differ = |a: bool, b: bool, same: bool| a && b && !same;
        let states = (thing.state.is_some(), person.state.is_some());
        let one_state = thing.state == person.state && thing.state.is_some();
        let other_state = differ(states.0, states.1, one_state);
        let bodies = thing.affiliation == person.affiliation || one_state;
        let other_body = differ(thing.affiliation.is_some(), person.affiliation.is_some(), bodies);
        let before = first.span.start < named.span.start && offices.contains(&first.span);
        if before && !other_body && !other_state && thing.gender.fits(person.gender) {
            joins.push((at as u32, holder));
        }
    }
    joins
}
