//! The reports of a run and what each says, wherever they lie.
//!
//! For: linking, weighing and writing down, which need not know whether the caller has all of them in memory. In: lists, or
//! [`Holdings`]. Out: [`Given`]. Not here: which of them are looked at when.

use super::Holdings;
use crate::annotate::{Annotated, Claim, Entity};
use crate::report::{Published, Report};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// The types of all claims of a report.
pub(super) fn kinds(notes: &Annotated) -> impl Iterator<Item = &String> {
    notes.claims.iter().flat_map(|claim| std::iter::once(&claim.kind).chain(&claim.also))
}

/// Reports with what each says. Both have the same numbers.
#[derive(Clone, Copy, Debug)]
pub enum Given<'a> {
    /// Lists of the same length and order.
    Lent(&'a [Report], &'a [Annotated]),
    /// Put away.
    Held(&'a Holdings),
}

impl<'a> Given<'a> {
    /// The same, as lists where all that was gathered lies open.
    pub(crate) fn near(self) -> Given<'a> {
        match self {
            Given::Held(Holdings { few: Some(few), .. }) => Given::Lent(&few.reports, &few.notes),
            other => other,
        }
    }

    /// The reports, where they lie open.
    pub(crate) fn lent(self) -> Option<&'a [Report]> {
        match self.near() {
            Given::Lent(reports, _) => Some(reports),
            Given::Held(_) => None,
        }
    }

    /// How many there are.
    pub fn len(self) -> usize {
        match self.near() {
            Given::Lent(reports, _) => reports.len(),
            Given::Held(held) => held.len(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// Their numbers.
    pub fn numbers(self) -> std::ops::Range<u32> {
        0..self.len() as u32
    }

    /// A report with its text.
    pub fn report(self, number: u32) -> Option<Cow<'a, Report>> {
        match self.near() {
            Given::Lent(reports, _) => reports.get(number as usize).map(Cow::Borrowed),
            Given::Held(held) => held.report(number).map(Cow::Owned),
        }
    }

    /// What a report says.
    pub fn notes(self, number: u32) -> Option<Cow<'a, Annotated>> {
        match self.near() {
            Given::Lent(_, notes) => notes.get(number as usize).map(Cow::Borrowed),
            Given::Held(held) => held.notes(number).map(Cow::Owned),
        }
    }

    /// The same without its entities; a list that is lent has them nevertheless.
    pub fn said(self, number: u32) -> Option<Cow<'a, Annotated>> {
        match self.near() {
            Given::Lent(_, notes) => notes.get(number as usize).map(Cow::Borrowed),
            Given::Held(held) => held.said(number).map(Cow::Owned),
        }
    }

    /// The same without its claims; a list that is lent has them nevertheless.
    pub fn named(self, number: u32) -> Option<Cow<'a, Annotated>> {
        match self.near() {
            Given::Lent(_, notes) => notes.get(number as usize).map(Cow::Borrowed),
            Given::Held(held) => held.named(number).map(Cow::Owned),
        }
    }

    /// Its claims alone.
    pub fn claim_list(self, number: u32) -> Cow<'a, [Claim]> {
        match self.near() {
            Given::Lent(_, notes) => notes.get(number as usize).map_or(Cow::default(), |of| Cow::Borrowed(&*of.claims)),
            Given::Held(held) => held.claims(number).map_or(Cow::default(), Cow::Owned),
        }
    }

    /// Its entities alone.
    pub fn entity_list(self, number: u32) -> Cow<'a, [Entity]> {
        match self.near() {
            Given::Lent(_, notes) => {
                notes.get(number as usize).map_or(Cow::default(), |of| Cow::Borrowed(&*of.entities))
            }
            Given::Held(held) => held.entities(number).map_or(Cow::default(), Cow::Owned),
        }
    }

    /// A report's id.
    pub fn id(self, number: u32) -> &'a str {
        match self.near() {
            Given::Lent(reports, _) => reports.get(number as usize).map_or("", |report| &report.id),
            Given::Held(held) => held.card(number).map_or("", |card| &card.id),
        }
    }

    /// Its path.
    pub fn path(self, number: u32) -> &'a str {
        match self.near() {
            Given::Lent(reports, _) => reports.get(number as usize).map_or("", |report| &report.path),
            Given::Held(held) => held.card(number).map_or("", |card| &card.path),
        }
    }

    /// The hash of its bytes.
    pub fn sha256(self, number: u32) -> &'a str {
        match self.near() {
            Given::Lent(reports, _) => reports.get(number as usize).map_or("", |report| &report.sha256),
            Given::Held(held) => held.card(number).map_or("", |card| &card.sha256),
        }
    }

    /// Who published it, where that is stated.
    pub fn outlet(self, number: u32) -> Option<&'a str> {
        match self.near() {
            Given::Lent(reports, _) => Some(&reports.get(number as usize)?.outlet.as_ref()?.value),
            Given::Held(held) => held.card(number)?.outlet.as_deref(),
        }
    }

    /// The same, or the file name where none is stated.
    pub fn outlet_name(self, number: u32) -> &'a str {
        let path = self.path(number);
        self.outlet(number).unwrap_or_else(|| path.rsplit('/').next().unwrap_or(path))
    }

    /// When it was published.
    pub fn published(self, number: u32) -> Option<Published> {
        match self.near() {
            Given::Lent(reports, _) => reports.get(number as usize)?.day(),
            Given::Held(held) => held.card(number)?.published,
        }
    }

    /// How many entities it names.
    pub fn entities(self, number: u32) -> usize {
        match self.near() {
            Given::Lent(_, notes) => notes.get(number as usize).map_or(0, |notes| notes.entities.len()),
            Given::Held(held) => held.card(number).map_or(0, |card| card.entities as usize),
        }
    }

    /// How many claims it makes.
    pub fn claims(self, number: u32) -> usize {
        match self.near() {
            Given::Lent(_, notes) => notes.get(number as usize).map_or(0, |notes| notes.claims.len()),
            Given::Held(held) => held.card(number).map_or(0, |card| card.claims as usize),
        }
    }

    /// All types of all claims.
    pub fn kinds(self) -> Cow<'a, BTreeSet<String>> {
        match self.near() {
            Given::Lent(_, notes) => Cow::Owned(notes.iter().flat_map(kinds).cloned().collect()),
            Given::Held(held) => Cow::Borrowed(&held.kinds),
        }
    }

    /// Whether outputs withhold some of its words.
    pub fn masked(self, number: u32) -> bool {
        match self.near() {
            Given::Lent(_, notes) => notes.get(number as usize).is_some_and(|notes| !notes.masks.is_empty()),
            Given::Held(held) => held.card(number).is_some_and(|card| card.masked),
        }
    }
}
