//! The day a page was published, in tiers of evidence.
//!
//! For: the anchor of every relative date in a report. In: a page's fields and blocks. Out: a day
//! and the tier that gave it. The tiers, best first: structured data, meta fields, `<time>`, the
//! address, a date line beside the headline, any date that stands alone, any date at all.
//! A date of change is never a date of publication.

use super::blocks::Blocks;
use super::body::Choice;
use super::dates::{self, Order};
use super::fields::Fields;
use super::hints::Hints;
use super::page::{NONE, Page};
use super::tags::{Attr, Tag};
use crate::report::{DatePrecision, Published, Stated};
use crate::text::Span;
use jiff::civil::Date;

/// Meta names that state the day of publication, most reliable first. From schema.org, Open Graph,
/// Dublin Core, Highwire Press, Parse.ly, Sailthru and Chartbeat.
const META: [&str; 44] = [
    "article:published_time",
    "article:published",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "rnews:datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "dcterms.issued",
    "dc.date.issued",
    "dcterms.created",
    "dc.date.created",
    "dcterms.date",
    "dc.date",
    "dc:date",
    "dcsext.articlefirstpublished",
    "article_date_original",
    "article.published",
    "article-publish-date",
    "article:publicationdate",
    "published-date",
    "published_date",
    "publish-date",
    "publish_date",
    "publishdate",
    "publisheddate",
    "publication_date",
    "publication-date",
    "publicationdate",
    "originalpublicationdate",
    "original-publish-date",
    "bt:pubdate",
    "pubdate",
    "pub_date",
    "datecreated",
    "displaydate",
    "display-date",
    "citation_publication_date",
    "citation_date",
    "ptime",
    "date",
    "og:pubdate",
];

/// The day and the tier. `latest` is the last day that is believed.
pub(super) fn of(
    page: &Page,
    blocks: &Blocks,
    choices: &[Choice],
    fields: &Fields,
    latest: Date,
) -> Option<Stated<Published>> {
    let order = if fields.american { Order::MonthFirst } else { Order::DayFirst };
    let fits = |day: &Date| *day <= latest;
    let field = |value: &str| dates::of_field(value, order).filter(fits);
    let stated = |day: Date, evidence: &str| Some(on(day, evidence));
    if let Some(day) = fields.article.published.as_deref().and_then(field) {
        return stated(day, "JSON-LD datePublished");
    }
    for (key, value) in META.iter().filter_map(|name| fields.meta(&[name])) {
        if let Some(day) = field(value) {
            return stated(day, key);
        }
    }
    if let Some(day) = fields.other.published.as_deref().and_then(field) {
        return stated(day, "JSON-LD datePublished");
    }
    let lines = Lines { page, blocks, choices, order, latest };
    lines
        .marked_up()
        .or_else(|| fields.url.as_deref().and_then(dates::of_url).filter(fits).map(|d| on(d, "URL")))
        .or_else(|| lines.time_elements())
        .or_else(|| lines.hinted())
        .or_else(|| lines.short())
        .or_else(|| lines.anywhere())
}

/// A day with its evidence.
pub(super) fn on(day: Date, evidence: &str) -> Stated<Published> {
    Stated { value: Published { day, precision: DatePrecision::Day }, evidence: evidence.to_owned() }
}

/// Words before a date that say it is not the day of publication.
pub(super) fn is_change(before: &str) -> bool {
    let before = before.to_lowercase();
    [
        "updated",
        "update",
        "modified",
        "last edited",
        "edited",
        "revised",
        "aktualisiert",
        "mis à jour",
        "actualizado",
        "accessed",
        "retrieved",
        "©",
        "copyright",
    ]
    .iter()
    .any(|w| before.contains(w))
}

/// "Bridge shut until June (3 May 2031)": another report's headline with its day in brackets.
fn is_teaser(line: &str, date: Span) -> bool {
    let before = line.get(..date.start as usize).unwrap_or("").trim_end();
    let after = line.get(date.end as usize..).unwrap_or("").trim_start();
    before.ends_with(['(', '[']) && after.starts_with([')', ']']) && before.split_whitespace().nth(3).is_some()
}

struct Lines<'a> {
    page: &'a Page,
    blocks: &'a Blocks,
    choices: &'a [Choice],
    order: Order,
    latest: Date,
}

impl Lines<'_> {
    /// `itemprop=datePublished` on any element, `<time pubdate>`.
    fn marked_up(&self) -> Option<Stated<Published>> {
        self.page.elements().find_map(|(node, tag)| {
            let named = self.page.attr(node, Attr::Itemprop).to_ascii_lowercase().contains("datepublished");
            let pubdate = tag == Tag::Time && self.page.attr_opt(node, Attr::Pubdate).is_some();
            (named || pubdate).then(|| self.day_of(node)).flatten().map(|d| on(d, "datePublished in the page"))
        })
    }

    fn day_of(&self, node: u32) -> Option<Date> {
        [Attr::Datetime, Attr::Content, Attr::Title]
            .into_iter()
            .find_map(|a| dates::of_field(self.page.attr(node, a), self.order))
            .or_else(|| dates::of_field(&self.page.text(node, 100), self.order))
            .filter(|d| *d <= self.latest)
    }

    /// The first `<time>` outside lists of other articles; one before the body's end is enough.
    fn time_elements(&self) -> Option<Stated<Published>> {
        let mut fallback = None;
        for (node, tag) in self.page.elements() {
            if tag != Tag::Time {
                continue;
            }
            let class = self.page.attr(node, Attr::Class);
            if is_change(class) || self.in_other(node) {
                continue;
            }
            let before = self.page.text(self.page.nodes.get(node as usize).map_or(0, |n| n.parent), 60);
            let Some(day) = self.day_of(node) else { continue };
            if is_change(before.split(|c: char| c.is_ascii_digit()).next().unwrap_or("")) {
                fallback = fallback.or(Some(day));
                continue;
            }
            return Some(on(day, "time element"));
        }
        fallback.map(|d| on(d, "time element"))
    }

    /// Whether the node stands among comments or links to other articles, or beside the article.
    fn in_other(&self, node: u32) -> bool {
        self.among_others(node)
            || self.within(node, |at, own| own.has("sidebar") || self.page.tag(at) == Some(Tag::Aside))
    }

    /// Whether the node stands among comments or links to other articles.
    fn among_others(&self, node: u32) -> bool {
        self.within(node, |_, own| own.has("comments") || own.has("related"))
    }

    fn within(&self, node: u32, is: impl Fn(u32, Hints) -> bool) -> bool {
        let mut at = node;
        for _ in 0..12 {
            let Some(n) = self.page.nodes.get(at as usize) else { return false };
            if is(at, self.blocks.own.get(at as usize).copied().unwrap_or_default()) {
                return true;
            }
            at = n.parent;
            if at == NONE {
                return false;
            }
        }
        false
    }

    /// A date in an element whose class says that dates stand there.
    fn hinted(&self) -> Option<Stated<Published>> {
        self.pick("date line", |block| {
            let mut at = block.node;
            for _ in 0..3 {
                if self.blocks.own.get(at as usize).is_some_and(|own| own.has("dateline") || own.has("byline")) {
                    return block.text.len() < 200;
                }
                at = self.page.nodes.get(at as usize).map_or(NONE, |n| n.parent);
            }
            false
        })
    }

    /// A date in a short line.
    fn short(&self) -> Option<Stated<Published>> {
        self.pick("date line", |block| block.text.len() < 80)
    }

    fn anywhere(&self) -> Option<Stated<Published>> {
        self.pick("visible text", |_| true)
    }

    /// The best date of the blocks that `wanted` accepts. After the body's beginning a date beside a link to another article
    /// is that article's; before it, and in an aside or side bar, it may tell of this one, and comes last.
    fn pick(&self, evidence: &str, wanted: impl Fn(&super::blocks::Block) -> bool) -> Option<Stated<Published>> {
        let body = self.choices.iter().position(|c| *c == Choice::Body).unwrap_or(0);
        let mut best: Option<(u32, Date)> = None;
        for (i, block) in self.blocks.list.iter().enumerate() {
            if block.text.len() > 20_000 || !wanted(block) || (i > body && self.among_others(block.node)) {
                continue;
            }
            for found in dates::find(&block.text, self.order).into_iter().take(3) {
                if found.day > self.latest || found.day.year() < 1990 {
                    continue;
                }
                if i > body && is_teaser(&block.text, found.span) {
                    continue;
                }
                let from = (found.span.start as usize).saturating_sub(40);
                let before = block.text.get(block.text.ceil_char_boundary(from)..found.span.start as usize);
                let change = before.is_some_and(is_change);
                // After the body's beginning dates belong to other articles more often.
                let far = if i <= body { 0 } else { 1 + u32::from(self.choices.get(i) != Some(&Choice::Body)) };
                let cost = u32::from(change) * 4 + u32::from(self.in_other(block.node)) * 8 + far;
                if best.is_none_or(|(c, _)| cost < c) {
                    best = Some((cost, found.day));
                }
            }
        }
        best.map(|(_, day)| on(day, evidence))
    }
}

#[cfg(test)]
mod tests {
    use super::super::{blocks, body};
    use super::*;

    fn day(html: &str) -> Option<(String, String)> {
        let page = Page::parse(html);
        let blocks = blocks::split(&page, false);
        let choices = body::choose(&page, &blocks, None);
        let latest = Date::new(2030, 1, 1).unwrap();
        let found = of(&page, &blocks, &choices, &Fields::of(&page), latest)?;
        Some((found.value.day.to_string(), found.evidence))
    }

    fn given(day: &str, evidence: &str) -> Option<(String, String)> {
        Some((day.to_owned(), evidence.to_owned()))
    }

    #[test]
    fn meta_fields_come_before_the_address_and_the_address_before_the_text() {
        let url = "<link rel=canonical href='https://npa.example/2016/05/04/x'>";
        let meta = "<meta property='article:published_time' content='2016-05-03T08:00:00Z'>";
        let text = "<p class=date>5 May 2016</p>";
        assert_eq!(day(&format!("{url}{meta}{text}")), given("2016-05-03", "article:published_time"));
        assert_eq!(day(&format!("{url}{text}")), given("2016-05-04", "URL"));
        assert_eq!(day(text), given("2016-05-05", "date line"));
    }

    #[test]
    fn a_date_of_change_is_passed_over() {
        assert_eq!(day("<p>Updated 7 May 2016</p><p>5 May 2016</p>"), given("2016-05-05", "date line"));
        assert_eq!(day("<meta property='article:modified_time' content='2016-05-03'>"), None);
    }

    #[test]
    fn the_dates_of_other_articles_are_no_date_of_this_one() {
        let body = "<div class=entry><h1>Camp</h1><p>A camp has been opened near Arven, as a short film shows.</p>";
        let other = "<div class=related-posts><p><a href=x>How to write to us</a> 3 March 2015</p></div></div>";
        assert_eq!(day(&format!("{body}{other}")), None);
        assert_eq!(day(&format!("{body}<p>5 May 2016</p>{other}")), given("2016-05-05", "date line"));
        let list = "<h4>More</h4><ul><li>Ferry back in the water (3 March 2015)</li></ul></div>";
        assert_eq!(day(&format!("{body}{list}")), None);
    }

    #[test]
    fn a_date_in_the_future_is_rejected() {
        assert_eq!(day("<meta name=date content='2031-01-01'><p>5 May 2016</p>"), given("2016-05-05", "date line"));
    }
}
