//! A participle that is the only verb of its clause is its past tense, and one that is not is none.
//!
//! In: a tagged sentence of a body (a headline leaves out "were"). Out: the same with "The garrison changed sides" in the past and
//! "The men sent to Arven were tired" as a participle. Not here: what else the tagger gets wrong (`repairs`).

use super::super::doc::{Doc, Tag};
use super::super::vocabulary::listed;
use super::complements::TWO_OBJECTS;
use super::repairs::begins_object;
use std::ops::Range;

/// "The garrison changed sides": a participle right after the subject of a clause that has no other verb is its past tense.
pub(super) fn only_verb(doc: &mut Doc<'_>, sentence: &Range<usize>, i: usize) {
    if i > sentence.start && doc.tag(i - 1) == Tag::Comma {
        return after_comma(doc, sentence, i);
    }
    if doc.tag(i) != Tag::VBN || i == sentence.start || doc.lower(i).ends_with('n') {
        return;
    }
    let at = |j: usize| if j < sentence.end { doc.lower(j) } else { "" };
    // "shot dead by", "gunned down by": a word that belongs to the verb.
    let after = i + 1 + usize::from(matches!(at(i + 1), "dead" | "down" | "up" | "over" | "away" | "off" | "alive"));
    let next = at(after);
    let before = doc.tag(i - 1);
    let opens = before == Tag::PRP || (before.is_noun() && opens_clause(doc, sentence, i - 1, false));
    let passive = next == "by" || next == "with" && !is_way_of_going(doc.lower(i));
    let lone = opens && !passive && !verb_follows(doc, sentence, i + 1);
    // "that its men in this province used nine girls": a participle that describes has no object.
    let acts =
        || before.is_noun() && has_object(doc, sentence, i) && (opens || opens_clause(doc, sentence, i - 1, true));
    if lone || acts() {
        doc.tokens[i].tag = Tag::VBD;
    }
}

/// "The clerks sent to run the office have left": a past form right after a subject whose clause goes on to a verb of its own describes it.
pub(super) fn not_the_verb(doc: &mut Doc<'_>, sentence: &Range<usize>, i: usize) {
    if doc.tag(i) != Tag::VBD || i == sentence.start || i + 2 >= sentence.end || !doc.tag(i - 1).is_noun() {
        return;
    }
    let lower = doc.lower(i);
    let participle = lower.ends_with("ed") || PAST_AND_PARTICIPLE.contains(&lower);
    let bare = matches!(doc.tag(i + 1), Tag::IN | Tag::TO | Tag::RB | Tag::VBG);
    let says = || listed(&crate::annotate::lemma(lower, Tag::VBD)).grammar.complement_verb;
    if participle && bare && !says() && opens_clause(doc, sentence, i - 1, false) && goes_on(doc, sentence, i + 1) {
        doc.tokens[i].tag = Tag::VBN;
    }
}

/// "Mill hit, doctor says": in a headline a form that is also a noun, right after one and at the end of a clause, is a participle.
pub(super) fn headline_participle(doc: &mut Doc<'_>, sentence: &Range<usize>, i: usize) {
    let ends = i + 1 >= sentence.end || matches!(doc.tag(i + 1), Tag::Comma | Tag::IN | Tag::Colon);
    if i > sentence.start
        && ends
        && doc.tag(i) == Tag::NN
        && doc.tag(i - 1).is_noun()
        && PAST_AND_PARTICIPLE.contains(&doc.lower(i))
    {
        doc.tokens[i].tag = Tag::VBN;
    }
}

/// Irregular past forms that are participles, too, of verbs that take an object.
const PAST_AND_PARTICIPLE: [&str; 24] = [
    "bought", "bound", "brought", "built", "caught", "cut", "found", "fought", "heard", "held", "hit", "hurt", "kept",
    "left", "led", "lost", "made", "paid", "put", "sent", "set", "shot", "sold", "taught",
];

/// Whether a finite verb follows that has no subject but one before `from`: a noun in a phrase of its own stands between at most.
fn goes_on(doc: &Doc<'_>, sentence: &Range<usize>, from: usize) -> bool {
    for j in from..sentence.end {
        match doc.tag(j) {
            Tag::VBZ | Tag::VBP | Tag::VBD | Tag::MD => return true,
            Tag::PRP | Tag::WDT | Tag::WP | Tag::WPS | Tag::WRB | Tag::Stop | Tag::Colon | Tag::CC | Tag::Comma => {
                return false;
            }
            Tag::OpenQuote | Tag::CloseQuote => return false,
            // "moved to the town the rebels had left"
            Tag::DT | Tag::PRPS if doc.tag(j - 1).is_noun() => return false,
            Tag::IN if is_subordinator(doc.lower(j)) => return false,
            _ => {}
        }
    }
    false
}

/// "Varenia, a backer of the rebels, sent boats": the verb of a clause whose subject an aside tells of.
fn after_comma(doc: &mut Doc<'_>, sentence: &Range<usize>, i: usize) {
    let lower = doc.lower(i);
    let past = || lower.ends_with("ed") || doc.lower_word(i).grammar.irregular_verb();
    let form = match doc.tag(i) {
        Tag::VBN => !lower.ends_with('n'),
        Tag::JJ => past(),
        _ => false,
    };
    if !form || i + 1 >= sentence.end {
        return;
    }
    let next = doc.tag(i + 1);
    let object = matches!(next, Tag::NNS | Tag::NNP | Tag::NNPS | Tag::CD | Tag::DT | Tag::PRP | Tag::PRPS)
        || next.is_adjective() && i + 2 < sentence.end && doc.tag(i + 2).is_noun();
    // "Dr Tal, head of the clinic, left."
    let only = || !sentence.clone().any(|j| doc.tag(j).is_finite() || doc.tag(j) == Tag::MD);
    if (object || only()) && after_aside(doc, sentence, i - 1) && !verb_follows(doc, sentence, i + 1) {
        doc.tokens[i].tag = Tag::VBD;
    }
}

/// Longest aside between a subject and its verb, in tokens.
const ASIDE: usize = 16;

/// "Varenia, a backer of the rebels, sent two": whether the comma ends an aside about the subject of a clause.
fn after_aside(doc: &Doc<'_>, sentence: &Range<usize>, comma: usize) -> bool {
    let nearest = sentence.start.max(comma.saturating_sub(ASIDE));
    let Some(opens) = (nearest..comma).rev().find(|&j| doc.tag(j) == Tag::Comma).filter(|&j| j > sentence.start) else {
        return false;
    };
    let about = matches!(doc.tag(opens + 1), Tag::DT | Tag::CD | Tag::NN | Tag::NNP | Tag::JJ | Tag::PRPS);
    let verbless = !(opens..comma).any(|j| doc.tag(j).is_finite() || doc.tag(j) == Tag::MD);
    let subject = opens - 1;
    if !(about && verbless && doc.tag(subject).is_noun()) {
        return false;
    }
    // "Tal said Varenia, ...": what is said begins without "that".
    let said = (sentence.start..subject).rev().take(6).find(|&j| !is_nominal(doc.tag(j)));
    let verb = said.filter(|&j| {
        doc.tag(j).is_verb() && listed(&crate::annotate::lemma(doc.lower(j), doc.tag(j))).grammar.complement_verb
    });
    verb.is_some() || opens_clause(doc, sentence, subject, false)
}

fn is_nominal(tag: Tag) -> bool {
    tag.is_noun() || tag.is_adjective() || matches!(tag, Tag::DT | Tag::PRPS | Tag::CD | Tag::POS)
}

/// Whether a direct object follows, which no participle takes but of verbs of giving and naming. "Killed the day before" has none.
pub(super) fn has_object(doc: &Doc<'_>, sentence: &Range<usize>, i: usize) -> bool {
    let mut near = i + 1..sentence.end.min(i + 6);
    if !near.clone().next().is_some_and(|j| begins_object(doc, j)) {
        return false;
    }
    let verb = crate::annotate::lemma(doc.lower(i), Tag::VBN);
    let two = TWO_OBJECTS.contains(verb.as_ref())
        || matches!(
            verb.as_ref(),
            "call"
                | "name"
                | "dub"
                | "label"
                | "term"
                | "consider"
                | "deem"
                | "declare"
                | "elect"
                | "appoint"
                | "make"
                | "entitle"
                | "nickname"
                | "brand"
                | "cost"
        );
    let of_time = |j: usize| {
        let lower = doc.lower(j);
        matches!(lower, "ago" | "earlier" | "later" | "before" | "time" | "times" | "way" | "same" | "previous")
            || listed(&crate::annotate::lemma(lower, Tag::NNS)).grammar.time_noun
    };
    !two && !near.any(of_time)
}

/// Whether the noun phrase that ends at a noun stands where a clause begins; with `far`, with phrases of place and the like behind it.
fn opens_clause(doc: &Doc<'_>, sentence: &Range<usize>, noun: usize, far: bool) -> bool {
    for j in (sentence.start..=noun).rev() {
        let tag = doc.tag(j);
        match tag {
            _ if tag.is_noun() || tag.is_adjective() => {}
            Tag::DT | Tag::PRPS | Tag::CD | Tag::POS => {}
            Tag::IN if doc.lower(j) == "of" => {}
            Tag::IN if far && !is_subordinator(doc.lower(j)) => {}
            Tag::IN => return is_subordinator(doc.lower(j)),
            Tag::WRB | Tag::Colon | Tag::OpenQuote => return true,
            Tag::WDT => return doc.lower(j) == "that",
            // "and the rebels walked in" after a clause of its own.
            Tag::CC => return (sentence.start..j).any(|k| doc.tag(k).is_finite()),
            // "On Friday, the garrison ...", but not "the brigade, a unit trained ...".
            Tag::Comma => {
                let opening = matches!(doc.tag(sentence.start), Tag::IN | Tag::RB | Tag::WRB);
                return opening && !(sentence.start..j).any(|k| doc.tag(k).is_finite() || doc.tag(k) == Tag::Comma);
            }
            _ => return false,
        }
    }
    true
}

/// Whether the clause goes on to a finite verb of its own.
fn verb_follows(doc: &Doc<'_>, sentence: &Range<usize>, from: usize) -> bool {
    let mut relative = 0;
    for j in from..sentence.end {
        let tag = doc.tag(j);
        match tag {
            _ if tag.is_finite() || tag == Tag::MD => {
                if relative == 0 {
                    return true;
                }
                relative -= 1;
            }
            Tag::WDT | Tag::WP | Tag::WPS => relative += 1,
            Tag::WRB | Tag::Stop | Tag::Colon => return false,
            Tag::IN if is_subordinator(doc.lower(j)) => return false,
            Tag::CC => return false,
            // After an aside or a title the clause may go on.
            Tag::Comma | Tag::CloseQuote => {
                let next = if j + 1 < sentence.end { doc.tag(j + 1) } else { Tag::Stop };
                return next.is_finite() || next == Tag::MD;
            }
            _ => {}
        }
    }
    false
}

/// Verbs that "with" gives company to ("marched with the brigade"), not means ("armed with rifles").
fn is_way_of_going(lower: &str) -> bool {
    matches!(
        lower,
        "marched" | "walked" | "moved" | "crossed" | "returned" | "arrived" | "fled" | "clashed" | "sided" | "escaped"
    )
}

fn is_subordinator(lower: &str) -> bool {
    matches!(
        lower,
        "that"
            | "because"
            | "after"
            | "before"
            | "while"
            | "as"
            | "if"
            | "until"
            | "since"
            | "although"
            | "though"
            | "whether"
    )
}

#[cfg(test)]
mod tests {
    use super::super::repairs::tests::tag_of;
    use super::*;

    #[test]
    fn the_only_verb_of_a_clause_is_finite() {
        assert_eq!(tag_of("The garrison changed sides.", "changed"), Tag::VBD);
        assert_eq!(tag_of("The police drove away and the rebels walked in.", "walked"), Tag::VBD);
        assert_eq!(tag_of("The men came down, and then the Front walked in.", "walked"), Tag::VBD);
        assert_eq!(tag_of("They climbed into three lorries and left by the mill lane.", "left"), Tag::VBD);
        assert_eq!(tag_of("The men were killed and left by the road.", "left"), Tag::VBN);
        assert_eq!(
            tag_of("Omar Tal said Varenia, a key backer of the rebels, sent the rebels two boats.", "sent"),
            Tag::VBD
        );
        assert_eq!(tag_of("Varenia, a key backer of the rebels, trained 40 of them.", "trained"), Tag::VBD);
        assert_eq!(tag_of("The boats, a gift of the rebels, sent home by Varenia, sank.", "sent"), Tag::VBN);
        assert_eq!(tag_of("The men recruited in May were sent to Arven.", "recruited"), Tag::VBN);
        assert_eq!(tag_of("The brigade, a unit trained in Arven, is small.", "trained"), Tag::VBN);
        assert_eq!(tag_of("A clip entitled \"Little Lamps\" has been shown in Arven.", "entitled"), Tag::VBN);
    }

    #[test]
    fn what_describes_the_subject_is_no_past_tense() {
        let text = "Varenian clerks sent to run the harbour office have since gone home.";
        assert_eq!(tag_of(text, "sent"), Tag::VBN);
        assert_eq!(tag_of("The men recruited in May were sent home.", "recruited"), Tag::VBN);
        assert_eq!(tag_of("The rebels moved to the town the army had left.", "moved"), Tag::VBD);
        assert_eq!(tag_of("The army said on Monday its men were in Arven.", "said"), Tag::VBD);
    }

    #[test]
    fn a_participle_with_an_object_is_the_past_tense() {
        let text = "It rejected a charge that its men in this valley used nine girls as porters.";
        assert_eq!(tag_of(text, "used"), Tag::VBD);
        assert_eq!(tag_of("The men from the camp carried the boxes and left.", "carried"), Tag::VBD);
        assert_eq!(tag_of("The boys from the village given a rifle each were sent home.", "given"), Tag::VBN);
        assert_eq!(tag_of("He met men in a camp recruited by the army.", "recruited"), Tag::VBN);
    }
}
