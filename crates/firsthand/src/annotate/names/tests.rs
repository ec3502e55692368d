//! What the names of a report say, one sentence a case.

use super::super::{Entity, EntityKind, MentionForm, parse};
use super::{Mentions, entities};
use crate::report::{Part, PartKind, Report};
use crate::text::Span;

/// A report of which every line is a paragraph; a line that begins with `# ` is the headline.
fn report(text: &str) -> Report {
    let mut parts = Vec::new();
    let mut at = 0;
    for line in text.split('\n') {
        let kind = if line.starts_with("# ") { PartKind::Headline } else { PartKind::Body };
        let skip = if kind == PartKind::Headline { 2 } else { 0 };
        parts.push(Part { kind, span: Span::new(at + skip, at + line.len()), because: String::new() });
        at += line.len() + 1;
    }
    Report { text: text.to_string(), parts, ..Report::default() }
}

fn read(text: &str) -> Vec<Entity> {
    let report = report(text);
    entities(&parse(&report))
}

fn named<'e>(entities: &'e [Entity], name: &str) -> &'e Entity {
    entities.iter().find(|e| e.name == name).unwrap_or_else(|| {
        panic!("no {name:?} in {:?}", entities.iter().map(|e| (&e.name, e.kind)).collect::<Vec<_>>())
    })
}

fn words(text: &str, entity: &Entity) -> Vec<String> {
    entity.mentions.iter().map(|m| m.span.of(text).to_string()).collect()
}

#[test]
fn a_rank_is_split_off_and_the_surname_alone_is_the_same_person() {
    let text = "General Ilan Dorr denied it. Dorr said he had left.";
    let found = read(text);
    let dorr = named(&found, "Ilan Dorr");
    assert_eq!((dorr.kind, dorr.role.as_deref()), (EntityKind::Person, Some("General")));
    assert_eq!(words(text, dorr), ["Ilan Dorr", "Dorr", "he"]);
}

#[test]
fn an_acronym_in_brackets_is_bound_to_the_long_form() {
    let text = "The National Council of Free Varenia (NCFV) spoke. The NCFV and its members left.";
    let found = read(text);
    let council = named(&found, "National Council of Free Varenia");
    assert_eq!((council.kind, council.aliases.as_slice()), (EntityKind::Organisation, ["NCFV".to_string()].as_slice()));
    assert_eq!(council.state, None);
}

#[test]
fn an_unknown_country_is_known_by_its_adjective_and_its_organs_belong_to_it() {
    let text = "The Varenian army entered Kessa. Varenia's parliament met. The Varenian Defence Ministry spoke on state television.";
    let found = read(text);
    let varenia = named(&found, "Varenia");
    assert_eq!((varenia.kind, varenia.state.as_deref()), (EntityKind::State, Some("varenia")));
    assert_eq!(words(text, varenia), ["Varenian", "Varenia"]);
    for organ in ["Varenian army", "Varenian Defence Ministry", "parliament", "state television"] {
        assert_eq!(named(&found, organ).state.as_deref(), Some("varenia"), "{organ}");
    }
}

#[test]
fn the_opposition_of_a_country_is_not_its_state() {
    let found = read("The Varenian resistance and the Varenian opposition leader met. Varenia's army watched.");
    assert!(
        found
            .iter()
            .filter(|e| e.name.contains("resistance") || e.name.contains("opposition"))
            .all(|e| e.state.is_none())
    );
}

#[test]
fn an_apposition_gives_the_role_and_the_organisation() {
    let found = read("Mira Halen, spokeswoman for the Council of Elders, said so. She left.");
    let halen = named(&found, "Mira Halen");
    assert_eq!(halen.role.as_deref(), Some("spokeswoman for the Council of Elders"));
    let council = halen.affiliation.map(|a| found[a as usize].name.as_str());
    assert_eq!(council, Some("Council of Elders"));
    assert_eq!(halen.mentions.last().map(|m| m.form), Some(MentionForm::Pronoun));
}

#[test]
fn a_group_is_what_its_description_says() {
    let text = "The Northern Torch, a militia known as NT, attacked. The militia said its fighters won.";
    let found = read(text);
    let torch = named(&found, "Northern Torch");
    assert_eq!(torch.kind, EntityKind::ArmedGroup);
    assert_eq!(words(text, torch), ["Northern Torch", "militia", "NT", "militia", "its"]);
}

#[test]
fn a_title_in_quotation_marks_names_the_video() {
    let text = "They saw a video entitled \"Sons of the Lamp\". The clip was old.";
    let found = read(text);
    let video = named(&found, "Sons of the Lamp");
    assert_eq!(video.kind, EntityKind::Artefact);
    assert_eq!(words(text, video), ["video", "Sons of the Lamp", "clip"]);
}

#[test]
fn a_sentence_start_is_no_name_unless_something_shows_it() {
    let found = read("Recruitment goes on. Many are sent north. In Kessa recruitment stopped.");
    assert_eq!(found.iter().filter(|e| e.mentions.iter().any(|m| m.form == MentionForm::Name)).count(), 1);
    assert_eq!(named(&found, "Kessa").kind, EntityKind::Place);
}

#[test]
fn a_headline_in_title_case_names_only_what_the_body_names() {
    let text = "# Army Sends Boys To Kessa Front, Says Dorr\nThe army sent boys to Kessa. General Ilan Dorr spoke.";
    let found = read(text);
    let dorr = named(&found, "Ilan Dorr");
    assert_eq!(words(text, dorr), ["Dorr", "Ilan Dorr"]);
    assert!(!found.iter().any(|e| e.name.contains("Sends")));
}

#[test]
fn the_mention_at_a_span_leads_to_its_entity() {
    let text = "General Ilan Dorr spoke in Kessa.";
    let found = read(text);
    let mentions = Mentions::new(&found);
    assert_eq!(mentions.at(Span::new(8, 17)).map(|e| found[e as usize].name.as_str()), Some("Ilan Dorr"));
    assert_eq!(mentions.at(Span::new(18, 23)), None);
}

#[test]
fn odd_text_neither_panics_nor_takes_long() {
    let mut odd = "A ( \" ' — of Of OF the'S-Backed é-É 漢字 \u{200f}".repeat(2_000);
    odd.push_str(&"Tal ".repeat(20_000));
    odd.push_str(&(0..20_000).map(|i| format!("Name{i} of Other{i}. ")).collect::<String>());
    assert!(!read(&odd).is_empty());
}

#[test]
fn a_country_that_only_its_adjective_names_is_shown_by_its_name() {
    let found = read("Varenian troops left Kessa. The Varenian rebel leader Ilan Dorr saw Varenian tanks.");
    let varenia = named(&found, "Varenia");
    assert_eq!((varenia.kind, varenia.aliases.as_slice()), (EntityKind::State, ["Varenian".to_string()].as_slice()));
}

#[test]
fn shouted_common_words_and_labels_are_no_names() {
    let text = "# TAKEN FROM THE SCHOOL: Warlord grabs 12 boys\nPhoto: Mira Halen took it. Prosecution of the case began. Section five was read.";
    let found = read(text);
    let names: Vec<&str> = found
        .iter()
        .filter(|e| e.mentions.iter().any(|m| m.form == MentionForm::Name))
        .map(|e| e.name.as_str())
        .collect();
    assert_eq!(names, ["Mira Halen"], "{found:?}");
}

#[test]
fn the_first_word_of_a_sentence_glued_to_a_dateline_is_read_apart() {
    let found = read("KESSA, 16 MarchThe Torch Front struck again. FactWire and LinkedIn said so.");
    assert_eq!(named(&found, "Torch Front").kind, EntityKind::ArmedGroup);
    for whole in ["FactWire", "LinkedIn"] {
        named(&found, whole);
    }
}

#[test]
fn an_office_before_the_name_of_its_only_holder_is_that_person() {
    let text = "The governor denied it. Many left Kessa. Governor Ilan Dorr spoke later.";
    let found = read(text);
    assert_eq!(words(text, named(&found, "Ilan Dorr")), ["governor", "Governor", "Ilan Dorr"]);
    let two = read("The governor denied it. Governor Ilan Dorr met Governor Omar Tal.");
    assert_eq!(two.iter().filter(|e| e.kind == EntityKind::Person).count(), 3);
}

#[test]
fn a_name_after_an_office_of_a_described_body_is_that_of_the_holder() {
    let text =
        "The President of the Republic, Ora Lind, spoke in Kessa. The director of the hospital, Ilan Dorr, was silent.";
    let found = read(text);
    let lind = named(&found, "Ora Lind");
    assert_eq!((lind.kind, lind.role.as_deref()), (EntityKind::Person, Some("President")));
    assert_eq!(named(&found, "Ilan Dorr").kind, EntityKind::Person);
    let found = read("That is what a ferryman there, Omer Tal, told the paper. The Honourable Sara Lind was silent.");
    assert_eq!(named(&found, "Omer Tal").role.as_deref(), Some("ferryman"));
    assert_eq!(named(&found, "Sara Lind").kind, EntityKind::Person);
    let found =
        read("The Minister of the Interior, the Honourable Tal Omen, left. The Minister of Health, Mira Lind, stayed.");
    for name in ["Tal Omen", "Mira Lind"] {
        assert!(named(&found, name).role.as_deref().is_some_and(|role| role.starts_with("Minister")), "{found:?}");
    }
    let found = read("The ferries stopped. Foreign Labour Secretary Omer Tal left.");
    assert_eq!(named(&found, "Omer Tal").kind, EntityKind::Person);
}

#[test]
fn an_apposition_after_a_place_belongs_to_the_person_named_after_it() {
    let found =
        read("He was seen in the settlement of Kessa, the spokesman of the Ministry of the Interior, Ilan Dorr, said.");
    let dorr = named(&found, "Ilan Dorr");
    assert!(dorr.role.as_deref().is_some_and(|role| role.starts_with("spokesman")), "{dorr:?}");
    assert_eq!(named(&found, "Kessa").kind, EntityKind::Place);
}

#[test]
fn who_is_described_first_and_goes_on_speaking_under_a_bare_name_is_one_person() {
    let text = "Nine people were hurt, the head of the clinic said.\n\"We have no light,\" Ora Lind told the Post by telephone.";
    let lind = read(text);
    let lind = named(&lind, "Ora Lind");
    assert_eq!((words(text, lind), lind.role.is_some()), (vec!["head".to_owned(), "Ora Lind".to_owned()], true));
    let text = "Nine people were hurt, a hospital official said.\n\"We have no light,\" Ora Lind, superintendent of Olun District Hospital, told the Post.";
    let lind = read(text);
    assert!(words(text, named(&lind, "Ora Lind")).contains(&"hospital official".to_owned()));
    for other in [
        // Explained elsewhere.
        "Nine people were hurt, the head of the clinic said.\n\"I ran,\" Ora Lind, a baker, told the Post.",
        "Nine people were hurt, the head of the clinic said.\n\"I ran,\" said Ora Lind, who sells bread there.",
        "Ora Lind came by bus. Nine people were hurt, the head of the clinic said.\n\"I ran,\" Ora Lind told the Post.",
        // Too far off.
        "Nine were hurt, the head of the clinic said.\nIt rained. The bridge is closed. Buses stop.\n\"I ran,\" Ora Lind told the Post.",
    ] {
        let found = read(other);
        assert_eq!(
            named(&found, "Ora Lind").mentions.iter().filter(|m| m.span.of(other) == "head").count(),
            0,
            "{other}"
        );
    }
}

#[test]
fn the_two_women_are_the_only_two_who_were_told_of() {
    let text = "Two nurses were taken off a coach by five men. The two ladies had their cards with them.";
    let found = read(text);
    let nurses = found.iter().find(|e| e.name == "nurses").unwrap();
    assert_eq!(words(text, nurses), ["nurses", "two ladies", "their", "them"]);
    let text = "Two nurses and two drivers were taken off a coach. The two ladies had white coats.";
    assert!(read(text).iter().any(|e| e.name == "two ladies"));
    let text = "Two boys were taken off a coach. The two girls stayed.";
    assert!(read(text).iter().any(|e| e.name == "two girls"));
}

#[test]
fn they_and_them_of_one_clause_are_different_people() {
    let text = "Five men stopped the coach with a log. They asked for the two nurses. The nurses got up, and they led them into the trees.";
    let found = read(text);
    let pronouns = |name: &str| {
        let mentions = found.iter().find(|e| e.name.ends_with(name)).map(|e| e.mentions.clone()).unwrap_or_default();
        mentions
            .iter()
            .filter(|m| m.form == MentionForm::Pronoun)
            .map(|m| m.span.of(text).to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        (pronouns("men"), pronouns("nurses")),
        (vec!["They".to_owned(), "they".to_owned()], vec!["them".to_owned()])
    );
}

#[test]
fn what_a_person_does_is_no_part_of_the_name_at_the_beginning_of_a_sentence() {
    for text in ["Farmer Omar Tal said so.", "Trader Omar Tal told the Post so.", "Headteacher Omar Tal saw it."] {
        let found = read(text);
        assert_eq!(named(&found, "Omar Tal").kind, EntityKind::Person, "{text}");
    }
    let found = read("Farmer Tal said so.");
    assert!(found.iter().all(|e| e.name != "Tal Said"));
}

#[test]
fn a_rank_stands_between_an_office_and_its_name() {
    let text = "Army spokesman Colonel Omar Tal said so.";
    let found = read(text);
    let tal = named(&found, "Omar Tal");
    assert_eq!((words(text, tal).len(), tal.role.as_deref()), (2, Some("Army spokesman")), "{tal:?}");
    let text = "Nine died at Kessa, the spokesman of the Land Forces, Colonel Omar Tal, has announced.";
    let found = read(text);
    assert_eq!(named(&found, "Kessa").kind, EntityKind::Place);
    assert!(named(&found, "Omar Tal").affiliation.is_some(), "{found:?}");
}

#[test]
fn who_serves_in_a_body_is_of_it_though_its_owner_stands_between() {
    for text in [
        "A senior commander in Varenia's Reed Guard resigned.",
        "A senior commander of the Reed Guard resigned.",
        "An officer with the Reed Guard resigned.",
    ] {
        let found = read(text);
        let officer = found.iter().find(|e| e.kind == EntityKind::Person).unwrap();
        let body = officer.affiliation.map(|a| found[a as usize].name.as_str());
        assert_eq!(body, Some("Reed Guard"), "{text}");
    }
    let found = read("An officer in Kessa resigned. The Reed Guard met.");
    assert!(found.iter().all(|e| e.kind != EntityKind::Person || e.affiliation.is_none()));
}

#[test]
fn a_group_of_people_is_no_body_named_before() {
    let text = "The Reed Guard runs a camp. This group of Damurian nationals came from there. The group left.";
    let found = read(text);
    assert!(!words(text, named(&found, "Reed Guard")).iter().any(|w| w.contains("nationals") || w == "group of"));
}

#[test]
fn a_plural_that_owns_is_a_part_of_the_name() {
    for text in
        ["The Harbour Workers' Table asked for names.", "On Monday the Harbour Workers\u{2019} Table asked for names."]
    {
        let found = read(text);
        assert!(found.iter().any(|e| e.name.ends_with("Table") && e.name.contains("Harbour")), "{found:?}");
    }
    for text in [
        "The nurses are alive, the charity Nurses\u{2019} Caravan said.",
        "On Monday the Farmers' List asked for an inquiry.",
    ] {
        let found = read(text);
        assert!(found.iter().any(|e| e.name.contains("' ") || e.name.contains("\u{2019} ")), "{found:?}");
    }
    let found = read("Rebels' Commander Ilan Dorr said so.");
    assert!(found.iter().any(|e| e.name == "Ilan Dorr"), "{found:?}");
}

#[test]
fn what_is_said_of_bodies_alone_makes_a_name_one_and_having_a_shop_makes_no_outlet() {
    for text in [
        "The dead are nine, says Tidal Ledger, which sits in Kelm.",
        "Mira Tolan, director of Tidal Ledger, put the dead at nine.",
        "The dead are nine, says Tidal Ledger. In 2019 Tidal Ledger was founded by widows.",
    ] {
        assert_eq!(named(&read(text), "Tidal Ledger").kind, EntityKind::Organisation, "{text}");
    }
    let text = "Oriel Kasmer has a tannery behind the bridge. \"We ran,\" Oriel Kasmer says.";
    assert_eq!(named(&read(text), "Oriel Kasmer").kind, EntityKind::Person);
    let text = "Glasswing has learned that the bridge was mined.";
    assert_eq!(named(&read(text), "Glasswing").kind, EntityKind::Outlet);
}

#[test]
fn a_body_goes_by_the_last_word_of_its_name() {
    let text = "The Coastal Widows Anchor counted nine dead. Mira Tolan, who runs the Anchor, wept.";
    let found = read(text);
    assert_eq!(words(text, named(&found, "Coastal Widows Anchor")), ["Coastal Widows Anchor", "Anchor"]);
}

#[test]
fn in_a_line_of_capitals_the_article_is_a_part_of_the_name() {
    let text = "COUNCIL OF THE LOWER ISLES SAYS IT HOLDS KELM\nThe Council of the Lower Isles said that it held Kelm.";
    let found = read(text);
    assert_eq!(named(&found, "Council of the Lower Isles").aliases, ["COUNCIL OF THE LOWER ISLES"]);
}

#[test]
fn a_nuns_title_is_no_part_of_her_name() {
    let found = read("\"We feed them all,\" Sister Mirela Tolan said.");
    assert_eq!(named(&found, "Mirela Tolan").role.as_deref(), Some("Sister"));
}

#[test]
fn in_its_own_paper_a_body_goes_by_a_part_of_its_name_and_a_town_stays_a_town() {
    let of = |outlet: &str, text: &str| {
        let outlet = Some(crate::report::Stated { value: outlet.to_owned(), evidence: String::new() });
        let report = Report { outlet, ..report(text) };
        entities(&parse(&report)).iter().map(|e| e.name.clone()).collect::<Vec<_>>()
    };
    assert!(
        of("Kelm Relief Council (KRC)", "Nine died, says the chairman of the Council.")
            .contains(&"Kelm Relief Council".to_owned())
    );
    assert!(of("Radio Kelm", "Nine died in Kelm, the mayor said.").contains(&"Kelm".to_owned()));
    assert!(
        of("Voice of the Isles", "Nine died, the Isles are in mourning.")
            .iter()
            .all(|name| name != "Voice of the Isles")
    );
}

#[test]
fn what_names_a_paper_in_its_title_is_something_else_without_a_capital() {
    let found =
        read("A notice hung on the lamp post. The mirror in the hall broke. He told the Arven Post that he had left.");
    let outlets: Vec<_> = found.iter().filter(|e| e.kind == EntityKind::Outlet).map(|e| e.name.as_str()).collect();
    assert_eq!(outlets, ["Arven Post"]);
}

#[test]
fn a_place_that_people_come_from_is_nobody_and_nobody_is_no_person() {
    let found = read("A welder from Keldra who saw the fire has left.");
    assert_ne!(named(&found, "Keldra").kind, EntityKind::Person);
    let found = read("No lawyer has been let in, and she said so.");
    assert!(found.iter().all(|entity| entity.mentions.is_empty() || !entity.name.contains("lawyer")), "{found:?}");
}

#[test]
fn what_falls_to_fighters_or_is_shelled_is_a_place() {
    for text in ["Sorn fell to the rebels on Sunday.", "Sorn was shelled at dawn.", "Sorn has been retaken."] {
        assert_eq!(named(&read(text), "Sorn").kind, EntityKind::Place, "{text}");
    }
    assert_ne!(named(&read("Sorn was captured at dawn."), "Sorn").kind, EntityKind::Place, "men are, too");
}

#[test]
fn what_stands_behind_news_agency_is_a_medium() {
    let found = read("The Lantern newspaper and the news agency Telmar have people there. Telmar said no.");
    assert_eq!(named(&found, "Telmar").kind, EntityKind::Outlet);
}
