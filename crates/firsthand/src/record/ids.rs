//! Stable ids: the same input gives the same ids, whatever the order of paths or threads.
//!
//! In: the collection. Out: an id for each report, entity, attribution, claim, event and origin.
//! Report, attribution and claim ids are positions inside content-hashed reports; the others are
//! hashes of what they are made of, so they survive reordering and change only with their members.

use crate::link::{At, Links};
use crate::report::Report;
use crate::weigh::Weighed;
use sha2::{Digest, Sha256};

/// Ids of one record.
pub(super) struct Ids<'a> {
    reports: &'a [Report],
    entities: Vec<String>,
    events: Vec<String>,
    origins: Vec<String>,
    entity_of: Vec<Vec<Option<u32>>>,
}

impl<'a> Ids<'a> {
    pub(super) fn new(reports: &'a [Report], links: &Links, weighed: &Weighed, entity_counts: &[usize]) -> Self {
        let mut entity_of: Vec<Vec<Option<u32>>> = entity_counts.iter().map(|&n| vec![None; n]).collect();
        for (number, entity) in links.entities.iter().enumerate() {
            for at in &entity.members {
                if let Some(slot) =
                    entity_of.get_mut(at.report as usize).and_then(|list| list.get_mut(at.item as usize))
                {
                    *slot = Some(number as u32);
                }
            }
        }
        let mut ids = Ids { reports, entities: Vec::new(), events: Vec::new(), origins: Vec::new(), entity_of };
        ids.entities = unique(links.entities.iter().map(|entity| {
            let members: Vec<String> = entity.members.iter().map(|at| ids.item(*at, "n")).collect();
            hash("e", members.iter().map(String::as_str))
        }));
        ids.events = unique(weighed.events.iter().map(|event| {
            let claims: Vec<String> = event.claims.iter().map(|at| ids.claim(*at)).collect();
            hash("ev", claims.iter().map(String::as_str))
        }));
        ids.origins = unique(weighed.origins.iter().map(|origin| {
            let reports = origin.reports.iter().map(|&r| ids.report(r));
            hash("o", [origin.name.as_str(), origin.utterance.as_str()].into_iter().chain(reports))
        }));
        ids
    }

    pub(super) fn report(&self, number: u32) -> &str {
        self.reports.get(number as usize).map_or("", |report| &report.id)
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

    /// The collection's entity for one of a report.
    pub(super) fn entity_at(&self, report: u32, item: u32) -> Option<String> {
        let number = *self.entity_of.get(report as usize)?.get(item as usize)?;
        self.entity(number?)
    }

    pub(super) fn entity(&self, number: u32) -> Option<String> {
        self.entities.get(number as usize).cloned()
    }

    pub(super) fn event(&self, number: usize) -> String {
        self.events.get(number).cloned().unwrap_or_default()
    }

    pub(super) fn origin(&self, number: u32) -> Option<String> {
        self.origins.get(number as usize).cloned()
    }
}

/// `prefix-` and 8 hexadecimal digits of the SHA-256 of the parts.
fn hash<'a>(prefix: &str, parts: impl IntoIterator<Item = &'a str>) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part.as_bytes());
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
