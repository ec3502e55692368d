//! What goes wrong on a user's disk: every error names the file and the way out, the rest goes on, and nothing that was there is lost.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A folder of its own for one test, removed when dropped.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("firsthand-hostile-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(path.join("in")).unwrap();
        fs::write(path.join("in/good.txt"), WIRE).unwrap();
        Folder(path)
    }

    fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> &Self {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
        self
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).unwrap_or_default()
    }

    /// Exit code, standard output, standard error.
    fn run(&self, arguments: &[&str]) -> (Option<i32>, String, String) {
        let output =
            Command::new(env!("CARGO_BIN_EXE_firsthand")).args(arguments).current_dir(&self.0).output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (output.status.code(), text(&output.stdout), text(&output.stderr))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

const WIRE: &str = "Army opens camp near Tarvesh\n\nARVEN, 3 May 2031 (NPA) - The Varenian army has recruited 40 volunteers in the town of Tarvesh, the Lake Council said on Friday.\n";

#[test]
fn every_line_about_a_file_that_is_not_read_names_it_once_and_the_way_out() {
    let folder = Folder::new("named");
    folder.file("in/empty.txt", "").file("in/nothing.txt", "\0".repeat(9000)).file("in/pictures/camp.jpg", [0xFF]);
    let (code, shown, said) = folder.run(&["report", "in", "missing.txt", "--fast", "--html", "page.html"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(shown.contains("1 origin"), "{shown}");
    for (file, way) in [
        ("in/empty.txt", "saved completely"),
        ("in/nothing.txt", "save it as UTF-8"),
        ("in/pictures/camp.jpg", "name the file itself"),
        ("missing.txt", "check the path"),
    ] {
        let line = said.lines().find(|line| line.contains(file)).unwrap_or_else(|| panic!("{file} in {said}"));
        assert!(line.matches(file).count() == 1 && line.contains(way), "{line}");
        assert!(folder.read("page.html").contains(file));
    }
}

#[test]
fn explain_too_says_what_it_could_not_read() {
    let folder = Folder::new("explain");
    folder.file("in/empty.txt", "");
    let (_, _, said) = folder.run(&["explain", "ev-0", "in", "--fast"]);
    assert!(said.contains("in/empty.txt"), "{said}");
}

#[test]
fn a_page_that_would_overflow_a_stack_or_nests_deeply_is_read() {
    let folder = Folder::new("deep");
    let words = "The army has recruited 40 men near Tarvesh, the Lake Council said on Friday.";
    let many: String = (0..100_000).map(|n| format!(" a{n}=\"x\"")).collect();
    folder.file("in/many.html", format!("<title>Camp</title><p{many}>{words}</p{many}>"));
    folder.file("in/deep.html", format!("<title>Camp</title>{}{words}", "<div>".repeat(100_000)));
    let (code, shown, said) = folder.run(&["report", "in", "--fast"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(shown.contains("3 reports"), "{shown}{said}");
}

#[test]
fn outputs_that_cannot_be_written_are_known_before_anything_is_read() {
    let folder = Folder::new("nowhere");
    let (code, _, said) = folder.run(&["report", "in", "--fast", "--html", "no/such/folder.html", "--json", "a.json"]);
    assert_eq!(code, Some(1));
    assert!(said.contains("no/such/folder.html: cannot be written"), "{said}");
    assert!(!folder.0.join("a.json").exists());
    let (code, _, said) = folder.run(&["report", "in", "--fast", "--json", "in"]);
    assert!(code == Some(1) && said.contains("in: cannot be written"), "{said}");
    let (code, _, said) = folder.run(&["report", "in", "--fast", "--json", "x", "--html", "x"]);
    assert!(code == Some(1) && said.contains("give two names"), "{said}");
}

#[cfg(target_os = "linux")]
#[test]
fn one_output_on_a_full_disk_does_not_keep_the_others() {
    if !Path::new("/dev/full").exists() {
        return;
    }
    let folder = Folder::new("full");
    let (code, shown, said) = folder.run(&["report", "in", "--fast", "--html", "/dev/full", "--json", "a.json"]);
    assert_eq!(code, Some(1));
    assert!(said.contains("/dev/full: cannot be written") && said.contains("make room"), "{said}");
    assert!(shown.contains("1 origin"), "{shown}");
    serde_json::from_str::<serde_json::Value>(&folder.read("a.json")).unwrap();
}

#[test]
fn a_report_is_never_written_over_and_a_dossier_is_never_read() {
    let folder = Folder::new("over");
    let (code, _, said) = folder.run(&["report", "in", "--fast", "--html", "in/good.txt"]);
    assert!(code == Some(1) && said.contains("in/good.txt: is one of the files to read"), "{said}");
    assert_eq!(folder.read("in/good.txt"), WIRE);
    for again in [false, true] {
        let (code, shown, said) = folder.run(&["report", "in", "--fast", "--html", "in/dossier.html"]);
        assert!(code == Some(0) && shown.contains("1 report "), "{shown}");
        assert_eq!(said.contains("in/dossier.html: this is a dossier"), again, "{said}");
    }
    let (code, _, said) = folder.run(&["judge", "in/good.txt", "own-work", "r0.c1", "--by", "Dana"]);
    assert!(code == Some(1) && said.contains("in/good.txt: holds lines, but no judgement"), "{said}");
    assert_eq!(folder.read("in/good.txt"), WIRE);
}

#[test]
fn what_stood_in_an_output_stays_until_the_new_one_is_whole() {
    let folder = Folder::new("whole");
    folder.file("a.json", "kept");
    let (code, ..) = folder.run(&["report", "missing.txt", "--fast", "--json", "a.json"]);
    assert_eq!((code, folder.read("a.json").as_str()), (Some(1), "kept"));
    let (code, ..) = folder.run(&["report", "in", "--fast", "--json", "a.json"]);
    assert!(code == Some(0) && folder.read("a.json").starts_with('{'));
    assert_eq!(fs::read_dir(&folder.0).unwrap().count(), 2, "something is left behind");
}

#[test]
fn codebooks_judgements_and_records_that_are_none_are_named_with_the_way_out() {
    let folder = Folder::new("none");
    folder.file("bad.toml", "name = \"x\"\n[[type]]\nid = 3\n").file("half.json", "{\"schema\": \"firsthand/rec");
    folder.file("latin.toml", [b'#', 0xE9]).file("picture.jsonl", [0xFF, 0xD8, 0xFF]);
    for (arguments, file, way) in [
        (["report", "in", "--codebook", "bad.toml"].as_slice(), "bad.toml: line 3", "string"),
        (&["report", "in", "--codebook", "in"], "in: the folder holds no .toml file", "give a codebook"),
        (&["report", "in", "--codebook", "latin.toml"], "latin.toml", "save it as UTF-8"),
        (&["report", "in", "--judgements", "missing"], "missing: cannot be opened", "firsthand judge"),
        (&["explain", "ev-0", "--record", "half.json"], "half.json: not a record", "report --json"),
        (&["explain", "ev-0", "--record", "in"], "in: cannot be opened", "report --json"),
        (&["judge", "no/such/file", "own-work", "r0.c1", "--by", "Dana"], "no/such/file: cannot", "another place"),
    ] {
        let (code, _, said) = folder.run(arguments);
        assert!(code == Some(1) && said.contains(file) && said.contains(way), "{arguments:?}: {said}");
    }
    let (code, shown, said) = folder.run(&["report", "in", "--fast", "--judgements", "picture.jsonl"]);
    assert!(code == Some(0) && shown.contains("1 origin"), "{said}");
    assert!(said.contains("picture.jsonl: line 1 is no judgement"), "{said}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_whose_name_is_no_text_is_read() {
    use std::os::unix::ffi::OsStrExt;
    let folder = Folder::new("name");
    let name = std::ffi::OsStr::from_bytes(b"in/camp\xff.txt");
    fs::write(folder.0.join(name), WIRE.replace("3 May 2031", "3 May")).unwrap();
    let (code, shown, said) = folder.run(&["report", "in", "--fast"]);
    assert!(code == Some(0) && shown.contains("2 reports"), "{shown}{said}");
}
