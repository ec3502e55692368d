//! What people have decided about origins, as they wrote it down.
//!
//! For: judgements are primary like the reports themselves: kept one a line in a file that only grows, never changed, taken back by a later
//! line. In: such a file's text. Out: [`Judgements`], of which [`Judgements::in_force`] says what holds: the newest of a person on one question,
//! and a dispute where people differ. Not here: what a judgement does to a count (see `judged`).

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One decision of one person.
///
/// ```
/// use firsthand::weigh::{Judgement, Say};
/// let line = r#"{"by":"Dana","at":"2031-05-03T10:00:00Z","say":"same_origin","claims":["r1.c2","r2.c1"],"why":"one press release"}"#;
/// let made: Judgement = serde_json::from_str(line).unwrap();
/// assert_eq!(made.say, Say::SameOrigin);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judgement {
    /// Who decided, as they sign.
    pub by: String,
    /// When, in RFC 3339 ("2031-05-03T10:00:00Z").
    pub at: Timestamp,
    /// What.
    pub say: Say,
    /// Ids of the claims it is about (`r0123456789.c4`): two, or one for an outlet's own work.
    pub claims: Vec<String>,
    /// Why, in the person's words.
    #[serde(default)]
    pub why: String,
}

/// What a person says about claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Say {
    /// What two claims rest on is one origin.
    SameOrigin,
    /// It is not.
    NotSameOrigin,
    /// It may be.
    Unsure,
    /// A claim is the outlet's own work.
    OwnWork,
    /// What the person has said about these claims before no longer holds.
    Withdrawn,
}

impl Say {
    /// How many claims it is about; nothing for a withdrawal, which is about what it takes back.
    fn claims(self) -> Option<usize> {
        match self {
            Say::SameOrigin | Say::NotSameOrigin | Say::Unsure => Some(2),
            Say::OwnWork => Some(1),
            Say::Withdrawn => None,
        }
    }
}

/// All that was ever decided.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Judgements {
    given: Vec<Judgement>,
}

/// What holds on one question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Question<'a> {
    /// One or two claims, sorted.
    pub claims: Vec<&'a str>,
    /// The newest judgement of each person, by person, withdrawals too.
    pub newest: Vec<&'a Judgement>,
}

impl Question<'_> {
    /// Those of them that are not withdrawn.
    pub fn holding(&self) -> Vec<&Judgement> {
        self.newest.iter().copied().filter(|judgement| judgement.say != Say::Withdrawn).collect()
    }

    /// What all say; nothing where they differ.
    pub fn agreed(&self) -> Option<Say> {
        let holding = self.holding();
        let first = holding.first()?.say;
        holding.iter().all(|judgement| judgement.say == first).then_some(first)
    }
}

impl Judgements {
    /// Reads one JSON object a line. Empty lines are passed over; a line that is no judgement is returned with its number (from 1) and what is
    /// wrong with it, and the others hold.
    pub fn read(text: &str) -> (Self, Vec<(usize, String)>) {
        let (mut given, mut wrong) = (Vec::new(), Vec::new());
        // Some editors begin a file with a byte order mark.
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            match serde_json::from_str::<Judgement>(line)
                .map_err(|cause| cause.to_string())
                .and_then(Judgement::checked)
            {
                Ok(judgement) => given.push(judgement),
                Err(cause) => wrong.push((number + 1, cause)),
            }
        }
        (Judgements { given }, wrong)
    }

    /// All of them, in the order in which they were written.
    pub fn iter(&self) -> impl Iterator<Item = &Judgement> {
        self.given.iter()
    }

    /// What holds, by question. Of equally new ones by one person the later line holds.
    pub(super) fn in_force(&self) -> Vec<Question<'_>> {
        let mut newest: BTreeMap<Vec<&str>, BTreeMap<&str, &Judgement>> = BTreeMap::new();
        for judgement in &self.given {
            let mut claims: Vec<&str> = judgement.claims.iter().map(String::as_str).collect();
            claims.sort_unstable();
            let of = newest.entry(claims).or_default().entry(&judgement.by).or_insert(judgement);
            if judgement.at >= of.at {
                *of = judgement;
            }
        }
        newest.into_iter().map(|(claims, people)| Question { claims, newest: people.into_values().collect() }).collect()
    }
}

impl Judgement {
    /// The judgement, if it is about as many different claims as it must be and somebody signs it.
    ///
    /// # Errors
    /// What is wrong, in a person's words.
    pub fn checked(self) -> Result<Self, String> {
        if self.by.trim().is_empty() {
            return Err("nobody signs it: \"by\" is empty".to_owned());
        }
        let (have, want) = (self.claims.len(), self.say.claims());
        let different = self.claims.first() != self.claims.get(1);
        let enough = want.map_or((1..=2).contains(&have), |want| have == want);
        if !enough || !different {
            let words = match want {
                Some(1) => "it is about one claim",
                Some(_) => "it is about two different claims",
                None => "it takes back what was said of one claim or of two",
            };
            return Err(format!("{words}, and {have} are given"));
        }
        Ok(self)
    }
}

impl FromIterator<Judgement> for Judgements {
    fn from_iter<I: IntoIterator<Item = Judgement>>(list: I) -> Self {
        Judgements { given: list.into_iter().collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(by: &str, day: u8, say: &str, claims: &str) -> String {
        format!(r#"{{"by":"{by}","at":"2031-05-{day:02}T10:00:00Z","say":"{say}","claims":[{claims}]}}"#)
    }

    const PAIR: &str = r#""a.c1","b.c1""#;
    const TURNED: &str = r#""b.c1","a.c1""#;

    #[test]
    fn the_newest_of_a_person_holds_whatever_the_order_of_lines_and_claims() {
        let text = [line("Dana", 4, "not_same_origin", TURNED), line("Dana", 3, "same_origin", PAIR)].join("\n");
        let (all, wrong) = Judgements::read(&text);
        assert!(wrong.is_empty());
        assert_eq!(all.in_force()[0].agreed(), Some(Say::NotSameOrigin));
        assert_eq!(all.iter().count(), 2, "nothing is lost");
    }

    #[test]
    fn people_who_differ_agree_on_nothing_until_one_takes_it_back() {
        let mut text = [line("Dana", 3, "same_origin", PAIR), line("Iven", 4, "not_same_origin", PAIR)].join("\n");
        assert_eq!(Judgements::read(&text).0.in_force()[0].agreed(), None);
        text.push('\n');
        text.push_str(&line("Iven", 5, "withdrawn", TURNED));
        assert_eq!(Judgements::read(&text).0.in_force()[0].agreed(), Some(Say::SameOrigin));
    }

    #[test]
    fn a_line_that_is_none_is_named_and_the_others_hold() {
        let text = format!("{}\n\nnot json\n{}", line("Dana", 3, "same_origin", PAIR), line(" ", 3, "own_work", PAIR));
        let (all, wrong) = Judgements::read(&text);
        assert_eq!((all.iter().count(), wrong.len()), (1, 2));
        assert_eq!(wrong[0].0, 3);
        let (_, wrong) = Judgements::read(&line("Dana", 3, "same_origin", r#""a.c1","a.c1""#));
        assert_eq!(wrong[0].1, "it is about two different claims, and 2 are given");
    }
}
