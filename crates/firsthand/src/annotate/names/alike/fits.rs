//! Which parts of two names must agree before a score may join them.
//!
//! For: linking, where more than even odds are not enough: brothers, father and son, man and woman, two brigades score alike. In: the parts of two names.
//! Out: whether they can be one's name, and whether one is only the fuller form. Not here: the score (see `full`), what reports say of the two.

use super::super::given_gender;
use super::blocks::consonants;
use super::letters::{fold, is_soft, number};
use super::parts::{Matched, Parts, Way, is_address};
use crate::annotate::grammar::is_word;

/// What a part that is spelt in two ways must be.
#[derive(Clone, Copy)]
struct Least {
    /// How sure.
    odds: f32,
    /// How many consonants it must have: of Li and Lee, Ying and Yeung nobody knows.
    consonants: usize,
}

const OF_PERSONS: Least = Least { odds: 0.6, consonants: 2 };
const OF_BODIES: Least = Least { odds: 0.6, consonants: 3 };
/// The name of a place is scored as a whole.
const OF_PLACES: Least = Least { odds: 0.5, consonants: 1 };
/// Consonants of both ends of a person's name together.
const OF_BOTH: usize = 5;
/// The same where one has a part more.
const OF_FULLER: usize = 6;
/// Parts that the fuller form may have more.
const MORE: usize = 2;

/// How two names that can be one's go together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// Part by part the same.
    Spelling,
    /// One has a part more in the middle.
    Fuller,
}

/// Whether two can be one person's name: given name with given name, surname with surname, and nothing that each has for itself.
pub(super) fn persons(a: &Parts, b: &Parts) -> Option<Fit> {
    if generation(a) != generation(b) {
        return None;
    }
    let matched = a.matched(b);
    let ((first_a, last_a), (first_b, last_b)) = (ends(a)?, ends(b)?);
    let end = |i: usize, j: usize| matched.taken.iter().find(|way| has(way.a, i) && has(way.b, j));
    let (first, last) = (end(first_a, first_b)?, end(last_a, last_b)?);
    let given = |parts: &Parts, at: usize| parts.parts.get(at).and_then(|part| given_gender(&part.written));
    let of_two = given(a, first_a).zip(given(b, first_b)).is_some_and(|(x, y)| x != y);
    if of_two || std::ptr::eq(first, last) || turned(&matched) {
        return None;
    }
    let (one, other) = (spelling(a, b, first, OF_PERSONS)?, spelling(a, b, last, OF_PERSONS)?);
    let initial = |parts: &Parts, at: usize| parts.parts.get(at).is_some_and(|part| part.written.len() < 2);
    if one + other < OF_BOTH || initial(a, first_a) || initial(b, first_b) {
        return None;
    }
    let between = |way: &&Way| !std::ptr::eq(*way, first) && !std::ptr::eq(*way, last);
    if matched
        .taken
        .iter()
        .filter(between)
        .any(|way| !initial(a, way.a.0) && !initial(b, way.b.0) && spelling(a, b, way, OF_PERSONS).is_none())
    {
        return None;
    }
    let rest = |parts: &Parts, odds: &[f32], first: usize| -> Option<usize> {
        let left = parts.parts.iter().zip(odds).skip(first).filter(|(_, odds)| **odds == 0.0);
        // A word of the language that only one has makes another thing of it ("Qordesh Winter Cup").
        left.map(|(part, _)| (part.written.len() < 4 || !is_word(&part.written)).then_some(1)).sum()
    };
    let telling = one + other >= OF_FULLER;
    match (rest(a, &matched.left, first_a)?, rest(b, &matched.right, first_b)?) {
        (0, 0) => Some(Fit::Spelling),
        (0, more) | (more, 0) if more <= MORE && telling => Some(Fit::Fuller),
        _ => None,
    }
}

/// Whether two can be one body's name: every part of each has its own in the other, numbers and words of the language as they are. A word alone says too little.
pub(super) fn bodies(a: &Parts, b: &Parts) -> Option<Fit> {
    let matched = a.matched(b);
    // "X of Y" is "Y X", and "Brigade 47" the "47th Brigade".
    let number = |parts: &Parts, at: usize| parts.parts.get(at).is_some_and(|part| part.number);
    let of_two = |parts: &Parts| parts.parts.len() == 2 && (number(parts, 0) || number(parts, 1));
    let parts = a.parts.len();
    let rotated = |by: usize| {
        let fits = |way: &Way| way.a.1 == 1 && way.b.1 == 1 && (way.a.0 + parts - by) % parts == way.b.0;
        parts == b.parts.len() && by <= parts && matched.taken.iter().all(fits)
    };
    let same_order = || {
        let of = a.of.filter(|_| b.of.is_none()).or(b.of.filter(|_| a.of.is_none()).map(|of| parts.saturating_sub(of)));
        !turned(&matched) || of_two(a) && of_two(b) || of.is_some_and(rotated)
    };
    let many = a.parts.len().min(b.parts.len()) > 1;
    // "State Council" and "State Councils" are one and many, "Velkan Guard" and "Velkan Guards" one body.
    let named = |parts: &Parts| parts.parts.iter().any(|part| !part.word_of_language);
    let as_written = |way: &Way| match (a.parts.get(way.a.0), b.parts.get(way.b.0)) {
        (Some(x), Some(y)) => !x.word_of_language || x.written.ends_with('s') == y.written.ends_with('s'),
        _ => true,
    };
    let fits = many
        && every_part(a, b, &matched, OF_BODIES)
        && same_order()
        && ((named(a) && named(b)) || matched.taken.iter().all(as_written));
    fits.then_some(Fit::Spelling)
}

/// Whether two can be one place's name: as [`bodies`], in one order.
pub(super) fn places(a: &Parts, b: &Parts) -> Option<Fit> {
    let matched = a.matched(b);
    (every_part(a, b, &matched, OF_PLACES) && !turned(&matched)).then_some(Fit::Spelling)
}

/// Whether every part of each has its own in the other.
fn every_part(a: &Parts, b: &Parts, matched: &Matched, least: Least) -> bool {
    let whole = |odds: &[f32]| !odds.is_empty() && odds.iter().all(|odds| *odds > 0.0);
    let agree = |way: &Way| {
        let parts = || Some((a.parts.get(way.a.0)?, b.parts.get(way.b.0)?));
        let one = way.a.1 == 1 && way.b.1 == 1;
        let plainly = one && parts().is_some_and(|(x, y)| plain(&x.written) == plain(&y.written));
        plainly || spelling(a, b, way, least).is_some()
    };
    whole(&matched.left) && whole(&matched.right) && matched.taken.iter().all(agree)
}

/// How many consonants two stretches of parts have in common if they are spellings of one: the same consonants in classes, likely enough, no numbers, no words of the
/// language, not of a man and a woman.
fn spelling(a: &Parts, b: &Parts, way: &Way, least: Least) -> Option<usize> {
    let of = |parts: &'_ Parts, (at, many): (usize, usize)| -> String {
        parts.parts.iter().skip(at).take(many).map(|part| &*part.written).collect()
    };
    let (x, y) = (of(a, way.a), of(b, way.b));
    let (sounds, others) = (consonants(&x), consonants(&y));
    let same = sounds.iter().filter(|letter| **letter != b'a').count();
    if x == y {
        return Some(same);
    }
    let parts = || a.parts.iter().skip(way.a.0).take(way.a.1).chain(b.parts.iter().skip(way.b.0).take(way.b.1));
    let fixed = parts().any(|part| part.number || part.written.len() > 3 && is_word(&part.written));
    let (one, other) = (a.parts.get(way.a.0)?, b.parts.get(way.b.0)?);
    let single = way.a.1 == 1 && way.b.1 == 1;
    let apart =
        fixed || way.acronym || way.odds < least.odds || single && of_man_and_woman(&one.written, &other.written);
    (!apart && sounds == others && same >= least.consonants).then_some(same)
}

/// Whether a stretch of parts has this one.
fn has((from, many): (usize, usize), at: usize) -> bool {
    (from..from + many).contains(&at)
}

/// The first part that is no title, and the last; `None` for a name of one and for an office ("Deputy Mill Warden").
fn ends(parts: &Parts) -> Option<(usize, usize)> {
    let first = parts.parts.iter().take_while(|part| is_address(&part.written)).count();
    let named = parts.parts.last().is_some_and(|part| !is_address(&part.written));
    (named && first + 1 < parts.parts.len()).then(|| (first, parts.parts.len() - 1))
}

/// "Jr", "II": what tells a son from his father.
fn generation(parts: &Parts) -> Vec<&str> {
    let of =
        |part: &&str| matches!(*part, "jr" | "sr" | "junior" | "senior" | "elder" | "younger" | "ii" | "iii" | "iv");
    parts.parts.iter().map(|part| &*part.written).filter(of).collect()
}

/// Whether one word goes on in a where the other ends (Samir, Samira; Petrov, Petrova).
pub(crate) fn of_man_and_woman(a: &str, b: &str) -> bool {
    let last = |word: &str| {
        // The h of "Samirah" is silent.
        let word = word.strip_suffix("ah").map_or(word, |rest| word.get(..rest.len() + 1).unwrap_or(word));
        fold(word).symbols.last().copied()
    };
    let (x, y) = (last(a), last(b));
    let in_a = |end: Option<u8>| end.is_some() && end == number(b'a');
    let in_consonant = |end: Option<u8>| end.is_some_and(|end| !is_soft(end));
    (in_a(x) && in_consonant(y)) || (in_consonant(x) && in_a(y))
}

/// Whether two parts stand in another order.
fn turned(matched: &Matched) -> bool {
    matched.taken.iter().any(|x| matched.taken.iter().any(|y| x.a.0 < y.a.0 && x.b.0 > y.b.0))
}

/// A word as both sides of an ocean and one and many write it: "Defence", "defense"; "Guards", "guard".
pub(super) fn plain(word: &str) -> String {
    let one = word.strip_suffix('s').filter(|one| one.len() > 3 && !one.ends_with('s')).unwrap_or(word);
    let one = one.replace("isation", "ization").replace("our", "or");
    match one.strip_suffix("nse").or_else(|| one.strip_suffix("nce")) {
        Some(stem) => format!("{stem}nse"),
        None => match one.strip_suffix("tre").or_else(|| one.strip_suffix("ter")) {
            Some(stem) => format!("{stem}ter"),
            None => one,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::super::rarity::Sort;
    use super::*;

    fn person(a: &str, b: &str) -> Option<Fit> {
        persons(&Parts::new(a, Sort::Person), &Parts::new(b, Sort::Person))
    }

    fn body(a: &str, b: &str) -> bool {
        bodies(&Parts::new(a, Sort::Body), &Parts::new(b, Sort::Body)).is_some()
    }

    #[test]
    fn spellings_and_fuller_forms_of_a_person_fit() {
        for (a, b) in [
            ("Zhamil Qordesh", "Jamil Ghordeche"),
            ("Nur al-Din Velkanov", "Nuruddin Velkanov"),
            ("Dr. Zhamil Qordesh", "Djamil al-Qurdesh"),
            ("Abdul Rahman Qordesh", "Abdurrahman Kordesh"),
            ("Zhamila Qordesh", "Djamilah Qurdesh"),
        ] {
            assert_eq!(person(a, b), Some(Fit::Spelling), "{a}, {b}");
        }
        assert_eq!(person("Zhamil Qordesh", "Zhamil Merkani Qordesh"), Some(Fit::Fuller));
        assert_eq!(person("Zhamil M. Qordesh", "Zhamil Merkani Qordesh"), Some(Fit::Spelling));
    }

    #[test]
    fn kin_and_other_people_do_not_fit() {
        for (a, b) in [
            // Brothers, a brother and a sister, a man and a woman of one surname.
            ("Hassan Qordesh", "Hussein Qordesh"),
            ("Samir Qordesh", "Samira Qordesh"),
            ("Oleg Velkanov", "Olga Velkanova"),
            // Father and son.
            ("Zhamil Qordesh", "Omar Zhamil Qordesh"),
            ("Zhamil bin Omar", "Omar bin Zhamil"),
            ("Zhamil Qordesh", "Zhamil Qordesh Jr"),
            ("Zhamil Qordesh", "Abu Zhamil Qordesh"),
            // Other middle names, a surname that the other lacks, initials, one name alone.
            ("Zhamil Omarovich Qordesh", "Zhamil Tarnovich Qordesh"),
            ("Zhamil Merkani", "Zhamil Merkani Qordesh"),
            ("Z. Qordesh", "Zhamil Qordesh"),
            ("Zhamil Karim", "Zhamil Karimi"),
            ("Lee Tang", "Li Teng"),
            ("Zhamil Qordesh", "Zhamil Qordesh Director"),
            ("Harbour Minister", "Deputy Harbour Minister"),
            ("Zhamil Torvel", "Zhamil Tormen"),
            ("Zhamil Qordesh", "Zhamil Winter Qordesh"),
            ("Qordesh", "Qurdesh"),
            ("", "Zhamil Qordesh"),
        ] {
            assert_eq!((person(a, b), person(b, a)), (None, None), "{a}, {b}");
        }
    }

    #[test]
    fn bodies_fit_by_every_word() {
        for (a, b) in [
            ("Brigade 47", "47th Brigade"),
            ("Qordesh Harbour Guards", "Qurdesh Harbour Guard"),
            ("Ministry of Defence", "Defense Ministry"),
            ("Second Velkan Division", "2nd Velkan Division"),
        ] {
            assert!(body(a, b), "{a}, {b}");
        }
        for (a, b) in [
            ("Brigade 47", "74th Brigade"),
            ("Brigade 47", "Brigade"),
            ("47th Brigade", "47th Battalion"),
            ("Northern Command", "Southern Command"),
            ("Ministry of Defence", "Ministry of Health"),
            ("National Front of Qordesh", "Nationalist Front of Qordesh"),
            ("Qordesh General Trading Company", "Velkan General Trading Company"),
            ("Velkan Steel Works", "Velkan Steel"),
            ("State Council", "State Councils"),
            ("People's Velkan Party", "Velkan Party for the People"),
            ("Qordesh", "Qurdesh"),
            ("", ""),
        ] {
            assert!(!body(a, b), "{a}, {b}");
        }
    }
}
