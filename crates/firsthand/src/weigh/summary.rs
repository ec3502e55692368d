//! One plain sentence that says what an event is.
//!
//! For: lists and dossiers. In: one event's claims. Out: "Recruitment drive by the Salt Guard: 40
//! volunteers, Arven, May 2024 (planned)." Not here: who says so, and how many.

use super::collection::Collection;
use super::wording::{names_somebody, same_people};
use crate::annotate::quantity::numerals;
use crate::annotate::{Argument, Days, Modality};
use crate::link::{At, is_function_word};
use crate::report::DatePrecision;
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use std::sync::LazyLock;

/// Roles of who did it, and roles that a name must not have more often to stand as who did it.
const DOERS: [&str; 4] = ["actor", "recruiter", "authority", "speaker"];
const OTHERS: [&str; 6] = ["place", "destination", "victim", "target_group", "target", "person"];

/// Every role that a sentence asks for.
const ROLES: [&str; 15] = [
    "actor",
    "recruiter",
    "authority",
    "speaker",
    "place",
    "destination",
    "victim",
    "target_group",
    "target",
    "person",
    "force",
    "number",
    "group",
    "recipient",
    "artefact",
];

/// Writes the sentence from the most frequent filler of each role among `says`.
pub(super) fn summary(all: &Collection<'_>, kind: &str, says: &[At], days: Option<Days>) -> String {
    let mut out = label(kind);
    let fillers = Fillers::of(all, says);
    let filler = |roles: &[&str]| roles.iter().find_map(|role| fillers.most_frequent(role));
    let given = |roles: &[&str], words: &str| roles.iter().map(|role| fillers.votes(role, words)).sum::<usize>();
    // "Arven counts its dead": who more claims say is the place or was hurt is not who did it.
    let did = |words: &String| given(&DOERS, words) > given(&OTHERS, words);
    let counts = |role| filler(&[role]);
    // "Sending of forces by 250 instructors: 250 instructors": whom it befell is not who did it.
    let befell = ["victim", "target_group", "person", "force", "number"];
    let actor = filler(&DOERS)
        .filter(did)
        .filter(|actor| !befell.iter().filter_map(|role| counts(role)).any(|people| same_people(actor, &people)));
    if let Some(actor) = &actor {
        out.push_str(" by ");
        out.push_str(actor);
    }
    let mut rest = Vec::new();
    let whom = filler(&["victim", "target_group", "person", "force", "group", "recipient", "artefact"]);
    let whom = whom.filter(|whom| Some(whom) != actor.as_ref() && whom.chars().any(char::is_alphabetic));
    // "At least 43 boys" says who they are; a bare "43" does not.
    let counted =
        |number: &String| number.split_whitespace().last().is_some_and(|w| w.chars().all(char::is_alphabetic));
    match (filler(&["number"]), whom) {
        (Some(number), Some(whom)) if whom.contains(&number) => rest.push(whom),
        (Some(number), Some(_)) if counted(&number) => rest.push(number),
        (Some(number), Some(whom)) => rest.push(format!("{whom} ({number})")),
        (Some(one), None) | (None, Some(one)) => rest.push(one),
        (None, None) => {}
    }
    let to = filler(&["destination"]);
    if let Some(place) = fillers.place().filter(|place| Some(place) != to.as_ref()) {
        rest.push(format!("in {place}"));
    }
    if let Some(to) = to {
        rest.push(format!("to {to}"));
    }
    if let Some(days) = days {
        rest.push(date(days));
    }
    if rest.is_empty() && actor.is_none() {
        rest.extend(says.iter().find_map(|&at| clause(all, at)));
    }
    if !rest.is_empty() {
        out.push_str(": ");
        out.push_str(&rest.join(", "));
    }
    let weakest = says.iter().filter_map(|&at| all.told(all.nth(at)?)).map(|told| told.modality).max();
    out.push_str(match weakest {
        Some(Modality::Planned) => "; said to be planned",
        Some(Modality::Alleged) => "; unconfirmed in the words of the reports",
        Some(Modality::Hypothetical) => "; said to be possible",
        Some(Modality::Denied) => "; only denied",
        Some(Modality::Asserted) | None => "",
    });
    out.push('.');
    out
}

/// The beginning of a claim's clause, for an event of which nothing else is known.
fn clause(all: &Collection<'_>, at: At) -> Option<String> {
    let claim = all.claim(at).filter(|claim| !claim.in_headline)?;
    let words = all.words(at.report, claim.span);
    (!words.is_empty()).then(|| format!("\"{words}\""))
}

/// The type in words; a type of a codebook without label by its own name.
pub(super) fn label(kind: &str) -> String {
    static LABELS: LazyLock<FxHashMap<&str, &str>> = LazyLock::new(|| {
        let lines = include_str!("../../data/weigh_labels.tsv").lines();
        lines.rev().filter_map(|line| line.split_once('\t')).collect()
    });
    LABELS.get(kind).map_or_else(|| kind.replace(['.', '_'], " ").to_lowercase(), |label| (*label).to_owned())
}

/// The words that claims give for each role. Each claim is opened once, since they may be very many.
struct Fillers([FxHashMap<String, Filler>; ROLES.len()]);

/// How many claims give some words.
struct Filler {
    votes: usize,
    /// Which is the first.
    order: usize,
    /// Whether the words tell who or what is meant.
    telling: bool,
}

impl Filler {
    fn rank(&self) -> (usize, Reverse<usize>) {
        (self.votes, Reverse(self.order))
    }
}

impl Fillers {
    fn of(all: &Collection<'_>, says: &[At]) -> Self {
        let mut given = [(); ROLES.len()].map(|()| FxHashMap::default());
        for (order, &at) in says.iter().enumerate() {
            let Some(claim) = all.claim(at) else { continue };
            for (role, votes) in ROLES.iter().zip(&mut given) {
                if let Some(arg) = claim.argument(role) {
                    let words = words(all, at, arg);
                    let telling = |words: &String| Filler { votes: 0, order, telling: names_somebody(words) };
                    votes.entry(words).or_insert_with_key(telling).votes += 1;
                }
            }
        }
        Fillers(given)
    }

    fn role(&self, role: &str) -> Option<&FxHashMap<String, Filler>> {
        self.0.get(ROLES.iter().position(|known| *known == role)?)
    }

    /// The words that tell who or what is meant and which most claims give for a role, the first in order among equals.
    fn first_of(&self, role: &str, keep: impl Fn(&str) -> bool) -> Option<String> {
        let telling = self.role(role)?.iter().filter(|(words, filler)| filler.telling && keep(words));
        telling.max_by_key(|(_, filler)| filler.rank()).map(|(words, _)| words.clone())
    }

    /// The words that most claims give for a role, the first in order among equals.
    fn most_frequent(&self, role: &str) -> Option<String> {
        self.first_of(role, |_| true)
    }

    /// Where it happened: a place with a name goes before "the east" and "the square", however many say these.
    fn place(&self) -> Option<String> {
        let named = |words: &str| words.chars().any(char::is_uppercase);
        self.first_of("place", named).or_else(|| self.most_frequent("place"))
    }

    /// How many claims give these words for a role.
    fn votes(&self, role: &str, words: &str) -> usize {
        self.role(role).and_then(|given| given.get(words)).map_or(0, |filler| filler.votes)
    }
}

/// An argument in words: the entity's fullest name, else the report's own words, withheld where outputs withhold them.
fn words(all: &Collection<'_>, at: At, arg: &Argument) -> String {
    let withheld = arg.span.is_some_and(|span| all.withheld(at.report, span));
    within_a_sentence(match (all.linked(all.entity(at.report, arg.entity)), arg.span) {
        (Some(entity), _) if !withheld => entity.name.to_owned(),
        (_, Some(span)) => all.words(at.report, span),
        _ => arg.text.split_whitespace().take(12).collect::<Vec<_>>().join(" "),
    })
}

/// A phrase that began a sentence, as it is written within one: "At least 43 boys" is "at least 43 boys".
/// Only a function word or a numeral is surely no name.
fn within_a_sentence(words: String) -> String {
    let Some(first) = words.split_whitespace().next() else { return words };
    let lower = first.to_lowercase();
    let several = words.len() > first.len();
    // "IS fighters", "US troops": capitals throughout are a name.
    let acronym = first.len() > 1 && !first.chars().any(char::is_lowercase);
    if several && !acronym && first != lower && (is_function_word(first) || numerals::value(&lower).is_some()) {
        return lower + &words[first.len()..];
    }
    words
}

/// A range of days as a person would write it.
pub(super) fn date(days: Days) -> String {
    let (from, to) = (days.from, days.to);
    let month = |date: jiff::civil::Date| (date.year(), date.month());
    match days.precision {
        DatePrecision::Day if from == to => from.strftime("%-d %B %Y").to_string(),
        DatePrecision::Month if month(from) == month(to) => from.strftime("%B %Y").to_string(),
        DatePrecision::Month => format!("{} to {}", from.strftime("%B %Y"), to.strftime("%B %Y")),
        DatePrecision::Year if from.year() == to.year() => from.strftime("%Y").to_string(),
        DatePrecision::Decade if from.year() % 10 == 0 && to.year() == from.year() + 9 => {
            format!("the {}s", from.year())
        }
        DatePrecision::Year | DatePrecision::Decade => format!("{} to {}", from.strftime("%Y"), to.strftime("%Y")),
        _ => format!("{} to {}", from.strftime("%-d %B %Y"), to.strftime("%-d %B %Y")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_loses_the_capital_of_its_sentence_and_a_name_keeps_its_own() {
        for (words, within) in [
            ("At least 12 goats", "at least 12 goats"),
            ("Nineteen girls", "nineteen girls"),
            ("Nine clerks of the Salt Council", "nine clerks of the Salt Council"),
            ("Tessan fighters", "Tessan fighters"),
            ("Arven", "Arven"),
            ("IS' last village", "IS' last village"),
            ("A village", "a village"),
            ("12 goats", "12 goats"),
            ("", ""),
        ] {
            assert_eq!(within_a_sentence(words.to_owned()), within);
        }
    }
}
