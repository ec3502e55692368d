//! Which reports of a very large collection are linked together.
//!
//! For: holding one neighbourhood at a time open, and not the collection. In: reports and the [`Whole`] of them. Out: lists of report numbers,
//! each report in one, of some thousands of reports each. Reports of which one has a tenth of its words from the other are not parted
//! while they are no more than [`FAMILY`] neighbourhoods; those that have the same quotation stay with them while there is room, then those that share a shorter passage, a
//! rare name or some words of a quotation, rarest first; what is left is put together by day, since happenings are told within days. Not here:
//! collections of up to [`AT_ONCE`] reports, which are one neighbourhood.

use super::Whole;
use super::common::Common;
use super::quoted::quoted_stretches;
use super::sets::Sets;
use super::shingles::sequence;
use super::thresholds::function_words;
use super::words::{hashes, is_read};
use crate::annotate::EntityKind;
use crate::held::Given;

/// Up to so many reports all are linked at once.
pub(crate) const AT_ONCE: usize = 1 << 16;
/// Reports of a neighbourhood, unless more of them are copies of each other.
pub(crate) const MOST: usize = 1 << 13;
/// A family of copies may be so many times as large as a neighbourhood. What hangs together beyond that is parted where it
/// shares the least, and what both parts tell stands in an event of each: a report takes some 30 kB while it is linked and weighed.
const FAMILY: usize = 4;
/// Reports that share a name or the words of a quotation and stay together for it; what more have in common is common.
const RARE: usize = 24;
/// Such names and words may draw together one in so many of the reports of a neighbourhood.
const DRAWN: usize = 2;
/// Content words of a quotation in a row that two reports have in common.
const IN_A_ROW: usize = 3;
/// Content words of a quotation that is not the same by chance, however many reports have it.
const TELLING: usize = 4;
/// Reports that have one quotation; what more have is a slogan.
const HEARD: usize = 1 << 12;
/// The neighbourhoods, each sorted, of at most `most` reports; `bound` are reports that must stay together for other reasons.
pub(crate) fn neighbourhoods(given: Given<'_>, whole: &Whole, bound: &[Vec<u32>], most: usize) -> Vec<Vec<u32>> {
    let mut groups = Groups::new(given.len());
    for &(a, b) in &whole.together {
        groups.join(a, b, most.saturating_mul(FAMILY));
    }
    for together in bound {
        together.windows(2).for_each(|pair| _ = groups.join(pair[0], pair[1], usize::MAX));
    }
    groups.make_room(most);
    // Quotations are gone through twice, here whole and below by some words in a row: one list of them at a time is what memory has room for.
    let same = Common::new(given, HEARD, &|report| quotations(given, report));
    let mut runs: Vec<&[u64]> = same.runs().collect();
    runs.sort_by_key(|run| run.len());
    for run in runs {
        run.windows(2).for_each(|pair| groups.attach(same.report(pair[0]), same.report(pair[1])));
    }
    drop(same);
    for &(a, b) in &whole.loosely {
        groups.join(a, b, most);
    }
    let shared = Common::new(given, RARE, &|report| [names(given, report), quoted(given, report)].concat());
    for holders in [2, 3, 4, 6, 9, 14, RARE] {
        for run in shared.runs().filter(|run| run.len() <= holders) {
            run.windows(2)
                .for_each(|pair| _ = groups.join(shared.report(pair[0]), shared.report(pair[1]), most / DRAWN));
        }
    }
    drop(shared);
    packed(given, whole, groups, most)
}

/// Reports that are drawn together, with how many they are.
struct Groups {
    sets: Sets,
    sizes: Vec<u32>,
    /// How many each may become by attaching.
    room: Vec<u32>,
}

impl Groups {
    fn new(count: usize) -> Self {
        Groups { sets: Sets::new(count), sizes: vec![1; count], room: Vec::new() }
    }

    /// What hangs together by now may grow by a half, but to no more than a family, and any group to `most`.
    fn make_room(&mut self, most: usize) {
        let family = u32::try_from(most.saturating_mul(FAMILY)).unwrap_or(u32::MAX);
        let most = u32::try_from(most).unwrap_or(u32::MAX);
        self.room = self.sizes.iter().map(|size| (size + size / 2).min(family).max(most)).collect();
    }

    /// Joins the groups of two reports where one has room for both.
    fn attach(&mut self, a: u32, b: u32) {
        let room = |report: u32| self.room.get(report as usize).copied().unwrap_or(0);
        let (of_a, of_b) = (self.sets.find(a), self.sets.find(b));
        let most = room(of_a).max(room(of_b));
        if let Some(kept) = self.join(a, b, most as usize)
            && let Some(room) = self.room.get_mut(kept as usize)
        {
            *room = most;
        }
    }

    /// Joins the groups of two reports where they are no more than `most` together; the one group if they were two.
    fn join(&mut self, a: u32, b: u32, most: usize) -> Option<u32> {
        let (a, b) = (self.sets.find(a), self.sets.find(b));
        let size = |report: u32| self.sizes.get(report as usize).copied().unwrap_or(0);
        let both = size(a) + size(b);
        if a == b || both as usize > most {
            return None;
        }
        let (kept, _) = self.sets.join(a, b)?;
        *self.sizes.get_mut(kept as usize)? = both;
        Some(kept)
    }
}

/// The names of a report.
fn names(given: Given<'_>, report: u32) -> Vec<u64> {
    let named = |kind: EntityKind| !matches!(kind, EntityKind::Group | EntityKind::Outlet);
    let entities = given.entity_list(report);
    let names = entities.iter().filter(|entity| entity.called.named && named(entity.called.kind));
    names.map(|entity| sequence(hashes(&entity.called.name))).collect()
}

/// The content words of its quotations, some in a row.
fn quoted(given: Given<'_>, report: u32) -> Vec<u64> {
    let all = contents(given, report);
    let rows = all.iter().flat_map(|words| words.windows(IN_A_ROW));
    rows.map(|row| sequence(row.iter().copied())).collect()
}

/// Its quotations, each whole.
fn quotations(given: Given<'_>, report: u32) -> Vec<u64> {
    let all = contents(given, report);
    all.into_iter().filter(|words| words.len() >= TELLING).map(sequence).collect()
}

/// The content words of each of its quotations.
fn contents(given: Given<'_>, report: u32) -> Vec<Vec<u32>> {
    let mut all = Vec::new();
    if let Some(of) = given.report(report) {
        for part in of.parts.iter().filter(|part| is_read(part.kind)) {
            for span in quoted_stretches(part.span.of(&of.text), part.span.start) {
                let mut words = hashes(span.of(&of.text));
                words.retain(|word| !function_words().contains(word));
                all.push(words);
            }
        }
    }
    all
}

/// Groups put together by the first day of each until there are enough.
fn packed(given: Given<'_>, whole: &Whole, mut groups: Groups, most: usize) -> Vec<Vec<u32>> {
    // Earliest first, so that the first of a group is the one that says when it is put in order.
    let mut first: Vec<u32> = vec![u32::MAX; given.len()];
    let mut by_group: Vec<(u32, u32)> = Vec::with_capacity(given.len());
    for (rank, &report) in whole.order.iter().enumerate() {
        let group = groups.sets.find(report);
        let Some(first) = first.get_mut(group as usize) else { continue };
        *first = (*first).min(rank as u32);
        by_group.push((*first, report));
    }
    by_group.sort_unstable();
    let mut all: Vec<Vec<u32>> = Vec::new();
    for group in by_group.chunk_by(|a, b| a.0 == b.0) {
        if all.last().is_none_or(|last| last.len() + group.len() > most) {
            all.push(Vec::new());
        }
        all.last_mut().into_iter().for_each(|last| last.extend(group.iter().map(|(_, report)| *report)));
    }
    all.iter_mut().for_each(|numbers| numbers.sort_unstable());
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::{Annotated, Rules, annotate_with};
    use crate::codebook::Codebook;
    use crate::report::{DatePrecision, Published, Report, Stated};
    use jiff::civil::date;

    fn together(texts: &[(i8, &str)], most: usize) -> Vec<Vec<u32>> {
        let reports: Vec<Report> = texts
            .iter()
            .enumerate()
            .map(|(number, (day, text))| {
                let value = Published { day: date(2031, 5, *day), precision: DatePrecision::Day };
                let published = Some(Stated { value, evidence: String::new() });
                let sha256 = format!("{number:064}");
                Report { path: number.to_string(), sha256, published, ..Report::of_body(text) }
            })
            .collect();
        let notes: Vec<Annotated> =
            reports.iter().map(|report| annotate_with(report, Codebook::builtin(), &Rules)).collect();
        let given = Given::Lent(&reports, &notes);
        neighbourhoods(given, &Whole::read(given).unwrap(), &[], most)
    }

    const FERRY: &str = "The ferry from Norrin sank at dawn beside the old lighthouse, with forty sacks of salt and one piano on its deck.";
    const FAIR: &str = "Bakers of Weld opened their autumn fair on Sunday under new lanterns.";
    const DIKE: &str = "Masons at Isk have mended the northern dike before the rains.";
    const LOST: &str = "Nobody has seen the clockmaker Orrin Valdessar since the fair.";
    const FOUND: &str = "A shepherd met Orrin Valdessar on the road to the mills.";

    #[test]
    fn copies_are_not_parted_and_every_report_is_in_one_neighbourhood() {
        let all = together(&[(1, FERRY), (2, FAIR), (3, DIKE), (20, FERRY), (21, FERRY)], 2);
        assert_eq!(all, [vec![0, 3, 4], vec![1, 2]]);
    }

    #[test]
    fn a_family_that_is_too_large_is_parted() {
        let all = together(&[(1, FERRY); 9], 2);
        assert_eq!(all.iter().map(Vec::len).collect::<Vec<_>>(), [8, 1]);
    }

    #[test]
    fn a_whole_quotation_keeps_a_report_with_the_many_that_have_it() {
        let copied = "“The ferry carried forty sacks of salt, one piano and a bear,” the pilot of Norrin wrote in the log of the harbour.";
        let heard =
            "A clerk heard of it far away: “The ferry carried forty sacks of salt, one piano and a bear”, so she said.";
        let mut texts: Vec<(i8, &str)> = vec![(1, copied); 30];
        texts.extend([(2, FAIR), (3, DIKE), (4, FAIR), (28, heard)]);
        let all = together(&texts, 8);
        assert_eq!(all.iter().find(|group| group.contains(&33)).map(Vec::len), Some(31));
    }

    #[test]
    fn a_rare_name_keeps_two_reports_together_and_the_others_stand_by_day() {
        let all =
            together(&[(1, LOST), (2, FAIR), (3, DIKE), (4, FERRY), (25, FOUND), (26, "The mills were shut.")], 4);
        assert_eq!(all, [vec![0, 1, 2, 4], vec![3, 5]]);
    }
}
