//! How an outlet's label is written as a name.
//!
//! For: labels in capitals, in spaced letters, with a frequency behind them. In: the label and the
//! report's text. Out: the name in normal case. Data: `data/read_outlet_words.tsv`. Not here: which
//! line is a label (see `outlet`, `banner`, `plain`).

use super::outlet::word_list;
use crate::report::Stated;

/// Most bytes of a text that are searched for other mentions of a name.
const SEARCHED: usize = 200_000;

/// The label as a name: letters joined, frequency cut, capitals as another mention in the text
/// writes them, else small with a capital at the beginning of each word.
pub(super) fn name(label: &str, text: &str) -> String {
    let joined = unspaced(label);
    let bare = without_issue(without_frequency(joined.as_deref().unwrap_or(label).trim()));
    if !is_capitals(bare) {
        return bare.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    let words: Vec<&str> = bare.split_whitespace().collect();
    if let [one] = words.as_slice()
        && one.chars().count() <= 5
    {
        return (*one).to_owned();
    }
    mention(&words, text)
        .unwrap_or_else(|| words.iter().enumerate().map(|(i, w)| cased(w, i == 0)).collect::<Vec<_>>().join(" "))
}

/// Whether the label has letters and none is small.
pub(super) fn is_capitals(label: &str) -> bool {
    label.chars().any(char::is_uppercase) && !label.chars().any(char::is_lowercase)
}

/// "H E R A L D" in one word; two or more spaces part words.
fn unspaced(label: &str) -> Option<String> {
    let letters = label.split_whitespace().filter(|w| w.chars().count() == 1).count();
    if letters < 4 || letters != label.split_whitespace().count() {
        return None;
    }
    let words = label.split("  ").map(|w| w.split_whitespace().collect::<String>()).filter(|w| !w.is_empty());
    Some(words.collect::<Vec<_>>().join(" "))
}

/// "Radio Arven 97.2 FM", "Radio Arven FM 97.2" without the frequency.
pub(super) fn without_frequency(label: &str) -> &str {
    let without_unit = |name: &'_ str| {
        let bare = [" FM", " fm", " MHz", " AM", " kHz"].iter().find_map(|unit| name.strip_suffix(unit));
        bare.map_or(name.len(), str::len)
    };
    let rest = label.get(..without_unit(label)).unwrap_or(label);
    match rest.rsplit_once(char::is_whitespace) {
        Some((name, number))
            if number.contains(['.', ','])
                && number.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
                && number.len() <= 6 =>
        {
            let name = name.trim_end();
            name.get(..without_unit(name)).unwrap_or(name)
        }
        _ => label,
    }
}

/// "Kelm Notes No. 12", "Kelm Notes #12" without the number of the issue.
pub(super) fn without_issue(label: &str) -> &str {
    const NUMBER: [&str; 5] = ["no.", "no", "nr.", "issue", "number"];
    let Some((rest, number)) = label.trim_end().rsplit_once(' ') else { return label };
    let digits = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_digit() || c == '/');
    match rest.rsplit_once(' ') {
        Some((name, word)) if digits(number) && NUMBER.contains(&word.to_lowercase().as_str()) => {
            name.trim_end_matches([',', ' '])
        }
        _ if number.strip_prefix('#').is_some_and(digits) => rest.trim_end_matches([',', ' ']),
        _ => label,
    }
}

/// The same words in the text in small letters with capitals.
pub(super) fn mention(words: &[&str], text: &str) -> Option<String> {
    let text = text.get(..text.floor_char_boundary(SEARCHED)).unwrap_or(text);
    let bare = |w: &str| w.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let wanted: Vec<String> = words.iter().map(|w| bare(w).to_lowercase()).collect();
    let first = wanted.first()?;
    let mut all = text.split_whitespace();
    while let Some(word) = all.next() {
        let begin = bare(word);
        // Most words differ in their length: no lower case is made for them.
        if begin.len() != first.len() || !begin.starts_with(char::is_uppercase) || begin.to_lowercase() != *first {
            continue;
        }
        let found: Vec<String> = std::iter::once(begin).chain(all.clone().take(wanted.len() - 1).map(bare)).collect();
        let same = found.len() == wanted.len() && found.iter().zip(&wanted).all(|(f, w)| f.to_lowercase() == *w);
        if same && found.iter().any(|w| w.chars().any(char::is_lowercase)) {
            // "Ferrymen's" keeps its mark inside, "Workers'" behind it.
            let marked =
                |(word, raw): (&String, &&str)| match raw.chars().next_back().filter(|c| matches!(c, '\'' | '’')) {
                    Some(mark) => format!("{word}{mark}"),
                    None => word.clone(),
                };
            return Some(found.iter().zip(words).map(marked).collect::<Vec<_>>().join(" "));
        }
    }
    None
}

/// A word in capitals in normal case; acronyms of up to three letters stay.
fn cased(word: &str, first: bool) -> String {
    // "(URMMA)" behind a body's name.
    if word.starts_with('(') && word.ends_with(')') {
        return word.to_owned();
    }
    let lower = word.to_lowercase();
    let small = word_list("small", &lower);
    if small && !first {
        return lower;
    }
    if word.chars().filter(|c| c.is_alphabetic()).count() <= 3 && !small && !word_list("short", &lower) {
        return word.to_owned();
    }
    let mut chars = lower.chars();
    chars.next().map_or(String::new(), |c| c.to_uppercase().chain(chars).collect())
}

/// The agency that a dateline names in brackets or between strokes ("ARVEN, 3 May (NPA) -", "ARVEN, 3 May. /NPA/.").
pub(super) fn agency(dateline: &str) -> Option<Stated<String>> {
    let (_, rest) = dateline.split_once(['(', '[']).or_else(|| dateline.split_once('/'))?;
    let (inside, _) = rest.split_once([')', ']', '/'])?;
    let inside = inside.trim();
    let words = inside.split_whitespace().count();
    let capital = inside
        .split_whitespace()
        .all(|w| w.starts_with(char::is_uppercase) && !super::dates::is_month(&w.to_lowercase()));
    let plain = inside.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '.' | '-' | '&' | '\''));
    ((1..=4).contains(&words) && capital && plain && inside.chars().count() >= 2)
        .then(|| Stated { value: inside.to_owned(), evidence: "agency in the dateline".to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_in_capitals_is_written_as_the_text_writes_it() {
        assert_eq!(name("RIVERLAND HERALD", "He told the Riverland Herald so."), "Riverland Herald");
        assert_eq!(name("THE MCARVEN POST", "Read The McArven Post."), "The McArven Post");
        assert_eq!(
            name("FERRYMEN'S AND PORTERS' VOICE", "The Ferrymen's and Porters' Voice says so."),
            "Ferrymen's and Porters' Voice"
        );
    }

    #[test]
    fn without_another_mention_each_word_gets_one_capital_and_acronyms_stay() {
        assert_eq!(name("VOICE OF ARVEN", ""), "Voice of Arven");
        assert_eq!(name("NPA NEWS", ""), "NPA News");
        assert_eq!(name("THE NEW SUN", ""), "The New Sun");
        assert_eq!(name("NPA", ""), "NPA");
    }

    #[test]
    fn spaced_letters_are_joined_and_a_frequency_is_cut() {
        assert_eq!(name("A R V E N  P O S T", ""), "Arven Post");
        assert_eq!(name("Radio Arven 97.2", ""), "Radio Arven");
        assert_eq!(name("Radio Arven 101.5 FM", ""), "Radio Arven");
        assert_eq!(name("RADIO ARVEN FM 101.5", ""), "Radio Arven");
        assert_eq!(name("Channel 4", ""), "Channel 4");
    }

    #[test]
    fn the_number_of_an_issue_is_no_part_of_a_name() {
        for label in ["Kelm Notes No. 12", "Kelm Notes, no. 12", "Kelm Notes #12", "Kelm Notes issue 4/2031"] {
            assert_eq!(without_issue(label), "Kelm Notes", "{label}");
        }
        assert_eq!(without_issue("Channel 4"), "Channel 4");
    }

    #[test]
    fn a_dateline_names_its_agency_in_brackets() {
        let of = |line: &str| agency(line).map(|s| s.value);
        assert_eq!(of("ARVEN, 3 May (NPA) -"), Some("NPA".into()));
        assert_eq!(of("(Northern Wire) —"), Some("Northern Wire".into()));
        assert_eq!(of("ARVEN, 3 May. /NPA/. "), Some("NPA".into()));
        assert_eq!(of("ARVEN (May 3) -"), None);
        assert_eq!(of("ARVEN -"), None);
    }
}
