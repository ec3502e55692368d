//! ECB+, read: reports, the mentions of events that are validated, and which of them are one event.
//!
//! In: the folder of the corpus (XML files by topic, the list of validated sentences). Out: [`Corpus`] of one split.
//! By the split and the filter of the published figures (Cybulska and Vossen 2015): test is topics 36 to 45, dev eight of the rest, and only mentions
//! of actions in validated sentences count. Not here: who groups them.

use firsthand::report::{Part, PartKind, Report};
use firsthand::text::Span;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Topics of dev; from 36 on they are test.
const DEV: [u32; 8] = [2, 5, 12, 18, 21, 23, 34, 35];

/// A part of the corpus.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Split {
    Train,
    Dev,
    Test,
}

/// A mention of an event.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// Its report, by number.
    pub report: usize,
    /// Its words, from the first to the last; only their own tokens in `tokens`.
    pub span: Span,
    pub tokens: Vec<Span>,
    /// The event that it is of, as a number over all reports.
    pub event: usize,
}

/// One split.
#[derive(Debug, Default)]
pub struct Corpus {
    pub reports: Vec<Report>,
    /// Each report's topic and subtopic ("36", "36ecb").
    pub topics: Vec<(String, String)>,
    /// Validated mentions in the order of reports and places.
    pub mentions: Vec<Mention>,
}

/// Reads one split.
///
/// # Errors
/// One line for a person: a folder that is no ECB+.
pub fn read(folder: &Path, split: Split) -> Result<Corpus, String> {
    let list = folder.join("ECBplus_coreference_sentences.csv");
    let csv = std::fs::read_to_string(&list).map_err(|cause| format!("{}: {cause}", list.display()))?;
    let validated = validated(&csv);
    let of_split = |topic: u32| match split {
        Split::Test => topic >= 36,
        Split::Dev => DEV.contains(&topic),
        Split::Train => topic < 36 && !DEV.contains(&topic),
    };
    let mut files: Vec<(u32, String, u32, String)> = Vec::new();
    for (topic, file) in validated.keys().filter(|(topic, _)| of_split(*topic)) {
        let number = file.chars().take_while(char::is_ascii_digit).collect::<String>().parse().unwrap_or(0);
        let kind = file.trim_start_matches(|c: char| c.is_ascii_digit()).to_owned();
        files.push((*topic, kind, number, file.clone()));
    }
    files.sort();
    let (mut corpus, mut events) = (Corpus::default(), BTreeMap::new());
    for (topic, kind, _, file) in files {
        let path = folder.join("ECB+").join(topic.to_string()).join(format!("{topic}_{file}.xml"));
        let xml = std::fs::read_to_string(&path).map_err(|cause| format!("{}: {cause}", path.display()))?;
        let name = format!("{topic}_{file}");
        let empty = BTreeSet::new();
        add(&mut corpus, &mut events, &name, &xml, validated.get(&(topic, file)).unwrap_or(&empty));
        corpus.topics.push((topic.to_string(), format!("{topic}{kind}")));
    }
    Ok(corpus)
}

type Validated = BTreeMap<(u32, String), BTreeSet<u32>>;

/// Sentences by topic and file.
fn validated(csv: &str) -> Validated {
    let mut sentences = Validated::new();
    for line in csv.lines() {
        if let [topic, file, sentence] = line.trim().split(',').collect::<Vec<_>>()[..]
            && let (Ok(topic), Ok(sentence)) = (topic.parse(), sentence.parse())
        {
            sentences.entry((topic, file.to_owned())).or_default().insert(sentence);
        }
    }
    sentences
}

/// The value of an attribute of a tag.
fn attribute<'x>(tag: &'x str, name: &str) -> Option<&'x str> {
    let at = tag.find(&format!("{name}=\""))? + name.len() + 2;
    tag.get(at..)?.split('"').next()
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&apos;", "'").replace("&amp;", "&")
}

/// Adds one file: its sentences as paragraphs, its validated mentions.
fn add(corpus: &mut Corpus, events: &mut BTreeMap<String, usize>, name: &str, xml: &str, validated: &BTreeSet<u32>) {
    let number = corpus.reports.len();
    let mut report = Report { id: name.to_owned(), path: name.to_owned(), ..Report::default() };
    // By token id: its sentence and place.
    let mut tokens: BTreeMap<&str, (u32, Span)> = BTreeMap::new();
    let (mut sentence, mut start) = (None, 0);
    for piece in xml.split("<token ").skip(1) {
        let Some((tag, rest)) = piece.split_once('>') else { continue };
        let words = unescaped(rest.split("</token>").next().unwrap_or(""));
        let of: u32 = attribute(tag, "sentence").and_then(|n| n.parse().ok()).unwrap_or(0);
        if sentence != Some(of) {
            close(&mut report, start);
            start = report.text.len();
            sentence = Some(of);
        } else if !is_glued(&words) && !report.text.ends_with(['(', '$', '\u{201c}']) {
            report.text.push(' ');
        }
        let at = report.text.len();
        report.text.push_str(&words);
        tokens.insert(attribute(tag, "t_id").unwrap_or(""), (of, Span::new(at, report.text.len())));
    }
    close(&mut report, start);
    let instances = instances(xml, name);
    let markables = xml.split("<Markables>").nth(1).and_then(|rest| rest.split("</Markables>").next()).unwrap_or("");
    let mut found: Vec<Mention> = Vec::new();
    for piece in markables.split('<').filter(|piece| piece.starts_with("ACTION") || piece.starts_with("NEG_ACTION")) {
        let Some(id) = attribute(piece, "m_id") else { continue };
        // The anchors of a markable follow it up to its closing tag.
        let after = markables.get(piece.as_ptr() as usize - markables.as_ptr() as usize..).unwrap_or("");
        let body = after.split("</").next().unwrap_or("");
        let anchors = body.split("<token_anchor ").skip(1).filter_map(|anchor| attribute(anchor, "t_id"));
        let places: Vec<(u32, Span)> = anchors.filter_map(|id| tokens.get(id).copied()).collect();
        // A description of an instance has no anchors of its own.
        let own = piece.trim_end().ends_with('>') && !piece.trim_end().ends_with("/>");
        let (Some((of, first)), true) = (places.first().copied(), own) else { continue };
        if !validated.contains(&of) {
            continue;
        }
        let event = instances.get(id).cloned().unwrap_or_else(|| format!("{name}:{id}"));
        let next = events.len();
        let event = *events.entry(event).or_insert(next);
        let tokens: Vec<Span> = places.iter().map(|(_, span)| *span).collect();
        let span = tokens.iter().fold(first, |all, span| all.cover(*span));
        found.push(Mention { report: number, span, tokens, event });
    }
    found.sort_by_key(|mention| (mention.span, mention.tokens.len()));
    corpus.mentions.extend(found);
    corpus.reports.push(report);
}

/// The event of each mention's id: across reports by its instance, within one by the description it points to.
fn instances(xml: &str, name: &str) -> BTreeMap<String, String> {
    let mut of = BTreeMap::new();
    let relations = xml.split("<Relations>").nth(1).unwrap_or("");
    for (open, close) in [("<CROSS_DOC_COREF", "</CROSS_DOC_COREF>"), ("<INTRA_DOC_COREF", "</INTRA_DOC_COREF>")] {
        for relation in relations.split(open).skip(1) {
            let body = relation.split(close).next().unwrap_or("");
            let target = body.split("<target").nth(1).and_then(|tag| attribute(tag, "m_id")).unwrap_or("");
            let event = match attribute(relation.split('>').next().unwrap_or(""), "note") {
                Some(note) if open == "<CROSS_DOC_COREF" => note.to_owned(),
                _ => format!("{name}>{target}"),
            };
            for source in body.split("<source").skip(1).filter_map(|tag| attribute(tag, "m_id")) {
                of.insert(source.to_owned(), event.clone());
            }
        }
    }
    of
}

fn is_glued(words: &str) -> bool {
    matches!(words, "," | "." | ")" | ":" | ";" | "'s" | "\u{2019}s" | "n't" | "?" | "!" | "%" | "\u{201d}")
}

/// Ends a sentence: a paragraph of its own. The first line of a found page is its address and no sentence.
fn close(report: &mut Report, start: usize) {
    if report.text.len() > start {
        let span = Span::new(start, report.text.len());
        let kind = if span.of(&report.text).starts_with("http") { PartKind::SetAside } else { PartKind::Body };
        report.parts.push(Part { kind, span, because: "sentence of ECB+".to_owned() });
        report.text.push_str("\n\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const XML: &str = r#"<Document doc_name="1_1ecb.xml">
<token t_id="1" sentence="0" number="0">http://a.example/b</token>
<token t_id="2" sentence="1" number="0">Ferry</token>
<token t_id="3" sentence="1" number="1">crews</token>
<token t_id="4" sentence="1" number="2">walked</token>
<token t_id="5" sentence="1" number="3">out</token>
<token t_id="6" sentence="1" number="4">.</token>
<token t_id="7" sentence="2" number="0">Nobody</token>
<token t_id="8" sentence="2" number="1">sailed</token>
<Markables>
<ACTION_OCCURRENCE m_id="1"  >
  <token_anchor t_id="4"/>
  <token_anchor t_id="5"/>
</ACTION_OCCURRENCE>
<NEG_ACTION_OCCURRENCE m_id="2"  >
  <token_anchor t_id="8"/>
</NEG_ACTION_OCCURRENCE>
<HUMAN_PART_PER m_id="3"  >
  <token_anchor t_id="3"/>
</HUMAN_PART_PER>
<ACTION_OCCURRENCE m_id="9" RELATED_TO="" TAG_DESCRIPTOR="t1_strike" instance_id="ACT1" />
</Markables>
<Relations>
<CROSS_DOC_COREF r_id="5" note="ACT1" >
  <source m_id="1" />
  <target m_id="9" />
</CROSS_DOC_COREF>
</Relations>
</Document>"#;

    #[test]
    fn mentions_of_validated_sentences_are_read_with_their_event() {
        let sentences = validated("Topic,File,Sentence Number\r\n1,1ecb,1\r\n1,1ecb,2\r\n");
        let (mut corpus, mut events) = (Corpus::default(), BTreeMap::new());
        add(&mut corpus, &mut events, "1_1ecb", XML, &sentences[&(1, "1ecb".to_owned())]);
        let text = &corpus.reports[0].text;
        assert_eq!(text, "http://a.example/b\n\nFerry crews walked out.\n\nNobody sailed\n\n");
        assert_eq!(corpus.reports[0].parts[0].kind, PartKind::SetAside);
        let words: Vec<&str> = corpus.mentions.iter().map(|mention| mention.span.of(text)).collect();
        assert_eq!(words, ["walked out", "sailed"]);
        assert!(events.contains_key("ACT1"));
        assert_ne!(corpus.mentions[0].event, corpus.mentions[1].event);
    }

    #[test]
    fn mentions_of_other_sentences_do_not_count() {
        let (mut corpus, mut events) = (Corpus::default(), BTreeMap::new());
        add(&mut corpus, &mut events, "1_1ecb", XML, &BTreeSet::from([2]));
        assert_eq!(corpus.mentions.len(), 1);
    }
}
