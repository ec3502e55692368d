//! `firsthand-eval paraphrases`: are the types of the codebook found however they are worded?
//!
//! In: a bank of invented sentences (TSV: type, words that name it, sentence, further types that it may carry). Each is read as a
//! report of one sentence. Out: recall and false types by type; `NONE` marks sentences that hold no claim. Not here: arguments,
//! sources, modality (see `claims`).

use crate::reader::annotate;
use clap::Args;
use firsthand::codebook::Codebook;
use firsthand::report::{Part, PartKind, Report};
use firsthand::text::Span;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// `firsthand-eval paraphrases`.
#[derive(Args)]
pub struct Options {
    /// The bank of sentences.
    bank: PathBuf,
    /// Codebook files or folders instead of the builtin one.
    #[arg(long, value_name = "PATH")]
    codebook: Vec<PathBuf>,
    /// Read each sentence alone, not after a line that shows what the report is about.
    #[arg(long)]
    alone: bool,
    /// Show every miss and every false type.
    #[arg(short, long)]
    verbose: bool,
}

/// What a report about a war holds beside the sentence.
const CONTEXT: &str = "The war between the army and the rebels is in its third year.\n\n";

/// Figures of one type.
#[derive(Debug, Default)]
struct Row {
    /// Sentences of the type.
    all: usize,
    /// Those in which a claim of the type is found.
    typed: usize,
    /// Those in which it is found at the words that name it.
    placed: usize,
    /// Claims of the type in sentences that do not carry it.
    wrong: usize,
}

/// Runs it.
///
/// # Errors
/// One line for a person: a file that cannot be read, a codebook that is not valid.
pub fn run(options: &Options) -> Result<(), String> {
    let shown = options.bank.display();
    let text = std::fs::read_to_string(&options.bank).map_err(|cause| format!("{shown}: {cause}"))?;
    let book = &*crate::codebook::chosen(&options.codebook)?;
    let mut rows: BTreeMap<String, Row> = BTreeMap::new();
    let (mut silent, mut negatives) = (0, 0);
    let mut carried: Option<(usize, usize)> = None;
    for line in text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let columns: Vec<&str> = line.split('\t').collect();
        let &[kind, words, sentence, ref rest @ ..] = columns.as_slice() else {
            return Err(format!("{shown}: three columns are needed: {line}"));
        };
        let right: Vec<&str> = rest.iter().flat_map(|list| list.split(',')).map(str::trim).collect();
        let found = read(sentence, book, options.alone);
        // Where no words are given, any place will do.
        let place = sentence.find(words).map(|at| Span::new(at, at + words.len()));
        let mut typed = false;
        let mut placed = false;
        let mut wrong = Vec::new();
        for (types, trigger) in &found {
            let mine = types.iter().any(|t| t == kind);
            typed |= mine;
            placed |= mine && (words.is_empty() || place.is_some_and(|place| place.overlaps(*trigger)));
            let known = mine || types.iter().any(|t| right.contains(&t.as_str()));
            wrong.extend(types.first().filter(|_| !known));
        }
        for other in &wrong {
            rows.entry((*other).clone()).or_default().wrong += 1;
        }
        if kind == "NONE" {
            negatives += 1;
            silent += usize::from(wrong.is_empty());
        } else {
            let row = rows.entry(kind.to_owned()).or_default();
            row.all += 1;
            row.typed += usize::from(typed);
            row.placed += usize::from(placed);
            let (hits, all) = carried.get_or_insert((0, 0));
            *hits += found.iter().filter(|(types, _)| wrong.iter().all(|w| types.first() != Some(w))).count();
            *all += found.len();
        }
        if options.verbose && kind != "NONE" && !typed {
            println!("miss   {kind:<24} {sentence}   found {:?}", kinds(&found));
        }
        if options.verbose && !wrong.is_empty() {
            println!("false  {wrong:?} {sentence}   [{kind}]");
        }
    }
    print(&rows, silent, negatives, carried.unwrap_or((0, 0)));
    Ok(())
}

fn kinds(found: &[(Vec<String>, Span)]) -> Vec<&str> {
    found.iter().flat_map(|(types, _)| types.first()).map(String::as_str).collect()
}

/// The types of each claim of one sentence, its own first, with the place of its trigger.
fn read(sentence: &str, book: &Codebook, alone: bool) -> Vec<(Vec<String>, Span)> {
    // The sentence stands in a report; claims of its first line are not counted.
    let before = if alone { "" } else { CONTEXT };
    let text = format!("{before}{sentence}");
    let part = Part { kind: PartKind::Body, span: Span::new(0, text.len()), because: String::new() };
    let report = Report { text, parts: vec![part], ..Report::default() };
    let claims = annotate(&report, book).claims;
    let shift = before.len();
    claims
        .into_iter()
        .filter(|claim| claim.trigger.start as usize >= shift)
        .map(|claim| {
            let place = Span::new(claim.trigger.start as usize - shift, claim.trigger.end as usize - shift);
            ([vec![claim.kind], claim.also].concat(), place)
        })
        .collect()
}

fn print(rows: &BTreeMap<String, Row>, silent: usize, negatives: usize, carried: (usize, usize)) {
    println!("{:<28}{:>6}{:>8}{:>9}{:>9}{:>8}", "type", "all", "found", "recall", "placed", "false");
    let share = |part: usize, all: usize| if all == 0 { 0.0 } else { part as f64 / all as f64 };
    let mut sum = Row::default();
    for (kind, row) in rows {
        let Row { all, typed, placed, wrong } = *row;
        println!("{kind:<28}{all:>6}{typed:>8}{:>9.2}{:>9.2}{wrong:>8}", share(typed, all), share(placed, all));
        sum.all += all;
        sum.typed += typed;
        sum.placed += placed;
        sum.wrong += wrong;
    }
    let Row { all, typed, placed, wrong } = sum;
    println!("{:<28}{all:>6}{typed:>8}{:>9.3}{:>9.3}{wrong:>8}", "all", share(typed, all), share(placed, all));
    println!("negatives without a claim   {silent} of {negatives} ({:.3})", share(silent, negatives));
    println!("claims of a known type      {} of {} ({:.3})", carried.0, carried.1, share(carried.0, carried.1));
}
