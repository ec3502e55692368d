//! What the annotate stage knows about one report.
//!
//! For: the plain data that later stages read. In: nothing. Out: [`Annotated`] and its parts.
//! Not here: how any of it is found. Tokens are not kept: they live only while one report is read,
//! so that ten thousand annotated reports fit in memory.

use super::few::Few;
use super::names::keys_of;
use super::shared::Shared;
use crate::report::DatePrecision;
use crate::text::Span;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::ops::{Deref, DerefMut};

/// A word of the program itself: the name of a rule. A type of its own, because a reference cannot be unpacked.
pub type Fixed = &'static str;

/// One report, annotated. Indices (`entity: Option<u32>` and the like) point into its own lists.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Annotated {
    /// Sentences in text order; they cover headline, body and caption parts.
    pub sentences: Vec<Sentence>,
    /// Who and what is named, one entry per thing after in-report coreference.
    pub entities: Vec<Entity>,
    /// Expressions of time.
    pub times: Vec<Time>,
    /// Expressions of quantity.
    pub quantities: Vec<Quantity>,
    /// Who says what.
    pub attributions: Vec<Attribution>,
    /// What is said to have happened.
    pub claims: Vec<Claim>,
    /// What every output withholds by default.
    pub masks: Vec<Mask>,
}

impl Annotated {
    /// Gives back the room that lists grew into: many thousands of these are held at a time.
    pub(super) fn shrink(&mut self) {
        self.sentences.shrink_to_fit();
        self.entities.shrink_to_fit();
        self.times.shrink_to_fit();
        self.quantities.shrink_to_fit();
        self.attributions.shrink_to_fit();
        self.claims.shrink_to_fit();
        self.masks.shrink_to_fit();
        for attribution in &mut self.attributions {
            attribution.source_name.shrink_to_fit();
        }
        for claim in &mut self.claims {
            claim.arguments.shrink_to_fit();
            claim.chain.shrink_to_fit();
            claim.also.shrink_to_fit();
            claim.flags.shrink_to_fit();
        }
    }
}

/// A sentence; `part` is the index in [`crate::report::Report::parts`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sentence {
    /// Where it is.
    pub span: Span,
    /// The part it stands in.
    pub part: u32,
}

/// Somebody or something named in a report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entity {
    /// What it is and how the report calls it; read through the entity itself.
    pub called: Shared<Called>,
    /// The organisation that this person speaks for or belongs to.
    pub affiliation: Option<u32>,
    /// Every mention in text order.
    pub mentions: Few<Mention>,
}

/// What an entity is and how its report calls it. Other reports mostly say the same, and hold it together.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Called {
    /// What it is.
    pub kind: EntityKind,
    /// The fullest form that the report gives, without titles and articles.
    pub name: String,
    /// Other forms in the report, acronyms included, sorted.
    pub aliases: Vec<String>,
    /// Whether it has a name of its own and is not only described.
    pub named: bool,
    /// Rank, office or description in the report's words ("army spokesman"), without the name.
    pub role: Option<String>,
    /// The state whose organ or medium this is, as a folded key ("varenia"), only where the text or public data says so.
    pub state: Option<String>,
}

impl Called {
    /// Folded keys of the name and its aliases (see `annotate::names`), sorted; equal keys are a candidate for the same name.
    /// Only linking asks for them, once, so they are not kept.
    pub fn keys(&self) -> Vec<String> {
        if self.named { keys_of(&self.name, &self.aliases) } else { Vec::new() }
    }
}

impl Deref for Entity {
    type Target = Called;

    fn deref(&self) -> &Called {
        &self.called
    }
}

#[cfg(test)]
impl Entity {
    /// An entity of which only the name is known.
    pub(crate) fn named(kind: EntityKind, name: &str) -> Self {
        let called = Called { kind, name: name.to_owned(), aliases: Vec::new(), named: false, role: None, state: None };
        Entity { called: called.into(), affiliation: None, mentions: Few::default() }
    }
}

/// One mention of an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Mention {
    /// Where it is.
    pub span: Span,
    /// By what it is mentioned.
    pub form: MentionForm,
}

/// By what an entity is mentioned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum MentionForm {
    /// A proper name or acronym.
    Name,
    /// "the group", "the spokesman".
    Nominal,
    /// "he", "they".
    Pronoun,
}

/// Kinds of entity (record.md).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum EntityKind {
    Person,
    Organisation,
    ArmedGroup,
    State,
    Outlet,
    Place,
    Document,
    Artefact,
    /// People without a proper name of their own: "residents", "Damurian refugees".
    Group,
}

/// An expression of time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Time {
    /// The words.
    pub span: Span,
    /// The days it covers; `None` without an anchor: no anchor, no date.
    pub days: Option<Days>,
    /// Whether the published date was needed to resolve it.
    pub anchored: bool,
}

/// A range of days, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Days {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// How exact the words were.
    pub precision: DatePrecision,
}

/// An expression of quantity.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Quantity {
    /// The words, unit included ("at least 40 children").
    pub span: Span,
    /// Lower bound, if the words give one.
    pub lo: Option<f64>,
    /// Upper bound, if the words give one.
    pub hi: Option<f64>,
    /// How firm the number is.
    pub kind: QuantityKind,
    /// What is counted, in the singular and folded ("child", "vehicle", "year_of_age", "percent"); empty if the words do not say.
    pub unit: String,
}

/// How firm a number is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum QuantityKind {
    Exact,
    AtLeast,
    AtMost,
    About,
    Between,
    Vague,
}

/// Source, cue and content: somebody says something.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Attribution {
    /// Who says it; empty when the text does not say (passives, hearsay).
    pub source: Few<Span>,
    /// The words that show it is said ("said", "according to").
    pub cue: Few<Span>,
    /// What is said; several pieces when the cue interrupts it.
    pub content: Few<Span>,
    /// How it is quoted.
    pub quote: Quoting,
    /// The source after in-report resolution ("he" to its person).
    pub source_entity: Option<u32>,
    /// What kind of source.
    pub source_kind: SourceKind,
    /// The resolved source in words a person would use; `""` when unnamed and not described.
    pub source_name: String,
    /// The attribution in whose content this one stands.
    pub within: Option<u32>,
    /// What the source does in the chain: it says it first, or passes on what the next says.
    pub role: ChainRole,
    /// Whether the words present it as hearsay ("reportedly", "is understood to").
    pub hearsay: bool,
    /// Whether it is a credit of the whole report (title "X: ...", footer, photo credit).
    pub whole_report: bool,
    /// Own reporting of the outlet, where the text shows it ("told OUTLET", "OUTLET has obtained"): the words that show it.
    pub own_reporting: Option<Span>,
    /// The name of the rule or model that made it.
    #[serde(with = "crate::held::fixed")]
    pub rule: Fixed,
}

impl Attribution {
    /// Whether the source says or thinks the content, rather than intends it ("plans to send") or takes an attitude to it
    /// ("supports the army"): only a saying is a step of a chain.
    pub fn says(&self) -> bool {
        !self.rule.starts_with("intention/") && !self.rule.starts_with("attitude/")
    }
}

/// How content is quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Quoting {
    Direct,
    Mixed,
    Indirect,
}

/// Kinds of source and of origin (record.md).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SourceKind {
    /// A state, its organs and officials.
    Official,
    /// A party, movement, armed group or advocacy organisation speaking for itself.
    PartisanOrganisation,
    /// A person who speaks for an organisation.
    Spokesperson,
    /// A named person who speaks for themselves.
    Person,
    /// Nobody named, but described ("a security source", "two residents").
    Anonymous,
    /// A news agency.
    Wire,
    /// A publication.
    Outlet,
    /// A written document (report, decree, court file).
    Document,
    /// A video, recording, picture or leaked file.
    Artefact,
    /// Nobody at all ("reportedly").
    Unspecified,
}

/// What a link of a chain does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChainRole {
    /// The outlet that printed the report.
    Outlet,
    /// Passes on what the next one says.
    Relay,
    /// Says it.
    Source,
}

/// One clause in which somebody says that an event of a codebook type was, is, will be or is not so.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// Event type of the codebook ("RECRUIT.DRIVE").
    pub kind: String,
    /// Further types of the same clause ("STATEMENT.DENY").
    pub also: Vec<String>,
    /// The clause.
    pub span: Span,
    /// The words that name the event.
    pub trigger: Span,
    /// Who did what to whom, where, when.
    pub arguments: Vec<Argument>,
    /// The source's commitment.
    pub modality: Modality,
    /// When, seen from the report.
    pub tense: Tense,
    /// What the outlet thinks of it.
    pub stance: Stance,
    /// The attribution that carries it, innermost; `None` in the outlet's own voice.
    pub attribution: Option<u32>,
    /// From the outlet to the first sayer that this report lets us reach; never empty.
    pub chain: Vec<ChainLink>,
    /// Whether the claim stands in the headline.
    pub in_headline: bool,
    /// Marks for a reader ("age_unknown", "artefact_content", "background").
    pub flags: Vec<String>,
}

impl Claim {
    /// The first argument with this role.
    pub fn argument(&self, role: &str) -> Option<&Argument> {
        self.arguments.iter().find(|argument| argument.role == role)
    }
}

/// A filled role of a claim.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Argument {
    /// Its role and words; read and changed through the argument itself.
    pub words: Shared<Words>,
    /// The words; `None` when only context supplies it.
    pub span: Option<Span>,
    /// Whether only context supplies it.
    pub implicit: bool,
    /// The entity it names.
    pub entity: Option<u32>,
    /// The quantity it is.
    pub quantity: Option<u32>,
    /// The time it is.
    pub time: Option<u32>,
}

/// What an argument says. Copies say the same, and hold it together.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Words {
    /// The codebook's role ("actor", "place").
    pub role: String,
    /// The words as text, or the context's words when implicit.
    pub text: String,
    /// Normal form (entity name, ISO date or interval, number with kind), if there is one.
    pub normal: Option<String>,
}

impl Argument {
    /// An argument of which nothing but role and words is known.
    pub fn new(role: &str, span: Option<Span>, text: &str, normal: Option<String>) -> Self {
        let words = Words { role: role.to_owned(), text: text.to_owned(), normal };
        Argument { words: words.into(), span, implicit: false, entity: None, quantity: None, time: None }
    }
}

impl Deref for Argument {
    type Target = Words;

    fn deref(&self) -> &Words {
        &self.words
    }
}

impl DerefMut for Argument {
    fn deref_mut(&mut self) -> &mut Words {
        &mut self.words
    }
}

/// A link of a claim's chain.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChainLink {
    /// In words a person would use.
    pub name: String,
    /// The entity, where it is one.
    pub entity: Option<u32>,
    /// What kind of source it is.
    pub kind: SourceKind,
    /// What it does in the chain.
    pub role: ChainRole,
    /// The words that name it.
    pub span: Option<Span>,
    /// The attribution it comes from.
    pub attribution: Option<u32>,
}

/// The source's commitment to a claim, in the order of the codebook's decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Modality {
    /// It is not or was not so.
    Denied,
    /// Possible, conditional, predicted, sung or pledged.
    Hypothetical,
    /// Aimed at, intended, ordered, called for, promised.
    Planned,
    /// Presented as unconfirmed.
    Alleged,
    /// It is or was so.
    Asserted,
}

/// When, seen from the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Tense {
    Past,
    Ongoing,
    Future,
}

/// What the outlet thinks of a claim it carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Stance {
    Neutral,
    Endorses,
    Distances,
    Disputes,
}

/// Words that every output withholds unless unmasking is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mask {
    /// The words.
    pub span: Span,
    /// What is withheld: "phone", "email", "handle", "link", "name".
    #[serde(with = "crate::held::fixed")]
    pub what: Fixed,
}
