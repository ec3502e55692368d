//! An attribution while it is being built, in tokens.

use super::super::Attribution;
use super::super::doc::Doc;
use super::super::{ChainRole, Quoting, SourceKind};
use crate::text::Span;
use std::ops::Range;

/// Source, cue and content as token ranges.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) source: Option<Range<usize>>,
    pub(super) cue: Range<usize>,
    pub(super) content: Vec<Range<usize>>,
    /// The rule that made it.
    pub(super) rule: &'static str,
    /// The cue's lemma, for the rules that look at it again; `""` where it is no verb.
    pub(super) lemma: &'static str,
    pub(super) hearsay: bool,
    pub(super) whole_report: bool,
    /// A medium between source and reader: "was quoted by W as saying", "X told W".
    pub(super) relay: Option<Range<usize>>,
    /// The words that show own reporting.
    pub(super) own: Option<Range<usize>>,
    /// The sentence of the cue.
    pub(super) sentence: usize,
    /// Who the source is, where the words that name it do not show that: a label in a dialogue.
    pub(super) speaker: Option<u32>,
}

impl Draft {
    pub(super) fn new(rule: &'static str, sentence: usize, cue: Range<usize>) -> Self {
        Draft {
            source: None,
            cue,
            content: Vec::new(),
            rule,
            lemma: "",
            hearsay: false,
            whole_report: false,
            relay: None,
            own: None,
            sentence,
            speaker: None,
        }
    }

    /// Whether the token is content.
    pub(super) fn holds(&self, token: usize) -> bool {
        self.content.iter().any(|piece| piece.contains(&token))
    }

    /// Whether the source speaks, writes or shows, rather than feels, plans or does.
    pub(super) fn speaks(&self) -> bool {
        !self.rule.contains('/')
    }

    /// The attribution with spans; names and chains are filled in later.
    pub(super) fn attribution(&self, doc: &Doc<'_>) -> Attribution {
        Attribution {
            source: self.source.iter().map(|source| doc.span(source.clone())).collect(),
            cue: (!self.cue.is_empty()).then(|| doc.span(self.cue.clone())).into_iter().collect(),
            quote: quoting(doc, &self.content),
            // What holds nothing but marks is said by nobody.
            content: self
                .content
                .iter()
                .map(|piece| trim(doc, piece.clone()))
                .filter(|span| !span.is_empty())
                .collect(),
            source_entity: None,
            source_kind: SourceKind::Unspecified,
            source_name: String::new(),
            within: None,
            role: ChainRole::Source,
            hearsay: self.hearsay,
            whole_report: self.whole_report,
            own_reporting: self.own.as_ref().map(|own| doc.span(own.clone())),
            rule: self.rule,
        }
    }
}

/// The span of a piece without marks at its ends, quotation marks apart.
fn trim(doc: &Doc<'_>, piece: Range<usize>) -> Span {
    let (mut start, mut end) = (piece.start, piece.end);
    let idle = |i: usize| !doc.tag(i).is_word() && !quote_mark(doc, i);
    while start < end && idle(start) {
        start += 1;
    }
    while start < end && idle(end - 1) {
        end -= 1;
    }
    doc.span(start..end)
}

fn quote_mark(doc: &Doc<'_>, i: usize) -> bool {
    use super::super::doc::Tag;
    matches!(doc.tag(i), Tag::OpenQuote | Tag::CloseQuote | Tag::OpenBracket | Tag::CloseBracket)
}

/// Direct if nearly all words of the content are quoted, mixed if some are: 90 % and 5 %, the
/// thresholds with which the gold sets were sliced.
fn quoting(doc: &Doc<'_>, content: &[Range<usize>]) -> Quoting {
    let (mut words, mut quoted) = (0usize, 0usize);
    for piece in content {
        let span = doc.span(piece.clone());
        let first = doc.quotations.partition_point(|q| q.span.start < span.start).saturating_sub(8);
        let mut inside = doc.quotations.iter().skip(first).take_while(|q| q.span.start < span.end);
        let mut current = inside.next();
        for i in piece.clone() {
            let Some(token) = doc.tokens.get(i) else { break };
            while current.is_some_and(|q| q.span.end <= token.span.start) {
                current = inside.next();
            }
            if token.tag.is_word() {
                words += 1;
                quoted += usize::from(current.is_some_and(|q| q.span.contains(token.span)));
            }
        }
    }
    match () {
        () if words == 0 || quoted * 20 < words => Quoting::Indirect,
        () if quoted * 10 >= words * 9 => Quoting::Direct,
        () => Quoting::Mixed,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::at;
    use super::*;
    use crate::report::Report;

    #[test]
    fn content_of_marks_alone_is_none() {
        let report = Report::of_body("The council warned of - ; and left.");
        let doc = super::super::super::parse(&report);
        let mut draft = Draft::new("preposition", 0, at(&doc, "warned"));
        draft.content.extend([at(&doc, "- ;"), at(&doc, "left")]);
        let content = draft.attribution(&doc).content;
        assert_eq!(content.iter().map(|span| span.of(&report.text)).collect::<Vec<_>>(), ["left"]);
    }
}
