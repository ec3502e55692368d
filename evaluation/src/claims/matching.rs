//! Which predicted claim is which gold claim: one to one, the best sum of credits.
//!
//! In: places and types. Out: pairs with their credit (1 type equal, 0.5 same family or a type in `also`).
//! Not here: what is then measured on the pairs.

use super::gold::{Claim, Piece};

/// A pair of a predicted and a gold claim.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// Position among the predicted claims.
    pub predicted: usize,
    /// Position among the gold claims.
    pub gold: usize,
    /// 1 or 0.5.
    pub credit: f64,
}

/// Matches the claims of one document. Gold claims of scope core go before context ones.
pub fn matching(predicted: &[Claim], gold: &[Claim]) -> Vec<Pair> {
    let mut weights = vec![vec![0.0; gold.len()]; predicted.len()];
    for (p, row) in predicted.iter().zip(&mut weights) {
        for (g, weight) in gold.iter().zip(row) {
            let credit = credit(p, g);
            if credit > 0.0 {
                // The overlap breaks ties only; core before context likewise.
                let core = if g.scope == "core" { 0.1 } else { 0.0 };
                *weight = credit + core + 0.05 * iou(&p.quote, &g.quote) + 0.05 * same_trigger(p, g);
            }
        }
    }
    assign(&weights)
        .into_iter()
        .map(|(p, g)| Pair { predicted: p, gold: g, credit: credit(&predicted[p], &gold[g]) })
        .collect()
}

fn same_trigger(p: &Claim, g: &Claim) -> f64 {
    match (&p.trigger, &g.trigger) {
        (Some(a), Some(b)) if overlap(a, b) > 0 => 1.0,
        _ => 0.0,
    }
}

/// 1 for equal types, 0.5 for one family or a type in `also`, 0 for another place or type.
pub fn credit(p: &Claim, g: &Claim) -> f64 {
    let inside = |trigger: &Option<Piece>, quote: &Piece| {
        trigger.as_ref().is_some_and(|t| t.end > t.start && t.start >= quote.start && t.end <= quote.end)
    };
    if iou(&p.quote, &g.quote) < 0.3 && !inside(&p.trigger, &g.quote) && !inside(&g.trigger, &p.quote) {
        return 0.0;
    }
    let family = |t: &str| t.split('.').next().unwrap_or(t).to_owned();
    if p.event_type == g.event_type {
        1.0
    } else if g.event_type == "CONTEXT"
        || family(&p.event_type) == family(&g.event_type)
        || g.also.contains(&p.event_type)
        || p.also.contains(&g.event_type)
    {
        0.5
    } else {
        0.0
    }
}

/// Code points in common.
pub fn overlap(a: &Piece, b: &Piece) -> u32 {
    a.end.min(b.end).saturating_sub(a.start.max(b.start))
}

/// Intersection over union in code points.
pub fn iou(a: &Piece, b: &Piece) -> f64 {
    let both = overlap(a, b);
    let all = (a.end - a.start.min(a.end)) + (b.end - b.start.min(b.end)) - both;
    if all == 0 { 0.0 } else { f64::from(both) / f64::from(all) }
}

/// The assignment of rows to columns with the greatest sum; pairs of weight 0 are left out.
///
/// Hungarian method with potentials (Kuhn 1955, Munkres 1957), O(n^3).
pub fn assign(weights: &[Vec<f64>]) -> Vec<(usize, usize)> {
    let n = weights.len().max(weights.first().map_or(0, Vec::len));
    let cost = |i: usize, j: usize| -weights.get(i).and_then(|row| row.get(j)).copied().unwrap_or(0.0);
    // Rows and columns count from 1; column 0 holds the row being placed.
    let (mut u, mut v) = (vec![0.0; n + 1], vec![0.0; n + 1]);
    let (mut row_of, mut way) = (vec![0usize; n + 1], vec![0usize; n + 1]);
    for i in 1..=n {
        row_of[0] = i;
        let mut column = 0;
        let mut least = vec![f64::INFINITY; n + 1];
        let mut used = vec![false; n + 1];
        while row_of[column] != 0 {
            used[column] = true;
            let row = row_of[column];
            let (mut step, mut next) = (f64::INFINITY, 0);
            for j in 1..=n {
                if used[j] {
                    continue;
                }
                let reduced = cost(row - 1, j - 1) - u[row] - v[j];
                if reduced < least[j] {
                    least[j] = reduced;
                    way[j] = column;
                }
                if least[j] < step {
                    step = least[j];
                    next = j;
                }
            }
            for j in 0..=n {
                if used[j] {
                    u[row_of[j]] += step;
                    v[j] -= step;
                } else {
                    least[j] -= step;
                }
            }
            column = next;
        }
        while column != 0 {
            row_of[column] = row_of[way[column]];
            column = way[column];
        }
    }
    (1..=n).filter(|&j| cost(row_of[j] - 1, j - 1) < 0.0).map(|j| (row_of[j] - 1, j - 1)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_assignment_has_the_greatest_sum_not_the_greatest_first_pair() {
        let weights = vec![vec![1.0, 0.9, 0.0], vec![0.95, 0.0, 0.0]];
        let mut pairs = assign(&weights);
        pairs.sort_unstable();
        assert_eq!(pairs, [(0, 1), (1, 0)]);
    }

    #[test]
    fn the_same_family_gives_half_a_credit() {
        let claim = |kind: &str| Claim {
            event_type: kind.into(),
            quote: Piece { start: 0, end: 10, ..Piece::default() },
            ..Claim::default()
        };
        assert_eq!(credit(&claim("DEPLOY.DISPATCH"), &claim("DEPLOY.DISPATCH")), 1.0);
        assert_eq!(credit(&claim("DEPLOY.DISPATCH"), &claim("DEPLOY.MOVEMENT")), 0.5);
        assert_eq!(credit(&claim("DEPLOY.DISPATCH"), &claim("TRAIN")), 0.0);
    }
}
