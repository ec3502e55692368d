//! The words of a body's name by what they are for: legal form, sort of body, field, compass point, number, state, or a name.
//!
//! For: comparing bodies, of which most words are common and one tells. In: a name. Out: its words in order, translated where the table of words
//! (`data/names/bodies.tsv`) knows them, each with how much it says. Not here: comparing (see `bodies`).

use super::super::key::Letters;
use super::super::lists::lists;
use super::edits::Word;
use super::letters::fold;
use super::parts::{is_article, is_linking};
use super::rarity::{Sort, rarity};
use crate::annotate::grammar::is_word;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Words that are looked at; the rest is ignored.
const MOST: usize = 16;
/// Words that are written as one in the table, at most.
const TOGETHER: usize = 4;
/// What a single letter says.
const LETTER: f32 = 0.5;
/// What "one" to "fifteen" and "first" to "fifteenth" are in digits.
const NUMBERS: [[&str; 2]; 15] = [
    ["one", "first"],
    ["two", "second"],
    ["three", "third"],
    ["four", "fourth"],
    ["five", "fifth"],
    ["six", "sixth"],
    ["seven", "seventh"],
    ["eight", "eighth"],
    ["nine", "ninth"],
    ["ten", "tenth"],
    ["eleven", "eleventh"],
    ["twelve", "twelfth"],
    ["thirteen", "thirteenth"],
    ["fourteen", "fourteenth"],
    ["fifteen", "fifteenth"],
];
/// The Roman ones that are no words.
const ROMAN: [(&str, &str); 6] = [("ii", "2"), ("iii", "3"), ("iv", "4"), ("vi", "6"), ("vii", "7"), ("viii", "8")];

/// What a word of a body's name is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// "Ltd": written or not.
    Form,
    /// "Brigade", "foundation".
    Kind,
    /// "Trading", "Islamic".
    Field,
    /// "Northern", "new".
    Which,
    Number,
    /// A state, its people, a region.
    State,
    /// Another word of the language.
    Word,
    Name,
}

impl Role {
    fn read(text: &str) -> Option<Role> {
        Some(match text {
            "form" => Role::Form,
            "kind" => Role::Kind,
            "field" => Role::Field,
            "which" => Role::Which,
            "place" => Role::State,
            _ => return None,
        })
    }

    /// What a word of it says at most, however few names have it.
    fn most(self) -> f32 {
        match self {
            Role::Form => 0.3,
            Role::Kind => 3.5,
            Role::Field | Role::State => 4.5,
            Role::Which => 5.0,
            Role::Number | Role::Word => 5.5,
            Role::Name => f32::INFINITY,
        }
    }
}

/// For each form, with spaces, the word that it is one of.
static TABLE: LazyLock<FxHashMap<String, (Box<str>, Role)>> = LazyLock::new(|| {
    let mut all = FxHashMap::default();
    for row in include_str!("../../../../data/names/bodies.tsv").lines().filter(|line| !line.starts_with('#')) {
        let mut columns = row.split('\t');
        let (Some(role), Some(word)) = (columns.next().and_then(Role::read), columns.next()) else { continue };
        let main: Box<str> = word.replace('_', " ").into();
        for form in std::iter::once(word).chain(columns.next().unwrap_or("").split(' ')).filter(|form| !form.is_empty())
        {
            all.entry(form.replace('_', " ")).or_insert_with(|| (main.clone(), role));
        }
    }
    all
});

/// A word of a body's name, or several that are one.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Unit {
    pub word: Word,
    pub role: Role,
    /// Lower-case letters without spaces.
    pub written: Box<str>,
    /// What it is in any form and language; a name is nothing else.
    pub means: Option<Box<str>>,
    /// How much it says.
    pub weight: f32,
    /// First letters of its words.
    pub initials: Box<[u8]>,
    /// First letters of the small words before it.
    pub small: Box<[u8]>,
}

/// The words of a name, the small ones left out.
pub(super) fn units(name: &str) -> Vec<Unit> {
    let words = words(name);
    let small_only = words.iter().all(|word| is_small(word));
    let (mut big, mut before): (Vec<String>, Vec<Vec<u8>>) = (Vec::new(), vec![Vec::new()]);
    for word in words {
        if is_linking(&word) || is_small(&word) && !small_only {
            before.last_mut().into_iter().for_each(|of| of.extend(word.bytes().next()));
        } else {
            big.push(word);
            before.push(Vec::new());
        }
    }
    let (mut all, mut at) = (Vec::new(), 0);
    while let (Some(rest), true) = (big.get(at..).filter(|rest| !rest.is_empty()), all.len() < MOST) {
        let together = (2..=TOGETHER.min(rest.len())).rev().find_map(|many| {
            let joined = rest.get(..many)?.join(" ");
            known(&joined).or_else(|| state(&joined)).map(|found| (many, found))
        });
        let (many, (means, role)) = together.unwrap_or_else(|| (1, one(&rest[0])));
        let words = rest.get(..many).unwrap_or(rest);
        all.push(unit(words, means, role, before.get(at).map_or(&[][..], |of| of)));
        at += many;
    }
    all
}

fn unit(words: &[String], means: Option<Box<str>>, role: Role, small: &[u8]) -> Unit {
    let written = words.concat();
    let folded = fold(&written);
    let rare = match &means {
        Some(means) => rarity(&fold(means.split(' ').next_back().unwrap_or(means)).symbols, Sort::Body),
        None => rarity(&folded.symbols, Sort::Body),
    };
    let weight = if written.len() > 1 { rare.min(role.most()) } else { LETTER };
    let initials = words.iter().filter_map(|word| word.bytes().next()).collect();
    Unit { word: Word::new(&folded), role, written: written.into(), means, weight, initials, small: small.into() }
}

/// What a single word is.
fn one(word: &str) -> (Option<Box<str>>, Role) {
    if let Some(number) = number(word) {
        return (Some(number.into()), Role::Number);
    }
    known(word).or_else(|| state(word)).unwrap_or_else(|| {
        let of_language = word.len() > 3 && (lists().heads.contains_key(word) || is_word(word));
        if of_language { (Some(word.into()), Role::Word) } else { (None, Role::Name) }
    })
}

fn known(form: &str) -> Option<(Option<Box<str>>, Role)> {
    TABLE.get(form).map(|(means, role)| (Some(means.clone()), *role))
}

fn state(form: &str) -> Option<(Option<Box<str>>, Role)> {
    let state = lists().state(form).or_else(|| lists().demonym(form))?;
    Some((Some(state.key.as_str().into()), Role::State))
}

/// "65th", "first", "one" and "II" as digits.
fn number(word: &str) -> Option<String> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let counted = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    if counted && matches!(word.get(digits.len()..), Some("" | "st" | "nd" | "rd" | "th")) {
        return Some(digits.trim_start_matches('0').to_owned());
    }
    let spelt = NUMBERS.iter().position(|of| of.contains(&word)).map(|at| (at + 1).to_string());
    spelt.or_else(|| ROMAN.iter().find(|(roman, _)| *roman == word).map(|(_, digits)| (*digits).to_owned()))
}

/// All words of a name in small letters, also those in brackets; single letters in a row are one ("S. A. L.").
fn words(name: &str) -> Vec<String> {
    let mut letters = Letters::default();
    letters.fold(&name.replace(['(', ')', ',', ':'], " "));
    let mut out: Vec<String> = Vec::new();
    let mut single = false;
    for word in letters.words() {
        let word = String::from_utf8_lossy(word);
        let letter = word.len() == 1 && word.bytes().all(|b| b.is_ascii_alphabetic());
        match out.last_mut().filter(|_| single && letter) {
            Some(last) => last.push_str(&word),
            None => out.push(word.into_owned()),
        }
        single = letter;
    }
    out
}

/// Articles and what links words, in the languages that names of bodies are written in.
fn is_small(word: &str) -> bool {
    let arabic = is_article(word) || matches!(word, "ol" | "wa" | "wal" | "ala" | "lil" | "li" | "bil");
    let other = matches!(
        word,
        "a" | "i"
            | "ye"
            | "yi"
            | "va"
            | "ve"
            | "et"
            | "und"
            | "de"
            | "du"
            | "des"
            | "la"
            | "le"
            | "wel"
            | "der"
            | "die"
            | "das"
            | "fur"
    );
    arabic || other || is_linking(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(name: &str) -> Vec<(String, Role)> {
        let shown = |unit: Unit| (unit.means.unwrap_or(unit.written).into(), unit.role);
        units(name).into_iter().map(shown).collect()
    }

    #[test]
    fn words_are_known_in_their_forms_and_languages() {
        let of = |all: &[(&str, Role)]| all.iter().map(|(word, role)| ((*word).to_owned(), *role)).collect::<Vec<_>>();
        assert_eq!(
            read("Velkan Trading Co., L.L.C."),
            of(&[("velkan", Role::Name), ("trading", Role::Field), ("company", Role::Form), ("llc", Role::Form)])
        );
        assert_eq!(read("Liwa al-Velkan"), of(&[("brigade", Role::Kind), ("velkan", Role::Name)]));
        assert_eq!(
            read("47th Northern Brigade (Saudi Arabia)"),
            of(&[("47", Role::Number), ("north", Role::Which), ("brigade", Role::Kind), ("saudi arabia", Role::State)])
        );
    }

    #[test]
    fn odd_text_has_units() {
        for name in ["", "(", "’", "al", "the of", "ﷺ", "l l l l", "0", "00th", &"Qo\u{301}rdesh 7 ".repeat(300)] {
            assert!(units(name).len() <= MOST, "{name}");
        }
    }
}
