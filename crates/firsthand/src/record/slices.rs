//! The words of a report's spans, where some of its text is withheld.
//!
//! For: whoever quotes many stretches of one report. In: a [`RecordReport`], also one that somebody changed by hand: spans and masks need not fit its text.
//! Out: slices of the text as it is shown, each found in a time that does not grow with the text. Not here: what is withheld (`mask`).

use super::{Points, RecordReport, withheld};
use crate::text::CodePoints;

/// A report's text, ready to be asked.
#[derive(Debug)]
pub struct Slices<'a> {
    text: &'a str,
    points: CodePoints<'a>,
    masks: Vec<Shift>,
}

/// A mask: where it stands in the original, how long what is written in its place is, and by how much the text before it and after it is shifted.
#[derive(Debug)]
struct Shift {
    span: Points,
    written: i64,
    before: i64,
    after: i64,
}

impl<'a> Slices<'a> {
    /// Reads the text once.
    pub fn new(report: &'a RecordReport) -> Self {
        let mut masks: Vec<Shift> = Vec::with_capacity(report.masks.len());
        let mut shift = 0;
        for mask in &report.masks {
            // What a damaged record has out of order is left out, so that all others can be searched.
            if mask.span[1] < mask.span[0] || masks.last().is_some_and(|last| last.span[1] > mask.span[0]) {
                continue;
            }
            let written = withheld(&mask.what).chars().count() as i64;
            let after = shift + written - i64::from(mask.span[1] - mask.span[0]);
            masks.push(Shift { span: mask.span, written, before: shift, after });
            shift = after;
        }
        Slices { text: &report.text, points: CodePoints::new(&report.text), masks }
    }

    /// The words at `span` (code points of the original), with what is withheld replaced; out of range gives what there is.
    pub fn of(&self, span: Points) -> &'a str {
        self.points.span([self.shown(span[0], false), self.shown(span[1], true)]).of(self.text)
    }

    /// Where a code point of the original stands in the text as it is shown; inside a masked stretch, at its start (or, with `end`, at its end).
    pub fn shown(&self, point: u32, end: bool) -> u32 {
        let passed = self.masks.partition_point(|mask| mask.span[1] <= point);
        let within = self.masks.get(passed).filter(|mask| mask.span[0] < point);
        let at = match (within, passed.checked_sub(1).and_then(|last| self.masks.get(last))) {
            (Some(mask), _) => i64::from(mask.span[0]) + mask.before + if end { mask.written } else { 0 },
            (None, Some(last)) => i64::from(point) + last.after,
            (None, None) => i64::from(point),
        };
        u32::try_from(at.max(0)).unwrap_or(u32::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::RecordMask;

    fn report(text: &str, masks: &[(Points, &str)]) -> RecordReport {
        let masks = masks.iter().map(|(span, what)| RecordMask { span: *span, what: (*what).into() }).collect();
        RecordReport { text: text.into(), masks, ..Default::default() }
    }

    #[test]
    fn spans_of_the_original_still_find_their_words_in_a_masked_text() {
        // Originally "Call 0000 55 01 23 to register in Arven."
        let report = report("Call [withheld: phone] to register in Arven.", &[([5, 18], "phone")]);
        let slices = Slices::new(&report);
        assert_eq!(slices.of([34, 39]), "Arven");
        assert_eq!(slices.of([5, 18]), "[withheld: phone]");
        assert_eq!(slices.of([8, 10]), "[withheld: phone]");
        assert_eq!(slices.of([0, 4]), "Call");
    }

    #[test]
    fn spans_and_masks_of_a_damaged_record_give_what_there_is() {
        let report = report("Näher [withheld: phone].", &[([9, 2], "phone"), ([6, 7], "phone"), ([3, 4], "x")]);
        let slices = Slices::new(&report);
        assert_eq!(slices.of([0, u32::MAX]), report.text);
        assert_eq!(slices.of([7, u32::MAX]), ".");
        assert_eq!(slices.of([u32::MAX, 0]), "");
        assert_eq!(slices.of([4, 2]), "");
    }
}
