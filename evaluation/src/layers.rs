//! `firsthand-eval layers`: what each layer of the count adds.
//!
//! For: the measure of why reading attribution matters. In: gold sets of events with their counts; the coded claims in the coded
//! events are taken, so that only the layers differ. Out: for each set and all together, how many counts are exact and which pairs
//! of reports get one origin, when ever more of what the program knows is used. Not here: how a layer counts ([`counting`]).

mod counting;

use crate::origins::{self, Line, same_origin, shares};
use counting::{Counted, LAYERS, counted};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::path::PathBuf;

/// Counts origins layer by layer and compares.
#[derive(clap::Args, Debug)]
pub struct Options {
    /// Gold sets with events.
    #[arg(required = true)]
    gold: Vec<PathBuf>,
    /// Folder in which the sets' files lie [default: each gold set's own].
    #[arg(long, value_name = "DIR")]
    reports: Option<PathBuf>,
    /// Write all figures as JSON.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Print the totals only: for sets that nobody may read.
    #[arg(long)]
    totals: bool,
}

/// Runs the command.
///
/// # Errors
/// One line for a person: a file that cannot be read or written, or is not of the gold form.
pub fn run(options: &Options) -> Result<(), String> {
    let mut sets = Vec::new();
    for path in &options.gold {
        let set = Set::of(path, options.reports.clone())?;
        if !options.totals {
            print!("{}", set.events());
        }
        print!("{}", set.table());
        sets.push(set);
    }
    if sets.len() > 1 {
        print!("{}", together(&sets).table());
    }
    if let Some(path) = &options.json {
        let all: Vec<Value> = sets.iter().map(Set::json).collect();
        let text = serde_json::to_string_pretty(&all).map_err(|cause| cause.to_string())?;
        std::fs::write(path, text).map_err(|cause| format!("{}: {cause}", path.display()))?;
    }
    Ok(())
}

/// One layer's figures on a set.
#[derive(Default)]
struct Row {
    lines: Vec<Line>,
    /// Same-origin pairs: right, found, gold.
    pairs: (usize, usize, usize),
}

impl Row {
    fn exact(&self) -> usize {
        self.lines.iter().filter(|line| line.exact()).count()
    }

    /// Exact counts where the gold has one number: no layer before the last gives a range.
    fn exact_numbers(&self) -> (usize, usize) {
        let numbers = || self.lines.iter().filter(|line| line.gold.0 == line.gold.1);
        (numbers().filter(|line| line.exact()).count(), numbers().count())
    }

    fn mean_error(&self) -> f64 {
        self.lines.iter().map(Line::error).sum::<f64>() / self.lines.len().max(1) as f64
    }
}

/// One set's figures, a row a layer.
struct Set {
    name: String,
    rows: Vec<Row>,
}

impl Set {
    fn of(path: &std::path::Path, reports: Option<PathBuf>) -> Result<Set, String> {
        let (gold, found, matched) = origins::load(&origins::Options::of_coded_events(path.to_owned(), reports))?;
        let of_events: Vec<Option<Vec<Counted>>> = gold
            .events
            .iter()
            .map(|event| Some(counted(&found, found.weighed.events.get(*matched.events.get(&event.id)?)?)))
            .collect();
        let rows = (0..LAYERS.len()).map(|layer| {
            let at = |n: usize| of_events.get(n)?.as_ref()?.get(layer);
            let lines = gold.events.iter().enumerate().map(|(n, event)| Line {
                id: event.id.clone(),
                gold: event.range,
                found: at(n).map(|counted| counted.range),
                partial: event.partial,
            });
            let same = |wanted: &origins::gold::Event| {
                let n = gold.events.iter().position(|event| event.id == wanted.id);
                n.and_then(at).map_or_else(Vec::new, |counted| counted.origins.clone())
            };
            Row { lines: lines.collect(), pairs: same_origin(&gold, &found, &same) }
        });
        Ok(Set { name: path.display().to_string(), rows: rows.collect() })
    }

    /// Each event's count at every layer.
    fn events(&self) -> String {
        let mut out = String::new();
        let range = |(low, high): (u32, u32)| if low == high { low.to_string() } else { format!("{low}-{high}") };
        for (n, first) in self.rows.first().into_iter().flat_map(|row| row.lines.iter().enumerate()) {
            let _ = write!(out, "  {:<16} gold {:<4}", first.id, range(first.gold));
            for line in self.rows.iter().filter_map(|row| row.lines.get(n)) {
                let mark = if line.exact() { ' ' } else { '*' };
                let _ = write!(out, " {:>4}{mark}", line.found.map_or("-".to_owned(), range));
            }
            out.push('\n');
        }
        out
    }

    fn table(&self) -> String {
        let (_, numbers) = self.rows.first().map_or((0, 0), Row::exact_numbers);
        let events = self.rows.first().map_or(0, |row| row.lines.len());
        let mut out = format!("{}: {events} events, {numbers} of them with one number\n", self.name);
        let _ = writeln!(out, "  {:<32} exact  numbers  error  pairs: P      R      F1", "counted by");
        for ((name, _), row) in LAYERS.iter().zip(&self.rows) {
            let (p, r, f) = shares(row.pairs);
            let pairs = match row.pairs.2 {
                0 => String::new(),
                _ => format!("{p:>8.3}  {r:.3}  {f:.3}"),
            };
            let _ = writeln!(
                out,
                "  {name:<32} {:>5}  {:>7}  {:>5.2} {pairs}",
                row.exact(),
                row.exact_numbers().0,
                row.mean_error()
            );
        }
        out
    }

    fn json(&self) -> Value {
        let row = |((name, means), row): (&(&str, &str), &Row)| {
            let (p, r, f) = shares(row.pairs);
            json!({
                "layer": name, "means": means, "exact": row.exact(), "of": row.lines.len(),
                "exact_numbers": row.exact_numbers().0, "of_numbers": row.exact_numbers().1, "mean_error": row.mean_error(),
                "same_origin": (row.pairs.2 > 0).then(|| json!({ "precision": p, "recall": r, "f1": f })),
            })
        };
        json!({ "set": self.name, "layers": LAYERS.iter().zip(&self.rows).map(row).collect::<Vec<_>>() })
    }
}

/// The events and pairs of all sets as one.
fn together(sets: &[Set]) -> Set {
    let mut rows: Vec<Row> = LAYERS.iter().map(|_| Row::default()).collect();
    for set in sets {
        for (sum, row) in rows.iter_mut().zip(&set.rows) {
            sum.lines.extend(row.lines.iter().cloned());
            sum.pairs = (sum.pairs.0 + row.pairs.0, sum.pairs.1 + row.pairs.1, sum.pairs.2 + row.pairs.2);
        }
    }
    Set { name: "all".to_owned(), rows }
}

#[cfg(test)]
mod tests;
