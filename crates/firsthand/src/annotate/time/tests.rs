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
    assert_eq!(read("They said they would leave on Friday."), ["Friday=2016-05-20"]);
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
fn each_end_of_a_stretch_keeps_the_year_that_it_names() {
    let of = |text: &str| read(&format!("They fought {text}.")).join("; ");
    let cases = [
        ("between January of last year and March of this year", "2015-01-01..2016-03-31"),
        ("from January 2014 until the end of March 2015", "2014-01-01..2015-03-31"),
        ("between January 2014 and March this year", "2014-01-01..2016-03-31"),
        ("from 3 March 2014 to 7 April", "2014-03-03..2014-04-07"),
        ("between last October and this March", "2015-10-01..2016-03-31"),
        ("in March and April", "2016-03-01..2016-04-30"),
        ("from October to March", "2015-10-01..2016-03-31"),
        ("between Thursday and Monday", "2016-05-12..2016-05-16"),
        ("from Monday until yesterday", "2016-05-16..2016-05-17"),
        ("since March 2014", "2014-03-01..2016-05-18"),
        ("since January last year", "2015-01-01..2016-05-18"),
        ("since 2013", "2013-01-01..2016-05-18"),
        ("since Monday", "2016-05-16..2016-05-18"),
        ("since the start of the year", "2016-01-01..2016-05-18"),
        ("in the first three months of the year", "2016-01-01..2016-03-31"),
        ("in the last two months of 2015", "2015-11-01..2015-12-31"),
        ("in the second half of last year", "2015-07-01..2015-12-31"),
        ("at the end of last year", "2015-12-01..2015-12-31"),
    ];
    for (text, days) in cases {
        let found = of(text);
        assert_eq!(found.split_once('=').map(|(_, days)| days), Some(days), "{text}: {found}");
    }
    assert_eq!(of("in March and June"), "March=2016-03-01..2016-03-31; June=2015-06-01..2015-06-30");
    assert_eq!(read("They went on Monday to Olun on Tuesday."), ["Monday=2016-05-16", "Tuesday=2016-05-17"]);
    assert_eq!(read_with("They fought since 2013.", None), ["2013=2013-01-01..2013-12-31"]);
}

#[test]
fn what_somebody_was_made_to_do_is_past() {
    assert_eq!(read("They were made to carry sacks in July."), ["July=2015-07-01..2015-07-31"]);
    assert_eq!(read("They were made to carry sacks and cook in July."), ["July=2015-07-01..2015-07-31"]);
    assert_eq!(read("They plan to carry sacks in July."), ["July=2016-07-01..2016-07-31"]);
}

#[test]
fn dates_of_other_calendars_are_days_of_ours() {
    assert_eq!(read_with("It is dated 5 Khordad 1397.", None), ["5 Khordad 1397=2018-05-26"]);
    assert_eq!(read_with("It is dated Ramadan 10, 1442.", None), ["Ramadan 10, 1442=2021-04-22"]);
    assert_eq!(
        read_with("It was written in Jumada al-Thani 1440 AH.", None),
        ["Jumada al-Thani 1440 AH=2019-02-07..2019-03-07"]
    );
    assert_eq!(read_with("Rajab went home.", None), [""; 0]);
}

#[test]
fn what_follows_in_a_story_hangs_on_the_time_told_before() {
    let told = "They took the hill on 2 March 2014.";
    let last = |text: &str| read(&format!("{told} {text}")).last().cloned();
    assert_eq!(last("The next day they left.").as_deref(), Some("The next day=2014-03-03"));
    assert_eq!(last("A week later they came back.").as_deref(), Some("A week later=2014-03-03..2014-03-09"));
    assert_eq!(last("They lost it the same year.").as_deref(), Some("the same year=2014-01-01..2014-12-31"));
    assert_eq!(read("The next day they left."), ["The next day=?"]);
}

#[test]
fn what_is_to_come_is_told_in_the_present_too() {
    assert_eq!(read("The truce expires on 1 June."), ["1 June=2016-06-01"]);
    assert_eq!(read("They must leave by the end of July."), ["the end of July=2016-07-01..2016-07-31"]);
    assert_eq!(read("They will leave in three days."), ["in three days=2016-05-21"]);
    assert_eq!(read("They built it in three days."), [""; 0]);
    assert_eq!(read("The huts burned over the weekend."), ["the weekend=2016-05-14..2016-05-15"]);
    assert_eq!(read("It began on the 2nd of this month."), ["the 2nd of this month=2016-05-02"]);
}
