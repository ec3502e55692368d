//! Who passes on what whom says, one wording a line.

use super::claims;

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
