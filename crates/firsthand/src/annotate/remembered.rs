//! Words that many reports have in common, with what the lists hold of them.
//!
//! For: [`super::words`], which would ask all lists again for each report, although most words of a report stood in one before it. In: a word in
//! lower case. Out: what is known of it, which is a function of its letters alone, so that no output can tell whether a word was
//! remembered. The first to come keep their places: among them are nearly all that come often. Not here: other words.

use super::words::Word;
use std::sync::{LazyLock, OnceLock};

/// How many words are remembered at most: some four megabytes.
const PLACES: usize = 1 << 14;
/// Places where a word may be.
const TRIED: usize = 4;
/// The longest word that is remembered, in bytes.
const LONGEST: usize = 32;

/// A word and its hash, which stands beside it so that no other word is opened to see that it is another.
type Place = OnceLock<(u64, Box<Word>)>;

static WORDS: LazyLock<Vec<Place>> = LazyLock::new(|| (0..PLACES).map(|_| OnceLock::new()).collect());

/// What is known of a word with this [`word_hash`](crate::text::word_hash), if it has a place.
pub(super) fn remembered(text: &str, hash: u64) -> Option<&'static Word> {
    if text.len() > LONGEST {
        return None;
    }
    let words = WORDS.as_slice();
    (0..TRIED).find_map(|step| {
        let place = words.get((hash as usize).wrapping_add(step) % PLACES)?;
        let (known, word) = place.get_or_init(|| (hash, Box::new(Word::read(text, hash))));
        (*known == hash && *word.text == *text).then_some(&**word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::Tag;
    use crate::text::word_hash;

    #[test]
    fn a_remembered_word_is_what_is_read_of_it() {
        for text in ["ferryman", "ferrymen", "was", "14-year-olds", "’"] {
            let hash = word_hash(text);
            let all = |word: &Word| format!("{:?} {:?} {word:?}", word.base(Tag::NNS), word.base(Tag::VBD));
            for _ in 0..2 {
                let word = remembered(text, hash).map(all);
                assert!(word.is_none_or(|word| word == all(&Word::read(text, hash))), "{text}");
            }
        }
    }

    #[test]
    fn words_of_one_hash_have_places_of_their_own_until_they_are_taken() {
        let hash = word_hash("quay");
        let found: Vec<_> = (0..9).map(|n| remembered(&format!("quay{n}"), hash).map(|word| &*word.text)).collect();
        assert_eq!(found.iter().flatten().count(), found.iter().take(TRIED).flatten().count());
        assert!(found.iter().flatten().enumerate().all(|(n, text)| **text == format!("quay{n}")));
        assert!(remembered(&"a".repeat(LONGEST + 1), hash).is_none());
    }
}
