//! Generic definitions: what is accepted, and what is reported though nobody uses them.

use std::path::{Path, PathBuf};

use crate::check::Facts;
use crate::cx::{Cx, Files};
use crate::definitions::FunctionId;
use crate::pipeline::{self, Goal, Input};

struct NoFiles;

impl Files for NoFiles {
    fn read(&self, _: &Path) -> std::io::Result<Vec<u8>> {
        Err(std::io::ErrorKind::NotFound.into())
    }

    fn is_file(&self, _: &Path) -> bool {
        false
    }

    fn is_dir(&self, _: &Path) -> bool {
        false
    }
}

fn library(path: &str) -> Option<&'static str> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../stdlib");
    std::fs::read_to_string(folder.join(path)).ok().map(|text| &*text.leak())
}

/// The modules of the library, as they are imported.
fn modules(folder: &Path, prefix: &str, all: &mut Vec<String>) {
    let mut entries: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let full = format!("{prefix}.{name}");
        if path.is_dir() {
            modules(&path, &full, all);
        } else if name == "__init__" {
            all.push(prefix.to_string());
        } else {
            all.push(full);
        }
    }
}

/// The library is generic code that many programs use: nothing is to be said about any of it.
#[test]
fn the_library_is_clean() {
    let files = NoFiles;
    let mut cx = Cx::new(&files, library);
    cx.load_prelude();
    cx.load_root(Path::new("main.mojo"), "main", String::new());
    let mut all = Vec::new();
    modules(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../stdlib"), "std", &mut all);
    assert!(all.len() > 50, "{all:?}");
    cx.check_library(&all);
    let functions = cx.defs.functions.len();
    for index in 0..functions {
        cx.check_generic(FunctionId(index as u32));
    }
    let program = std::mem::take(&mut cx.tables.program);
    let checked = program.symbolic.len();
    let mut diagnostics = std::mem::take(&mut cx.diagnostics);
    {
        let facts = Facts::new(&mut cx, &program);
        crate::lower::lower_all(&program, &facts, crate::lower::Purpose::Mistakes, &mut diagnostics);
    }
    let mut texts = String::new();
    for diagnostic in diagnostics.into_sorted() {
        let file = cx.sources.file(diagnostic.span.file);
        let line = file.text[..diagnostic.span.start as usize].matches('\n').count() + 1;
        texts.push_str(&format!("{}:{line}: {} {}\n", file.path, diagnostic.code, diagnostic.message));
    }
    assert!(texts.is_empty(), "\n{texts}");
    assert!(checked > 500, "{checked} definitions");
}
