//! Which words tell a reader who is meant, who has not read the report.
//!
//! For: headings and summaries of events. In: the words of an argument, or a name. Out: yes or no. Not here: who is meant (`annotate`, `link`).

use crate::annotate::quantity::numerals;
use crate::link::is_function_word;
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// Words that stand for somebody who was named before.
const PRONOUNS: [&str; 25] = [
    "those",
    "these",
    "this",
    "that",
    "they",
    "them",
    "he",
    "she",
    "him",
    "her",
    "it",
    "its",
    "we",
    "us",
    "i",
    "me",
    "you",
    "who",
    "whose",
    "others",
    "there",
    "himself",
    "herself",
    "itself",
    "themselves",
];
/// Words that pick out or count some of those who were named before, and say nothing of them themselves.
const PICKED: [&str; 38] = [
    "one",
    "ones",
    "other",
    "others",
    "another",
    "some",
    "many",
    "most",
    "several",
    "few",
    "all",
    "both",
    "each",
    "either",
    "none",
    "nobody",
    "everyone",
    "everybody",
    "anyone",
    "anybody",
    "someone",
    "somebody",
    "first",
    "second",
    "third",
    "last",
    "next",
    "latter",
    "former",
    "same",
    "rest",
    "half",
    "part",
    "number",
    "people's",
    "dead",
    "more",
    "less",
];
/// Forms of address, which are no names.
const TITLES: [&str; 14] = [
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "sir",
    "madam",
    "excellency",
    "highness",
    "majesty",
    "honour",
    "honor",
    "lord",
    "lady",
];

/// Whether words tell who or what is meant: "nine clerks of the Salt Council" does; "they who fled", "the first one", "61" and "His Excellency" do
/// not.
///
/// ```
/// use firsthand::weigh::names_somebody;
/// assert!(names_somebody("two nurses"));
/// assert!(!names_somebody("the second one"));
/// ```
pub fn names_somebody(words: &str) -> bool {
    let lower = words.to_lowercase();
    let mut all = lower.split_whitespace().map(plain).filter(|word| !word.is_empty());
    // "those who stayed": a pronoun with a clause means whoever was meant before.
    let opens = all.clone().next().is_none_or(|word| PRONOUNS.contains(&word));
    !opens && all.any(tells)
}

/// All of them.
static EMPTY: LazyLock<FxHashSet<&str>> =
    LazyLock::new(|| [&PRONOUNS[..], &PICKED, &TITLES].concat().into_iter().collect());

fn tells(word: &str) -> bool {
    let number =
        || numerals::value(word).is_some() || word.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.'));
    !(EMPTY.contains(word) || is_function_word(word) || number())
}

/// Whether two phrases name the same people but for words that count: "600 soldiers", "about 600 soldiers".
///
/// ```
/// use firsthand::weigh::same_people;
/// assert!(same_people("sixty men", "some sixty men"));
/// assert!(!same_people("sixty men", "sixty women"));
/// ```
pub fn same_people(a: &str, b: &str) -> bool {
    let telling = |words: &str| -> Vec<String> {
        let lower = words.to_lowercase();
        lower.split_whitespace().map(plain).filter(|word| tells(word)).map(str::to_owned).collect()
    };
    let (x, y) = (telling(a), telling(b));
    !x.is_empty() && x == y
}

fn plain(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_only_point_back_name_nobody() {
        for words in [
            "they",
            "those who stayed behind",
            "the first one",
            "The second",
            "61",
            "seventeen",
            "two of them",
            "His Excellency",
            "Mr",
            "the others",
            "",
            "some of us",
        ] {
            assert!(!names_somebody(words), "{words}");
        }
        for words in
            ["nine clerks of the Salt Council", "Arven", "men", "the second battalion", "Mr Velkan", "the Third Corps"]
        {
            assert!(names_somebody(words), "{words}");
        }
    }

    #[test]
    fn people_are_the_same_however_they_are_counted() {
        assert!(same_people("250 instructors", "about 250 instructors"));
        assert!(same_people("Children", "children"));
        assert!(!same_people("soldiers", "two soldiers' sons"));
        assert!(!same_people("they", "they"));
    }
}
