//! Happenings that a sentence takes for granted, whatever it says of them.
//!
//! For: "will meet to discuss the raid", "have not investigated the killing of two teachers", "the talks failed". In: the frame of a noun.
//! Out: whether negation, plan or possibility of the clauses around it leave the happening alone. Not here: what the words right around the
//! noun say ("alleged", "plans for"), and verbs that say whether it took place ("carry out", "prevent", "deny"): `modality`.

use super::cues;
use super::frame::Frame;
use super::reading::Reading;
use crate::annotate::{NounPhrase, Ref, Tag, VerbForm, VerbGroup};

/// What a noun is to the verb of its clause.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Subject,
    Object,
    Beside,
}

impl Reading<'_> {
    /// Whether a noun names a happening that its sentence takes for granted.
    pub fn is_given(&self, frame: &Frame) -> bool {
        let doc = self.doc;
        let number = doc.tokens.get(frame.head).and_then(|t| t.phrase.get());
        let Some(phrase) = number.and_then(|n| doc.noun_phrases.get(n)).filter(|_| frame.noun) else { return false };
        let clause = frame.clause.and_then(|c| doc.clauses.get(c));
        let (Some(clause), Some(group)) = (clause, frame.clause.and_then(|c| doc.group(c))) else { return false };
        let opens = frame.modifiers.start.min(frame.words.start).min(phrase.start as usize);
        // "the talks that will be held in May"
        let at = frame.clause.unwrap_or_default();
        let to_come = doc.clauses.iter().enumerate().skip(at).take(12).any(|(n, c)| {
            c.antecedent.get() == number && c.antecedent.is_some() && doc.group(n).is_some_and(|g| g.modal.is_some())
        });
        let prospect = to_come || PROSPECTS.contains(&doc.lemma(frame.head));
        if prospect || (opens..frame.words.start).any(|i| is_open(doc.lower(i))) {
            return false;
        }
        let holds = |p: &Ref| p.get().is_some_and(|p| doc.extent(p, true).contains(&frame.head));
        let place = match () {
            () if holds(&clause.object) => Place::Object,
            () if holds(&clause.subject) => Place::Subject,
            () => Place::Beside,
        };
        let known = self.is_definite(phrase, frame);
        let verb = group.head as usize;
        if self.is_about_known(verb) && (place != Place::Subject || group.passive) {
            // "has not condemned attacks on churches"; but "a law to punish murder" knows of none.
            let told = doc.tag(frame.head) == Tag::NNS || phrase.of.is_some();
            let open = group.modal.is_some() || group.form == VerbForm::Infinitive && !self.cue(verb, cues::REACT);
            return known || told && !open;
        }
        if !known || self.says_whether(group, place) {
            return false;
        }
        match place {
            // "The capture of Olun will free thousands" is to come; "Tal's arrest will anger many" is not.
            Place::Subject => group.modal.is_none() || phrase.possessor.is_some(),
            Place::Object => true,
            // "set out for the capture of Olun"; but "was tried for the murder of a priest".
            Place::Beside => {
                let before = phrase.preposition.get().map_or("", |at| doc.lower(at));
                let at = phrase.preposition.get().unwrap_or_default();
                let guilt = matches!(
                    doc.lemma(at.saturating_sub(1)),
                    "accountability"
                        | "apology"
                        | "blame"
                        | "compensation"
                        | "guilt"
                        | "justice"
                        | "punishment"
                        | "responsibility"
                        | "responsible"
                );
                let justice = guilt || JUSTICE.contains(&doc.lemma(verb));
                !matches!(before, "before" | "until" | "till" | "toward" | "towards" | "without" | "into")
                    && (before != "for" || justice)
            }
        }
    }

    /// "was arrested on Monday over the killing of a nurse", "buried on Monday the dead of the raid": whether a noun names a happening that its
    /// clause only refers to, so that the day of the clause is not its day.
    pub fn is_dated_apart(&self, frame: &Frame) -> bool {
        let doc = self.doc;
        let number = doc.tokens.get(frame.head).and_then(|t| t.phrase.get());
        let Some(phrase) = number.and_then(|n| doc.noun_phrases.get(n)).filter(|_| frame.noun) else { return false };
        let (Some(clause), Some(group)) =
            (frame.clause.and_then(|c| doc.clauses.get(c)), frame.clause.and_then(|c| doc.group(c)))
        else {
            return false;
        };
        let verb = group.head as usize;
        let justice = JUSTICE.contains(&doc.lemma(verb)) || self.cue(verb, cues::BLAME);
        let holds = |p: &Ref| p.get().is_some_and(|p| doc.extent(p, true).contains(&frame.head));
        if holds(&clause.object) {
            // "Between May and July the guild documented 40 cases" dates the cases, too.
            return self.cue(verb, cues::REACT);
        }
        let Some(at) = phrase.preposition.get().filter(|at| *at >= group.end as usize) else { return false };
        match doc.lower(at) {
            "over" | "about" | "regarding" | "concerning" => true,
            "for" | "of" => justice,
            "with" => justice || matches!(doc.lower(at.saturating_sub(1)), "connection" | "relation"),
            _ => false,
        }
    }

    /// "the raid", "this week's killing", "Tal's arrest", "the killing of a priest", "killings by soldiers".
    fn is_definite(&self, phrase: &NounPhrase, frame: &Frame) -> bool {
        let marks = phrase.start as usize..frame.words.start.max(frame.head);
        let mut marks = marks.into_iter();
        let by = frame.subjects.first().and_then(|p| p.start.checked_sub(1)).is_some_and(|i| self.doc.lower(i) == "by");
        let several = by && self.doc.tag(frame.head) == Tag::NNS;
        self.is_owned(phrase, frame)
            || several
            || marks.any(|i| matches!(self.doc.lower(i), "the" | "this" | "that" | "these" | "those" | "last"))
    }

    /// Whether a noun says whose it is or whom it befell.
    fn is_owned(&self, phrase: &NounPhrase, frame: &Frame) -> bool {
        let mut marks = phrase.start as usize..frame.words.start.max(frame.head);
        let article = self.doc.lower(phrase.start as usize) == "the";
        phrase.possessor.is_some() || marks.any(|i| self.doc.tag(i) == Tag::PRPS) || article && phrase.of.is_some()
    }

    /// Verbs whose object is known to be so: attitudes, knowledge, telling, justice, mourning.
    fn is_about_known(&self, verb: usize) -> bool {
        self.cue(verb, cues::REACT | cues::KNOW | cues::MOURN)
            && !matches!(
                self.doc.lemma(verb),
                "have" | "receive" | "find" | "put" | "lay" | "list" | "support" | "back"
            )
            || matches!(
                self.doc.lemma(verb),
                "explain"
                    | "describe"
                    | "document"
                    | "recount"
                    | "recall"
                    | "avenge"
                    | "solve"
                    | "prosecute"
                    | "punish"
                    | "commemorate"
                    | "witness"
                    | "address"
                    | "tackle"
                    | "highlight"
                    | "mention"
                    | "film"
                    | "photograph"
            )
    }

    /// Verbs that say of a noun whether it takes place, and others that leave it open.
    fn says_whether(&self, group: &VerbGroup, place: Place) -> bool {
        let verb = group.head as usize;
        let lemma = self.doc.lemma(verb);
        if place == Place::Subject && !group.passive {
            return COMES_TO_PASS.contains(&lemma) || lemma == "be" && group.modal.is_some();
        }
        // "to halt the massacre": what is to end goes on.
        let ends = matches!(lemma, "end" | "halt" | "stop" | "cease") && place == Place::Object;
        let weighed = cues::LIGHT | cues::INTEND | cues::REFUSE | cues::DENY | cues::INFER | cues::HEDGE | cues::BLAME;
        !ends && (self.cue(verb, weighed) || OPEN_VERBS.contains(&lemma))
    }
}

/// Words before a noun that leave open whether there is one.
fn is_open(lower: &str) -> bool {
    matches!(
        lower,
        "any"
            | "no"
            | "such"
            | "possible"
            | "potential"
            | "planned"
            | "future"
            | "new"
            | "further"
            | "more"
            | "another"
            | "next"
            | "imminent"
            | "expected"
            | "looming"
            | "proposed"
            | "threatened"
            | "attempted"
    )
}

/// Verbs of guilt and regret, whose "for" looks back.
const JUSTICE: [&str; 18] = [
    "accuse",
    "apologise",
    "apologize",
    "arrest",
    "blame",
    "charge",
    "compensate",
    "condemn",
    "convict",
    "detain",
    "imprison",
    "indict",
    "jail",
    "prosecute",
    "punish",
    "sentence",
    "thank",
    "try",
];

/// What is mostly spoken of before it comes: "to discuss the release of nine hostages".
const PROSPECTS: [&str; 16] = [
    "ceasefire",
    "deployment",
    "disarmament",
    "end",
    "evacuation",
    "exchange",
    "handover",
    "pullout",
    "release",
    "return",
    "sale",
    "surrender",
    "swap",
    "transfer",
    "truce",
    "withdrawal",
];

/// Verbs by which a happening begins, and is not told of before.
const COMES_TO_PASS: [&str; 17] = [
    "begin",
    "break",
    "come",
    "commence",
    "continue",
    "erupt",
    "follow",
    "go",
    "happen",
    "materialise",
    "materialize",
    "occur",
    "open",
    "proceed",
    "resume",
    "start",
    "take",
];

/// Verbs that tell of taking part, of bringing about, of facing, of allowing and of proof: their negation or plan is also that of the noun.
const OPEN_VERBS: [&str; 68] = [
    "accept",
    "allow",
    "approve",
    "assert",
    "attempt",
    "authorise",
    "authorize",
    "avert",
    "await",
    "be",
    "bless",
    "break",
    "bring",
    "cause",
    "come",
    "confirm",
    "corroborate",
    "do",
    "enable",
    "enlist",
    "erupt",
    "escape",
    "establish",
    "execute",
    "expect",
    "extend",
    "face",
    "fear",
    "follow",
    "gain",
    "give",
    "go",
    "happen",
    "have",
    "implement",
    "inflict",
    "involve",
    "join",
    "justify",
    "keep",
    "lack",
    "launch",
    "lead",
    "mean",
    "meet",
    "occur",
    "participate",
    "permit",
    "play",
    "predict",
    "prove",
    "provoke",
    "reassert",
    "repel",
    "restore",
    "risk",
    "sanction",
    "show",
    "spark",
    "substantiate",
    "survive",
    "take",
    "threaten",
    "trigger",
    "try",
    "unleash",
    "verify",
    "warn",
];
