//! Labelled phrases: what the measurements of quantities and times share.
//!
//! In: a table of labelled phrases (tab-separated, `#` before comments), for each what was asked and whether it was right. Out: a table of shares by half and group.
//! Not here: what makes a phrase right.

use crate::reader::annotate;
use firsthand::annotate::Annotated;
use firsthand::codebook::Codebook;
use firsthand::report::{Part, PartKind, Published, Report, Stated};
use firsthand::text::Span;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// `firsthand-eval quantities` and `times`.
#[derive(clap::Args)]
pub struct Options {
    /// The labelled phrases.
    pub phrases: PathBuf,
    /// Score this half alone and show what is wrong in it.
    #[arg(long, value_name = "HALF")]
    pub faults: Option<String>,
    /// Write the figures as JSON.
    #[arg(long, value_name = "FILE")]
    pub json: Option<PathBuf>,
}

/// The rows of the file, each of `columns` cells.
///
/// # Errors
/// One line for a person: a file that cannot be read, a row with other columns.
pub fn rows(path: &Path, columns: usize) -> Result<Vec<Vec<String>>, String> {
    let text = std::fs::read_to_string(path).map_err(|cause| format!("{}: {cause}", path.display()))?;
    text.lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| {
            let row: Vec<String> = line.split('\t').map(str::to_owned).collect();
            if row.len() == columns { Ok(row) } else { Err(format!("{columns} columns are needed: {line}")) }
        })
        .collect()
}

/// A sentence read as a report, and where the phrase stands in it.
pub fn read(sentence: &str, phrase: &str, published: Option<Published>) -> Result<(Annotated, Span), String> {
    let at = sentence.find(phrase).ok_or_else(|| format!("{phrase:?} is not in {sentence:?}"))?;
    let part = Part { kind: PartKind::Body, span: Span::new(0, sentence.len()), because: String::new() };
    let published = published.map(|value| Stated { value, evidence: "label".to_owned() });
    let report = Report { text: sentence.to_owned(), parts: vec![part], published, ..Report::default() };
    Ok((annotate(&report, Codebook::builtin()), Span::new(at, at + phrase.len())))
}

/// Which of some spans shares most with a place; none if none does.
pub fn closest(place: Span, spans: impl Iterator<Item = Span>) -> Option<usize> {
    let shared = |span: Span| span.end.min(place.end).saturating_sub(span.start.max(place.start));
    let best = spans.enumerate().map(|(at, span)| (shared(span), at)).filter(|(shared, _)| *shared > 0);
    best.max_by_key(|(shared, at)| (*shared, std::cmp::Reverse(*at))).map(|(_, at)| at)
}

/// Right and asked.
type Cell = [usize; 2];

/// Shares by half of the file and group, one column a question.
pub struct Shares {
    questions: &'static [&'static str],
    rows: BTreeMap<(String, String), Vec<Cell>>,
}

impl Shares {
    /// An empty table of these questions.
    pub fn of(questions: &'static [&'static str]) -> Self {
        Shares { questions, rows: BTreeMap::new() }
    }

    /// Counts one phrase; `None` where a question is not asked of it.
    pub fn count(&mut self, half: &str, group: &str, answers: &[Option<bool>]) {
        for group in [group, "all"] {
            let row = self.rows.entry((half.to_owned(), group.to_owned())).or_default();
            row.resize(self.questions.len(), [0; 2]);
            for (cell, answer) in row.iter_mut().zip(answers) {
                cell[0] += usize::from(*answer == Some(true));
                cell[1] += usize::from(answer.is_some());
            }
        }
    }

    /// Prints the table.
    pub fn print(&self) {
        print!("{:<22}", "");
        self.questions.iter().for_each(|question| print!("{question:>18}"));
        println!();
        for ((half, group), cells) in &self.rows {
            print!("{:<22}", format!("{half} {group}"));
            for [right, asked] in cells {
                let shown = if *asked == 0 {
                    "-".to_owned()
                } else {
                    format!("{right} of {asked} {:.3}", *right as f64 / *asked as f64)
                };
                print!("{shown:>18}");
            }
            println!();
        }
    }

    /// Writes the table as JSON.
    ///
    /// # Errors
    /// One line for a person.
    pub fn write(&self, path: &Path) -> Result<(), String> {
        let rows: Vec<serde_json::Value> = self
            .rows
            .iter()
            .map(|((half, group), cells)| {
                let mut row = serde_json::json!({ "half": half, "group": group });
                for (question, [right, asked]) in self.questions.iter().zip(cells) {
                    row[*question] = serde_json::json!({ "right": right, "of": asked });
                }
                row
            })
            .collect();
        let text = serde_json::to_string_pretty(&rows).unwrap_or_default();
        std::fs::write(path, text).map_err(|cause| format!("{}: {cause}", path.display()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_span_that_shares_most_is_taken() {
        let spans = [Span::new(0, 2), Span::new(1, 8), Span::new(20, 30)];
        assert_eq!(closest(Span::new(1, 6), spans.into_iter()), Some(1));
        assert_eq!(closest(Span::new(40, 41), spans.into_iter()), None);
    }

    #[test]
    fn shares_count_what_is_asked() {
        let mut shares = Shares::of(&["found", "unit"]);
        shares.count("tune", "exact", &[Some(true), None]);
        shares.count("tune", "vague", &[Some(false), Some(true)]);
        assert_eq!(shares.rows[&("tune".to_owned(), "all".to_owned())], [[1, 2], [1, 1]]);
    }
}
