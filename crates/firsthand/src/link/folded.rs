//! The words of all reports, folded once where there is room for them.
//!
//! For: the steps before linking, of which five read every text. In: reports. Out: the [`Word`]s of each. Where all reports lie open and are
//! few their words are kept until the last step is done; elsewhere they are folded anew, since they take three times the room of their
//! text. Not here: how a text is folded (see [`super::words`]).

use super::words::{Word, words_of};
use crate::held::Given;
use crate::report::Report;
use rayon::prelude::*;

/// Bytes of text whose words are kept.
const ROOM: usize = 4 << 20;
/// Reports whose words lie in one piece, so that few pieces are given back when they are done with.
const TOGETHER: usize = 64;

/// The words of reports, by their numbers.
pub(crate) struct Folded<'a> {
    given: Given<'a>,
    /// Those of so many reports each; none where there are too many.
    kept: Vec<Piece>,
}

/// The words of some reports, one report after the other.
#[derive(Default)]
struct Piece {
    words: Vec<Word>,
    /// Where those of each report end.
    ends: Vec<u32>,
}

impl Piece {
    fn read(reports: &[Report]) -> Self {
        let (mut piece, mut words) = (Piece::default(), Vec::new());
        for report in reports {
            words_of(report, &mut words);
            piece.words.extend_from_slice(&words);
            piece.ends.push(piece.words.len() as u32);
        }
        piece.words.shrink_to_fit();
        piece
    }

    fn get(&self, number: usize) -> Option<&[Word]> {
        let end = |number: usize| self.ends.get(number).map(|end| *end as usize);
        let from = number.checked_sub(1).map_or(Some(0), end)?;
        self.words.get(from..end(number)?)
    }
}

impl<'a> Folded<'a> {
    pub fn new(given: Given<'a>) -> Self {
        let few = |reports: &&[Report]| reports.iter().map(|report| report.text.len()).sum::<usize>() <= ROOM;
        let few = given.lent().filter(few).unwrap_or(&[]);
        Folded { given, kept: few.par_chunks(TOGETHER).map(Piece::read).collect() }
    }

    /// Keeps none: for a step that reads each report once.
    pub fn passing(given: Given<'a>) -> Self {
        Folded { given, kept: Vec::new() }
    }

    /// The words of a report into `words`; whether there is such a report.
    pub fn read(&self, report: u32, words: &mut Vec<Word>) -> bool {
        words.clear();
        let number = report as usize;
        if let Some(known) = self.kept.get(number / TOGETHER).and_then(|piece| piece.get(number % TOGETHER)) {
            words.extend_from_slice(known);
            return true;
        }
        let Some(report) = self.given.report(report) else { return false };
        words_of(&report, words);
        true
    }
}
