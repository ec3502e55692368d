//! The names of months, weekdays, seasons and units of time.
//!
//! In: a word in lower case. Out: what it names. Not here: whether "may" or "march" is a month where it stands.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// What a word of time names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Name {
    /// 1 to 12.
    Month(i8),
    /// 1 (Monday) to 7.
    Weekday(i8),
    /// The first month of the season in the northern half of the earth.
    Season(i8),
    /// 1 day, 2 week, 3 month, 4 year, 5 decade, 6 quarter, 7 weekend.
    Unit(u8),
}

static NAMES: LazyLock<FxHashMap<&'static str, Name>> = LazyLock::new(|| {
    include_str!("../../../data/time/names.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let mut columns = line.split('\t');
            let (word, kind, number) = (columns.next()?, columns.next()?, columns.next()?.parse::<i8>().ok()?);
            let name = match kind {
                "month" => Name::Month(number),
                "weekday" => Name::Weekday(number),
                "season" => Name::Season(number),
                "unit" => Name::Unit(number.unsigned_abs()),
                _ => return None,
            };
            Some((word, name))
        })
        .collect()
});

/// What a word names, its abbreviating stop aside.
pub(super) fn name(lower: &str) -> Option<Name> {
    NAMES.get(lower.strip_suffix('.').unwrap_or(lower)).copied()
}
