//! Names as the letters that are compared: one symbol for each sound that is often written with several letters.
//!
//! For: comparing spellings by sounds ("Cherif", "Sharif"). In: a name in any script. Out: its words in symbols, and how many articles were left
//! out. The Python twin is `training/names/fold.py`: change both together. Not here: what a change of symbols means (see `edits`).

use crate::annotate::names::key::{Letters, is_article, vowel};

/// Different symbols, the last of them the space.
pub(super) const SYMBOLS: usize = 46;
/// The space between words.
pub(super) const SPACE: u8 = 45;

/// Letters that are one sound, the longer first, and the symbol for it.
const SOUNDS: [(&[u8], u8); 16] = [
    (b"dzh", b'j'),
    (b"tch", b'C'),
    (b"sch", b'S'),
    (b"kh", b'X'),
    (b"gh", b'G'),
    (b"sh", b'S'),
    (b"ch", b'C'),
    (b"th", b'T'),
    (b"dh", b'D'),
    (b"zh", b'Z'),
    (b"ph", b'f'),
    (b"dj", b'j'),
    (b"ou", b'U'),
    (b"oo", b'U'),
    (b"ee", b'I'),
    (b"aa", b'a'),
];

/// A name in symbols.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Folded {
    /// Numbers of symbols, a [`SPACE`] between words.
    pub symbols: Vec<u8>,
    /// Articles that stood in it as words.
    pub articles: u8,
}

/// The number of a symbol.
pub(super) fn number(symbol: u8) -> Option<u8> {
    let marked = b"IUXGSCTDZ";
    match symbol {
        b'a'..=b'z' => Some(symbol - b'a'),
        b'0'..=b'9' => Some(symbol - b'0' + 35),
        b'_' => Some(SPACE),
        _ => marked.iter().position(|known| *known == symbol).map(|at| at as u8 + 26),
    }
}

/// Whether a symbol is a vowel or often none (y, w).
pub(super) fn is_soft(number: u8) -> bool {
    matches!(number, 0 | 4 | 8 | 14 | 20 | 22 | 24 | 26 | 27)
}

/// Whether a symbol is a digit.
pub(super) fn is_digit(number: u8) -> bool {
    (35..SPACE).contains(&number)
}

/// Folds a name: articles and the izafe fall away, "Abdul Rahman" and "Abdurrahman" become two words alike.
pub(super) fn fold(name: &str) -> Folded {
    let mut letters = Letters::default();
    letters.fold(name);
    let mut out = Folded::default();
    let mut words = letters.words().peekable();
    let mut first = true;
    while let Some(word) = words.next() {
        let next = words.peek().copied().unwrap_or(&[]);
        let begins = std::mem::replace(&mut first, false);
        if !next.is_empty() && is_article(word, next) {
            out.articles = out.articles.saturating_add(1);
        } else if !begins && !next.is_empty() && matches!(word, b"e" | b"i" | b"ye" | b"yi" | b"o" | b"u") {
        } else if let Some((servant, of)) = servant(word, !next.is_empty()) {
            out.word(servant);
            out.word(of);
        } else {
            out.word(word);
        }
    }
    out
}

/// "Abd" and what follows its article, where a word begins with it.
fn servant(word: &[u8], more: bool) -> Option<(&[u8], &[u8])> {
    let [b'a' | b'e', b'b', b'd', v, rest @ ..] = word else { return None };
    if !vowel(*v) {
        return None;
    }
    // The first letter may be an e: "abd" all the same.
    let of = match rest {
        b"l" if more => b"",
        // "Abdullah" keeps the l of its second word, "Abdulrahman" has it from the article.
        [b'l', b'l', b'a', b'h', ..] => rest.get(1..)?,
        [b'l', b'a', b'h', ..] => rest,
        [b'l', of @ ..] if !of.is_empty() => of,
        [a, b, _, ..] if a == b => rest.get(1..)?,
        _ => return None,
    };
    Some((b"abd", of))
}

impl Folded {
    /// Appends a word in symbols, doubled ones once.
    fn word(&mut self, word: &[u8]) {
        if word.is_empty() {
            return;
        }
        if !self.symbols.is_empty() {
            self.symbols.push(SPACE);
        }
        let mut rest = word;
        while let Some(&letter) = rest.first() {
            let sound = SOUNDS.iter().find(|(letters, _)| rest.starts_with(letters));
            let (length, symbol) = sound.map_or((1, letter), |(letters, symbol)| (letters.len(), *symbol));
            rest = rest.get(length..).unwrap_or(&[]);
            let Some(symbol) = number(symbol) else { continue };
            if self.symbols.last() != Some(&symbol) || is_digit(symbol) {
                self.symbols.push(symbol);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(name: &str) -> String {
        let marks = b"abcdefghijklmnopqrstuvwxyzIUXGSCTDZ0123456789 ";
        fold(name).symbols.iter().filter_map(|symbol| marks.get(usize::from(*symbol)).map(|b| char::from(*b))).collect()
    }

    #[test]
    fn sounds_become_symbols_and_articles_fall_away() {
        assert_eq!(written("Jebel ez-Zarqa"), "jebel zarqa");
        assert_eq!(written("Khoury"), "XUry");
        assert_eq!(written("Абушев"), written("Abushev"));
        assert_eq!(written("Kuh-e Sabz"), "kuh sabz");
        assert_eq!(written("Brigade 112"), "brigade 112");
    }

    #[test]
    fn servants_of_god_are_two_words() {
        for name in ["Abdul Rahman", "Abd al-Rahman", "Abdurrahman", "Abdulrahman", "Abdel-Rahman", "Abd ur-Rahman"] {
            assert_eq!(written(name), "abd rahman", "{name}");
        }
        assert_eq!(written("Abdullah"), "abd lah");
    }

    #[test]
    fn odd_text_folds() {
        for name in ["", "(", "’", "abdul", "e", "l", "abdu", "\u{0}", "ﷺ", "Abdull"] {
            fold(name);
        }
    }
}
