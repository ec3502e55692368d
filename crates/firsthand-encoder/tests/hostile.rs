//! No text makes the reader panic, and threads change nothing.

#![allow(clippy::unwrap_used)]

mod common;

use firsthand_encoder::{EncoderError, Reader};

fn long_text() -> String {
    let sentence =
        "The governor of Varenia said the bridge was destroyed; \"nonsense\", a spokesman of Damuria added. ";
    sentence.repeat(120)
}

#[test]
fn any_text_gets_an_answer_inside_it() {
    let reader = common::reader("int8");
    let texts = [
        String::new(),
        " \n\t".to_owned(),
        "said".to_owned(),
        "\u{0}\u{1}\u{7f}\u{ad}\u{200d}\u{feff}".to_owned(),
        "🔥".repeat(3000),
        "👩\u{200d}👧 ".repeat(500),
        "x".repeat(100_000),
        "\u{301}".repeat(5000),
        "said".repeat(5000),
        "e\u{301}\u{323} İ ﬁ \u{FDFA} 北京".repeat(50),
        "\u{202e}dias eH\u{202c} \"".repeat(200),
    ];
    for text in texts {
        let (relations, named) = reader.read_with_events(&text, &[]);
        assert_eq!(named.scores.len(), named.words.len() * 16);
        assert_eq!(named.names.shares.len(), named.words.len());
        assert!(named.names.names.iter().all(|(words, _)| !words.is_empty() && words.end <= named.words.len()));
        for relation in relations {
            for span in relation.source.iter().chain(&relation.cue).chain(&relation.content) {
                assert!(text.get(span.clone()).is_some_and(|words| !words.is_empty()));
            }
        }
        assert_eq!(reader.cue_scores(&text).len(), reader.vocabulary().pieces(&text).first.len() * 3);
    }
}

#[test]
fn threads_do_not_change_a_bit() {
    let text = long_text();
    for kind in ["f32", "int8"] {
        let reader = common::reader(kind);
        let with = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| {
                let bits: Vec<u32> = reader.cue_scores(&text).iter().map(|score| score.to_bits()).collect();
                let (relations, named) = reader.read_with_events(&text, &[]);
                let shares = named.names.shares.iter().flatten();
                let named: Vec<u32> = named.scores.iter().chain(shares).map(|score| score.to_bits()).collect();
                (bits, relations, named)
            })
        };
        let one = with(1);
        assert_eq!(one, with(2));
        assert_eq!(one, with(7));
    }
}

#[test]
fn texts_longer_than_the_kept_windows_are_read_alike() {
    // More than 32 windows: states are computed again for the later ones. A text that begins alike is read alike.
    let reader = common::reader("int8");
    let (text, twice) = (long_text(), long_text().repeat(2));
    assert!(!reader.read(&text).is_empty());
    assert!(reader.read(&twice).len() > reader.read(&text).len());
}

#[test]
fn a_model_that_is_not_what_it_says_is_refused() {
    let read = |file: &str, change: &dyn Fn(&mut Vec<u8>)| {
        Reader::from_files(&|wanted| {
            let folder = if wanted == "vocab.txt" { "" } else { "int8/" };
            let mut bytes = std::fs::read(common::path(&format!("{folder}{wanted}"))).ok()?;
            if wanted == file {
                change(&mut bytes);
            }
            Some(bytes)
        })
    };
    let flip = |bytes: &mut Vec<u8>| *bytes.last_mut().unwrap() ^= 1;
    assert!(matches!(read("layers.safetensors", &flip), Err(EncoderError::Checksum { .. })));
    assert!(matches!(read("vocab.txt", &|bytes| bytes.truncate(10)), Err(EncoderError::Checksum { .. })));
    assert!(matches!(read("events.safetensors", &flip), Err(EncoderError::Checksum { .. })));
    assert!(matches!(read("model.json", &|bytes| bytes.truncate(10)), Err(EncoderError::Form { .. })));
    let resized = |bytes: &mut Vec<u8>| {
        *bytes = String::from_utf8(bytes.clone()).unwrap().replace("\"hidden\": 32", "\"hidden\": 64").into_bytes();
    };
    assert!(matches!(read("model.json", &resized), Err(EncoderError::Form { .. })));
    let widened = |bytes: &mut Vec<u8>| {
        *bytes = String::from_utf8(bytes.clone()).unwrap().replace("\"inner\": 32", "\"inner\": 24").into_bytes();
    };
    assert!(matches!(read("model.json", &widened), Err(EncoderError::Form { .. })));
    assert!(Reader::open(std::path::Path::new("/nowhere")).is_err());
}
