//! Rules 1, 2 and 4: one source by several words, within a report, over events, and by its people.

use super::case::Case;
use crate::annotate::Modality::Asserted;
use crate::annotate::SourceKind::*;
use crate::annotate::{Attribution, ChainRole, EntityKind, Mention, MentionForm, Quoting, SourceKind};
use crate::text::Span;

/// Somebody says something between two places of a report.
fn says(who: Option<u32>, kind: SourceKind, source: Span, content: Span) -> Attribution {
    Attribution {
        source: [source].into(),
        cue: [Span { start: source.end, end: source.end + 1 }].into(),
        content: [content].into(),
        quote: Quoting::Indirect,
        source_entity: who,
        source_kind: kind,
        source_name: String::new(),
        within: None,
        role: ChainRole::Source,
        hearsay: false,
        whole_report: false,
        own_reporting: None,
        rule: "test",
    }
}

/// The place of some words in a report, and the mention of an entity there by its name.
fn named(case: &mut Case, report: u32, item: u32, words: &str) -> Span {
    let at = case.reports[report as usize].text.find(words).unwrap();
    let span = Span::new(at, at + words.len());
    let entity = &mut case.annotated[report as usize].entities[item as usize];
    entity.mentions = [Mention { span, form: MentionForm::Name }].into();
    span
}

/// "A relief charity said ... The Lantern Union, which ..., said": the sayer of the lede, and what the next sentence calls who speaks.
fn lede(described: &'static str, next: &'static str, kind: EntityKind) -> (u32, u32) {
    let mut case = Case::default();
    let (a, b) = (case.report("Norda", "2023-05-03"), case.report("Salt Coast News", "2023-05-04"));
    let first = case.claim(a, 0, "Forty ferries burnt, somebody said.", Asserted, &[(described, Anonymous)]);
    let at = case.claim_mut(first).span;
    case.claim_mut(first).chain[1].span = Some(at);
    case.sentence(a, &format!("{next}, in an upper street, said that it knew the ferrymen."));
    let item = case.entity(a, next, kind);
    let source = named(&mut case, a, item, next);
    case.annotated[a as usize].attributions.push(says(Some(item), PartisanOrganisation, source, source));
    case.says(b, &[(next, PartisanOrganisation)]);
    case.range()
}

#[test]
fn a_body_of_the_lede_is_the_one_that_the_next_sentence_names() {
    assert_eq!(lede("a relief charity", "Lantern Union", EntityKind::Organisation), (1, 1));
    assert_eq!(lede("a seamen's telephone line", "Harbour Nightline", EntityKind::Organisation), (1, 1));
    assert_eq!(lede("a ferryman", "Lantern Union", EntityKind::Organisation), (2, 2), "a man is no union");
    assert_eq!(lede("a relief charity", "Omar Tal", EntityKind::Person), (2, 2));
}

/// The Column speaks, then "spokesman Ilun Mar" in the same paragraph or, with something between them, later.
fn spokesman(between: &str) -> (u32, u32) {
    let mut case = Case::default();
    let a = case.report("Norda", "2023-05-03");
    case.says(a, &[("Salt Column", PartisanOrganisation)]);
    let body = case.entity(a, "Salt Column", EntityKind::Organisation);
    let words = format!("Salt Column said that men were called up.{between} Spokesman Ilun Mar told of it.");
    let span = case.sentence(a, &words);
    let source = named(&mut case, a, body, "Salt Column");
    case.annotated[a as usize].attributions.push(says(Some(body), PartisanOrganisation, source, span));
    let other = case.entity(a, "Ferry Council", EntityKind::Organisation);
    if between.contains("Ferry Council") {
        named(&mut case, a, other, "Ferry Council");
    }
    let told = case.says(a, &[("Ilun Mar", Spokesperson)]);
    let person = case.entity(a, "Ilun Mar", EntityKind::Person);
    let at = named(&mut case, a, person, "Ilun Mar");
    case.role(a, "Ilun Mar", "spokesman");
    case.claim_mut(told).chain[1].span = Some(at);
    case.range()
}

#[test]
fn a_spokesman_of_nobody_speaks_for_the_body_whose_word_stands_before() {
    assert_eq!(spokesman(""), (1, 1));
    assert_eq!(spokesman(" The Ferry Council heard it."), (2, 2), "it may be the council's");
    assert_eq!(spokesman("\n\nThe weather was fair."), (2, 2), "another paragraph");
}

#[test]
fn what_a_quotation_shows_of_a_described_source_holds_for_all_that_the_report_has_from_it() {
    let mut case = Case::default();
    let (a, b) = (case.report("Arven Post", "2023-05-03"), case.report("Norda", "2023-05-04"));
    let full = case.says(a, &[("Guild of Dyers", PartisanOrganisation)]);
    let quoted = case.says(b, &[("the guild's chair", Anonymous)]);
    case.says(b, &[("the guild's chair", Anonymous)]);
    case.same_quotation(quoted, full);
    assert_eq!((case.range(), case.origins()), ((1, 1), vec!["Guild of Dyers".to_owned()]));
}

#[test]
fn who_a_described_source_is_in_one_event_it_is_in_all_of_its_report() {
    let tell = |same: bool| {
        let mut case = Case::default();
        let (a, b) = (case.report("Arven Post", "2023-05-03"), case.report("Norda", "2023-05-04"));
        let first = case.claim(a, 1, "Ferries burnt.", Asserted, &[("Guild of Dyers", PartisanOrganisation)]);
        case.number(first, 61.0, "ferry");
        let second = case.claim(b, 1, "Ferries burnt there.", Asserted, &[("a night line", Anonymous)]);
        case.number(second, if same { 61.0 } else { 23.0 }, "ferry");
        case.says(a, &[("Guild of Dyers", PartisanOrganisation)]);
        case.says(b, &[("a night line", Anonymous)]);
        case
    };
    let case = tell(true);
    assert_eq!(case.range(), (1, 1), "the other claim has no number");
    let event = case.event(0);
    assert!(
        event.origins.iter().flat_map(|o| &o.because).any(|why| why.contains("in what else the same report tells"))
    );
    assert_eq!(tell(false).range(), (2, 2));
}

#[test]
fn two_whom_the_lede_sums_up_are_those_who_speak_below() {
    let mut case = Case::default();
    let a = case.report("Arven Post", "2023-05-03");
    case.says(a, &[("a dyer and the guild", Anonymous)]);
    case.says(a, &[("Ilun Mar", Person)]);
    assert_eq!(case.range(), (2, 2), "one of two speaks below");
    case.says(a, &[("Guild of Dyers", PartisanOrganisation)]);
    assert_eq!(case.range(), (2, 2));
}

#[test]
fn whom_a_counted_person_only_tells_of_is_no_second_origin() {
    let tell = |inside: bool| {
        let mut case = Case::default();
        let a = case.report("Arven Post", "2023-05-03");
        case.says(a, &[("Ilun Mar", Person)]);
        let rang = case.says(a, &[("an officer", Anonymous)]);
        if inside {
            let (span, who) = (case.claim_mut(rang).span, case.entity(a, "Ilun Mar", EntityKind::Person));
            case.annotated[a as usize].attributions.push(says(Some(who), Person, span, span));
        }
        case.range()
    };
    assert_eq!((tell(true), tell(false)), ((1, 1), (2, 2)));
}

#[test]
fn a_letter_more_or_less_is_another_spelling_of_a_name_in_reports_of_one_happening() {
    let tell = |one: &'static str, other: &'static str| {
        let mut case = Case::default();
        let (a, b) = (case.report("Arven Post", "2023-05-03"), case.report("Norda", "2023-05-04"));
        case.says(a, &[(one, Person)]);
        case.says(b, &[(other, Person)]);
        case.range()
    };
    assert_eq!(tell("Ilune Marwik", "Iluna Marwick"), (1, 1));
    assert_eq!(tell("Ilune Marwik", "Ilune Tarwik"), (2, 2));
}

#[test]
fn an_office_that_publishes_a_note_passes_on_what_the_body_of_its_name_is_cited_for() {
    let mut case = Case::default();
    let a = case.report("Isk League Office for Ferries", "2023-05-03");
    case.says(a, &[("Guild of Dyers", PartisanOrganisation)]);
    let b = case.report("Norda", "2023-05-04");
    case.says(b, &[("the Isk League", PartisanOrganisation)]);
    assert_eq!((case.range(), case.origins()), ((1, 1), vec!["Guild of Dyers".to_owned()]));
}

#[test]
fn who_wrote_the_only_report_speaks_for_the_body_that_published_it() {
    let tell = |words: &str| {
        let mut case = Case::default();
        let (a, b) = (case.report("Guild of Dyers", "2023-05-03"), case.report("Norda", "2023-05-04"));
        case.sentence(a, "Press release - for immediate use");
        case.says(a, &[("Guild of Dyers", PartisanOrganisation)]);
        case.says(b, &[("Ilun Mar", Person)]);
        case.sentence(b, words);
        let item = case.entity(b, "Ilun Mar", EntityKind::Person);
        named(&mut case, b, item, "Ilun Mar");
        case.range()
    };
    assert_eq!(tell("Ilun Mar, who wrote the report, came to the studio."), (1, 1));
    assert_eq!(tell("Ilun Mar, who chairs the Guild of Dyers here, came to the studio."), (1, 1));
    assert_eq!(tell("Ilun Mar, who has read the report, came to the studio."), (2, 2));
}

#[test]
fn a_letter_of_somebody_of_whom_it_says_who_they_are_is_their_own_word() {
    let mut case = Case::default();
    let a = case.report("Ilun Mar", "2023-05-03");
    case.says(a, &[]);
    case.entity(a, "Ilun Mar", EntityKind::Person);
    assert_eq!(case.range(), (0, 0), "a paper may bear a man's name");
    case.role(a, "Ilun Mar", "historian");
    assert_eq!((case.range(), case.origins()), ((1, 1), vec!["Ilun Mar".to_owned()]));
}

#[test]
fn unnamed_residents_may_be_one_within_days() {
    let apart = |day: &str| {
        let mut case = Case::default();
        let (a, b) = (case.report("Arven Post", "2023-05-03"), case.report("Norda", day));
        case.says(a, &[("a resident", Anonymous)]);
        case.says(b, &[("a resident of Mill Street", Anonymous)]);
        case.range()
    };
    assert_eq!((apart("2023-05-05"), apart("2023-05-09")), ((1, 2), (2, 2)));
}

#[test]
fn a_diocese_is_the_bishop_whom_another_report_names() {
    let mut case = Case::default();
    let (a, b) = (case.report("Arven Post", "2023-05-03"), case.report("Norda", "2023-05-04"));
    case.says(a, &[("Ilun Mar", Person)]);
    case.says(b, &[("Diocese of Isk", PartisanOrganisation)]);
    assert_eq!(case.range(), (2, 2));
    case.role(a, "Ilun Mar", "bishop");
    assert_eq!(case.range(), (1, 1));
}

#[test]
fn a_mayor_is_not_the_army_that_another_report_describes() {
    let told = |role: &str| {
        let mut case = Case::default();
        let (a, b) = (case.report("Arven Post", "2023-05-03"), case.report("Norda", "2023-05-04"));
        case.entity(a, "Sela Brandt", EntityKind::Person);
        case.says(a, &[("Sela Brandt", Official)]);
        case.role(a, "Sela Brandt", role);
        case.says(b, &[("army", Official)]);
        case.range()
    };
    assert_eq!(told("colonel"), (1, 1));
    assert_eq!(told("mayor"), (2, 2));
}

/// A charity's own paper gives its head of mission; another outlet has the same woman, and a third cites the charity.
fn head_of_mission(role: &str) -> (u32, u32) {
    let mut case = Case::default();
    let (own, other) = (case.report("Lantern Medical Relief", "2023-05-03"), case.report("Norda", "2023-05-04"));
    case.reports[own as usize].text = "PRESS RELEASE\n\n".to_owned();
    case.says(own, &[("Lantern Medical Relief", PartisanOrganisation)]);
    let item = case.entity(own, "Hanna Obrist", EntityKind::Person);
    let text = case.sentence(own, "Hanna Obrist, who runs the boats, said that they were stopped.");
    case.annotated[own as usize].entities[item as usize].mentions =
        [Mention { span: Span::new(text.start as usize, text.start as usize + 12), form: MentionForm::Name }].into();
    case.role(own, "Hanna Obrist", role);
    case.says(other, &[("Hanna Obrist", Person)]);
    case.range()
}

#[test]
fn who_holds_an_office_in_a_bodys_own_paper_speaks_for_it_elsewhere() {
    assert_eq!(head_of_mission("head of mission"), (1, 1));
    assert_eq!(head_of_mission("director of the town hospital"), (2, 2));
}

#[test]
fn the_first_word_of_a_bodys_name_is_the_body() {
    for (short, range) in [("Halven", (1, 1)), ("Khalven Centre", (1, 1)), ("Tolven Centre", (2, 2))] {
        let mut case = Case::default();
        let (a, b) = (case.report("Arven Post", "2023-05-03"), case.report("Norda", "2023-05-04"));
        case.says(a, &[("Halven Centre for Rivers", PartisanOrganisation)]);
        case.says(b, &[(short, Person)]);
        assert_eq!(case.range(), range, "{short}");
    }
}

#[test]
fn two_officials_whom_nothing_tells_apart_may_be_one() {
    for (other, range) in [("a senior official who has seen the film", (1, 2)), ("a port official", (2, 2))] {
        let mut case = Case::default();
        let (a, b) = (case.report("Arven Post", "2023-05-03"), case.report("Norda", "2023-05-04"));
        case.says(a, &[("a security official", Anonymous)]);
        case.says(b, &[(other, Anonymous)]);
        assert_eq!(case.range(), range, "{other}");
    }
}

#[test]
fn an_outlets_own_work_is_cited_by_the_first_word_of_its_name() {
    for (cited, range) in [("Lantern", (1, 1)), ("Lanternsea", (2, 2))] {
        let mut case = Case::default();
        let (a, b) = (case.report("Lantern Daily", "2023-05-03"), case.report("Norda", "2023-05-04"));
        let seen = case.says(a, &[]);
        case.own_work(seen);
        case.says(b, &[(cited, PartisanOrganisation)]);
        assert_eq!(case.range(), range, "{cited}");
    }
}
