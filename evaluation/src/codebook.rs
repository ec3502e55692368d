//! The codebook that a measurement reads with.
//!
//! In: the files given on the command line. Out: the codebook, the built-in one if none are given. Not here: what is measured.

use firsthand::codebook::Codebook;
use std::borrow::Cow;
use std::path::PathBuf;

/// Loads the files, or takes the built-in codebook.
///
/// # Errors
/// One line for a person: a file that cannot be read or is not valid.
pub fn chosen(files: &[PathBuf]) -> Result<Cow<'static, Codebook>, String> {
    match files {
        [] => Ok(Cow::Borrowed(Codebook::builtin())),
        files => Codebook::load(files).map(Cow::Owned).map_err(|cause| cause.to_string()),
    }
}
