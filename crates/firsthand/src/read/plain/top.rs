//! The label at the top of copied text.
//!
//! For: the reader of plain text. In: the first lines. Out: the outlet's name, with the day where
//! both stand in one line. Not here: header fields, domains, "told X" (see `outlet`).

use super::{PROSE, Reader};
use crate::read::banner::is_capital;
use crate::read::labels::pieces_and_date;
use crate::read::{lines, naming, outlet};
use crate::report::Stated;
use jiff::civil::Date;

impl<'a> Reader<'a> {
    pub(super) fn state_outlet(&mut self, label: &str, evidence: &str) {
        if self.report.outlet.is_none() {
            let value = naming::name(label, self.text);
            self.report.outlet = Some(Stated { value, evidence: evidence.to_owned() });
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
        (i == 0 && name == line && self.is_a_body(name) && self.more_than(i + 1, PROSE)).then_some(name)
    }

    /// A first line in capitals that the text below names in normal case with an article, as bodies are and places are not:
    /// "VALLEY RIGHTS DESK" above, "the Valley Rights Desk said" below.
    fn is_a_body(&self, name: &str) -> bool {
        let words: Vec<&str> = name.split_whitespace().collect();
        let again = naming::is_capitals(name) && (2..=6).contains(&words.len());
        let Some(written) = naming::mention(&words, self.text).filter(|_| again) else { return false };
        let written = written.trim_start_matches("The ");
        ["the ", "The "].iter().any(|article| self.text.contains(&format!("{article}{written}")))
    }

    fn named_again(&self, name: &str) -> bool {
        let words: Vec<&str> = name.split_whitespace().collect();
        let written = Some(name).filter(|_| naming::is_capitals(name)).and_then(|_| naming::mention(&words, self.text));
        let forms = [Some(name), written.as_deref()];
        ["(", "told ", "told the "].iter().any(|before| {
            let after = if *before == "(" { ")" } else { "" };
            forms.into_iter().flatten().any(|name| self.text.contains(&format!("{before}{name}{after}")))
        })
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
}
