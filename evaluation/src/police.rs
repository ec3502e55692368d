//! `firsthand-eval police`: what do police do, sentence by sentence, beside the keyword rule of the corpus' paper?
//!
//! In: the folder of IndiaPoliceEvents (`sents.jsonl`, `manual_keyword_list.json`), a codebook whose types answer to its labels. Out: precision, recall
//! and F1 of both on each half of the documents and on all. Documents at even places may be looked at while a codebook is written; of those at odd
//! places only sums are ever printed. Not here: who, whom and where.

use crate::reader::annotate;
use clap::Args;
use firsthand::annotate::{Claim, Modality};
use firsthand::codebook::Codebook;
use firsthand::report::{Part, PartKind, Report};
use firsthand::text::Span;
use rayon::prelude::*;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// `firsthand-eval police`.
#[derive(Args)]
pub struct Options {
    /// The folder of the corpus.
    folder: PathBuf,
    /// Codebook files.
    #[arg(long, value_name = "PATH", default_value = "codebooks/police.toml")]
    codebook: Vec<PathBuf>,
    /// Show what is missed and what is wrong of this label, in the half that may be looked at.
    #[arg(long, value_name = "LABEL")]
    show: Option<String>,
}

const LABELS: &str = include_str!("../data/police_labels.tsv");

#[derive(Deserialize)]
struct Sentence {
    doc_id: u64,
    sent_text: String,
    sent_labels: Vec<String>,
}

/// A label and what answers to it.
struct Label<'t> {
    name: &'t str,
    types: Vec<&'t str>,
    /// What is told in one of these modalities was not done and does not answer.
    not_done: Vec<&'t str>,
    /// Lists of the keyword file; none asks for the police alone.
    keywords: Vec<&'t str>,
}

/// Sentences with a label, and those that a way of reading finds.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Score {
    all: usize,
    found: usize,
    wrong: usize,
}

impl Score {
    fn add(&mut self, labelled: bool, found: bool) {
        self.all += usize::from(labelled);
        self.found += usize::from(labelled && found);
        self.wrong += usize::from(!labelled && found);
    }

    fn plus(self, other: Score) -> Score {
        Score { all: self.all + other.all, found: self.found + other.found, wrong: self.wrong + other.wrong }
    }

    /// Precision, recall, F1.
    fn figures(self) -> [f64; 3] {
        let share = |of: usize| if of == 0 { 0.0 } else { self.found as f64 / of as f64 };
        let (sum, both) = (self.all + self.found + self.wrong, 2.0 * self.found as f64);
        [share(self.found + self.wrong), share(self.all), if sum == 0 { 0.0 } else { both / sum as f64 }]
    }
}

/// By label and half: the codebook's score and the keywords'.
type Scores = BTreeMap<(usize, usize), [Score; 2]>;

/// Runs it.
///
/// # Errors
/// One line for a person.
pub fn run(options: &Options) -> Result<(), String> {
    let book = &*crate::codebook::chosen(&options.codebook)?;
    let labels = labels_of(LABELS);
    if let Some(unknown) = labels.iter().flat_map(|l| &l.types).find(|id| book.kind(id).is_none()) {
        return Err(format!("the codebook has no type {unknown}"));
    }
    let words: BTreeMap<String, Vec<String>> =
        serde_json::from_str(&read(&options.folder, "manual_keyword_list.json")?)
            .map_err(|cause| format!("manual_keyword_list.json: {cause}"))?;
    let text = read(&options.folder, "sents.jsonl")?;
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    let sentences: Vec<Sentence> =
        lines.map(serde_json::from_str).collect::<Result<_, _>>().map_err(|cause| format!("sents.jsonl: {cause}"))?;
    let documents: Vec<&[Sentence]> = sentences.chunk_by(|a, b| a.doc_id == b.doc_id).collect();
    let counted = documents.par_iter().enumerate().map(|(place, document)| {
        let show = options.show.as_deref().filter(|_| place % 2 == 0);
        count(document, place % 2, book, &labels, &words, show)
    });
    let sums = counted.reduce(Scores::new, |mut sum, more| {
        for (key, [ours, theirs]) in more {
            let known = sum.entry(key).or_default();
            *known = [known[0].plus(ours), known[1].plus(theirs)];
        }
        sum
    });
    print(&labels, &sums);
    Ok(())
}

fn read(folder: &Path, name: &str) -> Result<String, String> {
    let path = folder.join(name);
    std::fs::read_to_string(&path).map_err(|cause| format!("{}: {cause}", path.display()))
}

fn labels_of(table: &str) -> Vec<Label<'_>> {
    let rows = table.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect::<Vec<_>>());
    rows.filter_map(|row| {
        let types = row.get(1)?.split(',').collect();
        let list = |column: usize| row.get(column).map_or(Vec::new(), |names| names.split(',').collect());
        let (not_done, keywords) = (list(2), list(3));
        Some(Label { name: row.first()?, types, not_done, keywords })
    })
    .collect()
}

fn count(
    document: &[Sentence],
    half: usize,
    book: &Codebook,
    labels: &[Label<'_>],
    words: &BTreeMap<String, Vec<String>>,
    show: Option<&str>,
) -> Scores {
    let (report, spans) = report(document);
    let claims = annotate(&report, book).claims;
    let mut scores = Scores::new();
    for (sentence, span) in document.iter().zip(&spans) {
        let inside: Vec<&Claim> = claims.iter().filter(|claim| span.contains(claim.trigger)).collect();
        let lower = sentence.sent_text.to_lowercase();
        for (number, label) in labels.iter().enumerate() {
            let labelled = sentence.sent_labels.iter().any(|l| l == label.name);
            let answer = inside.iter().find(|claim| answers(claim, label));
            let [ours, theirs] = scores.entry((number, half)).or_default();
            ours.add(labelled, answer.is_some());
            theirs.add(labelled, by_keywords(&lower, &label.keywords, words));
            if show == Some(label.name) && labelled != answer.is_some() {
                let word = answer.map_or("", |claim| claim.trigger.of(&report.text));
                println!("{}\t{word}\t{}", if labelled { "miss" } else { "false" }, sentence.sent_text.trim());
            }
        }
    }
    scores
}

/// Each sentence a part of its own, so that none runs into the next.
fn report(document: &[Sentence]) -> (Report, Vec<Span>) {
    let (mut text, mut spans) = (String::new(), Vec::new());
    for sentence in document {
        let start = text.len();
        text.push_str(sentence.sent_text.trim());
        spans.push(Span::new(start, text.len()));
        text.push_str("\n\n");
    }
    let part = |span: &Span| Part { kind: PartKind::Body, span: *span, because: String::new() };
    let parts = spans.iter().filter(|span| !span.is_empty()).map(part).collect();
    (Report { text, parts, ..Report::default() }, spans)
}

fn answers(claim: &Claim, label: &Label<'_>) -> bool {
    let of = label.types.iter().any(|id| claim.kind == *id || claim.also.iter().any(|also| also == id));
    let modality = match claim.modality {
        Modality::Denied => "denied",
        Modality::Planned => "planned",
        Modality::Hypothetical => "hypothetical",
        Modality::Alleged | Modality::Asserted => "",
    };
    of && !label.not_done.contains(&modality)
}

/// The rule of the paper: one of its words for police and, but for any action, one of the label's, as strings that stand anywhere in the sentence.
fn by_keywords(sentence: &str, lists: &[&str], words: &BTreeMap<String, Vec<String>>) -> bool {
    let holds =
        |list: &str| words.get(list).is_some_and(|words| words.iter().any(|word| sentence.contains(word.as_str())));
    (holds("police") || holds("police_acronyms")) && (lists.is_empty() || lists.iter().any(|list| holds(list)))
}

fn print(labels: &[Label<'_>], sums: &Scores) {
    println!("{:<12} {:<12} {:>6}   {:<20}   {:<20}", "", "", "labels", "codebook P R F1", "keywords P R F1");
    for (number, label) in labels.iter().enumerate() {
        let of = |half: usize| sums.get(&(number, half)).copied().unwrap_or_default();
        let ([a, c], [b, d]) = (of(0), of(1));
        for (name, [ours, theirs]) in [("looked at", [a, c]), ("held out", [b, d]), ("all", [a.plus(b), c.plus(d)])] {
            let shown = |score: Score| score.figures().map(|figure| format!("{figure:.3}")).join("  ");
            println!("{:<12} {name:<12} {:>6}   {:<20}   {:<20}", label.name, ours.all, shown(ours), shown(theirs));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_of_the_table_is_in_the_codebook_on_police() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../codebooks/police.toml");
        let book = Codebook::load(&[path]).unwrap_or_else(|error| panic!("{error}"));
        let labels = labels_of(LABELS);
        assert_eq!(labels.len(), 5);
        assert!(labels.iter().flat_map(|l| &l.types).all(|id| book.kind(id).is_some()));
    }

    #[test]
    fn keywords_are_strings_beside_a_word_for_the_police() {
        let list = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        let words = BTreeMap::from([("police".to_owned(), list(&["police"])), ("kill".to_owned(), list(&["kill"]))]);
        assert!(by_keywords("policemen killed a goat", &["kill"], &words));
        assert!(!by_keywords("a wolf killed a goat", &["kill"], &words));
        assert!(by_keywords("a police dog sleeps", &[], &words));
    }

    #[test]
    fn a_score_is_the_harmonic_mean() {
        let mut score = Score::default();
        for (labelled, found) in [(true, true), (true, false), (false, true), (false, false)] {
            score.add(labelled, found);
        }
        assert_eq!(score, Score { all: 2, found: 1, wrong: 1 });
        assert_eq!(score.figures(), [0.5, 0.5, 0.5]);
    }
}
