//! The reader of attributions that a measurement uses.
//!
//! In: the flag `--fast`, once at the start. Out: the trained reader that ships, or the rules alone. Not here: what is measured.

use firsthand::annotate::{Annotated, AttributionReader, Rules, Trained, annotate_with, builtin};
use firsthand::codebook::Codebook;
use firsthand::report::Report;
use std::sync::OnceLock;

static TRAINED: OnceLock<Trained<'static>> = OnceLock::new();

/// Opens the trained reader unless `fast`; without a call the rules read.
///
/// # Errors
/// One line for a person: the model inside the program is damaged.
pub fn choose(fast: bool) -> Result<(), String> {
    if !fast {
        let trained = builtin().map_err(|cause| cause.to_string())?;
        TRAINED.get_or_init(|| trained);
    }
    Ok(())
}

/// The reader chosen.
pub fn chosen() -> &'static dyn AttributionReader {
    match TRAINED.get() {
        Some(trained) => trained,
        None => &Rules,
    }
}

/// Annotates with the reader chosen.
pub fn annotate(report: &Report, codebook: &Codebook) -> Annotated {
    annotate_with(report, codebook, chosen())
}
