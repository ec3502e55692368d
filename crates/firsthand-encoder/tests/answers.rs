//! The network and the decoding against what PyTorch answers with the same tiny random weights.

#![allow(clippy::unwrap_used)]

mod common;

use firsthand_encoder::{Reader, Relation};
use serde_json::Value;
use std::ops::Range;

/// In f32 only the order of sums differs. In bytes the input of every product is rounded too, which PyTorch does not do:
/// scores of this network have a standard deviation of about 1.5.
const FLOATS: f32 = 2e-4;
const BYTES: f32 = 0.15;

fn scores(value: &Value) -> Vec<f32> {
    let rows = value.as_array().unwrap().iter();
    rows.flat_map(|row| row.as_array().unwrap().iter().map(|n| n.as_f64().unwrap() as f32)).collect()
}

fn farthest(found: &[f32], expected: &[f32]) -> f32 {
    assert_eq!(found.len(), expected.len());
    found.iter().zip(expected).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max)
}

/// Shares of words in names: of scores as exact as these, probabilities.
fn share_tolerance(tolerance: f32) -> f32 {
    tolerance / 2.0
}

fn check(reader: &Reader, tolerance: f32) {
    for line in common::lines("answers.jsonl") {
        let text = line["text"].as_str().unwrap();
        let cues = farthest(&reader.cue_scores(text), &scores(&line["cues"]));
        assert!(cues < tolerance, "cues differ by {cues} on {text:?}");
        let (relations, named) = reader.read_with_events(text, &[]);
        assert_eq!(relations, reader.read(text));
        assert_eq!(named.words, reader.vocabulary().pieces(text).spans);
        let events = farthest(&named.scores, &scores(&line["events"]));
        assert!(events < tolerance, "event types differ by {events} on {text:?}");
        let shares: Vec<f32> = named.names.shares.iter().flatten().copied().collect();
        let names = farthest(&shares, &scores(&line["names"]));
        assert!(names < share_tolerance(tolerance), "shares of names differ by {names} on {text:?}");
        let anchors: Vec<Range<usize>> = line["roles"]
            .as_array()
            .unwrap()
            .iter()
            .map(|r| r["anchor"].as_u64().unwrap() as usize)
            .map(|w| w..w + 1)
            .collect();
        let found = reader.role_scores(text, &anchors);
        for (found, expected) in found.iter().zip(line["roles"].as_array().unwrap()) {
            assert_eq!(found.first as u64, expected["first"].as_u64().unwrap());
            let roles = farthest(&found.scores, &scores(&expected["scores"]));
            assert!(roles < tolerance, "roles differ by {roles} on {text:?}");
        }
    }
}

fn relations(text: &str, value: &Value) -> Vec<Relation> {
    let mut at: Vec<usize> = text.char_indices().map(|(i, _)| i).collect();
    at.push(text.len());
    let spans = |value: &Value| -> Vec<Range<usize>> {
        let end = |span: &Value, i: usize| at[span[i].as_u64().unwrap() as usize];
        value.as_array().unwrap().iter().map(|span| end(span, 0)..end(span, 1)).collect()
    };
    let relation =
        |r: &Value| Relation { source: spans(&r["source"]), cue: spans(&r["cue"]), content: spans(&r["content"]) };
    value.as_array().unwrap().iter().map(relation).collect()
}

#[test]
fn floats_agree_to_the_order_of_sums() {
    check(&common::reader("f32"), FLOATS);
}

#[test]
fn bytes_agree_to_the_rounding_of_inputs() {
    check(&common::reader("int8"), BYTES);
}

#[test]
fn relations_are_those_of_the_reference() {
    let reader = common::reader("f32");
    let mut count = 0;
    for line in common::lines("answers.jsonl") {
        let text = line["text"].as_str().unwrap();
        let found = reader.read(text);
        assert_eq!(found, relations(text, &line["relations"]), "{text:?}");
        count += found.len();
    }
    assert!(count > 10, "only {count} relations, which tests little");
}
