//! What firsthand finds, in the form of the gold set.
//!
//! In: the reports of the gold set's documents. Out: the full run, and the same as gold-form
//! documents with places in code points. Not here: any comparison.

use super::gold::{Attribution, Claim, Document, Event, Gold, Origins, Piece, Source};
use crate::files::Folders;
use firsthand::annotate::{self, Annotated, ChainRole, SourceKind};
use firsthand::codebook::Codebook;
use firsthand::report::Report;
use firsthand::run::{Run, run};
use firsthand::text::{CodePoints, Span};
use firsthand::weigh::Judgements;
use serde::Serialize;

/// A run over the documents of a gold set.
#[derive(Debug)]
pub struct Predicted {
    /// The run.
    pub run: Run,
    /// For each gold document, its report in the run; `None` where it could not be read.
    pub report_of: Vec<Option<usize>>,
    /// For each gold document, the claims in the gold's form.
    pub gold: Gold,
    /// Documents that could not be read, with the reason.
    pub unread: Vec<String>,
}

/// Reads and runs the documents of a gold set.
pub fn predict(gold: &Gold, folders: &Folders, codebook: &Codebook) -> Predicted {
    let mut reports: Vec<Report> = Vec::new();
    let mut unread = Vec::new();
    for document in &gold.documents {
        let path = folders.find(&document.file);
        let read = std::fs::read(&path).map_err(|cause| cause.to_string());
        match read
            .and_then(|bytes| firsthand::read::read_bytes(&document.file, &bytes).map_err(|cause| cause.to_string()))
        {
            Ok(report) => reports.push(report),
            Err(reason) => unread.push(format!("{}: {reason}", document.file)),
        }
    }
    let run = run(reports, codebook, crate::reader::chosen(), &Judgements::default(), &|_, _, _| {});
    let report_of: Vec<Option<usize>> =
        gold.documents.iter().map(|d| run.reports.iter().position(|r| r.path == d.file)).collect();
    let mut documents = Vec::new();
    for (document, report) in gold.documents.iter().zip(&report_of) {
        let mut out = Document { doc_id: document.doc_id.clone(), file: document.file.clone(), ..Document::default() };
        if let Some(report) = *report {
            fill(&mut out, &run, report);
        }
        documents.push(out);
    }
    let events = events(&run, &report_of, &documents);
    let gold = Gold { documents, events, ..Gold::default() };
    Predicted { run, report_of, gold, unread }
}

fn fill(out: &mut Document, run: &Run, number: usize) {
    let (report, annotated) = (&run.reports[number], &run.annotated[number]);
    let points = CodePoints::new(&report.text);
    out.sources.push(Source {
        id: format!("{}.OUT", out.doc_id),
        name: report.outlet_name().to_owned(),
        kind: "outlet".to_owned(),
        ..Source::default()
    });
    for (i, attribution) in annotated.attributions.iter().enumerate() {
        let mention = attribution.source.first().or(attribution.cue.first());
        out.sources.push(Source {
            id: format!("{}.A{i}", out.doc_id),
            name: attribution.source_name.clone(),
            kind: word(&attribution.source_kind),
            mention: mention.map(|span| piece(&points, &report.text, *span)),
            ..Source::default()
        });
    }
    for (i, claim) in annotated.claims.iter().enumerate() {
        let mut coded = to_gold(claim, annotated, &report.text, &points, &out.doc_id);
        coded.id = format!("{}.{}", out.doc_id, i + 1);
        // A speaker whom the claim itself names, without an attribution.
        if let Some(link) = claim.chain.last().filter(|l| l.role == ChainRole::Source && l.attribution.is_none()) {
            coded.attribution.source = format!("{}.C{i}", out.doc_id);
            out.sources.push(Source {
                id: coded.attribution.source.clone(),
                name: link.name.clone(),
                kind: word(&link.kind),
                mention: link.span.map(|span| piece(&points, &report.text, span)),
                ..Source::default()
            });
        }
        let origin = run.weighed.origin_of.get(number).and_then(|list| list.get(i)).copied().flatten();
        coded.attribution.origin = match origin.and_then(|o| run.weighed.origins.get(o as usize)) {
            Some(origin) => origin.name.clone(),
            None if claim.chain.len() > 1 => claim.chain.last().map(|l| l.name.clone()).unwrap_or_default(),
            None => String::new(),
        };
        out.claims.push(coded);
    }
}

fn to_gold(claim: &annotate::Claim, annotated: &Annotated, text: &str, points: &CodePoints<'_>, doc: &str) -> Claim {
    let mut coded = Claim {
        event_type: claim.kind.clone(),
        also: claim.also.clone(),
        scope: "core".to_owned(),
        quote: piece(points, text, claim.span),
        trigger: Some(piece(points, text, claim.trigger)),
        modality: word(&claim.modality),
        tense: word(&claim.tense),
        ..Claim::default()
    };
    for argument in &claim.arguments {
        let mut filled = argument.span.map_or_else(Piece::default, |span| piece(points, text, span));
        if argument.span.is_none() {
            filled.text = argument.text.clone();
        }
        filled.norm = argument.normal.clone();
        filled.implicit = argument.implicit;
        coded.args.entry(argument.role.clone()).or_default().push(filled);
    }
    coded.attribution = Attribution {
        source: match claim.attribution.filter(|_| !is_outlet_itself(claim)) {
            Some(a) => format!("{doc}.A{a}"),
            None => format!("{doc}.OUT"),
        },
        source_name: claim.chain.last().map(|l| l.name.clone()).unwrap_or_default(),
        cue: claim
            .attribution
            .and_then(|a| annotated.attributions.get(a as usize))
            .and_then(|a| a.cue.first())
            .map(|span| piece(points, text, *span)),
        chain: claim.chain.iter().map(|link| link.name.clone()).collect(),
        origin: String::new(),
        outlet_stance: word(&claim.stance),
        basis: String::new(),
    };
    coded
}

/// Whether the sayer is the outlet under its own name, as where it tells of its own work: that is its own voice.
fn is_outlet_itself(claim: &annotate::Claim) -> bool {
    let outlet = claim.chain.first().filter(|link| link.role == ChainRole::Outlet);
    let last = claim.chain.last().filter(|link| link.role != ChainRole::Outlet && link.kind == SourceKind::Outlet);
    outlet.zip(last).is_some_and(|(outlet, last)| outlet.name == last.name)
}

fn events(run: &Run, report_of: &[Option<usize>], documents: &[Document]) -> Vec<Event> {
    let mut events = Vec::new();
    for (i, event) in run.weighed.events.iter().enumerate() {
        let claims = event
            .claims
            .iter()
            .filter_map(|at| {
                let document = report_of.iter().position(|r| *r == Some(at.report as usize))?;
                documents[document].claims.get(at.item as usize).map(|c| c.id.clone())
            })
            .collect();
        events.push(Event::of(format!("E{}", i + 1), claims, Origins::Range { low: event.low, high: event.high }));
    }
    events
}

/// A place in code points with its words.
pub fn piece(points: &CodePoints<'_>, text: &str, span: Span) -> Piece {
    let [start, end] = points.of(span);
    Piece { text: span.of(text).to_owned(), start, end, norm: None, implicit: false }
}

/// The name under which a value is serialised.
fn word<T: Serialize>(value: &T) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}
