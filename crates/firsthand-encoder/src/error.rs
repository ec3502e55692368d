//! What can go wrong: only opening a model can; reading a text cannot.

use std::path::PathBuf;

/// Why a model could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum EncoderError {
    /// A file of the model could not be read.
    #[error("{path}: {cause}")]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        cause: std::io::Error,
    },
    /// A file is not what its checksum says.
    #[error("{file}: not the file that the model was published with (checksum differs)")]
    Checksum {
        /// Its name in the model's folder.
        file: String,
    },
    /// The content is not of the form that `training/attribution/export.py` writes.
    #[error("{file}: {reason}")]
    Form {
        /// Its name in the model's folder.
        file: String,
        /// What is wrong with it.
        reason: String,
    },
}

impl EncoderError {
    pub(crate) fn form(file: &str, reason: impl Into<String>) -> Self {
        EncoderError::Form { file: file.to_owned(), reason: reason.into() }
    }
}
