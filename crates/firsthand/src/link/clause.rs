//! What is asked of a claim itself when it is compared.
//!
//! For: comparing claims of very many reports, whose annotations do not stay in memory. In: a claim. Out: [`Clause`], some fifty bytes.
//! Not here: what the claim names and counts (see `happening`).

use super::shingles::mix;
use crate::annotate::{ChainLink, ChainRole, Claim, Modality, Tense};
use crate::text::Span;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What is asked of a claim itself when it is compared.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(crate) struct Clause<'a> {
    /// Packed with the types of its happening.
    #[serde(skip)]
    pub kind: &'a str,
    pub span: Span,
    pub trigger: Span,
    pub modality: Modality,
    pub tense: Tense,
    pub in_headline: bool,
    /// Whether it says no more than what happened.
    pub bare: bool,
    /// Whether it is of the teller's own people: "my nephew".
    pub tellers_own: bool,
    /// The hash of the first sayer that its own report names, whatever its capitals; `None` where it names nobody.
    pub sayer: Option<u64>,
}

impl<'a> Clause<'a> {
    pub(super) fn read(claim: &Claim, kinds: &'a BTreeSet<String>) -> Option<Self> {
        let named = |link: &&ChainLink| link.role != ChainRole::Outlet && !link.name.trim().is_empty();
        let sayer = claim.chain.iter().rev().find(named);
        Some(Clause {
            kind: kinds.get(&claim.kind)?,
            span: claim.span,
            trigger: claim.trigger,
            modality: claim.modality,
            tense: claim.tense,
            in_headline: claim.in_headline,
            bare: claim.arguments.is_empty(),
            tellers_own: claim.arguments.iter().any(|argument| is_of_the_teller(&argument.text)),
            sayer: sayer.map(|link| link.name.to_lowercase().bytes().fold(1, |hash, byte| mix(hash ^ u64::from(byte)))),
        })
    }
}

fn is_of_the_teller(words: &str) -> bool {
    let first = words.split(' ').next().unwrap_or_default();
    ["my", "our"].iter().any(|own| first.eq_ignore_ascii_case(own))
}
