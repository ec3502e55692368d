//! The same quotation in two reports.
//!
//! For: leading a shared quotation to its speaker. In: reports, annotations, linked entities. Out:
//! [`QuotationLink`]s. Method: content words in order, indexed by neighbouring pairs, so that
//! trimming, punctuation, [insertions] and function words do not matter; the share of the shorter
//! one decides. Differently worded ones are linked as translations only with the same speaker, a
//! few days and several shared words, or one figure about one name. Not here: who speaks (see [`crate::annotate`]).

use super::links::{Membership, QuotationLink};
use super::quoted::quoted_stretches;
use super::shingles::{mix, sequence};
use super::thresholds::{function_words, thresholds};
use super::words::{fold, is_read};
use crate::annotate::quantity::numerals;
use crate::annotate::{Annotated, EntityKind};
use crate::held::Given;
use crate::report::DatePrecision;
use crate::text::Span;
use jiff::civil::Date;
use rayon::prelude::*;
use rustc_hash::FxHashSet;
use std::ops::Range;

/// Content words of one quotation that are compared; the rest of a speech printed whole is not.
const LONGEST: usize = 300;
/// Letters of a word that two translators are expected to share.
const STEM: usize = 5;
/// The least number that is seldom said twice by chance.
const FIGURE: f64 = 10.0;
/// Words of a quotation in which a figure and a name belong together.
const ONE_THOUGHT: usize = 40;
/// Persons of a report who may be a speaker that it only describes.
const PERSONS: usize = 8;
/// Quotations that one is compared with.
const PARTNERS: usize = 48;

/// A quotation as linking sees it.
#[derive(Debug)]
struct Quote {
    report: u32,
    span: Span,
    /// Content words in order.
    content: Vec<u32>,
    /// Beginnings of the content words, sorted and distinct.
    stems: Vec<u32>,
    /// Linked entity that says it.
    speaker: Option<u32>,
    /// Linked entities that may be who says it: the speaker or, where that is only described ("the head of the Front"), the
    /// persons whom the report names.
    may_say: Vec<u32>,
    /// Each figure with each name in it; empty in long quotations.
    figures: Vec<u64>,
    day: Option<Date>,
}

/// Links quotations; `linked[report][entity]` is the number of the linked entity.
pub(crate) fn quotations(given: Given<'_>, order: &[u32], linked: &Membership) -> Vec<QuotationLink> {
    let quotes: Vec<Quote> = order.par_iter().flat_map_iter(|&report| read(report, given, linked)).collect();
    let limits = &thresholds().quotations;
    let index =
        Index::new(&quotes, |quote| quote.content.windows(2).map(|pair| sequence(pair.iter().copied())).collect());
    let translations = Index::new(&quotes, |quote| match quote.speaker {
        Some(speaker) => quote.stems.iter().map(|stem| sequence([speaker, *stem])).collect(),
        None => Vec::new(),
    });
    let figures = Index::new(&quotes, |quote| {
        let keys = |speaker: &u32| quote.figures.iter().map(|figure| mix(*figure ^ mix(u64::from(*speaker)))).collect();
        quote.may_say.iter().flat_map(|speaker| -> Vec<u64> { keys(speaker) }).collect()
    });
    let mut links: Vec<QuotationLink> = (0..quotes.len())
        .into_par_iter()
        .flat_map_iter(|later| {
            let Some(a) = quotes.get(later) else { return Vec::new() };
            let mut found: Vec<QuotationLink> = index
                .earlier(later, 2, limits.frequent, limits.earliest)
                .filter_map(|b| same_words(quotes.get(b)?, a))
                .collect();
            let seen: FxHashSet<(u32, Span)> = found.iter().map(|link| link.a).collect();
            found.extend(
                translations
                    .earlier(later, thresholds().translations.words, limits.frequent, limits.earliest)
                    .filter_map(|b| quotes.get(b).filter(|b| !seen.contains(&(b.report, b.span))))
                    .filter_map(|b| same_saying(b, a)),
            );
            let seen: FxHashSet<(u32, Span)> = found.iter().map(|link| link.a).collect();
            found.extend(
                figures
                    .earlier(later, 1, limits.frequent, limits.earliest)
                    .filter_map(|b| quotes.get(b).filter(|b| !seen.contains(&(b.report, b.span))))
                    .filter_map(|b| same_figure(b, a)),
            );
            found
        })
        .collect();
    links.par_sort_unstable_by_key(|link| (link.a, link.b));
    links
}

fn read(report: u32, given: Given<'_>, linked: &Membership) -> Vec<Quote> {
    let Some(of) = given.report(report) else { return Vec::new() };
    let spoken: Vec<(Span, Vec<u32>, Vec<u32>)> = of
        .parts
        .iter()
        .filter(|part| is_read(part.kind))
        .flat_map(|part| quoted_stretches(part.span.of(&of.text), part.span.start))
        .map(|span| (span, content(span.of(&of.text))))
        .filter(|(_, (content, _))| content.len() >= thresholds().quotations.words)
        .map(|(span, (content, stems))| (span, content, stems))
        .collect();
    // What a report says need not be opened where it quotes nothing.
    let Some(known) = (if spoken.is_empty() { None } else { given.named(report) }) else { return Vec::new() };
    let exact = |p: &crate::report::Published| p.precision == DatePrecision::Day;
    let day = of.day().filter(exact).map(|published| published.day);
    let mut quotes = Vec::with_capacity(spoken.len());
    let all = linked.of_report(report);
    let is_person = |entity: u32| known.entities.get(entity as usize).is_some_and(|e| e.kind == EntityKind::Person);
    let mut persons: Vec<u32> =
        all.iter().enumerate().filter(|(own, _)| is_person(*own as u32)).map(|(_, number)| *number).collect();
    persons.sort_unstable();
    persons.dedup();
    persons.truncate(PERSONS);
    for (span, content, mut stems) in spoken {
        stems.sort_unstable();
        stems.dedup();
        let says = known.attributions.iter().filter(|a| a.content.iter().any(|content| content.overlaps(span)));
        let entity = says.clone().filter_map(|attribution| attribution.source_entity).next_back();
        let speaker = entity.and_then(|entity| all.get(entity as usize).copied());
        let described = says.clone().next().is_some() && entity.is_none_or(|e| is_described(&known, e));
        let may_say = match speaker {
            _ if described => persons.clone(),
            Some(speaker) => vec![speaker],
            None => Vec::new(),
        };
        let figures = if may_say.is_empty() { Vec::new() } else { figures(span.of(&of.text)) };
        quotes.push(Quote { report, span, content, stems, speaker, may_say, figures, day });
    }
    quotes
}

/// Whether an entity is known by a description only ("the head of the Front").
fn is_described(known: &Annotated, entity: u32) -> bool {
    known.entities.get(entity as usize).is_none_or(|e| !e.name.chars().any(char::is_uppercase))
}

/// Each number of a short text with each name in it, as one key. The first word of a sentence is capitalised anyway.
fn figures(text: &str) -> Vec<u64> {
    let (mut numbers, mut names) = (Vec::new(), Vec::new());
    let (mut opens, mut number) = (true, None);
    let words = text.split_whitespace();
    if words.clone().nth(ONE_THOUGHT).is_some() {
        return Vec::new();
    }
    for word in words {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let lower = bare.to_lowercase();
        // "forty", "4 thousand", "a thousand"
        let scaled = numerals::scale(&lower).map(|scale| number.unwrap_or(1.0) * scale);
        number = scaled.or_else(|| numerals::value(&lower));
        if let Some(value) = number.filter(|value| *value >= FIGURE) {
            numbers.push(value.to_bits());
        } else if !opens && bare.chars().count() > 1 && bare.starts_with(char::is_uppercase) {
            fold(bare, 0, |hash, _| names.push(hash));
        }
        opens = bare.is_empty() || word.ends_with(['.', '!', '?', ':']);
    }
    let mut keys: Vec<u64> =
        numbers.iter().flat_map(|n| names.iter().map(|name| mix(*n ^ mix(u64::from(*name))))).collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// Content words of a text and their beginnings.
fn content(text: &str) -> (Vec<u32>, Vec<u32>) {
    let (mut words, mut stems) = (Vec::new(), Vec::new());
    fold(text, 0, |hash, span| {
        if words.len() < LONGEST && !function_words().contains(&hash) {
            words.push(hash);
            let word = span.of(text);
            let end = word.char_indices().nth(STEM).map_or(word.len(), |(at, _)| at);
            fold(word.get(..end).unwrap_or(word), 0, |stem, _| stems.push(stem));
        }
    });
    (words, stems)
}

fn same_words(earlier: &Quote, later: &Quote) -> Option<QuotationLink> {
    let limits = &thresholds().quotations;
    if earlier.report == later.report {
        return None;
    }
    let (short, long) = if earlier.content.len() <= later.content.len() { (earlier, later) } else { (later, earlier) };
    let has: FxHashSet<u32> = long.content.iter().copied().collect();
    let common = short.content.iter().filter(|word| has.contains(word)).count();
    let score = common as f32 / short.content.len().max(1) as f32;
    if score < limits.common || common < limits.words {
        return None;
    }
    let ordered = in_order(&short.content, &long.content);
    if (ordered as f32) < limits.ordered * common as f32 {
        return None;
    }
    Some(QuotationLink {
        a: (earlier.report, earlier.span),
        b: (later.report, later.span),
        score,
        translated: false,
        common: common as u16,
        words: (short.content.len() as u16, long.content.len() as u16),
        days: 0,
    })
}

fn same_saying(earlier: &Quote, later: &Quote) -> Option<QuotationLink> {
    let limits = &thresholds().translations;
    if earlier.report == later.report || earlier.speaker.is_none() || earlier.speaker != later.speaker {
        return None;
    }
    let days = (earlier.day?.until(later.day?).ok()?.get_days()).unsigned_abs();
    let common = earlier.stems.iter().filter(|stem| later.stems.binary_search(stem).is_ok()).count();
    let score = common as f32 / earlier.stems.len().min(later.stems.len()).max(1) as f32;
    if i64::from(days) > limits.days || common < limits.words || score < limits.common {
        return None;
    }
    Some(QuotationLink {
        a: (earlier.report, earlier.span),
        b: (later.report, later.span),
        score,
        translated: true,
        common: common as u16,
        words: (
            earlier.content.len().min(later.content.len()) as u16,
            earlier.content.len().max(later.content.len()) as u16,
        ),
        days: days as u16,
    })
}

/// One figure about one name, from one speaker within days, told in words of two translators.
fn same_figure(earlier: &Quote, later: &Quote) -> Option<QuotationLink> {
    let days = (earlier.day?.until(later.day?).ok()?.get_days()).unsigned_abs();
    let one = earlier.may_say.iter().any(|speaker| later.may_say.contains(speaker))
        && (earlier.may_say.len() == 1 || later.may_say.len() == 1)
        && earlier.figures.iter().any(|figure| later.figures.contains(figure));
    if earlier.report == later.report || !one || i64::from(days) > thresholds().translations.days {
        return None;
    }
    let common = earlier.stems.iter().filter(|stem| later.stems.binary_search(stem).is_ok()).count();
    let (a, b) = (earlier.content.len(), later.content.len());
    Some(QuotationLink {
        a: (earlier.report, earlier.span),
        b: (later.report, later.span),
        score: common as f32 / earlier.stems.len().min(later.stems.len()).max(1) as f32,
        translated: true,
        common: common as u16,
        words: (a.min(b) as u16, a.max(b) as u16),
        days: days as u16,
    })
}

/// Length of the longest common subsequence.
fn in_order(a: &[u32], b: &[u32]) -> usize {
    let mut row = vec![0usize; b.len() + 1];
    for x in a {
        let mut diagonal = 0;
        for (at, y) in b.iter().enumerate() {
            let (left, above) = (row.get(at).copied().unwrap_or(0), row.get(at + 1).copied().unwrap_or(0));
            let best = if x == y { diagonal + 1 } else { left.max(above) };
            diagonal = above;
            if let Some(cell) = row.get_mut(at + 1) {
                *cell = best;
            }
        }
    }
    row.last().copied().unwrap_or(0)
}

/// Quotations by key, for finding earlier ones that share several keys. Keys of one quotation alone are not held.
#[derive(Default)]
struct Index {
    /// For each quotation its keys, as places in `runs`.
    keys: Vec<Vec<u32>>,
    /// The quotations of each key, as a range of `members`.
    runs: Vec<Range<u32>>,
    /// Quotations, ascending within one key.
    members: Vec<u32>,
}

impl Index {
    fn new(quotes: &[Quote], keys: impl Fn(&Quote) -> Vec<u64> + Sync) -> Self {
        let mut postings: Vec<(u64, u32)> = quotes
            .par_iter()
            .enumerate()
            .flat_map_iter(|(quote, of)| {
                let mut keys = keys(of);
                keys.sort_unstable();
                keys.dedup();
                keys.into_iter().map(move |key| (key, quote as u32))
            })
            .collect();
        postings.par_sort_unstable();
        let mut index = Index { keys: vec![Vec::new(); quotes.len()], ..Index::default() };
        for run in postings.chunk_by(|a, b| a.0 == b.0).filter(|run| run.len() > 1) {
            let number = index.runs.len() as u32;
            let start = index.members.len() as u32;
            for &(_, quote) in run {
                index.members.push(quote);
                if let Some(keys) = index.keys.get_mut(quote as usize) {
                    keys.push(number);
                }
            }
            index.runs.push(start..index.members.len() as u32);
        }
        index
    }

    /// Quotations before this one that share at least `shared` keys.
    fn earlier(&self, quote: usize, shared: usize, frequent: usize, earliest: usize) -> impl Iterator<Item = usize> {
        let mut found: Vec<u32> = Vec::new();
        for key in self.keys.get(quote).into_iter().flatten() {
            let run = self.runs.get(*key as usize).map_or(0..0, |run| run.start as usize..run.end as usize);
            let most = if run.len() > frequent { earliest } else { frequent };
            let members = self.members.get(run).unwrap_or(&[]).iter().take(most);
            found.extend(members.take_while(|other| (**other as usize) < quote));
        }
        found.sort_unstable();
        let mut counted: Vec<(usize, u32)> =
            found.chunk_by(|a, b| a == b).filter_map(|same| Some((same.len(), *same.first()?))).collect();
        counted.retain(|(count, _)| *count >= shared);
        counted.sort_unstable_by_key(|(count, other)| (std::cmp::Reverse(*count), *other));
        counted.truncate(PARTNERS);
        counted.into_iter().map(|(_, other)| other as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::passages::earliest_first;
    use crate::report::Report;

    fn linked(texts: &[&str]) -> Vec<QuotationLink> {
        let reports: Vec<Report> =
            texts.iter().map(|text| Report { path: (*text).to_owned(), ..Report::of_body(text) }).collect();
        let notes = vec![Annotated::default(); texts.len()];
        let given = Given::Lent(&reports, &notes);
        quotations(given, &earliest_first(given), &Membership::default())
    }

    #[test]
    fn a_trimmed_quotation_with_an_insertion_is_the_same() {
        let links = linked(&[
            "“Nobody [in the valley] was forced to sign the new conscription lists before the harvest,” he said.",
            "The governor told the outlet: 'nobody was forced to sign the new conscription lists…'",
        ]);
        assert_eq!(links.len(), 1);
        assert!(links[0].score > 0.99 && !links[0].translated);
    }

    #[test]
    fn a_figure_about_a_name_is_a_key() {
        let said = figures("We shall lead forty boats over the Olun before the frost.");
        assert_eq!(said.len(), 1);
        assert_eq!(said, figures("Before frost comes, 40 of our boats will have crossed the Olun!"));
        assert_ne!(said, figures("Forty boats stay on this side of the Tessar."));
        assert_eq!(
            figures("A thousand men will cross the Isk."),
            figures("We shall send 1,000 of ours beyond the Isk.")
        );
        assert!(figures("Two boats are on the Olun.").is_empty() && figures("We sail with forty boats.").is_empty());
    }

    #[test]
    fn the_same_words_in_another_order_and_short_phrases_are_not_linked() {
        assert!(linked(&["He said \"the border guards\".", "She said \"the border guards\"."]).is_empty());
        assert!(
            linked(&[
                "\"Conscripts left Arven, teachers stayed, bakers closed, drivers waited\", he said.",
                "\"Drivers left, bakers stayed, Arven teachers waited, conscripts closed\", she said.",
            ])
            .is_empty()
        );
    }
}
