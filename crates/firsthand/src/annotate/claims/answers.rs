//! Who calls an allegation false denies what it alleges: "The tale of two battalions was made up", "rejected this", "It never happened".
//!
//! For: denials that do not say again what they deny. In: a [`Reading`] and the claims found so far. Out: claims inside the allegation turned
//! into denied ones; where the allegation is only named ("the report", "this", "the 43 names"), a denied claim that takes type and arguments of the
//! claim it answers: the nearest one of the report, of another sayer, that fits by number, name and word. Words of falsity stand in
//! `data/claims/cues.tsv`. Not here: "denied that ..." (modality), which claims of other reports a denial answers (weigh).

use super::cues;
use super::denied_until::own_end;
use super::frame::Frame;
use super::reading::Reading;
use crate::annotate::{Argument, ChainLink, ChainRole, Claim, ClauseKind, Modality, PhraseKind, Tag, VerbGroup};
use crate::codebook::Nature;
use crate::text::Span;
use std::ops::Range;

/// How many sentences before and after a denial what it answers may stand.
const BEFORE: usize = 12;
const AFTER: usize = 2;

/// Words that say that something is not so.
struct Falsity {
    /// The verb that carries them.
    head: usize,
    /// Where the allegation stands.
    region: Range<usize>,
    /// Whether the verb's subject is who says so.
    spoken: bool,
    /// Whether the allegation is a noun before a relative clause.
    before: bool,
    /// Whether the words fit allegations alone ("a fairy tale"), so that any definite phrase is one.
    plain: bool,
}

/// Reads the denials of a report into its claims.
pub(super) fn read(reading: &Reading<'_>, claims: &mut Vec<Claim>) {
    let mut added = Vec::new();
    for falsity in falsities(reading) {
        let region = reading.doc.span(falsity.region.clone());
        let Some(frame) = reading.verb_frame(falsity.head, falsity.head..falsity.head + 1) else { continue };
        // "The list of sixty is a fairy tale": the copula itself tells of no event.
        let copula = reading.doc.span(falsity.head..falsity.head + 1);
        if !falsity.spoken && reading.doc.lemma(falsity.head) == "be" {
            claims.retain(|c| c.trigger != copula || !is_event(reading, c));
        }
        let inside = |c: &Claim| is_event(reading, c) && region.contains(c.trigger);
        if claims.iter().any(inside) {
            for claim in claims.iter_mut().filter(|c| inside(c)) {
                deny(reading, claim);
                // "turned down a charge that ...": no cue was read, but its subject says so.
                if falsity.spoken && claim.chain.len() < 2 {
                    let (carrier, chain) = sayer(reading, &frame, &falsity);
                    (claim.attribution, claim.chain) = (carrier.map(|a| a as u32), chain);
                }
            }
            continue;
        }
        let denied_beside = |c: &&Claim| {
            c.modality == Modality::Denied
                && is_event(reading, c)
                && reading.doc.span(frame.extent.clone()).contains(c.trigger)
        };
        if !is_named(reading, &falsity) || claims.iter().any(|c| denied_beside(&c)) {
            continue;
        }
        let (carrier, chain) = sayer(reading, &frame, &falsity);
        if chain.len() < 2 {
            continue;
        }
        let Some(answered) = answered(reading, claims, &falsity, &chain) else { continue };
        let mut claim = answered.clone();
        claim.attribution = carrier.map(|a| a as u32);
        claim.chain = chain;
        claim.span = reading.trimmed(frame.extent.clone());
        claim.trigger = reading.doc.span(falsity.head..falsity.head + 1);
        claim.in_headline = reading.doc.is_in(reading.doc.sentence_of(falsity.head), crate::report::PartKind::Headline);
        claim.stance = reading.stance(&frame, true, Modality::Denied);
        claim.arguments = arguments(reading, &answered.arguments, &falsity.region);
        claim.also.clear();
        claim.flags = vec!["answers".to_owned()];
        let speech = reading.book.types.iter().find(|t| t.on_denial && t.nature == Nature::Speech);
        match speech.filter(|_| falsity.spoken) {
            // The saying is the news; what is denied is added to it.
            Some(speech) => {
                claim.also.push(claim.kind.clone());
                claim.kind = speech.id.clone();
                claim.modality = Modality::Asserted;
            }
            None => deny(reading, &mut claim),
        }
        added.push(claim);
    }
    // What was read of the speech act alone is in it.
    let speech = |kind: &str| reading.book.kind(kind).is_some_and(|t| t.on_denial);
    let again = |c: &Claim, a: &Claim| a.span.contains(c.trigger) || c.span.contains(a.trigger);
    claims.retain(|c| !(speech(&c.kind) && added.iter().any(|a: &Claim| again(c, a))));
    claims.extend(added);
}

fn is_event(reading: &Reading<'_>, claim: &Claim) -> bool {
    reading.book.kind(&claim.kind).is_some_and(|kind| kind.nature == Nature::Event)
}

fn deny(reading: &Reading<'_>, claim: &mut Claim) {
    claim.modality = Modality::Denied;
    claim.also.extend(reading.book.types.iter().filter(|t| t.on_denial).map(|t| t.id.clone()));
    claim.also.sort();
    claim.also.dedup();
}

/// All of them, in text order.
fn falsities(reading: &Reading<'_>) -> Vec<Falsity> {
    let doc = reading.doc;
    let groups = doc.verb_groups.iter().filter(|g| reading.is_read(g.head as usize));
    groups.filter_map(|group| falsity(reading, group)).collect()
}

fn falsity(reading: &Reading<'_>, group: &VerbGroup) -> Option<Falsity> {
    let doc = reading.doc;
    let (head, end) = (group.head as usize, group.end as usize);
    let clause = doc.clauses.get(group.clause.get()?)?;
    let sentence = doc.sentence(doc.sentence_of(head));
    let limit = (clause.end as usize).clamp(end, sentence.end);
    let negated = group.negated;
    let subject = clause.subject.get().map(|p| doc.extent(p, true));
    let before = (clause.start as usize).max(sentence.start)..group.start as usize;
    let particle = group.particle.get().map_or("", |p| doc.lower(p));
    let scorn = reading.cue(head, cues::DENY)
        || doc.lemma(head) == "turn" && particle == "down"
        || matches!(doc.lemma(head), "brush" | "wave" | "laugh" | "shrug")
            && matches!(particle, "off" | "aside" | "away");
    // "..., though the guild denied it"; not "if" or "after the guild denied it".
    let granted = |m: usize| matches!(doc.lower(m), "though" | "although" | "while" | "whereas");
    if clause.kind == ClauseKind::Adverbial && !clause.marker.get().is_some_and(granted) {
        return None;
    }
    // "dismissed an officer who had ...": people are let go, not denied.
    let people = clause.object.get().and_then(|p| doc.noun_phrases.get(p)).map(|p| p.head as usize);
    let people = people.is_some_and(|head| {
        doc.tag(head).is_noun()
            && (doc.lemma_word(head).grammar.is_people() || doc.lower_word(head).grammar.is_people())
    });
    // "a charge the guild denied", "which it denied": what is denied stands before its clause.
    let behind = !group.passive
        && match clause.kind {
            ClauseKind::Relative => clause.object.is_none() || clause.object == clause.antecedent,
            // "a charge that the guild has denied" looks like "a charge that the guild has left".
            ClauseKind::Complement => {
                let noun =
                    clause.marker.get().and_then(|m| m.checked_sub(1)).is_some_and(|at| reading.cue(at, cues::REPORT));
                noun && clause.object.is_none() && !doc.tag(end).is_word()
            }
            _ => false,
        };
    let scorn = scorn && (group.passive || behind || !people);
    let scorn = scorn || hits_back(reading, head, particle, end..limit);
    if scorn {
        let open =
            group.modal.is_none() && !negated && clause.marker.get().is_none_or(|m| !reading.cue(m, cues::CONDITION));
        let named = behind.then(|| {
            let marker = clause.marker.get();
            let which = marker.filter(|&m| doc.lower(m) == "which").map(|m| m..m + 1);
            let noun = marker.and_then(|m| m.checked_sub(1)).and_then(|at| doc.tokens.get(at)?.phrase.get());
            which.or_else(|| clause.antecedent.get().or(noun).map(|p| doc.extent(p, true)))
        });
        // "turned down as groundless a charge that ...": the allegation with its own clauses.
        let region = match named.flatten() {
            Some(named) => named,
            None if group.passive => subject?,
            None => end..own_end(reading, group, end..sentence.end),
        };
        return open.then_some(Falsity { head, region, spoken: true, before: behind, plain: false });
    }
    let after = || (end..limit.min(end + 7)).take_while(|i| !matches!(doc.tag(*i), Tag::Comma | Tag::CC | Tag::WDT));
    let says = |kinds| after().find(|i| reading.cue(*i, kinds));
    let copula = matches!(doc.lemma(head), "be" | "remain" | "prove");
    let false_word = says(cues::FALSE | cues::LIE);
    let untrue = copula && (!negated && false_word.is_some() || negated && says(cues::TRUE).is_some())
        || matches!(doc.lemma(head), "have" | "lack" | "hold" | "contain" | "bear")
            && says(cues::TRUTH).is_some()
            && (doc.lemma(head) == "lack" || after().any(|i| matches!(doc.lower(i), "no" | "little" | "without")))
        || negated && matches!(doc.lemma(head), "correspond" | "happen" | "occur" | "exist")
        || group.passive
            && !negated
            && reading.cue(head, cues::FALSIFY)
            && (doc.lemma(head) != "make" || particle == "up");
    if untrue && group.modal.is_none() {
        let plain = false_word.is_some_and(|i| reading.cue(i, cues::LIE));
        // "It is false that the army shelled the town."
        let anticipated = doc.clauses.iter().skip(group.clause.get()? + 1).take(4).find(|c| {
            c.kind == ClauseKind::Complement
                && c.parent == group.clause
                && c.marker.get().is_some_and(|m| doc.lower(m) == "that")
        });
        let region = match anticipated.filter(|_| copula && before.len() <= 1) {
            Some(child) => child.start as usize..(child.end as usize).min(sentence.end),
            None => subject.map_or(before.clone(), |s| s.start.min(before.start)..group.start as usize),
        };
        return Some(Falsity { head, region, spoken: false, before: false, plain });
    }
    // "called the report a fabrication", "described the claims as baseless".
    let names = reading.cue(head, cues::NAMING) && !negated && group.modal.is_none();
    let last = (end..limit.min(end + 14)).find(|i| reading.cue(*i, cues::FALSE | cues::LIE)).filter(|_| names)?;
    let region = if group.passive { subject? } else { end..last };
    Some(Falsity { head, region, spoken: true, before: false, plain: reading.cue(last, cues::LIE) })
}

/// "hit back over claims that ...", "pushed back against the report", "scoffed at the idea": it answers an allegation, and nobody with arms.
fn hits_back(reading: &Reading<'_>, head: usize, particle: &str, after: Range<usize>) -> bool {
    let doc = reading.doc;
    let back = |i: usize| matches!(doc.lower(i), "back" | "out");
    let from = if back(after.start) { after.start + 1 } else { after.start };
    let returned = matches!(particle, "back" | "out") || from > after.start;
    let answers = match doc.lemma(head) {
        "hit" | "push" | "fire" | "strike" | "shoot" | "bite" | "snap" | "lash" | "kick" => returned,
        "scoff" | "sneer" | "jeer" | "bristle" | "bridle" | "balk" | "laugh" | "rail" => !returned,
        _ => false,
    };
    let preposition = |i: &usize| matches!(doc.lower(*i), "at" | "over" | "against" | "on" | "about");
    let Some(to) = (from..after.end.min(from + 4)).find(preposition).filter(|_| answers) else { return false };
    let until = (to + 1..after.end.min(to + 5)).take_while(|&i| !matches!(doc.tag(i), Tag::Comma | Tag::IN | Tag::CC));
    until.into_iter().any(|i| reading.cue(i, cues::REPORT))
}

/// Whether the region names an allegation instead of saying it: a pronoun, "the report", "the 43 names", "any role".
fn is_named(reading: &Reading<'_>, falsity: &Falsity) -> bool {
    let doc = reading.doc;
    let Some(phrase) = doc.phrases_in(falsity.region.clone()).find_map(|p| doc.noun_phrases.get(p)) else {
        return false;
    };
    // The first phrase, or the noun of saying right after words of falsity ("rejected as groundless the rumours").
    let range = phrase.start as usize..(phrase.end as usize).min(falsity.region.end);
    let pronoun = matches!(phrase.kind, PhraseKind::Pronoun | PhraseKind::Determiner | PhraseKind::Relative)
        && matches!(
            doc.lower(range.start),
            "it" | "this" | "that" | "these" | "those" | "which" | "such" | "everything" | "all"
        );
    let noun = range.clone().any(|i| reading.cue(i, cues::REPORT | cues::FIGURE | cues::INVOLVEMENT));
    let definite = matches!(doc.lower(range.start), "the" | "this" | "that" | "these" | "those" | "such");
    pronoun || noun || falsity.plain && definite && range.clone().any(|i| doc.tag(i) == Tag::CD)
}

/// Who says that it is false, and the chain to them; the outlet alone if nobody.
fn sayer(reading: &Reading<'_>, frame: &Frame, falsity: &Falsity) -> (Option<usize>, Vec<ChainLink>) {
    let spoken = falsity.spoken;
    let own = frame.subjects.first().is_some_and(|s| matches!(reading.doc.lower(s.start), "we" | "i"));
    let carrier = reading.carrier(frame, if spoken && !own { Nature::Speech } else { Nature::Event });
    // "The army said it had taken the town, a claim the rebels denied": the army does not say so.
    let relative = || reading.clause(frame.clause).is_some_and(|c| c.kind == ClauseKind::Relative);
    let beside = spoken && (relative() || falsity.before);
    let cue = reading.doc.span(frame.words.clone());
    let carrier = carrier.filter(|&a| {
        !beside || reading.found.attributions.get(a).is_some_and(|a| a.cue.iter().any(|own| own.overlaps(cue)))
    });
    let mut chain = reading.chain(carrier);
    if carrier.is_none() && spoken && !frame.subjects.is_empty() {
        chain.truncate(1);
        chain.extend(reading.speaker(frame));
    } else if carrier.is_none() {
        chain.truncate(1);
    }
    (carrier, chain)
}

/// The claim that a denial answers.
fn answered<'c>(
    reading: &Reading<'_>,
    claims: &'c [Claim],
    falsity: &Falsity,
    chain: &[ChainLink],
) -> Option<&'c Claim> {
    let doc = reading.doc;
    let here = doc.sentence_of(falsity.head);
    let denier = chain.last()?;
    let numbers = numbers(reading, &falsity.region);
    let names: Vec<usize> = falsity.region.clone().filter_map(|i| reading.entity_of(i)).collect();
    let mut best: Option<(i32, &Claim)> = None;
    for claim in claims.iter().filter(|c| is_event(reading, c)) {
        let place = doc.sentence_of(doc.tokens_in(claim.trigger).start);
        let (before, after) = (here.saturating_sub(place), place.saturating_sub(here));
        let apart = before.max(after) as i32;
        let tokens = doc.tokens_in(claim.trigger);
        if before > BEFORE || after > AFTER || falsity.region.contains(&tokens.start) {
            continue;
        }
        let said_by = claim.chain.last().filter(|l| l.role != ChainRole::Outlet);
        let same = said_by.is_some_and(|l| l.entity.is_some() && l.entity == denier.entity || l.name == denier.name);
        // Nobody denies what they said themselves, but they may deny one thing twice.
        if same != (claim.modality == Modality::Denied) {
            continue;
        }
        let number = claim.arguments.iter().any(|a| {
            let quantity = a.quantity.and_then(|q| reading.found.quantities.get(q as usize));
            quantity.and_then(|q| q.lo).is_some_and(|lo| numbers.contains(&(lo as i64)))
        });
        let name = claim.arguments.iter().any(|a| a.entity.is_some_and(|e| names.contains(&(e as usize))));
        let later = i32::from(after > 0) * 3;
        let score = 8 * i32::from(number) + 4 * i32::from(name) - apart - later - 2 * i32::from(same);
        if best.is_none_or(|(known, _)| score >= known) {
            best = Some((score, claim));
        }
    }
    best.map(|(_, claim)| claim)
}

fn numbers(reading: &Reading<'_>, region: &Range<usize>) -> Vec<i64> {
    let reach = reading.doc.span(region.clone());
    let stated = reading.found.quantities.iter().filter(|q| q.span.overlaps(reach)).filter_map(|q| q.lo);
    stated.map(|n| n as i64).collect()
}

/// The arguments of what is answered, as context supplies them, with the places and numbers that the denial gives itself.
fn arguments(reading: &Reading<'_>, answered: &[Argument], region: &Range<usize>) -> Vec<Argument> {
    let reach = reading.doc.span(region.clone());
    let stated = |role: &str| {
        let quantity =
            reading.found.quantities.iter().position(|q| q.span.overlaps(reach) && !reading.is_masked(q.span));
        (role == "number").then_some(quantity).flatten()
    };
    let implicit = |argument: &Argument| match stated(&argument.role) {
        Some(number) => {
            let span: Option<Span> = reading.found.quantities.get(number).map(|q| q.span);
            let mut stated = Argument { span, quantity: Some(number as u32), ..argument.clone() };
            stated.text = span.map_or(String::new(), |s| reading.doc.text(s).to_owned());
            stated
        }
        None => Argument { span: None, implicit: true, ..argument.clone() },
    };
    answered.iter().map(implicit).collect()
}

#[cfg(test)]
mod tests {
    use crate::annotate::{Claim, Modality, annotate};
    use crate::codebook::Codebook;
    use crate::report::{Part, PartKind, Report};
    use crate::text::Span;

    /// Denied claims and denials.
    fn denied(text: &str) -> Vec<Claim> {
        let part = Part { kind: PartKind::Body, span: Span::new(0, text.len()), because: String::new() };
        let report = Report { text: text.to_owned(), parts: vec![part], ..Report::default() };
        let claims = annotate(&report, Codebook::builtin()).claims;
        let answers = |c: &Claim| c.modality == Modality::Denied || c.flags.iter().any(|flag| flag == "answers");
        claims.into_iter().filter(answers).collect()
    }

    #[test]
    fn what_is_denied_may_stand_before_its_relative_clause() {
        let said = "The Velden Observatory said the Ashen Brigade had recruited 60 boys in Arven";
        for answer in [
            "a claim the Tallow Guild denied",
            "a charge that the Tallow Guild has rejected",
            "which the Tallow Guild denies",
        ] {
            let found = denied(&format!("{said}, {answer}."));
            let kinds: Vec<_> = found.iter().flat_map(|c| [vec![c.kind.clone()], c.also.clone()].concat()).collect();
            assert!(kinds.contains(&"CHILD.RECRUIT_USE".to_owned()), "{answer} {kinds:?}");
            assert_eq!(found[0].chain.last().map(|link| link.name.as_str()), Some("Tallow Guild"), "{answer}");
        }
    }

    #[test]
    fn who_calls_an_allegation_false_denies_what_it_alleges() {
        let said = "The Velden Observatory said the Ashen Brigade had recruited 60 boys in Arven.";
        for answer in [
            "The brigade's spokesman, Orlan Teve, rejected this.",
            "The brigade's spokesman, Orlan Teve, dismissed the report as fabrication.",
            "\"The list of sixty is a fairy tale,\" the brigade's spokesman, Orlan Teve, said.",
            "\"The story was made up,\" the brigade's spokesman, Orlan Teve, said.",
            "\"This never happened,\" the brigade's spokesman, Orlan Teve, said.",
            "\"It is not true,\" the brigade's spokesman, Orlan Teve, said.",
            "The brigade's spokesman, Orlan Teve, called the figure a lie.",
            "The brigade's spokesman, Orlan Teve, denied any involvement.",
            "A trader had the same tale, though the brigade's spokesman, Orlan Teve, denied it.",
        ] {
            let found = denied(&format!("{said} {answer}"));
            let kinds: Vec<_> = found.iter().flat_map(|c| [vec![c.kind.clone()], c.also.clone()].concat()).collect();
            assert!(kinds.len() == 2 && kinds.contains(&"CHILD.RECRUIT_USE".to_owned()), "{answer} {kinds:?}");
            let sayer = found[0].chain.last().and_then(|link| link.span).unwrap();
            assert!(sayer.of(&format!("{said} {answer}")).contains("Teve"), "{answer}");
        }
    }

    #[test]
    fn an_allegation_that_is_said_again_is_denied_where_it_stands() {
        let found = denied(
            "Officials rejected as groundless the rumours spread by foreign media that boys had been recruited in Arven.",
        );
        assert_eq!(found.iter().map(|c| c.kind.as_str()).collect::<Vec<_>>(), ["CHILD.RECRUIT_USE"]);
        let found = denied("\"It is false that the army shelled the town,\" the minister said.");
        assert_eq!(found.iter().map(|c| c.kind.as_str()).collect::<Vec<_>>(), ["ATTACK"]);
    }

    #[test]
    fn a_charge_that_is_turned_down_is_denied_whatever_stands_between() {
        for text in [
            "The Brigade has turned down a charge that its men in this valley used nine schoolgirls as porters.",
            "The Brigade has turned down as \"cheap and false\" a charge that its men in this valley used nine schoolgirls as porters.",
            "The Brigade rejected as groundless a charge that its men used nine schoolgirls as porters.",
        ] {
            let found = denied(text);
            let child = found.iter().find(|c| c.kind == "CHILD.RECRUIT_USE");
            assert_eq!(
                child.and_then(|c| c.chain.last()).map(|l| l.name.as_str()),
                Some("Brigade"),
                "{text} {found:?}"
            );
            assert_eq!(found.len(), 1, "{text} {found:?}");
        }
    }

    #[test]
    fn who_hits_back_at_an_allegation_denies_it() {
        for text in [
            "The Ashen Brigade hit back at reports that it had recruited boys in Arven.",
            "The Ashen Brigade on Thursday hit back over claims that it had recruited boys in Arven.",
            "The Ashen Brigade pushed back against suggestions that it had recruited boys in Arven.",
            "The Ashen Brigade scoffed at rumours that it had recruited boys in Arven.",
        ] {
            let found = denied(text);
            assert_eq!(found.iter().map(|c| c.kind.as_str()).collect::<Vec<_>>(), ["CHILD.RECRUIT_USE"], "{text}");
        }
        for text in [
            "The Ashen Brigade hit back at the army and recruited boys in Arven.",
            "The army pushed back the rebels, who reported that boys had been recruited in Arven.",
        ] {
            assert!(denied(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn nothing_is_denied_by_other_refusals() {
        let said = "The Velden Observatory said the Ashen Brigade had recruited 60 boys in Arven.";
        for other in [
            "The ministry rejected the budget.",
            "The guards denied them entry.",
            "The wanted man offered no resistance.",
            "The minister did not deny it.",
            "The court dismissed the judge.",
            "The minister called the report overdue.",
        ] {
            let found = denied(&format!("{said} {other}"));
            let denial =
                |c: &Claim| c.flags.is_empty() && (c.modality != Modality::Denied || c.kind == "STATEMENT.DENY");
            assert!(found.iter().all(denial), "{other} {found:?}");
        }
    }
}
