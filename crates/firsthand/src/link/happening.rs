//! What a claim says that identifies its happening.
//!
//! For: comparing claims of many reports quickly. In: a claim, its report, the linked entities.
//! Out: a [`Happening`]: doers, affected, things, places, days, numbers, content words. Not here:
//! the comparison (see `same_event`).

use super::clause::Clause;
use super::codes::{Kind, codes};
use super::keyed::Keyed;
use super::linked::Entities;
use super::links::At;
use super::naming::folded;
use super::shingles::mix;
use super::thresholds::function_words;
pub(crate) use super::told::Told;
use super::told::{days, told};
use super::words::{fold, plain_hash, word_hash};
use crate::annotate::{
    Annotated, Argument, ChainRole, Claim, Days, EntityKind, Few, Modality, Quantity, QuantityKind, SourceKind, Tense,
};
use crate::report::{DatePrecision, Report, Yearless};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Letters of a word by which two clauses are compared.
const STEM: usize = 5;

/// One claim, ready to be compared.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Happening<'a> {
    pub at: At,
    pub claim: Clause<'a>,
    /// The sentence of its trigger, counted in its report; `u32::MAX` outside all.
    pub sentence: u32,
    /// The types that say what happened: the primary one and further ones that are no speech act.
    #[serde(skip)]
    pub kinds: Box<[Kind<'a>]>,
    pub doers: Box<[Participant]>,
    pub units: Box<[Participant]>,
    pub affected: Box<[Participant]>,
    /// Exclusive sorts of people that are affected ("girls"), as bits.
    pub exclusive: u32,
    pub things: Box<[Participant]>,
    pub places: Box<[Participant]>,
    pub towards: Box<[Participant]>,
    /// Places named in or beside its sentence, states left out: linked entities.
    pub setting: Few<u32>,
    /// Beginnings of the words that tell its war from others.
    pub wars: Few<u32>,
    pub days: Option<Days>,
    /// Whether its words of time name a stretch ("in the seven days to Friday") or one day ("on Monday").
    pub time: Told,
    pub published: Option<Date>,
    /// Where the report is not dated, nor likely to be of any year: the day of its dateline.
    pub yearless: Option<Yearless>,
    pub numbers: Box<[Number]>,
    /// The first sayer that the report itself reaches, where it is named: linked entity.
    pub source: Option<u32>,
    /// Whether its report has it from another outlet.
    pub from_outlet: bool,
    /// The beginning of the triggering word.
    pub trigger: u32,
    /// Beginnings of the clause's content words, sorted and distinct.
    pub content: Box<[u32]>,
    /// Place or days come from the body claim that a headline stands for, or from a neighbouring clause.
    pub inherited: bool,
    /// One over the number of happenings of its type that its report tells.
    pub alone: f32,
    /// Reports published within days of its own that tell a happening of its type.
    pub beside: u32,
    /// Whether a reader should take it as background rather than news.
    pub background: bool,
}

/// Somebody or something in a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Participant {
    /// The linked entity, if it has a name of its own.
    pub entity: Option<u32>,
    /// Whether that is a state.
    pub state: bool,
    /// Hash of the head noun in the singular; 0 if there is none.
    pub head: u32,
    /// The beginning of the head noun.
    pub stem: u32,
    /// Whether the head noun stands in the claim's own words, not only in what a pronoun stands for.
    pub own: bool,
    /// The people without a name of their own that the words stand for ("them"): linked entity, one a report.
    pub group: Option<u32>,
    /// Sorts of things that the head noun may name, one bit each (see [`super::codes::Codes::sorts`]).
    pub sorts: u32,
}

impl Participant {
    /// A key for looking up claims with the same participant.
    pub(crate) fn key(&self) -> u64 {
        match self.entity {
            Some(entity) => mix(1 << 40 | u64::from(entity)),
            None => mix(2 << 40 | u64::from(self.head)),
        }
    }

    /// Whether both may be told of the same people or things: the same head noun, or nouns of one sort.
    pub(crate) fn alike(&self, other: &Participant) -> bool {
        (self.head != 0 && self.head == other.head) || self.sorts & other.sorts != 0
    }
}

/// A number of something.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Number {
    pub lo: f64,
    pub hi: f64,
    pub unit: u32,
    /// Sorts of things that the unit may name, as in [`Participant`].
    pub sorts: u32,
    /// Whether the words give no figure ("thousands").
    pub vague: bool,
    /// Whether it counts the people that the claim is about.
    pub people: bool,
}

impl Number {
    /// The number that the words name: "at least 40", "up to 40" and "40" all name 40.
    pub(crate) fn named(&self) -> f64 {
        if self.lo.is_finite() { self.lo } else { self.hi }
    }

    /// Whether both may count the same things.
    pub(crate) fn comparable(&self, other: &Number) -> bool {
        self.unit == other.unit || self.unit == 0 || other.unit == 0 || self.sorts & other.sorts != 0
    }
}

impl<'a> Happening<'a> {
    /// Reads one claim; `None` where the numbers point nowhere.
    pub(crate) fn read(
        at: At,
        report: &Report,
        known: &Annotated,
        entities: &Entities,
        names: &Keyed,
        linked: &[u32],
        types: &'a BTreeSet<String>,
    ) -> Option<Self> {
        let claim = known.claims.get(at.item as usize)?;
        let codes = codes();
        let roles = &codes.roles;
        let of = |list: &[String]| -> Box<[Participant]> {
            let arguments = claim.arguments.iter().filter(|argument| list.contains(&argument.role));
            let mut found: Vec<Participant> = Vec::new();
            for argument in arguments {
                if let Some(new) = participant(argument, entities, names, linked)
                    && !found.contains(&new)
                {
                    found.push(new);
                }
            }
            found.into()
        };
        let clause = Clause::read(claim, types)?;
        let further = claim.also.iter().filter_map(|kind| types.get(kind)).map(|kind| codes.kind(kind));
        let kinds = std::iter::once(codes.kind(clause.kind)).chain(further.filter(|kind| !kind.statement)).collect();
        let sentence = known.sentences.partition_point(|s| s.span.end <= claim.trigger.start);
        let mut affected = match of(&roles.affected) {
            affected if affected.is_empty() => of(&roles.age),
            affected => affected,
        };
        if claim.arguments.iter().any(|argument| roles.age.contains(&argument.role) && under_age(argument, known)) {
            affected.iter_mut().for_each(|p| p.sorts |= codes.minors);
        }
        let content = stems(claim.span.of(&report.text)).into();
        let trigger = stems(claim.trigger.of(&report.text));
        let exact = |p: &crate::report::Published| p.precision == DatePrecision::Day;
        let (doers, units) = (of(&roles.doer), of(&roles.unit));
        let mut numbers = numbers(claim, known);
        let of_people = claim.arguments.iter().filter(|a| roles.number.contains(&a.role)).any(|number| {
            let people =
                |a: &&Argument| [&roles.affected, &roles.doer, &roles.unit].iter().any(|list| list.contains(&a.role));
            claim.arguments.iter().filter(people).any(|a| a.text.contains(&number.text))
        });
        for number in &mut numbers {
            let of_them = |p: &Participant| p.head != 0 && p.head == number.unit;
            number.people = number.unit == 0
                || of_people
                || codes.is_anybody(number.unit)
                || affected.iter().chain(&doers).chain(&units).any(of_them);
        }
        Some(Happening {
            at,
            claim: clause,
            sentence: if sentence < known.sentences.len() { sentence as u32 } else { u32::MAX },
            kinds,
            doers,
            units,
            exclusive: affected.iter().filter(|p| p.own).fold(0, |bits, p| bits | codes.exclusive(p.head)),
            affected,
            wars: claim
                .arguments
                .iter()
                .filter(|a| roles.war.contains(&a.role))
                .flat_map(|a| stems(&a.text))
                .filter(|stem| !codes.common_in_wars.contains(stem))
                .collect(),
            things: of(&roles.thing),
            places: of(&roles.place),
            towards: of(&roles.towards),
            setting: setting(claim, known, entities, linked),
            days: claim.arguments.iter().filter(|a| roles.time.contains(&a.role)).find_map(|a| days(a, known)),
            time: claim
                .arguments
                .iter()
                .find(|a| roles.time.contains(&a.role))
                .map_or(Told::Open, |a| told(a, known, report)),
            published: report.day().filter(exact).map(|published| published.day),
            yearless: report.yearless.filter(|_| report.day().is_none()),
            numbers: numbers.into(),
            source: source(claim, known, names, linked),
            from_outlet: claim.chain.iter().next_back().is_some_and(|link| {
                link.role != ChainRole::Outlet && matches!(link.kind, SourceKind::Outlet | SourceKind::Wire)
            }),
            trigger: trigger.first().copied().unwrap_or(0),
            content,
            inherited: false,
            alone: 1.0,
            beside: u32::MAX,
            background: claim.flags.iter().any(|flag| flag == "background"),
        })
    }

    /// Named participants in any role, then the others.
    pub(crate) fn participants(&self) -> impl Iterator<Item = &Participant> {
        [&self.doers, &self.units, &self.affected, &self.things].into_iter().flatten()
    }

    /// A day by which claims of one block are put in order.
    pub(crate) fn day(&self) -> Option<Date> {
        self.days.map(|days| days.from).or(self.published)
    }

    /// The day of its report, where it says that something has happened by then, or has not.
    pub(crate) fn told_as_past(&self) -> Option<Date> {
        let to_come = matches!(self.claim.modality, Modality::Planned | Modality::Hypothetical);
        self.published.filter(|_| !to_come && self.claim.tense == Tense::Past)
    }

    /// Whether it is who said or belongs to what rather than what happened.
    /// Whether it is of what is done to many over weeks.
    pub(crate) fn is_campaign(&self) -> bool {
        self.kinds.first().is_some_and(|kind| kind.campaign)
    }

    pub(crate) fn is_statement(&self) -> bool {
        self.kinds.first().is_some_and(|kind| kind.statement)
    }

    /// Doers and their units.
    pub(crate) fn acting(&self) -> impl Iterator<Item = &Participant> {
        self.doers.iter().chain(&self.units)
    }

    /// Whether it says that it was not so.
    #[inline]
    pub(crate) fn is_denied(&self) -> bool {
        self.claim.modality == Modality::Denied
    }

    /// Whether both are of one type.
    #[inline]
    pub(crate) fn is_of_type(&self, other: &Happening) -> bool {
        matches!((self.kinds.first(), other.kinds.first()), (Some(one), Some(other)) if one.is(other))
    }
}

/// The hash of a folded name.
fn name_key(name: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    folded(name).hash(&mut hasher);
    hasher.finish()
}

/// The names by which context supplies an argument ("there": Olun), by the hashes of their folded forms.
pub(crate) fn names(entities: &Entities) -> Keyed {
    let named = entities.iter().enumerate().filter(|(_, entity)| entity.kind != EntityKind::Group);
    let forms = named.flat_map(|(number, entity)| {
        let forms: Vec<u64> = entity.forms().map(name_key).collect();
        forms.into_iter().map(move |form| (form, number as u32))
    });
    forms.collect()
}

fn participant(argument: &Argument, entities: &Entities, names: &Keyed, linked: &[u32]) -> Option<Participant> {
    let by_name = |name: &String| names.get(name_key(name));
    let own = argument.entity.and_then(|entity| linked.get(entity as usize).copied());
    let has_name = |number: u32| has_name(entities, number);
    let own_is_named = own.is_some_and(has_name);
    let supplied = if own_is_named { None } else { argument.normal.as_ref().and_then(by_name) };
    let number = supplied.or(own);
    let named = number.is_some_and(has_name);
    // "them" is who it stands for.
    let own = head(&argument.text);
    let head = own.or_else(|| head(entities.name(number?)));
    if !named && head.is_none() {
        return None;
    }
    let (head, stem) = head.unwrap_or((0, 0));
    Some(Participant {
        entity: number.filter(|_| named),
        state: named && number.and_then(|number| entities.kind(number)) == Some(EntityKind::State),
        head,
        stem,
        own: own.is_some(),
        group: number.filter(|_| !named),
        sorts: codes().sorts(head),
    })
}

/// Bytes before and after a clause in which a place is its setting.
const BESIDE: u32 = 240;

/// The places, states left out, that the report names in or beside the clause.
fn setting(claim: &Claim, known: &Annotated, entities: &Entities, linked: &[u32]) -> Few<u32> {
    let (from, to) = (claim.span.start.saturating_sub(BESIDE), claim.span.end.saturating_add(BESIDE / 2));
    let near = |entity: &crate::annotate::Entity| {
        let at = entity.mentions.partition_point(|mention| mention.span.start < from);
        entity.mentions.get(at).is_some_and(|mention| mention.span.end <= to)
    };
    // All reports together know better than one what is a place ("Olun buries its dead").
    let place = |number: &u32| entities.kind(*number) == Some(EntityKind::Place);
    let beside = known.entities.iter().enumerate().filter(|(_, entity)| near(entity));
    beside.filter_map(|(number, _)| linked.get(number).copied()).filter(place).collect()
}

/// Whether an age is one below eighteen, in figures or by the noun ("boys").
fn under_age(argument: &Argument, known: &Annotated) -> bool {
    let quantity = argument.quantity.and_then(|quantity| known.quantities.get(quantity as usize));
    let years = quantity.and_then(|quantity| quantity.hi.or(quantity.lo));
    years.map_or_else(|| argument.normal.as_deref() == Some("under 18"), |years| years < 18.0)
}

/// Whether it has a name of its own: "30 fighters" and "the video" have none, whatever they were read as.
fn has_name(entities: &Entities, number: u32) -> bool {
    let common = |form: &str| form.chars().any(char::is_lowercase) && !form.chars().any(char::is_uppercase);
    entities.kind(number).is_some_and(|kind| kind != EntityKind::Group && !common(entities.name(number)))
}

/// The last named step of the claim's chain that is not the outlet itself.
fn source(claim: &Claim, known: &Annotated, names: &Keyed, linked: &[u32]) -> Option<u32> {
    let named = |entity: &u32| {
        known.entities.get(*entity as usize).is_some_and(|entity| {
            !matches!(entity.kind, EntityKind::Group | EntityKind::Document | EntityKind::Artefact)
        })
    };
    claim.chain.iter().rev().filter(|link| link.role != ChainRole::Outlet).find_map(|link| {
        let own = link.entity.filter(named).and_then(|entity| linked.get(entity as usize).copied());
        own.or_else(|| names.get(name_key(&link.name)))
    })
}

/// The numbers of the claim's arguments; without any, those that count something inside its clause.
fn numbers(claim: &Claim, known: &Annotated) -> Vec<Number> {
    let roles = &codes().roles;
    let of: Vec<Number> =
        claim.arguments.iter().filter(|a| roles.number.contains(&a.role)).filter_map(|a| number(a, known)).collect();
    if !of.is_empty() {
        return of;
    }
    let from = known.quantities.partition_point(|q| q.span.start < claim.span.start);
    let inside = known.quantities.iter().skip(from).take_while(|q| q.span.start < claim.span.end);
    inside.filter_map(counted).take(3).collect()
}

/// The head noun of a noun phrase, in the singular, and its beginning: the last word before a
/// preposition, relative or comma.
fn head(phrase: &str) -> Option<(u32, u32)> {
    let cut = phrase.find([',', '(', ';', ':']).unwrap_or(phrase.len());
    let text = folded(phrase.get(..cut).unwrap_or(phrase));
    let mut last = None;
    for word in text.split(' ') {
        let function = word_hash(word).is_none_or(|hash| function_words().contains(&hash));
        if function && last.is_some() {
            break;
        }
        let number = word.chars().all(|c| c.is_ascii_digit()) || codes().numerals.iter().any(|known| known == word);
        if !function && !number {
            last = Some(word);
        }
    }
    last.and_then(singular)
}

fn singular(word: &str) -> Option<(u32, u32)> {
    let both = |word: &str| word_hash(word).zip(stem(word));
    if let Some(one) = codes().singular.get(word) {
        return both(one);
    }
    let one = match word.strip_suffix("ies") {
        Some(stem) if stem.len() > 2 => format!("{stem}y"),
        _ => word.strip_suffix('s').filter(|stem| stem.len() > 2 && !stem.ends_with('s')).unwrap_or(word).to_owned(),
    };
    match codes().singular.get(&one) {
        Some(other) => both(other),
        None => both(&one),
    }
}

/// The beginning of a word by which it is compared, whatever its ending.
pub(crate) fn stem(word: &str) -> Option<u32> {
    let bytes = word.as_bytes();
    if let Some(plain) = bytes.get(..STEM.min(bytes.len())).and_then(plain_hash) {
        return Some(plain);
    }
    let end = word.char_indices().nth(STEM).map_or(word.len(), |(at, _)| at);
    word_hash(word.get(..end).unwrap_or(word))
}

/// Beginnings of the content words of a text, sorted and distinct.
pub(crate) fn stems(text: &str) -> Vec<u32> {
    let mut stems = Vec::new();
    fold(text, 0, |hash, span| {
        if !function_words().contains(&hash) {
            stems.extend(stem(span.of(text)));
        }
    });
    stems.sort_unstable();
    stems.dedup();
    stems
}

fn number(argument: &Argument, known: &Annotated) -> Option<Number> {
    let Some(quantity) = argument.quantity.and_then(|quantity| known.quantities.get(quantity as usize)) else {
        let exact: f64 = argument.normal.as_deref()?.parse().ok()?;
        return Some(Number { lo: exact, hi: exact, unit: 0, sorts: 0, vague: false, people: false });
    };
    counted(quantity)
}

/// A number of things; ages, shares and lengths of time count nothing.
fn counted(quantity: &Quantity) -> Option<Number> {
    if codes().measures.contains(&quantity.unit) {
        return None;
    }
    let unit = singular(&folded(&quantity.unit)).map_or(0, |(head, _)| head);
    let lo = quantity.lo.or(quantity.hi)?;
    Some(Number {
        lo: quantity.lo.unwrap_or(f64::NEG_INFINITY),
        hi: quantity.hi.unwrap_or(f64::INFINITY).max(lo),
        unit,
        sorts: codes().sorts(unit),
        vague: quantity.kind == QuantityKind::Vague,
        people: false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_of_a_phrase_is_its_noun_in_the_singular() {
        for (a, b) in [
            ("at least 40 young children", "a child"),
            ("residents of Arven", "two residents"),
            ("government troops who had left", "soldiers"),
            ("the militias", "militia"),
        ] {
            assert_eq!(head(a), head(b), "{a} / {b}");
        }
        assert_eq!(head("they"), None);
    }
}
