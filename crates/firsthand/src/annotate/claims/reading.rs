//! Everything known about one report when its claims are read.
//!
//! In: a [`Doc`] and what the readers before found. Out: [`Reading`], with classes and entities by token. Not here: any rule.

use super::cues::{INTEND, Kinds};
use crate::annotate::words::WordId;
use crate::annotate::{Attribution, Doc, Entity, EntityKind, Mask, NamedWords, Quantity, Ref, Tag, Time};
use crate::codebook::{BookWord, ClassSet, Codebook, Filters, Headed, Holds, Kind, KindSet, Lemma};
use crate::report::PartKind;
use crate::text::Span;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// What the readers before claims found.
#[derive(Clone, Copy, Debug)]
pub struct Found<'a> {
    /// Who and what is named.
    pub entities: &'a [Entity],
    /// Times.
    pub times: &'a [Time],
    /// Quantities.
    pub quantities: &'a [Quantity],
    /// Who says what.
    pub attributions: &'a [Attribution],
    /// What words name by the trained reader of events.
    pub named: &'a NamedWords,
    /// What is withheld: neither number nor date.
    pub masks: &'a [Mask],
}

/// One report under reading.
pub(super) struct Reading<'a> {
    pub doc: &'a Doc<'a>,
    pub book: &'a Codebook,
    pub found: Found<'a>,
    /// What the codebook holds of each different word.
    words: Vec<Option<&'a BookWord>>,
    /// The hashes of each token's base form and of the token as it stands.
    hashes: Vec<[u64; 2]>,
    /// For each sentence, what it holds, and what it and its neighbours hold.
    held: Vec<(Holds, Holds)>,
    /// Word classes of each token.
    pub classes: Vec<ClassSet>,
    /// What each token names: the kinds of its entity, a name, a number.
    kinds: Vec<KindSet>,
    /// Cue kinds of each token.
    pub cues: Vec<Kinds>,
    /// The entity that each token belongs to; the longest mention wins.
    entity_at: Vec<Ref>,
    /// The first state with a mention at each place.
    pub states: FxHashMap<Span, usize>,
    /// For each sentence, the attributions whose cue or content touches it, in their order.
    attributions_of: Vec<Vec<u32>>,
    /// The outlet among the entities.
    pub outlet: Option<usize>,
    /// How many words that claims are read from belong to each class.
    words_of: Vec<u32>,
    /// How many words claims are read from.
    words_read: u32,
    /// How often entities of each kind are named.
    mentions: Vec<(EntityKind, u32)>,
    /// The event types, in lower case, that the report tells of in words that need no others beside them.
    pub told: Vec<String>,
}

/// A report is about a class when so many of its words belong to it ...
const ABOUT_WORDS: u32 = 3;
/// ... and at least one in so many words.
const ABOUT_SHARE: u32 = 150;
/// In a short report two words do, if one in so many belongs to it ...
const SHORT_SHARE: u32 = 60;
/// ... and it is longer than a sentence.
const SHORTEST: u32 = 40;

impl<'a> Reading<'a> {
    pub fn new(doc: &'a Doc<'a>, book: &'a Codebook, found: Found<'a>) -> Self {
        let count = doc.tokens.len();
        let mut classes = Vec::with_capacity(count);
        let mut cues = Vec::with_capacity(count);
        let words: Vec<Option<&BookWord>> = doc.words.all().map(|word| book.word(&word.text, word.hash)).collect();
        let classes_of =
            |word: WordId| words.get(word.index()).copied().flatten().map_or(ClassSet::default(), |word| word.classes);
        for (i, token) in doc.tokens.iter().enumerate() {
            let lower = doc.lower(i);
            let mut set = classes_of(token.lemma).with(classes_of(token.lower));
            // A common word read as a name keeps its form: look its singular up, too.
            let first = || doc.sentence(doc.sentence_of(i)).start == i;
            if doc.tag(i).is_name() && lower.ends_with('s') && (doc.word(i) == lower || first()) {
                set = set.with(book.classes_of(&crate::annotate::lemma(lower, Tag::NNS)));
            }
            if matches!(doc.tag(i), Tag::NN | Tag::NNS) {
                let noun = &doc.lower_word(i).grammar;
                set = if noun.is_people() { set.with(book.people) } else { set };
                set = if noun.is_site() { set.with(book.sites) } else { set };
            }
            classes.push(set);
            let kinds = doc.lemma_word(i).cues;
            // "is set to leave" means to; "set a depot on fire" does not.
            let sets = kinds & INTEND != 0 && doc.lemma(i) == "set" && !matches!(doc.lower(i + 1), "to" | "for");
            cues.push(if sets { kinds & !INTEND } else { kinds });
        }
        let mut mentions: Vec<(Span, usize)> = found
            .entities
            .iter()
            .enumerate()
            .flat_map(|(e, entity)| entity.mentions.iter().map(move |mention| (mention.span, e)))
            .collect();
        mentions.sort_by_key(|(span, e)| (span.len(), *e));
        let mut entity_at = vec![Ref::NONE; count];
        for (span, entity) in mentions {
            if let Some(tokens) = entity_at.get_mut(doc.tokens_in(span)) {
                tokens.fill(Ref::to(entity));
            }
        }
        let kinds = doc.tokens.iter().zip(&entity_at).map(|(token, entity)| {
            let own = match token.tag {
                Tag::NNP | Tag::NNPS => KindSet::of(&[Kind::Name]),
                Tag::CD => KindSet::of(&[Kind::Number]),
                _ => KindSet::default(),
            };
            entity.get().and_then(|e| found.entities.get(e)).map_or(own, |entity| own.with(kinds_of(entity.kind)))
        });
        let kinds = kinds.collect();
        let mut attributions_of = vec![Vec::new(); doc.sentences.len()];
        for (number, attribution) in found.attributions.iter().enumerate() {
            for span in attribution.cue.iter().chain(&attribution.content) {
                let first = doc.sentences.partition_point(|s| s.span.end <= span.start);
                for (sentence, list) in doc.sentences.iter().zip(&mut attributions_of).skip(first) {
                    if sentence.span.start >= span.end {
                        break;
                    }
                    if list.last() != Some(&(number as u32)) {
                        list.push(number as u32);
                    }
                }
            }
        }
        let name = doc.report.outlet_name();
        let outlet = found.entities.iter().position(|entity| {
            entity.kind == EntityKind::Outlet
                && (entity.name == name || entity.aliases.iter().any(|alias| alias == name))
        });
        let hash = |word: WordId| doc.words.get(word).hash;
        let hashes = doc.tokens.iter().map(|token| [hash(token.lemma), hash(token.lower)]).collect();
        let mut states = FxHashMap::default();
        for (number, entity) in found.entities.iter().enumerate().filter(|(_, e)| e.kind == EntityKind::State) {
            for mention in entity.mentions.iter() {
                states.entry(mention.span).or_insert(number);
            }
        }
        let mut reading = Reading {
            doc,
            book,
            found,
            words,
            hashes,
            held: Vec::new(),
            classes,
            kinds,
            cues,
            entity_at,
            states,
            attributions_of,
            outlet,
            words_of: vec![0; 128],
            words_read: 0,
            mentions: Vec::new(),
            told: Vec::new(),
        };
        for entity in found.entities {
            let count = entity.mentions.len() as u32;
            match reading.mentions.iter_mut().find(|(kind, _)| *kind == entity.kind) {
                Some((_, known)) => *known += count,
                None => reading.mentions.push((entity.kind, count)),
            }
        }
        for number in 0..doc.sentences.len() {
            let sentence = doc.sentence(number);
            if !reading.is_read(sentence.start) {
                continue;
            }
            reading.words_read += sentence.len() as u32;
            for token in sentence {
                for class in reading.classes.get(token).copied().unwrap_or_default().each() {
                    if let Some(count) = reading.words_of.get_mut(usize::from(class)) {
                        *count += 1;
                    }
                }
            }
        }
        reading.lend_classes();
        reading.held = reading.hold();
        reading
    }

    /// What each sentence holds, and what it and its neighbours hold.
    fn hold(&self) -> Vec<(Holds, Holds)> {
        let mut inside = vec![Holds::default(); self.doc.sentence_tokens.len()];
        for (i, token) in self.doc.tokens.iter().enumerate() {
            let Some(held) = inside.get_mut(token.sentence as usize) else { continue };
            self.hashes.get(i).into_iter().flatten().for_each(|hash| held.add_word(*hash));
            held.add_classes(self.classes.get(i).copied().unwrap_or_default());
            held.add_kinds(self.kinds.get(i).copied().unwrap_or_default());
        }
        let around = |at: usize| {
            let mut near = Holds::default();
            inside[at.saturating_sub(1)..inside.len().min(at + 2)].iter().for_each(|held| near.add(held));
            near
        };
        (0..inside.len()).map(|at| (inside[at], around(at))).collect()
    }

    /// What the sentence of a token holds, and what it and its neighbours hold.
    pub fn held_around(&self, token: usize) -> Option<(&Holds, &Holds)> {
        let of = self.doc.tokens.get(token)?;
        self.held.get(of.sentence as usize).map(|(inside, near)| (inside, near))
    }

    /// "They" is of the classes of what it stands for: "The boys came back. Two of them had carried rifles."
    fn lend_classes(&mut self) {
        for token in 0..self.classes.len() {
            if !matches!(self.doc.tag(token), Tag::PRP | Tag::PRPS) {
                continue;
            }
            let entity = self.entity_of(token).and_then(|e| self.found.entities.get(e));
            let Some(entity) = entity.filter(|e| e.kind == EntityKind::Group) else { continue };
            let last = entity.name.rsplit(' ').next().unwrap_or_default().to_lowercase();
            let lent = self.book.classes_of(&crate::annotate::lemma(&last, Tag::NNS));
            if let Some(classes) = self.classes.get_mut(token) {
                *classes = classes.with(lent);
            }
        }
    }

    /// Whether so many words show what a report is about.
    pub fn is_about(&self, words: u32) -> bool {
        words >= ABOUT_WORDS && words.saturating_mul(ABOUT_SHARE) >= self.words_read
            || words + 1 >= ABOUT_WORDS
                && self.words_read >= SHORTEST
                && words.saturating_mul(SHORT_SHARE) >= self.words_read
    }

    /// How many words of a class are read.
    pub fn words_of(&self, class: u16) -> u32 {
        self.words_of.get(usize::from(class)).copied().unwrap_or(0)
    }

    /// How often entities of any of these kinds are named.
    pub fn mentions_of(&self, kinds: KindSet) -> u32 {
        let of_kind = self.mentions.iter().filter(|(known, _)| kinds_of(*known).meets(kinds));
        of_kind.map(|(_, count)| count).sum()
    }

    /// The entity a token belongs to.
    pub fn entity_of(&self, token: usize) -> Option<usize> {
        self.entity_at.get(token).and_then(|e| e.get())
    }

    /// Whether a token names any of these kinds.
    pub fn is_kind(&self, token: usize, kinds: KindSet) -> bool {
        self.kinds.get(token).is_some_and(|own| own.meets(kinds))
    }

    /// The attributions that touch the sentence of a token, with their numbers.
    pub fn attributions_near(&self, token: usize) -> impl DoubleEndedIterator<Item = (usize, &'a Attribution)> + '_ {
        let list = self.attributions_of.get(self.doc.sentence_of(token)).map_or(&[][..], Vec::as_slice);
        let found = self.found.attributions;
        list.iter().filter_map(move |n| Some((*n as usize, found.get(*n as usize)?)))
    }

    /// Whether a token is of one of these cue kinds.
    pub fn cue(&self, token: usize, kinds: Kinds) -> bool {
        self.cues.get(token).is_some_and(|k| k & kinds != 0)
    }

    /// Whether a range of tokens holds a word of one of these cue kinds.
    pub fn any_cue(&self, tokens: Range<usize>, kinds: Kinds) -> bool {
        self.cues.get(tokens).is_some_and(|list| list.iter().any(|k| k & kinds != 0))
    }

    /// The triggers that a token heads by its base form and as it stands.
    pub fn headed_by(&self, token: usize) -> (&'a [Headed], &'a [Headed]) {
        let Some(token) = self.doc.tokens.get(token) else { return (&[], &[]) };
        let heads = |word: WordId| self.words.get(word.index()).copied().flatten().map_or(&[][..], |word| &word.heads);
        (heads(token.lemma), heads(token.lower))
    }

    /// Whether any of the words or rows of words of filters stand in a range of tokens.
    pub fn has_words(&self, tokens: Range<usize>, filters: &Filters) -> bool {
        if filters.words.is_empty() && filters.rows.is_empty() {
            return false;
        }
        let end = tokens.end.min(self.doc.tokens.len());
        let Some(list) = self.doc.tokens.get(tokens.start..end) else { return false };
        let (Some(opens), Some(closes)) = (list.first(), list.last()) else { return false };
        // Most words of most reports are none of a codebook's.
        let held = self.held.get(opens.sentence as usize).filter(|_| opens.sentence == closes.sentence);
        let may = |lemma: &Lemma| held.is_none_or(|(inside, _)| inside.may_hold(lemma));
        let stands = |row: &[Lemma]| {
            let all = |i: usize| row.iter().zip(i..).all(|(lemma, i)| tokens.contains(&i) && self.is_lemma(i, lemma));
            (tokens.start..end).any(all)
        };
        let mut words = filters.words.iter().filter(|word| may(word));
        let mut rows = filters.rows.iter().filter(|row| row.iter().all(may));
        words.any(|word| (tokens.start..end).any(|i| self.is_lemma(i, word))) || rows.any(|row| stands(row))
    }

    /// Whether a token is this word, in its base form or as it stands.
    pub fn is_lemma(&self, token: usize, lemma: &Lemma) -> bool {
        let Some(&[base, form]) = self.hashes.get(token) else { return false };
        base == lemma.hash && *self.doc.lemma(token) == *lemma.text
            || form == lemma.hash && *self.doc.lower(token) == *lemma.text
    }

    /// Whether a token stands in a part that claims are read from.
    pub fn is_read(&self, token: usize) -> bool {
        let sentence = self.doc.sentence_of(token);
        self.doc
            .part(sentence)
            .is_some_and(|part| matches!(part.kind, PartKind::Headline | PartKind::Body | PartKind::Caption))
    }

    /// Whether a place is withheld.
    pub fn is_masked(&self, span: Span) -> bool {
        self.found.masks.iter().any(|mask| mask.span.overlaps(span))
    }
}

/// The kinds of a codebook by which a kind of entity goes.
fn kinds_of(entity: EntityKind) -> KindSet {
    match entity {
        EntityKind::State => KindSet::of(&[Kind::Of(EntityKind::State), Kind::Of(EntityKind::Place)]),
        other => KindSet::of(&[Kind::Of(other)]),
    }
}
