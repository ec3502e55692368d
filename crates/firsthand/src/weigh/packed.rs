//! Weighed events of an outline, packed.
//!
//! For: the table of a collection with millions of events, which are read once, one after the other. In: events as they are weighed.
//! Out: [`PackedEvents`] in their order, without reasons, in a sixth of the room. Not here: the order (see [`super::rank`]).

use super::{Rank, WeighedEvent};
use crate::link::At;
use crate::link::packed::Packed;

/// Events in bytes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PackedEvents {
    events: Packed,
    ranks: Vec<Rank>,
    order: Vec<u32>,
}

impl PackedEvents {
    pub(super) fn push(&mut self, rank: Rank, mut event: WeighedEvent) {
        // No reader of a table is told of them.
        event.origins.iter_mut().for_each(|origin| origin.because.clear());
        event.denials.iter_mut().for_each(|denial| denial.because.clear());
        self.events.push(&postcard::to_allocvec(&event).unwrap_or_default());
        self.ranks.push(rank);
    }

    /// Puts them in order: no more will come.
    pub(super) fn sort(&mut self) {
        let rank = |number: &u32| self.ranks.get(*number as usize);
        let words = |number: &u32| postcard::from_bytes::<(&str, &str)>(self.events.get(*number)).unwrap_or_default();
        let mut order: Vec<u32> = (0..self.ranks.len() as u32).collect();
        order.sort_by(|a, b| {
            let equals = || words(a).cmp(&words(b)).then_with(|| self.claims(*a).cmp(&self.claims(*b)));
            rank(b).cmp(&rank(a)).then_with(equals)
        });
        self.order = order;
        self.events.close();
    }

    fn claims(&self, number: u32) -> Vec<At> {
        postcard::from_bytes::<(&str, &str, Vec<At>)>(self.events.get(number)).map_or(Vec::new(), |(.., claims)| claims)
    }

    /// The claims of each.
    pub(crate) fn all_claims(&self) -> impl Iterator<Item = Vec<At>> {
        self.order.iter().map(|number| self.claims(*number))
    }

    /// Where each stands among others, in order.
    pub(crate) fn ranks(&self) -> impl Iterator<Item = Rank> {
        self.order.iter().filter_map(|number| self.ranks.get(*number as usize).copied())
    }

    /// All of them in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = WeighedEvent> {
        self.order.iter().map(|number| postcard::from_bytes(self.events.get(*number)).unwrap_or_default())
    }
}
