//! Mentions that the syntax ties: "army spokesman Omar Tal", "X, a militia", "Front (FLV)", "a song called '...'".
//!
//! In: found mentions in text order. Out: [`Bonds`]. Not here: whether the kinds fit (see `coreference`).

use super::super::{Doc, EntityKind, MentionForm, Tag};
use super::found::{Found, is_acronym};
use super::lists::{Head, Sort};
use crate::text::Span;
use std::ops::Range;

/// Words of the longest list of an office's matters.
const MOST_TOPICS: usize = 6;

/// Which mentions belong together.
#[derive(Default)]
pub(super) struct Bonds {
    /// For each description the name it stands beside.
    names: Vec<Option<u32>>,
    /// For each description the name it is "of".
    owners: Vec<Option<u32>>,
    /// Whether that name stands directly beside it, without a comma.
    adjacent: Vec<bool>,
    /// For each description the title in quotation marks that it has.
    titles: Vec<Option<Span>>,
    /// For descriptions by their end token, the name they are "of".
    by_token: Vec<(u32, u32)>,
    /// All titles in quotation marks, sorted.
    title_spans: Vec<Span>,
    /// Pairs of names that are one thing.
    pub ties: Vec<(u32, u32)>,
    /// What descriptions say about names.
    pub hints: Vec<(u32, EntityKind)>,
}

fn get<T: Copy>(list: &[Option<T>], at: u32) -> Option<T> {
    list.get(at as usize).copied().flatten()
}

impl Bonds {
    /// The name beside a description.
    pub fn name_of(&self, index: u32) -> Option<u32> {
        get(&self.names, index)
    }

    /// The name that a description is "of".
    pub fn owner_of(&self, index: u32) -> Option<u32> {
        get(&self.owners, index)
    }

    /// The title in quotation marks of a described work.
    pub fn title_of(&self, index: u32) -> Option<Span> {
        get(&self.titles, index)
    }

    /// Whether a description stands directly beside its name.
    pub fn is_adjacent(&self, index: u32) -> bool {
        self.adjacent.get(index as usize).copied().unwrap_or(false)
    }

    /// The name that a description is "of", where it follows the description.
    pub fn tail_of(&self, found: &Found) -> Option<u32> {
        // Owners are found by position: the same list, looked up through the mention's first token.
        self.by_token
            .binary_search_by_key(&found.end, |(end, _)| *end)
            .ok()
            .and_then(|at| self.by_token.get(at))
            .map(|(_, owner)| *owner)
    }

    /// Whether a mention stands inside a title in quotation marks.
    pub fn is_in_title(&self, found: &[Found], index: u32) -> bool {
        let Some(span) = found.get(index as usize).map(|f| f.span) else { return false };
        let at = self.title_spans.partition_point(|t| t.end <= span.start);
        self.title_spans.get(at).is_some_and(|t| t.contains(span))
    }

    /// Reads the ties of all mentions; `found` must be in text order of their first tokens as the finder gives them.
    pub fn read(doc: &Doc<'_>, found: &[Found]) -> Bonds {
        let n = found.len();
        let mut bonds = Bonds {
            names: vec![None; n],
            owners: vec![None; n],
            adjacent: vec![false; n],
            titles: vec![None; n],
            ..Bonds::default()
        };
        // The mention that begins at a token, names before descriptions.
        // A rank before a name is part of it: "army spokesman Colonel Omar Tal".
        let first_token = |f: &Found| if f.title.is_empty() { f.start } else { doc.tokens_in(f.title).start as u32 };
        let mut order: Vec<u32> = (0..n as u32).collect();
        order.sort_by_key(|i| found.get(*i as usize).map_or((0, 0), |f| (first_token(f), f.span.start)));
        let starts: Vec<u32> = order.iter().filter_map(|i| found.get(*i as usize)).map(first_token).collect();
        let name_at = |token: usize| -> Option<u32> {
            let from = starts.partition_point(|s| (*s as usize) < token);
            order.get(from..)?.iter().take(3).copied().find(|i| {
                found
                    .get(*i as usize)
                    .is_some_and(|f| first_token(f) as usize == token && f.form == MentionForm::Name && !f.adjective)
            })
        };
        // A described body ("of the ministry").
        let body_at = |token: usize| -> Option<u32> {
            let from = starts.partition_point(|s| (*s as usize) < token);
            order.get(from..)?.iter().take(3).copied().find(|i| {
                found.get(*i as usize).is_some_and(|f| {
                    let body = matches!(
                        f.head,
                        Some(Head::Thing(
                            EntityKind::Organisation | EntityKind::ArmedGroup | EntityKind::Outlet,
                            false
                        ))
                    );
                    f.start as usize == token && f.form == MentionForm::Nominal && f.definite && body
                })
            })
        };
        for (at, mention) in found.iter().enumerate() {
            let range = doc.sentence(mention.sentence as usize);
            let end = mention.end as usize;
            // "Omar Tal, who directs the Council", "a colonel who speaks for the ministry".
            if let Some(next) = led(doc, end).filter(|next| *next < range.end)
                && let (Some(owner), Some(slot)) = (name_at(next).or_else(|| body_at(next)), bonds.owners.get_mut(at))
            {
                *slot = Some(owner);
                continue;
            }
            if mention.form == MentionForm::Name {
                // "Omar Tal of the Council".
                if matches!(doc.lower(end), "of" | "from") && end < range.end {
                    let next = end + 1 + usize::from(doc.lower(end + 1) == "the");
                    let owner = name_at(next).or_else(|| body_at(next));
                    if let (Some(owner), Some(slot)) = (owner, bonds.owners.get_mut(at)) {
                        *slot = Some(owner);
                    }
                }
                bonds.brackets(doc, at as u32, mention, &name_at);
                continue;
            }
            if mention.form != MentionForm::Nominal {
                continue;
            }
            let the = |token: usize| token + usize::from(doc.lower(token) == "the");
            // "commander of the Guards", "spokesman for the ministry".
            if matches!(doc.lower(end), "of" | "for" | "at" | "from" | "with" | "in") && end < range.end {
                let next = the(end + 1);
                // "in Varenia's Citadel Guard": what is owned, not its owner.
                let named = name_at(next).map(|first| owned(doc, found, first).and_then(name_at).unwrap_or(first));
                let person = matches!(mention.head, Some(Head::Person(..) | Head::People));
                // "the city of Arven" is Arven.
                if doc.lower(end) == "of"
                    && matches!(mention.head, Some(Head::Thing(EntityKind::Place | EntityKind::State, false)))
                    && let Some(name) = named
                {
                    bonds.tie(at, name, mention, false);
                    continue;
                }
                if let Some(owner) = named.or_else(|| body_at(next))
                    && (person || doc.lower(end) == "of")
                    && (!matches!(doc.lower(end), "in" | "with") || serves_in(found, mention, owner))
                {
                    if let Some(slot) = bonds.owners.get_mut(at) {
                        *slot = Some(owner);
                    }
                    bonds.by_token.push((mention.end, owner));
                }
            }
            // "spokesman Omar Tal", "the militia Torch of the North", directly beside.
            if let Some(name) = name_at(end).filter(|_| end < range.end) {
                bonds.tie(at, name, mention, true);
                continue;
            }
            // "Arven news agency", "Torch fighters": the noun says what the name before it is.
            if let Some(owner) = mention.owner
                && let Some(name) = found.get(owner as usize)
                && name.form == MentionForm::Name
                && !name.adjective
                && name.end == mention.end.min(mention.head_token).min(name.end)
                && !doc.tag(name.end as usize).eq(&Tag::POS)
                && !doc.lower_word(mention.head_token as usize).names.is(super::lists::Evidence::Organ)
                && matches!(
                    mention.head,
                    Some(Head::Thing(EntityKind::Organisation | EntityKind::ArmedGroup | EntityKind::Outlet, _))
                )
            {
                let outlet = (mention.start..mention.end).any(|i| doc.lower(i as usize) == "news");
                let kind = match mention.head {
                    _ if outlet => EntityKind::Outlet,
                    Some(Head::Thing(kind, _)) => kind,
                    _ => EntityKind::Organisation,
                };
                if let Some(slot) = bonds.names.get_mut(at) {
                    *slot = Some(owner);
                }
                bonds.hints.push((owner, kind));
                continue;
            }
            // "Omar Tal, commander of ...", "Torch, a militia,".
            let mut apposed = None;
            let first = mention.start as usize;
            let before = if first > range.start && matches!(doc.lower(first - 1), "a" | "an" | "the" | "one") {
                first - 1
            } else {
                first
            };
            // "in Kessa, the spokesman of the ministry, Omar Tal, said": the name after it is the person's.
            let tail = bonds.owner_of(at as u32).and_then(|o| found.get(o as usize)).map_or(end, |o| o.end as usize);
            let follows = matches!(mention.head, Some(Head::Person(..)))
                && mention.definite
                && doc.tag(tail) == Tag::Comma
                && name_at(tail + 1).and_then(|n| found.get(n as usize)).is_some_and(|n| {
                    doc.tag(n.end as usize) == Tag::Comma
                        && !doc.lower_word(tail.saturating_sub(1)).names.is(super::lists::Evidence::In)
                })
                && before > range.start + 2
                && in_phrase(doc, before - 1, range.start);
            if !follows
                && before > range.start
                && doc.tag(before - 1) == Tag::Comma
                // "Troops entered Kessa, the army said."
                && !doc.lower_word(end).names.is(super::lists::Evidence::Says)
                && (closes(doc.tag(end)) || end >= range.end)
                && !(doc.tag(end).is_finite() && opens_with_place(doc, range.start..before - 1))
            {
                let comma = before - 1;
                let from =
                    order.partition_point(|i| found.get(*i as usize).is_some_and(|f| (f.start as usize) < comma));
                let named = order.get(from.saturating_sub(4)..from).and_then(|near| {
                    near.iter().rev().copied().find(|i| {
                        found.get(*i as usize).is_some_and(|f| {
                            f.form == MentionForm::Name
                                && !f.adjective
                                && (f.end as usize == comma
                                    || f.end as usize + 1 == comma && doc.tag(comma - 1) == Tag::CloseBracket)
                                && f.sentence == mention.sentence
                        })
                    })
                });
                if let Some(name) = named {
                    bonds.tie(at, name, mention, false);
                    apposed = Some(name);
                }
            }
            // "Its field commander in the north is Omar Tal".
            if matches!(mention.head, Some(Head::Person(..))) && mention.definite {
                let copula = (end..range.end.min(end + 7))
                    .take_while(|i| doc.tag(*i) != Tag::Comma)
                    .find(|i| matches!(doc.lower(*i), "is" | "was"));
                if let Some(name) = copula.and_then(|i| name_at(i + 1)) {
                    bonds.tie(at, name, mention, false);
                    continue;
                }
            }
            // "a militia known as the Torch", "a song called '...'".
            let mut token = end + usize::from(doc.tag(end) == Tag::Comma);
            let called = match doc.lower(token) {
                "known" | "described" => doc.lower(token + 1) == "as",
                "called" | "named" | "dubbed" | "entitled" | "titled" | "nicknamed" => true,
                _ => false,
            };
            if called {
                token += if doc.lower(token + 1) == "as" { 2 } else { 1 };
                if let Some(name) = name_at(the(token)) {
                    match apposed {
                        Some(other) => bonds.ties.push((other, name)),
                        None => bonds.tie(at, name, mention, false),
                    }
                    continue;
                }
            }
            let work = matches!(mention.head, Some(Head::Thing(EntityKind::Artefact | EntityKind::Document, false)));
            if work
                && (called || token == end)
                && doc.tag(token) == Tag::OpenQuote
                && let Some(q) = doc.quotation_of(token + 1).and_then(|q| doc.quotations.get(q))
                && (called || q.scare)
                && q.span.len() <= 160
                && let Some(slot) = bonds.titles.get_mut(at)
            {
                *slot = Some(q.span);
                bonds.title_spans.push(q.span);
                continue;
            }
            if apposed.is_some() {
                continue;
            }
            // "The President of the Republic, Omar Tal,": the name after it is the office's, not the republic's.
            if before > range.start && doc.lower(before - 1) == "of" && held_at(doc, found, before - 1) {
                continue;
            }
            // "the exiled group, the Council of Varenia,", "the commander, Omar Tal,".
            let mut comma = end;
            if let Some(owner) = bonds.owner_of(at as u32).and_then(|o| found.get(o as usize)) {
                comma = owner.end as usize;
            } else if matches!(mention.head, Some(Head::Person(Sort::Office | Sort::Rank, _))) && doc.lower(end) == "of"
            {
                comma = described_from(found, the(end + 1)).unwrap_or_else(|| after_topics(doc, end));
            }
            // "A teacher there, Omar Tal, said".
            comma += usize::from(matches!(doc.lower(comma), "there" | "here"));
            if doc.tag(comma) == Tag::Comma
                && comma + 1 < range.end
                && (mention.definite || matches!(mention.head, Some(Head::Person(..))))
                && let Some(name) = name_at(the(comma + 1))
                && let Some(other) = found.get(name as usize)
                && (other.end as usize >= range.end || closes(doc.tag(other.end as usize)))
                && doc.tag(other.end as usize) != Tag::CC
            {
                bonds.tie(at, name, mention, false);
            }
        }
        bonds.title_spans.sort_unstable();
        bonds.by_token.sort_unstable();
        bonds.by_token.dedup_by_key(|(end, _)| *end);
        bonds
    }

    fn tie(&mut self, description: usize, name: u32, mention: &Found, adjacent: bool) {
        if let Some(slot) = self.names.get_mut(description) {
            *slot = Some(name);
        }
        if let Some(slot) = self.adjacent.get_mut(description) {
            *slot = adjacent;
        }
        match mention.head {
            Some(Head::Person(..)) if !adjacent => self.hints.push((name, EntityKind::Person)),
            Some(Head::Thing(kind, _)) => self.hints.push((name, kind)),
            _ => {}
        }
    }

    /// "Front for the Liberation of Varenia (FLV)", "FLV (Front ...)".
    fn brackets(&mut self, doc: &Doc<'_>, at: u32, mention: &Found, name_at: &dyn Fn(usize) -> Option<u32>) {
        let end = mention.end as usize;
        if doc.tag(end) != Tag::OpenBracket {
            return;
        }
        let inside = end + 1 + usize::from(doc.lower(end + 1) == "the");
        let close = (inside..inside + 10)
            .find(|i| doc.tag(*i) == Tag::CloseBracket || matches!(doc.tag(*i), Tag::Comma | Tag::Colon));
        if let (Some(close), Some(other)) = (close, name_at(inside)) {
            // The short form must begin like some word of the long one: "Kessa [AFP]" is a photo credit.
            let outer = is_acronym(doc.text(mention.span));
            let (long, short) =
                if outer { (inside..close, mention.start as usize) } else { (mention.start as usize..end, inside) };
            let initial = doc.lower(short).chars().next();
            let begins = long.clone().any(|i| doc.lower(i).chars().next() == initial);
            if (outer || close == inside + 1 && is_acronym(doc.word(inside))) && begins {
                self.ties.push((at, other));
            }
        }
    }
}

/// Whether somebody by office or rank is described by the words that end before a token.
fn held_at(doc: &Doc<'_>, found: &[Found], token: usize) -> bool {
    let office = |f: &&Found| matches!(f.head, Some(Head::Person(Sort::Office | Sort::Rank, _)));
    let tokens = |f: &&Found| f.end as usize == token && doc.sentence_of(token) == f.sentence as usize;
    found.iter().filter(office).any(|f| tokens(&f))
}

/// Where the matters of an office end: "of the Interior", "of Trade and Transport".
fn after_topics(doc: &Doc<'_>, of: usize) -> usize {
    let topic = |i: &usize| doc.lower_word(*i).names.is(super::lists::Evidence::Topic);
    let within = |i: &usize| matches!(doc.lower(*i), "the" | "and") || topic(i);
    let last = (of + 1..doc.tokens.len()).take(MOST_TOPICS).take_while(within).last();
    last.filter(topic).map_or(of, |last| last + 1)
}

/// Where a description that begins at a token ends.
fn described_from(found: &[Found], token: usize) -> Option<usize> {
    let nominal = found.iter().filter(|f| f.form == MentionForm::Nominal);
    nominal.filter(|f| f.start as usize == token).map(|f| f.end as usize).max()
}

/// Whether the name before a comma is what a preposition governs ("in Kessa,", "in the settlement of Kessa,").
fn in_phrase(doc: &Doc<'_>, comma: usize, from: usize) -> bool {
    let start = (from..comma).rev().take(6).find(|&i| !doc.tag(i).is_name()).unwrap_or(from);
    doc.tag(start) == Tag::IN || doc.lower(start) == "the" && start > from && doc.tag(start - 1) == Tag::IN
}

/// Where the body begins that somebody is said to lead or speak for after their name ends.
fn led(doc: &Doc<'_>, end: usize) -> Option<usize> {
    let who = end + usize::from(doc.tag(end) == Tag::Comma);
    let verb = who + 1;
    // "who commanded it until 2019" speaks for it no longer.
    if doc.lower(who) != "who" || !matches!(doc.tag(verb), Tag::VBZ | Tag::VBP) {
        return None;
    }
    let leads = doc.lemma_word(verb).names.is(super::lists::Evidence::Leads);
    let next = match doc.lower(verb + 1) {
        "for" if doc.lemma(verb) == "speak" => verb + 2,
        _ if leads => verb + 1,
        _ => return None,
    };
    Some(next + usize::from(doc.lower(next) == "the"))
}

/// "Speaking in Kessa, the president called": what stands before the comma only says where, and what stands behind it is the subject.
fn opens_with_place(doc: &Doc<'_>, before: Range<usize>) -> bool {
    let place = before.clone().rev().find(|&i| !doc.tag(i).is_name());
    let finite = |i: usize| doc.tag(i).is_finite() || doc.tag(i) == Tag::MD;
    place.is_some_and(|i| matches!(doc.lower(i), "in" | "at" | "near" | "outside")) && !before.clone().any(finite)
}

/// A token that ends an apposition.
fn closes(tag: Tag) -> bool {
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

/// Where what a name owns begins: "Guard" in "Varenia's Guard".
fn owned(doc: &Doc<'_>, found: &[Found], name: u32) -> Option<usize> {
    let end = found.get(name as usize)?.end as usize;
    (end < doc.tokens.len() && doc.tag(end) == Tag::POS).then_some(end + 1)
}

/// "A commander in the Guard", "an officer with the ministry": whether somebody by office or rank serves in a body.
fn serves_in(found: &[Found], mention: &Found, body: u32) -> bool {
    let by_office = matches!(mention.head, Some(Head::Person(Sort::Rank | Sort::Office, _)));
    let kind = found.get(body as usize).and_then(|f| f.head);
    by_office && matches!(kind, Some(Head::Thing(EntityKind::Organisation | EntityKind::ArmedGroup, _)))
}
