//! Names and years that stand among other things above a copied text.
//!
//! For: the reader of plain text. In: a row of labels, a newsletter's first line, an agency's number. Out: the outlet that they name, and the year
//! of a dateline. Not here: what is a row of labels (see `row`), names in lines of their own (see `masthead`, `top`).

use super::Reader;
use super::masthead::{can_be_a_name, is_like_an_outlet, under_a_name};
use crate::read::dates::{self, Order};
use crate::read::{lines, naming};
use crate::report::Yearless;
use jiff::civil::Date;

/// First lines of a text among which such a line stands.
const LINES: usize = 5;
/// Most words of a newsletter's name.
const NAME: usize = 4;

impl<'a> Reader<'a> {
    /// The outlet that a row of labels with a day begins with ("Kelm Daily, Orta. Saturday 3 May 2031. Page 2."): by its words, or because the
    /// text or its foot names it again.
    pub(super) fn named_in_row(&self, label: &'a str) -> Option<&'a str> {
        let whole = label.split([',', '(']).next().unwrap_or(label).trim();
        // "Kelm World Desk" is of the outlet that is called Kelm.
        let desks = [" World Desk", " News Desk", " Foreign Desk"];
        let name = desks.iter().find_map(|desk| whole.strip_suffix(desk)).unwrap_or(whole);
        let known = name.len() < whole.len()
            || is_like_an_outlet(name)
            || self.stands_again(name)
            || self.in_the_foot(name)
            || self.named_again(name);
        (lines::words(name) <= 5 && can_be_a_name(name) && known).then_some(name)
    }

    /// "NPA 1417 030531" over "KELM, May 3 (NPA) -": the number of an agency's report that is the dateline's day with its year.
    pub(super) fn day_of_the_slug(&self, told: Yearless) -> Option<Date> {
        let numbers = (0..LINES.min(self.units.len())).flat_map(|i| self.of(i).split_whitespace());
        let six = numbers.filter(|word| word.len() == 6 && word.bytes().all(|b| b.is_ascii_digit()));
        let two = |word: &str, at: usize| word.get(at..at + 2)?.parse::<i8>().ok();
        six.take(3).find_map(|word| {
            let whole = |year: i8| Date::new(2000 + i16::from(year), told.month, told.day).ok();
            match (two(word, 0)?, two(word, 2)?, two(word, 4)?) {
                (day, month, year) if (day, month) == (told.day, told.month) => whole(year),
                (year, month, day) if (day, month) == (told.day, told.month) => whole(year),
                _ => None,
            }
        })
    }

    /// The day, and as a last resort the agency, that a dateline states.
    pub(super) fn dateline(&mut self, head: &str) {
        if let Some(found) = dates::find(head, Order::DayFirst).first() {
            self.state_day(found.day, "dateline");
        } else if self.report.published.is_none()
            && let Some(day) = dates::without_year(head)
        {
            if let Some(whole) = self.day_of_the_slug(day) {
                self.state_day(whole, "dateline and the number above it");
            } else {
                self.report.notes.push(dates::note(day));
                self.report.yearless = Some(day);
            }
        }
        self.agency = naming::agency(head);
    }

    /// "Kelm Notes no. 12: the ferry and the rope" above what a newsletter says of itself: its name, and where the headline begins.
    pub(super) fn numbered(&self, i: usize) -> Option<&'a str> {
        let line = Some(self.of(i)).filter(|_| i == 0)?;
        let (head, headline) = line.split_once(": ")?;
        let name = naming::without_issue(head);
        let of_its_own = || {
            let last = name.rsplit(' ').next().unwrap_or(name);
            under_a_name(self.of(i + 1)) > 1 || is_like_an_outlet(name) || self.text.contains(&format!(" the {last} "))
        };
        let few = (1..=NAME).contains(&lines::words(name)) && !headline.trim().is_empty();
        (name.len() < head.len() && few && can_be_a_name(name) && of_its_own()).then_some(name)
    }
}

#[cfg(test)]
mod tests {
    use crate::read::read_bytes;

    const PROSE: &str = "The ferry that left Kelm at noon with forty people on board ran onto the bank below the mill, and nobody was hurt.";

    fn read(head: &str, foot: &str) -> (String, Option<String>, Option<String>) {
        let text = format!("{head}\n\n{PROSE}\n\nThe boat will be back in two days.\n\n{foot}");
        let report = read_bytes("text.txt", text.as_bytes()).unwrap();
        let day = report.published.map(|published| published.value.day.to_string());
        (report.outlet.map(|outlet| outlet.value).unwrap_or_default(), day, report.title.map(|title| title.value))
    }

    #[test]
    fn a_line_of_statements_under_the_headline_gives_outlet_and_day() {
        for (line, foot, outlet) in [
            ("Orta Daily, Kelm. Saturday 3 May 2031. Page 2. Put into English by a reader.", "", "Orta Daily"),
            (
                "WETFOOT. Saturday, 3 May 2031. Excerpts. Names are as in the original of each item.",
                "Wetfoot takes no sides.",
                "Wetfoot",
            ),
            ("Splashline News Desk. 3 May 2031, 11:20. 2 min read", "", "Splashline"),
            ("Broadcast of Saturday 3 May 2031, 07:10. Written down and shortened.", "", ""),
            ("Issued 3 May 2031, 18:00. For everybody.", "", ""),
            ("What the stations of the river said, 26 to 3 May 2031. For subscribers.", "", ""),
        ] {
            let (found, day, title) = read(&format!("Forty on a sandbank\n{line}"), foot);
            assert_eq!((found.as_str(), day.as_deref()), (outlet, Some("2031-05-03")), "{line}");
            assert_eq!(title.as_deref(), Some("Forty on a sandbank"), "{line}");
        }
    }

    #[test]
    fn the_number_above_a_dateline_gives_the_year() {
        let read = |slug: &str| {
            let text = format!("{slug}\nFerry runs aground\n\nKELM, May 3 (NPA) - {PROSE}\n\nThe boat will be back.");
            read_bytes("wire.txt", text.as_bytes()).unwrap().published.map(|published| published.value.day.to_string())
        };
        assert_eq!(read("NPA 1417 030531").as_deref(), Some("2031-05-03"));
        assert_eq!(read("NPA 210503").as_deref(), Some("2021-05-03"));
        assert_eq!(read("NPA 1417 040521"), None);
    }

    #[test]
    fn a_first_sentence_with_a_day_is_no_imprint() {
        for line in ["Orta Daily closed on 3 May 2031. Nobody was told.", "The ferry sank. It was 3 May 2031 and dark."]
        {
            assert_eq!(read(&format!("Forty on a sandbank\n{line}"), "").0, "", "{line}");
        }
    }

    #[test]
    fn a_newsletters_first_line_is_its_name_its_number_and_its_headline() {
        let (outlet, day, title) = read(
            "Kelm Notes no. 12: the ferry and the rope\nA weekly letter for people who swim\nOra Lind, 3 May 2031",
            "",
        );
        assert_eq!((outlet.as_str(), day.as_deref()), ("Kelm Notes", Some("2031-05-03")));
        assert!(title.is_some_and(|title| title.ends_with("the ferry and the rope")));
        assert_eq!(read("Kelm: ferry no. 12 runs aground", "").0, "");
    }
}
