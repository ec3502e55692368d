//! Who acts and who is meant where the clause itself does not say so.
//!
//! In: phrases and verb groups of the grammar. Out: the phrase that a frame takes. Not here: the rest of the frame (`frame`, `loose`).

use super::cues;
use super::frame::{Frame, Phrase};
use super::reading::Reading;
use crate::annotate::{Clause, ClauseKind, NounPhrase, PhraseKind, Tag, VerbGroup};

impl Reading<'_> {
    /// "Arven buries its dead", "the army has lost 40 men", "we have nine dead here": who counts, buries, mourns or loses people did not
    /// kill them and is not among them.
    pub fn bystanders(&self, frame: &Frame) -> Vec<Phrase> {
        let doc = self.doc;
        let clause = frame.clause.and_then(|c| doc.clauses.get(c));
        let group = clause.and_then(|c| c.group.get()).and_then(|g| doc.verb_groups.get(g));
        let (Some(clause), Some(group)) = (clause, group.filter(|g| !g.passive)) else { return Vec::new() };
        let verb = group.head as usize;
        // "have" only has what stands after it: "we have nine dead".
        let own = verb == frame.head && doc.lemma(verb) != "have";
        let mut phrases = Vec::new();
        if self.cue(verb, cues::MOURN) && (own || (group.end as usize) <= frame.words.start) {
            self.list(self.subject_of(clause, group), &mut phrases);
        }
        phrases
    }

    /// Whether the subject is whom it befalls and not who does it: "joined", "completed a course", "vanished".
    pub fn undergoes(&self, frame: &Frame) -> bool {
        let group = self.group_headed_by(frame.head).or_else(|| self.group_around(frame));
        group.is_some_and(|g| !g.passive && self.cue(g.head as usize, cues::UNDERGO)) || self.is_in_it(frame)
    }

    /// "Hundreds are still in detention", "spent two years in captivity": who is in what a noun names.
    pub fn is_in_it(&self, frame: &Frame) -> bool {
        let doc = self.doc;
        let phrase = doc.tokens.get(frame.head).filter(|_| frame.noun).and_then(|t| t.phrase.get());
        let Some(phrase) = phrase.and_then(|p| doc.noun_phrases.get(p)) else { return false };
        let (Some(group), Some(at)) = (frame.clause.and_then(|c| doc.group(c)), phrase.preposition.get()) else {
            return false;
        };
        let verb = doc.lemma(group.head as usize);
        let stays = matches!(verb, "be" | "remain" | "stay" | "languish" | "sit" | "linger");
        // "still", "now": nothing but adverbs between.
        let between = group.end as usize..at;
        let straight = at >= group.end as usize && between.into_iter().all(|i| doc.tag(i).is_adverb());
        let inside = matches!(doc.lower(at), "in" | "under" | "behind" | "inside");
        inside && (stays && straight || matches!(verb, "spend" | "serve") && at >= group.end as usize)
    }

    /// Whether a phrase of a noun's frame is the subject of a verb that carries the noun and says that it is done ("carried out the killing").
    pub fn does_what_noun_names(&self, frame: &Frame, phrase: &Phrase) -> bool {
        let group = frame.clause.and_then(|c| self.doc.group(c));
        let carried = group.is_some_and(|g| {
            let (verb, start) = (g.head as usize, g.start as usize);
            let carries = self.cue(verb, cues::LIGHT) && !self.cue(verb, cues::UNDERGO | cues::MOURN);
            carries && !g.passive && phrase.end <= start && start < frame.words.start
        });
        frame.noun && carried && !self.is_in_it(frame)
    }

    /// Whether the verb beside a word that is none itself tells of something else: "lost their lives in fighting", "visited the injured". Not
    /// "were in combat", "carried out arrests", "lay dead".
    pub fn tells_of_another(&self, frame: &Frame) -> bool {
        let doc = self.doc;
        // "in fighting": after a preposition of the trigger the form of a verb is a noun.
        let governed = frame.words.start < frame.head && matches!(doc.tag(frame.words.start), Tag::IN);
        if frame.noun || self.group_headed_by(frame.head).is_some() && !governed {
            return false;
        }
        let Some(group) = self.group_around(frame) else { return false };
        let verb = group.head as usize;
        let says_so = matches!(doc.lemma(verb), "be" | "become" | "remain" | "stay" | "keep" | "get")
            || self.cue(verb, cues::LIGHT);
        let before = frame.words.start.checked_sub(1).map_or(Tag::Stop, |i| doc.tag(i));
        let inside = |i: usize| doc.tokens.get(i).is_some_and(|token| token.phrase.is_some());
        !says_so
            && (frame.words.clone().any(inside)
                || matches!(before, Tag::DT | Tag::IN | Tag::TO | Tag::PRPS)
                || matches!(doc.tag(frame.words.start), Tag::DT | Tag::IN | Tag::TO))
    }

    /// The head of who tells of what a noun names or takes an attitude to it: "was confirmed by the ministry". Who claims or orders it may have done it.
    pub fn tells_by(&self, frame: &Frame) -> Option<usize> {
        let clause = frame.clause.and_then(|c| self.doc.clauses.get(c)).filter(|_| frame.noun)?;
        let group = clause.group.get().and_then(|g| self.doc.verb_groups.get(g)).filter(|g| g.passive)?;
        let verb = group.head as usize;
        let listed = matches!(self.doc.lemma(verb), "document" | "record" | "investigate" | "study" | "count" | "film");
        let says = listed || self.cue(verb, cues::REACT) || self.doc.lemma_word(verb).grammar.complement_verb;
        let did = self.cue(verb, cues::LIGHT) || self.cue(verb, cues::INTEND) || self.doc.lemma(verb) == "claim";
        let agent = clause.agent.get().and_then(|p| self.doc.noun_phrases.get(p)).filter(|_| says && !did)?;
        Some(agent.head as usize)
    }

    /// The verb group of the clause that a trigger stands in.
    fn group_around(&self, frame: &Frame) -> Option<&VerbGroup> {
        let clause = frame.clause.and_then(|c| self.doc.clauses.get(c))?;
        let group = |clause: &Clause| clause.group.get().and_then(|g| self.doc.verb_groups.get(g));
        let own = group(clause).filter(|g| !frame.words.contains(&(g.head as usize)));
        own.or_else(|| self.clause(clause.parent.get()).and_then(group))
    }

    /// "the town's dead", "their losses": whose a noun is.
    pub fn possessors<'f>(&self, frame: &'f Frame) -> impl Iterator<Item = &'f Phrase> + use<'_, 'f> {
        let before = move |p: &&Phrase| {
            let mark = self.doc.tag(p.end);
            p.end <= frame.words.start && (self.doc.tag(p.head) == Tag::PRPS || mark == Tag::POS)
        };
        frame.subjects.iter().filter(move |_| frame.noun).filter(before)
    }

    /// "the recruitment of boys in the hills by the militia": who does what a noun names, as long as no verb stands between.
    pub fn agent_after(&self, phrase: &NounPhrase, end: usize) -> Option<usize> {
        let doc = self.doc;
        let first = doc.prepositions.partition_point(|p| p.token < phrase.end);
        let mut near = doc.prepositions.iter().skip(first).take(4).take_while(|p| (p.token as usize) < end);
        let by = near.find(|p| doc.lower(p.token as usize) == "by")?;
        let between = phrase.end as usize..by.token as usize;
        let apart = between.clone().any(|i| doc.tag(i).is_verb() || matches!(doc.tag(i), Tag::Comma | Tag::Colon));
        let agent = by.phrase as usize;
        (between.len() <= 16 && !apart && !doc.is_kind(agent, PhraseKind::Time)).then_some(agent)
    }

    /// "the raid is believed to have been carried out by the militia": who is said to have done what a noun names.
    pub fn said_agent(&self, clause: Option<usize>, number: usize, end: usize) -> Option<usize> {
        let doc = self.doc;
        let below = doc.clauses.iter().skip(clause? + 1).take(8).take_while(|c| (c.start as usize) < end);
        let mut told = below.filter(|c| {
            let group = c.group.get().and_then(|g| doc.verb_groups.get(g)).filter(|g| g.passive);
            c.kind == ClauseKind::Infinitive
                && c.parent.get() == clause
                && c.subject.get() == Some(number)
                && group.is_some_and(|g| self.cue(g.head as usize, cues::LIGHT))
        });
        told.find_map(|c| c.agent.get())
    }

    /// "blamed the rebels for the raid", "the rebels were blamed for the raid", "blamed the raid on the rebels": who is said to have done
    /// what a noun names.
    pub fn blamed(&self, number: usize, clause: Option<usize>) -> Option<usize> {
        let (doc, clause) = (self.doc, self.clause(clause)?);
        let phrase = doc.noun_phrases.get(number)?;
        let group = doc.verb_groups.get(clause.group.get()?)?;
        if !self.cue(group.head as usize, cues::BLAME) {
            return None;
        }
        let undergone = group.passive && self.resolved(clause.subject.get(), clause) == Some(number);
        if undergone || clause.object.get() == Some(number) && !group.passive {
            let end = if undergone { group.end } else { phrase.end };
            let first = doc.prepositions.partition_point(|p| p.token < end);
            let mut near = doc.prepositions.iter().skip(first).take(3);
            return near.find(|p| doc.lower(p.token as usize) == "on").map(|p| p.phrase as usize);
        }
        phrase.preposition.get().filter(|at| matches!(doc.lower(*at), "for" | "over" | "of"))?;
        let object = clause.object.get().filter(|_| !group.passive);
        object.or_else(|| self.resolved(clause.subject.get(), clause))
    }

    /// The head of whom a noun's verb blames, see [`Self::blamed`].
    pub fn blamed_for(&self, frame: &Frame) -> Option<usize> {
        let phrase = self.doc.tokens.get(frame.head).filter(|_| frame.noun)?.phrase.get()?;
        let blamed = self.blamed(phrase, frame.clause)?;
        self.doc.noun_phrases.get(blamed).map(|p| p.head as usize)
    }

    /// "finances, equips or trains an armed group": verbs in a row share the object of the last one.
    pub fn shared_object(&self, clause: Option<usize>, group: &VerbGroup, end: usize) -> Option<usize> {
        let doc = self.doc;
        let (mut at, mut last) = (group.end as usize, None);
        for _ in 0..4 {
            // Only marks, conjunctions and adverbs stand between the verbs.
            while at < end && (matches!(doc.tag(at), Tag::Comma | Tag::CC) || doc.tag(at).is_adverb()) {
                at += 1;
            }
            let next = doc.tokens.get(at).filter(|_| at < end).and_then(|t| t.group.get());
            let Some(next) = next.and_then(|g| doc.verb_groups.get(g)).filter(|g| g.start as usize == at) else {
                break;
            };
            if next.form != group.form || next.passive || doc.tag(group.end as usize) == Tag::Stop {
                break;
            }
            last = next.clause.get();
            at = next.end as usize;
        }
        let last = last.filter(|l| Some(*l) != clause)?;
        self.clause(Some(last)).filter(|c| c.kind == ClauseKind::Coordinate)?.object.get()
    }

    /// "were killed and burnt by the rebels": participles in a row share the agent of the last one.
    pub fn shared_agent(&self, clause: &Clause, group: &VerbGroup, end: usize) -> Option<usize> {
        let doc = self.doc;
        if let Some(own) = clause.agent.get() {
            return Some(own);
        }
        let mut at = group.end as usize;
        for _ in 0..4 {
            let from = at;
            while at < end && (matches!(doc.tag(at), Tag::Comma | Tag::CC) || doc.tag(at).is_adverb()) {
                at += 1;
            }
            let next = doc.tokens.get(at).filter(|_| from < at && at < end).and_then(|t| t.group.get());
            let next = next.and_then(|g| doc.verb_groups.get(g)).filter(|g| g.start as usize == at)?;
            if doc.tag(next.head as usize) != Tag::VBN {
                return None;
            }
            if let Some(agent) = self.clause(next.clause.get()).and_then(|clause| clause.agent.get()) {
                return Some(agent);
            }
            at = next.end as usize;
        }
        None
    }

    /// "youngsters under eighteen who": not the age, but whose it is.
    pub fn aged(&self, phrase: usize) -> usize {
        let doc = self.doc;
        let age = doc.noun_phrases.get(phrase).filter(|p| p.kind == PhraseKind::Number);
        let limit = age.and_then(|p| p.preposition.get());
        let limit = limit.filter(|at| matches!(doc.lower(*at), "under" | "below" | "over" | "above"));
        let before = limit.and_then(|at| doc.tokens.get(at.checked_sub(1)?)?.phrase.get());
        before.unwrap_or(phrase)
    }

    /// "accused the rebels of recruiting", "the rebels were accused of recruiting", "admitted to recruiting": who acts in an
    /// -ing form after a preposition. What stands right before the preposition acts; else the subject of the clause.
    pub fn actor_of_gerund(&self, head: usize, clause: Option<usize>) -> Option<usize> {
        let doc = self.doc;
        let clause = self.clause(clause)?;
        let group = doc.verb_groups.get(clause.group.get()?).filter(|g| (g.end as usize) <= head)?;
        if group.end as usize == head {
            // "began recruiting"
            return self.resolved(clause.subject.get(), clause);
        }
        let at = head.checked_sub(1).filter(|at| matches!(doc.tag(*at), Tag::IN | Tag::TO))?;
        let before = at.checked_sub(1).and_then(|i| doc.tokens.get(i)).and_then(|t| t.phrase.get());
        let object =
            clause.object.get().filter(|o| before.is_some_and(|b| b == *o || doc.conjuncts(*o).any(|c| c == b)));
        let acts = matches!(doc.lower(at), "of" | "from" | "into" | "against" | "for" | "with");
        match object {
            Some(object) if acts && !group.passive => Some(object),
            Some(_) => None,
            None if group.end as usize == at || group.passive => self.resolved(clause.subject.get(), clause),
            None => None,
        }
    }
}
