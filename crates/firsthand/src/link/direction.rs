//! Who took a shared passage from whom.
//!
//! For: reading a passage link in the right direction. In: the two sides of a passage. Out: a
//! [`PassageLink`] with its reason. Order of evidence: one report names the other's outlet as its
//! source; one shows more of the chain inside the passage; one was published earlier; else unknown.
//! Not here: where the passage begins and ends (see `align`).

use super::links::{Evidence, PassageLink};
use super::outlets::Outlets;
use super::passages::Side;
use crate::annotate::{ChainRole, Claim, Few};
use crate::held::Given;
use crate::report::{DatePrecision, Published};
use crate::text::Span;
use rayon::prelude::*;

/// Share of either report above which two reports of one outlet are versions of each other.
const VERSION: f32 = 0.5;

/// Makes the link of a verified passage.
pub(crate) fn direct(given: Given<'_>, chains: &Chains, outlets: &Outlets, a: Side, b: Side) -> PassageLink {
    let version = outlets.same(a.report, b.report) && a.containment.max(b.containment) >= VERSION;
    let cites = (outlets.cites(a.report, b.report), outlets.cites(b.report, a.report));
    let shown = (chains.shown(&a), chains.shown(&b));
    let earlier = earlier(given, a.report, b.report);
    // `Some(true)`: a is the copy.
    let (a_copies, evidence) = match (version, cites, shown, earlier) {
        (false, (true, false), ..) => (Some(true), Evidence::Cites),
        (false, (false, true), ..) => (Some(false), Evidence::Cites),
        (false, _, (x, y), _) if x != y => (Some(x < y), Evidence::ShowsLess),
        (_, _, _, Some(first)) => (Some(!first), Evidence::Later),
        _ => (None, Evidence::Unknown),
    };
    // Unknown direction: the later in path order, so that the answer does not depend on the input's order.
    let place = |side: &Side| (given.path(side.report), given.sha256(side.report));
    let swap = !a_copies.unwrap_or_else(|| place(&a) > place(&b));
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

/// How much of its chain each claim of each report shows, and where its trigger stands.
pub(crate) struct Chains(Vec<Few<(Span, u16)>>);

impl Chains {
    /// Reads the claims of all reports.
    pub(crate) fn read(given: Given<'_>) -> Self {
        let shown = |claim: &Claim| {
            let links = claim.chain.iter().filter(|link| link.role != ChainRole::Outlet && !link.name.is_empty());
            (claim.trigger, u16::try_from(links.count()).unwrap_or(u16::MAX))
        };
        let of = |number| given.claim_list(number).iter().map(shown).collect();
        Chains(given.numbers().into_par_iter().map(of).collect())
    }

    /// The longest chain, in links beyond the outlet, of a claim inside the passage.
    fn shown(&self, side: &Side) -> u16 {
        let claims = self.0.get(side.report as usize).map_or(&[][..], |claims| claims);
        let inside = claims.iter().filter(|(trigger, _)| side.spans.iter().any(|span| span.overlaps(*trigger)));
        inside.map(|(_, shown)| *shown).max().unwrap_or(0)
    }
}

/// Whether `a` was published before `b`; `None` if that is not known.
fn earlier(given: Given<'_>, a: u32, b: u32) -> Option<bool> {
    let exact = |published: &Published| published.precision == DatePrecision::Day;
    let (a, b) = (&given.published(a)?, &given.published(b)?);
    (exact(a) && exact(b) && a.day != b.day).then_some(a.day < b.day)
}
