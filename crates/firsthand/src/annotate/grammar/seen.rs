//! "Our reporter saw the men lay down their rifles": what is seen or heard is told in a clause of its own.
//!
//! In: a [`Reader`] at a verb in its base form. Out: a clause below the verb of perception whose subject is that verb's object, and
//! whose tense is that verb's, because both happened at once. Not here: "saw the men laying", which describes the men.

use super::super::doc::Tag;
use super::super::phrase::{ClauseKind, Ref, VerbForm, VerbTense};
use super::clauses::Reader;
use super::phrases::words;
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

static PERCEPTION_VERBS: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| words(include_str!("../../../data/grammar/perception_verbs.txt")).collect());

impl Reader<'_, '_> {
    /// Places a base form right after the object of a verb of perception. False if it is none.
    pub(super) fn seen(&mut self, g: usize) -> bool {
        let top = self.top();
        let start = self.doc.verb_groups[g].start as usize;
        let Some(tense) = self.tense_of_seeing(top).filter(|_| self.is_base(g)) else { return false };
        let floor = self.doc.group(top).map_or(start, |host| host.end as usize);
        let subject = self.adjacent_subject(start).filter(|p| self.doc.noun_phrases[*p].start as usize >= floor);
        let Some(subject) = subject else { return false };
        let chain = self.doc.extent(subject, false).start;
        // "We see they fight": a pronoun that cannot be an object opens a statement.
        if matches!(self.doc.lower(chain), "i" | "he" | "she" | "we" | "they") || chain > floor + 1 {
            return false;
        }
        self.make_finite(g, tense);
        self.own(g, ClauseKind::Complement, chain, Ref::NONE, top, subject);
        true
    }

    /// "saw the men file past and lay down their rifles": the second base form is seen like the first.
    pub(super) fn seen_too(&mut self, g: usize) {
        if !self.is_base(g) {
            return;
        }
        let first = self.stack.iter().rev().find_map(|open| {
            let clause = &self.doc.clauses[open.clause];
            let base = clause.group.get().is_some_and(|v| self.is_base(v));
            let parent = clause.parent.get().filter(|_| clause.kind == ClauseKind::Complement && base)?;
            self.tense_of_seeing(parent)
        });
        if let Some(tense) = first {
            self.make_finite(g, tense);
        }
    }

    fn make_finite(&mut self, g: usize, tense: VerbTense) {
        let group = &mut self.doc.verb_groups[g];
        (group.form, group.tense) = (VerbForm::Finite, tense);
    }

    /// Whether a verb group is one word in the base form.
    fn is_base(&self, g: usize) -> bool {
        let group = &self.doc.verb_groups[g];
        group.start == group.head && matches!(self.doc.tag(group.head as usize), Tag::VB | Tag::VBP)
    }

    /// The tense of a clause whose verb is one of perception; that of the clause above where it shows none ("watching").
    fn tense_of_seeing(&self, clause: usize) -> Option<VerbTense> {
        let host = self.doc.group(clause).filter(|host| !host.passive)?;
        if !PERCEPTION_VERBS.contains(self.doc.lemma(host.head as usize)) {
            return None;
        }
        let above = self.doc.clauses[clause].parent.get().and_then(|p| self.doc.group(p));
        Some(match (host.tense, above) {
            (VerbTense::None, Some(above)) => above.tense,
            (tense, _) => tense,
        })
        .filter(|tense| *tense != VerbTense::None)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{parse, tests::report};
    use super::*;

    /// Subject, verb and tense of each clause that a verb of perception governs.
    fn seen(text: &str) -> Vec<String> {
        let report = report(text);
        let doc = parse(&report);
        let content = doc.clauses.iter().filter(|c| matches!(c.kind, ClauseKind::Complement | ClauseKind::Coordinate));
        let told = content.filter_map(|c| {
            let group = doc.verb_groups.get(c.group.get()?)?;
            let subject = c.subject.get().map_or("", |p| doc.phrase_text(p));
            Some(format!("{subject} {} {:?}", doc.word(group.head as usize), group.tense))
        });
        told.collect()
    }

    #[test]
    fn who_is_seen_does_it() {
        assert_eq!(seen("Our reporter saw the men lay their rifles on a blanket."), ["the men lay Past"]);
        assert_eq!(seen("She watched gunmen drag two boys into a truck."), ["gunmen drag Past"]);
        assert_eq!(seen("Residents heard them shell the mill."), ["them shell Past"]);
        assert_eq!(seen("He saw soldiers shell the village."), ["soldiers shell Past"]);
        assert_eq!(
            seen("A teacher saw the men file past a table and lay their rifles on a blanket."),
            ["the men file Past", "the men lay Past"]
        );
    }

    #[test]
    fn a_purpose_is_not_seen() {
        assert!(seen("The minister saw the bishop to ask for help.").is_empty());
        assert_eq!(seen("We see they fight."), ["they fight Present"]);
    }
}
