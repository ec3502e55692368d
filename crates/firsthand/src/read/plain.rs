//! A plain text to a [`Report`].
use super::units;
use crate::report::{Part, PartKind, Report};
use jiff::civil::Date;
pub(super) fn read(text: &str, _latest: Date) -> Option<Report> {
    let parts: Vec<Part> = units::split(text)
        .into_iter()
        .map(|u| Part { kind: PartKind::Body, span: u.span, because: "paragraph".to_owned() })
        .collect();
    (!parts.is_empty()).then(|| Report { text: text.to_owned(), parts, ..Report::default() })
}
