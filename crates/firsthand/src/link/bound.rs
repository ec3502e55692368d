//! The most that two claims can have in common, from a few numbers of each.
//!
//! For: turning pairs of claims away before they are compared: there are millions, nearly all come to nothing, and a comparison
//! reads a dozen lists. In: happenings. Out: [`Bounds`], never below the points that a comparison would give; debug builds check
//! that of every pair turned away. Method: the names, nouns, places and words of a claim are marked in sets of 64 bits; where two
//! sets share no bit, nothing in them agrees and nothing is earned. Not here: the comparison (see `same_event`), for whose every
//! gain there must be room here.

use super::codes::{Weights, codes};
use super::happening::{Happening, Number, Participant};
use super::how_many::same_number;
use super::same_event::{World, compare};
use super::shelf::Shelf;
use super::shingles::mix;
use super::when_where::day_number;
use super::who::same_head;
use crate::report::DatePrecision;
use crate::weigh::Detail;

/// What the claims of a collection can earn at most.
pub(super) struct Bounds {
    briefs: Vec<Brief>,
    /// The bit and the rarity of every word of the claims, claim by claim; the rarity in parts of 255, rounded up.
    words: Vec<(u8, u8)>,
    /// The largest share of the points for a type that two different types earn.
    of_family: f32,
    /// Whether claims that cannot be one happening need not be compared: nobody is told of them.
    no_conflicts: bool,
}

/// One claim in numbers.
#[derive(Default)]
struct Brief {
    report: u32,
    trigger: u32,
    /// The first type.
    kind: u32,
    /// Where its words end in [`Bounds::words`]; they begin where those of the claim before end.
    end: u32,
    alone: f32,
    /// How much it says that few reports of its days tell of its type.
    few: f32,
    /// First and last day, how exact they are, and the day of the report.
    days: Option<(i32, i32, DatePrecision)>,
    published: Option<i32>,
    background: bool,
    denied: bool,
    from_outlet: bool,
    /// Its outlet and those that its report names as sources.
    outlet: u64,
    cited: u64,
    /// Types and families.
    kinds: u64,
    /// Named doers that are no states, states, who they speak for or belong to with the words of their names, nouns of others.
    named_doers: u64,
    states: u64,
    parties: u64,
    doers: u64,
    /// The source, and whom it speaks for or belongs to.
    source: u64,
    /// Named people that are affected or units, nouns of others, and the sorts of these as in [`Participant`].
    named_people: u64,
    people: u64,
    sorts: u32,
    named_things: u64,
    things: u64,
    thing_sorts: u32,
    /// The most that one of its nouns earns where another has it, too.
    noun: f32,
    /// Places in any role or beside the clause that are no states; all places, and those around them.
    towns: u64,
    places: u64,
    wars: u64,
    numbers: u64,
    /// The most that one of its numbers earns where another has it, too.
    number: f32,
    /// Its only number, where that is an exact one.
    exact: Option<f64>,
    /// Words of the clause.
    words: [u64; 2],
}

const ENTITY: u64 = 1;
const NOUN: u64 = 2;
const PARTY: u64 = 3;
const WORD: u64 = 4;
const OUTLET: u64 = 5;

/// The bit of a key; `sort` tells keys of different sorts apart.
fn bit(sort: u64, key: u32) -> u64 {
    1 << (mix(sort << 32 | u64::from(key)) >> 58)
}

/// The bits of those of a list that have a name.
fn named<'p>(list: impl Iterator<Item = &'p Participant>) -> u64 {
    list.filter_map(|one| one.entity).fold(0, |bits, entity| bits | bit(ENTITY, entity))
}

/// The bits of the nouns of the others, and their sorts.
fn nouns<'p>(list: impl Iterator<Item = &'p Participant>) -> (u64, u32) {
    let unnamed = list.filter(|one| one.entity.is_none());
    unnamed.fold((0, 0), |(bits, sorts), one| (bits | bit(NOUN, one.head), sorts | one.sorts))
}

/// The bits of an entity, of whom it speaks for and of its party: those of related entities share one.
fn related(entity: u32, world: &World) -> u64 {
    let boss = world.entities.speaks_for(entity).map_or(0, |boss| bit(ENTITY, boss));
    let party = world
        .entities
        .party(entity)
        .map_or(0, |party| 1 << (party.bytes().fold(PARTY, |h, b| mix(h ^ u64::from(b))) >> 58));
    bit(ENTITY, entity) | boss | party
}

impl Brief {
    fn new(of: &Happening, world: &World, all_words: &mut Vec<(u8, u8)>) -> Self {
        let acting = || of.acting().filter_map(|doer| doer.entity);
        let of_names = acting().flat_map(|entity| world.names.get(&entity).map_or(&[][..], |words| words));
        let parties = acting().fold(0, |bits, entity| bits | related(entity, world));
        let (doers, _) = nouns(of.acting());
        let (people, sorts) = nouns(of.affected.iter().chain(&of.units));
        let (things, thing_sorts) = nouns(of.things.iter());
        let noun = of.acting().chain(&of.affected).filter(|one| one.entity.is_none());
        let places = of.places.iter().chain(&of.towards).filter_map(|place| place.entity);
        let places = || places.clone().chain(of.setting.iter().copied());
        let mut words = [0u64; 2];
        for stem in &of.content {
            let place = (mix(u64::from(*stem)) >> 57) as u8;
            if let Some(half) = words.get_mut(usize::from(place / 64)) {
                *half |= 1 << (place % 64);
            }
            if *stem != of.trigger {
                all_words.push((place, (world.stories.rarity(*stem) * 255.0).ceil() as u8));
            }
        }
        let kinds = of.kinds.iter().fold(0, |bits, kind| {
            kind.families.iter().fold(bits | bit(WORD, kind.number()), |bits, family| bits | bit(NOUN, *family))
        });
        let outlet = world.outlets.of.get(of.at.report as usize).copied().flatten();
        let cited = world.outlets.cited.get(of.at.report as usize).into_iter().flatten();
        // Nought is nought, whatever its sign.
        let number = |number: &Number| 1 << (mix((number.named() + 0.0).to_bits()) >> 58);
        let exact = |number: &Number| (number.lo == number.hi && !number.vague).then_some(number.lo);
        Brief {
            report: of.at.report,
            trigger: of.trigger,
            kind: of.kinds.first().map_or(0, |kind| kind.number()),
            end: all_words.len() as u32,
            alone: of.alone,
            few: codes().limits.few(of.beside),
            days: of.days.map(|days| (day_number(days.from), day_number(days.to), days.precision)),
            published: of.published.map(day_number),
            background: of.background,
            denied: of.is_denied(),
            from_outlet: of.from_outlet,
            outlet: outlet.map_or(0, |outlet| bit(OUTLET, outlet)),
            cited: cited.fold(0, |bits, outlet| bits | bit(OUTLET, *outlet)),
            kinds,
            named_doers: named(of.acting().filter(|doer| !doer.state)),
            states: named(of.acting().filter(|doer| doer.state)),
            parties: of_names.fold(parties, |bits, word| bits | bit(WORD, *word)),
            doers,
            source: of.source.map_or(0, |source| related(source, world)),
            named_people: named(of.affected.iter().chain(&of.units)),
            people,
            sorts,
            named_things: named(of.things.iter()),
            things,
            thing_sorts,
            noun: noun.map(|one| same_head(one.stem, world).0).fold(0.0, f32::max),
            towns: places().filter(|place| !world.is_wide(*place)).fold(0, |bits, place| bits | bit(ENTITY, place)),
            places: places().flat_map(|place| world.around(place)).fold(0, |bits, place| bits | bit(ENTITY, place)),
            wars: of.wars.iter().fold(0, |bits, stem| bits | bit(WORD, *stem)),
            numbers: of.numbers.iter().fold(0, |bits, own| bits | number(own)),
            number: of.numbers.iter().map(|own| same_number(own, world)).fold(0.0, f32::max),
            exact: if let [only] = &*of.numbers { exact(only) } else { None },
            words,
        }
    }
}

impl Bounds {
    pub(super) fn new(shelf: &Shelf<'_>, world: &World) -> Self {
        let limits = &codes().limits;
        let near = codes().family.iter().map(|family| family.near);
        let (mut briefs, mut words) = (Vec::with_capacity(shelf.len()), Vec::new());
        for page in 0..shelf.pages() {
            shelf.page(page, |_, happening| {
                // One that cannot be read again has a place, too; the run fails for it.
                briefs.push(happening.map(|happening| Brief::new(happening, world, &mut words)).unwrap_or_default());
            });
        }
        words.shrink_to_fit();
        Bounds {
            briefs,
            words,
            of_family: near.fold(limits.further_type.max(0.0), f32::max),
            no_conflicts: world.detail == Detail::Outline,
        }
    }

    /// Whether two claims of two reports can earn so many points without a tie. For claims of one report there is no bound.
    pub(super) fn may_earn(&self, least: f32, number: u32, other: u32) -> bool {
        let of = |number: u32| self.briefs.get(number as usize);
        let (Some(a), Some(b)) = (of(number), of(other)) else { return true };
        if a.report == b.report {
            return true;
        }
        let (false, Some(of_time)) = (a.kinds & b.kinds == 0, self.time(a, b)) else { return false };
        let weights = &codes().weights;
        let (one_type, alone) = (a.kind == b.kind, a.alone.min(b.alone));
        let mut most = weights.kind * if one_type { 1.0 } else { self.of_family } + of_time;
        if a.trigger == b.trigger {
            most += weights.trigger.max(0.0);
        }
        if one_type {
            most += weights.few.max(0.0) * a.few.min(b.few);
        }
        most += people_and_things(a, b, weights);
        most += sources(a, b, weights);
        if a.towns & b.towns != 0 {
            most += gain(&[weights.place, weights.place_state, weights.place_within, weights.place_near]);
            most += gain(&[weights.towards, weights.towards_state]);
        } else if a.places & b.places != 0 {
            most += gain(&[weights.place_state, weights.place_within]) + gain(&[weights.towards_state]);
        }
        if a.wars != 0 && b.wars != 0 {
            most += if a.wars & b.wars != 0 { weights.war_same } else { weights.war_other };
        }
        most += numbers(a, b, weights);
        most += weights.story.max(0.0) * alone;
        // A little more for rounding.
        let enough = |of_words: f32| most + of_words + 0.001 >= least;
        // The words lie elsewhere and are many: most pairs are turned away without them.
        let of_words = weights.content_most.max(0.0);
        if !enough(of_words) {
            return false;
        }
        let first = number.checked_sub(1).and_then(of).map_or(0, |before| before.end);
        let words = self.words.get(first as usize..a.end as usize).unwrap_or(&[]);
        let marked = |place: u8| b.words.get(usize::from(place / 64)).is_some_and(|half| half >> (place % 64) & 1 == 1);
        let rarity: u32 = words.iter().map(|(place, rarity)| if marked(*place) { u32::from(*rarity) } else { 0 }).sum();
        let rarity = rarity as f32 / 255.0;
        enough((weights.content * (rarity - codes().limits.words_by_chance)).clamp(0.0, of_words))
    }

    /// The most that days can earn; `None` where they keep the claims apart and nobody is told of that.
    fn time(&self, a: &Brief, b: &Brief) -> Option<f32> {
        let (weights, limits) = (&codes().weights, &codes().limits);
        let published = weights.published.max(0.0);
        match (a.days, b.days) {
            (Some((from, to, exact)), Some((first, last, other))) => {
                let gap = (first - to).max(from - last).max(0);
                let weight = match exact.max(other) {
                    DatePrecision::Day => weights.day,
                    DatePrecision::Week => weights.week,
                    DatePrecision::Month => weights.month,
                    DatePrecision::Year => weights.year,
                    DatePrecision::Decade => 0.0,
                };
                let apart = gap > limits.apart_days && self.no_conflicts;
                (!apart).then_some(if gap == 0 { weight.max(0.0) } else { 0.0 })
            }
            (None, None) => Some(match a.published.zip(b.published) {
                Some((x, y)) if (x - y).abs() > limits.apart_days => {
                    // Told long apart, unless a number agrees that seldom does.
                    let over = ((x - y).abs() - limits.apart_days) as f32;
                    let far = over / (limits.far_days - limits.apart_days).max(1) as f32;
                    let unsaid = a.numbers & b.numbers != 0 || a.background || b.background;
                    if unsaid { 0.0 } else { weights.undated_far.min(0.0) * far.min(1.0) }
                }
                _ => published,
            }),
            _ => Some(published),
        }
    }

    /// Whether a comparison gives no more than this either.
    pub(super) fn holds(&self, a: &Happening, b: &Happening, least: f32, world: &World) -> bool {
        compare(a, b, world).is_none_or(|found| found.points < least || self.no_conflicts && found.conflict)
    }
}

/// The most that doers, affected and things can earn.
fn people_and_things(a: &Brief, b: &Brief, weights: &Weights) -> f32 {
    let noun = a.noun.min(b.noun);
    let doers = if a.named_doers & b.named_doers != 0 {
        gain(&[weights.doer_named, weights.doer_state, weights.doer_party, noun])
    } else if a.states & b.states != 0 {
        gain(&[weights.doer_state, weights.doer_party, noun])
    } else if a.parties & b.parties != 0 || a.doers & b.doers != 0 {
        gain(&[if a.parties & b.parties != 0 { weights.doer_party } else { 0.0 }, noun])
    } else if a.parties != 0 && b.parties != 0 {
        weights.doer_other.max(weights.doer_unlike)
    } else {
        0.0
    };
    let affected = if a.named_people & b.named_people != 0 {
        gain(&[weights.affected_named, weights.group, noun, weights.affected_sort])
    } else if a.people & b.people != 0 {
        gain(&[noun, weights.affected_sort])
    } else if a.sorts & b.sorts != 0 {
        gain(&[weights.affected_sort])
    } else {
        0.0
    };
    let things = if a.named_things & b.named_things != 0 {
        gain(&[weights.thing_named, weights.thing_head, weights.thing_sort])
    } else if a.things & b.things != 0 || a.thing_sorts & b.thing_sorts != 0 {
        gain(&[weights.thing_head, weights.thing_sort])
    } else {
        0.0
    };
    doers + affected + things
}

/// The most that sources, citations and denials can earn.
fn sources(a: &Brief, b: &Brief, weights: &Weights) -> f32 {
    let mut most = if a.source & b.source != 0 { gain(&[weights.source, weights.source_party]) } else { 0.0 };
    for (citing, cited) in [(a, b), (b, a)] {
        if citing.from_outlet && citing.cited & cited.outlet != 0 {
            most += weights.cites.max(0.0) * a.alone.min(b.alone);
        }
    }
    if a.denied != b.denied {
        let (denial, told) = if a.denied { (a, b) } else { (b, a) };
        most += weights.answer.max(0.0);
        most += if denial.source & told.parties != 0 { weights.denier.max(0.0) } else { 0.0 };
    }
    most
}

/// The most that numbers can earn.
fn numbers(a: &Brief, b: &Brief, weights: &Weights) -> f32 {
    let near = gain(&[weights.number_near, weights.number_compatible]);
    match (a.exact, b.exact) {
        _ if a.numbers == 0 || b.numbers == 0 => 0.0,
        _ if a.numbers & b.numbers != 0 => a.number.min(b.number).max(near),
        // One exact number each, neither the other's nor near it.
        (Some(x), Some(y)) if (x - y).abs() > codes().limits.rounding * x.max(y) => 0.0,
        _ => near,
    }
}

/// The largest of the weights, or nothing.
fn gain(weights: &[f32]) -> f32 {
    weights.iter().copied().fold(0.0, f32::max)
}
