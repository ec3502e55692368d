//! What is asked of a claim time and again.
//!
//! For: rules that look at all claims of an event of any size without opening the reports that make them. In: a claim. Out: [`Told`], some forty
//! bytes that stay at hand. Not here: its arguments, its chain and its words.

use crate::annotate::{Annotated, Claim, DATES, Days, Modality};
use crate::codebook::TRAINED;
use crate::text::Span;
use rustc_hash::FxHashMap;

/// What is asked of a claim so often, and of claims of so many reports, that it stays at hand.
#[derive(Clone, Copy, Debug)]
pub(super) struct Told {
    pub span: Span,
    pub trigger: Span,
    /// A number for its type.
    pub kind: u32,
    pub modality: Modality,
    pub in_headline: bool,
    pub background: bool,
    /// Whether it only dates something else, and whether the trained reader of events found it.
    pub dates: bool,
    pub trained: bool,
    /// Whether it says that something is not so, by its modality or type.
    pub denies: bool,
    /// The days that its words of time give.
    pub days: Option<Days>,
    /// The attribution of its report in which it stands.
    pub attribution: Option<u32>,
}

impl Told {
    pub fn of(claim: &Claim, notes: &Annotated, kinds: &FxHashMap<&str, u32>) -> Self {
        let time = claim.argument("date").and_then(|date| notes.times.get(date.time? as usize));
        let marked = |wanted: &str| claim.flags.iter().any(|flag| flag == wanted);
        Told {
            days: time.and_then(|time| time.days),
            attribution: claim.attribution,
            span: claim.span,
            trigger: claim.trigger,
            kind: kinds.get(claim.kind.as_str()).copied().unwrap_or(u32::MAX),
            modality: claim.modality,
            in_headline: claim.in_headline,
            background: marked("background"),
            dates: marked(DATES),
            trained: marked(TRAINED),
            // Of an event of its own a denial says that it is so; of what it denies, that it is not.
            denies: claim.modality == Modality::Denied || claim.kind == "STATEMENT.DENY",
        }
    }
}
