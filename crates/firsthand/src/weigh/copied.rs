//! Unnamed sources to which copies of one sentence lead.
//!
//! For: counting rule 6 over families of copies. In: the origins that the claims reach through copied words, while leads are followed. Out:
//! which of them are one: where a claim is a copy of two others and both have it from "residents", these are the same residents, for it
//! is one sentence; a report in the middle of a hundred copies would reach a hundred of them otherwise. Not here: descriptions of two
//! reports that share no words (see [`super::anonymous`]).

use super::origins::{Reached, description};
use super::{Basis, Origin};
use crate::link::Sets;

/// Which origins are one.
pub(super) struct Copied {
    sets: Sets,
    /// The description of each origin that is not named.
    described: Vec<Option<String>>,
}

impl Copied {
    /// At most so many origins, each alone.
    pub fn new(most: usize) -> Self {
        Copied { sets: Sets::new(most), described: Vec::new() }
    }

    /// The origin that stands for an origin and those that are one with it.
    pub fn one(&mut self, origin: u32) -> u32 {
        self.sets.find(origin)
    }

    /// Takes origins that one claim reaches through copied words: those of one description are one.
    pub fn unite(&mut self, mut reached: Vec<u32>, origins: &[Origin]) {
        reached.sort_unstable();
        reached.dedup();
        if reached.len() < 2 {
            return;
        }
        let known = self.described.len();
        let unnamed = |origin: &Origin| (origin.basis == Basis::Anonymous).then(|| description(&origin.name));
        self.described.extend(origins.iter().skip(known).map(unnamed));
        let words = |origin: &u32| Some((self.described.get(*origin as usize)?.as_deref()?, *origin));
        let mut described: Vec<(&str, u32)> = reached.iter().filter_map(words).collect();
        described.sort_unstable();
        for pair in described.windows(2).filter(|pair| pair[0].0 == pair[1].0) {
            self.sets.join(pair[0].1, pair[1].1);
        }
    }

    /// Leaves one origin of those that are one.
    pub fn settle(mut self, reached: &mut Reached) {
        let count = reached.origins.len() as u32;
        let mut numbers: Vec<u32> = Vec::with_capacity(count as usize);
        let mut kept = 0;
        for origin in 0..count {
            let one = self.one(origin);
            // The one that stands for the others is the first of them.
            let number = if one == origin { kept } else { numbers.get(one as usize).copied().unwrap_or(0) };
            kept += u32::from(one == origin);
            numbers.push(number);
        }
        if kept == count {
            return;
        }
        let renumber = |origin: u32| numbers.get(origin as usize).copied().unwrap_or(origin);
        for list in &mut reached.of {
            list.iter_mut().for_each(|origin| *origin = renumber(*origin));
            list.sort_unstable();
            list.dedup();
        }
        reached.supplied.values_mut().for_each(|(origin, _)| *origin = renumber(*origin));
        let (mut at, mut who) = (0, 0);
        let mut stands = |at: &mut u32| {
            *at += 1;
            self.sets.find(*at - 1) == *at - 1
        };
        reached.origins.retain(|_| stands(&mut at));
        reached.who.retain(|_| stands(&mut who));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::SourceKind;

    fn origin(name: &str, basis: Basis) -> Origin {
        Origin {
            name: name.into(),
            entity: None,
            kind: SourceKind::Anonymous,
            utterance: String::new(),
            days: None,
            party: None,
            interest: "none_known",
            basis,
            reports: Vec::new(),
        }
    }

    #[test]
    fn the_residents_of_three_copies_are_one_and_who_is_named_is_not() {
        let mut reached = Reached {
            origins: vec![
                origin("residents", Basis::Anonymous),
                origin("Orin Dask", Basis::Stated),
                origin("Residents", Basis::Anonymous),
                origin("two ferrymen", Basis::Anonymous),
                origin("three residents", Basis::Anonymous),
            ],
            who: ["a", "b", "c", "d", "e"].map(str::to_owned).to_vec(),
            of: vec![vec![0], vec![1, 2], vec![3], vec![4]],
            ..Reached::default()
        };
        let mut copied = Copied::new(8);
        copied.unite(vec![4, 2, 1], &reached.origins);
        copied.unite(vec![2, 0, 3], &reached.origins);
        assert_eq!([0, 1, 2, 3, 4].map(|origin| copied.one(origin)), [0, 1, 0, 3, 0]);
        copied.settle(&mut reached);
        assert_eq!(reached.of, [vec![0], vec![0, 1], vec![2], vec![0]]);
        assert_eq!((reached.who.join(""), reached.origins.len()), ("abd".to_owned(), 3));
    }
}
