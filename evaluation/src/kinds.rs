//! `firsthand-eval kinds`: what kind of source a phrase is taken for.
//!
//! In: invented phrases with their kinds (TSV: phrase, kinds, group, further columns; `training/kinds/sources.tsv`). Each is read as the
//! source of one sentence. Out: the share that is right by group: as the first kind, and as any that a reader may give.
//! Not here: sources in running text (see `chains`).

use crate::phrases::{Shares, read, rows};
use firsthand::text::Span;
use rayon::prelude::*;
use std::path::PathBuf;

/// `firsthand-eval kinds`.
#[derive(clap::Args)]
pub struct Options {
    /// The phrases.
    phrases: PathBuf,
    /// Show every phrase that is wrong.
    #[arg(long)]
    faults: bool,
}

/// What stands before the phrase, so that nothing but the phrase says what it is.
const BEFORE: &str = "The bridge had been closed in the night, according to ";

/// Runs it.
///
/// # Errors
/// One line for a person: a file that cannot be read or is not of the form.
pub fn run(options: &Options) -> Result<(), String> {
    let rows = rows(&options.phrases, 4)?;
    let found: Result<Vec<Option<String>>, String> = rows.par_iter().map(|row| kind(&row[0])).collect();
    let mut shares = Shares::of(&["found", "any kind", "first kind"]);
    for (row, found) in rows.iter().zip(found?) {
        let kinds: Vec<&str> = row[1].split('|').collect();
        let any = found.as_deref().is_some_and(|kind| kinds.contains(&kind));
        let first = found.as_deref() == kinds.first().copied();
        shares.count("all", &row[2], &[Some(found.is_some()), Some(any), Some(first)]);
        if options.faults && !any {
            println!("{}\t{}\t{}\t{}", row[0], row[1], row[2], found.as_deref().unwrap_or("not found"));
        }
    }
    shares.print();
    Ok(())
}

/// The kind of the source that a phrase is taken for; none if no source is found at it.
fn kind(phrase: &str) -> Result<Option<String>, String> {
    let (annotated, place) = read(&format!("{BEFORE}{phrase}."), phrase, None)?;
    let touches = |span: &Span| span.start < place.end && place.start < span.end;
    let at = annotated.attributions.iter().find(|a| a.source.iter().any(touches));
    let name = |kind| serde_json::to_value(kind).ok().and_then(|value| value.as_str().map(str::to_owned));
    Ok(at.and_then(|a| name(a.source_kind)))
}
