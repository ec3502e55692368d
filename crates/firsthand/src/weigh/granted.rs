//! Claims that are made only on the way to another one: "nine people died when the bridge was shelled".
//!
//! For: counting rule 6. Who dates something else by a happening takes it for granted: a hospital that counts the dead "when shells fell" reports
//! the dead, and where the same report has somebody else tell of the shells it is no further source of them. Where it has nobody else, its word
//! is all there is and counts.
//! In the same way who denies a happening does not tell of it a sentence later, in words that name no event of the codebook and no number. In: the
//! claims of one event that say that it happened. Out: these are moved beside them. Not here: which clauses only date (annotate),
//! reactions (annotate), who is who (`count`).

use super::collection::{Collection, Nth};
use super::origins::Reached;
use super::support::Support;
use crate::link::At;

/// Moves beside the others what only dates something else or stands beside its own denial.
pub(super) fn set_aside(all: &Collection<'_>, reached: &Reached, support: &mut Support) {
    if !support.asserted {
        return;
    }
    let told = |at: At| all.nth(at).and_then(|nth| all.told(nth));
    let dates = |at: At| told(at).is_some_and(|told| told.dates);
    let in_headline = |at: At| told(at).is_some_and(|told| told.in_headline);
    let ends = |at: At| all.nth(at).map_or(&[][..], |nth: Nth| reached.of.get(nth).map_or(&[][..], Vec::as_slice));
    let granted = |at: &At| {
        if !dates(*at) || ends(*at).is_empty() {
            return false;
        }
        // What one report has of one source alone is that source's; where it has others for the happening itself, they are its sources.
        let here = support.says.iter().filter(|other| other.report == at.report);
        // A headline tells what its body tells: "Shelling kills nine" may stand for the clause that only dates the dead.
        let others = here.filter(|other| !dates(**other) && !in_headline(**other));
        let same = |mine: &&At| ends(**mine).iter().any(|origin| ends(*at).contains(origin));
        let (mine, theirs): (Vec<&At>, Vec<&At>) = others.filter(|other| !ends(**other).is_empty()).partition(same);
        mine.is_empty() && !theirs.is_empty()
    };
    let beside_denial = |at: &At| {
        let counts = || all.claim(*at).is_none_or(|claim| claim.argument("number").is_some());
        let denies = |denial: &At| denial.report == at.report && ends(*denial).iter().any(|o| ends(*at).contains(o));
        told(*at).is_some_and(|told| told.trained) && support.denies.iter().any(denies) && !counts()
    };
    let aside: Vec<At> = support.says.iter().copied().filter(beside_denial).collect();
    let mut dating: Vec<At> = support.says.iter().copied().filter(|at| granted(at) && !aside.contains(at)).collect();
    let stands_for = |headline: At| {
        let below = || dating.iter().filter(|at| at.report == headline.report);
        let of_theirs = |origin: &_| below().any(|at| ends(*at).contains(origin));
        in_headline(headline) && !ends(headline).is_empty() && ends(headline).iter().all(of_theirs)
    };
    let headlines: Vec<At> =
        support.says.iter().copied().filter(|at| !dating.contains(at) && stands_for(*at)).collect();
    dating.extend(headlines);
    dating.sort_unstable();
    // Something must be left that says it.
    if aside.len() + dating.len() < support.says.len() {
        support.says.retain(|at| !aside.contains(at) && !dating.contains(at));
        support.beside.extend(aside);
        support.beside.sort_unstable();
        support.granted = dating;
    }
}
