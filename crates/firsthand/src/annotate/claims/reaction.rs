//! What somebody only reacts to: "condemned the seizure", "voiced alarm at the raids", "called the study overdue".
//!
//! For: counting rule 6, reactions are not corroboration. Who takes an attitude to a happening presupposes that it is known and
//! is no source of it: the source is the one whom the report credits with it elsewhere, else the outlet. In: a [`Frame`] and
//! attributions. Out: whether one of them reacts; [`credit`]. Not here: the reaction's own claim, whose speaker stays who reacts.

use super::cues;
use super::frame::Frame;
use super::reading::Reading;
use crate::annotate::{Attribution, ChainRole, Claim, Modality, SourceKind, Tag};

/// The flag of a claim that is named in a reaction alone.
pub(super) const PRESUPPOSED: &str = "presupposed";

/// Frames in which a cue takes what it reacts to as an object, after a preposition, or as the subject of its passive. With "that" or a
/// quotation it says something.
const TAKES: [&str; 10] = [
    "object",
    "object-preposition",
    "preposition",
    "gerund",
    "question",
    "to",
    "passive-by",
    "passive-preposition",
    "noun-preposition",
    "noun-by",
];

impl Reading<'_> {
    /// Whether an attribution takes an attitude to what the trigger names, instead of saying it.
    pub fn reacts(&self, attribution: usize, frame: &Frame) -> bool {
        let Some(a) = self.found.attributions.get(attribution) else { return false };
        // Whose own words it is, says it: "condemned the raid: 'They took our sons'".
        let own_words = self.doc.quotation_of(frame.head).and_then(|q| self.doc.quotations.get(q));
        let cue_outside = a.cue.first().is_some_and(|cue| own_words.is_none_or(|q| !q.span.contains(*cue)));
        let sentence = |q: &crate::annotate::Quotation| self.doc.tokens_in(q.span).any(|i| self.doc.tag(i).is_finite());
        if cue_outside && own_words.is_some_and(|q| !q.scare && sentence(q)) {
            return false;
        }
        let takes = TAKES.contains(&a.rule.rsplit('/').next().unwrap_or(""));
        let cue = || a.cue.iter().flat_map(|cue| self.doc.tokens_in(*cue));
        takes && cue().any(|i| self.cue(i, cues::REACT | cues::REACTION)) && !self.between(a, frame, "as")
            || self.after_reaction(a, frame)
            || takes && cue().any(|i| self.cue(i, cues::NAMING)) && self.is_named(a, frame)
    }

    /// "criticised the army for taking boys": who says what it is for accuses, where nobody else is credited with it.
    pub fn accuses(&self, attribution: &Attribution, frame: &Frame) -> bool {
        self.between(attribution, frame, "for")
    }

    /// Whether a preposition stands between the cue and the trigger: what follows "as" is who reacts' own description.
    fn between(&self, a: &Attribution, frame: &Frame, preposition: &str) -> bool {
        let Some(cue) = a.cue.last().map(|cue| self.doc.tokens_in(*cue)) else { return false };
        // "condemned what he described as ..." describes, too, but as the object of the reaction.
        let named = |i: usize| i.checked_sub(1).is_some_and(|before| self.cue(before, cues::NAMING));
        (cue.start..frame.words.start).any(|i| self.doc.lower(i) == preposition && !named(i))
    }

    /// Whether a speech act's own verb takes an attitude to what the trigger names.
    pub fn is_reaction(&self, speech: &Frame, frame: &Frame) -> bool {
        let own = (speech.words.end..frame.words.start).any(|i| matches!(self.doc.lower(i), "as" | "for"));
        speech.words.clone().any(|i| self.cue(i, cues::REACT | cues::REACTION)) && !own
    }

    /// "expressed concern over the recruitment of boys", "urged an inquiry into the raid": what a noun of reaction governs within the
    /// content.
    fn after_reaction(&self, a: &Attribution, frame: &Frame) -> bool {
        if !frame.noun
            && self.group_headed_by(frame.head).is_some_and(|g| g.form != crate::annotate::VerbForm::Participle)
        {
            return false;
        }
        let mut start = frame.words.start;
        let inside = |tag: Tag| {
            tag.is_noun()
                || tag.is_adjective()
                || matches!(tag, Tag::DT | Tag::CD | Tag::POS | Tag::PRPS | Tag::VBN | Tag::OpenQuote)
        };
        while start > frame.sentence.start && inside(self.doc.tag(start - 1)) {
            start -= 1;
        }
        let Some(noun) = start.checked_sub(2).filter(|noun| *noun >= frame.sentence.start) else { return false };
        let governed = matches!(self.doc.tag(start - 1), Tag::IN | Tag::TO) && self.cue(noun, cues::REACTION);
        let place = self.doc.span(noun..noun + 1);
        governed && self.doc.tag(noun).is_noun() && a.cue.iter().chain(&a.content).any(|piece| piece.contains(place))
    }

    /// "called the raid a crime", "described the seizure of boys as barbaric": the object that is called something.
    fn is_named(&self, a: &Attribution, frame: &Frame) -> bool {
        let Some(cue) = a.cue.last() else { return false };
        let after = self.doc.tokens_in(*cue).end;
        if frame.head < after || frame.words.start > after + 6 || self.doc.lower(after.saturating_sub(1)) == "for" {
            return false;
        }
        // A named object is followed by what it is called, or by "as".
        let goes_on = |i: &usize| {
            !self.doc.tag(*i).is_finite() && !matches!(self.doc.tag(*i), Tag::Comma | Tag::Stop | Tag::Colon)
        };
        (frame.words.end..frame.sentence.end.min(frame.head + 12)).take_while(goes_on).any(|i| {
            let tag = self.doc.tag(i);
            let called = matches!(tag, Tag::DT | Tag::OpenQuote) || tag.is_adjective() || tag.is_adverb();
            self.doc.lower(i) == "as" || called && self.doc.tag(i - 1).is_noun()
        })
    }
}

/// Gives claims that are named in a reaction alone the chain of the one sayer whom the report credits with the same elsewhere.
pub(super) fn credit(claims: &mut [Claim]) {
    let presupposed = |c: &Claim| c.flags.iter().any(|flag| flag == PRESUPPOSED);
    for i in 0..claims.len() {
        let Some(claim) = claims.get(i).filter(|c| presupposed(c)) else { continue };
        let credited = |c: &&Claim| {
            c.kind == claim.kind
                && !presupposed(c)
                && c.modality != Modality::Denied
                && c.chain
                    .last()
                    .is_some_and(|link| link.role != ChainRole::Outlet && link.kind != SourceKind::Unspecified)
        };
        let mut fitting = claims.iter().filter(credited);
        let Some(first) = fitting.next() else { continue };
        if fitting
            .any(|c| c.chain.last().map(|l| (l.entity, &l.name)) != first.chain.last().map(|l| (l.entity, &l.name)))
        {
            continue;
        }
        let (chain, attribution) = (first.chain.clone(), first.attribution);
        if let Some(claim) = claims.get_mut(i) {
            claim.chain = chain;
            claim.attribution = attribution;
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::annotate::annotate;
    use crate::codebook::Codebook;
    use crate::report::{Part, PartKind, Report};
    use crate::text::Span;

    /// The ends of the chains of all claims of a type; the outlet is "".
    fn ends(text: &str, kind: &str) -> Vec<String> {
        let part = Part { kind: PartKind::Body, span: Span::new(0, text.len()), because: String::new() };
        let report = Report { text: text.to_owned(), parts: vec![part], ..Report::default() };
        let claims = annotate(&report, Codebook::builtin()).claims;
        let of_kind = claims.iter().filter(|c| c.kind == kind);
        of_kind.map(|c| c.chain.last().map_or(String::new(), |l| l.name.clone())).collect()
    }

    #[test]
    fn who_reacts_to_a_happening_is_no_source_of_it() {
        for text in [
            "The premier condemned the abduction of two nurses.",
            "The premier condemned what he described as the \"shameful\" abduction of two nurses.",
            "Ministers deplored the abduction of two nurses.",
            "The mayor welcomed the abduction of two officers.",
            "The mayor expressed concern over the abduction of two nurses.",
            "The council urged an inquiry into the abduction of two nurses.",
            "The premier called the abduction of two women a disgrace.",
            "He described the abduction of two nurses as barbaric.",
        ] {
            assert_eq!(ends(text, "ABDUCT"), [""], "{text}");
        }
    }

    #[test]
    fn whom_the_report_credits_is_the_source_of_what_others_react_to() {
        let text =
            "The premier condemned the abduction of two nurses. The Velden Observatory said two nurses were abducted.";
        assert_eq!(ends(text, "ABDUCT"), ["Velden Observatory", "Velden Observatory"]);
    }

    #[test]
    fn who_says_it_beside_the_reaction_is_its_source() {
        for text in [
            "The mayor condemned the raid, saying that rebels had abducted two nurses.",
            "The mayor lamented that rebels had abducted two nurses.",
            "\"They abducted two nurses,\" lamented the mayor.",
            "The mayor condemned the raid: \"They abducted two nurses.\"",
        ] {
            assert_eq!(ends(text, "ABDUCT"), ["mayor"], "{text}");
        }
    }

    #[test]
    fn who_criticises_somebody_for_it_accuses() {
        assert_eq!(ends("The Greens criticised the army for recruiting children.", "CHILD.RECRUIT_USE"), ["Greens"]);
    }
}
