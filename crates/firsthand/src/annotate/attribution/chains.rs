//! Which attribution stands in which, and who merely passes on.
//!
//! In: drafts and their attributions. Out: `within` and `role` set; one more attribution for each
//! relay and for whom a speaker cites; text order. Not here: chains of claims, nor chains over reports.

use super::super::doc::Doc;
use super::super::{Attribution, ChainRole, SourceKind};
use super::draft::Draft;
use super::lexicon::LEXICON;
use super::lists::List;
use super::medium;
use super::who::{Known, identify};

/// How many attributions to each side may hold another one's cue: content reaches over few sentences.
const NEAR: usize = 40;

/// Sets `within` and `role`, and appends the relays.
pub(super) fn link(doc: &Doc<'_>, known: &Known<'_>, drafts: &[Draft], found: &mut Vec<Attribution>) {
    nest(drafts, found);
    for (i, draft) in drafts.iter().enumerate() {
        // "“I said so then,” X recalled": who says I in a quotation is who is quoted.
        let outer = found.get(i).filter(|a| a.source_name.is_empty()).and_then(|a| a.within);
        let Some(outer) = outer.filter(|_| first_person(doc, draft)).and_then(|j| found.get(j as usize)).cloned()
        else {
            continue;
        };
        let inner = &mut found[i];
        inner.source_entity = outer.source_entity;
        inner.source_kind = outer.source_kind;
        inner.source_name = outer.source_name;
    }
    for i in 0..drafts.len() {
        let Some(outer) = found.get(i).and_then(|a| a.within).map(|j| j as usize) else { continue };
        let medium = found.get(outer).is_some_and(|a| matches!(a.source_kind, SourceKind::Wire | SourceKind::Outlet));
        // What those asked in a poll answer is the poll's.
        if drafts[outer].source.as_ref().is_some_and(|s| s.clone().any(|i| doc.lower_is(List::PollNoun, i))) {
            continue;
        }
        if first_person(doc, &drafts[i]) || only_will(doc, &drafts[i]) {
            continue;
        }
        let passes = || says(&drafts[i]) && (medium || opens(&drafts[outer], &drafts[i]));
        // "She said she was ready to confirm": nobody passes on oneself.
        let same = || found.get(i).zip(found.get(outer)).is_some_and(|(a, b)| a.source_name == b.source_name);
        let fills = || fills(&drafts[outer], &drafts[i]) && !same();
        if drafts[i].speaks() && drafts[outer].speaks() && (passes() || fills()) {
            found[outer].role = ChainRole::Relay;
        }
    }
    for at in 0..drafts.len() {
        let Some(cited) = super::citing::cited(doc, known, drafts, at) else { continue };
        let outer = &mut found[at];
        outer.role = ChainRole::Relay;
        let inner = Attribution {
            source: [doc.span(cited.source)].into(),
            cue: [doc.span(cited.cue..cited.cue + 1)].into(),
            content: outer.content.clone(),
            quote: outer.quote,
            source_entity: cited.who.entity,
            source_kind: cited.who.kind.unwrap_or(SourceKind::Unspecified),
            source_name: cited.who.name,
            within: Some(at as u32),
            role: ChainRole::Source,
            hearsay: false,
            whole_report: false,
            own_reporting: None,
            rule: "cited",
        };
        found.push(inner);
    }
    for (i, draft) in drafts.iter().enumerate() {
        let Some(short) = draft.relay.clone() else { continue };
        let phrase = medium::long(doc, &short);
        let who = identify(doc, known, &phrase, &[]);
        let place = found.len() as u32;
        let inner = &mut found[i];
        let outer = Attribution {
            source: [doc.span(phrase)].into(),
            cue: inner.cue.clone(),
            content: inner.content.clone(),
            quote: inner.quote,
            source_entity: who.entity,
            source_kind: match who.kind {
                Some(SourceKind::Wire) => SourceKind::Wire,
                Some(SourceKind::Artefact) if medium::is_recording(doc, &short) => SourceKind::Artefact,
                // An organisation that takes down what witnesses tell it.
                Some(SourceKind::PartisanOrganisation)
                    if medium::collects(doc, known, draft, &short) && !medium::is_medium(doc, known, &short) =>
                {
                    SourceKind::PartisanOrganisation
                }
                _ => SourceKind::Outlet,
            },
            source_name: who.name,
            within: inner.within,
            role: ChainRole::Relay,
            hearsay: false,
            whole_report: false,
            own_reporting: None,
            rule: "relay",
        };
        inner.within = Some(place);
        found.push(outer);
    }
    super::lasting::go_on(doc, drafts, found);
}

fn first_person(doc: &Doc<'_>, draft: &Draft) -> bool {
    draft.source.as_ref().is_some_and(|s| s.len() == 1 && matches!(doc.lower(s.start), "i" | "we"))
}

/// "She will propose", "he might say": nobody has said it yet.
fn only_will(doc: &Doc<'_>, draft: &Draft) -> bool {
    let from = draft.cue.start.saturating_sub(1);
    let will =
        |i: usize| matches!(doc.lower(i), "will" | "would" | "could" | "may" | "might" | "should" | "'ll" | "’ll");
    (from..draft.cue.end).any(will)
}

/// The innermost attribution whose content holds the cue.
fn nest(drafts: &[Draft], found: &mut [Attribution]) {
    let size = |d: &Draft| d.content.iter().map(ExactSizeIterator::len).sum::<usize>();
    for (i, draft) in drafts.iter().enumerate() {
        let near = i.saturating_sub(NEAR)..(i + NEAR).min(drafts.len());
        let (own, token) = (size(draft), draft.cue.start);
        // Two that hold each other's cue would stand within each other: the larger is the outer.
        let outer = near
            .filter(|&j| j != i && drafts[j].holds(token) && drafts[j].rule != "hearsay")
            .filter(|&j| !(draft.holds(drafts[j].cue.start) && (size(&drafts[j]), j) < (own, i)))
            .min_by_key(|&j| size(&drafts[j]));
        found[i].within = outer.map(|j| j as u32);
    }
    // A ring over three or more cannot be ruled out pair by pair: cut it.
    for i in 0..found.len() {
        let mut at = found[i].within;
        for _ in 0..NEAR {
            match at {
                Some(j) if j as usize == i => {
                    found[i].within = None;
                    break;
                }
                Some(j) => at = found.get(j as usize).and_then(|a| a.within),
                None => break,
            }
        }
    }
}

/// Whether a draft passes on a saying with a clause or quotation of its own, so that its outer one relays it.
fn says(inner: &Draft) -> bool {
    matches!(
        inner.rule,
        "that" | "clause" | "quote" | "object-that" | "after" | "inverted" | "as-saying" | "according-to" | "gerund"
    )
}

/// Whether the inner attribution's source opens the outer one's content: "X said that Y had told ...".
fn opens(outer: &Draft, inner: &Draft) -> bool {
    let start = outer.content.iter().map(|piece| piece.start).min().unwrap_or(0);
    let near = |place: usize| place <= start + 1 && place >= start;
    // "“We are ready,” X told the crowd, according to a transcript": the saying is the main clause.
    let trails =
        matches!(inner.rule, "after" | "inverted") && inner.content.first().is_some_and(|piece| near(piece.start));
    trails || inner.source.as_ref().is_some_and(|source| near(source.start))
}

/// Whether nearly all that the outer one says is the inner attribution: "“We are ready,” X said, according to a transcript".
fn fills(outer: &Draft, inner: &Draft) -> bool {
    let speech = says(inner) || LEXICON.verb(inner.lemma).is_some_and(|verb| verb.speech);
    if inner.source.is_none() || outer.source.is_none() || inner.rule == "hearsay" || !speech {
        return false;
    }
    let source = inner.source.clone().unwrap_or_default();
    let held = |i: &usize| inner.holds(*i) || inner.cue.contains(i) || source.contains(i);
    let all: usize = outer.content.iter().map(ExactSizeIterator::len).sum();
    outer.content.iter().flat_map(Clone::clone).filter(held).count() * 10 >= all * 8
}

/// Sorts by the place of the cue, a relay before what it passes on, and keeps `within` right.
pub(super) fn in_text_order(found: &mut Vec<Attribution>) {
    let key = |a: &Attribution| {
        let place = a.cue.first().or(a.content.first()).or(a.source.first());
        (place.map_or(0, |span| span.start), a.rule != "relay")
    };
    let mut order: Vec<u32> = (0..found.len() as u32).collect();
    order.sort_by_key(|&i| (key(&found[i as usize]), i));
    let mut place = vec![0u32; found.len()];
    for (new, &old) in order.iter().enumerate() {
        place[old as usize] = new as u32;
    }
    let mut sorted: Vec<Attribution> = order.iter().map(|&i| found[i as usize].clone()).collect();
    for attribution in &mut sorted {
        attribution.within = attribution.within.and_then(|j| place.get(j as usize).copied());
    }
    *found = sorted;
}

#[cfg(test)]
mod tests {
    use super::super::super::{Attribution, AttributionReader, ChainRole, SourceKind, names, parse};
    use super::super::Rules;
    use crate::report::{Part, PartKind, Report};
    use crate::text::Span;

    fn read(text: &str) -> Vec<Attribution> {
        let part = Part { kind: PartKind::Body, span: Span::new(0, text.len()), because: String::new() };
        let report = Report { text: text.to_owned(), parts: vec![part], ..Report::default() };
        let doc = parse(&report);
        let entities = names::entities(&doc);
        Rules.read(&doc, &entities)
    }

    /// Name, kind and role of every attribution.
    fn who(text: &str) -> Vec<(String, SourceKind, ChainRole)> {
        read(text).into_iter().map(|a| (a.source_name, a.source_kind, a.role)).collect()
    }

    #[test]
    fn a_transcript_passes_on_the_saying_that_it_holds() {
        let found = who("“We are ready,” General Omar Tal told the council, according to a transcript of the session.");
        let expected = [
            ("Omar Tal".to_owned(), SourceKind::Official, ChainRole::Source),
            ("transcript of the session".to_owned(), SourceKind::Document, ChainRole::Relay),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn a_poll_is_the_source_of_what_those_asked_answer() {
        let found = who("Six in ten voters said that the war was lost, according to a poll.");
        assert!(found.contains(&("poll".to_owned(), SourceKind::Document, ChainRole::Source)));
    }

    #[test]
    fn a_document_that_is_cited_stands_within_who_cites_it() {
        let found = read("The governor of Arven cited a memorandum of the ministry.");
        let cited = found.iter().find(|a| a.rule == "cited").unwrap();
        assert_eq!(cited.source_kind, SourceKind::Document);
        assert_eq!(found[cited.within.unwrap() as usize].role, ChainRole::Relay);
    }

    #[test]
    fn whoever_is_quoted_is_somebody() {
        let found = who("Forty recruits crossed the river, Radio Kessa said, quoting a ferryman.");
        assert!(found.contains(&("ferryman".to_owned(), SourceKind::Anonymous, ChainRole::Source)));
    }

    #[test]
    fn an_organisation_that_takes_down_testimony_passes_it_on() {
        let found = who("Survivors told the Lantern Institute that the doors were locked.");
        let relay = ("Lantern Institute".to_owned(), SourceKind::PartisanOrganisation, ChainRole::Relay);
        assert_eq!(found[0], relay);
    }

    #[test]
    fn who_says_i_in_a_quotation_is_who_is_quoted() {
        let found = who("“I said that the road was mined,” Mira Tolan recalled.");
        assert!(found.iter().all(|(name, _, role)| name == "Mira Tolan" && *role == ChainRole::Source), "{found:?}");
    }

    #[test]
    fn the_group_is_the_organisation_that_spoke_last() {
        let found = who(
            "The Arven Relief Union said that fourteen boys were gone. The group said that the men were of the Tessan Front.",
        );
        assert!(found.iter().all(|(name, ..)| name == "Arven Relief Union"), "{found:?}");
    }

    #[test]
    fn a_spokesman_is_named_by_the_apposition_after_his_title() {
        let found = who("Its spokesman, Captain Ivo Tal, said that the clinic was closed.");
        assert!(found[0].0.starts_with("Ivo Tal"), "{found:?}");
    }

    #[test]
    fn the_army_of_a_state_and_a_former_minister_are_no_party_and_no_office() {
        assert_eq!(who("The army said that the camp was closed.")[0].1, SourceKind::Official);
        assert_eq!(who("Former minister Omar Tal said that the camp was closed.")[0].1, SourceKind::Person);
        assert_eq!(who("The union's president, Mira Tolan, said that the camp was closed.")[0].1, SourceKind::Person);
        assert_eq!(who("President Mira Tolan said that the camp was closed.")[0].1, SourceKind::Official);
    }

    #[test]
    fn a_film_in_which_somebody_speaks_passes_it_on() {
        let found = who("General Omar Tal said in a film that the bridge was mined.");
        let roles: Vec<_> = found.iter().map(|(_, kind, role)| (*kind, *role)).collect();
        assert_eq!(roles, [(SourceKind::Artefact, ChainRole::Relay), (SourceKind::Official, ChainRole::Source)]);
    }

    #[test]
    fn an_organisation_that_publishes_is_no_medium() {
        let kind = |name| super::super::kind::of_outlet(name);
        assert_eq!(kind("Harbour Rights Watch"), SourceKind::PartisanOrganisation);
        assert_eq!(kind("The Harbour Post"), SourceKind::Outlet);
    }
}
