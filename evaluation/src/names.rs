//! `firsthand-eval names`: do keys find the spellings of one name, and are the names in texts found?
//!
//! In: labelled pairs of names (`pairs.tsv`: set, split, label, a, b; `names_gold.tsv`: kind, label, a, b), or with `--mentions` a set of labelled texts.
//! Pairs are one name if they share a key, if their score is above 0, and, as linking has it, if a collection with every name once joins the two.
//! With `--joined` names in texts that are linked by their spelling are printed (`names/joined`). Out: precision, recall and F1 a set, false positives of a million random pairs; of mentions see `names/mentions`. Not here: reading labelled texts (`names/sets`).

mod joined;
mod located;
mod mentions;
mod scored;
mod sets;

use crate::coding::{Tally, heading, line};
use clap::Args;
use firsthand::annotate::names::keys;
use firsthand::annotate::{Annotated, Called, Entity, EntityKind, Mention, MentionForm};
use firsthand::held::Given;
use firsthand::link::{Membership, link};
use firsthand::report::Report;
use firsthand::text::Span;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// `firsthand-eval names`.
#[derive(Args)]
pub struct Options {
    /// The labelled pairs, or the labelled texts: columns, re3d, or articles for geoparsing.
    pairs: PathBuf,
    /// Score mentions of persons, locations and organisations instead.
    #[arg(long)]
    mentions: bool,
    /// Print instead which names of labelled texts linking joins by their spelling, by key or by score.
    #[arg(long, conflicts_with = "mentions")]
    joined: bool,
    /// With `--mentions`: where the places of articles are; only locations are asked.
    #[arg(long, value_name = "FILE", requires = "mentions")]
    places: Option<PathBuf>,
    /// Which split is scored, where the set has splits.
    #[arg(long, default_value = "dev")]
    split: String,
    /// Print this many wrong ones.
    #[arg(long, default_value_t = 0)]
    wrong: usize,
    /// Write the names found, in the form of the set.
    #[arg(long, value_name = "FILE", requires = "mentions")]
    predictions: Option<PathBuf>,
    /// Of pairs of full names write what their scores weigh, to learn the weights from.
    #[arg(long, value_name = "FILE", conflicts_with = "mentions")]
    evidence: Option<PathBuf>,
    /// Write the figures as JSON.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

/// Runs it.
///
/// # Errors
/// One line for a person: a file that cannot be read or written, or is of another form.
pub fn run(options: &Options) -> Result<(), String> {
    let write = |path: &PathBuf, text: String| {
        std::fs::write(path, text).map_err(|cause| format!("{}: {cause}", path.display()))
    };
    let figures = if options.mentions {
        let sets = sets::read(&options.pairs, options.places.as_deref())?;
        let found = mentions::score(&sets, options.places.is_some(), options.wrong);
        mentions::print(&sets, &found, options.places.is_some());
        if let Some(path) = &options.predictions {
            write(path, mentions::predictions(&sets, &found))?;
        }
        let mut figures = mentions::json(&found);
        if let (Some(_), Some(figures)) = (&options.places, figures.as_object_mut()) {
            figures.insert("located".to_owned(), located::score(&sets, options.wrong));
        }
        figures
    } else if options.joined {
        joined::print(&sets::read(&options.pairs, None)?)
    } else {
        let text =
            std::fs::read_to_string(&options.pairs).map_err(|cause| format!("{}: {cause}", options.pairs.display()))?;
        let list: Vec<Pair> = text.lines().filter_map(|line| pair(line, &options.split)).collect();
        if let Some(path) = &options.evidence {
            return write(path, scored::evidence(&list));
        }
        pairs(&list, options.wrong)
    };
    match &options.json {
        Some(path) => write(path, serde_json::to_string_pretty(&figures).map_err(|cause| cause.to_string())?),
        None => Ok(()),
    }
}

/// A labelled pair: its set, whether it is of one name, the two.
type Pair<'t> = (&'t str, Option<bool>, &'t str, &'t str);

/// A pair of either form; `None` for the heading and other splits. An alias that the spelling does not show has no answer here.
fn pair<'t>(line: &'t str, split: &str) -> Option<Pair<'t>> {
    match line.split('\t').collect::<Vec<_>>()[..] {
        [set, of, label @ ("0" | "1"), a, b, ..] if of == split => Some((set, Some(label == "1"), a, b)),
        ["P" | "person", label, a, b, ..] => Some(("persons", known(label)?, a, b)),
        ["O" | "organisation", label, a, b, ..] => Some(("organisations", known(label)?, a, b)),
        _ => None,
    }
}

fn known(label: &str) -> Option<Option<bool>> {
    match label {
        "variant" => Some(Some(true)),
        "different" | "diff" | "no" => Some(Some(false)),
        "alias" => Some(None),
        _ => None,
    }
}

/// Judges pairs by their keys, by their score and by linking.
fn pairs(list: &[Pair], wrong: usize) -> serde_json::Value {
    let start = std::time::Instant::now();
    let keyed: Vec<(Vec<String>, Vec<String>)> = list.iter().map(|(_, _, a, b)| (keys(a), keys(b))).collect();
    let took = start.elapsed();
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    let mut aliases = [Tally::default(); 3];
    let joined = joined(list);
    let (scores, a_score) = scored::scores(list);
    let mut shown = 0;
    for ((((set, label, a, b), (keys_a, keys_b)), score), joined) in list.iter().zip(&keyed).zip(scores).zip(joined) {
        let same = keys_a.iter().any(|k| keys_b.contains(k));
        let ways = [("by key", same), ("scored", score > 0.0), ("as linked", joined)];
        for (way, (name, same)) in ways.into_iter().enumerate() {
            let Some(label) = *label else {
                aliases[way].add(Tally { right: usize::from(same), given: usize::from(same), gold: 1 });
                continue;
            };
            let tally = Tally { right: usize::from(label && same), given: usize::from(same), gold: usize::from(label) };
            tallies.entry(format!("{name}: {set}")).or_default().add(tally);
            tallies.entry(format!("{name}, all")).or_default().add(tally);
        }
        if label.is_some_and(|label| label != same) && shown < wrong {
            shown += 1;
            println!("{} {a} | {b}   {keys_a:?} {keys_b:?}", if same { "FP" } else { "FN" });
        }
    }
    heading("pairs");
    for (set, tally) in &tallies {
        line(set, *tally);
    }
    if aliases[0].gold > 0 {
        let [key, score, link] = aliases.map(|tally| tally.right);
        println!(
            "aliases that the spelling does not show: {key} of {} by key, {score} scored, {link} as linked",
            aliases[0].gold
        );
    }
    let (false_ones, false_scored) = (false_per_million(list, &keyed), scored::false_per_million(list));
    println!(
        "{false_ones:.0} of a million random pairs share a key without being labelled as one name, {false_scored:.0} score so"
    );
    println!(
        "{:.2} us a name by key, {a_score:.2} us a scored pair",
        took.as_secs_f64() * 1e6 / (2 * list.len()).max(1) as f64
    );
    let mut figures: serde_json::Map<String, serde_json::Value> =
        tallies.iter().map(|(set, tally)| (set.clone(), tally.json())).collect();
    figures.insert("false_per_million".to_owned(), false_ones.into());
    figures.insert("false_per_million_scored".to_owned(), false_scored.into());
    figures.into()
}

/// Which pairs linking joins in a collection in which every name of a set stands once, alone in its report: what it has is the spelling and the other names.
fn joined(list: &[Pair]) -> Vec<bool> {
    let mut numbers: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for (set, _, a, b) in list {
        for name in [a, b] {
            let next = numbers.len();
            numbers.entry((set, name)).or_insert(next);
        }
    }
    let mut names: Vec<(&str, &str)> = vec![("", ""); numbers.len()];
    numbers.iter().for_each(|(key, number)| names[*number] = *key);
    let reports: Vec<Report> = names
        .iter()
        .enumerate()
        .map(|(number, (_, name))| Report {
            path: format!("{number}.txt"),
            text: (*name).to_owned(),
            ..Report::default()
        })
        .collect();
    let annotated: Vec<Annotated> = names.iter().map(|(set, name)| of_name(set, name)).collect();
    let links = link(&reports, &annotated);
    let of = Membership::new(&links.entities, Given::Lent(&reports, &annotated));
    let entity = |set: &str, name: &str| numbers.get(&(set, name)).and_then(|number| of.of(*number as u32, 0));
    list.iter().map(|(set, _, a, b)| entity(set, a).is_some_and(|one| entity(set, b) == Some(one))).collect()
}

/// A report that names one person, place or organisation and nothing else.
fn of_name(set: &str, name: &str) -> Annotated {
    let kind = match set {
        "organisations" => EntityKind::Organisation,
        set if set.starts_with("place") => EntityKind::Place,
        _ => EntityKind::Person,
    };
    let called = Called { kind, name: name.to_owned(), aliases: Vec::new(), named: true, role: None, state: None };
    let mention = Mention { span: Span::new(0, name.len()), form: MentionForm::Name };
    let entity = Entity { called: called.into(), affiliation: None, mentions: [mention].into() };
    Annotated { entities: vec![entity], ..Annotated::default() }
}

/// Of a million pairs of different names of the list, how many share a key and are not labelled as one. An upper bound: names that are one through a third
/// are counted.
fn false_per_million(list: &[Pair], keyed: &[(Vec<String>, Vec<String>)]) -> f64 {
    let mut of_key: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let (mut names, mut same) = (BTreeSet::new(), BTreeSet::new());
    for ((_, label, a, b), (keys_a, keys_b)) in list.iter().zip(keyed) {
        for (name, keys) in [(*a, keys_a), (*b, keys_b)] {
            names.insert(name);
            keys.iter().for_each(|key| {
                of_key.entry(key).or_default().insert(name);
            });
        }
        if *label != Some(false) {
            same.insert((a.min(b), a.max(b)));
        }
    }
    let mut wrong: BTreeSet<(&str, &str)> = BTreeSet::new();
    for group in of_key.values() {
        for (at, a) in group.iter().enumerate() {
            wrong.extend(group.iter().skip(at + 1).map(|b| (*a, *b)).filter(|(a, b)| !same.contains(&(a, b))));
        }
    }
    let pairs = names.len() as f64 * (names.len() as f64 - 1.0) / 2.0;
    wrong.len() as f64 * 1e6 / pairs.max(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_of_pairs_are_read() {
        assert_eq!(pair("token\tdev\t1\tKarim\tKareem", "dev"), Some(("token", Some(true), "Karim", "Kareem")));
        assert_eq!(pair("token\ttrain\t1\tKarim\tKareem", "dev"), None);
        assert_eq!(pair("P\tvariant\tKarim\tKareem\tx\ty", "dev"), Some(("persons", Some(true), "Karim", "Kareem")));
        assert_eq!(pair("O\talias\tULO\tUnion\tx\tx", "dev"), Some(("organisations", None, "ULO", "Union")));
        assert_eq!(pair("kind\tlabel\ta\tb", "dev"), None);
    }

    #[test]
    fn linking_joins_spellings_of_one_name_and_keeps_others_apart() {
        let list = [
            ("persons", Some(true), "Tomas Varel", "Tomas Varel"),
            ("persons", Some(false), "Tomas Varel", "Orla Denned"),
        ];
        assert_eq!(joined(&list), [true, false]);
    }

    #[test]
    fn names_that_share_a_key_without_a_label_are_false() {
        let list = [("x", Some(true), "a", "b"), ("x", Some(false), "c", "d")];
        let key = |k: &str| vec![k.to_owned()];
        let keyed = [(key("1"), key("1")), (key("1"), key("2"))];
        // Of the six pairs a-c and b-c share a key and are not labelled; a-b is one name.
        assert!((false_per_million(&list, &keyed) - 2e6 / 6.0).abs() < 1.0);
    }
}
