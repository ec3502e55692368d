//! Which events a reader asked for.
//!
//! In: a record and a filter. Out: the record with only those events; reports, claims and origins
//! stay, so that ids resolve. Not here: any change to a count.

use crate::lookup::Lookup;
use firsthand::record::Record;

/// What to keep; empty or zero keeps all.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Event types or families ("RECRUIT", "CHILD.RECRUIT_USE"), compared without case.
    pub types: Vec<String>,
    /// At least this many independent origins for certain (the lower end of a range).
    pub min_origins: u32,
    /// Part of an outlet's name, compared without case.
    pub outlets: Vec<String>,
}

impl Filter {
    /// Drops the events that were not asked for.
    pub fn apply(&self, record: &mut Record) {
        let keep: Vec<bool> = {
            let lookup = Lookup::new(record);
            record
                .events
                .iter()
                .map(|event| {
                    let kind = event.kind.to_lowercase();
                    let of_type = self.types.is_empty()
                        || self
                            .types
                            .iter()
                            .map(|t| t.to_lowercase())
                            .any(|t| kind == t || kind.strip_prefix(&t).is_some_and(|rest| rest.starts_with('.')));
                    let of_outlet = self.outlets.is_empty()
                        || lookup.claims_of(event).any(|claim| {
                            let name = lookup.outlet(&claim.report).to_lowercase();
                            self.outlets.iter().any(|wanted| name.contains(&wanted.to_lowercase()))
                        });
                    of_type && of_outlet && event.origins.low >= self.min_origins
                })
                .collect()
        };
        let mut keep = keep.into_iter();
        record.events.retain(|_| keep.next().unwrap_or(true));
    }
}
