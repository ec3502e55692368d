//! From claims to counted independent origins.
//!
//! In: reports, annotations, links. Out: [`Weighed`], every number with its steps.
//! Not here: any guess about truth, any grade for an outlet.

mod weighed;

pub use weighed::*;

use crate::annotate::Annotated;
use crate::link::Links;
use crate::report::Report;

/// Weighs what was linked. The slices have the same length and order as those that were linked.
pub fn weigh(reports: &[Report], annotated: &[Annotated], links: &Links) -> Weighed {
    let _ = (reports, annotated, links);
    Weighed::default()
}
