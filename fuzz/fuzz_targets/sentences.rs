//! Words and marks of news in any order, annotated by rules: as `annotate`, and the same again the second time.
#![no_main]

use firsthand::annotate::{Rules, annotate_with};
use firsthand::codebook::Codebook;
use firsthand_fuzz::{check, made};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let text = made::sentences(bytes);
    let Some(report) = made::report("fuzz", text.as_bytes()) else { return };
    let notes = annotate_with(&report, Codebook::builtin(), &Rules);
    check::annotated(&report, &notes);
    assert_eq!(notes, annotate_with(&report, Codebook::builtin(), &Rules), "annotated twice");
});
