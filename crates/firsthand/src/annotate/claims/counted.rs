//! "They buried those who died in the shelling. The mayor says there are nine of them": a count of people told of in the sentence before.
//!
//! For: numbers that another sayer gives in a sentence without a word of what happened. In: a [`Reading`] and the claims found so
//! far. Out: a claim of the type, people and places of the one before, with the number and the sayer of its own words. Two signs: "there are",
//! and "of them" right after a number. Not here: numbers beside the words of what happened (arguments).

use super::arguments::amount;
use super::reading::Reading;
use crate::annotate::{Argument, Claim, Modality, QuantityKind, Tag};
use crate::codebook::Nature;
use crate::text::Span;
use std::ops::Range;

/// Roles of people who can be counted.
pub(super) const PEOPLE: [&str; 5] = ["victim", "target_group", "force", "person", "member"];

/// Adds the claims of a report that only count.
pub(super) fn read(reading: &Reading<'_>, claims: &mut Vec<Claim>) {
    let doc = reading.doc;
    let mut added = Vec::new();
    for number in 1..doc.sentences.len() {
        let sentence = doc.sentence(number);
        let Some(count) = counted(reading, sentence.clone()).filter(|c| reading.is_read(c.start)) else { continue };
        let span = doc.span(count.clone());
        let own = doc.span(sentence);
        if claims.iter().any(|claim| own.contains(claim.trigger) && PEOPLE.iter().any(|r| claim.argument(r).is_some()))
        {
            continue;
        }
        let before = doc.span(doc.sentence(number - 1));
        let told: Vec<&Claim> =
            claims.iter().filter(|claim| before.contains(claim.trigger) && is_uncounted(reading, claim)).collect();
        // "to bury those who died": the clause that describes them says what they are counted for.
        let Some(first) = told.iter().copied().min_by_key(|claim| away(claim)) else { continue };
        // Two happenings to the same people are one count, to different people none that is clear.
        if told.iter().any(|other| people(other) != people(first)) {
            continue;
        }
        let quantity = reading.found.quantities.iter().position(|q| q.span.overlaps(span) && q.lo.is_some());
        let Some(quantity) = quantity.filter(|q| !is_vague(reading, *q) && !reading.is_masked(span)) else { continue };
        let carrier =
            reading.attributions_near(count.start).filter(|(_, a)| a.content.iter().any(|c| c.contains(span)));
        let carrier = carrier.map(|(number, _)| number).next_back();
        let mut claim = claim_of(reading, first, quantity, carrier);
        claim.span = span;
        added.push(claim);
    }
    claims.extend(added);
}

/// A claim of what is told elsewhere, with a number of its own; who takes part and where it was, context supplies.
pub(super) fn claim_of(reading: &Reading<'_>, told: &Claim, quantity: usize, carrier: Option<usize>) -> Claim {
    let words = reading.found.quantities.get(quantity).map_or(told.trigger, |q| q.span);
    let mut claim = told.clone();
    claim.arguments.retain(|argument| argument.role != "number");
    claim.arguments.iter_mut().for_each(|argument| {
        argument.span = None;
        argument.implicit = true;
    });
    claim.arguments.push(Argument {
        quantity: Some(quantity as u32),
        ..Argument::new(
            "number",
            Some(words),
            reading.doc.text(words),
            reading.found.quantities.get(quantity).map(amount),
        )
    });
    claim.trigger = words;
    claim.span = words;
    claim.attribution = reading.sayer_of(carrier).map(|a| a as u32);
    claim.chain = reading.chain(carrier);
    claim.in_headline = false;
    claim.also.clear();
    claim.flags = vec!["counts".to_owned()];
    claim
}

/// The words "there are nine of them" of a sentence.
fn counted(reading: &Reading<'_>, sentence: Range<usize>) -> Option<Range<usize>> {
    let doc = reading.doc;
    let there = sentence.clone().find(|&i| doc.lower(i) == "there" || doc.tag(i) == Tag::EX)?;
    let group = (there + 1..sentence.end.min(there + 4)).find_map(|i| reading.group_headed_by(i))?;
    let plain = doc.lemma(group.head as usize) == "be" && !group.negated && group.modal.is_none();
    let after = group.end as usize;
    let number = (after..sentence.end.min(after + 6)).find(|&i| doc.tag(i) == Tag::CD)?;
    let of = (number + 1..sentence.end.min(number + 4)).find(|&i| doc.lower(i) == "of")?;
    let them = of + 1 < sentence.end && doc.lower(of + 1) == "them";
    // "There are nine of them in the camp" says where they are.
    let ends = of + 2 >= sentence.end || matches!(doc.tag(of + 2), Tag::Stop | Tag::Comma | Tag::CloseQuote | Tag::CC);
    let head = group.head as usize;
    let said = reading.verb_frame(head, head..head + 1).is_some_and(|f| reading.commitment(&f).0 == Modality::Asserted);
    let asked = sentence.clone().any(|i| doc.word(i).starts_with('?') || doc.lower(i) == "whether");
    (plain && them && ends && said && !asked).then_some(there..of + 2)
}

/// Whether the trigger stands before the people, and how far off.
fn away(claim: &Claim) -> (bool, u32) {
    let (people, trigger) = (people(claim).unwrap_or(claim.trigger), claim.trigger);
    (trigger.start < people.start, trigger.start.abs_diff(people.end))
}

fn people(claim: &Claim) -> Option<Span> {
    PEOPLE.iter().find_map(|role| claim.argument(role)).and_then(|argument| argument.span)
}

/// A happening with several people, of whom no number is told.
fn is_uncounted(reading: &Reading<'_>, claim: &Claim) -> bool {
    let happens = reading.book.kind(&claim.kind).is_some_and(|kind| kind.nature == Nature::Event);
    let several = people(claim).is_some_and(|span| {
        let mut words = reading.doc.tokens_in(span);
        words.any(|i| {
            matches!(reading.doc.tag(i), Tag::NNS) || matches!(reading.doc.lower(i), "those" | "dead" | "people")
        })
    });
    happens && several && claim.argument("number").is_none() && claim.modality == Modality::Asserted
}

fn is_vague(reading: &Reading<'_>, quantity: usize) -> bool {
    reading.found.quantities.get(quantity).is_none_or(|q| q.kind == QuantityKind::Vague)
}

#[cfg(test)]
mod tests {
    use crate::annotate::{Claim, annotate};
    use crate::codebook::Codebook;
    use crate::report::{Part, PartKind, Report};
    use crate::text::Span;

    fn counts(text: &str) -> Vec<Claim> {
        let part = Part { kind: PartKind::Body, span: Span::new(0, text.len()), because: String::new() };
        let report = Report { text: text.to_owned(), parts: vec![part], ..Report::default() };
        let claims = annotate(&report, Codebook::builtin()).claims;
        claims.into_iter().filter(|c| c.flags.iter().any(|flag| flag == "counts")).collect()
    }

    #[test]
    fn a_count_of_those_told_of_before_is_a_claim_of_its_sayer() {
        for count in ["there are forty-one of them", "there were 41 of them", "there are at least 41 of them"] {
            let text =
                format!("The town buried those who died in the raid on Olun. The mayor, Orlan Teve, said {count}.");
            let found = counts(&text);
            assert_eq!(found.len(), 1, "{count}");
            assert_eq!(found[0].kind, "CASUALTY.KILLED", "{count}");
            assert!(found[0].argument("number").is_some_and(|n| n.quantity.is_some()), "{count}");
            assert_eq!(found[0].chain.last().map(|link| link.name.as_str()), Some("Orlan Teve"), "{count}");
        }
        assert_eq!(
            counts("The brigade abducted villagers near Olun. \"There are nine of them,\" a teacher said.").len(),
            1
        );
    }

    #[test]
    fn nothing_else_is_counted() {
        for text in [
            "The town buried those who died in the raid on Olun. There are two schools in the town.",
            "The town buried those who died in the raid on Olun. There are nine of them in the new cemetery.",
            "Nine villagers were killed in Olun. There are nine of them, the mayor said.",
            "The shops of Olun sell lamps. There are nine of them.",
            "The town buried those who died in the raid on Olun. The mayor did not say whether there were nine of them.",
        ] {
            assert!(counts(text).is_empty(), "{text}");
        }
    }
}
