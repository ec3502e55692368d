//! The terminal's view: one row per event, then the chain of each report to its origin.
//!
//! In: a [`Record`]. Out: text. Not here: colours beyond bold, filters (see [`crate::filter`]).

use crate::lookup::{
    Lookup, count_in_words, drift_in_words, level_in_words, modality_in_words, stands, weaker_in_words,
};
use crate::numbers::disagreements;
use firsthand::annotate::Modality;
use firsthand::record::{Record, RecordEvent};
use std::fmt::Write;

/// Outlets that are named beside a number that others contradict; the dossier and `explain` name all.
const OUTLETS: usize = 3;

/// How the table is laid out.
#[derive(Clone, Copy, Debug)]
pub struct Layout {
    /// Columns of the terminal; lines are cut or wrapped to this.
    pub width: usize,
    /// Print reasons and steps too.
    pub verbose: bool,
    /// Bold headings (ANSI).
    pub bold: bool,
}

impl Default for Layout {
    fn default() -> Self {
        Layout { width: 100, verbose: false, bold: false }
    }
}

/// The whole table. Empty collections say so.
pub fn table(record: &Record, layout: Layout) -> String {
    let lookup = Lookup::new(record);
    let mut out = String::new();
    if record.events.is_empty() {
        out.push_str("No event of the codebook was found.\n");
    }
    let (events, mentions) = lookup.events_and_mentions();
    for event in events {
        row(&mut out, &lookup, event, layout);
        chains(&mut out, &lookup, event, layout);
        if layout.verbose {
            for step in &event.steps {
                wrapped(&mut out, "      ", "because ", step, layout.width);
            }
        }
        out.push('\n');
    }
    if !mentions.is_empty() {
        let _ = writeln!(
            out,
            "Only mentioned ({}): nobody, no place and no day is named, and no origin is shown.",
            mentions.len()
        );
        for event in mentions {
            let outlets = lookup.claims_of(event).map(|claim| lookup.outlet(&claim.report)).next().unwrap_or_default();
            wrapped(&mut out, "  ", "- ", &format!("{} {outlets} [{}]", event.summary, event.id), layout.width);
        }
        out.push('\n');
    }
    out
}

fn row(out: &mut String, lookup: &Lookup<'_>, event: &RecordEvent, layout: Layout) {
    let (on, off) = if layout.bold { ("\x1b[1m", "\x1b[0m") } else { ("", "") };
    let mut facts: Vec<String> = vec![event.kind.clone()];
    facts.extend(lookup.who(event).map(|who| cut(&who, 40)));
    facts.extend(lookup.place(event).map(|place| cut(&place, 30)));
    facts.push(lookup.when(event).unwrap_or_else(|| "date not known".to_owned()));
    let mut standing = vec![count_in_words(event)];
    standing.extend(weaker_in_words(lookup, event));
    match event.denied_by.iter().filter(|denial| !denial.answers.is_empty()).count() {
        0 => {}
        1 => standing.push("1 denial".to_owned()),
        n => standing.push(format!("{n} denials")),
    }
    standing.push(level_in_words(event.level).to_owned());
    let _ = writeln!(out, "{on}{}{off}", facts.join(" | "));
    let _ = writeln!(out, "  {on}{}{off}   [{}]", standing.join(" | "), event.id);
    wrapped(out, "  ", "", &event.summary, layout.width);
}

fn chains(out: &mut String, lookup: &Lookup<'_>, event: &RecordEvent, layout: Layout) {
    let mut lines: Vec<(String, Vec<Modality>)> = Vec::new();
    for claim in lookup.claims_of(event) {
        let words = lookup.chain_in_words(claim);
        let modality = stands(event, claim);
        match lines.iter_mut().find(|(seen, _)| *seen == words) {
            Some((_, modalities)) if modalities.contains(&modality) => {}
            Some((_, modalities)) => modalities.push(modality),
            None => lines.push((words, vec![modality])),
        }
    }
    for (mut words, mut modalities) in lines {
        modalities.sort_unstable();
        if modalities != [Modality::Asserted] {
            let said: Vec<&str> = modalities.iter().rev().map(|&m| modality_in_words(m)).collect();
            let _ = write!(words, ": {}", said.join("; "));
        }
        wrapped(out, "    ", "- ", &words, layout.width);
    }
    for found in disagreements(lookup, event) {
        wrapped(out, "    ", "! ", &found.in_words(OUTLETS), layout.width);
    }
    for words in drift_in_words(event) {
        wrapped(out, "    ", "~ ", words, layout.width);
    }
}

/// Writes `text` in lines of at most `width` columns; the first begins with `lead`.
fn wrapped(out: &mut String, indent: &str, lead: &str, text: &str, width: usize) {
    let room = width.saturating_sub(indent.len() + lead.len()).max(20);
    // Columns of the line so far.
    let mut used = 0;
    for word in text.split_whitespace() {
        let columns = word.chars().count();
        if used == 0 {
            out.push_str(indent);
            out.push_str(lead);
        } else if used + 1 + columns <= room {
            out.push(' ');
            used += 1;
        } else {
            out.push('\n');
            out.push_str(indent);
            out.extend(lead.chars().map(|_| ' '));
            used = 0;
        }
        out.push_str(word);
        used += columns;
    }
    if used > 0 {
        out.push('\n');
    }
}

/// At most `most` code points, the rest as `…`.
fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(most.saturating_sub(1)).collect();
    short.truncate(short.trim_end().len());
    short.push('…');
    short
}
