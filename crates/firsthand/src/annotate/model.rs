//! The trained encoder that ships, with its heads, inside the program.
//!
//! In: the files of `models/attribution`, or of the folder that FIRSTHAND_MODEL named when the program was built;
//! `training/attribution` makes them. Out: the reader, opened once, its checksums verified.
//! Not here: what it is asked.

use super::attribution::Trained;
use firsthand_encoder::{EncoderError, Reader};
use std::sync::LazyLock;

macro_rules! files {
    ($($name:literal)*) => {
        const FILES: &[(&str, &[u8])] =
            &[$(($name, include_bytes!(concat!(env!("FIRSTHAND_MODEL_FOLDER"), "/", $name)).as_slice())),*];
    };
}

files! { "model.json" "vocab.txt" "embeddings.safetensors" "layers.safetensors" "events.safetensors" }

static READER: LazyLock<Result<Reader, EncoderError>> = LazyLock::new(|| {
    Reader::from_files(&|name| FILES.iter().find(|(file, _)| *file == name).map(|(_, bytes)| bytes.to_vec()))
});

/// The reader that ships.
///
/// # Errors
/// A damaged program: a file of the model differs from its checksum.
pub fn builtin() -> Result<Trained<'static>, &'static EncoderError> {
    READER.as_ref().map(Trained)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_model_that_ships_opens() {
        assert!(super::builtin().is_ok());
    }
}
