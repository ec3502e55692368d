//! Stable ids: the same input gives the same ids, whatever the order of paths or threads.
//!
//! In: the collection. Out: an id for each report, entity, attribution, claim, event and origin.
//! Report, attribution and claim ids are positions inside content-hashed reports; the others are
//! hashes of what they are made of, so they survive reordering and change only with their members.

use crate::held::Given;
use crate::link::{At, Links, Membership};
use crate::weigh::{Detail, Origin, Weighed};
use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};

/// Ids of one record.
pub(super) struct Ids<'a> {
    given: Given<'a>,
    entities: Numbers,
    events: Numbers,
    origins: Numbers,
    members: Membership,
}

impl<'a> Ids<'a> {
    /// Ids of everything. An outline names entities and origins by their number: they are looked up and never printed.
    pub(super) fn new(given: Given<'a>, links: &Links, weighed: &Weighed, detail: Detail) -> Self {
        let members = Membership::new(&links.entities, given);
        let (entities, events, origins) = Default::default();
        let mut ids = Ids { given, entities, events, origins, members };
        let event = |claims: &[At]| digest(claims.iter().map(|at| ids.claim(*at)));
        if detail == Detail::Outline {
            ids.events = weighed.outline.all_claims().map(|claims| event(&claims)).collect();
            return ids;
        }
        ids.events = weighed.events.iter().map(|of| event(&of.claims)).collect();
        ids.entities = links.entities.iter().map(|e| digest(e.members.iter().map(|at| ids.item(*at, "n")))).collect();
        let origin = |origin: &Origin| {
            let reports = origin.reports.iter().map(|&r| ids.report(r));
            digest([origin.name.as_str(), origin.utterance.as_str()].into_iter().chain(reports))
        };
        ids.origins = weighed.origins.iter().map(origin).collect();
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
        if self.entities.0.is_empty() { Some(format!("e-{number}")) } else { self.entities.get("e", number as usize) }
    }

    pub(super) fn event(&self, number: usize) -> String {
        self.events.get("ev", number).unwrap_or_default()
    }

    pub(super) fn origin(&self, number: u32) -> Option<String> {
        if self.origins.0.is_empty() { Some(format!("o-{number}")) } else { self.origins.get("o", number as usize) }
    }
}

/// The beginning of the SHA-256 of the parts.
fn digest<P: AsRef<[u8]>>(parts: impl IntoIterator<Item = P>) -> u32 {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part);
        hasher.update([0]);
    }
    hasher.finalize().iter().take(4).fold(0, |number, byte| number << 8 | u32::from(*byte))
}

/// Ids of one sort: what each is a hash of, and how many before it have the same.
#[derive(Default)]
struct Numbers(Vec<(u32, u32)>);

impl Numbers {
    /// The prefix and 8 hexadecimal digits; a second thing with the same gets `-2`, and so on.
    fn get(&self, prefix: &str, number: usize) -> Option<String> {
        let (hash, before) = *self.0.get(number)?;
        Some(if before == 0 { format!("{prefix}-{hash:08x}") } else { format!("{prefix}-{hash:08x}-{}", before + 1) })
    }
}

impl FromIterator<u32> for Numbers {
    fn from_iter<I: IntoIterator<Item = u32>>(hashes: I) -> Self {
        let mut seen = FxHashMap::<u32, u32>::default();
        let numbered = hashes.into_iter().map(|hash| {
            let count = seen.entry(hash).or_insert(0);
            *count += 1;
            (hash, *count - 1)
        });
        Numbers(numbered.collect())
    }
}
