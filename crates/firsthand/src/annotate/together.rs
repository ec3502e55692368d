//! Several reports, step by step.
//!
//! For: collections. All rules together, with their lists, are several times as large as what a processor has near it, and each step asks for its own;
//! one report after the other would bring all of them near for each report, while a step over some reports brings its part near once for
//! all of these. In: reports. Out: [`Annotated`] of each, a function of this report alone. Not here: what a step does.

use super::{Annotated, AttributionReader, Found, NamedWords, claims, masks, names, parse, quantity, time};
use crate::codebook::Codebook;
use crate::report::Report;

/// Bytes of text after which the next step begins: some forty reports.
pub const AT_ONCE: usize = 1 << 17;

/// How many of so many reports a thread takes at once: few enough that all threads of the calling pool have work until the end.
pub fn share_of(reports: usize) -> usize {
    (reports / (8 * rayon::current_num_threads())).clamp(1, 32)
}

/// As [`annotate_with`](super::annotate_with), of reports that lie beside each other.
pub fn annotate_all(mut reports: &[Report], codebook: &Codebook, reader: &dyn AttributionReader) -> Vec<Annotated> {
    let mut all = Vec::with_capacity(reports.len());
    while !reports.is_empty() {
        let (some, later) = reports.split_at(first_of(reports));
        all.extend(annotate_some(some, codebook, reader));
        reports = later;
    }
    all
}

/// How many of these reports go together: at least one, and no more once they have enough text.
fn first_of(reports: &[Report]) -> usize {
    let mut bytes = 0;
    let full = |report: &Report| {
        bytes += report.text.len();
        bytes >= AT_ONCE
    };
    reports.iter().position(full).map_or(reports.len(), |last| last + 1)
}

fn annotate_some(reports: &[Report], codebook: &Codebook, reader: &dyn AttributionReader) -> Vec<Annotated> {
    let docs: Vec<_> = reports.iter().map(parse).collect();
    let named = |doc| Annotated { entities: names::entities(doc), ..Annotated::default() };
    let mut all: Vec<_> = docs.iter().map(|doc| (named(doc), NamedWords::default())).collect();
    for (doc, (known, named)) in docs.iter().zip(&mut all) {
        (known.attributions, *named) = reader.read_with_events(doc, &known.entities);
    }
    for (doc, (known, _)) in docs.iter().zip(&mut all) {
        known.times = time::times(doc, doc.report.day());
        known.quantities = quantity::quantities_beside(doc, &known.times);
        known.masks = masks::masks(doc, &known.quantities, &known.entities);
    }
    for (doc, (known, named)) in docs.iter().zip(&mut all) {
        let Annotated { entities, times, quantities, attributions, masks, .. } = &*known;
        known.claims = claims::find(doc, codebook, Found { entities, times, quantities, attributions, named, masks });
    }
    let finish = |(doc, (mut known, _)): (super::Doc<'_>, (Annotated, NamedWords))| {
        known.sentences = doc.sentences;
        known.shrink();
        known
    };
    docs.into_iter().zip(all).map(finish).collect()
}

#[cfg(test)]
mod tests {
    use super::super::{Rules, annotate_with};
    use super::*;

    #[test]
    fn what_is_said_of_a_report_does_not_depend_on_those_beside_it() {
        let texts =
            ["The Arven army shelled Brask on Monday, the ministry said.", "", "Twelve ferrymen were freed in Tolm."];
        let reports = texts.map(Report::of_body);
        let all = annotate_all(&reports, Codebook::builtin(), &Rules);
        let each = reports.each_ref().map(|report| annotate_with(report, Codebook::builtin(), &Rules));
        assert_eq!(all, each);
        assert!(!all[0].claims.is_empty() && all[1].claims.is_empty());
    }

    #[test]
    fn reports_go_together_until_they_have_enough_text() {
        let reports = [AT_ONCE / 2, AT_ONCE, 7].map(|bytes| Report::of_body(&"a".repeat(bytes)));
        assert_eq!(first_of(&reports), 2);
        assert_eq!(first_of(&reports[1..]), 1);
        assert_eq!(first_of(&reports[2..]), 1);
    }

    #[test]
    fn few_reports_leave_work_for_all_threads() {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(2).build().unwrap();
        assert_eq!(pool.install(|| [0, 15, 160, 16_000].map(share_of)), [1, 1, 10, 32]);
    }
}
