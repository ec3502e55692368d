//! "She puts the number of dead at eleven", "the losses were put at 40 by the ministry", "the mayor speaks of nine dead", "the guild has
//! counted 40 wrecks", "the army gave a toll of nine".
//!
//! In: one sentence. Out: [`Draft`]s whose content goes from the figure's noun to the end of the clause. Not here: numbers that nobody
//! gives, and what the outlet's own people count.

use super::super::doc::{Doc, Tag};
use super::content::{Complement, content_end};
use super::draft::Draft;
use super::lists::List;
use super::phrase::{VerbGroup, near, verb_group};
use super::source;

/// Most tokens from the verb to "at".
const REACH: usize = 22;

/// Appends the attributions of one sentence.
pub(super) fn find(doc: &Doc<'_>, sentence: usize, drafts: &mut Vec<Draft>) {
    let whole = doc.sentence(sentence);
    for i in whole.clone() {
        if !doc.tag(i).is_verb() {
            drafts.extend(figure_of(doc, sentence, i));
            continue;
        }
        match doc.lemma(i) {
            "put" => {}
            "speak" | "talk" => {
                drafts.extend(spoken_of(doc, sentence, i));
                continue;
            }
            "give" => {
                drafts.extend(given(doc, sentence, i).or_else(|| given_by(doc, sentence, i)));
                continue;
            }
            _ if doc.lemma_is(List::Tally, i) => {
                drafts.extend(counted(doc, sentence, i).or_else(|| counted_before(doc, sentence, i)));
                continue;
            }
            _ => continue,
        }
        let range = near(&whole, i);
        let group = verb_group(doc, i, &range);
        let limit = range.end.min(i + REACH);
        let figure = (i + 1..limit.min(i + 7)).any(|j| doc.lower_is(List::FigureNoun, j));
        let at = (i + 1..limit).find(|&j| {
            let number = (j + 1..j + 5).any(|k| doc.tag(k) == Tag::CD) || doc.lower_is(List::Few, j + 1);
            doc.lower(j) == "at" && number
        });
        if group.passive
            && let Some(at) = at
        {
            drafts.extend(put_by(doc, sentence, &group, at));
            continue;
        }
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

/// "The number of the drowned has been put at nineteen by a guild."
fn put_by(doc: &Doc<'_>, sentence: usize, group: &VerbGroup, at: usize) -> Option<Draft> {
    let range = near(&doc.sentence(sentence), at);
    let by = (at + 2..range.end.min(at + REACH)).find(|&i| doc.lower(i) == "by")?;
    if (at..by).any(|i| doc.tag(i).is_finite()) {
        return None;
    }
    let mut draft = Draft::new("puts-at", sentence, group.tokens.clone());
    draft.source = Some(source::source_after(doc, by + 1, range.end)?);
    draft.content.push(range.start..group.tokens.start);
    draft.content.push(at..by);
    Some(draft)
}

/// "The army gave a toll of nine", "the mayor gave the number of dead as nine".
fn given(doc: &Doc<'_>, sentence: usize, verb: usize) -> Option<Draft> {
    let range = near(&doc.sentence(sentence), verb);
    let group = verb_group(doc, verb, &range);
    let noun = (verb + 1..range.end.min(verb + 5)).find(|&i| doc.lower_is(List::FigureNoun, i))?;
    let number = |i: usize| (i + 1..i + 5).any(|k| doc.tag(k) == Tag::CD);
    let stands = (noun + 1..range.end.min(noun + REACH)).any(|i| matches!(doc.lower(i), "of" | "as") && number(i));
    if !group.finite || group.passive || !stands || (verb + 1..noun).any(|i| doc.tag(i).is_verb()) {
        return None;
    }
    let mut draft = Draft::new("puts-at", sentence, group.tokens.clone());
    draft.source = Some(source::subject(doc, group.tokens.start, range.start)?);
    draft.content.push(verb + 1..content_end(doc, verb + 1, range.end, Complement::Phrase));
    Some(draft)
}

/// "The guild has counted 40 wrecks": who counts says how many.
fn counted(doc: &Doc<'_>, sentence: usize, verb: usize) -> Option<Draft> {
    let range = near(&doc.sentence(sentence), verb);
    let group = verb_group(doc, verb, &range);
    // "verified by the guild", "to list 40 wrecks": nothing is said to have been counted by the subject.
    if !group.finite || group.passive || group.tokens.clone().any(|i| doc.tag(i) == Tag::MD) {
        return None;
    }
    let number = (verb + 1..range.end.min(verb + 6)).find(|&i| doc.tag(i) == Tag::CD)?;
    let straight =
        (verb + 1..number).all(|i| !doc.tag(i).is_noun() && !doc.tag(i).is_verb() && doc.tag(i) != Tag::Comma);
    let of_what = doc.tag(number + 1).is_noun() || doc.tag(number + 1).is_adjective() || doc.lower(number + 1) == "of";
    let source = source::subject(doc, group.tokens.start, range.start)?;
    // "She said he had counted nine": a person who is told of in passing is known from whoever tells of them.
    let own = source.clone().any(|i| matches!(doc.lower(i), "we" | "i" | "our" | "us" | "he" | "she"));
    if !straight || !of_what || own {
        return None;
    }
    let mut draft = Draft::new("puts-at", sentence, group.tokens.clone());
    draft.source = Some(source);
    draft.content.push(verb + 1..content_end(doc, verb + 1, range.end, Complement::Clause));
    Some(draft)
}

/// "Fewer than the nine dead that the guild counted": the number stands before who counted.
fn counted_before(doc: &Doc<'_>, sentence: usize, verb: usize) -> Option<Draft> {
    let range = near(&doc.sentence(sentence), verb);
    let group = verb_group(doc, verb, &range);
    let ends = verb + 1 >= range.end || !doc.tag(verb + 1).is_word() || doc.tag(verb + 1) == Tag::IN;
    if !group.finite || group.passive || !ends {
        return None;
    }
    let source = source::subject(doc, group.tokens.start, range.start)?;
    let pronoun = source.start.checked_sub(1).filter(|&i| matches!(doc.lower(i), "that" | "which" | "whom"))?;
    let number = (range.start.max(pronoun.saturating_sub(5))..pronoun).find(|&i| doc.tag(i) == Tag::CD)?;
    let straight =
        (number..pronoun).all(|i| doc.tag(i) == Tag::CD || doc.tag(i).is_noun() || doc.tag(i).is_adjective());
    let mut draft = Draft::new("puts-at", sentence, group.tokens);
    draft.source = Some(source);
    draft.content.push(number..pronoun);
    straight.then_some(draft)
}

/// "The number of wounded, 14, had been given by the surgeon."
fn given_by(doc: &Doc<'_>, sentence: usize, verb: usize) -> Option<Draft> {
    let range = near(&doc.sentence(sentence), verb);
    let group = verb_group(doc, verb, &range);
    let by = verb + 1;
    let before = range.start..group.tokens.start;
    let figure =
        before.clone().any(|i| doc.lower_is(List::FigureNoun, i)) && before.clone().any(|i| doc.tag(i) == Tag::CD);
    if !group.passive || doc.lower(by) != "by" || !figure || before.clone().any(|i| doc.tag(i).is_finite()) {
        return None;
    }
    let mut draft = Draft::new("puts-at", sentence, group.tokens.clone());
    draft.source = Some(source::source_after(doc, by + 1, range.end)?);
    draft.content.push(before);
    Some(draft)
}

/// "The guild's count of nine wrecks", "its figure of nine dead": whose number it is.
fn figure_of(doc: &Doc<'_>, sentence: usize, noun: usize) -> Option<Draft> {
    let named = matches!(doc.lower(noun), "count" | "figure" | "tally" | "toll" | "estimate" | "number");
    if !named || doc.lower(noun + 1) != "of" || !doc.tag(noun).is_noun() {
        return None;
    }
    let range = near(&doc.sentence(sentence), noun);
    let number = (noun + 2..range.end.min(noun + 5)).find(|&i| doc.tag(i) == Tag::CD)?;
    let owner = noun.checked_sub(1).filter(|&i| i >= range.start)?;
    let source = match doc.tag(owner) {
        Tag::PRPS if matches!(doc.lower(owner), "its" | "their" | "his" | "her") => owner..noun,
        Tag::POS => source::phrase_before(doc, owner, range.start)?,
        _ => return None,
    };
    let mut draft = Draft::new("puts-at", sentence, noun..noun + 1);
    draft.source = Some(source);
    draft.content.push(number..content_end(doc, number, range.end, Complement::Phrase));
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

    #[test]
    fn who_counts_or_gives_a_toll_says_how_many() {
        assert_eq!(
            puts("The Harbour Guild had counted at least 60 barges that were sunk in spring."),
            ["Harbour Guild: at least 60 barges that were sunk in spring"]
        );
        assert_eq!(
            puts("The number of drowned sailors has been put at nineteen by the Harbour Guild."),
            ["Harbour Guild: The number of drowned sailors"]
        );
        assert_eq!(
            puts("The coast guard gave a toll of nineteen drowned."),
            ["coast guard: a toll of nineteen drowned"]
        );
        assert_eq!(
            puts("The number falls short of the nine dead that the Harbour Guild counted."),
            ["Harbour Guild: nine dead"]
        );
        assert_eq!(
            puts("The number of wounded, 14, had been given by Omar Tal to a paper."),
            ["Omar Tal: The number of wounded, 14"]
        );
        assert_eq!(
            puts("The Harbour Guild's count of nine wrecks stands alone.")[0],
            "Harbour Guild: nine wrecks stands alone"
        );
        assert_eq!(puts("A number of nine boats sank."), [""; 0]);
        assert_eq!(puts("We counted 60 barges."), [""; 0]);
        assert_eq!(puts("The guild hopes to count 60 barges."), [""; 0]);
        assert_eq!(puts("The sailor gave his boat a coat of paint in 19 days."), [""; 0]);
    }
}
