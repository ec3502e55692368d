//! The name over a text that no word of its own shows to be an outlet's.
//!
//! For: the reader of plain text. In: the first lines. Out: the outlet's name, and the day that stands in the head in whatever form. A name is
//! believed on points: what stands beside and under it (a motto, a date, a price, a menu), who speaks of itself below, and that a headline
//! follows. Not here: names that are known by their words (see `top`, `outlet`).

use super::{HEAD, Reader};
use crate::read::banner::is_capital;
use crate::read::dates::{self, Order};
use crate::read::outlet::{has_outlet_word, word_list};
use crate::read::{lines, naming, outlet, phrases, publication, published};
use crate::report::PartKind;
use jiff::civil::Date;

/// Lines below a name among which its headline is looked for.
const LINES: usize = 8;
/// Points for a name over a headline, and for one over none.
const ENOUGH: u32 = 2;
const SURE: u32 = 3;
/// Longest line that is cut into pieces, in bytes.
const LONGEST: usize = 200;
/// Most words of a line that gives a day and is no sentence.
const DAY_LINE: usize = 16;

impl<'a> Reader<'a> {
    /// Takes the first line for the outlet's name where it is one, with the lines under it.
    pub(super) fn read_masthead(&mut self, i: usize) -> bool {
        if self.report.outlet.is_some() {
            return false;
        }
        let Some((name, evidence)) = self.exported(i).or_else(|| self.named_above(i)) else { return false };
        self.state_outlet(&name, evidence);
        self.state_day_in(self.of(i));
        self.set(i, PartKind::SetAside, "outlet label");
        for j in i + 1..self.units.len() {
            let line = self.of(j);
            let glued = self.units.get(j).is_some_and(|u| u.gap == 0) && self.kind(j).is_none();
            if !glued || self.is_prose(j) || under_a_name(line) < ENOUGH {
                break;
            }
            if dates::find(line, Order::DayFirst).is_empty() {
                self.set(j, PartKind::SetAside, "under the outlet's name");
            } else {
                self.state_day_in(line);
                self.set(j, PartKind::Dateline, "under the outlet's name");
            }
        }
        true
    }

    /// "Channel export: RIVER SCOUTS (public)"; "Thread saved ...", where the second line says who wrote it.
    fn exported(&self, i: usize) -> Option<(String, &'static str)> {
        const KINDS: [&str; 9] = ["channel", "group", "page", "account", "feed", "chat", "thread", "blog", "profile"];
        let line = self.of(i);
        let folded = phrases::fold(line);
        let kind = folded.split([' ', ':']).next().filter(|word| KINDS.contains(word))?;
        let saved = ["export", "saved", "archive", "backup", "copied", "history"].iter().any(|w| folded.contains(w));
        if let Some((_, name)) = line.split_once(": ").filter(|(before, _)| lines::words(before) <= 3) {
            let name = name.split([',', '(', '|']).next()?.split(" - ").next()?.trim();
            return (can_be_a_name(name)).then(|| (name.to_owned(), "name of what was exported"));
        }
        let name = self.of(i + 1).split([',', '(', '|']).next()?.split(" - ").next()?.trim();
        let who = saved && matches!(kind, "thread" | "feed" | "account" | "profile") && lines::words(name) <= 4;
        (who && lines::words(name) >= 2 && can_be_a_name(name)).then(|| (name.to_owned(), "writer of what was saved"))
    }

    /// The name in the first line, by points.
    fn named_above(&self, i: usize) -> Option<(String, &'static str)> {
        let line = self.of(i);
        let (name, beside) = pieces(line);
        if let Some(last) = beside.last().filter(|last| outlet::is_label(last) && !outlet::is_label(name)) {
            return Some(((*last).to_owned(), "last piece of the first line"));
        }
        let bare = naming::without_issue(naming::without_frequency(name));
        if !can_be_a_name(bare) || self.is_prose(i) || lines::caption(line) {
            return None;
        }
        let mut points = u32::from(naming::is_capitals(bare)) + u32::from(is_like_an_outlet(bare));
        points += 2 * u32::from(bare.len() < name.len() || beside.iter().any(|piece| under_a_name(piece) > 0));
        let glued = (i + 1..self.units.len()).take_while(|j| self.units.get(*j).is_some_and(|unit| unit.gap == 0));
        let under: Vec<&str> = glued.take_while(|j| !self.is_prose(*j)).take(3).map(|j| self.of(j)).collect();
        let under_it = under.iter().map(|line| under_a_name(line)).max().unwrap_or(0);
        points += 2 * u32::from(self.speaks_of_itself(bare)) + u32::from(self.in_the_foot(bare));
        let headline = self.headline_below(i);
        // A day alone stands under headlines, too.
        points += if headline.is_some() && under_it == 1 { 0 } else { under_it };
        points += u32::from(bare.starts_with("The ") && headline.is_some_and(|j| self.is_meta(j + 1)));
        let sure = if headline.is_some() { ENOUGH } else { SURE };
        let organ = under.iter().any(|line| publication::organ_of(line).is_some());
        let alone = headline.is_none() && beside.is_empty() && bare.len() == name.len() && !organ;
        (points >= sure && !alone).then(|| (self.as_called(bare), "name above the text"))
    }

    /// The shorter form that the text calls its publisher by: "(Northern)" below "NORTHERN NEWSWIRE".
    fn as_called(&self, name: &str) -> String {
        let words: Vec<&str> = name.split_whitespace().collect();
        let forms = (1..=words.len()).rev().filter_map(|n| words.get(..n)).map(|words| words.join(" "));
        forms.into_iter().find(|form| self.named_again(form)).unwrap_or_else(|| name.to_owned())
    }

    /// "NPA - NORTHERN PRESS AGENCY - night service": the acronym and its words.
    pub(super) fn spelled_out(&self, i: usize) -> Option<&'a str> {
        let (short, beside) = pieces(self.of(i));
        beside.first().copied().filter(|long| spells_out(short, long))
    }

    /// The headline under a name: a line that is no sentence, no date and no motto, above the first paragraph.
    fn headline_below(&self, i: usize) -> Option<usize> {
        let lines = i + 1..(i + LINES).min(self.units.len());
        lines.take_while(|j| !(self.is_prose(*j) && lines::ends_sentence(self.of(*j)))).find(|j| {
            let line = self.of(*j);
            self.kind(*j).is_none_or(|(kind, _)| kind == PartKind::Headline)
                && self.is_headline(*j)
                && !self.is_meta(*j)
                && dates::find(line, Order::DayFirst).is_empty()
                && (under_a_name(line) == 0 || publication::is_named(line) && lines::words(line) > 6)
                && !line.contains(" | ")
        })
    }

    /// Whether the text has its publisher say or be told something: "Valley Desk said today", "told the Lantern".
    fn speaks_of_itself(&self, name: &str) -> bool {
        let words: Vec<&str> = name.split_whitespace().collect();
        let written = naming::name(name, self.text);
        let full = written.trim_start_matches("The ");
        let last = full.split(' ').next_back().filter(|last| *last != full && !word_list("small", last));
        let by_full = (words.len() >= 2 && !full.is_empty()).then_some(full).is_some_and(|full| {
            self.text.match_indices(full).any(|(at, _)| {
                let after = self.text.get(at + full.len()..).unwrap_or("");
                let mut next = after.split_whitespace().skip_while(|word| word.starts_with('(') && word.ends_with(')'));
                let next = next.next().unwrap_or("");
                after.starts_with(' ') && word_list("works", next.trim_end_matches([',', '.', ':']))
            })
        });
        let told = |name: &str| {
            ["told ", "told the ", "to the ", "by the "].iter().any(|before| {
                let phrase = format!("{before}{name}");
                let spoken = |at: usize| {
                    let after = self.text.get(at + phrase.len()..).unwrap_or("");
                    let before = self.text.get(..at).unwrap_or("");
                    let given =
                        ["seen", "spoke", "said", "shown", "obtained"].iter().any(|w| before.trim_end().ends_with(w));
                    !after.starts_with(char::is_alphanumeric) && (phrase.starts_with("told") || given)
                };
                self.text.match_indices(&phrase).any(|(at, _)| spoken(at))
            }) || self.text.contains(&format!("the {name} can "))
        };
        by_full || !full.is_empty() && told(full) || last.is_some_and(told)
    }

    /// Whether one of the last lines names it, with or without the sign of copyright.
    pub(super) fn in_the_foot(&self, name: &str) -> bool {
        let name = outlet::letters(name);
        let foot = self.units.iter().rev().take(3).map(|unit| unit.span.of(self.text));
        name.len() >= 4
            && foot.filter(|line| line.len() <= 200).any(|line| {
                let line = outlet::letters(line.trim_start_matches("(c)").trim_start_matches("Copyright"));
                line.starts_with(&name)
            })
    }

    /// "Posts of 3 May 2031 to 9 May 2031": the last day that was exported.
    pub(super) fn last_exported(&self, line: &str) -> Option<Date> {
        let folded = phrases::fold(line);
        let of_export = ["export", "posts", "messages"].iter().any(|word| folded.contains(word));
        let days = dates::find(line, Order::DayFirst);
        let [_, last] = days.as_slice() else { return None };
        (of_export && lines::words(line) <= DAY_LINE && !lines::ends_sentence(line)).then_some(last.day)
    }

    /// The day of a head that gives it in a form of its own ("7 posts - 18 June 2025"), or before the first words ("Kelm, 3 May 2031. ").
    pub(super) fn day_of_the_head(&mut self) {
        if self.report.published.is_some() {
            return;
        }
        let mut changed = None;
        for i in 0..self.units.len().min(HEAD) {
            let line = self.of(i);
            let prose = self.is_prose(i) && lines::ends_sentence(line);
            let found = dates::find(line, Order::DayFirst);
            let Some(first) = found.first().filter(|f| f.day <= self.latest) else {
                if prose { break } else { continue }
            };
            let (from, to) = (first.span.start as usize, first.span.end as usize);
            let before = line.get(..from).unwrap_or("");
            if prose || lines::words(line) > DAY_LINE {
                let place = is_capital(before) && lines::words(before) <= 4 && before.trim_end().ends_with([',', ':']);
                let ends = line.get(to..).unwrap_or("").trim_start().starts_with(['.', ':', '-', '–', '—', '|', '/']);
                if (place || before.is_empty()) && ends {
                    self.report.published = Some(published::on(first.day, "dateline"));
                }
                break;
            }
            if !published::is_change(before) {
                self.report.published = Some(published::on(first.day, "date in the head"));
                return;
            }
            changed = changed.or(Some(first.day));
        }
        if self.report.published.is_none() {
            self.report.published = changed.map(|day| published::on(day, "date of the last change, in the head"));
        }
    }
}

/// The first piece of a line and the others. Commas part pieces only where a broadcast is named: "Kelm Television, Evening Edition, 21:00".
fn pieces(line: &str) -> (&str, Vec<&str>) {
    const MARKS: [&str; 8] = [" | ", " • ", " · ", " * ", " — ", " – ", " - ", "   "];
    if line.len() > LONGEST {
        return (line, Vec::new());
    }
    let broadcast = has_clock(line) || line.split([' ', '(', ',']).any(|w| matches!(w, "transcript" | "subtitles"));
    let mut rest = line;
    let mut all = Vec::new();
    loop {
        let marks = MARKS.iter().copied().chain(broadcast.then_some(", "));
        match marks.filter_map(|mark| rest.find(mark).map(|at| (at, mark.len()))).min() {
            Some((at, length)) => {
                all.push(rest.get(..at).unwrap_or("").trim());
                rest = rest.get(at + length..).unwrap_or("").trim_start();
            }
            None => break all.push(rest.trim()),
        }
    }
    let name = all.first().copied().unwrap_or(line);
    (name, all.into_iter().skip(1).filter(|piece| !piece.is_empty()).collect())
}

/// "21:00", "7.35 am".
fn has_clock(line: &str) -> bool {
    line.split_whitespace().any(|word| {
        let word = word.trim_matches(|c: char| !c.is_ascii_digit());
        word.split_once(':').is_some_and(|(h, m)| {
            (1..=2).contains(&h.len())
                && m.len() >= 2
                && h.chars().chain(m.chars()).all(|c| c.is_ascii_digit() || c == ':')
        })
    })
}

/// One to six words in capitals or with capitals, and no sign of a sentence.
pub(super) fn can_be_a_name(name: &str) -> bool {
    (1..=6).contains(&lines::words(name))
        && (3..=60).contains(&name.len())
        && is_capital(name)
        && name.chars().filter(|c| c.is_alphabetic()).count() >= 3
        && !name.ends_with(['.', '!', '?', ':', ',', ';'])
        && !name.contains(['"', '“', '?', '!', ':', ';'])
        && lines::byline(name).is_none()
        && !publication::is_named(name)
        && phrases::of(name).is_none()
        && !word_list("menu", &phrases::fold(name))
        && dates::find(name, Order::DayFirst).is_empty()
}

/// Whether a word that outlets' names are made of begins or ends it, or it is one word with a capital inside.
pub(super) fn is_like_an_outlet(name: &str) -> bool {
    let words: Vec<&str> = name.trim_start_matches("The ").split_whitespace().collect();
    let edge = [words.first(), words.last()].into_iter().flatten().any(|word| has_outlet_word(word));
    edge && words.len() <= 4 || outlet::begins_as_label(name) || outlet::is_label(name)
}

/// How much a line says that the one above it is a name: 2 for a motto, an address, an issue; 1 for a day alone.
pub(super) fn under_a_name(line: &str) -> u32 {
    if line.ends_with('.') && lines::words(line) > 6 || lines::words(line) > DAY_LINE {
        return 0;
    }
    let dated = !dates::find(line, Order::DayFirst).is_empty();
    let word = |w: &str| word_list("motto", &phrases::fold(w.trim_matches(|c: char| !c.is_alphanumeric())));
    let motto = line.starts_with(char::is_lowercase) || line.split_whitespace().any(word);
    let address = line.contains('@') || line.split(" | ").nth(2).is_some() && !dated;
    let paper = publication::organ_of(line).is_some() || publication::is_named(line);
    match () {
        () if motto || address || paper => 2,
        () if dated || has_clock(line) => 1,
        () => 0,
    }
}

/// Whether the second name's initials are the first: "NPA" and "Northern Press Agency".
fn spells_out(short: &str, long: &str) -> bool {
    let words = long.split_whitespace().filter(|w| !word_list("small", &w.to_lowercase()));
    let initials: String = words.filter_map(|w| w.chars().next()).collect();
    (3..=6).contains(&short.len()) && short == initials && naming::is_capitals(short)
}

#[cfg(test)]
mod tests {
    use crate::read::read_bytes;

    const PROSE: &str = "The ferry that left Kelm at noon with forty people on board ran onto the bank below the mill, and nobody was hurt.";

    fn read(head: &str) -> (Option<String>, Option<String>, Option<String>) {
        let report =
            read_bytes("text.txt", format!("{head}\n\n{PROSE}\n\nThe boat will be back in two days.").as_bytes())
                .unwrap();
        let day = report.published.map(|published| published.value.day.to_string());
        (report.outlet.map(|outlet| outlet.value), day, report.title.map(|title| title.value))
    }

    #[test]
    fn a_name_with_a_motto_under_it_is_the_outlet_and_the_headline_is_below() {
        for (head, outlet, day) in [
            (
                "KELMINFORM\nInformation Bureau of the Province\nBulletin No. 4 / 3 May 2031\n\nFERRY RUNS AGROUND",
                "Kelminform",
                Some("2031-05-03"),
            ),
            ("River Notebook\nwhat floats by\n\nFerry runs aground", "River Notebook", None),
            (
                "ORTANER\nThe paper for the valley  |  Saturday, 3 May 2031  |  Page 2\n\nFerry runs aground",
                "Ortaner",
                Some("2031-05-03"),
            ),
            (
                "MUDDY FEET\nNewsletter of the Guild of Ferrymen - 3 May 2031\nFerry runs aground",
                "Muddy Feet",
                Some("2031-05-03"),
            ),
        ] {
            let (name, published, title) = read(head);
            assert_eq!((name.as_deref(), published.as_deref()), (Some(outlet), day), "{head}");
            assert!(title.is_some_and(|title| title.eq_ignore_ascii_case("Ferry runs aground")), "{head}");
        }
    }

    #[test]
    fn a_headline_with_a_day_or_a_standfirst_under_it_is_no_outlet() {
        for head in [
            "Ferry Runs Aground\n3 May 2031",
            "Ferry Runs Aground\nForty on board",
            "FERRY RUNS AGROUND\nNobody hurt, company says",
        ] {
            assert_eq!(read(head).0, None, "{head}");
        }
    }

    #[test]
    fn a_name_beside_a_price_and_a_programme_beside_a_clock_are_outlets() {
        let (name, day, _) = read("The Kelm Rudder * Saturday 3 May 2031 * 2 marks\n\nForty on a sandbank");
        assert_eq!((name.as_deref(), day.as_deref()), (Some("The Kelm Rudder"), Some("2031-05-03")));
        let (name, day, _) = read("Kelm Vision, Evening Hour, 20:30 (transcript)\n3 May 2031");
        assert_eq!((name.as_deref(), day.as_deref()), (Some("Kelm Vision"), Some("2031-05-03")));
        let (name, ..) = read("KPD - KELM PRESS DISPATCHES - NIGHT SERVICE\n\nForty on a sandbank");
        assert_eq!(name.as_deref(), Some("Kelm Press Dispatches"));
    }

    #[test]
    fn an_export_names_its_channel_and_a_saved_thread_its_writer() {
        let (name, ..) = read("Channel export: RIVER SCOUTS OF KELM (public, 12 members)\n\nFerry runs aground");
        assert_eq!(name.as_deref(), Some("River Scouts of Kelm"));
        let (name, day, _) = read("Thread saved with a tool - 3 posts - 3 May 2031\nOra Lind, engineer\n\nOn ferries");
        assert_eq!((name.as_deref(), day.as_deref()), (Some("Ora Lind"), Some("2031-05-03")));
        let (_, day, _) =
            read("Group export: OARS\nMessages 1 May 2031 to 3 May 2031\n\n[1 May 2031, 08:00]\nGood morning");
        assert_eq!(day.as_deref(), Some("2031-05-03"));
    }
}
