//! Lines that stand beside a report: forms, share bars, notices, teasers, credits.
//!
//! For: both readers, pages and plain text. In: one line. Out: what the line is, in words.
//! Data: `data/read_phrases.tsv`. Not here: anything that needs to know where the line stands.

use aho_corasick::AhoCorasick;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Longest line that `starts` and `has` phrases apply to, in words.
const MAX_WORDS: usize = 40;
/// Longest line looked at, in bytes.
const MAX_BYTES: usize = 400;

struct Phrases {
    is: FxHashMap<&'static str, &'static str>,
    /// By first word.
    starts: FxHashMap<&'static str, Vec<(&'static str, &'static str)>>,
    /// Finds the phrases that stand anywhere in a line; what each says is in `told`.
    has: Option<AhoCorasick>,
    told: Vec<&'static str>,
}

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let (mut is, mut starts) = (FxHashMap::default(), FxHashMap::<_, Vec<_>>::default());
    let (mut has, mut told) = (Vec::new(), Vec::new());
    for line in include_str!("../../data/read_phrases.tsv").lines().filter(|l| !l.starts_with('#')) {
        let mut fields = line.split('\t');
        let (Some(what), Some(how), Some(words)) = (fields.next(), fields.next(), fields.next()) else { continue };
        match how {
            "is" => {
                is.insert(words, what);
            }
            "starts" => starts.entry(first_word(words)).or_default().push((words, what)),
            _ => {
                has.push(words);
                told.push(what);
            }
        }
    }
    Phrases { is, starts, has: AhoCorasick::new(has).ok(), told }
});

fn first_word(words: &str) -> &str {
    words.split(' ').next().unwrap_or(words)
}

/// Lower case, straight quotes, single spaces, without the marks that sites put around labels.
pub(super) fn fold(line: &str) -> String {
    if is_plain(line) {
        return line.to_ascii_lowercase();
    }
    if line.is_ascii() {
        let mut out = Vec::with_capacity(line.len());
        let mut gap = false;
        for byte in line.bytes() {
            if byte.is_ascii_whitespace() || byte == b'\x0B' {
                gap = !out.is_empty();
                continue;
            }
            if std::mem::take(&mut gap) {
                out.push(b' ');
            }
            out.push(if byte == b'`' { b'\'' } else { byte.to_ascii_lowercase() });
        }
        return String::from_utf8(out).unwrap_or_default();
    }
    let mut out = String::with_capacity(line.len());
    for word in line.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        for c in word.chars() {
            match c {
                '’' | '‘' | 'ʼ' | '`' => out.push('\''),
                '“' | '”' | '„' | '«' => out.push('"'),
                '\u{200B}'..='\u{200F}' | '\u{FEFF}' | '\u{AD}' => {}
                c if c.is_ascii() => out.push(c.to_ascii_lowercase()),
                c => out.extend(c.to_lowercase()),
            }
        }
    }
    out
}

/// Whether nothing but capitals has to be folded: ASCII with single spaces between words, as nearly all lines are. No byte decides
/// which is looked at next, so that many are looked at together.
fn is_plain(line: &str) -> bool {
    let bytes = line.as_bytes();
    let odd = |byte: &u8| !byte.is_ascii() | (*byte < b' ') | (*byte == b'`');
    let single = |pair: (&u8, &u8)| (*pair.0 != b' ') | (*pair.1 != b' ');
    let ends = [bytes.first(), bytes.last()];
    !ends.contains(&Some(&b' '))
        && !bytes.iter().fold(false, |any, byte| any | odd(byte))
        && bytes.iter().zip(bytes.get(1..).unwrap_or(&[])).fold(true, |all, pair| all & single(pair))
}

/// What the line is ("comment form", "share bar", ..., "credit"), if it is one of the known kinds.
pub(super) fn of(line: &str) -> Option<&'static str> {
    let line = line.trim();
    if line.len() > MAX_BYTES || line.is_empty() {
        return None;
    }
    of_folded(&fold(line))
}

fn of_folded(folded: &str) -> Option<&'static str> {
    let marks = |c: char| !c.is_alphanumeric() && !matches!(c, '(' | '"' | '%' | '©');
    let phrases = &*PHRASES;
    let bare = folded.trim_start_matches(marks).trim_end_matches(['>', '»', '›', '|', '→', '*', ' ']);
    if let Some(what) =
        phrases.is.get(bare).or_else(|| phrases.is.get(bare.trim_end_matches([':', '.', '!', '…', ' '])))
    {
        return Some(what);
    }
    let count = folded.split(' ').count();
    if count > MAX_WORDS {
        return None;
    }
    if (2..=8).contains(&count) && folded.split(' ').all(|w| phrases.is.get(w) == Some(&"share bar")) {
        return Some("share bar");
    }
    if is_menu_row(folded) {
        return Some("menu");
    }
    if let Some(list) = phrases.starts.get(first_word(bare))
        && let Some((_, what)) = list.iter().find(|(words, _)| begins(bare, words))
    {
        return Some(what);
    }
    let found = phrases.has.as_ref()?.find_overlapping_iter(folded);
    phrases.told.get(found.map(|found| found.pattern().as_usize()).min()?).copied()
}

/// Whether a line is the sections of a site in a row: "births | weddings | water levels | small notices". Three pieces may be a byline with
/// its day and place.
fn is_menu_row(folded: &str) -> bool {
    let Some(mark) = ['|', '•', '·'].into_iter().find(|mark| folded.matches(*mark).count() >= 3) else {
        return false;
    };
    let section = |piece: &str| {
        let words = piece.split(' ').filter(|word| !word.is_empty()).count();
        (1..=4).contains(&words)
            && !piece.contains(|c: char| c.is_ascii_digit() || matches!(c, '.' | '?' | '!' | ':' | '"'))
    };
    folded.trim_matches([mark, ' ']).split(mark).all(section)
}

/// Whether `line` begins with `words` and the last word is a whole one.
fn begins(line: &str, words: &str) -> bool {
    line.strip_prefix(words)
        .is_some_and(|rest| !words.ends_with(char::is_alphanumeric) || !rest.starts_with(|c: char| c.is_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_line_is_known_in_any_case_and_quoting() {
        assert_eq!(of("  LEAVE A REPLY "), Some("comment form"));
        assert_eq!(of("Having trouble loading the page?"), Some("overlay"));
    }

    #[test]
    fn a_sentence_of_the_report_is_not_a_label() {
        assert_eq!(of("Share Tweet Print"), Some("share bar"));
        assert_eq!(of("Births | Weddings | Tide tables | For sale"), Some("menu"));
        assert_eq!(of("Mira Tolan | 4 June | Qordesh | Updated 5 June"), None);
        assert_eq!(of("Mira Tolan | 4 June | Qordesh"), None);
        assert_eq!(of("Related attacks were reported in Arven."), None);
        assert_eq!(of("Sources told the paper that the camp was closed."), None);
        assert_eq!(of("Share prices fell after the raid."), None);
    }

    #[test]
    fn credits_are_known() {
        assert_eq!(of("(With agency inputs)"), Some("credit"));
        assert_eq!(of("Based on reporting by NPA and VTV"), Some("credit"));
        assert_eq!(of("Source: NPA"), Some("credit"));
    }
}
