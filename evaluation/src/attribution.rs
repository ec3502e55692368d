//! `firsthand-eval attribution`: how well the reader finds who says what.
//!
//! In: a gold set (JSON lines). Out: a table on stdout, and files where asked.
//! Not here: the measures ([`score`], of CofeNet's protocol [`tags`]) and the forms of the files ([`gold`]).

mod gold;
mod score;
mod tags;

use crate::reader::annotate;
use firsthand::codebook::Codebook;
use firsthand_encoder::Reader;
use gold::Document;
use rayon::prelude::*;
use score::{Scores, Subset, score};
use std::fmt::Write as _;
use std::path::PathBuf;
use std::time::Instant;

/// Reads the texts of a gold set and scores the attributions found in them.
#[derive(clap::Args, Debug)]
pub struct Options {
    /// Gold set, one JSON document a line (form: data/attribution/README.md).
    data: PathBuf,
    /// How it is scored: relations paired by words, or CofeNet's labels of tokens.
    #[arg(long, value_enum, default_value_t = Protocol::Words)]
    protocol: Protocol,
    /// With `--protocol cofenet`: the documents that its sequences were made from.
    #[arg(long, value_name = "FILE", required_if_eq("protocol", "cofenet"))]
    texts: Option<PathBuf>,
    /// Score this file of predictions instead of running the reader.
    #[arg(long, value_name = "FILE")]
    score_only: Option<PathBuf>,
    /// Read with the trained encoder of this folder, made by `training/attribution/export.py`, instead of the rules.
    #[arg(long, value_name = "FOLDER", conflicts_with = "score_only")]
    encoder: Option<PathBuf>,
    /// Write the predictions in the form of the gold set.
    #[arg(long, value_name = "FILE")]
    predictions: Option<PathBuf>,
    /// Write all figures as JSON.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Score only a part of the gold relations.
    #[arg(long)]
    subset: Option<Subset>,
    /// Keep attributions inside the content of another one (the gold sets annotate none).
    #[arg(long)]
    nested: bool,
}

/// How attributions are scored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Protocol {
    /// Relations paired one to one, spans as sets of words.
    Words,
    /// Labels of tokens, spans right to the letter (Wang et al. 2022).
    Cofenet,
}

/// Runs the command.
///
/// # Errors
/// One line for a person: a file that cannot be read or written, or is not of the gold form.
pub fn run(options: &Options) -> Result<(), String> {
    if options.protocol == Protocol::Cofenet {
        return run_tags(options);
    }
    let gold = gold::load(&options.data)?;
    let started = Instant::now();
    let predicted = match &options.score_only {
        Some(path) => gold::load(path)?,
        None => found(options, &gold)?,
    };
    let seconds = started.elapsed().as_secs_f64();
    if let Some(path) = &options.predictions {
        let mut lines = String::new();
        for document in &predicted {
            lines += &serde_json::to_string(document).map_err(|cause| cause.to_string())?;
            lines.push('\n');
        }
        write(path, &lines)?;
    }
    let scores = score(&gold, &predicted, options.subset);
    if let Some(path) = &options.json {
        write(path, &serde_json::to_string_pretty(&scores).map_err(|cause| cause.to_string())?)?;
    }
    print!("{}", table(&scores));
    if options.score_only.is_none() {
        let bytes: usize = gold.iter().map(|d| d.text.len()).sum();
        println!("  {bytes} bytes read in {seconds:.2} s on {} threads", rayon::current_num_threads());
    }
    Ok(())
}

/// What the chosen reader finds in each document.
fn found(options: &Options, gold: &[Document]) -> Result<Vec<Document>, String> {
    Ok(match &options.encoder {
        Some(folder) => {
            let reader = Reader::open(folder).map_err(|cause| cause.to_string())?;
            gold.par_iter().map(|document| gold::found(document, &reader.read(&document.text))).collect()
        }
        None => gold.par_iter().map(|document| predict(document, !options.nested)).collect(),
    })
}

/// CofeNet's protocol.
fn run_tags(options: &Options) -> Result<(), String> {
    let gold = tags::load(&options.data)?;
    let predicted = match (&options.score_only, &options.texts) {
        (Some(path), _) => tags::load(path)?,
        (None, Some(path)) => labelled(&gold, &found(options, &gold::load(path)?)?)?,
        (None, None) => return Err("--protocol cofenet needs --texts".to_owned()),
    };
    if predicted.len() != gold.len() {
        return Err(format!("{} sequences predicted, {} in the gold", predicted.len(), gold.len()));
    }
    if let Some(path) = &options.predictions {
        let lines: Result<Vec<String>, _> = predicted.iter().map(serde_json::to_string).collect();
        write(path, &(lines.map_err(|cause| cause.to_string())?.join("\n") + "\n"))?;
    }
    let scores = tags::score(&gold, &predicted);
    if let Some(path) = &options.json {
        write(path, &serde_json::to_string_pretty(&scores).map_err(|cause| cause.to_string())?)?;
    }
    println!("sequences {} tokens {}", gold.len(), gold.iter().map(|sequence| sequence.tokens.len()).sum::<usize>());
    for measure in ["exact", "begin"] {
        for role in tags::ROLES {
            let name = format!("{measure} {role}");
            let [precision, recall, f1] = scores.get(&name).copied().unwrap_or_default();
            println!("  {name:13} P {precision:5.1}  R {recall:5.1}  F1 {f1:5.1}");
        }
    }
    Ok(())
}

/// Labels of each sequence by what was found in its document.
fn labelled(gold: &[tags::Sequence], found: &[Document]) -> Result<Vec<tags::Sequence>, String> {
    let mut made = Vec::new();
    let (mut tokens, mut lost) = (0, 0);
    for of_one in gold.chunk_by(|a, b| a.id == b.id) {
        let id = of_one.first().map_or("", |sequence| sequence.id.as_str());
        let document = found.iter().find(|document| document.id == tags::document_of(id));
        let document = document.ok_or_else(|| format!("{id}: its text is not in --texts"))?;
        let points = firsthand::text::CodePoints::new(&document.text);
        let places = tags::align(&document.text, &of_one.iter().collect::<Vec<_>>());
        for (sequence, places) in of_one.iter().zip(places) {
            tokens += places.len();
            lost += places.iter().filter(|place| place.is_empty()).count();
            made.push(tags::Sequence { labels: tags::labels(&places, document, &points), ..sequence.clone() });
        }
    }
    if lost > 0 {
        println!("{lost} of {tokens} tokens are not in the texts");
    }
    Ok(made)
}

fn predict(document: &Document, flat: bool) -> Document {
    let annotated = annotate(&gold::report(document), &Codebook::default());
    gold::predicted(document, &annotated.attributions, flat)
}

fn write(path: &PathBuf, text: &str) -> Result<(), String> {
    std::fs::write(path, text).map_err(|cause| format!("{}: {cause}", path.display()))
}

fn table(scores: &Scores) -> String {
    let mut out = format!("docs {} gold {} pred {}\n", scores.docs, scores.gold, scores.pred);
    for (name, [precision, recall, f1]) in &scores.measures {
        let _ = writeln!(out, "  {name:13} P {precision:5.1}  R {recall:5.1}  F1 {f1:5.1}");
    }
    for (name, slice) in &scores.recall_by {
        let _ = writeln!(
            out,
            "    recall {name:28} n {:5}  detect {:5.1}  content50 {:5.1}  pair {:5.1}",
            slice.n, slice.detect, slice.content50, slice.pair
        );
    }
    out
}
