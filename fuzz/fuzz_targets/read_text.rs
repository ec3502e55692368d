//! Any bytes as a report in a .txt file: no panic, every part inside the text, sorted, apart.
#![no_main]

use firsthand::read::read_bytes;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(report) = read_bytes("fuzz.txt", bytes) else { return };
    let mut end = 0;
    for part in &report.parts {
        assert!(part.span.start >= end, "parts overlap");
        assert!(!part.span.of(&report.text).is_empty(), "a part is empty or cuts a character");
        end = part.span.end;
    }
});
