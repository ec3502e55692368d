//! What a name is: evidence inside it and around it, as votes.
//!
//! In: a found name and its sentence. Out: [`Votes`] for each kind. Method: public lists and head nouns
//! weigh most, then titles, then the words around; a kind is the sum over all mentions of a name, so that one
//! telling context decides for the others. Weights are ordinal, set by hand. Not here: which mentions belong together.

use super::super::{Doc, EntityKind, MentionForm, Tag};
use super::found::{Found, is_acronym, is_capital};
use super::lists::{Evidence, Head, lists};
use crate::annotate::places::city;

/// Kinds that a name can have, in the order of [`Votes`].
const KINDS: [EntityKind; 9] = [
    EntityKind::Person,
    EntityKind::Organisation,
    EntityKind::ArmedGroup,
    EntityKind::State,
    EntityKind::Outlet,
    EntityKind::Place,
    EntityKind::Document,
    EntityKind::Artefact,
    EntityKind::Group,
];

/// Evidence for each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Votes([i16; 9]);

impl Votes {
    /// Adds evidence.
    pub fn add(&mut self, kind: EntityKind, weight: i16) {
        if let Some(at) = KINDS.iter().position(|k| *k == kind)
            && let Some(votes) = self.0.get_mut(at)
        {
            *votes = votes.saturating_add(weight);
        }
    }

    /// Adds all of another's evidence.
    pub fn merge(&mut self, other: &Votes) {
        for (mine, theirs) in self.0.iter_mut().zip(other.0) {
            *mine = mine.saturating_add(theirs);
        }
    }

    /// The evidence for one kind.
    pub fn of(&self, kind: EntityKind) -> i16 {
        KINDS.iter().position(|k| *k == kind).and_then(|at| self.0.get(at)).copied().unwrap_or(0)
    }

    /// The kind with most evidence; the earlier of two equals. A name of which nothing is known is an organisation.
    pub fn kind(&self) -> EntityKind {
        let best = self.0.iter().copied().max().unwrap_or(0);
        if best <= 0 {
            return EntityKind::Organisation;
        }
        self.0.iter().position(|v| *v == best).and_then(|at| KINDS.get(at)).copied().unwrap_or(EntityKind::Organisation)
    }
}

/// Evidence that the name itself gives, once for each form. `name` is in lower case.
pub(super) fn inside(doc: &Doc<'_>, found: &Found, name: &str) -> Votes {
    let lists = lists();
    let mut votes = Votes::default();
    let (start, end) = (found.start as usize, found.end as usize);
    let words = end.saturating_sub(start);
    if doc.report.outlet.as_ref().is_some_and(|outlet| {
        let outlet = outlet.value.to_lowercase();
        outlet.strip_prefix("the ").unwrap_or(&outlet) == name
    }) {
        votes.add(EntityKind::Outlet, 25);
        return votes;
    }
    let plain = name.strip_prefix("the ").unwrap_or(name);
    if lists.state(plain).is_some() || (found.adjective && lists.demonym(plain).is_some()) {
        votes.add(EntityKind::State, 30);
        return votes;
    }
    if let Some(known) = lists.known(plain, doc.text(found.span)) {
        votes.add(known.kind, 20);
        return votes;
    }
    match found.head {
        Some(Head::Thing(EntityKind::State, _)) if words > 1 => votes.add(EntityKind::State, 5),
        // "Movement", "Group" say little: a militia may be called so.
        Some(Head::Thing(kind, _)) if doc.lower_word(found.head_token as usize).names.is(Evidence::Generic) => {
            votes.add(kind, 6)
        }
        Some(Head::Thing(kind, _)) => votes.add(kind, if words > 1 { 12 } else { 6 }),
        Some(Head::Event) => votes.add(EntityKind::Organisation, 1),
        _ => {
            let first = doc.lower(start);
            let given = lists.given.contains_key(first);
            if given && words > 1 {
                votes.add(EntityKind::Person, 7);
            } else if given || (2..=4).contains(&words) {
                votes.add(EntityKind::Person, 3);
            }
            if words == 1 && is_acronym(doc.word(start)) {
                votes.add(EntityKind::Organisation, 4);
            }
            // A head noun in the middle: "Observatory for Rights of ...".
            let inner = (start..end).find_map(|i| match doc.lower_word(i).names.head {
                Some(Head::Thing(kind, _)) if words > 1 && is_capital(doc.word(i)) => Some(kind),
                _ => None,
            });
            if let Some(kind) = inner {
                votes.add(if kind == EntityKind::State { EntityKind::Organisation } else { kind }, 5);
            }
            // "Valley Council Observers": people who go by a name together are a body.
            if words > 1 && doc.lower_word(end - 1).names.head == Some(Head::People) && is_capital(doc.word(end - 1)) {
                votes.add(EntityKind::Organisation, 6);
            }
            // "Lantern Rights" more than "Rights Lantern".
            if words > 1 && doc.lower_word(end - 1).names.is(Evidence::Topic) && !given {
                votes.add(EntityKind::Organisation, 7);
            } else if (start..end).any(|i| doc.lower_word(i).names.is(Evidence::Topic)) && words > 1 {
                votes.add(EntityKind::Organisation, 4);
            }
        }
    }
    if lists.capitals.contains_key(plain) {
        votes.add(EntityKind::Place, 14);
    } else if votes.of(EntityKind::Organisation) < 5
        && let Some(city) = city(plain)
    {
        // Small towns share their names with many people.
        let size = if city.population >= 300_000 {
            4
        } else if city.population >= 60_000 {
            3
        } else {
            2
        };
        votes.add(EntityKind::Place, if words > 1 { 5 } else { size });
    }
    if words == 1 && sounds_like_a_country(plain) {
        votes.add(EntityKind::State, 2);
        votes.add(EntityKind::Place, 1);
    }
    // "FactWire" is no person, "McTal" may be.
    let inner = name_inner_capital(doc.word(start));
    if words == 1 && inner {
        votes.add(EntityKind::Person, -4);
    }
    votes
}

/// Whether an unlisted word ends as names of countries do ("Varenia").
fn sounds_like_a_country(lower: &str) -> bool {
    lower.len() > 5
        && ["ia", "stan", "land"].iter().any(|end| lower.ends_with(end))
        && !lists().given.contains_key(lower)
}

/// Whether a word has a capital after a small letter, Scottish and similar prefixes aside.
fn name_inner_capital(word: &str) -> bool {
    let prefix = ["Mc", "Mac", "De", "Di", "Du", "La", "Le", "Van", "Fitz"].iter().any(|p| word.starts_with(p));
    !prefix
        && !word.contains(['-', '\'', '’'])
        && word.chars().zip(word.chars().skip(1)).any(|(a, b)| a.is_lowercase() && b.is_uppercase())
}

/// Whether an office is that of a body, and of no place and no person.
fn has_a_body(lower: &str) -> bool {
    matches!(
        lower,
        "director"
            | "spokesman"
            | "spokeswoman"
            | "spokesperson"
            | "chairman"
            | "chairwoman"
            | "founder"
            | "co-founder"
    )
}

/// "Troops advance on X": whether a word is "on" after a verb of going.
fn is_advance_on(doc: &Doc<'_>, first: usize, at: usize) -> bool {
    let goes = |lower: &str| ["advanc", "march", "descend", "clos"].iter().any(|stem| lower.starts_with(stem));
    at > first
        && at < doc.tokens.len()
        && doc.lower(at) == "on"
        && (goes(doc.lower(at - 1)) || doc.lower(at - 1) == "in" && at > first + 1 && goes(doc.lower(at - 2)))
}

/// "X fell to the rebels", "X was shelled": whether what follows a name is done to places alone. Persons are captured and seized, too.
fn is_taken(doc: &Doc<'_>, end: usize, limit: usize) -> bool {
    let mut verb = end;
    while verb < limit.min(end + 4)
        && matches!(doc.lower(verb), "has" | "had" | "have" | "been" | "was" | "is" | "again")
    {
        verb += 1;
    }
    let known = |at: usize| &doc.lower_word(at).names;
    let passive = verb > end && matches!(doc.lower(verb - 1), "been" | "was" | "is" | "again");
    let person = doc.lower(verb).starts_with("captur") || doc.lower(verb).starts_with("seiz");
    if verb < limit && passive && !person && known(verb).is(Evidence::Enters) && doc.tag(verb).is_verb() {
        return true;
    }
    let falls =
        verb + 1 < limit && matches!(doc.lower(verb), "fell" | "fallen" | "falls") && doc.lower(verb + 1) == "to";
    let fighters = |at: usize| {
        known(at).is(Evidence::Fights) || matches!(known(at).head, Some(Head::Thing(EntityKind::ArmedGroup, _)))
    };
    falls && (verb + 2..limit.min(verb + 6)).any(fighters)
}

/// Evidence of the words around one mention.
pub(super) fn around(doc: &Doc<'_>, found: &Found) -> Votes {
    let mut votes = Votes::default();
    if found.form != MentionForm::Name || found.adjective {
        return votes;
    }
    let (start, end) = (found.start as usize, found.end as usize);
    if !found.title.is_empty() {
        votes.add(EntityKind::Person, 15);
        return votes;
    }
    let sentence = doc.sentence(found.sentence as usize);
    let mut before = start;
    let article = before > sentence.start && doc.lower(before - 1) == "the";
    if article {
        before -= 1;
        votes.add(EntityKind::Person, -6);
    }
    let inside = |at: usize| at >= sentence.start && at < sentence.end;
    // A place that is no token stands for no word.
    let nowhere = doc.tokens.len();
    let before_at = if before > sentence.start { before - 1 } else { nowhere };
    let next_at = if inside(end) { end } else { nowhere };
    let (previous, before_known) = (doc.lower(before_at), &doc.lower_word(before_at).names);
    let (next, next_known) = (doc.lower(next_at), &doc.lower_word(next_at).names);
    let after_at = if inside(end + 1) { end + 1 } else { nowhere };
    let after = doc.lower(after_at);
    if before_known.is(Evidence::In) {
        votes.add(EntityKind::Place, 3);
        votes.add(EntityKind::Person, -1);
    } else if before_known.is(Evidence::To) {
        votes.add(EntityKind::Place, 1);
    } else if (before_known.is(Evidence::Enters) && !article || is_advance_on(doc, sentence.start, before_at))
        && !(inside(end) && doc.tag(end).is_noun())
    {
        votes.add(EntityKind::Place, 3);
    }
    if is_taken(doc, end, sentence.end) {
        votes.add(EntityKind::Place, 4);
    }
    // "The director of River Watch", "a spokeswoman for River Watch": a person has neither.
    let office = before >= 2 && inside(before - 2) && has_a_body(doc.lower(before - 2));
    if office && matches!(previous, "of" | "for") && end - start > 1 {
        votes.add(EntityKind::Organisation, 5);
    }
    // "the city of X", "X province", "army chief X".
    if previous == "of" && before >= 2 && inside(before - 2) {
        match doc.lower_word(before - 2).names.head {
            Some(Head::Thing(EntityKind::Place, _)) => votes.add(EntityKind::Place, 6),
            Some(Head::Thing(EntityKind::State, _)) => votes.add(EntityKind::State, 6),
            Some(Head::Thing(kind, _)) if doc.lower_word(before - 2).names.is(Evidence::Ruled) => {
                votes.add(EntityKind::State, 3);
                votes.add(kind, -1);
            }
            Some(Head::Person(..)) if matches!(doc.lower(before - 2), "president" | "king" | "ruler" | "emir") => {
                votes.add(EntityKind::State, 3)
            }
            _ => {}
        }
    } else if previous == "agency" && before >= 2 && inside(before - 2) && doc.lower(before - 2) == "news" {
        votes.add(EntityKind::Outlet, 8);
    } else if !article && !previous.is_empty() {
        match before_known.head {
            Some(Head::Person(..)) => votes.add(EntityKind::Person, 8),
            Some(Head::Thing(
                kind @ (EntityKind::Outlet | EntityKind::Organisation | EntityKind::ArmedGroup),
                false,
            )) if doc.tag(before - 1).is_noun() && !is_capital(doc.word(before - 1)) => votes.add(kind, 4),
            _ => {}
        }
    }
    let genitive = doc.tag(end) == Tag::POS && inside(end);
    let belonging_at = if genitive { after_at } else { next_at };
    let (belonging, belonging_known) = (doc.lower(belonging_at), &doc.lower_word(belonging_at).names);
    if !belonging.is_empty() && !is_capital(doc.word(if genitive { end + 1 } else { end })) {
        if belonging_known.is(Evidence::Ruled) && genitive {
            votes.add(EntityKind::State, 3);
        }
        if !genitive {
            match belonging_known.head {
                Some(Head::Thing(EntityKind::Place, _)) => votes.add(EntityKind::Place, 6),
                Some(Head::Thing(kind @ (EntityKind::Outlet | EntityKind::ArmedGroup), _))
                    if !belonging_known.is(Evidence::Fights) =>
                {
                    votes.add(kind, 3)
                }
                Some(Head::Thing(EntityKind::Organisation, _)) => {
                    let outlet = belonging == "news" || after == "agency" && next == "news";
                    votes.add(if outlet { EntityKind::Outlet } else { EntityKind::Organisation }, 4)
                }
                _ => {}
            }
            if next == "news" && matches!(after, "agency" | "website" | "site" | "channel") {
                votes.add(EntityKind::Outlet, 8);
            }
        }
        if belonging_known.is(Evidence::Fights) {
            votes.add(EntityKind::ArmedGroup, 5);
        }
    }
    // States speak, too.
    let country = end == start + 1 && sounds_like_a_country(doc.lower(start));
    if !country && (next_known.is(Evidence::Says) || before_known.is(Evidence::Says)) {
        votes.add(EntityKind::Person, 2);
        votes.add(EntityKind::Place, -1);
    }
    // "The Lantern has learned", "can reveal", "understands that", "obtained a copy": what an outlet says of itself.
    let of_itself = match next {
        "has" => matches!(after, "obtained" | "learned" | "learnt" | "seen" | "exclusively"),
        "can" | "could" => matches!(after, "reveal" | "exclusively"),
        "understands" => after == "that",
        "obtained" => matches!(after, "a" | "exclusively"),
        _ => false,
    };
    if of_itself {
        votes.add(EntityKind::Outlet, 4);
    }
    let words = end.saturating_sub(start);
    if words == 1
        && !article
        && !genitive
        && matches!(doc.tag(end), Tag::VBD | Tag::VBZ)
        && inside(end)
        && !sounds_like_a_country(doc.lower(start))
    {
        votes.add(EntityKind::Person, 1);
    }
    // "Omar Tal, 34, ...", "Omar Tal, who ..."; "a welder from Arven, who ..." tells of the welder.
    let site = before_known.is(Evidence::In) || matches!(previous, "from" | "at");
    if next == "," {
        if after.len() == 2 && after.bytes().all(|b| b.is_ascii_digit()) {
            votes.add(EntityKind::Person, 8);
        } else if matches!(after, "who" | "whose") && !site {
            votes.add(EntityKind::Person, 4);
        } else if after == "which" {
            votes.add(EntityKind::Person, -12);
        } else if matches!(after, "citing" | "quoting") {
            // "The Lantern, citing two officers, reported": who cites is a medium, where nothing else is known.
            votes.add(EntityKind::Outlet, 4);
        }
    } else if next == "who" && !site {
        votes.add(EntityKind::Person, 4);
    } else if matches!(next, "is" | "was") && matches!(after, "founded" | "established" | "headquartered") {
        votes.add(EntityKind::Person, -3);
        votes.add(EntityKind::Organisation, 4);
    }
    votes
}
