//! The dossier of the examples, as a reader's browser would take it.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

fn dossier() -> String {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/varenia");
    let output = Command::new(env!("CARGO_BIN_EXE_firsthand"))
        .args(["report", "--quiet", "--html", "-"])
        .arg(examples)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The values of an attribute, in order.
fn values<'a>(page: &'a str, attribute: &str) -> Vec<&'a str> {
    let start = format!(" {attribute}=\"");
    page.match_indices(&start)
        .map(|(at, _)| {
            let rest = &page[at + start.len()..];
            &rest[..rest.find('"').unwrap()]
        })
        .collect()
}

#[test]
fn every_link_of_the_dossier_leads_to_a_place_in_it_and_nothing_is_loaded() {
    let page = dossier();
    let ids = values(&page, "id");
    let unique: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), unique.len(), "an id stands twice");
    for target in values(&page, "href") {
        let id = target.strip_prefix('#').unwrap_or_else(|| panic!("leads out of the page: {target}"));
        assert!(unique.contains(id), "leads nowhere: {target}");
    }
    for forbidden in ["<script", "<img", "<iframe", "<link", "<form", " src=", "@import", "url(http", "javascript:"] {
        assert!(!page.contains(forbidden), "{forbidden} in the dossier");
    }
    assert!(page.contains("default-src 'none'"));
    for label in values(&page, "aria-labelledby") {
        assert!(unique.contains(label), "labelled by nothing: {label}");
    }
}

#[test]
fn what_is_withheld_is_in_no_output() {
    let page = dossier();
    let gold = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/gold.json");
    let gold: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(gold).unwrap()).unwrap();
    let masked: Vec<&str> =
        gold["traps"].as_array().unwrap().iter().filter_map(|trap| trap["must"]["masked"].as_str()).collect();
    assert!(masked.len() >= 3);
    for words in masked {
        assert!(!page.contains(words), "{words} is readable");
    }
}

#[test]
fn the_page_is_well_formed() {
    let page = dossier();
    let faults: Vec<String> = html5gum::Tokenizer::new(page.as_str())
        .filter_map(|token| match token {
            Ok(html5gum::Token::Error(fault)) => Some(fault.value.to_string()),
            _ => None,
        })
        .collect();
    assert!(faults.is_empty(), "{faults:?}");
}
