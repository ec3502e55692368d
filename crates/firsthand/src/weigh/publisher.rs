//! Whether a report is the publication of a body that speaks for itself.
//!
//! For: counting rule 5. A newspaper passes on what others say; a press release, a fact sheet or a
//! communique is its publisher's own utterance, and what it says without naming anybody is its
//! publisher's word. In: a report. Out: the words that show it. Not here: own reporting of an outlet.

use super::words::{WORDS, fold_outlet, lower_words, plain_words};
use crate::read::publication;
use crate::report::{PartKind, Report};
use crate::text::Span;

/// Bytes from the top in which a publication says what it is.
const TOP: usize = 500;
/// Words of a line that is a paragraph.
const LONG: usize = 56;
/// Words of the longest name of a publisher.
const MOST_NAMES: usize = 10;

/// The line or sentence that shows it to be its publisher's own document.
pub(super) fn own_document(report: &Report) -> Option<&str> {
    let outlet = report.outlet.as_ref().map(|outlet| outlet.value.as_str());
    // "Statement on ..." is a headline in a newspaper.
    // What journalists sign is a newspaper's.
    let press = outlet.is_some_and(is_press);
    let signed = press || top(report).any(is_signed);
    let paper = if signed { publication::is_named } else { publication::may_be_named };
    let organ = |line: &str| !press && publication::organ_of(line).is_some();
    let says = |line: &&str| paper(line) || speaks_of_itself(line) || organ(line);
    let office = || outlet.filter(|outlet| !press && plain_words(outlet).any(|w| WORDS.state_bodies.contains(&w)));
    top(report).find(says).or_else(|| says_its_own_work(report, outlet?)).or_else(office)
}

/// The body whose bulletin a report calls itself.
pub(super) fn organ_of(report: &Report) -> Option<&str> {
    // A newspaper that is some body's organ is a newspaper still.
    let press = report.outlet.as_ref().is_some_and(|outlet| is_press(&outlet.value));
    top(report).filter(|_| !press).find_map(publication::organ_of)
}

/// The lines in which a publication says what it is: those before its first paragraph.
fn top(report: &Report) -> impl Iterator<Item = &str> {
    let top = report.text.char_indices().nth(TOP).map_or(report.text.len(), |(at, _)| at);
    report.text.get(..top).unwrap_or("").lines().take_while(|line| !is_long(line))
}

fn is_long(line: &str) -> bool {
    line.split_whitespace().count() > LONG
}

/// The line at the top of a publication that names its publisher: "HARBOUR WORKERS' TABLE" above what the document is.
pub(super) fn letterhead(report: &Report) -> Option<Span> {
    own_document(report)?;
    let from = report.text.len() - report.text.trim_start().len();
    let line = report.text.get(from..)?.lines().next()?;
    let name = line.trim_end();
    let words = name.split_whitespace().count();
    let capital = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
    let long = |word: &&str| word.chars().count() > 3;
    let named = name.split_whitespace().filter(long).all(capital) && !name.ends_with(['.', '!', '?', ':']);
    // "Declaration of War": what the document is, or is about, publishes nothing.
    (named && (2..=MOST_NAMES).contains(&words) && !publication::may_be_named(line))
        .then(|| Span::new(from, from + name.len()))
}

/// "By Ora Lind", "Text: Ora Lind / 3 May": who wrote what stands below.
fn is_signed(line: &str) -> bool {
    const BY: [&str; 7] = ["By ", "Text: ", "Words: ", "Words by ", "Text by ", "Story by ", "Report: "];
    let capital = |rest: &str| rest.chars().next().is_some_and(char::is_uppercase) && rest.trim().contains(' ');
    BY.iter().any(|by| line.trim().strip_prefix(by).is_some_and(capital))
}

/// Whether an outlet is a newspaper, an agency or a station by its name.
pub(super) fn is_press(outlet: &str) -> bool {
    lower_words(outlet).any(|word| WORDS.press_names.iter().any(|name| *name == word))
}

/// "This report covers the months of January to March."
fn speaks_of_itself(line: &str) -> bool {
    line.split(['.', ';']).any(|sentence| {
        let begins = |known: &String| {
            let mut words = lower_words(sentence);
            known.split(' ').all(|own| words.next().is_some_and(|word| word == own))
        };
        WORDS.own_sentences.iter().any(begins)
    })
}

/// "Valley Watch documented 40 cases": the publisher is the subject of a verb of research, and is no newspaper by its name.
fn says_its_own_work<'r>(report: &'r Report, outlet: &str) -> Option<&'r str> {
    let name: Vec<String> = plain_words(outlet).filter(|word| word != "the").collect();
    if name.is_empty() || fold_outlet(outlet).len() < 4 || is_press(outlet) {
        return None;
    }
    // One word is a name only where the sentence begins with it.
    let alone = name.len() == 1;
    let body = report.parts.iter().filter(|part| part.kind == PartKind::Body);
    let sentences = body.flat_map(|part| part.span.of(&report.text).split(['.', '\n', ';']));
    sentences.into_iter().find(|sentence| {
        let words: Vec<String> = plain_words(sentence).collect();
        let named = words.windows(name.len()).position(|run| run == name);
        let after = named.filter(|at| !alone || *at == 0).map(|at| words.iter().skip(at + name.len()));
        after.is_some_and(|rest| {
            let mut rest = rest.filter(|word| !matches!(word.as_str(), "has" | "have" | "also" | "had"));
            let (verb, and, other) = (rest.next(), rest.next(), rest.next());
            // "Bought and compared".
            let second = other.filter(|_| and.is_some_and(|word| word == "and"));
            [verb, second].into_iter().flatten().any(|word| WORDS.research_verbs.contains(word))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Part, Stated};
    use crate::text::Span;

    fn report(outlet: &str, text: &str) -> Report {
        let body = Part { kind: PartKind::Body, span: Span::new(0, text.len()), because: String::new() };
        let outlet = Some(Stated { value: outlet.to_owned(), evidence: String::new() });
        Report { outlet, text: text.to_owned(), parts: vec![body], ..Report::default() }
    }

    #[test]
    fn a_release_a_fact_sheet_and_own_research_are_the_publishers_word() {
        for (outlet, text) in [
            ("Valley Watch", "PRESS RELEASE - for immediate use\n\nForty boys were taken."),
            ("Isk Mission", "ISK MISSION\nFact sheet No. 9 | May 2031\n\nThe Mission recorded 14 dead."),
            ("Isk Mission", "ISK MISSION\nBoys in the war\n1. This report covers the months of May and June."),
            ("Valley Watch", "Forty boys were taken in May. Valley Watch has documented 12 of the cases."),
            (
                "Lanternsight",
                "Boats at Kelm\nLanternsight bought and compared two pictures from above. Nine boats are gone.",
            ),
            ("Isk Directorate of Prisons", "Statement on the fire at Kelm\n3 May 2031\n\nFour guards were hurt."),
            ("Call of the Hills", "CALL OF THE HILLS\nOrgan of the Free Column\n\nThe bridge is ours since Tuesday."),
            ("Free Valley", "FREE VALLEY\nNewsletter of the Ferry Union\n\nWe did not close the crossing."),
        ] {
            assert!(own_document(&report(outlet, text)).is_some(), "{text}");
        }
    }

    #[test]
    fn what_a_document_is_called_is_not_its_publisher() {
        let untitled = |text: &str| Report { outlet: None, ..report("", text) };
        let named = |text: &str| letterhead(&untitled(text)).map(|span| span.of(text).to_owned());
        assert_eq!(named("Declaration of the Fishermen\n\nWe did not close the crossing."), None);
        let text = "FERRY UNION TABLE\nDeclaration of the Fishermen\n\nWe did not close the crossing.";
        assert_eq!(named(text).as_deref(), Some("FERRY UNION TABLE"));
    }

    #[test]
    fn a_newspaper_that_writes_of_a_release_is_not_its_publisher() {
        for (outlet, text) in [
            (
                "Arven Post",
                "Forty boys were taken, a rights group said in a press release on Monday that was sent to all newspapers.",
            ),
            ("Arven Post", "Boys taken\nThe Arven Post interviewed two mothers. Forty boys were taken."),
            ("Arven Post", "ARVEN POST\nOrgan of the Ferry Union\n\nForty boys were taken, the ministry said."),
            ("Arven Post", "Statement on the boys\n3 May 2031\n\nForty boys were taken, the ministry said."),
            (
                "Valley Watch",
                "Boys taken\nForty boys were taken, the ministry said. Valley Watch is a site for the valley.",
            ),
        ] {
            assert!(own_document(&report(outlet, text)).is_none(), "{text}");
        }
    }
}
