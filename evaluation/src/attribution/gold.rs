//! The form of the attribution gold sets, and of predictions made for them.
//!
//! In: JSON lines, one document each (`data/attribution/README.md`). Out: [`Document`]s; the report
//! that the reader sees; predictions in the same form. Offsets are code points, half-open.
//! Not here: scoring.

use firsthand::annotate::{Attribution, Quoting};
use firsthand::report::{Part, PartKind, Report};
use firsthand::text::{CodePoints, Span};
use serde::{Deserialize, Serialize};
use std::path::Path;

/// One document with its attributions; unknown fields are ignored.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Document {
    pub id: String,
    #[serde(default)]
    pub text: String,
    #[serde(default)]
    pub attributions: Vec<Relation>,
}

/// One attribution of the gold form.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Relation {
    #[serde(default)]
    pub source: Vec<[u32; 2]>,
    #[serde(default)]
    pub cue: Vec<[u32; 2]>,
    #[serde(default)]
    pub content: Vec<[u32; 2]>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cue_class: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source_type: Option<String>,
    /// Which rule made it; predictions only, like the fields below.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// The resolved source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source_name: Option<String>,
    /// Its kind and its role in the chain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source_kind: Option<String>,
}

/// Reads a file of documents.
pub fn load(path: &Path) -> Result<Vec<Document>, String> {
    let text = std::fs::read_to_string(path).map_err(|cause| format!("{}: {cause}", path.display()))?;
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(i, line)| {
            serde_json::from_str(line).map_err(|cause| format!("{}, line {}: {cause}", path.display(), i + 1))
        })
        .collect()
}

/// The document's text as a report without metadata: each non-empty line is a body paragraph.
///
/// The gold sets keep the headline as the first paragraph and annotate it like the rest.
pub fn report(document: &Document) -> Report {
    let mut parts = Vec::new();
    let mut start = 0;
    for line in document.text.split_inclusive('\n') {
        let left = line.len() - line.trim_start().len();
        let words = line.trim();
        if !words.is_empty() {
            let span = Span::new(start + left, start + left + words.len());
            parts.push(Part { kind: PartKind::Body, span, because: "line of a gold set".to_owned() });
        }
        start += line.len();
    }
    Report { id: document.id.clone(), text: document.text.clone(), parts, ..Report::default() }
}

/// Predictions in the gold form. With `flat`, attributions inside the content of another one, relays
/// ("told W"), quotations without a cue and credits of the whole report are left out, as the gold sets annotate none of them.
pub fn predicted(document: &Document, attributions: &[Attribution], flat: bool) -> Document {
    let points = CodePoints::new(&document.text);
    // Standing in its own relay is no nesting: the gold sets annotate the inner one.
    let nested = |a: &Attribution| {
        let mut outer = a.within;
        while let Some(relay) = outer.and_then(|i| attributions.get(i as usize)).filter(|o| o.rule == "relay") {
            outer = relay.within;
        }
        outer.is_some()
    };
    let spans = |spans: &[Span]| spans.iter().map(|&span| points.of(span)).collect();
    let attributions = attributions
        .iter()
        .filter(|a| !flat || (!a.whole_report && a.rule != "relay" && !a.cue.is_empty() && !nested(a)))
        .map(|a| Relation {
            source: spans(&a.source),
            cue: spans(&a.cue),
            content: spans(&a.content),
            quote: Some(
                match a.quote {
                    Quoting::Direct => "direct",
                    Quoting::Mixed => "mixed",
                    Quoting::Indirect => "indirect",
                }
                .to_owned(),
            ),
            rule: Some(a.rule.to_owned()),
            source_name: Some(a.source_name.clone()),
            source_kind: Some(format!("{:?}/{:?}", a.source_kind, a.role).to_lowercase()),
            ..Relation::default()
        })
        .collect();
    Document { id: document.id.clone(), text: document.text.clone(), attributions }
}

/// What the trained encoder found, in the gold form.
pub fn found(document: &Document, relations: &[firsthand_encoder::Relation]) -> Document {
    let points = CodePoints::new(&document.text);
    let spans = |spans: &[std::ops::Range<usize>]| spans.iter().map(|s| points.of(Span::new(s.start, s.end))).collect();
    let attributions = relations
        .iter()
        .map(|r| Relation {
            source: spans(&r.source),
            cue: spans(&r.cue),
            content: spans(&r.content),
            ..Relation::default()
        })
        .collect();
    Document { id: document.id.clone(), text: document.text.clone(), attributions }
}
