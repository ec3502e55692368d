//! Which claim a claim was taken from: copies, citations of a given report, shared quotations.
//!
//! For: counting rule 1 across reports. In: the collection and each claim's [`Ending`].
//! Out: [`Lead`]s from the poorer to the richer side. Not here: where a chain of leads ends
//! (see [`super::origins`]).

use super::chains::{Ending, Shown};
use super::collection::{Collection, Nth};
use super::words::plain_words;
use crate::link::{At, PassageLink};
use crate::report::DatePrecision;
use crate::text::Span;
use crate::weigh::EdgeKind;
use rustc_hash::FxHashMap;

/// Claims of one event that are looked through for the outlet that "local media" means.
const MOST_MEANT: usize = 64;

/// One claim taken from another.
#[derive(Clone, Debug)]
pub(super) struct Lead {
    pub from: Nth,
    pub to: Nth,
    pub kind: EdgeKind,
    pub because: String,
}

/// All leads, sorted by their beginning, without repetitions.
pub(super) fn leads(all: &Collection<'_>, endings: &[Ending]) -> Vec<Lead> {
    let mut found = Vec::new();
    copies(all, endings, &mut found);
    quotations(all, endings, &mut found);
    citations(all, endings, &mut found);
    headlines(all, endings, &mut found);
    let rank = |kind: EdgeKind| match kind {
        EdgeKind::Cites => 0,
        EdgeKind::Copies | EdgeKind::Rewrites => 1,
        _ => 2,
    };
    found.sort_by_key(|lead| (lead.from, lead.to, rank(lead.kind)));
    found.dedup_by_key(|lead| (lead.from, lead.to));
    found
}

/// Whether two claims can be one saying: the same event, or the same type where linking left one apart.
fn same_saying(all: &Collection<'_>, a: At, b: At) -> bool {
    let event = |at| all.nth(at).and_then(|nth| all.event_of.get(nth).copied().flatten());
    match (event(a), event(b)) {
        (Some(x), Some(y)) if x == y => true,
        _ => all.claim(a).zip(all.claim(b)).is_some_and(|(x, y)| x.kind == y.kind && x.modality == y.modality),
    }
}

/// Rule 1: a copied passage inherits the chain of the passage it was copied from.
fn copies(all: &Collection<'_>, endings: &[Ending], found: &mut Vec<Lead>) {
    for passage in &all.links.passages {
        for (&copy_span, &original_span) in passage.copy_spans.iter().zip(&passage.original_spans) {
            for copy in all.claims_in(passage.copy, copy_span) {
                let Some(place) = all.claim(copy).map(|c| along(c.trigger, copy_span)) else { continue };
                // The same words may carry two claims: the one at the same distance into the passage is meant.
                let original = all
                    .claims_in(passage.original, original_span)
                    .filter(|&o| same_saying(all, copy, o))
                    .min_by_key(|&o| {
                        let other = all.claim(o).map_or(0.0, |c| along(c.trigger, original_span));
                        (((place - other).abs() * 1e6) as u64, o)
                    });
                let (Some(from), Some(to)) = (all.nth(copy), original.and_then(|o| all.nth(o))) else { continue };
                add_copy(all, endings, passage, from, to, found);
            }
        }
    }
}

/// How far into a passage a trigger stands, 0 to 1.
fn along(trigger: Span, passage: Span) -> f64 {
    f64::from(trigger.start.saturating_sub(passage.start)) / passage.len().max(1) as f64
}

/// The poorer side leads to the richer; between equals, to the original, which is the earlier where dates say so.
fn add_copy(
    all: &Collection<'_>,
    endings: &[Ending],
    passage: &PassageLink,
    copy: Nth,
    original: Nth,
    found: &mut Vec<Lead>,
) {
    let (Some(a), Some(b)) = (endings.get(copy), endings.get(original)) else { return };
    // Two chains that end at different named sayers are two explicit citations: both stand (rule 5).
    if a.shown == Shown::Named && b.shown == Shown::Named {
        return;
    }
    let reversed = match a.shown.cmp(&b.shown) {
        std::cmp::Ordering::Greater => true,
        std::cmp::Ordering::Less => false,
        std::cmp::Ordering::Equal => !passage.directed && earlier(all, passage.copy, passage.original),
    };
    let (from, to) = if reversed { (original, copy) } else { (copy, original) };
    let [from_outlet, to_outlet] = [from, to].map(|n| all.claims.get(n).map_or("", |at| all.outlet(at.report)));
    let why = if a.shown == b.shown { "the earlier" } else { "which shows more of who said it" };
    found.push(Lead {
        from,
        to,
        kind: if passage.containment >= 0.5 { EdgeKind::Copies } else { EdgeKind::Rewrites },
        because: format!("{from_outlet} has the same passage as {to_outlet}, {why} ({})", passage.because),
    });
}

/// Whether report `a` was surely published before report `b`.
fn earlier(all: &Collection<'_>, a: u32, b: u32) -> bool {
    match (all.published(a), all.published(b)) {
        (Some(x), Some(y)) => x.precision == DatePrecision::Day && y.precision == DatePrecision::Day && x.day < y.day,
        _ => false,
    }
}

/// A shared quotation leads to its speaker, not to the other outlet.
fn quotations(all: &Collection<'_>, endings: &[Ending], found: &mut Vec<Lead>) {
    for quotation in &all.links.quotations {
        let (a, b) = (quotation.a, quotation.b);
        if a.0 == b.0 {
            continue;
        }
        for one in all.claims_in(a.0, a.1) {
            for other in all.claims_in(b.0, b.1).filter(|&other| same_saying(all, one, other)) {
                let (Some(x), Some(y)) = (all.nth(one), all.nth(other)) else { continue };
                let (Some(of_x), Some(of_y)) = (endings.get(x), endings.get(y)) else { continue };
                let (from, to) = match of_x.shown.cmp(&of_y.shown) {
                    std::cmp::Ordering::Less => (x, y),
                    std::cmp::Ordering::Greater => (y, x),
                    std::cmp::Ordering::Equal => continue,
                };
                let speaker = endings.get(to).map_or("", |e| e.name.as_str());
                let kind = if quotation.translated { EdgeKind::Translates } else { EdgeKind::Quotes };
                found.push(Lead { from, to, kind, because: format!("the same quotation, there by {speaker}") });
            }
        }
    }
}

/// A cited outlet whose report is given leads on to that report's claims of the same event, and a
/// relay that another report shows to have passed something on leads to what it passed on.
fn citations(all: &Collection<'_>, endings: &[Ending], found: &mut Vec<Lead>) {
    let mut by_event_report: FxHashMap<(u32, u32), Vec<Nth>> = FxHashMap::default();
    let mut by_event: FxHashMap<u32, Vec<Nth>> = FxHashMap::default();
    let mut relayed: FxHashMap<(u32, String), Nth> = FxHashMap::default();
    for (nth, at) in all.claims.iter().enumerate() {
        let (Some(event), Some(end)) = (all.event_of.get(nth).copied().flatten(), endings.get(nth)) else { continue };
        by_event_report.entry((event, at.report)).or_default().push(nth);
        let earliest = by_event.entry(event).or_default();
        if end.shown > Shown::Outlet && earliest.len() < MOST_MEANT {
            earliest.push(nth);
        }
        if let (Some(through), true) = (&end.through, end.shown >= Shown::Unnamed) {
            let slot = relayed.entry((event, through.clone())).or_insert(nth);
            if endings.get(*slot).is_some_and(|known| known.shown < end.shown) {
                *slot = nth;
            }
        }
    }
    for (nth, at) in all.claims.iter().enumerate() {
        let (Some(event), Some(end)) = (all.event_of.get(nth).copied().flatten(), endings.get(nth)) else { continue };
        let key = match end.shown {
            Shown::Outlet if end.common => {
                found.extend(meant_by(all, endings, nth, by_event.get(&event).map_or(&[][..], Vec::as_slice)));
                continue;
            }
            Shown::Outlet => all.outlet_reports(&end.name, end.entity).0,
            Shown::Named if end.given => all.outlet_reports(&end.name, end.entity).0,
            Shown::Unnamed => match &end.through {
                Some(through) => through.clone(),
                None => continue,
            },
            _ => continue,
        };
        if key.is_empty() {
            continue;
        }
        let (_, reports) = all.outlet_reports(&key, None);
        let before = found.len();
        for &report in reports.iter().filter(|&&report| report != at.report) {
            for &to in by_event_report.get(&(event, report)).map_or(&[][..], Vec::as_slice) {
                let theirs = endings.get(to).map_or(Shown::Nothing, |e| e.shown);
                let fits = match end.shown {
                    Shown::Outlet => true,
                    // A body that is no outlet says in its own report what it says itself.
                    Shown::Named => theirs != Shown::Nothing,
                    _ => theirs == Shown::Unnamed,
                };
                if fits && same_commitment(all, nth, to) {
                    let because = format!(
                        "{} names {} as its source, whose report is given",
                        all.outlet(at.report),
                        all.outlet(report)
                    );
                    found.push(Lead { from: nth, to, kind: EdgeKind::Cites, because });
                }
            }
        }
        if found.len() > before || end.shown != Shown::Outlet {
            continue;
        }
        if let Some(&to) = relayed.get(&(event, key)) {
            let (by, who) = (all.claims.get(to).map_or("", |t| all.outlet(t.report)), &end.name);
            let behind = endings.get(to).map_or("", |e| e.name.as_str());
            if to != nth {
                let because = format!("{by} shows that {who} passes on what {behind} says");
                found.push(Lead { from: nth, to, kind: EdgeKind::Cites, because });
            }
        }
    }
}

/// A headline and the body below it are one telling: the headline leads to the body, unless only the headline shows who says it.
fn headlines(all: &Collection<'_>, endings: &[Ending], found: &mut Vec<Lead>) {
    let shown = |nth: Nth| endings.get(nth).map_or(Shown::Nothing, |e| e.shown);
    let mut told: FxHashMap<(u32, u32), (Vec<Nth>, Vec<Nth>)> = FxHashMap::default();
    for (nth, at) in all.claims.iter().enumerate() {
        let (Some(event), Some(claim)) = (all.event_of.get(nth).copied().flatten(), all.claim(*at)) else { continue };
        let (headline, body) = told.entry((event, at.report)).or_default();
        if claim.in_headline { headline.push(nth) } else { body.push(nth) }
    }
    for ((_, report), (headline, body)) in &told {
        for &above in headline {
            let mut below = body.iter().copied().filter(|&b| same_commitment(all, above, b));
            let best = below.clone().max_by_key(|&b| (shown(b), std::cmp::Reverse(b)));
            let Some(best) = best else { continue };
            let outlet = all.outlet(*report);
            if shown(best) > Shown::Nothing && shown(best) >= shown(above).min(Shown::Unnamed) {
                let because = format!("the headline of {outlet} is told in its body");
                found.push(Lead { from: above, to: best, kind: EdgeKind::SelfCites, because });
            } else if shown(above) > Shown::Nothing
                && let Some(first) = below.next()
            {
                let because = format!("the headline of {outlet} names who says what its body tells");
                found.push(Lead { from: first, to: above, kind: EdgeKind::SelfCites, because });
            }
        }
    }
}

/// The given report that "local radio" or "news agency reports" means: an earlier one of the event, by
/// preference of an outlet that the words fit.
fn meant_by(all: &Collection<'_>, endings: &[Ending], nth: Nth, candidates: &[Nth]) -> Option<Lead> {
    let at = all.claims.get(nth)?;
    let end = endings.get(nth)?;
    let words: Vec<String> = plain_words(&end.name).collect();
    let fits = |outlet: &str| plain_words(outlet).any(|w| w != "news" && words.contains(&w));
    let not_later = |other: At| match (all.day(other.report), all.day(at.report)) {
        (Some(theirs), Some(ours)) => theirs <= ours,
        _ => true,
    };
    let other = |to: &Nth| {
        let other = all.claims.get(*to)?;
        (other.report != at.report && not_later(*other)).then_some(*other)
    };
    let (to, given) = candidates.iter().filter_map(|to| other(to).map(|at| (*to, at))).min_by_key(|(to, other)| {
        (!fits(all.outlet(other.report)), all.day(other.report).is_none(), all.day(other.report), *to)
    })?;
    let because = format!(
        "{} names no outlet (\"{}\"); {} is given and is not later",
        all.outlet(at.report),
        end.name,
        all.outlet(given.report)
    );
    Some(Lead { from: nth, to, kind: EdgeKind::Cites, because })
}

/// A report is cited for what it says happened, not for the denial it also carries.
fn same_commitment(all: &Collection<'_>, a: Nth, b: Nth) -> bool {
    use crate::annotate::Modality::Denied;
    let denied = |nth: Nth| all.claims.get(nth).and_then(|&at| all.claim(at)).map(|c| c.modality == Denied);
    denied(a) == denied(b)
}
