//! A model's folder in which files were changed, with checksums that fit: it is refused, or reads a text with answers inside it.
#![no_main]

use firsthand_encoder::Reader;
use libfuzzer_sys::fuzz_target;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

/// The tiny random model of the encoder's tests.
static FILES: LazyLock<BTreeMap<String, Vec<u8>>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/firsthand-encoder/tests/fixture");
    let mut files =
        BTreeMap::from([("vocab.txt".to_owned(), std::fs::read(folder.join("vocab.txt")).expect("vocab.txt"))]);
    for entry in std::fs::read_dir(folder.join("int8")).expect("the fixture") {
        let entry = entry.expect("a file of the fixture");
        files.insert(entry.file_name().to_string_lossy().into_owned(), std::fs::read(entry.path()).expect("a file"));
    }
    files
});

/// Changes of five bytes: which file, where (two), what (two). Most places lie in heads and sizes, which stand first.
fn changed(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut files = FILES.clone();
    let names: Vec<String> = files.keys().cloned().collect();
    for change in bytes.chunks_exact(5) {
        let name = &names[usize::from(change[0]) % names.len()];
        let Some(file) = files.get_mut(name) else { continue };
        let place = usize::from(u16::from_le_bytes([change[1], change[2]])) % file.len().max(1);
        match change[3] % 4 {
            0 => file.truncate(place),
            1 => file.insert(place.min(file.len()), change[4]),
            2 if place < file.len() => drop(file.remove(place)),
            _ => file.get_mut(place).into_iter().for_each(|byte| *byte = change[4]),
        }
    }
    // Checksums are mended, so that what is behind them is read too.
    let mended = files.get("model.json").and_then(|json| serde_json::from_slice::<serde_json::Value>(json).ok());
    if let Some(mut json) = mended {
        let listed = json.get_mut("files").and_then(|list| list.as_array_mut());
        for one in listed.into_iter().flatten() {
            let content = one.get("file").and_then(|name| files.get(name.as_str()?));
            let sum = content
                .map(|content| Sha256::digest(content).iter().map(|byte| format!("{byte:02x}")).collect::<String>());
            if let (Some(sum), Some(fields)) = (sum, one.as_object_mut()) {
                fields.insert("sha256".to_owned(), sum.into());
            }
        }
        files.insert("model.json".to_owned(), json.to_string().into_bytes());
    }
    files
}

fuzz_target!(|bytes: &[u8]| {
    let files = changed(bytes);
    let Ok(reader) = Reader::from_files(&|name| files.get(name).cloned()) else { return };
    let text = "The governor of Varenia said the bridge was destroyed; \"nonsense\", a spokesman of Damuria added. é🎈";
    let (relations, named) = reader.read_with_events(text, &[]);
    for span in relations.iter().flat_map(|one| one.source.iter().chain(&one.cue).chain(&one.content)) {
        assert!(text.get(span.clone()).is_some(), "{span:?} cuts a character");
    }
    assert!(named.words.iter().all(|span| text.get(span.clone()).is_some()));
});
