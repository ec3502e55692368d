//! A model's folder: `model.json` and the files that it names, with their checksums.

use crate::EncoderError;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::path::Path;

/// Sizes of the network and of its windows.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Shape {
    /// Pieces that it knows.
    pub vocabulary: usize,
    /// Numbers for each piece.
    pub hidden: usize,
    /// Heads of attention; `hidden` is a multiple.
    pub heads: usize,
    /// Inner width of the feed-forward part.
    pub intermediate: usize,
    /// Layers in all.
    pub layers: usize,
    /// Layers at the top that are run again for each cue.
    pub upper: usize,
    /// Places that it has embeddings for.
    pub positions: usize,
    /// Added to the variance when a row is normalised.
    pub eps: f32,
    /// Pieces in a window, with `[CLS]` and `[SEP]`.
    pub window: usize,
    /// Pieces that neighbouring windows share.
    pub overlap: usize,
    /// Pieces on each side of a cue that its own pass sees.
    pub reach: usize,
}

impl Shape {
    fn check(&self) -> Result<(), String> {
        let sizes =
            [self.vocabulary, self.hidden, self.heads, self.intermediate, self.layers, self.positions, self.reach];
        match () {
            () if sizes.iter().any(|&size| size == 0 || size > 1 << 20) => Err("a size is 0 or too large".to_owned()),
            () if !self.hidden.is_multiple_of(16) || !self.intermediate.is_multiple_of(16) => {
                Err("a width is no multiple of 16".to_owned())
            }
            () if !self.hidden.is_multiple_of(self.heads) => Err("hidden is no multiple of heads".to_owned()),
            () if self.upper == 0 || self.upper > self.layers => Err("upper is not in 1..=layers".to_owned()),
            () if self.window > self.positions || self.window < 4 => Err("window is not in 4..=positions".to_owned()),
            () if self.overlap >= self.window - 2 => Err("overlap is not less than the window".to_owned()),
            () if !self.eps.is_finite() || self.eps <= 0.0 => Err("eps is not positive".to_owned()),
            () => Ok(()),
        }
    }
}

/// Sizes of the head over events, and the types that it knows.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct EventShape {
    /// Event types, in the order of their scores; empty where a column stands for none.
    pub types: Vec<String>,
    /// Inner width of its layers, whose other sizes are those of the encoder's.
    pub inner: usize,
    /// Layers of its own.
    #[serde(default = "one")]
    pub layers: usize,
}

fn one() -> usize {
    1
}

impl EventShape {
    fn check(&self) -> Result<(), String> {
        let sizes = [self.types.len(), self.inner];
        match sizes.iter().all(|size| (1..=1 << 16).contains(size) && size.is_multiple_of(16)) {
            true if (1..=64).contains(&self.layers) => Ok(()),
            true => Err("events: layers are not in 1..=64".to_owned()),
            false => Err("events: a size is 0, too large or no multiple of 16".to_owned()),
        }
    }
}

/// Sizes of the head over names.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct NameShape {
    /// Numbers for each word after its first layer.
    pub narrow: usize,
    /// Numbers for each word after its second.
    pub inner: usize,
    /// Words on each side that the second sees.
    pub reach: usize,
}

impl NameShape {
    fn check(&self) -> Result<(), String> {
        match [self.narrow, self.inner].iter().all(|size| (1..=1 << 12).contains(size) && size.is_multiple_of(16)) {
            true if self.reach <= 16 => Ok(()),
            true => Err("names: reach is over 16".to_owned()),
            false => Err("names: a size is 0, too large or no multiple of 16".to_owned()),
        }
    }
}

/// One file of a model.
#[derive(Clone, Debug, Deserialize)]
struct File {
    file: String,
    sha256: String,
}

/// What `model.json` says.
#[derive(Clone, Debug, Deserialize)]
pub struct Description {
    format: u32,
    /// Stands in the record as what made an attribution.
    pub name: String,
    /// Sizes.
    pub shape: Shape,
    /// Taken from the score of "no cue" at every word: higher finds more.
    #[serde(default)]
    pub bias: f32,
    /// Words between two pieces of content that are counted to it.
    #[serde(default)]
    pub gap: usize,
    /// The head over events, where the model has one.
    #[serde(default)]
    pub events: Option<EventShape>,
    /// The head over names, where the model has one; it needs the head over events.
    #[serde(default)]
    pub names: Option<NameShape>,
    files: Vec<File>,
}

/// The files of a model, verified.
pub(crate) struct Folder {
    pub(crate) description: Description,
    contents: Vec<(String, Vec<u8>)>,
}

impl Folder {
    /// Reads and verifies a folder.
    pub(crate) fn open(folder: &Path) -> Result<Self, EncoderError> {
        Self::new(&mut |file: &str| {
            let path = folder.join(file);
            std::fs::read(&path).map_err(|cause| EncoderError::Read { path, cause })
        })
    }

    /// Verifies the files that `read` gives by name.
    pub(crate) fn new(read: &mut dyn FnMut(&str) -> Result<Vec<u8>, EncoderError>) -> Result<Self, EncoderError> {
        const MODEL: &str = "model.json";
        let description: Description =
            serde_json::from_slice(&read(MODEL)?).map_err(|cause| EncoderError::form(MODEL, cause.to_string()))?;
        if description.format != 1 {
            return Err(EncoderError::form(MODEL, format!("format {} is not known", description.format)));
        }
        let events = description.events.as_ref().map_or(Ok(()), EventShape::check);
        let names = description.names.as_ref().map_or(Ok(()), NameShape::check);
        let needs = match description.names.is_some() && description.events.is_none() {
            true => Err("names: there is no head over events".to_owned()),
            false => Ok(()),
        };
        description
            .shape
            .check()
            .and(events)
            .and(names)
            .and(needs)
            .map_err(|reason| EncoderError::form(MODEL, reason))?;
        let mut contents = Vec::new();
        for File { file, sha256 } in &description.files {
            // A name, never a path out of the folder.
            if file.contains(['/', '\\']) || file.starts_with('.') {
                return Err(EncoderError::form(MODEL, format!("{file} is not a file of the folder")));
            }
            let content = read(file)?;
            let found: String = Sha256::digest(&content).iter().map(|byte| format!("{byte:02x}")).collect();
            if found != *sha256 {
                return Err(EncoderError::Checksum { file: file.clone() });
            }
            contents.push((file.clone(), content));
        }
        Ok(Folder { description, contents })
    }

    /// Takes a file out, so that its memory goes when it has been read.
    pub(crate) fn take(&mut self, file: &str) -> Result<Vec<u8>, EncoderError> {
        let found = self.contents.iter().position(|(name, _)| name == file);
        found.map(|i| self.contents.swap_remove(i).1).ok_or_else(|| EncoderError::form(file, "not part of the model"))
    }
}
