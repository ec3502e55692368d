//! Who took a shared passage from whom.
//!
//! For: reading a passage link in the right direction. In: the two sides of a passage. Out: a
//! [`PassageLink`] with its reason. Order of evidence: one report names the other's outlet as its
//! source; one shows more of the chain inside the passage; one was published earlier; else unknown.
//! Not here: where the passage begins and ends (see `align`).

use super::links::{Evidence, PassageLink};
use super::outlets::Outlets;
use super::passages::Side;
use crate::annotate::{Annotated, ChainRole};
use crate::report::{DatePrecision, Published, Report};

/// Share of either report above which two reports of one outlet are versions of each other.
const VERSION: f32 = 0.5;

/// Makes the link of a verified passage.
pub(crate) fn direct(reports: &[Report], annotated: &[Annotated], outlets: &Outlets, a: Side, b: Side) -> PassageLink {
    let (Some(report_a), Some(report_b)) = (reports.get(a.report as usize), reports.get(b.report as usize)) else {
        return PassageLink::default();
    };
    let version = outlets.same(a.report, b.report) && a.containment.max(b.containment) >= VERSION;
    let cites = (outlets.cites(a.report, b.report), outlets.cites(b.report, a.report));
    let shown = (chain_shown(annotated, &a), chain_shown(annotated, &b));
    let earlier = earlier(report_a, report_b);
    // `Some(true)`: a is the copy.
    let (a_copies, evidence) = match (version, cites, shown, earlier) {
        (false, (true, false), ..) => (Some(true), Evidence::Cites),
        (false, (false, true), ..) => (Some(false), Evidence::Cites),
        (false, _, (x, y), _) if x != y => (Some(x < y), Evidence::ShowsLess),
        (_, _, _, Some(first)) => (Some(!first), Evidence::Later),
        _ => (None, Evidence::Unknown),
    };
    // Unknown direction: the later in path order, so that the answer does not depend on the input's order.
    let swap = !a_copies.unwrap_or_else(|| (&report_a.path, &report_a.sha256) > (&report_b.path, &report_b.sha256));
    let (copy, original) = if swap { (b, a) } else { (a, b) };
    PassageLink {
        copy: copy.report,
        original: original.report,
        copy_spans: copy.spans,
        original_spans: original.spans,
        containment: copy.containment,
        directed: a_copies.is_some(),
        version,
        evidence,
    }
}

/// The longest chain, in links beyond the outlet, of a claim inside the passage.
fn chain_shown(annotated: &[Annotated], side: &Side) -> usize {
    let claims = annotated.get(side.report as usize).map_or(&[][..], |known| &known.claims);
    let inside = claims.iter().filter(|claim| side.spans.iter().any(|span| span.overlaps(claim.trigger)));
    inside
        .map(|claim| claim.chain.iter().filter(|link| link.role != ChainRole::Outlet && !link.name.is_empty()).count())
        .max()
        .unwrap_or(0)
}

/// Whether `a` was published before `b`; `None` if that is not known.
fn earlier(a: &Report, b: &Report) -> Option<bool> {
    let exact = |published: &Published| published.precision == DatePrecision::Day;
    let (a, b) = (&a.published.as_ref()?.value, &b.published.as_ref()?.value);
    (exact(a) && exact(b) && a.day != b.day).then_some(a.day < b.day)
}
