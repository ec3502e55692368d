//! Who confirms what the sentence before said: "Omar Tal confirmed it on Friday", "The ministry said so", "That is what Mira Tolan told
//! the Post", "The announcement came from the mayor".
//!
//! In: the drafts of all sentences, sorted. Out: one more for each such sentence, whose content is the sentence before, where nobody
//! else says that. Not here: denials, which are claims of their own.

use super::super::doc::{Doc, Tag};
use super::draft::Draft;
use super::lexicon::LEXICON;
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
    confirmed(doc, sentence).or_else(|| told_so(doc, sentence)).or_else(|| came_from(doc, sentence))
}

/// "That is what Mira Tolan told the Post", "That was how the mayor described it".
fn told_so(doc: &Doc<'_>, sentence: usize) -> Option<Draft> {
    let range = doc.sentence(sentence);
    let [first, is, what] = [range.start, range.start + 1, range.start + 2].map(|i| doc.lower(i));
    let part = |s: usize| doc.sentences.get(s).map(|s| s.part);
    let opens = matches!(first, "that" | "this") && matches!(is, "is" | "was") && matches!(what, "what" | "how");
    if !opens || part(sentence) != part(sentence - 1) {
        return None;
    }
    let says = |i: &usize| doc.tag(*i).is_verb() && LEXICON.verb(doc.lemma(*i)).is_some_and(|verb| verb.speech);
    let cue = (range.start + 3..range.end).find(says).filter(|&i| doc.quotation_of(i).is_none())?;
    let group = verb_group(doc, cue, &range);
    if group.passive || !group.finite || group.tokens.clone().any(|i| matches!(doc.lower(i), "not" | "n't" | "never")) {
        return None;
    }
    let mut draft = Draft::new("anaphoric", sentence, group.tokens.clone());
    draft.source = Some(source::subject(doc, group.tokens.start, range.start + 3)?);
    draft.content.push(doc.sentence(sentence - 1));
    Some(draft)
}

/// "The announcement came from the mayor".
fn came_from(doc: &Doc<'_>, sentence: usize) -> Option<Draft> {
    let range = doc.sentence(sentence);
    let noun = range.start + 1;
    let opens = matches!(doc.lower(range.start), "the" | "this" | "that") && doc.lower_is(List::Disclosure, noun);
    let came = (noun + 1..range.end.min(noun + 4)).find(|&i| doc.lemma(i) == "come" && doc.lower(i + 1) == "from")?;
    if !opens {
        return None;
    }
    let mut draft = Draft::new("anaphoric", sentence, came..came + 2);
    draft.source = Some(source::source_after(doc, came + 2, range.end)?);
    draft.content.push(doc.sentence(sentence - 1));
    Some(draft)
}

fn confirmed(doc: &Doc<'_>, sentence: usize) -> Option<Draft> {
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

#[cfg(test)]
mod tests {
    use super::super::super::{AttributionReader, names, parse};
    use super::super::Rules;
    use crate::report::Report;

    fn said(text: &str) -> Vec<String> {
        let report = Report::of_body(text);
        let doc = parse(&report);
        let entities = names::entities(&doc);
        let found = Rules.read(&doc, &entities).into_iter().filter(|a| a.rule == "anaphoric");
        found.map(|a| format!("{}: {}", a.source_name, a.content[0].of(text))).collect()
    }

    #[test]
    fn who_is_named_right_after_has_said_it() {
        let dam = "The dam at Kelm has given way.";
        assert_eq!(said(&format!("{dam} That is what the engineer, Mira Tolan, told callers.")).len(), 1);
        assert_eq!(
            said(&format!("{dam} The news came from Mira Tolan, who built it.")),
            [format!("Mira Tolan: {}", dam.trim_end_matches('.'))]
        );
        assert_eq!(said(&format!("{dam} That is not what Mira Tolan told callers.")), [""; 0]);
        assert_eq!(said(&format!("{dam} The water came from Lake Arven.")), [""; 0]);
        assert_eq!(said("The dam has given way, Omar Tal said. The news came from Mira Tolan."), [""; 0]);
    }
}
