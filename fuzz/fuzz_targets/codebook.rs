//! Any text as a codebook: a clear refusal that names the file and a line, or a codebook by which a report can be read.
#![no_main]

use firsthand::annotate::{Rules, annotate_with};
use firsthand::codebook::Codebook;
use firsthand::read::read_bytes;
use firsthand::report::Report;
use firsthand_fuzz::check;
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static REPORT: LazyLock<Report> = LazyLock::new(|| {
    let text = "Camp opened\n\nARVEN, 3 May 2031 (NPA) - The army has recruited 40 men near Tarvesh, the Lake Council said. Gunmen did not kill \
                two police officers, residents told the Arven Post; \"they were taken to the front,\" said Abel Nurmat.\n";
    read_bytes("fuzz.txt", text.as_bytes()).expect("a report")
});

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    // The codebook's own head, so that most inputs come to the types.
    let whole = if text.contains("name") { text.into_owned() } else { format!("name = \"fuzz\"\n{text}") };
    match Codebook::parse([("fuzz.toml", whole.as_str())]) {
        Ok(codebook) => check::annotated(&REPORT, &annotate_with(&REPORT, &codebook, &Rules)),
        Err(cause) => assert!(cause.to_string().starts_with("fuzz.toml"), "{cause}"),
    }
});
