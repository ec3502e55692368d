//! From things to entities: what only the whole report shows, and by which of its names a thing goes.
//!
//! In: all things of a report. Out: [`Entity`]s in the order of their first mention. Not here: which mention means which thing.

use super::super::annotated::Called;
use super::super::{Entity, EntityKind, Mention, MentionForm};
use super::bodies;
use super::coreference::{Resolver, Thing};
use super::found::Found;
use super::has_key;
use super::introduced;
use super::lists::{Evidence, Head, lists};
use super::offices;
use crate::text::Span;

impl Resolver<'_, '_> {
    /// Entities in the order of their first mention.
    pub(super) fn finish(mut self) -> Vec<Entity> {
        for (office, holder) in offices::before_names(self.doc, self.found, &self.things) {
            self.join(office, holder);
        }
        for (described, person) in introduced::after_description(self.doc, self.found, &self.things) {
            let known = self.things.get(described as usize).map(|t| (t.role, t.affiliation, t.state.clone()));
            if let (Some((role, affiliation, state)), Some(thing)) = (known, self.things.get_mut(person as usize)) {
                thing.role = thing.role.or(role);
                thing.affiliation = thing.affiliation.or(affiliation);
                thing.state = thing.state.take().or(state);
            }
            self.join(described, person);
        }
        for (described, body) in bodies::by_description(self.doc, self.found, &self.things) {
            self.join(described, body);
        }
        self.ministers();
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

    /// Whether a role is that of somebody of a body who speaks for themselves ("a member of the commission").
    fn is_mere(&self, role: Span) -> bool {
        let mut words = self.doc.text(role).split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
        // The first noun of a person is the office: "head of the doctors' union".
        words
            .find(|w| matches!(lists().head(w), Some(Head::Person(..))) || lists().is(w, Evidence::Mere))
            .is_some_and(|w| lists().is(&w, Evidence::Mere))
    }

    /// A minister speaks for the ministry of the same matter, or the only one of the report.
    fn ministers(&mut self) {
        let words = |span: Span| -> Vec<String> {
            self.doc.text(span).split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase).collect()
        };
        let matter = |words: &[String]| words.iter().find(|w| lists().is(w, Evidence::Topic)).cloned();
        let mut ministries: Vec<(u32, Option<String>)> = Vec::new();
        for (at, thing) in self.things.iter().enumerate() {
            let spans = || thing.mentions.iter().filter(|m| m.form != MentionForm::Pronoun).map(|m| words(m.span));
            if thing.kind == EntityKind::Organisation && spans().any(|w| w.iter().any(|w| w == "ministry")) {
                ministries.push((at as u32, spans().find_map(|w| matter(&w))));
            }
        }
        let mut joins = Vec::new();
        for (at, thing) in self.things.iter().enumerate() {
            let role =
                thing.role.filter(|_| thing.kind == EntityKind::Person && thing.affiliation.is_none()).map(words);
            let Some(role) = role.filter(|role| role.iter().any(|w| w == "minister")) else { continue };
            // "Defence Minister Omar Tal" at the beginning of a sentence: its first word may stand outside of the title.
            let before = thing.role.and_then(|role| self.doc.tokens_in(role).start.checked_sub(1));
            let before = before.map(|i| self.doc.lower(i)).filter(|w| lists().is(w, Evidence::Topic));
            let Some(of) = before.map(str::to_owned).or_else(|| matter(&role)) else { continue };

            let state = |m: &u32| self.things.get(*m as usize).and_then(|m| m.state.clone());
            let mut fitting = ministries.iter().filter(|(m, matter)| {
                let other = state(m).is_some() && thing.state.is_some() && state(m) != thing.state;
                (matter.as_ref() == Some(&of) || matter.is_none() && ministries.len() == 1) && !other
            });
            if let (Some((ministry, _)), None) = (fitting.next(), fitting.next()) {
                joins.push((at, *ministry));
            }
        }
        for (minister, ministry) in joins {
            if let Some(thing) = self.things.get_mut(minister) {
                thing.affiliation = Some(ministry);
            }
        }
    }

    /// Makes an unnamed thing a named one.
    fn join(&mut self, unnamed: u32, named: u32) {
        let mentions = self.things.get_mut(unnamed as usize).map(|t| std::mem::take(&mut t.mentions));
        if let Some(thing) = self.things.get_mut(named as usize) {
            thing.mentions.extend(mentions.unwrap_or_default());
        }
        for thing in self.things.iter_mut().filter(|t| t.affiliation == Some(unnamed)) {
            thing.affiliation = Some(named);
        }
    }

    /// The country of an adjective that only this report shows ("Varenian": "Varenia").
    fn country(&self, index: u32) -> Option<String> {
        let form = self.forms.of.get(index as usize).copied().flatten()?;
        let name = self.forms.forms.get(form as usize)?.name.as_str();
        let first = name.chars().next()?;
        Some(first.to_uppercase().chain(name.get(first.len_utf8()..)?.chars()).collect())
    }

    /// The full name of the report's own publisher, where a body goes by the beginning or end of it: "the Mission" in a paper of the Isk
    /// Valley Mission. "The" tells such a body from a town in the name of its radio.
    fn publisher(&self, thing: &Thing, name: &str) -> Option<&str> {
        let body =
            thing.named && matches!(thing.kind, EntityKind::Organisation | EntityKind::ArmedGroup | EntityKind::Outlet);
        let full = self.doc.report.outlet.as_ref().filter(|_| body)?.value.split(" (").next()?.trim();
        let full = full.strip_prefix("The ").unwrap_or(full);
        let (lower, short) = (full.to_lowercase(), name.to_lowercase());
        let end = lower.strip_suffix(&short).and_then(|rest| rest.strip_suffix(' '));
        let end = end.is_some_and(|rest| {
            !rest.is_empty() && !rest.split(' ').any(|word| matches!(word, "of" | "from" | "for" | "to"))
        });
        let start =
            lower.strip_prefix(&short).is_some_and(|rest| rest.starts_with(" of ") || rest.starts_with(" for "));
        let named = || thing.names.iter().filter_map(|n| self.found.get(*n as usize));
        let the = |found: &Found| found.start > 0 && self.doc.lower(found.start as usize - 1) == "the";
        ((end || start) && named().any(the)).then_some(full)
    }

    fn entity(&self, thing: &Thing, place: &[Option<u32>]) -> Entity {
        let text = |span: Span| {
            let words = self.doc.text(span);
            // A space of any kind but single plain ones.
            let mut before = 0;
            let odd = |byte: u8| {
                byte == b'\n' || matches!((std::mem::replace(&mut before, byte), byte), (0xC2, 0xA0) | (b' ', b' '))
            };
            if words.bytes().any(odd) {
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
        // The fullest form: not an acronym, adjective or in capitals if there is another, most words, then longest, then first.
        let mut best: Option<(bool, u32, usize, u32)> = None;
        let mut aliases: Vec<String> = Vec::new();
        for (index, found) in thing.names.iter().filter_map(|n| Some((*n, self.found.get(*n as usize)?))) {
            let words = self.doc.text(found.span);
            if !aliases.iter().any(|a| a == words) && aliases.len() < 32 {
                aliases.push(text(found.span));
            }
            let rank = (
                !found.adjective
                    && !super::found::is_acronym(words)
                    && !found.headline
                    && words.chars().any(char::is_lowercase),
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
        let name = match self.publisher(thing, &name) {
            Some(publisher) if !publisher.eq_ignore_ascii_case(&name) => {
                aliases.push(name);
                publisher.to_owned()
            }
            _ => name,
        };
        aliases.retain(|alias| *alias != name);
        aliases.sort_unstable();
        aliases.dedup();
        // Most have no other form, and many thousands of these are held at a time.
        aliases.shrink_to_fit();
        let called = Called {
            kind: thing.kind,
            named: (thing.named || thing.titled.is_some()) && has_key(&name, &aliases),
            name,
            aliases,
            role: thing.role.map(text),
            state: thing.state.clone(),
        };
        let affiliation = thing
            .affiliation
            .filter(|_| !thing.role.is_some_and(|role| self.is_mere(role)))
            .and_then(|a| place.get(a as usize).copied().flatten());
        Entity { called: called.into(), affiliation, mentions: mentions.into() }
    }
}
