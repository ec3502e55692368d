//! What descriptions mean: "the group", "the spokesman of the ministry".
//!
//! In: the things mentioned so far. Out: the thing that a description means, or a new one. Method: by apposition, then by the same
//! head noun, then the nearest thing that fits. Not here: pronouns, and names.

use super::super::quantity::numerals;
use super::super::{EntityKind, Mention};
use super::coreference::{Resolver, Thing, WINDOW};
use super::found::Found;
use super::lists::{Evidence, Head, Sort, lists};
use super::states;
use crate::text::Span;

impl Resolver<'_, '_> {
    /// Whom or what a description means.
    pub(super) fn described(&mut self, index: u32, found: &Found) -> Option<u32> {
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
                let owner = self.bonds.owner_of(index).and_then(|o| self.owner(o));
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
        let owner_thing = owner.and_then(|o| self.owner(o)).or_else(|| self.body_before(found, head));
        // "the Guards fighters", "Arven news agency".
        let phrase = (self.doc.text(found.span).to_lowercase(), owner_thing);
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
        if found.definite
            && let Some(thing) = self.counted_before(found, head)
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

    /// "a ministry spokeswoman": the body that a noun before a person's office means.
    fn body_before(&self, found: &Found, head: Head) -> Option<u32> {
        if !matches!(head, Head::Person(..)) {
            return None;
        }
        let at = found.head_token.checked_sub(1).filter(|at| *at >= found.start)?;
        let word = self.doc.lower(at as usize);
        let body = lists()
            .head(word)
            .filter(|h| matches!(h, Head::Thing(EntityKind::Organisation | EntityKind::ArmedGroup, _)))?;
        self.nearest(&Found { head: Some(body), head_token: at, ..*found }, body, word, None)
    }

    /// The state of this report that is officially called so ("the Federal Republic").
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

    /// "Two nurses were taken. The two women": the one group of so many people that was told of before.
    fn counted_before(&self, found: &Found, head: Head) -> Option<u32> {
        let (count, at) = self.count(found.span).filter(|_| head == Head::People)?;
        let article = at.checked_sub(1).map_or("", |before| self.doc.lower(before));
        let (women, men) = self.sexes(&[found.head_token]);
        let recent = self.recent.iter().rev().take(WINDOW).copied();
        let mut same = recent.filter(|at| {
            let Some(thing) = self.things.get(*at as usize).filter(|t| t.kind == EntityKind::Group) else {
                return false;
            };
            let other = self.sexes(&thing.heads);
            let counted = |m: &Mention| self.count(m.span).is_some_and(|(other, _)| other == count);
            thing.mentions.iter().any(counted) && !(women && other.1 || men && other.0)
        });
        same.next().filter(|_| matches!(article, "the" | "these" | "those") && same.next().is_none())
    }

    /// How many people a description speaks of, from two on, and the first token of the number.
    fn count(&self, words: Span) -> Option<(f64, usize)> {
        let tokens = self.doc.tokens_in(words);
        let numbers = [tokens.start, tokens.start.saturating_sub(1)].into_iter().filter_map(|at| {
            let (count, after) = numerals::number(self.doc, at, tokens.end)?;
            (count >= 2.0 && after > at).then_some((count, at))
        });
        numbers.into_iter().next()
    }

    /// Whether nouns name women only, and whether they name men only.
    fn sexes(&self, heads: &[u32]) -> (bool, bool) {
        let any = |sex| heads.iter().any(|head| self.doc.lower_word(*head as usize).names.is(sex));
        (any(Evidence::Women), any(Evidence::Men))
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
            .is_some_and(|f| self.doc.lower_word(f.head_token as usize).names.is(Evidence::Organ))
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
