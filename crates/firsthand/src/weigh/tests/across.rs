//! Rules 1, 3, 4, 6: what several reports are to one another.

use super::case::Case;
use crate::annotate::Modality::Asserted;
use crate::annotate::SourceKind::*;
use crate::annotate::{EntityKind, Mention, MentionForm};
use crate::text::Span;
use crate::weigh::{Counts, EdgeKind, Level};

#[test]
fn outlets_that_name_one_organisation_are_one_origin() {
    let mut case = Case::default();
    for outlet in ["Arven Post", "Norda", "Salt Coast News"] {
        let report = case.report(outlet, "2023-05-03");
        case.says(report, &[("Salt Road Council", PartisanOrganisation)]);
    }
    assert_eq!(case.range(), (1, 1));
    assert_eq!(case.event(0).reports.len(), 3);
}

#[test]
fn a_copy_without_attribution_inherits_the_chain_and_is_flagged() {
    let mut case = Case::default();
    let (a, b) = (case.report("Arven Post", "2023-05-03"), case.report("Norda", "2023-05-02"));
    let full = case.says(a, &[("Salt Road Council", PartisanOrganisation)]);
    // Norda's copy is older and poorer: the explicit citation beats the date.
    let poor = case.says(b, &[]);
    case.copied(full, poor);
    assert_eq!(case.range(), (1, 1));
    assert!(case.event(0).not_shown.is_empty());
    assert_eq!(case.weigh().flags, [(poor, "attribution_dropped")]);
}

#[test]
fn a_copy_of_own_reporting_leads_to_the_outlet_that_did_the_work() {
    let mut case = Case::default();
    let (a, b) = (case.report("Arven Post", "2023-05-03"), case.report("Norda", "2023-05-04"));
    let own = case.says(a, &[]);
    case.own_work(own);
    let copy = case.says(b, &[]);
    case.copied(copy, own);
    assert_eq!((case.range(), case.origins()), ((1, 1), vec!["Arven Post".to_owned()]));
}

#[test]
fn an_outlet_of_the_set_that_is_named_as_source_leads_on_to_its_report() {
    let mut case = Case::default();
    let (a, b) = (case.report("The Arven Post", "2023-05-03"), case.report("Norda", "2023-05-04"));
    case.says(a, &[("Ilun Mar", Person)]);
    case.says(b, &[("Arven Post", Outlet)]);
    assert_eq!((case.range(), case.origins()), ((1, 1), vec!["Ilun Mar".to_owned()]));
    assert!(case.weigh().edges.iter().any(|e| e.kind == EdgeKind::Cites));
}

#[test]
fn a_cited_report_that_shows_no_source_counts_nothing() {
    let mut case = Case::default();
    let (a, b) = (case.report("Arven Post", "2023-05-03"), case.report("Norda", "2023-05-04"));
    case.says(a, &[]);
    case.says(b, &[("Arven Post", Outlet)]);
    assert_eq!((case.range(), case.event(0).not_shown), ((0, 0), vec![a, b]));
}

#[test]
fn two_outlets_that_cite_each_other_are_circular() {
    let mut case = Case::default();
    let (a, b) = (case.report("Arven Post", "2023-05-03"), case.report("Norda", "2023-05-04"));
    case.says(a, &[("Norda", Outlet)]);
    case.says(b, &[("Arven Post", Outlet)]);
    let event = case.event(0);
    assert_eq!((event.low, event.high, event.level), (0, 0, Level::Unsourced));
    assert!(event.steps.iter().any(|step| step.contains("circular")), "{:?}", event.steps);
}

#[test]
fn two_voices_of_one_state_are_one_party_and_count_once() {
    let mut case = Case::default();
    let (a, b) = (case.report("Arven Post", "2023-05-03"), case.report("Norda", "2023-05-03"));
    case.says(a, &[("Ministry of War", Official)]);
    case.says(b, &[("First Channel", Outlet)]);
    case.of_state("Ministry of War", "varenia");
    case.of_state("First Channel", "varenia");
    let event = case.event(0);
    assert_eq!((event.low, event.high, event.parties), (1, 1, 1));
    assert_eq!(event.origins.iter().map(|o| o.counts).collect::<Vec<_>>(), [Counts::Yes, Counts::No]);
}

#[test]
fn outlets_that_each_interviewed_one_person_share_that_origin() {
    let mut case = Case::default();
    for outlet in ["Arven Post", "Norda"] {
        let report = case.report(outlet, "2023-05-03");
        let claim = case.says(report, &[("Ilun Mar", Person)]);
        case.own_work(claim);
    }
    assert_eq!(case.range(), (1, 1));
    assert!(case.weigh().edges.iter().any(|e| e.kind == EdgeKind::Interviews));
}

#[test]
fn unnamed_sources_are_separate() {
    let mut case = Case::default();
    let (a, b) = (case.report("Arven Post", "2023-05-03"), case.report("Norda", "2023-05-03"));
    case.says(a, &[("a shopkeeper", Anonymous)]);
    case.says(b, &[("a teacher", Anonymous)]);
    assert_eq!((case.range(), case.event(0).level), ((2, 2), Level::Corroborated));
}

#[test]
fn unnamed_sources_of_one_description_on_one_day_make_a_range() {
    let mut case = Case::default();
    let (a, b) = (case.report("Arven Post", "2023-05-03"), case.report("Norda", "2023-05-03"));
    case.says(a, &[("a security source", Anonymous)]);
    case.says(b, &[("two security sources", Anonymous)]);
    assert_eq!((case.range(), case.event(0).level), ((1, 2), Level::Reported));
}

#[test]
fn unnamed_sources_of_one_circle_within_two_days_make_a_range() {
    let range = |first: &'static str, second: &'static str, day: &str| {
        let mut case = Case::default();
        let (a, b) = (case.report("Arven Post", "2023-05-03"), case.report("Norda", day));
        case.says(a, &[(first, Anonymous)]);
        case.says(b, &[(second, Anonymous)]);
        case.range()
    };
    assert_eq!(range("an embassy official", "a diplomat in Arven", "2023-05-04"), (1, 2));
    assert_eq!(range("an embassy official", "a diplomat in Arven", "2023-05-14"), (2, 2));
    assert_eq!(range("an embassy official", "a person close to the talks", "2023-05-04"), (2, 2));
    // A trade is not a circle: two teachers may be met on two days.
    assert_eq!(range("a teacher", "a teacher", "2023-05-04"), (2, 2));
}

#[test]
fn unnamed_sources_of_one_quotation_make_a_range() {
    let mut case = Case::default();
    let (a, b) = (case.report("Arven Post", "2023-05-03"), case.report("Norda", "2023-05-09"));
    let one = case.says(a, &[("a shopkeeper", Anonymous)]);
    let other = case.says(b, &[("a witness", Anonymous)]);
    case.same_quotation(one, other);
    assert_eq!(case.range(), (1, 2));
}

#[test]
fn a_shared_quotation_leads_to_its_speaker() {
    let mut case = Case::default();
    let (a, b) = (case.report("Arven Post", "2023-05-03"), case.report("Norda", "2023-05-03"));
    let one = case.says(a, &[("Ilun Mar", Person)]);
    let other = case.says(b, &[("an official", Anonymous)]);
    case.same_quotation(one, other);
    assert_eq!((case.range(), case.origins()), ((1, 1), vec!["Ilun Mar".to_owned()]));
}

#[test]
fn a_mixed_report_adds_each_origin_it_reaches() {
    let mut case = Case::default();
    let a = case.report("Arven Post", "2023-05-03");
    case.says(a, &[("Ilun Mar", Person)]);
    case.says(a, &[("Ministry of War", Official)]);
    case.says(a, &[]);
    let event = case.event(0);
    assert_eq!((event.low, event.not_shown.len()), (2, 0));
}

#[test]
fn the_order_of_the_events_and_the_steps_is_the_same_every_time() {
    let mut case = Case::default();
    let a = case.report("Arven Post", "2023-05-03");
    for event in 0..20 {
        case.claim(a, event, "Men are called up in Arven.", Asserted, &[("Ilun Mar", Person)]);
    }
    assert_eq!(case.weigh(), case.weigh());
}

#[test]
fn two_thousand_reports_that_cite_one_another_in_a_line_end_at_the_first() {
    let mut case = Case::default();
    let names: Vec<String> = (0..2_000).map(|n| format!("Outlet number{n}")).collect();
    for (n, name) in names.iter().enumerate() {
        let report = case.report(name, "2023-05-03");
        let claim = case.says(report, &[]);
        if n == 0 {
            case.own_work(claim);
        } else {
            let link = crate::annotate::ChainLink {
                name: names[n - 1].clone(),
                entity: None,
                kind: Outlet,
                role: crate::annotate::ChainRole::Source,
                span: None,
                attribution: None,
            };
            case.claim_mut(claim).chain.push(link);
        }
    }
    assert_eq!(case.range(), (1, 1));
}

#[test]
fn unnamed_sources_that_share_what_tells_them_apart_make_a_range() {
    let mut case = Case::default();
    let (a, b) = (case.report("Arven Post", "2023-05-03"), case.report("Norda", "2023-05-03"));
    case.says(a, &[("a customs official in the east of Varenia", Anonymous)]);
    case.says(b, &[("a customs source in Arven", Anonymous)]);
    assert_eq!(case.range(), (1, 2));
    assert_eq!(case.event(0).parties, 1);
}

#[test]
fn an_unnamed_mother_beside_a_study_may_have_been_heard_for_it() {
    let mut case = Case::default();
    let a = case.report("Arven Post", "2023-05-03");
    case.says(a, &[("Salt Road Council", PartisanOrganisation), ("a study", Document)]);
    case.says(a, &[("the mother of one", Anonymous)]);
    assert_eq!(case.range(), (1, 2));
}

#[test]
fn a_military_source_of_a_state_medium_is_a_voice_of_that_state() {
    let mut case = Case::default();
    let (a, b) = (case.report("First Channel", "2023-05-03"), case.report("Norda", "2023-05-03"));
    case.says(a, &[("a military source", Anonymous)]);
    case.says(b, &[("Ministry of War", Official)]);
    case.entity(b, "First Channel", crate::annotate::EntityKind::Outlet);
    case.of_state("Ministry of War", "varenia");
    case.of_state("First Channel", "varenia");
    assert_eq!(case.range(), (1, 1));
}

#[test]
fn local_radio_means_the_radio_that_is_given() {
    let mut case = Case::default();
    let (a, b) = (case.report("Radio Arven", "2023-05-03"), case.report("Norda", "2023-05-04"));
    case.says(a, &[("Ilun Mar", Person)]);
    case.says(b, &[("local radio", Outlet)]);
    assert_eq!((case.range(), case.origins()), ((1, 1), vec!["Ilun Mar".to_owned()]));
}

#[test]
fn media_reports_name_nobody() {
    let mut case = Case::default();
    let a = case.report("Norda", "2023-05-04");
    case.says(a, &[("local media reports", Outlet)]);
    assert_eq!(case.range(), (0, 0));
}

#[test]
fn bodies_whose_given_reports_name_each_other_are_circular_whatever_they_are_taken_for() {
    let mut case = Case::default();
    let (a, b) = (case.report("Salt Pulse", "2023-05-03"), case.report("Norda", "2023-05-04"));
    case.says(a, &[("Norda", PartisanOrganisation)]);
    case.says(b, &[("Salt Pulse", PartisanOrganisation)]);
    assert_eq!(case.range(), (0, 0));
}

#[test]
fn an_organisation_whose_own_report_is_given_says_it_itself() {
    let mut case = Case::default();
    let (a, b) = (case.report("Salt Road Council", "2023-05-03"), case.report("Norda", "2023-05-04"));
    case.says(a, &[]);
    case.says(b, &[("Salt Road Council", PartisanOrganisation)]);
    assert_eq!((case.range(), case.origins()), ((1, 1), vec!["Salt Road Council".to_owned()]));
}

#[test]
fn a_rights_group_without_name_is_the_only_organisation_that_is_named() {
    let mut case = Case::default();
    let (a, b) = (case.report("Arven Post", "2023-05-03"), case.report("Norda", "2023-05-02"));
    case.says(a, &[("Salt Road Council", PartisanOrganisation)]);
    let other = case.says(b, &[("rights group", PartisanOrganisation)]);
    case.claim_mut(other).chain[1].entity = None;
    case.entities.retain(|e| e.name != "rights group");
    assert_eq!(case.range(), (1, 1));
}

#[test]
fn a_video_whose_supplier_one_report_drops_is_still_the_suppliers() {
    let mut case = Case::default();
    let (a, b) = (case.report("Arven Post", "2023-05-03"), case.report("Norda", "2023-05-05"));
    case.says(a, &[("Salt Road Council", PartisanOrganisation)]);
    let words = "A video was received from the Salt Road Council.";
    let span = case.sentence(a, words);
    let video = case.entity(a, "video", EntityKind::Artefact);
    let council = case.entity(a, "Salt Road Council", EntityKind::Organisation);
    for (entity, name) in [(video, "video"), (council, "Salt Road Council")] {
        let start = span.start as usize + words.find(name).unwrap();
        let span = Span::new(start, start + name.len());
        case.annotated[a as usize].entities[entity as usize].mentions =
            [Mention { span, form: MentionForm::Name }].into();
    }
    case.says(b, &[("clip", Artefact)]);
    assert_eq!((case.range(), case.origins()), ((1, 1), vec!["Salt Road Council".to_owned()]));
}

#[test]
fn a_military_source_heard_by_an_outlet_that_calls_the_forces_its_own_is_a_voice_of_their_state() {
    let range = |own: &str| {
        let mut case = Case::default();
        let (a, b) = (case.report("Norda", "2023-05-03"), case.report("Evening Hour", "2023-05-03"));
        let told = case.says(a, &[("Varenian army", Official)]);
        case.of_state("Varenian army", "varenia");
        case.argument(told, "actor", "Varenian army");
        case.sentence(b, own);
        case.says(b, &[("a military source", Anonymous)]);
        case.range()
    };
    assert_eq!(range("Our pilots struck again last night."), (1, 1));
    assert_eq!(range("\"Our pilots struck again,\" a man said."), (1, 2));
}

#[test]
fn a_body_that_another_report_only_describes_is_one_with_the_only_one_of_its_sort() {
    for words in ["a monitoring body in Port Arven", "the Council's people"] {
        let mut case = Case::default();
        let (a, b) = (case.report("Arven Post", "2023-05-03"), case.report("Norda", "2023-05-04"));
        case.says(a, &[("Salt Road Council", PartisanOrganisation)]);
        case.says(b, &[(words, Anonymous)]);
        let event = case.event(0);
        assert_eq!((event.low, event.high), (1, 1), "{words}: {:?}", event.steps);
        assert_eq!(event.origins.get(1).and_then(|o| o.one_with), event.origins.first().map(|o| o.origin));
    }
}

#[test]
fn residents_of_a_place_are_not_the_body_that_is_named_after_it() {
    let mut case = Case::default();
    let (a, b) = (case.report("Arven Post", "2023-05-03"), case.report("Norda", "2023-05-04"));
    case.says(a, &[("Salt Road Council", PartisanOrganisation)]);
    case.says(b, &[("two shepherds of Salt Road", Anonymous)]);
    assert_eq!(case.range(), (2, 2));
}

#[test]
fn several_people_of_whom_one_then_speaks_alone_add_nothing() {
    let mut case = Case::default();
    let report = case.report("Arven Post", "2023-05-03");
    case.says(report, &[("two people who stood there", Anonymous)]);
    case.says(report, &[("a shepherd", Anonymous)]);
    assert_eq!(case.range(), (1, 1), "{:?}", case.event(0).steps);
    case.says(report, &[("an army source", Anonymous)]);
    assert_eq!(case.range(), (2, 2));
}

#[test]
fn a_plural_that_begins_a_sentence_describes_the_only_armed_group() {
    let mut case = Case::default();
    let (a, b) = (case.report("Arven Post", "2023-05-03"), case.report("Norda", "2023-05-04"));
    case.entity(a, "Front of the Salt Road", EntityKind::ArmedGroup);
    case.says(a, &[("Front of the Salt Road", PartisanOrganisation)]);
    case.says(b, &[("Rebels", PartisanOrganisation)]);
    assert_eq!(case.range(), (1, 1), "{:?}", case.event(0).steps);
}

#[test]
fn what_an_outlet_finds_beside_an_unnamed_source_of_its_own_may_rest_on_that_source() {
    let mut case = Case::default();
    let (a, b) = (case.report("Arven Post", "2023-05-03"), case.report("Norda", "2023-05-03"));
    let own = case.says(a, &[]);
    case.own_work(own);
    case.says(b, &[("a trader", Anonymous)]);
    assert_eq!(case.range(), (2, 2));
    case.says(a, &[("a ferryman", Anonymous)]);
    assert_eq!(case.range(), (2, 3));
}

#[test]
fn who_holds_an_office_and_the_office_are_one() {
    for (words, kind) in
        [("the harbour master's office", Anonymous), ("The office of the national harbour master", Official)]
    {
        let mut case = Case::default();
        let (a, b) = (case.report("Arven Post", "2023-05-03"), case.report("Norda", "2023-05-04"));
        case.says(a, &[("Ora Lind", Person)]);
        case.role(a, "Ora Lind", "deputy harbour master");
        case.says(b, &[(words, kind)]);
        let event = case.event(0);
        assert_eq!((event.low, event.high), (1, 1), "{words}: {:?}", event.steps);
        assert!(event.steps.iter().any(|step| step.contains("the office of Ora Lind")), "{:?}", event.steps);
    }
}

#[test]
fn an_unnamed_holder_and_the_office_are_one() {
    let mut case = Case::default();
    let a = case.report("Arven Post", "2023-05-03");
    case.says(a, &[("the regent", Official)]);
    case.says(a, &[("the regent's office", Official)]);
    assert_eq!(case.range(), (1, 1), "{:?}", case.event(0).steps);
}

#[test]
fn a_company_that_is_described_is_no_armed_group() {
    for (words, counted) in [("a company", 2), ("the group", 1)] {
        let mut case = Case::default();
        let (a, b) = (case.report("Arven Post", "2023-05-03"), case.report("Norda", "2023-05-04"));
        case.entity(a, "Salt Road Front", EntityKind::ArmedGroup);
        case.says(a, &[("Salt Road Front", PartisanOrganisation)]);
        case.says(b, &[(words, PartisanOrganisation)]);
        assert_eq!(case.range(), (counted, counted), "{words}: {:?}", case.event(0).steps);
    }
}

#[test]
fn a_body_whose_word_is_known_only_through_another_is_counted_with_it() {
    let mut case = Case::default();
    let a = case.report("Arven Post", "2023-05-03");
    case.says(a, &[("Harbour Board", Official)]);
    case.says(a, &[("Harbour Board", Official), ("Pilots' League", PartisanOrganisation)]);
    let event = case.event(0);
    assert_eq!((event.low, event.high), (1, 1), "{:?}", event.steps);
    assert!(event.steps.iter().any(|step| step.contains("known here only through Harbour Board")), "{:?}", event.steps);
    let b = case.report("Norda", "2023-05-04");
    case.says(b, &[("Pilots' League", PartisanOrganisation)]);
    assert_eq!(case.range(), (2, 2));
}

#[test]
fn a_copy_that_drops_whose_film_it_is_leads_to_the_report_that_names_a_source() {
    let mut case = Case::default();
    let (a, b) = (case.report("Arven Post", "2023-05-03"), case.report("Norda", "2023-05-04"));
    let original = case.says(a, &[("a harbour guard", Anonymous)]);
    let copy = case.says(b, &[("film", Artefact)]);
    case.copied(copy, original);
    assert_eq!(case.range(), (1, 1), "{:?}", case.event(0).steps);
}

#[test]
fn offices_that_name_their_state_are_its_voices() {
    let mut case = Case::default();
    let (a, b) = (case.report("Arven Post", "2023-05-03"), case.report("Norda", "2023-05-04"));
    case.entity(a, "Varenia", EntityKind::State);
    case.of_state("Varenia", "varenia");
    case.says(a, &[("Government of Varenia", Official)]);
    case.says(b, &[("Varenian Labour Ministry", Official)]);
    assert_eq!(case.range(), (1, 1), "{:?}", case.event(0).steps);
    case.says(b, &[("Friends of Varenia", PartisanOrganisation)]);
    assert_eq!(case.range(), (2, 2));
}

#[test]
fn who_speaks_by_office_for_a_body_of_the_same_report_is_that_body() {
    for (role, counted) in [("league secretary", 1), ("ferryman", 2)] {
        let mut case = Case::default();
        let a = case.report("Arven Post", "2023-05-03");
        case.says(a, &[("pilots' league of Kessa", PartisanOrganisation)]);
        case.says(a, &[("Ora Lind", Person)]);
        case.role(a, "Ora Lind", role);
        let event = case.event(0);
        assert_eq!((event.low, event.high), (counted, counted), "{role}: {:?}", event.steps);
        let said = event.steps.iter().any(|step| step.contains("speaks for the same body as"));
        assert_eq!(said, counted == 1, "{:?}", event.steps);
    }
}

#[test]
fn a_study_by_a_described_body_is_that_of_the_only_one_of_its_sort() {
    for (named, counted) in [("Salt Road Foundation", 1), ("Salt Road Union", 2)] {
        let mut case = Case::default();
        let (a, b) = (case.report("Arven Post", "2023-05-03"), case.report("Norda", "2023-05-04"));
        case.says(a, &[(named, PartisanOrganisation)]);
        case.says(b, &[("a study by a foundation abroad", Document)]);
        assert_eq!(case.range(), (counted, counted), "{named}: {:?}", case.event(0).steps);
    }
}

#[test]
fn the_people_of_a_body_are_that_body_however_they_are_read() {
    let mut case = Case::default();
    let (a, b) = (case.report("Arven Post", "2023-05-03"), case.report("Norda", "2023-05-04"));
    case.says(a, &[("Office of the River Envoy", Official)]);
    case.says(b, &[("The River Envoy's staff", Official)]);
    assert_eq!(case.range(), (1, 1), "{:?}", case.event(0).steps);
}

#[test]
fn what_an_outlet_finds_does_not_rest_on_an_office_beside_it() {
    let mut case = Case::default();
    let a = case.report("Arven Post", "2023-05-03");
    let own = case.says(a, &[]);
    case.own_work(own);
    case.says(a, &[("the harbour master's office", Anonymous)]);
    assert_eq!(case.range(), (2, 2), "{:?}", case.event(0).steps);
}

#[test]
fn an_unnamed_source_that_a_given_agency_passes_on_is_the_one_that_the_agency_has() {
    let mut case = Case::default();
    let (a, b) = (case.report("Salt Wire", "2023-05-03"), case.report("Norda", "2023-05-05"));
    case.says(a, &[("A foreign harbour official", Anonymous)]);
    case.says(b, &[("Salt Wire", Wire), ("a harbour official", Anonymous)]);
    assert_eq!(case.range(), (1, 1), "{:?}", case.event(0).steps);
}
