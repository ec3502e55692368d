//! What pronouns mean.
//!
//! In: the things of the last sentences. Out: the one that fits by gender and number, names and subjects first. Not here:
//! who goes on speaking (attribution).

use super::super::attribution::is_speech;
use super::super::{ClauseKind, EntityKind, Tag};
use super::coreference::{Resolver, Thing, WINDOW};
use super::found::Found;
use super::lists::{Evidence, Gender};
use crate::text::Span;

/// Sentences back in which a pronoun finds its thing.
const REACH: u32 = 3;

impl Resolver<'_, '_> {
    /// Whether the last mention of a thing is somebody who says something.
    fn spoke_last(&self, thing: &Thing) -> bool {
        let Some(mention) = thing.mentions.last() else { return false };
        let words = self.doc.tokens_in(mention.span);
        let start = words.start - usize::from(words.start > 0 && self.doc.lower(words.start - 1) == "the");
        let after = start > 1 && self.doc.lower(start - 1) == "to" && self.doc.lower(start - 2) == "according";
        after || self.doc.lower_word(words.end).names.is(Evidence::Says)
    }

    /// The subject of the clause whose object a pronoun is: "they took them" means two different ones.
    fn subject_beside(&self, found: &Found) -> Option<Span> {
        let at = found.start as usize;
        if self.doc.tag(at) == Tag::PRPS
            || self.doc.lower(at).ends_with("self")
            || self.doc.lower(at).ends_with("selves")
        {
            return None;
        }
        let clause = self.doc.clauses.get(self.doc.clause_of(at)?)?;
        let phrase = self.doc.tokens.get(at)?.phrase;
        let object = phrase.is_some() && (phrase == clause.object || phrase == clause.receiver);
        let subject = clause.subject.get().filter(|_| object)?;
        Some(self.doc.span(self.doc.extent(subject, false)))
    }

    /// "The women rose, and they took them": the subject of the clause before, where a new "they" has an object of the same
    /// form; who goes on doing would be left out ("and took them").
    fn subject_before(&self, found: &Found) -> Option<Span> {
        let phrase = self.doc.tokens.get(found.start as usize)?.phrase;
        let clause = self.doc.clauses.get(self.doc.clause_of(found.start as usize)?)?;
        let object = self.doc.noun_phrases.get(clause.object.get()?)?.head as usize;
        let alike = matches!(
            (self.doc.lower(found.start as usize), self.doc.lower(object)),
            ("they", "them") | ("he", "him") | ("she", "her") | ("it", "it")
        );
        if !alike || phrase.is_none() || phrase != clause.subject || clause.kind != ClauseKind::Coordinate {
            return None;
        }
        let before = self.doc.clauses.get(clause.parent.get()?)?.subject.get()?;
        Some(self.doc.span(self.doc.extent(before, false)))
    }

    /// "A cell of the Front said it had shelled the town": who says so, where "it" is the subject of what is said.
    fn sayer_above(&self, found: &Found) -> Option<u32> {
        let at = found.start as usize;
        let clause = self.doc.clauses.get(self.doc.clause_of(at).filter(|_| self.doc.lower(at) == "it")?)?;
        let own = self.doc.tokens.get(at)?.phrase;
        if clause.kind != ClauseKind::Complement || own.is_none() || own != clause.subject {
            return None;
        }
        let above = self.doc.clauses.get(clause.parent.get()?)?;
        let verb = self.doc.verb_groups.get(above.group.get()?).filter(|verb| !verb.passive)?;
        if !self.doc.lower_word(verb.head as usize).names.is(Evidence::Says) {
            return None;
        }
        let words = self.doc.span(self.doc.extent(above.subject.get()?, false));
        let is_it = |thing: &Thing| !thing.plural && thing.kind != EntityKind::Person;
        self.recent.iter().rev().take(WINDOW).copied().find(|at| {
            let thing = self.things.get(*at as usize).filter(|thing| is_it(thing));
            thing.is_some_and(|thing| thing.mentions.iter().rev().take(4).any(|m| words.contains(m.span)))
        })
    }

    /// Whether "it" is the subject of a verb of saying or asking, which no place is: "It called for calm".
    fn is_said_by(&self, found: &Found) -> bool {
        let next = found.end as usize;
        let verb = (next..next + 3).find(|&i| self.doc.tag(i).is_verb());
        let speaks = |i: usize| self.doc.lower_word(i).names.is(Evidence::Says) || is_speech(self.doc.lemma(i));
        self.doc.lower(found.start as usize) == "it" && verb.is_some_and(speaks)
    }

    /// Whom or what a pronoun means.
    pub(super) fn pronoun(&self, found: &Found) -> Option<u32> {
        if let Some(sayer) = self.sayer_above(found) {
            return Some(sayer);
        }
        let personal = found.gender != Gender::Unknown;
        let shows = !personal && self.doc.lemma_word(found.end as usize).names.is(Evidence::Shows);
        let subject = self.subject_beside(found).or_else(|| self.subject_before(found));
        let is_subject = |thing: &Thing| {
            subject.is_some_and(|words| thing.mentions.iter().rev().take(4).any(|m| words.contains(m.span)))
        };
        let speaks = self.is_said_by(found);
        let mut best: Option<(i32, u32)> = None;
        for (rank, &at) in self.recent.iter().rev().take(WINDOW).enumerate() {
            let Some(thing) = self.things.get(at as usize) else { continue };
            let back = found.sentence.saturating_sub(thing.sentence);
            if back > REACH {
                continue;
            }
            let fit = if personal {
                thing.kind == EntityKind::Person && !thing.plural && thing.gender.fits(found.gender)
            } else if found.plural {
                thing.plural && thing.kind != EntityKind::Person || matches!(thing.kind, EntityKind::Group)
            } else {
                !thing.plural && !matches!(thing.kind, EntityKind::Person | EntityKind::Group)
            };
            if !fit || is_subject(thing) || speaks && thing.kind == EntityKind::Place {
                continue;
            }
            let score = -4 * back as i32 - rank as i32
                + if thing.subject { 3 } else { 0 }
                + if thing.named { 2 } else { 0 }
                + if personal && thing.gender == found.gender { 1 } else { 0 }
                // "A video ... It shows ..."
                + if shows && matches!(thing.kind, EntityKind::Artefact | EntityKind::Document) { 5 } else { 0 }
                // "According to the group, ... the Front. Its spokeswoman said": who spoke goes on speaking.
                + if !personal && self.spoke_last(thing) { 2 } else { 0 }
                - if !personal && thing.kind == EntityKind::Place { 3 } else { 0 };
            if best.is_none_or(|(b, _)| score > b) {
                best = Some((score, at));
            }
        }
        if best.is_none() && found.plural {
            // "they" of an organisation.
            return self.recent.iter().rev().take(8).copied().find(|at| {
                self.things.get(*at as usize).is_some_and(|t| {
                    matches!(t.kind, EntityKind::Organisation | EntityKind::ArmedGroup)
                        && !is_subject(t)
                        && found.sentence.saturating_sub(t.sentence) <= 1
                })
            });
        }
        best.map(|(_, at)| at)
    }
}
