//! `firsthand-eval scale`: how far one process goes.
//!
//! For: time and memory of linking and weighing over very many reports. In: numbers of reports. Out: for each a line with the time and
//! memory of each stage. Reports are made story by story, read by rules and put away, so that no files and no lists of them stand
//! beside what is measured. Each number is a process of its own, since a process remembers its peak. Not here: accuracy.

mod add;
mod parted;

use crate::generate::stories;
use crate::linking::{cpu_seconds, peak_memory};
use firsthand::annotate::{Rules, annotate_with};
use firsthand::codebook::Codebook;
use firsthand::held::Gathering;
use firsthand::record::Options as Written;
use firsthand::run::{Stage, Totals, in_neighbourhoods, outline};
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
    /// Link and weigh in neighbourhoods of at most so many reports, whatever the number of all.
    #[arg(long, value_name = "N")]
    most: Option<usize>,
    /// Count instead which copies are linked together with their sources, in such neighbourhoods.
    #[arg(long, requires = "most", conflicts_with = "add")]
    parted: bool,
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
        let add = options.add.then_some("--add").or(options.parted.then_some("--parted"));
        let most = options.most.map(|most| format!("--most={most}"));
        let done =
            Command::new(&program).args(arguments).args(add).args(most).status().map_err(|cause| cause.to_string())?;
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
    if let (true, Some(most)) = (options.parted, options.most) {
        return pool
            .install(|| parted::run(count, options.seed, most))
            .map_err(|cause| format!("{count} reports: {cause}"));
    }
    pool.install(|| measured(count, options.seed, options.most)).map_err(|cause| format!("{count} reports: {cause}"))
}

fn measured(count: usize, seed: u64, most: Option<usize>) -> std::io::Result<()> {
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
    let (judgements, written) = (Judgements::default(), Written::default());
    let run = match most {
        Some(most) => in_neighbourhoods(held, &judgements, written, most, &tell),
        None => outline(held, &judgements, written, &tell),
    };
    let (end, elapsed) = (cpu_seconds(), started.elapsed().as_secs_f64());
    if let Some(cause) = run.held.failure() {
        return Err(std::io::Error::other(cause.to_string()));
    }
    let began = began.into_inner().unwrap_or_default();
    // Neighbourhoods are linked and weighed in turn.
    let ends = began.iter().skip(1).map(|(_, at)| *at).chain([end]);
    let took = began.iter().zip(ends).map(|((stage, from), to)| (*stage, to - from));
    let of = |wanted: Stage| took.clone().filter(|(stage, _)| *stage == wanted).map(|(_, took)| took).sum::<f64>();
    let (link, weigh) = (of(Stage::Link), of(Stage::Weigh));
    let Totals { passages, claims, events, neighbourhoods } = run.totals;
    let each = |number: usize| number as f64 / count.max(1) as f64;
    println!(
        "{count} reports: reading {read:.1} s of CPU; link {link:.1} s, weigh {weigh:.1} s ({elapsed:.1} s elapsed), {:.0} reports a CPU second; {:.2} passage links, {:.2} claims and {:.2} events a report; {neighbourhoods} neighbourhoods; peak memory {} MiB ({before} MiB before linking)",
        count as f64 / (link + weigh).max(0.01),
        each(passages),
        each(claims),
        each(events),
        peak_memory(),
    );
    Ok(())
}
