//! Very many short pieces of bytes, each held once.
//!
//! For: names of a collection, of which a report has some thirty of its own: a string of its own costs three times what it says. In:
//! pieces. Out: their numbers, and the pieces again. Not here: what they mean.

use rustc_hash::{FxHashMap, FxHasher};
use serde::Serialize;
use std::hash::Hasher;

/// Pieces one after the other.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Packed {
    bytes: Vec<u8>,
    /// Where each ends.
    ends: Vec<u32>,
    /// The numbers of pieces by their hash, until it is closed.
    known: FxHashMap<u64, u32>,
}

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
        self.bytes.extend_from_slice(piece);
        self.ends.push(self.bytes.len() as u32);
        self.ends.len() as u32 - 1
    }

    /// The piece of a number; empty if there is none.
    pub fn get(&self, number: u32) -> &[u8] {
        let from = number.checked_sub(1).map_or(Some(0), |before| self.ends.get(before as usize).copied());
        let (Some(from), Some(to)) = (from, self.ends.get(number as usize)) else { return &[] };
        self.bytes.get(from as usize..*to as usize).unwrap_or(&[])
    }

    /// The same as text.
    pub fn text(&self, number: u32) -> &str {
        std::str::from_utf8(self.get(number)).unwrap_or("")
    }

    /// Gives back what only putting needs.
    pub fn close(&mut self) {
        self.known = FxHashMap::default();
        self.bytes.shrink_to_fit();
        self.ends.shrink_to_fit();
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
}
