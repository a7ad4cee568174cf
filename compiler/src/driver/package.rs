//! Packages: the manifest, the lock file and the sources of a crate, written so that no half of one is ever seen.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::Path;

use super::Profile;
use super::cache::replace_if_changed;
use crate::embed;

/// The crates of the runtime: the name in generated code, and the folder below `runtime/`.
pub const RUNTIME_CRATES: [(&str, &str); 2] = [("rt", "core"), ("py", "python")];

/// The profile of cargo that everything is built with.
pub const PROFILE: &str = "mojoxide";

/// What a package is called in its lock file.
pub fn lock_entry(name: &str) -> String {
    format!("[[package]]\nname = \"{name}\"\nversion = \"0.0.0\"\n")
}

/// The manifest of a package in a folder from which `up` leads to the base folder.
pub fn manifest(name: &str, crate_type: &str, up: &str) -> String {
    let mut out = format!(
        "# Written by mojoxide; changes are lost.\n[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n\
         [lib]\npath = \"src/lib.rs\"\ncrate-type = [\"{crate_type}\"]\ntest = false\ndoctest = false\n\n[workspace]\n\n[dependencies]\n"
    );
    for (name, folder) in RUNTIME_CRATES {
        let package = package_name(folder).unwrap_or(name);
        out.push_str(&format!("{name} = {{ package = \"{package}\", path = \"{up}/runtime/{folder}\" }}\n"));
    }
    out.push_str(&format!("\n[profile.{PROFILE}]\ninherits = \"release\"\n"));
    out
}

/// The settings of the profile, as `--config` takes them: a user's configuration may change every profile of a manifest,
/// but nothing that stands on the command line.
pub fn settings(profile: Profile) -> impl Iterator<Item = String> {
    let lto = if profile == Profile::Release { "\"fat\"" } else { "false" };
    let own = [
        ("opt-level", "3"),
        ("debug", "false"),
        ("split-debuginfo", "\"off\""),
        ("strip", "\"symbols\""),
        ("debug-assertions", "false"),
        ("overflow-checks", "false"),
        ("panic", "\"unwind\""),
        ("rpath", "false"),
        ("incremental", "false"),
        ("codegen-units", "1"),
        ("lto", lto),
        ("build-override.opt-level", "0"),
        ("build-override.debug", "false"),
    ];
    own.into_iter().map(|(name, value)| format!("profile.{PROFILE}.{name}={value}"))
}

/// The name that a crate of the runtime has in its own manifest.
fn package_name(folder: &str) -> Option<&'static str> {
    let path = format!("{folder}/Cargo.toml");
    let (_, text) = embed::RUNTIME.iter().find(|(name, _)| *name == path)?;
    let line = text.lines().find(|line| line.starts_with("name"))?;
    line.split('"').nth(1)
}

/// Brings a package to the wanted state: new and changed files are written, the others below `src/` are removed.
/// A new package appears whole; in an old one each file does, and the next build mends what is missing.
pub fn write(folder: &Path, files: &[(String, String)]) -> io::Result<()> {
    if folder.join("Cargo.toml").is_file() {
        return update(folder, files);
    }
    let parent = folder.parent().unwrap_or(folder);
    fs::create_dir_all(parent)?;
    let temporary = tempfile::Builder::new().prefix(".tmp-").tempdir_in(parent)?;
    update(temporary.path(), files)?;
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::rename(temporary.keep(), folder)
}

fn update(folder: &Path, files: &[(String, String)]) -> io::Result<()> {
    let mut wanted = HashSet::new();
    for (name, text) in files {
        let path = folder.join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        replace_if_changed(&path, text.as_bytes())?;
        wanted.insert(path);
    }
    let src = folder.join("src");
    if src.is_dir() {
        for entry in fs::read_dir(&src)? {
            let path = entry?.path();
            if path.is_file() && !wanted.contains(&path) {
                fs::remove_file(&path)?;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_new_packages_and_mends_old_ones() {
        let base = tempfile::tempdir().expect("folder");
        let folder = base.path().join("modules/a");
        let files = |body: &str| {
            vec![("Cargo.toml".to_string(), "x".to_string()), ("src/lib.rs".to_string(), body.to_string())]
        };
        write(&folder, &files("1")).expect("written");
        fs::write(folder.join("src/old.rs"), "").expect("written");
        fs::remove_file(folder.join("src/lib.rs")).expect("removed");
        write(&folder, &files("2")).expect("written");
        assert_eq!(fs::read_to_string(folder.join("src/lib.rs")).expect("read"), "2");
        assert!(!folder.join("src/old.rs").exists());
        assert_eq!(fs::read_dir(base.path().join("modules")).expect("list").count(), 1);
    }

    #[test]
    fn a_folder_without_manifest_is_replaced() {
        let base = tempfile::tempdir().expect("folder");
        let folder = base.path().join("a");
        fs::create_dir_all(folder.join("src/rest")).expect("made");
        write(&folder, &[("Cargo.toml".to_string(), String::new())]).expect("written");
        assert!(!folder.join("src").exists());
    }
}
