//! Whom a phrase does not mean, although the names took it for them.
//!
//! In: a source and the entity that stands for it, or the speaker before. Out: whether another one is meant. Not here: who it is instead
//! ([`super::who`], [`super::again`]).

use super::super::doc::{Doc, Tag};
use super::super::{Entity, EntityKind, MentionForm, SourceKind};
use super::again;
use super::draft::Draft;
use super::lexicon::LEXICON;
use super::lists::{List, is_in};
use super::who::Known;
use crate::text::Span;
use std::ops::Range;

/// Whether a description was taken for a body that nothing but what it says itself names.
pub(super) fn only_told(
    doc: &Doc<'_>,
    known: &Known<'_>,
    draft: &Draft,
    source: &Range<usize>,
    entity: Option<u32>,
) -> bool {
    let bare =
        source.len() == 2 && doc.lower(source.start) == "the" && is_in(List::BodyNoun, doc.lower(source.end - 1));
    let here = doc.tokens.get(source.start).map_or(0, |t| t.span.start);
    let told = |e: &Entity| {
        let mut names = e.mentions.iter().filter(|m| m.form == MentionForm::Name && m.span.start < here).peekable();
        names.peek().is_some() && names.all(|m| draft.holds(doc.tokens_in(m.span).start))
    };
    let page = |e: &Entity| doc.report.outlet_name().contains(e.name.as_str());
    bare && known.get(entity).is_some_and(|e| told(e) && !page(e))
}

/// Whether an entity was named, outside of quotations, between the last speaker's cue and this source.
pub(super) fn named_since(
    doc: &Doc<'_>,
    known: &Known<'_>,
    entity: Option<u32>,
    cue: u32,
    source: &Range<usize>,
) -> bool {
    let here = doc.tokens.get(source.start).map_or(0, |t| t.span.start);
    let is_it = source.len() == 1 && doc.lower(source.start) == "it";
    known.get(entity).is_some_and(|e| {
        let is_it = is_it && matches!(e.kind, EntityKind::Place | EntityKind::State);
        e.mentions
            .iter()
            .filter(|m| m.form == MentionForm::Name && cue < m.span.start && m.span.start < here)
            // "X said he expects an appeal of Reeves's ruling. He said ...": an owner is not spoken of.
            .filter(|m| doc.tag(doc.tokens_in(m.span).end) != Tag::POS)
            // "It said" is no place of which only "in Arven", "the Arven road" told.
            .filter(|m| !(is_it && is_aside(doc, m.span)))
            // "in the camp at Old Tal": whoever the name is taken for, that is a place.
            .filter(|m| !follows_place(doc, doc.tokens_in(m.span).start))
            .any(|m| doc.quotation_of(doc.tokens_in(m.span).start).is_none())
    })
}

/// Whether a name stands behind a preposition or only modifies another noun.
fn is_aside(doc: &Doc<'_>, span: Span) -> bool {
    let name = doc.tokens_in(span);
    let before = name.start.checked_sub(1);
    let before = before.map(|i| if doc.tag(i) == Tag::DT { i.saturating_sub(1) } else { i });
    doc.tag(name.end).is_noun() || before.is_some_and(|i| matches!(doc.tag(i), Tag::IN | Tag::TO))
}

/// Whether a name stands behind a preposition of place that no person stands behind.
fn follows_place(doc: &Doc<'_>, name: usize) -> bool {
    name > 0 && matches!(doc.lower(name - 1), "at" | "in" | "near" | "outside" | "inside" | "into")
}

/// "The school that employs them": a description that needs a clause to say whom it means is none of those named before.
pub(super) fn is_new(doc: &Doc<'_>, known: &Known<'_>, source: &Range<usize>, head: usize, entity: u32) -> bool {
    let restricted = head + 1 < source.end
        && (matches!(doc.tag(head + 1), Tag::WP | Tag::WDT) || doc.lower(head + 1) == "that")
        && (head + 2..source.end).any(|i| doc.tag(i).is_finite());
    let named = source.clone().take_while(|i| *i <= head).any(|i| doc.tag(i).is_name());
    restricted && !named && known.get(Some(entity)).is_some_and(|e| e.named)
}

/// "A group", "a medical charity": with an article like that nobody is meant who was named before.
pub(super) fn introduces(doc: &Doc<'_>, known: &Known<'_>, source: &Range<usize>, entity: u32) -> bool {
    let new = matches!(doc.lower(source.start), "a" | "an") && source.clone().all(|i| !doc.tag(i).is_name());
    let here = doc.tokens.get(source.start).map_or(0, |t| t.span.start);
    let before = |e: &Entity| e.mentions.iter().any(|m| m.form == MentionForm::Name && m.span.end <= here);
    new && known.get(Some(entity)).is_some_and(|e| e.named && before(e))
}

/// "Varenia rights group", "Varenia separatists": people of a place are not the place.
pub(super) fn only_modifies(doc: &Doc<'_>, known: &Known<'_>, source: &Range<usize>, head: usize, entity: u32) -> bool {
    let noun = !doc.tag(head).is_name() && LEXICON.kind(doc.lower(head)) != Some(SourceKind::Official);
    let names = head > source.start && (source.start..head).any(|i| doc.tag(i).is_name());
    let word = doc.lower(head);
    let people = is_in(List::BodyNoun, word) || matches!(doc.tag(head), Tag::NNS) || again::is_person_noun(word);
    let word_of_place = || {
        let name = (source.start..head).take_while(|&i| doc.tag(i).is_name()).count();
        name > 0 && super::is_where(doc, source.start..source.start + name)
    };
    let place = |e: &Entity| matches!(e.kind, EntityKind::Place | EntityKind::State) || word_of_place();
    noun && names && people && known.get(Some(entity)).is_some_and(place)
}

#[cfg(test)]
mod tests {
    use super::super::tests::who;

    #[test]
    fn nobody_names_himself_in_what_he_says() {
        assert_eq!(
            who("Omar Tal, a weaver, came. Karim was killed by a mine on Sunday, he told visitors."),
            ["Omar Tal"]
        );
        let text = "More than 40 men were made to sign up with the Third Reed Corps, the group found.";
        assert_eq!(who(text), ["group"]);
    }

    #[test]
    fn an_article_for_the_new_means_nobody_named_before() {
        let text = "The Reed Guild met. Nine boats were sunk, a guild run by sailors said on Tuesday.";
        assert_ne!(who(text), ["Reed Guild"]);
    }

    #[test]
    fn what_belongs_to_somebody_is_named_with_whom() {
        assert_eq!(
            who("The Reed League denies it. Its spokesman wrote that nothing was sunk."),
            ["Reed League", "spokesman of Reed League"]
        );
        assert_eq!(who("Damuria's mission here said that nobody had died."), ["Damuria's mission"]);
    }
}
