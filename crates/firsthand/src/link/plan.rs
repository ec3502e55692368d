//! What linking learns of all reports before it links any.
//!
//! For: linking the reports of a collection, all at once or, where they are very many, neighbourhood by neighbourhood with what only the
//! whole collection tells. In: reports. Out: [`Plan`]: their order, outlets, the passages that they share and how common words are;
//! [`Whole`]: the same of a very large collection, whose passages are put away, since near the end they would take more room than all
//! else; [`Whole::part`] gives the plan of some of its reports. Not here: which reports are linked together (see `neighbourhoods`).

use super::boilerplate;
use super::folded::Folded;
use super::links::PassageLink;
use super::outlets::Outlets;
use super::passages::{Texts, earliest_first, pairs, passages};
use super::sets::Sets;
use super::story::Counted;
use crate::held::stack::{Place, Stack, Stacking};
use crate::held::{Given, pack, unpack};
use std::io;
use std::sync::Arc;

/// Shares of its words that a copy has from its original, the most telling first. By less than the last, in a collection of a million, nearly
/// all reports hang together through chance and formulas.
const MUCH: [f32; 3] = [0.5, 0.25, 0.1];

/// What is known of all reports that are linked together.
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
        let (order, outlets) = (earliest_first(given), Outlets::read(given));
        let mut all = Vec::new();
        let mut folded = Folded::new(given);
        shared(given, &mut folded, &order, &outlets, |_, links| all.extend(links));
        let passages = sorted(all);
        Plan { order, outlets, passages, words: Arc::new(Counted::read(given, &folded)) }
    }
}

/// What is known of all reports of a very large collection.
pub(crate) struct Whole {
    /// Report numbers, earliest first.
    pub order: Vec<u32>,
    /// Pairs of reports that share much of a passage's copy, those that share the most first: of each share of [`MUCH`] enough of them to lead
    /// from each such report to all that hang together with it.
    pub together: Vec<(u32, u32)>,
    /// Likewise those that share little.
    pub loosely: Vec<(u32, u32)>,
    /// The place of each report in the order.
    ranks: Vec<u32>,
    outlets: Outlets,
    words: Arc<Counted>,
    /// The passages that each report shares with earlier ones.
    passages: Stack,
    /// Where they lie, if there are any.
    places: Vec<Option<Place>>,
}

impl Whole {
    /// Of all reports.
    ///
    /// # Errors
    /// A temporary file that cannot be written.
    pub(crate) fn read(given: Given<'_>) -> io::Result<Self> {
        let (order, outlets) = (earliest_first(given), Outlets::read(given));
        let mut ranks = vec![0; order.len()];
        for (rank, &report) in order.iter().enumerate() {
            if let Some(slot) = ranks.get_mut(report as usize) {
                *slot = rank as u32;
            }
        }
        let (stacking, mut places) = (Stacking::default(), vec![None; order.len()]);
        // One forest for each share, and one for what is less.
        let mut forests = vec![(Sets::new(order.len()), Vec::new()); MUCH.len() + 1];
        let mut failed = None;
        let mut folded = Folded::new(given);
        shared(given, &mut folded, &order, &outlets, |later, links| {
            for link in &links {
                let level = MUCH.iter().take_while(|least| link.containment < **least).count();
                if let Some((sets, pairs)) = forests.get_mut(level)
                    && sets.join(link.copy, link.original).is_some()
                {
                    pairs.push((link.copy, link.original));
                }
            }
            match (pack(&links, |packed| stacking.put(packed)), places.get_mut(later as usize)) {
                (Ok(place), Some(slot)) => *slot = Some(place),
                (Err(cause), _) => failed = Some(cause),
                (Ok(_), None) => {}
            }
        });
        let loosely = forests.pop().map(|(_, pairs)| pairs).unwrap_or_default();
        let together = forests.into_iter().flat_map(|(_, pairs)| pairs).collect();
        if let Some(cause) = failed {
            return Err(cause);
        }
        let words = Arc::new(Counted::read(given, &folded).of_all());
        Ok(Whole { order, together, loosely, ranks, outlets, words, passages: stacking.close()?, places })
    }

    /// The plan of some reports, sorted; they are numbered anew in this order.
    ///
    /// # Errors
    /// A temporary file that cannot be read again.
    pub(crate) fn part(&self, numbers: &[u32]) -> io::Result<Plan> {
        let mut ranks: Vec<u32> =
            numbers.iter().filter_map(|number| self.ranks.get(*number as usize).copied()).collect();
        ranks.sort_unstable();
        let number = |report: u32| numbers.binary_search(&report).ok().map(|number| number as u32);
        let order = ranks.iter().filter_map(|rank| number(*self.order.get(*rank as usize)?)).collect();
        let mut passages = Vec::new();
        for place in numbers.iter().filter_map(|number| *self.places.get(*number as usize)?) {
            let links: Vec<PassageLink> = unpack(&self.passages.get(place)?)?;
            let own = |link: PassageLink| {
                let (copy, original) = (number(link.copy)?, number(link.original)?);
                Some(PassageLink { copy, original, ..link })
            };
            passages.extend(links.into_iter().filter_map(own));
        }
        let (outlets, words) = (self.outlets.part(numbers), Arc::clone(&self.words));
        Ok(Plan { order, outlets, passages: sorted(passages), words })
    }
}

/// Calls `take` with each report that shares passages with earlier ones, and with these passages.
fn shared(
    given: Given<'_>,
    folded: &mut Folded<'_>,
    order: &[u32],
    outlets: &Outlets,
    take: impl FnMut(u32, Vec<PassageLink>),
) {
    folded.mask(boilerplate::masks(folded, &outlets.of));
    let texts = Texts { folded, order };
    let pairs = pairs(&texts, outlets);
    passages(given, &texts, outlets, &pairs, take);
}

/// By copy, then original.
fn sorted(mut passages: Vec<PassageLink>) -> Vec<PassageLink> {
    passages.shrink_to_fit();
    passages.sort_unstable_by_key(|link| (link.copy, link.original));
    passages
}
