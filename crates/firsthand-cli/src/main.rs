//! The `firsthand` command: a thin arrangement of the libraries.
//!
//! In: arguments. Out: a table, files, an exit code (0 done, 1 nothing could be read or written,
//! 2 wrong usage). Not here: anything another program would want to call.

mod arguments;
mod judge;
mod output;
mod progress;
mod report;

use arguments::{Arguments, Command};
use clap::{CommandFactory, Parser};
use std::io::Write;
use std::process::ExitCode;

/// Thousands of small lists and words a report are taken and given back, which the allocator of most systems is slow at.
#[cfg(all(feature = "jemalloc", not(target_env = "msvc")))]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let outcome = match arguments.command {
        Command::Report(options) => report::report(&options),
        Command::Explain(options) => report::explain(&options),
        Command::Judge(options) => judge::judge(&options),
        Command::Completions { shell } => {
            clap_complete::generate(shell, &mut Arguments::command(), "firsthand", &mut std::io::stdout());
            Ok(())
        }
        Command::Man => print_manual(),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("firsthand: {failure}");
            ExitCode::FAILURE
        }
    }
}

/// The manual pages of the command and its subcommands, one after the other.
fn print_manual() -> Result<(), report::Failure> {
    let mut page = Vec::new();
    let command = Arguments::command();
    let mut all = vec![command.clone()];
    all.extend(command.get_subcommands().cloned());
    for command in all {
        clap_mangen::Man::new(command).render(&mut page).map_err(report::Failure::output)?;
    }
    std::io::stdout().write_all(&page).map_err(report::Failure::output)
}
