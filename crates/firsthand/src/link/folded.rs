//! The words of all reports, folded once where there is room for them.
//!
//! For: the steps before linking, of which five read every text. In: reports. Out: the [`Word`]s of each. Where all reports lie open and are
//! few their words are kept until the last step is done; elsewhere they are folded anew, since they take three times the room of their
//! text. Not here: how a text is folded (see [`super::words`]).

use super::words::{Word, words_of};
use crate::held::Given;
use std::sync::OnceLock;

/// Bytes of text whose words are kept.
const ROOM: usize = 4 << 20;

/// The words of reports, by their numbers.
pub(crate) struct Folded<'a> {
    given: Given<'a>,
    /// One for each report; none where they are too many.
    kept: Vec<OnceLock<Box<[Word]>>>,
}

impl<'a> Folded<'a> {
    pub fn new(given: Given<'a>) -> Self {
        let few = |text: usize| text <= ROOM;
        let open = given.lent().is_some_and(|reports| few(reports.iter().map(|report| report.text.len()).sum()));
        let kept = if open { vec![OnceLock::new(); given.len()] } else { Vec::new() };
        Folded { given, kept }
    }

    /// The words of a report into `words`; whether there is such a report.
    pub fn read(&self, report: u32, words: &mut Vec<Word>) -> bool {
        words.clear();
        let kept = self.kept.get(report as usize);
        if let Some(known) = kept.and_then(OnceLock::get) {
            words.extend_from_slice(known);
            return true;
        }
        let Some(report) = self.given.report(report) else { return false };
        words_of(&report, words);
        if let Some(kept) = kept {
            kept.get_or_init(|| words.as_slice().into());
        }
        true
    }
}
