//! Gold sets of events with their independent origins.
//!
//! In: `examples/gold.json`, or a set whose documents hold their claims with offsets. Out: [`Gold`].
//! Both forms name events, claims and documents alike; they differ in where claims stand and how a
//! count is written. Not here: scoring.

use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// A gold set.
#[derive(Debug, Default)]
pub struct Gold {
    pub documents: Vec<Document>,
    pub claims: BTreeMap<String, Claim>,
    pub events: Vec<Event>,
    /// Pairs of documents that share an origin of an event; empty where the set lists none.
    pub same_origin: Vec<(String, String, String)>,
    pub traps: Vec<Trap>,
}

/// A document and where its file lies.
#[derive(Debug)]
pub struct Document {
    pub id: String,
    pub file: String,
}

/// A claim: an exact quote of its document.
#[derive(Debug)]
pub struct Claim {
    pub document: String,
    pub kind: String,
    pub quote: String,
    /// Code points in the document, where the set gives them.
    pub place: Option<[u32; 2]>,
}

/// An event with the number of its independent origins.
#[derive(Debug)]
pub struct Event {
    pub id: String,
    pub name: String,
    pub kind: String,
    pub claims: Vec<String>,
    /// Fewest and most.
    pub range: (u32, u32),
    pub level: Option<String>,
    /// Whether the set holds only a part of the reports that the count was made on.
    pub partial: bool,
}

/// Something that goes wrong easily, and what must hold.
#[derive(Debug)]
pub struct Trap {
    pub id: String,
    pub what: String,
    pub documents: Vec<String>,
    pub event: Option<String>,
    pub must: BTreeMap<String, Value>,
}

/// Reads a gold set.
///
/// # Errors
/// One line: the file cannot be read, is not JSON, or names no events.
pub fn load(path: &Path) -> Result<Gold, String> {
    let text = std::fs::read_to_string(path).map_err(|cause| format!("{}: {cause}", path.display()))?;
    let json: Value = serde_json::from_str(&text).map_err(|cause| format!("{}: {cause}", path.display()))?;
    let mut gold = Gold::default();
    for document in list(&json, "documents") {
        let id = word(document, "doc_id");
        for claim in list(document, "claims") {
            gold.claims.insert(word(claim, "id"), claim_of(claim, &id));
        }
        gold.documents.push(Document { id, file: word(document, "file") });
    }
    for claim in list(&json, "claims") {
        gold.claims.insert(word(claim, "id"), claim_of(claim, &word(claim, "doc")));
    }
    gold.events = list(&json, "events").iter().filter_map(event_of).collect();
    if gold.events.is_empty() {
        return Err(format!("{}: no event with independent_origins; is this a gold set?", path.display()));
    }
    gold.same_origin = list(&json, "same_origin")
        .iter()
        .filter_map(|pair| {
            let at = |n: usize| pair.get(n).and_then(Value::as_str).map(str::to_owned);
            Some((at(0)?, at(1)?, at(2)?))
        })
        .collect();
    gold.traps = list(&json, "traps").iter().map(trap_of).collect();
    Ok(gold)
}

fn claim_of(json: &Value, document: &str) -> Claim {
    let quote = json.get("quote").unwrap_or(&Value::Null);
    let offset = |name: &str| quote.get(name).and_then(Value::as_u64).and_then(|n| u32::try_from(n).ok());
    Claim {
        document: document.to_owned(),
        kind: word(json, "event_type"),
        quote: quote.as_str().map_or_else(|| word(quote, "text"), str::to_owned),
        place: offset("start").zip(offset("end")).map(|(start, end)| [start, end]),
    }
}

fn event_of(json: &Value) -> Option<Event> {
    let number = |value: &Value| value.as_u64().and_then(|n| u32::try_from(n).ok());
    let count = json.get("independent_origins").or_else(|| json.get("independent_origins_all_reports"))?;
    let range = match number(count) {
        Some(n) => (n, n),
        None => (number(count.get("low")?)?, number(count.get("high")?)?),
    };
    Some(Event {
        id: word(json, "id"),
        name: word(json, "name"),
        kind: word(json, "event_type"),
        claims: words(json, "claims"),
        range,
        level: json.get("level").and_then(Value::as_str).map(str::to_owned),
        partial: json.get("partial").and_then(Value::as_bool).unwrap_or(false),
    })
}

fn trap_of(json: &Value) -> Trap {
    let must = json.get("must").and_then(Value::as_object).cloned().unwrap_or_default();
    Trap {
        id: word(json, "id"),
        what: word(json, "what"),
        documents: words(json, "docs"),
        event: json.get("event").and_then(Value::as_str).map(str::to_owned),
        must: must.into_iter().collect(),
    }
}

fn list<'a>(json: &'a Value, name: &str) -> &'a [Value] {
    json.get(name).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn word(json: &Value, name: &str) -> String {
    json.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// The strings of a list.
fn words(json: &Value, name: &str) -> Vec<String> {
    list(json, name).iter().filter_map(Value::as_str).map(str::to_owned).collect()
}
