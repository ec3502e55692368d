//! Names found in texts: persons, locations and organisations by exact span, by last word, by touching.
//!
//! In: labelled texts. Out: precision, recall and F1 of each. States count as locations, armed groups and outlets as organisations; adjectives of states, which
//! such sets tag otherwise, are left out on both sides. Not here: reading the sets (see `sets`).

use super::sets::{Class, Labelled};
use crate::coding::{Tally, heading, line};
use firsthand::annotate::{EntityKind, MentionForm, names::entities, parse};
use firsthand::text::{CodePoints, Span};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::time::{Duration, Instant};

/// The classes asked about, with their names in the table and as labels.
const CLASSES: [(Class, &str, &str); 3] = [
    (Class::Person, "person", "PER"),
    (Class::Location, "location", "LOC"),
    (Class::Organisation, "organisation", "ORG"),
];

/// Whether a found span agrees with a gold one.
type Agree = fn(Span, Span) -> bool;

/// How a found span may agree with a gold one of its class.
const AGREE: [(&str, Agree); 3] =
    [("exact", |a, b| a == b), ("last word", |a, b| a.end == b.end), ("touching", |a, b| a.overlaps(b))];

/// What was found, and how much of it is right.
#[derive(Debug, Default)]
pub struct Found {
    /// Names of each text.
    pub names: Vec<Vec<(Span, Class)>>,
    /// Counts by way to agree and class ("exact person"), and over the classes ("exact").
    pub tallies: BTreeMap<String, Tally>,
    took: Duration,
}

/// Reads the texts and scores what is found; with `only_locations` nothing else is asked. Prints `wrong` faults.
pub fn score(sets: &[Labelled], only_locations: bool, wrong: usize) -> Found {
    let mut found = Found::default();
    let mut shown = 0;
    for set in sets {
        let doc = parse(&set.report);
        let start = Instant::now();
        let known = entities(&doc);
        found.took += start.elapsed();
        let mut names: Vec<(Span, Class)> = Vec::new();
        for entity in &known {
            let class = match entity.kind {
                EntityKind::Person => Class::Person,
                EntityKind::Place | EntityKind::State => Class::Location,
                EntityKind::Organisation | EntityKind::ArmedGroup | EntityKind::Outlet => Class::Organisation,
                _ => continue,
            };
            let of = entity.mentions.iter().filter(|m| m.form == MentionForm::Name);
            names.extend(of.map(|mention| (mention.span, class)));
        }
        names.sort_unstable();
        let other: Vec<Span> = set.gold.iter().filter(|g| g.1 == Class::Other).map(|g| g.0).collect();
        names.retain(|(span, class)| !(*class == Class::Location && other.iter().any(|o| o.overlaps(*span))));
        names.retain(|(_, class)| !only_locations || *class == Class::Location);
        for (way, agree) in AGREE {
            for (class, name, _) in CLASSES {
                let of = |list: &[(Span, Class)]| -> Vec<Span> {
                    list.iter().filter(|(_, kind)| *kind == class).map(|(span, _)| *span).collect()
                };
                let (gold, given) = (of(&set.gold), of(&names));
                let right = pairs(&gold, &given, agree);
                let tally = Tally { right, given: given.len(), gold: gold.len() };
                found.tallies.entry(format!("{way} {name}")).or_default().add(tally);
                found.tallies.entry(way.to_owned()).or_default().add(tally);
            }
        }
        let asked: Vec<&(Span, Class)> = set.gold.iter().filter(|g| g.1 != Class::Other).collect();
        let missed = asked.iter().filter(|g| !names.contains(g)).map(|g| ("missed", **g));
        let extra = names.iter().filter(|n| !asked.contains(n)).map(|n| ("extra", *n));
        for (what, (span, class)) in missed.chain(extra) {
            if shown < wrong {
                shown += 1;
                println!("{what} {class:?} {:?}", span.of(&set.report.text));
            }
        }
        found.names.push(names);
    }
    found
}

/// How many found spans agree with a gold one, each used once, both in text order.
fn pairs(gold: &[Span], given: &[Span], agree: Agree) -> usize {
    let mut used = vec![false; gold.len()];
    let mut right = 0;
    for span in given {
        if let Some(at) = (0..gold.len()).find(|&at| !used[at] && agree(gold[at], *span)) {
            used[at] = true;
            right += 1;
        }
    }
    right
}

/// Prints the table.
pub fn print(sets: &[Labelled], found: &Found, only_locations: bool) {
    heading(&format!("{} texts", sets.len()));
    for (way, _) in AGREE {
        for (_, name, _) in CLASSES.iter().filter(|(class, ..)| !only_locations || *class == Class::Location) {
            line(&format!("{way} {name}"), found.tallies.get(&format!("{way} {name}")).copied().unwrap_or_default());
        }
        line(way, found.tallies.get(way).copied().unwrap_or_default());
    }
    let bytes: usize = sets.iter().map(|set| set.report.text.len()).sum();
    println!("{:.2} ms for 3 kB", found.took.as_secs_f64() * 1e3 * 3000.0 / bytes.max(1) as f64);
}

/// The figures for a file.
pub fn json(found: &Found) -> serde_json::Value {
    found.tallies.iter().map(|(name, tally)| (name.clone(), tally.json())).collect::<serde_json::Map<_, _>>().into()
}

/// What was found in the form of the set: labels of tokens, or spans in code points.
pub fn predictions(sets: &[Labelled], found: &Found) -> String {
    let mut out = String::new();
    for (number, (set, names)) in sets.iter().zip(&found.names).enumerate() {
        let label = |class: Class| CLASSES.iter().find(|(of, ..)| *of == class).map_or("", |(_, _, label)| label);
        if set.tokens.is_empty() {
            let points = CodePoints::new(&set.report.text);
            let spans = names.iter().map(|(span, class)| {
                let [start, end] = points.of(*span);
                serde_json::json!({ "start": start, "end": end, "type": label(*class) })
            });
            let _ = writeln!(out, "{}", serde_json::json!({ "text": number, "entities": spans.collect::<Vec<_>>() }));
            continue;
        }
        for token in &set.tokens {
            let Some(place) = token else {
                out.push('\n');
                continue;
            };
            let of = names.iter().find(|(span, _)| span.overlaps(*place));
            let tag = of.map_or("O".to_owned(), |(span, class)| {
                format!("{}-{}", if span.start >= place.start { "B" } else { "I" }, label(*class))
            });
            let _ = writeln!(out, "{}\t{tag}", place.of(&set.report.text));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use firsthand::report::{Part, PartKind, Report};

    fn set(text: &str, gold: &[(&str, Class)]) -> Labelled {
        let part = Part { kind: PartKind::Body, span: Span::new(0, text.len()), because: String::new() };
        let place = |words: &str| text.find(words).map_or(Span::default(), |at| Span::new(at, at + words.len()));
        Labelled {
            report: Report { text: text.to_owned(), parts: vec![part], ..Report::default() },
            gold: gold.iter().map(|(words, class)| (place(words), *class)).collect(),
            ..Labelled::default()
        }
    }

    #[test]
    fn spans_agree_to_the_letter_by_the_last_word_or_by_touching() {
        let gold = [Span::new(0, 10), Span::new(20, 30)];
        let given = [Span::new(4, 10), Span::new(20, 30), Span::new(28, 33)];
        let right = AGREE.map(|(_, agree)| pairs(&gold, &given, agree));
        assert_eq!(right, [1, 2, 2]);
    }

    #[test]
    fn names_are_counted_by_class_and_written_as_spans() {
        let sets = [set(
            "Foreign Minister Tomas Varel flew to France.",
            &[("Tomas Varel", Class::Person), ("France", Class::Location)],
        )];
        let found = score(&sets, false, 0);
        assert_eq!(found.tallies["exact person"].gold, 1);
        assert_eq!(found.tallies["exact location"].right, 1);
        assert!(predictions(&sets, &found).contains("\"LOC\""));
        assert_eq!(score(&sets, true, 0).tallies["exact person"].given, 0);
    }
}
