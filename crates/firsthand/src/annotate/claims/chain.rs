//! From the outlet over those who pass a claim on to the first sayer.
//!
//! In: a trigger's place and the report's attributions. Out: the innermost attribution and the chain. Where nobody is named
//! for a claim, the chain is the outlet alone, followed by whom a credit of the whole report names. Not here: joining chains
//! across reports.

use super::frame::Frame;
use super::reading::Reading;
use crate::annotate::{Attribution, ChainLink, ChainRole, Clause, ClauseKind, EntityKind, Quoting, SourceKind, Tag};
use crate::codebook::Nature;
use crate::text::Span;

/// The rule of what stands under the heading of a medium or body.
const SECTION: &str = "section";

impl Reading<'_> {
    /// The attribution that carries a claim; where the claim is only taken up in a reaction, the one around the reaction unless that
    /// accuses, and who reacts.
    pub fn carried(&self, frame: &Frame, nature: Nature) -> (Option<usize>, Option<&Attribution>) {
        let innermost = self.carrier(frame, nature);
        let Some(first) = innermost.filter(|a| !self.is_its_act(*a, frame, nature)) else { return (innermost, None) };
        let path = self.upwards(first);
        let whose = |a: usize| self.found.attributions.get(a).map(|a| (a.source_entity, &a.source_name));
        // "X condemned what he called the seizure": one sayer, who reacts.
        let reacting = path.iter().rposition(|&a| whose(a) == whose(first) && self.reacts(a, frame));
        match reacting {
            Some(at) => {
                let reaction = path.get(at).and_then(|a| self.found.attributions.get(*a));
                if reaction.is_some_and(|a| self.accuses(a, frame)) {
                    return (innermost, reaction);
                }
                let around = path.get(at + 1..).and_then(|outer| self.first_saying(outer, frame));
                (around, reaction)
            }
            None => (innermost, None),
        }
    }

    /// Whether a speech act is the cue of its own attribution.
    fn is_its_act(&self, attribution: usize, frame: &Frame, nature: Nature) -> bool {
        let Some(trigger) = self.doc.tokens.get(frame.head).map(|t| t.span) else { return false };
        let cue = self.found.attributions.get(attribution).map_or(&[][..], |a| &a.cue);
        nature == Nature::Speech && cue.iter().any(|cue| cue.overlaps(trigger))
    }

    fn first_saying(&self, outer: &[usize], frame: &Frame) -> Option<usize> {
        let says = |a: &usize| self.found.attributions.get(*a).is_some_and(|a| self.tells(a));
        outer.iter().copied().find(|a| says(a) && !self.reacts(*a, frame))
    }

    /// The innermost attribution that carries a claim.
    pub fn carrier(&self, frame: &Frame, nature: Nature) -> Option<usize> {
        let trigger = self.doc.tokens.get(frame.head)?.span;
        if nature == Nature::Speech {
            // The speaker of a speech act is its source.
            let own = self.attributions_near(frame.head).find(|(_, a)| a.cue.iter().any(|cue| cue.overlaps(trigger)));
            let own = own.map(|(i, _)| i);
            if own.is_some() {
                return own;
            }
        }
        // "Our reporter saw five boys at the barrier": what is seen is told by its verb, too.
        let seen = |a: &Attribution| a.own_reporting.is_some() && a.cue.iter().any(|cue| cue.contains(trigger));
        if let Some((own, _)) = self.attributions_near(frame.head).find(|(_, a)| seen(a)) {
            return Some(own);
        }
        // "The guild counted nine drowned": what is counted is told by its verb, too.
        let counts = |a: &Attribution| {
            a.rule == "puts-at" && a.within.is_none() && a.cue.iter().any(|cue| cue.contains(trigger))
        };
        if let Some((own, _)) = self.attributions_near(frame.head).find(|(_, a)| counts(a)) {
            return Some(own);
        }
        let covers = |a: &Attribution| {
            !a.whole_report
                && a.rule != SECTION
                && self.tells(a)
                && a.content.iter().any(|content| content.contains(trigger))
        };
        let size = |a: &Attribution| a.content.iter().map(|content| content.len()).sum::<usize>();
        let innermost = self
            .attributions_near(frame.head)
            .filter(|(_, a)| covers(a))
            .min_by_key(|(i, a)| (size(a), usize::MAX - self.depth(*i), *i))
            .map(|(i, _)| i)
            .or_else(|| self.carrier_above(frame))
            .or_else(|| self.last_speaker(frame))
            .or_else(|| self.who_tells_of_itself(frame).filter(|_| nature == Nature::Event))
            .or_else(|| self.account(frame).filter(|_| nature == Nature::Event))
            .or_else(|| self.section(trigger))?;
        let innermost = self.denier(innermost).unwrap_or(innermost);
        // A gloss in an indirect content is the outlet's; "according to X" after it covers it.
        if nature == Nature::Relation && self.is_gloss(frame, innermost) {
            return None;
        }
        Some(innermost)
    }

    /// The medium or body under whose heading a claim stands in a digest of broadcasts or a circulated statement.
    fn section(&self, trigger: Span) -> Option<usize> {
        let within = |a: &Attribution| a.rule == SECTION && a.content.iter().any(|content| content.contains(trigger));
        self.found.attributions.iter().rposition(within)
    }

    /// "The Front denied a watchdog's claim that ...": here the one whose claim it is says nothing, and who denies it does.
    fn denier(&self, innermost: usize) -> Option<usize> {
        let claim = self.found.attributions.get(innermost).filter(|a| a.rule.contains("noun"))?;
        let outer = claim.within? as usize;
        let cue = &self.found.attributions.get(outer)?.cue;
        cue.iter().flat_map(|cue| self.doc.tokens_in(*cue)).any(|i| self.cue(i, super::cues::DENY)).then_some(outer)
    }

    /// Whether the source says the content, rather than knows what is so ("the army knew that ...").
    pub(super) fn tells(&self, a: &Attribution) -> bool {
        let known = a.cue.last().is_some_and(|cue| self.doc.tokens_in(*cue).any(|i| self.cue(i, super::cues::KNOW)));
        let knows = known && a.rule.starts_with("opinion/");
        a.says() && !(knows || is_nobody(&a.source_name) || self.is_happening(a))
    }

    /// "This attack shows", "the raids demonstrate", "this was an outrage": what happened shows something, and says nothing.
    fn is_happening(&self, a: &Attribution) -> bool {
        use SourceKind::{Anonymous, Person, Unspecified};
        let Some(source) = a.source.first().filter(|_| matches!(a.source_kind, Anonymous | Person | Unspecified))
        else {
            return false;
        };
        let words = self.doc.tokens_in(*source);
        if words.len() == 1 && matches!(self.doc.lower(words.start), "this" | "that" | "these" | "those") {
            return true;
        }
        // "the news release said": only what shows may be a happening.
        let shows = |i: usize| {
            let verb = self.doc.tag(i).is_verb() && self.doc.lower(i) != "according";
            verb && !crate::annotate::attribution::is_speech(self.doc.lemma(i))
        };
        if !a.cue.iter().any(|cue| self.doc.tokens_in(*cue).any(shows)) {
            return false;
        }
        let noun = words.clone().find(|&i| self.doc.tag(i).is_noun());
        let phrase = noun.and_then(|i| self.doc.tokens.get(i)?.phrase.get()).and_then(|p| self.doc.noun_phrases.get(p));
        let Some(head) = phrase.map(|p| p.head as usize).filter(|head| words.contains(head)) else { return false };
        let event = |headed: &crate::codebook::Headed| {
            let kind =
                self.book.triggers.get(headed.trigger as usize).and_then(|t| self.book.types.get(t.kind as usize));
            headed.head == crate::codebook::Head::Noun
                && headed.alone
                && kind.is_some_and(|k| k.nature == Nature::Event)
        };
        let common = matches!(self.doc.tag(head), Tag::NN | Tag::NNS) && self.doc.lower_word(head).grammar.is_nobody();
        common && self.headed_by(head).0.iter().any(event)
    }

    /// A quotation without a cue keeps the last speaker: the nearest attribution with a source, a few sentences back.
    fn last_speaker(&self, frame: &Frame) -> Option<usize> {
        if !frame.quoted {
            return None;
        }
        let sentence = self.doc.sentence_of(frame.head);
        (sentence.saturating_sub(3)..sentence).rev().find_map(|s| {
            let mut near = self.attributions_near(self.doc.sentence(s).start).rev();
            near.find(|(_, a)| !a.hearsay && !a.whole_report && !a.source.is_empty()).map(|(i, _)| i)
        })
    }

    /// The attribution of a clause that the trigger's clause hangs on: "..., killing four" after what a source says, and what a cue's
    /// verb governs although its content was cut short.
    fn carrier_above(&self, frame: &Frame) -> Option<usize> {
        let mut at = frame.clause?;
        for _ in 0..5 {
            let clause = self.doc.clauses.get(at)?;
            let hangs = self.hangs(clause);
            let parent = clause.parent.get().filter(|p| hangs && *p < at)?;
            let verb = self.doc.group(parent).and_then(|g| self.doc.tokens.get(g.head as usize))?.span;
            let carried = |a: &Attribution| {
                let content = a.content.iter().any(|content| content.contains(verb));
                !a.whole_report && (content || (self.is_content(clause) && a.cue.iter().any(|cue| cue.overlaps(verb))))
            };
            if let Some((found, _)) = self.attributions_near(frame.head).rev().find(|(_, a)| carried(a)) {
                return Some(found);
            }
            at = parent;
        }
        None
    }

    /// Whether what is said of the clause above holds for a clause, too: not for a gloss set off by a comma.
    fn hangs(&self, clause: &Clause) -> bool {
        let apart = (clause.start as usize).checked_sub(1).is_some_and(|i| self.doc.tag(i) == Tag::Comma)
            || self.doc.tag(clause.start as usize) == Tag::Comma;
        match clause.kind {
            ClauseKind::Participle => clause.antecedent.is_none() || clause.marker.is_some() || !apart,
            ClauseKind::Infinitive | ClauseKind::Complement => true,
            ClauseKind::Relative => !apart || self.is_content(clause),
            ClauseKind::Coordinate => clause.parent.is_some(),
            _ => false,
        }
    }

    /// The subject of the verb of saying above a claim that no attribution carries.
    pub fn sayer(&self, frame: &Frame) -> Option<ChainLink> {
        let mut at = frame.clause?;
        for _ in 0..5 {
            let clause = self.doc.clauses.get(at)?;
            let parent = clause.parent.get().filter(|p| self.hangs(clause) && *p < at)?;
            let head = self.doc.group(parent)?.head as usize;
            if self.is_content(clause) && self.cue(head, super::cues::SAY) {
                let above = self.verb_frame(head, head..head + 1)?;
                return self.speaker(&above).filter(|link| !link.name.is_empty());
            }
            at = parent;
        }
        None
    }

    /// The link of a speech act's speaker where no attribution was read; nobody for a passive without agent.
    pub fn speaker(&self, frame: &Frame) -> Option<ChainLink> {
        let trigger = self.doc.tokens.get(frame.head)?.span;
        // "No one has claimed the attack" is nobody's saying.
        if frame.subjects.first().is_some_and(|phrase| is_nobody(self.doc.text(phrase.span))) {
            return None;
        }
        let Some(phrase) = frame.subjects.first() else {
            return Some(ChainLink {
                name: String::new(),
                entity: None,
                kind: SourceKind::Unspecified,
                role: ChainRole::Source,
                span: Some(trigger),
                attribution: None,
            });
        };
        let number = self.entity_of(phrase.head);
        let entity = number.and_then(|e| self.found.entities.get(e));
        let kind = match entity.map(|entity| entity.kind) {
            Some(EntityKind::Person) if entity.is_some_and(|e| e.affiliation.is_some()) => SourceKind::Spokesperson,
            Some(EntityKind::Person) => SourceKind::Person,
            Some(EntityKind::State) => SourceKind::Official,
            Some(EntityKind::Outlet) => SourceKind::Outlet,
            Some(EntityKind::Document) => SourceKind::Document,
            Some(EntityKind::Artefact) => SourceKind::Artefact,
            Some(EntityKind::Organisation | EntityKind::ArmedGroup) => SourceKind::PartisanOrganisation,
            _ => SourceKind::Anonymous,
        };
        let name = entity.map_or_else(|| self.doc.text(phrase.span).to_owned(), |entity| entity.name.clone());
        Some(ChainLink {
            name,
            entity: number.map(|e| e as u32),
            kind,
            role: ChainRole::Source,
            span: Some(phrase.span),
            attribution: None,
        })
    }

    fn is_gloss(&self, frame: &Frame, attribution: usize) -> bool {
        let Some(a) = self.found.attributions.get(attribution) else { return false };
        let trailing = a.cue.iter().any(|cue| self.doc.text(*cue).to_lowercase().starts_with("according"))
            && a.cue.first().zip(a.content.first()).is_some_and(|(cue, content)| content.start < cue.start);
        let quoted = self.doc.quotation_of(frame.head).is_some() && a.quote != Quoting::Indirect;
        // What stands behind a speaker's label is all the speaker's.
        let label = a.rule == "label" || a.rule == SECTION;
        !trailing && !quoted && !label && frame.noun
    }

    fn depth(&self, attribution: usize) -> usize {
        self.upwards(attribution).len()
    }

    /// An attribution and those it stands within, outermost last. Bounded: a cycle ends it.
    fn upwards(&self, attribution: usize) -> Vec<usize> {
        let mut path = vec![attribution];
        while let Some(outer) = path
            .last()
            .and_then(|a| self.found.attributions.get(*a))
            .and_then(|a| a.within)
            .map(|a| a as usize)
            .filter(|a| !path.contains(a) && path.len() < 8)
        {
            path.push(outer);
        }
        // "Radio Kessa reported that ..., according to residents": the residents told the radio, and not the other way round.
        for at in 1..path.len() {
            let pair = path.get(at - 1).zip(path.get(at)).and_then(|(inner, outer)| {
                Some((self.found.attributions.get(*inner)?, self.found.attributions.get(*outer)?))
            });
            if pair.is_some_and(|(inner, outer)| told_outlet(inner, outer)) {
                path.swap(at - 1, at);
            }
        }
        path
    }

    /// The attribution whose source says what this one carries: the one itself, unless its source is an outlet that was told.
    pub fn sayer_of(&self, carrier: Option<usize>) -> Option<usize> {
        let path = self.upwards(carrier?);
        path.iter().find(|a| !self.is_nameless(**a, &path)).or(path.first()).copied()
    }

    /// "The clerk said that each ward had been ordered to ...": of two sayings the one of nobody is passed over.
    fn is_nameless(&self, attribution: usize, path: &[usize]) -> bool {
        let named = |a: usize| self.found.attributions.get(a).is_some_and(|a| !a.source_name.is_empty());
        !named(attribution) && path.iter().any(|&a| named(a))
    }

    /// The chain of a claim.
    pub fn chain(&self, carrier: Option<usize>) -> Vec<ChainLink> {
        let mut chain = vec![self.outlet()];
        match carrier {
            Some(carrier) => {
                let path = self.upwards(carrier);
                for number in path.iter().rev().copied().filter(|a| !self.is_nameless(*a, &path)) {
                    if let Some(attribution) = self.found.attributions.get(number).filter(|a| self.tells(a)) {
                        // "The army denied reports that ...": one sayer, two cues, one link.
                        let next = link(number, attribution);
                        let same = |l: &ChainLink| !next.name.is_empty() && l.name == next.name;
                        if chain.len() > 1 && chain.last().is_some_and(same) {
                            chain.pop();
                        }
                        chain.push(next);
                    }
                }
                // The innermost one says it, whatever it does for others.
                if let Some(last) = chain.last_mut().filter(|l| l.role == ChainRole::Relay) {
                    last.role = ChainRole::Source;
                }
            }
            None => {
                let outlet = self.doc.report.outlet_name();
                let credits = self.found.attributions.iter().enumerate();
                let credits = credits.filter(|(_, a)| a.whole_report && !names_outlet(&a.source_name, outlet));
                chain.extend(credits.map(|(number, a)| link(number, a)));
            }
        }
        chain
    }

    fn outlet(&self) -> ChainLink {
        ChainLink {
            name: self.doc.report.outlet_name().to_owned(),
            entity: self.outlet.map(|e| e as u32),
            kind: SourceKind::Outlet,
            role: ChainRole::Outlet,
            span: None,
            attribution: None,
        }
    }
}

/// "Nobody disputes", "neither of the two says": words for a source that is none.
fn is_nobody(name: &str) -> bool {
    let lower = name.to_lowercase();
    let first = lower.split(' ').next().unwrap_or("");
    let no = lower.strip_prefix("no ").is_some_and(|rest| rest.starts_with(char::is_alphabetic));
    matches!(first, "nobody" | "none" | "neither") || no
}

/// Whether a trailing "according to X" names whom the outlet of the attribution inside it was told by.
fn told_outlet(inner: &Attribution, outer: &Attribution) -> bool {
    let medium = |a: &Attribution| matches!(a.source_kind, SourceKind::Wire | SourceKind::Outlet);
    let trails = inner.cue.first().zip(outer.cue.first()).is_some_and(|(a, b)| a.end <= b.start);
    outer.rule == "according-to"
        && trails
        && medium(inner)
        && !medium(outer)
        && outer.source_kind != SourceKind::Unspecified
}

/// Whether a credit is the outlet's own name or its initials: "(VSN)" in a dateline of Varenian State News credits nobody else.
fn names_outlet(credit: &str, outlet: &str) -> bool {
    let initials: String = outlet.split_whitespace().filter_map(|word| word.chars().next()).collect();
    let same = |a: &str, b: &str| a.to_lowercase() == b.to_lowercase();
    same(credit, outlet) || (credit.chars().count() > 1 && same(credit, &initials))
}

fn link(number: usize, attribution: &Attribution) -> ChainLink {
    ChainLink {
        name: attribution.source_name.clone(),
        entity: attribution.source_entity,
        kind: attribution.source_kind,
        role: attribution.role,
        span: attribution.source.first().copied().filter(|span: &Span| !span.is_empty()),
        attribution: Some(number as u32),
    }
}

#[cfg(test)]
mod tests {
    use super::{is_nobody, names_outlet};

    #[test]
    fn nobody_is_no_source() {
        assert!(is_nobody("No one") && is_nobody("neither of the two") && is_nobody("Nobody at the pier"));
        assert!(!is_nobody("Noboa") && !is_nobody("one of them"));
    }

    #[test]
    fn a_credit_to_the_outlets_own_initials_credits_nobody_else() {
        assert!(names_outlet("VSN", "Varenian State News"));
        assert!(names_outlet("Corvane", "Corvane"));
        assert!(!names_outlet("NPA", "Varenian State News"));
    }
}
