//! The events of neighbourhoods that were linked one after the other, in one order.
//!
//! For: the terminal's table of a collection that is larger than the memory. In: the outline of each neighbourhood, as soon as it is
//! weighed. Out: records of one event each, in the order of all events. They lie packed in a temporary file and are read side by side, each
//! neighbourhood from its best event on. Not here: what a piece of an outline holds (see `outline`).

use super::mask::Masker;
use super::outline::outlines_of;
use super::types::*;
use crate::held::stack::{Place, Stack, Stacking};
use crate::held::{Given, pack, unpack};
use crate::link::Links;
use crate::weigh::{Rank, Weighed};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};
use std::io;

/// Events that are packed together.
const TOGETHER: usize = 32;

/// Where an event stands, and what the table needs of it.
#[derive(Debug, Serialize, Deserialize)]
struct Piece {
    rank: Rank,
    reports: Vec<RecordReport>,
    entities: Vec<RecordEntity>,
    claims: Vec<RecordClaim>,
    events: Vec<RecordEvent>,
    origins: Vec<RecordOrigin>,
}

/// Outlines that are being gathered.
#[derive(Debug, Default)]
pub(crate) struct Merging {
    stacking: Stacking,
    pages: Vec<Vec<Place>>,
}

/// All of them.
#[derive(Debug, Default)]
pub(crate) struct Merged {
    stack: Stack,
    /// The pages of each neighbourhood, in order.
    pages: Vec<Vec<Place>>,
}

impl Merging {
    /// Puts down the events of a neighbourhood.
    pub fn add(&mut self, given: Given<'_>, links: &Links, weighed: &Weighed, masker: &Masker) -> io::Result<()> {
        let (mut pages, mut page, mut failed) = (Vec::new(), Vec::with_capacity(TOGETHER), None);
        let mut ranks = weighed.outline.ranks();
        let mut put = |page: &mut Vec<Piece>| {
            match pack(page, |packed| self.stacking.put(packed)) {
                Ok(place) => pages.push(place),
                Err(cause) => failed = Some(cause),
            }
            page.clear();
        };
        outlines_of(given, links, weighed, masker, 1, |record| {
            let Record { reports, entities, claims, events, origins, .. } = record;
            if let Some(rank) = ranks.next().filter(|_| !events.is_empty()) {
                page.push(Piece { rank, reports, entities, claims, events, origins });
            }
            if page.len() == TOGETHER {
                put(&mut page);
            }
        });
        put(&mut page);
        self.pages.push(pages);
        failed.map_or(Ok(()), Err)
    }

    /// No more come.
    pub fn close(self) -> io::Result<Merged> {
        Ok(Merged { stack: self.stacking.close()?, pages: self.pages })
    }
}

/// The best event of a neighbourhood that was not given yet, and which neighbourhood that is.
type Head = (Rank, Reverse<(String, String)>, Reverse<usize>);

impl Merged {
    /// Calls `each` with the events of all neighbourhoods, in the order of [`crate::weigh::Weighed::events`].
    pub fn pieces(&self, mut each: impl FnMut(Record)) -> io::Result<()> {
        let mut pages: Vec<_> = self.pages.iter().map(|pages| pages.iter()).collect();
        let mut open: Vec<VecDeque<Piece>> = Vec::new();
        open.resize_with(pages.len(), VecDeque::new);
        let mut heads: BinaryHeap<Head> = BinaryHeap::new();
        let mut next = |number: usize, open: &mut Vec<VecDeque<Piece>>| -> io::Result<Option<Head>> {
            let (Some(open), Some(pages)) = (open.get_mut(number), pages.get_mut(number)) else { return Ok(None) };
            if open.is_empty()
                && let Some(place) = pages.next()
            {
                let page: Vec<Piece> = unpack(&self.stack.get(*place)?)?;
                open.extend(page);
            }
            let words = |event: &RecordEvent| (event.kind.clone(), event.summary.clone());
            let head = |piece: &Piece| (piece.rank, Reverse(piece.events.first().map(words).unwrap_or_default()));
            Ok(open.front().map(head).map(|(rank, words)| (rank, words, Reverse(number))))
        };
        for number in 0..self.pages.len() {
            heads.extend(next(number, &mut open)?);
        }
        let mut seen = FxHashMap::default();
        while let Some((.., Reverse(number))) = heads.pop() {
            let Some(piece) = open.get_mut(number).and_then(VecDeque::pop_front) else { continue };
            heads.extend(next(number, &mut open)?);
            let Piece { reports, entities, claims, mut events, origins, .. } = piece;
            events.iter_mut().for_each(|event| event.id = of_all(&event.id, &mut seen));
            each(Record { schema: SCHEMA.to_owned(), reports, entities, claims, events, origins, ..Record::default() });
        }
        Ok(())
    }
}

/// An event's id among all: a second one with the same hash gets `-2`, and so on (see `ids`).
fn of_all(id: &str, seen: &mut FxHashMap<u32, u32>) -> String {
    let mut parts = id.splitn(3, '-');
    let (Some(prefix), Some(digits)) = (parts.next(), parts.next()) else { return id.to_owned() };
    let Ok(hash) = u32::from_str_radix(digits, 16) else { return id.to_owned() };
    let count = seen.entry(hash).or_insert(0);
    *count += 1;
    if *count == 1 { format!("{prefix}-{digits}") } else { format!("{prefix}-{digits}-{count}") }
}

#[cfg(test)]
mod tests {
    use super::of_all;
    use rustc_hash::FxHashMap;

    #[test]
    fn equal_ids_of_two_neighbourhoods_stay_apart() {
        let mut seen = FxHashMap::default();
        let ids = ["ev-00000001", "ev-0000000a", "ev-00000001", "ev-00000001-2"].map(|id| of_all(id, &mut seen));
        assert_eq!(ids, ["ev-00000001", "ev-0000000a", "ev-00000001-2", "ev-00000001-3"]);
    }
}
