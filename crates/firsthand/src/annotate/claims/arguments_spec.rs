//! Who, whom, where, when and how many, as a specification on invented sentences.

use crate::annotate::{Claim, Tense, annotate};
use crate::codebook::Codebook;
use crate::report::{DatePrecision, Part, PartKind, Published, Report, Stated};
use crate::text::Span;

fn claims(text: &str) -> Vec<Claim> {
    let part = Part { kind: PartKind::Body, span: Span::new(0, text.len()), because: String::new() };
    let published = "2031-05-08"
        .parse()
        .ok()
        .map(|day| Stated { value: Published { day, precision: DatePrecision::Day }, evidence: String::new() });
    let report = Report { text: text.to_owned(), parts: vec![part], published, ..Report::default() };
    annotate(&report, Codebook::builtin()).claims
}

/// The words that fill a role in the last claim of a type; "" if none do.
fn filled(text: &str, kind: &str, role: &str) -> String {
    let found = claims(text);
    let kinds: Vec<_> = found.iter().map(|c| c.kind.clone()).collect();
    let claim = found.iter().rfind(|c| c.kind == kind).unwrap_or_else(|| panic!("no {kind} in \"{text}\": {kinds:?}"));
    let words: Vec<_> = claim.arguments.iter().filter(|a| a.role == role).map(|a| a.text.clone()).collect();
    words.join(" | ")
}

pub(super) fn check(cases: &[(&str, &str, &str, &str)]) {
    let faults: Vec<String> = cases
        .iter()
        .filter_map(|(text, kind, role, wanted)| {
            let found = filled(text, kind, role);
            (found != *wanted).then(|| format!("{role} of {kind} in \"{text}\": \"{found}\", not \"{wanted}\""))
        })
        .collect();
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn the_doer_is_found_behind_passives_nouns_and_happenings() {
    check(&[
        ("Two people were abducted by gunmen in Olun.", "ABDUCT", "actor", "gunmen"),
        ("Two people were abducted in Olun.", "ABDUCT", "actor", ""),
        ("It was an attempt to prop up the regime in Damuria using child soldiers.", "CHILD.RECRUIT_USE", "actor", ""),
        ("The mill was shelled on Monday, by the mayor's account with forty rockets.", "ATTACK", "actor", ""),
        ("Forty porters killed (Lamp Society) in Olun.", "CASUALTY.KILLED", "victim", "Forty porters"),
        ("The army blamed the rebels for the attack on Olun.", "ATTACK", "actor", "the rebels"),
        ("The mayor blamed the kidnapping of two nurses on the rebels.", "ABDUCT", "actor", "the rebels"),
        ("The kidnapping of two nurses was blamed on the rebels.", "ABDUCT", "actor", "the rebels"),
        ("Two villagers were killed and beheaded by rebels in Olun.", "CASUALTY.KILLED", "actor", "rebels"),
        ("Two villagers were killed and the mill was burnt by rebels.", "CASUALTY.KILLED", "actor", ""),
        ("A teen was shot dead by police at a protest in Olun.", "CASUALTY.KILLED", "victim", "A teen"),
        ("The army's shelling of Arven killed nine villagers.", "CASUALTY.KILLED", "actor", "The army"),
        ("Army shelling killed nine villagers in Arven.", "CASUALTY.KILLED", "actor", "Army"),
        ("Army shelling killed nine villagers in Arven.", "ATTACK", "actor", "Army"),
        ("Shells killed nine villagers in Arven.", "CASUALTY.KILLED", "actor", ""),
        ("Shells killed nine villagers in Arven.", "CASUALTY.KILLED", "cause", "Shells"),
        ("The commander ordered his men to attack Olun.", "ATTACK", "actor", "his men"),
        ("They attacked the village of Sarn, the soldiers said.", "ATTACK", "actor", "They"),
        ("Two soldiers killed near Olun", "CASUALTY.KILLED", "actor", ""),
        ("Two soldiers killed near Olun", "CASUALTY.KILLED", "victim", "Two soldiers"),
        ("Recruitment of children by the Ashen Brigade continues.", "CHILD.RECRUIT_USE", "actor", "the Ashen Brigade"),
        ("Rebels took 40 soldiers prisoner near Arven.", "CAPTURE", "victim", "40 soldiers"),
        ("Varenian warplanes hit a camp, killing 30 fighters.", "CASUALTY.KILLED", "actor", "Varenian warplanes"),
        ("STOLEN: Warlords snatch 43 schoolboys near Olun.", "ABDUCT", "actor", "Warlords"),
        ("Boys as young as 13 were abducted by rebels.", "ABDUCT", "victim", "Boys as young as 13"),
        ("As a result of the raid nine farmers were killed near Olun.", "CASUALTY.KILLED", "victim", "nine farmers"),
        (
            "The mission recorded 14 civilians killed and 37 injured in Olun.",
            "CASUALTY.KILLED",
            "victim",
            "14 civilians",
        ),
        ("Volunteers treated two men with shrapnel wounds in Olun.", "CASUALTY.WOUNDED", "actor", ""),
    ]);
}

#[test]
fn whom_one_joins_is_the_recruiter() {
    check(&[
        ("Twelve students from Olun joined the Ashen Brigade.", "RECRUIT.ENLIST", "recruiter", "the Ashen Brigade"),
        ("Twelve students from Olun joined the Ashen Brigade.", "RECRUIT.ENLIST", "target_group", "Twelve students"),
        ("He was only 16 when he joined the militia.", "CHILD.RECRUIT_USE", "actor", ""),
        ("The militia enlists farmers to fight in Damuria.", "RECRUIT.ENLIST", "destination", "Damuria"),
        ("The militia enlists farmers to fight in Damuria.", "RECRUIT.ENLIST", "place", ""),
    ]);
}

#[test]
fn a_number_is_that_of_the_people_who_are_told_of() {
    check(&[
        ("Rebels killed at least 20 civilians in Sarn.", "CASUALTY.KILLED", "number", "at least 20 civilians"),
        ("Rebels killed at least 20 civilians in Sarn.", "CASUALTY.KILLED", "victim", "20 civilians"),
        ("The army killed 12 rebels and captured six.", "CAPTURE", "number", "six"),
        ("Forty rebels killed two farmers near Sarn.", "CASUALTY.KILLED", "number", "two farmers"),
        ("Nine of the boys were abducted near Olun.", "ABDUCT", "number", "Nine of the boys"),
        ("Seven advisers are in Olun, the army said.", "DEPLOY.PRESENCE", "number", "Seven advisers"),
    ]);
}

#[test]
fn an_age_is_told_from_a_number() {
    check(&[
        ("The militia recruited citizens aged 18 to 55.", "RECRUIT.ENLIST", "age", "aged 18 to 55"),
        ("The militia recruited citizens aged 18 to 55.", "RECRUIT.ENLIST", "target_group", "citizens aged 18 to 55"),
        ("One of the boys, aged 16, was killed by a landmine.", "CASUALTY.KILLED", "age", "aged 16"),
        ("Rebels abducted boys near Olun.", "ABDUCT", "age", "boys"),
        ("The boy, 15, was abducted by rebels.", "ABDUCT", "age", "15"),
        ("At least 23 boys, the youngest of them 11, were abducted by rebels.", "ABDUCT", "age", "11"),
        ("Men between 18 and 35 were recruited by the militia.", "RECRUIT.ENLIST", "age", "between 18 and 35"),
        ("Rebels recruited men between 18 and 20 May.", "RECRUIT.ENLIST", "age", ""),
    ]);
}

#[test]
fn the_place_is_that_of_the_happening() {
    check(&[
        ("Gunmen attacked a checkpoint outside Arven.", "ATTACK", "target", "a checkpoint"),
        ("Gunmen attacked a checkpoint outside Arven.", "ATTACK", "place", "Arven"),
        ("Boys were taken from a camp near Olun by rebels.", "ABDUCT", "place", "a camp near Olun"),
        ("Rebels attacked a market in Olun, killing nine people.", "CASUALTY.KILLED", "place", "Olun"),
        ("The ministry in Arven said rebels had killed two men.", "CASUALTY.KILLED", "place", ""),
        ("Rebels hold the town of Olun. Two men were killed there.", "CASUALTY.KILLED", "place", "there"),
        ("There were clashes between the army and the rebels.", "ATTACK", "place", ""),
    ]);
}

#[test]
fn the_time_is_that_of_the_happening_and_not_of_the_saying() {
    check(&[
        ("Rebels attacked Arven, the army said on Monday.", "ATTACK", "date", ""),
        ("On Tuesday the army said that rebels had attacked Arven.", "ATTACK", "date", ""),
        ("The Ashen Brigade, which was founded in 2012, attacked Olun.", "ATTACK", "date", ""),
        ("Rebels attacked Olun on Monday, killing nine people.", "CASUALTY.KILLED", "date", "Monday"),
        ("Two soldiers died when gunmen attacked a post on Sunday.", "CASUALTY.KILLED", "date", "Sunday"),
        ("The town was shelled overnight by the army.", "ATTACK", "date", "overnight"),
    ]);
}

#[test]
fn offices_ways_out_and_conditions_are_kept() {
    check(&[
        ("General Orin Dask, commander of the Ashen Brigade, spoke.", "RELATION.COMMAND", "role", "commander"),
        ("General Orin Dask, commander of the Ashen Brigade, spoke.", "RELATION.COMMAND", "rank", "General"),
        ("The recruits were taught to lay mines in a camp near Olun.", "TRAIN", "purpose", ""),
        ("Parents were threatened with death if they followed.", "RECRUIT.COERCION", "condition", "if they followed"),
        ("Six relatives and two boys who had escaped from the militia spoke.", "DEMOBILISE", "person", "two boys"),
        ("Two boys escaped from the ranks of the Ashen Brigade.", "DEMOBILISE", "manner", "escaped"),
    ]);
}

#[test]
fn tense_of_relations_and_headlines() {
    let tense = |text: &str, kind: &str| {
        let found = claims(text);
        found.iter().find(|c| c.kind == kind).map(|c| c.tense)
    };
    let command = |text: &str| tense(text, "RELATION.COMMAND");
    assert_eq!(command("General Orin Dask, commander of the Ashen Brigade, spoke."), Some(Tense::Ongoing));
    assert_eq!(command("General Orin Dask, a former commander of the Ashen Brigade, spoke."), Some(Tense::Past));
    assert_eq!(command("General Orin Dask commanded the Ashen Brigade until May."), Some(Tense::Past));
    let text = "Rebels attack Arven\n\nRebels attack the army in the hills every night.";
    let part = |kind, start, end| Part { kind, span: Span::new(start, end), because: String::new() };
    let parts = vec![part(PartKind::Headline, 0, 19), part(PartKind::Body, 21, text.len())];
    let report = Report { text: text.to_owned(), parts, ..Report::default() };
    let found: Vec<_> = annotate(&report, Codebook::builtin()).claims.iter().map(|c| c.tense).collect();
    assert_eq!(found, [Tense::Past, Tense::Ongoing]);
}

#[test]
fn who_counts_buries_mourns_or_loses_its_dead_killed_nobody_and_is_none_of_them() {
    check(&[
        ("Sorn counts its dead after the shelling.", "CASUALTY.KILLED", "actor", ""),
        ("Sorn counts its dead after the shelling.", "CASUALTY.KILLED", "victim", ""),
        ("The soldiers of the Ashen Brigade bury their dead.", "CASUALTY.KILLED", "actor", ""),
        ("The soldiers of the Ashen Brigade bury their dead.", "CASUALTY.KILLED", "victim", ""),
        ("Varenia mourned nine dead soldiers on Friday.", "CASUALTY.KILLED", "actor", ""),
        ("\"We have eight dead here after the raid,\" the matron said.", "CASUALTY.KILLED", "victim", "eight"),
        ("\"I have eight dead here after the raid,\" the matron said.", "CASUALTY.KILLED", "actor", ""),
        ("Varenia has lost nine soldiers in the battle.", "CASUALTY.KILLED", "victim", "nine soldiers"),
        ("Varenia has lost nine soldiers in the battle.", "CASUALTY.KILLED", "actor", ""),
        ("Six fishermen have lost their lives in the shelling.", "CASUALTY.KILLED", "victim", "Six fishermen"),
        ("Six fishermen have lost their lives in the shelling.", "CASUALTY.KILLED", "actor", ""),
        ("The army killed six fishermen near Sorn.", "CASUALTY.KILLED", "actor", "The army"),
        ("The army has lost its patience and killed six fishermen near Sorn.", "CASUALTY.KILLED", "actor", "The army"),
    ]);
}

#[test]
fn a_number_after_a_passive_goes_on_with_it() {
    check(&[
        ("Eight people were killed and thirty wounded in the raid.", "CASUALTY.WOUNDED", "actor", ""),
        ("Eight people were killed and thirty wounded in the raid.", "CASUALTY.WOUNDED", "victim", "thirty"),
        (
            "Eight soldiers were killed and thirty people injured in the raid.",
            "CASUALTY.WOUNDED",
            "victim",
            "thirty people",
        ),
        ("Eight people were killed and thirty wounded in the raid.", "CASUALTY.WOUNDED", "number", "thirty wounded"),
    ]);
}

#[test]
fn who_is_told_of_by_another_verb_is_not_who_does_it() {
    check(&[
        ("The army said 19 farmers lost their lives in fighting with the rebels near Arven.", "ATTACK", "actor", ""),
        ("The army said 19 farmers lost their lives in fighting with the rebels near Arven.", "ATTACK", "target", ""),
        ("The governor visited the injured after the shelling of Arven.", "CASUALTY.WOUNDED", "actor", ""),
        ("Two battalions of the army have been in combat near Arven.", "ATTACK", "actor", "Two battalions of the army"),
        ("The rebels carried out attacks on Arven.", "ATTACK", "actor", "The rebels"),
    ]);
}

#[test]
fn who_joins_flees_vanishes_or_is_held_is_whom_it_befell() {
    check(&[
        ("Some 300 men have joined the Ashen Brigade.", "RECRUIT.ENLIST", "actor", ""),
        ("Some 300 men have joined the Ashen Brigade.", "RECRUIT.ENLIST", "target_group", "300 men"),
        ("The police say that the editor has spent two years behind bars.", "DETAIN", "victim", "the editor"),
        ("The police say that the editor has spent two years behind bars.", "DETAIN", "actor", ""),
        (
            "Villagers and their mayor fled to Varenia when the rebels attacked Arven.",
            "DISPLACE",
            "victim",
            "Villagers | their mayor",
        ),
        ("Orin Dask vanished after the rebels took Arven.", "ABDUCT", "victim", "Orin Dask"),
    ]);
}

#[test]
fn whose_arrest_or_death_it_is_is_told_by_who_that_is() {
    check(&[
        ("Activists protested at the editor's arrest by the police.", "DETAIN", "victim", "the editor"),
        ("Activists protested at the editor's arrest by the police.", "DETAIN", "actor", "the police"),
        ("The army's killing of two drivers shocked Arven.", "CASUALTY.KILLED", "actor", "The army"),
        ("The army's killing of two drivers shocked Arven.", "CASUALTY.KILLED", "victim", "two drivers"),
        ("Rebels denied the mayor's abduction from Arven.", "ABDUCT", "victim", "the mayor"),
    ]);
}

#[test]
fn an_adjective_means_its_state() {
    let found = claims("A Turkish raid on Arven began at dawn.");
    let actor = found.iter().flat_map(|claim| &claim.arguments).find(|argument| argument.role == "actor").unwrap();
    assert_eq!((actor.text.as_str(), actor.normal.as_deref()), ("Turkish", Some("Turkey")));
    assert!(actor.entity.is_some());
}

#[test]
fn words_that_stand_for_nobody_fill_no_role() {
    check(&[
        ("The brigade took part in the fighting near Arven.", "ATTACK", "target", ""),
        ("The mayor said that rebels had attacked Arven.", "ATTACK", "actor", "rebels"),
        ("The mayor said that police had arrested two writers in Arven.", "DETAIN", "actor", "police"),
    ]);
}

#[test]
fn killings_are_by_who_did_them_and_an_attack_is_no_target() {
    check(&[
        ("Nine killings by soldiers were recorded in Olun.", "CASUALTY.KILLED", "actor", "soldiers"),
        ("Nine killings by soldiers were recorded in Olun.", "CASUALTY.KILLED", "victim", ""),
        ("The rebels launched attacks on Arven.", "ATTACK", "target", "Arven"),
        ("The army began a bombing campaign near Arven, the rebels said.", "ATTACK", "target", ""),
        ("The raid is believed to have been carried out by the Ashen Brigade.", "ATTACK", "actor", "the Ashen Brigade"),
        ("The raid is believed to have been carried out by the Ashen Brigade.", "ATTACK", "purpose", ""),
        ("Instructors are training the rebels near Arven.", "TRAIN", "target_group", "the rebels"),
        ("Soldiers opened fire on a bus near Arven.", "ATTACK", "target", "a bus"),
    ]);
}

#[test]
fn a_number_of_others_counts_nobody() {
    check(&[
        ("The Guard trained the rebels who killed more than 50 farmers.", "TRAIN", "number", ""),
        (
            "Nine soldiers and four rebels were killed near Olun.",
            "CASUALTY.KILLED",
            "number",
            "Nine soldiers | four rebels",
        ),
        ("Mera Tolk, a nurse, and two clerks were killed by rebels.", "CASUALTY.KILLED", "number", "two clerks"),
    ]);
}
