//! Attributions made by a verb.
//!
//! In: one sentence. Out: [`Draft`]s. The verb's neighbours give its [`Frame`]; the lexicon says how
//! often the verb reports in that frame; source and content follow from the frame.
//! Not here: quotations that go on in later sentences, names.

use super::super::doc::{Doc, Tag};
use super::super::grammar::lemma;
use super::content::{self, Complement, content_end};
use super::draft::Draft;
use super::frame::{Class, Frame};
use super::lexicon::{LEXICON, Verb};
use super::lists::{List, is_in};
use super::phrase::{
    VerbGroup, finite_before_stop, long_phrase_end, near, noun_phrase_end, opens_phrase, skip_adjuncts, verb_group,
};
use super::right::{Right, right_side};
use super::source::{self, source_after};
use std::ops::Range;

/// Least precision of a verb in a frame, in percent, tuned on the training set.
const LEAST_PRECISION: u8 = 45;
/// The same for verbs of opinion, intention and attitude, whose spans are found less well.
const LEAST_ATTITUDE: u8 = 52;

/// Appends the attributions that verbs of the sentence make.
pub(super) fn find(doc: &Doc<'_>, sentence: usize, drafts: &mut Vec<Draft>) {
    let whole = doc.sentence(sentence);
    for i in whole.clone() {
        let range = near(&whole, i);
        // "an informed source": a participle before a noun.
        let before = if i > range.start { doc.tag(i - 1) } else { Tag::Stop };
        // "is understood to": often tagged as an adjective.
        let adjective = doc.tag(i) == Tag::JJ && doc.lower_is(List::Be, i.wrapping_sub(1)) && doc.lower(i + 1) == "to";
        if !(doc.tag(i).is_verb() || adjective || is_say(doc, i, &range))
            || matches!(before, Tag::DT | Tag::PRPS) && doc.lower(i - 1) != "that"
        {
            continue;
        }
        let lemma = if adjective { lemma(doc.lower(i), Tag::VBN) } else { doc.lemma(i).into() };
        let Some(verb) = LEXICON.verb(&lemma) else { continue };
        let group = verb_group(doc, i, &range);
        let Some(limits) = limits(doc, i, &range) else { continue };
        let earlier = drafts.iter().rev().take_while(|d| d.sentence == sentence).find(|d| continues(doc, d, &group));
        let shared = earlier.and_then(|d| d.source.clone());
        let draft = read(doc, sentence, verb, &group, limits).map(|mut draft| {
            // "X said ..., adding ...", "X admits ... but denies ...": the source of the first.
            let after = draft.source.as_ref().is_none_or(|source| source.start < group.tokens.start);
            if shared.is_some() && after && draft.cue.start == group.tokens.start && !group.passive {
                draft.source.clone_from(&shared);
            }
            draft
        });
        drafts.extend(draft);
    }
}

/// "..., people in the town say.": at the end of its sentence taken for a noun.
fn is_say(doc: &Doc<'_>, i: usize, sentence: &Range<usize>) -> bool {
    let ends = i + 1 >= sentence.end || doc.tag(i + 1) == Tag::Stop;
    doc.lower(i) == "say" && i > sentence.start && doc.tag(i).is_noun() && doc.tag(i - 1).is_noun() && ends
}

/// The stretch that the cue can see: its sentence, and only its quotation if it stands in one; `None` inside a quoted
/// title or term.
fn limits(doc: &Doc<'_>, i: usize, sentence: &Range<usize>) -> Option<Range<usize>> {
    match doc.quotation_of(i).and_then(|q| doc.quotations.get(q)) {
        Some(quotation) if quotation.scare => None,
        Some(quotation) => {
            let inside = doc.tokens_in(quotation.span);
            Some(inside.start.max(sentence.start)..inside.end.min(sentence.end))
        }
        None => Some(sentence.clone()),
    }
}

/// Whether a verb group goes on with the earlier attribution of its sentence, sharing its source: a participle after a
/// comma, or a verb after "and" or "but", right where the earlier content ends.
fn continues(doc: &Doc<'_>, earlier: &Draft, group: &VerbGroup) -> bool {
    let start = group.tokens.start;
    let ends = |before: usize| {
        earlier.content.iter().any(|piece| piece.end <= before && before <= piece.end + 2)
            || (earlier.cue.start < before
                && earlier.source.as_ref().is_some_and(|s| s.end <= before && before <= s.end + 2))
    };
    let Some(before) = start.checked_sub(1) else { return false };
    match doc.tag(before) {
        Tag::Comma => doc.tag(group.tokens.end - 1) == Tag::VBG && ends(before),
        Tag::CC => group.finite && (ends(before) || before > 0 && ends(before - 1)),
        _ => false,
    }
}

fn read(doc: &Doc<'_>, sentence: usize, verb: &'static Verb, group: &VerbGroup, limits: Range<usize>) -> Option<Draft> {
    if let Some(found) = as_saying(doc, sentence, group, &limits) {
        return Some(found);
    }
    let least = if verb.class == Class::Speech { LEAST_PRECISION } else { LEAST_ATTITUDE };
    let accepts = |frame: Frame| verb.precision[frame as usize] >= least;
    let mut draft = Draft::new("", sentence, group.tokens.clone());
    draft.lemma = verb.lemma;
    if let Some(found) = inverted(doc, verb, group, &limits).filter(|_| accepts(Frame::Inverted)) {
        draft.rule = Frame::Inverted.rule(verb.class);
        (draft.source, draft.content) = found;
        return Some(draft);
    }
    let right = right_side(doc, verb, group, &limits);
    if let Some(found) = after(doc, verb, group, &right, &limits).filter(|_| accepts(Frame::After)) {
        draft.rule = Frame::After.rule(verb.class);
        (draft.source, draft.content) = found;
        return Some(draft);
    }
    let right = right?;
    if !accepts(right.frame) {
        return None;
    }
    // "plans to send" holds an intention; it says nothing by itself, so it is no step of a chain.
    let class = if right.frame == Frame::To && !verb.speech { Class::Intention } else { verb.class };
    draft.rule = right.frame.rule(class);
    draft.cue.end = right.cue_end;
    if group.passive && matches!(right.frame, Frame::Raising | Frame::Impersonal) {
        // "is believed to", "it is said that": others say it, nobody knows who. What is known to be so is so.
        draft.hearsay = !is_in(List::Factive, verb.lemma);
        draft.rule = right.frame.name();
    }
    let complement = match right.frame {
        Frame::That | Frame::Clause | Frame::Question | Frame::Quote | Frame::ObjectThat | Frame::Impersonal => {
            Complement::Clause
        }
        _ => Complement::Phrase,
    };
    let start = match (&right.object, right.frame) {
        (Some(object), Frame::ObjectTo | Frame::ObjectPreposition)
            if !verb.addressee || right.frame == Frame::ObjectPreposition =>
        {
            object.start
        }
        _ => right.content,
    };
    let ordered = doc.lower(group.tokens.start) == "to" && doc.lower(group.tokens.start.wrapping_sub(1)) == "order";
    let subject = source::subject(doc, group.tokens.start, limits.start).filter(|_| !ordered);
    match right.frame {
        Frame::Impersonal => {}
        Frame::PassiveBy => {
            draft.source = source_after(doc, right.content, limits.end);
            draft.content.extend(subject);
            return (!draft.content.is_empty()).then_some(draft);
        }
        Frame::Raising | Frame::PassivePreposition => draft.content.extend(subject),
        _ => {
            // "X wrote a letter, calling for", "X met Y to discuss": the phrase right before is not the subject.
            let before = doc.tag(group.tokens.start.wrapping_sub(1));
            let far =
                !group.finite && (before == Tag::Comma || doc.tag(group.tokens.start) == Tag::TO && before != Tag::PRP);
            draft.source = far
                .then(|| distant_subject(doc, group, &limits))
                .flatten()
                .or(subject)
                .or_else(|| distant_subject(doc, group, &limits))
                .or_else(|| clause_subject(doc, group, &limits));
        }
    }
    if start >= limits.end && right.frame == Frame::Quote && doc.tag(limits.end) == Tag::OpenQuote {
        // "He added:" and the quotation in the next paragraph.
        let next = doc.sentence(sentence + 1);
        draft.content.push(next.start..content_end(doc, next.start, next.end, Complement::Clause));
        return Some(draft);
    }
    // In "cited the memo as proof" the preposition belongs to the frame.
    let from = if right.frame == Frame::ObjectPreposition { right.content + 1 } else { start };
    let end = content_end(doc, from, limits.end, complement);
    if end <= start {
        return None;
    }
    draft.content.push(start..end);
    Some(draft)
}

/// "X was quoted by W as saying ..." and "W quoted X as saying ...": X says it, W passes it on.
fn as_saying(doc: &Doc<'_>, sentence: usize, group: &VerbGroup, limits: &Range<usize>) -> Option<Draft> {
    let head = group.tokens.end - 1;
    if !doc.lemma_is(List::Quoting, head) {
        return None;
    }
    let saying = (head + 1..limits.end.min(head + 16)).find(|&i| {
        doc.lower(i) == "as" && doc.tag(i + 1) == Tag::VBG && LEXICON.verb(doc.lemma(i + 1)).is_some_and(|v| v.speech)
    })?;
    let mut draft = Draft::new("as-saying", sentence, group.tokens.start..saying + 2);
    draft.lemma = "say";
    let subject = source::subject(doc, group.tokens.start, limits.start)
        .or_else(|| distant_subject(doc, group, limits).filter(|_| !group.passive));
    let first = head + 1;
    let between = match doc.lower(first) {
        "by" | "in" | "on" => first + 1..saying,
        _ => first..saying,
    };
    let between =
        Some(between).filter(|phrase| !phrase.is_empty() && phrase.start > first - usize::from(!group.passive));
    (draft.source, draft.relay) = if group.passive { (subject, between) } else { (between, subject) };
    let mut start = saying + 2;
    // "was quoted as saying by W"
    if group.passive && draft.relay.is_none() && doc.lower(start) == "by" {
        let end = noun_phrase_end(doc, start + 1, limits.end);
        draft.relay = Some(start + 1..end).filter(|phrase| !phrase.is_empty());
        start = end.max(start + 1);
    }
    if matches!(doc.tag(start), Tag::Comma | Tag::Colon) {
        start += 1;
    }
    let end = content_end(doc, start, limits.end, Complement::Clause);
    if end > start && (start..end).any(|i| doc.tag(i).is_word()) {
        draft.content.push(start..end);
        return Some(draft);
    }
    let named = draft.source.iter().chain(&draft.relay).map(|phrase| phrase.start).min();
    let first = named.map_or(group.tokens.start, |start| start.min(group.tokens.start));
    let mark = first.checked_sub(1).filter(|&mark| mark >= limits.start && closes_content(doc, mark))?;
    draft.content = left_content(doc, mark, limits)?;
    Some(draft)
}

type Arguments = (Option<Range<usize>>, Vec<Range<usize>>);

/// "..., said X": the verb follows a mark that ends content and precedes a noun phrase.
fn inverted(doc: &Doc<'_>, verb: &Verb, group: &VerbGroup, limits: &Range<usize>) -> Option<Arguments> {
    if !verb.speech || !group.finite || group.passive || group.tokens.start <= limits.start {
        return None;
    }
    let mark = group.tokens.start - 1;
    if !closes_content(doc, mark) {
        return None;
    }
    let next = group.tokens.end;
    // "X, a teacher, told us": an addressee, not a source.
    let object = matches!(doc.lower(next), "me" | "us" | "him" | "them" | "you" | "it");
    if !opens_phrase(doc, next) || object || verb.lemma == "tell" {
        return None;
    }
    // `..., said the law was bad` has a clause, not a source, on its right; so has a list of verbs.
    let quoted = doc.tag(mark) == Tag::CloseQuote || doc.tag(mark.wrapping_sub(1)) == Tag::CloseQuote;
    let end = noun_phrase_end(doc, next, limits.end);
    // "X, the head of Y, said last month": a time says nothing.
    if end > next && doc.lower_is(List::Time, end - 1) && !doc.tag(end - 1).is_name() {
        return None;
    }
    // "The report, drawn up in May, says boys as young as 12 were armed": who stands behind the verb has one of their own.
    let mut aged = (end..limits.end.min(end + 4))
        .filter(|&i| matches!(doc.lower(i), "as" | "young" | "old") || doc.tag(i) == Tag::CD);
    let end = aged.next_back().map_or(end, |last| last + 1);
    if !quoted && finite_before_stop(doc, end..limits.end).is_some_and(|v| v < end + 3) {
        return None;
    }
    let source = source_after(doc, next, limits.end)?;
    let mut content = left_content(doc, mark, limits)?;
    content.extend(resumed(doc, source.end, limits.end));
    Some((Some(source), content))
}

/// "..., X said": subject and verb follow a mark that ends content, and nothing is said after them.
fn after(
    doc: &Doc<'_>,
    verb: &Verb,
    group: &VerbGroup,
    right: &Option<Right>,
    limits: &Range<usize>,
) -> Option<Arguments> {
    if !group.finite || group.passive {
        return None;
    }
    let content_right = right.as_ref().is_some_and(|right| {
        let addressed =
            verb.addressee && matches!(right.frame, Frame::Object | Frame::ObjectThat | Frame::ObjectPreposition);
        let open = matches!(right.frame, Frame::Object | Frame::Preposition | Frame::Quote | Frame::ObjectPreposition);
        !(open || addressed && right.object.as_ref().is_some_and(|o| doc.tag(o.end) == Tag::Comma))
            || (right.frame == Frame::Object && !verb.addressee && !verb.speech)
    });
    if content_right {
        return None;
    }
    let subject = source::subject(doc, group.tokens.start, limits.start)?;
    let mark = subject.start.checked_sub(1).filter(|&mark| mark >= limits.start)?;
    // "..., who said" opens a relative clause; `..., X said, "..."` has its content on the right.
    let relative = subject.len() == 1 && matches!(doc.tag(subject.start), Tag::WP | Tag::WDT);
    let quoted = doc.tag(mark) == Tag::CloseQuote || doc.tag(mark.wrapping_sub(1)) == Tag::CloseQuote;
    let quote_follows = right.as_ref().is_some_and(|right| right.frame == Frame::Quote);
    if !closes_content(doc, mark) || relative || quote_follows && !quoted {
        return None;
    }
    let mut content = left_content(doc, mark, limits)?;
    let mut end = skip_adjuncts(doc, group.tokens.end, limits.end);
    if verb.addressee {
        end = long_phrase_end(doc, end, limits.end).max(end);
        end = skip_adjuncts(doc, end, limits.end);
    }
    if let Some(right) = right.as_ref().filter(|right| right.frame == Frame::Quote) {
        let close = content_end(doc, right.content, limits.end, Complement::Clause);
        content.push(right.content..close);
    } else {
        content.extend(resumed(doc, end, limits.end));
    }
    Some((Some(subject), content))
}

/// Whether content can end with the mark at `i`: a comma, a closing quotation mark, a dash.
fn closes_content(doc: &Doc<'_>, i: usize) -> bool {
    matches!(doc.tag(i), Tag::Comma | Tag::CloseQuote | Tag::Dash)
}

/// What is said before the mark that introduces source and cue.
fn left_content(doc: &Doc<'_>, mark: usize, limits: &Range<usize>) -> Option<Vec<Range<usize>>> {
    let close = if doc.tag(mark) == Tag::CloseQuote {
        Some(mark)
    } else {
        mark.checked_sub(1).filter(|&i| i >= limits.start && doc.tag(i) == Tag::CloseQuote)
    };
    let Some(close) = close else {
        return content::before(doc, limits.start, mark).map(|range| vec![range]);
    };
    let last = doc.tokens.get(close)?.span.start;
    let at = doc.quotations.partition_point(|q| q.span.end <= last);
    let quotation = (at.saturating_sub(4)..at)
        .rev()
        .filter_map(|i| doc.quotations.get(i))
        .find(|q| q.depth == 0 && q.span.end + 1 >= last)?;
    let inside = doc.tokens_in(quotation.span);
    let open = inside.start.saturating_sub(1);
    // Words before the quotation in its own sentence are content too: `The law was "bad," he said`.
    let own = doc.sentence(doc.sentence_of(inside.start)).start.max(limits.start.min(inside.start));
    let start = if own < open { content::before(doc, own, open).map_or(open, |range| range.start) } else { open };
    let mut pieces = Vec::new();
    // Earlier paragraphs of the same quotation.
    let mut earlier: Vec<Range<usize>> = doc.quotations[..at]
        .iter()
        .rev()
        .take(40)
        .filter(|q| q.run == quotation.run && q.span.end < quotation.span.start && q.depth == 0)
        .map(|q| doc.tokens_in(q.span))
        .collect();
    earlier.reverse();
    pieces.extend(earlier);
    pieces.push(start..close + 1);
    Some(pieces)
}

/// What is said after an inserted source and cue: ", X said, but ...".
fn resumed(doc: &Doc<'_>, end: usize, limit: usize) -> Option<Range<usize>> {
    let mut i = end;
    while i < limit && !matches!(doc.tag(i), Tag::Comma | Tag::Colon | Tag::Dash | Tag::OpenQuote | Tag::Stop) {
        i += 1;
    }
    if i >= limit || doc.tag(i) == Tag::Stop {
        return None;
    }
    if doc.tag(i) == Tag::OpenQuote {
        return Some(i..content_end(doc, i, limit, Complement::Clause));
    }
    let next = i + 1;
    if doc.tag(next) == Tag::OpenQuote {
        return Some(next..content_end(doc, next, limit, Complement::Clause));
    }
    if i > end || doc.tag(i) == Tag::Colon || matches!(doc.tag(next), Tag::VBG | Tag::WP | Tag::WDT | Tag::Stop) {
        return None;
    }
    if doc.lower_is(List::CommaStop, next) {
        return None;
    }
    let stop = content_end(doc, next, limit, Complement::Clause);
    (stop > next).then_some(next..stop)
}

/// The subject that the grammar gives the verb's clause, where the words before the verb show none.
fn clause_subject(doc: &Doc<'_>, group: &VerbGroup, limits: &Range<usize>) -> Option<Range<usize>> {
    let clause = doc.clauses.get(doc.clause_of(group.tokens.end - 1)?)?;
    let head = clause.group.get().and_then(|g| doc.verb_groups.get(g))?.head as usize;
    let phrase = clause.subject.get().filter(|_| group.tokens.contains(&head))?;
    let extent = doc.extent(phrase, true);
    (limits.start <= extent.start && extent.end <= limits.end && !extent.is_empty()).then_some(extent)
}

/// The subject of a participle or infinitive, which stands with the finite verb before it:
/// "X left the room, saying ...", "X used the speech to accuse ...".
fn distant_subject(doc: &Doc<'_>, group: &VerbGroup, limits: &Range<usize>) -> Option<Range<usize>> {
    if group.finite {
        return None;
    }
    let verb = (limits.start..group.tokens.start).rev().find(|&i| doc.tag(i).is_finite())?;
    let mut start = verb;
    while start > limits.start
        && (doc.tag(start - 1).is_adverb() || doc.tag(start - 1) == Tag::MD || doc.lower_is(List::Auxiliary, start - 1))
    {
        start -= 1;
    }
    source::subject(doc, start, limits.start)
}
