//! The label at the top of copied text.
//!
//! For: the reader of plain text. In: the first lines. Out: the outlet's name, with the day where
//! both stand in one line. Not here: header fields, domains, "told X" (see `outlet`).

use super::{PROSE, Reader};
use crate::read::banner::is_capital;
use crate::read::dates::Order;
use crate::read::labels::pieces_and_date;
use crate::read::{lines, naming, outlet, publication};
use crate::report::{PartKind, Stated};
use jiff::civil::Date;

/// Lines between a label and the first paragraph: what it is, the day, the headline, the writer.
const HEAD_LINES: usize = 5;

impl<'a> Reader<'a> {
    pub(super) fn state_outlet(&mut self, label: &str, evidence: &str) {
        if self.report.outlet.is_none() {
            let value = naming::name(label, self.text);
            self.report.outlet = Some(Stated { value, evidence: evidence.to_owned() });
        }
    }

    /// The body whose own paper a text is, and how many lines name it: "DIRECTORATE OF PRISONS" over "Statement No. 4". A name may go on
    /// in a second line ("OF THE REPUBLIC OF ARVEN"), or be followed by that of a part of the body, which is then meant.
    pub(super) fn body(&self, i: usize) -> Option<(String, usize)> {
        let line = Some(self.of(i)).filter(|_| i == 0)?;
        let second = self.units.get(1).filter(|unit| unit.gap == 0).map_or("", |unit| unit.span.of(self.text));
        // "MINISTRY OF PRISONS - PRESS OFFICE".
        let (second, desk) = second.split_once(" - ").unwrap_or((second, ""));
        let desk = ["press", "media", "information"].iter().any(|word| desk.to_lowercase().contains(word));
        let mut head = (1..1 + HEAD_LINES).take_while(|j| *j < self.units.len() && !self.is_prose(*j));
        if let Some(state) = publication::state_of(line).filter(|_| publication::is_body(second)) {
            let whole = second.to_lowercase().contains(&state.to_lowercase());
            let name = match naming::is_capitals(second) {
                _ if whole => second.to_owned(),
                true => format!("{second} OF {}", state.to_uppercase()),
                false => format!("{second} of {}", naming::name(state, self.text)),
            };
            return (desk || head.any(|j| publication::may_be_named(self.of(j)))).then_some((name, 2));
        }
        let first = Some(line).filter(|line| publication::is_body(line))?;
        let goes_on = second.split_whitespace().next().is_some_and(|word| word.eq_ignore_ascii_case("of"));
        let same_case = naming::is_capitals(first) == naming::is_capitals(second);
        let (name, lines) = match second {
            _ if goes_on && same_case && is_capital(second.get(3..).unwrap_or("")) => (format!("{first} {second}"), 2),
            part if part.contains(" of ") && publication::is_body(part) => (part.to_owned(), 2),
            _ => (first.to_owned(), 1),
        };
        let mut head = (lines..lines + HEAD_LINES).take_while(|j| *j < self.units.len() && !self.is_prose(*j));
        head.any(|j| publication::may_be_named(self.of(j))).then_some((name, lines))
    }

    /// "Statement No. 4" below the body's name is no headline.
    pub(super) fn set_papers_aside(&mut self, from: usize) {
        for i in from..(from + HEAD_LINES).min(self.units.len()) {
            if publication::is_named(self.of(i)) && !self.is_prose(i) && lines::words(self.of(i)) <= 6 {
                self.set(i, PartKind::SetAside, "what the paper is");
            }
        }
    }

    /// The outlet that the first line names: it holds an outlet's word and text follows; or it is
    /// short, a headline follows, and the text names it again ("ARVEN (Corvus) -", "told Corvus").
    pub(super) fn label(&self, i: usize) -> Option<&'a str> {
        let line = self.of(i);
        let name = line.split(['|', '•', '»']).next().unwrap_or(line);
        // "NPA ONE - STATE TELEVISION OF VARENIA": what it is stands behind the name.
        let name = if naming::is_capitals(name) { name.split(" - ").next().unwrap_or(name) } else { name };
        let name = naming::without_frequency(name.trim());
        if outlet::is_label(name) && self.more_than(i + 1, PROSE) {
            return Some(name);
        }
        let above = i + 1 < self.units.len() && self.is_headline(i + 1);
        if above && outlet::begins_as_label(name) && self.more_than(i + 2, PROSE) {
            return Some(name);
        }
        let short =
            is_capital(name) && (lines::words(line) <= 3 || naming::is_capitals(line)) && lines::words(name) <= 3;
        if short && above && (self.named_again(name) || self.is_the(name)) {
            return Some(name);
        }
        // A sheet of facts has lines of its own between its head and its first paragraph.
        if i == 0
            && has_initials(name)
            && (i + 1..i + 7).any(|next| next < self.units.len() && self.more_than(next, PROSE))
        {
            return Some(name);
        }
        let text_follows = || (i + 1..i + 1 + HEAD_LINES).any(|next| self.more_than(next, PROSE));
        if i > 0 || name != line || !text_follows() {
            return None;
        }
        if let Some(body) = self.is_a_body(name) {
            return Some(body);
        }
        (self.over_a_dated_headline(name) || self.calls_itself(name)).then_some(name)
    }

    /// A first line in capitals, the day below it, and then the headline in normal case: "THE RIVER LANTERN / 3 May 2031 / Ferry sinks".
    fn over_a_dated_headline(&self, name: &str) -> bool {
        let dated = lines::date_line(self.of(1), Order::DayFirst).is_some();
        let headline = self.of(2);
        let few = naming::is_capitals(name) && (1..=5).contains(&lines::words(name));
        few && dated
            && !name.ends_with(['.', '!', '?', ':', ','])
            && !naming::is_capitals(headline)
            && self.is_headline(2)
            && !self.is_prose(2)
            && !self.is_meta(2)
    }

    /// A first line in capitals that the text below names in normal case with an article, as bodies are and places are not:
    /// "VALLEY RIGHTS DESK" above, "the Valley Rights Desk said" below; also where the text leaves out what it is for ("CENTRE FOR RIVERS").
    fn is_a_body(&self, name: &'a str) -> Option<&'a str> {
        let again = |name: &&str| {
            let words: Vec<&str> = name.split_whitespace().collect();
            let known = naming::is_capitals(name) && (2..=6).contains(&words.len());
            let Some(written) = naming::mention(&words, self.text).filter(|_| known) else { return false };
            let written = written.trim_start_matches("The ");
            ["the ", "The "].iter().any(|article| self.text.contains(&format!("{article}{written}")))
        };
        let short = [" FOR ", " OF "].iter().filter_map(|of| name.split_once(of)).map(|(short, _)| short);
        std::iter::once(name).chain(short).find(again)
    }

    /// A first line in capitals whose last word says what sort of body it is, and the text goes on speaking of it by that word alone:
    /// "UPPER RIVER MISSION" above, "a patrol of the Mission", "the Mission saw" below.
    fn calls_itself(&self, name: &str) -> bool {
        let Some(last) = name.split_whitespace().last().filter(|_| naming::is_capitals(name)) else { return false };
        let written = format!("he {}{} ", last.get(..1).unwrap_or(""), last.get(1..).unwrap_or("").to_lowercase());
        publication::is_body(name) && self.text.match_indices(&written).nth(1).is_some()
    }

    pub(super) fn named_again(&self, name: &str) -> bool {
        let words: Vec<&str> = name.split_whitespace().collect();
        let written = Some(name).filter(|_| naming::is_capitals(name)).and_then(|_| naming::mention(&words, self.text));
        let forms = [Some(name), written.as_deref()];
        ["(", "told ", "told the "].iter().any(|before| {
            let after = if *before == "(" { ")" } else { "" };
            forms.into_iter().flatten().any(|name| self.text.contains(&format!("{before}{name}{after}")))
        })
    }

    /// Whether a name of two words or more stands in the text once more, in any case.
    pub(super) fn stands_again(&self, name: &str) -> bool {
        let words: Vec<&str> = name.split_whitespace().collect();
        let again = || naming::mention(&words, self.text).is_some_and(|written| written != name);
        words.len() >= 2 && is_capital(name) && (self.text.matches(name).count() >= 2 || again())
    }

    /// One word that outlets are called, and the text speaks of it: "Post" above, "the Post" below.
    fn is_the(&self, name: &str) -> bool {
        lines::words(name) == 1 && outlet::has_outlet_word(name) && self.text.contains(&format!(" the {name} "))
    }

    /// "ARVEN POST   Tuesday, 3 May 2016", "NPA ONE - NEWS - 03.05.2016": the label and the day. The
    /// shorter name that people told something to is the outlet's ("told NPA").
    pub(super) fn label_and_date(&self, i: usize) -> Option<(Date, String)> {
        let (day, before, after) = pieces_and_date(self.of(i))?;
        let label = *before.first().or_else(|| after.first())?;
        if lines::words(label) > 5 || !is_capital(label) || !label.contains(char::is_alphabetic) {
            return None;
        }
        let words: Vec<&str> = label.split_whitespace().collect();
        let named = (1..=words.len()).rev().filter_map(|n| words.get(..n)).map(|w| w.join(" "));
        if let Some(name) = named.into_iter().find(|name| self.named_again(name)) {
            return Some((day, name));
        }
        // Two words beside a date are a writer's name as often: capitals or an outlet's word are needed.
        let capitals = !label.chars().any(char::is_lowercase);
        let known = outlet::is_label(label) || outlet::begins_as_label(label);
        (capitals || known).then(|| (day, label.to_owned()))
    }
}

/// "VALLEY MONITORING MISSION IN ARVEN (VAMMA)": a line in capitals that is a body's name with its initials.
fn has_initials(line: &str) -> bool {
    let Some((name, short)) = line.strip_suffix(')').and_then(|line| line.rsplit_once(" (")) else { return false };
    let initials: Vec<char> = name.split_whitespace().filter_map(|word| word.chars().next()).collect();
    let mut rest = short.chars();
    // Each initial letter may stand for some letters of the short form ("UNVAM"), in order.
    let held = initials.iter().filter(|first| rest.clone().any(|c| c == **first) && rest.any(|c| c == **first)).count();
    let short_form = (3..=10).contains(&short.len()) && short.chars().all(char::is_uppercase);
    naming::is_capitals(name)
        && short_form
        && (2..=12).contains(&initials.len())
        && held >= 3
        && 2 * held >= short.len()
}

#[cfg(test)]
mod tests {
    use crate::read::read_bytes;

    #[test]
    fn a_body_with_its_initials_above_its_own_sheet_is_the_outlet() {
        let text = "UNITED RIVERS MONITORING MISSION IN ARVEN (URMMA)\nBULLETIN No. 4 | Period: 1 May - 5 June 2031\nIssued: Kelmat, 6 June 2031\n\n\
            CIVILIANS\nDuring the period the Mission recorded nine civilians killed in Teshkar, most of them by mines on the road to the river crossing.\n\n\
            ACCESS\nThe army told the Mission that the road was closed. Patrols of the Mission were turned back at checkpoints on four occasions.";
        let report = read_bytes("sheet.txt", text.as_bytes()).unwrap();
        assert_eq!(report.outlet_name(), "United Rivers Monitoring Mission in Arven (URMMA)");
    }

    const PROSE: &str = "The fire broke out in the north wing on Monday night and four guards were hurt before it was put out by the town's brigade.";

    #[test]
    fn a_body_above_its_own_statement_is_the_outlet() {
        for (head, outlet) in [
            (
                "DIRECTORATE OF PRISONS\nOF THE PROVINCE OF KELM\nStatement No. 4\n3 May 2031",
                "Directorate of Prisons of the Province of Kelm",
            ),
            (
                "OFFICE OF THE RIVER ENVOY\nNote to correspondents\n3 May 2031\n\nFire at Kelm",
                "Office of the River Envoy",
            ),
            (
                "PROVINCE GOVERNMENT\nDepartment of Prisons and Ferries\nPress statement 4/2031",
                "Department of Prisons and Ferries",
            ),
            ("REPUBLIC OF ORTA\nDEPARTMENT OF FERRIES - MEDIA DESK\nReply 4/2031", "Department of Ferries of Orta"),
        ] {
            let report = read_bytes("statement.txt", format!("{head}\n\n{PROSE}").as_bytes()).unwrap();
            assert_eq!(report.outlet_name(), outlet);
        }
        for (head, outlet) in [
            ("KELM CENTRE FOR RIVERS\n4 Mill Row, Kelm", "Kelm Centre"),
            ("UPPER RIVER MISSION\nWhat the patrols saw at the mill", "Upper River Mission"),
        ] {
            let text = "The Kelm Centre publishes this. A patrol of the Mission was there. The Mission saw no boats.";
            let report = read_bytes("own.txt", format!("{head}\n\n{PROSE}\n\n{text}").as_bytes()).unwrap();
            assert_eq!(report.outlet_name(), outlet);
        }
        let headline = format!("MINISTRY OF DEFENCE SHUTS PRISON WING\n3 May 2031\n\n{PROSE}");
        assert_eq!(read_bytes("news.txt", headline.as_bytes()).unwrap().outlet, None);
    }

    #[test]
    fn a_label_stands_over_the_day_and_the_headline() {
        let text = format!("THE KELM LANTERN\n3 May 2031\n\nFire in the north wing\n\nBy Mira Tolan\n\n{PROSE}");
        assert_eq!(read_bytes("label.txt", text.as_bytes()).unwrap().outlet_name(), "The Kelm Lantern");
    }
}
