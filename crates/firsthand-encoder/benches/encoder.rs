//! The tokeniser, one pass, and the whole reading of a report, in time.
//!
//!     FIRSTHAND_MODEL=FOLDER cargo bench -p firsthand-encoder
//! Without a folder the tiny random reader of the tests is used, which says something about the tokeniser only.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use firsthand_encoder::Reader;
use std::hint::black_box;
use std::path::{Path, PathBuf};

fn reader() -> Option<Reader> {
    if let Ok(folder) = std::env::var("FIRSTHAND_MODEL") {
        return Reader::open(Path::new(&folder)).ok();
    }
    let fixture = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixture");
    let folder = |file: &str| if file == "vocab.txt" { fixture.clone() } else { fixture.join("int8") };
    Reader::from_files(&|file| std::fs::read(folder(file).join(file)).ok()).ok()
}

fn stages(c: &mut Criterion) {
    let Some(reader) = reader() else { return };
    let sentence =
        "The governor of Varenia said the bridge near Korsk was destroyed; \"nonsense\", a spokesman added. ";
    let text = sentence.repeat(30);
    let pieces = reader.vocabulary().pieces(&text);
    let mut group = c.benchmark_group("encoder");
    group.sample_size(10);
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("pieces of 3 kB", |b| b.iter(|| reader.vocabulary().pieces(black_box(&text))));
    group.throughput(Throughput::Elements(pieces.ids.len() as u64));
    group.bench_function("cues of 3 kB", |b| b.iter(|| reader.cue_scores(black_box(&text))));
    group.bench_function("relations of 3 kB", |b| b.iter(|| reader.read(black_box(&text))));
    group.finish();
}

criterion_group!(benches, stages);
criterion_main!(benches);
