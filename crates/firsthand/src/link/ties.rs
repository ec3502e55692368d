//! Claims that are tied by their wording: one copied passage, one quotation.
//!
//! For: joining claims of two reports that are the same sentence. In: passage and quotation links,
//! happenings. Out: pairs of claims with the kind of tie. A copied passage ties only claims whose
//! clauses correspond; two reports are never tied as a whole. Two translations of one saying tie only what was done in saying it.
//! Not here: other agreement.

use super::happening::Happening;
use super::links::{PassageLink, QuotationLink};
use super::same_event::common;
use crate::text::Span;

/// Share of the shorter clause's content words that two corresponding clauses have in common.
const CLAUSE: f32 = 0.6;

/// How two claims are tied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Tie {
    /// Corresponding clauses of a copied passage.
    Passage,
    /// Corresponding clauses of one quotation.
    Quotation,
}

/// Ties of pairs of happenings; a pair may be tied in several ways.
pub(crate) fn ties(
    happenings: &[Happening],
    by_report: &[Vec<u32>],
    passages: &[PassageLink],
    quotations: &[QuotationLink],
) -> Vec<(u32, u32, Tie)> {
    let mut ties = Vec::new();
    let inside = |report: u32, span: Span| -> Vec<u32> {
        let of = by_report.get(report as usize).into_iter().flatten().copied();
        of.filter(|n| happenings.get(*n as usize).is_some_and(|h| span.overlaps(h.claim.trigger))).collect()
    };
    let mut tie = |a: (u32, Span), b: (u32, Span), kind: Tie, reworded: bool| {
        let second = inside(b.0, b.1);
        for x in inside(a.0, a.1) {
            for &y in &second {
                let (Some(left), Some(right)) = (happenings.get(x as usize), happenings.get(y as usize)) else {
                    continue;
                };
                let shorter = left.content.len().min(right.content.len()).max(1);
                // Two wordings of one saying are one pledge or threat; what they speak of may differ.
                let alike = if reworded {
                    left.is_statement() && right.is_statement()
                } else {
                    common(&left.content, &right.content) as f32 >= CLAUSE * shorter as f32
                };
                if x != y && left.is_of_type(right) && alike {
                    ties.push((x, y, kind));
                }
            }
        }
    };
    for link in passages {
        for (copy, original) in link.copy_spans.iter().zip(&link.original_spans) {
            tie((link.copy, *copy), (link.original, *original), Tie::Passage, false);
        }
    }
    for link in quotations {
        tie(link.a, link.b, Tie::Quotation, link.translated);
    }
    ties
}
