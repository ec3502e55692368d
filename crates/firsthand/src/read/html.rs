//! A page to a [`Report`].
//!
//! In: decoded HTML. Out: text in typed parts, title, outlet, byline, date. The page's blocks all
//! stay in the text; what is not the report is set aside with the reason. Not here: how the body
//! is chosen (`body`), how the tree is bounded (`page`).

use super::banner::{self, Banner};
use super::blocks::{self, Block, Blocks};
use super::body::{self, Choice};
use super::fields::Fields;
use super::page::{NONE, Page};
use super::tags::{Attr, Tag};
use super::{dates, lines, naming, outlet, phrases, published};
use crate::report::{Part, PartKind, Published, Report, Stated, Yearless};
use crate::text::Span;
use jiff::civil::Date;
use rustc_hash::FxHashSet;

/// Reads a page. `None` when no text of a report is in it.
pub(super) fn read(html: &str, latest: Date) -> Option<Report> {
    let page = Page::parse(html);
    let mut blocks = blocks::split(&page, false);
    if blocks.list.iter().map(|b| b.text.len()).sum::<usize>() < 200 {
        blocks = blocks::split(&page, true);
    }
    let fields = Fields::of(&page);
    let mut outlet = outlet::of_page(&fields, &Banner::new(&page, &blocks, &fields));
    let stated = outlet.as_ref().map(|o| o.value.clone());
    let name = stated.as_deref();
    let shown = title(&page, &blocks, usize::MAX, &fields, name).1;
    let mut choices = body::choose(&page, &blocks, shown);
    let mut notes = page.cuts.clone();
    if !choices.contains(&Choice::Body) {
        // A link that is never closed makes the whole page link text.
        blocks.list.iter_mut().for_each(|b| b.linked = 0);
        choices = body::choose(&page, &blocks, shown);
        notes.push("all text of the page stands in links; links were ignored".to_owned());
    }
    let first_body = choices.iter().position(|c| *c == Choice::Body).unwrap_or(0);
    let (title, headline) = title(&page, &blocks, first_body, &fields, name);
    let mut report = Report {
        published: published::of(&page, &blocks, &choices, &fields, latest),
        url: fields.url.clone(),
        language: fields.language.clone(),
        notes,
        ..Report::default()
    };
    let mut typing = Typing::new(&page, &blocks, &choices, headline, title.as_ref().map(|t| t.value.as_str()));
    let mut text = Text::default();
    let mut yearless: Option<Yearless> = None;
    if let (Some(title), None) = (&title, headline) {
        text.push(&title.value, PartKind::Headline, &title.evidence);
    }
    for (i, block) in blocks.list.iter().enumerate() {
        let (kind, because) = typing.of(i, block);
        let dateline = if kind == PartKind::Body { typing.dateline(block) } else { None };
        match dateline {
            Some(at) => {
                // A report without any other label: the agency that sent it is its outlet.
                yearless = yearless.or_else(|| dates::without_year(block.text.get(..at).unwrap_or("")));
                outlet = outlet.or_else(|| naming::agency(block.text.get(..at).unwrap_or("")));
                text.push(block.text.get(..at).unwrap_or(""), PartKind::Dateline, "before the first sentence");
                text.glue(block.text.get(at..).unwrap_or(""), PartKind::Body, because);
            }
            None => text.push(&block.text, kind, because),
        }
    }
    if !text.parts.iter().any(|p| matches!(p.kind, PartKind::Body)) {
        return None;
    }
    if let Some(written) = yearless {
        // The only full dates of the page can be those of other reports.
        let other = |p: &Stated<Published>| {
            let far = p.value.day.month() != written.month || (p.value.day.day() - written.day).abs() > 3;
            far && matches!(p.evidence.as_str(), "date line" | "visible text")
        };
        report.published = report.published.filter(|p| !other(p));
        if report.published.is_none() {
            report.notes.push(dates::note(written));
            report.yearless = Some(written);
        }
    }
    report.byline = byline(&page, &blocks, &typing, &fields);
    report.title = title;
    report.outlet = outlet;
    report.text = text.text;
    report.parts = text.parts;
    Some(report)
}

/// The report's text as it grows.
#[derive(Default)]
struct Text {
    text: String,
    parts: Vec<Part>,
}

impl Text {
    fn push(&mut self, text: &str, kind: PartKind, because: &str) {
        if text.is_empty() {
            return;
        }
        // Neighbours that are set aside for one reason are one part: a menu has a hundred blocks.
        let joins = kind == PartKind::SetAside
            && self.parts.last().is_some_and(|p| p.kind == PartKind::SetAside && p.because == because);
        if !self.text.is_empty() {
            self.text.push_str(if joins { "\n" } else { "\n\n" });
        }
        let start = self.text.len();
        self.text.push_str(text);
        let span = Span::new(start, self.text.trim_end().len());
        match self.parts.last_mut() {
            Some(last) if joins => last.span = last.span.cover(span),
            _ => self.parts.push(Part { kind, span, because: because.to_owned() }),
        }
    }

    /// Adds to the same line.
    fn glue(&mut self, text: &str, kind: PartKind, because: &str) {
        let start = self.text.len();
        self.text.push_str(text);
        self.parts.push(Part { kind, span: Span::new(start, self.text.len()), because: because.to_owned() });
    }
}

/// The title and the block that shows it.
fn title(
    page: &Page,
    blocks: &Blocks,
    first_body: usize,
    fields: &Fields,
    outlet: Option<&str>,
) -> (Option<Stated<String>>, Option<usize>) {
    let of = |names: &[&str]| fields.meta(names).map(|(k, v)| (k.to_owned(), v.to_owned()));
    let candidates: Vec<(String, String)> = [
        of(&["og:title"]),
        fields.article.headline.clone().map(|h| ("JSON-LD headline".to_owned(), h)),
        of(&["twitter:title", "dc.title", "title", "citation_title"]),
        Some(("title".to_owned(), fields.title.clone())).filter(|(_, t)| !t.is_empty()),
    ]
    .into_iter()
    .flatten()
    .map(|(evidence, value)| (evidence, outlet::strip(&value, fields, outlet).to_owned()))
    .filter(|(_, value)| !value.is_empty())
    .collect();
    let titles: Vec<String> = candidates.iter().map(|(_, title)| phrases::fold(title)).collect();
    let wanted: Vec<Vec<&str>> = titles.iter().map(|title| word_set(title)).collect();
    let name = outlet.map(outlet::letters);
    let mut best: Option<(f32, usize)> = None;
    for (i, block) in blocks.list.iter().enumerate() {
        if block.text.len() > 400 {
            continue;
        }
        // The site's name in a heading is no headline.
        if name.as_ref().is_some_and(|name| outlet::has_letters(&block.text, name)) {
            continue;
        }
        let tag = heading_of(page, block.node);
        let near = i <= first_body.saturating_add(3);
        let level = match tag {
            Some(Tag::H1) => 0.3,
            Some(Tag::H2) if near => 0.15,
            Some(_) if near => 0.05,
            _ => 0.0,
        };
        let folded = phrases::fold(&block.text);
        let words = word_set(&folded);
        let same = wanted.iter().map(|w| overlap(w, &words)).fold(0.0, f32::max);
        let alone = candidates.is_empty() && tag == Some(Tag::H1);
        if same < 0.5 && !alone {
            continue;
        }
        let linked = if block.link_share() > 0.9 && tag.is_none() { 0.4 } else { 0.0 };
        let same = if alone { 0.5 } else { same };
        let score = same + level - linked - if i > first_body.saturating_add(10) { 0.4 } else { 0.0 };
        if score > best.map_or(0.55, |(s, _)| s) {
            best = Some((score, i));
        }
    }
    if let Some((_, i)) = best {
        let shown = blocks.list.get(i).map_or("", |b| b.text.as_str());
        let value = outlet::strip(shown, fields, outlet).to_owned();
        let evidence = match heading_of(page, blocks.list.get(i).map_or(0, |b| b.node)) {
            Some(Tag::H1) => "h1",
            _ => "heading in the page",
        };
        return (Some(Stated { value, evidence: evidence.to_owned() }), Some(i));
    }
    let of_site = candidates.iter().all(|(evidence, value)| evidence == "title" && is_of_site(value, fields, outlet));
    if of_site && let Some(i) = heading_above(page, blocks, first_body, outlet) {
        let value = blocks.list.get(i).map_or("", |b| b.text.as_str()).to_owned();
        let evidence = "heading above the text; the title names the site".to_owned();
        return (Some(Stated { value, evidence }), Some(i));
    }
    let title = candidates.into_iter().next().map(|(evidence, value)| Stated { value, evidence });
    (title, None)
}

/// Whether a `<title>` names the whole site: it holds the outlet's name, is part of it, or its initials.
fn is_of_site(title: &str, fields: &Fields, outlet: Option<&str>) -> bool {
    let Some(outlet) = outlet else { return false };
    let (name, shown, whole) = (outlet::letters(outlet), outlet::letters(title), outlet::letters(&fields.title));
    lines::words(&fields.title) <= 8
        && (banner::initials(outlet) == shown || shown.starts_with(&name) || name.contains(&shown) || whole == name)
}

/// The heading, or the line in bold, that stands closest above the text.
fn heading_above(page: &Page, blocks: &Blocks, first_body: usize, outlet: Option<&str>) -> Option<usize> {
    let to = first_body.checked_add(2)?.min(blocks.list.len());
    let from = first_body.saturating_sub(8);
    (from..to).rev().find(|i| {
        let Some(block) = blocks.list.get(*i) else { return false };
        let bold = block.bold == block.text.len() && !lines::ends_sentence(&block.text);
        (heading_of(page, block.node).is_some() || bold)
            && (2..=30).contains(&lines::words(&block.text))
            && block.link_share() < 0.9
            && phrases::of(&block.text).is_none()
            && lines::byline(&block.text).is_none()
            && outlet.is_none_or(|o| outlet::letters(o) != outlet::letters(&block.text))
    })
}

/// The heading element that a node is or stands in.
fn heading_of(page: &Page, node: u32) -> Option<Tag> {
    let mut at = node;
    for _ in 0..3 {
        match page.tag(at) {
            Some(tag) if tag.is_heading() => return Some(tag),
            Some(_) => at = page.nodes.get(at as usize).map_or(NONE, |n| n.parent),
            None => return None,
        }
    }
    None
}

/// The different words of a folded text, sorted.
fn word_set(folded: &str) -> Vec<&str> {
    let mut words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// Jaccard overlap of two sets of words.
fn overlap(a: &[&str], b: &[&str]) -> f32 {
    let both = a.iter().filter(|word| b.binary_search(word).is_ok()).count();
    both as f32 / (a.len() + b.len() - both).max(1) as f32
}

/// Gives each block its kind.
struct Typing<'a> {
    page: &'a Page,
    blocks: &'a Blocks,
    choices: &'a [Choice],
    headline: Option<usize>,
    title: Option<&'a str>,
    first_body: Option<usize>,
    last_body: usize,
    seen: FxHashSet<&'a str>,
    begun: bool,
}

impl<'a> Typing<'a> {
    fn new(
        page: &'a Page,
        blocks: &'a Blocks,
        choices: &'a [Choice],
        headline: Option<usize>,
        title: Option<&'a str>,
    ) -> Self {
        let bodies = |i: &usize| choices.get(*i) == Some(&Choice::Body);
        let first_body = (0..choices.len()).find(bodies);
        let last_body = (0..choices.len()).rev().find(bodies).unwrap_or(0);
        Typing {
            page,
            blocks,
            choices,
            headline,
            title,
            first_body,
            last_body,
            seen: FxHashSet::default(),
            begun: false,
        }
    }

    /// The hints of a node and the elements closely above it.
    fn hinted(&self, node: u32, kind: &str, levels: usize) -> bool {
        let mut at = node;
        for _ in 0..levels {
            if self.blocks.own.get(at as usize).is_some_and(|h| h.has(kind)) {
                return true;
            }
            at = self.page.nodes.get(at as usize).map_or(NONE, |n| n.parent);
        }
        false
    }

    fn in_figure(&self, node: u32) -> bool {
        let mut at = node;
        for _ in 0..4 {
            match self.page.tag(at) {
                Some(Tag::Figcaption | Tag::Figure) => return true,
                Some(_) => at = self.page.nodes.get(at as usize).map_or(NONE, |n| n.parent),
                None => return false,
            }
        }
        false
    }

    fn of(&mut self, i: usize, block: &'a Block) -> (PartKind, &'static str) {
        if Some(i) == self.headline {
            return (PartKind::Headline, "headline");
        }
        let choice = self.choices.get(i).copied().unwrap_or(Choice::Aside("outside the report"));
        let near = self.first_body.is_some_and(|first| i + 12 >= first) && i <= self.last_body + 6;
        let short = block.text.len() < 300;
        let loose = matches!(
            choice,
            Choice::Body | Choice::Aside("outside the report" | "links" | "author" | "heading without text" | "tags")
        );
        if near && loose {
            if self.in_figure(block.node) || self.hinted(block.node, "caption", 2) {
                if self.hinted(block.node, "credit", 1) {
                    return (PartKind::Credit, "picture credit");
                }
                return (PartKind::Caption, "figcaption");
            }
            if short && phrases::of(&block.text) == Some("credit") {
                return (PartKind::Credit, "credit line");
            }
            if lines::byline(&block.text).is_some()
                || (short && words_only(block) && self.hinted(block.node, "byline", 2))
            {
                return (PartKind::Credit, "byline");
            }
            if lines::reading_time(&block.text) {
                return (PartKind::SetAside, "reading time");
            }
            if lines::date_line(&block.text, super::dates::Order::DayFirst).is_some() {
                return (PartKind::Dateline, "date line");
            }
        }
        match choice {
            Choice::Aside("outside the report") if self.is_standfirst(i, block) => (PartKind::Body, "standfirst"),
            Choice::Aside(why) => (PartKind::SetAside, why),
            Choice::Body => self.body(block),
        }
    }

    /// A sentence between the headline and the body.
    fn is_standfirst(&self, i: usize, block: &Block) -> bool {
        self.headline.is_some_and(|h| h < i && i <= h + 8)
            && self.first_body.is_some_and(|first| i < first && first <= i + 12)
            && block.link_share() < 0.2
            && (8..=80).contains(&lines::words(&block.text))
            && lines::ends_sentence(&block.text)
            && phrases::of(&block.text).is_none()
    }

    fn body(&mut self, block: &'a Block) -> (PartKind, &'static str) {
        if !self.begun && self.title.is_some_and(|t| phrases::fold(t) == phrases::fold(&block.text)) {
            return (PartKind::SetAside, "repeats the headline");
        }
        if block.text.len() > 40 && !self.seen.insert(block.text.as_str()) {
            return (PartKind::SetAside, "repeats an earlier paragraph");
        }
        if block.text.len() < 300 && !lines::ends_sentence(&block.text) && lines::caption(&block.text) {
            return (PartKind::Caption, "picture credit at the end");
        }
        (PartKind::Body, "paragraph")
    }

    /// Where the first paragraph's dateline ends.
    fn dateline(&mut self, block: &Block) -> Option<usize> {
        if self.begun || heading_of(self.page, block.node).is_some() {
            return None;
        }
        let found = lines::dateline(&block.text);
        // A standfirst may stand before the paragraph with the dateline.
        self.begun = found.is_some() || block.text.len() > 400;
        found
    }
}

/// A short line without a sentence: names, places.
fn words_only(block: &Block) -> bool {
    lines::words(&block.text) <= 12 && !block.text.ends_with(['.', '!', '?', ':'])
}

/// Who wrote it: structured data, meta, a byline in the page.
fn byline(page: &Page, blocks: &Blocks, typing: &Typing<'_>, fields: &Fields) -> Option<Stated<String>> {
    let clean = |v: &str| {
        let v = v.trim();
        let v = lines::byline(v).unwrap_or(v);
        let url = v.contains("http") || v.contains('@') || v.contains(".com");
        (!v.is_empty() && v.len() <= 150 && !url && v.chars().any(char::is_alphabetic)).then(|| v.to_owned())
    };
    let stated = |value: String, evidence: &str| Some(Stated { value, evidence: evidence.to_owned() });
    if let Some(name) = fields.article.author.as_deref().and_then(clean) {
        return stated(name, "JSON-LD author");
    }
    let names = [
        "author",
        "article:author_name",
        "parsely-author",
        "sailthru.author",
        "dc.creator",
        "dcterms.creator",
        "byl",
        "citation_author",
        "article:author",
        "authors",
    ];
    for name in &names {
        if let Some(value) = fields.meta(&[name]).and_then(|(_, v)| clean(v)) {
            return stated(value, name);
        }
    }
    let first = typing.first_body.unwrap_or(0);
    let near = |i: usize| i + 15 >= first && i <= typing.last_body + 3;
    for (i, block) in blocks.list.iter().enumerate().filter(|(i, _)| near(*i)) {
        let _ = i;
        if let Some(name) = lines::byline(&block.text) {
            return stated(name.to_owned(), "byline");
        }
        let marked = page.attr(block.node, Attr::Itemprop).contains("author") || typing.hinted(block.node, "byline", 2);
        if marked
            && words_only(block)
            && !block.text.bytes().any(|b| b.is_ascii_digit())
            && let Some(name) = clean(&block.text).filter(|n| lines::words(n) <= 8)
        {
            return stated(name, "byline");
        }
    }
    None
}
