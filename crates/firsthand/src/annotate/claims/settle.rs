//! Which of several triggers near each other name one happening.
//!
//! In: all candidates of a report. Out: those that are left, at most one for each happening. Not here: speech acts that take up the
//! events they speak of (see the module above).

use super::cues;
use super::frame::Frame;
use super::meaning;
use super::reading::Reading;
use super::triggers::Candidate;
use crate::annotate::{Clause, ClauseKind, Tag, VerbForm, VerbTense};
use crate::codebook::Nature;

/// Leaves one candidate for one happening: of two in one clause with the same type, or with one family where a verb only
/// carries a noun, the more specific one; none for a weak word in an infinitive that another event governs.
pub(super) fn settle(reading: &Reading<'_>, candidates: &mut Vec<Candidate>) {
    let known: Vec<_> = candidates.iter().map(|c| meaning(reading, c)).collect();
    let mut keep = vec![true; candidates.len()];
    for (i, a) in candidates.iter().enumerate() {
        // Rivals stand in the same sentence, hence near in the list.
        for (j, b) in candidates.iter().enumerate().skip(i.saturating_sub(16)).take(33) {
            let (Some((ta, ka)), Some((tb, kb))) = (known[i], known[j]) else { continue };
            if i == j
                || !keep[j]
                || !keep[i]
                || a.frame.sentence != b.frame.sentence
                || ka.family() != kb.family() && ta.weight >= 0 && !ta.fallback
            {
                continue;
            }
            let same_clause = a.frame.clause.is_some() && a.frame.clause == b.frame.clause;
            let less = (ta.specificity(), std::cmp::Reverse(i)) < (tb.specificity(), std::cmp::Reverse(j));
            let overlap = a.frame.words.start < b.frame.words.end && b.frame.words.start < a.frame.words.end;
            let holds =
                |frame: &Frame, head: usize| frame.objects.iter().chain(&frame.subjects).any(|p| p.head == head);
            let carried = holds(&a.frame, b.frame.head) || holds(&b.frame, a.frame.head);
            let family = ka.family() == kb.family();
            let rivals = same_clause && family && (ka.id == kb.id || carried) || overlap;
            let inside = governed_by(reading, a.frame.clause, b.frame.clause);
            let governed = inside
                && !b.frame.noun
                && kb.nature != Nature::Speech
                && (family && !ka.id.is_empty() || ta.weight < 0);
            // "threatened if they did not enlist", "tricked into signing", "whoever signs gets a pardon": one happening.
            let part = family && depends(reading, &a.frame, &b.frame, ka.id == kb.id);
            // Broad words give way to any other claim of their clause.
            // ... but not to the verb of saying that speaks of them: "denied shooting at fishermen".
            let told = kb.nature == Nature::Speech && !a.frame.noun && a.frame.head > b.frame.head;
            let yields = ta.fallback && !tb.fallback && same_clause && !b.frame.noun && !family && !told;
            // "to ring a number or to send a message to register"
            let beside = ta.fallback && !tb.fallback && ka.id == kb.id && are_listed(reading, &a.frame, &b.frame);
            if (rivals && less) || governed || yields || part || beside {
                keep[i] = false;
            }
        }
    }
    let mut flags = keep.into_iter();
    candidates.retain(|_| flags.next().unwrap_or(true));
}

/// Whether a clause is an infinitive or a participle of result below another clause ("sent to help prop up").
fn governed_by(reading: &Reading<'_>, below: Option<usize>, above: Option<usize>) -> bool {
    let mut at = below;
    for _ in 0..3 {
        let Some(clause) = at.and_then(|c| reading.doc.clauses.get(c)) else { return false };
        let bound = clause.kind == ClauseKind::Infinitive
            || (clause.kind == ClauseKind::Participle && clause.marker.is_none() && clause.antecedent.is_none());
        if !bound || clause.parent.is_none() {
            return false;
        }
        at = clause.parent.get();
        if at == above {
            return true;
        }
    }
    false
}

/// Whether two events stand in infinitives below one clause or one beside the other.
fn are_listed(reading: &Reading<'_>, a: &Frame, b: &Frame) -> bool {
    let clause = |frame: &Frame| frame.clause.and_then(|c| reading.doc.clauses.get(c));
    let (Some(first), Some(second)) = (clause(a), clause(b)) else { return false };
    let infinitive = |c: &Clause| {
        reading.doc.verb_groups.get(c.group.get().unwrap_or(usize::MAX)).is_some_and(|g| g.form == VerbForm::Infinitive)
    };
    infinitive(first)
        && infinitive(second)
        && (first.parent == second.parent || first.parent.get() == b.clause || second.parent.get() == a.clause)
}

/// Whether one event is only the condition, the -ing object or the general description of who takes part in another: in an
/// "if" clause, after its preposition, or in a relative clause in the present, with a modal or negated.
fn depends(reading: &Reading<'_>, low: &Frame, high: &Frame, same: bool) -> bool {
    let doc = reading.doc;
    let after_preposition = low.noun
        && !high.noun
        && low.clause == high.clause
        && low.head > high.head
        && doc.lower(low.head).ends_with("ing")
        && low.head.checked_sub(1).is_some_and(|i| matches!(doc.tag(i), Tag::IN | Tag::TO));
    if after_preposition && !same {
        return true;
    }
    let Some(clause) = low.clause.and_then(|c| doc.clauses.get(c)) else { return false };
    if clause.parent.is_none() || clause.parent.get() != high.clause || low.noun {
        return false;
    }
    let conditional = clause.marker.get().is_some_and(|m| reading.cue(m, cues::CONDITION));
    let group = clause.group.get().and_then(|g| doc.verb_groups.get(g));
    let general = group.is_some_and(|g| {
        g.form == VerbForm::Finite
            && (g.negated || g.modal.is_some() || g.tense == VerbTense::Present && !g.perfect && !g.progressive)
    });
    conditional || (!same && clause.kind == ClauseKind::Relative && general)
}
