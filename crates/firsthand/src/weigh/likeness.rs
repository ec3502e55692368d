//! How likely two origins of one event are one, where no rule says so: a score of points that were learnt.
//!
//! For: counting rule 4, for the descriptions that no rule foresaw: most sources that an outlet blurs are somebody whom another names. In: an
//! origin of one event that no rule ties, and those that are counted. Out: the counted one that it is likeliest to be, where that is
//! likelier than the threshold, and which signs spoke for it. The points are `data/weigh_likeness.tsv`, made by `training/origins/` from
//! the open gold sets. Not here: what rules know, which are asked first.

use super::collection::{Collection, Nth};
use super::described::ends_description;
use super::meant::{is_named, is_of_a_side};
use super::origins::{Reached, description};
use super::words::WORDS;
use super::{Basis, CountedOrigin, Origin};
use crate::annotate::{Annotated, EntityKind, Quoting, SourceKind};
use crate::link::At;
use crate::text::Span;
use jiff::civil::Date;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::LazyLock;

/// A number from which on two tellings seldom share it by chance.
const RARE: f64 = 7.0;
/// Days apart beyond which more tell no more.
const LONG: f64 = 30.0;
/// Counted origins beside which one more is compared with each: among more than these a likeness tells little, and asking takes long.
const MOST: usize = 32;
/// Signs that are put into words.
const TOLD: usize = 3;

/// Points of each sign, and the sign in words where it is told.
static POINTS: LazyLock<FxHashMap<&'static str, (f64, &'static str)>> = LazyLock::new(|| {
    let table: &'static str = include_str!("../../data/weigh_likeness.tsv");
    let row = |line: &'static str| {
        let mut cells = line.split('\t');
        Some((cells.next()?, (cells.next()?.parse().ok()?, cells.next().unwrap_or(""))))
    };
    table.lines().filter(|line| !line.starts_with('#')).filter_map(row).collect()
});

fn points_of(sign: &str) -> f64 {
    POINTS.get(sign).map_or(0.0, |(points, _)| *points)
}

/// The counted origin that another is likely to be.
pub(super) struct Likely {
    pub origin: u32,
    pub because: String,
}

/// The words of all names of an origin, and those of the offices that reports give it, each once.
#[derive(Debug, Default)]
pub(super) struct Called {
    names: BTreeSet<String>,
    roles: BTreeSet<String>,
}

/// The counted origins of one event with which others have been compared, so that the claims of each are looked through once.
pub(super) type Others<'a> = FxHashMap<u32, (Rc<Called>, Option<Side<'a>>)>;

/// The counted origin that `known` is likeliest to be, where no rule knew.
pub(super) fn likely<'a>(
    all: &Collection<'_>,
    reached: &'a Reached,
    counted: &[CountedOrigin],
    known: &Origin,
    (own, claims_of): (&[Nth], &BTreeMap<u32, Vec<Nth>>),
    others: &mut Others<'a>,
) -> Option<Likely> {
    if counted.len() > MOST {
        return None;
    }
    // Who has a name of their own, is a thing, or was heard by the outlet is left to the rules.
    if is_named(known) || matches!(sort(all, known, false), "own work" | "outlet" | "thing") {
        return None;
    }
    let this = Side::of(all, known, own);
    if this.heard {
        return None;
    }
    let scored = reached.counting(counted).filter_map(|(number, other)| {
        let (called, that) = others.entry(number).or_insert_with(|| (called(all, reached, (number, other)), None));
        if !can_be(all, &this, other, called) {
            return None;
        }
        let claims = claims_of.get(&number)?;
        let that = that.get_or_insert_with(|| Side::of(all, other, claims));
        let signs = signs(&this, that, called);
        let points: f64 = signs.iter().map(|(sign, much)| points_of(sign) * much).sum();
        Some((points + points_of("start"), number, other, signs))
    });
    let (points, origin, other, signs) = scored.max_by(|a, b| a.0.total_cmp(&b.0))?;
    let score = 1.0 / (1.0 + (-points).exp());
    if score <= points_of("threshold") {
        return None;
    }
    let mut spoke: Vec<(f64, &str)> = signs
        .iter()
        .filter_map(|(sign, much)| POINTS.get(sign.as_str()).map(|(points, words)| (points * much, *words)))
        .filter(|(points, words)| *points > 0.0 && !words.is_empty())
        .collect();
    spoke.sort_by(|a, b| b.0.total_cmp(&a.0));
    let spoke: Vec<&str> = spoke.iter().take(TOLD).map(|(_, words)| *words).collect();
    let because = format!("likely {} (score {score:.2} of 1): {}", other.name, spoke.join("; "));
    Some(Likely { origin, because })
}

/// What is asked of each of the two.
#[derive(Debug)]
pub(super) struct Side<'a> {
    origin: &'a Origin,
    sort: &'static str,
    named: bool,
    /// When the first of its claims was published.
    day: Option<Date>,
    /// Numbers of people and things that its claims give, each once.
    numbers: Vec<f64>,
    /// Whether the text shows that an outlet heard it, and whether one quotes it.
    heard: bool,
    quoted: bool,
}

impl<'a> Side<'a> {
    fn of(all: &Collection<'_>, origin: &'a Origin, claims: &[Nth]) -> Self {
        let named = is_named(origin);
        let sort = sort(all, origin, named);
        let mut side = Side { origin, sort, named, day: None, numbers: Vec::new(), heard: false, quoted: false };
        for (&at, span) in claims.iter().filter_map(|&nth| Some((all.claims.get(nth)?, all.told(nth)?.span))) {
            side.day = all.day(at.report).into_iter().chain(side.day).min();
            let Some(said) = all.said(at.report) else { continue };
            for number in numbers(&said, span) {
                if !side.numbers.contains(&number) {
                    side.numbers.push(number);
                }
            }
            let by = all.claim(at).and_then(|claim| said.attributions.get(claim.attribution? as usize));
            side.heard |= by.is_some_and(|by| by.own_reporting.is_some());
            side.quoted |= by.is_some_and(|by| matches!(by.quote, Quoting::Direct | Quoting::Mixed));
        }
        side
    }
}

/// The signs by which `this` may be `that`, and how strong each is.
fn signs(this: &Side<'_>, that: &Side<'_>, Called { names, roles }: &Called) -> Vec<(String, f64)> {
    let mut signs = vec![
        (format!("it is: {}", this.sort), 1.0),
        (format!("the other is: {}", that.sort), 1.0),
        (format!("{} beside {}", this.sort, that.sort), 1.0),
    ];
    let mut add = |sign: &str, much: f64| signs.push((sign.to_owned(), much));
    let own = words(&this.origin.name);
    let head = head(&this.origin.name);
    if this.origin.party.is_some() && this.origin.party == that.origin.party {
        add("one party", 1.0);
    }
    let days = (this.day, that.day);
    // Who speaks first repeats nobody.
    let first = matches!(days, (Some(a), Some(b)) if a < b);
    let numbers = if first { &[][..] } else { &this.numbers };
    let mut shared = numbers.iter().filter(|number| that.numbers.contains(number)).peekable();
    if shared.peek().is_some() {
        add("same number", 1.0);
    }
    if shared.any(|number| number % 10.0 != 0.0) {
        add("same rare number", 1.0);
    }
    if !this.named && !own.is_empty() {
        let held = own.iter().filter(|word| roles.contains(*word)).count();
        add("called so", held as f64 / own.len() as f64);
    }
    if head.as_ref().is_some_and(|head| names.contains(head)) {
        add("in its name", 1.0);
    }
    if head.as_ref().is_some_and(|head| roles.contains(head)) {
        add("its office", 1.0);
    }
    if this.heard {
        add("heard", 1.0);
    }
    if this.quoted {
        add("quoted", 1.0);
    }
    if let (Some(a), Some(b)) = days {
        let days = a.until(b).map_or(LONG, |span| f64::from(span.get_days().abs()));
        add("days apart", days.min(LONG) / LONG);
    }
    signs
}

/// Whether what a source is called leaves it open that it is the other: two who are not named are told apart elsewhere, a body is no
/// person, a rebel no ministry, a charity no armed group, a union no foundation and none of its people.
fn can_be(all: &Collection<'_>, this: &Side<'_>, other: &Origin, Called { names, roles }: &Called) -> bool {
    if this.origin.basis == Basis::Anonymous && other.basis == Basis::Anonymous {
        return false;
    }
    let kind = all.linked(other.entity).map(|e| e.kind);
    // A report says itself whom it names and describes: two people whom it has beside each other are two.
    if this.origin.is_within(other) && other.kind == SourceKind::Person && matches!(this.sort, "somebody" | "witness") {
        return false;
    }
    let Some(head) = head(&this.origin.name) else { return true };
    let armed = kind == Some(EntityKind::ArmedGroup);
    let body = WORDS.general_bodies.contains(&head) || WORDS.sorts_of_bodies.contains(&head);
    let fights = words(&this.origin.name).iter().any(|word| is_of_a_side(word));
    // "A hospital official" is nobody of a union, whatever number both give.
    let is_sort = |word: &&String| WORDS.sorts_of_bodies.contains(word);
    let sorts: Vec<&String> = names.iter().chain(roles).filter(is_sort).collect();
    let own = words(&this.origin.name);
    let other_sort = !sorts.is_empty() && own.iter().any(|w| is_sort(&w)) && !own.iter().any(|w| sorts.contains(&w));
    !(body && kind == Some(EntityKind::Person)
        || fights && !armed
        || armed && WORDS.civil_bodies.contains(&head)
        || other_sort)
}

/// What sort of source it is, by what it stands on, whether it is named, and the word that its description ends in.
fn sort(all: &Collection<'_>, origin: &Origin, named: bool) -> &'static str {
    match (origin.basis, origin.kind) {
        (Basis::OwnReporting, _) => return "own work",
        (Basis::SecondHand, _) => return "outlet",
        (Basis::Artefact, _) | (_, SourceKind::Artefact | SourceKind::Document) => return "thing",
        _ => {}
    }
    if named {
        return match (all.linked(origin.entity).map(|e| e.kind), origin.kind) {
            (Some(EntityKind::Person), _) | (_, SourceKind::Person) => "named person",
            (Some(EntityKind::State | EntityKind::Place), _) | (_, SourceKind::Official) => "named state",
            _ => "named body",
        };
    }
    let head = head(&origin.name).unwrap_or_default();
    let is = |lists: &[&Vec<String>]| lists.iter().any(|list| list.contains(&head));
    if is(&[&WORDS.state_bodies]) {
        "state"
    } else if is(&[&WORDS.general_bodies, &WORDS.sorts_of_bodies]) {
        "body"
    } else if is(&[&WORDS.offices, &WORDS.ministers, &WORDS.local_offices]) {
        "office"
    } else if words(&origin.name).iter().any(|word| WORDS.state_sources.contains(word)) {
        "state"
    } else if is(&[&WORDS.vague_heads, &WORDS.source_heads]) {
        "somebody"
    } else if is(&[&WORDS.witnesses]) {
        "witness"
    } else if matches!(origin.kind, SourceKind::Official | SourceKind::Spokesperson | SourceKind::PartisanOrganisation)
    {
        "body"
    } else {
        "other"
    }
}

/// The words of a name or office in the singular, without determiners and number.
fn words(name: &str) -> Vec<String> {
    description(&name.to_lowercase()).split(' ').filter(|word| word.len() > 1).map(str::to_owned).collect()
}

/// The word that says who somebody is: "official" of "a senior official of the port".
fn head(name: &str) -> Option<String> {
    let ends = |word: &str| {
        ends_description(word) || matches!(word, "of" | "for" | "with" | "to" | "by" | "whose" | "close" | "familiar")
    };
    let who: Vec<&str> = name.split_whitespace().take_while(|word| !ends(&word.to_lowercase())).collect();
    words(&who.join(" ")).pop()
}

/// What an origin is called; looked up once for all events, since every report that names it is opened.
fn called(all: &Collection<'_>, reached: &Reached, (number, origin): (u32, &Origin)) -> Rc<Called> {
    if let Some(known) = reached.called.borrow().get(&number) {
        return Rc::clone(known);
    }
    let linked = all.linked(origin.entity);
    let aliases = linked.iter().flat_map(|e| e.aliases.iter().copied());
    let names = std::iter::once(origin.name.as_str()).chain(aliases).flat_map(words).collect();
    let members = linked.iter().flat_map(|e| e.members);
    // Not kept open: each is looked at once.
    let role = |at: &At| all.given().entity_list(at.report).get(at.item as usize)?.role.clone();
    let called = Rc::new(Called { names, roles: members.filter_map(role).flat_map(|role| words(&role)).collect() });
    reached.called.borrow_mut().insert(number, Rc::clone(&called));
    called
}

/// The numbers in a claim's words from which on two seldom agree by chance, without ages, shares and measures.
fn numbers(said: &Annotated, span: Span) -> impl Iterator<Item = f64> {
    let counted = said.quantities.iter().filter(move |q| span.contains(q.span) && !WORDS.measures.contains(&q.unit));
    counted.filter_map(|q| q.lo.or(q.hi)).filter(|number| number.is_finite() && *number >= RARE)
}
