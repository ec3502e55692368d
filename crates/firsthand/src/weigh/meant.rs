//! Which named source a description in another report means: "a rights group", "the Observatory's people", "the schoolteacher".
//!
//! For: counting rules 2 and 3: an outlet that rewrites another's report often keeps what the source is and drops its name. In: the
//! origins of one event that are counted already, and one that is described. Out: the only one of them that the words fit, and
//! why. A description fits by a part of the name, by what the source is called elsewhere (office, body), or by its sort alone
//! where one of that sort is named. Not here: descriptions that the same report explains (see [`super::described`]), unnamed
//! sources compared with each other (see [`super::anonymous`]).

use super::collection::Collection;
use super::described::{ends_description, telling};
use super::origins::{Reached, description};
use super::words::{WORDS, plain_words};
use super::{Basis, CountedOrigin, Counts, Origin};
use crate::annotate::{EntityKind, SourceKind};

/// A counted origin, and how the description fits it.
pub(super) struct Meant {
    pub origin: u32,
    /// What the description adds to the count.
    pub counts: Counts,
    pub because: String,
}

/// The one counted source that a described one is.
pub(super) fn meant(
    all: &Collection<'_>,
    reached: &Reached,
    counted: &[CountedOrigin],
    described: &Origin,
) -> Option<Meant> {
    if is_named(described) {
        return None;
    }
    let others: Vec<(u32, &Origin)> = reached.counting(counted).filter(|(_, o)| is_named(o)).collect();
    let only = |fits: &dyn Fn(&Origin) -> bool| {
        let mut fitting = others.iter().filter(|(_, o)| fits(o));
        let first = *fitting.next()?;
        // Several voices of one party are one.
        fitting.all(|(_, other)| first.1.party.is_some() && other.party == first.1.party).then_some(first)
    };
    let found = |(origin, _): (u32, &Origin), counts, because| Meant { origin, counts, because };
    let apart = |o: &Origin| !o.meets(described);
    let own = words_of_name(all, &described.name);
    if !own.is_empty()
        && let Some(one) = only(&|o| holds_name(all, o, &own))
    {
        return Some(found(
            one,
            Counts::No,
            format!("described by a part of the name of {}, and not named", one.1.name),
        ));
    }
    // A spokesman of a report that names the body is that body's, and no other report's.
    let spokesman = described_words(&described.name).last().is_some_and(|head| head.starts_with("spokes"));
    if let Some(one) = only(&|o| spokesman && !apart(o) && fits_sort(all, described, o)) {
        return Some(found(one, Counts::No, format!("speaks for a body and is not named, beside {}", one.1.name)));
    }
    if let Some(one) = only(&|o| apart(o) && fits_sort(all, described, o)) {
        return Some(found(
            one,
            Counts::No,
            format!("described and not named; {} is the only source of its kind that is named", one.1.name),
        ));
    }
    let office = office_of(&described.name);
    if let Some(one) = office.as_ref().and_then(|who| only(&|o| holds_office(all, o, who))) {
        return Some(found(one, Counts::No, format!("the office of {}: counted once", one.1.name)));
    }
    if let Some(one) = only(&|o| apart(o) && fits_office(all, described, o)) {
        return Some(found(
            one,
            Counts::No,
            format!("described and not named; only {} is called so elsewhere", one.1.name),
        ));
    }
    let words = telling_of_body(&described.name);
    let body =
        matches!(described.kind, SourceKind::Anonymous | SourceKind::PartisanOrganisation | SourceKind::Unspecified);
    if words.is_empty() || !body || words.iter().any(|w| WORDS.state_sources.contains(w)) {
        return None;
    }
    let one = only(&|o| {
        let person = o.entity.is_some_and(|entity| all.is_person(entity));
        let name = described_words(&o.name);
        o.basis != Basis::Anonymous && !person && words.iter().all(|word| name.contains(word))
    })?;
    // "The local hospital" is the hospital; "a hospital official" is one of its people.
    let whole = described_words(&described.name).last() == words.last();
    let counts = if whole { Counts::No } else { Counts::Maybe };
    let may = if whole { "" } else { "may be one of its people: " };
    let because = format!("{may}described and not named; {} is the only source of such a name", one.1.name);
    Some(found(one, counts, because))
}

/// Whether a source goes by a name of its own; "Rebels in the north" begins a sentence.
pub(super) fn is_named(origin: &Origin) -> bool {
    let article = |word: &&str| matches!(*word, "The" | "the" | "A" | "a" | "An" | "an");
    let mut words = origin.name.split_whitespace().skip_while(article);
    let first = words.next().unwrap_or("");
    let general = || {
        let word = described_words(first).pop().unwrap_or_default();
        [&WORDS.general_bodies, &WORDS.source_heads, &WORDS.witnesses].into_iter().any(|list| list.contains(&word))
            || is_of_a_side(&word)
    };
    let rest = words.take_while(|word| !ends_description(&word.to_lowercase())).any(has_capital);
    if is_people_of_a_body(&origin.name) {
        return false;
    }
    origin.basis != Basis::Anonymous && (rest || has_capital(first) && !general())
}

/// "The Observatory's people", "the Envoy's staff": the name is that of the body.
fn is_people_of_a_body(name: &str) -> bool {
    let last = name.split_whitespace().last().unwrap_or("").to_lowercase();
    (name.contains("'s ") || name.contains("’s "))
        && ["people", "staff", "officials", "team", "aides", "monitors"].contains(&last.as_str())
}

fn has_capital(word: &str) -> bool {
    word.chars().any(char::is_uppercase)
}

/// Whether a word says that somebody fights a state: "rebel", "separatist".
pub(super) fn is_of_a_side(word: &str) -> bool {
    WORDS.adverse_roles.iter().any(|known| known == word || known.strip_suffix('s') == Some(word))
}

/// The words that say who somebody is, in the singular, without where they are.
fn described_words(name: &str) -> Vec<String> {
    let all = description(&name.to_lowercase());
    let who = all.split(' ').take_while(|word| !ends_description(word));
    who.filter(|word| word.len() > 1).map(str::to_owned).collect()
}

/// What tells one body from another in a description; "a lawyers' group" is one of lawyers, who are no office there.
fn telling_of_body(name: &str) -> Vec<String> {
    let words = telling(name);
    let own = described_words(name);
    match own.split_last() {
        Some((head, rest)) if words.is_empty() && WORDS.general_bodies.contains(head) => {
            rest.iter().filter(|word| WORDS.offices.contains(word)).cloned().collect()
        }
        _ => words,
    }
}

/// The part of an organisation's name by which its people are described: "Observatory" of "the Observatory's people".
fn words_of_name(all: &Collection<'_>, name: &str) -> Vec<String> {
    let head = described_words(name).pop().unwrap_or_default();
    let people = [&WORDS.source_heads, &WORDS.offices].into_iter().any(|list| list.contains(&head));
    let words = name.split_whitespace().take_while(|word| people && !ends_description(&word.to_lowercase()));
    // A word that begins a sentence is no name, and "Olun residents" are of a place.
    let capital = |(n, word): &(usize, &str)| *n > 0 && word.chars().next().is_some_and(char::is_uppercase);
    let place = |word: &String| {
        let kind = all.linked(all.entity_named(word)).map(|e| e.kind);
        matches!(kind, Some(EntityKind::Place | EntityKind::State)) || all.state_of(word).is_some()
    };
    let folded = words.enumerate().filter(capital).flat_map(|(_, word)| plain_words(word).collect::<Vec<_>>());
    folded.filter(|word| word.len() > 1 && !place(word)).collect()
}

/// Whether all words stand in the name of an organisation or in one of its other forms.
fn holds_name(all: &Collection<'_>, origin: &Origin, words: &[String]) -> bool {
    let linked = all.linked(origin.entity);
    let of_body =
        !matches!(linked.as_ref().map(|e| e.kind), Some(EntityKind::Person | EntityKind::Place | EntityKind::State));
    let aliases = linked.iter().flat_map(|e| e.aliases.iter().copied());
    let mut forms = std::iter::once(origin.name.as_str()).chain(aliases);
    of_body
        && forms.any(|form| {
            let held: Vec<String> = plain_words(form).collect();
            words.iter().all(|word| held.contains(word))
        })
}

/// Who made a described document: "a rights group" of "a report by a rights group"; else the whole description.
fn by_whom(described: &Origin) -> &str {
    let maker = ["by", "from", "of"].into_iter().find_map(|word| {
        let (_, maker) = described.name.split_once(&format!(" {word} "))?;
        Some(maker)
    });
    maker.filter(|_| described.kind == SourceKind::Document).unwrap_or(&described.name)
}

/// Whether a description of a body or an office ("a rights group", "an army spokesman", "rebels") fits what sort of source a named one is.
fn fits_sort(all: &Collection<'_>, described: &Origin, named: &Origin) -> bool {
    let whom = by_whom(described);
    // "A collective of map-makers" is a collective.
    let first = whom.split_once(" of ").map(|(first, _)| described_words(first));
    let of_general = first.filter(|words| words.last().is_some_and(|head| WORDS.general_bodies.contains(head)));
    let words = of_general.unwrap_or_else(|| described_words(whom));
    let Some(head) = words.last() else { return false };
    let in_list = |list: &[String]| list.iter().any(|word| word == head);
    let body = in_list(&WORDS.general_bodies);
    let kind = all.linked(named.entity).map(|e| e.kind);
    let armed = kind == Some(EntityKind::ArmedGroup);
    if body && kind == Some(EntityKind::Person) {
        return false;
    }
    // "The army" is no mayor, and no council of farmers.
    if in_list(&WORDS.state_bodies)
        && (all.offices().are_local(&named.name, named.entity) || !is_of_a_state(all, named))
    {
        return false;
    }
    let fits = match described.kind {
        SourceKind::PartisanOrganisation => {
            matches!(named.kind, SourceKind::PartisanOrganisation | SourceKind::Spokesperson)
        }
        SourceKind::Official => matches!(named.kind, SourceKind::Official | SourceKind::Spokesperson),
        SourceKind::Spokesperson => {
            matches!(named.kind, SourceKind::Official | SourceKind::PartisanOrganisation | SourceKind::Spokesperson)
        }
        // "A report by a rights group" is that group's.
        SourceKind::Document => {
            body && matches!(named.kind, SourceKind::PartisanOrganisation | SourceKind::Spokesperson)
        }
        // "A monitoring body in the capital" is a body, whoever was read.
        SourceKind::Anonymous => {
            body && matches!(named.kind, SourceKind::PartisanOrganisation | SourceKind::Spokesperson)
        }
        // "A collective of map-makers" is none of the people whom the report names.
        SourceKind::Person | SourceKind::Unspecified => {
            body && matches!(named.kind, SourceKind::PartisanOrganisation | SourceKind::Spokesperson)
        }
        _ => false,
    };
    let fighting = |word: &String| word == "armed" || is_of_a_side(word);
    if words.iter().any(fighting) {
        return fits && armed;
    }
    // "The hospital" is no group of fighters, "a rights group" may be any other.
    let general = body || [&WORDS.offices, &WORDS.source_heads, &WORDS.state_sources].into_iter().any(|l| in_list(l));
    let sort = |word: &String| WORDS.sorts_of_bodies.contains(word);
    let own: Vec<String> = plain_words(&named.name).filter(sort).collect();
    if sort(head) && !own.is_empty() && !own.contains(head) {
        return false;
    }
    let other_sort = armed && (body && described_words(whom).len() > 1 || WORDS.civil_bodies.contains(head));
    fits && (general && !other_sort || described_words(&named.name).contains(head))
}

/// Whether a named source is a state's: by its party, its kind, or a name of which every word is an office's ("General Staff").
fn is_of_a_state(all: &Collection<'_>, named: &Origin) -> bool {
    let party = named.party.as_ref().is_some_and(|party| all.states().any(|state| state == party));
    let of_offices = || plain_words(&named.name).all(|word| WORDS.office_words.contains(&word));
    party
        || named.kind == SourceKind::Official
        || of_offices()
        || plain_words(&named.name).any(|w| WORDS.state_sources.contains(&w))
}

/// Whose office a description names: "prosecutor" of "the prosecutor's office", "ombudsman" of "the office of the national ombudsman".
pub(super) fn office_of(name: &str) -> Option<Vec<String>> {
    let words = described_words(name);
    let wide = |word: &String| WORDS.wide.contains(word) || word == "office";
    let who: Vec<String> = words.iter().filter(|word| !wide(word)).cloned().collect();
    (words.iter().any(|word| word == "office") && !who.is_empty()).then_some(who)
}

/// Whether a source holds an office, by what some report calls it or by its own words.
fn holds_office(all: &Collection<'_>, named: &Origin, words: &[String]) -> bool {
    let own = described_words(&named.name);
    all.offices().are_called(named.entity, words) || words.iter().all(|word| own.contains(word))
}

/// Whether a person is called in some report what a description says: "a schoolteacher", "the hospital's director".
fn fits_office(all: &Collection<'_>, described: &Origin, named: &Origin) -> bool {
    let words = described_words(&described.name);
    let general = |word: &String| WORDS.source_heads.contains(word) || WORDS.general_bodies.contains(word);
    let person = matches!(
        described.kind,
        SourceKind::Anonymous
            | SourceKind::Person
            | SourceKind::Unspecified
            | SourceKind::Official
            | SourceKind::Spokesperson
    );
    let headed = || words.iter().any(|word| WORDS.heads_of.values().flatten().any(|body| body == word));
    if words.iter().all(general) || !person && !headed() {
        return false;
    }
    // What a body says, one of its people may have said.
    all.offices().are_called(named.entity, &words)
}

/// The counted source of the same report for which somebody speaks by office, or who speaks so for a body: "the teachers' union
/// says ... union secretary Ora Lind told".
pub(super) fn of_one_body<'a>(
    all: &Collection<'_>,
    reached: &'a Reached,
    counted: &[CountedOrigin],
    known: &Origin,
) -> Option<(u32, &'a Origin)> {
    let speaks = |person: &Origin, body: &Origin| {
        let sort = |word: &&String| WORDS.sorts_of_bodies.contains(word);
        let words = described_words(&body.name);
        let is_body = matches!(body.kind, SourceKind::PartisanOrganisation | SourceKind::Official);
        let bodies: Vec<&String> = words.iter().filter(sort).collect();
        let entity = person.entity.filter(|entity| all.is_person(*entity));
        is_body && bodies.iter().any(|word| entity.is_some_and(|entity| all.offices().heads(entity, word)))
    };
    // "The diocese" of one report is the bishop of another.
    let headed = |person: &Origin, body: &Origin| {
        let holder = person.entity.is_some_and(|entity| all.is_person(entity));
        let of_heads = |word: &&String| WORDS.heads_of.values().flatten().any(|body| body == *word);
        let words = described_words(&body.name);
        let mut bodies = words.iter().filter(of_heads);
        holder && bodies.any(|word| all.offices().are_called(person.entity, std::slice::from_ref(word)))
    };
    let others = reached.counting(counted);
    let mut heads = others.clone().filter(|(_, o)| headed(known, o) || headed(o, known));
    if let (Some(one), None) = (heads.next(), heads.next()) {
        return Some(one);
    }
    let beside = others.filter(|(_, o)| o.meets(known));
    let mut one = beside.filter(|(_, o)| speaks(known, o) || speaks(o, known));
    one.next().filter(|_| one.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_description_says_who_before_it_says_where() {
        assert_eq!(described_words("a monitoring body in Port Arven"), ["monitoring", "body"]);
        assert_eq!(described_words("a group that helps widows"), ["group"]);
    }
}
