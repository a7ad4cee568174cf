//! The catalogue is complete, sorted and says of each code once what it is.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::*;

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
fn texts_belong_to_codes_and_show_both_programs() {
    for (code, text) in texts::TEXTS {
        assert!(find(code).is_some(), "{code} is no code");
        assert_eq!(text.matches("```mojo").count() % 2, 0, "{code}: an example before needs one after");
    }
}

/// The blocks of a text, in order.
fn blocks(text: &str) -> Vec<&str> {
    text.split("```mojo\n").skip(1).filter_map(|part| part.split("```").next()).collect()
}

#[test]
fn the_first_program_has_the_mistake_and_the_second_has_not() {
    for (code, text) in texts::TEXTS.iter().filter(|(code, _)| code.starts_with("E01") || code.starts_with("E02")) {
        for pair in blocks(text).chunks(2) {
            let codes: Vec<Vec<&str>> = pair
                .iter()
                .map(|program| {
                    let mut diagnostics = grammar::Diagnostics::default();
                    grammar::parse(grammar::FileId(0), program, &mut diagnostics);
                    diagnostics.iter().map(|d| d.code).collect()
                })
                .collect();
            assert_eq!(codes, [vec![*code], vec![]], "{code}");
        }
    }
}

#[test]
fn codes_are_found_in_any_case() {
    assert_eq!(find("e0801").map(|entry| entry.code), Some("E0801"));
    assert_eq!(find("E1"), None);
}
