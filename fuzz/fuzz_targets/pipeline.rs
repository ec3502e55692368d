//! Up to four reports from reading to every output: records that hold together, the same for any order of the reports, pages without
//! a tag of theirs; what is put away counts as what lies open; judgements on any two claims.
#![no_main]

use firsthand::annotate::{Rules, annotate_with};
use firsthand::codebook::Codebook;
use firsthand::held::Gathering;
use firsthand::record::{Options, Record};
use firsthand::report::Report;
use firsthand::run::{Outline, in_neighbourhoods, outline, run};
use firsthand::weigh::Judgements;
use firsthand_fuzz::{check, made};
use firsthand_publish::dossier::dossier;
use firsthand_publish::explain::explain;
use firsthand_publish::filter::Filter;
use firsthand_publish::lookup::Lookup;
use firsthand_publish::table::{Layout, table};
use libfuzzer_sys::fuzz_target;

const LAYOUT: Layout = Layout { width: 80, verbose: false, bold: false };

fn recorded(reports: &[Report], judgements: &Judgements) -> Record {
    let run = run(reports.to_vec(), Codebook::builtin(), &Rules, judgements, &|_, _, _| {});
    run.reports.iter().for_each(check::report);
    run.reports.iter().zip(&run.annotated).for_each(|(report, notes)| check::annotated(report, notes));
    let record = run.record(Options::default());
    check::record(&record);
    record
}

/// The tables of a run that puts its reports away.
fn tables(run: &Outline) -> String {
    let mut out = String::new();
    run.pieces(Options::default(), |record| {
        if !record.events.is_empty() {
            out += &table(&record, LAYOUT);
        }
    });
    assert!(run.held.failure().is_none(), "the temporary file failed");
    out
}

fn put_away(reports: &[Report]) -> firsthand::held::Holdings {
    let gathering = Gathering::default();
    for report in reports {
        let notes = annotate_with(report, Codebook::builtin(), &Rules);
        gathering.take(report.clone(), notes).expect("a report can be put away");
    }
    gathering.close().expect("reports can be put away")
}

fuzz_target!(|bytes: &[u8]| {
    let mut reports = made::reports(bytes);
    let (none, quiet) = (Judgements::default(), |_, _, _| {});
    let record = recorded(&reports, &none);
    reports.reverse();
    let json = |record: &Record| serde_json::to_string(record).expect("a record can be written");
    assert_eq!(json(&record), json(&recorded(&reports, &none)), "the order of the reports tells");

    check::page(&dossier(&record, "<script>"));
    let lookup = Lookup::new(&record);
    for id in record.events.iter().map(|event| &event.id).chain(record.claims.iter().map(|claim| &claim.id)) {
        assert!(explain(&lookup, id).is_some());
    }
    table(&record, Layout { width: 40, verbose: true, bold: true });
    let mut few = record.clone();
    Filter { types: vec!["recruit".to_owned()], min_origins: 1, outlets: vec!["Arven Post".to_owned()] }
        .apply(&mut few);
    check::page(&dossier(&few, ""));

    // Years that only other reports give are settled by the command before it puts a report away.
    if reports.iter().all(|report| report.yearless.is_none()) {
        let whole = outline(put_away(&reports), &none, Options::default(), &quiet);
        if !record.events.is_empty() {
            assert_eq!(tables(&whole), table(&record, LAYOUT), "what is put away counts otherwise");
        }
        tables(&in_neighbourhoods(put_away(&reports), &none, Options::default(), 1, &quiet));
    }

    let claims: Vec<&str> = record.events.iter().flat_map(|event| &event.claims).map(String::as_str).take(6).collect();
    let lines: Vec<String> = claims
        .windows(2)
        .enumerate()
        .map(|(number, two)| {
            let say = ["same_origin", "not_same_origin", "unsure", "own_work"][number % 4];
            let about = &two[..if say == "own_work" { 1 } else { 2 }];
            serde_json::json!({ "by": "Dana", "at": "2031-05-03T10:00:00Z", "say": say, "claims": about }).to_string()
        })
        .collect();
    let (judgements, wrong) = Judgements::read(&lines.join("\n"));
    assert!(wrong.is_empty() || claims.windows(2).any(|two| two[0] == two[1]), "{wrong:?}");
    check::page(&dossier(&recorded(&reports, &judgements), "judged"));
});
