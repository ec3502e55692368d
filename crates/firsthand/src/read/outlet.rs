//! Who published a report, and titles without the outlet's name.
//!
//! For: naming the outlet with its evidence. In: a page's fields, or lines of text. Out: a name.
//! Data: `data/read_outlet_words.tsv`. A picture credit never names the outlet.

use super::banner::Banner;
use super::fields::Fields;
use super::phrases::fold;
use crate::report::Stated;
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

struct Words {
    last: FxHashSet<&'static str>,
    begin: FxHashSet<&'static str>,
    wire: FxHashSet<&'static str>,
    short: FxHashSet<&'static str>,
    small: FxHashSet<&'static str>,
    menu: FxHashSet<&'static str>,
    motto: FxHashSet<&'static str>,
    works: FxHashSet<&'static str>,
}

/// Whether a lower-case word stands in a list of the data file.
pub(super) fn word_list(list: &str, word: &str) -> bool {
    match list {
        "begin" => WORDS.begin.contains(word),
        "short" => WORDS.short.contains(word),
        "small" => WORDS.small.contains(word),
        "menu" => WORDS.menu.contains(word),
        "motto" => WORDS.motto.contains(word),
        "works" => WORDS.works.contains(word),
        _ => false,
    }
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let of = |key: &str| {
        include_str!("../../data/read_outlet_words.tsv")
            .lines()
            .filter_map(|line| line.split_once('\t'))
            .filter(|(k, _)| *k == key)
            .flat_map(|(_, words)| words.split(' '))
            .collect()
    };
    Words {
        last: of("last"),
        begin: of("begin"),
        wire: of("wire"),
        short: of("short"),
        small: of("small"),
        menu: of("menu"),
        motto: of("motto"),
        works: of("works"),
    }
});

const SEPARATORS: [&str; 9] = [" | ", " - ", " – ", " — ", " :: ", " » ", " « ", " • ", " · "];

fn stated(value: &str, evidence: &str) -> Option<Stated<String>> {
    let value = value.trim();
    (!value.is_empty() && value.len() <= 120).then(|| Stated { value: value.to_owned(), evidence: evidence.to_owned() })
}

/// The outlet that a page names: site name, structured data, title, what it shows, domain.
pub(super) fn of_page(fields: &Fields, banner: &Banner<'_>) -> Option<Stated<String>> {
    let usable = |v: &&str| !v.contains("http") && v.split(' ').count() <= 8;
    fields
        .meta(&["og:site_name"])
        .map(|(_, v)| v)
        .filter(usable)
        .and_then(|v| stated(v, "og:site_name"))
        .or_else(|| fields.article.publisher.as_deref().filter(usable).and_then(|v| stated(v, "JSON-LD publisher")))
        .or_else(|| fields.other.publisher.as_deref().filter(usable).and_then(|v| stated(v, "JSON-LD publisher")))
        .or_else(|| {
            let names =
                ["application-name", "apple-mobile-web-app-title", "dc.publisher", "publisher", "al:ios:app_name"];
            fields.meta(&names).filter(|(_, v)| usable(v)).and_then(|(k, v)| stated(v, k))
        })
        .or_else(|| banner.beside_the_headline())
        .or_else(|| banner.before_the_headline())
        .or_else(|| banner.spelled_out())
        .or_else(|| banner.title_of_the_site())
        .or_else(|| of_title(fields).and_then(|v| stated(&v, "title suffix")))
        .or_else(|| banner.title_above_the_headline())
        .or_else(|| banner.label_at_the_top())
        .or_else(|| banner.common_beginning())
        .or_else(|| banner.first_word())
        .or_else(|| banner.logo())
        .or_else(|| fields.url.as_deref().and_then(domain).and_then(|v| stated(&v, "domain")))
        .or_else(|| banner.home_link())
}

/// The domain of an address without `www.` and the like.
pub(super) fn domain(url: &str) -> Option<String> {
    let host = url.split_once("://").map_or(url, |(_, rest)| rest).split(['/', ':', '?', '#']).next()?;
    let host = host.to_ascii_lowercase();
    let host = ["www.", "m.", "amp.", "mobile.", "edition."].iter().find_map(|p| host.strip_prefix(p)).unwrap_or(&host);
    (host.contains('.') && host.len() <= 100).then(|| host.to_owned())
}

/// The last piece of the title, where it resembles the domain or holds an outlet's word.
fn of_title(fields: &Fields) -> Option<String> {
    let (_, last) = split_last(&fields.title)?;
    let host = fields.url.as_deref().and_then(domain).unwrap_or_default();
    (last.split(' ').count() <= 5 && (resembles(last, &host) || has_outlet_word(last))).then(|| last.to_owned())
}

fn split_last(title: &str) -> Option<(&str, &str)> {
    let (i, sep) = SEPARATORS.iter().filter_map(|s| title.rfind(s).map(|i| (i, *s))).max()?;
    Some((title.get(..i)?.trim(), title.get(i + sep.len()..)?.trim()))
}

/// Letters and digits alone, small.
pub(super) fn letters(s: &str) -> String {
    fold(s).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Whether a line has these letters and digits and no others (as [`letters`] gives them).
pub(super) fn has_letters(line: &str, wanted: &str) -> bool {
    // Most lines differ in their first letter.
    let plain = |c: &char| c.is_ascii_alphanumeric();
    if line.is_ascii() {
        return line.chars().filter(plain).map(|c| c.to_ascii_lowercase()).eq(wanted.chars());
    }
    letters(line) == wanted
}

/// Whether a name and a domain share their letters ("Varenia Post" and "vareniapost.example").
fn resembles(name: &str, domain: &str) -> bool {
    let (name, domain) = (letters(name), domain.to_owned());
    let name = name.strip_prefix("the").filter(|n| n.len() > 3).unwrap_or(&name);
    let main = letters(domain.split('.').rev().nth(1).unwrap_or(&domain));
    let whole = letters(&domain);
    name.len() >= 3 && main.len() >= 3 && (main.contains(name) || name.contains(&main) || whole.contains(name))
}

/// Whether a word that outlets' names are made of ends the name, or begins it after an article.
pub(super) fn has_outlet_word(name: &str) -> bool {
    fold(name).split(' ').any(|w| WORDS.last.contains(w.trim_end_matches(|c: char| !c.is_alphanumeric())))
}

/// A title without the outlet's name before or behind it.
pub(super) fn strip<'a>(title: &'a str, fields: &Fields, outlet: Option<&str>) -> &'a str {
    let host = fields.url.as_deref().and_then(domain).unwrap_or_default();
    let names = |piece: &str| {
        let same = outlet.is_some_and(|o| {
            let (a, b) = (letters(o), letters(piece));
            !b.is_empty()
                && (a == b
                    || (b.len() >= 3 && a.contains(&b))
                    || (a.len() >= 3 && b.contains(&a) && piece.split(' ').count() <= 6))
        });
        let few = piece.split(' ').count() <= 6;
        same || (few && resembles(piece, &host))
    };
    let mut title = title.trim();
    for _ in 0..3 {
        let Some((before, last)) = split_last(title) else { break };
        if names(last) && !before.is_empty() {
            title = before;
            continue;
        }
        // "Headline | Section | Outlet": a section is one or two words after a bar.
        break;
    }
    if let Some((i, sep)) = SEPARATORS.iter().filter_map(|s| title.find(s).map(|i| (i, *s))).min() {
        let (first, rest) = (title.get(..i).unwrap_or(""), title.get(i + sep.len()..).unwrap_or(""));
        if names(first) && rest.split(' ').count() >= 3 {
            title = rest.trim();
        }
    }
    title
}

/// Whether a line on its own is an outlet's name: at most five capitalised words, one of them an
/// outlet's word, or a domain.
pub(super) fn is_label(line: &str) -> bool {
    let line = line.trim();
    let words: Vec<&str> = line.split_whitespace().collect();
    if words.is_empty() || words.len() > 5 || line.len() > 60 || line.ends_with(['.', '!', '?', ':', ',']) {
        return false;
    }
    if let [one] = words.as_slice() {
        let tld = one.rsplit_once('.').is_some_and(|(name, tld)| {
            name.len() >= 3 && (2..=4).contains(&tld.len()) && tld.bytes().all(|b| b.is_ascii_alphabetic())
        });
        if tld {
            return true;
        }
    }
    let small = ["of", "the", "and", "for", "in", "&", "de", "la", "le", "el", "al"];
    let capital =
        words.iter().all(|w| small.contains(w) || w.starts_with(|c: char| c.is_uppercase() || c.is_numeric()));
    capital && words.len() >= 2 && words.last().is_some_and(|w| has_outlet_word(w))
        || (capital && words.len() == 1 && is_compound(line))
}

/// Whether a line begins as outlets' names do ("Radio Arven", "Letters from the River"). Weaker than
/// [`is_label`]: believed only above a headline.
pub(super) fn begins_as_label(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let first = words.next().is_some_and(|w| word_list("begin", &fold(w)));
    let rest = words.clone().count();
    let joined = words.next().is_some_and(|w| matches!(w, "of" | "from" | "Of" | "From"));
    let end = line.ends_with(['.', '!', '?', ':', ',']);
    first && !end && (joined && (2..=4).contains(&rest) || (1..=2).contains(&rest)) && super::banner::is_capital(line)
}

/// One word with a capital inside ("VareniaWire").
fn is_compound(word: &str) -> bool {
    let mut small = false;
    let inner = word.chars().any(|c| {
        let inner = small && c.is_uppercase();
        small = c.is_lowercase();
        inner
    });
    inner && word.chars().all(|c| c.is_alphanumeric()) && word.len() >= 5
}

/// The outlet that a text shows by "OUTLET exclusive", "OUTLET has obtained", "told OUTLET". Weak.
pub(super) fn in_text(text: &str) -> Option<Stated<String>> {
    let text = text.get(..text.floor_char_boundary(200_000)).unwrap_or(text);
    let words: Vec<&str> = text.split_whitespace().take(30_000).collect();
    let mut told: Vec<(String, usize)> = Vec::new();
    let clean = |w: &str| w.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    for (i, word) in words.iter().enumerate() {
        let bare = clean(word);
        if matches!(bare.as_str(), "Exclusive" | "exclusive" | "EXCLUSIVE")
            && i > 0
            && i < 12
            && let Some(name) = name_before(&words, i)
        {
            return stated(&name, "\"exclusive\" in the text");
        }
        if bare == "told"
            && let Some(name) = name_after(&words, i + 1)
        {
            match told.iter().position(|(n, _)| *n == name) {
                Some(at) => told.iter_mut().skip(at).take(1).for_each(|(_, count)| *count += 1),
                None if told.len() < 50 => told.push((name, 1)),
                None => {}
            }
        }
    }
    // The first of the most frequent names.
    let best = told.into_iter().rev().max_by_key(|(_, count)| *count)?;
    stated(&best.0, "\"told\" in the text")
}

/// Whether a name can be an outlet's without other evidence.
fn names_outlet(words: &[String]) -> bool {
    let folded = words.iter().map(|w| fold(w)).collect::<Vec<_>>();
    if folded.iter().any(|w| WORDS.wire.contains(w.as_str())) {
        return false;
    }
    match words {
        [one] => is_compound(one),
        [first, _, ..] => first == "The" || words.last().is_some_and(|w| has_outlet_word(w)),
        [] => false,
    }
}

fn name_after(words: &[&str], from: usize) -> Option<String> {
    let mut name = Vec::new();
    for word in words.iter().skip(from).take(5) {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '\'').trim_end_matches("'s");
        let starts = bare.starts_with(char::is_uppercase) || (name.is_empty() && bare == "the");
        if !starts {
            break;
        }
        name.push(if bare == "the" { "The".to_owned() } else { bare.to_owned() });
        if word.ends_with([',', '.', ';', ':', '"', '”', ')']) {
            break;
        }
    }
    names_outlet(&name).then(|| name.join(" "))
}

fn name_before(words: &[&str], to: usize) -> Option<String> {
    let mut name: Vec<String> = Vec::new();
    for word in words.get(..to)?.iter().rev().take(4) {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        if !bare.starts_with(char::is_uppercase) || word.ends_with(['.', ',', ':', '!', '?']) {
            break;
        }
        name.insert(0, bare.to_owned());
    }
    names_outlet(&name).then(|| name.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_capitalised_words_with_an_outlets_word_is_a_label() {
        for yes in ["Some Daily", "Varenia Post", "vareniapost.com", "VareniaWire", "Voice of Arven Radio"] {
            assert!(is_label(yes), "{yes}");
        }
        for no in [
            "Rebels seize Arven",
            "Arven",
            "Army denies post",
            "The army said so.",
            "News from the front line today and more",
        ] {
            assert!(!is_label(no), "{no}");
        }
    }

    #[test]
    fn the_outlets_name_is_cut_from_the_title() {
        let fields = Fields { url: Some("https://www.vareniapost.com/x".into()), ..Fields::default() };
        assert_eq!(strip("Army opens camp | Varenia Post", &fields, None), "Army opens camp");
        assert_eq!(strip("Army opens camp - says minister", &fields, None), "Army opens camp - says minister");
        assert_eq!(strip("NPA - Army opens new camp", &fields, Some("NPA")), "Army opens new camp");
    }

    #[test]
    fn told_and_exclusive_name_the_outlet_unless_it_is_an_agency() {
        let name = |t: &str| in_text(t).map(|s| s.value);
        assert_eq!(name("A source told VareniaWire that it was so."), Some("VareniaWire".into()));
        assert_eq!(name("\"No,\" he told The Northern Herald."), Some("The Northern Herald".into()));
        assert_eq!(name("VareniaWire Exclusive: army sends recruits"), Some("VareniaWire".into()));
        assert_eq!(name("He told Reuters by phone."), None);
        assert_eq!(name("She told Parliament that she knew."), None);
    }
}
