//! Who says what.
//!
//! For: the main path of firsthand: two thirds of the reports that share an origin share no wording.
//! In: a [`Doc`] and the report's entities. Out: [`Attribution`]s in text order. Cue words with the
//! frames in which they report are data ([`lexicon`]); a rule finds source and content for each frame.
//! Not here: what the content claims.

mod according;
mod again;
mod anaphoric;
mod apposed;
mod brackets;
mod chains;
mod citing;
mod content;
mod credits;
mod dialogue;
mod draft;
mod figures;
mod frame;
mod goes_on;
mod hearsay;
mod inference;
mod introduced;
mod kind;
mod lasting;
mod lexicon;
mod lists;
mod meant;
mod medium;
mod mend;
mod merge;
mod narrowed;
mod nominal;
mod own_name;
mod passive;
mod phrase;
mod phrased;
mod quoted;
mod right;
mod sections;
mod source;
#[cfg(test)]
mod tests;
mod things;
mod trained;
mod verbs;
mod who;
mod witnessed;

use super::doc::{Doc, Tag};
use super::{Attribution, AttributionReader, Entity, EntityKind, NamedWords, Quoting, SourceKind};
use draft::Draft;
use firsthand_encoder::Reader;
use lexicon::LEXICON;
pub(super) use lists::{List, Lists, list};
use medium::Own;
use who::Known;

/// Whether a verb, in its base form, is one of saying.
pub(super) fn is_speech(lemma: &str) -> bool {
    LEXICON.verb(lemma).is_some_and(|verb| verb.speech)
}

/// Whether a common noun says by itself that what it stands for is a medium ("radio", "daily").
pub(super) fn names_medium(lower: &str) -> bool {
    lists::is_in(List::Medium, lower)
}

/// Whether a common noun stands for people or a body, who can say and do something.
pub(super) fn names_agent(lower: &str) -> bool {
    use SourceKind::{Anonymous, Official, PartisanOrganisation, Person, Spokesperson};
    LEXICON
        .kind(lower)
        .is_some_and(|kind| matches!(kind, Anonymous | Official | PartisanOrganisation | Person | Spokesperson))
}

/// Whether a noun stands for what somebody tells or counts ("by the mayor's account").
pub(super) fn names_account(lower: &str) -> bool {
    lists::is_in(List::Account, lower)
}

/// The rules alone. Stateless.
#[derive(Clone, Copy, Debug, Default)]
pub struct Rules;

/// The trained encoder, with the rules for what no corpus annotates.
#[derive(Clone, Copy, Debug)]
pub struct Trained<'m>(pub &'m Reader);

impl AttributionReader for Rules {
    fn read(&self, doc: &Doc<'_>, entities: &[Entity]) -> Vec<Attribution> {
        let own = Own::of(doc);
        let mut drafts = by_rules(doc, &own);
        inference::unsay(doc, &mut drafts);
        narrowed::narrow(doc, &mut drafts);
        complete(doc, entities, &own, drafts)
    }
}

impl AttributionReader for Trained<'_> {
    fn read(&self, doc: &Doc<'_>, entities: &[Entity]) -> Vec<Attribution> {
        self.read_with_events(doc, entities).0
    }

    fn read_with_events(&self, doc: &Doc<'_>, entities: &[Entity]) -> (Vec<Attribution>, NamedWords) {
        let own = Own::of(doc);
        let rules = by_rules(doc, &own);
        let (mut trained, named) = trained::find(doc, self.0, &rules);
        mend::mend(doc, &mut trained);
        let mut drafts = merge::merge(doc, rules, trained);
        inference::unsay(doc, &mut drafts);
        narrowed::narrow(doc, &mut drafts);
        (complete(doc, entities, &own, drafts), named)
    }
}

/// The drafts of the rules, by sentence and cue.
fn by_rules(doc: &Doc<'_>, own: &Own) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for sentence in 0..doc.sentences.len() {
        let first = drafts.len();
        verbs::find(doc, sentence, &mut drafts);
        according::find(doc, sentence, &mut drafts);
        nominal::find(doc, sentence, &mut drafts);
        figures::find(doc, sentence, &mut drafts);
        phrased::find(doc, sentence, &mut drafts);
        brackets::find(doc, sentence, &mut drafts);
        hearsay::find(doc, sentence, &mut drafts);
        hearsay::label(doc, sentence, &mut drafts);
        witnessed::find(doc, own, sentence, &mut drafts);
        let spoken = drafts.len();
        medium::own_work(doc, own, sentence, &mut drafts);
        own_work_once(&mut drafts, first, spoken);
        drafts[first..].sort_by_key(|d: &Draft| d.cue.start);
    }
    drafts
}

/// The layers above: what goes on over sentences, who the sources are, who passes on what.
fn complete(doc: &Doc<'_>, entities: &[Entity], own: &Own, mut drafts: Vec<Draft>) -> Vec<Attribution> {
    let known = &Known::new(entities);
    anaphoric::find(doc, &mut drafts);
    dialogue::find(doc, known, &mut drafts);
    sections::find(doc, known, &mut drafts);
    medium::go_on(doc, &mut drafts);
    quoted::extend(doc, &mut drafts);
    goes_on::mend(doc, &mut drafts);
    for draft in &mut drafts {
        if draft.relay.is_none() && draft.own.is_none() {
            draft.relay = medium::between(doc, known, own, draft);
        }
        if let Some(medium) = draft.relay.take_if(|medium| own.is(doc, medium)) {
            let told = draft.cue.start.min(medium.start)..draft.cue.end.max(medium.end);
            // "In a letter to the Post the army said": who stands between is not the outlet.
            let between = draft.source.as_ref().is_some_and(|s| s.start < told.end && told.start < s.end);
            draft.own = Some(if between { medium } else { told });
        }
    }
    let mut found: Vec<Attribution> = drafts.iter().map(|draft| draft.attribution(doc)).collect();
    who::name_all(doc, known, &drafts, &mut found);
    introduced::name(doc, known, &drafts, &mut found);
    let (drafts, mut found): (Vec<Draft>, Vec<Attribution>) = drafts
        .into_iter()
        .zip(found)
        .filter(|(_, a)| !names_where(doc, a, entities) && !brackets::names_no_body(a, entities))
        .unzip();
    let held = |at: usize, cue: usize| drafts.iter().enumerate().any(|(i, d)| i != at && d.holds(cue));
    for (at, (draft, attribution)) in drafts.iter().zip(&mut found).enumerate() {
        // "Arven Post has seen ...": the outlet itself, by its full name.
        let covers = |own: &std::ops::Range<usize>, source: &std::ops::Range<usize>| {
            own.start <= source.start && source.end <= own.end
        };
        if draft.own.as_ref().zip(draft.source.as_ref()).is_some_and(|(own, source)| covers(own, source)) {
            attribution.source_name = doc.report.outlet_name().to_owned();
            attribution.source_kind = kind::of_outlet(doc.report.outlet_name());
        }
        // "We reported in March", "our staff saw": outside all quotations the outlet speaks of itself.
        let we = draft.source.as_ref().is_some_and(|s| s.len() == 1 && doc.lower(s.start) == "we");
        let ours = draft.source.as_ref().is_some_and(|s| is_ours(doc, s));
        let outside = || doc.quotation_of(draft.cue.start).is_none() && !held(at, draft.cue.start);
        if (ours || we && attribution.source_name.is_empty()) && !doc.report.outlet_name().is_empty() && outside() {
            attribution.source_name = doc.report.outlet_name().to_owned();
            attribution.source_kind = kind::of_outlet(doc.report.outlet_name());
        }
    }
    chains::link(doc, known, &drafts, &mut found);
    // Under headings of their own parts are credited one by one.
    let headed: Vec<u32> = drafts.iter().filter(|d| d.rule == "section").map(|d| sections::part(doc, d)).collect();
    let in_heading = |a: &Attribution| {
        a.cue.first().is_some_and(|cue| headed.contains(&sections::part_at(doc, doc.tokens_in(*cue).start)))
    };
    found.extend(credits::find(doc.report).into_iter().filter(|a| headed.is_empty() || !in_heading(a)));
    chains::in_text_order(&mut found);
    found
}

/// "Our reporter", "our staff on the spot": people of the outlet, or of the body whose page it is.
fn is_ours(doc: &Doc<'_>, source: &std::ops::Range<usize>) -> bool {
    let end = phrase::noun_phrase_end(doc, source.start, source.end);
    let staff = |i: usize| {
        let noun = doc.lower(i).strip_suffix('s').unwrap_or(doc.lower(i));
        lists::is_in(List::Reporter, noun) || matches!(noun, "staff" | "team" | "researcher" | "monitor" | "observer")
    };
    doc.lower(source.start) == "our" && end > source.start + 1 && staff(end - 1)
}

/// Whether a headline's label says where and not who: "Varenia: armed men take town". Before a quotation a country speaks.
fn names_where(doc: &Doc<'_>, attribution: &Attribution, entities: &[Entity]) -> bool {
    let label = attribution.rule == "label" && attribution.quote == Quoting::Indirect;
    let Some(entity) = attribution.source_entity.filter(|_| label).and_then(|id| entities.get(id as usize)) else {
        return false;
    };
    // A short name that the text takes for a body's ("Varenia's military government") is still that of the country.
    let bare = || attribution.source.first().is_some_and(|source| is_where(doc, doc.tokens_in(*source)));
    matches!(entity.kind, EntityKind::Place | EntityKind::State) || entity.kind != EntityKind::Person && bare()
}

/// Whether the text speaks of a place by the words of a label: "in Varenia", "Varenia's army".
fn is_where(doc: &Doc<'_>, label: std::ops::Range<usize>) -> bool {
    let words: Vec<&str> = label.clone().map(|i| doc.lower(i)).collect();
    let again = |at: usize| words.iter().enumerate().all(|(n, word)| doc.lower(at + n) == *word);
    (label.end..doc.tokens.len()).filter(|&at| again(at)).any(|at| {
        let owns = doc.tag(at + words.len()) == Tag::POS
            && (at + words.len() + 1..at + words.len() + 4)
                .any(|i| LEXICON.kind(doc.lower(i)) == Some(SourceKind::Official));
        owns || at > 0 && matches!(doc.lower(at - 1), "in" | "across" | "inside" | "throughout")
    })
}

/// Keeps an "own-reporting" draft only where no attribution of the sentence has the same cue or source.
fn own_work_once(drafts: &mut Vec<Draft>, first: usize, spoken: usize) {
    let mut kept = spoken;
    for i in spoken..drafts.len() {
        let (before, after) = drafts.split_at_mut(i);
        let Some(draft) = after.first_mut() else { break };
        let cue = draft.cue.clone();
        let same = before.iter_mut().take(spoken).skip(first).find(|d| {
            let touches = |r: &std::ops::Range<usize>| r.start < cue.end && cue.start < r.end;
            touches(&d.cue) || d.source.as_ref().is_some_and(touches)
        });
        match same {
            Some(same) => same.own = draft.own.take(),
            None => {
                drafts.swap(kept, i);
                kept += 1;
            }
        }
    }
    drafts.truncate(kept);
}
