//! What the letters of two words say about whether they are spellings of one name.
//!
//! For: words that no folded key brings together ("Qordesh", "Ghordeche"), and words under one key that are two names. In: two folded words or names of
//! a few words in one order. Out: a score, above 0 where one name is likelier. The best alignment is looked for; what each change of symbols
//! weighs is learnt (`data/names/edits.tsv`, `training/names/edits.py`, which counts the same changes). Not here: order of parts, rarity.

use super::letters::{Folded, SPACE, SYMBOLS, is_digit, is_soft, number};
use std::sync::LazyLock;

/// Symbols that are looked at; the rest is ignored.
const LONGEST: usize = 160;
/// Changes that no pair of training shows, in hundredths.
const UNSEEN: i16 = -200;

/// The score of names that have different numbers, at most.
const OTHER_NUMBER: f32 = -4.0;

/// Weights in hundredths.
struct Weights {
    /// Two symbols for each other, the same one too.
    swap: Vec<i16>,
    /// A symbol that only one has, by what stands before and after it.
    drop: Vec<i16>,
    all: f32,
    length: f32,
    short: f32,
    article: f32,
    digits: f32,
}

static WEIGHTS: LazyLock<Weights> = LazyLock::new(|| Weights::read(include_str!("../../../../data/names/edits.tsv")));

impl Weights {
    fn read(table: &str) -> Weights {
        let rows = || {
            table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
                let mut columns = line.split('\t');
                let (change, of, weight) = (columns.next()?, columns.next()?, columns.next()?);
                Some((change, of, weight.parse::<i16>().ok()?))
            })
        };
        let unseen = |change| rows().find(|row| row.0 == change && row.1 == "else").map_or(UNSEEN, |row| row.2);
        let (swap, cross, drop) = (unseen("swap"), unseen("cross"), unseen("drop"));
        let mut all = Weights {
            swap: vec![swap; SYMBOLS * SYMBOLS],
            drop: vec![drop; SYMBOLS * 9],
            all: 0.0,
            length: 0.0,
            short: 0.0,
            article: 0.0,
            digits: 0.0,
        };
        for (x, y) in (0..SYMBOLS as u8).flat_map(|x| (0..SYMBOLS as u8).map(move |y| (x, y))) {
            let crosses = is_soft(x) != is_soft(y) || x == SPACE || y == SPACE;
            all.set(
                x,
                y,
                if x == y {
                    0
                } else if crosses {
                    cross
                } else {
                    swap
                },
            );
        }
        let symbol = |text: &str| match text.as_bytes() {
            [symbol] => number(*symbol),
            _ => None,
        };
        for (change, of, weight) in rows() {
            let of: Vec<&str> = of.split(' ').collect();
            match (change, &of[..]) {
                ("match", [x]) => symbol(x).into_iter().for_each(|x| all.set(x, x, weight)),
                ("swap", [x, y]) => symbol(x).zip(symbol(y)).into_iter().for_each(|(x, y)| all.set(x, y, weight)),
                ("drop", [x]) => symbol(x).into_iter().for_each(|x| all.set_drops(x, |_| weight)),
                _ => {}
            }
            let share = f32::from(weight) / 100.0;
            match (change, &of[..]) {
                ("whole", ["all"]) => all.all = share,
                ("whole", ["length"]) => all.length = share,
                ("whole", ["short"]) => all.short = share,
                ("whole", ["article"]) => all.article = share,
                ("whole", ["digits"]) => all.digits = share,
                _ => {}
            }
        }
        let side = |text: &str| ["#", "v", "c"].iter().position(|known| *known == text);
        for (change, of, weight) in rows() {
            if let ("drop", [x, before, after]) = (change, &of.split(' ').collect::<Vec<_>>()[..])
                && let (Some(x), Some(before), Some(after)) = (symbol(x), side(before), side(after))
                && let Some(slot) = all.drop.get_mut(usize::from(x) * 9 + before * 3 + after)
            {
                *slot = slot.saturating_add(weight);
            }
        }
        all
    }

    fn set(&mut self, x: u8, y: u8, weight: i16) {
        for (x, y) in [(x, y), (y, x)] {
            if let Some(slot) = self.swap.get_mut(usize::from(x) * SYMBOLS + usize::from(y)) {
                *slot = weight;
            }
        }
    }

    fn set_drops(&mut self, x: u8, weight: impl Fn(i16) -> i16) {
        let from = usize::from(x) * 9;
        self.drop.get_mut(from..from + 9).into_iter().flatten().for_each(|slot| *slot = weight(*slot));
    }

    /// What each symbol weighs where the other name lacks it.
    fn drops(&self, symbols: &[u8]) -> Vec<i16> {
        let side = |at: Option<usize>| match at.and_then(|at| symbols.get(at)) {
            None | Some(&SPACE) => 0,
            Some(symbol) if is_soft(*symbol) => 1,
            Some(_) => 2,
        };
        let weigh = |(at, symbol): (usize, &u8)| {
            let place = usize::from(*symbol) * 9 + side(at.checked_sub(1)) * 3 + side(Some(at + 1));
            self.drop.get(place).copied().unwrap_or(UNSEEN)
        };
        symbols.iter().enumerate().map(weigh).collect()
    }
}

/// A word or name of a few words, ready to be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    symbols: Box<[u8]>,
    drops: Box<[i16]>,
    articles: u8,
}

impl Word {
    pub fn new(folded: &Folded) -> Word {
        let symbols = folded.symbols.get(..folded.symbols.len().min(LONGEST)).unwrap_or(&[]);
        Word { symbols: symbols.into(), drops: WEIGHTS.drops(symbols).into(), articles: folded.articles }
    }

    pub fn symbols(&self) -> &[u8] {
        &self.symbols
    }

    /// The logarithm of the odds that two are spellings of one name.
    pub fn score(&self, other: &Word) -> f32 {
        let weights = &*WEIGHTS;
        let shorter = self.symbols.len().min(other.symbols.len());
        if shorter == 0 {
            return f32::NEG_INFINITY;
        }
        let mut score = weights.all + weights.length * (shorter as f32).ln() + self.best(other) as f32 / 100.0;
        if shorter <= 4 {
            score += weights.short;
        }
        if self.articles != other.articles {
            score += weights.article;
        }
        let digits = |word: &'_ Word| -> Vec<u8> { word.symbols.iter().copied().filter(|s| is_digit(*s)).collect() };
        match (digits(self), digits(other)) {
            (a, b) if a == b => score,
            (a, b) if a.is_empty() || b.is_empty() => score + weights.digits,
            // Two numbers have no spellings.
            _ => score.min(OTHER_NUMBER),
        }
    }

    /// The weight of the best alignment.
    fn best(&self, other: &Word) -> i32 {
        let mut row = [0_i32; LONGEST + 1];
        let mut sum = 0;
        for (slot, drop) in row.iter_mut().skip(1).zip(&other.drops) {
            sum += i32::from(*drop);
            *slot = sum;
        }
        for (symbol, drop) in self.symbols.iter().zip(&self.drops) {
            let from = usize::from(*symbol) * SYMBOLS;
            let swaps = WEIGHTS.swap.get(from..from + SYMBOLS).unwrap_or(&[]);
            let drop = i32::from(*drop);
            let (mut before, mut left) = (0, 0);
            for (at, slot) in row.iter_mut().enumerate().take(other.symbols.len() + 1) {
                let above = *slot;
                left = match at.checked_sub(1).and_then(|at| other.symbols.get(at).zip(other.drops.get(at))) {
                    None => above + drop,
                    Some((symbol, other)) => {
                        let swap = swaps.get(usize::from(*symbol)).copied().unwrap_or(UNSEEN);
                        (before + i32::from(swap)).max(above + drop).max(left + i32::from(*other))
                    }
                };
                *slot = left;
                before = above;
            }
        }
        row.get(other.symbols.len()).copied().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::super::letters::fold;
    use super::*;

    fn score(a: &str, b: &str) -> f32 {
        Word::new(&fold(a)).score(&Word::new(&fold(b)))
    }

    #[test]
    fn spellings_score_above_other_names() {
        for (a, b) in [
            ("Qordesh", "Kordech"),
            ("Zhamil", "Djameel"),
            ("Velkanabad", "Velkān Ābād"),
            ("Abdurrahman", "Abd al-Rahman"),
        ] {
            assert!(score(a, b) > 0.0, "{a} {b} {}", score(a, b));
        }
        for (a, b) in [("Hassan", "Hussein"), ("Karim", "Karimi"), ("Velkan", "Verkan"), ("Sector 12", "Sector 21")] {
            assert!(score(a, b) < 0.0, "{a} {b} {}", score(a, b));
        }
    }

    #[test]
    fn the_order_of_two_does_not_matter_and_odd_text_has_a_score() {
        let long = "Qo\u{301}rdesh 7 ".repeat(300);
        for (a, b) in [
            ("", ""),
            ("", "Velkan"),
            ("’", "-"),
            ("ﷺ", "Ωμέγα"),
            (long.as_str(), "Qordesh"),
            (long.as_str(), long.as_str()),
        ] {
            assert!(!score(a, b).is_nan());
            assert_eq!(score(a, b), score(b, a));
        }
    }
}
