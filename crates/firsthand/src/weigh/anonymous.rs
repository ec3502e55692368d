//! Unnamed sources that may be the same person.
//!
//! For: counting rule 4. In: the unnamed origins of one event. Out: for each, an earlier one that a
//! quotation, the outlet chain or the description ties it to. Not here: copied passages, which lead
//! to one origin before this (see [`super::leads`]).

use super::collection::{Collection, Nth};
use super::described::ends_description;
use super::origins::description;
use super::words::{WORDS, class_of};
use jiff::civil::Date;
use rustc_hash::FxHashMap;

/// Days between two reports whose unnamed sources of one circle or place may be one, who talks to the next outlet within a day or two.
/// Other descriptions ("a teacher") must be of the same day.
const NEAR: i32 = 2;

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
    let mut by_description: FxHashMap<String, Vec<(Option<Date>, u32)>> = FxHashMap::default();
    let mut officials: Vec<(Option<Date>, u32)> = Vec::new();
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
        let mut days: Vec<Option<Date>> =
            one.claims.iter().filter_map(|&c| all.claims.get(c)).map(|at| all.day(at.report)).collect();
        days.dedup();
        let like = |word: &String| {
            let apart = if WORDS.circles.has(word) || WORDS.of_a_place.contains(word) { NEAR } else { 0 };
            let near = |other: &Option<Date>| days.iter().any(|day| is_near(*day, *other, apart));
            by_description.get(word)?.iter().find(|(day, _)| near(day)).map(|(_, other)| *other)
        };
        if let (None, Some(other)) = (&tie, words.iter().find_map(like)) {
            tie = Some((other, format!("a like description (\"{}\") within days", one.name)));
        }
        let official = is_official(one.name);
        if let (None, true, Some((_, other))) =
            (&tie, official, officials.iter().find(|(day, _)| days.iter().any(|own| is_near(*own, *day, NEAR))))
        {
            tie =
                Some((*other, format!("an official whom nothing tells from the other (\"{}\") within days", one.name)));
        }
        officials.extend(days.iter().filter(|_| official).map(|day| (*day, one.origin)));
        for q in quoted {
            by_quotation.entry(q).or_insert(one.origin);
        }
        if let Some(outlet) = one.through {
            by_outlet.entry(outlet).or_insert(one.origin);
        }
        for word in words {
            let known = by_description.entry(word).or_default();
            for &day in &days {
                if !known.iter().any(|(other, _)| *other == day) {
                    known.push((day, one.origin));
                }
            }
        }
        found.push(tie.filter(|(other, _)| *other != one.origin));
    }
    found
}

/// "A senior official", "a security official with knowledge of the file": one official of a state, and not of which office or place.
fn is_official(name: &str) -> bool {
    let ends = |word: &str| ends_description(word) || matches!(word, "with" | "familiar" | "close" | "briefed");
    let words = name.split_whitespace().map(str::to_lowercase).take_while(|word| !ends(word));
    let words: Vec<String> = words.filter(|word| !matches!(word.as_str(), "a" | "an" | "one" | "another")).collect();
    let plain = |word: &String| {
        matches!(word.as_str(), "senior" | "unnamed" | "high" | "ranking")
            || WORDS.state_sources.contains(word) && !matches!(word.as_str(), "police" | "presidential")
    };
    words.split_last().is_some_and(|(head, rest)| head == "official" && rest.iter().all(plain))
}

/// Whether at most `most` days lie between two; what has no date is near what has none.
fn is_near(a: Option<Date>, b: Option<Date>, most: i32) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => a.until(b).is_ok_and(|apart| apart.get_days().abs() <= most),
        (None, None) => true,
        _ => false,
    }
}

/// What a description may be recognised by: the circles that its words name, else the words; not those that are a place
/// or as general as "source". The whole description where it has no others.
fn telling(name: &str) -> Vec<String> {
    let lower = name.split_whitespace().filter(|w| w.chars().next().is_some_and(char::is_lowercase));
    let all = description(&lower.collect::<Vec<_>>().join(" "));
    // "a security official in the east": what follows the preposition says where, not who.
    let who = all.split(' ').take_while(|w| !WORDS.place_prepositions.iter().any(|p| p == w));
    let general = |w: &str| WORDS.source_heads.iter().any(|h| h == w) && !WORDS.witnesses.iter().any(|h| h == w);
    let telling: Vec<String> = who
        .filter(|w| !general(w))
        .filter(|w| !w.is_empty())
        .map(|w| class_of(&WORDS.circles, w).unwrap_or(w).to_owned())
        .collect();
    match (telling.is_empty(), all.is_empty()) {
        (true, false) => vec![all],
        _ => telling,
    }
}

#[cfg(test)]
mod tests {
    use super::{is_official, telling};

    #[test]
    fn an_official_of_no_office_is_told_from_no_other() {
        for name in
            ["a senior official with knowledge of the file", "a security official in Arven", "a government official"]
        {
            assert!(is_official(name), "{name}");
        }
        for name in ["a port official", "officials", "a police official", "a senior union official"] {
            assert!(!is_official(name), "{name}");
        }
    }

    #[test]
    fn two_descriptions_of_one_circle_tell_the_same() {
        for (a, b) in [
            ("two army officers", "a military source in Arven"),
            ("a person close to the talks", "a source familiar with the negotiations"),
            ("an embassy official", "a Varenian diplomat"),
            ("a relative", "a person close to the family"),
        ] {
            assert_eq!(telling(a), telling(b), "{a}, {b}");
        }
        assert_ne!(telling("a sergeant"), telling("a captain"));
        assert_ne!(telling("a mother"), telling("an uncle"));
    }
}
