//! Event types as data.
//!
//! For: loading and validating codebooks, so that a researcher adds an event type without touching
//! code. In: TOML files of `codebooks/`. Out: [`Codebook`]. Not here: how triggers and arguments
//! are matched (see [`crate::annotate`]); nothing of any subject matter is in code.

mod ask;
mod file;
mod filters;
mod pattern;

pub(crate) use ask::{Holds, Need, first_word};
pub use filters::{Filters, Kind, KindSet};
pub use pattern::{Condition, Head, Lemma, RoleRule, Slot, Words};

use crate::error::Error;
use crate::text::word_hash;
use rustc_hash::FxHashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

/// A loaded codebook: one or more files read together.
#[derive(Clone, Debug, Default)]
pub struct Codebook {
    /// Name and version of each file, in the order of loading.
    pub sources: Vec<String>,
    /// Event types, sorted by id.
    pub types: Vec<EventType>,
    /// Triggers of all types; [`Trigger::kind`] points into `types`.
    pub triggers: Vec<Trigger>,
    /// For each type, the position of its trigger without words.
    wordless: Vec<u32>,
    /// Names of word classes, sorted; a class's number is its position.
    pub classes: Vec<String>,
    /// The classes that every noun for people belongs to ("=people" in a list of words).
    pub people: ClassSet,
    /// Likewise of nouns for where something can happen ("=sites").
    pub sites: ClassSet,
    /// The words of classes and those that head triggers: lemmas in lower case.
    words: FxHashMap<String, BookWord>,
    /// Bits that the hashes of these words set: most words of most reports are none of them.
    sieve: Vec<u64>,
}

/// A word in a codebook.
#[derive(Clone, Debug, Default)]
pub(crate) struct BookWord {
    /// The classes it belongs to.
    pub classes: ClassSet,
    /// The triggers that it heads, the most specific first.
    pub heads: Vec<Headed>,
}

/// A trigger as its head word leads to it: what turns most triggers away, together in memory.
#[derive(Clone, Debug)]
pub(crate) struct Headed {
    /// Position in [`Codebook::triggers`].
    pub trigger: u32,
    /// See [`Trigger::specificity`].
    pub specificity: i32,
    /// Part of speech of the head.
    pub head: Head,
    /// See [`Trigger::asks_told`].
    pub asks_told: bool,
    /// Whether the head is its only word.
    pub alone: bool,
    /// What [`Trigger::needs`] ask of its sentence.
    pub needs: Arc<[Need]>,
}

/// A set of word classes; bit n is class n. A codebook has at most 128 classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ClassSet(pub u128);

impl ClassSet {
    /// The set of one class.
    pub fn of(class: u16) -> ClassSet {
        ClassSet(1u128.checked_shl(u32::from(class)).unwrap_or(0))
    }

    /// Whether any class is in both.
    pub fn meets(self, other: ClassSet) -> bool {
        self.0 & other.0 != 0
    }

    /// The classes of both.
    #[must_use]
    pub fn with(self, other: ClassSet) -> ClassSet {
        ClassSet(self.0 | other.0)
    }

    /// Each class.
    pub fn each(self) -> impl Iterator<Item = u16> {
        let mut bits = self.0;
        std::iter::from_fn(move || {
            let next = (bits != 0).then(|| bits.trailing_zeros() as u16);
            bits &= bits.wrapping_sub(1);
            next
        })
    }
}

/// An event type.
#[derive(Clone, Debug, Default)]
pub struct EventType {
    /// Its name ("RECRUIT.DRIVE").
    pub id: String,
    /// What it is, in words.
    pub definition: String,
    /// Roles that a coder expects to be filled.
    pub expected: Vec<String>,
    /// How it is read.
    pub nature: Nature,
    /// How a speech act and the event that it speaks of share a clause.
    pub framing: Framing,
    /// What is sung, chanted or sworn inside an artefact is coded as this.
    pub artefact_content: bool,
    /// Added to every denied event that a source is given for.
    pub on_denial: bool,
    /// What is only tried has not happened: nobody is killed by an attempt.
    pub achieved: bool,
    /// Sentences that hold a claim of this type.
    pub include: Vec<String>,
    /// Sentences that do not.
    pub exclude: Vec<String>,
}

impl EventType {
    /// The part of the id before the dot.
    pub fn family(&self) -> &str {
        self.id.split('.').next().unwrap_or(&self.id)
    }
}

/// How a speech act and the event that it speaks of share a clause.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Framing {
    /// Each is a claim of its own.
    #[default]
    Apart,
    /// The speech act is added to the event, and stands alone only where there is none.
    Added,
    /// The speech act stands first and the event is added to it.
    First,
}

/// How claims of a type are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Nature {
    /// Something that happens; modality is the source's commitment to it.
    #[default]
    Event,
    /// A speech act: its modality is that it was made, its source is the speaker.
    Speech,
    /// A lasting relation between people and organisations, often only an apposition.
    Relation,
    /// Making or showing an artefact: what is said inside the artefact is not said by the report.
    Artefact,
}

/// Puts every fallback trigger below all others, whatever their words, conditions and weights add up to.
const FALLBACK_RANK: i32 = 1000;

/// Words that name an event, with the conditions under which they do.
#[derive(Clone, Debug)]
pub struct Trigger {
    /// Position in [`Codebook::types`].
    pub kind: u32,
    /// The words.
    pub words: Words,
    /// All must hold.
    pub needs: Arc<[Condition]>,
    /// None may hold.
    pub not: Arc<[Condition]>,
    /// Which phrase fills which role, in order of preference; one list for all words of an entry.
    pub roles: Arc<[RoleRule]>,
    /// Further types (positions in [`Codebook::types`]) that the same clause carries, if the condition holds.
    pub also: Arc<[(u32, Option<Condition>)]>,
    /// The modality that the words themselves carry ("planned" for "recruitment target"), as written in the file.
    pub modality: Option<crate::annotate::Modality>,
    /// The negation beside the words is part of them and denies nothing ("never returned", "offered no resistance").
    pub negative: bool,
    /// Refinement of the type ("broadcast").
    pub sub: Option<String>,
    /// Marks for a reader ("age_unknown").
    pub flags: Arc<[String]>,
    /// Added to the number of words and conditions when two triggers compete for the same words.
    pub weight: i32,
    /// The words invite ("may register", "are asked to sign up"): permission, duty and the asking do not weaken them.
    pub invites: bool,
    /// Broad words: they name an event only where no other trigger fits the word and none stands in the clause.
    pub fallback: bool,
}

/// Marks a claim whose trigger no rule knows.
pub(crate) const TRAINED: &str = "read_by_the_trained_reader_of_events";

impl Trigger {
    /// A trigger without words, with the roles of its type.
    fn wordless(kind: u32, needs: Arc<[Condition]>, roles: Arc<[RoleRule]>) -> Self {
        Trigger {
            kind,
            words: Words { lemmas: Vec::new(), head: Head::Verb },
            needs,
            not: Arc::new([]),
            roles,
            also: Arc::new([]),
            modality: None,
            negative: false,
            sub: None,
            flags: Arc::new([TRAINED.to_owned()]),
            weight: 0,
            invites: false,
            fallback: false,
        }
    }

    /// How specific it is: of two triggers on the same words, the more specific one names the event.
    pub fn specificity(&self) -> i32 {
        let rank = if self.fallback { -FALLBACK_RANK } else { 0 };
        rank + self.weight + 2 * self.words.lemmas.len() as i32 + self.needs.len() as i32
    }

    /// Whether it asks what surer words of the report tell of.
    pub fn asks_told(&self) -> bool {
        self.needs.iter().flat_map(|condition| &condition.any).any(|(slot, _)| *slot == Slot::Told)
    }
}

/// How many numbers the sieve has.
const SIEVE: usize = 1024;

/// The place of a word in the sieve.
fn sieve_place(hash: u64) -> (usize, u64) {
    ((hash >> 32) as usize % SIEVE, 1 << (hash >> 58))
}

const BUILTIN: &[(&str, &str)] = &[
    ("codebooks/armed-conflict/words.toml", include_str!("../../../../codebooks/armed-conflict/words.toml")),
    ("codebooks/armed-conflict/drive.toml", include_str!("../../../../codebooks/armed-conflict/drive.toml")),
    ("codebooks/armed-conflict/enlist.toml", include_str!("../../../../codebooks/armed-conflict/enlist.toml")),
    ("codebooks/armed-conflict/coercion.toml", include_str!("../../../../codebooks/armed-conflict/coercion.toml")),
    ("codebooks/armed-conflict/incentive.toml", include_str!("../../../../codebooks/armed-conflict/incentive.toml")),
    ("codebooks/armed-conflict/child.toml", include_str!("../../../../codebooks/armed-conflict/child.toml")),
    ("codebooks/armed-conflict/train.toml", include_str!("../../../../codebooks/armed-conflict/train.toml")),
    ("codebooks/armed-conflict/deploy.toml", include_str!("../../../../codebooks/armed-conflict/deploy.toml")),
    ("codebooks/armed-conflict/presence.toml", include_str!("../../../../codebooks/armed-conflict/presence.toml")),
    ("codebooks/armed-conflict/demobilise.toml", include_str!("../../../../codebooks/armed-conflict/demobilise.toml")),
    ("codebooks/armed-conflict/attack.toml", include_str!("../../../../codebooks/armed-conflict/attack.toml")),
    ("codebooks/armed-conflict/casualty.toml", include_str!("../../../../codebooks/armed-conflict/casualty.toml")),
    ("codebooks/armed-conflict/custody.toml", include_str!("../../../../codebooks/armed-conflict/custody.toml")),
    ("codebooks/armed-conflict/territory.toml", include_str!("../../../../codebooks/armed-conflict/territory.toml")),
    ("codebooks/armed-conflict/propaganda.toml", include_str!("../../../../codebooks/armed-conflict/propaganda.toml")),
    ("codebooks/armed-conflict/provenance.toml", include_str!("../../../../codebooks/armed-conflict/provenance.toml")),
    ("codebooks/armed-conflict/statement.toml", include_str!("../../../../codebooks/armed-conflict/statement.toml")),
    ("codebooks/armed-conflict/appeal.toml", include_str!("../../../../codebooks/armed-conflict/appeal.toml")),
    ("codebooks/armed-conflict/support.toml", include_str!("../../../../codebooks/armed-conflict/support.toml")),
    ("codebooks/armed-conflict/relation.toml", include_str!("../../../../codebooks/armed-conflict/relation.toml")),
    ("codebooks/armed-conflict/other.toml", include_str!("../../../../codebooks/armed-conflict/other.toml")),
];

impl Codebook {
    /// The codebook on armed-force recruitment that comes with the library.
    pub fn builtin() -> &'static Codebook {
        static BOOK: OnceLock<Codebook> = OnceLock::new();
        // A test loads the same files and shows any error; an empty codebook is the harmless answer.
        BOOK.get_or_init(|| file::load(BUILTIN.iter().copied()).unwrap_or_default())
    }

    /// Loads codebook files together; a class or type named in one may be used in another. A
    /// folder stands for the `.toml` files in it, by name.
    ///
    /// # Errors
    /// [`Error::Open`] when a file cannot be read, [`Error::Codebook`] with file, line and reason
    /// when one is not valid.
    pub fn load<P: AsRef<Path>>(paths: &[P]) -> Result<Codebook, Error> {
        let mut files: Vec<PathBuf> = Vec::new();
        for path in paths {
            let path = path.as_ref();
            let open = |cause| Error::Open { path: path.to_owned(), cause };
            if path.is_dir() {
                let mut found = Vec::new();
                for entry in std::fs::read_dir(path).map_err(open)? {
                    let entry = entry.map_err(open)?.path();
                    if entry.extension().is_some_and(|e| e == "toml") {
                        found.push(entry);
                    }
                }
                if found.is_empty() {
                    let reason =
                        "the folder holds no .toml file; give a codebook, or a folder that holds some".to_owned();
                    return Err(Error::Codebook { path: path.to_string_lossy().into_owned(), reason });
                }
                found.sort();
                files.extend(found);
            } else {
                files.push(path.to_owned());
            }
        }
        let mut texts = Vec::new();
        for path in files {
            let bytes = std::fs::read(&path).map_err(|cause| Error::Open { path: path.clone(), cause })?;
            let name = path.to_string_lossy().into_owned();
            match String::from_utf8(bytes) {
                Ok(text) => texts.push((name, text)),
                Err(_) => {
                    let reason = "is not UTF-8, which a codebook must be; save it as UTF-8".to_owned();
                    return Err(Error::Codebook { path: name, reason });
                }
            }
        }
        file::load(texts.iter().map(|(path, text)| (path.as_str(), text.as_str())))
    }

    /// Loads codebook texts, each with the name that errors shall show.
    ///
    /// # Errors
    /// [`Error::Codebook`] with name, line and reason when one is not valid.
    pub fn parse<'a>(texts: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Codebook, Error> {
        file::load(texts)
    }

    /// The type with this id.
    pub fn kind(&self, id: &str) -> Option<&EventType> {
        self.types.binary_search_by(|t| t.id.as_str().cmp(id)).ok().and_then(|i| self.types.get(i))
    }

    /// The trigger of a type that has no words of its own, for what the trained reader of events finds: its position and the type.
    pub fn wordless(&self, id: &str) -> Option<(usize, &EventType)> {
        let kind = self.types.binary_search_by(|t| t.id.as_str().cmp(id)).ok()?;
        Some((*self.wordless.get(kind)? as usize, self.types.get(kind)?))
    }

    /// The number of a word class.
    pub fn class(&self, name: &str) -> Option<u16> {
        self.classes.binary_search_by(|c| c.as_str().cmp(name)).ok().and_then(|i| u16::try_from(i).ok())
    }

    /// The classes of a lemma (lower case).
    pub fn classes_of(&self, lemma: &str) -> ClassSet {
        self.word(lemma, word_hash(lemma)).map_or(ClassSet::default(), |word| word.classes)
    }

    /// The triggers headed by a lemma (lower case), the most specific first.
    pub(crate) fn headed_by(&self, lemma: &str) -> &[Headed] {
        self.word(lemma, word_hash(lemma)).map_or(&[], |word| word.heads.as_slice())
    }

    /// What is known of a lemma (lower case), whose hash is given.
    pub(crate) fn word(&self, lemma: &str, hash: u64) -> Option<&BookWord> {
        let (part, bit) = sieve_place(hash);
        self.sieve.get(part).filter(|bits| **bits & bit != 0)?;
        self.words.get(lemma)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_builtin_codebook_loads_without_error() {
        let book = file::load(BUILTIN.iter().copied()).unwrap_or_else(|error| panic!("{error}"));
        assert!(book.types.len() > 30, "{} types", book.types.len());
        assert!(book.kind("RECRUIT.DRIVE").is_some());
        assert!(book.types.iter().all(|t| !t.definition.is_empty()));
    }

    #[test]
    fn a_mistake_is_shown_with_file_and_line() {
        let text =
            "name = \"Mine\"\n\n[[type]]\nid = \"A.B\"\ndefinition = \"x\"\n[[type.trigger]]\nwords = [\n  \"send\"]\n";
        let error = Codebook::parse([("mine.toml", text)]).unwrap_err();
        assert_eq!(
            error.to_string(),
            "mine.toml: line 8: trigger \"send\" lacks its part of speech: write \"send/V\", /N, /J or /X"
        );
    }

    #[test]
    fn an_unknown_key_is_shown_with_its_line() {
        let error = Codebook::parse([("mine.toml", "name = \"Mine\"\ntypo = 1\n")]).unwrap_err();
        assert!(error.to_string().starts_with("mine.toml: line 2: unknown field `typo`"), "{error}");
    }

    #[test]
    fn a_class_may_hold_all_nouns_of_a_sort() {
        let book = |nouns: &str| {
            Codebook::parse([(
                "mine.toml",
                format!("name = \"Mine\"\n[classes]\nvoter = [\"{nouns}\", \"voter\"]\n").as_str(),
            )])
        };
        assert_eq!(book("=people").unwrap().people, book("=sites").unwrap().sites);
        let error = book("=plants").unwrap_err().to_string();
        assert_eq!(error, "mine.toml: line 3: unknown nouns \"=plants\" (=people or =sites)");
    }

    #[test]
    fn a_codebook_on_another_subject_loads_from_its_file_alone() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../codebooks/elections.toml");
        let book = Codebook::load(&[path]).unwrap_or_else(|error| panic!("{error}"));
        assert!(book.kind("VOTE.FRAUD").is_some());
        assert!(book.headed_by("recruit").is_empty());
    }

    #[test]
    fn codebooks_on_two_subjects_load_together() {
        let file = |name| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../codebooks").join(name);
        let book =
            Codebook::load(&[file("armed-conflict"), file("cameo.toml")]).unwrap_or_else(|error| panic!("{error}"));
        assert!(book.kind("REJECT").is_some() && book.kind("ATTACK").is_some());
    }
}
