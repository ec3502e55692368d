//! The words of all reports, folded once where there is room for them.
//!
//! For: the steps before linking, of which five read every text. In: reports, and what their outlets print on all of theirs. Out: the
//! [`Word`]s of each. Where all reports lie open and are few their words are kept until the last step is done; elsewhere they are put
//! away, since they take three times the room of their text. Not here: how a text is folded (see [`super::words`]), what is masked (see
//! [`super::boilerplate`]).

use super::away::Away;
use super::boilerplate;
use super::words::{Word, words_of};
use crate::held::Given;
use crate::report::Report;
use rayon::prelude::*;
use std::ops::Range;

/// Bytes of text whose words are kept.
const ROOM: usize = 4 << 20;
/// Reports whose words lie in one piece, so that few pieces are given back when they are done with.
const TOGETHER: usize = 64;

/// The words of reports, by their numbers.
pub(crate) struct Folded<'a> {
    given: Given<'a>,
    /// Those of so many reports each; none where there are too many.
    kept: Vec<Piece>,
    /// Those of all of them, where none are kept and a file can be written.
    away: Option<Away>,
    /// Which words of each report are masked, once that is known.
    masks: Vec<Vec<Range<u32>>>,
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

    /// Where the words of a report lie.
    fn place(&self, number: usize) -> Option<Range<usize>> {
        let end = |number: usize| self.ends.get(number).map(|end| *end as usize);
        Some(number.checked_sub(1).map_or(Some(0), end)?..end(number)?)
    }
}

impl<'a> Folded<'a> {
    pub fn new(given: Given<'a>) -> Self {
        let few = |reports: &&[Report]| reports.iter().map(|report| report.text.len()).sum::<usize>() <= ROOM;
        match given.lent().filter(few) {
            Some(few) => {
                let kept = few.par_chunks(TOGETHER).map(Piece::read).collect();
                Folded { given, kept, away: None, masks: Vec::new() }
            }
            None => {
                let passing = Folded::passing(given);
                let away = Away::new(given.len(), |report, words| passing.fold(report, words)).ok();
                Folded { away, ..passing }
            }
        }
    }

    /// Keeps none: for a step that reads each report once.
    pub fn passing(given: Given<'a>) -> Self {
        Folded { given, kept: Vec::new(), away: None, masks: Vec::new() }
    }

    /// Masks words of each report from now on.
    pub fn mask(&mut self, masks: Vec<Vec<Range<u32>>>) {
        for (number, mask) in masks.iter().enumerate() {
            if let Some(piece) = self.kept.get_mut(number / TOGETHER)
                && let Some(words) = piece.place(number % TOGETHER).and_then(|place| piece.words.get_mut(place))
            {
                boilerplate::apply(words, mask);
            }
        }
        self.masks = masks;
    }

    /// The words of a report where they are kept.
    fn known(&self, report: u32) -> Option<&[Word]> {
        let piece = self.kept.get(report as usize / TOGETHER)?;
        piece.words.get(piece.place(report as usize % TOGETHER)?)
    }

    /// Folds the words of a report.
    fn fold(&self, report: u32, words: &mut Vec<Word>) {
        words.clear();
        if let Some(text) = self.given.report(report) {
            words_of(&text, words);
        }
    }

    /// Gets the words of a report into `words` where they are not kept, for [`Folded::words`].
    pub fn prepare(&self, report: u32, words: &mut Vec<Word>) {
        words.clear();
        if self.known(report).is_some() {
            return;
        }
        if self.away.as_ref().and_then(|away| away.get(report, words)).is_none() {
            self.fold(report, words);
        }
        boilerplate::apply(words, self.masks.get(report as usize).map_or(&[], Vec::as_slice));
    }

    /// The words of a report that was prepared.
    pub fn words<'w>(&'w self, report: u32, prepared: &'w [Word]) -> &'w [Word] {
        self.known(report).unwrap_or(prepared)
    }

    /// The words of a report; `scratch` holds them where they are not kept.
    pub fn read<'w>(&'w self, report: u32, scratch: &'w mut Vec<Word>) -> &'w [Word] {
        self.prepare(report, scratch);
        self.words(report, scratch)
    }
}
