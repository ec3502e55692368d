//! Unnamed sources that tell what a counted one told before: "observers put the number at 74" after a named body's 74.
//!
//! For: counting rule 4, where what is told ties a description to a source. An outlet that rewrites another's report keeps its figures
//! and blurs its source ("activists", "a monitor", "a leaked memo"). In: a described origin of one event and those that are counted
//! already. Out: the counted one whose word it repeats, and why. Nothing is repeated where the report shows that its outlet spoke
//! with the source itself, or quotes it. Not here: descriptions that fit a name (see [`super::meant`]), unnamed sources compared with
//! each other (see [`super::anonymous`]).

use super::collection::{Collection, Nth};
use super::meant::is_named;
use super::origins::Reached;
use super::words::WORDS;
use super::{Basis, CountedOrigin, Counts, Origin};
use crate::annotate::{Attribution, Quantity, QuantityKind, Quoting, SourceKind};
use crate::link::At;
use jiff::civil::Date;
use std::cell::OnceCell;
use std::collections::BTreeMap;

/// A number from which on two tellings seldom share it by chance.
const RARE: f64 = 7.0;
/// By how much a vague or bounded number may fall short of the one that it stands for ("more than 200" for 214).
const SHORT: f64 = 0.15;
/// Claims of one origin that are looked at.
const MOST: usize = 16;

/// The counted source whose word is repeated.
pub(super) struct Retold {
    pub origin: u32,
    /// Whether it is that source; "officials" are no lamp makers' guild, and nobody in particular all the same.
    pub one: bool,
    /// What it adds: two unnamed people who give one number may be two.
    pub counts: Counts,
    pub because: String,
}

/// The earlier counted source whose word a described one repeats.
pub(super) fn retold(
    all: &Collection<'_>,
    reached: &Reached,
    counted: &[CountedOrigin],
    known: &Origin,
    (own, claims_of): (&[Nth], &BTreeMap<u32, Vec<Nth>>),
) -> Option<Retold> {
    let vague = is_vague(&known.name);
    let heard = || own.iter().any(|&nth| is_heard(all, nth, vague));
    if is_named(known) && !repeats(all, known) || known.basis == Basis::OwnReporting || own.is_empty() || heard() {
        return None;
    }
    let day = first_day(all, own);
    let earlier = || {
        reached.counting(counted).filter_map(|(number, origin)| {
            let claims = claims_of.get(&number)?;
            let apart = !origin.meets(known);
            let before = match (first_day(all, claims), day) {
                (Some(first), Some(day)) => first <= day,
                _ => true,
            };
            (apart && before).then_some((number, origin, claims))
        })
    };
    let officials = vague && known.name.split_whitespace().any(|word| word.eq_ignore_ascii_case("officials"));
    let can_be = |other: &Origin| !officials || other.kind == SourceKind::Official || of_a_state(all, other);
    let mut best: Option<(f64, Retold)> = None;
    let mine = OnceCell::new();
    for (origin, other, claims) in earlier().filter(|(_, other, _)| can_be(other)) {
        let mine = mine.get_or_init(|| told_by(all, own));
        let theirs = if mine.is_empty() { Vec::new() } else { told_by(all, claims) };
        let shared = mine.iter().flat_map(|a| theirs.iter().map(move |b| (a, b)));
        let Some((worth, words)) =
            shared.filter_map(|(a, b)| same_number(all, a, b)).max_by(|a, b| a.0.total_cmp(&b.0))
        else {
            continue;
        };
        if best.as_ref().is_none_or(|(most, _)| worth > *most) {
            let how = if is_named(known) { "speaks of what others find out" } else { "described and not named" };
            let because = format!("{how}; tells the number that {} gave ({words})", other.name);
            let somebody = !vague && is_somebody(known) && is_somebody(other);
            let counts = if somebody { Counts::Maybe } else { Counts::No };
            best = Some((worth, Retold { origin, one: true, counts, because }));
        }
    }
    best.map(|(_, found)| found).or_else(|| {
        let (origin, other) = earlier().next().filter(|_| vague).map(|(n, other, _)| (n, other))?;
        let because =
            format!("nobody in particular; nothing shows that it is another source than {}, who is named", other.name);
        Some(Retold { origin, one: can_be(other), counts: Counts::No, because })
    })
}

fn of_a_state(all: &Collection<'_>, origin: &Origin) -> bool {
    origin.party.as_ref().is_some_and(|party| all.states().any(|state| state == party))
}

/// One unnamed person, by the word that says who: "a man who left in July"; no memo, and no helpline.
fn is_somebody(one: &Origin) -> bool {
    let ends =
        |word: &str| matches!(word, "who" | "that" | "of" | "from" | "in" | "at" | "on" | "near" | "with" | "whose");
    let words = one.name.split_whitespace().map(str::to_lowercase).take_while(|word| !ends(word));
    let lists = [&WORDS.source_heads, &WORDS.witnesses, &WORDS.offices, &WORDS.local_offices];
    one.basis == Basis::Anonymous && words.last().is_some_and(|head| lists.iter().any(|list| list.contains(&head)))
}

/// "Officials", "local sources", "activists": several of no body, described by nothing but their sort.
pub(super) fn is_vague(name: &str) -> bool {
    let words: Vec<String> = name
        .split_whitespace()
        .map(str::to_lowercase)
        .take_while(|word| !matches!(word.as_str(), "abroad" | "there"))
        .collect();
    let mut words = words.into_iter().rev();
    let plural = words.next().and_then(|head| head.strip_suffix('s').map(str::to_owned));
    plural.is_some_and(|head| WORDS.vague_heads.contains(&head)) && words.all(|word| WORDS.vague_words.contains(&word))
}

/// Members of a parliament and commentators speak of what others have found out; a number of somebody else's is not theirs.
fn repeats(all: &Collection<'_>, known: &Origin) -> bool {
    let called =
        |entity| WORDS.repeaters.iter().any(|word| all.offices().are_called_any(entity, std::slice::from_ref(word)));
    known.kind != SourceKind::Official && known.entity.is_some_and(|entity| all.is_person(entity) && called(entity))
}

/// Whether the text shows that somebody spoke with the source of a claim: its outlet did, or gives the very words of somebody in particular.
fn is_heard(all: &Collection<'_>, nth: Nth, vague: bool) -> bool {
    let Some(&at) = all.claims.get(nth) else { return false };
    let Some(claim) = all.claim(at) else { return false };
    let heard = |a: &Attribution| a.own_reporting.is_some() || !vague && a.quote != Quoting::Indirect;
    all.attribution(at.report, claim.attribution, heard) == Some(true)
}

fn first_day(all: &Collection<'_>, claims: &[Nth]) -> Option<Date> {
    claims.iter().filter_map(|&nth| all.day(all.claims.get(nth)?.report)).min()
}

/// How much it tells that two claims give one number, and the number in words.
fn same_number(all: &Collection<'_>, (at, own): &Numbers, (_, others): &Numbers) -> Option<(f64, String)> {
    let pairs = own.iter().flat_map(|x| others.iter().map(move |y| (x, y)));
    let found = pairs.filter_map(|(x, y)| {
        let (low, high) = (named(x)?, named(y)?);
        let exact = low == high && low >= RARE;
        let loose = matches!(x.kind, QuantityKind::AtLeast | QuantityKind::About | QuantityKind::Vague)
            && low >= RARE
            && low <= high
            && high - low <= high * SHORT;
        let worth = if exact { low.log10() + if is_round(low) { 0.0 } else { 1.0 } } else { 0.1 };
        (exact || loose).then(|| (worth, all.words(at.report, x.span)))
    });
    found.max_by(|a, b| a.0.total_cmp(&b.0))
}

/// A claim and the numbers in its words.
type Numbers = (At, Vec<Quantity>);

/// The numbers that the first of some claims give, without ages, shares and measures.
fn told_by(all: &Collection<'_>, claims: &[Nth]) -> Vec<Numbers> {
    let numbers = |&nth: &Nth| {
        let (at, span) = (*all.claims.get(nth)?, all.told(nth)?.span);
        let said = all.said(at.report)?;
        let inside = said.quantities.iter().filter(|q| span.contains(q.span));
        let told: Vec<Quantity> = inside.filter(|q| !WORDS.measures.contains(&q.unit)).cloned().collect();
        (!told.is_empty()).then_some((at, told))
    };
    claims.iter().take(MOST).filter_map(numbers).collect()
}

fn named(quantity: &Quantity) -> Option<f64> {
    quantity.lo.or(quantity.hi).filter(|number| number.is_finite())
}

fn is_round(number: f64) -> bool {
    let digits = number.log10().floor().max(1.0) as i32 - 1;
    number % 10f64.powi(digits.max(1)) == 0.0
}
