//! What the link stage knows about all reports together.
//!
//! For: the plain data that weigh reads. In: nothing. Out: [`Links`].
//! Report numbers are positions in the slice that was linked; claim, entity and attribution
//! numbers are positions in that report's [`crate::annotate::Annotated`].

use crate::annotate::EntityKind;
use crate::text::Span;

/// Everything found between reports.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Links {
    /// Entities after joining across reports; sorted by their first member.
    pub entities: Vec<LinkedEntity>,
    /// Copied passages; `copy` is the later or poorer side where that is known.
    pub passages: Vec<PassageLink>,
    /// The same quotation in two reports.
    pub quotations: Vec<QuotationLink>,
    /// Claims of one happening; every claim of an event type is in exactly one.
    pub events: Vec<LinkedEvent>,
    /// Pairs that were compared and kept apart, with the reason.
    pub refusals: Vec<Refusal>,
}

/// An item of one report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct At {
    /// Which report.
    pub report: u32,
    /// Which of its entities, claims or attributions.
    pub item: u32,
}

/// One entity of the collection.
#[derive(Clone, Debug, PartialEq)]
pub struct LinkedEntity {
    /// What it is.
    pub kind: EntityKind,
    /// The fullest name.
    pub name: String,
    /// All other forms, sorted.
    pub aliases: Vec<String>,
    /// In-report entities that are this one, sorted.
    pub members: Vec<At>,
    /// Folded key of the state whose organ, officer or medium it is.
    pub party: Option<String>,
    /// Position in [`Links::entities`] of the organisation it speaks for.
    pub speaks_for: Option<u32>,
    /// Why members were joined, one line a join.
    pub because: Vec<String>,
}

/// A passage of one report that was taken over by another.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PassageLink {
    /// The report that took it over.
    pub copy: u32,
    /// The report it was taken from.
    pub original: u32,
    /// The places in the copy, in order.
    pub copy_spans: Vec<Span>,
    /// The places in the original, in the same order.
    pub original_spans: Vec<Span>,
    /// Share of the copy's body words that the passage covers, 0 to 1.
    pub containment: f32,
    /// Whether the direction is known; if not, `copy` is the later in path order.
    pub directed: bool,
    /// Whether both are of one outlet and near-copies: versions of one report, not a copy.
    pub version: bool,
    /// Why, in words.
    pub because: String,
}

/// One quotation in two reports.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct QuotationLink {
    /// One place.
    pub a: (u32, Span),
    /// The other.
    pub b: (u32, Span),
    /// Share of the shorter one's words that the two have in common, 0 to 1.
    pub score: f32,
    /// Whether the wording differs as a translation's would.
    pub translated: bool,
    /// Why, in words.
    pub because: String,
}

/// Claims of one happening.
#[derive(Clone, Debug, PartialEq)]
pub struct LinkedEvent {
    /// The claims, sorted.
    pub claims: Vec<At>,
    /// Why each but the first was joined: (claim, claim it was joined to, reason).
    pub because: Vec<(At, At, String)>,
}

/// Two things that look alike and were kept apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Refusal {
    /// One claim.
    pub a: At,
    /// The other.
    pub b: At,
    /// Why they are not the same.
    pub because: String,
}
