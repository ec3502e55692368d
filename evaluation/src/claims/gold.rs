//! The form of gold sets of claims, read and written.
//!
//! In: JSON as in the project's hand coding of reports (places are code points), or the shorter form of `examples/gold.json`
//! (claims beside the documents, quotes as text). Out: [`Gold`]. Not here: any measure.

use super::placing::Placing;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

/// A coded set of reports.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Gold {
    /// Names that stand for one origin.
    #[serde(default)]
    pub origin_groups: Vec<OriginGroup>,
    /// The reports with their claims.
    pub documents: Vec<Document>,
    /// Happenings.
    #[serde(default)]
    pub events: Vec<Event>,
    /// What holds between two claims.
    #[serde(default)]
    pub relations: Vec<Relation>,
    /// What no reader may find.
    #[serde(default)]
    pub must_not: Vec<MustNot>,
    /// Claims in the short form.
    #[serde(default, rename = "claims", skip_serializing)]
    pub loose: Vec<Loose>,
}

/// Names that stand for one origin.
#[derive(Debug, Serialize, Deserialize)]
pub struct OriginGroup {
    /// "same_origin", "same_interest", ...
    #[serde(default)]
    pub kind: String,
    /// The names.
    #[serde(default)]
    pub members: Vec<String>,
}

/// A coded report.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Document {
    /// Short name.
    pub doc_id: String,
    /// File name in the folder of reports.
    pub file: String,
    /// What its outlet is called.
    #[serde(default, skip_serializing_if = "Value::is_null")]
    pub outlet: Value,
    /// Who is cited.
    #[serde(default)]
    pub sources: Vec<Source>,
    /// What is claimed.
    #[serde(default)]
    pub claims: Vec<Claim>,
}

/// Somebody who is cited.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Source {
    /// Its id; the outlet's own voice ends in `OUT`.
    pub id: String,
    /// In words.
    #[serde(default)]
    pub name: String,
    /// Kind of source.
    #[serde(default)]
    pub kind: String,
    /// Where it is named.
    #[serde(default)]
    pub mention: Option<Piece>,
    /// Other names.
    #[serde(default)]
    pub also_called: Vec<Piece>,
    /// Another id for the same source.
    #[serde(default)]
    pub same_as: Option<String>,
}

/// A piece of text.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Piece {
    /// The words.
    #[serde(default)]
    pub text: String,
    /// First code point.
    #[serde(default)]
    pub start: u32,
    /// Code point after the last.
    #[serde(default)]
    pub end: u32,
    /// Normal form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub norm: Option<String>,
    /// Whether only context supplies it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub implicit: bool,
}

/// A claim.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Claim {
    /// Its id.
    pub id: String,
    /// Type of the codebook.
    pub event_type: String,
    /// Further types.
    #[serde(default)]
    pub also: Vec<String>,
    /// "core" counts, "context" is neither right nor wrong.
    #[serde(default = "core")]
    pub scope: String,
    /// The clause.
    pub quote: Piece,
    /// The words that name the event.
    #[serde(default)]
    pub trigger: Option<Piece>,
    /// Filled roles.
    #[serde(default)]
    pub args: BTreeMap<String, Vec<Piece>>,
    /// The source's commitment.
    pub modality: String,
    /// Others that are accepted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub modality_alternatives: Vec<String>,
    /// Commitment to the types in `also`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub also_modality: BTreeMap<String, String>,
    /// When.
    #[serde(default)]
    pub tense: String,
    /// Who says it.
    #[serde(default)]
    pub attribution: Attribution,
    /// Other source ids that are accepted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub acceptable_sources: Vec<String>,
    /// Its happening.
    #[serde(default)]
    pub event: Option<String>,
}

fn core() -> String {
    "core".to_owned()
}

/// Who says a claim.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Attribution {
    /// Id of the nearest sayer.
    #[serde(default)]
    pub source: String,
    /// Its name.
    #[serde(default)]
    pub source_name: String,
    /// The words that show it.
    #[serde(default)]
    pub cue: Option<Piece>,
    /// From the outlet to the first sayer.
    #[serde(default)]
    pub chain: Vec<String>,
    /// The first sayer.
    #[serde(default)]
    pub origin: String,
    /// What it stands on: "stated", "outlet_voice", "outlet_voice (own reporting)", ...
    #[serde(default)]
    pub basis: String,
    /// The outlet's stance.
    #[serde(default)]
    pub outlet_stance: String,
}

/// A happening.
#[derive(Debug, Serialize, Deserialize)]
pub struct Event {
    /// Its id.
    pub id: String,
    /// Claims about it.
    #[serde(default)]
    pub claims: Vec<String>,
    /// Counted origins: a number or a range.
    #[serde(default)]
    pub independent_origins: Option<Origins>,
    /// Who they are: names, or in the short form what is told of each.
    #[serde(default)]
    origins: Vec<Value>,
}

impl Event {
    /// An event of these claims.
    pub fn of(id: String, claims: Vec<String>, origins: Origins) -> Self {
        Event { id, claims, independent_origins: Some(origins), origins: Vec::new() }
    }

    /// Whether the outlet of a document is itself an origin: one of this event's own work names it, and not the outlet of another of its
    /// reports, from which this one has it.
    pub fn own_work_of(&self, document: &Document, documents: &[Document]) -> bool {
        let reports = |origin: &Value| origin.get("reports").and_then(Value::as_array).cloned().unwrap_or_default();
        let outlet = |origin: &&Value| origin.get("kind").and_then(Value::as_str) == Some("outlet");
        self.origins.iter().filter(outlet).any(|origin| {
            let has = |id: &str| reports(origin).iter().any(|known| known.as_str() == Some(id));
            let name = origin.get("name").and_then(Value::as_str).unwrap_or("");
            let named =
                |one: &Document| one.outlet.as_str().is_some_and(|outlet| !outlet.is_empty() && name.contains(outlet));
            let of_another = || documents.iter().any(|other| has(&other.doc_id) && named(other));
            has(&document.doc_id) && (named(document) || !of_another())
        })
    }
}

/// A counted number of origins.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Origins {
    /// One number.
    Exact(u32),
    /// A range.
    Range {
        /// At least.
        low: u32,
        /// At most.
        high: u32,
    },
}

/// What holds between two claims.
#[derive(Debug, Serialize, Deserialize)]
pub struct Relation {
    /// "contradicts", "same_event", ...
    #[serde(rename = "type")]
    pub kind: String,
    /// One claim.
    #[serde(default)]
    pub a: String,
    /// The other.
    #[serde(default)]
    pub b: String,
    /// A flag on the pair ("attribution_dropped").
    #[serde(default)]
    pub flag: Option<String>,
    /// The place in a.
    #[serde(default)]
    pub span_a: Option<Piece>,
    /// The place in b.
    #[serde(default)]
    pub span_b: Option<Piece>,
}

/// What no reader may find.
#[derive(Debug, Serialize, Deserialize)]
pub struct MustNot {
    /// The document.
    #[serde(default)]
    pub doc: String,
    /// In words.
    pub what: String,
    /// The places that tempt.
    #[serde(default)]
    pub spans: Vec<Piece>,
}

/// A claim in the short form.
#[derive(Debug, Serialize, Deserialize)]
pub struct Loose {
    id: String,
    doc: String,
    event_type: String,
    #[serde(default)]
    also: Vec<String>,
    quote: String,
    modality: String,
    #[serde(default)]
    source: Option<String>,
    #[serde(default)]
    source_is_outlet: bool,
    /// From the nearest sayer to the first; a set may leave it out.
    #[serde(default)]
    sayer_chain: Vec<String>,
    /// The words of the quote that name the event.
    #[serde(default)]
    trigger: Option<String>,
    #[serde(default)]
    event: Option<String>,
}

impl Loose {
    /// The chain from the outlet on, if it is coded and somebody is cited.
    fn chain(&self, outlet: &str) -> Vec<String> {
        let itself = |name: &String| self.source_is_outlet || name == outlet;
        let cited: Vec<String> = match self.sayer_chain.split_first() {
            Some((first, rest)) if itself(first) => rest.to_vec(),
            _ => self.sayer_chain.clone(),
        };
        if cited.is_empty() || self.source_is_outlet { Vec::new() } else { [vec![outlet.to_owned()], cited].concat() }
    }
}

impl Gold {
    /// Brings every place into the reports' text as read: claims of the short form move into their documents, and a piece that does
    /// not stand where the gold says (a page is coded in its visible text) is looked up. `text_of` gives a document's text by file name.
    /// Returns the claims whose quote the text as read does not hold.
    pub fn settle(&mut self, text_of: &dyn Fn(&str) -> Option<String>) -> Vec<String> {
        for loose in std::mem::take(&mut self.loose) {
            let Some(document) = self.documents.iter_mut().find(|d| d.doc_id == loose.doc) else { continue };
            let Some(quote) = text_of(&document.file).and_then(|text| Placing::new(&text).find(&loose.quote, None))
            else {
                continue;
            };
            let id = if loose.source_is_outlet { "OUT".to_owned() } else { format!("{}.source", loose.id) };
            let passed_on = loose.source_is_outlet && loose.sayer_chain.len() > 1;
            let chain = loose.chain(document.outlet.as_str().unwrap_or(""));
            let trigger = loose.trigger.map(|text| Piece { text, ..Piece::default() });
            let name = loose.source.unwrap_or_default();
            // What a source is called in its report stands once, beside the document.
            let called = document.sources.iter().find(|s| s.name == name && !s.also_called.is_empty());
            let also_called = called.map(|s| s.also_called.clone()).unwrap_or_default();
            if !document.sources.iter().any(|s| s.id == id) {
                document.sources.push(Source { id: id.clone(), name: name.clone(), also_called, ..Source::default() });
            }
            document.claims.push(Claim {
                id: loose.id,
                event_type: loose.event_type,
                also: loose.also,
                scope: core(),
                quote,
                trigger,
                modality: loose.modality,
                attribution: Attribution {
                    source: id,
                    origin: chain.last().unwrap_or(&name).clone(),
                    source_name: name,
                    chain,
                    // What an outlet prints in its own voice and has from somebody is no work of its own.
                    basis: if passed_on { "passed on".to_owned() } else { String::new() },
                    ..Attribution::default()
                },
                event: loose.event,
                ..Claim::default()
            });
        }
        let (mut texts, mut lost) = (BTreeMap::new(), Vec::new());
        for document in &mut self.documents {
            let Some(text) = text_of(&document.file) else { continue };
            let place = Placing::new(&text);
            document.settle(&place);
            lost.extend(document.claims.iter().filter(|c| c.quote.end == 0).map(|c| c.id.clone()));
            texts.insert(document.doc_id.clone(), text);
        }
        let pieces =
            self.must_not.iter_mut().flat_map(|trap| trap.spans.iter_mut().map(|span| (trap.doc.clone(), span)));
        let doc = |claim: &str| claim.rsplit_once('.').map_or(claim, |(doc, _)| doc).to_owned();
        let quoted = self.relations.iter_mut().flat_map(|r| {
            let (a, b) = (doc(&r.a), doc(&r.b));
            r.span_a.iter_mut().map(move |s| (a.clone(), s)).chain(r.span_b.iter_mut().map(move |s| (b.clone(), s)))
        });
        for (doc, piece) in pieces.chain(quoted) {
            if let Some(text) = texts.get(&doc) {
                Placing::new(text).settle(piece, None);
            }
        }
        lost
    }
}

impl Document {
    fn settle(&mut self, place: &Placing) {
        for source in &mut self.sources {
            source.mention.iter_mut().chain(&mut source.also_called).for_each(|piece| place.settle(piece, None));
        }
        for claim in &mut self.claims {
            place.settle(&mut claim.quote, None);
            let near = (claim.quote.start, claim.quote.end);
            let inner = claim.args.values_mut().flatten().chain(&mut claim.attribution.cue).chain(&mut claim.trigger);
            inner.filter(|piece| !piece.implicit).for_each(|piece| place.settle(piece, Some(near)));
        }
    }
}
