//! Which of a source's utterances: its report of one year is not its report of the next.
//!
//! For: counting rule 2. In: a claim and its [`Ending`]. Out: [`Utterance`]. Dated only where the
//! text dates the document or statement itself; the date of the event says nothing about it.

use super::chains::Ending;
use super::collection::Collection;
use super::words::{WORDS, plain_words};
use crate::annotate::Days;
use crate::link::At;
use crate::report::DatePrecision;
use crate::text::Span;
use jiff::civil::Date;

/// A document, statement or interview.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Utterance {
    /// In words: "its 2017 report", "statement"; empty when the text does not say.
    pub words: String,
    /// When it was made, where the text says so.
    pub days: Option<Days>,
}

impl Utterance {
    /// Whether both are dated and more than a month lies between them.
    pub fn surely_another(&self, other: &Utterance) -> bool {
        let (Some(a), Some(b)) = (self.days, other.days) else { return false };
        // Two different months or years are two utterances; two days may be one that was reported late.
        let least = if a.precision.max(b.precision) >= DatePrecision::Month { 0 } else { 31 };
        let apart = |end: Date, start: Date| end.until(start).map_or(0, |span| span.get_days()) > least;
        apart(a.to, b.from) || apart(b.to, a.from)
    }
}

/// The document or statement in which the claim's source says it.
pub(super) fn utterance(all: &Collection<'_>, at: At, end: &Ending) -> Utterance {
    let named = end.document.as_deref().unwrap_or("");
    let mut words = named.to_owned();
    let mut days = year_in(named);
    if let (Some(frame), Some(report), Some(notes)) = (frame(all, at), all.report(at.report), all.said(at.report)) {
        let said = frame.of(&report.text);
        if let Some(noun) = plain_words(said).find(|w| WORDS.document_nouns.contains(w)) {
            if words.is_empty() {
                words = noun;
            }
            let time = notes.times.iter().find(|t| frame.contains(t.span) && t.days.is_some());
            days = days.or_else(|| time.and_then(|t| t.days)).or_else(|| year_in(said));
        }
    }
    Utterance { words, days }
}

/// The words around a claim's source and cue, up to where the content begins: "in a report published in March 2017, X said".
pub(super) fn frame(all: &Collection<'_>, at: At) -> Option<Span> {
    let item = all.told(all.nth(at)?)?.attribution?;
    let notes = all.said(at.report)?;
    let attribution = notes.attributions.get(item as usize)?;
    let frame = attribution.source.iter().chain(&attribution.cue).copied().reduce(Span::cover)?;
    Some(widen(&notes, frame, &attribution.content))
}

/// The sentence around source and cue, without the content.
fn widen(notes: &crate::annotate::Annotated, frame: Span, content: &[Span]) -> Span {
    let n = notes.sentences.partition_point(|s| s.span.end <= frame.start);
    let Some(sentence) = notes.sentences.get(n).filter(|s| s.span.overlaps(frame)) else { return frame };
    let mut wide = Span { start: sentence.span.start, end: sentence.span.end.max(frame.end) };
    for piece in content {
        if piece.start >= frame.end {
            wide.end = wide.end.min(piece.start);
        } else if piece.end <= frame.start {
            wide.start = wide.start.max(piece.end);
        }
    }
    wide
}

/// A year from 1900 to 2099 written in four digits.
fn year_in(text: &str) -> Option<Days> {
    let year: i16 = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|run| run.len() == 4)
        .find_map(|run| run.parse().ok().filter(|year| (1900..2100).contains(year)))?;
    Some(Days { from: Date::new(year, 1, 1).ok()?, to: Date::new(year, 12, 31).ok()?, precision: DatePrecision::Year })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_report_of_another_year_is_another_utterance() {
        let of = |text: &str| Utterance { words: text.to_owned(), days: year_in(text) };
        assert!(of("its 2017 report").surely_another(&of("a 2016 report")));
        assert!(!of("its 2017 report").surely_another(&of("its report")));
        assert!(!of("report 2017").surely_another(&of("the 2017 report")));
    }
}
