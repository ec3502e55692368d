//! Descriptions of a body before its name, or far from it: "the exiled resistance ... National Council of Resistance".
//!
//! In: the things of a report. Out: pairs of an unnamed body and the one named body of this report that its words fit. Not here:
//! descriptions near their name, which resolve to the nearest thing that fits (see `described`).

use super::super::{Doc, EntityKind, MentionForm, Tag};
use super::coreference::Thing;
use super::found::Found;
use super::lists::{Evidence, Head};
use rustc_hash::{FxHashMap, FxHashSet};

/// A described thing and a named one.
type Pair = (u32, u32);

/// Unnamed and named bodies that are one; nothing where two named bodies fit.
pub(super) fn by_description(doc: &Doc<'_>, found: &[Found], things: &[Thing]) -> Vec<Pair> {
    let singular = found.iter().filter(|f| f.form == MentionForm::Nominal && !f.plural);
    let definite: FxHashMap<u32, &Found> =
        singular.filter(|f| f.definite || article(doc, f).is_some()).map(|f| (f.head_token, f)).collect();
    let mut named: Vec<(u32, &Thing, FxHashSet<String>)> = Vec::new();
    let mut joins = Vec::new();
    for (at, thing) in things.iter().enumerate() {
        let Some(mention) = thing.heads.first().and_then(|head| definite.get(head)).filter(|_| is_body(thing, false))
        else {
            continue;
        };
        if named.is_empty() {
            let bodies = things.iter().enumerate().filter(|(_, t)| is_body(t, true));
            named = bodies.map(|(n, t)| (n as u32, t, words_of(doc, t))).collect();
        }
        let telling = telling(doc, mention);
        let head = stem(doc.lower(mention.head_token as usize));
        let generic = doc.lower_word(mention.head_token as usize).names.is(Evidence::Generic);
        if doc.lower_word(mention.head_token as usize).names.is(Evidence::Organ) {
            continue;
        }
        let fits = |(_, body, words): &&(u32, &Thing, FxHashSet<String>)| {
            let kinds = thing.kind == body.kind || thing.kind == EntityKind::Organisation && generic;
            let owners = thing.affiliation.is_none() || thing.affiliation == body.affiliation;
            let states = thing.state.is_none() || thing.state == body.state;
            // "the exiled resistance" by its head, "the rights group" by what tells it from other groups.
            let described = if generic { telling.iter().all(|w| words.contains(w)) } else { words.contains(&head) };
            kinds && owners && states && described
        };
        let mut fitting = named.iter().filter(fits);
        if let (Some((body, ..)), None) = (fitting.next(), fitting.next()) {
            joins.push((at as u32, *body));
        }
    }
    joins
}

/// Whether a thing is an organisation or armed group that has, or lacks, a name; a state's organs have their own rules.
fn is_body(thing: &Thing, named: bool) -> bool {
    thing.named == named
        && !thing.mentions.is_empty()
        && matches!(thing.kind, EntityKind::Organisation | EntityKind::ArmedGroup)
        && (named || thing.state.is_none())
}

/// The words of a description that tell one body from another: not the head, names of states, or words of time and number.
fn telling(doc: &Doc<'_>, mention: &Found) -> Vec<String> {
    let words = article(doc, mention).unwrap_or(mention.start as usize)..mention.head_token as usize;
    let words = words.filter(|&i| doc.tag(i).is_noun() || doc.tag(i).is_adjective());
    let telling = words.filter(|i| {
        let word = doc.lower_word(*i);
        word.grammar.is_common() && word.names.head.is_none_or(|h| h != Head::Event)
    });
    telling
        .map(|i| stem(doc.lower(i)))
        .filter(|w| !matches!(w.as_str(), "same" | "whole" | "other" | "main" | "new" | "small" | "large"))
        .collect()
}

/// All words by which a body is named and described, as stems.
fn words_of(doc: &Doc<'_>, thing: &Thing) -> FxHashSet<String> {
    let spans = thing.mentions.iter().map(|m| m.span).chain(thing.role);
    let words = spans.flat_map(|span| doc.text(span).split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase));
    words.filter(|w| !w.is_empty()).map(|w| stem(&w)).collect()
}

/// The "the" before a description and its modifiers ("the exiled Varenian resistance").
fn article(doc: &Doc<'_>, mention: &Found) -> Option<usize> {
    let sentence = doc.sentence(mention.sentence as usize).start;
    let modifier = |i: &usize| doc.tag(*i).is_adjective() || matches!(doc.tag(*i), Tag::VBN | Tag::NN);
    let before = (sentence..mention.start as usize).rev().take(4);
    let the = before.clone().take_while(modifier).last().unwrap_or(mention.start as usize).checked_sub(1)?;
    (the >= sentence && matches!(doc.lower(the), "the" | "this")).then_some(the)
}

fn stem(word: &str) -> String {
    word.trim_end_matches('s').to_owned()
}
