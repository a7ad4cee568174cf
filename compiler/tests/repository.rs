//! Rules about the repository itself.

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Every file of these folders with one of these endings, build results left out.
fn files(folders: &[&str], endings: &[&str]) -> Vec<(PathBuf, String)> {
    fn walk(folder: &Path, endings: &[&str], found: &mut Vec<(PathBuf, String)>) {
        let Ok(entries) = fs::read_dir(folder) else { return };
        for entry in entries.flatten() {
            let (path, name) = (entry.path(), entry.file_name());
            let skipped = ["target", ".venv", ".git", "__pycache__", "__mojocache__", "node_modules"];
            if path.is_dir() && !skipped.contains(&name.to_string_lossy().as_ref()) {
                walk(&path, endings, found);
            } else if path.extension().and_then(|e| e.to_str()).is_some_and(|e| endings.contains(&e)) {
                let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
                found.push((path, text));
            }
        }
    }
    let mut found = Vec::new();
    folders.iter().for_each(|folder| walk(&root().join(folder), endings, &mut found));
    found.sort();
    found
}

fn is_test(path: &Path) -> bool {
    path.components().any(|part| part.as_os_str() == "tests") || path.file_name().is_some_and(|name| name == "tests.rs")
}

const RUST: [&str; 3] = ["grammar", "compiler", "runtime"];

#[test]
fn rust_files_have_at_most_600_lines_without_tests() {
    for (path, text) in files(&RUST, &["rs"]) {
        if is_test(&path) {
            continue;
        }
        let own = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        let lines = own.lines().count();
        assert!(lines <= 600, "{} has {lines} lines", path.display());
    }
}

#[test]
fn every_rust_file_says_first_what_it_does() {
    for (path, text) in files(&RUST, &["rs"]) {
        assert!(text.starts_with("//! "), "{} does not begin with `//! `", path.display());
    }
}

#[test]
fn every_python_file_says_first_what_it_does() {
    for (path, text) in files(&["python", "tests", "benches", "examples"], &["py"]) {
        let recorded = path.components().any(|part| part.as_os_str() == "conformance" || part.as_os_str() == "page");
        assert!(recorded || text.starts_with("\"\"\""), "{} does not begin with a docstring", path.display());
    }
}

#[test]
fn nothing_names_a_place_on_a_developers_machine() {
    let homes = ["/home/", "/Users/", "/root/", "/work/"];
    for (path, text) in files(&["."], &["rs", "py", "md", "toml", "mojo"]) {
        let recorded =
            path.components().any(|part| part.as_os_str() == "conformance") || path.ends_with("repository.rs");
        for home in homes {
            assert!(recorded || !text.contains(home), "{} names {home}", path.display());
        }
    }
}

#[test]
fn versions_agree() {
    let version = format!("version = \"{}\"", env!("CARGO_PKG_VERSION"));
    for file in ["python/pyproject.toml", "python/compat/pyproject.toml"] {
        let text = fs::read_to_string(root().join(file)).unwrap_or_default();
        assert!(text.contains(&version), "{file} has another version");
    }
    let init = fs::read_to_string(root().join("python/mojoxide/__init__.py")).unwrap_or_default();
    assert!(init.contains(&format!("__version__ = \"{}\"", env!("CARGO_PKG_VERSION"))));
}
