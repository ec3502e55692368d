//! Whether the conditions of a codebook hold around a trigger, and which phrases a slot offers.
//!
//! In: a [`Frame`] and the codebook's slots and filters. Out: yes or no, phrases. Not here: choosing among triggers.

use super::frame::{Frame, Phrase};
use super::measures::is_measure;
use super::reading::Reading;
use crate::annotate::{ClauseKind, Quantity, QuantityKind, Tag};
use crate::codebook::{ClassSet, Condition, Filters, KindSet, Slot, first_word};
use crate::text::Span;
use std::ops::Range;

/// Words that count and, alone, stand for people.
const COUNTING: [&str; 10] =
    ["hundred", "thousand", "million", "dozen", "score", "several", "many", "some", "few", "couple"];
/// Ages under 18 that stand without a unit; smaller numbers count things.
const MINOR_AGES: [&str; 20] = [
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "8",
    "9",
    "10",
    "11",
    "12",
    "13",
    "14",
    "15",
    "16",
    "17",
];

impl Reading<'_> {
    /// Whether a condition holds.
    pub fn holds(&self, frame: &Frame, condition: &Condition) -> bool {
        let Some((inside, near)) = self.held_around(frame.head) else { return false };
        condition.any.iter().zip(&condition.asks).any(|((slot, filters), ask)| {
            let may = ask.may_be_met(inside, near);
            debug_assert!(
                may || !self.offers(frame, slot, filters),
                "{slot:?} offers what stands nowhere: {filters:?}"
            );
            may && self.offers(frame, slot, filters)
        })
    }

    /// Whether a slot offers anything that passes one of the filters.
    fn offers(&self, frame: &Frame, slot: &Slot, filters: &Filters) -> bool {
        match slot {
            Slot::Quoted => frame.quoted,
            Slot::Sentence => self.range_passes(frame.sentence.clone(), filters),
            Slot::Report => self.report_passes(filters),
            Slot::Told => self.tells_of(filters),
            Slot::Clause => self.range_passes(frame.extent.clone(), filters),
            Slot::Modifier => !frame.modifiers.is_empty() && self.range_passes(frame.modifiers.clone(), filters),
            Slot::Infinitive => frame.infinitive.clone().is_some_and(|range| self.range_passes(range, filters)),
            Slot::Participle => frame.participle.clone().is_some_and(|range| self.range_passes(range, filters)),
            Slot::Owner => self.owners(frame).iter().any(|p| self.passes(p, filters)),
            Slot::Bystander => self.bystanders(frame).iter().any(|p| self.passes(p, filters)),
            Slot::Possessor => self.possessors(frame).any(|p| self.passes(p, filters)),
            Slot::Trigger => self.range_passes(frame.words.clone(), filters),
            Slot::Aim => self.aims(frame).iter().any(|p| self.passes(p, filters)),
            Slot::Condition => self.condition_clause(frame).is_some_and(|range| self.range_passes(range, filters)),
            Slot::There => self.there(frame).is_some(),
            // A role is filled only after its trigger was chosen.
            Slot::Count | Slot::Nation => false,
            Slot::Hour => self.hour_of(frame).is_some(),
            Slot::Lasting => self.lasting(frame).is_some(),
            Slot::Often => self.how_often(frame).is_some(),
            Slot::Time => self.time_in(&frame.extent).is_some(),
            Slot::Quantity => self.quantity_in(&frame.extent, filters).is_some(),
            Slot::Subject | Slot::Object | Slot::Predicate | Slot::Antecedent | Slot::Before | Slot::Next => {
                self.phrases(frame, slot).iter().any(|p| self.passes(p, filters))
            }
            Slot::After(word) => self.after(frame, word).any(|p| self.passes(&p, filters)),
        }
    }

    /// The phrases of a slot.
    pub fn phrases<'f>(&self, frame: &'f Frame, slot: &Slot) -> &'f [Phrase] {
        match slot {
            Slot::Subject => &frame.subjects,
            Slot::Object => &frame.objects,
            Slot::Predicate => &frame.predicate,
            Slot::Antecedent => &frame.antecedent,
            Slot::Before => frame.before.as_slice(),
            Slot::Next => frame.next.as_slice(),
            _ => &[],
        }
    }

    /// The phrases after a preposition ("out of" counts by its first word).
    pub fn after<'f>(&'f self, frame: &'f Frame, word: &'f str) -> impl Iterator<Item = Phrase> + 'f {
        let own = move |token: usize| self.doc.lower(token) == first_word(word);
        frame.prepositional.iter().filter(move |(token, _)| own(*token)).map(|(_, phrase)| *phrase)
    }

    /// Whether a phrase passes one of the filters.
    pub fn passes(&self, phrase: &Phrase, filters: &Filters) -> bool {
        // "He had written eleven": a number passes as what it counts does.
        let counted = phrase.counts.map_or(0..0, |noun| noun..noun + 1);
        self.phrase_passes(phrase, filters) || self.range_passes(counted, filters)
    }

    fn phrase_passes(&self, phrase: &Phrase, filters: &Filters) -> bool {
        let counted = phrase.end..phrase.counted;
        let last = counted.clone().last().unwrap_or(phrase.head);
        filters.anything
            || self.any_class(phrase.start..phrase.counted, filters.holds)
            || self.any_class(phrase.head..phrase.head + 1, filters.head_in)
            || self.any_class(counted, filters.head_in)
            || self.is_kind(phrase.head, filters.kinds)
            || self.is_kind(last, filters.kinds)
            || self.has_words(phrase.start..phrase.counted, filters)
            || filters.minor && self.is_minor(phrase)
    }

    fn range_passes(&self, range: Range<usize>, filters: &Filters) -> bool {
        self.words_pass(range.clone(), filters) || filters.minor && self.gives_minor_age(range)
    }

    /// Whether a range of tokens passes by its words, whatever age they give.
    pub fn words_pass(&self, range: Range<usize>, filters: &Filters) -> bool {
        filters.anything && !range.is_empty()
            || self.any_class(range.clone(), filters.classes())
            || filters.kinds != KindSet::default() && range.clone().any(|i| self.is_kind(i, filters.kinds))
            || self.has_words(range, filters)
    }

    /// Whether the report as a whole is about what the filters name, taken together.
    fn report_passes(&self, filters: &Filters) -> bool {
        let classes = filters.holds.each().chain(filters.head_in.each()).map(|class| self.words_of(class));
        let words = classes.chain(filters.kinds.each().map(|kind| self.mentions_of(kind)));
        filters.anything && self.is_about(u32::MAX) || self.is_about(words.fold(0, u32::saturating_add))
    }

    /// Whether surer words of the report tell of an event type that the filters begin.
    fn tells_of(&self, filters: &Filters) -> bool {
        let begins = |id: &String| filters.first_words().any(|word| id.starts_with(word.text.as_str()));
        self.told.iter().any(begins)
    }

    /// Whether a word of any of these classes stands in a range.
    pub fn any_class(&self, range: Range<usize>, classes: ClassSet) -> bool {
        classes != ClassSet::default()
            && self.classes.get(range).is_some_and(|list| list.iter().any(|set| set.meets(classes)))
    }

    /// Whether the phrase, or what follows it directly, gives an age under 18.
    fn is_minor(&self, phrase: &Phrase) -> bool {
        let after = phrase.counted;
        // "forty lads - the youngest of them only thirteen -": an apposition reaches further.
        let apposed = matches!(self.doc.tag(after), Tag::Comma | Tag::Dash | Tag::OpenBracket);
        let reach = if apposed { 7 } else { 4 };
        let end = (after + reach).min(self.doc.tokens.len());
        let end = (after..end).find(|i| self.doc.tag(*i).is_verb() && apposed).unwrap_or(end);
        self.gives_minor_age(phrase.start..end)
    }

    /// Whether a range of tokens gives an age under 18: with its unit, or bare after the words that ages stand after ("was only
    /// sixteen when", "a boy of thirteen").
    fn gives_minor_age(&self, range: Range<usize>) -> bool {
        let reach = self.doc.span(range.clone());
        let first = self.found.quantities.partition_point(|quantity| quantity.span.end <= reach.start);
        let mut near = self.found.quantities.iter().skip(first).take_while(|quantity| quantity.span.start < reach.end);
        let stated = near.any(|quantity| {
            quantity.unit == "year_of_age"
                && quantity.span.overlaps(reach)
                && match (quantity.lo, quantity.hi) {
                    (_, Some(hi)) if quantity.kind != QuantityKind::AtMost => hi < 18.0,
                    (Some(lo), None) => lo < 18.0,
                    (_, hi) => hi.is_some_and(|hi| hi <= 18.0),
                }
        });
        stated || range.into_iter().any(|i| self.is_bare_minor_age(i))
    }

    fn is_bare_minor_age(&self, token: usize) -> bool {
        let doc = self.doc;
        // Capitals hide a number from the tagger.
        if doc.tag(token) != Tag::CD && !doc.word(token).chars().all(char::is_uppercase) {
            return false;
        }
        let eighteen = matches!(doc.lower(token), "18" | "eighteen");
        if !eighteen && !MINOR_AGES.contains(&doc.lower(token)) {
            return false;
        }
        if eighteen {
            // "none of them eighteen", "not yet 18".
            let near = token.saturating_sub(4)..token;
            let counts = doc.tokens.get(token + 1).is_some_and(|next| next.tag.is_noun());
            return !counts
                && near.clone().any(|i| matches!(doc.lower(i), "none" | "not" | "n't" | "nobody"))
                && near
                    .clone()
                    .any(|i| matches!(doc.lower(i), "them" | "yet" | "whom" | "was" | "is" | "were" | "turned"))
                && !near.clone().any(|i| doc.tag(i) == Tag::Comma);
        }
        // What is counted stands after its number.
        let counts = doc.tokens.get(token + 1).is_some_and(|next| next.tag.is_noun() || next.tag.is_adjective());
        let mut before = token;
        for _ in 0..3 {
            let Some(at) = before.checked_sub(1) else { return false };
            before = at;
            match doc.lower(at) {
                "only" | "just" | "about" | "barely" | "not" | "yet" | "around" | "than" | "still" => {}
                "was" | "is" | "am" | "turned" | "aged" | "youngest" | "younger" => return !counts,
                // "Most were sixteen", "six of them were under sixteen"; not "they were sixteen", "there were sixteen".
                "were" => return !counts && self.is_some_of(at.saturating_sub(1)),
                "under" | "below" if self.says_of_somebody(at) => return !counts,
                "them" | "of" if self.youngest_before(at) => return !counts,
                "of" | "," => return !counts && at.checked_sub(1).is_some_and(|i| self.is_youth(i)),
                _ => return false,
            }
        }
        false
    }

    /// "most", "some", "half of them": part of those named before; "they were sixteen" may count them.
    fn is_some_of(&self, token: usize) -> bool {
        let some = ["most", "all", "some", "half", "many", "both", "others", "several", "few", "them"];
        some.contains(&self.doc.lower(token))
    }

    /// "were under sixteen", "all of them below fourteen": a bound on the age of those named before.
    fn says_of_somebody(&self, token: usize) -> bool {
        let before = token.checked_sub(1).map_or("", |i| self.doc.lower(i));
        matches!(before, "was" | "were" | "is" | "are" | "all" | "them" | "whom" | "aged" | "well")
    }

    /// "the youngest of them".
    fn youngest_before(&self, token: usize) -> bool {
        (token.saturating_sub(2)..token).any(|i| self.doc.lower(i) == "youngest")
    }

    fn is_youth(&self, token: usize) -> bool {
        matches!(
            self.doc.lemma(token),
            "boy" | "girl" | "child" | "kid" | "son" | "daughter" | "brother" | "sister" | "pupil" | "age" | "lad"
        )
    }

    /// The first time in a range of tokens.
    pub fn time_in(&self, range: &Range<usize>) -> Option<usize> {
        let reach = self.doc.span(range.clone());
        let first = self.found.times.partition_point(|time| time.span.start < reach.start);
        let mut near =
            self.found.times.iter().enumerate().skip(first).take_while(|(_, time)| time.span.start < reach.end);
        near.find(|(_, time)| reach.contains(time.span) && !self.is_masked(time.span)).map(|(i, _)| i)
    }

    /// The first quantity in a range of tokens whose unit passes one of the filters.
    pub fn quantity_in(&self, range: &Range<usize>, filters: &Filters) -> Option<usize> {
        self.quantity_where(range, filters, |_| true)
    }

    /// The first such quantity that fits.
    pub fn quantity_where(
        &self,
        range: &Range<usize>,
        filters: &Filters,
        fits: impl Fn(&Quantity) -> bool,
    ) -> Option<usize> {
        let reach = self.doc.span(range.clone());
        let quantities = self.found.quantities;
        let first = quantities.partition_point(|quantity| quantity.span.start < reach.start);
        let mut near = quantities.iter().enumerate().skip(first).take_while(|(_, q)| q.span.start < reach.end);
        near.find(|(_, quantity)| {
            reach.contains(quantity.span)
                && !self.is_of_saying(quantity.span)
                && !self.is_masked(quantity.span)
                && self.unit_passes(&quantity.unit, quantity.span, filters)
                && fits(quantity)
        })
        .map(|(i, _)| i)
    }

    /// Whether words stand in a clause that only says who says it: ", say three men".
    fn is_of_saying(&self, span: Span) -> bool {
        let clause = self.doc.clause_of(self.doc.tokens_in(span).start).and_then(|c| self.doc.clauses.get(c));
        clause.is_some_and(|clause| clause.kind == ClauseKind::Reporting)
    }

    fn unit_passes(&self, unit: &str, span: Span, filters: &Filters) -> bool {
        // "One mortar bomb": the numeral stands for somebody only where it counts nothing else.
        let counting = |i: &usize| self.doc.tag(*i) == Tag::CD || COUNTING.contains(&self.doc.lemma(*i));
        let classes = filters.classes();
        let words = || {
            let mut tokens = self.doc.tokens_in(span);
            // "1.5 million Varenians" are counted by a name, which no class holds.
            let named = tokens.clone().next_back().is_some_and(|last| self.doc.tag(last).is_name());
            if unit.is_empty() || named {
                self.any_class(tokens, classes)
            } else {
                tokens.any(|i| !counting(&i) && self.any_class(i..i + 1, classes))
            }
        };
        filters.anything && !unit.is_empty() && unit != "year_of_age" && unit != "year" && unit != "percent"
            || self.book.classes_of(unit).meets(filters.classes())
            || !is_measure(unit) && words()
            || filters.first_words().any(|word| word.text == unit)
    }
}
