//! A list that mostly holds one thing.
//!
//! For: holding ten thousand annotated reports at a time: most entities are mentioned once, most sayings have one source, one
//! cue and one content, and a list of one costs more for being a list than for what it holds. In: what is to be held. Out:
//! [`Few`], which is read like a slice. Not here: lists that grow.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::ops::Deref;

/// A list without room to grow; a single thing stands in the list itself.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Few<T>(Held<T>);

/// One thing is always `One`, so that equal lists are held alike.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Held<T> {
    One(T),
    Many(Box<[T]>),
}

impl<T> Deref for Few<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        match &self.0 {
            Held::One(only) => std::slice::from_ref(only),
            Held::Many(all) => all,
        }
    }
}

impl<T> Default for Few<T> {
    fn default() -> Self {
        Few(Held::Many(Box::default()))
    }
}

impl<T> From<Vec<T>> for Few<T> {
    fn from(mut list: Vec<T>) -> Self {
        match (list.pop(), list.is_empty()) {
            (Some(only), true) => Few(Held::One(only)),
            (Some(last), false) => {
                list.push(last);
                Few(Held::Many(list.into()))
            }
            (None, _) => Few::default(),
        }
    }
}

impl<T, const N: usize> From<[T; N]> for Few<T> {
    fn from(list: [T; N]) -> Self {
        list.into_iter().collect()
    }
}

impl<T> FromIterator<T> for Few<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        let mut items = items.into_iter();
        let (Some(first), second) = (items.next(), items.next()) else { return Few::default() };
        match second {
            None => Few(Held::One(first)),
            Some(second) => Few(Held::Many([first, second].into_iter().chain(items).collect())),
        }
    }
}

impl<T: Serialize> Serialize for Few<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (**self).serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Few<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Vec::deserialize(deserializer).map(Few::from)
    }
}

impl<'a, T> IntoIterator for &'a Few<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    #[test]
    fn what_is_held_is_what_was_given_however_it_was_given() {
        for all in [vec![], vec![4], vec![4, 2], vec![4, 2, 7]] {
            let (moved, collected) = (Few::from(all.clone()), all.iter().copied().collect::<Few<i32>>());
            assert_eq!(moved, collected);
            assert_eq!(&*moved, all.as_slice());
        }
        assert_eq!(Few::from([4]), Few::from(vec![4]));
    }

    #[test]
    fn a_place_takes_no_more_room_than_a_list_of_places() {
        assert_eq!(size_of::<Few<Span>>(), size_of::<Box<[Span]>>());
    }
}
