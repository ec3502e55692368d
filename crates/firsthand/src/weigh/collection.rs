//! The reports, annotations and links of one run, indexed for weighing.
//!
//! For: the questions that every rule asks (which event is this claim of, which entity of the
//! collection is that one, which reports has this outlet). In: the three inputs of
//! [`super::weigh`]. Out: [`Collection`]. Not here: any judgement about them.

use super::asked_once::AskedOnce;
use super::described::Cited;
use super::offices::Offices;
use super::own_people::{contacts, own_people};
use super::publisher::{is_press, own_document};
use super::told::Told;
use super::words::{WORDS, fold_outlet, lower_words, name_key, plain_words, without_initials};
use crate::annotate::{Annotated, Attribution, Claim, Days, EntityKind, MentionForm};
use crate::held::{Desk, Given, Open};
use crate::link::keyed::Keyed;
use crate::link::{At, LinkedEntity, Links, Membership};
use crate::report::{Published, Report};
use crate::text::Span;
use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};
use std::borrow::Cow;
use std::rc::Rc;
use std::sync::OnceLock;

/// Bytes from the top in which an outlet says what it is.
const TOP: usize = 300;
/// Words of a line that says so and little else.
const MASTHEAD: usize = 12;

/// Letters of the shortest beginning of a state's name that a word may share with it.
const STEM: usize = 3;

/// Position of a claim in the list of all claims, report by report.
pub(super) type Nth = usize;

/// Everything that is weighed, with its indexes.
pub(super) struct Collection<'a> {
    desk: Desk<'a>,
    pub links: &'a Links,
    /// Every claim of every report, in order.
    pub claims: Vec<At>,
    /// Position of each report's first claim in `claims`.
    first: Vec<usize>,
    /// What is asked of each claim time and again, in the same order.
    told: Vec<Told>,
    /// All types of claims, by their numbers.
    kinds: Vec<String>,
    /// The event of each claim.
    pub event_of: Vec<Option<u32>>,
    members: Membership,
    /// Whether some report gives each entity of the collection a name.
    named: Vec<bool>,
    /// Whether some report mentions it at all.
    mentioned: Vec<bool>,
    /// Entities by the key of every form of their name.
    by_name: Keyed,
    /// The folded name of each report's outlet; empty where none is stated.
    pub outlet_keys: Vec<String>,
    /// Which reports are their publisher's own document, not an outlet's.
    pub own_document: Vec<bool>,
    reports_of_outlet: FxHashMap<String, Vec<u32>>,
    /// The first report of each report's outlet: a number for it.
    outlet_numbers: Vec<Option<u32>>,
    /// Outlets and publishers by a shorter key by which reports may name them; none where two have it.
    short_for: FxHashMap<String, Option<String>>,
    /// The party of each outlet that is some state's medium, by folded name.
    outlet_parties: FxHashMap<String, String>,
    /// Party keys of states, sorted.
    states: Vec<String>,
    /// The first of `states` with each beginning by which a word may name it.
    by_stem: FxHashMap<String, u32>,
    /// Whom the own paper of a body shows to speak for it: the person and the body.
    own_people: FxHashMap<u32, u32>,
    /// What is asked of whole events.
    pub main_state: AskedOnce<Option<String>>,
    pub own_side: AskedOnce<Option<String>>,
    pub armed_group: AskedOnce<Option<u32>>,
    /// Whom a report cites.
    pub cited: AskedOnce<Rc<[Cited]>>,
    /// Read when it is first asked for.
    offices: OnceLock<Offices>,
}

impl<'a> Collection<'a> {
    /// Indexes the inputs; claims that no event holds stay without one.
    pub fn new(given: Given<'a>, links: &'a Links) -> Self {
        let mut claims = Vec::new();
        let mut first = Vec::with_capacity(given.len());
        for report in given.numbers() {
            first.push(claims.len());
            claims.extend((0..given.claims(report) as u32).map(|item| At { report, item }));
        }
        claims.shrink_to_fit();
        let forms = links.entities.iter().zip(0..).flat_map(|(entity, number)| {
            let keys: Vec<u64> = entity.forms().map(name_key).collect();
            keys.into_iter().map(move |key| (key, number))
        });
        let by_name: Keyed = forms.collect();
        let outlet_keys: Vec<String> =
            given.numbers().map(|report| given.outlet(report).map_or(String::new(), fold_outlet)).collect();
        let mut reports_of_outlet: FxHashMap<String, Vec<u32>> = FxHashMap::default();
        for (report, key) in outlet_keys.iter().enumerate().filter(|(_, key)| !key.is_empty()) {
            reports_of_outlet.entry(key.clone()).or_default().push(report as u32);
        }
        let mut outlet_numbers = vec![None; given.len()];
        for of in reports_of_outlet.values() {
            of.iter().for_each(|report| outlet_numbers[*report as usize] = of.first().copied());
        }
        let mut outlet_parties = FxHashMap::default();
        let mut states = Vec::new();
        // Two stations may share an acronym: a medium of a state that no report speaks of is another one.
        let is_outlet = |entity: &u32| links.entities.kind(*entity) == Some(EntityKind::Outlet);
        let bodies = links.entities.numbers().filter(|entity| !is_outlet(entity));
        let told_of: FxHashSet<&str> = bodies.filter_map(|entity| links.entities.party(entity)).collect();
        for number in links.entities.numbers() {
            let Some(party) = links.entities.party(number) else { continue };
            states.push(party.to_owned());
            if is_outlet(&number)
                && told_of.contains(party)
                && let Some(entity) = links.entities.get(number as usize)
            {
                outlet_parties.extend(entity.forms().map(|form| (fold_outlet(form), party.to_owned())));
            }
        }
        states.sort_unstable();
        states.dedup();
        let mut by_stem = FxHashMap::default();
        for (number, state) in states.iter().enumerate() {
            let stem = state.trim_end_matches(['a', 'e', 'i', 'o', 'u', 'y']);
            if stem.chars().count() >= STEM {
                by_stem.entry(stem.to_owned()).or_insert(number as u32);
            }
        }
        let mut all = Collection {
            desk: Desk::new(given),
            links,
            event_of: vec![None; claims.len()],
            told: Vec::with_capacity(claims.len()),
            kinds: given.kinds().iter().cloned().collect(),
            claims,
            first,
            members: Membership::new(&links.entities, given),
            named: vec![false; links.entities.len()],
            mentioned: vec![false; links.entities.len()],
            by_name,
            outlet_keys,
            own_document: vec![false; given.len()],
            reports_of_outlet,
            outlet_numbers,
            short_for: FxHashMap::default(),
            outlet_parties,
            states,
            by_stem,
            own_people: FxHashMap::default(),
            main_state: AskedOnce::default(),
            own_side: AskedOnce::default(),
            armed_group: AskedOnce::default(),
            cited: AskedOnce::default(),
            offices: OnceLock::new(),
        };
        let kinds = given.kinds();
        let kinds: FxHashMap<&str, u32> = kinds.iter().map(String::as_str).zip(0..).collect();
        for report in given.numbers() {
            all.look_at(report, &kinds);
        }
        for (event, linked) in links.events.iter().enumerate() {
            for &at in &linked.claims {
                if let Some(nth) = all.nth(at) {
                    all.event_of[nth] = Some(event as u32);
                }
            }
        }
        all
    }

    /// Notes what is asked of a report time and again.
    fn look_at(&mut self, report: u32, kinds: &FxHashMap<&str, u32>) {
        // Not kept open, but for the text: who asks later asks for less.
        let Some((text, notes)) = self.report(report).zip(self.given().notes(report)) else { return };
        let told: Vec<Told> = notes.claims.iter().map(|claim| Told::of(claim, &notes, kinds)).collect();
        let own = own_document(&text).is_some() || self.is_of_a_person(report, &text, &notes);
        let people = if own { own_people(&text, &notes) } else { Vec::new() };
        let contacts = contacts(&text).filter(|_| own).filter_map(|name| self.entity_named(name));
        let people: Vec<u32> =
            people.into_iter().filter_map(|item| self.members.of(report, item)).chain(contacts).collect();
        let publisher = self.entity_named(without_initials(self.outlet(report))).filter(|_| !people.is_empty());
        let medium = self.calls_itself_state_medium(report);
        let forms = |item: u32| {
            let mentions = notes.entities.get(item as usize).map_or(&[][..], |entity| &entity.mentions);
            (!mentions.is_empty(), mentions.iter().any(|mention| mention.form == MentionForm::Name))
        };
        let items = 0..notes.entities.len() as u32;
        let seen: Vec<(u32, bool, bool)> = items
            .filter_map(|item| Some((self.members.of(report, item)?, forms(item))))
            .map(|(entity, (mentioned, named))| (entity, mentioned, named))
            .collect();
        for (entity, mentioned, named) in seen {
            for (all, one) in [(&mut self.mentioned, mentioned), (&mut self.named, named)] {
                if let Some(slot) = all.get_mut(entity as usize) {
                    *slot |= one;
                }
            }
        }
        self.told.extend(told);
        self.note_short_name(report);
        if let Some(slot) = self.own_document.get_mut(report as usize) {
            *slot = own;
        }
        if let Some(publisher) = publisher.filter(|body| !self.is_person(*body)) {
            people
                .into_iter()
                .filter(|person| *person != publisher && self.is_person(*person))
                .collect::<Vec<_>>()
                .into_iter()
                .for_each(|person| {
                    self.own_people.entry(person).or_insert(publisher);
                });
        }
        if let Some((key, state)) = medium {
            self.outlet_parties.entry(key).or_insert(state);
        }
    }

    /// Notes the two words by which reports may name the body of which a report's publisher is an office.
    fn note_short_name(&mut self, report: u32) {
        let Some(key) = self.outlet_keys.get(report as usize).filter(|key| !key.is_empty()) else { return };
        let outlet = self.outlet(report);
        let words: Vec<String> = plain_words(without_initials(outlet)).filter(|word| word != "the").collect();
        let Some(short) = words.get(..2).filter(|_| words.len() > 3 && !is_press(outlet)) else { return };
        let known = self.short_for.entry(short.concat()).or_insert_with(|| Some(key.clone()));
        if known.as_ref() != Some(key) {
            *known = None;
        }
    }

    /// Whether a report's outlet is a person of whom it says who they are: a thread or letter is its writer's own word.
    fn is_of_a_person(&self, number: u32, report: &Report, notes: &Annotated) -> bool {
        let outlet = report.outlet.as_ref().map(|outlet| outlet.value.as_str());
        let Some(writer) = outlet.filter(|name| name.trim().contains(' ')).and_then(|name| self.entity_named(name))
        else {
            return false;
        };
        let told = |item: usize| {
            notes
                .entities
                .get(item)
                .is_some_and(|e| e.kind == EntityKind::Person && (e.role.is_some() || e.affiliation.is_some()))
                && self.members.of(number, item as u32) == Some(writer)
        };
        self.is_person(writer) && (0..notes.entities.len()).any(told)
    }

    /// The body in whose own paper a person speaks for it.
    pub fn speaks_in_own_paper(&self, person: u32) -> Option<u32> {
        self.own_people.get(&person).copied()
    }

    /// What is asked of a claim time and again.
    pub fn told(&self, nth: Nth) -> Option<&Told> {
        self.told.get(nth)
    }

    /// The type with this number.
    pub fn kind(&self, number: u32) -> &str {
        self.kinds.get(number as usize).map_or("", String::as_str)
    }

    /// All reports and what they say.
    pub fn given(&self) -> Given<'a> {
        self.desk.given
    }

    /// A report with its text.
    pub fn report(&self, report: u32) -> Option<Open<'a, Report>> {
        self.desk.report(report)
    }

    /// What a report says, but for its claims.
    pub fn notes(&self, report: u32) -> Option<Open<'a, Annotated>> {
        self.desk.notes(report)
    }

    /// The same for who does not ask for its entities, either.
    pub fn said(&self, report: u32) -> Option<Open<'a, Annotated>> {
        self.desk.said(report)
    }

    /// Position of a claim in `claims`; `None` if there is no such claim.
    pub fn nth(&self, at: At) -> Option<Nth> {
        let nth = self.first.get(at.report as usize)? + at.item as usize;
        (self.claims.get(nth) == Some(&at)).then_some(nth)
    }

    /// The claim at a place, with what is known about its report.
    pub fn claim(&self, at: At) -> Option<Open<'a, Claim>> {
        self.desk.claim(at.report, at.item)
    }

    /// What is asked of an attribution of a report.
    pub fn attribution<T>(&self, report: u32, item: Option<u32>, ask: impl FnOnce(&Attribution) -> T) -> Option<T> {
        let item = item?;
        self.said(report)?.attributions.get(item as usize).map(ask)
    }

    /// The entity of the collection that an in-report entity belongs to.
    pub fn entity(&self, report: u32, item: Option<u32>) -> Option<u32> {
        self.members.of(report, item?)
    }

    /// The entity of the collection with this number.
    pub fn linked(&self, entity: Option<u32>) -> Option<LinkedEntity<'a>> {
        self.links.entities.get(entity? as usize)
    }

    /// Whether an entity of the collection is a person.
    pub fn is_person(&self, entity: u32) -> bool {
        self.links.entities.kind(entity) == Some(EntityKind::Person)
    }

    /// What the people of the collection are called.
    pub fn offices(&self) -> &Offices {
        self.offices.get_or_init(|| Offices::read(self.given(), &self.links.entities, &self.members))
    }

    /// Whether some report gives an entity of the collection a name, and does not only describe it.
    pub fn is_named(&self, entity: u32) -> bool {
        self.named.get(entity as usize) == Some(&true)
    }

    /// Whether all reports only describe an entity of the collection ("the government").
    pub fn is_described(&self, entity: u32) -> bool {
        self.mentioned.get(entity as usize) == Some(&true) && !self.is_named(entity)
    }

    /// The one entity that has this name or alias.
    pub fn entity_named(&self, name: &str) -> Option<u32> {
        self.by_name.get(name_key(name))
    }

    /// The reports of the outlet that goes by this name, and its folded key.
    pub fn outlet_reports(&self, name: &str, entity: Option<u32>) -> (String, &[u32]) {
        let linked = self.linked(entity).filter(|e| e.kind == EntityKind::Outlet);
        let forms = std::iter::once(name).chain(linked.iter().flat_map(LinkedEntity::forms));
        let mut own = String::new();
        for form in forms {
            let key = fold_outlet(form);
            if let Some(reports) = self.reports_of_outlet.get(&key) {
                return (key, reports);
            }
            if own.is_empty() || linked.as_ref().is_some_and(|e| e.name == form) {
                own = key;
            }
        }
        // "The Isk Union" for the Isk Union Office for Refugees: the only one that is given.
        if let Some(Some(key)) = self.short_for.get(&own)
            && let Some(reports) = self.reports_of_outlet.get(key)
        {
            return (key.clone(), reports);
        }
        (own, &[])
    }

    /// A number for the outlet of a report, the same for all its reports; `None` where none is stated.
    pub fn outlet_number(&self, report: u32) -> Option<u32> {
        self.outlet_numbers.get(report as usize).copied().flatten()
    }

    /// The state of which the outlet with this folded name is a medium.
    pub fn party_of_outlet(&self, key: &str) -> Option<&str> {
        self.outlet_parties.get(key).map(String::as_str)
    }

    /// The party keys of all states that are told of, sorted.
    pub fn states(&self) -> impl Iterator<Item = &String> {
        self.states.iter()
    }

    /// The state that a folded word names or is the adjective of ("varenian"), among the parties of the collection.
    pub fn state_of(&self, word: &str) -> Option<&str> {
        let ends = word.char_indices().map(|(at, c)| at + c.len_utf8()).skip(STEM - 1);
        let first = ends.filter_map(|end| self.by_stem.get(word.get(..end)?)).min()?;
        self.states.get(*first as usize).map(String::as_str)
    }

    /// The outlet of a report that calls itself a medium of a state at its top ("State Broadcaster of the Republic of Varenia"),
    /// and the state that this line, else the outlet's name, names.
    fn calls_itself_state_medium(&self, report: u32) -> Option<(String, String)> {
        let key = self.outlet_keys.get(report as usize).filter(|key| !key.is_empty())?;
        let paper = self.report(report)?;
        let text = &paper.text;
        let top = text.get(..text.floor_char_boundary(TOP))?;
        let line = top.lines().find(|line| {
            let words: Vec<Cow<'_, str>> = lower_words(line).collect();
            let stands = |known: &String| {
                (0..words.len()).any(|at| {
                    let mut rest = words.iter().skip(at);
                    known.split(' ').all(|own| rest.next().is_some_and(|word| word == own))
                })
            };
            line.split_whitespace().count() <= MASTHEAD && WORDS.state_media.iter().any(stands)
        })?;
        let state = |text: &str| plain_words(text).find_map(|word| self.state_of(&word).map(str::to_owned));
        let state = state(line).or_else(|| state(self.outlet(report))).or_else(|| state(top))?;
        Some((key.clone(), state))
    }

    /// The outlet of a report in words.
    pub fn outlet(&self, report: u32) -> &'a str {
        self.given().outlet_name(report)
    }

    /// When a report was published.
    pub fn published(&self, report: u32) -> Option<Published> {
        self.given().published(report)
    }

    /// The day a report was published, its first possible day where the date is coarse.
    pub fn day(&self, report: u32) -> Option<Date> {
        self.published(report).map(|p| p.day)
    }

    /// The days that an argument of the claim gives, `None` without an anchor.
    pub fn days(&self, at: At) -> Option<Days> {
        self.told(self.nth(at)?)?.days
    }

    /// All claims of a report.
    pub fn claims_of(&self, report: u32) -> impl DoubleEndedIterator<Item = At> + use<> {
        (0..self.given().claims(report) as u32).map(move |item| At { report, item })
    }

    /// Claims of one report whose clause overlaps `span`; they need not be sorted by place.
    pub fn claims_in(&self, report: u32, span: Span) -> impl Iterator<Item = At> + '_ {
        let from = self.first.get(report as usize).copied().unwrap_or(self.claims.len());
        let to = self.first.get(report as usize + 1).copied().unwrap_or(self.claims.len());
        let claims = self.told.get(from..to).unwrap_or(&[]).iter().zip(0..);
        let inside =
            move |told: &Told| span.overlaps(told.trigger) || told.trigger.is_empty() && span.overlaps(told.span);
        claims.filter(move |(told, _)| inside(told)).map(move |(_, item)| At { report, item })
    }

    /// Up to twelve words of a stretch of a report, with withheld words left out.
    pub fn words(&self, report: u32, span: Span) -> String {
        let Some(from) = self.report(report) else { return String::new() };
        let masks = if self.given().masked(report) { self.said(report) } else { None };
        let masks = masks.as_ref().map_or(&[][..], |notes| &notes.masks);
        let mut said = String::new();
        let mut at = span.start;
        for mask in masks.iter().filter(|mask| mask.span.overlaps(span)) {
            if mask.span.start >= at {
                said.push_str(Span { start: at, end: mask.span.start }.of(&from.text));
                said.push_str("[withheld]");
            }
            at = at.max(mask.span.end);
        }
        if at < span.end {
            said.push_str(Span { start: at, end: span.end }.of(&from.text));
        }
        let mut words = said.split_whitespace();
        let mut short: Vec<&str> = words.by_ref().take(12).collect();
        if words.next().is_some() {
            short.push("...");
        }
        short.join(" ")
    }

    /// Whether outputs withhold something in this stretch.
    pub fn withheld(&self, report: u32, span: Span) -> bool {
        self.given().masked(report) && self.said(report).is_some_and(|n| n.masks.iter().any(|m| m.span.overlaps(span)))
    }
}
