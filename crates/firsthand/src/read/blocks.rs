//! A page's text, block by block.
//!
//! For: choosing the body and typing the rest. In: a [`Page`]. Out: [`Blocks`] in reading order,
//! each with the element it stands in, the share of its text that is link text, and what the class
//! names above it say. Not here: which blocks are the report.

use super::hints::{self, Hints};
use super::page::{NONE, Page, What};
use super::tags::{Attr, Tag};
use rustc_hash::FxHashMap;

/// A stretch of text without a break.
#[derive(Clone, Debug)]
pub(super) struct Block {
    /// The block element that it stands in directly.
    pub(super) node: u32,
    /// White space folded.
    pub(super) text: String,
    /// Bytes of `text` inside links.
    pub(super) linked: usize,
    /// Bytes of `text` in bold.
    pub(super) bold: usize,
}

impl Block {
    /// Share of link text, 0 to 1.
    pub(super) fn link_share(&self) -> f32 {
        if self.text.is_empty() { 0.0 } else { self.linked as f32 / self.text.len() as f32 }
    }
}

/// The blocks and what is known of every node.
#[derive(Debug)]
pub(super) struct Blocks {
    pub(super) list: Vec<Block>,
    /// For each node, the hints of the node itself.
    pub(super) own: Vec<Hints>,
}

/// Nearest block, nearest link: inherited while walking down.
#[derive(Clone, Copy)]
struct Above {
    block: u32,
    link: bool,
    bold: bool,
}

/// Splits the page into blocks. `with_noscript` also reads what only browsers without scripts show.
pub(super) fn split(page: &Page, with_noscript: bool) -> Blocks {
    let count = page.nodes.len();
    let mut own = vec![Hints::NONE; count];
    let mut unseen = vec![false; count];
    let mut above = vec![Above { block: 0, link: false, bold: false }; count];
    let mut cache: FxHashMap<&str, Hints> = FxHashMap::default();
    let mut list: Vec<Block> = Vec::new();
    let mut open = Building::default();
    // The element in which the last text stood.
    let mut last: Option<u32> = None;
    for (i, node) in page.nodes.iter().enumerate() {
        let from = above.get(node.parent as usize).copied().unwrap_or(Above { block: 0, link: false, bold: false });
        let hidden = node.parent != NONE && unseen.get(node.parent as usize).copied().unwrap_or(false);
        match node.what {
            What::Element(tag, ..) => {
                let id = i as u32;
                let mut kinds = Hints::NONE;
                for attr in [Attr::Class, Attr::Id, Attr::Role, Attr::Itemprop, Attr::Rel] {
                    // The body element's classes describe the whole page.
                    if matches!(tag, Tag::Html | Tag::Body) || (attr == Attr::Rel && tag != Tag::A) {
                        continue;
                    }
                    let value = page.attr(id, attr);
                    if !value.is_empty() {
                        kinds = kinds.and(*cache.entry(value).or_insert_with(|| hints::of(value)));
                    }
                }
                own[i] = kinds;
                unseen[i] = hidden
                    || tag.is_unread()
                    || (tag == Tag::Noscript && !with_noscript)
                    || matches!(tag, Tag::Select | Tag::Textarea | Tag::Option)
                    || is_hidden(page, id);
                let block = !tag.is_inline();
                above[i] = Above {
                    block: if block { id } else { from.block },
                    link: from.link || tag == Tag::A,
                    bold: from.bold || matches!(tag, Tag::B | Tag::Strong),
                };
                if block {
                    open.flush(&mut list);
                } else if tag == Tag::Br && !hidden {
                    open.line_break();
                }
            }
            What::Text(..) => {
                if hidden {
                    continue;
                }
                if open.node != from.block {
                    open.flush(&mut list);
                    open.node = from.block;
                } else if last.is_some_and(|last| are_parted(page, last, node.parent)) {
                    open.part(page.chars(i as u32));
                }
                open.push(page.chars(i as u32), from, &mut list);
                last = Some(node.parent);
            }
        }
    }
    open.flush(&mut list);
    Blocks { list, own }
}

/// Whether two elements stand directly beside each other and are styled apart: a browser draws a gap between them that the
/// characters do not show ("<span>By Ora Lind</span><span class=date>3 May</span>").
fn are_parted(page: &Page, a: u32, b: u32) -> bool {
    let parent = |node: u32| page.nodes.get(node as usize).map(|n| n.parent);
    let links = page.tag(a) == Some(Tag::A) && page.tag(b) == Some(Tag::A);
    let classes = (page.attr(a, Attr::Class), page.attr(b, Attr::Class));
    let inline = |node: u32| page.tag(node).is_some_and(Tag::is_inline);
    a != b && parent(a) == parent(b) && inline(a) && inline(b) && (links || classes.0 != classes.1)
}

/// Hidden by attribute or inline style. Body text is sometimes hidden until a script shows it, so
/// only small signs count: `hidden`, `display:none`.
fn is_hidden(page: &Page, node: u32) -> bool {
    if page.attr_opt(node, Attr::Hidden).is_some() {
        return true;
    }
    let style = page.attr(node, Attr::Style);
    if style.is_empty() {
        return false;
    }
    let style: String = style.chars().filter(|c| !c.is_whitespace()).take(500).collect::<String>().to_ascii_lowercase();
    style.contains("display:none") || style.contains("visibility:hidden")
}

#[derive(Default)]
struct Building {
    node: u32,
    text: String,
    linked: usize,
    bold: usize,
    space: bool,
    breaks: u32,
}

impl Building {
    fn push(&mut self, chars: &str, above: Above, list: &mut Vec<Block>) {
        let has_text = !chars.trim().is_empty();
        if has_text {
            let sentence = self.text.trim_end().ends_with(['.', '!', '?', '"', '”', '…', ':', '»']);
            // A line that is all bold, above one that is not, is a heading without its element.
            let heading = self.breaks == 1 && !above.bold && self.bold == self.text.len() && self.bold >= 15;
            if heading || self.breaks >= 2 || (self.breaks == 1 && sentence && self.text.len() >= 60) {
                let node = self.node;
                self.flush(list);
                self.node = node;
            }
            self.breaks = 0;
        }
        let from = self.text.len();
        let mut rest = chars;
        while let Some(c) = rest.chars().next() {
            if c.is_whitespace() || c == '\u{200B}' || c == '\u{FEFF}' {
                self.space |= c != '\u{200B}' && c != '\u{FEFF}';
                rest = rest.get(c.len_utf8()..).unwrap_or("");
                continue;
            }
            let end =
                rest.find(|c: char| c.is_whitespace() || c == '\u{200B}' || c == '\u{FEFF}').unwrap_or(rest.len());
            if self.space && !self.text.is_empty() {
                self.text.push(' ');
            }
            self.space = false;
            // A NUL is the one character that no output accepts.
            self.text.extend(rest.get(..end).unwrap_or("").chars().filter(|c| *c != '\0'));
            rest = rest.get(end..).unwrap_or("");
        }
        let added = self.text.len() - from;
        self.linked += if above.link { added } else { 0 };
        self.bold += if above.bold { added } else { 0 };
    }

    /// Parts what follows from what stands there, where both are words: an initial set large stays with its word.
    fn part(&mut self, next: &str) {
        let last = self.text.split(' ').next_back().unwrap_or("");
        let word = last.chars().count() > 2 && last.ends_with(char::is_alphanumeric);
        let begins = |c: char| c.is_uppercase() || c.is_ascii_digit();
        self.space |= word && next.starts_with(begins);
    }

    fn line_break(&mut self) {
        self.breaks += 1;
        self.space = true;
    }

    fn flush(&mut self, list: &mut Vec<Block>) {
        if !self.text.is_empty() {
            list.push(Block {
                node: self.node,
                text: std::mem::take(&mut self.text),
                linked: self.linked,
                bold: self.bold,
            });
        }
        *self = Building { node: NONE, ..Building::default() };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(html: &str) -> Vec<String> {
        split(&Page::parse(html), false).list.into_iter().map(|b| b.text).collect()
    }

    #[test]
    fn blocks_are_cut_at_block_elements_and_at_double_breaks() {
        assert_eq!(texts("<div>a <b>b</b>c<p>d</p>e<br><br>f<br>g</div>"), ["a bc", "d", "e", "f g"]);
    }

    #[test]
    fn elements_that_are_styled_apart_are_words_apart() {
        let line = "<div><span>By Ora Lind</span><span class='date'>May 3, 2016</span></div>";
        assert_eq!(texts(line), ["By Ora Lind May 3, 2016"]);
        assert_eq!(texts("<p><a>News</a><a>Sport</a></p>"), ["News Sport"]);
        assert_eq!(
            texts("<p><span class='big'>T</span><span>he army and <b>Mc</b><i>Tal</i></span></p>"),
            ["The army and McTal"]
        );
    }

    #[test]
    fn a_single_break_after_a_long_sentence_ends_a_paragraph() {
        let long = "The soldiers who came to the village at night took eleven men with them.";
        assert_eq!(texts(&format!("<p>{long}<br>Nobody returned.</p>")), [long, "Nobody returned."]);
    }

    #[test]
    fn scripts_and_hidden_elements_are_not_text() {
        assert_eq!(texts("<p>a<script>x</script><span style='display: none'>y</span>b</p>"), ["ab"]);
    }

    #[test]
    fn link_text_is_measured() {
        assert_eq!(split(&Page::parse("<p><a>aaaa</a>bbbb</p>"), false).list[0].link_share(), 0.5);
    }
}
