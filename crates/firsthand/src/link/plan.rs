//! What linking learns of all reports before it links any.
//!
//! For: linking neighbourhoods of a very large collection one after the other with what only the whole collection tells. In: reports. Out:
//! [`Plan`]: their order, outlets, the passages that they share and how common words are; [`Plan::part`] is the same for some of them.
//! Not here: which reports are linked together (see `neighbourhoods`).

use super::boilerplate;
use super::links::PassageLink;
use super::outlets::Outlets;
use super::passages::{earliest_first, pairs, passages};
use super::story::Counted;
use crate::held::Given;
use std::sync::Arc;

/// What is known of all reports.
pub(crate) struct Plan {
    /// Report numbers, earliest first.
    pub order: Vec<u32>,
    pub outlets: Outlets,
    /// Shared passages, by copy, then original.
    pub passages: Vec<PassageLink>,
    /// How common words are.
    pub words: Arc<Counted>,
}

impl Plan {
    /// Of all reports.
    pub(crate) fn read(given: Given<'_>) -> Self {
        let order = earliest_first(given);
        let outlets = Outlets::read(given);
        let masks = boilerplate::masks(given, &outlets.of);
        let pairs = pairs(given, &order, &outlets, &masks);
        let mut passages = passages(given, &order, &outlets, &masks, &pairs);
        passages.shrink_to_fit();
        Plan { order, outlets, passages, words: Arc::new(Counted::read(given)) }
    }

    /// The place of each report in the order.
    pub(crate) fn ranks(&self) -> Vec<u32> {
        let mut ranks = vec![0; self.order.len()];
        for (rank, &report) in self.order.iter().enumerate() {
            if let Some(slot) = ranks.get_mut(report as usize) {
                *slot = rank as u32;
            }
        }
        ranks
    }

    /// The same for some reports, sorted; they are numbered anew in this order. `ranks` are those of [`Plan::ranks`].
    pub(crate) fn part(&self, numbers: &[u32], ranks: &[u32]) -> Plan {
        let mut places: Vec<u32> = numbers.iter().filter_map(|number| ranks.get(*number as usize).copied()).collect();
        places.sort_unstable();
        let number = |rank: &u32| numbers.binary_search(self.order.get(*rank as usize)?).ok();
        let order = places.iter().filter_map(|rank| Some(number(rank)? as u32)).collect();
        let mut passages = Vec::new();
        for (copy, number) in numbers.iter().enumerate() {
            let from = self.passages.partition_point(|link| link.copy < *number);
            for link in self.passages.get(from..).unwrap_or(&[]).iter().take_while(|link| link.copy == *number) {
                let Ok(original) = numbers.binary_search(&link.original) else { continue };
                passages.push(PassageLink { copy: copy as u32, original: original as u32, ..link.clone() });
            }
        }
        Plan { order, outlets: self.outlets.part(numbers), passages, words: Arc::clone(&self.words) }
    }
}
