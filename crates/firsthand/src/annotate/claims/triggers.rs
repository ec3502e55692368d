//! Which words of a report name an event, and of which type.
//!
//! In: a [`Reading`]. Out: [`Candidate`]s in text order, at most one a word: where several triggers of the codebook fit, the
//! most specific one. One pass over the tokens. Not here: commitment, source, arguments.

use super::frame::Frame;
use super::reading::Reading;
use crate::annotate::Tag;
use crate::codebook::{Head, Headed, Trigger};
use std::ops::Range;

/// Words that name an event.
#[derive(Debug)]
pub(super) struct Candidate {
    /// Position in the codebook's triggers.
    pub trigger: usize,
    /// What stands around them.
    pub frame: Frame,
}

/// How far apart the words of a trigger may stand ("lay down their arms").
const GAP: usize = 4;
const PREPOSITIONS: [&str; 13] =
    ["on", "in", "of", "to", "for", "at", "by", "from", "with", "into", "upon", "against", "about"];

/// Finds all candidates: those that show by themselves what the report tells of, then those that need to know it.
pub(super) fn find(reading: &mut Reading<'_>) -> Vec<Candidate> {
    let known: &Reading<'_> = reading;
    let heads: Vec<Heads<'_>> = (0..known.doc.tokens.len()).filter_map(|token| Heads::read(known, token)).collect();
    let mut found: Vec<Candidate> = heads.iter().filter_map(|head| candidate(known, head, false)).collect();
    let surer = found.iter().filter_map(|c| known.book.triggers.get(c.trigger)).filter(|t| !t.fallback);
    let kinds = surer.filter_map(|t| known.book.types.get(t.kind as usize));
    let mut told: Vec<String> = kinds.map(|kind| kind.id.to_lowercase()).collect();
    told.sort();
    told.dedup();
    reading.told = told;
    if !reading.told.is_empty() {
        let free = heads.iter().filter(|head| found.binary_search_by_key(&head.token, |c| c.frame.head).is_err());
        let more: Vec<Candidate> = free.filter_map(|head| candidate(reading, head, true)).collect();
        found.extend(more);
        found.sort_by_key(|candidate| candidate.frame.head);
    }
    found
}

/// A word that heads triggers.
struct Heads<'b> {
    token: usize,
    /// See [`is_loose`].
    loose: bool,
    /// The triggers, in three lists, each with the most specific first.
    triggers: [&'b [Headed]; 3],
}

impl<'b> Heads<'b> {
    fn read(reading: &Reading<'b>, token: usize) -> Option<Self> {
        if !reading.doc.tag(token).is_word() {
            return None;
        }
        let loose = is_loose(reading, token);
        let triggers = heads(reading, token, loose);
        let any = triggers.iter().any(|list| !list.is_empty()) && reading.is_read(token);
        any.then_some(Heads { token, loose, triggers })
    }
}

/// The most specific trigger that a word heads; with `told`, among those that ask what the report tells of.
fn candidate(reading: &Reading<'_>, of: &Heads<'_>, told: bool) -> Option<Candidate> {
    let head = of.token;
    let (inside, near) = reading.held_around(head)?;
    // What stands around the words does not depend on the trigger, only on its kind of head and its words.
    let mut frames: Vec<(Head, Range<usize>, Option<Frame>)> = Vec::new();
    let mut best: Option<(i32, usize, usize)> = None;
    for list in of.triggers {
        for headed in list {
            if best.is_some_and(|(known, ..)| known >= headed.specificity) {
                break;
            }
            if told && !headed.asks_told
                || !head_fits(reading, of, headed.head)
                || !headed.needs.iter().all(|need| need.may_be_met(inside, near))
            {
                continue;
            }
            let Some(trigger) = reading.book.triggers.get(headed.trigger as usize) else { continue };
            let Some(words) = (if headed.alone { Some(head..head + 1) } else { words(reading, head, trigger) }) else {
                continue;
            };
            let kind = if headed.head == Head::Adjective { Head::Any } else { headed.head };
            let known = frames.iter().position(|(other, range, _)| *other == kind && *range == words);
            let at = known.unwrap_or_else(|| {
                let frame = match kind {
                    Head::Verb if of.loose => reading.loose_frame(head, words.clone()),
                    Head::Verb => reading.verb_frame(head, words.clone()),
                    Head::Noun => reading.noun_frame(head, words.clone()),
                    Head::Adjective | Head::Any => reading.word_frame(head, words.clone()),
                };
                frames.push((kind, words, frame));
                frames.len() - 1
            });
            let Some((.., Some(frame))) = frames.get(at) else { continue };
            if trigger.needs.iter().all(|c| reading.holds(frame, c))
                && !trigger.not.iter().any(|c| reading.holds(frame, c))
                && !reading.is_of_things(frame, trigger)
            {
                best = Some((headed.specificity, headed.trigger as usize, at));
            }
        }
    }
    let (_, trigger, at) = best?;
    let frame = frames.into_iter().nth(at)?.2?;
    Some(Candidate { trigger, frame })
}

/// Whether a token looks like a verb form but was read as a noun or adjective.
fn is_loose(reading: &Reading<'_>, token: usize) -> bool {
    let lower = reading.doc.lower(token);
    let tag = reading.doc.tag(token);
    let form = match tag {
        Tag::NN => {
            lower.len() > 5 && lower.ends_with("ing")
                || lower.len() > 4 && lower.ends_with("ed")
                // "to register": a verb read as a noun.
                || token > 0 && reading.doc.lower(token - 1) == "to"
        }
        Tag::JJ => lower.len() > 5 && lower.ends_with("ing") || lower.len() > 4 && lower.ends_with("ed"),
        Tag::VBG => lower.len() > 5 && lower.ends_with("ing"),
        Tag::VBN | Tag::NNP => lower.len() > 4 && lower.ends_with("ed"),
        _ => false,
    };
    if !form || reading.group_headed_by(token).is_some() {
        return false;
    }
    let capital = reading.doc.word(token).starts_with(char::is_uppercase);
    !capital || reading.doc.sentence(reading.doc.sentence_of(token)).start == token
}

/// The triggers that a token may head.
fn heads<'b>(reading: &Reading<'b>, token: usize, loose: bool) -> [&'b [Headed]; 3] {
    let (lemma, lower) = (reading.doc.lemma(token), reading.doc.lower(token));
    let (of_lemma, of_lower) = reading.headed_by(token);
    if loose {
        let form = match () {
            () if lower.ends_with("ed") => Tag::VBD,
            () if lower.ends_with("ing") => Tag::VBG,
            () => Tag::VB,
        };
        let base = crate::annotate::lemma(lower, form);
        let known = reading.book.headed_by(&base);
        let noun = of_lemma;
        // "abducted pupils": the form may be an adjective of its own.
        let own = if lower == lemma || lower == base { &[][..] } else { of_lower };
        return [known, noun, own];
    }
    // "remains" is a form of "remain" and a noun of its own.
    let known = of_lemma;
    let own = if lower == lemma { &[][..] } else { of_lower };
    if !known.is_empty() || !own.is_empty() {
        return [known, own, &[]];
    }
    // "Airstrikes resumed": a plural read as a name at the beginning of its sentence.
    if reading.doc.tag(token).is_name() && reading.doc.sentence(reading.doc.sentence_of(token)).start == token {
        let known = reading.book.headed_by(&crate::annotate::lemma(lower, Tag::NNS));
        if !known.is_empty() {
            return [known, &[], &[]];
        }
    }
    let hyphen = reading.doc.lower_word(token).letters.hyphen;
    match hyphen.then(|| lower.rfind('-')).flatten() {
        Some(cut) if cut > 0 => [reading.book.headed_by(lower.get(cut..).unwrap_or("")), &[], &[]],
        _ => [&[], &[], &[]],
    }
}

fn head_fits(reading: &Reading<'_>, of: &Heads<'_>, head: Head) -> bool {
    let token = of.token;
    let tag = reading.doc.tag(token);
    match head {
        Head::Verb => tag.is_verb() || tag == Tag::MD || of.loose,
        // "recruiting" is tagged as a verb where it works as a noun.
        Head::Noun => tag.is_noun() || (tag == Tag::VBG && reading.group_headed_by(token).is_none()),
        Head::Adjective => tag.is_adjective() || tag == Tag::VBN || tag.is_noun(),
        Head::Any => true,
    }
}

/// The tokens of a trigger's words around its head.
fn words(reading: &Reading<'_>, head: usize, trigger: &Trigger) -> Option<Range<usize>> {
    let lemmas = &trigger.words.lemmas;
    let position = trigger.words.head_position();
    let sentence = reading.doc.sentence(reading.doc.sentence_of(head));
    let mut first = head;
    for lemma in lemmas.iter().take(position).rev() {
        first = first.checked_sub(1).filter(|i| sentence.contains(i) && reading.is_lemma(*i, lemma))?;
    }
    let mut last = head;
    for lemma in lemmas.iter().skip(position + 1) {
        // A preposition stands right after its verb, a particle or noun may stand after an object.
        let gap = if PREPOSITIONS.contains(&lemma.text.as_str()) { 0 } else { GAP };
        let reach = last + 1..(last + 2 + gap).min(sentence.end);
        last = reach.take_while(|i| reading.doc.tag(*i).is_word()).find(|i| reading.is_lemma(*i, lemma))?;
    }
    Some(first..last + 1)
}
