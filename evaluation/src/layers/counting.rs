//! The origins of one event, counted by ever more of what the program knows.
//!
//! In: what was found, and an event of coded claims. Out: one [`Counted`] a layer, each with all that the layers before it know;
//! the last is the program's own count. Not here: any comparison with a gold set.

use crate::oracle::folded;
use crate::origins::{Found, origins_of_reports};
use firsthand::annotate::{ChainLink, ChainRole, Claim, Modality, SourceKind};
use firsthand::link::At;
use firsthand::report::PartKind;
use firsthand::text::Span;
use firsthand::weigh::WeighedEvent;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// The layers in order, with what each takes for one origin.
pub const LAYERS: [(&str, &str); 6] = [
    ("reports", "every report that tells the event"),
    ("+ near-duplicates", "reports of which one is contained in the other to four fifths"),
    ("+ partial copies", "reports that tell the event in one passage"),
    ("+ quotations", "reports that tell it in one quotation"),
    ("+ attribution", "the sayer that reports name; an outlet's voice adds nothing without work of its own"),
    ("+ parties, artefacts, unnamed", "all that the program knows"),
];

/// Share of a report's text from which on it is a near-duplicate.
const NEAR: f32 = 0.8;

/// The origins of one event as one layer counts them.
pub struct Counted {
    /// Fewest and most.
    pub range: (u32, u32),
    /// The reports that reach each.
    pub origins: Vec<BTreeSet<u32>>,
}

impl Counted {
    fn of(origins: impl Iterator<Item = BTreeSet<u32>>) -> Self {
        let origins: Vec<_> = origins.collect();
        Counted { range: (origins.len() as u32, origins.len() as u32), origins }
    }
}

/// Counts an event at every layer.
pub fn counted(found: &Found, event: &WeighedEvent) -> Vec<Counted> {
    let told = Told { found, claims: telling(found, event) };
    let mut reports: Groups<u32> = told.claims.iter().map(|at| at.report).collect();
    let mut sayings: Groups<At> = told.claims.iter().copied().collect();
    let mut out = vec![reports.counted()];
    reports.join(told.near_duplicates());
    out.push(reports.counted());
    for pairs in [told.passages(), told.quotations()] {
        reports.join(pairs.iter().map(|(a, b)| (a.report, b.report)));
        sayings.join(pairs.into_iter());
        out.push(reports.counted());
    }
    out.push(told.attribution(&sayings));
    let shipped = origins_of_reports(found, event).into_values().collect();
    out.push(Counted { range: (event.low, event.high), origins: shipped });
    out
}

/// The claims that tell an event: of each report what it says most firmly, and no denial.
fn telling(found: &Found, event: &WeighedEvent) -> Vec<At> {
    let happens = !event.kind.starts_with("STATEMENT.");
    let denies = |claim: &Claim| claim.modality == Modality::Denied || (happens && claim.kind == "STATEMENT.DENY");
    let known = event.claims.iter().filter_map(|&at| Some((at, found.claim(at)?)));
    let says: Vec<(At, &Claim)> = known.filter(|(_, claim)| !denies(claim)).collect();
    let mut firmest: BTreeMap<u32, Modality> = BTreeMap::new();
    for (at, claim) in &says {
        let slot = firmest.entry(at.report).or_insert(claim.modality);
        *slot = claim.modality.max(*slot);
    }
    says.into_iter().filter(|(at, claim)| firmest.get(&at.report) == Some(&claim.modality)).map(|(at, _)| at).collect()
}

/// Who says a claim, by what its report alone shows; the poorest first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Sayer {
    /// Another outlet, and nobody behind it.
    Outlet(String),
    /// Somebody unnamed, known in this report only.
    Unnamed(u32, String),
    Named(String),
    /// The outlet itself, which shows its own work.
    Own(String),
}

impl Sayer {
    fn shown(&self) -> u8 {
        match self {
            Sayer::Outlet(_) => 1,
            Sayer::Unnamed(..) => 2,
            Sayer::Named(_) | Sayer::Own(_) => 3,
        }
    }
}

/// An event with the claims that tell it.
struct Told<'a> {
    found: &'a Found,
    claims: Vec<At>,
}

impl Told<'_> {
    fn has(&self, report: u32) -> bool {
        self.claims.iter().any(|at| at.report == report)
    }

    /// Pairs of reports of which one is nearly all in the other.
    fn near_duplicates(&self) -> impl Iterator<Item = (u32, u32)> {
        let links = self.found.links.passages.iter().filter(|link| self.has(link.copy) && self.has(link.original));
        let near =
            links.filter(|link| link.containment >= NEAR || self.covered(link.original, &link.original_spans) >= NEAR);
        near.map(|link| (link.copy, link.original))
    }

    /// Share of a report's body that the places cover.
    fn covered(&self, report: u32, spans: &[Span]) -> f32 {
        let body = || self.found.reports.get(report as usize).into_iter().flat_map(|r| r.parts_of(PartKind::Body));
        let both = |a: Span, b: Span| a.end.min(b.end).saturating_sub(a.start.max(b.start));
        let length: usize = body().map(|part| part.span.len()).sum();
        let covered: u32 = body().flat_map(|part| spans.iter().map(move |&span| both(part.span, span))).sum();
        covered as f32 / length.max(1) as f32
    }

    /// Claims that stand in one copied passage.
    fn passages(&self) -> Vec<(At, At)> {
        let links = self.found.links.passages.iter();
        let places = links.flat_map(|link| {
            let spans = link.copy_spans.iter().zip(&link.original_spans);
            spans.map(|(&copy, &original)| ((link.copy, copy), (link.original, original)))
        });
        places.flat_map(|(a, b)| self.pairs(a, b)).collect()
    }

    /// Claims that stand in one quotation.
    fn quotations(&self) -> Vec<(At, At)> {
        let links = self.found.links.quotations.iter().filter(|link| link.a.0 != link.b.0);
        links.flat_map(|link| self.pairs(link.a, link.b)).collect()
    }

    /// Each claim at one place with the one that stands equally far into the other.
    fn pairs(&self, a: (u32, Span), b: (u32, Span)) -> Vec<(At, At)> {
        let within = |(report, span): (u32, Span)| {
            let here = self.claims.iter().copied().filter(move |at| at.report == report);
            here.filter_map(move |at| {
                let claim = self.found.claim(at)?;
                let place = if claim.trigger.is_empty() { claim.span } else { claim.trigger };
                let far = f64::from(place.start.saturating_sub(span.start)) / span.len().max(1) as f64;
                span.overlaps(place).then_some((at, far))
            })
        };
        let nearest = |(at, far): (At, f64)| {
            let other = within(b).min_by_key(|(other, place)| ((((place - far).abs() * 1e6) as u64), *other));
            Some((at, other?.0))
        };
        within(a).filter_map(nearest).collect()
    }

    /// Distinct sayers. Claims of one passage or quotation have the sayer of the one that shows most, else of the earliest; an outlet that
    /// is named and whose report is here says what its report shows.
    fn attribution(&self, sayings: &Groups<At>) -> Counted {
        let day = |at: At| self.found.reports.get(at.report as usize)?.published.as_ref().map(|p| p.value.day);
        let mut of: BTreeMap<At, Sayer> = BTreeMap::new();
        for group in sayings.all() {
            let shown = group.iter().filter_map(|&at| Some((at, self.sayer(at)?)));
            let best = shown.min_by_key(|(at, sayer)| (Reverse(sayer.shown()), day(*at).is_none(), day(*at), *at));
            if let Some((_, sayer)) = best {
                of.extend(group.iter().map(|&at| (at, sayer.clone())));
            }
        }
        let mut origins: BTreeMap<&Sayer, BTreeSet<u32>> = BTreeMap::new();
        for (at, sayer) in &of {
            let given = |other: &At| matches!(sayer, Sayer::Outlet(name) if *name == self.outlet(other.report));
            let behind = of.iter().filter(|(other, sayer)| given(other) && !matches!(sayer, Sayer::Outlet(_)));
            let reached: Vec<&Sayer> = match self.claims.iter().any(given) {
                true => behind.map(|(_, sayer)| sayer).collect(),
                false => vec![sayer],
            };
            for sayer in reached {
                origins.entry(sayer).or_default().insert(at.report);
            }
        }
        Counted::of(origins.into_values())
    }

    fn outlet(&self, report: u32) -> String {
        folded(self.found.reports.get(report as usize).map_or("", |report| report.outlet_name()))
    }

    /// The far end of a claim's chain, an entity by its fullest name in all reports.
    fn sayer(&self, at: At) -> Option<Sayer> {
        let claim = self.found.claim(at)?;
        let outlet = self.outlet(at.report);
        let says = |link: &&ChainLink| {
            let who = link.kind != SourceKind::Unspecified || link.entity.is_some();
            link.role != ChainRole::Outlet && who && !link.name.trim().is_empty() && folded(&link.name) != outlet
        };
        let Some(last) = claim.chain.iter().rev().find(says) else {
            return self.own_work(at, claim).then_some(Sayer::Own(outlet));
        };
        let member = last.entity.map(|item| At { report: at.report, item });
        let linked =
            self.found.links.entities.iter().find(|entity| member.is_some_and(|m| entity.members.contains(&m)));
        let name = linked.map_or(last.name.as_str(), |entity| entity.name);
        let named = name.chars().any(char::is_uppercase) && last.kind != SourceKind::Anonymous;
        Some(match last.kind {
            SourceKind::Outlet | SourceKind::Wire => Sayer::Outlet(folded(name)),
            _ if named => Sayer::Named(folded(name)),
            _ => Sayer::Unnamed(at.report, folded(name)),
        })
    }

    /// Whether the text shows that the outlet did the work itself.
    fn own_work(&self, at: At, claim: &Claim) -> bool {
        let known = self.found.annotated.get(at.report as usize).map_or(&[][..], |notes| &notes.attributions);
        let carrying = claim.chain.iter().map(|link| link.attribution).chain([claim.attribution]).flatten();
        carrying.filter_map(|item| known.get(item as usize)).any(|said| said.own_reporting.is_some())
    }
}

/// Things that are joined two by two.
struct Groups<T>(Vec<BTreeSet<T>>);

impl<T: Ord + Copy> FromIterator<T> for Groups<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        let items: BTreeSet<T> = items.into_iter().collect();
        Groups(items.into_iter().map(|item| BTreeSet::from([item])).collect())
    }
}

impl<T: Ord + Copy> Groups<T> {
    fn join(&mut self, pairs: impl Iterator<Item = (T, T)>) {
        for (a, b) in pairs {
            let place = |item| self.0.iter().position(|group| group.contains(&item));
            if let (Some(one), Some(other)) = (place(a), place(b))
                && one != other
            {
                let moved = self.0.swap_remove(one.max(other));
                if let Some(group) = self.0.get_mut(one.min(other)) {
                    group.extend(moved);
                }
            }
        }
    }

    fn all(&self) -> impl Iterator<Item = &BTreeSet<T>> {
        self.0.iter()
    }
}

impl Groups<u32> {
    fn counted(&self) -> Counted {
        Counted::of(self.0.iter().cloned())
    }
}
