//! The source's commitment to an event, and its tense.
//!
//! In: a trigger's [`Frame`]. Out: [`Modality`] by the codebook's order: negation or denial, then condition or possibility, then
//! intention, then hedge or distance, then asserted. Each clause from the trigger's own up to the cue of its source is
//! looked at; the earliest in that order wins. What stands above the source's cue belongs to another source. Not
//! here: the outlet's stance.

use super::cues;
use super::frame::Frame;
use super::reading::Reading;
use crate::annotate::{Clause, ClauseKind, Modality, Ref, Tag, Tense, VerbForm, VerbGroup, VerbTense};
use crate::report::PartKind;

/// How many clauses up are looked at.
const LEVELS: usize = 6;

impl Reading<'_> {
    /// Commitment and tense.
    pub fn commitment(&self, frame: &Frame) -> (Modality, Tense) {
        let mut modality = Modality::Asserted;
        let mut tense = None;
        let mut lower = |found: Modality| modality = modality.min(found);
        let mut at = frame.clause;
        let mut below: Option<usize> = None;
        if frame.noun {
            lower(self.noun_commitment(frame));
        }
        if self.denied_phrases(frame) {
            lower(Modality::Denied);
        }
        // "Under pressure to talk after the bombing of a clinic": what it comes after is taken for granted.
        if self.is_presupposed(frame) || self.is_given(frame) {
            return (modality, Tense::Past);
        }
        for level in 0..LEVELS {
            let Some(number) = at else { break };
            let Some(clause) = self.doc.clauses.get(number) else { break };
            let group = clause.group.get().and_then(|g| self.doc.verb_groups.get(g));
            if level == 0 || below.is_none() {
                if let Some(group) = group {
                    lower(self.own(clause, group, frame, level == 0));
                    tense = tense.or_else(|| tense_of(self.doc.tag(group.head as usize), group));
                }
            } else if let (Some(group), Some(child)) = (group, below.and_then(|b| self.doc.clauses.get(b))) {
                let (found, stop) = self.governed(group, clause, child);
                lower(found);
                // What was brought about happened then: "were made to carry".
                let brought_about = child.kind == ClauseKind::Infinitive
                    && found == Modality::Asserted
                    && super::happened_if_governed_by(self.doc.lemma(group.head as usize));
                if brought_about && tense == Some(Tense::Future) {
                    tense = tense_of(self.doc.tag(group.head as usize), group).or(tense);
                } else if tense.is_none() || child.kind == ClauseKind::Participle {
                    tense = tense.or_else(|| tense_of(self.doc.tag(group.head as usize), group));
                }
                if stop {
                    break;
                }
            }
            lower(self.marked(clause));
            if !goes_up(clause) && !self.is_content(clause) {
                break;
            }
            let parent = clause.parent.get();
            // A coordinated clause hangs on what its first one hangs on.
            if clause.kind == ClauseKind::Coordinate {
                let first = parent.and_then(|p| self.doc.clauses.get(p));
                at = first.and_then(|c| c.parent.get()).filter(|p| *p < number);
                match first {
                    Some(first) if at.is_some() && goes_up(first) => below = parent,
                    _ => break,
                }
            } else {
                below = Some(number);
                at = parent.filter(|p| *p < number);
            }
        }
        let tense = match (modality, tense) {
            (Modality::Planned | Modality::Hypothetical, None | Some(Tense::Future)) => Tense::Future,
            (_, Some(tense)) => tense,
            (_, None) => Tense::Past,
        };
        (modality, tense)
    }

    /// "Men may put down their names", "volunteers are asked to register": the invitation itself takes place. Not under a
    /// condition, and not where the asking is itself only planned.
    pub fn invites(&self, frame: &Frame) -> bool {
        let doc = self.doc;
        let Some(clause) = frame.clause.and_then(|c| doc.clauses.get(c)) else { return false };
        let group = clause.group.get().and_then(|g| doc.verb_groups.get(g)).filter(|g| !g.negated);
        let conditional = |c: &Clause| c.marker.get().is_some_and(|m| self.cue(m, cues::CONDITION));
        let Some(group) = group.filter(|_| !conditional(clause)) else { return false };
        let permits = |g: &VerbGroup| {
            g.modal.get().is_some_and(|m| matches!(doc.lower(m), "may" | "can" | "could" | "should" | "must" | "ought"))
        };
        if clause.kind != ClauseKind::Infinitive {
            return permits(group);
        }
        let Some(above) = clause.parent.get().and_then(|p| doc.clauses.get(p)).filter(|c| !conditional(c)) else {
            return false;
        };
        let asks = above.group.get().and_then(|g| doc.verb_groups.get(g)).filter(|g| !g.negated);
        asks.is_some_and(|g| {
            let verb = doc.lemma(g.head as usize);
            let asked = matches!(
                verb,
                "ask"
                    | "invite"
                    | "urge"
                    | "encourage"
                    | "call"
                    | "exhort"
                    | "appeal"
                    | "tell"
                    | "advise"
                    | "instruct"
                    | "request"
            );
            let need = matches!(verb, "wish" | "want" | "like" | "be" | "have" | "need") && permits(g);
            (asked && g.modal.is_none()) || need
        })
    }

    /// Whether a lasting relation holds still: "who heads the council", "the commander of", not "a former head" or "who led".
    pub fn relation_tense(&self, frame: &Frame) -> Tense {
        let doc = self.doc;
        let over = frame.modifiers.clone().any(|i| {
            matches!(
                doc.lower(i),
                "former" | "ex" | "late" | "then" | "erstwhile" | "onetime" | "one-time" | "outgoing"
            ) || doc.lower(i).starts_with("ex-")
        });
        if over {
            return Tense::Past;
        }
        let group = frame.clause.and_then(|c| doc.group(c));
        let own = self.group_headed_by(frame.head);
        // "was the commander": the copula dates its noun.
        let copula = group.filter(|g| doc.lemma(g.head as usize) == "be" && (g.head as usize) < frame.head);
        match own.or(copula) {
            Some(group) => tense_of(doc.tag(group.head as usize), group).unwrap_or(Tense::Past),
            None => Tense::Ongoing,
        }
    }

    /// "Army takes Olun": the present of a headline tells what has happened, unless its verb names a state.
    pub fn is_headline_present(&self, frame: &Frame) -> bool {
        let sentence = self.doc.sentence_of(frame.head);
        let Some(group) = frame.clause.and_then(|c| self.doc.group(c)) else { return false };
        self.doc.is_in(sentence, PartKind::Headline)
            && group.form == VerbForm::Finite
            && group.tense == VerbTense::Present
            && group.modal.is_none()
            && !group.progressive
            && !self.cue(group.head as usize, cues::STATE)
    }

    /// What a clause's own verb group and adverbs say.
    fn own(&self, clause: &Clause, group: &VerbGroup, frame: &Frame, first: bool) -> Modality {
        let doc = self.doc;
        let mut modality = Modality::Asserted;
        let mut lower = |found: Modality| modality = modality.min(found);
        let near = (group.start as usize).saturating_sub(2).max(clause.start as usize)
            ..(group.end as usize + 1).min(frame.sentence.end);
        if (group.negated || self.negated_before(group)) && !self.is_open(group) {
            lower(Modality::Denied);
        }
        let head = group.head as usize;
        if !first {
            // A noun's governing verb.
            let kinds = self.cues.get(head).copied().unwrap_or(0);
            if kinds & cues::DENY != 0 || (kinds & cues::REFUSE != 0 && !group.passive) {
                lower(Modality::Denied);
            } else if kinds & cues::INTEND != 0 && kinds & cues::LIGHT == 0 {
                lower(Modality::Planned);
            }
        }
        // "can be heard singing" is seen to be so.
        let perceived = doc.tokens.get(head).is_some_and(|_| matches!(doc.lemma(head), "see" | "hear"));
        if let Some(modal) = group.modal.get().filter(|_| !perceived) {
            lower(self.modal(modal, clause));
        }
        if self.any_cue(near.clone(), cues::PERHAPS) {
            lower(Modality::Hypothetical);
        }
        let wide = (clause.start as usize).max(frame.sentence.start)..(group.end as usize + 1).min(frame.sentence.end);
        if self.any_cue(near, cues::HEARSAY) || self.any_cue(wide.start..(wide.start + 2).min(wide.end), cues::HEARSAY)
        {
            lower(Modality::Alleged);
        }
        // "are to go": be + infinitive of the trigger itself.
        if group.form == VerbForm::Infinitive
            && clause.kind == ClauseKind::Main
            && doc.tag(group.start as usize) == Tag::TO
        {
            // Headline: "X to send Y".
            lower(Modality::Planned);
        }
        modality
    }

    /// "The number of dead is not known": what nobody knows is not denied.
    fn is_open(&self, group: &VerbGroup) -> bool {
        let last = group.head as usize;
        let known = |at: usize| matches!(self.doc.lower(at), "known" | "clear" | "certain" | "available");
        known(last) || self.doc.lemma(last) == "be" && (group.end as usize..group.end as usize + 2).any(known)
    }

    fn modal(&self, modal: usize, clause: &Clause) -> Modality {
        if self.cue(modal, cues::MAY) {
            Modality::Hypothetical
        } else if self.cue(modal, cues::OUGHT) {
            Modality::Planned
        } else {
            match self.doc.lower(modal) {
                "would" | "'d" if clause.kind == ClauseKind::Main && !self.reported(clause) => Modality::Hypothetical,
                "would" | "'d" | "will" | "'ll" | "wo" => Modality::Planned,
                _ => Modality::Asserted,
            }
        }
    }

    /// Whether a clause is content of an attribution.
    fn reported(&self, clause: &Clause) -> bool {
        let span = self.doc.span(clause.start as usize..clause.end as usize);
        self.attributions_near(clause.start as usize).any(|(_, a)| a.content.iter().any(|c| c.overlaps(span)))
    }

    /// What a governing verb says of a clause below it, and whether the source's cue is reached.
    fn governed(&self, group: &VerbGroup, clause: &Clause, child: &Clause) -> (Modality, bool) {
        let doc = self.doc;
        let head = group.head as usize;
        let kinds = self.cues.get(head).copied().unwrap_or(0);
        let infinitive = child.kind == ClauseKind::Infinitive;
        let is_cue = self.is_cue(head);
        let mut modality = Modality::Asserted;
        let mut lower = |found: Modality| modality = modality.min(found);
        let negated = group.negated || self.negated_before(group);
        let complement = self.is_content(child);
        if kinds & cues::DENY != 0 && !negated {
            return (Modality::Denied, true);
        }
        // Between verb and infinitive may stand what decides: "is ready to", "made plans to", "an attempt to".
        let between = group.end as usize..child.start as usize;
        let noun_says = infinitive && self.any_cue(between.clone(), cues::INTENTION | cues::INTEND);
        let adverbial = child.kind == ClauseKind::Participle && child.antecedent.is_none() && child.marker.is_none();
        match () {
            () if complement => {
                if self.any_cue(head..child.start as usize, cues::UNSURE) {
                    lower(Modality::Hypothetical);
                } else if negated {
                    lower(if is_cue { Modality::Alleged } else { Modality::Hypothetical });
                }
                if kinds & cues::INFER != 0 || (kinds & cues::HEDGE != 0 && !is_cue && group.passive) {
                    lower(Modality::Alleged);
                }
                if kinds & cues::INTEND != 0 && kinds & cues::HEDGE == 0 && !is_cue {
                    lower(Modality::Planned);
                }
            }
            // "risk being jailed", "avoided being jailed"
            () if adverbial
                && child.start == group.end
                && matches!(doc.lemma(head), "risk" | "fear" | "dread" | "face") =>
            {
                lower(Modality::Hypothetical);
            }
            () if adverbial && child.start == group.end && kinds & cues::REFUSE != 0 && !negated => {
                lower(Modality::Denied)
            }
            () if adverbial => {}
            // "used the law to detain writers": what something is used for is done with it.
            () if infinitive && !negated && doc.lemma(head) == "use" => {}
            () if kinds & cues::REFUSE != 0 && !negated => lower(Modality::Denied),
            () if infinitive && negated => lower(Modality::Denied),
            () if kinds & cues::BLAME != 0 => lower(Modality::Alleged),
            () if infinitive && self.any_cue(between.clone(), cues::OMISSION) => lower(Modality::Denied),
            () if infinitive && self.any_cue(between, cues::UNSURE) => lower(Modality::Hypothetical),
            // "is said to use", "appears to be": only hearsay takes an infinitive.
            () if infinitive && kinds & cues::HEDGE != 0 => lower(Modality::Alleged),
            () if kinds & cues::INTEND != 0 || noun_says => lower(Modality::Planned),
            () if infinitive && kinds & cues::IMPLICATIVE == 0 => lower(Modality::Planned),
            () if infinitive && doc.lemma(head) == "be" => lower(Modality::Planned),
            () if infinitive && matches!(doc.lemma(head), "have") => lower(Modality::Planned),
            () if infinitive && !self.controls(group, clause, child) => lower(Modality::Planned),
            () => {}
        }
        let stop = complement && (is_cue || kinds & cues::INFER == 0 && kinds & cues::HEDGE == 0);
        if !stop
            && !adverbial
            && let Some(modal) = group.modal.get()
        {
            lower(self.modal(modal, clause));
        }
        (modality, stop)
    }

    /// Whether a clause is what somebody says: a complement, or "that ..." after a noun of saying ("the report that ...").
    pub fn is_content(&self, clause: &Clause) -> bool {
        let reported = || {
            let antecedent = clause.antecedent.get().and_then(|p| self.doc.noun_phrases.get(p));
            clause.marker.get().is_some_and(|m| self.doc.lower(m) == "that")
                && antecedent.is_some_and(|p| self.cue(p.head as usize, cues::REPORT))
        };
        clause.kind == ClauseKind::Complement || (clause.kind == ClauseKind::Relative && reported())
    }

    /// Whether an infinitive stands right after its verb ("began to send") or its object ("forced the men to join"), so that
    /// the verb, not a purpose, governs it.
    fn controls(&self, group: &VerbGroup, clause: &Clause, child: &Clause) -> bool {
        let gap = (child.start as usize).saturating_sub(group.end as usize);
        gap <= 1 || (clause.object.is_some() && child.subject == clause.object)
    }

    fn is_cue(&self, token: usize) -> bool {
        let Some(span) = self.doc.tokens.get(token).map(|t| t.span) else { return false };
        self.attributions_near(token).any(|(_, a)| a.cue.iter().any(|c| c.overlaps(span)))
    }

    /// What the word that opens a clause says.
    fn marked(&self, clause: &Clause) -> Modality {
        let Some(marker) = clause.marker.get() else { return Modality::Asserted };
        if self.cue(marker, cues::CONDITION) {
            return Modality::Hypothetical;
        }
        let before = marker.checked_sub(1);
        match (clause.kind, self.doc.lower(marker)) {
            (ClauseKind::Participle, "without") => Modality::Denied,
            (ClauseKind::Participle, "at") if before.is_some_and(|b| self.cue(b, cues::INTEND | cues::INTENTION)) => {
                Modality::Planned
            }
            (ClauseKind::Participle, "of" | "for") if before.is_some_and(|b| self.cue(b, cues::BLAME)) => {
                Modality::Alleged
            }
            (ClauseKind::Participle, "of" | "for")
                if before.is_some_and(|b| self.cue(b, cues::INTENTION | cues::INTEND) && !self.cue(b, cues::BLAME)) =>
            {
                Modality::Planned
            }
            // "afraid of being hanged", "the risk of being shot"
            (ClauseKind::Participle, "of") if before.is_some_and(|b| self.is_fear(b)) => Modality::Hypothetical,
            (ClauseKind::Participle, "from") if before.is_some_and(|b| self.governor_before(b)) => Modality::Denied,
            _ => Modality::Asserted,
        }
    }

    /// "fears of", "afraid of", "the danger of": what follows has not happened.
    fn is_fear(&self, token: usize) -> bool {
        self.cue(token, cues::UNSURE) || self.doc.lemma(token) == "fear" && self.doc.tag(token).is_noun()
    }

    /// "prevented the men from leaving": a verb of hindering within a few words.
    fn governor_before(&self, token: usize) -> bool {
        (token.saturating_sub(5)..=token).any(|i| self.cue(i, cues::REFUSE) && self.doc.tag(i).is_verb())
    }

    fn negated_before(&self, group: &VerbGroup) -> bool {
        let start = group.start as usize;
        let before = start.saturating_sub(2)..start;
        before.clone().any(|i| matches!(self.doc.lower(i), "never" | "n't" | "neither" | "nor"))
            || (start > 0 && self.doc.lower(start - 1) == "not")
    }

    /// "no soldier was sent", "sent not one soldier", "nobody".
    pub fn denied_phrases(&self, frame: &Frame) -> bool {
        let phrases = frame.subjects.iter().chain(&frame.objects).chain(&frame.predicate);
        phrases.into_iter().any(|phrase| {
            let opened = self.cue(phrase.start, cues::NOBODY) && self.doc.lower(phrase.start) != "none-other";
            let not = phrase.start > 0
                && matches!(self.doc.lower(phrase.start - 1), "not" | "neither")
                && !frame.words.contains(&(phrase.start - 1));
            opened || not
        })
    }

    /// What the words right around a noun trigger say: "plans for a drive", "no recruitment", "alleged recruitment".
    /// Whether a noun is what something else came after: "after the raid", "since last week's attack".
    fn is_presupposed(&self, frame: &Frame) -> bool {
        let doc = self.doc;
        let start = frame.modifiers.start.min(frame.words.start);
        let definite = |i: usize| {
            matches!(doc.lower(i), "the" | "this" | "that" | "these" | "those" | "last" | "'s")
                || doc.tag(i) == Tag::PRPS
        };
        let after = |i: usize| matches!(doc.lower(i), "after" | "following" | "since");
        let Some(opens) = (start.saturating_sub(4).max(frame.sentence.start)..start).rev().find(|&i| after(i)) else {
            return false;
        };
        let mut between = opens + 1..frame.words.start;
        let one_phrase = !between.clone().any(|i| doc.tag(i).is_verb() || matches!(doc.tag(i), Tag::IN | Tag::CC));
        frame.noun && one_phrase && between.any(definite)
    }

    fn noun_commitment(&self, frame: &Frame) -> Modality {
        let start = frame.modifiers.start.min(frame.words.start);
        let inside = start..frame.words.start;
        let mut modality = Modality::Asserted;
        // "entered the town without a fight"
        let without = start > frame.sentence.start
            && self.doc.lower(start - 1) == "without"
            && !matches!(self.doc.lower(start), "the" | "this" | "these");
        if without || self.any_cue(inside.clone(), cues::NOBODY) {
            modality = modality.min(Modality::Denied);
        }
        if inside
            .clone()
            .any(|i| matches!(self.doc.lemma(i), "planned" | "plan" | "possible" | "propose" | "future" | "imminent"))
        {
            modality = modality.min(Modality::Planned);
        }
        if inside.clone().any(|i| matches!(self.doc.lower(i), "possible" | "potential" | "likely" | "feared")) {
            modality = modality.min(Modality::Hypothetical);
        }
        if inside.clone().any(|i| {
            matches!(self.doc.lower(i), "alleged" | "suspected" | "reported" | "rumoured" | "rumored" | "apparent")
        }) {
            modality = modality.min(Modality::Alleged);
        }
        // "plans for a drive", "calls for", "accusations of", "the risk of arrests, beatings and death".
        let start = self.list_start(start, frame.sentence.start);
        if let Some(before) = start.checked_sub(2).filter(|i| *i >= frame.sentence.start)
            && matches!(self.doc.lower(start - 1), "for" | "of" | "on" | "at" | "with")
        {
            // "aimed at recruiting", "called for the arrest of the mayor"
            let verb = self.doc.tag(before).is_verb() && self.cue(before, cues::INTEND);
            let happening = self.doc.lower_word(frame.head).grammar.is_nobody();
            let aimed = verb && (self.doc.lower(start - 1) == "at" || self.doc.lower(start - 1) == "for" && happening);
            if aimed || (self.cue(before, cues::INTENTION) && !self.doc.tag(before).is_verb()) {
                modality = modality.min(Modality::Planned);
            } else if self.cue(before, cues::BLAME) {
                modality = modality.min(Modality::Alleged);
            } else if self.is_fear(before) {
                modality = modality.min(Modality::Hypothetical);
            }
        }
        let verb = frame.clause.and_then(|c| self.doc.group(c));
        if let Some(group) = verb {
            let kinds = self.cues.get(group.head as usize).copied().unwrap_or(0);
            // "The raid was foiled", "foiled the raid"; but "the talks failed" had begun.
            let object = frame.clause.and_then(|c| self.doc.clauses.get(c)).is_some_and(|c| {
                let holds = |p: &Ref| p.get().is_some_and(|p| self.doc.extent(p, true).contains(&frame.head));
                holds(&c.object) || holds(&c.subject) && (group.passive || kinds & cues::REFUSE == 0)
            });
            if object && kinds & cues::DENY != 0 && !group.negated {
                modality = modality.min(Modality::Denied);
            } else if object
                && kinds & (cues::INTEND | cues::REFUSE) != 0
                && kinds & cues::IMPLICATIVE == 0
                && !group.passive
            {
                let planned = kinds & cues::INTEND != 0;
                modality = modality.min(if planned { Modality::Planned } else { Modality::Denied });
            }
        }
        modality
    }
}

/// Whether what governs a clause bears on it: not for relative clauses and most adverbial ones.
fn goes_up(clause: &Clause) -> bool {
    match clause.kind {
        ClauseKind::Main | ClauseKind::Relative | ClauseKind::Adverbial | ClauseKind::Reporting => false,
        // "clerks sent to help" describes; "accused of sending" is governed.
        ClauseKind::Participle => clause.antecedent.is_none() || clause.marker.is_some(),
        ClauseKind::Coordinate | ClauseKind::Complement | ClauseKind::Infinitive => true,
    }
}

fn tense_of(tag: Tag, group: &VerbGroup) -> Option<Tense> {
    match (group.form, group.tense) {
        (VerbForm::Finite, VerbTense::Past) => Some(Tense::Past),
        (VerbForm::Finite, VerbTense::Future) => Some(Tense::Future),
        (VerbForm::Finite, VerbTense::Present) if group.perfect && !group.progressive => Some(Tense::Past),
        (VerbForm::Finite, VerbTense::Present) if group.modal.is_some() => Some(Tense::Future),
        (VerbForm::Finite, VerbTense::Present) => Some(Tense::Ongoing),
        // "claim to have killed"
        (VerbForm::Infinitive, _) if group.perfect => Some(Tense::Past),
        (VerbForm::Infinitive, _) => Some(Tense::Future),
        (VerbForm::Participle, _) if tag == Tag::VBN => Some(Tense::Past),
        _ => None,
    }
}
