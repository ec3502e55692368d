//! How fast a report is annotated, and how fast a collection is linked and weighed.

#![allow(missing_docs)]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use firsthand::annotate::{Annotated, annotate};
use firsthand::codebook::Codebook;
use firsthand::link::link;
use firsthand::read::read_bytes;
use firsthand::report::Report;
use firsthand::weigh::{Detail, Judgements, weigh};
use std::hint::black_box;

/// Reports of about 3 kB on ten towns; every third takes over the first half of the one before.
fn collection(size: usize) -> Vec<Report> {
    let towns = ["Arven", "Tarvesh", "Ombrat", "Kelmat", "Dorvan", "Hadrin", "Sarrukh", "Belszar", "Tirnak", "Qelvan"];
    let text = |n: usize| {
        let town = towns[n % towns.len()];
        let mut text = format!("Men leave {town}\n\n{} May 2031\n\n", 1 + n % 28);
        for k in 0..14 {
            let (head, count) = (if n % 3 == 2 && k < 7 { n - 1 } else { n }, 3 + (n * 7 + k * 13) % 90);
            text.push_str(&format!(
                "Officials in {town} said on Monday that {count} recruits numbered {head} had been trained at camp {k} near the \
                 river. \"We were sent there by the council,\" a resident told reporters. The army denied the claim.\n\n",
            ));
        }
        text
    };
    (0..size).filter_map(|n| read_bytes(&format!("{n:04}.txt"), text(n).as_bytes()).ok()).collect()
}

fn stages(criterion: &mut Criterion) {
    let codebook = Codebook::builtin();
    let reports = collection(60);
    let annotated: Vec<Annotated> = reports.iter().map(|report| annotate(report, codebook)).collect();
    let links = link(&reports, &annotated);
    let mut group = criterion.benchmark_group("stages");
    group.sample_size(10);
    group.throughput(Throughput::Elements(1));
    group.bench_function("annotate", |b| b.iter(|| annotate(black_box(&reports[0]), codebook).claims.len()));
    group.throughput(Throughput::Elements(reports.len() as u64));
    group.bench_function("link", |b| b.iter(|| link(black_box(&reports), &annotated).events.len()));
    group.bench_function("weigh", |b| {
        b.iter(|| weigh(black_box(&reports), &annotated, &links, &Judgements::default(), Detail::Outline).events.len())
    });
    group.finish();
}

criterion_group!(benches, stages);
criterion_main!(benches);
