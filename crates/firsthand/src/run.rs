//! All stages in a row.
//!
//! For: the command, the evaluation and later the case folder. In: reports that were read, a
//! codebook. Out: [`Run`], the same bytes for any order of the reports and any number of threads.
//! Not here: files (see [`crate::read`]), outputs (see [`crate::record`]).

use crate::annotate::{Annotated, AttributionReader, Pools, annotate_all, share_of};
use crate::codebook::Codebook;
use crate::held::{Given, Holdings};
use crate::link::neighbourhoods::{AT_ONCE, MOST, neighbourhoods};
use crate::link::{Links, Whole, link_in, link_planned};
use crate::read::give_years;
use crate::record::{Merged, Merging, Options, Record, masker, outlines, record};
use crate::report::Report;
use crate::weigh::{Detail, Judged, Judgements, Weighed, weigh_in};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::io;
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
    /// What ties them, without reasons; empty where neighbourhoods of them were linked one after the other.
    pub links: Links,
    /// What stands behind each event, without steps and edges; of neighbourhoods only what was judged.
    pub weighed: Weighed,
    /// How many there are.
    pub totals: Totals,
    /// The events of neighbourhoods.
    merged: Option<Merged>,
}

/// How much was found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Totals {
    pub passages: usize,
    pub claims: usize,
    pub events: usize,
    /// Lists of reports that were linked one after the other.
    pub neighbourhoods: usize,
}

impl Totals {
    fn add(&mut self, links: &Links) {
        self.passages += links.passages.len();
        self.claims += links.events.iter().map(|event| event.claims.len()).sum::<usize>();
        self.events += links.events.len();
        self.neighbourhoods += 1;
    }
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
    give_years(&mut reports);
    let total = reports.len();
    let done = AtomicUsize::new(0);
    let pools = Pools::default();
    let annotated: Vec<Annotated> = reports
        .par_chunks(share_of(total))
        .flat_map_iter(|some| {
            let mut found = annotate_all(some, codebook, reader);
            found.iter_mut().for_each(|found| pools.share(found));
            progress(Stage::Annotate, done.fetch_add(some.len(), Ordering::Relaxed) + some.len(), total);
            found
        })
        .collect();
    drop(pools);
    let (links, weighed) = later(Given::Lent(&reports, &annotated), judgements, Detail::Full, progress);
    Run { reports, annotated, links, weighed }
}

/// Links and weighs reports that are put away, with what people have judged. Uses the calling rayon pool. Very many of them are linked
/// and weighed neighbourhood by neighbourhood, so that what lies open is the largest of these and not the collection; `options` are those
/// by which the pieces will be written.
pub fn outline(held: Holdings, judgements: &Judgements, options: Options, progress: Progress<'_>) -> Outline {
    if held.len() > AT_ONCE {
        return in_neighbourhoods(held, judgements, options, MOST, progress);
    }
    let (links, weighed) = later(Given::Held(&held), judgements, Detail::Outline, progress);
    let mut totals = Totals::default();
    totals.add(&links);
    Outline { held, links, weighed, totals, merged: None }
}

/// As [`outline`], in neighbourhoods of at most so many reports, unless more of them are copies of each other.
pub fn in_neighbourhoods(
    held: Holdings,
    judgements: &Judgements,
    options: Options,
    most: usize,
    progress: Progress<'_>,
) -> Outline {
    let given = Given::Held(&held);
    progress(Stage::Link, 0, given.len());
    let whole = match Whole::read(given) {
        Ok(whole) => whole,
        Err(cause) => {
            held.fails(cause);
            return Outline { held, ..Outline::default() };
        }
    };
    let masker = masker(given, options);
    let (mut totals, mut judged, mut merging) = (Totals::default(), Vec::new(), Merging::default());
    let (mut failed, mut done) = (None, 0);
    for numbers in neighbourhoods(given, &whole, &judged_together(given, judgements), most) {
        let part = held.part(&numbers);
        let some = Given::Held(&part);
        progress(Stage::Link, done, given.len());
        let plan = match whole.part(&numbers) {
            Ok(plan) => plan,
            Err(cause) => {
                failed = Some(cause);
                break;
            }
        };
        let links = link_planned(some, plan, Detail::Outline);
        progress(Stage::Weigh, done, given.len());
        let mut weighed = weigh_in(some, &links, judgements, Detail::Outline);
        failed = failed.or(merging.add(some, &links, &weighed, &masker).err());
        totals.add(&links);
        merge(&mut judged, std::mem::take(&mut weighed.judged));
        done += numbers.len();
        drop((links, weighed));
        failed = failed.or(part.into_failure());
    }
    let merged = merging.close().map_err(|cause| held.fails(cause)).unwrap_or_default();
    failed.into_iter().for_each(|cause| held.fails(cause));
    let weighed = Weighed { judged, ..Weighed::default() };
    Outline { held, links: Links::default(), weighed, totals, merged: Some(merged) }
}

/// The reports of the claims of each judgement.
fn judged_together(given: Given<'_>, judgements: &Judgements) -> Vec<Vec<u32>> {
    if judgements.iter().next().is_none() {
        return Vec::new();
    }
    let numbers: FxHashMap<&str, u32> = given.numbers().map(|number| (given.id(number), number)).collect();
    let report = |claim: &String| numbers.get(claim.rsplit_once('.')?.0).copied();
    judgements.iter().map(|judgement| judgement.claims.iter().filter_map(report).collect()).collect()
}

/// A judgement stands as it does in the neighbourhood that has its claims.
fn merge(all: &mut Vec<Judged>, more: Vec<Judged>) {
    if all.is_empty() {
        *all = more;
        return;
    }
    all.iter_mut().zip(more).for_each(|(known, other)| known.standing = known.standing.min(other.standing));
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
        match &self.merged {
            Some(merged) => merged.pieces(each).unwrap_or_else(|cause: io::Error| self.held.fails(cause)),
            None => outlines(Given::Held(&self.held), &self.links, &self.weighed, options, each),
        }
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
    use crate::annotate::{Rules, annotate_with};
    use crate::held::Gathering;

    #[test]
    fn stories_that_have_nothing_in_common_have_the_same_events_linked_at_once_or_one_after_the_other() {
        let stories = [
            "Gunmen stormed the customs house at Weld on 3 May 2031 and shot eleven porters dead.",
            "Soldiers arrested two bakers near the mill of Norrin on 9 June 2031.",
            "A shell killed four ferrymen in the harbour of Isk on 14 July 2031.",
            "Masked men kidnapped a surveyor from the quarry at Tamar on 20 August 2031.",
            "Police in Belsk beat thirty harvesters on 2 October 2031.",
        ];
        let told = |number: usize| {
            let more = ["", "So said the clerk.", "More is not known."][number % 3];
            let text = format!("{} {more}", stories[number / 3]);
            Report { path: format!("{number:03}"), sha256: format!("{number:064}"), ..Report::of_body(&text) }
        };
        let held = || {
            let gathering = Gathering::default();
            for report in (0..15).map(told) {
                gathering.add(&report, &annotate_with(&report, Codebook::builtin(), &Rules)).unwrap();
            }
            gathering.close().unwrap()
        };
        let events = |run: &Outline| {
            let mut all = Vec::new();
            run.pieces(Options::default(), |record| {
                assert!(record.events.iter().all(|event| event.claims.len() <= record.claims.len()));
                all.extend(record.events.into_iter().map(|event| (event.id, event.summary, event.claims, event.level)));
            });
            all
        };
        let judgements = Judgements::default();
        let whole = outline(held(), &judgements, Options::default(), &|_, _, _| {});
        let parts = in_neighbourhoods(held(), &judgements, Options::default(), 6, &|_, _, _| {});
        assert!(parts.totals.neighbourhoods > 1 && parts.held.failure().is_none());
        assert_eq!(whole.totals, Totals { neighbourhoods: 1, ..parts.totals });
        let (whole, parts) = (events(&whole), events(&parts));
        assert!(whole.iter().any(|(.., claims, _)| claims.len() > 1));
        assert_eq!(whole, parts);
    }

    #[test]
    fn ids_come_from_the_bytes_and_the_same_bytes_twice_stay_apart() {
        let report = |path: &str, sha: &str| Report { path: path.into(), sha256: sha.into(), ..Report::default() };
        let mut reports = vec![report("b", "1234567890ab"), report("c", "ff"), report("a", "1234567890ab")];
        settle(&mut reports, |report| (&report.path, &report.sha256), |report, id| report.id = id);
        let ids: Vec<_> = reports.iter().map(|r| (r.path.as_str(), r.id.as_str())).collect();
        assert_eq!(ids, [("a", "r1234567890"), ("b", "r1234567890-2"), ("c", "rff")]);
    }
}
