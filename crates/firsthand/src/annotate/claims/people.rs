//! Whom something can befall: people, and no things.
//!
//! In: a phrase, or what stands around a trigger. Out: whether its common noun stands for nobody, by the senses that WordNet has of it (see
//! `data/grammar/lexicon.tsv`), and whether a verb of what befalls people is said of such things. Not here: names, pronouns and numbers,
//! which may be anybody's.

use super::frame::{Frame, Phrase};
use super::reading::Reading;
use crate::annotate::Tag;
use crate::codebook::{RoleRule, Slot, Trigger};

/// The roles that only people fill.
const PEOPLE: [&str; 3] = ["victim", "target_group", "person"];

/// Whether only people fill the role of a rule.
pub(super) fn is_for_people(rule: &RoleRule) -> bool {
    PEOPLE.contains(&rule.role.as_str())
}

impl Reading<'_> {
    /// Whether a common noun heads the phrase that stands for no people: "weapons", "the talks".
    pub(super) fn is_nobody(&self, phrase: &Phrase) -> bool {
        matches!(self.doc.tag(phrase.head), Tag::NN | Tag::NNS)
            && phrase.counts.is_none()
            && (self.doc.lower_word(phrase.head).grammar.is_nobody() || self.is_bare_figure(phrase))
            && self.entity_of(phrase.head).is_none()
            // "A total of 15 people": whom the number counts.
            && (!crate::annotate::grammar::is_partitive(self.doc, phrase.head) || self.is_bare_figure(phrase))
    }

    /// "the number of wounded", where the grammar gives the people to a participle: the figure itself.
    fn is_bare_figure(&self, phrase: &Phrase) -> bool {
        phrase.counted == phrase.end && matches!(self.doc.lemma(phrase.head), "number" | "figure" | "toll" | "tally")
    }

    /// Whether a verb of what befalls people is said of things: "seized the ballot papers", "killed the talks".
    pub(super) fn is_of_things(&self, frame: &Frame, trigger: &Trigger) -> bool {
        // What asks for people and gets none has no victim; what takes anything is said in another sense.
        let befalls =
            |rule: &RoleRule| is_for_people(rule) && rule.slots.first() == Some(&Slot::Object) && rule.filters.anything;
        let active = self.group_headed_by(frame.head).is_some_and(|group| !group.passive);
        // What stands elsewhere may be the object of another verb.
        let follows = |object: &Phrase| object.start == frame.words.end;
        active
            && frame.objects.first().is_some_and(follows)
            && frame.objects.iter().all(|object| self.is_nobody(object))
            && trigger.roles.iter().any(befalls)
    }
}

#[cfg(test)]
mod tests {
    use super::super::arguments_spec::check;
    use crate::annotate::{Rules, annotate_with};
    use crate::codebook::Codebook;
    use crate::report::Report;

    #[test]
    fn nouns_for_people_and_sites_are_known_and_things_are_nobody() {
        check(&[
            ("Two bookbinders were arrested in Olun.", "DETAIN", "victim", "Two bookbinders"),
            ("Gunmen abducted the crew of a barge near Olun.", "ABDUCT", "victim", "the crew of a barge"),
            ("Police arrested songs in Olun.", "DETAIN", "victim", ""),
            ("The army shelled workers in the bakery.", "ATTACK", "place", "the bakery"),
        ]);
    }

    #[test]
    fn what_befalls_people_does_not_befall_things() {
        let kinds = |text: &str| -> Vec<String> {
            let found = annotate_with(&Report::of_body(text), Codebook::builtin(), &Rules);
            found.claims.into_iter().map(|claim| claim.kind).collect()
        };
        assert_eq!(kinds("Soldiers of the Ashen Brigade murdered nine weavers near Olun."), ["CASUALTY.KILLED"]);
        assert!(kinds("Soldiers of the Ashen Brigade murdered nine songs near Olun.").is_empty());
    }
}
