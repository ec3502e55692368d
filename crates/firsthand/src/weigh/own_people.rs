//! The people of a body in its own paper: "said Ora Lind, head of mission" in the statement of a charity.
//!
//! For: counting rule 2, where who speaks for a body and the body are one. In its own paper a body does not say whose head of mission, director or
//! press officer somebody is; elsewhere the same person is called so, too, or "its director" beside another name. In: a report that is its
//! publisher's own document. Out: the people whom it gives by such an office and by no other body. Not here: whether it is such a
//! document (see [`super::publisher`]).

use super::origins::description;
use super::publisher::is_press;
use super::words::{WORDS, plain_words, without_initials};
use crate::annotate::{Annotated, Entity, EntityKind, MentionForm};
use crate::report::Report;

/// Lines at the end of a paper among which it says whom to ask.
const LAST: usize = 12;

/// The entities of a publisher's own paper who speak for it.
pub(super) fn own_people(report: &Report, notes: &Annotated) -> Vec<u32> {
    let Some(outlet) = report.outlet.as_ref().map(|outlet| without_initials(&outlet.value)) else { return Vec::new() };
    if is_press(outlet) {
        return Vec::new();
    }
    let publisher: Vec<String> = plain_words(outlet).collect();
    let short = |body: &Entity| {
        let mut words = plain_words(&body.name).filter(|word| word != "the").peekable();
        words.peek().is_some() && words.all(|word| publisher.contains(&word))
    };
    let own = |person: &Entity| {
        // The mission of "head of mission" is no body of its own.
        let named = |body: &&Entity| body.mentions.iter().any(|mention| mention.form == MentionForm::Name);
        let body = person.affiliation.and_then(|body| notes.entities.get(body as usize)).filter(named);
        person.kind == EntityKind::Person
            && person.mentions.iter().any(|mention| mention.form == MentionForm::Name)
            && body.is_none_or(short)
            && person
                .role
                .as_deref()
                .into_iter()
                .chain(behind(report, person))
                .any(|role| is_office_of_the_house(role, body.is_some()))
    };
    let people = notes.entities.iter().zip(0..).filter(|(person, _)| own(person));
    people.map(|(_, item)| item).collect()
}

/// The words between commas behind a name: "Dr Ora Lind, head of mission, said".
fn behind<'r>(report: &'r Report, person: &Entity) -> Option<&'r str> {
    let mut mentions = person.mentions.iter().filter(|mention| mention.form == MentionForm::Name);
    mentions.find_map(|mention| {
        let rest = report.text.get(mention.span.end as usize..)?.strip_prefix(", ")?;
        let words = rest.split([',', '.', ';', '"', '“', '”', '\n', ':']).next()?;
        (1..=6).contains(&words.split_whitespace().count()).then_some(words)
    })
}

/// Whom the last lines of a body's own paper give for questions: "Contact: Ora Lind, press officer".
pub(super) fn contacts(report: &Report) -> impl Iterator<Item = &str> {
    const BEFORE: [&str; 7] = [
        "Contact: ",
        "Contacts: ",
        "Media contact: ",
        "Press contact: ",
        "Press contacts: ",
        "Media contacts: ",
        "For the press: ",
    ];
    let press = report.outlet.as_ref().is_none_or(|outlet| is_press(&outlet.value));
    let lines = report.text.lines().rev().take(if press { 0 } else { LAST });
    let named = lines.filter_map(|line| BEFORE.iter().find_map(|before| line.trim().strip_prefix(before)));
    named.filter_map(|rest| rest.split([',', '(', ';']).next()).map(str::trim).filter(|name| name.contains(' '))
}

/// "Head of mission", "press officer": an office that any body has, and no word of another one ("director of the town hospital").
fn is_office_of_the_house(role: &str, of_this_body: bool) -> bool {
    let words = description(&role.to_lowercase());
    let words: Vec<&str> = words.split(' ').collect();
    let is = |list: &[String], word: &str| list.iter().any(|known| known == word);
    let callings = ["lawyer", "doctor", "dr", "expert", "analyst", "worker", "employee"];
    let office = words.iter().any(|word| is(&WORDS.offices, word) && !callings.contains(word) || *word == "officer");
    let desk = |word: &&str| matches!(*word, "press" | "information" | "media" | "mission" | "research" | "programme");
    let other = words.iter().any(|word| {
        is(&WORDS.sorts_of_bodies, word)
            || is(&WORDS.ministers, word)
            || is(&WORDS.state_sources, word) && *word != "officer"
            || is(&WORDS.local_offices, word)
            || is(&WORDS.army_units, word)
    });
    let plain = words.len() == 1 || words.iter().any(desk) || !role.contains(" of ");
    office && !other && (of_this_body || plain)
}

#[cfg(test)]
mod tests {
    use super::is_office_of_the_house;

    #[test]
    fn an_office_that_any_body_has_is_the_publishers() {
        for role in ["head of mission", "director", "press officer", "research coordinator"] {
            assert!(is_office_of_the_house(role, false), "{role}");
        }
        assert!(is_office_of_the_house("director of the Network", true));
        for role in ["director of the town hospital", "minister", "chief of police", "lawyer", "head of Orta"] {
            assert!(!is_office_of_the_house(role, false), "{role}");
        }
    }
}
