//! Rule 4, what is told: unnamed sources that repeat a counted one.

use super::case::Case;
use crate::annotate::SourceKind::*;
use crate::weigh::Counts;

/// A cooperative's count on one day, and somebody who is not named in another outlet; whether the second gives the same number.
fn beside(who: &'static str, day: &str, number: f64, heard: bool) -> (u32, u32) {
    let mut case = Case::default();
    let (a, b) = (case.report("Arven Post", "2023-05-03"), case.report("Norda", day));
    let first = case.says(a, &[("Dyers' Guild of Arven", PartisanOrganisation)]);
    case.number(first, 83.0, "weaver");
    let second = case.says(b, &[(who, Anonymous)]);
    case.number(second, number, "weaver");
    if heard {
        case.own_work(second);
    }
    case.range()
}

#[test]
fn an_unnamed_source_that_gives_a_counted_ones_number_later_is_that_one() {
    assert_eq!(beside("a helpline", "2023-05-04", 83.0, false), (1, 1));
}

#[test]
fn another_number_an_earlier_day_or_a_talk_with_the_outlet_is_another_source() {
    assert_eq!(beside("a helpline", "2023-05-04", 57.0, false), (2, 2));
    assert_eq!(beside("a helpline", "2023-05-02", 83.0, false), (2, 2));
    assert_eq!(beside("a helpline", "2023-05-04", 83.0, true), (2, 2));
}

#[test]
fn several_of_no_body_are_nobody_in_particular_beside_a_named_source() {
    assert_eq!(beside("local sources", "2023-05-04", 57.0, false), (1, 1));
    assert_eq!(beside("two weavers", "2023-05-04", 57.0, false), (2, 2));
}

#[test]
fn officials_beside_a_guild_are_nobody_and_not_the_guild() {
    let mut case = Case::default();
    let (a, b) = (case.report("Arven Post", "2023-05-03"), case.report("Norda", "2023-05-04"));
    case.says(a, &[("Dyers' Guild of Arven", PartisanOrganisation)]);
    case.says(b, &[("officials", Anonymous)]);
    assert_eq!((case.range(), case.event(0).origins[1].one_with), ((1, 1), None));
}

#[test]
fn a_member_of_parliament_who_repeats_a_number_adds_nothing() {
    let mut case = Case::default();
    let (a, b) = (case.report("Arven Post", "2023-05-03"), case.report("Norda", "2023-05-05"));
    let first = case.says(a, &[("Dyers' Guild of Arven", PartisanOrganisation)]);
    case.number(first, 83.0, "weaver");
    let second = case.says(b, &[("Sela Brandt", Person)]);
    case.number(second, 83.0, "weaver");
    assert_eq!(case.range(), (2, 2), "a person who may have counted");
    case.role(b, "Sela Brandt", "lawmaker");
    assert_eq!(case.range(), (1, 1));
    let repeated = |because: &String| because.starts_with("speaks of what others find out");
    let origins = case.event(0).origins;
    let one = origins.iter().find(|origin| origin.counts == Counts::No).unwrap();
    assert!(one.one_with.is_some() && one.because.iter().any(repeated), "{one:?}");
}

#[test]
fn whom_a_magazine_heard_is_whom_the_given_magazine_names() {
    let mut case = Case::default();
    let (a, b) = (case.report("Loom Magazine", "2023-05-03"), case.report("Norda", "2023-05-05"));
    case.says(a, &[("Ilun Mar", Person)]);
    case.says(b, &[("a magazine", Outlet), ("a young dyer", Anonymous)]);
    assert_eq!((case.range(), case.origins()), ((1, 1), vec!["Ilun Mar".to_owned()]));
}

#[test]
fn a_document_beside_one_body_is_no_second_origin() {
    let mut case = Case::default();
    let report = case.report("Arven Post", "2023-05-03");
    case.says(report, &[("Dyers' Guild of Arven", PartisanOrganisation)]);
    case.says(report, &[("The Roll of Looms", Document)]);
    assert_eq!(case.range(), (1, 1));
    case.says(report, &[("Council of Fullers", PartisanOrganisation)]);
    assert_eq!(case.range(), (3, 3), "of two bodies it may be either's");
}

#[test]
fn two_unnamed_people_who_give_one_number_may_be_two() {
    let mut case = Case::default();
    let (a, b) = (case.report("Arven Post", "2023-05-03"), case.report("Norda", "2023-05-09"));
    let first = case.says(a, &[("a woman who left the dye works", Anonymous)]);
    case.number(first, 83.0, "weaver");
    let second = case.says(b, &[("a former member of the works", Anonymous)]);
    case.number(second, 83.0, "weaver");
    assert_eq!(case.range(), (1, 2));
}

/// A guild's study and people of whom the same report gives a word, known only as such.
fn of_the_study(who: &'static str) -> (u32, u32) {
    let mut case = Case::default();
    let a = case.report("Arven Post", "2023-05-03");
    case.says(a, &[("Dyers' Guild of Arven", PartisanOrganisation), ("its study", Document)]);
    case.says(a, &[(who, Anonymous)]);
    case.range()
}

#[test]
fn survivors_of_no_number_beside_a_study_are_those_it_heard() {
    assert_eq!(of_the_study("survivors"), (1, 1));
    assert_eq!(of_the_study("former workers"), (1, 1));
    assert_eq!(of_the_study("a survivor"), (1, 2));
    assert_eq!(of_the_study("two divers"), (2, 2));
}
