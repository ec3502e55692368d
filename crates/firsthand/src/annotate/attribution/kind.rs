//! What kind of source somebody is.
//!
//! In: a source phrase, its head and its entity. Out: a [`SourceKind`]. The words decide before the
//! entity: "an army spokesman" is a spokesperson whatever the army is. Not here: who it is.

use super::super::doc::{Doc, Tag};
use super::super::{EntityKind, SourceKind};
use super::lexicon::LEXICON;
use super::who::Known;
use std::ops::Range;

/// The kind of the source in `source` with this head.
pub(super) fn of(
    doc: &Doc<'_>,
    known: &Known<'_>,
    source: &Range<usize>,
    head: usize,
    entity: Option<u32>,
) -> SourceKind {
    let found = known.get(entity);
    let person = found.is_some_and(|e| e.kind == EntityKind::Person && !e.keys.is_empty());
    let named = found.is_some_and(|e| !e.keys.is_empty()) || doc.tag(head).is_name();
    let words = || source.clone().filter(|&i| doc.tag(i).is_word());
    if words().any(|i| doc.lower(i).starts_with("spokes")) || found.and_then(|e| e.role.as_deref()).is_some_and(spokes)
    {
        return SourceKind::Spokesperson;
    }
    if person {
        let role = found.and_then(|e| e.role.as_deref()).unwrap_or("");
        let armed =
            found.and_then(|e| known.get(e.affiliation)).is_some_and(|o| matches!(o.kind, EntityKind::ArmedGroup));
        let official = role
            .split(|c: char| !c.is_alphanumeric())
            .map(str::to_lowercase)
            .chain(words().map(|i| doc.lower(i).to_owned()))
            .any(|word| LEXICON.is("office", &word));
        return match () {
            () if armed => SourceKind::PartisanOrganisation,
            () if official => SourceKind::Official,
            () => SourceKind::Person,
        };
    }
    if hides(doc, source) {
        return SourceKind::Anonymous;
    }
    // "AFP", "Al Jazeera", "the Tasnim news agency"
    let name = doc.text(doc.span(source.clone())).trim_start_matches("the ").trim_start_matches("The ").to_lowercase();
    if let Some(kind) = LEXICON.kind(&name).filter(|_| named) {
        return kind;
    }
    if source.clone().any(|i| doc.lower(i) == "agency" && matches!(doc.lower(i.wrapping_sub(1)), "news" | "press")) {
        return SourceKind::Wire;
    }
    match found.map(|e| e.kind) {
        Some(EntityKind::Outlet) => return SourceKind::Outlet,
        Some(EntityKind::ArmedGroup) => return SourceKind::PartisanOrganisation,
        Some(EntityKind::State | EntityKind::Place) => return SourceKind::Official,
        Some(EntityKind::Document) => return SourceKind::Document,
        Some(EntityKind::Artefact) => return SourceKind::Artefact,
        Some(EntityKind::Group) if LEXICON.kind(doc.lemma(head)).is_none() => return SourceKind::Anonymous,
        _ => {}
    }
    let by_head = LEXICON.kind(doc.lower(head)).or_else(|| LEXICON.kind(doc.lemma(head)));
    match by_head {
        Some(SourceKind::Person) if !named => SourceKind::Anonymous,
        Some(SourceKind::Official) if unnamed_person(doc, source, head) => SourceKind::Anonymous,
        Some(kind) => kind,
        None if found.is_some_and(|e| e.kind == EntityKind::Organisation) => SourceKind::PartisanOrganisation,
        None if doc.tag(head) == Tag::PRP => SourceKind::Unspecified,
        // An unknown capitalised name without an entity: most often a person.
        None if doc.tag(head).is_name() => SourceKind::Person,
        None => SourceKind::Anonymous,
    }
}

fn spokes(role: &str) -> bool {
    role.to_lowercase().contains("spokes")
}

/// "a senior official", "one officer", "two ministers": an office, but nobody in particular.
fn unnamed_person(doc: &Doc<'_>, source: &Range<usize>, head: usize) -> bool {
    let first = doc.lower(source.start);
    let some = doc.tag(source.start) == Tag::CD
        || matches!(first, "a" | "an" | "another" | "one" | "some" | "several" | "many" | "other" | "unnamed");
    let human = LEXICON.is("office", doc.lemma(head)) || LEXICON.kind(doc.lower(head)) == Some(SourceKind::Person);
    some && human
        && !source.clone().any(|i| i > head && doc.tag(i).is_name() && doc.tag(i.wrapping_sub(1)) == Tag::Comma)
}

/// "on condition of anonymity", "who declined to be named".
fn hides(doc: &Doc<'_>, source: &Range<usize>) -> bool {
    source.clone().any(|i| LEXICON.is("hides", doc.lower(i)))
}
