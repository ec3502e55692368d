//! Reports that lie open.
//!
//! For: rules that look now at this report, now at that, and mostly at those that they looked at last. In: [`Given`]. Out: references that
//! hold until [`Desk::tidy`] puts back what was taken out. Not here: which reports are looked at.

use super::Given;
use crate::annotate::{Annotated, Claim};
use crate::report::Report;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};

/// Kilobytes that may lie open after tidying: so many for a report of the collection, since its largest story grows with it and is looked
/// at again and again, but no fewer and no more than these.
const OPEN: (usize, usize, usize) = (2, 4 << 10, 64 << 10);
/// What things take, in kilobytes.
const CLAIM: usize = 1;
const REPORT: usize = 6;
const SAID: usize = 12;
const NOTES: usize = 24;

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
    /// Kilobytes that may lie open after tidying.
    room: usize,
}

impl<'a> Desk<'a> {
    /// With nothing open.
    pub fn new(given: Given<'a>) -> Self {
        let given = given.near();
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
        let (each, least, most) = OPEN;
        let room = (each * given.len()).clamp(least, most);
        Desk { given, reports, said, notes, claims, first, open: AtomicUsize::new(0), room }
    }

    /// A report with its text.
    pub fn report(&self, number: u32) -> Option<&Report> {
        match self.given {
            Given::Lent(reports, _) => reports.get(number as usize),
            Given::Held(held) => self.reports.get(number, (&self.open, REPORT), || held.report(number)),
        }
    }

    /// What a report says.
    pub fn notes(&self, number: u32) -> Option<&Annotated> {
        match self.given {
            Given::Lent(_, notes) => notes.get(number as usize),
            Given::Held(held) => self.notes.get(number, (&self.open, NOTES), || held.notes(number)),
        }
    }

    /// The same for who does not ask for its entities.
    pub fn said(&self, number: u32) -> Option<&Annotated> {
        match self.given {
            Given::Lent(_, notes) => notes.get(number as usize),
            Given::Held(held) => {
                let with_entities = self.notes.lying(number);
                with_entities.or_else(|| self.said.get(number, (&self.open, SAID), || held.said(number)))
            }
        }
    }

    /// One claim of a report.
    pub fn claim(&self, number: u32, item: u32) -> Option<&Claim> {
        let Given::Held(held) = self.given else { return self.notes(number)?.claims.get(item as usize) };
        let open = [&self.said, &self.notes].into_iter().find_map(|slots| slots.lying(number));
        if let Some(open) = open {
            return open.claims.get(item as usize);
        }
        let place = self
            .first
            .get(number as usize)?
            .checked_add(item)
            .filter(|_| (item as usize) < self.given.claims(number))?;
        self.claims.get(place, (&self.open, CLAIM), || Some(held.claim(number, item)))?.as_ref()
    }

    /// Whether more lies open than should.
    pub fn is_full(&self) -> bool {
        self.open.load(Ordering::Relaxed) > self.room
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

/// Places that are made at once.
const PAGE: usize = 64;

/// Places for [`PAGE`] things that follow one another.
type Page<T> = Box<[OnceLock<Box<T>>]>;

/// A place for each thing of a sort, made when one beside it is asked for.
#[derive(Debug)]
struct Slots<T> {
    pages: Vec<OnceLock<Page<T>>>,
    /// Those that were made.
    made: Mutex<Vec<u32>>,
}

impl<T: Default> Slots<T> {
    fn new(count: usize) -> Self {
        let mut pages = Vec::new();
        pages.resize_with(count.div_ceil(PAGE), OnceLock::new);
        Slots { pages, made: Mutex::default() }
    }

    /// What lies open.
    fn lying(&self, number: u32) -> Option<&T> {
        let page = self.pages.get(number as usize / PAGE)?.get()?;
        page.get(number as usize % PAGE)?.get().map(|open| &**open)
    }

    /// What could not be read again is empty; the holdings know why.
    fn get(&self, number: u32, (open, takes): (&AtomicUsize, usize), value: impl FnOnce() -> Option<T>) -> Option<&T> {
        let page = number as usize / PAGE;
        let make = || {
            self.made.lock().unwrap_or_else(PoisonError::into_inner).push(page as u32);
            std::iter::repeat_with(OnceLock::new).take(PAGE).collect()
        };
        let take = || {
            open.fetch_add(takes, Ordering::Relaxed);
            Box::new(value().unwrap_or_default())
        };
        Some(self.pages.get(page)?.get_or_init(make).get(number as usize % PAGE)?.get_or_init(take))
    }

    fn empty(&mut self) {
        for page in self.made.get_mut().unwrap_or_else(PoisonError::into_inner).drain(..) {
            self.pages.get_mut(page as usize).and_then(OnceLock::take);
        }
    }
}
