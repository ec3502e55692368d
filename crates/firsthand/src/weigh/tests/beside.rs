//! Rules 6 to 9: reactions, denials, numbers, drift, headlines.

use super::case::Case;
use crate::annotate::Modality::*;
use crate::annotate::SourceKind::*;
use crate::weigh::{Counts, Level};

#[test]
fn a_reaction_is_not_corroboration() {
    let mut case = Case::default();
    let a = case.report("Arven Post", "2023-05-03");
    case.says(a, &[("Salt Road Council", PartisanOrganisation)]);
    let reaction = case.says(a, &[("Ilun Mar", Person)]);
    case.claim_mut(reaction).kind = "STATEMENT.CRITICISE".to_owned();
    assert_eq!(case.range(), (1, 1));
}

#[test]
fn what_is_only_planned_is_not_counted_beside_what_is_asserted() {
    let mut case = Case::default();
    let a = case.report("Arven Post", "2023-05-03");
    case.says(a, &[("Salt Road Council", PartisanOrganisation)]);
    case.claim(a, 0, "Men will be called up.", Planned, &[("Ilun Mar", Person)]);
    assert_eq!(case.range(), (1, 1));
}

#[test]
fn an_event_that_nobody_asserts_lists_who_says_that_it_is_planned_and_counts_nobody() {
    let mut case = Case::default();
    let a = case.report("Arven Post", "2023-05-03");
    case.claim(a, 0, "Men will be called up.", Planned, &[("Ilun Mar", Person)]);
    case.claim(a, 0, "Men may be called up.", Hypothetical, &[("Sara Tolm", Person)]);
    let event = case.event(0);
    assert_eq!((event.low, event.high, event.parties, event.level), (0, 0, 0, Level::Reported));
    assert!(event.summary.contains("planned"), "{}", event.summary);
    let told: Vec<_> = event.origins.iter().map(|o| (o.counts, o.because.last().unwrap().as_str())).collect();
    assert_eq!(told, [(Counts::No, "says that it is planned, alleged or possible, not that it happened"); 2]);
    assert_eq!(event.steps.last().unwrap(), "In all: 0 independent origins; reported.");
}

#[test]
fn a_pledge_to_do_what_is_still_to_come_has_happened_itself() {
    let told = |kind: &str| {
        let mut case = Case::default();
        let a = case.report("Arven Post", "2023-05-03");
        let said = case.says(a, &[("Ilun Mar", Person)]);
        case.claim_mut(said).kind = kind.to_owned();
        case.claim(a, 0, "Men will be called up.", Planned, &[("Ilun Mar", Person)]);
        case.event(0)
    };
    assert_eq!((told("STATEMENT.PLEDGE").kind.as_str(), told("STATEMENT.PLEDGE").low), ("STATEMENT.PLEDGE", 1));
    assert_eq!((told("STATEMENT.CRITICISE").kind.as_str(), told("STATEMENT.CRITICISE").low), ("RECRUIT.DRIVE", 0));
}

#[test]
fn a_denial_adds_nothing_and_makes_the_event_contested() {
    let mut case = Case::default();
    let (a, b) = (case.report("Arven Post", "2023-05-03"), case.report("Norda", "2023-05-05"));
    let claim = case.says(a, &[("Salt Road Council", PartisanOrganisation)]);
    case.claim(b, 0, "Nobody is called up in Arven.", Denied, &[("Ministry of War", Official)]);
    let event = case.event(0);
    assert_eq!((event.low, event.high, event.level), (1, 1, Level::Contested));
    assert_eq!(event.denials[0].answers, [claim]);
}

#[test]
fn denials_of_one_thing_and_day_answer_the_same_claims() {
    let mut case = Case::default();
    let days = ["2023-05-03", "2023-05-04", "2023-05-05", "2023-05-05", "2023-04-20"];
    let outlets = ["Arven Post", "Salt Wire", "Norda", "Evening Hour", "Loom Magazine"];
    let reports: Vec<u32> = outlets.into_iter().zip(days).map(|(outlet, day)| case.report(outlet, day)).collect();
    let said = [0, 1].map(|n: usize| case.says(reports[n], &[("Salt Road Council", PartisanOrganisation)]));
    for &report in &reports[2..] {
        case.claim(report, 0, "Nobody is called up in Arven.", Denied, &[("Ministry of War", Official)]);
    }
    let event = case.event(0);
    let answers: Vec<_> = event.denials.iter().map(|denial| denial.answers.as_slice()).collect();
    assert_eq!(answers, [&said[..], &said[..], &[]]);
}

#[test]
fn a_denial_older_than_the_claim_does_not_answer_it() {
    let mut case = Case::default();
    let (a, b) = (case.report("Arven Post", "2023-05-03"), case.report("Norda", "2023-04-20"));
    case.says(a, &[("Salt Road Council", PartisanOrganisation)]);
    case.claim(b, 0, "Nobody is called up in Arven.", Denied, &[("Ministry of War", Official)]);
    let event = case.event(0);
    assert!(event.denials[0].answers.is_empty());
    assert_eq!(event.level, Level::Reported);
}

#[test]
fn different_numbers_of_two_origins_for_the_same_scope_contradict() {
    let mut case = Case::default();
    let a = case.report("Arven Post", "2023-05-03");
    for (who, n) in [("Ilun Mar", 17.0), ("Sara Tolm", 23.0)] {
        let claim = case.says(a, &[(who, Person)]);
        case.number(claim, n, "person");
        case.argument(claim, "place", "Arven");
    }
    let event = case.event(0);
    assert_eq!((event.contradictions.len(), event.level), (1, Level::Contested));
    assert!(event.contradictions[0].same_scope);
}

#[test]
fn numbers_of_another_place_are_of_different_scope() {
    let mut case = Case::default();
    let a = case.report("Arven Post", "2023-05-03");
    for (who, n, place) in [("Ilun Mar", 17.0, "Arven"), ("Sara Tolm", 61.0, "Salt province")] {
        let claim = case.says(a, &[(who, Person)]);
        case.number(claim, n, "person");
        case.argument(claim, "place", place);
    }
    let event = case.event(0);
    assert!(!event.contradictions[0].same_scope);
    assert_eq!(event.level, Level::Corroborated);
}

#[test]
fn numbers_of_different_units_are_not_compared() {
    let mut case = Case::default();
    let a = case.report("Arven Post", "2023-05-03");
    for (who, n, unit) in [("Ilun Mar", 17.0, "person"), ("Sara Tolm", 61.0, "vehicle")] {
        let claim = case.says(a, &[(who, Person)]);
        case.number(claim, n, unit);
    }
    assert!(case.event(0).contradictions.is_empty());
}

#[test]
fn numbers_of_two_nouns_for_the_same_persons_contradict() {
    let mut case = Case::default();
    for (outlet, who, n, unit) in [("Arven Post", "Ilun Mar", 17.0, "pupil"), ("Norda", "Sara Tolm", 11.0, "student")] {
        let report = case.report(outlet, "2023-05-03");
        let claim = case.says(report, &[(who, Person)]);
        case.number(claim, n, unit);
    }
    assert_eq!(case.event(0).contradictions.iter().map(|c| c.same_scope).collect::<Vec<_>>(), [true]);
}

#[test]
fn may_that_becomes_has_is_drift() {
    let mut case = Case::default();
    let (a, b) = (case.report("Arven Post", "2023-05-03"), case.report("Norda", "2023-05-05"));
    let from = case.claim(a, 0, "Men may be called up.", Hypothetical, &[("Ilun Mar", Person)]);
    let to = case.says(b, &[("Ilun Mar", Person)]);
    let drift = case.event(0).drift;
    assert_eq!((drift[0].from, drift[0].to, drift[0].about), (from, to, "modality"));
}

#[test]
fn a_headline_that_says_more_than_its_text_is_flagged_and_not_counted_as_fact() {
    let mut case = Case::default();
    let a = case.report("Arven Post", "2023-05-03");
    let headline = case.claim(a, 0, "Men called up", Asserted, &[]);
    case.claim_mut(headline).in_headline = true;
    case.claim(a, 0, "Men may be called up.", Hypothetical, &[("Ilun Mar", Person)]);
    assert_eq!(case.weigh().flags, [(headline, "headline_body_mismatch")]);
    assert!(case.event(0).summary.contains("possible"));
}

#[test]
fn every_count_comes_with_its_steps() {
    let mut case = Case::default();
    let a = case.report("Arven Post", "2023-05-03");
    case.says(a, &[("Salt Road Council", PartisanOrganisation)]);
    let steps = case.event(0).steps;
    assert_eq!(steps[0], "1 report speaks of it: Arven Post.");
    assert_eq!(steps.last().unwrap(), "In all: 1 independent origin; reported.");
}

#[test]
fn that_nobody_was_sent_does_not_answer_that_somebody_will_be() {
    let mut case = Case::default();
    let (a, b) = (case.report("Arven Post", "2023-05-03"), case.report("Norda", "2023-05-05"));
    case.claim(a, 0, "Men will be called up.", Planned, &[("Ilun Mar", Person)]);
    case.claim(b, 0, "Nobody is called up in Arven.", Denied, &[("Ministry of War", Official)]);
    assert_eq!(case.event(0).level, Level::Reported);
}

#[test]
fn a_plan_with_a_source_is_no_source_for_the_fact() {
    let mut case = Case::default();
    let a = case.report("Arven Post", "2023-05-03");
    case.says(a, &[]);
    case.claim(a, 0, "Men will be called up.", Planned, &[("Ilun Mar", Person)]);
    let event = case.event(0);
    assert_eq!((event.low, event.high, event.level), (0, 0, Level::Unsourced));
    assert!(event.steps.iter().any(|step| step.contains("listed, not counted")), "{:?}", event.steps);
}

#[test]
fn an_accident_and_a_shot_are_two_accounts_of_one_death() {
    let mut case = Case::default();
    let a = case.report("Arven Post", "2023-05-03");
    let victim = case.entity(a, "Ilun Mar", crate::annotate::EntityKind::Person);
    let accounts = [("Ilun Mar died in an accident.", "Army", Official), ("Ilun Mar was shot.", "Sara Tolm", Person)];
    for (words, who, kind) in accounts {
        let claim = case.claim(a, 0, words, Asserted, &[(who, kind)]);
        case.claim_mut(claim).kind = "CASUALTY.KILLED".to_owned();
        case.argument(claim, "victim", "Ilun Mar");
        case.claim_mut(claim).arguments.last_mut().unwrap().entity = Some(victim);
    }
    let event = case.event(0);
    assert_eq!((event.contradictions[0].about, event.level), ("cause", Level::Contested));
}

#[test]
fn a_headline_that_has_it_done_in_another_way_than_its_body_is_flagged() {
    let flagged = |headline: &str, body: &[(&str, crate::annotate::Modality)]| {
        let mut case = Case::default();
        let a = case.report("Arven Post", "2023-05-03");
        let top = case.says(a, &[("Salt Road Council", PartisanOrganisation)]);
        case.claim_mut(top).in_headline = true;
        case.claim_mut(top).flags = vec![headline.to_owned()];
        for (way, modality) in body {
            let claim =
                case.claim(a, 0, "Men were called up.", *modality, &[("Salt Road Council", PartisanOrganisation)]);
            case.claim_mut(claim).flags = vec![(*way).to_owned()];
        }
        case.weigh().flags.iter().any(|(_, flag)| *flag == "headline_body_mismatch")
    };
    assert!(flagged("sub:use_combat", &[("sub:recruit", Asserted), ("sub:use_combat", Hypothetical)]));
    assert!(!flagged("sub:use_combat", &[("sub:recruit", Asserted)]));
    assert!(!flagged("sub:use_combat", &[("sub:use_combat", Asserted), ("sub:use_combat", Hypothetical)]));
    assert!(flagged("sub:displayed", &[("", Asserted)]));
    assert!(!flagged("sub:displayed", &[("", Asserted), ("sub:displayed", Asserted)]));
}

#[test]
fn a_headline_with_a_greater_number_or_a_graver_kind_than_its_body_is_flagged() {
    let flagged = |headline: (&str, f64), body: (&str, f64)| {
        let mut case = Case::default();
        let a = case.report("Arven Post", "2023-05-03");
        for (in_headline, (kind, n)) in [(true, headline), (false, body)] {
            let claim = case.says(a, &[("Salt Road Council", PartisanOrganisation)]);
            case.number(claim, n, "boy");
            case.claim_mut(claim).kind = kind.to_owned();
            case.claim_mut(claim).in_headline = in_headline;
        }
        case.weigh().flags.iter().any(|(_, flag)| *flag == "headline_body_mismatch")
    };
    assert!(flagged(("ABDUCT", 60.0), ("ABDUCT", 23.0)));
    assert!(flagged(("CASUALTY.KILLED", 2.0), ("ABDUCT", 2.0)));
    assert!(!flagged(("ABDUCT", 20.0), ("ABDUCT", 23.0)));
    assert!(!flagged(("ABDUCT", 2.0), ("CASUALTY.KILLED", 2.0)));
}

#[test]
fn a_state_and_the_seat_of_its_government_are_one() {
    let mut case = Case::default();
    let a = case.report("Arven Post", "2023-05-03");
    let state = case.says(a, &[("Varenia", Official)]);
    let seat = case.says(a, &[("Arven", Official)]);
    for (at, kind) in [(state, crate::annotate::EntityKind::State), (seat, crate::annotate::EntityKind::Place)] {
        let name = case.claim_mut(at).chain[1].name.clone();
        case.entities.iter_mut().find(|e| e.name == name).unwrap().called.kind = kind;
    }
    assert_eq!(case.range(), (1, 1));
}

#[test]
fn a_name_that_more_claims_give_for_the_place_is_not_who_did_it() {
    let mut case = Case::default();
    let (a, b) = (case.report("Arven Post", "2023-05-03"), case.report("Norda", "2023-05-05"));
    let first = case.says(a, &[("Salt Road Council", PartisanOrganisation)]);
    case.argument(first, "actor", "Tolm Bridge");
    assert!(case.event(0).summary.contains("by Tolm Bridge"), "{}", case.event(0).summary);
    let second = case.says(b, &[("Salt Road Council", PartisanOrganisation)]);
    case.argument(second, "place", "Tolm Bridge");
    assert!(!case.event(0).summary.contains("by Tolm"), "{}", case.event(0).summary);
    assert!(case.event(0).summary.contains("in Tolm Bridge"), "{}", case.event(0).summary);
}

#[test]
fn who_only_dates_something_by_it_is_no_further_source_of_what_others_tell() {
    let mut case = Case::default();
    let (a, b) = (case.report("Arven Post", "2023-05-03"), case.report("Norda", "2023-05-03"));
    let dates = case.says(a, &[("Ilun Mar", Person)]);
    case.claim_mut(dates).flags.push("dates_another".to_owned());
    assert_eq!(case.range(), (1, 1), "nobody else tells of it");
    case.says(b, &[("Sara Tolm", Person)]);
    assert_eq!(case.range(), (2, 2), "nobody else here");
    case.says(a, &[("Sara Tolm", Person)]);
    assert_eq!(case.range(), (1, 1));
    let more = case.says(a, &[("Ilun Mar", Person)]);
    assert_eq!(case.range(), (2, 2), "she tells of it, too");
    case.claim_mut(more).in_headline = true;
    assert_eq!(case.range(), (1, 1), "the headline stands for the clause that dates");
}

#[test]
fn who_may_tell_of_another_happening_counts_none_or_one() {
    let mut case = Case::default();
    let a = case.report("Arven Post", "2023-05-03");
    let sure = case.says(a, &[("Ilun Mar", Person)]);
    let doubtful = case.says(a, &[("Sara Tolm", Person)]);
    assert_eq!(case.range(), (2, 2));
    case.links.events[0].perhaps = vec![doubtful];
    assert_eq!(case.range(), (1, 2));
    assert!(case.event(0).steps.iter().any(|step| step.contains("may tell of another happening")));
    case.links.events[0].perhaps = vec![sure, doubtful];
    assert_eq!(case.range(), (2, 2), "nobody is surer than the others");
}

#[test]
fn who_denies_it_does_not_tell_of_it_in_words_that_only_the_trained_reader_takes_for_it() {
    let mut case = Case::default();
    let (a, b) = (case.report("Arven Post", "2023-05-03"), case.report("Norda", "2023-05-03"));
    case.says(b, &[("Salt Road Council", PartisanOrganisation)]);
    case.claim(a, 0, "Nobody is called up in Arven.", Denied, &[("Ministry of War", Official)]);
    let read = case.says(a, &[("Ministry of War", Official)]);
    assert_eq!(case.range(), (2, 2));
    case.claim_mut(read).flags.push("read_by_the_trained_reader_of_events".to_owned());
    assert_eq!(case.range(), (1, 1));
    case.number(read, 9.0, "person");
    assert_eq!(case.range(), (2, 2), "a number of its own is its word");
}
