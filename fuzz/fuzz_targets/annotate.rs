//! Any bytes as a report, annotated: no panic whatever the text.
#![no_main]

use firsthand::annotate::annotate;
use firsthand::codebook::Codebook;
use firsthand::read::read_bytes;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let name = if bytes.first().is_some_and(|b| b % 4 == 0) { "fuzz.html" } else { "fuzz.txt" };
    if let Ok(report) = read_bytes(name, bytes) {
        let _ = annotate(&report, Codebook::builtin());
    }
});
