//! How a cue takes its content.
//!
//! For: telling "denied that ...", "denied doing ..." and "denied the charge" apart, because the
//! same verb reports in one and not in the other. In: nothing. Out: [`Frame`], whose names are the
//! rule names of attributions and the columns of `data/attribution/verbs.tsv`.

/// The shape of content after, before or around a cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Frame {
    /// "said that ..."
    That,
    /// "said the border was closed"
    Clause,
    /// "asked whether ...", "explained how ..."
    Question,
    /// `said: "..."`
    Quote,
    /// "vowed to fight"
    To,
    /// "denied sending troops"
    Gerund,
    /// "denied the charge"
    Object,
    /// "urged the army to leave"
    ObjectTo,
    /// "told reporters that ..."
    ObjectThat,
    /// "accused the army of looting"
    ObjectPreposition,
    /// "warned of famine"
    Preposition,
    /// "..., the minister said"
    After,
    /// "..., said the minister"
    Inverted,
    /// "is said to be", "appears to be"
    Raising,
    /// "it is believed that ..."
    Impersonal,
    /// "was accused of looting"
    PassivePreposition,
    /// "was denounced by the opposition"
    PassiveBy,
}

/// What a verb in that frame says about its subject.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Class {
    /// It says, writes or shows.
    #[default]
    Speech,
    /// It believes, expects, fears.
    Opinion,
    /// It wants, plans, seeks.
    Intention,
    /// It supports, opposes, praises by deed.
    Attitude,
}

macro_rules! names {
    ($($frame:ident $name:literal)*) => {
        const ALL: [Frame; Frame::COUNT] = [$(Frame::$frame),*];

        /// Its name in the lexicon, and as the rule of a verb of speech.
        pub(super) fn name(self) -> &'static str {
            match self {
                $(Frame::$frame => $name,)*
            }
        }

        /// The rule's name, with the verb's class before it unless it is speech.
        pub(super) fn rule(self, class: Class) -> &'static str {
            match (class, self) {
                (Class::Speech, frame) => frame.name(),
                $((Class::Opinion, Frame::$frame) => concat!("opinion/", $name),)*
                $((Class::Intention, Frame::$frame) => concat!("intention/", $name),)*
                $((Class::Attitude, Frame::$frame) => concat!("attitude/", $name),)*
            }
        }
    };
}

impl Frame {
    /// How many there are.
    pub(super) const COUNT: usize = 17;

    names! {
        That "that"
        Clause "clause"
        Question "question"
        Quote "quote"
        To "to"
        Gerund "gerund"
        Object "object"
        ObjectTo "object-to"
        ObjectThat "object-that"
        ObjectPreposition "object-preposition"
        Preposition "preposition"
        After "after"
        Inverted "inverted"
        Raising "raising"
        Impersonal "impersonal"
        PassivePreposition "passive-preposition"
        PassiveBy "passive-by"
    }

    /// The frame of this name.
    pub(super) fn from_name(name: &str) -> Option<Frame> {
        Frame::ALL.into_iter().find(|frame| frame.name() == name)
    }
}
