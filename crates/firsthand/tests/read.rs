//! What the read stage promises, on small inputs about a fictional country, and on hostile ones.

#![allow(clippy::unwrap_used)]
use firsthand::read::{Options, read_bytes, read_bytes_with};
use firsthand::report::{PartKind, Report};
use std::time::{Duration, Instant};

fn html(page: &str) -> Report {
    read_bytes("report.html", page.as_bytes()).unwrap()
}

fn text(text: &str) -> Report {
    read_bytes("report.txt", text.as_bytes()).unwrap()
}

/// The words of the parts of one kind.
fn of(report: &Report, kind: PartKind) -> Vec<&str> {
    report.parts_of(kind).map(|p| p.span.of(&report.text)).collect()
}

fn value(field: &Option<firsthand::report::Stated<String>>) -> Option<&str> {
    field.as_ref().map(|f| f.value.as_str())
}

const FIRST: &str =
    "The army has opened a camp for recruits near the river, two residents who had seen the trucks said on Monday.";
const SECOND: &str =
    "A spokesman for the ministry denied it, and said that no one under the age of eighteen would ever be taken.";

#[test]
fn a_page_becomes_typed_parts_and_nothing_is_lost() {
    let page = format!(
        "<html lang=en><head><title>Army opens camp | Varenia Post</title><meta property=og:site_name content='Varenia Post'>
        <meta property='article:published_time' content='2016-05-03T08:00:00Z'></head><body>
        <nav><a href=/>Home</a><a href=/w>World</a></nav><article><h1>Army opens camp</h1><p>By Jane Doe</p>
        <figure><img src=x><figcaption>Trucks at the river [NPA]</figcaption></figure>
        <p>ARVEN, 3 May (NPA) - {FIRST}</p><p>{SECOND}</p><p>(With agency input)</p></article>
        <div class=comments><p>I do not believe a word of this, and nobody else should either, my friends.</p></div></body></html>"
    );
    let report = html(&page);
    assert_eq!(value(&report.title), Some("Army opens camp"));
    assert_eq!(value(&report.outlet), Some("Varenia Post"));
    assert_eq!(value(&report.byline), Some("Jane Doe"));
    assert_eq!(report.published.as_ref().map(|p| p.value.day.to_string()).as_deref(), Some("2016-05-03"));
    assert_eq!(report.language.as_deref(), Some("en"));
    assert_eq!(of(&report, PartKind::Headline), ["Army opens camp"]);
    assert_eq!(of(&report, PartKind::Dateline), ["ARVEN, 3 May (NPA) -"]);
    assert_eq!(of(&report, PartKind::Body), [FIRST, SECOND]);
    assert_eq!(of(&report, PartKind::Caption), ["Trucks at the river [NPA]"]);
    assert_eq!(of(&report, PartKind::Credit), ["By Jane Doe", "(With agency input)"]);
    assert!(of(&report, PartKind::SetAside).iter().any(|t| t.contains("nobody else should")));
}

#[test]
fn a_standfirst_below_the_headline_is_body() {
    let lead = "Residents speak of trucks at night, while the ministry says that there is no camp.";
    let page = format!(
        "<header><h1>Army opens camp</h1><div>{lead}</div></header><main><article><p>{FIRST}</p><p>{SECOND}</p></article></main>"
    );
    assert_eq!(of(&html(&page), PartKind::Body), [lead, FIRST, SECOND]);
}

#[test]
fn copied_text_keeps_its_bytes_and_its_lines_are_labelled() {
    let source = format!(
        "close button\nIt looks like you are having trouble loading the content of this page.\n\nArmy opens camp near the river\n\n\
         Army opens camp near the river\nMay 3, 2016\n2 min read\nRecruits wait at the gate [NPA]\n\n\
         ARVEN (NPA) — {FIRST}\n\n{SECOND}\n\nLeave a Reply\n\nYou are commenting using your account. Log Out"
    );
    let report = text(&source);
    assert_eq!(report.text, source);
    assert_eq!(of(&report, PartKind::Headline), ["Army opens camp near the river"]);
    assert_eq!(of(&report, PartKind::Body), [FIRST, SECOND]);
    assert_eq!(of(&report, PartKind::Caption), ["Recruits wait at the gate [NPA]"]);
    assert_eq!(of(&report, PartKind::Dateline), ["May 3, 2016", "ARVEN (NPA) —"]);
    assert_eq!(of(&report, PartKind::SetAside).len(), 6);
    assert_eq!(report.published.map(|p| p.value.day.to_string()).as_deref(), Some("2016-05-03"));
}

#[test]
fn a_label_line_before_the_first_sentence_names_the_outlet() {
    let report = text(&format!("Northern Daily\n{FIRST}\n{SECOND}\n"));
    assert_eq!(value(&report.outlet), Some("Northern Daily"));
    assert_eq!(of(&report, PartKind::SetAside), ["Northern Daily"]);
    assert_eq!(of(&report, PartKind::Body), [FIRST, SECOND]);
    assert!(report.title.is_none());
}

#[test]
fn a_short_label_above_the_headline_is_known_when_the_text_names_it_again() {
    let report =
        text(&format!("Corvus\nArmy opens camp near the river\n\nARVEN, May 3 (Corvus) - {FIRST}\n\n{SECOND}\n"));
    assert_eq!(value(&report.outlet), Some("Corvus"));
    assert_eq!(value(&report.title), Some("Army opens camp near the river"));
}

#[test]
fn header_lines_of_a_saved_file_give_its_fields() {
    let report = text(&format!(
        "Title: Army opens camp\nSource: Varenia Post\nDate: 3 May 2016\nURL: https://vareniapost.example/a\nAuthor: Jane Doe\n\n{FIRST}\n"
    ));
    assert_eq!(value(&report.title), Some("Army opens camp"));
    assert_eq!(of(&report, PartKind::Headline), ["Army opens camp"]);
    assert_eq!(value(&report.outlet), Some("Varenia Post"));
    assert_eq!(value(&report.byline), Some("Jane Doe"));
    assert_eq!(report.url.as_deref(), Some("https://vareniapost.example/a"));
    assert_eq!(of(&report, PartKind::Body), [FIRST]);
}

#[test]
fn a_second_article_below_is_set_aside() {
    let report = text(&format!(
        "Army opens camp\n\n{FIRST}\n\n{SECOND}\n\n\n\nHow the river town lost its only school\n\n2 May 2016\nJohn Roe\n9 min read\n{FIRST}"
    ));
    assert_eq!(of(&report, PartKind::Body), [FIRST, SECOND]);
    assert!(report.parts.last().unwrap().because == "other article");
}

#[test]
fn closing_credits_are_credits() {
    for credit in [
        "Source: NPA",
        "(With agency inputs)",
        "Based on reporting by NPA and VTV",
        "(Reporting by Jane Doe; Editing by John Roe)",
    ] {
        let report = text(&format!("Army opens camp\n\n{FIRST}\n\n{SECOND}\n\n{credit}\n"));
        assert_eq!(of(&report, PartKind::Credit), [credit]);
    }
}

#[test]
fn a_hard_wrapped_paragraph_is_one_part() {
    let report = text(
        "Army opens camp\n\nThe army has opened a camp for recruits near the river, two residents\nwho had seen the trucks \
         said on Monday. They said that the recruits, some\nof them boys, had come from the hills.\n\nA spokesman for the ministry \
         denied it. He said that no one under the\nage of eighteen would be taken.\n",
    );
    assert_eq!(of(&report, PartKind::Body).len(), 2);
    assert!(of(&report, PartKind::Body)[0].ends_with("come from the hills."));
}

#[test]
fn a_date_after_the_callers_day_is_not_believed() {
    let latest = jiff::civil::Date::constant(2016, 5, 2);
    let source = format!("Army opens camp\nMay 3, 2016\n{FIRST}");
    let report = read_bytes_with("a.txt", source.as_bytes(), Options { latest }).unwrap();
    assert!(report.published.is_none());
}

#[test]
fn right_to_left_text_is_read_like_any_other() {
    let line = "وصل المجندون الجدد إلى المعسكر القريب من البلدة يوم الاثنين، وفقا لشهود عيان تحدثوا عبر الهاتف.";
    let report =
        html(&format!("<html lang=ar><body><article><h1>معسكر جديد</h1><p>{line}</p></article></body></html>"));
    assert_eq!(of(&report, PartKind::Body), [line]);
    assert_eq!(of(&text(line), PartKind::Body), [line]);
}

#[test]
fn what_holds_no_report_says_why_and_what_to_do() {
    let reason = |name: &str, bytes: &[u8]| read_bytes(name, bytes).unwrap_err().to_string();
    assert!(reason("a.html", b"").contains("no text of a report was found"));
    assert!(reason("a.txt", b" \n ").contains("holds no text"));
    assert!(reason("a.html", b"%PDF-1.4 ...").contains("a PDF file"));
    assert!(reason("a.html", &[0u8; 5000]).contains("no text in any known character set"));
    assert!(reason("a.txt", &vec![b'a'; firsthand::read::MAX_BYTES + 1]).contains("split the file"));
}

#[test]
fn the_id_and_the_hash_come_from_the_bytes() {
    let report = text("The army came.");
    assert_eq!(report.sha256.len(), 64);
    assert_eq!(report.id, format!("r{}", &report.sha256[..10]));
    assert_eq!(report.path, "report.txt");
}

/// Every part lies in the text, on characters, in order, apart.
fn check(report: &Report) {
    let mut end = 0;
    for part in &report.parts {
        assert!(part.span.start >= end && !part.span.of(&report.text).is_empty(), "{part:?}");
        end = part.span.end;
    }
}

#[test]
fn hostile_pages_end_soon_with_a_report_or_a_reason() {
    let article = format!("<article><h1>Army opens camp</h1>{}</article>", format!("<p>{FIRST}</p>").repeat(12));
    let n = 20_000;
    let pages: Vec<(&str, String)> = vec![
        ("nested div", format!("<body>{}{article}", "<div>".repeat(n))),
        ("nested div, closed", format!("<body>{}{article}{}", "<div>".repeat(n), "</div>".repeat(n))),
        ("nested b", format!("<body>{}{article}", "<b>".repeat(n))),
        ("nested tables", format!("<body>{}{article}", "<table><tr><td>".repeat(n / 3))),
        ("misnested", format!("<body>{}{article}", "<a><b><i><p>".repeat(n / 4))),
        ("unclosed lists", format!("<body>{}{article}", "<ul><li>".repeat(n))),
        ("stray end tags", format!("<body>{}{article}", "</div></p></b></td>".repeat(n))),
        ("svg and math", format!("<body>{}{article}", "<svg><math><mi><svg>".repeat(n / 4))),
        ("templates", format!("<body>{}{article}", "<template>".repeat(n / 4))),
        ("many attributes", format!("<body><div {}>{article}", (0..n).map(|i| format!("a{i}=1 ")).collect::<String>())),
        ("huge attribute", format!("<body><div class='{}'>{article}", "comment ad ".repeat(n))),
        ("cut in a tag", format!("<body>{article}<div class=\"x")),
        ("cut in a script", format!("<body>{article}<script>var a = '")),
        ("open comment", format!("<body>{article}<!-- {}", "x".repeat(n))),
        ("long line", format!("<body><article><p>{}</p>", "x".repeat(1_000_000))),
        ("many words", format!("<body><article><p>{}</p>", "word ".repeat(200_000))),
        ("digits", format!("<body><article><p>{}</p>", "2016 01 2015-13-45 20160101 ".repeat(n))),
        ("entities", format!("<body><article><p>{}</p>", "&#x110000;&notit;&amp;&#0;".repeat(n))),
        ("many links", format!("<body>{article}<ul>{}</ul>", "<li><a href=/n>Headline of the day</a></li>".repeat(n))),
        ("deep JSON-LD", format!("<script type='application/ld+json'>{}</script>{article}", "{\"a\":".repeat(n))),
        ("breaks", format!("<body><article>{FIRST}{}{SECOND}", "<br>".repeat(n))),
        ("dashes", format!("<body><article><p>{}</p>", "— - ( [ ".repeat(n))),
    ];
    for (name, page) in pages {
        let begun = Instant::now();
        match read_bytes("hostile.html", page.as_bytes()) {
            Ok(report) => check(&report),
            Err(reason) => assert!(reason.to_string().starts_with("hostile.html: "), "{name}"),
        }
        if let Ok(report) = read_bytes("hostile.txt", page.trim_start_matches('<').as_bytes()) {
            check(&report);
        }
        // Generous: tests run unoptimised and beside others.
        assert!(begun.elapsed() < Duration::from_secs(20), "{name} took {:?}", begun.elapsed());
    }
}

#[test]
fn the_article_survives_nesting_beyond_the_cap() {
    let page = format!("<body>{}<h1>Army opens camp</h1><p>{FIRST}</p><p>{SECOND}</p>", "<div>".repeat(3_000));
    let report = html(&page);
    assert_eq!(of(&report, PartKind::Body), [FIRST, SECOND]);
    assert!(report.notes.iter().any(|n| n.contains("nesting deeper than 512")));
}

#[test]
fn random_bytes_never_panic() {
    // xorshift64: the same bytes on every run.
    let mut state = 0x9E37_79B9_7F4A_7C15u64;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    let pieces = [
        "<p>",
        "</p>",
        "<div class=related>",
        "</div>",
        "<a href=x>",
        "</a>",
        "<table><td>",
        "<br>",
        "<!--",
        "-->",
        "\n",
        "\n\n",
        "\u{200F}",
        "é",
        "漢字",
        "By ",
        "(NPA) - ",
        "May 3, 2016",
        "2016-",
        "/",
        "[",
        "]",
        "—",
        "Title: ",
        "Leave a Reply",
        "3 min read",
        " Photo: ",
        "told ",
        "The Herald",
        "ARVEN",
        ".",
        ", ",
        "said",
        "<title>",
        "&amp;",
        "\u{1F388}",
        "\r",
        "\u{2028}",
        "|",
        "'",
        "ﬁ",
        "İ",
    ];
    for round in 0..400 {
        let length = next() % 60;
        let mut page: Vec<u8> = Vec::new();
        for _ in 0..length {
            if round % 8 == 0 && next() % 10 == 0 {
                page.push(next() as u8);
            } else {
                page.extend(pieces[(next() % pieces.len() as u64) as usize].as_bytes());
            }
        }
        for name in ["a.html", "a.txt"] {
            if let Ok(report) = read_bytes(name, &page) {
                check(&report);
            }
        }
    }
}

#[test]
fn the_half_of_the_title_beside_the_shown_headline_is_the_outlet() {
    let page =
        |title: &str| format!("<title>{title}</title><h2>Army opens camp near Arven</h2><p>{FIRST}</p><p>{SECOND}</p>");
    for title in ["Radio Hill 97.2 - Army opens camp near Arven", "Army opens camp near Arven : Radio Hill"] {
        let report = html(&page(title));
        assert_eq!(value(&report.outlet), Some("Radio Hill"), "{title}");
        assert_eq!(value(&report.title), Some("Army opens camp near Arven"), "{title}");
    }
}

#[test]
fn a_blogs_name_in_a_heading_is_the_outlet_and_the_posts_heading_the_title() {
    let page = format!(
        "<title>Seven boys | Letters to the River</title><h1>Letters to the River</h1><h2>Seven boys</h2><p>{FIRST}</p><p>{SECOND}</p>"
    );
    let report = html(&page);
    assert_eq!(value(&report.outlet), Some("Letters to the River"));
    assert_eq!(value(&report.title), Some("Seven boys"));
}

#[test]
fn where_the_title_names_the_site_the_heading_above_the_text_is_the_headline() {
    let page = format!(
        "<title>HILL POST ONLINE</title><table><tr><td>HILL POST &nbsp; daily &nbsp; 3 May 2016</td></tr><tr><td><b>Army opens camp near Arven</b><br><i>Agencies</i><p>{FIRST}</p><p>{SECOND}</p></td></tr></table>"
    );
    let report = html(&page);
    assert_eq!(value(&report.outlet), Some("Hill Post"));
    assert_eq!(value(&report.title), Some("Army opens camp near Arven"));
    assert_eq!(report.published.map(|p| p.value.day.to_string()).as_deref(), Some("2016-05-03"));
}

#[test]
fn a_label_at_the_top_that_the_foot_repeats_is_the_outlet() {
    let page = format!(
        "<title>Army opens camp</title><div><span>Northern Hills</span></div><h1>Army opens camp</h1><p>{FIRST}</p><p>{SECOND}</p><div>Northern Hills 2016. All rights reserved.</div>"
    );
    let report = html(&page);
    assert_eq!(value(&report.outlet), Some("Northern Hills"));
    assert!(report.outlet.unwrap().evidence.contains("foot"));
}

#[test]
fn dates_of_other_stories_are_no_date_of_a_report_whose_dateline_has_another_day() {
    let page = format!(
        "<title>NPA</title><h3>Army opens camp near Arven</h3><p>ARVEN, 3 May (NPA). {FIRST}</p><p>{SECOND}</p><table><tr><td>18 March 2014 - Minister meets farmers</td></tr><tr><td>9 January 2015 - Road is open</td></tr></table>"
    );
    let report = html(&page);
    assert!(report.published.is_none());
    assert!(report.notes.iter().any(|n| n.ends_with("--05-03")));
}

#[test]
fn the_agency_in_the_dateline_is_the_outlet_of_a_text_without_a_label() {
    let report = text(&format!("Army opens camp\n\nARVEN, 3 May (Norwire) - {FIRST}\n\n{SECOND}\n"));
    assert_eq!(value(&report.outlet), Some("Norwire"));
    assert!(report.notes.iter().any(|n| n.ends_with("--05-03")));
}

#[test]
fn a_label_beside_a_date_gives_outlet_and_day() {
    let report = text(&format!("HILL POST   Tuesday, 3 May 2016\nArmy opens camp\n{FIRST}\n{SECOND}\n"));
    assert_eq!(value(&report.outlet), Some("Hill Post"));
    assert_eq!(value(&report.title), Some("Army opens camp"));
    assert_eq!(report.published.map(|p| p.value.day.to_string()).as_deref(), Some("2016-05-03"));
}

#[test]
fn a_caption_glued_to_the_headline_is_a_caption() {
    let report = text(&format!("Army opens camp near ArvenFile photo of the gate\n\n{FIRST}\n\n{SECOND}\n"));
    assert_eq!(value(&report.title), Some("Army opens camp near Arven"));
    assert_eq!(of(&report, PartKind::Caption), ["File photo of the gate"]);
}

#[test]
fn a_file_named_as_a_picture_is_refused_with_the_way_out() {
    let reason = read_bytes("camp.JPG", FIRST.as_bytes()).unwrap_err().to_string();
    assert!(reason.contains(".jpg") && reason.contains("rename"), "{reason}");
    assert!(read_bytes("camp.md", FIRST.as_bytes()).is_ok());
}
