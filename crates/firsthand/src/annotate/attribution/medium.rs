//! Media between a source and the reader: relays, and the report's own outlet.
//!
//! In: a [`Doc`], a draft and the entities. Out: the medium that a source spoke to or was quoted by
//! ("X told W", "was quoted by W as saying"), or the words that show the outlet's own reporting.
//! Not here: credits of the whole report.

use super::super::doc::{Doc, Tag};
use super::super::names::given_gender;
use super::super::{Entity, EntityKind, SourceKind};
use super::draft::Draft;
use super::lexicon::LEXICON;
use super::lists::{List, is_in};
use super::phrase::{long_phrase_end, near, noun_phrase_end, opens_phrase, verb_group};
use super::source::subject;
use super::who::Known;
use std::ops::Range;

/// Farthest a medium stands after its cue, in tokens.
const REACH: usize = 24;

/// The report's own outlet, as folded words; empty where it is not stated.
#[derive(Debug)]
pub(super) struct Own {
    words: Vec<String>,
    acronym: String,
}

impl Own {
    pub(super) fn of(doc: &Doc<'_>) -> Own {
        let name = doc.report.outlet.as_ref().map_or("", |outlet| outlet.value.as_str());
        let words: Vec<String> = name
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .filter(|word| !matches!(word.as_str(), "the" | "www" | "com" | "org" | "net"))
            .collect();
        let acronym: String = words.iter().filter_map(|word| word.chars().next()).collect();
        Own { words, acronym: if acronym.chars().count() > 2 { acronym } else { String::new() } }
    }

    /// Whether a phrase names this outlet: all its words, or a part that says more than "news" or "daily".
    pub(super) fn is(&self, doc: &Doc<'_>, phrase: &Range<usize>) -> bool {
        let own_voice = matches!(doc.lower(phrase.start), "our" | "this" | "us" | "me");
        let medium = |i: usize| {
            matches!(LEXICON.kind(doc.lower(i)), Some(SourceKind::Outlet | SourceKind::Wire)) || doc.lower(i) == "me"
        };
        if own_voice && (phrase.len() == 1 || phrase.clone().any(medium)) {
            return matches!(doc.lower(phrase.start), "us" | "me") || phrase.len() > 1;
        }
        // "the Tribune" in the Tarsenian Tribune: another one would be named in full.
        let short = doc.lower(phrase.start) == "the" && phrase.clone().skip(1).all(|i| doc.tag(i).is_name());
        let named = || phrase.clone().filter(|&i| doc.tag(i).is_word() && !matches!(doc.lower(i), "the" | "'s"));
        let lower = |i: usize| doc.lower(i).to_owned();
        let (mut all, mut own, mut telling) = (0, 0, false);
        for i in named() {
            all += 1;
            if self.words.contains(&lower(i)) {
                own += 1;
                telling |= self.words.len() == 1 || short || LEXICON.kind(doc.lower(i)).is_none();
            } else if !self.acronym.is_empty() && doc.lower(i) == self.acronym {
                return true;
            }
        }
        let joined: String = named().map(lower).collect();
        let whole: String = self.words.concat();
        (own > 0 && own == all && telling) || (!whole.is_empty() && joined == whole)
    }
}

/// Whether a phrase names or describes a medium.
pub(super) fn is_medium(doc: &Doc<'_>, known: &Known<'_>, phrase: &Range<usize>) -> bool {
    let Some(head) = phrase.clone().rev().find(|&i| doc.tag(i).is_noun()) else { return false };
    let span = doc.span(phrase.clone());
    // Where somebody posts is no medium that passes it on.
    // Its own channel is none either ("on its website", "on their Telegram channel").
    let own = doc.tag(phrase.start) == Tag::PRPS && !matches!(doc.lower(phrase.start), "our" | "my");
    if own || phrase.clone().any(|i| doc.tag(i).is_noun() && doc.lower_is(List::Platform, i)) {
        return false;
    }
    if is_called_medium(doc, phrase) {
        return true;
    }
    // "Channel Isle's Morning Call": what a medium has is of that medium.
    let owner = phrase.clone().find(|&i| doc.tag(i) == Tag::POS && i > phrase.start).map(|i| phrase.start..i);
    if doc.tag(head).is_name() && owner.is_some_and(|owner| is_medium(doc, known, &owner)) {
        return true;
    }
    // "the Channel Two anchor Lise Payet": who asks for a medium.
    let works = |i: usize| doc.lower_is(List::MediaPerson, i) && doc.tag(i).is_noun();
    if doc.tag(head).is_name() && phrase.clone().any(works) {
        return true;
    }
    let token = doc.tokens.get(head).map_or(span, |t| t.span);
    if let Some(entity) = known.get(known.at(token, span)).filter(|e| e.named) {
        // Only names are guessed to be a person's or a body's.
        let guess = matches!(entity.kind, EntityKind::Person | EntityKind::Organisation) && entity.role.is_none();
        let titled = doc.lower(phrase.start) == "the" && doc.lower_is(List::MediumName, head);
        return entity.kind == EntityKind::Outlet || guess && titled && doc.tag(head).is_name();
    }
    let start = if doc.lower(phrase.start) == "the" { phrase.start + 1 } else { phrase.start };
    let name = doc.text(doc.span(start..phrase.end)).to_lowercase();
    let by_name = LEXICON.kind(&name).filter(|_| doc.tag(head).is_name());
    let agency = doc.lower(head) == "agency" && matches!(doc.lower(head.wrapping_sub(1)), "news" | "press");
    let named = doc.tag(head).is_name() && doc.lower_is(List::MediumName, head);
    agency
        || named
        || matches!(by_name, Some(SourceKind::Wire | SourceKind::Outlet))
        || doc.lower_is(List::Medium, head)
}

/// "the newspaper La Hora", "state broadcaster KTV", "Khabar 24, a television channel": the words beside the name say so.
pub(super) fn is_called_medium(doc: &Doc<'_>, phrase: &Range<usize>) -> bool {
    let medium = |i: usize| {
        !doc.tag(i).is_name()
            && (doc.lower_is(List::Medium, i) || doc.lower(i) != "agency" && doc.lower_is(List::NewsNoun, i))
    };
    let Some(name) = phrase.clone().find(|&i| doc.tag(i).is_name()) else { return false };
    // Only the name was taken: "the online paper" stands before it.
    if name == phrase.start && name > 0 && medium(name - 1) && !doc.tag(name - 1).is_verb() {
        return true;
    }
    // "Opposition newspaper La Hora": a capital may open the sentence.
    if (phrase.start..phrase.end.min(name + 3)).any(|i| medium(i) && i + 1 < phrase.end && doc.tag(i + 1).is_name()) {
        return true;
    }
    let Some(comma) = (name..phrase.end).find(|&i| !doc.tag(i).is_name() && doc.tag(i) != Tag::CD) else {
        return false;
    };
    let apposed = comma + 1..noun_phrase_end(doc, comma + 1, phrase.end);
    let article = matches!(doc.lower(comma + 1), "a" | "an" | "the");
    doc.tag(comma) == Tag::Comma && article && apposed.clone().next_back().is_some_and(medium)
}

/// The medium that stands between this draft's source and the reader: its cue's addressee, or the
/// phrase after "in an interview with", "by", "on", "via".
pub(super) fn between(doc: &Doc<'_>, known: &Known<'_>, own: &Own, draft: &Draft) -> Option<Range<usize>> {
    if draft.cue.is_empty() || draft.source.is_none() {
        return None;
    }
    let sentence = doc.sentence(draft.sentence);
    let source = draft.source.clone()?;
    let from = match &draft.source {
        // "..., said X in an interview with W"
        Some(source) if source.start >= draft.cue.end => source.end,
        _ => draft.cue.start,
    };
    let limit = draft
        .content
        .iter()
        .map(|piece| piece.start)
        .filter(|&start| start >= from)
        .min()
        .unwrap_or(sentence.end)
        .min(sentence.end)
        .min(from + REACH);
    // "Speaking to W, X said", "In a statement carried by W, X said"
    let fronted = doc.lower_is(List::MediumFront, sentence.start) && sentence.end > source.start;
    let front = if fronted { sentence.start..source.start.min(sentence.start + REACH) } else { 0..0 };
    // "X, speaking on W, said", "according to X, who spoke to W"
    let gap = source.end..draft.cue.start.max(source.end).min(source.end + REACH);
    let relative = source.clone().find(|&i| matches!(doc.tag(i), Tag::WP | Tag::WDT)).unwrap_or(source.end);
    let spoke = |range: &Range<usize>| range.clone().any(|i| doc.lemma_is(List::Speaking, i));
    let inside = Some(relative..source.end).filter(spoke);
    let gap = Some(gap).filter(spoke);
    scan(doc, known, own, draft, from..limit)
        .or_else(|| scan(doc, known, own, draft, front))
        .or_else(|| scan(doc, known, own, draft, gap?))
        .or_else(|| scan(doc, known, own, draft, inside?))
        .or_else(|| quoted_by(doc, known, own, &source))
        // "The ministry, quoted by Telmar, said": an aside that was left out of the source.
        .or_else(|| quoted_by(doc, known, own, &(source.end..draft.cue.start.max(source.end).min(source.end + REACH))))
        .or_else(|| recording(doc, from..limit))
}

/// "A ministry statement quoted by the agency": who quotes the source, inside its phrase.
fn quoted_by(doc: &Doc<'_>, known: &Known<'_>, own: &Own, source: &Range<usize>) -> Option<Range<usize>> {
    let by = source.clone().find(|&i| doc.lower(i) == "by" && i > source.start && doc.lemma_is(List::Citing, i - 1))?;
    let short = by + 1..noun_phrase_end(doc, by + 1, source.end);
    (!short.is_empty() && !own.is(doc, &short) && is_medium(doc, known, &short)).then_some(short)
}

/// "He said in a film that ...": the recording in which somebody speaks.
fn recording(doc: &Doc<'_>, range: Range<usize>) -> Option<Range<usize>> {
    range.clone().filter(|&i| matches!(doc.lower(i), "in" | "on")).find_map(|i| {
        let phrase = i + 1..noun_phrase_end(doc, i + 1, range.end);
        let head = phrase.end.checked_sub(1).filter(|&head| head > i + 1)?;
        let opens = matches!(doc.lower(i + 1), "a" | "an" | "the" | "another");
        (opens && is_recording(doc, &phrase) && !doc.tag(head).is_name()).then_some(phrase)
    })
}

/// Whether the last word of a phrase is one for a recording in which somebody can be heard: "film", "audio message".
pub(super) fn is_recording(doc: &Doc<'_>, phrase: &Range<usize>) -> bool {
    let Some(head) = phrase.end.checked_sub(1) else { return false };
    let message = doc.lower(head) == "message"
        && phrase.start < head
        && matches!(doc.lower(head - 1), "audio" | "voice" | "video" | "recorded" | "taped");
    doc.lower_is(List::Recording, head) || message
}

/// The first phrase of a stretch that names a medium after "to", "by", "on", or as the cue's addressee.
fn scan(doc: &Doc<'_>, known: &Known<'_>, own: &Own, draft: &Draft, range: Range<usize>) -> Option<Range<usize>> {
    let (first, limit) = (range.start, range.end);
    for i in range {
        let opens = i + 1 < limit
            && (doc.lower_is(List::MediumOpener, i)
                || (i + 1 == draft.cue.end && LEXICON.verb(draft.lemma).is_some_and(|verb| verb.addressee)));
        if opens && (opens_phrase(doc, i + 1) || doc.tag(i + 1).is_name()) {
            let short = i + 1..noun_phrase_end(doc, i + 1, limit);
            let told = || {
                let addressed = i + 1 == draft.cue.end;
                let asked = addressed && LEXICON.verb(draft.lemma).is_some_and(|verb| verb.addressee);
                let asked = asked && doc.lemma(i) == "tell" || is_asked(doc, i, first);
                addressed && collects(doc, known, draft, &short)
                    || asked && (is_unknown(doc, known, &short) || is_that_medium(doc, known, own, &short))
            };
            // "not allowed to talk to the media": nobody did.
            if (first..i).any(|j| matches!(doc.lower(j), "not" | "n't" | "n’t" | "never")) {
                continue;
            }
            if let Some(of) = reporter_of(doc, known, &short, limit) {
                return Some(of);
            }
            if !short.is_empty() && (own.is(doc, &short) || is_medium(doc, known, &short) || told()) {
                return Some(short);
            }
        }
    }
    None
}

/// "A reporter of Islands Today": the medium that asks, as far as it is known to be one.
fn reporter_of(doc: &Doc<'_>, known: &Known<'_>, short: &Range<usize>, limit: usize) -> Option<Range<usize>> {
    let reporter = short.end.checked_sub(1).is_some_and(|last| doc.lower_is(List::Reporter, last));
    let of = matches!(doc.lower(short.end), "of" | "from" | "for" | "with") && short.end + 1 < limit;
    let medium = short.end + 1..noun_phrase_end(doc, short.end + 1, limit);
    let named = medium.clone().all(|i| doc.tag(i).is_name() || doc.lower(i) == "the");
    let is = || named || is_medium(doc, known, &medium);
    (reporter && of && !medium.is_empty() && is()).then_some(medium)
}

/// Whether an organisation takes down what unnamed people tell it: "survivors told the Lantern Group". A named person's
/// organisation is mostly an audience.
pub(super) fn collects(doc: &Doc<'_>, known: &Known<'_>, draft: &Draft, phrase: &Range<usize>) -> bool {
    let unnamed = draft.source.as_ref().is_some_and(|source| {
        let plain = source.clone().all(|i| !doc.tag(i).is_name());
        let end = noun_phrase_end(doc, source.start, source.end);
        let head = (source.start..end).rev().find(|&i| doc.tag(i).is_noun());
        let kind = |i: usize| LEXICON.kind(doc.lower(i)).or_else(|| LEXICON.kind(doc.lemma(i)));
        plain && head.and_then(kind) == Some(SourceKind::Anonymous)
    });
    let last = phrase.end - 1;
    let Some(token) = doc.tokens.get(last).map(|t| t.span) else { return false };
    let entity = known.get(known.at(token, doc.span(phrase.clone())));
    let airs = |name: &str| name.split(' ').any(|word| is_in(List::MediaName, &word.to_lowercase()));
    // A name that nothing else is known of: "two sources told Meridian".
    let organisation =
        entity.is_none_or(|e| e.kind == EntityKind::Organisation && e.named && e.state.is_none() && !airs(&e.name));
    let told = LEXICON.verb(draft.lemma).is_some_and(|verb| verb.addressee);
    let named = doc.tag(last).is_name() && LEXICON.kind(doc.lower(last)) != Some(SourceKind::Official);
    told && unnamed && organisation && named
}

/// Whether "with" or "to" at `i` leads to whom one gives an interview.
fn is_asked(doc: &Doc<'_>, i: usize, first: usize) -> bool {
    let interview = doc.lower(i) == "with" && doc.lower(i.wrapping_sub(1)) == "interview";
    let speaks = |j: usize| matches!(doc.lower(j), "speaking" | "talking" | "spoke" | "talked");
    interview || doc.lower(i) == "to" && (first.max(i.saturating_sub(4))..i).any(speaks)
}

/// "The clerk told the site": a medium that was named before.
fn is_that_medium(doc: &Doc<'_>, known: &Known<'_>, own: &Own, phrase: &Range<usize>) -> bool {
    let bare = doc.lower(phrase.start) == "the" && phrase.len() <= 3;
    let noun =
        phrase.clone().next_back().is_some_and(|last| !doc.tag(last).is_name() && doc.lower_is(List::NewsNoun, last));
    // The only other medium of the report, and not its own outlet.
    let here = doc.tokens.get(phrase.start).map_or(0, |t| t.span.start);
    let other = |e: &&Entity| {
        let before = e.mentions.first().filter(|m| m.span.end <= here);
        e.kind == EntityKind::Outlet && e.named && before.is_some_and(|m| !own.is(doc, &doc.tokens_in(m.span)))
    };
    bare && noun && known.entities.iter().filter(other).count() == 1
}

/// Whether a name without an article, of which nothing else is known, is whom news people tell things: "Omar Tal told Larkspur".
/// People have a given name or are named in full, parliaments and places are known, most bodies have an article or initials.
fn is_unknown(doc: &Doc<'_>, known: &Known<'_>, phrase: &Range<usize>) -> bool {
    let names = phrase.clone().all(|i| doc.tag(i).is_name());
    let first = doc.text(doc.span(phrase.start..phrase.start + 1));
    let initials = first.chars().filter(|c| c.is_uppercase()).count() > 1;
    let last = doc.lower(phrase.end - 1);
    let known_word = LEXICON.kind(last).is_some_and(|kind| {
        !matches!(kind, SourceKind::Wire | SourceKind::Outlet | SourceKind::Document | SourceKind::Artefact)
    });
    if !names || phrase.len() > 2 || initials || known_word || given_gender(first).is_some() {
        return false;
    }
    let Some(token) = doc.tokens.get(phrase.end - 1).map(|t| t.span) else { return false };
    match known.get(known.at(token, doc.span(phrase.clone()))) {
        None => true,
        Some(e) if e.state.is_some() => false,
        // A last word that a person's full name has is that person; a name alone may be anything's.
        Some(e) => match e.kind {
            EntityKind::Person | EntityKind::Organisation => {
                e.role.is_none() && e.name.split(' ').count() <= phrase.len() && e.affiliation.is_none()
            }
            _ => false,
        },
    }
}

/// The outlet's own work without an attribution of its own: "OUTLET has obtained a video of ...",
/// "we found ...", and "... seen by OUTLET".
pub(super) fn own_work(doc: &Doc<'_>, own: &Own, sentence: usize, drafts: &mut Vec<Draft>) {
    let whole = doc.sentence(sentence);
    for i in whole.clone() {
        let range = near(&whole, i);
        let work = doc.lemma_is(List::OwnWork, i) || doc.lemma_is(List::WePresent, i);
        if !doc.tag(i).is_verb() || !work || doc.quotation_of(i).is_some() {
            continue;
        }
        let group = verb_group(doc, i, &range);
        let by = i + 2..noun_phrase_end(doc, i + 2, range.end);
        // "contracts seen by the Post show": the verb may be read as one more word of the name.
        let shorter = by.len() > 1 && LEXICON.verb(doc.lemma(by.end - 1)).is_some();
        let name = [Some(by.clone()), Some(by.start..by.end - 1).filter(|_| shorter)];
        let named = |name: &Range<usize>| matches!(doc.lower(i + 1), "by" | "with" | "to") && own.is(doc, name);
        if let Some(name) = name.into_iter().flatten().filter(|name| !name.is_empty()).find(named) {
            let mut draft = Draft::new("own-reporting", sentence, group.tokens.start..i + 2);
            draft.content.push(range.clone());
            draft.own = Some(group.tokens.start..name.end);
            draft.source = Some(name);
            keep(draft, drafts);
            continue;
        }
        if group.passive || !group.finite {
            continue;
        }
        let Some(who) = subject(doc, group.tokens.start, range.start) else { continue };
        if is_present(doc, i, &who) {
            // "was taking down names when we called": the outlet was there.
            let mut draft = Draft::new("own-reporting", sentence, group.tokens.clone());
            draft.own = Some(who.start..group.tokens.end);
            draft.content.push(range.start..who.start - 1);
            draft.source = Some(who);
            drafts.push(draft);
            continue;
        }
        let we = who.len() == 1 && (doc.lower(who.start) == "we" || is_reporter(doc, own, sentence, who.start));
        if (we && doc.lemma_is(List::WeWork, i)) || own.is(doc, &who) || is_its_reporter(doc, own, &who) {
            let mut draft = Draft::new("own-reporting", sentence, group.tokens.clone());
            draft.own = Some(who.start..group.tokens.end);
            draft.source = Some(who);
            let end = (i + 1..range.end).rev().find(|&j| doc.tag(j).is_word()).map_or(range.end, |j| j + 1);
            draft.content.push(i + 1..end);
            if end > i + 1 {
                keep(draft, drafts);
            }
        }
    }
}

/// Adds own work; where what was seen has been read as an opinion about less of the sentence, that takes its place.
fn keep(draft: Draft, drafts: &mut Vec<Draft>) {
    let cue = draft.cue.clone();
    let same = drafts.iter_mut().rev().take_while(|d| d.sentence == draft.sentence);
    match same.into_iter().find(|d| !d.speaks() && d.cue.start < cue.end && cue.start < d.cue.end) {
        Some(opinion) => {
            opinion.source = draft.source;
            opinion.content = draft.content;
            opinion.own = draft.own;
        }
        None => drafts.push(draft),
    }
}

/// "A reporter of the Post", "a Post reporter", "the Post's correspondent".
fn is_its_reporter(doc: &Doc<'_>, own: &Own, who: &Range<usize>) -> bool {
    let Some(head) = who.clone().find(|&i| doc.lower_is(List::Reporter, i)) else { return false };
    let begins = who.start + usize::from(doc.tag(who.start) == Tag::DT && doc.lower(who.start) != "the");
    let ends = head - usize::from(head > begins && doc.tag(head - 1) == Tag::POS);
    let before = begins.min(ends)..ends;
    let after = (head + 2).min(who.end)..who.end;
    let of = matches!(doc.lower(head + 1), "of" | "for" | "from" | "with" | "at");
    (!before.is_empty() && own.is(doc, &before)) || (of && !after.is_empty() && own.is(doc, &after))
}

/// Whether "she" is the outlet's reporter, of whom the sentence before began to tell: "Our reporter drove to the pass. There she saw ...".
fn is_reporter(doc: &Doc<'_>, own: &Own, sentence: usize, pronoun: usize) -> bool {
    let part = |s: usize| doc.sentences.get(s).map(|s| s.part);
    let Some(before) = sentence.checked_sub(1).filter(|b| part(*b) == part(sentence)) else { return false };
    let range = doc.sentence(before);
    let begins = range.start..noun_phrase_end(doc, range.start, range.end);
    let reporter = own.is(doc, &begins) && begins.clone().any(|i| doc.lower_is(List::Reporter, i));
    // Nobody else is named or meant in between.
    let other = (begins.end..pronoun).any(|i| doc.tag(i) == Tag::PRP && doc.lower(i) != doc.lower(pronoun));
    reporter && !other && matches!(doc.lower(pronoun), "she" | "he")
}

/// Whether "when we called", "as our reporter watched" says that the outlet was there.
fn is_present(doc: &Doc<'_>, verb: usize, who: &Range<usize>) -> bool {
    let own = matches!(doc.lower(who.start), "we" | "i") && who.len() == 1
        || matches!(doc.lower(who.start), "our" | "this") && who.clone().any(|j| doc.lower_is(List::Reporter, j));
    let marker = who.start.checked_sub(1).is_some_and(|m| matches!(doc.lower(m), "when" | "as" | "while"));
    own && marker && who.start > doc.sentence(doc.sentence_of(verb)).start + 1 && doc.lemma_is(List::WePresent, verb)
}

/// What an outlet has seen or obtained it goes on to describe: the sentences after it in the paragraph, up to one that somebody says.
pub(super) fn go_on(doc: &Doc<'_>, drafts: &mut [Draft]) {
    let part = |s: usize| doc.sentences.get(s).map(|s| s.part);
    for at in 0..drafts.len() {
        let Some(draft) = drafts.get(at) else { break };
        let seen = draft.cue.clone().any(|i| doc.lemma_is(List::Seen, i));
        if draft.own.is_none() || !seen {
            continue;
        }
        let here = draft.sentence;
        let speaks = |s: usize| {
            let from = drafts.partition_point(|d| d.sentence < s);
            let mut there = drafts.get(from..).unwrap_or(&[]).iter().take_while(|d| d.sentence == s);
            // "It shows ...": what was seen speaks itself.
            let itself = |source: &Range<usize>| source.len() == 1 && matches!(doc.lower(source.start), "it" | "they");
            there.any(|d| d.speaks() && d.source.as_ref().is_some_and(|source| !itself(source)))
        };
        let mut last = here;
        while part(last + 1) == part(here) && part(here).is_some() && !speaks(last + 1) {
            last += 1;
        }
        if last > here {
            let rest = doc.sentence(here + 1).start..doc.sentence(last).end;
            if let Some(draft) = drafts.get_mut(at) {
                draft.content.push(rest);
            }
        }
    }
}

/// The relay's phrase up to the end of its name, for "W's ..." and "W of ...".
pub(super) fn long(doc: &Doc<'_>, medium: &Range<usize>) -> Range<usize> {
    medium.start..long_phrase_end(doc, medium.start, medium.end).max(medium.end)
}
