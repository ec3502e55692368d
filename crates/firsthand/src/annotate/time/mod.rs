//! Expressions of time, resolved to days.
//!
//! In: a [`Doc`] and the published date. Out: [`Time`]s in text order. The past is preferred, as news tells what happened,
//! unless the clause speaks of the future. Without an anchor nothing is guessed: `days` is `None`. Durations ("for
//! two weeks") and vague words ("recently") are left out. Not here: to which event a time belongs.

mod calendar;
mod modified;
mod names;
mod narrative;
mod other_calendars;
mod stretch;
mod written;

use super::annotated::{Days, Time};
use super::doc::{Doc, Tag};
use super::phrase::{ClauseKind, VerbForm, VerbTense};
use super::quantity::numerals;
use crate::report::{DatePrecision, Published};
use calendar::{Direction, day, decade, month, week, year};
use jiff::civil::Date;
use names::{DEICTIC, Name, name_at};
pub(super) use names::{Known, list};

/// What is known when an expression is read.
struct Anchor {
    published: Option<Published>,
    /// The direction in which a weekday or month without a year is looked for.
    direction: Direction,
}

impl Anchor {
    /// The published day, if it is known to the day.
    fn day(&self) -> Option<Date> {
        self.published.filter(|p| p.precision == DatePrecision::Day).map(|p| p.day)
    }

    /// The first day of the published month, if it is known to the month.
    fn month(&self) -> Option<Date> {
        self.published.filter(|p| p.precision <= DatePrecision::Month).map(|p| p.day.first_of_month())
    }

    fn year(&self) -> Option<i16> {
        self.published.filter(|p| p.precision <= DatePrecision::Year).map(|p| p.day.year())
    }
}

/// An expression that was read: its days, whether the published date was used, the token after it.
struct Read {
    days: Option<Days>,
    anchored: bool,
    end: usize,
}

impl Read {
    fn fixed(days: Option<Days>, end: usize) -> Option<Read> {
        Some(Read { days, anchored: false, end })
    }

    fn relative(days: Option<Days>, end: usize) -> Option<Read> {
        Some(Read { days, anchored: true, end })
    }
}

/// Finds the expressions of time of a report.
pub fn times(doc: &Doc<'_>, published: Option<Published>) -> Vec<Time> {
    let mut found = Vec::new();
    for s in 0..doc.sentence_tokens.len() {
        let sentence = doc.sentence(s);
        let mut i = sentence.start;
        let mut told = i;
        while i < sentence.end {
            // From one word of time to the next, with what may stand before it.
            told = told.max(i);
            while told < sentence.end && !doc.lower_word(told).time.bears_time {
                told += 1;
            }
            if told == sentence.end {
                break;
            }
            if i + BEFORE < told {
                i = told - BEFORE;
            }
            let anchor = Anchor { published, direction: Direction::Past };
            let hangs_on = narrative::last_told(doc, &found, s);
            match possible(doc, i).then(|| read(doc, i, sentence.end, anchor, hangs_on)).flatten() {
                Some(read) => {
                    found.push(Time { span: doc.span(i..read.end), days: read.days, anchored: read.anchored });
                    i = read.end.max(i + 1);
                }
                None => i += 1,
            }
        }
    }
    found
}

/// Most tokens that stand before the first word of time in an expression ("the last two hundred and fifty-three days").
const BEFORE: usize = 12;

/// A cheap test that most tokens fail.
fn possible(doc: &Doc<'_>, i: usize) -> bool {
    let tag = doc.tag(i);
    tag.is_noun()
        || tag.is_adverb()
        || matches!(
            tag,
            Tag::CD
                | Tag::DT
                | Tag::JJ
                | Tag::JJR
                | Tag::JJS
                | Tag::IN
                | Tag::MD
                | Tag::VB
                | Tag::VBD
                | Tag::VBN
                | Tag::VBG
        )
}

fn read(doc: &Doc<'_>, i: usize, end: usize, mut anchor: Anchor, told: Option<&Time>) -> Option<Read> {
    if doc.clause_of(i).is_some_and(|clause| is_future(doc, clause)) {
        anchor.direction = Direction::Future;
    }
    stretch::read(doc, i, end, &anchor)
        .or_else(|| other_calendars::read(doc, i, end))
        .or_else(|| narrative::read(doc, i, end, &anchor, told))
        .or_else(|| written::read(doc, i, end, &anchor))
        .or_else(|| deictic(doc, i, end, &anchor))
        .or_else(|| ago(doc, i, end, &anchor))
        .or_else(|| ahead(doc, i, end, &anchor))
        .or_else(|| modified::read(doc, i, end, &anchor))
        .or_else(|| weekday(doc, i, end, &anchor, None))
}

/// Verbs that in the present tell what is to come, beside a date: "the amnesty expires on 1 September".
const SCHEDULED: [&str; 8] = ["begin", "start", "end", "expire", "lapse", "open", "resume", "reopen"];

/// Verbs behind which "to be" tells what is held to be so.
const HELD: [&str; 12] =
    ["believe", "think", "say", "report", "suspect", "know", "understand", "allege", "claim", "appear", "seem", "fear"];

/// Whether a clause speaks of what is to come: "will leave", "must leave", "plans to leave", "is due on", "expires on"; not "was made to leave", which happened.
fn is_future(doc: &Doc<'_>, clause: usize) -> bool {
    let Some(group) = doc.group(clause) else { return false };
    if group.form == VerbForm::Finite && group.tense == VerbTense::Present && !group.perfect {
        let modal = group.modal.get().is_some_and(|at| matches!(doc.lower(at), "must" | "shall" | "should"));
        let head = group.head as usize;
        let due = doc.lemma(head) == "be" && doc.lower(head + 1) == "due";
        // "said it would leave on Friday": what was to come when it was said.
        let would = group.modal.get().is_some_and(|at| matches!(doc.lower(at), "would" | "'d"));
        let said = would && doc.clauses.get(clause).is_some_and(|c| c.kind == ClauseKind::Complement);
        return modal || said || due || !group.passive && SCHEDULED.contains(&doc.lemma(head));
    }
    if group.form != VerbForm::Infinitive || group.tense != VerbTense::None {
        return group.tense == VerbTense::Future;
    }
    // "believed to be behind Friday's raid", "seems to know": what is held to be so now is not to come.
    let held = |at: usize| HELD.contains(&doc.lemma(at));
    let before = (group.start as usize).checked_sub(1);
    if doc.lemma(group.head as usize) == "be" && before.is_some_and(held) {
        return false;
    }
    let governing = doc.clauses.get(clause).and_then(|c| c.parent.get()).filter(|parent| *parent < clause);
    let Some((parent, above)) = governing.and_then(|parent| Some((parent, doc.group(parent)?))) else { return true };
    match (above.form, above.tense) {
        // "to carry and cook": the second hangs on the first.
        (VerbForm::Infinitive, VerbTense::None) => is_future(doc, parent),
        (_, VerbTense::Past) => !super::claims::happened_if_governed_by(doc.lemma(above.head as usize)),
        _ => true,
    }
}

/// "yesterday", "today", "tonight", "last night", "this morning", "the day before yesterday".
fn deictic(doc: &Doc<'_>, i: usize, end: usize, anchor: &Anchor) -> Option<Read> {
    let word = |k: usize| if i + k < end { doc.lower(i + k) } else { "" };
    let part = |k: usize| matches!(word(k), "morning" | "afternoon" | "evening" | "night");
    // A word that is not in the list would not be looked at at all.
    if !(0..4).any(|k| DEICTIC.contains(&word(k))) {
        return None;
    }
    let (offset, length) = match (word(0), word(1)) {
        ("the", "day") if word(2) == "before" && word(3) == "yesterday" => (-2, 4),
        ("the", "day") if word(2) == "after" && word(3) == "tomorrow" => (2, 4),
        ("yesterday", _) => (-1, if part(1) { 2 } else { 1 }),
        ("today" | "tonight", _) => (0, 1),
        ("tomorrow", _) => (1, if part(1) { 2 } else { 1 }),
        ("last", "night") => (-1, 2),
        ("overnight", _) if doc.tag(i).is_adverb() => (-1, 1),
        ("this", "morning" | "afternoon" | "evening") => (0, 2),
        _ => return None,
    };
    Read::relative(anchor.day().and_then(|d| calendar::add_days(d, offset)).map(day), i + length)
}

/// "two days ago", "a year ago", "three weeks earlier" (the last without days: its anchor is another event).
fn ago(doc: &Doc<'_>, i: usize, end: usize, anchor: &Anchor) -> Option<Read> {
    let (count, at) = match doc.lower(i) {
        "a" | "an" if i + 1 < end => (Some(1.0), i + 1),
        "several" | "some" | "many" => (None, i + 1),
        "few" => (None, i + 1),
        _ => numerals::number(doc, i, end).map(|(n, at)| (Some(n), at))?,
    };
    let (count, at) = match (doc.lower(i), doc.lower(at), doc.lower(at + 1)) {
        ("a", "few", _) => (None, at + 1),
        ("a", "couple", "of") => (Some(2.0), at + 2),
        _ => (count, at),
    };
    let Some(Name::Unit(unit)) = name_at(doc, at).filter(|_| at < end) else { return None };
    let word = if at + 1 < end { doc.lower(at + 1) } else { "" };
    match word {
        "ago" => {
            let days = count.filter(|n| *n < 3000.0).and_then(|n| shifted(unit, -(n as i32), anchor, true));
            Read::relative(days, at + 2)
        }
        "earlier" | "later" | "before" if unit != 0 && word != "before" => Read::relative(None, at + 2),
        _ => None,
    }
}

/// "in three days", "in two weeks' time", where something is to come: "it was built in two weeks" tells how long.
fn ahead(doc: &Doc<'_>, i: usize, end: usize, anchor: &Anchor) -> Option<Read> {
    if doc.lower(i) != "in" || anchor.direction != Direction::Future {
        return None;
    }
    let (count, at) = match doc.lower(i + 1) {
        "a" | "an" => (1.0, i + 2),
        _ => numerals::number(doc, i + 1, end).filter(|(count, _)| *count < 3000.0)?,
    };
    let Some(Name::Unit(unit @ 1..=4)) = name_at(doc, at).filter(|_| at < end) else { return None };
    Read::relative(shifted(unit, count as i32, anchor, true), at + 1)
}

/// The unit of time that lies `count` units from the published date.
fn shifted(unit: u8, count: i32, anchor: &Anchor, ago: bool) -> Option<Days> {
    match unit {
        1 => calendar::add_days(anchor.day()?, count).map(day),
        2 => calendar::add_days(anchor.day()?, count.checked_mul(7)?).map(week),
        3 => calendar::add_months(anchor.month()?, count).map(month),
        4 => year(i16::try_from(i32::from(anchor.year()?) + count).ok()?),
        5 => {
            let wanted = i16::try_from(i32::from(anchor.year()?) + count.checked_mul(10)?).ok()?;
            // "a decade ago" is ten years ago, "last decade" the one of the calendar.
            if ago { year(wanted) } else { decade(wanted - wanted.rem_euclid(10), 10) }
        }
        6 => {
            let start = calendar::quarter_start(anchor.month()?);
            calendar::months(calendar::add_months(start, count.checked_mul(3)?)?, 3)
        }
        7 => calendar::weekend(calendar::add_days(anchor.day()?, count.checked_mul(7)?)?),
        _ => None,
    }
}

/// "Monday", "Monday night", with the modifier's step if one stands before it.
fn weekday(doc: &Doc<'_>, i: usize, end: usize, anchor: &Anchor, step: Option<i32>) -> Option<Read> {
    let Some(Name::Weekday(number)) = name_at(doc, i) else { return None };
    if !super::grammar::is_capitalised(doc.word(i)) && doc.word(i).len() < 6 {
        return None;
    }
    let part = i + 1 < end && matches!(doc.lower(i + 1), "morning" | "afternoon" | "evening" | "night");
    let found = anchor.day().and_then(|now| {
        let back = (i32::from(now.weekday().to_monday_one_offset()) - i32::from(number)).rem_euclid(7);
        let offset = match (step, anchor.direction) {
            // "last Friday" on a Friday is a week ago.
            (Some(-1), _) if back == 0 => -7,
            (Some(0), _) => i32::from(number) - i32::from(now.weekday().to_monday_one_offset()),
            (Some(1), _) => {
                if back == 0 {
                    7
                } else {
                    7 - back
                }
            }
            (None, Direction::Future) if back != 0 => 7 - back,
            _ => -back,
        };
        calendar::add_days(now, offset)
    });
    Read::relative(found.map(day), i + 1 + usize::from(part))
}

#[cfg(test)]
mod tests;
