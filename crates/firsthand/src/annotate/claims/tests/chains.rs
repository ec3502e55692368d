//! Who passes on what whom says, one wording a line.

use super::{claims, report};
use crate::annotate::{EntityKind, annotate};
use crate::codebook::Codebook;

/// The names of the chain after the outlet.
fn chain(text: &str) -> Vec<String> {
    let found = claims(text);
    let links = found.first().map_or(&[][..], |claim| claim.chain.as_slice());
    links.iter().skip(1).map(|link| link.name.clone()).collect()
}

#[test]
fn who_passes_on_stands_before_who_says() {
    for text in [
        "Omar Tal was quoted by Radio Kessa as saying troops entered Kessa.",
        "Radio Kessa quoted Omar Tal as saying troops entered Kessa.",
        "Troops entered Kessa, Omar Tal told Radio Kessa.",
        "Omar Tal told Radio Kessa that troops entered Kessa.",
        "Speaking to Radio Kessa, Omar Tal said troops entered Kessa.",
        "Omar Tal, speaking on Radio Kessa, said troops entered Kessa.",
        "In a statement carried by Radio Kessa, Omar Tal said troops entered Kessa.",
        "Troops entered Kessa, Omar Tal said in a statement carried by Radio Kessa.",
        "Troops entered Kessa, said Omar Tal in an interview with Radio Kessa.",
        "Troops entered Kessa, according to Omar Tal, who spoke to Radio Kessa.",
        "Troops entered Kessa, Radio Kessa reported, citing Omar Tal.",
        "Citing Omar Tal, Radio Kessa reported that troops entered Kessa.",
        "Radio Kessa, quoting Omar Tal, said troops entered Kessa.",
        "Troops entered Kessa, according to Radio Kessa, which cited Omar Tal.",
        "Omar Tal said, according to Radio Kessa, that troops entered Kessa.",
        "Radio Kessa reported that troops entered Kessa, according to Omar Tal.",
        "Radio Kessa reported that Omar Tal said troops entered Kessa.",
    ] {
        assert_eq!(chain(text), ["Radio Kessa", "Omar Tal"], "{text}");
    }
}

#[test]
fn who_is_cited_need_not_be_named() {
    for (text, who) in [
        ("Troops entered Kessa, Radio Kessa reported, citing army officials.", "army officials"),
        ("Radio Kessa, quoting a military source, said troops entered Kessa.", "military source"),
        ("Radio Kessa reported that troops entered Kessa, according to residents.", "residents"),
        ("Troops entered Kessa, according to army officials quoted by Radio Kessa.", "army officials"),
    ] {
        assert_eq!(chain(text), ["Radio Kessa", who], "{text}");
    }
}

#[test]
fn a_saying_of_nobody_inside_anothers_ends_no_chain() {
    assert_eq!(chain("A clerk of the ward said that troops were said to have entered Kessa."), ["clerk of the ward"]);
}

#[test]
fn what_somebody_unnamed_went_through_is_known_from_that_one() {
    for text in [
        "A recruit who deserted from the Tessan barracks in May told the council that the roof leaked.",
        "A recruit deserted from the Tessan barracks in May. The recruit told the council that the roof leaked.",
    ] {
        let found = chain(text);
        assert!(found.last().is_some_and(|who| who.contains("recruit")), "{text} {found:?}");
    }
    let named = chain("Omar Tal, who deserted from the Tessan barracks in May, told the council that the roof leaked.");
    assert!(named.is_empty(), "{named:?}");
}

#[test]
fn a_reason_is_nobody_who_says() {
    for text in [
        "Omar Tal said troops entered Kessa, citing the need for order.",
        "Omar Tal said troops entered Kessa, citing security concerns.",
    ] {
        assert_eq!(chain(text), ["Omar Tal"], "{text}");
    }
}

#[test]
fn the_means_of_saying_is_nobody_who_says() {
    for text in [
        "Omar Tal said by telephone that troops entered Kessa.",
        "Omar Tal, the mayor, said by telephone that troops entered Kessa.",
        "The mayor, Omar Tal, said by e-mail that troops entered Kessa.",
    ] {
        assert_eq!(chain(text), ["Omar Tal"], "{text}");
    }
}

/// For each claim that somebody says, the body that its source speaks for in the end.
fn bodies(text: &str) -> Vec<String> {
    let known = annotate(&report(text), Codebook::builtin());
    let sources =
        known.claims.iter().filter(|c| !c.kind.starts_with("RELATION")).filter_map(|c| c.chain.last()?.entity);
    let body = |entity: u32| {
        let speaks = |at: &u32| known.entities.get(*at as usize).filter(|e| e.kind != EntityKind::ArmedGroup);
        let climb = |at: &u32| speaks(at).and_then(|e| e.affiliation);
        let last = std::iter::successors(Some(entity), climb).take(4).last()?;
        known.entities.get(last as usize).map(|e| e.name.clone())
    };
    sources.filter_map(body).collect()
}

#[test]
fn descriptions_and_parts_of_a_body_lead_to_it() {
    for (text, body) in [
        (
            "The Velden Observatory said troops entered Kessa. According to the rights group, the army shelled Arven.\n\n\
             A spokeswoman for the Observatory said two nurses were abducted.",
            "Velden Observatory",
        ),
        (
            "The watchdog said troops entered Kessa.\n\nThe Velden Observatory, a watchdog in Arven, said the army shelled Kessa.",
            "Velden Observatory",
        ),
        (
            "The banned Varenian opposition said troops entered Kessa.\n\nMira Orlo of the Prisoners' Bureau of the Free Opposition \
             League of Varenia said two nurses were abducted.",
            "Free Opposition League of Varenia",
        ),
        (
            "The Civic Relief Council (CRC) said troops entered Kessa. The CRC said two nurses were abducted.\n\nThe council's aid \
             committee said the army shelled Arven. A spokesman of the committee said 12 people were killed.",
            "Civic Relief Council",
        ),
        (
            "The Torch Movement's press office said troops entered Kessa. The movement said the army shelled Arven.",
            "Torch Movement",
        ),
        (
            "Defence Minister Omar Tal said troops entered Kessa. The ministry said the army shelled Arven. A ministry spokeswoman \
             said two nurses were abducted. A spokeswoman for the defence ministry said 12 people were killed.",
            "ministry",
        ),
    ] {
        let found = bodies(text);
        assert!(found.len() > 1 && found.iter().all(|name| name == body), "{text}: {found:?}");
    }
}

#[test]
fn an_armed_wing_that_is_named_apart_and_a_mere_member_speak_for_themselves() {
    let text =
        "The Torch Movement said troops entered Kessa. Its armed wing, the Dawn Brigades, said the army shelled Arven.";
    assert_eq!(bodies(text), ["Torch Movement", "Dawn Brigades"]);
    assert_eq!(bodies("Omar Tal, a member of the Varenian parliament, said troops entered Kessa."), ["Omar Tal"]);
}

#[test]
fn an_account_a_count_and_somebodys_words_are_theirs() {
    for text in [
        "By the account of Omar Tal, troops entered Kessa.",
        "Troops entered Kessa, by the account of Omar Tal.",
        "In the words of Omar Tal, troops entered Kessa.",
        "By Omar Tal's count, troops entered Kessa.",
        "Troops, by Omar Tal's account, entered Kessa.",
        "Troops entered Kessa. Omar Tal confirmed it on Friday.",
        "Troops entered Kessa, it is now official. Omar Tal acknowledged this.",
    ] {
        assert_eq!(chain(text), ["Omar Tal"], "{text}");
    }
    for text in ["Troops entered Kessa by the old road.", "Troops entered Kessa. Omar Tal would not confirm it."] {
        assert_eq!(chain(text), [""; 0], "{text}");
    }
}

#[test]
fn what_somebody_knows_is_told_by_who_says_so() {
    assert_eq!(chain("Omar Tal said the army knew that troops had entered Kessa."), ["Omar Tal"]);
}

#[test]
fn an_outlet_that_saw_it_or_was_there_tells_of_its_own_work() {
    for text in [
        "Troops entered Kessa when we called.",
        "Troops entered Kessa as our reporter watched.",
        "Arven Post has seen a video of the raid. It shows how troops entered Kessa.",
        "Our correspondent saw that troops had entered Kessa.",
        "Our correspondent saw troops enter Kessa.",
        "We counted 40 lorries as troops entered Kessa.",
    ] {
        let known = annotate(&report(text), Codebook::builtin());
        let own = |c: &crate::annotate::Claim| {
            let links = c.chain.iter().filter_map(|link| link.attribution).chain(c.attribution);
            links.filter_map(|a| known.attributions.get(a as usize)).any(|a| a.own_reporting.is_some())
        };
        assert!(known.claims.iter().any(|c| c.kind.starts_with("DEPLOY") && own(c)), "{text}: {:?}", known.claims);
    }
}

#[test]
fn who_told_of_a_thing_goes_on_telling_what_befell_that_one() {
    let last = |text: &str| {
        let found = claims(text);
        let links = found.last().map_or(&[][..], |claim| claim.chain.as_slice());
        links.iter().skip(1).map(|link| link.name.clone()).collect::<Vec<_>>()
    };
    let told = "A soldier of the Tessan barracks told the council that the roof leaked. ";
    assert_eq!(last(&format!("{told}He deserted before the harvest.")), ["soldier of the Tessan barracks"]);
    // What others did is not the soldier's own, and what a minister does is known from more than the minister.
    assert!(last(&format!("{told}Rebels shelled Kessa on Monday.")).is_empty());
    assert!(last("Defence minister Omar Tal said that the roof leaked. He deserted before the harvest.").is_empty());
}

#[test]
fn whose_account_or_count_it_is_says_so() {
    for (text, who) in [
        ("By the mayor's count nine people were killed in Kessa.", "mayor"),
        ("Nine people were killed in Kessa, by the mayor's count.", "mayor"),
        ("The mill was shelled on Monday, by the mayor's account with forty rockets.", "mayor"),
        ("Nine people were killed in Kessa (Lamp Society).", "Lamp Society"),
    ] {
        assert_eq!(chain(text), [who], "{text}");
    }
}

#[test]
fn the_same_medium_is_the_one_that_was_named_last() {
    let text =
        "The Kessa Gazette wrote on Monday that the pier was closed. According to the same paper, rebels shelled Olun.";
    assert_eq!(chain(text), ["Kessa Gazette"]);
}

#[test]
fn a_name_that_looks_like_a_verb_names_who_speaks() {
    assert_eq!(chain("Nine porters were killed in Kessa, surveyor Said Orlan told a hearing."), ["Said Orlan"]);
}
