//! `firsthand report` and `firsthand explain`: read, run, write.

use crate::arguments::{ExplainOptions, InputOptions, ReportOptions};
use crate::judge;
use crate::output;
use crate::progress::Line;
use firsthand::annotate::{self, AT_ONCE, AttributionReader, annotate_all, share_of};
use firsthand::codebook::Codebook;
use firsthand::held::Gathering;
use firsthand::read::{self, Years};
use firsthand::record::{Options, Problem, Record};
use firsthand::report::Report;
use firsthand::run::{Outline, Run, Stage, outline, run};
use firsthand::weigh::{Judgements, Weighed};
use firsthand_publish::dossier::dossier;
use firsthand_publish::explain::explain as explanation;
use firsthand_publish::filter::Filter;
use firsthand_publish::lookup::Lookup;
use firsthand_publish::table::{Layout, table};
use rayon::prelude::*;
use std::error::Error;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// Why the command ends with exit code 1: one line, and its causes with `-v`.
#[derive(Debug)]
pub struct Failure(String);

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl Failure {
    /// One line for a person.
    pub fn new(line: String) -> Self {
        Failure(line)
    }

    /// Standard output could not be written.
    pub fn output(cause: std::io::Error) -> Self {
        Failure(format!("the output could not be written: {cause}"))
    }
}

/// Reads, counts and prints.
pub fn report(options: &ReportOptions) -> Result<(), Failure> {
    // The table alone needs neither reasons nor the whole record at once.
    let full = options.json.is_some() || options.html.is_some() || options.input.verbose;
    let unmasked = || {
        if options.unmask {
            eprintln!("firsthand: --unmask: contact details and names of minors are readable in this output");
        }
    };
    output::check(&options.paths, &[&options.json, &options.html])?;
    let filter =
        Filter { types: options.types.clone(), min_origins: options.min_origins, outlets: options.outlets.clone() };
    let layout = Layout { width: width(), verbose: options.input.verbose, bold: std::io::stdout().is_terminal() };
    if !full {
        let written = Options { unmask: options.unmask };
        let (run, problems) = read_and_outline(&options.paths, &options.input, written)?;
        unmasked();
        print_outline(&run, written, &filter, layout)?;
        if !options.input.quiet {
            list_problems(&problems, options.input.verbose);
        }
        // The program ends here: millions of small pieces need not be given back one by one.
        std::mem::forget(run);
        return Ok(());
    }
    let (run, problems) = read_and_run(&options.paths, &options.input)?;
    unmasked();
    let mut record = run.record(Options { unmask: options.unmask });
    drop(run);
    record.problems = problems;
    filter.apply(&mut record);
    // One that fails keeps none of the others.
    let mut written = Vec::new();
    if let Some(path) = &options.html {
        written.push(output::write(path, |out| out.write_all(dossier(&record, &options.title).as_bytes())));
    }
    if let Some(path) = &options.json {
        written.push(output::write(path, |out| {
            serde_json::to_writer_pretty(&mut *out, &record)?;
            out.write_all(b"\n")
        }));
    }
    let silenced = [&options.json, &options.html].into_iter().flatten().any(|path| path.as_os_str() == "-");
    if !silenced {
        written.push(output::print(&table(&record, layout)));
    }
    if !options.input.quiet {
        list_problems(&record.problems, options.input.verbose);
    }
    let failed: Vec<String> = written.into_iter().filter_map(Result::err).map(|failure| failure.to_string()).collect();
    if failed.is_empty() { Ok(()) } else { Err(Failure(failed.join("\nfirsthand: "))) }
}

/// Prints the table piece by piece.
fn print_outline(run: &Outline, options: Options, filter: &Filter, layout: Layout) -> Result<(), Failure> {
    let (mut printed, mut failed) = (false, None);
    run.pieces(options, |mut record| {
        filter.apply(&mut record);
        if !record.events.is_empty() && failed.is_none() {
            printed = true;
            failed = output::print(&table(&record, layout)).err();
        }
    });
    match failed.or_else(|| run.held.failure().map(put_away)) {
        Some(failure) => Err(failure),
        None if printed => Ok(()),
        None => output::print(&table(&Record::default(), layout)),
    }
}

/// Prints every step behind an event or a claim.
pub fn explain(options: &ExplainOptions) -> Result<(), Failure> {
    let record = match &options.record {
        Some(path) => {
            let bytes = std::fs::read(path).map_err(|cause| {
                Failure(format!("{}: cannot be opened ({cause}); write a record with report --json", path.display()))
            })?;
            serde_json::from_slice::<Record>(&bytes).map_err(|cause| {
                Failure(format!(
                    "{}: not a record of firsthand ({cause}); write one with report --json",
                    path.display()
                ))
            })?
        }
        None => {
            let (run, problems) = read_and_run(&options.paths, &options.input)?;
            if !options.input.quiet {
                list_problems(&problems, options.input.verbose);
            }
            run.record(Options::default())
        }
    };
    match explanation(&Lookup::new(&record), &options.id) {
        Some(text) => output::print(&text),
        None => Err(Failure(format!(
            "no event or claim has the id {}; the table prints event ids in brackets, the record also those of claims",
            options.id
        ))),
    }
}

/// What a run needs beside its reports.
struct Ready<'a> {
    codebook: &'a Codebook,
    reader: &'a dyn AttributionReader,
    judgements: &'a Judgements,
    line: &'a Line,
    verbose: bool,
}

/// Reads what the run needs, and runs it on as many threads as were asked for. The second part of what comes out are problems.
fn with_all<T: Send>(
    input: &InputOptions,
    work: impl FnOnce(Ready<'_>) -> Result<(T, Vec<Problem>), Failure> + Send,
    weighed: impl Fn(&T) -> &Weighed,
) -> Result<(T, Vec<Problem>), Failure> {
    let (judgements, wrong) = input.judgements.as_deref().map_or(Ok(Default::default()), judge::read)?;
    let given = if input.codebooks.is_empty() {
        None
    } else {
        Some(Codebook::load(&input.codebooks).map_err(|cause| Failure(said(&cause, input.verbose)))?)
    };
    let codebook = given.as_ref().unwrap_or_else(|| Codebook::builtin());
    let trained = if input.fast {
        None
    } else {
        Some(annotate::builtin().map_err(|cause| {
            Failure(format!(
                "the trained reader inside this program is damaged ({cause}); install it again, or use --fast"
            ))
        })?)
    };
    let reader: &dyn AttributionReader = match &trained {
        Some(trained) => trained,
        None => &annotate::Rules,
    };
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(input.threads)
        .build()
        .map_err(|cause| Failure(format!("threads could not be started: {cause}")))?;
    let line = Line::new(input.quiet);
    let ready = Ready { codebook, reader, judgements: &judgements, line: &line, verbose: input.verbose };
    let outcome = pool.install(|| work(ready));
    line.clear();
    let (run, mut problems) = outcome?;
    problems.extend(wrong);
    problems.extend(input.judgements.iter().flat_map(|path| judge::unknown(path, weighed(&run))));
    problems.sort();
    Ok((run, problems))
}

/// Reads and runs, with everything in memory.
fn read_and_run(paths: &[PathBuf], input: &InputOptions) -> Result<(Run, Vec<Problem>), Failure> {
    let work = |ready: Ready<'_>| {
        let reports = Mutex::new(Vec::new());
        let problems = read_all(paths, &ready, Stage::Read, |some| {
            reports.lock().unwrap_or_else(PoisonError::into_inner).extend(some.into_iter().map(|(_, report)| report));
            Ok(())
        })?;
        let reports = reports.into_inner().unwrap_or_else(PoisonError::into_inner);
        let tell = |stage, done, total| ready.line.tell(stage, done, total);
        Ok((run(reports, ready.codebook, ready.reader, ready.judgements, &tell), problems))
    };
    with_all(input, work, |run| &run.weighed)
}

/// A report that waits for its year.
enum Waits {
    Here(Box<Report>),
    /// In its file.
    There(PathBuf),
}

/// Reads and runs for the table alone: where reports are many, each is put away as soon as it is annotated.
fn read_and_outline(
    paths: &[PathBuf],
    input: &InputOptions,
    options: Options,
) -> Result<(Outline, Vec<Problem>), Failure> {
    let work = |ready: Ready<'_>| {
        let gathering = Gathering::default();
        let take = |some: Vec<Report>| {
            let notes = annotate_all(&some, ready.codebook, ready.reader);
            let mut each = some.into_iter().zip(notes);
            each.try_for_each(|(report, notes)| gathering.take(report, notes)).map_err(|cause| put_away(&cause))
        };
        // What gives no year waits until the days of all others are known; where it can be read again, outside memory.
        let (years, waiting) = (Mutex::new(Years::default()), Mutex::new(Vec::new()));
        let mut problems = read_all(paths, &ready, Stage::Annotate, |some| {
            let (wait, dated): (Vec<_>, Vec<_>) = some.into_iter().partition(|(_, report)| report.yearless.is_some());
            for (path, report) in wait {
                let waits = if path.is_file() { Waits::There(path.to_owned()) } else { Waits::Here(Box::new(report)) };
                waiting.lock().unwrap_or_else(PoisonError::into_inner).push(waits);
            }
            let dated: Vec<Report> = dated.into_iter().map(|(_, report)| report).collect();
            let mut seen = years.lock().unwrap_or_else(PoisonError::into_inner);
            dated.iter().for_each(|report| seen.see(report));
            drop(seen);
            take(dated)
        })?;
        let years = years.into_inner().unwrap_or_else(PoisonError::into_inner);
        let waiting = waiting.into_inner().unwrap_or_else(PoisonError::into_inner);
        let given: Result<Vec<Option<Problem>>, Failure> = waiting
            .into_par_iter()
            .map(|waits| {
                let mut report = match waits {
                    Waits::Here(report) => *report,
                    Waits::There(path) => match read::read_file(&path) {
                        Ok(report) => report,
                        Err(cause) => return Ok(Some(not_read(&path, &cause))),
                    },
                };
                years.give(&mut report);
                take(vec![report]).map(|()| None)
            })
            .collect();
        problems.extend(given?.into_iter().flatten());
        let held = gathering.close().map_err(|cause| put_away(&cause))?;
        let tell = |stage, done, total| ready.line.tell(stage, done, total);
        let run = outline(held, ready.judgements, options, &tell);
        run.held.failure().map_or(Ok(()), |cause| Err(put_away(cause)))?;
        Ok((run, problems))
    };
    with_all(input, work, |run| &run.weighed)
}

/// What is put away while a large collection is read could not be written or read again.
fn put_away(cause: &std::io::Error) -> Failure {
    let folder = std::env::temp_dir();
    Failure(format!("the temporary file in {} failed ({cause}); make room there, or set TMPDIR", folder.display()))
}

/// Reads all files of all paths and gives the reports to `take`, some at once. A file that cannot be read becomes a problem; the rest goes on.
fn read_all(
    paths: &[PathBuf],
    ready: &Ready<'_>,
    stage: Stage,
    take: impl Fn(Vec<(&Path, Report)>) -> Result<(), Failure> + Sync,
) -> Result<Vec<Problem>, Failure> {
    let inputs = read::walk(paths);
    let total = inputs.files.len();
    let done = AtomicUsize::new(0);
    let read = |files: &[PathBuf]| -> Result<Vec<Problem>, Failure> {
        let (mut some, mut bytes, mut problems) = (Vec::new(), 0, Vec::new());
        for path in files {
            match read::read_file(path) {
                Ok(report) => {
                    bytes += report.text.len();
                    some.push((path.as_path(), report));
                }
                Err(cause) => problems.push(not_read(path, &cause)),
            }
            // Long ones do not wait for others.
            if bytes >= AT_ONCE {
                take(std::mem::take(&mut some))?;
                bytes = 0;
            }
        }
        take(some)?;
        ready.line.tell(stage, done.fetch_add(files.len(), Ordering::Relaxed) + files.len(), total);
        Ok(problems)
    };
    let problems: Result<Vec<Vec<Problem>>, Failure> = inputs.files.par_chunks(share_of(total)).map(read).collect();
    let mut problems: Vec<Problem> = problems?.into_iter().flatten().collect();
    let nothing = problems.len() == total;
    let walked = inputs.problems.into_iter();
    problems.extend(walked.map(|found| Problem { path: found.path.display().to_string(), reason: found.reason }));
    problems.sort();
    if nothing {
        ready.line.clear();
        list_problems(&problems, ready.verbose);
        return Err(Failure(
            "nothing could be read; give .txt, .html, .htm or .xhtml files, or folders that hold some".to_owned(),
        ));
    }
    Ok(problems)
}

/// One human line; with `verbose`, the causes too.
fn said(error: &dyn Error, verbose: bool) -> String {
    let mut line = error.to_string();
    let mut cause = error.source().filter(|_| verbose);
    while let Some(inner) = cause {
        line.push_str(&format!("; because {inner}"));
        cause = inner.source();
    }
    line
}

fn not_read(path: &Path, cause: &firsthand::Error) -> Problem {
    Problem { path: path.display().to_string(), reason: cause.reason() }
}

fn list_problems(problems: &[Problem], verbose: bool) {
    const SHOWN: usize = 20;
    let shown = if verbose { problems.len() } else { SHOWN };
    for problem in problems.iter().take(shown) {
        eprintln!("not read: {}: {}", problem.path, problem.reason);
    }
    if problems.len() > shown {
        eprintln!("not read: {} more files (-v lists all)", problems.len() - shown);
    }
}

fn width() -> usize {
    terminal_size::terminal_size().map_or(100, |(terminal_size::Width(columns), _)| usize::from(columns).clamp(40, 160))
}
