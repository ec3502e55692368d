//! Which claims of an event say that it happened.
//!
//! For: counting rules 6 and 7: reactions are not corroboration, a denial adds nothing, what is only
//! planned or alleged is listed and not counted as said to have happened. In: one event's claims.
//! Out: [`Support`]. Not here: who says them.

use super::collection::Collection;
use super::headlines::beyond_body;
use super::words::WORDS;
use crate::annotate::Modality;
use crate::link::At;
use rustc_hash::FxHashMap;

/// An event's claims by what they do for it.
#[derive(Debug, Default)]
pub(super) struct Support {
    /// The event's type: that of most of its claims, statements and background last.
    pub kind: String,
    /// Claims that say it happened; where no claim does, those that say it is planned, alleged or possible.
    pub says: Vec<At>,
    /// Whether `says` asserts, or what it says instead.
    pub asserted: bool,
    /// Claims that say something weaker than `says`.
    pub weaker: Vec<At>,
    /// Claims that say it is not so.
    pub denies: Vec<At>,
    /// Reactions, provenance and context.
    pub beside: Vec<At>,
    /// Claims that only take it for granted, on the way to something else.
    pub granted: Vec<At>,
    /// Headlines that say more than the body of their report.
    pub headlines: Vec<At>,
}

/// A claim with its type.
type Known<'a> = (At, &'a str, Modality);

/// Sorts one event's claims.
pub(super) fn support(all: &Collection<'_>, claims: &[At]) -> Support {
    let told = |at: At| all.nth(at).and_then(|nth| all.told(nth));
    let known: Vec<Known<'_>> =
        claims.iter().filter_map(|&at| told(at).map(|told| (at, all.kind(told.kind), told.modality))).collect();
    let mut found = Support { kind: kind_of(&known), ..Support::default() };
    let statement_event = found.kind.starts_with("STATEMENT.") || WORDS.beside.contains(&found.kind);
    let mut asserted = Vec::new();
    for &(at, kind, modality) in &known {
        let reaction = !statement_event && is(&WORDS.reactions, kind);
        let aside = !statement_event && is(&WORDS.beside, kind);
        if modality == Modality::Denied || (kind == "STATEMENT.DENY" && !statement_event) {
            found.denies.push(at);
        } else if reaction || aside {
            found.beside.push(at);
        } else if modality == Modality::Asserted {
            asserted.push(at);
        } else {
            found.weaker.push(at);
        }
    }
    // An accusation is as firm as what it accuses of.
    let accuses = |at: &At| told(*at).is_some_and(|told| is(&WORDS.accusations, all.kind(told.kind)));
    if !statement_event && asserted.iter().all(accuses) && !found.weaker.iter().all(accuses) {
        found.beside.append(&mut asserted);
    }
    // Both in the order of the claims.
    found.headlines = beyond_body(all, &asserted);
    asserted.retain(|at| found.headlines.binary_search(at).is_err());
    found.asserted = !asserted.is_empty();
    found.says = if found.asserted { asserted } else { std::mem::take(&mut found.weaker) };
    found
}

fn is(list: &[String], kind: &str) -> bool {
    list.iter().any(|known| known == kind)
}

/// The type that most claims have; a happening before a statement about it, a statement before context.
fn kind_of(known: &[Known<'_>]) -> String {
    let mut votes: FxHashMap<&str, usize> = FxHashMap::default();
    for &(_, kind, _) in known {
        *votes.entry(kind).or_default() += 1;
    }
    // Where all else is still to come, it is the pledge or threat that has happened.
    let act = |kind: &str| WORDS.acts.iter().any(|k| k == kind);
    let ahead = |modality: Modality| matches!(modality, Modality::Planned | Modality::Hypothetical);
    let to_come = known.iter().all(|&(_, kind, modality)| ahead(modality) || kind.starts_with("STATEMENT."));
    let rank = |kind: &str| {
        let happening = usize::from(!kind.starts_with("STATEMENT."));
        if WORDS.beside.iter().any(|k| k == kind) { 0 } else { 1 + happening + 2 * usize::from(to_come && act(kind)) }
    };
    let best = votes.iter().max_by(|a, b| (rank(a.0), a.1).cmp(&(rank(b.0), b.1)).then_with(|| b.0.cmp(a.0)));
    best.map_or(String::new(), |(kind, _)| (*kind).to_owned())
}
