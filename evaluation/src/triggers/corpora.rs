//! Public event corpora, read to one form.
//!
//! In: a file of RAMS, WikiEvents, MUC-4 (processed) or HRDsAttack, told apart by their fields. Out: [`Text`]s.
//! Not here: which type of the codebook answers to a label.

use firsthand::report::{Part, PartKind, Report};
use firsthand::text::Span;
use serde_json::Value;
use std::path::Path;

/// What the labels of a corpus are laid on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Words: recall only, as no corpus labels every event.
    Words,
    /// The text as a whole.
    Text,
}

/// One text with its labels.
pub struct Text {
    /// What is read.
    pub report: Report,
    /// Each label with its place.
    pub labels: Vec<(String, Span)>,
}

/// The texts of a file, the corpus's name in the table of labels, and its unit.
///
/// # Errors
/// One line for a person.
pub fn read(path: &Path) -> Result<(Vec<Text>, &'static str, Unit), String> {
    let shown = path.display();
    let text = std::fs::read_to_string(path).map_err(|cause| format!("{shown}: {cause}"))?;
    let values: Vec<Value> = if text.trim_start().starts_with('[') {
        serde_json::from_str(&text).map_err(|cause| format!("{shown}: {cause}"))?
    } else {
        let lines = text.lines().filter(|line| !line.trim().is_empty());
        lines.map(serde_json::from_str).collect::<Result<_, _>>().map_err(|cause| format!("{shown}: {cause}"))?
    };
    let has = |key: &str| values.first().is_some_and(|v| v.get(key).is_some());
    Ok(match () {
        () if has("evt_triggers") => (values.iter().map(rams).collect(), "rams", Unit::Words),
        () if has("event_mentions") => (values.iter().map(wikievents).collect(), "wikievents", Unit::Words),
        () if has("templates") => (values.iter().map(muc).collect(), "muc4", Unit::Text),
        () if has("merged_sample") => (values.iter().map(hrds).collect(), "hrdsattack", Unit::Text),
        () => return Err(format!("{shown}: the fields are of no known corpus")),
    })
}

fn string(value: &Value, key: &str) -> String {
    value.get(key).and_then(Value::as_str).unwrap_or("").to_owned()
}

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn number(value: Option<&Value>) -> usize {
    value.and_then(Value::as_u64).unwrap_or(0) as usize
}

/// A report of these sentences, each a part of its own, so that none runs into the next.
fn report(sentences: &[String]) -> (Report, Vec<Span>) {
    let (mut text, mut spans) = (String::new(), Vec::new());
    for sentence in sentences {
        let start = text.len();
        text.push_str(sentence.trim());
        spans.push(Span::new(start, text.len()));
        text.push_str("\n\n");
    }
    let part = |span: &Span| Part { kind: PartKind::Body, span: *span, because: String::new() };
    let parts = spans.iter().filter(|s| !s.is_empty()).map(part).collect();
    (Report { text, parts, ..Report::default() }, spans)
}

/// Sentences of words to a report and the place of each word.
fn of_words(sentences: &[Vec<String>]) -> (Report, Vec<Span>) {
    let joined: Vec<String> = sentences.iter().map(|words| words.join(" ")).collect();
    let (report, spans) = report(&joined);
    let mut places = Vec::new();
    for (words, span) in sentences.iter().zip(spans) {
        let mut at = span.start as usize;
        for word in words {
            places.push(Span::new(at, at + word.len()));
            at += word.len() + 1;
        }
    }
    (report, places)
}

fn rams(value: &Value) -> Text {
    let words = |s: &Value| s.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect();
    let sentences: Vec<Vec<String>> = list(value, "sentences").iter().map(words).collect();
    let (report, places) = of_words(&sentences);
    let label = |t: &Value| {
        let kind = t.get(2)?.get(0)?.get(0)?.as_str()?.to_owned();
        let (first, last) = (number(t.get(0)), number(t.get(1)));
        Some((kind, places.get(first)?.cover(*places.get(last)?)))
    };
    let labels = list(value, "evt_triggers").iter().filter_map(label).collect();
    Text { report, labels }
}

fn wikievents(value: &Value) -> Text {
    let word = |w: &Value| w.get(0).and_then(Value::as_str).unwrap_or("").to_owned();
    let words = |s: &Value| s.get(0).and_then(Value::as_array).into_iter().flatten().map(word).collect();
    let sentences: Vec<Vec<String>> = list(value, "sentences").iter().map(words).collect();
    let (report, places) = of_words(&sentences);
    let label = |e: &Value| {
        let trigger = e.get("trigger")?;
        let (first, end) = (number(trigger.get("start")), number(trigger.get("end")));
        Some((string(e, "event_type"), places.get(first)?.cover(*places.get(end.checked_sub(1)?)?)))
    };
    let labels = list(value, "event_mentions").iter().filter_map(label).collect();
    Text { report, labels }
}

fn muc(value: &Value) -> Text {
    let (report, spans) = report(&[string(value, "doctext")]);
    let whole = spans.first().copied().unwrap_or(Span::new(0, 0));
    let labels = list(value, "templates").iter().map(|t| (string(t, "incident_type"), whole)).collect();
    Text { report, labels }
}

fn hrds(value: &Value) -> Text {
    let sample = value.get("sample").unwrap_or(&Value::Null);
    let page = format!("<html><body><article>{}</article></body></html>", string(sample, "Input.article_interface"));
    let report = firsthand::read::read_bytes("article.html", page.as_bytes()).unwrap_or_default();
    let merged = value.get("merged_sample").unwrap_or(&Value::Null);
    let whole = Span::new(0, report.text.len());
    let labels =
        list(merged, "violation_types").iter().filter_map(Value::as_str).map(|l| (l.to_owned(), whole)).collect();
    Text { report, labels }
}
