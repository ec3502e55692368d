//! Inputs that reach further than random bytes do.
//!
//! In: random bytes. Out: texts in which every byte is a word, a mark or a tag, so that a mutation changes a sentence and not a letter.
//! Not here: what is asked of them.

use firsthand::read::read_bytes;
use firsthand::report::Report;
use std::sync::LazyLock;

/// Stands between the reports of one input.
pub const BETWEEN: u8 = 0x1E;

static WORDS: LazyLock<Vec<String>> = LazyLock::new(|| lines(include_str!("../words.txt")));
static TAGS: LazyLock<Vec<String>> = LazyLock::new(|| lines(include_str!("../tags.txt")));

/// Each line, with `\n`, `\r`, `\t` and `\u{..}` read as in Rust.
fn lines(list: &str) -> Vec<String> {
    list.lines().map(unescaped).collect()
}

fn unescaped(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('\\') {
        out.push_str(before);
        let (c, after) = match after.strip_prefix("u{").and_then(|code| code.split_once('}')) {
            Some((code, after)) => (u32::from_str_radix(code, 16).ok().and_then(char::from_u32), after),
            None => match after.chars().next() {
                Some('n') => (Some('\n'), &after[1..]),
                Some('r') => (Some('\r'), &after[1..]),
                Some('t') => (Some('\t'), &after[1..]),
                _ => (Some('\\'), after),
            },
        };
        out.extend(c);
        rest = after;
    }
    out + rest
}

fn of(list: &[String], bytes: &[u8]) -> String {
    let mut out = String::new();
    let mut bytes = bytes.iter();
    // Two bytes a word where the list is longer than a byte counts.
    while let Some(&first) = bytes.next() {
        let place = match list.len() > 256 && first >= 0xC0 {
            true => 0xC0 + usize::from(first - 0xC0) * 256 + usize::from(bytes.next().copied().unwrap_or(0)),
            false => usize::from(first),
        };
        out.push_str(&list[place % list.len()]);
    }
    out
}

/// A text of words of news.
pub fn sentences(bytes: &[u8]) -> String {
    of(&WORDS, bytes)
}

/// A page of tags, attributes and words.
pub fn page(bytes: &[u8]) -> String {
    of(&TAGS, bytes)
}

/// A report of a text: a page where it begins with a tag.
pub fn report(name: &str, bytes: &[u8]) -> Option<Report> {
    let end = if bytes.first() == Some(&b'<') { "html" } else { "txt" };
    read_bytes(&format!("{name}.{end}"), bytes).ok()
}

/// Up to four reports: bytes as they are, or words of news where the first is odd.
pub fn reports(bytes: &[u8]) -> Vec<Report> {
    let Some((first, rest)) = bytes.split_first() else { return Vec::new() };
    let texts = rest.split(|byte| *byte == BETWEEN).take(4).enumerate();
    let read = |(number, text): (usize, &[u8])| match first % 2 {
        0 => report(&format!("in/{number}"), text),
        _ => report(&format!("in/{number}"), sentences(text).as_bytes()),
    };
    texts.filter_map(read).collect()
}
