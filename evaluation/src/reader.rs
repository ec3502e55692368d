//! The reader of attributions that a measurement uses.
//!
//! In: the options `--fast` and `--model`, once at the start. Out: the trained reader that ships or that of a folder, or the rules alone. Not here: what is measured.

use firsthand::annotate::{Annotated, AttributionReader, Rules, Trained, annotate_with, builtin};
use firsthand::codebook::Codebook;
use firsthand::report::Report;
use firsthand_encoder::Reader;
use std::path::Path;
use std::sync::OnceLock;

static TRAINED: OnceLock<Trained<'static>> = OnceLock::new();
static OPENED: OnceLock<Reader> = OnceLock::new();

/// Opens the trained reader unless `fast`, that of `folder` if given; without a call the rules read.
///
/// # Errors
/// One line for a person: the model is damaged.
pub fn choose(fast: bool, folder: Option<&Path>) -> Result<(), String> {
    let trained = match folder {
        _ if fast => return Ok(()),
        Some(folder) => {
            let opened = Reader::open(folder).map_err(|cause| cause.to_string())?;
            Trained(OPENED.get_or_init(|| opened))
        }
        None => builtin().map_err(|cause| cause.to_string())?,
    };
    TRAINED.get_or_init(|| trained);
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
