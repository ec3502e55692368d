//! Tables of words that are made before the library is compiled (`build.rs`).
//!
//! For: word lists of tens of thousands of lines, which take no time at the start and no memory but the program's own. In: the bytes of a
//! table and a hash. Out: the places where an entry of that hash may stand. Not here: the entries themselves.

/// FNV-1a with all digits read as "0", so that numbers of one length look alike.
pub(super) fn fnv(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xCBF2_9CE4_8422_2325, |hash, byte| {
        let byte = if byte.is_ascii_digit() { b'0' } else { *byte };
        (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01B3)
    })
}

/// An open table: the number of slots, and for each slot its place and one, or 0.
#[derive(Clone, Copy)]
pub(super) struct Table(pub &'static [u8]);

impl Table {
    fn number(self, at: usize) -> Option<usize> {
        let bytes = self.0.get(4 * at..4 * at + 4)?;
        Some(u32::from_le_bytes(bytes.try_into().ok()?) as usize)
    }

    /// What stands behind the table.
    pub fn rest(self) -> &'static [u8] {
        let slots = self.number(0).unwrap_or(0);
        self.0.get(4 + 4 * slots..).unwrap_or(&[])
    }

    /// The places of the entries whose slots a hash leads to; one of them is the wanted one, if it is there.
    pub fn places(self, hash: u64) -> impl Iterator<Item = usize> {
        let last = self.number(0).unwrap_or(0).wrapping_sub(1);
        let slots = (0..=last).map(move |step| (hash as usize).wrapping_add(step) & last);
        slots.map_while(move |slot| self.number(1 + slot)?.checked_sub(1))
    }
}
