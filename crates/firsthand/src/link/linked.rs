//! The entities of a collection after joining.
//!
//! For: weighing and writing down. In: what joining found, one entity after the other. Out: [`Entities`], which hold in some fifty
//! bytes what would take three hundred as strings and lists of their own, and give it as [`LinkedEntity`]. Not here: the joining.

use super::links::At;
use super::packed::{Packed, packed};
use crate::annotate::{Called, EntityKind};
use std::collections::BTreeMap;
use std::ops::Deref;

/// One entity of the collection.
#[derive(Clone, Debug, PartialEq)]
pub struct LinkedEntity<'a> {
    /// What it is.
    pub kind: EntityKind,
    /// The fullest form of its name that reports give.
    pub name: &'a str,
    /// Other forms, sorted.
    pub aliases: Vec<&'a str>,
    /// Whether it has a name of its own and is not only described.
    pub named: bool,
    /// In-report entities that are this one, sorted.
    pub members: &'a [At],
    /// Folded key of the state whose organ, officer or medium it is.
    pub party: Option<&'a str>,
    /// The number of the organisation it speaks for.
    pub speaks_for: Option<u32>,
    /// Why members were joined, one line a join.
    pub because: &'a [String],
}

impl<'a> LinkedEntity<'a> {
    /// Its name and its other forms.
    pub fn forms(&self) -> impl Iterator<Item = &'a str> + '_ {
        std::iter::once(self.name).chain(self.aliases.iter().copied())
    }
}

/// An entity that is to be held.
#[derive(Clone, Debug, PartialEq)]
pub struct NewEntity {
    /// What it is, the fullest name and all other forms; read through the entity itself.
    pub called: Called,
    /// As in [`LinkedEntity`].
    pub members: Vec<At>,
    /// As in [`LinkedEntity`].
    pub party: Option<String>,
    /// As in [`LinkedEntity`].
    pub speaks_for: Option<u32>,
    /// As in [`LinkedEntity`].
    pub because: Vec<String>,
}

impl Deref for NewEntity {
    type Target = Called;

    fn deref(&self) -> &Called {
        &self.called
    }
}

/// All entities of a collection.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entities {
    rows: Vec<Row>,
    /// Name, aliases and whether it is named, packed.
    calls: Packed,
    members: Vec<At>,
    parties: Packed,
    because: BTreeMap<u32, Box<[String]>>,
}

/// One entity in numbers; [`NONE`] where there is none.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Row {
    call: u32,
    /// Where its members end; they begin where those of the entity before end.
    members: u32,
    party: u32,
    speaks_for: u32,
    kind: EntityKind,
}

const NONE: u32 = u32::MAX;

impl Entities {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The entity with this number. Who asks for one thing of many entities finds it below, without unpacking all of each.
    pub fn get(&self, number: usize) -> Option<LinkedEntity<'_>> {
        let row = self.rows.get(number)?;
        let (named, name, aliases) = postcard::from_bytes(self.calls.get(row.call)).unwrap_or_default();
        Some(LinkedEntity {
            kind: row.kind,
            name,
            aliases,
            named,
            members: self.members(number as u32),
            party: self.party(number as u32),
            speaks_for: Some(row.speaks_for).filter(|body| *body != NONE),
            because: self.because.get(&(number as u32)).map_or(&[], |because| because),
        })
    }

    /// What kind of entity has this number.
    #[inline]
    pub fn kind(&self, number: u32) -> Option<EntityKind> {
        self.rows.get(number as usize).map(|row| row.kind)
    }

    /// The fullest form of its name; empty if there is no such entity.
    pub fn name(&self, number: u32) -> &str {
        let call = self.rows.get(number as usize).map(|row| self.calls.get(row.call));
        call.and_then(|call| postcard::from_bytes::<(bool, &str)>(call).ok()).map_or("", |(_, name)| name)
    }

    /// In-report entities that are this one, sorted.
    pub fn members(&self, number: u32) -> &[At] {
        let end = |number: usize| self.rows.get(number).map(|row| row.members as usize);
        let number = number as usize;
        let from = number.checked_sub(1).map_or(Some(0), end);
        from.zip(end(number)).and_then(|(from, to)| self.members.get(from..to)).unwrap_or(&[])
    }

    /// Folded key of the state whose organ, officer or medium it is.
    pub fn party(&self, number: u32) -> Option<&str> {
        let row = self.rows.get(number as usize).filter(|row| row.party != NONE)?;
        Some(self.parties.text(row.party))
    }

    /// The numbers of all of them.
    pub fn numbers(&self) -> std::ops::Range<u32> {
        0..self.rows.len() as u32
    }

    /// The organisation that it speaks for.
    #[inline]
    pub fn speaks_for(&self, number: u32) -> Option<u32> {
        self.rows.get(number as usize).map(|row| row.speaks_for).filter(|body| *body != NONE)
    }

    /// Whether one speaks for the other or both are of one party.
    #[inline]
    pub fn related(&self, a: u32, b: u32) -> bool {
        let (Some(x), Some(y)) = (self.rows.get(a as usize), self.rows.get(b as usize)) else { return false };
        x.speaks_for == b || y.speaks_for == a || x.party != NONE && x.party == y.party
    }

    /// All of them in order.
    pub fn iter(&self) -> impl Iterator<Item = LinkedEntity<'_>> {
        (0..self.rows.len()).filter_map(|number| self.get(number))
    }

    /// Adds an entity.
    pub(super) fn push(&mut self, new: NewEntity) {
        let call = packed(&(new.called.named, &new.called.name, &new.called.aliases));
        let number = self.rows.len() as u32;
        self.members.extend(new.members);
        let row = Row {
            call: self.calls.put(&call).0,
            members: self.members.len() as u32,
            party: new.party.map_or(NONE, |party| self.parties.put(party.as_bytes()).0),
            speaks_for: new.speaks_for.unwrap_or(NONE),
            kind: new.called.kind,
        };
        self.rows.push(row);
        if !new.because.is_empty() {
            self.because.insert(number, new.because.into());
        }
    }

    /// Who speaks for an organ of a state is of that state.
    pub(super) fn inherit_parties(&mut self) {
        for (number, row) in self.rows.iter_mut().enumerate() {
            if row.speaks_for == number as u32 {
                row.speaks_for = NONE;
            }
        }
        // "The Varenian organisation River Watch" speaks for no state.
        let states: Vec<bool> = self.rows.iter().map(|row| row.kind == EntityKind::State).collect();
        for row in self.rows.iter_mut().filter(|row| states.get(row.speaks_for as usize) == Some(&true)) {
            row.speaks_for = NONE;
        }
        // Two rounds reach a spokesman of a branch of an army; more would follow guesses.
        for _ in 0..2 {
            let body = |row: &Row| self.rows.get(row.speaks_for as usize).filter(|_| row.party == NONE);
            let inherited = |(number, row): (usize, &Row)| Some((number, body(row)?.party)).filter(|(_, p)| *p != NONE);
            let parties: Vec<(usize, u32)> = self.rows.iter().enumerate().filter_map(inherited).collect();
            for (number, party) in parties {
                if let Some(row) = self.rows.get_mut(number) {
                    row.party = party;
                }
            }
        }
    }

    /// Gives back what only adding needs.
    pub(super) fn close(&mut self) {
        self.calls.close();
        self.parties.close();
        self.rows.shrink_to_fit();
        self.members.shrink_to_fit();
    }
}

impl FromIterator<NewEntity> for Entities {
    fn from_iter<I: IntoIterator<Item = NewEntity>>(entities: I) -> Self {
        let mut all = Entities::default();
        entities.into_iter().for_each(|entity| all.push(entity));
        all.close();
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entity_comes_back_as_it_was_and_its_speakers_are_of_its_party() {
        let called = |name: &str, aliases: &[&str]| Called {
            kind: EntityKind::Organisation,
            name: name.to_owned(),
            aliases: aliases.iter().map(|alias| (*alias).to_owned()).collect(),
            named: true,
            role: None,
            state: None,
        };
        let of = |called: Called, party: Option<&str>, speaks_for: Option<u32>, item: u32| NewEntity {
            called,
            members: vec![At { report: 7, item }],
            party: party.map(str::to_owned),
            speaks_for,
            because: vec!["same name".to_owned()],
        };
        let all: Entities = [
            of(called("Navy of Tessaria", &["Navy"]), Some("tessaria"), None, 1),
            of(called("Press Bureau", &[]), None, Some(0), 2),
            of(called("Herself", &[]), None, Some(2), 3),
        ]
        .into_iter()
        .collect();
        let navy = all.get(0).unwrap();
        assert_eq!((navy.name, &*navy.aliases, navy.named), ("Navy of Tessaria", &["Navy"][..], true));
        assert_eq!((navy.members, navy.because.len()), (&[At { report: 7, item: 1 }][..], 1));
        assert_eq!((all.get(1).unwrap().party, all.get(2).unwrap().speaks_for), (None, Some(2)));
        let mut all = all;
        all.inherit_parties();
        assert_eq!((all.get(1).unwrap().party, all.get(2).unwrap().speaks_for), (Some("tessaria"), None));
        assert!(all.related(0, 1) && !all.related(1, 2) && all.get(3).is_none());
    }
}
