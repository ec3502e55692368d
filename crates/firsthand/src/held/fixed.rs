//! Words of the program itself, packed like any others and found again as what they were.
//!
//! For: names of rules and kinds of masks, which are `&'static str`. In: such words. Out: the same words. Each is noted when it is packed,
//! so that unpacking it in the same run finds it.

use rustc_hash::FxHashSet;
use serde::de::{Error, Visitor};
use serde::{Deserializer, Serializer};
use std::sync::{LazyLock, PoisonError, RwLock};

static NOTED: LazyLock<RwLock<FxHashSet<&'static str>>> = LazyLock::new(RwLock::default);

/// Packs a word of the program.
pub(crate) fn serialize<S: Serializer>(word: &&'static str, serializer: S) -> Result<S::Ok, S::Error> {
    let known = NOTED.read().unwrap_or_else(PoisonError::into_inner).contains(word);
    if !known {
        NOTED.write().unwrap_or_else(PoisonError::into_inner).insert(word);
    }
    serializer.serialize_str(word)
}

/// Finds a word of the program that was packed before.
pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<&'static str, D::Error> {
    struct Known;
    impl Visitor<'_> for Known {
        type Value = &'static str;

        fn expecting(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            to.write_str("a word of the program")
        }

        fn visit_str<E: Error>(self, word: &str) -> Result<&'static str, E> {
            let noted = NOTED.read().unwrap_or_else(PoisonError::into_inner);
            noted.get(word).copied().ok_or_else(|| E::custom(format!("\"{word}\" is no word of this program")))
        }
    }
    deserializer.deserialize_str(Known)
}
