//! Credits of the whole report: "Based on reporting by X", "(With agency input)", "ARVEN (NPA) -".
//!
//! In: a [`Report`]. Out: [`Attribution`]s with `whole_report`, whose content is the body, and of
//! picture credits, whose content is the caption. Not here: labels of headlines (see [`super::hearsay`]).

use super::super::{Attribution, ChainRole, Quoting, SourceKind};
use super::lexicon::LEXICON;
use crate::report::{PartKind, Report};
use crate::text::Span;
use aho_corasick::AhoCorasick;
use std::sync::LazyLock;

/// Longest body paragraph that is looked through for a credit, in bytes.
const LONGEST_CREDIT: usize = 240;
/// How many paragraphs at the end of the body may be credits.
const LAST: usize = 3;

/// Finds the credits of a report.
pub(super) fn find(report: &Report) -> Vec<Attribution> {
    let body: Vec<Span> = report.parts_of(PartKind::Body).map(|part| part.span).collect();
    let (Some(first), Some(last)) = (body.first(), body.last()) else { return Vec::new() };
    let whole = first.cover(*last);
    let mut found = Vec::new();
    let late = body.len().saturating_sub(LAST);
    let ends = body.iter().skip(late).filter(|span| span.len() <= LONGEST_CREDIT).copied();
    let credits = report.parts_of(PartKind::Credit).filter(|part| !part.because.contains("picture"));
    for span in credits.map(|part| part.span).chain(ends) {
        credit(&report.text, span, whole, &mut found);
    }
    for part in report.parts_of(PartKind::Dateline) {
        dateline(&report.text, part.span, whole, &mut found);
    }
    found
}

/// Finds what opens credits, in any case of ASCII letters.
static OPENERS: LazyLock<Option<AhoCorasick>> =
    LazyLock::new(|| AhoCorasick::builder().ascii_case_insensitive(true).build(LEXICON.credit_openers()).ok());

fn lower(text: &str) -> String {
    // Keeps byte places: only ASCII letters are folded.
    text.to_ascii_lowercase()
}

fn credit(text: &str, span: Span, whole: Span, found: &mut Vec<Attribution>) {
    let words = span.of(text);
    let openers = LEXICON.credit_openers();
    // The first place of each opener that stands in the text, in the order of the list.
    let mut places: Vec<(usize, usize)> = Vec::new();
    for found_at in OPENERS.iter().flat_map(|openers| openers.find_overlapping_iter(words)) {
        let opener = found_at.pattern().as_usize();
        if !places.iter().any(|(known, _)| *known == opener) {
            places.push((opener, found_at.start()));
        }
    }
    places.sort_unstable();
    for (opener, at) in places {
        let Some(opener) = openers.get(opener) else { continue };
        let opens = words.get(..at).is_none_or(|before| !before.ends_with(char::is_alphanumeric));
        if !opens {
            continue;
        }
        let start = at + opener.len();
        let rest = words.get(start..).unwrap_or("");
        let end = rest.find(['\n', '|', ';', ')', ']']).unwrap_or(rest.len());
        let cue = Span::new(span.start as usize + at, span.start as usize + start);
        let mut place = span.start as usize + start;
        let mut any = false;
        for name in split_names(rest.get(..end).unwrap_or("")) {
            let own = Span::new(place + name.start, place + name.end);
            if plausible(own.of(text)) {
                found.push(whole_report(own.of(text), own, cue, whole, "credit"));
                any = true;
            }
        }
        place += end;
        if !any && opener.contains("agenc") {
            let mut unnamed = whole_report("news agencies", cue, cue, whole, "credit");
            unnamed.source_name = "unnamed news agencies".to_owned();
            unnamed.source_kind = SourceKind::Wire;
            unnamed.role = ChainRole::Relay;
            found.push(unnamed);
        }
        let _ = place;
        return;
    }
}

/// The names in "AP, Reuters and the Arven Times".
fn split_names(list: &str) -> Vec<std::ops::Range<usize>> {
    let mut names = Vec::new();
    let mut start = 0;
    let bytes = list.len();
    let push = |from: usize, to: usize, names: &mut Vec<std::ops::Range<usize>>| {
        let Some(piece) = list.get(from..to) else { return };
        let trimmed = piece.trim_matches(|c: char| c.is_whitespace() || ".:,-–—*_\"'“”".contains(c));
        let trimmed = trimmed.strip_prefix("and ").unwrap_or(trimmed);
        let trimmed = trimmed.strip_prefix("the ").or_else(|| trimmed.strip_prefix("The ")).unwrap_or(trimmed);
        if !trimmed.is_empty() {
            let at = from + (trimmed.as_ptr() as usize - piece.as_ptr() as usize);
            names.push(at..at + trimmed.len());
        }
    };
    let mut i = 0;
    while i < bytes {
        let rest = list.get(i..).unwrap_or("");
        let cut = [", ", " and ", " & ", "/"].iter().find(|cut| rest.starts_with(**cut));
        if let Some(cut) = cut {
            push(start, i, &mut names);
            i += cut.len();
            start = i;
        } else {
            i += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    push(start, bytes, &mut names);
    names
}

/// A credited name is short and begins with a capital letter.
fn plausible(name: &str) -> bool {
    let words = name.split_whitespace().count();
    (1..=7).contains(&words) && name.chars().next().is_some_and(char::is_uppercase)
}

/// "ARVEN, 3 May (NPA) -", "ARVEN - NPA"
fn dateline(text: &str, span: Span, whole: Span, found: &mut Vec<Attribution>) {
    let words = span.of(text);
    let Some(open) = words.find('(') else { return };
    let Some(close) = words.get(open..).and_then(|rest| rest.find(')')).map(|at| open + at) else { return };
    let inside = words.get(open + 1..close).unwrap_or("").trim_end();
    let name = inside.trim_start();
    let agency = LEXICON.kind(&lower(name)) == Some(SourceKind::Wire)
        || (name.len() <= 8 && name.len() >= 2 && name.chars().all(|c| c.is_ascii_uppercase()));
    if agency {
        let start = span.start as usize + open + 1 + inside.len() - name.len();
        let source = Span::new(start, start + name.len());
        let mut made = whole_report(name, source, source, whole, "dateline");
        made.source_kind = SourceKind::Wire;
        made.role = ChainRole::Relay;
        found.push(made);
    }
}

fn whole_report(name: &str, source: Span, cue: Span, content: Span, rule: &'static str) -> Attribution {
    let folded = lower(name);
    let last = folded.rsplit(' ').next().unwrap_or("");
    let kind = LEXICON.kind(&folded).or_else(|| LEXICON.kind(last)).filter(|kind| {
        matches!(kind, SourceKind::Wire | SourceKind::Outlet | SourceKind::Official | SourceKind::PartisanOrganisation)
    });
    let acronym = name.chars().all(|c| c.is_ascii_uppercase()) && name.len() > 1;
    let kind = kind.unwrap_or(if acronym { SourceKind::Wire } else { SourceKind::Outlet });
    let relay = matches!(kind, SourceKind::Wire | SourceKind::Outlet);
    Attribution {
        source: [source].into(),
        cue: [cue].into(),
        content: [content].into(),
        quote: Quoting::Indirect,
        source_entity: None,
        source_kind: kind,
        source_name: name.to_owned(),
        within: None,
        role: if relay { ChainRole::Relay } else { ChainRole::Source },
        hearsay: false,
        whole_report: true,
        own_reporting: None,
        rule,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Part;

    #[test]
    fn an_agency_in_brackets_is_found_without_the_space_around_it() {
        let text = "ARVEN, 3 May (\u{3000}NPA ) - The bridge is closed.";
        let at = text.find("The").unwrap();
        let part = |kind, from, to| Part { kind, span: Span::new(from, to), because: String::new() };
        let parts = vec![part(PartKind::Dateline, 0, at - 3), part(PartKind::Body, at, text.len())];
        let found = find(&Report { text: text.to_owned(), parts, ..Report::default() });
        assert_eq!(found.iter().map(|one| one.source[0].of(text)).collect::<Vec<_>>(), ["NPA"]);
    }
}
