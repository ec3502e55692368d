//! What counts as one origin, over whole reports.

mod common;

use common::found_in;

/// Fewest and most origins of the event of one type.
fn range(files: &[&str], kind: &str) -> Vec<(u32, u32)> {
    let found = found_in(files);
    found.weighed.events.iter().filter(|event| event.kind == kind).map(|event| (event.low, event.high)).collect()
}

#[test]
fn who_is_described_first_and_named_further_down_is_one_source() {
    let text = |second: &str| {
        format!(
            "Arven Post\nNine killed in Kessa\n3 May 2031\nNine people were killed in Kessa, a hospital official said on Friday.\n\n\
            {second} told the Arven Post that nine people were killed in Kessa.\n"
        )
    };
    let same = text("Dr Ora Lind, the director of Kessa General Hospital,");
    assert_eq!(range(&[&same], "CASUALTY.KILLED"), [(1, 1)]);
    let other = text("Omar Tal, the chairman of the Boat Union,");
    assert_eq!(range(&[&other], "CASUALTY.KILLED"), [(2, 2)]);
}

#[test]
fn a_medium_that_calls_itself_a_states_speaks_for_it() {
    let other = "Arven Post\nNine killed in Olun\n3 May 2031\nNine people were killed in Olun, the government of Varenia said.\n";
    let first = |what: &str| {
        format!(
            "VRT ONE - {what}\nMain News, 3 May 2031\n\nGood evening from our house in Arven, where it has rained since the early morning hours.\n\n\
            A military source told VRT One that nine people were killed in Olun. Varenia will mourn them.\n"
        )
    };
    let state = first("STATE TELEVISION OF VARENIA");
    assert_eq!(range(&[&state, other], "CASUALTY.KILLED"), [(1, 1)]);
    let free = first("FREE TELEVISION FOR EVERYBODY");
    assert_eq!(range(&[&free, other], "CASUALTY.KILLED"), [(1, 2)]);
}

#[test]
fn a_body_is_one_with_its_initials_in_its_letterhead() {
    let own = "COASTAL WIDOWS ANCHOR (CWA)\nStatement\n3 May 2031\n\nNine people were killed in Olun on Thursday night when the old harbour was shelled.\n";
    let press = "Arven Post\nNine killed in Olun\n4 May 2031\nNine people were killed in Olun on Thursday, the Coastal Widows Anchor said.\n";
    assert_eq!(range(&[own, press], "CASUALTY.KILLED"), [(1, 1)]);
}

#[test]
fn a_mayor_is_no_voice_of_the_state() {
    let army = "Arven Post\nNine killed in Olun\n3 May 2031\nNine people were killed in Olun on Thursday, the Varenian army said.\n";
    let town = |office: &str| {
        format!(
            "Salt Coast News\nNine killed in Olun\n3 May 2031\nNine people were killed in Olun on Thursday, {office} Mirela Tolan said. Varenia has sent a train.\n"
        )
    };
    let (mayor, minister) = (town("Mayor"), town("Interior Minister"));
    assert_eq!(range(&[army, &mayor], "CASUALTY.KILLED"), [(2, 2)]);
    assert_eq!(range(&[army, &minister], "CASUALTY.KILLED"), [(1, 1)]);
}

#[test]
fn the_army_is_not_a_rebel_army() {
    let state = "Arven Post\nNine killed in Olun\n3 May 2031\nNine people were killed in Olun on Thursday, a spokesman of the Army said.\n";
    let rebels = "Salt Coast News\nNine killed in Olun\n3 May 2031\nNine people were killed in Olun on Thursday, the Army of the Upper Isles said.\n";
    assert_eq!(range(&[state, rebels], "CASUALTY.KILLED"), [(2, 2)]);
}
