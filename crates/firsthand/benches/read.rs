//! How fast one report is read: a page of usual size with menus and teasers, and a plain text.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use firsthand::read::read_bytes;
use std::hint::black_box;

fn page() -> String {
    let paragraph = "<p>Two residents of the valley said on Monday that trucks with recruits, some of them boys, had reached \
                     the camp near the river at night, and that the guards had closed the road.</p>";
    let teaser = "<li class='teaser item'><a href='/news/a'><img src='a.jpg' alt=''><span>Another report of the day</span></a></li>";
    format!(
        "<!doctype html><html lang=en><head><title>Camp by the river | Varenia Post</title><script>{}</script></head><body>\
         <nav><ul>{}</ul></nav><div id=main><article class='post entry-content'><h1>Camp by the river</h1>{}</article>\
         <aside class=related><ul>{}</ul></aside></div></body></html>",
        "var config = { a: 1, b: [2, 3] };".repeat(1_000),
        teaser.repeat(80),
        paragraph.repeat(20),
        teaser.repeat(80),
    )
}

fn text() -> String {
    let paragraph =
        "Two residents of the valley said on Monday that trucks with recruits had reached the camp near the river.\n\n";
    format!("Camp by the river\n\nMay 3, 2016\n\n{}Leave a Reply\n", paragraph.repeat(28))
}

fn read(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("read");
    for (name, file, input) in [("page", "a.html", page()), ("text", "a.txt", text())] {
        group.throughput(Throughput::Bytes(input.len() as u64));
        group.bench_function(name, |b| b.iter(|| read_bytes(file, black_box(input.as_bytes())).map(|r| r.parts.len())));
    }
    group.finish();
}

criterion_group!(benches, read);
criterion_main!(benches);
