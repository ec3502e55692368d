//! `firsthand-eval petrarch`: the validation records of PETRARCH2, coded from their raw texts.
//!
//! In: `PETR2_GSR_validation.xml` (sentences with their gold: CAMEO code, source and target as actor codes), the actor and agent dictionaries that lie beside it, and the table
//! from our types to CAMEO's roots. Out: F1 of roots, of roots with the states of both sides, of roots with the full actor codes, and records exact in each.
//! Not here: how claims become events (see `events`), how words become actor codes (see `actors`).
//!
//! Nothing of the parses in the file is used: a record whose text is empty is put together from its words.

mod actors;
mod events;

use crate::coding::{Coding, TABLE, Tally, heading, line};
use crate::reader::annotate;
use actors::Actors;
use clap::Args;
use events::Rules;
use firsthand::report::{Part, PartKind, Report};
use firsthand::text::Span;
use std::path::PathBuf;

/// `firsthand-eval petrarch`.
#[derive(Args)]
pub struct Options {
    /// PETR2_GSR_validation.xml; the dictionaries (Phoenix.*.txt) are looked for beside it.
    records: PathBuf,
    /// Codebook files or folders.
    #[arg(long, value_name = "PATH", default_value = "codebooks/cameo.toml")]
    codebook: Vec<PathBuf>,
    /// Write the figures as JSON.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Show what was given for the records at even places; those at odd places are held out.
    #[arg(short, long)]
    verbose: bool,
}

/// Root, source, target.
type Event = (String, String, String);

/// One sentence with its gold.
#[derive(Debug)]
struct Record {
    id: String,
    date: String,
    text: String,
    gold: Vec<Event>,
}

/// A way to compare events, from the least to the most that must agree.
const LEVELS: [&str; 3] = ["root", "root and both states", "root and both actor codes"];

/// Which records are counted together.
const SETS: [&str; 3] = ["all", "looked at", "held out"];

/// Runs it.
///
/// # Errors
/// One line for a person: a file that cannot be read, a codebook that is not valid.
pub fn run(options: &Options) -> Result<(), String> {
    let read = |path: &PathBuf| std::fs::read_to_string(path).map_err(|cause| format!("{}: {cause}", path.display()));
    let book = &*crate::codebook::chosen(&options.codebook)?;
    let coding = Coding::read(TABLE, "cameo");
    let folder = options.records.parent().unwrap_or(std::path::Path::new("."));
    let mut actors = Actors::default();
    for name in ["Countries.actors", "International.actors", "MilNonState.actors"] {
        actors.add(&read(&folder.join(format!("Phoenix.{name}.txt")))?);
    }
    actors.add_agents(&read(&folder.join("Phoenix.agents.txt"))?);
    let rules = Rules { coding: &coding, book, actors: &actors };
    let list = records(&read(&options.records)?);
    // Over all records, over those at even places, which may be looked at, and over those at odd places, which are held out.
    let mut tallies = [[Tally::default(); LEVELS.len()]; SETS.len()];
    let mut exact = [[0; LEVELS.len()]; SETS.len()];
    let mut counted = [0; SETS.len()];
    for (place, record) in list.iter().enumerate() {
        let claims = annotate(&report(&record.text), book).claims;
        let given = rules.events(&record.text, &record.date, &claims);
        if options.verbose && place % 2 == 0 {
            println!("{} {:?}\n    gold {:?}\n    given {given:?}", record.id, record.text, record.gold);
            for claim in &claims {
                let words: Vec<String> = claim.arguments.iter().map(|a| format!("{}={:?}", a.role, a.text)).collect();
                println!("        {} {:?} {}", claim.kind, claim.modality, words.join(" "));
            }
        }
        for set in [0, 1 + place % 2] {
            counted[set] += 1;
            for level in 0..LEVELS.len() {
                let tally = compare(&record.gold, &given, level);
                exact[set][level] += usize::from(tally.right == tally.gold && tally.right == tally.given);
                tallies[set][level].add(tally);
            }
        }
    }
    let mut figures = serde_json::Map::new();
    for (set, name) in SETS.iter().enumerate() {
        heading(&format!("{name}, {} records", counted[set]));
        let mut rows = serde_json::Map::new();
        for (level, words) in LEVELS.iter().enumerate() {
            line(&format!("  {words}"), tallies[set][level]);
            println!(
                "    records exact {} ({:.3})",
                exact[set][level],
                exact[set][level] as f64 / counted[set].max(1) as f64
            );
            let mut row = tallies[set][level].json();
            row["records_exact"] = exact[set][level].into();
            rows.insert((*words).to_owned(), row);
        }
        rows.insert("records".to_owned(), counted[set].into());
        figures.insert((*name).to_owned(), rows.into());
    }
    if let Some(path) = &options.json {
        let text = serde_json::to_string_pretty(&figures).unwrap_or_default();
        std::fs::write(path, text).map_err(|cause| format!("{}: {cause}", path.display()))?;
    }
    Ok(())
}

/// A record's text as a report.
fn report(text: &str) -> Report {
    let part = Part { kind: PartKind::Body, span: Span::new(0, text.len()), because: String::new() };
    Report { text: text.to_owned(), parts: vec![part], ..Report::default() }
}

fn compare(gold: &[Event], given: &[Event], level: usize) -> Tally {
    let state = |code: &str| code.get(..3).unwrap_or(code).to_owned();
    let cut = |(root, source, target): &Event| match level {
        0 => (root.clone(), String::new(), String::new()),
        1 => (root.clone(), state(source), state(target)),
        _ => (root.clone(), source.clone(), target.clone()),
    };
    let set = |events: &[Event]| events.iter().map(cut).collect::<std::collections::BTreeSet<Event>>();
    let (gold, given) = (set(gold), set(given));
    Tally { right: gold.intersection(&given).count(), given: given.len(), gold: gold.len() }
}

/// The records of the file. It is no well-formed XML, so it is read by its marks.
fn records(xml: &str) -> Vec<Record> {
    let value = |tag: &str, name: &str| -> Option<String> {
        let at = tag.find(&format!(" {name}"))?;
        tag[at..].split('"').nth(1).map(str::to_owned)
    };
    let mut list = Vec::new();
    for piece in xml.split("<Sentence ").skip(1) {
        let tag = piece.split('>').next().unwrap_or_default();
        let tag = format!(" {tag}");
        let (Some(id), Some(date)) = (value(&tag, "id"), value(&tag, "date")) else { continue };
        let between = |start: &str, end: &str| piece.split_once(start).and_then(|(_, rest)| rest.split_once(end));
        let text = between("<Text>", "</Text>").map_or("", |(text, _)| text);
        let mut text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if text.is_empty() {
            let parse = between("<Parse>", "</Parse>").map_or("", |(parse, _)| parse);
            let words: Vec<&str> = parse.lines().filter_map(|line| line.split('\t').nth(1)).collect();
            text = words.join(" ").replace(" .", ".").replace(" ,", ",").replace(" 's", "'s");
        }
        let gold = piece.split("<EventCoding ").skip(1).filter_map(|coding| {
            let coding = format!(" {}", coding.split('>').next().unwrap_or_default());
            let root = value(&coding, "eventcode")?.get(..2)?.to_owned();
            Some((root, value(&coding, "sourcecode")?, value(&coding, "targetcode")?))
        });
        let gold = gold.collect();
        list.push(Record { id, date, text, gold });
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(root: &str, source: &str, target: &str) -> Event {
        (root.to_owned(), source.to_owned(), target.to_owned())
    }

    #[test]
    fn records_are_read_by_their_marks() {
        let xml = "<Include>x</Include>\n<Sentence category=\"A\" date=\"20150609\" id=\"A_1\" evaluate=\"true\"/>\n\
            <EventCoding eventcode=\"0841\" sourcecode=\"DMRGOV\" targetcode=\"---\" />\n<Text>\nDamuria freed\nthem.\n</Text>\n</Sentence>\n\
            <Sentence date = \"20150610\" id =\"A_2\"><EventCoding noevents=\"True\"/>\n<Text></Text><Parse>\n1\tHe\the\n2\tran\trun\n3\t.\t.\n</Parse></Sentence>";
        let list = records(xml);
        assert_eq!(list.len(), 2);
        assert_eq!(
            (list[0].text.as_str(), &list[0].gold),
            ("Damuria freed them.", &vec![event("08", "DMRGOV", "---")])
        );
        assert_eq!((list[1].text.as_str(), list[1].gold.len()), ("He ran.", 0));
    }

    #[test]
    fn each_level_asks_for_more() {
        let gold = [event("19", "DMRMIL", "VRA")];
        let given = [event("19", "DMRGOV", "VRA"), event("19", "DMRMIL", "VRACVL")];
        let right = |level| compare(&gold, &given, level);
        assert_eq!((right(0).right, right(0).given), (1, 1));
        assert_eq!((right(1).right, right(1).given), (1, 1));
        assert_eq!((right(2).right, right(2).given), (0, 2));
    }
}
