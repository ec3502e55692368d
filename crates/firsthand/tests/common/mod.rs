//! What the tests over whole reports share.

use firsthand::annotate::builtin;
use firsthand::codebook::Codebook;
use firsthand::read::read_bytes;
use firsthand::report::Report;
use firsthand::run::{Run, run};
use firsthand::weigh::Judgements;

/// Everything that is found in these reports, with the reader that ships.
pub fn found(reports: Vec<Report>) -> Run {
    let reader = builtin().expect("the model ships");
    run(reports, Codebook::builtin(), &reader, &Judgements::default(), &|_, _, _| {})
}

/// The same for texts, read as files are.
pub fn found_in(files: &[&str]) -> Run {
    let read = |(n, text): (usize, &&str)| read_bytes(&format!("{n}.txt"), text.as_bytes()).ok();
    found(files.iter().enumerate().filter_map(read).collect())
}
