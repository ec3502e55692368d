//! Denials and what they answer.
//!
//! For: counting rule 7. In: one event's denying claims and the claims that say it. Out: [`Denial`]s.
//! Not here: whether the denial is believed; it never adds to the count and never takes from it.
//!
//! A large story may have thousands of denials, most of them one denial that many reports carry, and tens of thousands of claims. Denials of
//! one content that were made on one day answer the same claims, but for those that stand beside them, so these are looked up once.

use super::Denial;
use super::collection::Collection;
use super::origins::Reached;
use super::support::Support;
use super::utterance::frame;
use super::weighed::Detail;
use crate::annotate::{Claim, Days, Modality, Tense};
use crate::link::At;
use crate::report::DatePrecision;
use jiff::civil::Date;
use rustc_hash::FxHashMap;

/// Ties each denial to the claims it answers by content and date; in an outline only to the first of them.
pub(super) fn denials(all: &Collection<'_>, reached: &Reached, support: &Support, detail: Detail) -> Vec<Denial> {
    if support.denies.is_empty() {
        return Vec::new();
    }
    let said = Said::of(all, reached, support);
    let mut known: FxHashMap<(Option<Denied>, Option<Date>), Answered> = FxHashMap::default();
    let answered_by = |denial: At| {
        let claim = all.claim(denial);
        let stated = claim.as_ref().and_then(|claim| stated_on(all, denial, claim));
        let printed = all.day(denial.report);
        let denied = claim.as_ref().map(|claim| Denied::of(all, denial, claim));
        let key = (denied, stated.map(|days| days.to).or(printed));
        // Printed beside the claim and undated in the text, a denial is taken to answer it.
        let beside = if stated.is_none() { said.beside(all, denial.report, &key) } else { Vec::new() };
        let found = known.entry(key).or_insert_with_key(|(denied, made)| said.answered(all, denied.as_ref(), *made));
        let mut answers = match detail {
            Detail::Full => found.answers.clone(),
            Detail::Outline => found.answers.first().copied().into_iter().collect(),
        };
        let older = found.older - beside.len();
        answers.extend(beside);
        answers.sort_unstable();
        answers.dedup();
        if detail == Detail::Outline {
            answers.truncate(1);
        }
        let because = if !answers.is_empty() {
            "denies the same thing, not before it was said".to_owned()
        } else if older > 0 {
            format!("{}: older than the claim, so it does not answer it", date_words(stated, printed))
        } else if found.other {
            "denies something else than the claims say".to_owned()
        } else {
            "no report given here says what it denies".to_owned()
        };
        Denial { claim: denial, answers, because }
    };
    support.denies.iter().copied().map(answered_by).collect()
}

/// What a denial is about.
#[derive(PartialEq, Eq, Hash)]
struct Denied {
    kind: String,
    also: Vec<String>,
    tense: Tense,
    place: Option<u32>,
    destination: Option<u32>,
}

impl Denied {
    fn of(all: &Collection<'_>, at: At, claim: &Claim) -> Self {
        Denied {
            kind: claim.kind.clone(),
            also: claim.also.clone(),
            tense: claim.tense,
            place: entity(all, at, claim, "place"),
            destination: entity(all, at, claim, "destination"),
        }
    }
}

/// What a claim is about: its type, whether it says so or alleges it, the place and the destination.
type Content = (u32, bool, Option<u32>, Option<u32>);

/// The claims that a denial may answer.
#[derive(Default)]
struct Said {
    /// In order, with the number of the content and the day before which nobody can have answered.
    claims: Vec<(At, u32, Option<Date>)>,
    contents: Vec<Option<Content>>,
}

/// What the denials of one content and day answer, claims beside them aside.
struct Answered {
    answers: Vec<At>,
    /// How many claims say it that are younger, and whether some say something else.
    older: usize,
    other: bool,
}

impl Said {
    fn of(all: &Collection<'_>, reached: &Reached, support: &Support) -> Self {
        let mut said: Vec<At> = support.says.iter().chain(&support.weaker).chain(&support.headlines).copied().collect();
        let first = first_published(all, reached, &said);
        said.sort_unstable();
        let mut numbers: FxHashMap<Option<Content>, u32> = FxHashMap::default();
        let mut contents = Vec::new();
        let claims = said.into_iter().map(|at| {
            let content = content(all, at);
            let number = *numbers.entry(content).or_insert_with(|| {
                contents.push(content);
                contents.len() as u32 - 1
            });
            (at, number, since(all, reached, at, &first))
        });
        Said { claims: claims.collect(), contents }
    }

    /// What a denial answers that was made on a day, or on nobody knows which.
    fn answered(&self, all: &Collection<'_>, denied: Option<&Denied>, made: Option<Date>) -> Answered {
        let same = |content: &Option<Content>| denied.zip(*content).is_some_and(|(a, b)| same_content(all, a, b));
        let same: Vec<bool> = self.contents.iter().map(same).collect();
        let mut found = Answered { answers: Vec::new(), older: 0, other: false };
        for &(at, content, since) in &self.claims {
            if same.get(content as usize) != Some(&true) {
                found.other = true;
            } else if is_older(made, since) {
                found.older += 1;
            } else {
                found.answers.push(at);
            }
        }
        found
    }

    /// The claims of the denial's own report that it would be too old for.
    fn beside(&self, all: &Collection<'_>, report: u32, (denied, made): &(Option<Denied>, Option<Date>)) -> Vec<At> {
        let from = self.claims.partition_point(|(at, ..)| at.report < report);
        let here = self.claims.iter().skip(from).take_while(|(at, ..)| at.report == report);
        let older = here.filter(|(_, content, since)| {
            let content = self.contents.get(*content as usize).copied().flatten();
            let same = denied.as_ref().zip(content).is_some_and(|(a, b)| same_content(all, a, b));
            same && is_older(*made, *since)
        });
        older.map(|(at, ..)| *at).collect()
    }
}

/// When each origin's claim of this event was first published in the given reports.
fn first_published(all: &Collection<'_>, reached: &Reached, said: &[At]) -> FxHashMap<u32, Date> {
    let mut first: FxHashMap<u32, Date> = FxHashMap::default();
    for &at in said {
        let Some(day) = all.day(at.report) else { continue };
        for &origin in all.nth(at).and_then(|nth| reached.of.get(nth)).into_iter().flatten() {
            first.entry(origin).and_modify(|known| *known = day.min(*known)).or_insert(day);
        }
    }
    first
}

/// The day the text gives for the denial itself ("in January the ministry denied").
fn stated_on(all: &Collection<'_>, denial: At, claim: &Claim) -> Option<Days> {
    let frame = frame(all, denial)?;
    let notes = all.said(denial.report)?;
    let outside = |span: crate::text::Span| !claim.arguments.iter().any(|a| a.span.is_some_and(|s| s.overlaps(span)));
    notes.times.iter().find(|t| frame.contains(t.span) && t.days.is_some() && outside(t.span)).and_then(|t| t.days)
}

/// The day before which nobody can have answered a claim: it had not happened, or nobody had said it; unknown dates are no such day.
fn since(all: &Collection<'_>, reached: &Reached, claim: At, first: &FxHashMap<u32, Date>) -> Option<Date> {
    let happened = all.days(claim).map(|days| days.from);
    let exact = all.published(claim.report).is_some_and(|p| p.precision == DatePrecision::Day);
    // The same origin may have said it before the report that carries this claim; then that earlier day counts.
    let origins = all.nth(claim).and_then(|nth| reached.of.get(nth)).into_iter().flatten();
    let told = || origins.filter_map(|o| first.get(o).copied()).chain(all.day(claim.report)).min();
    happened.max(if exact { told() } else { None })
}

/// Whether a denial was surely made before there was anything to answer.
fn is_older(made: Option<Date>, since: Option<Date>) -> bool {
    made.zip(since).is_some_and(|(made, since)| made < since)
}

fn entity(all: &Collection<'_>, at: At, claim: &Claim, role: &str) -> Option<u32> {
    claim.argument(role).and_then(|arg| all.entity(at.report, arg.entity))
}

fn content(all: &Collection<'_>, at: At) -> Option<Content> {
    let (claim, told) = (all.claim(at)?, all.told(all.nth(at)?)?);
    let firm = matches!(told.modality, Modality::Asserted | Modality::Alleged);
    Some((told.kind, firm, entity(all, at, &claim, "place"), entity(all, at, &claim, "destination")))
}

/// Whether a denial is about what a claim says: the same type, and no place or destination that differs.
fn same_content(all: &Collection<'_>, denied: &Denied, (kind, firm, place, destination): Content) -> bool {
    let kind = all.kind(kind);
    let family = |kind: &str| kind.split('.').next().unwrap_or("").to_owned();
    let same_type = denied.kind == kind
        || denied.kind == "STATEMENT.DENY"
        || denied.also.iter().any(|also| also == kind)
        || family(&denied.kind) == family(kind);
    // "It has sent nobody" does not answer "it plans to send".
    let fits_time = firm || denied.tense == Tense::Future;
    let differs = |a: Option<u32>, b: Option<u32>| a.zip(b).is_some_and(|(x, y)| x != y && !within(all, x, y));
    same_type && fits_time && !differs(denied.place, place) && !differs(denied.destination, destination)
}

/// Whether one place's name holds the other's ("Arven" and "Arven province").
fn within(all: &Collection<'_>, a: u32, b: u32) -> bool {
    let name = |e| all.linked(Some(e)).map_or(String::new(), |l| l.name.to_lowercase());
    let (a, b) = (name(a), name(b));
    a.contains(&b) || b.contains(&a)
}

fn date_words(stated: Option<Days>, printed: Option<Date>) -> String {
    match (stated, printed) {
        (Some(days), _) => format!("made {}", days.from),
        (None, Some(day)) => format!("printed {day}"),
        (None, None) => "undated".to_owned(),
    }
}
