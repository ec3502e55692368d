//! Windows over a long text: equally long, overlapping, each piece read where it has most context.
//!
//! The formulae are those of `training/attribution/text.py`; change both together.

use std::ops::Range;

/// The windows of a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// Pieces in each window.
    pub windows: Vec<Range<usize>>,
}

/// Windows over `pieces` pieces, each of at most `room`, neighbours sharing at least `overlap` (less than `room`).
pub fn plan(pieces: usize, room: usize, overlap: usize) -> Plan {
    if pieces <= room {
        return Plan { windows: if pieces == 0 { Vec::new() } else { std::iter::once(0..pieces).collect() } };
    }
    let overlap = overlap.min(room.saturating_sub(1));
    let count = (pieces - overlap).div_ceil((room - overlap).max(1));
    let length = (pieces + (count - 1) * overlap).div_ceil(count).min(pieces);
    let start = |i: usize| i * (pieces - length) / (count - 1).max(1);
    Plan { windows: (0..count).map(|i| start(i)..start(i) + length).collect() }
}

impl Plan {
    /// The window in which a piece stands farthest from both ends; the earlier of two equals.
    pub fn home(&self, piece: usize) -> usize {
        let margin = |w: usize| {
            let window = self.windows.get(w)?;
            window.contains(&piece).then(|| (piece - window.start).min(window.end - 1 - piece))
        };
        // Windows and their ends rise, so that the ones with the piece stand together.
        let first = self.windows.partition_point(|window| window.end <= piece);
        let (mut best, mut widest) = (first, margin(first));
        for w in first + 1.. {
            let here = margin(w);
            if here.is_none() {
                break;
            }
            if here > widest {
                (best, widest) = (w, here);
            }
        }
        best
    }
}
