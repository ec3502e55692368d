//! What stands under the heading of a medium or body: digests of broadcasts ("2. Radio Kessa, in Varenian, 0700 gmt 3 May 24", "Kessa
//! Post, 3 May: ...") and statements that an office has circulated ("The press service has issued the following.").
//!
//! In: a [`Doc`] and the drafts so far. Out: one draft for each section, whose content is all of it, and none at the words of the heading
//! itself. A heading names somebody and a day or hour and has no verb; one alone makes no digest. Not here: credits of whole reports.

use super::super::doc::{Doc, Tag};
use super::super::{EntityKind, MentionForm, SourceKind};
use super::draft::Draft;
use super::lexicon::LEXICON;
use super::lists::{List, is_in};
use super::phrase::{near, verb_group};
use super::source;
use super::who::Known;
use crate::report::PartKind;
use std::ops::Range;

/// Fewest headings of a digest.
const FEWEST: usize = 2;
/// Most tokens of a heading.
const LONGEST: usize = 40;
/// Most words of who is named in it.
const LONGEST_NAME: usize = 9;
/// How many paragraphs of the body an opening may stand in.
const OPENING: usize = 2;
const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
/// Verbs for giving out a text.
const GIVES_OUT: [&str; 9] =
    ["circulate", "issue", "release", "publish", "distribute", "announce", "state", "communicate", "disseminate"];

/// The part of a report that a token stands in.
pub(super) fn part_at(doc: &Doc<'_>, token: usize) -> u32 {
    doc.sentences.get(doc.sentence_of(token)).map_or(u32::MAX, |s| s.part)
}

/// The part of a section's heading.
pub(super) fn part(doc: &Doc<'_>, draft: &Draft) -> u32 {
    part_at(doc, draft.cue.start)
}

/// A heading: who is named, where the name ends, what stands behind it in the same paragraph.
struct Heading {
    paragraph: usize,
    name: Option<Range<usize>>,
    mark: usize,
    rest: Range<usize>,
    /// Whether its words are those of media: "radio", "channel", "gmt".
    medium: bool,
}

/// Adds the sections and takes out what was read in their headings.
pub(super) fn find(doc: &Doc<'_>, known: &Known<'_>, drafts: &mut Vec<Draft>) {
    let paragraphs = paragraphs(doc);
    let headings: Vec<Heading> =
        paragraphs.iter().enumerate().filter_map(|(n, range)| heading(doc, n, range.clone())).collect();
    let mut found = Vec::new();
    // "Kessa, 3 May": a place and a day are a dateline.
    let media = headings.iter().filter(|heading| heading.medium && heading.name.is_some()).count();
    if media >= FEWEST && headings.first().is_some_and(|first| first.name.is_some()) {
        let read = |draft: &Draft| {
            headings.iter().any(|h| {
                paragraphs
                    .get(h.paragraph)
                    .is_some_and(|p| h.rest.start > draft.cue.start && p.contains(&draft.cue.start))
            })
        };
        drafts.retain(|draft| !read(draft));
        let mut name: Option<Range<usize>> = None;
        for (n, heading) in headings.iter().enumerate() {
            name = heading.name.clone().or(name);
            let next = headings.get(n + 1).map_or(paragraphs.len(), |next| next.paragraph);
            let last = paragraphs.get(next.saturating_sub(1)).map_or(0, |p| p.end);
            // "Kessa Post, 3 May: a bridge fell": the rest of the paragraph; a line of its own heads what follows.
            let content = match heading.rest.is_empty() {
                true => paragraphs.get(heading.paragraph + 1).map_or(0, |p| p.start)..last,
                false => heading.rest.clone(),
            };
            if let Some(name) = name.clone().filter(|_| content.start < content.end) {
                found.push(section(doc, name, heading.mark, content));
            }
        }
        found.extend(paragraphs.iter().filter_map(|range| recorded(doc, known, range)));
    } else {
        found.extend(given_out(doc, &paragraphs));
    }
    if !found.is_empty() {
        drafts.append(&mut found);
        drafts.sort_by_key(|draft| (draft.sentence, draft.cue.start));
    }
}

fn section(doc: &Doc<'_>, source: Range<usize>, mark: usize, content: Range<usize>) -> Draft {
    let mut draft = Draft::new("section", doc.sentence_of(mark), mark..mark + 1);
    draft.source = Some(source);
    draft.content.push(content);
    draft
}

/// The token ranges of the parts, in order.
fn paragraphs(doc: &Doc<'_>) -> Vec<Range<usize>> {
    let mut found: Vec<(u32, Range<usize>)> = Vec::new();
    for (number, sentence) in doc.sentences.iter().enumerate() {
        let range = doc.sentence(number);
        match found.last_mut().filter(|(part, _)| *part == sentence.part) {
            Some((_, last)) => last.end = range.end,
            None => found.push((sentence.part, range)),
        }
    }
    found.into_iter().map(|(_, range)| range).collect()
}

fn heading(doc: &Doc<'_>, paragraph: usize, range: Range<usize>) -> Option<Heading> {
    let mut start = range.start;
    let letters = |i: usize| doc.word(i).chars().any(char::is_alphabetic);
    while start < range.end && (!letters(start) || doc.lower(start) == "source") {
        start += 1;
    }
    let limit = range.end.min(start + LONGEST);
    let colon = (start..limit).find(|&i| doc.word(i) == ":").unwrap_or(range.end);
    let mark = (start..colon.min(limit)).find(|&i| matches!(doc.tag(i), Tag::Comma | Tag::OpenBracket))?;
    let dated = (mark..colon).any(|i| is_day(doc, i));
    let verb = (start..colon).any(|i| (doc.tag(i).is_finite() || doc.tag(i) == Tag::PRP) && !is_day(doc, i));
    let same = doc.lower(start) == "same" && mark == start + 2;
    if colon > start + LONGEST || !(dated || same) || verb || mark > start + LONGEST_NAME {
        return None;
    }
    let capital = |i: usize| doc.word(i).starts_with(char::is_uppercase);
    if !same && (!capital(start) || !(start..mark).any(|i| doc.tag(i).is_name() || capital(i) && i > start)) {
        return None;
    }
    let medium = (start..colon).any(|i| is_medium_word(doc, i));
    let rest = if colon < range.end { colon + 1..range.end } else { range.end..range.end };
    Some(Heading { paragraph, name: (!same).then_some(start..mark), mark, rest, medium })
}

/// A word of media, languages apart: "radio", "channel", "website", "gmt".
fn is_medium_word(doc: &Doc<'_>, i: usize) -> bool {
    let lower = doc.lower(i);
    let medium = matches!(LEXICON.kind(lower), Some(SourceKind::Outlet | SourceKind::Wire));
    medium
        || is_in(List::Medium, lower)
        || is_in(List::MediumName, lower)
        || matches!(lower, "gmt" | "utc" | "website" | "site")
}

/// "19 March", "May 3", "0700 gmt".
fn is_day(doc: &Doc<'_>, i: usize) -> bool {
    let number = |i: usize| doc.tag(i) == Tag::CD || doc.word(i).starts_with(|c: char| c.is_ascii_digit());
    let month = || {
        doc.word(i).starts_with(char::is_uppercase)
            && doc.lower(i).get(..3).is_some_and(|start| MONTHS.contains(&start))
            && doc.lower(i).len() <= 9
    };
    let beside = number(i + 1) || i > 0 && number(i - 1);
    beside && (month() || matches!(doc.lower(i), "gmt" | "utc"))
}

/// "[Recording of Brigade commander Omar Tal] “...”": whose voice a paragraph is.
fn recorded(doc: &Doc<'_>, known: &Known<'_>, range: &Range<usize>) -> Option<Draft> {
    let close = range.clone().take(14).find(|&i| doc.tag(i) == Tag::CloseBracket)?;
    let opens = doc.tag(range.start) == Tag::OpenBracket && close + 1 < range.end;
    let bracket = doc.span(range.start..close);
    let named = |e: &&super::super::Entity| e.kind == EntityKind::Person && e.named;
    let mentions = known.entities.iter().filter(named).flat_map(|e| e.mentions.iter());
    let name =
        mentions.filter(|m| m.form == MentionForm::Name && bracket.contains(m.span)).min_by_key(|m| m.span.start)?;
    let mut draft = Draft::new("label", doc.sentence_of(close), close..close + 1);
    draft.source = Some(doc.tokens_in(name.span));
    draft.content.push(close + 1..range.end);
    opens.then_some(draft)
}

/// "The press service of the ministry has circulated the following.": all that follows is the ministry's.
fn given_out(doc: &Doc<'_>, paragraphs: &[Range<usize>]) -> Option<Draft> {
    let body = |range: &&Range<usize>| doc.is_in(doc.sentence_of(range.start), PartKind::Body);
    let last = paragraphs.iter().rfind(body)?.end;
    paragraphs.iter().filter(body).take(OPENING).find_map(|range| {
        let sentence = doc.sentence(doc.sentence_of(range.end.checked_sub(1)?));
        let following = sentence.clone().rev().take(4).find(|&i| doc.lower(i) == "following")?;
        let verb = sentence
            .clone()
            .rev()
            .find(|&i| doc.tag(i).is_verb() && i < following && GIVES_OUT.contains(&doc.lemma(i)))?;
        let group = verb_group(doc, verb, &near(&sentence, verb));
        let subject = source::subject(doc, group.tokens.start, sentence.start)?;
        let who = group.finite && !group.passive && doc.tag(subject.start) != Tag::PRP;
        (who && range.end < last).then(|| section(doc, subject, verb, range.end..last))
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::read;

    /// Who is named over the paragraphs of a text, and how each section begins.
    fn sections(text: &str) -> Vec<String> {
        let found = read(text).1.into_iter().filter(|a| a.rule == "section");
        found
            .map(|a| {
                let said = a.content[0].of(text).split_whitespace().take(3).collect::<Vec<_>>().join(" ");
                format!("{}: {said}", a.source_name)
            })
            .collect()
    }

    #[test]
    fn lines_that_name_a_station_and_an_hour_head_what_follows() {
        let text = "1. Kessa Radio, in Varenian, 0700 gmt 3 May 24\n\
            Guns have shelled the mill at Arven. Nobody was hurt.\n\
            2. Damur Television, in Damurian, 1800 gmt 3 May 24\n\
            The harvest has begun.\n";
        assert_eq!(sections(text), ["Kessa Radio: Guns have shelled", "Damur Television: The harvest has"]);
    }

    #[test]
    fn a_name_and_a_day_before_a_colon_head_their_paragraph() {
        let text = "Kessa Radio, 3 May: the mill at Arven was shelled.\nDamur Television (state), 4 May: the harvest has begun.\n";
        assert_eq!(sections(text), ["Kessa Radio: the mill at", "Damur Television: the harvest has"]);
    }

    #[test]
    fn one_dateline_is_no_digest() {
        let text = "Kessa, Varenia, 3 May 24\nGuns have shelled the mill at Arven, the mayor said.\n";
        assert_eq!(sections(text), [""; 0]);
        let text = "Elsewhere on Monday, radio sets were sold at the mill until May 3.\nKessa, 3 May, by radio.\nDamur, 4 May.\n";
        assert_eq!(sections(text), [""; 0]);
    }

    #[test]
    fn what_an_office_circulates_is_its_own() {
        let text =
            "The press service of the Ministry of Ports has circulated the following.\nNobody was hurt at the mill.\n";
        assert_eq!(sections(text), ["press service of the Ministry of Ports: Nobody was hurt"]);
        let text = "The mayor gave the following reasons. He left the room.\nNobody was hurt at the mill.\n";
        assert_eq!(sections(text), [""; 0]);
    }
}
