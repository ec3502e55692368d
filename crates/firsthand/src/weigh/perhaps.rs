//! Origins that may rest on a counted one, where the texts do not say so: such a count is a range.
//!
//! For: counting rules 3 and 4. In: an origin of one event and those counted. Out: the one on which it may rest. Not here: unnamed
//! sources that are described alike (see [`super::anonymous`]).

use super::collection::Collection;
use super::meant::office_of;
use super::origins::{Reached, description};
use super::words::{WORDS, plain_words};
use super::{Basis, CountedOrigin, Counts, Origin};
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
/// Several of no number ("survivors", "former recruits") are those of the document; one or two may be of the outlet's own.
pub(super) fn talked_to<'a>(
    reached: &'a Reached,
    counted: &[CountedOrigin],
    unnamed: &Origin,
) -> Option<(u32, &'a Origin, Counts)> {
    let witness = |name: &str| description(name).split(' ').any(|w| WORDS.witnesses.iter().any(|known| known == w));
    let several = is_several_of_no_number(&unnamed.name);
    let somebody = unnamed.basis == Basis::Anonymous || several && unnamed.kind == SourceKind::Person;
    if !somebody || !several && !witness(&unnamed.name) {
        return None;
    }
    let others = counted.iter().filter_map(|c| Some((c, reached.origins.get(c.origin as usize)?)));
    let mut of_documents = others.filter(|(_, o)| plain_words(&o.utterance).any(|w| WORDS.document_nouns.contains(&w)));
    let (counted, study) = of_documents.find(|(_, o)| o.meets(unnamed))?;
    Some((counted.origin, study, if several { Counts::No } else { Counts::Maybe }))
}

/// "Survivors", "former recruits": no number, and nothing that tells these from others of their sort.
fn is_several_of_no_number(name: &str) -> bool {
    let words: Vec<String> = plain_words(name).collect();
    let Some((head, before)) = words.split_last() else { return false };
    let plural = head
        .strip_suffix('s')
        .is_some_and(|one| WORDS.witnesses.iter().any(|known| known == one) || one == "worker" && !before.is_empty());
    let since = |word: &String| matches!(word.as_str(), "former" | "the" | "returned" | "freed" | "escaped" | "other");
    plural && before.iter().all(since)
}
