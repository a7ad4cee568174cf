//! One mistake gives one error: the programs of `tests/mistakes`, in which a comment names the code of each line's mistake.
//!
//! Each module has 20 mistakes or more, all independent of each other and of many kinds; `single.txt` has small programs in
//! which what is mistaken is used all over.

use std::fs;
use std::path::{Path, PathBuf};

use compiler::cx::NoFiles;
use compiler::pipeline::{self, Goal, Input};
use grammar::Severity;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/mistakes")
}

/// Line, code and message of each error, and the warnings.
fn found(text: &str) -> (Vec<(usize, String)>, Vec<String>, String) {
    let path = Path::new("example.mojo");
    let input = Input { path, module: "example", output: None, bytes: text.as_bytes(), include: &[], files: &NoFiles };
    let outcome = pipeline::run(&input, Goal::Check);
    let (mut errors, mut warnings, mut shown) = (Vec::new(), Vec::new(), String::new());
    for diagnostic in outcome.diagnostics.into_sorted() {
        let line = outcome.sources.line(diagnostic.span);
        let file = &outcome.sources.file(diagnostic.span.file).path;
        shown.push_str(&format!("{file}:{line}: {} {}\n", diagnostic.code, diagnostic.message));
        match diagnostic.severity {
            Severity::Error => errors.push((line, diagnostic.code.to_string())),
            Severity::Warning => warnings.push(diagnostic.message),
        }
    }
    errors.sort();
    (errors, warnings, shown)
}

/// Line and code of each mark.
fn marked(text: &str) -> Vec<(usize, String)> {
    let lines = text.lines().zip(1..);
    let marks = lines.flat_map(|(text, line)| {
        let codes = text.split("# E").skip(1).filter_map(|mark| mark.get(..4));
        codes.filter(|code| code.bytes().all(|b| b.is_ascii_digit())).map(move |code| (line, format!("E{code}")))
    });
    let mut marks: Vec<(usize, String)> = marks.collect();
    marks.sort();
    marks
}

#[test]
fn a_module_reports_all_of_its_mistakes_and_no_more() {
    let mut modules = 0;
    for file in fs::read_dir(folder()).expect("modules").flatten().map(|file| file.path()) {
        if file.extension().is_none_or(|ending| ending != "mojo") {
            continue;
        }
        let text = fs::read_to_string(&file).expect("a module");
        let wanted = marked(&text);
        assert!(wanted.len() >= 20, "{}: only {} mistakes", file.display(), wanted.len());
        let (errors, warnings, shown) = found(&text);
        assert_eq!(errors, wanted, "{}:\n{shown}", file.display());
        assert!(warnings.is_empty(), "{}:\n{shown}", file.display());
        modules += 1;
    }
    assert!(modules >= 3);
}

#[test]
fn a_mistake_is_reported_once_however_often_it_is_met() {
    let text = fs::read_to_string(folder().join("single.txt")).expect("the programs");
    let mut wrong = Vec::new();
    for program in text.split("\n---\n").skip(1) {
        let (errors, warnings, shown) = found(program);
        if errors != marked(program) || !warnings.is_empty() {
            wrong.push(format!("{program}\n--- gives\n{shown}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n=====\n"));
}
