//! The same input gives the same bytes, for any order of paths and any number of threads.

#![allow(clippy::unwrap_used)]

use std::path::{Path, PathBuf};
use std::process::Command;

fn examples() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/varenia");
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

fn run(options: &[&str], paths: &[PathBuf]) -> Vec<u8> {
    let command =
        Command::new(env!("CARGO_BIN_EXE_firsthand")).args(["report", "--quiet"]).args(options).args(paths).output();
    let output = command.unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

fn outputs(paths: &[PathBuf], threads: &str) -> (Vec<u8>, Vec<u8>) {
    let run = |format: &str| run(&[format, "-", "--threads", threads], paths);
    (run("--json"), run("--html"))
}

#[test]
fn shuffled_paths_and_1_2_or_8_threads_give_the_same_record_and_dossier() {
    let paths = examples();
    let expected = outputs(&paths, "1");
    assert!(!expected.0.is_empty());
    // A fixed shuffle: every seventh path modulo the length visits all when 7 does not divide it.
    let step = if paths.len().is_multiple_of(7) { 5 } else { 7 };
    let shuffled: Vec<PathBuf> = (0..paths.len()).map(|i| paths[i * step % paths.len()].clone()).collect();
    for threads in ["2", "8"] {
        assert!(outputs(&shuffled, threads) == expected, "differs with {threads} threads");
    }
}

#[test]
fn the_table_alone_is_the_table_beside_a_record_though_its_reports_are_put_away() {
    let paths = examples();
    let record = std::env::temp_dir().join(format!("firsthand-same-bytes-{}.json", std::process::id()));
    let beside = run(&["--fast", "--json", &record.to_string_lossy()], &paths);
    std::fs::remove_file(record).unwrap();
    assert!(beside.len() > 1000);
    for threads in ["1", "3"] {
        assert!(run(&["--fast", "--threads", threads], &paths) == beside, "differs with {threads} threads");
    }
}
