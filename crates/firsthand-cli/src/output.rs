//! Where the command writes: standard output and files.
//!
//! In: what is to be written. Out: a whole file or the one that was there before, never half of one; a failure that names the file and the way out,
//! before hours are spent where that can be known. Not here: what is written.

use crate::report::Failure;
use firsthand::read::{self, DOSSIER};
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

/// Whether files can be written where they are asked for, and are none of those that are read.
pub fn check(inputs: &[PathBuf], outputs: &[&Option<PathBuf>]) -> Result<(), Failure> {
    let outputs: Vec<&Path> = outputs.iter().filter_map(|path| path.as_deref()).collect();
    if let [a, b] = outputs.as_slice()
        && a == b
    {
        return Err(named(a, "cannot hold both the record and the dossier; give two names"));
    }
    let files: Vec<&Path> = outputs.into_iter().filter(|path| path.as_os_str() != "-").collect();
    if files.iter().any(|path| path.exists()) {
        let read: Vec<PathBuf> =
            read::walk(inputs).files.iter().filter_map(|path| fs::canonicalize(path).ok()).collect();
        for path in &files {
            if fs::canonicalize(path).is_ok_and(|real| read.contains(&real)) && !is_ours(path) {
                return Err(named(path, "is one of the files to read; write to another one"));
            }
        }
    }
    files.into_iter().try_for_each(writable)
}

fn writable(path: &Path) -> Result<(), Failure> {
    let new = fs::symlink_metadata(path).is_err();
    // Opening a pipe would wait for its reader, and a link that leads nowhere leads to a new file.
    if !new && !fs::metadata(path).is_ok_and(|known| known.is_file() || known.is_dir()) {
        return Ok(());
    }
    match OpenOptions::new().write(true).create_new(new).open(path) {
        // Nothing is left behind until there is something to write.
        Ok(_) if new => fs::remove_file(path).map_err(|cause| cannot(path, &cause)),
        Ok(_) => Ok(()),
        Err(cause) => Err(cannot(path, &cause)),
    }
}

/// Whether a file is a dossier that was written before.
fn is_ours(path: &Path) -> bool {
    let mut head = Vec::new();
    let read = File::open(path).and_then(|file| file.take(1000).read_to_end(&mut head));
    read.is_ok() && String::from_utf8_lossy(&head).contains(DOSSIER)
}

/// Writes a file, or standard output for `-`. What stood there before stays until all is written.
pub fn write(path: &Path, fill: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
    let into = |file: &mut dyn Write| {
        let mut out = BufWriter::new(file);
        fill(&mut out).and_then(|()| out.flush())
    };
    if path.as_os_str() == "-" {
        return into(&mut io::stdout().lock()).map_err(Failure::output);
    }
    let real = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let before = fs::metadata(&real);
    let mut name = real.clone().into_os_string();
    name.push(format!(".part-{}", std::process::id()));
    let part = PathBuf::from(name);
    // A device or a pipe is no file that another could take the place of.
    let whole = before.as_ref().map_or(true, fs::Metadata::is_file);
    let outcome = match if whole { File::create_new(&part) } else { File::create(&real) } {
        Ok(mut file) => {
            let done = into(&mut file).and_then(|()| match &before {
                Ok(before) if whole => fs::set_permissions(&part, before.permissions()),
                _ => Ok(()),
            });
            match whole {
                true => done.and_then(|()| fs::rename(&part, &real)).inspect_err(|_| drop(fs::remove_file(&part))),
                false => done,
            }
        }
        // A folder may take no new file and hold one that can be written.
        Err(_) if whole => File::create(&real).and_then(|mut file| into(&mut file)),
        Err(cause) => Err(cause),
    };
    outcome.map_err(|cause| cannot(path, &cause))
}

/// Prints to standard output; a reader that has seen enough is no failure.
pub fn print(text: &str) -> Result<(), Failure> {
    match io::stdout().lock().write_all(text.as_bytes()) {
        Err(cause) if cause.kind() != io::ErrorKind::BrokenPipe => Err(Failure::output(cause)),
        _ => Ok(()),
    }
}

fn cannot(path: &Path, cause: &io::Error) -> Failure {
    named(path, &format!("cannot be written ({cause}); make room, or give another place"))
}

fn named(path: &Path, what: &str) -> Failure {
    Failure::new(format!("{}: {what}", path.display()))
}
