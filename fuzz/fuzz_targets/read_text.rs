//! Any bytes as a report in a .txt file: no panic, every part inside the text, sorted, apart.
#![no_main]

use firsthand::read::read_bytes;
use firsthand_fuzz::check;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(report) = read_bytes("fuzz.txt", bytes) {
        check::report(&report);
    }
});
