//! Numbers that do not fit together.
//!
//! For: counting rule 8. In: the claims that say an event happened. Out: [`Contradiction`]s: numbers
//! of equal unit, population, scope and period whose ranges do not meet, and, marked as different
//! scope, those that only look so. Not here: an origin that changes its own number (see [`super::drift`]).

use super::Contradiction;
use super::collection::Collection;
use super::headlines::quantity;
use super::origins::Reached;
use super::words::{WORDS, class_of, fold};
use crate::annotate::{Argument, Claim, Quantity, QuantityKind};
use crate::link::At;
use std::collections::BTreeMap;

/// Different ranges that are compared with one another per unit; an event rarely has ten.
const MOST_RANGES: usize = 40;
/// "About n" is taken to reach this share of n to either side.
const ABOUT: f64 = 0.1;

/// One claim's number and what it counts.
struct Number {
    at: At,
    lo: f64,
    hi: f64,
    /// What is counted.
    unit: String,
    /// Whether the words name the dead or hurt and no sort of them ("nine deaths").
    any: bool,
    words: String,
    /// The state of the persons and the place and days that it is limited to; `None`: not limited in words.
    population: Option<String>,
    place: Option<String>,
    days: Option<crate::annotate::Days>,
}

impl Number {
    /// Whether both count the same things.
    fn counts_as(&self, other: &Number) -> bool {
        let sort = |of: &Number| class_of(&WORDS.persons, &of.unit);
        // "Seventeen dead" and "a dozen hamlets" stand beside each other in reports of the dead.
        let person = |of: &Number| !WORDS.things.contains(&of.unit);
        let any = self.any && person(other) || other.any && person(self);
        self.unit == other.unit || any || (sort(self).is_some() && sort(self) == sort(other))
    }
}

/// Compares the numbers of claims that different origins make.
pub(super) fn contradictions(all: &Collection<'_>, reached: &Reached, says: &[At]) -> Vec<Contradiction> {
    let mut groups: BTreeMap<String, Vec<Number>> = BTreeMap::new();
    for &at in says {
        let Some(claim) = all.claim(at) else { continue };
        let full = |group: &Vec<Number>| group.len() >= MOST_RANGES;
        if groups.get(&claim.kind).is_some_and(full) {
            continue;
        }
        let quantity_of = |number: u32| all.said(at.report)?.quantities.get(number as usize).cloned();
        let numbers: Vec<Quantity> =
            claim.arguments.iter().filter(|a| a.role == "number").filter_map(|a| quantity_of(a.quantity?)).collect();
        let inside = if numbers.is_empty() { quantity(all, at, &claim) } else { None };
        for quantity in numbers.into_iter().chain(inside) {
            let Some(number) = number(all, at, &claim, &quantity) else { continue };
            let group = groups.entry(claim.kind.clone()).or_default();
            let known = group
                .iter()
                .any(|n| n.lo == number.lo && n.hi == number.hi && n.place == number.place && n.counts_as(&number));
            if !known && !full(group) {
                group.push(number);
            }
        }
    }
    let mut found = Vec::new();
    for group in groups.values() {
        for (n, a) in group.iter().enumerate() {
            for b in group.iter().skip(n + 1).filter(|b| a.counts_as(b) && (a.lo > b.hi || b.lo > a.hi)) {
                if one_saying(all, reached, a.at, b.at) {
                    continue;
                }
                let same_scope = same_population(a, b) && same_place(a, b) && same_days(a, b);
                found.push(Contradiction {
                    claims: vec![a.at, b.at],
                    about: "number",
                    values: vec![a.words.clone(), b.words.clone()],
                    same_scope,
                });
            }
        }
    }
    found
}

/// "Among those buried were a cook and two brothers": some of those who are counted, and no other count.
fn is_a_part(text: &str, number: usize) -> bool {
    let before = text.get(..number).unwrap_or_default();
    let sentence = before.rfind(['.', '\n']).and_then(|stop| before.get(stop + 1..)).unwrap_or(before);
    sentence.split_whitespace().any(|word| ["among", "including"].iter().any(|part| word.eq_ignore_ascii_case(part)))
}

fn number(all: &Collection<'_>, at: At, claim: &Claim, quantity: &Quantity) -> Option<Number> {
    if quantity.kind == QuantityKind::Vague && (quantity.lo.is_none() || quantity.hi.is_none()) {
        return None;
    }
    let (mut lo, mut hi) = (quantity.lo.unwrap_or(f64::NEG_INFINITY), quantity.hi.unwrap_or(f64::INFINITY));
    if quantity.kind == QuantityKind::About && lo == hi {
        (lo, hi) = (lo - lo.abs() * ABOUT, hi + hi.abs() * ABOUT);
    }
    let paper = all.report(at.report)?;
    if is_a_part(&paper.text, quantity.span.start as usize) {
        return None;
    }
    let who = ["victim", "target_group", "force", "person"].iter().find_map(|role| claim.argument(role));
    let place = ["place", "destination"].iter().find_map(|role| claim.argument(role));
    let named = |arg: &Argument| match all.linked(all.entity(at.report, arg.entity)) {
        Some(entity) => fold(entity.name),
        None => fold(arg.normal.as_deref().unwrap_or(&arg.text)),
    };
    Some(Number {
        at,
        lo,
        hi,
        unit: quantity.unit.clone(),
        any: claim.kind.starts_with("CASUALTY.") && WORDS.any_persons.contains(&quantity.unit),
        words: all.words(at.report, quantity.span),
        population: who
            .map(|arg| arg.text.as_str())
            .into_iter()
            .chain([quantity.span.of(&paper.text)])
            .find_map(|words| class_of(&WORDS.ages, words).or_else(|| class_of(&WORDS.standing, words)))
            .map(str::to_owned),
        place: place.map(named),
        days: all.days(at),
    })
}

/// A population that only one side names limits it, unless the other counts the dead and no sort of them.
fn same_population(a: &Number, b: &Number) -> bool {
    match (&a.population, &b.population) {
        (Some(x), Some(y)) => x == y,
        (None, None) => true,
        (None, Some(_)) => a.any,
        (Some(_), None) => b.any,
    }
}

/// The event is one: a place on one side only does not limit the number.
fn same_place(a: &Number, b: &Number) -> bool {
    match (&a.place, &b.place) {
        (Some(x), Some(y)) => x == y,
        _ => true,
    }
}

fn same_days(a: &Number, b: &Number) -> bool {
    match (a.days, b.days) {
        (Some(a), Some(b)) => a.from <= b.to && b.from <= a.to,
        (None, None) => true,
        // The event is one: a date on one side only does not limit the number.
        _ => true,
    }
}

/// Whether both claims are one origin's, whose change of number is drift.
fn one_saying(all: &Collection<'_>, reached: &Reached, a: At, b: At) -> bool {
    let of = |at: At| all.nth(at).and_then(|nth| reached.of.get(nth)).filter(|list| !list.is_empty());
    a.report == b.report && a.item == b.item || matches!((of(a), of(b)), (Some(x), Some(y)) if x == y)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(unit: &str) -> Number {
        Number {
            at: At { report: 0, item: 0 },
            lo: 1.0,
            hi: 1.0,
            unit: unit.to_owned(),
            any: WORDS.any_persons.iter().any(|word| word == unit),
            words: String::new(),
            population: None,
            place: None,
            days: None,
        }
    }

    #[test]
    fn the_dead_are_compared_with_persons_and_not_with_places() {
        assert!(of("dead").counts_as(&of("worker")));
        assert!(!of("dead").counts_as(&of("hamlet")));
        assert!(!of("truck").counts_as(&of("death")));
    }

    #[test]
    fn some_of_those_who_are_counted_are_no_other_count() {
        let part = |text: &str| is_a_part(text, text.find("two").unwrap());
        assert!(part("Nine were lost. Among them are a cook and two bakers."));
        assert!(part("Nine were lost, including two bakers."));
        assert!(!part("Among them is a cook. Of the bakers two were lost."));
        assert!(!part("two bakers were lost"));
    }
}
