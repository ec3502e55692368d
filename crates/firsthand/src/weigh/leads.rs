//! Which claim a claim was taken from: copies, citations of a given report, shared quotations.
//!
//! For: counting rule 1 across reports. In: the collection and each claim's [`Ending`].
//! Out: [`Lead`]s from the poorer to the richer side. Not here: where a chain of leads ends
//! (see [`super::origins`]).

use super::chains::{Ending, Shown, names_no_outlet};
use super::collection::{Collection, Nth};
use super::origins::description;
use super::told::Told;
use super::words::plain_words;
use crate::annotate::SourceKind;
use crate::link::At;
use crate::report::DatePrecision;
use crate::text::Span;
use crate::weigh::EdgeKind;
use rustc_hash::{FxHashMap, FxHashSet};

/// Claims of one event that are looked through for the outlet that "local media" means.
const MOST_MEANT: usize = 64;

/// One claim taken from another. Families of copies have very many leads, so each is small and put into words only
/// for a reader.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lead {
    from: u32,
    to: u32,
    pub kind: EdgeKind,
    why: Why,
}

/// What shows that one claim was taken from another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Why {
    /// The passage link with this position.
    Passage(u32),
    Quotation,
    /// The report names the other's outlet.
    Names,
    /// Another report shows what the named outlet passes on.
    PassesOn,
    /// The report names outlets in general.
    Meant,
    /// A headline whose claim the body tells.
    ToldInBody,
    /// A body whose headline names who says it.
    NamedInHeadline,
    /// Another clause of the same described source in the same report.
    SameSource,
}

impl Lead {
    fn new(from: Nth, to: Nth, kind: EdgeKind, why: Why) -> Self {
        Lead { from: from as u32, to: to as u32, kind, why }
    }

    pub fn from(&self) -> Nth {
        self.from as Nth
    }

    pub fn to(&self) -> Nth {
        self.to as Nth
    }

    /// Whether the one claim has the words of the other.
    pub fn copies(&self) -> bool {
        matches!(self.why, Why::Passage(_) | Why::Quotation)
    }

    /// In a person's words.
    pub fn because(&self, all: &Collection<'_>, endings: &[Ending]) -> String {
        let outlet = |nth: Nth| all.claims.get(nth).map_or("", |at| all.outlet(at.report));
        let (from, to) = (outlet(self.from()), outlet(self.to()));
        let (Some(end), Some(other)) = (endings.get(self.from()), endings.get(self.to())) else { return String::new() };
        match self.why {
            Why::Passage(link) => {
                let why = if end.shown == other.shown { "the earlier" } else { "which shows more of who said it" };
                let passage = all.links.passages.get(link as usize);
                let words = passage.map_or(String::new(), |passage| passage.because(all.given()));
                format!("{from} has the same passage as {to}, {why} ({words})")
            }
            Why::Quotation => format!("the same quotation, there by {}", other.name),
            Why::Names => format!("{from} names {to} as its source, whose report is given"),
            Why::PassesOn => format!("{to} shows that {} passes on what {} says", end.name, other.name),
            Why::ToldInBody => format!("the headline of {from} is told in its body"),
            Why::NamedInHeadline => format!("the headline of {from} names who says what its body tells"),
            Why::SameSource => format!("{} of {from} is one source, whom other words of it show", end.name),
            Why::Meant => format!("{from} names no outlet (\"{}\"); {to} is given and is not later", end.name),
        }
    }
}

/// The leads of all claims.
pub(super) struct Leads {
    list: Vec<Lead>,
    /// Where each claim's leads begin in `list`, and the end.
    starts: Vec<u32>,
}

impl Leads {
    /// Those of one claim.
    pub fn of(&self, from: Nth) -> &[Lead] {
        match (self.starts.get(from), self.starts.get(from + 1)) {
            (Some(&start), Some(&end)) => self.list.get(start as usize..end as usize).unwrap_or(&[]),
            _ => &[],
        }
    }

    /// Without those of some claims.
    pub fn without(mut self, claims: &FxHashSet<Nth>) -> Self {
        if !claims.is_empty() {
            self.list.retain(|lead| !claims.contains(&lead.from()));
            self.starts = starts(&self.list, self.starts.len());
        }
        self
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Lead> {
        self.list.iter()
    }
}

/// All leads, by their beginning, without repetitions.
pub(super) fn leads(all: &Collection<'_>, endings: &[Ending]) -> Leads {
    let mut found = Vec::new();
    copies(all, endings, &mut found);
    quotations(all, endings, &mut found);
    citations(all, endings, &mut found);
    headlines(all, endings, &mut found);
    same_sources(all, endings, &mut found);
    let rank = |kind: EdgeKind| match kind {
        EdgeKind::Cites => 0,
        EdgeKind::Copies | EdgeKind::Rewrites => 1,
        _ => 2,
    };
    found.sort_unstable_by_key(|lead| (lead.from, lead.to, rank(lead.kind), lead.why, lead.kind as u8));
    found.dedup_by_key(|lead| (lead.from, lead.to));
    found.shrink_to_fit();
    let starts = starts(&found, all.claims.len() + 1);
    Leads { list: found, starts }
}

/// Where each claim's leads begin among these, which are sorted by it, and the end.
fn starts(list: &[Lead], len: usize) -> Vec<u32> {
    let mut starts = vec![0; len];
    for lead in list {
        if let Some(count) = starts.get_mut(lead.from() + 1) {
            *count += 1;
        }
    }
    let mut sum = 0;
    for start in &mut starts {
        sum += *start;
        *start = sum;
    }
    starts
}

/// Whether two claims can be one saying: the same event, or the same type where linking left one apart.
fn same_saying(all: &Collection<'_>, a: At, b: At) -> bool {
    let event = |at| all.nth(at).and_then(|nth| all.event_of.get(nth).copied().flatten());
    match (event(a), event(b)) {
        (Some(x), Some(y)) if x == y => true,
        _ => told(all, a).zip(told(all, b)).is_some_and(|(x, y)| x.kind == y.kind && x.modality == y.modality),
    }
}

/// What is asked of the claim at a place.
fn told<'c>(all: &'c Collection<'_>, at: At) -> Option<&'c Told> {
    all.told(all.nth(at)?)
}

/// Rule 1: a copied passage inherits the chain of the passage it was copied from.
fn copies(all: &Collection<'_>, endings: &[Ending], found: &mut Vec<Lead>) {
    for (number, passage) in all.links.passages.iter().enumerate() {
        for (&copy_span, &original_span) in passage.copy_spans.iter().zip(&passage.original_spans) {
            for copy in all.claims_in(passage.copy, copy_span) {
                let Some(place) = told(all, copy).map(|c| along(c.trigger, copy_span)) else { continue };
                // The same words may carry two claims: the one at the same distance into the passage is meant.
                let original = all
                    .claims_in(passage.original, original_span)
                    .filter(|&o| same_saying(all, copy, o))
                    .min_by_key(|&o| {
                        let other = told(all, o).map_or(0.0, |c| along(c.trigger, original_span));
                        (((place - other).abs() * 1e6) as u64, o)
                    });
                let (Some(from), Some(to)) = (all.nth(copy), original.and_then(|o| all.nth(o))) else { continue };
                add_copy(all, endings, number, (from, to), found);
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
    number: usize,
    (copy, original): (Nth, Nth),
    found: &mut Vec<Lead>,
) {
    let Some(passage) = all.links.passages.get(number) else { return };
    let (Some(a), Some(b)) = (endings.get(copy), endings.get(original)) else { return };
    // Two chains that end at different named sayers are two explicit citations: both stand (rule 5).
    let (of_a, of_b) = (without_owner(a), without_owner(b));
    if of_a == Shown::Named && of_b == Shown::Named {
        return;
    }
    let reversed = match of_a.cmp(&of_b) {
        std::cmp::Ordering::Greater => true,
        std::cmp::Ordering::Less => false,
        std::cmp::Ordering::Equal => !passage.directed && earlier(all, passage.copy, passage.original),
    };
    let (from, to) = if reversed { (original, copy) } else { (copy, original) };
    let kind = if passage.containment >= 0.5 { EdgeKind::Copies } else { EdgeKind::Rewrites };
    found.push(Lead::new(from, to, kind, Why::Passage(number as u32)));
}

/// How much of the chain is shown; "testimony", "a study" and "a video" of which it does not say whose they are name nobody.
fn without_owner(end: &Ending) -> Shown {
    let thing = matches!(end.kind, SourceKind::Document | SourceKind::Artefact);
    let described = thing && !end.name.chars().any(char::is_uppercase);
    if described { end.shown.min(Shown::Unnamed) } else { end.shown }
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
                let kind = if quotation.translated { EdgeKind::Translates } else { EdgeKind::Quotes };
                found.push(Lead::new(from, to, kind, Why::Quotation));
            }
        }
    }
}

/// A cited outlet whose report is given leads on to that report's claims of the same event, and a
/// relay that another report shows to have passed something on leads to what it passed on.
fn citations(all: &Collection<'_>, endings: &[Ending], found: &mut Vec<Lead>) {
    // The claims of each event and outlet: an outlet may have very many reports, an event has few of them.
    let mut of_outlet: Vec<(u32, u32, u32)> = Vec::new();
    let mut by_event: FxHashMap<u32, Vec<Nth>> = FxHashMap::default();
    let mut relayed: FxHashMap<(u32, String), Nth> = FxHashMap::default();
    for (nth, at) in all.claims.iter().enumerate() {
        let (Some(event), Some(end)) = (all.event_of.get(nth).copied().flatten(), endings.get(nth)) else { continue };
        of_outlet.extend(all.outlet_number(at.report).map(|outlet| (event, outlet, nth as u32)));
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
    of_outlet.sort_unstable();
    let given = |event: u32| by_event.get(&event).cloned().unwrap_or_default();
    for (nth, at) in all.claims.iter().enumerate() {
        let (Some(event), Some(end)) = (all.event_of.get(nth).copied().flatten(), endings.get(nth)) else { continue };
        let key = match end.shown {
            Shown::Outlet if end.common => {
                found.extend(meant_by(all, &end.name, nth, &given(event)));
                continue;
            }
            Shown::Outlet => all.outlet_reports(&end.name, end.entity).0,
            Shown::Named if end.given => all.outlet_reports(&end.name, end.entity).0,
            Shown::Unnamed => match &end.through {
                // "A young woman told a magazine": whom the magazine of another report heard.
                Some(through) if names_no_outlet(through) => {
                    let mut heard = given(event);
                    heard.retain(|to| endings.get(*to).is_some_and(is_somebody));
                    // Whom that outlet has spoken with by its own words, before whom it has from elsewhere.
                    let own = |to: &Nth| endings.get(*to).is_some_and(is_heard);
                    if heard.iter().any(own) {
                        heard.retain(own);
                    }
                    found.extend(meant_by(all, through, nth, &heard));
                    continue;
                }
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
        let outlet = reports.first().and_then(|report| all.outlet_number(*report));
        let theirs = outlet.map_or(&[][..], |outlet| {
            let of = (event, outlet);
            let from = of_outlet.partition_point(|(event, outlet, _)| (*event, *outlet) < of);
            let to = of_outlet.partition_point(|(event, outlet, _)| (*event, *outlet) <= of);
            of_outlet.get(from..to).unwrap_or(&[])
        });
        for to in theirs.iter().map(|(.., to)| *to as usize) {
            if all.claims.get(to).is_none_or(|other| other.report == at.report) {
                continue;
            }
            let theirs = endings.get(to).map_or(Shown::Nothing, |e| e.shown);
            let fits = match end.shown {
                Shown::Outlet => true,
                // A body that is no outlet says in its own report what it says itself.
                Shown::Named => theirs != Shown::Nothing,
                _ => theirs == Shown::Unnamed,
            };
            if fits && same_commitment(all, nth, to) {
                found.push(Lead::new(nth, to, EdgeKind::Cites, Why::Names));
            }
        }
        if found.len() > before || end.shown != Shown::Outlet {
            continue;
        }
        if let Some(&to) = relayed.get(&(event, key)).filter(|to| **to != nth) {
            found.push(Lead::new(nth, to, EdgeKind::Cites, Why::PassesOn));
        }
    }
}

/// A headline and the body below it are one telling: the headline leads to the body, unless only the headline shows who says it.
fn headlines(all: &Collection<'_>, endings: &[Ending], found: &mut Vec<Lead>) {
    let shown = |nth: Nth| endings.get(nth).map_or(Shown::Nothing, |e| e.shown);
    // Claims of a report stand one after the other.
    for report in all.claims.chunk_by(|a, b| a.report == b.report) {
        let first = report.first().and_then(|at| all.nth(*at)).unwrap_or(0);
        let event = |nth: Nth| all.event_of.get(nth).copied().flatten();
        let in_headline = |nth: &Nth| all.told(*nth).is_some_and(|claim| claim.in_headline);
        let of_report = || first..first + report.len();
        for above in of_report().filter(in_headline) {
            let Some(told) = event(above) else { continue };
            let body = of_report().filter(|nth| event(*nth) == Some(told) && !in_headline(nth));
            let mut below = body.filter(|&b| same_commitment(all, above, b));
            // What is told as surely as the headline says it, before what is only planned or possible.
            let best = below.clone().max_by_key(|&b| (same_modality(all, above, b), shown(b), std::cmp::Reverse(b)));
            let Some(best) = best else { continue };
            if shown(best) > Shown::Nothing && shown(best) >= shown(above).min(Shown::Unnamed) {
                found.push(Lead::new(above, best, EdgeKind::SelfCites, Why::ToldInBody));
            } else if shown(above) > Shown::Nothing
                && let Some(first) = below.next()
            {
                found.push(Lead::new(first, above, EdgeKind::SelfCites, Why::NamedInHeadline));
            }
        }
    }
}

/// What one clause of a described source shows of who it is holds for all that the report gives from it.
fn same_sources(all: &Collection<'_>, endings: &[Ending], found: &mut Vec<Lead>) {
    let mut shown: FxHashMap<(u32, String), Nth> = FxHashMap::default();
    let leading: FxHashSet<u32> = found.iter().map(|lead| lead.from).collect();
    let described = |nth: Nth| {
        let end = endings.get(nth).filter(|end| end.shown == Shown::Unnamed && end.through.is_none())?;
        Some((all.claims.get(nth)?.report, description(&end.name)))
    };
    for lead in found.iter().filter(|lead| matches!(lead.why, Why::Passage(_) | Why::Quotation)) {
        let named = endings.get(lead.to()).is_some_and(|end| end.shown == Shown::Named);
        if let Some(source) = described(lead.from()).filter(|_| named) {
            shown.entry(source).or_insert(lead.from());
        }
    }
    if shown.is_empty() {
        return;
    }
    let others = (0..endings.len()).filter(|nth| !leading.contains(&(*nth as u32)));
    let same = others.filter_map(|nth| Some((nth, *shown.get(&described(nth)?)?)));
    found.extend(
        same.filter(|(nth, to)| nth != to)
            .map(|(nth, to)| Lead::new(nth, to, EdgeKind::SelfCites, Why::SameSource))
            .collect::<Vec<_>>(),
    );
}

/// Whether a chain ends at a person, named or not, and at no body.
fn is_somebody(end: &Ending) -> bool {
    matches!(end.kind, SourceKind::Person | SourceKind::Anonymous) && end.shown >= Shown::Unnamed
}

/// Whom an outlet has by its own words spoken with, or calls by a name.
fn is_heard(end: &Ending) -> bool {
    end.own || end.kind == SourceKind::Person
}

/// The given report that "local radio" or "news agency reports" means: an earlier one of the event, by
/// preference of an outlet that the words fit.
fn meant_by(all: &Collection<'_>, name: &str, nth: Nth, candidates: &[Nth]) -> Option<Lead> {
    let at = all.claims.get(nth)?;
    let words: Vec<String> = plain_words(name).collect();
    let fits = |outlet: &str| plain_words(outlet).any(|w| w != "news" && words.contains(&w));
    let not_later = |other: At| match (all.day(other.report), all.day(at.report)) {
        (Some(theirs), Some(ours)) => theirs <= ours,
        _ => true,
    };
    let other = |to: &Nth| {
        let other = all.claims.get(*to)?;
        (other.report != at.report && not_later(*other)).then_some(*other)
    };
    let given = candidates.iter().filter_map(|to| other(to).map(|at| (*to, at)));
    let (to, _) = given.min_by_key(|(to, other)| {
        (!fits(all.outlet(other.report)), all.day(other.report).is_none(), all.day(other.report), *to)
    })?;
    Some(Lead::new(nth, to, EdgeKind::Cites, Why::Meant))
}

fn same_modality(all: &Collection<'_>, a: Nth, b: Nth) -> bool {
    let modality = |nth: Nth| all.told(nth).map(|told| told.modality);
    modality(a) == modality(b)
}

/// A report is cited for what it says happened, not for the denial it also carries.
fn same_commitment(all: &Collection<'_>, a: Nth, b: Nth) -> bool {
    let denied = |nth: Nth| all.told(nth).map(|told| told.denies);
    denied(a) == denied(b)
}
