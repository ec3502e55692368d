//! Any text, annotated by the trained reader that ships: as `annotate`, whatever the network answers.
#![no_main]

use firsthand::annotate::annotate;
use firsthand::codebook::Codebook;
use firsthand_fuzz::{check, made};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    for report in made::reports(bytes).into_iter().take(1) {
        check::annotated(&report, &annotate(&report, Codebook::builtin()));
    }
});
