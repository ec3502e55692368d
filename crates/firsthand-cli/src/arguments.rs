//! What the command understands.

use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;

/// Reads reports, works out who told whom, and counts the independent origins behind each claim.
#[derive(Debug, Parser)]
#[command(name = "firsthand", version, propagate_version = true)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Command,
}

/// One thing to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read files and folders of reports and print one row per event with its counted origins
    Report(ReportOptions),
    /// Print every step that led to the count of an event, or to the origin of a claim
    Explain(ExplainOptions),
    /// Write down what you know of an origin better than the reports show, for `report --judgements`
    Judge(JudgeOptions),
    /// Print a completion script for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    Man,
}

/// Options of `firsthand report`.
#[derive(Debug, Args)]
pub struct ReportOptions {
    /// Files and folders (.txt, .html, .htm, .xhtml; folders are read with all they hold)
    #[arg(value_name = "PATHS", required = true)]
    pub paths: Vec<PathBuf>,
    #[command(flatten)]
    pub input: InputOptions,
    /// Write the record as JSON (`-` for standard output, which silences the table)
    #[arg(long, value_name = "FILE")]
    pub json: Option<PathBuf>,
    /// Write the dossier, one HTML file without scripts
    #[arg(long, value_name = "FILE")]
    pub html: Option<PathBuf>,
    /// Title of the dossier
    #[arg(long, value_name = "TEXT", default_value = "Who says so, and who told them")]
    pub title: String,
    /// Only events of this type or family (RECRUIT, CHILD.RECRUIT_USE); may be repeated
    #[arg(long = "type", value_name = "TYPE")]
    pub types: Vec<String>,
    /// Only events with at least this many independent origins for certain
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub min_origins: u32,
    /// Only events that an outlet of this name reports; may be repeated
    #[arg(long = "outlet", value_name = "NAME")]
    pub outlets: Vec<String>,
    /// Leave contact details and names of minors readable in every output
    #[arg(long)]
    pub unmask: bool,
}

/// Options of `firsthand explain`.
#[derive(Debug, Args)]
pub struct ExplainOptions {
    /// Id of an event (ev-...) or a claim (r....c1), as the table and the record print it
    pub id: String,
    /// Files and folders to read, as for `report`
    #[arg(value_name = "PATHS", required_unless_present = "record")]
    pub paths: Vec<PathBuf>,
    #[command(flatten)]
    pub input: InputOptions,
    /// Use a record that `firsthand report --json FILE` wrote instead of reading reports again
    #[arg(long, value_name = "FILE", conflicts_with = "paths")]
    pub record: Option<PathBuf>,
}

/// Options of `firsthand judge`.
#[derive(Debug, Args)]
pub struct JudgeOptions {
    /// The file of judgements; it is made if there is none, and only ever added to
    pub file: PathBuf,
    /// What you judge
    #[arg(value_enum)]
    pub say: Verdict,
    /// Ids of the claims, as `explain` prints them: two whose origins you compare, or one that is the outlet's own work
    #[arg(value_name = "CLAIM", required = true, num_args = 1..=2)]
    pub claims: Vec<String>,
    /// Your name or sign: the newest of one person's judgements on the same claims holds
    #[arg(long, value_name = "NAME")]
    pub by: String,
    /// Why, in your words; every count that it changes gives it as the reason
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub why: String,
}

/// What a person judges.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
pub enum Verdict {
    /// Two claims rest on one origin
    SameOrigin,
    /// They do not
    NotSameOrigin,
    /// They may: the count becomes a range
    Unsure,
    /// A claim is its outlet's own work
    OwnWork,
    /// What you have said of these claims no longer holds
    Withdrawn,
}

/// What is read and how.
#[derive(Debug, Args)]
pub struct InputOptions {
    /// Use this codebook instead of the built-in one; may be repeated
    #[arg(long = "codebook", value_name = "FILE")]
    pub codebooks: Vec<PathBuf>,
    /// Count with what people have judged (a file that `firsthand judge` writes)
    #[arg(long, value_name = "FILE")]
    pub judgements: Option<PathBuf>,
    /// Find who says what by rules alone, without the trained reader: many times as fast, finds less
    #[arg(long)]
    pub fast: bool,
    /// Threads to use; 0 for all cores. The output is the same for any number
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub threads: usize,
    /// Print reasons for every count, evidence for every date, and causes of errors
    #[arg(short, long)]
    pub verbose: bool,
    /// Print no progress and no list of unread files
    #[arg(short, long)]
    pub quiet: bool,
}
