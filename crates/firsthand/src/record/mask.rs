//! Withholding what would harm somebody.
//!
//! For: replacing contact details in recruitment texts and names of minors in every string that
//! leaves the library. In: the masks that annotate found. Out: strings with `[withheld: ...]`.
//! The originals are never touched. Not here: deciding what must be withheld (annotate/masks).

use crate::annotate::{Tag, is_called, lemma};
use crate::held::Given;
use aho_corasick::{AhoCorasick, MatchKind};

/// Digits of a number that is known wherever it stands; "call 150" makes no "150 fighters" a telephone number.
const KNOWN: usize = 7;

/// What stands in place of a masked stretch.
pub fn withheld(what: &str) -> String {
    format!("[withheld: {what}]")
}

/// Replaces every masked stretch of any report, wherever its words occur.
#[derive(Debug, Default)]
pub struct Masker {
    matcher: Option<AhoCorasick>,
    written: Vec<String>,
    /// Which are only numbers behind a word of calling.
    short: Vec<bool>,
}

impl Masker {
    /// Collects the masked words of all reports; with none, [`Masker::say`] copies.
    pub fn new(given: Given<'_>) -> Self {
        let mut words: Vec<(String, &str)> = Vec::new();
        for report in given.numbers().filter(|report| given.masked(*report)) {
            let (Some(report), Some(notes)) = (given.report(report), given.said(report)) else { continue };
            let masked = notes.masks.iter().map(|mask| (mask.span.of(&report.text), mask.what));
            words.extend(
                masked.filter(|(word, _)| word.chars().count() > 1).map(|(word, what)| (word.to_owned(), what)),
            );
        }
        words.sort_unstable();
        words.dedup_by(|a, b| a.0 == b.0);
        let matcher = if words.is_empty() {
            None
        } else {
            AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(words.iter().map(|(word, _)| word)).ok()
        };
        let short =
            |(word, what): &(String, &str)| *what == "phone" && word.bytes().filter(u8::is_ascii_digit).count() < KNOWN;
        Masker {
            matcher,
            written: words.iter().map(|(_, what)| withheld(what)).collect(),
            short: words.iter().map(short).collect(),
        }
    }

    /// The text with masked words replaced; words inside longer words stay.
    pub fn say(&self, text: &str) -> String {
        let Some(matcher) = &self.matcher else {
            return text.to_owned();
        };
        let mut out = String::with_capacity(text.len());
        let mut done = 0;
        for found in matcher.find_iter(text) {
            let joined = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            let (before, after) = (text.get(..found.start()), text.get(found.end()..));
            let (Some(before), Some(after)) = (before, after) else { continue };
            if joined(before.chars().next_back()) || joined(after.chars().next()) {
                continue;
            }
            if self.short[found.pattern().as_usize()] && !is_called_after(before) {
                continue;
            }
            out.push_str(text.get(done..found.start()).unwrap_or(""));
            out.push_str(&self.written[found.pattern().as_usize()]);
            done = found.end();
        }
        out.push_str(text.get(done..).unwrap_or(""));
        out
    }

    /// [`Masker::say`] on each.
    pub fn say_all(&self, texts: &[String]) -> Vec<String> {
        texts.iter().map(|text| self.say(text)).collect()
    }
}

/// Whether a number behind these words is one to call.
fn is_called_after(before: &str) -> bool {
    let lower = before.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric()).rev().filter(|word| !word.is_empty());
    // "Called", "rings", "texts": whatever form it is.
    let forms =
        |tag| is_called(words.clone().map(|word| lemma(word, tag)).collect::<Vec<_>>().iter().map(AsRef::as_ref));
    is_called(words.clone()) || forms(Tag::VBD) || forms(Tag::NNS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::{Annotated, Mask};
    use crate::report::Report;
    use crate::text::Span;

    #[test]
    fn a_masked_name_is_withheld_everywhere_but_not_inside_longer_words() {
        let report = Report { text: "Tarin, 14, was taken.".into(), ..Report::default() };
        let notes = Annotated { masks: vec![Mask { span: Span::new(0, 5), what: "name" }], ..Annotated::default() };
        let masker = Masker::new(Given::Lent(&[report], &[notes]));
        assert_eq!(masker.say("Tarin and the Tarinese"), "[withheld: name] and the Tarinese");
    }

    #[test]
    fn a_short_number_is_withheld_only_where_one_calls_it() {
        let text = "To join, text 'yes' to 150 or ring +99 555 0142 77.";
        let mask = |number: &str| Mask {
            span: Span::new(text.find(number).unwrap(), text.find(number).unwrap() + number.len()),
            what: "phone",
        };
        let report = Report { text: text.into(), ..Report::default() };
        let notes = Annotated { masks: vec![mask("150"), mask("+99 555 0142 77")], ..Annotated::default() };
        let masker = Masker::new(Given::Lent(&[report], &[notes]));
        assert_eq!(masker.say("Another 150 fighters came."), "Another 150 fighters came.");
        assert_eq!(masker.say("Volunteers called 150 all day."), "Volunteers called [withheld: phone] all day.");
        assert_eq!(masker.say("It put the number at 150 or more."), "It put the number at 150 or more.");
        assert_eq!(masker.say("the number +99 555 0142 77"), "the number [withheld: phone]");
    }
}
