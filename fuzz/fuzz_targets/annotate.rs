//! Any bytes as a report, annotated by rules: no panic, every span and index inside, bounds in their order.
#![no_main]

use firsthand::annotate::{Rules, annotate_with};
use firsthand::codebook::Codebook;
use firsthand_fuzz::{check, made};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some(report) = made::report("fuzz", bytes) else { return };
    check::annotated(&report, &annotate_with(&report, Codebook::builtin(), &Rules));
});
