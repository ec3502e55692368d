//! A page as a bounded tree.
//!
//! For: reading hostile pages in linear time. In: decoded HTML. Out: [`Page`], an arena of nodes.
//! The tokens are those of the HTML standard (html5gum); the tree is simpler than a browser's: no
//! formatting elements are rebuilt, no table content is moved. In return every limit holds while
//! the tree is built: depth, nodes, attributes, text; nothing recurses. Not here: what a node means.

use super::tags::{Attr, Tag};
use super::unwound::Unwound;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span as GumSpan, Tokenizer};
use std::convert::Infallible;

/// Deepest nesting kept, as in browsers; what is nested deeper hangs at this depth.
pub(super) const MAX_DEPTH: usize = 512;
/// Levels of [`MAX_DEPTH`] that only headings, paragraphs, lists and links may use, so that text
/// below a thousand wrappers keeps its form.
const RESERVED: usize = 32;
/// Most nodes kept (a long page has 10,000).
const MAX_NODES: usize = 1_000_000;
/// Most attributes looked at on one tag.
const MAX_ATTRS: usize = 64;
/// Longest attribute value kept, in bytes; meta descriptions and class lists are far shorter.
const MAX_VALUE: usize = 8_192;

/// No node.
pub(super) const NONE: u32 = u32::MAX;

/// A node of the tree; 0 is the root (`html`).
#[derive(Debug)]
pub(super) struct Node {
    pub(super) parent: u32,
    pub(super) first: u32,
    pub(super) next: u32,
    last: u32,
    pub(super) what: What,
}

/// What a node is.
#[derive(Debug)]
pub(super) enum What {
    /// An element and its attributes `[start, end)` in [`Page::attrs`].
    Element(Tag, u32, u32),
    /// Text, bytes `[start, end)` of [`Page::chars`].
    Text(u32, u32),
}

/// A parsed page.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) nodes: Vec<Node>,
    attrs: Vec<(Attr, u32, u32)>,
    chars: String,
    /// What was cut, in words, for the report's notes.
    pub(super) cuts: Vec<String>,
}

impl Page {
    /// Builds the tree.
    pub(super) fn parse(html: &str) -> Page {
        let mut builder = Builder::new();
        let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: GumSpan<()>| -> Option<Infallible> {
            builder.event(event);
            None
        });
        emitter.naively_switch_states(true);
        let Ok(()) = Tokenizer::new_with_emitter(Unwound::new(html), emitter).finish();
        builder.finish()
    }

    /// The element name; `None` for text.
    pub(super) fn tag(&self, node: u32) -> Option<Tag> {
        match self.nodes.get(node as usize)?.what {
            What::Element(tag, _, _) => Some(tag),
            What::Text(..) => None,
        }
    }

    /// An attribute's value, or `""`.
    pub(super) fn attr(&self, node: u32, wanted: Attr) -> &str {
        self.attr_opt(node, wanted).unwrap_or("")
    }

    /// An attribute's value, if the element has it.
    pub(super) fn attr_opt(&self, node: u32, wanted: Attr) -> Option<&str> {
        let Some(Node { what: What::Element(_, from, to), .. }) = self.nodes.get(node as usize) else { return None };
        let list = self.attrs.get(*from as usize..*to as usize)?;
        let (_, start, end) = list.iter().find(|(attr, ..)| *attr == wanted)?;
        self.chars.get(*start as usize..*end as usize)
    }

    /// A text node's characters.
    pub(super) fn chars(&self, node: u32) -> &str {
        match self.nodes.get(node as usize).map(|n| &n.what) {
            Some(What::Text(start, end)) => self.chars.get(*start as usize..*end as usize).unwrap_or(""),
            _ => "",
        }
    }

    /// The node after `node` in document order that is not inside it, within `root`.
    pub(super) fn skip(&self, node: u32, root: u32) -> u32 {
        let mut at = node;
        while at != root && at != NONE {
            let Some(n) = self.nodes.get(at as usize) else { return NONE };
            if n.next != NONE {
                return n.next;
            }
            at = n.parent;
        }
        NONE
    }

    /// The node after `node` in document order, within `root`.
    pub(super) fn step(&self, node: u32, root: u32) -> u32 {
        match self.nodes.get(node as usize) {
            Some(n) if n.first != NONE => n.first,
            _ => self.skip(node, root),
        }
    }

    /// All elements in document order.
    pub(super) fn elements(&self) -> impl Iterator<Item = (u32, Tag)> + '_ {
        self.nodes.iter().enumerate().filter_map(|(i, n)| match n.what {
            What::Element(tag, ..) => Some((i as u32, tag)),
            What::Text(..) => None,
        })
    }

    /// The text inside a node with white space folded, at most `most` bytes (and a word).
    pub(super) fn text(&self, root: u32, most: usize) -> String {
        let mut out = String::new();
        let mut at = root;
        while at != NONE && out.len() < most {
            let unread = self.tag(at).is_some_and(|t| t.is_unread()) && at != root;
            for word in self.chars(at).split_whitespace() {
                if !out.is_empty() {
                    out.push(' ');
                }
                out.push_str(word);
                if out.len() >= most {
                    break;
                }
            }
            at = if unread { self.skip(at, root) } else { self.step(at, root) };
        }
        out
    }

    /// The raw characters of a node's text children (scripts).
    pub(super) fn raw(&self, node: u32) -> &str {
        self.nodes.get(node as usize).map_or("", |n| self.chars(n.first))
    }
}

struct Builder {
    page: Page,
    stack: Vec<(u32, Tag)>,
    open: [u32; Tag::COUNT],
    tag: Tag,
    in_tag: bool,
    attrs_from: usize,
    attrs_seen: usize,
    attr: Option<Attr>,
    overflow: u32,
    body_seen: bool,
    cut: [bool; 3],
}

impl Builder {
    fn new() -> Self {
        let root = Node { parent: NONE, first: NONE, next: NONE, last: NONE, what: What::Element(Tag::Html, 0, 0) };
        Builder {
            page: Page { nodes: vec![root], attrs: Vec::new(), chars: String::new(), cuts: Vec::new() },
            stack: vec![(0, Tag::Html)],
            open: [0; Tag::COUNT],
            tag: Tag::Other,
            in_tag: false,
            attrs_from: 0,
            attrs_seen: 0,
            attr: None,
            overflow: 0,
            body_seen: false,
            cut: [false; 3],
        }
    }

    fn finish(mut self) -> Page {
        let said = [
            format!("nesting deeper than {MAX_DEPTH} elements was flattened"),
            format!("everything after {MAX_NODES} nodes was cut"),
            format!("attributes after the first {MAX_ATTRS} of a tag were ignored"),
        ];
        self.page.cuts = said.into_iter().zip(self.cut).filter(|(_, cut)| *cut).map(|(text, _)| text).collect();
        self.page
    }

    fn event(&mut self, event: CallbackEvent<'_>) {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.tag = Tag::of(name);
                self.in_tag = true;
                self.attrs_from = self.page.attrs.len();
                self.attrs_seen = 0;
            }
            CallbackEvent::AttributeName { name } => {
                self.attrs_seen += 1;
                self.attr = if self.attrs_seen <= MAX_ATTRS { Attr::of(name) } else { None };
                self.cut[2] |= self.attrs_seen > MAX_ATTRS;
                if let (Some(attr), true) = (self.attr, self.in_tag) {
                    let at = self.page.chars.len() as u32;
                    self.page.attrs.push((attr, at, at));
                }
            }
            CallbackEvent::AttributeValue { value } => {
                if let (Some(_), true) = (self.attr.take(), self.in_tag) {
                    let mut value = String::from_utf8_lossy(value.get(..MAX_VALUE).unwrap_or(value));
                    if value.ends_with('\u{FFFD}') {
                        value.to_mut().pop();
                    }
                    self.page.chars.push_str(&value);
                    if let Some(last) = self.page.attrs.last_mut() {
                        last.2 = self.page.chars.len() as u32;
                    }
                }
            }
            CallbackEvent::CloseStartTag { self_closing } => self.start(self_closing),
            CallbackEvent::EndTag { name } => {
                self.in_tag = false;
                self.end(Tag::of(name));
            }
            CallbackEvent::String { value } => self.text(&String::from_utf8_lossy(value)),
            _ => {}
        }
    }

    fn top(&self) -> (u32, Tag) {
        self.stack.last().copied().unwrap_or((0, Tag::Html))
    }

    fn append(&mut self, what: What) -> Option<u32> {
        if self.page.nodes.len() >= MAX_NODES {
            self.cut[1] = true;
            return None;
        }
        let parent = self.top().0;
        let id = self.page.nodes.len() as u32;
        self.page.nodes.push(Node { parent, first: NONE, next: NONE, last: NONE, what });
        let last = std::mem::replace(&mut self.page.nodes.get_mut(parent as usize)?.last, id);
        if last == NONE {
            self.page.nodes.get_mut(parent as usize)?.first = id;
        } else {
            self.page.nodes.get_mut(last as usize)?.next = id;
        }
        Some(id)
    }

    fn text(&mut self, text: &str) {
        if self.top().1 == Tag::Head {
            if text.trim().is_empty() {
                return;
            }
            self.pop_to(Tag::Head);
        }
        let start = self.page.chars.len();
        // The tree's offsets are 32 bits; the size bound on files is far below.
        if start + text.len() > u32::MAX as usize {
            return;
        }
        self.page.chars.push_str(text);
        let end = self.page.chars.len();
        self.append(What::Text(start as u32, end as u32));
    }

    fn start(&mut self, self_closing: bool) {
        self.in_tag = false;
        let tag = self.tag;
        let attrs = (self.attrs_from as u32, self.page.attrs.len() as u32);
        match tag {
            Tag::Html => {
                if let Some(root) = self.page.nodes.first_mut()
                    && matches!(root.what, What::Element(_, from, to) if from == to)
                {
                    root.what = What::Element(Tag::Html, attrs.0, attrs.1);
                }
                return;
            }
            Tag::Body => {
                if self.body_seen {
                    return;
                }
                self.body_seen = true;
                self.pop_to(Tag::Head);
            }
            Tag::Head if self.body_seen || self.open[Tag::Head as usize] > 0 => return,
            _ => {}
        }
        if self.top().1 == Tag::Head && !belongs_in_head(tag) {
            self.pop_to(Tag::Head);
        }
        self.break_out(tag);
        self.close_implied(tag);
        let room = MAX_DEPTH - if nests(tag) { RESERVED } else { 0 };
        if self.stack.len() >= room && !tag.is_void() {
            self.cut[0] = true;
            self.overflow = self.overflow.saturating_add(1);
            return;
        }
        let Some(id) = self.append(What::Element(tag, attrs.0, attrs.1)) else { return };
        if tag.is_void() || (self_closing && matches!(tag, Tag::Svg | Tag::Math | Tag::Other)) {
            return;
        }
        self.stack.push((id, tag));
        self.open[tag as usize] += 1;
    }

    /// Text elements end a drawing or formula that was never closed, as in browsers.
    fn break_out(&mut self, tag: Tag) {
        if self.open[Tag::Svg as usize] + self.open[Tag::Math as usize] == 0 || (tag.is_inline() && tag != Tag::Img) {
            return;
        }
        if let Some(i) = self.stack.iter().position(|(_, t)| matches!(t, Tag::Svg | Tag::Math)) {
            self.truncate(i);
        }
    }

    /// Closes what the standard closes without an end tag when `tag` begins.
    fn close_implied(&mut self, tag: Tag) {
        use Tag::*;
        let (closes, stops): (&[Tag], &[Tag]) = match tag {
            Li => (&[Li], &[Ul, Ol, Menu, Table, Td, Th]),
            Dt | Dd => (&[Dt, Dd], &[Dl, Table, Td, Th]),
            Option | Optgroup => (&[Option], &[Select]),
            Td | Th => (&[Td, Th], &[Table, Tr]),
            Tr => (&[Tr], &[Table]),
            Tbody | Thead | Tfoot => (&[Tbody, Thead, Tfoot], &[Table]),
            A => (&[A], &[]),
            _ => (&[], &[]),
        };
        if !tag.is_inline() && self.open[P as usize] > 0 {
            let inside = self.stack.iter().rev().take_while(|(_, t)| t.is_inline()).count();
            if let Some(i) = self.stack.len().checked_sub(inside + 1)
                && self.stack.get(i).is_some_and(|(_, t)| *t == P)
            {
                self.truncate(i);
            }
        }
        if closes.iter().any(|t| self.open[*t as usize] > 0) {
            let found = self
                .stack
                .iter()
                .enumerate()
                .rev()
                .find(|(_, (_, t))| closes.contains(t) || stops.contains(t) || (tag == A && !t.is_inline()));
            if let Some((i, (_, t))) = found
                && closes.contains(t)
            {
                self.truncate(i);
            }
        }
    }

    fn end(&mut self, tag: Tag) {
        if matches!(tag, Tag::Body | Tag::Html) || tag.is_void() {
            return;
        }
        if self.overflow > 0 && (nests(tag) || self.top().1 != tag) {
            self.overflow -= 1;
            return;
        }
        if self.open[tag as usize] == 0 {
            return;
        }
        use Tag::*;
        let part_of_table = matches!(tag, Table | Tr | Td | Th | Tbody | Thead | Tfoot);
        for (i, (_, open)) in self.stack.iter().enumerate().rev() {
            if *open == tag {
                self.truncate(i);
                return;
            }
            // A stray inline end tag never closes a block; a stray </div> never closes a cell.
            if (tag.is_inline() && !open.is_inline()) || (!part_of_table && matches!(open, Td | Th | Table)) {
                return;
            }
        }
    }

    fn pop_to(&mut self, tag: Tag) {
        if self.open[tag as usize] > 0
            && let Some(i) = self.stack.iter().rposition(|(_, t)| *t == tag)
        {
            self.truncate(i);
        }
    }

    fn truncate(&mut self, length: usize) {
        for (_, tag) in self.stack.drain(length.max(1)..) {
            self.open[tag as usize] = self.open[tag as usize].saturating_sub(1);
        }
        self.overflow = 0;
    }
}

/// Elements that wrap others without saying what they are.
fn nests(tag: Tag) -> bool {
    (tag.is_inline() && tag != Tag::A)
        || matches!(tag, Tag::Div | Tag::Section | Tag::Table | Tag::Tbody | Tag::Tr | Tag::Td)
}

fn belongs_in_head(tag: Tag) -> bool {
    use Tag::*;
    matches!(tag, Title | Meta | Link | Script | Style | Noscript | Base | Template | Head | Body | Other)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn depth(page: &Page, node: u32) -> usize {
        std::iter::successors(Some(node), |n| Some(page.nodes[*n as usize].parent).filter(|p| *p != NONE)).count() - 1
    }

    fn outline(html: &str) -> String {
        let page = Page::parse(html);
        let mut out = String::new();
        let mut at = 0;
        while at != NONE {
            let depth = depth(&page, at);
            match page.tag(at) {
                Some(tag) => out.push_str(&format!("{depth}{tag:?} ")),
                None => out.push_str(&format!("{depth}'{}' ", page.chars(at))),
            }
            at = page.step(at, 0);
        }
        out.trim_end().to_owned()
    }

    #[test]
    fn a_paragraph_ends_where_the_next_block_begins() {
        assert_eq!(outline("<body><p>a<p>b<div>c</div>"), "0Html 1Body 2P 3'a' 2P 3'b' 2Div 3'c'");
    }

    #[test]
    fn a_stray_inline_end_tag_does_not_close_the_paragraph() {
        assert_eq!(outline("<body><b><p>a</b>b</p>"), "0Html 1Body 2B 3P 4'a' 4'b'");
    }

    #[test]
    fn list_items_and_cells_close_one_another_but_not_outer_ones() {
        assert_eq!(outline("<ul><li>a<ul><li>b</ul><li>c"), "0Html 1Ul 2Li 3'a' 3Ul 4Li 5'b' 2Li 3'c'");
        assert_eq!(outline("<table><tr><td>a<td>b</div>c"), "0Html 1Table 2Tr 3Td 4'a' 3Td 4'b' 4'c'");
    }

    #[test]
    fn a_tag_of_very_many_attributes_is_read_on_any_stack() {
        let many: String = (0..200_000).map(|n| format!(" a{n}=\"=\"")).collect();
        let html = format!("<p class=\"x=1\"{many} id=\"a=b\">in</p{many}><p data-a = \"=\" title=t=\"1\">out");
        let page = Page::parse(&html);
        assert_eq!(outline(&html), "0Html 1P 2'in' 1P 2'out'");
        assert_eq!((page.attr(1, Attr::Class), page.attr(3, Attr::Title)), ("x=1", "t=\"1\""));
        let every: String = (0..130).map(|n| format!("<i{} title=\"{n}=\">", " b=\"\"".repeat(n % 60))).collect();
        let page = Page::parse(&every);
        let titles: Vec<&str> = page.elements().skip(1).map(|(node, _)| page.attr(node, Attr::Title)).collect();
        assert_eq!(titles, (0..130).map(|n| format!("{n}=")).collect::<Vec<_>>());
    }

    #[test]
    fn nesting_is_capped_and_said() {
        let page = Page::parse(&format!("{}x", "<div>".repeat(5000)));
        assert!(depth(&page, page.nodes.len() as u32 - 1) <= MAX_DEPTH);
        assert_eq!(page.cuts, ["nesting deeper than 512 elements was flattened"]);
    }

    #[test]
    fn attributes_of_a_tag_are_capped() {
        let many: String = (0..1000).map(|i| format!(" a{i}=1")).collect();
        let page = Page::parse(&format!("<div{many} id=x>"));
        assert_eq!(page.attr(1, Attr::Id), "");
        assert_eq!(page.cuts.len(), 1);
    }

    #[test]
    fn a_drawing_that_is_never_closed_does_not_swallow_the_page() {
        assert_eq!(outline("<body><svg><math><svg>x<p>y"), "0Html 1Body 2Svg 3Math 4Svg 5'x' 2P 3'y'");
    }

    #[test]
    fn script_content_is_not_markup() {
        assert_eq!(outline("<body><script>if (a<b) '<p>'</script>x"), "0Html 1Body 2Script 3'if (a<b) '<p>'' 2'x'");
    }
}
