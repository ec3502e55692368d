//! What a page says about itself.
//!
//! For: title, outlet, byline, dates. In: a [`Page`]. Out: [`Fields`], strings as found with the
//! place they were found in. Not here: which of them to believe.

use super::page::Page;
use super::tags::{Attr, Tag};
use serde_json::Value;

/// Most `<meta>` elements looked at.
const MAX_META: usize = 500;
/// Largest JSON-LD script parsed, in bytes.
const MAX_JSON: usize = 2_000_000;
/// Most objects looked at in JSON-LD.
const MAX_OBJECTS: usize = 5_000;

/// Fields of a page's head and of its structured data.
#[derive(Debug, Default)]
pub(super) struct Fields {
    /// `<meta>`: lower-case name, content.
    pub(super) meta: Vec<(String, String)>,
    /// `<title>`.
    pub(super) title: String,
    /// `<link rel=canonical>` or `og:url`.
    pub(super) url: Option<String>,
    /// `<html lang>` and the like, two letters.
    pub(super) language: Option<String>,
    /// Whether numeric dates are written month first.
    pub(super) american: bool,
    /// From JSON-LD: an article's fields.
    pub(super) article: Structured,
    /// From JSON-LD: the fields of the page or of anything else.
    pub(super) other: Structured,
}

/// Fields of a JSON-LD object.
#[derive(Debug, Default)]
pub(super) struct Structured {
    pub(super) headline: Option<String>,
    pub(super) published: Option<String>,
    pub(super) publisher: Option<String>,
    pub(super) author: Option<String>,
}

impl Fields {
    /// The content of the first meta element with one of these names, in the order of the names.
    pub(super) fn meta(&self, names: &[&str]) -> Option<(&str, &str)> {
        names.iter().find_map(|name| {
            let (key, value) = self.meta.iter().find(|(key, value)| key == name && !value.is_empty())?;
            Some((key.as_str(), value.as_str()))
        })
    }

    /// Reads them.
    pub(super) fn of(page: &Page) -> Fields {
        let mut fields = Fields::default();
        let mut locale = String::new();
        for (node, tag) in page.elements() {
            match tag {
                Tag::Html => fields.language = two_letters(page.attr(node, Attr::Lang)),
                Tag::Body if fields.language.is_none() => fields.language = two_letters(page.attr(node, Attr::Lang)),
                Tag::Title if fields.title.is_empty() => fields.title = fold_space(page.raw(node), 1_000),
                Tag::Link if page.attr(node, Attr::Rel).eq_ignore_ascii_case("canonical") => {
                    let href = page.attr(node, Attr::Href).trim();
                    if href.starts_with("http") && fields.url.is_none() {
                        fields.url = Some(href.to_owned());
                    }
                }
                Tag::Meta => fields.add_meta(page, node, &mut locale),
                Tag::Script if page.attr(node, Attr::Type).to_ascii_lowercase().contains("ld+json") => {
                    fields.add_json(page.raw(node));
                }
                _ => {}
            }
        }
        if fields.url.is_none() {
            fields.url = fields.meta(&["og:url"]).map(|(_, v)| v.to_owned()).filter(|v| v.starts_with("http"));
        }
        let lang = page.attr(0, Attr::Lang).to_ascii_lowercase().replace('_', "-");
        fields.american = lang == "en-us" || (lang.len() <= 2 && locale.eq_ignore_ascii_case("en_US"));
        if fields.language.is_none() {
            fields.language = two_letters(&locale);
        }
        fields
    }

    fn add_meta(&mut self, page: &Page, node: u32, locale: &mut String) {
        let content = page.attr(node, Attr::Content).trim();
        let name = [Attr::Property, Attr::Name, Attr::Itemprop, Attr::HttpEquiv]
            .into_iter()
            .map(|a| page.attr(node, a))
            .find(|v| !v.is_empty());
        let Some(name) = name else { return };
        let name = name.to_ascii_lowercase();
        match name.as_str() {
            "content-language" if self.language.is_none() => self.language = two_letters(content),
            "og:locale" => *locale = content.to_owned(),
            _ => {}
        }
        if self.meta.len() < MAX_META {
            self.meta.push((name, fold_space(content, 2_000)));
        }
    }

    fn add_json(&mut self, script: &str) {
        let script = script.trim().trim_start_matches("<!--").trim_start_matches("//<![CDATA[");
        let script = script.trim().trim_end_matches("//]]>").trim_end_matches("-->");
        if script.len() > MAX_JSON {
            return;
        }
        // Line breaks inside strings are the most common error; JSON knows no other control characters.
        let parsed = serde_json::from_str::<Value>(script).or_else(|_| {
            let clean: String = script.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
            serde_json::from_str::<Value>(clean.trim().trim_end_matches(';'))
        });
        match parsed {
            Ok(value) => self.add_value(&value),
            Err(_) => {
                let into = if script.contains("Article") { &mut self.article } else { &mut self.other };
                set(&mut into.published, loose(script, "datePublished"));
                set(&mut into.headline, loose(script, "headline"));
            }
        }
    }

    /// Walks the value without recursion; serde_json has already bounded its depth at 128.
    fn add_value(&mut self, value: &Value) {
        let mut todo = vec![value];
        let mut seen = 0;
        while let Some(value) = todo.pop() {
            seen += 1;
            if seen > MAX_OBJECTS {
                break;
            }
            match value {
                Value::Array(list) => todo.extend(list.iter().rev()),
                Value::Object(map) => {
                    let kind = types(map.get("@type"));
                    let article = ["article", "posting", "report", "newsarticle"].iter().any(|k| kind.contains(k));
                    let into = if article { &mut self.article } else { &mut self.other };
                    set(&mut into.published, map.get("datePublished").and_then(text));
                    if article {
                        set(&mut into.headline, map.get("headline").and_then(text));
                        set(&mut into.author, map.get("author").or_else(|| map.get("creator")).and_then(names));
                        set(&mut into.publisher, map.get("publisher").and_then(names));
                    } else if kind.contains("organization") || kind.contains("website") || kind.contains("webpage") {
                        set(&mut into.publisher, map.get("publisher").and_then(names));
                    }
                    todo.extend(map.iter().filter(|(key, _)| !key.starts_with("comment")).map(|(_, v)| v));
                }
                _ => {}
            }
        }
    }
}

fn set(slot: &mut Option<String>, value: Option<String>) {
    if slot.is_none() {
        *slot = value.filter(|v| !v.is_empty());
    }
}

fn types(value: Option<&Value>) -> String {
    match value {
        Some(Value::String(s)) => s.to_ascii_lowercase(),
        Some(Value::Array(list)) => {
            list.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" ").to_ascii_lowercase()
        }
        _ => String::new(),
    }
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(s) => Some(fold_space(&unescape(s), 1_000)),
        Value::Array(list) => list.first().and_then(Value::as_str).map(|s| fold_space(s, 1_000)),
        _ => None,
    }
}

/// A name, or several joined by commas.
fn names(value: &Value) -> Option<String> {
    let one = |v: &Value| match v {
        Value::String(s) => Some(s.clone()),
        Value::Object(map) => map.get("name").and_then(text),
        _ => None,
    };
    let all = match value {
        Value::Array(list) => list.iter().take(20).filter_map(one).collect::<Vec<_>>().join(", "),
        other => one(other)?,
    };
    Some(fold_space(&unescape(&all), 300)).filter(|n| !n.is_empty())
}

/// The five entities that are escaped twice in structured data.
fn unescape(s: &str) -> String {
    if !s.contains('&') {
        return s.to_owned();
    }
    s.replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&#039;", "'")
        .replace("&#8217;", "’")
        .replace("&#8216;", "‘")
        .replace("&rsquo;", "’")
        .replace("&lsquo;", "‘")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

/// The string value of `key` in text that is almost JSON.
fn loose(script: &str, key: &str) -> Option<String> {
    let from = script.find(&format!("\"{key}\""))? + key.len() + 2;
    let rest = script.get(from..)?.trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?;
    let value = rest.split('"').next()?;
    (rest.len() > value.len() && value.len() < 500).then(|| fold_space(value, 500))
}

/// An ISO 639-1 code from `en-GB`, `en_GB`, `en`.
fn two_letters(tag: &str) -> Option<String> {
    let code = tag.trim().split(['-', '_']).next()?.to_ascii_lowercase();
    (code.len() == 2 && code.bytes().all(|b| b.is_ascii_lowercase())).then_some(code)
}

/// White space folded, at most `most` bytes.
pub(super) fn fold_space(text: &str, most: usize) -> String {
    let text = text.get(..text.floor_char_boundary(most * 4)).unwrap_or(text);
    let folded = text.split_whitespace().collect::<Vec<_>>().join(" ");
    folded.get(..folded.floor_char_boundary(most)).unwrap_or("").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(html: &str) -> Fields {
        Fields::of(&Page::parse(html))
    }

    #[test]
    fn structured_data_is_read_also_inside_a_graph() {
        let f = fields(
            r#"<script type="application/ld+json">{"@graph":[{"@type":"WebPage","datePublished":"2015-01-01"},
            {"@type":["NewsArticle"],"headline":"Camp &amp; road","datePublished":"2016-05-03","author":[{"name":"A. Writer"}],"publisher":{"name":"Varenia Post"}}]}</script>"#,
        );
        assert_eq!(f.article.headline.as_deref(), Some("Camp & road"));
        assert_eq!(f.article.published.as_deref(), Some("2016-05-03"));
        assert_eq!(f.article.author.as_deref(), Some("A. Writer"));
        assert_eq!(f.article.publisher.as_deref(), Some("Varenia Post"));
        assert_eq!(f.other.published.as_deref(), Some("2015-01-01"));
    }

    #[test]
    fn broken_structured_data_still_gives_its_date() {
        let f = fields(
            r#"<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2016-05-03", oops</script>"#,
        );
        assert_eq!(f.article.published.as_deref(), Some("2016-05-03"));
    }

    #[test]
    fn deep_structured_data_does_no_harm() {
        let deep = format!("{}1{}", "{\"a\":".repeat(10_000), "}".repeat(10_000));
        assert!(fields(&format!("<script type='application/ld+json'>{deep}</script>")).article.published.is_none());
    }

    #[test]
    fn meta_elements_the_title_and_the_language_are_read() {
        let f = fields("<html lang=en-US><title> A\n b </title><meta property='og:site_name' content='Varenia Post'>");
        assert_eq!((f.title.as_str(), f.language.as_deref(), f.american), ("A b", Some("en"), true));
        assert_eq!(f.meta(&["og:site_name"]), Some(("og:site_name", "Varenia Post")));
    }
}
