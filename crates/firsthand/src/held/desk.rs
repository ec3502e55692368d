//! Reports that lie open.
//!
//! For: rules that look now at this report, now at that, and mostly at those that they looked at last. In: [`Given`]. Out: [`Open`]
//! things, which the asker keeps as long as needed. The desk itself keeps what was asked for last, and no more of it than has room, whoever
//! asks for how much. Not here: which reports are looked at.

use super::Given;
use super::size::Size;
use crate::annotate::{Annotated, Claim};
use crate::report::Report;
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::hash::Hash;
use std::ops::Deref;
use std::rc::Rc;

/// Kilobytes that may lie open: so many for a report of the collection, since its largest story grows with it and is looked at again and
/// again, but no fewer and no more than these.
const OPEN: (usize, usize, usize) = (2, 16 << 10, 128 << 10);

/// Something that lies open, in a list that was lent or because the asker holds it.
#[derive(Debug)]
pub enum Open<'a, T> {
    /// In a list.
    Lent(&'a T),
    /// Unpacked; the desk may have put its own copy back.
    Kept(Rc<T>),
}

impl<T> Deref for Open<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        match self {
            Open::Lent(lent) => lent,
            Open::Kept(kept) => kept,
        }
    }
}

/// Some reports with what they say, open; the others are got when they are asked for.
#[derive(Debug)]
pub struct Desk<'a> {
    /// All of them.
    pub given: Given<'a>,
    /// Empty where all of them lie in lists.
    open: RefCell<Opened>,
}

impl<'a> Desk<'a> {
    /// With nothing open.
    pub fn new(given: Given<'a>) -> Self {
        let given = given.near();
        let (each, least, most) = OPEN;
        let room = (each * given.len()).clamp(least, most) << 10;
        Desk { given, open: RefCell::new(Opened { room, ..Opened::default() }) }
    }

    /// A report with its text.
    pub fn report(&self, number: u32) -> Option<Open<'a, Report>> {
        match self.given {
            Given::Lent(reports, _) => reports.get(number as usize).map(Open::Lent),
            Given::Held(held) => {
                let open = &mut *self.open.borrow_mut();
                let report = open.reports.get(number, &mut open.taken, || held.report(number));
                open.make_room();
                report.map(Open::Kept)
            }
        }
    }

    /// What a report says, but for its claims, which are most of it and asked for one by one; a list that is lent has them nevertheless.
    pub fn notes(&self, number: u32) -> Option<Open<'a, Annotated>> {
        match self.given {
            Given::Lent(_, notes) => notes.get(number as usize).map(Open::Lent),
            Given::Held(held) => {
                let open = &mut *self.open.borrow_mut();
                let notes = open.notes.get(number, &mut open.taken, || held.named(number));
                open.make_room();
                notes.map(Open::Kept)
            }
        }
    }

    /// The same for who does not ask for its entities.
    pub fn said(&self, number: u32) -> Option<Open<'a, Annotated>> {
        match self.given {
            Given::Lent(_, notes) => notes.get(number as usize).map(Open::Lent),
            Given::Held(held) => {
                let open = &mut *self.open.borrow_mut();
                let said = match open.notes.lying(number, &mut open.taken) {
                    Some(with_entities) => Some(with_entities),
                    None => open.said.get(number, &mut open.taken, || held.frame(number)),
                };
                open.make_room();
                said.map(Open::Kept)
            }
        }
    }

    /// One claim of a report.
    pub fn claim(&self, number: u32, item: u32) -> Option<Open<'a, Claim>> {
        match self.given {
            Given::Lent(_, notes) => notes.get(number as usize)?.claims.get(item as usize).map(Open::Lent),
            Given::Held(held) => {
                let open = &mut *self.open.borrow_mut();
                let claim = open.claims.get((number, item), &mut open.taken, || held.claim(number, item));
                open.make_room();
                claim.map(Open::Kept)
            }
        }
    }
}

/// What lies open, by sort, and how much of it that is.
#[derive(Debug, Default)]
struct Opened {
    reports: Pile<u32, Report>,
    said: Pile<u32, Annotated>,
    notes: Pile<u32, Annotated>,
    claims: Pile<(u32, u32), Claim>,
    /// Bytes of what is new.
    taken: usize,
    /// Bytes that may lie open.
    room: usize,
}

impl Opened {
    /// What was new becomes old and what was old is put back, as soon as the new takes half of the room.
    fn make_room(&mut self) {
        if self.taken > self.room / 2 {
            self.reports.age();
            self.said.age();
            self.notes.age();
            self.claims.age();
            self.taken = 0;
        }
    }
}

/// Things of one sort: those that were asked for of late, and those that were before.
#[derive(Debug)]
struct Pile<K, T> {
    new: FxHashMap<K, Rc<T>>,
    old: FxHashMap<K, Rc<T>>,
}

impl<K, T> Default for Pile<K, T> {
    fn default() -> Self {
        Pile { new: FxHashMap::default(), old: FxHashMap::default() }
    }
}

impl<K: Copy + Eq + Hash, T: Size> Pile<K, T> {
    /// What lies open; it is new again.
    fn lying(&mut self, key: K, taken: &mut usize) -> Option<Rc<T>> {
        if let Some(open) = self.new.get(&key) {
            return Some(Rc::clone(open));
        }
        let open = self.old.remove(&key)?;
        Some(self.put(key, open, taken))
    }

    /// The same, or what `value` unpacks. What could not be read again is nothing; the holdings know why.
    fn get(&mut self, key: K, taken: &mut usize, value: impl FnOnce() -> Option<T>) -> Option<Rc<T>> {
        match self.lying(key, taken) {
            Some(open) => Some(open),
            None => Some(self.put(key, Rc::new(value()?), taken)),
        }
    }

    fn put(&mut self, key: K, open: Rc<T>, taken: &mut usize) -> Rc<T> {
        *taken += open.size();
        self.new.insert(key, Rc::clone(&open));
        open
    }

    fn age(&mut self) {
        std::mem::swap(&mut self.new, &mut self.old);
        self.new.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Size for u8 {
        fn size(&self) -> usize {
            10
        }
    }

    #[test]
    fn what_was_asked_for_last_stays_open() {
        let (mut pile, mut taken) = (Pile::<u32, u8>::default(), 0);
        let unpacked = std::cell::Cell::new(0);
        let ask = |pile: &mut Pile<u32, u8>, key: u32, taken: &mut usize| {
            let value = || {
                unpacked.set(unpacked.get() + 1);
                Some(key as u8)
            };
            assert_eq!(pile.get(key, taken, value).as_deref(), Some(&(key as u8)));
        };
        (1..=3).for_each(|key| ask(&mut pile, key, &mut taken));
        pile.age();
        // One is asked for again in time, and stays; two is gone, and is unpacked anew.
        ask(&mut pile, 1, &mut taken);
        pile.age();
        ask(&mut pile, 1, &mut taken);
        assert_eq!((unpacked.get(), taken), (3, 50));
        ask(&mut pile, 2, &mut taken);
        assert_eq!((unpacked.get(), pile.new.len() + pile.old.len()), (4, 2));
        assert_eq!(pile.get(9, &mut taken, || None), None);
    }

    #[test]
    fn no_more_lies_open_than_has_room() {
        let mut open = Opened { room: 100_000, ..Opened::default() };
        for number in 0..1000 {
            let report = || Some(Report { text: "a".repeat(1000), ..Report::default() });
            assert!(open.reports.get(number, &mut open.taken, report).is_some());
            open.make_room();
            let lying = open.reports.new.values().chain(open.reports.old.values());
            assert!(lying.map(|report| report.size()).sum::<usize>() <= 110_000);
        }
    }
}
