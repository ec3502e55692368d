//! Accounts of one death that exclude each other: an accident, or shot.
//!
//! For: counting rule 8 beyond numbers. In: the claims that say an event happened. Out:
//! [`Contradiction`]s about the cause. Only the death or wound of one person is compared: of many,
//! some may have died one way and some another. Not here: numbers (see `contradictions`).

use super::Contradiction;
use super::collection::Collection;
use super::words::{WORDS, class_of};
use crate::annotate::Claim;
use crate::link::At;

/// The first two claims of different manner, if any.
pub(super) fn contradictions(all: &Collection<'_>, says: &[At]) -> Option<Contradiction> {
    let mut first: Option<(At, &str, String)> = None;
    for &at in says {
        let happening = all.nth(at).and_then(|nth| all.told(nth)).map_or("", |told| all.kind(told.kind));
        if !happening.starts_with("CASUALTY.") {
            continue;
        }
        let Some(claim) = all.claim(at).filter(|claim| is_one(all, at, claim)) else {
            continue;
        };
        let words = all.words(at.report, claim.span);
        let paper = all.report(at.report);
        let text = paper.as_ref().map_or("", |report| claim.span.of(&report.text));
        let Some(class) = class_of(&WORDS.manner, text) else { continue };
        match &first {
            None => first = Some((at, class, words)),
            Some((other, known, told)) if *known != class => {
                return Some(Contradiction {
                    claims: vec![*other, at],
                    about: "cause",
                    values: vec![told.clone(), words],
                    same_scope: true,
                });
            }
            Some(_) => {}
        }
    }
    None
}

/// Whether a claim is about one person whose name is told.
fn is_one(all: &Collection<'_>, at: At, claim: &Claim) -> bool {
    let person = claim.argument("victim").and_then(|arg| all.entity(at.report, arg.entity));
    person.is_some_and(|entity| all.is_person(entity)) && claim.argument("number").is_none()
}
