//! Whether two names, from any two reports, can be one name.
//!
//! In: two names as printed. Out: a score from 0 to 1 and the reason, or nothing. Persons: words aligned in order,
//! initials, missing middle names, titles set aside. Organisations: acronym and long form, the head noun left out,
//! numbers that must agree. Not here: whether the bearers are one (context decides), and non-spelling aliases.

use super::super::EntityKind;
use super::found::{is_acronym, is_capital};
use super::key::{keys, vowels};
use super::lists::{Evidence, Head, lists};

/// How likely two names of a kind are spellings or forms of one name.
#[derive(Clone, Debug, PartialEq)]
pub struct SameName {
    /// From 0.5 (a candidate) to 1 (the same letters).
    pub score: f32,
    /// Why, in words.
    pub because: String,
}

fn same(score: f32, because: impl Into<String>) -> Option<SameName> {
    Some(SameName { score, because: because.into() })
}

/// Compares two names of one kind; `None` if nothing speaks for one name.
///
/// ```
/// use firsthand::annotate::{EntityKind, names::same_name};
/// let same = |a, b| same_name(EntityKind::Person, a, b).map(|s| s.score);
/// assert!(same("Gen. Mohammed Tal", "Muhammad Hassan Tal").is_some_and(|s| s >= 0.7));
/// assert_eq!(same("Mohammed Tal", "Mahmoud Orlo"), None);
/// ```
pub fn same_name(kind: EntityKind, a: &str, b: &str) -> Option<SameName> {
    let plain = |s: &str| {
        let words = s
            .split(|c: char| !c.is_alphanumeric() && c != '.')
            .filter(|w| !w.is_empty())
            .map(str::to_lowercase)
            .collect::<Vec<_>>()
            .join(" ");
        words.strip_prefix("the ").map(str::to_string).unwrap_or(words)
    };
    let (la, lb) = (plain(a), plain(b));
    if la.is_empty() || lb.is_empty() {
        return None;
    }
    if la == lb {
        return same(1.0, "same letters");
    }
    if kind == EntityKind::Person { person(&la, &lb) } else { other(a, b, &la, &lb) }
}

/// How alike two words of a name are: 1 same letters, 0.9 same key and vowels, 0.7 same key, 0.6 an initial.
fn word(a: &str, b: &str) -> Option<f32> {
    if a == b {
        return Some(1.0);
    }
    let initial =
        |s: &str, l: &str| s.trim_end_matches('.').chars().count() == 1 && l.starts_with(s.trim_end_matches('.'));
    if initial(a, b) || initial(b, a) {
        return Some(0.6);
    }
    let (ka, kb) = (keys(a), keys(b));
    let shared = ka.iter().find(|k| kb.contains(k))?;
    if vowels(a) == vowels(b) {
        Some(0.9)
    } else if shared.len() >= 2 && ends_alike(a, b) {
        Some(0.7)
    } else {
        None
    }
}

/// A final i makes another name of a name ("Karim", "Karimi").
fn ends_alike(a: &str, b: &str) -> bool {
    let long = |s: &str| s.ends_with(['i', 'y']);
    long(a) == long(b)
}

fn person(a: &str, b: &str) -> Option<SameName> {
    let lists = lists();
    let split = |name: &str| -> Vec<String> {
        let all: Vec<&str> = name.split(' ').collect();
        let kept: Vec<String> = all
            .iter()
            .filter(|w| !lists.titles.contains_key(**w) && !lists.is(w, Evidence::Particle))
            .map(|w| (*w).to_string())
            .collect();
        if kept.is_empty() { all.iter().map(|w| (*w).to_string()).collect() } else { kept }
    };
    let (a, b) = (split(a), split(b));
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    let mut at = 0;
    let mut sum = 0.0;
    let mut lowest = 1.0f32;
    for wanted in short {
        let found = long.iter().enumerate().skip(at).find_map(|(i, w)| word(wanted, w).map(|s| (i, s)));
        let Some((i, score)) = found else {
            // "Abdul Rahman" and "Abdulrahman": compare without word borders.
            let glued = word(&a.concat(), &b.concat())?;
            return if a.len() > 1 || b.len() > 1 { same(glued * 0.9, "same name written together") } else { None };
        };
        at = i + 1;
        sum += score;
        lowest = lowest.min(score);
    }
    let mean = sum / short.len().max(1) as f32;
    let missing = long.len() - short.len();
    match (short.len(), missing) {
        (1, 0) if lowest < 0.7 => None,
        (_, 0) => {
            same(mean * 0.98, if lowest < 0.7 { "same name with an initial" } else { "same name, other spelling" })
        }
        // A single name must be the family name.
        (1, _) if at == long.len() && lowest >= 0.7 => same(0.5 * mean, "family name alone"),
        (1, _) => None,
        _ => same((mean - 0.08 * missing as f32).max(0.5), "a name in between left out"),
    }
}

fn other(a: &str, b: &str, la: &str, lb: &str) -> Option<SameName> {
    let digits = |s: &str| {
        s.split(|c: char| !c.is_ascii_digit()).filter(|n| !n.is_empty()).map(str::to_string).collect::<Vec<_>>()
    };
    let (na, nb) = (digits(la), digits(lb));
    if na != nb {
        return None;
    }
    if is_acronym(a) || is_acronym(b) {
        let (short, long) = if is_acronym(a) { (a, b) } else { (b, a) };
        if is_acronym(long) {
            return None;
        }
        let short: String = short.chars().filter(|c| c.is_alphabetic()).collect::<String>().to_lowercase();
        let initials = |all: bool| {
            long.split([' ', '-'])
                .filter(|w| all || is_capital(w))
                .filter_map(|w| w.chars().find(|c| c.is_alphanumeric()))
                .flat_map(char::to_lowercase)
                .collect::<String>()
        };
        return if short.len() >= 2
            && (initials(false).trim_start_matches('t') == short || initials(false) == short || initials(true) == short)
        {
            same(0.8, "acronym of the long form")
        } else {
            None
        };
    }
    // Content words; what the head noun adds is set aside ("the Torch Movement", "the Torch").
    let lists = lists();
    let content = |s: &str| -> (Vec<String>, Vec<String>) {
        let (mut own, mut heads) = (Vec::new(), Vec::new());
        for w in s.split(' ') {
            if matches!(w, "of" | "for" | "the" | "and" | "s" | "al" | "el") {
                continue;
            }
            let number = w.trim_end_matches(|c: char| c.is_ascii_alphabetic());
            let w = if !number.is_empty() && number.bytes().all(|c| c.is_ascii_digit()) { number } else { w };
            if matches!(lists.head(w), Some(Head::Thing(..))) {
                heads.push(w.trim_end_matches('s').to_string());
            } else {
                own.push(w.to_string());
            }
        }
        own.sort_unstable();
        heads.sort_unstable();
        (own, heads)
    };
    let ((own_a, heads_a), (own_b, heads_b)) = (content(la), content(lb));
    if own_a.is_empty() || own_a.len() != own_b.len() {
        let glued = word(&la.replace(' ', ""), &lb.replace(' ', ""))
            .filter(|_| own_a.is_empty() == own_b.is_empty() && heads_a == heads_b)?;
        return same(glued * 0.9, "same name written together");
    }
    let mut lowest = 1.0f32;
    for (x, y) in own_a.iter().zip(&own_b) {
        lowest = lowest.min(word(x, y)?);
    }
    if lowest < 0.7 {
        return None;
    }
    if heads_a == heads_b {
        same(lowest * 0.98, "same words, other spelling or order")
    } else if heads_a.is_empty() || heads_b.is_empty() {
        same(lowest * 0.7, "same name without its head noun")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn score(kind: EntityKind, a: &str, b: &str) -> Option<u32> {
        same_name(kind, a, b).map(|s| (s.score * 100.0).round() as u32)
    }

    #[test]
    fn titles_initials_and_middle_names_do_not_part_a_person() {
        let person = |a, b| score(EntityKind::Person, a, b);
        assert!(person("Gen. Ilan Dorr", "Ilan Dorr") >= Some(90));
        assert!(person("I. Dorr", "Ilan Dorr") >= Some(70));
        assert!(person("Ilan Samir Dorr", "Ilan Dorr") >= Some(80));
        assert_eq!(person("Dorr", "Ilan Dorr"), Some(50));
        assert_eq!(person("Ilan", "Ilan Dorr"), None);
        assert_eq!(person("Ilan Dorr", "Ilan Tal"), None);
    }

    #[test]
    fn a_final_i_is_another_name() {
        assert_eq!(score(EntityKind::Person, "Omar Karim", "Omar Karimi"), None);
    }

    #[test]
    fn organisations_agree_by_acronym_words_and_numbers() {
        let body = |a, b| score(EntityKind::Organisation, a, b);
        assert_eq!(body("NTM", "Northern Torch Movement"), Some(80));
        assert!(body("the Torch Movement", "the Torch") >= Some(60));
        assert!(body("Brigade 12", "12th Brigade") >= Some(90));
        assert_eq!(body("Brigade 12", "13th Brigade"), None);
        assert!(body("Ministry of Defence", "Defence Ministry") >= Some(90));
    }
}
