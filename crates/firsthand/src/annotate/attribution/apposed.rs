//! Sources with an apposition of which the trained reader took one half only.
//!
//! For: "the town's mayor, Mira Tolan, said" names one person twice; with half of it the other half would be taken for what is said. In: a
//! source and its cue. Out: where it begins or ends. Not here: whose apposition it is in the report (names).

use super::super::doc::{Doc, Tag};
use std::ops::Range;

/// The longest description before a name, in tokens.
const DESCRIPTION: usize = 10;

/// The end of a described source whose name stands behind it: "said a baker from the harbour, Mira Tolan."
pub(super) fn end(doc: &Doc<'_>, source: &Range<usize>) -> usize {
    let sentence = doc.sentence(doc.sentence_of(source.start));
    let plain = source.clone().all(|i| !doc.tag(i).is_name() || doc.tag(i.wrapping_sub(1)) == Tag::IN);
    let article = matches!(doc.lower(source.start), "a" | "an" | "one" | "another");
    let name = source.end + 1;
    let end = (name..sentence.end).find(|&i| !doc.tag(i).is_name()).unwrap_or(sentence.end);
    let closed = end >= sentence.end || matches!(doc.tag(end), Tag::Stop | Tag::Comma | Tag::CloseQuote);
    let apposed = doc.tag(source.end) == Tag::Comma && (2..=4).contains(&end.saturating_sub(name)) && closed;
    if plain && article && apposed { end } else { source.end }
}

/// The start of a source of which only the aside was taken: "Varenia, a backer of the rebels, fears ...".
pub(super) fn start(doc: &Doc<'_>, source: &Range<usize>, cue: usize) -> usize {
    let aside = matches!(doc.lower(source.start), "a" | "an" | "the" | "one" | "whose");
    let closes = source.end + 1 == cue && doc.tag(source.end) == Tag::Comma;
    let sentence = doc.sentence(doc.sentence_of(source.start)).start;
    if !aside || !closes || source.start < sentence + 2 || doc.tag(source.start - 1) != Tag::Comma {
        return source.start;
    }
    let name = (sentence..source.start - 1).rev().take_while(|&i| doc.tag(i).is_name()).last();
    // "In Arven, the army, ...": a place is no subject.
    name.filter(|&name| name == sentence || doc.tag(name - 1) != Tag::IN).unwrap_or(source.start)
}

/// The start of a source whose description stands before its name and was taken for what is said: "..., the town's mayor, | Mira Tolan,
/// said"; also where the source begins in what is said before it (`cut`): "took two | teachers, the town's mayor, Mira Tolan, said".
pub(super) fn described(doc: &Doc<'_>, source: &Range<usize>, cue: usize, cut: bool) -> Option<usize> {
    let sentence = doc.sentence(doc.sentence_of(source.start));
    let comma = |from: usize, to: usize| (from..to).rev().find(|&i| doc.tag(i) == Tag::Comma);
    if cue < source.end {
        return None;
    }
    // Without a comma behind it the name may end a list of those to whom something was done.
    let end = (source.end - 1..=source.end).find(|&i| doc.tag(i) == Tag::Comma)?;
    let before_name = comma(sentence.start, end)?;
    let opens = comma(sentence.start, before_name)?;
    let name = before_name + 1..end;
    let names = !name.is_empty() && name.clone().all(|i| doc.tag(i).is_name());
    let mut description = opens + 1..before_name;
    let owned = description.clone().any(|i| matches!(doc.tag(i), Tag::POS | Tag::PRPS));
    let short = (2..=DESCRIPTION).contains(&description.len());
    let plain = |i: usize| {
        let tag = doc.tag(i);
        tag.is_noun() || tag.is_adjective() || matches!(tag, Tag::DT | Tag::POS | Tag::PRPS | Tag::IN)
    };
    let head = doc.tag(before_name - 1) == Tag::NN;
    let apposed = names && owned && short && head && description.all(plain);
    let begins = opens < source.start && source.start <= name.start || source.start < opens && cut;
    (apposed && begins && opens + 1 != source.start).then_some(opens + 1)
}

#[cfg(test)]
mod tests {
    use super::super::tests::at;
    use super::*;
    use crate::report::Report;

    #[test]
    fn an_aside_is_not_the_source_and_a_place_is_no_subject() {
        let start = |text: &str, source: &str, cue: &str| {
            let report = Report::of_body(text);
            let doc = super::super::super::parse(&report);
            let from = super::start(&doc, &at(&doc, source), at(&doc, cue).start);
            doc.word(from).to_owned()
        };
        assert_eq!(
            start("Damuria, a backer of the Reed Guard, fears a war.", "a backer of the Reed Guard", "fears"),
            "Damuria"
        );
        assert_eq!(
            start("In Damuria, the army, which has tanks, fears a war.", "the army, which has tanks", "fears"),
            "the"
        );
        assert_eq!(start("On Monday, the army fears a war.", "the army", "fears"), "the");
    }

    /// Where the source of a saying begins when its description is looked for.
    fn begins(text: &str, source: &str, cut: bool) -> Option<String> {
        let report = Report::of_body(text);
        let doc = super::super::super::parse(&report);
        let cue = at(&doc, "said").start;
        let from = described(&doc, &at(&doc, source), cue, cut)?;
        Some(doc.text(doc.span(from..cue)).to_owned())
    }

    #[test]
    fn the_description_before_a_name_is_of_the_source() {
        let text = "Nine barns burned down overnight, the town's mayor, Mira Tolan, said.";
        let whole = Some("the town's mayor, Mira Tolan,".to_owned());
        assert_eq!(begins(text, "Mira Tolan", false), whole);
        assert_eq!(begins(text, "mayor, Mira Tolan,", false), whole);
        assert_eq!(begins(text, "the town's mayor, Mira Tolan", false), None);
        let text = "Raiders took two bakers, the town's mayor, Mira Tolan, said.";
        assert_eq!(begins(text, "bakers, the town's mayor, Mira Tolan", true), whole);
    }

    #[test]
    fn what_was_done_to_somebody_is_no_description() {
        assert_eq!(begins("Raiders took the mayor of Sorn, his cook, Mira Tolan said.", "Mira Tolan", false), None);
        assert_eq!(begins("On Monday, raiders took two bakers, Mira Tolan said.", "Mira Tolan", false), None);
    }
}
