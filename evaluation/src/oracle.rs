//! The reading that a person coded in place of the program's: what would be right if every claim were found?
//!
//! For: telling faults of reading from those of linking and weighing. In: a settled gold set, its reports and what annotate knows
//! of them. Out: the same annotations with the coded claims (type, clause, arguments, modality, chain) instead of those read. What
//! the gold does not code is taken from the claim read at the same place, if there is one: arguments of the short form, tense,
//! relays. Names, times and quantities stay those that annotate found. Not here: any measure.

mod values;

use crate::claims::gold::{Claim as Coded, Document, Event, Gold, Piece, Source};
use firsthand::annotate::{
    Annotated, Argument, Attribution, ChainLink, ChainRole, Claim, EntityKind, Few, MentionForm, Modality, Quoting,
    SourceKind, Stance, Tense, names::entity_at,
};
use firsthand::link::{At, LinkedEvent, Links};
use firsthand::report::{PartKind, Report};
use firsthand::text::{CodePoints, Span};
use std::collections::{BTreeMap, BTreeSet};
use values::{days, parsed};

/// A part of the coded reading that takes the place of what was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Part {
    /// Coded claims that were not read are added, with all that is coded of them.
    Missed,
    /// Claims that nobody coded are left out.
    Extra,
    /// The type.
    Type,
    /// Who, whom, where, when, how many.
    Arguments,
    /// Who says so, and who told them.
    Chain,
    /// How firmly it is said.
    Modality,
}

impl Part {
    pub const ALL: [Part; 6] = [Part::Missed, Part::Extra, Part::Type, Part::Arguments, Part::Chain, Part::Modality];
}

/// Annotations with coded claims.
#[derive(Debug, Default)]
pub struct Oracle {
    pub annotated: Vec<Annotated>,
    /// Where each coded claim lies.
    pub at: BTreeMap<String, At>,
}

/// Puts the coded claims in place of those read, or only the `parts` of them. `report_of` gives a document's report by its id.
pub fn coded(
    gold: &Gold,
    reports: &[Report],
    read: &[Annotated],
    parts: &[Part],
    report_of: &dyn Fn(&str) -> Option<usize>,
    keep: &dyn Fn(&Coded) -> bool,
) -> Oracle {
    let mut out = Oracle { annotated: read.to_vec(), at: BTreeMap::new() };
    let read_name =
        |document: &Document| reports.get(report_of(&document.doc_id)?)?.outlet.as_ref().map(|o| o.value.clone());
    let named = |document: &Document| Some((folded(document.outlet.as_str()?), read_name(document)?));
    let outlets: BTreeMap<String, String> = gold.documents.iter().filter_map(named).collect();
    out.annotated.iter_mut().for_each(|known| known.claims.clear());
    for document in &gold.documents {
        let Some(number) = report_of(&document.doc_id) else { continue };
        let (Some(report), Some(read), Some(known)) =
            (reports.get(number), read.get(number), out.annotated.get_mut(number))
        else {
            continue;
        };
        let mut desk = Desk {
            document,
            report,
            points: CodePoints::new(&report.text),
            read: &read.claims,
            known,
            outlets: &outlets,
        };
        let mut used = BTreeSet::new();
        for claim in document.claims.iter().filter(|claim| claim.quote.end > claim.quote.start && keep(claim)) {
            let at = At { report: number as u32, item: desk.known.claims.len() as u32 };
            let voice = match is_own_voice(claim, document, gold) {
                true => cited_elsewhere(gold, document, claim).map_or(Voice::Own, Voice::Body),
                false => Voice::Other,
            };
            let (said, times) = (desk.known.attributions.len(), desk.known.times.clone());
            let whole = desk.claim(claim, &voice);
            let twin = desk.twin(claim, desk.place(&claim.quote)).filter(|&number| used.insert(number));
            let made = match twin.and_then(|number| read.claims.get(number)) {
                Some(twin) if parts.len() < Part::ALL.len() => {
                    if !parts.contains(&Part::Chain) {
                        desk.known.attributions.truncate(said);
                    }
                    if !parts.contains(&Part::Arguments) {
                        desk.known.times = times;
                    }
                    blended(whole, twin, parts)
                }
                None if !parts.contains(&Part::Missed) => continue,
                _ => whole,
            };
            desk.known.claims.push(made);
            out.at.insert(claim.id.clone(), at);
        }
        if !parts.contains(&Part::Extra) {
            let left = read.claims.iter().enumerate().filter(|(number, _)| !used.contains(number));
            desk.known.claims.extend(left.map(|(_, claim)| claim.clone()));
        }
    }
    out
}

/// A claim as read, with the coded `parts`.
fn blended(coded: Claim, read: &Claim, parts: &[Part]) -> Claim {
    let mut made = read.clone();
    for part in parts {
        match part {
            Part::Missed | Part::Extra => {}
            Part::Type => (made.kind, made.also) = (coded.kind.clone(), coded.also.clone()),
            Part::Arguments => made.arguments.clone_from(&coded.arguments),
            Part::Chain => (made.chain, made.attribution) = (coded.chain.clone(), coded.attribution),
            Part::Modality => (made.modality, made.tense, made.stance) = (coded.modality, coded.tense, coded.stance),
        }
    }
    made
}

/// Puts the coded claims into the events that the gold puts them into; what belongs to none is one by itself.
pub fn join(gold: &Gold, oracle: &Oracle, links: &mut Links) {
    let mut left: BTreeSet<At> = oracle.at.values().copied().collect();
    let mut events = Vec::new();
    for event in &gold.events {
        let mut claims: Vec<At> = event.claims.iter().filter_map(|id| oracle.at.get(id).copied()).collect();
        claims.retain(|at| left.remove(at));
        claims.sort_unstable();
        if !claims.is_empty() {
            events.push(LinkedEvent { claims, perhaps: Vec::new(), because: Vec::new() });
        }
    }
    events.extend(left.into_iter().map(|at| LinkedEvent {
        claims: vec![at],
        perhaps: Vec::new(),
        because: Vec::new(),
    }));
    events.sort_unstable_by(|a, b| a.claims.cmp(&b.claims));
    links.events = events;
}

/// In whose voice a coded claim stands.
enum Voice {
    /// That of somebody whom the report cites, or nobody's.
    Other,
    /// The outlet's, which did the work itself.
    Own,
    /// That of the body whose document the report is, as it is coded in a report that cites it.
    Body(SourceKind),
}

/// Whether the gold has the outlet itself as the origin.
fn is_own_voice(claim: &Coded, document: &Document, gold: &Gold) -> bool {
    let said = &claim.attribution;
    let itself = said.chain.is_empty() && document.outlet.as_str() == Some(said.source_name.as_str());
    let short = said.source == "OUT" || said.source.ends_with(".OUT") || itself;
    let of_event =
        |event: &Event| Some(&event.id) == claim.event.as_ref() && event.own_work_of(document, &gold.documents);
    match said.chain.as_slice() {
        [] => short && said.basis != "passed on" && gold.events.iter().any(of_event),
        [outlet] => *outlet == said.origin || said.basis.contains("(own "),
        _ => said.basis.contains("(own "),
    }
}

/// The kind of source as which another report of the set cites the body behind a document.
fn cited_elsewhere(gold: &Gold, document: &Document, claim: &Coded) -> Option<SourceKind> {
    let name = claim.attribution.chain.first()?;
    let others = gold.documents.iter().filter(|other| other.doc_id != document.doc_id);
    let found = others.flat_map(|other| &other.sources).find(|source| source.name == *name)?;
    Some(kind(&found.kind)).filter(|kind| !matches!(kind, SourceKind::Outlet | SourceKind::Wire))
}

/// One report on which coded claims are laid.
struct Desk<'a> {
    document: &'a Document,
    report: &'a Report,
    points: CodePoints<'a>,
    /// The claims that the program read.
    read: &'a [Claim],
    known: &'a mut Annotated,
    /// What the program calls the outlets that are coded by their full names: "NPA" for the Northern Press Agency.
    outlets: &'a BTreeMap<String, String>,
}

impl Desk<'_> {
    fn place(&self, piece: &Piece) -> Span {
        self.points.span([piece.start, piece.end])
    }

    fn claim(&mut self, coded: &Coded, voice: &Voice) -> Claim {
        let span = self.place(&coded.quote);
        let twin = self.twin(coded, span).and_then(|number| self.read.get(number)).cloned();
        let start = Span::new(span.start as usize, span.start as usize);
        let arguments = match &twin {
            _ if !coded.args.is_empty() => self.arguments(coded),
            Some(twin) => twin.arguments.clone(),
            None => self.inside(span),
        };
        let modality = parsed(&coded.modality).unwrap_or(Modality::Asserted);
        let later = matches!(modality, Modality::Planned | Modality::Hypothetical);
        let by_modality = if later { Tense::Future } else { Tense::Past };
        let (chain, attribution) = self.chain(coded, span, voice, twin.as_ref());
        Claim {
            kind: coded.event_type.clone(),
            also: coded.also.clone(),
            span,
            trigger: match (&coded.trigger, &twin) {
                (Some(trigger), _) => self.place(trigger),
                (None, Some(twin)) => twin.trigger,
                (None, None) => start,
            },
            arguments,
            modality,
            tense: parsed(&coded.tense).or(twin.as_ref().map(|twin| twin.tense)).unwrap_or(by_modality),
            stance: parsed(&coded.attribution.outlet_stance).unwrap_or(Stance::Neutral),
            attribution,
            chain,
            in_headline: self.report.parts_of(PartKind::Headline).any(|part| part.span.overlaps(span)),
            flags: twin.map(|twin| twin.flags).unwrap_or_default(),
        }
    }

    /// The number of the claim read at the place of a coded one: of its type, else of its family.
    fn twin(&self, coded: &Coded, span: Span) -> Option<usize> {
        let family = |kind: &str| kind.split('.').next().unwrap_or("").to_owned();
        let near = |claim: &&Claim| {
            let both = u64::from(span.end.min(claim.span.end).saturating_sub(span.start.max(claim.span.start)));
            let either = span.len() as u64 + claim.span.len() as u64 - both;
            span.contains(claim.trigger) || both * 10 >= either * 3
        };
        let alike = |claim: &&Claim| {
            let exact = claim.kind == coded.event_type || claim.also.contains(&coded.event_type);
            if exact { 2 } else { i32::from(family(&claim.kind) == family(&coded.event_type)) }
        };
        let found = self.read.iter().enumerate().filter(|(_, claim)| near(claim) && alike(claim) > 0);
        found.max_by_key(|(_, claim)| (alike(claim), std::cmp::Reverse(claim.trigger.start))).map(|(number, _)| number)
    }

    fn arguments(&mut self, coded: &Coded) -> Vec<Argument> {
        let mut arguments = Vec::new();
        for (role, piece) in coded.args.iter().flat_map(|(role, pieces)| pieces.iter().map(move |p| (role, p))) {
            let span = (!piece.implicit && piece.end > piece.start).then(|| self.place(piece));
            let entity = span.and_then(|span| entity_at(&self.known.entities, span));
            let mut argument = argument(role, span, &piece.text, piece.norm.clone(), entity);
            let overlaps = |other: Span| span.is_some_and(|span| span.overlaps(other));
            if matches!(role.as_str(), "number" | "amount" | "age") {
                argument.quantity = self.known.quantities.iter().position(|q| overlaps(q.span)).map(|n| n as u32);
            }
            if matches!(role.as_str(), "date" | "time") {
                argument.time = self.known.times.iter().position(|t| overlaps(t.span)).map(|n| n as u32);
                let time = argument.time.and_then(|n| self.known.times.get_mut(n as usize));
                if let (Some(time), Some(days)) = (time, piece.norm.as_deref().and_then(days)) {
                    time.days = Some(days);
                }
            }
            arguments.push(argument);
        }
        arguments
    }

    /// What stands inside a clause whose arguments nobody coded or read.
    fn inside(&self, span: Span) -> Vec<Argument> {
        let mut arguments = Vec::new();
        for (number, entity) in self.known.entities.iter().enumerate() {
            let Some(mention) = entity.mentions.iter().find(|mention| span.contains(mention.span)) else { continue };
            let role = match entity.kind {
                EntityKind::Place => "place",
                EntityKind::Artefact | EntityKind::Document => "artefact",
                _ => "actor",
            };
            let words = mention.span.of(&self.report.text);
            arguments.push(argument(role, Some(mention.span), words, None, Some(number as u32)));
        }
        if let Some((number, time)) = self.known.times.iter().enumerate().find(|(_, time)| span.contains(time.span)) {
            let mut date = argument("date", Some(time.span), time.span.of(&self.report.text), None, None);
            date.time = Some(number as u32);
            arguments.push(date);
        }
        arguments
    }

    /// The chain from the outlet to the first sayer, and the attribution that carries the claim.
    fn chain(
        &mut self,
        coded: &Coded,
        span: Span,
        voice: &Voice,
        twin: Option<&Claim>,
    ) -> (Vec<ChainLink>, Option<u32>) {
        let outlet = ChainLink {
            name: self.report.outlet_name().to_owned(),
            entity: None,
            kind: SourceKind::Outlet,
            role: ChainRole::Outlet,
            span: None,
            attribution: None,
        };
        match voice {
            Voice::Own => {
                let made = attributed(&[span], None, Some(span));
                return (vec![outlet], self.add(made));
            }
            Voice::Body(kind) => {
                let body = self.link(coded.attribution.chain.first().map_or("", String::as_str));
                return (vec![outlet, ChainLink { kind: *kind, role: ChainRole::Source, ..body }], None);
            }
            Voice::Other => {}
        }
        let source = self.document.sources.iter().find(|source| source.id == coded.attribution.source);
        let said = source.filter(|source| !is_outlet_voice(source));
        let names: Vec<&str> = match coded.attribution.chain.get(1..) {
            Some(rest) => rest.iter().map(String::as_str).collect(),
            None => said.map(|source| source.name.as_str()).into_iter().collect(),
        };
        if names.is_empty() {
            return (vec![outlet], None);
        }
        let mut chain = vec![outlet];
        chain.extend(names.iter().map(|name| self.link(name)));
        let last = chain.last_mut().map(|last| {
            last.role = ChainRole::Source;
            last.entity
        });
        let short = coded.attribution.chain.is_empty();
        // The short form codes the nearest sayer; the chain read goes on from there.
        if short && let Some(twin) = twin.filter(|twin| self.passes(twin, names.first().copied().unwrap_or(""))) {
            return (twin.chain.clone(), twin.attribution);
        }
        let attribution = self.attribution(coded, span, last.flatten());
        if let Some(last) = chain.last_mut() {
            last.attribution = attribution;
            let source = attribution.and_then(|n| self.known.attributions.get(n as usize)?.source.first().copied());
            last.span = source.or(last.span);
        }
        (chain, attribution)
    }

    /// Whether the chain that was read holds the sayer coded, by name or by the words that name it.
    fn passes(&self, twin: &Claim, wanted: &str) -> bool {
        let wanted = folded(wanted);
        let words = |link: &ChainLink| link.span.map(|span| folded(span.of(&self.report.text)));
        let same = |link: &ChainLink| {
            let (name, words) = (folded(&link.name), words(link).unwrap_or_default());
            [&name, &words].into_iter().any(|has| !has.is_empty() && (has.contains(&wanted) || wanted.contains(has)))
        };
        twin.chain.iter().skip(1).any(same)
    }

    /// The attribution read at a coded cue or around the clause with the same sayer; else one is made of what is coded.
    fn attribution(&mut self, coded: &Coded, span: Span, entity: Option<u32>) -> Option<u32> {
        let cue = coded.attribution.cue.as_ref().filter(|cue| cue.end > cue.start).map(|cue| self.place(cue));
        let known = &self.known.attributions;
        let overlaps = |list: &[Span], with: Span| list.iter().any(|piece| piece.overlaps(with));
        let by_cue = |a: &Attribution| cue.is_some_and(|cue| overlaps(&a.cue, cue)) && overlaps(&a.content, span);
        let by_sayer = |a: &Attribution| entity.is_some() && a.source_entity == entity && overlaps(&a.content, span);
        let found = known.iter().position(by_cue).or_else(|| known.iter().position(by_sayer));
        found.map(|n| n as u32).or_else(|| self.add(attributed(&[span], Some(cue?), None)))
    }

    fn add(&mut self, made: Attribution) -> Option<u32> {
        self.known.attributions.push(made);
        Some(self.known.attributions.len() as u32 - 1)
    }

    /// A step of a chain by its coded name.
    fn link(&self, name: &str) -> ChainLink {
        let mut source = self.document.sources.iter().find(|source| source.name == name);
        if let Some(whole) = source.and_then(|s| s.same_as.as_ref()) {
            source = self.document.sources.iter().find(|other| other.id == *whole).or(source);
        }
        let mention = source.and_then(|s| s.mention.as_ref()).filter(|m| m.end > m.start).map(|m| self.place(m));
        let words = mention.map_or(name, |span| span.of(&self.report.text));
        // What the coder knew the sayer by, before what the program takes "the group" for.
        let coded = name.split([',', '(']).next().unwrap_or(name);
        let mentioned =
            || mention.filter(|&span| self.is_name(span)).and_then(|at| entity_at(&self.known.entities, at));
        let outlet = self.outlets.get(&folded(name)).filter(|_| mention.is_none()).map(String::as_str);
        let named = self.named(coded).or_else(|| self.named(words)).or_else(|| self.named(outlet?));
        let outlet = outlet.filter(|_| named.is_none());
        let entity = named.or_else(mentioned);
        let known = entity.and_then(|n| self.known.entities.get(n as usize));
        let has_name = known.is_some_and(|e| e.mentions.iter().any(|m| m.form == MentionForm::Name));
        let read = self
            .known
            .attributions
            .iter()
            .find(|a| entity.is_some() && a.source_entity == entity || folded(&a.source_name) == folded(name));
        let kind = match source.map_or("", |source| source.kind.as_str()) {
            "" if outlet.is_some() => SourceKind::Outlet,
            "" => read.map_or_else(|| by_entity(known.map(|e| e.kind), name), |a| a.source_kind),
            coded => kind(coded),
        };
        ChainLink {
            name: known.filter(|_| has_name).map_or_else(|| outlet.unwrap_or(words).to_owned(), |e| e.name.clone()),
            entity,
            kind,
            role: ChainRole::Relay,
            span: mention.or_else(|| read.and_then(|a| a.source.first().copied())),
            attribution: None,
        }
    }

    /// Whether a proper name stands at a place.
    fn is_name(&self, span: Span) -> bool {
        let names = self.known.entities.iter().flat_map(|e| &e.mentions).filter(|m| m.form == MentionForm::Name);
        names.into_iter().any(|m| m.span.overlaps(span))
    }

    /// The entity of the report that goes by a name, or whose name ends in it.
    fn named(&self, name: &str) -> Option<u32> {
        let wanted = folded(name);
        let forms = |e: &firsthand::annotate::Entity| -> Vec<String> {
            let names = e.mentions.iter().filter(|m| m.form == MentionForm::Name);
            let mentioned = names.map(|m| m.span.of(&self.report.text));
            std::iter::once(e.name.as_str())
                .chain(e.aliases.iter().map(String::as_str))
                .chain(mentioned)
                .map(folded)
                .collect()
        };
        self.known.entities.iter().position(|e| forms(e).contains(&wanted)).map(|n| n as u32)
    }
}

fn is_outlet_voice(source: &Source) -> bool {
    source.id == "OUT" || source.id.ends_with(".OUT")
}

/// A name in small letters without its article.
pub fn folded(name: &str) -> String {
    let words: Vec<String> = name.split_whitespace().map(str::to_lowercase).collect();
    let rest = words.iter().skip_while(|word| matches!(word.as_str(), "the" | "a" | "an"));
    rest.cloned().collect::<Vec<_>>().join(" ")
}

/// A kind of source by its coded name.
fn kind(coded: &str) -> SourceKind {
    match coded {
        "official" => SourceKind::Official,
        "partisan_organisation" | "organisation" => SourceKind::PartisanOrganisation,
        "partisan_spokesperson" | "spokesperson" => SourceKind::Spokesperson,
        "person" => SourceKind::Person,
        "wire" => SourceKind::Wire,
        "outlet" | "outlet_other" => SourceKind::Outlet,
        "document" => SourceKind::Document,
        "artefact" => SourceKind::Artefact,
        coded if coded.starts_with("anonymous") => SourceKind::Anonymous,
        _ => SourceKind::Unspecified,
    }
}

fn by_entity(entity: Option<EntityKind>, name: &str) -> SourceKind {
    match entity {
        Some(EntityKind::Person) => SourceKind::Person,
        Some(EntityKind::Organisation | EntityKind::ArmedGroup) => SourceKind::PartisanOrganisation,
        Some(EntityKind::State | EntityKind::Place) => SourceKind::Official,
        Some(EntityKind::Outlet) => SourceKind::Outlet,
        Some(EntityKind::Document) => SourceKind::Document,
        Some(EntityKind::Artefact) => SourceKind::Artefact,
        Some(EntityKind::Group) => SourceKind::Anonymous,
        None if name.chars().next().is_some_and(char::is_uppercase) => SourceKind::Person,
        None => SourceKind::Anonymous,
    }
}

fn attributed(content: &[Span], cue: Option<Span>, own_reporting: Option<Span>) -> Attribution {
    Attribution {
        source: Few::default(),
        cue: cue.into_iter().collect(),
        content: content.iter().copied().collect(),
        quote: Quoting::Indirect,
        source_entity: None,
        source_kind: SourceKind::Unspecified,
        source_name: String::new(),
        within: None,
        role: ChainRole::Source,
        hearsay: false,
        whole_report: false,
        own_reporting,
        rule: "coded",
    }
}

fn argument(role: &str, span: Option<Span>, text: &str, normal: Option<String>, entity: Option<u32>) -> Argument {
    Argument { implicit: span.is_none(), entity, ..Argument::new(role, span, text, normal) }
}
