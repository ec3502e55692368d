//! Denials and what they answer.
//!
//! For: counting rule 7. In: one event's denying claims and the claims that say it. Out: [`Denial`]s.
//! Not here: whether the denial is believed; it never adds to the count and never takes from it.

use super::Denial;
use super::collection::Collection;
use super::origins::Reached;
use super::support::Support;
use super::utterance::frame;
use crate::annotate::{Days, Modality, Tense};
use crate::link::At;
use crate::report::DatePrecision;
use jiff::civil::Date;
use rustc_hash::FxHashMap;

/// Ties each denial to the claims it answers by content and date.
pub(super) fn denials(all: &Collection<'_>, reached: &Reached, support: &Support) -> Vec<Denial> {
    let said: Vec<At> = support.says.iter().chain(&support.weaker).chain(&support.headlines).copied().collect();
    let first = first_published(all, reached, &said);
    let answered_by = |denial: At| {
        let stated = stated_on(all, denial);
        let printed = all.day(denial.report);
        // Printed beside the claim and undated in the text, a denial is taken to answer it.
        let made = |claim: At| stated.map(|days| days.to).or(printed.filter(|_| claim.report != denial.report));
        let mut answers = Vec::new();
        let (mut older, mut other) = (0, 0);
        for &claim in &said {
            if !same_content(all, denial, claim) {
                other += 1;
            } else if is_older(all, reached, made(claim), claim, &first) {
                older += 1;
            } else {
                answers.push(claim);
            }
        }
        answers.sort_unstable();
        answers.dedup();
        let because = if !answers.is_empty() {
            "denies the same thing, not before it was said".to_owned()
        } else if older > 0 {
            format!("{}: older than the claim, so it does not answer it", date_words(stated, printed))
        } else if other > 0 {
            "denies something else than the claims say".to_owned()
        } else {
            "no report given here says what it denies".to_owned()
        };
        Denial { claim: denial, answers, because }
    };
    support.denies.iter().map(|&denial| answered_by(denial)).collect()
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
fn stated_on(all: &Collection<'_>, denial: At) -> Option<Days> {
    let frame = frame(all, denial)?;
    let notes = all.said(denial.report)?;
    let claim = all.claim(denial)?;
    let outside = |span: crate::text::Span| !claim.arguments.iter().any(|a| a.span.is_some_and(|s| s.overlaps(span)));
    notes.times.iter().find(|t| frame.contains(t.span) && t.days.is_some() && outside(t.span)).and_then(|t| t.days)
}

/// Whether the denial was surely made before the claim; unknown dates never make it older.
fn is_older(
    all: &Collection<'_>,
    reached: &Reached,
    made: Option<Date>,
    claim: At,
    first: &FxHashMap<u32, Date>,
) -> bool {
    let Some(made) = made else { return false };
    if all.days(claim).is_some_and(|happened| made < happened.from) {
        return true;
    }
    if all.published(claim.report).is_none_or(|p| p.precision != DatePrecision::Day) {
        return false;
    }
    // The same origin may have said it before the report that carries this claim; then that earlier day counts.
    let origins = all.nth(claim).and_then(|nth| reached.of.get(nth)).into_iter().flatten();
    let since = origins.filter_map(|o| first.get(o).copied()).chain(all.day(claim.report)).min();
    since.is_some_and(|since| made < since)
}

/// Whether a denial is about what the claim says: the same type, and no place or actor that differs.
fn same_content(all: &Collection<'_>, denial: At, claim: At) -> bool {
    let (Some(a), Some(b)) = (all.claim(denial), all.claim(claim)) else { return false };
    let (a, b) = (&*a, &*b);
    let family = |kind: &str| kind.split('.').next().unwrap_or("").to_owned();
    let same_type = a.kind == b.kind
        || a.kind == "STATEMENT.DENY"
        || a.also.contains(&b.kind)
        || family(&a.kind) == family(&b.kind);
    // "It has sent nobody" does not answer "it plans to send".
    let fits_time = b.modality == Modality::Asserted || b.modality == Modality::Alleged || a.tense == Tense::Future;
    let differs = |role: &str| {
        let entity =
            |at: At, c: &crate::annotate::Claim| c.argument(role).and_then(|arg| all.entity(at.report, arg.entity));
        matches!((entity(denial, a), entity(claim, b)), (Some(x), Some(y)) if x != y && !within(all, x, y))
    };
    same_type && fits_time && !differs("place") && !differs("destination")
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
