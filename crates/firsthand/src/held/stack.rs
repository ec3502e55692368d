//! Packed pieces, one after the other: the first in memory, what is more in a file without a name.
//!
//! For: [`super::Holdings`]. In: bytes. Out: where they lie, and the bytes again. The file is unlinked as soon as it is made, so that
//! nothing of it stays behind however the program ends. Not here: what the bytes mean.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::sync::{Mutex, PoisonError};

/// Bytes that are kept in memory. A collection of a thousand reports needs no file.
const AT_HAND: usize = 8 << 20;
/// Bytes of one stretch of memory, so that growing copies nothing.
const STRETCH: usize = 1 << 20;
/// Bytes that are written at once.
const WRITE: usize = 1 << 18;

/// Where a piece lies.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Place {
    /// In memory the stretch, in the file the byte.
    at: u64,
    /// Where it begins in its stretch; [`IN_FILE`] in the file.
    from: u32,
    len: u32,
}

impl Place {
    /// A part of the piece.
    pub fn part(self, from: u32, to: u32) -> Place {
        let len = to.saturating_sub(from);
        match self.from {
            IN_FILE => Place { at: self.at + u64::from(from), from: IN_FILE, len },
            begin => Place { at: self.at, from: begin + from, len },
        }
    }
}

const IN_FILE: u32 = u32::MAX;

/// Pieces that can be got again.
#[derive(Debug, Default)]
pub(crate) struct Stack {
    stretches: Vec<Vec<u8>>,
    file: Option<File>,
}

/// Pieces that are being put down.
#[derive(Debug, Default)]
pub(crate) struct Stacking(Mutex<Growing>);

#[derive(Debug, Default)]
struct Growing {
    stretches: Vec<Vec<u8>>,
    held: usize,
    file: Option<BufWriter<File>>,
    written: u64,
}

impl Stacking {
    /// Puts a piece down.
    pub fn put(&self, piece: &[u8]) -> io::Result<Place> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let len = u32::try_from(piece.len()).map_err(io::Error::other)?;
        if all.held + piece.len() > AT_HAND {
            let at = all.written;
            if all.file.is_none() {
                all.file = Some(BufWriter::with_capacity(WRITE, tempfile::tempfile()?));
            }
            if let Some(file) = &mut all.file {
                file.write_all(piece)?;
            }
            all.written += u64::from(len);
            return Ok(Place { at, from: IN_FILE, len });
        }
        all.held += piece.len();
        if all.stretches.last().is_none_or(|last| last.len() + piece.len() > last.capacity()) {
            all.stretches.push(Vec::with_capacity(STRETCH.max(piece.len())));
        }
        let at = all.stretches.len() as u64 - 1;
        let Some(last) = all.stretches.last_mut() else { return Ok(Place::default()) };
        let from = last.len() as u32;
        last.extend_from_slice(piece);
        Ok(Place { at, from, len })
    }

    /// No more pieces come.
    pub fn close(self) -> io::Result<Stack> {
        let all = self.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        let file = all.file.map(|file| file.into_inner().map_err(io::IntoInnerError::into_error)).transpose()?;
        Ok(Stack { stretches: all.stretches, file })
    }
}

impl Stack {
    /// The piece that lies there; one in memory is lent.
    pub fn get(&self, place: Place) -> io::Result<Cow<'_, [u8]>> {
        let missing = || io::Error::other("nothing was put there");
        if place.from != IN_FILE {
            let stretch = self.stretches.get(place.at as usize).ok_or_else(missing)?;
            let (from, len) = (place.from as usize, place.len as usize);
            return stretch.get(from..from + len).map(Cow::Borrowed).ok_or_else(missing);
        }
        let mut piece = vec![0; place.len as usize];
        read_at(self.file.as_ref().ok_or_else(missing)?, &mut piece, place.at)?;
        Ok(Cow::Owned(piece))
    }
}

/// Fills `piece` with what stands at a byte of a file, in one call, for any thread at any time.
#[cfg(unix)]
fn read_at(file: &File, piece: &mut [u8], at: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, piece, at)
}

/// The same, by a call that may read less.
#[cfg(windows)]
fn read_at(file: &File, mut piece: &mut [u8], mut at: u64) -> io::Result<()> {
    while !piece.is_empty() {
        let read = std::os::windows::fs::FileExt::seek_read(file, piece, at)?;
        if read == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        piece = piece.get_mut(read..).unwrap_or(&mut []);
        at += read as u64;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_come_back_from_memory_and_from_the_file() {
        let stacking = Stacking::default();
        let piece = |number: usize| vec![number as u8; 300_000 + number];
        let places: Vec<Place> = (0..60).map(|number| stacking.put(&piece(number)).unwrap()).collect();
        let stack = stacking.close().unwrap();
        assert!(stack.file.is_some() && !stack.stretches.is_empty());
        for (number, place) in places.into_iter().enumerate().rev() {
            assert_eq!(*stack.get(place).unwrap(), piece(number));
            assert_eq!(*stack.get(place.part(7, 9)).unwrap(), [number as u8; 2]);
        }
    }
}
