//! Withholding what would harm somebody.
//!
//! For: replacing contact details in recruitment texts and names of minors in every string that
//! leaves the library. In: the masks that annotate found. Out: strings with `[withheld: ...]`.
//! The originals are never touched. Not here: deciding what must be withheld (annotate/masks).

use crate::held::Given;
use aho_corasick::{AhoCorasick, MatchKind};

/// What stands in place of a masked stretch.
pub fn withheld(what: &str) -> String {
    format!("[withheld: {what}]")
}

/// Replaces every masked stretch of any report, wherever its words occur.
#[derive(Debug, Default)]
pub struct Masker {
    matcher: Option<AhoCorasick>,
    written: Vec<String>,
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
        Masker { matcher, written: words.iter().map(|(_, what)| withheld(what)).collect() }
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
}
