//! Where the chain of one claim ends in its own report.
//!
//! For: counting rules 1 and 5: the first sayer that the report's own attributions reach; an
//! outlet's own reporting only where the text shows it. In: one claim. Out: [`Ending`].
//! Not here: what other reports add (see [`super::leads`]).

use super::collection::Collection;
use super::described::{ends_description, last_of, named_elsewhere, named_later};
use super::lede::{body_after, body_before};
use super::origins::description;
use super::publisher::{letterhead, organ_of};
use super::words::{WORDS, fold, fold_outlet, plain_words, without_initials};
use crate::annotate::{ChainLink, ChainRole, Claim, EntityKind, SourceKind};
use crate::link::At;
use crate::text::Span;

/// How much of the chain a report shows, poorest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Shown {
    /// No attribution and no sign of own work.
    Nothing,
    /// Another outlet is named, and nobody behind it.
    Outlet,
    /// Somebody unnamed.
    Unnamed,
    /// A person, organisation, document or artefact, or the outlet's own reporting.
    Named,
}

/// Where a claim's chain ends in its own report.
#[derive(Clone, Debug)]
pub(super) struct Ending {
    pub shown: Shown,
    /// The entity of the collection.
    pub entity: Option<u32>,
    /// In words a person would use.
    pub name: String,
    pub kind: SourceKind,
    /// The outlet that passes it on, as a folded key, where one stands before the end of the chain.
    pub through: Option<String>,
    /// A document in which the sayer says it ("its 2017 report").
    pub document: Option<String>,
    /// Whether it names outlets in general and none in particular ("local media").
    pub common: bool,
    /// Whether a body that published one of the given reports is named: its report may pass on what others say.
    pub given: bool,
    /// Whether the text shows that the outlet did the work itself.
    pub own: bool,
    /// The words that name the end or show the own work.
    pub span: Option<Span>,
}

impl Ending {
    pub(super) fn nothing() -> Self {
        Ending {
            shown: Shown::Nothing,
            entity: None,
            name: String::new(),
            kind: SourceKind::Unspecified,
            through: None,
            document: None,
            common: false,
            given: false,
            own: false,
            span: None,
        }
    }
}

/// Reads the claim's chain from its far end.
pub(super) fn ending(all: &Collection<'_>, at: At) -> Ending {
    let Some(claim) = all.claim(at) else { return Ending::nothing() };
    let outlet = fold(all.given().outlet(at.report).unwrap_or(""));
    let is_own_work = |link: &ChainLink| is_own_work(&outlet, link);
    let named_work = claim.chain.iter().find(|link| is_own_work(link)).and_then(|link| link.span);
    let own_work = own_work(all, at.report, &claim).or(named_work);
    let published = all.own_document.get(at.report as usize) == Some(&true);
    let itself = |link: &ChainLink| published && is_short_for(all, at.report, link);
    let links: Vec<&ChainLink> = claim
        .chain
        .iter()
        .filter(|link| !is_this_outlet(all, at.report, link) && !is_own_work(link) && says_who(link))
        .filter(|link| !itself(link))
        .collect();
    let mut end = Ending::nothing();
    end.own = own_work.is_some();
    // Most papers are nobody's own document, and asking whose one is reads its first lines again.
    let publisher = || published.then(|| publisher(all, at.report)).flatten();
    let Some(&last) = links.last() else {
        if let Some(publisher) = publisher().filter(|_| own_work.is_some()) {
            return publisher;
        }
        if let Some(span) = own_work {
            end.shown = Shown::Named;
            end.kind = SourceKind::Outlet;
            end.name = all.outlet(at.report).to_owned();
            end.span = Some(span);
            return end;
        }
        return without_attribution(all, at, &claim)
            .or_else(|| publisher().filter(|_| !claim.in_headline))
            .unwrap_or(end);
    };
    // Whom a body has heard for its own document is known only through it.
    let heard = || links.iter().all(|link| matches!(link.kind, SourceKind::Anonymous | SourceKind::Document));
    if let Some(publisher) = publisher().filter(|_| heard()) {
        return publisher;
    }
    end.through = links
        .iter()
        .rev()
        .skip(1)
        .find(|link| is_outlet(all, at.report, link))
        .map(|link| outlet_key(all, at.report, link));
    if last.kind == SourceKind::Anonymous && end.through.is_none() {
        end.through = last.span.and_then(|span| told_to(all, at.report, span));
    }
    let before = |keep: &dyn Fn(&ChainLink) -> bool| links.iter().rev().skip(1).copied().find(|link| keep(link));
    let named_sayer = |link: &ChainLink| {
        !is_outlet(all, at.report, link)
            && matches!(
                link.kind,
                SourceKind::Official | SourceKind::PartisanOrganisation | SourceKind::Spokesperson | SourceKind::Person
            )
    };
    // "A mother told the council's researchers" is known only through the council; so is its researcher's word.
    let organisation = |link: &ChainLink| named_sayer(link) && link.kind != SourceKind::Person;
    let issued;
    let mut who = last;
    match last.kind {
        // What is known only through one organisation is that organisation's: a document, an artefact, a witness.
        SourceKind::Document | SourceKind::Artefact => {
            end.document = Some(last.name.clone());
            // "A person with access to the file": what it holds is known only through that person.
            let reader = || before(&|link| link.kind == SourceKind::Anonymous).filter(|_| is_undescribed(last));
            let sayer = before(&named_sayer);
            issued = if sayer.is_none() { issuer(all, at, last).filter(|link| named_sayer(link)) } else { None };
            who = sayer.or(issued.as_ref()).or_else(reader).unwrap_or(last);
        }
        SourceKind::Anonymous | SourceKind::Person => who = before(&organisation).unwrap_or(last),
        _ => {
            if let Some(document) = links.iter().find(|l| matches!(l.kind, SourceKind::Document | SourceKind::Artefact))
            {
                end.document = Some(document.name.clone());
            }
        }
    }
    end.entity = all
        .entity(at.report, who.entity)
        .or_else(|| all.entity_named(&who.name))
        .or_else(|| all.entity(at.report, by_office(all, at.report, &who.name)));
    end.name = in_small_letters(&who.name);
    end.kind = who.kind;
    end.span = who.span;
    end.common = names_no_outlet(&who.name);
    let body = || body_after(all, at.report, &claim, who).map(|item| (item, SourceKind::PartisanOrganisation));
    let spokesman = || body_before(all, at.report, who).map(|item| (item, SourceKind::Spokesperson));
    let named = body().or_else(spokesman).or_else(|| named_later(all, at.report, &claim, who));
    if let Some((item, kind)) = named.filter(|_| !end.common) {
        end.entity = all.entity(at.report, Some(item));
        let notes = all.notes(at.report);
        let entity = notes.as_ref().and_then(|notes| notes.entities.get(item as usize));
        end.name = entity.map_or(end.name, |entity| entity.name.clone());
        end.kind = kind;
        end.shown = Shown::Named;
        end.given = !all.outlet_reports(&end.name, end.entity).1.is_empty();
        return end;
    }
    if let Some(group) = named_elsewhere(all, at, &who.name).filter(|_| end.entity.is_none_or(|e| !all.is_named(e))) {
        end.entity = Some(group);
        end.name = all.linked(Some(group)).map_or(end.name, |entity| entity.name.to_owned());
        end.kind = SourceKind::PartisanOrganisation;
        end.shown = Shown::Named;
        return end;
    }
    end.given = !all.outlet_reports(&who.name, end.entity).1.is_empty();
    if who.kind == SourceKind::Anonymous && is_state_body(&who.name) {
        end.kind = SourceKind::Official;
        end.name = end.name.split(' ').take_while(|word| !ends_description(word)).collect::<Vec<_>>().join(" ");
    }
    end.shown = match end.kind {
        SourceKind::Anonymous => Shown::Unnamed,
        SourceKind::Unspecified if end.entity.is_none() => Shown::Unnamed,
        _ if end.common || is_outlet(all, at.report, who) => Shown::Outlet,
        _ => Shown::Named,
    };
    end
}

/// "MAYOR" before what is said in a transcript: the office, and nobody's name.
pub(super) fn in_small_letters(name: &str) -> String {
    let lists = [&WORDS.offices, &WORDS.local_offices, &WORDS.ministers, &WORDS.source_heads];
    let office = |word: String| lists.iter().any(|list| list.contains(&word));
    let shouted = name.chars().count() > 3 && !name.chars().any(char::is_lowercase);
    if shouted && plain_words(name).all(office) { name.to_lowercase() } else { name.to_owned() }
}

/// "The Mission" in a document of the Valley Monitoring Mission.
fn is_short_for(all: &Collection<'_>, report: u32, link: &ChainLink) -> bool {
    let paper = all.report(report).filter(|r| r.outlet.is_none());
    let known = paper.as_ref().and_then(|r| Some(letterhead(r)?.of(&r.text)));
    let outlet: Vec<String> = plain_words(known.unwrap_or(all.outlet(report))).collect();
    let mut words = plain_words(&link.name).filter(|word| word != "the").peekable();
    words.peek().is_some() && outlet.len() > 1 && words.all(|word| outlet.contains(&word))
}

/// Whose "the text" or "this study" is: the body that the report last cited with a document of its own before ("says in a study").
fn issuer(all: &Collection<'_>, at: At, document: &ChainLink) -> Option<ChainLink> {
    let paper = all.report(at.report)?;
    let text = &paper.text;
    let span = document.span.filter(|_| document.kind == SourceKind::Document)?;
    let before = text.get(..span.start as usize)?.trim_end();
    // "It said": the words are the pronoun's, the name is the document's.
    let article = |word: &str| matches!(word.to_lowercase().as_str(), "the" | "this" | "that" | "its" | "their" | "it");
    let definite = [before.rsplit(' ').next(), span.of(text).split(' ').next()].into_iter().flatten().any(article);
    let noun = plain_words(&document.name).any(|w| WORDS.document_nouns.contains(&w));
    if !definite || !noun || document.name.chars().any(char::is_uppercase) {
        return None;
    }
    let starts = |at: At| Some(all.told(all.nth(at)?)?.trigger.start);
    let earlier = all.claims_of(at.report).filter(|at| starts(*at).is_some_and(|start| start < span.start));
    let cites = |at: At| {
        let frame = super::utterance::frame(all, at);
        frame.is_some_and(|f| f.end <= span.start && plain_words(f.of(text)).any(|w| WORDS.document_nouns.contains(&w)))
    };
    let mut cited = earlier.filter(|at| cites(*at)).filter_map(|at| all.claim(at)?.chain.last().cloned());
    cited.rfind(|link| link.role != ChainRole::Outlet && !is_outlet(all, at.report, link))
}

/// Whether words name outlets in general and none in particular: "local media", "news agencies".
pub(super) fn names_no_outlet(name: &str) -> bool {
    let words: Vec<String> = plain_words(name).collect();
    let media = words.iter().any(|word| WORDS.media_nouns.contains(word));
    media && words.iter().all(|word| WORDS.outlet_common.contains(word))
}

/// The body that publishes a report as its own document: the one whose bulletin it calls itself, its outlet, else the first body that it
/// gives as a source.
/// An armed group comes last: a release that names one is more often about it.
fn publisher(all: &Collection<'_>, report: u32) -> Option<Ending> {
    let paper = all.report(report)?;
    let outlet =
        organ_of(&paper).map(str::to_owned).or_else(|| paper.outlet.as_ref().map(|outlet| outlet.value.clone()));
    let given = || {
        let body = |link: &&ChainLink| matches!(link.kind, SourceKind::PartisanOrganisation | SourceKind::Official);
        let armed = |link: &ChainLink| {
            let entity = all.linked(all.entity(report, link.entity));
            entity.is_some_and(|entity| entity.kind == EntityKind::ArmedGroup)
        };
        let mut first = None;
        for claim in all.claims_of(report).filter_map(|at| all.claim(at)) {
            for link in claim.chain.iter().filter(body) {
                let found = (link.name.clone(), all.entity(report, link.entity));
                if !armed(link) {
                    return Some(found);
                }
                first.get_or_insert(found);
            }
        }
        first
    };
    // The line at the top names the publisher; who is named in it is the publisher if that is all it says.
    let at_the_top = || {
        let (of, notes) = (all.report(report)?, all.notes(report)?);
        let line = letterhead(&of)?;
        let whole = |e: &crate::annotate::Entity| e.mentions.iter().any(|m| m.span.contains(line) || m.span == line);
        let entity = notes.entities.iter().position(whole).and_then(|item| all.entity(report, Some(item as u32)));
        Some((line.of(&of.text).to_owned(), entity))
    };
    let (name, entity) = match outlet {
        Some(outlet) => (outlet, None),
        None => at_the_top().or_else(given)?,
    };
    let name = without_initials(&name).to_owned();
    let entity = entity.or_else(|| all.entity_named(&name));
    let of_state = all.linked(entity).is_some_and(|e| e.party.is_some())
        || plain_words(&name).any(|word| WORDS.state_sources.contains(&word));
    Some(Ending {
        shown: Shown::Named,
        kind: match of_state {
            true => SourceKind::Official,
            false if entity.is_some_and(|entity| all.is_person(entity)) => SourceKind::Person,
            false => SourceKind::PartisanOrganisation,
        },
        entity,
        name,
        ..Ending::nothing()
    })
}

/// The outlet, without a name, to which somebody has spoken by the sentence that names them: "a young man told a magazine".
fn told_to(all: &Collection<'_>, report: u32, who: Span) -> Option<String> {
    let notes = all.said(report)?;
    let sentence = notes.sentences.get(notes.sentences.partition_point(|s| s.span.end <= who.start))?;
    let paper = all.report(report)?;
    let words: Vec<String> = plain_words(paper.text.get(who.end as usize..sentence.span.end as usize)?).collect();
    let verb = |word: &String| matches!(word.as_str(), "told" | "to" | "with");
    let spoken = |word: &String| {
        matches!(word.as_str(), "told" | "described" | "said" | "spoke" | "talked" | "recounted" | "interview")
    };
    let from = words.iter().position(spoken)?;
    let to = from + words.iter().skip(from).take(3).position(verb)? + 1;
    let rest = words.get(to..)?;
    let article = rest.first().filter(|word| matches!(word.as_str(), "a" | "an"))?;
    let outlet = rest.iter().skip(1).take(3).position(|word| WORDS.media_nouns.contains(word))?;
    Some([std::slice::from_ref(article), rest.get(1..outlet + 2)?].concat().join(" "))
}

/// "The government in the capital": a state's body is somebody, though it has no name.
fn is_state_body(name: &str) -> bool {
    !name.contains(" and ") && last_of(name).is_some_and(|head| WORDS.state_bodies.contains(&head))
}

/// A link that names the outlet's own work ("an investigation by the Post").
fn is_own_work(outlet: &str, link: &ChainLink) -> bool {
    // The words of the work stand beside the outlet's; a name in small letters is seldom longer than as it is written.
    if outlet.is_empty() || link.name.is_ascii() && link.name.len() <= outlet.len() {
        return false;
    }
    let named = fold(&link.name);
    let Some(rest) = named.split_once(outlet) else { return false };
    [rest.0, rest.1].into_iter().flat_map(plain_words).any(|word| WORDS.own_work_nouns.contains(&word))
}

/// The speaker of a speech act is its source, and what an artefact shows ends at the artefact, also where no
/// words of saying carry the clause.
fn without_attribution(all: &Collection<'_>, at: At, claim: &Claim) -> Option<Ending> {
    let speech = claim.kind.starts_with("STATEMENT.");
    let role = if speech { "speaker" } else { "artefact" };
    let argument = claim.argument(role).filter(|a| a.span.is_some() && !a.implicit);
    let shows = !speech && claim.flags.iter().any(|flag| flag == "artefact_content");
    if argument.is_none() && !shows {
        return None;
    }
    let entity = argument.and_then(|a| all.entity(at.report, a.entity));
    let kind = match all.linked(entity).map(|e| e.kind) {
        _ if !speech => SourceKind::Artefact,
        Some(EntityKind::State) => SourceKind::Official,
        Some(EntityKind::Person) => SourceKind::Person,
        Some(EntityKind::Outlet) => SourceKind::Outlet,
        Some(EntityKind::Organisation | EntityKind::ArmedGroup) => SourceKind::PartisanOrganisation,
        _ => return None,
    };
    let words = argument.map(|a| a.text.clone()).filter(|text| !text.trim().is_empty());
    Some(Ending {
        shown: if kind == SourceKind::Outlet { Shown::Outlet } else { Shown::Named },
        entity,
        name: all.linked(entity).map(|e| e.name.to_owned()).or(words).unwrap_or_else(|| "artefact".to_owned()),
        kind,
        span: argument.and_then(|a| a.span).or(Some(claim.span)),
        ..Ending::nothing()
    })
}

/// The one person or body of the report whose office or rank is named so ("the director").
fn by_office(all: &Collection<'_>, report: u32, name: &str) -> Option<u32> {
    let words = fold(name);
    if words.is_empty() || name.chars().any(char::is_uppercase) {
        return None;
    }
    let holds = |role: &str| format!(" {} ", fold(role)).contains(&format!(" {words} "));
    let notes = all.notes(report)?;
    let mut found = notes.entities.iter().enumerate().filter(|(_, e)| e.role.as_deref().is_some_and(holds));
    let first = found.next()?;
    found.next().is_none().then_some(first.0 as u32)
}

/// The words that show the outlet's own work, on the attribution that carries the claim or on one of its chain.
fn own_work(all: &Collection<'_>, report: u32, claim: &Claim) -> Option<Span> {
    let attributions = claim.chain.iter().map(|link| link.attribution).chain([claim.attribution]);
    attributions.filter_map(|item| all.attribution(report, item, |a| a.own_reporting)).find_map(|own| own)
}

/// A link that names nobody ("reportedly") is no end; "officials and residents" are somebody.
fn says_who(link: &ChainLink) -> bool {
    let people = |name: &str| {
        let words = description(name);
        let mut words = words.split(' ').filter(|word| *word != "and").peekable();
        let known =
            |word: &str| [&WORDS.source_heads, &WORDS.witnesses].into_iter().any(|l| l.iter().any(|w| w == word));
        words.peek().is_some() && words.all(known)
    };
    !link.name.trim().is_empty()
        && (link.kind != SourceKind::Unspecified || link.entity.is_some() || people(&link.name))
}

/// A document of which nothing is told but what it is: "the file".
fn is_undescribed(link: &ChainLink) -> bool {
    link.kind == SourceKind::Document && !link.name.chars().any(char::is_uppercase)
}

fn is_outlet(all: &Collection<'_>, report: u32, link: &ChainLink) -> bool {
    let entity = all.entity(report, link.entity);
    let kind = all.linked(entity).map(|e| e.kind);
    // The name of a given report's outlet is an outlet's, however the report that names it reads it.
    let given = || {
        !matches!(
            kind,
            Some(EntityKind::Organisation | EntityKind::ArmedGroup | EntityKind::State | EntityKind::Person)
        ) && !all.outlet_reports(&link.name, entity).1.is_empty()
    };
    matches!(link.kind, SourceKind::Outlet | SourceKind::Wire) || kind == Some(EntityKind::Outlet) || given()
}

fn outlet_key(all: &Collection<'_>, report: u32, link: &ChainLink) -> String {
    all.outlet_reports(&link.name, all.entity(report, link.entity)).0
}

/// The outlet that printed the report, by the chain's word or by its name.
fn is_this_outlet(all: &Collection<'_>, report: u32, link: &ChainLink) -> bool {
    if link.role == ChainRole::Outlet {
        return true;
    }
    let own = all.outlet_keys.get(report as usize).map_or("", String::as_str);
    let same_name = !own.is_empty() && (fold_outlet(&link.name) == own || outlet_key(all, report, link) == own);
    same_name && is_outlet(all, report, link) || (link.kind == SourceKind::Outlet && fold(&link.name).is_empty())
}
