//! How many: agreement of two claims on numbers.
//!
//! For: [`super::same_event`]. In: two happenings. Out: points, reasons, and whether a number agrees
//! that seldom does by chance. Numbers that differ are no conflict: two reports may contradict each
//! other about one happening, and that is for weigh to show.

use super::codes::codes;
use super::happening::{Happening, Number};
use super::same_event::{Comparison, Why, World};

/// Compares numbers; whether one that seldom agrees by chance is the same.
pub(super) fn numbers(a: &Happening, b: &Happening, world: &World, found: &mut Comparison) -> bool {
    if a.numbers.is_empty() || b.numbers.is_empty() {
        return false;
    }
    let (weights, limits) = (&codes().weights, &codes().limits);
    let fits = |x: &Number, y: &Number| x.lo <= y.hi && y.lo <= x.hi;
    // Whatever the people are called: "620 recruits" and "620 foreign nationals".
    let counts_same = |x: &Number, y: &Number| x.comparable(y) || x.people && y.people && x.named() >= limits.rare;
    let mut same: Option<&Number> = None;
    for x in a.numbers.iter().filter(|x| !x.vague) {
        let of_other = |y: &Number| x.named() == y.named() && !y.vague && counts_same(x, y);
        if b.numbers.iter().any(of_other) && same.is_none_or(|known| x.named() >= known.named()) {
            same = Some(x);
        }
    }
    let pairs = || a.numbers.iter().flat_map(|x| b.numbers.iter().filter(|y| x.comparable(y)).map(move |y| (x, y)));
    if let Some(x) = same {
        let rare = x.named() >= limits.rare;
        found.anchored |= rare;
        found.add(same_number(x, world), Why::Number("the same number,", x.named()));
        return rare && !round(x.named());
    } else if a.is_denied() || b.is_denied() {
        // "Not one" says nothing about how many others say.
    } else if let Some((x, _)) = pairs().find(|(x, y)| rounded(x, y)) {
        found.add(weights.number_near, Why::Number("nearly the same number,", x.named()));
    } else if pairs().any(|(x, y)| fits(x, y)) {
        found.add(weights.number_compatible, Why::Plain("numbers that fit"));
    } else if let Some((x, _)) = pairs().next() {
        let one_report = a.at.report == b.at.report;
        let weight = match one_report {
            // Two sources that one report sets against each other count the same.
            true if other_sayer(a, b) => weights.number_other * codes().limits.inherited,
            true => weights.within_number,
            false => weights.number_other,
        };
        found.add(weight, Why::Number("another number than", x.named()));
    }
    false
}

/// Points where two claims give this number.
pub(super) fn same_number(number: &Number, world: &World) -> f32 {
    let (weights, limits) = (&codes().weights, &codes().limits);
    match number.named() {
        n if n >= limits.rare => {
            let full = if round(n) { weights.number_round } else { weights.number_rare };
            let told = world.numbers.get(&n.to_bits()).copied().unwrap_or(0);
            weights.number_same + (full - weights.number_same) * limits.few(told)
        }
        n if n > 3.0 => weights.number_same,
        // A small number agrees by chance.
        _ => weights.number_compatible,
    }
}

/// Whether a number of the one may be a number of the other.
pub(super) fn share_number(a: &[Number], b: &[Number]) -> bool {
    let fits = |x: &Number, y: &Number| x.lo <= y.hi && y.lo <= x.hi || rounded(x, y);
    a.iter().any(|x| b.iter().any(|y| x.comparable(y) && fits(x, y)))
}

/// Whether two different sayers are named for two claims.
fn other_sayer(a: &Happening, b: &Happening) -> bool {
    matches!((a.claim.sayer, b.claim.sayer), (Some(x), Some(y)) if x != y)
}

/// Whether a number is one to which people round.
fn round(n: f64) -> bool {
    n >= 10.0 && n % 10.0 == 0.0 || n == 12.0 || n == 15.0
}

/// Whether one is the other in round figures: "forty" and "43", "more than a hundred" and "104".
fn rounded(x: &Number, y: &Number) -> bool {
    // "More than forty" begins at 41.
    let over = |n: &Number| if n.hi > n.lo { n.named() - 1.0 } else { n.named() };
    let figure = |n: &Number| [n.named(), over(n)].into_iter().any(|n| n >= 20.0 && round(n));
    let (a, b) = (x.named(), y.named());
    !x.vague && !y.vague && (figure(x) || figure(y)) && (a - b).abs() <= codes().limits.rounding * a.max(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_round_figure_may_stand_for_the_number() {
        let of = |n: f64, vague: bool| Number { lo: n, hi: n, unit: 1, sorts: 0, vague, people: false };
        assert!(rounded(&of(40.0, false), &of(43.0, false)));
        assert!(!rounded(&of(17.0, false), &of(23.0, false)));
        assert!(!rounded(&of(41.0, false), &of(43.0, false)));
        assert!(!rounded(&of(2000.0, true), &of(2100.0, false)));
    }
}
