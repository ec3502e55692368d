//! Builds the smallest reports, annotations and links that show a rule.

use crate::annotate::*;
use crate::link::*;
use crate::report::{DatePrecision, Part, PartKind, Published, Report, Stated};
use crate::text::Span;
use crate::weigh::{Detail, Judgements, Weighed, WeighedEvent, weigh};

/// A case under construction. Entities are linked by their name, claims by the event number given.
#[derive(Default)]
pub(super) struct Case {
    pub reports: Vec<Report>,
    pub annotated: Vec<Annotated>,
    pub links: Links,
    pub judgements: Judgements,
    /// What becomes the entities of `links`.
    pub entities: Vec<NewEntity>,
}

/// Who stands in a chain after the outlet.
pub(super) type Who = (&'static str, SourceKind);

impl Case {
    /// A report of an outlet; `day` is "2023-05-03" or "" for an undated one.
    pub fn report(&mut self, outlet: &str, day: &str) -> u32 {
        let published = day
            .parse()
            .ok()
            .map(|day| Stated { value: Published { day, precision: DatePrecision::Day }, evidence: "test".to_owned() });
        let outlet = Some(Stated { value: outlet.to_owned(), evidence: "test".to_owned() });
        self.reports.push(Report {
            outlet,
            published,
            path: format!("{}.txt", self.reports.len()),
            ..Report::default()
        });
        self.annotated.push(Annotated::default());
        self.reports.len() as u32 - 1
    }

    /// Appends a sentence to the report's body.
    pub fn sentence(&mut self, report: u32, words: &str) -> Span {
        let of = &mut self.reports[report as usize];
        let start = of.text.len();
        of.text.push_str(words);
        let span = Span::new(start, of.text.len());
        of.text.push_str("\n\n");
        of.parts.push(Part { kind: PartKind::Body, span, because: String::new() });
        let part = of.parts.len() as u32 - 1;
        self.annotated[report as usize].sentences.push(Sentence { span, part });
        span
    }

    /// The in-report entity of this name, linked over all reports by name.
    pub fn entity(&mut self, report: u32, name: &str, kind: EntityKind) -> u32 {
        let known = self.annotated[report as usize].entities.iter().position(|e| e.name == name);
        if let Some(item) = known {
            return item as u32;
        }
        let entities = &mut self.annotated[report as usize].entities;
        entities.push(Entity::named(kind, name));
        let at = At { report, item: entities.len() as u32 - 1 };
        match self.entities.iter_mut().find(|e| e.name == name) {
            Some(linked) => linked.members.push(at),
            None => self.entities.push(NewEntity {
                called: (*Entity::named(kind, name).called).clone(),
                party: None,
                members: vec![at],
                speaks_for: None,
                because: Vec::new(),
            }),
        }
        at.item
    }

    /// A report calls somebody so.
    pub fn role(&mut self, report: u32, name: &str, role: &str) {
        let entities = &mut self.annotated[report as usize].entities;
        let entity = entities.iter_mut().find(|e| e.name == name).unwrap();
        entity.called.role = Some(role.to_owned());
    }

    fn linked(&mut self, name: &str) -> &mut NewEntity {
        self.entities.iter_mut().find(|e| e.name == name).unwrap()
    }

    /// Both names belong to one state.
    pub fn of_state(&mut self, name: &str, state: &str) {
        self.linked(name).party = Some(state.to_owned());
    }

    pub fn speaks_for(&mut self, person: &str, organisation: &str) {
        let boss = self.entities.iter().position(|e| e.name == organisation).unwrap() as u32;
        self.linked(person).speaks_for = Some(boss);
    }

    /// A claim in a sentence of its own, after the chain of `who` (outlet first is implied).
    pub fn claim(&mut self, report: u32, event: usize, words: &str, modality: Modality, who: &[Who]) -> At {
        let span = self.sentence(report, words);
        let mut chain = vec![ChainLink {
            name: self.reports[report as usize].outlet_name().to_owned(),
            entity: None,
            kind: SourceKind::Outlet,
            role: ChainRole::Outlet,
            span: None,
            attribution: None,
        }];
        for (n, (name, kind)) in who.iter().enumerate() {
            let named = !matches!(kind, SourceKind::Anonymous | SourceKind::Unspecified);
            let entity_kind = match kind {
                SourceKind::Outlet | SourceKind::Wire => EntityKind::Outlet,
                SourceKind::Person | SourceKind::Spokesperson => EntityKind::Person,
                SourceKind::Artefact => EntityKind::Artefact,
                SourceKind::Document => EntityKind::Document,
                _ => EntityKind::Organisation,
            };
            let entity = named.then(|| self.entity(report, name, entity_kind));
            let role = if n + 1 == who.len() { ChainRole::Source } else { ChainRole::Relay };
            chain.push(ChainLink {
                name: (*name).to_owned(),
                entity,
                kind: *kind,
                role,
                span: None,
                attribution: None,
            });
        }
        let claims = &mut self.annotated[report as usize].claims;
        claims.push(Claim {
            kind: "RECRUIT.DRIVE".to_owned(),
            also: Vec::new(),
            span,
            trigger: span,
            arguments: Vec::new(),
            modality,
            tense: Tense::Past,
            stance: Stance::Neutral,
            attribution: None,
            chain,
            in_headline: false,
            flags: Vec::new(),
        });
        let at = At { report, item: claims.len() as u32 - 1 };
        while self.links.events.len() <= event {
            self.links.events.push(LinkedEvent { claims: Vec::new(), perhaps: Vec::new(), because: Vec::new() });
        }
        self.links.events[event].claims.push(at);
        at
    }

    /// An asserted claim of event 0.
    pub fn says(&mut self, report: u32, who: &[Who]) -> At {
        self.claim(report, 0, "Men are called up in Arven.", Modality::Asserted, who)
    }

    pub fn claim_mut(&mut self, at: At) -> &mut Claim {
        &mut self.annotated[at.report as usize].claims[at.item as usize]
    }

    /// Shows own work of the outlet in the words of the claim.
    pub fn own_work(&mut self, at: At) {
        let span = self.claim_mut(at).span;
        let attributions = &mut self.annotated[at.report as usize].attributions;
        attributions.push(Attribution {
            source: Few::default(),
            cue: Few::default(),
            content: [span].into(),
            quote: Quoting::Indirect,
            source_entity: None,
            source_kind: SourceKind::Outlet,
            source_name: String::new(),
            within: None,
            role: ChainRole::Source,
            hearsay: false,
            whole_report: false,
            own_reporting: Some(span),
            rule: "test",
        });
        let item = attributions.len() as u32 - 1;
        self.claim_mut(at).attribution = Some(item);
    }

    /// "n unit" as the claim's number.
    pub fn number(&mut self, at: At, n: f64, unit: &str) {
        let span = self.claim_mut(at).span;
        let quantities = &mut self.annotated[at.report as usize].quantities;
        quantities.push(Quantity { span, lo: Some(n), hi: Some(n), kind: QuantityKind::Exact, unit: unit.to_owned() });
        let quantity = Some(quantities.len() as u32 - 1);
        self.argument(at, "number", &n.to_string());
        self.claim_mut(at).arguments.last_mut().unwrap().quantity = quantity;
    }

    pub fn argument(&mut self, at: At, role: &str, text: &str) {
        self.claim_mut(at).arguments.push(Argument::new(role, None, text, None));
    }

    /// The sentence of `copy` was taken over from the sentence of `original`.
    pub fn copied(&mut self, copy: At, original: At) {
        let (copy_span, original_span) = (self.claim_mut(copy).span, self.claim_mut(original).span);
        self.links.passages.push(PassageLink {
            copy: copy.report,
            original: original.report,
            copy_spans: [copy_span].into(),
            original_spans: [original_span].into(),
            containment: 0.9,
            directed: false,
            ..PassageLink::default()
        });
    }

    pub fn same_quotation(&mut self, a: At, b: At) {
        let (a, b) = ((a.report, self.claim_mut(a).span), (b.report, self.claim_mut(b).span));
        self.links.quotations.push(QuotationLink { a, b, score: 1.0, ..QuotationLink::default() });
    }

    pub fn weigh(&self) -> Weighed {
        let links = Links { entities: self.entities.iter().cloned().collect(), ..self.links.clone() };
        weigh(&self.reports, &self.annotated, &links, &self.judgements, Detail::Full)
    }

    /// Event number `event` as given to [`Case::claim`].
    pub fn event(&self, event: usize) -> WeighedEvent {
        let first = self.links.events[event].claims[0];
        self.weigh().events.into_iter().find(|e| e.claims.contains(&first)).unwrap()
    }

    /// Fewest and most independent origins of event 0.
    pub fn range(&self) -> (u32, u32) {
        let event = self.event(0);
        (event.low, event.high)
    }

    /// The names of all origins.
    pub fn origins(&self) -> Vec<String> {
        self.weigh().origins.into_iter().map(|o| o.name).collect()
    }
}
