//! Any input format to one [`Report`].
//!
//! In: paths, bytes. Out: reports with typed parts and the evidence for each date, outlet and
//! byline; a clear reason for what cannot be read. Not here: sentences, names, meaning.

use crate::error::Error;
use crate::report::Report;

/// Reads one file's bytes. `path` decides the format together with the bytes.
///
/// # Errors
/// [`Error::Unreadable`] with the reason and the way out when no report is in the bytes.
pub fn read_bytes(path: &str, bytes: &[u8]) -> Result<Report, Error> {
    let _ = bytes;
    Err(Error::Unreadable { path: path.to_owned(), reason: "no reader yet".to_owned() })
}
