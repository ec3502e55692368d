//! What the link stage knows about all reports together.
//!
//! For: the plain data that weigh reads. In: nothing. Out: [`Links`].
//! Report numbers are positions in the slice that was linked; claim, entity and attribution
//! numbers are positions in that report's [`crate::annotate::Annotated`].

use super::linked::Entities;
use crate::annotate::Few;
use crate::held::Given;
use crate::text::Span;
use serde::{Deserialize, Serialize};

/// Everything found between reports.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Links {
    /// Entities after joining across reports; sorted by their first member.
    pub entities: Entities,
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct At {
    /// Which report.
    pub report: u32,
    /// Which of its entities, claims or attributions.
    pub item: u32,
}

/// A passage of one report that was taken over by another.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
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
    /// Why, in words; `given` are the reports that were linked.
    pub fn because(&self, given: Given<'_>) -> String {
        let share = (self.containment * 100.0).round();
        let evidence = match self.evidence {
            Evidence::Cites => {
                format!("it names {} as its source", given.outlet_name(self.original))
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
    /// Those of them that may tell of another happening: nothing but type and report ties them to the rest; sorted.
    pub perhaps: Vec<At>,
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
    /// Where each report's entities begin in `of`, and the end.
    first: Vec<u32>,
    of: Vec<u32>,
}

impl Membership {
    /// Of no entity yet.
    pub(crate) fn empty(given: Given<'_>) -> Self {
        let mut first = Vec::with_capacity(given.len() + 1);
        let mut count = 0;
        first.push(0);
        for report in given.numbers() {
            count += given.entities(report) as u32;
            first.push(count);
        }
        Membership { first, of: vec![u32::MAX; count as usize] }
    }

    /// Reads the members of all entities.
    pub fn new(entities: &Entities, given: Given<'_>) -> Self {
        let mut all = Membership::empty(given);
        for number in entities.numbers() {
            entities.members(number).iter().for_each(|at| all.set(*at, number));
        }
        all
    }

    /// Notes which entity of the collection an in-report entity is.
    pub(crate) fn set(&mut self, at: At, number: u32) {
        if let Some(slot) = self.place(at.report, at.item).and_then(|place| self.of.get_mut(place)) {
            *slot = number;
        }
    }

    fn place(&self, report: u32, item: u32) -> Option<usize> {
        let (from, to) = (*self.first.get(report as usize)?, *self.first.get(report as usize + 1)?);
        from.checked_add(item).filter(|place| *place < to).map(|place| place as usize)
    }

    /// The entity of the collection that this one is.
    pub fn of(&self, report: u32, item: u32) -> Option<u32> {
        self.of.get(self.place(report, item)?).copied().filter(|number| *number != u32::MAX)
    }

    /// Those of one report, in its order.
    pub(crate) fn of_report(&self, report: u32) -> &[u32] {
        let (from, to) = (self.first.get(report as usize), self.first.get(report as usize + 1));
        from.zip(to).and_then(|(from, to)| self.of.get(*from as usize..*to as usize)).unwrap_or(&[])
    }
}
