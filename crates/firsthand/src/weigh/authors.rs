//! People who speak for a source without bearing its name: who wrote a body's report, who runs the body in their town.
//!
//! For: counting rule 2: a spokesperson and the organisation are one, and so are a study and who wrote it. "You wrote the report that
//! everybody speaks of" and "Ora Lind, who runs the ferry union here" say so without an office beside the name. In: a named person and
//! the counted origins of one event. Out: the one for which the person speaks. Not here: offices beside a name (see [`super::meant`]).

use super::collection::Collection;
use super::origins::Reached;
use super::words::{WORDS, plain_words};
use super::{Basis, CountedOrigin, Origin};
use crate::annotate::{MentionForm, SourceKind};
use std::rc::Rc;

/// Words between a verb of writing and what is written.
const NEAR: usize = 4;
/// Words after a name in which a clause says what its bearer does.
const CLAUSE: usize = 14;

/// The counted source for which a person speaks, or who is counted and speaks for this one; and why.
pub(super) fn speaks_for(
    all: &Collection<'_>,
    reached: &Reached,
    counted: &[CountedOrigin],
    (number, known): (u32, &Origin),
) -> Option<(u32, String)> {
    let others: Vec<(u32, &Origin)> = reached.counting(counted).filter(|(_, o)| o.basis == Basis::Stated).collect();
    let person = |o: &Origin| o.entity.filter(|entity| all.is_person(*entity) && o.basis == Basis::Stated);
    if let Some(entity) = person(known) {
        // What its reports say of a person is only asked where there is a body to speak for.
        if !others.iter().any(|(_, o)| is_body(o)) {
            return None;
        }
        let told = told_of(all, reached, (number, known), entity);
        let bodies = || others.iter().filter(|(_, o)| is_body(o));
        let mut run = bodies().filter(|(_, body)| told.runs.iter().any(|words| runs(words, &body.name)));
        if let (Some((origin, body)), None) = (run.next(), run.next()) {
            return Some((*origin, because_runs(known, body)));
        }
        let mut papers = bodies().filter(|(_, body)| has_paper(all, body));
        return match (papers.next(), papers.next()) {
            (Some((origin, body)), None) if told.wrote => Some((*origin, because_wrote(known, body))),
            _ => None,
        };
    }
    if !is_body(known) {
        return None;
    }
    let (person, because) = others.iter().find_map(|(origin, person_of)| {
        let told = told_of(all, reached, (*origin, person_of), person(person_of)?);
        told.runs.iter().any(|words| runs(words, &known.name)).then(|| (*origin, because_runs(person_of, known)))
    })?;
    Some((person, because))
}

fn because_runs(person: &Origin, body: &Origin) -> String {
    format!("{} acts for {} by the words of a report: counted once", person.name, body.name)
}

fn because_wrote(person: &Origin, body: &Origin) -> String {
    format!("{} wrote a report, and {} is the only source of this that has one: counted once", person.name, body.name)
}

/// Whether a body's own paper is given, or a report cites one.
fn has_paper(all: &Collection<'_>, body: &Origin) -> bool {
    let own = body.reports.iter().any(|report| all.own_document.get(*report as usize) == Some(&true));
    own || plain_words(&body.utterance).any(|word| WORDS.document_nouns.contains(&word))
}

fn is_body(origin: &Origin) -> bool {
    matches!(origin.kind, SourceKind::PartisanOrganisation | SourceKind::Spokesperson | SourceKind::Official)
}

/// What the sentences that name a person say after the name.
#[derive(Debug, Default)]
pub(super) struct ToldOf {
    /// The plain words of those that begin with "who".
    runs: Vec<Vec<String>>,
    /// Whether one says that the person wrote something.
    wrote: bool,
}

/// What the reports of an origin say of the person who it is; read once, since the reports of a large story are very many.
fn told_of(all: &Collection<'_>, reached: &Reached, (number, known): (u32, &Origin), person: u32) -> Rc<ToldOf> {
    if let Some(told) = reached.told.borrow().get(&number) {
        return Rc::clone(told);
    }
    let mut found = ToldOf::default();
    let members = all.linked(Some(person)).map_or(&[][..], |linked| linked.members);
    for at in members.iter().filter(|at| known.reports.binary_search(&at.report).is_ok()) {
        // Not kept open: each is looked at once.
        let (Some(report), Some(notes)) = (all.given().report(at.report), all.given().named(at.report)) else {
            continue;
        };
        let Some(entity) = notes.entities.get(at.item as usize) else { continue };
        for mention in entity.mentions.iter().filter(|mention| mention.form == MentionForm::Name) {
            let n = notes.sentences.partition_point(|s| s.span.end <= mention.span.start);
            let Some(sentence) = notes.sentences.get(n) else { continue };
            let rest = report.text.get(mention.span.end as usize..sentence.span.end as usize).unwrap_or("");
            let words: Vec<String> = plain_words(rest).take(CLAUSE).collect();
            found.wrote |= wrote(&words);
            if words.first().is_some_and(|word| word == "who") && !found.runs.contains(&words) {
                found.runs.push(words);
            }
        }
    }
    let found = Rc::new(found);
    reached.told.borrow_mut().insert(number, Rc::clone(&found));
    found
}

/// "..., who runs the ferry union in the district": the words of the body's name after a verb of running one.
fn runs(words: &[String], body: &str) -> bool {
    let name: Vec<String> = plain_words(body).filter(|word| word.len() > 2 && word != "the" && word != "and").collect();
    let who = words.first().is_some_and(|word| word == "who");
    let verb = words.iter().skip(1).take(2).any(|word| WORDS.running.contains(word));
    name.len() > 1 && who && verb && name.iter().all(|word| words.contains(word))
}

/// "... wrote the report", "the author of the study".
fn wrote(words: &[String]) -> bool {
    let document =
        |after: usize| words.iter().skip(after + 1).take(NEAR).any(|word| WORDS.document_nouns.contains(word));
    words.iter().enumerate().any(|(at, word)| WORDS.writing.contains(word) && document(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        plain_words(text).collect()
    }

    #[test]
    fn who_runs_a_body_is_told_in_a_clause_after_the_name() {
        assert!(runs(&words(", who leads the Ferry Union on this bank, said"), "Ferry Union"));
        assert!(!runs(&words(", who left the Ferry Union in May, said"), "Ferry Union"));
        assert!(!runs(&words(", who leads the rowing club, said"), "Ferry Union"));
    }

    #[test]
    fn who_wrote_a_report_is_its_author() {
        assert!(wrote(&words(", co-author of the Lamp survey, said")));
        assert!(wrote(&words(", who compiled the new study, told the station")));
        assert!(!wrote(&words(", who read the report, said")));
    }
}
