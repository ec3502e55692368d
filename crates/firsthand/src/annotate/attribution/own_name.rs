//! The name under which a described source wants to be known: "a farmer who gave only his first name, Tomas".
//!
//! For: one who gives a name is somebody, in this report and in others. In: a source and its head. Out: the name. Not here: names in
//! apposition ("a farmer, Tomas Velk": [`super::again::name_behind`]), and whether the name is true.

use super::super::doc::{Doc, Tag};
use super::again::is_person_noun;
use std::ops::Range;

/// How many tokens behind the head of a source its name may begin: "a miller of forty years or so who gave as her name ...".
const REACH: usize = 24;
/// How many tokens before a name the word for naming may stand: "name, she said, was ..." is too far.
const LEADS: usize = 4;

/// The name that a described source has given of itself.
pub(super) fn own_name(doc: &Doc<'_>, source: &Range<usize>, head: usize) -> Option<String> {
    if doc.tag(head).is_name() || !is_person_noun(doc.lower(head)) {
        return None;
    }
    let sentence = doc.sentence(doc.sentence_of(head));
    let limit = sentence.end.min(head + REACH);
    let who = (head + 1..limit)
        .find(|&i| matches!(doc.lower(i), "who" | "named" | "called" | "identified" | "identifying"))?;
    // What another verb or the end of a quotation parts from the source is of somebody else.
    let parted =
        |i: usize| i < who && (doc.tag(i).is_finite() || matches!(doc.tag(i), Tag::OpenQuote | Tag::CloseQuote));
    if (source.start.max(head + 1)..who).any(parted) {
        return None;
    }
    let first = (who + 1..limit).find(|&i| doc.tag(i).is_name() && names(doc, who, i))?;
    let end = (first..limit).find(|&i| !doc.tag(i).is_name()).unwrap_or(limit);
    Some(doc.text(doc.span(first..end)).split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Whether the words between `who` and a name say that it is one's name.
fn names(doc: &Doc<'_>, who: usize, name: usize) -> bool {
    let words = |i: usize| doc.lower(i);
    let lead = name.saturating_sub(LEADS).max(who)..name;
    let said = |word: &str| lead.clone().any(|i| words(i) == word);
    let before = words(name - 1);
    match before {
        // "gave her name as", "is known as", "identified only as"
        "as" => ["name", "known", "identified", "himself", "herself", "themselves"].iter().any(|word| said(word)),
        // "gave only his first name, Tomas"
        "," => words(name - 2) == "name" && lead.clone().any(|i| matches!(doc.tag(i), Tag::PRPS)),
        "called" | "named" => true,
        "name" | "of" | "by" => said("goes") || said("went") || said("by"),
        "only" | "simply" | "just" => said("called") || said("as"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::at;
    use super::*;
    use crate::report::Report;

    fn named(text: &str, source: &str, head: &str) -> Option<String> {
        let report = Report::of_body(text);
        let doc = super::super::super::parse(&report);
        own_name(&doc, &at(&doc, source), at(&doc, head).start)
    }

    #[test]
    fn who_gives_a_name_is_known_by_it() {
        for (text, source, head) in [
            ("\"We ran,\" said a miller who gave only her first name, Jora.", "a miller", "miller"),
            (
                "\"We ran,\" said the miller, a woman in her forties who gave her name as Jora.",
                "a woman in her forties",
                "woman",
            ),
            ("\"We ran,\" said a miller who asked to be called Jora.", "a miller who", "miller"),
            ("\"We ran,\" said a miller who wished to be identified only as Jora.", "a miller", "miller"),
            ("\"We ran,\" said a woman named Jora.", "a woman", "woman"),
        ] {
            assert_eq!(named(text, source, head).as_deref(), Some("Jora"), "{text}");
        }
    }

    #[test]
    fn a_name_that_is_another_one_s_is_not_taken() {
        for (text, source, head) in [
            ("\"We ran,\" said a miller who fled with Jora.", "a miller", "miller"),
            ("A miller said that a man named Jora ran.", "A miller", "miller"),
            ("\"We ran,\" said a miller who works in Sorn.", "a miller", "miller"),
        ] {
            assert_eq!(named(text, source, head), None, "{text}");
        }
    }
}
