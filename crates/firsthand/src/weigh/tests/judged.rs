//! What people judge goes before every rule.

use super::case::Case;
use crate::annotate::SourceKind::*;
use crate::link::At;
use crate::weigh::{Counts, Judgement, Judgements, Level, Say, Standing};

/// Two reports, each of its own sayer, or without one.
fn two(first: &[super::case::Who], second: &[super::case::Who]) -> (Case, At, At) {
    let mut case = Case::default();
    let (a, b) = (case.report("Arven Post", "2023-05-03"), case.report("Norda", "2023-05-04"));
    case.reports[0].id = "ra".to_owned();
    case.reports[1].id = "rb".to_owned();
    let (one, other) = (case.says(a, first), case.says(b, second));
    (case, one, other)
}

fn say(by: &str, day: u8, say: Say, claims: &[&str]) -> Judgement {
    let claims = claims.iter().map(|id| (*id).to_owned()).collect();
    let at = format!("2031-05-{day:02}T08:00:00Z").parse().unwrap();
    Judgement { by: by.to_owned(), at, say, claims, why: "the same leaflet".to_owned() }
}

const PAIR: [&str; 2] = ["ra.c1", "rb.c1"];
const COUNCIL: &[super::case::Who] = &[("Salt Road Council", PartisanOrganisation)];
const TEACHER: &[super::case::Who] = &[("Ilun Mar", Person)];

#[test]
fn two_that_a_person_holds_to_be_one_count_once_for_the_reason_given() {
    let (mut case, ..) = two(COUNCIL, TEACHER);
    assert_eq!(case.range(), (2, 2));
    case.judgements = [say("Dana", 3, Say::SameOrigin, &PAIR)].into_iter().collect();
    let event = case.event(0);
    assert_eq!((event.low, event.high, event.level), (1, 1, Level::Reported));
    let merged = event.origins.iter().find(|o| o.counts == Counts::No).unwrap();
    let because = "Dana judged on 2031-05-03 that they are one origin, because the same leaflet (Salt Road Council)";
    assert!(merged.because.iter().any(|why| why == because), "{:?}", merged.because);
    assert!(event.steps.iter().any(|step| step.contains("Dana judged")));
}

#[test]
fn one_origin_that_a_person_parts_counts_twice() {
    let (mut case, ..) = two(COUNCIL, COUNCIL);
    assert_eq!(case.range(), (1, 1));
    case.judgements = [say("Dana", 3, Say::NotSameOrigin, &PAIR)].into_iter().collect();
    assert_eq!(case.range(), (2, 2));
    case.judgements =
        [say("Dana", 3, Say::NotSameOrigin, &PAIR), say("Dana", 4, Say::Withdrawn, &PAIR)].into_iter().collect();
    assert_eq!(case.range(), (1, 1));
}

#[test]
fn doubt_and_dispute_are_ranges() {
    let (mut case, ..) = two(COUNCIL, TEACHER);
    case.judgements = [say("Dana", 3, Say::Unsure, &PAIR)].into_iter().collect();
    assert_eq!(case.range(), (1, 2));
    case.judgements =
        [say("Dana", 3, Say::SameOrigin, &PAIR), say("Iven", 3, Say::NotSameOrigin, &PAIR)].into_iter().collect();
    assert_eq!(case.range(), (1, 2));
    assert!(case.weigh().judged.iter().all(|judged| judged.standing == Standing::Disputed));
}

#[test]
fn what_shows_no_source_rests_on_what_a_person_says_it_does() {
    let (mut case, ..) = two(COUNCIL, &[]);
    assert_eq!(case.event(0).not_shown, [1]);
    case.judgements = [say("Dana", 3, Say::SameOrigin, &PAIR)].into_iter().collect();
    let event = case.event(0);
    assert_eq!((event.low, event.not_shown.len()), (1, 0));
    assert_eq!(case.weigh().origins[0].reports, [0, 1]);
}

#[test]
fn an_outlets_own_work_is_taken_from_nobody() {
    let (mut case, one, other) = two(COUNCIL, &[]);
    case.copied(other, one);
    assert_eq!(case.range(), (1, 1));
    case.judgements = [say("Dana", 3, Say::OwnWork, &["rb.c1"])].into_iter().collect();
    assert_eq!(case.range(), (2, 2));
    assert!(case.origins().contains(&"Norda".to_owned()));
}

#[test]
fn what_became_of_each_is_told() {
    let (mut case, ..) = two(COUNCIL, TEACHER);
    let list = [
        say("Dana", 3, Say::SameOrigin, &PAIR),
        say("Dana", 4, Say::Unsure, &["rb.c1", "ra.c1"]),
        say("Dana", 4, Say::SameOrigin, &["ra.c1", "rc.c7"]),
        say("Dana", 4, Say::SameOrigin, &["ra.c1", "no id"]),
    ];
    case.judgements = list.into_iter().collect();
    let told: Vec<_> = case.weigh().judged.into_iter().map(|judged| judged.standing).collect();
    assert_eq!(told, [Standing::Superseded, Standing::Applied, Standing::Unknown, Standing::Unknown]);
}

#[test]
fn a_withdrawal_holds_until_the_person_judges_again() {
    let (mut case, ..) = two(COUNCIL, TEACHER);
    let mut list = vec![
        say("Dana", 3, Say::SameOrigin, &PAIR),
        say("Dana", 4, Say::Withdrawn, &PAIR),
        say("Iven", 4, Say::Unsure, &PAIR),
    ];
    let told = |case: &Case| case.weigh().judged.into_iter().map(|judged| judged.standing).collect::<Vec<_>>();
    case.judgements = list.clone().into_iter().collect();
    assert_eq!(told(&case), [Standing::Superseded, Standing::Applied, Standing::Applied]);
    list.push(say("Dana", 5, Say::SameOrigin, &PAIR));
    case.judgements = list.into_iter().collect();
    assert_eq!(told(&case), [Standing::Superseded, Standing::Superseded, Standing::Disputed, Standing::Disputed]);
    assert_eq!(case.range(), (1, 2));
}

#[test]
fn without_judgements_nothing_changes() {
    let (mut case, ..) = two(COUNCIL, TEACHER);
    let before = case.weigh();
    case.judgements = Judgements::default();
    assert_eq!(case.weigh(), before);
}
