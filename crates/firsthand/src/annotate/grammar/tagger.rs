//! Parts of speech: an averaged perceptron over hashed features, left to right.
//!
//! In: a [`Doc`] with sentences. Out: the tags of its words. The weights are `models/tagger.bin`, made by
//! `training/tagger/train.py` from UD English (see `models/tagger.md`); the features are those of that file, and the
//! two change together. Nothing is allocated per token. Not here: lemmas, phrases.

use super::super::doc::{Doc, Tag};
use super::super::table::fnv;
use super::lexicon;
use std::sync::LazyLock;

/// Tags that are predicted: all words, no marks.
const TAGS: usize = 36;
/// Of these, how many are added at once.
const WIDE: usize = 32;
/// Stands for the tag before a sentence.
const START: u64 = 45;

static MODEL: LazyLock<Model> = LazyLock::new(|| Model::read(include_bytes!("../../../../../models/tagger.bin")));

/// The tags in the order of [`Tag`], which is that of the model.
const TAG: [Tag; TAGS] = [
    Tag::CC,
    Tag::CD,
    Tag::DT,
    Tag::EX,
    Tag::FW,
    Tag::IN,
    Tag::JJ,
    Tag::JJR,
    Tag::JJS,
    Tag::LS,
    Tag::MD,
    Tag::NN,
    Tag::NNS,
    Tag::NNP,
    Tag::NNPS,
    Tag::PDT,
    Tag::POS,
    Tag::PRP,
    Tag::PRPS,
    Tag::RB,
    Tag::RBR,
    Tag::RBS,
    Tag::RP,
    Tag::SYM,
    Tag::TO,
    Tag::UH,
    Tag::VB,
    Tag::VBD,
    Tag::VBG,
    Tag::VBN,
    Tag::VBP,
    Tag::VBZ,
    Tag::WDT,
    Tag::WP,
    Tag::WPS,
    Tag::WRB,
];

/// The weights and the words that have one tag only.
struct Model {
    shift: u32,
    words: Vec<(&'static [u8], Tag)>,
    rows: &'static [u8],
}

impl Model {
    /// Reads the file; a damaged one gives a model that tags everything as its first tag, never a panic.
    fn read(bytes: &'static [u8]) -> Model {
        let number = |at: usize| {
            let four = bytes.get(at..at + 4).and_then(|b| <[u8; 4]>::try_from(b).ok());
            four.map_or(0, u32::from_le_bytes)
        };
        let (bits, count) = (number(8).clamp(1, 24), number(12));
        let mut at = 16;
        let mut words = Vec::with_capacity(count as usize & 0xFFFF);
        for _ in 0..count {
            let Some(&[length, tag]) = bytes.get(at..at + 2) else { break };
            let end = at + 2 + length as usize;
            if let (Some(word), Some(&tag)) = (bytes.get(at + 2..end), TAG.get(tag as usize)) {
                words.push((word, tag));
            }
            at = end;
        }
        Model { shift: 64 - bits, words, rows: bytes.get(at..).unwrap_or(&[]) }
    }

    /// The weights of one feature.
    #[inline]
    fn row(&self, template: u64, a: u64, b: u64) -> &[u8; TAGS] {
        let x = a ^ b.rotate_left(23) ^ template.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let x = (x ^ (x >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let row = ((x ^ (x >> 32)).wrapping_mul(0x94D0_49BB_1331_11EB) >> self.shift) as usize * TAGS;
        self.rows.get(row..row + TAGS).and_then(|row| row.try_into().ok()).unwrap_or(&[0; TAGS])
    }
}

/// What the letters of a word in lower case show: hashes of the word and its endings, the classes of its last part, a hyphen.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::annotate) struct Letters {
    hash: u64,
    suffixes: [u64; 3],
    classes: u64,
    /// Whether it holds a hyphen.
    pub hyphen: bool,
}

impl Letters {
    /// Reads a word whose classes are known.
    pub fn read(lower: &str, classes: u16) -> Letters {
        let mut suffixes = [0; 3];
        // Where the last one, two, three and four letters begin.
        let ends = lower.char_indices().rev().take(4).map(|(at, _)| at);
        for (suffix, at) in suffixes.iter_mut().zip(ends.skip(1).take_while(|at| *at > 0)) {
            *suffix = fnv(&lower.as_bytes()[at..]);
        }
        let hyphen = lower.as_bytes().iter().rposition(|b| *b == b'-');
        let classes = hyphen.map_or(classes, |at| lexicon::classes(&lower[at + 1..]));
        Letters { hash: fnv(lower.as_bytes()), suffixes, classes: u64::from(classes), hyphen: hyphen.is_some() }
    }
}

/// A word where it stands. The empty one pads a sentence.
#[derive(Clone, Copy, Default)]
struct Word {
    hash: u64,
    suffixes: [u64; 3],
    classes: u64,
    shape: u64,
}

/// The words in lower case that have one tag only.
pub(super) fn only_tags() -> impl Iterator<Item = (&'static str, Tag)> {
    MODEL.words.iter().filter_map(|(word, tag)| Some((std::str::from_utf8(word).ok()?, *tag)))
}

/// Tags every word.
pub(super) fn tag(doc: &mut Doc<'_>) {
    let mut words: Vec<Word> = Vec::new();
    for s in 0..doc.sentence_tokens.len() {
        let sentence = doc.sentence(s);
        words.clear();
        words.resize(2, Word::default());
        words.extend(sentence.clone().map(|i| known(doc.word(i), &doc.lower_word(i).letters)));
        words.resize(words.len() + 2, Word::default());
        let mode = mode(doc, sentence.clone());
        let (mut t1, mut t2, mut first) = (START, START, true);
        for (n, i) in sentence.enumerate() {
            if doc.tag(i) == Tag::NN {
                let cased = matches!(words.get(n + 2).map_or(0, |w| w.shape & 7), 1..=3) && !first && mode == PROSE;
                let sure = if cased { None } else { doc.lower_word(i).grammar.only };
                let tag = sure.or_else(|| words.get(n..n + 5).map(|w| predict(w, t1, t2, mode, first)));
                doc.tokens[i].tag = tag.unwrap_or(Tag::NN);
            }
            let tag = doc.tag(i);
            if tag == Tag::JJ && i > 0 && n > 0 && lower_is_participle(doc, i) {
                repair(doc, s, i);
            }
            // "boys fled": no noun at all, but a verb's past form.
            if matches!(tag, Tag::NN | Tag::NNS) && n > 0 && doc.tag(i - 1).is_noun() {
                let known = &doc.lower_word(i).grammar;
                if known.irregular_verb() && known.no_noun() && !known.irregular_noun() {
                    doc.tokens[i].tag = Tag::VBD;
                }
            }
            let tag = doc.tag(i);
            first = matches!(tag, Tag::OpenQuote | Tag::Colon) || (first && !tag.is_word());
            (t1, t2) = (tag as u64, t1);
        }
    }
}

/// Whether a word looks like a regular participle of a known verb.
fn lower_is_participle(doc: &Doc<'_>, i: usize) -> bool {
    doc.lower(i).ends_with("ed") && doc.lower_word(i).grammar.stems() & lexicon::VERB != 0
}

/// The training data calls many participles adjectives: after "be" they are verbs here, and so is one with an object
/// ("who denied it, forced two boys").
fn repair(doc: &mut Doc<'_>, sentence: usize, i: usize) {
    let tokens = doc.sentence(sentence);
    let back = (tokens.start..i).rev().find(|&j| !doc.tag(j).is_adverb()).unwrap_or(i);
    let be = matches!(doc.lower(back), "is" | "are" | "was" | "were" | "been" | "being" | "be" | "'re" | "'s");
    let next = doc.lower(i + 1);
    let object = i + 1 < tokens.end
        && (matches!(
            next,
            "the" | "a" | "an" | "his" | "her" | "their" | "its" | "them" | "him" | "it" | "that" | "those" | "these"
        ) || doc.lower_word(i + 1).grammar.closed == Some(Tag::CD));
    let noun = doc.tag(i - 1).is_noun() || matches!(doc.tag(i - 1), Tag::PRP | Tag::WP | Tag::WDT);
    if be {
        doc.tokens[i].tag = Tag::VBN;
    } else if object && (noun || doc.tag(i - 1) == Tag::Comma) {
        doc.tokens[i].tag = Tag::VBD;
    }
}

/// The best tag of the middle one of five words.
fn predict(words: &[Word], t1: u64, t2: u64, mode: u64, first: bool) -> Tag {
    let &[pp, p, w, n, nn] = words else { return Tag::NN };
    let shape = w.shape | u64::from(first) << 5 | mode << 6 | 1 << 9;
    let (t1, t2) = (t1 + 1, t2 + 1);
    let [s2, s3, s4] = w.suffixes;
    let c = w.classes + 1;
    let row = |template, a, b| MODEL.row(template, a, b);
    let rows = [
        row(1, w.hash, 0),
        row(2, s2, shape & 7),
        row(3, s3, 0),
        row(4, s4, 0),
        row(5, shape, 0),
        row(6, t1, mode + 1),
        row(7, t1, t2),
        row(8, t1, w.hash),
        row(9, p.hash, 0),
        row(10, pp.hash, 0),
        row(11, n.hash, 0),
        row(12, nn.hash, 0),
        row(13, p.suffixes[1], t1),
        row(14, n.suffixes[1], 0),
        row(15, c, shape),
        row(16, c, t1),
        row(17, n.classes + 1, t1),
        row(18, p.hash, w.hash),
        row(19, w.hash, n.hash),
        row(20, shape, t1),
        row(21, p.shape & 7 | 8, n.shape & 7 | (shape & 0x3F) << 3),
        row(22, c, s2),
        row(23, c, n.hash),
        row(24, c, n.classes + 1),
    ];
    // The model is larger than a processor's near memory: asking for all rows first lets them come together.
    std::hint::black_box(rows.iter().fold(0, |sum, row| sum ^ row[0] ^ row[TAGS - 1]));
    // In two fixed widths, of which the first fills vectors.
    let (mut wide, mut rest) = ([0i16; WIDE], [0i16; TAGS - WIDE]);
    for row in rows {
        let (Some(head), Some(tail)) = (row.first_chunk::<WIDE>(), row.last_chunk::<{ TAGS - WIDE }>()) else {
            continue;
        };
        for tag in 0..WIDE {
            wide[tag] += i16::from(head[tag] as i8);
        }
        for tag in 0..TAGS - WIDE {
            rest[tag] += i16::from(tail[tag] as i8);
        }
    }
    // The first of the best: what is best is found in vectors, where it stands is near the beginning for most words.
    let most = wide.iter().chain(&rest).fold(i16::MIN, |most, score| most.max(*score));
    let best = wide.iter().chain(&rest).position(|score| *score == most);
    best.and_then(|best| TAG.get(best)).copied().unwrap_or(Tag::NN)
}

/// A word as it is printed: its letters, capitals and digits.
fn known(word: &str, letters: &Letters) -> Word {
    // Most words are small letters alone.
    if word.bytes().all(|b| b.is_ascii_lowercase()) && !word.is_empty() {
        let &Letters { hash, suffixes, classes, .. } = letters;
        return Word { hash, suffixes, classes, shape: 0 };
    }
    let (mut alphabetic, mut upper) = (0, 0);
    for c in word.chars().take(40).filter(|c| c.is_alphabetic()) {
        alphabetic += 1;
        upper += usize::from(c.is_uppercase());
    }
    let capital = match word.chars().find(|c| *c != '[') {
        _ if alphabetic == 0 => 4,
        Some(c) if !c.is_uppercase() => 3 * u64::from(upper > 0),
        _ if alphabetic > 1 && upper == alphabetic => 2,
        _ => 1,
    };
    let digit = word.bytes().any(|b| b.is_ascii_digit());
    let &Letters { hash, suffixes, classes, hyphen } = letters;
    Word { hash, suffixes, classes, shape: capital | u64::from(digit) << 3 | u64::from(hyphen) << 4 }
}

/// See [`mode`].
pub(super) const PROSE: u64 = 0;

/// How a sentence is capitalised: 0 as prose, 1 as a headline, 2 all in capitals.
pub(super) fn mode(doc: &Doc<'_>, sentence: std::ops::Range<usize>) -> u64 {
    let (mut words, mut capitalised, mut upper) = (0, 0, 0);
    for i in sentence {
        let word = doc.word(i);
        if word.len() < 4 {
            continue;
        }
        if word.bytes().all(|b| b.is_ascii_lowercase()) {
            words += 1;
            continue;
        }
        let letter = word.chars().next().filter(|c| c.is_alphabetic());
        let (Some(letter), true) = (letter, word.chars().nth(3).is_some()) else { continue };
        words += 1;
        capitalised += usize::from(letter.is_uppercase());
        upper += usize::from(!word.chars().any(char::is_lowercase));
    }
    match () {
        () if words < 3 => PROSE,
        () if upper == words => 2,
        () if capitalised * 10 >= words * 8 => 1,
        () => PROSE,
    }
}
