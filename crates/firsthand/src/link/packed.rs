//! Very many short pieces of bytes, each held once.
//!
//! For: names of a collection, of which a report has some thirty of its own: a string of its own costs three times what it says. In:
//! pieces. Out: their numbers, and the pieces again. Not here: what they mean.

use rustc_hash::{FxHashMap, FxHasher};
use serde::Serialize;
use std::hash::Hasher;

/// Pieces one after the other, on pages: bytes that grew in one piece would be moved, and for that moment held twice.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Packed {
    /// No piece stands on two pages; one that is longer than a page has its own.
    pages: Vec<Vec<u8>>,
    /// Where each begins: its page, times [`PAGE`], and its place there. It ends where the next of its page begins.
    starts: Vec<u32>,
    /// The numbers of pieces by their hash, until it is closed.
    known: FxHashMap<u64, u32>,
}

/// Bytes of a page.
const PAGE: usize = 1 << 18;

impl Packed {
    /// The number of a piece, and whether it is new.
    pub fn put(&mut self, piece: &[u8]) -> (u32, bool) {
        let mut hasher = FxHasher::default();
        hasher.write(piece);
        let hash = hasher.finish();
        if let Some(&number) = self.known.get(&hash)
            && self.get(number) == piece
        {
            return (number, false);
        }
        let number = self.push(piece);
        self.known.entry(hash).or_insert(number);
        (number, true)
    }

    /// The number of a piece, whether or not an equal one is held.
    pub fn push(&mut self, piece: &[u8]) -> u32 {
        let room = self.pages.last().map_or(0, |page| PAGE.saturating_sub(page.len()));
        // Also where nothing is left for a piece without bytes.
        if room == 0 || room < piece.len() && room < PAGE {
            // The first page of few pieces grows, the others are filled.
            let bytes = if self.pages.is_empty() { 0 } else { PAGE };
            self.pages.push(Vec::with_capacity(bytes));
        }
        let before = self.pages.len().saturating_sub(1) * PAGE;
        if let Some(page) = self.pages.last_mut() {
            self.starts.push((before + page.len()) as u32);
            page.extend_from_slice(piece);
        }
        self.starts.len() as u32 - 1
    }

    /// The piece of a number; empty if there is none.
    pub fn get(&self, number: u32) -> &[u8] {
        let start =
            |number: usize| self.starts.get(number).map(|start| (*start as usize / PAGE, *start as usize % PAGE));
        let Some((page, from)) = start(number as usize) else { return &[] };
        let Some(bytes) = self.pages.get(page) else { return &[] };
        let next = start(number as usize + 1).filter(|(other, _)| *other == page);
        bytes.get(from..next.map_or(bytes.len(), |(_, to)| to)).unwrap_or(&[])
    }

    /// The same as text.
    pub fn text(&self, number: u32) -> &str {
        std::str::from_utf8(self.get(number)).unwrap_or("")
    }

    /// Gives back what only putting needs.
    pub fn close(&mut self) {
        self.known = FxHashMap::default();
        if let Some(last) = self.pages.last_mut() {
            last.shrink_to_fit();
        }
        self.starts.shrink_to_fit();
    }
}

/// A small thing in bytes.
pub(crate) fn packed(of: &impl Serialize) -> Vec<u8> {
    postcard::to_extend(of, Vec::with_capacity(SMALL)).unwrap_or_default()
}

/// Bytes that hold most small things: grown from nothing, they would be moved four times.
const SMALL: usize = 64;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_pieces_have_one_number_and_come_back_as_they_were() {
        let mut packed = Packed::default();
        assert_eq!(
            ["Olun", "", "Tamar", "Olun", ""].map(|text| packed.put(text.as_bytes())),
            [(0, true), (1, true), (2, true), (0, false), (1, false)]
        );
        packed.close();
        assert_eq!([0, 1, 2, 3].map(|number| packed.text(number)), ["Olun", "", "Tamar", ""]);
        assert_eq!(packed.push(b"Olun"), 3);
    }

    #[test]
    fn pieces_come_back_from_any_page() {
        let mut packed = Packed::default();
        let pieces = [PAGE - 1, 0, 1, 0, 7, 2 * PAGE + 3, 0, 5, PAGE, PAGE, 0].map(|bytes| vec![bytes as u8; bytes]);
        let numbers = pieces.each_ref().map(|piece| packed.push(piece));
        packed.close();
        for (number, piece) in numbers.into_iter().zip(&pieces) {
            assert_eq!(packed.get(number), piece, "{number}");
        }
        assert_eq!(packed.push(b"Olun"), 11);
        assert_eq!((packed.get(10), packed.get(11), packed.get(12)), (&[][..], &b"Olun"[..], &[][..]));
    }
}
