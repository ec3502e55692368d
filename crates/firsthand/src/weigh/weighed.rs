//! What the weigh stage concludes.
//!
//! For: the plain data that the record is made from. In: nothing. Out: [`Weighed`].
//! Numbers are positions: reports in the weighed slice, entities in [`crate::link::Links`],
//! origins in [`Weighed::origins`].

use super::{Judged, PackedEvents};
use crate::annotate::{Days, Fixed, SourceKind};
use crate::link::At;
use serde::{Deserialize, Serialize};

/// How much is put into words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Detail {
    /// Everything.
    #[default]
    Full,
    /// What the terminal's table needs: without steps, edges, texts, parts, mentions, attributions and links.
    Outline,
}

/// Events with counted origins.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Weighed {
    /// Events, most contested or best supported first; in an outline they lie in `outline`.
    pub events: Vec<WeighedEvent>,
    /// The events of an outline.
    pub outline: PackedEvents,
    /// Origins that any claim reaches.
    pub origins: Vec<Origin>,
    /// Where each claim ends: `origin_of[report][claim]`.
    pub origin_of: Vec<Vec<Option<u32>>>,
    /// Flags that only the comparison of reports shows, per claim ("attribution_dropped", "headline_body_mismatch", "anonymous_only"); sorted.
    pub flags: Vec<(At, &'static str)>,
    /// The provenance graph's edges.
    pub edges: Vec<Edge>,
    /// What people have judged, in the order in which they wrote it.
    pub judged: Vec<Judged>,
}

/// One happening and who stands behind it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct WeighedEvent {
    /// Event type of the codebook.
    pub kind: String,
    /// One sentence: type, who, what, where, when.
    pub summary: String,
    /// All its claims, sorted.
    pub claims: Vec<At>,
    /// When it happened, if any claim gives a date.
    pub days: Option<Days>,
    /// Position in [`crate::link::Links::entities`] of the place.
    pub place: Option<u32>,
    /// Reports that assert it.
    pub reports: Vec<u32>,
    /// Fewest independent origins.
    pub low: u32,
    /// Most independent origins.
    pub high: u32,
    /// The origins counted, each with the reason for counting or merging it.
    pub origins: Vec<CountedOrigin>,
    /// Parties among them (two voices of one state are one party).
    pub parties: u32,
    /// Reports that assert it and show no origin.
    pub not_shown: Vec<u32>,
    /// Claims that deny it.
    pub denials: Vec<Denial>,
    /// Claims that do not fit together.
    pub contradictions: Vec<Contradiction>,
    /// Changes along the chain ("planned in r1 becomes asserted in r2").
    pub drift: Vec<Drift>,
    /// How it stands.
    pub level: Level,
    /// Every step that led to the count, in order, in words.
    pub steps: Vec<String>,
}

/// An origin in the count of one event.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CountedOrigin {
    /// Position in [`Weighed::origins`].
    pub origin: u32,
    /// Whether it adds one to the count (an origin of an already counted party, or one merged into another, does not).
    pub counts: Counts,
    /// The counted origin that it is one with, where it adds nothing for that reason.
    pub one_with: Option<u32>,
    /// Why, one line a reason.
    pub because: Vec<String>,
}

/// What an origin adds to the count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Counts {
    /// One.
    #[default]
    Yes,
    /// Nothing: another voice of a counted party, a relay, a reaction.
    No,
    /// Nothing or one: it may be the same as another.
    Maybe,
}

/// The first sayer that the texts let us reach.
#[derive(Clone, Debug, PartialEq)]
pub struct Origin {
    /// In words a person would use.
    pub name: String,
    /// Position in [`crate::link::Links::entities`].
    pub entity: Option<u32>,
    /// What kind of source.
    pub kind: SourceKind,
    /// Which of its utterances: document, statement, interview; in words.
    pub utterance: String,
    /// When it said so.
    pub days: Option<Days>,
    /// Folded key of the party (a state, or the organisation itself).
    pub party: Option<String>,
    /// `own` when it speaks of its own party, `adverse` when of an adversary, else `none_known`.
    pub interest: &'static str,
    /// What it stands on.
    pub basis: Basis,
    /// Reports that reach it, sorted.
    pub reports: Vec<u32>,
}

impl Origin {
    /// Whether one report reaches both. Of a large story an origin has very many reports.
    pub(crate) fn meets(&self, other: &Origin) -> bool {
        let (few, many) = if self.reports.len() <= other.reports.len() { (self, other) } else { (other, self) };
        few.reports.iter().any(|report| many.reports.binary_search(report).is_ok())
    }

    /// Whether all reports that reach it reach the other, too.
    pub(crate) fn is_within(&self, other: &Origin) -> bool {
        self.reports.len() <= other.reports.len()
            && self.reports.iter().all(|report| other.reports.binary_search(report).is_ok())
    }
}

/// What an origin stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Basis {
    Stated,
    OwnReporting,
    Artefact,
    Anonymous,
    SecondHand,
}

/// A claim that denies the event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Denial {
    /// The denying claim.
    pub claim: At,
    /// The claims it answers; empty if it answers none (it is older, or denies something else). In an outline only the first.
    pub answers: Vec<At>,
    /// Why it does or does not answer.
    pub because: String,
}

/// Claims that do not fit together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Contradiction {
    /// The claims.
    pub claims: Vec<At>,
    /// "number", "date", "place" or "actor".
    #[serde(with = "crate::held::fixed")]
    pub about: Fixed,
    /// The values, in the order of the claims.
    pub values: Vec<String>,
    /// Whether unit, population, scope and period match; if not, they only differ in scope.
    pub same_scope: bool,
}

/// A change between an origin's words and a later report's.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Drift {
    /// The earlier or fuller claim.
    pub from: At,
    /// The changed one.
    pub to: At,
    /// "modality", "quantity", "age", "actor".
    #[serde(with = "crate::held::fixed")]
    pub about: Fixed,
    /// In words.
    pub because: String,
}

/// How an event stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// No origin is shown.
    #[default]
    Unsourced,
    /// One independent origin, or somebody shown who says that it is planned or alleged.
    Reported,
    /// Two or more independent origins, no standing contradiction.
    Corroborated,
    /// A denial or contradiction of equal scope stands against it.
    Contested,
}

/// An edge of the provenance graph; it points to where a claim came from.
#[derive(Clone, Debug, PartialEq)]
pub struct Edge {
    /// What passed something on.
    pub from: Node,
    /// Where it came from.
    pub to: Node,
    /// How.
    pub kind: EdgeKind,
    /// The rule that made it and the words it rests on.
    pub because: String,
}

/// A node of the provenance graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Node {
    /// A report.
    Report(u32),
    /// A claim.
    Claim(At),
    /// An entity of the collection that relays.
    Entity(u32),
    /// An origin.
    Origin(u32),
}

/// How something was passed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum EdgeKind {
    Copies,
    Rewrites,
    Cites,
    Attributes,
    Quotes,
    Interviews,
    SelfCites,
    Translates,
    Corrects,
    Denies,
    AffiliatedWith,
}
