//! The times of small texts, published on Wednesday 18 May 2016.

use super::super::grammar::parse;
use super::*;
use crate::report::{Part, PartKind, Report};
use crate::text::Span;

fn read_with(text: &str, published: Option<Published>) -> Vec<String> {
    let part = Part { kind: PartKind::Body, span: Span::new(0, text.len()), because: String::new() };
    let report = Report { text: text.to_owned(), parts: vec![part], ..Report::default() };
    times(&parse(&report), published)
        .iter()
        .map(|t| match t.days {
            Some(d) if d.from == d.to => format!("{}={}", t.span.of(text), d.from),
            Some(d) => format!("{}={}..{}", t.span.of(text), d.from, d.to),
            None => format!("{}=?", t.span.of(text)),
        })
        .collect()
}

fn read(text: &str) -> Vec<String> {
    let day = Date::new(2016, 5, 18).unwrap();
    read_with(text, Some(Published { day, precision: DatePrecision::Day }))
}

#[test]
fn written_dates_need_no_anchor() {
    assert_eq!(read_with("It began on 3 May 2016.", None), ["3 May 2016=2016-05-03"]);
    assert_eq!(read_with("It began on May 3, 2016.", None), ["May 3, 2016=2016-05-03"]);
    assert_eq!(read_with("It began on 2016-05-03.", None), ["2016-05-03=2016-05-03"]);
    assert_eq!(read_with("It began on 03/05/2016.", None), ["03/05/2016=2016-05-03"]);
    assert_eq!(read_with("It began in May 2016.", None), ["May 2016=2016-05-01..2016-05-31"]);
    assert_eq!(read_with("It began in 2013.", None), ["2013=2013-01-01..2013-12-31"]);
    assert_eq!(read_with("It began in the 1980s.", None), ["the 1980s=1980-01-01..1989-12-31"]);
}

#[test]
fn a_stretch_of_time_ends_on_its_day() {
    assert_eq!(read("Nine died in the seven days to Friday."), ["the seven days to Friday=2016-05-07..2016-05-13"]);
    assert_eq!(read("Nine died in the week ending 12 May."), ["the week ending 12 May=2016-05-06..2016-05-12"]);
    assert_eq!(
        read("It rained in the six months to June 2015."),
        ["the six months to June 2015=2015-01-01..2015-06-30"]
    );
    assert_eq!(read("Prices rose in the year to April 2016."), ["the year to April 2016=2015-05-01..2016-04-30"]);
    assert_eq!(read_with("Nine died in the seven days to Friday.", None), ["the seven days to Friday=?"]);
}

#[test]
fn relative_times_prefer_the_past() {
    assert_eq!(read("They left on Monday."), ["Monday=2016-05-16"]);
    assert_eq!(read("They left on Friday."), ["Friday=2016-05-13"]);
    assert_eq!(read("They left in July."), ["July=2015-07-01..2015-07-31"]);
    assert_eq!(read("They left on 5 June."), ["5 June=2015-06-05"]);
    assert_eq!(read("They left yesterday."), ["yesterday=2016-05-17"]);
    assert_eq!(read("They left two days ago."), ["two days ago=2016-05-16"]);
    assert_eq!(read("They left last year."), ["last year=2015-01-01..2015-12-31"]);
    assert_eq!(read("They left in July last year."), ["July last year=2015-07-01..2015-07-31"]);
    assert_eq!(read("They left this week."), ["this week=2016-05-16..2016-05-22"]);
    assert_eq!(read("They left earlier this month."), ["earlier this month=2016-05-01..2016-05-31"]);
}

#[test]
fn the_future_is_taken_where_the_verb_says_so() {
    assert_eq!(read("They will leave on Friday."), ["Friday=2016-05-20"]);
}

#[test]
fn ranges_of_days_have_both_ends() {
    assert_eq!(read("They fought between 3 and 5 May."), ["between 3 and 5 May=2016-05-03..2016-05-05"]);
    assert_eq!(read("They fought from 2013 to 2015."), ["from 2013 to 2015=2013-01-01..2015-12-31"]);
}

#[test]
fn without_an_anchor_no_day_is_guessed() {
    assert_eq!(read_with("They left on Monday.", None), ["Monday=?"]);
}

#[test]
fn verbs_and_counts_are_not_times() {
    assert_eq!(read("They may march with 2000 men."), [""; 0]);
}

#[test]
fn ranges_of_months_and_of_days_of_two_months_have_both_ends() {
    assert_eq!(read("They fought between January and April."), ["between January and April=2016-01-01..2016-04-30"]);
    assert_eq!(read("They fought from November to February."), ["from November to February=2015-11-01..2016-02-29"]);
    assert_eq!(
        read("They fought from 28 March to 3 April 2014."),
        ["from 28 March to 3 April 2014=2014-03-28..2014-04-03"]
    );
    assert_eq!(
        read("They fought from June 2014 to March 2015."),
        ["from June 2014 to March 2015=2014-06-01..2015-03-31"]
    );
    assert_eq!(read("They walked from April to nowhere."), ["April=2016-04-01..2016-04-30"]);
    assert_eq!(read_with("They fought between January and April.", None), ["between January and April=?"]);
}

#[test]
fn what_somebody_was_made_to_do_is_past() {
    assert_eq!(read("They were made to carry sacks in July."), ["July=2015-07-01..2015-07-31"]);
    assert_eq!(read("They were made to carry sacks and cook in July."), ["July=2015-07-01..2015-07-31"]);
    assert_eq!(read("They plan to carry sacks in July."), ["July=2016-07-01..2016-07-31"]);
}
