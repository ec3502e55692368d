//! Clauses of time that only date another claim of the same source: "nine people died when the bridge was shelled".
//!
//! For: telling who reports a happening from who takes it for granted on the way to what he reports. In: the claims of a report. Out: the flag
//! [`DATES`] on those in a clause of time below a clause that tells of something else as done. Not where the clause above only sets the
//! scene, so that the clause of time is the news: "he was mending nets when the firing began". Not here: what follows for the count (weigh).

use super::reading::Reading;
use crate::annotate::{Claim, ClauseKind, Modality};

/// The flag of a claim that only dates another.
pub(crate) const DATES: &str = "dates_another";
/// How many clauses up from the trigger are looked at.
const LEVELS: usize = 4;

/// Flags the claims that only date others.
pub(super) fn flag(reading: &Reading<'_>, claims: &mut [Claim]) {
    let dating: Vec<bool> = claims.iter().map(|claim| dates(reading, claims, claim)).collect();
    for (claim, _) in claims.iter_mut().zip(dating).filter(|(_, dating)| *dating) {
        claim.flags.push(DATES.to_owned());
    }
}

fn dates(reading: &Reading<'_>, claims: &[Claim], claim: &Claim) -> bool {
    let doc = reading.doc;
    let clause_of = |claim: &Claim| doc.clause_of(doc.tokens_in(claim.trigger).start);
    let happens = |claim: &Claim| claim.modality == Modality::Asserted && !claim.kind.starts_with("STATEMENT.");
    let (Some(own), true) = (clause_of(claim), happens(claim)) else { return false };
    let Some(above) = above_time(reading, own) else { return false };
    // "was standing", "was in his office": a state or an action under way is where the news breaks in.
    let told = doc
        .group(above)
        .is_some_and(|g| !g.progressive && (g.passive || !reading.cue(g.head as usize, super::cues::STATE)));
    let other = |c: &Claim| {
        clause_of(c) == Some(above) && c.attribution == claim.attribution && c.kind != claim.kind && happens(c)
    };
    told && claims.iter().any(other)
}

/// The clause that the nearest clause of time around this one dates.
fn above_time(reading: &Reading<'_>, own: usize) -> Option<usize> {
    let doc = reading.doc;
    let mut at = own;
    for _ in 0..LEVELS {
        let clause = doc.clauses.get(at)?;
        let parent = clause.parent.get()?;
        let marker = clause.marker.get().map_or("", |m| doc.lower(m));
        if clause.kind == ClauseKind::Adverbial {
            let time = matches!(marker, "when" | "after" | "as" | "once" | "before" | "while");
            return time.then_some(parent);
        }
        if !matches!(clause.kind, ClauseKind::Coordinate | ClauseKind::Relative | ClauseKind::Participle) {
            return None;
        }
        at = parent;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::DATES;
    use crate::annotate::annotate;
    use crate::codebook::Codebook;
    use crate::report::{Part, PartKind, Report};
    use crate::text::Span;

    /// Whether a claim of this type is read, and only dates another.
    fn dates(text: &str, kind: &str) -> Option<bool> {
        let part = Part { kind: PartKind::Body, span: Span::new(0, text.len()), because: String::new() };
        let report = Report { text: text.to_owned(), parts: vec![part], ..Report::default() };
        let claims = annotate(&report, Codebook::builtin()).claims;
        let of_kind = claims.iter().find(|c| c.kind == kind)?;
        Some(of_kind.flags.iter().any(|flag| flag == DATES))
    }

    #[test]
    fn a_clause_of_time_below_what_a_source_reports_only_dates_it() {
        for text in [
            "Nine villagers were killed when rebels shelled the bridge at Sorn, a doctor said.",
            "Nine villagers died after rebels shelled the bridge at Sorn, a doctor said.",
            "\"Two soldiers were wounded when rebels attacked the mill,\" a nurse said.",
        ] {
            assert_eq!(dates(text, "ATTACK"), Some(true), "{text}");
        }
    }

    #[test]
    fn what_breaks_into_a_scene_is_the_news() {
        for text in [
            "She was in the kitchen when rebels shelled the bridge at Sorn, a cook said.",
            "He was mending his nets when rebels attacked the mill, a fisherman said.",
            "Rebels shelled the bridge at Sorn when the market was over, a doctor said.",
        ] {
            assert_eq!(dates(text, "ATTACK"), Some(false), "{text}");
        }
    }

    #[test]
    fn what_is_dated_is_told() {
        let text = "Nine villagers were killed when rebels shelled the bridge at Sorn, a doctor said.";
        assert_eq!(dates(text, "CASUALTY.KILLED"), Some(false));
    }
}
