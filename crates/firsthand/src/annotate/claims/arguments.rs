//! Who did what to whom, where, when: which phrases fill the roles of a codebook type.
//!
//! In: a [`Frame`] and the role rules of its trigger. Out: [`Argument`]s with entity, quantity, time and normal form. Masked
//! places are neither numbers nor dates. Not here: what only other sentences supply, but for pronouns (entities).

use super::frame::{Frame, Phrase};
use super::reading::Reading;
use crate::annotate::{Argument, Quantity, QuantityKind, Time};
use crate::codebook::{Filter, RoleRule, Slot};
use crate::text::Span;
use std::ops::Range;

impl Reading<'_> {
    /// Fills the roles of a trigger, in the order of its rules. A phrase fills one role.
    pub fn arguments(&self, frame: &Frame, rules: &[RoleRule]) -> Vec<Argument> {
        let mut filled: Vec<Argument> = Vec::new();
        let (again, first): (Vec<&RoleRule>, Vec<&RoleRule>) = rules.iter().partition(|rule| rule.again);
        for rule in first.into_iter().chain(again) {
            if !rule.again && filled.iter().any(|argument| argument.role == rule.role) {
                continue;
            }
            for slot in &rule.slots {
                let before = filled.len();
                self.fill(frame, rule, slot, &mut filled);
                if filled.len() > before {
                    break;
                }
            }
        }
        filled
    }

    fn fill(&self, frame: &Frame, rule: &RoleRule, slot: &Slot, filled: &mut Vec<Argument>) {
        match slot {
            Slot::Time => {
                let time = self.time_in(&frame.extent).and_then(|n| Some((n, self.found.times.get(n)?)));
                if let Some((number, time)) = time {
                    let mut argument = self.argument(rule, time.span);
                    argument.time = Some(number as u32);
                    argument.normal = interval(time);
                    filled.push(argument);
                }
            }
            Slot::Quantity => {
                let quantity = self.quantity_in(&frame.extent, &rule.filters);
                if let Some((number, quantity)) = quantity.and_then(|n| Some((n, self.found.quantities.get(n)?))) {
                    let mut argument = self.argument(rule, quantity.span);
                    argument.quantity = Some(number as u32);
                    argument.normal = Some(amount(quantity));
                    filled.push(argument);
                }
            }
            Slot::Infinitive => self.fill_range(frame.infinitive.clone(), rule, filled),
            Slot::Participle => self.fill_range(frame.participle.clone(), rule, filled),
            Slot::Modifier => self.fill_range(self.modifier(frame, &rule.filters), rule, filled),
            Slot::After(word) => {
                for phrase in self.after(frame, word) {
                    self.fill_phrase(frame, &phrase, rule, filled);
                }
            }
            Slot::Clause | Slot::Sentence | Slot::Report | Slot::Quoted => {}
            _ => {
                for phrase in self.phrases(frame, slot) {
                    self.fill_phrase(frame, phrase, rule, filled);
                }
            }
        }
    }

    fn fill_phrase(&self, frame: &Frame, phrase: &Phrase, rule: &RoleRule, filled: &mut Vec<Argument>) {
        let trigger = self.doc.span(frame.words.clone());
        let taken = filled
            .iter()
            .any(|a| a.span.is_some_and(|s| s.overlaps(phrase.span) && s.contains(self.head_span(phrase))));
        if !self.passes(phrase, &rule.filters) || (taken && !rule.again) || phrase.span.contains(trigger) && !frame.noun
        {
            return;
        }
        let span = if rule.again { self.passing_words(phrase, &rule.filters) } else { phrase.span };
        if span.is_empty() || (rule.role == "number" && self.is_masked(span)) {
            return;
        }
        let mut argument = self.argument(rule, span);
        argument.entity = self.entity_of(phrase.head).map(|e| e as u32);
        if argument.normal.is_none() {
            argument.normal = argument
                .entity
                .and_then(|e| self.found.entities.get(e as usize))
                .map(|entity| entity.name.clone())
                .filter(|name| !name.is_empty());
        }
        filled.push(argument);
    }

    fn head_span(&self, phrase: &Phrase) -> Span {
        self.doc.tokens.get(phrase.head).map_or(phrase.span, |token| token.span)
    }

    fn fill_range(&self, range: Option<Range<usize>>, rule: &RoleRule, filled: &mut Vec<Argument>) {
        let Some(range) = range.filter(|range| !range.is_empty()) else { return };
        let opens = |filter: &Filter| match filter {
            Filter::Anything => true,
            Filter::Lemmas(lemmas) => self.has_lemmas(range.clone(), lemmas),
            Filter::Holds(class) | Filter::HeadIn(class) => self.any_class(range.clone(), *class),
            Filter::Kind(kind) => range.clone().any(|i| self.is_kind(i, kind)),
        };
        if rule.filters.iter().any(opens) {
            let span = self.trimmed(range);
            filled.push(self.argument(rule, span));
        }
    }

    /// The words before a noun trigger that pass the filters.
    fn modifier(&self, frame: &Frame, filters: &[Filter]) -> Option<Range<usize>> {
        let passes = |i: &usize| {
            filters.iter().any(|filter| match filter {
                Filter::Anything => true,
                Filter::Holds(class) | Filter::HeadIn(class) => self.classes.get(*i).is_some_and(|set| set.has(*class)),
                Filter::Kind(kind) => self.is_kind(*i, kind),
                Filter::Lemmas(lemmas) => lemmas.len() == 1 && lemmas.iter().any(|lemma| self.is_lemma(*i, lemma)),
            })
        };
        let first = frame.modifiers.clone().find(passes)?;
        let last = frame.modifiers.clone().rfind(passes)?;
        Some(first..last + 1)
    }

    /// The first word of a phrase that passes a class filter.
    fn passing_words(&self, phrase: &Phrase, filters: &[Filter]) -> Span {
        let class = |filter: &Filter| match filter {
            Filter::Holds(class) | Filter::HeadIn(class) => Some(*class),
            _ => None,
        };
        let token = (phrase.start..phrase.counted).find(|i| {
            let set = self.classes.get(*i).copied().unwrap_or_default();
            filters.iter().filter_map(class).any(|class| set.has(class))
        });
        token.and_then(|i| self.doc.tokens.get(i)).map_or(phrase.span, |token| token.span)
    }

    /// Tokens without marks at their ends.
    pub fn trimmed(&self, range: Range<usize>) -> Span {
        let (mut start, mut end) = (range.start, range.end);
        while start < end && !self.doc.tag(start).is_word() {
            start += 1;
        }
        while start < end && !self.doc.tag(end - 1).is_word() {
            end -= 1;
        }
        self.doc.span(start..end)
    }

    fn argument(&self, rule: &RoleRule, span: Span) -> Argument {
        Argument {
            role: rule.role.clone(),
            span: Some(span),
            text: self.doc.text(span).to_owned(),
            normal: rule.normal.clone(),
            implicit: false,
            entity: None,
            quantity: None,
            time: None,
        }
    }
}

/// "2023-03-14" or "2023-03-01/2023-03-31"; nothing without an anchor.
fn interval(time: &Time) -> Option<String> {
    let days = time.days?;
    Some(if days.from == days.to { days.from.to_string() } else { format!("{}/{}", days.from, days.to) })
}

/// "40", "at least 40", "30-40", "vague".
fn amount(quantity: &Quantity) -> String {
    let kind = match quantity.kind {
        QuantityKind::Exact => "",
        QuantityKind::AtLeast => "at least ",
        QuantityKind::AtMost => "at most ",
        QuantityKind::About => "about ",
        QuantityKind::Between => "",
        QuantityKind::Vague => "vague ",
    };
    let number = match (quantity.lo, quantity.hi) {
        (Some(lo), Some(hi)) if lo != hi => format!("{lo}-{hi}"),
        (Some(n), _) | (None, Some(n)) => n.to_string(),
        (None, None) => String::new(),
    };
    format!("{kind}{number}").trim().to_owned()
}
