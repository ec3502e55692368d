//! A clause in its context, with source, cue and content marked.
//!
//! In: a claim and its report. Out: markup whose words are exactly the report's (what is withheld
//! stays withheld). Not here: which claims are shown.

use crate::lookup::Lookup;
use firsthand::record::{Points, RecordClaim, RecordReport};
use maud::{Markup, html};

/// Context shown on either side of a clause at most, in code points.
const CONTEXT: u32 = 280;

#[derive(Clone, Copy, PartialEq, Eq, Default)]
struct Style {
    source: bool,
    cue: bool,
    content: bool,
    claim: bool,
    trigger: bool,
}

#[derive(Clone, Copy)]
enum Layer {
    Source,
    Cue,
    Content,
    Claim,
    Trigger,
}

/// The paragraph around the claim.
pub fn in_context(lookup: &Lookup<'_>, claim: &RecordClaim) -> Markup {
    let Some(report) = lookup.report(&claim.report) else {
        return html! {};
    };
    let window = window(report, claim.span);
    let mut layers: Vec<(Points, Layer)> = vec![(claim.span, Layer::Claim), (claim.trigger, Layer::Trigger)];
    let attribution = claim.attribution.as_deref().and_then(|id| lookup.attribution(id));
    if let Some(attribution) = attribution.filter(|found| !found.whole_report) {
        for (spans, layer) in [
            (&attribution.source, Layer::Source),
            (&attribution.cue, Layer::Cue),
            (&attribution.content, Layer::Content),
        ] {
            layers.extend(spans.iter().map(|span| (*span, layer)));
        }
    }
    let source_elsewhere = attribution.filter(|found| {
        found.whole_report || found.source.iter().any(|span| span[1] <= window[0] || span[0] >= window[1])
    });
    html! {
        blockquote dir="auto" lang=[report.language.as_deref()] {
            p {
                @if window[0] > 0 && !starts_part(report, window[0]) { "… " }
                @for (span, style) in segments(window, &layers) { (segment(lookup.words(&report.id, span), style)) }
                @if !ends_part(report, window[1]) { " …" }
            }
        }
        @if let Some(outer) = source_elsewhere {
            p.aside {
                "Source named elsewhere in the report: "
                @for span in outer.source.iter().chain(&outer.cue) {
                    q dir="auto" { (lookup.words(&report.id, *span)) } " "
                }
            }
        }
    }
}

fn window(report: &RecordReport, span: Points) -> Points {
    let part = report.parts.iter().find(|part| part.span[0] <= span[0] && span[0] < part.span[1]);
    let (from, to) = part.map_or((span[0], span[1]), |part| (part.span[0], part.span[1].max(span[1])));
    [from.max(span[0].saturating_sub(CONTEXT)), to.min(span[1].saturating_add(CONTEXT))]
}

fn starts_part(report: &RecordReport, point: u32) -> bool {
    report.parts.iter().any(|part| part.span[0] == point)
}

fn ends_part(report: &RecordReport, point: u32) -> bool {
    report.parts.iter().any(|part| part.span[1] == point)
}

/// Cuts the window where any layer begins or ends.
fn segments(window: Points, layers: &[(Points, Layer)]) -> Vec<(Points, Style)> {
    let mut cuts: Vec<u32> = layers.iter().flat_map(|(span, _)| *span).chain(window).collect();
    cuts.retain(|cut| (window[0]..=window[1]).contains(cut));
    cuts.sort_unstable();
    cuts.dedup();
    cuts.windows(2)
        .map(|pair| {
            let mut style = Style::default();
            for (span, layer) in layers {
                if span[0] <= pair[0] && pair[1] <= span[1] {
                    match layer {
                        Layer::Source => style.source = true,
                        Layer::Cue => style.cue = true,
                        Layer::Content => style.content = true,
                        Layer::Claim => style.claim = true,
                        Layer::Trigger => style.trigger = true,
                    }
                }
            }
            ([pair[0], pair[1]], style)
        })
        .collect()
}

fn segment(words: &str, style: Style) -> Markup {
    let inner = html! {
        @if style.trigger { b { (words) } } @else { (words) }
    };
    if style.source {
        html! { mark.source title="source" { (inner) } }
    } else if style.cue {
        html! { mark.cue title="cue" { (inner) } }
    } else if style.claim {
        html! { mark.claim title="claim" { (inner) } }
    } else if style.content {
        html! { span.content { (inner) } }
    } else {
        inner
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use firsthand::record::{Record, RecordPart};
    use firsthand::report::PartKind;

    #[test]
    fn the_words_shown_are_the_reports_words_and_markup_in_them_is_inert() {
        let text = "Headline\n\nThe <b>army</b> took Tarvesh, the council said.";
        let claim: RecordClaim = serde_json::from_value(serde_json::json!({
            "id": "r1.c1", "report": "r1", "type": "TERRITORY.CAPTURE", "also": [], "span": [10, 39], "trigger": [26, 30],
            "arguments": [], "modality": "asserted", "tense": "past", "stance": "neutral", "attribution": null,
            "chain": [], "origin": null, "flags": []
        }))
        .unwrap();
        let part = |kind, span| RecordPart { kind, span, because: String::new() };
        let record = Record {
            reports: vec![RecordReport {
                id: "r1".into(),
                text: text.into(),
                parts: vec![part(PartKind::Headline, [0, 8]), part(PartKind::Body, [10, 57])],
                ..Default::default()
            }],
            claims: vec![claim],
            ..Default::default()
        };
        let lookup = Lookup::new(&record);
        let shown = in_context(&lookup, &record.claims[0]).into_string();
        assert!(shown.contains("&lt;b&gt;army"), "{shown}");
        assert!(!shown.contains("Headline"), "{shown}");
        assert!(shown.contains("<b>took</b>"), "{shown}");
    }
}
