//! Sayings in set phrases: "as the governor tells it", "Telmar has it from two nurses that", "her answer is that", "word came that".
//!
//! For: who speaks without a verb of speech has no cue that a tagger was taught. In: one sentence. Out: [`Draft`]s; hearsay where nobody
//! is said to say it. Words stand in `data/attribution/words.tsv`. Not here: "according to" and accounts with a preposition
//! ([`super::according`]), nouns with a that-clause of their own ([`super::nominal`]), figures.

use super::super::doc::{Doc, Tag};
use super::content::{self, Complement, content_end};
use super::draft::Draft;
use super::lists::List;
use super::phrase::{long_phrase_end, near, verb_group};
use super::source;
use std::ops::Range;

/// The rule of all of them.
pub(super) const RULE: &str = "phrased";
/// Longest source inside a phrase ("as X puts it"), in tokens.
const SOURCE: usize = 8;
/// How far behind a noun or verb its "that" may stand, in tokens.
const REACH: usize = 9;

/// Appends the attributions of one sentence.
pub(super) fn find(doc: &Doc<'_>, sentence: usize, drafts: &mut Vec<Draft>) {
    let whole = doc.sentence(sentence);
    for i in whole.clone() {
        let at = At { doc, sentence, range: near(&whole, i) };
        let found = match doc.lower(i) {
            "as" => at.tells_it(i),
            "if" => at.is_to_be_believed(i),
            "so" => at.so_says(i),
            _ if doc.tag(i).is_verb() => match doc.lemma(i) {
                "have" => at.has_it(i),
                "let" | "make" => at.lets_know(i),
                "be" => at.is_sure(i).or_else(|| at.is_what_is_said(i)),
                "hear" | "learn" => at.hears_from(i),
                "tell" | "speak" | "boast" | "complain" => at.tells_of(i),
                _ => None,
            },
            "doubt" => at.has_no_doubt(i),
            _ if doc.lower_is(List::Rumour, i) => at.goes_round(i),
            _ if doc.lower_is(List::WhatIsSaid, i) => at.is_the_view_of(i),
            _ => None,
        };
        if let Some(found) = found {
            // What else was read of these words took them for a plain verb: "tells it".
            let apart = |old: &Draft| {
                old.sentence != sentence || old.cue.end <= found.cue.start || found.cue.end <= old.cue.start
            };
            drafts.retain(apart);
            drafts.push(found);
        }
    }
}

/// A sentence that is read.
struct At<'d, 'a> {
    doc: &'d Doc<'a>,
    sentence: usize,
    range: Range<usize>,
}

impl At<'_, '_> {
    /// A draft with a clause as its content, from `start` to the end of the clause.
    fn draft(&self, source: Option<Range<usize>>, cue: Range<usize>, start: usize) -> Option<Draft> {
        let end = content_end(self.doc, start, self.range.end, Complement::Clause);
        self.with(source, cue, start..end)
    }

    fn with(&self, source: Option<Range<usize>>, cue: Range<usize>, content: Range<usize>) -> Option<Draft> {
        let words = content.clone().filter(|&i| self.doc.tag(i).is_word()).count();
        let mut draft = Draft::new(RULE, self.sentence, cue);
        draft.hearsay = source.is_none();
        draft.source = source;
        draft.content.push(content);
        (words > 1).then_some(draft)
    }

    /// The subject of the verb, without the verb's own auxiliaries.
    fn subject(&self, verb: usize) -> Option<Range<usize>> {
        let group = verb_group(self.doc, verb, &self.range);
        if group.passive {
            return None;
        }
        source::subject(self.doc, group.tokens.start, self.range.start)
    }

    /// The place behind the first "that" among the next tokens; no other verb may stand before it.
    fn that(&self, from: usize) -> Option<usize> {
        let limit = self.range.end.min(from + REACH);
        let that = (from..limit).find(|&i| self.doc.lower(i) == "that")?;
        let other = (from..that).any(|i| self.doc.tag(i).is_finite() || self.doc.tag(i) == Tag::Comma);
        let noun = self.doc.tag(that + 1).is_noun() && self.doc.tag(that) == Tag::DT;
        let clause = !noun || source::clause_verb(self.doc, that + 1, self.range.end).is_some();
        (!other && clause).then_some(that)
    }

    /// Whether a phrase of one or more words names somebody.
    fn is_phrase(&self, phrase: &Range<usize>) -> bool {
        let plain = |i: usize| {
            let tag = self.doc.tag(i);
            tag.is_noun()
                || tag.is_adjective()
                || matches!(tag, Tag::DT | Tag::POS | Tag::PRPS | Tag::PRP | Tag::CD | Tag::IN | Tag::VBN)
        };
        let somebody = |i: usize| self.doc.tag(i).is_noun() || self.doc.tag(i) == Tag::PRP;
        (1..=SOURCE).contains(&phrase.len()) && phrase.clone().all(plain) && phrase.clone().any(somebody)
    }

    /// What stands beside an aside of this sentence: behind it where it opens the sentence, else before it.
    fn beside(&self, aside: Range<usize>) -> Option<Range<usize>> {
        let comma = |i: usize| matches!(self.doc.tag(i), Tag::Comma | Tag::Dash | Tag::Colon);
        if aside.start == self.range.start {
            let start = Some(aside.end).filter(|&i| comma(i))? + 1;
            return Some(start..content_end(self.doc, start, self.range.end, Complement::Clause));
        }
        let mark = aside.start.checked_sub(1).filter(|&i| i > self.range.start && comma(i))?;
        content::before(self.doc, self.range.start, mark)
    }

    /// "As the governor tells it, ...", "..., as he puts it".
    fn tells_it(&self, i: usize) -> Option<Draft> {
        let verb = (i + 2..self.range.end.min(i + 2 + SOURCE)).find(|&j| self.doc.tag(j).is_verb())?;
        let tells =
            matches!(self.doc.lemma(verb), "put" | "tell" | "have" | "describe" | "recall" | "remember" | "see");
        let closes = |j: usize| j >= self.range.end || !self.doc.tag(j).is_word();
        let source = i + 1..verb;
        if !tells || self.doc.lower(verb + 1) != "it" || !closes(verb + 2) || !self.is_phrase(&source) {
            return None;
        }
        self.with(Some(source), verb..verb + 2, self.beside(i..verb + 2)?)
    }

    /// "If the governor is to be believed, ...".
    fn is_to_be_believed(&self, i: usize) -> Option<Draft> {
        let limit = self.range.end.min(i + 4 + SOURCE);
        let verb = (i + 2..limit).find(|&j| matches!(self.doc.lower(j), "believed" | "trusted"))?;
        let to_be = self.doc.lower(verb - 1) == "be" && self.doc.lower(verb - 2) == "to";
        let source = i + 1..verb.checked_sub(3)?;
        if !to_be || source.is_empty() || !self.is_phrase(&source) {
            return None;
        }
        self.with(Some(source), verb - 1..verb + 1, self.beside(i..verb + 1)?)
    }

    /// "Nine men were taken - so says the baker", "..., or so the baker says".
    fn so_says(&self, i: usize) -> Option<Draft> {
        let says = |j: usize| matches!(self.doc.lemma(j), "say" | "claim" | "run") && self.doc.tag(j).is_finite();
        let (verb, source) = if says(i + 1) {
            (i + 1, i + 2..long_phrase_end(self.doc, i + 2, self.range.end))
        } else {
            let verb = (i + 2..self.range.end.min(i + 2 + SOURCE)).find(|&j| says(j))?;
            (verb, i + 1..verb)
        };
        let or = usize::from(self.doc.lower(i.wrapping_sub(1)) == "or");
        let closes = (source.end.max(verb + 1)..self.range.end).all(|j| !self.doc.tag(j).is_word());
        if !closes || !self.is_phrase(&source) {
            return None;
        }
        self.with(Some(source), verb..verb + 1, self.beside(i - or..self.range.end)?)
    }

    /// "The report has it that ...", "Telmar has it from two nurses that ..."; legend and gossip have it from nobody.
    fn has_it(&self, i: usize) -> Option<Draft> {
        if self.doc.lower(i + 1) != "it" {
            return None;
        }
        let subject = self.subject(i)?;
        let nobody = subject.clone().any(|j| self.doc.lower_is(List::Rumour, j));
        let from = self.doc.lower(i + 2) == "from";
        let cue = i..i + 2;
        if i + 2 >= self.range.end || self.doc.tag(i + 2) == Tag::Stop {
            // "Raiders burned the mill, the ledger has it."
            return self.with(Some(subject.clone()).filter(|_| !nobody), cue, self.beside(subject.start..i + 2)?);
        }
        let that = if from { self.that(i + 3)? } else { Some(i + 2).filter(|&j| self.doc.lower(j) == "that")? };
        if from {
            let mut draft = self.draft(Some(i + 3..that).filter(|phrase| self.is_phrase(phrase)), cue, that)?;
            draft.relay = Some(subject);
            return draft.source.is_some().then_some(draft);
        }
        self.draft(Some(subject).filter(|_| !nobody), cue, that)
    }

    /// "The ministry let it be known that ...", "she made it known that".
    fn lets_know(&self, i: usize) -> Option<Draft> {
        let known = (i + 2..i + 4).find(|&j| self.doc.lower(j) == "known")?;
        if self.doc.lower(i + 1) != "it" || self.doc.lower(known + 1) != "that" {
            return None;
        }
        self.draft(Some(self.subject(i)?), i..known + 1, known + 1)
    }

    /// "The surgeon is certain that ...".
    fn is_sure(&self, i: usize) -> Option<Draft> {
        let mut adjective = i + 1;
        while self.doc.tag(adjective).is_adverb() {
            adjective += 1;
        }
        // "He wants to be sure that ...": not yet.
        let is = self.doc.tag(i).is_finite();
        if !is || !self.doc.lower_is(List::Sure, adjective) || self.doc.lower(adjective + 1) != "that" {
            return None;
        }
        let subject = self.subject(i)?;
        // "It is certain that ...": nobody is.
        let nobody = matches!(self.doc.lower(subject.start), "it" | "there" | "what" | "this" | "that");
        self.draft(Some(subject).filter(|_| !nobody), i..adjective + 1, adjective + 1)
            .filter(|draft| draft.source.is_some())
    }

    /// "The surgeon's answer is that ...", "the version of the army was that ...".
    fn is_what_is_said(&self, i: usize) -> Option<Draft> {
        let that = Some(i + 1).filter(|&j| self.doc.lower(j) == "that")?;
        let subject = self.subject(i)?;
        let noun = subject.clone().find(|&j| self.doc.lower_is(List::WhatIsSaid, j))?;
        let owner = match self.doc.tag(noun.checked_sub(1)?) {
            Tag::POS if noun > subject.start + 1 => subject.start..noun - 1,
            Tag::PRPS => noun - 1..noun,
            _ if self.doc.lower(noun + 1) == "of" && noun + 2 < subject.end => noun + 2..subject.end,
            _ => return None,
        };
        let named = self.is_phrase(&owner) || self.doc.tag(owner.start) == Tag::PRPS;
        self.draft(Some(owner).filter(|_| named), noun..noun + 1, that).filter(|draft| draft.source.is_some())
    }

    /// "It is the view of the surgeon that ...", and in headlines and notes "The surgeon's answer: ...".
    fn is_the_view_of(&self, noun: usize) -> Option<Draft> {
        let cue = noun..noun + 1;
        if self.doc.tag(noun + 1) == Tag::Colon && self.doc.tag(noun.checked_sub(1)?) == Tag::POS {
            let owner = self.range.start..noun - 1;
            let owner = Some(owner).filter(|owner| self.is_phrase(owner))?;
            return self.draft(Some(owner), cue, noun + 2);
        }
        let of = self.doc.lower(noun + 1) == "of";
        let is = self.range.start + 1 < noun
            && matches!(self.doc.lower(self.range.start), "it" | "this")
            && self.doc.lemma(self.range.start + 1) == "be";
        let that = self.that(noun + 2).filter(|_| of && is)?;
        let owner = Some(noun + 2..that).filter(|owner| self.is_phrase(owner))?;
        self.draft(Some(owner), cue, that)
    }

    /// "For the surgeon there is no doubt that ...", "she has no doubt that".
    fn has_no_doubt(&self, noun: usize) -> Option<Draft> {
        let no = noun.checked_sub(1).filter(|&j| matches!(self.doc.lower(j), "no" | "little"))?;
        let that = Some(noun + 1).filter(|&j| self.doc.lower(j) == "that")?;
        let verb = no.checked_sub(1)?;
        let source = match self.doc.lemma(verb) {
            "have" | "leave" => self.subject(verb)?,
            "be" => {
                let there = verb.checked_sub(1).filter(|&j| self.doc.lower(j) == "there")?;
                let fore = (self.range.start..there).rev().take(SOURCE + 1).find(|&j| self.doc.lower(j) == "for")?;
                let comma = usize::from(self.doc.tag(there - 1) == Tag::Comma);
                fore + 1..there - comma
            }
            _ => return None,
        };
        self.draft(Some(source).filter(|source| self.is_phrase(source)), no..noun + 1, that)
            .filter(|d| d.source.is_some())
    }

    /// "The surgeon heard from a nurse that ...", "..., the surgeon heard from a nurse".
    fn hears_from(&self, i: usize) -> Option<Draft> {
        if self.doc.lower(i + 1) != "from" {
            return None;
        }
        let subject = self.subject(i)?;
        let that = self.that(i + 2);
        let source = i + 2..that.unwrap_or_else(|| long_phrase_end(self.doc, i + 2, self.range.end));
        if !self.is_phrase(&source) {
            return None;
        }
        let mut draft = match that {
            Some(that) => self.draft(Some(source), i..i + 2, that)?,
            None => {
                let closes = (source.end..self.range.end).all(|j| !self.doc.tag(j).is_word());
                let content = Some(self.beside(subject.start..source.end)?).filter(|_| closes)?;
                self.with(Some(source), i..i + 2, content)?
            }
        };
        draft.relay = Some(subject);
        Some(draft)
    }

    /// "Truck drivers spoke of bodies along the road": people, and what they tell of is more than one word.
    fn tells_of(&self, i: usize) -> Option<Draft> {
        let group = verb_group(self.doc, i, &self.range);
        // "Spoke" before "of" looks like a participle.
        let active = group.finite && !group.passive || matches!(self.doc.lower(i), "spoke" | "told");
        if self.doc.lower(i + 1) != "of" || !active {
            return None;
        }
        let subject = source::subject(self.doc, group.tokens.start, self.range.start)?;
        let person = |j: usize| self.doc.tag(j).is_name() || super::again::is_person_noun(self.doc.lemma(j));
        let people = subject.clone().any(person) || matches!(self.doc.lower(subject.start), "he" | "she" | "they");
        let end = content_end(self.doc, i + 2, self.range.end, Complement::Clause);
        let content = i + 2..end;
        let tells =
            content.clone().any(|j| self.doc.tag(j).is_noun()) && !matches!(self.doc.tag(i + 2), Tag::PRP | Tag::PRPS);
        (people && tells).then(|| self.with(Some(subject), group.tokens.start..i + 2, content)).flatten()
    }

    /// "Word reached the town that ...", "the story in the market goes that ...": nobody says it.
    fn goes_round(&self, noun: usize) -> Option<Draft> {
        let limit = self.range.end.min(noun + REACH);
        let round = |j: usize| {
            matches!(self.doc.lemma(j), "come" | "reach" | "go" | "spread" | "arrive" | "be" | "run" | "circulate")
        };
        let verb = (noun + 1..limit).find(|&j| self.doc.tag(j).is_verb())?;
        let owned =
            matches!(self.doc.tag(noun.wrapping_sub(1)), Tag::POS | Tag::PRPS) || self.doc.lower(noun + 1) == "of";
        // "The real story is that ...": somebody tells it.
        let told = self.doc.lemma(verb) == "be" && matches!(self.doc.lower(noun), "story" | "tale" | "legend");
        if owned || told || !self.doc.tag(verb).is_finite() || !round(verb) {
            return None;
        }
        let that = (verb + 1..self.range.end.min(verb + REACH)).find(|&j| self.doc.lower(j) == "that")?;
        let other = (verb + 1..that).any(|j| self.doc.tag(j).is_verb() || self.doc.tag(j) == Tag::Comma);
        if other { None } else { self.draft(None, noun..noun + 1, that) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Report;

    /// Source, relay in brackets and content of the only draft.
    fn read(text: &str) -> String {
        let report = Report::of_body(text);
        let doc = super::super::super::parse(&report);
        let mut drafts = Vec::new();
        find(&doc, 0, &mut drafts);
        let words = |piece: &Range<usize>| doc.text(doc.span(piece.clone())).to_owned();
        let draft = |draft: &Draft| {
            let source = draft.source.as_ref().map_or("nobody".to_owned(), words);
            let relay = draft.relay.as_ref().map_or(String::new(), |relay| format!(" [{}]", words(relay)));
            format!("{source}{relay}: {}", draft.content.iter().map(words).collect::<Vec<_>>().join(" ... "))
        };
        drafts.iter().map(draft).collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn asides_name_who_tells() {
        assert_eq!(read("As the cook tells it, raiders burned the mill."), "the cook: raiders burned the mill");
        assert_eq!(read("Raiders burned the mill, as the cook puts it."), "the cook: Raiders burned the mill");
        assert_eq!(
            read("If the cook is to be believed, raiders burned the mill."),
            "the cook: raiders burned the mill"
        );
        assert_eq!(read("Raiders burned the mill - so says the cook."), "the cook: Raiders burned the mill");
        assert_eq!(read("As he left it, the mill was whole."), "");
    }

    #[test]
    fn who_has_it_from_somebody_passes_it_on() {
        assert_eq!(
            read("The Gazette has it from two millers that raiders burned the mill."),
            "two millers [The Gazette]: that raiders burned the mill"
        );
        assert_eq!(
            read("The baker heard from a miller that raiders burned the mill."),
            "a miller [The baker]: that raiders burned the mill"
        );
        assert_eq!(
            read("Raiders burned the mill, the baker heard from a miller."),
            "a miller [The baker]: Raiders burned the mill".replace("The b", "the b")
        );
        assert_eq!(read("Raiders burned it, the ledger has it."), "the ledger: Raiders burned it");
        assert_eq!(read("The ledger has it that raiders burned the mill."), "The ledger: that raiders burned the mill");
    }

    #[test]
    fn certainty_and_what_one_says_are_sayings() {
        assert_eq!(read("The miller is quite certain that raiders burned it."), "The miller: that raiders burned it");
        assert_eq!(read("It is certain that raiders burned it."), "");
        assert_eq!(read("The miller's answer was that raiders burned it."), "The miller: that raiders burned it");
        assert_eq!(read("The council let it be known that raiders burned it."), "The council: that raiders burned it");
        assert_eq!(read("It is the view of the miller that raiders burned it."), "the miller: that raiders burned it");
        assert_eq!(read("The miller's answer: raiders burned it."), "The miller: raiders burned it");
        assert_eq!(
            read("For the miller there is no doubt that raiders burned it."),
            "the miller: that raiders burned it"
        );
        assert_eq!(read("There is no doubt that raiders burned it."), "");
        assert_eq!(read("Two millers spoke of raiders in the hills."), "Two millers: raiders in the hills");
        assert_eq!(read("The ballad spoke of raiders in the hills."), "");
    }

    #[test]
    fn what_goes_round_is_said_by_nobody() {
        assert_eq!(
            read("Word reached the town that raiders had burned the mill."),
            "nobody: that raiders had burned the mill"
        );
        assert_eq!(read("Legend has it that raiders burned the mill."), "nobody: that raiders burned the mill");
        assert_eq!(read("Raiders burned it, rumour has it."), "nobody: Raiders burned it");
        assert_eq!(read("The word of the miller is that of a friend."), "");
    }
}
