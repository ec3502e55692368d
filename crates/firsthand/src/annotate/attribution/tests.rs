//! One sentence a construction; all about the fictional country of Varenia.

use super::super::{Attribution, AttributionReader, ChainRole, Quoting, SourceKind};
use super::Rules;
use crate::annotate::doc::Doc;
use crate::report::{PartKind, Report, Stated};
use crate::text::Span;
use std::ops::Range;

/// The tokens of the first place where `words` stand.
pub(super) fn at(doc: &Doc<'_>, words: &str) -> Range<usize> {
    let start = doc.report.text.find(words).unwrap();
    doc.tokens_in(Span::new(start, start + words.len()))
}

/// The names of all sources of a text, by rules alone.
pub(super) fn who(text: &str) -> Vec<String> {
    read(text).1.into_iter().map(|a| a.source_name).collect()
}

pub(super) fn read(text: &str) -> (Report, Vec<Attribution>) {
    let report = Report::of_body(text);
    let found = annotate(&report);
    (report, found)
}

pub(super) fn annotate(report: &Report) -> Vec<Attribution> {
    let doc = super::super::parse(report);
    let entities = super::super::names::entities(&doc);
    Rules.read(&doc, &entities)
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

#[test]
fn an_agency_that_quotes_somebody_is_a_relay_and_the_quoted_person_stands_within() {
    let (report, found) =
        read("\"The road is safe,\" Colonel Pavo Sarn was quoted by the Lumen news agency as saying.");
    let words: Vec<_> = found.iter().map(|a| (a.source[0].of(&report.text), a.role, a.within)).collect();
    assert_eq!(
        words,
        [("the Lumen news agency", ChainRole::Relay, None), ("Colonel Pavo Sarn", ChainRole::Source, Some(0)),]
    );
}

#[test]
fn told_another_outlet_is_a_relay_and_told_the_own_outlet_is_own_reporting() {
    let text = "Mira Tolan told the Arven Tribune that the camp had been closed.";
    let mut report = Report::of_body(text);
    let other = annotate(&report);
    assert_eq!(other.iter().map(|a| a.role).collect::<Vec<_>>(), [ChainRole::Relay, ChainRole::Source]);
    report.outlet = Some(Stated { value: "Arven Tribune".to_owned(), evidence: String::new() });
    let own = annotate(&report);
    assert_eq!(own.len(), 1);
    assert!(own[0].own_reporting.is_some());
}

#[test]
fn what_the_own_outlet_has_obtained_is_own_reporting() {
    let mut report = Report::of_body("The Arven Tribune has obtained a list of 40 conscripts.");
    report.outlet = Some(Stated { value: "Arven Tribune".to_owned(), evidence: String::new() });
    let found = annotate(&report);
    assert_eq!(
        found.iter().map(|a| (a.rule, a.own_reporting.is_some())).collect::<Vec<_>>(),
        [("own-reporting", true)]
    );
}

#[test]
fn what_an_outlets_reporter_saw_and_papers_that_it_has_seen_are_own_reporting() {
    let own = |text: &str| {
        let mut report = Report::of_body(text);
        report.outlet = Some(Stated { value: "Arven Voice".to_owned(), evidence: String::new() });
        let found = annotate(&report);
        let own = found.iter().find(|a| a.own_reporting.is_some());
        own.is_some_and(|a| a.content.iter().any(|c| c.of(&report.text).contains("gate")))
    };
    for text in [
        "A reporter of the Voice saw two men fall at the gate in the evening.",
        "An Arven Voice reporter saw two men at the gate.",
        "The Voice's correspondent watched five men at the gate.",
        "Guards at the gate are offered monthly pay of 900 crowns, papers seen by the Voice show.",
    ] {
        assert!(own(text), "{text}");
    }
    for text in ["A reporter of the Tribune saw two men at the gate.", "A seller of the Voice saw two men at the gate."]
    {
        assert!(!own(text), "{text}");
    }
}

#[test]
fn he_added_is_the_last_speaker() {
    let (_, found) = read(
        "The road was safe, Colonel Pavo Sarn said on Monday.\n\"No child of President Oskar Vell was conscripted,\" he added.",
    );
    assert_eq!(found[1].source_name, found[0].source_name);
}

#[test]
fn the_same_source_is_the_source_before() {
    let (_, found) =
        read("A security source said the camp was empty. The same source said the boys had been sent to the coast.");
    assert_eq!(found[0].source_kind, SourceKind::Anonymous);
    assert_eq!(found[1].source_name, found[0].source_name);
}

#[test]
fn a_verb_after_but_shares_the_source() {
    let found = lines("Varenia admits that officers are in Orsal, but denies it has sent troops.");
    assert_eq!(found[1], "Varenia | denies | it has sent troops");
}

#[test]
fn an_apposition_inside_a_reported_clause_does_not_end_it() {
    assert_eq!(
        lines("Colonel Sarn said Orsal, a neighbour of the kingdom, was sending advisers."),
        ["Colonel Sarn | said | Orsal, a neighbour of the kingdom, was sending advisers"]
    );
}

#[test]
fn a_place_before_a_colon_says_where_and_a_speaker_there_says_it() {
    assert!(lines("Varenia: armed men take boys from a fishing camp").is_empty());
    assert!(lines("Tarvin: boys on the boats again\n\nTarvin's military government shut the piers.").is_empty());
    assert_eq!(
        lines("Minister: armed men took boys from a fishing camp"),
        ["Minister | : | armed men took boys from a fishing camp"]
    );
}

#[test]
fn understood_to_is_hearsay() {
    let (_, found) = read("The shells are understood to have been old.");
    assert_eq!(found.iter().map(|a| (a.rule, a.hearsay)).collect::<Vec<_>>(), [("raising", true)]);
}

#[test]
fn a_quotation_in_the_line_after_a_colon_is_content() {
    let (_, found) = read("Mira Tolan then added:\n\"We stay. We will not leave.\"");
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].quote, Quoting::Direct);
}

#[test]
fn a_footer_credits_the_whole_report() {
    let (_, found) =
        read("The camp was closed.\nThe boys were sent home.\nBased on reporting by NPA and the Orsal Times");
    let credits: Vec<_> = found.iter().filter(|a| a.whole_report).map(|a| a.source_name.as_str()).collect();
    assert_eq!(credits, ["NPA", "Orsal Times"]);
}

#[test]
fn wanting_is_named_as_an_intention() {
    let (_, found) = read("The colonel wants to send more conscripts.");
    assert_eq!(found[0].rule, "intention/to");
}

#[test]
fn odd_texts_do_not_panic_and_cost_linear_time() {
    for text in [
        "",
        ":",
        "\"",
        "said",
        "said said said \"",
        "according to",
        "( ( ( said",
        "— , said , —",
        "who that which said",
    ] {
        read(text);
    }
    let long = "he said and \"we\" , ( told him - that ".repeat(3_000);
    read(&long);
}

#[test]
fn a_quoted_paragraph_without_a_cue_is_the_last_speakers() {
    let (_, found) = read(
        "According to Mira Tolan, a teacher in Arven, the camp was full.\n\"We counted forty boys there, and none of them was older than fifteen years.\"",
    );
    let read: Vec<_> = found.iter().map(|a| (a.rule, a.source_name.as_str(), a.cue.len())).collect();
    assert_eq!(read, [("according-to", "Mira Tolan", 1), ("uncued", "Mira Tolan", 0)]);
}

#[test]
fn a_source_is_named_by_what_stands_beside_it() {
    let name = |text: &str| read(text).1.first().map(|a| a.source_name.clone()).unwrap_or_default();
    for text in [
        "A councillor from the old harbour, Rita Monsar, said the road was closed.",
        "The woman behind the counter of the pharmacy, Rita Monsar, said the road was closed.",
        "The port's doctor, Rita Monsar, said the road was closed.",
    ] {
        assert_eq!(name(text), "Rita Monsar", "{text}");
    }
    assert_eq!(
        name("The woman at the counter, a cousin of Rita Monsar, said the road was closed."),
        "woman at the counter"
    );
}

#[test]
fn a_relative_clause_may_end_in_a_pronoun() {
    assert_eq!(
        lines("Two teachers were taken away, the school that employs them said yesterday."),
        ["the school that employs them | said | Two teachers were taken away"]
    );
    assert!(lines("They told him said.").iter().all(|line| !line.starts_with("him")));
    assert_eq!(
        lines("Nine barges sank, a man whose boat was damaged said."),
        ["a man whose boat was damaged | said | Nine barges sank"]
    );
    assert_eq!(
        lines("Nine barges sank, the head of the yard where they were built said."),
        ["the head of the yard where they were built | said | Nine barges sank"]
    );
    assert_eq!(
        lines("Nine barges sank, a baker who watched the flood has told reporters."),
        ["a baker who watched the flood | has told | Nine barges sank"]
    );
    assert_eq!(
        lines("The pier was sold, people who live near the harbour said."),
        ["people who live near the harbour | said | The pier was sold"]
    );
    assert_eq!(
        lines("The pier was sold at noon, two women who were there told reporters."),
        ["two women who were there | told | The pier was sold at noon"]
    );
    assert_eq!(
        lines("A line of barges passed in the night, people in the river town say."),
        ["people in the river town | say | A line of barges passed in the night"]
    );
}

#[test]
fn who_writes_to_the_outlet_is_not_the_outlet() {
    let text = "In a letter to the Arven Tribune, the guild said that the pier was closed.";
    let mut report = Report::of_body(text);
    report.outlet = Some(Stated { value: "Arven Tribune".to_owned(), evidence: String::new() });
    let found = annotate(&report);
    assert_eq!(found.iter().map(|a| a.source_name.as_str()).collect::<Vec<_>>(), ["guild"]);
}

#[test]
fn he_is_who_spoke_and_no_place_that_was_named_since() {
    let (_, found) =
        read("A ferryman said that he was held in a yard at Old Tarnow. “I slept on rope,” he told the council.");
    assert_eq!(found.iter().map(|a| a.source_name.as_str()).collect::<Vec<_>>(), ["ferryman", "ferryman"]);
}

#[test]
fn she_is_the_reporter_of_whom_the_sentence_before_tells() {
    let own = |text: &str| read(text).1.iter().filter(|a| a.own_reporting.is_some()).count();
    assert_eq!(own("Our reporter walked to the bridge. There she saw five men with rifles."), 2);
    assert_eq!(own("Our reporter walked to the bridge. There they saw five men with rifles."), 1);
    assert_eq!(own("The colonel walked to the bridge. There she saw five men with rifles."), 0);
}

#[test]
fn a_clause_below_an_adjunct_does_not_hide_the_subject() {
    assert_eq!(
        lines("A clerk in Olun, speaking anonymously because he was not allowed to brief reporters, said the lists were closed.").last().map(String::as_str),
        Some("A clerk in Olun | said | the lists were closed")
    );
}

#[test]
fn a_teaser_before_the_colon_of_a_headline_says_nothing() {
    let sources = |text: &str| {
        let mut report = Report::of_body(text);
        report.parts[0].kind = PartKind::Headline;
        let found = annotate(&report);
        let headline = report.parts[0].span;
        let told = found.iter().filter(|a| a.cue.iter().any(|cue| headline.contains(*cue)));
        told.flat_map(|a| a.source.iter().map(|s| s.of(text).to_owned())).collect::<Vec<_>>()
    };
    let body = "The harbour of Tarvin stood empty on Monday.";
    assert!(sources(&format!("Ghost soldiers: port abandoned after storm\n{body}")).is_empty());
    let army = "Army: port abandoned after storm\nThe army left the harbour of Tarvin on Monday.";
    assert_eq!(sources(army), ["Army"]);
    assert_eq!(sources(&format!("Mira Tolan: port abandoned after storm\n{body}")), ["Mira Tolan"]);
}

#[test]
fn nobody_names_himself_in_his_own_words() {
    let (_, found) = read("Omar Tal mends nets on the quay. “Tarek Sole and Nils Brand kept the boat,” he said.");
    assert_eq!(found.last().map(|a| a.source_name.as_str()), Some("Omar Tal"));
}

#[test]
fn who_quotes_the_source_in_an_aside_passes_it_on() {
    let (_, found) = read("The news agency Telmar is here. The ministry, quoted by Telmar, said that nobody was shot.");
    let relays: Vec<_> = found.iter().filter(|a| a.role == ChainRole::Relay).map(|a| a.source_name.as_str()).collect();
    assert_eq!(relays, ["Telmar"]);
}

#[test]
fn who_speaks_in_a_town_is_not_the_town() {
    for text in [
        "Speaking in Sarn, the mayor called on the guild to leave.",
        "At a fair in Sarn, the mayor accused the guild of theft.",
    ] {
        assert_eq!(read(text).1[0].source_name, "mayor", "{text}");
    }
}
