//! Who did it to whom, and whether it happened at all, in constructions that real news is full of; on invented sentences.

use super::super::arguments_spec::check;
use super::{claims, of, role};
use crate::annotate::{Modality, annotate};
use crate::codebook::Codebook;
use crate::report::{Part, PartKind, Report};
use crate::text::Span;

const WAR: &str = "The army fights the rebels in the hills. ";

fn has(text: &str, family: &str) -> bool {
    claims(text).iter().any(|claim| claim.kind.starts_with(family))
}

#[test]
fn a_place_does_not_do_what_happened_in_it() {
    check(&[
        ("A raid on the town of Sarn that killed nine herders began at dawn.", "CASUALTY.KILLED", "actor", ""),
        ("A raid on the town of Sarn that killed nine herders began at dawn.", "CASUALTY.KILLED", "cause", "A raid"),
        ("An explosion in Tervania which wounded four nuns was heard in Olun.", "CASUALTY.WOUNDED", "actor", ""),
        (
            "A company of the Ashen Brigade that killed two herders has left.",
            "CASUALTY.KILLED",
            "actor",
            "A company of the Ashen Brigade",
        ),
    ]);
}

#[test]
fn the_parts_of_a_name_do_nothing_to_the_whole() {
    check(&[
        ("Corporal Mira Tasch died in the shelling of Olun.", "CASUALTY.KILLED", "actor", ""),
        ("Corporal Mira Tasch died in the shelling of Olun.", "CASUALTY.KILLED", "victim", "Corporal Mira Tasch"),
    ]);
}

#[test]
fn a_mine_and_a_shell_are_causes_and_count_nobody() {
    check(&[
        ("An IED killed the prefect of Sarn, the rebels said.", "CASUALTY.KILLED", "actor", ""),
        ("One rocket killed Mira Tasch and her aunt in Olun, the rebels said.", "CASUALTY.KILLED", "number", ""),
        ("One rocket killed nine herders in Olun, the rebels said.", "CASUALTY.KILLED", "number", "nine herders"),
    ]);
}

#[test]
fn a_terrorist_attack_is_a_sort_of_attack() {
    check(&[
        ("The envoy spoke of a terrorist attack on the market of Olun.", "ATTACK", "actor", ""),
        ("The envoy spoke of a rebel attack on the market of Olun.", "ATTACK", "actor", "rebel"),
    ]);
}

#[test]
fn an_adjective_tells_of_what_stands_behind_it() {
    check(&[
        (
            "The Tervania-backed rebels hold the town of Sarn.",
            "RELATION.SPONSOR",
            "recipient",
            "The Tervania-backed rebels",
        ),
        ("The father of a slain nurse spoke to the rebels.", "CASUALTY.KILLED", "victim", "a slain nurse"),
    ]);
}

#[test]
fn a_town_that_no_list_knows_is_taken_and_reached() {
    check(&[
        ("Rebels captured Keldra on Monday.", "TERRITORY.CAPTURE", "place", "Keldra"),
        ("Troops of the army are advancing on Keldra.", "DEPLOY.MOVEMENT", "destination", "Keldra"),
    ]);
}

#[test]
fn a_headline_leaves_out_was() {
    for (headline, victim, actor) in [
        ("Teen killed by soldiers in Olun", "Teen", "soldiers"),
        ("Herder shot dead by rebels in Olun", "Herder", "rebels"),
    ] {
        for kind in [PartKind::Headline, PartKind::Body] {
            let part = Part { kind, span: Span::new(0, headline.len()), because: String::new() };
            let report = Report { text: headline.to_owned(), parts: vec![part], ..Report::default() };
            let found = annotate(&report, Codebook::builtin()).claims;
            let claim = found.iter().find(|claim| claim.kind == "CASUALTY.KILLED").unwrap();
            assert_eq!((role(claim, "victim"), role(claim, "actor")), (victim.to_owned(), actor.to_owned()));
        }
    }
}

#[test]
fn what_people_are_called_tells_no_deed() {
    for text in ["The envoy said they were a band of kidnappers.", "The envoy called the rebels kidnappers."] {
        assert!(!has(&format!("{WAR}{text}"), "ABDUCT"), "{text}");
    }
    assert!(has(&format!("{WAR}The kidnappers of two nuns want a ransom."), "ABDUCT"));
}

#[test]
fn volunteers_who_serve_tea_recruit_nobody() {
    assert!(!has(&format!("{WAR}The volunteers serve tea in the hall."), "RECRUIT"));
    assert!(has(&format!("{WAR}Clerks serve call-up papers on the volunteers."), "RECRUIT"));
}

#[test]
fn a_number_counts_whom_it_befalls() {
    check(&[
        ("Two gunmen kidnapped the mayor of Olun.", "ABDUCT", "number", ""),
        ("Two gunmen kidnapped nine clerks in Olun.", "ABDUCT", "number", "nine clerks"),
        ("My aunt enlisted because there were four unpaid clerks.", "RECRUIT.ENLIST", "number", ""),
        ("The soldiers killed a 15-year-old in Olun.", "CASUALTY.KILLED", "number", ""),
    ]);
}

#[test]
fn the_age_of_who_speaks_is_not_that_of_who_is_spoken_of() {
    let text = "\"My cousin signed up with the militia,\" said the baker of Olun, a man in his sixties who buried him.";
    check(&[(text, "RECRUIT.ENLIST", "age", "")]);
}

#[test]
fn who_confirms_it_did_not_do_it() {
    check(&[
        ("The arrest of two clerks was confirmed by the prosecutor.", "DETAIN", "actor", ""),
        ("The arrest of two clerks was carried out by the gendarmes.", "DETAIN", "actor", "the gendarmes"),
        ("The raid on Olun was claimed by the Ashen Brigade.", "ATTACK", "actor", "the Ashen Brigade"),
    ]);
}

#[test]
fn nobody_calls_a_place_who() {
    check(&[("Gendarmes know the painter from Keldra, who was arrested in May.", "DETAIN", "victim", "the painter")]);
}

#[test]
fn what_is_feared_left_undone_or_said_of_anybody_did_not_happen() {
    for (text, kind, modality) in [
        ("The clerk spoke of fears of a raid on Olun.", "ATTACK", Modality::Hypothetical),
        (
            "The council regrets the army's failure to protect those whom the rebels killed.",
            "CASUALTY.KILLED",
            Modality::Asserted,
        ),
    ] {
        assert_eq!(of(&format!("{WAR}{text}"), kind).modality, modality, "{text}");
    }
    for (text, family) in [
        ("The village welcomes anyone who flees the war.", "DISPLACE"),
        ("The unit specialises in kidnappings.", "ABDUCT"),
        ("The two recordings were captured by a camera of the police.", "DETAIN"),
    ] {
        assert!(!has(&format!("{WAR}{text}"), family), "{text}");
    }
}

#[test]
fn those_who_are_wounded_beside_the_killed_are_whom_it_befell() {
    for (text, number) in [
        ("At least 14 people were killed and dozens wounded when rebels shelled Olun.", "dozens"),
        ("Nine soldiers were killed and several others injured in a raid on Olun.", "several others"),
    ] {
        check(&[(text, "CASUALTY.WOUNDED", "victim", number)]);
    }
}

#[test]
fn who_hits_a_mine_is_hit() {
    check(&[
        (
            "Their convoy hit a roadside bomb near Olun and four soldiers were wounded.",
            "ATTACK",
            "target",
            "Their convoy",
        ),
        ("A bus struck a landmine near Olun, killing nine people.", "ATTACK", "means", "a landmine"),
        ("A bus struck a landmine near Olun, killing nine people.", "ATTACK", "actor", ""),
        ("A woman blew herself up at the gate of a barracks, killing two soldiers.", "ATTACK", "actor", "A woman"),
        (
            "A woman blew herself up at the gate of a barracks, killing two soldiers.",
            "CASUALTY.KILLED",
            "victim",
            "two soldiers",
        ),
    ]);
}

#[test]
fn the_day_behind_a_noun_is_the_nouns() {
    let text = "A court sentenced two officers on Monday for the torture of prisoners in 2023.";
    check(&[(text, "ATTACK", "date", "2023"), (text, "DETAIN", "date", "Monday")]);
    check(&[("The group freed 11 of the 40 schoolgirls it abducted in March.", "DEMOBILISE", "date", "")]);
}

#[test]
fn ages_are_nobody_and_each_of_several_places_is_told_of() {
    check(&[
        ("Two brothers, aged 15 and 17, were abducted by rebels.", "ABDUCT", "victim", "Two brothers"),
        ("Rebels abducted three girls, 12, 13 and 15, from a school in Olun.", "ABDUCT", "age", "12, 13 and 15"),
        (
            "Rebels took the towns of Olun and Arven on Monday.",
            "TERRITORY.CAPTURE",
            "place",
            "the towns of Olun | Arven",
        ),
    ]);
}

#[test]
fn what_is_set_on_fire_is_not_planned() {
    assert_eq!(of("A drone attack set an oil depot ablaze near Olun.", "ATTACK").modality, Modality::Asserted);
}

#[test]
fn who_says_that_it_did_a_thing_did_it() {
    let claim = of("A cell of the Reed Front said it had shelled Olun.", "ATTACK");
    assert_eq!(claim.argument("actor").and_then(|actor| actor.normal.as_deref()), Some("Reed Front"));
}

#[test]
fn what_a_participle_carries_is_not_what_the_verb_befalls() {
    check(&[
        ("Police shot dead a man who attacked them, rebels said.", "CASUALTY.KILLED", "victim", "a man"),
        (
            "Police fired rubber bullets to break up the crowd, injuring nine people.",
            "ATTACK",
            "purpose",
            "to break up the crowd",
        ),
        ("A bus carrying nine soldiers was ambushed near Olun.", "ATTACK", "target", "A bus"),
    ]);
}

#[test]
fn a_town_where_shells_kill_kills_nobody() {
    let text = "The mayor left Olun, where shelling on Monday killed nine people.";
    check(&[(text, "CASUALTY.KILLED", "actor", ""), (text, "CASUALTY.KILLED", "cause", "shelling")]);
}

#[test]
fn what_nobody_knows_or_claims_is_told_as_such() {
    assert_eq!(
        of("The number of dead in the raid on Olun is not known.", "CASUALTY.KILLED").modality,
        Modality::Asserted
    );
    let claim = of("Neither the army nor the rebels have claimed the attack.", "STATEMENT.CLAIM_RESPONSIBILITY");
    assert_eq!(claim.modality, Modality::Denied);
    check(&[("The army blames the attack on a splinter group.", "ATTACK", "actor", "a splinter group")]);
}

#[test]
fn who_disputes_a_figure_does_not_say_it() {
    assert_eq!(of("The army disputed the figure of 17 dead in Olun.", "CASUALTY.KILLED").modality, Modality::Denied);
}

#[test]
fn a_strike_with_jets_is_an_attack() {
    assert_eq!(role(&of("The strike flattened a row of shops in Olun.", "ATTACK"), "target"), "a row of shops");
    assert!(!has("The strike flattened profits at the port of Olun.", "ATTACK"));
}
