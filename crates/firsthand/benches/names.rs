//! How fast names are folded to keys, and compared by score.

#![allow(missing_docs)]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use firsthand::annotate::names::alike::{FullName, PlaceName, Sort, Spelling};
use firsthand::annotate::names::{key, keys};
use std::hint::black_box;

const PERSONS: [&str; 4] =
    ["Zhamil Qordesh", "Dr. Jamil Abu Ghurdash", "Nur al-Din Velkanov", "Abdurrahman Merkani Tirn"];
const BODIES: [&str; 4] =
    ["47th Velkan Brigade", "Qordesh General Trading Company", "Ministry of Dykes and Mills", "Velkan Guard"];
const PLACES: [&str; 4] = ["Qasr al-Wadi", "Ksar el Ouadi", "Velkanabad", "Jebel ez-Zarqa"];

fn names(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("names");
    // One name each.
    group.throughput(Throughput::Elements(4));
    group.bench_function("key", |b| b.iter(|| PERSONS.map(|name| key(black_box(name)).len())));
    group.bench_function("keys", |b| b.iter(|| PERSONS.map(|name| keys(black_box(name)).len())));
    group.bench_function("fold a word", |b| b.iter(|| PLACES.map(|name| Spelling::new(black_box(name)))));
    group.bench_function("fold a person", |b| {
        b.iter(|| PERSONS.map(|name| FullName::new(black_box(name), Sort::Person)))
    });
    group.bench_function("fold a body", |b| b.iter(|| BODIES.map(|name| FullName::new(black_box(name), Sort::Body))));
    // One pair each: every name with every name.
    group.throughput(Throughput::Elements(16));
    let words = PLACES.map(Spelling::new);
    let score = || words.iter().flat_map(|a| words.iter().map(|b| a.score(black_box(b)))).sum::<f32>();
    group.bench_function("score two words", |b| b.iter(score));
    let places = PLACES.map(PlaceName::new);
    let fits = || places.iter().flat_map(|a| places.iter().map(|b| a.fits(black_box(b)))).flatten().count();
    group.bench_function("fit two places", |b| b.iter(fits));
    for (what, sort, names) in [("persons", Sort::Person, PERSONS), ("bodies", Sort::Body, BODIES)] {
        let names = names.map(|name| FullName::new(name, sort));
        let score = || names.iter().flat_map(|a| names.iter().map(|b| a.score(black_box(b)))).sum::<f32>();
        group.bench_function(format!("score two {what}"), |b| b.iter(score));
        let fits = || names.iter().flat_map(|a| names.iter().map(|b| a.fits(black_box(b)))).flatten().count();
        group.bench_function(format!("fit two {what}"), |b| b.iter(fits));
    }
    group.finish();
}

criterion_group!(benches, names);
criterion_main!(benches);
