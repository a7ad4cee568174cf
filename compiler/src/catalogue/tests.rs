//! The catalogue is complete, sorted and says of each code once what it is.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::texts::{NO_PROGRAM, Part};
use super::*;
use crate::cx::Files;
use crate::pipeline::{self, Goal, Input};

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("folder") {
        let path = entry.expect("entry").path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
}

/// The `"E0401"` and `"W0201"` of a source text.
fn codes_in(text: &str) -> impl Iterator<Item = &str> {
    text.split('"').filter(|part| {
        part.len() == 5 && matches!(part.as_bytes()[0], b'E' | b'W') && part[1..].bytes().all(|b| b.is_ascii_digit())
    })
}

#[test]
fn every_code_of_the_sources_is_in_the_catalogue() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut files = Vec::new();
    rust_files(&root.join("grammar/src"), &mut files);
    rust_files(&root.join("compiler/src"), &mut files);
    let known: BTreeSet<&str> = all().map(|entry| entry.code).collect();
    let mut missing = BTreeSet::new();
    for path in files.iter().filter(|path| !path.to_string_lossy().contains("tests")) {
        let text = std::fs::read_to_string(path).expect("text");
        missing.extend(codes_in(&text).filter(|code| !known.contains(code)).map(str::to_string));
    }
    assert!(missing.is_empty(), "codes without a line in the catalogue: {missing:?}");
}

#[test]
fn codes_are_unique_and_sorted() {
    for list in [grammar::errors::CODES, CODES] {
        assert!(list.windows(2).all(|pair| pair[0].0 < pair[1].0), "not sorted, or twice: {list:?}");
    }
    let mut seen = BTreeSet::new();
    assert!(all().all(|entry| seen.insert(entry.code)));
}

#[test]
fn titles_read_as_titles() {
    for entry in all() {
        assert!(!entry.title.ends_with('.'), "{}", entry.code);
        assert!(
            !entry.title.starts_with(|c: char| c.is_uppercase())
                || entry.title.starts_with("Python")
                || entry.title.starts_with("Rust"),
            "{}",
            entry.code
        );
    }
}

#[test]
fn every_code_of_the_catalogue_is_reported_somewhere() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut files = Vec::new();
    rust_files(&root.join("grammar/src"), &mut files);
    rust_files(&root.join("compiler/src"), &mut files);
    let own = ["catalogue.rs", "catalogue"];
    let mut used = BTreeSet::new();
    for path in files.iter().filter(|path| !path.components().any(|c| own.contains(&&*c.as_os_str().to_string_lossy())))
    {
        let text = std::fs::read_to_string(path).expect("text");
        // The list of the front end's own codes is no use of them.
        let text = text.split("pub const CODES").next().into_iter().chain(text.split_once("];").map(|(_, rest)| rest));
        used.extend(text.flat_map(codes_in).map(str::to_string));
    }
    let unused: Vec<&str> = all().map(|entry| entry.code).filter(|code| !used.contains(*code)).collect();
    assert!(unused.is_empty(), "codes that nothing reports: {unused:?}");
}

#[test]
fn every_code_has_a_section() {
    let sections: Vec<&str> = texts::pages().flat_map(|page| page.sections).map(|section| section.code).collect();
    let unique: BTreeSet<&str> = sections.iter().copied().collect();
    assert_eq!(unique.len(), sections.len(), "a section stands twice");
    assert_eq!(unique, all().map(|entry| entry.code).collect());
    for page in texts::pages() {
        assert!(page.sections.is_sorted_by_key(|section| section.code), "{} is not sorted", page.title);
    }
}

/// Files that exist only here.
struct Memory(Vec<(PathBuf, &'static str)>);

impl Files for Memory {
    fn read(&self, path: &Path) -> std::io::Result<Vec<u8>> {
        let found = self.0.iter().find(|(own, _)| own == path);
        found.map(|(_, text)| text.as_bytes().to_vec()).ok_or_else(|| std::io::ErrorKind::NotFound.into())
    }
    fn is_file(&self, path: &Path) -> bool {
        self.0.iter().any(|(own, _)| own == path)
    }
    fn is_dir(&self, path: &Path) -> bool {
        path == Path::new("")
    }
}

/// The codes of everything that is said about a program.
fn codes_of(text: &'static str, others: &[(PathBuf, &'static str)], build: bool) -> Vec<&'static str> {
    let path = Path::new("example.mojo");
    let mut files = others.to_vec();
    files.push((path.to_path_buf(), text));
    let files = Memory(files);
    let input = Input { path, module: "example", output: None, bytes: text.as_bytes(), include: &[], files: &files };
    let outcome = pipeline::run(&input, if build { Goal::Crate } else { Goal::Check });
    outcome.diagnostics.iter().map(|diagnostic| diagnostic.code).collect()
}

#[test]
fn the_first_program_has_just_the_mistake_and_the_second_is_clean() {
    let mut wrong = Vec::new();
    for entry in all() {
        let parts = texts::parts(entry.text);
        let says_why = matches!(parts.last(), Some(Part::Paragraph(text)) if text.starts_with(NO_PROGRAM));
        let mut programs = Vec::new();
        let mut others = Vec::new();
        for part in parts {
            match part {
                Part::Program { file: Some(file), text, .. } => others.push((PathBuf::from(file), text)),
                Part::Program { file: None, build, text } => programs.push((build, text)),
                Part::Paragraph(_) => {}
            }
        }
        let found: Vec<Vec<&str>> = programs.iter().map(|(build, text)| codes_of(text, &others, *build)).collect();
        let wanted = if says_why { vec![] } else { vec![vec![entry.code], vec![]] };
        if found != wanted {
            wrong.push(format!("{}: {found:?}", entry.code));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_book_lists_all_codes() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/errors.md");
    let page = std::fs::read_to_string(&path).expect("docs/errors.md");
    let mut list = String::new();
    for page in texts::pages() {
        list.push_str(&format!("\n### {}\n\n", page.title));
        for section in page.sections {
            let title = find(section.code).map_or("", |entry| entry.title);
            list.push_str(&format!("* `{}` {title}\n", section.code));
        }
    }
    let (before, _) = page.split_once(LIST).expect("the heading of the list");
    let wanted = format!("{before}{LIST}{list}");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, wanted).expect("docs/errors.md");
        return;
    }
    assert!(page == wanted, "the list in docs/errors.md is another: run this test with UPDATE_DOCS=1");
}

/// What stands before the list in the book.
const LIST: &str = "## All codes\n";

#[test]
fn codes_are_found_in_any_case() {
    assert_eq!(find("e0801").map(|entry| entry.code), Some("E0801"));
    assert_eq!(find("E1"), None);
}
