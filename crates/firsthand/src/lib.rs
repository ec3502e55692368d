//! firsthand reads reports, works out who told whom, and counts the independent origins behind
//! each claim.
//!
//! The modules are the stages of the pipeline, in order:
//! [`read`] bytes to a [`report::Report`], [`annotate`] it, [`link`] reports with one another,
//! [`weigh`] what stands behind each event. Each stage is a function of its input alone: no
//! network, no global state, no clock.

pub mod annotate;
pub mod codebook;
pub mod error;
pub mod held;
pub mod link;
pub mod read;
pub mod record;
pub mod report;
pub mod run;
pub mod text;
pub mod weigh;

pub use error::Error;
