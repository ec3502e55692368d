//! `firsthand-eval`: every accuracy and speed figure comes from here.
//!
//! One subcommand a task; each takes public data that lies outside the repository.

mod attribution;
mod chains;
mod claims;
mod codebook;
mod coding;
mod coreference;
mod ecbplus;
mod files;
mod generate;
mod kinds;
mod layers;
mod linking;
mod muc4;
mod names;
mod oracle;
mod origins;
mod paraphrases;
mod petrarch;
mod phrases;
mod plover;
mod police;
mod quantities;
mod reader;
mod reading;
mod scale;
mod times;
mod triggers;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// The command's allocator, so that time and memory are what they are there.
#[cfg(not(target_env = "msvc"))]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

/// Measures firsthand on public data.
#[derive(Parser)]
struct Arguments {
    /// Find who says what by rules alone, as `firsthand report --fast` does.
    #[arg(long, global = true)]
    fast: bool,
    /// Read with the model of a folder instead of the one inside the program.
    #[arg(long, global = true, value_name = "FOLDER", conflicts_with = "fast")]
    model: Option<std::path::PathBuf>,
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Who says what: source, cue and content spans.
    Attribution(attribution::Options),
    /// Who passed a thing on, who the source is, what kind of source.
    Chains(chains::Options),
    /// What kind of source a phrase is taken for.
    Kinds(kinds::Options),
    /// Body, publication date and speed of reading pages.
    Reading(reading::Options),
    /// How many independent origins stand behind each event.
    Origins(origins::Options),
    /// What each layer of the count adds: copies, quotations, attribution, parties.
    Layers(layers::Options),
    /// Claims, their sources, modality, events and counted origins.
    Claims(claims::Options),
    /// Types found in many wordings.
    Paraphrases(paraphrases::Options),
    /// Events of real news that public corpora label.
    Triggers(triggers::Options),
    /// Perpetrators, victims, targets and weapons of MUC-4's incidents.
    Muc4(muc4::Options),
    /// Event type, source and target of PLOVER's gold records.
    Plover(plover::Options),
    /// What police do, beside the keyword rule of IndiaPoliceEvents.
    Police(police::Options),
    /// Root, source and target of PETRARCH2's validation records.
    Petrarch(petrarch::Options),
    /// Numbers: bounds, kind, unit.
    Quantities(phrases::Options),
    /// Expressions of time: days and precision.
    Times(phrases::Options),
    /// Spellings of one name: precision and recall of the folded keys.
    Names(names::Options),
    /// Fictional reports in any number, with known origins.
    Generate(generate::Options),
    /// Which mentions of events are of one event, over reports.
    Ecbplus(ecbplus::Options),
    /// Copies found, and how fast.
    Linking(linking::Options),
    /// Time and memory of linking and weighing very many reports.
    Scale(scale::Options),
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let done = reader::choose(arguments.fast, arguments.model.as_deref()).and_then(|()| match arguments.task {
        Task::Attribution(options) => attribution::run(&options),
        Task::Chains(options) => chains::run(&options),
        Task::Kinds(options) => kinds::run(&options),
        Task::Reading(options) => reading::run(&options),
        Task::Origins(options) => origins::run(&options),
        Task::Layers(options) => layers::run(&options),
        Task::Claims(options) => claims::run(&options),
        Task::Paraphrases(options) => paraphrases::run(&options),
        Task::Triggers(options) => triggers::run(&options),
        Task::Muc4(options) => muc4::run(&options),
        Task::Plover(options) => plover::run(&options),
        Task::Police(options) => police::run(&options),
        Task::Petrarch(options) => petrarch::run(&options),
        Task::Quantities(options) => quantities::run(&options),
        Task::Times(options) => times::run(&options),
        Task::Names(options) => names::run(&options),
        Task::Generate(options) => generate::run(&options),
        Task::Ecbplus(options) => ecbplus::run(&options),
        Task::Linking(options) => linking::run(&options),
        Task::Scale(options) => scale::run(&options),
    });
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("firsthand-eval: {reason}");
            ExitCode::FAILURE
        }
    }
}
