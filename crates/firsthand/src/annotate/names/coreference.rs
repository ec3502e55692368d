//! One thing for all mentions that mean it.
//!
//! In: found mentions, and the names united by `forms`. Out: [`Entity`]s. Method: names by their form;
//! descriptions by apposition, then by the same head noun, then the nearest thing that fits; pronouns by gender
//! and number among the things of the last sentences, names and subjects first. Not here: other reports.

use super::super::{Doc, Entity, EntityKind, Mention, MentionForm, Tag};
use super::appositions::Bonds;
use super::forms::Forms;
use super::found::Found;
use super::keys;
use super::lists::{Evidence, Gender, Head, Sort, lists};
use super::offices;
use super::states::{self, Owners};
use crate::text::Span;
use rustc_hash::FxHashMap;

/// Most things that are looked at when a description or pronoun is resolved, nearest first.
const WINDOW: usize = 40;
/// Sentences back in which a pronoun finds its thing.
const REACH: u32 = 3;

/// A thing in the making.
pub(super) struct Thing {
    pub kind: EntityKind,
    pub gender: Gender,
    plural: bool,
    pub named: bool,
    /// Its mentions.
    pub mentions: Vec<Mention>,
    /// Found name mentions, for names and aliases.
    names: Vec<u32>,
    /// A title in quotation marks.
    titled: Option<Span>,
    pub role: Option<Span>,
    /// The thing whose it is.
    pub affiliation: Option<u32>,
    pub state: Option<String>,
    /// Head nouns by which it was described or named.
    pub heads: Vec<u32>,
    sentence: u32,
    subject: bool,
}

struct Resolver<'a, 't> {
    doc: &'a Doc<'t>,
    found: &'a [Found],
    forms: &'a Forms,
    bonds: &'a Bonds,
    things: Vec<Thing>,
    of_root: FxHashMap<u32, u32>,
    of_phrase: FxHashMap<String, u32>,
    /// Things in the order of their last mention.
    recent: Vec<u32>,
    /// For each found mention its thing.
    assigned: Vec<Option<u32>>,
    owners: Owners,
    /// The sentence whose subject is still to come.
    open_sentence: u32,
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

    fn attach(&mut self, index: u32, thing: u32, found: &Found) {
        if let Some(slot) = self.assigned.get_mut(index as usize) {
            *slot = Some(thing);
        }
        let first = self.open_sentence != found.sentence && !found.adjective;
        if first {
            self.open_sentence = found.sentence;
        }
        let person = self.things.get(thing as usize).is_some_and(|t| t.kind == EntityKind::Person);
        let later = if person && found.form == MentionForm::Name && found.owner.is_none() {
            self.bonds.owner_of(index)
        } else {
            None
        };
        let later = later.and_then(|o| self.named(o));
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

    fn new_thing(&mut self, kind: EntityKind, found: &Found, named: bool) -> u32 {
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

    /// The thing of a named form.
    fn named(&mut self, index: u32) -> Option<u32> {
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

    /// Whom or what a description means.
    fn described(&mut self, index: u32, found: &Found) -> Option<u32> {
        let head = found.head?;
        // An apposition to a name: the name's thing, if it can be one.
        if let Some(name) = self.bonds.name_of(index) {
            let thing = match self.assigned.get(name as usize).copied().flatten() {
                Some(thing) => Some(thing),
                None => self.named(name),
            };
            if let Some(thing) = thing
                && self.things.get(thing as usize).is_some_and(|t| fits(head, t))
            {
                let role = self.role_span(found);
                let owner = self
                    .bonds
                    .owner_of(index)
                    .and_then(|o| self.assigned.get(o as usize).copied().flatten().or_else(|| self.named(o)));
                let owner_state = owner.and_then(|o| self.things.get(o as usize)).map(|t| (t.kind, t.state.clone()));
                if let Some(t) = self.things.get_mut(thing as usize) {
                    if t.role.is_none()
                        || matches!(head, Head::Person(Sort::Office, _)) && t.role.is_some_and(|r| r.len() < 12)
                    {
                        t.role = Some(role);
                    }
                    if let (Some(owner), Some((kind, state))) = (owner, owner_state)
                        && owner != thing
                    {
                        if matches!(kind, EntityKind::Organisation | EntityKind::ArmedGroup | EntityKind::Outlet)
                            && t.affiliation.is_none()
                        {
                            t.affiliation = Some(owner);
                        }
                        if t.state.is_none() && states::belongs(self.doc, found, kind, state.as_deref()) {
                            t.state = state;
                        }
                    }
                }
                return Some(thing);
            }
            if self.bonds.is_adjacent(index) && matches!(head, Head::Person(..)) {
                // "official Music House": an adjective after all.
                return None;
            }
        }
        let kind = match head {
            Head::Thing(kind, _) => kind,
            Head::Person(..) => EntityKind::Person,
            Head::People => EntityKind::Group,
            Head::Event => return None,
        };
        let word = self.doc.lower(found.head_token as usize);
        let owner = found.owner.or(self.bonds.owner_of(index));
        let owner_thing = owner.and_then(|o| match self.assigned.get(o as usize).copied().flatten() {
            Some(thing) => Some(thing),
            None => self.found.get(o as usize).filter(|f| f.form == MentionForm::Name).and_then(|_| self.named(o)),
        });
        // "the Guards fighters", "Tasnim news agency".
        let phrase = format!("{}|{}", self.doc.text(found.span).to_lowercase(), owner_thing.map_or(u32::MAX, |o| o));
        if (found.definite || found.plural || owner.is_some())
            && let Some(thing) = self.of_phrase.get(&phrase)
        {
            return Some(*thing);
        }
        if kind == EntityKind::State && found.end - found.start > 1 {
            return self.officially(found);
        }
        if found.definite
            && let Some(thing) = self.nearest(found, head, word, owner_thing)
        {
            return Some(thing);
        }
        if kind == EntityKind::State
            || (kind == EntityKind::Place && (owner_thing.is_none() || found.end - found.start == 1))
        {
            // "the country", "the border" with nothing to mean: no thing of its own.
            return None;
        }
        let thing = self.new_thing(kind, found, false);
        let title = self.bonds.title_of(index);
        let role = self.role_span(found);
        let state = if owner_thing.is_none() { states::of_phrase(self.doc, found, &self.owners) } else { None };
        if let Some(t) = self.things.get_mut(thing as usize) {
            t.titled = title;
            t.named = title.is_some();
            t.state = state;
            if kind == EntityKind::Person {
                t.role = Some(role);
            }
            if let Some(owner) = owner_thing
                && owner != thing
                && found.owner.is_none()
            {
                t.affiliation = Some(owner);
            }
        }
        if let Some(owner) = owner_thing {
            let (kind, state, organisation) =
                self.things.get(owner as usize).map_or((EntityKind::Group, None, false), |t| {
                    (
                        t.kind,
                        t.state.clone(),
                        matches!(t.kind, EntityKind::Organisation | EntityKind::ArmedGroup | EntityKind::Outlet),
                    )
                });
            let belongs = states::belongs(self.doc, found, kind, state.as_deref());
            if let Some(t) = self.things.get_mut(thing as usize) {
                t.affiliation = t.affiliation.filter(|_| organisation);
                if belongs && t.state.is_none() {
                    t.state = state;
                }
            }
        }
        self.of_phrase.insert(phrase, thing);
        Some(thing)
    }

    /// The state of this report that is officially called so ("the Islamic Republic").
    fn officially(&self, found: &Found) -> Option<u32> {
        let phrase = self.doc.text(found.span).to_lowercase();
        self.recent.iter().rev().take(WINDOW).copied().find(|at| {
            self.things
                .get(*at as usize)
                .filter(|t| t.kind == EntityKind::State)
                .and_then(|t| t.state.as_deref())
                .is_some_and(|state| {
                    let official = lists().state(&format!("{phrase} of {state}"));
                    official.is_some_and(|o| o.key == state)
                })
        })
    }

    /// The description with what it is "of", as far as it is short.
    fn role_span(&self, found: &Found) -> Span {
        match self.bonds.tail_of(found).and_then(|owner| self.found.get(owner as usize)) {
            Some(owner) if owner.span.end > found.span.end && owner.span.end - found.span.start <= 90 => {
                found.span.cover(owner.span)
            }
            _ => found.span,
        }
    }

    /// The nearest thing that a definite description can mean.
    fn nearest(&self, found: &Found, head: Head, word: &str, owner: Option<u32>) -> Option<u32> {
        let lists = lists();
        let generic = lists.is(word, Evidence::Generic);
        let mut fallback = None;
        for &at in self.recent.iter().rev().take(WINDOW) {
            let Some(thing) = self.things.get(at as usize) else { continue };
            if Some(at) == owner || !fits(head, thing) {
                continue;
            }
            if let (Some(owner), Some(of)) = (owner, thing.affiliation)
                && owner != of
            {
                continue;
            }
            if let Some(owner) = owner.and_then(|o| self.things.get(o as usize))
                && owner.kind == EntityKind::State
                && thing.state.is_some()
                && thing.state != owner.state
            {
                continue;
            }
            if self.has_head(thing, word) {
                let owned = owner.is_none() || thing.affiliation == owner || thing.state.is_some();
                if owned {
                    return Some(at);
                }
            }
            if fallback.is_none()
                && generic
                && thing.named
                && owner.is_none()
                && self.fits_generic(head, word, thing)
                && found.sentence.saturating_sub(thing.sentence) <= 4
            {
                fallback = Some(at);
            }
        }
        fallback
    }

    /// Whether a generic noun ("the group") may take up a named thing.
    fn fits_generic(&self, head: Head, word: &str, thing: &Thing) -> bool {
        match head {
            Head::Thing(EntityKind::Organisation, _) => match word {
                "agency" => matches!(thing.kind, EntityKind::Outlet | EntityKind::Organisation),
                _ => matches!(thing.kind, EntityKind::Organisation | EntityKind::ArmedGroup) && !self.is_organ(thing),
            },
            Head::Thing(kind, _) => kind == thing.kind,
            _ => false,
        }
    }

    fn is_organ(&self, thing: &Thing) -> bool {
        thing
            .names
            .first()
            .and_then(|n| self.found.get(*n as usize))
            .is_some_and(|f| lists().is(self.doc.lower(f.head_token as usize), Evidence::Organ))
    }

    /// Whether a thing was described by this noun, or has it in its name or role.
    fn has_head(&self, thing: &Thing, word: &str) -> bool {
        let stem = word.trim_end_matches('s');
        thing.heads.iter().any(|h| self.doc.lower(*h as usize).trim_end_matches('s') == stem)
            || thing.names.iter().take(4).filter_map(|n| self.found.get(*n as usize)).any(|f| {
                f.end - f.start > 1
                    && self.doc.lower(f.head_token as usize).trim_end_matches('s') == stem
                    && thing.kind != EntityKind::Person
            })
            || thing.role.is_some_and(|role| {
                self.doc.text(role).split(|c: char| !c.is_alphanumeric()).any(|w| w.eq_ignore_ascii_case(word))
            })
    }

    /// Whom or what a pronoun means.
    fn pronoun(&self, found: &Found) -> Option<u32> {
        let personal = found.gender != Gender::Unknown;
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
            if !fit {
                continue;
            }
            let score = -4 * back as i32 - rank as i32
                + if thing.subject { 3 } else { 0 }
                + if thing.named { 2 } else { 0 }
                + if personal && thing.gender == found.gender { 1 } else { 0 }
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
                        && found.sentence.saturating_sub(t.sentence) <= 1
                })
            });
        }
        best.map(|(_, at)| at)
    }

    /// Entities in the order of their first mention.
    fn finish(mut self) -> Vec<Entity> {
        for (office, holder) in offices::before_names(self.doc, self.found, &self.things) {
            let mentions = self.things.get_mut(office as usize).map(|t| std::mem::take(&mut t.mentions));
            if let Some(person) = self.things.get_mut(holder as usize) {
                person.mentions.extend(mentions.unwrap_or_default());
            }
            for thing in self.things.iter_mut().filter(|t| t.affiliation == Some(office)) {
                thing.affiliation = Some(holder);
            }
        }
        // A person who speaks for a state's organ speaks for that state.
        for at in 0..self.things.len() {
            let Some(thing) = self.things.get(at) else { continue };
            if thing.kind == EntityKind::Person && thing.state.is_none() {
                let state = thing.affiliation.and_then(|a| self.things.get(a as usize)).and_then(|a| a.state.clone());
                if let Some(thing) = self.things.get_mut(at) {
                    thing.state = state;
                }
            }
        }
        let mut order: Vec<u32> = (0..self.things.len() as u32)
            .filter(|at| self.things.get(*at as usize).is_some_and(|t| !t.mentions.is_empty()))
            .collect();
        order.sort_by_key(|at| {
            self.things.get(*at as usize).and_then(|t| t.mentions.iter().map(|m| m.span.start).min())
        });
        let mut place = vec![None; self.things.len()];
        for (new, old) in order.iter().enumerate() {
            if let Some(slot) = place.get_mut(*old as usize) {
                *slot = Some(new as u32);
            }
        }
        order.iter().filter_map(|at| self.things.get(*at as usize)).map(|thing| self.entity(thing, &place)).collect()
    }

    /// The country of an adjective that only this report shows ("Varenian": "Varenia").
    fn country(&self, index: u32) -> Option<String> {
        let form = self.forms.of.get(index as usize).copied().flatten()?;
        let name = self.forms.forms.get(form as usize)?.name.as_str();
        let first = name.chars().next()?;
        Some(first.to_uppercase().chain(name.get(first.len_utf8()..)?.chars()).collect())
    }

    fn entity(&self, thing: &Thing, place: &[Option<u32>]) -> Entity {
        let text = |span: Span| {
            let words = self.doc.text(span);
            if words.contains(['\n', '\u{a0}']) || words.contains("  ") {
                words.split_whitespace().collect::<Vec<_>>().join(" ")
            } else {
                words.to_string()
            }
        };
        let mut mentions = thing.mentions.clone();
        if let Some(title) = thing.titled {
            mentions.push(Mention { span: title, form: MentionForm::Name });
        }
        mentions.sort_unstable();
        mentions.dedup();
        // The fullest form: not an acronym or adjective if there is another, most words, then longest, then first.
        let mut best: Option<(bool, u32, usize, u32)> = None;
        let mut aliases: Vec<String> = Vec::new();
        for (index, found) in thing.names.iter().filter_map(|n| Some((*n, self.found.get(*n as usize)?))) {
            let words = self.doc.text(found.span);
            if !aliases.iter().any(|a| a == words) && aliases.len() < 32 {
                aliases.push(text(found.span));
            }
            let rank = (
                !found.adjective && !super::found::is_acronym(words) && !found.headline,
                found.end - found.start,
                words.len(),
            );
            if best.is_none_or(|(a, b, c, _)| rank > (a, b, c)) {
                best = Some((rank.0, rank.1, rank.2, index));
            }
        }
        let best = best.and_then(|(.., index)| Some((index, self.found.get(index as usize)?)));
        let name = match (thing.titled, best) {
            (Some(title), _) => text(title),
            (None, Some((index, found))) => {
                // A state that only its adjective names.
                match (thing.kind, found.adjective, lists().demonym(&self.doc.text(found.span).to_lowercase())) {
                    (EntityKind::State, true, Some(state)) => state.name.to_string(),
                    (EntityKind::State, true, None) => self.country(index).unwrap_or_else(|| text(found.span)),
                    _ => text(found.span),
                }
            }
            (None, None) => thing
                .mentions
                .iter()
                .find(|m| m.form == MentionForm::Nominal)
                .or(thing.mentions.first())
                .map_or(String::new(), |m| text(m.span)),
        };
        aliases.retain(|alias| *alias != name);
        aliases.sort_unstable();
        aliases.dedup();
        let mut all: Vec<String> = Vec::new();
        if thing.named || thing.titled.is_some() {
            for form in std::iter::once(&name).chain(&aliases) {
                if super::found::is_acronym(form) {
                    all.push(form.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase());
                } else {
                    all.extend(keys(form));
                }
            }
            all.retain(|key| !key.is_empty());
            all.sort_unstable();
            all.dedup();
        }
        Entity {
            kind: thing.kind,
            name,
            aliases,
            keys: all,
            role: thing.role.map(text),
            affiliation: thing.affiliation.and_then(|a| place.get(a as usize).copied().flatten()),
            state: thing.state.clone(),
            mentions,
        }
    }
}

/// Whether a thing can be what a head noun says.
fn fits(head: Head, thing: &Thing) -> bool {
    match head {
        Head::Person(_, gender) => thing.kind == EntityKind::Person && thing.gender.fits(gender),
        Head::People => thing.kind == EntityKind::Group,
        Head::Thing(kind, plural) => {
            kind == thing.kind
                || (kind == EntityKind::Organisation
                    && matches!(thing.kind, EntityKind::ArmedGroup | EntityKind::Outlet)
                    && !plural)
                || (kind == EntityKind::ArmedGroup && thing.kind == EntityKind::ArmedGroup)
                || (kind == EntityKind::ArmedGroup && thing.kind == EntityKind::Organisation && thing.named && !plural)
                || (kind == EntityKind::Outlet && thing.kind == EntityKind::Organisation && thing.named && !plural)
        }
        Head::Event => false,
    }
}

/// A token that ends an apposition.
pub(super) fn closes(tag: Tag) -> bool {
    matches!(
        tag,
        Tag::Comma
            | Tag::Stop
            | Tag::Dash
            | Tag::Colon
            | Tag::CloseBracket
            | Tag::IN
            | Tag::WP
            | Tag::WDT
            | Tag::CC
            | Tag::CloseQuote
            | Tag::TO
    ) || tag.is_finite()
        || matches!(tag, Tag::VBN | Tag::VBG)
}
