//! What each phase makes of the page's samples, as snapshots: `snapshots/page/<sample>/<phase>.snap`.
//!
//! They are there to be read: a change of a phase shows in them as its reader sees it.

use std::fs;
use std::path::{Path, PathBuf};

use compiler::driver::files::Disk;
use compiler::pipeline::{self, Goal, Input};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The folders of the samples and the one module that each of them has.
fn samples() -> Vec<(String, PathBuf)> {
    let mut found = Vec::new();
    for folder in fs::read_dir(root().join("tests/page")).expect("samples").flatten() {
        let files = fs::read_dir(folder.path()).expect("a sample").flatten().map(|file| file.path());
        let modules: Vec<PathBuf> = files.filter(|file| file.extension().is_some_and(|e| e == "mojo")).collect();
        let name = folder.file_name().to_string_lossy().into_owned();
        assert_eq!(modules.len(), 1, "{name} has other than one module");
        found.extend(modules.into_iter().map(|module| (name.clone(), module)));
    }
    found.sort();
    found
}

/// The text of a sample in one form. The path is what the user would write in the sample's folder.
fn form(module: &Path, goal: Goal) -> String {
    let bytes = fs::read(module).expect("a sample");
    let path = Path::new(module.file_name().expect("a file"));
    let name = module.file_stem().expect("a name").to_string_lossy();
    let input = Input { path, module: &name, output: None, bytes: &bytes, include: &[], files: &Disk::default() };
    let outcome = pipeline::run(&input, goal);
    let errors: Vec<_> = outcome.diagnostics.iter().filter(|d| d.severity == grammar::Severity::Error).collect();
    assert!(errors.is_empty(), "{}: {errors:?}", module.display());
    outcome.text
}

/// Of the instances the signatures, sorted: their bodies and their order are the library's, and change with it.
fn signatures(instances: &str) -> String {
    let mut lines: Vec<&str> = instances.lines().filter(|line| line.starts_with("def ")).collect();
    lines.sort_unstable();
    lines.join("\n")
}

fn snapshots(phase: &str, goal: Goal) {
    for (sample, module) in samples() {
        let mut text = form(&module, goal);
        if goal == Goal::Instances {
            text = signatures(&text);
        }
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(root().join("snapshots/page").join(sample));
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!(phase, text));
    }
}

macro_rules! phases {
    ($($phase:ident: $goal:expr;)*) => {
        $(#[test] fn $phase() { snapshots(stringify!($phase), $goal); })*
    };
}

phases! {
    tokens: Goal::Tokens;
    layout: Goal::Layout;
    ast: Goal::Ast;
    hir: Goal::Hir;
    instances: Goal::Instances;
    mir: Goal::Mir;
    rust: Goal::Rust { all: false };
}
