//! The outputs of firsthand, all made from the record: the terminal's table, explanations, and the
//! dossier.
//!
//! In: a [`firsthand::record::Record`]. Out: text and HTML. Not here: conclusions.

pub mod dossier;
pub mod explain;
pub mod filter;
pub mod lookup;
pub mod numbers;
pub mod table;
