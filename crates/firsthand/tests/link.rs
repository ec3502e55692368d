//! What linking joins and keeps apart, over whole reports.

use firsthand::annotate::Modality;
use firsthand::codebook::Codebook;
use firsthand::report::{DatePrecision, Part, PartKind, Published, Report, Stated};
use firsthand::run::{Run, run};
use firsthand::text::Span;
use firsthand::weigh::Detail;

fn linked(texts: [(&str, &str); 2]) -> Run {
    let report = |(day, text): (&str, &str)| Report {
        path: day.to_owned(),
        text: text.to_owned(),
        parts: vec![Part { kind: PartKind::Body, span: Span::new(0, text.len()), because: String::new() }],
        published: day
            .parse()
            .ok()
            .map(|day| Stated { value: Published { day, precision: DatePrecision::Day }, evidence: String::new() }),
        ..Report::default()
    };
    run(texts.into_iter().map(report).collect(), Codebook::builtin(), Detail::Full, &|_, _, _| {})
}

#[test]
fn what_somebody_says_is_not_what_they_deny_elsewhere() {
    let found = linked([
        ("2031-04-02", "General Abel Nurmat said that the trainees had enlisted of their own free will."),
        ("2031-04-06", "General Abel Nurmat said that no recruitment drive would begin in the villages."),
    ]);
    let denied = |event: &firsthand::weigh::WeighedEvent, wanted: bool| {
        let claims =
            event.claims.iter().filter_map(|at| found.annotated[at.report as usize].claims.get(at.item as usize));
        claims.into_iter().any(|claim| (claim.modality == Modality::Denied) == wanted)
    };
    assert!(found.weighed.events.iter().any(|event| denied(event, true)));
    assert!(!found.weighed.events.iter().any(|event| denied(event, true) && denied(event, false)));
}
