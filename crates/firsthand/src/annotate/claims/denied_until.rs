//! How far a denial reaches: what its subject, or somebody else, goes on to say in the same sentence is not denied.
//!
//! In: a verb of denial and the words behind it. Out: the token at which what it denies ends. Not here: which claims are inside (`answers`).

use super::cues;
use super::reading::Reading;
use crate::annotate::attribution::is_speech;
use crate::annotate::{Clause, ClauseKind, Tag, VerbForm, VerbGroup};
use std::ops::Range;

/// Where what a verb of denial denies ends: before what its subject, or somebody else, goes on to say ("denied the raid and said that rebels
/// had shelled the town", "dismissed the report, adding that ...").
pub(super) fn own_end(reading: &Reading<'_>, group: &VerbGroup, rest: Range<usize>) -> usize {
    let doc = reading.doc;
    let own = group.clause.get();
    let first = doc.clauses.partition_point(|c| (c.end as usize) <= rest.start);
    let near = doc.clauses.iter().skip(first).take_while(|c| (c.start as usize) < rest.end).take(40);
    let mut after = near.filter(|c| c.start as usize >= rest.start && c.kind == ClauseKind::Coordinate);
    let finite = |c: &&Clause| {
        let verb = c.group.get().and_then(|g| doc.verb_groups.get(g));
        c.parent.get() == own && verb.is_some_and(|g| g.form == VerbForm::Finite)
    };
    let goes_on = after.find(finite).map_or(rest.end, |c| c.start as usize);
    let says = |i: &usize| {
        let verb = *i + 1;
        let speech = || is_speech(doc.lemma(verb)) || reading.cue(verb, cues::SAY | cues::BLAME);
        doc.tag(*i) == Tag::Comma && doc.tag(verb) == Tag::VBG && speech()
    };
    // "denied it had recruited boys but admitted that"
    let verb = |i: usize| {
        let at = i + 1 + usize::from(doc.tag(i + 1).is_adverb());
        doc.tag(at).is_finite() && (is_speech(doc.lemma(at)) || reading.cue(at, cues::SAY | cues::BLAME))
    };
    let turns = |i: &usize| doc.tag(*i) == Tag::CC && *i + 2 < rest.end && verb(*i);
    // "The rebels, who deny the raid, said", "Denying the raid, the rebels said": a denial in an aside ends with it.
    let clause = own.and_then(|own| doc.clauses.get(own));
    let aside = clause.filter(|c| matches!(c.kind, ClauseKind::Relative | ClauseKind::Participle));
    let aside = aside.map_or(rest.end, |c| (c.end as usize).max(rest.start));
    // "denies blocking the road, which drivers say is closed"; not "denies a report, which says that ...".
    let object = clause.and_then(|c| c.object.get()).and_then(|p| doc.noun_phrases.get(p));
    let named = object.is_some_and(|p| reading.cue(p.head as usize, cues::REPORT));
    let apart = |i: &usize| !named && doc.tag(*i) == Tag::Comma && matches!(doc.tag(*i + 1), Tag::WDT | Tag::WP);
    rest.clone().find(|i| says(i) || turns(i) || apart(i)).unwrap_or(rest.end).min(goes_on).min(aside)
}

#[cfg(test)]
mod tests {
    use crate::annotate::{Modality, annotate};
    use crate::codebook::Codebook;
    use crate::report::Report;

    fn attacks(text: &str) -> Vec<Modality> {
        let found = annotate(&Report::of_body(text), Codebook::builtin()).claims;
        found.into_iter().filter(|claim| claim.kind == "ATTACK").map(|claim| claim.modality).collect()
    }

    #[test]
    fn what_is_said_beside_a_denial_is_not_denied() {
        for text in [
            "The army denied the report and said rebels had shelled Olun.",
            "The army denied the report but said that rebels had shelled Olun.",
            "The army denied the report, and the mayor said rebels had shelled Olun.",
            "The army denied it was there but said rebels had shelled Olun.",
            "The army, which denies the report, said rebels had shelled Olun.",
            "The army said it was not there and that rebels had shelled Olun.",
            "Denying any role, the army said rebels had shelled Olun.",
            "The army, denying any role, said rebels had shelled Olun.",
            "The army denied closing the road, which rebels shelled near Olun.",
            "The army dismissed the report as fiction, saying rebels had shelled Olun.",
            "The army dismissed the report, adding that rebels had shelled Olun.",
        ] {
            assert_eq!(attacks(text), [Modality::Asserted], "{text}");
        }
    }

    #[test]
    fn who_dismisses_an_officer_denies_nothing() {
        let text = "The army dismissed an officer who had beaten two prisoners.";
        assert_eq!(attacks(text), [Modality::Asserted]);
    }

    #[test]
    fn all_that_one_allegation_holds_is_denied() {
        for text in [
            "The army rejected claims that it had shelled Olun.",
            "The army denied that it had shelled Olun, and nothing else.",
            "In a statement denying that its men had shelled Olun the army named nobody.",
        ] {
            assert_eq!(attacks(text), [Modality::Denied], "{text}");
        }
    }
}
