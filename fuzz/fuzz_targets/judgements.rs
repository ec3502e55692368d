//! Any text as a file of judgements: every line is a judgement or is named with its number; judgements can be written and read again,
//! and counted with, whatever claims they are about.
#![no_main]

use firsthand::annotate::Rules;
use firsthand::codebook::Codebook;
use firsthand::read::read_bytes;
use firsthand::record::Options;
use firsthand::report::Report;
use firsthand::run::run;
use firsthand::weigh::Judgements;
use firsthand_fuzz::check;
use firsthand_publish::dossier::dossier;
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

/// Reports whose claims the seeds judge: `{0}` to `{3}` in an input stand for their ids.
static READ: LazyLock<(Vec<Report>, Vec<String>)> = LazyLock::new(|| {
    let told =
        |who: &str| format!("Camp opened\n\n3 May 2031 - The army has recruited 40 men near Tarvesh, {who} said.\n");
    let texts = [told("the Lake Council"), told("Abel Nurmat, a teacher,"), told("residents"), told("a clerk")];
    let read = |(number, text): (usize, &String)| read_bytes(&format!("{number}.txt"), text.as_bytes()).ok();
    let reports: Vec<Report> = texts.iter().enumerate().filter_map(read).collect();
    let found = run(reports.clone(), Codebook::builtin(), &Rules, &Judgements::default(), &|_, _, _| {});
    (reports, found.record(Options::default()).claims.into_iter().map(|claim| claim.id).collect())
});

fuzz_target!(|bytes: &[u8]| {
    let (reports, claims) = &*READ;
    let mut text = String::from_utf8_lossy(bytes).into_owned();
    for (number, id) in claims.iter().enumerate().take(4) {
        text = text.replace(&format!("{{{number}}}"), id);
    }
    let (judgements, wrong) = Judgements::read(&text);
    let lines = text.lines().filter(|line| !line.trim().is_empty()).count();
    assert_eq!(judgements.iter().count() + wrong.len(), lines, "a line is lost");
    let written: Vec<String> =
        judgements.iter().map(|one| serde_json::to_string(one).expect("a judgement can be written")).collect();
    assert_eq!(Judgements::read(&written.join("\n")), (judgements.clone(), Vec::new()), "a judgement changes");
    let record =
        run(reports.clone(), Codebook::builtin(), &Rules, &judgements, &|_, _, _| {}).record(Options::default());
    assert_eq!(record.judgements.len(), judgements.iter().count(), "a judgement is lost");
    check::record(&record);
    check::page(&dossier(&record, ""));
});
