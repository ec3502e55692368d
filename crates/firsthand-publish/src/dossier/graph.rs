//! The provenance graph of one event, drawn.
//!
//! In: an event. Out: inline SVG, origins at the left, reports by published date to the right,
//! every edge pointing back to where the claim came from. The same facts stand beside it as text,
//! so nothing is only in the picture. Not here: any edge that the record does not hold.

use crate::lookup::{Lookup, stands};
use firsthand::annotate::{ChainRole, Modality};
use firsthand::record::{LinkKind, RecordClaim, RecordEvent, RecordOrigin};
use maud::{Markup, html};
use std::collections::BTreeMap;

/// Nodes drawn at most; a larger event says how many are left out.
const MOST_REPORTS: usize = 24;
/// Columns for dated reports at most; more days share columns in order.
const DATE_COLUMNS: usize = 4;
const COLUMN: usize = 230;
const ROW: usize = 46;
const BOX: (usize, usize) = (180, 34);

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Origin(String),
    Relay(String),
    Report(String),
}

struct Node {
    label: String,
    under: String,
    column: usize,
    /// Of its upper edge, in pixels.
    y: usize,
}

/// The drawing; empty when there is nothing to draw.
pub fn graph(lookup: &Lookup<'_>, event: &RecordEvent) -> Markup {
    let mut reports: Vec<&str> = lookup.claims_of(event).map(|claim| claim.report.as_str()).collect();
    reports.sort_by_key(|id| {
        (lookup.report(id).and_then(|report| report.published.clone()).unwrap_or("~".into()), id.to_string())
    });
    reports.dedup();
    let left_out = reports.len().saturating_sub(MOST_REPORTS);
    reports.truncate(MOST_REPORTS);
    let columns = date_columns(lookup, &reports);
    let mut nodes: BTreeMap<Key, Node> = BTreeMap::new();
    let mut edges: Vec<(Key, Key, bool)> = Vec::new();
    for id in &reports {
        let report = lookup.report(id);
        let mut under = report.and_then(|report| report.published.clone()).unwrap_or_else(|| "no date".to_owned());
        let mut here = lookup.claims_of(event).filter(|claim| claim.report == *id);
        if here.all(|claim| stands(event, claim) == Modality::Denied) {
            under.push_str(", denies it");
        }
        let column = 2 + columns.get(*id).copied().unwrap_or(0);
        nodes.insert(Key::Report((*id).to_owned()), Node { label: lookup.outlet(id), under, column, y: 0 });
    }
    let origin_of = |claim: &RecordClaim| claim.origin.as_deref().and_then(|id| lookup.origin(id));
    let origins: BTreeMap<&str, &RecordOrigin> =
        lookup.claims_of(event).filter_map(origin_of).map(|origin| (origin.id.as_str(), origin)).collect();
    let standing: BTreeMap<&str, &RecordOrigin> =
        origins.iter().map(|(id, origin)| (*id, standing_for(&origins, event, origin))).collect();
    for claim in lookup.claims_of(event).filter(|claim| reports.contains(&claim.report.as_str())) {
        let mut from = Key::Report(claim.report.clone());
        let origin = origin_of(claim);
        for link in claim.chain.iter().filter(|link| link.role == ChainRole::Relay && !link.name.is_empty()) {
            if origin.is_some_and(|origin| origin.name == link.name) {
                continue;
            }
            let key = Key::Relay(link.name.clone());
            nodes.entry(key.clone()).or_insert_with(|| Node {
                label: link.name.clone(),
                under: "passes it on".into(),
                column: 1,
                y: 0,
            });
            edges.push((from, key.clone(), false));
            from = key;
        }
        if let Some(origin) = origin.and_then(|origin| standing.get(origin.id.as_str())) {
            let key = Key::Origin(origin.id.clone());
            let under = said(origin);
            nodes.entry(key.clone()).or_insert_with(|| Node { label: origin.name.clone(), under, column: 0, y: 0 });
            edges.push((from, key, false));
        }
    }
    for link in lookup.record.links.iter().filter(|link| link.kind == LinkKind::Copies) {
        if reports.contains(&link.from.as_str()) && reports.contains(&link.to.as_str()) {
            edges.push((Key::Report(link.from.clone()), Key::Report(link.to.clone()), true));
        }
    }
    edges.sort();
    edges.dedup();
    if nodes.is_empty() {
        return html! {};
    }
    draw(event, nodes, &edges, left_out)
}

/// The origin in whose box one is drawn: who says it and who denies it in its name are one box ("Ministry of Defence", "the defence ministry" of one
/// state), unless it spoke on two days. One that counts goes before others.
fn standing_for<'a>(
    origins: &BTreeMap<&str, &'a RecordOrigin>,
    event: &RecordEvent,
    origin: &'a RecordOrigin,
) -> &'a RecordOrigin {
    let words = |of: &RecordOrigin| {
        let lower = of.name.to_lowercase();
        let mut words: Vec<String> = lower.split_whitespace().map(str::to_owned).collect();
        words.retain(|word| !matches!(word.as_str(), "the" | "of" | "for"));
        words.sort_unstable();
        words
    };
    let day = |of: &RecordOrigin| of.date.as_ref().map(|days| days.from.clone());
    let counts = |of: &&RecordOrigin| event.origins.list.iter().any(|counted| counted.origin == of.id);
    let same = |other: &&'a RecordOrigin| {
        other.id == origin.id
            || day(other) == day(origin)
                && (origin.entity.is_some() && other.entity == origin.entity
                    || origin.party.is_some() && other.party == origin.party && words(other) == words(origin))
    };
    origins.values().copied().filter(same).min_by_key(|other| (!counts(other), &other.id)).unwrap_or(origin)
}

/// What stands under a first sayer: its kind, and what it said and when, where that is known.
fn said(origin: &RecordOrigin) -> String {
    let kind = crate::lookup::kind_in_words(origin.kind);
    match &origin.date {
        Some(days) if !origin.utterance.is_empty() => format!("{}, {}", origin.utterance, crate::lookup::when(days)),
        _ => kind.to_owned(),
    }
}

/// Which date column each report stands in; undated ones in a column after the last.
fn date_columns<'a>(lookup: &Lookup<'_>, reports: &[&'a str]) -> BTreeMap<&'a str, usize> {
    let date = |id: &str| lookup.report(id).and_then(|report| report.published.clone());
    let mut days: Vec<String> = reports.iter().filter_map(|id| date(id)).collect();
    days.sort();
    days.dedup();
    let columns = days.len().min(DATE_COLUMNS);
    reports
        .iter()
        .map(|id| {
            let column = match date(id).and_then(|day| days.binary_search(&day).ok()) {
                Some(rank) => rank * columns / days.len().max(1),
                None => columns,
            };
            (*id, column)
        })
        .collect()
}

/// Numbers the columns without gaps and gives each node its height. Lines keep to the row of the box that they leave, so each report and each
/// relay has a row of its own, and no line runs behind a box that is not its end; who is named stands at the middle of those that name them.
fn lay_out(nodes: &mut BTreeMap<Key, Node>, edges: &[(Key, Key, bool)]) {
    let mut used: Vec<usize> = nodes.values().map(|node| node.column).collect();
    used.sort_unstable();
    used.dedup();
    let mut reports: Vec<(usize, String, Key)> = Vec::new();
    for (key, node) in nodes.iter_mut() {
        node.column = used.binary_search(&node.column).unwrap_or(0);
        if matches!(key, Key::Report(_)) {
            reports.push((node.column, node.under.clone(), key.clone()));
        }
    }
    reports.sort();
    let mut rows: Vec<Vec<Key>> = reports.into_iter().map(|(_, _, key)| vec![key]).collect();
    // A relay that only relays name waits for them.
    let mut relays: Vec<Key> = nodes.keys().filter(|key| matches!(key, Key::Relay(_))).cloned().collect();
    while !relays.is_empty() {
        let row_of = |key: &Key| rows.iter().position(|row| row.contains(key));
        let named_by = |relay: &Key| -> Vec<usize> {
            let from = edges.iter().filter(|edge| edge.1 == *relay && edge.0 != *relay);
            from.filter_map(|edge| row_of(&edge.0)).collect()
        };
        let next = relays.iter().position(|relay| !named_by(relay).is_empty()).unwrap_or(0);
        let relay = relays.remove(next);
        let from = named_by(&relay);
        let middle = from.iter().sum::<usize>() / from.len().max(1);
        // Where all lines of a report end at the relay, nothing runs on behind it, and both share the row.
        let ends_here = |row: &Vec<Key>| match row.as_slice() {
            [report] => edges.iter().filter(|edge| edge.0 == *report && !edge.2).all(|edge| edge.1 == relay),
            _ => false,
        };
        let shared = from.iter().copied().filter(|at| rows.get(*at).is_some_and(ends_here));
        match shared.min_by_key(|at| at.abs_diff(middle)) {
            Some(at) => rows.get_mut(at).into_iter().for_each(|row| row.push(relay.clone())),
            None => rows.insert((middle + 1).min(rows.len()), vec![relay]),
        }
    }
    for (at, key) in rows.iter().enumerate().flat_map(|(at, row)| row.iter().map(move |key| (at, key))) {
        if let Some(node) = nodes.get_mut(key) {
            node.y = at * ROW;
        }
    }
    let mut wanted: Vec<(usize, Key)> = nodes
        .keys()
        .filter(|key| matches!(key, Key::Origin(_)))
        .map(|key| {
            let from: Vec<usize> = edges
                .iter()
                .filter(|edge| edge.1 == *key)
                .filter_map(|edge| nodes.get(&edge.0))
                .map(|node| node.y)
                .collect();
            (from.iter().sum::<usize>() / from.len().max(1), key.clone())
        })
        .collect();
    wanted.sort();
    let mut free = 0;
    for (y, key) in wanted {
        if let Some(node) = nodes.get_mut(&key) {
            node.y = y.max(free);
            free = node.y + ROW;
        }
    }
}

fn draw(event: &RecordEvent, mut nodes: BTreeMap<Key, Node>, edges: &[(Key, Key, bool)], left_out: usize) -> Markup {
    lay_out(&mut nodes, edges);
    let last = nodes.values().map(|node| node.column).max().unwrap_or(0);
    let lowest = nodes.values().map(|node| node.y).max().unwrap_or(0);
    let (width, height) = (last * COLUMN + BOX.0 + 8, lowest + ROW + 4);
    let title = format!("g-{}", event.id);
    let marker = format!("m-{}", event.id);
    html! {
        figure.graph {
            div.scroll tabindex="0" role="region" aria-label="Drawing of who passed the claim on; scrolls sideways" {
                svg role="img" aria-labelledby=(title) viewBox=(format!("0 0 {width} {height}")) width=(width) height=(height) {
                    title id=(title) { "Origins at the left, then who passed it on, then the reports in the order of their dates. Arrows point to where a claim came from." }
                    defs { marker id=(marker) viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto" { path d="M0 0 8 4 0 8z" {} } }
                    @for (from, to, copy) in edges {
                        @if let (Some(a), Some(b)) = (nodes.get(from), nodes.get(to)) {
                            (edge(place(a), place(b), a.column == b.column, *copy, &marker))
                        }
                    }
                    @for (key, node) in &nodes { (boxed(event, key, node, place(node))) }
                }
            }
            figcaption {
                "Left: first sayers. Right: reports by date. Arrows point to where a claim came from; dashed: copied text."
                @if left_out > 0 { " " (left_out) " more reports are not drawn." }
            }
        }
    }
}

fn edge(from: (usize, usize), to: (usize, usize), same_column: bool, copy: bool, marker: &str) -> Markup {
    html! { path.edge.copy[copy] d=(line(from, to, same_column)) marker-end=(format!("url(#{marker})")) {} }
}

/// Where the upper left corner of a node's box lies.
fn place(node: &Node) -> (usize, usize) {
    (node.column * COLUMN + 4, node.y + 6)
}

/// A line from box to box. It keeps to its own row until the gap before the column that it leads to.
fn line(from: (usize, usize), to: (usize, usize), same_column: bool) -> String {
    let (y, to_y) = (from.1 + BOX.1 / 2, to.1 + BOX.1 / 2);
    if same_column {
        let (x, out) = (from.0 + BOX.0, from.0 + BOX.0 + 26);
        format!("M{x} {y} C{out} {y} {out} {to_y} {x} {to_y}")
    } else if from.0 > to.0 {
        let (end, turn) = (to.0 + BOX.0, to.0 + COLUMN);
        let half = (end + turn) / 2;
        format!("M{} {y} H{turn} C{half} {y} {half} {to_y} {end} {to_y}", from.0)
    } else {
        let (start, turn) = (from.0 + BOX.0, to.0 + BOX.0 - COLUMN);
        let half = (turn + to.0) / 2;
        format!("M{start} {y} H{turn} C{half} {y} {half} {to_y} {} {to_y}", to.0)
    }
}

fn boxed(event: &RecordEvent, key: &Key, node: &Node, (x, y): (usize, usize)) -> Markup {
    let class = match key {
        Key::Origin(_) => "origin",
        Key::Relay(_) => "relay",
        Key::Report(_) => "report",
    };
    let shape = html! {
        title { (node.label) ", " (node.under) }
        rect x=(x) y=(y) width=(BOX.0) height=(BOX.1) rx="5" {}
        text x=(x + 8) y=(y + 14) { (short(&node.label)) }
        text.under x=(x + 8) y=(y + 27) { (short(&node.under)) }
    };
    match key {
        Key::Report(id) => html! { a href=(format!("#{id}")) { g class=(class) { (shape) } } },
        Key::Origin(id) if event.origins.list.iter().any(|counted| counted.origin == *id) => {
            html! { a href=(format!("#{}-{id}", event.id)) { g class=(class) { (shape) } } }
        }
        Key::Origin(_) | Key::Relay(_) => html! { g class=(class) { (shape) } },
    }
}

fn short(label: &str) -> String {
    const MOST: usize = 27;
    if label.chars().count() <= MOST {
        return label.to_owned();
    }
    label.chars().take(MOST - 1).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(column: usize) -> Node {
        Node { label: String::new(), under: String::new(), column, y: 0 }
    }

    fn report(name: &str) -> Key {
        Key::Report(name.to_owned())
    }

    fn relay(name: &str) -> Key {
        Key::Relay(name.to_owned())
    }

    fn origin(name: &str) -> Key {
        Key::Origin(name.to_owned())
    }

    /// Points of a path of "M", "H" and "C".
    fn points(path: &str) -> Vec<(f64, f64)> {
        let mut out: Vec<(f64, f64)> = Vec::new();
        let words: Vec<&str> = path.split([' ', 'M', 'H', 'C']).filter(|word| !word.is_empty()).collect();
        let numbers: Vec<f64> = words.iter().map(|word| word.parse().unwrap()).collect();
        let (start, rest) = ((numbers[0], numbers[1]), &numbers[2..]);
        out.push(start);
        let (from, curve) = match rest {
            [turn, curve @ ..] if path.contains('H') => {
                out.extend((1..=100).map(|step| (start.0 + (turn - start.0) * f64::from(step) / 100.0, start.1)));
                ((*turn, start.1), curve)
            }
            curve => (start, curve),
        };
        let at = |t: f64, a: f64, b: f64, c: f64, d: f64| {
            let s = 1.0 - t;
            s * s * s * a + 3.0 * s * s * t * b + 3.0 * s * t * t * c + t * t * t * d
        };
        out.extend(
            (1..=100)
                .map(|step| f64::from(step) / 100.0)
                .map(|t| (at(t, from.0, curve[0], curve[2], curve[4]), at(t, from.1, curve[1], curve[3], curve[5]))),
        );
        out
    }

    /// The edges that run through a box at which they do not end.
    fn crossings(mut nodes: BTreeMap<Key, Node>, edges: &[(Key, Key, bool)]) -> usize {
        lay_out(&mut nodes, edges);
        let mut boxes: Vec<(usize, usize)> = nodes.values().map(place).collect();
        boxes.sort_unstable();
        assert!(boxes.windows(2).all(|two| two[0].0 != two[1].0 || two[0].1 + BOX.1 <= two[1].1), "{boxes:?}");
        let through = |(from, to, _): &&(Key, Key, bool)| {
            let (a, b) = (&nodes[from], &nodes[to]);
            let path = points(&line(place(a), place(b), a.column == b.column));
            nodes.iter().filter(|(key, _)| *key != from && *key != to).any(|(_, other)| {
                let (x, y) = place(other);
                let inside = |p: &(f64, f64)| {
                    p.0 > x as f64 && p.0 < (x + BOX.0) as f64 && p.1 > y as f64 && p.1 < (y + BOX.1) as f64
                };
                path.iter().any(inside)
            })
        };
        edges.iter().filter(through).count()
    }

    #[test]
    fn no_line_runs_behind_a_box_that_is_not_its_end() {
        // Reports of three days; some name a relay, some an origin beside it, and some copy one another.
        let names = ["a", "b", "c", "d", "e", "f", "g", "h"];
        for pattern in 0..4096_usize {
            let mut nodes = BTreeMap::new();
            let mut edges = Vec::new();
            let reports = 2 + pattern % 7;
            for (n, name) in names.iter().enumerate().take(reports) {
                nodes.insert(report(name), node(2 + n * (1 + pattern % 3) / reports));
                let way = (pattern >> (n % 10)) % 4;
                let (first, second) = (relay(names[n % 2]), relay(names[2 + n % 2]));
                let end = origin(names[(n * 5 + pattern) % 3]);
                nodes.insert(end.clone(), node(0));
                if way > 0 {
                    nodes.insert(first.clone(), node(1));
                    edges.push((report(name), first.clone(), false));
                    edges.push((first.clone(), end.clone(), false));
                }
                if way > 1 {
                    nodes.insert(second.clone(), node(1));
                    edges.push((first, second.clone(), false));
                    edges.push((second, end.clone(), false));
                }
                if way != 1 {
                    edges.push((report(name), end, false));
                }
                if n > 0 && pattern % 5 < 2 {
                    edges.push((report(name), report(names[n - 1 - (pattern % 2) * (n - 1)]), true));
                }
            }
            edges.sort();
            edges.dedup();
            assert_eq!(crossings(nodes, &edges), 0, "{pattern}");
        }
    }

    #[test]
    fn a_relay_stands_beside_the_report_whose_lines_all_end_there() {
        let (a, r, o) = (report("a"), relay("r"), origin("o"));
        let mut nodes: BTreeMap<Key, Node> = [(a.clone(), node(2)), (r.clone(), node(1)), (o.clone(), node(0))].into();
        lay_out(&mut nodes, &[(a, r.clone(), false), (r, o, false)]);
        assert!(nodes.values().all(|node| node.y == 0));
    }
}
