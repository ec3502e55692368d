//! What no rule ties and a learnt score does.

use super::case::Case;
use crate::annotate::SourceKind::*;

/// A guild whose number is 83, and a described source of another outlet a day later, with its own number.
fn beside(who: &'static str, number: f64, day: &str) -> (Case, (u32, u32)) {
    let mut case = Case::default();
    let (a, b) = (case.report("Arven Post", "2023-05-03"), case.report("Norda", day));
    let first = case.says(a, &[("Dyers' Guild of Arven", PartisanOrganisation)]);
    case.number(first, 83.0, "weaver");
    let second = case.says(b, &[(who, Anonymous)]);
    case.number(second, number, "weaver");
    let range = case.range();
    (case, range)
}

#[test]
fn a_described_body_beside_the_only_named_one_is_likely_that_one_and_the_signs_are_told() {
    let (case, range) = beside("a mutual aid circle and network of friends", 57.0, "2023-05-04");
    let because = case.event(0).origins[1].because.join(" ");
    assert_eq!(range, (1, 1), "{because}");
}

#[test]
fn a_witness_with_a_number_of_their_own_is_somebody_else() {
    assert_eq!(beside("a widow at the ferry", 57.0, "2023-05-04").1, (2, 2));
}

#[test]
fn weeks_apart_tell_against_it() {
    assert_eq!(beside("a helpline", 57.0, "2023-06-20").1, (2, 2));
}
