//! What the link stage knows about all reports together.
//!
//! For: the plain data that weigh reads. In: nothing. Out: [`Links`].
//! Report numbers are positions in the slice that was linked; claim, entity and attribution
//! numbers are positions in that report's [`crate::annotate::Annotated`].

use crate::annotate::{Annotated, Called, Few, Shared};
use crate::report::Report;
use crate::text::Span;
use std::ops::Deref;

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
    /// What it is, the fullest name and all other forms; read through the entity itself. Most entities are of one report and
    /// called as that report calls them.
    pub called: Shared<Called>,
    /// In-report entities that are this one, sorted.
    pub members: Few<At>,
    /// Folded key of the state whose organ, officer or medium it is.
    pub party: Option<String>,
    /// Position in [`Links::entities`] of the organisation it speaks for.
    pub speaks_for: Option<u32>,
    /// Why members were joined, one line a join.
    pub because: Box<[String]>,
}

impl Deref for LinkedEntity {
    type Target = Called;

    fn deref(&self) -> &Called {
        &self.called
    }
}

/// A passage of one report that was taken over by another.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PassageLink {
    /// The report that took it over.
    pub copy: u32,
    /// The report it was taken from.
    pub original: u32,
    /// The places in the copy, in order.
    pub copy_spans: Few<Span>,
    /// The places in the original, in the same order.
    pub original_spans: Few<Span>,
    /// Share of the copy's body words that the passage covers, 0 to 1.
    pub containment: f32,
    /// Whether the direction is known; if not, `copy` is the later in path order.
    pub directed: bool,
    /// Whether both are of one outlet and near-copies: versions of one report, not a copy.
    pub version: bool,
    /// Why this one is the copy.
    pub evidence: Evidence,
}

/// Why one side of a shared passage is the copy. Large families of copies have very many links, so they are put into
/// words only for a reader.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Evidence {
    /// It names the other's outlet as its source.
    Cites,
    /// The other shows more of the chain.
    ShowsLess,
    /// It was published later.
    Later,
    /// Which came first is not known.
    #[default]
    Unknown,
}

impl PassageLink {
    /// Why, in words; `reports` are those that were linked.
    pub fn because(&self, reports: &[Report]) -> String {
        let share = (self.containment * 100.0).round();
        let evidence = match self.evidence {
            Evidence::Cites => {
                let original = reports.get(self.original as usize).map_or("", Report::outlet_name);
                format!("it names {original} as its source")
            }
            Evidence::ShowsLess => "the other shows more of the chain".to_owned(),
            Evidence::Later => "it was published later".to_owned(),
            Evidence::Unknown => "which came first is not known".to_owned(),
        };
        if self.version {
            return format!("a version by the same outlet: {share} % of its words; {evidence}");
        }
        let pieces = match self.copy_spans.len() {
            1 => String::new(),
            pieces => format!(" in {pieces} pieces"),
        };
        format!("{share} % of its words stand in the other{pieces}; {evidence}")
    }
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
    /// Words, of a translation words or numbers, that both have.
    pub common: u16,
    /// Content words of the shorter and of the longer one.
    pub words: (u16, u16),
    /// Days between the reports; of a translation only.
    pub days: u16,
}

impl QuotationLink {
    /// Why, in words.
    pub fn because(&self) -> String {
        let (common, days, (short, long)) = (self.common, self.days, self.words);
        if self.translated {
            return format!(
                "same speaker, {days} days apart, {common} words or numbers in common: another wording of one saying"
            );
        }
        let trimmed = if short == long { "" } else { ", one of them trimmed" };
        format!("{common} of {short} content words in the same order{trimmed}")
    }
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

/// Which entity of the collection each in-report entity is.
#[derive(Clone, Debug, Default)]
pub struct Membership {
    /// Where each report's entities begin in `of`.
    first: Vec<u32>,
    of: Vec<u32>,
}

impl Membership {
    /// Reads the members of all entities.
    pub fn new(entities: &[LinkedEntity], annotated: &[Annotated]) -> Self {
        let mut first = Vec::with_capacity(annotated.len() + 1);
        let mut count = 0;
        first.push(0);
        for notes in annotated {
            count += notes.entities.len() as u32;
            first.push(count);
        }
        let mut all = Membership { first, of: vec![u32::MAX; count as usize] };
        for (number, entity) in entities.iter().enumerate() {
            for at in &entity.members {
                if let Some(slot) = all.place(at.report, at.item).and_then(|place| all.of.get_mut(place)) {
                    *slot = number as u32;
                }
            }
        }
        all
    }

    fn place(&self, report: u32, item: u32) -> Option<usize> {
        let (from, to) = (*self.first.get(report as usize)?, *self.first.get(report as usize + 1)?);
        from.checked_add(item).filter(|place| *place < to).map(|place| place as usize)
    }

    /// The entity of the collection that this one is.
    pub fn of(&self, report: u32, item: u32) -> Option<u32> {
        self.of.get(self.place(report, item)?).copied().filter(|number| *number != u32::MAX)
    }
}
