//! The library's one error type.
//!
//! For: saying in one human line what went wrong, with the file and the way out; the causes stay
//! reachable through [`std::error::Error::source`].

use std::path::PathBuf;

/// What can go wrong in the library.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The operating system would not give the bytes.
    #[error("{}: cannot be opened ({cause}); check that it exists and that you may read it", path.display())]
    Open {
        /// The file.
        path: PathBuf,
        /// What the system said.
        #[source]
        cause: std::io::Error,
    },
    /// The file was opened, but no report is in it.
    #[error("{path}: {reason}")]
    Unreadable {
        /// The file, as given.
        path: String,
        /// What is wrong and the way out.
        reason: String,
    },
    /// A codebook file is not valid.
    #[error("{path}: {reason}")]
    Codebook {
        /// The codebook file.
        path: String,
        /// What is wrong, where, and the way out.
        reason: String,
    },
}

impl Error {
    /// What is wrong and the way out, for a list that names the file itself.
    pub fn reason(&self) -> String {
        match self {
            Error::Open { path, .. } => {
                let line = self.to_string();
                line.strip_prefix(&format!("{}: ", path.display())).unwrap_or(&line).to_owned()
            }
            Error::Unreadable { reason, .. } | Error::Codebook { reason, .. } => reason.clone(),
        }
    }
}
