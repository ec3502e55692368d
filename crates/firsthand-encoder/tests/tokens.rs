//! The tokeniser and the windows against the reference's answers for generated texts.

#![allow(clippy::unwrap_used)]

mod common;

use firsthand_encoder::{Vocabulary, plan};
use serde_json::Value;
use std::ops::Range;
use std::time::Instant;

fn numbers(value: &Value) -> Vec<u32> {
    value.as_array().unwrap().iter().map(|n| n.as_u64().unwrap() as u32).collect()
}

/// Ranges of code points as ranges of bytes.
fn in_bytes(text: &str, spans: &Value) -> Vec<Range<usize>> {
    let mut at: Vec<usize> = text.char_indices().map(|(i, _)| i).collect();
    at.push(text.len());
    spans.as_array().unwrap().iter().map(numbers).map(|span| at[span[0] as usize]..at[span[1] as usize]).collect()
}

/// How many texts of a file differ, and the first that does.
fn compare(vocabulary: &Vocabulary, lines: &[Value]) -> (usize, Option<String>) {
    let mut wrong = (0, None);
    for line in lines {
        let text = line["text"].as_str().unwrap();
        let found = vocabulary.pieces(text);
        let spans = in_bytes(text, &line["spans"]);
        if found.ids != numbers(&line["ids"]) || found.word != numbers(&line["word"]) || found.spans != spans {
            wrong.0 += 1;
            wrong.1.get_or_insert_with(|| format!("{text:?}\n{found:?}\n{line}"));
        }
        for (word, &first) in found.first.iter().enumerate() {
            assert_eq!(found.word[first as usize], word as u32);
        }
    }
    wrong
}

fn small() -> Vocabulary {
    Vocabulary::new(&std::fs::read_to_string(common::path("vocab.txt")).unwrap()).unwrap()
}

#[test]
fn pieces_words_and_places_are_those_of_the_reference() {
    assert_eq!(compare(&small(), &common::lines("tokens.jsonl")), (0, None));
}

/// `FIRSTHAND_VOCABULARY=vocab.txt FIRSTHAND_TOKENS=tokens.jsonl` (`fixture.py --tokens-only`) compares a whole vocabulary.
/// The reference's tables of characters are of 2015: younger combining marks and signs of rare scripts may differ.
#[test]
fn a_whole_vocabulary_where_one_is_given() {
    let (Ok(vocabulary), Ok(tokens)) = (std::env::var("FIRSTHAND_VOCABULARY"), std::env::var("FIRSTHAND_TOKENS"))
    else {
        return;
    };
    let vocabulary = Vocabulary::new(&std::fs::read_to_string(vocabulary).unwrap()).unwrap();
    let text = std::fs::read_to_string(tokens).unwrap();
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let (wrong, first) = compare(&vocabulary, &lines);
    println!("{wrong} of {} differ", lines.len());
    assert!(wrong * 100 <= lines.len(), "{first:?}");
}

#[test]
fn time_grows_with_the_text_in_a_straight_line() {
    let vocabulary = small();
    let texts =
        ["x".repeat(10 << 20), "🔥".repeat(1 << 20), "\u{1}\u{200d}\u{ad}".repeat(1 << 20), "-.,".repeat(1 << 19)];
    for text in texts {
        let started = Instant::now();
        let pieces = vocabulary.pieces(&text);
        assert!(pieces.spans.iter().all(|span| text.get(span.clone()).is_some()));
        assert!(started.elapsed().as_secs() < 60, "{} bytes", text.len());
    }
}

#[test]
fn a_word_of_more_than_a_hundred_letters_is_one_unknown_piece() {
    let found = small().pieces(&format!("{} said", "x".repeat(5000)));
    assert_eq!(found.spans, [0..5000, 5001..5005]);
    assert_eq!(found.first, [0, 1]);
}

#[test]
fn windows_are_those_of_the_reference_and_cover_every_piece() {
    let plans: Value = serde_json::from_str(&std::fs::read_to_string(common::path("windows.json")).unwrap()).unwrap();
    for case in plans.as_array().unwrap() {
        let [n, room, overlap] = ["n", "room", "overlap"].map(|key| case[key].as_u64().unwrap() as usize);
        let found = plan(n, room, overlap);
        let expected: Vec<Vec<u32>> = case["plan"].as_array().unwrap().iter().map(numbers).collect();
        let ends: Vec<Vec<u32>> = found.windows.iter().map(|w| vec![w.start as u32, w.end as u32]).collect();
        assert_eq!(ends, expected);
        let mut before = 0;
        for piece in 0..n {
            let home = found.home(piece);
            assert!(found.windows[home].contains(&piece) && home >= before);
            before = home;
        }
    }
}
