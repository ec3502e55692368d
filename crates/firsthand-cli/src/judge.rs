//! `firsthand judge`, and the file of judgements that `report` and `explain` count with.
//!
//! In: what a person decided. Out: one more line in a file that only grows. Not here: what it does to a count (`firsthand::weigh`).

use crate::arguments::{JudgeOptions, Verdict};
use crate::report::Failure;
use firsthand::record::Problem;
use firsthand::weigh::{Judgement, Judgements, Say, Standing, Weighed};
use jiff::{Timestamp, Unit};
use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;

/// Adds one judgement to the file.
pub fn judge(options: &JudgeOptions) -> Result<(), Failure> {
    let named = |cause: String| Failure::new(format!("{}: {cause}", options.file.display()));
    let now = Timestamp::now().round(Unit::Second).map_err(|cause| named(cause.to_string()))?;
    let say = match options.say {
        Verdict::SameOrigin => Say::SameOrigin,
        Verdict::NotSameOrigin => Say::NotSameOrigin,
        Verdict::Unsure => Say::Unsure,
        Verdict::OwnWork => Say::OwnWork,
        Verdict::Withdrawn => Say::Withdrawn,
    };
    let made =
        Judgement { by: options.by.clone(), at: now, say, claims: options.claims.clone(), why: options.why.clone() };
    let made = made.checked().map_err(Failure::new)?;
    let mut line = serde_json::to_string(&made).map_err(|cause| named(cause.to_string()))?;
    let known = std::fs::read(&options.file).unwrap_or_default();
    let (judgements, wrong) = Judgements::read(&String::from_utf8_lossy(&known));
    if judgements.iter().next().is_none() && !wrong.is_empty() {
        return Err(named("holds lines, but no judgement; give the name of a new file".to_owned()));
    }
    // A line that a crash or an editor left open stays a line of its own.
    if !known.is_empty() && !known.ends_with(b"\n") {
        line.insert(0, '\n');
    }
    line.push('\n');
    let file = OpenOptions::new().create(true).append(true).open(&options.file);
    // One write, so that two people who judge at once do not mix their lines.
    file.and_then(|mut file| file.write_all(line.as_bytes()))
        .map_err(|cause| named(format!("cannot be written ({cause}); the judgement was not kept, give another place")))
}

/// The judgements of a file, and its lines that are none.
pub fn read(path: &Path) -> Result<(Judgements, Vec<Problem>), Failure> {
    let bytes = std::fs::read(path).map_err(|cause| {
        Failure::new(format!(
            "{}: cannot be opened ({cause}); firsthand judge makes such a file, or leave --judgements out",
            path.display()
        ))
    })?;
    let (judgements, wrong) = Judgements::read(&String::from_utf8_lossy(&bytes));
    let problem = |(line, cause): (usize, String)| Problem {
        path: path.display().to_string(),
        reason: format!("line {line} is no judgement and is left out ({cause}); mend it, or write it again with judge"),
    };
    Ok((judgements, wrong.into_iter().map(problem).collect()))
}

/// Judgements about claims that are not there.
pub fn unknown<'a>(path: &'a Path, weighed: &'a Weighed) -> impl Iterator<Item = Problem> + 'a {
    let lost = weighed.judged.iter().filter(|judged| judged.standing == Standing::Unknown);
    lost.map(|judged| Problem {
        path: path.display().to_string(),
        reason: format!(
            "the judgement of {} of {} is about claims that these reports do not have as they are read now ({}); see explain for their ids",
            judged.judgement.by,
            judged.judgement.at.strftime("%Y-%m-%d"),
            judged.judgement.claims.join(", ")
        ),
    })
}
