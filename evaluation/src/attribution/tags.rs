//! CofeNet's protocol: one label a token, spans right to the letter.
//!
//! In: the published form of a gold set (JSON lines with `tokens` and `labels`, one sequence each) and the texts that it was made from. Out: precision,
//! recall and F1 of source, cue and content spans, *exact* (same first and last token) and *begin* (same first token), over all sequences, as
//! `data/attribution/tools/score_tags.py` and the published code count them.
//! The reader is given whole reports, as it always is, and its spans are laid on the tokens; the published figures are of models that see one sequence at a
//! time. Not here: reading.

use super::gold::Document;
use firsthand::text::{CodePoints, Span};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};
use std::path::Path;

/// Roles in the order of the published tables.
pub const ROLES: [&str; 3] = ["source", "cue", "content"];

/// One sequence.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Sequence {
    pub id: String,
    pub tokens: Vec<String>,
    pub labels: Vec<String>,
}

/// Reads the sequences of a file.
///
/// # Errors
/// One line for a person.
pub fn load(path: &Path) -> Result<Vec<Sequence>, String> {
    let text = std::fs::read_to_string(path).map_err(|cause| format!("{}: {cause}", path.display()))?;
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let read = |(i, line): (usize, &str)| {
        serde_json::from_str(line).map_err(|cause| format!("{}, line {}: {cause}", path.display(), i + 1))
    };
    lines.map(read).collect()
}

/// The document of a sequence: its id without the mark of the annotator.
pub fn document_of(id: &str) -> &str {
    id.rsplit_once('_').map_or(id, |(document, _)| document)
}

/// How a token of the published form may stand in the text.
fn variants(token: &str) -> Vec<&str> {
    match token {
        "``" | "''" | "\"" => vec!["\"", "\u{201c}", "\u{201d}", "``", "''"],
        "`" | "'" => vec!["'", "\u{2018}", "\u{2019}", "`"],
        "-LRB-" => vec!["("],
        "-RRB-" => vec![")"],
        "-LSB-" => vec!["["],
        "-RSB-" => vec!["]"],
        "-LCB-" => vec!["{"],
        "-RCB-" => vec!["}"],
        "--" => vec!["--", "\u{2014}", "\u{2013}"],
        "..." => vec!["...", "\u{2026}", ". . ."],
        other => vec![other],
    }
}

/// The nearest place of a token in the text from a place on, at most `reach` bytes further.
fn nearest(text: &str, from: usize, reach: usize, token: &str) -> Option<Span> {
    let mut end = (from + reach + token.len()).min(text.len());
    while !text.is_char_boundary(end) {
        end += 1;
    }
    let window = text.get(from..end)?;
    let curly = token.replace('\'', "\u{2019}");
    let forms = variants(token).into_iter().chain([curly.as_str()]);
    let found = forms.filter_map(|form| Some((window.find(form)?, form.len()))).min();
    found.map(|(at, length)| Span::new(from + at, from + at + length))
}

/// The place of each token in the text, sequences in the text's order; an empty place where it is not found.
pub fn align(text: &str, sequences: &[&Sequence]) -> Vec<Vec<Span>> {
    /// Bytes between two tokens that are nothing but blanks.
    const NEAR: usize = 6;
    let (mut at, mut missed) = (0, 0);
    let mut place = |token: &str| {
        // After a token that is not there the next may stand further on, by about its length.
        let found = nearest(text, at, NEAR + missed, token);
        match found {
            Some(span) => (at, missed) = (span.end as usize, 0),
            None => missed += token.len() + 2,
        }
        found.unwrap_or(Span::new(at, at))
    };
    sequences.iter().map(|sequence| sequence.tokens.iter().map(|token| place(token)).collect()).collect()
}

/// The labels of a sequence by the relations found in its document: each piece of a role is one span. Where two relations want one token, the first
/// in the document has it, a cue before a source before content. A source with a comma inside takes the one right after it ("X, a teacher,"), as nine in ten
/// of the training set do.
pub fn labels(places: &[Span], found: &Document, points: &CodePoints) -> Vec<String> {
    let mut labels = vec!["O".to_owned(); places.len()];
    for (role, name) in [(1, "cue"), (0, "source"), (2, "content")] {
        for relation in &found.attributions {
            let pieces = [&relation.source, &relation.cue, &relation.content][role];
            for piece in pieces {
                let mut span = points.span(*piece);
                if name == "source" && span.of(&found.text).contains(',') && !span.of(&found.text).ends_with(',') {
                    let next = Span::new(span.end as usize, span.end as usize + 1);
                    span.end += u32::from(next.of(&found.text) == ",");
                }
                let mut inside = false;
                for (label, place) in labels.iter_mut().zip(places) {
                    let takes = !place.is_empty() && span.overlaps(*place);
                    let free = label == "O";
                    if takes && free {
                        *label = format!("{}-{name}", if inside { "I" } else { "B" });
                    }
                    // A token that is not in the text is of the span around it.
                    inside = takes && free || inside && place.is_empty();
                }
            }
        }
    }
    labels
}

/// Spans of labels: role, first token, token after the last.
pub fn spans(labels: &[String]) -> Vec<(String, usize, usize)> {
    let mut spans: Vec<(String, usize, usize)> = Vec::new();
    let mut open = false;
    for (at, label) in labels.iter().enumerate() {
        match label.split_once('-') {
            Some(("I", role)) if open && spans.last().is_some_and(|last| last.0 == role) => {
                if let Some(last) = spans.last_mut() {
                    last.2 = at + 1;
                }
            }
            Some((_, role)) => {
                spans.push((role.to_owned(), at, at + 1));
                open = true;
            }
            None => open = false,
        }
    }
    spans
}

/// Precision, recall and F1 in percent by measure ("exact", "begin") and role.
pub fn score(gold: &[Sequence], found: &[Sequence]) -> BTreeMap<String, [f64; 3]> {
    let mut figures = BTreeMap::new();
    for (measure, exact) in [("exact", true), ("begin", false)] {
        for role in ROLES {
            let (mut right, mut given, mut asked) = (0, 0, 0);
            for (gold, found) in gold.iter().zip(found) {
                let of = |labels: &[String]| -> HashMap<(usize, usize), usize> {
                    let mut counts = HashMap::new();
                    for (_, start, end) in spans(labels).into_iter().filter(|(of, ..)| of == role) {
                        *counts.entry((start, if exact { end } else { 0 })).or_default() += 1;
                    }
                    counts
                };
                let (gold, found) = (of(&gold.labels), of(&found.labels));
                asked += gold.values().sum::<usize>();
                given += found.values().sum::<usize>();
                right += gold.iter().map(|(span, n)| *n.min(found.get(span).unwrap_or(&0))).sum::<usize>();
            }
            let share = |of: usize| if of == 0 { 0.0 } else { 100.0 * right as f64 / of as f64 };
            let f1 = if given + asked == 0 { 0.0 } else { 200.0 * right as f64 / (given + asked) as f64 };
            figures.insert(format!("{measure} {role}"), [share(given), share(asked), f1]);
        }
    }
    figures
}

#[cfg(test)]
mod tests {
    use super::super::gold::Relation;
    use super::*;

    fn sequence(tokens: &str, labels: &str) -> Sequence {
        let list = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<String>>();
        let long = |label: &str| match label.split_at(label.len().min(1)) {
            ("O", _) => "O".to_owned(),
            (head, "s") => format!("{head}-source"),
            (head, "c") => format!("{head}-cue"),
            (head, _) => format!("{head}-content"),
        };
        Sequence { id: "x_1".to_owned(), tokens: list(tokens), labels: labels.split(' ').map(long).collect() }
    }

    #[test]
    fn tokens_are_found_in_the_text_they_were_made_from() {
        let text = "\u{201c}We can\u{2019}t stay,\u{201d} said Orla \u{2014} twice.";
        let tokens = sequence("`` We ca n't stay , '' said Orla -- twice .", "O O O O O O O O O O O O");
        let places = align(text, &[&tokens]);
        let words: Vec<&str> = places[0].iter().map(|place| place.of(text)).collect();
        assert_eq!(words[0], "\u{201c}");
        assert_eq!(words[2..4], ["ca", "n\u{2019}t"]);
        assert_eq!(words[7..], ["said", "Orla", "\u{2014}", "twice", "."]);
    }

    #[test]
    fn a_token_that_is_not_there_loses_only_itself() {
        let places = align("One two four five", &[&sequence("One two three four five", "O O O O O")]);
        assert!(places[0][2].is_empty());
        assert_eq!(places[0][4].of("One two four five"), "five");
    }

    #[test]
    fn relations_become_labels_and_are_scored_by_their_ends() {
        let text = "The mayor said the bridge was shut .";
        let gold = sequence(text, "Bs Is Bc B I I I O");
        let places = align(text, &[&gold]);
        let relation =
            Relation { source: vec![[0, 9]], cue: vec![[10, 14]], content: vec![[15, 29]], ..Relation::default() };
        let found = Document { attributions: vec![relation], text: text.to_owned(), ..Document::default() };
        let made = Sequence { labels: labels(&places[0], &found, &CodePoints::new(text)), ..gold.clone() };
        assert_eq!(spans(&made.labels).len(), 3);
        let figures = score(&[gold], &[made]);
        assert_eq!(figures["exact source"], [100.0; 3]);
        assert_eq!(figures["exact content"], [0.0; 3]);
        assert_eq!(figures["begin content"], [100.0; 3]);
    }

    #[test]
    fn a_source_with_a_comma_inside_takes_the_next() {
        let text = "Orla , a teacher , said so";
        let text = text.replace(" ,", ",");
        let gold = sequence("Orla , a teacher , said so", "Bs Is Is Is Is Bc B");
        let places = align(&text, &[&gold]);
        let relation =
            Relation { source: vec![[0, 15]], cue: vec![[17, 21]], content: vec![[22, 24]], ..Relation::default() };
        let found = Document { attributions: vec![relation], text: text.clone(), ..Document::default() };
        assert_eq!(labels(&places[0], &found, &CodePoints::new(&text)), gold.labels);
    }

    #[test]
    fn an_inner_label_of_another_role_begins_a_span() {
        let labels: Vec<String> = ["B-source", "I-content", "I-content", "O"].map(str::to_owned).to_vec();
        assert_eq!(spans(&labels), [("source".to_owned(), 0, 1), ("content".to_owned(), 1, 3)]);
    }

    #[test]
    fn the_annotators_mark_is_no_part_of_the_document() {
        assert_eq!(document_of("paper_2016-01-01_some-title_ab12"), "paper_2016-01-01_some-title");
    }
}
