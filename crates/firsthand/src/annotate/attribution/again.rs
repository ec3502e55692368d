//! Another word for somebody: "the priest" for Father Omar Tal, "the 43-year-old", "the two" for those named together.
//!
//! In: a source phrase, whoever spoke before and the report's persons. Out: the speaker it means. A class of nouns ("class-clergy" in
//! `words.tsv`) says which words can stand for each other; one that says little ("the man", "the official") means who spoke last.
//! Not here: descriptions that repeat a word, which the names resolve.

use super::super::doc::{Doc, Tag};
use super::super::names::given_gender;
use super::super::vocabulary::listed;
use super::super::{Entity, EntityKind, Mention, MentionForm, SourceKind};
use super::draft::Draft;
use super::lexicon::{LEXICON, NounClass};
use super::lists::{List, is_in};
use super::who::{Known, Who};
use std::ops::Range;

const CLASSES: [List; 20] = [
    List::ClassClergy,
    List::ClassLaw,
    List::ClassLawmaker,
    List::ClassForce,
    List::ClassPolice,
    List::ClassBusiness,
    List::ClassMedicine,
    List::ClassLearning,
    List::ClassTeaching,
    List::ClassPress,
    List::ClassActivism,
    List::ClassDiplomacy,
    List::ClassJudge,
    List::ClassProsecutor,
    List::ClassFarming,
    List::ClassTrade,
    List::ClassKin,
    List::ClassArts,
    List::ClassCaptive,
    List::ClassRebel,
];

/// How many sentences after somebody spoke another word still means them.
const STILL_SPEAKS: usize = 4;
/// How many sentences back two persons may be named together for "the two".
const TOGETHER: usize = 3;
/// How many tokens may describe the second of two persons.
const APART: usize = 10;
/// How many speakers back one may be described again.
const MEMORY: usize = 12;
/// How many speakers back the kind of one is kept.
const KIND_MEMORY: usize = 30;

/// "According to the same paper": the medium that the report named last before these words.
pub(super) fn same_medium(doc: &Doc<'_>, known: &Known<'_>, source: &Range<usize>) -> Option<u32> {
    let same = source.clone().take(2).any(|i| doc.lower(i) == "same");
    let last = source.end.checked_sub(1)?;
    let noun = doc.lower(last);
    let medium = is_in(List::Medium, noun)
        || LEXICON.kind(noun) == Some(SourceKind::Outlet)
        || matches!(noun, "paper" | "agency" | "wire");
    if !same || !medium {
        return None;
    }
    let start = doc.tokens.get(source.start)?.span.start;
    let media = known.entities.iter().zip(0..).filter(|(entity, _)| entity.kind == EntityKind::Outlet && entity.named);
    let before = |entity: &Entity| entity.mentions.iter().map(|m| m.span).filter(|m| m.end <= start).max();
    media.filter_map(|(entity, at)| Some((before(entity)?, at))).max().map(|(_, at)| at)
}

/// Whether a noun is of a class of persons, or stands for anybody; singular.
pub(super) fn is_person_noun(word: &str) -> bool {
    let bare = bare(word);
    let lists = listed(bare).attribution;
    is_age(word)
        || lists.has(List::WidePerson)
        || lists.has(List::PersonNoun)
        || CLASSES.iter().any(|class| lists.has(*class))
        || is_told_person(bare)
}

/// Whether a noun is told to be somebody, and our own lists know it for nothing else ("operator" is a company, too).
fn is_told_person(noun: &str) -> bool {
    use SourceKind as K;
    matches!(LEXICON.class(noun), Some(NounClass::Person | NounClass::Office))
        && matches!(LEXICON.kind(noun), None | Some(K::Person | K::Official | K::Anonymous))
}

/// "ex-minister" is a minister.
fn bare(word: &str) -> &str {
    word.strip_prefix("ex-").unwrap_or(word)
}

/// "43-year-old".
fn is_age(word: &str) -> bool {
    word.ends_with("-year-old") && word.starts_with(|c: char| c.is_ascii_digit())
}

/// Whether a speaker is one human being, as far as its words show.
pub(super) fn is_one_person(known: &Known<'_>, who: &Who) -> bool {
    use SourceKind as K;
    match known.get(who.entity).map(|e| e.kind) {
        Some(EntityKind::Person) => true,
        Some(EntityKind::Group) | None => {
            matches!(who.kind, Some(K::Person | K::Official | K::Spokesperson | K::Anonymous | K::PartisanOrganisation))
                && is_person_noun(&who.head)
        }
        _ => false,
    }
}

/// Whether "he" or "she" may be this speaker.
pub(super) fn may_be(known: &Known<'_>, who: &Who, pronoun: &str) -> bool {
    gender(known, who).is_none_or(|male| male == (pronoun == "he"))
}

/// Whether a speaker is a man, as far as words or a given name show.
fn gender(known: &Known<'_>, who: &Who) -> Option<bool> {
    let named = known.get(who.entity).filter(|e| e.kind == EntityKind::Person && e.named);
    named
        .and_then(|e| given_gender(e.name.split(' ').next().unwrap_or("")))
        .or_else(|| gender_of(&who.head))
        .or_else(|| who.words.iter().filter(|_| named.is_none()).find_map(|word| gender_of(word)))
}

fn gender_of(noun: &str) -> Option<bool> {
    match noun {
        noun if is_in(List::HeNoun, noun) => Some(true),
        noun if is_in(List::SheNoun, noun) => Some(false),
        _ => None,
    }
}

/// The speaker that "the priest", "the former soldier", "the mother of three" means.
pub(super) fn named_again(
    doc: &Doc<'_>,
    known: &Known<'_>,
    source: &Range<usize>,
    head: usize,
    speakers: &[Who],
) -> Option<Who> {
    let word = doc.lower(head);
    let bare_phrase = (source.start..head).all(|i| !doc.tag(i).is_name() && doc.tag(i) != Tag::POS);
    // "the mother of three", but not "the head of the clinic": who needs more words is new.
    let number = doc.lower(head + 1) == "of" && doc.tag(head + 2) == Tag::CD;
    let more = head + 1 < source.end && doc.tag(head + 1) != Tag::Comma && !number;
    if doc.lower(source.start) != "the" || !bare_phrase || more || head > source.start + 3 || !is_person_noun(word) {
        return None;
    }
    let sentence = doc.sentence_of(head);
    let male = gender_of(word);
    let fits = |who: &Who| male.zip(gender(known, who)).is_none_or(|(a, b)| a == b);
    // "the district officer" is no captain of whom nothing of the kind was told.
    let modifiers = || (source.start + 1..head).filter(|&i| doc.tag(i).is_noun()).map(|i| doc.lower(i));
    let told = |words: &[String]| modifiers().all(|modifier| words.iter().any(|w| w == word || w == modifier));
    let alike = |word: &str, words: &[String]| alike(word, words).filter(|same| !same || told(words));
    let recent = || speakers.iter().rev().take(MEMORY).filter(|who| is_one_person(known, who) && fits(who));
    let words = |who: &Who| {
        let mut words = who.words.clone();
        words.extend(known.get(who.entity).map(|e| words_of(doc, e)).unwrap_or_default());
        words
    };
    if let Some(who) = recent().find(|who| alike(word, &words(who)) == Some(true)) {
        return Some(who.clone());
    }
    // Somebody who was named and has said nothing yet: "Mira Tolan, a lawyer, and Omar Tal came. The lawyer said".
    let here = doc.tokens.get(head)?.span.start;
    let named = known.entities.iter().enumerate().filter_map(|(at, entity)| {
        let last = entity.mentions.iter().rev().find(|m| m.span.end <= here)?;
        let person = entity.kind == EntityKind::Person && entity.named;
        let same = || alike(word, &words_of(doc, entity)) == Some(true);
        (person && !is_in(List::WidePerson, word) && same()).then_some((last.span.start, at))
    });
    if let Some((_, at)) = named.max() {
        let entity = known.entities.get(at)?;
        let kind = super::kind::of(doc, known, source, head, Some(at as u32));
        let who = Who { entity: Some(at as u32), kind: Some(kind), name: entity.name.clone(), ..Who::default() };
        return fits(&who).then_some(who);
    }
    let last = speakers.iter().rev().find(|who| is_one_person(known, who) && who.sentence <= sentence);
    let Some(last) = last else { return introduced(doc, known, source, head) };
    let wide = is_age(word) || is_in(List::WidePerson, bare(word));
    // There is one mayor: an office that nobody was called by is somebody else's.
    let office = LEXICON.kind(word) == Some(SourceKind::Official);
    let official = matches!(last.kind, Some(SourceKind::Official | SourceKind::Spokesperson));
    let other = alike(word, &words(last)) == Some(false) && !wide;
    let near = last.sentence + STILL_SPEAKS >= sentence;
    // "The father" is no spokesman of whom no family was told.
    let kin = is_in(List::ClassKin, bare(word)) && official;
    match near && fits(last) {
        true if other || kin => introduced(doc, known, source, head),
        true => (!office || wide && official).then(|| last.clone()),
        false => None,
    }
}

/// The one person whom the sentences right before tell of and who has said nothing yet: "Signe Holt lives at the pier. The keeper recalls".
fn introduced(doc: &Doc<'_>, known: &Known<'_>, source: &Range<usize>, head: usize) -> Option<Who> {
    let sentence = doc.sentence_of(head);
    let part = |s: usize| doc.sentences.get(s).map(|s| s.part);
    let word = doc.lower(head);
    let told = |m: &&Mention| {
        let at = doc.tokens_in(m.span).start;
        let there = doc.sentence_of(at);
        let near = there < sentence && there + TOGETHER >= sentence || there == sentence && at < source.start;
        near && part(there) == part(sentence) && m.form == MentionForm::Name
    };
    let mut persons = known
        .entities
        .iter()
        .enumerate()
        .filter(|(_, e)| e.kind == EntityKind::Person && e.named && e.mentions.iter().any(|m| told(&m)));
    let (at, entity) = persons.next().filter(|_| persons.next().is_none())?;
    let words = words_of(doc, entity);
    let who = Who { entity: Some(at as u32), words: words.clone(), ..Who::default() };
    let male = gender_of(word);
    if alike(word, &words) == Some(false) || male.zip(gender(known, &who)).is_some_and(|(a, b)| a != b) {
        return None;
    }
    // An office that nobody was called by is somebody else's.
    if LEXICON.kind(word) == Some(SourceKind::Official) && alike(word, &words) != Some(true) {
        return None;
    }
    let kind = super::kind::of(doc, known, source, head, Some(at as u32));
    Some(Who { kind: Some(kind), name: entity.name.clone(), words: Vec::new(), ..who })
}

/// Whether a noun can stand for somebody who was called by these words; nothing where they say little.
fn alike(noun: &str, words: &[String]) -> Option<bool> {
    let noun = bare(noun);
    if words.iter().any(|word| bare(word) == noun) {
        return Some(true);
    }
    let known = |class: List| words.iter().any(|word| is_in(class, bare(word)));
    let of_noun = || CLASSES.into_iter().filter(|class| is_in(*class, noun));
    let shared = of_noun().any(known);
    let other = CLASSES.into_iter().any(known);
    match (shared, other) {
        (true, _) => Some(true),
        // "the miller" is no sergeant, of whatever class millers are.
        (false, true) if of_noun().next().is_some() || is_in(List::PersonNoun, noun) => Some(false),
        _ => None,
    }
}

/// Whether a person's office or description says that a noun means them.
pub(super) fn is_called(doc: &Doc<'_>, known: &Known<'_>, entity: u32, noun: &str) -> bool {
    known.get(Some(entity)).is_some_and(|e| alike(noun, &words_of(doc, e)) == Some(true))
}

/// Whether a noun may mean a person: nothing that is known of them speaks against it, and an office that they hold for it.
pub(super) fn fits_noun(doc: &Doc<'_>, known: &Known<'_>, entity: u32, noun: &str) -> bool {
    let Some(e) = known.get(Some(entity)) else { return false };
    let who = Who { entity: Some(entity), ..Who::default() };
    let sex = gender_of(noun).zip(gender(known, &who)).is_none_or(|(a, b)| a == b);
    // "A woman", "a resident" may hold any office, "an official" and "a soldier" not.
    let wide = is_age(noun)
        || gender_of(noun).is_some()
        || matches!(noun, "resident" | "witness" | "neighbour" | "neighbor" | "villager" | "survivor");
    sex && match alike(noun, &words_of(doc, e)) {
        Some(same) => same || wide,
        // An office that nobody was called by is somebody else's.
        None => wide || e.role.is_none() && noun != "official" && LEXICON.kind(noun) != Some(SourceKind::Official),
    }
}

/// Whether a noun can stand for somebody of whom these words were said.
pub(super) fn means(noun: &str, words: &[String]) -> bool {
    alike(noun, words) == Some(true)
}

/// The words that say what a person is: office or description, and what stands before the first name.
fn words_of(doc: &Doc<'_>, entity: &Entity) -> Vec<String> {
    let split = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric() && c != '-')
            .map(str::to_lowercase)
            .filter(|w| !w.is_empty())
            .collect()
    };
    let mut words = entity.role.as_deref().map(split).unwrap_or_default();
    if let Some(first) = entity.mentions.iter().find(|m| m.form == MentionForm::Name) {
        let tokens = doc.tokens_in(first.span);
        let mut start = tokens.start;
        while start > 0
            && tokens.start - start < 3
            && (doc.tag(start - 1).is_noun() || doc.tag(start - 1).is_adjective())
        {
            start -= 1;
        }
        words.extend((start..tokens.end).map(|i| doc.lower(i).to_owned()));
    }
    words
}

/// "“Tarek kept the boat,” he said": nobody names himself in his own words. The person of whom the sentences before the
/// quotation tell, where what the pronoun was taken for stands in the quotation itself.
pub(super) fn outside_own_words(doc: &Doc<'_>, known: &Known<'_>, draft: &Draft, who: &Who) -> Option<Who> {
    let source = draft.source.as_ref()?;
    let here = doc.tokens.get(source.start)?.span.start;
    let named = |m: &&Mention| m.form != MentionForm::Pronoun && m.span.end <= here;
    let token = |m: &Mention| doc.tokens_in(m.span).start;
    // "Karim was killed on Sunday, he said": nor where his words are told, but for "Karim's brother".
    let told = |m: &Mention| {
        m.form == MentionForm::Name
            && doc.sentence_of(token(m)) == draft.sentence
            && doc.tag(doc.tokens_in(m.span).end) != Tag::POS
    };
    let in_own_words = |m: &Mention| draft.holds(token(m)) && (doc.quotation_of(token(m)).is_some() || told(m));
    let last = known.get(who.entity)?.mentions.iter().rev().find(named)?;
    if !in_own_words(last) {
        return None;
    }
    let begins = draft.content.iter().map(|piece| piece.start).min()?;
    let sentence = doc.sentence_of(begins);
    let part = |s: usize| doc.sentences.get(s).map(|s| s.part);
    let pronoun = doc.lower(source.start);
    let persons = known.entities.iter().enumerate().filter(|(_, e)| e.kind == EntityKind::Person);
    let told = persons.flat_map(|(at, e)| e.mentions.iter().map(move |m| (at, e, m))).filter_map(|(at, e, m)| {
        let at_token = token(m);
        let there = doc.sentence_of(at_token);
        let near = there + 2 > sentence && part(there) == part(doc.sentence_of(source.start));
        let before = at_token < begins && m.form != MentionForm::Pronoun && doc.quotation_of(at_token).is_none();
        let words = words_of(doc, e);
        let other = Who { entity: Some(at as u32), words, ..Who::default() };
        // Of the nearest sentence the first: its subject.
        (near && before && may_be(known, &other, pronoun)).then_some((there, std::cmp::Reverse(at_token), at))
    });
    let (.., at) = told.max()?;
    let entity = known.entities.get(at)?;
    let kind = super::kind::of(doc, known, source, source.start, Some(at as u32));
    Some(Who { entity: Some(at as u32), kind: Some(kind), name: entity.name.clone(), ..Who::default() })
}

/// "The state news agency OSTA said ... The agency said": a bare description keeps the kind that the named phrase gave.
pub(super) fn as_before(
    doc: &Doc<'_>,
    known: &Known<'_>,
    source: Option<&Range<usize>>,
    who: Who,
    speakers: &[Who],
    relays: &[Who],
) -> Who {
    use SourceKind as K;
    let bare = source.is_some_and(|s| s.clone().all(|i| !doc.tag(i).is_name()));
    let same = |other: &&Who| other.entity == who.entity && matches!(other.kind, Some(K::Wire | K::Outlet));
    let before = || speakers.iter().rev().take(KIND_MEMORY).chain(relays.iter().take(KIND_MEMORY)).find(same);
    if let Some(before) = Some(()).filter(|()| bare && who.entity.is_some()).and_then(|()| before()) {
        return Who { kind: before.kind, ..who };
    }
    // "The district collector, Vasant Rao, said ... Rao said": what the fuller phrase said of somebody holds.
    let weak = matches!(who.kind, Some(K::Person | K::Anonymous | K::Unspecified));
    let told = |other: &&Who| {
        let strong = matches!(other.kind, Some(K::PartisanOrganisation | K::Spokesperson))
            || weak && matches!(other.kind, Some(K::Official | K::Person));
        other.entity == who.entity && strong
    };
    let person = known.get(who.entity).is_some_and(|e| e.kind == EntityKind::Person);
    match speakers.iter().rev().take(KIND_MEMORY).find(told).filter(|_| person && source.is_some()) {
        Some(before) => Who { kind: before.kind, ..who },
        None => who,
    }
}

/// "A shopkeeper on the ring road, Safar Usmon": the name that ends a description, whether or not anything is known of it.
pub(super) fn name_behind(doc: &Doc<'_>, source: &Range<usize>, head: usize) -> Option<String> {
    let article =
        matches!(doc.lower(source.start), "a" | "an" | "one" | "another" | "the" | "his" | "her" | "its" | "their");
    let comma = (head + 1..source.end).rev().find(|&i| doc.tag(i) == Tag::Comma)?;
    let name = comma + 1..source.end;
    let names = (2..=5).contains(&name.len()) && name.clone().all(|i| doc.tag(i).is_name());
    let described = !doc.tag(head).is_name() && is_person_noun(doc.lower(head));
    (article && names && described).then(|| doc.text(doc.span(name)).split_whitespace().collect::<Vec<_>>().join(" "))
}

/// "The two", "both men", "the couple": the persons named together before, else the last two who spoke.
pub(super) fn pair(doc: &Doc<'_>, known: &Known<'_>, source: &Range<usize>, speakers: &[Who]) -> Option<Who> {
    let (first, last) = (doc.lower(source.start), doc.lower(source.end - 1));
    let people = |word: &str| matches!(word, "men" | "women" | "people" | "friends" | "brothers" | "sisters");
    let two = match source.len() {
        1 => first == "both",
        2 => {
            first == "the" && (last == "two" || is_in(List::PairNoun, last))
                || first == "both" && (people(last) || singular(last).is_some_and(is_person_noun))
        }
        3 => {
            first == "the"
                && doc.lower(source.start + 1) == "two"
                && (people(last) || singular(last).is_some_and(is_person_noun))
        }
        _ => false,
    };
    if !two {
        return None;
    }
    let sentence = doc.sentence_of(source.start);
    let both = (sentence.saturating_sub(TOGETHER)..sentence).rev().find_map(|s| together(doc, known, s));
    let name = both.or_else(|| {
        let mut spoke = speakers.iter().rev().take(4).filter(|who| is_one_person(known, who));
        let second = spoke.next()?;
        let first = spoke.find(|who| who.entity != second.entity || who.name != second.name)?;
        Some(format!("{} and {}", first.name, second.name))
    })?;
    // "The two leaders": two who hold an office.
    let office = singular(last).is_some_and(|noun| is_in(List::Office, noun) || noun == "leader");
    let kind = if office { SourceKind::Official } else { SourceKind::Person };
    Some(Who { kind: Some(kind), name, head: last.to_owned(), ..Who::default() })
}

fn singular(noun: &str) -> Option<&str> {
    noun.strip_suffix('s')
}

/// "Omar Tal and his wife, Mira, fled": two persons joined by "and", at least one of them by name.
fn together(doc: &Doc<'_>, known: &Known<'_>, sentence: usize) -> Option<String> {
    let range = doc.sentence(sentence);
    let span = doc.span(range.clone());
    let persons = known.entities.iter().enumerate().filter(|(_, e)| e.kind == EntityKind::Person);
    let mut mentions: Vec<_> = persons
        .flat_map(|(at, e)| e.mentions.iter().filter(|m| span.contains(m.span)).map(move |m| (m.span, at, m.form)))
        .filter(|(_, _, form)| *form != MentionForm::Pronoun)
        .collect();
    mentions.sort_unstable();
    let joined = mentions.iter().enumerate().find_map(|(i, (first, a, form))| {
        let second = mentions.iter().skip(i + 1).find(|(_, b, _)| b != a)?;
        let between = doc.tokens_in(*first).end..doc.tokens_in(second.0).start;
        let and = between.clone().any(|i| doc.lower(i) == "and");
        let verb = between.clone().any(|i| doc.tag(i).is_finite());
        let named = *form == MentionForm::Name || second.2 == MentionForm::Name;
        (and && !verb && between.len() <= APART && named).then_some(((*first, *a), (second.0, second.1)))
    })?;
    let (first, second) = joined;
    let name = |at: usize| known.entities.get(at).map(|e| e.name.as_str());
    let (one, other) = (name(first.1)?, name(second.1)?);
    // In the report's words, where they say as much: "Captain Faris Odeh and his deputy".
    let start = doc.tokens_in(first.0).start;
    let phrase = doc.tokens.get(start).and_then(|token| doc.noun_phrases.get(token.phrase.get()?));
    let start = phrase.map_or(start, |phrase| (phrase.start as usize).min(start));
    let words = super::who::described(doc, &(start..doc.tokens_in(second.0).end));
    let said = words.contains(one) && words.contains(other);
    Some(if said { words } else { format!("{one} and {other}") })
}
