//! Which entity has a name, by a number for the name.
//!
//! For: looking names up among those of a whole collection, of which a report has some fifty. In: keys with their entities. Out:
//! [`Keyed`], half as large as a hash table. Not here: how a name becomes a key.

use rayon::prelude::*;

/// The only entity of each key.
#[derive(Clone, Debug, Default)]
pub(crate) struct Keyed {
    /// Sorted.
    keys: Vec<u64>,
    /// For each key its entity; [`SEVERAL`] where it has more.
    entities: Vec<u32>,
}

const SEVERAL: u32 = u32::MAX;

impl Keyed {
    /// The entity that alone has this key.
    pub(crate) fn get(&self, key: u64) -> Option<u32> {
        let place = self.keys.binary_search(&key).ok()?;
        self.entities.get(place).copied().filter(|entity| *entity != SEVERAL)
    }
}

impl FromIterator<(u64, u32)> for Keyed {
    fn from_iter<I: IntoIterator<Item = (u64, u32)>>(pairs: I) -> Self {
        let mut pairs: Vec<(u64, u32)> = pairs.into_iter().collect();
        pairs.par_sort_unstable();
        pairs.dedup();
        let different = pairs.chunk_by(|a, b| a.0 == b.0).count();
        let mut all = Keyed { keys: Vec::with_capacity(different), entities: Vec::with_capacity(different) };
        for of_key in pairs.chunk_by(|a, b| a.0 == b.0) {
            let Some(&(key, entity)) = of_key.first() else { continue };
            all.keys.push(key);
            all.entities.push(if of_key.len() == 1 { entity } else { SEVERAL });
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_of_two_entities_leads_to_none() {
        let all: Keyed = [(7, 1), (3, 2), (7, 1), (3, 4), (9, 0)].into_iter().collect();
        assert_eq!([7, 3, 9, 1].map(|key| all.get(key)), [Some(1), None, Some(0), None]);
    }
}
