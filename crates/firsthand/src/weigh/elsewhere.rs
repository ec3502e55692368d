//! Described sources whom another event shows: who "the helpline" of a report is for one thing it tells, it is for all that it tells.
//!
//! For: counting rule 4. What ties a description to a named source (a number, a part of the name) may stand in one claim of a report
//! only, and its other claims belong to other events. In: what the count of every event found of described sources. Out: for a report and
//! a description, the one named source. Not here: what ties them (see [`super::meant`], [`super::retold`]).

use super::meant::is_named;
use super::origins::{Reached, description};
use super::retold::is_vague;
use super::{CountedOrigin, Counts, Origin, WeighedEvent};
use rustc_hash::FxHashMap;

/// Named origins by report and description.
#[derive(Debug, Default)]
pub(super) struct Elsewhere {
    /// None where events show different ones.
    of: FxHashMap<(u32, String), Option<u32>>,
}

impl Elsewhere {
    /// Notes that a description of some reports is a named source.
    pub fn note(&mut self, reached: &Reached, described: u32, named: u32) {
        let Some(origin) = reached.origins.get(described as usize).filter(|origin| can_be_known(origin)) else {
            return;
        };
        for key in keys(origin) {
            let known = self.of.entry(key).or_insert(Some(named));
            if *known != Some(named) {
                *known = None;
            }
        }
    }

    /// The counted source that a described one is in another event.
    pub fn named(&self, counted: &[CountedOrigin], described: &Origin) -> Option<u32> {
        if self.of.is_empty() || !can_be_known(described) {
            return None;
        }
        let named = keys(described).find_map(|key| self.of.get(&key).copied().flatten())?;
        counted.iter().find(|c| c.origin == named && c.counts == Counts::Yes).map(|c| c.origin)
    }
}

/// Whether an event has a described source that counts beside a named one, which another event may show to be that one.
pub(super) fn is_open(reached: &Reached, event: &WeighedEvent) -> bool {
    let counts = |counted: &&CountedOrigin| counted.counts != Counts::No;
    let origins = || event.origins.iter().filter(counts).filter_map(|o| reached.origins.get(o.origin as usize));
    origins().any(is_named) && origins().any(can_be_known)
}

/// "The helpline", "a rights group": not "officials", who are others in every sentence.
fn can_be_known(origin: &Origin) -> bool {
    !is_named(origin) && !is_vague(&origin.name)
}

fn keys(origin: &Origin) -> impl Iterator<Item = (u32, String)> + '_ {
    origin.reports.iter().map(|report| (*report, description(&origin.name)))
}
