//! Codebook files: TOML in, a validated [`Codebook`] out, every mistake with its line.
//!
//! For: telling a researcher exactly what to mend. In: (name, text) pairs. Out: one codebook over
//! all of them. Not here: the pattern language inside the strings (see `pattern`).

use super::pattern::{self, RoleRule};
use super::{
    BookWord, ClassSet, Codebook, Condition, EventType, Framing, Headed, Nature, Need, SIEVE, Trigger, sieve_place,
};
use crate::annotate::Modality;
use crate::error::Error;
use crate::text::word_hash;
use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::Arc;
use toml::Spanned;

type Text = Spanned<String>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    name: String,
    #[serde(default)]
    version: String,
    /// Where the types and words come from.
    #[serde(default, rename = "about")]
    _about: String,
    /// Word lists by name; `+name` inside a list takes over another list, `=people` and `=sites` every such noun.
    #[serde(default)]
    classes: BTreeMap<String, Vec<Text>>,
    /// Role rules by name, for types that share them: `use = ["name"]`.
    #[serde(default)]
    roles: BTreeMap<String, Vec<Text>>,
    #[serde(default, rename = "type")]
    types: Vec<TypeEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TypeEntry {
    id: Text,
    definition: String,
    #[serde(default)]
    nature: Option<Text>,
    #[serde(default)]
    framing: Option<Text>,
    #[serde(default)]
    artefact_content: bool,
    #[serde(default)]
    on_denial: bool,
    #[serde(default)]
    achieved: bool,
    #[serde(default)]
    expected: Vec<String>,
    /// Must hold for what the trained reader of events finds.
    #[serde(default)]
    trained: Vec<Text>,
    #[serde(default)]
    roles: Vec<Text>,
    #[serde(default, rename = "use")]
    shared: Vec<Text>,
    #[serde(default)]
    include: Vec<String>,
    #[serde(default)]
    exclude: Vec<String>,
    #[serde(default, rename = "trigger")]
    triggers: Vec<TriggerEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TriggerEntry {
    words: Vec<Text>,
    #[serde(default)]
    needs: Vec<Text>,
    #[serde(default)]
    not: Vec<Text>,
    /// Tried before the roles of the type.
    #[serde(default)]
    roles: Vec<Text>,
    /// "TYPE" or "TYPE when condition".
    #[serde(default)]
    also: Vec<Text>,
    #[serde(default)]
    modality: Option<Text>,
    /// The negation beside the words is part of them.
    #[serde(default)]
    negative: bool,
    #[serde(default)]
    sub: Option<String>,
    #[serde(default)]
    flags: Vec<String>,
    #[serde(default)]
    weight: i32,
    /// What is asked or allowed is done by the asking.
    #[serde(default)]
    invites: bool,
    /// Tried where nothing else fits.
    #[serde(default)]
    fallback: bool,
}

/// A file with its name and text, for messages.
struct Source<'a> {
    path: &'a str,
    text: &'a str,
}

impl Source<'_> {
    fn error(&self, at: usize, reason: impl std::fmt::Display) -> Error {
        let before = self.text.get(..at).unwrap_or(self.text);
        let line = before.bytes().filter(|&b| b == b'\n').count() + 1;
        Error::Codebook { path: self.path.to_owned(), reason: format!("line {line}: {reason}") }
    }

    fn at<T>(&self, text: &Text, read: Result<T, String>) -> Result<T, Error> {
        read.map_err(|reason| self.error(text.span().start, reason))
    }
}

pub(super) fn load<'a>(texts: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Codebook, Error> {
    let mut files: Vec<(Source<'a>, File)> = Vec::new();
    for (path, text) in texts {
        let source = Source { path, text };
        let file: File = toml::from_str(text)
            .map_err(|error| source.error(error.span().map_or(0, |s| s.start), error.message().trim()))?;
        files.push((source, file));
    }
    let mut book = Codebook::default();
    read_classes(&files, &mut book)?;
    declare_types(&files, &mut book)?;
    read_triggers(&files, &mut book)?;
    // The triggers of an entry stand one after the other and share their conditions.
    let mut needs: Arc<[Need]> = Arc::new([]);
    let mut of: Option<&Arc<[Condition]>> = None;
    for (position, trigger) in book.triggers.iter().enumerate() {
        if !of.is_some_and(|last| Arc::ptr_eq(last, &trigger.needs)) {
            needs = trigger.needs.iter().filter_map(|condition| Need::of(&condition.asks)).collect();
            of = Some(&trigger.needs);
        }
        if let Some(head) = trigger.words.lemmas.get(trigger.words.head_position()) {
            book.words.entry(head.text.clone()).or_default().heads.push(Headed {
                trigger: position as u32,
                specificity: trigger.specificity(),
                head: trigger.words.head,
                asks_told: trigger.asks_told(),
                alone: trigger.words.lemmas.len() == 1,
                needs: needs.clone(),
            });
        }
    }
    book.sieve = vec![0; SIEVE];
    for (word, known) in &mut book.words {
        // The most specific first, so that the first that fits names the event; of equals the first of the files.
        known.heads.sort_by_key(|headed| std::cmp::Reverse(headed.specificity));
        let (part, bit) = sieve_place(word_hash(word));
        book.sieve[part] |= bit;
    }
    Ok(book)
}

fn read_classes(files: &[(Source<'_>, File)], book: &mut Codebook) -> Result<(), Error> {
    let mut lists: BTreeMap<&str, Vec<(&Source<'_>, &Text)>> = BTreeMap::new();
    for (source, file) in files {
        let version = if file.version.is_empty() { String::new() } else { format!(" {}", file.version) };
        let name = format!("{}{version}", file.name);
        if !book.sources.contains(&name) {
            book.sources.push(name);
        }
        for (name, words) in &file.classes {
            lists.entry(name).or_default().extend(words.iter().map(|word| (source, word)));
        }
    }
    book.classes = lists.keys().map(|name| (*name).to_owned()).collect();
    if let (Some((source, _)), true) = (files.first(), book.classes.len() > 128) {
        return Err(source.error(0, format!("{} word classes; at most 128 are possible", book.classes.len())));
    }
    let mut known: FxHashMap<String, BookWord> = FxHashMap::default();
    let (mut people, mut sites) = (ClassSet::default(), ClassSet::default());
    for (number, words) in lists.values().enumerate() {
        let class = ClassSet(1 << number);
        let mut add = |source: &Source<'_>, word: &Text| {
            let set = match word.get_ref().strip_prefix('=') {
                None => &mut known.entry(word.get_ref().to_lowercase()).or_default().classes,
                Some("people") => &mut people,
                Some("sites") => &mut sites,
                Some(other) => {
                    let reason = format!("unknown nouns \"={other}\" (=people or =sites)");
                    return Err(source.error(word.span().start, reason));
                }
            };
            *set = set.with(class);
            Ok(())
        };
        for (source, word) in words {
            let Some(other) = word.get_ref().strip_prefix('+') else {
                add(source, word)?;
                continue;
            };
            let unknown = || source.error(word.span().start, format!("unknown class \"{other}\""));
            for (inner_source, inner) in lists.get(other).ok_or_else(unknown)? {
                if inner.get_ref().starts_with('+') {
                    let reason = "a class that is taken over may not itself take over another";
                    return Err(inner_source.error(inner.span().start, reason));
                }
                add(inner_source, inner)?;
            }
        }
    }
    (book.words, book.people, book.sites) = (known, people, sites);
    Ok(())
}

fn declare_types(files: &[(Source<'_>, File)], book: &mut Codebook) -> Result<(), Error> {
    for (source, file) in files {
        for entry in &file.types {
            let at = entry.id.span().start;
            let id = entry.id.get_ref();
            if id.is_empty() || !id.bytes().all(|b| b.is_ascii_uppercase() || b == b'_' || b == b'.') {
                return Err(source.error(at, format!("type \"{id}\": ids are capital letters, _ and one dot")));
            }
            if book.types.iter().any(|t| t.id == *id) {
                return Err(source.error(at, format!("type \"{id}\" is defined twice")));
            }
            let nature = match entry.nature.as_ref().map(|n| (n.get_ref().as_str(), n.span().start)) {
                None | Some(("event", _)) => Nature::Event,
                Some(("speech", _)) => Nature::Speech,
                Some(("relation", _)) => Nature::Relation,
                Some(("artefact", _)) => Nature::Artefact,
                Some((other, at)) => {
                    let reason = format!("unknown nature \"{other}\" (event, speech, relation or artefact)");
                    return Err(source.error(at, reason));
                }
            };
            let framing = match entry.framing.as_ref().map(|n| (n.get_ref().as_str(), n.span().start)) {
                None => Framing::Apart,
                Some(("added", _)) => Framing::Added,
                Some(("first", _)) => Framing::First,
                Some((other, at)) => {
                    return Err(source.error(at, format!("unknown framing \"{other}\" (added or first)")));
                }
            };
            book.types.push(EventType {
                id: id.clone(),
                definition: entry.definition.clone(),
                expected: entry.expected.clone(),
                nature,
                framing,
                artefact_content: entry.artefact_content,
                on_denial: entry.on_denial,
                achieved: entry.achieved,
                include: entry.include.clone(),
                exclude: entry.exclude.clone(),
            });
        }
    }
    book.types.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(())
}

fn read_triggers(files: &[(Source<'_>, File)], book: &mut Codebook) -> Result<(), Error> {
    let shared: BTreeMap<&str, (&Source<'_>, &Vec<Text>)> = files
        .iter()
        .flat_map(|(source, file)| file.roles.iter().map(move |(name, rules)| (name.as_str(), (source, rules))))
        .collect();
    let mut triggers = Vec::new();
    let mut wordless = vec![0; book.types.len()];
    for (source, file) in files {
        for entry in &file.types {
            let kind = number_of(book, entry.id.get_ref()).unwrap_or(0);
            let mut type_roles = read_roles(book, source, &entry.roles)?;
            for name in &entry.shared {
                let (from, rules) = shared.get(name.get_ref().as_str()).ok_or_else(|| {
                    source.error(name.span().start, format!("unknown role list \"{}\"", name.get_ref()))
                })?;
                type_roles.extend(read_roles(book, from, rules)?);
            }
            let type_roles: Arc<[RoleRule]> = type_roles.into();
            if let Some(position) = wordless.get_mut(kind as usize) {
                *position = triggers.len() as u32;
                let needs = read_conditions(book, source, &entry.trained)?.into();
                triggers.push(Trigger::wordless(kind, needs, type_roles.clone()));
            }
            for trigger in &entry.triggers {
                let roles = if trigger.roles.is_empty() {
                    type_roles.clone()
                } else {
                    let mut roles = read_roles(book, source, &trigger.roles)?;
                    roles.extend(type_roles.iter().cloned());
                    roles.into()
                };
                let template = Trigger {
                    kind,
                    words: pattern::Words { lemmas: Vec::new(), head: pattern::Head::Any },
                    needs: read_conditions(book, source, &trigger.needs)?.into(),
                    not: read_conditions(book, source, &trigger.not)?.into(),
                    roles,
                    also: read_also(book, source, &trigger.also)?.into(),
                    modality: read_modality(source, trigger.modality.as_ref())?,
                    negative: trigger.negative,
                    sub: trigger.sub.clone(),
                    flags: trigger.flags.clone().into(),
                    weight: trigger.weight,
                    invites: trigger.invites,
                    fallback: trigger.fallback,
                };
                for text in &trigger.words {
                    let words = source.at(text, pattern::words(text.get_ref()))?;
                    triggers.push(Trigger { words, ..template.clone() });
                }
            }
        }
    }
    book.triggers = triggers;
    book.wordless = wordless;
    Ok(())
}

fn number_of(book: &Codebook, id: &str) -> Option<u32> {
    book.types.binary_search_by(|t| t.id.as_str().cmp(id)).ok().map(|i| i as u32)
}

fn read_roles(book: &Codebook, source: &Source<'_>, texts: &[Text]) -> Result<Vec<RoleRule>, Error> {
    let read = |text: &Text| source.at(text, pattern::role(text.get_ref(), &|name| book.class(name)));
    texts.iter().map(read).collect()
}

fn read_conditions(book: &Codebook, source: &Source<'_>, texts: &[Text]) -> Result<Vec<pattern::Condition>, Error> {
    let read = |text: &Text| source.at(text, pattern::condition(text.get_ref(), &|name| book.class(name)));
    texts.iter().map(read).collect()
}

fn read_also(
    book: &Codebook,
    source: &Source<'_>,
    texts: &[Text],
) -> Result<Vec<(u32, Option<pattern::Condition>)>, Error> {
    let mut also = Vec::new();
    for text in texts {
        let at = text.span().start;
        let (id, when) = match text.get_ref().split_once(" when ") {
            Some((id, when)) => (id.trim(), Some(when)),
            None => (text.get_ref().as_str(), None),
        };
        let kind = number_of(book, id).ok_or_else(|| source.error(at, format!("unknown type \"{id}\"")))?;
        let condition = match when {
            None => None,
            Some(when) => Some(source.at(text, pattern::condition(when, &|name| book.class(name)))?),
        };
        also.push((kind, condition));
    }
    Ok(also)
}

fn read_modality(source: &Source<'_>, text: Option<&Text>) -> Result<Option<Modality>, Error> {
    let Some(text) = text else { return Ok(None) };
    Ok(Some(match text.get_ref().as_str() {
        "asserted" => Modality::Asserted,
        "denied" => Modality::Denied,
        "planned" => Modality::Planned,
        "alleged" => Modality::Alleged,
        "hypothetical" => Modality::Hypothetical,
        other => {
            let reason = format!("unknown modality \"{other}\" (asserted, denied, planned, alleged or hypothetical)");
            return Err(source.error(text.span().start, reason));
        }
    }))
}
