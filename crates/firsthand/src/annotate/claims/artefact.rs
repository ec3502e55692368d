//! What is sung, chanted or titled: words inside a performance are not said by the report.
//!
//! In: a [`Reading`]. Out: [`Performances`]: stretches in which no event is read, and one claim for each of them. A pledge in a song
//! is no pledge of a deployment, a title is no event. Not here: claims about the artefact itself (codebook).

use super::cues;
use super::reading::Reading;
use crate::annotate::{Argument, Claim, Modality, PhraseKind, Tense};
use crate::text::Span;

/// Stretches that are performed or name a work.
#[derive(Debug, Default)]
pub(super) struct Performances {
    /// Performed quotations: all stretches of a run, and the token of the verb or noun that shows it.
    sung: Vec<(u32, Vec<Span>, usize)>,
    /// Titles.
    titles: Vec<Span>,
}

/// How many tokens before a quotation the word that makes it a performance may stand.
const REACH: usize = 14;

impl Performances {
    pub fn find(reading: &Reading<'_>) -> Self {
        let mut found = Performances::default();
        for quotation in &reading.doc.quotations {
            let Some(first) = reading.doc.tokens_in(quotation.span).next() else { continue };
            if let Some((_, spans, _)) = found.sung.iter_mut().find(|(run, _, _)| *run == quotation.run) {
                spans.push(quotation.span);
                continue;
            }
            // The mark itself stands before the quotation; a report may name the performance after it, too.
            let before = first.saturating_sub(REACH)..first;
            let sentence = reading.doc.sentence(reading.doc.sentence_of(first)).start;
            let verb = before
                .clone()
                .rev()
                .take_while(|i| *i >= sentence.min(first.saturating_sub(2)))
                .find(|i| reading.cue(*i, cues::PERFORM) && reading.doc.tag(*i).is_verb());
            let cued = || {
                reading
                    .found
                    .attributions
                    .iter()
                    .filter(|a| a.content.iter().any(|c| c.overlaps(quotation.span)))
                    .flat_map(|a| &a.cue)
                    .flat_map(|cue| reading.doc.tokens_in(*cue))
                    .find(|i| reading.cue(*i, cues::PERFORM))
            };
            let named = || {
                let before = first.saturating_sub(5)..first;
                before.into_iter().find(|i| reading.cue(*i, cues::PERFORMANCE) && reading.doc.tag(*i).is_noun())
            };
            let long = reading.doc.tokens_in(quotation.span).len() > 4;
            let titled = || {
                (first.saturating_sub(4)..first).any(|i| {
                    matches!(reading.doc.lemma(i), "entitle" | "title" | "dub" | "name" | "call")
                        && reading.doc.tag(i).is_verb()
                        || matches!(reading.doc.lower(i), "entitled" | "titled" | "dubbed")
                })
            };
            if titled() || (quotation.scare && named().is_some()) {
                found.titles.push(quotation.span);
            } else if let Some(token) = verb.or_else(cued).or_else(|| named().filter(|_| long)) {
                found.sung.push((quotation.run, vec![quotation.span], token));
            }
        }
        found
    }

    /// Whether a place is performed or part of a title.
    pub fn hold(&self, span: Span) -> bool {
        self.titles.iter().chain(self.sung.iter().flat_map(|(_, spans, _)| spans)).any(|held| held.contains(span))
    }

    /// One claim for each performance, of the codebook's type for what artefacts contain.
    pub fn claims(&self, reading: &Reading<'_>) -> Vec<Claim> {
        let Some(kind) = reading.book.types.iter().find(|t| t.artefact_content) else { return Vec::new() };
        let mut claims = Vec::new();
        for (_, spans, token) in &self.sung {
            let (Some(first), Some(last)) = (spans.first(), spans.last()) else { continue };
            if !reading.is_read(*token) || reading.doc.tokens_in(*first).len() < 3 {
                continue;
            }
            let trigger = reading.doc.span(*token..*token + 1);
            let carrier = reading.found.attributions.iter().position(|a| a.content.iter().any(|c| c.overlaps(*first)));
            let mut arguments = Vec::new();
            let frame = reading.verb_frame(*token, *token..*token + 1);
            let speakers = frame.iter().flat_map(|f| &f.subjects);
            for phrase in speakers.filter(|p| {
                let own = reading.doc.tokens.get(p.head).and_then(|t| t.phrase.get());
                !own.is_some_and(|p| reading.doc.is_kind(p, PhraseKind::Relative))
            }) {
                arguments.push(Argument {
                    entity: reading.entity_of(phrase.head).map(|e| e as u32),
                    ..Argument::new("speaker", Some(phrase.span), reading.doc.text(phrase.span), None)
                });
            }
            claims.push(Claim {
                kind: kind.id.clone(),
                also: Vec::new(),
                span: first.cover(*last),
                trigger,
                arguments,
                modality: Modality::Hypothetical,
                tense: Tense::Future,
                stance: crate::annotate::Stance::Neutral,
                attribution: carrier.map(|a| a as u32),
                chain: reading.chain(carrier),
                in_headline: false,
                flags: vec!["artefact_content".to_owned()],
            });
        }
        claims
    }
}
