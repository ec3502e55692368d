//! The folded key of a name: equal for most spellings of one name in Latin letters.
//!
//! For: finding candidates for "the same name" by lookup ("Jebel ez-Zarqa", "Jabal az Zarqa").
//! In: a name in any script. Out: one key or a few alternatives, ASCII letters and digits.
//! Not here: whether two names are one person (see `link::naming`); the key alone cannot tell
//! Karim from Karimi.
//!
//! Method: consonant skeleton with merged classes. Spellings of Arabic, Persian and Slavic names
//! differ in vowels, doubling, articles and digraphs, so exactly those are folded away. Other
//! scripts go through the `any_ascii` transliteration first.

/// Longest name in bytes of folded letters that is looked at; the rest is ignored.
const LONGEST: usize = 160;

/// The folded key of a name: the first of [`keys`].
///
/// ```
/// use firsthand::annotate::names::key;
/// assert_eq!(key("Jebel ez-Zarqa"), key("Jabal az Zarqa"));
/// assert_eq!(key("Abdul Rahman"), key("‘Abd ar-Raḩmān"));
/// assert_ne!(key("Varenia"), key("Verandia"));
/// ```
pub fn key(name: &str) -> String {
    let mut letters = Letters::default();
    letters.fold(name);
    skeleton(letters.words(), Reading { article: true, soft_g: false, dh: b'd' })
}

/// All keys under which a name may be found, sorted, without repetition: at most eight, from three doubts: whether a glued
/// "al" is an article, whether g is a j (Egyptian "Gamal", "Jamal"), and whether dh is a d or a z.
pub fn keys(name: &str) -> Vec<String> {
    let mut letters = Letters::default();
    letters.fold(name);
    let glued = letters.words().enumerate().any(|(i, word)| glued_article(word, i == 0).is_some());
    let soft = letters.bytes().contains(&b'g');
    let hard = letters.bytes().windows(2).any(|w| w == b"dh");
    let mut found = Vec::with_capacity(4);
    for article in [true, false] {
        for soft_g in [false, true] {
            if (article || glued) && (!soft_g || soft) {
                found.push(skeleton(letters.words(), Reading { article, soft_g, dh: b'd' }));
                if hard {
                    found.push(skeleton(letters.words(), Reading { article, soft_g, dh: b'z' }));
                }
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// How doubtful letters are read.
#[derive(Clone, Copy)]
struct Reading {
    /// A glued "al", "as-s", ... is the article and falls away.
    article: bool,
    /// g before a vowel is j.
    soft_g: bool,
    /// What dh (two Arabic letters) is read as: d or z.
    dh: u8,
}

/// Lower-case ASCII letters and digits with single spaces, in a buffer of fixed size.
pub(super) struct Letters {
    buffer: [u8; LONGEST],
    len: usize,
}

impl Default for Letters {
    fn default() -> Self {
        Letters { buffer: [0; LONGEST], len: 0 }
    }
}

impl Letters {
    fn push(&mut self, byte: u8) {
        if let Some(slot) = self.buffer.get_mut(self.len) {
            *slot = byte;
            self.len += 1;
        }
    }

    fn bytes(&self) -> &[u8] {
        self.buffer.get(..self.len).unwrap_or(&[])
    }

    pub fn words(&self) -> impl Iterator<Item = &[u8]> {
        self.bytes().split(|b| *b == b' ').filter(|word| !word.is_empty())
    }

    pub fn fold(&mut self, name: &str) {
        // "Cherdan (2)": what stands in brackets is no part of the name, unless nothing else is.
        let name = match name.find('(') {
            Some(at) if at > 0 => name.get(..at).unwrap_or(name),
            _ => name,
        };
        for c in name.chars() {
            if self.len >= LONGEST {
                break;
            }
            match c {
                'a'..='z' | '0'..='9' => self.push(c as u8),
                'A'..='Z' => self.push(c.to_ascii_lowercase() as u8),
                ' ' | '-' | '_' | '/' | '\u{a0}' | '\u{2010}'..='\u{2015}' | '\n' | '\t' => self.push(b' '),
                c if c.is_ascii() => {}
                // Romanisations that write one letter for a digraph; `any_ascii` would drop the mark.
                'š' | 'Š' | 'č' | 'Č' => self.push_all(b"sh"),
                'ž' | 'Ž' => self.push_all(b"zh"),
                'ǧ' | 'Ǧ' => self.push(b'j'),
                'ġ' | 'Ġ' | 'ğ' | 'Ğ' => self.push_all(b"gh"),
                'ḫ' | 'Ḫ' | 'ẖ' | 'ḵ' | 'Ḵ' => self.push_all(b"kh"),
                'ç' | 'Ç' => self.push_all(b"ch"),
                c => {
                    for byte in any_ascii::any_ascii_char(c).bytes() {
                        if byte.is_ascii_alphanumeric() {
                            self.push(byte.to_ascii_lowercase());
                        } else if byte == b' ' {
                            self.push(b' ');
                        }
                    }
                }
            }
        }
    }

    fn push_all(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.push(byte);
        }
    }
}

pub(super) fn vowel(b: u8) -> bool {
    matches!(b, b'a' | b'e' | b'i' | b'o' | b'u')
}

/// Whether a separate word is the article before a word that begins with `next`: "al", or
/// "an" before n and so on (the l of the article becomes the sun letter that follows).
pub(super) fn is_article(word: &[u8], next: &[u8]) -> bool {
    match word {
        [b'l'] => true,
        [v, b'l'] => vowel(*v),
        [v, rest @ ..] if vowel(*v) && !rest.is_empty() && rest.len() <= 2 => {
            matches!(rest, b"n" | b"s" | b"sh" | b"d" | b"t" | b"th" | b"dh" | b"r" | b"z" | b"ch")
                && next.starts_with(rest)
        }
        _ => false,
    }
}

/// Where the word proper begins after a glued article ("alrashed", "ennasr").
fn glued_article(word: &[u8], _first: bool) -> Option<usize> {
    match word {
        [b'a' | b'e', b'l', c, _, _, ..] if !vowel(*c) && *c != b'l' => Some(2),
        [b'a' | b'e', c, d, _, _, ..] if c == d && matches!(c, b'n' | b's' | b'd' | b't' | b'r' | b'z') => Some(2),
        [b'a' | b'e', b's', b'h', b's', b'h', _, ..] => Some(3),
        _ => None,
    }
}

/// Writes the consonant skeleton of all words as one.
fn skeleton<'a>(words: impl Iterator<Item = &'a [u8]>, reading: Reading) -> String {
    let mut out: Vec<u8> = Vec::with_capacity(24);
    let mut words = words.peekable();
    let mut first = true;
    while let Some(word) = words.next() {
        let next = words.peek().copied().unwrap_or(&[]);
        if !next.is_empty() && is_article(word, next) {
            continue;
        }
        // Izafe ("Kuh-e Sabz", "Darreh-ye Bala") and the Arabic and Persian "and".
        if !first && !next.is_empty() && matches!(word, b"e" | b"i" | b"ye" | b"yi" | b"o" | b"u") {
            continue;
        }
        let mut word = word;
        if reading.article
            && let Some(at) = glued_article(word, first)
        {
            word = word.get(at..).unwrap_or(word);
        }
        // "Abdul", "Abdel", "Abdolrahman": the l belongs to the article of the next word.
        if let [b'a' | b'e', b'b', b'd', v, b'l', rest @ ..] = word
            && vowel(*v)
            && !(rest.is_empty() && next.is_empty())
        {
            push(&mut out, b'a');
            push(&mut out, b'b');
            push(&mut out, b'd');
            word = if rest.first() == Some(&b'l') { rest.get(1..).unwrap_or(rest) } else { rest };
            if rest.starts_with(b"lah") {
                push(&mut out, b'l');
            }
            if rest.is_empty() {
                first = false;
                continue;
            }
            spell(&mut out, word, false, reading);
        } else {
            spell(&mut out, word, first, reading);
        }
        first = false;
    }
    String::from_utf8(out).unwrap_or_default()
}

/// Appends a symbol unless it repeats the last one (digits may repeat).
fn push(out: &mut Vec<u8>, symbol: u8) {
    if out.last() != Some(&symbol) || symbol.is_ascii_digit() {
        out.push(symbol);
    }
}

/// Appends the skeleton of one word.
fn spell(out: &mut Vec<u8>, word: &[u8], first: bool, reading: Reading) {
    let at = |i: usize| word.get(i).copied().unwrap_or(0);
    let mut i = 0;
    while i < word.len() {
        let (here, next) = (at(i), at(i + 1));
        let start = i == 0;
        let mut step = 1;
        match here {
            b'a' | b'e' | b'i' | b'o' | b'u' => {
                if start && first {
                    // French "Ouadi" is "Wadi".
                    if here == b'o' && next == b'u' && vowel(at(2)) {
                        push(out, b'w');
                        step = 2;
                    } else {
                        push(out, b'a');
                    }
                }
            }
            b'y' => {
                if start && first {
                    push(out, if vowel(next) { b'y' } else { b'a' });
                }
            }
            b'w' | b'v' => {
                if start && first {
                    push(out, b'w');
                }
            }
            b'k' if next == b'h' => {
                push(out, b'h');
                step = 2;
            }
            b'g' if next == b'h' => {
                push(out, b'k');
                step = 2;
            }
            b'g' => push(out, if reading.soft_g { b'j' } else { b'k' }),
            b'd' if next == b'j' => {
                push(out, b'j');
                step = 2;
            }
            b'd' if next == b'z' && at(i + 2) == b'h' => {
                push(out, b'j');
                step = 3;
            }
            b'd' if next == b'h' => {
                push(out, reading.dh);
                step = 2;
            }
            b't' | b'z' if next == b'h' => {
                push(out, here);
                step = 2;
            }
            b't' if next == b'c' && at(i + 2) == b'h' => {
                push(out, b's');
                step = 3;
            }
            b's' if next == b'c' && at(i + 2) == b'h' => {
                push(out, b's');
                step = 3;
            }
            b's' | b'c' if next == b'h' => {
                push(out, b's');
                step = 2;
            }
            b'c' => push(out, if matches!(next, b'e' | b'i' | b'y') { b's' } else { b'k' }),
            b'p' if next == b'h' => {
                push(out, b'f');
                step = 2;
            }
            b'p' => push(out, b'b'),
            b'q' | b'k' => push(out, b'k'),
            b'x' => {
                push(out, b'k');
                push(out, b's');
            }
            b'h' => {
                let silent = i + 1 == word.len() && i > 0 && vowel(at(i - 1));
                if !silent {
                    push(out, b'h');
                }
            }
            // n sounds as m before b ("Anbar", "Ambar").
            b'm' if i > 0 && matches!(next, b'b' | b'p') => push(out, b'n'),
            other => push(out, other),
        }
        i += step;
    }
}

/// The vowels of a name with the spellings of one sound folded: what the key leaves out. Tells Hassan from Hussein.
pub(super) fn vowels(name: &str) -> String {
    let plain = super::lists::plain(name, true);
    let mut out = String::with_capacity(8);
    out.push('/');
    // The article is written in many ways or left out.
    let article = |word: &&str| {
        matches!(
            *word,
            "al" | "el"
                | "ul"
                | "as"
                | "es"
                | "ash"
                | "ad"
                | "ed"
                | "an"
                | "en"
                | "ar"
                | "er"
                | "at"
                | "et"
                | "az"
                | "ez"
        )
    };
    let mut kept = String::with_capacity(plain.len());
    let single = !plain.contains(' ');
    kept.extend(plain.split(' ').filter(|word| single || !article(word)));
    let bytes = kept.as_bytes();
    let mut at = 0;
    while let Some(&here) = bytes.get(at) {
        let next = bytes.get(at + 1).copied().unwrap_or(b' ');
        let (sound, step) = match (here, next) {
            (b'e', b'e') => ("i", 2),
            (b'o', b'o' | b'u') | (b'u', b'u') => ("u", 2),
            (b'a', b'a') => ("a", 2),
            (b'a' | b'e', b'i' | b'y') => ("y", 2),
            (b'a' | b'o', b'w') => ("w", 2),
            (b'a', _) => ("a", 1),
            (b'e' | b'i', _) => ("i", 1),
            (b'o' | b'u', _) => ("u", 1),
            _ => ("", 1),
        };
        out.push_str(sound);
        at += step;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_share_a_key() {
        for (a, b) in [
            ("Jebel ez-Zarqa", "Jabal az Zarqa"),
            ("Abdullah", "Abd Allah"),
            ("Abdul Rahman", "Abdurrahman"),
            ("Muhammad", "Mohamed"),
            ("Kūh-e Sabz", "Kuh Sabz"),
            ("Gamal", "Jamal"),
            ("Djalal", "Jalal"),
            ("Владимир", "Vladimir"),
        ] {
            assert!(keys(a).iter().any(|k| keys(b).contains(k)), "{a} {:?} {b} {:?}", keys(a), keys(b));
        }
    }

    #[test]
    fn odd_input_has_a_key_and_no_panic() {
        assert_eq!(key(""), "");
        assert_eq!(key("’"), "");
        assert!(key(&"Dvorak ".repeat(10_000)).len() <= 2 * LONGEST);
        assert_eq!(key("Brigade 12"), key("brigade 12"));
    }
}
