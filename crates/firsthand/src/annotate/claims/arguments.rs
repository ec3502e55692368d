//! Who did what to whom, where, when: which phrases fill the roles of a codebook type.
//!
//! In: a [`Frame`] and the role rules of its trigger. Out: [`Argument`]s with entity, quantity, time and normal form. Masked
//! places are neither numbers nor dates. Not here: what only other sentences supply, but for pronouns (entities).

use super::cues;
use super::frame::{Frame, Phrase};
use super::people::is_for_people;
use super::reading::Reading;
use crate::annotate::{Argument, EntityKind, PhraseKind, Quantity, QuantityKind, Tag, Time};
use crate::codebook::{Filters, Kind, KindSet, RoleRule, Slot};
use crate::text::Span;
use std::ops::Range;

/// The role of phrases that take no part: who counts the dead did not kill them.
const NOTHING: &str = "nothing";
/// The role of who does it.
const DOER: &str = "actor";
/// The role of how many.
const NUMBER: &str = "number";
/// The roles of who does it.
pub(super) const DOERS: [&str; 4] = [DOER, "recruiter", "authority", "speaker"];
/// The unit of ages.
pub(super) const AGE: &str = "year_of_age";
/// Named places.
const PLACE: KindSet = KindSet::of(&[Kind::Of(EntityKind::Place)]);
/// The roles of whom it befalls.
pub(super) const AFFECTED: [&str; 4] = ["victim", "target_group", "person", "force"];

impl Reading<'_> {
    /// Fills the roles of a trigger, in the order of its rules. A phrase fills one role.
    pub fn arguments(&self, frame: &Frame, rules: &[RoleRule]) -> Vec<Argument> {
        let mut filled: Vec<Argument> = Vec::new();
        let (again, first): (Vec<&RoleRule>, Vec<&RoleRule>) = rules.iter().partition(|rule| rule.again);
        let affects = rules.iter().any(|rule| AFFECTED.contains(&rule.role.as_str()));
        let undergone = affects && self.undergoes(frame);
        let apart = self.tells_of_another(frame);
        for rule in first.into_iter().chain(again) {
            let aside = rule.role == NOTHING;
            if (!rule.again || rule.normal.is_some()) && !aside && filled.iter().any(|a| a.role == rule.role) {
                continue;
            }
            for slot in &rule.slots {
                let before = filled.len();
                // "The recruits completed their training", "the governor visited the wounded": who is told of did nothing to anybody.
                let bystands = *slot == Slot::Subject && rule.role == DOER && (undergone || apart);
                if undergone && *slot == Slot::Object && AFFECTED.contains(&rule.role.as_str()) {
                    self.fill(frame, rule, &Slot::Subject, &mut filled);
                }
                if filled.len() == before && !bystands {
                    self.fill(frame, rule, slot, &mut filled);
                }
                if filled.len() > before && !aside {
                    break;
                }
            }
            if rule.wide && !filled.iter().any(|argument| argument.role == rule.role) {
                self.fill_from_around(frame, rule, &mut filled);
            }
        }
        filled.retain(|argument| argument.role != NOTHING);
        filled
    }

    fn fill(&self, frame: &Frame, rule: &RoleRule, slot: &Slot, filled: &mut Vec<Argument>) {
        match slot {
            Slot::Time => {
                let number = self.time_of(frame);
                if let Some((number, time)) = number.and_then(|n| Some((n, self.found.times.get(n)?))) {
                    let mut argument = self.argument(rule, time.span);
                    argument.time = Some(number as u32);
                    argument.normal = interval(time);
                    filled.push(argument);
                }
            }
            Slot::Quantity => {
                let number = rule.role == NUMBER;
                let fits = |quantity: &Quantity| {
                    !self.is_beyond_cue(frame, quantity.span) && (!number || self.may_count(frame, quantity, filled))
                };
                let quantity = self.quantity_where(&self.with_participants(frame), &rule.filters, fits);
                filled.extend(quantity.and_then(|number| self.quantified(rule, number)));
            }
            Slot::Count => {
                for number in self.counts_of(filled, &rule.filters) {
                    filled.extend(self.quantified(rule, number));
                }
            }
            Slot::Hour => self.fill_words(self.hour_of(frame), rule, filled),
            Slot::Lasting => self.fill_words(self.lasting(frame), rule, filled),
            Slot::Often => self.fill_words(self.how_often(frame), rule, filled),
            Slot::Nation => {
                if let Some((token, state)) = self.nation_of(filled, &rule.filters) {
                    let mut argument = self.argument(rule, self.doc.span(token..token + 1));
                    self.stands_for(&mut argument, Some(state));
                    filled.push(argument);
                }
            }
            Slot::Trigger => {
                let words = self.trigger_words(frame);
                // "Lena Korr of the council": a preposition alone names no office.
                let says =
                    |i: usize| self.doc.tag(i).is_noun() || self.doc.tag(i).is_verb() || self.doc.tag(i).is_adjective();
                self.fill_range(Some(words).filter(|words| words.clone().any(says)), rule, filled);
            }
            Slot::Aim => {
                for phrase in self.aims(frame) {
                    self.fill_phrase(frame, &phrase, rule, filled);
                }
            }
            Slot::Condition => self.fill_range(self.condition_clause(frame), rule, filled),
            Slot::There => {
                if let Some((token, entity)) = self.there(frame) {
                    let mut argument = self.argument(rule, self.doc.span(token..token + 1));
                    self.stands_for(&mut argument, Some(entity));
                    filled.push(argument);
                }
            }
            Slot::Owner => {
                for phrase in self.owners(frame) {
                    self.fill_phrase(frame, &phrase, rule, filled);
                }
            }
            Slot::Bystander => {
                for phrase in self.bystanders(frame) {
                    self.fill_phrase(frame, &phrase, rule, filled);
                }
            }
            Slot::Possessor => {
                for phrase in self.possessors(frame) {
                    self.fill_phrase(frame, phrase, rule, filled);
                }
            }
            Slot::Infinitive => {
                let own = frame.infinitive.clone().filter(|range| self.is_own_aim(frame, range));
                let own = own.map(|range| self.to_aside(range));
                self.fill_range(own, rule, filled);
            }
            Slot::Participle => self.fill_range(frame.participle.clone(), rule, filled),
            Slot::Modifier => {
                let words = self.modifier(frame, &rule.filters);
                let (before, named) =
                    (filled.len(), words.clone().and_then(|mut words| words.find_map(|i| self.entity_of(i))));
                self.fill_range(words, rule, filled);
                filled.iter_mut().skip(before).for_each(|argument| self.stands_for(argument, named));
            }
            Slot::After(word) => {
                let named = |phrase: &Phrase| rule.filters.kinds.meets(PLACE) && self.is_kind(phrase.head, PLACE);
                // "The arrest of two clerks was announced by the ministry": who tells of it did not do it.
                let told = if word == "by" { self.tells_by(frame) } else { None };
                // A place with a name says more than "a camp" beside it.
                // "blames the attack on a splinter group": who is blamed was not attacked.
                let told = if word == "on" { self.blamed_for(frame) } else { told };
                let found: Vec<Phrase> = self.after(frame, word).filter(|p| told.is_none_or(|t| p.head != t)).collect();
                let any = found.iter().any(named);
                for phrase in found.iter().filter(|phrase| !any || named(phrase)) {
                    let phrase = if any { self.with_site(phrase, &rule.filters) } else { *phrase };
                    self.fill_phrase(frame, &phrase, rule, filled);
                }
            }
            Slot::Clause | Slot::Sentence | Slot::Report | Slot::Told | Slot::Quoted => {}
            _ => {
                let acts = *slot == Slot::Subject && AFFECTED.contains(&rule.role.as_str());
                for phrase in self.phrases(frame, slot) {
                    // "refused to halt the massacre": who does it or decides on it is not whom it befell.
                    if !(acts && self.does_what_noun_names(frame, phrase)) {
                        self.fill_phrase(frame, phrase, rule, filled);
                    }
                }
            }
        }
    }

    fn fill_phrase(&self, frame: &Frame, phrase: &Phrase, rule: &RoleRule, filled: &mut Vec<Argument>) {
        let trigger = self.doc.span(frame.words.clone());
        // "The slain soldier": whom an adjective describes stands behind it in one phrase. Not "coup attempt", "bombing campaign".
        let modifier = matches!(self.doc.tag(frame.head), Tag::NN | Tag::NNS | Tag::VBG)
            && !self.doc.lemma_word(phrase.head).grammar.is_people();
        let described = !modifier && frame.next.is_some_and(|next| next == *phrase) && phrase.head >= frame.words.end;
        // "took 40 soldiers prisoner" reads as one phrase; what names the happening is no part of it.
        let cut = phrase.head.checked_sub(1).filter(|last| {
            phrase.head + 1 == frame.words.end
                && !frame.noun
                && *last > phrase.start
                && frame.head < phrase.start
                && self.doc.tag(*last).is_noun()
        });
        let phrase = &cut.map_or(*phrase, |last| {
            let span = self.doc.span(phrase.start..last + 1);
            Phrase { span, start: phrase.start, end: last + 1, head: last, counted: last + 1, counts: None }
        });
        // Who stands behind a happening is named inside its phrase.
        let behind = rule.slots.contains(&Slot::Owner);
        let taken = !behind
            && filled
                .iter()
                .any(|a| a.span.is_some_and(|s| s.overlaps(phrase.span) && s.contains(self.head_span(phrase))));
        let names = (phrase.head == frame.head || phrase.head + 1 == frame.words.end)
            || (phrase.span.contains(trigger) && !frame.noun && !described)
            || (modifier && phrase.start < frame.words.start && phrase.head >= frame.words.end);
        let nobody = is_for_people(rule) && (self.is_nobody(phrase) || self.is_age(phrase));
        if names || nobody || (taken && !rule.again) || !self.takes_part(phrase) || !self.passes(phrase, &rule.filters)
        {
            return;
        }
        let span = if rule.again { self.passing_words(phrase, &rule.filters) } else { self.quoted(phrase) };
        if span.is_empty() || (rule.role == "number" && self.is_masked(span)) {
            return;
        }
        let mut argument = self.argument(rule, span);
        argument.entity = self.entity_of(self.meant(phrase)).or_else(|| self.named_land(phrase)).map(|e| e as u32);
        // "They took them away": two pronouns of one clause never mean the same.
        if self.doc.tag(phrase.head) == Tag::PRP && argument.entity.is_some() {
            let same =
                |other: &Argument| other.entity == argument.entity && other.span.is_some_and(|s| !s.overlaps(span));
            if filled.iter().any(same) {
                argument.entity = None;
            }
        }
        // "Mera Tolk, a nurse, and two patients": what only says who somebody is names nobody else.
        let aside = phrase.start > 0 && self.doc.tag(phrase.start - 1) == Tag::Comma;
        let named = |other: &Argument| other.role == rule.role && other.entity == argument.entity;
        if aside && argument.entity.is_some() && filled.iter().any(named) {
            return;
        }
        // "They have tried to kill me": a film or a paper that was named before does nothing to anybody.
        let acts = rule.role == DOER && matches!(self.doc.lower(phrase.head), "they" | "we" | "he" | "she");
        let thing = |e: &u32| {
            self.found
                .entities
                .get(*e as usize)
                .is_some_and(|entity| matches!(entity.kind, EntityKind::Artefact | EntityKind::Document))
        };
        if acts && argument.entity.as_ref().is_some_and(thing) {
            argument.entity = None;
        }
        if argument.normal.is_none() {
            argument.normal = argument
                .entity
                .and_then(|e| self.found.entities.get(e as usize))
                .map(|entity| entity.name.clone())
                .filter(|name| !name.is_empty());
        }
        filled.push(argument);
    }

    /// "two brothers, aged 15 and 17": whether a phrase is the age of those who stand before it.
    fn is_age(&self, phrase: &Phrase) -> bool {
        let head = self.head_span(phrase);
        let at = self.found.quantities.partition_point(|quantity| quantity.span.end <= head.start);
        let age = self.found.quantities.get(at).is_some_and(|q| q.unit == AGE && q.span.overlaps(head));
        age && self.doc.tag(phrase.head) == Tag::CD
    }

    fn fill_words(&self, words: Option<Range<usize>>, rule: &RoleRule, filled: &mut Vec<Argument>) {
        filled.extend(words.map(|words| self.argument(rule, self.doc.span(words))));
    }

    fn quantified(&self, rule: &RoleRule, number: usize) -> Option<Argument> {
        let quantity = self.found.quantities.get(number)?;
        let mut argument = self.argument(rule, quantity.span);
        argument.quantity = Some(number as u32);
        argument.normal = Some(amount(quantity));
        Some(argument)
    }

    /// "My nephew enlisted," said a cook in her fifties: whether words stand behind the saying of what holds the trigger, and outside of it.
    fn is_beyond_cue(&self, frame: &Frame, span: Span) -> bool {
        let place = self.doc.span(frame.head..frame.head + 1);
        self.attributions_near(frame.head).any(|(_, a)| {
            a.content.iter().any(|content| content.contains(place))
                && !a.content.iter().any(|content| content.contains(span))
                && a.cue.iter().any(|cue| place.end <= cue.start && cue.end <= span.start)
        })
    }

    fn fill_from_around(&self, frame: &Frame, rule: &RoleRule, filled: &mut Vec<Argument>) {
        for phrase in self.around(frame, &rule.slots) {
            let before = filled.len();
            self.fill_phrase(frame, &phrase, rule, filled);
            if filled.len() > before {
                return;
            }
        }
    }

    fn head_span(&self, phrase: &Phrase) -> Span {
        self.doc.tokens.get(phrase.head).map_or(phrase.span, |token| token.span)
    }

    /// A named place with the site in it that stands before it: "a camp near Arven".
    fn with_site(&self, phrase: &Phrase, filters: &Filters) -> Phrase {
        let doc = self.doc;
        let site = || {
            let token = doc.noun_phrases.get(doc.tokens.get(phrase.head)?.phrase.get()?)?.preposition.get()?;
            let number = doc.tokens.get(token.checked_sub(1)?)?.phrase.get()?;
            let site = doc.noun_phrases.get(number).filter(|site| site.preposition.is_some())?;
            let head = site.head as usize;
            let fits = site.end as usize == token && self.any_class(head..head + 1, filters.head_in);
            self.phrase(number).filter(|_| fits)
        };
        site().map_or(*phrase, |site| Phrase { span: site.span.cover(phrase.span), start: site.start, ..*phrase })
    }

    /// The clause with the phrases that take part in it and stand before it: "boys as young as 13, who were taken".
    fn with_participants(&self, frame: &Frame) -> Range<usize> {
        let phrases = frame.subjects.iter().chain(&frame.objects);
        let first = phrases.map(|phrase| phrase.start).filter(|start| frame.sentence.contains(start)).min();
        first.map_or(frame.extent.start, |first| first.min(frame.extent.start))..frame.extent.end
    }

    /// Whether a phrase can take part in a happening: times, "himself" and a "who" that stands for nobody cannot.
    fn takes_part(&self, phrase: &Phrase) -> bool {
        let kind = self.doc.tokens.get(phrase.head).and_then(|t| t.phrase.get());
        let of_kind = |wanted| kind.is_some_and(|number| self.doc.is_kind(number, wanted));
        let head = self.head_span(phrase);
        let at = self.found.times.partition_point(|time| time.span.end <= head.start);
        let timed = of_kind(PhraseKind::Time) || self.found.times.get(at).is_some_and(|time| time.span.overlaps(head));
        let open = of_kind(PhraseKind::Relative);
        let lower = self.doc.lower(phrase.head);
        let reflexive = self.doc.tag(phrase.head) == Tag::PRP && (lower.ends_with("self") || lower.ends_with("selves"));
        // "Took part in", "there were": these words stand for nobody.
        let bare = phrase.end == phrase.start + 1 && matches!(lower, "part" | "place") && phrase.counted == phrase.end;
        !timed && !open && !reflexive && !bare && self.doc.tag(phrase.head) != Tag::EX
    }

    /// The words of a phrase as an argument quotes them: without words that bound its number ("at least 40 boys": "40 boys"),
    /// with an age that follows at once ("citizens aged 18 to 55").
    fn quoted(&self, phrase: &Phrase) -> Span {
        let doc = self.doc;
        let mut span = phrase.span;
        // "Said that police had come": before a plural the word opens the clause.
        let opens = doc.lower(phrase.start) == "that" && phrase.start < phrase.head;
        let several = matches!(doc.tag(phrase.head), Tag::NNS | Tag::NNPS) || doc.lower(phrase.head) == "police";
        if let Some(first) =
            doc.tokens.get(phrase.start + 1).filter(|first| opens && several && first.span.start > span.start)
        {
            span = Span { start: first.span.start, end: span.end };
        }
        let opening = self.quantity_at(phrase.start..phrase.end).and_then(|n| self.found.quantities.get(n));
        if let Some(quantity) = opening.filter(|q| !matches!(q.kind, QuantityKind::Exact | QuantityKind::Vague)) {
            let number = doc.tokens_in(quantity.span).find(|i| doc.tag(*i) == Tag::CD);
            let first = number.filter(|i| *i < phrase.head).and_then(|i| doc.tokens.get(i));
            if let Some(first) = first.filter(|first| first.span.start > span.start && first.span.end <= span.end) {
                span = Span { start: first.span.start, end: span.end };
            }
        }
        let end = doc.tokens_in(span).end;
        let from = doc.tokens.get(end).map_or(u32::MAX, |token| token.span.start);
        let quantities = self.found.quantities;
        let next = quantities.get(quantities.partition_point(|q| q.span.start < from));
        match next.filter(|q| q.span.start == from && q.unit == "year_of_age") {
            Some(age) => span.cover(age.span),
            None => span,
        }
    }

    /// The word that tells who is meant: of "the ranks of the army", "army"; of a phrase that a place follows, the place.
    fn meant(&self, phrase: &Phrase) -> usize {
        let of = || {
            let number = self.doc.tokens.get(phrase.head)?.phrase.get()?;
            let of = self.doc.noun_phrases.get(number)?.of.get()?;
            Some(self.doc.noun_phrases.get(of)?.head as usize)
        };
        if self.cue(phrase.head, cues::STANDS_FOR) { of().unwrap_or(phrase.head) } else { phrase.head }
    }

    /// "Arven" of "Arven province".
    fn named_land(&self, phrase: &Phrase) -> Option<usize> {
        let before =
            phrase.head.checked_sub(1).filter(|at| *at >= phrase.start && self.cue(phrase.head, cues::LAND))?;
        self.entity_of(before).filter(|_| self.is_kind(before, PLACE))
    }

    /// "to break up the crowd, injuring nine", "to fight, according to a deserter": the words before what the comma sets off.
    fn to_aside(&self, range: Range<usize>) -> Range<usize> {
        let doc = self.doc;
        let aside = |i: &usize| {
            let after = doc.tag(*i + 1);
            let told = matches!(after, Tag::VBG | Tag::WP | Tag::WDT | Tag::WPS) || doc.lower(*i + 1) == "according";
            doc.tag(*i) == Tag::Comma && told
        };
        range.start..range.clone().find(aside).unwrap_or(range.end)
    }

    fn fill_range(&self, range: Option<Range<usize>>, rule: &RoleRule, filled: &mut Vec<Argument>) {
        let Some(range) = range.filter(|range| !range.is_empty()) else { return };
        if self.words_pass(range.clone(), &rule.filters) {
            let span = self.trimmed(range);
            // One clause is either what is taught or what for.
            if !filled.iter().any(|argument| argument.span == Some(span)) {
                filled.push(self.argument(rule, span));
            }
        }
    }

    /// The words before a noun trigger that pass the filters.
    fn modifier(&self, frame: &Frame, filters: &Filters) -> Option<Range<usize>> {
        let passes = |i: &usize| {
            filters.anything
                || self.any_class(*i..*i + 1, filters.classes())
                || self.is_kind(*i, filters.kinds)
                || filters.words.iter().any(|word| self.is_lemma(*i, word))
        };
        let first = frame.modifiers.clone().find(passes)?;
        let last = frame.modifiers.clone().rfind(passes)?;
        Some(first..last + 1)
    }

    /// The first words in a row of a phrase that pass a class filter.
    fn passing_words(&self, phrase: &Phrase, filters: &Filters) -> Span {
        let passes = |i: &usize| self.any_class(*i..*i + 1, filters.classes());
        let Some(first) = (phrase.start..phrase.counted).find(passes) else { return phrase.span };
        let last = (first..phrase.counted).take_while(passes).last().unwrap_or(first);
        self.doc.span(first..last + 1)
    }

    /// Tokens without marks at their ends.
    pub fn trimmed(&self, range: Range<usize>) -> Span {
        let (mut start, mut end) = (range.start, range.end);
        while start < end && !self.doc.tag(start).is_word() {
            start += 1;
        }
        while start < end && !self.doc.tag(end - 1).is_word() {
            end -= 1;
        }
        self.doc.span(start..end)
    }

    /// Says which entity an argument means ("Varenian raids": Varenia).
    fn stands_for(&self, argument: &mut Argument, entity: Option<usize>) {
        if let Some((number, entity)) = entity.and_then(|number| Some((number, self.found.entities.get(number)?))) {
            argument.entity = Some(number as u32);
            argument.normal.get_or_insert_with(|| entity.name.clone());
        }
    }

    fn argument(&self, rule: &RoleRule, span: Span) -> Argument {
        Argument::new(&rule.role, Some(span), self.doc.text(span), rule.normal.clone())
    }
}

/// Whether an argument has one of the roles that a filter names.
pub(super) fn fills(argument: &Argument, roles: &Filters) -> bool {
    roles.first_words().any(|role| role.text == argument.role)
}

/// "2023-03-14" or "2023-03-01/2023-03-31"; nothing without an anchor.
fn interval(time: &Time) -> Option<String> {
    let days = time.days?;
    Some(if days.from == days.to { days.from.to_string() } else { format!("{}/{}", days.from, days.to) })
}

/// "40", "at least 40", "30-40", "vague".
pub(super) fn amount(quantity: &Quantity) -> String {
    let kind = match quantity.kind {
        QuantityKind::Exact => "",
        QuantityKind::AtLeast => "at least ",
        QuantityKind::AtMost => "at most ",
        QuantityKind::About => "about ",
        QuantityKind::Between => "",
        QuantityKind::Vague => "vague ",
    };
    let number = match (quantity.lo, quantity.hi) {
        (Some(lo), Some(hi)) if lo != hi => format!("{lo}-{hi}"),
        (Some(n), _) | (None, Some(n)) => n.to_string(),
        (None, None) => String::new(),
    };
    format!("{kind}{number}").trim().to_owned()
}
