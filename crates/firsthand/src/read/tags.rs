//! The elements and attributes of HTML that reading a report needs.
//!
//! For: the page tree and everything that walks it. In: names as bytes. Out: small enums.
//! Not here: attributes that no rule asks for; they are dropped while the tree is built.

macro_rules! tags {
    ($($variant:ident $name:literal),+ $(,)?) => {
        /// An element name; unknown names become `Other`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(u8)]
        pub(super) enum Tag { $($variant),+, Other }

        impl Tag {
            /// Number of variants, for counting tables.
            pub(super) const COUNT: usize = Tag::Other as usize + 1;

            /// The element of a lower-case name.
            pub(super) fn of(name: &[u8]) -> Tag {
                match name {
                    $($name => Tag::$variant,)+
                    _ => Tag::Other,
                }
            }
        }
    };
}

tags! {
    A b"a", Abbr b"abbr", Address b"address", Area b"area", Article b"article", Aside b"aside",
    Audio b"audio", B b"b", Base b"base", Blockquote b"blockquote", Body b"body", Br b"br",
    Button b"button", Canvas b"canvas", Caption b"caption", Center b"center", Cite b"cite",
    Code b"code", Col b"col", Dd b"dd", Del b"del", Details b"details", Dialog b"dialog",
    Div b"div", Dl b"dl", Dt b"dt", Em b"em", Embed b"embed", Fieldset b"fieldset",
    Figcaption b"figcaption", Figure b"figure", Font b"font", Footer b"footer", Form b"form",
    H1 b"h1", H2 b"h2", H3 b"h3", H4 b"h4", H5 b"h5", H6 b"h6", Head b"head", Header b"header",
    Hgroup b"hgroup", Hr b"hr", Html b"html", I b"i", Iframe b"iframe", Img b"img",
    Input b"input", Ins b"ins", Label b"label", Legend b"legend", Li b"li", Link b"link",
    Main b"main", Map b"map", Mark b"mark", Math b"math", Menu b"menu", Meta b"meta",
    Nav b"nav", Noframes b"noframes", Noscript b"noscript", Object b"object", Ol b"ol",
    Optgroup b"optgroup", Option b"option", Output b"output", P b"p", Param b"param",
    Picture b"picture", Pre b"pre", Q b"q", S b"s", Samp b"samp", Script b"script",
    Section b"section", Select b"select", Small b"small", Source b"source", Span b"span",
    Strong b"strong", Style b"style", Sub b"sub", Summary b"summary", Sup b"sup", Svg b"svg",
    Table b"table", Tbody b"tbody", Td b"td", Template b"template", Textarea b"textarea",
    Tfoot b"tfoot", Th b"th", Thead b"thead", Time b"time", Title b"title", Tr b"tr",
    Track b"track", U b"u", Ul b"ul", Video b"video", Wbr b"wbr",
}

impl Tag {
    /// Elements without content and end tag.
    pub(super) fn is_void(self) -> bool {
        use Tag::*;
        matches!(self, Area | Base | Br | Col | Embed | Hr | Img | Input | Link | Meta | Param | Source | Track | Wbr)
    }

    /// Elements that flow inside a paragraph.
    pub(super) fn is_inline(self) -> bool {
        use Tag::*;
        matches!(
            self,
            A | Abbr
                | B
                | Cite
                | Code
                | Del
                | Em
                | Font
                | I
                | Ins
                | Label
                | Mark
                | Other
                | Output
                | Picture
                | Q
                | S
                | Samp
                | Small
                | Span
                | Strong
                | Sub
                | Sup
                | Time
                | U
                | Img
                | Wbr
                | Br
                | Map
                | Area
                | Link
                | Meta
                | Input
                | Button
                | Svg
                | Math
                | Iframe
                | Script
                | Style
                | Noscript
                | Template
                | Object
                | Embed
                | Canvas
                | Audio
                | Video
                | Param
                | Source
                | Track
                | Select
                | Option
                | Optgroup
                | Textarea
        )
    }

    /// Elements whose text a reader of the page never sees as text.
    pub(super) fn is_unread(self) -> bool {
        use Tag::*;
        matches!(
            self,
            Script
                | Style
                | Template
                | Svg
                | Math
                | Iframe
                | Object
                | Embed
                | Canvas
                | Audio
                | Video
                | Noframes
                | Head
                | Title
                | Map
        )
    }

    /// Headings of any level.
    pub(super) fn is_heading(self) -> bool {
        use Tag::*;
        matches!(self, H1 | H2 | H3 | H4 | H5 | H6)
    }
}

/// An attribute that some rule reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub(super) enum Attr {
    Alt,
    AriaHidden,
    Class,
    Content,
    Datetime,
    Hidden,
    Href,
    HttpEquiv,
    Id,
    Itemprop,
    Lang,
    Name,
    Property,
    Pubdate,
    Rel,
    Role,
    Style,
    Title,
    Type,
}

impl Attr {
    /// The attribute of a lower-case name.
    pub(super) fn of(name: &[u8]) -> Option<Attr> {
        Some(match name {
            b"alt" => Attr::Alt,
            b"aria-hidden" => Attr::AriaHidden,
            b"class" => Attr::Class,
            b"content" => Attr::Content,
            b"datetime" => Attr::Datetime,
            b"hidden" => Attr::Hidden,
            b"href" => Attr::Href,
            b"http-equiv" => Attr::HttpEquiv,
            b"id" => Attr::Id,
            b"itemprop" => Attr::Itemprop,
            b"lang" | b"xml:lang" => Attr::Lang,
            b"name" => Attr::Name,
            b"property" => Attr::Property,
            b"pubdate" => Attr::Pubdate,
            b"rel" => Attr::Rel,
            b"role" => Attr::Role,
            b"style" => Attr::Style,
            b"title" => Attr::Title,
            b"type" => Attr::Type,
            _ => return None,
        })
    }
}
