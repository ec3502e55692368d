//! The dossier of the examples in a real browser: headless Chromium at the width of a phone, a tablet and a desk.
//!
//! Skipped with a message where no Chromium is installed. `FIRSTHAND_CHROMIUM` names another one.

#![allow(clippy::unwrap_used, clippy::panic)]

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Looks at the laid-out page and leaves what it found as JSON in the document's title.
const PROBE: &str = include_str!("browser/probe.js");

fn chromium() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("FIRSTHAND_CHROMIUM") {
        return Some(named.into());
    }
    let path = std::env::var_os("PATH")?;
    let names = ["chromium", "chromium-browser", "google-chrome"];
    std::env::split_paths(&path).flat_map(|folder| names.map(|name| folder.join(name))).find(|file| file.is_file())
}

fn dossier(into: &Path) -> String {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/varenia");
    let file = into.join("dossier.html");
    let done = Command::new(env!("CARGO_BIN_EXE_firsthand"))
        .args(["report", "--quiet", "--html"])
        .args([&file, &examples])
        .output()
        .unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    std::fs::read_to_string(file).unwrap()
}

/// What the probe found with a window of `width` pixels.
fn look(chromium: &Path, folder: &Path, page: &str, width: u32) -> Value {
    // The page forbids scripts, so the copy that is looked at has to allow this one.
    let policy = "default-src 'none'; style-src 'unsafe-inline'";
    assert!(page.contains(policy));
    let probed = page
        .replace(policy, "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'")
        .replace("</body>", &format!("<script>{PROBE}</script></body>"));
    let file = folder.join(format!("at-{width}.html"));
    std::fs::write(&file, probed).unwrap();
    let output = Command::new(chromium)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"])
        .args(["--disable-background-networking", "--disable-component-update", "--disable-sync"])
        .arg(format!("--user-data-dir={}", folder.join(format!("profile-{width}")).display()))
        .arg(format!("--window-size={width},900"))
        .args(["--virtual-time-budget=60000", "--dump-dom"])
        .arg(format!("file://{}", file.display()))
        .output()
        .unwrap();
    let dom = String::from_utf8_lossy(&output.stdout);
    let found = dom.split("<title>").nth(1).and_then(|rest| rest.split("</title>").next()).unwrap_or_default();
    let found = found.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    serde_json::from_str(&found).unwrap_or_else(|problem| {
        panic!("the probe did not end at {width} pixels ({problem}): {}", String::from_utf8_lossy(&output.stderr))
    })
}

#[test]
fn the_dossier_is_readable_and_every_link_leads_to_words_that_show() {
    let Some(chromium) = chromium() else {
        eprintln!("skipped: no Chromium found; install it or name it in FIRSTHAND_CHROMIUM");
        return;
    };
    let folder = std::env::temp_dir().join(format!("firsthand-browser-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let page = dossier(&folder);
    for width in [360, 800, 1280] {
        let found = look(&chromium, &folder, &page, width);
        let none = Value::Array(Vec::new());
        assert_eq!(found["mode"], "CSS1Compat", "at {width}");
        assert!(found["links"].as_u64().unwrap() > 200, "at {width}: {found}");
        assert_eq!(found["wider"], none, "these stick out of the page at {width} pixels");
        assert_eq!(found["pale"], none, "too little contrast at {width} pixels (WCAG AA: 4.5, large 3)");
        assert_eq!(found["hidden"], none, "links to what does not show at {width} pixels");
        assert_eq!(found["headings"], none, "headings that skip a level");
        assert_eq!(found["unnamed"], none, "what a screen reader could not name");
        assert_eq!(found["loaded"], none, "the page asked for something");
    }
    std::fs::remove_dir_all(folder).unwrap();
}
