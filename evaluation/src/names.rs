//! Names: do keys and comparisons find the spellings of one name?
//!
//! In: `pairs.tsv` (set, split, label, a, b, ...), or with `--mentions` a CoNLL file (token, tab, BIO tag).
//! Out: precision, recall and F1 a set; for mentions, of persons, locations and organisations by exact
//! span and by last word. States count as locations, armed groups and outlets as organisations; adjectives of
//! states, which such sets tag otherwise, are left out on both sides.

use clap::Args;
use firsthand::annotate::{EntityKind, MentionForm, parse};
use firsthand::report::{Part, PartKind, Report};
use firsthand::text::Span;
use std::path::PathBuf;

/// `firsthand-eval names`.
#[derive(Args)]
pub struct Options {
    /// The labelled pairs, or the CoNLL file.
    pairs: PathBuf,
    /// Score mentions of persons, locations and organisations instead.
    #[arg(long)]
    mentions: bool,
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
    if options.mentions {
        mentions(&text, options.wrong);
        return Ok(());
    }
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

/// Scores the mentions of every document of a CoNLL file.
fn mentions(text: &str, wrong: usize) {
    let mut exact = [[0usize; 4]; 3];
    let mut head = [[0usize; 4]; 3];
    let mut took = std::time::Duration::ZERO;
    let mut bytes = 0;
    let mut shown = 0;
    for document in text.split("-DOCSTART-").filter(|d| !d.trim().is_empty()) {
        let (report, gold) = document_of(document.split_once('\n').map_or("", |d| d.1));
        bytes += report.text.len();
        let doc = parse(&report);
        let start = std::time::Instant::now();
        let entities = firsthand::annotate::names::entities(&doc);
        took += start.elapsed();
        let mut found: Vec<(Span, usize)> = Vec::new();
        for entity in &entities {
            let class = match entity.kind {
                EntityKind::Person => 0,
                EntityKind::Place | EntityKind::State => 1,
                EntityKind::Organisation | EntityKind::ArmedGroup | EntityKind::Outlet => 2,
                _ => continue,
            };
            for mention in entity.mentions.iter().filter(|m| m.form == MentionForm::Name) {
                found.push((mention.span, class));
            }
        }
        found.sort_unstable();
        let other: Vec<Span> = gold.iter().filter(|(_, class)| *class == 3).map(|(span, _)| *span).collect();
        found.retain(|(span, class)| !(*class == 1 && other.iter().any(|o| o.overlaps(*span))));
        let gold: Vec<(Span, usize)> = gold.into_iter().filter(|(_, class)| *class < 3).collect();
        for (span, class) in &found {
            let hit = gold.contains(&(*span, *class));
            exact[*class][if hit { 3 } else { 1 }] += 1;
            head[*class][if gold.iter().any(|(s, c)| s.end == span.end && c == class) { 3 } else { 1 }] += 1;
            if !hit && shown < wrong {
                shown += 1;
                println!("extra {class} {:?}", span.of(&report.text));
            }
        }
        for (span, class) in &gold {
            if !found.contains(&(*span, *class)) {
                exact[*class][2] += 1;
                if shown < wrong {
                    shown += 1;
                    println!("missed {class} {:?}", span.of(&report.text));
                }
            }
            head[*class][2] += usize::from(!found.iter().any(|(s, c)| s.end == span.end && c == class));
        }
    }
    for (name, cells) in [("exact", exact), ("last word", head)] {
        let mut sum = [0; 4];
        for (class, cells) in ["person", "location", "organisation"].iter().zip(cells) {
            print_line(&format!("{name} {class}"), cells);
            for (a, b) in sum.iter_mut().zip(cells) {
                *a += b;
            }
        }
        print_line(name, sum);
    }
    println!("{:.2} ms for 3 kB", took.as_secs_f64() * 1e3 * 3000.0 / bytes.max(1) as f64);
}

/// The text of a document's tokens, a sentence a paragraph, and its labelled spans: 0 person, 1 location,
/// 2 organisation, 3 nationalities and the like.
fn document_of(lines: &str) -> (Report, Vec<(Span, usize)>) {
    let mut report = Report::default();
    let mut gold: Vec<(Span, usize)> = Vec::new();
    let mut start = 0;
    for line in lines.lines().chain([""]) {
        let Some((token, tag)) = line.rsplit_once('\t') else {
            if report.text.len() > start {
                let span = Span::new(start, report.text.len());
                report.parts.push(Part { kind: PartKind::Body, span, because: String::new() });
                report.text.push('\n');
            }
            start = report.text.len();
            continue;
        };
        let glued = matches!(token, "," | "." | ")" | ":" | ";" | "'s" | "’s" | "n't" | "?" | "!");
        if report.text.len() > start && !glued && !report.text.ends_with('(') {
            report.text.push(' ');
        }
        let at = report.text.len();
        report.text.push_str(token);
        let class = match tag.get(2..).unwrap_or("").to_ascii_lowercase().as_str() {
            "person" | "per" => 0,
            "location" | "loc" | "facility" => 1,
            "organization" | "organisation" | "org" => 2,
            "norp" | "misc" => 3,
            _ => continue,
        };
        let end = report.text.len();
        match gold.last_mut() {
            Some((span, last)) if tag.starts_with("I-") && *last == class => {
                *span = Span::new(span.start as usize, end)
            }
            _ => gold.push((Span::new(at, end), class)),
        }
    }
    (report, gold)
}
