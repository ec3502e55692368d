//! The quantities of small texts.

use super::super::grammar::parse;
use super::*;
use crate::report::{Part, PartKind, Report};

fn read(text: &str) -> Vec<String> {
    let part = Part { kind: PartKind::Body, span: Span::new(0, text.len()), because: String::new() };
    let report = Report { text: text.to_owned(), parts: vec![part], ..Report::default() };
    let bound = |n: Option<f64>| n.map_or("-".to_owned(), |n| n.to_string());
    quantities(&parse(&report))
        .iter()
        .map(|q| format!("{:?} {}..{} {}", q.kind, bound(q.lo), bound(q.hi), q.unit).trim_end().to_owned())
        .collect()
}

#[test]
fn a_number_counts_the_noun_after_it() {
    assert_eq!(read("They sent 40 young fighters."), ["Exact 40..40 fighter"]);
    assert_eq!(read("Twenty-three children died."), ["Exact 23..23 child"]);
    assert_eq!(read("They hold 4.7 million refugees."), ["Exact 4700000..4700000 refugee"]);
}

#[test]
fn words_before_a_number_bound_it() {
    assert_eq!(read("At least eight children died."), ["AtLeast 8..- child"]);
    assert_eq!(read("More than 20 people died."), ["AtLeast 21..- people"]);
    assert_eq!(read("Up to 1,500 fighters came."), ["AtMost -..1500 fighter"]);
    assert_eq!(read("Fewer than 100 advisers came."), ["AtMost -..99 adviser"]);
    assert_eq!(read("Some 3,000 to 5,000 fighters came."), ["Between 3000..5000 fighter"]);
}

#[test]
fn vague_amounts_follow_the_table() {
    assert_eq!(read("Dozens of boys fled."), ["Vague 24..99 boy"]);
    assert_eq!(read("Hundreds of thousands of refugees fled."), ["Vague 200000..999999 refugee"]);
    assert_eq!(read("Two dozen soldiers fled."), ["Exact 24..24 soldier"]);
}

#[test]
fn ages_are_kept_apart() {
    assert_eq!(read("a 17-year-old boy"), ["Exact 17..17 year_of_age"]);
    assert_eq!(read("children aged 12 to 17"), ["Between 12..17 year_of_age"]);
    assert_eq!(read("They took boys as young as 14."), ["AtLeast 14..- year_of_age"]);
    assert_eq!(read("boys under the age of 15"), ["AtMost -..14 year_of_age"]);
    assert_eq!(read("boys aged 12-17"), ["Between 12..17 year_of_age"]);
    assert_eq!(read("a baker aged twenty-one"), ["Exact 21..21 year_of_age"]);
    assert_eq!(read("three 17- to 15-year-olds").iter().filter(|found| found.contains("17..15")).count(), 0);
}

#[test]
fn names_dates_clocks_and_telephones_are_no_quantities() {
    for text in [
        "Brigade 12 left Arven.",
        "It began on 5 May 2016.",
        "It began at 14:30.",
        "Call +99 555 123 4567.",
        "the 39th brigade",
    ] {
        assert_eq!(read(text), [""; 0], "{text}");
    }
}

#[test]
fn percentages_and_strength_have_their_units() {
    assert_eq!(read("They lost 15 to 20 percent of the force."), ["Between 15..20 percent"]);
    assert_eq!(read("a 150-strong convoy"), ["Exact 150..150 person"]);
}

#[test]
fn words_after_a_number_bound_it_too() {
    assert_eq!(read("Sixty or so fighters came."), ["About 60..60 fighter"]);
    assert_eq!(read("They took 200 or more villagers."), ["AtLeast 200..- villager"]);
    assert_eq!(read("It has 900 members at the most."), ["AtMost -..900 member"]);
    assert_eq!(read("They took 30-odd drivers."), ["About 30..30 driver"]);
    // The words are the next number's.
    assert_eq!(read("They took 40 men, at least three of them guards.")[0], "Exact 40..40 man");
}

#[test]
fn shares_of_a_whole_are_percentages_and_the_whole_is_counted_apart() {
    assert_eq!(read("More than half of the 400 prisoners fled."), ["AtLeast 50..- percent", "Exact 400..400 prisoner"]);
    assert_eq!(read("Three quarters of the huts burned."), ["Exact 75..75 percent"]);
    assert_eq!(read("One in four families fled."), ["Exact 25..25 percent"]);
    assert_eq!(read("More than 70 percent of them fled."), ["AtLeast 70..- percent"]);
    assert_eq!(read("Half a million people fled."), ["Exact 500000..500000 people"]);
}

#[test]
fn ages_are_told_in_many_ways() {
    assert_eq!(read("Applicants must be 19 or older."), ["AtLeast 19..- year_of_age"]);
    assert_eq!(read("It takes men aged 40 and under."), ["AtMost -..40 year_of_age"]);
    assert_eq!(read("Girls under 14 were sent away."), ["AtMost -..13 year_of_age"]);
    assert_eq!(read("His sons, 12 and 15, were taken."), ["Between 12..15 year_of_age"]);
    assert_eq!(read("The guards are in their thirties."), ["Between 30..39 year_of_age"]);
    assert_eq!(read("The youngest prisoner was 11."), ["Exact 11..11 year_of_age"]);
}

#[test]
fn rooms_and_clocks_are_not_counted() {
    assert_eq!(read("They met in room 14 of the inn."), [""; 0]);
    assert_eq!(read("It began at 6.45 in the morning."), [""; 0]);
    assert_eq!(read("Not one officer came."), ["Exact 0..0 officer"]);
}
