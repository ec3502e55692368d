//! `firsthand-eval plover`: the gold records that PLOVER publishes, coded from their texts.
//!
//! In: `PLOVER_GSR_CAMEO.txt` (JSON; each record a sentence with one event, its source and target marked) and the table from our types to PLOVER's.
//! Out: F1 of event type, of source and target spans, over all records and over those whose type some type of ours answers to.
//! Not here: how claims become events (see `coding`).
//!
//! A record marks one event of its sentence, so that another event which stands there too is counted as wrong: precision is a lower bound.
//! Records of one sentence are scored together.

use crate::coding::{Coded, Coding, TABLE, Tally, heading, line};
use crate::reader::annotate;
use clap::Args;
use firsthand::report::{Part, PartKind, Report};
use firsthand::text::Span;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// `firsthand-eval plover`.
#[derive(Args)]
pub struct Options {
    /// PLOVER_GSR_CAMEO.txt.
    records: PathBuf,
    /// The table from types to those of PLOVER; that of the repository if not given.
    #[arg(long, value_name = "FILE")]
    types: Option<PathBuf>,
    /// Codebook files or folders instead of the builtin one.
    #[arg(long, value_name = "PATH")]
    codebook: Vec<PathBuf>,
    /// Write the figures as JSON.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

/// One marked event.
struct Gold {
    event: String,
    source: Vec<Span>,
    target: Vec<Span>,
}

/// What is counted over a set of records.
#[derive(Default, Clone, Copy)]
struct Row {
    events: Tally,
    /// Spans that share words with a marked one.
    source: Tally,
    target: Tally,
    /// Spans that are the marked ones to the letter, articles aside.
    source_exact: Tally,
    target_exact: Tally,
    /// Events with the right type, a touching source and a touching target, where marked.
    whole: Tally,
}

impl Row {
    fn add(&mut self, other: Row) {
        self.events.add(other.events);
        self.source.add(other.source);
        self.target.add(other.target);
        self.source_exact.add(other.source_exact);
        self.target_exact.add(other.target_exact);
        self.whole.add(other.whole);
    }

    fn json(self) -> serde_json::Value {
        serde_json::json!({
            "type": self.events.json(), "source": self.source.json(), "target": self.target.json(), "source_exact": self.source_exact.json(),
            "target_exact": self.target_exact.json(), "type_source_target": self.whole.json(),
        })
    }
}

/// Runs it.
///
/// # Errors
/// One line for a person: a file that cannot be read, a codebook that is not valid.
pub fn run(options: &Options) -> Result<(), String> {
    let read = |path: &PathBuf| std::fs::read_to_string(path).map_err(|cause| format!("{}: {cause}", path.display()));
    let book = &*crate::codebook::chosen(&options.codebook)?;
    let table = options.types.as_ref().map_or(Ok(TABLE.to_owned()), read)?;
    let coding = Coding::read(&table, "plover");
    let texts = records(&read(&options.records)?)?;
    let able = coding.expressible(book);
    let counted: Vec<BTreeMap<String, Row>> = texts
        .par_iter()
        .map(|(text, gold)| {
            let part = Part { kind: PartKind::Body, span: Span::new(0, text.len()), because: String::new() };
            let report = Report { text: text.clone(), parts: vec![part], ..Report::default() };
            score(text, gold, &coding.events(&annotate(&report, book).claims, book))
        })
        .collect();
    let mut rows: BTreeMap<String, Row> = BTreeMap::new();
    for (kind, row) in counted.into_iter().flatten() {
        rows.entry(kind).or_default().add(row);
    }
    let (mut all, mut asked) = (Row::default(), Row::default());
    for (kind, row) in &rows {
        all.add(*row);
        if able.contains(kind.as_str()) {
            asked.add(*row);
        }
    }
    heading("event type");
    rows.iter().for_each(|(kind, row)| line(kind, row.events));
    for (name, row) in [("all types".to_owned(), all), (format!("the {} types that ours answer to", able.len()), asked)]
    {
        println!();
        heading(&name);
        line("  type", row.events);
        line("  source, touching", row.source);
        line("  source, exact", row.source_exact);
        line("  target, touching", row.target);
        line("  target, exact", row.target_exact);
        line("  type, source and target", row.whole);
    }
    if let Some(path) = &options.json {
        let types: BTreeMap<&String, serde_json::Value> = rows.iter().map(|(kind, row)| (kind, row.json())).collect();
        let value = serde_json::json!({ "all": all.json(), "expressible": asked.json(), "expressible_types": able, "types": types });
        let text = serde_json::to_string_pretty(&value).unwrap_or_default();
        std::fs::write(path, text).map_err(|cause| format!("{}: {cause}", path.display()))?;
    }
    Ok(())
}

/// The texts with their marked events; records of one text stand together.
fn records(json: &str) -> Result<Vec<(String, Vec<Gold>)>, String> {
    let list: Vec<serde_json::Value> = serde_json::from_str(json).map_err(|cause| format!("records: {cause}"))?;
    let mut texts: Vec<(String, Vec<Gold>)> = Vec::new();
    for record in &list {
        let (Some(text), Some(event)) = (record["text"].as_str(), record["event"].as_str()) else { continue };
        let [source, target] = marked(text, record["textInfo"]["markup"].as_str().unwrap_or_default());
        let gold = Gold { event: event.to_owned(), source, target };
        match texts.iter_mut().find(|(known, _)| known == text) {
            Some((_, known)) => known.push(gold),
            None => texts.push((text.to_owned(), vec![gold])),
        }
    }
    Ok(texts)
}

/// The spans that the markup gives as source and target: `(SRC: words)`, `(TAR: words)`, `(SRC/TAR: words)`, also one inside another.
fn marked(text: &str, markup: &str) -> [Vec<Span>; 2] {
    let mut plain = String::new();
    // For every bracket that is open: the mark, empty for a bracket of the text, and where its words begin.
    let mut open: Vec<(&str, usize)> = Vec::new();
    let mut spans = [Vec::new(), Vec::new()];
    let mut rest = markup;
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        let mark = after
            .split_once(':')
            .filter(|(m, _)| c == '(' && !m.is_empty() && m.chars().all(|c| c.is_ascii_uppercase() || c == '/'));
        if let Some((mark, words)) = mark {
            open.push((mark, plain.len()));
            rest = words.trim_start();
            continue;
        }
        match c {
            '(' => open.push(("", plain.len())),
            ')' | '}' => {
                if let Some((mark, start)) = open.pop().filter(|(mark, _)| !mark.is_empty()) {
                    let words = &plain[start..];
                    for (which, name) in ["SRC", "TAR"].into_iter().enumerate() {
                        if mark.split('/').any(|m| m == name) {
                            spans[which].extend(nearest(text, words.trim(), start));
                        }
                    }
                    rest = after;
                    continue;
                }
            }
            _ => {}
        }
        plain.push(c);
        rest = after;
    }
    spans
}

/// Where the words stand in the text, nearest to a place: some markups differ from their texts by a word or a letter.
fn nearest(text: &str, words: &str, place: usize) -> Option<Span> {
    let at = text.match_indices(words).map(|(at, _)| at).min_by_key(|at| at.abs_diff(place))?;
    (!words.is_empty()).then(|| Span::new(at, at + words.len()))
}

/// Counts of one text, by type. What is given wrongly counts for the nearest type that it may be.
fn score(text: &str, gold: &[Gold], events: &[Coded]) -> BTreeMap<String, Row> {
    let mut rows: BTreeMap<String, Row> = BTreeMap::new();
    let mut free: Vec<&Coded> = events.iter().collect();
    for wanted in gold {
        let row = rows.entry(wanted.event.clone()).or_default();
        row.events.gold += 1;
        row.whole.gold += 1;
        // One that may be fewer types says more.
        let best = (0..free.len()).filter(|at| free[*at].types.contains(&wanted.event)).min_by_key(|at| {
            let event = free[*at];
            (event.types.iter().position(|t| t == &wanted.event), event.types.len())
        });
        let event = best.map(|at| free.remove(at));
        let spans = |list: Option<&Vec<firsthand::annotate::Argument>>| -> Vec<Span> {
            list.into_iter().flatten().filter_map(|a| a.span).collect()
        };
        let (source, target) = (spans(event.map(|e| &e.source)), spans(event.map(|e| &e.target)));
        row.events.given += usize::from(event.is_some());
        row.whole.given += usize::from(event.is_some());
        row.events.right += usize::from(event.is_some());
        let same = |a: Span, b: Span| bare(text, a).eq_ignore_ascii_case(bare(text, b));
        row.source.add(compare(&wanted.source, &source, |a, b| a.overlaps(b)));
        row.target.add(compare(&wanted.target, &target, |a, b| a.overlaps(b)));
        row.source_exact.add(compare(&wanted.source, &source, same));
        row.target_exact.add(compare(&wanted.target, &target, same));
        let touched = |gold: &[Span], given: &[Span]| {
            gold.is_empty() || gold.iter().any(|a| given.iter().any(|b| a.overlaps(*b)))
        };
        row.whole.right +=
            usize::from(event.is_some() && touched(&wanted.source, &source) && touched(&wanted.target, &target));
    }
    for event in free {
        let Some(kind) = event.types.first() else { continue };
        let row = rows.entry(kind.clone()).or_default();
        row.events.given += 1;
        row.whole.given += 1;
    }
    rows
}

/// The words without an article before them or a possessive after them.
fn bare(text: &str, span: Span) -> &str {
    let words = span.of(text).trim_end_matches("'s").trim_end_matches('\'').trim();
    match words.split_once(' ') {
        Some((article, rest)) if ["the", "a", "an"].contains(&article.to_lowercase().as_str()) => rest,
        _ => words,
    }
}

fn compare(gold: &[Span], given: &[Span], alike: impl Fn(Span, Span) -> bool) -> Tally {
    let mut free: Vec<Span> = given.to_vec();
    let mut right = 0;
    for wanted in gold {
        if let Some(at) = free.iter().position(|span| alike(*wanted, *span)) {
            free.remove(at);
            right += 1;
        }
    }
    Tally { right, given: given.len(), gold: gold.len() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_become_places_of_the_text() {
        let text = "The Damurian army (DA) shelled Port Ost on Friday.";
        let [source, target] =
            marked(text, "The (SRC: Damurian (EVT: army)) (DA) (EVT: shelled) (TAR/LOC:Port Ost) on Friday.");
        assert_eq!(source.iter().map(|s| s.of(text)).collect::<Vec<_>>(), ["Damurian army"]);
        assert_eq!(target.iter().map(|s| s.of(text)).collect::<Vec<_>>(), ["Port Ost"]);
        let [source, target] = marked("Ost and West agreed.", "(SRC/TAR: Ost) and (SRC/TAR: West) (EVT: agreed).");
        assert_eq!((source.len(), target.len()), (2, 2));
    }

    #[test]
    fn records_of_one_text_stand_together() {
        let json = r#"[{"event": "DOCUMENT"}, {"event": "FIGHT", "text": "a b", "textInfo": {"markup": "(SRC: a) b"}},
            {"event": "COERCE", "text": "a b", "textInfo": {"markup": "a (TAR: b)"}}]"#;
        let texts = records(json).unwrap();
        assert_eq!((texts.len(), texts[0].1.len()), (1, 2));
    }

    #[test]
    fn what_is_given_too_much_counts_for_its_nearest_type() {
        let gold = [Gold { event: "FIGHT".to_owned(), source: vec![Span::new(0, 1)], target: Vec::new() }];
        let event = |types: &[&str]| Coded {
            types: types.iter().map(|t| (*t).to_owned()).collect(),
            source: Vec::new(),
            target: Vec::new(),
        };
        let rows = score("a b", &gold, &[event(&["MOBILIZE", "AID"]), event(&["ASSAULT", "FIGHT"])]);
        assert_eq!((rows["FIGHT"].events.right, rows["FIGHT"].events.given, rows["FIGHT"].whole.right), (1, 1, 0));
        assert_eq!((rows["MOBILIZE"].events.given, rows["MOBILIZE"].events.right), (1, 0));
        assert_eq!(rows["FIGHT"].source.figures()[1], 0.0);
    }
}
