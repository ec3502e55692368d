//! Unnamed sources that may be the same person.
//!
//! For: counting rule 4. In: the unnamed origins of one event. Out: for each, an earlier one that a
//! quotation, the outlet chain or the description ties it to. Not here: copied passages, which lead
//! to one origin before this (see [`super::leads`]).

use super::collection::{Collection, Nth};
use super::origins::description;
use super::words::WORDS;
use rustc_hash::FxHashMap;

/// An unnamed origin of one event.
pub(super) struct Unnamed<'a> {
    pub origin: u32,
    /// Its claims in this event.
    pub claims: &'a [Nth],
    pub name: &'a str,
    /// The outlet through which each claim has it, folded.
    pub through: Option<&'a str>,
}

/// Quotations that each claim stands in: positions in the links' list.
pub(super) fn quotations_of(all: &Collection<'_>) -> FxHashMap<Nth, Vec<u32>> {
    let mut found: FxHashMap<Nth, Vec<u32>> = FxHashMap::default();
    for (n, quotation) in all.links.quotations.iter().enumerate() {
        for (report, span) in [quotation.a, quotation.b] {
            for nth in all.claims_in(report, span).filter_map(|at| all.nth(at)) {
                found.entry(nth).or_default().push(n as u32);
            }
        }
    }
    found
}

/// For each unnamed origin, the earlier one it is tied to and why; `None` where it stands alone.
pub(super) fn ties(
    all: &Collection<'_>,
    quotations: &FxHashMap<Nth, Vec<u32>>,
    unnamed: &[Unnamed<'_>],
) -> Vec<Option<(u32, String)>> {
    let mut by_quotation: FxHashMap<u32, u32> = FxHashMap::default();
    let mut by_outlet: FxHashMap<&str, u32> = FxHashMap::default();
    let mut by_description: FxHashMap<(String, Option<jiff::civil::Date>), u32> = FxHashMap::default();
    let mut found = Vec::with_capacity(unnamed.len());
    for one in unnamed {
        let mut tie = None;
        let quoted: Vec<u32> =
            one.claims.iter().flat_map(|c| quotations.get(c).into_iter().flatten().copied()).collect();
        if let Some(&other) = quoted.iter().find_map(|q| by_quotation.get(q)) {
            tie = Some((other, "the same quotation".to_owned()));
        }
        if let (None, Some(other)) = (&tie, one.through.and_then(|outlet| by_outlet.get(outlet))) {
            tie = Some((*other, "both came through the same outlet".to_owned()));
        }
        let words = telling(one.name);
        let days = one.claims.iter().filter_map(|&c| all.claims.get(c).and_then(|at| all.day(at.report)));
        let days: Vec<Option<jiff::civil::Date>> = {
            let mut days: Vec<_> = days.map(Some).collect();
            days.dedup();
            if days.is_empty() { vec![None] } else { days }
        };
        let keys: Vec<_> = days.iter().flat_map(|&day| words.iter().map(move |w| (w.clone(), day))).collect();
        if let (None, Some(other)) = (&tie, keys.iter().find_map(|key| by_description.get(key))) {
            tie = Some((*other, format!("a like description (\"{}\") on the same day", one.name)));
        }
        for q in quoted {
            by_quotation.entry(q).or_insert(one.origin);
        }
        if let Some(outlet) = one.through {
            by_outlet.entry(outlet).or_insert(one.origin);
        }
        for key in keys {
            by_description.entry(key).or_insert(one.origin);
        }
        found.push(tie.filter(|(other, _)| *other != one.origin));
    }
    found
}

/// What a description may be recognised by: its words that are neither a place nor as general as
/// "source"; the whole description where it has no others.
fn telling(name: &str) -> Vec<String> {
    let lower = name.split_whitespace().filter(|w| w.chars().next().is_some_and(char::is_lowercase));
    let all = description(&lower.collect::<Vec<_>>().join(" "));
    // "a security official in the east": what follows the preposition says where, not who.
    let who = all.split(' ').take_while(|w| !WORDS.place_prepositions.iter().any(|p| p == w));
    let telling: Vec<String> = who
        .filter(|w| !WORDS.source_heads.iter().any(|h| h == w))
        .filter(|w| !w.is_empty())
        // "An army officer" and "a military source" are alike.
        .map(|w| if w == "army" { "military".to_owned() } else { w.to_owned() })
        .collect();
    match (telling.is_empty(), all.is_empty()) {
        (true, false) => vec![all],
        _ => telling,
    }
}
