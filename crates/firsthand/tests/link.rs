//! What linking joins and keeps apart, over whole reports.

mod common;

use common::{found, found_in};
use firsthand::annotate::Modality;
use firsthand::report::{DatePrecision, Part, PartKind, Published, Report, Stated};
use firsthand::run::Run;
use firsthand::text::Span;

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
    found(texts.into_iter().map(report).collect())
}

#[test]
fn what_somebody_says_is_not_what_they_deny_elsewhere() {
    let found = linked([
        ("2031-04-02", "General Orlan Teve said that the trainees had enlisted of their own free will."),
        ("2031-04-06", "General Orlan Teve said that no recruitment drive would begin in the villages."),
    ]);
    let denied = |event: &firsthand::weigh::WeighedEvent, wanted: bool| {
        let claims =
            event.claims.iter().filter_map(|at| found.annotated[at.report as usize].claims.get(at.item as usize));
        claims.into_iter().any(|claim| (claim.modality == Modality::Denied) == wanted)
    };
    assert!(found.weighed.events.iter().any(|event| denied(event, true)));
    assert!(!found.weighed.events.iter().any(|event| denied(event, true) && denied(event, false)));
}

/// For each report the events of its claims of one type, the reports read from text files.
fn events_of(kind: &str, files: &[&str]) -> (Run, Vec<Vec<usize>>) {
    let found = found_in(files);
    let mut of = vec![Vec::new(); files.len()];
    for (number, event) in found.weighed.events.iter().enumerate() {
        for at in &event.claims {
            if found.annotated[at.report as usize].claims[at.item as usize].kind == kind {
                of[at.report as usize].push(number);
            }
        }
    }
    of.iter_mut().for_each(|list| list.dedup());
    (found, of)
}

/// Reports on other matters, so that the words of a war are no rarer than in a real collection.
const OTHERS: [&str; 3] = [
    "Salt Coast News\nBakers close early\n3 May 2031\nBakers in three streets of Olun closed early, as no flour had come by rail.\n",
    "Salt Coast News\nDam repaired\n5 May 2031\nThe dam was repaired after nine weeks of work by divers from the coast.\n",
    "Salt Coast News\nShells found\n2 September 2031\nShells were found in a field by people who gather snails.\n",
];

const WITHOUT_YEAR: &str = "Two rows of stalls burnt in Olun\nMARREN, May 4 (Norda) - Nine traders were killed when shells fell on the \
    fish market of Olun on Sunday morning, the mayor of the town said. The stalls burnt until noon.\n";

fn dated(day: &str) -> String {
    format!(
        "Arven Post\nShells on Olun\n{day}\nTwelve people were killed by shells in Olun, a doctor told the Arven Post.\n"
    )
}

#[test]
fn a_dateline_without_a_year_agrees_with_the_date_of_another_report() {
    let near = dated("5 May 2031");
    let (found, of) = events_of("CASUALTY.KILLED", &[WITHOUT_YEAR, &near, OTHERS[0], OTHERS[1], OTHERS[2]]);
    assert_eq!(of[0], of[1]);
    assert_eq!((of[0].len(), found.reports[0].published.is_some()), (1, false));
    let far = dated("1 September 2031");
    let (_, of) = events_of("CASUALTY.KILLED", &[WITHOUT_YEAR, &far, OTHERS[0], OTHERS[1], OTHERS[2]]);
    assert_ne!(of[0], of[1]);
}

#[test]
fn all_that_happened_in_a_week_is_not_what_happened_on_its_monday() {
    let day = "Arven Post\nFish market of Olun hit\n6 May 2031\nNine people were killed in Olun on Monday when shells hit the fish market, \
        a doctor told the Arven Post.\n";
    let week = "Salt Coast News\nA week of shells\n10 May 2031\nAt least 52 people were killed by shells in Olun in the seven days to Friday, \
        the Salt Road Council said.\n";
    let (_, of) = events_of("CASUALTY.KILLED", &[day, week, OTHERS[0], OTHERS[1], OTHERS[2]]);
    assert_eq!((of[0].len(), of[1].len()), (1, 1));
    assert_ne!(of[0], of[1]);
}

#[test]
fn what_one_body_counts_months_later_is_another_happening() {
    let first = "Arven Post\nBoys recruited\n18 August 2031\nThe Salt Guard recruited 112 boys in the north this year, the Salt Road Council said.\n";
    let second = "Norda\nMore boys recruited\n9 November 2031\nThe Salt Guard recruited 64 boys in the north between July and October, \
        the Salt Road Council said.\n";
    let (_, of) = events_of("CHILD.RECRUIT_USE", &[first, second, OTHERS[0], OTHERS[1], OTHERS[2]]);
    assert!(!of[0].is_empty() && !of[1].is_empty(), "{of:?}");
    assert!(of[0].iter().all(|event| !of[1].contains(event)), "{of:?}");
}

#[test]
fn what_was_told_before_a_day_did_not_happen_on_it() {
    let told = |day: &str| {
        format!("Norda\nSoldiers sent\n{day}\nVarenia sent soldiers to Olun, the mayor of Olun told Norda.\n")
    };
    let dated = "Arven Post\nSoldiers sent\n26 May 2031\nVarenia sent soldiers to Olun on 24 May, a trader told the Arven Post.\n";
    let same = |day: &str| {
        let told = told(day);
        let (_, of) = events_of("DEPLOY.DISPATCH", &[&told, dated, OTHERS[0], OTHERS[1], OTHERS[2]]);
        assert!(!of[0].is_empty() && !of[1].is_empty(), "{of:?}");
        of[0].iter().any(|event| of[1].contains(event))
    };
    assert!(same("25 May 2031"));
    assert!(!same("16 May 2031"));
}
