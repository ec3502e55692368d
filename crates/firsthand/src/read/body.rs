//! Which blocks of a page are the report.
//!
//! For: the body and what stands around it. In: a [`Page`] and its [`Blocks`]. Out: one
//! [`Choice`] a block. The method is that of Arc90's Readability (2009) over blocks: paragraphs
//! give points to the elements above them, the element with the most points and few links is the
//! report's; class names first take away what is surely something else, unless most of the page's
//! prose stands there. Not here: captions, credits and datelines inside the report.

use super::blocks::{Block, Blocks};
use super::hints::Hints;
use super::lines;
use super::page::{NONE, Page};
use super::phrases;
use super::tags::Tag;

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Choice {
    /// Part of the report.
    Body,
    /// Not part of it, and why.
    Aside(&'static str),
}

/// Shortest prose, in bytes, that gives its element points.
const PROSE: usize = 25;
/// Prose longer than this counts as evidence of where the report stands.
const LONG: usize = 80;
/// Share of the page's prose above which class names no longer set an element aside.
const MOST: f32 = 0.4;

/// The choice for each block. `headline` is the block that shows the title, if one does: what
/// holds it is no menu and no footer, whatever its class says.
pub(super) fn choose(page: &Page, blocks: &Blocks, headline: Option<usize>) -> Vec<Choice> {
    let mass = mass(page, blocks);
    let total = mass.first().copied().unwrap_or(0.0).max(1.0);
    let mut spared = vec![false; page.nodes.len()];
    let mut at = headline.and_then(|i| blocks.list.get(i)).map_or(NONE, |b| b.node);
    while let Some(slot) = spared.get_mut(at as usize) {
        *slot = true;
        at = page.nodes.get(at as usize).map_or(NONE, |n| n.parent);
    }
    let aside = asides(page, blocks, &mass, total, &spared);
    let (prose, all) = amounts(page, blocks, &aside);
    let top = widen(page, top(page, blocks, &aside), &prose, &all);
    let inside = inside(page, top, &prose, &all);
    let mut choices: Vec<Choice> = Vec::with_capacity(blocks.list.len());
    for block in &blocks.list {
        let node = block.node as usize;
        choices.push(match aside.get(node).copied().flatten() {
            Some(why) => Choice::Aside(why),
            None if !inside.get(node).copied().unwrap_or(false) => Choice::Aside("outside the report"),
            None => within(page, block),
        });
    }
    settle(page, blocks, &mut choices);
    choices
}

/// Bytes of prose under each node.
fn mass(page: &Page, blocks: &Blocks) -> Vec<f32> {
    let mut mass = vec![0.0f32; page.nodes.len()];
    for block in &blocks.list {
        if is_prose(block)
            && block.text.len() >= LONG
            && let Some(m) = mass.get_mut(block.node as usize)
        {
            *m += block.text.len() as f32;
        }
    }
    add_up(page, &mut mass);
    mass
}

/// Adds every node's value to its parent's; parents stand before children.
fn add_up(page: &Page, values: &mut [f32]) {
    for i in (1..page.nodes.len()).rev() {
        let value = values[i];
        if let Some(parent) = page.nodes.get(i).and_then(|n| values.get_mut(n.parent as usize)) {
            *parent += value;
        }
    }
}

fn is_prose(block: &Block) -> bool {
    block.link_share() < 0.33
        && block.text.contains([',', '.', '!', '?', ':', '،', '。', '、', '؟', '।', '，', '…', '"', '”'])
}

/// For each node why it is set aside, its own reason or an ancestor's.
fn asides(page: &Page, blocks: &Blocks, mass: &[f32], total: f32, spared: &[bool]) -> Vec<Option<&'static str>> {
    let mut out: Vec<Option<&'static str>> = vec![None; page.nodes.len()];
    for (node, tag) in page.elements() {
        let i = node as usize;
        let parent = page.nodes.get(i).map_or(NONE, |n| n.parent);
        if let Some(Some(why)) = out.get(parent as usize) {
            out[i] = Some(why);
            continue;
        }
        let own = blocks.own.get(i).copied().unwrap_or(Hints::NONE);
        let why = own.aside().reason().or(match tag {
            Tag::Nav | Tag::Menu => Some("navigation"),
            Tag::Aside => Some("sidebar"),
            Tag::Footer => Some("page"),
            Tag::Form | Tag::Button | Tag::Label | Tag::Fieldset | Tag::Dialog => Some("form"),
            _ => None,
        });
        let Some(why) = why else { continue };
        // Prose must stand beside the headline: a header with the title alone stays a header.
        let holds = mass.get(i).copied().unwrap_or(0.0) > 2.0 * LONG as f32;
        if spared.get(i).copied().unwrap_or(false) && holds {
            continue;
        }
        let share = mass.get(i).copied().unwrap_or(0.0) / total;
        let strong = matches!(why, "comments" | "related" | "cookies") && !own.has("body");
        let most = if strong { 0.6 } else { MOST };
        if share < most && !(own.has("body") && share > 0.15) && !matches!(tag, Tag::Html | Tag::Body | Tag::Main) {
            out[i] = Some(why);
        }
    }
    out
}

/// The element that the report stands in.
fn top(page: &Page, blocks: &Blocks, aside: &[Option<&'static str>]) -> u32 {
    let mut points = vec![0.0f32; page.nodes.len()];
    let mut length = vec![0.0f32; page.nodes.len()];
    let mut linked = vec![0.0f32; page.nodes.len()];
    for block in &blocks.list {
        let i = block.node as usize;
        if aside.get(i).copied().flatten().is_some() {
            continue;
        }
        length[i] += block.text.len() as f32;
        linked[i] += block.linked as f32;
        if block.text.len() < PROSE || !is_prose(block) || phrases::of(&block.text).is_some() {
            continue;
        }
        let marks = block.text.matches([',', '،', '、', '，']).count() as f32;
        let give = 1.0 + marks.min(10.0) + (block.text.len() as f32 / 100.0).min(3.0);
        let mut node = block.node;
        let leaf = matches!(
            page.tag(node),
            Some(Tag::P | Tag::Li | Tag::Td | Tag::Pre | Tag::Blockquote | Tag::Dd | Tag::H2 | Tag::H3 | Tag::H4)
        );
        if leaf {
            node = page.nodes.get(i).map_or(NONE, |n| n.parent);
        }
        for level in 0..5 {
            let Some(n) = page.nodes.get(node as usize) else { break };
            let share = match level {
                0 => 1.0,
                1 => 0.5,
                _ => 1.0 / (3.0 * level as f32),
            };
            points[node as usize] += give * share;
            node = n.parent;
        }
    }
    add_up(page, &mut length);
    add_up(page, &mut linked);
    for i in 0..points.len() {
        if points[i] > 0.0 {
            let own = blocks.own.get(i).copied().unwrap_or(Hints::NONE);
            if own.has("body") || page.tag(i as u32) == Some(Tag::Article) {
                points[i] *= 1.2;
            }
            points[i] *= 1.0 - (linked[i] / length[i].max(1.0)).min(1.0);
        }
    }
    let mut best = 0u32;
    for (i, p) in points.iter().enumerate() {
        if *p > points.get(best as usize).copied().unwrap_or(0.0) {
            best = i as u32;
        }
    }
    climb(page, &points, best)
}

/// Goes up while an element above has more points, or the report is split over its children.
fn climb(page: &Page, points: &[f32], best: u32) -> u32 {
    let point = |n: u32| points.get(n as usize).copied().unwrap_or(0.0);
    let (mut top, mut last) = (best, point(best));
    let floor = last / 3.0;
    let mut at = page.nodes.get(best as usize).map_or(NONE, |n| n.parent);
    while at != NONE && at != 0 && page.tag(at) != Some(Tag::Body) {
        let here = point(at);
        if here < floor {
            break;
        }
        if here > last {
            top = at;
            break;
        }
        last = here;
        at = page.nodes.get(at as usize).map_or(NONE, |n| n.parent);
    }
    // Children that hold as much prose as the chosen one make their parent the report.
    let parent = page.nodes.get(top as usize).map_or(NONE, |n| n.parent);
    if parent != NONE && parent != 0 {
        let mut rest = 0.0;
        let mut child = page.nodes.get(parent as usize).map_or(NONE, |n| n.first);
        while child != NONE {
            if child != top {
                rest += point(child);
            }
            child = page.nodes.get(child as usize).map_or(NONE, |n| n.next);
        }
        if rest >= point(top) * 0.3 {
            return parent;
        }
    }
    top
}

/// Bytes of long prose and of all text under each node, without what is set aside.
fn amounts(page: &Page, blocks: &Blocks, aside: &[Option<&'static str>]) -> (Vec<f32>, Vec<f32>) {
    let mut prose = vec![0.0f32; page.nodes.len()];
    let mut all = vec![0.0f32; page.nodes.len()];
    for block in &blocks.list {
        let i = block.node as usize;
        if aside.get(i).copied().flatten().is_none() {
            all[i] += block.text.len() as f32;
            if is_prose(block) && block.text.len() >= LONG {
                prose[i] += block.text.len() as f32;
            }
        }
    }
    add_up(page, &mut prose);
    add_up(page, &mut all);
    (prose, all)
}

/// Most words of a teaser.
const TEASER: usize = 14;

/// Share of prose in what an element above adds, from which on it is the report's too: reports are
/// cut in pieces by pictures and advertisements, while lists of other reports have headings and links.
const ADDS_PROSE: f32 = 0.8;

/// Goes up while what is gained is prose.
fn widen(page: &Page, top: u32, prose: &[f32], all: &[f32]) -> u32 {
    let of = |v: &[f32], n: u32| v.get(n as usize).copied().unwrap_or(0.0);
    let mut best = top;
    let mut at = top;
    for _ in 0..4 {
        at = page.nodes.get(at as usize).map_or(NONE, |n| n.parent);
        if at == NONE || at == 0 || page.tag(at) == Some(Tag::Body) {
            break;
        }
        let gained = of(prose, at) - of(prose, best);
        let read = of(all, at) - of(all, best);
        if gained >= 2.0 * LONG as f32 && gained >= ADDS_PROSE * read && gained <= 3.0 * of(prose, best) {
            best = at;
        }
    }
    best
}

/// Which nodes stand in the report: those under `top`, and siblings that are plainly prose.
fn inside(page: &Page, top: u32, prose: &[f32], all: &[f32]) -> Vec<bool> {
    let mut inside = vec![false; page.nodes.len()];
    let parent = page.nodes.get(top as usize).map_or(NONE, |n| n.parent);
    for i in 0..page.nodes.len() {
        let Some(node) = page.nodes.get(i) else { break };
        let sibling = node.parent == parent && parent != NONE && i as u32 != top && {
            let paragraph = matches!(page.tag(i as u32), Some(Tag::P | Tag::Blockquote | Tag::Ul | Tag::Ol));
            let share = prose[i] / all[i].max(1.0);
            prose[i] > 0.0 && share > ADDS_PROSE && (paragraph || same_class(page, i as u32, top))
        };
        inside[i] = i as u32 == top
            || sibling
            || (node.parent != NONE && inside.get(node.parent as usize).copied().unwrap_or(false));
    }
    inside
}

fn same_class(page: &Page, a: u32, b: u32) -> bool {
    use super::tags::Attr;
    let class = page.attr(a, Attr::Class);
    page.tag(a) == page.tag(b) && !class.is_empty() && class == page.attr(b, Attr::Class)
}

/// A block inside the report's element: prose or something that was put between.
fn within(page: &Page, block: &Block) -> Choice {
    match phrases::of(&block.text) {
        Some("credit") | None => {}
        Some(why) => return Choice::Aside(why),
    }
    let share = block.link_share();
    let short = block.text.len() < 200;
    let tag = page.tag(block.node);
    if share > 0.9 && (short || tag == Some(Tag::Li)) {
        return Choice::Aside("links");
    }
    if share > 0.5 && block.text.len() < LONG {
        return Choice::Aside("links");
    }
    if !block.text.contains(char::is_alphanumeric) {
        return Choice::Aside("marks");
    }
    Choice::Body
}

/// Second look with the neighbours in view: headings without a body, tails of links.
fn settle(page: &Page, blocks: &Blocks, choices: &mut [Choice]) {
    let mut after = false;
    for i in (0..choices.len()).rev() {
        let Some(block) = blocks.list.get(i) else { continue };
        if choices[i] != Choice::Body {
            continue;
        }
        let heading = page.tag(block.node).is_some_and(|t| t.is_heading());
        if heading && !after {
            choices[i] = Choice::Aside("heading without text");
        } else if !heading {
            after = true;
        }
    }
    teasers_below(blocks, choices);
}

/// Short lines without a stop below "You may also like" are teasers, too; one right above prose is a heading of the report.
fn teasers_below(blocks: &Blocks, choices: &mut [Choice]) {
    let text = |i: usize| blocks.list.get(i).map_or("", |block| block.text.as_str());
    let short = |i: usize| lines::words(text(i)) <= TEASER && !lines::ends_sentence(text(i));
    for i in 0..choices.len() {
        if choices[i] != Choice::Aside("teaser") {
            continue;
        }
        let end = (i + 1..choices.len()).find(|&j| choices[j] != Choice::Body || !short(j)).unwrap_or(choices.len());
        let above_prose = end < choices.len() && choices[end] == Choice::Body;
        (i + 1..end - usize::from(above_prose && end > i + 1)).for_each(|j| choices[j] = Choice::Aside("teaser"));
    }
}

#[cfg(test)]
mod tests {
    use crate::read::read_bytes;
    use crate::report::PartKind;

    #[test]
    fn short_lines_below_a_label_of_teasers_are_teasers_and_a_heading_above_prose_is_none() {
        let page = "<title>Ferry aground</title><div><h1>Ferry aground</h1>\
            <p>The ferry that left Kelm at noon with forty people on board ran onto the bank below the mill, and nobody was hurt.</p>\
            <p>You may also like</p><p>This duck commands a pond</p><p>The captain</p>\
            <p>The company has said that it will look into what happened, and that the boat will be back in two days.</p>\
            <p>Read next</p><p>Ten beaches with a mill</p></div>";
        let report = read_bytes("a.html", page.as_bytes()).unwrap();
        let body: Vec<&str> = report.parts_of(PartKind::Body).map(|part| part.span.of(&report.text)).collect();
        assert!(body.contains(&"The captain"), "{body:?}");
        assert!(body.iter().all(|text| !text.contains("duck") && !text.contains("beaches")), "{body:?}");
        assert_eq!(body.len(), 3, "{body:?}");
    }
}
