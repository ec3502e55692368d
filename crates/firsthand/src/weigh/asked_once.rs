//! What is asked of an event or of a report as a whole.
//!
//! For: rules that ask, for one claim, what all reports of its event or all of its report say: of ten thousand claims the answer is found once and not
//! ten thousand times. In: an event or a report and how the answer is found. Out: [`AskedOnce`]. Not here: the questions.

use rustc_hash::FxHashMap;
use std::cell::RefCell;

/// The answers to one question, by event or by report.
#[derive(Debug)]
pub(super) struct AskedOnce<T>(RefCell<FxHashMap<u32, T>>);

impl<T> Default for AskedOnce<T> {
    fn default() -> Self {
        AskedOnce(RefCell::default())
    }
}

impl<T: Clone> AskedOnce<T> {
    /// The answer for one event or report.
    pub fn get(&self, number: u32, find: impl FnOnce() -> T) -> T {
        if let Some(known) = self.0.borrow().get(&number) {
            return known.clone();
        }
        let found = find();
        self.0.borrow_mut().insert(number, found.clone());
        found
    }
}
