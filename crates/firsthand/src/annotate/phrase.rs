//! Noun phrases, verb groups and clauses, as [`Doc`](super::Doc) keeps them.
//!
//! For: the readers of attributions, names, quantities and claims. Plain data in flat lists; [`Ref`]s are indices into the
//! lists of the same [`Doc`](super::Doc). Found by `grammar::phrases` and `grammar::clauses`. Not here: what they mean.
//!
//! How the pieces hang together, for "Officers of the army, who denied it, forced two boys to fight in Arven.":
//! - noun phrases: `Officers` -of-> `the army` · `who` · `it` · `two boys` · `Arven`
//! - verb groups: `denied` · `forced` · `to fight`
//! - clauses: main (`forced`: subject `Officers`, object `two boys`) · relative (`denied`: marker `who`, antecedent and subject
//!   `Officers`, object `it`) · infinitive (`to fight`: parent main, subject `two boys`)
//! - prepositions: `of` + `the army`, `in` + `Arven` (clause: the infinitive)

/// An index into one of the lists of a [`Doc`](super::Doc), or nothing. Four bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ref(u32);

impl Ref {
    /// Nothing.
    pub const NONE: Ref = Ref(u32::MAX);

    /// The entry with this index.
    pub fn to(index: usize) -> Ref {
        Ref(u32::try_from(index).unwrap_or(u32::MAX))
    }

    /// The index.
    pub fn get(self) -> Option<usize> {
        (self != Ref::NONE).then_some(self.0 as usize)
    }

    /// Whether it leads somewhere.
    pub fn is_some(self) -> bool {
        self != Ref::NONE
    }

    /// Whether it leads nowhere.
    pub fn is_none(self) -> bool {
        self == Ref::NONE
    }
}

impl Default for Ref {
    fn default() -> Self {
        Ref::NONE
    }
}

/// A noun phrase without phrases inside it: "two boys", "army spokesman Hamid Orsan", "they", "who".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NounPhrase {
    /// First token.
    pub start: u32,
    /// Token after the last one.
    pub end: u32,
    /// The token that carries it: the last noun; the name's last word for a title with a name; the name for "Brigade 12".
    pub head: u32,
    /// What kind its head is.
    pub kind: PhraseKind,
    /// The preposition token right before it; conjuncts and possessed phrases inherit it ("in Arven and Orsal").
    pub preposition: Ref,
    /// The phrase before "'s": `Varenia` for `army` in "Varenia's army".
    pub possessor: Ref,
    /// The phrase of a following "of": `the army` for `Officers` in "officers of the army".
    pub of: Ref,
    /// The next conjunct: `boys` for `men` in "men and boys".
    pub and: Ref,
    /// The first conjunct of its list; itself where there is none.
    pub first: Ref,
}

/// What the head of a noun phrase is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PhraseKind {
    /// A common noun, or an adjective used as one ("the wounded").
    Noun,
    /// A proper noun. Unreliable in headlines.
    Name,
    /// A personal pronoun.
    Pronoun,
    /// "who", "which", "that", "what", "whose".
    Relative,
    /// "there" as in "there were".
    Expletive,
    /// A number alone: "40 were killed".
    Number,
    /// A determiner alone: "this", "those", "some".
    Determiner,
    /// A time: "Monday", "last year".
    Time,
}

/// Auxiliaries, adverbs between them, and the verb: "has not been recruited".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VerbGroup {
    /// First token (the "to" of an infinitive).
    pub start: u32,
    /// Token after the last one, particle included.
    pub end: u32,
    /// The main verb.
    pub head: u32,
    /// The particle right after it: "up" in "gave up".
    pub particle: Ref,
    /// The modal verb.
    pub modal: Ref,
    /// Finite, infinitive or participle.
    pub form: VerbForm,
    /// Tense of a finite group.
    pub tense: VerbTense,
    /// "has recruited".
    pub perfect: bool,
    /// "is recruiting".
    pub progressive: bool,
    /// "was recruited", and the lone participle in "boys recruited in Arven".
    pub passive: bool,
    /// "not", "n't", "never" in it or right before it.
    pub negated: bool,
    /// The clause it heads.
    pub clause: Ref,
}

/// Finite, infinitive or participle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum VerbForm {
    /// Shows tense.
    Finite,
    /// "to recruit", and bare "recruit" that no modal governs (imperatives, "help recruit").
    Infinitive,
    /// "recruiting", "recruited" without an auxiliary.
    Participle,
}

/// Tense of a verb group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum VerbTense {
    /// "recruited", "was recruited", "had recruited".
    Past,
    /// "recruits", "has recruited", "may recruit".
    Present,
    /// "will recruit".
    Future,
    /// Not finite.
    None,
}

/// A preposition with its noun phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Preposition {
    /// The preposition; the first token of "according to".
    pub token: u32,
    /// The phrase it governs; further conjuncts follow by [`NounPhrase::and`].
    pub phrase: u32,
    /// The innermost clause it stands in.
    pub clause: Ref,
}

/// A verb group with what belongs to it. Clauses nest: `start..end` covers the clauses inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clause {
    /// First token, marker included.
    pub start: u32,
    /// Token after the last one.
    pub end: u32,
    /// What kind it is.
    pub kind: ClauseKind,
    /// The word that opens it: "that", "who", "because", "and"; the preposition of a gerund.
    pub marker: Ref,
    /// Its verb group; none in a headline or fragment without a verb.
    pub group: Ref,
    /// Who or what does it, before the passive is undone; the first conjunct. In a passive clause: who it is done to.
    pub subject: Ref,
    /// Whether the subject stands in another clause (coordination, infinitive, participle, relative).
    pub shared_subject: bool,
    /// Direct object, or the predicate of "be"; the antecedent in "the boys whom the army recruited".
    pub object: Ref,
    /// The receiver of a verb with two objects: "told reporters", "gave them weapons".
    pub receiver: Ref,
    /// The phrase of "by" in a passive clause.
    pub agent: Ref,
    /// The phrase that a relative clause or participle describes.
    pub antecedent: Ref,
    /// The clause it depends on, or is coordinated with.
    pub parent: Ref,
}

/// Kinds of clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ClauseKind {
    /// The sentence's own.
    Main,
    /// Coordinated with its parent: "and left".
    Coordinate,
    /// What its parent's verb says, thinks or shows, with or without "that".
    Complement,
    /// "who ...", "which ...", "where ..." after a noun.
    Relative,
    /// "because ...", "if ...", "after he left", "when ...".
    Adverbial,
    /// "to fight".
    Infinitive,
    /// "forcing them ...", "recruited in Arven", "by paying them".
    Participle,
    /// A verb of saying with its subject set off by commas or quotation marks: ", he said,".
    Reporting,
}
