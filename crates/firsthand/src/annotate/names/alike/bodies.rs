//! What two names of bodies show of each other.
//!
//! For: bodies, whose names share most words: which of them tells? In: the words of two names with their roles (`units`). Out: the evidence that the
//! trees weigh, and whether the two are two whatever else they share ("4th Division", "1st Division"). Not here: the trees (see `full`), joining (`fits`).

use super::edits::Word;
use super::letters::Folded;
use super::units::{Role, Unit, units};

/// Two words of less than these odds are two.
const LEAST: f32 = 0.2;
/// How sure an abbreviation is.
const SHORT_FORM: f32 = 0.8;
/// The same word in another form or language.
const TRANSLATED: f32 = 0.95;
/// Words that are surely one are taken before all others.
const SURE: f32 = 0.94;
/// Symbols of the name in one piece.
const LONGEST: usize = 60;

/// What two names of bodies show of each other.
pub(super) const SHOWN: usize = 30;
/// Values in the order of [`NAMES_OF_SHOWN`].
pub(super) type Shown = [f32; SHOWN];
/// What the values are called in the table of weights.
pub(super) const NAMES_OF_SHOWN: [&str; SHOWN] = [
    "agree",
    "conflict",
    "excess",
    "less",
    "more",
    "strong",
    "turned",
    "weakest",
    "acronym",
    "whole",
    "short",
    "rarest",
    "clash",
    "clash_most",
    "name_least",
    "name_most",
    "word_most",
    "kind_least",
    "kind_most",
    "field_least",
    "field_most",
    "numbers",
    "which",
    "states",
    "form",
    "forms",
    "named",
    "words",
    "first",
    "two",
];
/// The place of "two" in it.
const TWO: usize = SHOWN - 1;

/// A body's name, ready to be compared.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Body {
    units: Vec<Unit>,
    /// Each two neighbours as one word.
    pairs: Vec<Word>,
    /// All but the legal form as one word.
    whole: Word,
}

/// Units of one name that are units of the other: where they begin and how many they are.
struct Way {
    a: (usize, usize),
    b: (usize, usize),
    odds: f32,
    gain: f32,
    acronym: bool,
}

/// Whether the two have different numbers, states or compass points.
pub(super) fn are_two(shown: &Shown) -> bool {
    shown.get(TWO).is_some_and(|two| *two > 0.0)
}

impl Body {
    pub fn new(name: &str) -> Body {
        let units = units(name);
        let joined = |units: &mut dyn Iterator<Item = &Unit>| {
            let symbols = units.flat_map(|unit| unit.word.symbols().iter().copied()).take(LONGEST).collect();
            Word::new(&Folded { symbols, articles: 0 })
        };
        let pairs = units.windows(2).map(|two| joined(&mut two.iter())).collect();
        let core = units.iter().any(|unit| unit.role != Role::Form);
        let whole = joined(&mut units.iter().filter(|unit| !core || unit.role != Role::Form));
        Body { units, pairs, whole }
    }

    /// What this and another name show of each other; the same in either order.
    pub fn shown(&self, other: &Body) -> Shown {
        let taken = self.taken(other);
        let (mut one, mut two) = (Side::new(&self.units), Side::new(&other.units));
        for way in &taken {
            one.set(way.a, way.odds);
            two.set(way.b, way.odds);
        }
        one.explain();
        two.explain();
        let core = |way: &&Way| one.units.get(way.a.0).is_some_and(|unit| unit.role != Role::Form);
        let least_most = |of: fn(&Side<'_>) -> f32| {
            let (x, y) = (of(&one), of(&two));
            (x.min(y), x.max(y))
        };
        let (agree, _) = least_most(|side| side.sum(|odds| odds));
        let (rest_a, rest_b) = (one.sum(|odds| 1.0 - odds), two.sum(|odds| 1.0 - odds));
        let (less, more) = least_most(|side| side.sum(|odds| odds) / side.total());
        let turned = |x: &&Way| taken.iter().filter(core).any(|y| x.a.0 < y.a.0 && x.b.0 > y.b.0);
        let (rarest, _) = least_most(|side| side.rarest());
        let clash = least_most(|side| side.left(|_| true));
        let name = least_most(|side| side.left(|role| role == Role::Name));
        let (_, word_most) = least_most(|side| side.left(|role| role == Role::Word));
        let kind = least_most(|side| side.left(|role| role == Role::Kind));
        let field = least_most(|side| side.left(|role| role == Role::Field));
        // 2 and more: both have one that the other has not.
        let telling = |role: Role| {
            let (x, y) = (one.lacking(role), two.lacking(role));
            2.0 * x.min(y) + f32::from(x != y)
        };
        let (numbers, which, states) = (telling(Role::Number), telling(Role::Which), telling(Role::State));
        let (forms_a, forms_b) = (one.forms(), two.forms());
        let both = forms_a.clone().next().is_some() && forms_b.clone().next().is_some();
        let other_form = both && !forms_a.clone().any(|form| forms_b.clone().any(|other| form == other));
        let with_form = [forms_a.clone().next(), forms_b.clone().next()].into_iter().flatten().count();
        let named = least_most(|side| side.matched(|role| role == Role::Name).fold(0.0, f32::max)).0;
        let (words, _) =
            least_most(|side| side.matched(|role| matches!(role, Role::Word | Role::Kind | Role::Field)).sum());
        let whole = if self.whole.symbols().is_empty() || other.whole.symbols().is_empty() {
            -8.0
        } else {
            self.whole.score(&other.whole).clamp(-8.0, 8.0)
        };
        [
            agree / 10.0,
            rest_a.min(rest_b) / 10.0,
            (rest_a - rest_b).abs() / 10.0,
            more,
            less,
            taken.iter().filter(|way| way.odds > 0.5 && way.gain > 1.0).count() as f32,
            f32::from(taken.iter().filter(core).any(|way| turned(&way))),
            taken.iter().filter(core).filter(|way| way.odds > 0.3).map(|way| way.odds).fold(1.0, f32::min),
            f32::from(taken.iter().any(|way| way.acronym)),
            whole / 4.0,
            one.core().min(two.core()),
            rarest,
            clash.0 / 10.0,
            clash.1 / 10.0,
            name.0,
            name.1,
            word_most,
            kind.0,
            kind.1,
            field.0,
            field.1,
            numbers,
            which,
            states,
            f32::from(other_form),
            with_form as f32,
            named,
            words / 10.0,
            taken.iter().find(|way| way.a.0 == 0 && way.b.0 == 0).map_or(0.0, |way| way.odds),
            f32::from(numbers >= 2.0 || which >= 2.0 || states >= 2.0),
        ]
    }

    /// Which units of two names are one, each once: those that surely are, then what says most.
    fn taken(&self, other: &Body) -> Vec<Way> {
        let mut ways = self.ways(other);
        let unsure = |way: &Way| way.odds < SURE || way.acronym;
        ways.sort_by(|x, y| {
            let order = unsure(x).cmp(&unsure(y)).then(y.gain.total_cmp(&x.gain));
            order.then(x.a.cmp(&y.a)).then(x.b.cmp(&y.b))
        });
        let (mut left, mut right) = (vec![false; self.units.len()], vec![false; other.units.len()]);
        let mut taken: Vec<Way> = Vec::new();
        for way in ways {
            let free = |of: &[bool], (at, many): (usize, usize)| {
                of.get(at..at + many).is_some_and(|of| of.iter().all(|taken| !taken))
            };
            if free(&left, way.a) && free(&right, way.b) {
                left.iter_mut().skip(way.a.0).take(way.a.1).for_each(|taken| *taken = true);
                right.iter_mut().skip(way.b.0).take(way.b.1).for_each(|taken| *taken = true);
                taken.push(way);
            }
        }
        taken
    }

    fn ways(&self, other: &Body) -> Vec<Way> {
        let (a, b) = (&self.units, &other.units);
        let weight = |units: &[Unit], (at, many): (usize, usize)| -> f32 {
            units.iter().skip(at).take(many).map(|unit| unit.weight).sum()
        };
        let way = |i: (usize, usize), j: (usize, usize), odds: f32, acronym: bool| {
            (odds >= LEAST).then(|| Way { a: i, b: j, odds, gain: odds * (weight(a, i) + weight(b, j)) / 2.0, acronym })
        };
        let mut all = Vec::with_capacity(a.len() + b.len());
        for (i, one) in a.iter().enumerate() {
            for (j, other) in b.iter().enumerate() {
                all.extend(way((i, 1), (j, 1), odds(one, other), false));
            }
        }
        // "Mino Velkan" and "Minovelkan".
        let long = |pair: &Word, one: &Unit| {
            let (two, one) = (pair.symbols().len(), one.word.symbols().len());
            two.abs_diff(one) * 4 <= two.max(one)
        };
        for (i, pair) in self.pairs.iter().enumerate() {
            for (j, one) in b.iter().enumerate().filter(|(_, one)| one.written.len() > 3 && long(pair, one)) {
                all.extend(way((i, 2), (j, 1), chance(pair.score(&one.word)), false));
            }
        }
        for (j, pair) in other.pairs.iter().enumerate() {
            for (i, one) in a.iter().enumerate().filter(|(_, one)| one.written.len() > 3 && long(pair, one)) {
                all.extend(way((i, 1), (j, 2), chance(pair.score(&one.word)), false));
            }
        }
        for (i, one) in a.iter().enumerate() {
            all.extend(abbreviated(&one.written, b).and_then(|found| way((i, 1), found, SHORT_FORM, true)));
        }
        for (j, other) in b.iter().enumerate() {
            all.extend(abbreviated(&other.written, a).and_then(|found| way(found, (j, 1), SHORT_FORM, true)));
        }
        all
    }
}

/// One of two names: how sure each of its units is, 0 where the other has none for it.
struct Side<'a> {
    units: &'a [Unit],
    odds: Vec<f32>,
}

impl<'a> Side<'a> {
    fn new(units: &'a [Unit]) -> Side<'a> {
        Side { units, odds: vec![0.0; units.len()] }
    }

    fn set(&mut self, (at, many): (usize, usize), odds: f32) {
        self.odds.iter_mut().skip(at).take(many).for_each(|of| *of = odds);
    }

    /// A word that abbreviates the rest of its own name says nothing new.
    fn explain(&mut self) {
        for (unit, odds) in self.units.iter().zip(&mut self.odds).filter(|(_, odds)| **odds == 0.0) {
            if abbreviated(&unit.written, self.units).is_some() {
                *odds = 0.9;
            }
        }
    }

    fn each(&self) -> impl Iterator<Item = (&'a Unit, f32)> {
        self.units.iter().zip(self.odds.iter().copied())
    }

    fn total(&self) -> f32 {
        self.units.iter().map(|unit| unit.weight).sum::<f32>().max(0.1)
    }

    fn sum(&self, of: fn(f32) -> f32) -> f32 {
        self.each().map(|(unit, odds)| unit.weight * of(odds)).sum()
    }

    /// How sure the unit is that says most.
    fn rarest(&self) -> f32 {
        let most = self.units.iter().map(|unit| unit.weight).fold(0.0, f32::max);
        self.each().filter(|(unit, _)| unit.weight == most).map(|(_, odds)| odds).fold(0.0, f32::max)
    }

    /// The most that a unit without its own says.
    fn left(&self, of: fn(Role) -> bool) -> f32 {
        self.each().filter(|(unit, _)| of(unit.role)).map(|(unit, odds)| unit.weight * (1.0 - odds)).fold(0.0, f32::max)
    }

    /// How many units of a role the other lacks.
    fn lacking(&self, role: Role) -> f32 {
        self.each().filter(|(unit, odds)| unit.role == role && *odds < 0.5).count() as f32
    }

    fn matched(&self, of: fn(Role) -> bool) -> impl Iterator<Item = f32> {
        self.each().filter(move |(unit, _)| of(unit.role)).map(|(unit, odds)| unit.weight * odds)
    }

    /// The legal forms, "company" apart, which all of them may add.
    fn forms(&self) -> impl Iterator<Item = &'a str> + Clone {
        let forms = self.units.iter().filter(|unit| unit.role == Role::Form);
        forms.filter_map(|unit| unit.means.as_deref()).filter(|form| *form != "company")
    }

    fn core(&self) -> f32 {
        let core = self.units.iter().filter(|unit| unit.role != Role::Form).count();
        (if core == 0 { self.units.len() } else { core }) as f32
    }
}

/// How likely two units are one.
fn odds(a: &Unit, b: &Unit) -> f32 {
    let (x, y) = (&*a.written, &*b.written);
    let shorter = x.len().min(y.len());
    let begins = shorter > 3 && (x.starts_with(y) || y.starts_with(x));
    match (&a.means, &b.means) {
        (Some(one), Some(other)) if one == other => match a.role {
            Role::Number | Role::State => 1.0,
            _ if x == y => 1.0,
            _ => TRANSLATED,
        },
        _ if a.role == Role::Number || b.role == Role::Number => 0.0,
        // "Trans" and "transport"; "industry" and "industrial".
        (Some(_), Some(_)) if begins => SHORT_FORM,
        (Some(_), Some(_)) => {
            let shared = x.bytes().zip(y.bytes()).take_while(|(x, y)| x == y).count();
            let inflected = shared >= 5 || shared + 1 >= x.len().max(y.len());
            let misspelt = shorter > 5 && (a.role == Role::Word || b.role == Role::Word);
            match () {
                () if inflected => SHORT_FORM,
                () if misspelt => chance(a.word.score(&b.word)) / 2.0,
                () => 0.0,
            }
        }
        (Some(_), None) if shorter > 3 && x.starts_with(y) => SHORT_FORM,
        (None, Some(_)) if shorter > 3 && y.starts_with(x) => SHORT_FORM,
        _ if x == y || (a.word.symbols() == b.word.symbols() && !a.word.symbols().is_empty()) => 1.0,
        _ if shorter == 1 => {
            let same = x.as_bytes().first() == y.as_bytes().first();
            if same { SHORT_FORM } else { 0.0 }
        }
        _ => chance(a.word.score(&b.word)),
    }
}

fn chance(score: f32) -> f32 {
    1.0 / (1.0 + (-score).exp())
}

/// The units whose words begin with the letters of a word, small words written or not; "Co" at its end may be a company.
fn abbreviated(word: &str, units: &[Unit]) -> Option<(usize, usize)> {
    if !(3..=7).contains(&word.len()) || !word.bytes().all(|b| b.is_ascii_alphabetic()) {
        return None;
    }
    (0..units.len().saturating_sub(1)).find_map(|from| {
        let whole = ends(word.as_bytes(), units, from).filter(|to| *to >= from + 2);
        let company = || {
            let short = word.strip_suffix('o').filter(|short| short.len() > 2 && short.ends_with('c'))?;
            let to = ends(short.as_bytes(), units, from)?;
            let last = units.get(to.checked_sub(1)?)?;
            (last.means.as_deref() == Some("company") && to > from + 2).then_some(to)
        };
        whole.or_else(company).map(|to| (from, to - from))
    })
}

/// Where the units end whose first letters are these.
fn ends(letters: &[u8], units: &[Unit], from: usize) -> Option<usize> {
    let (mut at, mut to, mut full) = (0, from, 0);
    while let Some(unit) = units.get(to).filter(|_| at < letters.len()) {
        let words: usize = units.iter().skip(to).map(|unit| unit.initials.len()).sum();
        for small in &unit.small {
            let needed = unit.initials.first() == letters.get(at) && letters.len() - at <= words;
            if letters.get(at) == Some(small) && !needed {
                at += 1;
            }
        }
        for first in &unit.initials {
            if letters.get(at) != Some(first) || unit.written.len() < 2 {
                return None;
            }
            at += 1;
            full += 1;
        }
        to += 1;
    }
    (at == letters.len() && full >= 2).then_some(to)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(name: &str, a: &str, b: &str) -> f32 {
        let at = NAMES_OF_SHOWN.iter().position(|known| *known == name).unwrap_or(0);
        Body::new(a).shown(&Body::new(b))[at]
    }

    #[test]
    fn numbers_states_and_compass_points_make_two() {
        for (a, b) in [
            ("Fourth Division of the Velkan Army", "First Division of the Velkan Army"),
            ("Velkan Foundation, Albania Branch", "Velkan Foundation, Algerian Branch"),
            ("Velkan Front in West Africa", "Velkan Front in East Africa"),
        ] {
            assert!(are_two(&Body::new(a).shown(&Body::new(b))), "{a}, {b}");
        }
        for (a, b) in [
            ("4th Velkan Division", "Fourth Division of Velkan"),
            ("Velkan Bank of Albania", "Albanian Velkan Bank"),
            ("Velkan Trading", "Velkan Trading Company Albania"),
        ] {
            assert!(!are_two(&Body::new(a).shown(&Body::new(b))), "{a}, {b}");
        }
    }

    #[test]
    fn short_forms_are_found_with_and_without_small_words() {
        for (a, b) in [
            ("VRDC", "Velkan Revolutionary Defence Corps"),
            ("AQVT", "Al-Qordesh in the Velkan Tirn"),
            ("VSCCO", "Velkan Steel Cutting Company"),
            ("VBT Ltd", "Velkan Bank of Tirn"),
        ] {
            assert_eq!((value("acronym", a, b), value("acronym", b, a)), (1.0, 1.0), "{a}, {b}");
        }
        assert_eq!(value("acronym", "VRDC", "Velkan Defence Corps"), 0.0);
    }

    #[test]
    fn legal_forms_and_languages_do_not_matter() {
        assert!(value("less", "Velkan Trading Company", "Bazargani Velkan Co. Ltd") > 0.9);
        assert_eq!(value("form", "Velkan Trading GmbH", "Velkan Trading LLC"), 1.0);
        assert_eq!(value("form", "Velkan Trading GmbH", "Velkan Trading Company"), 0.0);
    }
}
