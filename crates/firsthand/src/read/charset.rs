//! Bytes to characters.
//!
//! For: reading whatever a crawler saved. In: bytes. Out: text and the rule that decided.
//! The order is: byte order mark, valid UTF-8, the declared label if it decodes without a
//! replacement character, then a statistical guess (chardetng, as in Firefox). A declaration is
//! not believed before the bytes are: pages that declare UTF-8 and hold windows-1256 are common.

use chardetng::EncodingDetector;
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use std::borrow::Cow;

/// How far into a page a declaration is looked for, in bytes (the standard says 1,024; real pages exceed it).
const DECLARATION_WITHIN: usize = 8_192;

/// Decoded text and the rule that fired, in words.
#[derive(Debug)]
pub(super) struct Decoded<'a> {
    pub(super) text: Cow<'a, str>,
    pub(super) rule: String,
}

/// Decodes; never fails, but the rule says when characters were lost.
pub(super) fn decode(bytes: &[u8]) -> Decoded<'_> {
    if let Some((encoding, skip)) = Encoding::for_bom(bytes) {
        let (text, lossy) = encoding.decode_without_bom_handling(bytes.get(skip..).unwrap_or(&[]));
        return Decoded { text, rule: said(encoding, "byte order mark", lossy) };
    }
    let bytes = trim_cut_character(bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Decoded { text: Cow::Borrowed(text), rule: said(UTF_8, "valid UTF-8", false) };
    }
    if let Some(encoding) = declared(bytes.get(..DECLARATION_WITHIN).unwrap_or(bytes))
        && encoding != UTF_8
        && let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(bytes)
    {
        return Decoded { text, rule: said(encoding, "declared", false) };
    }
    let mut detector = EncodingDetector::new(chardetng::Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    let guess = detector.guess(None, chardetng::Utf8Detection::Allow);
    let (text, lossy) = guess.decode_without_bom_handling(bytes);
    if lossy && mostly_utf8(bytes) {
        let (text, lossy) = UTF_8.decode_without_bom_handling(bytes);
        return Decoded { text, rule: said(UTF_8, "mostly valid UTF-8", lossy) };
    }
    Decoded { text, rule: said(guess, "guessed from the bytes", lossy) }
}

fn said(encoding: &'static Encoding, rule: &str, lossy: bool) -> String {
    let lost = if lossy { "; some bytes could not be decoded" } else { "" };
    format!("charset {}: {rule}{lost}", encoding.name().to_ascii_lowercase())
}

/// Drops up to three bytes of a character that a truncated download cut in half.
fn trim_cut_character(bytes: &[u8]) -> &[u8] {
    match std::str::from_utf8(bytes) {
        Err(e) if e.error_len().is_none() => bytes.get(..e.valid_up_to()).unwrap_or(bytes),
        _ => bytes,
    }
}

/// Whether at most one character in a hundred beyond ASCII is damaged.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().bytes().filter(|b| *b >= 0xC0).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > 0 && bad * 100 <= good
}

/// The encoding that the page's head declares (`<meta charset>`, `http-equiv`, `<?xml encoding`).
fn declared(head: &[u8]) -> Option<&'static Encoding> {
    let head = head.to_ascii_lowercase();
    let at = |needle: &[u8]| head.windows(needle.len()).position(|w| w == needle).map(|i| i + needle.len());
    let from = at(b"charset=").or_else(|| at(b"encoding="))?;
    let rest = head.get(from..)?;
    let rest = rest.iter().skip_while(|b| matches!(b, b'"' | b'\'' | b' '));
    let label: Vec<u8> =
        rest.take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b':')).copied().collect();
    // A page whose meta tag could be read is not UTF-16, whatever it says.
    Encoding::for_label(&label).map(|e| if e.is_ascii_compatible() { e } else { WINDOWS_1252 })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(bytes: &[u8]) -> (String, String) {
        let decoded = decode(bytes);
        (decoded.text.into_owned(), decoded.rule)
    }

    #[test]
    fn a_byte_order_mark_decides() {
        assert_eq!(rule(b"\xff\xfeA\0"), ("A".into(), "charset utf-16le: byte order mark".into()));
    }

    #[test]
    fn valid_utf8_wins_over_the_declaration() {
        let (text, rule) = rule("<meta charset=iso-8859-1>é".as_bytes());
        assert!(text.ends_with('é'));
        assert_eq!(rule, "charset utf-8: valid UTF-8");
    }

    #[test]
    fn the_declaration_is_used_when_it_decodes() {
        let (text, rule) = rule(b"<meta charset=\"windows-1251\">\xcf\xf0\xe8\xe2\xe5\xf2");
        assert!(text.ends_with("Привет"), "{text}");
        assert_eq!(rule, "charset windows-1251: declared");
    }

    #[test]
    fn a_wrong_declaration_of_utf8_is_not_believed() {
        let line = "وصل المجندون الجدد إلى المعسكر القريب من البلدة يوم الاثنين وفقا لشهود عيان. ".repeat(5);
        let (bytes, _, _) = encoding_rs::WINDOWS_1256.encode(&line);
        let page = [b"<meta charset=utf-8>".as_slice(), &bytes].concat();
        let (text, rule) = rule(&page);
        assert!(text.contains("المجندون"), "{text}");
        assert_eq!(rule, "charset windows-1256: guessed from the bytes");
    }

    #[test]
    fn a_download_cut_inside_a_character_is_still_utf8() {
        assert_eq!(rule(b"caf\xc3"), ("caf".into(), "charset utf-8: valid UTF-8".into()));
    }
}
