//! Whose organs, officers and media things are.
//!
//! In: mentions with owners. Out: the key of a state ("varenia"), only where words or public data say so.
//! Method: an owner that is a state makes its ministry, army, officers and television that state's; "state
//! television" alone is that of the state whose organs the report is about, if one clearly is. Opposition
//! and resistance of a country are never its state's. Not here: which state is right or recognised.

use super::super::{Doc, EntityKind, MentionForm};
use super::find::is_closed;
use super::forms::Forms;
use super::found::Found;
use super::lists::{Evidence, Head, lists, plain};
use rustc_hash::FxHashMap;

/// The state whose organs this report is about.
#[derive(Default)]
pub(super) struct Owners {
    /// The key of the dominant owner, if there is one.
    pub dominant: Option<String>,
    /// Adjectives that only this report shows, to their state's key.
    adjectives: FxHashMap<String, String>,
}

impl Owners {
    /// Counts which states own organs and officers in this report.
    pub fn read(doc: &Doc<'_>, found: &[Found], forms: &Forms) -> Owners {
        let mut counts: FxHashMap<&str, u32> = FxHashMap::default();
        let mut owners = Owners::default();
        let name_of = |index: u32| {
            forms.of.get(index as usize).copied().flatten().and_then(|f| forms.forms.get(forms.root(f) as usize))
        };
        for (index, mention) in found.iter().enumerate() {
            if mention.adjective
                && let Some(form) = name_of(index as u32)
                && form.votes.kind() == EntityKind::State
            {
                owners
                    .adjectives
                    .entry(doc.text(mention.span).to_lowercase())
                    .or_insert_with(|| plain(&form.name, false));
            }
            let Some(owner) = mention.owner.and_then(name_of) else { continue };
            let organ = is_organ(doc, mention);
            if organ && owner.votes.kind() == EntityKind::State {
                *counts.entry(owner.name.as_str()).or_insert(0) += 1;
            }
        }
        let total: u32 = counts.values().sum();
        let mut ranked: Vec<(u32, &str)> = counts.into_iter().map(|(name, n)| (n, name)).collect();
        ranked.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
        if let Some((n, name)) = ranked.first()
            && *n >= 2
            && n * 3 >= total * 2
        {
            owners.dominant = Some(plain(name, false));
        }
        owners
    }
}

/// Whether the head noun of a mention is an organ, officer or medium of a state, if a state owns it.
fn is_organ(doc: &Doc<'_>, mention: &Found) -> bool {
    let lists = lists();
    let head = doc.lower(mention.head_token as usize);
    let words = || (mention.start as usize..mention.end as usize).map(|i| doc.lower(i));
    if words().any(|w| lists.is(w, Evidence::Rebel)) {
        return false;
    }
    if mention.form == MentionForm::Name && !mention.title.is_empty() {
        return doc.text(mention.title).split_whitespace().any(|w| lists.is(&w.to_lowercase(), Evidence::Officer));
    }
    match mention.head {
        Some(Head::Person(..)) => lists.is(head, Evidence::Officer),
        _ if head == "forces" || head == "force" || head == "guard" || head == "guards" => {
            words().any(|w| lists.is(w, Evidence::ForcesBefore)) || mention.end - mention.start <= 2
        }
        _ => lists.is(head, Evidence::Organ),
    }
}

/// Whether what a mention names belongs to the state of its owner.
pub(super) fn belongs(doc: &Doc<'_>, mention: &Found, owner: EntityKind, state: Option<&str>) -> bool {
    state.is_some()
        && match owner {
            EntityKind::State => is_organ(doc, mention),
            // An officer of a state's organ.
            EntityKind::Organisation | EntityKind::ArmedGroup => matches!(mention.head, Some(Head::Person(..))),
            _ => false,
        }
}

/// The state of a named thing, by public data or by the words of the name.
pub(super) fn of_name(doc: &Doc<'_>, mention: &Found, name: &str, kind: EntityKind, owners: &Owners) -> Option<String> {
    let lists = lists();
    if kind == EntityKind::State {
        return Some(lists.state(name).map_or_else(|| plain(name, false), |state| state.key.clone()));
    }
    if let Some(known) = lists.known(name, doc.text(mention.span)) {
        return known.state.clone();
    }
    // "Varenian Defence Ministry", "Ministry of Defence of Varenia", "Embassy of Varenia".
    let (start, end) = (mention.start as usize, mention.end as usize);
    if end - start < 2 || !is_organ(doc, mention) {
        return None;
    }
    let of_word = |lower: &str| {
        lists
            .demonym(lower)
            .or_else(|| lists.state(lower))
            .map(|s| s.key.clone())
            .or_else(|| owners.adjectives.get(lower).cloned())
    };
    of_word(doc.lower(start)).or_else(|| if doc.lower(end - 2) == "of" { of_word(doc.lower(end - 1)) } else { None })
}

/// The state of a described thing without owner: "state television", "the army", where the report has one dominant owner.
pub(super) fn of_phrase(doc: &Doc<'_>, mention: &Found, owners: &Owners) -> Option<String> {
    let words = mention.start as usize..mention.end as usize;
    let state_run = words
        .clone()
        .any(|i| matches!(doc.lower(i), "state" | "state-run" | "state-owned" | "state-controlled" | "government"));
    let medium = matches!(mention.head, Some(Head::Thing(EntityKind::Outlet, _)))
        || doc.lower(mention.head_token as usize) == "agency";
    let organ =
        mention.definite && !mention.plural && is_organ(doc, mention) && matches!(mention.head, Some(Head::Thing(..)));
    if (medium && state_run || organ && !medium)
        && !words.clone().any(|i| is_closed(doc.tag(i)) && doc.lower(i) == "no")
    {
        return owners.dominant.clone();
    }
    None
}
