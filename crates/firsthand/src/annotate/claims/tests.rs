//! The codebook's own example sentences, and what a claim must be, as a specification.

mod chains;
mod granted;
mod news;

use crate::annotate::{Claim, Modality, Stance, Tense, annotate};
use crate::codebook::Codebook;
use crate::report::{PartKind, Report, Stated};

fn report(text: &str) -> Report {
    let outlet = Some(Stated { value: "Arven Post".to_owned(), evidence: "test".to_owned() });
    Report { outlet, ..Report::of_body(text) }
}

fn claims(text: &str) -> Vec<Claim> {
    annotate(&report(text), Codebook::builtin()).claims
}

fn of(text: &str, kind: &str) -> Claim {
    let found = claims(text);
    let kinds: Vec<_> = found.iter().map(|c| c.kind.clone()).collect();
    found.into_iter().find(|c| c.kind == kind).unwrap_or_else(|| panic!("no {kind} in \"{text}\": {kinds:?}"))
}

fn role(claim: &Claim, role: &str) -> String {
    claim.argument(role).map_or(String::new(), |argument| argument.text.clone())
}

fn check_examples(book: &Codebook) {
    let mut faults = Vec::new();
    for kind in &book.types {
        for (text, wanted) in
            kind.include.iter().map(|text| (text, true)).chain(kind.exclude.iter().map(|text| (text, false)))
        {
            let found = annotate(&report(text), book).claims;
            let has = found.iter().any(|c| c.kind == kind.id || (wanted && c.also.contains(&kind.id)));
            if has != wanted {
                let kinds: Vec<_> = found.iter().map(|c| (&c.kind, c.trigger.of(text))).collect();
                faults.push(format!(
                    "{}: {} in \"{text}\"; found {kinds:?}",
                    kind.id,
                    if wanted { "missing" } else { "wrong" }
                ));
            }
        }
    }
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn the_examples_of_the_builtin_codebook_hold() {
    check_examples(Codebook::builtin());
}

#[test]
fn the_examples_of_codebooks_on_other_subjects_hold() {
    for name in ["elections.toml", "cameo.toml", "police.toml"] {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../codebooks").join(name);
        check_examples(&Codebook::load(&[path]).unwrap());
    }
}

#[test]
fn a_plan_is_planned_and_a_denial_denied() {
    assert_eq!(of("Varenia plans to send troops to Arven.", "DEPLOY.DISPATCH").modality, Modality::Planned);
    let known =
        of("Thirteen people are now known to be dead in Arven after the shelling, the army said.", "CASUALTY.KILLED");
    assert_eq!(known.modality, Modality::Asserted);
    let after = "Both sides came under pressure to show goodwill after last month's bombing of a mill in Arven.";
    assert_eq!(of(after, "ATTACK").modality, Modality::Asserted);
    let planned = "Both sides agreed to meet before a raid on Arven.";
    assert_ne!(of(planned, "ATTACK").modality, Modality::Asserted);
    assert_eq!(of("Varenia has not sent troops to Arven.", "DEPLOY.DISPATCH").modality, Modality::Denied);
    let denied = of("The ministry denied that it had sent troops to Arven.", "DEPLOY.DISPATCH");
    assert_eq!(denied.modality, Modality::Denied);
    assert_eq!(denied.also, ["STATEMENT.DENY"]);
}

#[test]
fn a_condition_wins_over_a_plan_and_a_hedge_over_nothing() {
    let text = "If Varenia agrees to send troops to Arven, the war will widen.";
    assert_eq!(of(text, "DEPLOY.DISPATCH").modality, Modality::Hypothetical);
    assert_eq!(of("Varenia may send troops to Arven.", "DEPLOY.DISPATCH").modality, Modality::Hypothetical);
    assert_eq!(of("Varenia reportedly sent troops to Arven.", "DEPLOY.DISPATCH").modality, Modality::Alleged);
    assert_eq!(of("Varenia sent troops to Arven.", "DEPLOY.DISPATCH").modality, Modality::Asserted);
}

#[test]
fn an_aim_is_not_an_act() {
    let claim = of("The militia released a video aimed at recruiting children.", "CHILD.RECRUIT_USE");
    assert_eq!(claim.modality, Modality::Planned);
}

#[test]
fn a_passive_without_an_agent_has_no_actor() {
    let claim = of("Forty boys were recruited in Arven.", "CHILD.RECRUIT_USE");
    assert_eq!(role(&claim, "actor"), "");
    assert_eq!(role(&claim, "target_group"), "Forty boys");
}

#[test]
fn an_agent_and_a_subject_both_are_the_actor() {
    let passive = of("Forty boys were recruited by the Ashen Brigade.", "CHILD.RECRUIT_USE");
    let active = of("The Ashen Brigade recruited forty boys.", "CHILD.RECRUIT_USE");
    assert_eq!(role(&passive, "actor"), "the Ashen Brigade");
    assert_eq!(role(&active, "actor"), "The Ashen Brigade");
}

#[test]
fn who_condemns_or_reports_an_event_is_not_its_actor() {
    let condemned = of("Varenia condemned the recruitment of boys in Arven by the Ashen Brigade.", "CHILD.RECRUIT_USE");
    assert_eq!(role(&condemned, "actor"), "the Ashen Brigade");
    let reported = of("Varenia reported the recruitment of forty boys.", "CHILD.RECRUIT_USE");
    assert_eq!(role(&reported, "actor"), "");
    let own = of("The Ashen Brigade continued its recruitment of boys.", "CHILD.RECRUIT_USE");
    assert_eq!(role(&own, "actor"), "The Ashen Brigade");
}

#[test]
fn who_is_accused_acts_and_who_accuses_does_not() {
    let accused = of("The court convicted Orin Dask of recruiting boys in Arven.", "CHILD.RECRUIT_USE");
    assert_eq!(role(&accused, "actor"), "Orin Dask");
    assert_eq!(role(&of("The army began recruiting students.", "RECRUIT.ENLIST"), "actor"), "The army");
}

#[test]
fn teenagers_are_no_children_and_their_age_is_unknown() {
    let claim = of("The militia recruited teenagers in Arven.", "RECRUIT.ENLIST");
    assert!(claim.flags.contains(&"age_unknown".to_owned()));
    assert!(claims("The militia recruited teenagers in Arven.").iter().all(|c| c.kind != "CHILD.RECRUIT_USE"));
}

#[test]
fn what_is_sung_is_no_event() {
    let found = claims("In the clip children sing: \"We have joined the army and we march to Arven tonight.\"");
    assert!(found.iter().all(|c| !c.kind.starts_with("DEPLOY") && !c.kind.starts_with("RECRUIT.")), "{found:?}");
    let pledge = found.iter().find(|c| c.kind == "STATEMENT.PLEDGE").unwrap();
    assert_eq!(pledge.modality, Modality::Hypothetical);
    assert!(pledge.flags.contains(&"artefact_content".to_owned()));
}

#[test]
fn a_sentence_with_admission_and_denial_makes_two_claims() {
    let text = "The ministry admitted that it had trained the militia but denied that it had sent troops to Arven.";
    let trained = of(text, "TRAIN");
    assert_eq!((trained.modality, trained.also), (Modality::Asserted, vec!["STATEMENT.ADMIT".to_owned()]));
    let sent = of(text, "DEPLOY.DISPATCH");
    assert_eq!((sent.modality, sent.also), (Modality::Denied, vec!["STATEMENT.DENY".to_owned()]));
}

#[test]
fn the_chain_runs_from_the_outlet_to_the_sayer() {
    let claim = of("Forty soldiers were killed near Arven, the Relief Council said.", "CASUALTY.KILLED");
    let names: Vec<_> = claim.chain.iter().map(|link| link.name.as_str()).collect();
    assert_eq!(names, ["Arven Post", "Relief Council"]);
    assert_eq!(claim.stance, Stance::Neutral);
}

#[test]
fn one_sayer_with_two_cues_is_one_link() {
    let claim = of("The army denied reports that its soldiers had killed civilians.", "CASUALTY.KILLED");
    assert_eq!(claim.chain.len(), 2);
    assert_eq!(claim.modality, Modality::Denied);
}

#[test]
fn what_follows_as_a_result_is_the_sayers_too() {
    let claim = of("Rebels attacked a convoy, killing four soldiers, the Relief Council said.", "CASUALTY.KILLED");
    assert_eq!(claim.chain.last().unwrap().name, "Relief Council");
}

#[test]
fn without_a_source_the_chain_is_the_outlet_alone_and_the_outlet_endorses() {
    let claim = of("Forty soldiers were killed near Arven.", "CASUALTY.KILLED");
    assert_eq!(claim.chain.len(), 1);
    assert_eq!((claim.attribution, claim.stance, claim.tense), (None, Stance::Endorses, Tense::Past));
}

#[test]
fn a_denial_against_evidence_is_disputed() {
    let text = "The ministry denies it has sent troops to Arven, despite evidence to the contrary.";
    assert_eq!(of(text, "DEPLOY.DISPATCH").stance, Stance::Disputes);
}

#[test]
fn a_question_asserts_nothing() {
    assert_eq!(of("Has Varenia sent troops to Arven?", "DEPLOY.DISPATCH").modality, Modality::Hypothetical);
}

#[test]
fn the_name_of_who_speaks_is_no_event() {
    let kinds = |text: &str| claims(text).into_iter().map(|c| c.kind).collect::<Vec<_>>();
    assert_eq!(kinds("The Central Conscription Office announced a list of soldiers."), ["STATEMENT.ANNOUNCE"]);
    assert_eq!(kinds("The militia opened a Recruitment Office in Olun."), ["RECRUIT.DRIVE"]);
}

#[test]
fn a_rule_of_law_is_no_event() {
    assert!(claims("Recruiting children is a war crime.").is_empty());
}

#[test]
fn what_stands_in_a_credit_or_is_set_aside_is_not_read() {
    let mut set_aside = report("Varenia sent troops to Arven.");
    for kind in [PartKind::Credit, PartKind::SetAside] {
        set_aside.parts[0].kind = kind;
        assert!(annotate(&set_aside, Codebook::builtin()).claims.is_empty());
    }
}

#[test]
fn odd_and_long_input_is_read_without_harm() {
    for text in ["", "\u{200d}", "\"", "(((((", "sent sent sent sent", "é – ’ “ ” … killed", "-backed -backed"]
    {
        let _ = claims(text);
    }
    let long = "The army said the rebels killed forty soldiers and ".repeat(3000);
    assert!(!claims(&long).is_empty());
}

#[test]
fn a_participle_after_those_is_told_of_them() {
    let claim = of("At least five Damurians were among those killed in the drone attack on Arven.", "CASUALTY.KILLED");
    assert_eq!(role(&claim, "victim"), "those");
}

#[test]
fn an_age_between_commas_is_nobody() {
    for text in [
        "Dena Orsal, 39, who was shot dead by rebels in Kessa, taught there.",
        "Police named Dena Orsal, 39, killed by rebels in Kessa.",
    ] {
        assert_eq!(role(&of(text, "CASUALTY.KILLED"), "victim"), "Dena Orsal", "{text}");
    }
}

#[test]
fn what_is_sent_off_is_no_target() {
    let claim = of("Soldiers fired tear gas at the marchers in Kessa.", "ATTACK");
    assert_eq!((role(&claim, "means"), role(&claim, "target")), ("tear gas".to_owned(), "the marchers".to_owned()));
}
