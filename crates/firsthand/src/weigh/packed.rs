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
        self.events.close();
        let words = |number: u32| postcard::from_bytes::<(&str, &str)>(self.events.get(number)).unwrap_or_default();
        let ranks = self.ranks.iter().zip(0..);
        let mut order: Vec<(&Rank, (&str, &str), u32)> =
            ranks.map(|(rank, number)| (rank, words(number), number)).collect();
        order.sort_by(|(x, a, m), (y, b, n)| {
            y.cmp(x).then_with(|| a.cmp(b)).then_with(|| self.claims(*m).cmp(&self.claims(*n)))
        });
        self.order = order.into_iter().map(|(.., number)| number).collect();
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
