//! Sentences of fictional reports.
//!
//! For: text that reads as a report and repeats itself rarely. In: a seed and the vocabulary of
//! `data/generator_words.toml`. Out: names, sentences, stories. Fixed words between two drawn ones
//! stay few, so that unrelated stories share no long run. Not here: copies (see `derive`).

use serde::Deserialize;
use std::sync::LazyLock;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    syllables: Vec<String>,
    endings: Vec<String>,
    groups: Vec<String>,
    people: Vec<String>,
    recruits: Vec<String>,
    things: Vec<String>,
    places: Vec<String>,
    adjectives: Vec<String>,
    verbs: Vec<String>,
    enlisting: Vec<String>,
    saying: Vec<String>,
    adverbs: Vec<String>,
    links: Vec<String>,
    prepositions: Vec<String>,
    reasons: Vec<String>,
    times: Vec<String>,
    outlets: Vec<String>,
    organisations: Vec<String>,
    pub synonyms: Vec<[String; 2]>,
    templates: Vec<String>,
}

impl Words {
    /// The embedded vocabulary.
    #[allow(clippy::expect_used)] // a broken embedded file is a mistake of the build; a test would say so
    pub(super) fn load() -> &'static Words {
        static READ: LazyLock<Words> = LazyLock::new(|| {
            toml::from_str(include_str!("../../data/generator_words.toml")).expect("the vocabulary is valid")
        });
        &READ
    }
}

/// A seeded source of choices (SplitMix64, Steele et al. 2014).
pub struct Cast {
    state: u64,
    words: &'static Words,
}

impl Cast {
    pub(super) fn new(seed: u64, words: &'static Words) -> Self {
        Cast { state: seed.wrapping_mul(0x2545_f491_4f6c_dd1d), words }
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `n`.
    pub(super) fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }

    /// One of a list.
    pub(super) fn pick<'a>(&mut self, list: &'a [String]) -> &'a str {
        let at = self.below(list.len());
        list.get(at).map_or("", String::as_str)
    }

    /// An invented name.
    pub(super) fn name(&mut self) -> String {
        let words = self.words;
        let mut name = String::new();
        for _ in 0..1 + self.below(2) {
            name += self.pick(&words.syllables);
        }
        name += self.pick(&words.syllables);
        name += self.pick(&words.endings);
        capitalised(&name)
    }

    pub(super) fn outlet(&mut self) -> String {
        let (place, kind) = (self.name(), self.pick(&self.words.outlets));
        format!("{place} {kind}")
    }

    /// The closing paragraph that an outlet prints below all its reports.
    pub(super) fn template(&self, outlet: &str) -> String {
        let list = &self.words.templates;
        let which = outlet.bytes().map(usize::from).sum::<usize>() % list.len().max(1);
        list.get(which).map_or(String::new(), |template| template.replace("{outlet}", outlet))
    }

    /// The day a report was published; one of eight has none.
    pub(super) fn day(&mut self, story: usize, number: usize) -> Option<String> {
        let day = story * 7 % 330 + (number / 8).min(20);
        let undated = self.below(8) == 0;
        (!undated).then(|| format!("2031-{:02}-{:02}", day / 28 % 12 + 1, day % 28 + 1))
    }

    /// A clause of a doer, a verb and what it was done to.
    pub(super) fn clause(&mut self) -> String {
        let w = self.words;
        let doer = match self.below(4) {
            0 => format!("the {} {}", self.name(), self.pick(&w.groups)),
            1 => format!("{} {}", self.name(), self.name()),
            2 => format!("{} from {}", self.pick(&w.people), self.name()),
            _ => format!("{} {}", self.count(), self.pick(&w.people)),
        };
        let done = match self.below(5) {
            0 => format!("{} {} {}", self.pick(&w.enlisting), self.count(), self.pick(&w.recruits)),
            1 => format!(
                "{} {} the {} {}",
                self.pick(&w.adverbs),
                self.pick(&w.verbs),
                self.pick(&w.adjectives),
                self.pick(&w.places)
            ),
            2 => format!("{} {} {}", self.pick(&w.verbs), self.count(), self.pick(&w.things)),
            3 => format!("{} its {} {}", self.pick(&w.verbs), self.pick(&w.adjectives), self.pick(&w.things)),
            _ => format!("{} {} {}", self.pick(&w.verbs), self.pick(&w.adjectives), self.pick(&w.places)),
        };
        match self.below(4) {
            0 => format!("{doer} {done} {}", self.pick(&w.times)),
            1 => format!("{doer} {done} {} {}", self.pick(&w.prepositions), self.name()),
            2 => format!(
                "{doer} {done} {} the {} {}",
                self.pick(&w.prepositions),
                self.pick(&w.adjectives),
                self.pick(&w.places)
            ),
            _ => format!("{doer} {done} out of {}", self.pick(&w.reasons)),
        }
    }

    fn count(&mut self) -> String {
        (2 + self.below(900)).to_string()
    }

    /// A sentence; one of six quotes somebody.
    pub(super) fn sentence(&mut self) -> String {
        let w = self.words;
        let sentence = match self.below(6) {
            0 => {
                let (first, last) = (self.clause(), self.clause());
                let said = format!(
                    "{}, {} {} {} {}",
                    first,
                    self.pick(&w.links),
                    last,
                    self.pick(&w.adverbs),
                    self.pick(&w.times)
                );
                format!("“{},” {} {} {}", capitalised(&said), self.name(), self.name(), self.pick(&w.saying))
            }
            1 => format!("{} {}, {} {}", self.clause(), self.pick(&w.saying), self.name(), self.clause()),
            2 => format!("{}, {}, {}", self.pick(&w.times), self.clause(), self.clause()),
            3 => format!("{} {} {}", self.clause(), self.pick(&w.links), self.clause()),
            4 => format!(
                "{} {} {} {} {}",
                self.pick(&w.people),
                self.pick(&w.saying),
                self.clause(),
                self.pick(&w.links),
                self.clause()
            ),
            _ => format!("{} and {}", self.clause(), self.clause()),
        };
        format!("{}.", capitalised(&sentence))
    }
}

/// The first letter as a capital.
pub(super) fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// What the first report of a story tells.
pub(super) struct Story {
    /// The organisation that said it first.
    pub origin: String,
    sentences: Vec<String>,
}

impl Story {
    pub(super) fn new(cast: &mut Cast) -> Self {
        let kind = cast.pick(&cast.words.organisations).to_owned();
        let origin = format!("{} {kind}", cast.name());
        let mut sentences = vec![format!("{}, the {origin} said.", capitalised(&cast.clause()))];
        while sentences.iter().map(String::len).sum::<usize>() < 2700 {
            sentences.push(cast.sentence());
        }
        Story { origin, sentences }
    }

    /// Headline, then paragraphs of three sentences.
    pub(super) fn paragraphs(&self) -> Vec<String> {
        let headline = self.sentences.first().map_or("", |first| first.split(',').next().unwrap_or(first)).to_owned();
        std::iter::once(headline).chain(self.sentences.chunks(3).map(|three| three.join(" "))).collect()
    }
}
