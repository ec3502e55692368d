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

impl Frame {
    /// How many there are.
    pub(super) const COUNT: usize = 17;

    const ALL: [Frame; Frame::COUNT] = [
        Frame::That,
        Frame::Clause,
        Frame::Question,
        Frame::Quote,
        Frame::To,
        Frame::Gerund,
        Frame::Object,
        Frame::ObjectTo,
        Frame::ObjectThat,
        Frame::ObjectPreposition,
        Frame::Preposition,
        Frame::After,
        Frame::Inverted,
        Frame::Raising,
        Frame::Impersonal,
        Frame::PassivePreposition,
        Frame::PassiveBy,
    ];

    /// Its name as a rule.
    pub(super) fn name(self) -> &'static str {
        match self {
            Frame::That => "that",
            Frame::Clause => "clause",
            Frame::Question => "question",
            Frame::Quote => "quote",
            Frame::To => "to",
            Frame::Gerund => "gerund",
            Frame::Object => "object",
            Frame::ObjectTo => "object-to",
            Frame::ObjectThat => "object-that",
            Frame::ObjectPreposition => "object-preposition",
            Frame::Preposition => "preposition",
            Frame::After => "after",
            Frame::Inverted => "inverted",
            Frame::Raising => "raising",
            Frame::Impersonal => "impersonal",
            Frame::PassivePreposition => "passive-preposition",
            Frame::PassiveBy => "passive-by",
        }
    }

    /// The frame of this name.
    pub(super) fn from_name(name: &str) -> Option<Frame> {
        Frame::ALL.into_iter().find(|frame| frame.name() == name)
    }
}
