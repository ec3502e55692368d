//! Which files to read.
//!
//! For: turning the paths of a command line into a list. In: files and folders. Out: the files to
//! read, sorted, and every file that is left out with the reason. Nothing is left out silently.

use rustc_hash::FxHashSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Deepest folder that is entered below a given path.
const MAX_DEPTH: usize = 256;

/// A file or folder that is not read, and why.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// Which one.
    pub path: PathBuf,
    /// Why, and the way out.
    pub reason: String,
}

/// What a walk found.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The files to read: sorted, each once.
    pub files: Vec<PathBuf>,
    /// What is left out: sorted.
    pub problems: Vec<Problem>,
}

/// Whether the name ends like a report's file.
fn is_report(path: &Path) -> bool {
    path.extension()
        .and_then(|e| e.to_str())
        .is_some_and(|e| ["txt", "html", "htm", "xhtml"].iter().any(|known| e.eq_ignore_ascii_case(known)))
}

/// Collects the files under `paths`, folders recursively.
///
/// A file that is named itself is read whatever its extension; in folders only `.txt`, `.html`,
/// `.htm` and `.xhtml` are. Links are followed; a folder that was entered already is not entered
/// again.
pub fn walk<P: AsRef<Path>>(paths: &[P]) -> Found {
    let mut found = Found::default();
    let mut entered: FxHashSet<PathBuf> = FxHashSet::default();
    for path in paths {
        let path = path.as_ref();
        match fs::metadata(path) {
            Ok(meta) if meta.is_dir() => folder(path, &mut found, &mut entered),
            Ok(meta) if meta.is_file() => found.files.push(path.to_owned()),
            Ok(_) => found.problem(path, "is neither a file nor a folder; give a regular file"),
            Err(cause) => found.problem(path, &format!("cannot be opened ({cause}); check the path")),
        }
    }
    found.files.sort();
    found.files.dedup();
    found.problems.sort();
    found.problems.dedup();
    found
}

impl Found {
    fn problem(&mut self, path: &Path, reason: &str) {
        self.problems.push(Problem { path: path.to_owned(), reason: reason.to_owned() });
    }
}

fn folder(root: &Path, found: &mut Found, entered: &mut FxHashSet<PathBuf>) {
    let mut todo = vec![(root.to_owned(), 0)];
    while let Some((path, depth)) = todo.pop() {
        if depth > MAX_DEPTH {
            found.problem(&path, "is nested too deeply; give this folder by itself");
            continue;
        }
        match fs::canonicalize(&path) {
            Ok(real) if !entered.insert(real.clone()) => {
                found.problem(&path, "leads to a folder that is read already; it is not read twice");
                continue;
            }
            Ok(_) => {}
            Err(cause) => {
                found.problem(&path, &format!("cannot be opened ({cause}); check your rights"));
                continue;
            }
        }
        let entries = match fs::read_dir(&path) {
            Ok(entries) => entries,
            Err(cause) => {
                found.problem(&path, &format!("cannot be listed ({cause}); check your rights"));
                continue;
            }
        };
        for entry in entries {
            let entry = match entry {
                Ok(entry) => entry,
                Err(cause) => {
                    found.problem(&path, &format!("cannot be listed completely ({cause}); check the disk"));
                    continue;
                }
            };
            let path = entry.path();
            // The entry's own type costs no further system call; only links need one.
            let kind = match entry.file_type() {
                Ok(kind) if kind.is_symlink() => fs::metadata(&path).map(|m| m.file_type()),
                other => other,
            };
            match kind {
                Ok(kind) if kind.is_dir() => todo.push((path, depth + 1)),
                Ok(kind) if kind.is_file() && is_report(&path) => found.files.push(path),
                Ok(kind) if kind.is_file() => {
                    found.problem(&path, "is not .txt, .html, .htm or .xhtml; name the file itself to read it anyway");
                }
                Ok(_) => found.problem(&path, "is neither a file nor a folder; a report is a regular file"),
                Err(cause) => found.problem(&path, &format!("cannot be opened ({cause}); check where the link leads")),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder of the test's own, removed at the end.
    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let path = std::env::temp_dir().join(format!("firsthand-walk-{name}-{}", std::process::id()));
            let _ = fs::remove_dir_all(&path);
            fs::create_dir_all(&path).unwrap();
            Folder(path)
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    fn names(folder: &Folder, paths: &[PathBuf]) -> Vec<String> {
        paths.iter().map(|p| p.strip_prefix(&folder.0).unwrap().to_string_lossy().into_owned()).collect()
    }

    #[test]
    fn reports_are_found_in_folders_sorted_and_other_files_are_named() {
        let folder = Folder::new("sorted");
        fs::create_dir_all(folder.0.join("b")).unwrap();
        for name in ["b/2.TXT", "a.html", "c.xHTML", "picture.png", "noextension"] {
            fs::write(folder.0.join(name), "x").unwrap();
        }
        let found = walk(&[&folder.0]);
        assert_eq!(names(&folder, &found.files), ["a.html", "b/2.TXT", "c.xHTML"]);
        assert_eq!(found.problems.len(), 2);
        assert!(found.problems[0].path.ends_with("noextension"));
    }

    #[test]
    fn a_file_given_twice_is_read_once_and_a_missing_one_is_a_problem() {
        let folder = Folder::new("twice");
        let file = folder.0.join("a.txt");
        fs::write(&file, "x").unwrap();
        let found = walk(&[file.clone(), folder.0.clone(), folder.0.join("missing.txt")]);
        assert_eq!(names(&folder, &found.files), ["a.txt"]);
        assert!(found.problems[0].reason.contains("cannot be opened"));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_that_leads_back_is_not_followed_for_ever() {
        let folder = Folder::new("loop");
        fs::create_dir_all(folder.0.join("a/b")).unwrap();
        fs::write(folder.0.join("a/x.txt"), "x").unwrap();
        std::os::unix::fs::symlink(&folder.0, folder.0.join("a/b/back")).unwrap();
        std::os::unix::fs::symlink(folder.0.join("nowhere"), folder.0.join("dangling.txt")).unwrap();
        let found = walk(&[&folder.0]);
        assert_eq!(names(&folder, &found.files), ["a/x.txt"]);
        assert_eq!(found.problems.len(), 2);
    }
}
