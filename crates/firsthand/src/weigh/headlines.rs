//! Headlines that say more than the body of their report.
//!
//! For: counting rule 9 inside one report. In: one event's claims and the reports they stand in. Out:
//! the headline claims that are stronger than their body: in commitment (the body has it only as
//! plan, doubt or denial), in number (sixty, where the body has twenty-three), in kind (killed,
//! where the body has persons taken or hurt), or in the way it was done (paraded, where the body has
//! them caught). Not here: drift between reports.

use super::collection::Collection;
use super::words::WORDS;
use crate::annotate::{Claim, Modality, Quantity};
use crate::link::At;

/// Of `claims`, the headline claims that are stronger than the body.
pub(super) fn beyond_body(all: &Collection<'_>, claims: &[At]) -> Vec<At> {
    let told = |at: &At| all.nth(*at).and_then(|nth| all.told(nth));
    let headline = |at: &At| told(at).is_some_and(|told| told.in_headline && told.modality == Modality::Asserted);
    claims.iter().copied().filter(headline).filter(|at| is_beyond(all, *at)).collect()
}

fn is_beyond(all: &Collection<'_>, at: At) -> bool {
    let Some(headline) = all.claim(at) else { return false };
    let headline = &*headline;
    let claims: Vec<_> = all.claims_of(at.report).filter_map(|at| Some((at, all.claim(at)?))).collect();
    let body: Vec<(At, &Claim)> =
        claims.iter().filter(|(_, claim)| !claim.in_headline).map(|(at, claim)| (*at, &**claim)).collect();
    let event = |at: At| all.nth(at).and_then(|nth| all.event_of.get(nth).copied().flatten());
    let own: Vec<(At, &Claim)> = body
        .iter()
        .copied()
        .filter(|(other, claim)| event(*other) == event(at) && same_kind(claim, headline))
        .collect();
    let asserted = |list: &[(At, &Claim)]| list.iter().any(|(_, c)| c.modality == Modality::Asserted);
    let weaker = !own.is_empty() && !asserted(&own);
    weaker
        || questioned(all, at, headline, &body)
        || greater(all, at, headline, &own)
        || graver(headline, &body)
        || otherwise(headline, &own, &body)
}

/// The body leaves open or denies the way in which the headline has it done ("sent to the front": whether they have fought is not known),
/// or tells of the happening without a way that it would tell of.
fn otherwise(headline: &Claim, own: &[(At, &Claim)], body: &[(At, &Claim)]) -> bool {
    let way = |claim: &Claim| claim.flags.iter().find_map(|flag| flag.strip_prefix("sub:").map(str::to_owned));
    let Some(wanted) = way(headline) else { return false };
    let alike = |claim: &Claim| claim.kind == headline.kind && way(claim).as_ref() == Some(&wanted);
    let alike: Vec<&Claim> = body.iter().map(|(_, claim)| *claim).filter(|claim| alike(claim)).collect();
    let said = alike.iter().any(|claim| claim.modality == Modality::Asserted);
    let untold = WORDS.ways.contains(&wanted) && own.iter().any(|(_, claim)| claim.modality == Modality::Asserted);
    !said && (!alike.is_empty() || untold)
}

fn same_kind(a: &Claim, b: &Claim) -> bool {
    a.kind == b.kind || a.also.contains(&b.kind)
}

/// The body leaves open or denies what the headline has about the same destination, and asserts nothing about it.
fn questioned(all: &Collection<'_>, at: At, headline: &Claim, body: &[(At, &Claim)]) -> bool {
    let towards = |claim: &Claim| all.entity(at.report, claim.argument("destination")?.entity);
    let Some(destination) = towards(headline) else { return false };
    let moves = |claim: &Claim| WORDS.moves.iter().any(|kind| *kind == family(claim));
    let of_it = body.iter().filter(|(_, claim)| moves(claim) && towards(claim) == Some(destination));
    let (mut open, mut said) = (false, false);
    for (_, claim) in of_it {
        open |= matches!(claim.modality, Modality::Hypothetical | Modality::Denied);
        said |= claim.modality == Modality::Asserted && family(claim) == "DEPLOY";
    }
    moves(headline) && open && !said
}

fn family(claim: &Claim) -> &str {
    claim.kind.split('.').next().unwrap_or("")
}

/// The headline's number is greater than every one that the body gives for the event.
fn greater(all: &Collection<'_>, at: At, headline: &Claim, body: &[(At, &Claim)]) -> bool {
    let number = |at: At, claim: &Claim| quantity(all, at, claim).and_then(|q| Some((q.lo.or(q.hi)?, q.unit.clone())));
    let Some((most, unit)) = number(at, headline) else { return false };
    let told: Vec<f64> =
        body.iter().filter_map(|(at, claim)| number(*at, claim)).filter(|(_, u)| *u == unit).map(|(n, _)| n).collect();
    !told.is_empty() && told.iter().all(|n| *n < most)
}

/// The quantity of a claim: its number, else one inside the words for the people it is about.
pub(super) fn quantity(all: &Collection<'_>, at: At, claim: &Claim) -> Option<Quantity> {
    if let Some(number) = claim.argument("number") {
        let quantity = number.quantity?;
        return all.said(at.report)?.quantities.get(quantity as usize).cloned();
    }
    let people = ["victim", "target_group", "force", "person", "group"].iter().find_map(|role| claim.argument(role))?;
    let span = people.span?;
    let counts = |q: &&Quantity| span.contains(q.span) || q.span.contains(span) && q.span.start == span.start;
    all.said(at.report)?.quantities.iter().find(counts).cloned()
}

/// The headline has persons killed, the body only has them taken, hurt or missing.
fn graver(headline: &Claim, body: &[(At, &Claim)]) -> bool {
    let Some(rank) = WORDS.gravity.iter().position(|kind| *kind == headline.kind) else { return false };
    let of = |claim: &Claim| WORDS.gravity.iter().position(|kind| *kind == claim.kind);
    let ranks: Vec<usize> =
        body.iter().filter(|(_, c)| c.modality != Modality::Denied).filter_map(|(_, c)| of(c)).collect();
    !ranks.is_empty() && ranks.iter().all(|other| *other < rank)
}
