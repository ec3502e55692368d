//! The outlet of a page whose title and headline do not meet word by word.
//!
//! For: pages made by hand, by a template without metadata, by a press office. In: what `banner` sees. Out: a name with its evidence. A title
//! that is not the headline names the site; what stands before the headline in a title, or is linked to the front page, is its name.
//! Not here: titles that are headline and outlet in so many words (see `banner`).

use super::{Banner, MARKS, TOP, is_menu, is_short_name};
use crate::read::blocks::Block;
use crate::read::outlet::{is_label, letters, word_list};
use crate::read::publication;
use crate::read::tags::{Attr, Tag};
use crate::report::Stated;

/// Share of a title's words that a heading holds when the two are one headline, cut or lengthened.
const MOST: f32 = 0.6;
/// Most words of a name before a headline in a title.
const PREFIX: usize = 4;
/// Most links that are looked at for the one to the front page.
const LINKS: usize = 20;

impl Banner<'_> {
    /// The heading that is the headline: the last of the highest rank above the text.
    pub(super) fn headline(&self) -> Option<&Block> {
        let list = self.blocks.list.get(..(self.prose + 3).min(self.blocks.list.len()))?;
        let headings = || list.iter().rev().filter(|b| self.in_heading(b));
        headings().find(|b| self.page.tag(b.node) == Some(Tag::H1)).or_else(|| headings().next())
    }

    /// A heading that holds most words of a title's half: the headline, which titles cut.
    pub(super) fn shown_in_part(&self, words: &str) -> Option<usize> {
        let wanted = word_list_of(words);
        let heading = self.headline().filter(|_| wanted.len() >= 3)?;
        let there = word_list_of(&heading.text);
        let held = wanted.iter().filter(|w| there.contains(w)).count();
        let same = held as f32 >= MOST * wanted.len() as f32 && wanted.first() == there.first();
        same.then(|| self.blocks.list.iter().position(|b| std::ptr::eq(b, heading))).flatten()
    }

    /// "NPA! Army opens camp" over the headline "Army opens camp", and the page begins with "NPA!", too.
    pub(in crate::read) fn before_the_headline(&self) -> Option<Stated<String>> {
        let title: Vec<&str> = self.fields.title.split_whitespace().collect();
        let headline = letters(&self.headline()?.text);
        let at = (1..=PREFIX.min(title.len().saturating_sub(2)))
            .find(|at| title.get(*at..).is_some_and(|rest| letters(&rest.join(" ")) == headline))?;
        let name = title.get(..at)?.join(" ");
        let bare = name.trim_end_matches(|c: char| !c.is_alphanumeric());
        let begins = self.at_the_top().any(|b| begins_with(&b.text, bare));
        let name = is_short_name(bare) && begins;
        name.then(|| self.stated(bare, "title before the headline, again at the top")).flatten()
    }

    /// A title that says nothing of the headline: it, or a piece of it, begins the page, stands in its foot, or is a body's name.
    pub(in crate::read) fn title_of_the_site(&self) -> Option<Stated<String>> {
        let title = self.fields.title.trim();
        let heading = word_list_of(&self.headline()?.text);
        // A title that a heading says in so many words, of whatever rank, is the headline.
        if word_list_of(title).len() > PREFIX && self.shown(title).is_some() {
            return None;
        }
        let mut words = word_list_of(title);
        words.retain(|word| !word_list("small", word));
        let both = words.iter().filter(|w| heading.contains(w)).count();
        if words.is_empty() || 3 * both >= words.len().min(heading.len()) {
            return None;
        }
        let pieces = MARKS.iter().filter_map(|mark| title.split_once(mark)).flat_map(|(a, b)| [a.trim(), b.trim()]);
        for name in std::iter::once(title).chain(pieces).filter(|name| is_short_name(name)) {
            // "Arven: the week in the papers", as title and as heading: what it is about.
            let about = title.strip_prefix(name).is_some_and(|rest| rest.starts_with(": "));
            let other = |text: &str| name != title && !about || letters(text) != letters(title);
            if self.at_the_top().any(|b| begins_with(&b.text, name) && other(&b.text)) {
                if let Some(whole) = self.in_full(name) {
                    return self.stated(whole, "title of the site, in full at the top");
                }
                let shown = self.at_the_top().find_map(|b| as_shown(&b.text, name));
                return self.stated(shown.unwrap_or(name), "title of the site, again at the top");
            }
            if let Some(place) = self.again(name).filter(|place| *place != "title") {
                return self.stated(name, &format!("title of the site, again in the {place}"));
            }
            if publication::is_body(name) {
                return self.stated(name, "title of the site: a body's name");
            }
        }
        None
    }

    /// The longer name at the top that begins with the title, where the foot names it, too: "Guild" and "GUILD OF THE FERRYMEN".
    fn in_full(&self, name: &str) -> Option<&str> {
        let longer = |line: &&str| begins_with(line, name) && name_words(line).len() > name_words(name).len();
        let all = self.at_the_top().map(|b| in_capitals(&b.text)).filter(longer);
        let mut all = all.filter(|line| is_short_name(line) && !publication::is_named(line));
        all.find(|line| self.again(line) == Some("foot"))
    }

    /// A first word with a capital inside that begins the page, among the labels of its menu, and its foot.
    pub(in crate::read) fn first_word(&self) -> Option<Stated<String>> {
        let first = |b: &Block| b.text.split_whitespace().next().map(str::to_owned);
        let word = self.blocks.list.get(..self.prose.min(2))?.iter().filter_map(first).find(|word| is_label(word))?;
        let place = self.again(&word)?;
        self.stated(&word, &format!("first word of the page, again in the {place}"))
    }

    /// A logo's text whose initials the title begins with: "NPA news" and a picture called "Northern Press Agency".
    pub(in crate::read) fn spelled_out(&self) -> Option<Stated<String>> {
        let short = self.fields.title.split(|c: char| !c.is_alphanumeric()).next()?;
        if !(3..=6).contains(&short.len()) || !short.chars().all(char::is_uppercase) {
            return None;
        }
        let initials = |name: &str| -> String {
            let words = name.split_whitespace().filter(|w| !word_list("small", w));
            words.filter_map(|w| w.chars().next()).collect()
        };
        let name = self.pictures().find(|alt| is_short_name(alt) && initials(alt) == short)?;
        self.stated(name, "logo's text, whose initials begin the title")
    }

    /// The link to the front page, where it is a name.
    pub(in crate::read) fn home_link(&self) -> Option<Stated<String>> {
        let page = self.page;
        let links = page.elements().filter(|(_, tag)| *tag == Tag::A).take(LINKS);
        let home = links.filter(|(node, _)| {
            let href = page.attr(*node, Attr::Href);
            let path = href.split_once("://").map_or(href, |(_, rest)| rest.find('/').map_or("/", |at| &rest[at..]));
            matches!(path, "/" | "./" | "../" | "/index.html" | "index.html")
        });
        let mut names = home.map(|(node, _)| page.text(node, 80)).filter(|text| is_short_name(text));
        self.stated(&names.next()?, "link to the front page")
    }

    fn at_the_top(&self) -> impl Iterator<Item = &Block> {
        self.blocks.list.iter().take(self.prose.min(TOP)).filter(|b| !self.in_heading(b) || !is_menu(&b.text))
    }
}

/// The words in capitals that a line begins with, else the line: a name stands before the menu ("GUILD OF FERRYMEN First page | Boats").
fn in_capitals(line: &str) -> &str {
    let shouted = |word: &&str| word.chars().any(char::is_uppercase) && !word.chars().any(char::is_lowercase);
    let end = line.split_whitespace().take_while(shouted).last().map(|word| {
        // Words are slices of the line: where the last of the run ends.
        word.as_ptr() as usize - line.as_ptr() as usize + word.len()
    });
    end.filter(|end| *end < line.len()).and_then(|end| line.get(..end)).unwrap_or(line)
}

/// The words of a line, folded.
fn word_list_of(text: &str) -> Vec<String> {
    text.split_whitespace().map(letters).filter(|w| !w.is_empty()).collect()
}

/// A name's words without its article; "&" is "and".
fn name_words(name: &str) -> Vec<String> {
    let words = name.split_whitespace().map(|w| if w == "&" { "and".to_owned() } else { letters(w) });
    let words: Vec<String> = words.filter(|w| !w.is_empty()).collect();
    match words.split_first() {
        Some((first, rest)) if first == "the" && !rest.is_empty() => rest.to_vec(),
        _ => words,
    }
}

/// Whether a line begins with the words of a name.
fn begins_with(line: &str, name: &str) -> bool {
    let (line, name) = (name_words(line.get(..line.floor_char_boundary(200)).unwrap_or("")), name_words(name));
    !name.is_empty() && line.starts_with(&name)
}

/// The beginning of a line that is the name, as it is written there.
fn as_shown<'a>(line: &'a str, name: &str) -> Option<&'a str> {
    let wanted = name_words(name);
    let ends = line.char_indices().filter(|(_, c)| c.is_whitespace()).map(|(at, _)| at).chain([line.len()]);
    let shown = ends.take(9).filter_map(|end| line.get(..end)).find(|head| name_words(head) == wanted)?;
    Some(shown.trim_end_matches([',', ':', ';', '.', '-', '–', '—']))
}

#[cfg(test)]
mod tests {
    use crate::read::read_bytes;

    const PROSE: &str = "<p>The ferry that left Kelm at noon with forty people on board ran onto the bank below the mill, and nobody was hurt.</p>\
        <p>The company has said that it will look into what happened, and that the boat will be back in two days.</p>";

    fn outlet(head: &str, body: &str) -> Option<String> {
        let page = format!("<html><head><title>{head}</title></head><body>{body}{PROSE}</body></html>");
        read_bytes("page.html", page.as_bytes()).unwrap().outlet.map(|outlet| outlet.value)
    }

    #[test]
    fn a_title_that_cuts_the_headline_ends_in_the_outlet() {
        let body = "<h1>Ferry runs onto the bank at Kelm \"by mistake\"</h1>";
        assert_eq!(outlet("Ferry runs onto the bank - Kelm Lantern", body).as_deref(), Some("Kelm Lantern"));
    }

    #[test]
    fn a_name_before_the_headline_that_begins_the_page_is_the_outlet() {
        let body = "<div>SPLASH! all the wet news</div><h1>FERRY HITS BANK</h1>";
        assert_eq!(outlet("SPLASH! FERRY HITS BANK", body).as_deref(), Some("Splash"));
        assert_eq!(outlet("WOW! FERRY HITS BANK", "<h1>FERRY HITS BANK</h1>"), None);
    }

    #[test]
    fn a_title_of_the_site_that_begins_the_page_is_the_outlet_as_the_page_writes_it() {
        let body =
            "<table><tr><td><b>The Kelm &amp; Orta Herald</b> your own paper</td></tr></table><h1>Ferry aground</h1>";
        assert_eq!(outlet("Kelm and Orta Herald", body).as_deref(), Some("The Kelm & Orta Herald"));
        let body = "<div>RiverPost <span>every drop</span></div><h1>Ferry aground</h1>";
        assert_eq!(outlet("RiverPost - every drop", body).as_deref(), Some("RiverPost"));
        let body = "<p>Notes on Water, a diary</p><h1>Ferry aground</h1>";
        assert_eq!(outlet("Notes on Water", body).as_deref(), Some("Notes on Water"));
        let body = "<h3>WETFOOT EVERYWHERE</h3><p>since 2004</p><h1>Ferry aground</h1>";
        assert_eq!(outlet("wetfoot everywhere", body).as_deref(), Some("Wetfoot Everywhere"));
    }

    #[test]
    fn a_bodys_site_is_named_by_its_title() {
        let body = "<div>Province of Kelm</div><h2>Answer about the ferry</h2>";
        assert_eq!(outlet("Directorate of Ferries of Kelm", body).as_deref(), Some("Directorate of Ferries of Kelm"));
    }

    #[test]
    fn a_logo_spells_out_the_titles_initials_and_the_front_page_is_linked_by_name() {
        let body = "<img src=x alt='Kelm Radio and Pictures'><h1>Ferry aground</h1>";
        assert_eq!(outlet("KRP today", body).as_deref(), Some("Kelm Radio and Pictures"));
        let body = "<header><a href='/'>Wetfoot</a> <a href='/lotto'>LOTTO</a></header><h1>Ferry aground</h1>";
        assert_eq!(outlet("Ferry aground", body).as_deref(), Some("Wetfoot"));
        let body = "<div>WetFoot News Wars Lotto</div><h1>Ferry aground</h1>";
        let page = format!("<title>Ferry aground</title>{body}{PROSE}<footer>WetFoot is written by hand.</footer>");
        assert_eq!(read_bytes("page.html", page.as_bytes()).unwrap().outlet_name(), "WetFoot");
    }

    #[test]
    fn a_title_that_a_lower_heading_repeats_is_no_outlet_and_the_foot_gives_the_full_name() {
        let body = "<p><b>WET TRANSLATIONS</b></p><h2>Orta: what stations said, 7 May</h2><h3>Ferry scorned</h3>";
        let page =
            format!("<title>Orta: what stations said, 7 May</title>{body}{PROSE}<p>(c) Wet Translations 2031.</p>");
        assert_eq!(read_bytes("page.html", page.as_bytes()).unwrap().outlet_name(), "Wet Translations");
        let body = "<center>GUILD OF THE FERRYMEN<br><a href=a>First page</a></center><h1>Ferry aground</h1>";
        let page = format!("<title>Guild</title>{body}{PROSE}<p>The Guild of the Ferrymen has ninety members.</p>");
        assert_eq!(read_bytes("page.html", page.as_bytes()).unwrap().outlet_name(), "Guild of the Ferrymen");
    }
}
