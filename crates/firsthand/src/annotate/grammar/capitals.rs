//! What a capital says of a word that the tagger took for something else.
//!
//! In: a tagged sentence. Out: the same with names where only a capital shows them, and without those that only their place
//! capitalises. Not here: what else the tagger gets wrong (`repairs`), where names begin and end (`names`).

use super::super::attribution::is_speech;
use super::super::doc::{Doc, Tag};
use super::is_capitalised;
use super::lexicon::{NOUN, VERB};
use super::tagger::{PROSE, mode};
use rustc_hash::FxHashSet;
use std::ops::Range;

/// Sets right the names of one report, sentence by sentence.
#[derive(Default)]
pub(super) struct Capitals {
    /// The words that stand capitalised inside a sentence, where they were asked for.
    inner: Option<FxHashSet<String>>,
}

impl Capitals {
    /// Sets right the names of a sentence.
    pub fn mend(&mut self, doc: &mut Doc<'_>, sentence: &Range<usize>) {
        plural_first(doc, sentence, &mut self.inner);
        unknown_first(doc, sentence);
        let prose = mode(doc, sentence.clone()) == PROSE;
        for i in sentence.clone() {
            name_after_title(doc, sentence, i);
            if prose {
                short_name(doc, sentence, i);
                name_like_verb(doc, sentence, i);
                name_goes_on(doc, sentence, i);
            }
        }
    }
}

/// "Shells fell" is no verb and "Airstrikes resumed" no name: a plural noun that only its place capitalises.
fn plural_first(doc: &mut Doc<'_>, sentence: &Range<usize>, names: &mut Option<FxHashSet<String>>) {
    let i = sentence.start;
    if i + 1 >= sentence.end || !(doc.lower(i).ends_with('s') || doc.lower(i).ends_with("men")) {
        return;
    }
    let next = doc.tag(i + 1);
    let verb = doc.tag(i) == Tag::VBZ && (next.is_finite() || next == Tag::VBN);
    let inflected = || {
        let (lower, known) = (doc.lower(i), &doc.lower_word(i).grammar);
        let compound = lower.len() > 4 && lower.ends_with("men");
        compound || known.stems() & NOUN != 0 && known.no_noun()
    };
    let name = doc.tag(i).is_name() && !next.is_name() && inflected() && {
        let known = names.get_or_insert_with(|| inner_names(doc));
        !known.contains(doc.lower(i))
    };
    if verb || name {
        doc.tokens[i].tag = Tag::NNS;
    }
}

/// "Glasswing has learned": a word that is no noun, alone before a verb, is a name.
fn unknown_first(doc: &mut Doc<'_>, sentence: &Range<usize>) {
    let i = sentence.start;
    let unknown = || {
        let known = &doc.lower_word(i).grammar;
        known.no_noun() && known.stems() & NOUN == 0
    };
    if i + 1 < sentence.end
        && doc.tag(i) == Tag::NN
        && is_capitalised(doc.word(i))
        && doc.tag(i + 1).is_finite()
        && unknown()
    {
        doc.tokens[i].tag = Tag::NNP;
    }
}

/// "Tomas Reel": inside a sentence a capital behind a name is its next word.
fn name_goes_on(doc: &mut Doc<'_>, sentence: &Range<usize>, i: usize) {
    if i > sentence.start
        && doc.tag(i) == Tag::NN
        && is_capitalised(doc.word(i))
        && doc.tag(i - 1).is_name()
        && is_capitalised(doc.word(i - 1))
    {
        doc.tokens[i].tag = Tag::NNP;
    }
}

/// "Dr Tobias said": a capital after a word that only names follow is a name, whatever its ending looks like.
fn name_after_title(doc: &mut Doc<'_>, sentence: &Range<usize>, i: usize) {
    if i == sentence.start
        || doc.tag(i).is_name()
        || !doc.lower_word(i - 1).names.opens_name()
        || !doc.word(i - 1).starts_with(char::is_uppercase)
    {
        return;
    }
    let mut letters = doc.word(i).chars();
    let capital = letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase);
    if capital {
        doc.tokens[i].tag = Tag::NNP;
    }
}

/// "IS said", "the WHO counted": a word of capitals alone among others that looks like "is" or "who" is the short form of a name.
fn short_name(doc: &mut Doc<'_>, sentence: &Range<usize>, i: usize) {
    let capitals = |j: usize| {
        let word = doc.word(j);
        word.len() > 1 && word.chars().all(char::is_uppercase)
    };
    if !matches!(doc.lower(i), "is" | "who" | "us" | "am") || !capitals(i) || doc.tag(i).is_name() {
        return;
    }
    let beside = [i.checked_sub(1).filter(|j| *j >= sentence.start), Some(i + 1).filter(|j| *j < sentence.end)];
    if beside.into_iter().flatten().all(|j| !capitals(j)) {
        doc.tokens[i].tag = Tag::NNP;
        // "IS claims it": what was a plural behind a verb tells.
        if i + 1 < sentence.end && doc.tag(i + 1) == Tag::NNS && doc.lower_word(i + 1).grammar.stems() & VERB != 0 {
            let told = (i + 2..sentence.end).take(8).any(|j| doc.tag(j).is_finite() || doc.tag(j) == Tag::MD);
            let clause = matches!(doc.tag(i + 2), Tag::PRP | Tag::DT | Tag::IN | Tag::EX);
            if told && clause && is_speech(&crate::annotate::lemma(doc.lower(i + 1), Tag::VBZ)) {
                doc.tokens[i + 1].tag = Tag::VBZ;
            }
        }
    }
}

/// "the surveyor Said Orlan told": inside a sentence no verb has a capital, and a name goes on.
fn name_like_verb(doc: &mut Doc<'_>, sentence: &Range<usize>, i: usize) {
    let verb = doc.tag(i).is_finite() || matches!(doc.tag(i), Tag::VB | Tag::VBN);
    if !verb || i <= sentence.start + 1 || i + 1 >= sentence.end || !is_capitalised(doc.word(i)) {
        return;
    }
    let before = doc.word(i - 1);
    let goes_on = doc.tag(i + 1).is_name() && is_capitalised(doc.word(i + 1));
    // "took Olun, Arven and March": the last of a list of names.
    let last = doc.tag(i - 1) == Tag::CC && doc.tag(i - 2).is_name();
    if last || goes_on && doc.tag(i - 1).is_noun() && before == doc.lower(i - 1) {
        doc.tokens[i].tag = Tag::NNP;
    }
}

/// The words that stand capitalised inside a sentence: they are names at its beginning, too.
fn inner_names(doc: &Doc<'_>) -> FxHashSet<String> {
    let inside = (0..doc.sentence_tokens.len()).flat_map(|s| doc.sentence(s).skip(1));
    inside.filter(|i| doc.tag(*i).is_name()).map(|i| doc.lower(i).to_owned()).collect()
}
