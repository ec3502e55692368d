//! Fictional reports in any number, with known origins.
//!
//! For: speed and memory runs, and tests of copy detection, without any real text. In: a number
//! and a seed. Out: reports of about 3 kB in stories whose sizes fall off as 1/rank, each report
//! with how it came about and where it came from. A function of its arguments alone; unrelated
//! reports share no long run of words. Not here: what linking makes of them (see `linking`).

mod derive;
mod prose;

pub use derive::Derivation;
use derive::derive;
use firsthand::report::{DatePrecision, Part, PartKind, Published, Report, Stated};
use firsthand::text::Span;
use prose::{Cast, Story, Words};
use serde::Serialize;
use std::path::PathBuf;

/// Writes fictional reports and their origins, or prints what they are like.
#[derive(clap::Args, Debug)]
pub struct Options {
    /// How many reports.
    reports: usize,
    /// Where to write them, with `origins.json` beside; nothing is written without it.
    directory: Option<PathBuf>,
    /// Print sizes and kinds.
    #[arg(long)]
    stats: bool,
    /// Another seed gives other reports.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// A generated report and the truth about it.
#[derive(Clone, Debug)]
pub struct Generated {
    /// The report, as the read stage would give it.
    pub report: Report,
    /// How it came about.
    pub truth: Truth,
}

/// How a generated report came about.
#[derive(Clone, Debug, Serialize)]
pub struct Truth {
    /// File name.
    pub report: String,
    /// Which story; reports of different stories are unrelated.
    pub story: usize,
    /// What it did with its source; `None` for the first report of a story.
    pub derivation: Option<Derivation>,
    /// The number of the report that it was made from.
    pub from: Option<usize>,
    /// Who said it first.
    pub origin: String,
    /// Outlet that printed it.
    pub outlet: String,
}

/// Outlets that the generated reports are spread over.
const OUTLETS: usize = 40;

/// Makes `count` reports.
pub fn generate(count: usize, seed: u64) -> Vec<Generated> {
    stories(count, seed).flatten().collect()
}

/// Makes `count` reports, story by story.
pub fn stories(count: usize, seed: u64) -> impl Iterator<Item = Vec<Generated>> {
    let words = Words::load();
    let mut cast = Cast::new(seed, words);
    let outlets: Vec<String> = (0..OUTLETS).map(|_| cast.outlet()).collect();
    let mut first = 0;
    sizes(count).into_iter().enumerate().map(move |(story, size)| {
        let cast = Cast::new(seed.wrapping_mul(0x9e37_79b9).wrapping_add(story as u64 + 1), words);
        let made = of_story(story, size, first, cast, &outlets);
        first += size;
        made
    })
}

/// The reports of one story; `first` is the number of the first among all.
fn of_story(story: usize, size: usize, first: usize, mut cast: Cast, outlets: &[String]) -> Vec<Generated> {
    let mut made: Vec<Generated> = Vec::with_capacity(size);
    let told = Story::new(&mut cast);
    for number in 0..size {
        let outlet = cast.pick(outlets).to_owned();
        let (derivation, from, paragraphs) = if number == 0 {
            (None, None, told.paragraphs())
        } else {
            let from = cast.below(number.min(4));
            let source = made.get(from).map_or("", |source| body(&source.report));
            let derivation = Derivation::any(&mut cast);
            (Some(derivation), Some(from), derive(source, derivation, &mut cast))
        };
        let cited = from.and_then(|from| made.get(from)).map(|source| source.truth.outlet.clone());
        let credit = cited.filter(|cited| *cited != outlet && cast.below(3) == 0);
        let truth = Truth {
            report: format!("s{story:05}-{number:04}.txt"),
            story,
            derivation,
            from: from.map(|from| first + from),
            origin: told.origin.clone(),
            outlet: outlet.clone(),
        };
        let template = cast.template(&outlet);
        let day = cast.day(story, number);
        let report = report(&truth, &paragraphs, template, credit, day);
        made.push(Generated { report, truth });
    }
    made
}

/// Story sizes that sum to `count` and fall off as 1/rank; a third to three quarters of the reports
/// are alone in their story.
fn sizes(count: usize) -> Vec<usize> {
    let largest = (count as f64).powf(0.7);
    let mut sizes = Vec::new();
    let mut left = count;
    for rank in 1.. {
        if left == 0 {
            break;
        }
        let size = ((largest / rank as f64).round() as usize).clamp(1, left);
        sizes.push(size);
        left -= size;
    }
    sizes
}

/// The paragraphs of a report between headline and template.
pub(crate) fn body(report: &Report) -> &str {
    let told = report.parts_of(PartKind::Body).filter(|part| part.because.is_empty());
    told.map(|part| part.span).reduce(Span::cover).map_or("", |span| span.of(&report.text))
}

fn report(
    truth: &Truth,
    paragraphs: &[String],
    template: String,
    credit: Option<String>,
    day: Option<String>,
) -> Report {
    let mut report = Report {
        path: truth.report.clone(),
        sha256: truth.report.clone(),
        id: truth.report.clone(),
        ..Report::default()
    };
    let mut add = |kind: PartKind, text: &str, because: &str| {
        let start = report.text.len();
        report.text.push_str(text);
        let span = Span::new(start, report.text.len());
        report.parts.push(Part { kind, span, because: because.to_owned() });
        report.text.push_str("\n\n");
    };
    let mut paragraphs = paragraphs.iter();
    if let Some(first) = paragraphs.next() {
        add(PartKind::Headline, first, "");
    }
    paragraphs.for_each(|paragraph| add(PartKind::Body, paragraph, ""));
    add(PartKind::Body, &template, "template");
    if let Some(credit) = credit {
        add(PartKind::Credit, &format!("Based on a report by the {credit}"), "");
    }
    report.outlet = Some(Stated { value: truth.outlet.clone(), evidence: "generated".to_owned() });
    report.published = day.and_then(|day| day.parse().ok()).map(|day| Stated {
        value: Published { day, precision: DatePrecision::Day },
        evidence: "generated".to_owned(),
    });
    report
}

/// Runs the command.
///
/// # Errors
/// One line for a person: a folder or file that cannot be written.
pub fn run(options: &Options) -> Result<(), String> {
    let made = generate(options.reports, options.seed);
    if options.stats || options.directory.is_none() {
        let bytes: usize = made.iter().map(|made| made.report.text.len()).sum();
        let stories = made.last().map_or(0, |made| made.truth.story + 1);
        println!("{} reports, {stories} stories, {} bytes a report", made.len(), bytes / made.len().max(1));
        for derivation in Derivation::ALL {
            let count = made.iter().filter(|made| made.truth.derivation == Some(derivation)).count();
            println!("{:>8} {derivation:?}", count);
        }
    }
    let Some(directory) = &options.directory else { return Ok(()) };
    let failed = |cause: std::io::Error| format!("{}: {cause}", directory.display());
    std::fs::create_dir_all(directory).map_err(failed)?;
    for made in &made {
        let published = made.report.published.as_ref().map_or(String::new(), |p| format!("{}\n", p.value.day));
        let mut parts = made.report.parts.iter().map(|part| part.span.of(&made.report.text));
        let headline = parts.next().unwrap_or("");
        let rest: Vec<&str> = parts.collect();
        let text = format!("{}\n{headline}\n{published}\n{}\n", made.truth.outlet, rest.join("\n\n"));
        std::fs::write(directory.join(&made.truth.report), text).map_err(failed)?;
    }
    let truths: Vec<&Truth> = made.iter().map(|made| &made.truth).collect();
    let json = serde_json::to_string_pretty(&truths).map_err(|cause| cause.to_string())?;
    std::fs::write(directory.join("origins.json"), json).map_err(failed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_reports_and_another_gives_others() {
        let text = |seed| generate(50, seed).into_iter().map(|made| made.report.text).collect::<Vec<_>>();
        assert_eq!(text(7), text(7));
        assert_ne!(text(7), text(8));
    }

    #[test]
    fn reports_have_about_three_kilobytes_and_every_source_stands_before_its_copies() {
        let made = generate(400, 1);
        assert_eq!(made.len(), 400);
        let mean = made.iter().map(|made| made.report.text.len()).sum::<usize>() / made.len();
        assert!((2000..4000).contains(&mean), "{mean}");
        assert!(made.iter().enumerate().all(|(i, made)| made.truth.from.is_none_or(|from| from < i)));
    }
}
