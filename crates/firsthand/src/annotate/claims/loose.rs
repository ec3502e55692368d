//! What stands around a verb form that the tagger read as a noun or adjective.
//!
//! In: the token of such a form. Out: [`Frame`]. Not here: frames of verbs and nouns read as such (`frame`).

use super::frame::{Frame, Phrase};
use super::reading::Reading;
use crate::annotate::{NounPhrase, PhraseKind, Tag};
use std::ops::Range;

impl Reading<'_> {
    /// The frame of a verb form that was read as a noun or adjective: "accused of recruiting boys", "was not involved", "claimed
    /// responsibility".
    pub fn loose_frame(&self, head: usize, words: Range<usize>) -> Option<Frame> {
        let doc = self.doc;
        let sentence = doc.sentence(doc.sentence_of(head));
        let lower = doc.lower(head);
        let copula = (head.saturating_sub(4).max(sentence.start)..head)
            .rev()
            .take_while(|i| doc.tag(*i).is_adverb() || doc.tokens.get(*i).is_some_and(|t| t.group.is_some()))
            .filter_map(|i| self.group_headed_by(i))
            .find(|g| doc.lemma(g.head as usize) == "be");
        if let Some(group) = copula.filter(|_| lower.ends_with("ed")) {
            let clause = self.clause(group.clause.get())?;
            let mut frame = self.bare_frame(head, words, group.clause.get());
            self.list(self.subject_of(clause, group), &mut frame.objects);
            self.dependants(group.clause.get(), head, &mut frame);
            return Some(frame);
        }
        let number = doc.clause_of(head);
        let mut frame = self.bare_frame(head, words, number);
        frame.noun = true;
        frame.modifiers = head..head;
        let own = doc.tokens.get(head)?.phrase.get().and_then(|p| Some((p, doc.noun_phrases.get(p)?)));
        let before = head.checked_sub(1).map_or(Tag::Stop, |i| doc.tag(i));
        if let Some(det) =
            head.checked_sub(1).filter(|i| lower.ends_with("ed") && matches!(doc.lower(*i), "those" | "these"))
            && own.is_none_or(|(_, p)| p.head as usize <= head)
        {
            // "among those killed in the raid": the pronoun is who it was done to.
            // "more than 40 of those recruited": so many.
            let whole = doc.tokens.get(det).and_then(|t| t.phrase.get());
            let so_many = det.checked_sub(2).and_then(|at| doc.tokens.get(at)?.phrase.get()).filter(|p| {
                doc.is_kind(*p, PhraseKind::Number) && doc.noun_phrases.get(*p).is_some_and(|p| p.of.get() == whole)
            });
            let start = so_many.map_or(det, |p| doc.extent(p, false).start);
            let span = doc.span(start..head);
            frame.objects.push(Phrase { span, start, end: head, head: det, counted: head, counts: None });
            self.dependants(number, head, &mut frame);
            return Some(frame);
        }
        if lower.ends_with("ed") && !before.is_noun() && before != Tag::Comma {
            // "two armed groups"
            return None;
        }
        // "a bombing campaign": behind an article the form does modify, and the campaign is not bombed.
        let modifies = |p: &NounPhrase| {
            !lower.ends_with("ed") && (p.start as usize) < head && doc.tag(p.start as usize) == Tag::DT
        };
        if own.is_some_and(|(_, p)| p.head as usize > head && modifies(p)) {
            let clause = self.clause(number);
            let light = clause.and_then(|c| c.group.get()).and_then(|g| doc.verb_groups.get(g));
            if light.is_some_and(|g| !g.passive && self.cue(g.head as usize, super::cues::LIGHT)) {
                self.list(clause.and_then(|c| c.subject.get()), &mut frame.subjects);
            }
        } else if let Some((number, phrase)) = own.filter(|(_, p)| p.head as usize > head) {
            // What the form was taken to modify is its object.
            let whole = doc.extent(number, true);
            frame.objects.push(Phrase {
                span: doc.span(head + 1..whole.end),
                start: head + 1,
                end: phrase.end as usize,
                head: phrase.head as usize,
                counted: if self.cue(phrase.head as usize, super::cues::PARTITIVE) {
                    whole.end
                } else {
                    phrase.end as usize
                },
                counts: None,
            });
            self.list(phrase.and.get(), &mut frame.objects);
            // "the militia recruited boys" read as one phrase: what stands before is the subject.
            let before = head.checked_sub(1).filter(|i| *i >= phrase.start as usize && doc.tag(*i).is_noun());
            if let Some(last) = before.filter(|_| lower.ends_with("ed")) {
                let start = doc.extent(number, false).start.min(phrase.start as usize);
                frame.subjects.push(Phrase {
                    span: doc.span(start..head),
                    start,
                    end: head,
                    head: last,
                    counted: head,
                    counts: None,
                });
            }
        } else {
            let next = doc.tokens.get(head + 1)?.phrase.get();
            self.list(next.filter(|_| doc.tag(head + 1) != Tag::Comma), &mut frame.objects);
        }
        if lower.ends_with("ed") && frame.subjects.is_empty() {
            let before = head.checked_sub(1).and_then(|i| doc.tokens.get(i)).and_then(|t| t.phrase.get());
            self.list(before.or_else(|| self.clause(number)?.subject.get()), &mut frame.subjects);
        }
        // "among those killed": the form describes the phrase that it follows.
        if frame.objects.is_empty() && lower.ends_with("ed") {
            let described = frame.subjects.last().filter(|p| p.end == head).copied();
            frame.subjects.clear();
            frame.objects.extend(described);
        }
        if lower.ends_with("ing") {
            self.list(self.actor_of_gerund(head, number), &mut frame.subjects);
        }
        self.dependants(number, head, &mut frame);
        // "armed group": an adjective that no subject stands before.
        let adjective = lower.ends_with("ed") && frame.subjects.is_empty();
        let bare = head > 0 && doc.lower(head - 1) == "to";
        if bare {
            self.list(self.clause(number).and_then(|c| c.subject.get()), &mut frame.subjects);
        }
        let modifier = own.is_some_and(|(_, p)| p.head as usize > head && modifies(p));
        if (frame.objects.is_empty() || adjective) && !bare && !modifier { None } else { Some(frame) }
    }
}
