//! From claims to counted independent origins.
//!
//! In: reports, annotations, links. Out: [`Weighed`], every number with its steps.
//! Not here: any guess about truth, any grade for an outlet.
//!
//! The files are the counting rules of the design, in the order in which they are applied:
//! `chains` with `publisher`, `described` and `lede` (1, 5: where a claim's own report ends), `leads` (1: copies, citations, quotations between
//! reports), `origins` with `cycles`, `artefacts`, `utterance` and `parties` (2, 3, 6: who stands at the
//! end), `support` with `headlines` and `granted` (6, 7, 9: which claims say it), `count` with `anonymous`, `meant`, `retold`, `elsewhere`, `authors`,
//! `among`, `perhaps`, `relayed` and last `likeness` (2, 3, 4, 6: how many), `denials` (7),
//! `contradictions` with `manner` (8), `drift` (9); `judgements` and `judged` hold what people decided; then `steps`, `summary` and `edges` say it in
//! words and lines.

mod among;
mod anonymous;
mod artefacts;
mod asked_once;
mod authors;
mod chains;
mod collection;
mod contradictions;
mod copied;
mod count;
mod cycles;
mod denials;
mod described;
mod drift;
mod edges;
mod elsewhere;
mod granted;
mod headlines;
mod judged;
mod judgements;
mod leads;
mod lede;
mod likeness;
mod manner;
mod meant;
mod offices;
mod origins;
mod own_people;
mod own_side;
mod packed;
mod parties;
mod perhaps;
mod publisher;
mod relayed;
mod retold;
mod short_form;
mod steps;
mod summary;
mod support;
#[cfg(test)]
mod tests;
mod told;
mod utterance;
mod weighed;
mod wording;
mod words;

pub use judged::{Judged, Standing};
pub use judgements::{Judgement, Judgements, Say};
pub use packed::PackedEvents;
pub use weighed::*;
pub use wording::{names_somebody, same_people};

use crate::annotate::{Annotated, Days, EntityKind};
use crate::held::Given;
use crate::link::{At, LinkedEvent, Links};
use crate::report::Report;
use chains::Ending;
use collection::{Collection, Nth};
use elsewhere::Elsewhere;
use judged::Bench;
use leads::Leads;
use origins::Reached;
use rustc_hash::FxHashMap;

/// Weighs what was linked. The slices have the same length and order as those that were linked. What people have judged goes before every
/// rule. An outline has the same counts without steps and edges.
pub fn weigh(
    reports: &[Report],
    annotated: &[Annotated],
    links: &Links,
    judgements: &Judgements,
    detail: Detail,
) -> Weighed {
    weigh_in(Given::Lent(reports, annotated), links, judgements, detail)
}

/// As [`weigh`], wherever the reports lie.
pub fn weigh_in(given: Given<'_>, links: &Links, judgements: &Judgements, detail: Detail) -> Weighed {
    let all = Collection::new(given, links);
    let bench = Bench::new(&all, judgements);
    let mut endings: Vec<Ending> = all.claims.iter().map(|&at| chains::ending(&all, at)).collect();
    let own = bench.own_work(&all, &mut endings);
    let leads = leads::leads(&all, &endings).without(own);
    let mut reached = origins::reach(&all, &endings, &leads);
    bench.apply(&all, &mut reached);
    let quotations = anonymous::quotations_of(&all);
    let mut flags = Vec::new();
    let (mut kept, mut open) = (Kept::default(), Vec::new());
    let (mut shown, none) = (Elsewhere::default(), Elsewhere::default());
    for linked in &links.events {
        let (endings, reached, leads, quotations) = (&endings, &reached, &leads, &quotations);
        let weighing = Weighing { all: &all, endings, reached, leads, quotations, elsewhere: &none, detail };
        let (event, described) = weighing.event(linked, &mut flags);
        for (described, named) in described {
            shown.note(reached, described, named);
        }
        match elsewhere::is_open(reached, &event) {
            true => open.push(linked),
            false => kept.push(&all, event, detail),
        }
    }
    // What other events show of a described source.
    for linked in open {
        let (endings, reached, leads, quotations) = (&endings, &reached, &leads, &quotations);
        let weighing = Weighing { all: &all, endings, reached, leads, quotations, elsewhere: &shown, detail };
        let (event, _) = weighing.event(linked, &mut flags);
        kept.push(&all, event, detail);
    }
    let Kept { mut events, mut outline } = kept;
    events.sort_by(|(x, a), (y, b)| {
        let words = || (&a.kind, &a.summary, &a.claims).cmp(&(&b.kind, &b.summary, &b.claims));
        y.cmp(x).then_with(words)
    });
    let events: Vec<WeighedEvent> = events.into_iter().map(|(_, event)| event).collect();
    dropped_attributions(&all, &endings, &leads, &mut flags);
    flags.sort_unstable();
    flags.dedup();
    let edges = match detail {
        Detail::Full => edges::edges(&all, &endings, &leads, &reached, &events),
        Detail::Outline => Vec::new(),
    };
    let mut origin_of: Vec<Vec<Option<u32>>> = given.numbers().map(|report| vec![None; given.claims(report)]).collect();
    for (nth, at) in all.claims.iter().enumerate() {
        let first = reached.of.get(nth).and_then(|list| list.first()).copied();
        if let Some(slot) = origin_of.get_mut(at.report as usize).and_then(|r| r.get_mut(at.item as usize)) {
            *slot = first;
        }
    }
    let (origins, judged) = (reached.origins, bench.judged);
    // What only weighing needs goes before the events are put in order, which needs room of its own.
    drop((all, endings, leads, quotations, reached.of));
    outline.sort();
    Weighed { events, outline, origins, origin_of, flags, edges, judged }
}

/// Weighed events, whole or packed.
#[derive(Default)]
struct Kept {
    events: Vec<(Rank, WeighedEvent)>,
    outline: PackedEvents,
}

impl Kept {
    fn push(&mut self, all: &Collection<'_>, event: WeighedEvent, detail: Detail) {
        match detail {
            Detail::Full => self.events.push((rank(all, &event), event)),
            Detail::Outline => self.outline.push(rank(all, &event), event),
        }
    }
}

/// Where an event stands among the others, the highest first.
pub(crate) type Rank = (bool, Level, bool, u32, u32, u32, (u8, u32));

/// Happenings before what is only said or belongs to somebody; most contested or best supported first; background after news; of
/// equals what more reports tell and of which day, place and more claims are known; then by type and words, then by place.
fn rank(all: &Collection<'_>, e: &WeighedEvent) -> Rank {
    let happens =
        !e.kind.starts_with("STATEMENT.") && !e.kind.starts_with("RELATION.") && !words::WORDS.beside.contains(&e.kind);
    let is_background = |at: &At| all.nth(*at).and_then(|nth| all.told(nth)).is_some_and(|told| told.background);
    let news = !e.claims.iter().all(is_background);
    let known = (u8::from(e.days.is_some()) + u8::from(e.place.is_some()), e.claims.len() as u32);
    (happens, e.level, news, e.low, e.high, e.reports.len() as u32, known)
}

/// What every event is weighed with.
struct Weighing<'a, 'c> {
    all: &'a Collection<'c>,
    endings: &'a [Ending],
    reached: &'a Reached,
    leads: &'a Leads,
    quotations: &'a FxHashMap<Nth, Vec<u32>>,
    elsewhere: &'a Elsewhere,
    detail: Detail,
}

impl Weighing<'_, '_> {
    /// The event of these claims, and which described source of it is which named one.
    fn event(&self, linked: &LinkedEvent, flags: &mut Vec<(At, &'static str)>) -> (WeighedEvent, Vec<(u32, u32)>) {
        let all = self.all;
        let mut claims = linked.claims.clone();
        claims.sort_unstable();
        let mut support = support::support(all, &claims);
        granted::set_aside(all, self.reached, &mut support);
        let says = (support.says.as_slice(), linked.perhaps.as_slice());
        let mut tally = count::count(all, self.endings, self.reached, (self.quotations, self.elsewhere), says);
        let told_of = tally.high > 0;
        if !support.asserted {
            tally.list_only();
        }
        let denials = denials::denials(all, self.reached, &support, self.detail);
        let mut contradictions = contradictions::contradictions(all, self.reached, &support.says);
        contradictions.extend(manner::contradictions(all, &support.says));
        let days = days(all, &support.says).or_else(|| days(all, &claims));
        // What is taken for granted still says where and to whom.
        let told: Vec<At> = support.says.iter().chain(&support.granted).copied().collect();
        let walked = steps::Told {
            all,
            endings: self.endings,
            reached: self.reached,
            leads: self.leads,
            support: &support,
            tally: &tally,
        };
        let mut event = WeighedEvent {
            summary: summary::summary(all, &support.kind, if told.is_empty() { &claims } else { &told }, days),
            days,
            place: place(all, &told).or_else(|| place(all, &claims)),
            reports: tally.reports.clone(),
            low: tally.low,
            high: tally.high,
            origins: tally.origins.clone(),
            parties: tally.parties,
            not_shown: tally.not_shown.clone(),
            drift: drift::drift(all, self.reached, self.leads, &claims),
            level: level(&tally, told_of, &denials, &contradictions),
            denials,
            contradictions,
            kind: support.kind.clone(),
            claims,
            steps: Vec::new(),
        };
        if self.detail == Detail::Full {
            event.steps = steps::steps(&walked, &event);
        }
        flags.extend(support.headlines.iter().map(|&at| (at, "headline_body_mismatch")));
        let unnamed = |o: &CountedOrigin| {
            self.reached.origins.get(o.origin as usize).is_some_and(|origin| origin.basis == Basis::Anonymous)
        };
        if !tally.origins.is_empty() && tally.origins.iter().all(unnamed) {
            flags.extend(support.says.iter().map(|&at| (at, "anonymous_only")));
        }
        (event, tally.described)
    }
}

/// How an event stands; `told_of` where somebody is shown who says at least that it is planned or alleged.
fn level(tally: &count::Tally, told_of: bool, denials: &[Denial], contradictions: &[Contradiction]) -> Level {
    if !told_of {
        Level::Unsourced
    } else if denials.iter().any(|d| !d.answers.is_empty()) || contradictions.iter().any(|c| c.same_scope) {
        Level::Contested
    } else if tally.low >= 2 {
        Level::Corroborated
    } else {
        Level::Reported
    }
}

/// Claims whose other copy or shared quotation shows who said it. A copy has very many others, and is flagged once.
fn dropped_attributions(all: &Collection<'_>, endings: &[Ending], leads: &Leads, flags: &mut Vec<(At, &'static str)>) {
    let shown = |nth: Nth| endings.get(nth).map(|e| e.shown);
    let dropped = leads
        .iter()
        .filter(|lead| !matches!(lead.kind, EdgeKind::Cites | EdgeKind::SelfCites))
        .filter(|lead| {
            shown(lead.from()) == Some(chains::Shown::Nothing) && shown(lead.to()) > Some(chains::Shown::Nothing)
        })
        .filter_map(|lead| all.claims.get(lead.from()).map(|&at| (at, "attribution_dropped")));
    for flag in dropped {
        if flags.last() != Some(&flag) {
            flags.push(flag);
        }
    }
}

/// The most exact days that any of the claims gives, the first in order among equals.
fn days(all: &Collection<'_>, claims: &[At]) -> Option<Days> {
    claims.iter().filter_map(|&at| all.days(at)).min_by_key(|days| days.precision)
}

/// The place that most claims give.
fn place(all: &Collection<'_>, claims: &[At]) -> Option<u32> {
    let mut votes: FxHashMap<u32, u32> = FxHashMap::default();
    for &at in claims {
        let claim = all.claim(at);
        let arg = claim.as_ref().and_then(|c| c.argument("place").or_else(|| c.argument("destination")));
        // "Taken into the Salt Front": a body is joined, and is not where it happened.
        let body = |kind| {
            matches!(kind, EntityKind::ArmedGroup | EntityKind::Organisation | EntityKind::Outlet | EntityKind::Person)
        };
        let lies = |entity: &u32| !all.linked(Some(*entity)).is_some_and(|of| body(of.kind));
        if let Some(entity) = arg.and_then(|arg| all.entity(at.report, arg.entity)).filter(lies) {
            *votes.entry(entity).or_default() += 1;
        }
    }
    votes.into_iter().max_by_key(|&(entity, votes)| (votes, std::cmp::Reverse(entity))).map(|(entity, _)| entity)
}
