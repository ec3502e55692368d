//! The fixture that `training/attribution/fixture.py` makes.

use firsthand_encoder::Reader;
use std::path::PathBuf;

pub fn path(file: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixture").join(file)
}

/// The lines of a file as JSON.
#[allow(dead_code)]
pub fn lines(file: &str) -> Vec<serde_json::Value> {
    let text = std::fs::read_to_string(path(file)).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The tiny random reader, in `f32` or `int8`; both share one vocabulary.
#[allow(dead_code)]
pub fn reader(kind: &str) -> Reader {
    Reader::from_files(&|file| {
        let folder = if file == "vocab.txt" { String::new() } else { format!("{kind}/") };
        std::fs::read(path(&format!("{folder}{file}"))).ok()
    })
    .unwrap()
}
