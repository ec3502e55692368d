//! Whether two names are one, as far as names alone can tell.
//!
//! For: deciding between entities that share a folded key. In: two entities. Out: a [`Verdict`].
//! Not here: the keys themselves (see [`crate::annotate`]), context such as office or place.

use crate::annotate::names::keys;
use crate::annotate::{Entity, EntityKind};
use rustc_hash::FxHashMap;
use std::ops::Range;
use std::rc::Rc;

/// What the names say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// One name, with the reason.
    Same(&'static str),
    /// Nothing against it, nothing for it.
    Unknown,
    /// Names of two things.
    Different,
}

/// Lower case, letters and digits only, single spaces.
pub(crate) fn folded(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    for c in name.chars() {
        if c.is_alphanumeric() {
            folded.extend(c.to_lowercase());
        } else if !matches!(c, '\'' | '’' | '‘' | '.' | 'ʼ') && !folded.ends_with(' ') {
            folded.push(' ');
        }
    }
    let trimmed = folded.trim();
    trimmed.strip_prefix("the ").unwrap_or(trimmed).to_owned()
}

/// The words of a folded name.
pub(crate) fn tokens(folded: &str) -> impl Iterator<Item = &str> {
    folded.split_whitespace()
}

/// Whether a form is an acronym: two to eight letters, no lower case but a plural s.
pub(crate) fn is_acronym(form: &str) -> bool {
    let letters = form.trim_end_matches('s');
    let count = letters.chars().filter(|c| c.is_alphabetic()).count();
    (2..=8).contains(&count)
        && letters.chars().all(|c| c.is_uppercase() || matches!(c, '.' | '-') || c.is_ascii_digit())
}

/// Whether a name is too general to mean one thing in two reports ("video", "the report").
pub(crate) fn is_generic(folded: &str, kind: EntityKind) -> bool {
    let words = tokens(folded).count();
    match kind {
        EntityKind::Document | EntityKind::Artefact => words < 3,
        EntityKind::Group => true,
        _ => words == 0,
    }
}

/// Folded names, each held once and known by a number: names are compared far more often than there are names.
#[derive(Default)]
pub(crate) struct Names<'a> {
    /// As written to the number of the folded form.
    written: FxHashMap<&'a str, u32>,
    numbers: FxHashMap<Rc<str>, u32>,
    folded: Vec<Rc<str>>,
    /// The longer forms of every [`Name`], as numbers.
    forms: Vec<u32>,
}

/// The names of one entity, as [`Names`] holds them.
pub(crate) struct Name<'a> {
    kind: EntityKind,
    written: &'a str,
    acronym: bool,
    /// The number of the folded name.
    pub folded: u32,
    forms: Range<u32>,
}

impl<'a> Names<'a> {
    /// Folds the names of an entity.
    pub fn add(&mut self, entity: &'a Entity) -> Name<'a> {
        let start = self.forms.len() as u32;
        for form in entity.aliases.iter().filter(|form| !is_acronym(form)) {
            let number = self.number(form);
            self.forms.push(number);
        }
        Name {
            kind: entity.kind,
            written: &entity.name,
            acronym: is_acronym(&entity.name),
            folded: self.number(&entity.name),
            forms: start..self.forms.len() as u32,
        }
    }

    /// The folded name of this number.
    pub fn of(&self, number: u32) -> &str {
        self.folded.get(number as usize).map_or("", |name| name)
    }

    fn number(&mut self, written: &'a str) -> u32 {
        if let Some(&number) = self.written.get(written) {
            return number;
        }
        let name: Rc<str> = folded(written).into();
        let next = self.folded.len() as u32;
        let number = *self.numbers.entry(Rc::clone(&name)).or_insert(next);
        if number == next {
            self.folded.push(name);
        }
        self.written.insert(written, number);
        number
    }

    fn has_form(&self, name: &Name<'_>, form: u32) -> bool {
        let forms = self.forms.get(name.forms.start as usize..name.forms.end as usize).unwrap_or(&[]);
        forms.contains(&form) && tokens(self.of(form)).nth(1).is_some()
    }

    /// Compares two entities of one class by their names.
    pub fn compare(&self, a: &Name<'_>, b: &Name<'_>) -> Verdict {
        if a.folded == b.folded {
            return Verdict::Same("same name");
        }
        let (x, y) = (self.of(a.folded), self.of(b.folded));
        if a.kind == EntityKind::Person && b.kind == EntityKind::Person {
            return persons(x, y);
        }
        for (short, long) in [(a, y), (b, x)] {
            if short.acronym {
                let spelled = spells(short.written, long);
                return if spelled { Verdict::Same("acronym and long form") } else { Verdict::Unknown };
            }
        }
        if self.has_form(a, b.folded) || self.has_form(b, a.folded) {
            return Verdict::Same("one is a form of the other");
        }
        if spelled_alike(x, y) { Verdict::Same("spellings of one name") } else { Verdict::Different }
    }
}

fn persons(x: &str, y: &str) -> Verdict {
    let (a, b) = (without_articles(x), without_articles(y));
    if a.len() < 2 || b.len() < 2 {
        // A surname alone: another step decides whether it is known.
        return Verdict::Unknown;
    }
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    let mut rest = long.iter();
    let found =
        short.iter().all(|word| rest.any(|other| word == other || spelled_alike(word, other) || initial(word, other)));
    if !found {
        return Verdict::Different;
    }
    if short.len() == long.len() {
        Verdict::Same("spellings of one name")
    } else {
        Verdict::Same("one is the fuller form of the other")
    }
}

fn without_articles(name: &str) -> Vec<&str> {
    tokens(name).filter(|word| !matches!(*word, "al" | "el" | "ul")).collect()
}

fn initial(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    short.chars().count() == 1 && long.starts_with(short)
}

/// Whether two names differ as spellings of one name do: one folded key and vowels that
/// transliterations confuse, or a single letter of a long name.
fn spelled_alike(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let other: Vec<String> = keys(b).iter().map(|key| soft(key)).collect();
    if keys(a).iter().map(|key| soft(key)).any(|key| key.len() > 1 && other.contains(&key)) {
        return vowels_agree(a, b);
    }
    let (x, y): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    (8..=80).contains(&x.len().max(y.len())) && edits(&x, &y) <= 1
}

/// A folded key in which the letters for one soft sound are one: Jamil, Zhamil, Dzhamil, Djamil.
pub(crate) fn soft(key: &str) -> String {
    key.replace("dz", "z").replace("dj", "z").replace('j', "z")
}

/// Whether the vowels of two names are ones that spellings interchange. The folded key drops
/// vowels, so this alone keeps Hassan from Hussein and a name from its nisba (Karim, Karimi).
fn vowels_agree(a: &str, b: &str) -> bool {
    // a, i, u, and e, which stands for a or i.
    let groups = |name: &str| -> Vec<char> {
        let letters: Vec<char> = name.chars().filter(|c| c.is_alphabetic()).collect();
        let runs = letters.chunk_by(|x, y| "aeiou".contains(*x) && "aeiou".contains(*y));
        runs.filter_map(|run| match run {
            ['o' | 'u', ..] => Some('u'),
            ['e', 'e', ..] | ['i', ..] => Some('i'),
            ['a', 'i' | 'e', ..] | ['e', ..] => Some('e'),
            ['a', ..] => Some('a'),
            _ => None,
        })
        .collect()
    };
    let (x, y) = (groups(a), groups(b));
    let nisba = |name: &str| name.ends_with('i') || name.ends_with('y');
    if nisba(a) != nisba(b) {
        return false;
    }
    let fits = |x: &char, y: &char| x == y || (matches!(x, 'e') && *y != 'u') || (matches!(y, 'e') && *x != 'u');
    x.len() != y.len() || x.iter().zip(&y).all(|(x, y)| fits(x, y))
}

fn edits(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = i;
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
        for (j, y) in b.iter().enumerate() {
            let (left, above) = (row.get(j).copied().unwrap_or(0), row.get(j + 1).copied().unwrap_or(0));
            let best = (diagonal + usize::from(x != y)).min(left + 1).min(above + 1);
            diagonal = above;
            if let Some(cell) = row.get_mut(j + 1) {
                *cell = best;
            }
        }
    }
    row.last().copied().unwrap_or(0)
}

/// Whether an acronym is made of the first letters of a long form, with or without its small words.
fn spells(acronym: &str, long: &str) -> bool {
    let letters: String =
        acronym.chars().filter(|c| c.is_alphabetic() && c.is_uppercase()).flat_map(char::to_lowercase).collect();
    let all: String = tokens(long).filter_map(|word| word.chars().next()).collect();
    let small = ["of", "the", "and", "for", "in", "on", "to", "de", "du", "des", "la", "le", "al"];
    let large: String =
        tokens(long).filter(|word| !small.contains(word)).filter_map(|word| word.chars().next()).collect();
    letters.chars().count() >= 2 && (letters == all || letters == large)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str, kind: EntityKind) -> Entity {
        Entity {
            kind,
            name: name.to_owned(),
            aliases: Vec::new(),
            keys: Vec::new(),
            role: None,
            affiliation: None,
            state: None,
            mentions: Vec::new(),
        }
    }

    fn compare(a: &Entity, b: &Entity) -> Verdict {
        let mut names = Names::default();
        let (a, b) = (names.add(a), names.add(b));
        names.compare(&a, &b)
    }

    fn persons(a: &str, b: &str) -> Verdict {
        compare(&named(a, EntityKind::Person), &named(b, EntityKind::Person))
    }

    #[test]
    fn a_fuller_form_is_the_same_person_and_another_given_name_is_not() {
        assert!(matches!(persons("Dara Velkan", "Dara Mirel Velkan"), Verdict::Same(_)));
        assert!(matches!(persons("D. Velkan", "Dara Velkan"), Verdict::Same(_)));
        assert_eq!(persons("Dara Velkan", "Oren Velkan"), Verdict::Different);
        assert_eq!(persons("Velkan", "Oren Velkan"), Verdict::Unknown);
    }

    #[test]
    fn spellings_of_one_name_agree_and_names_that_only_sound_alike_do_not() {
        for spelling in ["Jamil Korvash", "Dzhamil Korvash", "Jameel Qorvash", "Zhameel al-Qurvash"] {
            assert!(matches!(persons("Zhamil Qorvash", spelling), Verdict::Same(_)), "{spelling}");
        }
        assert_eq!(persons("Dara Hassan", "Dara Hussein"), Verdict::Different);
        assert_eq!(persons("Dara Karim", "Dara Karimi"), Verdict::Different);
    }

    #[test]
    fn an_acronym_is_its_long_form_and_no_other() {
        let body = |name| named(name, EntityKind::Organisation);
        assert!(matches!(compare(&body("VLC"), &body("Valley Liberation Council")), Verdict::Same(_)));
        assert_eq!(compare(&body("VLC"), &body("Northern Defence Corps")), Verdict::Unknown);
    }
}
