//! Any text in word pieces: every word inside the text, in order, apart; as many pieces as the indices say.
#![no_main]

use firsthand_encoder::Vocabulary;
use firsthand_fuzz::made;
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static SHIPPED: LazyLock<Vocabulary> =
    LazyLock::new(|| Vocabulary::new(include_str!("../../models/attribution/vocab.txt")).expect("the vocabulary"));

fn check(vocabulary: &Vocabulary, text: &str) {
    let pieces = vocabulary.pieces(text);
    assert_eq!(pieces.ids.len(), pieces.word.len());
    assert_eq!(pieces.first.len(), pieces.spans.len());
    assert!(pieces.ids.iter().all(|id| (*id as usize) < vocabulary.len()), "a piece that is none");
    assert!(pieces.word.iter().all(|word| (*word as usize) < pieces.spans.len()), "a word that is none");
    assert!(pieces.word.is_sorted() && pieces.first.is_sorted(), "pieces out of order");
    assert!(pieces.first.iter().all(|first| (*first as usize) < pieces.ids.len()), "a word without a piece");
    let mut end = 0;
    for span in &pieces.spans {
        assert!(text.get(span.clone()).is_some_and(|word| !word.is_empty()), "{span:?} cuts a character");
        assert!(span.start >= end || text[span.clone()].chars().count() == 1, "words overlap");
        end = span.end;
    }
}

fuzz_target!(|bytes: &[u8]| {
    let text = match bytes.first() {
        Some(0) => made::sentences(bytes),
        _ => String::from_utf8_lossy(bytes).into_owned(),
    };
    check(&SHIPPED, &text);
    // A vocabulary of the input's own.
    if let Some((lines, text)) = text.split_once("\n\n") {
        let lines = format!("[UNK]\n[CLS]\n[SEP]\n{lines}");
        check(&Vocabulary::new(&lines).expect("a vocabulary"), text);
    }
});
