//! The folded words of reports, put away.
//!
//! For: steps that read the words of one report again and again where not all of them have room: to fold its text anew takes some ten
//! times as long as to get its words back. In: the words of each report, once. Out: [`Away`], which has them again. A word takes some
//! seven bytes: its hash, and its place counted from the word before. Not here: what is masked (see [`super::boilerplate`]).

use super::words::Word;
use crate::held::stack::{Place, Stack, Stacking};
use crate::text::Span;
use rayon::prelude::*;
use std::io;

const QUOTED: u8 = 1;
const BODY: u8 = 2;
const BREAKS: u8 = 4;

/// The words of all reports, by their numbers.
pub(super) struct Away {
    stack: Stack,
    places: Vec<Place>,
}

impl Away {
    /// Puts away what `read` finds in each of so many reports.
    ///
    /// # Errors
    /// A temporary file that cannot be written.
    pub fn new(count: usize, read: impl Fn(u32, &mut Vec<Word>) + Sync) -> io::Result<Away> {
        let stacking = Stacking::default();
        let one = |(words, bytes): &mut (Vec<Word>, Vec<u8>), number: u32| {
            read(number, words);
            pack(words, bytes);
            stacking.put(bytes)
        };
        let with = || (Vec::new(), Vec::new());
        let places = (0..count as u32).into_par_iter().map_init(with, one).collect::<io::Result<_>>()?;
        Ok(Away { stack: stacking.close()?, places })
    }

    /// The words of a report into `words`; `None` where they cannot be got.
    pub fn get(&self, number: u32, words: &mut Vec<Word>) -> Option<()> {
        let packed = self.stack.get(*self.places.get(number as usize)?).ok()?;
        unpack(&packed, words)
    }
}

/// How many there are, the hash of each, then of each what it is and its place.
fn pack(words: &[Word], bytes: &mut Vec<u8>) {
    bytes.clear();
    bytes.extend_from_slice(&(words.len() as u32).to_le_bytes());
    words.iter().for_each(|word| bytes.extend_from_slice(&word.hash.to_le_bytes()));
    let mut before = 0;
    for word in words {
        let flags = [(word.quoted, QUOTED), (word.body, BODY), (word.breaks, BREAKS)];
        bytes.push(flags.iter().filter(|(is, _)| *is).fold(0, |all, (_, flag)| all | flag));
        put(word.span.start.wrapping_sub(before), bytes);
        put(word.span.end.wrapping_sub(word.span.start), bytes);
        before = word.span.end;
    }
}

fn unpack(bytes: &[u8], words: &mut Vec<Word>) -> Option<()> {
    words.clear();
    let (count, rest) = bytes.split_first_chunk()?;
    let (hashes, mut rest) = rest.split_at_checked(u32::from_le_bytes(*count) as usize * 4)?;
    words.reserve(hashes.len() / 4);
    let mut before = 0_u32;
    for hash in hashes.as_chunks().0 {
        let (flags, places) = rest.split_first()?;
        rest = places;
        let start = before.wrapping_add(take(&mut rest)?);
        let end = start.wrapping_add(take(&mut rest)?);
        before = end;
        words.push(Word {
            hash: u32::from_le_bytes(*hash),
            span: Span { start, end },
            quoted: flags & QUOTED != 0,
            masked: false,
            body: flags & BODY != 0,
            breaks: flags & BREAKS != 0,
        });
    }
    Some(())
}

/// Seven bits of a number a byte, the lowest first.
fn put(mut number: u32, bytes: &mut Vec<u8>) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

#[inline]
fn take(bytes: &mut &[u8]) -> Option<u32> {
    let (mut number, mut shift) = (0, 0);
    loop {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u32::from(byte & 0x7f).checked_shl(shift)?;
        if byte & 0x80 == 0 {
            return Some(number);
        }
        shift += 7;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_were_put_away_come_back_as_they_were() {
        let word = |hash, start, end, flags: u8| Word {
            hash,
            span: Span { start, end },
            quoted: flags & QUOTED != 0,
            masked: false,
            body: flags & BODY != 0,
            breaks: flags & BREAKS != 0,
        };
        // Also a part that stands before the one that was read first.
        let all = [
            vec![word(7, 300, 307, BODY | BREAKS), word(u32::MAX, 307, 90_000, BODY), word(0, 2, 5, QUOTED)],
            Vec::new(),
            vec![word(1, u32::MAX - 1, u32::MAX, 0)],
        ];
        let away = Away::new(all.len(), |number, words| words.clone_from(&all[number as usize])).unwrap();
        let mut words = vec![word(5, 5, 5, 5)];
        for number in [2, 0, 1, 0] {
            away.get(number, &mut words).unwrap();
            assert_eq!(words, all[number as usize]);
        }
        assert!(away.get(3, &mut words).is_none());
        assert!(
            [&[][..], &[1, 0, 0], &[9, 0, 0, 0, 1, 2, 3, 4]].iter().all(|bytes| unpack(bytes, &mut words).is_none())
        );
    }
}
