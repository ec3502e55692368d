//! Tags that the tagger gets wrong for a known reason, set right by what else the sentence holds.
//!
//! For: sentences about plural subjects in the past tense, which news is full of and the training data is not. In: a tagged
//! sentence. Out: the same with better tags. Each rule needs two signs, one in the word and one beside it. Not here: the tagger itself.

use super::super::doc::{Doc, Tag};
use super::beside_numbers;
use super::capitals::Capitals;
use super::headline_verb::headline_verb;
use super::lexicon::{NOUN, VERB};
use super::only_verb::{headline_participle, not_the_verb, only_verb};
use super::second_verb::{row_of_pasts, second_verb};
use super::verb_by_place::verb_by_place;
use crate::report::PartKind;
use std::ops::Range;

/// Sets right the tags of all sentences.
pub(super) fn mend(doc: &mut Doc<'_>) {
    let mut capitals = Capitals::default();
    for number in 0..doc.sentence_tokens.len() {
        let sentence = doc.sentence(number);
        capitals.mend(doc, &sentence);
        for i in sentence.clone() {
            beside_numbers::mend(doc, &sentence, i);
            never_a_verb(doc, &sentence, i);
            article(doc, &sentence, i);
            irregular_past(doc, &sentence, i);
            regular_past(doc, &sentence, i);
            past_after_plural(doc, &sentence, i);
            noun_by_place(doc, &sentence, i);
            base_of_past(doc, &sentence, i);
            past_like_base(doc, &sentence, i);
            second_verb(doc, &sentence, i);
            verb_by_place(doc, &sentence, i);
            acting(doc, &sentence, i);
            plural_subject(doc, &sentence, i);
            saying_after(doc, &sentence, i);
        }
        // A headline leaves out "were": "Two nurses dragged from coach".
        if doc.is_in(number, PartKind::Body) {
            for i in sentence.clone() {
                only_verb(doc, &sentence, i);
                not_the_verb(doc, &sentence, i);
                row_of_pasts(doc, &sentence, i);
            }
        } else {
            sentence.clone().for_each(|i| headline_participle(doc, &sentence, i));
            if doc.is_in(number, PartKind::Headline) {
                headline_verb(doc, &sentence);
            }
        }
    }
}

/// "Teen shot by police": a capital at the beginning hides a noun for people, which the dictionary knows as no verb.
fn never_a_verb(doc: &mut Doc<'_>, sentence: &Range<usize>, i: usize) {
    let known = &doc.lower_word(i).grammar;
    let noun = known.own() & NOUN != 0 && known.is_people();
    let verb = (known.own() | known.stems()) & VERB != 0 || known.irregular_verb();
    if i == sentence.start && doc.tag(i).is_verb() && noun && !verb {
        doc.tokens[i].tag = Tag::NN;
    }
}

/// "Varenian warplanes hit a camp": before a past form and its object no verb in the present stands, but "be", "have" and "get".
fn plural_subject(doc: &mut Doc<'_>, sentence: &Range<usize>, i: usize) {
    if doc.tag(i) != Tag::VBZ || i == sentence.start || i + 2 >= sentence.end || !doc.lower(i).ends_with('s') {
        return;
    }
    let past = matches!(doc.tag(i + 1), Tag::VBN | Tag::VBD);
    let before = doc.tag(i - 1);
    let modified = before.is_noun() || before.is_adjective() || before == Tag::DT;
    let helper = !matches!(doc.lemma_of_helper(i), Helper::None) || doc.lemma(i) == "get" || doc.lower(i) == "gets";
    let noun = doc.lower_word(i).grammar.stems() & NOUN != 0;
    if past && modified && !helper && noun && begins_object(doc, i + 2) {
        doc.tokens[i].tag = Tag::NNS;
        doc.tokens[i + 1].tag = Tag::VBD;
    }
}

/// "The army left the town, Olun Online reports", "..., the guild boasts": a form that may be a noun or a verb of saying, where a name,
/// a medium or "the guild" stands between the comma after a clause and it, and nothing but a time after it. Not the last of a list
/// ("letters, diaries and agency reports").
fn saying_after(doc: &mut Doc<'_>, sentence: &Range<usize>, i: usize) {
    // "local media say, after ...": nobody has a say without an article.
    if doc.lower(i) == "say" && doc.tag(i) == Tag::NN && i > sentence.start && doc.tag(i - 1).is_noun() {
        doc.tokens[i].tag = Tag::VBP;
        return;
    }
    let noun = matches!(doc.tag(i), Tag::NN | Tag::NNS | Tag::NNP | Tag::NNPS);
    if !(noun || doc.tag(i) == Tag::VBZ)
        || i < sentence.start + 4
        || doc.word(i) != doc.lower(i)
        || !says_or_names(doc.lower(i))
    {
        return;
    }
    let mut rest = (i + 1..sentence.end).filter(|j| !matches!(doc.tag(*j), Tag::CloseQuote));
    let ends = rest.next().is_none_or(|j| doc.tag(j) == Tag::Stop || doc.lower(j) == "on");
    let of = |j: usize| doc.lower(j) == "of" && doc.tag(j + 1).is_name();
    let subject = |j: usize| doc.tag(j).is_noun() || doc.tag(j).is_adjective() || doc.tag(j) == Tag::DT || of(j);
    let first = (sentence.start..i).rev().take_while(|j| subject(*j)).last();
    let Some(comma) = first.filter(|first| *first > sentence.start + 1).map(|first| first - 1) else { return };
    let told = (sentence.start..comma).rev().take_while(|j| doc.tag(*j) != Tag::Comma).any(|j| doc.tag(j).is_finite());
    // "the ministry repeats", but not "the ministry reports" of several ministries: one teller, one form.
    let capital = doc.word(i - 1).starts_with(char::is_uppercase);
    let one = (capital || matches!(doc.tag(i - 1), Tag::NN | Tag::NNP)) && doc.lower(i).ends_with('s');
    let definite = doc.lower(comma + 1) == "the" && i > comma + 2 && one;
    let named = doc.tag(i - 1).is_name() || capital && doc.tag(i - 2).is_name();
    let teller = named || is_medium(doc.lower(i - 1)) || definite;
    if !noun {
        // "letters, diaries, Amnesty reports": nothing was told that it could follow.
        if ends && !told && doc.tag(comma) == Tag::Comma {
            doc.tokens[i].tag = Tag::NNS;
        }
        return;
    }
    if ends && told && teller && matches!(doc.tag(comma), Tag::Comma | Tag::CloseQuote) {
        doc.tokens[i].tag = if doc.lower(i).ends_with('s') { Tag::VBZ } else { Tag::VBP };
    }
}

/// Forms of verbs of saying that are nouns, too.
fn says_or_names(lower: &str) -> bool {
    let base = lower.strip_suffix('s').unwrap_or(lower);
    matches!(
        base,
        "report" | "claim" | "state" | "note" | "remark" | "comment" | "charge" | "boast" | "repeat" | "answer"
    )
}

/// Common nouns for what prints or sends news.
fn is_medium(lower: &str) -> bool {
    matches!(lower, "agency" | "paper" | "site" | "portal" | "station" | "press")
        || crate::annotate::attribution::names_medium(lower)
}

/// "Drones struck", "Rebels shot down": the past form of an irregular verb that is no base form.
fn irregular_past(doc: &mut Doc<'_>, sentence: &Range<usize>, i: usize) {
    let tag = doc.tag(i);
    let odd = matches!(tag, Tag::VB | Tag::VBP | Tag::IN | Tag::NN | Tag::JJ | Tag::NNP);
    if !odd || i == sentence.start || doc.word(i) != doc.lower(i) {
        return;
    }
    let known = &doc.lower_word(i).grammar;
    if !known.irregular_verb() || known.own() & VERB != 0 || known.closed.is_some() {
        return;
    }
    let before = doc.tag(i - 1);
    let helped = matches!(doc.lemma_of_helper(i - 1), Helper::Have | Helper::Be);
    if matches!(tag, Tag::VB | Tag::VBP) {
        doc.tokens[i].tag = if helped { Tag::VBN } else { Tag::VBD };
        return;
    }
    let plural = matches!(before, Tag::NNS | Tag::NNPS | Tag::PRP);
    let next = if i + 1 < sentence.end { doc.lower(i + 1) } else { "" };
    let object = i + 1 < sentence.end && begins_object(doc, i + 1);
    let particle = matches!(next, "down" | "dead" | "at" | "up" | "back");
    let never_else = tag == Tag::IN || known.no_noun() && tag == Tag::NN;
    if object && tag == Tag::IN
        || plural && (object || particle || never_else)
        || (before.is_noun() || before == Tag::CloseBracket) && object && matches!(tag, Tag::NN | Tag::NNP)
    {
        doc.tokens[i].tag = Tag::VBD;
    }
}

/// "saw the men lay their rifles on a sheet": with an object and below a verb of seeing or causing, "lay" is no past of "lie".
fn base_of_past(doc: &mut Doc<'_>, sentence: &Range<usize>, i: usize) {
    let past = matches!(doc.tag(i), Tag::VBD | Tag::VBP)
        && doc.lower(i) == "lay"
        && i > sentence.start + 1
        && i + 1 < sentence.end;
    if !past {
        return;
    }
    let (before, next) = (doc.tag(i - 1), doc.lower(i + 1));
    let object =
        begins_object(doc, i + 1) || matches!(next, "what" | "down" | "aside" | "all" | "some" | "these" | "those");
    let governs = |j: usize| {
        let word = doc.lower(j);
        doc.tag(j).is_verb()
            && matches!(
                word,
                "saw"
                    | "see"
                    | "sees"
                    | "seen"
                    | "seeing"
                    | "watched"
                    | "watch"
                    | "watches"
                    | "watching"
                    | "heard"
                    | "observed"
                    | "witnessed"
                    | "made"
                    | "make"
                    | "makes"
                    | "let"
                    | "lets"
                    | "helped"
                    | "help"
                    | "had"
            )
    };
    let below = (sentence.start..i - 1).any(governs);
    if object && below && (before.is_noun() || before.is_adverb() || matches!(before, Tag::PRP | Tag::CC)) {
        doc.tokens[i].tag = Tag::VB;
    }
}

/// "The army on Monday shut the pass": a verb whose past looks like a noun, after the day that follows the subject.
fn past_like_base(doc: &mut Doc<'_>, sentence: &Range<usize>, i: usize) {
    let noun =
        matches!(doc.tag(i), Tag::NN | Tag::JJ | Tag::NNP | Tag::VB) && i > sentence.start + 2 && i + 1 < sentence.end;
    if !noun || !is_past_of_itself(doc.lower(i)) || !matches!(doc.lower(i - 2), "on" | "last" | "this") {
        return;
    }
    let day = doc.lower(i - 1).ends_with("day");
    let goes_on =
        begins_object(doc, i + 1) || matches!(doc.lower(i + 1), "back" | "out" | "up" | "off" | "down" | "in");
    let finite = (sentence.start..i).any(|j| doc.tag(j).is_finite() || doc.tag(j) == Tag::MD);
    if day && goes_on && !finite && doc.tag(i - 3).is_noun() {
        doc.tokens[i].tag = Tag::VBD;
    }
}

/// "no servicemen", "a charge": articles are nothing else before a noun.
fn article(doc: &mut Doc<'_>, sentence: &Range<usize>, i: usize) {
    let next = if i + 1 < sentence.end { doc.tag(i + 1) } else { Tag::Stop };
    // "A Guard officer": a capital that only the beginning of the sentence asks for.
    let opens = i == sentence.start || doc.tag(i - 1) == Tag::OpenQuote;
    let wrong = matches!(doc.tag(i), Tag::NN | Tag::UH | Tag::RB | Tag::JJ)
        || opens && (doc.tag(i).is_name() || doc.tag(i) == Tag::LS);
    if wrong && (next.is_noun() || next.is_adjective()) && matches!(doc.lower(i), "a" | "an" | "no" | "the") {
        doc.tokens[i].tag = Tag::DT;
    }
}

/// "the Front walked in", "the wounded died", "and left by the south road": regular past forms read as something else.
fn regular_past(doc: &mut Doc<'_>, sentence: &Range<usize>, i: usize) {
    let tag = doc.tag(i);
    if i < sentence.start + 2 || !matches!(tag, Tag::NN | Tag::VBN | Tag::VB | Tag::VBP) {
        return;
    }
    let (before, lower) = (doc.tag(i - 1), doc.lower(i));
    let known = &doc.lower_word(i).grammar;
    let verb = lower.ends_with("ed") && known.no_noun() && known.stems() & VERB != 0;
    let article = doc.tag(i - 2) == Tag::DT;
    let capital = article && before == Tag::JJ && doc.word(i - 1) != doc.lower(i - 1);
    let people =
        article && before == Tag::JJ && matches!(doc.lower(i - 1), "wounded" | "injured" | "displaced" | "missing");
    if verb && (tag == Tag::NN && (capital || before.is_noun()) || tag == Tag::VBN && (capital || people)) {
        doc.tokens[i].tag = Tag::VBD;
        if capital {
            doc.tokens[i - 1].tag = Tag::NNP;
        } else if people {
            doc.tokens[i - 1].tag = Tag::NNS;
        }
        return;
    }
    // The second verb of one subject is past where the first is: "went and put", "came and took".
    let same = matches!(tag, Tag::VB | Tag::VBP) && is_past_of_itself(lower);
    if (tag == Tag::VBN && !lower.ends_with('n') || same) && before == Tag::CC {
        let first = (sentence.start..i - 1).rev().find(|&j| doc.tag(j).is_verb() || doc.tag(j) == Tag::MD);
        let auxiliary = |j: usize| matches!(doc.lemma_of_helper(j), Helper::Have | Helper::Be);
        if first.is_some_and(|j| doc.tag(j) == Tag::VBD && !auxiliary(j)) {
            doc.tokens[i].tag = Tag::VBD;
        }
    }
}

/// "Gunners hit a grain store": after a plural subject alone, news tells what was.
fn past_after_plural(doc: &mut Doc<'_>, sentence: &Range<usize>, i: usize) {
    let tells = doc.tag(i) == Tag::VBP && is_past_of_itself(doc.lower(i)) && i > sentence.start;
    if !tells || !matches!(doc.tag(i - 1), Tag::NNS | Tag::NNPS) || i + 1 >= sentence.end {
        return;
    }
    let present = (sentence.start..i).any(|j| matches!(doc.tag(j), Tag::VBZ | Tag::VBP | Tag::MD | Tag::TO));
    if !present && begins_object(doc, i + 1) {
        doc.tokens[i].tag = Tag::VBD;
    }
}

/// Whether the past of a verb looks like its base.
pub(super) fn is_past_of_itself(lower: &str) -> bool {
    matches!(
        lower,
        "hit" | "cut" | "put" | "set" | "shut" | "let" | "beat" | "quit" | "cast" | "split" | "burst" | "spread"
    )
}

/// Whether a word opens a noun phrase and nothing else.
pub(super) fn begins_object(doc: &Doc<'_>, i: usize) -> bool {
    matches!(doc.lower(i), "the" | "a" | "an" | "his" | "her" | "their" | "its" | "them" | "him" | "it")
        || doc.lower_word(i).quantity.value.is_some()
}

/// Nouns that look like other words: "There was shooting", "Shelling destroyed the dairy", "The army's counter-attack failed".
fn noun_by_place(doc: &mut Doc<'_>, sentence: &Range<usize>, i: usize) {
    let next = if i + 1 < sentence.end { doc.tag(i + 1) } else { Tag::Stop };
    let before = if i > sentence.start { doc.tag(i - 1) } else { Tag::Stop };
    match doc.tag(i) {
        Tag::VBG
            if i == sentence.start
                && i + 2 < sentence.end
                && next == Tag::VBN
                && !doc.lower(i + 1).ends_with('n')
                && begins_object(doc, i + 2) =>
        {
            doc.tokens[i].tag = Tag::NN;
            doc.tokens[i + 1].tag = Tag::VBD;
        }
        // "Pay is promised": no base form stands before a finite verb.
        Tag::VB
            if i == sentence.start
                && matches!(next, Tag::VBZ | Tag::VBD | Tag::MD)
                && !doc.lower_word(i).grammar.no_noun() =>
        {
            doc.tokens[i].tag = Tag::NN;
        }
        Tag::VBG if i >= sentence.start + 2 && doc.tag(i - 2) == Tag::EX && before.is_finite() => {
            doc.tokens[i].tag = Tag::NN;
        }
        // "were killed by shelling in Olun", "died in fighting on Monday": what does it to somebody, without an object of its own.
        Tag::VBG
            if i >= sentence.start + 2
                && matches!(doc.lower(i - 1), "by" | "in" | "during" | "amid")
                && doc.tag(i - 2).is_verb()
                && matches!(
                    doc.lower(i + 1),
                    "in" | "near" | "at" | "around" | "on" | "across" | "outside" | "along" | "." | ","
                )
                && doc.lower_word(i).grammar.own() & NOUN != 0 =>
        {
            doc.tokens[i].tag = Tag::NN;
        }
        Tag::JJ if matches!(before, Tag::POS | Tag::PRPS) && matches!(next, Tag::VBD | Tag::VBZ) => {
            doc.tokens[i].tag = Tag::NN;
        }
        // "hit back over claims that": no verb in the present follows a preposition.
        Tag::VBZ
            if i > sentence.start
                && matches!(
                    doc.lower(i - 1),
                    "over" | "at" | "against" | "about" | "of" | "with" | "from" | "into"
                )
                && doc.lower_word(i).grammar.stems() & NOUN != 0 =>
        {
            doc.tokens[i].tag = Tag::NNS;
        }
        _ => {}
    }
}

/// "the men carrying the boxes": what an adjective in "-ing" never has behind it is a verb's.
fn acting(doc: &mut Doc<'_>, sentence: &Range<usize>, i: usize) {
    let known = &doc.lower_word(i).grammar;
    if doc.tag(i) == Tag::JJ
        && i + 1 < sentence.end
        && doc.lower(i).ends_with("ing")
        && known.stems() & VERB != 0
        && (matches!(doc.tag(i + 1), Tag::DT | Tag::PRPS | Tag::RP)
            || matches!(doc.lower(i + 1), "back" | "away" | "out"))
    {
        doc.tokens[i].tag = Tag::VBG;
    }
}

/// What a word does before another verb form.
pub(super) enum Helper {
    Have,
    Be,
    None,
}

impl Doc<'_> {
    pub(super) fn lemma_of_helper(&self, token: usize) -> Helper {
        match self.lower(token) {
            "have" | "has" | "had" | "having" | "'ve" => Helper::Have,
            "is" | "are" | "was" | "were" | "been" | "being" | "be" | "'re" | "'s" => Helper::Be,
            _ => Helper::None,
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::parse;
    use super::*;
    use crate::report::{Part, Report};
    use crate::text::Span;

    pub(in super::super) fn tag_of(text: &str, word: &str) -> Tag {
        let part = Part { kind: PartKind::Body, span: Span::new(0, text.len()), because: String::new() };
        let report = Report { text: text.to_owned(), parts: vec![part], ..Report::default() };
        let doc = parse(&report);
        let at = (0..doc.tokens.len()).find(|i| doc.word(*i) == word).unwrap();
        doc.tag(at)
    }

    #[test]
    fn a_plural_at_the_beginning_is_a_noun() {
        assert_eq!(tag_of("Shells fell on the bus station.", "Shells"), Tag::NNS);
    }

    #[test]
    fn a_plural_before_a_past_form_and_its_object_is_no_verb() {
        assert_eq!(tag_of("Damurian gunners hit a grain store near Arven.", "gunners"), Tag::NNS);
        assert_eq!(tag_of("Damurian gunners hit a grain store near Arven.", "hit"), Tag::VBD);
        assert_eq!(tag_of("The brigade has hit a camp near Arven.", "has"), Tag::VBZ);
    }

    #[test]
    fn an_article_that_opens_a_sentence_is_no_name() {
        assert_eq!(tag_of("A Marsh Guard officer said that troops had left.", "A"), Tag::DT);
        assert_eq!(tag_of("A Citadel Guard officer said that troops had left.", "A"), Tag::DT);
    }

    #[test]
    fn a_report_that_follows_its_clause_is_a_verb() {
        assert_eq!(tag_of("The army has left the town, Olun Valley Online reports.", "reports"), Tag::VBZ);
        assert_eq!(tag_of("The army has left the town of Olun, local radio reports.", "reports"), Tag::VBZ);
        assert_eq!(tag_of("The army has left the town of Olun, local media report.", "report"), Tag::VBP);
        assert_eq!(tag_of("Nine crews have changed sides with their boats, the Guild boasts.", "boasts"), Tag::VBZ);
        assert_eq!(tag_of("Nine crews have changed sides with their boats, the Front boasts.", "boasts"), Tag::VBZ);
        assert_eq!(tag_of("Nobody has left the pier, the ministry repeats.", "repeats"), Tag::VBZ);
        assert_eq!(tag_of("The crews have left, the watchers of Pierline report.", "report"), Tag::VBP);
        assert_eq!(tag_of("The crews were taken this month, local media say, after a storm.", "say"), Tag::VBP);
        assert_eq!(tag_of("The study is based on letters, diaries and radio reports.", "reports"), Tag::NNS);
        assert_eq!(tag_of("The study is based on letters, diaries, Amnesty reports.", "reports"), Tag::NNS);
        assert_eq!(tag_of("The army has read nine Amnesty reports.", "reports"), Tag::NNS);
    }

    #[test]
    fn the_past_of_an_irregular_verb_is_past() {
        assert_eq!(tag_of("Drones struck a fuel depot outside Kessara.", "struck"), Tag::VBD);
        assert_eq!(tag_of("Rebels shot down a helicopter near the lake.", "shot"), Tag::VBD);
        assert_eq!(tag_of("An explosion shook the port.", "shook"), Tag::VBD);
        assert_eq!(tag_of("Fighters overran an army post in the hills.", "overran"), Tag::VBD);
        let text = "Fighters loyal to the Upland Autonomy Army (UAA) overran the garrison in May.";
        assert_eq!(tag_of(text, "overran"), Tag::VBD);
        assert_eq!(tag_of("His cousin came and put his name down.", "put"), Tag::VBD);
        assert_eq!(tag_of("He wanted to come and put his name down.", "put"), Tag::VB);
        assert_eq!(tag_of("REBELS SEND 14-YEAR-OLDS TO THE PASS", "14-YEAR-OLDS"), Tag::NNS);
    }

    #[test]
    fn a_verb_after_a_day_is_past() {
        assert_eq!(tag_of("The Brigade on Monday hit back over claims that it shelled the town.", "hit"), Tag::VBD);
        assert_eq!(tag_of("It was on Thursday a hit in the charts.", "hit"), Tag::NN);
    }

    #[test]
    fn a_verb_below_another_is_in_its_base_form() {
        assert_eq!(tag_of("Our reporter saw the men lay their rifles on a blanket.", "lay"), Tag::VB);
        assert_ne!(tag_of("The rifles lay on a blanket.", "lay"), Tag::VB);
    }

    #[test]
    fn a_noun_is_known_by_its_place() {
        assert_eq!(tag_of("The Brigade on Monday hit back over claims that it shelled the town.", "claims"), Tag::NNS);
        assert_eq!(tag_of("The Brigade claims that it shelled the town.", "claims"), Tag::VBZ);
        assert_eq!(tag_of("The clinic counted fourteen dead.", "fourteen"), Tag::CD);
        assert_eq!(tag_of("There was shooting around the garrison.", "shooting"), Tag::NN);
        assert_eq!(tag_of("Shelling destroyed the dairy.", "destroyed"), Tag::VBD);
        assert_eq!(tag_of("Two men were killed by shelling in Olun.", "shelling"), Tag::NN);
        assert_eq!(tag_of("Two men were accused by shelling the town.", "shelling"), Tag::VBG);
        assert_eq!(tag_of("Pay is promised to those who come back.", "Pay"), Tag::NN);
    }
}
