//! The layers on events that were made up.

use super::*;
use std::path::Path;

const FUND: &str = "\"A shell came down on the kiln in Pelvard and killed nine labourers of the second shift,\" the Osmer Fund said on Friday.";
const MORE: &str = "The kiln had been alight since dawn and the second shift was waiting at the gate for its tea. \
    Families laid the dead on doors taken from the drying sheds. The fund runs the only clinic on that bank of the river, and its \
    nurses treated eleven more people there until the generator failed at dusk. No ambulance could cross, because the bridge has been \
    closed to vehicles since spring and the ferry does not sail after dark. Bricks from the yard had gone to schools in the district.";

/// A report: outlet, text, the claim in it, and whom it names; nobody where the claim stands in the outlet's voice.
type Made = (&'static str, String, &'static str, Option<&'static str>);

/// The first; nearly all of it; one passage of it; one quotation of it; the same in other words; nobody's word.
fn one_origin() -> Vec<Made> {
    let own = "Prices for lime and sand have doubled within a year. Builders in the valley say that they wait for weeks until a boat \
        brings cement. The council wants to open a second quarry, and a vote on that is due after the harvest.";
    let quoting = "Lamps were lit along the quay. \"A shell came down on the kiln and killed nine labourers,\" an aid group wrote.";
    let other = "Artillery fire cost nine brickmakers of Pelvard their lives, according to the Osmer Fund.";
    vec![
        ("Quarne Courier", format!("{FUND} {MORE}"), FUND, Some("Osmer Fund")),
        ("Vessel Herald", format!("{FUND} {MORE} The weather stays dry."), FUND, Some("Osmer Fund")),
        ("Lime Trade Weekly", format!("{own} {FUND}"), FUND, Some("Osmer Fund")),
        (
            "Harbour Sun",
            quoting.to_owned(),
            "A shell came down on the kiln and killed nine labourers",
            Some("an aid group"),
        ),
        (
            "Evening Lantern",
            other.to_owned(),
            "Artillery fire cost nine brickmakers of Pelvard their lives",
            Some("Osmer Fund"),
        ),
        (
            "Ferry Post",
            "Nine workers were killed in Pelvard by a shell.".to_owned(),
            "Nine workers were killed in Pelvard by a shell",
            None,
        ),
    ]
}

/// A named source; an outlet that names that report; another source.
fn two_origins() -> Vec<Made> {
    let made = |outlet, text: &str, quote, source| (outlet, text.to_owned(), quote, Some(source));
    vec![
        made(
            "Quarne Courier",
            "A shell killed nine labourers in Pelvard, the Osmer Fund said on Monday.",
            "A shell killed nine labourers in Pelvard",
            "Osmer Fund",
        ),
        made(
            "Vessel Herald",
            "Nine people lost their lives in Pelvard under artillery fire, the Quarne Courier reported.",
            "Nine people lost their lives in Pelvard under artillery fire",
            "Quarne Courier",
        ),
        made(
            "Ferry Post",
            "Mayor Ilda Brone said that nine kiln workers were killed in Pelvard.",
            "nine kiln workers were killed in Pelvard",
            "Ilda Brone",
        ),
    ]
}

/// Writes a set of one event into a folder of its own; the first `same` reports share an origin.
fn write(name: &str, reports: Vec<Made>, origins: u32, same: usize) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("firsthand-eval-layers-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let (mut documents, mut claims, mut ids) = (Vec::new(), Vec::new(), Vec::new());
    for (n, (outlet, text, quote, source)) in reports.into_iter().enumerate() {
        let (doc, file) = (format!("r{n}"), format!("r{n}.html"));
        let page = format!(
            "<html><head><title>Shelling in Pelvard</title><meta property=\"og:site_name\" content=\"{outlet}\">\
             <meta property=\"article:published_time\" content=\"2031-05-12\"></head>\
             <body><article><h1>Shelling in Pelvard</h1><p>{text}</p></article></body></html>"
        );
        std::fs::write(folder.join(&file), page).unwrap();
        documents.push(json!({ "doc_id": doc, "file": file }));
        ids.push(format!("r{n}.1"));
        claims.push(json!({
            "id": ids.last(), "doc": doc, "event_type": "CASUALTY.KILLED", "quote": quote, "modality": "asserted",
            "source": source.unwrap_or(outlet), "source_is_outlet": source.is_none(), "event": "E1",
        }));
    }
    let pairs: Vec<Value> =
        (0..same).flat_map(|a| (a + 1..same).map(move |b| json!([format!("r{a}"), format!("r{b}"), "E1"]))).collect();
    let event = json!({
        "id": "E1", "event_type": "CASUALTY.KILLED", "name": "nine killed", "claims": ids, "independent_origins": origins,
    });
    let gold = json!({ "documents": documents, "claims": claims, "events": [event], "same_origin": pairs });
    std::fs::write(folder.join("gold.json"), gold.to_string()).unwrap();
    folder
}

fn counts(set: &Set) -> Vec<(u32, u32)> {
    set.rows.iter().filter_map(|row| row.lines.first()?.found).collect()
}

#[test]
fn each_layer_joins_what_the_ones_before_it_cannot_see() {
    let folder = write("joins", one_origin(), 1, 5);
    let set = Set::of(&folder.join("gold.json"), None).unwrap();
    assert_eq!(counts(&set), [(6, 6), (5, 5), (4, 4), (3, 3), (1, 1), (1, 1)]);
    let pairs: Vec<_> = set.rows.iter().map(|row| row.pairs).collect();
    assert_eq!(pairs, [(0, 0, 10), (1, 1, 10), (3, 3, 10), (6, 6, 10), (10, 10, 10), (10, 10, 10)]);
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn an_outlet_that_is_named_and_given_says_what_its_report_shows() {
    let folder = write("given", two_origins(), 2, 2);
    let set = Set::of(&folder.join("gold.json"), None).unwrap();
    assert_eq!(counts(&set), [(3, 3), (3, 3), (3, 3), (3, 3), (2, 2), (2, 2)]);
    assert_eq!(set.rows.get(4).map(|row| row.pairs), Some((1, 1, 1)));
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn all_sets_together_are_their_events_and_pairs() {
    let folder = write("together", one_origin(), 1, 5);
    let of = |path: &Path| Set::of(path, None).unwrap();
    let sets = [of(&folder.join("gold.json")), of(&folder.join("gold.json"))];
    let all = together(&sets);
    assert_eq!(all.rows.iter().map(Row::exact).collect::<Vec<_>>(), [0, 0, 0, 0, 2, 2]);
    assert_eq!(all.rows.last().map(|row| row.pairs), Some((20, 20, 20)));
    assert!(all.table().starts_with("all: 2 events, 2 of them with one number\n"));
    std::fs::remove_dir_all(&folder).unwrap();
}
