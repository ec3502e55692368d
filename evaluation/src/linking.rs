//! `firsthand-eval linking`: copies found, and how fast.
//!
//! In: generated reports, and folders of public sets where given. Out: tables on stdout. Not here:
//! how origins are counted. Every figure names its set: derivations (generated), Clough-Stevenson
//! (answers cut, lightly or heavily rewritten from an article), Helsinki (612 articles on one event,
//! silver truth from shared 8-word runs), speed (generated, link stage alone, one thread unless asked).

mod corpora;
mod events;

use crate::generate::{Derivation, Generated, generate};
use firsthand::annotate::Annotated;
use firsthand::link::{Links, link};
use firsthand::report::Report;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::time::Instant;

/// Measures copy detection and its speed.
#[derive(clap::Args, Debug)]
pub struct Options {
    /// Generated reports for the table by derivation.
    #[arg(long, value_name = "N", default_value_t = 1000)]
    derivations: usize,
    /// Numbers of generated reports to time ("1000,10000,100000").
    #[arg(long, value_name = "N", value_delimiter = ',')]
    speed: Vec<usize>,
    /// Threads for the speed runs.
    #[arg(long, default_value_t = 1)]
    threads: usize,
    /// Folder of the Clough-Stevenson corpus.
    #[arg(long, value_name = "DIR")]
    clough: Option<PathBuf>,
    /// CSV file of the Helsinki articles.
    #[arg(long, value_name = "FILE")]
    helsinki: Option<PathBuf>,
    /// Gold sets whose coded claims are to be joined into events.
    #[arg(long, value_name = "GOLD")]
    events: Vec<PathBuf>,
    /// Show every wrong join and every missing one.
    #[arg(long)]
    faults: bool,
}

/// Runs the command.
///
/// # Errors
/// One line for a person: a set that cannot be read.
pub fn run(options: &Options) -> Result<(), String> {
    if options.derivations > 0 {
        derivations(options.derivations);
    }
    if let Some(folder) = &options.clough {
        corpora::clough(folder)?;
    }
    if let Some(file) = &options.helsinki {
        corpora::helsinki(file)?;
    }
    for gold in &options.events {
        events::coded(gold, options.faults)?;
    }
    for &count in &options.speed {
        speed(count, options.threads)?;
    }
    Ok(())
}

/// Links reports about which nothing is annotated.
fn link_texts(reports: &[Report]) -> Links {
    link(reports, &vec![Annotated::default(); reports.len()])
}

fn derivations(count: usize) {
    let made = generate(count, 1);
    let reports: Vec<Report> = made.iter().map(|made| made.report.clone()).collect();
    let links = link_texts(&reports);
    let pairs: BTreeSet<(u32, u32)> =
        links.passages.iter().map(|p| (p.copy.min(p.original), p.copy.max(p.original))).collect();
    let quoted: BTreeSet<(u32, u32)> = links.quotations.iter().map(|q| (q.a.0.min(q.b.0), q.a.0.max(q.b.0))).collect();
    let mut near: Vec<Vec<usize>> = vec![Vec::new(); made.len()];
    for link in &links.passages {
        for (a, b) in [(link.copy, link.original), (link.original, link.copy)] {
            if let Some(near) = near.get_mut(a as usize) {
                near.push(b as usize);
            }
        }
    }
    let partners = |n: usize| near.get(n).into_iter().flatten().copied();
    let mut table: BTreeMap<Derivation, (usize, usize, usize)> = BTreeMap::new();
    for (i, made) in made.iter().enumerate() {
        let (Some(derivation), Some(from)) = (made.truth.derivation, made.truth.from) else { continue };
        let pair = (from as u32, i as u32);
        let found = if derivation == Derivation::QuotationOnly { &quoted } else { &pairs };
        // A large family of near-copies is a star: its members reach one another in two steps.
        let reached = found.contains(&pair) || partners(i).any(|via| partners(from).any(|other| other == via));
        let row = table.entry(derivation).or_default();
        row.0 += usize::from(found.contains(&pair));
        row.1 += usize::from(reached && derivation.copies() || found.contains(&pair));
        row.2 += 1;
    }
    println!(
        "derivations: {count} generated reports, recall of (source, copy) pairs: directly, and in at most two links"
    );
    for (derivation, (found, reached, of)) in &table {
        let note = match derivation {
            Derivation::QuotationOnly => " (quotation links)",
            Derivation::Attributed => " (own words: not to be found by text)",
            _ => "",
        };
        let share = |n: &usize| *n as f64 / (*of).max(1) as f64;
        println!("  {:<16} {:>5.3}  {:>5.3}  of {of}{note}", format!("{derivation:?}"), share(found), share(reached));
    }
    let related = |pair: &(u32, u32)| shares_text(&made, pair.0 as usize, pair.1 as usize);
    let right = pairs.iter().filter(|pair| related(pair)).count();
    let unrelated = pairs.iter().filter(|(a, b)| story(&made, *a) != story(&made, *b)).count();
    println!(
        "  precision {:.4} of {} passage links ({unrelated} between unrelated stories)",
        right as f64 / pairs.len().max(1) as f64,
        pairs.len()
    );
    let (mut directed, mut correct) = (0, 0);
    for link in links.passages.iter().filter(|link| link.directed && !link.version) {
        let from = |n: u32| made.get(n as usize).and_then(|made| made.truth.from);
        let (forward, backward) =
            (from(link.copy) == Some(link.original as usize), from(link.original) == Some(link.copy as usize));
        directed += usize::from(forward || backward);
        correct += usize::from(forward);
    }
    println!(
        "  direction {:.3} of {directed} directed links between a copy and its very source",
        correct as f64 / directed.max(1) as f64
    );
}

fn story(made: &[Generated], number: u32) -> Option<usize> {
    made.get(number as usize).map(|made| made.truth.story)
}

/// Whether two reports can share words: both reach the same report through copies.
fn shares_text(made: &[Generated], a: usize, b: usize) -> bool {
    let line = |mut number: usize| {
        let mut line = BTreeSet::from([number]);
        while let Some(made) = made.get(number) {
            match (made.truth.from, made.truth.derivation) {
                (Some(from), Some(derivation)) if derivation.copies() => number = from,
                _ => break,
            }
            line.insert(number);
        }
        line
    };
    !line(a).is_disjoint(&line(b))
}

fn speed(count: usize, threads: usize) -> Result<(), String> {
    let reports: Vec<Report> = generate(count, 2).into_iter().map(|made| made.report).collect();
    let before = peak_memory();
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().map_err(|cause| cause.to_string())?;
    let (started, used) = (Instant::now(), cpu_seconds());
    let links = pool.install(|| link_texts(&reports));
    let seconds = started.elapsed().as_secs_f64();
    let used = cpu_seconds() - used;
    let rate = count as f64 / if used > 0.0 { used } else { seconds * threads as f64 };
    println!(
        "speed: {count} reports, {threads} thread(s): {seconds:.2} s, {used:.2} s of CPU, {rate:.0} reports per CPU second, {} passage links, {} quotation links, peak memory {} MiB ({} MiB before linking)",
        links.passages.len(),
        links.quotations.len(),
        peak_memory(),
        before,
    );
    Ok(())
}

/// CPU time of this process in seconds, in steps of a hundredth; 0 where the system does not tell.
pub(crate) fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The command's name may hold blanks; user and system time are fields 14 and 15.
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or("").split_whitespace().collect();
    let ticks = |at: usize| fields.get(at).and_then(|field| field.parse::<f64>().ok()).unwrap_or(0.0);
    (ticks(11) + ticks(12)) / 100.0
}

/// Peak resident memory of this process in MiB; 0 where the system does not tell.
pub(crate) fn peak_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").trim().parse::<u64>().ok()).unwrap_or(0) / 1024
}
