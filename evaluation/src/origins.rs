//! `firsthand-eval origins`: how well independent origins are counted.
//!
//! In: a gold set of events and the reports it is about. Out: a table on stdout, one line an event,
//! and files where asked. Not here: which predicted event is which ([`matching`]), what the traps ask ([`traps`]).

pub(crate) mod gold;
pub(crate) mod matching;
mod pairs;
mod score;
mod trace;
mod traps;

pub use traps::modality;

use crate::claims::gold::Gold as Coding;
use crate::files::Folders;
use crate::oracle::{self, Part};
use crate::reader::annotate;
use firsthand::annotate::{Annotated, Claim};
use firsthand::codebook::Codebook;
use firsthand::link::{At, Links, link};
use firsthand::read::{give_years, read_bytes};
use firsthand::report::Report;
use firsthand::weigh::{Detail, Judgements, Weighed, WeighedEvent, weigh};
use gold::Gold;
use matching::{Matching, matching};
use rayon::prelude::*;
pub use score::{Line, same_origin, shares};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::PathBuf;

/// Counts independent origins over a gold set's reports and compares.
#[derive(clap::Args, Debug, Default)]
pub struct Options {
    /// Gold set with events (examples/gold.json, or a set with offsets).
    gold: PathBuf,
    /// Folder in which the set's files lie [default: the gold set's own].
    #[arg(long, value_name = "DIR")]
    reports: Option<PathBuf>,
    /// Read every file of the folder, not only those that the set names.
    #[arg(long)]
    all: bool,
    /// Write all figures as JSON.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Write what was predicted in the form of the gold set.
    #[arg(long, value_name = "FILE")]
    predictions: Option<PathBuf>,
    /// Write what is known of every origin of each event, and what the rules say: matter for a learnt score.
    #[arg(long, value_name = "FILE")]
    pairs: Option<PathBuf>,
    /// Print the steps of each event that differs.
    #[arg(long)]
    steps: bool,
    /// Print where each coded claim of an event was found, as what, and in which event.
    #[arg(long)]
    trace: bool,
    /// Take the coded claims instead of those that the program reads: what links and weighs is measured alone.
    #[arg(long)]
    gold_claims: bool,
    /// Take the coded claims in the coded events: what weighs is measured alone.
    #[arg(long)]
    gold_events: bool,
    /// Take only these parts of the coded claims and leave the rest as read: what each part of reading costs.
    #[arg(long, value_enum, value_name = "PART", num_args = 1.., conflicts_with_all = ["gold_claims", "gold_events"])]
    coded: Vec<Part>,
    /// Print the totals only: for sets that nobody may read.
    #[arg(long, conflicts_with_all = ["trace", "steps", "predictions", "json", "pairs"])]
    totals: bool,
}

impl Options {
    /// Coded claims in coded events.
    pub fn of_coded_events(gold: PathBuf, reports: Option<PathBuf>) -> Self {
        Options { gold, reports, gold_claims: true, gold_events: true, ..Options::default() }
    }
}

/// What the pipeline found.
pub struct Found {
    ids: BTreeMap<String, u32>,
    pub reports: Vec<Report>,
    pub annotated: Vec<Annotated>,
    pub links: Links,
    pub weighed: Weighed,
    /// Where each coded claim lies, where coded claims are taken.
    coded: Option<BTreeMap<String, At>>,
}

impl Found {
    fn report_of(&self, document: &str) -> Option<u32> {
        self.ids.get(document).copied()
    }

    pub fn claim(&self, at: At) -> Option<&Claim> {
        self.annotated.get(at.report as usize)?.claims.get(at.item as usize)
    }
}

/// Runs the command.
///
/// # Errors
/// One line for a person: a file that cannot be read or written, or is not of the gold form.
pub fn run(options: &Options) -> Result<(), String> {
    let (gold, found, matched) = load(options)?;
    let scores = Scores::new(&gold, &found, &matched);
    if options.trace {
        print!("{}", trace::trace(&gold, &found, &matched));
    }
    if !options.totals {
        print!("{}", scores.table(&gold, &found, &matched, options.steps));
    }
    print!("{}", scores.totals());
    if let Some(path) = &options.json {
        write(path, &scores.json())?;
    }
    if let Some(path) = &options.pairs {
        write(path, &pairs::pairs(&gold, &found, &matched))?;
    }
    if let Some(path) = &options.predictions {
        write(path, &predictions(&gold, &found))?;
    }
    Ok(())
}

/// Reads a gold set, runs the pipeline over its documents and matches the events.
///
/// # Errors
/// As [`run`].
pub fn load(options: &Options) -> Result<(Gold, Found, Matching), String> {
    let gold = gold::load(&options.gold)?;
    let folders = Folders::new(&options.gold, options.reports.as_deref());
    let found = find(&gold, &folders, options)?;
    let matched = matching(&gold, &found);
    Ok((gold, found, matched))
}

/// Runs the pipeline over the set's documents.
fn find(gold: &Gold, folders: &Folders, options: &Options) -> Result<Found, String> {
    let mut files: BTreeMap<String, Option<String>> =
        gold.documents.iter().map(|d| (d.file.clone(), Some(d.id.clone()))).collect();
    if options.all {
        let folder = folders.first();
        let entries = std::fs::read_dir(folder).map_err(|cause| format!("{}: {cause}", folder.display()))?;
        for name in entries.flatten().filter(|e| e.path().is_file()).filter_map(|e| e.file_name().into_string().ok()) {
            files.entry(name).or_insert(None);
        }
    }
    let read: Vec<(Option<String>, Report)> = files
        .par_iter()
        .map(|(file, id)| {
            let path = folders.find(file);
            let bytes = std::fs::read(&path).map_err(|cause| format!("{}: {cause}", path.display()))?;
            let report = read_bytes(file, &bytes).map_err(|cause| cause.to_string())?;
            Ok((id.clone(), report))
        })
        .collect::<Result<_, String>>()?;
    let ids: BTreeMap<String, u32> =
        read.iter().enumerate().filter_map(|(n, (id, _))| id.clone().map(|id| (id, n as u32))).collect();
    let mut reports: Vec<Report> = read.into_iter().map(|(_, report)| report).collect();
    give_years(&mut reports);
    let mut annotated: Vec<Annotated> = reports.par_iter().map(|r| annotate(r, Codebook::builtin())).collect();
    let mut coded = None;
    let whole = options.gold_claims || options.gold_events;
    if whole || !options.coded.is_empty() {
        let coding = coding(&options.gold, gold, &ids, &reports)?;
        let number = |document: &str| ids.get(document).map(|&number| number as usize);
        let parts = if whole { Part::ALL.as_slice() } else { &options.coded };
        let mut oracle = oracle::coded(&coding, &reports, &annotated, parts, &number, &|_| true);
        annotated = std::mem::take(&mut oracle.annotated);
        coded = whole.then_some((coding, oracle));
    }
    let mut links = link(&reports, &annotated);
    if let Some((coding, oracle)) = coded.as_ref().filter(|_| options.gold_events) {
        oracle::join(coding, oracle, &mut links);
    }
    let weighed = weigh(&reports, &annotated, &links, &Judgements::default(), Detail::Full);
    Ok(Found { ids, reports, annotated, links, weighed, coded: coded.map(|(_, oracle)| oracle.at) })
}

/// The set's claims with all that is coded of them, at their places in the texts as read.
fn coding(path: &PathBuf, gold: &Gold, ids: &BTreeMap<String, u32>, reports: &[Report]) -> Result<Coding, String> {
    let failed = |cause: String| format!("{}: {cause}", path.display());
    let text = std::fs::read_to_string(path).map_err(|cause| failed(cause.to_string()))?;
    let mut coding: Coding = serde_json::from_str(&text).map_err(|cause| failed(cause.to_string()))?;
    let lost = coding.settle(&|file| {
        let document = gold.documents.iter().find(|document| document.file == file)?;
        reports.get(*ids.get(&document.id)? as usize).map(|report| report.text.clone())
    });
    if !lost.is_empty() {
        eprintln!("not in the text as read: {}", lost.join(", "));
    }
    Ok(coding)
}

/// Reports that reach each origin of an event; those that the count takes for one are one.
pub fn origins_of_reports(found: &Found, event: &WeighedEvent) -> BTreeMap<u32, BTreeSet<u32>> {
    let mut out: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
    for at in &event.claims {
        let of = found.weighed.origin_of.get(at.report as usize).and_then(|r| r.get(at.item as usize));
        if let Some(origin) = of.copied().flatten() {
            let counted = event.origins.iter().find(|counted| counted.origin == origin);
            let origin = counted.and_then(|counted| counted.one_with).unwrap_or(origin);
            out.entry(origin).or_default().insert(at.report);
        }
    }
    out
}

/// All figures.
struct Scores {
    lines: Vec<Line>,
    /// Same-origin pairs: right, found, gold.
    pairs: (usize, usize, usize),
    levels: (usize, usize),
    traps: Vec<(String, Vec<String>)>,
}

impl Scores {
    fn new(gold: &Gold, found: &Found, matched: &Matching) -> Self {
        let event = |id: &str| matched.events.get(id).and_then(|&n| found.weighed.events.get(n));
        let lines = gold.events.iter().map(|e| Line {
            id: e.id.clone(),
            gold: e.range,
            found: event(&e.id).map(|e| (e.low, e.high)),
            partial: e.partial,
        });
        let same = |e: &gold::Event| {
            event(&e.id).map_or_else(Vec::new, |e| origins_of_reports(found, e).into_values().collect())
        };
        let with_level = gold.events.iter().filter_map(|e| e.level.as_deref().map(|level| (level, event(&e.id))));
        let levels: Vec<bool> = with_level.map(|(level, e)| e.is_some_and(|e| traps::level(e) == level)).collect();
        Scores {
            lines: lines.collect(),
            pairs: same_origin(gold, found, &same),
            levels: (levels.iter().filter(|right| **right).count(), levels.len()),
            traps: gold
                .traps
                .iter()
                .map(|trap| (format!("{} {}", trap.id, trap.what), traps::violations(trap, gold, found, matched)))
                .collect(),
        }
    }

    fn exact(&self) -> usize {
        self.lines.iter().filter(|line| line.exact()).count()
    }

    fn mean_error(&self) -> f64 {
        self.lines.iter().map(Line::error).sum::<f64>() / self.lines.len().max(1) as f64
    }

    /// Precision, recall and F1 of same-origin pairs.
    fn pair_scores(&self) -> (f64, f64, f64) {
        shares(self.pairs)
    }

    fn violated(&self) -> usize {
        self.traps.iter().filter(|(_, v)| !v.is_empty()).count()
    }

    fn table(&self, gold: &Gold, found: &Found, matched: &Matching, steps: bool) -> String {
        let mut out = String::from("  event            gold  found  claims  level         what was found\n");
        let range = |(low, high): (u32, u32)| if low == high { low.to_string() } else { format!("{low}-{high}") };
        for (line, event) in self.lines.iter().zip(&gold.events) {
            let hit = matched.events.get(&event.id).and_then(|&n| found.weighed.events.get(n));
            let held = matched.held.get(&event.id).copied().unwrap_or(0);
            let mark = if line.exact() { ' ' } else { '*' };
            let partial = if line.partial { " (partial)" } else { "" };
            let _ = writeln!(
                out,
                "{mark} {:<16} {:<5} {:<6} {:>2}/{:<4} {:<13} {}{partial}",
                event.id,
                range(line.gold),
                line.found.map_or("-".to_owned(), range),
                held,
                event.claims.len(),
                hit.map(traps::level).unwrap_or_default(),
                hit.map_or(event.name.as_str(), |e| e.summary.as_str()),
            );
            if let Some(hit) = hit.filter(|_| steps && !line.exact()) {
                for step in &hit.steps {
                    let _ = writeln!(out, "      {step}");
                }
            }
        }
        for (name, violated) in self.traps.iter().filter(|(_, v)| !v.is_empty()) {
            let _ = writeln!(out, "  trap {name}: {}", violated.join("; "));
        }
        out
    }

    fn totals(&self) -> String {
        let mut out = String::new();
        let n = self.lines.len();
        let _ = writeln!(
            out,
            "  counts exact {}/{n}, mean error {:.2}; levels {}/{}; traps violated {}/{}",
            self.exact(),
            self.mean_error(),
            self.levels.0,
            self.levels.1,
            self.violated(),
            self.traps.len()
        );
        if self.pairs.2 > 0 {
            let (p, r, f) = self.pair_scores();
            let _ = writeln!(out, "  same-origin pairs: precision {p:.3}, recall {r:.3}, F1 {f:.3}");
        }
        out
    }

    fn json(&self) -> Value {
        let (p, r, f) = self.pair_scores();
        json!({
            "events": self.lines.iter().map(|line| json!({
                "id": line.id, "gold": [line.gold.0, line.gold.1], "found": line.found.map(|(l, h)| [l, h]),
                "exact": line.exact(), "error": line.error(), "partial": line.partial,
            })).collect::<Vec<_>>(),
            "exact": self.exact(), "of": self.lines.len(), "mean_error": self.mean_error(),
            "levels_right": self.levels.0,
            "traps_violated": self.traps.iter().filter(|(_, v)| !v.is_empty())
                .map(|(name, v)| json!({ "trap": name, "violated": v })).collect::<Vec<_>>(),
            "same_origin": { "precision": p, "recall": r, "f1": f },
        })
    }
}

/// What was predicted, in the form of the gold set.
fn predictions(gold: &Gold, found: &Found) -> Value {
    let id = |report: u32| {
        let name = found.ids.iter().find(|(_, r)| **r == report).map(|(id, _)| id.clone());
        name.unwrap_or_else(|| found.reports.get(report as usize).map_or(String::new(), |r| r.path.clone()))
    };
    let claim_id = |at: At| format!("{}.{}", id(at.report), at.item + 1);
    let claims: Vec<Value> = found
        .annotated
        .iter()
        .zip(&found.reports)
        .enumerate()
        .flat_map(|(report, (notes, text))| {
            let name = id(report as u32);
            notes.claims.iter().enumerate().map(move |(item, claim)| {
                json!({
                    "id": format!("{name}.{}", item + 1), "doc": name, "event_type": claim.kind, "also": claim.also,
                    "quote": claim.span.of(&text.text), "modality": claim.modality,
                    "source": claim.chain.last().map(|link| link.name.clone()),
                    "source_is_outlet": claim.chain.len() <= 1,
                    "chain": claim.chain.iter().map(|link| link.name.clone()).collect::<Vec<_>>(),
                })
            })
        })
        .collect();
    let events: Vec<Value> = found
        .weighed
        .events
        .iter()
        .enumerate()
        .map(|(n, event)| {
            let origins = event.origins.iter().filter_map(|o| {
                let origin = found.weighed.origins.get(o.origin as usize)?;
                Some(json!({ "name": origin.name, "kind": origin.kind, "because": o.because,
                    "reports": origin.reports.iter().map(|&r| id(r)).collect::<Vec<_>>() }))
            });
            json!({
                "id": format!("P{}", n + 1), "event_type": event.kind, "name": event.summary,
                "claims": event.claims.iter().map(|&at| claim_id(at)).collect::<Vec<_>>(),
                "reports": event.reports.iter().map(|&r| id(r)).collect::<Vec<_>>(),
                "origins": origins.collect::<Vec<_>>(),
                "independent_origins": { "low": event.low, "high": event.high },
                "level": traps::level(event), "parties": event.parties,
                "not_shown": event.not_shown.iter().map(|&r| id(r)).collect::<Vec<_>>(),
                "steps": event.steps,
            })
        })
        .collect();
    let documents: Vec<Value> = gold.documents.iter().map(|d| json!({ "doc_id": d.id, "file": d.file })).collect();
    json!({ "made_by": "firsthand", "documents": documents, "claims": claims, "events": events })
}

fn write(path: &PathBuf, value: &Value) -> Result<(), String> {
    let text = serde_json::to_string_pretty(value).map_err(|cause| cause.to_string())?;
    std::fs::write(path, text).map_err(|cause| format!("{}: {cause}", path.display()))
}
