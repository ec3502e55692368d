//! Word pieces in a processor second, and peak memory, of one thread.
//!
//!     cargo run --release -p firsthand-encoder --example throughput -- MODEL [sentences | report]
//! `sentences`: 2,000 invented sentences of about 28 pieces, in batches of 1, 8 and 32 of like length, through all layers.
//! `report`: one invented report of about 3 kB, the first pass, and the first pass with 15 cues asked about (untrained heads do not
//! tell how many there are; 15 is about what such a report has).
//! Processor time is the kernel's (Linux), so that other work on the machine counts little.

use firsthand_encoder::Reader;
use std::path::Path;

const WHO: [&str; 6] =
    ["the governor of Varenia", "a resident", "two officials in Damuria", "its spokesman", "the Korsk Herald", "she"];
const VERB: [&str; 6] =
    ["said on Monday that", "told reporters", "denied that", "warned", "insisted in a statement that", "added"];
const WHAT: [&str; 6] = [
    "the bridge near the river had been destroyed by artillery before dawn",
    "twelve people were taken from the village and have not been seen since",
    "no civilian was hurt when the post at the crossing was handed over",
    "the Front would withdraw its fighters if the road to the port were opened",
    "hundreds of families left their homes after three nights of shelling",
    "boys of fifteen were offered money to carry letters across the line",
];

fn sentence(i: usize) -> String {
    let pick = |list: &[&'static str; 6], by: usize| list[(i / by + i) % 6];
    let more = if i.is_multiple_of(3) { format!(", while {}", WHAT[(i / 5) % 6]) } else { String::new() };
    let tail = if i.is_multiple_of(4) { " according to a report that the agency published last week" } else { "" };
    format!("{} {} {}{more}{tail}.", pick(&WHO, 7), pick(&VERB, 11), pick(&WHAT, 13))
}

/// User and system seconds of this process; 0 where the kernel does not say.
fn processor_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    stat.split(' ').next().and_then(|nanos| nanos.parse::<f64>().ok()).unwrap_or(0.0) / 1e9
}

fn peak_megabytes() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.trim().split(' ').next().and_then(|kib| kib.parse::<f64>().ok()).unwrap_or(0.0) / 1024.0
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let (Some(model), what) = (arguments.next(), arguments.next()) else {
        eprintln!("usage: throughput MODEL [sentences | report]");
        return;
    };
    let started = processor_seconds();
    let reader = match Reader::open(Path::new(&model)) {
        Ok(reader) => reader,
        Err(cause) => return eprintln!("{cause}"),
    };
    println!(
        "opened in {:.0} ms of processor time, peak {:.0} MB",
        (processor_seconds() - started) * 1e3,
        peak_megabytes()
    );
    if what.as_deref() == Some("report") {
        let text: String = (0..).map(|i| sentence(i) + if i % 4 == 3 { "\n\n" } else { " " }).take(24).collect();
        let pieces = reader.vocabulary().pieces(&text).ids.len();
        let words = reader.vocabulary().pieces(&text).first.len();
        let anchors: Vec<_> = (0..15).map(|i| i * words / 15).map(|word| word..word + 1).collect();
        let timed = |what: &str, run: &dyn Fn()| {
            let (started, mut runs) = (processor_seconds(), 0.0);
            while runs < 3.0 || (processor_seconds() - started < 3.0 && runs < 200.0) {
                run();
                runs += 1.0;
            }
            println!("{what}: {:.1} ms", (processor_seconds() - started) / runs * 1e3);
        };
        println!("{} bytes, {pieces} pieces, {} layers again for each cue", text.len(), reader.encoder().shape().upper);
        timed("first pass", &|| drop(reader.cue_scores(&text)));
        timed("first pass with events, and what is asked", &|| drop(reader.read_with_events(&text, &[])));
        timed("the same without events", &|| drop(reader.read(&text)));
        timed("first pass and 15 cues", &|| drop(reader.role_scores(&text, &anchors)));
        println!("peak {:.0} MB", peak_megabytes());
        return;
    }
    let mut sentences: Vec<Vec<u32>> = (0..2000).map(|i| reader.vocabulary().pieces(&sentence(i)).ids).collect();
    sentences.sort_by_key(Vec::len);
    let pieces: usize = sentences.iter().map(Vec::len).sum();
    println!("{} sentences, {:.1} pieces each", sentences.len(), pieces as f64 / sentences.len() as f64);
    for batch in [1, 8, 32] {
        for round in 0..3 {
            let started = processor_seconds();
            for group in sentences.chunks(batch) {
                let windows: Vec<&[u32]> = group.iter().map(Vec::as_slice).collect();
                let mut rows = reader.encoder().lower(&windows);
                reader.encoder().upper(&mut rows);
            }
            let rate = pieces as f64 / (processor_seconds() - started);
            println!("batch {batch}, round {round}: {rate:.0} pieces a second, peak {:.0} MB", peak_megabytes());
        }
    }
}
