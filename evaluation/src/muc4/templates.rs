//! MUC-4's templates from claims.
//!
//! In: what annotate knows of a report. Out: at most five [`Template`]s. The mapping, in full: attacks and casualties that are asserted or alleged are
//! *attack*, or *bombing* or *arson* where the words of the clause's trigger or means say so; abductions are *kidnapping*; a type's claims of one report are
//! one template, the order of the report decides. Who acts is PerpOrg if it is a named organisation, armed group or state, else PerpInd; what is attacked is
//! Target, or Victim if it is a named person, or Weapon if it is a bomb; named victims are Victim; means and causes that are things are Weapon.
//! Not here: the measure.

use super::score::Template;
use firsthand::annotate::{Annotated, Argument, Claim, EntityKind, MentionForm, Modality};
use firsthand::report::Report;

/// More are not given, because the measure tries every pairing; the peers' outputs are cut likewise.
const MOST: usize = 5;

/// Words of bombs, of bombings, of fires, and of happenings that are no weapons.
const BOMBING: [&str; 13] = [
    "bomb",
    "bombs",
    "bombing",
    "bombed",
    "bombings",
    "explosion",
    "explosions",
    "exploded",
    "explode",
    "explosive",
    "dynamite",
    "dynamited",
    "detonated",
];
const BOMBS: [&str; 12] = [
    "bomb",
    "bombs",
    "dynamite",
    "explosive",
    "explosives",
    "grenade",
    "grenades",
    "rocket",
    "rockets",
    "mine",
    "mines",
    "device",
];
const ARSON: [&str; 8] = ["burn", "burned", "burnt", "burning", "arson", "torched", "ablaze", "fire"];
const HAPPENINGS: [&str; 21] = [
    "offensive",
    "action",
    "actions",
    "operation",
    "attack",
    "attacks",
    "explosion",
    "explosions",
    "blast",
    "blasts",
    "clash",
    "clashes",
    "fighting",
    "combat",
    "ambush",
    "shooting",
    "battle",
    "raid",
    "raids",
    "confrontation",
    "accident",
];

/// The templates of a report.
pub fn templates(report: &Report, known: &Annotated) -> Vec<Template> {
    let mut made: Vec<Template> = Vec::new();
    for claim in known.claims.iter().filter(|c| matches!(c.modality, Modality::Asserted | Modality::Alleged)) {
        let Some(kind) = kind(claim, report) else { continue };
        let at = made.iter().position(|template| template.incident_type == kind).unwrap_or_else(|| {
            made.push(Template { incident_type: kind.to_owned(), ..Template::default() });
            made.len() - 1
        });
        let Some(template) = made.get_mut(at) else { continue };
        for argument in &claim.arguments {
            if let Some((slot, words)) = filler(argument, report, known) {
                let entity = vec![words];
                let list = template.slots.entry(slot.to_owned()).or_default();
                if !list.contains(&entity) {
                    list.push(entity);
                }
            }
        }
    }
    made.truncate(MOST);
    made
}

fn has(text: &str, words: &[&str]) -> bool {
    text.to_lowercase().split(|c: char| !c.is_alphanumeric()).any(|word| words.contains(&word))
}

/// The incident type that a claim is of.
fn kind(claim: &Claim, report: &Report) -> Option<&'static str> {
    let kinds = || std::iter::once(&claim.kind).chain(&claim.also);
    if kinds().any(|kind| kind == "ABDUCT") {
        return Some("kidnapping");
    }
    if !kinds().any(|kind| kind.starts_with("ATTACK") || kind.starts_with("CASUALTY")) {
        return None;
    }
    let trigger = claim.trigger.of(&report.text);
    let by = |words: &[&str]| {
        let means = |a: &&Argument| matches!(a.role.as_str(), "means" | "cause" | "weapon" | "target");
        has(trigger, words) || claim.arguments.iter().filter(means).any(|a| has(&a.text, words))
    };
    Some(match () {
        () if by(&BOMBING) => "bombing",
        () if has(trigger, &ARSON) => "arson",
        () => "attack",
    })
}

/// The slot and the words of an argument.
fn filler(argument: &Argument, report: &Report, known: &Annotated) -> Option<(&'static str, String)> {
    let span = argument.span?;
    let entity = argument.entity.and_then(|number| known.entities.get(number as usize));
    let kind = entity.map(|entity| entity.kind);
    let words = words(&argument.text);
    // A name where the report has one for it, as the answer keys do, else the words of the clause.
    let named = entity.filter(|entity| entity.named && entity.mentions.iter().any(|m| m.form == MentionForm::Name));
    let name = named.map(|entity| entity.name.clone());
    let body = matches!(kind, Some(EntityKind::Organisation | EntityKind::ArmedGroup | EntityKind::State));
    let person = kind == Some(EntityKind::Person);
    match argument.role.as_str() {
        "actor" | "agent" | "perpetrator" if body && name.is_some() => Some(("PerpOrg", name?)),
        "actor" | "agent" | "perpetrator" if kind != Some(EntityKind::Place) => Some(("PerpInd", words)),
        "victim" | "target" | "person" if person => Some(("Victim", name?)),
        "target" if has(&words, &BOMBS) => Some(("Weapon", words)),
        "target" if has(&words, &HAPPENINGS) => None,
        "target" if !matches!(kind, Some(EntityKind::Group | EntityKind::Place)) && !body => Some(("Target", words)),
        "means" | "cause" | "weapon" if !has(span.of(&report.text), &HAPPENINGS) => Some(("Weapon", words)),
        _ => None,
    }
    .filter(|(_, words)| !words.is_empty() && !is_pronoun(words))
}

fn is_pronoun(words: &str) -> bool {
    let lower = words.to_lowercase();
    matches!(
        lower.as_str(),
        "he" | "she"
            | "it"
            | "they"
            | "them"
            | "him"
            | "her"
            | "who"
            | "which"
            | "that"
            | "we"
            | "us"
            | "i"
            | "those"
            | "these"
    )
}

/// A phrase up to its first comma or relative.
fn words(text: &str) -> String {
    let cut = [",", " who ", " which ", " that ", " (", ";"].iter().filter_map(|mark| text.find(mark)).min();
    text.get(..cut.unwrap_or(text.len())).unwrap_or(text).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use firsthand::annotate::{Rules, annotate_with};
    use firsthand::codebook::Codebook;
    use firsthand::report::{Part, PartKind};
    use firsthand::text::Span;

    fn read(text: &str) -> Vec<Template> {
        let part = Part { kind: PartKind::Body, span: Span::new(0, text.len()), because: String::new() };
        let report = Report { text: text.to_owned(), parts: vec![part], ..Report::default() };
        templates(&report, &annotate_with(&report, Codebook::builtin(), &Rules))
    }

    #[test]
    fn claims_of_one_type_are_one_template() {
        let made = read("Gunmen abducted the engineer Tomas Varel near Orsal. Rebels attacked a convoy near Arven.");
        let kinds: Vec<&str> = made.iter().map(|template| template.incident_type.as_str()).collect();
        assert_eq!(kinds, ["kidnapping", "attack"]);
        assert_eq!(made[0].of("PerpInd"), [["Gunmen".to_owned()]]);
        assert_eq!(made[0].of("Victim"), [["Tomas Varel".to_owned()]]);
    }

    #[test]
    fn what_did_not_happen_has_no_template() {
        assert!(read("The rebels did not attack the convoy, the mayor said.").is_empty());
        assert!(read("The mayor opened a library in Arven.").is_empty());
    }

    #[test]
    fn a_phrase_ends_at_its_relative() {
        assert_eq!(words("two men who fled"), "two men");
        assert_eq!(words("a bridge"), "a bridge");
    }
}
