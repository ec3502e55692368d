//! Whether two names are one, as far as names alone can tell.
//!
//! For: deciding between entities that share a folded key. In: two entities. Out: a [`Verdict`].
//! Not here: the keys themselves (see [`crate::annotate`]), context such as office or place.

use super::packed::Packed;
use super::shingles::mix;
use crate::annotate::names::{alike, are_two_places, keys, state_named};
use crate::annotate::{Called, EntityKind};
use std::cell::OnceCell;
use std::ops::Range;

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
        if c.is_ascii_alphanumeric() {
            folded.push(c.to_ascii_lowercase());
        } else if c.is_alphanumeric() {
            folded.extend(c.to_lowercase());
        } else if !matches!(c, '\'' | '’' | '‘' | '.' | 'ʼ') && !folded.ends_with(' ') {
            folded.push(' ');
        }
    }
    let trimmed = folded.trim();
    let bare = trimmed.strip_prefix("the ").unwrap_or(trimmed);
    if bare.len() == folded.len() { folded } else { bare.to_owned() }
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
pub(crate) struct Names {
    folded: Packed,
    /// How each folded name is spelled, once it has been asked for.
    spelled: Vec<OnceCell<Box<Spelled>>>,
    /// The longer forms of every [`Name`], as numbers.
    forms: Vec<u32>,
}

/// The names of one entity, as [`Names`] holds them.
#[derive(Default)]
pub(crate) struct Name {
    person: bool,
    acronym: bool,
    /// The number of the folded name.
    pub folded: u32,
    forms: Range<u32>,
}

impl Names {
    /// Folds the names of an entity.
    pub fn add(&mut self, entity: &Called) -> Name {
        let start = self.forms.len() as u32;
        for form in entity.aliases.iter().filter(|form| !is_acronym(form)) {
            let number = self.number(form);
            self.forms.push(number);
        }
        Name {
            person: entity.kind == EntityKind::Person,
            acronym: is_acronym(&entity.name),
            folded: self.number(&entity.name),
            forms: start..self.forms.len() as u32,
        }
    }

    /// Gives back what only adding needs.
    pub fn close(&mut self) {
        self.folded.close();
        self.forms.shrink_to_fit();
        self.spelled.shrink_to_fit();
    }

    /// The folded name of this number.
    pub fn of(&self, number: u32) -> &str {
        self.folded.text(number)
    }

    /// The numbers of the longer forms of a name, folded.
    pub fn forms_of(&self, name: &Name) -> impl Iterator<Item = u32> + '_ {
        self.forms.get(name.forms.start as usize..name.forms.end as usize).unwrap_or(&[]).iter().copied()
    }

    fn number(&mut self, written: &str) -> u32 {
        let (number, new) = self.folded.put(folded(written).as_bytes());
        if new {
            self.spelled.push(OnceCell::new());
        }
        number
    }

    fn spelled(&self, number: u32) -> Option<&Spelled> {
        self.spelled.get(number as usize).map(|cell| &**cell.get_or_init(|| Box::new(Spelled::new(self.of(number)))))
    }

    fn has_form(&self, name: &Name, form: u32) -> bool {
        self.forms_of(name).any(|other| other == form) && tokens(self.of(form)).nth(1).is_some()
    }

    /// Compares two entities of one class, each with its [`Name`], by their names.
    pub fn compare(&self, (a, a_name): (&Called, &Name), (b, b_name): (&Called, &Name)) -> Verdict {
        if a_name.folded == b_name.folded {
            return Verdict::Same("same name");
        }
        let (Some(x), Some(y)) = (self.spelled(a_name.folded), self.spelled(b_name.folded)) else {
            return Verdict::Unknown;
        };
        if let Some(state) = state_named(&x.whole.text)
            && state_named(&y.whole.text) == Some(state)
        {
            return Verdict::Same("names of one state");
        }
        if a_name.person && b_name.person {
            return persons(x, y);
        }
        for (short, written, long) in [(a_name, &a.name, b_name), (b_name, &b.name, a_name)] {
            if short.acronym {
                let spelled = spells(written, self.of(long.folded));
                return if spelled { Verdict::Same("acronym and long form") } else { Verdict::Unknown };
            }
        }
        if self.has_form(a_name, b_name.folded) || self.has_form(b_name, a_name.folded) {
            return Verdict::Same("one is a form of the other");
        }
        // "Niger" and "Nigeria" share a key.
        let known = || matches!(a.kind, EntityKind::Place | EntityKind::State) && are_two_places(&a.name, &b.name);
        match x.whole.written_alike(&y.whole) && !known() {
            true => Verdict::Same("spellings of one name"),
            false => Verdict::Different,
        }
    }
}

fn persons(x: &Spelled, y: &Spelled) -> Verdict {
    let (a, b) = (&x.words, &y.words);
    if a.len() < 2 || b.len() < 2 {
        // A surname alone: another step decides whether it is known.
        return Verdict::Unknown;
    }
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let mut rest = long.iter();
    let found = short
        .iter()
        .all(|word| rest.any(|other| word.alike(other) || word.short_alike(other) || initial(&word.text, &other.text)));
    // "Samir" and "Samira" share a key.
    if !found || of_man_and_woman(a, b) {
        return Verdict::Different;
    }
    if short.len() == long.len() {
        Verdict::Same("spellings of one name")
    } else {
        Verdict::Same("one is the fuller form of the other")
    }
}

/// Whether the given names or the surnames are a man's and a woman's.
fn of_man_and_woman(a: &[Spelling], b: &[Spelling]) -> bool {
    let apart = |x: Option<&Spelling>, y: Option<&Spelling>| {
        x.zip(y).is_some_and(|(x, y)| !initial(&x.text, &y.text) && alike::of_man_and_woman(&x.text, &y.text))
    };
    apart(a.first(), b.first()) || apart(a.last(), b.last())
}

fn initial(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    long.starts_with(short) && short.chars().count() == 1
}

/// How a folded name is spelled, as a whole and word by word without articles.
#[derive(Debug)]
struct Spelled {
    whole: Spelling,
    words: Box<[Spelling]>,
}

impl Spelled {
    fn new(name: &str) -> Self {
        let words = tokens(name).filter(|word| !matches!(*word, "al" | "el" | "ul"));
        Spelled { whole: Spelling::new(name), words: words.map(Spelling::new).collect() }
    }
}

/// A name or word with what its spelling is compared by.
#[derive(Debug)]
struct Spelling {
    text: Box<str>,
    /// Hashes of its soft keys, those of one letter left out.
    keys: Box<[u64]>,
    vowels: Box<[u8]>,
    /// Ends like a nisba (Karimi).
    nisba: bool,
    letters: u32,
}

impl Spelling {
    fn new(text: &str) -> Self {
        Spelling {
            text: text.into(),
            keys: keys(text).iter().filter(|key| soft(key).nth(1).is_some()).map(|key| soft_key(key)).collect(),
            vowels: vowels(text),
            nisba: text.ends_with('i') || text.ends_with('y'),
            letters: text.chars().count() as u32,
        }
    }

    /// Whether two names differ as spellings of one name do: one folded key and vowels that
    /// transliterations confuse, or a single letter of a long name.
    fn alike(&self, other: &Spelling) -> bool {
        if self.text == other.text {
            return true;
        }
        if self.keys.iter().any(|key| other.keys.contains(key)) {
            return self.vowels_agree(other);
        }
        (8..=80).contains(&self.letters.max(other.letters))
            && self.letters.abs_diff(other.letters) <= 1
            && one_edit(&self.text, &other.text)
    }

    /// As [`Spelling::alike`], for a name that no other words stand beside: sound alone makes one of Mali and Malawi, and of Chechnya and China. So
    /// a name that public data know as a state's is another's only where they say so, words for numbers must be the same, and of the letters
    /// that a transliteration writes more than one way few may differ.
    fn written_alike(&self, other: &Spelling) -> bool {
        if self.text == other.text {
            return true;
        }
        let plain = |text: &str| -> Vec<char> { transliterated(text).collect() };
        let (x, y) = (plain(&self.text), plain(&other.text));
        let longest = x.len().max(y.len());
        longest >= SHORTEST
            && x.first() == y.first()
            && edits(&x, &y) * LETTERS_AN_EDIT <= longest
            && state_named(&self.text).is_none()
            && state_named(&other.text).is_none()
            && self.alike(other)
            && numbered(&self.text).eq(numbered(&other.text))
    }

    /// As [`Spelling::alike`], for a word of one consonant (Layla, Leila) beside other words that agree: its vowels alone tell
    /// it from others, so as many must stand in both.
    fn short_alike(&self, other: &Spelling) -> bool {
        let one = |of: &Spelling| of.keys.is_empty() && of.letters >= 4 && of.vowels.len() >= 2;
        one(self)
            && one(other)
            && self.vowels.len() == other.vowels.len()
            && keys(&self.text).iter().any(|key| !key.is_empty() && keys(&other.text).contains(key))
            && self.vowels_agree(other)
    }

    /// Whether the vowels of two names are ones that spellings interchange. The folded key drops
    /// vowels, so this alone keeps Hassan from Hussein and a name from its nisba (Karim, Karimi).
    fn vowels_agree(&self, other: &Spelling) -> bool {
        let (x, y) = (&self.vowels, &other.vowels);
        let fits = |x: u8, y: u8| x == y || (x == b'e' && y != b'u') || (y == b'e' && x != b'u');
        // After u the last vowel is written u, i or e (Yunus, Younis, Younes).
        let after_u =
            |i: usize| i > 0 && i + 1 == x.len() && x.get(i - 1) == Some(&b'u') && y.get(i - 1) == Some(&b'u');
        let weak = |x: u8, y: u8| x != b'a' && y != b'a';
        self.nisba == other.nisba
            && (x.len() != y.len()
                || x.iter().zip(y).enumerate().all(|(i, (x, y))| fits(*x, *y) || (after_u(i) && weak(*x, *y))))
    }
}

/// Whether two words differ as spellings of one name do.
pub(crate) fn sounds_alike(a: &str, b: &str) -> bool {
    Spelling::new(a).alike(&Spelling::new(b))
}

/// Letters of the shortest name that may be spelled another way.
const SHORTEST: usize = 5;
/// Of so many letters one may be written another way.
const LETTERS_AN_EDIT: usize = 4;

/// The letters of a name, those for one sound made one and doubled ones single.
fn transliterated(text: &str) -> impl Iterator<Item = char> {
    let mut last = ' ';
    text.chars().filter_map(move |c| {
        let c = match c {
            'q' | 'c' => 'k',
            'y' | 'j' => 'i',
            'w' | 'u' => 'o',
            'z' => 's',
            '-' | '\'' => ' ',
            other => other,
        };
        let single = c != last;
        last = c;
        single.then_some(c)
    })
}

/// How many letters must be changed, added or left out to make one name of the other.
fn edits(a: &[char], b: &[char]) -> usize {
    // For every beginning of `b` the edits that make it of the letters of `a` so far, each row written over the one before.
    let mut row: Vec<usize> = (1..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let (mut corner, mut left) = (i, i + 1);
        for (y, above) in b.iter().zip(&mut row) {
            let least = (corner + usize::from(x != y)).min(*above + 1).min(left + 1);
            (corner, left) = (*above, least);
            *above = least;
        }
    }
    row.last().copied().unwrap_or(a.len())
}

/// The words of a name that number it: "World War I" is not "World War II".
fn numbered(name: &str) -> impl Iterator<Item = &str> {
    let roman = |word: &str| word.bytes().all(|b| matches!(b, b'i' | b'v' | b'x'));
    tokens(name).filter(move |word| roman(word) || word.starts_with(|c: char| c.is_ascii_digit()))
}

/// The letters of a folded key with those for one soft sound made one: Jamil, Zhamil, Dzhamil, Djamil.
fn soft(key: &str) -> impl Iterator<Item = u8> {
    let mut letters = key.bytes().peekable();
    std::iter::from_fn(move || match letters.next()? {
        b'd' if letters.next_if(|next| matches!(next, b'z' | b'j')).is_some() => Some(b'z'),
        b'j' => Some(b'z'),
        other => Some(other),
    })
}

/// The hash of a folded key's soft form.
pub(crate) fn soft_key(key: &str) -> u64 {
    mix(soft(key).fold(0x9e37_79b9, |hash: u64, letter| (hash.rotate_left(5) ^ u64::from(letter)).wrapping_mul(FACTOR)))
}

/// Spreads the letters of a key over its hash.
const FACTOR: u64 = 0x517c_c1b7_2722_0a95;

/// The vowels of a name in groups: a, i, u, and e, which stands for a or i.
fn vowels(name: &str) -> Box<[u8]> {
    let letters: Vec<char> = name.chars().filter(|c| c.is_alphabetic()).collect();
    let vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u');
    let runs = letters.chunk_by(|x, y| vowel(*x) && vowel(*y));
    runs.filter_map(|run| match run {
        ['o' | 'u', ..] => Some(b'u'),
        ['e', 'e', ..] | ['i', ..] => Some(b'i'),
        ['a', 'i' | 'e', ..] | ['e', ..] => Some(b'e'),
        ['a', ..] => Some(b'a'),
        _ => None,
    })
    .collect()
}

/// Whether at most one letter was changed, added or left out.
fn one_edit(a: &str, b: &str) -> bool {
    let (mut x, mut y) = (a.chars(), b.chars());
    loop {
        let before = (x.clone(), y.clone());
        if x.next() == y.next() && !before.0.as_str().is_empty() {
            continue;
        }
        (x, y) = before;
        break;
    }
    loop {
        let before = (x.clone(), y.clone());
        if x.next_back() == y.next_back() && !before.0.as_str().is_empty() {
            continue;
        }
        (x, y) = before;
        break;
    }
    x.count() <= 1 && y.count() <= 1
}

/// Whether an acronym is made of the first letters of a long form, with or without its small words.
pub(super) fn spells(acronym: &str, long: &str) -> bool {
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
    use crate::annotate::Entity;

    fn compare(a: &Entity, b: &Entity) -> Verdict {
        let mut names = Names::default();
        let (x, y) = (names.add(a), names.add(b));
        names.compare((a, &x), (b, &y))
    }

    fn persons(a: &str, b: &str) -> Verdict {
        compare(&Entity::named(EntityKind::Person, a), &Entity::named(EntityKind::Person, b))
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
        for spelling in ["Jamil Kordesh", "Dzhamil Kordesh", "Jameel Qordesh", "Zhameel al-Qurdesh"] {
            assert!(matches!(persons("Zhamil Qordesh", spelling), Verdict::Same(_)), "{spelling}");
        }
        for (a, b) in [("Laila Kordesh", "Leyla al-Qurdesh"), ("Yunus Velkan", "Younis Velkan")] {
            assert!(matches!(persons(a, b), Verdict::Same(_)), "{a}, {b}");
        }
        for (a, b) in [
            ("Samir Kordesh", "Samira Kordesh"),
            ("Lola Kordesh", "Leyla Kordesh"),
            ("Yunus Velkan", "Yunas Velkan"),
            ("Lee Velkan", "Leo Velkan"),
        ] {
            assert_eq!(persons(a, b), Verdict::Different, "{a}, {b}");
        }
        assert_eq!(persons("Dara Hassan", "Dara Hussein"), Verdict::Different);
        assert_eq!(persons("Dara Karim", "Dara Karimi"), Verdict::Different);
    }

    #[test]
    fn states_and_cities_of_the_lists_are_never_one() {
        for (kind, a, b) in [(EntityKind::State, "Niger", "Nigeria"), (EntityKind::Place, "Mali", "Malawi")] {
            assert_eq!(compare(&Entity::named(kind, a), &Entity::named(kind, b)), Verdict::Different, "{a}, {b}");
        }
        let spellings = [("Hargeisa", "Hargeysa"), ("Orvelna", "Orvelne")];
        for (a, b) in spellings {
            let of = |name| Entity::named(EntityKind::Place, name);
            assert!(matches!(compare(&of(a), &of(b)), Verdict::Same(_)), "{a}, {b}");
        }
    }

    #[test]
    fn names_that_only_sound_alike_are_not_one() {
        let one = |kind, a: &str, b: &str| {
            matches!(compare(&Entity::named(kind, a), &Entity::named(kind, b)), Verdict::Same(_))
        };
        for (a, b) in
            [("Mali", "Malawi"), ("Niger", "Nigeria"), ("Gambia", "Zambia"), ("Albania", "Benin"), ("Kenya", "Geneva")]
        {
            assert!(!one(EntityKind::State, a, b), "{a}, {b}");
        }
        for (a, b) in [("Velkan", "Falkon"), ("Arven", "Irvano"), ("Olun", "Alan"), ("Barn", "Bernie")] {
            assert!(!one(EntityKind::Place, a, b), "{a}, {b}");
        }
        for (a, b) in [("Police", "Baloch"), ("Army Group I", "Army Group II"), ("Avars", "Airwars")] {
            assert!(!one(EntityKind::Organisation, a, b), "{a}, {b}");
        }
        for (a, b) in [("Qelvan", "Kelvan"), ("Sarraqib", "Saraqeb"), ("Tirnak", "Tirnaq"), ("Hadrin", "Haddrin")] {
            assert!(one(EntityKind::Place, a, b), "{a}, {b}");
        }
        assert!(one(EntityKind::Organisation, "Ministry of Defence", "Ministry of Defense"));
    }

    #[test]
    fn an_acronym_is_its_long_form_and_no_other() {
        let body = |name| Entity::named(EntityKind::Organisation, name);
        assert!(matches!(compare(&body("VLC"), &body("Valley Liberation Council")), Verdict::Same(_)));
        assert_eq!(compare(&body("VLC"), &body("Northern Defence Corps")), Verdict::Unknown);
    }
}
