//! What is asked of an event as a whole.
//!
//! For: rules that ask, for one claim, what all reports of its event say: in an event of ten thousand claims the answer is found once and not
//! ten thousand times. In: an event and how the answer is found. Out: [`OfEvent`]. Not here: the questions.

use rustc_hash::FxHashMap;
use std::cell::RefCell;

/// The answers to one question, by event.
#[derive(Debug)]
pub(super) struct OfEvent<T>(RefCell<FxHashMap<u32, T>>);

impl<T> Default for OfEvent<T> {
    fn default() -> Self {
        OfEvent(RefCell::default())
    }
}

impl<T: Clone> OfEvent<T> {
    /// The answer for one event.
    pub fn get(&self, event: u32, find: impl FnOnce() -> T) -> T {
        if let Some(known) = self.0.borrow().get(&event) {
            return known.clone();
        }
        let found = find();
        self.0.borrow_mut().insert(event, found.clone());
        found
    }
}
