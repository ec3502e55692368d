//! Stable ids: the same input gives the same ids, whatever the order of paths or threads.
//!
//! In: the collection. Out: an id for each report, entity, attribution, claim, event and origin.
//! Report, attribution and claim ids are positions inside content-hashed reports; the others are
//! hashes of what they are made of, so they survive reordering and change only with their members.

use crate::held::Given;
use crate::link::{At, Links, Membership};
use crate::weigh::{Detail, Weighed};
use sha2::{Digest, Sha256};

/// Ids of one record.
pub(super) struct Ids<'a> {
    given: Given<'a>,
    entities: Vec<String>,
    events: Vec<String>,
    origins: Vec<String>,
    members: Membership,
}

impl<'a> Ids<'a> {
    /// Ids of everything. An outline names entities and origins by their number: they are looked up and never printed.
    pub(super) fn new(given: Given<'a>, links: &Links, weighed: &Weighed, detail: Detail) -> Self {
        let members = Membership::new(&links.entities, given);
        let mut ids = Ids { given, entities: Vec::new(), events: Vec::new(), origins: Vec::new(), members };
        ids.events =
            unique(weighed.events.iter().map(|event| hash("ev", event.claims.iter().map(|at| ids.claim(*at)))));
        if detail == Detail::Outline {
            return ids;
        }
        ids.entities = unique(links.entities.iter().map(|e| hash("e", e.members.iter().map(|at| ids.item(*at, "n")))));
        ids.origins = unique(weighed.origins.iter().map(|origin| {
            let reports = origin.reports.iter().map(|&r| ids.report(r));
            hash("o", [origin.name.as_str(), origin.utterance.as_str()].into_iter().chain(reports))
        }));
        ids
    }

    /// The reports of the collection.
    pub(super) fn given(&self) -> Given<'a> {
        self.given
    }

    pub(super) fn report(&self, number: u32) -> &str {
        self.given.id(number)
    }

    fn item(&self, at: At, letter: &str) -> String {
        format!("{}.{letter}{}", self.report(at.report), at.item + 1)
    }

    pub(super) fn claim(&self, at: At) -> String {
        self.item(at, "c")
    }

    pub(super) fn attribution(&self, report: u32, item: u32) -> String {
        self.item(At { report, item }, "a")
    }

    /// The number of the collection's entity for one of a report.
    pub(super) fn member(&self, report: u32, item: u32) -> Option<u32> {
        self.members.of(report, item)
    }

    /// The collection's entity for one of a report.
    pub(super) fn entity_at(&self, report: u32, item: u32) -> Option<String> {
        self.entity(self.members.of(report, item)?)
    }

    pub(super) fn entity(&self, number: u32) -> Option<String> {
        if self.entities.is_empty() { Some(format!("e-{number}")) } else { self.entities.get(number as usize).cloned() }
    }

    pub(super) fn event(&self, number: usize) -> String {
        self.events.get(number).cloned().unwrap_or_default()
    }

    pub(super) fn origin(&self, number: u32) -> Option<String> {
        if self.origins.is_empty() { Some(format!("o-{number}")) } else { self.origins.get(number as usize).cloned() }
    }
}

/// `prefix-` and 8 hexadecimal digits of the SHA-256 of the parts.
fn hash<P: AsRef<[u8]>>(prefix: &str, parts: impl IntoIterator<Item = P>) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part);
        hasher.update([0]);
    }
    let digest = hasher.finalize();
    let digits: String = digest.iter().take(4).map(|byte| format!("{byte:02x}")).collect();
    format!("{prefix}-{digits}")
}

/// A second thing with the same hash gets `-2`, and so on.
fn unique(ids: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen = rustc_hash::FxHashMap::<String, u32>::default();
    ids.map(|id| {
        let count = seen.entry(id.clone()).or_insert(0);
        *count += 1;
        if *count == 1 { id } else { format!("{id}-{count}") }
    })
    .collect()
}
