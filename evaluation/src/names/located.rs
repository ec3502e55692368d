//! Where places lie: how many toponyms of articles are put within 161 km of where the gold has them.
//!
//! In: articles with the coordinates of their places. Out: shares of all gold toponyms that are right with the toponyms given, so that only the choice of a
//! place is asked, and with those that are found; 161 km (100 miles) is the limit of the published figures. Not here: which names are places (see `mentions`).

use super::sets::{Labelled, Placed};
use firsthand::annotate::places::{Located, Name, Site, candidates, gazetteer, locate, locate_names};
use firsthand::annotate::{MentionForm, names::entities, parse};
use firsthand::text::Span;
use std::collections::BTreeMap;
use std::time::Instant;

/// Kilometres within which a place is right.
const LIMIT: f64 = 161.0;

/// Counts of one way to ask.
#[derive(Default)]
struct Counts {
    asked: usize,
    resolved: usize,
    right: usize,
}

/// Scores both ways and prints them, and `wrong` faults of the first.
pub fn score(sets: &[Labelled], wrong: usize) -> serde_json::Value {
    let start = Instant::now();
    let size = gazetteer().len();
    let opened = start.elapsed();
    let (mut given, mut found, mut of_geonames) = (Counts::default(), Counts::default(), Counts::default());
    let (mut shown, mut reachable) = (0, 0);
    let start = Instant::now();
    for set in sets {
        let text = &set.report.text;
        let mut forms: BTreeMap<&str, Vec<Span>> = BTreeMap::new();
        for Placed { span, .. } in &set.coordinates {
            forms.entry(span.of(text)).or_default().push(*span);
        }
        let of = |(form, mentions): (&&str, &Vec<Span>)| Name {
            forms: vec![(*form).to_owned()],
            mentions: mentions.clone(),
            country: false,
        };
        let names: Vec<Name> = forms.iter().map(of).collect();
        let located = locate_names(text, &names);
        for Placed { span, degrees, numbered } in &set.coordinates {
            let place = forms.keys().position(|form| *form == span.of(text)).and_then(|at| located.get(at)?.as_ref());
            given.add(place, *degrees);
            if *numbered {
                of_geonames.add(place, *degrees);
            }
            reachable += usize::from(is_known(span.of(text), *degrees));
            if shown < wrong && place.is_none_or(|place| !is_right(&place.site, *degrees)) {
                shown += 1;
                let said = place.map(|p| {
                    format!("{} ({:?}, {:?}, {} people)", p.site.name, p.site.extent, p.reason, p.site.population)
                });
                println!("{:?} at {degrees:?} is {said:?}", span.of(text));
            }
        }
    }
    let took = start.elapsed();
    for set in sets {
        let known = entities(&parse(&set.report));
        let located = locate(&set.report.text, &known);
        for Placed { span, degrees, .. } in &set.coordinates {
            let here = |at: &usize| {
                let names = known.get(*at).into_iter().flat_map(|entity| &entity.mentions);
                names.filter(|mention| mention.form == MentionForm::Name).any(|mention| mention.span.overlaps(*span))
            };
            let place = (0..known.len()).filter(here).find_map(|at| located.get(at)?.as_ref());
            found.add(place, *degrees);
        }
    }
    println!(
        "where they lie, {size} places, opened in {:.2} ms, {:.2} ms an article",
        opened.as_secs_f64() * 1e3,
        took.as_secs_f64() * 1e3 / sets.len().max(1) as f64
    );
    let share = |count: usize| count as f64 / given.asked.max(1) as f64;
    println!(
        "  within 161 km of the gold: {:.3} of {} with the toponyms given ({:.3} of {} resolved); {:.3} with those found",
        share(given.right),
        given.asked,
        given.right as f64 / given.resolved.max(1) as f64,
        given.resolved,
        share(found.right)
    );
    println!(
        "  of those to which the gold gives a number of GeoNames: {:.3} of {}",
        of_geonames.right as f64 / of_geonames.asked.max(1) as f64,
        of_geonames.asked
    );
    println!("  the gazetteer has a place of that name there: {:.3}", share(reachable));
    serde_json::json!({
        "asked": given.asked, "resolved": given.resolved, "right": given.right, "right_of_found": found.right, "in_gazetteer": reachable,
        "asked_of_geonames": of_geonames.asked, "right_of_geonames": of_geonames.right,
    })
}

impl Counts {
    fn add(&mut self, place: Option<&Located>, degrees: [f64; 2]) {
        self.asked += 1;
        self.resolved += usize::from(place.is_some());
        self.right += usize::from(place.is_some_and(|place| is_right(&place.site, degrees)));
    }
}

fn is_right(site: &Site<'_>, degrees: [f64; 2]) -> bool {
    site.distance_to(degrees) <= LIMIT
}

/// Whether any place of the name is right: what the best choice could reach.
fn is_known(form: &str, degrees: [f64; 2]) -> bool {
    let world = gazetteer();
    candidates(form).into_iter().filter_map(|id| world.site(id)).any(|site| is_right(&site, degrees))
}
