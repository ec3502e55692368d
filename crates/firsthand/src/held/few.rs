//! Reports that lie open because they are few.
//!
//! For: collections of some hundred reports, of which a sixth of the work would be to pack them and to open them again and again. In:
//! reports with their annotations as they come. Out: [`Few`], lists of them, or all of them back, once they are too many. No output tells
//! which of the two it was. Not here: how reports are put away.

use crate::annotate::Annotated;
use crate::report::Report;
use crate::run::settle;

/// Bytes of text that may lie open; with what is known of it, a text takes some ten times as much.
const ROOM: usize = 4 << 20;
/// Most reports that lie open, however short they are.
const MOST: usize = 1 << 12;

/// Reports that came so far.
#[derive(Debug)]
pub(super) struct Coming {
    /// Each with what it says.
    all: Vec<(Report, Annotated)>,
    /// Bytes of text for which there is room.
    room: usize,
}

/// Lists of the same length and order: by path, with ids.
#[derive(Debug)]
pub(super) struct Few {
    pub reports: Vec<Report>,
    pub notes: Vec<Annotated>,
}

impl Default for Coming {
    fn default() -> Self {
        Coming::with_room(ROOM)
    }
}

impl Coming {
    pub fn with_room(room: usize) -> Self {
        Coming { all: Vec::new(), room }
    }

    /// Takes a report; gives all of them back if they are too many now, and from then on each as it comes.
    pub fn take(&mut self, report: Report, notes: Annotated) -> Vec<(Report, Annotated)> {
        let left = self.room.checked_sub(report.text.len()).filter(|_| self.all.len() < MOST);
        self.room = left.unwrap_or(0);
        self.all.push((report, notes));
        if left.is_none() { std::mem::take(&mut self.all) } else { Vec::new() }
    }

    /// Those that lie open.
    pub fn into_all(self) -> Vec<(Report, Annotated)> {
        self.all
    }
}

impl Few {
    /// Sorts them and gives ids.
    pub fn new(mut all: Vec<(Report, Annotated)>) -> Self {
        settle(&mut all, |(report, _)| (&report.path, &report.sha256), |(report, _), id| report.id = id);
        let (reports, notes) = all.into_iter().unzip();
        Few { reports, notes }
    }
}
