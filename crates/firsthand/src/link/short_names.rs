//! Bodies that one report names in full and another by a part of the name or its initials.
//!
//! For: "the Rights Monitor" and "BRM" of one report, "Border Rights Monitor" of another. In: the names of bodies. Out: pairs, the
//! short form first, with the reason. A short form joins only where one longer name of all reports fits it: of two, nobody knows
//! which is meant. Not here: spellings of one name (see `naming`), short forms inside one report (see [`crate::annotate`]).

use super::naming::{is_acronym, spells, tokens};
use crate::annotate::quantity::numerals;
use rustc_hash::FxHashMap;

/// Words of the longest name whose parts are looked up.
const MOST: usize = 12;
/// Letters of the shortest acronym.
const INITIALS: usize = 3;

/// A body's name.
pub(super) struct Body<'a> {
    /// Its entity, as the caller counts them.
    pub number: u32,
    pub written: &'a str,
    pub folded: &'a str,
    /// Whether it is some state's.
    pub of_state: bool,
}

/// Pairs of bodies of which the first goes by a short form of the second's name.
pub(super) fn short_names(bodies: &[Body<'_>]) -> Vec<(u32, u32)> {
    // For every part of a name the one longer name that has it; `None` where several do.
    let mut longer: FxHashMap<String, Option<&Body<'_>>> = FxHashMap::default();
    for body in bodies {
        for part in parts(body) {
            let known = longer.entry(part).or_insert(Some(body));
            *known = known.and_then(|other| longest(other, body));
        }
    }
    let full = |body: &Body<'_>| {
        let key = if is_acronym(body.written) { initials_key(body.written) } else { body.folded.to_owned() };
        let long = longer.get(&key).copied().flatten()?;
        let capital = |name: &str| name.chars().any(char::is_uppercase);
        // "Two" that opens a sentence is no short form of "two guards", and "PLO" none of "pro-labour organisation".
        let counts = tokens(body.folded).all(|word| numerals::value(word).is_some() || word.chars().count() == 1);
        let named = capital(body.written) && !counts && (capital(long.written) || !is_acronym(body.written));
        let anybodys = !long.of_state && tokens(body.folded).all(|word| is_small(word) || is_anybodys(word));
        let fits = !anybodys && (!is_acronym(body.written) || spells(body.written, long.folded));
        (named && fits && long.folded != body.folded).then_some((body.number, long.number))
    };
    bodies.iter().filter_map(full).collect()
}

/// The longer of two names of which one is a part of the other or both are the same; `None` for names of two bodies.
fn longest<'n, 'a>(a: &'n Body<'a>, b: &'n Body<'a>) -> Option<&'n Body<'a>> {
    let within = |x: &Body<'_>, y: &Body<'_>| format!(" {} ", y.folded).contains(&format!(" {} ", x.folded));
    match (within(b, a), within(a, b)) {
        (true, _) => Some(a),
        (_, true) => Some(b),
        _ => None,
    }
}

/// What a body may be called for short: the beginning or end of its name, and its initials.
fn parts(body: &Body<'_>) -> Vec<String> {
    let words: Vec<&str> = tokens(body.folded).collect();
    if words.len() < 2 || words.len() > MOST || is_acronym(body.written) {
        return Vec::new();
    }
    let mut parts = Vec::new();
    for cut in 1..words.len() {
        parts.extend(
            [words.get(..cut), words.get(cut..)]
                .into_iter()
                .flatten()
                .filter(|part| stands_alone(part))
                .map(|part| part.join(" ")),
        );
    }
    for small in [true, false] {
        let letters: String =
            words.iter().filter(|word| small || !is_small(word)).filter_map(|word| word.chars().next()).collect();
        if letters.chars().count() >= INITIALS {
            parts.push(format!("initials {letters}"));
        }
    }
    parts.sort_unstable();
    parts.dedup();
    parts
}

fn stands_alone(part: &[&str]) -> bool {
    !part.first().is_none_or(|word| is_small(word)) && !part.last().is_none_or(|word| is_small(word))
}

/// Words for what every side has: "the Army" of one report is not another's "Army of the Upper Valley", unless that is a state's.
fn is_anybodys(word: &str) -> bool {
    matches!(
        word.trim_end_matches('s'),
        "army"
            | "force"
            | "armed"
            | "military"
            | "police"
            | "guard"
            | "militia"
            | "rebel"
            | "fighter"
            | "soldier"
            | "troop"
            | "general"
            | "staff"
            | "command"
            | "government"
            | "authority"
            | "north"
            | "south"
            | "east"
            | "west"
            | "northern"
            | "southern"
            | "eastern"
            | "western"
    )
}

fn is_small(word: &str) -> bool {
    matches!(word, "of" | "the" | "and" | "for" | "in" | "on" | "to" | "de" | "du" | "des" | "la" | "le" | "al" | "s")
}

fn initials_key(acronym: &str) -> String {
    let letters: String =
        acronym.chars().filter(|c| c.is_alphabetic() && c.is_uppercase()).flat_map(char::to_lowercase).collect();
    format!("initials {letters}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(names: &[&str]) -> Vec<(u32, u32)> {
        let folded: Vec<String> = names.iter().map(|name| name.to_lowercase()).collect();
        let bodies: Vec<Body<'_>> = names
            .iter()
            .zip(&folded)
            .enumerate()
            .map(|(number, (written, folded))| Body {
                number: number as u32,
                written,
                folded,
                of_state: written.contains("Olun"),
            })
            .collect();
        short_names(&bodies)
    }

    #[test]
    fn a_short_form_joins_the_only_longer_name() {
        assert_eq!(joined(&["Olun Water Archive", "Water Archive", "OWA", "Archive"]), [(1, 0), (2, 0), (3, 0)]);
        assert_eq!(joined(&["Archive of the Lost for Olun", "ALO", "Archive"]), [(1, 0), (2, 0)]);
    }

    #[test]
    fn what_every_side_has_is_nobodys_short_name() {
        assert!(joined(&["Army of the Upper Valley", "Army"]).is_empty());
        assert!(joined(&["General Staff of the Upper Valley", "General Staff"]).is_empty());
        assert_eq!(joined(&["Army of the Upper Valley", "Upper Valley"]), [(1, 0)]);
        assert_eq!(joined(&["Armed Forces of Olun", "Armed Forces"]), [(1, 0)]);
    }

    #[test]
    fn a_number_and_the_initials_of_a_description_are_nobodys_short_name() {
        assert!(joined(&["Two Rivers Archive", "Two"]).is_empty());
        assert!(joined(&["public labour office", "PLO"]).is_empty());
        assert_eq!(joined(&["defence ministry", "Defence"]), [(1, 0)]);
    }

    #[test]
    fn of_two_longer_names_nobody_knows_which_is_meant() {
        assert!(joined(&["Olun Water Archive", "Tamar Water Archive", "Water Archive"]).is_empty());
        assert!(joined(&["Olun Water Archive", "water archive", "WA"]).is_empty());
    }
}
