//! What follows a report in copied text.
//!
//! For: the reader of plain text. In: paragraphs that no rule has taken. Out: comment forms, other
//! articles, lists of teasers, closing credits. Not here: what is known by its own words alone.

use super::Reader;
use crate::read::dates::Order;
use crate::read::labels::{byline_and_date, closing_credit};
use crate::read::lines;
use crate::report::PartKind;

impl Reader<'_> {
    /// What follows the report: a comment form, another article, lists of teasers.
    pub(super) fn tail(&mut self) {
        let count = self.units.len();
        let begin = self.first_prose();
        let mut prose = 0usize;
        let mut aside: Option<&'static str> = None;
        for i in begin..count {
            if let Some(why) = aside {
                self.set(i, PartKind::SetAside, why);
                continue;
            }
            if matches!(self.kind(i), Some((PartKind::SetAside, "comment form"))) && prose > 0 && self.form_follows(i) {
                aside = Some("comment form");
                continue;
            }
            if prose > 0 && self.begins_another(i) {
                aside = Some("other article");
                self.set(i, PartKind::SetAside, "other article");
                continue;
            }
            if matches!(self.kind(i), Some((PartKind::SetAside, "teaser"))) && self.of(i).len() < 60 {
                self.teasers_below(i);
            }
            if self.kind(i).is_none() {
                if let (Some(day), true) = (lines::date_line(self.of(i), Order::DayFirst), prose > 0) {
                    self.state_day(day, "date line below the text");
                    self.set(i, PartKind::Dateline, "date line");
                } else if lines::byline(self.of(i)).is_some() {
                    if let Some(name) = lines::byline(self.of(i)) {
                        self.state_byline(name);
                    }
                    self.set(i, PartKind::Credit, "byline");
                } else if self.is_prose(i) {
                    prose += 1;
                } else if i + 3 >= count && closing_credit(self.of(i)) {
                    self.set(i, PartKind::Credit, "credit line");
                }
            }
        }
    }

    /// Whether what follows a form's line is a form or comments: the form stands near the end, or
    /// hardly any long paragraph comes after it.
    fn form_follows(&self, i: usize) -> bool {
        let after = (i + 1..self.units.len()).filter(|j| lines::words(self.of(*j)) >= 40).count();
        let more = (i + 1..self.units.len().min(i + 8))
            .filter(|j| {
                matches!(self.kind(*j), Some((PartKind::SetAside, "comment form" | "share bar" | "log-in notice")))
            })
            .count();
        let before = (0..i).filter(|j| lines::words(self.of(*j)) >= 40).count();
        more > 0 || after <= before
    }

    /// A headline with a date, a byline or a reading time below it: another article begins.
    fn begins_another(&self, i: usize) -> bool {
        let line = self.of(i);
        let words = lines::words(line);
        if self.kind(i).is_some() || !(4..=30).contains(&words) || lines::ends_sentence(line) || lines::caption(line) {
            return false;
        }
        let mut signs = 0;
        for j in i + 1..(i + 5).min(self.units.len()) {
            let below = self.of(j);
            if lines::date_line(below, Order::DayFirst).is_some() || byline_and_date(below).is_some() {
                signs += 2;
            } else if matches!(self.kind(j), Some((PartKind::SetAside, "reading time")))
                || lines::byline(below).is_some()
            {
                signs += 1;
            } else if lines::words(below) > 30 {
                break;
            }
        }
        // A date directly below is enough only when the line stands apart from what is above it.
        signs >= 2 && self.units.get(i).is_some_and(|u| u.gap > 0 || i == 0)
    }

    /// Short lines below "Related stories" are teasers too.
    fn teasers_below(&mut self, i: usize) {
        for j in i + 1..(i + 12).min(self.units.len()) {
            let line = self.of(j);
            if self.kind(j).is_some() || lines::ends_sentence(line) || lines::words(line) > 20 {
                break;
            }
            self.set(j, PartKind::SetAside, "teaser");
        }
    }
}
