//! Same passage, same quotation, same name, same event.
//!
//! In: all reports and what annotate knows about each. Out: [`Links`], each with a reason.
//! Not here: what a link means for the count (see [`crate::weigh`]).

mod links;

pub use links::*;

use crate::annotate::Annotated;
use crate::report::Report;

/// Links reports. Both slices have the same length and order.
pub fn link(reports: &[Report], annotated: &[Annotated]) -> Links {
    let _ = (reports, annotated);
    Links::default()
}
