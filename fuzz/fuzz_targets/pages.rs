//! Tags, attributes and words of pages in any order, read and annotated.
#![no_main]

use firsthand::annotate::{Rules, annotate_with};
use firsthand::codebook::Codebook;
use firsthand::read::read_bytes;
use firsthand_fuzz::{check, made};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(report) = read_bytes("fuzz.html", made::page(bytes).as_bytes()) else { return };
    check::report(&report);
    check::annotated(&report, &annotate_with(&report, Codebook::builtin(), &Rules));
});
