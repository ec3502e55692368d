//! The base form of a word.
//!
//! In: a word in lower case and its tag. Out: its lemma ("recruited" VBD: "recruit"; "men" NNS: "man"). Irregular forms and the check
//! of regular ones come from WordNet 3.0. Names stay as they are. Not here: derivation ("recruitment" stays).

use super::super::doc::Tag;
use super::lexicon::{self, ADJECTIVE, NOUN, VERB};
use std::borrow::Cow;

/// The base form of a word in lower case; borrowed unless letters have to be added.
///
/// ```
/// use firsthand::annotate::{Tag, lemma};
/// assert_eq!(lemma("recruited", Tag::VBD), "recruit");
/// assert_eq!(lemma("armies", Tag::NNS), "army");
/// ```
pub fn lemma(lower: &str, tag: Tag) -> Cow<'_, str> {
    lemma_of(lower, tag, true)
}

/// The same, where it is known whether the word is an irregular form of anything.
pub(in crate::annotate) fn lemma_of(lower: &str, tag: Tag, irregular: bool) -> Cow<'_, str> {
    let known = match tag {
        Tag::NNS => noun(lower, irregular),
        Tag::VBZ | Tag::VBD | Tag::VBN | Tag::VBG | Tag::VBP | Tag::VB | Tag::MD => verb(lower, tag, irregular),
        Tag::JJR | Tag::JJS | Tag::RBR | Tag::RBS => graded(lower, irregular),
        Tag::RB if matches!(lower, "n't" | "not") => Some(Cow::Borrowed("not")),
        Tag::DT if lower == "an" => Some(Cow::Borrowed("a")),
        _ => None,
    };
    known.unwrap_or(Cow::Borrowed(lower))
}

fn noun(lower: &str, irregular: bool) -> Option<Cow<'_, str>> {
    // The exceptions of WordNet lead these to rare words.
    if matches!(
        lower,
        "people" | "police" | "media" | "data" | "forces" | "arms" | "troops" | "goods" | "lives" | "sorties"
    ) {
        return Some(Cow::Borrowed(match lower {
            "sorties" => "sortie",
            "forces" => "force",
            "arms" => "arm",
            "troops" => "troop",
            "lives" => "life",
            other => other,
        }));
    }
    if irregular && let Some(base) = lexicon::irregular(lower, b'n') {
        return Some(Cow::Borrowed(base));
    }
    let before = lower.rfind('-').map_or(0, |at| at + 1);
    let piece = lower.get(before..)?;
    if before > 0
        && let Some(base) = lexicon::irregular(piece, b'n')
    {
        return Some(Cow::Owned(format!("{}{base}", lower.get(..before)?)));
    }
    if let Some(base) = candidate(lower, piece, NOUN, &[]) {
        return Some(base);
    }
    // "guardsmen": any compound of "man".
    if piece.len() > 4 && piece.ends_with("men") {
        return Some(Cow::Owned(format!("{}man", lower.get(..lower.len() - 3)?)));
    }
    let cut = |n: usize| piece.len().checked_sub(n).and_then(|_| lower.get(..lower.len() - n));
    match () {
        () if piece.len() > 4 && piece.ends_with("ies") => Some(Cow::Owned(format!("{}y", cut(3)?))),
        () if ["ses", "xes", "zes", "ches", "shes"].iter().any(|e| piece.ends_with(e)) => cut(2).map(Cow::Borrowed),
        () if piece.ends_with('s') && !piece.ends_with("ss") && piece.len() > 2 => cut(1).map(Cow::Borrowed),
        () => None,
    }
}

fn verb(lower: &str, tag: Tag, irregular: bool) -> Option<Cow<'_, str>> {
    let base = match lower {
        "is" | "are" | "was" | "were" | "been" | "being" | "am" | "be" | "'m" | "'re" | "ai" => "be",
        "'s" => "be",
        "has" | "had" | "having" | "'ve" => "have",
        "does" | "did" | "done" | "doing" => "do",
        "'ll" => "will",
        "'d" if tag == Tag::MD => "would",
        "'d" => "have",
        "ca" => "can",
        "wo" => "will",
        "sha" => "shall",
        // Each is another verb's irregular form too.
        "found" | "left" | "saw" | "felt" | "ground" | "wound" | "lay" | "fell" | "bore"
            if matches!(tag, Tag::VB | Tag::VBP) =>
        {
            lower
        }
        _ => "",
    };
    if !base.is_empty() {
        return Some(Cow::Borrowed(base));
    }
    if matches!(tag, Tag::VB | Tag::VBP | Tag::MD) {
        return None;
    }
    if irregular && let Some(base) = lexicon::irregular(lower, b'v') {
        return Some(Cow::Borrowed(base));
    }
    let n = lower.len();
    let bytes = lower.as_bytes();
    let vowel = |at: usize| bytes.get(at).is_some_and(|b| b"aeiou".contains(b));
    let consonant = |at: usize| bytes.get(at).is_some_and(|b| b.is_ascii_alphabetic() && !b"aeiouwxy".contains(b));
    // "hoping" is "hope", "training" is "train": one consonant after one vowel would have been doubled.
    let single = n >= 6 && consonant(n - 4) && vowel(n - 5) && !vowel(n - 6);
    let prefer: &[&str] = if lower.ends_with("ing") && single { &["e"] } else { &[] };
    if let Some(base) = candidate(lower, lower, VERB, prefer) {
        return Some(base);
    }
    let cut = |by: usize| lower.get(..n.checked_sub(by)?);
    match () {
        () if n > 4 && (lower.ends_with("ies") || lower.ends_with("ied")) => Some(Cow::Owned(format!("{}y", cut(3)?))),
        () if lower.ends_with("ing") && n > 5 => cut(3).map(Cow::Borrowed),
        () if lower.ends_with("ed") && n > 4 => cut(2).map(Cow::Borrowed),
        () if ["sses", "xes", "zes", "ches", "shes"].iter().any(|e| lower.ends_with(e)) => cut(2).map(Cow::Borrowed),
        () if lower.ends_with('s') && !lower.ends_with("ss") && n > 3 => cut(1).map(Cow::Borrowed),
        () => None,
    }
}

fn graded(lower: &str, irregular: bool) -> Option<Cow<'_, str>> {
    if matches!(lower, "more" | "most" | "less" | "least") {
        return None;
    }
    if irregular && let Some(base) = lexicon::irregular(lower, b'a') {
        return Some(Cow::Borrowed(base));
    }
    let by = if lower.ends_with("est") { 3 } else { 2 };
    let stem = lower.get(..lower.len().checked_sub(by)?)?;
    let with_e = lower.get(..stem.len() + 1)?;
    let is = |word: &str| lexicon::own_classes(word) & ADJECTIVE != 0;
    match stem.strip_suffix('i') {
        Some(y) => Some(Cow::Owned(format!("{y}y"))),
        None if is(stem) => Some(Cow::Borrowed(stem)),
        None if with_e.ends_with('e') && is(with_e) => Some(Cow::Borrowed(with_e)),
        None => stem.get(..stem.len().checked_sub(1)?).filter(|s| is(s)).map(Cow::Borrowed),
    }
}

/// The first regular base of `piece` (the end of `lower`) that WordNet has in a class; one that ends in `prefer` wins.
fn candidate<'a>(lower: &'a str, piece: &str, class: u8, prefer: &[&str]) -> Option<Cow<'a, str>> {
    if piece.len() > 40 || !piece.is_ascii() {
        return None;
    }
    let mut buffer = [0u8; 40];
    let mut kept = [0u8; 40];
    let mut length = 0;
    let mut preferred = false;
    lexicon::stems(piece, &mut buffer, |stem| {
        let better = length == 0 || (!preferred && prefer.iter().any(|end| stem.ends_with(end)));
        if better && lexicon::own_classes(stem) & class != 0 {
            preferred = prefer.iter().any(|end| stem.ends_with(end));
            length = stem.len();
            if let Some(target) = kept.get_mut(..length) {
                target.copy_from_slice(stem.as_bytes());
            }
        }
    });
    let stem = std::str::from_utf8(kept.get(..length).filter(|k| !k.is_empty())?).ok()?;
    let before = lower.len() - piece.len();
    match lower.get(..before + length) {
        Some(prefix) if prefix.ends_with(stem) => Some(Cow::Borrowed(prefix)),
        _ => Some(Cow::Owned(format!("{}{stem}", lower.get(..before)?))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regular_and_irregular_verbs_lose_their_endings() {
        for (word, tag, base) in [
            ("recruited", Tag::VBD, "recruit"),
            ("hoped", Tag::VBD, "hope"),
            ("hoping", Tag::VBG, "hope"),
            ("training", Tag::VBG, "train"),
            ("planned", Tag::VBN, "plan"),
            ("fighting", Tag::VBG, "fight"),
            ("killing", Tag::VBG, "kill"),
            ("using", Tag::VBG, "use"),
            ("denies", Tag::VBZ, "deny"),
            ("passes", Tag::VBZ, "pass"),
            ("fled", Tag::VBD, "flee"),
            ("sent", Tag::VBN, "send"),
            ("were", Tag::VBD, "be"),
            ("ca", Tag::MD, "can"),
        ] {
            assert_eq!(lemma(word, tag), base, "{word}");
        }
    }

    #[test]
    fn plurals_become_singular_and_names_stay() {
        for (word, tag, base) in [
            ("children", Tag::NNS, "child"),
            ("men", Tag::NNS, "man"),
            ("boys", Tag::NNS, "boy"),
            ("militias", Tag::NNS, "militia"),
            ("families", Tag::NNS, "family"),
            ("houses", Tag::NNS, "house"),
            ("ex-fighters", Tag::NNS, "ex-fighter"),
            ("people", Tag::NNS, "people"),
            ("guards", Tag::NNPS, "guards"),
        ] {
            assert_eq!(lemma(word, tag), base, "{word}");
        }
    }

    #[test]
    fn adjectives_lose_their_degree() {
        assert_eq!(lemma("younger", Tag::JJR), "young");
        assert_eq!(lemma("largest", Tag::JJS), "large");
        assert_eq!(lemma("heavier", Tag::JJR), "heavy");
        assert_eq!(lemma("bigger", Tag::JJR), "big");
    }
}
