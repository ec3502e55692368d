//! `firsthand-eval claims`: how well claims, their sources and what holds between them are found.
//!
//! In: a gold set of coded reports and the folder of the reports. Out: a table on stdout, files where asked. One to one matching,
//! half credits for one family; the protocol is described in `evaluation/README.md`.

mod events;
pub mod gold;
pub mod matching;
mod placing;
pub mod predict;
mod score;

use crate::files::Folders;
use events::{Linking, linking};
use gold::Gold;
use predict::predict;
use score::{Figures, score};
use std::path::PathBuf;

/// Reads the reports of a gold set and scores the claims found in them.
#[derive(clap::Args, Debug)]
pub struct Options {
    /// Gold set (JSON with `documents`).
    gold: PathBuf,
    /// Folder with the files that the gold set names; if left out, they are looked for in and beside the gold set's folder.
    #[arg(long, value_name = "DIR")]
    reports: Option<PathBuf>,
    /// Codebook files or folders instead of the builtin one.
    #[arg(long, value_name = "PATH")]
    codebook: Vec<PathBuf>,
    /// Write the predictions in the form of the gold set.
    #[arg(long, value_name = "FILE")]
    predictions: Option<PathBuf>,
    /// Write all figures as JSON.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Show every fault.
    #[arg(long)]
    faults: bool,
    /// Print the totals only: for sets that nobody may read.
    #[arg(long, conflicts_with_all = ["faults", "predictions", "json"])]
    totals: bool,
}

/// Runs the command.
///
/// # Errors
/// One line for a person: a file that cannot be read or written, or is not of the gold form.
pub fn run(options: &Options) -> Result<(), String> {
    let shown = options.gold.display();
    let text = std::fs::read_to_string(&options.gold).map_err(|cause| format!("{shown}: {cause}"))?;
    let mut gold: Gold = serde_json::from_str(&text).map_err(|cause| format!("{shown}: {cause}"))?;
    let folders = Folders::new(&options.gold, options.reports.as_deref());
    let codebook = &*crate::codebook::chosen(&options.codebook)?;
    let predicted = predict(&gold, &folders, codebook);
    let lost = gold.settle(&|file| {
        predicted.run.reports.iter().find(|report| report.path == file).map(|report| report.text.clone())
    });
    for reason in &predicted.unread {
        eprintln!("not read: {reason}");
    }
    if !lost.is_empty() {
        eprintln!("not in the text as read: {}", lost.join(", "));
    }
    let figures = score(&gold, &predicted.gold);
    let linking = linking(&gold, &predicted, &figures);
    print!("{}", totals(&figures, &linking));
    if !options.totals {
        print!("{}", details(&figures, &linking));
    }
    if options.faults {
        print!("{}", by_role(&figures));
        for fault in &figures.faults {
            println!("  {fault}");
        }
    }
    if let Some(path) = &options.predictions {
        write(path, &predicted.gold)?;
    }
    if let Some(path) = &options.json {
        write(path, &serde_json::json!({ "claims": figures, "linking": linking }))?;
    }
    Ok(())
}

fn write<T: serde::Serialize>(path: &PathBuf, value: &T) -> Result<(), String> {
    let text = serde_json::to_string_pretty(value).map_err(|cause| cause.to_string())?;
    std::fs::write(path, text + "\n").map_err(|cause| format!("{}: {cause}", path.display()))
}

fn totals(figures: &Figures, linking: &Linking) -> String {
    let mut out = String::new();
    let mut line = |name: &str, value: String| out.push_str(&format!("{name:<28}{value}\n"));
    let f = |found: &score::Found| {
        format!(
            "P {:.3}  R {:.3}  F1 {:.3}  ({:.1} of {} predicted, {} gold)",
            found.precision(),
            found.recall(),
            found.f1(),
            found.credit,
            found.predicted,
            found.gold
        )
    };
    let s = |share: &score::Share| format!("{:.3}  ({} of {})", share.value(), share.right, share.all);
    line("claims (core)", f(&figures.claims));
    line("  type exact", f(&figures.claims_exact_type));
    line("arguments", f(&figures.arguments));
    line("source", s(&figures.source));
    line("origin", s(&figures.origin));
    line("modality", s(&figures.modality));
    line("stance", s(&figures.stance));
    line("tense", s(&figures.tense));
    let f1 = |(p, r): (f64, f64)| if p + r == 0.0 { 0.0 } else { 2.0 * p * r / (p + r) };
    line("events B3", format!("P {:.3}  R {:.3}  F1 {:.3}", linking.b3.0, linking.b3.1, f1(linking.b3)));
    line(
        "events CEAF-e",
        format!("P {:.3}  R {:.3}  F1 {:.3}", linking.ceaf_e.0, linking.ceaf_e.1, f1(linking.ceaf_e)),
    );
    line(
        "origins per event",
        format!(
            "exact {} of {}, within range {}, sum of distances {}",
            linking.exact, linking.events_counted, linking.within, linking.distance
        ),
    );
    let found = linking.relations.iter().filter(|(_, found)| *found).count();
    line("relations", format!("{found} of {}", linking.relations.len()));
    line("must not", format!("{} violations", linking.violations.len()));
    out
}

fn details(figures: &Figures, linking: &Linking) -> String {
    let mut out = String::new();
    for violation in &linking.violations {
        out.push_str(&format!("  violated: {violation}\n"));
    }
    out.push_str(&confusion(figures));
    for (relation, found) in &linking.relations {
        out.push_str(&format!("  {} {relation}\n", if *found { "found " } else { "absent" }));
    }
    for count in &linking.counts {
        out.push_str(&format!("  {count}\n"));
    }
    out
}

/// The figures of arguments by role, the role with most faults first.
fn by_role(figures: &Figures) -> String {
    let mut roles: Vec<_> = figures.roles.iter().collect();
    let faults = |found: &score::Found| (2.0 * found.credit - found.predicted - found.gold) as i64;
    roles.sort_by_key(|(role, found)| (faults(found), role.as_str()));
    let line = |(role, found): (&String, &score::Found)| {
        format!(
            "  role {role:<16}right {:3}  wrong {:3}  missed {:3}\n",
            found.credit,
            found.predicted - found.credit,
            found.gold - found.credit
        )
    };
    roles.into_iter().map(line).collect()
}

const MODALITIES: [&str; 5] = ["asserted", "denied", "planned", "alleged", "hypothetical"];

fn confusion(figures: &Figures) -> String {
    let mut out = format!("{:<28}", "modality: gold \\ found");
    for name in MODALITIES {
        out.push_str(&format!("{name:>13}"));
    }
    out.push('\n');
    for gold in MODALITIES {
        out.push_str(&format!("  {gold:<26}"));
        for mine in MODALITIES {
            let count = figures.confusion.get(gold).and_then(|row| row.get(mine)).copied().unwrap_or(0);
            out.push_str(&format!("{count:>13}"));
        }
        out.push('\n');
    }
    out
}
