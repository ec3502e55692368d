//! How far a name reaches: over "of", "for", particles and numbers, and within a compound.
//!
//! In: where a name begins. Out: the token after it; the part of "Varenia-backed" that is a name. Not here: what the parts of a
//! run are (see `parts`).

use super::super::Tag;
use super::find::Finder;
use super::found::{is_acronym, is_capital, is_shouted};
use super::lists::{Evidence, Head};
use crate::text::Span;

/// Longest name in tokens; longer runs of capitals are tables or shouting.
const LONGEST: usize = 22;

impl Finder<'_, '_> {
    /// Where the run of a name that begins at `at` ends.
    pub(super) fn run(&self, at: usize, end: usize, _first: usize) -> usize {
        let end = end.min(at + LONGEST);
        if self.compound_border(at).is_some() {
            return at;
        }
        let mut to = at + 1;
        // Whether an organisation's or place's head noun came, and whether "of" or "for" joined something to it.
        let mut head = self.is_head(at);
        let mut joined = false;
        while to < end {
            let lower = self.doc.lower(to);
            let last = self.doc.lower(to - 1);
            if self.capital(to, end) {
                head |= self.is_head(to);
                to += 1;
                continue;
            }
            // Where all is in capitals, so is the article.
            let small = |at: usize| !self.case.capital(at) || self.loud || is_shouted(self.doc, at);
            let the = usize::from(self.doc.lower(to + 1) == "the" && small(to + 1));
            let next = to + 1 + the;
            let next_capital = self.capital(next, end);
            let topic_next = self.doc.lower_word(next).names.is(Evidence::Topic);
            let ok = match lower {
                "of" => {
                    let known = &self.doc.lower_word(to - 1).names;
                    let title = known.title.is_some();
                    let body = self.is_thing(to - 1)
                        || head && joined
                        || (to == at + 1
                            && !title
                            && !known.listed()
                            && !known.not_name
                            && !is_acronym(self.doc.word(to - 1)));
                    // "Committee of the National Council" names two bodies.
                    let second = the == 1
                        && head
                        && (next + 1..(next + 5).min(end))
                            .take_while(|&i| self.capital(i, end))
                            .any(|i| self.is_thing(i));
                    next_capital && !second && if title { topic_next } else { body }
                }
                "for" => next_capital && head,
                // "the Committee to Protect Herders"
                "to" => next_capital && head && self.capital(next + 1, end),
                "and" => next_capital && the == 0 && joined && topic_next,
                "&" => next_capital && the == 0,
                "'s" | "'" if the > 0 || !next_capital => false,
                // "Prisoners' Bureau": those whose body it is, and what kind of body.
                "'" if last.ends_with('s')
                    && self.doc.tag(to) == Tag::POS
                    && self.doc.lower_word(to - 1).names.head == Some(Head::People) =>
                {
                    // What follows with a capital and is no name by itself is a part of theirs ("Harbour Workers' Table", "Ferrymen's List").
                    let known = &self.doc.lower_word(next).names;
                    let named = next_capital && known.title.is_none() && (to - at > 1 || !known.listed());
                    named || (next..(next + 3).min(end)).take_while(|&i| self.capital(i, end)).any(|i| self.is_thing(i))
                }
                "'s" | "'" => self.doc.lower_word(to - 1).names.is(Evidence::People),
                _ if self.doc.lower_word(to).names.is(Evidence::Particle) && self.doc.tag(to).is_word() => {
                    let skip = usize::from(
                        self.doc.lower_word(to + 1).names.is(Evidence::Particle) && !self.case.capital(to + 1),
                    );
                    if self.capital(to + 1 + skip, end) && !is_closed_end(last) {
                        to += 2 + skip;
                        continue;
                    }
                    false
                }
                _ => {
                    // "Brigade 12", "Channel 4".
                    if self.doc.tag(to) == Tag::CD && lower.len() <= 4 && self.is_head(to - 1) && self.is_thing(to - 1)
                    {
                        to += 1;
                        continue;
                    }
                    false
                }
            };
            if !ok {
                break;
            }
            joined |= matches!(lower, "of" | "for");
            head |= matches!(lower, "'s" | "'") && self.is_head(next);
            to = next + 1;
        }
        to
    }

    /// Where the name in a compound ends ("Varenia-backed": 7), if the word is one.
    pub(super) fn compound_border(&self, at: usize) -> Option<(usize, usize)> {
        if !self.doc.lower_word(at).letters.hyphen {
            return None;
        }
        let word = self.doc.word(at);
        let (first, rest) = word.split_once(['-', '\u{2010}', '\u{2011}'])?;
        if is_capital(first) && is_capital(rest) && self.is_state_word(first) && self.is_state_word(rest) {
            return Some((0, first.len()));
        }
        let rest_at = word.len() - rest.len();
        let small = |s: &str| s.chars().next().is_some_and(char::is_lowercase);
        if is_capital(first) && small(rest) {
            let lower = self.doc.lower(at);
            let tail = lower.rsplit('-').next().unwrap_or("");
            let prefix = lower.split('-').next().unwrap_or("");
            if self.lists.is(prefix, Evidence::Prefix) || self.case.has_lower(self.doc, prefix) {
                return Some((0, 0));
            }
            if self.lists.is(tail, Evidence::Before) || self.is_listed(prefix) {
                return Some((0, first.len()));
            }
        } else if self.lists.is(&first.to_lowercase(), Evidence::Prefix) && is_capital(rest) {
            return Some((rest_at, word.len()));
        }
        None
    }

    /// Reads "Varenia-backed" and "pro-Varenian" as mentions of the name inside.
    pub(super) fn compound(&mut self, at: usize) -> Option<usize> {
        let (from, to) = self.compound_border(at)?;
        if to > from {
            let base = self.doc.tokens.get(at)?.span.start as usize;
            let index = self.push_name(at, at + 1, true, false);
            let found = self.found.get_mut(index as usize)?;
            found.span = Span::new(base + from, base + to);
            found.head = None;
            // "the Varenian-Corvan border" names two.
            let word = self.doc.word(at);
            let rest = word.get(to + 1..).unwrap_or("");
            if from == 0 && is_capital(rest) && self.is_state_word(rest) {
                let index = self.push_name(at, at + 1, true, false);
                let found = self.found.get_mut(index as usize)?;
                found.span = Span::new(base + word.len() - rest.len(), base + word.len());
                found.head = None;
            }
        }
        // A description may begin with it ("Varenia-backed militia").
        None
    }
}

fn is_closed_end(lower: &str) -> bool {
    matches!(lower, "the" | "a")
}
