//! Who is named, who says what, and what is said to have happened.
//!
//! In: a [`Report`] and a [`Codebook`]. Out: [`Annotated`]. A function of its input alone.
//! Not here: anything that needs a second report.

mod annotated;
mod attribution;
mod claims;
mod doc;
mod few;
mod grammar;
mod masks;
mod model;
pub mod names;
mod phrase;
pub mod places;
pub(crate) mod quantity;
mod remembered;
mod shared;
mod table;
mod time;
mod together;
mod vocabulary;
mod words;

pub use annotated::*;
pub use attribution::{Rules, Trained};
pub(crate) use claims::DATES;
pub use claims::Found;
pub use doc::{Doc, Quotation, Tag, Token};
pub use few::Few;
pub use grammar::{lemma, parse};
pub(crate) use masks::is_called;
pub use model::builtin;
pub use phrase::{Clause, ClauseKind, NounPhrase, PhraseKind, Preposition, Ref, VerbForm, VerbGroup, VerbTense};
pub use quantity::quantities;
pub(crate) use shared::Pools;
pub use shared::Shared;
pub use time::times;
pub use together::{AT_ONCE, annotate_all, share_of};

use crate::codebook::Codebook;
use crate::report::Report;
use crate::text::Span;

/// What words of a report name, as a trained reader scores it.
#[derive(Clone, Debug, Default)]
pub struct NamedWords {
    /// Ids of event types, in the order of the scores.
    pub types: Vec<String>,
    /// Words in text order, each with the log-odds of every type.
    pub words: Vec<(Span, Vec<f32>)>,
}

/// Finds attributions: [`Trained`], which ships, or [`Rules`] alone, which are many times as fast and find less.
pub trait AttributionReader: Sync {
    /// Attributions in text order; `entities` are those of the same report.
    fn read(&self, doc: &Doc<'_>, entities: &[Entity]) -> Vec<Attribution>;

    /// The same, and what words name by a trained reader of events; without one, nothing.
    fn read_with_events(&self, doc: &Doc<'_>, entities: &[Entity]) -> (Vec<Attribution>, NamedWords) {
        (self.read(doc, entities), NamedWords::default())
    }
}

/// Annotates one report with the reader that ships.
pub fn annotate(report: &Report, codebook: &Codebook) -> Annotated {
    match builtin() {
        Ok(reader) => annotate_with(report, codebook, &reader),
        // Only a damaged program has no model; the command says so before it starts.
        Err(_) => annotate_with(report, codebook, &Rules),
    }
}

/// Annotates one report.
pub fn annotate_with(report: &Report, codebook: &Codebook, reader: &dyn AttributionReader) -> Annotated {
    annotate_all(std::slice::from_ref(report), codebook, reader).pop().unwrap_or_default()
}
