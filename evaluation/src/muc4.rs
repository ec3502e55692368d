//! `firsthand-eval muc4`: perpetrators, victims, targets, weapons and type of incidents (MUC-4's slots as strings).
//!
//! In: a file of MUC-4 in the processed form (texts in lower case, templates) and, to give the texts capitals again, files of ordinary print. Out: precision,
//! recall and F1 by slot and over all. Not here: from claims to templates (`muc4/templates`), the measure (`muc4/score`).

mod recase;
mod score;
mod templates;

use crate::reader::annotate;
use clap::Args;
use firsthand::codebook::Codebook;
use firsthand::report::{Part, PartKind, Report};
use firsthand::text::Span;
use rayon::prelude::*;
use recase::Print;
use score::{Count, SLOTS, Template};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// `firsthand-eval muc4`.
#[derive(Args)]
pub struct Options {
    /// A file of MUC-4 in the processed form, one document a line.
    documents: PathBuf,
    /// Files in columns (a token first) by whose print the texts get capitals; without any they are read in lower case as they are.
    #[arg(long, value_name = "FILE", num_args = 1..)]
    print: Vec<PathBuf>,
    /// Write the templates as the published scorer reads them.
    #[arg(long, value_name = "FILE")]
    predictions: Option<PathBuf>,
    /// Write the figures as JSON.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

#[derive(Debug, Deserialize)]
struct Document {
    docid: String,
    doctext: String,
    #[serde(default)]
    templates: Vec<Gold>,
}

/// A template of the gold: each wording with its place.
#[derive(Debug, Deserialize)]
struct Gold {
    incident_type: String,
    #[serde(flatten)]
    slots: BTreeMap<String, Vec<Vec<(String, i64)>>>,
}

/// Runs it.
///
/// # Errors
/// One line for a person: a file that cannot be read or written, or is of another form.
pub fn run(options: &Options) -> Result<(), String> {
    let shown = options.documents.display();
    let text = std::fs::read_to_string(&options.documents).map_err(|cause| format!("{shown}: {cause}"))?;
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    let documents: Vec<Document> =
        lines.map(serde_json::from_str).collect::<Result<_, _>>().map_err(|cause| format!("{shown}: {cause}"))?;
    let mut print = Print::default();
    for path in &options.print {
        print.add(path)?;
    }
    let read: Vec<Vec<Template>> = documents
        .par_iter()
        .map(|document| {
            let report = report(document, &print);
            templates::templates(&report, &annotate(&report, Codebook::builtin()))
        })
        .collect();
    let mut counts = [Count::default(); SLOTS.len()];
    for (document, found) in documents.iter().zip(&read) {
        for (sum, count) in counts.iter_mut().zip(score::score(found, &gold(document))) {
            sum.add(count);
        }
    }
    let mut all = Count::default();
    counts.iter().for_each(|count| all.add(*count));
    let rows: Vec<(&str, Count)> = SLOTS.into_iter().zip(counts).chain([("micro_avg", all)]).collect();
    println!("{:<16}{:>6}{:>7}{:>7}{:>10}{:>8}{:>8}", "", "gold", "given", "right", "precision", "recall", "F1");
    for (name, count) in &rows {
        let [p, r, f] = count.figures().map(|figure| 100.0 * figure);
        println!("{name:<16}{:>6}{:>7}{:>7}{p:>10.2}{r:>8.2}{f:>8.2}", count.gold, count.given, count.right);
    }
    let written = |path: &PathBuf, value: &serde_json::Value| {
        let text = serde_json::to_string_pretty(value).map_err(|cause| cause.to_string())?;
        std::fs::write(path, text).map_err(|cause| format!("{}: {cause}", path.display()))
    };
    if let Some(path) = &options.json {
        let row = |(name, count): &(&str, Count)| {
            let [precision, recall, f1] = count.figures();
            let figures = serde_json::json!({
                "gold": count.gold, "given": count.given, "right": count.right, "met": count.met,
                "precision": precision, "recall": recall, "f1": f1,
            });
            ((*name).to_owned(), figures)
        };
        written(path, &rows.iter().map(row).collect::<serde_json::Map<_, _>>().into())?;
    }
    if let Some(path) = &options.predictions {
        let all: serde_json::Map<String, serde_json::Value> = documents
            .iter()
            .zip(&read)
            .map(|(document, found)| (number(&document.docid), serde_json::json!({ "pred_templates": full(found) })))
            .collect();
        written(path, &all.into())?;
    }
    Ok(())
}

/// The number by which the published scorer knows a document: "TST1-MUC3-0007" is 10007.
fn number(id: &str) -> String {
    let set = id.split('-').next().and_then(|set| set.chars().last()).and_then(|c| c.to_digit(10));
    let last = id.rsplit('-').next().and_then(|last| last.parse::<u32>().ok());
    match (set, last) {
        (Some(set), Some(last)) => (set * 10_000 + last).to_string(),
        _ => id.to_owned(),
    }
}

/// Templates with every slot, as the published scorer wants them.
fn full(found: &[Template]) -> Vec<Template> {
    let mut found = found.to_vec();
    for template in &mut found {
        for slot in SLOTS.iter().skip(1) {
            template.slots.entry((*slot).to_owned()).or_default();
        }
    }
    found
}

/// The document as a report: stretches between wide gaps are paragraphs.
fn report(document: &Document, print: &Print) -> Report {
    let text = if print.is_empty() { document.doctext.clone() } else { print.restore(&document.doctext) };
    let mut parts = Vec::new();
    let mut start = 0;
    for piece in text.split("   ") {
        let left = piece.len() - piece.trim_start().len();
        let words = piece.trim();
        if !words.is_empty() {
            let span = Span::new(start + left, start + left + words.len());
            parts.push(Part { kind: PartKind::Body, span, because: "paragraph of MUC-4".to_owned() });
        }
        start += piece.len() + 3;
    }
    Report { id: document.docid.clone(), path: document.docid.clone(), text, parts, ..Report::default() }
}

/// The gold of a document, each template once.
fn gold(document: &Document) -> Vec<Template> {
    let mut templates: Vec<Template> = Vec::new();
    for gold in &document.templates {
        let entity = |words: &Vec<(String, i64)>| words.iter().map(|(word, _)| word.clone()).collect::<Vec<String>>();
        let list = |entities: &Vec<Vec<(String, i64)>>| entities.iter().map(entity).filter(|e| !e.is_empty()).collect();
        let slots = gold.slots.iter().map(|(slot, entities)| (slot.clone(), list(entities))).collect();
        let template = Template { incident_type: gold.incident_type.clone(), slots };
        if !templates.contains(&template) {
            templates.push(template);
        }
    }
    templates
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_of_the_processed_form_is_read() {
        let line = r#"{"docid":"TST1-MUC3-0007","doctext":"rebels burned a mill.   nobody died.","templates":[
            {"incident_type":"arson","PerpInd":[[["rebels",0]]],"PerpOrg":[],"Target":[[["a mill",14],["mill",16]]],"Victim":[],"Weapon":[]},
            {"incident_type":"arson","PerpInd":[[["rebels",0]]],"PerpOrg":[],"Target":[[["a mill",14],["mill",16]]],"Victim":[],"Weapon":[]}]}"#;
        let document: Document = serde_json::from_str(line).unwrap();
        assert_eq!(gold(&document).len(), 1);
        assert_eq!(gold(&document)[0].of("Target"), [["a mill".to_owned(), "mill".to_owned()]]);
        let report = report(&document, &Print::default());
        let parts: Vec<&str> = report.parts.iter().map(|part| part.span.of(&report.text)).collect();
        assert_eq!(parts, ["rebels burned a mill.", "nobody died."]);
        assert_eq!(number(&document.docid), "10007");
        assert_eq!(full(&[Template::default()])[0].slots.len(), 5);
    }
}
