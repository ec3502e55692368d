//! "Nine people were killed in Olun and four in Kessa": a number for each place, behind one verb.
//!
//! For: tolls of a day, which news gives in one sentence. In: a [`Reading`] and the claims found so far. Out: each number with its place as a claim of
//! its own, and the place taken from the first. Not here: a total that is told apart behind it ("13 were killed, nine of them in Olun"), which stays one
//! claim with both places; who and when else, which the first claim supplies.

use super::counted::{PEOPLE, claim_of};
use super::reading::Reading;
use crate::annotate::{Argument, Claim, Tag};

/// Parts the claims of a report.
pub(super) fn read(reading: &Reading<'_>, claims: &mut Vec<Claim>) {
    let mut added = Vec::new();
    for claim in claims.iter_mut().filter(|c| c.argument("number").is_some()) {
        let mut places: Vec<Argument> = claim.arguments.iter().filter(|a| a.role == "place").cloned().collect();
        places.sort_by_key(|place| place.span.map(|span| span.start));
        let own = places.first().and_then(|place| place.span);
        let Some(own) = own.filter(|own| claim.trigger.end <= own.start) else { continue };
        for place in places.iter().skip(1) {
            let Some(number) = number_before(reading, place)
                .filter(|number| reading.found.quantities.get(*number).is_some_and(|q| own.end <= q.span.start))
            else {
                continue;
            };
            let mut part = claim_of(reading, claim, number, None);
            (part.attribution, part.chain) = (claim.attribution, claim.chain.clone());
            part.in_headline = claim.in_headline;
            part.arguments.retain(|a| a.role != "place" && !PEOPLE.contains(&a.role.as_str()));
            part.arguments.push(place.clone());
            added.push(part);
            claim.arguments.retain(|a| a != place);
        }
    }
    claims.extend(added);
}

/// The number right before the preposition of a place, with "and" or a comma before it: "and four in".
fn number_before(reading: &Reading<'_>, place: &Argument) -> Option<usize> {
    let doc = reading.doc;
    let start = doc.tokens_in(place.span?).start;
    let preposition = start.checked_sub(1).filter(|&i| matches!(doc.lower(i), "in" | "at" | "near"))?;
    let mut at = preposition.checked_sub(1)?;
    if matches!(doc.lower(at), "more" | "others" | "people") {
        at = at.checked_sub(1)?;
    }
    let mark = at.checked_sub(1).filter(|_| doc.tag(at) == Tag::CD)?;
    let joined = doc.lower(mark) == "and" || doc.tag(mark) == Tag::Comma;
    let span = doc.span(at..at + 1);
    reading.found.quantities.iter().position(|q| joined && q.span.overlaps(span) && q.lo.is_some())
}

#[cfg(test)]
mod tests {
    use crate::annotate::{Claim, annotate};
    use crate::codebook::Codebook;
    use crate::report::Report;

    /// Numbers and places of the killings of a text, in its order.
    fn told(text: &str) -> Vec<(String, String)> {
        let words = |role: &str, claim: &Claim| {
            claim.arguments.iter().filter(|a| a.role == role).map(|a| a.text.clone()).collect::<Vec<_>>().join(" + ")
        };
        let claims = annotate(&Report::of_body(text), Codebook::builtin()).claims;
        let killed = claims.iter().filter(|c| c.kind == "CASUALTY.KILLED");
        killed.map(|c| (words("number", c), words("place", c))).collect()
    }

    #[test]
    fn each_place_has_its_number() {
        let found =
            told("Rebels shelled two towns. Nine people were killed in Olun and four in Arven, the mayor said.");
        assert_eq!(found, [("Nine people".into(), "Olun".into()), ("four".into(), "Arven".into())]);
    }

    #[test]
    fn a_total_told_apart_is_one() {
        let found = told("Rebels shelled Olun and Arven. Nine people were killed in Olun and Arven, the mayor said.");
        assert_eq!(found.len(), 1);
    }
}
