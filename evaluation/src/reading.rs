//! `firsthand-eval reading`: body, publication date, speed.
//!
//! Body: 4-gram overlap with the ground truth of article-extraction-benchmark (Scrapinghub, MIT), as
//! that benchmark counts it: counts of each page divided by their sum, precision and recall averaged
//! over pages. Date: exact day on htmldate's evaluation pages (Apache-2.0); F1 = 2tp / (2tp + wrong +
//! none). Speed: pages per second on one thread, reading from memory, decoding included.

use clap::Args;
use firsthand::read::read_bytes;
use firsthand::report::{Part, PartKind, Report};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Arguments of `reading`.
#[derive(Args)]
pub struct Options {
    /// Folder of article-extraction-benchmark (ground-truth.json, html/*.html.gz).
    #[arg(long)]
    body: Option<PathBuf>,
    /// Folder with gold.json and pages.tar.zst of htmldate's evaluation.
    #[arg(long)]
    dates: Option<PathBuf>,
    /// Write the figures as JSON.
    #[arg(long)]
    json: Option<PathBuf>,
    /// Write what was predicted, one JSON object a line: id, text (body task) or date (date task).
    #[arg(long)]
    predictions: Option<PathBuf>,
    /// Print this many of the pages with the largest errors.
    #[arg(long, default_value_t = 0)]
    worst: usize,
    /// Print the parts of these files instead of measuring.
    #[arg(long, num_args = 1..)]
    show: Vec<PathBuf>,
}

type Pages = BTreeMap<String, Vec<u8>>;

/// Runs the tasks whose data is given.
pub fn run(options: &Options) -> Result<(), String> {
    if !options.show.is_empty() {
        return show(&options.show);
    }
    let mut figures = serde_json::Map::new();
    let mut predictions = Vec::new();
    if let Some(folder) = &options.body {
        figures.insert("body".to_owned(), body(folder, options.worst, &mut predictions)?);
    }
    if let Some(folder) = &options.dates {
        figures.insert("date".to_owned(), dates(folder, options.worst, &mut predictions)?);
    }
    if figures.is_empty() {
        return Err("nothing to measure: give --body FOLDER or --dates FOLDER".to_owned());
    }
    if let Some(path) = &options.json {
        fs::write(path, format!("{:#}\n", Value::Object(figures))).map_err(|e| format!("{}: {e}", path.display()))?;
    }
    if let Some(path) = &options.predictions {
        let mut file = fs::File::create(path).map_err(|e| format!("{}: {e}", path.display()))?;
        for line in predictions {
            writeln!(file, "{line}").map_err(|e| format!("{}: {e}", path.display()))?;
        }
    }
    Ok(())
}

/// What was read of each file, one part a line.
fn show(paths: &[PathBuf]) -> Result<(), String> {
    for path in paths {
        let report = firsthand::read::read_file(path).map_err(|e| e.to_string())?;
        println!("== {}", report.path);
        for (name, field) in [("outlet", &report.outlet), ("title", &report.title), ("byline", &report.byline)] {
            if let Some(field) = field {
                println!("   {name}: {} ({})", field.value, field.evidence);
            }
        }
        if let Some(published) = &report.published {
            println!("   published: {} ({})", published.value.day, published.evidence);
        }
        println!("   url {:?}, language {:?}, notes {:?}", report.url, report.language, report.notes);
        for part in &report.parts {
            let words: String = part.span.of(&report.text).chars().take(110).collect();
            println!("{:>10} [{}] {}", format!("{:?}", part.kind), part.because, words.replace('\n', " / "));
        }
    }
    Ok(())
}

fn load(path: &Path) -> Result<Vec<u8>, String> {
    fs::read(path).map_err(|e| format!("{}: {e}", path.display()))
}

fn gold(path: &Path) -> Result<serde_json::Map<String, Value>, String> {
    // Python writes missing dates as NaN, which is no JSON.
    let text = String::from_utf8_lossy(&load(path)?).replace(": NaN", ": null");
    serde_json::from_str(&text).map_err(|e| format!("{}: {e}", path.display()))
}

/// Reads every page once; the reports and the seconds it took.
fn read_all(pages: &Pages) -> (BTreeMap<&str, Option<Report>>, f64) {
    let begun = Instant::now();
    let reports =
        pages.iter().map(|(id, bytes)| (id.as_str(), read_bytes(&format!("{id}.html"), bytes).ok())).collect();
    (reports, begun.elapsed().as_secs_f64())
}

/// Headings, paragraphs and datelines of the body, one a line. Standfirsts, which are body to a
/// reader of claims, are left out: the ground truth does not count them.
fn body_of(report: &Report) -> String {
    let body = |p: &&Part| matches!(p.kind, PartKind::Body | PartKind::Dateline) && p.because != "standfirst";
    let kept = report.parts.iter().filter(body);
    kept.map(|p| p.span.of(&report.text)).collect::<Vec<_>>().join("\n")
}

fn shingles(text: &str) -> BTreeMap<Vec<&str>, i64> {
    let words: Vec<&str> = text.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|w| !w.is_empty()).collect();
    let mut counts = BTreeMap::new();
    if words.is_empty() {
        return counts;
    }
    for i in 0..words.len().saturating_sub(3).max(1) {
        *counts.entry(words[i..words.len().min(i + 4)].to_vec()).or_insert(0) += 1;
    }
    counts
}

fn body(folder: &Path, worst: usize, predictions: &mut Vec<Value>) -> Result<Value, String> {
    let gold = gold(&folder.join("ground-truth.json"))?;
    let mut pages = Pages::new();
    for id in gold.keys() {
        let packed = load(&folder.join("html").join(format!("{id}.html.gz")))?;
        let mut page = Vec::new();
        flate2::read::GzDecoder::new(packed.as_slice()).read_to_end(&mut page).map_err(|e| format!("{id}: {e}"))?;
        pages.insert(id.clone(), page);
    }
    let (reports, seconds) = read_all(&pages);
    let (mut precision, mut recall, mut precise, mut empty) = (0.0, 0.0, 0u32, 0u32);
    let mut errors = Vec::new();
    for (id, truth) in &gold {
        let truth = truth["articleBody"].as_str().unwrap_or("");
        let text = reports.get(id.as_str()).and_then(Option::as_ref).map(body_of).unwrap_or_default();
        let (a, b) = (shingles(truth), shingles(&text));
        let hits: i64 = a.iter().map(|(k, n)| *n.min(b.get(k).unwrap_or(&0))).sum();
        let (wanted, given): (i64, i64) = (a.values().sum(), b.values().sum());
        let (p, r) = (hits as f64 / given.max(1) as f64, hits as f64 / wanted.max(1) as f64);
        if given > 0 {
            precision += p;
            precise += 1;
        } else {
            empty += 1;
        }
        recall += r;
        errors.push((2.0 * hits as f64 / (wanted + given).max(1) as f64, p, r, id));
        predictions.push(json!({ "id": id, "text": text }));
    }
    let (p, r) = (precision / f64::from(precise.max(1)), recall / gold.len().max(1) as f64);
    let f1 = 2.0 * p * r / (p + r).max(f64::MIN_POSITIVE);
    let speed = pages.len() as f64 / seconds;
    let count = pages.len();
    println!("body   {count:4} pages  F1 {f1:.4}  precision {p:.4}  recall {r:.4}  empty {empty}  {speed:.0} pages/s");
    errors.sort_by(|a, b| a.0.total_cmp(&b.0));
    for (f, p, r, id) in errors.iter().take(worst) {
        println!("  {f:.3} (precision {p:.3}, recall {r:.3}) {id}");
    }
    Ok(json!({ "pages": count, "f1": f1, "precision": p, "recall": r, "empty": empty, "pages_per_second": speed }))
}

fn dates(folder: &Path, worst: usize, predictions: &mut Vec<Value>) -> Result<Value, String> {
    let gold = gold(&folder.join("gold.json"))?;
    let packed = load(&folder.join("pages.tar.zst"))?;
    let unpacked =
        ruzstd::decoding::StreamingDecoder::new(packed.as_slice()).map_err(|e| format!("pages.tar.zst: {e}"))?;
    let mut archive = tar::Archive::new(unpacked);
    let mut pages = Pages::new();
    for entry in archive.entries().map_err(|e| e.to_string())? {
        let mut entry = entry.map_err(|e| e.to_string())?;
        let name = entry.path().map_err(|e| e.to_string())?.file_name().map(|n| n.to_string_lossy().into_owned());
        let Some(name) = name.filter(|n| gold.contains_key(n)) else { continue };
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).map_err(|e| e.to_string())?;
        pages.insert(name, bytes);
    }
    let (reports, seconds) = read_all(&pages);
    let (mut right, mut wrong, mut none) = (0u32, 0u32, 0u32);
    let mut tiers: BTreeMap<String, (u32, u32)> = BTreeMap::new();
    let mut errors = Vec::new();
    for (id, truth) in &gold {
        let whole = |d: &&str| d.len() == 10 && d.as_bytes().get(4) == Some(&b'-');
        let Some(truth) = truth["date"].as_str().filter(whole) else { continue };
        let published = reports.get(id.as_str()).and_then(Option::as_ref).and_then(|r| r.published.as_ref());
        let given = published.map(|p| p.value.day.to_string());
        predictions.push(json!({ "id": id, "date": given, "ms": 0 }));
        let Some(published) = published else {
            none += 1;
            errors.push(format!("{id} wanted {truth}, none given"));
            continue;
        };
        let tier = tiers.entry(published.evidence.clone()).or_default();
        if given.as_deref() == Some(truth) {
            right += 1;
            tier.0 += 1;
        } else {
            wrong += 1;
            tier.1 += 1;
            errors.push(format!("{id} wanted {truth}, given {} by {}", given.unwrap_or_default(), published.evidence));
        }
    }
    let f1 = f64::from(2 * right) / f64::from((2 * right + wrong + none).max(1));
    let speed = pages.len() as f64 / seconds;
    let all = right + wrong + none;
    println!("date   {all:4} pages  F1 {f1:.4}  right {right}  wrong {wrong}  none {none}  {speed:.0} pages/s");
    for (tier, (right, wrong)) in &tiers {
        println!("  {tier:32} right {right:4}  wrong {wrong:4}");
    }
    for line in errors.iter().take(worst) {
        println!("  {line}");
    }
    Ok(json!({
        "pages": all, "f1": f1, "right": right, "wrong": wrong, "none": none, "tiers": tiers, "pages_per_second": speed
    }))
}
