//! The record's structure: what every output is made from.
//!
//! For: exports, the dossier, the web app and the evaluation. In: nothing (plain data).
//! Out: [`Record`] as JSON and back. Spans are `[start, end)` in Unicode code points of the
//! report's **original** text; where a report has `masks`, [`super::Slices`] translates.

use crate::annotate::{ChainRole, EntityKind, Modality, Quoting, SourceKind, Stance, Tense};
use crate::report::{DatePrecision, PartKind};
use crate::weigh::{Basis, Counts, EdgeKind, Judgement, Level, Standing};
use serde::{Deserialize, Serialize};

/// A span in code points, `[start, end)`.
pub type Points = [u32; 2];

/// The schema that this code writes; a field may be added, none changes its meaning without a new number.
pub const SCHEMA: &str = "firsthand/record/1";

/// Everything firsthand found in one run.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Always [`SCHEMA`].
    pub schema: String,
    /// The reports, by path.
    pub reports: Vec<RecordReport>,
    /// Who and what is named, joined across reports.
    pub entities: Vec<RecordEntity>,
    /// Who says what.
    pub attributions: Vec<RecordAttribution>,
    /// What is said to have happened.
    pub claims: Vec<RecordClaim>,
    /// Happenings, most contested or best supported first.
    pub events: Vec<RecordEvent>,
    /// First sayers.
    pub origins: Vec<RecordOrigin>,
    /// What ties reports, claims and origins.
    pub links: Vec<RecordLink>,
    /// What people have judged, as they wrote it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub judgements: Vec<RecordJudgement>,
    /// Files that could not be read, with the reason.
    #[serde(default)]
    pub problems: Vec<Problem>,
}

/// What a person has judged, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordJudgement {
    /// As it was written.
    #[serde(flatten)]
    pub judgement: Judgement,
    /// Whether it holds.
    pub standing: Standing,
}

/// A file that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Problem {
    /// The path, as given.
    pub path: String,
    /// What is wrong and the way out, in one line.
    pub reason: String,
}

/// One report.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct RecordReport {
    pub id: String,
    pub path: String,
    /// Of the original bytes.
    pub sha256: String,
    pub outlet: Option<String>,
    pub title: Option<String>,
    pub byline: Option<String>,
    /// `2016-05-03`, `2016-05` or `2016`.
    pub published: Option<String>,
    pub language: Option<String>,
    pub url: Option<String>,
    /// The text, with masked stretches replaced by `[withheld: ...]`.
    pub text: String,
    pub parts: Vec<RecordPart>,
    /// Stretches of the original text that are withheld in `text`, sorted; empty with `--unmask`.
    #[serde(default)]
    pub masks: Vec<RecordMask>,
    /// Which evidence gave outlet, title, byline and date, and how the file was read.
    #[serde(default)]
    pub notes: Vec<String>,
}

/// A stretch that is withheld.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct RecordMask {
    pub span: Points,
    pub what: String,
}

/// A typed stretch of a report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct RecordPart {
    pub kind: PartKind,
    pub span: Points,
    #[serde(default)]
    pub because: String,
}

/// Somebody or something named.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct RecordEntity {
    pub id: String,
    pub name: String,
    pub kind: EntityKind,
    pub aliases: Vec<String>,
    pub party: Option<String>,
    /// The organisation it speaks for.
    #[serde(default)]
    pub speaks_for: Option<String>,
    pub mentions: Vec<Place>,
    #[serde(default)]
    pub because: Vec<String>,
    /// Where a place lies, where that could be told.
    #[serde(default)]
    pub site: Option<RecordSite>,
}

/// Where a place lies, by the gazetteer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RecordSite {
    /// Its name there.
    pub name: String,
    /// `world` (a part of the world), `country`, `region`, `district`, `water`, `land` (mountains, islands, deserts), `spot` (an airport) or `locality`; coordinates of the
    /// first four are near the middle of where people live, of waters and lands they are one point of them.
    pub extent: String,
    /// The region it lies in.
    pub region: Option<String>,
    /// The country it lies in, for what is none and lies in one.
    pub country: Option<String>,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// What spoke for it among the places of this name.
    pub because: String,
}

/// A place in a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Place {
    pub report: String,
    pub span: Points,
}

/// Who says what.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct RecordAttribution {
    pub id: String,
    pub report: String,
    pub source: Vec<Points>,
    pub cue: Vec<Points>,
    pub content: Vec<Points>,
    pub quote: Quoting,
    pub source_entity: Option<String>,
    pub source_kind: SourceKind,
    #[serde(default)]
    pub source_name: String,
    pub within: Option<String>,
    #[serde(default)]
    pub whole_report: bool,
    #[serde(default)]
    pub own_reporting: Option<Points>,
    #[serde(default)]
    pub rule: String,
}

/// What is said to have happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct RecordClaim {
    pub id: String,
    pub report: String,
    #[serde(rename = "type")]
    pub kind: String,
    pub also: Vec<String>,
    pub span: Points,
    pub trigger: Points,
    pub arguments: Vec<RecordArgument>,
    pub modality: Modality,
    pub tense: Tense,
    pub stance: Stance,
    pub attribution: Option<String>,
    pub chain: Vec<RecordChainLink>,
    pub origin: Option<String>,
    #[serde(default)]
    pub in_headline: bool,
    pub flags: Vec<String>,
}

/// A filled role.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct RecordArgument {
    pub role: String,
    pub span: Option<Points>,
    pub text: String,
    pub normal: Option<String>,
    pub implicit: bool,
    #[serde(default)]
    pub entity: Option<String>,
    /// How closely a place is said: `near` ("near X"), or what the place is, as in [`RecordSite::extent`]; only where the place is resolved.
    #[serde(default)]
    pub precision: Option<String>,
}

/// A link of a claim's chain.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct RecordChainLink {
    pub name: String,
    pub entity: Option<String>,
    pub kind: SourceKind,
    pub role: ChainRole,
    pub span: Option<Points>,
}

/// A happening.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct RecordEvent {
    pub id: String,
    #[serde(rename = "type")]
    pub kind: String,
    pub summary: String,
    pub date: Option<RecordDays>,
    pub place: Option<String>,
    pub claims: Vec<String>,
    /// How many reports assert it.
    pub reports: u32,
    pub origins: RecordCount,
    pub parties: u32,
    pub not_shown: Vec<String>,
    pub denied_by: Vec<RecordDenial>,
    pub contradictions: Vec<RecordContradiction>,
    pub level: Level,
    /// Changes along the chain.
    #[serde(default)]
    pub drift: Vec<RecordDrift>,
    /// Why claims were joined into this event.
    #[serde(default)]
    pub because: Vec<String>,
    /// What looked alike and was kept apart.
    #[serde(default)]
    pub kept_apart: Vec<String>,
    /// Every step that led to the count.
    #[serde(default)]
    pub steps: Vec<String>,
}

/// A range of days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct RecordDays {
    pub from: String,
    pub to: String,
    pub precision: DatePrecision,
}

/// Independent origins of an event.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct RecordCount {
    pub low: u32,
    pub high: u32,
    pub list: Vec<RecordCounted>,
}

/// One origin in the count.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct RecordCounted {
    pub origin: String,
    #[serde(default)]
    pub counts: Counts,
    pub because: Vec<String>,
}

/// A denial.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct RecordDenial {
    pub claim: String,
    pub answers: Vec<String>,
    pub because: String,
}

/// Claims that do not fit together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct RecordContradiction {
    pub claims: Vec<String>,
    pub about: String,
    pub values: Vec<String>,
    pub same_scope: bool,
}

/// A change along the chain.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct RecordDrift {
    pub from: String,
    pub to: String,
    pub about: String,
    pub because: String,
}

/// A first sayer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct RecordOrigin {
    pub id: String,
    pub name: String,
    pub entity: Option<String>,
    pub kind: SourceKind,
    pub utterance: String,
    pub date: Option<RecordDays>,
    pub party: Option<String>,
    pub interest: String,
    pub basis: Basis,
    pub reports: Vec<String>,
}

/// What ties two things.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct RecordLink {
    pub kind: LinkKind,
    pub from: String,
    pub to: String,
    pub score: f32,
    pub because: String,
    pub spans: Vec<Place>,
}

/// Kinds of link: those between texts, and the provenance graph's edges.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum LinkKind {
    Copies,
    Quotes,
    Translates,
    Cites,
    SameEvent,
    SameOrigin,
    Rewrites,
    Attributes,
    Interviews,
    SelfCites,
    Corrects,
    Denies,
    AffiliatedWith,
}

impl From<EdgeKind> for LinkKind {
    fn from(kind: EdgeKind) -> Self {
        match kind {
            EdgeKind::Copies => LinkKind::Copies,
            EdgeKind::Rewrites => LinkKind::Rewrites,
            EdgeKind::Cites => LinkKind::Cites,
            EdgeKind::Attributes => LinkKind::Attributes,
            EdgeKind::Quotes => LinkKind::Quotes,
            EdgeKind::Interviews => LinkKind::Interviews,
            EdgeKind::SelfCites => LinkKind::SelfCites,
            EdgeKind::Translates => LinkKind::Translates,
            EdgeKind::Corrects => LinkKind::Corrects,
            EdgeKind::Denies => LinkKind::Denies,
            EdgeKind::AffiliatedWith => LinkKind::AffiliatedWith,
        }
    }
}
