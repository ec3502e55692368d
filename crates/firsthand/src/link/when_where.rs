//! Where and when: agreement of two claims on places and days.
//!
//! For: [`super::same_event`]. In: two happenings. Out: points, reasons, conflicts. Not here: what is
//! known of a whole event's days (see `events`).

use super::codes::codes;
use super::happening::{Happening, Participant, stem};
use super::same_event::{Comparison, Why, World};
use super::told::Told;
use crate::annotate::{Days, Tense};
use crate::report::{DatePrecision, Yearless};
use jiff::civil::Date;

pub(super) fn places(a: &Happening, b: &Happening, world: &World, found: &mut Comparison) {
    let weights = &codes().weights;
    let share = if a.inherited || b.inherited { codes().limits.inherited } else { 1.0 };
    let shared = |p: &[Participant], q: &[Participant]| {
        let both = entities(p).filter(|place| entities(q).any(|other| other == *place));
        both.max_by_key(|place| !world.is_wide(*place))
    };
    if let Some(place) = shared(&a.places, &b.places) {
        let weight = if world.is_wide(place) { weights.place_state } else { weights.place };
        found.add(weight * share, Why::Of("the same place,", place));
        found.anchored |= !world.is_wide(place) && (a.days.is_some() && b.days.is_some() || a.published == b.published);
    } else if entities(&a.places).any(|p| entities(&b.places).any(|q| world.nested(p, q))) {
        found.add(weights.place_within * share, Why::Plain("one place lies in the other"));
    } else if let (Some(p), Some(q)) = (entities(&a.places).next(), entities(&b.places).next()) {
        // A place may have been read as a destination in one of them; a town may lie in a state or region without a word of it.
        let crossed = shared(&a.places, &b.towards).is_some() || shared(&a.towards, &b.places).is_some();
        let wide = |place: u32| (world.is_wide(place), world.regions.contains(&place));
        // A sea and a town may well be one place.
        let vague = world.wide.contains(&p) || world.wide.contains(&q);
        let other = !crossed && !vague && !a.inherited && !b.inherited && wide(p) == wide(q);
        // A headline names the island, its body the town.
        if other && a.at.report == b.at.report && a.claim.in_headline != b.claim.in_headline && a.is_of_type(b) {
            found.add(weights.headline_place, Why::Both("headline and body name other places,", p, q));
        } else if other {
            found.conflicts(|| format!("different places: {} and {}", world.name(p), world.name(q)));
        }
    }
    let without = |h: &Happening| entities(&h.places).next().is_none();
    // What is told of a whole week is set beside no place of one day.
    let one_week = (a.time == Told::Stretch) != (b.time == Told::Stretch);
    if a.at.report != b.at.report && (without(a) || without(b)) && !one_week {
        let around_a = entities(&a.places).chain(a.setting.iter().copied());
        let is_around_b = |place: &u32| b.setting.contains(place) || entities(&b.places).any(|other| other == *place);
        let both = around_a.filter(is_around_b);
        if let Some(place) = both.max_by_key(|place| !world.is_wide(*place)).filter(|place| !world.is_wide(*place)) {
            // A capital stands beside everything.
            let rarity = stem(world.name(place)).map_or(0.0, |stem| world.stories.rarity(stem));
            found.add(weights.place_near * rarity, Why::Of("both told of beside", place));
        }
    }
    let towards = shared(&a.towards, &b.towards).or_else(|| shared(&a.places, &b.towards));
    if let Some(place) = towards.or_else(|| shared(&a.towards, &b.places)) {
        let weight = if world.is_wide(place) { weights.towards_state } else { weights.towards };
        found.add(weight, Why::Of("the same way or end of it,", place));
        found.anchored |= !world.is_wide(place);
    }
}

fn entities(list: &[Participant]) -> impl Iterator<Item = u32> {
    list.iter().filter_map(|participant| participant.entity)
}

/// Days between two ranges of days; 0 where they touch.
fn gap(a: (Date, Date), b: (Date, Date)) -> i32 {
    days_between(a.1, b.0).max(days_between(b.1, a.0)).max(0)
}

/// Days from one day to another, by the arithmetic of the calendar: claims are compared by the million.
pub(super) fn days_between(from: Date, to: Date) -> i32 {
    day_number(to) - day_number(from)
}

pub(super) fn day_number(day: Date) -> i32 {
    let (year, month) = (i32::from(day.year()), i32::from(day.month()));
    // The year begins in March, so that the leap day is its last.
    let year = if month > 2 { year } else { year - 1 };
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + i32::from(day.day());
    365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + of_year
}

/// The days on which two claims were told, and whether one of them gives no year: it is then told in the year in which it
/// lies nearest to the other.
pub(super) fn told_on(a: &Happening, b: &Happening) -> (Option<Date>, Option<Date>, bool) {
    let beside = |h: &Happening, other: &Happening| {
        let day = h.yearless?;
        // Two days without a year are compared in one that has all days.
        let any = || other.yearless.and_then(|day| in_year(day, 2000));
        let near = other.published.or(other.days.map(|days| days.from)).or_else(any)?;
        let years = (near.year() - 1..=near.year() + 1).filter_map(|year| in_year(day, year));
        years.min_by_key(|told| days_between(*told, near).abs())
    };
    let told = |h: &Happening, other: &Happening| h.published.or_else(|| beside(h, other));
    match (a.published, b.published) {
        (Some(x), Some(y)) => (Some(x), Some(y), false),
        _ => (told(a, b), told(b, a), a.yearless.is_some() || b.yearless.is_some()),
    }
}

/// A day of the year in a year; the last of the month where the month is shorter.
fn in_year(day: Yearless, year: i16) -> Option<Date> {
    let first = Date::new(year, day.month, 1).ok()?;
    Date::new(year, day.month, day.day.min(first.days_in_month())).ok()
}

/// Days between two dated spans that cannot be one happening; `None` if they can.
pub(crate) fn apart(a: &Days, b: &Days) -> Option<i32> {
    let gap = gap((a.from, a.to), (b.from, b.to));
    // Days may be told a little wrong; months that follow each other are two.
    let months = a.precision.min(b.precision) >= DatePrecision::Month;
    (gap > codes().limits.apart_days || months && gap > 0).then_some(gap)
}

/// Compares days; two undated claims of far reports are of one happening only with a `rare` number in common.
pub(super) fn time(a: &Happening, b: &Happening, rare: bool, likeness: f32, found: &mut Comparison) {
    let weights = &codes().weights;
    let limits = &codes().limits;
    let share = if a.inherited || b.inherited { limits.inherited } else { 1.0 };
    let same_report = a.at.report == b.at.report;
    let (told_a, told_b, yearless) = told_on(a, b);
    let dateless = |h: &Happening, told: Option<Date>| h.days.is_none() && told.is_none();
    if !same_report && !rare && (dateless(a, told_a) || dateless(b, told_b)) {
        // Two reports of one story are of one time.
        let story = limits.story(likeness);
        if told_a.is_some() == told_b.is_some() {
            found.add(weights.undated * (1.0 - story), Why::Plain("nothing dates one of them"));
        } else {
            // A report without a date tells the same story in any year of a war.
            found.add(weights.undated_one, Why::Plain("one is told on a known day, nothing dates the other"));
        }
    }
    let long_ago = |h: &Happening| {
        let since =
            |days: &Days| h.published.map_or(i32::MAX, |published| gap((days.from, days.to), (published, published)));
        h.days.is_some_and(|days| days.precision >= DatePrecision::Year && since(&days) > limits.long_ago)
    };
    let goes_on = |h: &Happening| h.days.is_none() && h.claim.tense != Tense::Past && !h.claim.in_headline;
    if long_ago(a) && goes_on(b) || long_ago(b) && goes_on(a) {
        found.conflicts(|| "one was long ago, the other goes on or is to come".to_owned());
    } else if long_ago(a) && b.days.is_none()
        || long_ago(b) && a.days.is_none()
        || same_report && a.wars.is_empty() != b.wars.is_empty()
    {
        found.add(weights.one_dated, Why::Plain("only one of them is of a year or war"));
    }
    match (a.days, b.days) {
        (Some(x), Some(y)) => {
            if let Some(gap) = apart(&x, &y) {
                found.conflicts(|| format!("different times: {} and {}, {gap} days apart", x.from, y.from));
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
            let (teller, other, published) = if a.days.is_none() { (told_b, a, told_a) } else { (told_a, b, told_b) };
            if let Some(published) = published.filter(|_| !same_report && !other.background) {
                // What is told while months are running is not told within days of what is counted when they are over.
                let long = dated.precision >= DatePrecision::Month;
                let since = |day: Date| gap((dated.from, dated.to), (day, day));
                // What is news in one report may be news in the other some days after it happened.
                let news = teller.filter(|day| since(*day) <= limits.news_days);
                let told = news.map_or(i32::MAX, |day| gap((day, day), (published, published)));
                published_near(
                    if long && told < i32::MAX { told } else { since(published).min(told) },
                    rare,
                    yearless,
                    found,
                );
            }
        }
        // One report's claims are published together, which says nothing.
        (None, None) if same_report => {}
        (None, None) => {
            if let (Some(x), Some(y)) = (told_a, told_b)
                && !a.background
                && !b.background
            {
                published_near(gap((x, x), (y, y)), rare, yearless, found);
            }
        }
    }
}

fn published_near(gap: i32, rare: bool, yearless: bool, found: &mut Comparison) {
    let (weights, limits) = (&codes().weights, &codes().limits);
    if gap <= limits.apart_days {
        let (share, words) = match yearless {
            true => (limits.yearless, "told within days, if in the same year"),
            false => (1.0, "told within days"),
        };
        found.add(weights.published * share, Why::Plain(words));
        found.near = true;
    } else if !rare {
        // The longer apart, the likelier is another happening, until it is sure enough.
        let far = (gap - limits.apart_days) as f32 / (limits.far_days - limits.apart_days).max(1) as f32;
        found.add(weights.undated_far * far.min(1.0), Why::Plain("told long apart"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_over_months_years_and_leap_days() {
        let mut day = Date::constant(1895, 12, 30);
        for _ in 0..80_000 {
            let next = day.tomorrow().unwrap();
            assert_eq!(days_between(day, next), 1, "{day}");
            day = next;
        }
    }
}
