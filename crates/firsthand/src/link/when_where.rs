//! Where and when: agreement of two claims on places and days.
//!
//! For: [`super::same_event`]. In: two happenings. Out: points, reasons, conflicts. Not here: what is
//! known of a whole event's days (see `events`).

use super::codes::codes;
use super::happening::{Happening, Participant, stem};
use super::same_event::{Comparison, Why, World};
use crate::annotate::{Days, EntityKind, Tense};
use crate::report::DatePrecision;
use jiff::civil::Date;

pub(super) fn places(a: &Happening, b: &Happening, world: &World, found: &mut Comparison) {
    let weights = &codes().weights;
    let share = if a.inherited || b.inherited { codes().limits.inherited } else { 1.0 };
    let of = |list: &[Participant]| list.iter().filter_map(|p| p.entity).collect::<Vec<_>>();
    let (x, y) = (of(&a.places), of(&b.places));
    let (to_x, to_y) = (of(&a.towards), of(&b.towards));
    let is_state = |entity: u32| world.entities.get(entity as usize).is_some_and(|e| e.kind == EntityKind::State);
    let shared = |p: &[u32], q: &[u32]| p.iter().copied().filter(|e| q.contains(e)).max_by_key(|e| !is_state(*e));
    if let Some(place) = shared(&x, &y) {
        let weight = if is_state(place) { weights.place_state } else { weights.place };
        found.add(weight * share, Why::Of("the same place,", place));
        found.anchored |= !is_state(place) && (a.days.is_some() && b.days.is_some() || a.published == b.published);
    } else if x.iter().any(|p| y.iter().any(|q| world.nested(*p, *q))) {
        found.add(weights.place_within * share, Why::Plain("one place lies in the other"));
    } else if let (Some(p), Some(q)) = (x.first(), y.first()) {
        // A place may have been read as a destination in one of them; a town may lie in a state or region without a word of it.
        let crossed = shared(&x, &to_y).is_some() || shared(&to_x, &y).is_some();
        let wide = |place: u32| (is_state(place), world.regions.contains(&place));
        if !crossed && !a.inherited && !b.inherited && wide(*p) == wide(*q) {
            found.conflict = Some(format!("different places: {} and {}", world.name(*p), world.name(*q)));
        }
    }
    if a.at.report != b.at.report && (x.is_empty() || y.is_empty()) {
        let setting = |own: &[u32], around: &[u32]| [own, around].concat();
        if let Some(place) = shared(&setting(&x, &a.setting), &setting(&y, &b.setting)).filter(|p| !is_state(*p)) {
            // A capital stands beside everything.
            let rarity = stem(world.name(place)).map_or(0.0, |stem| world.stories.rarity(stem));
            found.add(weights.place_near * rarity, Why::Of("both told of beside", place));
        }
    }
    if let Some(place) = shared(&to_x, &to_y).or_else(|| shared(&x, &to_y)).or_else(|| shared(&to_x, &y)) {
        let weight = if is_state(place) { weights.towards_state } else { weights.towards };
        found.add(weight, Why::Of("the same way or end of it,", place));
        found.anchored |= !is_state(place);
    }
}

fn gap(a: (Date, Date), b: (Date, Date)) -> i32 {
    let days = |from: Date, to: Date| from.until(to).map_or(i32::MAX, |span| span.get_days());
    days(a.1, b.0).max(days(b.1, a.0)).max(0)
}

/// Days between two dated spans that cannot be one happening; `None` if they can.
pub(crate) fn apart(a: &Days, b: &Days) -> Option<i32> {
    let gap = gap((a.from, a.to), (b.from, b.to));
    (gap > codes().limits.apart_days).then_some(gap)
}

/// Compares days; two undated claims of far reports are of one happening only with a `rare` number in common.
pub(super) fn time(a: &Happening, b: &Happening, rare: bool, world: &World, found: &mut Comparison) {
    let weights = &codes().weights;
    let limits = &codes().limits;
    let share = if a.inherited || b.inherited { limits.inherited } else { 1.0 };
    let same_report = a.at.report == b.at.report;
    let dateless = |h: &Happening| h.days.is_none() && h.published.is_none();
    if !same_report && !rare && (dateless(a) || dateless(b)) {
        // Two reports of one story are of one time.
        let story = limits.story(world.stories.likeness(a.at.report, b.at.report));
        found.add(weights.undated * (1.0 - story), Why::Plain("nothing dates one of them"));
    }
    let long_ago = |h: &Happening| {
        let since =
            |days: &Days| h.published.map_or(i32::MAX, |published| gap((days.from, days.to), (published, published)));
        h.days.is_some_and(|days| days.precision >= DatePrecision::Year && since(&days) > limits.long_ago)
    };
    let goes_on = |h: &Happening| h.days.is_none() && h.claim.tense != Tense::Past && !h.claim.in_headline;
    if long_ago(a) && goes_on(b) || long_ago(b) && goes_on(a) {
        found.conflict = Some("one was long ago, the other goes on or is to come".to_owned());
    } else if long_ago(a) && b.days.is_none()
        || long_ago(b) && a.days.is_none()
        || same_report && a.wars.is_empty() != b.wars.is_empty()
    {
        found.add(weights.one_dated, Why::Plain("only one of them is of a year or war"));
    }
    match (a.days, b.days) {
        (Some(x), Some(y)) => {
            if let Some(gap) = apart(&x, &y) {
                found.conflict = Some(format!("different times: {} and {}, {gap} days apart", x.from, y.from));
            } else if gap((x.from, x.to), (y.from, y.to)) == 0 {
                let weight = match x.precision.max(y.precision) {
                    DatePrecision::Day => weights.day,
                    DatePrecision::Week => weights.week,
                    DatePrecision::Month => weights.month,
                    DatePrecision::Year => weights.year,
                    DatePrecision::Decade => 0.0,
                };
                found.add(weight * share, Why::Day("the same time,", x.from.max(y.from)));
            }
        }
        (Some(dated), None) | (None, Some(dated)) => {
            let (teller, other) = if a.days.is_none() { (b, a) } else { (a, b) };
            if let Some(published) = other.published.filter(|_| !same_report && !other.is_background()) {
                let since = |day: Date| gap((dated.from, dated.to), (day, day));
                // What is news in one report may be news in the other some days after it happened.
                let news = teller.published.filter(|day| since(*day) <= limits.news_days);
                let told = news.map_or(i32::MAX, |day| gap((day, day), (published, published)));
                published_near(since(published).min(told), rare, found);
            }
        }
        // One report's claims are published together, which says nothing.
        (None, None) if same_report => {}
        (None, None) => {
            if let (Some(x), Some(y)) = (a.published, b.published)
                && !a.is_background()
                && !b.is_background()
            {
                published_near(gap((x, x), (y, y)), rare, found);
            }
        }
    }
}

fn published_near(gap: i32, rare: bool, found: &mut Comparison) {
    let (weights, limits) = (&codes().weights, &codes().limits);
    if gap <= limits.apart_days {
        found.add(weights.published, Why::Plain("told within days"));
        found.near = true;
    } else if !rare {
        // The longer apart, the likelier is another happening, until it is sure enough.
        let far = (gap - limits.apart_days) as f32 / (limits.far_days - limits.apart_days).max(1) as f32;
        found.add(weights.undated_far * far.min(1.0), Why::Plain("told long apart"));
    }
}
