//! Where the places of the record lie.
//!
//! For: coordinates, region and country of an entity that many reports name. In: reports and their annotations. Out: [`RecordSite`]s by linked
//! entity. Where reports mean different places by one name, most mentions decide, and the record says how many agree. Not here: which place
//! one report means (see [`crate::annotate::places`]).

use super::types::RecordSite;
use crate::annotate::places::{Extent, Located, Reason, Site, gazetteer, is_near, locate};
use crate::annotate::{Annotated, Argument};
use crate::link::At;
use crate::report::Report;
use crate::text::Span;
use std::collections::BTreeMap;

/// Where the entities of all reports lie, by report and number.
pub(super) struct Sites<'a> {
    reports: &'a [Report],
    located: Vec<Vec<Option<Located>>>,
}

impl<'a> Sites<'a> {
    pub fn new(reports: &'a [Report], annotated: &[Annotated]) -> Self {
        let each = reports.iter().zip(annotated).map(|(report, notes)| locate(&report.text, &notes.entities));
        Sites { reports, located: each.collect() }
    }

    fn at(&self, at: At) -> Option<&Located> {
        self.located.get(at.report as usize)?.get(at.item as usize)?.as_ref()
    }

    /// Where a thing lies that these entities of reports are.
    pub fn of(&self, members: impl Iterator<Item = At>) -> Option<RecordSite> {
        let mut votes: BTreeMap<_, (u32, Located)> = BTreeMap::new();
        let mut all = 0;
        for located in members.filter_map(|at| self.at(at)) {
            let vote = votes.entry(located.id).or_insert((0, *located));
            vote.0 += 1;
            // Of several reasons the one that says most.
            vote.1.reason = vote.1.reason.min(located.reason);
            all += 1;
        }
        let (count, best) = votes.into_values().rev().max_by_key(|(count, _)| *count)?;
        Some(written(&best, count, all))
    }

    /// How closely an argument says where: `near` for what is only beside a place, else what the place is.
    pub fn precision(&self, report: u32, argument: &Argument) -> Option<&'static str> {
        let text = &self.reports.get(report as usize)?.text;
        let located = self.at(At { report, item: argument.entity? })?;
        let near = |span: Span| is_near(text, span) || is_near(text, last_name(text, span));
        Some(if argument.span.is_some_and(near) { "near" } else { extent(located.site.extent) })
    }
}

/// The name at the end of "the outskirts of Orsal".
fn last_name(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let capital = |word: &str| word.starts_with(char::is_uppercase);
    let start = words.rsplit(' ').take_while(|word| capital(word)).map(|word| word.len() + 1).sum::<usize>();
    Span::new((span.end as usize + 1).saturating_sub(start).min(span.end as usize), span.end as usize)
}

fn extent(extent: Extent) -> &'static str {
    match extent {
        Extent::World => "world",
        Extent::Country => "country",
        Extent::Region => "region",
        Extent::District => "district",
        Extent::Water => "water",
        Extent::Land => "land",
        Extent::Spot => "spot",
        Extent::Locality => "locality",
    }
}

fn written(located: &Located, agree: u32, all: u32) -> RecordSite {
    let site = &located.site;
    let named = |id| gazetteer().site(id).map(|site: Site<'_>| site.name.to_owned());
    let mut because = match located.reason {
        Reason::Only => "the only place of this name in the gazetteer",
        Reason::Inside => "the text says what it lies in",
        Reason::Near => "other places of the report lie near it",
        Reason::Country => "the report names its country or other places there",
        Reason::People => "the most people of all places of this name",
    }
    .to_owned();
    if agree < all {
        because.push_str(&format!("; {agree} of {all} reports mean it, the others another of this name"));
    }
    // Three digits are some hundred metres, and the gazetteer knows no more.
    let degrees = |value: f32| (f64::from(value) * 1e3).round() / 1e3;
    RecordSite {
        name: site.name.to_owned(),
        extent: extent(site.extent).to_owned(),
        region: site.region.and_then(named),
        country: site.country.and_then(named).filter(|_| site.extent != Extent::Country),
        latitude: degrees(site.latitude),
        longitude: degrees(site.longitude),
        because,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_at_the_end_is_what_is_near() {
        let text = "in the outskirts of Old Tal";
        let whole = Span::new(3, text.len());
        assert_eq!(last_name(text, whole).of(text), "Old Tal");
        assert_eq!(last_name(text, Span::new(0, 2)).of(text), "");
    }
}
