//! Disjoint sets.
//!
//! For: growing entities and events by joins. In: joins. Out: the representative of each item, its
//! smallest number, so that the result does not depend on the order of joins.

/// Disjoint sets over `0..n`.
#[derive(Clone, Debug)]
pub(crate) struct Sets {
    parent: Vec<u32>,
}

impl Sets {
    /// Every item alone.
    pub(crate) fn new(n: usize) -> Self {
        Sets { parent: (0..n as u32).collect() }
    }

    /// The representative of an item: the smallest number of its set.
    pub(crate) fn find(&mut self, mut item: u32) -> u32 {
        while let Some(&parent) = self.parent.get(item as usize) {
            if parent == item {
                break;
            }
            let grand = self.parent.get(parent as usize).copied().unwrap_or(parent);
            if let Some(slot) = self.parent.get_mut(item as usize) {
                *slot = grand;
            }
            item = grand;
        }
        item
    }

    /// Joins two sets; the representatives before, kept one first, if they were apart.
    pub(crate) fn join(&mut self, a: u32, b: u32) -> Option<(u32, u32)> {
        let (a, b) = (self.find(a), self.find(b));
        if a == b {
            return None;
        }
        let (kept, gone) = (a.min(b), a.max(b));
        if let Some(slot) = self.parent.get_mut(gone as usize) {
            *slot = kept;
        }
        Some((kept, gone))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_smallest_number_stands_for_its_set_whatever_the_order_of_joins() {
        let mut sets = Sets::new(5);
        assert_eq!(sets.join(4, 3), Some((3, 4)));
        assert_eq!(sets.join(4, 1), Some((1, 3)));
        assert_eq!(sets.join(3, 1), None);
        assert_eq!((0..5).map(|i| sets.find(i)).collect::<Vec<_>>(), [0, 1, 2, 1, 1]);
    }
}
