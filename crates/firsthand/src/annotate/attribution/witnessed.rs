//! What people of another outlet saw: "the boys were spotted by a Larkspur reporter near the pier".
//!
//! For: such a clause tells whose own work is passed on, without a word of speech. In: one sentence. Out: [`Draft`]s. Not here: what the
//! outlet's own people saw (see [`super::medium::own_work`]).

use super::super::doc::Doc;
use super::draft::Draft;
use super::lists::List;
use super::medium::Own;
use super::phrase::{near, noun_phrase_end, verb_group};
use std::ops::Range;

/// Appends the attributions of one sentence.
pub(super) fn find(doc: &Doc<'_>, own: &Own, sentence: usize, drafts: &mut Vec<Draft>) {
    let whole = doc.sentence(sentence);
    for i in whole.clone() {
        let seen = doc.lemma_is(List::SeenBy, i) && doc.lower(i + 1) == "by";
        if !seen || doc.quotation_of(i).is_some() {
            continue;
        }
        let range = near(&whole, i);
        let group = verb_group(doc, i, &range);
        let Some((outlet, end)) = outlet_of(doc, i + 2, range.end).filter(|(outlet, _)| !own.is(doc, outlet)) else {
            continue;
        };
        if !group.passive {
            continue;
        }
        let mut draft = Draft::new("seen-by", sentence, i..i + 2);
        let close = (end..range.end).rev().find(|&j| doc.tag(j).is_word()).map_or(end, |j| j + 1);
        let pieces = [range.start..group.tokens.start, end..close];
        draft.content.extend(pieces.into_iter().filter(|piece| !piece.is_empty()));
        draft.source = Some(outlet);
        // "Were seen by" has been read as an opinion about less of the sentence.
        drafts.retain(|d| d.sentence != sentence || d.cue.end <= i || i + 1 < d.cue.start);
        drafts.push(draft);
    }
}

/// The outlet of "a Larkspur Radio reporter" and "a crew of the Larkspur Post", and where the phrase ends.
fn outlet_of(doc: &Doc<'_>, from: usize, end: usize) -> Option<(Range<usize>, usize)> {
    let phrase = from..noun_phrase_end(doc, from, end);
    let reporter = phrase.clone().find(|&i| doc.lower_is(List::Reporter, i))?;
    let names = |range: Range<usize>| {
        // Names of outlets are made of common words, which the tagger takes for such.
        let capital = |i: usize| doc.word(i).starts_with(char::is_uppercase);
        let start = range.clone().find(|&i| capital(i))?;
        let end = (start..range.end).find(|&i| !capital(i)).unwrap_or(range.end);
        Some(start..end)
    };
    if let Some(name) = names(phrase.start..reporter) {
        return Some((name, reporter + 1));
    }
    let of = matches!(doc.lower(reporter + 1), "of" | "for" | "from" | "with" | "at");
    let behind = reporter + 2..noun_phrase_end(doc, reporter + 2, end);
    names(behind.clone()).filter(|_| of).map(|name| (name, behind.end))
}

#[cfg(test)]
mod tests {
    use super::super::tests::who;

    #[test]
    fn what_another_outlets_reporter_saw_is_that_outlets() {
        let seen = |rest: &str| who(&format!("Two of the boys were seen by {rest}."));
        assert_eq!(seen("a Larkspur Radio reporter near the pier"), ["Larkspur Radio"]);
        assert_eq!(seen("a crew of the Larkspur Post"), ["Larkspur Post"]);
        assert_eq!(seen("a patrol near the pier"), ["patrol near the pier"], "an opinion, read elsewhere");
    }
}
