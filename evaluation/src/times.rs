//! `firsthand-eval times`: which days do expressions of time cover?
//!
//! In: `times/phrases.tsv`, sentences with a published date or none, a phrase and its days. Out: by half and sort, how many are found, with the right days and precision; of those that
//! have no date, how many are kept without one; of words that are no times, how many are left alone. Not here: the days of claims (see `claims`).

use crate::phrases::{Options, Shares, closest, read, rows};
use firsthand::annotate::{Days, Time};
use firsthand::report::{DatePrecision, Published};
use jiff::civil::Date;

/// Found: the expression is kept. Days: they are right, or rightly missing. Dated: the same, of those that have days alone. No date: of those that have none.
const QUESTIONS: [&str; 6] = ["found", "days", "dated", "precision", "no date given", "left alone"];

/// Runs it.
///
/// # Errors
/// One line for a person: a file that cannot be read, a row that cannot.
pub fn run(options: &Options) -> Result<(), String> {
    let mut shares = Shares::of(&QUESTIONS);
    for row in rows(&options.phrases, 8)? {
        let [half, sort, published, sentence, phrase, from, to, precision] = &row[..] else { continue };
        if options.faults.as_ref().is_some_and(|wanted| wanted != half) {
            continue;
        }
        let published = date(published)?.map(|day| Published { day, precision: DatePrecision::Day });
        let (annotated, place) = read(sentence, phrase, published)?;
        let found = closest(place, annotated.times.iter().map(|t| t.span)).map(|at| &annotated.times[at]);
        let gold = if sort == "none" { None } else { Some(date(from)?.zip(date(to)?)) };
        // A day of a calendar that goes by the moon's being seen is a day more or less.
        let slack = i32::from(sort == "hijri");
        let answers = judge(found, gold, precision, slack);
        if options.faults.is_some() && answers.contains(&Some(false)) {
            let words = found.map_or("", |t| t.span.of(sentence));
            let days = found.and_then(|t| t.days).map(|d| format!("{} {} {}", d.from, d.to, word(d.precision)));
            println!("{sentence}\n    [{phrase}] {from} {to} {precision}\n    {words:?} {}", days.unwrap_or_default());
        }
        shares.count(half, sort, &answers);
    }
    shares.print();
    options.json.as_ref().map_or(Ok(()), |path| shares.write(path))
}

fn date(cell: &str) -> Result<Option<Date>, String> {
    match cell {
        "" | "-" | "none" => Ok(None),
        day => day.parse().map(Some).map_err(|cause| format!("{day}: {cause}")),
    }
}

fn word(precision: DatePrecision) -> &'static str {
    match precision {
        DatePrecision::Day => "day",
        DatePrecision::Week => "week",
        DatePrecision::Month => "month",
        DatePrecision::Year => "year",
        DatePrecision::Decade => "decade",
    }
}

fn judge(found: Option<&Time>, gold: Option<Option<(Date, Date)>>, precision: &str, slack: i32) -> [Option<bool>; 6] {
    let Some(gold) = gold else { return [None, None, None, None, None, Some(found.is_none())] };
    let days: Option<Days> = found.and_then(|t| t.days);
    let near = |a: Date, b: Date| a.since(b).is_ok_and(|apart| apart.get_days().abs() <= slack);
    let right = match (gold, days) {
        (Some((from, to)), Some(days)) => near(days.from, from) && near(days.to, to),
        (gold, days) => gold.is_none() && days.is_none(),
    };
    let dated = gold.map(|_| right);
    let exact = gold.map(|_| days.is_some_and(|d| word(d.precision) == precision));
    // What is not found has no date either: rightly so, though it is lost.
    let undated = gold.is_none().then(|| days.is_none());
    [Some(found.is_some()), Some(right && (gold.is_some() || found.is_some())), dated, exact, undated, None]
}

#[cfg(test)]
mod tests {
    use super::*;
    use firsthand::text::Span;

    #[test]
    fn days_and_precision_are_judged_apart() {
        let day: Date = "2021-05-03".parse().unwrap();
        let other: Date = "2021-05-04".parse().unwrap();
        let days = Some(Days { from: day, to: day, precision: DatePrecision::Week });
        let time = Time { span: Span::new(0, 4), days, anchored: true };
        assert_eq!(
            judge(Some(&time), Some(Some((day, day))), "day", 0),
            [Some(true), Some(true), Some(true), Some(false), None, None]
        );
        assert_eq!(judge(Some(&time), Some(Some((other, other))), "week", 0)[2], Some(false));
        assert_eq!(judge(Some(&time), Some(Some((other, other))), "week", 1)[2], Some(true));
        // A date where the words give none is wrong; a time that is lost is not kept.
        assert_eq!(judge(Some(&time), Some(None), "", 0)[4], Some(false));
        assert_eq!(judge(None, Some(None), "", 0)[1], Some(false));
        assert_eq!(judge(Some(&time), None, "", 0)[5], Some(false));
    }
}
