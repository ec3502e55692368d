//! Sets of labelled names, read to one form.
//!
//! In: a file in columns (a token first, its label last: CoNLL 2003, Worldwide, WNUT17, Wikigold, CrossNER; Universal NER with a number before the token), re3d
//! (JSON lines), or articles for geoparsing (XML with its gold in JSON). Out: reports with labelled spans. Not here: what is found, the measure.

use firsthand::report::{Part, PartKind, Report};
use firsthand::text::{CodePoints, Span};
use serde_json::Value;
use std::path::Path;

/// What a name is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    Person,
    Location,
    Organisation,
    /// Nationalities and the like: no name of ours may stand there as a place, and none is asked.
    Other,
}

/// Where the gold has a place.
#[derive(Clone, Copy, Debug)]
pub struct Placed {
    pub span: Span,
    /// North and east.
    pub degrees: [f64; 2],
    /// Whether GeoNames has it, so that the gold gives its number there.
    pub numbered: bool,
}

/// A text with its labels.
#[derive(Debug, Default)]
pub struct Labelled {
    pub report: Report,
    pub gold: Vec<(Span, Class)>,
    /// Degrees north and east of places, where the set has them.
    pub coordinates: Vec<Placed>,
    /// Places of tokens, where the set has tokens; `None` ends a sentence.
    pub tokens: Vec<Option<Span>>,
}

/// Reads a set; `gold` is the file of places of a set for geoparsing.
///
/// # Errors
/// One line for a person.
pub fn read(path: &Path, gold: Option<&Path>) -> Result<Vec<Labelled>, String> {
    let text_of = |path: &Path| std::fs::read_to_string(path).map_err(|cause| format!("{}: {cause}", path.display()));
    let json =
        |text: &str, path: &Path| serde_json::from_str(text).map_err(|cause| format!("{}: {cause}", path.display()));
    let text = text_of(path)?;
    if let Some(gold) = gold {
        return articles(&text, &json(&text_of(gold)?, gold)?).map_err(|cause| format!("{}: {cause}", path.display()));
    }
    if text.starts_with('{') {
        return text.lines().map(|line| Ok(re3d(&json(line, path)?))).collect();
    }
    Ok(documents(&text).into_iter().map(|lines| columns(&lines)).filter(|set| !set.report.text.is_empty()).collect())
}

/// The lines of each document; where a set marks none, each sentence is one.
fn documents(text: &str) -> Vec<Vec<&str>> {
    let begins = |line: &str| line.starts_with("-DOCSTART-") || line.starts_with("# newdoc");
    let marked = text.lines().any(begins);
    let mut all: Vec<Vec<&str>> = vec![Vec::new()];
    for line in text.lines() {
        if if marked { begins(line) } else { line.trim().is_empty() } {
            all.push(Vec::new());
        } else if let Some(last) = all.last_mut()
            && (!line.starts_with("# ") || line.starts_with("# O"))
        {
            last.push(line);
        }
    }
    all
}

/// The kind of a label without its "B-" or "I-".
fn class(label: &str) -> Option<Class> {
    Some(match label.to_ascii_lowercase().as_str() {
        "person" | "per" | "politician" => Class::Person,
        "location" | "loc" | "facility" | "country" => Class::Location,
        "organization" | "organisation" | "org" | "corporation" | "group" | "politicalparty" => Class::Organisation,
        "norp" | "misc" | "nationality" => Class::Other,
        _ => return None,
    })
}

/// A document in columns: its sentences are paragraphs.
fn columns(lines: &[&str]) -> Labelled {
    let mut set = Labelled::default();
    let mut start = 0;
    let mut open: Option<Class> = None;
    for line in lines.iter().copied().chain([""]) {
        let mut cells: Vec<&str> = line.split(['\t', ' ']).filter(|cell| !cell.is_empty()).collect();
        // Universal NER: number, token, label, two more.
        if cells.len() == 5 && cells.first().is_some_and(|cell| cell.chars().all(|c| c.is_ascii_digit() || c == '-')) {
            cells = cells.get(1..3).unwrap_or(&[]).to_vec();
        }
        let (Some(token), Some(tag), true) = (cells.first(), cells.last(), cells.len() > 1) else {
            if set.report.text.len() > start {
                let span = Span::new(start, set.report.text.len());
                set.report.parts.push(Part {
                    kind: PartKind::Body,
                    span,
                    because: "sentence of a gold set".to_owned(),
                });
                set.report.text.push('\n');
                set.tokens.push(None);
            }
            (start, open) = (set.report.text.len(), None);
            continue;
        };
        let text = &mut set.report.text;
        let glued = matches!(*token, "," | "." | ")" | ":" | ";" | "'s" | "\u{2019}s" | "n't" | "?" | "!");
        if text.len() > start && !glued && !text.ends_with('(') {
            text.push(' ');
        }
        let at = text.len();
        text.push_str(token);
        let place = Span::new(at, text.len());
        set.tokens.push(Some(place));
        let of = tag.get(2..).and_then(class);
        match (of, set.gold.last_mut()) {
            // "I-" goes on with what stands right before it, of the same kind; otherwise it begins (Wikigold has no "B-").
            (Some(of), Some((span, _))) if tag.starts_with("I-") && open == Some(of) => *span = span.cover(place),
            (Some(of), _) => set.gold.push((place, of)),
            (None, _) => {}
        }
        open = of;
    }
    set
}

/// re3d: names and descriptions ("the local population") alike; of nested ones of one kind the outermost.
fn re3d(value: &Value) -> Labelled {
    let text = value.get("text").and_then(Value::as_str).unwrap_or("").to_owned();
    let points = CodePoints::new(&text);
    let mut gold: Vec<(Span, Class)> = Vec::new();
    for entity in value.get("entities").and_then(Value::as_array).into_iter().flatten() {
        let number = |key: &str| entity.get(key).and_then(Value::as_u64).unwrap_or(0) as u32;
        let span = points.span([number("start"), number("end")]);
        let Some(of) = entity.get("type").and_then(Value::as_str).and_then(class) else { continue };
        gold.push((span, of));
    }
    let whole = gold.clone();
    gold.retain(|(span, of)| !whole.iter().any(|(other, kind)| kind == of && other != span && other.contains(*span)));
    gold.sort_unstable();
    gold.dedup();
    Labelled { report: paragraphs(text), gold, ..Labelled::default() }
}

/// A text whose lines are paragraphs.
fn paragraphs(text: String) -> Report {
    let mut parts = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let left = line.len() - line.trim_start().len();
        if !line.trim().is_empty() {
            let span = Span::new(start + left, start + left + line.trim().len());
            parts.push(Part { kind: PartKind::Body, span, because: "line of a gold set".to_owned() });
        }
        start += line.len();
    }
    Report { text, parts, ..Report::default() }
}

/// Articles with the places in them. An article of whose places one does not stand where the gold has it is left out.
fn articles(xml: &str, gold: &Value) -> Result<Vec<Labelled>, String> {
    let gold = gold.as_object().ok_or("the gold is no table of articles")?;
    let mut sets = Vec::new();
    for (number, article) in xml.split("<article").skip(1).filter(|rest| !rest.starts_with("s>")).enumerate() {
        let Some(body) = article.split("<text>").nth(1).and_then(|rest| rest.split("</text>").next()) else { continue };
        let text = match body.trim().strip_prefix("<![CDATA[") {
            Some(raw) => raw.trim_end_matches("]]>").to_owned(),
            None => unescaped(body),
        };
        let tag = article.split('>').next().unwrap_or("");
        let id = tag.split("docid=\"").nth(1).and_then(|rest| rest.split('"').next());
        // GeoWebNews counts its articles from 1001 in the gold.
        let id = id.map_or_else(|| (number + 1001).to_string(), str::to_owned);
        let points = CodePoints::new(&text);
        let (mut places, mut coordinates) = (Vec::new(), Vec::new());
        let mut aligned = true;
        for place in gold.get(&id).and_then(Value::as_array).into_iter().flatten() {
            let at = |key: &str| place.get(key).and_then(Value::as_u64).unwrap_or(0) as u32;
            let span = points.span([at("start"), at("end")]);
            aligned &= place.get("LOC").and_then(Value::as_str) == Some(span.of(&text));
            places.push((span, Class::Location));
            let degrees = |key: &str| place.get(key).and_then(Value::as_f64);
            let number = place.get("geonamesID").map(|id| id.as_str().map_or_else(|| id.to_string(), str::to_owned));
            let numbered = number.is_some_and(|id| id.parse::<u64>().is_ok_and(|id| id > 0));
            let degrees = degrees("lat").zip(degrees("lon"));
            coordinates.extend(degrees.map(|(north, east)| Placed { span, degrees: [north, east], numbered }));
        }
        places.sort_unstable();
        if aligned && gold.contains_key(&id) {
            sets.push(Labelled { report: paragraphs(text), gold: places, coordinates, tokens: Vec::new() });
        }
    }
    Ok(sets)
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&apos;", "'").replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(set: &Labelled) -> Vec<(&str, Class)> {
        set.gold.iter().map(|(span, class)| (span.of(&set.report.text), *class)).collect()
    }

    #[test]
    fn names_in_columns_are_read_whatever_begins_them() {
        let tagged =
            columns(&["Tomas\tB-PER", "Varel\tI-PER", "left\tO", "Arven\tB-LOC", ",\tO", "", "Orsal\tB-location"]);
        let expected = [("Tomas Varel", Class::Person), ("Arven", Class::Location), ("Orsal", Class::Location)];
        assert_eq!(names(&tagged), expected);
        assert_eq!(tagged.report.parts.len(), 2);
        let without_b = columns(&["Tomas I-PER", "left O", "Varel I-PER", "Ulo I-ORG"]);
        assert_eq!(names(&without_b).len(), 3);
        let numbered = columns(&["1\tTomas\tB-PER\t-\t-", "2\tleft\tO\t-\t-"]);
        assert_eq!(names(&numbered), [("Tomas", Class::Person)]);
    }

    #[test]
    fn where_no_document_is_marked_each_sentence_is_one() {
        assert_eq!(documents("a O\n\nb O\n").iter().filter(|lines| !lines.is_empty()).count(), 2);
        assert_eq!(documents("-DOCSTART- O\n\na O\n\nb O\n").iter().filter(|lines| !lines.is_empty()).count(), 1);
    }

    #[test]
    fn places_of_articles_must_stand_where_the_gold_has_them() {
        let xml = "<articles><article docid=\"7\"><text><![CDATA[In Arven it rained.]]></text></article>\
            <article docid=\"8\"><text>Orsal &amp; Arven</text></article></articles>";
        let gold = serde_json::json!({
            "7": [{ "start": 3, "end": 8, "LOC": "Arven" }], "8": [{ "start": 0, "end": 5, "LOC": "Arven" }],
        });
        let sets = articles(xml, &gold).unwrap();
        assert_eq!(sets.len(), 1);
        assert_eq!(names(&sets[0]), [("Arven", Class::Location)]);
    }
}
