//! Public sets of copied text, for local measurement.
//!
//! In: their folders. Out: tables on stdout. The texts are not ours and never leave the folders.

use super::link_texts;
use firsthand::report::{Part, PartKind, Report, Stated};
use firsthand::text::Span;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::Path;

fn report(name: &str, outlet: Option<&str>, text: String) -> Report {
    let part = Part { kind: PartKind::Body, span: Span::new(0, text.len()), because: String::new() };
    let outlet = outlet.map(|value| Stated { value: value.to_owned(), evidence: "file".to_owned() });
    Report { path: name.to_owned(), sha256: name.to_owned(), outlet, text, parts: vec![part], ..Report::default() }
}

/// Answers of four kinds against five articles.
pub(super) fn clough(folder: &Path) -> Result<(), String> {
    let failed = |cause: std::io::Error| format!("{}: {cause}", folder.display());
    let mut reports = Vec::new();
    let mut names: Vec<_> =
        std::fs::read_dir(folder).map_err(failed)?.filter_map(|entry| Some(entry.ok()?.path())).collect();
    names.sort();
    for path in names {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if name.starts_with("all-") || !name.ends_with(".txt") {
            continue;
        }
        let text = String::from_utf8_lossy(&std::fs::read(&path).map_err(failed)?).into_owned();
        reports.push(report(&name, None, text));
    }
    let kinds = std::fs::read_to_string(folder.join("all-plagiarised-files.txt")).map_err(failed)?;
    let kinds: BTreeMap<&str, &str> = kinds
        .lines()
        .filter_map(|line| {
            let mut fields = line.split(',').map(str::trim);
            Some((fields.nth(1)?, fields.next()?))
        })
        .collect();
    let links = link_texts(&reports);
    let name = |number: u32| reports.get(number as usize).map_or("", |report| report.path.as_str());
    let mut found: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    let mut wrong_task = 0;
    for link in &links.passages {
        let (a, b) = (name(link.copy), name(link.original));
        let (answer, source) = if a.starts_with("orig") { (b, a) } else { (a, b) };
        if !source.starts_with("orig") || answer.starts_with("orig") {
            continue;
        }
        let task = |name: &str| name.chars().rev().nth(4);
        wrong_task += usize::from(task(answer) != task(source));
        let kind = kinds.iter().find(|(file, _)| file.trim_end_matches(".txt") == answer.trim_end_matches(".txt"));
        found.entry(kind.map_or("non", |(_, kind)| *kind).to_owned()).or_default().insert(answer);
    }
    println!("clough-stevenson: answers linked to an article, of 19 cut, 19 light, 19 heavy, 38 non");
    for (kind, answers) in found {
        println!("  {kind:<8} {}", answers.len());
    }
    println!("  linked to the article of another task: {wrong_task}");
    Ok(())
}

/// Articles on one event; silver truth from shared 8-word runs outside quotation marks and outside
/// what one publisher prints in three articles or more.
pub(super) fn helsinki(file: &Path) -> Result<(), String> {
    let text = std::fs::read_to_string(file).map_err(|cause| format!("{}: {cause}", file.display()))?;
    let rows = csv(&text);
    let header = rows.first().cloned().unwrap_or_default();
    let column = |wanted: &[&str]| header.iter().position(|name| wanted.contains(&name.trim()));
    let body = column(&["text", "content", "article", "body"])
        .or_else(|| {
            (0..header.len())
                .max_by_key(|c| rows.iter().skip(1).filter_map(|row| row.get(*c)).map(String::len).sum::<usize>())
        })
        .ok_or_else(|| format!("{}: no column of texts", file.display()))?;
    let url = column(&["publisher", "outlet", "url", "link"]);
    let reports: Vec<Report> = rows
        .iter()
        .skip(1)
        .enumerate()
        .filter_map(|(i, row)| {
            let outlet = url.and_then(|column| row.get(column)).map(|url| {
                let host = url.split("//").last().unwrap_or(url);
                host.trim_start_matches("www.").split('/').next().unwrap_or(host).to_owned()
            });
            Some(report(&format!("{i:04}"), outlet.as_deref(), row.get(body)?.replace("###", "\n")))
        })
        .collect();
    let mut grams: Vec<HashSet<u64>> = reports.iter().map(|report| runs_of_eight(&unquoted(&report.text))).collect();
    leave_out_templates(&reports, &mut grams);
    let links = link_texts(&reports);
    let linked: HashSet<(u32, u32)> =
        links.passages.iter().map(|p| (p.copy.min(p.original), p.copy.max(p.original))).collect();
    let mut holders: HashMap<u64, Vec<u32>> = HashMap::new();
    for (i, grams) in grams.iter().enumerate() {
        grams.iter().for_each(|gram| holders.entry(*gram).or_default().push(i as u32));
    }
    let mut shared: HashMap<(u32, u32), usize> = HashMap::new();
    for of in holders.values() {
        for (i, &a) in of.iter().enumerate() {
            for &b in of.iter().skip(i + 1) {
                *shared.entry((a.min(b), a.max(b))).or_default() += 1;
            }
        }
    }
    // near: Jaccard of 8-word runs >= .5; one-way: containment >= .5; partial: a tenth or more; traces: less.
    let mut table: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let size = |n: u32| grams.get(n as usize).map_or(0, HashSet::len).max(1);
    let kind = |pair: &(u32, u32), common: usize| {
        let (a, b) = (size(pair.0), size(pair.1));
        let (jaccard, containment) = (common as f64 / (a + b - common) as f64, common as f64 / a.min(b) as f64);
        if jaccard >= 0.5 {
            "1 near-copies"
        } else if containment >= 0.5 {
            "2 one-way"
        } else if containment >= 0.1 {
            "3 partial"
        } else if common >= 5 {
            "4 traces, 12 words or more"
        } else {
            "5 traces, 8 to 11 words"
        }
    };
    for (pair, common) in &shared {
        let row = table.entry(kind(pair, *common)).or_default();
        row.0 += usize::from(linked.contains(pair));
        row.1 += 1;
    }
    println!(
        "helsinki: {} articles, {} passage links, {} of them without a shared 8-word run",
        reports.len(),
        linked.len(),
        linked.iter().filter(|pair| !shared.contains_key(pair)).count()
    );
    for (kind, (found, of)) in table {
        println!("  {kind:<28} found {:.3}  {found}/{of}", found as f64 / of as f64);
    }
    Ok(())
}

/// A text without what stands in double quotation marks.
fn unquoted(text: &str) -> String {
    let mut kept = String::new();
    for paragraph in text.split('\n') {
        let mut inside = false;
        for c in paragraph.chars() {
            match c {
                '“' => inside = true,
                '”' => inside = false,
                '"' => inside = !inside,
                c if !inside => kept.push(c),
                _ => {}
            }
        }
        kept.push('\n');
    }
    kept
}

fn leave_out_templates(reports: &[Report], grams: &mut [HashSet<u64>]) {
    let mut counts: HashMap<(&str, u64), usize> = HashMap::new();
    for (report, grams) in reports.iter().zip(grams.iter()) {
        grams.iter().for_each(|gram| *counts.entry((report.outlet_name(), *gram)).or_default() += 1);
    }
    for (report, grams) in reports.iter().zip(grams) {
        grams.retain(|gram| counts.get(&(report.outlet_name(), *gram)).is_none_or(|count| *count < 3));
    }
}

fn runs_of_eight(text: &str) -> HashSet<u64> {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let words: Vec<String> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
    words
        .windows(8)
        .map(|run| {
            let mut hasher = DefaultHasher::new();
            run.hash(&mut hasher);
            hasher.finish()
        })
        .collect()
}

/// A small reader of comma-separated values with quoted fields.
fn csv(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut field) = (Vec::new(), Vec::new(), String::new());
    let mut quoted = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                field.push('"');
                chars.next();
            }
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut field)),
            '\n' if !quoted => {
                row.push(std::mem::take(&mut field));
                rows.push(std::mem::take(&mut row));
            }
            '\r' if !quoted => {}
            c => field.push(c),
        }
    }
    if !field.is_empty() || !row.is_empty() {
        row.push(field);
        rows.push(row);
    }
    rows
}
