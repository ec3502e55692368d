//! What class names say about an element.
//!
//! For: telling the parts of a page apart. In: class, id, role, itemprop. Out: a set of kinds.
//! Data: `data/read_hints.tsv`. A hint is weak: the rules that use it also look at the text.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// A set of kinds, one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Hints(u32);

const KINDS: [&str; 17] = [
    "comments",
    "sharing",
    "related",
    "navigation",
    "sidebar",
    "newsletter",
    "cookies",
    "advertisement",
    "login",
    "tags",
    "author",
    "page",
    "caption",
    "credit",
    "byline",
    "dateline",
    "body",
];
/// The kinds that are set aside, in the order in which they name the reason.
const ASIDE: usize = 12;

impl Hints {
    pub(super) const NONE: Hints = Hints(0);

    /// Whether `kind` is in the set.
    pub(super) fn has(self, kind: &str) -> bool {
        KINDS.iter().position(|k| *k == kind).is_some_and(|i| self.0 & (1 << i) != 0)
    }

    /// Both sets.
    pub(super) fn and(self, other: Hints) -> Hints {
        Hints(self.0 | other.0)
    }

    /// Only what sets an element aside.
    pub(super) fn aside(self) -> Hints {
        Hints(self.0 & ((1 << ASIDE) - 1))
    }

    /// Why it is set aside, if it is.
    pub(super) fn reason(self) -> Option<&'static str> {
        KINDS.iter().take(ASIDE).enumerate().find(|(i, _)| self.0 & (1 << i) != 0).map(|(_, k)| *k)
    }

    /// The set of one kind.
    pub(super) fn one(kind: &str) -> Hints {
        Hints(KINDS.iter().position(|k| *k == kind).map_or(0, |i| 1 << i))
    }
}

struct Table {
    words: FxHashMap<&'static str, u32>,
    prefixes: Vec<(&'static str, u32)>,
    pairs: FxHashMap<String, u32>,
    triples: FxHashMap<String, u32>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table {
        words: FxHashMap::default(),
        prefixes: Vec::new(),
        pairs: FxHashMap::default(),
        triples: FxHashMap::default(),
    };
    for line in include_str!("../../data/read_hints.tsv").lines().filter(|l| !l.starts_with('#')) {
        let Some((kind, words)) = line.split_once('\t') else { continue };
        let bit = Hints::one(kind).0;
        for word in words.split(' ') {
            if let Some(prefix) = word.strip_suffix('*') {
                table.prefixes.push((prefix, bit));
            } else {
                match word.matches('+').count() {
                    0 => *table.words.entry(word).or_default() |= bit,
                    1 => *table.pairs.entry(word.to_owned()).or_default() |= bit,
                    _ => *table.triples.entry(word.to_owned()).or_default() |= bit,
                }
            }
        }
    }
    table
});

/// Most words of one attribute that are looked at.
const MAX_WORDS: usize = 60;

/// The kinds that an attribute's words name.
pub(super) fn of(value: &str) -> Hints {
    let table = &*TABLE;
    let words = words(value);
    let mut bits = 0;
    for (i, word) in words.iter().enumerate() {
        bits |= table.words.get(word.as_str()).copied().unwrap_or(0);
        for (prefix, bit) in &table.prefixes {
            if word.starts_with(prefix) {
                bits |= bit;
            }
        }
        if let Some(next) = words.get(i + 1) {
            let pair = format!("{word}+{next}");
            bits |= table.pairs.get(&pair).copied().unwrap_or(0);
            if let Some(third) = words.get(i + 2) {
                bits |= table.triples.get(&format!("{pair}+{third}")).copied().unwrap_or(0);
            }
        }
    }
    Hints(bits)
}

/// Splits at everything that is not a letter and at a capital after a small letter.
fn words(value: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let (mut inside, mut small) = (false, false);
    for c in value.chars().take(2_000) {
        if !c.is_ascii_alphabetic() {
            inside = false;
            continue;
        }
        if !inside || (small && c.is_ascii_uppercase()) {
            if out.len() >= MAX_WORDS {
                break;
            }
            out.push(String::new());
        }
        inside = true;
        small = c.is_ascii_lowercase();
        if let Some(word) = out.last_mut() {
            word.push(c.to_ascii_lowercase());
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn class_names_are_split_and_matched_by_word() {
        assert_eq!(of("relatedPosts").reason(), Some("related"));
        assert_eq!(of("post-comments_list").reason(), Some("comments"));
        assert_eq!(of("readability header shadow").reason(), None);
        assert!(of("entry-content").has("body"));
        assert!(of("wp-caption-text").has("caption"));
    }
}
