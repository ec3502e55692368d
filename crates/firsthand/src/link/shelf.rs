//! Claims that are ready to be compared, in a list or put away.
//!
//! For: comparing the claims of collections that are far larger than the memory. In: happenings. Out: [`Shelf`], which opens one by its
//! number; [`Reader`], which keeps those at hand that it opened last. Not here: which are compared (see `neighbours`).

use super::codes::{Kind, codes};
use super::happening::Happening;
use crate::held::Given;
use crate::held::stack::{Place, Stack, Stacking};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::io;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// Claims that are put away together.
const PAGE: usize = 64;
/// Claims that a reader keeps at hand.
const AT_HAND: usize = 1 << 14;

/// All claims of a collection.
pub(super) struct Shelf<'a>(Stored<'a>);

enum Stored<'a> {
    List(Vec<Arc<Happening<'a>>>),
    Packed(Packed<'a>),
}

struct Packed<'a> {
    stack: Stack,
    pages: Vec<Place>,
    /// Where each claim ends in its page.
    ends: Vec<u32>,
    /// All types in order; a packed claim has their numbers.
    kinds: Vec<Kind<'a>>,
    failed: OnceLock<io::Error>,
}

impl<'a> Shelf<'a> {
    /// Where the reports are put away, so are their claims, unless no file can be written.
    pub(super) fn new(given: Given<'_>, happenings: Vec<Happening<'a>>, kinds: &'a BTreeSet<String>) -> Self {
        let packed = if let Given::Held(_) = given.near() { Packed::new(&happenings, kinds).ok() } else { None };
        let list = || Stored::List(happenings.into_iter().map(Arc::new).collect());
        Shelf(packed.map_or_else(list, Stored::Packed))
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        match &self.0 {
            Stored::List(all) => all.len(),
            Stored::Packed(packed) => packed.ends.len(),
        }
    }

    /// Their numbers.
    pub(super) fn numbers(&self) -> std::ops::Range<u32> {
        0..self.len() as u32
    }

    /// The claim of a number.
    pub(super) fn open(&self, number: u32) -> Option<Arc<Happening<'a>>> {
        match &self.0 {
            Stored::List(all) => all.get(number as usize).cloned(),
            Stored::Packed(packed) => packed.open(number).map(Arc::new),
        }
    }

    /// How many pages they lie on: who looks at all claims opens them page by page.
    pub(super) fn pages(&self) -> usize {
        self.len().div_ceil(PAGE)
    }

    /// Calls `each` with the claims of a page and their numbers; with `None` where one cannot be read again.
    pub(super) fn page(&self, page: usize, mut each: impl FnMut(u32, Option<&Happening<'a>>)) {
        let numbers = page * PAGE..((page + 1) * PAGE).min(self.len());
        match &self.0 {
            Stored::List(all) => {
                numbers.for_each(|number| each(number as u32, all.get(number).map(|happening| &**happening)));
            }
            Stored::Packed(packed) => packed.page(page, numbers, each),
        }
    }

    /// Why one could not be opened, if that has happened.
    pub(super) fn failure(self) -> Option<io::Error> {
        match self.0 {
            Stored::List(_) => None,
            Stored::Packed(packed) => packed.failed.into_inner(),
        }
    }
}

impl<'a> Packed<'a> {
    fn new(happenings: &[Happening<'a>], kinds: &'a BTreeSet<String>) -> io::Result<Self> {
        let kinds: Vec<Kind<'a>> = kinds.iter().map(|kind| codes().kind(kind)).collect();
        let stacking = Stacking::default();
        let mut pages = Vec::with_capacity(happenings.len().div_ceil(PAGE));
        let mut ends = Vec::with_capacity(happenings.len());
        for page in happenings.chunks(PAGE) {
            let mut bytes = Vec::new();
            for happening in page {
                let number = |kind: &Kind<'_>| kinds.binary_search_by(|known| known.name.cmp(kind.name)).ok();
                let own: Vec<usize> = happening.kinds.iter().filter_map(number).collect();
                bytes = postcard::to_extend(&(own, happening), bytes).map_err(io::Error::other)?;
                ends.push(bytes.len() as u32);
            }
            pages.push(stacking.put(&bytes)?);
        }
        Ok(Packed { stack: stacking.close()?, pages, ends, kinds, failed: OnceLock::new() })
    }

    fn open(&self, number: u32) -> Option<Happening<'a>> {
        let page = *self.pages.get(number as usize / PAGE)?;
        let range = self.place(number)?;
        let bytes = self.got(self.stack.get(page.part(range.start, range.end)))?;
        self.unpack(&bytes)
    }

    fn page(&self, page: usize, numbers: Range<usize>, mut each: impl FnMut(u32, Option<&Happening<'a>>)) {
        let bytes = self.pages.get(page).and_then(|place| self.got(self.stack.get(*place)));
        for number in numbers {
            let own = || {
                let range = self.place(number as u32)?;
                self.unpack(bytes.as_ref()?.get(range.start as usize..range.end as usize)?)
            };
            each(number as u32, own().as_ref());
        }
    }

    /// Where a claim lies on its page.
    fn place(&self, number: u32) -> Option<Range<u32>> {
        let to = *self.ends.get(number as usize)?;
        let before = number.checked_sub(1).filter(|_| !(number as usize).is_multiple_of(PAGE));
        Some(before.and_then(|before| self.ends.get(before as usize)).copied().unwrap_or(0)..to)
    }

    fn unpack(&self, bytes: &[u8]) -> Option<Happening<'a>> {
        let unpacked = postcard::from_bytes::<(Vec<usize>, Happening<'a>)>(bytes).map_err(io::Error::other);
        let (own, mut happening) = self.got(unpacked)?;
        happening.kinds = own.iter().filter_map(|kind| self.kinds.get(*kind).copied()).collect();
        happening.claim.kind = happening.kinds.first()?.name;
        Some(happening)
    }

    /// Notes a failure.
    fn got<T>(&self, opened: io::Result<T>) -> Option<T> {
        opened.map_err(|cause| _ = self.failed.set(cause)).ok()
    }
}

/// Opens claims, and keeps those at hand that it opened last.
pub(super) struct Reader<'s, 'a> {
    shelf: &'s Shelf<'a>,
    /// The slot of a number is its remainder.
    slots: RefCell<Vec<Slot<'a>>>,
}

/// A claim with its number.
type Slot<'a> = Option<(u32, Arc<Happening<'a>>)>;

impl<'s, 'a> Reader<'s, 'a> {
    pub(super) fn new(shelf: &'s Shelf<'a>) -> Self {
        Reader { shelf, slots: RefCell::default() }
    }

    /// The claim of a number.
    pub(super) fn get(&self, number: u32) -> Option<Arc<Happening<'a>>> {
        if let Stored::List(all) = &self.shelf.0 {
            return all.get(number as usize).cloned();
        }
        let mut slots = self.slots.borrow_mut();
        if slots.is_empty() {
            slots.resize(AT_HAND, None);
        }
        let slot = slots.get_mut(number as usize % AT_HAND)?;
        match slot {
            Some((known, happening)) if *known == number => Some(Arc::clone(happening)),
            _ => {
                let opened = self.shelf.open(number)?;
                *slot = Some((number, Arc::clone(&opened)));
                Some(opened)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::annotate::{Annotated, Rules, annotate_with};
    use crate::codebook::Codebook;
    use crate::held::{Gathering, Given};
    use crate::link::link_in;
    use crate::report::Report;
    use crate::weigh::Detail;

    #[test]
    fn claims_that_are_put_away_are_linked_as_those_in_a_list() {
        let told = |number: usize| {
            let (town, dead) = (["Weld", "Norrin", "Isk"][number % 3], 11 + number % 5);
            let text = format!(
                "Gunmen of the Ashen Brigade stormed the customs house at {town} on Monday and shot {dead} porters dead, the harbour \
                 master said. Two days before, the Brigade had taken nine clerks from a ferry near {town}."
            );
            Report { path: format!("{number:03}"), sha256: format!("{number:064}"), ..Report::of_body(&text) }
        };
        let mut reports: Vec<Report> = (0..70).map(told).collect();
        let notes: Vec<Annotated> =
            reports.iter().map(|report| annotate_with(report, Codebook::builtin(), &Rules)).collect();
        let gathering = Gathering::default();
        reports.iter().zip(&notes).for_each(|(report, notes)| gathering.add(report, notes).unwrap());
        let held = gathering.close().unwrap();
        reports.iter_mut().zip(0..).for_each(|(report, number)| report.id = Given::Held(&held).id(number).to_owned());
        let (lent, held_links) = (Given::Lent(&reports, &notes), link_in(Given::Held(&held), Detail::Outline));
        assert_eq!(link_in(lent, Detail::Outline), held_links);
        assert!(held.failure().is_none());
        let joined = held_links.events.iter().filter(|event| event.claims.len() > 9).count();
        assert!(joined >= 3 && notes.iter().map(|notes| notes.claims.len()).sum::<usize>() > super::PAGE);
    }
}
