//! The distinct names of a report, and which of them are names of one thing.
//!
//! In: found names. Out: [`Forms`]: every name under one root with the evidence of all its mentions.
//! Method: union of forms that the words tie: public lists, "Long Form (LF)", initials, equal keys with
//! like vowels, surnames, and head-noun short forms ("the Guards"). Short forms join only when one long
//! form fits. Not here: descriptions and pronouns.

use super::super::{Doc, EntityKind, MentionForm};
use super::found::{Case, Found, is_acronym, is_capital};
use super::key::{key, vowels};
use super::kinds::{Votes, around, inside};
use super::lists::{Evidence, Head, lists};
use rustc_hash::FxHashMap;

/// Most long forms that are compared with one short form.
const MOST: usize = 24;

pub(super) struct Form {
    /// Lower case, without article.
    pub name: String,
    /// A mention that is written so, with a capital where possible.
    pub first: u32,
    pub votes: Votes,
    root: u32,
}

#[derive(Default)]
pub(super) struct Forms {
    pub forms: Vec<Form>,
    /// For each found mention its form.
    pub of: Vec<Option<u32>>,
}

impl Forms {
    /// Collects and unites the names; `ties` are pairs of mentions that are one thing, `hints` evidence for mentions.
    pub fn read(
        doc: &Doc<'_>,
        case: &Case<'_>,
        found: &[Found],
        ties: &[(u32, u32)],
        hints: &[(u32, EntityKind)],
    ) -> Forms {
        let lists = lists();
        let mut forms = Forms { forms: Vec::new(), of: vec![None; found.len()] };
        let mut by_name: FxHashMap<String, u32> = FxHashMap::default();
        for (index, mention) in found.iter().enumerate() {
            if mention.form != MentionForm::Name {
                continue;
            }
            let mut name = doc.text(mention.span).to_lowercase();
            if name.contains(['’', '\n']) || name.contains("  ") {
                name = name.replace('’', "'").split_whitespace().collect::<Vec<_>>().join(" ");
            }
            if let Some(rest) = name.strip_prefix("the ") {
                name = rest.to_string();
            }
            let people = mention.adjective && is_people(&name);
            let state = if people {
                None
            } else if mention.adjective {
                lists.demonym(&name).or_else(|| lists.state(&name))
            } else {
                lists.state(&name)
            };
            if let Some(state) = state {
                name = state.name.to_lowercase();
            } else if let Some(base) = case.demonyms.get(name.as_str())
                && mention.adjective
            {
                name = (*base).to_string();
            } else if let Some(known) = lists.known(&name, doc.text(mention.span))
                && let Some(long) = known.names.first()
            {
                name = long.to_lowercase();
            }
            let form = *by_name.entry(name).or_insert_with_key(|name| {
                let at = forms.forms.len() as u32;
                let mut votes = if people { Votes::default() } else { inside(doc, mention, name) };
                if people {
                    votes.add(EntityKind::Group, 30);
                }
                if case.bases.contains(name.as_str()) {
                    votes.add(EntityKind::State, 7);
                }
                forms.forms.push(Form { name: name.clone(), first: index as u32, votes, root: at });
                at
            });
            if let Some(slot) = forms.of.get_mut(index) {
                *slot = Some(form);
            }
            let votes = around(doc, mention);
            if let Some(form) = forms.forms.get_mut(form as usize) {
                form.votes.merge(&votes);
            }
        }
        for (mention, kind) in hints {
            if let Some(form) = forms.of.get(*mention as usize).copied().flatten()
                && let Some(form) = forms.forms.get_mut(form as usize)
            {
                form.votes.add(*kind, 6);
            }
        }
        forms.coordinate(doc, found);
        for (a, b) in ties {
            let form = |m: &u32| forms.of.get(*m as usize).copied().flatten();
            if let (Some(a), Some(b)) = (form(a), form(b)) {
                forms.unite(a, b);
            }
        }
        forms.unite_spellings(doc, found);
        forms.unite_short(doc, found);
        forms
    }

    /// Names in a list are of one kind: "to Kessa, Bab Orlan and Arven" tells that Bab Orlan is a place.
    fn coordinate(&mut self, doc: &Doc<'_>, found: &[Found]) {
        let mut hints = Vec::new();
        for (at, pair) in found.windows(2).enumerate() {
            let [a, b] = pair else { continue };
            if a.form != MentionForm::Name
                || b.form != MentionForm::Name
                || a.sentence != b.sentence
                || a.adjective
                || b.adjective
            {
                continue;
            }
            let between = a.end as usize..b.start as usize;
            if between.is_empty()
                || between.len() > 2
                || !between.clone().all(|i| matches!(doc.lower(i), "," | "and" | "or"))
            {
                continue;
            }
            let form = |i: usize| self.of.get(i).copied().flatten();
            let (Some(x), Some(y)) = (form(at), form(at + 1)) else { continue };
            let sure = |f: u32| {
                let votes = self.forms.get(f as usize).map(|f| f.votes).unwrap_or_default();
                let kind = votes.kind();
                (votes.of(kind) >= 3 && matches!(kind, EntityKind::Place | EntityKind::State | EntityKind::Person))
                    .then_some(kind)
            };
            match (sure(x), sure(y)) {
                (Some(kind), None) => hints.push((y, kind)),
                (None, Some(kind)) => hints.push((x, kind)),
                _ => {}
            }
        }
        for (form, kind) in hints {
            let kind = if kind == EntityKind::State { EntityKind::Place } else { kind };
            if let Some(form) = self.forms.get_mut(form as usize) {
                form.votes.add(kind, 4);
            }
        }
    }

    /// The root of a form.
    pub fn root(&self, form: u32) -> u32 {
        let mut at = form;
        while let Some(next) = self.forms.get(at as usize).map(|f| f.root)
            && next != at
        {
            at = next;
        }
        at
    }

    fn unite(&mut self, a: u32, b: u32) {
        let (a, b) = (self.root(a), self.root(b));
        if a == b {
            return;
        }
        let (to, from) = (a.min(b), a.max(b));
        let votes = self.forms.get(from as usize).map(|f| f.votes).unwrap_or_default();
        if let Some(form) = self.forms.get_mut(from as usize) {
            form.root = to;
        }
        if let Some(form) = self.forms.get_mut(to as usize) {
            form.votes.merge(&votes);
        }
    }

    fn kind(&self, form: u32) -> EntityKind {
        self.forms.get(self.root(form) as usize).map_or(EntityKind::Organisation, |f| f.votes.kind())
    }

    /// Unites spellings of one name, and acronyms with the long form that they abbreviate.
    fn unite_spellings(&mut self, doc: &Doc<'_>, found: &[Found]) {
        let mut by_key: FxHashMap<String, u32> = FxHashMap::default();
        let mut by_initials: FxHashMap<String, Option<u32>> = FxHashMap::default();
        let mut by_words: FxHashMap<String, u32> = FxHashMap::default();
        for at in 0..self.forms.len() as u32 {
            let Some(form) = self.forms.get(at as usize) else { continue };
            let Some(mention) = found.get(form.first as usize) else { continue };
            let tokens = mention.start as usize..mention.end as usize;
            if tokens.len() == 1 && is_acronym(doc.word(tokens.start)) {
                continue;
            }
            let spelled = key(&form.name) + &vowels(&form.name);
            if spelled.len() >= 3 {
                if let Some(other) = by_key.get(&spelled) {
                    self.unite(*other, at);
                } else {
                    by_key.insert(spelled, at);
                }
            }
            if tokens.len() > 1 {
                let mut capital = String::new();
                let mut every = String::new();
                for i in tokens.clone() {
                    if let Some(c) = doc.lower(i).chars().next().filter(|c| c.is_alphanumeric()) {
                        every.push(c);
                        if is_capital(doc.word(i)) {
                            capital.push(c);
                        }
                    }
                }
                for initials in [capital, every] {
                    let slot = by_initials.entry(initials).or_insert(Some(at));
                    if slot.is_some_and(|other| self.root(other) != self.root(at)) {
                        *slot = None;
                    }
                }
                // "Ministry of Defence" is "Defence Ministry".
                if matches!(mention.head, Some(Head::Thing(..))) {
                    let mut words: Vec<&str> = tokens
                        .filter(|i| !matches!(doc.lower(*i), "of" | "for" | "the" | "and" | "'s"))
                        .map(|i| doc.lower(i))
                        .collect();
                    words.sort_unstable();
                    if let Some(other) = by_words.insert(words.join(" "), at) {
                        self.unite(other, at);
                    }
                }
            }
        }
        for at in 0..self.forms.len() as u32 {
            let Some(form) = self.forms.get(at as usize) else { continue };
            if !found.get(form.first as usize).is_some_and(|f| is_acronym(doc.text(f.span))) {
                continue;
            }
            let letters: String = form.name.chars().filter(|c| c.is_alphanumeric()).collect();
            if letters.len() >= 2
                && let Some(Some(long)) = by_initials.get(&letters).copied()
            {
                self.unite(long, at);
            }
        }
    }

    /// Unites surnames with full names and head-noun short forms with long names.
    fn unite_short(&mut self, doc: &Doc<'_>, found: &[Found]) {
        let lists = lists();
        let mut by_last: FxHashMap<String, Vec<u32>> = FxHashMap::default();
        let mut by_first: FxHashMap<&str, Vec<u32>> = FxHashMap::default();
        let mut by_head: FxHashMap<&str, Vec<u32>> = FxHashMap::default();
        // Bodies that no noun of the lists heads, by the last word of their name.
        let mut by_end: FxHashMap<&str, Vec<u32>> = FxHashMap::default();
        let add = |list: &mut Vec<u32>, at: u32| {
            if list.len() < MOST {
                list.push(at);
            }
        };
        let tokens_of = |form: &Form| found.get(form.first as usize).map_or(0..0, |f| f.start as usize..f.end as usize);
        for (at, form) in self.forms.iter().enumerate() {
            let tokens = tokens_of(form);
            if tokens.len() < 2 {
                continue;
            }
            add(by_last.entry(surname(doc.lower(tokens.end - 1)).to_string()).or_default(), at as u32);
            add(by_first.entry(doc.lower(tokens.start)).or_default(), at as u32);
            let body =
                matches!(form.votes.kind(), EntityKind::Organisation | EntityKind::ArmedGroup | EntityKind::Outlet)
                    && tokens.clone().any(|i| matches!(doc.lower_word(i).names.head, Some(Head::Thing(..))));
            let definite = |at: u32| {
                found.get(at as usize).is_some_and(|f| f.start > 0 && doc.lower(f.start as usize - 1) == "the")
            };
            if form.votes.kind() == EntityKind::Organisation && definite(form.first) {
                add(by_end.entry(doc.lower(tokens.end - 1)).or_default(), at as u32);
            }
            for i in tokens {
                let word = doc.lower(i);
                let listed =
                    lists.demonyms.contains_key(word) || lists.state_names.contains_key(word) || word.len() < 4;
                if body && !listed || matches!(lists.head(word), Some(Head::Thing(..))) {
                    add(by_head.entry(doc.lower(i).trim_end_matches('s')).or_default(), at as u32);
                }
            }
        }
        // Longer forms first: "Velden Observatory" joins its full name before "the Observatory" looks for the one it is.
        let mut order: Vec<u32> = (0..self.forms.len() as u32).collect();
        order.sort_by_key(|at| std::cmp::Reverse(self.forms.get(*at as usize).map_or(0, |form| tokens_of(form).len())));
        for at in order {
            let Some(form) = self.forms.get(at as usize) else { continue };
            let tokens = tokens_of(form);
            if tokens.is_empty() || form.votes.kind() == EntityKind::State {
                continue;
            }
            let last = doc.lower(tokens.end - 1);
            let particle = tokens.len() == 2 && doc.lower_word(tokens.start).names.is(Evidence::Particle);
            let mut fits: Vec<u32> = Vec::new();
            let consider = |fits: &mut Vec<u32>, other: u32| {
                let root = self.root(other);
                if root != self.root(at) && !fits.contains(&root) {
                    fits.push(root);
                }
            };
            let surname_like = (tokens.len() == 1 || particle) && form.votes.of(EntityKind::Place) < 10;
            if matches!(lists.head(last), Some(Head::Thing(..))) && !lists.given.contains_key(last) {
                for &other in by_head.get(last.trim_end_matches('s')).into_iter().flatten() {
                    let long = self.forms.get(other as usize).map_or(0..0, tokens_of);
                    if long.len() > tokens.len() && contains(doc, long, tokens.clone()) {
                        consider(&mut fits, other);
                    }
                }
            } else if surname_like {
                // "the Torch" of "Northern Torch Movement".
                let definite = found.get(form.first as usize).is_some_and(|f| f.definite);
                for &other in by_head.get(last.trim_end_matches('s')).into_iter().flatten().filter(|_| definite) {
                    consider(&mut fits, other);
                }
                // "the Lantern" of "the Isk Night Lantern".
                let ends = by_end.get(last).into_iter().flatten().filter(|_| definite && tokens.len() == 1);
                for &other in ends {
                    consider(&mut fits, other);
                }
                for &other in by_last.get(surname(last)).into_iter().flatten() {
                    if self.kind(other) == EntityKind::Person {
                        consider(&mut fits, other);
                    }
                }
                if fits.is_empty() && lists.given.contains_key(last) {
                    for &other in by_first.get(last).into_iter().flatten() {
                        if self.kind(other) == EntityKind::Person {
                            consider(&mut fits, other);
                        }
                    }
                }
            } else if (2..=3).contains(&tokens.len()) {
                // "Omar Tal" of "Omar Hassan Tal".
                for &other in by_last.get(surname(last)).into_iter().flatten() {
                    let long = self.forms.get(other as usize).map_or(0..0, tokens_of);
                    if long.len() > tokens.len()
                        && self.kind(other) == EntityKind::Person
                        && doc.lower(long.start) == doc.lower(tokens.start)
                    {
                        consider(&mut fits, other);
                    }
                }
            }
            if let [one] = fits.as_slice() {
                self.unite(*one, at);
            }
        }
    }
}

/// Whether a word is the plural name of a state's people ("Chadians").
fn is_people(lower: &str) -> bool {
    lower.strip_suffix('s').is_some_and(|one| lists().demonyms.contains_key(one))
}

/// A family name without its article ("al-Assad").
fn surname(lower: &str) -> &str {
    match lower.split_once(['-', '\'']) {
        Some((article, rest)) if article.len() <= 3 && !rest.is_empty() => rest,
        _ => lower,
    }
}

/// Whether the words of the short form stand in the long one, in order and together, plurals aside.
fn contains(doc: &Doc<'_>, long: std::ops::Range<usize>, short: std::ops::Range<usize>) -> bool {
    let n = short.len();
    (long.start..=long.end.saturating_sub(n)).any(|at| {
        (0..n).all(|k| doc.lower(at + k).trim_end_matches('s') == doc.lower(short.start + k).trim_end_matches('s'))
    })
}
