//! Who a source is: its head, its entity, its name in words a person would use.
//!
//! In: drafts in text order and the report's entities. Out: [`Attribution`]s with `source_entity`,
//! `source_kind` and `source_name`. A pronoun or a description that the entities do not resolve keeps the
//! last compatible speaker. Not here: chains.

use super::super::doc::{Doc, Tag};
use super::super::names::capital_of;
use super::super::{Attribution, Entity, EntityKind, MentionForm, SourceKind};
use super::again;
use super::draft::Draft;
use super::kind;
use super::lexicon::LEXICON;
use super::lists::{List, is_in};
use super::meant::{introduces, is_new, named_since, only_modifies, only_told};
use super::own_name::own_name;
use super::phrase::{long_phrase_end, noun_phrase_end};
use super::source::phrase_before;
use super::things;
use crate::text::Span;
use std::ops::Range;

/// Longest description used as a name, in words.
const LONGEST_NAME: usize = 12;
/// How many sentences after a person spoke "he" is still taken for them.
const STILL_SPEAKS: usize = 4;
/// How many attributions to each side may hold another one's cue in a sentence.
const NEIGHBOURS: usize = 8;
/// How many attributions back "the woman" may mean somebody described as "a resident".
const JUST_NOW: usize = 2;
/// How many attributions back a speaker may have spoken to be kept.
const MEMORY: usize = 30;

/// A source, read.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Who {
    pub(super) entity: Option<u32>,
    pub(super) kind: Option<SourceKind>,
    pub(super) name: String,
    /// The head noun in lower case.
    pub(super) head: String,
    /// All words that a speaker was called by so far, in lower case.
    pub(super) words: Vec<String>,
    /// The sentence in which a speaker last spoke.
    pub(super) sentence: usize,
}

/// The report's entities, looked up by place.
#[derive(Debug)]
pub(super) struct Known<'a> {
    pub(super) entities: &'a [Entity],
    /// Mention and entity, sorted.
    mentions: Vec<(Span, u32)>,
}

impl<'a> Known<'a> {
    pub(super) fn new(entities: &'a [Entity]) -> Self {
        let mut mentions: Vec<(Span, u32)> =
            entities.iter().enumerate().flat_map(|(i, e)| e.mentions.iter().map(move |m| (m.span, i as u32))).collect();
        mentions.sort_unstable();
        Known { entities, mentions }
    }

    pub(super) fn get(&self, entity: Option<u32>) -> Option<&'a Entity> {
        self.entities.get(entity? as usize)
    }

    /// A capital that speaks is its state, where the report names that state.
    fn government(&self, entity: Option<u32>) -> Option<u32> {
        let place = self.get(entity).filter(|e| e.kind == EntityKind::Place);
        let state = place.and_then(|e| capital_of(&e.name));
        let of = |e: &Entity| e.kind == EntityKind::State && e.state.as_deref() == state;
        state.and_then(|_| self.entities.iter().position(of)).map(|at| at as u32).or(entity)
    }

    /// The entity whose mention ends with, or holds, this token's span, and lies inside `range`.
    pub(super) fn at(&self, token: Span, range: Span) -> Option<u32> {
        let from = self.mentions.partition_point(|(s, _)| s.start < range.start);
        self.mentions
            .get(from..)?
            .iter()
            .take_while(|(s, _)| s.start <= token.start)
            .filter(|(s, _)| s.contains(token))
            .max_by_key(|(s, _)| (s.end == token.end, s.len()))
            .map(|&(_, entity)| entity)
    }
}

/// Fills the source fields of the attributions, which stand in the order of the drafts.
pub(super) fn name_all(doc: &Doc<'_>, known: &Known<'_>, drafts: &[Draft], found: &mut [Attribution]) {
    let mut speakers: Vec<Who> = Vec::with_capacity(drafts.len());
    // The sentence and cue of the last named person who spoke, and of the last organisation or medium.
    let mut last: Option<(usize, u32, Who)> = None;
    let mut last_body: Option<(usize, u32, Who)> = None;
    // Of those who spoke last, if they were many.
    let mut last_many: Option<(usize, u32, Who)> = None;
    let relays: Vec<Who> =
        drafts.iter().filter_map(|d| d.relay.as_ref()).map(|relay| identify(doc, known, relay, &[])).collect();
    for (at, (draft, attribution)) in drafts.iter().zip(found.iter_mut()).enumerate() {
        let near = |last: &&(usize, u32, Who)| draft.sentence <= last.0 + STILL_SPEAKS;
        let medium = draft.source.as_ref().and_then(|source| again::same_medium(doc, known, source));
        let who = match &draft.source {
            Some(source) if draft.speaker.is_some() => identify_as(doc, known, source, draft.speaker),
            Some(_) if medium.is_some() => {
                let name = known.get(medium).map_or(String::new(), |entity| entity.name.clone());
                Who { entity: medium, kind: Some(SourceKind::Outlet), name, ..Who::default() }
            }
            Some(source) => {
                let who = identify(doc, known, source, &speakers);
                let part = |s: usize| doc.sentences.get(s).map(|s| s.part);
                // A document speaks on within its paragraph.
                let body = |(there, _, speaker): &&(usize, u32, Who)| {
                    let here = speaker.kind != Some(SourceKind::Document) || part(*there) == part(draft.sentence);
                    here && means_body(doc, source, speaker)
                };
                let kept = match goes_on_speaking(doc, source) {
                    true => last.as_ref().filter(near).filter(|l| again::may_be(known, &l.2, doc.lower(source.start))),
                    false if is_they(doc, source) => last_many.as_ref().filter(|l| draft.sentence <= l.0 + 1),
                    false => last_body.as_ref().filter(near).filter(body),
                };
                match kept {
                    Some((_, cue, speaker)) if !named_since(doc, known, who.entity, *cue, source) => {
                        let guess = source.len() > 1 && speaker.kind == Some(SourceKind::Person);
                        let kind = if guess { Some(SourceKind::PartisanOrganisation) } else { speaker.kind };
                        Who { kind, ..speaker.clone() }
                    }
                    _ if goes_on_speaking(doc, source) => {
                        again::outside_own_words(doc, known, draft, &who).unwrap_or(who)
                    }
                    // "More were taken by the Reed Corps, the group said": nor is a description whom only these words name.
                    _ if only_told(doc, known, draft, source, who.entity) => {
                        Who { entity: None, name: described(doc, source), ..who }
                    }
                    _ => who,
                }
            }
            None if draft.rule == "uncued" => speakers.last().cloned().unwrap_or_default(),
            None => Who::default(),
        };
        let who = again::as_before(doc, known, draft.source.as_ref(), who, &speakers, &relays);
        attribution.source_entity = who.entity;
        attribution.source_kind = who.kind.unwrap_or(SourceKind::Unspecified);
        attribution.source_name.clone_from(&who.name);
        // Feelings and plans of many are no speech: they do not make "he" of the next sentence; nor does one whom another quotes.
        let aloud = doc.quotation_of(draft.cue.start).is_none() && draft.rule != "section" && !told_of(drafts, at);
        if aloud && draft.source.is_some() && (!who.name.is_empty() || who.entity.is_some()) && draft.speaks() {
            let person = again::is_one_person(known, &who);
            // Whom somebody tells is not "she" of the next clause: "Mira told the Post ...; she feared".
            let told = |other: &Option<Range<usize>>| other.as_ref().map_or(0, |o| o.end.saturating_sub(1));
            let from = draft.cue.start.max(told(&draft.relay)).max(told(&draft.own));
            let cue = doc.tokens.get(from).map_or(0, |t| t.span.start);
            last = person.then(|| (draft.sentence, cue, who.clone()));
            // What a body itself names in its sentence is not "it" of the next one.
            let end = doc.sentence(draft.sentence).end.checked_sub(1).and_then(|i| doc.tokens.get(i));
            let spoken = (draft.sentence, end.map_or(cue, |t| t.span.start), who.clone());
            last_many = is_many(known, &who).then(|| spoken.clone());
            match is_body(known, &who) {
                true => last_body = Some(spoken),
                false if !person => last_body = None,
                false => {}
            }
            let mut who = who;
            if let Some(source) = &draft.source {
                let before = speakers.iter().rev().take(MEMORY).find(|w| w.entity.is_some() && w.entity == who.entity);
                who.words.extend(before.filter(|_| who.words.is_empty()).map(|w| w.words.clone()).unwrap_or_default());
                who.words.extend(source.clone().filter(|&i| doc.tag(i).is_word()).map(|i| doc.lower(i).to_owned()));
                who.words.sort_unstable();
                who.words.dedup();
            }
            who.sentence = draft.sentence;
            speakers.push(who);
        }
    }
}

/// Whether a source is "he" or "she", who most often spoke last.
fn goes_on_speaking(doc: &Doc<'_>, source: &Range<usize>) -> bool {
    source.len() == 1 && matches!(doc.lower(source.start), "he" | "she")
}

fn is_they(doc: &Doc<'_>, source: &Range<usize>) -> bool {
    source.len() == 1 && doc.lower(source.start) == "they"
}

/// Whether a speaker is several people, and not a body.
fn is_many(known: &Known<'_>, who: &Who) -> bool {
    let group = known.get(who.entity).is_none_or(|e| e.kind == EntityKind::Group);
    let number = matches!(who.head.as_str(), "two" | "three" | "four" | "five" | "several" | "some" | "many");
    let plural = number || who.head.ends_with('s') || matches!(who.head.as_str(), "people" | "men" | "women");
    group && plural && matches!(who.kind, Some(SourceKind::Anonymous | SourceKind::Official | SourceKind::Person))
}

/// Whether another one's content holds this saying: "X said that Y had promised" leaves X speaking.
fn told_of(drafts: &[Draft], at: usize) -> bool {
    let Some(draft) = drafts.get(at) else { return false };
    let near = at.saturating_sub(NEIGHBOURS)..(at + NEIGHBOURS).min(drafts.len());
    let holds = |d: &Draft| {
        d.speaks() && d.source.is_some() && d.sentence == draft.sentence && d.holds(draft.cue.start)
            // Two that hold each other's cue: neither is told of.
            && !draft.holds(d.cue.start)
    };
    drafts.get(near.clone()).unwrap_or(&[]).iter().zip(near).any(|(d, i)| i != at && holds(d))
}

/// Whether a speaker is an organisation, a medium or an organ of state, and no person.
fn is_body(known: &Known<'_>, who: &Who) -> bool {
    use SourceKind as K;
    let person = known.get(who.entity).is_some_and(|e| e.kind == EntityKind::Person);
    // Of an unknown name only the guess is known that it is a person's.
    let guess = who.kind == Some(K::Person) && who.entity.is_none();
    let body = matches!(who.kind, Some(K::PartisanOrganisation | K::Wire | K::Outlet | K::Document));
    !person && (body || guess) && !who.name.is_empty()
}

/// Whether "it", "the group", "the paper" can mean the organisation or medium that spoke last.
fn means_body(doc: &Doc<'_>, source: &Range<usize>, speaker: &Who) -> bool {
    use SourceKind as K;
    let first = doc.lower(source.start);
    if source.len() == 1 {
        return first == "it";
    }
    let word = source.end - 1;
    let bare = matches!(first, "the" | "this") && source.len() == 2 && !doc.tag(word).is_name();
    let medium = matches!(speaker.kind, Some(K::Wire | K::Outlet));
    bare && match doc.lower(word) {
        noun if is_in(List::NewsNoun, noun) => medium,
        noun if is_in(List::BodyNoun, noun) => {
            // A rights group whose own paper the report is has the kind of an outlet.
            let itself = speaker.kind == Some(K::Outlet) && speaker.name == doc.report.outlet_name();
            itself || matches!(speaker.kind, Some(K::PartisanOrganisation | K::Person))
        }
        _ => false,
    }
}

/// Reads one source.
pub(super) fn identify(doc: &Doc<'_>, known: &Known<'_>, source: &Range<usize>, speakers: &[Who]) -> Who {
    let (head, phrase) = head(doc, source);
    let span = doc.span(source.clone());
    let (tag, lower) = (doc.tag(head), doc.lower(head));
    if matches!(tag, Tag::WP | Tag::WDT) || (lower == "that" && source.len() == 1) {
        let sentence = doc.sentence(doc.sentence_of(head));
        let end = if head > sentence.start && doc.tag(head - 1) == Tag::Comma { head - 1 } else { head };
        return match phrase_before(doc, end, sentence.start) {
            Some(antecedent) if self::head(doc, &antecedent).0 < head => identify(doc, known, &antecedent, speakers),
            _ => Who::default(),
        };
    }
    if let Some(two) = again::pair(doc, known, source, speakers) {
        return two;
    }
    let token = doc.tokens.get(head).map_or(Span::default(), |t| t.span);
    let entity = known.at(token, span).filter(|e| !is_new(doc, known, source, head, *e));
    let entity = entity.filter(|e| !only_modifies(doc, known, source, head, *e) && !introduces(doc, known, source, *e));
    if matches!(tag, Tag::PRP | Tag::PRPS) {
        if let Some(who) = speakers.iter().rev().take(MEMORY).find(|who| entity.is_some() && who.entity == entity) {
            return who.clone();
        }
        if entity.is_none() {
            return pronoun(lower, speakers).cloned().unwrap_or_default();
        }
    }
    // "A senior officer said ... The officer said": one speaker, described again.
    let unnamed = known.get(entity).is_some_and(|e| !e.named && e.kind == EntityKind::Person);
    if unnamed && let Some(who) = speakers.iter().rev().take(MEMORY).find(|who| who.entity == entity) {
        return who.clone();
    }
    // A description that is new here may still be another word for who spoke last.
    // A medium is the one that was named, also where it was described before.
    let thing = |e: &Entity| !e.named && matches!(e.kind, EntityKind::Document | EntityKind::Artefact);
    let medium = |e: &Entity| !e.named && e.kind == EntityKind::Outlet;
    let here = |e: &Entity| e.mentions.first().is_some_and(|mention| mention.span.end >= token.end);
    let fresh = known.get(entity).is_some_and(|e| medium(e) || (unnamed || thing(e)) && here(e));
    // "the surgeon, Omar Tal, said" says itself who that is.
    if (entity.is_none() || fresh)
        && apposed(doc, known, source, head).is_none()
        && let Some(who) = described_again(doc, source, lower, speakers)
            .cloned()
            .or_else(|| again::named_again(doc, known, source, head, speakers))
            .or_else(|| things::again(doc, known, source, head))
    {
        return who;
    }
    if let Some(body) = voices_of(doc, known, source, head) {
        let kind = kind::of(doc, known, &(head + 2..source.end), head + 2, Some(body));
        let name = known.get(Some(body)).map(|e| e.name.clone()).unwrap_or_default();
        return Who { entity: Some(body), kind: Some(kind), name, head: lower.to_owned(), ..Who::default() };
    }
    let named = known.get(entity).is_some_and(|e| e.named);
    let apposed = if named { None } else { apposed(doc, known, source, head) };
    let entity = known.government(apposed.or(entity));
    // What "he" was called says more of him.
    let called = known.get(entity).filter(|_| tag == Tag::PRP).and_then(|e| {
        let called = e.mentions.iter().rev().find(|m| m.form != MentionForm::Pronoun && m.span.end <= token.start)?;
        let words = doc.tokens_in(called.span);
        (!words.is_empty()).then(|| (self::head(doc, &words).0, words))
    });
    let kind = match &called {
        Some((head, words)) => kind::of(doc, known, words, *head, entity),
        None => kind::of(doc, known, source, head, entity),
    };
    let given = || again::name_behind(doc, source, head).or_else(|| own_name(doc, source, head));
    if let Some(behind) = given().filter(|_| known.get(entity).is_none_or(|e| !e.named)) {
        let kind = if kind == SourceKind::Anonymous { SourceKind::Person } else { kind };
        return Who { entity, kind: Some(kind), name: behind, head: lower.to_owned(), ..Who::default() };
    }
    let mut name = name(doc, known, &phrase, entity, kind);
    if known.get(entity).is_some_and(is_nameless)
        && let Some(before) = speakers.iter().rev().take(MEMORY).find(|who| who.entity == entity)
        && before.name.len() > name.len()
    {
        name.clone_from(&before.name);
    }
    Who { entity, kind: Some(kind), name, head: lower.to_owned(), ..Who::default() }
}

/// Reads a source of which it is known who it is.
fn identify_as(doc: &Doc<'_>, known: &Known<'_>, source: &Range<usize>, entity: Option<u32>) -> Who {
    let (head, phrase) = head(doc, source);
    let kind = match kind::of(doc, known, source, head, entity) {
        // Who answers questions is somebody.
        SourceKind::PartisanOrganisation => SourceKind::Person,
        kind => kind,
    };
    let name = name(doc, known, &phrase, entity, kind);
    Who { entity, kind: Some(kind), name, head: doc.lower(head).to_owned(), ..Who::default() }
}

/// The head token of a source and the phrase that describes it.
fn head(doc: &Doc<'_>, source: &Range<usize>) -> (usize, Range<usize>) {
    let mut start = source.start;
    while start < source.end && !doc.tag(start).is_word() {
        start += 1;
    }
    let mut end = noun_phrase_end(doc, start, source.end).max(start + 1).min(source.end.max(start + 1));
    // "The official", "the 43-year-old": a noun may be read as an adjective.
    while (start..end).all(|i| doc.tag(i) == Tag::DT || doc.tag(i).is_adjective())
        && end < source.end
        && doc.tag(end).is_adjective()
    {
        end += 1;
    }
    let head = (start..end)
        .rev()
        .find(|&i| doc.tag(i).is_noun() || doc.tag(i) == Tag::PRP)
        .or_else(|| (start..end).rev().find(|&i| doc.tag(i).is_word()))
        .unwrap_or(start);
    let long = long_phrase_end(doc, start, source.end).max(end);
    (head, start..long.min(start + LONGEST_NAME))
}

/// "Campaigners at the Lantern Group": people who speak for the body that they are of.
fn voices_of(doc: &Doc<'_>, known: &Known<'_>, source: &Range<usize>, head: usize) -> Option<u32> {
    let of = matches!(doc.lower(head + 1), "at" | "from" | "of" | "with" | "for");
    if !of || !doc.lower_is(List::BodyVoices, head) || head + 2 >= source.end {
        return None;
    }
    let end = noun_phrase_end(doc, head + 2, source.end);
    let last = (head + 2..end).rev().find(|&i| doc.tag(i).is_name())?;
    let body = known.at(doc.tokens.get(last)?.span, doc.span(head + 2..end))?;
    known.get(Some(body)).filter(|e| e.kind == EntityKind::Organisation && e.named).map(|_| body)
}

/// Who a description is, where the name stands after it: "a councillor from the old harbour, Rita Monsar, ...", "the owner, who gave
/// her name as Oriel".
fn apposed(doc: &Doc<'_>, known: &Known<'_>, source: &Range<usize>, head: usize) -> Option<u32> {
    // "Captain Ivo Dreyer": the name may begin after a title.
    let person = |from: usize| {
        (from..source.end).take_while(|&i| doc.tag(i).is_name()).find_map(|i| {
            let token = doc.tokens.get(i)?.span;
            let entity = known.at(token, doc.span(i..source.end));
            known.get(entity).filter(|e| e.kind == EntityKind::Person && e.named).and(entity)
        })
    };
    (head + 1..source.end.saturating_sub(1)).find_map(|i| {
        let name = i + 1;
        let begins = doc.tag(name).is_name();
        let after_comma = || {
            let end = (name..source.end).find(|&j| !doc.tag(j).is_name()).unwrap_or(source.end);
            // "the man, Mayor Tal's brother": the name must end the apposition.
            doc.tag(i) == Tag::Comma && (end == source.end || doc.tag(end) == Tag::Comma)
        };
        let given = || {
            matches!(doc.lower(i), "as" | "only" | "just")
                && (head..i).any(|j| matches!(doc.lower(j), "name" | "identified" | "introduced" | "known" | "named"))
        };
        (begins && (after_comma() || given())).then(|| person(name)).flatten()
    })
}

/// The last speaker that a pronoun can mean.
fn pronoun<'a>(lower: &str, speakers: &'a [Who]) -> Option<&'a Who> {
    use SourceKind as K;
    let fits = |who: &&Who| match lower {
        "he" | "she" => {
            matches!(who.kind, Some(K::Person | K::Official | K::Spokesperson | K::Anonymous | K::PartisanOrganisation))
        }
        "it" => !matches!(who.kind, Some(K::Person | K::Spokesperson | K::Anonymous)),
        "they" => true,
        _ => false,
    };
    speakers.iter().rev().take(MEMORY).find(fits)
}

/// The earlier speaker that "the same source", "the statement", "several" mean.
fn described_again<'a>(doc: &Doc<'_>, source: &Range<usize>, head: &str, speakers: &'a [Who]) -> Option<&'a Who> {
    let first = doc.lower(source.start);
    let recent = || speakers.iter().rev().take(MEMORY);
    if source.len() == 1 && is_in(List::Quantifier, head) {
        return recent().find(|who| who.kind == Some(SourceKind::Anonymous));
    }
    let definite = matches!(first, "the" | "this" | "that" | "these" | "those");
    let bare = source.clone().all(|i| !doc.tag(i).is_name());
    if !definite || !bare || source.len() > 4 {
        return None;
    }
    let singular = |word: &str| word.strip_suffix('s').unwrap_or(word).to_owned();
    let again = recent().find(|who| who.head == head || singular(&who.head) == singular(head));
    // "The same official": whoever has just spoken, whatever it was called then.
    let same = doc.lower(source.start + 1) == "same" && is_in(List::SomebodyNoun, head);
    // "A resident said ... The woman said": another word for somebody who has just spoken.
    let human = |head: &str| matches!(LEXICON.kind(head), Some(SourceKind::Anonymous | SourceKind::Person));
    let person = |who: &&Who| who.kind == Some(SourceKind::Anonymous) && !who.head.ends_with('s') && human(&who.head);
    let renamed = is_in(List::SomebodyNoun, head) && source.len() == 2;
    again
        .or_else(|| recent().next().filter(|_| same))
        .or_else(|| recent().take(JUST_NOW).find(person).filter(|_| renamed))
}

/// The name: the entity's fullest one, with the office of a spokesperson; else the description.
fn name(doc: &Doc<'_>, known: &Known<'_>, phrase: &Range<usize>, entity: Option<u32>, kind: SourceKind) -> String {
    // "Its spokesman": whose, as far as that is known.
    let owner = Some(phrase.start).filter(|&i| doc.tag(i) == Tag::PRPS && matches!(doc.lower(i), "its" | "their"));
    let owner = owner.and_then(|i| known.at(doc.tokens.get(i)?.span, doc.span(i..i + 1)));
    let described_only = known.get(entity).is_none_or(|e| !e.named) && kind != SourceKind::Anonymous;
    if let Some(owner) = known.get(owner).filter(|e| e.named && described_only) {
        return format!("{} of {}", described(doc, &(phrase.start + 1..phrase.end)), owner.name);
    }
    // A person or thing without a name is known by the whole description.
    // "Varenia's mission", "the press service of the Ministry of Ports".
    let of = |i: usize| doc.lower(i) == "of" && (doc.tag(i + 1).is_name() || doc.tag(i + 2).is_name());
    let owned = phrase.clone().any(|i| doc.tag(i) == Tag::POS || of(i));
    // "the Prosecutor General's Office": a common noun with a capital names nobody alone.
    let bare = |e: &Entity| {
        let word = phrase.clone().rev().find(|&i| doc.tag(i).is_noun());
        e.name.split(' ').count() == 1 && owned && word.is_some_and(|i| doc.lower_word(i).grammar.is_common())
    };
    if known.get(entity).is_some_and(|e| bare(e) && phrase.len() > 2) {
        return described(doc, phrase);
    }
    let nameless = |e: &Entity| (is_nameless(e) || !e.named && owned) && phrase.len() > e.name.split(' ').count();
    if known.get(entity).is_some_and(nameless) {
        return described(doc, phrase);
    }
    if let Some(entity) = known.get(entity).filter(|e| !e.name.is_empty()) {
        let spokes = |role: &str| role.to_lowercase().contains("spokes");
        if kind != SourceKind::Spokesperson || spokes(&entity.name) {
            return entity.name.clone();
        }
        let of = known.get(entity.affiliation).map(|organisation| organisation.name.as_str());
        return match (&entity.role, of) {
            (Some(role), Some(of)) if role.split(' ').count() == 1 => format!("{}, {role} for {of}", entity.name),
            (Some(role), _) => format!("{}, {role}", entity.name),
            (None, Some(of)) => format!("{}, for {of}", entity.name),
            (None, None) => entity.name.clone(),
        };
    }
    described(doc, phrase)
}

fn is_nameless(entity: &Entity) -> bool {
    use EntityKind as K;
    !entity.named && matches!(entity.kind, K::Person | K::Group | K::Document | K::Artefact)
}

/// A description in its own words, without its article.
pub(super) fn described(doc: &Doc<'_>, phrase: &Range<usize>) -> String {
    let mut start = phrase.start;
    while start < phrase.end
        && (matches!(doc.lower(start), "the" | "a" | "an") || !doc.tag(start).is_word() || doc.tag(start) == Tag::CC)
    {
        start += 1;
    }
    let span = doc.span(start..phrase.end);
    doc.text(span).split_whitespace().collect::<Vec<_>>().join(" ")
}
