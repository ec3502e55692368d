//! What a single line of a report is, judged by its own words.
//!
//! For: both readers. In: one line or paragraph. Out: byline, date line, dateline, caption,
//! reading time. Not here: what only the neighbours show (repetitions, other articles), and the
//! fixed phrases of sites (see `phrases`).

use super::dates::{self, Order};
use aho_corasick::{AhoCorasick, MatchKind, PatternID};
use jiff::civil::Date;
use std::sync::LazyLock;

/// Marks that end a sentence.
pub(super) fn ends_sentence(line: &str) -> bool {
    let line =
        line.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '”' | '’' | '\'' | ')' | '»' | ']'));
    line.ends_with(['.', '!', '?', '…', ':', ';', '。', '؟', '।', '！', '？', '۔'])
}

/// Number of words.
pub(super) fn words(line: &str) -> usize {
    if !line.is_ascii() {
        return line.split_whitespace().count();
    }
    let (mut count, mut inside) = (0, false);
    for byte in line.bytes() {
        let letter = !byte.is_ascii_whitespace() && byte != b'\x0B';
        count += usize::from(letter && !inside);
        inside = letter;
    }
    count
}

/// Whether a line has so many words or more.
pub(super) fn has_words(line: &str, count: usize) -> bool {
    count == 0 || line.split_whitespace().nth(count - 1).is_some()
}

/// The writer named by a byline ("By Jane Doe and John Roe, Arven"), without "By".
pub(super) fn byline(line: &str) -> Option<&str> {
    let line = line.trim();
    if line.len() > 160 {
        return None;
    }
    let (by, rest) = line.split_once(char::is_whitespace)?;
    let by = by.trim_end_matches(':').to_lowercase();
    let rest = match by.as_str() {
        "by" | "von" | "par" | "por" | "автор" | "بقلم" => rest,
        "written" | "posted" | "reported" => rest.strip_prefix("by ").or_else(|| rest.strip_prefix("By "))?,
        "author" | "reporter" | "writer" if line.contains(':') => rest,
        _ => return None,
    };
    let name = rest.trim().trim_start_matches(':').trim();
    let cut = [" | ", " - ", " – ", " — ", " • ", " · ", ", ", " on ", " for ", " in ", "; ", "\t"]
        .iter()
        .filter_map(|s| name.find(s))
        .min()
        .unwrap_or(name.len());
    let name = name.get(..cut)?.trim().trim_end_matches(['.', ',']);
    let small =
        ["and", "de", "van", "von", "al", "el", "bin", "ben", "of", "the", "&", "et", "y", "und", "der", "la", "le"];
    let all = name.split_whitespace().all(|w| {
        small.contains(&w.to_lowercase().as_str())
            || w.chars().next().is_some_and(|c| c.is_alphabetic() && !c.is_lowercase())
    });
    let first = name.chars().next()?;
    (all && !first.is_lowercase() && (1..=10).contains(&words(name)) && name.len() >= 3).then_some(name)
}

/// Words that stand in a line which only says when (and who changed it).
const DATE_WORDS: [&str; 42] = [
    "published",
    "publication",
    "posted",
    "updated",
    "update",
    "on",
    "at",
    "last",
    "modified",
    "date",
    "created",
    "first",
    "issue",
    "am",
    "pm",
    "a",
    "m",
    "p",
    "gmt",
    "utc",
    "est",
    "edt",
    "bst",
    "cet",
    "eet",
    "ist",
    "pst",
    "pdt",
    "mon",
    "tue",
    "wed",
    "thu",
    "fri",
    "sat",
    "sun",
    "h",
    "hrs",
    "time",
    "by",
    "read",
    "of",
    "the",
];
/// Whether a word names a day of the week.
pub(super) fn is_weekday(word: &str) -> bool {
    WEEKDAYS.iter().any(|day| word.eq_ignore_ascii_case(day))
}

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// The day of a line that holds a date and nothing else that matters ("Published: 3 May 2016, 10:04 GMT").
pub(super) fn date_line(line: &str, order: Order) -> Option<Date> {
    let line = line.trim();
    if line.len() > 120 || words(line) > 16 {
        return None;
    }
    let found = dates::find(line, order);
    let first = found.first()?;
    let mut rest = line.to_owned();
    for f in found.iter().rev() {
        rest.replace_range(f.span.start as usize..f.span.end as usize, " ");
    }
    let only_words = rest.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()).all(|w| {
        let w = w.to_lowercase();
        DATE_WORDS.contains(&w.as_str()) || WEEKDAYS.contains(&w.as_str()) || w == "min" || w == "updated"
    });
    only_words.then_some(first.day)
}

/// "3 min read", "Reading time: 4 minutes".
pub(super) fn reading_time(line: &str) -> bool {
    // Most lines are longer: told without folding them. What folding leaves out makes no word.
    let seen = |word: &&str| word.chars().any(|c| !matches!(c, '\u{200B}'..='\u{200F}' | '\u{FEFF}' | '\u{AD}'));
    if line.split_whitespace().filter(seen).nth(6).is_some() {
        return false;
    }
    let folded = super::phrases::fold(line);
    let digits = folded.bytes().any(|b| b.is_ascii_digit());
    digits
        && (folded.contains("min read")
            || folded.contains("minute read")
            || folded.contains("minutes read")
            || folded.contains("mins read")
            || folded.contains("reading time")
            || folded.contains("read time"))
}

/// Bytes of the dateline that a first paragraph begins with, dash included
/// ("ARVEN, 3 May (NPA) - "), or `None`.
pub(super) fn dateline(paragraph: &str) -> Option<usize> {
    let head = paragraph.get(..paragraph.floor_char_boundary(120))?;
    let (at, dash) = ["—", "–", " - ", "--", ") -", ":- ", "|"]
        .iter()
        .filter_map(|d| head.find(d).map(|i| (i, *d)))
        .chain(bracket_and_stop(head).map(|i| (i, ").")))
        .chain(slash_and_stop(head).map(|i| (i, "/.")))
        .chain(date_and_nothing(head).map(|i| (i, "")))
        .min_by_key(|(i, d)| (*i, std::cmp::Reverse(d.len())))?;
    let keep = usize::from(dash.starts_with([')', '/']));
    let place = paragraph.get(..at + keep)?.trim();
    let end = at + dash.len();
    let rest = paragraph.get(end..)?;
    let end = end + (rest.len() - rest.trim_start().len());
    let next = paragraph.get(end..)?.trim_start_matches(['"', '“', '‘', '\'', '«', '(', '[']).chars().next()?;
    let range = place.ends_with(|c: char| c.is_ascii_digit()) && next.is_ascii_digit();
    if next.is_lowercase() || place.is_empty() || range {
        return None;
    }
    is_place_and_date(place).then_some(end)
}

/// "ARVEN, 3 May (NPA). ...": where the bracket closes, if a date stands before it.
fn bracket_and_stop(head: &str) -> Option<usize> {
    let at = head.find("). ")?;
    let before = head.get(..head.find('(')?)?;
    (words(before) <= 6 && dates::without_year(before).is_some()).then_some(at)
}

/// "ARVEN, 3 May. /NPA/. ...": where the second stroke stands, if a date stands before the first.
fn slash_and_stop(head: &str) -> Option<usize> {
    let at = head.find("/. ")?;
    let before = head.get(..head.find('/').filter(|first| *first < at)?)?;
    let dated = dates::without_year(before).is_some() || !dates::find(before, Order::DayFirst).is_empty();
    (words(before) <= 6 && dated).then_some(at)
}

/// "ARVEN, 3 MayThe army came.": where the first sentence begins behind a date that style alone parted from it.
fn date_and_nothing(head: &str) -> Option<usize> {
    let opens = |c: char| c.is_uppercase() || matches!(c, '"' | '“' | '‘' | '«');
    let letters = head.char_indices().zip(head.chars().skip(1));
    let borders = letters.filter(|((_, c), next)| (c.is_lowercase() || c.is_ascii_digit()) && opens(*next));
    borders.map(|((at, c), _)| at + c.len_utf8()).find(|at| {
        let Some(before) = head.get(..*at).filter(|before| words(before) <= 6) else { return false };
        let last = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("").to_lowercase();
        let ends_date = dates::is_month(&last) || last.bytes().all(|b| b.is_ascii_digit());
        ends_date && (dates::without_year(before).is_some() || !dates::find(before, Order::DayFirst).is_empty())
    })
}

/// Whether the words before the dash are a place, a date, an agency in brackets, in any mixture.
fn is_place_and_date(head: &str) -> bool {
    let (mut outside, mut bracket) = (String::new(), false);
    let mut depth = 0;
    for c in head.chars() {
        match c {
            '(' | '[' => {
                depth += 1;
                bracket = true;
            }
            ')' | ']' => depth -= 1,
            _ if depth == 0 => outside.push(c),
            _ => {}
        }
    }
    if depth != 0 {
        return false;
    }
    let mut dated = false;
    let (mut capitals, mut titles, mut words) = (0, 0, 0);
    for word in outside.split(|c: char| c.is_whitespace() || matches!(c, ',' | '/' | ';')).filter(|w| !w.is_empty()) {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        if bare.is_empty() {
            continue;
        }
        let lower = bare.to_lowercase();
        let number = bare.bytes().next().is_some_and(|b| b.is_ascii_digit());
        if number || dates::is_month(&lower) || WEEKDAYS.contains(&lower.as_str()) {
            dated |= number || dates::is_month(&lower);
            continue;
        }
        if ["and", "of", "de", "al", "el", "the", "la", "near", "in"].contains(&lower.as_str()) {
            continue;
        }
        words += 1;
        let mut chars = bare.chars().filter(|c| c.is_alphabetic());
        if !chars.next().is_some_and(char::is_uppercase) {
            return false;
        }
        if bare.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase) && bare.chars().count() >= 3 {
            capitals += 1;
        } else {
            titles += 1;
        }
    }
    if words > 6 {
        return false;
    }
    (capitals > 0 && titles <= 3) || ((bracket || dated) && titles <= 4 && (words > 0 || bracket))
}

/// With what captions begin.
static STARTS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    let rows = include_str!("../../data/read_captions.tsv").lines().filter(|l| !l.starts_with('#') && !l.is_empty());
    AhoCorasick::new(rows).ok()
});

/// Where a caption begins that was glued to a headline without a space ("... in ArvenA still from
/// the video"). Data: `data/read_captions.tsv`.
pub(super) fn glued_caption(line: &str) -> Option<usize> {
    let starts = STARTS.as_ref()?;
    let mut seen: Vec<PatternID> = Vec::new();
    // Only the first place of each beginning counts.
    let first = starts.find_overlapping_iter(line).filter(|found| {
        let new = !seen.contains(&found.pattern());
        seen.push(found.pattern());
        new
    });
    first
        .filter_map(|found| {
            let before = line.get(..found.start())?;
            let joint =
                before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '"' | '”' | '’' | '?' | '!' | ')'));
            (joint && words(before) >= 3).then_some(found.start())
        })
        .min()
}

/// What opens or ends the credit of a picture, in folded words.
static MARKS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostFirst)
        .build([
            "photo: ",
            "photo by ",
            "photograph: ",
            "picture: ",
            "image: ",
            "photo credit: ",
            "image credit: ",
            "credit: ",
            "photo courtesy",
            "image courtesy",
            "file photo",
            "getty images",
            "screenshot from",
            "screengrab",
        ])
        .ok()
});

/// Whether the line is a picture's caption by the credit it carries: "... [NPA]", "... (Photo: X)",
/// "... Photo: X/NPA", "... AGENCY/Archive".
pub(super) fn caption(line: &str) -> bool {
    let line = line.trim();
    if line.len() > 600 || has_words(line, 71) {
        return false;
    }
    if let Some((open, close)) = [('[', ']'), ('(', ')')].into_iter().find(|(_, close)| line.ends_with(*close))
        && let Some(at) = line.rfind(open)
    {
        let inside = line.get(at + 1..line.len() - close.len_utf8()).unwrap_or("");
        if at > 0 && is_picture_credit(inside, open == '[') {
            return true;
        }
    }
    let folded = super::phrases::fold(line);
    if let Some(at) = MARKS.as_ref().and_then(|marks| marks.find(&folded)).map(|found| found.start())
        && words(folded.get(at..).unwrap_or("")) <= 9
    {
        return true;
    }
    // "... Jane Doe/NPA"
    let last = line.split_whitespace().next_back().unwrap_or("");
    let mut sides = last.split('/');
    last.contains('/')
        && words(line) >= 4
        && !ends_sentence(line)
        && sides.clone().all(|s| s.starts_with(char::is_uppercase))
        && sides.any(|s| s.len() >= 2 && s.chars().all(char::is_uppercase))
}

/// Whether the words in brackets are who made the picture.
fn is_picture_credit(inside: &str, square: bool) -> bool {
    let folded = super::phrases::fold(inside);
    let count = words(inside);
    if count == 0 || count > 8 {
        return false;
    }
    let named = [
        "photo",
        "picture",
        "image",
        "getty",
        "file",
        "screenshot",
        "screengrab",
        "handout",
        "courtesy",
        "archive",
        "credit",
        "social media",
        "video still",
    ];
    if named.iter().any(|w| folded.contains(w)) {
        return true;
    }
    let capital = inside.split_whitespace().all(|w| w.starts_with(|c: char| c.is_uppercase()));
    capital
        && (inside.contains('/')
            || (square && count <= 3 && inside.chars().any(char::is_uppercase) && is_name_or_agency(inside)))
}

/// An acronym or two or three capitalised words: not an editor's addition to a quotation.
fn is_name_or_agency(inside: &str) -> bool {
    let acronym = inside.chars().all(|c| c.is_uppercase() || c.is_whitespace()) && inside.len() >= 2;
    acronym || words(inside) >= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines_give_the_name() {
        assert_eq!(byline("By Jane Doe"), Some("Jane Doe"));
        assert_eq!(byline("By Jane Doe and John Roe, Arven"), Some("Jane Doe and John Roe"));
        assert_eq!(byline("By JANE DOE | May 3, 2016"), Some("JANE DOE"));
        assert_eq!(byline("By the time the army came the camp was empty"), None);
        assert_eq!(byline("By Monday the army had left the camp it held"), None);
    }

    #[test]
    fn a_date_line_holds_a_date_and_nothing_else() {
        let day = |t: &str| date_line(t, Order::DayFirst).map(|d| d.to_string());
        assert_eq!(day("Published: Tuesday, 3 May 2016, 10:04 GMT"), Some("2016-05-03".into()));
        assert_eq!(day("May 3, 2016"), Some("2016-05-03".into()));
        assert_eq!(day("On 3 May 2016 the army came to Arven"), None);
    }

    #[test]
    fn datelines_are_found_glued_to_the_first_sentence() {
        for (text, expected) in [
            ("ARVEN, 3 May (NPA) - The army came.", "ARVEN, 3 May (NPA) - "),
            ("ARVEN — The army came.", "ARVEN — "),
            ("Arven (NPA) – The army came.", "Arven (NPA) – "),
            ("ARVEN, Varenia (NPA) — \"No,\" he said.", "ARVEN, Varenia (NPA) — "),
            ("Arven, May 3 -- The army came.", "Arven, May 3 -- "),
            ("(NPA) - The army came.", "(NPA) - "),
            ("ARVEN, 3 May (NPA). The army came.", "ARVEN, 3 May (NPA). "),
            ("ARVEN, 3 May. /NPA/. The army came.", "ARVEN, 3 May. /NPA/. "),
            ("ARVEN, 3 MayThe army – all of it – came.", "ARVEN, 3 May"),
            ("Arven, May 3, 2023Troops came.", "Arven, May 3, 2023"),
            ("ARVEN, 3 May\"No,\" he said.", "ARVEN, 3 May"),
        ] {
            assert_eq!(dateline(text).map(|n| &text[..n]), Some(expected), "{text}");
        }
        for none in [
            "The army – which came late – left.",
            "Army - backed men came.",
            "Wait 60–90 minutes.",
            "He said no.",
            "The Defence Force (VDF). It left.",
            "Arven, 3 May McVarel came.",
            "Arven 24TV showed it.",
            "Residents of Arven said on 3 MayThe army came.",
        ] {
            assert_eq!(dateline(none), None, "{none}");
        }
    }

    #[test]
    fn captions_are_known_by_their_credit() {
        for yes in [
            "Mourners carry a soldier in Arven [NPA]",
            "Recruits at the camp (Photo: Jane Doe)",
            "Recruits at the camp. Photo: Jane Doe/NPA",
            "Recruits line up in Arven Jane Doe/NPA",
            "The minister in 2014 (File)",
        ] {
            assert!(caption(yes), "{yes}");
        }
        for no in ["The Varenia Defence Force (VDF)", "He said \"they [Arven] left.\"", "The army left."] {
            assert!(!caption(no), "{no}");
        }
    }

    #[test]
    fn a_caption_glued_to_the_headline_is_found() {
        let cut = |line: &str| glued_caption(line).map(|at| line[..at].to_owned());
        assert_eq!(cut("Army opens camp near ArvenFile photo of the gate"), Some("Army opens camp near Arven".into()));
        assert_eq!(cut("Children march on NPA TVA still from the film"), Some("Children march on NPA TV".into()));
        assert_eq!(cut("Army shows A still from the film"), None);
    }

    #[test]
    fn reading_times_are_known() {
        assert!(reading_time("3 min read"));
        assert!(!reading_time("He read for 3 minutes and left the room"));
    }
}
