//! How many independent origins stand behind one event.
//!
//! For: counting rules 2 to 6 on one event. In: the claims that say it and the origins they reach.
//! Out: [`Tally`]: every origin with whether it counts and why. Not here: denials and numbers.

use super::among::among;
use super::anonymous::{Unnamed, ties};
use super::authors::speaks_for;
use super::chains::Ending;
use super::collection::{Collection, Nth};
use super::elsewhere::Elsewhere;
use super::judged::Verdict;
use super::judgements::Say;
use super::likeness::{Others, likely};
use super::meant::{is_named, meant, of_one_body};
use super::origins::Reached;
use super::perhaps::{heard_from, talked_to, voice_of};
use super::relayed;
use super::retold::retold;
use super::short_form::short_form;
use super::words::{WORDS, fold, is_spelling};
use super::{Basis, CountedOrigin, Counts, Origin};
use crate::annotate::{EntityKind, SourceKind};
use crate::link::At;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;

/// The count of one event.
#[derive(Debug, Default)]
pub(super) struct Tally {
    pub origins: Vec<CountedOrigin>,
    pub low: u32,
    pub high: u32,
    pub parties: u32,
    /// Reports that say it, sorted.
    pub reports: Vec<u32>,
    /// Those of them that reach no origin.
    pub not_shown: Vec<u32>,
    /// Those of them that only cite one another.
    pub circular: Vec<u32>,
    /// Described sources and the named ones that they are.
    pub described: Vec<(u32, u32)>,
}

impl Tally {
    /// Nobody says that it happened: who says that it is planned, alleged or possible is listed and adds nothing.
    pub fn list_only(&mut self) {
        for counted in &mut self.origins {
            if counted.counts != Counts::No {
                counted.counts = Counts::No;
                counted.because.push("says that it is planned, alleged or possible, not that it happened".to_owned());
            }
        }
        (self.low, self.high, self.parties) = (0, 0, 0);
    }
}

/// Counts the origins that the claims `says` reach; those of them in `perhaps` may tell of another happening.
pub(super) fn count(
    all: &Collection<'_>,
    endings: &[Ending],
    reached: &Reached,
    (quotations, elsewhere): (&FxHashMap<Nth, Vec<u32>>, &Elsewhere),
    (says, perhaps): (&[At], &[At]),
) -> Tally {
    let mut tally = Tally::default();
    let mut claims_of: BTreeMap<u32, Vec<Nth>> = BTreeMap::new();
    let mut shown: BTreeMap<u32, bool> = BTreeMap::new();
    for nth in says.iter().filter_map(|&at| all.nth(at)) {
        let Some(at) = all.claims.get(nth) else { continue };
        let ends = reached.of.get(nth).map_or(&[][..], Vec::as_slice);
        *shown.entry(at.report).or_default() |= !ends.is_empty();
        if ends.is_empty() && reached.circular.get(nth) == Some(&true) {
            tally.circular.push(at.report);
        }
        for &origin in ends {
            claims_of.entry(origin).or_default().push(nth);
        }
    }
    tally.reports = shown.keys().copied().collect();
    tally.not_shown = shown.iter().filter(|(_, shown)| !**shown).map(|(report, _)| *report).collect();
    tally.circular.retain(|report| tally.not_shown.binary_search(report).is_ok());
    tally.circular.dedup();

    let mut order: Vec<(u32, &Origin)> =
        claims_of.keys().filter_map(|&o| reached.origins.get(o as usize).map(|origin| (o, origin))).collect();
    order.sort_by_key(|&(o, origin)| {
        let day = claims_of
            .get(&o)
            .into_iter()
            .flatten()
            .filter_map(|&c| all.claims.get(c).and_then(|at| all.day(at.report)))
            .min();
        (strength(origin.basis), !is_named(origin), day.is_none(), day, o)
    });
    let unnamed: Vec<Unnamed<'_>> = order
        .iter()
        .filter(|(_, origin)| origin.basis == Basis::Anonymous)
        .map(|&(origin, known)| {
            let claims = claims_of.get(&origin).map_or(&[][..], Vec::as_slice);
            let through = claims.iter().find_map(|&c| endings.get(c).and_then(|e| e.through.as_deref()));
            Unnamed { origin, claims, name: &known.name, through }
        })
        .collect();
    let tied: FxHashMap<u32, (u32, String)> = unnamed
        .iter()
        .zip(ties(all, quotations, &unnamed))
        .filter_map(|(one, tie)| tie.map(|tie| (one.origin, tie)))
        .collect();
    decide(all, reached, (&order, &claims_of), &tied, elsewhere, &mut tally);
    let sure = |claims: &Vec<Nth>| {
        claims.iter().any(|&nth| all.claims.get(nth).is_some_and(|at| perhaps.binary_search(at).is_err()))
    };
    doubt(&mut tally, |origin| claims_of.get(&origin).is_some_and(sure));
    tally
}

/// Origins that only tell of what may be another happening count none or one, where others tell of the one that is meant.
fn doubt(tally: &mut Tally, sure: impl Fn(u32) -> bool) {
    let counts = |counted: &&mut CountedOrigin| counted.counts == Counts::Yes;
    if !tally.origins.iter().any(|counted| counted.counts == Counts::Yes && sure(counted.origin)) {
        return;
    }
    for counted in tally.origins.iter_mut().filter(counts).filter(|counted| !sure(counted.origin)) {
        counted.counts = Counts::Maybe;
        counted.because.push("may tell of another happening of this type in the same report".to_owned());
        tally.low -= 1;
    }
}

/// Named sayers first, so that an unnamed one is compared with them and not they with it.
fn strength(basis: Basis) -> u8 {
    match basis {
        Basis::Stated => 0,
        Basis::Artefact => 1,
        Basis::OwnReporting => 2,
        Basis::SecondHand => 3,
        Basis::Anonymous => 4,
    }
}

/// The origins of an event in the order in which they are counted, and the claims of each.
type Order<'a> = (&'a [(u32, &'a Origin)], &'a BTreeMap<u32, Vec<Nth>>);

fn decide(
    all: &Collection<'_>,
    reached: &Reached,
    (order, claims_of): Order<'_>,
    tied: &FxHashMap<u32, (u32, String)>,
    elsewhere: &Elsewhere,
    tally: &mut Tally,
) {
    let name = |origin: u32| reached.origins.get(origin as usize).map_or("", |o| o.name.as_str());
    let mut sayers: FxHashMap<&str, Vec<u32>> = FxHashMap::default();
    let mut parties: FxHashMap<&str, u32> = FxHashMap::default();
    let mut voices: FxHashSet<String> = FxHashSet::default();
    let mut others_seen = Others::default();
    for &(origin, known) in order {
        let who = reached.who.get(origin as usize).map_or("", String::as_str);
        let claims = claims_of.get(&origin).map_or(&[][..], Vec::as_slice);
        let mut because = vec![reaching(all, claims, known)];
        let mut counts = Counts::Yes;
        let mut one_with = None;
        if let Some(others) = sayers.get(who) {
            // One sayer's utterances reach here as different origins only where the text dates both.
            let dated = known.days.is_some_and(|days| {
                others.iter().filter_map(|&o| reached.origins.get(o as usize)).all(|other| {
                    // What one report gives from one sayer is one saying, unless the years differ.
                    let together = other.meets(known);
                    other.days.is_some_and(|first| !together || first.from.year() != days.from.year())
                })
            });
            if dated {
                because.push(format!("a different document or statement than {}'s other one", known.name));
            } else {
                counts = Counts::No;
                one_with = others.first().copied();
                because.push(format!(
                    "{} is counted already, and nothing shows that this is another statement",
                    known.name
                ));
            }
        } else if let Some(&other) = known.party.as_deref().and_then(|party| parties.get(party)) {
            counts = Counts::No;
            one_with = Some(other);
            let party = known.party.as_deref().unwrap_or("");
            because.push(format!("another voice of the same party as {} ({party}): counted once", name(other)));
        } else if let Some((other, with)) = spelled_like(all, reached, &tally.origins, known) {
            counts = Counts::No;
            one_with = Some(other);
            because.push(format!("another spelling of {}, in reports of one happening", with.name));
        } else if let Some((other, with)) = short_form(all, reached, &tally.origins, known) {
            counts = Counts::No;
            one_with = Some(other);
            because.push(format!("a short form of {}, in reports of one happening", with.name));
        } else if let Some((other, government)) = seat_of(all, reached, &tally.origins, known) {
            counts = Counts::No;
            one_with = Some(other);
            because.push(format!("the seat of a government stands for it; {} is counted", government.name));
        } else if let Some(other) = elsewhere.named(&tally.origins, known) {
            counts = Counts::No;
            one_with = Some(other);
            because.push(format!("described and not named; is {} in what else the same report tells", name(other)));
        } else if let Some(meant) = meant(all, reached, &tally.origins, known) {
            counts = meant.counts;
            one_with = (counts == Counts::No).then_some(meant.origin);
            tally.described.extend(one_with.map(|named| (origin, named)));
            because.push(meant.because);
        } else if let Some(retold) = retold(all, reached, &tally.origins, known, (claims, claims_of)) {
            counts = retold.counts;
            one_with = (retold.one && counts == Counts::No).then_some(retold.origin);
            tally.described.extend(one_with.map(|named| (origin, named)));
            because.push(retold.because);
        } else if let Some((other, with)) = of_one_body(all, reached, &tally.origins, known) {
            counts = Counts::No;
            one_with = Some(other);
            because.push(format!("speaks for the same body as {}: counted once", with.name));
        } else if let Some((other, named)) = known_through(all, reached, &tally.origins, known, claims_of.get(&origin))
        {
            counts = Counts::No;
            one_with = Some(other);
            because.push(format!("an artefact that these reports know only through {}", named.name));
        } else if let Some((other, body)) = document_of(&tally.origins, known, order) {
            counts = Counts::No;
            one_with = Some(other);
            because.push(format!(
                "a document that these reports know only beside {}, whose it may be: counted once",
                body.name
            ));
        } else if let Some((other, by)) = relayed::through(all, reached, &tally.origins, known, claims) {
            counts = Counts::No;
            one_with = Some(other);
            because.push(format!("known here only through {}, who passes it on", by.name));
        } else if let Some((other, by)) = relayed::through_a_person(all, reached, &tally.origins, known, claims) {
            counts = Counts::No;
            one_with = Some(other);
            because.push(format!("known here only from {}, who tells what was said", by.name));
        } else if let Some((other, why)) = speaks_for(all, reached, &tally.origins, (origin, known)) {
            counts = Counts::No;
            one_with = Some(other);
            because.push(why);
        } else if let Some(one) = among(all, known, (origin, claims_of), order) {
            counts = Counts::No;
            one_with = Some(one);
            because.push(format!("several together, of whom {} is one who then speaks alone", name(one)));
        } else if let Some((other, why)) = tied.get(&origin) {
            counts = Counts::Maybe;
            because.push(format!("may be the same unnamed source as {}: {why}", name(*other)));
        } else if let Some(one) = heard_from(known, order) {
            counts = Counts::Maybe;
            because.push(format!("may rest on {}, whom the same reports have", name(one)));
        } else if let Some(state) = voice_of(all, reached, &tally.origins, known) {
            counts = Counts::Maybe;
            because.push(format!("may be another voice of the same state as {}", state.name));
        } else if let Some((other, study, add)) = talked_to(reached, &tally.origins, known) {
            counts = add;
            one_with = (counts == Counts::No).then_some(other);
            let are = if counts == Counts::No { "are those" } else { "may be one of those" };
            because.push(format!("{are} on whose words {}'s {} rests", study.name, study.utterance));
        } else if let Some(likely) = likely(all, reached, &tally.origins, known, (claims, claims_of), &mut others_seen)
        {
            counts = Counts::No;
            one_with = Some(likely.origin);
            because.push(likely.because);
        }
        if let Some((verdict, other)) = judged(reached, origin, one_with, &tally.origins) {
            (counts, one_with) = match verdict.say {
                Say::SameOrigin => (Counts::No, Some(other)),
                Say::NotSameOrigin => (Counts::Yes, None),
                _ => (Counts::Maybe, None),
            };
            because.push(format!("{} ({})", verdict.because, name(other)));
        }
        if let Some(party) = known.party.as_deref() {
            parties.entry(party).or_insert(origin);
        }
        sayers.entry(who).or_default().push(origin);
        match counts {
            Counts::Yes => {
                tally.low += 1;
                tally.high += 1;
            }
            Counts::Maybe => tally.high += 1,
            Counts::No => {}
        }
        if counts != Counts::No && !(counts == Counts::Maybe && tied.contains_key(&origin)) {
            voices.insert(known.party.clone().unwrap_or_else(|| format!("{} {}", fold(&known.name), origin)));
        }
        tally.origins.push(CountedOrigin { origin, counts, one_with, because });
    }
    tally.parties = voices.len() as u32;
}

/// What people have judged of an origin and one that is counted before it: first that they are one, then of the one that a rule takes it for, then of any.
fn judged<'a>(
    reached: &'a Reached,
    origin: u32,
    one_with: Option<u32>,
    counted: &[CountedOrigin],
) -> Option<(&'a Verdict, u32)> {
    let of = |other: u32| Some((reached.judged.get(&(origin.min(other), origin.max(other)))?, other));
    let all = || counted.iter().filter_map(|counted| of(counted.origin));
    let one = all().find(|(verdict, _)| verdict.say == Say::SameOrigin);
    match one_with {
        _ if one.is_some() => one.map(|(verdict, other)| {
            (verdict, counted.iter().find(|c| c.origin == other).and_then(|c| c.one_with).unwrap_or(other))
        }),
        Some(taken) => of(taken),
        None => all().next(),
    }
}

/// The counted person whose name is this one but for a letter of a word or two, and whom other reports name.
fn spelled_like<'a>(
    all: &Collection<'_>,
    reached: &'a Reached,
    counted: &[CountedOrigin],
    known: &Origin,
) -> Option<(u32, &'a Origin)> {
    let things =
        [EntityKind::Organisation, EntityKind::ArmedGroup, EntityKind::State, EntityKind::Place, EntityKind::Outlet];
    let is_thing = |o: &Origin| all.linked(o.entity).is_some_and(|linked| things.contains(&linked.kind));
    if is_thing(known) || known.basis != Basis::Stated {
        return None;
    }
    let mut alike = reached.counting(counted).filter(|(_, o)| {
        let apart = !o.meets(known);
        apart && !is_thing(o) && is_spelling(&o.name, &known.name)
    });
    alike.next()
}

/// The state that one report has as a source beside a town ("Arven admits"), or the town beside a state: a government and its seat.
fn seat_of<'a>(
    all: &Collection<'_>,
    reached: &'a Reached,
    counted: &[CountedOrigin],
    known: &Origin,
) -> Option<(u32, &'a Origin)> {
    let kind = |o: &Origin| all.linked(o.entity).map(|e| e.kind);
    let other = match kind(known)? {
        EntityKind::Place => EntityKind::State,
        EntityKind::State => EntityKind::Place,
        _ => return None,
    };
    reached.counting(counted).find(|(_, o)| kind(o) == Some(other) && o.meets(known))
}

/// The named source of every report that has an artefact for which no supplier is named; where the happening is the artefact
/// itself, the one named source that speaks of it, whoever else has seen it.
fn known_through<'a>(
    all: &Collection<'_>,
    reached: &'a Reached,
    counted: &[CountedOrigin],
    artefact: &Origin,
    claims: Option<&Vec<Nth>>,
) -> Option<(u32, &'a Origin)> {
    if artefact.kind != SourceKind::Artefact {
        return None;
    }
    let of_artefacts = claims.into_iter().flatten().any(|&nth| {
        all.told(nth).is_some_and(|told| WORDS.about_artefacts.iter().any(|kind| kind == all.kind(told.kind)))
    });
    let speaks = |(_, o): &(u32, &Origin)| {
        matches!(o.kind, SourceKind::PartisanOrganisation | SourceKind::Spokesperson | SourceKind::Official)
    };
    let mut others = reached.counting(counted).filter(speaks);
    if of_artefacts {
        let first = others.next()?;
        return others.next().is_none().then_some(first);
    }
    others.find(|(_, o)| artefact.is_within(o))
}

/// The only body whose word all reports of a document give, where none of them says whose the document is.
fn document_of<'a>(
    counted: &[CountedOrigin],
    document: &Origin,
    order: &[(u32, &'a Origin)],
) -> Option<(u32, &'a Origin)> {
    if document.kind != SourceKind::Document {
        return None;
    }
    let bodies = [SourceKind::PartisanOrganisation, SourceKind::Spokesperson, SourceKind::Official];
    let beside = |o: &Origin| bodies.contains(&o.kind) && document.is_within(o);
    let mut bodies = order.iter().copied().filter(|(_, o)| beside(o));
    let (one, body) = bodies.next().filter(|_| bodies.next().is_none())?;
    let counts = counted.iter().any(|c| c.origin == one && c.counts == Counts::Yes);
    counts.then_some((one, body))
}

/// "3 reports reach it: Arven Post, Norda and Salt Coast News".
fn reaching(all: &Collection<'_>, claims: &[Nth], origin: &Origin) -> String {
    let mut reports: Vec<u32> = claims.iter().filter_map(|&c| all.claims.get(c).map(|at| at.report)).collect();
    reports.sort_unstable();
    reports.dedup();
    let outlets = super::steps::list(reports.iter().map(|&r| all.outlet(r)));
    let stands = match origin.basis {
        Basis::Stated => "named as the source",
        Basis::OwnReporting => "its own reporting, which the text shows",
        Basis::Artefact => "an artefact that no supplier is named for",
        Basis::Anonymous => "a source that is not named",
        Basis::SecondHand => "an outlet whose own report is not given",
    };
    match reports.len() {
        1 => format!("{outlets} reaches it: {stands}"),
        n => format!("{n} reports reach it ({outlets}), so they are one origin: {stands}"),
    }
}
