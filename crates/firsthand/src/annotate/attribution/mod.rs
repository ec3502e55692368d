//! Who says what, by rules.
//!
//! For: the main path of firsthand: two thirds of the reports that share an origin share no wording.
//! In: a [`Doc`] and the report's entities. Out: [`Attribution`]s in text order. Cue words with the
//! frames in which they report are data ([`lexicon`]); a rule finds source and content for each frame.
//! Not here: what the content claims.

mod according;
mod content;
mod draft;
mod frame;
mod hearsay;
mod lexicon;
mod nominal;
mod phrase;
mod quoted;
mod source;
#[cfg(test)]
mod tests;
mod verbs;

use super::doc::Doc;
use super::{Attribution, AttributionReader, Entity};
use draft::Draft;

/// The rules. Stateless.
#[derive(Clone, Copy, Debug, Default)]
pub struct Rules;

impl AttributionReader for Rules {
    fn read(&self, doc: &Doc<'_>, _entities: &[Entity]) -> Vec<Attribution> {
        let mut drafts = Vec::new();
        for sentence in 0..doc.sentences.len() {
            let first = drafts.len();
            verbs::find(doc, sentence, &mut drafts);
            according::find(doc, sentence, &mut drafts);
            nominal::find(doc, sentence, &mut drafts);
            hearsay::find(doc, sentence, &mut drafts);
            hearsay::label(doc, sentence, &mut drafts);
            drafts[first..].sort_by_key(|d: &Draft| d.cue.start);
        }
        quoted::extend(doc, &mut drafts);
        let mut found: Vec<Attribution> = drafts.iter().map(|draft| draft.attribution(doc)).collect();
        nest(&drafts, &mut found);
        found
    }
}

/// Sets `within`: the innermost attribution whose content holds the cue.
fn nest(drafts: &[Draft], found: &mut [Attribution]) {
    let size = |d: &Draft| d.content.iter().map(ExactSizeIterator::len).sum::<usize>();
    for i in 0..drafts.len() {
        // Content reaches over few sentences, so its cue stands near; a bound keeps this linear.
        let near = i.saturating_sub(40)..(i + 40).min(drafts.len());
        found[i].within = near
            .filter(|&j| j != i && drafts[j].holds(drafts[i].cue.start))
            .min_by_key(|&j| size(&drafts[j]))
            .map(|j| j as u32);
    }
}
