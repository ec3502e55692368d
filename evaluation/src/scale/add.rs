//! What one report more costs.
//!
//! For: whether a case can take reports one by one. In: a number of reports that are there already. Out: a line with the times, of some
//! reports each, for reading by rules, for finding in the live index of passages those of all reports that may share one, with adding
//! it to the index, and for linking and weighing it anew with these. Not here: events and names that it shares with reports whose
//! words it does not share: their tables are built anew in every run.

use crate::generate::stories;
use crate::linking::peak_memory;
use firsthand::annotate::{Annotated, Rules, annotate_with};
use firsthand::codebook::Codebook;
use firsthand::held::Given;
use firsthand::link::{Fingerprint, PassageIndex, link_in};
use firsthand::report::Report;
use firsthand::weigh::{Detail, Judgements, weigh_in};
use std::collections::BTreeMap;
use std::time::Instant;

/// Reports that are added; they are spread over all stories.
const ADDED: usize = 200;

/// Adds some reports to `count` others.
pub(super) fn run(count: usize, seed: u64) {
    let total = count + ADDED;
    let each = total / ADDED;
    let is_added = |number: usize| number.is_multiple_of(each) && number / each < ADDED;
    let mut index = PassageIndex::default();
    let mut added: Vec<(usize, Report)> = Vec::new();
    for (number, made) in stories(total, seed).flatten().enumerate() {
        if is_added(number) {
            added.push((number, made.report));
        } else {
            index.add(number as u32, &Fingerprint::of(&made.report));
        }
    }
    let (mut reading, mut finding, mut touched) = (Vec::new(), Vec::new(), Vec::new());
    let mut beside: BTreeMap<usize, Option<(Report, Annotated)>> = BTreeMap::new();
    let mut read = Vec::new();
    for (number, report) in added {
        let notes = timed(&mut reading, || annotate_with(&report, Codebook::builtin(), &Rules));
        let found = timed(&mut finding, || {
            let print = Fingerprint::of(&report);
            let found = index.candidates(&print, u32::MAX);
            index.add(number as u32, &print);
            found
        });
        let found: Vec<usize> = found.iter().map(|candidate| candidate.report as usize).collect();
        beside.extend(found.iter().map(|other| (*other, None)));
        beside.insert(number, Some((report, notes)));
        touched.push(found.len() as f64);
        read.push((number, found));
    }
    for (number, made) in stories(total, seed).flatten().enumerate() {
        if let Some(slot) = beside.get_mut(&number).filter(|slot| slot.is_none()) {
            let notes = annotate_with(&made.report, Codebook::builtin(), &Rules);
            *slot = Some((made.report, notes));
        }
    }
    let mut linking = Vec::new();
    for (number, found) in read {
        let of_one = |number: &usize| beside.get(number)?.clone();
        let (reports, notes): (Vec<Report>, Vec<Annotated>) =
            std::iter::once(&number).chain(&found).filter_map(of_one).unzip();
        let started = computed();
        let given = Given::Lent(&reports, &notes);
        let links = link_in(given, Detail::Outline);
        let weighed = weigh_in(given, &links, &Judgements::default(), Detail::Outline);
        linking.push(computed() - started);
        drop(weighed);
    }
    let [reading, finding, linking, touched] = [reading, finding, linking, touched].map(spread);
    println!(
        "one more to {count} reports, ms (median, 95th percentile, most): read by rules {reading} elapsed; found and added to the index {finding} elapsed; linked and weighed anew with those that may share a passage ({touched} of them) {linking} of CPU; peak memory {} MiB",
        peak_memory()
    );
}

/// Does something and notes how many milliseconds it took.
fn timed<T>(times: &mut Vec<f64>, done: impl FnOnce() -> T) -> T {
    let started = Instant::now();
    let out = done();
    times.push(started.elapsed().as_secs_f64() * 1e3);
    out
}

/// Milliseconds of the processor that this thread has had so far; 0 where the system does not tell.
fn computed() -> f64 {
    let all = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    all.split(' ').next().and_then(|nanoseconds| nanoseconds.parse::<f64>().ok()).unwrap_or(0.0) / 1e6
}

fn spread(mut values: Vec<f64>) -> String {
    values.sort_by(f64::total_cmp);
    let at = |share: usize| values.get((values.len() * share / 100).min(values.len().saturating_sub(1))).copied();
    [50, 95, 100].map(|share| format!("{:.1}", at(share).unwrap_or(0.0))).join(", ")
}
