//! The outlet that a page shows without saying so in its head.
//!
//! For: old and hand-made pages, blogs, saved copies. In: a page's title, blocks, picture texts.
//! Out: a name with its evidence. A name is believed when the page shows it twice: beside the
//! headline in `<title>`, at the top and again in the title, the foot, an account's name, or as
//! whom people told; `site` reads titles that are no headline. Not here: metadata (see `outlet`).

mod site;

use super::blocks::{Block, Blocks};
use super::fields::Fields;
use super::outlet::{is_label, letters, word_list};
use super::page::Page;
use super::tags::{Attr, Tag};
use super::{lines, naming, phrases};
use crate::report::Stated;

/// Marks that part headline and outlet in a `<title>`.
const MARKS: [&str; 11] = [" | ", " - ", " – ", " — ", " :: ", " : ", " » ", " « ", " • ", " · ", ": "];
/// Blocks at the top that can be a label.
const TOP: usize = 12;
/// Blocks at the bottom that can name the outlet again.
const FOOT: usize = 12;
/// Most pictures whose text is looked at.
const PICTURES: usize = 10;

/// What the page shows of its outlet.
pub(super) struct Banner<'a> {
    page: &'a Page,
    blocks: &'a Blocks,
    fields: &'a Fields,
    /// The first block that reads as a paragraph.
    prose: usize,
}

impl<'a> Banner<'a> {
    pub(super) fn new(page: &'a Page, blocks: &'a Blocks, fields: &'a Fields) -> Self {
        let consents = |b: &Block| b.text.to_lowercase().contains("cookies");
        let long =
            |b: &Block| b.text.len() >= 80 && b.link_share() < 0.33 && lines::ends_sentence(&b.text) && !consents(b);
        let prose = blocks.list.iter().position(long).unwrap_or(blocks.list.len());
        Banner { page, blocks, fields, prose }
    }

    fn stated(&self, label: &str, evidence: &str) -> Option<Stated<String>> {
        // The name in normal case stands in the title, the foot or a paragraph.
        let mut text = self.fields.title.clone();
        if !label.chars().any(char::is_lowercase) {
            for block in self.blocks.list.iter().take(2_000) {
                text.push('\n');
                text.push_str(&block.text);
            }
        }
        let value = naming::name(label, &text);
        (!value.is_empty() && value.len() <= 120).then(|| Stated { value, evidence: evidence.to_owned() })
    }

    /// The half of `<title>` that is not the headline, where the page shows the other half.
    pub(super) fn beside_the_headline(&self) -> Option<Stated<String>> {
        let title = self.fields.title.trim();
        for mark in MARKS {
            for (at, halves) in [(title.split_once(mark), false), (title.rsplit_once(mark), true)]
                .into_iter()
                .filter_map(|(pair, last)| pair.map(|p| (last, p)))
            {
                let (first, last) = (halves.0.trim(), halves.1.trim());
                let (headline, rest) = if at { (first, last) } else { (last, first) };
                let Some(shown) =
                    self.shown(headline).or_else(|| self.shown_in_part(headline).filter(|_| mark != ": "))
                else {
                    continue;
                };
                // "NPA :: Northern Press Agency": both halves are the outlet.
                if initials(headline) == letters(rest) {
                    return self.stated(headline, "title, again at the top");
                }
                if is_label(headline) && self.blocks.list.get(shown).is_some_and(|b| !self.in_heading(b)) {
                    continue;
                }
                let name = !rest.is_empty() && rest.split(' ').count() <= 6 && is_capital(rest) && !is_menu(rest);
                // Both halves can stand in headings: the one directly above the text is the headline.
                let banner = self.shown(rest);
                if !name || banner.is_some_and(|b| b > shown && b < self.prose) {
                    continue;
                }
                let rest_is_known =
                    banner.is_some() || is_label(rest) || rest.split(' ').count() >= 2 || self.again(rest).is_some();
                if rest_is_known && (mark != ": " || banner.is_some() || self.again(rest).is_some()) {
                    let side = if at { "title suffix" } else { "title prefix" };
                    return self.stated(rest, &format!("{side}; the rest of the title is the headline shown"));
                }
            }
        }
        None
    }

    /// The last block above the text, or a little below it, that shows exactly these words.
    fn shown(&self, words: &str) -> Option<usize> {
        let wanted = letters(words);
        if wanted.is_empty() {
            return None;
        }
        let to = (self.prose + 3).min(self.blocks.list.len());
        let is = |b: &Block| b.text.len() <= words.len() + 40 && letters(&b.text) == wanted;
        let list = self.blocks.list.get(..to)?;
        list.iter().rposition(|b| self.in_heading(b) && is(b)).or_else(|| list.iter().rposition(is))
    }

    fn in_heading(&self, block: &Block) -> bool {
        self.page.tag(block.node).is_some_and(Tag::is_heading)
    }

    /// A title that names the whole site: the page shows it at the top, and another heading above the text.
    pub(super) fn title_above_the_headline(&self) -> Option<Stated<String>> {
        let title = self.fields.title.trim();
        let above = self.shown(title).filter(|at| *at < self.prose.min(TOP))?;
        // Who writes everything small writes the name in capitals above.
        let title = match self.blocks.list.get(above).map(|b| b.text.trim()) {
            Some(shown) if !title.chars().any(char::is_uppercase) => shown,
            _ => title,
        };
        if !is_short_name(title) {
            return None;
        }
        let below = self.blocks.list.get(above + 1..(self.prose + 1).min(self.blocks.list.len()))?;
        let other = below.iter().any(|b| self.in_heading(b) && letters(&b.text) != letters(title));
        if other { self.stated(title, "title, again above the headline") } else { None }
    }

    /// A short line at the top that the page repeats where outlets stand.
    pub(super) fn label_at_the_top(&self) -> Option<Stated<String>> {
        let top = self.blocks.list.get(..self.prose.min(TOP))?;
        let labels = || top.iter().enumerate().filter(|(_, b)| is_short_name(&b.text));
        let repeated = labels().find_map(|(_, b)| self.again(&b.text).map(|place| (b.text.as_str(), place)));
        if let Some((label, place)) = repeated {
            return self.stated(label, &format!("label at the top, again in the {place}"));
        }
        let alone = labels().find(|(i, b)| *i < 3 && is_label(&b.text) && Some(*i) != self.shown(&self.fields.title));
        alone.and_then(|(_, b)| self.stated(&b.text, "label at the top"))
    }

    /// Where else the page names the label.
    fn again(&self, label: &str) -> Option<&'static str> {
        let wanted = letters(label);
        if wanted.len() < 3 {
            return None;
        }
        let title = &self.fields.title;
        let piece = MARKS.iter().any(|m| title.split(m).count() > 1 && title.split(m).any(|p| letters(p) == wanted));
        if piece {
            return Some("title");
        }
        let count = self.blocks.list.len();
        let foot = self.blocks.list.iter().skip(count.saturating_sub(FOOT).max(self.prose + 1));
        let names = |b: &Block| {
            let head = b.text.get(..b.text.floor_char_boundary(200)).unwrap_or("");
            let copyright =
                head.contains('©') || ["copyright", "(c)"].iter().any(|sign| head.to_lowercase().contains(sign));
            let all = letters(head);
            let bare = all.strip_prefix("the").unwrap_or(&all);
            all.starts_with(&wanted) || bare.starts_with(&wanted) || (copyright && all.contains(&wanted))
        };
        if foot.clone().any(names) {
            return Some("foot");
        }
        let account = self.fields.meta(&["twitter:site", "twitter:creator"]).map(|(_, v)| letters(v));
        let main = wanted.strip_prefix("the").unwrap_or(&wanted);
        let word = label.split(' ').map(letters).find(|w| w.len() >= 5);
        let same = |account: &String| account.contains(main) || word.is_some_and(|w| account.starts_with(&w));
        if account.as_ref().is_some_and(same) {
            return Some("account's name");
        }
        let told = format!("told {label}");
        let told_the = format!("told the {label}");
        let body = self.blocks.list.iter().skip(self.prose).take(500);
        if body.into_iter().any(|b| b.text.contains(&told) || b.text.contains(&told_the)) {
            return Some("text (\"told\")");
        }
        self.pictures().any(|alt| letters(alt) == wanted).then_some("logo's text")
    }

    /// The texts of the first pictures, without "logo".
    fn pictures(&self) -> impl Iterator<Item = &'a str> {
        let page = self.page;
        page.elements().filter(|(_, tag)| *tag == Tag::Img).take(PICTURES).map(move |(node, _)| {
            let alt = page.attr(node, Attr::Alt).trim();
            alt.strip_suffix("logo").or_else(|| alt.strip_suffix("Logo")).unwrap_or(alt).trim()
        })
    }

    /// The text of the logo: it calls itself one, or is an outlet's label.
    pub(super) fn logo(&self) -> Option<Stated<String>> {
        let page = self.page;
        page.elements().filter(|(_, tag)| *tag == Tag::Img).take(3).find_map(|(node, _)| {
            let alt = page.attr(node, Attr::Alt).trim();
            let bare = alt.strip_suffix("logo").or_else(|| alt.strip_suffix("Logo")).unwrap_or(alt).trim();
            let logo = bare.len() < alt.len();
            (is_short_name(bare) && (logo || is_label(bare))).then(|| self.stated(bare, "logo's text")).flatten()
        })
    }

    /// The words that a title of the whole site and the first line of the page begin with.
    pub(super) fn common_beginning(&self) -> Option<Stated<String>> {
        let title = self.fields.title.as_str();
        if self.shown(title).is_some() || title.split(' ').count() > 6 {
            return None;
        }
        let label = self.blocks.list.get(..self.prose.min(3))?.iter().find_map(|b| {
            let pairs = title.split(' ').zip(b.text.split(' '));
            let same: Vec<&str> = pairs.take_while(|(a, b)| letters(a) == letters(b)).map(|(a, _)| a).collect();
            (same.len() >= 2 && is_capital(&same.join(" "))).then(|| same.join(" "))
        })?;
        self.stated(&label, "beginning of the page and of its title")
    }
}

/// Whether every word that is not written small in names has a capital or is a number.
pub(super) fn is_capital(name: &str) -> bool {
    name.split_whitespace()
        .all(|w| word_list("small", w) || w.starts_with(|c: char| !c.is_lowercase() && c.is_alphanumeric()) || w == "&")
        && name.chars().any(char::is_uppercase)
}

/// The first letters of a name's words, small.
pub(super) fn initials(name: &str) -> String {
    let all: String = name.split_whitespace().filter_map(|w| w.chars().find(|c| c.is_alphanumeric())).collect();
    letters(&all)
}

/// Whether a label belongs to a menu, a section or a button.
fn is_menu(label: &str) -> bool {
    phrases::of(label).is_some() || word_list("menu", &phrases::fold(label))
}

/// One to five words that can be a name.
fn is_short_name(line: &str) -> bool {
    let line = line.trim();
    (1..=5).contains(&lines::words(line))
        && (3..=60).contains(&line.len())
        && !line.ends_with(['.', '!', '?', ':', ',', ')'])
        && is_capital(line)
        && !is_menu(line)
}
