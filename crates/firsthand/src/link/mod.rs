//! Same passage, same quotation, same name, same event.
//!
//! In: all reports and what annotate knows about each. Out: [`Links`], each with a reason.
//! Not here: what a link means for the count (see [`crate::weigh`]).

mod align;
mod away;
mod boilerplate;
mod bound;
mod called;
mod classes;
mod clause;
mod codes;
mod common;
mod context;
mod direction;
mod entities;
mod events;
mod families;
mod folded;
mod grow;
mod happening;
mod how_many;
mod index;
pub(crate) mod keyed;
mod linked;
mod links;
mod marks;
mod naming;
pub(crate) mod neighbourhoods;
mod neighbours;
mod nested;
mod outlets;
pub(crate) mod packed;
mod passages;
mod plan;
mod quotations;
mod quoted;
mod recount;
mod same_event;
mod sets;
mod shelf;
mod shingles;
mod short_names;
mod spelt;
mod story;
mod thresholds;
mod ties;
mod told;
mod when_where;
mod who;
mod words;

pub use index::{Candidate, Fingerprint, PassageIndex};
pub use linked::*;
pub use links::*;
pub(crate) use naming::sounds_alike;
pub(crate) use plan::{Plan, Whole};
pub(crate) use sets::Sets;

use crate::annotate::Annotated;
use crate::held::Given;
use crate::report::Report;
use crate::weigh::Detail;

/// Links reports. Both slices have the same length and order.
///
/// The result is a function of the set of reports: neither their order nor the number of threads
/// changes what is linked.
pub fn link(reports: &[Report], annotated: &[Annotated]) -> Links {
    link_in(Given::Lent(reports, annotated), Detail::Full)
}

/// As [`link`]; an outline has the same links without the reasons of events and without refusals, which only a reader asks for.
pub fn link_in(given: Given<'_>, detail: Detail) -> Links {
    link_planned(given, Plan::read(given), detail)
}

/// Which reports are linked together where there are very many, at most so many unless more are copies of each other: lists of their numbers, each
/// report in one.
///
/// # Errors
/// A temporary file that cannot be written.
pub fn neighbourhoods_of(given: Given<'_>, most: usize) -> std::io::Result<Vec<Vec<u32>>> {
    Ok(neighbourhoods::neighbourhoods(given, &Whole::read(given)?, &[], most))
}

/// As [`link_in`], with what is known of a collection of which these reports may be a part.
pub(crate) fn link_planned(given: Given<'_>, plan: Plan, detail: Detail) -> Links {
    let Plan { order, outlets, passages, words } = plan;
    let (entities, linked) = entities::entities(given, &order, detail);
    let quotations = quotations::quotations(given, &order, &linked);
    let known = events::Known {
        order: &order,
        outlets: &outlets,
        entities: &entities,
        linked: &linked,
        passages: &passages,
        quotations: &quotations,
        words: &words,
    };
    let (events, refusals) = events::events(given, &known, detail);
    Links { entities, passages, quotations, events, refusals }
}

/// Whether a word carries no content of its own ("at", "the", "some").
pub(crate) fn is_function_word(word: &str) -> bool {
    words::word_hash(word).is_some_and(|hash| thresholds::function_words().contains(&hash))
}

#[cfg(test)]
mod spec;
