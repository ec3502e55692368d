//! One sentence a construction; all about the fictional country of Varenia.

use super::super::{Attribution, AttributionReader, Quoting};
use super::Rules;
use crate::report::{Part, PartKind, Report};
use crate::text::Span;

fn report(text: &str) -> Report {
    let mut parts = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let span = Span::new(start, start + line.trim_end().len());
        if !span.is_empty() {
            parts.push(Part { kind: PartKind::Body, span, because: String::new() });
        }
        start += line.len();
    }
    Report { text: text.to_owned(), parts, ..Report::default() }
}

fn read(text: &str) -> (Report, Vec<Attribution>) {
    let report = report(text);
    let found = Rules.read(&super::super::parse(&report), &[]);
    (report, found)
}

/// "source | cue | content", pieces joined with " ... ", of every attribution.
fn lines(text: &str) -> Vec<String> {
    let (report, found) = read(text);
    let words = |spans: &[Span]| spans.iter().map(|s| s.of(&report.text)).collect::<Vec<_>>().join(" ... ");
    found.iter().map(|a| format!("{} | {} | {}", words(&a.source), words(&a.cue), words(&a.content))).collect()
}

#[test]
fn a_that_clause_after_the_verb_is_content() {
    assert_eq!(
        lines("The governor of Arven said on Sunday that the camp had been closed."),
        ["The governor of Arven | said | that the camp had been closed"]
    );
}

#[test]
fn a_clause_without_that_is_content() {
    assert_eq!(
        lines("Residents said the militia took eleven boys from the school."),
        ["Residents | said | the militia took eleven boys from the school"]
    );
}

#[test]
fn subject_and_verb_may_follow_the_content() {
    assert_eq!(
        lines("The border was closed at noon, two officers said."),
        ["two officers | said | The border was closed at noon"]
    );
}

#[test]
fn the_verb_may_stand_before_its_subject_and_the_apposition_belongs_to_the_source() {
    assert_eq!(
        lines("\"They took my brother,\" said Mira Tolan, a teacher in Arven."),
        ["Mira Tolan, a teacher in Arven | said | \"They took my brother,\""]
    );
}

#[test]
fn a_cue_may_split_a_quotation() {
    assert_eq!(
        lines("\"We are leaving,\" Tolan said, \"and we will not return.\""),
        ["Tolan | said | \"We are leaving,\" ... \"and we will not return.\""]
    );
}

#[test]
fn a_quoted_sentence_after_the_attribution_keeps_the_speaker() {
    assert_eq!(
        lines("\"We are leaving,\" Tolan said. \"They took my brother.\""),
        ["Tolan | said | \"We are leaving,\" ... \"They took my brother.\""]
    );
}

#[test]
fn according_to_covers_the_whole_sentence() {
    assert_eq!(
        lines("The recruits were sent to the coast, according to a memo from the harbour."),
        ["a memo from the harbour | according to | The recruits were sent to the coast"]
    );
}

#[test]
fn a_leading_according_to_takes_what_follows() {
    assert_eq!(
        lines("According to the union, the recruits were sent to the coast."),
        ["the union | According to | the recruits were sent to the coast"]
    );
}

#[test]
fn accusing_somebody_of_doing_something_takes_both_as_content() {
    assert_eq!(
        lines("The union accused the army of enlisting minors."),
        ["The union | accused | the army of enlisting minors"]
    );
}

#[test]
fn the_addressee_is_not_content() {
    assert_eq!(
        lines("The colonel told villagers that the road was safe."),
        ["The colonel | told | that the road was safe"]
    );
}

#[test]
fn a_denial_of_doing_something_is_an_attribution() {
    assert_eq!(
        lines("The ministry has repeatedly denied sending conscripts abroad."),
        ["The ministry | has repeatedly denied | sending conscripts abroad"]
    );
}

#[test]
fn a_noun_with_a_that_clause_is_a_cue() {
    assert_eq!(
        lines("Nobody trusts the ministry's claim that nobody had been conscripted."),
        ["the ministry | claim | that nobody had been conscripted"]
    );
}

#[test]
fn a_passive_of_saying_has_no_source() {
    let (_, found) = read("The commander is believed to be hiding in Arven.");
    assert_eq!(found.len(), 1);
    assert!(found[0].source.is_empty());
}

#[test]
fn hearsay_adverbs_have_no_source() {
    let (_, found) = read("The militia has reportedly moved its camp.");
    assert_eq!((found.len(), found[0].hearsay, found[0].source.is_empty()), (1, true, true));
}

#[test]
fn quotation_marks_decide_direct_mixed_and_indirect() {
    let quote = |text| read(text).1[0].quote;
    assert_eq!(quote("\"We are leaving the camp,\" Tolan said."), Quoting::Direct);
    assert_eq!(quote("Tolan said the camp was \"a prison for the young\" and a disgrace."), Quoting::Mixed);
    assert_eq!(quote("Tolan said the camp was a prison."), Quoting::Indirect);
}

#[test]
fn a_cue_inside_content_stands_within_it() {
    let (_, found) = read("The daily reported that the colonel said the road was safe.");
    assert_eq!(found.iter().map(|a| a.within).collect::<Vec<_>>(), [None, Some(0)]);
}
