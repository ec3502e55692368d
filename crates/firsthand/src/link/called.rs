//! What several reports call one thing, as one.
//!
//! For: the name, other names and kind of a linked entity. In: how each of its reports calls it. Out: the form to show, and what two reports say of it alike.
//! Not here: whether they mean one thing (see `entities`).

use super::naming::{folded, is_acronym, tokens};
use crate::annotate::{Called, EntityKind};
use std::collections::BTreeMap;

/// All forms of an entity's name.
pub(super) fn forms(entity: &Called) -> impl Iterator<Item = &String> {
    entity.aliases.iter().chain([&entity.name])
}

/// An office, affiliation or state that both share.
pub(super) fn same_office(a: &Called, b: &Called) -> Option<String> {
    let words = |role: &Option<String>| -> Vec<String> {
        role.as_deref().map(folded).iter().flat_map(|r| tokens(r).map(str::to_owned).collect::<Vec<_>>()).collect()
    };
    let other = words(&b.role);
    if let Some(word) = words(&a.role).into_iter().find(|word| word.len() > 3 && other.contains(word)) {
        return Some(format!("described as {word}"));
    }
    match (&a.state, &b.state) {
        (Some(x), Some(y)) if x == y => Some(format!("of {x}")),
        _ => None,
    }
}

/// The commonest value, the smallest of equals.
pub(super) fn commonest<T: Ord>(values: impl Iterator<Item = T>) -> Option<T> {
    let mut counts: BTreeMap<T, usize> = BTreeMap::new();
    for value in values {
        *counts.entry(value).or_default() += 1;
    }
    let most = counts.values().max().copied()?;
    counts.into_iter().find(|(_, count)| *count == most).map(|(value, _)| value)
}

/// The name that most reports use in full. An acronym or one word of several only where no report says more; a state's
/// plain name rather than its official one.
fn shown_name(calls: &[Called]) -> String {
    let mut forms: BTreeMap<&str, usize> = BTreeMap::new();
    for called in calls {
        *forms.entry(called.name.as_str()).or_default() += 1;
    }
    let state = calls.iter().any(|called| called.kind == EntityKind::State);
    let best = forms.into_iter().max_by_key(|(form, reports)| {
        let words = form.split_whitespace().count();
        let full = !is_acronym(form) && (words > 1 || state);
        let length = if state { -(form.len() as i64) } else { form.len() as i64 };
        (full, *reports, length, std::cmp::Reverse(*form))
    });
    best.map(|(form, _)| form.to_owned()).unwrap_or_default()
}

/// How several reports call one thing.
pub(super) fn called(calls: &[Called], party: Option<&str>) -> Called {
    let name = shown_name(calls);
    let mut forms: Vec<&String> = calls.iter().flat_map(forms).filter(|form| **form != name).collect();
    forms.sort_unstable();
    forms.dedup();
    let mut aliases: Vec<String> = forms.into_iter().cloned().collect();
    let kind = if calls.iter().any(|called| called.kind == EntityKind::State) {
        EntityKind::State
    } else {
        commonest(calls.iter().map(|called| called.kind)).unwrap_or(EntityKind::Group)
    };
    // A state goes by its own name, not by the longer adjective ("Varenian").
    let noun = |form: &&String| party.is_some_and(|party| folded(form) == folded(party));
    let name = match aliases.iter().find(noun).filter(|_| kind == EntityKind::State && !noun(&&name)).cloned() {
        Some(form) => {
            aliases.retain(|alias| *alias != form);
            aliases.push(name);
            aliases.sort_unstable();
            form
        }
        None => name,
    };
    Called { kind, name, aliases, named: calls.iter().any(|called| called.named), role: None, state: None }
}
