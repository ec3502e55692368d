//! Whether a report tells a happening at all.
//!
//! In: a candidate. Out: yes or no; no for rules, threats to whoever does something, calls that nobody made, bodies with a happening in
//! their name, names that people are called, and what stands inside an artefact. Not here: how firmly it is told (`modality`), which trigger it is (`triggers`).

use super::artefact::Performances;
use super::cues;
use super::frame::Frame;
use super::meaning;
use super::reading::Reading;
use super::triggers::Candidate;
use crate::annotate::{Attribution, ClauseKind, PhraseKind, Tag, VerbForm, VerbGroup, VerbTense};
use crate::codebook::{Framing, Nature};

/// Whether a candidate is told by the report itself, and of somebody.
pub(super) fn is_told(reading: &Reading<'_>, performances: &Performances, candidate: &Candidate) -> bool {
    let frame = &candidate.frame;
    if performances.hold(reading.doc.span(frame.head..frame.head + 1))
        || is_rule(reading, frame)
        || is_in_sources_name(reading, candidate)
        || is_name_calling(reading, frame)
        || is_of_anybody(reading, frame)
        || is_field_of_work(reading, frame)
    {
        return false;
    }
    let kind = meaning(reading, candidate).map(|(_, kind)| kind);
    match kind.filter(|kind| kind.nature == Nature::Speech) {
        // "No household will be asked": nobody exhorts or promises anything.
        Some(kind) => kind.framing != Framing::First || !is_unsaid(reading, frame),
        None => !is_about_anybody(reading, frame),
    }
}

/// "Whoever attacks an office will be buried beside it" speaks of nobody: a rule, a threat or a proverb.
fn is_about_anybody(reading: &Reading<'_>, frame: &Frame) -> bool {
    let word = |i: usize| reading.doc.lower(i);
    let anybody =
        frame.sentence.clone().take_while(|i| *i < frame.head).any(|i| matches!(word(i), "whoever" | "whosoever"));
    anybody && frame.sentence.clone().any(|i| matches!(word(i), "will" | "shall" | "'ll" | "must"))
}

/// Whether a speech act is said not to have been made.
fn is_unsaid(reading: &Reading<'_>, frame: &Frame) -> bool {
    let group = reading.group_headed_by(frame.head);
    group.is_some_and(|g| g.negated || g.passive && reading.denied_phrases(frame))
}

/// "The Central Conscription Office announced": a happening in the name of who speaks is none.
fn is_in_sources_name(reading: &Reading<'_>, candidate: &Candidate) -> bool {
    let (head, event) = (candidate.frame.head, meaning(reading, candidate));
    let capital = reading.doc.word(head).starts_with(char::is_uppercase);
    let named = capital && reading.doc.tag(head).is_name() && candidate.frame.noun;
    let place = reading.doc.span(head..head + 1);
    let speaks = |a: &Attribution| a.source.iter().any(|source| source.contains(place));
    named
        && event.is_some_and(|(_, kind)| kind.nature == Nature::Event)
        && reading.attributions_near(head).any(|(_, a)| speaks(a))
}

/// "Those who reject it", "anyone who flees": a relative clause in the present that says which people are meant tells of no happening.
fn is_of_anybody(reading: &Reading<'_>, frame: &Frame) -> bool {
    let doc = reading.doc;
    let clause = frame.clause.and_then(|c| doc.clauses.get(c)).filter(|c| c.kind == ClauseKind::Relative);
    let Some(clause) = clause.filter(|_| !frame.noun) else { return false };
    let antecedent = clause.antecedent.get().and_then(|p| doc.noun_phrases.get(p));
    let anybody = antecedent.is_some_and(|p| {
        p.end == p.start + 1
            && matches!(
                doc.lower(p.head as usize),
                "those" | "anyone" | "anybody" | "everyone" | "everybody" | "someone"
            )
    });
    let group = clause.group.get().and_then(|g| doc.verb_groups.get(g));
    let general = |g: &VerbGroup| {
        g.form == VerbForm::Finite
            && (g.modal.is_some() || g.tense == VerbTense::Present && !g.perfect && !g.progressive)
    };
    anybody && group.is_some_and(general)
}

/// "A team that specialises in abductions": what somebody knows about does not happen.
fn is_field_of_work(reading: &Reading<'_>, frame: &Frame) -> bool {
    let doc = reading.doc;
    let phrase = doc.tokens.get(frame.head).and_then(|token| token.phrase.get()).and_then(|p| doc.noun_phrases.get(p));
    let Some(phrase) = phrase.filter(|_| frame.noun) else { return false };
    let bare = !matches!(doc.tag(phrase.start as usize), Tag::DT | Tag::PRPS | Tag::CD);
    let before =
        phrase.preposition.get().filter(|at| matches!(doc.lower(*at), "in" | "on")).and_then(|at| at.checked_sub(1));
    let knows = |i: usize| matches!(doc.lemma(i), "specialise" | "specialize" | "expert" | "specialist" | "expertise");
    bare && before.is_some_and(knows)
}

/// "They are a gang of kidnappers", "called the rebels murderers": what people are called tells no deed. "There were two kidnappers" does.
fn is_name_calling(reading: &Reading<'_>, frame: &Frame) -> bool {
    let doc = reading.doc;
    let phrase = |token: usize| doc.tokens.get(token).and_then(|token| token.phrase.get());
    if !reading.cue(frame.head, cues::WRONGDOER) {
        return false;
    }
    let (Some(own), Some(clause)) = (phrase(frame.head), frame.clause.and_then(|c| doc.clauses.get(c))) else {
        return false;
    };
    let Some(group) = clause.group.get().and_then(|g| doc.verb_groups.get(g)) else { return false };
    // "a gang of kidnappers": the phrase that holds it.
    let of = doc.noun_phrases.get(own).and_then(|p| p.preposition.get()).filter(|at| doc.lower(*at) == "of");
    let whole = of.and_then(|at| phrase(at.checked_sub(1)?)).unwrap_or(own);
    let free = doc.noun_phrases.get(whole).is_some_and(|p| p.preposition.is_none() && p.start >= group.end);
    let verb = group.head as usize;
    let subject = clause.subject.get().and_then(|p| doc.noun_phrases.get(p));
    let is = doc.lemma(verb) == "be" && subject.is_some_and(|p| p.kind != PhraseKind::Expletive);
    free && (is || reading.cue(verb, cues::NAMING))
}

/// "Recruiting children is a crime": a participle that is itself the subject speaks of no happening.
fn is_rule(reading: &Reading<'_>, frame: &Frame) -> bool {
    let doc = reading.doc;
    let is_be = |head: usize| matches!(doc.lemma(head), "be" | "remain" | "constitute" | "amount" | "violate");
    let first = frame.sentence.start;
    if doc.tag(first) == Tag::VBG
        && is_be(frame.head)
        && !(first..frame.head).any(|i| doc.tag(i) == Tag::Comma || doc.tag(i).is_finite())
    {
        return true;
    }
    let group = reading.group_headed_by(frame.head);
    let start = group.map_or(frame.head, |g| g.start as usize);
    let opens = start == frame.sentence.start || doc.tag(start.saturating_sub(1)) == Tag::OpenQuote;
    let verb = group.is_some_and(|g| g.form == VerbForm::Participle) && doc.tag(frame.head) == Tag::VBG;
    let noun = group.is_none() && frame.noun && doc.lower(frame.head).ends_with("ing");
    let clause = frame.clause.and_then(|c| doc.clauses.get(c));
    let own = clause.filter(|c| !c.shared_subject).and_then(|c| doc.noun_phrases.get(c.subject.get()?));
    let subject = verb && own.is_some_and(|subject| (subject.start as usize) < frame.head);
    if !opens || !(verb || noun) || subject {
        return false;
    }
    // The next finite verb is "be", without a comma before it.
    let after = doc.verb_groups.partition_point(|g| g.start as usize <= frame.head);
    let next = doc.verb_groups.iter().skip(after).take(8).find(|g| g.form == VerbForm::Finite);
    next.is_some_and(|g| {
        let between = frame.head..g.start as usize;
        frame.sentence.contains(&(g.head as usize))
            && is_be(g.head as usize)
            && !between.into_iter().any(|i| doc.tag(i) == Tag::Comma)
    })
}
