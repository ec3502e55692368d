//! The small pattern language of codebook files.
//!
//! For: saying in one line of a TOML file which words name an event, which phrases must or must
//! not stand beside them, and which phrase fills which role. In: strings. Out: [`Trigger`] words,
//! [`Condition`] and [`RoleRule`]. Not here: what a phrase must be (see `filters`), matching against
//! a text (see `annotate::claims`).
//!
//! ```text
//! trigger    lemma lemma .../V   V verb, N noun, J adjective, X any; the head of a verb trigger
//!                                is its first word, of any other its last ("call up/V")
//! condition  slot:filter         "object:@force", "to/into:=place", "a:x or b:y"; "told:recruit" holds
//!                                where surer words of the report tell of an event whose id begins so
//! role       slot:filter -> role "from:=place -> origin_place"; the filter may be left out; a
//!                                leading + takes a phrase again that fills another role, a
//!                                leading ~ also looks in the clauses that tell the same
//!                                happening, "-> role = form" gives its normal form, and
//!                                "-> nothing" keeps a phrase out of all later roles
//! filter     alternatives joined by | :  @class  a word of the class stands in the phrase
//!                                        ^class  the head of the phrase is in the class
//!                                        =kind   the head names an entity of that kind
//!                                        lemma   the head is that word
//!                                        *       anything
//! ```

use super::ask::Ask;
use super::filters::Filters;
use crate::text::word_hash;
use std::sync::Arc;

/// What part of speech the head of a trigger has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Head {
    /// A verb; the first word is inflected.
    Verb,
    /// A noun; the last word is inflected.
    Noun,
    /// An adjective.
    Adjective,
    /// Anything.
    Any,
}

/// A word in its base form and lower case, as patterns write it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lemma {
    /// The word.
    pub text: String,
    /// What it is compared by first.
    pub(crate) hash: u64,
}

impl Lemma {
    pub(super) fn new(word: &str) -> Lemma {
        let text = word.to_lowercase();
        Lemma { hash: word_hash(&text), text }
    }
}

/// The words that name an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// Lemmas in text order.
    pub lemmas: Vec<Lemma>,
    /// Part of speech of the head.
    pub head: Head,
}

impl Words {
    /// Position of the head among the lemmas.
    pub fn head_position(&self) -> usize {
        match self.head {
            Head::Verb => 0,
            _ => self.lemmas.len().saturating_sub(1),
        }
    }
}

/// A place around the trigger where a phrase may stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Slot {
    /// Who does it: the subject, or the agent of a passive, or the possessor of a noun.
    Subject,
    /// To whom: the object, the subject of a passive, or the `of` phrase of a noun.
    Object,
    /// What is said of the subject after a form of "be".
    Predicate,
    /// The phrase whose apposition or relative clause the trigger stands in.
    Antecedent,
    /// A word before a noun trigger ("volunteer" in "volunteer drive").
    Modifier,
    /// "to fight": an infinitive that depends on the trigger.
    Infinitive,
    /// A participle or gerund that depends on the trigger ("killing four").
    Participle,
    /// Who stands behind a subject that is itself a happening: "the army" in "the army's shelling killed four".
    Owner,
    /// Who counts, buries, mourns or loses what the trigger names, and so neither did it nor suffered it himself: "Arven buries its dead".
    Bystander,
    /// Whose the noun of the trigger is: "the town" in "the town's dead".
    Possessor,
    /// The words of the trigger themselves.
    Trigger,
    /// The number inside a phrase that fills a role; the filter names the roles.
    Count,
    /// A phrase of place in the infinitive that depends on the trigger: "Arven" in "recruited to fight in Arven".
    Aim,
    /// A clause with "if" or "unless".
    Condition,
    /// The adverb "there", for the place named last.
    There,
    /// An expression of time in the clause.
    Time,
    /// The time of day: "before dawn", "shortly after nine".
    Hour,
    /// How long it lasted: "for six weeks".
    Lasting,
    /// How often it happens: "a month", "every night".
    Often,
    /// Of which state those are who fill a role: "two Varenian drivers"; the filter names the roles.
    Nation,
    /// An expression of quantity in the clause; the filter is its unit.
    Quantity,
    /// Any phrase of the clause.
    Clause,
    /// Any word of the sentence.
    Sentence,
    /// The words of the report as a whole: the filter must pass often enough to show what the report is about.
    Report,
    /// What surer words of the report tell of elsewhere; the filter is the beginning of an event type's id ("told:recruit").
    Told,
    /// The phrase that ends just before the trigger.
    Before,
    /// The phrase that begins just after the trigger.
    Next,
    /// Holds when the trigger stands in a direct quotation; takes no filter.
    Quoted,
    /// A phrase after this preposition.
    After(String),
}

/// Alternatives of slots, each with alternatives of filters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// Any of these must hold.
    pub any: Vec<(Slot, Arc<Filters>)>,
    /// For each of these, what a sentence must hold for it.
    pub(crate) asks: Vec<Ask>,
}

/// Which phrase fills which role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleRule {
    /// Where the phrase stands; the first slot with a fitting phrase wins.
    pub slots: Vec<Slot>,
    /// What it must be.
    pub filters: Filters,
    /// The role it fills.
    pub role: String,
    /// Whether it may take a phrase that already fills another role; then only the words that pass the filter are taken.
    pub again: bool,
    /// Whether it also looks in the clauses around the trigger's own that tell of the same happening.
    pub wide: bool,
    /// A fixed normal form ("under 18").
    pub normal: Option<String>,
}

/// Reads trigger words ("recruitment drive/N").
///
/// # Errors
/// A reason in words when the part of speech is missing or unknown or no word is left.
pub fn words(text: &str) -> Result<Words, String> {
    let (lemmas, head) = text
        .rsplit_once('/')
        .ok_or_else(|| format!("trigger \"{text}\" lacks its part of speech: write \"{text}/V\", /N, /J or /X"))?;
    let head = match head.trim() {
        "V" => Head::Verb,
        "N" => Head::Noun,
        "J" => Head::Adjective,
        "X" => Head::Any,
        other => return Err(format!("trigger \"{text}\": unknown part of speech \"{other}\" (V, N, J or X)")),
    };
    let lemmas: Vec<Lemma> = lemmas.split_whitespace().map(Lemma::new).collect();
    if lemmas.is_empty() {
        return Err("a trigger without words".to_owned());
    }
    Ok(Words { lemmas, head })
}

/// Reads a condition. `class` gives the position of a class by name.
///
/// # Errors
/// A reason in words when a slot, class or kind is unknown.
pub fn condition(text: &str, class: &dyn Fn(&str) -> Option<u16>) -> Result<Condition, String> {
    let mut any: Vec<(Slot, Arc<Filters>)> = Vec::new();
    for part in text.split(" or ") {
        let (slots, filter) = part.split_once(':').unwrap_or((part, "*"));
        let filters = Arc::new(Filters::read(filter, class)?);
        for slot in slots.split('/') {
            any.push((self::slot(slot)?, filters.clone()));
        }
    }
    let asks = any.iter().map(|(slot, filters)| Ask::read(slot, filters)).collect();
    Ok(Condition { any, asks })
}

/// Reads a role rule. `class` gives the position of a class by name.
///
/// # Errors
/// A reason in words when the arrow is missing or a slot, class or kind is unknown.
pub fn role(text: &str, class: &dyn Fn(&str) -> Option<u16>) -> Result<RoleRule, String> {
    let (left, role) = text
        .split_once("->")
        .ok_or_else(|| format!("role \"{text}\" lacks its arrow: write \"slot:filter -> role\""))?;
    let (again, wide) = (left.starts_with('+'), left.starts_with('~'));
    let left = left.trim_start_matches(['+', '~']).trim();
    let (slots, filter) = left.split_once(':').unwrap_or((left, "*"));
    let (role, normal) = match role.split_once('=') {
        Some((role, normal)) => (role.trim(), Some(normal.trim().to_owned())),
        None => (role.trim(), None),
    };
    if role.is_empty() || !role.bytes().all(|b| b.is_ascii_lowercase() || b == b'_') {
        return Err(format!("role \"{role}\" in \"{text}\": roles are written in lower case with underscores"));
    }
    Ok(RoleRule {
        slots: slots.split('/').map(slot).collect::<Result<_, _>>()?,
        filters: Filters::read(filter, class)?,
        role: role.to_owned(),
        again,
        wide,
        normal,
    })
}

fn slot(text: &str) -> Result<Slot, String> {
    Ok(match text.trim() {
        "subject" => Slot::Subject,
        "object" => Slot::Object,
        "predicate" => Slot::Predicate,
        "antecedent" => Slot::Antecedent,
        "modifier" => Slot::Modifier,
        "infinitive" => Slot::Infinitive,
        "participle" => Slot::Participle,
        "owner" => Slot::Owner,
        "bystander" => Slot::Bystander,
        "possessor" => Slot::Possessor,
        "trigger" => Slot::Trigger,
        "count" => Slot::Count,
        "aim" => Slot::Aim,
        "condition" => Slot::Condition,
        "there" => Slot::There,
        "time" => Slot::Time,
        "hour" => Slot::Hour,
        "lasting" => Slot::Lasting,
        "often" => Slot::Often,
        "nation" => Slot::Nation,
        "quantity" => Slot::Quantity,
        "clause" => Slot::Clause,
        "sentence" => Slot::Sentence,
        "report" => Slot::Report,
        "told" => Slot::Told,
        "before" => Slot::Before,
        "next" => Slot::Next,
        "quoted" => Slot::Quoted,
        word if !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b == b' ') => {
            Slot::After(word.to_owned())
        }
        other => return Err(format!("unknown slot \"{other}\"")),
    })
}

#[cfg(test)]
mod tests {
    use super::super::{ClassSet, Kind, KindSet};
    use super::*;

    fn classes(name: &str) -> Option<u16> {
        (name == "force").then_some(7)
    }

    #[test]
    fn a_verb_trigger_is_headed_by_its_first_word_and_a_noun_trigger_by_its_last() {
        assert_eq!(words("call up/V").map(|w| w.head_position()), Ok(0));
        assert_eq!(words("recruitment drive/N").map(|w| w.head_position()), Ok(1));
    }

    #[test]
    fn a_condition_names_alternatives_of_slots_and_filters() {
        let read = condition("object:@force|=person or to/into", &classes).unwrap();
        let force = Filters {
            holds: ClassSet::of(7),
            kinds: KindSet::of(&[Kind::Of(crate::annotate::EntityKind::Person)]),
            ..Filters::default()
        };
        let anything = Arc::new(Filters { anything: true, ..Filters::default() });
        assert_eq!(
            read.any,
            vec![
                (Slot::Object, force.into()),
                (Slot::After("to".into()), anything.clone()),
                (Slot::After("into".into()), anything),
            ]
        );
    }

    #[test]
    fn mistakes_are_named() {
        assert_eq!(
            words("send"),
            Err("trigger \"send\" lacks its part of speech: write \"send/V\", /N, /J or /X".into())
        );
        assert_eq!(condition("object:@crowd", &classes), Err("unknown class \"crowd\"".into()));
        assert!(role("subject actor", &classes).is_err());
    }
}
