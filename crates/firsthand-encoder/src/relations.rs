//! Which words are cues, and which words are the source and the content of each.
//!
//! One pass over every window finds the cues; the upper layers are run again around each cue, with its pieces marked. The
//! decoding is that of `training/attribution/predict.py`; change both together.

use crate::chain::Chain;
use crate::events::{Events, Named};
use crate::folder::{Description, Folder};
use crate::names::{Names, NamesHead};
use crate::signs::{SIGNS, signs};
use crate::tensors::Tensors;
use crate::windows::{Plan, plan};
use crate::wordpiece::{Pieces, Vocabulary};
use crate::{Encoder, EncoderError, Rows};
use rustc_hash::FxHashSet;
use std::ops::Range;
use std::path::Path;

/// Windows whose lower states are kept until their cues are asked; those of longer texts are computed again. With the
/// sizes of the real model that is 19 MB, for texts up to about 6,000 words.
const KEPT: usize = 32;
/// Cues that are asked in one go: more share the cost of reading the weights, fewer keep their rows in cache.
const ASKED: usize = 4;

/// No cue, begins one, goes on.
const LABELS: usize = 3;
const SOURCE: u8 = 1;
const CUE: u8 = 2;
const CONTENT: u8 = 3;

/// Source, cue and content as byte ranges of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// Empty when the text names none.
    pub source: Vec<Range<usize>>,
    /// The words that show it.
    pub cue: Vec<Range<usize>>,
    /// One or more pieces.
    pub content: Vec<Range<usize>>,
}

/// Scores of labels for each row.
struct Head {
    weight: Vec<f32>,
    bias: Vec<f32>,
    chain: Chain,
}

impl Head {
    fn load(file: &Tensors<'_>, name: &str, labels: usize, hidden: usize) -> Result<Self, EncoderError> {
        let floats = |part: &str, shape: &[usize]| file.floats(&format!("{name}.{part}"), shape);
        let chain = Chain {
            start: floats("start", &[labels])?,
            transitions: floats("transitions", &[labels, labels])?,
            end: floats("end", &[labels])?,
        };
        Ok(Head { weight: floats("weight", &[labels, hidden])?, bias: floats("bias", &[labels])?, chain })
    }

    fn score(&self, row: &[f32], out: &mut Vec<f32>) {
        for (weight, bias) in self.weight.chunks_exact(row.len().max(1)).zip(&self.bias) {
            out.push(weight.iter().zip(row).map(|(w, x)| w * x).sum::<f32>() + bias);
        }
    }
}

/// Scores around one cue.
pub struct RoleScores {
    /// The first word that has scores.
    pub first: usize,
    /// Other, source, cue, content for each word.
    pub scores: Vec<f32>,
}

/// A trained reader.
pub struct Reader {
    description: Description,
    vocabulary: Vocabulary,
    encoder: Encoder,
    mark: Vec<f32>,
    cue: Head,
    role: Head,
    events: Option<Events>,
    names: Option<NamesHead>,
}

impl std::fmt::Debug for Reader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reader").field("description", &self.description).finish_non_exhaustive()
    }
}

/// One text on its way through.
struct Reading {
    pieces: Pieces,
    plan: Plan,
    /// Lower states of the first windows.
    kept: Vec<Rows>,
}

impl Reader {
    /// Opens a model's folder.
    ///
    /// # Errors
    /// A file that cannot be read, whose checksum differs, or that is not of the form of the export.
    pub fn open(folder: &Path) -> Result<Self, EncoderError> {
        Self::load(Folder::open(folder)?)
    }

    /// Opens a model whose files are given by name, for weights inside the program.
    ///
    /// # Errors
    /// As [`Reader::open`]; a file that `read` does not have is an error of the form.
    pub fn from_files(read: &dyn Fn(&str) -> Option<Vec<u8>>) -> Result<Self, EncoderError> {
        Self::load(Folder::new(&mut |file| read(file).ok_or_else(|| EncoderError::form(file, "missing")))?)
    }

    fn load(mut folder: Folder) -> Result<Self, EncoderError> {
        const LAYERS: &str = "layers.safetensors";
        const VOCABULARY: &str = "vocab.txt";
        let text = folder.take(VOCABULARY)?;
        let text = str::from_utf8(&text).map_err(|cause| EncoderError::form(VOCABULARY, cause.to_string()))?;
        let vocabulary = Vocabulary::new(text)?;
        let description = folder.description.clone();
        if vocabulary.len() != description.shape.vocabulary {
            return Err(EncoderError::form(VOCABULARY, format!("{} pieces", vocabulary.len())));
        }
        let bytes = folder.take(LAYERS)?;
        let layers = Tensors::new(LAYERS, &bytes)?;
        let hidden = description.shape.hidden;
        Ok(Reader {
            mark: layers.floats("mark", &[hidden])?,
            cue: Head::load(&layers, "cue", LABELS, hidden)?,
            role: Head::load(&layers, "role", 4, hidden)?,
            events: Events::load(&mut folder)?,
            names: NamesHead::load(&mut folder)?,
            encoder: Encoder::load(&mut folder, &layers)?,
            vocabulary,
            description,
        })
    }

    /// What `model.json` says.
    pub fn description(&self) -> &Description {
        &self.description
    }

    /// The tokeniser.
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// The network without heads.
    pub fn encoder(&self) -> &Encoder {
        &self.encoder
    }

    /// The relations of a text, in the order of their cues.
    pub fn read(&self, text: &str) -> Vec<Relation> {
        let (reading, cues, _) = self.look(text, false);
        self.relations(&reading, &cues)
    }

    /// The relations of a text and what its words name; nothing is named where the model has no head over events. `likely` are
    /// the bytes where somebody who knows more thinks that a cue begins, in their order, each with what that adds to its score.
    pub fn read_with_events(&self, text: &str, likely: &[(usize, f32)]) -> (Vec<Relation>, Named) {
        let (reading, mut cues, (scores, names)) = self.look(text, true);
        for (at, more) in likely {
            let word = reading.pieces.spans.partition_point(|span| span.end <= *at);
            let begins = reading.pieces.spans.get(word).filter(|span| span.start <= *at).map(|_| word * LABELS + 1);
            if let Some(score) = begins.and_then(|place| cues.get_mut(place)) {
                *score += more;
            }
        }
        let relations = self.relations(&reading, &cues);
        (relations, Named { words: reading.pieces.spans, scores, names })
    }

    fn relations(&self, reading: &Reading, cues: &[f32]) -> Vec<Relation> {
        let anchors = anchors(&self.cue.chain.decode(cues, self.description.bias));
        let mut found = Vec::new();
        let mut taken = FxHashSet::default();
        let mut rest = anchors.as_slice();
        while let Some(first) = rest.first() {
            let window = reading.home(first.start);
            let same = rest.iter().take(ASKED).take_while(|anchor| reading.home(anchor.start) == window).count();
            let (asked, after) = rest.split_at(same.max(1));
            rest = after;
            for (anchor, answer) in asked.iter().zip(self.ask(reading, window, asked)) {
                let labels = self.role.chain.decode(&answer.scores, 0.0);
                let here = anchor.start.saturating_sub(answer.first)..anchor.end.saturating_sub(answer.first);
                let Some((source, cue, content)) = relation(labels, here, self.description.gap) else { continue };
                if taken.insert(cue.start + answer.first..cue.end + answer.first) {
                    let spans =
                        |runs: &[Range<usize>]| runs.iter().filter_map(|run| reading.span(run, answer.first)).collect();
                    found.push(Relation { source: spans(&source), cue: spans(&[cue]), content: spans(&content) });
                }
            }
        }
        found
    }

    /// Scores of "no cue", "begins a cue", "goes on" for each word, three numbers a word.
    pub fn cue_scores(&self, text: &str) -> Vec<f32> {
        self.look(text, false).1
    }

    /// Scores of the roles around cues that are given as ranges of words, as [`Reader::read`] sees them.
    pub fn role_scores(&self, text: &str, anchors: &[Range<usize>]) -> Vec<RoleScores> {
        let (reading, ..) = self.look(text, false);
        let inside = |anchor: &&Range<usize>| !anchor.is_empty() && anchor.end <= reading.pieces.first.len();
        let ask = |anchor: &Range<usize>| self.ask(&reading, reading.home(anchor.start), std::slice::from_ref(anchor));
        anchors.iter().filter(inside).flat_map(ask).collect()
    }

    /// The first pass: scores of cues and, where `events`, of event types at each word, and names.
    fn look(&self, text: &str, events: bool) -> (Reading, Vec<f32>, (Vec<f32>, Names)) {
        let shape = self.encoder.shape();
        let pieces = self.vocabulary.pieces(text);
        let plan = plan(pieces.ids.len(), shape.window - 2, shape.overlap);
        let mut reading = Reading { pieces, plan, kept: Vec::new() };
        let mut scores = Vec::with_capacity(reading.pieces.first.len() * self.cue.bias.len());
        let (mut word, mut named, mut seen) = (0, Vec::new(), Vec::new());
        let heads = self.events.as_ref().filter(|_| events);
        let names = self.names.as_ref().filter(|_| events);
        let signs = names.map_or_else(Vec::new, |_| signs(text, &reading.pieces.spans));
        for index in 0..reading.plan.windows.len() {
            let lower = self.states(&reading, index);
            let mut states = lower.clone();
            self.encoder.upper(&mut states);
            let (start, here) = (reading.plan.windows[index].start, word);
            // Homes rise with the words, so that each window scores the next stretch of them.
            while let Some(&first) = reading.pieces.first.get(word) {
                if reading.plan.home(first as usize) != index {
                    break;
                }
                let at = (first as usize + 1).saturating_sub(start) * shape.hidden;
                self.cue.score(states.values.get(at..at + shape.hidden).unwrap_or_default(), &mut scores);
                word += 1;
            }
            if let Some(head) = heads {
                let words = reading.pieces.first.get(here..word).unwrap_or_default();
                let rows = words.iter().map(|&piece| (piece as usize + 1).saturating_sub(start));
                let mut own = lower.clone();
                head.layers(&mut own);
                head.score(&own, &states, rows.clone(), &mut named);
                if let Some(head) = names {
                    let signs = signs.get(here * SIGNS..word * SIGNS).unwrap_or_default();
                    head.see([&lower, &own, &states], rows, signs, &mut seen);
                }
            }
            if index < KEPT {
                reading.kept.push(lower);
            }
        }
        let names = names.map_or_else(Names::default, |head| head.read(&seen, &signs));
        (reading, scores, (named, names))
    }

    /// Lower states of one window.
    fn states(&self, reading: &Reading, index: usize) -> Rows {
        let window = reading.plan.windows[index].clone();
        let mut ids = vec![self.vocabulary.open];
        ids.extend_from_slice(&reading.pieces.ids[window]);
        ids.push(self.vocabulary.close);
        self.encoder.lower(&[&ids])
    }

    /// The second pass, for cues of one window.
    fn ask(&self, reading: &Reading, window: usize, anchors: &[Range<usize>]) -> Vec<RoleScores> {
        let shape = self.encoder.shape();
        let again;
        let states = match reading.kept.get(window) {
            Some(states) => states,
            None => {
                again = self.states(reading, window);
                &again
            }
        };
        let span = reading.plan.windows[window].clone();
        let row = |position: usize| &states.values[position * shape.hidden..(position + 1) * shape.hidden];
        let mut rows = Rows::default();
        let mut heads = Vec::new();
        for anchor in anchors {
            let (from, to) = (reading.piece(anchor.start), reading.piece(anchor.end));
            let (low, high) = (span.start.max(from.saturating_sub(shape.reach)), span.end.min(to + shape.reach));
            let start = rows.values.len() / shape.hidden;
            rows.values.extend_from_slice(row(0));
            for piece in low..high {
                let states = row(piece - span.start + 1);
                if (from..to).contains(&piece) {
                    rows.values.extend(states.iter().zip(&self.mark).map(|(x, m)| x + m));
                } else {
                    rows.values.extend_from_slice(states);
                }
            }
            rows.values.extend_from_slice(row(span.len() + 1));
            rows.segments.push(start..rows.values.len() / shape.hidden);
            heads.push((start, low, high));
        }
        self.encoder.upper(&mut rows);
        let answer = |(start, low, high): (usize, usize, usize)| {
            let first = reading.pieces.first.partition_point(|&piece| (piece as usize) < low);
            let pieces = reading.pieces.first.iter().skip(first).take_while(|&&piece| (piece as usize) < high);
            let mut scores = Vec::new();
            for &piece in pieces {
                let at = (start + piece as usize - low + 1) * shape.hidden;
                self.role.score(&rows.values[at..at + shape.hidden], &mut scores);
            }
            RoleScores { first, scores }
        };
        heads.into_iter().map(answer).collect()
    }
}

impl Reading {
    /// The first piece of a word, or the end.
    fn piece(&self, word: usize) -> usize {
        self.pieces.first.get(word).map_or(self.pieces.ids.len(), |&piece| piece as usize)
    }

    /// The window of a word.
    fn home(&self, word: usize) -> usize {
        self.plan.home(self.piece(word))
    }

    /// The bytes of a run of words, counted from `first`.
    fn span(&self, run: &Range<usize>, first: usize) -> Option<Range<usize>> {
        let start = self.pieces.spans.get(first + run.start)?.start;
        Some(start..self.pieces.spans.get(first + run.end - 1)?.end)
    }
}

/// Cues as ranges of words, from labels none, begin, inside.
fn anchors(labels: &[u8]) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (i, label) in labels.iter().enumerate() {
        match (label, found.last_mut()) {
            (1, _) => found.push(i..i + 1),
            (2, Some(last)) if last.end == i => last.end = i + 1,
            _ => {}
        }
    }
    found
}

/// Runs of a label.
fn runs(labels: &[u8], wanted: u8) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (i, _) in labels.iter().enumerate().filter(|(_, label)| **label == wanted) {
        match found.last_mut() {
            Some(last) if last.end == i => last.end = i + 1,
            _ => found.push(i..i + 1),
        }
    }
    found
}

/// Gives gaps of at most `gap` words of no role between two runs of `role` to it.
fn close(labels: &mut [u8], role: u8, gap: usize) {
    for pair in runs(labels, role).windows(2) {
        let [before, after] = pair else { continue };
        if let Some(between) = labels.get_mut(before.end..after.start)
            && between.len() <= gap
            && between.iter().all(|label| *label == 0)
        {
            between.fill(role);
        }
    }
}

type Runs = Vec<Range<usize>>;

/// Source, cue and content as runs of words; nothing where there is no content.
fn relation(mut labels: Vec<u8>, anchor: Range<usize>, gap: usize) -> Option<(Runs, Range<usize>, Runs)> {
    close(&mut labels, SOURCE, gap);
    close(&mut labels, CONTENT, gap);
    let content = runs(&labels, CONTENT);
    if content.is_empty() {
        return None;
    }
    // Sources stand in one piece (PolNeAR: all but 9 of 18,361), so the longest run is taken, the first of equals.
    let longest = runs(&labels, SOURCE).into_iter().rev().max_by_key(Range::len);
    let touching = runs(&labels, CUE).into_iter().find(|run| run.start < anchor.end && anchor.start < run.end);
    Some((longest.into_iter().collect(), touching.unwrap_or(anchor), content))
}

#[cfg(test)]
mod tests {
    use super::{anchors, relation};

    #[test]
    fn adjacent_cues_are_two() {
        assert_eq!(anchors(&[1, 2, 1, 0, 1, 0, 2]), [0..2, 2..3, 4..5]);
    }

    #[test]
    fn small_gaps_in_content_are_closed_and_others_kept() {
        let (_, _, content) = relation(vec![3, 0, 0, 3, 0, 0, 0, 3], 1..2, 2).unwrap();
        assert_eq!(content, [0..4, 7..8]);
        // The cue itself is no gap.
        let (_, cue, content) = relation(vec![3, 2, 3], 1..2, 2).unwrap();
        assert_eq!((cue, content), (1..2, vec![0..1, 2..3]));
    }

    #[test]
    fn the_longest_source_is_taken_and_the_first_of_equals() {
        let (source, ..) = relation(vec![1, 3, 3, 3, 1, 1, 3, 1, 1], 3..4, 0).unwrap();
        assert_eq!(source, std::slice::from_ref(&(4..6)));
    }

    #[test]
    fn nothing_said_is_no_relation() {
        assert_eq!(relation(vec![1, 2, 0], 1..2, 2), None);
    }
}
