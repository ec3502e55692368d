//! Whether a line calls a text a body's own paper: a statement, a fact sheet, a communique.
//!
//! For: the label at the top of plain text, and the weighing of what a publisher says without naming anybody. In: one line. Out: what
//! it is. Data: `data/read_publications.tsv`. Not here: whether the paper's publisher is a newspaper.

use super::dates::is_month;
use aho_corasick::AhoCorasick;
use std::sync::LazyLock;

/// Most words of a line that says what a paper is and little else.
const LINE: usize = 14;
/// Most words of a body's name.
const NAME: usize = 12;

struct Words {
    /// Finds the phrases that stand anywhere in a line.
    has: Option<AhoCorasick>,
    lines: Vec<&'static str>,
    starts: Vec<String>,
    numbered: Vec<&'static str>,
    nouns: Vec<&'static str>,
    organs: Vec<&'static str>,
    states: Vec<&'static str>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let rows = || {
        let lines = include_str!("../../data/read_publications.tsv").lines().filter(|line| !line.starts_with('#'));
        lines.filter_map(|line| line.split_once('\t'))
    };
    let of = |key: &'static str| rows().filter(move |(k, _)| *k == key).map(|(_, words)| words);
    let phrases = |key| -> Vec<String> { of(key).map(|words| format!(" {words} ")).collect() };
    let words = |key| of(key).flat_map(|words| words.split(' ')).collect();
    Words {
        has: AhoCorasick::new(phrases("has")).ok(),
        lines: of("line").collect(),
        starts: phrases("starts"),
        numbered: words("numbered"),
        nouns: words("noun"),
        organs: words("organ"),
        states: words("state"),
    }
});

/// A short line as its plain words in small letters, with a space at both ends.
fn folded(line: &str) -> Option<String> {
    if line.split_whitespace().nth(LINE).is_some() {
        return None;
    }
    let mut plain = String::with_capacity(line.len() + 2);
    plain.push(' ');
    let mut add = |word: &str| {
        if !word.is_empty() {
            plain.push_str(word);
            plain.push(' ');
        }
    };
    if line.is_ascii() {
        line.split(|c: char| !c.is_ascii_alphanumeric()).for_each(&mut add);
        plain.make_ascii_lowercase();
    } else {
        line.to_lowercase().split(|c: char| !c.is_alphanumeric()).for_each(add);
    }
    Some(plain)
}

/// "PRESS RELEASE - FOR IMMEDIATE USE", "Fact sheet No. 9", "Statement, 3 May 2031": wherever such a line stands at the top of a text.
pub(crate) fn is_named(line: &str) -> bool {
    folded(line).is_some_and(|line| is_name(&line))
}

fn is_name(line: &str) -> bool {
    let dated = |word: &&str| word.chars().any(char::is_numeric) || is_month(word) || matches!(*word, "no" | "number");
    let mut bare = line.split(' ').filter(|word| !word.is_empty() && !dated(word));
    let first = bare.next();
    let is_line = |known: &&str| {
        let mut known = known.split(' ');
        known.next() == first && known.eq(bare.clone())
    };
    WORDS.has.as_ref().is_some_and(|has| has.is_match(line)) || WORDS.lines.iter().any(is_line)
}

/// The same, or "Statement on ...", "Brief No. 4", which newspapers print as headlines, too.
pub(crate) fn may_be_named(line: &str) -> bool {
    let starts = |line: &str| WORDS.starts.iter().any(|known| line.starts_with(known.as_str()));
    let sentence = line.trim_end().ends_with('.');
    folded(line).is_some_and(|line| is_name(&line) || !sentence && (is_numbered(&line) || starts(&line)))
}

/// "Notice 88/2031".
fn is_numbered(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let known = words.next().is_some_and(|word| WORDS.numbered.contains(&word));
    let number = |word: &str| word.chars().all(char::is_numeric) || is_month(word);
    let mut rest = words.peekable();
    known && rest.peek().is_some() && rest.all(number)
}

/// "MINISTRY OF DEFENCE", "Valley Rights Foundation": a name of a body by its first or last word, and nothing else.
pub(super) fn is_body(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    let bare = |word: &&str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let noun = |word: Option<&&str>| word.is_some_and(|word| WORDS.nouns.contains(&bare(word).as_str()));
    let name = words.strip_prefix(&["The"]).or(words.strip_prefix(&["THE"])).unwrap_or(&words);
    let joined = name.get(1).is_some_and(|word| matches!(bare(word).as_str(), "of" | "for"));
    // "Kelm Centre for Rivers".
    let what_for = name.get(2).is_some_and(|word| word.eq_ignore_ascii_case("for"));
    (2..=NAME).contains(&words.len())
        && super::banner::is_capital(line)
        && !line.ends_with(['.', '!', '?', ':', ',', ';'])
        && (noun(name.first()) && joined || noun(name.last()) || noun(name.get(1)) && what_for)
}

/// The country over a ministry's letterhead: "Orta" of "REPUBLIC OF ORTA".
pub(super) fn state_of(line: &str) -> Option<&str> {
    let name = line.strip_prefix("The ").or(line.strip_prefix("THE ")).unwrap_or(line);
    let (state, name) = name.split_once(' ')?;
    let (of, name) = name.split_once(' ')?;
    let known = WORDS.states.contains(&state.to_lowercase().as_str()) && of.eq_ignore_ascii_case("of");
    let few = (1..=4).contains(&name.split_whitespace().count()) && name.chars().all(|c| c.is_alphabetic() || c == ' ');
    (known && few && super::banner::is_capital(name)).then_some(name)
}

/// The body whose bulletin a text calls itself: "Bulletin of the Red Column - translated by friends".
pub(crate) fn organ_of(line: &str) -> Option<&str> {
    let line = line.split([',', ';', '|', '(', '[']).next()?.split(" - ").next()?.trim();
    let (organ, name) = line.split_once(' ')?;
    let (of, name) = name.split_once(' ')?;
    let known = of.eq_ignore_ascii_case("of") && WORDS.organs.contains(&organ.to_lowercase().as_str());
    let name = name.strip_prefix("the ").or(name.strip_prefix("THE ")).unwrap_or(name);
    let few = (1..=6).contains(&name.split_whitespace().count());
    (known && few && super::banner::is_capital(name)).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paper_says_what_it_is() {
        for line in ["PRESS RELEASE - for immediate use", "Communiqué No. 4", "Appeal, May 2031"] {
            assert!(is_named(line), "{line}");
        }
        assert!(may_be_named("Statement on the fire") && !is_named("Statement on the fire"));
        assert!(may_be_named("Circular 14/2031") && !may_be_named("Circular 14 angers ferrymen"));
        assert!(is_named("Not for release before 3 May 2031, 06:00"));
        assert!(!may_be_named("The minister read a statement to the press in the afternoon."));
    }

    #[test]
    fn a_body_is_known_by_its_first_or_last_word() {
        for line in
            ["DIRECTORATE OF PRISONS", "Orchard Relief Foundation", "The Union of Ferrymen", "KELM CENTRE FOR RIVERS"]
        {
            assert!(is_body(line), "{line}");
        }
        for line in ["Ministry says road is closed", "Council meets", "Front page", "Commission: no"] {
            assert!(!is_body(line), "{line}");
        }
    }

    #[test]
    fn a_bulletin_names_its_body() {
        assert_eq!(organ_of("Newsletter of the Ferry Union - second year"), Some("Ferry Union"));
        assert_eq!(organ_of("Bulletin of Tuesday morning"), None);
    }
}
