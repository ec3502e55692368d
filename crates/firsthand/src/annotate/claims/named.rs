//! What the trained reader of events knows better than the triggers of the codebook: words for a happening that no trigger has, and triggers that
//! mean something else where they stand ("shot a film").
//!
//! In: a [`Reading`] with the scores of its words, and the candidates of the rules. Out: without the candidates whose family their sentence hardly
//! names, as another type where its very word names one and its own family hardly, and with candidates of types whose family the rules do not have
//! in that sentence, at the word with the best score; from there on they go the way of all others. Which score is enough for either:
//! `data/claims/events.tsv`, and what stands around it (`context`). Not here: the network (`firsthand-encoder`), its training (`training/events`).

use super::context::{self, Around};
use super::cues;
use super::meaning;
use super::reading::Reading;
use super::triggers::Candidate;
use crate::annotate::{Doc, NamedWords, Tag};
use crate::codebook::Nature;
use crate::report::PartKind;
use crate::text::Span;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Probabilities from which on something is believed.
#[derive(Clone, Copy)]
struct Least {
    /// A happening that no trigger names; never where it is more than 1.
    alone: f32,
    /// A happening that a trigger of the codebook names.
    triggered: f32,
}

/// What is asked of each type, of the others of its family, and under "*" of all others.
static LEAST: LazyLock<FxHashMap<&'static str, Least>> = LazyLock::new(|| {
    let lines = include_str!("../../../data/claims/events.tsv").lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| {
            let mut cells = line.split('\t');
            let (id, alone, triggered) = (cells.next()?, cells.next()?.parse().ok()?, cells.next()?.parse().ok()?);
            Some((id, Least { alone, triggered }))
        })
        .collect()
});

fn least(id: &str) -> Least {
    let family = id.split('.').next().unwrap_or(id);
    let found = [id, family, "*"].iter().find_map(|key| LEAST.get(key)).copied();
    found.unwrap_or(Least { alone: f32::INFINITY, triggered: 0.0 })
}

/// Log-odds of a probability; beyond every score where it is 1 or more.
fn log_odds(probability: f32) -> f32 {
    if probability < 1.0 { (probability / (1.0 - probability)).ln() } else { f32::INFINITY }
}

/// The words of a sentence with their scores.
fn words_of<'a>(reading: &Reading<'a>, number: usize) -> &'a [(Span, Vec<f32>)] {
    let span = reading.doc.span(reading.doc.sentence(number));
    let words = &reading.found.named.words;
    let first = words.partition_point(|(word, _)| word.start < span.start);
    let words = words.get(first..).unwrap_or_default();
    words.get(..words.partition_point(|(word, _)| word.start < span.end)).unwrap_or_default()
}

/// From which probability on a trigger's word names another family, where that of the trigger is named with less than the second.
const ANOTHER: f32 = 0.45;
const HARDLY: f32 = 0.06;
/// A type that is believed from here on alone takes no other type's word either with less: shells that kill a child recruit nobody.
const WARY: f32 = 0.9;

/// Reads a trigger as another type where its sentence hardly names its own family and its very word names the other: "fought" is more than a
/// presence.
pub(super) fn retype(reading: &Reading<'_>, candidates: &mut [Candidate]) {
    let named: &NamedWords = reading.found.named;
    let columns: Vec<_> = named.types.iter().map(|id| reading.book.wordless(id)).collect();
    for candidate in candidates {
        let Some((_, own)) = meaning(reading, candidate).filter(|(_, kind)| kind.nature == Nature::Event) else {
            continue;
        };
        let sentence = reading.doc.sentence_of(candidate.frame.head);
        let words = words_of(reading, sentence);
        let place = reading.doc.span(candidate.frame.words.clone());
        let mut known: Option<f32> = None;
        let mut another: Option<(f32, usize)> = None;
        for (column, (id, wordless)) in named.types.iter().zip(&columns).enumerate() {
            let Some((score, word)) = best(words, column) else { continue };
            if id.split('.').next() == Some(own.family()) {
                known = Some(known.map_or(score, |best: f32| best.max(score)));
            } else if let Some((trigger, kind)) = wordless
                && kind.nature == Nature::Event
                && word.overlaps(place)
                && score >= log_odds(ANOTHER)
                && (score >= log_odds(least(id).alone) || least(id).alone < WARY)
                && another.is_none_or(|(best, _)| score > best)
            {
                another = Some((score, *trigger));
            }
        }
        let Some((_, other)) = another.filter(|_| known.is_some_and(|score| score < log_odds(HARDLY))) else {
            continue;
        };
        let needs = reading.book.triggers.get(other).map_or(&[][..], |trigger| &trigger.needs);
        if needs.iter().all(|condition| reading.holds(&candidate.frame, condition)) {
            candidate.trigger = other;
        }
    }
}

/// Takes out the candidates whose sentence names no type of their family at all. A family that the model does not know stays.
pub(super) fn doubt(reading: &Reading<'_>, candidates: &mut Vec<Candidate>) {
    let named: &NamedWords = reading.found.named;
    if named.words.is_empty() {
        return;
    }
    let families: Vec<&str> = named.types.iter().filter_map(|id| id.split('.').next()).collect();
    candidates.retain(|candidate| {
        let Some((_, kind)) = meaning(reading, candidate) else { return true };
        // A headline is short and has no words to spare that could say what it is about.
        let sentence = reading.doc.sentence_of(candidate.frame.head);
        if reading.doc.is_in(sentence, PartKind::Headline) {
            return true;
        }
        let words = words_of(reading, sentence);
        let columns = families.iter().enumerate().filter(|(_, family)| **family == kind.family()).map(|(i, _)| i);
        let best = columns.filter_map(|column| best(words, column)).map(|(score, _)| score).max_by(f32::total_cmp);
        best.is_none_or(|score| score >= log_odds(least(&kind.id).triggered))
    });
}

/// What one sentence names: how surely, which type, at which word.
struct Find<'b> {
    score: f32,
    trigger: usize,
    family: &'b str,
    word: Span,
}

/// Log-odds below which nothing around a sentence helps.
const FLOOR: f32 = -1.4;

/// Finds the candidates that the rules do not have.
pub(super) fn find(reading: &Reading<'_>, known: &[Candidate]) -> Vec<Candidate> {
    let named: &NamedWords = reading.found.named;
    // Types of the model that this codebook has, by their column.
    let columns: Vec<_> =
        named.types.iter().map(|id| Some((reading.book.wordless(id)?, log_odds(least(id).alone)))).collect();
    let mut found = Vec::new();
    if columns.iter().all(Option::is_none) {
        return found;
    }
    let told = context::told(reading, known);
    for number in 0..reading.doc.sentences.len() {
        let tokens = reading.doc.sentence(number);
        if tokens.is_empty() || !reading.is_read(tokens.start) || is_rubric(reading.doc, number) {
            continue;
        }
        let words = words_of(reading, number);
        let near = known.partition_point(|c| c.frame.head < tokens.start);
        let own: Vec<&Candidate> = known.iter().skip(near).take_while(|c| c.frame.head < tokens.end).collect();
        let around = Around::new(reading, tokens, &own);
        let mut finds: Vec<Find<'_>> = Vec::new();
        for (column, known) in columns.iter().enumerate() {
            let Some(((trigger, kind), least)) = known else { continue };
            let Some((score, word)) = best(words, column) else { continue };
            let family = kind.family();
            let shown = || kind.nature == Nature::Event && score + around.odds_of(family, &told) >= context::enough();
            if score >= *least || score >= FLOOR && shown() {
                finds.push(Find { score, trigger: *trigger, family, word });
            }
        }
        finds.sort_by(|a, b| b.score.total_cmp(&a.score));
        let mut taken: Vec<Find<'_>> = Vec::new();
        for find in finds {
            if own.iter().any(|c| says(reading, c, &find))
                || taken.iter().any(|t| t.family == find.family || t.word.overlaps(find.word))
            {
                continue;
            }
            if let Some(candidate) = candidate(reading, &find) {
                found.push(candidate);
                taken.push(find);
            }
        }
    }
    found
}

/// "Lost and found, births and deaths: after the noon news." tells of nothing: no verb, no name and no number below the headline.
fn is_rubric(doc: &Doc<'_>, sentence: usize) -> bool {
    let says = |i: usize| doc.tag(i).is_finite() || doc.tag(i).is_name() || matches!(doc.tag(i), Tag::CD | Tag::MD);
    !doc.is_in(sentence, PartKind::Headline) && !doc.sentence(sentence).any(says)
}

/// How surely the words of a sentence together name a type, and the word that does so best, the first of equals.
fn best(words: &[(Span, Vec<f32>)], column: usize) -> Option<(f32, Span)> {
    let score = |scores: &[f32]| scores.get(column).copied().unwrap_or(f32::NEG_INFINITY);
    let (mut top, mut place) = (f32::NEG_INFINITY, None);
    for (word, scores) in words {
        if score(scores) > top {
            (top, place) = (score(scores), Some(*word));
        }
    }
    let sum: f32 = words.iter().map(|(_, scores)| (score(scores) - top).exp()).sum();
    place.map(|word| (top + sum.ln(), word))
}

/// Whether a candidate of the rules says as much: its family, also a further one, or another event at the same word.
fn says(reading: &Reading<'_>, candidate: &Candidate, find: &Find<'_>) -> bool {
    let Some((trigger, kind)) = meaning(reading, candidate) else { return false };
    let also = trigger.also.iter().filter_map(|(kind, _)| reading.book.types.get(*kind as usize));
    kind.family() == find.family
        || also.into_iter().any(|kind| kind.family() == find.family)
        || reading.doc.span(candidate.frame.words.clone()).overlaps(find.word)
}

/// The token that carries a word: itself, or the verb or noun before a particle or number ("put into", "was 17"). A negation carries nothing.
fn carrier(reading: &Reading<'_>, word: Span) -> Option<usize> {
    const NEGATIONS: [&str; 7] = ["not", "no", "never", "n't", "nobody", "none", "without"];
    let doc = reading.doc;
    let at = doc.tokens_in(word).find(|i| doc.tag(*i).is_word())?;
    let content = |i: &usize| doc.tag(*i).is_verb() || doc.tag(*i).is_noun() || doc.tag(*i).is_adjective();
    let start = doc.sentence(doc.sentence_of(at)).start;
    let before = (at.saturating_sub(3).max(start)..at).rev();
    std::iter::once(at).chain(before.filter(|_| !NEGATIONS.contains(&doc.lower(at)))).find(content)
}

/// Whether a word is part of a longer name ("No. 7 Training Depot"): what a body is called does not happen.
fn is_in_name(reading: &Reading<'_>, head: usize) -> bool {
    let doc = reading.doc;
    let named = |at: Option<usize>| {
        at.is_some_and(|at| at < doc.tokens.len() && doc.tag(at).is_name() && reading.entity_of(at).is_some())
    };
    let beside = |at: Option<usize>| named(at) && at.and_then(|at| reading.entity_of(at)) == reading.entity_of(head);
    named(Some(head)) && (beside(head.checked_sub(1)) || beside(Some(head + 1)))
}

/// "Assault rifles", "an attack helicopter": what a thing is made for does not happen.
fn is_made_for(reading: &Reading<'_>, head: usize) -> bool {
    let one = reading.doc.tokens.get(head).and_then(|token| token.phrase.get());
    let next = reading.doc.tokens.get(head + 1).and_then(|token| token.phrase.get());
    one.is_some() && one == next && reading.cue(head + 1, cues::ARMS)
}

/// "Their number is put at 30": the verb of a number of those named before tells how many they are (`numbers`), and nothing that happened.
fn only_counts(reading: &Reading<'_>, head: usize) -> bool {
    let doc = reading.doc;
    if !matches!(doc.lemma(head), "put" | "place" | "estimate" | "stand" | "be") {
        return false;
    }
    let clause = doc.clause_of(head).and_then(|c| doc.clauses.get(c));
    let subject = clause.and_then(|c| c.subject.get()).and_then(|p| doc.noun_phrases.get(p));
    subject.is_some_and(|subject| {
        matches!(doc.lemma(subject.head as usize), "number" | "figure" | "total" | "strength" | "size")
            && (subject.start as usize..subject.head as usize).any(|i| doc.tag(i) == Tag::PRPS)
    })
}

/// The verb below one of seeing or saying: in "saw soldiers forcing pupils onto lorries" what was seen happened.
fn seen(reading: &Reading<'_>, head: usize) -> Option<usize> {
    let doc = reading.doc;
    let tells = matches!(
        doc.lemma(head),
        "see" | "hear" | "watch" | "witness" | "notice" | "say" | "believe" | "think" | "remember"
    );
    let own = doc.clause_of(head).filter(|c| tells && doc.group(*c).is_some_and(|g| g.head as usize == head))?;
    let below = doc.clauses.iter().skip(own + 1).take(4).filter(|c| c.parent.get() == Some(own));
    below.filter_map(|c| c.group.get()).find_map(|g| doc.verb_groups.get(g)).map(|g| g.head as usize)
}

/// The candidate at a word, if the conditions of the codebook hold around it.
fn candidate(reading: &Reading<'_>, find: &Find<'_>) -> Option<Candidate> {
    let head = carrier(reading, find.word)?;
    let head = seen(reading, head).unwrap_or(head);
    if is_in_name(reading, head) || is_made_for(reading, head) || only_counts(reading, head) {
        return None;
    }
    let words = head..head + 1;
    let frame = reading
        .verb_frame(head, words.clone())
        .or_else(|| reading.noun_frame(head, words.clone()))
        .or_else(|| reading.loose_frame(head, words.clone()))
        .or_else(|| reading.word_frame(head, words))?;
    let trigger = reading.book.triggers.get(find.trigger)?;
    let holds = trigger.needs.iter().all(|condition| reading.holds(&frame, condition));
    holds.then_some(Candidate { trigger: find.trigger, frame })
}

#[cfg(test)]
mod tests {
    use super::LEAST;
    use crate::annotate::{
        Attribution, AttributionReader, Claim, Doc, Entity, Modality, NamedWords, Rules, annotate_with,
    };
    use crate::codebook::Codebook;
    use crate::report::{Part, PartKind, Report};
    use crate::text::Span;

    /// Scores one word of a report for one type, and nothing else.
    struct Scored {
        word: &'static str,
        kind: &'static str,
        score: f32,
        /// A type that no word names.
        unnamed: Option<&'static str>,
    }

    impl AttributionReader for Scored {
        fn read(&self, doc: &Doc<'_>, entities: &[Entity]) -> Vec<Attribution> {
            Rules.read(doc, entities)
        }

        fn read_with_events(&self, doc: &Doc<'_>, entities: &[Entity]) -> (Vec<Attribution>, NamedWords) {
            let score = |at: Span| if doc.text(at) == self.word { self.score } else { -9.0 };
            let types: Vec<String> = [self.kind].into_iter().chain(self.unnamed).map(str::to_owned).collect();
            let scores = |at: Span| [score(at), -9.0].into_iter().take(types.len()).collect();
            let words = doc.tokens.iter().map(|token| (token.span, scores(token.span))).collect();
            (self.read(doc, entities), NamedWords { types, words })
        }
    }

    const WAR: &str =
        "The rebels of the Sallow Front and the army fought all week for the bridge, with mortars and rifles. ";

    fn claims(text: &str, word: &'static str, kind: &'static str, score: f32) -> Vec<Claim> {
        scored(text, Scored { word, kind, score, unnamed: None })
    }

    /// The claims of the family of the scored type.
    fn scored(text: &str, reader: Scored) -> Vec<Claim> {
        let part = Part { kind: PartKind::Body, span: Span::new(0, text.len()), because: String::new() };
        let report = Report { text: text.to_owned(), parts: vec![part], ..Report::default() };
        let found = annotate_with(&report, Codebook::builtin(), &reader).claims;
        let family = reader.kind.split('.').next().unwrap_or(reader.kind);
        found.into_iter().filter(|claim| claim.kind.starts_with(family)).collect()
    }

    #[test]
    fn a_word_that_no_trigger_knows_is_read_like_any_other() {
        let text = format!("{WAR}On Monday the militia had not hoovered up eleven farmhands, the miller said.");
        let found = claims(&text, "hoovered", "RECRUIT.ENLIST", 4.0);
        assert_eq!(found.len(), 1, "{found:?}");
        let claim = &found[0];
        assert_eq!((claim.kind.as_str(), claim.trigger.of(&text)), ("RECRUIT.ENLIST", "hoovered"));
        assert_eq!(claim.modality, Modality::Denied);
        assert!(claim.flags.iter().any(|flag| flag == "read_by_the_trained_reader_of_events"), "{:?}", claim.flags);
        assert!(!claim.arguments.is_empty() && claim.attribution.is_some(), "{claim:?}");
    }

    #[test]
    fn what_the_rules_have_in_the_sentence_is_not_added_again() {
        let text = format!("{WAR}On Monday the militia recruited eleven farmhands.");
        let found = claims(&text, "farmhands", "RECRUIT.COERCION", 4.0);
        let kinds: Vec<&str> = found.iter().map(|claim| claim.kind.as_str()).collect();
        assert_eq!(kinds, ["RECRUIT.ENLIST"]);
    }

    #[test]
    fn a_trigger_of_which_its_sentence_says_nothing_is_dropped() {
        let text = format!("{WAR}On Monday the militia recruited eleven farmhands.");
        assert!(claims(&text, "farmhands", "RECRUIT.ENLIST", -8.0).is_empty());
        assert_eq!(claims(&text, "farmhands", "RECRUIT.DRIVE", -1.0).len(), 1, "one type of the family is enough");
    }

    #[test]
    fn a_trigger_is_read_as_what_its_word_names_and_its_own_family_does_not() {
        let text = format!("{WAR}On Monday the militia recruited eleven farmhands.");
        let reader = |score| Scored { word: "recruited", kind: "ABDUCT", score, unnamed: Some("RECRUIT.ENLIST") };
        assert_eq!(scored(&text, reader(1.0)).len(), 1);
        assert!(scored(&text, reader(-1.0)).is_empty(), "too little for another reading");
        let elsewhere = Scored { word: "farmhands", ..reader(-0.1) };
        assert!(scored(&text, elsewhere).is_empty(), "another word says nothing of this one");
    }

    #[test]
    fn what_a_body_is_called_does_not_happen() {
        let text = format!("{WAR}The bread comes from the Northern Schooling Depot in Tarvin.");
        assert!(claims(&text, "Schooling", "TRAIN", 6.0).is_empty());
    }

    #[test]
    fn a_thing_made_for_it_and_the_number_of_those_named_do_not_happen() {
        let rifles = format!("{WAR}The herders carried assault rifles in the market.");
        assert!(claims(&rifles, "assault", "ABDUCT", 6.0).is_empty());
        let number = format!("{WAR}Their number is put at thirty.");
        assert!(claims(&number, "put", "RECRUIT.DRIVE", 6.0).is_empty());
        let recruits = format!("{WAR}The recruits were put in a barn.");
        assert_eq!(claims(&recruits, "put", "RECRUIT.DRIVE", 6.0).len(), 1);
    }

    #[test]
    fn a_score_is_believed_sooner_of_a_sentence_that_counts_and_is_said() {
        let said = format!("{WAR}The miller said that the militia had hoovered up eleven farmhands on Monday.");
        assert_eq!(claims(&said, "hoovered", "RECRUIT.ENLIST", 0.9).len(), 1);
        for text in [
            "Nobody in the valley knows why the militia hoovered up farmhands on Monday.",
            "Eleven farmhands hoovered up by the militia on Monday, the miller said",
            "Had the militia hoovered up eleven farmhands on Monday?",
        ] {
            assert!(claims(&format!("{WAR}{text}"), "hoovered", "RECRUIT.ENLIST", 0.9).is_empty(), "{text}");
        }
    }

    #[test]
    fn a_rubric_tells_of_nothing() {
        let rubric = "Lost and found, births and deaths: after the noon news.";
        assert!(claims(&format!("{WAR}{rubric}"), "deaths", "CASUALTY.KILLED", 4.0).is_empty());
    }

    #[test]
    fn a_low_score_gives_nothing() {
        let text = format!("{WAR}On Monday the militia hoovered up eleven farmhands.");
        assert!(claims(&text, "hoovered", "RECRUIT.ENLIST", -1.0).is_empty());
    }

    #[test]
    fn the_thresholds_are_of_known_types() {
        assert!(LEAST.contains_key("*"));
        for (kind, least) in LEAST.iter() {
            let known = |id: &str| id == *kind || id.split('.').next() == Some(kind);
            assert!(*kind == "*" || Codebook::builtin().types.iter().any(|k| known(&k.id)), "{kind}");
            assert!(least.alone > least.triggered && least.triggered >= 0.0, "{kind}");
        }
    }
}
