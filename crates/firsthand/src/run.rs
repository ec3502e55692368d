//! All stages in a row.
//!
//! For: the command, the evaluation and later the case folder. In: reports that were read, a
//! codebook. Out: [`Run`], the same bytes for any order of the reports and any number of threads.
//! Not here: files (see [`crate::read`]), outputs (see [`crate::record`]).

use crate::annotate::{Annotated, AttributionReader, Pools, annotate_with};
use crate::codebook::Codebook;
use crate::held::{Given, Holdings};
use crate::link::{Links, link_in};
use crate::record::{Options, Record, outlines, record};
use crate::report::Report;
use crate::weigh::{Detail, Judgements, Weighed, weigh_in};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What all stages found, list by list in the order of `reports`.
#[derive(Debug, Default)]
pub struct Run {
    /// The reports, by path.
    pub reports: Vec<Report>,
    /// What each says.
    pub annotated: Vec<Annotated>,
    /// What ties them.
    pub links: Links,
    /// What stands behind each event.
    pub weighed: Weighed,
}

/// What all stages found of reports that are put away: enough for the terminal's table, in a small part of the memory.
#[derive(Debug, Default)]
pub struct Outline {
    /// The reports, by path, with what each says.
    pub held: Holdings,
    /// What ties them, without reasons.
    pub links: Links,
    /// What stands behind each event, without steps and edges.
    pub weighed: Weighed,
}

/// A stage of the pipeline, for progress.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Stage {
    Read,
    Annotate,
    Link,
    Weigh,
}

/// Told how far a stage is: (stage, done, total), total 0 when it is not counted. Called from several threads.
pub type Progress<'a> = &'a (dyn Fn(Stage, usize, usize) + Sync);

/// Annotates, links and weighs, with what people have judged. Uses the calling rayon pool.
///
/// ```
/// use firsthand::{annotate::Rules, codebook::Codebook, run};
/// use firsthand::weigh::Judgements;
/// let run = run::run(Vec::new(), &Codebook::default(), &Rules, &Judgements::default(), &|_, _, _| {});
/// assert!(run.weighed.events.is_empty());
/// ```
pub fn run(
    mut reports: Vec<Report>,
    codebook: &Codebook,
    reader: &dyn AttributionReader,
    judgements: &Judgements,
    progress: Progress<'_>,
) -> Run {
    settle(&mut reports, |report| (&report.path, &report.sha256), |report, id| report.id = id);
    let total = reports.len();
    let done = AtomicUsize::new(0);
    let pools = Pools::default();
    let annotated: Vec<Annotated> = reports
        .par_iter()
        .map(|report| {
            let mut found = annotate_with(report, codebook, reader);
            pools.share(&mut found);
            progress(Stage::Annotate, done.fetch_add(1, Ordering::Relaxed) + 1, total);
            found
        })
        .collect();
    drop(pools);
    let (links, weighed) = later(Given::Lent(&reports, &annotated), judgements, Detail::Full, progress);
    Run { reports, annotated, links, weighed }
}

/// Links and weighs reports that are put away, with what people have judged. Uses the calling rayon pool.
pub fn outline(held: Holdings, judgements: &Judgements, progress: Progress<'_>) -> Outline {
    let (links, weighed) = later(Given::Held(&held), judgements, Detail::Outline, progress);
    Outline { held, links, weighed }
}

fn later(given: Given<'_>, judgements: &Judgements, detail: Detail, progress: Progress<'_>) -> (Links, Weighed) {
    progress(Stage::Link, 0, 0);
    let links = link_in(given, detail);
    progress(Stage::Weigh, 0, 0);
    let weighed = weigh_in(given, &links, judgements, detail);
    (links, weighed)
}

impl Run {
    /// The record of this run.
    pub fn record(&self, options: Options) -> Record {
        record(&self.reports, &self.annotated, &self.links, &self.weighed, options)
    }
}

impl Outline {
    /// The record in pieces of some events each, with what the terminal's table needs.
    pub fn pieces(&self, options: Options, each: impl FnMut(Record)) {
        outlines(Given::Held(&self.held), &self.links, &self.weighed, options, each);
    }
}

/// Sorts by path and gives ids: `r` and 10 digits of the hash; same bytes again get `-2`, and so on.
pub(crate) fn settle<T>(all: &mut [T], of: impl Fn(&T) -> (&str, &str), mut name: impl FnMut(&mut T, String)) {
    all.sort_by(|a, b| of(a).cmp(&of(b)));
    let mut seen = FxHashMap::<String, u32>::default();
    for one in all {
        let sha256 = of(one).1;
        let base = format!("r{}", sha256.get(..10).unwrap_or(sha256));
        let count = seen.entry(base.clone()).or_insert(0);
        *count += 1;
        let id = if *count == 1 { base } else { format!("{base}-{count}") };
        name(one, id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_come_from_the_bytes_and_the_same_bytes_twice_stay_apart() {
        let report = |path: &str, sha: &str| Report { path: path.into(), sha256: sha.into(), ..Report::default() };
        let mut reports = vec![report("b", "1234567890ab"), report("c", "ff"), report("a", "1234567890ab")];
        settle(&mut reports, |report| (&report.path, &report.sha256), |report, id| report.id = id);
        let ids: Vec<_> = reports.iter().map(|r| (r.path.as_str(), r.id.as_str())).collect();
        assert_eq!(ids, [("a", "r1234567890"), ("b", "r1234567890-2"), ("c", "rff")]);
    }
}
