//! Where the places of a report lie.
//!
//! For: the record's coordinates, countries and regions. In: a report's text and its entities. Out: for each place and state one [`Located`],
//! or nothing. Not here: which words are names of places (see [`super::names`]); whether a happening was there.
//!
//! `gazetteer` has the places of the world by name, `around` what stands beside a mention, `choose` tells several places of one name apart.

mod around;
mod choose;
mod gazetteer;

pub use choose::Reason;
pub use gazetteer::{Extent, Gazetteer, Site, SiteId, gazetteer};

use super::names::{folded, place_of_people, state_name};
use super::{Entity, EntityKind, MentionForm};
use crate::text::Span;
use choose::{Lookup, Toponym};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Where a place lies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Located {
    /// Its number, equal in all reports.
    pub id: SiteId,
    /// What the gazetteer knows of it.
    pub site: Site<'static>,
    /// What spoke for it.
    pub reason: Reason,
}

/// Where the entities of one report lie, by their numbers; `None` for all that is no place or stays unresolved.
pub fn locate(text: &str, entities: &[Entity]) -> Vec<Option<Located>> {
    let is_place = |entity: &Entity| entity.named && matches!(entity.kind, EntityKind::Place | EntityKind::State);
    let places: Vec<usize> = (0..entities.len()).filter(|&at| entities.get(at).is_some_and(is_place)).collect();
    let names: Vec<Name> = places.iter().filter_map(|&at| Some(Name::of(entities.get(at)?))).collect();
    let mut located = vec![None; entities.len()];
    for (at, found) in places.into_iter().zip(locate_names(text, &names)) {
        if let Some(slot) = located.get_mut(at) {
            *slot = found;
        }
    }
    located
}

/// A name of a place, and where a text has it.
#[derive(Clone, Debug, Default)]
pub struct Name {
    /// As it is written, other spellings behind.
    pub forms: Vec<String>,
    /// Where it stands, in bytes.
    pub mentions: Vec<Span>,
    /// Whether it is known to be a country.
    pub country: bool,
}

impl Name {
    fn of(entity: &Entity) -> Self {
        let forms = std::iter::once(&entity.name).chain(&entity.aliases).cloned().collect();
        let named = entity.mentions.iter().filter(|mention| mention.form == MentionForm::Name);
        Name {
            forms,
            mentions: named.map(|mention| mention.span).collect(),
            country: entity.kind == EntityKind::State && state_name(&entity.name).is_some(),
        }
    }
}

/// The same for names that are known to be places: of a report all at once, because one tells of the others.
///
/// ```
/// use firsthand::annotate::places::{Name, locate_names};
///
/// let name = |form: &str| Name { forms: vec![form.to_owned()], ..Name::default() };
/// let located = locate_names("", &[name("Tripoli"), name("Beirut"), name("Lebanon")]);
/// assert_eq!(located[0].map(|place| place.site.latitude.round()), Some(34.0));
/// ```
pub fn locate_names(text: &str, names: &[Name]) -> Vec<Option<Located>> {
    let starts: FxHashMap<u32, usize> = names
        .iter()
        .enumerate()
        .flat_map(|(at, name)| name.mentions.iter().map(move |span| (span.start, at)))
        .collect();
    let toponym = |name: &Name| Toponym {
        lookups: name.forms.iter().flat_map(|form| lookups(form)).collect(),
        mentions: name.mentions.len(),
        country: name.country,
        said: name.mentions.iter().find_map(|span| around::said_to_be(text, *span)),
        inside: name.mentions.iter().find_map(|span| {
            let at = around::behind_comma(text, *span, |at| starts.contains_key(&at))?;
            starts.get(&at).copied()
        }),
    };
    let toponyms: Vec<Toponym> = names.iter().map(toponym).collect();
    let world = gazetteer();
    let located = |choice: choose::Choice| {
        Some(Located { id: choice.site, site: world.site(choice.site)?, reason: choice.reason })
    };
    choose::choose(world, &toponyms).into_iter().map(|choice| choice.and_then(located)).collect()
}

/// Short forms of names of places ("wva"), without stops.
static SHORT: LazyLock<FxHashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let lines = include_str!("../../../data/places/short.tsv").lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once('\t')).collect()
});

/// What a form of a name is looked up as, the likeliest first: for "Turkish" its state, for "W.Va." the name in full, itself, then without an
/// article, without "city of" and without the sort of place, and what these say that it is; at last without "northern".
fn lookups(form: &str) -> Vec<Lookup> {
    let plain = folded(form);
    let mut all = Vec::new();
    let mut add = |name: &str, said: Option<Extent>| {
        let lookup = Lookup { name: name.to_owned(), said };
        if !name.is_empty() && !all.contains(&lookup) {
            all.push(lookup);
        }
    };
    if let Some(state) = state_name(form).or_else(|| place_of_people(form)) {
        let name = folded(state);
        // What is the state's very name may be another place's, too.
        add(&name, (name != plain).then_some(Extent::Country));
        add(&name, Some(Extent::Region));
    }
    let letters: String = form.chars().filter(char::is_ascii_alphabetic).collect();
    // "L.A." is one place, "La." another.
    let short = SHORT.get(letters.as_str());
    if let Some(name) = short.or_else(|| SHORT.get(letters.to_lowercase().as_str()).filter(|_| form.contains('.'))) {
        add(&folded(name), short.is_none().then_some(Extent::Region));
    }
    add(&plain, None);
    let bare = plain.strip_prefix("the ").unwrap_or(&plain);
    add(bare, None);
    if let Some((sort, name)) = bare.split_once(" of ").filter(|(sort, _)| around::sort(sort).is_some_and(is_part)) {
        add(name, around::sort(sort));
    }
    let before = bare.split_once(' ').filter(|(sort, _)| BEFORE.contains(sort));
    for (name, sort) in bare.rsplit_once(' ').into_iter().chain(before.map(|(sort, name)| (name, sort))) {
        match (sort, around::sort(sort)) {
            // "Chad Lake" is called "Lake Chad", "Mt. Hermon" "Mount Hermon".
            ("lake", _) => add(&format!("lake {name}"), None),
            ("mt" | "mt.", _) => add(&format!("mount {name}"), None),
            (_, Some(said)) if sort == "river" || said == Extent::Land || is_part(said) => add(name, Some(said)),
            _ => {}
        }
    }
    if let Some((_, name)) =
        bare.split_once(' ').filter(|(first, name)| SIDES.contains(first) && around::sort(name).is_none())
    {
        add(name, None);
    }
    all
}

/// Sorts of places that stand before the name: "River Jordan".
const BEFORE: [&str; 5] = ["river", "lake", "mt", "mt.", "county"];

/// Which side of a place is named; all of it is what the gazetteer knows.
const SIDES: [&str; 13] = [
    "north",
    "south",
    "east",
    "west",
    "northern",
    "southern",
    "eastern",
    "western",
    "central",
    "northeastern",
    "northwestern",
    "southeastern",
    "southwestern",
];

/// Whether it is a part of a country that has people.
fn is_part(extent: Extent) -> bool {
    matches!(extent, Extent::Region | Extent::District | Extent::Locality)
}

/// People of a place that is known as a city by its name alone.
const CITY: u32 = 15_000;
/// People of one of which other names are known, too.
const KNOWN: u32 = 500_000;

/// The most peopled city of 15,000 people or more that a name is the name of, marks and hyphens aside.
///
/// Names in conflicts are often of smaller places, so not being found says little.
pub fn city(name: &str) -> Option<Site<'static>> {
    let plain = folded(name);
    if !gazetteer().may_be_known(&plain) {
        return None;
    }
    looked_up(&plain)
}

fn looked_up(plain: &str) -> Option<Site<'static>> {
    let sites = gazetteer().named(plain).into_iter().filter_map(|id| gazetteer().site(id));
    let mut large = sites.filter(|site| site.extent == Extent::Locality && site.population >= CITY);
    // Other names of small cities are often other words' spelling.
    large.find(|site| site.population >= KNOWN || folded(site.name) == plain)
}

/// All places that a form of a name may stand for, whatever the report says.
pub fn candidates(form: &str) -> Vec<SiteId> {
    let toponym = Toponym { lookups: lookups(form), ..Toponym::default() };
    choose::candidates(gazetteer(), &toponym).into_iter().map(|candidate| candidate.id).collect()
}

/// Points of a course from which on a river says too little of where something was.
const LONG: usize = 4;

/// Whether a name is of something so wide that being there says little: a part of the world, a sea, a long river, mountains of several countries.
pub fn is_wide(name: &str) -> bool {
    let plain = folded(name);
    let plain = plain.strip_prefix("the ").unwrap_or(&plain);
    if !gazetteer().may_be_known(plain) {
        return false;
    }
    let sites: Vec<Site<'_>> = gazetteer().named(plain).into_iter().filter_map(|id| gazetteer().site(id)).collect();
    sites.first().is_some_and(|best| match best.extent {
        Extent::World => true,
        Extent::Land => best.country.is_none(),
        Extent::Water => {
            best.country.is_none() || sites.iter().filter(|site| site.extent == Extent::Water).count() >= LONG
        }
        _ => false,
    })
}

/// Whether a mention of a place stands only for what is near it: "near X", "the X countryside".
pub fn is_near(text: &str, mention: Span) -> bool {
    around::is_near(text, mention)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::{names::entities, parse};
    use crate::report::Report;

    /// Name, what it is, and the country of each place of a text that was resolved.
    fn places(text: &str) -> Vec<String> {
        let report = Report::of_body(text);
        let known = entities(&parse(&report));
        let country = |site: &Site<'_>| site.country.and_then(|id| gazetteer().site(id)).map_or("", |site| site.name);
        let located = locate(&report.text, &known).into_iter().flatten();
        located.map(|l| format!("{} {:?} {}", l.site.name, l.site.extent, country(&l.site))).collect()
    }

    #[test]
    fn places_of_a_report_are_told_apart_by_one_another() {
        let found =
            places("Fighters left Tripoli on Monday. The convoy from Tripoli reached Beirut, Lebanon, at night.");
        assert_eq!(found, ["Tripoli Locality Lebanon", "Beirut Locality Lebanon", "Lebanon Country Lebanon"]);
    }

    #[test]
    fn a_city_is_found_by_its_name_without_marks() {
        let country = |name: &str| city(name).and_then(|site| gazetteer().site(site.country?)).map(|site| site.name);
        assert_eq!(country("Bogotá"), Some("Colombia"));
        assert_eq!(country("Arven"), None);
        assert_eq!(country(""), None);
    }

    #[test]
    fn what_exists_nowhere_stays_unresolved() {
        assert!(places("Varenian troops left Arven on Monday and reached Hadrin in the south of Varenia.").is_empty());
    }

    #[test]
    fn the_sort_of_place_in_a_name_is_believed() {
        let lookup = |form: &str| lookups(form).into_iter().map(|l| (l.name, l.said)).collect::<Vec<_>>();
        let is = |name: &str, said: Option<Extent>| (name.to_owned(), said);
        let region = Some(Extent::Region);
        assert_eq!(lookup("Orsal Province"), [is("orsal province", None), is("orsal", region)]);
        assert_eq!(lookup("the Republic of Orsal")[2..], [is("orsal", region)]);
        assert_eq!(lookup("W.Va.")[0], is("west virginia", region));
        assert_eq!(lookup("Turkish")[0], is("turkey", Some(Extent::Country)));
        assert_eq!(lookup("River Orsal")[1..], [is("orsal", Some(Extent::Water))]);
        assert_eq!(lookup("Orsal Lake")[1..], [is("lake orsal", None)]);
        assert_eq!(lookup("Mt. Orsal")[1..], [is("mount orsal", None)]);
        assert_eq!(lookup("northern Orsal")[1..], [is("orsal", None)]);
        assert_eq!(lookup("L.A.")[0], is("los angeles", None));
        assert_eq!(lookup("La.")[0], is("louisiana", region));
    }

    fn named(forms: &[&str]) -> Vec<String> {
        let name = |form: &&str| Name { forms: vec![(*form).to_owned()], ..Name::default() };
        let names: Vec<Name> = forms.iter().map(name).collect();
        let said = |located: Option<Located>| {
            let site = located?.site;
            let country = site.country.and_then(|id| gazetteer().site(id)).map_or("no one's", |site| site.name);
            Some(format!("{} {:?} {country}", site.name, site.extent))
        };
        locate_names("", &names).into_iter().map(|located| said(located).unwrap_or_default()).collect()
    }

    #[test]
    fn counties_rivers_and_seas_are_known() {
        assert_eq!(named(&["Kanawha County", "Charleston"])[0], "Kanawha County District United States");
        assert_eq!(named(&["Baltic Sea"]), ["Baltic Sea Water no one's"]);
        assert_eq!(named(&["the Urals"])[0], "Ural Mountains Land Russia");
        assert_eq!(named(&["European"]), ["Europe World no one's"]);
        assert_eq!(named(&["Darfur", "Sudan"])[0], "Darfur Region Sudan");
    }

    #[test]
    fn a_town_is_meant_where_nothing_says_that_it_is_a_river_or_a_county() {
        assert_eq!(named(&["Orange", "Anaheim", "California"])[0], "Orange Locality United States");
        assert_eq!(named(&["Orange County", "Anaheim", "California"])[0], "Orange County District United States");
        assert_eq!(named(&["Jordan", "Amman"])[0], "Jordan Country Jordan");
        assert_eq!(named(&["Jordan River", "Amman"])[0], "Jordan River Water Jordan");
    }

    #[test]
    fn of_a_river_that_part_is_meant_near_which_other_places_lie() {
        let at = |forms: &[&str]| {
            let name = |form: &&str| Name { forms: vec![(*form).to_owned()], ..Name::default() };
            let names: Vec<Name> = forms.iter().map(name).collect();
            locate_names("", &names)[0].unwrap().site.latitude
        };
        let (upper, lower) =
            (at(&["River Danube", "Regensburg", "Germany"]), at(&["River Danube", "Galati", "Romania"]));
        assert!((48.0..50.0).contains(&upper) && (44.0..46.5).contains(&lower), "{upper} {lower}");
    }

    #[test]
    fn what_lies_in_several_countries_is_wide() {
        assert!(["Europe", "the Sahel", "Black Sea", "Danube", "European Union"].iter().all(|name| is_wide(name)));
        assert!(["Vienna", "Jordan", "Sinai", "Varenia", ""].iter().all(|name| !is_wide(name)));
    }
}
