//! Every step that led to a count, in words a documenter can check.
//!
//! For: the explanation beside each event. In: what the rules decided. Out: sentences in the order
//! of the decisions, naming outlets and quoting at most twelve words. Not here: any decision.

use super::chains::{Ending, Shown};
use super::collection::Collection;
use super::count::Tally;
use super::leads::Leads;
use super::origins::Reached;
use super::support::Support;
use super::{Counts, Level, WeighedEvent};
use crate::annotate::Modality;
use crate::link::At;

/// Claims that are walked through one by one; beyond them only the decisions are listed.
const MOST_CLAIMS: usize = 200;

/// What the steps are written from.
pub(super) struct Told<'a, 'c> {
    pub all: &'a Collection<'c>,
    pub endings: &'a [Ending],
    pub reached: &'a Reached,
    pub leads: &'a Leads,
    pub support: &'a Support,
    pub tally: &'a Tally,
}

/// Writes the steps of one event, whose other fields are complete.
pub(super) fn steps(told: &Told<'_, '_>, event: &WeighedEvent) -> Vec<String> {
    let (all, support, tally) = (told.all, told.support, told.tally);
    let mut out = Vec::new();
    let mut reports: Vec<u32> = event.claims.iter().map(|at| at.report).collect();
    reports.dedup();
    let outlets = list(reports.iter().map(|&r| all.outlet(r)));
    let speak = if reports.len() == 1 { "speaks" } else { "speak" };
    out.push(format!("{} {speak} of it: {outlets}.", some(reports.len(), "report")));
    out.push(if support.asserted {
        format!("Claims that say that it happened: {}.", support.says.len())
    } else {
        let n = support.says.len();
        format!("No claim says that it happened; those that say it is planned, alleged or possible are listed: {n}.")
    });
    for &at in support.says.iter().take(MOST_CLAIMS) {
        out.extend(walk(told, at));
    }
    if support.says.len() > MOST_CLAIMS {
        out.push(format!("{} further claims were followed in the same way.", support.says.len() - MOST_CLAIMS));
    }
    for &at in &support.headlines {
        out.push(format!(
            "The headline of {} says as fact what its text says only with reserve: not counted as fact.",
            all.outlet(at.report)
        ));
    }
    if support.asserted && !support.weaker.is_empty() {
        let words = list(support.weaker.iter().map(|at| all.outlet(at.report)));
        out.push(format!("{words} also only say that it is planned, alleged or possible: listed, not counted."));
    }
    if !support.beside.is_empty() {
        let words = list(support.beside.iter().map(|at| all.outlet(at.report)));
        out.push(format!("Reactions and background in {words} do not say that it happened: not counted."));
    }
    if !support.granted.is_empty() {
        let words = list(support.granted.iter().map(|at| all.outlet(at.report)));
        out.push(format!("In {words} somebody only dates something else by it, and others tell of it: not counted."));
    }
    for counted in &tally.origins {
        let name = told.reached.origins.get(counted.origin as usize).map_or("", |o| o.name.as_str());
        let adds = match counted.counts {
            Counts::Yes => "counts one",
            Counts::Maybe => "counts none or one",
            Counts::No => "adds nothing",
        };
        out.push(format!("{name} {adds}: {}.", counted.because.join("; ")));
    }
    let circular = list(tally.circular.iter().map(|&r| all.outlet(r)));
    if !tally.circular.is_empty() {
        out.push(format!("{circular} only name one another as the source: circular, counts none."));
    }
    let hidden: Vec<u32> = tally.not_shown.iter().copied().filter(|r| !tally.circular.contains(r)).collect();
    if !hidden.is_empty() {
        let words = list(hidden.iter().map(|&r| all.outlet(r)));
        out.push(format!("{words}: no source and no sign of own work is shown, so it counts none."));
    }
    for denial in &event.denials {
        out.push(format!("{} carries a denial: {}.", all.outlet(denial.claim.report), denial.because));
    }
    for contradiction in &event.contradictions {
        let how = if contradiction.same_scope { "contradict each other" } else { "differ in scope" };
        out.push(format!("The numbers {} {how}.", list(contradiction.values.iter().map(String::as_str))));
    }
    out.push(conclusion(event));
    out
}

/// How one claim is followed to its end.
fn walk(told: &Told<'_, '_>, at: At) -> Vec<String> {
    let all = told.all;
    let (Some(claim), Some(nth)) = (all.claim(at), all.nth(at)) else { return Vec::new() };
    let Some(end) = told.endings.get(nth) else { return Vec::new() };
    let ends = match end.shown {
        Shown::Nothing => "shows no source".to_owned(),
        Shown::Outlet => format!("names {} and nobody behind it", end.name),
        Shown::Unnamed => format!("has it from {}, who is not named", end.name),
        Shown::Named if end.own => match end.name == all.outlet(at.report) {
            true => "shows its own reporting".to_owned(),
            false => format!("spoke with {} itself", end.name),
        },
        Shown::Named => format!("has it from {}", end.name),
    };
    let hedge = match claim.modality {
        Modality::Planned => " (planned)",
        Modality::Alleged => " (unconfirmed)",
        Modality::Hypothetical => " (possible)",
        _ => "",
    };
    let mut out = vec![format!("{}: \"{}\"{hedge} {ends}.", all.outlet(at.report), all.words(at.report, claim.span))];
    out.extend(told.leads.of(nth).iter().map(|lead| format!("{}.", lead.because(all, told.endings))));
    if let Some((origin, words)) = told.reached.supplied.get(&nth) {
        let name = told.reached.origins.get(*origin as usize).map_or("", |o| o.name.as_str());
        out.push(format!("What {} shows comes from {name}: \"{words}\".", end.name));
    }
    out
}

fn conclusion(event: &WeighedEvent) -> String {
    let origins = if event.low == event.high {
        some(event.low as usize, "independent origin")
    } else {
        format!("{} to {} independent origins", event.low, event.high)
    };
    let level = match event.level {
        Level::Unsourced => "unsourced",
        Level::Reported => "reported",
        Level::Corroborated => "corroborated",
        Level::Contested => "contested",
    };
    format!("In all: {origins}; {level}.")
}

/// "1 report", "3 reports".
fn some(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}

/// "A, B and C", each once, at most eight by name.
pub(super) fn list<'n>(names: impl Iterator<Item = &'n str>) -> String {
    let mut seen: Vec<&str> = Vec::new();
    let mut known = rustc_hash::FxHashSet::default();
    for name in names {
        if known.insert(name) {
            seen.push(name);
        }
    }
    if seen.len() > 8 {
        return format!("{} and {} more", seen.iter().take(8).copied().collect::<Vec<_>>().join(", "), seen.len() - 8);
    }
    match seen.split_last() {
        None => String::new(),
        Some((last, [])) => (*last).to_owned(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::list;

    #[test]
    fn names_are_listed_once() {
        assert_eq!(list(["A", "B", "A", "C"].into_iter()), "A, B and C");
        assert_eq!(list(["A"].into_iter()), "A");
    }
}
