//! The record: one JSON object from which every output is made.
//!
//! In: reports and what annotate, link and weigh know. Out: [`Record`], with stable ids, spans in
//! code points and dangerous details withheld. Not here: any new conclusion; the record only
//! writes down what the stages found.

mod build;
mod ids;
mod located;
mod mask;
mod merged;
mod outline;
mod slices;
mod types;

pub use build::{Options, record};
pub use mask::withheld;
pub(crate) use merged::{Merged, Merging};
pub(crate) use outline::masker;
pub use outline::outlines;
pub use slices::Slices;
pub use types::*;
