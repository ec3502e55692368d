//! What a clause's verb takes: object, receiver, agent; and where the clause ends.
//!
//! In: a [`Doc`] whose tokens know their clause. Out: the rest of [`Clause`]. Not here: prepositional phrases, which
//! [`Doc::prepositions_of`] lists.

use super::super::attribution::names_account;
use super::super::doc::{Doc, Tag};
use super::super::phrase::{Clause, ClauseKind, PhraseKind, Ref, VerbForm};
use super::phrases::words;
use rustc_hash::FxHashSet;
use std::ops::Range;
use std::sync::LazyLock;

pub(super) static TWO_OBJECTS: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| words(include_str!("../../../data/grammar/two_object_verbs.txt")).collect());
/// Verbs whose object does what the infinitive after it says; with a preposition where the phrase after that does.
pub(super) static OBJECT_CONTROL: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| words(include_str!("../../../data/grammar/object_control_verbs.txt")).collect());
/// Verbs whose object did what "for" or "of" with "-ing" says, also where other phrases stand between.
pub(super) static ANSWERS_FOR: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| words(include_str!("../../../data/grammar/answer_for_verbs.txt")).collect());

/// "for boys to fight", "calls on boys to fight": whether a phrase right before an infinitive is its subject.
pub(super) fn led_to(doc: &Doc<'_>, phrase: usize, start: usize, verb: &str) -> bool {
    let p = &doc.noun_phrases[phrase];
    let by = p.preposition.get().filter(|_| p.end as usize == start).map(|t| doc.lower(t));
    by.is_some_and(|by| by == "for" || OBJECT_CONTROL.contains(format!("{verb} {by}").as_str()))
}

/// Whether a phrase can be subject or object: no preposition, not the possessor of another, no time.
pub(super) fn is_free(doc: &Doc<'_>, phrase: usize) -> bool {
    let p = &doc.noun_phrases[phrase];
    let possessor = doc.noun_phrases.get(phrase + 1).is_some_and(|next| next.possessor == Ref::to(phrase));
    p.preposition.is_none() && p.kind != PhraseKind::Time && !possessor
}

/// Completes the clauses from `first` on, which are those of one sentence.
pub(super) fn find(doc: &mut Doc<'_>, first: usize, sentence: Range<usize>) {
    let from = doc.prepositions.partition_point(|p| (p.token as usize) < sentence.start);
    for p in from..doc.prepositions.len() {
        let token = doc.prepositions[p].token as usize;
        if token >= sentence.end {
            break;
        }
        // The phrase tells, not the preposition: "after the attack" may open no clause of its own.
        let head = doc.noun_phrases.get(doc.prepositions[p].phrase as usize).map(|phrase| phrase.head as usize);
        doc.prepositions[p].clause = head.and_then(|h| doc.tokens.get(h)).map_or(Ref::NONE, |t| t.clause);
    }
    objects(doc, first, &sentence);
    for c in first..doc.clauses.len() {
        complete(doc, c);
    }
    ends(doc, first, sentence);
}

/// Gives each clause the free phrases after its verb.
fn objects(doc: &mut Doc<'_>, first: usize, sentence: &Range<usize>) {
    for p in doc.phrases_in(sentence.clone()) {
        let phrase = doc.noun_phrases[p];
        if !is_free(doc, p)
            || phrase.first != Ref::to(p)
            || matches!(phrase.kind, PhraseKind::Relative | PhraseKind::Expletive)
        {
            continue;
        }
        let Some(c) = doc.tokens[phrase.head as usize].clause.get().filter(|c| *c >= first) else { continue };
        let clause = doc.clauses[c];
        let Some(group) = clause.group.get().map(|g| doc.verb_groups[g]) else { continue };
        if phrase.start < group.end || clause.subject == Ref::to(p) {
            continue;
        }
        // Nothing but the verb, its receiver and adverbs may stand before an object.
        if clause.object.is_none() && !interrupted(doc, group.end as usize..phrase.start as usize) {
            doc.clauses[c].object = Ref::to(p);
        } else if let Some(object) = clause.object.get().filter(|_| clause.receiver.is_none()) {
            let adjacent = doc.extent(object, true).end == doc.extent(p, false).start;
            if adjacent && TWO_OBJECTS.contains(doc.lemma(group.head as usize)) {
                (doc.clauses[c].receiver, doc.clauses[c].object) = (Ref::to(object), Ref::to(p));
            }
        }
    }
}

/// Whether a mark or preposition stands in a range of tokens.
fn interrupted(doc: &Doc<'_>, range: Range<usize>) -> bool {
    range.clone().any(|i| {
        matches!(doc.tag(i), Tag::Comma | Tag::Stop | Tag::Colon | Tag::IN | Tag::CC | Tag::Dash | Tag::OpenBracket)
    })
}

fn complete(doc: &mut Doc<'_>, c: usize) {
    let mut clause = doc.clauses[c];
    let Some(group) = clause.group.get().map(|g| doc.verb_groups[g]) else { return };
    let verb = doc.lemma(group.head as usize);
    // "There were two boys": what follows is the subject.
    if clause.subject.get().is_some_and(|s| doc.noun_phrases[s].kind == PhraseKind::Expletive)
        && clause.object.is_some()
    {
        (clause.subject, clause.object) = (clause.object, Ref::NONE);
    }
    // "said Hamid Orsan"
    if clause.subject.is_none() && clause.kind == ClauseKind::Reporting {
        (clause.subject, clause.object) = (clause.object, Ref::NONE);
    }
    // Whoever shares a subject that was not yet known.
    if clause.subject.is_none() && group.form != VerbForm::Finite || clause.subject.is_none() && clause.shared_subject {
        clause.subject = clause.parent.get().map_or(Ref::NONE, |p| doc.clauses[p].subject);
    }
    // "told reporters that": the receiver, not what is told.
    if clause.object.is_some()
        && clause.receiver.is_none()
        && matches!(verb, "tell" | "inform" | "assure" | "remind" | "notify")
    {
        (clause.receiver, clause.object) = (clause.object, Ref::NONE);
    }
    if clause.kind == ClauseKind::Relative
        && clause.subject != clause.antecedent
        && clause.object.is_none()
        && !group.passive
    {
        let governed = clause.marker.get().is_some_and(|m| m > clause.start as usize || doc.tag(m) == Tag::WRB);
        if !governed {
            clause.object = clause.antecedent;
        }
    }
    if group.passive {
        let by = |p: &&super::super::phrase::Preposition| p.token >= group.end && doc.lower(p.token as usize) == "by";
        let start = doc.prepositions.partition_point(|p| p.token < group.end);
        let own = |p: &&super::super::phrase::Preposition| p.clause == Ref::to(c);
        let end = doc.clauses.get(c).map_or(0, |_| group.end + 40);
        clause.agent = doc
            .prepositions
            .get(start..)
            .unwrap_or(&[])
            .iter()
            .take_while(|p| p.token < end)
            .filter(own)
            .filter(by)
            .find(|p| !names_account(doc.lower(doc.noun_phrases[p.phrase as usize].head as usize)))
            .filter(|p| doc.noun_phrases[p.phrase as usize].kind != PhraseKind::Time)
            .map_or(Ref::NONE, |p| Ref::to(p.phrase as usize));
    }
    doc.clauses[c] = clause;
}

/// Sets where each clause begins and ends: its own tokens and those of the clauses inside, marks at the borders aside.
fn ends(doc: &mut Doc<'_>, first: usize, sentence: Range<usize>) {
    for c in &mut doc.clauses[first..] {
        (c.start, c.end) = (u32::MAX, 0);
    }
    for i in sentence {
        if let (Some(c), true) = (doc.tokens[i].clause.get().filter(|c| *c >= first), doc.tag(i).is_word()) {
            let c = &mut doc.clauses[c];
            (c.start, c.end) = (c.start.min(i as u32), c.end.max(i as u32 + 1));
        }
    }
    // Clauses inside come after the one they are in, except a clause opened late around an older one; two rounds settle both.
    for _ in 0..2 {
        for c in (first..doc.clauses.len()).rev() {
            let Clause { start, end, kind, parent, .. } = doc.clauses[c];
            if matches!(kind, ClauseKind::Coordinate | ClauseKind::Reporting) || end == 0 {
                continue;
            }
            if let Some(parent) = parent.get().and_then(|p| doc.clauses.get_mut(p)) {
                (parent.start, parent.end) = (parent.start.min(start), parent.end.max(end));
            }
        }
    }
    for c in &mut doc.clauses[first..] {
        if c.end == 0 {
            c.start = 0;
        }
    }
}
