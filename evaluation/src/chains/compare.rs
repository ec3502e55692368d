//! How a labelled relation is compared with what was found.
//!
//! In: a report's annotations and one labelled relation. Out: a [`Verdict`] and, in words, what was expected and found.
//! The relation is found where a cue overlaps, else where half of the content does. Its chain is read as a claim's is: inward through
//! relays, outward through whatever it stands within. Not here: reading files, sums.

use super::Relation;
use firsthand::annotate::{Annotated, Attribution, ChainRole};
use firsthand::text::{CodePoints, Span};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::fmt;

/// Who the source is, as labelled.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub enum Answer {
    /// "unnamed" or "absent".
    Word(String),
    /// The mentions that say it.
    Spans(Vec<[u32; 2]>),
}

/// What is right of one relation.
#[derive(Clone, Copy, Debug, Default)]
pub struct Verdict {
    pub relayed: bool,
    pub found: bool,
    pub chain: bool,
    pub resolved: bool,
    pub kind: bool,
}

impl Verdict {
    pub fn right(self) -> bool {
        self.chain && self.resolved && self.kind
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.found {
            return f.write_str("not found");
        }
        let wrong = [(self.chain, "chain"), (self.resolved, "source"), (self.kind, "kind")];
        let wrong: Vec<&str> = wrong.iter().filter(|(right, _)| !right).map(|(_, name)| *name).collect();
        write!(f, "wrong: {}", wrong.join(", "))
    }
}

/// What was found in a report, with its places in code points.
pub struct Found<'a> {
    text: &'a str,
    points: CodePoints<'a>,
    annotated: Annotated,
}

impl<'a> Found<'a> {
    pub fn new(text: &'a str, annotated: Annotated) -> Self {
        Found { text, points: CodePoints::new(text), annotated }
    }

    fn points(&self, spans: &[Span]) -> Vec<[u32; 2]> {
        spans.iter().map(|&span| self.points.of(span)).collect()
    }

    fn words(&self, [start, end]: [u32; 2]) -> String {
        self.text.chars().skip(start as usize).take(end.saturating_sub(start) as usize).collect()
    }

    /// The attribution of a relation.
    fn of(&self, relation: &Relation) -> Option<usize> {
        let all = || self.annotated.attributions.iter().enumerate();
        let size = length(&relation.content);
        // In tenths, so that a word more or less does not decide.
        let about = |a: &Attribution| {
            let content = self.points(&a.content);
            let both = shared(&content, &relation.content);
            both * 10 / (size + length(&content) - both).max(1)
        };
        // Two cues may stand in a labelled one ("said in a statement"): the one with the content and with a source is meant.
        let by_cue = all().filter_map(|(i, a)| {
            let cue = shared(&self.points(&a.cue), &relation.cue);
            (cue > 0).then(|| (about(a), !a.source.is_empty(), a.rule != "relay", cue, std::cmp::Reverse(i)))
        });
        let by_content = all()
            .filter(|(_, a)| !a.whole_report && about(a) >= 5)
            .map(|(i, a)| (about(a), !a.source.is_empty(), a.rule != "relay", 0, std::cmp::Reverse(i)));
        by_cue.max().or_else(|| by_content.max()).map(|(.., i)| i.0)
    }

    /// The chain of an attribution, innermost first.
    fn chain(&self, at: usize, relation: &Relation) -> Vec<&Attribution> {
        let attributions = &self.annotated.attributions;
        let get = |i: usize| attributions.get(i);
        let mut inner = at;
        for _ in 0..8 {
            let about = |a: &Attribution| {
                shared(&self.points(&a.content), &relation.content) > 0
                    || shared(&self.points(&a.cue), &relation.cue) > 0
            };
            let relays = get(inner).is_some_and(|a| a.role == ChainRole::Relay);
            let below = || attributions.iter().enumerate().filter(|(_, a)| a.within == Some(inner as u32) && about(a));
            match below().min_by_key(|(_, a)| a.cue.first().map(|cue| cue.start)).filter(|_| relays) {
                Some((next, _)) => inner = next,
                None => break,
            }
        }
        let mut chain: Vec<&Attribution> = get(inner).into_iter().collect();
        let mut next = get(inner).and_then(|a| a.within);
        while let Some(outer) = next.and_then(|i| get(i as usize)).filter(|_| chain.len() < 8) {
            let same =
                chain.last().is_some_and(|last| !last.source_name.is_empty() && last.source_name == outer.source_name);
            if outer.says() && !same {
                chain.push(outer);
            }
            next = outer.within;
        }
        // Hearsay says that somebody says it, and is no step by itself.
        chain.retain(|a| !a.source.is_empty() || !a.source_name.is_empty());
        chain
    }

    /// Whether an attribution's source stands at, or is the one named at, this place.
    fn stands(&self, attribution: &Attribution, place: [u32; 2]) -> bool {
        shared(&self.points(&attribution.source), &[place]) > 0 || self.is(attribution, place)
    }

    /// Whether the source's entity is mentioned there; a name inside another's title ("the Lund spokesman Ivo Dreyer") is not enough.
    fn is(&self, attribution: &Attribution, place: [u32; 2]) -> bool {
        let entity = attribution.source_entity.and_then(|i| self.annotated.entities.get(i as usize));
        let covers = |span: Span| 3 * shared(&[self.points.of(span)], &[place]) >= length(&[place]);
        entity.is_some_and(|e| e.mentions.iter().any(|m| covers(m.span)))
    }

    /// Whether the source is resolved to whom this mention names.
    fn names(&self, attribution: &Attribution, place: [u32; 2]) -> bool {
        let (gold, name) = (self.words(place), attribution.source_name.as_str());
        let (asked, given) = (telling(&gold), telling(name));
        let both = asked.intersection(&given).count();
        // A proper name must stand in the answer; of a description, half of its words.
        let proper: BTreeSet<String> = telling(
            &gold.split_whitespace().filter(|word| word.starts_with(char::is_uppercase)).collect::<Vec<_>>().join(" "),
        );
        let enough = if proper.is_empty() { 2 * both >= asked.len() } else { !proper.is_disjoint(&given) };
        let fits = asked.is_subset(&given) || given.is_subset(&asked) || 2 * both >= asked.union(&given).count();
        self.is(attribution, place) || (both > 0 && enough && fits)
    }
}

/// Judges one relation; the words say what was expected and what was found.
pub fn relation(found: &Found<'_>, relation: &Relation) -> (Verdict, String) {
    let required = relation.steps.iter().skip(1).filter(|step| !step.optional).count();
    let relayed = required > 0;
    let steps: Vec<String> = relation
        .steps
        .iter()
        .map(|step| {
            format!("{}{} ({})", if step.optional { "?" } else { "" }, found.words(step.span), step.kinds.join("|"))
        })
        .collect();
    let answers = relation.resolved.iter().map(|answer| match answer {
        Answer::Word(word) => word.clone(),
        Answer::Spans(spans) => spans.iter().map(|&span| found.words(span)).collect::<Vec<_>>().join(" + "),
    });
    let answers: Vec<String> = answers.collect();
    let cue: Vec<String> = relation.cue.iter().map(|&span| found.words(span)).collect();
    let mut why =
        format!("    cue      {}\n    expected {} = {}\n", cue.join(" ... "), steps.join(" < "), answers.join(" | "));
    let Some(at) = found.of(relation) else { return (Verdict { relayed, ..Verdict::default() }, why) };
    let chain = found.chain(at, relation);
    let shown: Vec<String> =
        chain.iter().map(|a| format!("{} ({:?}, {})", a.source_name, a.source_kind, a.rule)).collect();
    why += &format!("    found    {}\n", shown.join(" < "));
    let source = chain.first();
    let right = |answer: &Answer| match (answer, source) {
        (Answer::Word(word), None) => word == "absent",
        // Described and not named: nobody else may be named for it.
        (Answer::Word(word), Some(a)) => {
            let described: Vec<String> = found.points(&a.source).into_iter().map(|span| found.words(span)).collect();
            word == "unnamed" && telling(&a.source_name).is_subset(&telling(&described.join(" ")))
        }
        (Answer::Spans(spans), Some(a)) => spans.iter().all(|&span| found.names(a, span)),
        (Answer::Spans(_), None) => false,
    };
    let kind = match (relation.steps.first(), source) {
        (None, None) => true,
        (Some(step), Some(a)) => {
            let kind = serde_json::to_value(a.source_kind).ok();
            step.kinds.iter().any(|k| kind.as_ref().and_then(|kind| kind.as_str()) == Some(k))
        }
        _ => false,
    };
    let verdict = Verdict {
        relayed,
        found: true,
        chain: exact(found, relation, &chain),
        resolved: relation.resolved.iter().any(right),
        kind,
    };
    (verdict, why)
}

/// Whether the steps found are those labelled, in order; an optional one may be missing.
fn exact(found: &Found<'_>, relation: &Relation, chain: &[&Attribution]) -> bool {
    let mut steps = relation.steps.iter();
    let all = chain.iter().all(|attribution| {
        for step in steps.by_ref() {
            if found.stands(attribution, step.span) {
                return true;
            }
            if !step.optional {
                return false;
            }
        }
        false
    });
    all && steps.all(|step| step.optional)
}

fn length(spans: &[[u32; 2]]) -> u32 {
    spans.iter().map(|[start, end]| end.saturating_sub(*start)).sum()
}

/// How many code points two sets of spans share.
fn shared(a: &[[u32; 2]], b: &[[u32; 2]]) -> u32 {
    a.iter().flat_map(|x| b.iter().map(move |y| x[1].min(y[1]).saturating_sub(x[0].max(y[0])))).sum()
}

/// The words of a name that tell something, folded.
fn telling(name: &str) -> BTreeSet<String> {
    name.replace(['’', '\''], " ")
        .split(|c: char| !c.is_alphanumeric())
        .map(str::to_lowercase)
        .filter(|word| {
            !matches!(
                word.as_str(),
                "" | "s" | "the" | "a" | "an" | "of" | "for" | "and" | "in" | "by" | "its" | "mr" | "mrs" | "ms"
            )
        })
        .collect()
}
