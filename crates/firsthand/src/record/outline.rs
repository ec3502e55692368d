//! The record in pieces, with what the terminal's table needs.
//!
//! For: printing the events of a very large collection without holding a record of all of it. In: the
//! collection. Out: records of some events each, in order, with their claims, reports, origins and
//! the entities that these name, without spans, texts, reasons and links. Not here: the whole record
//! (see `build`).

use super::build::{Options, Writer};
use super::ids::Ids;
use super::mask::Masker;
use super::types::*;
use crate::held::{Desk, Given};
use crate::link::Links;
use crate::text::CodePoints;
use crate::weigh::{Detail, Weighed};
use rustc_hash::FxHashSet;

/// Claims of one piece; an event with more is a piece of its own.
const CLAIMS: usize = 2000;

/// Calls `each` with the pieces.
pub fn outlines(given: Given<'_>, links: &Links, weighed: &Weighed, options: Options, each: impl FnMut(Record)) {
    outlines_of(given, links, weighed, &masker(given, options), CLAIMS, each);
}

/// What must be withheld of all reports.
pub(crate) fn masker(given: Given<'_>, options: Options) -> Masker {
    if options.unmask { Masker::default() } else { Masker::new(given) }
}

/// Calls `each` with the pieces, which end after so many claims.
pub(crate) fn outlines_of(
    given: Given<'_>,
    links: &Links,
    weighed: &Weighed,
    masker: &Masker,
    claims: usize,
    mut each: impl FnMut(Record),
) {
    let options = Options::default();
    let ids = Ids::new(given, links, weighed, Detail::Outline);
    let empty = || Record { schema: SCHEMA.to_owned(), ..Record::default() };
    let mut writer = Writer { masker, ids, options, sites: None, record: empty() };
    let mut seen = Seen::default();
    let desk = Desk::new(given);
    for (number, event) in weighed.outline.iter().enumerate() {
        if writer.record.claims.len() >= claims {
            each(std::mem::replace(&mut writer.record, empty()));
            seen = Seen::default();
        }
        let written = writer.event(number, &event, Vec::new(), Vec::new());
        writer.record.events.push(written);
        let mut entities: Vec<u32> = event.place.into_iter().collect();
        for &at in &event.claims {
            let Some(claim) = desk.claim(at.report, at.item) else { continue };
            let written = writer.claim(at, &claim, &CodePoints::new(""), weighed);
            writer.record.claims.push(written);
            entities.extend(claim.arguments.iter().filter_map(|a| writer.ids.member(at.report, a.entity?)));
            if seen.reports.insert(at.report) {
                writer.record.reports.push(RecordReport {
                    id: given.id(at.report).to_owned(),
                    path: given.path(at.report).to_owned(),
                    outlet: given.outlet(at.report).map(str::to_owned),
                    ..RecordReport::default()
                });
            }
            let origin = weighed.origin_of.get(at.report as usize).and_then(|claims| *claims.get(at.item as usize)?);
            let new = origin.filter(|origin| seen.origins.insert(*origin));
            if let Some((number, origin)) = new.and_then(|n| Some((n, weighed.origins.get(n as usize)?))) {
                let written = writer.origin(number, origin);
                writer.record.origins.push(written);
            }
        }
        entities.retain(|entity| seen.entities.insert(*entity));
        for number in entities {
            let Some(entity) = links.entities.get(number as usize) else { continue };
            writer.record.entities.push(RecordEntity {
                id: writer.ids.entity(number).unwrap_or_default(),
                name: writer.masker.say(entity.name),
                kind: entity.kind,
                aliases: Vec::new(),
                party: None,
                speaks_for: None,
                mentions: Vec::new(),
                because: Vec::new(),
                site: None,
            });
        }
    }
    each(writer.record);
}

/// What a piece holds already.
#[derive(Default)]
struct Seen {
    reports: FxHashSet<u32>,
    entities: FxHashSet<u32>,
    origins: FxHashSet<u32>,
}
