//! Reading the user's source files.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use super::cache::stamp;
use crate::cx::Files;
use crate::render::Failure;

/// The file system, and what of it a compilation has seen.
#[derive(Default)]
pub struct Disk {
    seen: RefCell<BTreeMap<PathBuf, Seen>>,
}

enum Seen {
    /// With the file's stamp before it was read.
    Read(String),
    Absent,
}

impl Disk {
    /// The files that took part, one a line: `read <size>:<time of change> <path>`, and `absent <path>` for files that
    /// were looked for in vain, whose appearing would change what an import means.
    pub fn listing(&self) -> String {
        let mut out = String::new();
        for (path, seen) in self.seen.borrow().iter() {
            match seen {
                Seen::Read(stamp) => out.push_str(&format!("read {stamp} {}\n", path.display())),
                Seen::Absent => out.push_str(&format!("absent {}\n", path.display())),
            }
        }
        out
    }

    fn note(&self, path: &Path, seen: Seen) {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
        self.seen.borrow_mut().entry(path).or_insert(seen);
    }
}

impl Files for Disk {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let stamp = stamp(path);
        let bytes = std::fs::read(path)?;
        self.note(path, Seen::Read(stamp.unwrap_or_default()));
        Ok(bytes)
    }

    fn is_file(&self, path: &Path) -> bool {
        let found = path.is_file();
        if !found {
            self.note(path, Seen::Absent);
        }
        found
    }

    fn is_dir(&self, path: &Path) -> bool {
        path.is_dir()
    }
}

/// Reads a root file.
///
/// # Errors
/// `E0802` when it is missing or cannot be read, `E0803` when it is a folder.
pub fn read_source(files: &dyn Files, path: &Path) -> Result<Vec<u8>, Failure> {
    let shown = path.display().to_string();
    if path.is_dir() {
        return Err(Failure::new("E0803", format!("`{shown}` is a folder"))
            .path(shown)
            .help("name the `.mojo` file that is the module"));
    }
    files.read(path).map_err(|error| {
        let why = match error.kind() {
            io::ErrorKind::NotFound => "there is no such file".to_string(),
            _ => error.to_string(),
        };
        Failure::new("E0802", format!("cannot read `{shown}`: {why}")).path(shown)
    })
}

/// Where absolute imports of the files below a folder start: the folder, or if that is a package, what the outermost package
/// lies in.
pub fn import_root(folder: &Path) -> PathBuf {
    let mut root = folder.to_path_buf();
    while root.join("__init__.mojo").is_file() {
        match root.parent().filter(|parent| !parent.as_os_str().is_empty()) {
            Some(parent) => root = parent.to_path_buf(),
            // A package in the folder that the program was run in.
            None if root.file_name().is_some() => return PathBuf::from("."),
            None => break,
        }
    }
    root
}

/// The `.mojo` files below the given paths, folders read to their depths, sorted in each folder.
///
/// # Errors
/// `E0802` when a path is missing or a folder cannot be read.
pub fn source_files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    let mut found = Vec::new();
    for path in paths {
        if path.is_dir() {
            walk(path, &mut found).map_err(|error| {
                Failure::new("E0802", format!("cannot read `{}`: {error}", path.display()))
                    .path(path.display().to_string())
            })?;
        } else {
            found.push(path.clone());
        }
    }
    Ok(found)
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) -> io::Result<()> {
    let mut entries = std::fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        if entry.file_type()?.is_dir() {
            if !hidden {
                walk(&path, found)?;
            }
        } else if path.extension().is_some_and(|e| e == "mojo") {
            found.push(path);
        }
    }
    Ok(())
}
