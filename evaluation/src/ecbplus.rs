//! `firsthand-eval ecbplus`: which mentions of events are of one event, over reports (ECB+).
//!
//! In: the folder of ECB+. Out: MUC, B-cubed, CEAF-e and their mean for the program's linking of events and for baselines by lemma, all with gold mentions.
//! Not here: reading the corpus, the measures, the ways to group (see `ecbplus/corpus`, `coreference`, `ecbplus/systems`).

mod corpus;
mod systems;

use crate::coreference::{Figures, Scores, by_key, score};
use crate::reader::annotate;
use clap::Args;
use corpus::{Corpus, Split};
use firsthand::annotate::Annotated;
use firsthand::codebook::Codebook;
use rayon::prelude::*;
use std::fmt::Write as _;
use std::path::PathBuf;
use systems::{Typed, as_read, documents, gold_mentions, headed};

/// `firsthand-eval ecbplus`.
#[derive(Args)]
pub struct Options {
    /// Folder of ECB+ (with `ECB+/` and the list of validated sentences).
    folder: PathBuf,
    /// Which part of it.
    #[arg(long, value_enum, default_value_t = Split::Dev)]
    split: Split,
    /// The least cosine at which two groups of reports are one story, for the rows in groups found by words.
    #[arg(long, default_value_t = 0.12)]
    story: f64,
    /// Write the groups of the rows "as read" and "gold mentions as claims", and the gold, as CoNLL columns into this folder.
    #[arg(long, value_name = "FOLDER")]
    predictions: Option<PathBuf>,
    /// Write the figures as JSON.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

/// Runs it.
///
/// # Errors
/// One line for a person: a folder that is no ECB+, a file that cannot be written.
pub fn run(options: &Options) -> Result<(), String> {
    let corpus = corpus::read(&options.folder, options.split)?;
    let annotated: Vec<Annotated> =
        corpus.reports.par_iter().map(|report| annotate(report, Codebook::builtin())).collect();
    let gold: Vec<usize> = corpus.mentions.iter().map(|mention| mention.event).collect();
    let rows = rows(&corpus, &annotated, options.story);
    let events = by_key(gold.iter()).into_iter().max().map_or(0, |last| last + 1);
    println!("{} reports, {} mentions of {events} events", corpus.reports.len(), gold.len());
    println!("{:<58}{:>20}{:>21}{:>21}{:>7}{:>6}", "", "MUC P R F1", "B3 P R F1", "CEAF-e P R F1", "CoNLL", "found");
    let mut figures = serde_json::Map::new();
    for (name, found) in &rows {
        let scores = score(&gold, found);
        println!("{}", line(name, &scores));
        figures.insert(name.clone(), serde_json::to_value(scores).map_err(|cause| cause.to_string())?);
    }
    let failed = |path: &PathBuf, cause: std::io::Error| format!("{}: {cause}", path.display());
    if let Some(path) = &options.json {
        let all = serde_json::json!({
            "reports": corpus.reports.len(), "mentions": gold.len(), "events": events, "rows": figures,
        });
        let text = serde_json::to_string_pretty(&all).map_err(|cause| cause.to_string())?;
        std::fs::write(path, text).map_err(|cause| failed(path, cause))?;
    }
    if let Some(folder) = &options.predictions {
        std::fs::create_dir_all(folder).map_err(|cause| failed(folder, cause))?;
        let given = std::iter::once(("gold".to_owned(), &gold)).chain(rows.iter().map(|(n, found)| (n.clone(), found)));
        for (name, groups) in given {
            let name: String = name.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
            let path = folder.join(format!("{name}.conll"));
            std::fs::write(&path, conll(groups)).map_err(|cause| failed(&path, cause))?;
        }
    }
    Ok(())
}

/// Every way to group, with its name.
fn rows(corpus: &Corpus, annotated: &[Annotated], story: f64) -> Vec<(String, Vec<usize>)> {
    let (heads, words) = headed(corpus);
    let stories = documents(&words, story);
    let lemmas = || heads.iter().map(|head| head.lemma.as_str());
    let of = |n: usize| corpus.mentions.get(n).map_or(0, |mention| mention.report);
    let topic = |n: usize| corpus.topics.get(of(n)).map(|topic| topic.0.as_str());
    let subtopic = |n: usize| corpus.topics.get(of(n)).map(|topic| topic.1.as_str());
    let in_stories = by_key(lemmas().enumerate().map(|(n, lemma)| (stories.get(of(n)), lemma)));
    let read = as_read(corpus, annotated);
    let with_claim = read.iter().flatten().count();
    // Mentions without a claim are by themselves, or as the baseline has them.
    let count = corpus.mentions.len();
    let alone = by_key(read.iter().enumerate().map(|(n, event)| event.map_or((1, n), |event| (0, event))));
    let both = by_key(read.iter().zip(&in_stories).map(|(event, lemma)| event.map_or((1, *lemma), |event| (0, event))));
    vec![
        ("each by itself".to_owned(), (0..count).collect()),
        ("same head lemma".to_owned(), by_key(lemmas())),
        ("same head lemma in gold topic".to_owned(), by_key(lemmas().enumerate().map(|(n, l)| (topic(n), l)))),
        ("same head lemma in gold subtopic".to_owned(), by_key(lemmas().enumerate().map(|(n, l)| (subtopic(n), l)))),
        ("same head lemma in stories found by words".to_owned(), in_stories),
        (format!("firsthand as it reads ({with_claim} have a claim), else alone"), alone),
        ("firsthand as it reads, else lemma in stories".to_owned(), both),
        (
            "firsthand, gold mentions as claims, type = lemma".to_owned(),
            gold_mentions(corpus, annotated, &heads, Typed::Lemma),
        ),
        (
            "firsthand, gold mentions as claims, one type".to_owned(),
            gold_mentions(corpus, annotated, &heads, Typed::One),
        ),
    ]
}

fn line(name: &str, scores: &Scores) -> String {
    let mut line = format!("{name:<58}");
    for Figures { precision, recall, f1 } in [scores.muc, scores.b_cubed, scores.ceaf_e] {
        let _ = write!(line, "{:>7.1}{:>7.1}{:>7.1}", precision * 100.0, recall * 100.0, f1 * 100.0);
    }
    let _ = write!(line, "{:>7.1}{:>6}", scores.conll * 100.0, scores.clusters);
    line
}

/// One line a mention with its group in brackets, which is what the scorers of the CoNLL tasks read.
fn conll(groups: &[usize]) -> String {
    let mut text = "#begin document (ecbplus); part 000\n".to_owned();
    for (number, group) in groups.iter().enumerate() {
        let _ = writeln!(text, "ecbplus\t0\t{number}\tm\t({group})");
    }
    text + "#end document\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_written_as_the_conll_scorers_read_them() {
        let text = conll(&[3, 3, 8]);
        assert_eq!(text.lines().count(), 5);
        assert!(text.lines().nth(1).is_some_and(|line| line.ends_with("\t(3)")));
    }
}
