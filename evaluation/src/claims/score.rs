//! The figures of claims: found, arguments, source, origin, modality, stance.
//!
//! In: gold and predicted documents. Out: [`Figures`]. A predicted claim that matches a context
//! claim is neither right nor wrong. Not here: events, relations, traps (see `events`).

use super::gold::{Claim, Document, Gold, Piece, Source};
use super::matching::{Pair, iou, matching, overlap};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Counts of right answers out of all.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Share {
    /// Right.
    pub right: f64,
    /// All.
    pub all: f64,
}

impl Share {
    fn add(&mut self, right: bool) {
        self.right += f64::from(u8::from(right));
        self.all += 1.0;
    }

    /// right / all, 0 for none.
    pub fn value(self) -> f64 {
        if self.all == 0.0 { 0.0 } else { self.right / self.all }
    }
}

/// Precision and recall.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Found {
    /// Credits of pairs.
    pub credit: f64,
    /// Predicted that count.
    pub predicted: f64,
    /// Gold that count.
    pub gold: f64,
}

impl Found {
    /// Share of the predicted that are right.
    pub fn precision(self) -> f64 {
        if self.predicted == 0.0 { 0.0 } else { self.credit / self.predicted }
    }

    /// Share of the gold that is found.
    pub fn recall(self) -> f64 {
        if self.gold == 0.0 { 0.0 } else { self.credit / self.gold }
    }

    /// Harmonic mean of both.
    pub fn f1(self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        if p + r == 0.0 { 0.0 } else { 2.0 * p * r / (p + r) }
    }
}

/// All figures of claims.
#[derive(Debug, Default, Serialize)]
pub struct Figures {
    /// Claims of scope core, half credits counted.
    pub claims: Found,
    /// The same without half credits.
    pub claims_exact_type: Found,
    /// Arguments of matched claims.
    pub arguments: Found,
    /// The same by role.
    pub roles: BTreeMap<String, Found>,
    /// The nearest sayer.
    pub source: Share,
    /// The first sayer.
    pub origin: Share,
    /// The source's commitment.
    pub modality: Share,
    /// Gold modality, predicted modality, count.
    pub confusion: BTreeMap<String, BTreeMap<String, u32>>,
    /// The outlet's stance.
    pub stance: Share,
    /// When.
    pub tense: Share,
    /// (gold id, predicted id) of matched core claims.
    #[serde(skip)]
    pub pairs: Vec<(String, String)>,
    /// What went wrong, one line a case.
    #[serde(skip)]
    pub faults: Vec<String>,
}

/// Scores all documents.
pub fn score(gold: &Gold, predicted: &Gold) -> Figures {
    let mut figures = Figures::default();
    for (g, p) in gold.documents.iter().zip(&predicted.documents) {
        document(gold, g, p, &mut figures);
    }
    figures
}

fn document(all: &Gold, gold: &Document, predicted: &Document, figures: &mut Figures) {
    let pairs = matching(&predicted.claims, &gold.claims);
    let is_core = |pair: &&Pair| gold.claims[pair.gold].scope == "core";
    let context = pairs.iter().filter(|p| !is_core(p)).count();
    let core_gold = gold.claims.iter().filter(|c| c.scope == "core").count();
    for found in [&mut figures.claims, &mut figures.claims_exact_type] {
        found.predicted += (predicted.claims.len() - context) as f64;
        found.gold += core_gold as f64;
    }
    let mut missed: BTreeSet<usize> = (0..gold.claims.len()).filter(|&i| gold.claims[i].scope == "core").collect();
    let mut extra: BTreeSet<usize> = (0..predicted.claims.len()).collect();
    for pair in &pairs {
        extra.remove(&pair.predicted);
        missed.remove(&pair.gold);
    }
    for pair in pairs.iter().filter(is_core) {
        let (g, p) = (&gold.claims[pair.gold], &predicted.claims[pair.predicted]);
        figures.claims.credit += pair.credit;
        figures.claims_exact_type.credit += if pair.credit == 1.0 { 1.0 } else { 0.0 };
        figures.pairs.push((g.id.clone(), p.id.clone()));
        if pair.credit < 1.0 {
            figures.faults.push(format!("type      {} {} / {}: {}", g.id, g.event_type, p.event_type, short(&p.quote)));
        }
        arguments(g, p, figures);
        let source = same_source(gold, g, predicted, p);
        figures.source.add(source);
        if !source {
            figures.faults.push(format!(
                "source    {} {} / {} ({}): {}",
                g.id,
                g.attribution.source_name,
                p.attribution.source_name,
                p.attribution.source,
                short(&p.quote)
            ));
        }
        let origin = same_origin(all, gold, g, p);
        figures.origin.add(origin);
        if !origin {
            let (wanted, found) = (&g.attribution, &p.attribution);
            let chain = found.chain.join(" > ");
            figures.faults.push(format!(
                "origin    {} {} ({}) / {} ({chain}): {}",
                g.id,
                wanted.origin,
                wanted.basis,
                found.origin,
                short(&p.quote)
            ));
        }
        let wanted = g.also_modality.get(&p.event_type).unwrap_or(&g.modality);
        let modality = p.modality == *wanted || g.modality_alternatives.contains(&p.modality);
        figures.modality.add(modality);
        *figures.confusion.entry(wanted.clone()).or_default().entry(p.modality.clone()).or_default() += 1;
        if !modality {
            figures.faults.push(format!("modality  {} {} / {}: {}", g.id, wanted, p.modality, short(&p.quote)));
        }
        if !g.attribution.outlet_stance.is_empty() {
            let (wanted, found) = (&g.attribution.outlet_stance, &p.attribution.outlet_stance);
            figures.stance.add(wanted == found);
            if wanted != found {
                figures.faults.push(format!("stance    {} {wanted} / {found}: {}", g.id, short(&p.quote)));
            }
        }
        if !g.tense.is_empty() {
            figures.tense.add(g.tense == p.tense);
            if g.tense != p.tense {
                figures.faults.push(format!("tense     {} {} / {}: {}", g.id, g.tense, p.tense, short(&p.quote)));
            }
        }
    }
    for i in missed {
        let g = &gold.claims[i];
        figures.faults.push(format!("missed    {} {}: {}", g.id, g.event_type, short(&g.quote)));
    }
    for i in extra {
        let p = &predicted.claims[i];
        figures.faults.push(format!("extra     {} {}: {}", p.id, p.event_type, short(&p.quote)));
    }
}

fn short(piece: &Piece) -> String {
    let text = piece.text.replace('\n', " ");
    match text.char_indices().nth(90) {
        Some((cut, _)) => format!("{}…", text.get(..cut).unwrap_or("")),
        None => text,
    }
}

/// Counts role and place (share of the longer one at least one half) or normal form; implicit gold arguments are optional.
fn arguments(gold: &Claim, predicted: &Claim, figures: &mut Figures) {
    let mut left: Vec<(&String, &Piece)> =
        gold.args.iter().flat_map(|(role, pieces)| pieces.iter().map(move |piece| (role, piece))).collect();
    let mut seen = Vec::new();
    let roles = &mut figures.roles;
    for (role, piece) in predicted.args.iter().flat_map(|(r, ps)| ps.iter().map(move |p| (r, p))) {
        let at = left.iter().position(|(r, g)| {
            *r == role
                && (iou(g, piece) >= 0.5
                    || (g.norm.is_some() && g.norm.as_deref().map(fold) == piece.norm.as_deref().map(fold)))
        });
        match at {
            Some(at) => {
                figures.arguments.credit += 1.0;
                figures.arguments.predicted += 1.0;
                figures.arguments.gold += 1.0;
                let own = roles.entry(role.clone()).or_default();
                (own.credit, own.predicted, own.gold) = (own.credit + 1.0, own.predicted + 1.0, own.gold + 1.0);
                left.remove(at);
            }
            None => {
                if !piece.implicit {
                    figures.arguments.predicted += 1.0;
                    roles.entry(role.clone()).or_default().predicted += 1.0;
                }
                seen.push(format!("+{role}={}", short(piece)));
            }
        }
    }
    left.retain(|(_, piece)| !piece.implicit);
    figures.arguments.gold += left.len() as f64;
    for (role, _) in &left {
        roles.entry((*role).clone()).or_default().gold += 1.0;
    }
    seen.extend(left.iter().map(|(role, piece)| format!("-{role}={}", short(piece))));
    if !seen.is_empty() {
        let clause = short(&predicted.quote);
        figures.faults.push(format!("arguments {} {} {}: {clause}", gold.id, gold.event_type, seen.join(" ")));
    }
}

fn fold(text: &str) -> String {
    words(text).into_iter().collect::<Vec<_>>().join(" ")
}

const EMPTY_WORDS: [&str; 12] = ["the", "a", "an", "of", "and", "s", "in", "for", "to", "by", "unnamed", "on"];

fn words(text: &str) -> BTreeSet<String> {
    text.to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty() && !EMPTY_WORDS.contains(w))
        .map(|w| w.strip_suffix('s').filter(|stem| stem.len() > 3).unwrap_or(w).to_owned())
        .collect()
}

/// Whether two names share at least half of the words of the shorter one.
pub fn same_name(a: &str, b: &str) -> bool {
    let (a, b) = (words(a), words(b));
    let both = a.intersection(&b).count();
    both > 0 && both * 2 >= a.len().min(b.len())
}

fn same_source(gold: &Document, g: &Claim, predicted: &Document, p: &Claim) -> bool {
    let source_of = |id: &str| gold.sources.iter().find(|s| s.id == id);
    let own_voice = |s: Option<&Source>, id: &str| id.ends_with("OUT") || s.is_some_and(|s| s.kind == "outlet");
    let accepted: Vec<&str> =
        std::iter::once(g.attribution.source.as_str()).chain(g.acceptable_sources.iter().map(String::as_str)).collect();
    let mine = predicted.sources.iter().find(|s| s.id == p.attribution.source);
    // A body on its own page is its page's own voice, whichever of the two a coder writes down.
    let page = gold.outlet.as_str().unwrap_or_default();
    let body = page.split(',').next().unwrap_or_default();
    let is_page = |name: &str| !page.is_empty() && (fold(name) == fold(page) || fold(name) == fold(body));
    accepted.iter().any(|id| {
        let wanted = source_of(id);
        let own = p.attribution.source.ends_with("OUT") || mine.is_some_and(|s| is_page(&s.name));
        if own_voice(wanted, id) {
            return own;
        }
        let (Some(wanted), Some(mine)) = (wanted, mine) else { return false };
        if p.attribution.source.ends_with("OUT") {
            return is_page(&wanted.name);
        }
        let twins: Vec<&Source> = gold
            .sources
            .iter()
            .filter(|s| {
                s.id == wanted.id || s.same_as.as_ref() == Some(&wanted.id) || wanted.same_as.as_ref() == Some(&s.id)
            })
            .collect();
        let places = twins.iter().flat_map(|s| s.mention.iter().chain(&s.also_called));
        let touches = |piece: &Piece| mine.mention.as_ref().is_some_and(|m| overlap(m, piece) > 0);
        let cue = g.attribution.cue.as_ref().is_some_and(touches);
        let cues_meet = matches!((&p.attribution.cue, &g.attribution.cue), (Some(a), Some(b)) if overlap(a, b) > 0);
        places.clone().any(touches)
            || cue
            || (cues_meet && mine.name.is_empty())
            || twins.iter().any(|s| same_name(&s.name, &mine.name) || same_name(&s.name, &p.attribution.source_name))
            || places.clone().any(|m| same_name(&m.text, &mine.name))
    })
}

fn same_origin(all: &Gold, document: &Document, g: &Claim, p: &Claim) -> bool {
    let (wanted, found) = (&g.attribution.origin, &p.attribution.origin);
    if wanted.is_empty() {
        return true;
    }
    let outlet = document.sources.iter().find(|s| s.id.ends_with("OUT")).map(|s| s.name.as_str());
    let outlet = outlet.or(document.outlet.as_str()).unwrap_or("");
    if found.is_empty() {
        return same_name(wanted, outlet);
    }
    let groups = all.origin_groups.iter().filter(|group| group.kind != "same_interest");
    let grouped = groups.filter(|group| group.members.iter().any(|m| m == wanted || same_name(m, wanted)));
    same_name(wanted, found) || grouped.flat_map(|group| &group.members).any(|member| same_name(member, found))
}
