//! `mojoxide doc`: reference pages of a file, or of the standard library.

use std::path::Path;

use grammar::{Diagnostics, SourceFile, SourceMap};

use super::build::{module_name, unwritable, write, write_text};
use super::output::{Stream, fail, report};
use super::{CLEAN, Color, Doc};
use crate::doc::{self, Source};
use crate::driver::files::{Disk, read_source};
use crate::render::{Failure, Format};
use crate::resolve::text::{decode, not_utf8};

pub fn doc(task: &Doc, color: Color) -> u8 {
    let done = match (&task.file, &task.output) {
        (Some(file), output) => page(file, output.as_deref(), color),
        (None, Some(folder)) => library(folder),
        // The command line asks for one of them.
        (None, None) => Ok(CLEAN),
    };
    done.unwrap_or_else(|failure| fail(&failure, Stream::Err, Format::Human, color))
}

/// The page of a file. A file with mistakes in its syntax has none.
fn page(path: &Path, output: Option<&Path>, color: Color) -> Result<u8, Failure> {
    let bytes = read_source(&Disk::default(), path)?;
    let name = module_name(path)?;
    let shown = path.display().to_string();
    let mut sources = SourceMap::default();
    let mut diagnostics = Diagnostics::default();
    let mut out = String::new();
    match decode(&bytes) {
        Ok(text) => {
            let file = sources.add(SourceFile::new(shown, text));
            let text = &sources.file(file).text;
            let module = grammar::parse(file, text, &mut diagnostics);
            doc::page(&name, &Source { text, module: &module }, &|_| None, &mut out);
        }
        Err((text, at)) => {
            let file = sources.add(SourceFile::new(shown, text));
            diagnostics.report(not_utf8(file, at));
        }
    }
    let status = report(diagnostics, &sources, Stream::Err, Format::Human, color);
    if status == CLEAN {
        write_text(output, &out)?;
    }
    Ok(status)
}

/// The pages of the library in a folder, which is made if it is not there.
fn library(folder: &Path) -> Result<u8, Failure> {
    std::fs::create_dir_all(folder).map_err(|error| unwritable(folder, &error))?;
    for (name, text) in doc::library() {
        write(&folder.join(name), text.as_bytes())?;
    }
    Ok(CLEAN)
}
