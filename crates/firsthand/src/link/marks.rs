//! Which numbers were met, each once and in order, without sorting them.
//!
//! For: the claims that one is compared with, which stand in many blocks. In: numbers, as often as they are met. Out: the same from the
//! largest down, each once. Not here: why they were met (see `neighbours`).

/// Numbers that were met: one bit each.
#[derive(Debug, Default)]
pub(super) struct Marks {
    bits: Vec<u64>,
    /// Behind the last place with a bit.
    end: usize,
}

impl Marks {
    /// Adds a number.
    pub fn add(&mut self, number: u32) {
        let place = number as usize / 64;
        if place >= self.bits.len() {
            self.bits.resize(place + 1, 0);
        }
        if let Some(bits) = self.bits.get_mut(place) {
            *bits |= 1 << (number % 64);
        }
        self.end = self.end.max(place + 1);
    }

    /// Takes all out again, the largest first; none may be less than `least`.
    pub fn take(&mut self, least: u32, mut each: impl FnMut(u32)) {
        for place in (least as usize / 64..self.end).rev() {
            let mut bits = self.bits.get_mut(place).map_or(0, std::mem::take);
            while bits != 0 {
                let bit = bits.ilog2();
                each(place as u32 * 64 + bit);
                bits ^= 1 << bit;
            }
        }
        self.end = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_number_comes_back_once_and_the_largest_first() {
        let mut marks = Marks::default();
        let mut taken = |numbers: &[u32]| {
            numbers.iter().for_each(|number| marks.add(*number));
            let mut all = Vec::new();
            marks.take(numbers.iter().copied().min().unwrap_or(0), |number| all.push(number));
            all
        };
        assert_eq!(taken(&[64, 700, 63, 64, 127, 700]), [700, 127, 64, 63]);
        assert_eq!(taken(&[5]), [5]);
        assert_eq!(taken(&[]), [0; 0]);
    }
}
