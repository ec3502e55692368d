//! What is said to have happened: claims by the codebook.
//!
//! For: the heart of a report's reading. In: a [`Doc`], a [`Codebook`] and what the readers before found. Out: [`Claim`]s in text order. Each
//! claim is one clause; only headline, body and captions are read. Nothing of any subject matter is in code: event types, their
//! words and roles come from the codebook, words of doubt and denial from `data/claims/cues.tsv`.
//! Not here: joining claims into events, counting origins.

mod account;
mod actors;
mod answers;
mod arguments;
mod around;
mod artefact;
mod attempts;
mod chain;
mod conditions;
mod context;
mod counted;
mod cues;
mod dated;
mod denied_until;
mod each_place;
mod frame;
mod given;
mod how_many;
mod loose;
mod measures;
mod modality;
mod named;
mod numbers;
mod people;
mod reaction;
mod reading;
mod settle;
mod stance;
mod subject;
mod told;
mod triggers;
mod whose;

pub(super) use cues::{Kinds, list};
pub(crate) use dated::DATES;
pub use reading::Found;

use super::{ChainRole, Claim, ClauseKind, Doc, Modality, Tense};
use crate::codebook::{Codebook, EventType, Framing, Head, Nature, Trigger};
use crate::report::PartKind;
use crate::text::Span;
use artefact::Performances;
use frame::Frame;
use reading::Reading;
use told::is_told;
use triggers::Candidate;

/// Whether an infinitive under this verb happened if the verb's clause did: "was made to", "managed to"; not "planned to".
pub(super) fn happened_if_governed_by(lemma: &str) -> bool {
    let kinds = cues::kinds(lemma);
    kinds & cues::IMPLICATIVE != 0 && kinds & (cues::INTEND | cues::REFUSE) == 0
}

/// Finds the claims of a report.
///
/// ```
/// use firsthand::annotate::annotate;
/// use firsthand::codebook::Codebook;
/// use firsthand::report::{Part, PartKind, Report};
/// use firsthand::text::Span;
/// let text = "Varenia deployed two battalions in the north.".to_owned();
/// let part = Part { kind: PartKind::Body, span: Span::new(0, text.len()), because: String::new() };
/// let report = Report { text, parts: vec![part], ..Report::default() };
/// let claims = annotate(&report, Codebook::builtin()).claims;
/// assert_eq!(claims[0].kind, "DEPLOY.DISPATCH");
/// ```
pub fn find(doc: &Doc<'_>, book: &Codebook, found: Found<'_>) -> Vec<Claim> {
    let mut reading = Reading::new(doc, book, found);
    let mut candidates = triggers::find(&mut reading);
    let performances = Performances::find(&reading);
    candidates.retain(|candidate| is_told(&reading, &performances, candidate));
    settle::settle(&reading, &mut candidates);
    named::retype(&reading, &mut candidates);
    named::doubt(&reading, &mut candidates);
    let named = named::find(&reading, &candidates);
    candidates.extend(named.into_iter().filter(|candidate| is_told(&reading, &performances, candidate)));
    candidates.sort_by_key(|candidate| candidate.frame.head);
    let framing = framing(&reading, &candidates);
    let mut claims = performances.claims(&reading);
    let kind_of = |number: usize| candidates.get(number).and_then(|c| meaning(&reading, c)).map(|(_, kind)| kind);
    for (number, candidate) in candidates.iter().enumerate() {
        let Some((trigger, kind)) = meaning(&reading, candidate) else { continue };
        let mut added: Vec<&str> = Vec::new();
        let mut absorbed = false;
        let invites = |n: &usize| candidates.get(*n).and_then(|c| meaning(&reading, c)).is_some_and(|(t, _)| t.invites);
        for (speech, content) in &framing {
            let Some(speech_kind) = kind_of(*speech) else { continue };
            // "Men are invited to apply": the call is the recruiting.
            let call = speech_kind.framing == Framing::First && content.iter().any(invites);
            match if call { Framing::Added } else { speech_kind.framing } {
                Framing::Added if *speech == number => absorbed |= !content.is_empty(),
                Framing::Added if content.contains(&number) => added.push(&speech_kind.id),
                Framing::First if *speech == number => {
                    added.extend(content.iter().filter_map(|n| kind_of(*n)).map(|kind| kind.id.as_str()));
                }
                Framing::First => absorbed |= content.contains(&number),
                _ => {}
            }
        }
        if !absorbed {
            let speech = speech_above(&reading, &candidates, number);
            claims.push(claim(&reading, &candidate.frame, trigger, kind, &added, speech));
        }
    }
    claims.sort_by(|a, b| (a.trigger, &a.kind).cmp(&(b.trigger, &b.kind)));
    each_place::read(&reading, &mut claims);
    counted::read(&reading, &mut claims);
    numbers::read(&reading, &mut claims);
    answers::read(&reading, &mut claims);
    claims.sort_by(|a, b| (a.trigger, &a.kind).cmp(&(b.trigger, &b.kind)));
    reaction::credit(&mut claims);
    dated::flag(&reading, &mut claims);
    claims
}

fn meaning<'b>(reading: &Reading<'b>, candidate: &Candidate) -> Option<(&'b Trigger, &'b EventType)> {
    let trigger = reading.book.triggers.get(candidate.trigger)?;
    Some((trigger, reading.book.types.get(trigger.kind as usize)?))
}

/// For each speech act that frames events: its position and those of the events it speaks of.
fn framing(reading: &Reading<'_>, candidates: &[Candidate]) -> Vec<(usize, Vec<usize>)> {
    let mut found = Vec::new();
    for (i, speech) in candidates.iter().enumerate() {
        // Where no trigger says which words are called for, an event beside the call stands for itself: "urged an inquiry into the raid".
        let stands = |(trigger, kind): (&Trigger, &EventType)| match kind.framing {
            Framing::Apart => true,
            Framing::First => trigger.words.lemmas.is_empty(),
            Framing::Added => false,
        };
        if meaning(reading, speech).is_none_or(stands) {
            continue;
        }
        let head = reading.doc.span(speech.frame.head..speech.frame.head + 1);
        let content: Vec<usize> = candidates
            .iter()
            .enumerate()
            .skip(i.saturating_sub(16))
            .take(33)
            .filter(|(j, event)| {
                *j != i
                    && event.frame.sentence == speech.frame.sentence
                    && meaning(reading, event)
                        .is_some_and(|(_, k)| k.nature != Nature::Relation && k.nature != Nature::Speech)
                    && (governs(reading, candidates, speech, event) || says(reading, head, event))
                    && !is_set_apart(reading, speech, event)
            })
            .map(|(j, _)| j)
            .collect();
        found.push((i, content));
    }
    found
}

/// "vowed to punish those who killed nine villagers": what a relative clause tells of has happened, whatever is called for or threatened.
fn is_set_apart(reading: &Reading<'_>, speech: &Candidate, event: &Candidate) -> bool {
    let mut at = event.frame.clause;
    for _ in 0..6 {
        let Some(clause) = at.and_then(|c| reading.doc.clauses.get(c)) else { return false };
        if (clause.start as usize..clause.end as usize).contains(&speech.frame.head) {
            return false;
        }
        if clause.kind == ClauseKind::Relative && !reading.is_content(clause) {
            return true;
        }
        at = clause.parent.get();
    }
    false
}

/// The frame of the speech act that gives an event its source: its own, or the one that governs it.
fn speech_above<'c>(reading: &Reading<'_>, candidates: &'c [Candidate], number: usize) -> Option<&'c Frame> {
    let is_speech = |c: &Candidate| meaning(reading, c).is_some_and(|(_, kind)| kind.nature == Nature::Speech);
    let event = candidates.get(number)?;
    if is_speech(event) {
        // "We must fight": the subject of a call is not its speaker.
        let called = meaning(reading, event).is_some_and(|(trigger, _)| trigger.words.head == Head::Any);
        return Some(&event.frame).filter(|_| !called);
    }
    let near = candidates.iter().enumerate().skip(number.saturating_sub(16)).take(33);
    let mut above = near.filter(|(i, c)| *i != number && is_speech(c) && c.frame.sentence == event.frame.sentence);
    above.find(|(_, c)| !c.frame.noun && governs(reading, candidates, c, event)).map(|(_, c)| &c.frame)
}

/// Whether an event stands in the object or in a clause below a speech act.
fn governs(reading: &Reading<'_>, candidates: &[Candidate], speech: &Candidate, event: &Candidate) -> bool {
    let Some(top) = speech.frame.clause else { return false };
    if event.frame.clause == Some(top) {
        return speech
            .frame
            .objects
            .iter()
            .any(|p| p.span.contains(reading.doc.span(event.frame.head..event.frame.head + 1)))
            || speech.frame.prepositional.iter().any(|(_, p)| p.head == event.frame.head);
    }
    let mut at = event.frame.clause;
    for _ in 0..6 {
        let Some(clause) = at.and_then(|c| reading.doc.clauses.get(c)) else { return false };
        let parent = clause.parent.get();
        if parent == Some(top) {
            return reading.is_content(clause)
                || !matches!(clause.kind, ClauseKind::Coordinate | ClauseKind::Relative | ClauseKind::Adverbial);
        }
        // Another speech act in between speaks of it.
        let other = |c: &Candidate| {
            c.frame.clause == parent && meaning(reading, c).is_some_and(|(_, kind)| kind.nature == Nature::Speech)
        };
        if candidates.iter().any(other) {
            return false;
        }
        at = parent;
    }
    false
}

/// Whether an event stands in the content of an attribution whose cue is the speech act.
fn says(reading: &Reading<'_>, speech: Span, event: &Candidate) -> bool {
    let place = reading.doc.span(event.frame.head..event.frame.head + 1);
    reading.attributions_near(event.frame.head).any(|(_, a)| {
        a.cue.iter().any(|cue| cue.overlaps(speech)) && a.content.iter().any(|content| content.contains(place))
    })
}

fn claim(
    reading: &Reading<'_>,
    frame: &Frame,
    trigger: &Trigger,
    kind: &EventType,
    added: &[&str],
    speech: Option<&Frame>,
) -> Claim {
    let (carrier, reaction) = reading.carried(frame, kind.nature);
    let speech = speech.filter(|speech| kind.nature == Nature::Speech || !reading.is_reaction(speech, frame));
    let (mut modality, mut tense) = match kind.nature {
        Nature::Relation => (Modality::Asserted, reading.relation_tense(frame)),
        _ => reading.commitment(frame),
    };
    if kind.nature == Nature::Event
        && matches!(modality, Modality::Asserted | Modality::Alleged)
        && reading.is_headline_present(frame)
    {
        tense = Tense::Past;
    }
    if trigger.negative && modality == Modality::Denied {
        modality = Modality::Asserted;
    }
    if trigger.invites && reading.invites(frame) && matches!(modality, Modality::Planned | Modality::Hypothetical) {
        // Whoever may or shall enlist is being recruited.
        (modality, tense) = (Modality::Asserted, Tense::Ongoing);
    }
    if let Some(own) = trigger.modality {
        modality = modality.min(own);
    }
    if kind.achieved && reading.is_only_tried(frame) {
        modality = modality.min(Modality::Planned);
    }
    if frame.sentence.end.checked_sub(1).is_some_and(|last| reading.doc.word(last).starts_with('?')) {
        // A question asserts nothing.
        modality = modality.min(Modality::Hypothetical);
    }
    let hearsay = carrier.and_then(|a| reading.found.attributions.get(a)).is_some_and(|a| a.hearsay);
    if hearsay {
        modality = modality.min(Modality::Alleged);
    }
    if kind.nature == Nature::Speech && modality > Modality::Denied {
        // The speech act was made, whatever it speaks of.
        modality = if modality == Modality::Planned && !frame.noun { Modality::Asserted } else { modality };
        tense = if tense == Tense::Future { Tense::Ongoing } else { tense };
    }
    let mut also: Vec<String> = trigger
        .also
        .iter()
        .filter(|(_, when)| when.as_ref().is_none_or(|condition| reading.holds(frame, condition)))
        .filter_map(|(kind, _)| reading.book.types.get(*kind as usize))
        .map(|kind| kind.id.clone())
        .chain(added.iter().map(|kind| (*kind).to_owned()))
        .collect();
    if modality == Modality::Denied && carrier.is_some() && kind.nature == Nature::Event {
        also.extend(reading.book.types.iter().filter(|t| t.on_denial).map(|t| t.id.clone()));
    }
    also.sort();
    also.dedup();
    also.retain(|other| *other != kind.id);
    let mut flags: Vec<String> = trigger.flags.to_vec();
    flags.extend(trigger.sub.iter().map(|sub| format!("sub:{sub}")));
    let presupposed = reaction.is_some();
    if presupposed {
        flags.push(reaction::PRESUPPOSED.to_owned());
    }
    let mut chain = reading.chain(carrier);
    if let Some(speech) = speech.filter(|_| carrier.is_none() && !presupposed && kind.nature != Nature::Relation) {
        chain.truncate(1);
        chain.extend(reading.speaker(speech));
    }
    if chain.len() == 1 && carrier.is_none() && !presupposed && kind.nature != Nature::Relation {
        chain.extend(reading.sayer(frame));
    }
    let attributed = carrier.is_some() || presupposed || chain.iter().any(|link| link.role == ChainRole::Source);
    let stance = reading.stance(frame, attributed, modality);
    let sentence = reading.doc.sentence_of(frame.head);
    Claim {
        kind: kind.id.clone(),
        also,
        span: place(reading, frame, carrier),
        trigger: words(reading, frame),
        arguments: reading.arguments(frame, &trigger.roles),
        modality,
        tense,
        stance,
        attribution: reading.sayer_of(carrier).map(|a| a as u32),
        chain,
        in_headline: reading.doc.is_in(sentence, PartKind::Headline),
        flags,
    }
}

/// The trigger's words; only its head where they stand far apart.
fn words(reading: &Reading<'_>, frame: &Frame) -> Span {
    let words = if frame.words.len() > 4 { frame.head..frame.head + 1 } else { frame.words.clone() };
    reading.doc.span(words)
}

/// The clause as a coder would quote it: with what a relative clause or participle describes, without the words of its source.
fn place(reading: &Reading<'_>, frame: &Frame, carrier: Option<usize>) -> Span {
    let head = reading.doc.span(frame.head..frame.head + 1);
    let mut range = frame.extent.clone();
    if range.is_empty() || !range.contains(&frame.head) {
        range = frame.sentence.clone();
    }
    let clause = frame.clause.and_then(|c| reading.doc.clauses.get(c));
    let described = clause.is_some_and(|c| matches!(c.kind, ClauseKind::Relative | ClauseKind::Participle));
    if described
        && !frame.noun
        && let Some(first) =
            frame.antecedent.first().filter(|p| p.start < range.start && p.start >= frame.sentence.start)
    {
        range.start = first.start;
    }
    let mut span = reading.trimmed(range);
    if !frame.noun || frame.antecedent.is_empty() {
        // Only what the source says belongs to the claim, where the clause holds the words of the source, too.
        let content = carrier
            .and_then(|a| reading.found.attributions.get(a))
            .and_then(|a| a.content.iter().find(|content| content.contains(head)));
        if let Some(content) = content {
            let cut = Span { start: span.start.max(content.start), end: span.end.min(content.end) };
            if cut.contains(head) {
                span = cut;
            }
        }
    } else if let Some(first) = frame.antecedent.first() {
        // A relation: from what it is about to what it relates it to.
        let mut end = reading.doc.span(frame.words.clone());
        for phrase in frame.objects.iter().chain(frame.subjects.iter()) {
            end = end.cover(phrase.span);
        }
        span = first.span.cover(end);
    }
    span
}

#[cfg(test)]
mod arguments_spec;
#[cfg(test)]
mod tests;
