//! Outlets that speak of a side's forces as their own: "not one of our aircraft was lost".
//!
//! For: counting rule 3, where an unnamed source tells such an outlet what the forces did: both are of one side. In: a claim
//! and its report. Out: the state whose forces they are. The outlet's own words are read, not those that it quotes: "our
//! troops" in a quotation are the speaker's. Not here: outlets that are known to be some state's (see [`super::parties`]).

use super::collection::Collection;
use super::parties::state_here;
use super::words::{WORDS, plain_words};
use crate::annotate::Claim;
use crate::link::At;
use crate::report::{PartKind, Report};
use std::collections::BTreeSet;

/// Words between "our" and the forces: "our northern fleet".
const BETWEEN: usize = 1;

/// The state of the forces that the outlet of a claim calls its own: the only one that does what its event is about.
pub(super) fn own_side(all: &Collection<'_>, at: At) -> Option<String> {
    let calls_own = all.report(at.report).is_some_and(|report| calls_forces_its_own(&report));
    if !calls_own {
        return None;
    }
    let event = all.event_of.get(all.nth(at)?).copied().flatten()?;
    all.own_side.get(event, || state_of_doers(all, event))
}

/// The one state whose forces or organs do what an event is about.
fn state_of_doers(all: &Collection<'_>, event: u32) -> Option<String> {
    let claims = all.links.events.get(event as usize).map_or(&[][..], |event| &event.claims);
    let states: BTreeSet<String> =
        claims.iter().filter_map(|&other| state_of_doer(all, other, &*all.claim(other)?)).collect();
    let mut states = states.into_iter();
    states.next().filter(|_| states.next().is_none())
}

/// The state whose forces or organs do what a claim is about.
pub(super) fn state_of_doer(all: &Collection<'_>, at: At, claim: &Claim) -> Option<String> {
    let mut doers = ["actor", "authority", "force"].iter().filter_map(|role| claim.argument(role));
    doers.find_map(|arg| {
        let linked = all.entity(at.report, arg.entity).and_then(|entity| state_here(all, at.report, entity));
        linked.or_else(|| plain_words(&arg.text).find_map(|word| all.state_of(&word).map(str::to_owned)))
    })
}

fn calls_forces_its_own(report: &Report) -> bool {
    report.parts_of(PartKind::Body).any(|part| {
        let mut quoted = false;
        // A quotation that stays open ends with its paragraph.
        part.span.of(&report.text).split_inclusive(['"', '“', '”']).any(|piece| {
            let own = !quoted && names_own_forces(piece);
            quoted = match piece.chars().next_back() {
                Some('"') => !quoted,
                Some('“') => true,
                Some('”') => false,
                _ => quoted,
            };
            own
        })
    })
}

fn names_own_forces(words: &str) -> bool {
    let words: Vec<String> = plain_words(words).collect();
    let forces = |word: &String| WORDS.own_forces.contains(word);
    let after = |our: usize| words.iter().skip(our + 1).take(BETWEEN + 1).any(forces);
    words.iter().enumerate().any(|(n, word)| word == "our" && after(n))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Part;
    use crate::text::Span;

    fn own(text: &str) -> bool {
        let part = Part { kind: PartKind::Body, span: Span::new(0, text.len()), because: String::new() };
        calls_forces_its_own(&Report { text: text.to_owned(), parts: vec![part], ..Report::default() })
    }

    #[test]
    fn forces_are_an_outlets_own_in_its_own_words_only() {
        assert!(own("Last night our northern fleet struck again."));
        assert!(own("A source said that none of our soldiers was hurt. \"It was quick,\" he said."));
        assert!(!own("\"None of our soldiers was hurt,\" the colonel said."));
        assert!(!own("The colonel said: “Our army is ready.” Buses ran as on other days."));
        assert!(!own("Our correspondent met soldiers at the bridge."));
    }
}
