//! Event types as data.
//!
//! For: loading and validating codebooks, so that a researcher adds an event type without touching
//! code. In: TOML files of `codebooks/`. Out: [`Codebook`]. Not here: how triggers and arguments
//! are matched (see [`crate::annotate`]).

/// A loaded codebook.
#[derive(Clone, Debug, Default)]
pub struct Codebook {}
