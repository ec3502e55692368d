//! Writing down what the stages found.
//!
//! In: reports, annotations, links, weighed events. Out: [`Record`]. Not here: conclusions.

use super::ids::Ids;
use super::located::Sites;
use super::mask::Masker;
use super::types::*;
use crate::annotate::{Annotated, Argument, Attribution, ChainLink, Claim, Days};
use crate::held::Given;
use crate::link::{At, Links};
use crate::report::{DatePrecision, Published, Report};
use crate::text::{CodePoints, Span};
use crate::weigh::{Detail, Node, Origin, Weighed, WeighedEvent};

/// How the record is written.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Leave contact details and names of minors readable. A deliberate act.
    pub unmask: bool,
}

/// Makes the record. The slices have the same length and order.
pub fn record(
    reports: &[Report],
    annotated: &[Annotated],
    links: &Links,
    weighed: &Weighed,
    options: Options,
) -> Record {
    let masker = if options.unmask { Masker::default() } else { Masker::new(Given::Lent(reports, annotated)) };
    let ids = Ids::new(Given::Lent(reports, annotated), links, weighed, Detail::Full);
    let sites = Some(Sites::new(reports, annotated));
    let record = Record { schema: SCHEMA.to_owned(), ..Record::default() };
    let mut writer = Writer { masker: &masker, ids, options, sites, record };
    let mut points: Vec<CodePoints<'_>> = Vec::with_capacity(reports.len());
    for (number, (report, notes)) in reports.iter().zip(annotated).enumerate() {
        let here = CodePoints::new(&report.text);
        writer.report(report, notes, &here);
        writer.items(number as u32, notes, &here, weighed);
        points.push(here);
    }
    writer.entities(links, annotated, &points);
    writer.events(links, weighed);
    writer.origins(weighed, links);
    writer.links(links, weighed, &points);
    writer.judgements(weighed);
    writer.record
}

/// Writes what was found in the record's words.
pub(super) struct Writer<'a> {
    pub masker: &'a Masker,
    pub ids: Ids<'a>,
    pub options: Options,
    /// Where places lie; the outline does not say.
    pub sites: Option<Sites<'a>>,
    pub record: Record,
}

impl Writer<'_> {
    pub(super) fn judgements(&mut self, weighed: &Weighed) {
        let written = weighed.judged.iter().map(|judged| {
            let mut judgement = judged.judgement.clone();
            judgement.why = self.masker.say(&judgement.why);
            RecordJudgement { judgement, standing: judged.standing }
        });
        self.record.judgements = written.collect();
    }

    fn report(&mut self, report: &Report, notes: &Annotated, points: &CodePoints<'_>) {
        let say = |text: &String| self.masker.say(text);
        let mut masks: Vec<(Span, &str)> = Vec::new();
        if !self.options.unmask {
            let mut sorted: Vec<_> = notes.masks.iter().map(|mask| (mask.span, mask.what)).collect();
            sorted.sort_unstable();
            for (span, what) in sorted {
                if masks.last().is_none_or(|(last, _)| last.end <= span.start) {
                    masks.push((span, what));
                }
            }
        }
        let mut evidence = Vec::new();
        for (what, stated) in [("outlet", &report.outlet), ("title", &report.title), ("byline", &report.byline)] {
            if let Some(stated) = stated {
                evidence.push(format!("{what} from {}", stated.evidence));
            }
        }
        if let Some(published) = &report.published {
            evidence.push(format!("published date from {}", published.evidence));
        }
        evidence.extend(report.notes.iter().cloned());
        self.record.reports.push(RecordReport {
            id: report.id.clone(),
            path: report.path.clone(),
            sha256: report.sha256.clone(),
            outlet: report.outlet.as_ref().map(|stated| stated.value.clone()),
            title: report.title.as_ref().map(|stated| say(&stated.value)),
            byline: report.byline.as_ref().map(|stated| stated.value.clone()),
            published: report.published.as_ref().map(|stated| published(stated.value)),
            language: report.language.clone(),
            url: report.url.clone(),
            text: masked_text(&report.text, &masks),
            parts: report
                .parts
                .iter()
                .map(|part| RecordPart { kind: part.kind, span: points.of(part.span), because: part.because.clone() })
                .collect(),
            masks: masks
                .iter()
                .map(|(span, what)| RecordMask { span: points.of(*span), what: (*what).to_owned() })
                .collect(),
            notes: evidence,
        });
    }

    fn items(&mut self, number: u32, notes: &Annotated, points: &CodePoints<'_>, weighed: &Weighed) {
        for (item, attribution) in notes.attributions.iter().enumerate() {
            let written = self.attribution(number, item as u32, attribution, points);
            self.record.attributions.push(written);
        }
        for (item, claim) in notes.claims.iter().enumerate() {
            let at = At { report: number, item: item as u32 };
            let written = self.claim(at, claim, points, weighed);
            self.record.claims.push(written);
        }
    }

    fn attribution(&self, report: u32, item: u32, from: &Attribution, points: &CodePoints<'_>) -> RecordAttribution {
        let all = |spans: &[Span]| spans.iter().map(|span| points.of(*span)).collect();
        RecordAttribution {
            id: self.ids.attribution(report, item),
            report: self.ids.report(report).to_owned(),
            source: all(&from.source),
            cue: all(&from.cue),
            content: all(&from.content),
            quote: from.quote,
            source_entity: from.source_entity.and_then(|entity| self.ids.entity_at(report, entity)),
            source_kind: from.source_kind,
            source_name: self.masker.say(&from.source_name),
            within: from.within.map(|outer| self.ids.attribution(report, outer)),
            whole_report: from.whole_report,
            own_reporting: from.own_reporting.map(|span| points.of(span)),
            rule: from.rule.to_owned(),
        }
    }

    pub fn claim(&self, at: At, from: &Claim, points: &CodePoints<'_>, weighed: &Weighed) -> RecordClaim {
        let origin = weighed
            .origin_of
            .get(at.report as usize)
            .and_then(|claims| claims.get(at.item as usize).copied().flatten());
        let mut flags = from.flags.clone();
        let added = weighed.flags.partition_point(|(place, _)| *place < at);
        flags.extend(
            weighed.flags[added..].iter().take_while(|(place, _)| *place == at).map(|(_, flag)| (*flag).to_owned()),
        );
        flags.sort();
        flags.dedup();
        RecordClaim {
            id: self.ids.claim(at),
            report: self.ids.report(at.report).to_owned(),
            kind: from.kind.clone(),
            also: from.also.clone(),
            span: points.of(from.span),
            trigger: points.of(from.trigger),
            arguments: from.arguments.iter().map(|argument| self.argument(at.report, argument, points)).collect(),
            modality: from.modality,
            tense: from.tense,
            stance: from.stance,
            attribution: from.attribution.map(|item| self.ids.attribution(at.report, item)),
            chain: from.chain.iter().map(|link| self.chain_link(at.report, link, points)).collect(),
            origin: origin.and_then(|origin| self.ids.origin(origin)),
            in_headline: from.in_headline,
            flags,
        }
    }

    fn argument(&self, report: u32, from: &Argument, points: &CodePoints<'_>) -> RecordArgument {
        RecordArgument {
            role: from.role.clone(),
            span: from.span.map(|span| points.of(span)),
            text: self.masker.say(&from.text),
            normal: from.normal.as_ref().map(|normal| self.masker.say(normal)),
            implicit: from.implicit,
            entity: from.entity.and_then(|entity| self.ids.entity_at(report, entity)),
            precision: self.sites.as_ref().and_then(|sites| sites.precision(report, from)).map(str::to_owned),
        }
    }

    fn chain_link(&self, report: u32, from: &ChainLink, points: &CodePoints<'_>) -> RecordChainLink {
        RecordChainLink {
            name: self.masker.say(&from.name),
            entity: from.entity.and_then(|entity| self.ids.entity_at(report, entity)),
            kind: from.kind,
            role: from.role,
            span: from.span.map(|span| points.of(span)),
        }
    }

    fn entities(&mut self, links: &Links, annotated: &[Annotated], points: &[CodePoints<'_>]) {
        for (number, entity) in links.entities.iter().enumerate() {
            let mut mentions = Vec::new();
            for at in entity.members {
                let found = annotated.get(at.report as usize).and_then(|notes| notes.entities.get(at.item as usize));
                for mention in found.iter().flat_map(|entity| &entity.mentions) {
                    let span = points.get(at.report as usize).map_or([0, 0], |points| points.of(mention.span));
                    mentions.push(Place { report: self.ids.report(at.report).to_owned(), span });
                }
            }
            self.record.entities.push(RecordEntity {
                id: self.ids.entity(number as u32).unwrap_or_default(),
                name: self.masker.say(entity.name),
                kind: entity.kind,
                aliases: entity.aliases.iter().map(|alias| self.masker.say(alias)).collect(),
                party: entity.party.map(str::to_owned),
                speaks_for: entity.speaks_for.and_then(|number| self.ids.entity(number)),
                mentions,
                because: self.masker.say_all(entity.because),
                site: self.sites.as_ref().and_then(|sites| sites.of(entity.members.iter().copied())),
            });
        }
    }

    fn events(&mut self, links: &Links, weighed: &Weighed) {
        let mut reasons: rustc_hash::FxHashMap<At, Vec<String>> = Default::default();
        for event in &links.events {
            for (claim, to, because) in &event.because {
                let line = format!("{} joined to {}: {because}", self.ids.claim(*claim), self.ids.claim(*to));
                reasons.entry(*claim).or_default().push(self.masker.say(&line));
            }
        }
        let mut apart: rustc_hash::FxHashMap<At, Vec<String>> = Default::default();
        for refusal in &links.refusals {
            let line = format!(
                "{} kept apart from {}: {}",
                self.ids.claim(refusal.a),
                self.ids.claim(refusal.b),
                refusal.because
            );
            apart.entry(refusal.a).or_default().push(self.masker.say(&line));
        }
        for (number, event) in weighed.events.iter().enumerate() {
            let gather = |from: &rustc_hash::FxHashMap<At, Vec<String>>| -> Vec<String> {
                event.claims.iter().filter_map(|at| from.get(at)).flatten().cloned().collect()
            };
            let written = self.event(number, event, gather(&reasons), gather(&apart));
            self.record.events.push(written);
        }
    }

    pub fn event(
        &self,
        number: usize,
        from: &WeighedEvent,
        because: Vec<String>,
        kept_apart: Vec<String>,
    ) -> RecordEvent {
        let claims = |list: &[At]| -> Vec<String> { list.iter().map(|at| self.ids.claim(*at)).collect() };
        RecordEvent {
            id: self.ids.event(number),
            kind: from.kind.clone(),
            summary: self.masker.say(&from.summary),
            date: from.days.map(days),
            place: from.place.and_then(|place| self.ids.entity(place)),
            claims: claims(&from.claims),
            reports: from.reports.len() as u32,
            origins: RecordCount {
                low: from.low,
                high: from.high,
                list: from
                    .origins
                    .iter()
                    .map(|counted| RecordCounted {
                        origin: self.ids.origin(counted.origin).unwrap_or_default(),
                        counts: counted.counts,
                        because: self.masker.say_all(&counted.because),
                    })
                    .collect(),
            },
            parties: from.parties,
            not_shown: from.not_shown.iter().map(|&report| self.ids.report(report).to_owned()).collect(),
            denied_by: from
                .denials
                .iter()
                .map(|denial| RecordDenial {
                    claim: self.ids.claim(denial.claim),
                    answers: claims(&denial.answers),
                    because: self.masker.say(&denial.because),
                })
                .collect(),
            contradictions: from
                .contradictions
                .iter()
                .map(|found| RecordContradiction {
                    claims: claims(&found.claims),
                    about: found.about.to_owned(),
                    values: self.masker.say_all(&found.values),
                    same_scope: found.same_scope,
                })
                .collect(),
            level: from.level,
            drift: from
                .drift
                .iter()
                .map(|drift| RecordDrift {
                    from: self.ids.claim(drift.from),
                    to: self.ids.claim(drift.to),
                    about: drift.about.to_owned(),
                    because: self.masker.say(&drift.because),
                })
                .collect(),
            because,
            kept_apart,
            steps: self.masker.say_all(&from.steps),
        }
    }

    fn origins(&mut self, weighed: &Weighed, _links: &Links) {
        for (number, origin) in weighed.origins.iter().enumerate() {
            let mut written = self.origin(number as u32, origin);
            written.reports = origin.reports.iter().map(|&report| self.ids.report(report).to_owned()).collect();
            self.record.origins.push(written);
        }
    }

    /// An origin without the reports that reach it.
    pub fn origin(&self, number: u32, from: &Origin) -> RecordOrigin {
        RecordOrigin {
            id: self.ids.origin(number).unwrap_or_default(),
            name: self.masker.say(&from.name),
            entity: from.entity.and_then(|entity| self.ids.entity(entity)),
            kind: from.kind,
            utterance: self.masker.say(&from.utterance),
            date: from.days.map(days),
            party: from.party.clone(),
            interest: from.interest.to_owned(),
            basis: from.basis,
            reports: Vec::new(),
        }
    }

    fn links(&mut self, links: &Links, weighed: &Weighed, points: &[CodePoints<'_>]) {
        let place = |report: u32, span: Span| Place {
            report: self.ids.report(report).to_owned(),
            span: points.get(report as usize).map_or([0, 0], |points| points.of(span)),
        };
        let mut out = Vec::new();
        for passage in &links.passages {
            let copied = passage.copy_spans.iter().zip(&passage.original_spans);
            out.push(RecordLink {
                kind: LinkKind::Copies,
                from: self.ids.report(passage.copy).to_owned(),
                to: self.ids.report(passage.original).to_owned(),
                score: passage.containment,
                because: self.masker.say(&passage.because(self.ids.given())),
                spans: copied.flat_map(|(a, b)| [place(passage.copy, *a), place(passage.original, *b)]).collect(),
            });
        }
        for quotation in &links.quotations {
            out.push(RecordLink {
                kind: if quotation.translated { LinkKind::Translates } else { LinkKind::Quotes },
                from: self.ids.report(quotation.a.0).to_owned(),
                to: self.ids.report(quotation.b.0).to_owned(),
                score: quotation.score,
                because: self.masker.say(&quotation.because()),
                spans: vec![place(quotation.a.0, quotation.a.1), place(quotation.b.0, quotation.b.1)],
            });
        }
        for edge in &weighed.edges {
            let (Some(from), Some(to)) = (self.node(edge.from), self.node(edge.to)) else { continue };
            out.push(RecordLink {
                kind: edge.kind.into(),
                from,
                to,
                score: 1.0,
                because: self.masker.say(&edge.because),
                spans: Vec::new(),
            });
        }
        out.sort_by(|a, b| {
            (a.kind, &a.from, &a.to, &a.because)
                .cmp(&(b.kind, &b.from, &b.to, &b.because))
                .then(b.score.total_cmp(&a.score))
        });
        out.dedup();
        self.record.links = out;
    }

    fn node(&self, node: Node) -> Option<String> {
        match node {
            Node::Report(report) => Some(self.ids.report(report).to_owned()),
            Node::Claim(at) => Some(self.ids.claim(at)),
            Node::Entity(entity) => self.ids.entity(entity),
            Node::Origin(origin) => self.ids.origin(origin),
        }
    }
}

fn masked_text(text: &str, masks: &[(Span, &str)]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for (span, what) in masks {
        out.push_str(text.get(done..span.start as usize).unwrap_or(""));
        out.push_str(&super::withheld(what));
        done = span.end as usize;
    }
    out.push_str(text.get(done..).unwrap_or(""));
    out
}

fn published(date: Published) -> String {
    match date.precision {
        DatePrecision::Day | DatePrecision::Week => date.day.to_string(),
        DatePrecision::Month => format!("{:04}-{:02}", date.day.year(), date.day.month()),
        DatePrecision::Year | DatePrecision::Decade => format!("{:04}", date.day.year()),
    }
}

fn days(days: Days) -> RecordDays {
    RecordDays { from: days.from.to_string(), to: days.to.to_string(), precision: days.precision }
}
