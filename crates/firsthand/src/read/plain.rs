//! A plain text to a [`Report`].
//!
//! In: decoded text. Out: the same text, unchanged, in typed parts, with outlet, title, byline and
//! date where lines state them. Text that was copied from a page brings along what stood around the
//! report: labels, pop-ups, captions, forms, the next article. Each paragraph is first judged by its
//! own words (`lines`, `phrases`), then by its place: before the first sentence (head), after the
//! last (tail), or beside its like. Not here: where paragraphs begin (`units`).

mod imprint;
mod masthead;
mod row;
mod tail;
mod top;

use super::dates::Order;
use super::labels::{byline_and_date, credited, header_line, person, pieces_and_date, place_and_date, posted_by, same};
use super::units::{self, Unit};
use super::{dates, lines, outlet, phrases, published};
use crate::report::{Part, PartKind, Report, Stated};
use crate::text::Span;
use jiff::civil::Date;
use rustc_hash::FxHashMap;

/// Most paragraphs before the first sentence that are read as a head.
const HEAD: usize = 25;
/// Fewest words of a paragraph that can only be the report's own.
const PROSE: usize = 15;

/// Reads a text. `None` when nothing is in it.
pub(super) fn read(text: &str, latest: Date) -> Option<Report> {
    let cut = text.floor_char_boundary(super::MAX_TEXT);
    let notes = if cut < text.len() { vec![format!("text after {cut} bytes was cut")] } else { Vec::new() };
    let text = text.get(..cut).unwrap_or(text);
    let units = units::split(text);
    if units.is_empty() {
        return None;
    }
    let mut reader = Reader { text, latest, units, kinds: Vec::new(), report: Report::default(), agency: None };
    reader.kinds = vec![None; reader.units.len()];
    reader.header();
    reader.fixed_lines();
    reader.sandwiched();
    reader.head();
    reader.captions();
    reader.tail();
    reader.repetitions();
    let mut report = reader.finish();
    report.text = text.to_owned();
    report.notes.splice(0..0, notes);
    Some(report)
}

type Kind = Option<(PartKind, &'static str)>;

struct Reader<'a> {
    text: &'a str,
    latest: Date,
    units: Vec<Unit>,
    /// What each paragraph is; `None` until a rule says so, in the end body.
    kinds: Vec<Kind>,
    report: Report,
    /// The agency that the dateline names.
    agency: Option<Stated<String>>,
}

impl<'a> Reader<'a> {
    fn of(&self, i: usize) -> &'a str {
        self.units.get(i).map_or("", |u| u.span.of(self.text))
    }

    fn kind(&self, i: usize) -> Kind {
        self.kinds.get(i).copied().flatten()
    }

    fn set(&mut self, i: usize, kind: PartKind, because: &'static str) {
        if let Some(slot) = self.kinds.get_mut(i) {
            *slot = Some((kind, because));
        }
    }

    fn is_prose(&self, i: usize) -> bool {
        let line = self.of(i);
        lines::has_words(line, PROSE) || lines::has_words(line, 8) && lines::ends_sentence(line)
    }

    /// "Title: ...", "Date: ..." at the top of a saved file.
    fn header(&mut self) {
        let mut found: Vec<(usize, &'static str, Span)> = Vec::new();
        let mut blank_after = false;
        for i in 0..self.units.len().min(12) {
            let Some(unit) = self.units.get(i).copied() else { break };
            match header_line(unit.span.of(self.text)) {
                Some((field, at)) => {
                    found.push((i, field, Span::new(unit.span.start as usize + at, unit.span.end as usize)));
                }
                None => {
                    blank_after = unit.gap > 0;
                    break;
                }
            }
        }
        // One such line may be a sentence; two are a header, or one that an empty line closes.
        let sure = found.len() >= 2 || (blank_after && found.iter().any(|(_, field, _)| *field != "other"));
        if !sure {
            return;
        }
        for (i, field, value) in found {
            let words = value.of(self.text).trim();
            let stated = |v: &str| Some(Stated { value: v.to_owned(), evidence: format!("header line: {field}") });
            self.set(i, PartKind::SetAside, "header line");
            match field {
                "title" if self.report.title.is_none() => {
                    self.report.title = stated(words);
                    self.set(i, PartKind::Headline, "header line: title");
                }
                "outlet" if self.report.outlet.is_none() && lines::words(words) <= 8 => {
                    self.report.outlet = match outlet::domain(words).filter(|_| words.contains("://")) {
                        Some(domain) => stated(&domain),
                        None => stated(words),
                    };
                }
                "byline" if self.report.byline.is_none() => {
                    self.report.byline = stated(lines::byline(words).unwrap_or(words));
                    self.set(i, PartKind::Credit, "header line: byline");
                }
                "date" if self.report.published.is_none() => {
                    if let Some(day) = dates::of_field(words, Order::DayFirst).filter(|d| *d <= self.latest) {
                        self.report.published = Some(published::on(day, "header line: date"));
                        self.set(i, PartKind::Dateline, "header line: date");
                    }
                }
                "url" if words.starts_with("http") => self.report.url = Some(words.to_owned()),
                "language" if words.len() == 2 => self.report.language = Some(words.to_lowercase()),
                _ => {}
            }
        }
    }

    /// Lines that are known by their own words wherever they stand.
    fn fixed_lines(&mut self) {
        for i in 0..self.units.len() {
            if self.kind(i).is_some() {
                continue;
            }
            let line = self.of(i);
            match phrases::of(line) {
                Some("credit") => {
                    let picture = lines::caption(line)
                        || ["photo", "image", "picture"].iter().any(|w| phrases::fold(line).starts_with(w));
                    self.set(i, PartKind::Credit, if picture { "picture credit" } else { "credit line" });
                }
                Some(why) => self.set(i, PartKind::SetAside, why),
                None if lines::reading_time(line) => self.set(i, PartKind::SetAside, "reading time"),
                None if line.len() < 200 && !line.contains(char::is_alphanumeric) => {
                    self.set(i, PartKind::SetAside, "marks");
                }
                None => {}
            }
        }
    }

    /// A short line between two lines of one pop-up belongs to it.
    fn sandwiched(&mut self) {
        const POP_UP: [&str; 4] = ["overlay", "cookie notice", "log-in notice", "newsletter"];
        for i in 1..self.units.len().saturating_sub(1) {
            let at = |j: usize| self.kind(j).map(|(_, why)| why).filter(|why| POP_UP.contains(why));
            let (Some(why), Some(_)) = (at(i - 1), at(i + 1)) else { continue };
            let glued = [i, i + 1].iter().all(|j| self.units.get(*j).is_some_and(|u| u.gap == 0));
            if self.kind(i).is_none() && glued && lines::words(self.of(i)) <= 10 {
                self.set(i, PartKind::SetAside, why);
            }
        }
    }

    /// The paragraphs before the first sentence: label, headline, date, byline, captions.
    fn head(&mut self) {
        let mut headline: Option<usize> = self.kinds.iter().position(|k| matches!(k, Some((PartKind::Headline, _))));
        let mut first = true;
        for i in 0..self.units.len().min(HEAD) {
            let line = self.of(i);
            if matches!(self.kind(i), Some((PartKind::SetAside, why)) if why != "marks") {
                continue;
            }
            if self.kind(i).is_some() {
                first = false;
                continue;
            }
            if let Some(day) = lines::date_line(line, Order::DayFirst) {
                self.state_day(day, "date line");
                self.set(i, PartKind::Dateline, "date line");
                continue;
            }
            if let Some(day) = self.last_exported(line) {
                self.state_day(day, "last day of what was exported");
                self.set(i, PartKind::Dateline, "days of what was exported");
                continue;
            }
            if headline.is_none() && row::is_slug(line) {
                self.set(i, PartKind::SetAside, "slug of a wire");
                continue;
            }
            if let Some((day, labels)) = row::row_of_labels(line) {
                self.state_day(day, "date line");
                if let Some(name) = labels.first().and_then(|label| self.named_in_row(label)) {
                    self.state_outlet(name, "label beside the date");
                }
                first = false;
                self.set(i, PartKind::Dateline, "labels and date");
                continue;
            }
            if let Some(name) = lines::byline(line) {
                if let Some(outlet) = row::beside_the_writer(line, self.text) {
                    self.state_outlet(outlet, "beside the writer's name");
                }
                self.state_byline(name);
                self.state_day_in(line);
                self.set(i, PartKind::Credit, "byline");
                continue;
            }
            if let Some((day, name)) = posted_by(line) {
                self.state_day(day, "date line");
                self.state_byline(name);
                self.set(i, PartKind::Credit, "byline and date");
                continue;
            }
            if let (None, true, Some((day, name))) = (headline, first, self.label_and_date(i)) {
                self.state_outlet(&name, "label beside the date");
                self.state_day(day, "date beside the label");
                self.set(i, PartKind::SetAside, "outlet label");
                continue;
            }
            if let Some((day, name)) = byline_and_date(line) {
                self.state_day(day, "date line");
                self.state_byline(&name);
                self.set(i, PartKind::Credit, "byline and date");
                continue;
            }
            if let (false, Some((day, before, after))) = (first, pieces_and_date(line)) {
                self.state_day(day, "date line");
                if let Some(name) = person(&before).or_else(|| person(&after)) {
                    self.state_byline(name);
                }
                self.set(i, PartKind::Credit, "byline and date");
                continue;
            }
            if let Some(day) = place_and_date(line) {
                self.state_day(day, "date line");
                self.set(i, PartKind::Dateline, "name and date");
                continue;
            }
            if let (None, true, Some(name)) = (headline, first, self.numbered(i)) {
                self.state_outlet(name, "name and number of a newsletter");
            }
            if let (None, true, Some((name, lines))) = (headline, first, self.body(i)) {
                self.state_outlet(&name, "label line");
                (i..i + lines).for_each(|line| self.set(line, PartKind::SetAside, "outlet label"));
                self.set_papers_aside(i + lines);
                continue;
            }
            if let (None, true, Some(name)) = (headline, first, self.spelled_out(i).or_else(|| self.label(i))) {
                self.state_outlet(name, "label line");
                self.set(i, PartKind::SetAside, "outlet label");
                continue;
            }
            if headline.is_none() && first && self.read_masthead(i) {
                continue;
            }
            first = false;
            if headline.is_none() && self.is_headline(i) {
                headline = Some(i);
                self.set(i, PartKind::Headline, "headline");
                if self.report.title.is_none() {
                    self.report.title = Some(Stated { value: line.to_owned(), evidence: "first line".to_owned() });
                }
                continue;
            }
            let repeats = headline.is_some_and(|h| same(self.of(h), line));
            if repeats {
                self.set(i, PartKind::SetAside, "repeats the headline");
                continue;
            }
            // The first paragraph of prose ends the head, unless it is a standfirst: then the head
            // goes on below it with a date, a byline or a caption.
            if self.is_prose(i) && !lines::caption(line) && !self.doubled(i) {
                let near = i + 1..(i + 5).min(self.units.len());
                let standfirst = headline.is_some()
                    && near
                        .take_while(|j| self.units.get(*j).is_some_and(|u| u.gap < 2))
                        .take_while(|j| !self.is_prose(*j) || self.doubled(*j) || lines::caption(self.of(*j)))
                        .any(|j| self.is_meta(j));
                if !standfirst {
                    break;
                }
                self.set(i, PartKind::Body, "standfirst");
            }
        }
    }

    /// Whether a paragraph is one of those that stand between headline and text.
    fn is_meta(&self, i: usize) -> bool {
        let line = self.of(i);
        lines::date_line(line, Order::DayFirst).is_some()
            || lines::byline(line).is_some()
            || byline_and_date(line).is_some()
            || place_and_date(line).is_some()
            || row::row_of_labels(line).is_some()
            || matches!(self.kind(i), Some((PartKind::SetAside, "reading time" | "share bar")))
    }

    fn doubled(&self, i: usize) -> bool {
        let line = self.of(i);
        (i > 0 && same(self.of(i - 1), line)) || (i + 1 < self.units.len() && same(self.of(i + 1), line))
    }

    fn more_than(&self, i: usize, words: usize) -> bool {
        lines::words(self.of(i)) > words || (i..(i + 3).min(self.units.len())).any(|j| lines::words(self.of(j)) > words)
    }

    /// A line of two to thirty words that is no sentence, above text.
    fn is_headline(&self, i: usize) -> bool {
        let line = self.of(i);
        let line = lines::glued_caption(line).and_then(|at| line.get(..at)).unwrap_or(line);
        let words = lines::words(line);
        let stop = line.ends_with(['.', ':', ';', ',']) && !line.ends_with("...");
        if stop || !(2..=30).contains(&words) || lines::caption(line) || i + 1 >= self.units.len() {
            return false;
        }
        // A line that goes on in the next one without an empty line and in small letters is text.
        !self.of(i + 1).starts_with(char::is_lowercase)
    }

    fn state_day(&mut self, day: Date, evidence: &str) {
        if self.report.published.is_none() && day <= self.latest {
            self.report.published = Some(published::on(day, evidence));
        }
    }

    fn state_day_in(&mut self, line: &str) {
        if let Some(found) = dates::find(line, Order::DayFirst).first() {
            self.state_day(found.day, "date line");
        }
    }

    fn state_byline(&mut self, name: &str) {
        if self.report.byline.is_none() && !name.is_empty() {
            self.report.byline = Some(Stated { value: name.to_owned(), evidence: "byline".to_owned() });
        }
    }

    /// Captions: by their credit, by standing twice in the head, by standing above a caption.
    fn captions(&mut self) {
        let last_head = self.first_prose();
        for i in 0..self.units.len() {
            if self.kind(i).is_some_and(|(kind, _)| kind != PartKind::Headline) {
                continue;
            }
            let line = self.of(i);
            let headline = self.kind(i).is_some();
            if !headline && !lines::ends_sentence(line) && lines::caption(line) {
                self.set(i, PartKind::Caption, "picture credit at the end");
                continue;
            }
            if headline || i > last_head {
                continue;
            }
            if i + 1 < self.units.len() && same(self.of(i + 1), line) {
                self.set(i, PartKind::Caption, "stands twice: picture text and caption");
                self.set(i + 1, PartKind::SetAside, "repeats the caption");
            } else if credited(line) {
                self.set(i, PartKind::Caption, "picture credit at the end");
            }
        }
        // The text that replaces a picture stands directly above its caption.
        for i in 1..self.units.len().min(HEAD) {
            let glued = self.units.get(i).is_some_and(|u| u.gap == 0);
            let above = i - 1;
            let bare = !lines::ends_sentence(self.of(above)) && lines::words(self.of(above)) <= 8;
            let first_line = (0..above).all(|j| matches!(self.kind(j), Some((PartKind::SetAside, _))));
            if glued
                && bare
                && first_line
                && matches!(self.kind(i), Some((PartKind::Caption, "picture credit at the end")))
                && matches!(self.kind(above), None | Some((PartKind::Headline, "headline")))
                && self.units.get(i + 1).is_some_and(|u| u.gap > 0)
            {
                self.set(above, PartKind::Caption, "stands directly above a caption");
                self.report.title = None;
            }
        }
    }

    /// The first paragraph that no rule has taken and that reads as prose.
    fn first_prose(&self) -> usize {
        (0..self.units.len())
            .find(|i| self.kind(*i).is_none() && self.is_prose(*i) && !self.doubled(*i))
            .unwrap_or(self.units.len())
    }

    /// A paragraph that stands in the text already.
    fn repetitions(&mut self) {
        let mut seen: FxHashMap<String, usize> = FxHashMap::default();
        for i in 0..self.units.len() {
            let line = self.of(i);
            if !lines::has_words(line, 4) || matches!(self.kind(i), Some((PartKind::SetAside, _))) {
                continue;
            }
            let key: String = phrases::fold(line);
            if let Some(first) = seen.get(&key).copied() {
                let because = match self.kind(first) {
                    Some((PartKind::Headline, _)) => "repeats the headline",
                    Some((PartKind::Caption, _)) => "repeats the caption",
                    _ => "repeats an earlier paragraph",
                };
                self.set(i, PartKind::SetAside, because);
            } else {
                seen.insert(key, i);
            }
        }
    }

    fn finish(mut self) -> Report {
        let mut begun = false;
        let mut parts = Vec::with_capacity(self.units.len() + 1);
        for i in 0..self.units.len() {
            let Some(unit) = self.units.get(i).copied() else { break };
            let (kind, because) = self.kind(i).unwrap_or((PartKind::Body, "paragraph"));
            let mut span = unit.span;
            if because == "header line: title"
                && let Some((_, at)) = header_line(span.of(self.text))
            {
                let value = span.start as usize + at;
                parts.push(part(PartKind::SetAside, Span::new(span.start as usize, value), "header line", self.text));
                span = Span::new(value, span.end as usize);
            }
            if kind == PartKind::Body && !begun && because == "paragraph" {
                begun = lines::words(self.of(i)) >= PROSE;
                if let Some(at) = lines::dateline(span.of(self.text)) {
                    begun = true;
                    let from = span.start as usize;
                    let head = Span::new(from, from + at);
                    self.dateline(head.of(self.text));
                    parts.push(part(PartKind::Dateline, head, "before the first sentence", self.text));
                    span = Span::new(from + at, span.end as usize);
                }
            }
            if kind == PartKind::Headline
                && let Some(at) = lines::glued_caption(span.of(self.text))
            {
                let from = span.start as usize + at;
                let caption = Span::new(from, span.end as usize);
                span = Span::new(span.start as usize, from);
                let headline = span.of(self.text).trim().to_owned();
                if let Some(title) = self.report.title.as_mut().filter(|t| t.value.starts_with(&headline)) {
                    title.value = headline;
                }
                parts.push(part(kind, span, because, self.text));
                parts.push(part(PartKind::Caption, caption, "glued to the headline", self.text));
                continue;
            }
            parts.push(part(kind, span, because, self.text));
        }
        if self.report.outlet.is_none() {
            let domain = self.report.url.as_deref().and_then(outlet::domain);
            self.report.outlet = match (domain, self.agency.take()) {
                (Some(value), _) => Some(Stated { value, evidence: "domain".to_owned() }),
                (None, Some(agency)) => Some(agency),
                (None, None) => {
                    let kept = parts.iter().filter(|p| matches!(p.kind, PartKind::Headline | PartKind::Body));
                    let words: Vec<&str> = kept.map(|p| p.span.of(self.text)).collect();
                    outlet::in_text(&words.join("\n"))
                }
            };
        }
        self.report.parts = parts;
        self.day_of_the_head();
        self.report.yearless = self.report.yearless.filter(|_| self.report.published.is_none());
        self.report
    }
}

/// A part without white space at its ends.
fn part(kind: PartKind, span: Span, because: &str, text: &str) -> Part {
    let words = span.of(text);
    let start = span.start as usize + (words.len() - words.trim_start().len());
    Part { kind, span: Span::new(start, start + words.trim().len()), because: because.to_owned() }
}
