//! Reports that lie open.
//!
//! For: rules that look now at this report, now at that, and mostly at those that they looked at last. In: [`Given`]. Out: references that
//! hold until [`Desk::tidy`] puts back what was taken out. Not here: which reports are looked at.

use super::Given;
use crate::annotate::{Annotated, Claim};
use crate::report::Report;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};

/// Things that may lie open after tidying.
const OPEN: usize = 384;

/// Some reports with what they say, open; the others are got when they are asked for.
#[derive(Debug)]
pub struct Desk<'a> {
    /// All of them.
    pub given: Given<'a>,
    /// Empty where all of them lie in lists.
    reports: Slots<Report>,
    said: Slots<Annotated>,
    notes: Slots<Annotated>,
    claims: Slots<Option<Claim>>,
    /// Where the claims of each report begin among all.
    first: Vec<u32>,
    open: AtomicUsize,
}

impl<'a> Desk<'a> {
    /// With nothing open.
    pub fn new(given: Given<'a>) -> Self {
        let slots = if matches!(given, Given::Held(_)) { given.len() } else { 0 };
        let (reports, said, notes) = (Slots::new(slots), Slots::new(slots), Slots::new(slots));
        let mut count = 0;
        let begins = |report| {
            let first = count;
            count += given.claims(report) as u32;
            first
        };
        let first: Vec<u32> = given.numbers().take(slots).map(begins).collect();
        let claims = Slots::new(count as usize);
        Desk { given, reports, said, notes, claims, first, open: AtomicUsize::new(0) }
    }

    /// A report with its text.
    pub fn report(&self, number: u32) -> Option<&Report> {
        match self.given {
            Given::Lent(reports, _) => reports.get(number as usize),
            Given::Held(held) => self.reports.get(number, &self.open, || held.report(number)),
        }
    }

    /// What a report says.
    pub fn notes(&self, number: u32) -> Option<&Annotated> {
        match self.given {
            Given::Lent(_, notes) => notes.get(number as usize),
            Given::Held(held) => self.notes.get(number, &self.open, || held.notes(number)),
        }
    }

    /// The same for who does not ask for its entities.
    pub fn said(&self, number: u32) -> Option<&Annotated> {
        match self.given {
            Given::Lent(_, notes) => notes.get(number as usize),
            Given::Held(held) => self.said.get(number, &self.open, || held.said(number)),
        }
    }

    /// One claim of a report.
    pub fn claim(&self, number: u32, item: u32) -> Option<&Claim> {
        let Given::Held(held) = self.given else { return self.notes(number)?.claims.get(item as usize) };
        let open = [&self.said, &self.notes].into_iter().find_map(|slots| slots.slots.get(number as usize)?.get());
        if let Some(open) = open {
            return open.claims.get(item as usize);
        }
        let place = self
            .first
            .get(number as usize)?
            .checked_add(item)
            .filter(|_| (item as usize) < self.given.claims(number))?;
        self.claims.get(place, &self.open, || Some(held.claim(number, item)))?.as_ref()
    }

    /// Whether more lies open than should.
    pub fn is_full(&self) -> bool {
        self.open.load(Ordering::Relaxed) > OPEN
    }

    /// Puts everything back where more lies open than should.
    pub fn tidy(&mut self) {
        if !self.is_full() {
            return;
        }
        self.reports.empty();
        self.said.empty();
        self.notes.empty();
        self.claims.empty();
        self.open.store(0, Ordering::Relaxed);
    }
}

/// A place for each thing of a sort.
#[derive(Debug)]
struct Slots<T> {
    slots: Vec<OnceLock<Box<T>>>,
    /// Those that are not empty.
    taken: Mutex<Vec<u32>>,
}

impl<T: Default> Slots<T> {
    fn new(count: usize) -> Self {
        let mut slots = Vec::new();
        slots.resize_with(count, OnceLock::new);
        Slots { slots, taken: Mutex::default() }
    }

    /// What could not be read again is empty; the holdings know why.
    fn get(&self, number: u32, open: &AtomicUsize, value: impl FnOnce() -> Option<T>) -> Option<&T> {
        let take = || {
            self.taken.lock().unwrap_or_else(PoisonError::into_inner).push(number);
            open.fetch_add(1, Ordering::Relaxed);
            Box::new(value().unwrap_or_default())
        };
        Some(self.slots.get(number as usize)?.get_or_init(take))
    }

    fn empty(&mut self) {
        for number in self.taken.get_mut().unwrap_or_else(PoisonError::into_inner).drain(..) {
            self.slots.get_mut(number as usize).and_then(OnceLock::take);
        }
    }
}
