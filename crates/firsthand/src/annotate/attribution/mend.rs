//! Content of the trained reader that begins or ends within a clause or phrase, made whole.
//!
//! For: a tagger labels words one by one; what it cuts off ("May and has not come back, X said") would take the claim
//! away from its speaker. In: drafts sorted by cue. Out: the same, their content never shorter. Not here: what is content at all.

use super::super::doc::{Doc, Tag};
use super::apposed;
use super::draft::Draft;
use super::lexicon::LEXICON;
use super::phrase::is_subordinator;
use std::ops::Range;

/// Farthest that content is grown to the left, in tokens.
const REACH: usize = 30;

/// Mends all drafts.
pub(super) fn mend(doc: &Doc<'_>, drafts: &mut [Draft]) {
    for at in 0..drafts.len() {
        let (before, rest) = drafts.split_at_mut(at);
        let Some((draft, after)) = rest.split_first_mut() else { break };
        // Between a clause's start and its cut content nobody else's saying may stand.
        let taken = |range: &Range<usize>| {
            let near = before.iter().rev().take(8).chain(after.iter().take(8));
            near.filter(|other| other.speaks()).any(|other| {
                let touches = |r: &Range<usize>| r.start < range.end && range.start < r.end;
                touches(&other.cue) || other.source.as_ref().is_some_and(touches)
            })
        };
        if let Some(source) = &mut draft.source {
            // "A watchdog yesterday revealed": the day is none of the name's words.
            let day =
                |i: usize| matches!(doc.lower(i), "yesterday" | "today" | "tonight") && doc.word(i) == doc.lower(i);
            if source.len() > 1 && source.end <= draft.cue.start && day(source.end - 1) {
                source.end -= 1;
            }
            source.end = apposed::end(doc, source);
            source.start = apposed::start(doc, source, draft.cue.start);
            if let Some(start) = whom_it_describes(doc, source, &draft.cue) {
                source.start = start;
                for piece in draft.content.iter_mut().filter(|piece| piece.start < start && start < piece.end) {
                    piece.end = start;
                }
            }
            let cut = draft.content.iter().any(|piece| piece.end == source.start);
            if let Some(start) = apposed::described(doc, source, draft.cue.start, cut) {
                source.start = start;
                for piece in draft.content.iter_mut().filter(|piece| piece.start < start && start <= piece.end) {
                    piece.end = start - 1;
                }
            } else {
                source.start = phrase_start(doc, source, &draft.cue, cut);
            }
            let beside = |piece: &Range<usize>| piece.end <= source.start || source.end <= piece.start;
            draft.content.retain(|piece| beside(piece) || piece.start < source.start || source.end < piece.end);
        }
        if let Some(left) = left_whole(doc, draft).filter(|left| !taken(left)) {
            draft.content.retain(|piece| piece.end <= left.start || left.end <= piece.start);
            draft.content.push(left);
            draft.content.sort_by_key(|piece| piece.start);
        }
        let (cue, source) = (draft.cue.clone(), draft.source.clone());
        let own = |i: usize| cue.contains(&i) || source.as_ref().is_some_and(|source| source.contains(&i));
        let first = draft.content.iter().enumerate().min_by_key(|(_, piece)| piece.start).map(|(n, _)| n);
        for (n, piece) in draft.content.iter_mut().enumerate() {
            if Some(n) == first && piece.end <= cue.start {
                // What is said of somebody has a subject only: "The guild took losses and its head is said to have fled".
                let joins = |i: usize| doc.tag(i) == Tag::CC || is_subordinator(doc, i);
                let start = clause_start(doc, piece.start, |i| own(i) || source.is_none() && joins(i));
                if start < piece.start && !taken(&(start..piece.start)) {
                    piece.start = start;
                }
            }
            let end = phrase_end(doc, piece.end);
            if !(piece.end..end).any(own) {
                piece.end = end;
            }
        }
    }
}

/// The start of the phrase before a source that is only its relative clause: "a cook | who was there said".
fn whom_it_describes(doc: &Doc<'_>, source: &Range<usize>, cue: &Range<usize>) -> Option<usize> {
    let relative = matches!(doc.tag(source.start), Tag::WP | Tag::WPS | Tag::WDT) && source.len() > 1;
    let noun = source
        .start
        .checked_sub(1)
        .filter(|&before| relative && source.end <= cue.start && doc.tag(before).is_noun())?;
    super::source::phrase_before(doc, noun + 1, doc.sentence(doc.sentence_of(noun)).start).map(|phrase| phrase.start)
}

/// The start of a source before its cue of whose phrase the beginning was taken for content ("the Free | Reed League claimed"), or that
/// begins in the adjunct before its article ("In reply to our | reporter the captain said").
fn phrase_start(doc: &Doc<'_>, source: &Range<usize>, cue: &Range<usize>, cut: bool) -> usize {
    let phrase = doc.tokens.get(source.start).and_then(|token| token.phrase.get());
    if cue.start < source.end {
        return source.start;
    }
    let sentence = doc.sentence(doc.sentence_of(source.start)).start;
    let opens = sentence < source.start && matches!(doc.tag(sentence), Tag::IN | Tag::TO | Tag::VBN);
    let plain = source.clone().all(|i| doc.tag(i).is_noun() || doc.tag(i).is_adjective() || doc.tag(i) == Tag::DT);
    let article = source.clone().skip(1).find(|&i| doc.tag(i) == Tag::DT && doc.tag(i - 1).is_noun());
    if let Some(article) = article.filter(|_| opens && plain) {
        return article;
    }
    let start = phrase.and_then(|phrase| doc.noun_phrases.get(phrase)).map_or(source.start, |p| p.start as usize);
    let own = (start..source.start).all(|i| doc.tag(i) != Tag::POS && doc.tag(i) != Tag::Comma);
    if cut && own && start >= sentence { start } else { source.start }
}

/// All that is said before "..., X said", from the beginning of the sentence: where the tagger has only pieces of it, or nothing but the
/// quotation that follows.
fn left_whole(doc: &Doc<'_>, draft: &Draft) -> Option<Range<usize>> {
    let source = draft.source.as_ref()?;
    let verb = LEXICON.verb(draft.lemma).filter(|verb| verb.speech)?;
    let sentence = doc.sentence(draft.sentence);
    let mark = source.start.min(draft.cue.start).checked_sub(1).filter(|&mark| mark > sentence.start)?;
    let close = source.end.max(draft.cue.end);
    let (before, behind): (Vec<_>, Vec<_>) = draft
        .content
        .iter()
        .filter(|piece| piece.start < sentence.end && sentence.start < piece.end)
        .partition(|piece| piece.end <= mark + 1);
    // A quotation is whole as it is, and "a year later, X said that ..." has its content behind.
    let comma =
        doc.tag(mark) == Tag::Comma && doc.tag(mark - 1) != Tag::CloseQuote || doc.tag(mark - 1) == Tag::CloseQuote;
    if !comma || !matches!(doc.tag(mark), Tag::Comma | Tag::CloseQuote) {
        return None;
    }
    let left = super::content::before(doc, sentence.start, mark)?;
    let outside = |i: usize| doc.quotation_of(i).is_none();
    let pronoun = |i: usize| matches!(doc.tag(i), Tag::WP | Tag::WDT | Tag::WPS);
    if !outside(left.start) && doc.tag(left.start) != Tag::OpenQuote || pronoun(source.start) {
        return None;
    }
    let missing = match before.iter().map(|piece| piece.start).min() {
        Some(first) => {
            let covered = |i: &usize| before.iter().any(|piece| piece.contains(i));
            behind.is_empty() && (first > left.start || left.clone().any(|i| !covered(&i)))
        }
        None => {
            // "The camp had closed, X told reporters. “You see ...”"
            let finite = |i: usize| doc.tag(i).is_finite() || doc.tag(i) == Tag::MD;
            let told = verb.addressee || close + 1 >= sentence.end;
            behind.is_empty() && told && left.clone().any(finite)
        }
    };
    let other = left.clone().any(|i| outside(i) && doc.tag(i) == Tag::Colon);
    (missing && !other && left.end < draft.cue.start.max(source.start)).then_some(left)
}

/// Where the sentence begins of which a piece before its cue has only the end; the piece's own start where a mark stands between.
fn clause_start(doc: &Doc<'_>, piece: usize, own: impl Fn(usize) -> bool) -> usize {
    let sentence = doc.sentence(doc.sentence_of(piece)).start;
    let mut start = piece;
    while start > sentence {
        let before = start - 1;
        let border = matches!(
            doc.tag(before),
            Tag::OpenQuote | Tag::CloseQuote | Tag::Colon | Tag::Dash | Tag::Stop | Tag::Comma | Tag::OpenBracket
        );
        if border || own(before) {
            return piece;
        }
        start = before;
    }
    while start < piece && (matches!(doc.tag(start), Tag::CC | Tag::Comma) || !doc.tag(start).is_word()) {
        start += 1;
    }
    if piece - start > REACH { piece } else { start }
}

/// The end of the noun phrase that a piece ends inside ("tea on the": "tea on the steps").
fn phrase_end(doc: &Doc<'_>, end: usize) -> usize {
    let Some(last) = end.checked_sub(1) else { return end };
    if doc.tag(last) == Tag::IN && doc.tag(end) == Tag::DT {
        return phrase_end(doc, end + 1);
    }
    let phrase = doc.tokens.get(last).and_then(|token| token.phrase.get());
    let inside = phrase.and_then(|phrase| doc.noun_phrases.get(phrase)).map_or(end, |phrase| phrase.end as usize);
    inside.max(end)
}

#[cfg(test)]
mod tests {
    use super::super::tests::at;
    use super::*;
    use crate::report::Report;

    /// The content after mending; source, cue and content are given by their words.
    fn mended(text: &str, source: &str, cue: &str, content: &str) -> String {
        let report = Report::of_body(text);
        let doc = super::super::super::parse(&report);
        let mut draft = Draft::new("after", 0, at(&doc, cue));
        draft.source = Some(at(&doc, source));
        draft.content.push(at(&doc, content));
        let mut drafts = [draft];
        mend(&doc, &mut drafts);
        doc.text(doc.span(drafts[0].content[0].clone())).to_owned()
    }

    #[test]
    fn content_before_its_cue_begins_with_its_sentence() {
        let text = "The column left the town on 3 May and has not come back, the council said.";
        let whole = "The column left the town on 3 May and has not come back";
        assert_eq!(mended(text, "the council", "said", "May and has not come back"), whole);
    }

    /// All content of a draft with these pieces, joined, after mending.
    fn whole(text: &str, source: &str, cue: &str, pieces: &[&str]) -> String {
        let report = Report::of_body(text);
        let doc = super::super::super::parse(&report);
        let mut draft = Draft::new("after", 0, at(&doc, cue));
        draft.lemma = "say";
        draft.source = Some(at(&doc, source));
        draft.content = pieces.iter().map(|piece| at(&doc, piece)).collect();
        let mut drafts = [draft];
        mend(&doc, &mut drafts);
        let text = |piece: &Range<usize>| doc.text(doc.span(piece.clone())).to_owned();
        drafts[0].content.iter().map(text).collect::<Vec<_>>().join(" ... ")
    }

    #[test]
    fn a_gap_in_what_is_said_before_its_cue_is_closed() {
        let text =
            "Nine sailors of the guild, two of them young, were fetched in May by men of the League, the cook said.";
        let left = "Nine sailors of the guild, two of them young, were fetched in May by men of the League";
        assert_eq!(whole(text, "the cook", "said", &["Nine sailors of the guild", "May by men of the League"]), left);
        assert_eq!(whole(text, "the cook", "said", &["two of them young"]), left);
        let text = "It sank nothing \"in spring or summer\", its captain Omar Tal had said on Monday.";
        assert_eq!(
            whole(text, "its captain Omar Tal", "had said", &["or summer"]),
            "It sank nothing \"in spring or summer\""
        );
    }

    #[test]
    fn what_stands_before_is_said_where_only_a_quotation_follows() {
        let text = "The guild had freed all crews, its captain said. \"We keep our word.\"";
        assert_eq!(
            whole(text, "its captain", "said", &["\"We keep our word.\""]),
            "The guild had freed all crews ... \"We keep our word.\""
        );
        let text = "A year later, the captain said that the boats were lost.";
        let right = "that the boats were lost";
        assert_eq!(whole(text, "the captain", "said", &[right]), right);
    }

    #[test]
    fn a_source_has_the_beginning_of_its_phrase() {
        let start = |text: &str, source: &str, cue: &str| {
            let report = Report::of_body(text);
            let doc = super::super::super::parse(&report);
            let from = phrase_start(&doc, &at(&doc, source), &at(&doc, cue), true);
            doc.word(from).to_owned()
        };
        assert_eq!(start("Nine boats sank, the Free Reed League claimed.", "Reed League", "claimed"), "the");
        assert_eq!(start("In reply to our reporter the captain said no.", "reporter the captain", "said"), "the");
        assert_eq!(start("The captain said no.", "The captain", "said"), "The");
    }

    #[test]
    fn a_subject_of_whom_something_is_said_does_not_grow_over_and() {
        let text = "The guild took losses and its head is said to have fled.";
        let report = Report::of_body(text);
        let doc = super::super::super::parse(&report);
        let mut draft = Draft::new("raising", 0, at(&doc, "is said"));
        draft.content = vec![at(&doc, "its head"), at(&doc, "to have fled")];
        let mut drafts = [draft];
        mend(&doc, &mut drafts);
        assert_eq!(doc.text(doc.span(drafts[0].content[0].clone())), "its head");
    }

    #[test]
    fn a_quotation_is_a_border() {
        let text = "It was late. \"We left. The bridge was gone,\" the baker said.";
        assert_eq!(mended(text, "the baker", "said", "The bridge was gone"), "The bridge was gone");
    }

    #[test]
    fn content_ends_with_its_phrase() {
        let text = "The baker said that men drank tea on the steps of the hall.";
        assert_eq!(mended(text, "The baker", "said", "that men drank tea on the"), "that men drank tea on the steps");
    }
}
