//! Whose word a figure is, in brackets behind it: "forty arrested (Lamp Society), sixty in jail (Ashen Front)".
//!
//! For: analysts and digests, which set tolls side by side. In: one sentence of a body. Out: [`Draft`]s whose content goes from the last
//! such bracket, colon or semicolon to this one. Not here: short forms and asides behind a name ("the Lamp Society (LS)", "Arven
//! (Varenia)"), credits of pictures.

use super::super::doc::{Doc, Tag};
use super::super::{Attribution, Entity, EntityKind};
use super::draft::Draft;
use super::lexicon::LEXICON;
use crate::report::PartKind;
use std::ops::Range;

/// Most tokens between the brackets.
const LONGEST: usize = 12;

/// Appends the attributions of one sentence.
pub(super) fn find(doc: &Doc<'_>, sentence: usize, drafts: &mut Vec<Draft>) {
    let range = doc.sentence(sentence);
    if !doc.is_in(sentence, PartKind::Body) {
        return;
    }
    let mut from = range.start;
    for i in range.clone() {
        match doc.tag(i) {
            Tag::Colon => from = i + 1,
            Tag::OpenBracket if doc.word(i) == "(" => {
                let Some(end) = (i + 1..range.end.min(i + 2 + LONGEST)).find(|&j| doc.tag(j) == Tag::CloseBracket)
                else {
                    continue;
                };
                if let Some(source) = source(doc, i, end).filter(|source| tells(doc, from..i, source)) {
                    let mut draft = Draft::new("bracket", sentence, i..i + 1);
                    draft.source = Some(source);
                    draft.content.push(from..i);
                    drafts.push(draft);
                    from = (end + 1..range.end)
                        .find(|&j| doc.tag(j) != Tag::Comma && doc.tag(j) != Tag::CC)
                        .unwrap_or(range.end);
                }
            }
            _ => {}
        }
    }
}

/// The words between brackets that name somebody, up to a comma.
fn source(doc: &Doc<'_>, open: usize, close: usize) -> Option<Range<usize>> {
    let end = (open + 1..close).find(|&j| doc.tag(j) == Tag::Comma).unwrap_or(close);
    let words = open + 1..end;
    let part = |j: usize| {
        let tag = doc.tag(j);
        tag.is_noun()
            || tag.is_adjective()
            || tag == Tag::POS
            || matches!(doc.lower(j), "the" | "of" | "for" | "a" | "and")
    };
    let last = end.checked_sub(1).filter(|last| words.contains(last) && doc.tag(words.start) != Tag::IN)?;
    let somebody = doc.tag(last).is_name() || LEXICON.kind(doc.lower(last)).is_some();
    (somebody && words.clone().all(part)).then_some(words)
}

/// Whether what stands before gives a number that somebody counted, and no name right before the bracket that it would explain.
fn tells(doc: &Doc<'_>, before: Range<usize>, source: &Range<usize>) -> bool {
    let Some(last) = before.clone().next_back() else { return false };
    // "in Kessa (Lamp Society)": the name of a place, and a body that is none.
    let name = before.clone().rev().take_while(|i| doc.tag(*i).is_name()).last();
    let place = name.is_some_and(|first| first > before.start && matches!(doc.lower(first - 1), "in" | "at" | "near"));
    let body = place && LEXICON.kind(doc.lower(source.end - 1)).is_some();
    let counts = |i: usize| doc.tag(i) == Tag::CD && i < last;
    !is_short_for(doc, &before, source)
        && (!doc.tag(last).is_name() || body)
        && doc.tag(last) != Tag::CD
        && before.clone().any(counts)
}

/// "two unexploded hand grenades (UHG)": capitals that are the initials of the words before them.
fn is_short_for(doc: &Doc<'_>, before: &Range<usize>, source: &Range<usize>) -> bool {
    let short = doc.word(source.start);
    let first = |i: usize| doc.lower(i).chars().next();
    let letters = short.chars().rev().take_while(|c| c.is_uppercase()).count();
    source.len() == 1
        && letters > 1
        && letters == short.chars().count()
        && letters <= before.len()
        && short.chars().rev().zip(before.clone().rev()).all(|(c, i)| c.to_lowercase().next() == first(i))
}

/// Whether what stands in brackets is no body, medium or office that could have said it: a place, a person whose part nobody tells.
pub(super) fn names_no_body(attribution: &Attribution, entities: &[Entity]) -> bool {
    let entity = attribution.source_entity.and_then(|id| entities.get(id as usize));
    attribution.rule == "bracket"
        && entity.is_some_and(|entity| {
            let nobody = matches!(entity.kind, EntityKind::Place | EntityKind::State | EntityKind::Artefact);
            nobody || entity.kind == EntityKind::Person && entity.role.is_none()
        })
}

#[cfg(test)]
mod tests {
    use super::super::super::{Attribution, AttributionReader, names, parse};
    use super::super::Rules;
    use crate::report::Report;

    /// Source and content of what is attributed by brackets.
    fn read(text: &str) -> Vec<(String, String)> {
        let report = Report::of_body(text);
        let doc = parse(&report);
        let entities = names::entities(&doc);
        let words = |a: &Attribution| a.content.iter().map(|span| span.of(text)).collect::<Vec<_>>().join(" | ");
        let found = Rules.read(&doc, &entities);
        found.iter().filter(|a| a.rule == "bracket").map(|a| (a.source_name.clone(), words(a))).collect()
    }

    #[test]
    fn whose_figure_it_is_stands_behind_it() {
        let text = "Of the harvest riots it tells: forty arrested (Lamp Society), two lorries burnt near the mill (Radio Olun) and \
                    sixty in jail (Ashen Front).";
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(
            read(text),
            [
                pair("Lamp Society", "forty arrested"),
                pair("Radio Olun", "two lorries burnt near the mill"),
                pair("Ashen Front", "sixty in jail")
            ]
        );
    }

    #[test]
    fn an_aside_behind_a_name_says_nothing() {
        assert!(read("The Lamp Society (LS) said on Friday that it had left Kessa.").is_empty());
        assert!(read("Guards laid two floating river mines (FRM) near Kessa.").is_empty());
        assert!(read("The village of Arven (Olun Province) was shelled twice.").is_empty());
        assert!(read("A mill was shelled in May (see the map) and nine people were killed (2 May).").is_empty());
    }
}
