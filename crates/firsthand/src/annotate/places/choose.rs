//! Which of several places of one name a report means.
//!
//! In: the names of places of one report with what their surroundings say (see `around`). Out: for each the place of the gazetteer and why,
//! or nothing: what nothing in the report speaks for stays unresolved. Points by `data/places/weights.toml`. Not here: whether a word is a
//! place at all.

use super::super::names::{folded, key};
use super::around::sort;
use super::gazetteer::{Extent, Gazetteer, Site, SiteId};
use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::sync::LazyLock;

/// What to look up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Lookup {
    /// In lower case without marks.
    pub name: String,
    /// What the form itself says that it is: "Orsal Province". Nothing else is taken for it.
    pub said: Option<Extent>,
}

/// A name of a place in a report.
#[derive(Clone, Debug, Default)]
pub(super) struct Toponym {
    /// What to look up, the best first; the first that is known counts.
    pub lookups: Vec<Lookup>,
    /// How often the report has it.
    pub mentions: usize,
    /// Whether it is known to be a country, whatever else has its name.
    pub country: bool,
    /// What the words beside it say it is.
    pub said: Option<Extent>,
    /// The toponym behind the comma: "Tyre, Lebanon".
    pub inside: Option<usize>,
}

/// What spoke for a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// No other place has this name.
    Only,
    /// The report names the country or region it lies in behind it.
    Inside,
    /// Other places of the report lie near it or in its region.
    Near,
    /// The report is about its country.
    Country,
    /// It has the most people.
    People,
}

/// The place that a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Choice {
    pub site: SiteId,
    pub reason: Reason,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Weights {
    people: f64,
    nobody: f64,
    country: f64,
    region: f64,
    district: f64,
    world: f64,
    water: f64,
    land: f64,
    spot: f64,
    same_country: f64,
    same_region: f64,
    close: f64,
    kilometres: f64,
    inside: f64,
    said_to_be: f64,
    otherwise: f64,
    most: usize,
    sharp: f64,
    alone: u32,
    least_share: f64,
}

static WEIGHTS: LazyLock<Weights> =
    LazyLock::new(|| toml::from_str(include_str!("../../../data/places/weights.toml")).unwrap_or_default());

/// Kilometres from the middle of a district within which a place of its region that it is named behind lies in it.
const ACROSS: f64 = 60.0;

/// Places of a report that are looked through for ones that lie near; more are seldom and cost their square.
const MOST_NEAR: usize = 256;

/// A place that may be meant, and what speaks for it whatever else the report names.
pub(super) struct Candidate<'g> {
    pub id: SiteId,
    site: Site<'g>,
    points: f64,
}

/// Chooses for all names of a report at once.
pub(super) fn choose(world: &Gazetteer<'_>, toponyms: &[Toponym]) -> Vec<Option<Choice>> {
    let all: Vec<Vec<Candidate<'_>>> = toponyms.iter().map(|toponym| candidates(world, toponym)).collect();
    let shares = Shares::of(toponyms, &all);
    let mut chosen: Vec<Option<usize>> = vec![None; toponyms.len()];
    // First by countries alone, then once more by what lies near what was chosen.
    for _ in 0..2 {
        let before = chosen.clone();
        for (at, found) in all.iter().enumerate() {
            let points = |c: &Candidate<'_>| {
                c.points
                    + WEIGHTS.same_country * shares.without(at, &c.site)
                    + if inside(&all, &before, toponyms, at, c) { WEIGHTS.inside } else { 0.0 }
                    + beside(&all, &before, at, c)
            };
            let best = found.iter().map(points).enumerate().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
            chosen[at] = best.map(|(nth, _)| nth);
        }
    }
    let choice = |at: usize| {
        let candidate = all.get(at)?.get(chosen.get(at).copied().flatten()?)?;
        let share = shares.without(at, &candidate.site);
        let reason = match () {
            () if all.get(at)?.len() == 1 => Reason::Only,
            () if inside(&all, &chosen, toponyms, at, candidate) => Reason::Inside,
            () if beside(&all, &chosen, at, candidate) > 0.0 => Reason::Near,
            () if share >= WEIGHTS.least_share => Reason::Country,
            () => Reason::People,
        };
        let spoken_for = reason < Reason::People && (reason > Reason::Only || share >= WEIGHTS.least_share);
        let known = candidate.site.extent == Extent::Country || candidate.site.population >= WEIGHTS.alone;
        (spoken_for || known).then_some(Choice { site: candidate.id, reason })
    };
    (0..toponyms.len()).map(choice).collect()
}

/// The places of a name.
pub(super) fn candidates<'g>(world: &Gazetteer<'g>, toponym: &Toponym) -> Vec<Candidate<'g>> {
    let weight = |extent: Extent| match extent {
        Extent::Country => WEIGHTS.country,
        Extent::Region => WEIGHTS.region,
        Extent::District => WEIGHTS.district,
        Extent::World => WEIGHTS.world,
        Extent::Water => WEIGHTS.water,
        Extent::Land => WEIGHTS.land,
        Extent::Spot => WEIGHTS.spot,
        Extent::Locality => 0.0,
    };
    let of = |lookup: &Lookup| {
        let sites = world.named(&lookup.name).into_iter().filter_map(|id| Some((id, world.site(id)?)));
        let fits = |site: &Site<'_>| {
            // Where no district is known its country's and town's namesakes are not meant either.
            (!toponym.country || site.extent == Extent::Country)
                && lookup.said.is_none_or(|said| is_such(site.extent, said))
        };
        let found = sites.filter(|(_, site)| fits(site)).take(WEIGHTS.most).map(|(id, site)| {
            let people = (f64::from(site.population) + WEIGHTS.nobody).log10();
            let said = toponym.said.or(lookup.said.filter(|said| *said != Extent::Locality));
            let said = if said.is_some_and(|said| is_such(site.extent, said)) { WEIGHTS.said_to_be } else { 0.0 };
            let otherwise = if is_called(site.name, &lookup.name) { 0.0 } else { WEIGHTS.otherwise };
            Candidate { id, points: people * WEIGHTS.people + weight(site.extent) + said - otherwise, site }
        });
        Some(found.collect::<Vec<_>>()).filter(|found| !found.is_empty())
    };
    let mut lookups = toponym.lookups.iter();
    let mut found = lookups.find_map(of).unwrap_or_default();
    // "Red River" is a town, and a river called "Red".
    let sorts = lookups.filter(|lookup| lookup.said.is_some_and(|said| said != Extent::Locality));
    for candidate in sorts.filter_map(of).flatten() {
        if found.iter().all(|known| known.id != candidate.id) {
            found.push(candidate);
        }
    }
    found
}

/// Whether a name is a place's own, with or without its article and what sort of place it is and however it is spelt, and not another one that it has.
fn is_called(own: &str, name: &str) -> bool {
    let plain = folded(own);
    let without = plain.rsplit_once(' ').filter(|(_, last)| sort(last).is_some()).map(|(rest, _)| rest);
    plain == name || without == Some(name) || key(own) == key(name)
}

/// Whether a place is what it is said to be; provinces of one country are districts of another.
fn is_such(extent: Extent, said: Extent) -> bool {
    let area = |extent: Extent| matches!(extent, Extent::Region | Extent::District);
    extent == said || area(extent) && area(said)
}

/// How much of what a report names each country has.
struct Shares {
    /// What each name gives to each country.
    given: Vec<FxHashMap<SiteId, f64>>,
    sum: FxHashMap<SiteId, f64>,
    total: f64,
}

impl Shares {
    fn of(toponyms: &[Toponym], all: &[Vec<Candidate<'_>>]) -> Self {
        let mut shares = Shares { given: Vec::new(), sum: FxHashMap::default(), total: 0.0 };
        for (toponym, found) in toponyms.iter().zip(all) {
            let best = found.iter().map(|c| c.points).fold(f64::NEG_INFINITY, f64::max);
            let weights: Vec<f64> = found.iter().map(|c| ((c.points - best) * WEIGHTS.sharp).exp()).collect();
            let whole: f64 = weights.iter().sum();
            // Named ten times it does not say ten times as much.
            let said = (toponym.mentions.max(1) as f64).sqrt();
            let mut given = FxHashMap::default();
            for (candidate, weight) in found.iter().zip(weights) {
                let Some(country) = candidate.site.country else { continue };
                *given.entry(country).or_insert(0.0) += said * weight / whole;
            }
            for (country, weight) in &given {
                *shares.sum.entry(*country).or_insert(0.0) += weight;
            }
            shares.total += given.values().sum::<f64>();
            shares.given.push(given);
        }
        shares
    }

    /// The share of a place's country in all names but one, 0 to 1.
    fn without(&self, at: usize, site: &Site<'_>) -> f64 {
        let Some(country) = site.country else { return 0.0 };
        let own = self.given.get(at);
        let mine: f64 = own.map_or(0.0, |given| given.values().sum());
        let rest = self.total - mine;
        let sum = self.sum.get(&country).copied().unwrap_or(0.0);
        let sum = sum - own.and_then(|given| given.get(&country)).copied().unwrap_or(0.0);
        if rest > 1e-9 { (sum / rest).clamp(0.0, 1.0) } else { 0.0 }
    }
}

/// Whether a candidate lies in what is named behind it.
fn inside(
    all: &[Vec<Candidate<'_>>],
    chosen: &[Option<usize>],
    toponyms: &[Toponym],
    at: usize,
    candidate: &Candidate<'_>,
) -> bool {
    let Some(whole) = toponyms.get(at).and_then(|toponym| toponym.inside) else { return false };
    let lies = |whole: &Candidate<'_>| {
        candidate.id != whole.id
            && match whole.site.extent {
                Extent::Country => candidate.site.country == Some(whole.id),
                Extent::Region => candidate.site.region == Some(whole.id),
                Extent::District => {
                    candidate.site.region == whole.site.region && candidate.site.distance(&whole.site) <= ACROSS
                }
                Extent::World | Extent::Water | Extent::Land | Extent::Spot | Extent::Locality => false,
            }
    };
    // Before anything is chosen any reading of the name behind will do.
    match (all.get(whole), chosen.get(whole).copied().flatten()) {
        (Some(found), Some(nth)) => found.get(nth).is_some_and(lies) || found.iter().any(lies),
        (Some(found), None) => found.iter().any(lies),
        (None, _) => false,
    }
}

/// What the places chosen for other names say for one that lies near them.
fn beside(all: &[Vec<Candidate<'_>>], chosen: &[Option<usize>], at: usize, candidate: &Candidate<'_>) -> f64 {
    let others = chosen.iter().enumerate().take(MOST_NEAR).filter(|(other, _)| *other != at);
    let (mut region, mut close) = (false, false);
    for (other, nth) in others {
        let Some(other) = nth.and_then(|nth| all.get(other)?.get(nth)) else { continue };
        // What several countries share lies near nothing.
        let wide = |site: &Site<'_>| site.extent == Extent::Country || site.country.is_none();
        if wide(&other.site) || wide(&candidate.site) || other.id == candidate.id {
            continue;
        }
        region |= candidate.site.region.is_some_and(|r| other.site.region == Some(r) || other.id == r)
            || other.site.region == Some(candidate.id);
        let apart = (candidate.site.latitude - other.site.latitude).abs();
        // A degree of latitude is 111 km.
        close |= f64::from(apart) * 111.0 <= WEIGHTS.kilometres
            && candidate.site.distance(&other.site) <= WEIGHTS.kilometres;
    }
    let of = |holds: bool, points: f64| if holds { points } else { 0.0 };
    of(region, WEIGHTS.same_region) + of(close, WEIGHTS.close)
}

#[cfg(test)]
mod tests {
    use super::super::gazetteer::gazetteer;
    use super::*;

    fn names(names: &[&str]) -> Vec<Toponym> {
        let lookup = |name: &str| Lookup { name: name.to_owned(), said: None };
        names.iter().map(|name| Toponym { lookups: vec![lookup(name)], mentions: 1, ..Toponym::default() }).collect()
    }

    fn countries(toponyms: &[Toponym]) -> Vec<Option<&'static str>> {
        let world = gazetteer();
        let country = |choice: Choice| world.site(world.site(choice.site)?.country?).map(|site| site.name);
        choose(world, toponyms).into_iter().map(|choice| choice.and_then(country)).collect()
    }

    #[test]
    fn the_weights_are_read() {
        toml::from_str::<Weights>(include_str!("../../../data/places/weights.toml")).unwrap();
    }

    #[test]
    fn what_a_report_is_about_tells_two_places_of_one_name_apart() {
        assert_eq!(countries(&names(&["tripoli", "beirut", "lebanon"]))[0], Some("Lebanon"));
        assert_eq!(countries(&names(&["tripoli", "benghazi", "libya"]))[0], Some("Libya"));
        assert_eq!(countries(&names(&["tripoli"]))[0], Some("Libya"));
    }

    #[test]
    fn the_name_behind_the_comma_says_where() {
        let mut both = names(&["paris", "texas", "france", "lyon"]);
        both[0].inside = Some(1);
        assert_eq!(countries(&both)[0], Some("United States"));
    }

    #[test]
    fn what_nothing_speaks_for_stays_unresolved() {
        assert_eq!(choose(gazetteer(), &names(&["nowhere at all"])), [None]);
        // A village of the Pyrenees in a report about Peru.
        assert_eq!(countries(&names(&["soldeu", "lima", "peru", "cusco"]))[0], None);
        assert_eq!(countries(&names(&["soldeu", "encamp", "andorra"]))[0], Some("Andorra"));
    }
}
