//! What must hold of anything that a stage hands out, whatever came in.
//!
//! In: a report, what was found in it, a record, a page. Out: a panic that says what does not hold.

use firsthand::annotate::Annotated;
use firsthand::record::{Record, Slices};
use firsthand::report::Report;
use firsthand::text::{CodePoints, Span};
use html5gum::{Token, Tokenizer};
use std::collections::{HashMap, HashSet};

/// Parts lie inside the text, sorted and apart; none is empty or cuts a character.
pub fn report(report: &Report) {
    let mut end = 0;
    for part in &report.parts {
        assert!(part.span.start >= end, "parts overlap");
        assert!(!part.span.of(&report.text).is_empty(), "a part is empty or cuts a character");
        end = part.span.end;
    }
}

/// Every span lies inside the text, between characters; every index leads somewhere; bounds are in their order.
pub fn annotated(report: &Report, notes: &Annotated) {
    let text = report.text.as_str();
    let points = CodePoints::new(text);
    let fits = |span: Span, what: &str| {
        let words = text.get(span.start as usize..span.end as usize);
        assert!(words.is_some(), "{what}: {span:?} cuts a character or lies outside");
        assert_eq!(points.span(points.of(span)), span, "{what}: code points lead elsewhere");
    };
    let stands = |span: Span, what: &str| {
        fits(span, what);
        assert!(!span.is_empty(), "{what} is empty");
    };
    let known = |place: Option<u32>, len: usize, what: &str| {
        assert!(place.is_none_or(|place| (place as usize) < len), "{what} leads nowhere");
    };
    for sentence in &notes.sentences {
        stands(sentence.span, "a sentence");
        known(Some(sentence.part), report.parts.len(), "a sentence's part");
    }
    assert!(notes.sentences.windows(2).all(|two| two[0].span.end <= two[1].span.start), "sentences overlap");
    for entity in &notes.entities {
        known(entity.affiliation, notes.entities.len(), "an affiliation");
        for mention in entity.mentions.iter() {
            stands(mention.span, "a mention");
        }
    }
    for time in &notes.times {
        stands(time.span, "a time");
        assert!(time.days.is_none_or(|days| days.from <= days.to), "a time ends before it begins");
    }
    for quantity in &notes.quantities {
        stands(quantity.span, "a quantity");
        let (lo, hi) = (quantity.lo.unwrap_or(f64::NEG_INFINITY), quantity.hi.unwrap_or(f64::INFINITY));
        assert!(lo <= hi, "a quantity's bounds: {lo} and {hi} of {:?}", quantity.span.of(text));
    }
    for attribution in &notes.attributions {
        for span in attribution.source.iter().chain(attribution.cue.iter()).chain(attribution.content.iter()) {
            stands(*span, attribution.rule);
        }
        attribution.own_reporting.into_iter().for_each(|span| stands(span, "own reporting"));
        known(attribution.source_entity, notes.entities.len(), "a source");
        known(attribution.within, notes.attributions.len(), "an outer attribution");
    }
    for claim in &notes.claims {
        stands(claim.span, "a claim");
        fits(claim.trigger, "a trigger");
        known(claim.attribution, notes.attributions.len(), "a claim's attribution");
        for argument in &claim.arguments {
            argument.span.into_iter().for_each(|span| fits(span, "an argument"));
            known(argument.entity, notes.entities.len(), "an argument's entity");
            known(argument.quantity, notes.quantities.len(), "an argument's quantity");
            known(argument.time, notes.times.len(), "an argument's time");
        }
        for link in &claim.chain {
            link.span.into_iter().for_each(|span| fits(span, "a link of a chain"));
            known(link.entity, notes.entities.len(), "a link's entity");
            known(link.attribution, notes.attributions.len(), "a link's attribution");
        }
    }
    notes.masks.iter().for_each(|mask| stands(mask.span, "a mask"));
}

/// Ids are one each and lead somewhere; counts are in their order and do not count more than there is; JSON gives the same record again.
pub fn record(record: &Record) {
    let ids = |all: &mut dyn Iterator<Item = &str>, what: &str| -> HashSet<String> {
        let mut seen = HashSet::new();
        all.for_each(|id| assert!(seen.insert(id.to_owned()), "{what}: {id} stands twice"));
        seen
    };
    let reports = ids(&mut record.reports.iter().map(|one| one.id.as_str()), "reports");
    let entities = ids(&mut record.entities.iter().map(|one| one.id.as_str()), "entities");
    let attributions = ids(&mut record.attributions.iter().map(|one| one.id.as_str()), "attributions");
    let claims = ids(&mut record.claims.iter().map(|one| one.id.as_str()), "claims");
    let origins = ids(&mut record.origins.iter().map(|one| one.id.as_str()), "origins");
    ids(&mut record.events.iter().map(|one| one.id.as_str()), "events");
    let texts: HashMap<&str, (Slices<'_>, usize)> =
        record.reports.iter().map(|one| (one.id.as_str(), (Slices::new(one), one.text.chars().count()))).collect();
    let inside = |id: &str, span: [u32; 2]| {
        let (slices, length) = texts.get(id).expect("a report");
        assert!(span[0] <= span[1], "{span:?} ends before it begins");
        assert!(slices.shown(span[1], true) as usize <= *length, "{span:?} lies outside");
    };
    for claim in &record.claims {
        inside(&claim.report, claim.span);
        inside(&claim.report, claim.trigger);
        assert!(claim.origin.iter().all(|id| origins.contains(id)), "a claim's origin");
        assert!(claim.attribution.iter().all(|id| attributions.contains(id)), "a claim's attribution");
        for argument in &claim.arguments {
            argument.span.into_iter().for_each(|span| inside(&claim.report, span));
            assert!(argument.entity.iter().all(|id| entities.contains(id)), "an argument's entity");
        }
    }
    for attribution in &record.attributions {
        let spans = attribution.source.iter().chain(&attribution.cue).chain(&attribution.content);
        spans.for_each(|span| inside(&attribution.report, *span));
    }
    for event in &record.events {
        let count = &event.origins;
        assert!(count.low <= count.high, "{} to {} origins", count.low, count.high);
        assert!(count.high as usize <= count.list.len(), "{} origins of {}", count.high, count.list.len());
        assert!(count.list.iter().all(|counted| origins.contains(&counted.origin)), "a counted origin");
        assert!(event.reports as usize <= reports.len(), "{} reports of {}", event.reports, reports.len());
        assert!(!event.claims.is_empty() && event.claims.iter().all(|id| claims.contains(id)), "an event's claims");
        assert!(event.not_shown.iter().all(|id| reports.contains(id)), "a report that shows no origin");
        assert!(event.denied_by.iter().all(|denial| claims.contains(&denial.claim)), "a denial");
        assert!(event.place.iter().all(|id| entities.contains(id)), "a place");
    }
    let json = serde_json::to_string(record).expect("a record can be written");
    let again: Record = serde_json::from_str(&json).expect("a record can be read again");
    assert_eq!(serde_json::to_string(&again).ok().as_ref(), Some(&json), "a record changes when it is read again");
}

/// Only the dossier's own tags stand in a page; nothing runs, nothing is fetched, and every link stays on the page.
pub fn page(page: &str) {
    const OWN: &str = " a abbr article aside b bdi blockquote body code dd defs details div dl dt em fieldset figcaption figure footer g h1 h2 h3 \
                       head header html li main mark marker meta nav ol p path q rect section small span style summary svg table tbody td \
                       text th thead title tr ul i ";
    for token in Tokenizer::new(page) {
        let Ok(Token::StartTag(tag)) = token else { continue };
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        assert!(OWN.contains(&format!(" {name} ")), "<{name}> in a page");
        for (key, value) in &tag.attributes {
            let (key, value) = (String::from_utf8_lossy(key), String::from_utf8_lossy(value));
            assert!(!key.starts_with("on"), "{key}={value} in a page");
            assert!(!matches!(&*key, "src" | "srcset" | "action" | "formaction" | "style"), "{key}={value} in a page");
            assert!(key != "href" || value.starts_with('#'), "a link to {value} in a page");
        }
    }
}
