//! Interviews and transcripts: "Q: ... A: ...", "PRESENTER: ... TOLAN: ...".
//!
//! In: a [`Doc`] and the report's entities. Out: for each turn of somebody who is asked, one draft over the whole turn; what the
//! outlet's own people ask or tell has none. A text is a dialogue where labels come again or one of them asks by its name. Not here:
//! labels of headlines.

use super::super::doc::{Doc, Tag};
use super::super::{EntityKind, MentionForm};
use super::draft::Draft;
use super::lists::{List, is_in};
use super::who::Known;
use crate::text::Span;
use std::ops::Range;

/// Most tokens of a label.
const LONGEST_LABEL: usize = 7;
/// Fewest turns of a dialogue.
const FEWEST: usize = 2;

/// One turn: label, colon, the tokens until the next turn or the end of the paragraph.
struct Turn {
    sentence: usize,
    label: Range<usize>,
    said: Range<usize>,
}

/// Replaces what was read at labels by the turns of a dialogue.
pub(super) fn find(doc: &Doc<'_>, known: &Known<'_>, drafts: &mut Vec<Draft>) {
    let turns = turns(doc);
    let asks = |turn: &Turn| doc.lower(turn.label.start);
    let asked_by_name = turns.iter().any(|turn| is_in(List::Interviewer, asks(turn)));
    let again = turns.iter().enumerate().any(|(i, a)| turns.iter().skip(i + 1).any(|b| asks(a) == asks(b)));
    let others = turns.iter().any(|a| turns.first().is_some_and(|first| asks(first) != asks(a)));
    if turns.len() < FEWEST || !others || !(asked_by_name || again && turns.len() > FEWEST) {
        return;
    }
    let colon = |draft: &Draft| turns.iter().any(|turn| draft.cue == (turn.label.end..turn.label.end + 1));
    let labelled = |draft: &Draft| {
        let source = draft.source.as_ref();
        draft.rule == "label" && source.is_some_and(|s| turns.iter().any(|turn| s.start == turn.label.start))
    };
    drafts.retain(|draft| !colon(draft) && !labelled(draft));
    let start = turns.first().map_or(0, |turn| turn.label.start);
    let host = turns.first().map(asks).filter(|host| is_host(doc, &turns, host));
    for turn in &turns {
        let first = asks(turn);
        if host == Some(first) {
            continue;
        }
        if is_in(List::Interviewer, first) || turn.said.is_empty() {
            continue;
        }
        let mut draft = Draft::new("label", turn.sentence, turn.label.end..turn.label.end + 1);
        draft.speaker = match is_in(List::Answerer, first) {
            true => introduced(doc, known, start),
            false => named(doc, known, &turn.label),
        };
        // "Our correspondent Mira Tolan has been there. TOLAN: ...": the outlet's own people tell for it.
        let role = known.get(draft.speaker).and_then(|e| e.role.as_deref()).unwrap_or("").to_lowercase();
        let reporter = role.split(' ').any(|word| is_in(List::Interviewer, word) || is_in(List::Reporter, word));
        if reporter || has_the_story(doc, &turns, &turn.label) {
            continue;
        }
        draft.source = Some(turn.label.clone());
        draft.content.push(turn.said.clone());
        drafts.push(draft);
    }
    drafts.sort_by_key(|draft| (draft.sentence, draft.cue.start));
}

/// Whether who opens a talk asks the questions in it, and nobody else does: the outlet's own voice, by name.
fn is_host(doc: &Doc<'_>, turns: &[Turn], label: &str) -> bool {
    let asks = |turn: &&Turn| (turn.said.start..turn.said.end).rev().take(2).any(|i| doc.word(i) == "?");
    let own = |turn: &&Turn| doc.lower(turn.label.start) == label;
    let (host, others): (Vec<&Turn>, Vec<&Turn>) = turns.iter().partition(own);
    host.iter().filter(|turn| asks(turn)).count() >= FEWEST && !others.iter().any(asks)
}

/// The turns of a text, in order.
fn turns(doc: &Doc<'_>) -> Vec<Turn> {
    let mut turns: Vec<Turn> = Vec::new();
    let part = |s: usize| doc.sentences.get(s).map(|s| s.part);
    for sentence in 0..doc.sentences.len() {
        let range = doc.sentence(sentence);
        let colon = range.clone().take(LONGEST_LABEL + 1).find(|&i| doc.word(i) == ":");
        let label = colon.map(|colon| range.start..colon).filter(|label| is_label(doc, label));
        match label {
            Some(label) => {
                let said = label.end + 1..range.end;
                turns.push(Turn { sentence, label, said });
            }
            None => {
                if let Some(turn) = turns.last_mut().filter(|turn| part(turn.sentence) == part(sentence)) {
                    turn.said.end = range.end;
                }
            }
        }
    }
    turns
}

/// "Q", "A", "PRESENTER (Mira Tolan)", "TOLAN", "MIRA TOLAN, HARBOUR MASTER": capitals alone, apart from what stands in brackets; or who
/// asks by its name.
fn is_label(doc: &Doc<'_>, label: &Range<usize>) -> bool {
    let capitals = |i: usize| !doc.tag(i).is_word() || doc.word(i).chars().all(|c| !c.is_lowercase());
    let closes =
        |&i: &usize| doc.tag(i) == Tag::OpenBracket || doc.tag(i) == Tag::Comma && (i..label.end).all(capitals);
    let bracket = label.clone().find(closes).unwrap_or(label.end);
    let mut words = (label.start..bracket).filter(|&i| doc.tag(i).is_word()).peekable();
    if words.peek().is_none() || bracket > label.start + 4 {
        return false;
    }
    let one = bracket == label.start + 1;
    let by_name = doc.lower_is(List::Interviewer, label.start) || doc.lower_is(List::Answerer, label.start);
    one && by_name || words.all(|i| doc.word(i).chars().all(|c| !c.is_lowercase()) && doc.word(i).len() > 1)
}

/// Whether who asks hands over to a colleague: "Mira Tolan has the story. TOLAN: ...".
fn has_the_story(doc: &Doc<'_>, turns: &[Turn], label: &Range<usize>) -> bool {
    let Some(name) = label.clone().rev().find(|&i| doc.tag(i).is_word()).map(|i| doc.lower(i)) else { return false };
    let asked = turns.iter().filter(|turn| doc.lower_is(List::Interviewer, turn.label.start));
    asked.flat_map(|turn| turn.said.clone()).any(|i| {
        let has = doc.lower(i + 1) == "has" && matches!(doc.lower(i + 2), "the" | "more" | "this" | "been" | "our");
        doc.lower(i) == name && (has || matches!(doc.lower(i + 1), "reports" | "reporting"))
    })
}

/// The person whom a label in capitals names: "TOLAN" for Mira Tolan.
fn named(doc: &Doc<'_>, known: &Known<'_>, label: &Range<usize>) -> Option<u32> {
    let name = label.start..label.clone().find(|&i| doc.tag(i) == Tag::Comma).unwrap_or(label.end);
    let word = name.rev().find(|&i| doc.tag(i).is_word()).map(|i| doc.lower(i))?;
    let has = |name: &str| name.split(' ').any(|part| part.to_lowercase() == word);
    let person = |e: &&super::super::Entity| e.kind == EntityKind::Person && e.name.contains(' ') && has(&e.name);
    known.entities.iter().position(|e| person(&e)).map(|at| at as u32)
}

/// The person whom the text introduces before the first question.
fn introduced(doc: &Doc<'_>, known: &Known<'_>, start: usize) -> Option<u32> {
    let from = doc.tokens.get(start).map_or(0, |token| token.span.start);
    let persons = known.entities.iter().enumerate().filter(|(_, e)| e.kind == EntityKind::Person);
    let first = |form: MentionForm| {
        let before = persons.clone().filter_map(|(at, e)| {
            // A line in capitals is a title.
            let title = |span: Span| !span.of(&doc.report.text).chars().any(char::is_lowercase);
            let mention = e.mentions.iter().find(|m| m.form == form && m.span.end <= from && !title(m.span))?;
            Some((mention.span.start, at as u32))
        });
        before.min().map(|(_, at)| at)
    };
    first(MentionForm::Name).or_else(|| first(MentionForm::Nominal))
}

#[cfg(test)]
mod tests {
    use super::super::tests::read;

    /// Who says what in the paragraphs of a text, labels alone.
    fn said(text: &str) -> Vec<String> {
        let labels = read(text).1.into_iter().filter(|a| a.rule == "label");
        labels.map(|a| format!("{}: {}", a.source_name, a.content[0].of(text))).collect()
    }

    #[test]
    fn answers_are_those_of_whom_the_text_introduces() {
        let text = "Omar Tal left the Tessan Front in May.\nQ: Were you paid?\nA: Never. They promised boots.\n\
                    Q: And the others?\nA: Nobody was.\nThe Front did not reply.";
        assert_eq!(said(text), ["Omar Tal: Never. They promised boots", "Omar Tal: Nobody was"]);
    }

    #[test]
    fn a_label_in_capitals_is_a_person_and_who_presents_is_the_outlet() {
        let text =
            "PRESENTER: On the line is General Omar Tal. General, how many boats?\nTAL: Three. The crews are safe.";
        assert_eq!(said(text), ["Omar Tal: Three. The crews are safe"]);
    }

    #[test]
    fn a_label_may_name_the_office_too_and_the_voice_over_pictures_is_the_outlet() {
        let text = "HOST: What do you give them?\nMIRA TOLAN, HARBOUR MASTER: Ropes. Nothing else.\nVOICE: The boats left at dawn.\nTOLAN: Good luck.";
        let found = said(text);
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].ends_with(": Ropes. Nothing else") && found[1].ends_with(": Good luck"), "{found:?}");
    }

    #[test]
    fn a_headline_with_a_colon_is_no_dialogue() {
        assert!(said("ARVEN: The bridge is gone.\nThe bridge fell at noon.").len() < 2);
    }

    #[test]
    fn who_opens_and_asks_is_the_outlet_whatever_the_label() {
        let text = "OMBARA: We play no music. Omar Tal has a boat. Where were you?\nTAL: On the water. The mill was hit.\n\
            OMBARA: Did you see boats?\nTAL: I saw nine.\nOMBARA: Boats leave at noon.\n";
        assert_eq!(said(text), ["Omar Tal: On the water. The mill was hit", "Omar Tal: I saw nine"]);
    }
}
