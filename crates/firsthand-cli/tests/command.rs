//! The real command on real files: what a user sees, exit codes, bad input.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A folder of its own for one test, removed when dropped.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("firsthand-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn firsthand(arguments: &[&str], folder: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_firsthand")).args(arguments).current_dir(folder).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

const WIRE: &str = "Army opens camp near Tarvesh\n\nARVEN, 3 May 2031 (NPA) - The Varenian army has recruited 40 volunteers in the town of Tarvesh, the Lake Council said on Friday.\n\nThe council said in a statement that the men were trained at a camp near the river for two weeks before they were sent to the front.\n";

#[test]
fn a_report_that_names_its_source_gives_one_event_with_one_origin() {
    let folder = Folder::new("one");
    folder.file("wire.txt", WIRE);
    let output = firsthand(&["report", "wire.txt", "--quiet"], &folder.0);
    let shown = text(&output.stdout);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert!(shown.contains("1 report · 1 origin"), "{shown}");
    assert!(shown.contains("Lake Council"), "{shown}");
}

#[test]
fn files_that_cannot_be_read_are_listed_and_the_rest_goes_on() {
    let folder = Folder::new("bad");
    folder.file("in/good.txt", WIRE);
    folder.file("in/empty.txt", "");
    folder.file("in/binary.html", [0u8, 159, 146, 150, 0, 1, 2, 3].repeat(400));
    folder.file("in/picture.jpg", [0xFF, 0xD8, 0xFF]);
    let output = firsthand(&["report", "in"], &folder.0);
    let said = text(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert!(said.contains("empty.txt"), "{said}");
    assert!(said.contains("binary.html"), "{said}");
    assert!(text(&output.stdout).contains("1 origin"), "{}", text(&output.stdout));
}

#[test]
fn nothing_readable_ends_with_1_and_wrong_usage_with_2() {
    let folder = Folder::new("codes");
    folder.file("only.jpg", [0xFF, 0xD8, 0xFF, 0xE0, 0, 16]);
    assert_eq!(firsthand(&["report", "only.jpg", "missing.txt"], &folder.0).status.code(), Some(1));
    assert_eq!(firsthand(&["report"], &folder.0).status.code(), Some(2));
    assert_eq!(firsthand(&["report", "--no-such-option", "x"], &folder.0).status.code(), Some(2));
}

#[cfg(unix)]
#[test]
fn a_symlink_loop_is_not_followed_for_ever() {
    let folder = Folder::new("loop");
    folder.file("in/good.txt", WIRE);
    std::os::unix::fs::symlink("../in", folder.0.join("in/again")).unwrap();
    let output = firsthand(&["report", "in", "--json", "-", "--quiet"], &folder.0);
    let record: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(record["reports"].as_array().unwrap().len(), 1);
}

#[test]
fn explain_prints_the_steps_of_the_event_that_the_table_names() {
    let folder = Folder::new("explain");
    folder.file("wire.txt", WIRE);
    let output = firsthand(&["report", "wire.txt", "--json", "record.json", "--quiet"], &folder.0);
    assert!(output.status.success());
    let record: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(folder.0.join("record.json")).unwrap()).unwrap();
    let id = record["events"][0]["id"].as_str().unwrap();
    let again = firsthand(&["explain", id, "wire.txt"], &folder.0);
    let from_record = firsthand(&["explain", id, "--record", "record.json"], &folder.0);
    assert!(again.status.success(), "{}", text(&again.stderr));
    assert_eq!(text(&again.stdout), text(&from_record.stdout));
    assert!(text(&again.stdout).contains("How the count came about"));
    let unknown = firsthand(&["explain", "ev-00000000", "wire.txt"], &folder.0);
    assert_eq!(unknown.status.code(), Some(1));
}

#[test]
fn completions_and_the_manual_are_printed() {
    let folder = Folder::new("man");
    assert!(text(&firsthand(&["completions", "bash"], &folder.0).stdout).contains("firsthand"));
    assert!(text(&firsthand(&["man"], &folder.0).stdout).contains(".TH firsthand"));
}

#[test]
fn what_a_person_judges_is_kept_counted_with_and_shown() {
    let folder = Folder::new("judge");
    folder.file("in/a.txt", WIRE);
    folder.file("in/b.txt", "Men taken for training near Tarvesh\n\n3 May 2031 (Hill Courier) - The Varenian army has recruited 40 volunteers in the town of Tarvesh, said Orsa Pell, a teacher.\n");
    let counted = |more: &[&str]| {
        let mut arguments = vec!["report", "in", "--quiet", "--json", "-", "--type", "RECRUIT"];
        arguments.extend(more);
        let record: serde_json::Value = serde_json::from_slice(&firsthand(&arguments, &folder.0).stdout).unwrap();
        record
    };
    let first = counted(&[]);
    let event = first["events"].as_array().unwrap().iter().find(|event| event["reports"] == 2).unwrap();
    assert_eq!(event["origins"]["low"], 2, "{event}");
    let claims: Vec<&str> = event["claims"].as_array().unwrap().iter().map(|id| id.as_str().unwrap()).collect();
    let of = |report: &str| {
        let id = &first["reports"].as_array().unwrap().iter().find(|r| r["path"] == report).unwrap()["id"];
        *claims.iter().find(|claim| claim.starts_with(id.as_str().unwrap())).unwrap()
    };
    let (a, b) = (of("in/a.txt"), of("in/b.txt"));
    let judge = |say: &str, by: &str, why: &str| {
        firsthand(&["judge", "judged.jsonl", say, a, b, "--by", by, "--why", why], &folder.0).status.code()
    };
    assert_eq!(judge("same-origin", "Dana", "she sits on the council"), Some(0));
    let with = ["--judgements", "judged.jsonl"];
    let origins = |record: &serde_json::Value| {
        let event = record["events"].as_array().unwrap().iter().find(|event| event["reports"] == 2).unwrap().clone();
        (event["origins"]["low"].as_u64().unwrap(), event["origins"]["high"].as_u64().unwrap())
    };
    let judged = counted(&with);
    assert_eq!(origins(&judged), (1, 1));
    assert_eq!(judged["judgements"][0]["standing"], "applied");
    assert!(judged.to_string().contains("because she sits on the council"));
    assert_eq!(judge("not-same-origin", "Iven", ""), Some(0));
    assert_eq!(origins(&counted(&with)), (1, 2), "people who differ leave a range");
    assert_eq!(judge("own-work", "Dana", ""), Some(1), "an outlet's own work is one claim");
    let file = folder.0.join("judged.jsonl");
    let lines = fs::read_to_string(&file).unwrap();
    assert_eq!(lines.lines().count(), 2);
    fs::write(&file, format!("{lines}half a li")).unwrap();
    let output = firsthand(&["report", "in", "--judgements", "judged.jsonl", "--html", "page.html"], &folder.0);
    assert!(text(&output.stderr).contains("line 3 is no judgement"), "{}", text(&output.stderr));
    let page = fs::read_to_string(folder.0.join("page.html")).unwrap();
    assert!(page.contains("What people judged") && page.contains("she sits on the council"));
}
