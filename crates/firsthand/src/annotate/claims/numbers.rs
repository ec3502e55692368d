//! "The army keeps to nine", "the guild says thirteen", "the figure stands at 41": a number alone, of those who were told of before.
//!
//! For: numbers of another sayer in a clause without a word of what happened. In: a [`Reading`] and the claims found so far. Out: a claim of the
//! type, people and places of the nearest one before that counts or could count, with the number and the sayer of its own clause. Signs: the
//! number is what somebody says or counts, what a figure is put at, or what a figure is. A figure that names its own happening ("the toll rose
//! to 31") gives that claim its number. Not here: "there are nine of them" (`counted`), numbers beside the words of what happened (arguments).

use super::arguments::amount;
use super::counted::{PEOPLE, claim_of};
use super::cues;
use super::reading::Reading;
use crate::annotate::{Argument, Claim, Modality, Quantity, QuantityKind, Tag, VerbForm, VerbGroup};
use crate::codebook::Nature;
use crate::text::Span;
use std::ops::Range;

/// How many sentences back those who are counted may be told of.
const BEFORE: usize = 2;
/// How many times as large as the number told before another one may be.
const TIMES: f64 = 12.0;

/// Adds the claims of a report that only give a number.
pub(super) fn read(reading: &Reading<'_>, claims: &mut Vec<Claim>) {
    let mut added: Vec<Claim> = Vec::new();
    for (number, quantity) in reading.found.quantities.iter().enumerate() {
        let tokens = reading.doc.tokens_in(quantity.span);
        if !counts_people(quantity)
            || reading.is_masked(quantity.span)
            || !reading.is_read(tokens.start)
            || !is_alone(reading, &tokens)
        {
            continue;
        }
        let Some(group) = gives(reading, &tokens) else { continue };
        if let Some(own) = counted_by(reading, claims, &tokens, group) {
            if let Some(claim) = claims.get_mut(own) {
                let words = reading.doc.text(quantity.span);
                let argument = Argument::new("number", Some(quantity.span), words, Some(amount(quantity)));
                claim.arguments.push(Argument { quantity: Some(number as u32), ..argument });
            }
            continue;
        }
        let Some(told) = told(reading, claims, quantity, group) else { continue };
        let head = group.head as usize;
        let Some(mut frame) = reading.verb_frame(head, head..head + 1) else { continue };
        if frame.subjects.first().is_some_and(|subject| subject.span.overlaps(quantity.span)) {
            // "The mayor, Orlan Teve, said 22.": the number was read as who says so.
            let before = reading.doc.phrases_in(frame.sentence.start..group.start as usize).next_back();
            frame.subjects = before.and_then(|phrase| reading.phrase(phrase)).into_iter().collect();
        }
        let said = reading.attributions_near(tokens.start).filter(|(_, a)| {
            let own = |content: &Span| content.contains(quantity.span);
            a.says() && !a.whole_report && a.content.iter().any(own)
        });
        let own = said.min_by_key(|(_, a)| a.content.iter().map(|c| c.len()).sum::<usize>()).map(|(number, _)| number);
        let carrier = own.or_else(|| reading.carrier(&frame, Nature::Event));
        let mut claim = claim_of(reading, told, number, carrier);
        if own.is_none() && is_said(reading, group) && !frame.subjects.is_empty() {
            claim.chain.truncate(1);
            claim.chain.extend(reading.speaker(&frame));
            claim.attribution = None;
        }
        claim.modality = reading.commitment(&frame).0.max(Modality::Alleged).min(told.modality);
        claim.span = reading.trimmed(frame.extent.clone());
        added.push(claim);
    }
    claims.extend(added);
}

/// A number of several, of nothing that is named.
fn counts_people(quantity: &Quantity) -> bool {
    let value = quantity.lo.or(quantity.hi).unwrap_or(0.0);
    quantity.unit.is_empty() && quantity.kind != QuantityKind::Vague && value.fract() == 0.0 && value >= 2.0
}

/// Whether nothing that is counted stands beside a number.
fn is_alone(reading: &Reading<'_>, tokens: &Range<usize>) -> bool {
    let doc = reading.doc;
    let sentence = doc.sentence(doc.sentence_of(tokens.start));
    let next = tokens.end;
    if next >= sentence.end {
        return true;
    }
    if doc.lower(next) == "of" {
        return matches!(doc.lower(next + 1), "them" | "those" | "these");
    }
    matches!(doc.tag(next), Tag::Stop | Tag::Comma | Tag::CloseQuote | Tag::Dash | Tag::CloseBracket | Tag::CC)
}

/// The verb by which somebody gives a number, or by which a figure is it.
fn gives<'r>(reading: &'r Reading<'_>, tokens: &Range<usize>) -> Option<&'r VerbGroup> {
    let doc = reading.doc;
    let sentence = doc.sentence(doc.sentence_of(tokens.start));
    let before = sentence.start..tokens.start;
    // "put the number of injured at six"
    let counted = |i: usize| i > 0 && doc.lower(i - 1) == "of" && doc.tag(i) == Tag::VBN;
    let head = before.clone().rev().find(|&i| reading.group_headed_by(i).is_some() && !counted(i))?;
    let group = reading.group_headed_by(head)?;
    if group.form != VerbForm::Finite || group.negated || group.modal.is_some() {
        return None;
    }
    let between = group.end as usize..tokens.start;
    let filler = |i: &usize| !matches!(doc.tag(*i), Tag::OpenQuote | Tag::DT) && !doc.tag(*i).is_adverb();
    let words: Vec<&str> = between.clone().filter(filler).map(|i| doc.lower(i)).collect();
    let figure = |range: Range<usize>| range.into_iter().any(|i| is_figure(reading, i));
    let subject = || {
        let clause = group.clause.get().and_then(|c| doc.clauses.get(c));
        clause.and_then(|c| c.subject.get()).map_or(group.start as usize..group.start as usize, |p| doc.extent(p, true))
    };
    let at = words.last() == Some(&"at");
    let straight = match doc.lemma(head) {
        "keep" | "stick" | "hold" => words == ["to"],
        "speak" | "talk" => words == ["of"],
        "count" | "list" | "record" | "register" | "document" => !group.passive && words.is_empty(),
        "put" | "estimate" | "set" | "place" | "give" if group.passive => at && figure(subject()),
        "put" | "estimate" | "set" | "place" => at && (figure(between.clone()) || words == ["it", "at"]),
        "give" => words.last().is_some_and(|w| matches!(*w, "as" | "of")) && figure(between.clone()),
        "be" => words.is_empty() && figure(subject()),
        "stand" => at && figure(subject()),
        "number" | "total" => words.is_empty(),
        "rise" | "climb" | "grow" | "increase" | "jump" | "soar" | "mount" | "go" | "fall" => {
            words.last() == Some(&"to") && figure(subject())
        }
        "reach" | "hit" | "top" | "exceed" | "pass" | "surpass" => words.is_empty() && figure(subject()),
        _ => !group.passive && reading.cue(head, cues::SAY) && words.is_empty(),
    };
    straight.then_some(group)
}

/// The claim whose own figure a number is: of "the toll", or the first behind "the number of".
fn counted_by(reading: &Reading<'_>, claims: &[Claim], tokens: &Range<usize>, group: &VerbGroup) -> Option<usize> {
    let doc = reading.doc;
    let sentence = doc.sentence(doc.sentence_of(tokens.start));
    let figure = (sentence.start..tokens.start).rev().find(|&i| is_figure(reading, i))?;
    // "The figure" alone is one that was told of before.
    let whose = matches!(doc.lower(figure), "toll" | "dead") || doc.lower(figure + 1) == "of";
    let until = if figure < group.start as usize { group.start as usize } else { tokens.start };
    let reach = doc.span(figure..until.max(figure + 1));
    let own = |claim: &Claim| whose && reach.contains(Span { start: claim.trigger.end, end: claim.trigger.end });
    let first = claims.iter().enumerate().filter(|(_, claim)| own(claim) && happens(reading, claim));
    let (at, claim) = first.min_by_key(|(_, claim)| claim.trigger.start)?;
    claim.argument("number").is_none().then_some(at)
}

/// "the figure", "its strength", "the toll".
fn is_figure(reading: &Reading<'_>, token: usize) -> bool {
    let dead = reading.doc.lower(token) == "dead" && token > 0 && reading.doc.lower(token - 1) == "the";
    dead || matches!(
        reading.doc.lemma(token),
        "number" | "figure" | "toll" | "total" | "count" | "strength" | "size" | "tally" | "estimate"
    )
}

/// Whether the verb's subject is who gives the number.
fn is_said(reading: &Reading<'_>, group: &VerbGroup) -> bool {
    !group.passive && !matches!(reading.doc.lemma(group.head as usize), "be" | "stand" | "number" | "total")
}

/// The claim whose people a number counts.
fn told<'c>(reading: &Reading<'_>, claims: &'c [Claim], quantity: &Quantity, group: &VerbGroup) -> Option<&'c Claim> {
    let doc = reading.doc;
    let here = doc.sentence_of(doc.tokens_in(quantity.span).start);
    let part = |s: usize| doc.sentences.get(s).map_or(0, |s| s.part);
    let own = group.clause.get().and_then(|c| doc.clauses.get(c))?;
    let own = doc.span(own.start as usize..own.end as usize);
    let value = quantity.lo.or(quantity.hi)?;
    let mut best: Option<(usize, bool, &Claim)> = None;
    for claim in claims {
        if claim.trigger.overlaps(quantity.span) || own.contains(claim.trigger) && claim.trigger.start > own.start {
            if own.contains(claim.trigger) && happens(reading, claim) && claim.argument("number").is_some() {
                // The clause itself says what happened to how many.
                return None;
            }
            continue;
        }
        let place = doc.sentence_of(doc.tokens_in(claim.trigger).start);
        let near = claim.trigger.start < quantity.span.start && place + BEFORE >= here && part(place) + 1 >= part(here);
        if !near
            || !happens(reading, claim)
            || claim.in_headline
            || !matches!(claim.modality, Modality::Asserted | Modality::Alleged)
        {
            continue;
        }
        let number = claim.argument("number").and_then(|a| reading.found.quantities.get(a.quantity? as usize));
        let number = number.and_then(|q| q.lo.or(q.hi));
        let like = number.is_none_or(|n| value <= n * TIMES && n <= value * TIMES);
        let several = PEOPLE.iter().filter_map(|role| claim.argument(role)).any(|a| is_several(reading, a.span));
        if !like || number.is_none() && !several {
            continue;
        }
        let far = here - place;
        let better = best.is_none_or(|(known, counted, _)| (far, number.is_none()) <= (known, !counted));
        if better {
            best = Some((far, number.is_some(), claim));
        }
    }
    best.map(|(.., claim)| claim)
}

fn happens(reading: &Reading<'_>, claim: &Claim) -> bool {
    reading.book.kind(&claim.kind).is_some_and(|kind| kind.nature == Nature::Event)
}

fn is_several(reading: &Reading<'_>, span: Option<Span>) -> bool {
    let words = span.map_or(0..0, |span| reading.doc.tokens_in(span));
    words.into_iter().any(|i| {
        matches!(reading.doc.tag(i), Tag::NNS) || matches!(reading.doc.lower(i), "those" | "dead" | "people" | "them")
    })
}

#[cfg(test)]
mod tests {
    use super::super::arguments_spec::check;
    use crate::annotate::{Claim, annotate};
    use crate::codebook::Codebook;
    use crate::report::{Part, PartKind, Report};
    use crate::text::Span;

    fn numbers(text: &str) -> Vec<Claim> {
        let part = Part { kind: PartKind::Body, span: Span::new(0, text.len()), because: String::new() };
        let report = Report { text: text.to_owned(), parts: vec![part], ..Report::default() };
        let claims = annotate(&report, Codebook::builtin()).claims;
        claims.into_iter().filter(|c| c.flags.iter().any(|flag| flag == "counts")).collect()
    }

    const TOLD: &str = "Seventeen villagers were killed in the raid on Olun, the Velden Observatory said.";

    #[test]
    fn a_number_that_another_gives_is_a_claim_of_theirs() {
        for (text, sayer) in [
            ("The army keeps to six.", "army"),
            ("The mayor, Orlan Teve, said 22.", "Orlan Teve"),
            ("Orlan Teve, the mayor, puts the number at 22.", "Orlan Teve"),
            ("The army put it at six.", "army"),
            ("Orlan Teve gave the figure as 22.", "Orlan Teve"),
            ("The army speaks of \"no more than six\".", "army"),
        ] {
            let found = numbers(&format!("{TOLD} {text}"));
            assert_eq!(found.len(), 1, "{text} {found:?}");
            assert_eq!(found[0].kind, "CASUALTY.KILLED", "{text}");
            let last = found[0].chain.last().map(|link| link.name.to_lowercase());
            assert!(last.is_some_and(|name| name.contains(&sayer.to_lowercase())), "{text} {:?}", found[0].chain);
        }
        let found = numbers("The army said six villagers were killed in the raid on Olun; the mayor says 22.");
        assert_eq!(found.len(), 1, "{found:?}");
    }

    #[test]
    fn a_figure_gives_its_own_happening_the_number() {
        check(&[
            ("The death toll of the raid on Olun rose to 31.", "CASUALTY.KILLED", "number", "31"),
            ("The toll has risen to 31, the guild said, after rebels shelled Olun.", "CASUALTY.KILLED", "number", "31"),
            ("The number of people killed in the raid rose to 31.", "CASUALTY.KILLED", "number", "31"),
            ("The mayor put the number of injured in the raid at six.", "CASUALTY.WOUNDED", "number", "six"),
            ("The mayor put the dead of the raid on Olun at 34.", "CASUALTY.KILLED", "number", "34"),
            ("The death toll of the raid on Olun rose in May.", "CASUALTY.KILLED", "number", ""),
        ]);
    }

    #[test]
    fn numbers_of_other_things_are_left_alone() {
        for text in [
            "The mayor said six roofs had burnt.",
            "Orlan Teve, the mayor, is 22.",
            "The price stands at 22.",
            "The mayor said six were in hospital.",
            "The office may say 22.",
            "The army put the cost of the bridge at 4,000.",
        ] {
            let found = numbers(&format!("{TOLD} {text}"));
            assert!(found.is_empty(), "{text} {found:?}");
        }
        assert!(numbers("The shops of Olun sell lamps. The mayor says 22.").is_empty());
    }
}
