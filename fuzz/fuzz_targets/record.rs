//! A record as a file: any JSON, or one of ours in which a few values were changed. It is refused, or every output can be made of it, whatever its
//! spans, ids and counts say.
#![no_main]

use firsthand::annotate::Rules;
use firsthand::codebook::Codebook;
use firsthand::read::read_bytes;
use firsthand::record::{Options, Record};
use firsthand::run::run;
use firsthand::weigh::Judgements;
use firsthand_fuzz::check;
use firsthand_publish::dossier::dossier;
use firsthand_publish::explain::explain;
use firsthand_publish::lookup::Lookup;
use firsthand_publish::table::{Layout, table};
use libfuzzer_sys::fuzz_target;
use serde_json::{Value, json};
use std::sync::LazyLock;

static OURS: LazyLock<Value> = LazyLock::new(|| {
    let told = |who: &str, more: &str| {
        format!(
            "Camp opened\n\n3 May 2031 (Arven Post) - The army has recruited 40 men near Tarvesh, {who} said. {more} Call 0000 55 01 23 to register.\n"
        )
    };
    let texts = [
        told("the Lake Council", "Gunmen killed two clerks in Arven, \"dogs\", residents told the Arven Post."),
        told("Abel Nurmat, a teacher,", "The army denied that it had recruited anybody near Tarvesh."),
        told("the Lake Council", "It may have recruited 60 men, citing a video."),
    ];
    let read = |(number, text): (usize, &String)| read_bytes(&format!("{number}.txt"), text.as_bytes()).ok();
    let reports = texts.iter().enumerate().filter_map(read).collect();
    let (judgements, _) =
        Judgements::read(r#"{"by":"Dana","at":"2031-05-03T10:00:00Z","say":"unsure","claims":["r1.c1","r2.c1"]}"#);
    let run = run(reports, Codebook::builtin(), &Rules, &judgements, &|_, _, _| {});
    serde_json::to_value(run.record(Options::default())).expect("a record can be written")
});

/// Every value below one, the nth of which is changed.
fn nth<'a>(value: &'a mut Value, left: &mut usize) -> Option<&'a mut Value> {
    if *left == 0 {
        return Some(value);
    }
    *left -= 1;
    match value {
        Value::Array(list) => list.iter_mut().find_map(|one| nth(one, left)),
        Value::Object(fields) => fields.iter_mut().find_map(|(_, one)| nth(one, left)),
        _ => None,
    }
}

fn count(value: &Value) -> usize {
    1 + match value {
        Value::Array(list) => list.iter().map(count).sum(),
        Value::Object(fields) => fields.values().map(count).sum(),
        _ => 0,
    }
}

/// One change for every four bytes.
fn changed(bytes: &[u8]) -> Value {
    let mut value = OURS.clone();
    let all = count(&value);
    for change in bytes.chunks_exact(4).take(12) {
        let mut place = usize::from(u16::from_le_bytes([change[0], change[1]])) % all;
        let Some(found) = nth(&mut value, &mut place) else { continue };
        *found = match (&*found, change[2] % 8) {
            (Value::Number(_), 0) => json!(u32::MAX),
            (Value::Number(_), 1) => json!(0),
            (Value::Number(_), 2) => json!(u32::MAX - u32::from(change[3])),
            (Value::Number(_), _) => json!(change[3]),
            (Value::String(text), 0) if text.len() < 1000 => json!(text.repeat(usize::from(change[3]))),
            (Value::String(_), 1) => json!("<script>alert(1)</script>\u{0}\u{202e}é🎈"),
            (Value::String(_), 2) => json!("javascript:alert(1)\"' onload=x"),
            (Value::String(_), 3) => json!(""),
            (Value::Array(list), 0) => list.iter().rev().cloned().collect(),
            (Value::Array(list), 1) => list.iter().chain(list).cloned().collect(),
            (Value::Array(list), 2) => list.iter().take(usize::from(change[3])).cloned().collect(),
            (Value::Array(_), 3) => json!([]),
            (Value::Object(_), _) => continue,
            _ => json!(null),
        };
    }
    value
}

fuzz_target!(|bytes: &[u8]| {
    let parsed = match bytes.split_first() {
        Some((b'{', _)) => serde_json::from_slice::<Record>(bytes),
        Some((_, rest)) => serde_json::from_str(&changed(rest).to_string()),
        None => return,
    };
    let Ok(record) = parsed else { return };
    let json = serde_json::to_string(&record).expect("a record can be written");
    serde_json::from_str::<Record>(&json).expect("a record can be read again");
    check::page(&dossier(&record, "<b>"));
    for (width, verbose) in [(0, false), (40, true), (usize::MAX, false)] {
        table(&record, Layout { width, verbose, bold: verbose });
    }
    let lookup = Lookup::new(&record);
    let ids = record.events.iter().map(|event| &event.id).chain(record.claims.iter().map(|claim| &claim.id));
    ids.take(40).for_each(|id| assert!(explain(&lookup, id).is_some()));
});
