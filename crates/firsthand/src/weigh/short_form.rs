//! A body under the beginning of its name, also as another desk spells it: "Halven" and "Khalven Centre" of the Halven Centre for Rivers.
//!
//! For: counting rule 2, where the names of one sayer differ from report to report and linking left them apart: a first word alone is no body's
//! name there, and a short form that is spelled another way fits no key. In: an origin of an event and those counted, none of whose reports it
//! shares. Out: the one counted body whose name it begins. Not here: other spellings of a person (see [`super::count`]), descriptions.

use super::collection::Collection;
use super::origins::Reached;
use super::words::{WORDS, plain_words};
use super::{Basis, CountedOrigin, Origin};
use crate::annotate::EntityKind;
use crate::link::sounds_alike;

/// Letters of the shortest first word.
const SHORTEST: usize = 5;

/// The only counted body whose name begins with the words of this one.
pub(super) fn short_form<'a>(
    all: &Collection<'_>,
    reached: &'a Reached,
    counted: &[CountedOrigin],
    known: &Origin,
) -> Option<(u32, &'a Origin)> {
    let words = own_words(&known.name);
    // "The Dawn's Ora Lind saw it" beside what the Dawn Daily saw itself.
    if known.basis == Basis::OwnReporting {
        let short = |o: &Origin| match own_words(&o.name).as_slice() {
            [one] => {
                one.chars().count() >= SHORTEST && !is_anybodys(one) && words.len() == 2 && words.first() == Some(one)
            }
            _ => false,
        };
        return reached.counting(counted).find(|(_, o)| o.basis == Basis::Stated && !o.meets(known) && short(o));
    }
    if let [noun] = words.as_slice()
        && is_sort(noun)
    {
        return by_its_noun(all, reached, counted, known, noun);
    }
    let first = words.first().filter(|first| first.chars().count() >= SHORTEST && !is_anybodys(first))?;
    let named = known.name.split_whitespace().all(|word| word.chars().next().is_some_and(char::is_uppercase));
    let place = |word: &str| {
        let kind = all.linked(all.entity_named(word)).map(|linked| linked.kind);
        matches!(kind, Some(EntityKind::Place | EntityKind::State)) || all.state_of(word).is_some()
    };
    if known.basis != Basis::Stated || !named || words.len() == 1 && place(first) {
        return None;
    }
    let mut fitting = reached.counting(counted).filter(|(_, o)| {
        is_body(all, o) && o.entity != known.entity && !o.meets(known) && begins(&own_words(&o.name), &words)
    });
    let one = fitting.next()?;
    fitting.next().is_none().then_some(one)
}

/// Whether an origin is a body that is named.
fn is_body(all: &Collection<'_>, origin: &Origin) -> bool {
    let kind = all.linked(origin.entity).map(|linked| linked.kind);
    origin.basis == Basis::Stated && matches!(kind, Some(EntityKind::Organisation | EntityKind::ArmedGroup))
}

/// "The Council" of a report that never gives its whole name: the only counted body that is one, where the noun has a capital.
fn by_its_noun<'a>(
    all: &Collection<'_>,
    reached: &'a Reached,
    counted: &[CountedOrigin],
    known: &Origin,
    noun: &str,
) -> Option<(u32, &'a Origin)> {
    if known.basis != Basis::Stated || !known.name.starts_with(char::is_uppercase) {
        return None;
    }
    let mut fitting = reached.counting(counted).filter(|(_, o)| {
        is_body(all, o) && o.entity != known.entity && !o.meets(known) && is_called(&own_words(&o.name), noun)
    });
    let one = fitting.next()?;
    fitting.next().is_none().then_some(one)
}

/// Whether a noun says what a body of a longer name is: its last word, or the one before "of" or "for".
fn is_called(name: &[String], noun: &str) -> bool {
    let head = name.iter().position(|word| word == "of" || word == "for").unwrap_or(name.len());
    name.len() > 1 && head.checked_sub(1).and_then(|last| name.get(last)).is_some_and(|last| last == noun)
}

/// Whether a word says by itself what sort of body, of no state, somebody is.
fn is_sort(word: &str) -> bool {
    let lists = [&WORDS.general_bodies, &WORDS.sorts_of_bodies];
    lists.into_iter().any(|list| list.iter().any(|known| known == word))
}

/// Whether a name begins with these words: a first word alone as it is written, more with one that may be spelled another way.
fn begins(name: &[String], words: &[String]) -> bool {
    if words.len() > name.len() || name.len() < 2 {
        return false;
    }
    match words {
        [one] => name.first() == Some(one),
        _ => {
            let mut pairs = name.iter().zip(words);
            let other = pairs.clone().filter(|(a, b)| a != b).count();
            other <= 1 && pairs.all(|(a, b)| a == b || !is_anybodys(a) && sounds_alike(a, b))
        }
    }
}

fn own_words(name: &str) -> Vec<String> {
    plain_words(name).skip_while(|word| word == "the").collect()
}

/// Words that names of many bodies begin with.
fn is_anybodys(word: &str) -> bool {
    let lists = [&WORDS.general_bodies, &WORDS.sorts_of_bodies, &WORDS.office_words, &WORDS.state_sources, &WORDS.wide];
    let direction = ["northern", "southern", "eastern", "western", "united", "people", "peoples", "human", "valley"];
    lists.into_iter().any(|list| list.iter().any(|known| known == word)) || direction.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::{begins, is_called, is_sort, own_words};

    #[test]
    fn a_body_is_known_by_what_it_is() {
        assert!(is_called(&own_words("Council of the Reed Clans"), "council") && is_sort("council"));
        assert!(is_called(&own_words("The Halven Union"), "union"));
        assert!(!is_called(&own_words("Union Council of Olun"), "union") && !is_sort("ministry"));
        assert!(!is_called(&own_words("Council"), "council"));
    }

    #[test]
    fn a_body_is_known_by_the_beginning_of_its_name() {
        let fits = |name: &str, short: &str| begins(&own_words(name), &own_words(short));
        assert!(fits("Halven Centre for Rivers", "Halven"));
        assert!(fits("Halven Centre for Rivers", "Khalven Centre"));
        assert!(fits("The Qelmat Union of Ferrymen", "Kelmat Union"));
        for (name, short) in [
            ("Halven Centre for Rivers", "Khalven"),
            ("Halven Centre for Rivers", "Centre for Rivers"),
            ("Halven Centre for Rivers", "Tolven Centre"),
            ("Halven Centre for Rivers", "Halven Union"),
        ] {
            assert!(!fits(name, short), "{short}");
        }
    }
}
