//! The numbers that linking uses, read once from `data/link_passages.toml`.
//!
//! For: keeping every threshold with its origin in one data file. In: the embedded file.
//! Out: [`thresholds`]. A file that does not parse is a mistake of the build; a test says so, and
//! linking then runs with zeros instead of ending the process.

use rustc_hash::FxHashSet;
use serde::Deserialize;
use std::sync::LazyLock;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Thresholds {
    pub shingles: Shingles,
    pub near_copies: NearCopies,
    pub candidates: Candidates,
    pub align: Align,
    pub boilerplate: Boilerplate,
    pub quotations: Quotations,
    pub translations: Translations,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Shingles {
    pub words: usize,
    pub window: usize,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NearCopies {
    pub permutations: usize,
    pub group: usize,
    pub jaccard: f32,
    pub all_pairs_up_to: usize,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Candidates {
    pub frequent: usize,
    pub earliest: usize,
    pub lone_shingle: usize,
    pub partners: usize,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Align {
    pub seed: usize,
    pub gap: u32,
    pub run: u32,
    pub block: u32,
    pub density: f32,
    pub unquoted: u32,
    pub total: u32,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Boilerplate {
    pub head: usize,
    pub tail: usize,
    pub reports: usize,
    pub share: f64,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Quotations {
    pub words: usize,
    pub common: f32,
    pub ordered: f32,
    pub frequent: usize,
    pub earliest: usize,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Translations {
    pub days: i64,
    pub words: usize,
    pub common: f32,
}

/// The thresholds of passage and quotation linking.
pub(crate) fn thresholds() -> &'static Thresholds {
    static READ: LazyLock<Thresholds> =
        LazyLock::new(|| toml::from_str(include_str!("../../data/link_passages.toml")).unwrap_or_default());
    &READ
}

/// Folded hashes of English function words.
pub(crate) fn function_words() -> &'static FxHashSet<u32> {
    static READ: LazyLock<FxHashSet<u32>> = LazyLock::new(|| {
        let lines = include_str!("../../data/link_function_words.txt").lines();
        lines.filter(|line| !line.starts_with('#')).flat_map(super::words::hashes).collect()
    });
    &READ
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_thresholds_are_valid() {
        toml::from_str::<Thresholds>(include_str!("../../data/link_passages.toml")).unwrap();
        assert!(function_words().len() > 100);
    }
}
