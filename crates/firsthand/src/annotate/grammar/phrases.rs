//! Noun phrases, verb groups and prepositions.
//!
//! In: a tagged [`Doc`]. Out: [`Doc::noun_phrases`], [`Doc::verb_groups`], [`Doc::prepositions`] and each token's place in
//! them. Noun phrases do not nest: "Varenia's army" is two with a possessor link, "the ministry of defence" two with
//! an "of" link, "men and boys" two with an "and" link. Not here: which verb a phrase belongs to.

use super::super::doc::{Doc, Tag};
use super::super::phrase::{NounPhrase, PhraseKind, Preposition, Ref, VerbForm, VerbGroup, VerbTense};
use super::complements::TWO_OBJECTS;
use std::ops::Range;

/// The words of a one-column file, comments skipped.
pub(super) fn words(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().filter(|line| !line.starts_with('#') && !line.is_empty())
}

/// Participles that work as prepositions.
const VERBAL_PREPOSITIONS: [&str; 7] =
    ["according", "including", "regarding", "concerning", "following", "involving", "excluding"];
/// Words before a number that belong to its phrase.
const BEFORE_NUMBER: [&str; 9] =
    ["about", "around", "nearly", "almost", "roughly", "approximately", "some", "over", "under"];

/// Words tagged as prepositions that only open clauses.
const NEVER_GOVERN: [&str; 9] =
    ["that", "because", "if", "although", "though", "whether", "unless", "while", "whereas"];

/// Finds the phrases of every sentence.
pub(super) fn find(doc: &mut Doc<'_>) {
    for s in 0..doc.sentence_tokens.len() {
        let sentence = doc.sentence(s);
        let first = doc.noun_phrases.len();
        let mut i = sentence.start;
        while i < sentence.end {
            let end = verb_group(doc, i, sentence.end).or_else(|| noun_phrase(doc, i, sentence.end));
            i = end.unwrap_or(i + 1);
        }
        link(doc, first, sentence);
    }
}

/// Whether the participle at `i` works as a preposition ("according to", "including").
fn is_verbal_preposition(doc: &Doc<'_>, i: usize) -> bool {
    let lower = doc.lower(i);
    VERBAL_PREPOSITIONS.contains(&lower)
        && match lower {
            "according" => doc.lower(i + 1) == "to",
            "following" => i == 0 || !matches!(doc.tag(i - 1), Tag::DT | Tag::VBD | Tag::VBZ | Tag::VBP),
            _ => true,
        }
}

/// Reads a verb group at `i`; records it and returns its end.
fn verb_group(doc: &mut Doc<'_>, i: usize, end: usize) -> Option<usize> {
    if is_verbal_preposition(doc, i) {
        return None;
    }
    let mut at = i;
    let infinitive = doc.tag(i) == Tag::TO || (doc.lower(i) == "to" && doc.tag(i + 1) == Tag::VB && i + 1 < end);
    if infinitive {
        at += 1;
        // "to secretly recruit"
        while at < end && doc.tag(at).is_adverb() && at < i + 4 {
            at += 1;
        }
        if at >= end || !matches!(doc.tag(at), Tag::VB | Tag::VBP) {
            return None;
        }
    } else if !(doc.tag(i).is_verb() || doc.tag(i) == Tag::MD) || attributive(doc, i, end) {
        return None;
    }
    let first = at;
    let mut head = at;
    let (mut modal, mut negated, mut perfect, mut passive, mut progressive) = (Ref::NONE, false, false, false, false);
    if infinitive {
        negated = i > 0 && doc.lemma(i - 1) == "not";
    }
    loop {
        let lemma = doc.lemma(head);
        let auxiliary = doc.tag(head) == Tag::MD || matches!(lemma, "be" | "have" | "do" | "get");
        if doc.tag(head) == Tag::MD {
            modal = Ref::to(head);
        }
        if !auxiliary {
            break;
        }
        // Adverbs, "not" and "all" may stand between the auxiliary and the verb.
        let mut next = head + 1;
        let mut not = false;
        while next < end && next < head + 5 && (doc.tag(next).is_adverb() || matches!(doc.lower(next), "all" | "both"))
        {
            not |= matches!(doc.lemma(next), "not" | "never" | "no-longer");
            next += 1;
        }
        // "had \"neutralised\" nine men": one word of somebody else's stays the verb.
        if next + 2 < end && doc.tag(next) == Tag::OpenQuote && doc.tag(next + 2) == Tag::CloseQuote {
            next += 1;
        }
        let follows = next < end
            && match (doc.tag(head), lemma, doc.tag(next)) {
                (Tag::MD, _, Tag::VB | Tag::VBP) => true,
                (_, "do", Tag::VB | Tag::VBP) => true,
                (_, "have", Tag::VBN | Tag::VBD) => !attributive(doc, next, end) || doc.tag(next) == Tag::VBD,
                (_, "be", Tag::VBN | Tag::VBD) => true,
                (_, "get", Tag::VBN) => next == head + 1,
                (_, "be", Tag::VBG) => !is_verbal_preposition(doc, next),
                _ => false,
            };
        if !follows {
            negated |= not;
            break;
        }
        negated |= not;
        match (lemma, doc.tag(next)) {
            ("have", _) => perfect = true,
            ("be" | "get", Tag::VBN | Tag::VBD) => passive = true,
            ("be", _) => progressive = true,
            _ => {}
        }
        if lemma != "be" {
            passive = lemma == "get" && passive;
        }
        head = next;
    }
    // "did n't" and "was not" negate even when the verb itself is the auxiliary.
    let mut group_end = head + 1;
    if group_end < end && doc.lemma(group_end) == "not" {
        negated = true;
        group_end += 1;
    }
    // A lone participle was missed as attributive only if a noun follows; a lone VBN is passive.
    let form = match doc.tag(first) {
        _ if infinitive => VerbForm::Infinitive,
        Tag::MD | Tag::VBD | Tag::VBP | Tag::VBZ => VerbForm::Finite,
        Tag::VB => VerbForm::Infinitive,
        _ => VerbForm::Participle,
    };
    passive |= form == VerbForm::Participle && doc.tag(head) == Tag::VBN && !perfect;
    negated |= i > 0 && matches!(doc.lower(i - 1), "never" | "not" | "n't");
    let particle = if doc.tag(group_end) == Tag::RP && group_end < end { Ref::to(group_end) } else { Ref::NONE };
    if particle.is_some() {
        group_end += 1;
    }
    let tense = match (form, doc.tag(first)) {
        (VerbForm::Finite, Tag::VBD) => VerbTense::Past,
        (VerbForm::Finite, Tag::MD) if matches!(doc.lemma(first), "will" | "shall") => VerbTense::Future,
        (VerbForm::Finite, _) => VerbTense::Present,
        _ => VerbTense::None,
    };
    let group = Ref::to(doc.verb_groups.len());
    for token in &mut doc.tokens[i..group_end] {
        token.group = group;
    }
    doc.verb_groups.push(VerbGroup {
        start: i as u32,
        end: group_end as u32,
        head: head as u32,
        particle,
        modal,
        form,
        tense,
        perfect,
        progressive,
        passive,
        negated,
        clause: Ref::NONE,
    });
    Some(group_end)
}

/// Whether the verb form at `i` modifies a noun after it ("the recruited men", "fighting force").
fn attributive(doc: &Doc<'_>, i: usize, end: usize) -> bool {
    if !matches!(doc.tag(i), Tag::VBN | Tag::VBG) || i + 1 >= end {
        return false;
    }
    let next = doc.tag(i + 1);
    let before = if i == 0 { Tag::Stop } else { doc.tag(i - 1) };
    let opened = matches!(before, Tag::DT | Tag::PRPS | Tag::JJ | Tag::JJS | Tag::POS | Tag::CD | Tag::PDT);
    let governs = matches!(before, Tag::IN) && doc.tag(i) == Tag::VBN;
    (next.is_noun() || next == Tag::JJ) && (opened || governs)
        || (opened && doc.tag(i) == Tag::VBG && !matches!(before, Tag::CD))
        || (opened && doc.tag(i) == Tag::VBN && before == Tag::DT)
}

/// "such a", "half a", "many a".
fn takes_article(lower: &str) -> bool {
    matches!(lower, "such" | "half" | "many" | "quite" | "rather" | "what" | "all" | "both" | "double" | "twice")
}

/// "the UN human rights office", "US military officials": an adjective and a noun go on behind a name, unless a verb of giving stands before, which
/// takes both ("offered the UN new tents").
fn describes_body(doc: &Doc<'_>, start: usize, at: usize, end: usize) -> bool {
    let capitals = || doc.word(at - 1).len() > 1 && doc.word(at - 1).chars().all(char::is_uppercase);
    let opens = doc.tag(start) == Tag::DT && at - start <= 3 || at - start == 1 && capitals();
    let gives = start.checked_sub(1).is_some_and(|verb| {
        let lemma = crate::annotate::lemma(doc.lower(verb), doc.tag(verb));
        TWO_OBJECTS.contains(lemma.as_ref())
    });
    let noun = at + 1 < end && matches!(doc.tag(at + 1), Tag::NN | Tag::NNS) && !is_time(doc, at + 1);
    opens && noun && !gives
}

/// Reads a noun phrase at `i`; records it and returns its end.
fn noun_phrase(doc: &mut Doc<'_>, i: usize, end: usize) -> Option<usize> {
    let single = match doc.tag(i) {
        Tag::PRP => Some(PhraseKind::Pronoun),
        Tag::EX => Some(PhraseKind::Expletive),
        Tag::WP | Tag::WDT => Some(PhraseKind::Relative),
        _ => None,
    };
    if let Some(kind) = single {
        return Some(push(doc, i..i + 1, i, kind));
    }
    let mut at = i;
    let mut noun: Option<usize> = None;
    let mut substitute: Option<usize> = None;
    let mut quoted = false;
    while at < end {
        let tag = doc.tag(at);
        let next = if at + 1 < end { doc.tag(at + 1) } else { Tag::Stop };
        let start = at == i;
        match tag {
            Tag::DT | Tag::PDT | Tag::PRPS | Tag::WPS => {
                if noun.is_some() || (tag != Tag::DT && substitute.is_some()) {
                    break;
                }
                substitute = Some(at);
            }
            Tag::CD => {
                // "Brigade 12" is one name; "men 40" is not.
                if noun.is_some_and(|n| !doc.tag(n).is_name() && !matches!(doc.lower(n), "no." | "number")) {
                    break;
                }
                if noun.is_some() {
                    if next.is_noun() && !next.is_name() {
                        break;
                    }
                    at += 1;
                    // The name stays the head.
                    noun = Some(at - 1);
                    break;
                }
                substitute = Some(at);
            }
            // "shot dead a man", "set ablaze a depot": an article begins a phrase of its own.
            _ if start && tag.is_adjective() && next == Tag::DT && !takes_article(doc.lower(at)) => return None,
            _ if tag.is_adjective() || tag == Tag::FW || (tag == Tag::SYM && noun.is_none()) => {
                let name = tag == Tag::JJ && at > i && doc.tag(at - 1).is_name();
                if noun.is_some() && !(name && (next.is_name() || describes_body(doc, i, at, end))) {
                    break;
                }
                if tag == Tag::JJ || tag == Tag::FW || substitute.is_some() || noun_ahead(doc, at, end) {
                    substitute = Some(at);
                } else if start && !number_ahead(doc, at, end) {
                    return None;
                }
            }
            _ if tag.is_noun() => {
                // "the army Monday": a time noun after another noun begins a new phrase.
                if noun.is_some_and(|n| !is_time(doc, n)) && is_time(doc, at) && doc.tag(at) != Tag::NN {
                    break;
                }
                noun = Some(at);
            }
            Tag::VBN | Tag::VBG if noun.is_none() && attributive(doc, at, end) => substitute = Some(at),
            Tag::RB | Tag::RBR | Tag::RBS | Tag::IN if noun.is_none() && number_ahead(doc, at, end) => {}
            Tag::RB | Tag::RBR | Tag::RBS
                if noun.is_none()
                    && (next.is_adjective() || next == Tag::VBN)
                    && (!start || noun_ahead(doc, at, end)) => {}
            Tag::Comma if noun.is_none() && at > i && doc.tag(at - 1).is_adjective() && next.is_adjective() => {}
            Tag::CC
                if noun.is_none()
                    && at > i
                    && doc.tag(at - 1) == Tag::JJ
                    && next == Tag::JJ
                    && noun_ahead(doc, at + 1, end) => {}
            Tag::OpenQuote if noun.is_none() && !start => quoted = true,
            Tag::CloseQuote if quoted => quoted = false,
            _ => break,
        }
        at += 1;
        if at - i > 30 {
            break;
        }
    }
    let head = noun.or(substitute)?;
    let kind = match doc.tag(head) {
        Tag::NNP | Tag::NNPS if !is_time(doc, head) => PhraseKind::Name,
        Tag::CD if noun.is_some() => PhraseKind::Name,
        Tag::CD => PhraseKind::Number,
        Tag::DT | Tag::PDT => PhraseKind::Determiner,
        Tag::WPS => PhraseKind::Relative,
        tag if tag.is_noun() && is_time(doc, head) => PhraseKind::Time,
        tag if tag.is_noun() => PhraseKind::Noun,
        _ if doc.tag(i) == Tag::DT || doc.tag(i) == Tag::PRPS => PhraseKind::Noun,
        // Adjectives alone are predicates, not phrases.
        _ => return None,
    };
    // "Brigade 12": the name before the number is the head.
    let head = if doc.tag(head) == Tag::CD && noun == Some(head) && head > i { head - 1 } else { head };
    let stop = noun.or(substitute).map_or(head, |last| last) + 1;
    Some(push(doc, i..stop, head, kind))
}

fn push(doc: &mut Doc<'_>, tokens: Range<usize>, head: usize, kind: PhraseKind) -> usize {
    let phrase = Ref::to(doc.noun_phrases.len());
    for token in &mut doc.tokens[tokens.clone()] {
        token.phrase = phrase;
    }
    doc.noun_phrases.push(NounPhrase {
        start: tokens.start as u32,
        end: tokens.end as u32,
        head: head as u32,
        kind,
        preposition: Ref::NONE,
        possessor: Ref::NONE,
        of: Ref::NONE,
        and: Ref::NONE,
        first: phrase,
    });
    tokens.end
}

fn is_time(doc: &Doc<'_>, i: usize) -> bool {
    let known = &doc.lemma_word(i).grammar;
    known.time_noun || known.time_name && doc.tag(i).is_name()
}

/// Whether a number follows within three words that only measure it ("more than 40", "at least 40").
fn number_ahead(doc: &Doc<'_>, i: usize, end: usize) -> bool {
    let word = |k: usize| if i + k < end { doc.lower(i + k) } else { "" };
    let number = |k: usize| i + k < end && doc.tag(i + k) == Tag::CD;
    match (word(0), word(1)) {
        ("at", "least" | "most") | ("more" | "fewer" | "less", "than") | ("up" | "close", "to") => number(2),
        ("least" | "most", _) => i > 0 && doc.lower(i - 1) == "at" && number(1),
        ("than", _) => i > 0 && matches!(doc.lower(i - 1), "more" | "less" | "fewer") && number(1),
        ("to", _) => i > 0 && matches!(doc.lower(i - 1), "up" | "close") && number(1),
        ("as", "many" | "few") => word(2) == "as" && number(3),
        ("many" | "few", "as") => number(2),
        (first, _) => (BEFORE_NUMBER.contains(&first) || first == "as") && number(1),
    }
}

/// Whether a noun follows after adjectives, numbers and the like.
fn noun_ahead(doc: &Doc<'_>, i: usize, end: usize) -> bool {
    (i + 1..end.min(i + 6))
        .find(|&j| {
            let tag = doc.tag(j);
            !(tag.is_adjective()
                || tag.is_adverb()
                || matches!(tag, Tag::CD | Tag::Comma | Tag::VBN | Tag::VBG | Tag::CC))
        })
        .is_some_and(|j| doc.tag(j).is_noun())
}

/// Links the phrases of one sentence to their prepositions, possessors, "of"-phrases and conjuncts.
fn link(doc: &mut Doc<'_>, first: usize, sentence: Range<usize>) {
    for p in first..doc.noun_phrases.len() {
        let start = doc.noun_phrases[p].start as usize;
        if start == sentence.start {
            continue;
        }
        let mut before = start - 1;
        if doc.tag(before) == Tag::OpenQuote && before > sentence.start {
            before -= 1;
        }
        // The phrase that ends right before token `at`.
        let ending = |doc: &Doc<'_>, at: usize| {
            at.checked_sub(1)
                .filter(|t| *t >= sentence.start)
                .and_then(|t| doc.tokens.get(t))
                .and_then(|t| t.phrase.get())
        };
        let previous = ending(doc, before);
        match doc.tag(before) {
            Tag::POS => {
                if let Some(owner) = previous {
                    doc.noun_phrases[p].possessor = Ref::to(owner);
                    doc.noun_phrases[p].preposition = doc.noun_phrases[owner].preposition;
                    // "of Varenia's army": the army is meant, not Varenia.
                    for whole in (first..owner).rev().take(2) {
                        if doc.noun_phrases[whole].of == Ref::to(owner) {
                            doc.noun_phrases[whole].of = Ref::to(p);
                        }
                    }
                    if let Some(last) = doc.prepositions.last_mut().filter(|last| last.phrase as usize == owner) {
                        last.phrase = p as u32;
                    }
                }
            }
            Tag::IN | Tag::TO if !NEVER_GOVERN.contains(&doc.lower(before)) => {
                if let Some(whole) = previous.filter(|_| doc.lower(before) == "of")
                    && doc.noun_phrases[p].kind != PhraseKind::Relative
                    && !is_agent_before_of(doc, whole)
                {
                    doc.noun_phrases[whole].of = Ref::to(p);
                }
                govern(doc, p, before);
            }
            Tag::VBG if is_verbal_preposition(doc, before) => govern(doc, p, before),
            Tag::CC | Tag::Comma if doc.lower(before) != "but" => {
                let list = doc.tag(before) == Tag::CC || list_goes_on(doc, p, sentence.end);
                // ", and": the phrase stands before the comma.
                let comma = before.checked_sub(1).filter(|&c| doc.tag(c) == Tag::Comma && doc.tag(before) == Tag::CC);
                let other = previous.or_else(|| comma.and_then(|c| ending(doc, c)));
                let clause = comma.is_some() && opens_clause(doc, p, &sentence);
                if let Some(other) = other.filter(|&o| list && !clause && compatible(doc, o, p)) {
                    doc.noun_phrases[other].and = Ref::to(p);
                    doc.noun_phrases[p].first = doc.noun_phrases[other].first;
                    doc.noun_phrases[p].preposition = doc.noun_phrases[other].preposition;
                }
            }
            _ if doc.lower(before) == "to" => govern(doc, p, before),
            _ => {}
        }
    }
}

/// "accused by residents of looting": after these verbs "of" goes with the verb, not with who does it.
fn is_agent_before_of(doc: &Doc<'_>, phrase: usize) -> bool {
    let by = doc.noun_phrases[phrase].preposition.get().filter(|by| doc.lower(*by) == "by");
    let verb = by.and_then(|by| by.checked_sub(1)).filter(|verb| doc.tag(*verb).is_verb());
    verb.is_some_and(|verb| {
        matches!(doc.lemma(verb), "accuse" | "convict" | "suspect" | "acquit" | "rob" | "deprive" | "strip" | "relieve")
    })
}

fn govern(doc: &mut Doc<'_>, phrase: usize, preposition: usize) {
    // "according to": the first word names it.
    let first = preposition.checked_sub(1).filter(|&before| is_verbal_preposition(doc, before));
    let preposition = first.unwrap_or(preposition);
    doc.noun_phrases[phrase].preposition = Ref::to(preposition);
    doc.prepositions.push(Preposition { token: preposition as u32, phrase: phrase as u32, clause: Ref::NONE });
}

/// Whether a phrase after ", and" begins a clause of its own: a pronoun in the form of a subject, or a phrase whose own verb follows
/// where the sentence has had one ("the men were in the camp, and all of them had signed").
fn opens_clause(doc: &Doc<'_>, phrase: usize, sentence: &Range<usize>) -> bool {
    let start = doc.noun_phrases[phrase].start as usize;
    if matches!(doc.lower(start), "they" | "he" | "she" | "we" | "i") {
        return true;
    }
    let finite = |at: usize| {
        let group = doc.tokens.get(at).and_then(|t| t.group.get()).and_then(|g| doc.verb_groups.get(g));
        group.is_some_and(|g| g.form == VerbForm::Finite && g.start as usize == at)
    };
    let mut at = doc.noun_phrases[phrase].end as usize;
    for _ in 0..4 {
        let phrase = doc.tokens.get(at + 1).filter(|_| at + 1 < sentence.end).and_then(|t| t.phrase.get());
        match phrase {
            Some(next) if doc.tag(at) == Tag::IN => at = doc.noun_phrases[next].end as usize,
            _ => break,
        }
    }
    at < sentence.end && finite(at) && (sentence.start..start).any(finite)
}

/// Whether two phrases can be one list: not a pronoun of relation, not time with things.
fn compatible(doc: &Doc<'_>, a: usize, b: usize) -> bool {
    let time = |p: usize| doc.noun_phrases[p].kind == PhraseKind::Time;
    let relative = |p: usize| matches!(doc.noun_phrases[p].kind, PhraseKind::Relative | PhraseKind::Expletive);
    !relative(a) && !relative(b) && time(a) == time(b)
}

/// Whether phrases after a comma make a list that ends in "and": "men, women and children".
fn list_goes_on(doc: &Doc<'_>, phrase: usize, end: usize) -> bool {
    let phrase_at = |at: usize| doc.tokens.get(at).filter(|_| at < end).and_then(|t| t.phrase.get());
    let mut mark = doc.noun_phrases[phrase].end as usize;
    for _ in 0..8 {
        match doc.tag(mark) {
            _ if mark >= end => return false,
            Tag::CC => return phrase_at(mark + 1).is_some(),
            Tag::Comma if doc.tag(mark + 1) == Tag::CC => return phrase_at(mark + 2).is_some(),
            Tag::Comma => {}
            _ => return false,
        }
        match phrase_at(mark + 1) {
            Some(next) => mark = doc.noun_phrases[next].end as usize,
            None => return false,
        }
    }
    false
}
