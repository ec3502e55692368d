//! Where the files are that a gold set names.
//!
//! In: the gold set's path, the folder given on the command line, a file name. Out: a path.
//! Not here: reading.

use std::path::{Path, PathBuf};

/// Folders in which the files of gold sets are looked for.
pub struct Folders(Vec<PathBuf>);

impl Folders {
    /// The given folder only, or else: the gold set's own, the one above, and the folders beside its own, by name.
    pub fn new(gold: &Path, given: Option<&Path>) -> Self {
        if let Some(given) = given {
            return Folders(vec![given.to_owned()]);
        }
        let parent_of = |path: &Path| path.parent().filter(|p| !p.as_os_str().is_empty()).map(Path::to_owned);
        let own = parent_of(gold).unwrap_or_else(|| PathBuf::from("."));
        let above = own.join("..");
        let mut beside: Vec<PathBuf> = std::fs::read_dir(&above)
            .map(|entries| entries.flatten().map(|entry| entry.path()).filter(|path| path.is_dir()).collect())
            .unwrap_or_default();
        beside.sort();
        Folders([vec![own, above], beside].concat())
    }

    /// The first place where the file, or one of its bare name, stands; the first folder's if none does.
    pub fn find(&self, file: &str) -> PathBuf {
        let bare = Path::new(file).file_name().map(PathBuf::from).unwrap_or_default();
        let places = self.0.iter().flat_map(|folder| [folder.join(file), folder.join(&bare)]);
        places
            .into_iter()
            .find(|path| path.is_file())
            .unwrap_or_else(|| self.0.first().map_or(PathBuf::from(file), |f| f.join(file)))
    }

    /// The folder given, or the gold set's own.
    pub fn first(&self) -> &Path {
        self.0.first().map_or(Path::new("."), PathBuf::as_path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_beside_the_gold_sets_folder_are_found() {
        let base = std::env::temp_dir().join(format!("firsthand-eval-files-{}", std::process::id()));
        std::fs::create_dir_all(base.join("gold")).unwrap();
        std::fs::create_dir_all(base.join("texts")).unwrap();
        std::fs::write(base.join("texts/a.txt"), "x").unwrap();
        let folders = Folders::new(&base.join("gold/set.json"), None);
        assert!(folders.find("a.txt").is_file());
        assert!(folders.find("reports/a.txt").is_file());
        assert!(!folders.find("b.txt").is_file());
        std::fs::remove_dir_all(&base).unwrap();
    }
}
