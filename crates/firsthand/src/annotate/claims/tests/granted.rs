//! What a sentence takes for granted, what was only tried, and which number, day and aim belong to which happening; on invented sentences.

use super::super::arguments_spec::check;
use super::{claims, of};
use crate::annotate::Modality::{self, Alleged, Asserted, Denied, Hypothetical, Planned};

fn are(cases: &[(&str, &str, Modality)]) {
    for (text, kind, wanted) in cases {
        assert_eq!(of(text, kind).modality, *wanted, "{kind} in \"{text}\"");
    }
}

fn sayers(text: &str, kind: &str) -> Vec<String> {
    of(text, kind).chain.iter().skip(1).map(|link| link.name.clone()).collect()
}

#[test]
fn what_is_only_referred_to_is_neither_denied_nor_planned() {
    are(&[
        ("Residents took to the streets to protest the Varenian attack on Olun.", "ATTACK", Asserted),
        ("The council will meet on Monday to discuss the raid on Olun.", "ATTACK", Asserted),
        ("The army has not investigated the killing of two teachers in Arven.", "CASUALTY.KILLED", Asserted),
        ("The raid on Olun did not stop the march.", "ATTACK", Asserted),
        ("The rebels did not claim the attack on Olun.", "ATTACK", Asserted),
        ("Officers refused to halt the massacre in Olun, a former judge said.", "CASUALTY.KILLED", Asserted),
        (
            "The court has not ensured justice for killings and other abuses by soldiers in Arven.",
            "CASUALTY.KILLED",
            Asserted,
        ),
    ]);
}

#[test]
fn verbs_that_say_whether_it_took_place_still_do() {
    are(&[
        ("The army did not carry out the raid on Olun.", "ATTACK", Denied),
        ("The rebels left Olun without an attack, the army said.", "ATTACK", Denied),
        ("No raid took place in Olun on Friday, the army said.", "ATTACK", Denied),
        ("The rebels may carry out attacks in Olun.", "ATTACK", Hypothetical),
        ("The army is preparing the assault on Olun.", "ATTACK", Planned),
        ("The mayor denied the killing of nine farmers by soldiers.", "CASUALTY.KILLED", Denied),
        ("The army may resume the shelling of Olun.", "ATTACK", Hypothetical),
        ("The envoy met rebels to discuss the release of nine hostages.", "DEMOBILISE", Planned),
    ]);
}

#[test]
fn an_attempt_kills_and_takes_nobody() {
    are(&[
        ("Rebels tried to kill the mayor of Olun.", "CASUALTY.KILLED", Planned),
        ("Gunmen attempted to kidnap a priest in Olun.", "ABDUCT", Planned),
        ("The army has been trying to retake Olun from the rebels.", "TERRITORY.CAPTURE", Planned),
        ("Rebels have tried to shell the base.", "ATTACK", Asserted),
    ]);
}

#[test]
fn what_is_risked_or_feared_has_not_happened_and_what_a_law_is_used_for_has() {
    are(&[
        ("Herders from Olun risk being deported to Varenia.", "DISPLACE", Hypothetical),
        (
            "Reporters face the risk of arrests, beatings and even death, the detained activists said.",
            "ATTACK",
            Hypothetical,
        ),
        ("Police used the Public Order Act to detain hundreds of activists.", "DETAIN", Asserted),
        ("Traders accused the army of looting shops and beating young men.", "ATTACK", Alleged),
    ]);
}

#[test]
fn two_verbs_before_one_object_are_of_one_doer() {
    for (text, kind) in [
        ("The gunmen kidnapped and killed eleven farmers.", "ABDUCT"),
        ("Rebels captured and later executed eleven farmers.", "CAPTURE"),
        ("Soldiers stormed the mill and subsequently arrested and jailed eleven farmers.", "DETAIN"),
    ] {
        let claim = of(text, kind);
        assert_eq!(super::role(&claim, "victim"), "eleven farmers", "{text}");
        assert!(!super::role(&claim, "actor").is_empty(), "{text}");
    }
}

#[test]
fn who_is_in_detention_is_detained_and_who_kills_is_not_killed() {
    check(&[
        ("Hundreds of activists are still in detention in Olun.", "DETAIN", "victim", "Hundreds of activists"),
        ("Hundreds of activists are still in detention in Olun.", "DETAIN", "actor", ""),
        ("The guild counted nine killings by soldiers in Olun.", "CASUALTY.KILLED", "victim", ""),
        (
            "The strike destroyed three machine guns and a car bomb.",
            "ATTACK",
            "target",
            "three machine guns | a car bomb",
        ),
        ("The army launched a raid on Olun.", "ATTACK", "target", "Olun"),
        (
            "Police used tear gas and water cannon against the marchers, activists said.",
            "ATTACK",
            "target",
            "the marchers",
        ),
    ]);
}

#[test]
fn a_number_day_or_aim_of_another_happening_is_left_to_it() {
    check(&[
        (
            "Mira Tolan, an activist, was arrested after writing of a war that has killed 3,100 people.",
            "DETAIN",
            "number",
            "",
        ),
        ("The army accused the rebels of killing nine farmers and abducting the mayor.", "ABDUCT", "number", ""),
        ("Police arrested five activists over the killing of a guard in July 2021.", "DETAIN", "date", ""),
        (
            "Police arrested five activists over the killing of a guard in July 2021.",
            "CASUALTY.KILLED",
            "date",
            "July 2021",
        ),
        ("Police arrested five activists over the killing of a guard in July 2021.", "CASUALTY.KILLED", "number", ""),
        ("Police arrested an activist on 3 May 2031 over the killing of a guard.", "CASUALTY.KILLED", "date", ""),
        ("The army condemned the 3 May raid by the rebels on Olun.", "ATTACK", "date", "the 3 May"),
        ("On Monday the army condemned the raid by the rebels on Olun.", "ATTACK", "date", ""),
        ("Arson attacks by the rebels continue to occur in Olun.", "ATTACK", "purpose", ""),
    ]);
}

#[test]
fn who_adds_is_who_was_cited_and_places_and_happenings_say_nothing() {
    let adds = "According to the ministry, the army raided Olun, adding that soldiers had killed nine rebels.";
    assert_eq!(sayers(adds, "CASUALTY.KILLED"), ["ministry"]);
    let wire = "OLUN: Nine people were killed in a raid by rebels on Sunday.";
    assert_eq!(sayers(wire, "CASUALTY.KILLED"), [""; 0]);
    let shows = "These attacks show that the rebels have killed children.";
    assert!(claims(shows).iter().all(|claim| claim.chain.len() == 1), "{:?}", claims(shows));
    let release = "Nine soldiers were killed in Olun, according to a ministry news release.";
    assert_eq!(sayers(release, "CASUALTY.KILLED"), ["ministry news release"]);
    let stressed = "Orin Dask stressed that the rights of all would be kept but acknowledged that soldiers had killed two herders.";
    assert_eq!(sayers(stressed, "CASUALTY.KILLED"), ["Orin Dask"]);
    let office = "The Prosecutor General's Office said rebels had killed nine farmers.";
    assert_eq!(sayers(office, "CASUALTY.KILLED"), ["Prosecutor General's Office"]);
    let body = "The Committee to Protect Herders said rebels had killed two herders.";
    assert_eq!(sayers(body, "CASUALTY.KILLED"), ["Committee to Protect Herders"]);
}
