//! What the trained encoder found, as drafts.
//!
//! In: a [`Doc`] and an encoder. Out: [`Draft`]s sorted by cue, each with the rule name that its words would have had, so that
//! the layers above do not care who found it; and what the words name, from the same pass. Not here: how they join with the drafts of the rules ([`super::merge`]).

use super::super::NamedWords;
use super::super::doc::{Doc, Tag};
use super::draft::Draft;
use super::frame::{Class, Frame};
use super::lexicon::LEXICON;
use super::lists::List;
use super::passive::{is_passive, is_spoken_of};
use super::phrase::{finite_before_stop, near, verb_group};
use super::source::subject;
use crate::report::PartKind;
use crate::text::Span;
use firsthand_encoder::{Named, Reader, Relation};
use std::ops::Range;

/// Tokens of the shortest sentence that counts as content in a part of its own.
const SHORTEST_SENTENCE: usize = 4;

/// How far after a verb of quoting "as saying" stands, in tokens.
const AS_SAYING: usize = 16;

/// What a rule that is always right adds to the score of its cue, and one that is right half of the time does not. Tried on PolNeAR dev:
/// 0, 2, 3, 4 give pair F1 73.0, 73.0, 73.0, 72.9, exact 55.1, 54.8, 54.6, 54.4 and pair recall on indirect speech 65.0, 66.2, 66.6, 66.9.
const TRUST: f32 = 2.0;
/// What a rule adds that reads a saying of nobody.
const UNSAID: f32 = 2.0;

/// Reads the parts that a [`Doc`] is made of, as one text.
pub(super) fn find(doc: &Doc<'_>, reader: &Reader, rules: &[Draft]) -> (Vec<Draft>, NamedWords) {
    let joined = Joined::of(doc);
    let (relations, named) = reader.read_with_events(&joined.text, &likely(doc, &joined, rules));
    let mut drafts: Vec<Draft> = relations.iter().filter_map(|relation| draft(doc, &joined, relation)).collect();
    drafts.sort_by_key(|draft| draft.cue.start);
    (drafts, words(&joined, reader, named))
}

/// Where a rule reads a cue, and how much more the encoder shall believe in one there: by how often the rule's verb is right in its
/// frame. Where nobody is said to say it, the corpora leave out what they hold elsewhere, and the rule decides more.
fn likely(doc: &Doc<'_>, joined: &Joined, rules: &[Draft]) -> Vec<(usize, f32)> {
    let trust = |draft: &Draft| {
        let frame = Frame::from_name(draft.rule.rsplit('/').next().unwrap_or(draft.rule));
        let verb = frame.zip(LEXICON.verb(draft.lemma));
        let share = verb.map_or(0.0, |(frame, verb)| f32::from(verb.precision[frame as usize]) / 100.0);
        if draft.source.is_none() && draft.rule != "quote" { UNSAID } else { TRUST * (2.0 * share - 1.0).max(0.0) }
    };
    let cued = rules.iter().filter(|draft| !draft.cue.is_empty());
    let mut places: Vec<(usize, f32)> = cued
        .filter_map(|draft| Some((joined.place(doc.tokens.get(draft.cue.start)?.span)?, trust(draft))))
        .filter(|(_, more)| *more > 0.0)
        .collect();
    places.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
    places.dedup_by_key(|place| place.0);
    places
}

/// The words with their places in the report.
fn words(joined: &Joined, reader: &Reader, named: Named) -> NamedWords {
    let Some(shape) = &reader.description().events else { return NamedWords::default() };
    let scores = named.scores.chunks_exact(shape.types.len().max(1));
    let placed = named.words.iter().zip(scores).filter_map(|(word, scores)| {
        let span = joined.spans(word).find(|span| span.start < span.end)?;
        Some((span, scores.to_vec()))
    });
    let mut words: Vec<(Span, Vec<f32>)> = placed.collect();
    words.sort_by_key(|(span, _)| span.start);
    NamedWords { types: shape.types.clone(), words }
}

/// Parts of a report one after the other, and where each came from.
struct Joined {
    text: String,
    /// For each part, where it begins here and where in the report.
    starts: Vec<(usize, usize)>,
}

impl Joined {
    fn of(doc: &Doc<'_>) -> Joined {
        let mut joined = Joined { text: String::with_capacity(doc.report.text.len()), starts: Vec::new() };
        // The story first and whole, then what stands beside it: a caption would cut a saying in two.
        for beside in [false, true] {
            for part in &doc.report.parts {
                let story = matches!(part.kind, PartKind::Headline | PartKind::Body);
                if story == beside || matches!(part.kind, PartKind::Dateline | PartKind::SetAside | PartKind::Credit) {
                    continue;
                }
                joined.starts.push((joined.text.len(), part.span.start as usize));
                joined.text.push_str(part.span.of(&doc.report.text));
                joined.text.push('\n');
            }
        }
        joined
    }

    /// Where a span of the report begins here.
    fn place(&self, span: Span) -> Option<usize> {
        let parts = self.starts.iter().enumerate();
        let (part, (start, there)) =
            parts.filter(|(_, (_, there))| *there <= span.start as usize).max_by_key(|(_, (_, there))| *there)?;
        let next = self.starts.get(part + 1).map_or(self.text.len(), |(next, _)| *next);
        Some(start + span.start as usize - there).filter(|at| *at < next)
    }

    /// The spans in the report of a stretch of the text, one for each part that it touches.
    fn spans(&self, stretch: &Range<usize>) -> impl Iterator<Item = Span> {
        let first = self.starts.partition_point(|(start, _)| *start <= stretch.start).saturating_sub(1);
        let parts = self.starts.iter().enumerate().skip(first).take_while(|(_, (start, _))| *start < stretch.end);
        parts.map(|(part, (start, there))| {
            let end = self.starts.get(part + 1).map_or(self.text.len(), |(next, _)| *next).saturating_sub(1);
            let (from, to) = (stretch.start.max(*start), stretch.end.min(end));
            Span::new(there + from - start, there + to.max(from) - start)
        })
    }
}

fn draft(doc: &Doc<'_>, joined: &Joined, relation: &Relation) -> Option<Draft> {
    let pieces = |stretches: &[Range<usize>]| -> Vec<Range<usize>> {
        let spans = stretches.iter().flat_map(|stretch| joined.spans(stretch));
        let tokens = spans.map(|span| doc.tokens_in(span));
        tokens.filter(|piece| piece.clone().any(|i| doc.tag(i).is_word())).collect()
    };
    let cue = pieces(&relation.cue).into_iter().next()?;
    let sentence = doc.sentence_of(cue.start);
    let part = |i: usize| doc.sentences.get(doc.sentence_of(i)).map(|s| s.part);
    let mut draft = Draft::new("", sentence, cue.clone());
    // A source never runs over parts: of its pieces the one nearest to the cue is meant. Who speaks in a headline stands in it.
    let headline = doc.is_in(sentence, PartKind::Headline);
    let apart = |piece: &Range<usize>| headline && part(piece.start) != part(cue.start);
    let distance = |piece: &Range<usize>| piece.start.abs_diff(cue.start);
    let sources = pieces(&relation.source).into_iter().filter(|piece| !apart(piece));
    draft.source = sources.min_by_key(distance).and_then(|source| somebody(doc, source, &cue));
    // What lies in another part than the cue belongs only if it is quoted or a whole sentence: not a byline before the text.
    let belongs = |piece: &Range<usize>| {
        let whole = || {
            let sentence = doc.sentence(doc.sentence_of(piece.start));
            piece.start <= sentence.start && sentence.end <= piece.end + 1 && sentence.len() > SHORTEST_SENTENCE
        };
        let quoted = |i: usize| doc.quotation_of(i).is_some();
        part(piece.start) == part(cue.start) || piece.clone().any(quoted) || whole()
    };
    let content = pieces(&relation.content).into_iter().filter(|piece| belongs(piece) && !apart(piece));
    draft.content = content.collect();
    if let Some(source) = &draft.source {
        draft.content = draft.content.iter().flat_map(|piece| without(piece, source)).collect();
    }
    if draft.content.is_empty() {
        return None;
    }
    if let Some(spoken_of) = draft.source.take_if(|source| is_spoken_of(doc, &draft.cue, source))
        && !draft.cue.contains(&spoken_of.start)
        && !matches!(doc.lower(spoken_of.start), "it" | "there")
    {
        draft.content.insert(0, spoken_of);
    }
    if draft.source.is_none() {
        draft.content = draft.content.into_iter().map(|piece| last_subject(doc, piece, cue.start)).collect();
    }
    name(doc, &mut draft);
    quoted_by(doc, &mut draft);
    // "The wards had been ordered to": nobody says that, and who is told is its subject.
    let ordered = draft.hearsay && draft.source.is_none() && draft.rule == Frame::Raising.name();
    let told = LEXICON.verb(draft.lemma).is_some_and(|verb| verb.addressee);
    (!(ordered && told)).then_some(draft)
}

/// "..., X was quoted by W as saying": W, whom the encoder takes for the source, passes on what X says.
fn quoted_by(doc: &Doc<'_>, draft: &mut Draft) {
    let cue = draft.cue.clone();
    let quoting = is_passive(doc, &cue) && cue.clone().any(|i| doc.lemma_is(List::Quoting, i));
    let by = |i: usize| doc.lower(i) == "by" || i > 0 && doc.lower(i - 1) == "by";
    let agent = draft.source.clone().filter(|source| quoting && source.start >= cue.end && by(source.start));
    let sentence = doc.sentence(draft.sentence);
    let Some((agent, says)) = agent.zip(as_saying(doc, cue.end, sentence.end)) else { return };
    // What is quoted before ends with its mark; the subject stands between that and the cue.
    let mark = (sentence.start..cue.start).rev().find(|&i| doc.tag(i) == Tag::CloseQuote);
    let from = mark.map_or(sentence.start, |mark| mark + 1);
    let Some(subject) = subject(doc, cue.start, from) else { return };
    let own = from.min(subject.start)..says.end.max(agent.end);
    let own = if mark.is_some() { own } else { subject.start..own.end };
    let content: Vec<Range<usize>> = draft.content.iter().flat_map(|piece| without(piece, &own)).collect();
    if !content.is_empty() {
        (draft.source, draft.relay, draft.content) = (Some(subject), Some(agent), content);
        (draft.rule, draft.lemma) = ("as-saying", "say");
    }
}

/// "as saying" after a verb of quoting.
fn as_saying(doc: &Doc<'_>, from: usize, to: usize) -> Option<Range<usize>> {
    let says = |i: usize| doc.tag(i) == Tag::VBG && LEXICON.verb(doc.lemma(i)).is_some_and(|verb| verb.speech);
    (from..to.min(from + AS_SAYING)).find(|&i| doc.lower(i) == "as" && says(i + 1)).map(|i| i..i + 2)
}

/// "The town took losses and the mayor is said to have fled": the object of the clause before is no subject of the passive.
fn last_subject(doc: &Doc<'_>, piece: Range<usize>, cue: usize) -> Range<usize> {
    let joins = piece.clone().rev().find(|&i| doc.tag(i) == Tag::CC);
    let object = piece.start > 0 && doc.tag(piece.start - 1).is_verb();
    let clause = |and: usize| object || (piece.start..and).any(|i| doc.tag(i).is_finite());
    joins.filter(|&and| piece.end == cue && clause(and) && and + 1 < piece.end).map_or(piece.start, |and| and + 1)
        ..piece.end
}

/// A range without the middle that another one takes.
fn without(piece: &Range<usize>, taken: &Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let before = piece.start..piece.end.min(taken.start);
    let after = piece.start.max(taken.end)..piece.end;
    [before, after].into_iter().filter(|rest| !rest.is_empty())
}

/// A source without the words that lead to it ("by", "and") and with the noun that ends it; nothing where nobody is left.
fn somebody(doc: &Doc<'_>, source: Range<usize>, cue: &Range<usize>) -> Option<Range<usize>> {
    let leads = |i: &usize| {
        let tag = doc.tag(*i);
        matches!(tag, Tag::IN | Tag::TO | Tag::CC | Tag::RB) && doc.lower(*i) != "that" || !tag.is_word()
    };
    let mut start = source.clone().find(|i| !leads(i))?;
    // "Tal" of "Omar Tal": a name has its beginning.
    while start > 0
        && start != cue.end
        && doc.tag(start).is_name()
        && doc.tag(start - 1).is_name()
        && beside(doc, start)
    {
        start -= 1;
    }
    // "two of them": so many of whom the rest says.
    let counts = |i: usize| doc.tag(i) == Tag::CD || doc.lower_is(List::Quantifier, i);
    if start >= 2 && doc.tag(start) == Tag::PRP && doc.lower(start - 1) == "of" && counts(start - 2) {
        start -= 2;
    }
    let mut end = source.clone().rev().find(|&i| doc.tag(i).is_word())? + 1;
    let last = doc.tag(end - 1);
    if matches!(last, Tag::DT | Tag::PRPS | Tag::POS) || last.is_adjective() {
        // "the": the phrase goes on to its noun, but not over the cue.
        let phrase = doc.tokens.get(end - 1).and_then(|token| token.phrase.get());
        let noun = phrase.and_then(|phrase| doc.noun_phrases.get(phrase)).map_or(end, |phrase| phrase.end as usize);
        if noun <= cue.start || cue.end <= start {
            end = end.max(noun);
        }
    }
    let who = start..end;
    let names = |i: usize| {
        let tag = doc.tag(i);
        let closed = matches!(tag, Tag::PRP | Tag::PRPS | Tag::WP | Tag::WDT | Tag::CD | Tag::DT | Tag::IN);
        closed || tag.is_noun() || tag.is_adjective()
    };
    who.clone().any(names).then_some(who)
}

/// Whether a token stands in the same noun phrase as the one before.
fn beside(doc: &Doc<'_>, token: usize) -> bool {
    let phrase = |i: usize| doc.tokens.get(i).and_then(|token| token.phrase.get());
    phrase(token).is_some() && phrase(token) == phrase(token - 1)
}

/// Sets rule, lemma and hearsay from the words of the cue and where the content stands.
fn name(doc: &Doc<'_>, draft: &mut Draft) {
    let cue = draft.cue.clone();
    if cue.clone().any(|i| doc.lower_is(List::Hearsay, i)) {
        (draft.rule, draft.hearsay) = ("hearsay", true);
        return;
    }
    if cue.clone().any(|i| matches!(doc.lower(i), "according" | "per") || doc.lower_is(List::Account, i)) {
        draft.rule = "according-to";
        return;
    }
    if cue.len() == 1 && doc.tag(cue.start) == Tag::Colon {
        draft.rule = "label";
        return;
    }
    let verb = cue.clone().rev().find(|&i| doc.tag(i).is_verb() && !doc.lower_is(List::Auxiliary, i));
    let noun = cue.clone().rev().find(|&i| doc.tag(i).is_noun());
    let Some(verb) = verb.or_else(|| cue.clone().rev().find(|&i| doc.tag(i).is_verb())) else {
        draft.rule = match noun {
            Some(_) if starts(doc, draft, |i| doc.lower(i) == "that") => "noun-that",
            Some(_) if starts(doc, draft, |i| doc.tag(i) == Tag::TO) => "intention/noun-to",
            Some(head) if doc.lemma_is(List::SpeechNoun, head) => "noun-preposition",
            Some(_) => "attitude/noun-preposition",
            None => Frame::Clause.name(),
        };
        return;
    };
    let known = LEXICON.verb(doc.lemma(verb));
    draft.lemma = known.map_or("", |verb| verb.lemma);
    let frame = frame(doc, draft);
    let passive = verb_group(doc, verb, &near(&doc.sentence(draft.sentence), verb)).passive || is_passive(doc, &cue);
    let to = starts(doc, draft, |i| doc.tag(i) == Tag::TO);
    if passive && draft.source.is_none() && (to || matches!(frame, Frame::To | Frame::That | Frame::Clause)) {
        draft.hearsay = !doc.lemma_is(List::Factive, verb);
        draft.rule = if to || frame == Frame::To { Frame::Raising.name() } else { Frame::Impersonal.name() };
        return;
    }
    let class = match known {
        Some(verb) if frame == Frame::To && !verb.speech => Class::Intention,
        Some(verb) => verb.class,
        // A verb of no list says something only where it takes a clause or a quotation.
        None if matches!(frame, Frame::Object | Frame::Gerund | Frame::Preposition | Frame::To) => Class::Attitude,
        None => Class::Speech,
    };
    draft.rule = frame.rule(class);
}

fn starts(doc: &Doc<'_>, draft: &Draft, is: impl Fn(usize) -> bool) -> bool {
    let first = draft.content.iter().find(|piece| piece.start >= draft.cue.end);
    first.and_then(|piece| piece.clone().find(|&i| doc.tag(i).is_word())).is_some_and(is)
}

/// The frame that the words show, as [`Frame`] has them.
fn frame(doc: &Doc<'_>, draft: &Draft) -> Frame {
    let cue = &draft.cue;
    let Some(after) = draft.content.iter().find(|piece| piece.start >= cue.end) else {
        let behind = draft.source.as_ref().is_some_and(|source| source.start >= cue.end);
        return if behind { Frame::Inverted } else { Frame::After };
    };
    if draft.content.first().is_some_and(|piece| piece.end <= cue.start) {
        let behind = draft.source.as_ref().is_some_and(|source| source.start >= cue.end);
        return if behind { Frame::Inverted } else { Frame::After };
    }
    if doc.tag(after.start) == Tag::OpenQuote {
        return Frame::Quote;
    }
    let Some(first) = after.clone().find(|&i| doc.tag(i).is_word()) else { return Frame::Clause };
    let addressed = first > cue.end + 1;
    match (doc.lower(first), doc.tag(first)) {
        ("that", Tag::IN | Tag::DT | Tag::WDT) if addressed => Frame::ObjectThat,
        ("that", Tag::IN | Tag::WDT) => Frame::That,
        ("whether" | "if" | "how" | "why" | "what" | "who" | "when" | "where", _) => Frame::Question,
        (_, Tag::TO) if addressed => Frame::ObjectTo,
        (_, Tag::TO) => Frame::To,
        (_, Tag::VBG) if doc.tag(cue.end.saturating_sub(1)) != Tag::IN => Frame::Gerund,
        _ if finite_before_stop(doc, first..after.end).is_some() => Frame::Clause,
        _ if doc.tag(cue.end.saturating_sub(1)) == Tag::IN || doc.tag(first) == Tag::IN => Frame::Preposition,
        _ => Frame::Object,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Part, Report};

    fn report(text: &str) -> Report {
        let mut parts = Vec::new();
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let kind = if line.starts_with("Share") { PartKind::SetAside } else { PartKind::Body };
            parts.push(Part { kind, span: Span::new(start, start + line.trim_end().len()), because: String::new() });
            start += line.len();
        }
        Report { text: text.to_owned(), parts, ..Report::default() }
    }

    /// "source | cue | content | rule" of one relation that is given by its words in `text`.
    fn made(text: &str, source: &str, cue: &str, content: &[&str]) -> String {
        let report = report(text);
        let doc = super::super::super::parse(&report);
        let joined = Joined::of(&doc);
        let at = |words: &str| joined.text.find(words).map(|start| start..start + words.len()).unwrap();
        let relation = Relation {
            source: if source.is_empty() { Vec::new() } else { vec![at(source)] },
            cue: vec![at(cue)],
            content: content.iter().map(|words| at(words)).collect(),
        };
        let Some(draft) = draft(&doc, &joined, &relation) else { return String::new() };
        let words = |range: &Range<usize>| doc.text(doc.span(range.clone())).to_owned();
        let said: Vec<String> = draft.content.iter().map(words).collect();
        let who = draft.source.as_ref().map(words).unwrap_or_default();
        format!("{who} | {} | {} | {}", words(&draft.cue), said.join(" ... "), draft.rule)
    }

    #[test]
    fn the_rule_is_named_after_the_words() {
        let text = "The mayor said that the bridge was closed.";
        assert_eq!(
            made(text, "The mayor", "said", &["that the bridge was closed"]),
            "The mayor | said | that the bridge was closed | that"
        );
        let text = "The bridge was closed, said the mayor.";
        assert!(made(text, "the mayor", "said", &["The bridge was closed"]).ends_with("| inverted"));
        let text = "The bridge was closed, according to the mayor.";
        assert!(made(text, "the mayor", "according to", &["The bridge was closed"]).ends_with("| according-to"));
        let text = "The mayor wants to close the bridge.";
        assert!(made(text, "The mayor", "wants", &["to close the bridge"]).ends_with("| intention/to"));
        let text = "The bridge was reportedly closed.";
        assert!(made(text, "", "reportedly", &["The bridge was", "closed"]).ends_with("| hearsay"));
    }

    #[test]
    fn the_subject_of_a_passive_of_saying_is_content() {
        let text = "It has long been rumoured that the bridge was sold.";
        let found = made(text, "It", "has long been rumoured", &["that the bridge was sold"]);
        assert_eq!(found, " | has long been rumoured | that the bridge was sold | impersonal");
        let text = "The guild is itself said to own boats.";
        let found = made(text, "itself", "is itself said", &["The guild", "to own boats"]);
        assert!(found.starts_with(" | ") && found.ends_with("| raising"), "{found}");
        let text = "The mayor was accused of selling the bridge.";
        let found = made(text, "The mayor", "was accused of", &["selling the bridge"]);
        assert!(found.starts_with(" | was accused of | The mayor"), "{found}");
        let text = "It said that the bridge was sold.";
        assert!(made(text, "It", "said", &["that the bridge was sold"]).starts_with("It | said"));
    }

    #[test]
    fn who_is_quoted_says_it_and_who_quotes_passes_it_on() {
        let text = "'Boats were sold,' the pier's head Omar Tal was quoted by the Gull Bureau as saying.";
        let found = made(text, "the Gull Bureau", "was quoted", &["Boats were sold,' the pier's head Omar Tal"]);
        assert_eq!(found, "the pier's head Omar Tal | was quoted | Boats were sold,' | as-saying");
        let text = "Omar Tal was quoted by the Gull Bureau as saying that boats were sold.";
        let found = made(text, "the Gull Bureau", "was quoted", &["that boats were sold"]);
        assert_eq!(found, "Omar Tal | was quoted | that boats were sold | as-saying");
        let text = "The memo was quoted by the Gull Bureau at length.";
        assert!(made(text, "the Gull Bureau", "was quoted", &["The memo"]).starts_with("the Gull Bureau |"));
    }

    #[test]
    fn an_object_before_is_not_what_is_said() {
        let text = "The town took losses and the mayor is said to have fled.";
        let found = made(text, "", "is said", &["losses and the mayor", "to have fled"]);
        assert_eq!(found, " | is said | the mayor ... to have fled | raising");
    }

    #[test]
    fn a_rule_that_is_often_right_makes_a_cue_likelier() {
        let report = Report::of_body("The mayor said that the bridge was closed. The pier is thought to be safe.");
        let doc = super::super::super::parse(&report);
        let mut rules = Vec::new();
        for sentence in 0..2 {
            super::super::verbs::find(&doc, sentence, &mut rules);
        }
        let found = likely(&doc, &Joined::of(&doc), &rules);
        let words: Vec<&str> = found.iter().map(|(at, _)| &report.text[*at..*at + 2]).collect();
        assert_eq!(words, ["sa", "is"]);
        assert!(found[0].1 > 1.9 && found[1].1 == UNSAID);
    }

    #[test]
    fn a_source_loses_the_words_that_lead_to_it() {
        let text = "The claim by the mayor that the bridge was closed was false.";
        let found = made(text, "by the mayor", "claim", &["that the bridge was closed"]);
        assert_eq!(found, "the mayor | claim | that the bridge was closed | noun-that");
    }

    #[test]
    fn what_was_set_aside_is_not_read_and_places_stay_right() {
        let text = "The mayor spoke.\nShare this page\nShe said that the bridge was closed.";
        let report = report(text);
        let doc = super::super::super::parse(&report);
        let joined = Joined::of(&doc);
        assert!(!joined.text.contains("Share"));
        let there = joined.text.find("She").unwrap();
        let spans: Vec<Span> = joined.spans(&(there..there + 3)).collect();
        assert_eq!(spans.iter().map(|span| span.of(text)).collect::<Vec<_>>(), ["She"]);
        let place = |word: &str| joined.place(Span::new(text.find(word).unwrap(), text.find(word).unwrap() + 3));
        assert_eq!((place("She"), place("Share")), (Some(there), None));
        assert!(made(text, "She", "said", &["that the bridge was closed"]).starts_with("She | said"));
    }
}
