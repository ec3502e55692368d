//! Lines that only copied or saved text has.
//!
//! For: the reader of plain text. In: one line. Out: header fields, a byline with its date, credits
//! without a mark. Not here: what stands in pages too (see `lines`).

use super::dates::{self, Order};
use super::{lines, phrases};
use jiff::civil::Date;

/// Whether two lines say the same.
pub(super) fn same(a: &str, b: &str) -> bool {
    a == b
        || (a.len() < 2_000
            && b.len() < 2_000
            && a.len().abs_diff(b.len()) < 40
            && !begin_otherwise(a, b)
            && phrases::fold(a) == phrases::fold(b))
}

/// Whether the first words of two lines differ whatever is folded away; most lines need no more to be told apart.
fn begin_otherwise(a: &str, b: &str) -> bool {
    let plain = |word: &&str| word.bytes().all(|byte| byte.is_ascii() && byte != b'`');
    let first = (a.split_whitespace().next().filter(plain), b.split_whitespace().next().filter(plain));
    matches!(first, (Some(x), Some(y)) if !x.eq_ignore_ascii_case(y))
}

/// A field of a saved file's header and where its value begins.
pub(super) fn header_line(line: &str) -> Option<(&'static str, usize)> {
    let colon = line.find([':', '：'])?;
    let key = line.get(..colon)?.trim().trim_matches(|c| matches!(c, '*' | '#' | '<' | '>')).to_lowercase();
    let field = match key.as_str() {
        "title" | "headline" => "title",
        "source" | "outlet" | "publisher" | "publication" | "newspaper" | "site" | "website" | "source name" => {
            "outlet"
        }
        "date" | "published" | "publish date" | "publication date" | "date published" | "published on" | "pubdate" => {
            "date"
        }
        "author" | "authors" | "by" | "byline" | "writer" | "reporter" => "byline",
        "url" | "link" | "address" | "permalink" | "source url" => "url",
        "language" | "lang" => "language",
        "section" | "category" | "tags" | "keywords" | "id" | "country" | "retrieved" | "accessed" | "updated"
        | "modified" | "words" | "length" | "copyright" | "type" | "subject" | "location" | "place" | "summary"
        | "description" | "image" | "edition" | "page" => "other",
        _ => return None,
    };
    let after = colon + line.get(colon..)?.chars().next().map_or(1, char::len_utf8);
    let value = line.get(after..)?;
    let at = after + (value.len() - value.trim_start().len());
    (!value.trim().is_empty() || field == "other").then_some((field, at.min(line.len())))
}

/// "Jane Doe | 3 May 2016", "3 May 2016 - Jane Doe": a name of few words and a date.
pub(super) fn byline_and_date(line: &str) -> Option<(Date, String)> {
    if line.len() > 120 {
        return None;
    }
    let found = *dates::find(line, Order::DayFirst).first()?;
    let before = line.get(..found.span.start as usize)?;
    let after = line.get(found.span.end as usize..)?;
    let joined = |s: &str| {
        s.trim_matches(|c: char| c.is_whitespace() || matches!(c, '|' | '-' | '–' | '—' | '•' | '·' | ',')).to_owned()
    };
    let separated = line.contains(['|', '•', '·', '—', '–']) || line.contains(" - ") || line.starts_with("By ");
    let name = [joined(before), joined(after)].into_iter().find(|n| lines::words(n) >= 2)?;
    let bare = name.strip_prefix("By ").unwrap_or(&name);
    let capital =
        bare.split_whitespace().all(|w| w.starts_with(char::is_uppercase) || matches!(w, "and" | "de" | "al" | "van"));
    (separated && capital && lines::words(bare) <= 6).then(|| (found.day, bare.to_owned()))
}

/// A line of pieces parted by marks, one of them a date ("3.05.2016 / Jane Doe / 3 min", "Posted on
/// May 5, 2016 by J. Doe"): the day, and the pieces before and after it.
pub(super) fn pieces_and_date(line: &str) -> Option<(Date, Vec<&str>, Vec<&str>)> {
    if line.len() > 120 || lines::ends_sentence(line) {
        return None;
    }
    let found = *dates::find(line, Order::DayFirst).first()?;
    let split = |s: &'static [&'static str], text: &'_ str| -> Vec<(usize, usize)> {
        let mut at = 0;
        let mut out = Vec::new();
        while let Some(rest) = text.get(at..) {
            let next = s.iter().filter_map(|m| rest.find(m).map(|i| (i, m.len()))).min();
            let (length, mark) = next.unwrap_or((rest.len(), 0));
            out.push((at, at + length));
            if mark == 0 {
                break;
            }
            at += length + mark;
        }
        out
    };
    const MARKS: [&str; 10] = [" / ", " | ", " * ", " - ", " – ", " — ", " • ", " · ", "   ", "\t"];
    let (mut before, mut after, mut dated) = (Vec::new(), Vec::new(), false);
    let pieces = split(&MARKS, line);
    for (from, to) in &pieces {
        let piece = line.get(*from..*to)?.trim();
        if piece.is_empty() {
            continue;
        }
        let holds = *from <= found.span.start as usize && found.span.end as usize <= *to;
        match holds {
            true if lines::date_line(piece, Order::DayFirst).is_some() => dated = true,
            true => return None,
            false if lines::words(piece) > 6 => return None,
            false if dated => after.push(piece),
            false => before.push(piece),
        }
    }
    (dated && pieces.len() >= 2).then_some((found.day, before, after))
}

/// "Posted on May 5, 2016 by the editors": the day and who.
pub(super) fn posted_by(line: &str) -> Option<(Date, &str)> {
    let (first, rest) = line.split_once(char::is_whitespace).filter(|_| line.len() <= 120)?;
    let first = first.trim_end_matches(':');
    if !["posted", "published", "written", "submitted", "filed"].iter().any(|w| first.eq_ignore_ascii_case(w)) {
        return None;
    }
    let (date, name) = rest.split_once(" by ").or_else(|| rest.split_once(" By "))?;
    let day = lines::date_line(date, Order::DayFirst)?;
    let name = name.trim();
    (!name.is_empty() && lines::words(name) <= 8).then_some((day, name))
}

/// A name of one to six words that begins with capitals.
pub(super) fn person<'a>(pieces: &[&'a str]) -> Option<&'a str> {
    let bare = |p: &'a str| lines::byline(p).unwrap_or(p);
    pieces.iter().map(|p| bare(p)).find(|p| {
        (2..=6).contains(&lines::words(p))
            && !lines::reading_time(p)
            && !p.bytes().any(|b| b.is_ascii_digit())
            && p.split_whitespace()
                .all(|w| w.starts_with(char::is_uppercase) || matches!(w, "and" | "de" | "al" | "van"))
    })
}

/// "Arven, 3 May 2016, 16:40": one to three capitalised words and a date, parted by commas. The name
/// is a place or an agency; only the day is believed.
pub(super) fn place_and_date(line: &str) -> Option<Date> {
    if line.len() > 80 {
        return None;
    }
    let found = *dates::find(line, Order::DayFirst).first()?;
    let (before, after) = (line.get(..found.span.start as usize)?, line.get(found.span.end as usize..)?);
    let before = before.trim();
    // "News at six, Sunday 3 May 2016": a programme and its day.
    let last = before.rsplit_once([' ', ',']).filter(|(_, last)| lines::is_weekday(last)).map(|(rest, _)| rest.trim());
    let weekday = last.is_some() || found.span.of(line).split(' ').next().is_some_and(lines::is_weekday);
    let name = last.unwrap_or(before).strip_suffix(',')?;
    let capital = name.split_whitespace().all(|w| w.starts_with(char::is_uppercase))
        || weekday && name.starts_with(char::is_uppercase);
    let clock = after.chars().all(|c| !c.is_alphabetic() || c.is_uppercase());
    (capital && (1..=3).contains(&lines::words(name)) && clock && lines::words(after) <= 4).then_some(found.day)
}

/// A caption in the head of a text whose last word is the picture's maker: "Recruits line up NPA".
pub(super) fn credited(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    let [.., before, last] = words.as_slice() else { return false };
    let acronym = (2..=6).contains(&last.len()) && last.chars().all(|c| c.is_ascii_uppercase());
    let joined =
        ["by", "of", "the", "in", "to", "from", "with", "and", "at", "for", "on", "a", "against", "says", "over"];
    acronym
        && words.len() >= 5
        && !joined.contains(&before.to_lowercase().as_str())
        && before.chars().all(|c| c.is_alphabetic() && c.is_lowercase())
}

/// A short last line that only names who wrote or delivered the text: "(NPA)", "NPA/VTV", "- Agencies".
pub(super) fn closing_credit(line: &str) -> bool {
    let bare = line.trim_matches(|c: char| !c.is_alphanumeric());
    let words = lines::words(bare);
    let marked = line.starts_with(['(', '[', '-', '–', '—']) || bare.contains('/');
    let capital = bare.split([' ', '/']).all(|w| w.starts_with(char::is_uppercase));
    let acronym = words == 1 && bare.len() <= 8 && bare.chars().all(|c| c.is_uppercase() || c == '/');
    !bare.is_empty() && words <= 4 && capital && (marked || acronym)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn header_lines_are_fields_of_a_saved_file() {
        let value = |line: &'static str| header_line(line).map(|(field, at)| (field, &line[at..]));
        assert_eq!(value("Source: Varenia Post"), Some(("outlet", "Varenia Post")));
        assert_eq!(value("Date:3 May 2016"), Some(("date", "3 May 2016")));
        assert_eq!(value("He said: no."), None);
    }

    #[test]
    fn a_name_beside_a_date_is_a_byline() {
        let read = |line: &str| byline_and_date(line).map(|(d, n)| format!("{d} {n}"));
        assert_eq!(read("Jane Doe | 3 May 2016"), Some("2016-05-03 Jane Doe".to_owned()));
        assert_eq!(read("3 May 2016 - By Jane Doe"), Some("2016-05-03 Jane Doe".to_owned()));
        assert_eq!(read("The army came on 3 May 2016"), None);
    }

    #[test]
    fn a_line_of_pieces_gives_its_date_and_what_stands_beside_it() {
        let read = |line: &'static str| pieces_and_date(line).map(|(d, b, a)| (d.to_string(), b, a));
        let day = "2016-05-03".to_owned();
        assert_eq!(read("3.05.2016 / Jane Doe / 3 min"), Some((day.clone(), vec![], vec!["Jane Doe", "3 min"])));
        assert_eq!(read("ARVEN POST   Tuesday, 3 May 2016"), Some((day.clone(), vec!["ARVEN POST"], vec![])));
        assert_eq!(read("NPA ONE - NEWS - 03.05.2016 - 20:00"), Some((day, vec!["NPA ONE", "NEWS"], vec!["20:00"])));
        assert_eq!(read("The army came - on 3 May 2016 it was - and left"), None);
        assert_eq!(person(&["3 min", "Jane Doe"]), Some("Jane Doe"));
    }

    #[test]
    fn posted_on_a_day_by_somebody_gives_both() {
        let read = |line: &'static str| posted_by(line).map(|(d, n)| (d.to_string(), n));
        assert_eq!(read("Posted on May 3, 2016 by the editors"), Some(("2016-05-03".to_owned(), "the editors")));
        assert_eq!(read("Posted to the front by the army"), None);
    }

    #[test]
    fn a_name_a_comma_and_a_date_are_a_date_line() {
        assert_eq!(
            place_and_date("Arven, 3 May 2016, 16:40 GMT").map(|d| d.to_string()).as_deref(),
            Some("2016-05-03")
        );
        assert!(place_and_date("News at six, Tuesday 3 May 2016").is_some());
        assert_eq!(place_and_date("In Arven, 3 May 2016 was a day of rain"), None);
    }

    #[test]
    fn the_makers_acronym_at_the_end_of_a_caption_is_known() {
        assert!(credited("Recruits wait at the gate NPA"));
        assert!(!credited("Recruits were taken by the VDF"));
        assert!(closing_credit("(NPA)") && closing_credit("NPA/VTV") && !closing_credit("He left."));
    }
}
