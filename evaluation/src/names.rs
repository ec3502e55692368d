//! Names: do keys and comparisons find the spellings of one name?
//!
//! In: `pairs.tsv` (set, split, label, a, b, ...). Out: precision, recall and F1 a set.

use clap::Args;
use std::path::PathBuf;

/// `firsthand-eval names`.
#[derive(Args)]
pub struct Options {
    /// The labelled pairs.
    pairs: PathBuf,
    /// Which split is scored.
    #[arg(long, default_value = "dev")]
    split: String,
    /// Print this many wrong pairs a set.
    #[arg(long, default_value_t = 0)]
    wrong: usize,
}

/// Runs it.
pub fn run(options: &Options) -> Result<(), String> {
    let text =
        std::fs::read_to_string(&options.pairs).map_err(|cause| format!("{}: {cause}", options.pairs.display()))?;
    let mut sets: Vec<(String, [usize; 4], usize)> = Vec::new();
    let rows: Vec<Vec<&str>> = text.lines().map(|l| l.split('\t').collect()).collect();
    let start = std::time::Instant::now();
    let mut named = 0;
    for row in &rows {
        let &[set, split, label, a, b, ..] = row.as_slice() else { continue };
        if split != options.split {
            continue;
        }
        let (keys_a, keys_b) = (firsthand::annotate::names::keys(a), firsthand::annotate::names::keys(b));
        named += 2;
        let same = keys_a.iter().any(|k| keys_b.contains(k));
        let at = match sets.iter().position(|s| s.0 == set) {
            Some(at) => at,
            None => {
                sets.push((set.to_string(), [0; 4], 0));
                sets.len() - 1
            }
        };
        let cell = usize::from(label == "1") * 2 + usize::from(same);
        sets[at].1[cell] += 1;
        if (cell == 1 || cell == 2) && sets[at].2 < options.wrong {
            sets[at].2 += 1;
            println!("{} {a} | {b}   {keys_a:?} {keys_b:?}", if cell == 1 { "FP" } else { "FN" });
        }
    }
    let took = start.elapsed();
    let mut sum = [0; 4];
    for (set, cells, _) in &sets {
        print_line(set, *cells);
        for (a, b) in sum.iter_mut().zip(cells) {
            *a += b;
        }
    }
    print_line("all", sum);
    println!("{:.2} us a name", took.as_secs_f64() * 1e6 / named.max(1) as f64);
    Ok(())
}

fn print_line(set: &str, [_, fp, missed, hit]: [usize; 4]) {
    let ratio = |a: usize, b: usize| if b == 0 { 0.0 } else { a as f64 / b as f64 };
    let (p, r) = (ratio(hit, hit + fp), ratio(hit, hit + missed));
    println!("{set:10} P {p:.3} R {r:.3} F1 {:.3}", if p + r == 0.0 { 0.0 } else { 2.0 * p * r / (p + r) });
}
