//! What kind of source somebody is.
//!
//! In: a source phrase, its head and its entity. Out: a [`SourceKind`]. The words decide before the
//! entity: "an army spokesman" is a spokesperson whatever the army is. Not here: who it is.

use super::super::doc::{Doc, Tag};
use super::super::names::given_gender;
use super::super::{Entity, EntityKind, MentionForm, SourceKind};
use super::lexicon::{LEXICON, NounClass};
use super::lists::{List, is_in};
use super::phrase::noun_phrase_end;
use super::who::Known;
use crate::text::Span;
use std::ops::Range;

/// How many tokens before a name may say whose office it is.
const OWNER: usize = 6;

/// The kind of the source in `source` with this head.
pub(super) fn of(
    doc: &Doc<'_>,
    known: &Known<'_>,
    source: &Range<usize>,
    head: usize,
    entity: Option<u32>,
) -> SourceKind {
    let found = known.get(entity);
    let person = found.is_some_and(|e| e.kind == EntityKind::Person && e.named);
    let named = found.is_some_and(|e| e.named) || doc.tag(head).is_name();
    let words = || source.clone().filter(|&i| doc.tag(i).is_word());
    let phrase = || words().map(|i| doc.lower(i).to_owned()).collect::<Vec<_>>();
    let entity_role = || found.filter(|e| e.kind == EntityKind::Person).and_then(|e| e.role.as_deref()).map(split);
    let entity_name = || found.filter(|e| e.kind == EntityKind::Person).map(|e| split(&e.name));
    if spokes(&phrase()) || entity_role().is_some_and(|r| spokes(&r)) || entity_name().is_some_and(|n| spokes(&n)) {
        return SourceKind::Spokesperson;
    }
    if super::medium::is_called_medium(doc, source) {
        return SourceKind::Outlet;
    }
    // "our correspondent at the barracks"
    let ours = matches!(doc.lower(source.start), "our" | "this");
    if ours && words().any(|i| doc.lower_is(List::MediaPerson, i)) {
        return SourceKind::Outlet;
    }
    // "Krane Metals", "Lesk Rail": what a company deals in ends its name; a family name may be a ware, too.
    let given = || given_gender(doc.text(doc.span(source.start..source.start + 1))).is_some();
    let company = doc.tag(head).is_name() && head > source.start && doc.lower_is(List::CompanyName, head);
    if company && doc.tag(head - 1).is_name() && !given() {
        return SourceKind::PartisanOrganisation;
    }
    let armed_noun = || source.clone().any(|i| doc.lower_is(List::ArmedNoun, i));
    if person {
        let armed =
            found.and_then(|e| known.get(e.affiliation)).is_some_and(|o| matches!(o.kind, EntityKind::ArmedGroup));
        let armed = armed
            || in_office(&phrase()) && armed_noun()
            || entity_role().is_some_and(|r| in_office(&r) && r.iter().any(|word| is_in(List::ArmedNoun, word)));
        // "Ida Moar", of whom the report said before that she presides over a union.
        let body = found.and_then(|e| known.get(e.affiliation)).filter(|o| o.kind == EntityKind::Organisation);
        let with_body = |mut role: Vec<String>| {
            role.extend(found.map(|e| possessed(doc, e)).unwrap_or_default());
            role.extend(body.filter(|body| body.state.is_none()).map(|body| split(&body.name)).unwrap_or_default());
            role
        };
        // "the former soldier", of whom the report said what he was.
        let former = || words().any(|i| i < head && doc.lower_is(List::Former, i));
        let official = in_office(&with_body(phrase()))
            || !former() && entity_role().is_some_and(|role| in_office(&with_body(role)));
        return match () {
            () if armed => SourceKind::PartisanOrganisation,
            () if official => SourceKind::Official,
            () => SourceKind::Person,
        };
    }
    if hides(doc, source) {
        return SourceKind::Anonymous;
    }
    // "Isle Wire", "the agency" for the Halden News Agency.
    if found.is_some_and(|e| e.kind != EntityKind::Person && is_agency(&split(&e.name))) {
        return SourceKind::Wire;
    }
    // "AFP", "Al Jazeera", "the Arven news agency"
    let name = doc.text(doc.span(source.clone())).trim_start_matches("the ").trim_start_matches("The ").to_lowercase();
    if let Some(kind) = LEXICON.kind(&name).filter(|_| named) {
        return kind;
    }
    // "the Thaqar Rights Monitor": what an organisation works for says more than the last word of its name.
    if named && words().any(|i| doc.tag(i).is_name() && doc.lower_is(List::Cause, i)) {
        return SourceKind::PartisanOrganisation;
    }
    if source.clone().any(|i| doc.lower(i) == "agency" && matches!(doc.lower(i.wrapping_sub(1)), "news" | "press")) {
        return SourceKind::Wire;
    }
    // "the general staff": two words may say more than the last one.
    let two =
        head.checked_sub(1).filter(|&i| i >= source.start).map(|i| format!("{} {}", doc.lower(i), doc.lower(head)));
    if let Some(kind) = two.and_then(|two| LEXICON.kind(&two)).filter(|_| !doc.tag(head).is_name()) {
        return kind;
    }
    match found.map(|e| e.kind) {
        Some(EntityKind::Outlet) => return SourceKind::Outlet,
        // "a guard", "one rebel": of the group, and nobody in particular.
        Some(EntityKind::ArmedGroup) if !named && few(doc, source) && doc.lemma_is(List::FighterNoun, head) => {
            return SourceKind::Anonymous;
        }
        // "the army" of a state, and not the Veldt Liberation Army.
        Some(EntityKind::ArmedGroup) if found.is_some_and(is_state_force) => return SourceKind::Official,
        Some(EntityKind::ArmedGroup) => return SourceKind::PartisanOrganisation,
        Some(EntityKind::State | EntityKind::Place) => return SourceKind::Official,
        Some(EntityKind::Document) => return SourceKind::Document,
        Some(EntityKind::Artefact) => return SourceKind::Artefact,
        Some(EntityKind::Group) if LEXICON.kind(doc.lemma(head)).is_none() => return SourceKind::Anonymous,
        _ => {}
    }
    let plain = |i: usize| !doc.tag(i).is_name();
    let by_head = compound(doc, source, head)
        .filter(|_| plain(head))
        .map(NounClass::kind)
        .or_else(|| LEXICON.kind(doc.lower(head)))
        .or_else(|| LEXICON.kind(doc.lemma(head)))
        .or_else(|| class(doc, source, head, found).map(NounClass::kind));
    match by_head {
        Some(SourceKind::Person) if !named => SourceKind::Anonymous,
        Some(SourceKind::Official) if unnamed_person(doc, source, head) => SourceKind::Anonymous,
        // "the former prefect": whoever that is, no name is given.
        Some(SourceKind::Official) if source.clone().any(|i| i < head && doc.lower_is(List::Former, i)) => {
            SourceKind::Anonymous
        }
        Some(SourceKind::Official) if is_office(doc, source, head) && of_private(doc, known, source, head) => {
            SourceKind::Anonymous
        }
        // "Front commander “Gato”": an office, but of an armed group.
        Some(SourceKind::Official) if doc.lemma_is(List::Office, head) && armed_noun() => {
            SourceKind::PartisanOrganisation
        }
        // "the Civic List" stands for election.
        Some(SourceKind::Document) if doc.tag(head).is_name() && doc.lower(head) == "list" => {
            SourceKind::PartisanOrganisation
        }
        Some(kind) => kind,
        None if found.is_some_and(|e| e.kind == EntityKind::Organisation) => SourceKind::PartisanOrganisation,
        None if doc.tag(head) == Tag::PRP => SourceKind::Unspecified,
        // An unknown capitalised name without an entity: most often a person.
        None if doc.tag(head).is_name() => SourceKind::Person,
        // "The opening of the bridge": nothing that could tell.
        None if doc.lower_word(head).grammar.is_nobody() => SourceKind::Unspecified,
        None => SourceKind::Anonymous,
    }
}

/// What the head, with the word before it or alone, is told to stand for. Of a name only a body's last word says it: "the Lund Canoe Lodge".
fn class(doc: &Doc<'_>, source: &Range<usize>, head: usize, entity: Option<&Entity>) -> Option<NounClass> {
    use NounClass as C;
    let body = entity.is_some_and(|e| e.kind == EntityKind::Organisation) || doc.lower(source.start) == "the";
    let told = compound(doc, source, head)
        .or_else(|| LEXICON.class(&doc.lemma(head).to_lowercase()))
        .or_else(|| LEXICON.class(doc.lower(head)));
    told.filter(|class| !doc.tag(head).is_name() || body && matches!(class, C::State | C::Body | C::Medium))
}

/// What the head with the word before it is told to stand for: "fire chief", "evening paper".
fn compound(doc: &Doc<'_>, source: &Range<usize>, head: usize) -> Option<NounClass> {
    let before = head.checked_sub(1).filter(|&i| i >= source.start && doc.tag(i).is_word())?;
    LEXICON.class(&format!("{} {}", doc.lower(before), doc.lemma(head).to_lowercase()))
}

fn split(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// "spokeswoman", "press secretary", "director of communications".
fn spokes(words: &[String]) -> bool {
    let is = |list, word: &String| is_in(list, word);
    words.iter().any(|word| word.starts_with("spokes"))
        || words.iter().zip(words.iter().skip(1)).any(|(a, b)| is(List::PressOffice, a) && is(List::PressPost, b))
        || words.windows(2).any(|w| matches!(w[0].as_str(), "speaks" | "speaking" | "spoke") && w[1] == "for")
        || words.windows(3).any(|w| is(List::PressPost, &w[0]) && w[1] == "of" && is(List::PressOffice, &w[2]))
}

fn is_agency(words: &[String]) -> bool {
    words.last().is_some_and(|word| matches!(word.as_str(), "wire" | "newswire"))
        || words.windows(2).any(|w| matches!(w[0].as_str(), "news" | "press") && w[1] == "agency")
}

/// What a medium is that is named: its own paper makes a rights group no medium.
pub(super) fn of_outlet(name: &str) -> SourceKind {
    let words = split(name);
    let body = words.iter().any(|word| is_in(List::BodyNoun, word) || is_in(List::BodyName, word));
    let medium = words.iter().any(|word| is_in(List::MediaName, word) || is_in(List::MediumName, word));
    if body && !medium { SourceKind::PartisanOrganisation } else { SourceKind::Outlet }
}

/// An office that is held: not "former governor", not "the attorney for one of the groups".
fn in_office(words: &[String]) -> bool {
    let of_body = is_of_body(words);
    words.iter().enumerate().any(|(i, word)| {
        let before = |n: usize| i.checked_sub(n).and_then(|j| words.get(j)).map_or("", String::as_str);
        let after = words.get(i + 1).map_or("", String::as_str);
        let former = (1..4).any(|n| is_in(List::Former, before(n)));
        let lawyer = word == "attorney" && after != "general" && !is_in(List::PublicAttorney, before(1));
        let advises = matches!(word.as_str(), "adviser" | "advisor")
            && (1..4).any(|n| matches!(before(n), "security" | "presidential" | "president"));
        // "the union's deputy head": deputy of no office by itself.
        let second =
            word == "deputy" && matches!(after, "head" | "director" | "leader" | "chair" | "chairman" | "editor");
        // "the union's president", "general secretary of the league": an office, but of no state.
        let told = LEXICON.kind(word).is_none() && LEXICON.class(word) == Some(NounClass::Office);
        let private = of_body && (told || is_in(List::AnyOffice, word));
        (is_in(List::Office, word) || told || advises) && !former && !lawyer && !second && !private
    })
}

/// "The union's president, " before the name: whose.
fn possessed(doc: &Doc<'_>, entity: &Entity) -> Vec<String> {
    let Some(first) = entity.mentions.iter().find(|m| m.form == MentionForm::Name) else { return Vec::new() };
    let name = doc.tokens_in(first.span).start;
    let from = name.saturating_sub(OWNER).max(doc.sentence(doc.sentence_of(name)).start);
    let words = (from..name).map(|i| doc.lower(i).to_owned());
    let owned = (from..name).any(|i| doc.tag(i) == Tag::POS) && !(from..name).any(|i| doc.tag(i).is_finite());
    if owned { words.collect() } else { Vec::new() }
}

/// Whether a description names a union, company or league.
fn is_of_body(words: &[String]) -> bool {
    words.iter().enumerate().any(|(i, word)| {
        let before = i.checked_sub(1).and_then(|i| words.get(i)).map_or("", String::as_str);
        let of_states = matches!(
            (before, word.as_str()),
            ("european" | "african", "union") | ("central" | "reserve" | "national" | "state" | "world", "bank")
        );
        let body = is_in(List::BodyNoun, word) || is_in(List::CompanyName, word);
        body && !of_states && !is_in(List::ArmedNoun, word) && word != "movement"
    })
}

/// Whether an armed group is the force of a state: it has no name but that of an organ of state, or its state is known.
fn is_state_force(entity: &Entity) -> bool {
    // "the Dawarran army": a name ends with a capital.
    let last = entity.name.rsplit(' ').next().filter(|word| word.starts_with(char::is_lowercase));
    let organ = |words: &str| {
        LEXICON.kind(words) == Some(SourceKind::Official) || LEXICON.class(words) == Some(NounClass::State)
    };
    entity.state.is_some() || organ(&entity.name.to_lowercase()) || last.is_some_and(organ)
}

/// "a", "three", "some": of many, and not the body itself.
fn few(doc: &Doc<'_>, source: &Range<usize>) -> bool {
    let first = doc.lower(source.start);
    doc.tag(source.start) == Tag::CD
        || matches!(first, "a" | "an" | "another" | "one" | "some" | "several" | "many" | "other" | "unnamed")
}

/// "a senior official", "one officer", "two ministers": an office, but nobody in particular.
fn unnamed_person(doc: &Doc<'_>, source: &Range<usize>, head: usize) -> bool {
    let some = few(doc, source);
    let human = is_office(doc, source, head) || LEXICON.kind(doc.lower(head)) == Some(SourceKind::Person);
    some && human
        && !source.clone().any(|i| i > head && doc.tag(i).is_name() && doc.tag(i.wrapping_sub(1)) == Tag::Comma)
}

/// Whether the head is somebody who holds an office.
fn is_office(doc: &Doc<'_>, source: &Range<usize>, head: usize) -> bool {
    doc.lemma_is(List::Office, head)
        || doc.lower_is(List::AnyOffice, head)
        || class(doc, source, head, None) == Some(NounClass::Office)
}

/// "The union's treasurer", "the delegate of the Arven Front": an office, but of no state, and nobody is named.
fn of_private(doc: &Doc<'_>, known: &Known<'_>, source: &Range<usize>, head: usize) -> bool {
    let body = |i: usize| {
        let token = doc.tokens.get(i).map_or(Span::default(), |t| t.span);
        let entity = known.get(known.at(token, doc.span(source.clone())));
        match entity.map(|e| e.kind) {
            Some(EntityKind::ArmedGroup) => !entity.is_some_and(is_state_force),
            Some(EntityKind::Organisation) => {
                let body =
                    |e: &Entity| e.state.is_none() && (is_private(doc, source, i) || is_of_body(&split(&e.name)));
                entity.is_some_and(body) && !is_state(doc, source, i)
            }
            Some(EntityKind::Person) => doc.tag(i).is_name() && doc.tag(i + 1) == Tag::POS,
            _ => !is_state(doc, source, i) && is_private(doc, source, i),
        }
    };
    let owner =
        source.clone().take_while(|&i| i < head).find(|&i| doc.tag(i) == Tag::POS).filter(|&i| i > source.start);
    let of = matches!(doc.lower(head + 1), "of" | "at" | "for" | "from") && head + 2 < source.end;
    // "the minister for universities" has all of them in hand.
    let one = |i: usize| doc.tag(i) == Tag::DT || doc.tag(i) == Tag::PRPS;
    let whole =
        || (of && one(head + 2)).then(|| noun_phrase_end(doc, head + 2, source.end)).and_then(|end| end.checked_sub(1));
    owner.map(|i| i - 1).or_else(whole).is_some_and(body)
}

/// Whether a noun, with the word before it or alone, is known for an organ of a state.
fn is_state(doc: &Doc<'_>, source: &Range<usize>, at: usize) -> bool {
    kind_of_body(doc, source, at) == Some(SourceKind::Official)
}

/// Whether a noun is known for a body that is of no state.
fn is_private(doc: &Doc<'_>, source: &Range<usize>, at: usize) -> bool {
    kind_of_body(doc, source, at) == Some(SourceKind::PartisanOrganisation)
}

fn kind_of_body(doc: &Doc<'_>, source: &Range<usize>, at: usize) -> Option<SourceKind> {
    let before = at.checked_sub(1).filter(|&i| i >= source.start && doc.tag(i).is_word());
    let two = before.map(|i| format!("{} {}", doc.lower(i), doc.lemma(at).to_lowercase()));
    let listed = two.as_deref().and_then(|two| LEXICON.kind(two).or_else(|| LEXICON.class(two).map(NounClass::kind)));
    listed.or_else(|| LEXICON.kind(doc.lower(at))).or_else(|| LEXICON.class(doc.lower(at)).map(NounClass::kind))
}

/// "on condition of anonymity", "who declined to be named".
fn hides(doc: &Doc<'_>, source: &Range<usize>) -> bool {
    let knowing = |i: usize| {
        matches!(
            (doc.lower(i), doc.lower(i + 1)),
            ("familiar", "with") | ("knowledge", "of") | ("briefed", "on" | "by")
        )
    };
    source.clone().any(|i| doc.lower_is(List::Hides, i) || (i > source.start && knowing(i)))
}

#[cfg(test)]
mod tests {
    use super::super::super::{AttributionReader, SourceKind, names, parse};
    use super::super::Rules;
    use crate::report::Report;

    /// The kind of the first source.
    fn kind(text: &str) -> Option<SourceKind> {
        let report = Report::of_body(text);
        let doc = parse(&report);
        let entities = names::entities(&doc);
        Rules.read(&doc, &entities).first().map(|a| a.source_kind)
    }

    #[test]
    fn a_noun_that_no_list_knows_is_told() {
        let kind = |who: &str| kind(&format!("The bridge had been closed in the night, according to {who}."));
        assert_eq!(kind("the harbourmaster"), Some(SourceKind::Official));
        assert_eq!(kind("a harbourmaster"), Some(SourceKind::Anonymous));
        assert_eq!(kind("the creamery"), Some(SourceKind::PartisanOrganisation));
        assert_eq!(kind("the waybill"), Some(SourceKind::Document));
    }

    #[test]
    fn who_held_an_office_or_holds_one_of_a_body_is_described_and_not_named() {
        assert_eq!(kind("The former prefect said that the bridge was closed."), Some(SourceKind::Anonymous));
        assert_eq!(kind("The delegate of the union said that the bridge was closed."), Some(SourceKind::Anonymous));
        assert_eq!(kind("The prefect of Arven said that the bridge was closed."), Some(SourceKind::Official));
    }
}
