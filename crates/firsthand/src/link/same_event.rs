//! Whether two claims are of one happening.
//!
//! For: joining claims with a reason and keeping look-alikes apart with a reason. In: two
//! [`Happening`]s. Out: points, reasons and the conflict, if any. Points and limits stand in
//! `data/link_events.toml`. The parts of the comparison: `who`, `when_where`, `how_many`, and here
//! types, words and neighbourhood. Not here: which claims are compared.

use super::codes::codes;
use super::happening::{Happening, Participant};
use super::how_many::numbers;
use super::linked::Entities;
use super::outlets::Outlets;
use super::story::{Likenesses, Stories};
use super::when_where::{days_between, places, time, told_on};
use super::who::{TellingNames, affected, doers, entities_of, other_people, overlap, sources, things};
use crate::annotate::{EntityKind, Modality};
use crate::report::DatePrecision;
use crate::weigh::Detail;
use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};

/// What the comparison of two claims gave.
#[derive(Clone, Debug, Default)]
pub(crate) struct Comparison {
    /// Points for being one happening.
    pub points: f32,
    /// Whether something differs that may still be of one happening.
    pub differs: bool,
    /// Whether they cannot be one happening.
    pub conflict: bool,
    /// Whether something more than type and time agrees.
    pub anchored: bool,
    /// Whether both were told within days.
    pub near: bool,
    /// Points that were taken off.
    pub lost: f32,
    /// The reasons. Claims are compared by the million and a reader is told of few, so only [`told`] asks for them.
    reasons: Option<Box<Reasons>>,
}

/// What was found in a comparison, for a reader.
#[derive(Clone, Debug, Default)]
pub(crate) struct Reasons {
    agrees: Vec<Why>,
    differs: Vec<Why>,
    conflict: String,
}

impl Comparison {
    /// Adds points with their reason.
    pub(super) fn add(&mut self, points: f32, why: Why) {
        self.points += points;
        self.lost += points.min(0.0);
        self.differs |= points < 0.0;
        match &mut self.reasons {
            Some(reasons) if points > 0.0 => reasons.agrees.push(why),
            Some(reasons) if points < 0.0 => reasons.differs.push(why),
            _ => {}
        }
    }

    /// Notes why they cannot be one happening.
    pub(super) fn conflicts(&mut self, words: impl FnOnce() -> String) {
        self.conflict = true;
        if let Some(reasons) = &mut self.reasons {
            reasons.conflict = words();
        }
    }
}

impl Reasons {
    /// What agrees, in words.
    pub(crate) fn because(&self, world: &World) -> String {
        words(&self.agrees, world)
    }

    /// What differs, in words.
    pub(crate) fn against(&self, world: &World) -> String {
        words(&self.differs, world)
    }

    /// Why they cannot be one happening, in words.
    pub(crate) fn conflict(&self) -> String {
        self.conflict.clone()
    }
}

fn words(list: &[Why], world: &World) -> String {
    list.iter().map(|why| why.words(world)).collect::<Vec<_>>().join("; ")
}

/// One reason; put into words only for the few pairs that are told.
#[derive(Clone, Debug)]
pub(crate) enum Why {
    /// In these words.
    Plain(&'static str),
    /// In these words, followed by the name of an entity.
    Of(&'static str, u32),
    /// In these words, followed by the names of two.
    Both(&'static str, u32, u32),
    /// In these words, followed by a number.
    Number(&'static str, f64),
    /// In these words, followed by a day.
    Day(&'static str, Date),
    /// So many words of the clauses.
    Words(usize),
    /// In words of its own.
    Said(String),
}

impl Why {
    fn words(&self, world: &World) -> String {
        match self {
            Why::Plain(words) => (*words).to_owned(),
            Why::Of(words, entity) => format!("{words} {}", world.name(*entity)),
            Why::Both(words, a, b) => format!("{words} {} and {}", world.name(*a), world.name(*b)),
            Why::Number(words, number) => format!("{words} {number}"),
            Why::Day(words, day) => format!("{words} {day}"),
            Why::Words(count) => format!("{count} words of the clauses"),
            Why::Said(words) => words.clone(),
        }
    }
}

/// What is known about entities and reports when claims are compared.
pub(crate) struct World<'a> {
    pub entities: &'a Entities,
    /// Which outlets the reports name as their sources.
    pub outlets: &'a Outlets,
    /// The places that some report writes a place within ("Olun, Varenia"), by the inner one.
    pub within: FxHashMap<u32, Vec<u32>>,
    /// Places that hold others without being states.
    pub regions: FxHashSet<u32>,
    /// Places wider than a state: that two things were there says no more than that they were in one state.
    pub wide: FxHashSet<u32>,
    /// In how many reports the claims name each number, by its bits.
    pub numbers: FxHashMap<u64, u32>,
    /// How rare words are, and how much two reports tell one story.
    pub stories: Stories,
    /// The words that tell the name of a doer from others, sorted.
    pub names: TellingNames,
    /// Whether a reader is told of reasons and refusals.
    pub detail: Detail,
}

/// Steps from a village over its district and province to its state.
const NESTED: usize = 3;

impl World<'_> {
    pub(super) fn name(&self, entity: u32) -> &str {
        self.entities.name(entity)
    }

    /// Whether an entity is a person.
    pub(super) fn is_person(&self, entity: u32) -> bool {
        self.entities.kind(entity) == Some(EntityKind::Person)
    }

    /// Whether the name of one holds all words of the other's: "Velkan" may be "Dara Velkan".
    pub(super) fn shortens(&self, a: u32, b: u32) -> bool {
        let within = |short: &str, long: &str| short.split(' ').all(|word| long.split(' ').any(|other| other == word));
        let (a, b) = (self.name(a), self.name(b));
        within(a, b) || within(b, a)
    }

    /// Whether a place is a state or wider than one.
    pub(super) fn is_wide(&self, entity: u32) -> bool {
        self.entities.kind(entity) == Some(EntityKind::State) || self.wide.contains(&entity)
    }

    /// Whether one place lies in the other.
    pub(crate) fn nested(&self, a: u32, b: u32) -> bool {
        self.lies_in(a, b, NESTED) || self.lies_in(b, a, NESTED)
    }

    fn lies_in(&self, inner: u32, outer: u32, steps: usize) -> bool {
        let around = self.within.get(&inner).map_or(&[][..], Vec::as_slice);
        around.contains(&outer) || steps > 1 && around.iter().any(|place| self.lies_in(*place, outer, steps - 1))
    }

    /// A place, and those around it as far as [`World::nested`] goes.
    pub(super) fn around(&self, place: u32) -> impl Iterator<Item = u32> {
        let mut all = vec![place];
        let mut from = 0;
        for _ in 0..NESTED {
            let more = all.get(from..).unwrap_or(&[]).iter().filter_map(|place| self.within.get(place)).flatten();
            let more: Vec<u32> = more.copied().collect();
            from = all.len();
            all.extend(more);
        }
        all.into_iter()
    }

    /// Whether one speaks for the other or both are of one party.
    pub(super) fn related(&self, a: u32, b: u32) -> bool {
        self.entities.related(a, b)
    }
}

/// How well the types agree, 0 to 1, and the family; a further type of a claim says less than its first.
fn types<'c>(a: &Happening, b: &Happening) -> Option<(f32, &'c str)> {
    let codes = codes();
    if a.is_statement() && a.is_of_type(b) {
        return Some((1.0, "one type"));
    }
    let mut best: Option<(f32, &str)> = None;
    for (i, x) in a.kinds.iter().enumerate().filter(|(_, kind)| !kind.statement) {
        for (j, y) in b.kinds.iter().enumerate().filter(|(_, kind)| !kind.statement) {
            let Some((near, family)) = codes.agreement(x, y) else { continue };
            let near = if i + j > 0 { near * codes.limits.further_type } else { near };
            if best.is_none_or(|(known, _)| near > known) {
                best = Some((near, family));
            }
        }
    }
    best
}

/// Compares two claims; `None` if their types cannot be of one happening.
pub(crate) fn compare(a: &Happening, b: &Happening, world: &World) -> Option<Comparison> {
    compared(a, b, world, None, None)
}

/// As [`compare`], for many pairs in a row; `None` also where two claims of two reports cannot earn `least` points.
pub(crate) fn compare_many(
    a: &Happening,
    b: &Happening,
    world: &World,
    known: &mut Likenesses,
    least: f32,
) -> Option<Comparison> {
    compared(a, b, world, None, Some((known, least)))
}

/// Compares two claims once more, with the reasons.
pub(crate) fn told(a: &Happening, b: &Happening, world: &World) -> Reasons {
    let found = compared(a, b, world, Some(Box::default()), None);
    found.and_then(|found| found.reasons).map(|reasons| *reasons).unwrap_or_default()
}

fn compared(
    a: &Happening,
    b: &Happening,
    world: &World,
    reasons: Option<Box<Reasons>>,
    many: Option<(&mut Likenesses, f32)>,
) -> Option<Comparison> {
    let codes = codes();
    let weights = &codes.weights;
    let (agreement, family) = types(a, b)?;
    let mut found = Comparison { points: weights.kind * agreement, reasons, ..Comparison::default() };
    if let Some(reasons) = &mut found.reasons {
        reasons.agrees.push(Why::Said(match a.is_of_type(b) {
            true => format!("both {}", a.claim.kind),
            false => format!("{} and {} ({family})", a.claim.kind, b.claim.kind),
        }));
    }
    if a.trigger == b.trigger && a.trigger != 0 {
        found.points += weights.trigger;
    }
    let kind = found.points;
    doers(a, b, world, &mut found);
    sources(a, b, agreement.max(0.0), world, &mut found);
    affected(a, b, world, &mut found);
    things(a, b, world, &mut found);
    let own = found.points;
    places(a, b, world, &mut found);
    // A claim that says no more than what happened ("the dead") is of its own report's happening: what other reports tell
    // of beside it does not make it theirs.
    let bare = a.claim.bare || b.claim.bare;
    let mut around = if bare { found.points - own } else { 0.0 };
    if !a.wars.is_empty() && !b.wars.is_empty() {
        let same = a.wars.iter().any(|stem| b.wars.contains(stem));
        found.add(if same { weights.war_same } else { weights.war_other }, Why::Plain("the wars they name"));
    }
    let rare = numbers(a, b, world, &mut found);
    let before = found.points;
    let shared = content(a, b, world, &mut found);
    let by_words = found.points - before >= codes.limits.telling_words;
    let mut likeness = 0.0;
    if a.at.report != b.at.report {
        likeness = match many {
            Some((_, least)) if found.points + still_to_earn(a, b) < least => return None,
            Some((known, _)) => known.of(a.at.report, b.at.report, &world.stories),
            None => world.stories.likeness(a.at.report, b.at.report),
        };
        // What is the only one of its type in both is the likelier the same; a story holds happenings of many types.
        let story = codes.limits.story(likeness) * a.alone.min(b.alone) * agreement.max(0.0);
        found.add(weights.story * story, Why::Plain("two reports of one story"));
        around += if bare { weights.story * story } else { 0.0 };
    }
    // Type, trigger and time agree by chance all the time; something else must, too.
    found.anchored |= found.points - kind - around >= codes.limits.anchor;
    let gained = found.points - found.lost - kind - around;
    time(a, b, rare, likeness, &mut found);
    if a.at.report != b.at.report && a.is_of_type(b) && one_day(a, b) {
        // Two numbers for one day's dead are a contradiction to show, not two happenings.
        let few = codes.limits.few(a.beside.max(b.beside)) >= codes.limits.few_of_day;
        found.anchored |= gained >= codes.limits.anchor_of_day || few && gained > 0.0;
    }
    let told_of = codes.limits.story(likeness) * a.alone.min(b.alone);
    // One doer sends, takes and strikes in every year of a war: a report that nothing dates needs more than that.
    let dated = |h: &Happening| h.published.is_some() || h.yearless.is_some() || h.days.is_some();
    found.anchored &= dated(a) == dated(b) || rare || by_words || is_telling(a, b, world);
    if a.at.report == b.at.report {
        neighbours(a, b, &mut found);
    } else {
        let few = codes.limits.few(a.beside.max(b.beside));
        if found.near && a.is_of_type(b) {
            found.add(weights.few * few, Why::Plain("few reports of these days tell such a thing"));
        }
        denial(a, b, world, told_of, &mut found);
    }
    if a.is_statement() && b.is_statement() {
        // A speech act or relation is who says or belongs to what: the doer must agree, and a second thing.
        let same = entities_of(a.acting()).any(|entity| entities_of(b.acting()).any(|other| other == entity));
        let second =
            shared > 2 || overlap(&a.affected, &b.affected).is_some() || overlap(&a.things, &b.things).is_some();
        found.anchored = same && second;
    }
    Some(found)
}

/// The most that one story, time, few reports and a denial can add for two claims of two reports, and a little for rounding.
fn still_to_earn(a: &Happening, b: &Happening) -> f32 {
    let (weights, limits) = (&codes().weights, &codes().limits);
    let dated = [weights.day, weights.week, weights.month, weights.year].into_iter().fold(0.0, f32::max);
    let time = if a.days.is_some() && b.days.is_some() { dated } else { weights.published.max(0.0) };
    let few = if a.is_of_type(b) { weights.few.max(0.0) * limits.few(a.beside.max(b.beside)) } else { 0.0 };
    let answer = if a.is_denied() == b.is_denied() { 0.0 } else { weights.answer.max(0.0) };
    weights.story.max(0.0) * a.alone.min(b.alone) + time + few + answer + 0.001
}

/// A denial answers what was said in the days before it, where both are about one doer, place or people, or each is all that
/// its report tells of the kind in one story.
fn denial(a: &Happening, b: &Happening, world: &World, story: f32, found: &mut Comparison) {
    let codes = codes();
    let (told_a, told_b, _) = told_on(a, b);
    for (denial, denied, told, said) in [(a, told_a, b, told_b), (b, told_b, a, told_a)] {
        let Some((said, denied)) = said.zip(denied) else { continue };
        let after = days_between(said, denied);
        if !denial.is_denied() || told.is_denied() {
        } else if told.source.is_some_and(|by| world.is_person(by) && denial.source == Some(by)) {
            // What somebody says here and denies there is seldom one thing.
            found.add(codes.weights.own_denial, Why::Plain("one sayer says the one and denies the other"));
        } else if after < 0 {
            found.add(codes.weights.older_denial, Why::Plain("denied before it was said"));
        } else if (found.anchored || story >= 0.5 && a.is_of_type(b)) && after <= codes.limits.answer_days {
            found.anchored = true;
            // A report that tells other happenings of the type denies those first.
            found.add(codes.weights.answer * denial.alone, Why::Plain("denied within days of being said"));
        }
    }
}

/// Compares the words of the clauses, rare ones above all; how many both have.
fn content(a: &Happening, b: &Happening, world: &World, found: &mut Comparison) -> usize {
    let codes = codes();
    let (mut rarity, mut shared) = (0.0, 0);
    for stem in shared_of(&a.content, &b.content) {
        shared += 1;
        if stem != a.trigger && stem != b.trigger {
            rarity += world.stories.rarity(stem);
        }
    }
    let points = codes.weights.content * (rarity - codes.limits.words_by_chance);
    if points > 0.0 {
        found.add(points.min(codes.weights.content_most), Why::Words(shared));
    }
    shared
}

/// Whether both name something that tells one happening from others whenever it was: whom it befell, what was used, a place
/// that is no state.
fn is_telling(a: &Happening, b: &Happening, world: &World) -> bool {
    let named = |x: &[Participant], y: &[Participant]| {
        let both = |p: &&Participant| p.entity.is_some() && !p.state && y.iter().any(|q| q.entity == p.entity);
        x.iter().find(both).and_then(|p| p.entity)
    };
    let place = named(&a.places, &b.places).filter(|place| !world.is_wide(*place));
    let cites = |x: &Happening, y: &Happening| x.from_outlet && world.outlets.cites(x.at.report, y.at.report);
    place.or(named(&a.affected, &b.affected)).or(named(&a.things, &b.things)).is_some() || cites(a, b) || cites(b, a)
}

/// Whether both are of one day by their own words.
fn one_day(a: &Happening, b: &Happening) -> bool {
    let day = |h: &Happening| h.days.filter(|d| !h.inherited && d.precision == DatePrecision::Day);
    day(a).zip(day(b)).is_some_and(|(x, y)| x.from <= y.to && y.from <= x.to)
}

/// Neighbouring clauses of one report go on about one thing.
fn neighbours(a: &Happening, b: &Happening, found: &mut Comparison) {
    let codes = codes();
    let one_type = a.is_of_type(b);
    let (x, y) = (a.claim.span, b.claim.span);
    let between = x.start.max(y.start).saturating_sub(x.end.min(y.end));
    if one_type && between <= codes.limits.near_bytes {
        let close = 1.0 - between as f32 / codes.limits.near_bytes.max(1) as f32;
        found.add(codes.weights.near + codes.weights.nearest * close, Why::Plain("neighbouring clauses"));
        found.anchored = true;
    }
    let open = |h: &Happening| matches!(h.claim.modality, Modality::Planned | Modality::Hypothetical);
    if one_type && open(a) != open(b) && !a.claim.in_headline && !b.claim.in_headline {
        found.add(codes.weights.within_modality, Why::Plain("one has happened, the other is planned or possible"));
    }
    // "No losses among our own" answers nothing that is said of others.
    if a.is_denied() != b.is_denied() && other_people(&a.affected, &b.affected) {
        found.add(codes.weights.head_other, Why::Plain("other people affected"));
    } else if a.is_denied() != b.is_denied() && a.claim.sayer == b.claim.sayer {
        // Nobody denies what they say themselves.
        found.add(codes.weights.own_denial, Why::Plain("one sayer says the one and denies the other"));
    } else if a.is_denied() != b.is_denied() {
        found.add(codes.weights.denial_within, Why::Plain("one denies what the other says"));
        // A report seldom gives a denial without what is denied, and the only one of its type is that.
        found.anchored |= one_type && a.alone.min(b.alone) >= 0.5;
    }
}

/// The entries that two sorted lists of distinct ones both hold.
fn shared_of(a: &[u32], b: &[u32]) -> impl Iterator<Item = u32> {
    let (mut i, mut j) = (0, 0);
    std::iter::from_fn(move || {
        loop {
            let (x, y) = (*a.get(i)?, *b.get(j)?);
            i += usize::from(x <= y);
            j += usize::from(y <= x);
            if x == y {
                return Some(x);
            }
        }
    })
}

/// How many entries two sorted lists of distinct ones both hold.
pub(crate) fn common(a: &[u32], b: &[u32]) -> usize {
    shared_of(a, b).count()
}
