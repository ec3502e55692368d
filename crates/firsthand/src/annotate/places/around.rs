//! What the words beside a name say of the place: "the city of", "province", "near", ", Lebanon".
//!
//! In: a text and the spans of a name in it. Out: what it is said to be, whether only something near it is meant, and which name follows
//! behind a comma. Words: `data/places/words.tsv`. Not here: which place is meant (see `choose`).

use super::gazetteer::Extent;
use crate::text::Span;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// What a word beside a name says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Said {
    Is(Extent),
    Near,
}

static WORDS: LazyLock<FxHashMap<&'static str, Said>> = LazyLock::new(|| {
    let lines = include_str!("../../../data/places/words.tsv").lines().filter(|line| !line.starts_with('#'));
    let row = |line: &'static str| {
        let (kind, words) = line.split_once('\t')?;
        let said = match kind {
            "region" => Said::Is(Extent::Region),
            "district" => Said::Is(Extent::District),
            "locality" => Said::Is(Extent::Locality),
            "water" => Said::Is(Extent::Water),
            "land" => Said::Is(Extent::Land),
            "spot" => Said::Is(Extent::Spot),
            "near" => Said::Near,
            _ => return None,
        };
        Some(words.split(' ').map(move |word| (word, said)))
    };
    lines.filter_map(row).flatten().collect()
});

/// What kind of place a word says that a name is of: "province".
pub(super) fn sort(word: &str) -> Option<Extent> {
    match WORDS.get(word) {
        Some(Said::Is(extent)) => Some(*extent),
        _ => None,
    }
}

/// What the words beside one mention say it is: "the province of X", "X governorate".
pub(super) fn said_to_be(text: &str, span: Span) -> Option<Extent> {
    let of = |word: &str| sort(&word.to_lowercase());
    let mut before = words_before(text, span);
    let named = before.next().filter(|word| word.eq_ignore_ascii_case("of")).and_then(|_| of(before.next()?));
    named.or_else(|| of(word_behind(text, span)?))
}

/// Whether a mention stands only for what is near it: "near X", "outside the city of X", "the X countryside".
pub(super) fn is_near(text: &str, span: Span) -> bool {
    let near = |word: &str| WORDS.get(word.to_lowercase().as_str()) == Some(&Said::Near);
    let passed = |word: &&str| {
        let word = word.to_lowercase();
        matches!(word.as_str(), "the" | "of") || matches!(WORDS.get(word.as_str()), Some(Said::Is(_)))
    };
    words_before(text, span).find(|word| !passed(word)).is_some_and(near) || word_behind(text, span).is_some_and(near)
}

/// Where the name stands that follows behind a comma, if one of these spans does: "Tyre, Lebanon".
pub(super) fn behind_comma(text: &str, span: Span, is_name: impl Fn(u32) -> bool) -> Option<u32> {
    let rest = text.get(span.end as usize..)?.strip_prefix(", ")?;
    let rest = rest.strip_prefix("in ").unwrap_or(rest);
    let at = (text.len() - rest.len()) as u32;
    is_name(at).then_some(at)
}

/// The words before a span within its line, the nearest first; none across other marks than spaces.
fn words_before(text: &str, span: Span) -> impl Iterator<Item = &str> {
    let mut left = text.get(..span.start as usize).unwrap_or("");
    std::iter::from_fn(move || {
        let trimmed = left.strip_suffix(' ')?;
        let word = trimmed.rsplit(|c: char| !c.is_alphanumeric() && c != '-').next().filter(|word| !word.is_empty())?;
        left = &trimmed[..trimmed.len() - word.len()];
        Some(word)
    })
}

fn word_behind(text: &str, span: Span) -> Option<&str> {
    let rest = text.get(span.end as usize..)?.strip_prefix(' ')?;
    let word = rest.split(|c: char| !c.is_alphanumeric() && c != '-').next()?;
    (!word.is_empty()).then_some(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str, name: &str) -> Span {
        let start = text.find(name).unwrap();
        Span::new(start, start + name.len())
    }

    #[test]
    fn what_it_is_stands_before_or_behind() {
        let said = |text: &str| said_to_be(text, of(text, "Orsal"));
        assert_eq!(said("in the province of Orsal on Monday"), Some(Extent::Region));
        assert_eq!(said("across Orsal governorate."), Some(Extent::Region));
        assert_eq!(said("the city of Orsal"), Some(Extent::Locality));
        assert_eq!(said("on the banks of the Orsal river"), Some(Extent::Water));
        assert_eq!(said("in the Orsal mountains"), Some(Extent::Land));
        assert_eq!(said("the mayor of Orsal"), None);
        assert_eq!(said("Orsal"), None);
    }

    #[test]
    fn near_a_place_is_not_in_it() {
        let near = |text: &str| is_near(text, of(text, "Orsal"));
        assert!(near("a camp near Orsal"));
        assert!(near("outside the city of Orsal"));
        assert!(near("in the Orsal countryside"));
        assert!(!near("in Orsal, near the river"));
        assert!(!near("Orsal"));
    }

    #[test]
    fn what_follows_the_comma_is_told() {
        let text = "at Orsal, Varenia, and in Tal, in the east";
        let name = |at: u32| at == 10;
        assert_eq!(behind_comma(text, of(text, "Orsal"), name), Some(10));
        assert_eq!(behind_comma(text, of(text, "Tal"), name), None);
    }
}
