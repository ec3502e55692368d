//! `firsthand-eval triggers`: are the events of real news found that public corpora label?
//!
//! In: a file of a public event corpus and a table from its labels to types of the codebook. Out: per label how many are found (a claim of an answering
//! type at the words, or in the sentence or text), and precision where the corpus labels every text. Not here: arguments, sources.

mod corpora;

use crate::reader::annotate;
use clap::Args;
use corpora::{Text, Unit};
use firsthand::annotate::Claim;
use firsthand::text::Span;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// `firsthand-eval triggers`.
#[derive(Args)]
pub struct Options {
    /// A file of RAMS, WikiEvents, MUC-4 (processed) or HRDsAttack.
    corpus: PathBuf,
    /// The table from labels to types; the one of the repository if not given.
    #[arg(long, value_name = "FILE")]
    labels: Option<PathBuf>,
    /// Codebook files or folders instead of the builtin one.
    #[arg(long, value_name = "PATH")]
    codebook: Vec<PathBuf>,
    /// Write the figures as JSON.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Show the words that were missed.
    #[arg(short, long)]
    verbose: bool,
}

const LABELS: &str = include_str!("../data/trigger_labels.tsv");

/// Figures of one label.
#[derive(Debug, Default)]
struct Row {
    /// Labels.
    all: usize,
    /// Those with an answering claim at their words, or in their text.
    found: usize,
    /// Those with an answering claim anywhere in their sentence.
    near: usize,
    /// Texts without the label that hold an answering claim.
    wrong: usize,
}

/// Runs it.
///
/// # Errors
/// One line for a person.
pub fn run(options: &Options) -> Result<(), String> {
    let book = &*crate::codebook::chosen(&options.codebook)?;
    let table = match &options.labels {
        Some(path) => std::fs::read_to_string(path).map_err(|cause| format!("{}: {cause}", path.display()))?,
        None => LABELS.to_owned(),
    };
    let (texts, corpus, unit) = corpora::read(&options.corpus)?;
    let labels = labels_of(&table, corpus);
    let counted: Vec<BTreeMap<String, Row>> = texts
        .par_iter()
        .map(|text| {
            let annotated = annotate(&text.report, book);
            let sentences: Vec<Span> = annotated.sentences.iter().map(|s| s.span).collect();
            count(text, &annotated.claims, &sentences, &labels, unit, options.verbose)
        })
        .collect();
    let mut rows: BTreeMap<String, Row> = BTreeMap::new();
    for (label, row) in counted.into_iter().flatten() {
        let sum = rows.entry(label).or_default();
        sum.all += row.all;
        sum.found += row.found;
        sum.near += row.near;
        sum.wrong += row.wrong;
    }
    print(corpus, unit, &rows);
    if let Some(path) = &options.json {
        let figures: BTreeMap<&String, serde_json::Value> =
            rows.iter().map(|(label, row)| (label, json(row, unit))).collect();
        let text = serde_json::to_string_pretty(&serde_json::json!({ "corpus": corpus, "labels": figures }));
        std::fs::write(path, text.unwrap_or_default()).map_err(|cause| format!("{}: {cause}", path.display()))?;
    }
    Ok(())
}

/// A label and the types that answer to it.
type Label = (String, Vec<String>);

/// The labels of a corpus.
fn labels_of(table: &str, corpus: &str) -> Vec<Label> {
    let rows = table.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect::<Vec<_>>());
    let mine = rows.filter(|row| row.first() == Some(&corpus));
    let label = |row: Vec<&str>| {
        let types = row.get(2)?.split(',').map(|t| t.trim().to_owned()).collect();
        Some((row.get(1)?.to_lowercase(), types))
    };
    mine.filter_map(label).collect()
}

fn count(
    text: &Text,
    claims: &[Claim],
    sentences: &[Span],
    labels: &[Label],
    unit: Unit,
    verbose: bool,
) -> BTreeMap<String, Row> {
    let mut rows: BTreeMap<String, Row> = BTreeMap::new();
    let shown = |span: Span| span.of(&text.report.text).replace('\n', " ");
    for (label, types) in labels {
        let answers = |c: &&Claim| types.contains(&c.kind) || c.also.iter().any(|also| types.contains(also));
        let triggers: Vec<Span> = claims.iter().filter(answers).map(|c| c.trigger).collect();
        let row = rows.entry(label.clone()).or_default();
        let mine: Vec<Span> =
            text.labels.iter().filter(|(l, _)| l.to_lowercase().starts_with(label)).map(|(_, span)| *span).collect();
        if unit == Unit::Words {
            for place in &mine {
                let sentence = sentences.iter().copied().find(|s| s.overlaps(*place)).unwrap_or(*place);
                let near = triggers.iter().any(|t| t.overlaps(sentence));
                let found = triggers.iter().any(|t| t.overlaps(*place));
                row.all += 1;
                row.found += usize::from(found);
                row.near += usize::from(near);
                if verbose && !found {
                    println!("miss   {label}  [{}]  {}", shown(*place), shown(sentence));
                }
            }
            continue;
        }
        let (labelled, found) = (!mine.is_empty(), !triggers.is_empty());
        row.all += usize::from(labelled);
        row.found += usize::from(labelled && found);
        row.near += usize::from(labelled && found);
        row.wrong += usize::from(!labelled && found);
    }
    rows
}

fn share(part: usize, of: usize) -> f64 {
    if of == 0 { 0.0 } else { part as f64 / of as f64 }
}

/// Precision and F1, where every unit is labelled.
fn precision(row: &Row, unit: Unit) -> Option<(f64, f64)> {
    let precision = share(row.found, row.found + row.wrong);
    let recall = share(row.found, row.all);
    let sum = precision + recall;
    (unit != Unit::Words).then_some((precision, if sum == 0.0 { 0.0 } else { 2.0 * precision * recall / sum }))
}

fn json(row: &Row, unit: Unit) -> serde_json::Value {
    let figures = precision(row, unit);
    serde_json::json!({
        "labels": row.all, "found": row.found, "in_sentence": row.near, "recall": share(row.found, row.all),
        "precision": figures.map(|(p, _)| p), "f1": figures.map(|(_, f)| f),
    })
}

fn print(corpus: &str, unit: Unit, rows: &BTreeMap<String, Row>) {
    println!(
        "{corpus:<48} {:>6} {:>6} {:>7} {:>8} {:>10} {:>6}",
        "labels", "found", "recall", "sentence", "precision", "F1"
    );
    let mut all = Row::default();
    for (label, row) in rows {
        all.all += row.all;
        all.found += row.found;
        all.near += row.near;
        all.wrong += row.wrong;
        line(label, row, unit);
    }
    line("all", &all, unit);
}

fn line(label: &str, row: &Row, unit: Unit) {
    let (precision, f1) = precision(row, unit)
        .map_or((String::from("-"), String::from("-")), |(p, f)| (format!("{p:.3}"), format!("{f:.3}")));
    let (recall, near) = (share(row.found, row.all), share(row.near, row.all));
    println!("{label:<48} {:>6} {:>6} {recall:>7.3} {near:>8.3} {precision:>10} {f1:>6}", row.all, row.found);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_read_for_their_corpus_only() {
        let table = "# a\nx\tLife.Die\tA,B\ny\tOther\tC\n";
        assert_eq!(labels_of(table, "x"), [("life.die".to_owned(), vec!["A".to_owned(), "B".to_owned()])]);
    }

    #[test]
    fn every_type_of_the_table_is_in_the_codebook() {
        for corpus in ["rams", "wikievents", "muc4", "hrdsattack"] {
            let labels = labels_of(LABELS, corpus);
            assert!(!labels.is_empty(), "{corpus}");
            assert!(
                labels
                    .iter()
                    .flat_map(|(_, types)| types)
                    .all(|t| firsthand::codebook::Codebook::builtin().kind(t).is_some()),
                "{corpus}"
            );
        }
    }
}
