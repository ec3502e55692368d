//! The year of reports whose dateline gives only month and day.
//!
//! For: agency copy that was saved without its page ("KELM, May 6 (NPA) -"), of which "on Monday" means nothing without a year. In: the days on
//! which the other reports of the collection were published. Out: such reports with a likely day of publication, against which their
//! times are resolved, and its evidence. Not here: datelines (see `lines`, `dates`).

use super::published;
use crate::report::{Report, Yearless};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// Most days between a report and the nearest other for its year to be theirs: reports of one folder tell of weeks or months; half a year apart,
/// two years would do as well.
const NEAR: i32 = 62;

/// The days on which the reports of a collection were published.
#[derive(Debug, Default)]
pub struct Years(BTreeSet<Date>);

impl Years {
    /// Takes note of a report's day, if it is known.
    pub fn see(&mut self, report: &Report) {
        self.0.extend(report.published.as_ref().map(|published| published.value.day));
    }

    /// Gives a report without a year the one in which another is nearest to it; says whether it has a day now.
    ///
    /// ```
    /// use firsthand::read::{Years, read_bytes};
    /// let page = "<title>Camp</title><p>KELM, 3 May 2016 (NPA) - The army has opened a camp near the town, residents said.</p>";
    /// let copy = "Ferry aground\n\nKELM, May 6 (NPA) - The ferry that left Kelm with forty people on board ran onto the bank below the mill.";
    /// let (dated, mut other) = (read_bytes("a.html", page.as_bytes())?, read_bytes("b.txt", copy.as_bytes())?);
    /// let mut years = Years::default();
    /// years.see(&dated);
    /// assert!(years.give(&mut other));
    /// assert_eq!(other.day().unwrap().day.to_string(), "2016-05-06");
    /// # Ok::<(), firsthand::Error>(())
    /// ```
    pub fn give(&self, report: &mut Report) -> bool {
        let Some(told) = report.yearless.filter(|_| report.published.is_none()) else { return false };
        let years: BTreeSet<i16> = self.0.iter().flat_map(|day| [day.year() - 1, day.year(), day.year() + 1]).collect();
        let dated = years.into_iter().filter_map(|year| in_year(told, year));
        let Some((apart, day)) = dated.filter_map(|day| Some((self.apart(day)?, day))).min() else { return false };
        if apart > NEAR {
            return false;
        }
        let evidence = format!("dateline, its year from a report of {} before or after", days(apart));
        report.likely = Some(published::on(day, &evidence));
        report.notes.push(format!("likely published on {day}: {evidence}"));
        report.yearless = None;
        true
    }

    /// Days between this day and the nearest report.
    fn apart(&self, day: Date) -> Option<i32> {
        let near = [self.0.range(..=day).next_back(), self.0.range(day..).next()];
        near.into_iter().flatten().filter_map(|other| other.until(day).ok()).map(|span| span.get_days().abs()).min()
    }
}

fn days(apart: i32) -> String {
    match apart {
        0 => "the same day,".to_owned(),
        1 => "1 day".to_owned(),
        n => format!("{n} days"),
    }
}

fn in_year(told: Yearless, year: i16) -> Option<Date> {
    Date::new(year, told.month, told.day).ok()
}

/// Gives the reports of one collection their years, as far as others tell them.
pub fn give_years(reports: &mut [Report]) {
    if reports.iter().all(|report| report.yearless.is_none()) {
        return;
    }
    let mut years = Years::default();
    reports.iter().for_each(|report| years.see(report));
    reports.iter_mut().for_each(|report| _ = years.give(report));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{DatePrecision, Published, Stated};

    fn dated(day: &str) -> Report {
        let published = Published { day: day.parse().unwrap(), precision: DatePrecision::Day };
        Report { published: Some(Stated { value: published, evidence: String::new() }), ..Report::default() }
    }

    fn given(days: &[&str], month: i8, day: i8) -> Option<String> {
        let mut reports: Vec<Report> = days.iter().map(|day| dated(day)).collect();
        reports.push(Report { yearless: Some(Yearless { month, day }), ..Report::default() });
        give_years(&mut reports);
        assert!(reports.last()?.published.is_none(), "it is not stated");
        Some(reports.last()?.likely.as_ref()?.value.day.to_string())
    }

    #[test]
    fn the_year_is_that_of_the_nearest_other_report() {
        assert_eq!(given(&["2016-05-03", "2019-09-01"], 5, 6).as_deref(), Some("2016-05-06"));
        assert_eq!(given(&["2016-12-30"], 1, 2).as_deref(), Some("2017-01-02"));
        assert_eq!(given(&["2017-01-02"], 12, 30).as_deref(), Some("2016-12-30"));
    }

    #[test]
    fn without_a_report_of_those_days_there_is_no_year() {
        assert_eq!(given(&[], 5, 6), None);
        assert_eq!(given(&["2016-11-03"], 5, 6), None);
        assert_eq!(given(&["2016-02-20"], 2, 31), None);
    }
}
