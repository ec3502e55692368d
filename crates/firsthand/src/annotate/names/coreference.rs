//! One thing for all mentions that mean it.
//!
//! In: found mentions, and the names united by `forms`. Out: [`Entity`]s. Method: names by their form; descriptions as in
//! [`super::described`], pronouns as in [`super::pronouns`]; what only the whole report shows in [`super::settled`].
//! Not here: other reports.

use super::super::{Doc, Entity, EntityKind, Mention, MentionForm};
use super::appositions::Bonds;
use super::forms::Forms;
use super::found::Found;
use super::lists::{Evidence, Gender, lists};
use super::states::{self, Owners};
use crate::text::Span;
use rustc_hash::FxHashMap;

/// Most things that are looked at when a description or pronoun is resolved, nearest first.
pub(super) const WINDOW: usize = 40;
/// A thing in the making.
pub(super) struct Thing {
    pub kind: EntityKind,
    pub gender: Gender,
    pub(super) plural: bool,
    pub named: bool,
    /// Its mentions.
    pub mentions: Vec<Mention>,
    /// Found name mentions, for names and aliases.
    pub(super) names: Vec<u32>,
    /// A title in quotation marks.
    pub(super) titled: Option<Span>,
    pub role: Option<Span>,
    /// The thing whose it is.
    pub affiliation: Option<u32>,
    pub state: Option<String>,
    /// Head nouns by which it was described or named.
    pub heads: Vec<u32>,
    pub(super) sentence: u32,
    pub(super) subject: bool,
}

pub(super) struct Resolver<'a, 't> {
    pub(super) doc: &'a Doc<'t>,
    pub(super) found: &'a [Found],
    pub(super) forms: &'a Forms,
    pub(super) bonds: &'a Bonds,
    pub(super) things: Vec<Thing>,
    pub(super) of_root: FxHashMap<u32, u32>,
    /// Descriptions with whose they are, and what they mean.
    pub(super) of_phrase: FxHashMap<(String, Option<u32>), u32>,
    /// Things in the order of their last mention.
    pub(super) recent: Vec<u32>,
    /// For each found mention its thing.
    pub(super) assigned: Vec<Option<u32>>,
    pub(super) owners: Owners,
    /// The sentence whose subject is still to come.
    pub(super) open_sentence: u32,
}

/// Makes entities of all mentions.
pub(super) fn resolve(doc: &Doc<'_>, found: &[Found], forms: &Forms, bonds: &Bonds) -> Vec<Entity> {
    let mut resolver = Resolver {
        doc,
        found,
        forms,
        bonds,
        things: Vec::new(),
        of_root: FxHashMap::default(),
        of_phrase: FxHashMap::default(),
        recent: Vec::new(),
        assigned: vec![None; found.len()],
        owners: Owners::read(doc, found, forms),
        open_sentence: u32::MAX,
    };
    let mut order: Vec<u32> = (0..found.len() as u32).collect();
    order.sort_by_key(|i| found.get(*i as usize).map_or((0, 0), |f| (f.span.start, u32::MAX - f.span.end)));
    for index in order {
        if !bonds.is_in_title(found, index) {
            resolver.mention(index);
        }
    }
    resolver.finish()
}

impl Resolver<'_, '_> {
    fn mention(&mut self, index: u32) {
        let Some(found) = self.found.get(index as usize).copied() else { return };
        if self.assigned.get(index as usize).copied().flatten().is_some() {
            return;
        }
        let thing = match found.form {
            MentionForm::Name => self.named(index),
            MentionForm::Nominal => self.described(index, &found),
            MentionForm::Pronoun => self.pronoun(&found),
        };
        if let Some(thing) = thing {
            self.attach(index, thing, &found);
        }
    }

    pub(super) fn attach(&mut self, index: u32, thing: u32, found: &Found) {
        if let Some(slot) = self.assigned.get_mut(index as usize) {
            *slot = Some(thing);
        }
        let first = self.open_sentence != found.sentence && !found.adjective;
        if first {
            self.open_sentence = found.sentence;
        }
        let kind = self.things.get(thing as usize).map(|t| t.kind);
        // "Omar Tal of the Council", "the Relief Committee of the Council".
        let of_body = match kind {
            Some(EntityKind::Person) => true,
            Some(EntityKind::Organisation) => self.doc.lower_word(found.head_token as usize).names.is(Evidence::Part),
            _ => false,
        };
        let later = if of_body && found.form == MentionForm::Name && found.owner.is_none() {
            self.bonds.owner_of(index)
        } else {
            None
        };
        let later = later.and_then(|o| self.owner(o));
        let owner = found
            .owner
            .and_then(|o| self.assigned.get(o as usize).copied().flatten())
            .or(later)
            .filter(|o| *o != thing);
        let owner_kind = owner.and_then(|o| self.things.get(o as usize)).map(|t| (t.kind, t.state.clone()));
        if let Some(t) = self.things.get_mut(thing as usize) {
            t.mentions.push(Mention { span: found.span, form: found.form });
            if found.form == MentionForm::Name {
                t.names.push(index);
            } else if found.form == MentionForm::Nominal && t.heads.len() < 16 {
                t.heads.push(found.head_token);
            }
            t.gender = t.gender.or(found.gender);
            t.subject = first || (t.subject && t.sentence == found.sentence);
            t.sentence = found.sentence;
            if t.role.is_none() && !found.title.is_empty() {
                t.role = Some(found.title);
            }
            if let (Some(owner), Some((kind, state))) = (owner, owner_kind)
                && found.form != MentionForm::Pronoun
            {
                let belongs = matches!(kind, EntityKind::Organisation | EntityKind::ArmedGroup | EntityKind::Outlet);
                if belongs && t.affiliation.is_none() && t.kind != EntityKind::State {
                    t.affiliation = Some(owner);
                }
                if t.state.is_none() && states::belongs(self.doc, found, kind, state.as_deref()) {
                    t.state = state;
                }
            }
        }
        // Nearest last; a thing moves up when it is mentioned.
        if let Some(at) = self.recent.iter().rev().take(WINDOW).position(|t| *t == thing) {
            let at = self.recent.len() - 1 - at;
            self.recent.remove(at);
        }
        self.recent.push(thing);
    }

    pub(super) fn new_thing(&mut self, kind: EntityKind, found: &Found, named: bool) -> u32 {
        self.things.push(Thing {
            kind,
            gender: found.gender,
            plural: found.plural,
            named,
            mentions: Vec::new(),
            names: Vec::new(),
            titled: None,
            role: None,
            affiliation: None,
            state: None,
            heads: Vec::new(),
            sentence: found.sentence,
            subject: false,
        });
        (self.things.len() - 1) as u32
    }

    /// The thing of an owner, which may stand further on in the text.
    pub(super) fn owner(&mut self, index: u32) -> Option<u32> {
        let assigned = |of: &Self| of.assigned.get(index as usize).copied().flatten();
        if assigned(self).is_none() && self.found.get(index as usize).is_some_and(|f| f.form == MentionForm::Nominal) {
            self.mention(index);
        }
        assigned(self).or_else(|| self.named(index))
    }

    /// The thing of a named form.
    pub(super) fn named(&mut self, index: u32) -> Option<u32> {
        let form = self.forms.of.get(index as usize).copied().flatten()?;
        let root = self.forms.root(form);
        if let Some(thing) = self.of_root.get(&root) {
            return Some(*thing);
        }
        let found = *self.found.get(index as usize)?;
        let record = self.forms.forms.get(root as usize)?;
        let kind = record.votes.kind();
        let thing = self.new_thing(kind, &found, true);
        self.of_root.insert(root, thing);
        let state = states::of_name(self.doc, &found, &record.name, kind, &self.owners);
        if let Some(t) = self.things.get_mut(thing as usize) {
            t.state = state;
            if kind == EntityKind::Person {
                t.plural = false;
                let given = lists().given.get(self.doc.lower(found.start as usize)).copied().unwrap_or_default();
                if found.end - found.start > 1 {
                    t.gender = t.gender.or(given);
                }
            }
        }
        Some(thing)
    }
}
