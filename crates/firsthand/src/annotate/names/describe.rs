//! Descriptions and pronouns: "the group", "an army spokesman", "Damurian refugees", "he".
//!
//! In: a token at which one may begin. Out: [`Found`] mentions. Method: determiner, at most six words
//! of premodifiers, and a head noun that the lists know. Not here: whom they mean.

use super::super::{Doc, EntityKind, MentionForm, Tag};
use super::find::Finder;
use super::found::Found;
use super::lists::{Evidence, Gender, Head};
use crate::text::Span;

/// Most words before the head noun.
const PREMODIFIERS: usize = 6;

impl Finder<'_, '_> {
    /// Reads a description that begins at a token; returns the token after it.
    ///
    /// `owner` is the mention directly before ("Varenia's", "Varenian", "Front").
    pub(super) fn describe(&mut self, at: usize, owner: Option<u32>, end: usize) -> Option<usize> {
        let doc = self.doc;
        let mut from = at;
        let mut definite =
            owner.is_some_and(|o| self.found.get(o as usize).is_some_and(|f| f.definite || !f.adjective));
        let mut determined = owner.is_some();
        if owner.is_none() {
            // "at least 20 men", "no more than 20 men": what bounds a number describes nobody.
            let bounds = matches!(doc.lower(at), "least" | "more" | "fewer" | "less" | "than")
                || doc.lower(at) == "most" && at > 0 && doc.lower(at - 1) == "at";
            if bounds {
                return None;
            }
            match doc.lower(from) {
                // "No lawyer was let in": nobody whom "she" could mean.
                "no" => return None,
                "the" | "this" | "that" | "these" | "those" | "its" | "his" | "her" | "their" | "our" | "my" => {
                    if matches!(doc.lower(from), "its" | "his" | "her" | "their") {
                        self.pronoun(from, end);
                    }
                    definite = true;
                    determined = true;
                    from += 1;
                }
                "a" | "an" | "another" | "some" | "several" | "many" | "few" | "two" | "three" | "four" | "five"
                | "one" | "other" | "most" | "all" | "each" | "every" => {
                    determined = true;
                    from += 1;
                }
                _ => {}
            }
        }
        // "recruiting child soldiers": a verb before a bare description is no part of it.
        let bare_name =
            owner.and_then(|o| self.found.get(o as usize)).is_some_and(|f| !f.adjective && f.end as usize == at);
        if (!determined || bare_name)
            && matches!(doc.tag(from), Tag::VBG | Tag::VBN | Tag::VBD | Tag::VBZ | Tag::VBP | Tag::VB)
            && doc.lower_word(from).names.head.is_none()
            && doc.lower(from) != "armed"
        {
            return None;
        }
        // Premodifiers and head: lower-case nouns and adjectives.
        let mut head = None;
        let mut inner = owner;
        let mut to = from;
        let limit = end.min(from + PREMODIFIERS + 1);
        while to < limit {
            let tag = doc.tag(to);
            let lower = doc.lower(to);
            let heads = doc.lower_word(to).names.head;
            if self.case.capital(to) && !(to == from && owner.is_none() && !determined) {
                // A name among the premodifiers ("the Varenian army", "the NCF spokesman").
                let proper = tag.is_name() || tag.is_noun() || tag.is_adjective();
                if !proper || lower.contains('-') && heads.is_none() {
                    if proper {
                        to += 1;
                        continue;
                    }
                    break;
                }
                // Let the name reader take it; it calls back with the owner.
                break;
            }
            let noun_like = tag.is_noun() || tag.is_adjective() || matches!(tag, Tag::CD | Tag::VBN | Tag::VBG);
            // "armed and security forces" stays one description only through its last part.
            if !noun_like && heads.is_none() && lower != "armed" {
                break;
            }
            if tag.is_finite() && !determined && lower != "armed" && heads.is_none() {
                break;
            }
            if let Some(found) = heads {
                head = Some((to, found));
            } else if head.is_some() && !(tag.is_noun() || tag.is_adjective()) {
                break;
            }
            to += 1;
        }
        let (head_token, mut head) = head?;
        // "This group of miners": those of whom it consists, and no body named before.
        if matches!(head, Head::Thing(EntityKind::Organisation | EntityKind::ArmedGroup, false))
            && self.consists_of_people(head_token, end)
        {
            head = Head::People;
        }
        // A noun after the head would be the real head ("army base road"), unless it is no noun after all.
        let next = head_token + 1;
        if next < end
            && matches!(doc.tag(next), Tag::NN | Tag::NNS)
            && !self.case.capital(next)
            && doc.lower_word(next).names.head.is_none()
            && !doc.tag(next + 1).is_finite()
            && next < limit
        {
            // Plain nouns that do not change what is meant are rare; give the description up.
            if !matches!(head, Head::People | Head::Person(..)) {
                return None;
            }
        }
        let wanted = match head {
            Head::Event => false,
            Head::People => true,
            Head::Person(..) => determined || self.follows_office(at, end, head_token),
            // Bare "forces", "troops", "police", "militants" stand without a determiner.
            Head::Thing(EntityKind::ArmedGroup, true) => true,
            Head::Thing(EntityKind::Organisation, _)
                if doc.lower(head_token) == "police" || doc.lower(head_token) == "authorities" =>
            {
                true
            }
            Head::Thing(EntityKind::Outlet, false)
                if matches!(doc.lower(head_token), "media" | "television" | "tv" | "radio") =>
            {
                determined || head_token > from
            }
            // "The lamp post": these words are papers only in their titles.
            Head::Thing(EntityKind::Outlet, false) if is_title_of_paper(doc.lower(head_token)) => false,
            Head::Thing(EntityKind::Place, _) => determined && definite,
            Head::Thing(EntityKind::Artefact, true) => true,
            Head::Thing(..) => determined,
        };
        if !wanted {
            return None;
        }
        if inner.is_none() {
            inner = self.possessor(at);
        }
        self.push_description(from, head_token + 1, head_token, head, inner, definite);
        if let Some(owner) = inner
            && let Some(adjective) = self.found.get(owner as usize).copied()
            && owner as usize + 2 == self.found.len()
            && (adjective.adjective || self.doc.lower_word(head_token).names.is(Evidence::Organ))
            && adjective.form == MentionForm::Name
            && adjective.end as usize == from
            && let Some(found) = self.found.last_mut()
        {
            // "Varenian army" is one description; the adjective stays a mention of the state.
            found.span = adjective.span.cover(found.span);
            found.start = adjective.start;
        }
        // "the council's aid committee": what is owned follows.
        let body = matches!(head, Head::Thing(EntityKind::Organisation | EntityKind::ArmedGroup, false));
        if body && doc.tag(head_token + 1) == Tag::POS && head_token + 2 < end && !self.case.capital(head_token + 2) {
            let index = (self.found.len() - 1) as u32;
            return self.describe(head_token + 2, Some(index), end).or(Some(head_token + 1));
        }
        Some(head_token + 1)
    }

    /// "Group of Damurian miners", "band of deserters".
    fn consists_of_people(&self, head: usize, end: usize) -> bool {
        let doc = self.doc;
        let set = matches!(doc.lower(head), "group" | "band" | "gang" | "team" | "unit" | "column" | "contingent");
        let people = |word: &str| {
            let one = word.strip_suffix('s').and_then(|one| self.lists.head(one));
            matches!(self.lists.head(word), Some(Head::People | Head::Thing(EntityKind::ArmedGroup, true)))
                || matches!(one, Some(Head::Person(..)))
        };
        let phrase = head + 2..end.min(head + 2 + PREMODIFIERS);
        set && doc.lower(head + 1) == "of"
            && phrase
                .take_while(|&i| doc.tag(i).is_noun() || doc.tag(i).is_adjective() || doc.tag(i) == Tag::CD)
                .any(|i| doc.tag(i) == Tag::NNS && people(doc.lower(i)))
    }

    /// A pronoun or compound mention pushed directly before, as owner ("his commander").
    fn possessor(&self, at: usize) -> Option<u32> {
        let last = self.found.last()?;
        (last.start as usize == at && last.end as usize == at + 1 && last.form == MentionForm::Pronoun)
            .then(|| (self.found.len() - 1) as u32)
    }

    /// Whether a bare office is directly before a name ("army spokesman Omar Tal said") or after a comma.
    fn follows_office(&self, at: usize, end: usize, head: usize) -> bool {
        let named = head + 1 < end && self.case.capital(head + 1);
        let apposed = at > 0 && self.doc.tag(at - 1) == Tag::Comma;
        let of = apposed && matches!(self.doc.lower(head + 1), "of" | "for" | "in" | "at");
        named || of
    }

    pub(super) fn push_description(
        &mut self,
        from: usize,
        to: usize,
        head_token: usize,
        head: Head,
        owner: Option<u32>,
        definite: bool,
    ) {
        let (gender, plural) = match head {
            Head::Person(_, gender) => (gender, false),
            Head::People => (Gender::Unknown, true),
            Head::Thing(_, plural) => (Gender::Unknown, plural),
            Head::Event => (Gender::Unknown, false),
        };
        self.found.push(Found {
            span: self.doc.span(from..to),
            start: from as u32,
            end: to as u32,
            form: MentionForm::Nominal,
            head: Some(head),
            head_token: head_token as u32,
            title: Span::default(),
            owner,
            gender,
            plural,
            definite,
            adjective: false,
            sentence: self.sentence,
            headline: self.headline,
        });
    }

    /// Adds a pronoun that can mean somebody or something named.
    pub(super) fn pronoun(&mut self, at: usize, end: usize) {
        let (gender, plural) = match self.doc.lower(at) {
            "he" | "him" | "his" | "himself" => (Gender::Male, false),
            "she" | "her" | "hers" | "herself" => (Gender::Female, false),
            "they" | "them" | "their" | "theirs" | "themselves" => (Gender::Unknown, true),
            "its" | "itself" => (Gender::Unknown, false),
            "it" if !is_empty_it(self.doc, at, end) => (Gender::Unknown, false),
            _ => return,
        };
        let Some(token) = self.doc.tokens.get(at) else { return };
        if self.found.last().is_some_and(|last| last.start as usize == at && last.form == MentionForm::Pronoun) {
            return;
        }
        self.found.push(Found {
            span: token.span,
            start: at as u32,
            end: at as u32 + 1,
            form: MentionForm::Pronoun,
            head: None,
            head_token: at as u32,
            title: Span::default(),
            owner: None,
            gender,
            plural,
            definite: true,
            adjective: false,
            sentence: self.sentence,
            headline: self.headline,
        });
    }
}

/// "It is clear that", "it seems": means nothing.
fn is_empty_it(doc: &Doc<'_>, at: usize, end: usize) -> bool {
    let next = doc.lower(at + 1);
    if at + 1 >= end {
        return false;
    }
    if matches!(
        next,
        "seems" | "seemed" | "appears" | "appeared" | "remains" | "remained" | "comes" | "came" | "takes" | "took"
    ) {
        return true;
    }
    if matches!(next, "is" | "was" | "'s" | "has" | "will" | "would" | "may" | "could") {
        return (at + 2..end.min(at + 6)).any(|i| {
            matches!(
                doc.lower(i),
                "clear"
                    | "unclear"
                    | "possible"
                    | "impossible"
                    | "likely"
                    | "unlikely"
                    | "known"
                    | "believed"
                    | "thought"
                    | "understood"
                    | "reported"
                    | "said"
                    | "time"
                    | "difficult"
                    | "hard"
                    | "easy"
                    | "important"
                    | "necessary"
                    | "true"
                    | "not clear"
            )
        });
    }
    false
}

/// Words that name a paper with a capital and something else without.
fn is_title_of_paper(lower: &str) -> bool {
    matches!(
        lower,
        "times"
            | "post"
            | "herald"
            | "tribune"
            | "chronicle"
            | "mail"
            | "telegraph"
            | "guardian"
            | "observer"
            | "courier"
            | "mirror"
            | "echo"
            | "sentinel"
    )
}
