//! "She puts the number of dead at eleven", "the ministry put its losses at 40", "the mayor speaks of nine dead".
//!
//! In: one sentence. Out: [`Draft`]s whose content goes from the figure's noun to the end of the clause. Not here: "gave a figure of",
//! numbers that nobody gives.

use super::super::doc::{Doc, Tag};
use super::content::{Complement, content_end};
use super::draft::Draft;
use super::lists::List;
use super::phrase::{near, verb_group};
use super::source;

/// Most tokens from the verb to "at".
const REACH: usize = 22;

/// Appends the attributions of one sentence.
pub(super) fn find(doc: &Doc<'_>, sentence: usize, drafts: &mut Vec<Draft>) {
    let whole = doc.sentence(sentence);
    for i in whole.clone() {
        if !doc.tag(i).is_verb() {
            continue;
        }
        match doc.lemma(i) {
            "put" => {}
            "speak" | "talk" => {
                drafts.extend(spoken_of(doc, sentence, i));
                continue;
            }
            _ => continue,
        }
        let range = near(&whole, i);
        let group = verb_group(doc, i, &range);
        let limit = range.end.min(i + REACH);
        let figure = (i + 1..limit.min(i + 7)).any(|j| doc.lower_is(List::FigureNoun, j));
        let at = (i + 2..limit).find(|&j| {
            let number = (j + 1..j + 5).any(|k| doc.tag(k) == Tag::CD) || doc.lower_is(List::Few, j + 1);
            doc.lower(j) == "at" && number
        });
        if !group.finite || group.passive || !figure || at.is_none() {
            continue;
        }
        let Some(source) = source::subject(doc, group.tokens.start, range.start) else { continue };
        let taken = |draft: &Draft| draft.sentence == sentence && draft.cue.contains(&i);
        let Some(at) = at.filter(|_| !drafts.iter().rev().take(8).any(taken)) else { continue };
        // "the number that it had traced at 38": the clause between ends where the figure stands.
        let end = content_end(doc, i + 1, range.end, Complement::Clause);
        let end = if end <= at { content_end(doc, at, range.end, Complement::Clause) } else { end };
        if end <= at + 1 {
            continue;
        }
        let mut draft = Draft::new("puts-at", sentence, group.tokens);
        draft.source = Some(source);
        draft.content.push(i + 1..end);
        drafts.push(draft);
    }
}

/// "The mayor speaks of nine dead": a number that somebody names.
fn spoken_of(doc: &Doc<'_>, sentence: usize, verb: usize) -> Option<Draft> {
    let range = near(&doc.sentence(sentence), verb);
    let group = verb_group(doc, verb, &range);
    let number = verb + 2..range.end.min(verb + 7);
    let counted = number.clone().find(|&i| doc.tag(i) == Tag::CD)?;
    let before =
        (number.start..counted).all(|i| !doc.tag(i).is_noun() && !doc.tag(i).is_verb() && doc.tag(i) != Tag::PRPS);
    // "spoke" before "of" looks like a participle.
    let active = group.finite && !group.passive || matches!(doc.lower(verb), "spoke" | "talked");
    if doc.lower(verb + 1) != "of" || !before || !active {
        return None;
    }
    let mut draft = Draft::new("puts-at", sentence, group.tokens.start..verb + 2);
    draft.source = Some(source::subject(doc, group.tokens.start, range.start)?);
    draft.content.push(number.start..content_end(doc, number.start, range.end, Complement::Clause));
    Some(draft)
}

#[cfg(test)]
mod tests {
    use super::super::super::{AttributionReader, names, parse};
    use super::super::Rules;
    use crate::report::{Part, PartKind, Report};
    use crate::text::Span;

    fn puts(text: &str) -> Vec<String> {
        let part = Part { kind: PartKind::Body, span: Span::new(0, text.len()), because: String::new() };
        let report = Report { text: text.to_owned(), parts: vec![part], ..Report::default() };
        let doc = parse(&report);
        let entities = names::entities(&doc);
        let found = Rules.read(&doc, &entities).into_iter().filter(|a| a.rule == "puts-at");
        found.map(|a| format!("{}: {}", a.source_name, a.content[0].of(text))).collect()
    }

    #[test]
    fn who_puts_a_figure_at_a_number_says_so() {
        assert_eq!(
            puts("Omar Tal puts the number of the drowned at nineteen."),
            ["Omar Tal: the number of the drowned at nineteen"]
        );
        assert_eq!(
            puts("The guild put the number of barges it had counted in autumn at 60."),
            ["guild: the number of barges it had counted in autumn at 60"]
        );
        assert_eq!(puts("Omar Tal, the mayor of Arven, spoke of nineteen drowned."), ["Omar Tal: nineteen drowned"]);
        assert_eq!(puts("Omar Tal spoke of his nineteen years at sea."), [""; 0]);
        assert_eq!(puts("Omar Tal put his boat at the pier at nine."), [""; 0]);
    }
}
