//! Origins that may rest on a counted one, where the texts do not say so: such a count is a range.
//!
//! For: counting rules 3 and 4. In: an origin of one event and those counted. Out: the one on which it may rest. Not here: unnamed
//! sources that are described alike (see [`super::anonymous`]).

use super::collection::Collection;
use super::meant::office_of;
use super::origins::{Reached, description};
use super::words::{WORDS, plain_words};
use super::{Basis, CountedOrigin, Origin};
use crate::annotate::SourceKind;

/// The unnamed source of the same reports on whom an outlet's own finding may rest.
pub(super) fn heard_from(own: &Origin, order: &[(u32, &Origin)]) -> Option<u32> {
    // An office or a body has not shown the outlet what it saw.
    let person = |o: &Origin| o.kind == SourceKind::Anonymous && office_of(&o.name).is_none();
    let unnamed = |o: &Origin| o.basis == Basis::Anonymous && person(o) && own.is_within(o);
    order.iter().filter(|_| own.basis == Basis::OwnReporting).find(|(_, o)| unnamed(o)).map(|(origin, _)| *origin)
}

/// The official source beside which an unnamed "military source" of no shown state may be the same state's voice.
pub(super) fn voice_of<'a>(
    all: &Collection<'_>,
    reached: &'a Reached,
    counted: &[CountedOrigin],
    unnamed: &Origin,
) -> Option<&'a Origin> {
    let of_state = |name: &str| plain_words(name).any(|w| WORDS.state_sources.contains(&w));
    // "A European security official" is of somebody else.
    let foreign = unnamed.name.split_whitespace().skip(1).take_while(|word| !is_place_preposition(word));
    let foreign = foreign.into_iter().any(|word| word.chars().next().is_some_and(char::is_uppercase));
    if unnamed.basis != Basis::Anonymous || unnamed.party.is_some() || !of_state(&unnamed.name) || foreign {
        return None;
    }
    let mut others = reached.counting(counted).map(|(_, o)| o);
    others.find(|o| o.kind == SourceKind::Official && !all.offices().are_local(&o.name, o.entity))
}

fn is_place_preposition(word: &str) -> bool {
    WORDS.place_prepositions.iter().any(|p| p == word)
}

/// The organisation whose document an unnamed witness of the same report may have been heard for.
pub(super) fn talked_to<'a>(reached: &'a Reached, counted: &[CountedOrigin], unnamed: &Origin) -> Option<&'a Origin> {
    let witness = |name: &str| description(name).split(' ').any(|w| WORDS.witnesses.iter().any(|known| known == w));
    if unnamed.basis != Basis::Anonymous || !witness(&unnamed.name) {
        return None;
    }
    let others = counted.iter().filter_map(|c| reached.origins.get(c.origin as usize));
    others.filter(|o| plain_words(&o.utterance).any(|w| WORDS.document_nouns.contains(&w))).find(|o| o.meets(unnamed))
}
