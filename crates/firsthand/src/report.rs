//! The report: one published item, as the read stage hands it on.
//!
//! For: the one form in which every later stage sees what came in, whatever the file was.
//! In: nothing (plain data). Out: [`Report`]. Not here: how it is read (see [`crate::read`]).

use crate::text::Span;
use serde::{Deserialize, Serialize};

/// One published item with its text in typed parts.
///
/// For plain-text input `text` is the decoded file, unchanged, so that spans point into the
/// original; for HTML it is the concatenation of the page's blocks, one paragraph a line with an
/// empty line between. Every byte of `text` that means anything lies in exactly one part; parts
/// are sorted and do not overlap.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// `r` and the first 10 hexadecimal digits of `sha256`; a second file with the same bytes gets `-2`, and so on in path order.
    pub id: String,
    /// The path as given on the command line, with `/`.
    pub path: String,
    /// SHA-256 of the original bytes, in lower-case hexadecimal.
    pub sha256: String,
    /// Who published it, with the evidence.
    pub outlet: Option<Stated<String>>,
    /// The headline, without the outlet's name.
    pub title: Option<Stated<String>>,
    /// Who wrote it ("By ..." removed).
    pub byline: Option<Stated<String>>,
    /// The day it was published, if a tier of evidence gives one.
    pub published: Option<Stated<Published>>,
    /// Month and day of a dateline that gives no year, where nothing else dates the report: no published date, but it
    /// may agree or disagree with one.
    pub yearless: Option<Yearless>,
    /// The day of such a dateline in the year of the reports published nearest: not stated, but what its times are resolved against.
    pub likely: Option<Stated<Published>>,
    /// Where it was published (canonical link), if the page says so.
    pub url: Option<String>,
    /// ISO 639-1 code, if known.
    pub language: Option<String>,
    /// The text that all spans point into.
    pub text: String,
    /// What each stretch of the text is.
    pub parts: Vec<Part>,
    /// What a reader should know about how it was read: charset rule, cut lengths, repairs.
    pub notes: Vec<String>,
}

impl Report {
    /// A report of a test: every line of `text` is a body part.
    #[cfg(test)]
    pub(crate) fn of_body(text: &str) -> Report {
        let mut start = 0;
        let parts = text.split_inclusive('\n').map(|line| {
            let span = Span::new(start, start + line.trim_end().len());
            start += line.len();
            Part { kind: PartKind::Body, span, because: String::new() }
        });
        Report {
            text: text.to_owned(),
            parts: parts.filter(|part| !part.span.is_empty()).collect(),
            ..Report::default()
        }
    }

    /// The day it was published, as stated or else as likely.
    pub fn day(&self) -> Option<Published> {
        self.published.as_ref().or(self.likely.as_ref()).map(|stated| stated.value)
    }

    /// The parts of one kind, in order.
    pub fn parts_of(&self, kind: PartKind) -> impl Iterator<Item = &Part> {
        self.parts.iter().filter(move |part| part.kind == kind)
    }

    /// The outlet's name, or the file name where none is stated.
    pub fn outlet_name(&self) -> &str {
        match &self.outlet {
            Some(outlet) => &outlet.value,
            None => self.path.rsplit('/').next().unwrap_or(&self.path),
        }
    }
}

/// A value read from the input and where it was read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Stated<T> {
    /// The value.
    pub value: T,
    /// Which field or rule gave it, in words ("og:site_name", "dateline", "URL").
    pub evidence: String,
}

/// A publication date. The record writes it as `2016-05-03`, `2016-05` or `2016`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Published {
    /// The day; the first of the month or year where the precision is coarser.
    pub day: jiff::civil::Date,
    /// How exact it is.
    pub precision: DatePrecision,
}

/// A day of the year without the year: "ARVEN, 3 May (NPA) -".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Yearless {
    /// 1 to 12.
    pub month: i8,
    /// 1 to 31, not checked against the month.
    pub day: i8,
}

/// How exact a date is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DatePrecision {
    /// One day.
    Day,
    /// A span of days that is less than a month ("this week").
    Week,
    /// One month.
    Month,
    /// One year.
    Year,
    /// Longer than a year ("the 1980s").
    Decade,
}

/// A typed stretch of the text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// What it is.
    pub kind: PartKind,
    /// Where it is. Paragraph-sized: a body of ten paragraphs is ten parts.
    pub span: Span,
    /// Why it was given this kind ("comment form", "repeats the headline", "outlet label", "figcaption").
    pub because: String,
}

/// What a stretch of a report is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartKind {
    /// The headline; a standfirst below it is body.
    Headline,
    /// Place and date before or in the first paragraph ("ARVEN, 3 May (NPA) -").
    Dateline,
    /// A paragraph of the report.
    Body,
    /// A picture or video caption.
    Caption,
    /// Byline, photo credit, "Based on reporting by ...", "(With agency input)".
    Credit,
    /// Kept, shown, never read for claims: forms, notices, share bars, teasers, labels, repetitions.
    SetAside,
}
