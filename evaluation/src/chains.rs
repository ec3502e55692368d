//! `firsthand-eval chains`: who passed a thing on, who the source is, what kind of source.
//!
//! In: a set of `evaluation/chains/` and, for sets that hold offsets only, the texts. Out: three shares over what `annotate` finds, each
//! with its counts. A relation that is not found is wrong in all of them. Not here: how a label is compared ([`compare`]); whether the
//! spans of source and content are right (see `attribution`).

mod compare;

use crate::reader::annotate;
use clap::Args;
use compare::{Answer, Verdict};
use firsthand::codebook::Codebook;
use firsthand::report::{Part, PartKind, Report, Stated};
use firsthand::text::Span;
use rayon::prelude::*;
use serde::Deserialize;
use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// `firsthand-eval chains`.
#[derive(Args, Debug)]
pub struct Options {
    /// A set of labels (form: evaluation/chains/README.md).
    set: PathBuf,
    /// The texts of a set that holds offsets only: JSON lines with `id` and `text`.
    #[arg(long, value_name = "FILE", num_args = 1..)]
    texts: Vec<PathBuf>,
    /// Show every relation that is wrong; tuning halves only.
    #[arg(long)]
    faults: bool,
}

/// A set of labels.
#[derive(Debug, Deserialize)]
struct Set {
    set: String,
    half: Half,
    documents: Vec<Document>,
}

/// What a set may be used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Half {
    Tune,
    Test,
}

#[derive(Debug, Deserialize)]
struct Document {
    id: String,
    /// Absent where only offsets may be stored.
    text: Option<String>,
    outlet: Option<String>,
    relations: Vec<Relation>,
}

/// One relation with its labels; spans are code points, half-open.
#[derive(Debug, Default, Deserialize)]
struct Relation {
    id: String,
    cue: Vec<[u32; 2]>,
    content: Vec<[u32; 2]>,
    steps: Vec<Step>,
    resolved: Vec<Answer>,
}

/// One step of a chain; the first is the source, the others pass on.
#[derive(Debug, Default, Deserialize)]
struct Step {
    span: [u32; 2],
    kinds: Vec<String>,
    optional: bool,
}

/// Runs it.
///
/// # Errors
/// One line for a person: a file that cannot be read or is not of the form, faults asked of a testing half.
pub fn run(options: &Options) -> Result<(), String> {
    let shown = options.set.display();
    let set: Set = serde_json::from_str(&read(&options.set)?).map_err(|cause| format!("{shown}: {cause}"))?;
    if options.faults && set.half == Half::Test {
        return Err(format!("{shown} is a testing half: its faults are not shown, or it would soon be a tuning half"));
    }
    let texts = texts(&options.texts)?;
    let text = |document: &Document| document.text.clone().or_else(|| texts.get(&document.id).cloned());
    let (present, absent): (Vec<_>, Vec<_>) =
        set.documents.into_iter().map(|document| (text(&document), document)).partition(|(text, _)| text.is_some());
    let half = if set.half == Half::Tune { "tuning" } else { "testing" };
    if present.is_empty() {
        println!("{}, {half} half: skipped, it holds offsets only and its texts were not given (--texts)", set.set);
        return Ok(());
    }
    if !absent.is_empty() {
        println!("{}: {} documents skipped, their texts are not among those given", set.set, absent.len());
    }
    let judged: Vec<(String, Vec<Verdict>)> = present
        .par_iter()
        .map(|(text, document)| judge(text.as_deref().unwrap_or_default(), document, options.faults))
        .collect();
    if options.faults {
        judged.iter().for_each(|(faults, _)| print!("{faults}"));
    }
    let verdicts: Vec<Verdict> = judged.into_iter().flat_map(|(_, verdicts)| verdicts).collect();
    print!("{}, {half} half: {} documents, {}", set.set, present.len(), table(&verdicts));
    Ok(())
}

fn read(path: &Path) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|cause| format!("{}: {cause}", path.display()))
}

/// The texts by document; a file that is not there is said and left out, as the corpus is not part of the repository.
fn texts(files: &[PathBuf]) -> Result<HashMap<String, String>, String> {
    #[derive(Deserialize)]
    struct Line {
        id: String,
        text: String,
    }
    let mut texts = HashMap::new();
    for path in files {
        if !path.exists() {
            println!("{} is not there", path.display());
            continue;
        }
        for (number, line) in read(path)?.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let line: Line =
                serde_json::from_str(line).map_err(|why| format!("{}, line {}: {why}", path.display(), number + 1))?;
            texts.insert(line.id, line.text);
        }
    }
    Ok(texts)
}

/// Reads a document and judges each of its relations; with `faults`, also what is wrong, in words.
fn judge(text: &str, document: &Document, faults: bool) -> (String, Vec<Verdict>) {
    let report = report(text, document.outlet.as_deref());
    let found = compare::Found::new(text, annotate(&report, &Codebook::default()));
    let mut shown = String::new();
    let mut verdicts = Vec::new();
    for relation in &document.relations {
        let (verdict, why) = compare::relation(&found, relation);
        if faults && !verdict.right() {
            let _ = writeln!(shown, "{} {}  {verdict}\n{why}", document.id, relation.id);
        }
        verdicts.push(verdict);
    }
    (shown, verdicts)
}

/// The text as a report: each line is a paragraph; a first line without a full stop before others is the headline.
fn report(text: &str, outlet: Option<&str>) -> Report {
    let mut parts = Vec::new();
    let mut start = 0;
    let lines = text.lines().filter(|line| !line.trim().is_empty()).count();
    for line in text.split_inclusive('\n') {
        let words = line.trim();
        if !words.is_empty() {
            let at = start + line.len() - line.trim_start().len();
            let headline = outlet.is_some() && lines > 1 && parts.is_empty() && !words.ends_with('.');
            let kind = if headline { PartKind::Headline } else { PartKind::Body };
            let because = "line of a set of labels".to_owned();
            parts.push(Part { kind, span: Span::new(at, at + words.len()), because });
        }
        start += line.len();
    }
    let outlet = outlet.map(|name| Stated { value: name.to_owned(), evidence: "set of labels".to_owned() });
    Report { text: text.to_owned(), outlet, parts, ..Report::default() }
}

fn table(verdicts: &[Verdict]) -> String {
    let relayed = verdicts.iter().filter(|v| v.relayed).count();
    let mut out = format!("{} relations, {relayed} with a relay\n", verdicts.len());
    let mut row = |name: &str, right: &dyn Fn(&Verdict) -> bool| {
        let share = |part: &dyn Fn(&&Verdict) -> bool| {
            let all = verdicts.iter().filter(part).count();
            let good = verdicts.iter().filter(part).filter(|v| right(v)).count();
            let share = if all == 0 { 0.0 } else { good as f64 / all as f64 };
            format!("{share:.3} ({good} of {all})")
        };
        let _ = writeln!(
            out,
            "  {name:16} {:20}  with a relay {:18}  where found {}",
            share(&|_| true),
            share(&|v| v.relayed),
            share(&|v| v.found)
        );
    };
    row("found", &|v| v.found);
    row("chain exact", &|v| v.chain);
    row("resolved source", &|v| v.resolved);
    row("source kind", &|v| v.kind);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(text: &str, relation: &str) -> Verdict {
        let json = format!(
            r#"{{"id": "a", "outlet": "Halden Press", "text": {}, "relations": [{relation}]}}"#,
            serde_json::to_string(text).unwrap()
        );
        let document: Document = serde_json::from_str(&json).unwrap();
        judge(text, &document, true).1[0]
    }

    #[test]
    fn a_testing_half_shows_no_faults() {
        let path = std::env::temp_dir().join(format!("firsthand-eval-chains-{}.json", std::process::id()));
        std::fs::write(&path, r#"{"set": "a", "half": "test", "documents": []}"#).unwrap();
        let asked = |faults| run(&Options { set: path.clone(), texts: Vec::new(), faults });
        assert!(asked(true).is_err());
        assert!(asked(false).is_ok());
        std::fs::remove_file(&path).unwrap();
    }

    #[test]
    fn a_teller_and_its_outlet_are_a_chain() {
        let verdict = set(
            "The army spokesman Ivo Dreyer told the Norrland Gazette that the boats were safe.",
            r#"{"id": "1", "cue": [[28, 32]], "content": [[54, 80]], "resolved": [[[18, 27]]], "steps": [
                {"span": [0, 27], "kinds": ["spokesperson"], "optional": false},
                {"span": [33, 53], "kinds": ["outlet"], "optional": false}]}"#,
        );
        assert!(verdict.found && verdict.relayed && verdict.chain && verdict.resolved && verdict.kind);
    }

    #[test]
    fn a_relation_that_is_not_found_is_wrong() {
        let verdict = set(
            "The boats are blue.",
            r#"{"id": "1", "cue": [[10, 13]], "content": [[14, 18]], "resolved": ["absent"], "steps": []}"#,
        );
        assert!(!verdict.found && !verdict.chain && !verdict.kind);
    }

    #[test]
    fn an_absent_source_is_right_where_the_hearsay_is_found() {
        let verdict = set(
            "Another brigade is reportedly on its way to Brael.",
            r#"{"id": "1", "cue": [[19, 29]], "content": [[0, 49]], "resolved": ["absent"], "steps": []}"#,
        );
        assert!(verdict.right());
    }
}
