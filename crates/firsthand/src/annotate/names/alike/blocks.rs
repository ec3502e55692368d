//! Which names are compared at all: a few numbers for each name; names that share one are.
//!
//! For: linking, where all pairs of a hundred thousand names would be too many. In: a name. Out: its blocks, at most three of a person, one of a
//! body or place. Names that `fits` could join share one: it asks for the same consonants in classes. Two names of one block are only
//! candidates. Not here: how many of a block are compared.

use super::fits::plain;
use super::letters::{fold, is_soft};
use super::parts::{is_address, named_words};
use super::rarity::Sort;

/// Blocks of a person's name: its first and last part, either of which may be two ("Nur al-Din", "Nuruddin").
pub(crate) fn of_person(name: &str) -> Vec<u32> {
    let mut words = named_words(name, Sort::Person);
    let titles = words.iter().take_while(|word| is_address(word)).count();
    words.drain(..titles);
    let block = |first: &[String], last: &[String]| {
        let letters = |words: &[String]| consonants(&words.concat());
        hash(hash(1, &letters(first)), &letters(last))
    };
    match &words[..] {
        [] | [_] => Vec::new(),
        [first, last] => vec![block(std::slice::from_ref(first), std::slice::from_ref(last))],
        [first, .., last] => {
            let more = words.len();
            vec![
                block(std::slice::from_ref(first), std::slice::from_ref(last)),
                block(&words[..2], &words[more - 1..]),
                block(&words[..1], &words[more - 2..]),
            ]
        }
    }
}

/// The block of a body's name: all its parts, in whatever order.
pub(crate) fn of_body(name: &str) -> Vec<u32> {
    let part = |word: &String| match word.bytes().all(|b| b.is_ascii_digit()) {
        true => hash(2, word.as_bytes()),
        false => hash(3, &consonants(&plain(word))),
    };
    let mut parts: Vec<u32> = named_words(name, Sort::Body).iter().map(part).collect();
    parts.sort_unstable();
    if parts.len() < 2 { Vec::new() } else { vec![parts.iter().fold(4, |all, part| hash(all, &part.to_le_bytes()))] }
}

/// The block of the name of a place: its consonants.
pub(crate) fn of_place(name: &str) -> Vec<u32> {
    let letters = consonants(name);
    if letters.len() < 2 { Vec::new() } else { vec![hash(5, &letters)] }
}

/// The consonants of a name in classes that spellings interchange; an `a` where a vowel begins it. Wider classes than those of the key.
pub(super) fn consonants(name: &str) -> Vec<u8> {
    let marks = b"abcdefghijklmnopqrstuvwxyzIUXGSCTDZ0123456789";
    let mut out: Vec<u8> = Vec::with_capacity(12);
    for (at, symbol) in fold(name).symbols.into_iter().enumerate() {
        let Some(mark) = marks.get(usize::from(symbol)).copied() else { continue };
        out.push(match mark {
            _ if is_soft(symbol) && at > 0 => continue,
            _ if is_soft(symbol) => b'a',
            b'h' if at > 0 => continue,
            b'q' | b'g' | b'G' | b'x' | b'c' | b'X' => b'k',
            b'z' => b's',
            b'C' => b'S',
            b'Z' => b'j',
            b'T' => b't',
            b'D' => b'd',
            b'p' => b'b',
            b'v' => b'f',
            // n sounds as m before b.
            b'm' => b'n',
            other => other,
        });
    }
    out
}

/// Letters after what has a number already.
fn hash(so_far: u32, letters: &[u8]) -> u32 {
    let spread = |hash: u32, letter: &u8| (hash.rotate_left(5) ^ u32::from(*letter)).wrapping_mul(0x9e37_79b9);
    let hash = letters.iter().fold(spread(so_far, &0), spread);
    hash ^ hash >> 15
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meet(blocks: fn(&str) -> Vec<u32>, a: &str, b: &str) -> bool {
        let of_b = blocks(b);
        blocks(a).iter().any(|block| of_b.contains(block))
    }

    #[test]
    fn spellings_of_one_name_meet() {
        for (a, b) in [
            ("Zhamil Qordesh", "Jamil Ghordeche"),
            ("Zhamil Qordesh", "Dr Zhamil Merkani Qordesh"),
            ("Nur al-Din Velkanov", "Nuruddin Velkanov"),
            ("Zhamil Nur al-Din", "Jamil Nuruddin"),
            ("Abdul Rahman Qordesh", "Abdurrahman Kordesh"),
        ] {
            assert!(meet(of_person, a, b), "{a}, {b}");
        }
        for (a, b) in [("Brigade 47", "47th Brigade"), ("Ministry of Defence", "Defense Ministry")] {
            assert!(meet(of_body, a, b), "{a}, {b}");
        }
        for (a, b) in [("Qasr al-Wadi", "Ksar el Ouadi"), ("Velkanabad", "Velkan Abad")] {
            assert!(meet(of_place, a, b), "{a}, {b}");
        }
    }

    #[test]
    fn other_names_do_not_and_any_text_has_few_blocks() {
        assert!(!meet(of_person, "Zhamil Qordesh", "Tarik Velkanov"));
        assert!(!meet(of_body, "Brigade 47", "Brigade 74"));
        assert!(!meet(of_place, "Qasr al-Wadi", "Velkanabad"));
        for text in ["", "’", "(", "al", "dr", "ﷺ", "Ωμέγα", &"Qo\u{301}rdesh 7 ".repeat(300)] {
            assert!(of_person(text).len() <= 3 && of_body(text).len() <= 1 && of_place(text).len() <= 1);
        }
    }
}
