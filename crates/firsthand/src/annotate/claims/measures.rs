//! The time of day, how long, how often, and of which state people are.
//!
//! In: a [`Frame`], or the arguments found so far. Out: tokens. Only what stands in the clause of the happening and is said of it. Not here: days
//! (`time`), numbers of people (`quantity`).

use super::arguments::fills;
use super::frame::Frame;
use super::reading::Reading;
use crate::annotate::{Argument, Tag};
use crate::codebook::Filters;
use crate::text::Span;
use std::ops::Range;

impl Reading<'_> {
    /// "before dawn", "at night", "shortly after nine", "at 19:40".
    pub fn hour_of(&self, frame: &Frame) -> Option<Range<usize>> {
        let doc = self.doc;
        frame.extent.clone().filter(|i| self.is_of(frame, *i)).find_map(|i| {
            let (lower, next) = (doc.lower(i), doc.lower(i + 1));
            let after = matches!(lower, "before" | "after" | "at" | "by" | "around" | "until" | "since" | "towards");
            let near = i.checked_sub(1).filter(|at| matches!(doc.lower(*at), "shortly" | "just" | "soon"));
            let start = near.unwrap_or(i);
            // "After night assault": the noun goes on.
            let goes_on = doc.tokens.get(i + 2).is_some_and(|t| t.tag.is_noun());
            if after && (is_part_of_day(next) && !goes_on || is_clock(doc.word(i + 1))) {
                return Some(start..i + 2);
            }
            if after && next == "first" && doc.lower(i + 2) == "light" {
                return Some(start..i + 3);
            }
            // A number of the clock counts nothing: "shortly after nine", "at six o'clock".
            let number = after && doc.tag(i + 1) == Tag::CD;
            let counts = doc.tokens.get(i + 2).is_some_and(|t| t.tag.is_noun() || t.tag.is_adjective());
            let of_clock = matches!(doc.lower(i + 2), "o'clock" | "am" | "pm" | "a.m." | "p.m.");
            match (number, of_clock) {
                (true, true) => Some(start..i + 3),
                (true, false) if near.is_some() && !counts && !matches!(doc.lower(i + 2), "of" | "per") => {
                    Some(start..i + 2)
                }
                // "04.01" alone may be a day.
                _ => (is_clock(doc.word(i)) && doc.word(i).contains(':')).then_some(i..i + 1),
            }
        })
    }

    /// "for six weeks", "a four-week course".
    pub fn lasting(&self, frame: &Frame) -> Option<Range<usize>> {
        let doc = self.doc;
        let reach = doc.span(frame.extent.clone());
        let quantities = self.found.quantities;
        let first = quantities.partition_point(|quantity| quantity.span.start < reach.start);
        let mut near = quantities.iter().skip(first).take_while(|quantity| quantity.span.start < reach.end);
        let whole = near.find_map(|quantity| {
            let words = doc.tokens_in(quantity.span);
            let before = words.start.checked_sub(1).map_or("", |i| doc.lower(i));
            let lasts = is_unit_of_time(&quantity.unit) && before == "for" && self.is_of(frame, words.start);
            (lasts && !self.is_dated(quantity.span)).then_some(words)
        });
        whole.or_else(|| {
            let joined = |i: &usize| {
                let lower = doc.lower(*i);
                lower.rsplit_once('-').is_some_and(|(count, unit)| is_unit_of_time(unit) && !count.contains("year"))
            };
            frame.extent.clone().filter(|i| self.is_of(frame, *i)).find(joined).map(|i| i..i + 1)
        })
    }

    /// "a month", "per day", "every second week".
    pub fn how_often(&self, frame: &Frame) -> Option<Range<usize>> {
        let doc = self.doc;
        frame.extent.clone().filter(|i| self.is_of(frame, *i)).find_map(|i| {
            let second = doc.lower(i) == "every" && matches!(doc.lower(i + 1), "second" | "other" | "third");
            let unit = i + 1 + usize::from(second);
            let counted = i.checked_sub(1).is_some_and(|at| doc.tag(at).is_noun() || doc.tag(at) == Tag::CD);
            let opens = match doc.lower(i) {
                "per" | "every" | "each" => true,
                "a" => counted,
                _ => false,
            };
            let words = i..unit + 1;
            let said =
                opens && unit < frame.extent.end && (is_unit_of_time(doc.lower(unit)) || doc.lower(unit) == "night");
            (said && !matches!(doc.lower(unit + 1), "ago" | "later" | "earlier" | "before")).then_some(words)
        })
    }

    /// The state that the people of a role are of: "Varenian" in "two Varenian drivers".
    pub fn nation_of(&self, filled: &[Argument], roles: &Filters) -> Option<(usize, usize)> {
        let doc = self.doc;
        let people = filled.iter().filter(|argument| fills(argument, roles)).filter_map(|argument| argument.span);
        people.into_iter().find_map(|span| {
            let words = doc.tokens_in(span);
            let last = doc.tokens.get(words.start)?.phrase.get().and_then(|p| doc.noun_phrases.get(p))?.head as usize;
            words.take_while(|i| *i <= last).find_map(|i| {
                // The people are an entity, too, and the longer one.
                let token = doc.tokens.get(i).filter(|t| t.tag.is_adjective() || t.tag.is_noun())?.span;
                let state = *self.states.get(&token)?;
                let whose = doc.tag(i + 1) == Tag::POS;
                // "Varenia" alone is no person; "any Varenian" is.
                let alone = i == last && !doc.tag(i).is_adjective() && !matches!(doc.tag(i), Tag::NNS | Tag::NNPS);
                (!whose && !alone).then_some((i, state))
            })
        })
    }

    /// Whether a token stands in the trigger's clause or in one that tells of the same.
    fn is_of(&self, frame: &Frame, token: usize) -> bool {
        self.remove(frame, self.doc.clause_of(token)).is_some()
    }

    /// Whether words are part of a date: "for two weeks in May", "three weeks ago" is.
    fn is_dated(&self, span: Span) -> bool {
        let times = self.found.times;
        let at = times.partition_point(|time| time.span.end <= span.start);
        times.get(at).is_some_and(|time| time.span.overlaps(span))
    }
}

fn is_part_of_day(lower: &str) -> bool {
    ["dawn", "dusk", "midnight", "noon", "midday", "sunrise", "sunset", "nightfall", "daybreak", "night"]
        .contains(&lower)
}

/// "19:40", "04.40".
fn is_clock(word: &str) -> bool {
    let Some((hours, minutes)) = word.split_once([':', '.']) else { return false };
    let digits = |part: &str| part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit());
    let small = |part: &str, most: u8| part.parse::<u8>().is_ok_and(|n| n < most);
    digits(hours) && digits(minutes) && small(hours, 24) && small(minutes, 60)
}

/// Whether a unit measures a way, a field, a load or a share, and counts nobody.
pub(super) fn is_measure(unit: &str) -> bool {
    let one = unit.strip_suffix('s').unwrap_or(unit);
    let way = matches!(one, "kilometre" | "kilometer" | "km" | "metre" | "meter" | "mile" | "yard" | "foot" | "feet");
    let load = matches!(one, "hectare" | "acre" | "tonne" | "ton" | "litre" | "liter" | "kilo" | "kilogram" | "kg");
    way || load || matches!(one, "degree" | "percent")
}

fn is_unit_of_time(lower: &str) -> bool {
    matches!(lower.strip_suffix('s').unwrap_or(lower), "minute" | "hour" | "day" | "week" | "month" | "year")
}

#[cfg(test)]
mod tests {
    use super::super::arguments_spec::check;

    #[test]
    fn the_time_of_day_is_kept() {
        check(&[
            ("Gunmen attacked the post at Arven before dawn.", "ATTACK", "time", "before dawn"),
            ("Gunmen attacked the post at Arven shortly after nine.", "ATTACK", "time", "shortly after nine"),
            ("Gunmen attacked the post at Arven at 19:40 on Monday.", "ATTACK", "time", "at 19:40"),
            ("Gunmen attacked the post at Arven after nine patrols.", "ATTACK", "time", ""),
            ("Gunmen attacked the post at Arven after night patrols.", "ATTACK", "time", ""),
            ("Gunmen attacked the post at Arven, the army said at night.", "ATTACK", "time", ""),
        ]);
    }

    #[test]
    fn how_long_and_how_often_are_kept() {
        check(&[
            ("The militia held two drivers hostage for six weeks near Arven.", "ABDUCT", "duration", "six weeks"),
            ("The militia abducted two drivers six weeks ago near Arven.", "ABDUCT", "duration", ""),
            ("The army recruited 300 farmers a month in Arven.", "RECRUIT.ENLIST", "frequency", "a month"),
            ("The army recruited 300 farmers a month ago in Arven.", "RECRUIT.ENLIST", "frequency", ""),
        ]);
    }

    #[test]
    fn a_distance_counts_nobody() {
        check(&[
            ("Instructors trained the volunteers some 30 kilometres from Arven.", "TRAIN", "number", ""),
            ("Instructors trained the 30 volunteers near Arven.", "TRAIN", "number", "30 volunteers"),
        ]);
    }

    #[test]
    fn the_state_of_those_whom_it_befell_is_kept() {
        check(&[
            ("Rebels killed five Varenian soldiers near Arven.", "CASUALTY.KILLED", "nationality", "Varenian"),
            ("France said rebels killed five French drivers near Arven.", "CASUALTY.KILLED", "nationality", "French"),
            ("Rebels killed five drivers in France.", "CASUALTY.KILLED", "nationality", ""),
            ("Rebels killed five drivers of the French army.", "CASUALTY.KILLED", "nationality", ""),
        ]);
    }
}
