//! Ways to group the mentions of ECB+: baselines by lemma, and the program's linking.
//!
//! In: a [`Corpus`], parsed. Out: for each mention a cluster's number. What is given to each is in its name: no baseline reads more than the words of the
//! mentions and, where it says so, gold topics. Not here: the measure (see `coreference`).

use super::corpus::{Corpus, Mention};
use firsthand::annotate::{
    Annotated, Argument, ChainLink, ChainRole, Claim, EntityKind, MentionForm, Modality, SourceKind, Stance, Tag,
    Tense, lemma, parse,
};
use firsthand::link::{At, link};
use firsthand::report::Report;
use firsthand::text::Span;
use std::collections::BTreeMap;

/// What is said of a mention by its words alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Headed {
    /// The base form of its head.
    pub lemma: String,
    /// Its clause, or its sentence where it stands in none.
    pub clause: Span,
    /// Its head.
    pub head: Span,
}

/// Heads of all mentions and the content words of each report by base form, with their counts.
pub fn headed(corpus: &Corpus) -> (Vec<Headed>, Vec<BTreeMap<String, usize>>) {
    let (mut heads, mut words) = (Vec::new(), Vec::new());
    for (number, report) in corpus.reports.iter().enumerate() {
        let doc = parse(report);
        let mut bag: BTreeMap<String, usize> = BTreeMap::new();
        for token in 0..doc.tokens.len() {
            let tag = doc.tag(token);
            if tag.is_noun() || tag.is_name() || tag.is_verb() || tag.is_adjective() {
                *bag.entry(doc.lemma(token).to_lowercase()).or_default() += 1;
            }
        }
        words.push(bag);
        for mention in corpus.mentions.iter().filter(|mention| mention.report == number) {
            let own: Vec<usize> = mention.tokens.iter().flat_map(|span| doc.tokens_in(*span)).collect();
            // "has been roped in" is by its last verb before a particle, "the deadly blast" by its last noun.
            let last = |is: &dyn Fn(Tag) -> bool| own.iter().copied().rev().find(|&token| is(doc.tag(token)));
            let first_verb = own.iter().copied().find(|&t| doc.tag(t).is_verb() && !is_light(doc.lemma(t)));
            let head = first_verb.or(last(&Tag::is_noun)).or(last(&Tag::is_name)).or(own.last().copied());
            let Some(head) = head else {
                let base = mention.span.of(&report.text).to_lowercase();
                heads.push(Headed { lemma: base, clause: mention.span, head: mention.span });
                continue;
            };
            let sentence = doc.span(doc.sentence(doc.sentence_of(head)));
            let clause = doc.clause_of(head).and_then(|clause| doc.clauses.get(clause));
            let clause = clause.map(|clause| doc.span(clause.start as usize..clause.end as usize));
            heads.push(Headed {
                lemma: base(doc.lower(head), doc.lemma(head)),
                clause: clause.filter(|clause| clause.overlaps(mention.span)).unwrap_or(sentence),
                head: doc.tokens.get(head).map_or(mention.span, |token| token.span),
            });
        }
    }
    (heads, words)
}

fn is_light(lemma: &str) -> bool {
    matches!(lemma, "be" | "have" | "do" | "get" | "make" | "take" | "will" | "would")
}

/// "shooting" and "shot" are one base form whatever their part of speech here.
fn base(lower: &str, found: &str) -> String {
    let found = found.to_lowercase();
    match found == lower && (lower.ends_with("ing") || lower.ends_with("ed")) {
        true => lemma(lower, Tag::from_name(if lower.ends_with("ing") { "VBG" } else { "VBD" }).unwrap_or(Tag::Other))
            .into_owned(),
        false => found,
    }
}

/// Reports grouped by their words: average-link clustering of TF-IDF vectors down to a cosine of `least`.
pub fn documents(words: &[BTreeMap<String, usize>], least: f64) -> Vec<usize> {
    let mut in_reports: BTreeMap<&str, usize> = BTreeMap::new();
    for bag in words {
        bag.keys().for_each(|word| *in_reports.entry(word).or_default() += 1);
    }
    let vector = |bag: &BTreeMap<String, usize>| -> BTreeMap<String, f64> {
        let idf = |word: &str| (words.len() as f64 / in_reports.get(word).copied().unwrap_or(1) as f64).ln();
        let weights: Vec<f64> = bag.iter().map(|(word, n)| (1.0 + (*n as f64).ln()) * idf(word)).collect();
        let length = weights.iter().map(|w| w * w).sum::<f64>().sqrt().max(f64::MIN_POSITIVE);
        bag.keys().cloned().zip(weights.into_iter().map(|w| w / length)).collect()
    };
    let vectors: Vec<BTreeMap<String, f64>> = words.iter().map(vector).collect();
    let n = vectors.len();
    let cosine = |a: &BTreeMap<String, f64>, b: &BTreeMap<String, f64>| -> f64 {
        a.iter().filter_map(|(word, weight)| Some(weight * b.get(word)?)).sum()
    };
    // Sums of the cosines between groups, kept up to date as groups merge.
    let mut sums: Vec<Vec<f64>> = (0..n).map(|i| (0..n).map(|j| cosine(&vectors[i], &vectors[j])).collect()).collect();
    let mut size = vec![1.0; n];
    let mut group: Vec<usize> = (0..n).collect();
    let mut alive: Vec<usize> = (0..n).collect();
    loop {
        let mut best: Option<(f64, usize, usize)> = None;
        for (at, &a) in alive.iter().enumerate() {
            for &b in &alive[at + 1..] {
                let mean = sums[a][b] / (size[a] * size[b]);
                if mean >= least && best.is_none_or(|(known, _, _)| mean > known) {
                    best = Some((mean, a, b));
                }
            }
        }
        let Some((_, a, b)) = best else { return group };
        for &other in alive.iter().filter(|&&other| other != a && other != b) {
            let sum = sums[a][other] + sums[b][other];
            (sums[a][other], sums[other][a]) = (sum, sum);
        }
        size[a] += size[b];
        alive.retain(|&other| other != b);
        group.iter_mut().filter(|of| **of == b).for_each(|of| *of = a);
    }
}

/// The event of each mention by the program as it reads: that of the claim whose trigger shares a word with it; `None` where the program has no claim.
pub fn as_read(corpus: &Corpus, annotated: &[Annotated]) -> Vec<Option<usize>> {
    let links = link(&corpus.reports, annotated);
    let of: BTreeMap<At, usize> =
        links.events.iter().enumerate().flat_map(|(n, event)| event.claims.iter().map(move |at| (*at, n))).collect();
    let event = |mention: &Mention| {
        let claims = &annotated.get(mention.report)?.claims;
        let hit = |claim: &Claim| mention.tokens.iter().any(|token| claim.trigger.overlaps(*token));
        // The claim whose trigger is the shortest is the one that means these words.
        let (item, _) = claims.iter().enumerate().filter(|(_, c)| hit(c)).min_by_key(|(_, c)| c.trigger.len())?;
        of.get(&At { report: mention.report as u32, item: item as u32 }).copied()
    };
    corpus.mentions.iter().map(event).collect()
}

/// What a mention that is given to the program as a claim is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Typed {
    /// Its type is its head's base form.
    Lemma,
    /// All are of one type.
    One,
}

/// The event of each mention where the program's claims are put away and every gold mention is a claim: asserted, in the outlet's voice, its participants the
/// names that annotate finds in its clause (before it who acts, after it who is affected), places and times of the clause. Entities, times, quantities
/// and everything that links is the program's.
pub fn gold_mentions(corpus: &Corpus, read: &[Annotated], heads: &[Headed], typed: Typed) -> Vec<usize> {
    let mut annotated = read.to_vec();
    annotated.iter_mut().for_each(|known| known.claims.clear());
    let mut at = Vec::new();
    for (mention, head) in corpus.mentions.iter().zip(heads) {
        let (Some(report), Some(known)) = (corpus.reports.get(mention.report), annotated.get_mut(mention.report))
        else {
            continue;
        };
        at.push(At { report: mention.report as u32, item: known.claims.len() as u32 });
        let claim = claim(mention, head, report, known, typed);
        known.claims.push(claim);
    }
    let links = link(&corpus.reports, &annotated);
    let of: BTreeMap<At, usize> =
        links.events.iter().enumerate().flat_map(|(n, event)| event.claims.iter().map(move |at| (*at, n))).collect();
    let apart = links.events.len();
    at.iter().enumerate().map(|(number, at)| of.get(at).copied().unwrap_or(apart + number)).collect()
}

fn claim(mention: &Mention, head: &Headed, report: &Report, known: &Annotated, typed: Typed) -> Claim {
    let mut arguments = Vec::new();
    for (number, entity) in known.entities.iter().enumerate() {
        let inside = |m: &&firsthand::annotate::Mention| head.clause.contains(m.span) && !m.span.overlaps(mention.span);
        let Some(named) = entity.mentions.iter().find(inside) else { continue };
        let role = match entity.kind {
            EntityKind::Place => "place",
            EntityKind::State if named.form == MentionForm::Name => "place",
            EntityKind::Artefact | EntityKind::Document => "artefact",
            _ if named.span.start < mention.span.start => "actor",
            _ => "target",
        };
        let mut argument = Argument::new(role, Some(named.span), named.span.of(&report.text), None);
        argument.entity = Some(number as u32);
        arguments.push(argument);
    }
    if let Some((number, time)) = known.times.iter().enumerate().find(|(_, time)| head.clause.contains(time.span)) {
        let mut date = Argument::new("date", Some(time.span), time.span.of(&report.text), None);
        date.time = Some(number as u32);
        arguments.push(date);
    }
    Claim {
        kind: if typed == Typed::Lemma { format!("MENTION:{}", head.lemma) } else { "MENTION".to_owned() },
        also: Vec::new(),
        span: head.clause.cover(mention.span),
        trigger: head.head,
        arguments,
        modality: Modality::Asserted,
        tense: Tense::Past,
        stance: Stance::Neutral,
        attribution: None,
        chain: vec![ChainLink {
            name: report.outlet_name().to_owned(),
            entity: None,
            kind: SourceKind::Outlet,
            role: ChainRole::Outlet,
            span: None,
            attribution: None,
        }],
        in_headline: false,
        flags: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use firsthand::report::{Part, PartKind};

    fn corpus(texts: &[(&str, &str)]) -> Corpus {
        let mut corpus = Corpus::default();
        for (number, (text, words)) in texts.iter().enumerate() {
            let part = Part { kind: PartKind::Body, span: Span::new(0, text.len()), because: String::new() };
            corpus.reports.push(Report {
                text: (*text).to_owned(),
                path: format!("{number}.txt"),
                parts: vec![part],
                ..Report::default()
            });
            let at = text.find(words).unwrap();
            let span = Span::new(at, at + words.len());
            corpus.mentions.push(Mention { report: number, span, tokens: vec![span], event: 0 });
        }
        corpus
    }

    #[test]
    fn heads_are_verbs_or_last_nouns_in_their_base_form() {
        let corpus = corpus(&[
            ("The ferry sank off Arven on Monday.", "sank"),
            ("The shooting was the second this year.", "shooting"),
            ("A deadly warehouse fire broke out in Orsal.", "deadly warehouse fire"),
        ]);
        let (heads, words) = headed(&corpus);
        let lemmas: Vec<&str> = heads.iter().map(|head| head.lemma.as_str()).collect();
        assert_eq!(lemmas, ["sink", "shoot", "fire"]);
        assert!(words[0].contains_key("ferry"));
    }

    #[test]
    fn reports_that_share_their_words_are_one_group() {
        let bag = |text: &str| text.split(' ').map(|word| (word.to_owned(), 1)).collect::<BTreeMap<String, usize>>();
        let groups = documents(&[bag("ferry sank arven crew"), bag("ferry sank arven mayor"), bag("bank robbed")], 0.1);
        assert_eq!(groups[0], groups[1]);
        assert_ne!(groups[0], groups[2]);
    }

    #[test]
    fn given_mentions_of_one_ferry_in_one_place_are_joined_and_others_are_not() {
        let corpus = corpus(&[
            ("The ferry Maren sank off Arven with sixty aboard.", "sank"),
            ("Sixty were aboard when the ferry Maren sank near Arven.", "sank"),
            ("A bank in Orsal was robbed.", "robbed"),
        ]);
        let read: Vec<Annotated> = corpus
            .reports
            .iter()
            .map(|r| {
                firsthand::annotate::annotate_with(
                    r,
                    firsthand::codebook::Codebook::builtin(),
                    &firsthand::annotate::Rules,
                )
            })
            .collect();
        let (heads, _) = headed(&corpus);
        let found = gold_mentions(&corpus, &read, &heads, Typed::Lemma);
        assert_eq!(found.len(), 3);
        assert_ne!(found[0], found[2]);
        assert!(as_read(&corpus, &read).len() == 3);
    }
}
