//! What sort of thing an entity is, with all reports in view.
//!
//! For: joining only what may be one. In: the entities of all reports. Out: a [`Class`] for each, by what most reports read, and for
//! adjectives by the states that other reports name. Not here: which of one class are one (see `entities`).

use super::entities::{Call, Item};
use super::naming::Names;
use crate::annotate::EntityKind;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;

/// Kinds that may be one thing: a state may be named as a place, a group as an organisation.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(super) enum Class {
    Person,
    Body,
    Place,
    Work,
    Group,
}

/// The class of a kind.
pub(super) fn class(kind: EntityKind) -> Class {
    match kind {
        EntityKind::Person => Class::Person,
        EntityKind::Organisation | EntityKind::ArmedGroup | EntityKind::Outlet => Class::Body,
        EntityKind::State | EntityKind::Place => Class::Place,
        EntityKind::Document | EntityKind::Artefact => Class::Work,
        EntityKind::Group => Class::Group,
    }
}

/// One report may read as an organisation what ten others read as a state: the commonest reading
/// of a whole name holds for the collection.
pub(super) fn settle_classes(items: &mut [Item], calls: &[Call], names: &Names) {
    let mut votes: FxHashMap<u32, BTreeMap<Class, usize>> = FxHashMap::default();
    let votes_for = |class: Class| !matches!(class, Class::Group | Class::Work);
    let folded = |item: &Item| calls.get(item.called as usize).map_or(0, |call| call.name.folded);
    for item in items.iter().filter(|item| votes_for(item.class) && !names.of(folded(item)).is_empty()) {
        *votes.entry(folded(item)).or_default().entry(item.class).or_default() += 1;
    }
    for item in items.iter_mut().filter(|item| votes_for(item.class)) {
        let counts = votes.get(&folded(item)).filter(|counts| counts.len() > 1);
        if let Some((class, _)) =
            counts.and_then(|c| c.iter().max_by_key(|(class, n)| (**n, std::cmp::Reverse(**class))))
        {
            item.class = *class;
        }
    }
}

/// The adjective of a state that a report does not name ("a Varenian company") is read as a body; others show whose it is.
pub(super) fn settle_adjectives(items: &mut [Item], calls: &[Call], names: &Names) {
    let states = calls.iter().filter(|call| call.kind == EntityKind::State);
    let forms = states.flat_map(|call| names.forms_of(&call.name));
    let adjectives: FxHashSet<u32> = forms.filter(|form| !names.of(*form).contains(' ')).collect();
    let unsure = |call: &Call| call.kind == EntityKind::Organisation && adjectives.contains(&call.name.folded);
    for item in items.iter_mut().filter(|item| calls.get(item.called as usize).is_some_and(unsure)) {
        item.class = Class::Place;
    }
}
