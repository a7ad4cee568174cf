//! The cache folder: where it is, locks in it, and files that are there whole or not at all.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::render::Failure;

const TAG: &str = "Signature: 8a477f597d28d172789f06886806bc55\n# Everything in here is rebuilt when it is needed.\n";

/// The cache folder, which exists and can be written.
#[derive(Clone, Debug)]
pub struct Cache {
    pub root: PathBuf,
}

impl Cache {
    /// # Errors
    /// `E0805` when the folder cannot be made or written.
    pub fn open() -> Result<Cache, Failure> {
        let root = location().ok_or_else(|| {
            Failure::new("E0805", "no cache folder: neither `MOJOXIDE_CACHE_DIR` nor `HOME` is set")
                .help("set `MOJOXIDE_CACHE_DIR` to a folder that can be written")
        })?;
        let tag = root.join("CACHEDIR.TAG");
        let made = fs::create_dir_all(root.join("answers")).and_then(|()| replace_if_changed(&tag, TAG.as_bytes()));
        made.map_err(|error| unwritable(&root, &error))?;
        // A root user can write what has no write bits; a folder on a full or read-only disk is found out here.
        tempfile::tempfile_in(&root).map_err(|error| unwritable(&root, &error))?;
        Ok(Cache { root: root.canonicalize().unwrap_or(root) })
    }

    /// A remembered answer. Whatever is wrong with it, it is then asked for again.
    pub fn answer<T: serde::de::DeserializeOwned>(&self, key: &str) -> Option<T> {
        serde_json::from_slice(&fs::read(self.answer_path(key)).ok()?).ok()
    }

    /// Remembers an answer. Not being able to costs time only.
    pub fn remember<T: serde::Serialize>(&self, key: &str, value: &T) {
        if let Ok(text) = serde_json::to_vec(value) {
            let _ = replace(&self.answer_path(key), &text);
        }
    }

    fn answer_path(&self, key: &str) -> PathBuf {
        self.root.join("answers").join(format!("{}.json", &hash([key])[..24]))
    }
}

/// Where the cache folder lies, whether it exists or not.
pub fn location() -> Option<PathBuf> {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let folder = set("MOJOXIDE_CACHE_DIR").or_else(|| {
        let home = set("HOME").or_else(|| set("USERPROFILE"));
        let caches = set("XDG_CACHE_HOME").filter(|path| path.is_absolute()).or_else(|| {
            let below = if cfg!(target_os = "macos") { "Library/Caches" } else { ".cache" };
            home.map(|home| home.join(below))
        });
        caches.map(|caches| caches.join("mojoxide"))
    })?;
    std::path::absolute(folder).ok()
}

pub fn unwritable(path: &Path, error: &io::Error) -> Failure {
    Failure::new("E0805", format!("cannot write `{}`: {error}", path.display()))
        .help("make the folder writable, or set `MOJOXIDE_CACHE_DIR` to one that is")
}

/// SHA-256 over parts, in hexadecimal. The lengths of the parts count.
pub fn hash<B: AsRef<[u8]>>(parts: impl IntoIterator<Item = B>) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        let part = part.as_ref();
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Size and time of change of a file: enough to see that it is another one.
pub fn stamp(path: &Path) -> Option<String> {
    let data = fs::metadata(path).ok()?;
    let time = data.modified().ok()?.duration_since(std::time::UNIX_EPOCH).ok()?;
    Some(format!("{}:{}", data.len(), time.as_nanos()))
}

/// Writes a file so that nobody ever sees half of it.
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut file = tempfile::Builder::new().prefix(".tmp-").tempfile_in(folder)?;
    file.write_all(bytes)?;
    open_to_all(file.as_file())?;
    file.persist(path)?;
    Ok(())
}

/// As `replace`, but leaves a file alone that has this text already. True if it was written.
pub fn replace_if_changed(path: &Path, bytes: &[u8]) -> io::Result<()> {
    match fs::read(path) {
        Ok(old) if old == bytes => Ok(()),
        _ => replace(path, bytes),
    }
}

/// Copies a finished library to where it is wanted. The old one may be in use and is replaced, never overwritten.
pub fn install(from: &Path, to: &Path) -> io::Result<()> {
    let folder = match to.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut file = tempfile::Builder::new().prefix(".tmp-").tempfile_in(folder)?;
    io::copy(&mut File::open(from)?, file.as_file_mut())?;
    open_to_all(file.as_file())?;
    file.persist(to)?;
    Ok(())
}

/// Temporary files are the owner's only; results have the rights of any other file.
fn open_to_all(file: &File) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        file.set_permissions(fs::Permissions::from_mode(0o644))?;
    }
    let _ = file;
    Ok(())
}

/// An exclusive lock of a folder, held until it is dropped or its process ends.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

impl Lock {
    /// Waits for the lock.
    pub fn take(path: &Path) -> io::Result<Lock> {
        let file = File::options().create(true).write(true).truncate(false).open(path)?;
        file.lock()?;
        Ok(Lock { _file: file })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replaces_whole_files_and_leaves_equal_ones() {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("a");
        replace(&path, b"one").expect("written");
        let first = stamp(&path);
        replace_if_changed(&path, b"one").expect("compared");
        assert_eq!(stamp(&path), first);
        replace_if_changed(&path, b"two").expect("written");
        assert_eq!(fs::read(&path).expect("read"), b"two");
        install(&path, &folder.path().join("b")).expect("copied");
        assert_eq!(fs::read_dir(folder.path()).expect("list").count(), 2);
    }

    #[test]
    fn lengths_count_in_hashes() {
        assert_ne!(hash(["ab", "c"]), hash(["a", "bc"]));
        assert_eq!(hash(["a"]).len(), 64);
    }
}
