//! Any input format to one [`Report`].
//!
//! In: paths, bytes. Out: reports with typed parts and the evidence for each date, outlet and
//! byline; a clear reason for what cannot be read. Not here: sentences, names, meaning.
//!
//! ```
//! let page = "<title>Camp opened</title><p>ARVEN, 3 May 2016 (NPA) - The army has opened a camp \
//!             near the town, two residents said on Monday.</p>";
//! let report = firsthand::read::read_bytes("camp.html", page.as_bytes())?;
//! assert_eq!(report.title.map(|t| t.value).as_deref(), Some("Camp opened"));
//! # Ok::<(), firsthand::Error>(())
//! ```

mod banner;
mod blocks;
mod body;
mod charset;
mod dates;
mod fields;
mod hints;
mod html;
mod labels;
mod lines;
mod naming;
mod outlet;
mod page;
mod phrases;
mod plain;
pub(crate) mod publication;
mod published;
mod tags;
mod units;
mod unwound;
mod walk;
mod years;

pub use walk::{Found, Problem, walk};
pub use years::{Years, give_years};

use crate::error::Error;
use crate::report::Report;
use jiff::civil::Date;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::io::Read;
use std::path::Path;

/// Largest file that is read, in bytes: 64 MiB. A long newspaper page has 2 MiB.
pub const MAX_BYTES: usize = 64 << 20;

/// Most text that is kept of one report, in bytes: 16 MiB, more than three million words. What
/// comes after is cut and the report's notes say so.
pub const MAX_TEXT: usize = 16 << 20;

/// What the caller knows and the bytes do not say.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// The last day that is believed as a date of publication: the day the file was saved, or
    /// today. The library has no clock; by default any day up to the year 2100 is believed.
    pub latest: Date,
}

impl Default for Options {
    fn default() -> Self {
        Options { latest: Date::constant(2100, 12, 31) }
    }
}

/// Reads one file.
///
/// # Errors
/// [`Error::Open`] when the system does not give the bytes, else as [`read_bytes`].
pub fn read_file(path: &Path) -> Result<Report, Error> {
    let open = |cause| Error::Open { path: path.to_owned(), cause };
    let shown = shown(path);
    let size = std::fs::metadata(path).map_err(open)?.len();
    if size > MAX_BYTES as u64 {
        return Err(too_large(&shown, size));
    }
    let file = std::fs::File::open(path).map_err(open)?;
    let mut bytes = Vec::with_capacity(size as usize);
    // No more, though it should grow while it is read.
    file.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes).map_err(open)?;
    read_bytes(&shown, &bytes)
}

/// Reads one file's bytes. `path` decides the format together with the bytes.
///
/// # Errors
/// [`Error::Unreadable`] with the reason and the way out when no report is in the bytes.
pub fn read_bytes(path: &str, bytes: &[u8]) -> Result<Report, Error> {
    read_bytes_with(path, bytes, Options::default())
}

/// As [`read_bytes`], with what the caller knows.
///
/// # Errors
/// [`Error::Unreadable`] with the reason and the way out when no report is in the bytes.
pub fn read_bytes_with(path: &str, bytes: &[u8], options: Options) -> Result<Report, Error> {
    if bytes.len() > MAX_BYTES {
        return Err(too_large(path, bytes.len() as u64));
    }
    if let Some(format) = other_format(bytes) {
        return Err(unreadable(path, format!("this is {format}, not text; save the report as text or HTML")));
    }
    if let Some((end, what)) = other_name(path) {
        return Err(unreadable(
            path,
            format!("the name ends in .{end}, {what}; if it holds the text of a report, rename it to .txt or .html"),
        ));
    }
    let decoded = charset::decode(bytes);
    if is_binary(&decoded.text) {
        return Err(unreadable(
            path,
            "the bytes are no text in any known character set; check what the file is, or save it as UTF-8",
        ));
    }
    if is_dossier(&decoded.text) {
        return Err(unreadable(
            path,
            "this is a dossier that firsthand wrote, no report; give the reports it was made from",
        ));
    }
    let mut report = if is_page(path, &decoded.text) {
        html::read(&decoded.text, options.latest).ok_or_else(|| {
            unreadable(path, "no text of a report was found in the page; save the page after it has loaded, or as text")
        })?
    } else {
        plain::read(&decoded.text, options.latest)
            .ok_or_else(|| unreadable(path, "the file holds no text; check that it was saved completely"))?
    };
    report.notes.insert(0, decoded.rule);
    report.sha256 = hex(&Sha256::digest(bytes));
    report.id = format!("r{}", report.sha256.get(..10).unwrap_or_default());
    report.path = path.to_owned();
    Ok(report)
}

fn unreadable(path: &str, reason: impl Into<String>) -> Error {
    Error::Unreadable { path: path.to_owned(), reason: reason.into() }
}

fn too_large(path: &str, size: u64) -> Error {
    let mib = size.div_ceil(1 << 20);
    unreadable(
        path,
        format!("{mib} MiB is more than the {} MiB that one report may have; split the file", MAX_BYTES >> 20),
    )
}

/// A path as reports show it: with `/` on every system.
fn shown(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(64), |mut out, b| {
        let _ = write!(out, "{b:02x}");
        out
    })
}

/// The name of a well-known format that is neither text nor HTML.
fn other_format(bytes: &[u8]) -> Option<&'static str> {
    let begins = |magic: &[u8]| bytes.starts_with(magic);
    Some(match () {
        () if begins(b"%PDF-") => "a PDF file",
        () if begins(b"PK\x03\x04") => "a zip archive or office document",
        () if begins(b"\x1f\x8b") => "a gzip archive",
        () if begins(b"\xd0\xcf\x11\xe0") => "an old office document",
        () if begins(b"\x89PNG") || begins(b"\xff\xd8\xff") || begins(b"GIF8") => "a picture",
        () if begins(b"{\\rtf") => "a rich-text (RTF) file",
        () => return None,
    })
}

/// The name's ending and what it stands for, where that is a picture, a recording or an archive.
fn other_name(path: &str) -> Option<(String, &'static str)> {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let end = name.rsplit_once('.')?.1.to_ascii_lowercase();
    let lines = include_str!("../../data/read_formats.tsv").lines().filter(|l| !l.starts_with('#'));
    let what = lines.filter_map(|l| l.split_once('\t')).find(|(_, ends)| ends.split(' ').any(|e| e == end))?.0;
    Some((end, what))
}

/// Whether control characters show that this is no text: more than one in a hundred.
fn is_binary(text: &str) -> bool {
    // Nearly every text has none at all among its bytes, which can be looked at many together.
    let control = |byte: u8| (byte < b' ') & !matches!(byte, b'\n' | b'\r' | b'\t') | (byte >= 0x7F);
    if !text.bytes().fold(false, |any, byte| any | control(byte)) {
        return false;
    }
    let (mut seen, mut odd) = (0usize, 0usize);
    for c in text.chars().take(20_000) {
        seen += 1;
        odd += usize::from(
            (c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\x0C' | '\u{85}' | '\x1A')) || c == '\u{FFFD}',
        );
    }
    odd * 100 > seen
}

/// What the dossier has at its head, so that it is not read as a report where it lies among reports.
pub const DOSSIER: &str = "<meta name=\"generator\" content=\"firsthand dossier\">";

fn is_dossier(text: &str) -> bool {
    text.get(..text.floor_char_boundary(1000)).is_some_and(|head| head.contains(DOSSIER))
}

/// HTML by its name, or by its first tag when the name says text or nothing.
fn is_page(path: &str, text: &str) -> bool {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path).to_ascii_lowercase();
    if [".html", ".htm", ".xhtml"].iter().any(|end| name.ends_with(end)) {
        return true;
    }
    let head = text.trim_start().get(..200.min(text.trim_start().len())).unwrap_or("").to_ascii_lowercase();
    head.starts_with("<!doctype html") || head.starts_with("<html")
}
