//! Finding things of a record by id, and saying them in a person's words.
//!
//! For: every output. In: a [`Record`]. Out: references and short phrases.
//! Not here: layout.

use firsthand::annotate::{ChainRole, Modality, SourceKind};
use firsthand::record::*;
use firsthand::weigh::{Basis, Level, names_somebody, same_people};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// A record with its ids indexed.
#[derive(Debug)]
pub struct Lookup<'a> {
    /// The record.
    pub record: &'a Record,
    reports: FxHashMap<&'a str, &'a RecordReport>,
    claims: FxHashMap<&'a str, &'a RecordClaim>,
    origins: FxHashMap<&'a str, &'a RecordOrigin>,
    entities: FxHashMap<&'a str, &'a RecordEntity>,
    attributions: FxHashMap<&'a str, &'a RecordAttribution>,
    slices: FxHashMap<&'a str, Slices<'a>>,
}

/// Roles that answer "who did it", best first (codebook, section 2).
const WHO_DID: [&str; 5] = ["recruiter", "actor", "authority", "force", "speaker"];
/// Roles that answer "whom", best first.
const WHOM: [&str; 6] = ["person", "member", "victim", "target_group", "force", "artefact"];
/// Roles whose filler is somebody or something else than who did it.
const NOT_WHO_DID: [&str; 6] = ["place", "destination", "victim", "target_group", "target", "person"];
/// Roles that answer "where", best first.
const WHERE: [&str; 4] = ["place", "destination", "base", "origin_place"];

impl<'a> Lookup<'a> {
    /// Indexes the record.
    pub fn new(record: &'a Record) -> Self {
        Lookup {
            record,
            reports: record.reports.iter().map(|item| (item.id.as_str(), item)).collect(),
            claims: record.claims.iter().map(|item| (item.id.as_str(), item)).collect(),
            origins: record.origins.iter().map(|item| (item.id.as_str(), item)).collect(),
            entities: record.entities.iter().map(|item| (item.id.as_str(), item)).collect(),
            attributions: record.attributions.iter().map(|item| (item.id.as_str(), item)).collect(),
            slices: record.reports.iter().map(|item| (item.id.as_str(), Slices::new(item))).collect(),
        }
    }

    /// The report with this id.
    pub fn report(&self, id: &str) -> Option<&'a RecordReport> {
        self.reports.get(id).copied()
    }

    /// The words at a span of a report, with what is withheld replaced.
    pub fn words(&self, report: &str, span: Points) -> &'a str {
        self.slices.get(report).map_or("", |slices| slices.of(span))
    }

    /// The claim with this id.
    pub fn claim(&self, id: &str) -> Option<&'a RecordClaim> {
        self.claims.get(id).copied()
    }

    /// The origin with this id.
    pub fn origin(&self, id: &str) -> Option<&'a RecordOrigin> {
        self.origins.get(id).copied()
    }

    /// The entity with this id.
    pub fn entity(&self, id: &str) -> Option<&'a RecordEntity> {
        self.entities.get(id).copied()
    }

    /// The attribution with this id.
    pub fn attribution(&self, id: &str) -> Option<&'a RecordAttribution> {
        self.attributions.get(id).copied()
    }

    /// The claims of an event.
    pub fn claims_of(&self, event: &'a RecordEvent) -> impl Iterator<Item = &'a RecordClaim> + '_ {
        event.claims.iter().filter_map(|id| self.claim(id))
    }

    /// The outlet's name, or the file's where none is stated.
    pub fn outlet(&self, report: &str) -> String {
        match self.report(report) {
            Some(report) => match &report.outlet {
                Some(outlet) => outlet.clone(),
                None => report.path.rsplit('/').next().unwrap_or(&report.path).to_owned(),
            },
            None => report.to_owned(),
        }
    }

    /// What the claims of an event give for these roles, with how many give it, in the order of the claims.
    fn fillers(&self, event: &'a RecordEvent, roles: &[&str]) -> Fillers<'a> {
        let mut all = Fillers(Vec::new());
        let arguments = self.claims_of(event).flat_map(|claim| &claim.arguments);
        for argument in arguments.filter(|argument| roles.contains(&argument.role.as_str())) {
            let entity = argument.entity.as_deref().and_then(|id| self.entity(id));
            let name = entity.map_or(argument.text.as_str(), |entity| &entity.name);
            all.add(&argument.role, name.split_whitespace().collect::<Vec<_>>().join(" "));
        }
        all
    }

    /// Who did it or whom it befell: the name most claims give.
    pub fn who(&self, event: &'a RecordEvent) -> Option<String> {
        let given = self.fillers(event, &[&WHO_DID[..], &WHOM, &NOT_WHO_DID, &["number"]].concat());
        let others = |name: &str| -> usize {
            let all = NOT_WHO_DID.iter().flat_map(|role| given.of(role));
            all.filter(|(_, other)| other == name).map(|(count, _)| count).sum()
        };
        // "Arven counts its dead": a name that more claims give for the place is not who did it.
        let did = given.said_most(&WHO_DID).filter(|(count, name)| *count > others(name));
        // "250 instructors were sent": whom it befell is not who did it, however they are counted.
        let counted = |name: &str| given.of("number").iter().any(|(_, people)| same_people(name, people));
        let befell = || given.said_most(&WHOM);
        match did {
            Some((_, name)) if counted(name) => Some(befell().map_or(name, |(_, whom)| whom).clone()),
            Some((_, name)) => Some(name.clone()),
            None => befell().map(|(_, whom)| whom.clone()),
        }
    }

    /// Where.
    pub fn place(&self, event: &'a RecordEvent) -> Option<String> {
        match event.place.as_deref().and_then(|id| self.entity(id)) {
            Some(place) => Some(place.name.clone()),
            None => {
                let given = self.fillers(event, &WHERE);
                given.said_most(&WHERE).map(|(_, name)| name.clone()).filter(|name| !self.is_body(name))
            }
        }
    }

    /// Where that lies, as far as the gazetteer knows it.
    pub fn site(&self, event: &'a RecordEvent) -> Option<&'a RecordSite> {
        event.place.as_deref().and_then(|id| self.entity(id))?.site.as_ref()
    }

    /// Whether a name is that of a person or body: who joins it is not there.
    fn is_body(&self, name: &str) -> bool {
        use firsthand::annotate::EntityKind::{ArmedGroup, Organisation, Outlet, Person};
        let known = self.record.entities.iter().find(|entity| entity.name == name);
        known.is_some_and(|entity| matches!(entity.kind, ArmedGroup | Organisation | Outlet | Person))
    }

    /// When, as precisely as the texts say.
    pub fn when(&self, event: &RecordEvent) -> Option<String> {
        event.date.as_ref().map(when)
    }

    /// Whether a report only mentions that such a thing happened: nobody, no place and no day is named, and no origin is shown.
    pub fn is_mention(&self, event: &'a RecordEvent) -> bool {
        let bare = event.origins.high == 0 && event.reports <= 1 && event.denied_by.is_empty() && event.date.is_none();
        bare && self.place(event).is_none() && self.who(event).is_none()
    }

    /// The events of the record, in its order, and after them those that are only mentioned.
    pub fn events_and_mentions(&self) -> (Vec<&'a RecordEvent>, Vec<&'a RecordEvent>) {
        self.record.events.iter().partition(|event| !self.is_mention(event))
    }

    /// The chain of a claim in words: "Arven Post, citing Northern Press: a security source (not named)".
    pub fn chain_in_words(&self, claim: &RecordClaim) -> String {
        let outlet = self.outlet(&claim.report);
        let links: Vec<String> = claim
            .chain
            .iter()
            .filter(|link| link.role != ChainRole::Outlet && !link.name.is_empty())
            .map(|link| match link.kind {
                SourceKind::Anonymous => format!("{} (not named)", link.name),
                _ => link.name.clone(),
            })
            .collect();
        let origin = claim.origin.as_deref().and_then(|id| self.origin(id));
        let mut steps = vec![outlet.clone()];
        for link in &links {
            one_step(&mut steps, link);
        }
        let mut behind = "";
        match origin {
            Some(origin) if origin.basis == Basis::OwnReporting && origin.name == outlet => behind = " (own reporting)",
            Some(origin) => {
                one_step(&mut steps, &origin.name);
                if steps.len() == 1 {
                    behind = " (its own words)";
                }
            }
            None if links.is_empty() => behind = " (does not say who told it)",
            None => behind = " (no origin shown)",
        }
        steps.join(" ← ") + behind
    }
}

/// What the claims of an event give for some roles: the role, and each name with how many give it.
struct Fillers<'a>(Vec<(&'a str, Vec<(usize, String)>)>);

impl<'a> Fillers<'a> {
    fn add(&mut self, role: &'a str, name: String) {
        let place = self.0.iter().position(|(known, _)| *known == role).unwrap_or_else(|| {
            self.0.push((role, Vec::new()));
            self.0.len() - 1
        });
        let Some((_, counts)) = self.0.get_mut(place) else { return };
        match counts.iter_mut().find(|(_, seen)| *seen == name) {
            Some((count, _)) => *count += 1,
            None if !name.is_empty() && names_somebody(&name) => counts.push((1, name)),
            None => {}
        }
    }

    fn of(&self, role: &str) -> &[(usize, String)] {
        self.0.iter().find(|(known, _)| *known == role).map_or(&[], |(_, counts)| counts)
    }

    /// The name that most claims give for the first of the roles that has any.
    fn said_most(&self, roles: &[&str]) -> Option<&(usize, String)> {
        let more = |a: &&(usize, String), b: &&(usize, String)| a.0.cmp(&b.0).then_with(|| b.1.cmp(&a.1));
        roles.iter().find_map(|role| self.of(role).iter().max_by(more))
    }
}

/// Adds who told the one before; two names in a row of which one says all that the other says ("police" and "Police Directorate") are one, the
/// fuller.
fn one_step(steps: &mut Vec<String>, name: &str) {
    let words = |name: &str| -> Vec<String> {
        let plain = name.trim_end_matches(" (not named)").to_lowercase();
        plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
    };
    let within =
        |part: &[String], whole: &[String]| !part.is_empty() && whole.windows(part.len()).any(|run| run == part);
    let Some(last) = steps.last_mut() else { return steps.push(name.to_owned()) };
    let (before, after) = (words(last), words(name));
    if within(&after, &before) {
        return;
    }
    // The outlet stands first under its own name.
    if steps.len() > 1 && within(&before, &after) {
        steps.pop();
    }
    steps.push(name.to_owned());
}

/// The reports that stand beside the count because they say less: "5 more say that it is planned".
pub fn weaker_in_words(lookup: &Lookup<'_>, event: &RecordEvent) -> Vec<String> {
    let mut strongest: BTreeMap<&str, Modality> = BTreeMap::new();
    for claim in lookup.claims_of(event).filter(|claim| claim.modality != Modality::Denied) {
        let known = strongest.entry(&claim.report).or_insert(claim.modality);
        *known = (*known).max(claim.modality);
    }
    if !strongest.values().any(|modality| *modality == Modality::Asserted) || strongest.len() <= event.reports as usize
    {
        return Vec::new();
    }
    [
        (Modality::Planned, "it is planned"),
        (Modality::Alleged, "it is unconfirmed"),
        (Modality::Hypothetical, "it may be so"),
    ]
    .into_iter()
    .map(|(modality, words)| (strongest.values().filter(|known| **known == modality).count(), words))
    .filter(|(count, _)| *count > 0)
    .map(|(count, words)| format!("{count} more {} {words}", if count == 1 { "says" } else { "say" }))
    .collect()
}

/// Where a claim of an event stands: a statement that answers the event's claims denies them, however firmly it is made.
pub fn stands(event: &RecordEvent, claim: &RecordClaim) -> Modality {
    let denies = event.denied_by.iter().any(|denial| denial.claim == claim.id);
    if denies { Modality::Denied } else { claim.modality }
}

/// The notes on a claim that a reader needs; those for the machine (subtypes, what answers what) are in the record.
pub fn notes_in_words(claim: &RecordClaim) -> Vec<String> {
    let for_readers = claim.flags.iter().filter(|flag| !flag.contains(':') && flag.as_str() != "answers");
    for_readers.map(|flag| flag.replace('_', " ")).collect()
}

/// How the claim changed on the way, each change once, however many claims show it.
pub fn drift_in_words(event: &RecordEvent) -> Vec<&str> {
    let mut lines: Vec<&str> = Vec::new();
    for drift in &event.drift {
        if !lines.contains(&drift.because.as_str()) {
            lines.push(&drift.because);
        }
    }
    lines
}

/// "7 reports · 1 origin", "4 reports · 1-2 origins".
pub fn count_in_words(event: &RecordEvent) -> String {
    let reports = if event.reports == 1 { "1 report".to_owned() } else { format!("{} reports", event.reports) };
    let (low, high) = (event.origins.low, event.origins.high);
    let origins = match (low, high) {
        (1, 1) => "1 origin".to_owned(),
        // Who only plans or alleges it is shown, and counts nobody.
        (_, 0) if event.level != Level::Unsourced => "no origin says that it happened".to_owned(),
        (low, high) if low == high => format!("{low} origins"),
        (low, high) => format!("{low}-{high} origins"),
    };
    format!("{reports} · {origins}")
}

/// ISO days as precisely as they are known: "2024-05-03", "2024-05", "2024", "2024-05-03 to 2024-05-05".
pub fn when(days: &RecordDays) -> String {
    let known = match days.precision {
        firsthand::report::DatePrecision::Month => 7,
        firsthand::report::DatePrecision::Year => 4,
        _ => 10,
    };
    let from = days.from.get(..known).unwrap_or(&days.from);
    let to = days.to.get(..known).unwrap_or(&days.to);
    if from == to { from.to_owned() } else { format!("{from} to {to}") }
}

/// The level as a reader sees it.
pub fn level_in_words(level: Level) -> &'static str {
    match level {
        Level::Unsourced => "no origin shown",
        Level::Reported => "reported",
        Level::Corroborated => "corroborated",
        Level::Contested => "contested",
    }
}

/// The modality as a reader sees it.
pub fn modality_in_words(modality: Modality) -> &'static str {
    match modality {
        Modality::Asserted => "says it is or was so",
        Modality::Denied => "says it is not or was not so",
        Modality::Planned => "says it is planned",
        Modality::Alleged => "presents it as unconfirmed",
        Modality::Hypothetical => "says it may be so",
    }
}

/// The kind of source as a reader sees it.
pub fn kind_in_words(kind: SourceKind) -> &'static str {
    match kind {
        SourceKind::Official => "official",
        SourceKind::PartisanOrganisation => "organisation",
        SourceKind::Spokesperson => "spokesperson",
        SourceKind::Person => "person",
        SourceKind::Anonymous => "not named",
        SourceKind::Wire => "news agency",
        SourceKind::Outlet => "outlet",
        SourceKind::Document => "document",
        SourceKind::Artefact => "recording or picture",
        SourceKind::Unspecified => "nobody named",
    }
}

/// What an origin stands on, as a reader sees it.
pub fn basis_in_words(basis: Basis) -> &'static str {
    match basis {
        Basis::Stated => "its own statement",
        Basis::OwnReporting => "its own reporting",
        Basis::Artefact => "a recording or document that it supplied",
        Basis::Anonymous => "a source that is not named",
        Basis::SecondHand => "a report that is not in this collection",
    }
}
