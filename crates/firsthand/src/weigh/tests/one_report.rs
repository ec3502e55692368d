//! Rules 1, 2, 5: where the chain of one report ends.

use super::case::Case;
use crate::annotate::EntityKind;
use crate::annotate::Modality::Asserted;
use crate::annotate::SourceKind::*;
use crate::text::Span;
use crate::weigh::{Basis, Level};

#[test]
fn the_chain_ends_at_the_first_sayer_and_not_at_the_relay() {
    let mut case = Case::default();
    let a = case.report("Arven Post", "2023-05-03");
    case.says(a, &[("Norda", Wire), ("Salt Road Council", PartisanOrganisation)]);
    assert_eq!(case.origins(), ["Salt Road Council"]);
    assert_eq!(case.range(), (1, 1));
}

#[test]
fn no_attribution_and_no_sign_of_own_work_is_not_shown() {
    let mut case = Case::default();
    let a = case.report("Arven Post", "2023-05-03");
    case.says(a, &[]);
    let event = case.event(0);
    assert_eq!((event.low, event.high, event.not_shown, event.level), (0, 0, vec![a], Level::Unsourced));
}

#[test]
fn reportedly_names_nobody() {
    let mut case = Case::default();
    let a = case.report("Arven Post", "2023-05-03");
    case.says(a, &[("", Unspecified)]);
    assert_eq!(case.range(), (0, 0));
}

#[test]
fn own_reporting_counts_where_the_text_shows_it() {
    let mut case = Case::default();
    let a = case.report("Arven Post", "2023-05-03");
    let claim = case.says(a, &[]);
    case.own_work(claim);
    assert_eq!(case.range(), (1, 1));
    assert_eq!(case.weigh().origins[0].basis, Basis::OwnReporting);
}

#[test]
fn an_outlet_outside_the_set_is_a_second_hand_origin() {
    let mut case = Case::default();
    let a = case.report("Arven Post", "2023-05-03");
    case.says(a, &[("Far Herald", Outlet)]);
    assert_eq!(case.range(), (1, 1));
    assert_eq!(case.weigh().origins[0].basis, Basis::SecondHand);
}

#[test]
fn the_study_is_that_of_the_body_that_was_cited_with_one() {
    let origins = |cited: &str| {
        let mut case = Case::default();
        let a = case.report("Arven Post", "2023-05-03");
        let words = format!("Men are called up, the Salt Road Council says{cited}.");
        let first = case.claim(a, 0, &words, Asserted, &[("Salt Road Council", PartisanOrganisation)]);
        let start = case.claim_mut(first).span.start as usize;
        case.own_work(first);
        let place = |words_at: &str| {
            Span::new(words.find(words_at).unwrap() + start, words.find(words_at).unwrap() + start + words_at.len())
        };
        let attribution = case.annotated[a as usize].attributions.last_mut().unwrap();
        attribution.own_reporting = None;
        attribution.content = [place("Men are called up")].into();
        attribution.source = [place("the Salt Road Council")].into();
        attribution.cue = [place("says")].into();
        let words = "They are called up in May, according to the new text.";
        let second = case.claim(a, 0, words, Asserted, &[("new text", Document)]);
        let start = case.claim_mut(second).span.start as usize + words.find("new text").unwrap();
        case.claim_mut(second).chain[1].span = Some(Span::new(start, start + "new text".len()));
        case.origins()
    };
    assert_eq!(origins(" in a study published today"), ["Salt Road Council"]);
    assert_eq!(origins("").len(), 2);
}

#[test]
fn a_spokesperson_and_the_organisation_are_one() {
    let mut case = Case::default();
    let a = case.report("Arven Post", "2023-05-03");
    case.says(a, &[("Salt Road Council", PartisanOrganisation)]);
    case.says(a, &[("Ilun Mar", Spokesperson)]);
    case.speaks_for("Ilun Mar", "Salt Road Council");
    assert_eq!(case.range(), (1, 1));
}

#[test]
fn reports_of_two_years_by_one_organisation_are_two() {
    let mut case = Case::default();
    let a = case.report("Arven Post", "2023-05-03");
    case.says(a, &[("Salt Road Council", PartisanOrganisation), ("a 2021 report", Document)]);
    case.says(a, &[("Salt Road Council", PartisanOrganisation), ("its 2022 report", Document)]);
    assert_eq!(case.range(), (2, 2));
    assert_eq!(case.event(0).parties, 1);
}

#[test]
fn an_artefact_known_only_through_one_supplier_is_the_suppliers() {
    let mut case = Case::default();
    let a = case.report("Arven Post", "2023-05-03");
    let words = "A video obtained by the Salt Road Council shows men in a yard.";
    let claim = case.claim(a, 0, words, crate::annotate::Modality::Asserted, &[("video", Artefact)]);
    let council = case.entity(a, "Salt Road Council", EntityKind::Organisation);
    let mention = |from: &str| {
        let start = words.find(from).unwrap();
        crate::annotate::Mention {
            span: Span::new(start, start + from.len()),
            form: crate::annotate::MentionForm::Name,
        }
    };
    case.annotated[0].entities[0].mentions = [mention("video")].into();
    case.annotated[0].entities[council as usize].mentions = [mention("Salt Road Council")].into();
    case.says(a, &[("Salt Road Council", PartisanOrganisation)]);
    assert_eq!(case.origins(), ["Salt Road Council"]);
    assert_eq!(case.range(), (1, 1));
    assert_eq!(case.weigh().origin_of[0][claim.item as usize], Some(0));
}

#[test]
fn an_unnamed_source_known_only_through_an_organisation_is_the_organisations() {
    let mut case = Case::default();
    let a = case.report("Arven Post", "2023-05-03");
    case.says(a, &[("Salt Road Council", PartisanOrganisation), ("a resident", Anonymous)]);
    assert_eq!(case.origins(), ["Salt Road Council"]);
}

#[test]
fn what_an_artefact_shows_ends_at_the_artefact() {
    let mut case = Case::default();
    let a = case.report("Arven Post", "2023-05-03");
    let claim = case.says(a, &[]);
    let span = case.claim_mut(claim).span;
    case.argument(claim, "artefact", "a leaflet");
    case.claim_mut(claim).arguments[0].span = Some(span);
    assert_eq!(case.range(), (1, 1));
    assert_eq!(case.weigh().origins[0].basis, Basis::Artefact);
}

#[test]
fn officials_and_residents_are_somebody_and_rumour_is_nobody() {
    for (words, counted) in [("officials and residents", 1), ("rumour", 0)] {
        let mut case = Case::default();
        let a = case.report("Arven Post", "2023-05-03");
        let claim = case.says(a, &[(words, Unspecified)]);
        case.claim_mut(claim).chain[1].entity = None;
        assert_eq!(case.range(), (counted, counted), "{words}");
    }
}

#[test]
fn a_file_that_an_unnamed_person_has_read_is_known_through_that_person() {
    let mut case = Case::default();
    let a = case.report("Arven Post", "2023-05-03");
    case.says(a, &[("a clerk with access to the ledger", Anonymous), ("ledger", Document)]);
    assert_eq!(case.weigh().origins[0].basis, Basis::Anonymous);
}
