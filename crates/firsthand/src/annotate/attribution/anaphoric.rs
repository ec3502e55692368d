//! Who confirms what the sentence before said: "Omar Tal confirmed it on Friday", "The ministry said so".
//!
//! In: the drafts of all sentences, sorted. Out: one more for each such sentence, whose content is the sentence before, where nobody
//! else says that. Not here: denials, which are claims of their own.

use super::super::doc::{Doc, Tag};
use super::draft::Draft;
use super::lists::List;
use super::phrase::verb_group;
use super::source;

/// Appends the drafts and sorts again.
pub(super) fn find(doc: &Doc<'_>, drafts: &mut Vec<Draft>) {
    let mut found = Vec::new();
    for sentence in 1..doc.sentences.len() {
        let Some(draft) = read(doc, sentence) else { continue };
        let before = drafts.partition_point(|d| d.sentence + 1 < sentence);
        let mut said = drafts.get(before..).unwrap_or(&[]).iter().take_while(|d| d.sentence < sentence);
        if !said.any(|d| d.source.is_some() && d.speaks()) {
            found.push(draft);
        }
    }
    if !found.is_empty() {
        drafts.append(&mut found);
        drafts.sort_by_key(|d| (d.sentence, d.cue.start));
    }
}

fn read(doc: &Doc<'_>, sentence: usize) -> Option<Draft> {
    let part = |s: usize| doc.sentences.get(s).map(|s| s.part);
    let range = doc.sentence(sentence);
    let cue = range.clone().find(|&i| {
        let so = matches!(doc.lower(i + 1), "it" | "this" | "that" | "so");
        let ends =
            matches!(doc.tag(i + 2), Tag::Stop | Tag::Comma | Tag::IN | Tag::TO) || doc.lower_is(List::Time, i + 2);
        doc.tag(i).is_verb() && doc.lemma_is(List::SoSay, i) && so && ends && doc.quotation_of(i).is_none()
    })?;
    // "say that it" has its content on the right; "so" alone goes with "say".
    let with_so = doc.lower(cue + 1) == "so";
    if with_so != (doc.lemma(cue) == "say") || part(sentence) != part(sentence - 1) {
        return None;
    }
    let group = verb_group(doc, cue, &range);
    if group.passive || !group.finite || group.tokens.clone().any(|i| matches!(doc.lower(i), "not" | "n't" | "never")) {
        return None;
    }
    let source = source::subject(doc, group.tokens.start, range.start)?;
    let mut draft = Draft::new("anaphoric", sentence, group.tokens);
    draft.source = Some(source);
    draft.content.push(doc.sentence(sentence - 1));
    Some(draft)
}
