//! `firsthand-eval scale`: how far one process goes.
//!
//! For: time and memory of linking and weighing over very many reports. In: numbers of reports. Out: for each a line with the time and
//! memory of each stage. Reports are made story by story, read by rules and put away, so that no files and no lists of them stand
//! beside what is measured. Each number is a process of its own, since a process remembers its peak. Not here: accuracy.

mod add;

use crate::generate::stories;
use crate::linking::{cpu_seconds, peak_memory};
use firsthand::annotate::{Rules, annotate_with};
use firsthand::codebook::Codebook;
use firsthand::held::Gathering;
use firsthand::run::{Stage, outline};
use firsthand::weigh::Judgements;
use rayon::prelude::*;
use std::process::Command;
use std::sync::Mutex;
use std::time::Instant;

/// Links and weighs generated reports of 3 kB.
#[derive(clap::Args, Debug)]
pub struct Options {
    /// Numbers of reports ("10000,100000").
    #[arg(value_name = "N", value_delimiter = ',', required = true)]
    counts: Vec<usize>,
    /// Threads.
    #[arg(long, default_value_t = 1)]
    threads: usize,
    /// Another seed gives other reports.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Measure instead what one report more costs.
    #[arg(long)]
    add: bool,
}

/// Runs the command.
///
/// # Errors
/// One line for a person: a process that cannot be started, a temporary file that fails.
pub fn run(options: &Options) -> Result<(), String> {
    if let [count] = *options.counts {
        return one(count, options);
    }
    let program = std::env::current_exe().map_err(|cause| cause.to_string())?;
    for count in &options.counts {
        let (threads, seed) = (options.threads.to_string(), options.seed.to_string());
        let arguments = ["scale", &count.to_string(), "--threads", &threads, "--seed", &seed].map(str::to_owned);
        let add = options.add.then_some("--add");
        let done = Command::new(&program).args(arguments).args(add).status().map_err(|cause| cause.to_string())?;
        if !done.success() {
            return Err(format!("{count} reports: ended with {done}"));
        }
    }
    Ok(())
}

fn one(count: usize, options: &Options) -> Result<(), String> {
    let pool =
        rayon::ThreadPoolBuilder::new().num_threads(options.threads).build().map_err(|cause| cause.to_string())?;
    if options.add {
        pool.install(|| add::run(count, options.seed));
        return Ok(());
    }
    pool.install(|| measured(count, options.seed)).map_err(|cause| format!("{count} reports: {cause}"))
}

fn measured(count: usize, seed: u64) -> std::io::Result<()> {
    let gathering = Gathering::default();
    stories(count, seed).par_bridge().try_for_each(|story| {
        let add = |made: &crate::generate::Generated| {
            gathering.add(&made.report, &annotate_with(&made.report, Codebook::builtin(), &Rules))
        };
        story.iter().try_for_each(add)
    })?;
    let held = gathering.close()?;
    let (before, read, started) = (peak_memory(), cpu_seconds(), Instant::now());
    // When each stage began, by the processor's time.
    let began = Mutex::new(Vec::new());
    let tell = |stage: Stage, _: usize, _: usize| {
        if let Ok(mut began) = began.lock() {
            began.push((stage, cpu_seconds()));
        }
    };
    let run = outline(held, &Judgements::default(), &tell);
    let (end, elapsed) = (cpu_seconds(), started.elapsed().as_secs_f64());
    if let Some(cause) = run.held.failure() {
        return Err(std::io::Error::other(cause.to_string()));
    }
    let began = began.into_inner().unwrap_or_default();
    let weighing = began.iter().find(|(stage, _)| *stage == Stage::Weigh).map_or(end, |(_, at)| *at);
    let (link, weigh) = (weighing - read, end - weighing);
    let each = |number: usize| number as f64 / count.max(1) as f64;
    println!(
        "{count} reports: reading {read:.1} s of CPU; link {link:.1} s, weigh {weigh:.1} s ({elapsed:.1} s elapsed), {:.0} reports a CPU second; {:.2} passage links, {:.2} claims and {:.2} events a report; peak memory {} MiB ({before} MiB before linking)",
        count as f64 / (link + weigh).max(0.01),
        each(run.links.passages.len()),
        each(run.links.events.iter().map(|event| event.claims.len()).sum()),
        each(run.links.events.len()),
        peak_memory(),
    );
    Ok(())
}
