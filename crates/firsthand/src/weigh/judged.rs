//! What judgements do to where claims end.
//!
//! For: a person who knows more than the texts show. In: judgements, and claims with what they reach. Out: [`Verdict`]s on pairs of origins,
//! which the count asks for after every rule; origins that one person's judgement has parted; and for each judgement whether it is applied.
//! Not here: which judgement holds (see [`super::judgements`]).

use super::chains::{Ending, Shown};
use super::collection::{Collection, Nth};
use super::judgements::{Judgement, Judgements, Question, Say};
use super::origins::Reached;
use crate::annotate::SourceKind;
use crate::link::At;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

/// What became of a judgement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// It holds.
    Applied,
    /// It holds, and somebody else's says otherwise: their question is open.
    Disputed,
    /// The same person has decided anew.
    Superseded,
    /// A claim that it is about is not among these reports as they are read now.
    Unknown,
}

/// A judgement and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// As it was written.
    pub judgement: Judgement,
    /// Whether it holds.
    pub standing: Standing,
}

/// What people say of two origins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Verdict {
    /// [`Say::SameOrigin`], [`Say::NotSameOrigin`] or [`Say::Unsure`].
    pub say: Say,
    /// Who says so, and why.
    pub because: String,
}

/// Judgements on the claims of a collection.
#[derive(Debug, Default)]
pub(super) struct Bench {
    pairs: Vec<(Nth, Nth, Verdict)>,
    own: FxHashSet<Nth>,
    pub judged: Vec<Judged>,
}

impl Bench {
    /// Looks up what the judgements are about.
    pub fn new(all: &Collection<'_>, judgements: &Judgements) -> Self {
        let mut bench = Bench::default();
        if judgements.iter().next().is_none() {
            return bench;
        }
        let numbers: FxHashMap<&str, u32> =
            all.given().numbers().map(|number| (all.given().id(number), number)).collect();
        let claim = |id: &str| -> Option<Nth> {
            let (report, item) = id.rsplit_once(".c")?;
            let item = item.parse::<u32>().ok()?.checked_sub(1)?;
            all.nth(At { report: *numbers.get(report)?, item })
        };
        let questions = judgements.in_force();
        for question in &questions {
            let claims: Option<Vec<Nth>> = question.claims.iter().map(|id| claim(id)).collect();
            match claims.as_deref() {
                Some([one]) if question.agreed() == Some(Say::OwnWork) => {
                    bench.own.insert(*one);
                }
                Some([one, other]) if !question.holding().is_empty() => {
                    bench.pairs.push((*one, *other, verdict(question)));
                }
                _ => {}
            }
        }
        let standing = |judgement: &Judgement| {
            let of = questions.iter().find(|q| q.newest.iter().any(|newest| std::ptr::eq(*newest, judgement)));
            match of {
                _ if judgement.claims.iter().any(|id| claim(id).is_none()) => Standing::Unknown,
                None => Standing::Superseded,
                Some(question) if question.holding().is_empty() || question.agreed().is_some() => Standing::Applied,
                // Who has withdrawn takes no side.
                Some(_) if judgement.say == Say::Withdrawn => Standing::Applied,
                Some(_) => Standing::Disputed,
            }
        };
        bench.judged = judgements.iter().map(|j| Judged { judgement: j.clone(), standing: standing(j) }).collect();
        bench
    }

    /// Claims that are their outlet's own work end there, and are taken from nobody.
    pub fn own_work(&self, all: &Collection<'_>, endings: &mut [Ending]) -> &FxHashSet<Nth> {
        for &nth in &self.own {
            let (Some(end), Some(&at)) = (endings.get_mut(nth), all.claims.get(nth)) else { continue };
            *end = Ending {
                shown: Shown::Named,
                kind: SourceKind::Outlet,
                name: all.outlet(at.report).to_owned(),
                own: true,
                span: all.claim(at).map(|claim| claim.span),
                ..Ending::nothing()
            };
        }
        &self.own
    }

    /// Verdicts on origins, and the origins parted that two claims share though they do not rest on the same.
    pub fn apply(&self, all: &Collection<'_>, reached: &mut Reached) {
        for (one, other, verdict) in &self.pairs {
            let first = |nth: Nth, reached: &Reached| reached.of.get(nth).and_then(|list| list.first()).copied();
            let (a, b) = (first(*one, reached), first(*other, reached));
            if verdict.say == Say::SameOrigin && a.is_some() != b.is_some() {
                // What shows no source rests on what the other one shows.
                let (from, to) = if a.is_some() { (*one, *other) } else { (*other, *one) };
                share(all, reached, from, to);
            }
            let (Some(a), Some(mut b)) = (a, b) else { continue };
            if a == b && verdict.say == Say::NotSameOrigin {
                b = part(all, reached, (*one, *other), b);
            }
            reached.judged.insert((a.min(b), a.max(b)), verdict.clone());
        }
    }
}

/// A claim reaches what another one reaches.
fn share(all: &Collection<'_>, reached: &mut Reached, from: Nth, to: Nth) {
    let (Some(list), Some(at)) = (reached.of.get(from).cloned(), all.claims.get(to)) else { return };
    for &origin in &list {
        let Some(known) = reached.origins.get_mut(origin as usize) else { continue };
        if let Err(place) = known.reports.binary_search(&at.report) {
            known.reports.insert(place, at.report);
        }
    }
    if let Some(slot) = reached.of.get_mut(to) {
        *slot = list;
    }
}

/// An origin of its own for the second claim and what else its report has from there.
fn part(all: &Collection<'_>, reached: &mut Reached, (stays, goes): (Nth, Nth), origin: u32) -> u32 {
    let report = |nth: Nth| all.claims.get(nth).map(|at| at.report);
    let (here, there) = (report(goes), report(stays));
    let Some(known) = reached.origins.get(origin as usize).cloned() else { return origin };
    let who = reached.who.get(origin as usize).cloned().unwrap_or_default();
    let made = reached.origins.len() as u32;
    for (nth, list) in reached.of.iter_mut().enumerate() {
        if nth == goes || (here != there && report(nth) == here) {
            list.iter_mut().filter(|o| **o == origin).for_each(|o| *o = made);
        }
    }
    let left: FxHashSet<u32> = reached
        .of
        .iter()
        .enumerate()
        .filter(|(_, list)| list.contains(&origin))
        .filter_map(|(nth, _)| report(nth))
        .collect();
    if let Some(old) = reached.origins.get_mut(origin as usize) {
        old.reports.retain(|r| left.contains(r));
    }
    let mut origin = known;
    origin.reports = here.into_iter().collect();
    reached.origins.push(origin);
    // No sayer has a key with this sign, so that the new one is nobody's other utterance.
    reached.who.push(format!("{who}\u{1f}{made}"));
    made
}

fn verdict(question: &Question<'_>) -> Verdict {
    let say = |judgement: &&Judgement| {
        let words = match judgement.say {
            Say::SameOrigin => "one origin",
            Say::NotSameOrigin => "not one origin",
            _ => "perhaps one origin",
        };
        let why = if judgement.why.is_empty() { String::new() } else { format!(", because {}", judgement.why) };
        format!("{} judged on {} that they are {words}{why}", judgement.by, judgement.at.strftime("%Y-%m-%d"))
    };
    let because = question.holding().iter().map(say).collect::<Vec<_>>().join("; ");
    Verdict { say: question.agreed().unwrap_or(Say::Unsure), because }
}
