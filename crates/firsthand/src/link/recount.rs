//! Counts that are taken anew: an organisation's second report is another happening than its first.
//!
//! For: keeping events apart (see `grow`). In: claims with numbers, who counts or does it, and until when. Out: whether
//! one of two counts was told before the time of the other was over, or by one counter weeks apart, and the numbers differ.
//! Not here: numbers that two sources give for one day, which contradict each other (see `how_many`).

use super::codes::codes;
use super::happening::{Happening, Number};
use super::how_many::share_number;
use super::same_event::World;
use super::when_where::days_between;
use crate::annotate::Modality;
use crate::report::DatePrecision;
use jiff::civil::Date;

/// What one claim counts.
#[derive(Clone, Debug)]
pub(super) struct Count {
    numbers: Vec<Number>,
    /// The named source and the body for which it speaks.
    sources: Vec<u32>,
    /// Those who do it and have a name, states left out.
    doers: Vec<u32>,
    told: Option<Date>,
    /// The last day of its time, where that is a month or more.
    until: Option<Date>,
    /// Whether it is of one day or week.
    is_of_days: bool,
}

/// The count of a claim; `None` without a number that seldom agrees by chance.
pub(super) fn count(happening: &Happening, world: &World) -> Option<Count> {
    let numbers: Vec<Number> =
        happening.numbers.iter().filter(|n| !n.vague && n.named() >= codes().limits.rare).copied().collect();
    let has_been = !matches!(happening.claim.modality, Modality::Planned | Modality::Hypothetical);
    if numbers.is_empty() || !has_been || happening.inherited {
        return None;
    }
    let boss = |entity: u32| world.entities.speaks_for(entity);
    let long = |precision: DatePrecision| matches!(precision, DatePrecision::Month | DatePrecision::Year);
    Some(Count {
        numbers,
        sources: happening.source.into_iter().flat_map(|source| [Some(source), boss(source)]).flatten().collect(),
        doers: happening.acting().filter(|doer| !doer.state).filter_map(|doer| doer.entity).collect(),
        told: happening.published,
        until: happening.days.filter(|days| long(days.precision)).map(|days| days.to),
        is_of_days: happening.days.is_some_and(|days| days.precision <= DatePrecision::Week),
    })
}

/// Whether some count of the one was surely not yet, or no longer, the other's.
pub(super) fn taken_anew(a: &[Count], b: &[Count]) -> bool {
    a.iter().any(|x| b.iter().any(|y| (is_later(x, y) || is_later(y, x)) && differ(x, y)))
}

fn differ(x: &Count, y: &Count) -> bool {
    let comparable = x.numbers.iter().any(|n| y.numbers.iter().any(|m| n.comparable(m)));
    comparable && !share_number(&x.numbers, &y.numbers)
}

/// Whether the first counts to a day long after the second was told, or one source gave both weeks apart.
fn is_later(x: &Count, y: &Count) -> bool {
    if x.is_of_days && y.is_of_days {
        return false;
    }
    let long = |day: Option<Date>| day.zip(y.told).is_some_and(|(day, told)| days_between(told, day) > weeks());
    let both = |list: &[u32], other: &[u32]| list.iter().any(|entity| other.contains(entity));
    let sources = both(&x.sources, &y.sources);
    long(x.until) && (sources || both(&x.doers, &y.doers)) || long(x.told) && sources
}

/// Days after which a source that counts again has counted something else.
fn weeks() -> i32 {
    codes().limits.news_days
}
