//! Numbers of an event that do not fit together, as a reader wants them: each value once, with the outlets that print it.
//!
//! For: every output. In: an event's contradictions, which are pairs of claims (ten reports with two numbers make many pairs). Out: [`Disagreement`]s,
//! one for all values of the same scope and one for each pair that only looks like a contradiction. Not here: which numbers contradict one another
//! (`firsthand::weigh`).

use crate::lookup::Lookup;
use firsthand::record::{RecordClaim, RecordContradiction, RecordEvent};
use std::collections::{BTreeMap, BTreeSet};

/// Values of which no two fit together, or that differ in what they count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disagreement {
    /// What they are values of: `number`.
    pub about: String,
    /// The values in the order in which the reports are listed.
    pub values: Vec<Value>,
    /// Whether they are said of the same people, place and period.
    pub same_scope: bool,
}

/// One value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// In the words of the first claim that gives it.
    pub words: String,
    /// The outlets that print it, sorted.
    pub outlets: Vec<String>,
}

impl Disagreement {
    /// `number: nine dead (Post, Herald) / a dozen (Wire) contradict one another`, with at most `most` outlets a value.
    pub fn in_words(&self, most: usize) -> String {
        let values: Vec<String> = self.values.iter().map(|value| value.in_words(most)).collect();
        let scope = if self.same_scope { "contradict one another" } else { "differ in scope" };
        format!("{}: {} {scope}", self.about, values.join(" / "))
    }
}

impl Value {
    fn in_words(&self, most: usize) -> String {
        let shown = self.outlets.iter().take(most).map(String::as_str).collect::<Vec<_>>().join(", ");
        match self.outlets.len().saturating_sub(most) {
            _ if self.outlets.is_empty() => self.words.clone(),
            0 => format!("{} ({shown})", self.words),
            more => format!("{} ({shown} and {more} more)", self.words),
        }
    }
}

/// What does not fit together in an event: first what is said of the same thing, then what differs in scope.
pub fn disagreements(lookup: &Lookup<'_>, event: &RecordEvent) -> Vec<Disagreement> {
    let mut found: Vec<Disagreement> = Vec::new();
    // What the same scope has shown needs no second line.
    let mut shown: BTreeSet<[String; 2]> = BTreeSet::new();
    for same_scope in [true, false] {
        let mut groups: Vec<(&str, Vec<String>)> = Vec::new();
        for pair in event.contradictions.iter().filter(|pair| pair.same_scope == same_scope) {
            let mut values: Vec<String> = (0..pair.values.len()).map(|nth| value_of(lookup, pair, nth)).collect();
            values.dedup();
            let [a, b] = values.as_slice() else { continue };
            let both = if a < b { [a.clone(), b.clone()] } else { [b.clone(), a.clone()] };
            if !shown.insert(both) {
                continue;
            }
            // Numbers of one scope that have one in common stand in one line.
            let group = groups
                .iter_mut()
                .find(|(about, group)| same_scope && *about == pair.about && (group.contains(a) || group.contains(b)));
            match group {
                Some((_, group)) => values.into_iter().for_each(|value| {
                    if !group.contains(&value) {
                        group.push(value);
                    }
                }),
                None => groups.push((&pair.about, values)),
            }
        }
        let given = given(lookup, event);
        found.extend(groups.into_iter().map(|(about, values)| Disagreement {
            about: about.to_owned(),
            values: values.iter().map(|value| given.get(value).cloned().unwrap_or_else(|| bare(value))).collect(),
            same_scope,
        }));
    }
    found
}

/// The value of one side: in normal form where its claim has it, so that "fourteen" and "14 people" are one.
fn value_of(lookup: &Lookup<'_>, pair: &RecordContradiction, nth: usize) -> String {
    let words = pair.values.get(nth).map(String::as_str).unwrap_or_default();
    let claim = pair.claims.get(nth).and_then(|id| lookup.claim(id));
    let number = claim.and_then(|claim| numbers(claim).find(|(said, _)| *said == words));
    number.map_or(words, |(_, normal)| normal).to_owned()
}

/// The numbers of a claim: as they are said and in normal form.
fn numbers(claim: &RecordClaim) -> impl Iterator<Item = (&str, &str)> {
    let of = claim.arguments.iter().filter(|argument| argument.role == "number");
    of.map(|argument| (argument.text.as_str(), argument.normal.as_deref().unwrap_or(&argument.text)))
}

/// Who gives which number of an event.
fn given(lookup: &Lookup<'_>, event: &RecordEvent) -> BTreeMap<String, Value> {
    let mut given: BTreeMap<String, Value> = BTreeMap::new();
    for claim in lookup.claims_of(event) {
        for (words, normal) in numbers(claim) {
            let value = given.entry(normal.to_owned()).or_insert_with(|| bare(words));
            value.outlets.push(lookup.outlet(&claim.report));
        }
    }
    for value in given.values_mut() {
        value.outlets.sort_unstable();
        value.outlets.dedup();
    }
    given
}

fn bare(words: &str) -> Value {
    Value { words: words.split_whitespace().collect::<Vec<_>>().join(" "), outlets: Vec::new() }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use firsthand::record::Record;
    use serde_json::{Value as Json, json};

    /// A record of one event in which each claim is an outlet's with a number: words and normal form.
    fn record(claims: &[(&str, &str, &str)], pairs: &[(usize, usize, bool)]) -> Record {
        let id = |nth: usize| format!("c{nth}");
        let report = |(nth, (outlet, ..)): (usize, &(&str, &str, &str))| {
            json!({"id": format!("r{nth}"), "path": "p", "sha256": "", "outlet": outlet, "title": null, "byline": null,
                "published": null, "language": null, "url": null, "text": "", "parts": []})
        };
        let claim = |(nth, (_, words, normal)): (usize, &(&str, &str, &str))| {
            json!({"id": id(nth), "report": format!("r{nth}"), "type": "CASUALTY.KILLED", "also": [], "span": [0, 0],
                "trigger": [0, 0], "modality": "asserted", "tense": "past", "stance": "neutral", "attribution": null,
                "arguments": [{"role": "number", "span": null, "text": words, "normal": normal, "implicit": false}],
                "chain": [], "origin": null, "flags": []})
        };
        let contradictions: Vec<Json> = pairs
            .iter()
            .map(|&(a, b, same_scope)| {
                json!({"claims": [id(a), id(b)], "about": "number", "values": [claims[a].1, claims[b].1],
                    "same_scope": same_scope})
            })
            .collect();
        let all: Vec<String> = (0..claims.len()).map(id).collect();
        serde_json::from_value(json!({
            "schema": "firsthand/record/1", "entities": [], "attributions": [], "origins": [], "links": [],
            "reports": claims.iter().enumerate().map(report).collect::<Vec<_>>(),
            "claims": claims.iter().enumerate().map(claim).collect::<Vec<_>>(),
            "events": [{"id": "e", "type": "CASUALTY.KILLED", "summary": "", "date": null, "place": null, "claims": all,
                "reports": 1, "origins": {"low": 1, "high": 1, "list": []}, "parties": 1, "not_shown": [],
                "denied_by": [], "contradictions": contradictions, "level": "contested"}]
        }))
        .unwrap()
    }

    fn lines(record: &Record) -> Vec<String> {
        let lookup = Lookup::new(record);
        disagreements(&lookup, &record.events[0]).iter().map(|found| found.in_words(2)).collect()
    }

    #[test]
    fn a_number_stands_once_however_many_reports_print_it() {
        let claims = [
            ("Weir Post", "Nine", "9"),
            ("Dam Herald", "nine ferrymen", "9"),
            ("Lock Wire", "a dozen", "12"),
            ("Quay Radio", "nine dead", "9"),
        ];
        let record = record(&claims, &[(0, 2, true), (1, 2, true), (2, 3, true)]);
        assert_eq!(
            lines(&record),
            ["number: Nine (Dam Herald, Quay Radio and 1 more) / a dozen (Lock Wire) contradict one another"]
        );
    }

    #[test]
    fn another_scope_is_a_line_of_its_own_unless_the_same_scope_has_shown_it() {
        let claims = [("Weir Post", "nine", "9"), ("Lock Wire", "a dozen", "12"), ("Quay Radio", "40", "40")];
        let record = record(&claims, &[(0, 1, true), (1, 0, false), (0, 2, false)]);
        assert_eq!(
            lines(&record),
            [
                "number: nine (Weir Post) / a dozen (Lock Wire) contradict one another",
                "number: nine (Weir Post) / 40 (Quay Radio) differ in scope"
            ]
        );
    }
}
