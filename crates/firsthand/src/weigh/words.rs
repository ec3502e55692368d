//! The words that weighing reads, and how names are folded before they are compared.
//!
//! For: every rule that looks at words. In: `data/weigh_words.toml`. Out: [`Words`], [`fold`].
//! Not here: which rule uses which list.

use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// The lists of `data/weigh_words.toml`; see the comments there.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Words {
    pub outlet_generic: Vec<String>,
    pub document_nouns: Vec<String>,
    pub research_verbs: Vec<String>,
    pub press_names: Vec<String>,
    pub own_work_nouns: Vec<String>,
    pub supply_verbs: Vec<String>,
    pub publish_verbs: Vec<String>,
    pub reactions: Vec<String>,
    pub acts: Vec<String>,
    pub accusations: Vec<String>,
    pub beside: Vec<String>,
    pub about_artefacts: Vec<String>,
    pub any_persons: Vec<String>,
    pub things: Vec<String>,
    pub gravity: Vec<String>,
    pub ways: Vec<String>,
    pub moves: Vec<String>,
    pub adverse_roles: Vec<String>,
    pub parts: Vec<String>,
    pub source_heads: Vec<String>,
    pub place_prepositions: Vec<String>,
    pub state_sources: Vec<String>,
    pub outlet_common: Vec<String>,
    pub own_forces: Vec<String>,
    pub running: Vec<String>,
    pub of_a_place: Vec<String>,
    pub writing: Vec<String>,
    pub state_bodies: Vec<String>,
    pub media_nouns: Vec<String>,
    pub offices: Vec<String>,
    pub wide: Vec<String>,
    pub ministers: Vec<String>,
    pub local_offices: Vec<String>,
    pub heads_of: BTreeMap<String, Vec<String>>,
    pub general_bodies: Vec<String>,
    pub sorts_of_bodies: Vec<String>,
    pub civil_bodies: Vec<String>,
    pub armed_groups: Vec<String>,
    pub army_units: Vec<String>,
    pub office_words: Vec<String>,
    pub state_media: Vec<String>,
    pub own_sentences: Vec<String>,
    pub witnesses: Vec<String>,
    pub repeaters: Vec<String>,
    pub vague_heads: Vec<String>,
    pub vague_words: Vec<String>,
    pub measures: Vec<String>,
    pub persons: Classes,
    pub artefacts: Classes,
    pub circles: Classes,
    pub ages: Classes,
    pub standing: Classes,
    pub manner: Classes,
}

/// Words and the class that each belongs to, the first of several.
#[derive(Debug, Default, Deserialize)]
#[serde(from = "BTreeMap<String, Vec<String>>")]
pub(super) struct Classes {
    names: BTreeSet<String>,
    of: FxHashMap<String, String>,
}

impl From<BTreeMap<String, Vec<String>>> for Classes {
    fn from(lists: BTreeMap<String, Vec<String>>) -> Self {
        let mut all = Classes::default();
        for (class, words) in lists {
            for word in words {
                all.of.entry(word).or_insert_with(|| class.clone());
            }
            all.names.insert(class);
        }
        all
    }
}

impl Classes {
    /// Whether there is such a class.
    pub fn has(&self, class: &str) -> bool {
        self.names.contains(class)
    }

    /// The class of a word in small letters.
    pub fn of(&self, word: &str) -> Option<&str> {
        self.of.get(word).map(String::as_str)
    }
}

/// The lists, read once. A broken file would give empty lists; a test below keeps it whole.
pub(super) static WORDS: LazyLock<Words> =
    LazyLock::new(|| toml::from_str(include_str!("../../data/weigh_words.toml")).unwrap_or_default());

/// Lower-case words of letters and digits, split at everything else.
pub(super) fn plain_words(text: &str) -> impl Iterator<Item = String> {
    lower_words(text).map(Cow::into_owned)
}

/// The same, for who only looks at them.
pub(super) fn lower_words(text: &str) -> impl Iterator<Item = Cow<'_, str>> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(|word| {
        let small = word.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
        if small { Cow::Borrowed(word) } else { Cow::Owned(word.to_lowercase()) }
    })
}

/// A name as a key: plain words without a leading article or possessive rest, joined by a space.
pub(super) fn fold(name: &str) -> String {
    let mut words: Vec<String> = plain_words(name).filter(|w| w != "s").collect();
    if words.len() > 1 && matches!(words.first().map(String::as_str), Some("the" | "a" | "an")) {
        words.remove(0);
    }
    words.join(" ")
}

/// The key of a name that [`fold`] gives, as a number: 64 bits, which two names of one collection do not share by chance.
pub(super) fn name_key(name: &str) -> u64 {
    let plain = |c: char| !c.is_alphanumeric();
    let mut words = name.split(plain).filter(|word| !word.is_empty() && !word.eq_ignore_ascii_case("s")).peekable();
    let article = |word: &&str| ["the", "a", "an"].iter().any(|article| word.eq_ignore_ascii_case(article));
    let first = words.next_if(article).filter(|_| words.peek().is_none());
    let mut key = KEY;
    let mut add = |byte: u8| key = (key.rotate_left(5) ^ u64::from(byte)).wrapping_mul(SPREAD);
    for word in first.into_iter().chain(words) {
        match word.is_ascii() {
            true => word.bytes().for_each(|byte| add(byte.to_ascii_lowercase())),
            false => word.to_lowercase().bytes().for_each(&mut add),
        }
        add(b' ');
    }
    key ^ key >> 32
}

/// Where keys of names begin.
const KEY: u64 = 0x9e37_79b9_7f4a_7c15;
/// Spreads letters over a key.
const SPREAD: u64 = 0x517c_c1b7_2722_0a95;

/// A name without its initials in brackets: "Valley Monitoring Mission (VMM)".
pub(super) fn without_initials(name: &str) -> &str {
    let Some((full, short)) = name.trim().strip_suffix(')').and_then(|name| name.rsplit_once(" (")) else {
        return name;
    };
    let initials = (2..=12).contains(&short.chars().count())
        && short.chars().all(|c| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '.' | '-' | '/'));
    if initials && full.contains(' ') { full } else { name }
}

/// An outlet's name as a key: as [`fold`], without the words that many outlets share, unless nothing would remain.
pub(super) fn fold_outlet(name: &str) -> String {
    let full = fold(without_initials(name));
    let mut words: Vec<&str> = full.split(' ').filter(|w| *w != "www").collect();
    while words.len() > 1 && words.last().is_some_and(|w| WORDS.outlet_generic.iter().any(|g| g == w)) {
        words.pop();
    }
    words.concat()
}

/// Whether two full names are one in two spellings ("Ilka Morgan", "Ilke Morgen"): as many words, each of them the same but for a letter.
pub(super) fn is_spelling(a: &str, b: &str) -> bool {
    let (a, b): (Vec<String>, Vec<String>) = (plain_words(a).collect(), plain_words(b).collect());
    a.len() > 1 && a.len() == b.len() && a != b && a.iter().zip(&b).all(|(x, y)| is_near(x, y))
}

/// Whether one letter more, less or other makes two words one; the first letter of long words is the same.
fn is_near(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    if short.len() < 4 || long.len() - short.len() > 1 || short.first() != long.first() {
        return a == b;
    }
    let same = short.iter().zip(long).take_while(|(x, y)| x == y).count();
    let rest = long.iter().rev().zip(short.iter().rev()).take_while(|(x, y)| x == y).count();
    same + rest + 1 >= long.len()
}

/// Which list of a group of lists (`ages`, `standing`) the first matching word of `text` belongs to.
pub(super) fn class_of<'w>(groups: &'w Classes, text: &str) -> Option<&'w str> {
    lower_words(text).find_map(|word| groups.of(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_one_key_where_they_fold_alike() {
        let names = [
            "The Salt Guard",
            "salt guard",
            "SALT-GUARD",
            "the Salt Guard's",
            "Salt Guards",
            "The",
            "a",
            "s",
            "",
            "Élan",
            "élan",
            "A Salt",
        ];
        for (a, b) in names.iter().flat_map(|a| names.iter().map(move |b| (a, b))) {
            assert_eq!(fold(a) == fold(b), name_key(a) == name_key(b), "{a} / {b}");
        }
    }

    #[test]
    fn the_embedded_lists_are_read() {
        assert!(!WORDS.supply_verbs.is_empty() && WORDS.ages.has("child") && WORDS.circles.has("talks"));
    }

    #[test]
    fn an_outlet_is_known_by_its_own_words_only() {
        assert_eq!(fold_outlet("The Arven Post"), fold_outlet("ArvenPost.com"));
        assert_eq!(fold_outlet("Norda news agency"), fold_outlet("Norda"));
        assert_eq!(fold_outlet("The Daily"), "daily");
        assert_eq!(fold_outlet("Isk Valley Mission (IVM)"), fold_outlet("Isk Valley Mission"));
        assert_ne!(fold_outlet("Isk Mission (North)"), fold_outlet("Isk Mission"));
    }

    #[test]
    fn a_letter_makes_another_spelling_of_a_full_name() {
        assert!(is_spelling("Orla Tamsen", "Orle Tamsin") && is_spelling("Josip Karad", "Josip Karadd"));
        assert!(!is_spelling("Orla Tamsen", "Orla Tamsen") && !is_spelling("Orla", "Orle"));
        assert!(!is_spelling("Orla Tamsen", "Orla Brand") && !is_spelling("Jan Tamsen", "Jon Tamsen"));
    }

    #[test]
    fn teenagers_are_a_class_of_their_own() {
        assert_eq!(class_of(&WORDS.ages, "some forty teenagers"), Some("teenager"));
        assert_eq!(class_of(&WORDS.ages, "forty trucks"), None);
    }
}
