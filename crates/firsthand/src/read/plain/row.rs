//! Rows of labels above a copied text, and the numbers that a wire gives its stories.
//!
//! For: the head of a plain text. In: one line. Out: the day and the labels of a row whose pieces are parted by stops ("Harbour Daily, Kelm.
//! Tuesday 3 May 2016. Page 3."), the outlet behind a byline's name, and whether a line is a wire's slug. Not here: rows parted by other marks
//! (see `labels`).

use crate::read::dates::{self, Order};
use crate::read::{lines, naming};
use jiff::civil::Date;

/// Most words of the piece that gives the day, and of each other one; most bytes of a row.
const DATED: usize = 16;
const PIECE: usize = 9;
const ROW: usize = 300;

/// The day and the other pieces, in order, of a row of labels parted by stops. The day ends its piece, or only a clock is behind it.
pub(super) fn row_of_labels(line: &str) -> Option<(Date, Vec<&str>)> {
    if line.len() > ROW {
        return None;
    }
    let pieces: Vec<&str> = line.trim_end_matches('.').split(". ").map(str::trim).filter(|p| !p.is_empty()).collect();
    let (at, day) = pieces.iter().enumerate().take(2).find_map(|(at, piece)| Some((at, day_of(piece)?)))?;
    let short = |(n, piece): (usize, &&str)| lines::words(piece) <= if n == at { DATED } else { PIECE };
    if pieces.len() < 2 || !pieces.iter().enumerate().all(short) {
        return None;
    }
    let labels = pieces.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, piece)| *piece);
    // "Kelm Observer, Orta, Saturday 3 May 2031. By Mira Tolan": the name stands before the day.
    let before = pieces.get(at).filter(|_| at == 0).and_then(|piece| piece.split_once(", ")).map(|(name, _)| name);
    let before =
        before.filter(|name| name.starts_with(char::is_uppercase) && dates::find(name, Order::DayFirst).is_empty());
    Some((day, before.into_iter().chain(labels).collect()))
}

/// The day of a piece where it stands alone, behind a comma, or after a word that says that something came out.
fn day_of(statement: &str) -> Option<Date> {
    const OUT: [&str; 7] = ["issued", "published", "released", "posted", "sent", "broadcast", "of"];
    let found = *dates::find(statement, Order::DayFirst).first()?;
    let after = statement.get(found.span.end as usize..)?;
    let clock = after.chars().all(|c| !c.is_alphabetic()) && after.trim_start().starts_with([',', '(', ' '])
        || after.is_empty();
    let before = statement.get(..found.span.start as usize)?.trim_end();
    let before = before
        .rsplit_once([' ', ','])
        .filter(|(_, last)| lines::is_weekday(last))
        .map_or(before, |(rest, _)| rest.trim_end());
    let before = if lines::is_weekday(before.trim_end_matches(',')) { "" } else { before };
    // "16 to 23 May 2031": what is summed up ends on its last day.
    let range = before.strip_suffix(" to").or(before.strip_suffix('-')).or(before.strip_suffix('–'));
    let before = range.map_or(before, |rest| rest.trim_end().trim_end_matches(|c: char| c.is_ascii_digit()).trim_end());
    let last = before.rsplit(' ').next().unwrap_or(before).to_lowercase();
    let stands =
        before.is_empty() || before.ends_with(',') || OUT.contains(&last.as_str()) && lines::words(before) <= 3;
    (clock && stands).then_some(found.day)
}

/// The outlet behind the name of a byline ("By Jane Doe, Allied Post"), if its initials stand in the text as an agency's do ("(AP)").
pub(super) fn beside_the_writer<'a>(line: &'a str, text: &str) -> Option<&'a str> {
    let name = line.rsplit_once(", ")?.1.trim();
    let words: Vec<&str> = name.split_whitespace().collect();
    let initials: String = words.iter().filter_map(|word| word.chars().next()).filter(|c| c.is_uppercase()).collect();
    let spelled = (2..=5).contains(&words.len()) && initials.chars().count() >= 2;
    (spelled && text.contains(&format!("({initials})"))).then_some(name)
}

/// "NPA 1417 060516", "VARENIA-FERRY-RESCUE": the number and key words of a story, no headline.
pub(super) fn is_slug(line: &str) -> bool {
    let line = line.trim();
    if line.len() > 60 || line.chars().any(char::is_lowercase) || !line.chars().any(char::is_alphabetic) {
        return false;
    }
    let words: Vec<&str> = line.split_whitespace().collect();
    let number = |word: &str| word.len() >= 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    let numbered = words.len() <= 5 && words.iter().filter(|word| number(word)).count() >= 2;
    let keyed =
        matches!(words.as_slice(), [one] if one.matches('-').count() >= 2 && one.split('-').all(naming::is_capitals));
    numbered || keyed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::read_bytes;

    #[test]
    fn a_row_parted_by_stops_gives_its_day_and_its_labels() {
        let (day, labels) = row_of_labels("Harbour Daily, Kelm. Tuesday 3 May 2016. Page 3. Translated.").unwrap();
        assert_eq!(
            (day.to_string().as_str(), labels),
            ("2016-05-03", vec!["Harbour Daily, Kelm", "Page 3", "Translated"])
        );
        assert!(row_of_labels("Broadcast of Tuesday 3 May 2016, 07:10. Transcript. Shortened.").is_some());
        assert!(row_of_labels("Issued 3 May 2016, 18:00. This note is for the public.").is_some());
        for row in [
            "Saturday, 3 May 2031. Names are as in the original of each item.",
            "What stations said, 26 to 3 May 2031. For all.",
        ] {
            assert!(row_of_labels(row).is_some(), "{row}");
        }
        let (_, labels) = row_of_labels("Kelm Observer, Orta, Saturday 3 May 2031. By Mira Tolan").unwrap();
        assert_eq!(labels, ["Kelm Observer", "By Mira Tolan"]);
        for prose in ["The ferry left. 3 May 2016 was a Tuesday.", "It rained. Nobody came to the landing."] {
            assert!(row_of_labels(prose).is_none(), "{prose}");
        }
    }

    #[test]
    fn a_story_of_a_wire_has_a_slug_and_no_headline_of_it() {
        assert!(is_slug("NPA 1417 060516") && is_slug("VARENIA-FERRY-RESCUE"));
        for other in ["FERRY RUNS AGROUND", "NPA", "2016", "1417 060516", "RE-ELECTED"] {
            assert!(!is_slug(other), "{other}");
        }
        let text = "NPA 1417 060516\nVARENIA-FERRY-RESCUE\nFerry with forty on board runs onto bank\n\nKELM, May 6 (NPA) - The ferry that left Kelm at noon with forty people on board ran onto the bank below the mill.\n";
        let report = read_bytes("a.txt", text.as_bytes()).unwrap();
        assert_eq!(report.title.unwrap().value, "Ferry with forty on board runs onto bank");
        assert_eq!(report.outlet.unwrap().value, "NPA");
    }

    #[test]
    fn an_outlet_behind_the_writers_name_is_known_by_its_initials() {
        assert_eq!(beside_the_writer("By Jane Doe, Allied Post", "KELM, May 6 (AP) - It"), Some("Allied Post"));
        assert_eq!(beside_the_writer("By Jane Doe, Kelm", "KELM, May 6 (AP) - It"), None);
        assert_eq!(beside_the_writer("By Jane Doe, Allied Post", "KELM, May 6 - It"), None);
    }
}
