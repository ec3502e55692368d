//! Words that many reports have in common, held once.
//!
//! For: holding ten thousand annotated reports at a time: names, offices and the words of arguments come again in report after
//! report, above all in copies. In: words of one report. Out: [`Shared`], which reads and is changed like the words themselves, and
//! [`Pool`], through which equal ones become one. Not here: what is the same thing in two reports (see [`crate::link`]).

use super::Annotated;
use super::annotated::{Called, Words};
use rustc_hash::{FxBuildHasher, FxHashSet};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::hash::{BuildHasher, Hash};
use std::ops::{Deref, DerefMut};
use std::sync::{Arc, Mutex, PoisonError};

/// A value that several owners may hold; whoever changes it gets one of their own first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Shared<T>(Arc<T>);

impl<T> From<T> for Shared<T> {
    fn from(value: T) -> Self {
        Shared(Arc::new(value))
    }
}

impl<T> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: Clone> DerefMut for Shared<T> {
    fn deref_mut(&mut self) -> &mut T {
        Arc::make_mut(&mut self.0)
    }
}

impl<T: Serialize> Serialize for Shared<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (**self).serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Shared<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(Shared::from)
    }
}

/// The different values of one run. Which report came first decides whose copy is kept, and never what it says.
#[derive(Debug)]
pub(crate) struct Pool<T>([Mutex<FxHashSet<Arc<T>>>; SHELVES]);

/// Parts of a pool, so that threads seldom wait for each other.
const SHELVES: usize = 32;

impl<T> Default for Pool<T> {
    fn default() -> Self {
        Pool(std::array::from_fn(|_| Mutex::default()))
    }
}

impl<T: Eq + Hash> Pool<T> {
    /// Makes equal values one.
    pub(crate) fn share(&self, value: &mut Shared<T>) {
        // High bits: the set uses the low ones.
        let shelf = (FxBuildHasher.hash_one(&value.0) >> 40) as usize % SHELVES;
        let Some(shelf) = self.0.get(shelf) else { return };
        let mut known = shelf.lock().unwrap_or_else(PoisonError::into_inner);
        match known.get(&value.0) {
            Some(same) => value.0 = Arc::clone(same),
            None => _ = known.insert(Arc::clone(&value.0)),
        }
    }
}

/// The pools of one run.
#[derive(Debug, Default)]
pub(crate) struct Pools {
    called: Pool<Called>,
    words: Pool<Words>,
}

impl Pools {
    /// Shares what a report has in common with those before it.
    pub(crate) fn share(&self, known: &mut Annotated) {
        known.entities.iter_mut().for_each(|entity| self.called.share(&mut entity.called));
        let arguments = known.claims.iter_mut().flat_map(|claim| &mut claim.arguments);
        arguments.for_each(|argument| self.words.share(&mut argument.words));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_words_become_one_and_a_change_stays_with_its_owner() {
        let (pool, mut a, mut b) = (Pool::default(), Shared::from("port".to_owned()), Shared::from("port".to_owned()));
        pool.share(&mut a);
        pool.share(&mut b);
        assert!(Arc::ptr_eq(&a.0, &b.0));
        b.push('s');
        assert_eq!((a.as_str(), b.as_str()), ("port", "ports"));
    }
}
